"""Scanned tables without rulings, or with some, and pages with a watermark."""

from collections.abc import Callable

import numpy as np
import pytest
from pdf_samples import HEIGHT, WIDTH, line, pdf, write
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from extract.documents import ocr
from extract.documents.model import Table
from extract.documents.page_image import pdf_page

if ocr.is_installed():
    from extract.documents.ocr.bare import without_rulings
    from extract.documents.ocr.pieces import Page, Piece
    from extract.documents.ocr.recognise import page_blocks
    from extract.documents.ocr.scan import straighten
    from extract.documents.ocr.watermark import _followed, without_watermark
    from extract.documents.ocr.words import UNREADABLE, _around_figures, _cut_before_item, _unless_guessed

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the extra 'ocr' is not installed")

ROWS = [
    ("一、本年新收政府信息公开申请数量", "12", "5", "0", "17"),
    ("二、上年结转政府信息公开申请数量", "1", "0", "0", "1"),
    ("四、结转下年度继续办理", "31", "0", "11", "42"),
]
COLUMNS = (60, 240, 310, 380, 450, 520)


def printed(*drawings: Callable[[Canvas], None]) -> Image.Image:
    """A page as a scanner sees it, 200 dots an inch."""
    return pdf_page(pdf(lambda canvas: [draw(canvas) for draw in drawings]), 1, 200 / 72)[0].convert("L")


def rows(canvas: Canvas) -> None:
    for number, row in enumerate(ROWS):
        for x, text in zip(COLUMNS, row, strict=False):
            write(canvas, x + 3, 100 + 20 * number, text)


def upright_rulings(canvas: Canvas) -> None:
    for x in COLUMNS[1:-1]:
        line(canvas, x, 95, x, 155)


def frame(canvas: Canvas) -> None:
    for x in COLUMNS:
        line(canvas, x, 95, x, 155)
    for y in (95, 155):
        line(canvas, COLUMNS[0], y, COLUMNS[-1], y)


def words_read(image: Image.Image) -> list[list[str]]:
    """The words of each line of a page; it must have no table."""
    (page,) = page_blocks(image, 1, 72 / 200)
    assert not any(isinstance(block, Table) for block in page.blocks)
    return [[word.text for word in block.words] for block in page.blocks if not isinstance(block, Table)]


@needs_ocr
@pytest.mark.parametrize("rulings", [lambda _: None, upright_rulings, frame])
def test_figures_are_words_of_their_own_where_no_rows_are_ruled(rulings: Callable[[Canvas], None]) -> None:
    """The finder takes a label and the figures beside it for one stretch; a grid of columns alone has all rows in one cell."""
    assert words_read(printed(rows, rulings)) == [list(row) for row in ROWS]


@needs_ocr
def test_dashes_that_the_finder_leaves_out_are_words_in_the_rows_and_columns_of_figures() -> None:
    """Not the strokes of a dashed line, nor one that stands for itself."""

    def drawn(canvas: Canvas) -> None:
        for number, (label, *cells) in enumerate(ROWS):
            y = 100 + 20 * number
            write(canvas, 63, y, label)
            for x, text in zip(COLUMNS[1:], cells, strict=False):
                write(canvas, x + 3, y, "-" if text == "0" else text)
        for x in range(60, 520, 8):
            line(canvas, x, 170, x + 4, 170)
        line(canvas, 300, 300, 306, 300)

    assert words_read(printed(drawn)) == [["—" if cell == "0" else cell for cell in row] for row in ROWS]


@needs_ocr
def test_headings_read_as_one_stretch_are_cut_at_their_gaps() -> None:
    headings = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

    def draw(canvas: Canvas) -> None:
        for number, heading in enumerate(headings):
            write(canvas, 60 + 52 * number, 100, heading)

    assert words_read(printed(draw)) == [list(headings)]


@needs_ocr
@pytest.mark.parametrize(
    ("texts", "gaps", "words"),
    [
        (("数量", "33", "2"), (8, 40), ["数量", "33", "2"]),
        (("数量", "1", "2"), (8, 12), ["数量", "12"]),  # a 1 stands that far from the digit beside it
        (("公开", "信息"), (8,), []),
        (("第", "20", "条"), (8, 8), ["第", "20", "条"]),
    ],
)
def test_parts_are_put_together_where_no_figure_stands_apart(
    texts: tuple[str, ...], gaps: tuple[int, ...], words: list[str]
) -> None:
    x, parts = 0.0, []
    for text, gap in zip(texts, (*gaps, 0), strict=True):
        parts.append(Piece((x, 0, x + 20, 20), text, 0.99))
        x += 20 + gap
    whole = Piece((0, 0, x, 20), "".join(texts), 0.98)
    assert [word.text for word in _around_figures(whole, parts)] == words


@needs_ocr
def test_a_one_that_alone_is_read_as_a_letter_stays_in_its_figure() -> None:
    boxes = [(0, 0, 40, 20), (50, 0, 56, 20), (63, 0, 80, 20)]
    parts = [Piece(box, text, 0.99) for box, text in zip(boxes, ("数量", "I", "17"), strict=True)]
    words = _around_figures(Piece((0, 0, 80, 20), "数量117", 0.99), parts)
    assert [word.text for word in words] == ["数量", "117"]
    assert _around_figures(Piece((0, 0, 80, 20), "数量1", 0.99), parts) == []


@needs_ocr
def test_parts_that_say_other_characters_than_the_whole_are_not_sure() -> None:
    parts = [Piece((0, 0, 40, 20), "数量", 0.99), Piece((50, 0, 60, 20), "8", 0.99)]
    surely, unsure = (
        _around_figures(Piece((0, 0, 60, 20), text, 0.99), parts) for text in ("数量8", "数量3")
    )
    assert surely[1].score == 0.99
    assert unsure[1].score < 0.9


