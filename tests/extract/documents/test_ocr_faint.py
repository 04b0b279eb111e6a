"""Scans whose rulings are thin and pale on grainy paper, and pages shown one below the other in one picture."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from extract.documents import ocr
from extract.documents.pdf.grid import find_grids

if ocr.is_installed():
    from extract.documents.ocr.pieces import Page, Piece
    from extract.documents.ocr.recognise import _without_page_numbers, in_points
    from extract.documents.ocr.scan import _skew, straighten
    from extract.documents.ocr.watermark import without_watermark

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")

PALE, INK = 205, 20


def grainy(paper: Image.Image, grain: float = 8.0) -> Image.Image:
    """The picture as a scanner leaves it: a little blurred, with noise."""
    blurred = np.asarray(paper.filter(ImageFilter.GaussianBlur(0.6)), dtype=float)
    noise = np.random.default_rng(1).normal(0, grain, blurred.shape)
    return Image.fromarray((blurred + noise).clip(0, 255).astype(np.uint8))


def pale_table(rows: range, columns: range, width: int = 1) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A table with pale rulings at these places, hairlines as a rule."""
    paper = Image.new("L", (1000, 700), 252)
    draw = ImageDraw.Draw(paper)
    for y in rows:
        draw.line((columns[0], y, columns[-1], y), fill=PALE, width=width)
    for x in columns:
        draw.line((x, rows[0], x, rows[-1]), fill=PALE, width=width)
    return paper, draw


def cells(paper: Image.Image) -> int:
    """In how many cells the one table of a page falls."""
    straight = straighten(paper)
    (grid,) = find_grids(in_points(straight.across), in_points(straight.down))
    return len(grid.cells)


def write_label(draw: ImageDraw.ImageDraw, left: int, top: int, characters: int) -> None:
    """Black strokes where characters of 24 pixels would stand."""
    for x in range(left, left + 26 * characters, 26):
        for y in range(top, top + 24, 11):
            draw.line((x, y, x + 22, y), fill=INK, width=3)
        draw.line((x + 11, top, x + 11, top + 22), fill=INK, width=3)


@needs_ocr
def test_a_pale_ruling_is_whole_where_characters_stand_close_to_it() -> None:
    paper, draw = pale_table(range(100, 501, 40), range(100, 901, 200))
    for top in range(100, 500, 40):
        write_label(draw, 120, top + 7, 6)
    assert cells(grainy(paper)) == 40


@needs_ocr
def test_ones_in_line_with_a_pale_ruling_are_none() -> None:
    paper, draw = pale_table(range(100, 293, 32), range(100, 901, 200))
    draw.line((200, 292, 200, 420), fill=PALE)
    draw.line((100, 420, 900, 420), fill=PALE)
    for top in (164, 196, 228):
        draw.line((200, top + 4, 200, top + 28), fill=INK, width=4)
    straight = straighten(grainy(paper))
    assert not [s for s in straight.down if abs(s.at - 200) < 5 and s.start < 280]


@needs_ocr
def test_a_few_rulings_broken_evenly_do_not_make_the_short_ones_print() -> None:
    paper, draw = pale_table(range(100, 501, 80), range(100, 901, 800))
    for y in range(100, 501, 80):
        draw.line((100, y, 900, y), fill=60, width=2)
    for x in range(100, 500, 16):
        draw.line((x, 260, x + 6, 260), fill=252, width=3)
    for x in range(100, 901, 160):
        draw.line((x, 340, x, 420), fill=60, width=2)
    assert len([s for s in straighten(grainy(paper, 2.0)).down if 330 < s.start < 350]) == 4


@needs_ocr
def test_a_page_aslant_beside_the_dark_edge_of_the_scanner_is_brought_level() -> None:
    paper, _ = pale_table(range(100, 501, 40), range(100, 901, 200))
    page = np.asarray(paper.point(lambda v: INK if v < 250 else v).rotate(2.0, fillcolor=252)).copy()
    page[:60], page[:, :60] = INK, INK
    assert _skew(page) == pytest.approx(-2.0, abs=0.1)


@needs_ocr
def test_pale_rulings_on_grainy_paper_in_a_shadow_are_no_watermark() -> None:
    paper, draw = pale_table(range(100, 501, 40), range(100, 901, 200), width=3)
    write_label(draw, 120, 600, 20)
    page = np.asarray(grainy(paper, 10.0)) * np.linspace(0.8, 1.0, paper.width)
    picture = np.repeat(page.astype(np.uint8)[:, :, None], 3, axis=2)
    assert (without_watermark(picture) == picture).all()


@needs_ocr
@pytest.mark.parametrize(
    ("printed", "left"),
    [
        (["正文", "- 1 -", "正文", "2", "正文", "一3一"], 3),
        (["正文", "1", "正文", "5", "正文", "3"], 6),
        (["正文", "正文", "正文", "2"], 4),
    ],
    ids=["page numbers", "figures", "one number"],
)
def test_numbers_that_count_the_pages_of_a_long_picture_are_left_out(printed: list[str], left: int) -> None:
    page = cast("Page", SimpleNamespace(ink=np.zeros((4000, 1000), bool)))
    pieces = [Piece((400.0, 600.0 * n, 500.0, 600.0 * n + 30), text) for n, text in enumerate(printed)]
    assert len(_without_page_numbers(page, pieces)) == left
