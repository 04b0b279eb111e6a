"""The PDF reader: grids, lines and what must not get into them."""

import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import reportlab
from pdf_samples import (
    HEIGHT,
    ROWS,
    WIDTH,
    dashes,
    line,
    lines,
    pdf,
    source,
    table,
    tables,
    texts,
    thin_rectangle,
    write,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.documents import ocr
from extract.documents.model import Document, Paragraph
from extract.documents.pdf import drawn, limits, pdfium, readings
from extract.documents.pdf.content import UNREADABLE
from extract.documents.pdf.legibility import legibility
from extract.documents.pdf.radicals import ORDINARY
from extract.documents.refusals import Refusal


def first(data: bytes) -> Document:
    return next(readings(source(data)))


def dots(c: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    """A ruling as a row of small squares, as browsers print dotted borders."""
    for k in range(int(max(x1 - x0, bottom - top) / 1.5) + 1):
        c.rect(min(x0 + 1.5 * k, x1), HEIGHT - min(top + 1.5 * k, bottom), 0.75, 0.75, stroke=0, fill=1)


def test_dots_in_a_row_are_a_ruling() -> None:
    (found,) = tables(first(pdf(partial(table, edge=dots))))
    assert texts(found) == ROWS


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param({"edge": line}, id="strokes"),
        pytest.param({"edge": thin_rectangle}, id="thin rectangles"),
        pytest.param({"edge": dashes}, id="dashes"),
        pytest.param({"inset": 1.5}, id="boxed cells"),
        pytest.param({"piecewise": True}, id="cell by cell"),
        pytest.param({"piecewise": True, "across": False}, id="vertical rulings only"),
        pytest.param({"first_rule": False}, id="no rule at the top, as after a page break"),
    ],
)
def test_every_way_of_ruling_gives_the_same_table_by_both_engines(drawn: dict) -> None:
    read = list(readings(source(pdf(partial(table, **drawn)))))
    assert [d.engine for d in read] == ["pdfium", "pdfplumber"]
    for document in read:
        (found,) = tables(document)
        assert texts(found) == ROWS, document.engine
        assert found.aligned


def test_boxes_drawn_far_apart_are_one_table_and_lines_to_the_second_engine() -> None:
    one, two = readings(source(pdf(partial(table, inset=4.0))))
    assert [texts(found) for found in tables(one)] == [ROWS]
    assert not tables(two)
    assert "行政规范性文件 325 12" in lines(two)


def test_a_cell_knows_its_page_and_box() -> None:
    (found,) = tables(first(pdf(lambda c: write(c, 60, 60, "第一页"), table)))
    cell = found.cells[7]
    assert cell.text == "325"
    assert cell.place.page == 2
    assert cell.place.box == pytest.approx((220, 148, 330, 172), abs=1)


def test_a_row_before_and_after_a_page_break_is_kept() -> None:
    """The rulings end at the break without a rule across: the row there is read on both pages."""

    def upper(c: Canvas) -> None:
        table(c, [*ROWS[:1], ["规", "1", "2"]], top=700)

    def lower(c: Canvas) -> None:
        table(c, [["章", "", ""], *ROWS[2:]], top=40, first_rule=False)

    above, below = tables(first(pdf(upper, lower)))
    assert texts(above)[-1] == ["规", "1", "2"]
    assert texts(below) == [["章", "", ""], ROWS[2]]
    assert (above.pages, below.pages) == ((1,), (2,))


def test_merged_cells_stand_once_at_their_corner() -> None:
    def draw(c: Canvas) -> None:
        for x0, y0, x1, y1, text in (
            (60, 100, 120, 160, "总计"),
            (120, 100, 300, 130, "第二十条"),
            (120, 130, 210, 160, "7"),
            (210, 130, 300, 160, "8"),
        ):
            c.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
            write(c, x0 + 5, y0 + 8, text)

    (found,) = tables(first(pdf(draw)))
    spans = {cell.text: (cell.row, cell.col, cell.rowspan, cell.colspan) for cell in found.cells}
    assert spans == {"总计": (0, 0, 2, 1), "第二十条": (0, 1, 1, 2), "7": (1, 1, 1, 1), "8": (1, 2, 1, 1)}


@pytest.mark.parametrize("down", [False, None])
def test_a_table_without_vertical_rulings_stays_lines_with_words(down: bool | None) -> None:
    draw = partial(table, across=down is not None, down=False)
    document = first(pdf(draw))
    assert not tables(document)
    row = document.blocks[-1]
    assert isinstance(row, Paragraph)
    assert [w.text for w in row.words] == ["行政规范性文件", "325", "12"]
    assert row.words[1].box[0] == pytest.approx(224, abs=1)


def test_a_table_with_rulings_between_columns_but_not_rows_is_left_to_the_words() -> None:
    """Several figures in one drawn cell are never run together."""

    def draw(c: Canvas) -> None:
        rows = [["a", "1", "2"], ["b", "3", "4"], ["c", "5", "6"], ["d", "7", "8"]]
        table(c, rows, across=False)
        for top in (100, 100 + 24 * 4):
            line(c, 60, top, 440, top)

    document = first(pdf(draw))
    assert not tables(document)
    assert "c 5 6" in lines(document)


