"""Grids that are only a drawn part of a table are left to the words on its lines."""

from extract.documents.model import Table
from extract.documents.pdf.content import Glyph, PageContent
from extract.documents.pdf.grid import Grid, GridCell
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
