"""Table three beyond its sums, table four beyond its totals, and cells that were not read with certainty."""

from dataclasses import replace

import pytest
from check_samples import a_report, findings

from extract.checks import blanks_as_zero, check_report
from extract.forms import APPLICANT_CODES, form
from extract.reports.model import Decision, State


def test_an_outcome_larger_than_the_total_breaks_its_bound():
    report = a_report({"out_granted_full.natural_person": 11})
    [failed] = findings(report, "T3-04", "fail")
    assert failed.cells == ("out_granted_full.natural_person", "out_total.natural_person")
    assert (failed.left, failed.right) == (11, 10)


def test_more_concluded_than_came_in_breaks_its_bound():
    report = a_report({"out_total.total": 13})
    assert ("out_total.total", "req_new.total", "req_carried_in.total") in [
        f.cells for f in findings(report, "T3-04", "fail")
    ]


def test_a_carry_out_above_the_intake_breaks_its_bound():
    assert findings(a_report({"req_carried_out.total": 20}), "T3-04", "fail")


def test_a_broken_bound_beside_an_unread_cell_is_ours_first():
    report = a_report(
        {"out_granted_full.natural_person": 11, "out_refused_state_secret.natural_person": State.UNREAD}
    )
    [failed] = findings(report, "T3-04", "fail")
    assert failed.audience == "reader"


def test_bounds_with_a_blank_hold_only_if_it_is_zero():
    [held] = findings(
        a_report({"out_other_misc.natural_person": State.BLANK}), "T3-04", "pass_if_blank_is_zero"
    )
    assert "各上下限都成立" in held.message_zh
    assert "every bound holds" in held.message_en
    assert "—" not in held.message_zh  # a side that is not there is not spoken of
    [unsaid] = findings(a_report({"out_total.natural_person": State.BLANK}), "T3-04", "not_assessable")
    assert "（七）总计·自然人" in unsaid.message_zh


def test_partial_disclosures_counted_twice_explain_a_failed_sum():
    twice = a_report({"out_refused_process_info.natural_person": 2, "out_refused_process_info.total": 2})
    [natural, total] = findings(twice, "T3-05")
    assert (natural.left, natural.right) == (2, 3)
    assert total.cells[0] == "out_granted_partial.total"
    assert not findings(a_report(), "T3-05")


def test_an_excess_above_the_partial_disclosures_is_not_explained_by_them():
    assert not findings(a_report({"out_refused_process_info.natural_person": 4}), "T3-05")


@pytest.mark.parametrize(
    ("rest", "total", "outcome"),
    [(7, 30, "fail"), (6, 30, "pass"), (9, 29, "pass"), (State.BLANK, 30, "not_assessable")],
)
def test_a_large_residual_row_is_noted(rest, total, outcome):
    assert findings(a_report({"out_other_misc.total": rest, "out_total.total": total}), "T3-06", outcome)


def test_the_2019_form_has_no_residual_row():
    assert not findings(a_report(form_id="t2019", year=2019), "T3-06")


def test_the_2019_form_adds_other_handling_as_one_row():
    report = a_report(form_id="t2019", year=2019)
    assert {f.status for f in findings(report, "T3-02")} == {"pass"}
    assert len(findings(report, "T3-03")) == 23


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "pass"),
        ({"req_new.total": 0, "req_carried_in.total": 0}, "fail"),
        ({"req_new.total": 0, "req_carried_in.total": 0, "rev_total": 0, "lit_direct_total": 0}, "pass"),
        ({"req_new.total": State.BLANK}, "not_assessable"),
    ],
)
def test_disputes_without_any_request_are_noted(changed, outcome):
    [found] = findings(a_report(changed), "T4-04")
    assert (found.status, found.severity) == (outcome, "info")


@pytest.mark.parametrize(
    ("suits", "refused", "outcome"),
    [(5, 4, "fail"), (5, 5, "pass"), (4, 0, "pass"), (State.UNREAD, 0, "not_assessable")],
)
def test_direct_suits_after_2023(suits, refused, outcome):
    report = a_report({"lit_direct_total": suits, "out_refused_third_party.total": refused})
    assert findings(report, "T4-05", outcome)
    assert not findings(replace(report, year=2023), "T4-05")


def test_a_table_that_was_not_read_leaves_its_checks_unsaid():
    forms = {"table2": "t2021", "table3": None, "table4": None, "statistics": None}
    report = a_report(form=forms)
    for check in ("T3-01", "T3-02", "T3-03", "T3-04", "T4-01", "T4-02", "T4-03"):
        assert [f.status for f in findings(report, check)] == ["not_assessable"]


def test_a_failed_sum_on_a_cell_of_low_confidence_is_ours():
    report = a_report({"rev_total": 8})
    unsure = tuple(replace(c, confidence=0.5) if c.key == "rev_total" else c for c in report.cells)
    [failed] = findings(replace(report, cells=unsure), "T4-01", "fail")
    assert failed.audience == "reader"
    assert "本站" in failed.message_zh
    [printed] = findings(report, "T4-01", "fail")
    assert printed.audience == "publisher"


def test_a_failed_sum_on_a_cell_that_two_engines_read_differently_is_ours():
    said = Decision("engines", "8", "two engines disagree on rev_upheld, rev_total")
    [failed] = findings(a_report({"rev_total": 8}, decisions=(said,)), "T4-01", "fail")
    assert failed.audience == "reader"


def test_a_column_blank_throughout_counts_as_zero_where_the_totals_leave_nothing_for_it():
    rows = [f.code for f in form("t2021").tables["table3"].entered]
    blank = {f"{row}.{c}": State.BLANK for row in rows for c in APPLICANT_CODES[1:-1]}
    derived = {c.key for c in blanks_as_zero(a_report(blank).cells) if c.derived}
    assert derived == set(blank)


def test_a_blank_with_nothing_printed_beside_it_is_never_zero():
    cells = tuple(replace(c, state=State.BLANK, value=None, raw="") for c in a_report().cells)
    assert not any(c.derived for c in blanks_as_zero(cells))
    report = a_report(cells=cells)
    assert {f.status for f in check_report(report) if f.id in ("T3-01", "T3-02", "T3-03", "T4-01")} == {
        "not_assessable"
    }


def test_words_in_a_cell_are_no_reading_problem():
    [unsaid] = findings(a_report({"rev_other": "无"}), "T4-01")
    assert unsaid.status == "not_assessable"
    assert "文字" in unsaid.message_zh
    assert "读取" not in unsaid.message_zh


def test_a_blank_in_table_two_is_never_zero():
    cells = blanks_as_zero(a_report({"pd_rules_issued": State.BLANK}).cells)
    assert not any(c.derived for c in cells)


def test_a_blank_shared_by_a_sum_that_stays_open_is_not_zero():
    # （七） is blank: 一 + 二 = 四 would close with 0, but the outcomes do not add up to 0.
    changed = {
        "out_total.natural_person": State.BLANK,
        "req_new.natural_person": 0,
        "out_other_misc.natural_person": State.BLANK,
    }
    derived = [c.key for c in blanks_as_zero(a_report(changed).cells) if c.derived]
    assert "out_total.natural_person" not in derived
