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
from tests.extract.test_other_makers import written


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


def with_a_font(encoding: str, codec: str, descriptor: str) -> bytes:
    """A small table set in a Chinese font that the file names, describes so far, and does not carry."""
    shown = [
        (64, 152, "行政规范性文件"),
        (224, 152, "325"),
        (334, 152, "0"),
        (64, 176, "规章"),
        (224, 176, "7"),
    ]
    content = "".join(
        f"BT /F 10 Tf {x} {HEIGHT - top - 8} Td <{text.encode(codec).hex()}> Tj ET\n"
        for x, top, text in shown
    )
    content += "".join(f"60 {HEIGHT - y} m 440 {HEIGHT - y} l S\n" for y in (148, 172, 196))
    content += "".join(f"{x} {HEIGHT - 148} m {x} {HEIGHT - 196} l S\n" for x in (60, 220, 330, 440))
    return written(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {HEIGHT}]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        f"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}/DescendantFonts[6 0 R]>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/FontDescriptor 7 0 R/DW 1000/W[814 939 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        f"<</Type/FontDescriptor/FontName/SimSun/Flags 6{descriptor}>>",
    )


@pytest.mark.parametrize(("encoding", "codec"), [("GBK-EUC-H", "gbk"), ("UniGB-UTF16-H", "utf-16-be")])
@pytest.mark.parametrize("descriptor", ["/Ascent 859/Descent -141", ""], ids=["measured", "without measures"])
def test_text_in_a_font_that_the_file_does_not_carry_is_read(
    encoding: str, codec: str, descriptor: str
) -> None:
    (found,) = tables(next(readings(source(with_a_font(encoding, codec, descriptor)))))
    assert texts(found) == [["行政规范性文件", "325", "0"], ["规章", "7", ""]]


def test_pages_are_drawn_with_the_fonts_of_the_machine_before_and_after_reading() -> None:
    one, another = (pdf(lambda c, text=text: write(c, 60, 60, text)) for text in ("一一一", "国国国"))
    before = page_png(one, 1, [])
    list(readings(source(pdf(table))))
    assert page_png(one, 1, []) == before != page_png(another, 1, [])


def test_type_set_millions_of_points_high_takes_no_more_places_than_the_page_has() -> None:
    huge, usual = Glyph(10, -3e9, 20, 3e38, "5", 1), Glyph(10, 40, 20, 50, "6", 2)
    bands = _bands([huge, usual], height=HEIGHT)
    assert len(bands) <= HEIGHT // BAND + 3
    assert bands[45 // BAND] == [huge, usual]
