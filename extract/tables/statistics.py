"""The statistical tables before 2019: a list of indicators, with the year's value and in places a running total."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from extract.documents.model import Document, Paragraph, Place, Table, TextCell
from extract.forms import form, forms
from extract.forms.labels import fold, plain
from extract.rare import rare
from extract.tables.rows import (
    Row,
    block_rows,
    has_added_heading,
    printed_length,
    value_flags,
    without_serials,
)
from extract.tables.values import WORDS, is_value

STATISTICAL = tuple(f.id for f in forms().values() if "statistics" in f.tables)
LEAST = 6
"""So many indicators of a form must be seen before a table counts as one."""
FOLDED = 12
"""Cells of a row from which it may hold the rows of a whole table."""

_FUSED_HEADS = rare(
    r"(?:指标(?:名称)?|项目|内容)?(?:计量)?(?:单位)?(?:(?:本年|当年)度?(?P<late>(?:历年)?累计)数?|(?:历年)?累计数?(?:本年|当年)度?数?)"
)
"""The headings of two narrow columns, between which no gap is left."""
_UNITS = frozenset(("条", "件", "次", "个", "人", "人次", "万元", "元", "篇", "项", "份", "条数", "件数"))
_LEAD = rare(r"^(?:\d{1,3}(?=其中))?(?:其中)?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?(?:其中)?(?=\D)")
_UNIT_AT_END = rare(r"[（(](?:单位[:：])?(?:条数?|件数?|人?次|个|人|万?元|篇|项|份)[）)]$")
_AFTER_LABEL = re.compile(r" (?:条|件|次|个|人|人次|万元|元|篇|项)?[-\d., ，．—－/／无]*$")
_OPEN_BRACKET = rare(r"[（(][^（）()]*$")
_NAMED_YEAR = rare(r"(?P<year>20\d\d)年(?:度)?(?:数|数值|数据|统计数|统计数据|数量|合计)?")
_PAST_HEAD = rare(r"(?:上一?年|去年|上年同期|同期)度?(?:数|数值|数据|统计数|数量)?")
_YEAR_HEAD = rare(r"(?:20\d\d)?(?:本)?年度?(?:数|数值|数据|统计数)?|数值|统计数|统计数据|数据|数量")


@dataclass(slots=True)
class Reading:
    """Cells found: (code, column) → (cell, method); what stayed unclear; the form and the blocks it stands in."""

    form: str
    span: tuple[int, int]
    cells: dict[tuple[str, str], tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def _bare(key: str) -> str:
    return _LEAD.sub("", key)


def _key(label: str) -> str:
    """A label reduced: without its number, its unit in brackets, and with 信息 for 政府信息."""
    return _bare(plain(_UNIT_AT_END.sub("", label.strip()))).replace("政府信息", "信息")


@cache
def _index(form_id: str) -> Mapping[str, tuple[str, ...]]:
    """Reduced label → the codes that carry it, in printed order: 维持具体行政行为数 stands under two headings."""
    found: dict[str, list[str]] = {}
    for entry in form(form_id).tables["statistics"].fields:
        for label in (entry.label_zh, *entry.variants):
            leaf = label.rpartition(" / ")[2]
            for text in {leaf, re.sub(r"[（(][^（）()]*[）)]$", "", leaf)}:
                key = _key(text)
                codes = found.setdefault(key, [])
                if entry.code not in codes:
                    codes.append(entry.code)
    return {key: tuple(codes) for key, codes in found.items()}


@lru_cache(maxsize=1 << 14)
def _codes(form_id: str, label: str) -> tuple[str, ...]:
    """The codes that a printed label may be, in printed order."""
    key = _key(label)
    if len(key) < 3 or len(key) > 60:
        return ()
    index = _index(form_id)
    if key not in index and _OPEN_BRACKET.search(label):
        key = _key(_OPEN_BRACKET.sub("", label))
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


def _label_of(row: Row, form_id: str) -> tuple[str, tuple[TextCell, ...]]:
    """The indicator of a row and the cells after it, its unit left out; a remark after the numbers is none."""
    flags = value_flags(row.cells) if row.printed else [is_value(c.text) for c in row.cells]
    if row.printed and len(flags) > 1 and row.cells[-1].text in WORDS and plain(row.cells[-2].text) in _UNITS:
        flags[-1] = True
    texts = [
        i
        for i, (flag, cell) in enumerate(zip(flags, row.cells, strict=True))
        if not flag and cell.text.strip()
    ]
    said = {i: plain(row.cells[i].text) for i in texts}
    named = [i for i in texts if said[i] and said[i] not in _UNITS]
    if not named:
        return "", row.cells
    if row.printed:
        return "".join(row.cells[i].text for i in named), row.cells[texts[-1] + 1 :]
    known = [i for i in named if _codes(form_id, row.cells[i].text)]
    at = known[-1] if known else named[-1]
    following = next((i for i in range(at + 1, len(row.cells)) if row.cells[i].text.strip()), at)
    unit = following in texts and following not in named
    return row.cells[at].text, row.cells[following + 1 if unit else at + 1 :]


def _heads(row: Row) -> dict[str, TextCell]:
    """The columns that a heading row names: ``annual``, ``cumulative``, and those of other years.

    Of several years the last is the report's; where two columns may both be the year's, none is.
    """
    found: dict[str, TextCell] = {}
    years: dict[int, TextCell] = {}
    plainly: list[TextCell] = []
    for cell in row.cells:
        key = plain(cell.text)
        year = _NAMED_YEAR.fullmatch(key)
        if "累计" in key and len(key) <= 8:
            found["cumulative"] = cell
        elif year:
            years[int(year["year"])] = cell
        elif _PAST_HEAD.fullmatch(key):
            found["past"] = cell
        elif fused := _FUSED_HEADS.fullmatch(key):
            plainly.append(cell)
            found["cumulative"] = (
                replace(cell, col=cell.col + 1) if fused["late"] else replace(cell, col=cell.col - 1)
            )
        elif key and len(key) <= 10 and _YEAR_HEAD.fullmatch(key):
            plainly.append(cell)
    if years:
        found |= {f"past {year}": cell for year, cell in years.items() if year != max(years)}
        plainly.append(years[max(years)])
    found |= (
        {"annual": plainly[0]} if len(plainly) == 1 else {f"either {n}": c for n, c in enumerate(plainly)}
    )
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
    text = " ".join(fold(block.text).split())
    return [_AFTER_LABEL.sub("", text)]


def read(document: Document) -> Reading | None:
    """The statistical table of a document; None where none stands. The running total is never taken for the year's value."""
    where = _region(document)
    if where is None:
        return None
    first, last, form_id = where
    shape = form(form_id).tables["statistics"]
    last = _last_number(document, last, len(shape.columns))
    reading = Reading(form_id, (first, last))
    rank = {entry.code: n for n, entry in enumerate(shape.fields)}
    heads: dict[str, TextCell] = {}
    head: Row | None = None
    reached = -1
    last_code = ""
    held: tuple[str, tuple[TextCell, ...], str] | None = None
    above: list[str] = []
    below: _Below | None = None
    gaps: list[_Gap] = []
    strays = stacked = united = False
    if any(map(has_added_heading, block_rows(document, max(0, first - 6), last))):
        reading.problems.append("a column that the form does not have, among printed lines")
    rows = without_serials(list(block_rows(document, max(0, first - 3), last)))
    for row in _in_one_column(rows, form_id):
        named = _heads(row)
        others = [c for c in row.cells if c.text.strip() and not any(c is h for h in named.values())]
        if named and not any(is_value(c.text) for c in others):
            # Headings that stand each on a line of its own have numbers that do, in their order.
            heads = heads | named if stacked and row.printed else named
            head, above, stacked = row, [], row.printed and len(row.cells) == 1
            continue
        stacked = False
        if len(row.cells) >= FOLDED and _is_folded(row, form_id):
            reading.problems.append("several indicators in one row")
            continue
        label, after = _label_of(row, form_id)
        if below is not None and not label:
            below.values += [c for c in row.cells if c.text.strip() and plain(c.text) not in _UNITS]
            above = []
            continue
        # A label that the print breaks over up to three lines.
        whole = [*above, label] if label else []
        if row.printed and len(after) == 1 and above and _goes_on(form_id, whole, after[0].text):
            whole[-1], after = label + after[0].text, ()
        codes = next((c for at in range(len(whole)) if (c := _codes(form_id, "".join(whole[at:])))), ())
        if held is not None and label and not after:
            begun, figures, layout = held
            held = (begun + label, figures, layout)
            told = next((c for c in _codes(form_id, begun + label) if rank[c] > reached), None)
            if told is not None and begun:
                _put(reading, told, shape.columns, figures, heads, layout, False)
                reached, last_code, held, above = rank[told], told, None, []
                continue
        elif held is not None:
            strays, held = True, None
        code = next(
            (
                c
                for c in codes
                if rank[c] > reached
                or (below is not None and c == below.code)
                or (row.printed and c == last_code and (c, "annual") not in reading.cells)
            ),
            None,
        )
        _from_below(reading, below, shape.columns)
        below = None
        if code is None:
            values = [c.text.strip() for c in after if c.text.strip() and is_value(c.text)]
            if row.printed and _unit_before(row, after) and len(values) == (len(heads) or 1):
                held = (label, tuple(after), row.layout)
                above = []
                continue
            strays = strays or bool(values)
            if values and not label and row.layout == "slipped":
                _without_blank(reading, last_code)
            if values and _is_another(reading, codes, values):
                reading.problems.append(f"two different rows: {label[:30]}")
            apart = row.printed or row.layout == "slipped"
            above = whole[-2:] if apart and not any(c.text.strip() for c in after) else []
            continue
        reached, last_code = rank[code], code
        above = whole[-2:] if row.printed and not after else []
        if row.layout == "placed" and len(after) < (len(heads) or 1) and _unit_before(row, after):
            gaps.append(_Gap(code, row, tuple(after)))
            if after:
                continue
        united = united or any(plain(c.text) in _UNITS for c in row.cells)
        if row.layout == "slipped" and united and sum(bool(c.text.strip()) for c in row.cells) == 1:
            continue  # without its unit the row may be no more than the first line of its label
        if above and (len(heads) <= 1 or (head is not None and head.printed and len(head.cells) == 1)):
            below = _Below(code, tuple(heads) or ("annual",))
            continue
        _put(
            reading,
            code,
            shape.columns,
            after,
            heads,
            row.layout,
            (row.layout == "grid" or _stands_under(head, row)) and not _beside_headings(head, after),
        )
    _from_below(reading, below, shape.columns)
    strays = strays or held is not None
    if gaps and not strays:
        _fill(reading, gaps, shape.columns, heads)
    else:
        _tell(reading, gaps, len(heads))
    if (
        not heads
        and len(shape.columns) > 1
        and any(problem.startswith("2 numbers") for problem in reading.problems)
    ):
        # Two columns whose headings are lost: a number alone may stand in either.
        reading.cells.clear()
    if reading.problems and 2 * len({code for code, _ in reading.cells}) < len(shape.fields):
        # The numbers stand in another order than their indicators: the few that stand beside one may be another's.
        reading.cells = {at: found for at, found in reading.cells.items() if found[1] != "lines"}
    return reading


