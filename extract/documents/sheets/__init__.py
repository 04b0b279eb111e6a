"""XLSX and XLS → Document: one table a block of rows, merged ranges as spans, cells as they are shown.

A library reads the values. How they are shown it does not say: ``xlsx`` and ``biff`` look for that in the file
itself and give a ``Look`` a sheet; ``formats`` knows number formats; ``lines`` makes tables and paragraphs of the rows.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from extract.documents.collect import Collector, RawCell, clean
from extract.documents.model import Document, Signal, Source
from extract.documents.refusals import Refusal
from extract.documents.sheets import biff, xlsx
from extract.documents.sheets.lines import MAX_COLUMNS, MAX_ROWS, Line, add_lines, path_of
from extract.documents.sheets.look import BOXES, Look, Place
from extract.documents.unpack import open_zip


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a workbook.

    Raises ``Refusal``: ``damaged-file``, ``encrypted``, ``archive-bomb``, ``too-large``, ``uncounted-formulas``.
    """
    zipped = source.data.startswith(b"PK")
    if zipped:
        with open_zip(source.data) as archive:
            looks = xlsx.looks(archive)
    else:
        looks = biff.looks(source.data)
    with _library_errors():
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        sheets = book.sheets_metadata
    collector = Collector()
    uncounted: list[str] = []
    for sheet in sheets:
        if sheet.visible is not SheetVisibleEnum.Visible or sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        collector.paragraph(clean(sheet.name))
        look = looks.get(sheet.name, Look())
        rows, spans = _grid(book, sheet.name, look)
        add_lines(list(_lines(sheet.name, rows, spans, look)), collector)
        uncounted += [path_of(sheet.name, *place) for place in sorted(look.uncounted)]
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
def _library_errors(name: str = "") -> Iterator[None]:
    """What the library raises on a broken file, as the file's refusal.

    Its parsers are written in Rust, whose panics reach Python outside ``Exception``.
    """
    try:
        yield
    except PasswordError:
        raise Refusal("encrypted") from None
    except BaseException as error:
        known = isinstance(error, (CalamineError, ValueError, OverflowError))
        if known or type(error).__name__ == "PanicException":
            raise Refusal("damaged-file", f"({name})" if name else "") from None
        raise


_Spans = dict[Place, tuple[int, int]]
"""The rows and columns of each merged cell, by where it begins."""


def _grid(book: CalamineWorkbook, name: str, look: Look) -> tuple[list[list], _Spans]:
    """The values of a sheet, all rows equally long, and its merged cells."""
    with _library_errors(name):
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
        merged = sheet.merged_cell_ranges or []
    if len(rows) > MAX_ROWS or max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        raise Refusal("too-large", f"({name}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns)")
    # The library ends a sheet with its last value.
    down = max((r + 1 for r, _ in look.uncounted), default=0)
    across = max([0, *map(len, rows), *(c + 1 for _, c in look.uncounted)])
    rows = [row + [""] * (across - len(row)) for row in rows]
    while len(rows) < down or (look.is_drawn(len(rows)) and len(rows) < MAX_ROWS):
        rows.append([""] * across)
    return rows, {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}


def _lines(name: str, rows: list[list], spans: _Spans, look: Look) -> Iterator[Line]:
    """The rows of a sheet as they are seen."""
    covered: set[Place] = set()
    reached: set[int] = set()
    for (top, left), (down, across) in spans.items():
        bottom, right = min(top + down, len(rows)), min(left + across, MAX_COLUMNS)
        covered |= {(r, c) for r in range(top, bottom) for c in range(left, right)}
        reached.update(range(top + 1, bottom))
    covered -= spans.keys()
    for r, row in enumerate(rows):
        if r in look.hidden_rows:
            continue
        cells = [
            RawCell(look.text(value, (r, c)), r, c, *spans.get((r, c), (1, 1)), path=path_of(name, r, c))
            for c, value in enumerate(row)
            if (r, c) not in covered and c not in look.hidden_columns
        ]
        # Values that their format hides are a row of the table all the same.
        drawn = look.is_drawn(r) or sum(isinstance(value, int | float) for value in row) >= BOXES
        yield Line(r, cells, r in reached, drawn)
