"""Grids that are only a drawn part of a table are left to the words on its lines."""

import pytest

from extract.documents.model import Table
from extract.documents.pdf.content import Glyph, PageContent, Ruling
from extract.documents.pdf.grid import Grid, GridCell, find_grids, undrawn_rows
from extract.documents.pdf.layout import blocks_around_grids


def ruled(xs: tuple[float, ...], ys: tuple[float, ...]) -> Grid:
    """A grid without merged cells."""
    width, height = len(xs) - 1, len(ys) - 1
    cells = tuple(GridCell(r, c, 1, 1) for r in range(height) for c in range(width))
    return Grid(xs, ys, cells, tuple(tuple(r * width + c for c in range(width)) for r in range(height)))


def printed(*words: tuple[float, float, str]) -> list[Glyph]:
    """Words at (left, top) in glyphs of ten points."""
    return [
        Glyph(x + 5 * n, top, x + 5 * n + 5, top + 10, sign, number)
        for number, (x, top, text) in enumerate(words)
        for n, sign in enumerate(text)
    ]


def shown(grids: list[Grid], glyphs: list[Glyph]) -> list[str]:
    """The kinds of the blocks of a page."""
    page = blocks_around_grids(PageContent(1, 600, 800), glyphs, grids)
    return ["table" if isinstance(block, Table) else block.text for block in page.blocks]


def test_columns_go_on_in_a_frame_without_rulings_between_rows() -> None:
    """The five columns of 法人 are drawn; their neighbours stand in one tall cell each, and so on both sides."""
    frame = ruled((20, 300, 580), (500, 600))
    inner = ruled((350, 400, 450, 500), (520, 545, 570, 598))
    glyphs = printed(
        *((310, 525, "x"), (360, 525, "a"), (410, 525, "b"), (460, 525, "c"), (510, 525, "y")),
        *(
            (30, 550, "m"),
            (310, 550, "22"),
            (360, 550, "97"),
            (410, 550, "64"),
            (460, 550, "3"),
            (510, 550, "60"),
        ),
        *(
            (30, 575, "n"),
            (310, 575, "29"),
            (360, 575, "29"),
            (410, 575, "3"),
            (460, 575, "1"),
            (510, 575, "12"),
        ),
    )
    assert shown([inner, frame], glyphs) == ["x a b c y", "m 22 97 64 3 60", "n 29 29 3 1 12"]


def test_a_column_of_figures_in_one_drawn_cell_has_no_rows() -> None:
    rows = [500.0 + 20 * n for n in range(12)]
    drawn = ruled((100, 200, 300), tuple(rows))
    tall = Grid(
        (100, 200, 300, 400),
        (*rows,),
        (*drawn.cells, GridCell(0, 2, 11, 1)),
        tuple((*row, 22) for row in drawn.at),
    )
    figures = [(110 + 100 * col, 504 + 20 * n, "7") for n in range(1, 11) for col in range(3)]
    heads = [(110.0, 504.0, "a"), (210.0, 504.0, "b"), (310.0, 504.0, "c")]
    assert shown([tall], printed(*heads, *figures)) == ["a b c", *["7 7 7"] * 10]


def body(rows: list[dict[int, str]], *, pitch: float = 20.0, top: float = 503.0) -> list[Glyph]:
    """Rows of words by the left edge of each, one below the other."""
    return printed(
        *((x, top + pitch * n, text) for n, row in enumerate(rows) for x, text in row.items()),
    )


YS = tuple(500.0 + 20 * n for n in range(6))


def test_two_figures_far_apart_in_most_cells_of_a_column_have_a_column_that_is_not_ruled() -> None:
    """Between the last two of five columns nothing is drawn: single digits stand side by side."""
    grid = ruled((20, 200, 250, 300, 350, 450), YS)
    rows = [{30: "一", 220: "1", 270: "0", 320: "4", 370: "0", 420: str(n)} for n in range(5)]
    assert shown([grid], body(rows)) == [f"一 1 0 4 0 {n}" for n in range(5)]