def test_neighbouring_numbers_are_parted_by_the_ruling_between_them() -> None:
    def draw(c: Canvas) -> None:
        for row in range(4):
            write(c, 60, 100 + 20 * row, f"行 {row}")
            write(c, 179, 100 + 20 * row, "３０９")
            write(c, 210.8, 100 + 20 * row, "５７")
        for x in (170, 210, 240):
            line(c, x, 95, x, 180)

    words = [b.words for b in first(pdf(draw)).blocks if isinstance(b, Paragraph)]
    assert [[w.text for w in ws][-2:] for ws in words] == [["３０９", "５７"]] * 4


def test_a_text_too_wide_for_its_cell_stays_whole() -> None:
    rows = [["信息内容", "1234567", ""], ["其他", "", "6"]]
    for document in readings(source(pdf(partial(table, rows=rows, xs=(60, 220, 250, 300))))):
        assert texts(tables(document)[0]) == rows, document.engine


def test_two_tables_side_by_side_stay_two() -> None:
    def draw(c: Canvas) -> None:
        table(c, ROWS, xs=(30, 130, 210, 280))
        table(c, [*ROWS[:2], ["行政规范性文件", "1", "2"]], xs=(310, 410, 490, 560))

    left, right = tables(first(pdf(draw)))
    assert (texts(left)[2], texts(right)[2]) == (ROWS[2], ["行政规范性文件", "1", "2"])


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_read_as_shown(rotate: int) -> None:
    def draw(c: Canvas) -> None:
        # The page shown is 595 points wide: what is drawn on it is turned the other way.
        c.saveState()
        if rotate == 90:
            c.translate(HEIGHT, 0)
        elif rotate == 180:
            c.translate(WIDTH, HEIGHT)
        else:
            c.translate(0, WIDTH)
        c.rotate(rotate)
        table(c, [["3.危及“三安全一稳定”", "１０", "2"], *ROWS], xs=(60, 220, 330, 440))
        c.restoreState()

    for document in readings(source(pdf(draw, rotate=rotate))):
        (found,) = tables(document)
        assert texts(found)[0] == ["3.危及“三安全一稳定”", "１０", "2"], document.engine
        assert texts(found)[1:] == ROWS
        assert found.cells[0].place.box == pytest.approx((60, 100, 220, 124), abs=1)


def test_a_form_inside_a_form_is_read() -> None:
    def draw(c: Canvas) -> None:
        c.beginForm("inner")
        table(c)
        c.endForm()
        c.beginForm("outer")
        c.translate(20, -30)
        c.doForm("inner")
        c.endForm()
        c.doForm("outer")

    (found,) = tables(first(pdf(draw)))
    assert texts(found) == ROWS
    assert found.cells[0].place.box == pytest.approx((80, 130, 240, 154), abs=1)


def test_a_frame_around_the_page_is_no_cell_of_the_table_in_it() -> None:
    """A box with a number and a date stands on the frame, and below it a table without rulings."""

    def draw(c: Canvas) -> None:
        for x0, top, x1, bottom in ((50, 60, 540, 60), (50, 90, 540, 90), (50, 700, 540, 700)):
            line(c, x0, top, x1, bottom)
        for x, bottom in ((50, 700), (300, 90), (540, 700)):
            line(c, x, 60, x, bottom)
        write(c, 60, 70, "索引号")
        write(c, 310, 70, "公开日期")
        for n in range(12):
            write(c, 60, 120 + 20 * n, "本年度主动公开政府信息若干条没有收到申请")
        for n, (label, *figures) in enumerate(
            [["规章", "1", "2"], ["行政许可", "31", "4"], ["行政处罚", "5", "6"]]
        ):
            write(c, 60, 400 + 20 * n, label)
            for k, figure in enumerate(figures):
                write(c, 300 + 100 * k, 400 + 20 * n, figure)

    read = first(pdf(draw))
    (found,) = tables(read)
    assert [cell for row in texts(found) for cell in row if cell] == ["索引号", "公开日期"]
    assert {"规章 1 2", "行政许可 31 4", "行政处罚 5 6"} <= set(lines(read))


def test_a_frame_with_one_ruling_down_is_no_table_of_two_cells() -> None:
    """The labels left of the ruling go out with the figures right of it."""

    def draw(c: Canvas) -> None:
        for top in (60, 700):
            line(c, 50, top, 540, top)
        for x in (50, 200, 540):
            line(c, x, 60, x, 700)
        for n in range(30):
            write(c, 60, 80 + 20 * n, f"第{n}行")
            for k in range(7):
                write(c, 220 + 45 * k, 80 + 20 * n, str(10 + n + k))

    read = first(pdf(draw))
    assert not tables(read)
    assert "第3行 13 14 15 16 17 18 19" in lines(read)


