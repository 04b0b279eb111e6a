"""Which year a report is on: the first witness that tells it, weighed against the period of its figures."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from extract.forms.labels import in_simplified, simplified
from extract.rare import rare
from extract.reports.identity.evidence import Evidence
from extract.reports.identity.model import Identity
from extract.reports.identity.titles import (
    BARE,
    KIND,
    LEAD,
    NO_TITLE,
    YEARLY_TABLE,
    without_gaps,
    year_beside,
    year_in,
)
from extract.reports.identity.years import YEAR, as_year
from extract.reports.model import Decision

ANNOUNCED = "the opening sentence"
"""Why a body or a year was chosen that the opening sentences announce with the report."""
_ANNOUNCED = rare(
    rf"{LEAD}(?:(?:我|本)[一-鿿]{{1,4}}?)?{YEAR}(?:(?:我|本)[一-鿿]{{1,4}}?)?(?:关于)?{KIND}{NO_TITLE}"
)
_BEGINS_WITH_A_YEAR = rare(
    r"(?:^|\n|。)(20[0-4]\d)年(?:度|来|以来)?(?:[，,]|(?=[我本全市县区]|[一-鿿]{2,15}(?:[局委镇乡]|街道|办事处|政府|中心)(?:坚持|认真|积极|严格|全面)))"
)
"""A sentence that begins to speak of a year."""
_UNTIL = rare(r"截[至止到](20[0-4]\d)年12月(?:31日|底|末)")
_WORK_OF_A_YEAR = rare(r"(?<!\d)(20[0-4]\d)年(?:度)?(?:政府|政务)?信息公开工作(?!要点|任务)")
_ENOUGH = 20
"""So many of the first characters of section one tell where it begins."""
_SCHOOL_YEAR_ENDS = rare(r"20[0-4]\d年?[-—–－~至]+(20[0-4]\d)学年")
_OFTEN = 3
"""So often must a text without a title or a date name the only year that it speaks of."""
_OF_A_YEAR = rare(rf"{YEAR}[一-鿿]{{0,20}}?{KIND}")
"""A report on a year, as running text names it."""


def announcing(opening: str, first_words: str, period: int | None) -> str:
    """An opening without what section one says of the reports on other years than that of the figures: 按时公布上一年的年度报告 is work done."""
    begun = "".join(first_words.split())[:_ENOUGH]
    at = opening.find(begun)
    if not begun or at < 0 or period is None:
        return opening

    def of_this_year(named: re.Match[str]) -> str:
        return named[0] if as_year(named["year"]) == period else ""

    return opening[:at] + _OF_A_YEAR.sub(of_this_year, opening[at:])


def _only_year(body: str) -> int | None:
    """The one year that a text speaks of, three times or more, dates included."""
    years = Counter(int(y) for y in re.findall(r"(?<!\d)(20[0-4]\d)年", body))
    ((year, times),) = years.most_common() if len(years) == 1 else ((0, 0),)
    return year if times >= _OFTEN else None


def _of_title(told: Evidence) -> int | None:
    return told.title.year or None if told.title else None


def _of_bare_title(told: Evidence) -> int | None:
    """The year of a title that names no body, or beside it."""
    for number, line in enumerate(told.lines):
        bare = BARE.search(simplified(line)) if len(line) <= 45 and "公" in line else None
        if bare and (year := year_in(bare) or year_beside(told.lines, number, number) or None):
            return year
    return None


def _announced(told: Evidence) -> int | None:
    """The year of the report that the opening sentences announce without a name: 编制了2023年政府信息公开年度报告."""
    announced = _ANNOUNCED.search(told.opening) if "公开" in told.opening else None
    return year_in(announced) if announced else None


def _of_table(told: Evidence) -> int | None:
    """The year of the one statistical table above the report."""
    tables = {
        year_in(match)
        for line in told.lines
        if "统计" in line and len(line) <= 45 and (match := YEARLY_TABLE.search(line))
    }
    return tables.pop() if len(tables) == 1 else None


def _of_title_in_file_name(told: Evidence) -> int | None:
    bare = BARE.search(without_gaps(told.file_name))
    return year_in(bare) if bare else None


def _of_file_name(told: Evidence) -> int | None:
    """The one year in the file's name, where it is called one or the text speaks of it."""
    named = _years_in(told.file_name)
    borne_out = str(told.spoken) in named or re.search(r"20[0-4]\d年", told.file_name)
    return int(named.pop()) if len(named) == 1 and borne_out else None


def _before_publication(told: Evidence) -> int | None:
    year = told.spoken
    return year if year is not None and (told.published or "")[:4] == str(year + 1) else None


def _alone(told: Evidence) -> int | None:
    return told.spoken if told.published is None and _only_year(told.body) == told.spoken else None


