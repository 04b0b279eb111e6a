"""The titles of reports: how they are worded, and those among some lines that name a body and a year."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.forms.labels import fold, simplified
from extract.rare import rare
from extract.records import record
from extract.reports.identity.broken_names import begun_above, with_beginning
from extract.reports.identity.names import JUNK, begins_with_a_division, cleaned, is_body
from extract.reports.identity.years import PART_OF_A_YEAR, YEAR, YEAR_ALONE, as_year

_YEAR_BEHIND = rare(rf"{YEAR}$")
_INNER_YEAR = YEAR.replace("<year>", "<inner>")
# 人民政府信息公开 is 人民政府 and 信息公开: the name keeps its last word.
KIND = (
    r"(?:(?:(?<!人民)政府|政务)?信息公[开開]|(?:(?:(?<!人民)政府)?信息[与和及、])?政务公[开開])(?:工作)?(?:开展)?(?:情况)?(?:的)?"
    rf"(?:{_INNER_YEAR})?(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:总结)?(?:报告|年报|报吿)"
)
NAME = r"(?P<name>(?:[一-鿿㐀-䶿·（）()A-Za-z、]|\d{1,3}(?=团|医院|中|连|厂)){2,40}?)"
_WRITTEN = r"(?P<written>20[0-4]\d)(?!\d)年?(?:度)?"
"""The year in which a report on another one is written."""
ABOUT = r"(?:关于)?(?:报送|上报|印发|公布|发布|公开)?[《〈]?"
_OF_TWO_YEARS = (
    rare(rf"[《〈]?{_WRITTEN}{NAME}{ABOUT}{YEAR}(?:关于)?{KIND}"),
    rare(rf"{NAME}{_WRITTEN}关于{ABOUT}{YEAR}{KIND}"),
)
_YEAR_SIGN = re.compile(r"20[0-4]\d|二[〇零○O0]|\d\d年")
"""How every year begins: few titles have two."""
TITLES = (
    rare(rf"{NAME}{ABOUT}{YEAR}(?:关于)?{KIND}"),
    rare(rf"[《〈]?{YEAR}{NAME}(?:关于)?{KIND}"),
    rare(rf"{NAME}{KIND}[（(]?{YEAR}[）)]?$"),
    rare(rf"(?:{YEAR})?{KIND}(?:[（(]|[—－-]+){NAME}[）)]?$"),
    rare(rf"{NAME}{KIND}$"),
    *_OF_TWO_YEARS,
    # A year with a digit lost or doubled tells none.
    rare(rf"{NAME}(?:\d{{3}}|\d{{5,6}})年(?:度)?{KIND}"),
)
_TABLE_KIND = r"(?:政府|政务)?信息公开(?:工作)?(?:基本)?(?:情况)?(?:年度)?统计(?:情况)?(?:报)?表"
TABLE_TITLES = (
    rare(rf"{NAME}{YEAR}{_TABLE_KIND}"),
    rare(rf"{YEAR}{NAME}{_TABLE_KIND}"),
    rare(rf"{NAME}{_TABLE_KIND}[（(]{YEAR}[）)]$"),
)
"""Titles of the statistical table, which is published without a report as well."""
YEARLY_TABLE = rare(rf"{YEAR}{_TABLE_KIND}|{_TABLE_KIND}[（(]{YEAR.replace('<year>', '<after>')}[）)]")
REPORT_SIGN = re.compile("[报吿]")
_TABLE_SIGN = re.compile("统计")
_QUOTES = str.maketrans("", "", '“”"「」*')
BARE = rare(
    rf"(?:{YEAR}(?!年?度?{PART_OF_A_YEAR})(?:[一-鿿]{{1,8}}?(?=政府信息公开|信息公开))?)?{KIND}(?:[（(]{YEAR.replace('<year>', '<after>')}[）)]$)?"
)
"""A title, or what is one but for the body's name."""
LEAD = r"(?:现将|(?:公布|(?<!信息)(?<!政务)公开(?!情况)|发布|编制|编写|撰写|制定|起草|形成|汇总|涵盖)(?:了|的)?)(?:本[年]?度)?[《〈]?"
"""What stands before a title in running text."""
NO_TITLE = r"(?!格式|有关|相关|编[制写]|发布|报送|公布|事项|工作|的)"
"""None of these follows a report's title: 年度报告格式 and 年度报告有关事项 name a rule on reports."""


