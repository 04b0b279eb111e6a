"""Selections and sums: nothing counted twice, nothing missing taken for 0."""

import pytest

from dashboard.queries import (
    Addends,
    Filters,
    LawfulSum,
    NoSum,
    addends,
    course,
    figures,
    inside,
    lawful_sum,
    parents,
    selected,
)
from tests.dashboard.handmade import Written, dataset

KEY = "hs_requests_received"


def sum_of(data, filters=None, key=KEY):
    heads = selected(data, filters or Filters())
    length = dict(heads.group_by("line").len().iter_rows())
    return lawful_sum(figures(data, heads, [key]), parents(data), length)


def test_a_region_holds_everything_inside_it():
    data = dataset([])
    assert inside(data, ["320800"]) == {"320800", "320813"}
    assert inside(data, ["320000"]) == {"320000", "320800", "320813", "321300"}


def test_a_region_that_the_list_lacks_is_placed_by_its_digits():
    data = dataset([Written("卫滨区", "410703", 2024)])
    assert parents(data)["410703"] == "410700"
    assert inside(data, ["410000"]) == {"410000", "410700", "410703"}


def test_filters_narrow_each_other_and_values_are_alternatives():
    data = dataset(
        [
            Written("淮安市政府", "320800", 2024),
            Written("洪泽区政府", "320813", 2023),
            Written("洪泽区公安局", "320813", 2024, scope="organ_only", kind="public_security"),
            Written("宿迁市政府", "321300", 2024),
        ]
    )

    def names(**chosen):
        return selected(data, Filters(**chosen))["agency_name"].to_list()

    assert names(regions=("320800",)) == ["淮安市政府", "洪泽区公安局", "洪泽区政府"]
    assert names(regions=("320800",), years=(2024, 2024)) == ["淮安市政府", "洪泽区公安局"]
    assert names(regions=("320800", "321300"), kinds=("government",)) == [
        "淮安市政府",
        "洪泽区政府",
        "宿迁市政府",
    ]
    assert names(agencies=("320813-洪泽区公安局",), kinds=("government",)) == []


def test_a_report_that_does_not_count_is_never_read():
    data = dataset(
        [
            Written("淮安市政府", "320800", 2024, {KEY: 3119}),
            Written("淮安市政府", "320800", 2024, {KEY: 9}, scope="organ_only", counted=False),
        ]
    )
    heads = selected(data, Filters())
    assert heads.height == 1
    assert figures(data, heads, [KEY])["value"].to_list() == [3119]


def test_a_territory_inside_another_is_not_added_to_it():
    """洪泽区 lies inside 淮安市: 3119 + 3525, without the 95 of 洪泽区."""
    data = dataset(
        [
            Written("淮安市政府", "320800", 2024, {KEY: 3119}),
            Written("洪泽区政府", "320813", 2024, {KEY: 95}),
            Written("宿迁市政府", "321300", 2024, {KEY: 3525}),
        ]
    )
    total = sum_of(data)
    assert isinstance(total, LawfulSum)
    assert (total.value, total.n) == (6644, 2)
    assert total.addends.basis == "government_aggregate"
    assert total.addends.left_out == {"320813-洪泽区政府": "inside_another"}


def test_the_inner_territory_counts_where_the_outer_one_has_no_report():
    data = dataset(
        [Written("洪泽区政府", "320813", 2023, {KEY: 21}), Written("宿迁市政府", "321300", 2023, {KEY: 3511})]
    )
    total = sum_of(data)
    assert total.value == 3532


def test_two_bodies_of_one_territory_count_once():
    """平潭县 and 平潭综合实验区 2011 print the same figures for the same land: the one with more years stands."""
    zone = [
        Written("平潭综合实验区", "350128", y, {KEY: 7}, kind="zone", form="t2011_fujian")
        for y in (2011, 2012, 2013)
    ]
    county = [Written("平潭县政府", "350128", 2011, {KEY: 7}, form="t2011_fujian")]
    data = dataset([*zone, *county])
    heads = selected(data, Filters(years=(2011, 2011)))
    length = {"350128-平潭综合实验区": 3, "350128-平潭县政府": 1}
    total = lawful_sum(figures(data, heads, [KEY]), parents(data), length)
    assert (total.value, total.n) == (7, 1)
    assert total.addends.bodies == ("350128-平潭综合实验区",)
    assert total.addends.left_out == {"350128-平潭县政府": "same_territory"}


def test_a_town_lies_inside_its_county():
    data = dataset(
        [
            Written("洪泽区政府", "320813", 2024, {KEY: 95}),
            Written("蒋坝镇政府", "320813", 2024, {KEY: 4}, town="蒋坝镇"),
        ]
    )
    total = sum_of(data)
    assert total.value == 95
    assert total.addends.left_out == {"320813-蒋坝镇政府": "inside_another"}


def test_single_bodies_are_never_added_to_territories():
    data = dataset(
        [
            Written("宿迁市政府", "321300", 2024, {KEY: 3525}),
            Written("沭阳县发改局", "321300", 2024, {KEY: 26}, scope="organ_only"),
        ]
    )
    total = sum_of(data)
    assert total.value == 3525
    assert total.addends.left_out == {"321300-沭阳县发改局": "other_basis"}


