"""The sums of tables three and four, on tables small enough to add up by eye."""

import pytest
from check_samples import a_report, findings

from extract.checks import blanks_as_zero, check_report
from extract.reports.model import State, Status


def test_a_consistent_report_passes_every_sum():
    sums = ("T3-01", "T3-02", "T3-03", "T3-04", "T4-01", "T4-02", "T4-03", "S-03", "S-08")
    outcomes = [f for f in check_report(a_report()) if f.id in sums]
    assert {f.status for f in outcomes} == {"pass"}
    assert [f.id for f in outcomes].count("T3-01") == 7
    assert [f.id for f in outcomes].count("T3-02") == 7
    assert [f.id for f in outcomes].count("T3-03") == 25
    assert [f.id for f in outcomes].count("S-03") == 3


@pytest.mark.parametrize(
    ("cell", "printed", "failing"),
    [
        ("req_new.natural_person", 11, {("T3-01", "natural_person"), ("T3-03", "req_new")}),
        ("out_granted_full.total", 5, {("T3-02", "total"), ("T3-03", "out_granted_full")}),
        ("req_carried_out.total", 3, {("T3-01", "total"), ("T3-03", "req_carried_out")}),
        ("rev_total", 0, {("T4-01", "rev_total")}),
        ("lit_after_upheld", 5, {("T4-03", "lit_after_total")}),
    ],
)
def test_one_wrong_cell_fails_the_sums_it_stands_in(cell, printed, failing):
    report = a_report({cell: printed})
    sums = [
        f
        for f in check_report(report)
        if f.status == "fail" and f.id in ("T3-01", "T3-02", "T3-03", "T4-01", "T4-03")
    ]
    assert {f.id for f in sums} == {check for check, _ in failing}
    for check, part in failing:
        assert any(f.id == check and any(part in k.split(".") for k in f.cells) for f in sums)
    assert all(cell in f.cells for f in sums)
    assert all(f.left != f.right for f in sums)


def test_the_message_gives_the_reports_own_figures():
    [failed] = findings(a_report({"rev_upheld": 10, "rev_corrected": 1, "rev_total": 0}), "T4-01", "fail")
    assert (failed.left, failed.right) == (11, 0)
    assert "10 + 1 = 11，总计印为 0" in failed.message_zh
    assert "10 + 1 = 11; the total is printed as 0" in failed.message_en


def test_a_blank_that_closes_its_column_passes_only_as_a_second_try():
    report = a_report({"out_refused_state_secret.natural_person": State.BLANK})
    [outcome] = list(findings(report, "T3-02", "pass_if_blank_is_zero"))
    assert "out_refused_state_secret.natural_person" in outcome.cells
    [derived] = [c for c in blanks_as_zero(report.cells) if c.derived]
    assert (derived.key, derived.state, derived.value) == (
        "out_refused_state_secret.natural_person",
        State.BLANK,
        None,
    )


def test_a_blank_that_leaves_a_gap_is_not_assessable_and_stays_a_blank():
    report = a_report({"out_granted_full.natural_person": State.BLANK})
    assert len(findings(report, "T3-02", "not_assessable")) == 1
    assert not [c for c in blanks_as_zero(report.cells) if c.derived]


def test_a_dash_counts_like_a_blank():
    report = a_report({"out_refused_state_secret.natural_person": State.DASH})
    assert len(findings(report, "T3-02", "pass_if_blank_is_zero")) == 1


def test_a_row_with_a_blank_total_is_not_assessable():
    report = a_report({"out_granted_full.total": State.BLANK})
    [outcome] = findings(report, "T3-03", "not_assessable")
    assert "空白" in outcome.message_zh


def test_an_unread_cell_is_ours_and_stops_its_sums():
    report = a_report({"req_new.total": State.UNREAD})
    assert [f.cells for f in findings(report, "S-03", "fail")] == [("req_new.total",)]
    assert {f.audience for f in findings(report, "S-03", "fail")} == {"reader"}
    assert {
        f.id for f in check_report(report) if f.status == "not_assessable" and "req_new.total" in f.cells
    } >= {
        "T3-01",
        "T3-03",
    }
    assert not [f for f in check_report(report) if f.status == "fail" and f.audience == "publisher"]


def test_a_refused_file_has_no_findings():
    assert check_report(a_report(status=Status.REFUSED)) == ()
