"""A second decoder asked about single cells: it bears out what is printed, and nothing else."""

from collections.abc import Callable

import pytest
from pdf_samples import FONT, HEIGHT, WIDTH, pdf, source, table, tables, write
from reportlab.pdfgen.canvas import Canvas

from extract.documents.model import Place
from extract.documents.pdf import borne_out, readings


def cells(data: bytes) -> list[tuple[Place, str]]:
    """What the first engine reads in the tables."""
    return [(cell.place, cell.text) for found in tables(next(readings(source(data)))) for cell in found.cells]


def changed(texts: list[tuple[Place, str]], before: str, after: str) -> list[tuple[Place, str]]:
    assert before in [text for _, text in texts]
    return [(place, after if text == before else text) for place, text in texts]


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("all")
    table(canvas)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(20, -30)
    canvas.doForm("all")
    canvas.restoreState()


def in_words_apart(canvas: Canvas) -> None:
    """Rulings, and figures set by every operator that shows text."""
    table(canvas, [["规章", "一（1\\2）", ""], ["其他", "4", "5"]])
    text = canvas.beginText(345, HEIGHT - 115)
    text.setFont(FONT, 10)
    text.setCharSpace(1)
    text.textLine("78")
    canvas.drawText(text)


def printed_twice(canvas: Canvas) -> None:
    table(canvas)
    write(canvas, 64.3, 131, "规章")


@pytest.mark.parametrize("drawn", [table, in_a_form, in_words_apart, printed_twice])
def test_every_cell_of_a_table_is_borne_out(drawn: Callable[[Canvas], None]) -> None:
    data = pdf(drawn)
    assert len(cells(data)) >= 6
    assert borne_out(source(data), cells(data))


@pytest.mark.parametrize(("rotate", "shift"), [(90, (HEIGHT, 0)), (180, (WIDTH, HEIGHT)), (270, (0, WIDTH))])
def test_on_a_turned_page_too(rotate: int, shift: tuple[float, float]) -> None:
    def draw(c: Canvas) -> None:
        c.translate(*shift)
        c.rotate(rotate)
        table(c)

    data = pdf(draw, rotate=rotate)
    assert len(cells(data)) == 9
    assert borne_out(source(data), cells(data))


def test_in_an_encrypted_file_too() -> None:
    data = pdf(lambda c: c.drawString(100, HEIGHT - 110, "325"), password="")
    place = Place(page=1, box=(90, 90, 200, 120))
    assert borne_out(source(data), [(place, "325")])
    assert not borne_out(source(data), [(place, "326")])


@pytest.mark.parametrize(
    ("before", "after"), [("325", "326"), ("325", "32"), ("", "0"), ("325", ""), ("0", "—")]
)
def test_another_text_than_the_printed_one_is_not(before: str, after: str) -> None:
    data = pdf(table)
    assert not borne_out(source(data), changed(cells(data), before, after))


def test_signs_that_look_alike_count_as_the_same() -> None:
    data = pdf(lambda c: table(c, [["规章", "—", "/"], ["其他", "4", "5"]]))
    assert borne_out(source(data), changed(changed(cells(data), "—", "－"), "/", "／"))


def test_a_text_that_goes_on_outside_its_box_is_not() -> None:
    """The box of ``25`` cut out of ``325``: the digit before it belongs to it."""
    data = pdf(lambda c: write(c, 100, 100, "325"))
    whole = Place(page=1, box=(99, 98, 116, 114))
    assert borne_out(source(data), [(whole, "325")])
    assert not borne_out(source(data), [(Place(page=1, box=(105, 98, 116, 114)), "25")])


def test_a_place_that_is_no_box_of_a_page_bears_nothing_out() -> None:
    data = pdf(table)
    assert not borne_out(source(data), [(Place(page=1), "325")])
    assert not borne_out(source(data), [(Place(table=0, row=1, col=1), "325")])
    assert not borne_out(source(data), [(Place(page=2, box=(0, 0, WIDTH, HEIGHT)), "")])


def test_what_it_cannot_follow_bears_nothing_out() -> None:
    data = pdf(table)
    texts = cells(data)
    assert not borne_out(source(b""), texts)
    assert not borne_out(source(data[: len(data) // 2]), texts)
    with_picture = pdf(lambda c: (table(c), c._code.append("BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI")))
    assert not borne_out(source(with_picture), texts)
