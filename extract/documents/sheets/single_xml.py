"""Workbooks as one XML file (Excel 2003, and what templates of web systems write as ``.xls``) → XLSX, then read as one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from math import isfinite

import xlsxwriter
from lxml.etree import _Element as Element
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extract.documents import sheets
from extract.documents.collect import MAX_CELLS, is_note, note
from extract.documents.elements import whole_number
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.sheets.lines import MAX_COLUMNS, MAX_ROWS
from extract.documents.unpack import parse_xml

S = "{urn:schemas-microsoft-com:office:spreadsheet}"
OPTIONS = "{urn:schemas-microsoft-com:office:excel}"
NAMED_FORMATS = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Short Date": "yyyy/m/d",
    "Long Date": "yyyy/m/d",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
"""Number formats that Excel 2003 calls by a name."""
STRUCK, RAISED = "S", "Sup"
LONGEST = 32_000
"""Characters of one cell: Excel's own limit is a little higher."""
MOST = {"Worksheet": 100, "Style": 4_000, "Cell": MAX_CELLS}
"""How many elements of a kind are looked at: a workbook of reports has a few sheets, and Excel 2003 had so many styles."""
MOST_MERGED = 50_000
"""Cells of a sheet that are parts of merged ones."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def readings(source: Source) -> Iterator[Document]:
    """The one reading of the workbook as XLSX.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``too-large``.
    """
    root = parse_xml(source.data, source.path.name)
    for name, most in MOST.items():
        if sum(1 for _ in root.iter(f"{S}{name}")) > most:
            raise Refusal("too-large", f"(more than {most} of {name})")
    packed = BytesIO()
    try:
        with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
            looks = {
                style.get(f"{S}ID") or "": _look(book, style)
                for style in root.iterfind(f"{S}Styles/{S}Style")
            }
            for number, one in enumerate(root.iterfind(f"{S}Worksheet"), start=1):
                visible = one.findtext(f"{OPTIONS}WorksheetOptions/{OPTIONS}Visible") or "SheetVisible"
                if visible == "SheetVisible":
                    _write(_Sheet(_named(book, one, number), looks), one)
    except XlsxWriterException:
        raise Refusal("damaged-file") from None
    for document in sheets.readings(replace(source, data=packed.getvalue())):
        yield replace(document, format="sheetxml")


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written, the looks of its cells by the names of their styles, and where a merged cell reaches to."""

    page: Worksheet
    looks: dict[str, Format]
    taken: set[tuple[int, int]] = field(default_factory=set)


def _named(book: xlsxwriter.Workbook, one: Element, number: int) -> Worksheet:
    """A new sheet of that name, as far as a workbook may have it."""
    name = _FORBIDDEN.sub(" ", one.get(f"{S}Name") or "").strip()[:31] or f"Sheet{number}"
    known = {page.get_name().lower() for page in book.worksheets()}
    return book.add_worksheet(name if name.lower() not in known else f"{name[:24]} ({number})")


def _look(book: xlsxwriter.Workbook, style: Element) -> Format:
    """What a style does to the sight of a figure: its ink, its ground, its format, and boxes around it."""
    look: dict[str, object] = {}
    for font in style.iterfind(f"{S}Font"):
        size = font.get(f"{S}Size") or ""
        look |= {"font_strikeout": True} if font.get(f"{S}StrikeThrough") == "1" else {}
        look |= {"font_size": float(size)} if re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", size) else {}
        look |= _coloured("font_color", font)
    for ground in style.iterfind(f"{S}Interior"):
        if ground.get(f"{S}Pattern") == "Solid":
            look |= _coloured("bg_color", ground)
    for code in style.iterfind(f"{S}NumberFormat"):
        said = code.get(f"{S}Format") or "General"
        look["num_format"] = NAMED_FORMATS.get(said, said)
    if any(line.get(f"{S}LineStyle") for line in style.iterfind(f"{S}Borders/{S}Border")):
        look["border"] = 1
    return book.add_format(look)


def _coloured(name: str, element: Element) -> dict[str, object]:
    colour = element.get(f"{S}Color") or ""
    return {name: colour} if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour) else {}


