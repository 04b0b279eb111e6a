"""Pages put on a sheet by another program: scaled, several side by side, or turned, under a watermark."""

from collections.abc import Callable
from functools import partial

import pytest
from pdf_samples import FONT, HEIGHT, ROWS, WIDTH, lines, pdf, source, table, tables, texts, write
from reportlab.pdfgen.canvas import Canvas

from extract.documents.model import Document
from extract.documents.open import open_document
from extract.documents.pdf import readings
from tests.extract.messy import source as named
from tests.extract.test_other_makers import RULED, written

LABELS = "BT /F 10 Tf 60 646 Td (regulations) Tj 0 -20 Td (orders) Tj 0 -20 Td (grants) Tj ET"
REPLACED = "/Span <</ActualText (12)>> BDC BT /F 10 Tf 260 646 Td (12) Tj ET EMC"
TITLE = "某县财政局二〇二三年政府信息公开工作年度报告"
LINE = "本年度主动公开政府信息若干条，没有收到政府信息公开申请"


def first(data: bytes) -> Document:
    return next(readings(source(data)))


@pytest.mark.parametrize("matrix", ["1 0 0 1 0 0", ".5 0 0 .5 40 300"])
def test_text_that_the_file_replaces_stands_where_its_form_is_drawn(matrix: str) -> None:
    content, placed = f"{RULED} {LABELS} {REPLACED}", f"{matrix} cm /P Do"
    data = written(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Contents 5 0 R/Resources<</XObject<</P 6 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(placed)}>>\nstream\n{placed}\nendstream",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>"
        f"/Length {len(content)}>>\nstream\n{content}\nendstream",
    )
    document = next(iter(open_document(named(data, "a.pdf")).readings()))
    (found,) = tables(document)
    assert texts(found) == [["regulations", "12"], ["orders", ""], ["grants", ""]]


def sheet_of_four(*pages: Callable[[Canvas], None], over: Callable[[Canvas], None] | None = None) -> bytes:
    """Up to four pages at half their size on one sheet of paper."""

    def draw(c: Canvas) -> None:
        for n, page in enumerate(pages):
            c.saveState()
            c.translate(WIDTH / 2 * (n % 2), HEIGHT / 2 * (1 - n // 2))
            c.scale(0.5, 0.5)
            page(c)
            c.restoreState()
        if over is not None:
            over(c)

    return pdf(draw)


def prose(*said: str) -> Callable[[Canvas], None]:
    """A page of these lines from above, with its number at the very foot."""

    def draw(c: Canvas) -> None:
        for n, text in enumerate(said):
            write(c, 60, 100 + 30 * n, text, 16)
        write(c, 290, HEIGHT - 22, "8")

    return draw


def watermark(c: Canvas) -> None:
    c.setFillGray(0.8)
    c.setFont(FONT, 40)
    c.drawString(WIDTH / 2 - 100, HEIGHT / 2 - 20, "内部资料内部")


@pytest.mark.parametrize("over", [None, watermark], ids=["plain", "under a watermark"])
def test_four_pages_on_a_sheet_are_read_one_after_the_other(over: Callable[[Canvas], None] | None) -> None:
    read = first(
        sheet_of_four(prose(TITLE, LINE), prose("一" + LINE, "二" + LINE), prose("三" + LINE), over=over)
    )
    said = [line for line in lines(read) if len(line) > 8]
    assert said == [TITLE, LINE, "一" + LINE, "二" + LINE, "三" + LINE]


def test_a_table_on_each_page_of_four_is_a_table_of_its_own() -> None:
    read = first(sheet_of_four(*[partial(table, xs=(60, 220, 400, 540))] * 4))
    assert [texts(found) for found in tables(read)] == [ROWS] * 4


def test_a_table_across_the_middle_is_on_no_sheet_of_four() -> None:
    def draw(c: Canvas) -> None:
        table(c, xs=(60, 220, 400, 540))
        table(c, xs=(60, 220, 400, 540), top=HEIGHT / 2 - 30)

    assert [texts(found) for found in tables(first(pdf(draw)))] == [ROWS] * 2


def test_a_page_on_its_side_under_more_watermark_than_text_is_turned() -> None:
    def draw(c: Canvas) -> None:
        c.saveState()
        c.translate(WIDTH, 0)
        c.rotate(90)
        c.translate(0, WIDTH - HEIGHT)
        table(c)
        c.restoreState()
        c.setFillGray(0.8)
        c.setFont(FONT, 12)
        for n in range(12):
            c.saveState()
            c.translate(40 + 140 * (n % 4), 100 + 220 * (n // 4))
            c.rotate(35)
            c.drawString(0, 0, "某县人民政府")
            c.restoreState()

    (found,) = tables(first(pdf(draw)))
    assert texts(found) == ROWS
