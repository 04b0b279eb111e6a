"""Fonts that a PDF names and does not carry: read as boxes, drawn with those of the machine."""

import io

import pytest
from pdf_samples import HEIGHT, pdf, source, table, tables, texts, write
from PIL import ImageFont
from reportlab.pdfgen.canvas import Canvas

from extract.documents.page_image import page_png
from extract.documents.pdf import fonts, readings
from extract.documents.pdf.content import Glyph
from extract.documents.pdf.overlooked import BAND, _bands


@pytest.mark.parametrize(
    ("character", "box"),
    [
        ("国", (50, 0, 950, 700)),
        ("，", (50, 0, 950, 700)),
        ("5", (50, 0, 450, 700)),
        ("—", (50, 0, 450, 700)),
    ],
)
def test_a_character_is_a_box_within_its_advance(character: str, box: tuple[int, ...]) -> None:
    font = ImageFont.truetype(io.BytesIO(fonts.BOXES), 1000)
    assert font.getmask(character).getbbox() == box


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0"])
def test_a_blank_has_no_ink(blank: str) -> None:
    font = ImageFont.truetype(io.BytesIO(fonts.BOXES), 1000)
    assert font.getmask(blank).getbbox() is None


@pytest.mark.parametrize("figure", ["325", "五"])
def test_what_is_painted_out_is_told_without_a_font_of_the_machine(figure: str) -> None:
    def painted_out(c: Canvas) -> None:
        table(c, rows=[["信息内容", "本年制发件数", "现行有效件数"], ["规章", figure, "0"]])
        c.setFillGray(1)
        c.rect(221, HEIGHT - 150, 100, 26, stroke=0, fill=1)

    (found,) = tables(next(readings(source(pdf(painted_out)))))
    assert texts(found)[1] == ["规章", "", "0"]


def test_pages_are_drawn_with_the_fonts_of_the_machine_before_and_after_reading() -> None:
    one, another = (pdf(lambda c, text=text: write(c, 60, 60, text)) for text in ("一一一", "国国国"))
    before = page_png(one, 1, [])
    list(readings(source(pdf(table))))
    assert page_png(one, 1, []) == before != page_png(another, 1, [])


def test_type_set_millions_of_points_high_takes_no_more_places_than_the_page_has() -> None:
    bands = _bands([Glyph(10, -3e9, 20, 3e38, "5", 1), Glyph(10, 40, 20, 50, "6", 2)], height=HEIGHT)
    assert len(bands) <= HEIGHT // BAND + 3
    assert bands[45 // BAND] == [0, 1]