def _in_first_words(pattern: re.Pattern[str]) -> Callable[[Evidence], int | None]:
    def told_there(told: Evidence) -> int | None:
        years = set(pattern.findall(told.first_words))
        return told.spoken if told.published is None and years == {str(told.spoken)} else None

    return told_there


def _of_school_year(told: Evidence) -> int | None:
    """The year in which the one school year that a text speaks of ends."""
    years = {int(y) for y in _SCHOOL_YEAR_ENDS.findall(in_simplified(told.body))}
    return years.pop() if len(years) == 1 else None


def _reached_to(told: Evidence) -> int | None:
    """The one year to whose end the figures reach, where neither text nor date says another."""
    ends = set(_UNTIL.findall(told.body))
    until = int(ends.pop()) if len(ends) == 1 else None
    if until is None or told.spoken not in (None, until):
        return None
    return until if (told.published or "")[:4] in ("", str(until + 1)) else None


Witness = tuple[Callable[[Evidence], int | None], str]
TITLED: tuple[Witness, ...] = (
    (_of_title, ""),
    (_of_bare_title, "the title"),
    (_announced, ANNOUNCED),
    (_of_table, "the title of its table"),
)
"""What the report calls itself, with the reason that is given; that of the title is the title's own."""
OTHERS: tuple[Witness, ...] = (
    (lambda told: told.period, "the period that the figures cover"),
    (_of_title_in_file_name, "the file's name"),
    (_of_file_name, "the file's name"),
    (_before_publication, "the year that the text speaks of, the one before its publication"),
    (_alone, "the only year that the text speaks of"),
    (_in_first_words(_BEGINS_WITH_A_YEAR), "the year that section one begins to speak of"),
    (_in_first_words(_WORK_OF_A_YEAR), "the year whose work section one says that it tells of"),
    (_of_school_year, "the school year that the text speaks of"),
    (_reached_to, "the end of the year that the figures reach to"),
)


def decide_year(identity: Identity, told: Evidence, because: str) -> None:
    """Put the year and its reason into an identity: the title's, weighed against the period of the figures where the two differ.

    ``because`` is the reason for the title. What stays open goes to ``identity.unsettled``.
    """
    year, reason = _first(TITLED, told)
    titled = year is not None
    if year is None:
        year, reason = _first(OTHERS, told)
    if year is None:
        return
    reason = reason or because
    if told.period is not None and told.period != year:
        year, reason = _weighed_with_period(year, reason, told, identity)
    elif told.period is None and titled:
        year, reason = _weighed_with_text(year, reason, told, identity)
    if identity.published and int(identity.published[:4]) < year:
        said = f"the date {identity.published} lies before {year}, the year reported on"
        identity.notes.append(said)
        if year in (told.period, told.spoken):
            # The date of something else: a page's template, a list.
            identity.published = None
            identity.decisions = [d for d in identity.decisions if d.what != "published"]
        else:
            identity.unsettled.append(said)
    identity.year = year
    identity.decisions.append(Decision("year", str(year), reason))


def _first(witnesses: Sequence[Witness], told: Evidence) -> tuple[int | None, str]:
    """The year that the first of these tells, with the reason."""
    for witness, reason in witnesses:
        year = witness(told)
        if year is not None:
            return year, reason
    return None, ""


def _years_in(file_name: str) -> set[str]:
    return set(re.findall(r"(?<!\d)20[0-4]\d(?!\d)", file_name))


def _weighed_with_period(year: int, reason: str, told: Evidence, identity: Identity) -> tuple[int, str]:
    """The year of a title beside the period of other figures: the one that text, date and file bear out."""
    period = told.period
    said = f"the title says {year}, the period of the figures {period}"
    identity.notes.append(said)
    witnesses = [
        int(told.published[:4]) - 1 if told.published else None,
        told.spoken,
        *map(int, _years_in(told.file_name)),
    ]
    for_title, for_period = witnesses.count(year), witnesses.count(period)
    if period is not None and for_period > for_title:
        return period, f"{said}; the text or its date bears out {period}"
    if for_title > for_period:
        return year, f"{said}; the text or its date bears out {year}"
    identity.unsettled.append(f"the year is in doubt: {said}")
    return year, reason


def _weighed_with_text(year: int, reason: str, told: Evidence, identity: Identity) -> tuple[int, str]:
    """The year of a title without a period beside it: some name the year in which they are published."""
    spoken = told.spoken
    if spoken in (None, year):
        return year, reason
    said = f"the title says {year}, the text speaks of {spoken}"
    if told.published and int(told.published[:4]) - 1 == spoken:
        identity.notes.append(said)
        return spoken, f"{said}, the year before its publication"
    text = BARE.sub("", told.body)
    if f"{year}年" not in text and text.count(f"{spoken}年") >= _OFTEN:
        identity.notes.append(said)
        identity.unsettled.append(f"the year is in doubt: {said}")
    return year, reason