def test_watermarks_do_not_get_into_cells() -> None:
    def draw(c: Canvas) -> None:
        table(c)
        c.saveState()
        c.setFillGray(0.8)
        c.setFont("STSong-Light", 40)
        c.translate(100, HEIGHT - 200)
        c.rotate(30)
        c.drawString(0, 0, "样本 2024")
        c.restoreState()
        c.saveState()
        c.setFillGray(0.8)
        write(c, 200, 128, "内部资料 12", 14)
        c.restoreState()

    for document in readings(source(pdf(draw))):
        (found,) = tables(document)
        assert texts(found) == ROWS, document.engine
        assert not lines(document)


def test_a_huge_watermark_in_full_ink_does_not_get_into_cells_and_a_huge_title_stays() -> None:
    def draw(c: Canvas) -> None:
        table(c)
        c.setFillColorRGB(0, 1, 0)
        write(c, 150, 90, "样本12", 80)
        write(c, 60, 10, "公报", 60)

    read = first(pdf(draw))
    (found,) = tables(read)
    assert texts(found) == ROWS
    assert lines(read) == ["公报"]


def test_white_heads_on_a_dark_ground_are_no_watermark() -> None:
    def draw(c: Canvas) -> None:
        c.setFillGray(0.1)
        c.rect(60, HEIGHT - 124, 380, 24, stroke=0, fill=1)
        c.setFillGray(1)
        table(c, ROWS[:1])
        c.setFillGray(0)
        table(c, ROWS[1:], top=124)

    (found,) = tables(first(pdf(draw)))
    assert texts(found) == ROWS


def test_characters_printed_twice_for_boldness_count_once() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["总计", "1", "11"], *ROWS])
        for dx in (0.0, 0.4):
            write(c, 64 + dx, 106, "总计")
            write(c, 224 + dx, 106, "1")
            write(c, 334 + dx, 106, "11")

    for document in readings(source(pdf(draw))):
        assert texts(tables(document)[0])[0] == ["总计", "1", "11"], document.engine


def test_full_width_and_spaced_digits_stay_in_one_cell() -> None:
    rows = [["规章", "３２５", "1 0"], ["其他", "1,036", "—"]]
    for document in readings(source(pdf(partial(table, rows=rows)))):
        assert texts(tables(document)[0]) == rows


@pytest.mark.parametrize(("right", "shown"), [(252, "10473\n2"), (330, f"10473{UNREADABLE}2")])
def test_a_wrapped_label_is_joined_and_a_wrapped_number_shows_its_break(right: float, shown: str) -> None:
    """In a wide cell nothing made the number break: there are two."""

    def draw(c: Canvas) -> None:
        table(c, [["", "", ""], ["规章", "1", "2"]], xs=(60, 220, right, 440), row_height=40)
        write(c, 64, 104, "行政规范")
        write(c, 64, 116, "性文件")
        write(c, 224, 104, "10473")
        write(c, 224, 116, "2")

    (found,) = tables(first(pdf(draw)))
    assert texts(found)[0] == ["行政规范性文件", shown, ""]


def stacked(c: Canvas, x: float, top: float, texts: tuple[str, ...]) -> None:
    for k, text in enumerate(texts):
        write(c, x, top + 12 * k, text)


@pytest.mark.parametrize("lower_right", [3.3, 4.0, 5.0])
def test_boxes_that_touch_here_and_there_are_one_table(lower_right: float) -> None:
    """Gaps about as wide as the tolerance: without care the grid falls into pieces, one inside the other."""
    rows = [[f"{r}{c}" for c in range(5)] for r in range(6)]

    def draw(c: Canvas) -> None:
        for r, row in enumerate(rows):
            for k, content in enumerate(row):
                gap = lower_right if (r > 3 and k > 1) else 2.7
                x, y = 60 + 70 * k, 100 + 24 * r
                c.rect(x + gap / 2, HEIGHT - y - 24 + gap / 2, 70 - gap, 24 - gap)
                write(c, x + 8, y + 7, content)

    document = first(pdf(draw))
    assert [texts(found) for found in tables(document)] == [rows]


def test_a_cell_that_another_table_stands_in_is_not_empty() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["规章", "", "3"], ["规范性文件", "1", "2"]], row_height=60)
        table(c, [["7", "8"], ["9", "0"]], xs=(240, 270, 300), top=110, row_height=18)

    inner, outer = sorted(tables(first(pdf(draw))), key=lambda t: t.n_cols)
    assert texts(inner) == [["7", "8"], ["9", "0"]]
    assert [(cell.text, cell.row, cell.col) for cell in outer.cells if cell.row == 0] == [
        ("规章", 0, 0),
        ("3", 0, 2),
    ]


