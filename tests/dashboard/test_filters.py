"""The selection in the URL: codes in, the same codes out, nothing misunderstood in silence."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import filters
from dashboard.filters import Choices, View
from dashboard.pages import PAGES
from dashboard.queries import Filters

CHOICES = Choices(
    regions=("320000", "320800", "350128"),
    agencies=("320800-renminzhengfu", "350128-guanweihui"),
    kinds=("government", "zone"),
    levels=("prefecture", "county"),
    outcomes=("out_granted_full", "out_refused"),
    grounds=("out_refused_state_secret", "out_unable_not_held"),
    years=(2011, 2025),
    known_regions=frozenset({"410700"}),
    successor=lambda code: {"320800-old": "320800-renminzhengfu"}.get(code, code),
)
EVERYTHING = Filters(years=(2011, 2025))


def test_nothing_asked_is_everything_in_chinese():
    assert filters.parse({}, CHOICES) == View("zh", EVERYTHING)


def test_every_value_is_written_defaults_included():
    written = filters.written(filters.parse({}, CHOICES))
    assert list(written) == list(filters.NAMES)
    assert written["year"] == ["2011", "2025"]
    assert written["region"] == [filters.ALL]


def test_a_region_without_reports_is_known_not_wrong():
    view = filters.parse({"region": ["410700"]}, CHOICES)
    assert view.filters.regions == ("410700",)
    assert view.unknown == ()


def test_one_year_is_that_year():
    assert filters.parse({"year": ["2024"]}, CHOICES).filters.years == (2024, 2024)


def test_years_the_wrong_way_round_are_put_right():
    assert filters.parse({"year": ["2024", "2019"]}, CHOICES).filters.years == (2019, 2024)


def test_an_old_id_leads_to_its_successor():
    view = filters.parse({"agency": ["320800-old"]}, CHOICES)
    assert view.filters.agencies == ("320800-renminzhengfu",)


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ({"lang": ["klingon"]}, "lang=klingon"),
        ({"region": ["新乡市"]}, "region=新乡市"),
        ({"kind": ["martian"]}, "kind=martian"),
        ({"measure": ["weather"]}, "measure=weather"),
        ({"severity": ["info"]}, "severity=info"),
        ({"rows": ["none"]}, "rows=none"),
        ({"page": ["0"]}, "page=0"),
        ({"page": ["-1"]}, "page=-1"),
        ({"page": ["２"]}, "page=２"),
        ({"year": ["abc"]}, "year=abc"),
        ({"year": ["1900"]}, "year=1900"),
        ({"year": ["２０２４"]}, "year=２０２４"),
        ({"year": ["2019", "2020", "2021"]}, "year=2021"),
        ({"agency": ["' OR 1=1"]}, "agency=' OR 1=1"),
    ],
)
def test_what_is_not_understood_is_left_out_and_named(query, unknown):
    view = filters.parse(query, CHOICES)
    assert unknown in view.unknown
    assert unknown.split("=", 1)[1] not in str(filters.written(view).get("region"))


def test_at_most_six_side_by_side():
    many = Choices(regions=tuple(f"{n:06}" for n in range(10)))
    view = filters.parse({"region": list(many.regions)}, many)
    assert len(view.filters.regions) == filters.SIDE_BY_SIDE
    assert len(view.unknown) == 10 - filters.SIDE_BY_SIDE


def test_the_language_changes_nothing_else():
    view = filters.parse({"region": ["350128"], "year": ["2020"]}, CHOICES)
    other = filters.parse(filters.written(filters.with_language(view, "en")), CHOICES)
    assert (other.language, other.filters) == ("en", view.filters)


def some(codes):
    return st.lists(st.sampled_from(codes), unique=True, max_size=3).map(tuple)


views = st.builds(
    View,
    language=st.sampled_from(["zh", "en"]),
    filters=st.builds(
        Filters,
        regions=some(CHOICES.regions),
        agencies=some(CHOICES.agencies),
        kinds=some(CHOICES.kinds),
        levels=some(CHOICES.levels),
        years=st.tuples(st.integers(2011, 2025), st.integers(2011, 2025)).map(lambda y: (min(y), max(y))),
        outcomes=some(CHOICES.outcomes),
        grounds=some(CHOICES.grounds),
    ),
    report=st.sampled_from([None, "r-1"]),
    cell=st.sampled_from([None, "req_new.total"]),
    own=st.fixed_dictionaries(
        {},
        optional={
            "measure": st.sampled_from(["requests", "lawsuits"]),
            "severity": st.sampled_from(["all", "error"]),
            "rows": st.sampled_from(["all", "differ"]),
            "page": st.integers(1, 9_999).map(str),
        },
    ),
)


@given(views)
def test_what_is_written_reads_back_the_same(view):
    assert filters.parse(filters.written(view), CHOICES) == view


@given(views, st.sampled_from([page.name for page in PAGES]))
def test_what_is_cited_leads_to_the_same_view(view, page):
    shown = filters.of_page(view, page)
    cited = filters.parse(parse_qs(filters.lasting(shown, page)), CHOICES)
    assert filters.of_page(cited, page) == shown


def test_what_is_cited_leaves_out_what_cannot_change_and_keeps_the_years():
    view = filters.of_page(filters.parse({"region": ["320000"]}, CHOICES), "quality")
    assert filters.lasting(view, "quality") == "region=320000&year=2011&year=2025"
    assert filters.lasting(filters.choosing(view, page="3"), "quality").endswith("&page=3")


names = st.sampled_from([*filters.NAMES, filters.REPORT, filters.CELL, *filters.OWN])


@given(st.dictionaries(names, st.lists(st.text(max_size=8), max_size=4)))
def test_no_query_ever_raises(query):
    view = filters.parse(query, CHOICES)
    assert filters.parse(filters.written(view), CHOICES).filters == view.filters


@pytest.mark.parametrize(
    ("page", "name", "default", "other"),
    [
        ("regions", "measure", "requests", "reviews"),
        ("quality", "severity", "all", "error"),
        ("compare", "rows", "all", "differ"),
        ("coverage", "page", "1", "4"),
    ],
)
def test_what_a_page_lets_choose_stays_on_it(page, name, default, other):
    view = filters.parse({name: [other]}, CHOICES)
    assert filters.written(filters.of_page(view, page))[name] == [other]
    assert filters.written(filters.of_page(View(), page))[name] == [default], "the default, too"
    assert name not in filters.written(filters.of_page(view, "overview"))
    assert name not in filters.for_agency(view, "320800-renminzhengfu").own


def test_a_list_begins_again_when_it_becomes_another():
    turned = filters.parse({"page": ["3"], "severity": ["error"]}, CHOICES)
    assert filters.for_region(turned, "320000").own == {"severity": "error"}
    assert filters.choosing(turned, severity="warning").own == {"severity": "warning"}
    assert filters.with_language(turned, "en").own == turned.own
