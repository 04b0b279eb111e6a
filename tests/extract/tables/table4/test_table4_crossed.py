"""Table four without rulings as rows of routes or of results: what is empty where a row and a column meet is blank."""

from dataclasses import replace

import pytest

from extract.documents.model import Block, Paragraph, Place, Table, TextCell, Word
from extract.reports.model import State
from extract.tables import read_tables
from tests.extract.tables.papers import lines, paper, printed_line, table3_lines

RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
THREE = lines("三、收到和处理政府信息公开申请情况", *table3_lines())
ROUTES = ("行政复议", "未经复议直接起诉", "复议后起诉")
FIGURES = (("1", "", "2", "", "3"), ("", "", "", "", ""), ("", "12", "", "1", "13"))
"""What is printed for each route."""

Words = list[tuple[str, float]]
"""Words with their middles."""


def line(top: float, words: Words) -> Paragraph:
    """A printed line."""
    said = [(word, x - 4.5 * len(word), x + 4.5 * len(word)) for word, x in words]
    return printed_line(" ".join(word for word, _ in words), 1, top, said)


def column(n: int) -> float:
    return 260 + 80.0 * n


def beside(top: float, name: str, cells: tuple[str, ...], *, apart: bool = False) -> Paragraph:
    """A row of the table; with its digits ``apart`` each is a word."""
    words: Words = [(name, 110)]
    for n, text in enumerate(cells):
        signs = [(sign, column(n) + 9 * k) for k, sign in enumerate(text)] if apart else [(text, column(n))]
        words += signs if text else []
    return line(top, words)


def read4(*drawn: Block) -> list[list[str | None]]:
    """What was read, route by route."""
    ends = (
        line(80, [("四、政府信息公开行政复议、行政诉讼情况", 200)]),
        line(300, [("五、存在的主要问题", 150)]),
    )
    read = read_tables(paper(THREE, [ends[0], *drawn, ends[1]], engine="pdfium"))
    cells = [None if c.state is State.UNREAD else c.raw for c in read.cells if c.table == "table4"]
    return [cells[n : n + 5] for n in range(0, 15, 5)]


def routes_down(names: tuple[str, ...] = ROUTES, *, apart: bool = False) -> list[Paragraph]:
    """Three rows of routes beside five headings."""
    rows = [beside(130 + 25 * n, name, FIGURES[n], apart=apart) for n, name in enumerate(names)]
    return [line(105, [("类别", 110), *((word, column(n)) for n, word in enumerate(RESULTS))]), *rows]


def results_down() -> list[Paragraph]:
    """Five rows of results beside three headings, two of them below 行政诉讼."""
    head = [
        line(95, [("审理结果", 110), ("行政复议", column(0)), ("行政诉讼", column(1) + 40)]),
        line(110, [("未经复议直接起诉", column(1)), ("复议后起诉", column(2))]),
    ]
    cells = zip(*FIGURES, strict=True)
    return [*head, *(beside(130 + 20 * n, RESULTS[n], row) for n, row in enumerate(cells))]


@pytest.mark.parametrize("apart", [False, True])
def test_the_blanks_of_rows_of_routes(apart: bool) -> None:
    read = read4(*routes_down(apart=apart))
    assert [[(text or "").replace("\n", "") for text in row] for row in read] == [*map(list, FIGURES)]


def test_the_blanks_of_rows_of_results() -> None:
    assert read4(*results_down()) == [*map(list, FIGURES)]


def test_the_name_of_a_route_goes_on_in_the_line_below_its_figures() -> None:
    drawn = routes_down(("行政复议", "行政诉讼（未经复", "行政诉讼（复议后起诉）"))
    drawn.insert(3, line(167, [("议直接起诉）", 110)]))
    assert read4(*drawn) == [*map(list, FIGURES)]


@pytest.mark.parametrize("heads", [1, 2])
def test_a_drawn_heading_above_rows_that_are_not(heads: int) -> None:
    """The rulings end below the headings of the routes, or of the results."""
    drawn = results_down() if heads == 2 else routes_down()
    cells = [
        TextCell(word.text, row, col, place=Place(page=1, box=word.box))
        for row, above in enumerate(drawn[:heads])
        for col, word in enumerate(above.words)
    ]
    headed = Table(tuple(cells), heads, 6, pages=(1,))
    assert read4(headed, *drawn[heads:]) == [*map(list, FIGURES)]


def to_the_right(word: Word) -> Word:
    """A figure at the right edge of its cell, clear of the heading's middle."""
    x0, top, x1, bottom = word.box
    moved = 36 - (x1 - x0) / 2
    return replace(word, box=(x0 + moved, top, x1 + moved, bottom)) if word.text.isdigit() else word


def test_figures_at_the_right_of_their_cells_are_told_together() -> None:
    aside = [replace(row, words=tuple(map(to_the_right, row.words))) for row in routes_down()]
    assert read4(*aside) == [*map(list, FIGURES)]


@pytest.mark.parametrize("stray", ["7", "见附表"])
def test_what_stands_between_the_rows_leaves_the_table_unread(stray: str) -> None:
    drawn = routes_down()
    drawn.insert(3, line(168, [(stray, column(1))]))
    assert read4(*drawn) == [[None] * 5] * 3


def test_a_route_named_twice_leaves_the_table_unread() -> None:
    assert read4(*routes_down(("行政复议", "复议后起诉", "复议后起诉"))) == [[None] * 5] * 3