def test_one_such_cell_is_a_slip_of_the_pen() -> None:
    grid = ruled((20, 200, 250, 300, 350, 450), YS)
    rows = [{30: "一", 220: "1", 270: "0", 320: "4", 370: "0"} for n in range(5)]
    assert shown([grid], body([*rows[:4], rows[4] | {420: "5"}])) == ["table"]


def test_figures_behind_their_labels_have_a_column_that_is_not_ruled() -> None:
    grid = ruled((20, 250, 300, 350), YS)
    rows = [{30: "标签", 220: "1", 270: "0", 320: "4"} for n in range(5)]
    assert shown([grid], body(rows)) == ["标签 1 0 4"] * 5


def test_strokes_among_figures_beside_a_grid_of_labels_are_figures() -> None:
    grid = ruled((20, 100, 200), YS)
    rows = [{30: "标签", 110: "标签", 220: "-", 270: "20", 320: "/"} for n in range(5)]
    assert shown([grid], body(rows)) == ["标签 标签 - 20 /"] * 5


def test_one_cell_with_a_whole_row_of_figures_has_columns_that_are_not_ruled() -> None:
    grid = ruled((20, 200, 480), (500, 520, 540))
    rows = [{30: "标签", 205: "单位"}, {30: "标签"} | {210 + 40 * n: "0" for n in range(7)}]
    assert shown([grid], body(rows))[1] == "标签 0 0 0 0 0 0 0"


def test_three_figures_far_apart_in_one_cell_have_columns_that_are_not_ruled() -> None:
    grid = ruled((20, 200, 480), (500, 520, 540))
    rows = [{30: "标签", 210: "—"}, {30: "标签", 210: "0", 300: "+3", 400: "/"}]
    assert shown([grid], body(rows)) == ["标签 —", "标签 0 +3 /"]


def test_a_lone_row_with_two_figures_far_apart_has_a_column_that_is_not_ruled() -> None:
    grid = ruled((20, 200, 480), (500, 520))
    assert shown([grid], body([{30: "标签", 210: "1", 400: "0"}])) == ["标签 1 0"]
    assert shown([grid], body([{30: "标签", 210: "1", 223: "0"}])) == ["table"]


def test_labels_beside_a_grid_of_figures_alone_are_of_its_rows() -> None:
    grid = ruled((200, 250, 300, 350), YS)
    rows = [{30: "标签", 220: "1", 270: "0", 320: "4"} for n in range(5)]
    assert shown([grid], body(rows)) == ["标签 1 0 4"] * 5
    worded = [{30: "注", 205: "标签", 270: "0", 320: "4"} for n in range(5)]
    assert "table" in shown([grid], body(worded))


def test_labels_in_one_cell_before_several_rows_of_figures_have_rows_that_are_not_ruled() -> None:
    cells = (GridCell(0, 0, 2, 1), *(GridCell(r, c, 1, 1) for r in range(2) for c in (1, 2)))
    grid = Grid((20, 200, 250, 300), (500, 520, 540), cells, ((0, 1, 2), (0, 3, 4)))
    rows = [{30: "规章", 220: "0", 270: "/"}, {30: "文件", 220: "7", 270: "5"}]
    assert shown([grid], body(rows)) == ["规章 0 /", "文件 7 5"]


def test_headings_side_by_side_in_one_cell_have_a_column_that_is_not_ruled() -> None:
    """The columns below them are blank, so that no figures tell it."""
    grid = ruled((20, 200, 250, 350), YS)
    heads = {30: "栏目", 205: "自然", 255: "企业", 305: "机构"}
    glyphs = body([heads, *({30: "标签", 220: "7"} for _ in range(4))])
    assert shown([grid], glyphs)[0] == "栏目 自然 企业 机构"


