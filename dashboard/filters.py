"""The selection in the URL. The only place that names URL parameters; the API uses the same names.

Every value is written, defaults included, so that a link means the same next year. Codes, never
labels, so that a link made in one language opens in the other. What cannot be understood is left out
and named, so that the page can say so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.queries import SIDE_BY_SIDE, Filters
from dashboard.queries.places import MEASURES
from dashboard.text import LANGUAGES

ALL = "all"
"""Written where a filter does not restrict."""

LANG, REGION, AGENCY, KIND, LEVEL = "lang", "region", "agency", "kind", "level"
YEAR, OUTCOME, GROUND = "year", "outcome", "ground"
REPORT, CELL = "report", "cell"
"""Of the agency page only: the report shown, and the figure whose source is open."""
MEASURE, SEVERITY, ROWS, PAGE = "measure", "severity", "rows", "page"


class Own(NamedTuple):
    """What some pages let choose besides the filters: its codes, the first of them unless another is asked for."""

    pages: tuple[str, ...]
    codes: tuple[str, ...]


OWN = {
    MEASURE: Own(("regions",), tuple(MEASURES)),
    SEVERITY: Own(("quality",), (ALL, "error", "warning")),
    ROWS: Own(("compare",), (ALL, "differ")),
    PAGE: Own(("coverage", "quality"), tuple(map(str, range(1, 10_000)))),
}
"""URL name → what the figures of a region count; which open findings, and which rows, are listed; the page of a long list."""

_FIELDS = {
    REGION: "regions",
    AGENCY: "agencies",
    KIND: "kinds",
    LEVEL: "levels",
    OUTCOME: "outcomes",
    GROUND: "grounds",
}
"""URL name → field of ``Filters``."""

NAMES = (LANG, REGION, AGENCY, KIND, LEVEL, YEAR, OUTCOME, GROUND)
"""The shared names in the order in which they are written."""

_LIMITS = {REGION: SIDE_BY_SIDE, AGENCY: SIDE_BY_SIDE}


@dataclass(frozen=True)
class Choices:
    """What can be chosen: the codes that the dataset carries, in display order, and its years."""

    regions: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    known_regions: frozenset[str] = frozenset()
    successor: Callable[[str], str] = str
    """The id that the id of a former body stands for today; an id without an heir is its own."""

    def of(self, name: str) -> tuple[str, ...]:
        """The codes that may stand under a URL name."""
        return getattr(self, _FIELDS[name])

    def knows(self, name: str, code: str) -> bool:
        """Whether a code exists, with or without data: a region without a report is known, not wrong."""
        return code in self.of(name) or (name == REGION and code in self.known_regions)


@dataclass(frozen=True)
class View:
    """What a URL asks for: language, filters, what a page lets choose besides (``OWN``), and what was not understood
    (``name=value``).
    """

    language: str = "zh"
    filters: Filters = field(default_factory=Filters)
    report: str | None = None
    cell: str | None = None
    own: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


Query = Mapping[str, Sequence[str]]
"""A query string as lists: ``{"region": ["410700"], "year": ["2021", "2024"]}``."""


def _codes(name: str, values: Sequence[str], choices: Choices) -> tuple[tuple[str, ...], list[str]]:
    """The known codes among the values, each once, and what is left over."""
    good: list[str] = []
    bad: list[str] = []
    for value in values:
        code = choices.successor(value) if name == AGENCY and value not in choices.agencies else value
        if code in ("", ALL) or code in good:
            continue
        if choices.knows(name, code) and len(good) < _LIMITS.get(name, len(choices.of(name))):
            good.append(code)
        else:
            bad.append(f"{name}={value}")
    return tuple(good), bad


def _years(values: Sequence[str], span: tuple[int, int] | None) -> tuple[tuple[int, int] | None, list[str]]:
    """From and to within the span of the data; the whole span where nothing usable is given."""
    if span is None:
        return None, []
    numbers = [int(v) for v in values if v.isascii() and v.isdigit()]
    bad = [f"{YEAR}={v}" for v in values if v != ALL and not (v.isascii() and v.isdigit())]
    bad += [f"{YEAR}={n}" for n in numbers if not span[0] <= n <= span[1]]
    inside = [n for n in numbers if span[0] <= n <= span[1]]
    if len(numbers) > 2:
        bad += [f"{YEAR}={n}" for n in numbers[2:]]
        inside = [n for n in numbers[:2] if span[0] <= n <= span[1]]
    if not inside:
        return span, bad
    return (min(inside), max(inside)), bad


def parse(query: Query, choices: Choices) -> View:
    """What a query string asks for. Never raises: what is not understood stands in ``unknown``."""
    unknown: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    for name, attribute in _FIELDS.items():
        found[attribute], bad = _codes(name, query.get(name, ()), choices)
        unknown += bad
    years, bad = _years(query.get(YEAR, ()), choices.years)
    unknown += bad
    asked = (list(query.get(LANG, ())) or [LANGUAGES[0]])[-1]
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    if asked != language:
        unknown.append(f"{LANG}={asked}")
    own = {name: query[name][0] for name in OWN if query.get(name)}
    unknown += [f"{name}={code}" for name, code in own.items() if code not in OWN[name].codes]
    return View(
        language=language,
        filters=Filters(years=years, **found),
        report=next(iter(query.get(REPORT, ())), None),
        cell=next(iter(query.get(CELL, ())), None),
        own={name: code for name, code in own.items() if code in OWN[name].codes},
        unknown=tuple(unknown),
    )


def written(view: View) -> dict[str, list[str]]:
    """The query of a view with every value written, ready for ``st.query_params.from_dict``."""
    query: dict[str, list[str]] = {LANG: [view.language]}
    for name in NAMES[1:]:
        if name == YEAR:
            years = view.filters.years
            query[YEAR] = [ALL] if years is None else [str(y) for y in years]
        else:
            query[name] = list(getattr(view.filters, _FIELDS[name])) or [ALL]
    if view.report:
        query[REPORT] = [view.report]
    if view.cell:
        query[CELL] = [view.cell]
    return query | {name: [code] for name, code in view.own.items()}


def query_string(view: View) -> str:
    """The written query as it stands in a link."""
    return urlencode(written(view), doseq=True)


def lasting(view: View, page: str) -> str:
    """The query to be cited: without what an address that leaves it out means anyway.

    The years stand: left out, they would be all there are, and these grow with the data.
    """
    said = written(of_page(View(), page))
    return urlencode(
        {name: codes for name, codes in written(view).items() if codes != said.get(name)}, doseq=True
    )


def agency_address(view: View, agency: str, report: str | None = None, cell: str | None = None) -> str:
    """The address of a body's page, of one report there, of one figure in it."""
    return f"/agency?{query_string(for_agency(view, agency, report, cell))}"