@pytest.mark.parametrize(
    ("numbers", "read"),
    [
        pytest.param((("３", "１", "８"), ("７",)), ["３\n１\n８", "７"], id="as many lines as digits"),
        pytest.param(
            (("１９", "５４", "８"), ("２７", "６", "３")), None, id="one that had room for a digit more"
        ),
    ],
)
def test_a_number_broken_over_three_lines_by_its_narrow_cell_stays_in_it(
    numbers: tuple[tuple[str, ...], ...], read: list[str] | None
) -> None:
    def draw(c: Canvas) -> None:
        table(c, [["", "", ""]] * 3, xs=(60, 220, 248, 276), row_height=44)
        for row in range(3):
            write(c, 64, 104 + 44 * row, "行政规范性文件")
            for n, number in enumerate(numbers):
                stacked(c, 224 + 28 * n, 104 + 44 * row, number)

    found = tables(first(pdf(draw)))
    if read is None:
        assert not found, "the words stay lines: these may be three numbers"
    else:
        assert texts(found[0]) == [["行政规范性文件", *read]] * 3


def test_one_number_in_pieces_among_many_of_its_row_does_not_undo_the_grid() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["1"] * 11, ["2"] * 9 + ["", ""]], xs=range(60, 457, 36), row_height=44)
        stacked(c, 418, 150, ("1", "，31", "8"))
        stacked(c, 382, 150, ("1", "，36", "2"))

    found = tables(first(pdf(draw)))
    assert len(found) == 1
    assert texts(found[0])[1] == ["2"] * 9 + ["1，36\n2", "1，31\n8"]


def on_dark_ground(c: Canvas, rows: list[list[str]]) -> None:
    """Light cells on a dark ground that shows through between them, as old pages draw their tables."""
    c.setFillGray(0.2)
    c.rect(60, HEIGHT - 100 - 24 * len(rows) - 1, 381, 24 * len(rows) + 1, stroke=0, fill=1)
    for r in range(len(rows)):
        for x0, x1 in ((60, 220), (220, 330), (330, 440)):
            c.setFillGray(1 if r else 0.9)
            c.rect(x0 + 1, HEIGHT - 100 - 24 * (r + 1), x1 - x0 - 1, 23, stroke=0, fill=1)
    c.setFillGray(0)
    table(c, rows, across=False, down=False)


def test_light_cells_on_a_dark_ground_are_a_table() -> None:
    (found,) = tables(first(pdf(partial(on_dark_ground, rows=ROWS))))
    assert texts(found) == ROWS


def test_text_that_nobody_can_see_is_no_text() -> None:
    def draw(c: Canvas) -> None:
        table(c)
        c.setFillGray(1)
        write(c, 334, 130, "7")
        c.setFillGray(0)
        unseen = c.beginText(340, HEIGHT - 160)
        unseen.setFont("STSong-Light", 10)
        unseen.setTextRenderMode(3)
        unseen.textOut("99")
        unseen.setTextRenderMode(0)
        c.drawText(unseen)

    for document in readings(source(pdf(draw))):
        assert texts(tables(document)[0]) == ROWS, document.engine


def test_white_text_on_a_dark_patch_is_text() -> None:
    def draw(c: Canvas) -> None:
        c.rect(60, HEIGHT - 124, 380, 24, stroke=0, fill=1)
        table(c, [["", "", ""], *ROWS[1:]])
        c.setFillGray(1)
        for x, content in zip((64, 224, 334), ROWS[0], strict=True):
            write(c, x, 106, content)

    assert texts(tables(first(pdf(draw)))[0]) == ROWS


def test_a_picture_over_unseen_text_says_so() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def draw(c: Canvas) -> None:
        c._code.append("3 Tr")  # type: ignore[attr-defined]
        table(c, [*ROWS, *ROWS])
        write(
            c,
            60,
            300,
            "本页是一张图片，文字由某个程序识别而来，并不可见，是否准确无人核对过，只能供检索之用。",
        )
        c._code.append("0 Tr")  # type: ignore[attr-defined]
        c.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, WIDTH, HEIGHT)

    document = first(pdf(draw))
    assert [s.code for s in document.signals] == ["recognised-text"]
    assert texts(tables(document)[0]) == [*ROWS, *ROWS]


def test_a_figure_that_runs_on_from_its_neighbours_text_leaves_no_empty_cell() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["", "", "3"], ["规范性文件", "1", "2"]])
        write(c, 64, 106, "一二三四五六七八九十一二三四五六0")

    (found,) = tables(first(pdf(draw)))
    assert texts(found)[0] == ["一二三四五六七八九十一二三四五六0", "\ufffd", "3"]


def test_a_figure_under_its_heading_in_one_cell_shows_rows_that_are_not_ruled() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["", "", ""]], row_height=48)
        for x, heading, figure in (
            (64, "信息内容", "规章"),
            (224, "本年制发件数", "3461"),
            (334, "现行有效件数", "0"),
        ):
            stacked(c, x, 104, (heading, figure))

    document = first(pdf(draw))
    assert not tables(document)
    assert lines(document)[-1].split() == ["规章", "3461", "0"]