def test_single_digits_below_each_other_all_along_a_row_are_two_rows() -> None:
    """As high as the lines of their labels: 4 above 5 is no 45."""
    grid = ruled((20, 200, 250, 300, 350), (500, 540, 560, 580))
    rows = [{30: "规章", 220: "4", 270: "1", 320: "0"}, {30: "文件", 220: "5", 270: "0", 320: "0"}]
    glyphs = body(
        [*rows, {30: "许可", 220: "3", 270: "2", 320: "2"}, {30: "处罚", 220: "3", 270: "2", 320: "2"}]
    )
    assert shown([grid], glyphs)[:2] == ["规章 4 1 0", "文件 5 0 0"]


def test_what_may_be_a_broken_number_is_none_beside_two_figures() -> None:
    """117 above 6 fills its narrow cell, and would be 1176; the figures of the column beside it have room to spare."""
    grid = ruled((20, 200, 250, 280), (500, 540, 560, 580))
    rows = [{30: "办理", 220: "3", 256: "117"}, {30: "结转", 220: "0", 256: "6"}]
    glyphs = body([*rows, {30: "其他", 220: "3", 256: "2"}, {30: "总计", 220: "3", 256: "2"}], pitch=18)
    assert shown([grid], glyphs)[:2] == ["办理 3 117", "结转 0 6"]


def test_a_number_broken_behind_its_comma_is_one() -> None:
    grid = ruled((20, 200, 250, 300, 350), (500, 530, 550, 570))
    first = printed(
        (30, 505, "规章"), (220, 503, "13,"), (220, 516, "106"), (270, 503, "5,"), (270, 516, "396")
    )
    rest = printed((320, 505, "4"), *((x, 535 + 20 * n, "1") for n in range(2) for x in (30, 220, 270, 320)))
    assert shown([grid], [*first, *(g._replace(run=g.run + 50) for g in rest)]) == ["table"]


def test_a_single_ruling_that_goes_on_for_a_row_shows_the_last_row() -> None:
    """No border is drawn around the table: below its last level line only the one between label and figure goes on."""
    level = [Ruling(y, 20, 300) for y in (500, 520, 540)]
    upright = [Ruling(150, 480, 560), Ruling(200, 500, 520)]
    (grid,) = find_grids(level, upright)
    assert grid.ys[-1] == 560


def test_a_single_ruling_that_goes_on_down_the_page_is_a_margin() -> None:
    level = [Ruling(y, 20, 300) for y in (500, 520, 540)]
    (grid,) = find_grids(level, [Ruling(150, 500, 780), Ruling(200, 500, 540)])
    assert grid.ys[-1] == 540


def test_an_upright_ruling_drawn_in_short_strokes_tells_no_rows() -> None:
    """Where strokes meet is no corner of a cell: no row of type is so low."""
    upright = [Ruling(x, 500 + 7 * n, 507 + 7 * n) for x in (20, 150, 300) for n in range(20)]
    assert undrawn_rows([], upright) == []


def test_a_table_with_a_column_that_is_not_ruled_goes_on_so_on_the_next_page() -> None:
    """There its cells are blank, and nothing else tells that one of them is two; a table of other columns begins anew."""
    before = ruled((20, 200, 250, 300, 350, 450), YS)
    rows = [{30: "一", 220: "1", 270: "0", 320: "4", 370: "0", 420: str(n)} for n in range(5)]
    first = blocks_around_grids(PageContent(1, 600, 800), body(rows), [before])
    blank = printed((30, 505, "二"), (220, 505, "7"))
    for xs, kind in ((before.xs, "lines"), ((20, 200, 450), "lines"), ((20, 235, 450), "table")):
        second = blocks_around_grids(PageContent(2, 600, 800), blank, [ruled(xs, (500, 520))], first.undrawn)
        assert isinstance(second.blocks[0], Table) == (kind == "table"), xs


def test_a_lone_column_of_figures_in_one_cell_has_rows_that_are_not_ruled() -> None:
    """Only the uprights are drawn, and 总计 alone is filled."""
    grid = ruled((20, 200, 250, 300), (500, 600, 620))
    rows = [{30: "标签", 270: str(n)} for n in range(5)]
    assert shown([grid], body([*rows, {30: "结转", 270: "3"}]))[:2] == ["标签 0", "标签 1"]