def with_language(view: View, language: str) -> View:
    """The same view in another language."""
    return replace(view, language=language)


def for_agency(view: View, agency: str, report: str | None = None, cell: str | None = None) -> View:
    """The view of one body: its report and, when given, the figure whose source is open."""
    filters = replace(view.filters, agencies=(agency,), regions=())
    return replace(shared(view), filters=filters, report=report, cell=cell)


def for_region(view: View, region: str | None) -> View:
    """The view of one region and everything inside it; None: of the whole country."""
    return filtered(view, replace(view.filters, regions=(region,) if region else (), agencies=()))


def shared(view: View) -> View:
    """What other pages take along: everything but what a single page shows."""
    return replace(view, report=None, cell=None, own={})


def of_page(view: View, page: str) -> View:
    """The view as one page shows it: without what belongs to others, and with its own choices written."""
    own = {name: view.own.get(name, it.codes[0]) for name, it in OWN.items() if page in it.pages}
    return replace(view if page == "agency" else shared(view), own=own)


def choosing(view: View, **chosen: str) -> View:
    """The view with other choices of what a page has of its own; a long list begins again, unless it is turned."""
    return replace(view, own={name: code for name, code in view.own.items() if name != PAGE} | chosen)


def filtered(view: View, chosen: Filters) -> View:
    """The same page with other filters; a report that was open is closed, and a long list begins again."""
    return replace(choosing(view), filters=chosen, report=None, cell=None)


def cleared(view: View, choices: Choices) -> View:
    """The view without any restriction."""
    return filtered(view, Filters(years=choices.years))