def without_gaps(text: str) -> str:
    """A text with signs of one kind, without any spaces and the bars of empty cells behind it."""
    return "".join(fold(text).split()).rstrip("|")


def year_in(match: re.Match[str]) -> int | None:
    """The year of a title, before its words, within them, or after."""
    groups = match.groupdict()
    return next((y for name in ("year", "inner", "after") if (y := as_year(groups.get(name)))), None)


_BRACKETED = rare(r"[（(]([一-鿿]{3,30})[）)]")
_PLACE_ALONE = re.compile(r"[省市县区旗州盟镇乡]$|街道$")
_YEAR_IN_BRACKETS = re.compile(
    r"[【〔\[](20\d\d)[】〕\]](?=年)|[（(](20\d\d年(?:度)?)[）)](?=政府信息|政务|信息公开)"
)
SCHOOL_YEAR = rare(r"20\d\d年?[-—–－~至]+(20\d\d)学年(?:度)?")
"""A school reports on 2022-2023学年 in the autumn of 2023, as on the year 2023."""
_PAUSES = ("。", "，", "；", "、", ",", ";")
"""A sentence goes on after these, or ends; ``fold`` makes some of them half-width."""
_GOES_ON = (*_PAUSES, "如下")
"""So does the sentence that announces a report, 现将某局2023年政府信息公开工作情况报告如下, which a line may break before the name."""
LONGEST_TITLE = 45
"""Characters of a line that is a title or a part of one."""
_LONGEST_WHOLE_TITLE = 75
_OTHER_NAMES = rare(r"(?<=.)[（(][^（）()]{30,120}[）)](?=.)")
"""More names of a body than a name may be long."""
_WHOLE_TITLE = rare(r"[^。，；：,;:]*(?:报[告吿]|年报)[》〉]?")
"""A longer line that is a title all the same: it ends like one and has no sentence, as the title of a body with two names."""


def _written_long_after(match: re.Match[str]) -> bool:
    """True for a title with two years of which the first is not that right after the second, or the same: neither is then sure."""
    written = match.groupdict().get("written")
    return written is not None and int(written) - (as_year(match["year"]) or 0) not in (0, 1)


def _of_a_sentence(plain: str, end: int, above: str) -> bool:
    """True for the words of a title within running text: their sentence goes on after them, or began in the line above."""
    after = plain[end:]
    if not after.startswith(_GOES_ON):
        return False
    return len(after) > 1 or (
        len(above) > 15 and above[-1] not in "。；;：:" and any(pause in above for pause in _PAUSES)
    )


def opens_a_title(line: str) -> bool:
    """True for a line that may stand above a title as its first part: a body, perhaps with a year behind it, the beginning of one, or a year."""
    line = without_gaps(line).lstrip("#")
    return (
        is_body(_YEAR_BEHIND.sub("", line)) or begun_above(line, "") or YEAR_ALONE.fullmatch(line) is not None
    )


def _is_whole_title(line: str) -> bool:
    """True for a line that is too long for a part of a title and is a whole one."""
    return (
        len(_OTHER_NAMES.sub("", line)) <= _LONGEST_WHOLE_TITLE
        and line.endswith(("告", "吿", "报", "》", "〉"))
        and _WHOLE_TITLE.fullmatch(simplified(line)) is not None
    )


def _bracket_closes_below(plain: str, below: str) -> bool:
    """True for a title with an open bracket that the next line closes: more of the name in it stands there."""
    return plain.count("(") > plain.count(")") and below.endswith(")") and "(" not in below


