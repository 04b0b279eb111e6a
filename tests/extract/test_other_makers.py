"""Reports from other makers than the benchmarks': what misled the reader once, and is read right or left unread now."""

import io
from dataclasses import replace
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.documents.clean import UNREADABLE as LOST
from extract.documents.model import Table
from extract.documents.open import open_document
from extract.documents.pdf import readings
from extract.documents.pdf.content import UNREADABLE
from extract.documents.word import readings as docx_readings
from extract.reports import read_reports
from extract.reports.model import State, Status
from extract.tables import read_tables
from extract.tables.table3.strips.nearby import _has_rival
from extract.tables.table4.table import RESULTS
from extract.tables.values import read_value
from tests.extract.messy import (
    COLUMNS,
    HEADS,
    Box,
    Paper,
    assert_not_wrong,
    assert_right,
    html,
    html_table,
    narrative,
    paper,
    pdf,
    placed,
    source,
    tables,
    xlsx,
)

# --- workbooks -----------------------------------------------------------------------------------------------


def crowded(p: Paper, *, left: int = 0, hidden: str = "") -> bytes:
    """A workbook without blank rows between text and tables, its titles merged over the sheet, begun in another column."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    at = 1
    for kind, what in narrative(p):
        if not callable(what):
            sheet.cell(at, 1 + left, what)
            if kind == "title":
                sheet.merge_cells(start_row=at, end_row=at, start_column=1 + left, end_column=10 + left)
            at += 1
            continue
        for r, line in enumerate(placed(what(p))):
            for c, (content, box) in enumerate(line):
                if box is not None and content:
                    sheet.cell(at + r, 1 + left + c, content)
                    if content == hidden and what.__name__ == "three":
                        sheet.column_dimensions[get_column_letter(1 + left + c)].hidden = True
        at += len(placed(what(p)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("left", [0, 1])
def test_headings_between_tables_without_blank_rows(left: int) -> None:
    p = paper(71)
    report = assert_right(crowded(p, left=left), "a.xlsx", p)
    assert set(report.sections) == set("123456")


@pytest.mark.parametrize("head", HEADS[1:5])
def test_a_hidden_column_does_not_move_the_others(head: str) -> None:
    p = paper(72)
    column = COLUMNS[HEADS.index(head)]
    for code in {key.split(".")[0] for key in p.cells if "." in key}:
        p.cells[f"{code}.natural_person"] = "0"
    read = read_reports(source(crowded(p, left=1, hidden=head), "a.xlsx"))[0]
    for cell in read.cells:
        if cell.state is not State.UNREAD and cell.column != column:
            assert cell.raw == p.cells[cell.key], cell.key


def test_sheets_keep_what_stood_before() -> None:
    p = paper(73)
    assert_right(xlsx(p, one_sheet=False), "a.xlsx", p)


# --- pages of a PDF ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_pages_that_lie_on_their_side(quarters: int) -> None:
    p = paper(74)
    upright = read_reports(source(pdf(p), "a.pdf"))[0]
    document = pdfium.PdfDocument(pdf(p))
    for page in document:
        page.set_rotation(90 * quarters)
    out = io.BytesIO()
    document.save(out)
    report = assert_right(out.getvalue(), "a.pdf", p)
    for was, now in zip(upright.cells, report.cells, strict=True):
        assert was.place.box
        assert now.place.box
        size = was.place.box[2] - was.place.box[0], was.place.box[3] - was.place.box[1]
        turned = now.place.box[2] - now.place.box[0], now.place.box[3] - now.place.box[1]
        assert turned == pytest.approx(size[::-1] if quarters % 2 else size, abs=0.1)


def test_two_pages_on_one_sheet() -> None:
    p = paper(75)
    pages = pdfium.PdfDocument(pdf(p))
    sheets = pdfium.PdfDocument(pdfium.raw.FPDF_ImportNPagesToOne(pages, 1190, 842, 2, 1))
    out = io.BytesIO()
    sheets.save(out)
    assert_right(out.getvalue(), "a.pdf", p)


def written(*parts: str) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    out = "%PDF-1.5\n"
    starts = []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    end = f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return (out + f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{end}").encode("latin-1")


def unembedded(texts: dict[tuple[int, int], str]) -> bytes:
    """A page with a ruled table of two columns, set in SimSun, which the file does not hold."""
    down = 1 + max(row for row, _ in texts)
    content = [f"{x} {700 - 20 * down} m {x} 700 l S" for x in (50, 250, 350)]
    content += [f"50 {700 - 20 * row} m 350 {700 - 20 * row} l S" for row in range(down + 1)]
    for (row, col), text in texts.items():
        hexed = text.encode("utf-16-be").hex()
        content.append(f"BT /F 10 Tf {60 + 200 * col} {686 - 20 * row} Td <{hexed}> Tj ET")
    drawn = "\n".join(content)
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[6 0 R]/Count 1>>",
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
        "<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859"
        "/Descent -141/CapHeight 683/StemV 80>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 7 0 R>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
    )
    return written(*parts)


def test_figures_that_a_substitute_font_cannot_show_are_no_blanks() -> None:
    texts = {(0, 0): "规章", (0, 1): "7", (1, 0): "行政规范性文件", (1, 1): "12", (2, 0): "行政许可"}
    first, second = readings(source(unembedded(texts), "a.pdf"))
    told = {(c.row, c.col): c.text for b in first.blocks if isinstance(b, Table) for c in b.cells}
    assert told[0, 1] in ("7", UNREADABLE)
    assert told[2, 1] == ""
    again = {(c.row, c.col): c.text for b in second.blocks if isinstance(b, Table) for c in b.cells}
    assert again == texts | {(2, 1): ""}


RULED = " ".join(f"{x} 600 m {x} 660 l S" for x in (50, 250, 350)) + " ".join(
    f" 50 {y} m 350 {y} l S" for y in (600, 620, 640, 660)
)
PRINTED = "BT /F 10 Tf 60 646 Td (rules) Tj 200 0 Td (7) Tj -200 -20 Td (orders) Tj ET"
UNSHOWN = {
    "a layer that is off": "/OC /L BDC BT /F 10 Tf 266 646 Td (5) Tj 0 -20 Td (31) Tj ET EMC",
    "outside the clip": "q 50 600 20 20 re W n BT /F 10 Tf 266 646 Td (5) Tj 0 -20 Td (31) Tj ET Q",
}


def layered(drawn: str, off: str = "/OFF[6 0 R]") -> bytes:
    """A page with a small table and what else is drawn over it; layer L is off unless told otherwise."""
    content = f"{RULED} {PRINTED} {drawn}"
    return written(
        f"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<<{off}>>>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        "/Resources<</Font<</F 4 0 R>>/Properties<</L 6 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/OCG/Name(draft)>>",
    )


def grid_of(data: bytes) -> list[str]:
    document = next(iter(open_document(source(data, "a.pdf")).readings()))
    table = next(b for b in document.blocks if isinstance(b, Table))
    return [c.text for c in table.cells]


@pytest.mark.parametrize("drawn", UNSHOWN.values(), ids=list(UNSHOWN))
def test_text_that_the_file_keeps_from_being_shown(drawn: str) -> None:
    assert grid_of(layered(drawn)) == ["rules", "7", "orders", "", "", ""]


OVER = "q 1 1 1 rg 252 622 60 15 re f Q"
OLD = "BT /F 10 Tf 260 626 Td (77) Tj ET"
NEW = "BT /F 10 Tf 260 626 Td (12) Tj ET"


@pytest.mark.parametrize(
    ("drawn", "cell"),
    [
        (f"{OLD} {OVER} {NEW}", "12"),
        (f"{OLD} {OVER}", ""),
        (f"{OVER} {OLD}", "77"),
        (f"{OLD} q 0 0 20 20 re W n 1 1 1 rg 0 0 595 842 re f Q", "77"),
    ],
)
def test_what_is_painted_over_is_not_print(drawn: str, cell: str) -> None:
    assert grid_of(layered(drawn))[3] == cell


def test_a_layer_that_is_on_is_print() -> None:
    assert "31" in grid_of(layered(UNSHOWN["a layer that is off"], off="/ON[6 0 R]"))


def boxes(canvas: Canvas, x: float, top: float, *, width: float = 60, height: float = 20) -> None:
    """The frame of one cell as a filled box less the box within it."""
    path = canvas.beginPath()
    path.rect(x, 800 - top - height, width, height)
    path.rect(x + 0.6, 800 - top - height + 0.6, width - 1.2, height - 1.2)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def test_frames_that_are_filled_are_rulings() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    for row in range(3):
        for col in range(3):
            boxes(canvas, 50 + 61 * col, 50 + 21 * row)
            if (row, col) != (1, 1):
                canvas.drawString(60 + 61 * col, 800 - 65 - 21 * row, f"{row}{col}")
    canvas.save()
    document = next(readings(source(out.getvalue(), "a.pdf")))
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert [c.text for c in table.cells] == ["00", "01", "02", "10", "", "12", "20", "21", "22"]


def test_the_columns_of_two_tables_are_not_drawn_together() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    for middle, top, rows, size in ((200, 50, 5, 10), (200, 170, 5, 10), (202.8, 310, 2, 4)):
        xs = (50, middle, 300)
        for row in range(rows + 1):
            canvas.line(xs[0], 800 - top - 20 * row, xs[-1], 800 - top - 20 * row)
        for x in xs:
            canvas.line(x, 800 - top, x, 800 - top - 20 * rows)
        for row in range(rows):
            canvas.setFont("Helvetica", size)
            canvas.drawRightString(xs[1] - 0.6, 800 - top - 14 - 20 * row, f"{row}")
    canvas.save()
    for document in readings(source(out.getvalue(), "a.pdf")):
        lower = [b for b in document.blocks if isinstance(b, Table)][-1]
        assert [c.text for c in lower.cells] == ["0", "", "1", ""], document.engine


NOTES = {
    "raised": ("/F 6 Tf 4 Ts (2) Tj", "40（2）"),
    "raised, larger": ("/F 7.5 Tf 3 Ts (2) Tj", "40（2）"),
    "two digits": ("/F 6 Tf 4 Ts (12) Tj", "40（1）（2）"),
    "lowered": ("/F 6 Tf -1.5 Ts (2) Tj", "40（2）"),
    "drawn by itself": ("ET BT /F 6 Tf 271.5 630 Td (2) Tj", "40（2）"),
    "neither": ("/F 6 Tf (2) Tj", f"40{UNREADABLE}"),
}


@pytest.mark.parametrize(("note", "cell"), NOTES.values(), ids=list(NOTES))
def test_a_small_digit_beside_a_figure_is_not_more_of_it(note: str, cell: str) -> None:
    drawn = layered(f"BT /F 10 Tf 260 626 Td (40) Tj {note} ET")
    for document in open_document(source(drawn, "a.pdf")).readings():
        table = next(b for b in document.blocks if isinstance(b, Table))
        assert table.cells[3].text == cell, document.engine


def test_digits_of_one_size_are_one_figure() -> None:
    assert grid_of(layered("BT /F 10 Tf 260 626 Td (4) Tj /F 9.5 Tf (0) Tj 1 Ts (2) Tj ET"))[3] == "402"


SEVERAL = {
    "printed over another": "(12) Tj 1 0 0 1 260 626 Tm (15) Tj",
    "struck out, the new one beside": "(12) Tj ET 259 629.6 m 272 629.6 l S BT /F 10 Tf 276 626 Td (15) Tj",
    "apart": "(1) Tj 60 0 Td (5) Tj",
    "one over the other": "(12) Tj /F 7 Tf 0 8 Td (15) Tj",
    "read from below": "ET BT /F 4 Tf 0 1 -1 0 270 623 Tm (123) Tj",
    "on its head": "ET BT /F 8 Tf -1 0 0 -1 290 633 Tm (123) Tj",
}


@pytest.mark.parametrize("digits", SEVERAL.values(), ids=list(SEVERAL))
def test_digits_that_may_be_several_figures_are_unread(digits: str) -> None:
    cell = grid_of(layered(f"BT /F 10 Tf 260 626 Td {digits} ET"))[3]
    assert read_value(cell).state is State.UNREAD


@pytest.mark.parametrize(("height", "state"), [(629.5, State.UNREAD), (624.5, State.NUMBER)])
def test_a_figure_that_is_struck_out_is_unread_and_one_underlined_is_read(
    height: float, state: State
) -> None:
    cell = grid_of(layered(f"BT /F 10 Tf 260 626 Td (12) Tj ET 259 {height} m 272 {height} l S"))[3]
    assert read_value(cell).state is state


@pytest.mark.parametrize(
    "digits", ["2 Tc (1205) Tj", "(1) Tj 9 0 Td (5) Tj", "-.6 Tc (1105) Tj", "/F 6 Tf (1) Tj 0 -6 Td (5) Tj"]
)
def test_digits_set_apart_evenly_are_one_figure(digits: str) -> None:
    cell = grid_of(layered(f"BT /F 10 Tf 260 626 Td {digits} ET"))[3]
    assert read_value(cell).value in (1205, 15, 1105)


def test_a_long_number_stamped_across_cells_leaves_them_unread() -> None:
    cells = grid_of(layered("BT /F 10 Tf 210 626 Td (4106000123456) Tj ET"))
    assert UNREADABLE in cells[2]
    assert set(cells[3]) == {UNREADABLE}


def test_rulings_only_between_the_columns() -> None:
    p = paper(77)
    inner = [("LINEAFTER", (0, 0), (-2, -1), 0.5, "black")]
    assert_not_wrong(pdf(p, ruled=False, style=inner), "a.pdf", p)


@pytest.mark.parametrize("nothing", [True, False])
def test_the_last_row_of_a_table_without_rulings_may_be_blank(nothing: bool) -> None:
    p = paper(90)
    for column in COLUMNS:
        p.cells[f"req_new.{column}"] = p.cells[f"out_total.{column}"]
        p.cells[f"req_carried_in.{column}"], p.cells[f"req_carried_out.{column}"] = "0", ""
    if not nothing:  # something was carried in, of which nothing is said
        p.cells["req_carried_in.natural_person"] = p.cells["req_carried_in.total"] = "3"
    read = {c.key: c.state for c in read_reports(source(pdf(p, ruled=False), "a.pdf"))[0].cells}
    assert read["req_carried_out.natural_person"] is (State.BLANK if nothing else State.UNREAD)
    assert read["out_total.natural_person"] is State.NUMBER


def test_the_last_row_of_table_two_may_be_blank_where_text_follows_it() -> None:
    p = paper(91)
    p.cells["pd_admin_fees_amount"] = ""
    assert_right(pdf(p, ruled=False), "a.pdf", p)


@pytest.mark.parametrize("x", [12, 570])
@pytest.mark.parametrize("ruled", [True, False])
def test_the_numbers_of_the_lines_in_the_margin_are_no_figures(x: int, ruled: bool) -> None:
    p = paper(92)
    document = pdfium.PdfDocument(pdf(p, ruled=ruled))
    margin = io.BytesIO()
    canvas = Canvas(margin, pagesize=(595, 842))
    for line in range(50):
        canvas.drawString(x, 790 - 14 * line, str(line + 1))
    canvas.save()
    numbers = pdfium.PdfDocument(margin.getvalue()).page_as_xobject(0, document)
    for page in document:
        page.insert_obj(numbers.as_pageobject())
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    assert_right(out.getvalue(), "a.pdf", p)


def test_an_empty_place_in_recognised_lines_is_unread() -> None:
    p = paper(78)
    p.cells["pd_rules_in_force"] = ""
    document = next(iter(open_document(source(pdf(p, ruled=False), "a.pdf")).readings()))
    read = {c.key: c.state for c in read_tables(replace(document, engine="ocr")).cells}
    assert read["pd_rules_in_force"] is State.UNREAD
    assert read["pd_rules_issued"] is State.NUMBER


def test_an_empty_cell_that_is_drawn_is_blank_also_where_it_was_recognised() -> None:
    p = paper(78)
    for code in ("rev_upheld", "rev_corrected", "rev_other", "rev_pending", "rev_total"):
        p.cells[code] = ""
    document = next(iter(open_document(source(pdf(p), "a.pdf")).readings()))
    read = {c.key: c.state for c in read_tables(replace(document, engine="ocr")).cells}
    assert {read[code] for code in ("rev_upheld", "rev_other", "rev_total")} == {State.BLANK}


def test_fifteen_empty_cells_below_a_heading_that_was_recognised_badly_are_blanks() -> None:
    p = paper(78)
    codes = [f"{route}_{result}" for route in ("rev", "lit_direct", "lit_after") for result in RESULTS]
    p.cells |= dict.fromkeys(codes, "")
    document = next(iter(open_document(source(pdf(p), "a.pdf")).readings()))
    last = [b for b in document.blocks if isinstance(b, Table)][-1]
    bad = max((c for c in last.cells if c.text == "结果纠正"), key=lambda c: c.col)
    cells = tuple(replace(c, text="结果鳞") if c is bad else c for c in last.cells)
    blocks = tuple(replace(b, cells=cells) if b is last else b for b in document.blocks)
    read = {c.key: c.state for c in read_tables(replace(document, engine="ocr", blocks=blocks)).cells}
    assert {read[code] for code in codes} == {State.BLANK}


def test_a_label_that_fits_as_well_is_a_rival_unless_it_has_values_of_its_own() -> None:
    assert _has_rival([0.2, 1.0, 1.0], 1, {1})
    assert not _has_rival([0.2, 1.0, 1.0], 1, {1, 2})
    assert not _has_rival([0.2, 1.0, 0.8], 1, {1})


# --- rows ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["（三）不予公开", "（五）不予处理", "（六）其他处理"])
def test_the_first_row_of_a_group_cut_by_the_page(group: str) -> None:
    p = paper(79)
    changed = tables(p)
    rows = changed["three"]
    at = next(i for i, row in enumerate(rows) if any(b.text == group for b in row))
    *labels, name = [b for b in rows[at] if not b.key]
    values = [b for b in rows[at] if b.key]
    above = [*rows[:at], [*labels, Box(), *values]]
    below = [[Box(), Box(), name, *(Box() for _ in values)], *rows[at + 1 :]]
    for part in (above, below):
        for row in part:
            for box in row:
                box.down = min(box.down, len(part) - part.index(row))
    for row in below[1:]:
        if row[0].text.startswith("（") and not row[0].text.startswith("（七"):
            row.insert(0, Box())
        elif row[0].text[:1].isdigit():
            row[:0] = [Box(), Box()]
        elif row[0].text.startswith("（七"):
            row.insert(0, Box())
    drawn = iter([html_table(above) + "<p>&nbsp;</p>" + html_table(below)])

    def draw(table: list) -> str:
        return next(drawn) if table is rows else html_table(table)

    assert_not_wrong(html(p, changed, draw=draw), "a.html", p)


def test_an_empty_strip_within_the_heading() -> None:
    p = paper(83)
    changed = tables(p)
    rows = changed["three"]
    rows[0][0].down += 1
    rows[1][0].down += 1
    rows.insert(2, [Box(across=6)])
    assert_right(html(p, changed), "a.html", p)


# --- cells ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["519O", "5l90", "4〇28", "12Ｏ", "3至5"])
def test_letters_typed_for_digits_and_ranges(typed: str) -> None:
    assert read_value(typed).state is State.UNREAD


def word(cell: str) -> list[str]:
    """The texts of the cells of a Word table with this in its last cell."""
    rows = f"<w:tr><w:tc><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc><w:tc><w:p>{cell}</w:p></w:tc></w:tr>"
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body><w:tbl>{rows}</w:tbl></w:body></w:document>",
        )
    document = next(docx_readings(source(out.getvalue(), "a.docx")))
    return [c.text for b in document.blocks if isinstance(b, Table) for c in b.cells]


def run(text: object) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


WRITTEN = {
    "one field in another's formula": (
        mark("begin") + code("= ") + mark("begin") + code("REF a") + mark("separate") + run(88)
        + mark("end") + code(" + 3") + mark("separate") + run(91) + mark("end"),
        "91",
    ),
    "a character drawn by a field": (mark("begin") + code(r"eq \o\ac(○,5)") + mark("end"), LOST),
    "only a copy for older programs": (
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{run(7)}</mc:Fallback></mc:AlternateContent>",
        LOST,
    ),
    "a copy for older programs": (
        f"<mc:AlternateContent><mc:Choice>{run(7)}</mc:Choice><mc:Fallback>{run(7)}</mc:Fallback>"
        "</mc:AlternateContent>",
        "7",
    ),
    "the number of a note, moved up": (
        run(51) + '<w:r><w:rPr><w:position w:val="12"/></w:rPr><w:t>1</w:t></w:r>',
        "51（1）",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), WRITTEN.values(), ids=list(WRITTEN))
def test_figures_in_word_that_are_more_than_text(cell: str, text: str) -> None:
    assert word(cell)[-1] == text


# --- headings and names --------------------------------------------------------------------------------------


def test_arabic_headings_beside_tables() -> None:
    p = paper(80)
    p.headings = tuple(f"{n}.{h[2:]}" for n, h in enumerate(p.headings, 1))  # type: ignore[assignment]
    report = assert_right(html(p), "a.html", p)
    assert set(report.sections) == set("123456")


@pytest.mark.parametrize("line", ["一二、公开的情况", "IVI. 公开的情况", "二三 公开的事项"])
def test_numbers_that_are_none_head_nothing(line: str) -> None:
    p = paper(82)
    p.five.append(line)
    report = assert_right(html(p), "a.html", p)
    assert set(report.sections) == set("123456")


def test_the_date_in_a_small_table_above_the_report() -> None:
    p = paper(84)
    record = "<table><tr><td>发布日期：2024-01-19</td><td>浏览次数：21</td></tr></table>"
    assert assert_right(html(p, before=record), "a.html", p).published == "2024-01-19"


@pytest.mark.parametrize("tag", ["sup", "sub"])
def test_the_number_of_a_note_beside_a_figure(tag: str) -> None:
    p = paper(85)

    def cell(box: Box) -> str:
        return f"{box.text}<{tag}>1</{tag}>" if box.key == "pd_rules_issued" else box.text

    read = {c.key: c.value for c in read_reports(source(html(p, cell=cell), "a.html"))[0].cells}
    assert read["pd_rules_issued"] == int(p.cells["pd_rules_issued"])


BROKEN = (
    ("河北雄安", "新区管理委员会2023年政府信息公开工作年度报告", "河北雄安新区管理委员会"),
    ("武汉东湖新技术", "开发区管理委员会2023年政府信息公开工作年度报告", "武汉东湖新技术开发区管理委员会"),
    ("2023年度湖北省孝感市孝", "昌县人民政府办公室政府信息公开年报", "湖北省孝感市孝昌县人民政府办公室"),
    ("国家税务总局", "菏泽市税务局2023年政府信息公开年度报告", "国家税务总局菏泽市税务局"),
    ("青海省气象", "局政府信息公开年度报告（2023年）", "青海省气象局"),
    ("中国（上海）自由", "贸易试验区2023年政府信息公开年度报告", "中国（上海）自由贸易试验区"),
    ("浙江省杭州市余杭区仓前街道", "办事处2023年政府信息公开年度报告", "浙江省杭州市余杭区仓前街道办事处"),
    ("当前位置", "示例县财政局2023年政府信息公开工作年度报告", "示例县财政局"),
    ("示例县人民政府", "示例县财政局2023年政府信息公开工作年度报告", "示例县财政局"),
    ("北京市", "北京市朝阳区财政局2023年政府信息公开工作年度报告", "北京市朝阳区财政局"),
    ("西安市公安局", "碑林分局2023年政府信息公开工作年度报告", "西安市公安局碑林分局"),
    (
        "天津市滨海新区人民政府",
        "新港街道办事处2023年政府信息公开年报",
        "天津市滨海新区人民政府新港街道办事处",
    ),
    ("沈阳市公安局", "大连市公安局沙河口分局2023年政府信息公开年度报告", "大连市公安局沙河口分局"),
    ("天津市河西区政务", "服务办公室2023年政府信息公开工作年度报告", "天津市河西区政务服务办公室"),
    ("秦皇岛市", "唐山市财政局2023年政府信息公开工作年度报告", "唐山市财政局"),
    ("内蒙古自|治区锡林郭勒盟行", "政公署2023年政府信息公开年度报告", "内蒙古自治区锡林郭勒盟行政公署"),
    ("2023年度武|汉东湖新技术", "开发区管理委员会政府信息公开年报", "武汉东湖新技术开发区管理委员会"),
    ("长沙市望城区城|市管理", "和综合执法局2023年政府信息公开年度报告", "长沙市望城区城市管理和综合执法局"),
    ("2023年", "度湖北省孝感市孝昌县水利局政府信息公开年报", "湖北省孝感市孝昌县水利局"),
    ("四川省|领导之窗", "成都市财政局2023年政府信息公开工作年度报告", "成都市财政局"),
)


@pytest.mark.parametrize(("above", "title", "name"), BROKEN)
def test_titles_that_break_within_the_name(above: str, title: str, name: str) -> None:
    first, *more = above.split("|")
    p = paper(81, title=first, opening=[*more, title])
    report = read_reports(source(html(p), "a.html"))[0]
    assert report.year == 2023
    assert report.agency.name_as_published == name


def test_a_name_that_may_begin_above_leaves_the_report_open() -> None:
    p = paper(81, title="合肥市", opening=["公安局交通", "警察支队2023年政府信息公开年度报告"])
    report = read_reports(source(html(p), "a.html"))[0]
    assert report.status is Status.PARTIAL
    assert any("may begin above" in note for note in report.notes)
