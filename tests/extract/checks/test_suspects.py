"""Which number is probably wrong: each pattern of slips, and silence where several are as likely."""

import random
import time

import pytest
from check_samples import a_report, figures

from extract.checks.suspects import suspects
from extract.reports.model import State

NP, TOTAL = "natural_person", "total"


def likely(changed: dict, **known) -> list:
    return list(suspects(a_report(changed), **known))


def test_a_consistent_report_has_no_suspect():
    assert suspects(a_report()) == ()


@pytest.mark.parametrize(
    ("cell", "printed", "true", "kind"),
    [
        ("out_unable_not_held.natural_person", 5, 2, "cell"),
        ("out_unable_not_held.total", 5, 2, "cell"),
        ("out_total.natural_person", 11, 10, "digit"),
        ("out_total.total", 11, 10, "digit"),
        ("req_new.natural_person", 100, 10, "zero_added"),
        ("req_new.total", 1, 10, "zero_lost"),
        ("req_carried_in.natural_person", 7, 2, "cell"),
        ("req_carried_out.natural_person", 20, 2, "zero_added"),
        ("req_carried_out.total", 4, 2, "cell"),
        ("out_refused_third_party.other_org", 3, 0, "cell"),
        ("out_granted_full.total", State.BLANK, 4, "left_empty"),
        ("rev_total", 0, 3, "left_empty"),
        ("rev_total", 30, 3, "zero_added"),
    ],
)
def test_one_wrong_cell_is_found(cell, printed, true, kind):
    [found] = likely({cell: printed})
    assert (found.cells, found.would_be, found.kind) == ((cell,), (true,), kind)
    assert found.score >= 0.5
    assert found.explains
    assert found.message_zh.endswith("这只是一种可能。")
    assert found.message_en.endswith("This is only a possibility.")


def test_swapped_digits_are_named():
    base = {
        "req_new.natural_person": 27,
        "req_new.total": 27,
        "out_granted_full.natural_person": 21,
        "out_granted_full.total": 21,
    }
    base |= {"out_total.natural_person": 27, "out_total.total": 27}
    assert not likely(base)
    [found] = likely(base | {"req_new.natural_person": 72})
    assert (found.kind, found.would_be) == ("swapped_digits", (27,))


def test_two_wrong_cells_far_apart_are_both_found():
    found = likely({"out_unable_not_held.natural_person": 5, "out_granted_full.total": 40})
    assert {(s.cells, s.would_be) for s in found} == {
        (("out_unable_not_held.natural_person",), (2,)),
        (("out_granted_full.total",), (4,)),
    }


def test_two_wrong_cells_in_one_row_are_found_together():
    [found] = likely({"out_unable_not_held.natural_person": 5, "out_unable_not_held.other_org": 4})
    assert dict(zip(found.cells, found.would_be, strict=True)) == {
        "out_unable_not_held.natural_person": 2,
        "out_unable_not_held.other_org": 0,
    }


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"req_new.natural_person": 12, "req_new.total": 12}, "carried_in_counted_in"),
        ({"out_total.natural_person": 12, "out_total.total": 12}, "carried_out_counted_in"),
        ({"out_total.natural_person": 8, "out_total.total": 8}, "group_left_out"),
        (
            {"out_refused_process_info.natural_person": 2, "out_refused_process_info.total": 2},
            "partial_counted_twice",
        ),
        ({"out_granted_full.natural_person": 0, "out_granted_full.commercial_enterprise": 4}, "row_shifted"),
        (
            {
                "out_granted_full.natural_person": 4,
                "out_granted_full.total": 0,
                "out_granted_full.other_org": 4,
                "req_new.total": 10,
            },
            None,
        ),
    ],
)
def test_slips_that_run_through_a_row_or_column(changed, kind):
    found = likely(changed)
    assert [s.kind for s in found[:1]] == ([kind] if kind else [])


def test_totals_left_empty_are_one_slip():
    rows = ("out_granted_full", "out_granted_partial", "out_unable_not_held", "out_other_misc")
    [found] = likely({f"{row}.total": State.BLANK for row in rows})
    assert found.kind == "totals_left_empty"
    assert dict(zip(found.cells, found.would_be, strict=True)) == {
        "out_granted_full.total": 4,
        "out_granted_partial.total": 3,
        "out_unable_not_held.total": 2,
        "out_other_misc.total": 1,
    }


def test_every_row_one_column_off():
    report = a_report(
        {f"{row}.other_org": 3 for row in ("req_new", "out_granted_full", "out_total")}
        | {"req_new.total": 13, "out_granted_full.total": 7, "out_total.total": 13}
    )
    assert not suspects(report)
    moved = {}
    order = (
        "natural_person",
        "commercial_enterprise",
        "research_institution",
        "public_welfare_org",
        "legal_service_org",
        "other_org",
        "total",
    )
    printed = {c.key: c.value for c in report.cells}
    for row in {c.code for c in report.cells if c.table == "table3"}:
        values = [printed[f"{row}.{c}"] for c in order]
        moved |= {f"{row}.{c}": v for c, v in zip(order, [values[-1], *values[:-1]], strict=True)}
    found = likely(moved)
    assert [s.kind for s in found] == ["columns_shifted"]


def test_where_any_part_could_be_wrong_nothing_is_offered():
    # 2 + 1 against 5: the total, or either part, or a part that was forgotten.
    assert likely({"rev_total": 5}) == []


def test_last_years_carry_over_decides_between_two_cells():
    # 一 and 二 of 总计 both stand in one failed sum; the rows decide, and last year speaks for 二.
    report = a_report({"req_carried_in.total": 6, "req_carried_in.natural_person": 6})
    alone = [s for s in suspects(report) if "req_carried_in.total" in s.cells]
    earlier = a_report(year=2023)
    [with_last_year] = suspects(report, earlier)
    assert "req_carried_in.total" in with_last_year.cells
    assert any(f.id == "X-01" for f in with_last_year.explains)
    assert not alone or alone[0].score <= with_last_year.score


def test_a_sum_over_an_unread_cell_says_nothing():
    assert likely({"rev_total": State.UNREAD, "rev_upheld": 9}) == []


def test_a_table_that_is_wrong_throughout_takes_little_time():
    made = random.Random(3)
    for _ in range(20):
        report = a_report({key: made.randint(0, 30) for key in figures() if "." in key})
        started = time.process_time()
        suspects(report)
        assert time.process_time() - started < 1