@record(frozen=True, slots=True)
class Title:
    """A title that names a body: its year (0 without one), how it was found, and the lines that it takes up.

    ``torn`` where the line above may hold a part of the name.
    """

    name: str
    year: int
    how: str = ""
    first: int = 0
    last: int = 0
    torn: bool = False


def titles_in(
    lines: Sequence[str], over: Iterable[int] = (1, 2, 3, 4), *, of_table: bool = False
) -> Iterator[Title]:
    """Every title that names a body, of a report or ``of_table``: on one line, else ``over`` two to four lines."""
    patterns, sign = (TABLE_TITLES, _TABLE_SIGN) if of_table else (TITLES, REPORT_SIGN)
    for joined in over:
        for start in range(len(lines) - joined + 1):
            parts = lines[start : start + joined]
            text = _tidied("".join(parts)) if _may_be_one(parts) else ""
            plain = simplified(text)
            if "公开" not in plain or not sign.search(plain):
                continue
            two_years = len(_YEAR_SIGN.findall(plain)) > 1
            for pattern in patterns:
                match = pattern.match(plain) if two_years or pattern not in _OF_TWO_YEARS else None
                if match is None or _written_long_after(match):
                    continue
                above, below = lines[:start], lines[start + joined :]
                if _of_a_sentence(plain, match.end(), "".join(above[-1:])):
                    continue
                if not _bracket_closes_below(plain, "".join(below[:1])):
                    title = _title_of(match, text, above)
                    if is_body(title.name):
                        how = "on one line" if joined == 1 else f"over {joined} lines"
                        yield replace(title, how=how, first=start, last=start + joined - 1)


def _may_be_one(parts: Sequence[str]) -> bool:
    """Whether some lines may be one title: none too long for a part of one, no sentence, and 公 of 公开 among them."""
    if max(map(len, parts)) > LONGEST_TITLE and not (len(parts) == 1 and _is_whole_title(parts[0])):
        return False
    if len(parts) > 1 and (any(p.endswith(_PAUSES) for p in parts) or parts[0] == parts[1]):
        return False  # of two equal lines the one heads the page, the other begins the title
    return any("公" in part for part in parts)


def _tidied(text: str) -> str:
    """The words of a title without its quotes, further names of its body, and the brackets around its year."""
    if len(text) > LONGEST_TITLE:
        text = _OTHER_NAMES.sub("", text)
    text = _YEAR_IN_BRACKETS.sub(r"\1\2", text.translate(_QUOTES))
    return JUNK.sub("", SCHOOL_YEAR.sub(r"\1年", text) if "学年" in text else text)


def _title_of(match: re.Match[str], text: str, above: Sequence[str]) -> Title:
    """The body and the year of a title, with what the lines above it and its brackets have of them."""
    name = cleaned(text[slice(*match.span("name"))])
    year = year_in(match)
    torn = False
    if above and match.start("name") == 0:
        if text[0] in "(（" and "）" in name:
            name = "（" + name
        name, begun_year, torn = with_beginning(above, name, dated=year is not None)
        name, year = cleaned(name), year or begun_year
    return Title(_with_bracketed(name, text[match.end() :]), year or 0, torn=torn)


def _with_bracketed(name: str, rest: str) -> str:
    """The name with the bureau in brackets that ends a title of its place: 示例县2022年政府信息公开工作年度报告（水利局）."""
    told = _BRACKETED.fullmatch(rest)
    if told is None or not is_body(told[1]) or not _PLACE_ALONE.search(name):
        return name
    return told[1] if begins_with_a_division(told[1]) else name + told[1]


def year_beside(lines: Sequence[str], first: int, last: int) -> int:
    """The year that stands on a line of its own right above or below a title; 0 without one."""
    for line in (*lines[max(0, first - 1) : first], *lines[last + 1 : last + 2]):
        match = YEAR_ALONE.fullmatch(line)
        if match and (len(line.strip("（）()")) > 4 or line[0] in "（("):
            return as_year(match["year"]) or 0
    return 0
