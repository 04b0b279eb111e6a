"""The body that the opening sentences of a text name as the one that reports."""

import re
from collections.abc import Iterator

from extract.rare import rare
from extract.reports.identity.names import UNSEEN, cleaned, is_body
from extract.reports.identity.offices import reporting, whole
from extract.reports.identity.own_words import called_otherwise
from extract.reports.identity.reported_year import ANNOUNCED
from extract.reports.identity.titles import ABOUT, KIND, LEAD, NAME, NO_TITLE, Title, year_in
from extract.reports.identity.years import YEAR

_OPENNESS = r"(?:(?<!人民)政府|政务)?信息公开"
_RUNNING_KIND = rf"(?:{KIND}|{_OPENNESS}工作(?:年度)?情况)"
_RUNNING = (
    rare(rf"{LEAD}{NAME}{ABOUT}{YEAR}(?:关于)?{_RUNNING_KIND}{NO_TITLE}"),
    rare(rf"{LEAD}{YEAR}{NAME}(?:关于)?{_RUNNING_KIND}{NO_TITLE}"),
    rare(rf"{LEAD}{NAME}{KIND}{NO_TITLE}"),
    rare(rf"[《〈]{NAME}{ABOUT}{YEAR}(?:关于)?{KIND}(?=[》〉])"),
    rare(rf"[《〈]{YEAR}{NAME}(?:关于)?{KIND}(?=[》〉])"),
    rare(
        rf"(?:按照|根据|结合)(?:{YEAR})?{NAME}{_OPENNESS}(?:工作)?(?:年度)?(?:实际|(?:执行|落实|开展)?情况|(?=编制而成))"
    ),
    rare(
        rf"(?:按照|根据|结合){NAME}{YEAR}{_OPENNESS}(?:工作)?(?:年度)?(?:实际|(?:执行|落实|开展)?情况|(?=编制而成))"
    ),
    rare(rf"(?:^|。){YEAR}{NAME}(?:关于)?{KIND}(?=根据|依据|按照|由)"),
    rare(
        rf"(?:^|[^一-鿿\U00020000-\U0003ffff{UNSEEN}]){NAME}{YEAR}{KIND}(?:[（(]以下简称[^（）()]{{1,8}}[）)])?[是系]?(?=根据|依据|按照|由)"
    ),
    rare(
        rf"为(?:切实|认真|扎实|全面|进一步)?做好{NAME}{_OPENNESS}工作[，,](?:我[局委办厅院镇乡单]|本[局委单])"
    ),
)
"""How a text announces its report with the body's name, the surest wording first."""
_AUTHOR = rare(
    r"(?:^|[，。,、]|(?=本(?:年度)?报告由))(?:本(?:年度)?报告)?(?P<by>由)?(?P<name>[一-鿿（）()]{4,36}?)(?:负责)?"
    r"(?(by)(?:按照|根据|依据|围绕|编制|编写|发布|汇总|综合|结合|牵头)"
    r"|(?:(?:按照|根据|依据|结合)[^。；]{0,60}?[，,])?编制(?:(?:本|了|20\d\d)[^。，]{0,24}|年度)报告)"
)
"""The body that compiled the report, as a sentence says."""
_AUTHOR_WITHIN = 800
OPENING = 1500
"""So many characters of a text announce it."""
_ANY_ZONE = ("高新区", "开发区", "经开区", "新区", "园区", "示范区", "度假区")
"""What a text calls a zone for short: of whose, it does not say."""


def named_in_text(opening: str, body: str) -> tuple[Title | None, str]:
    """The body that the opening sentences name as the one that reports."""
    for pattern in _RUNNING if "公开" in opening else ():
        for running in _overlapping(pattern, opening):
            name = cleaned(running["name"])
            if is_body(name) and name not in _ANY_ZONE:
                return Title(name, year_in(running) or 0, ""), ANNOUNCED
    for author in _AUTHOR.finditer(opening[:_AUTHOR_WITHIN]):
        name = reporting(cleaned(author["name"]))
        if is_body(name) and (told := whole(name, body)) and not called_otherwise(name, body):
            return Title(told, 0, ""), "the sentence that says who compiled it"
    return None, ""


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also those that begin within another: 编制并公布示例县…, of which 编制 begins no title."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)