def _write(sheet: _Sheet, one: Element) -> None:
    """The columns and rows of a sheet. Raises ``Refusal``: ``too-large``."""
    if one.find(f"{OPTIONS}WorksheetOptions/{OPTIONS}DoNotDisplayZeros") is not None:
        sheet.page.hide_zero()
    column = row = 0
    for element in one.iterfind(f"{S}Table/*"):
        if element.tag == f"{S}Column":
            column = _at(element, column)
            last = min(column + _count(element, "Span"), MAX_COLUMNS)
            if _is_hidden(element, "Width"):
                sheet.page.set_column(min(column, last), last, None, None, {"hidden": True})
            column = last + 1
        elif element.tag == f"{S}Row":
            row = _at(element, row)
            if len(element) and row >= MAX_ROWS:
                raise Refusal("too-large", f"(more than {MAX_ROWS} rows)")
            if _is_hidden(element, "Height"):
                sheet.page.set_row(min(row, MAX_ROWS), None, None, {"hidden": True})
            _write_row(sheet, element, row)
            row += 1 + _count(element, "Span")


def _write_row(sheet: _Sheet, row: Element, at: int) -> None:
    column = 0
    for cell in row.iterchildren(f"{S}Cell"):
        column = _at(cell, column)
        while cell.get(f"{S}Index") is None and (at, column) in sheet.taken:
            column += 1  # a cell merged downwards reaches in here
        if column >= MAX_COLUMNS:
            raise Refusal("too-large", f"(more than {MAX_COLUMNS} columns)")
        last_row = min(at + _count(cell, "MergeDown"), MAX_ROWS - 1)
        last = min(column + _count(cell, "MergeAcross"), MAX_COLUMNS - 1)
        if (last_row, last) != (at, column):
            if (last_row + 1 - at) * (last + 1 - column) + len(sheet.taken) > MOST_MERGED:
                raise Refusal("too-large", f"(more than {MOST_MERGED} merged cells)")
            sheet.page.merge_range(at, column, last_row, last, "")
            sheet.taken |= {(r, c) for r in range(at, last_row + 1) for c in range(column, last + 1)}
        _put(sheet, cell, at, column)
        column = last + 1


def _put(sheet: _Sheet, cell: Element, row: int, column: int) -> None:
    """Write what a cell holds."""
    look = sheet.looks.get(cell.get(f"{S}StyleID") or "Default")
    data = cell.find(f"{S}Data")
    if data is None:
        if cell.get(f"{S}Formula") is None:
            sheet.page.write_blank(row, column, None, look)
        else:
            sheet.page.write_formula(row, column, "=0", look, "")  # the file does not say what it comes to
        return
    said, kind = _said(data)[:LONGEST], data.get(f"{S}Type")
    if kind == "Error":
        sheet.page.write_formula(row, column, "=NA()", look, "#N/A")
    elif kind == "Boolean":
        sheet.page.write_boolean(row, column, said == "1", look)
    elif kind == "Number" and (number := _number(said)) is not None:
        sheet.page.write_number(row, column, number, look)
    else:
        sheet.page.write_string(row, column, said.partition("T")[0] if kind == "DateTime" else said, look)


def _said(data: Element) -> str:
    """The text of a cell without what is struck out in it; the number of a note apart from the figure before it."""
    said = data.text or ""
    for part in data.iterchildren("*"):
        name = part.tag.rpartition("}")[2]
        inside = "" if name == STRUCK else _said(part)
        if name == RAISED and is_note(said, inside):
            inside = note(inside)
        said += inside + (part.tail or "")
    return said


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _at(element: Element, following: int) -> int:
    """Where an element stands, from 0: where it says, else after the one before it."""
    said = _count(element, "Index")
    return said - 1 if said else following


def _count(element: Element, name: str) -> int:
    return whole_number(element.get(f"{S}{name}"), digits=7)


def _is_hidden(element: Element, size: str) -> bool:
    return (
        element.get(f"{S}Hidden") == "1"
        or re.fullmatch(r"0(?:\.0+)?", element.get(f"{S}{size}") or "") is not None
    )