def _without_blank(reading: Reading, code: str) -> None:
    """Leaves the cells of an indicator unread that are all empty: the numbers without a name below them may be its own."""
    own = [at for at in reading.cells if at[0] == code]
    if not any(cell is not None and cell.text.strip() for cell, _ in map(reading.cells.__getitem__, own)):
        for at in own:
            del reading.cells[at]


def _is_folded(row: Row, form_id: str) -> bool:
    """Whether the line breaks between the rows of a table are lost, so that no number is sure to be behind its own label."""
    return not row.printed and sum(bool(c.text and _codes(form_id, c.text)) for c in row.cells) > LEAST // 2


def _goes_on(form_id: str, whole: Sequence[str], number: str) -> bool:
    """True where a line ends within a label that has this number next: 计 | 1条."""
    if not number.isdigit():
        return False
    begun = [key for at in range(len(whole)) if len(key := _key("".join(whole[at:]))) >= LEAST]
    return any(known.startswith(key + number) for key in begun for known in _index(form_id))


def _is_another(reading: Reading, codes: Sequence[str], values: Sequence[str]) -> bool:
    """True for the values of a row whose indicator was read before with others: of another year, or below a heading that says the same."""
    before = [cell for code in codes if (cell := reading.cells.get((code, "annual"))) is not None]
    return bool(before) and not any(cell.text.strip() in values for cell, _ in before if cell is not None)


