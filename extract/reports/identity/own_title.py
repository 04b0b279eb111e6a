"""Which of the titles above a report is its own."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from extract.documents.model import Document
from extract.forms.labels import in_simplified
from extract.rare import rare
from extract.regions.wording import with_whole_street
from extract.reports.identity.announced import OPENING, named_in_text
from extract.reports.identity.broken_names import LINES_ABOVE, begins_within_a_name
from extract.reports.identity.evidence import spoken_year
from extract.reports.identity.full_names import fuller_name
from extract.reports.identity.model import Identity
from extract.reports.identity.names import BRACKETS, begins_with_a_division, is_place
from extract.reports.identity.offices import without_office
from extract.reports.identity.own_words import called_otherwise
from extract.reports.identity.page_record import TITLE_LABELS
from extract.reports.identity.titles import Title, titles_in, without_gaps, year_beside
from extract.reports.identity.years import period_year

_LETTER = rare("关于(?:报送|上报|印发|呈报)")
"""In the title of a letter by which the office of a body sends its report."""
_BY_NAME, _BY_YEAR, _ON_PAGE = 2, 2, 3
"""What it counts for a title that the text names its body, or its year, and that the page's own title has both."""
_WHOLLY = _BY_NAME + _BY_YEAR


def own_title(
    document: Document, lines: Sequence[str], pairs: dict[str, str], body: str, identity: Identity
) -> Title | None:
    """The title of the report, else of its page; of several, the one that page, text and period bear out."""
    found = _titles_above(lines, body, identity)
    found = [t if t.year else replace(t, year=year_beside(lines, t.first, t.last)) for t in found]
    page = document.meta.get("title", "") if document.format == "html" else ""
    told = ((page, "the page's title"), *((pairs.get(k, ""), "the page's record") for k in TITLE_LABELS))
    if not found:
        return _title_of_page(told, lines) or _title_of_table(lines)
    title = found[0]
    if len({(t.name, t.year) for t in found}) > 1:
        title = _borne_out(found, [without_gaps(text) for text, _ in told], lines, body, identity)
    if title.torn or (begins_within_a_name(title.name) and not fuller_name(title.name, body)):
        identity.unsettled.append(f"the name may begin above the line of {title.name}")
    is_letter = any(map(_LETTER.search, lines[title.first : title.last + 1]))
    name = without_office(title.name) if is_letter else title.name
    return replace(title, name=name, how=f"the title, {title.how}")


def _title_of_page(told: Iterable[tuple[str, str]], lines: Collection[str]) -> Title | None:
    """The title in what a page says of itself, each text with what it is.

    Before a title that stands on a line of its own without a name, the page names its site.
    """
    for text, source in told:
        _, gap, last = text.strip().rpartition(" ")
        text = last if gap and without_gaps(last) in lines else text
        named = next(titles_in([without_gaps(p) for p in re.split(r"[-_|—]", text) if p.strip()]), None)
        if named is not None:
            return Title(named.name, named.year, source)
    return None


def _title_of_table(lines: Sequence[str]) -> Title | None:
    table = next(titles_in(lines, (1,), of_table=True), None)
    return table and replace(table, how=f"the title of its table, {table.how}")


def _titles_above(lines: Sequence[str], body: str, identity: Identity) -> list[Title]:
    """The titles on one line, else those over several.

    Entries of a menu make a title as well, 新闻发布厅 above 政府信息公开年报. A title without a year, of a body that nothing
    else names, comes after one that has a year and is borne out; over several lines it is none. The same where the text
    calls its body by another word.
    """

    def told(title: Title) -> bool:
        own = "".join(lines[max(0, title.first - LINES_ABOVE) : title.last + 1])
        name = title.name.partition("（")[0] or title.name
        return body.count(name) > own.count(name)

    def is_dated(title: Title) -> bool:
        return bool(title.year or year_beside(lines, title.first, title.last))

    on_one = list(titles_in(lines, (1,)))
    if any(is_dated(title) or told(title) for title in on_one):
        return on_one
    over_several = list(titles_in(lines, (2, 3, 4)))
    dated = [title for title in over_several if title.year]
    borne_out = [title for title in dated if told(title)]
    if borne_out or on_one or not over_several:
        return borne_out or on_one
    best = (dated or over_several)[0]
    if told(best):
        return [best]
    if not is_dated(best) or called_otherwise(best.name, body):
        return []
    _, _, below = body.partition(lines[best.last])
    announced, _ = named_in_text(in_simplified(below[:OPENING]), body)
    if announced is not None and announced.name != best.name:
        identity.unsettled.append(f"the title may name {best.name}, the text names {announced.name}")
    return [best]