def test_a_figure_broken_in_a_cell_that_is_nearly_all_margin() -> None:
    """Small type in a narrow column of Word: its margins take half the cell."""

    def draw(c: Canvas) -> None:
        table(c, [["规章", "", "0"]], xs=(60, 220, 243.1, 300))
        write(c, 227, 102, "85", 9)
        write(c, 229, 112, "2", 9)

    assert texts(tables(first(pdf(draw)))[0]) == [["规章", "85\n2", "0"]]


def test_words_for_nothing_among_figures_stand_in_rows_that_are_not_ruled() -> None:
    """Only the columns are ruled: each holds several figures, or words in their place."""

    def draw(c: Canvas) -> None:
        rows = [["一、本年新收", "12", "3"], ["二、上年结转", "无", "3"], ["（一）予以公开", "5", "无"]]
        table(c, rows, across=False)
        line(c, 60, 100, 440, 100)
        line(c, 60, 172, 440, 172)

    assert tables(first(pdf(draw))) == []


def test_pale_heads_in_rows_as_low_as_their_type_are_no_watermark() -> None:
    """Printed without its dark ground a head turns grey; its box, with the air of its font, reaches over both rulings."""

    def draw(c: Canvas) -> None:
        table(c, [[""] * 3], top=92, row_height=8)
        table(c, ROWS[1:])
        c.setFillGray(0.7)
        for x, head in zip((64, 224, 334), ROWS[0], strict=True):
            write(c, x, 91, head)

    assert texts(tables(first(pdf(draw)))[0]) == ROWS


def test_pale_figures_beside_a_small_watermark_are_kept() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["规章", "", ""]])
        c.setFillGray(0.7)
        write(c, 225, 106, "12")
        write(c, 320, 106, "内部资料")

    assert texts(tables(first(pdf(draw)))[0]) == [["规章", "12", ""]]


def test_a_figure_drawn_right_after_a_watermark_is_kept() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["规章", "0", ""]])
        c.saveState()
        c.setFillGray(0.8)
        c.translate(341, HEIGHT - 140)
        c.rotate(45)
        c.setFont("STSong-Light", 48)
        c.drawString(0, 0, "开")
        c.restoreState()
        write(c, 345, 106, "5")

    assert texts(tables(first(pdf(draw)))[0]) == [["规章", "0", "5"]]


def field(c: Canvas) -> None:
    c.acroForm.textfield(name="f", value="25", x=340, y=HEIGHT - 120, width=40, height=14, borderWidth=0)


def picture(c: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    c.drawImage(ImageReader(Image.new("L", (40, 14), 90)), 340, HEIGHT - 120, 40, 14)


def outlines(c: Canvas) -> None:
    """A seven drawn as a shape, as programs do that turn text into outlines."""
    shape = c.beginPath()
    shape.moveTo(340, HEIGHT - 108)
    for x, y in ((346, 108), (346, 109), (342, 117), (341, 117), (345, 109), (340, 109)):
        shape.lineTo(x, HEIGHT - y)
    shape.close()
    c.drawPath(shape, stroke=0, fill=1)


@pytest.mark.parametrize(
    ("drawn", "read"),
    [(field, "25"), (picture, "\ufffd"), (outlines, "\ufffd")],
    ids=["field", "picture", "outlines"],
)
def test_a_cell_with_something_painted_in_it_is_not_empty(drawn: Callable[[Canvas], None], read: str) -> None:
    """A form's field is read; a picture or an outline leaves its cell unread, whichever engine is asked."""

    def draw(c: Canvas) -> None:
        table(c, [["规章", "0", ""], ["行政规范性文件", "1", ""]])
        drawn(c)

    for document in readings(source(pdf(draw))):
        assert texts(tables(document)[0]) == [["规章", "0", read], ["行政规范性文件", "1", ""]], (
            document.engine
        )


def test_a_frame_of_dashes_inside_an_empty_cell_leaves_it_empty() -> None:
    """As the second line of a double border is drawn, many strokes in one path."""

    def draw(c: Canvas) -> None:
        table(c, [["规章", "0", ""]])
        frame = c.beginPath()
        for x in range(340, 388, 4):
            for y in (105, 119):
                frame.moveTo(x, HEIGHT - y)
                frame.lineTo(x + 2, HEIGHT - y)
        c.drawPath(frame, stroke=1, fill=0)

    assert texts(tables(first(pdf(draw)))[0]) == [["规章", "0", ""]]


def test_a_seal_over_empty_cells_leaves_them_empty() -> None:
    def draw(c: Canvas) -> None:
        table(c)
        c.setFillAlpha(0.3)
        c.circle(385, HEIGHT - 140, 50, stroke=1, fill=1)

    assert texts(tables(first(pdf(draw)))[0]) == ROWS


def test_text_in_characters_of_another_map_is_no_text_even_among_digits() -> None:
    lost = (
        "\x01-\x03\x04\x05\x06" + "2023" + "\x07\x08\x0e" + "ÄÅÇÉÑÖÜáàâäãåçé" + "".join(map(str, range(100)))
    )
    ordinary, strange = legibility(lost)
    assert strange > 0.5 * (ordinary + strange)
    ordinary, strange = legibility("第二十条第（一）项 规章 3461 0 (本年)")
    assert (ordinary, strange) == (15, 0)


def test_a_figure_drawn_close_to_the_full_cell_before_it_stands_in_its_own() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["", "", "3"], ["规范性文件", "1", "2"]])
        write(c, 64, 106, "一二三四五六七八九十一二三四五六")
        write(c, 223.7, 106, "0")

    (found,) = tables(first(pdf(draw)))
    assert texts(found)[0] == ["一二三四五六七八九十一二三四五六", "0", "3"]


