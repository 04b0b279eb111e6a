"""Type 3 glyphs: read by their boxes, without following their outlines."""

import zlib

import pytest
from pdf_samples import HEIGHT, source, tables, texts

from extract.documents import pdf as reader
from extract.documents.pdf.outlines import without_outlines
from tests.extract.test_other_makers import written

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
OUTLINE = "100 0 m 400 0 l 400 700 l 100 700 l h f\n" * 20
UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <30> <39> <0030> endbfrange
endcmap end end
"""
GLYPH = "500 0 100 0 400 700 d1\n"


def packed(content: str, more: str = "") -> str:
    """A stream as Chromium writes it."""
    data = zlib.compress(content.encode("latin-1"), 1).decode("latin-1")
    return f"<</Filter /FlateDecode\n/Length {len(data.encode('latin-1'))}{more}>> stream\n{data}\nendstream"


def a_table(
    glyph: str = GLYPH + OUTLINE, contents: str = "4 0 R", drawn: str = "", more: str = "null", note: str = ""
) -> bytes:
    """A page with a ruled table of four figures, set in a Type 3 font of ten glyphs: objects 6 to 15."""
    lines = "".join(f"60 {HEIGHT - y} m 380 {HEIGHT - y} l S\n" for y in (148, 172, 196))
    lines += "".join(f"{x} {HEIGHT - 148} m {x} {HEIGHT - 196} l S\n" for x in (60, 220, 380))
    figures = [(64, 162, "325"), (224, 162, "0"), (64, 186, "1870"), (224, 186, "7")]
    shown = "".join(f"BT /F 10 Tf {x} {HEIGHT - y} Td ({text}) Tj ET\n" for x, y, text in figures)
    glyphs = "".join(f"/{name} {6 + n} 0 R\n" for n, name in enumerate(NAMES))
    return written(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {HEIGHT}]{note}"
        f"/Contents {contents}/Resources<</Font<</F 5 0 R>>>>>>",
        packed(lines + shown + drawn),
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 48/LastChar 57"
        f"/Widths[{'500 ' * 10}]/Encoding<</Differences[48{''.join(map('/{}'.format, NAMES))}]>>"
        f"/CharProcs <<{glyphs}>>/ToUnicode 16 0 R>>",
        *[packed(f"{glyph}{n} {n} m {n} 700 l S\n") for n in range(10)],
        packed(UNICODE),
        more,
    )


def test_every_glyph_is_cut_after_its_box_and_nothing_is_moved() -> None:
    data = a_table()
    cut = without_outlines(data)
    assert len(cut) == len(data)
    assert cut.count(GLYPH.rstrip().encode()) == 10


def test_what_is_read_is_the_same_with_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    (by_boxes,) = tables(next(reader.readings(source(a_table()))))
    monkeypatch.setattr(reader, "without_outlines", lambda data: data)
    (by_outlines,) = tables(next(reader.readings(source(a_table()))))
    assert by_boxes == by_outlines
    assert texts(by_boxes) == [["325", "0"], ["1870", "7"]]


@pytest.mark.parametrize(
    "data",
    [
        a_table(note="/C#6fntents 6 0 R"),
        a_table(note="% hidden\n"),
        a_table(more="<</Type /ObjStm>>"),
        a_table(contents="17 0 R", more="[4 0 R 6 0 R]"),
        a_table(more=packed("").replace("/Length ", "/Length 9")),
        a_table(more=f"<</Length 40>> stream\n{'18 0 obj <</Contents 6 0 R>>':40}\nendstream"),
    ],
    ids=["escaped name", "comment", "packed objects", "list elsewhere", "wrong length", "object in a stream"],
)
def test_where_an_object_may_hide_the_file_stays_as_it_is(data: bytes) -> None:
    assert without_outlines(data) is data


@pytest.mark.parametrize(
    "glyph",
    ["500 0 d0\n" + OUTLINE, "500 0 0 0 0 0 d1\n" + OUTLINE, OUTLINE, GLYPH[:10] * 20, "x"],
    ids=["in colour", "a box without area", "no box", "numbers alone", "rubbish"],
)
def test_a_glyph_without_a_box_keeps_its_outline(glyph: str) -> None:
    data = a_table(glyph=glyph)
    assert without_outlines(data) == data


def test_a_glyph_that_a_page_draws_keeps_its_outline() -> None:
    data = a_table(contents="[4 0 R 6 0 R]")
    assert without_outlines(data).count(GLYPH.rstrip().encode()) == 9