def _borne_out(
    found: Sequence[Title], page: Sequence[str], lines: Sequence[str], body: str, identity: Identity
) -> Title:
    """The one of several titles on a page that is this report's: lists of other reports may stand above it."""
    untitled = body
    for title in found:
        untitled = untitled.replace(lines[title.first], "")
    found = [replace(t, name=with_whole_street(t.name)) for t in found]
    found = [t for n, t in enumerate(found) if not any(_is_heading_of(t, below) for below in found[n + 1 :])]
    told = _told_by_text(found, untitled, (period_year(body), spoken_year(untitled)))
    # Above a title that the text bears out wholly, the page's title may be that of a part of the site.
    whole = max((n for n, points in enumerate(told) if points == _WHOLLY), default=-1)

    def score(n: int) -> int:
        title, year = found[n], str(found[n].year or "")
        named = n >= whole and any(title.name in text and year in text for text in page)
        return _ON_PAGE * named + told[n]

    # The nearest to the text comes last; titles that only lack the year of another are the same.
    ranked = sorted((score(n), n) for n in range(len(found)))
    most, last = ranked[-1]
    best = _in_full(found[last], found, lines)
    rivals = [
        (points, found[n])
        for points, n in ranked[:-1]
        if not best.name.endswith(found[n].name) or found[n].year not in (0, best.year)
    ]
    if any(points == most for points, _ in rivals):
        titles = [best, *(title for _, title in rivals)]
        told_of = "、".join(sorted({f"{t.name} {t.year or ''}".strip() for t in titles}))
        identity.unsettled.append(f"several titles stand above the report: {told_of}")
    return best


def _told_by_text(found: Sequence[Title], body: str, years: Collection[int | None]) -> list[int]:
    """How far a text bears out each title: its body, where a longer name of another does not hold it, and its year."""
    names = sorted({title.name for title in found}, key=lambda name: (-len(name), name))

    def is_named(name: str) -> bool:
        rest = body
        for longer in names:
            if longer != name and name in longer:
                rest = rest.replace(longer, "")
        return name in rest or (len(name) > 5 and name[-5:] in rest)

    return [
        _BY_NAME * is_named(title.name) + _BY_YEAR * (bool(title.year) and title.year in years)
        for title in found
    ]


def _in_full(title: Title, found: Sequence[Title], lines: Sequence[str]) -> Title:
    """The one of the other titles that says the same with more before it: what ends the line above, or a place around a place."""
    above = lines[title.first - 1] if title.first else ""
    fuller = [
        other
        for other in found
        if other.year == title.year
        and other.name != title.name
        and other.name.endswith(title.name)
        and (
            begins_with_a_division(title.name)
            or above.translate(BRACKETS).endswith(other.name.removesuffix(title.name))
        )
    ]
    return fuller[0] if len({other.name for other in fuller}) == 1 else title


def _is_heading_of(title: Title, report: Title) -> bool:
    """True for a title above that of a report that may be the heading of a part of the site.

    A place or its government without a year, or one that the name of the report's body holds, without a year or of the same.
    """
    if title.last >= report.first or not report.year or title.name == report.name:
        return False
    place = title.name.removesuffix("人民政府")
    if place in report.name:
        return title.year in (0, report.year)
    return not title.year and is_place(place)