def test_radicals_become_ordinary_characters() -> None:
    assert "⺠⻔⼾⾏⼈⽆⾮⻋⻅".translate(ORDINARY) == "民门户行人无非车见"
    assert "（１）①民門".translate(ORDINARY) == "（１）①民門"


def test_the_titles_of_two_years_reports_in_one_file_are_no_running_heads() -> None:
    def page(*texts: str) -> Callable[[Canvas], None]:
        def draw(c: Canvas) -> None:
            for n, text in enumerate(texts):
                write(c, 60, 30 + 25 * n, text)

        return draw

    pages = []
    for year in ("2022", "2023"):
        pages += [
            (f"样本县财政局{year}年政府信息公开", "工作年度报告", "一、总体情况"),
            (f"六、{year}年事项",),
        ]
    assert lines(first(pdf(*(page(*texts) for texts in pages)))) == [t for texts in pages for t in texts]


def test_page_numbers_and_running_heads_are_no_text() -> None:
    def page(number: int) -> partial:
        def draw(c: Canvas) -> None:
            write(c, 60, 20, "样本机关年度报告")
            write(c, 60, 200, f"正文第{'一二三'[number - 1]}段")
            write(c, 280, 815, f"— {number} —")

        return draw

    document = first(pdf(page(1), page(2), page(3)))
    assert lines(document) == ["正文第一段", "正文第二段", "正文第三段"]
    assert document.meta["header"] == "样本机关年度报告"


def test_a_page_number_below_a_table_is_no_cell_and_a_lone_number_in_it_is() -> None:
    def draw(c: Canvas) -> None:
        table(c, [["一", "2", "3"], ["", "", "4"]], top=760)
        write(c, 290, 825, "1")

    document = first(pdf(draw))
    assert texts(tables(document)[0]) == [["一", "2", "3"], ["", "", "4"]]
    assert not lines(document)


def test_a_page_number_that_lost_its_dashes_is_known_by_those_of_other_pages() -> None:
    def page(mark: str) -> partial:
        def draw(c: Canvas) -> None:
            write(c, 60, 200, "正文一段")
            write(c, 280, 815, mark)

        return draw

    assert lines(first(pdf(page("— 1 —"), page("2"), page("—3—")))) == ["正文一段"] * 3


def test_a_lone_figure_at_the_head_of_a_numbered_page_is_no_page_number() -> None:
    def page(number: int, head: str) -> partial:
        def draw(c: Canvas) -> None:
            write(c, 400, 40, head)
            write(c, 60, 200, "正文一段")
            write(c, 280, 815, f"— {number} —")

        return draw

    assert lines(first(pdf(page(1, "正文"), page(2, "2")))) == ["正文", "正文一段", "2", "正文一段"]


def test_numbers_of_a_row_at_the_top_of_a_page_are_no_page_mark() -> None:
    def page(*words: tuple[str, float]) -> partial:
        def draw(c: Canvas) -> None:
            for text, x in words:
                write(c, x, 40, text)
            write(c, 60, 200, "正文一段")
            write(c, 280, 815, "— 1 —")

        return draw

    document = first(pdf(page(("118", 400), ("815", 440)), page(("—", 300), ("5", 350), ("—", 400))))
    assert lines(document) == ["118 815", "正文一段", "— 5 —", "正文一段"]
    broken = first(pdf(page(("1，4", 400)), page(("第 2，共 2 页", 300))))
    assert lines(broken) == ["1，4", "正文一段", "正文一段"]  # 1，482 in a narrow cell


def test_prose_is_read_without_looking_at_single_characters() -> None:
    def draw(c: Canvas) -> None:
        for k in range(6):
            write(c, 60, 80 + 20 * k, f"第{'一二三四五六'[k]}行说明本机关公开工作的一般情况，没有数字。")

    document = first(pdf(draw))
    assert len(lines(document)) == 6
    assert document.blocks[2].place.box == pytest.approx((60, 120, 290, 130), abs=3)  # type: ignore[union-attr]
    assert len(list(readings(source(pdf(draw))))) == 1


@pytest.mark.parametrize(
    ("left", "right", "blank"),
    [(True, False, UNREADABLE), (False, True, ""), (False, False, "")],
    ids=["goes on beyond the paper", "filled", "open on both sides"],
)
def test_a_column_that_its_sheet_cuts_off_is_not_empty(left: bool, right: bool, blank: str) -> None:
    """A sheet that is too wide for the paper goes on on another page: there the last column has its figures."""

    def draw(c: Canvas) -> None:
        rows = [["信息内容", "制发", "有效"], ["规章", "1", ""], ["规范性文件", "2", "3" if right else ""]]
        table(c, rows, down=False)
        for x in (*([60] if left or right else []), 220, 330):
            line(c, x, 100, x, 172)

    assert texts(tables(first(pdf(draw)))[0])[1] == ["规章", "1", blank]


