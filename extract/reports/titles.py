"""The lines before the first section, and the titles among them that name a body and a year."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.documents.model import Document, Paragraph
from extract.forms.labels import fold, simplified
from extract.rare import rare
from extract.records import record
from extract.reports.names import (
    JUNK,
    NAVIGATION,
    WHOLE,
    begun_above,
    cleaned,
    is_body,
    is_chinese,
    with_beginning,
)
from extract.reports.years import YEAR, YEAR_ALONE, YEAR_BEGUN, YEAR_WHOLE, as_year

_INNER_YEAR = YEAR.replace("<year>", "<inner>")
# 人民政府信息公开 is 人民政府 and 信息公开: the name keeps its last word.
KIND = (
    r"(?:(?:(?<!人民)政府|政务)?信息公[开開]|政务公[开開])(?:工作)?(?:情况)?(?:的)?"
    rf"(?:{_INNER_YEAR})?(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报|报吿)"
)
_NAME = r"(?P<name>(?:[一-鿿㐀-䶿·（）()A-Za-z、]|\d{1,3}(?=团|医院|中|连|厂)){2,40}?)"
_WRITTEN = r"(?P<written>20[0-4]\d)年(?:度)?"
"""The year in which a report on another one is written."""
_ABOUT = r"(?:关于)?(?:报送|上报|印发|公布|发布|公开)?[《〈]?"
_NAME_YEAR_KIND = rare(rf"{_NAME}{_ABOUT}{YEAR}(?:关于)?{KIND}")
_YEAR_NAME_KIND = rare(rf"[《〈]?{YEAR}{_NAME}(?:关于)?{KIND}")
_NAME_KIND_YEAR = rare(rf"{_NAME}{KIND}[（(]?{YEAR}[）)]?$")
_KIND_NAME = rare(rf"(?:{YEAR})?{KIND}(?:[（(]|[—－-]+){_NAME}[）)]?$")
_NAME_KIND = rare(rf"{_NAME}{KIND}$")
_WRITTEN_NAME_YEAR = rare(rf"[《〈]?{_WRITTEN}{_NAME}{_ABOUT}{YEAR}(?:关于)?{KIND}")
_NAME_WRITTEN_YEAR = rare(rf"{_NAME}{_WRITTEN}关于{_ABOUT}{YEAR}{KIND}")
# A year with a digit lost or doubled tells none.
_NAME_ODD_YEAR = rare(rf"{_NAME}(?:\d{{3}}|\d{{5,6}})年(?:度)?{KIND}")
TITLES = (
    _NAME_YEAR_KIND,
    _YEAR_NAME_KIND,
    _NAME_KIND_YEAR,
    _KIND_NAME,
    _NAME_KIND,
    _WRITTEN_NAME_YEAR,
    _NAME_WRITTEN_YEAR,
    _NAME_ODD_YEAR,
)
_NAME_FIRST = (_NAME_YEAR_KIND, _NAME_KIND_YEAR, _NAME_KIND)
_NUMBER_OF_NO_NAME = re.compile(r"\d(?!\d|团|医院|中|连|厂)")
_TWO_YEARS = re.compile(r"[《〈]?20[0-4]\d年.*[\d二]")
_ODD_YEAR = re.compile(r"(?<!\d)(?:\d{3}|\d{5,6})年")
_REPORT_SIGN = re.compile("[报吿]")
_QUOTES = str.maketrans("", "", '“”"「」*')


def _shapes(title: str) -> Iterator[re.Pattern[str]]:
    """Those of ``TITLES`` that plain signs leave open for a title, in order: each costs two milliseconds when first needed."""
    begin = title[0]
    by_year = begin == "二" or begin.isdecimal()
    by_name = begin not in "《〈" and not title[:4].isdecimal()
    number = _NUMBER_OF_NO_NAME.search(title)
    ends = title.endswith(("报告", "年报", "报吿"))
    if by_name and (number or "二" in title):
        yield _NAME_YEAR_KIND
    if by_year or begin in "《〈":
        yield _YEAR_NAME_KIND
    if by_name and not ends:
        yield _NAME_KIND_YEAR
    if (by_year or begin in "政信") and any(sign in title for sign in "（(—－-"):
        yield _KIND_NAME
    if by_name and ends and "公" in title[: number.start() if number else None]:
        yield _NAME_KIND
    if _TWO_YEARS.match(title):
        yield _WRITTEN_NAME_YEAR
    if by_name and ("年关于" in title or "年度关于" in title):
        yield _NAME_WRITTEN_YEAR
    if by_name and _ODD_YEAR.search(title):
        yield _NAME_ODD_YEAR


def without_gaps(text: str) -> str:
    """A text with signs of one kind, without any spaces."""
    return "".join(fold(text).split())


def year_in(match: re.Match[str]) -> int | None:
    """The year of a title, before its words, within them, or after."""
    groups = match.groupdict()
    return next((y for name in ("year", "inner", "after") if (y := as_year(groups.get(name)))), None)


def _written_long_after(match: re.Match[str]) -> bool:
    """True for a title with two years of which the first is not that right after the second, or the same: neither is then sure."""
    written = match.groupdict().get("written")
    return written is not None and int(written) - (as_year(match["year"]) or 0) not in (0, 1)


def opening_lines(document: Document, end: int | None) -> list[str]:
    """The lines before the first section (at most forty), without spaces."""
    lines: list[str] = []
    for block in document.blocks[: min(end if end is not None else 40, 120)]:
        if isinstance(block, Paragraph):
            lines += _names_joined(
                [without_gaps(line).lstrip("#") for line in block.text.split("\n") if line.strip()]
            )
    lines = _years_joined(lines)
    return lines[-40:] if len(lines) > 40 else lines


def _names_joined(lines: Sequence[str]) -> list[str]:
    """The lines of one paragraph with those put together that break within a name: 河北雄安 above 新区管理委员会."""
    joined: list[str] = []
    for line in lines:
        above = joined[-1] if joined else ""
        if (
            2 <= len(above) <= 20
            and not (WHOLE.search(above) or NAVIGATION.search(above))
            and is_chinese(above, besides="·")
            and (is_body(line) or ("公" in line and "报" in line and any(t.match(line) for t in _NAME_FIRST)))
        ):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _years_joined(lines: Sequence[str]) -> list[str]:
    """The lines with those put together again that break within a year: what follows 2022 on the next line is no name."""
    joined: list[str] = []
    for line in lines:
        begun = YEAR_BEGUN.search(joined[-1]) if joined else None
        cut = begun is not None and YEAR_WHOLE.match(begun[0] + line)
        if cut or (joined and line.startswith("度") and YEAR_WHOLE.fullmatch(joined[-1])):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def opens_a_title(line: str) -> bool:
    """True for a line that may stand above a title as its first part: a body, the beginning of one, or a year."""
    line = without_gaps(line).lstrip("#")
    return is_body(line) or begun_above(line, "") or YEAR_ALONE.fullmatch(line) is not None


@record(frozen=True, slots=True)
class Title:
    """A title that names a body: its year (0 without one), how it was found, and the lines that it takes up.

    ``torn`` where the line above may hold a part of the name.
    """

    name: str
    year: int
    how: str
    first: int = 0
    last: int = 0
    torn: bool = False


def titles_in(lines: Sequence[str], over: Iterable[int] = (1, 2, 3, 4)) -> Iterator[Title]:
    """Every title that names a body: on one line, else ``over`` two to four lines."""
    for joined in over:
        for start in range(len(lines) - joined + 1):
            parts = lines[start : start + joined]
            if max(map(len, parts)) > 45 or (joined > 1 and any(p[-1:] in "。，；" for p in parts)):
                continue
            text = JUNK.sub("", "".join(parts).translate(_QUOTES))
            plain = simplified(text)
            if "公开" not in plain or not _REPORT_SIGN.search(plain):
                continue
            for pattern in _shapes(plain):
                match = pattern.match(plain)
                if match is None or _written_long_after(match):
                    continue
                name = cleaned(text[slice(*match.span("name"))])
                year = year_in(match)
                torn = False
                if start and match.start("name") == 0:
                    if text[0] in "(（" and "）" in name:
                        name = "（" + name
                    name, begun_year, torn = with_beginning(lines[:start], name)
                    name, year = name.strip("（"), year or begun_year
                if is_body(name):
                    how = "on one line" if joined == 1 else f"over {joined} lines"
                    yield Title(name, year or 0, how, start, start + joined - 1, torn)


def year_beside(lines: Sequence[str], first: int, last: int) -> int:
    """The year that stands on a line of its own right above or below a title; 0 without one."""
    for line in (*lines[max(0, first - 1) : first], *lines[last + 1 : last + 2]):
        match = YEAR_ALONE.fullmatch(line)
        if match and (len(line.strip("（）()")) > 4 or line[0] in "（("):
            return as_year(match["year"]) or 0
    return 0
