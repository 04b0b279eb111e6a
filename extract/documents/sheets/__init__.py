"""XLSX and XLS → Document: one table a sheet, merged ranges as spans, numbers as they are shown."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from extract.documents.collect import Collector, RawCell, clean, clean_cell, of_data_frame
from extract.documents.model import Document, Signal, Source
from extract.documents.refusals import Refusal
from extract.documents.sheets.biff import shown_sheets
from extract.documents.sheets.borders import BOXES, column_of, drawn_rows, hidden_lines
from extract.documents.sheets.doubts import Doubts, Place, SheetDoubts, doubts, uncounted_in
from extract.documents.sheets.formats import EVERYWHERE, Formats, formats, plain, shown
from extract.documents.unpack import open_zip, read_entry

MAX_ROWS, MAX_COLUMNS = 5_000, 200

_FILLED = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*?\br\s*=\s*["']([A-Za-z]{1,4})([0-9]{1,8})["'][^<>]*(?<!/)>(?!</)"""
)
"""A cell that holds something, in the XML of a sheet."""
_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]")


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a workbook.

    Raises ``Refusal``: ``damaged-file``, ``encrypted``, ``archive-bomb``, ``too-large``, ``uncounted-formulas``.
    """
    zipped = source.data.startswith(b"PK")
    drawn = dict[str, set[int]]()
    hidden: dict[str, tuple[set[int], set[int]]] = {}
    formatted: dict[str, Formats] = {}
    doubted = Doubts()
    if zipped:
        with open_zip(source.data) as archive:
            uncounted_parts = _look_into(archive)
            drawn = drawn_rows(archive)
            hidden = hidden_lines(archive)
            formatted = formats(archive)
            doubted = doubts(archive, uncounted_parts)
    else:
        for name, seen in shown_sheets(source.data).items():
            drawn[name], formatted[name] = seen.drawn, seen.formats
            hidden[name] = (seen.hidden_rows, seen.hidden_columns)
            doubted.errors[name], doubted.unseen[name] = seen.errors, seen.unseen
    with _library_errors(""):
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        sheets = book.sheets_metadata
    collector = Collector()
    uncounted: list[str] = []
    for sheet in sheets:
        if sheet.visible is not SheetVisibleEnum.Visible or sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        collector.paragraph(clean(sheet.name))
        out_of_sight = hidden.get(sheet.name, (set(), set()))
        drawn_here, formats_here = drawn.get(sheet.name, set()), formatted.get(sheet.name, {})
        doubts_here = doubted.of(sheet.name)
        _sheet(book, sheet.name, drawn_here, out_of_sight, formats_here, doubts_here, collector)
        uncounted += [path_of(sheet.name, *place) for place in sorted(doubts_here.uncounted)]
    yield Document(
        "xlsx" if zipped else "xls", "sheet", tuple(collector.blocks), signals=tuple(_told(uncounted))
    )


def _told(uncounted: list[str]) -> Iterator[Signal]:
    """What to do about formulas without a result, which stand in these cells."""
    if uncounted:
        yield Signal(
            "uncounted-formulas",
            f"{len(uncounted)} formulas have no stored result, the first in {uncounted[0]}: "
            "open the workbook in a spreadsheet program and save it again",
        )


@contextmanager
def _library_errors(name: str) -> Iterator[None]:
    """What the library raises on a broken file, as the file's refusal.

    Its parsers are written in Rust, whose panics reach Python outside ``Exception``.
    """
    try:
        yield
    except PasswordError:
        raise Refusal("encrypted") from None
    except (CalamineError, ValueError, OverflowError):
        raise Refusal("damaged-file", f"({name})" if name else "") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Refusal("damaged-file", f"({name})" if name else "") from None
        raise


def _look_into(archive: ZipFile) -> dict[str, set[Place]]:
    """The formulas without a result, by the part of their sheet. Raises ``Refusal`` ``too-large`` for a cell far out.

    The library lays out a sheet up to its last cell, however empty: it must not meet such a cell.
    """
    uncounted = {}
    for name in archive.namelist():
        if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            continue
        data = read_entry(archive, name) or b""
        for column, row in set(_FILLED.findall(data)):
            if int(row) > MAX_ROWS or len(column) > 2 or column_of(column) >= MAX_COLUMNS:
                raise Refusal("too-large", f"({name}: a cell at {column.decode()}{row.decode()})")
        if places := uncounted_in(data):
            uncounted[name] = places
    return uncounted


def _sheet(
    book: CalamineWorkbook,
    name: str,
    drawn: set[int],
    hidden: tuple[set[int], set[int]],
    formatted: Formats,
    doubted: SheetDoubts,
    collector: Collector,
) -> None:
    """One sheet as it is seen."""
    with _library_errors(name):
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
        merged = sheet.merged_cell_ranges or []
    if len(rows) > MAX_ROWS or max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        raise Refusal("too-large", f"({name}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns)")
    # The library ends a sheet with its last value.
    down = max((r + 1 for r, _ in doubted.uncounted), default=0)
    across = max([0, *map(len, rows), *(c + 1 for _, c in doubted.uncounted)])
    rows = [row + [""] * (across - len(row)) for row in rows]
    while len(rows) < down or (len(rows) in drawn and len(rows) < MAX_ROWS):
        rows.append([""] * across)
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    covered = {
        (r, c)
        for (top, left), (down, across) in spans.items()
        for r in range(top, min(top + down, len(rows)))
        for c in range(left, min(left + across, MAX_COLUMNS))
    } - set(spans)
    reached = {
        row for (top, _), (down, _) in spans.items() for row in range(top + 1, min(top + down, len(rows)))
    }
    lines = []
    for r, row in enumerate(rows):
        if r in hidden[0]:
            continue
        cells = [
            RawCell(
                doubted.seen(_shown(value, formatted, r, c), r, c),
                r,
                c,
                *spans.get((r, c), (1, 1)),
                path=path_of(name, r, c),
            )
            for c, value in enumerate(row)
            if (r, c) not in covered and c not in hidden[1]
        ]
        # Values that their format hides are a row of the table all the same.
        boxes = r in drawn or sum(isinstance(value, int | float) for value in row) >= BOXES
        lines.append(Line(r, cells, r in reached, boxes))
    add_lines(lines, collector)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet as it is seen: its number from 0, its cells, whether one merged downwards reaches into it, whether boxes are drawn in it."""

    number: int
    cells: list[RawCell]
    inside: bool
    drawn: bool


