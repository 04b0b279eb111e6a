"""Checks across the years of one body, and between bodies."""

from dataclasses import replace

import pytest
from check_samples import TEXT, a_report, across

from extract.checks import check_peers
from extract.checks.years import check_years
from extract.reports.model import Agency, Cell, Region, Report, Scope, State


def next_year(changed: dict | None = None, **known) -> Report:
    """The sample a year later: what was carried out is carried in, the stock goes on, figures differ."""
    later = {
        "pd_normdocs_in_force": 33,
        "pd_licensing_decisions": 131,
        "rev_upheld": 3,
        "rev_total": 4,
        "req_new.natural_person": 12,
    }
    return a_report(later | (changed or {}), year=2025, **known)


def test_two_consistent_years_pass():
    found = check_years([a_report(), next_year()])
    later = [f for report, f in found if report.year == 2025]
    assert {f.status for f in later if f.id in ("X-01", "X-02", "X-03", "X-04")} == {"pass"}
    assert [f.id for f in later].count("X-02") == 6


def test_the_first_year_has_no_year_before_it():
    [found] = [f for report, f in check_years([a_report()]) if f.id == "X-01"]
    assert found.status == "not_assessable"
    assert "2023" in found.message_zh


def test_what_is_carried_out_is_carried_in():
    [failed] = across(a_report(), next_year({"req_carried_in.total": 5}), "X-01", "fail")
    assert failed.cells == ("req_carried_out.total@2024", "req_carried_in.total")
    assert (failed.left, failed.right) == (2, 5)
    assert "2024 年报告结转下年 2，2025 年报告上年结转 5" in failed.message_zh
    [column] = across(a_report(), next_year({"req_carried_in.other_org": 3}), "X-02", "fail")
    assert column.severity == "info"


@pytest.mark.parametrize("state", [State.BLANK, State.DASH, State.UNREAD])
def test_a_carry_over_that_is_not_a_number_is_not_assessable(state):
    assert across(a_report(), next_year({"req_carried_in.total": state}), "X-01", "not_assessable")


def test_years_of_different_scope_are_not_compared():
    found = check_years([a_report(), next_year(scope=Scope.GOVERNMENT_AGGREGATE)])
    assert {(f.id, f.status) for r, f in found if r.year == 2025} == {("X-01", "not_assessable")}


def test_years_apart_are_not_compared():
    later = replace(next_year(), year=2026)
    assert [f.status for f in across(a_report(), later, "X-01") if "2025" in f.message_zh] == [
        "not_assessable"
    ]


def test_the_stock_goes_on_as_a_question():
    [failed] = across(a_report(), next_year({"pd_normdocs_in_force": 40}), "X-03", "fail")
    assert (failed.left, failed.right) == (33, 40)
    assert failed.message_zh.endswith("？")
    assert across(a_report(), next_year({"pd_normdocs_issued": State.BLANK}), "X-03", "not_assessable")


def test_the_stock_is_never_compared_across_2020_and_2021():
    old = a_report(form_id="t2019", year=2020)
    assert not across(old, a_report(year=2021), "X-03")


def test_pending_cases_come_back():
    pending = a_report({"rev_pending": 6})
    assert across(pending, next_year(), "X-04", "fail")[0].severity == "info"
    assert len(across(a_report(), next_year(), "X-04", "pass")) == 3
    assert len(across(pending, next_year({"rev_total": State.BLANK}), "X-04")) == 2


def test_a_table_that_repeats_last_years_figures():
    same = replace(a_report(), year=2025)
    assert {f.cells for f in across(a_report(), same, "X-05", "fail")} >= {("table2",), ("table3",)}
    assert not across(a_report(), next_year(), "X-05", "fail")


def test_zeros_never_count_as_repetition():
    zeros = {c.key: 0 for c in a_report().cells}
    earlier, later = a_report(zeros), replace(a_report(zeros), year=2025)
    assert {f.status for f in across(earlier, later, "X-05")} == {"not_assessable"}


@pytest.mark.parametrize(
    ("before", "now", "outcome", "word"),
    [
        (20, 200, "fail", "恰为 10 倍"),
        (20, 190, "fail", "9.5 倍"),
        (20, 160, "pass", ""),
        (19, 1900, "pass", ""),
    ],
)
def test_jumps(before, now, outcome, word):
    earlier, later = a_report({"pd_penalty_decisions": before}), next_year({"pd_penalty_decisions": now})
    [found] = across(earlier, later, "X-06")
    assert (found.status, found.severity) == (outcome, "info")
    assert word in found.message_zh


def test_fees_of_ten_thousand_times_last_years():
    earlier, later = a_report({"pd_admin_fees_amount": 3.2}), next_year({"pd_admin_fees_amount": 31500})
    [failed] = across(earlier, later, "T2-03")
    assert failed.severity == "warning"
    assert not across(earlier, next_year({"pd_admin_fees_amount": 320}), "T2-03")


def test_suits_after_reconsideration_without_any():
    none = {"rev_total": 0}
    assert across(a_report(none), next_year(none), "T4-06", "fail")
    assert across(a_report(), next_year(none), "T4-06", "pass")
    assert not across(a_report(none), next_year({"rev_total": State.BLANK}), "T4-06")