@pytest.mark.parametrize(("x", "left"), [(322, UNREADABLE), (326, "")], ids=["two digits", "one digit"])
def test_a_cell_whose_digits_went_to_its_neighbour_is_not_empty(x: float, left: str) -> None:
    def draw(c: Canvas) -> None:
        table(c, [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "", ""]])
        write(c, x, 130, "14333")

    assert texts(tables(first(pdf(draw)))[0])[1] == ["规章", left, "14333"]


def test_prose_that_is_printed_twice_is_read_once() -> None:
    def draw(c: Canvas) -> None:
        for k in range(6):
            for n, char in enumerate(f"第{'一二三四五六'[k]}行说明本机关公开工作的一般情况。"):
                write(c, 60 + 10 * n, 80 + 20 * k, char)
                write(c, 60.3 + 10 * n, 80 + 20 * k, char, 10.2)

    assert lines(first(pdf(draw)))[0] == "第一行说明本机关公开工作的一般情况。"


def test_an_empty_password_opens_and_any_other_is_refused() -> None:
    assert texts(tables(first(pdf(table, password="")))[0]) == ROWS
    with pytest.raises(Refusal) as refused:
        first(pdf(table, password="secret"))
    assert refused.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-file"), (b"%PDF-1.7\nrubbish", "damaged-file"), (b"not a pdf", "damaged-file")],
)
def test_what_is_no_pdf_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        first(data)
    assert refused.value.code == code


def test_limits_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MAX_PAGES", 1)
    with pytest.raises(Refusal) as refused:
        first(pdf(table, table))
    assert refused.value.code == "too-large"
    monkeypatch.setattr(pdfium, "MAX_PAGES", limits.MAX_PAGES)
    monkeypatch.setattr(drawn, "MAX_RULINGS_PER_PAGE", 5)
    with pytest.raises(Refusal) as refused:
        first(pdf(table))
    assert refused.value.code == "too-large"


def test_a_scan_without_the_recogniser_is_refused_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    paper = ImageReader(Image.new("L", (300, 400), 255))
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(Refusal) as refused:
        first(pdf(lambda c: c.drawImage(paper, 0, 0, WIDTH, HEIGHT)))
    assert refused.value.code == "scan-needs-ocr"
    assert "make ocr" in refused.value.message("zh")


def test_a_text_layer_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    garbage = "".join(chr(0x9000 + 37 * k) for k in range(60))
    with pytest.raises(Refusal) as refused:
        first(pdf(lambda c: write(c, 20, 100, garbage, 8)))
    assert refused.value.code == "no-readable-text"


def test_the_real_report_is_read_by_both_engines_cell_by_cell(find_document) -> None:  # type: ignore[no-untyped-def]
    from extract.tables import read_tables

    path = find_document("洪泽区_2024.pdf")
    published = json.loads(find_document("published_figures.json").read_text("utf-8"))
    truth = next(r for r in published["reports"] if r["id"] == "hongze_2024")
    expected = {**truth["proactive"], **truth["disputes"]}
    expected |= {
        f"{code}.{column}": value
        for code, row in truth["applications"].items()
        for column, value in row.items()
    }
    for document in readings(source(path.read_bytes())):
        read = read_tables(document)
        assert read.complete, document.engine
        assert {cell.key: cell.value for cell in read.cells} == expected


def without_measures() -> TTFont:
    """A font that says of itself neither how high nor how deep it reaches, with round digits a little taller than the others."""
    data = bytearray(Path(reportlab.__file__).with_name("fonts").joinpath("Vera.ttf").read_bytes())
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        start = int.from_bytes(data[at + 8 : at + 12], "big")
        match bytes(data[at : at + 4]):
            case b"head":
                data[start + 18 : start + 20] = (1960).to_bytes(2, "big")
                data[start + 38 : start + 40] = bytes(2)
            case b"hhea":
                data[start + 4 : start + 8] = bytes(4)
            case b"OS/2":
                data[start + 68 : start + 78] = bytes(10)
    return TTFont("Measureless", io.BytesIO(bytes(data)))


def test_round_digits_of_a_font_without_measures_are_no_notes() -> None:
    pdfmetrics.registerFont(without_measures())

    def draw(canvas: Canvas) -> None:
        for row in range(3):
            for col in range(2):
                canvas.rect(50 + 100 * col, 700 - 20 * row, 100, 20)
        canvas.setFont("Measureless", 10)
        for row, figure in enumerate(("148", "1304", "20196")):
            canvas.drawString(60, 706 - 20 * row, "ab")
            canvas.drawString(160, 706 - 20 * row, figure)

    (drawn,) = tables(first(pdf(draw)))
    assert [c.text for c in drawn.cells if c.col == 1] == ["148", "1304", "20196"]


