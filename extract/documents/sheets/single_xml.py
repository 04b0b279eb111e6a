"""Workbooks as one XML file (Excel 2003, and what templates of web systems write as ``.xls``) → Document, as a workbook's."""

import re
from collections import defaultdict
from collections.abc import Iterator
from math import isfinite

from lxml.etree import _Element as Element

from extract.documents.clean import is_note, note
from extract.documents.collect import MAX_CELLS
from extract.documents.elements import whole_number
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.sheets.lines import MAX_COLUMNS, MAX_ROWS, Sheet, document_of
from extract.documents.sheets.look import SMALLEST, CellStyle, Look, Place, format_of
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


def readings(source: Source) -> Iterator[Document]:
    """The one reading of the workbook.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``too-large``.
    """
    root = parse_xml(source.data, source.path.name)
    for name, most in MOST.items():
        if sum(1 for _ in root.iter(f"{S}{name}")) > most:
            raise Refusal("too-large", f"(more than {most} of {name})")
    styles = {s.get(f"{S}ID") or "": _style(s) for s in root.iterfind(f"{S}Styles/{S}Style")}
    sheets = [
        _Reader(styles).sheet(sheet, sheet.get(f"{S}Name") or f"Sheet{number}")
        for number, sheet in enumerate(root.iterfind(f"{S}Worksheet"), start=1)
        if sheet.findtext(f"{OPTIONS}WorksheetOptions/{OPTIONS}Visible") in (None, "", "SheetVisible")
    ]
    yield document_of("sheetxml", sheets)


def _style(style: Element) -> CellStyle:
    """What a style does to a cell: its number format, boxes, and figures struck out, too small to see, or of their ground's colour."""
    unseen = False
    ink, ground, code = "", "#FFFFFF", ""
    for font in style.iterfind(f"{S}Font"):
        size = font.get(f"{S}Size") or ""
        unseen = unseen or font.get(f"{S}StrikeThrough") == "1"
        unseen = unseen or (
            re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", size) is not None and float(size) < SMALLEST
        )
        ink = (font.get(f"{S}Color") or "").upper()
    for inside in style.iterfind(f"{S}Interior"):
        if inside.get(f"{S}Pattern") == "Solid":
            ground = (inside.get(f"{S}Color") or ground).upper()
    for number in style.iterfind(f"{S}NumberFormat"):
        said = number.get(f"{S}Format") or ""
        code = format_of(NAMED_FORMATS.get(said, said))
    boxed = any(line.get(f"{S}LineStyle") for line in style.iterfind(f"{S}Borders/{S}Border"))
    return CellStyle(code, boxed, unseen or ink == ground)


class _Reader:
    """Reads one sheet: its values, its merged cells with the places that they cover, and its look."""

    def __init__(self, styles: dict[str, CellStyle]) -> None:
        self._styles = styles
        self._values: dict[int, dict[int, object]] = defaultdict(dict)
        self._spans: dict[Place, tuple[int, int]] = {}
        self._covered: set[Place] = set()
        self._look = Look()

    def sheet(self, sheet: Element, name: str) -> Sheet:
        """The sheet that an element holds. Raises ``Refusal``: ``too-large``, ``damaged-file``."""
        options = sheet.find(f"{OPTIONS}WorksheetOptions/{OPTIONS}DoNotDisplayZeros")
        self._look.hides_zeros = options is not None
        column = row = 0
        for element in sheet.iterfind(f"{S}Table/*"):
            if element.tag == f"{S}Column":
                column = _at(element, column)
                last = min(column + _count(element, "Span"), MAX_COLUMNS)
                if _is_hidden(element, "Width"):
                    self._look.hidden_columns.update(range(min(column, last), last + 1))
                column = last + 1
            elif element.tag == f"{S}Row":
                row = _at(element, row)
                if len(element) and row >= MAX_ROWS:
                    raise Refusal("too-large", f"(more than {MAX_ROWS} rows)")
                if _is_hidden(element, "Height"):
                    self._look.hidden_rows.add(row)
                self._row(element, row)
                row += 1 + _count(element, "Span")
        values = self._values
        rows = [
            [values[r].get(c, "") for c in range(max(values[r], default=-1) + 1)] if r in values else []
            for r in range(max(values, default=-1) + 1)
        ]
        return Sheet(name, rows, self._spans, self._look)

    def _row(self, row: Element, at: int) -> None:
        column = 0
        for cell in row.iterchildren(f"{S}Cell"):
            column = _at(cell, column)
            while cell.get(f"{S}Index") is None and (at, column) in self._covered:
                column += 1  # a cell merged downwards reaches in here
            if column >= MAX_COLUMNS:
                raise Refusal("too-large", f"(more than {MAX_COLUMNS} columns)")
            down = min(_count(cell, "MergeDown"), MAX_ROWS - 1 - at) + 1
            across = min(_count(cell, "MergeAcross"), MAX_COLUMNS - 1 - column) + 1
            if down > 1 or across > 1:
                self._merge(at, column, down, across)
            self._cell(cell, (at, column))
            column += across

    def _merge(self, row: int, column: int, down: int, across: int) -> None:
        if down * across + len(self._covered) > MOST_MERGED:
            raise Refusal("too-large", f"(more than {MOST_MERGED} merged cells)")
        places = {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
        if not self._covered.isdisjoint(places):
            raise Refusal("damaged-file", "(merged cells lie over each other)")
        self._covered |= places
        self._spans[row, column] = down, across

    def _cell(self, cell: Element, place: Place) -> None:
        """Take in what a cell holds."""
        data = cell.find(f"{S}Data")
        said, kind = ("", "") if data is None else (_said(data)[:LONGEST], data.get(f"{S}Type"))
        value: object = said
        if data is None and cell.get(f"{S}Formula") is not None:
            self._look.uncounted.add(place)  # the file does not say what it comes to
        elif kind == "Error":
            self._look.errors.add(place)
        elif kind == "Boolean":
            value = said == "1"
        elif kind == "Number":
            value = _number(said)
        elif kind == "DateTime":
            value = said.partition("T")[0]
        empty = value == "" and kind != "Error"
        self._look.take(
            place, self._styles.get(cell.get(f"{S}StyleID") or "Default", CellStyle()), empty=empty
        )
        if not empty:
            self._values[place[0]][place[1]] = value


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


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


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