def test_single_bodies_add_up_among_themselves():
    data = dataset(
        [
            Written("科委", "320000", 2024, {KEY: 34}, scope="organ_only"),
            Written("办公厅", "320000", 2024, {KEY: 1295}, scope="organ_only"),
        ]
    )
    total = sum_of(data)
    assert (total.value, total.n, total.addends.basis) == (1329, 2, "organ_only")


@pytest.mark.parametrize(
    ("scope", "reason"), [("unknown", "unknown_scope"), ("system_aggregate", "vertical_system")]
)
def test_unknown_scopes_and_vertical_systems_are_listed_never_summed(scope, reason):
    data = dataset(
        [
            Written("甲局", "320800", 2024, {KEY: 5}, scope=scope),
            Written("乙局", "321300", 2024, {KEY: 6}, scope=scope),
        ]
    )
    found = sum_of(data)
    assert isinstance(found, NoSum)
    assert found.reason == "only_unsummable"
    assert set(found.left_out.values()) == {reason}


def test_no_report_no_sum():
    data = dataset([])
    assert sum_of(data) == NoSum("nothing", {})


def test_missing_is_not_zero():
    data = dataset(
        [
            Written("淮安市政府", "320800", 2024, {KEY: None}),
            Written("宿迁市政府", "321300", 2024, {KEY: 3525}),
        ]
    )
    total = sum_of(data)
    assert (total.value, total.n, total.without) == (3525, 1, ("320800-淮安市政府",))
    nothing = sum_of(dataset([Written("淮安市政府", "320800", 2024, {KEY: None})]))
    assert nothing.value is None


def test_a_measure_the_dataset_lacks_is_not_in_the_form():
    data = dataset([Written("淮安市政府", "320800", 2024, {KEY: 1})])
    row = figures(data, selected(data, Filters()), ["out_other_misc.total"]).row(0, named=True)
    assert (row["value"], row["basis"]) == (None, "not_in_form")


def test_a_published_error_keeps_both_numbers_and_is_marked():
    data = dataset([Written("洪泽区政府", "320813", 2023, {"hs_rev_total": (0, 11)})])
    total = sum_of(data, key="hs_rev_total")
    assert (total.value, total.mismatches) == (11, ("320813-洪泽区政府",))


def test_a_body_that_reports_in_two_scopes_is_two_lines():
    data = dataset(
        [
            Written("区政府", "320813", 2024, {KEY: 95}),
            Written("区政府", "320813", 2024, {KEY: 10}, scope="organ_only"),
        ]
    )
    total = sum_of(data)
    assert (total.value, total.n) == (95, 1)
    assert list(total.addends.left_out.values()) == ["other_basis"]


def bodies(count, years, scope="organ_only"):
    return [
        Written(f"局{i:04d}", "320000", y, {KEY: 10 * i}, scope=scope) for i in range(count) for y in years
    ]


def test_up_to_six_bodies_are_followed_one_by_one():
    data = dataset(bodies(6, (2022, 2023)))
    taken = course(selected(data, Filters()), parents(data))
    assert taken.kind == "bodies"
    assert len(taken.bodies) == 6
    assert taken.others == ()


def test_more_than_six_are_added_up_over_those_that_report_every_year():
    data = dataset(
        [*bodies(7, (2022, 2023)), Written("新局", "320000", 2023, {KEY: 500}, scope="organ_only")]
    )
    taken = course(selected(data, Filters()), parents(data))
    assert taken.kind == "panel"
    assert len(taken.bodies) == 7
    assert taken.others == ("320000-新局",)
    assert set(taken.sums) == {2022, 2023}


def test_without_a_steady_group_every_year_has_its_own_sum():
    reports = [
        Written(f"局{i}", "320000", y, {KEY: 1}, scope="organ_only")
        for i in range(8)
        for y in (2015 + i, 2016 + i)
    ]
    taken = course(selected(dataset(reports), Filters()), {})
    assert taken.kind == "each_year"
    assert {year: len(s.bodies) for year, s in taken.sums.items()} == {
        2015: 1,
        **dict.fromkeys(range(2016, 2023), 2),
        2023: 1,
    }


def test_years_between_reports_stay_as_gaps():
    data = dataset([Written("办公厅", "320000", y, {KEY: 1}, scope="organ_only") for y in (2019, 2025)])
    assert course(selected(data, Filters()), {}).years == tuple(range(2019, 2026))


def test_nothing_selected_nothing_followed():
    assert course(selected(dataset([]), Filters()), {}).bodies == ()


def test_addends_do_not_depend_on_the_order_of_the_rows():
    data = dataset(
        [
            Written(n, c, 2024)
            for n, c in (("甲", "320800"), ("乙", "320813"), ("丙", "321300"), ("丁", "321300"))
        ]
    )
    heads = selected(data, Filters())
    first = addends(heads, parents(data))
    assert isinstance(first, Addends)
    assert addends(heads.reverse(), parents(data)) == first
