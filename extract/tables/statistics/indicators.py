"""What the statistical tables before 2019 print beside and above their numbers: indicators, units, headings."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from extract.documents.model import TextCell
from extract.forms import form
from extract.forms.labels import plain
from extract.rare import rare
from extract.tables.rows import Row, value_flags
from extract.tables.values import WORDS, is_value

UNITS = frozenset(("条", "件", "次", "个", "人", "人次", "万元", "元", "篇", "项", "份", "条数", "件数"))
_LEAD = rare(r"^(?:\d{1,3}(?=其中))?(?:其中)?(?:[一二三四五六七八九十]{1,2}|\d{1,2})?(?:其中)?(?=\D)")
_UNIT_AT_END = rare(
    r"[（(](?:单位[:：])?(?:条数?|件数?|人?次|个|人|万?元|篇|项|份)[）)]$|\s+(?:条|件|人?次|个|人|万?元|篇|项|份)$"
)
_OPEN_BRACKET = rare(r"[（(][^（）()]*$")
_FUSED_HEADS = rare(
    r"(?:指标(?:名称)?|项目|内容)?(?:计量)?(?:单位)?(?:(?:本年|当年)度?(?P<late>(?:历年)?累计)数?|(?:历年)?累计数?(?:本年|当年)度?数?)"
)
"""The headings of two narrow columns, between which no gap is left."""
_NAMED_YEAR = rare(r"(?P<year>20\d\d)年(?:度)?(?:数|数值|数据|统计数|统计数据|数量|合计)?")
_PAST_HEAD = rare(r"(?:上一?年|去年|上年同期|同期)度?(?:数|数值|数据|统计数|数量)?")
_YEAR_HEAD = rare(r"(?:20\d\d)?(?:本)?年度?(?:数|数值|数据|统计数)?|数值|统计数|统计数据|数据|数量")


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit and nothing else."""
    return plain(text) in UNITS


def ends_with_unit(label: str) -> bool:
    """Whether the unit stands in brackets behind a label: then the label is whole."""
    return _UNIT_AT_END.search(label.strip()) is not None


def key_of(label: str) -> str:
    """A label reduced: without its number, its unit in brackets, and with 信息 for 政府信息."""
    return _LEAD.sub("", plain(_UNIT_AT_END.sub("", label.strip()))).replace("政府信息", "信息")


@cache
def labels_of(form_id: str) -> Mapping[str, tuple[str, ...]]:
    """Reduced label → the codes that carry it, in printed order: 维持具体行政行为数 stands under two headings."""
    found: dict[str, list[str]] = {}
    for entry in form(form_id).tables["statistics"].fields:
        for label in (entry.label_zh, *entry.variants):
            leaf = label.rpartition(" / ")[2]
            for text in {leaf, re.sub(r"[（(][^（）()]*[）)]$", "", leaf)}:
                key = key_of(text)
                codes = found.setdefault(key, [])
                if entry.code not in codes:
                    codes.append(entry.code)
    return {key: tuple(codes) for key, codes in found.items()}


@cache
def rank_of(form_id: str) -> Mapping[str, int]:
    """Indicator → its place in the form's order."""
    return {entry.code: n for n, entry in enumerate(form(form_id).tables["statistics"].fields)}


@lru_cache(maxsize=1 << 14)
def codes_of(form_id: str, label: str) -> tuple[str, ...]:
    """The codes that a printed label may be, in printed order."""
    key = key_of(label)
    if len(key) < 3 or len(key) > 60:
        return ()
    index = labels_of(form_id)
    if key not in index and _OPEN_BRACKET.search(label):
        key = key_of(_OPEN_BRACKET.sub("", label))
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


def indicator_of(row: Row, form_id: str) -> tuple[str, tuple[TextCell, ...]]:
    """The indicator of a row and the cells after it, its unit left out; a remark after the numbers is none."""
    flags = value_flags(row.cells) if row.printed else [is_value(c.text) for c in row.cells]
    if row.printed and len(flags) > 1 and row.cells[-1].text in WORDS:
        before = row.cells[-2].text
        flags[-1] = flags[-1] or plain(before) in UNITS or before.endswith((":", "："))
    texts = [
        i
        for i, (flag, cell) in enumerate(zip(flags, row.cells, strict=True))
        if not flag and cell.text.strip()
    ]
    said = {i: plain(row.cells[i].text) for i in texts}
    named = [i for i in texts if said[i] and said[i] not in UNITS]
    if not named:
        return "", row.cells
    if row.printed:
        label = "".join(row.cells[i].text for i in named)
        numbered = row.cells[named[0]].text.isdecimal()
        unnumbered = "".join(row.cells[i].text for i in named[1:]) if numbered else ""
        if unnumbered and codes_of(form_id, unnumbered):
            label = unnumbered  # behind the number of the row
        return label, row.cells[texts[-1] + 1 :]
    known = [i for i in named if codes_of(form_id, row.cells[i].text)]
    at = known[-1] if known else named[-1]
    following = next((i for i in range(at + 1, len(row.cells)) if row.cells[i].text.strip()), at)
    unit = following in texts and following not in named
    return row.cells[at].text, row.cells[following + 1 if unit else at + 1 :]


def headings_of(row: Row) -> dict[str, TextCell]:
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