def test_items_of_the_2019_form_go_on():
    earlier = a_report(
        {"pd19_penalty_items_prev": 30, "pd19_penalty_items_change": -2}, form_id="t2019", year=2019
    )
    for printed, outcome in ((28, "pass"), (30, "fail"), (State.BLANK, "not_assessable")):
        later = a_report({"pd19_penalty_items_prev": printed}, form_id="t2019", year=2020)
        found = across(earlier, later, "T2-04")
        assert outcome in {f.status for f in found if any("penalty" in k for k in f.cells)}


def fujian(year: int, annual: object, cumulative: object) -> Report:
    """A Fujian statistical form with one row."""
    forms = {"table2": None, "table3": None, "table4": None, "statistics": "t2014_fujian"}
    cells = []
    for column, printed in (("annual", annual), ("cumulative", cumulative)):
        state = printed if isinstance(printed, State) else State.NUMBER
        value = None if isinstance(printed, State) else printed
        cells.append(Cell("statistics", "fj_pd_total", column, state, value=value))
    return a_report(form=forms, cells=tuple(cells), year=year)


def test_the_running_total_grows_by_the_year():
    assert across(fujian(2014, 5, 100), fujian(2015, 7, 107), "X-07", "pass")
    [failed] = across(fujian(2014, 5, 100), fujian(2015, 7, 17), "X-07", "fail")
    assert (failed.left, failed.right) == (107, 17)
    assert across(fujian(2014, 5, 100), fujian(2015, 7, State.BLANK), "X-07", "not_assessable")


def test_a_year_without_cases_repeats_the_running_total_and_is_no_frozen_table():
    def quiet(year: int) -> Report:
        codes = (
            "fj_pd_total",
            "fj_pd_website",
            "fj_pd_gazette",
            "fj_req_received",
            "fj_req_online",
            "fj_ans_total",
        )
        cells = [
            Cell("statistics", c, k, State.NUMBER, value=v)
            for c in codes
            for k, v in (("annual", 0), ("cumulative", 7))
        ]
        return replace(fujian(year, 0, 7), cells=tuple(cells))

    assert [f.status for f in across(quiet(2015), quiet(2016), "X-05")] == ["not_assessable"]


def body(name: str, changed: dict | None = None, **known) -> Report:
    """The sample as another body."""
    agency = Agency(id=f"410000-{name}", name=name, level="county", kind=known.pop("kind", "water"))
    return a_report(
        changed or {}, agency=agency, **{"region": Region(adcode="410102"), "sections": {}, **known}
    )


def peers(reports: list[Report], check: str, status: str | None = None) -> list:
    return [
        (r.agency.name, f) for r, f in check_peers(reports) if f.id == check and status in (None, f.status)
    ]


def test_two_bodies_with_the_same_figures():
    found = peers([body("甲局"), body("乙局")], "A-03", "fail")
    assert {name for name, _ in found} == {"甲局", "乙局"}
    assert "“乙局”" in next(f.message_zh for name, f in found if name == "甲局")


def test_tables_of_zeros_and_two_years_of_one_body_are_no_clones():
    zeros = {c.key: 0 for c in a_report().cells}
    assert not peers([body("甲局", zeros), body("乙局", zeros)], "A-03")
    assert not peers([body("甲局"), replace(body("甲局"), year=2025)], "A-03")
    other = {"pd_penalty_decisions": 46, "req_new.total": 11, "rev_upheld": 4}
    assert not [f for f in peers([body("甲局"), body("乙局", other)], "A-03") if "表二" in f[1].message_zh]


def test_members_do_not_receive_more_than_the_aggregate():
    whole = body("县政府", {"req_new.total": 15}, scope=Scope.GOVERNMENT_AGGREGATE, kind="government")
    members = [body("甲局"), body("乙局", {"req_new.total": 4})]
    assert peers([whole, *members], "A-02", "pass")[0][0] == "县政府"
    [(name, failed)] = peers([whole, *members, body("丙局", {"req_new.total": 9})], "A-02", "fail")
    assert (name, failed.left, failed.right) == ("县政府", 23, 15)


def test_vertical_bodies_stand_outside_the_aggregate():
    whole = body("县政府", {"req_new.total": 5}, scope=Scope.GOVERNMENT_AGGREGATE, kind="government")
    assert not peers([whole, body("税务局", kind="tax")], "A-02")


def test_no_licence_and_no_penalty_among_active_peers():
    idle = body("甲局", {"pd_licensing_decisions": 0, "pd_penalty_decisions": 0})
    others = [body(f"第{n}局", {"pd_penalty_decisions": n + 1}) for n in range(8)]
    assert [name for name, _ in peers([idle, *others], "T2-05", "fail")] == ["甲局"]
    assert peers([idle, *others[:7]], "T2-05", "not_assessable")
    assert peers(
        [idle, *others, replace(idle, agency=Agency(id="x", level="county", kind="water"))], "T2-05", "pass"
    )


def test_scope_is_the_readers_business():
    from check_samples import findings

    assert findings(a_report(), "A-01", "pass")
    [unknown] = findings(a_report(scope=Scope.UNKNOWN), "A-01", "fail")
    assert unknown.audience == "reader"


def test_a_cloned_text_is_found_among_peers():
    reports = [body("甲局", sections=TEXT), body("乙局", sections=TEXT), body("丙局", sections={"5": "无"})]
    found = peers(reports, "O-02", "fail")
    assert {name for name, _ in found} == {"甲局", "乙局"}
    assert all(f.left == 1.0 for _, f in found)
