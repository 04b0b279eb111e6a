"""The statistical tables before 2019: a list of indicators, with the year's value and in places a running total."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from extract.documents.model import Document, Paragraph, Table, TextCell
from extract.forms import form, forms
from extract.forms.labels import plain
from extract.tables.rows import Row, block_rows, printed_length, value_flags
from extract.tables.values import is_value

STATISTICAL = tuple(f.id for f in forms().values() if "statistics" in f.tables)
LEAST = 6
"""So many indicators of a form must be seen before a table counts as one."""

_UNITS = frozenset(("条", "件", "次", "个", "人", "人次", "万元", "元", "篇", "项", "份", "条数", "件数"))
_LEAD = re.compile(r"^(?:其中)?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?(?:其中)?(?=\D)")
_YEAR_HEAD = re.compile(r"(?:20\d\d)?(?:本)?年度?(?:数|数值|数据|统计数)?|数值|统计数|统计数据|数据|数量")


@dataclass(slots=True)
class Reading:
    """Cells found: (code, column) → (cell, method); what stayed unclear; the form and the blocks it stands in."""

    form: str
    span: tuple[int, int]
    cells: dict[tuple[str, str], tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def _bare(key: str) -> str:
    return _LEAD.sub("", key)


@cache
def _index(form_id: str) -> Mapping[str, tuple[str, ...]]:
    """Reduced label → the codes that carry it, in printed order: 维持具体行政行为数 stands under two headings."""
    found: dict[str, list[str]] = {}
    for entry in form(form_id).tables["statistics"].fields:
        for label in (entry.label_zh, *entry.variants):
            leaf = label.rpartition(" / ")[2]
            for text in {leaf, re.sub(r"[（(][^（）()]*[）)]$", "", leaf)}:
                key = _bare(plain(text))
                codes = found.setdefault(key, [])
                if entry.code not in codes:
                    codes.append(entry.code)
    return {key: tuple(codes) for key, codes in found.items()}


@lru_cache(maxsize=1 << 14)
def _codes(form_id: str, label: str) -> tuple[str, ...]:
    """The codes that a printed label may be, in printed order."""
    key = _bare(plain(label))
    if len(key) < 3 or len(key) > 60:
        return ()
    index = _index(form_id)
    if key in index:
        return index[key]
    near = []
    for known, codes in index.items():
        limit = max(1, len(known) // 6)
        distance = Levenshtein.distance(key, known, score_cutoff=limit)
        if distance <= limit and len(known) >= 5:
            near.append((distance, codes))
    near.sort(key=lambda n: n[0])
    if near and (len(near) == 1 or near[1][0] > near[0][0]):
        return near[0][1]
    return ()


def _label_of(row: Row) -> tuple[str, tuple[TextCell, ...]]:
    """The indicator of a row and the cells after it, its unit left out."""
    flags = value_flags(row.cells) if row.printed else [is_value(c.text) for c in row.cells]
    texts = [
        i
        for i, (flag, cell) in enumerate(zip(flags, row.cells, strict=True))
        if not flag and cell.text.strip()
    ]
    named = [i for i in texts if plain(row.cells[i].text) not in _UNITS]
    if not named:
        return "", row.cells
    last = texts[-1]
    label = "".join(row.cells[i].text for i in named) if row.printed else row.cells[named[-1]].text
    return label, row.cells[last + 1 :]


def _heads(row: Row) -> dict[str, TextCell]:
    """The columns that a heading row names: ``annual`` and ``cumulative``."""
    found: dict[str, TextCell] = {}
    for cell in row.cells:
        key = plain(cell.text)
        if "累计" in key and len(key) <= 8:
            found["cumulative"] = cell
        elif key and len(key) <= 10 and _YEAR_HEAD.fullmatch(key):
            found.setdefault("annual", cell)
    return found


def _region(document: Document) -> tuple[int, int, str] | None:
    """The blocks from the first to the last indicator, and the form that most of them belong to."""
    best: tuple[int, int, int, str] | None = None
    for form_id in STATISTICAL:
        seen: set[str] = set()
        blocks = []
        for number, block in enumerate(document.blocks):
            labels = _labels_in(block)
            codes = {code for label in labels for code in _codes(form_id, label)[:1]}
            if codes:
                blocks.append(number)
                seen |= codes
        if len(seen) >= LEAST and (best is None or len(seen) > best[0]):
            best = (len(seen), blocks[0], blocks[-1], form_id)
    return None if best is None else best[1:]


def _labels_in(block: Paragraph | Table) -> list[str]:
    if isinstance(block, Table):
        return [c.text for c in block.cells if 3 <= len(c.text) <= 60 and not is_value(c.text)]
    if printed_length(block.text) > 70:
        return []
    return [re.sub(r"\s+(?:条|件|次|个|人|人次|万元|元|篇|项)?(?:\s*[\d.,]+)*\s*$", "", block.text)]


def read(document: Document) -> Reading | None:
    """The statistical table of a document; None where none stands. The running total is never taken for the year's value."""
    where = _region(document)
    if where is None:
        return None
    first, last, form_id = where
    reading = Reading(form_id, (first, last))
    shape = form(form_id).tables["statistics"]
    rank = {entry.code: n for n, entry in enumerate(shape.fields)}
    rows = list(block_rows(document, max(0, first - 3), last))
    heads: dict[str, TextCell] = {}
    head: Row | None = None
    reached = -1
    for row in rows:
        named = _heads(row)
        others = [c for c in row.cells if c.text.strip() and not any(c is h for h in named.values())]
        if named and not any(is_value(c.text) for c in others):
            heads, head = named, row
            continue
        label, after = _label_of(row)
        codes = _codes(form_id, label) if label else ()
        code = next((c for c in codes if rank[c] > reached), None)
        if code is None:
            continue
        reached = rank[code]
        _put(
            reading,
            code,
            shape.columns,
            after,
            heads,
            row.layout,
            row.layout == "grid" or _stands_under(head, row),
        )
    return reading


def _stands_under(head: Row | None, row: Row) -> bool:
    """True where a row of separated cells has as many as its heading and begins in the same one, so that none has slipped."""
    if head is None or row.layout != "slipped" or head.block != row.block:
        return False
    firsts = [next((c.col for c in r.cells if c.text.strip()), -1) for r in (head, row)]
    return len(head.cells) == len(row.cells) and firsts[0] == firsts[1]


def _put(
    reading: Reading,
    code: str,
    columns: Sequence[str | None],
    after: Sequence[TextCell],
    heads: Mapping[str, TextCell],
    layout: str,
    trusted: bool,
) -> None:
    """The cells of one indicator: under their headings, else by count where the headings name as many."""
    method = {"grid": "grid", "slipped": "cells", "line": "lines", "placed": "lines"}[layout]
    filled = [c for c in after if c.text.strip()]
    wanted = [c for c in columns if c is not None]
    if trusted and "annual" in heads:
        for column in wanted:
            head = heads.get(column)
            over = [
                c for c in after if head and c.col < head.col + head.colspan and c.col + c.colspan > head.col
            ]
            if len(over) == 1:
                reading.cells[code, column] = (over[0], method)
        return
    printed = sorted(heads, key=lambda name: heads[name].col) or ["annual"]
    if len(filled) == len(printed):
        for name, cell in zip(printed, filled, strict=True):
            if name in wanted:
                reading.cells[code, name] = (cell, method)
    elif filled:
        reading.problems.append(f"{len(filled)} numbers for {len(printed)} columns: {code}")
