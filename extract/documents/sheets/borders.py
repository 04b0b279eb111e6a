"""What of a workbook is seen: rows of empty boxes are rows of blanks, hidden rows and columns are none."""

import re
from zipfile import ZipFile

from extract.documents.unpack import as_far_as_intact, parse_xml, read_entry

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOOK, LINKS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
BOXES = 2
"""Drawn cells from which an empty row is a row of a table."""

_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^<>]*?\br="[A-Z]{1,3}([0-9]{1,7})"[^<>]*?\bs="([0-9]{1,5})"[^<>]*?(?:/>|></(?:\w+:)?c>)'
)

MOST_COLUMNS = 1000
"""Columns beyond these are not looked at: a sheet that hides all that follow names the last there can be."""

_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_HIDDEN = re.compile(rb'\b(?:hidden="(?:1|true)"|(?:ht|width)="0(?:\.[0-3][0-9]*)?")')
"""The mark of a row or a column that is hidden, or a size that leaves nothing of it."""
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_EDGE = re.compile(rb'\b(?:min|max)="([0-9]{1,7})"')


def drawn_rows(archive: ZipFile) -> dict[str, set[int]]:
    """For each sheet by its name, the rows (from 0) that hold empty cells with a border.

    What cannot be told (a strange or broken part) is not told: the sheet is then read without it.
    """
    with as_far_as_intact():
        bordered = _bordered_styles(archive)
        return {
            name: _rows(read_entry(archive, part) or b"", bordered)
            for name, part in sheet_parts(archive).items()
        }
    return {}


def hidden_lines(archive: ZipFile) -> dict[str, tuple[set[int], set[int]]]:
    """For each sheet by its name, the rows and the columns (from 0) that are hidden, as far as can be told."""
    with as_far_as_intact():
        return {
            name: _hidden(read_entry(archive, part) or b"") for name, part in sheet_parts(archive).items()
        }
    return {}


def _hidden(data: bytes) -> tuple[set[int], set[int]]:
    rows = {int(n) - 1 for tag in _ROW.findall(data) if _HIDDEN.search(tag) for n in _NUMBER.findall(tag)[:1]}
    columns: set[int] = set()
    for tag in _COLUMN.findall(data):
        if _HIDDEN.search(tag):
            edges = [int(n) for n in _EDGE.findall(tag)]
            if len(edges) == 2:
                columns |= set(range(min(edges) - 1, min(max(edges), MOST_COLUMNS)))
    return rows, columns


def _bordered_styles(archive: ZipFile) -> frozenset[int]:
    """The cell styles that draw a line on any side."""
    data = read_entry(archive, STYLES)
    if data is None:
        return frozenset()
    root = parse_xml(data, STYLES)
    lined = [any(side.get("style") for side in border) for border in root.iterfind(f"{S}borders/{S}border")]
    found = set()
    for number, style in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        border = style.get("borderId") or "0"
        if border.isdigit() and len(border) < 6 and int(border) < len(lined) and lined[int(border)]:
            found.add(number)
    return frozenset(found)


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    book, links = read_entry(archive, BOOK), read_entry(archive, LINKS)
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target") or "" for link in parse_xml(links, LINKS)}
    found = {}
    for sheet in parse_xml(book, BOOK).iterfind(f"{S}sheets/{S}sheet"):
        target = targets.get(sheet.get(f"{R}id"), "")
        if target:
            found[sheet.get("name") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def column_of(letters: bytes) -> int:
    """The number of a column, from 0, by the letters that workbooks name it with."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _rows(data: bytes, bordered: frozenset[int]) -> set[int]:
    boxes: dict[int, int] = {}
    for row, style in _CELL.findall(data):
        if int(style) in bordered:
            boxes[int(row) - 1] = boxes.get(int(row) - 1, 0) + 1
    return {row for row, count in boxes.items() if count >= BOXES}