def add_lines(lines: list[Line], collector: Collector) -> None:
    """Add a sheet's rows as tables and paragraphs: blank rows part tables unless they are drawn, single cells of text are paragraphs."""
    used = [cell.col for line in lines for cell in line.cells if cell.text]
    left, width = min(used, default=0), max(used, default=-1) + 1
    block: list[tuple[int, list[RawCell]]] = []
    for line in lines:
        filled = [cell for cell in line.cells if cell.text]
        if not filled and line.drawn and block:
            block.append((line.number, line.cells))
        elif not filled and not line.inside:
            _flush(block, collector)
        elif len(filled) == 1 and _is_line(filled[0], left, width, line.inside, not block):
            _flush(block, collector)
            collector.paragraph(filled[0].text, path=filled[0].path)
        else:
            block.append((line.number, line.cells))
    _flush(block, collector)


def _is_line(cell: RawCell, left: int, width: int, inside: bool, first: bool) -> bool:
    """Whether the only text of a row is a line of the report, and not the label of a row left blank.

    A title above a table, a numbered heading across the sheet, or sentences; ``left`` and ``width`` are the
    sheet's first filled column and its width.
    """
    across = cell.colspan >= max(width - left - 1, 2)
    if not across and (inside or cell.col != left):
        return False
    return first or "。" in cell.text or (across and _NUMBERED.match(cell.text) is not None)


def _flush(block: list[tuple[int, list[RawCell]]], collector: Collector) -> None:
    """Add the rows gathered so far as one table, counted from its own first row."""
    if block:
        top, last = block[0][0], block[-1][0]
        cells = [c for _, line in block for c in line]
        # A workbook's rows run on to its widest one; what is empty beyond this block is no part of it.
        width = max((c.col + c.colspan for c in cells if c.text or c.colspan > 1), default=0)
        placed = [
            RawCell(c.text, c.row - top, c.col, min(c.rowspan, last - c.row + 1), c.colspan, c.path)
            for c in cells
            if c.col < width
        ]
        collector.table(of_data_frame(placed))
        block.clear()


def _shown(value: object, formatted: Formats, row: int, column: int) -> str:
    """A cell as a reader sees it: by its number format; 9.0 is 9, dates by day."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        for place in (EVERYWHERE, (row, column)):
            text = shown(value, formatted[place]) if place in formatted else None
            if text is not None:
                return clean(text)
        return plain(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return clean_cell(str(value)) if value is not None else ""


def path_of(sheet: str, row: int, column: int) -> str:
    """The name of a cell as workbooks have it: the sheet, the column's letters, the row from 1."""
    return f"{sheet}!{column_name(column)}{row + 1}"


def column_name(index: int) -> str:
    """The letters of a column, as workbooks name it."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