@pytest.mark.parametrize("merged", [False, True], ids=["open", "merged"])
def test_an_open_body_between_boxed_labels_and_headings_is_ruled_from_outside(merged: bool) -> None:
    """Where the labels on its left are one box too, its rows and columns are not ruled: words are left to whoever aligns them."""

    def draw(canvas: Canvas) -> None:
        for col in range(3):
            canvas.rect(50 + 100 * col, 700, 100, 20)
            write(canvas, 60 + 100 * col, HEIGHT - 718, ("rows", "one", "two")[col])
        for row in range(3) if not merged else ():
            canvas.rect(50, 680 - 20 * row, 100, 20)
        canvas.rect(50, 640, 100, 60)
        canvas.rect(50, 640, 300, 60)
        for row in range(3):
            write(canvas, 60, HEIGHT - 698 + 20 * row, "abc"[row])
            for col in range(2):
                write(canvas, 160 + 100 * col, HEIGHT - 698 + 20 * row, f"{row}{col}")

    drawn = tables(first(pdf(draw)))
    below = [c.text for table in drawn for c in table.cells if c.row > 0]
    assert below == ([] if merged else ["a", "00", "01", "b", "10", "11", "c", "20", "21"])


@pytest.mark.parametrize(
    "head",
    [
        "11/21/26, 8:16 PM example",
        "2024/1/17 上午9:30 示例县",
        "http://example.cn/art/2024/1/17/art_12_345.html 3/6",
    ],
)
def test_what_a_browser_prints_at_the_head_of_every_page_is_no_text(head: str) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 30, 20, head.replace("3/6", f"{number}/6"), 8)
            write(canvas, 60, 120, f"page{number}")
            write(canvas, 60, 140, "below")

        return draw

    read = first(pdf(*(page(n) for n in range(1, 4))))
    assert lines(read) == [text for n in (1, 2, 3) for text in (f"page{n}", "below")]


def test_a_row_of_numbers_on_top_of_every_page_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        for column, figure in enumerate("1024"):
            write(canvas, 60 + 50 * column, 60, figure)
        write(canvas, 60, 120, "below")

    assert lines(first(pdf(draw, draw, draw))) == ["1 0 2 4", "below"] * 3


@pytest.mark.parametrize(("top", "kept"), [(80, True), (400, False)])
def test_an_empty_row_on_top_of_a_page_may_go_on_from_the_page_before(top: float, kept: bool) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 250, 40, "head")
        for column in range(5):
            canvas.rect(50 + 90 * column, HEIGHT - top - 20, 90, 20)
        write(canvas, 60, top + 40, "below")

    assert [[c.text for c in t.cells] for t in tables(first(pdf(draw)))] == [[""] * 5] * kept


@pytest.mark.parametrize(
    ("figures", "text"), [(("58", "900.7"), f"58{UNREADABLE}900.7"), (("1,204", "7"), f"1,204{UNREADABLE}7")]
)
def test_two_figures_far_apart_in_one_cell_are_not_one(figures: tuple[str, str], text: str) -> None:
    def draw(canvas: Canvas) -> None:
        for column in range(2):
            for row in range(2):
                canvas.rect(50 + 200 * column, HEIGHT - 120 - 20 * row, 200, 20)
        write(canvas, 60, 104, "label")
        write(canvas, 260, 104, figures[0])
        write(canvas, 360, 104, figures[1])
        write(canvas, 60, 124, "label")
        write(canvas, 260, 124, "7")

    (drawn,) = tables(first(pdf(draw)))
    assert drawn.cells[1].text == text


@pytest.mark.parametrize(("pitch", "text"), [(22, "130\n1"), (30, f"130{UNREADABLE}1")])
def test_a_figure_broken_in_its_narrow_cell_at_a_wide_fixed_pitch(pitch: float, text: str) -> None:
    def draw(canvas: Canvas) -> None:
        for x, wide in ((50, 100), (150, 26)):
            canvas.rect(x, HEIGHT - 160, wide, 60)
        write(canvas, 60, 104, "label")
        write(canvas, 155, 104, "130", 10.5)
        write(canvas, 160, 104 + pitch, "1", 10.5)

    (drawn,) = tables(first(pdf(draw)))
    assert drawn.cells[1].text == text


def test_white_patches_behind_single_characters_are_no_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(2):
            for col in range(2):
                canvas.rect(50 + 100 * col, HEIGHT - 120 - 20 * row, 100, 20)
        canvas.setFillGray(1)
        for row in range(2):
            canvas.rect(199.5, HEIGHT - 117 - 20 * row, 3.7, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        for row in range(2):
            write(canvas, 60, 104 + 20 * row, "label")
            write(canvas, 199.6, 104 + 20 * row, "7", 7)

    for document in readings(source(pdf(draw))):
        (drawn,) = tables(document)
        assert [c.text for c in drawn.cells] == ["label", "7", "label", "7"], document.engine
