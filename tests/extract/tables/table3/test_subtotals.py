"""Subtotals that a publisher added to table three."""

import pytest

from extract.documents.model import Paragraph
from extract.forms import APPLICANT_CODES
from extract.reports.model import State
from extract.tables import TablesRead, read_tables
from tests.extract.tables.papers import cells3, figures3, grid, on_page, paper, printed_line, rows3

GROUP = ("out_unable_not_held", "out_unable_needs_creation", "out_unable_unclear")
NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计", "总计"]


def values(read: TablesRead) -> dict[str, int | float | None]:
    return {c.key: c.value for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}


def eight(row: list[int]) -> list[str]:
    """The figures of a row with the sum of the legal persons before its total."""
    return [str(v) for v in (*row[:6], sum(row[1:6]), row[6])]


def printed(rows: list[tuple[str, list[str]]], heads: list[str]) -> list[Paragraph]:
    """A page without rulings: a line of headings, and a line for each label with its figures below them."""
    at = [240 + 42.0 * n for n in range(len(heads))]
    top = [(name, x - 14, x + 14) for name, x in zip(heads, at, strict=True)]
    found = [printed_line(" ".join(heads), 1, 60, top)]
    for n, (label, figures) in enumerate(rows, 1):
        words = [
            (label[:24], 40.0, 200.0),
            *((v, x - 6, x + 6) for v, x in zip(figures, at, strict=True) if v),
        ]
        found.append(printed_line(" ".join(w for w, *_ in words), 1, 60 + 22.0 * n, words))
    return found


def test_a_column_of_subtotals_without_rulings_is_left_out() -> None:
    rows = [(row.label_zh, eight(figures3()[row.code])) for row in rows3()]
    assert values(read_tables(paper(printed(rows, NAMES), engine="pdfium"))) == cells3()


def test_a_column_of_eight_figures_that_are_no_subtotals_is_not_guessed() -> None:
    rows = [(row.label_zh, [*eight(figures3()[row.code])[:6], "7", "7"]) for row in rows3()]
    found = values(read_tables(paper(printed(rows, NAMES), engine="pdfium")))
    assert all(cells3()[key] == value for key, value in found.items())


def test_a_row_of_subtotals_without_rulings_is_left_out() -> None:
    figures = figures3(out_unable_unclear=[1, 0, 2, 0, 0, 0, 4])  # the publisher's own mistake
    rows = []
    for row in rows3():
        rows.append((row.label_zh, [str(v) for v in figures[row.code]]))
        if row.code == GROUP[-1]:
            sums = zip(*(figures[code] for code in GROUP), strict=True)
            rows.append(("小计", [str(sum(column)) for column in sums]))
    heads = [name for name in NAMES if name != "小计"]
    read = read_tables(paper(printed(rows, heads), engine="pdfium"))
    found = values(read)
    assert not [signal for signal in read.signals if signal.code == "table3-unclear"]
    assert [found[f"out_unable_unclear.{column}"] for column in APPLICANT_CODES] == [1, 0, 2, 0, 0, 0, 4]
    assert len(found) == len(cells3())


@pytest.mark.parametrize(("aside", "whole"), [(0.0, True), (16.0, False)])
def test_a_column_of_subtotals_goes_on_on_the_next_page_without_its_heading(
    aside: float, whole: bool
) -> None:
    rows: list[list] = [[(row.label_zh, 3), *eight(figures3()[row.code])] for row in rows3()]
    head: list[list] = [[("信息内容", 3), *NAMES]]
    edges = [50.0 + 40 * n for n in range(12)]
    upper = on_page(grid([*head, *rows[:12]]), 1, edges)
    lower = on_page(grid(rows[12:]), 2, [x + aside for x in edges])
    found = values(read_tables(paper(upper, lower, engine="pdfium")))
    assert all(cells3()[key] == value for key, value in found.items())
    assert (len(found) == len(rows3()) * len(APPLICANT_CODES)) is whole