@dataclass(frozen=True, slots=True)
class _Gap:
    """An indicator printed with its unit and with fewer numbers than there are columns."""

    code: str
    row: Row
    after: tuple[TextCell, ...]


def _unit_before(row: Row, after: Sequence[TextCell]) -> bool:
    """Whether a printed row has its unit before its numbers: then nothing of its label stands elsewhere."""
    at = len(row.cells) - len(after) - 1
    return at > 0 and plain(row.cells[at].text) in _UNITS


def _tell(reading: Reading, gaps: Sequence[_Gap], columns: int) -> None:
    reading.problems += [
        f"{len(gap.after)} numbers for {columns} columns: {gap.code}" for gap in gaps if gap.after
    ]


def _fill(
    reading: Reading, gaps: Sequence[_Gap], columns: Sequence[str | None], heads: Mapping[str, TextCell]
) -> None:
    """The numbers of rows that leave a column empty, told by where those of the whole rows stand, or the headings; the rest is blank."""
    names = sorted(heads, key=lambda name: heads[name].col) or ["annual"]
    spans = {name: _span(reading, name) or _under(heads.get(name)) for name in names}
    if not all(name in columns and spans[name] is not None for name in names):
        _tell(reading, gaps, len(heads))
        return
    for gap in gaps:
        if any(key[0] == gap.code for key in reading.cells):
            continue
        own: dict[str, TextCell] = {}
        for cell in gap.after:
            box = cell.place.box
            over = [n for n in names if box and (s := spans[n]) and box[0] < s[1] and s[0] < box[2]]
            if len(over) == 1:
                own.setdefault(over[0], cell)
        if len(own) < len(gap.after):
            _tell(reading, [gap], len(heads))
            continue
        last = gap.row.cells[-1].place
        for name in names:
            left, right = spans[name] or (0.0, 0.0)
            _, top, _, bottom = last.box or (0.0, 0.0, 0.0, 0.0)
            empty = TextCell("", 0, 0, place=Place(page=last.page, box=(left, top, right, bottom)))
            reading.cells[gap.code, name] = (own.get(name, empty), "columns")