def test_rows_of_a_list_ruled_in_every_other_row_have_columns_that_are_not_ruled() -> None:
    """Word's light lists: between the cells of the banded rows alone is a ruling; a label leads the others' figures."""
    cells: list[GridCell] = []
    at = []
    for row in range(5):
        apart = [GridCell(row, 0, 1, 4)] if row % 2 else [GridCell(row, col, 1, 1) for col in range(4)]
        at.append(tuple(len(cells) + (col if len(apart) > 1 else 0) for col in range(4)))
        cells += apart
    banded = Grid((20, 200, 250, 300, 350), YS, tuple(cells), tuple(at))
    rows = [{30: "标签", 220: "1", 270: "0", 320: str(n)} for n in range(5)]
    assert shown([banded], body(rows)) == [f"标签 1 0 {n}" for n in range(5)]


def test_a_cell_with_a_figure_beside_each_of_the_rows_it_reaches_over_has_rows_that_are_not_ruled() -> None:
    cells = (GridCell(0, 0, 1, 1), GridCell(0, 1, 2, 1), GridCell(1, 0, 1, 1))
    grid = Grid((20, 200, 300), (500, 520, 540), cells, ((0, 1), (2, 1)))
    rows = [{30: "处罚", 220: "0"}, {30: "强制", 220: "0"}]
    assert shown([grid], body(rows)) == ["处罚 0", "强制 0"]
    one = [*body([{30: "处罚"}, {30: "强制"}]), *body([{220: "0"}], top=513)]
    assert "table" in shown([grid], one)


def test_the_first_figure_of_one_row_and_its_heading_stand_in_no_box() -> None:
    """The first column is filled, the others are framed."""
    grid = ruled((200, 250, 300, 350), (500, 520, 540))
    heads = {150: "维持", 210: "纠正", 260: "其他", 310: "总计"}
    figures = {150: "0", 210: "4", 260: "2", 310: "6"}
    assert shown([grid], body([heads, figures])) == ["维持 纠正 其他 总计", "0 4 2 6"]
    del heads[150]
    assert "table" in shown([grid], body([heads, figures]))


def test_the_label_of_one_row_of_boxed_figures_stands_in_no_box() -> None:
    grid = ruled((200, 250, 300), (500, 520))
    assert shown([grid], body([{30: "采购", 210: "0", 260: "7"}])) == ["采购 0 7"]


def test_a_cell_with_a_figure_in_each_of_the_columns_it_reaches_over_has_columns_that_are_not_ruled() -> None:
    cells = (*(GridCell(0, c, 1, 1) for c in range(3)), GridCell(1, 0, 1, 1), GridCell(1, 1, 1, 2))
    grid = Grid((20, 200, 300, 400), (500, 520, 540), cells, ((0, 1, 2), (3, 4, 4)))
    heads = {30: "内容", 220: "上年", 320: "增减"}
    assert shown([grid], body([heads, {30: "收费", 220: "11", 320: "0"}])) == ["内容 上年 增减", "收费 11 0"]
    assert shown([grid], body([heads, {30: "收费", 220: "1", 232: "1"}])) == ["table"]
    assert shown([grid], body([heads, {30: "收费", 292: "1", 302: "1"}])) == [
        "table"
    ]  # 11, its digits set apart


@pytest.mark.parametrize("figure", ["0", "0件", "/"])
def test_a_heading_and_the_figure_below_it_in_one_cell_have_no_rows_drawn(figure: str) -> None:
    """Ruled between the columns only: every cell holds its heading and its figure, be that with a unit or a stroke."""
    columns = (100.0, 160.0, 220.0, 280.0, 340.0, 400.0)
    words = [
        (x + 10, 505 + 20 * n, text) for x in columns[:-1] for n, text in enumerate(("结果维持", figure))
    ]
    assert shown([ruled(columns, (500, 540))], printed(*words)) == [
        " ".join(["结果维持"] * 5),
        " ".join([figure] * 5),
    ]