def watermark(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.8, 0.8, 0.8))
    write(canvas, 180, 85, "公开查阅", 60)
    canvas.setFillColor(Color(0, 0, 0))


def shaded_row(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.75, 0.8, 0.9))
    canvas.rect(60, HEIGHT - 135, WIDTH - 120, 20, stroke=0, fill=1)
    canvas.setFillColor(Color(0, 0, 0))


def lines_aslant(canvas: Canvas, angle: float = 20) -> None:
    """Who printed a page, and when, as office programs repeat it over the page."""
    for x, y in ((80, 90), (300, 90), (60, 160), (280, 170)):
        canvas.saveState()
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(angle)
        canvas.setFillColor(Color(0.8, 0.8, 0.8))
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(0, 0, "办公室 2025-01-27 10:27")
        canvas.restoreState()


@needs_ocr
@pytest.mark.parametrize("mark", [watermark, lines_aslant])
def test_a_watermark_behind_a_table_is_no_text(mark: Callable[[Canvas], None]) -> None:
    assert words_read(printed(mark, rows)) == [list(row) for row in ROWS]


@needs_ocr
def test_small_pale_print_that_stands_level_is_no_watermark() -> None:
    page = np.asarray(printed(lambda canvas: lines_aslant(canvas, 0), rows, frame).convert("RGB"))
    assert (without_watermark(page) == page).all()


@needs_ocr
def test_a_stroke_of_a_watermark_is_followed_up_to_a_ruling_and_beyond_it() -> None:
    """But not to what is as pale and stands apart, nor along the blurred edge of the ruling."""
    strokes, toned = np.zeros((2, 100, 200), np.uint8)
    strokes[10:44, 40:60] = 1
    toned[10:47, 40:60] = toned[50:60, 40:60] = 1
    toned[47:50, 60:] = toned[80:90, 40:60] = toned[20:40, 80:90] = 1
    toned[48:50] = 0  # the ruling, and its blurred edge in the row above
    found = _followed(strokes, toned)
    assert found[10:47, 40:60].all()
    assert found[50:60, 40:60].all()
    assert not found[62:].any()
    assert not found[:, 70:].any()


@needs_ocr
@pytest.mark.parametrize("drawn", [rows, shaded_row])
def test_print_and_shaded_rows_are_no_watermark(drawn: Callable[[Canvas], None]) -> None:
    page = np.asarray(printed(drawn, rows, frame).convert("RGB"))
    assert (without_watermark(page) == page).all()


@needs_ocr
def test_pale_figures_are_no_watermark() -> None:
    def pale(canvas: Canvas) -> None:
        canvas.setFillColor(Color(0.75, 0.75, 0.75))
        write(canvas, 300, 300, "0  /  7  —")
        canvas.setFillColor(Color(0, 0, 0))

    page = np.asarray(printed(rows, pale).convert("RGB"))
    assert (without_watermark(page) == page).all()


@needs_ocr
def test_rulings_between_columns_alone_are_known_and_strokes_of_large_print_are_none() -> None:
    def title(canvas: Canvas) -> None:
        write(canvas, 60, 300, "中共十川市", 48)

    assert len(straighten(printed(rows, upright_rulings).convert("RGB")).free) == len(COLUMNS) - 2
    assert straighten(printed(rows, title).convert("RGB")).free == []


@needs_ocr
def test_the_numbers_of_rows_between_rulings_are_no_ruling() -> None:
    """What makes no table by itself is joined from uneven pieces only if these make one: digits in a column do not."""

    def numbered_rows(canvas: Canvas) -> None:
        for number in range(30):
            y = 80 + 15.6 * number
            line(canvas, 30, y, 540, y)
            write(canvas, 33, y + 11, f"{number % 9 + 1}.件数", 9)
            write(canvas, 527, y + 11, "0", 9)

    tilted = printed(numbered_rows).rotate(0.3, resample=Image.Resampling.BICUBIC, fillcolor=255)
    scanned = tilted.point(lambda v: 255 * (v > 150))
    assert straighten(scanned.convert("RGB")).down == []


@needs_ocr
def test_a_figure_that_is_hardly_recognised_is_not_taken() -> None:
    """A dash alone was read as 1 with a confidence of 0.2."""
    texts = [
        _unless_guessed(Piece((0, 0, 10, 10), text, score)).text
        for text, score in [("1", 0.2), ("1", 0.8), ("件", 0.2)]
    ]
    assert texts == [UNREADABLE, "1", "件"]


@needs_ocr
def test_the_labels_of_a_group_and_of_its_item_are_cut_where_they_are_read_as_one() -> None:
    def labels(canvas: Canvas) -> None:
        write(canvas, 60, 100, "（三）不予公")
        write(canvas, 123, 100, "3.危及安全")
        write(canvas, 60, 130, "网上申请数量为3.5万件。")

    page = straighten(printed(labels).convert("RGB"))
    looked_at = Page(page, [], *without_rulings(page, []), 0, page.size)
    heights = ((245, 290), (330, 375))
    whole, sentence = (
        Piece((160, top, 545, foot), text, 0.99)
        for (top, foot), text in zip(
            heights, ("（三）不予公3.危及安全", "网上申请数量为3.5万件。"), strict=True
        )
    )
    assert [p.text for p in _cut_before_item(looked_at, whole)] == ["（三）不予公", "3.危及安全"]
    assert _cut_before_item(looked_at, sentence) == [sentence]
