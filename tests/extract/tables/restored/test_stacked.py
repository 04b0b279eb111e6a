"""One cell a line, an empty line for each empty cell."""

import pytest

from extract.documents.text import readings
from extract.reports.model import Cell, State
from extract.tables import read_tables
from extract.tables.restored import unfolded
from tests.extract.documents.sources import source
from tests.extract.messy import Box, Rows, four, paper, three, two


def continued(rows: Rows) -> Rows:
    """The rows, each with an empty cell before its own for every cell that goes on from a row above."""
    found: Rows = []
    left: list[int] = []
    for row in rows:
        found.append([Box()] * sum(n > 0 for n in left) + row)
        left = [n - 1 for n in left] + [box.down - 1 for box in row]
    return found


def stacked(
    step: str, end: str, *, header: bool = False, spanned: bool = False, **errors: str
) -> tuple[dict[str, str], dict[str, Cell]]:
    """A report whose zeros and fives are left empty, written cell by cell, and what is read."""
    p = paper(3)
    p.cells = {key: "" if number in ("0", "5") else number for key, number in p.cells.items()}
    p.put(out_refused_admin_query__natural_person="", out_refused_admin_query__total="")
    for column in ("commercial_enterprise", "research_institution", "public_welfare_org"):
        p.cells[f"out_refused_admin_query.{column}"] = ""
    for column in ("legal_service_org", "other_org"):
        p.cells[f"out_refused_admin_query.{column}"] = ""
    p.put(pd_normdocs_repealed="", rev_corrected="")
    total = sum(int(p.cells[f"rev_{result}"] or 0) for result in ("upheld", "other", "pending"))
    p.put(rev_total=str(total))
    p.put(**errors)

    def cells(rows: Rows) -> str:
        rows = continued(rows) if spanned else rows
        return end.join(step.join(box.text for box in row) for row in rows)

    text = "\n\n".join(
        [
            p.title,
            p.headings[1],
            cells(two(p)),
            p.headings[2],
            cells(three(p)),
            p.headings[3],
            cells(four(p)),
            p.headings[4],
        ]
    )
    if header:
        text = text.replace("属于行政执法案卷\n", f"属于行政执法案卷\n\n— 4 —\n{p.title}\n", 1)
    document = unfolded(next(readings(source(text.encode(), "a.txt"))))
    return p.cells, {c.key: c for c in read_tables(document).cells}


@pytest.mark.parametrize(
    ("step", "end"), [("\n", "\n"), ("\n\t\n", "\n"), ("\n\n", "\n\n"), ("\n\n\t\n", "\n\n"), ("\n", "\n\n")]
)
def test_empty_lines_are_the_empty_cells(step: str, end: str) -> None:
    printed, found = stacked(step, end)
    assert {k: c.raw for k, c in found.items() if c.state is not State.UNREAD} == printed


@pytest.mark.parametrize("step", ["\n", "\n\n"])
def test_a_cell_over_several_rows_leaves_an_empty_line_in_each_row_below_its_first(step: str) -> None:
    """As LibreOffice and docx2txt write the tables of Word."""
    printed, found = stacked(step, step, spanned=True)
    assert {k: c.raw for k, c in found.items() if c.state is not State.UNREAD} == printed


def test_a_row_with_a_page_break_in_it_is_unread_and_the_others_are_not() -> None:
    printed, found = stacked("\n", "\n", header=True)
    unread = {key for key, c in found.items() if c.state is State.UNREAD}
    assert unread == {key for key in printed if key.startswith("out_refused_enforcement_file.")}
    assert {k: c.raw for k, c in found.items() if k not in unread} == {
        k: v for k, v in printed.items() if k not in unread
    }


def test_a_row_that_does_not_add_up_keeps_its_blanks_where_many_others_do() -> None:
    printed, found = stacked("\n", "\n", out_refused_admin_query__natural_person="7")
    assert {k: c.raw for k, c in found.items() if c.state is not State.UNREAD} == printed
