"""When a report was published, and by whom."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.documents.model import Document, Paragraph
from extract.forms.labels import simplified
from extract.rare import rare
from extract.reports.foot import above_the_foot
from extract.reports.identity.model import Identity
from extract.reports.identity.names import is_body, is_chinese, names_a_body
from extract.reports.identity.page_record import DATE_LABELS, PUBLISHER_LABELS
from extract.reports.identity.titles import without_gaps
from extract.reports.identity.years import CN_DATE, DATE, iso_date
from extract.reports.model import Decision

_UNDER_TITLE = rare(
    r"(?:\d{1,2}(?::\d\d(?::\d\d)?|时\d{1,2}分))?(?:来源[:：]?)?(?P<name>[一-鿿]{4,30}?)?"
    r"(?:(?:[（(\[【|]|点击|浏览|阅读|访问|来源|作者|字号|字体|打印|分享).*)?$"
)
"""What may follow the date in the line under a title: the time, the body, how often it was read."""
_FOOTER = 40
"""So many lines may stand below the text of a page."""
_HEAD = 6
"""So many lines above and under a title may sign the report; further down only a line under a title is told."""
_TIMED = rare(r"(?:20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?)(?:\d{1,2}:\d\d|来源[:：])")
"""The line under a title, by the time or the source behind its date."""
_SOURCE_FIRST = rare(
    r"来源[:：](?P<source>[一-鿿（）()]{2,30}?)?(?P<date>20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?\d{1,2}:\d\d(?::\d\d)?).*"
)
"""The same with its source first."""
_SITE_FIRST = rare(r"^[一-鿿]{0,20}(?:[a-z0-9-]+\.)+cn/?(?=20\d\d[年./-])")
"""The name and the address of a site right before a date."""
_REPORT_ENDS = ("报告", "年报", "報告", "年報")
_DATED = re.compile(r"\d\s?[年./-]")
_LONGEST_LINE = 80
_LONGEST_BODY = 30
_AROUND = "（）()•·"
"""What may stand around a date that stands alone."""


def _date_first(line: str) -> str:
    """The line under a title with its date before its source, as most pages have it, without the site's name before it."""
    line = _SITE_FIRST.sub("", line)
    told = _SOURCE_FIRST.fullmatch(line)
    return f"{told['date']}来源:{told['source'] or ''}" if told else line


def _opening(printed: Sequence[str]) -> list[str]:
    """The first lines of a page, and those further down that begin with a date and the time or the source: menus may stand above."""
    lines = []
    for number, text in enumerate(printed[:_FOOTER]):
        if len(text) <= _LONGEST_LINE and _DATED.search(text):
            line = _date_first(simplified(without_gaps(text)))
            if number < _HEAD or _TIMED.match(line):
                lines.append(line)
        elif number < _HEAD:
            lines.append(without_gaps(text))
    return lines


def _is_one_of_two(window: Sequence[str], index: int) -> bool:
    """True for a date alone on its line beside another: which of them is that of publication, lines without labels do not say."""
    near = [line.strip(_AROUND) for line in window[max(0, index - 1) : index + 2]]
    dates = {iso_date(line) for line in near if DATE.fullmatch(line)}
    return len(dates) > 1 and DATE.fullmatch(window[index].strip(_AROUND)) is not None


def _between(above: Sequence[str]) -> str | None:
    """The body that stands alone on the line between a report's title and the date under it."""
    if len(above) < 2 or not above[0].endswith(_REPORT_ENDS):
        return None
    return above[1] if len(above[1]) <= _LONGEST_BODY and is_body(above[1]) else None


class Signature(NamedTuple):
    """The body and the date (``YYYY-MM-DD``) that sign a report; None where neither is sure."""

    body: str | None = None
    date: str | None = None


def signature(document: Document) -> Signature:
    """The body and the date that stand alone at the end (or in the opening lines) of a report."""
    printed = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text.strip()]
    lines = [without_gaps(t).replace("元月", "1月") for t in above_the_foot(printed[-_FOOTER:])[-8:]]
    signed = _signature_below(lines) or _signature_above(_opening(printed))
    if signed is not None:
        return signed
    if lines and len(lines[-1]) <= _LONGEST_BODY and is_body(lines[-1]):
        return Signature(lines[-1] if is_chinese(lines[-1], besides="（）()") else None)
    return Signature()


def _signature_below(lines: Sequence[str]) -> Signature | None:
    """The last date among the lines at the end of a report that stands alone, or behind a body, with the body beside it."""
    for index in reversed(range(len(lines))):
        dated = _dated(lines[index])
        if dated is None or dated.rest:
            continue
        around = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
        if (signed := _signed(dated, around)) is not None:
            return signed
    return None


def _ends_a_title(line: str) -> bool:
    """True for a date right behind a title: several are a list of reports."""
    dated = _dated(line)
    return dated is not None and not dated.rest and dated.before.endswith(_REPORT_ENDS)


def _signature_above(lines: Sequence[str]) -> Signature | None:
    """The first date among the opening lines that stands under a title or right behind it, alone, or behind a body, with the body beside it."""
    for index, line in enumerate(lines):
        dated = _dated(line)
        if dated is None:
            continue
        if dated.rest:
            told = None if dated.before else _UNDER_TITLE.match(dated.rest)
            if told is not None:
                name = told["name"] if is_body(told["name"]) else _between(lines[max(0, index - 2) : index])
                return Signature(name, dated.date)
            continue
        if _is_one_of_two(lines, index):
            continue
        if dated.before.endswith(_REPORT_ENDS):
            listed = sum(_ends_a_title(other) for other in lines)
            return Signature(None, dated.date) if listed == 1 else None
        if (signed := _signed(dated, lines[max(0, index - 1) : index])) is not None:
            return signed
    return None


class _Dated(NamedTuple):
    """A line with a date, and what stands before and behind it."""

    before: str
    date: str | None
    rest: str


def _dated(line: str) -> _Dated | None:
    line = line.strip(_AROUND)
    match = DATE.search(line) or CN_DATE.search(line)
    return match and _Dated(line[: match.start()], iso_date(line), line[match.end() :])


def _signed(dated: _Dated, around: Sequence[str]) -> Signature | None:
    """The date that ends its line, with the body before it, else with one on the lines around; None where it follows other words."""
    beside = [name.strip("（）()") for name in ([dated.before] if dated.before else around)]
    if dated.before and not is_body(beside[0]):
        return None
    bodies = (b for b in beside if len(b) <= _LONGEST_BODY and is_body(b) and "：" not in b)
    return Signature(next(bodies, None), dated.date)


def read_publication(document: Document, pairs: dict[str, str], identity: Identity) -> None:
    """Publication date and publisher: the page's own record first, then the report's signature."""
    day = next((d for label in DATE_LABELS if label in pairs and (d := iso_date(pairs[label]))), None)
    because = "the page's record"
    if day is None and document.meta.get("published"):
        day, because = iso_date(document.meta["published"]), "the file's own record"
    signed, signed_date = signature(document)
    if day is None and signed_date:
        day, because = signed_date, "the date under the report"
    if day:
        identity.published = day
        identity.decisions.append(Decision("published", day, because))
    publisher = next(
        (p for label in PUBLISHER_LABELS if label in pairs and names_a_body(p := pairs[label])), None
    )
    because = "the page's record"
    if publisher is None and names_a_body(document.meta.get("publisher", "")):
        publisher, because = document.meta["publisher"], "the file's own record"
    if publisher is None and signed:
        publisher, because = signed, "the name under the report"
    if publisher:
        identity.publisher = publisher
        identity.decisions.append(Decision("publisher", publisher, because))