def _under(head: TextCell | None) -> tuple[float, float] | None:
    """From where to where a heading stands on its page: whatever reaches under it is in its column."""
    box = head.place.box if head is not None else None
    return None if box is None else (box[0], box[2])


def _span(reading: Reading, column: str) -> tuple[float, float] | None:
    """From where to where the numbers of a column stand in the rows that have all of theirs; None for fewer than a few."""
    boxes = [
        cell.place.box
        for (_, name), (cell, method) in reading.cells.items()
        if name == column and method == "lines" and cell is not None and cell.place.box is not None
    ]
    return (min(b[0] for b in boxes), max(b[2] for b in boxes)) if len(boxes) >= LEAST else None


def _last_number(document: Document, last: int, columns: int) -> int:
    """The last block of the table: unit and numbers of its last indicator may stand below it."""
    numbers = 0
    for number in range(last + 1, min(last + 2 + columns, len(document.blocks))):
        block = document.blocks[number]
        if not isinstance(block, Paragraph) or not (plain(block.text) in _UNITS or is_value(block.text)):
            break
        if is_value(block.text):
            last, numbers = number, numbers + 1
            if numbers == columns:
                break
    return last


@dataclass(slots=True)
class _Below:
    """An indicator whose cells the print sets one under the other: label, unit, a number for each heading."""

    code: str
    names: tuple[str, ...]
    values: list[TextCell] = field(default_factory=list)


def _from_below(reading: Reading, below: _Below | None, columns: Sequence[str | None]) -> None:
    """The numbers below an indicator, if there are as many as headings."""
    if below is None or not below.values:
        return
    if len(below.values) != len(below.names):
        reading.problems.append(
            f"{len(below.values)} numbers below for {len(below.names)} columns: {below.code}"
        )
        return
    for name, cell in zip(below.names, below.values, strict=True):
        if name in columns:
            reading.cells[below.code, name] = (cell, "lines")


def _in_one_column(rows: list[Row], form_id: str) -> list[Row]:
    """The rows of a table that prints its indicators in two halves side by side, the left half before the right."""

    def middle(row: Row) -> int | None:
        known = [c.col for c in row.cells if not row.printed and len(c.text) > 2 and _codes(form_id, c.text)]
        numbers = [c.col for c in row.cells if is_value(c.text)]
        return known[1] if len(known) == 2 and any(known[0] < n < known[1] for n in numbers) else None

    middles = [m for row in rows if (m := middle(row)) is not None]
    if len(middles) < LEAST // 2 or len(set(middles)) != 1:
        return rows
    at = middles[0]
    tables = {row.block for row in rows if middle(row) is not None}
    left = [
        replace(r, cells=tuple(c for c in r.cells if c.col < at)) if r.block in tables else r for r in rows
    ]
    right = [replace(r, cells=tuple(c for c in r.cells if c.col >= at)) for r in rows if r.block in tables]
    return [r for r in (*left, *right) if r.cells]


def _stands_under(head: Row | None, row: Row) -> bool:
    """True where a row of separated cells has as many as its heading and begins in the same one, so that none has slipped."""
    if head is None or row.layout != "slipped" or head.block != row.block:
        return False
    firsts = [next((c.col for c in r.cells if c.text.strip()), -1) for r in (head, row)]
    return len(head.cells) == len(row.cells) and firsts[0] == firsts[1]


def _beside_headings(head: Row | None, after: Sequence[TextCell]) -> bool:
    """True where a number stands below no heading at all: head and rows were cut into columns apart."""
    if head is None:
        return False
    above = [c for c in head.cells if c.text.strip()]
    return any(
        is_value(c.text) and not any(c.col < h.col + h.colspan and h.col < c.col + c.colspan for h in above)
        for c in after
        if c.text.strip()
    )


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
