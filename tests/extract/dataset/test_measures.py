"""Which number counts: printed where its sum holds, computed where not, missing where neither exists."""

from extract.dataset.measures import measures
from extract.documents.model import Place
from extract.forms import form
from extract.reports.model import Cell, Origin, Report, State, Status


def report(form3: str = "t2021", **printed) -> Report:
    """A report whose every cell is 0 except those given: a number, ``""`` for a blank, None for unread."""
    forms = {"table2": None, "table3": form3, "table4": "t2021", "statistics": None}
    cells = []
    for table in ("table3", "table4"):
        for code, column in form(form3).tables[table].cells():
            key = code if column is None else f"{code}.{column}"
            value = printed.get(key, 0)
            state = State.UNREAD if value is None else State.BLANK if value == "" else State.NUMBER
            number = value if state is State.NUMBER else None
            cells.append(Cell(table, code, column, state, str(value), number, place=Place(table=0)))
    return Report(Origin(), Status.COMPLETE, form=forms, cells=tuple(cells))


def measure(source: Report, code: str, column: str | None = None):
    return next(m for m in measures(source) if (m.measure, m.column) == (code, column))


def test_a_total_that_holds_is_the_printed_one():
    one = measure(report(**{"req_new.natural_person": 9, "req_new.total": 9}), "req_new", "total")
    assert (one.value, one.basis, one.mismatch) == (9, "printed", False)


def test_a_total_that_does_not_hold_is_computed_and_keeps_both_numbers():
    one = measure(report(rev_upheld=10, rev_corrected=1, rev_total=0), "rev_total")
    assert (one.printed, one.computed, one.value) == (0, 11, 11)
    assert (one.basis, one.mismatch) == ("computed", True)


def test_an_empty_total_is_computed_from_its_parts():
    one = measure(report(**{"req_new.natural_person": 9, "req_new.total": ""}), "req_new", "total")
    assert (one.printed, one.value, one.basis, one.mismatch) == (None, 9, "computed", False)


def test_a_part_that_is_unread_makes_no_total():
    source = report(**{"req_new.natural_person": None, "req_new.total": ""})
    one = measure(source, "req_new", "total")
    assert (one.value, one.basis) == (None, "missing")


def test_a_group_is_the_sum_of_its_rows():
    source = report(**{"out_refused_third_party.total": 2, "out_refused_third_party.natural_person": 2})
    one = measure(source, "out_refused", "total")
    assert (one.printed, one.value, one.basis) == (None, 2, "computed")


def test_the_single_row_of_the_2019_form_is_printed_and_the_three_rows_are_added():
    old = report("t2019", **{"out_other.natural_person": 4, "out_other.total": 4})
    assert (measure(old, "out_other", "total").basis, measure(old, "hs_other_handling").value) == (
        "printed",
        4,
    )
    new = report(**{"out_other_misc.natural_person": 4, "out_other_misc.total": 4})
    assert (measure(new, "out_other", "total").basis, measure(new, "hs_other_handling").value) == (
        "computed",
        4,
    )


def test_a_series_says_whether_the_form_has_it():
    only_new = measure(report(), "hs_pd_items")
    assert (only_new.basis, only_new.value) == ("not_in_form", None)


def test_a_blank_counts_as_zero_only_where_it_was_derived():
    source = report(**{"req_new.natural_person": ""})
    assert measure(source, "req_new", "natural_person").basis == "missing"


def test_a_number_in_another_unit_than_its_rows_is_no_number_of_that_row():
    fees = Cell("table2", "pd_admin_fees_amount", None, State.TEXT, "22元", 22, "元")
    with_yuan = Report(Origin(), Status.COMPLETE, form={"table2": "t2021"}, cells=(fees,))
    one = measure(with_yuan, "pd_admin_fees_amount")
    assert (one.value, one.basis) == (None, "missing")
    spent = Cell("table2", "pd19_procurement_amount", None, State.TEXT, "251000元", 251000, "元")
    left_open = Report(Origin(), Status.COMPLETE, form={"table2": "t2019"}, cells=(spent,))
    assert measure(left_open, "pd19_procurement_amount").value == 251000
