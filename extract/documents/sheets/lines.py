"""Sheets → document: rows as they are seen become tables and paragraphs; the names of their cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.documents.clean import clean, is_figure
from extract.documents.collect import Collector, RawCell
from extract.documents.data_frame import of_data_frame
from extract.documents.model import Document, Signal
from extract.documents.sheets.look import BOXES, Look, Place

MAX_ROWS, MAX_COLUMNS = 5_000, 200
_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of a sheet up to its last one, the rows and columns of each merged cell by where it begins, and its look."""

    name: str
    rows: list[list[Any]]
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    look: Look = field(default_factory=Look)


def document_of(kind: str, sheets: Iterable[Sheet]) -> Document:
    """A workbook of that format, of which these sheets are seen."""
    collector = Collector()
    uncounted: list[str] = []
    for sheet in sheets:
        collector.paragraph(clean(sheet.name))
        add_lines(list(_lines(sheet)), collector)
        uncounted += [path_of(sheet.name, *place) for place in sorted(sheet.look.uncounted)]
    return Document(kind, "sheet", tuple(collector.blocks), signals=tuple(_told(uncounted)))


def _told(uncounted: list[str]) -> Iterator[Signal]:
    """What to do about formulas without a result, which stand in these cells."""
    if uncounted:
        yield Signal(
            "uncounted-formulas",
            f"{len(uncounted)} formulas have no stored result, the first in {uncounted[0]}: "
            "open the workbook in a spreadsheet program and save it again",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet as it is seen: its number from 0, its cells, whether one merged downwards reaches into it, whether boxes are drawn in it."""

    number: int
    cells: list[RawCell]
    inside: bool
    drawn: bool


def _lines(sheet: Sheet) -> Iterator[Line]:
    """The rows of a sheet as they are seen."""
    look, rows = sheet.look, _whole(sheet)
    covered: set[Place] = set()
    reached: set[int] = set()
    for (top, left), (down, across) in sheet.spans.items():
        bottom, right = min(top + down, len(rows)), min(left + across, MAX_COLUMNS)
        covered |= {(r, c) for r in range(top, bottom) for c in range(left, right)}
        reached.update(range(top + 1, bottom))
    covered -= sheet.spans.keys()
    for r, row in enumerate(rows):
        if r in look.hidden_rows:
            continue
        cells = [
            RawCell(
                look.text(value, (r, c)),
                r,
                c,
                *sheet.spans.get((r, c), (1, 1)),
                path=path_of(sheet.name, r, c),
            )
            for c, value in enumerate(row)
            if (r, c) not in covered and c not in look.hidden_columns
        ]
        # Values that their format hides are a row of the table all the same.
        drawn = look.is_drawn(r) or sum(isinstance(value, int | float) for value in row) >= BOXES
        yield Line(r, cells, r in reached, drawn)


def _whole(sheet: Sheet) -> list[list[Any]]:
    """The rows of a sheet, equally long, with those in which only boxes or formulas without a result stand."""
    look = sheet.look
    down = max((r + 1 for r, _ in look.uncounted), default=0)
    across = max([0, *map(len, sheet.rows), *(c + 1 for _, c in look.uncounted)])
    rows = [row + [""] * (across - len(row)) for row in sheet.rows]
    while len(rows) < down or (look.is_drawn(len(rows)) and len(rows) < MAX_ROWS):
        rows.append([""] * across)
    return rows


def add_lines(lines: list[Line], collector: Collector) -> None:
    """Add a sheet's rows as tables and paragraphs: blank rows part tables unless they are drawn, single cells of text are paragraphs."""
    used = [cell.col for line in lines for cell in line.cells if cell.text]
    left, width = min(used, default=0), max(used, default=-1) + 1
    block: list[Line] = []
    for line in lines:
        filled = [cell for cell in line.cells if cell.text]
        if not filled and line.drawn and block:
            block.append(line)
        elif not filled and not line.inside:
            _flush(block, left, collector)
        elif len(filled) == 1 and _is_line(filled[0], left, width, line.inside, not block):
            _flush(block, left, collector)
            collector.paragraph(filled[0].text, path=filled[0].path)
        else:
            block.append(line)
    _flush(block, left, collector)


def _is_line(cell: RawCell, left: int, width: int, inside: bool, first: bool) -> bool:
    """Whether the only text of a row is a line of the report, and not the label of a row left blank.

    A title above a table, a numbered heading across the sheet, or sentences; ``left`` and ``width`` are the
    sheet's first filled column and its width.
    """
    across = cell.colspan >= max(width - left - 1, 2)
    if not across and (inside or cell.col != left):
        return False
    return first or "。" in cell.text or (across and _NUMBERED.match(cell.text) is not None)


def _flush(block: list[Line], left: int, collector: Collector) -> None:
    """Add the rows gathered so far as one table, counted from its own first row.

    Single cells of text right of the sheet's first column are lines of the report: its signature stands there.
    """
    said = [cell for line in block for cell in line.cells if cell.text]
    if len(said) == len(block) and all(c.col > left and not is_figure(c.text) for c in said):
        for cell in said:
            collector.paragraph(cell.text, path=cell.path)
    elif block:
        top, last = block[0].number, block[-1].number
        cells = [cell for line in block for cell in line.cells]
        # A workbook's rows run on to its widest one; what is empty beyond this block is no part of it.
        width = max((c.col + c.colspan for c in cells if c.text or c.colspan > 1), default=0)
        placed = [
            RawCell(c.text, c.row - top, c.col, min(c.rowspan, last - c.row + 1), c.colspan, c.path)
            for c in cells
            if c.col < width
        ]
        collector.table(of_data_frame(placed))
    block.clear()


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


def column_of(letters: bytes) -> int:
    """The number of a column, from 0, by the letters that workbooks name it with."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
