"""The rows of a sheet → tables and paragraphs; the names of its cells."""

import re
from dataclasses import dataclass

from extract.documents.collect import Collector, RawCell, of_data_frame

MAX_ROWS, MAX_COLUMNS = 5_000, 200
_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]")


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
    block: list[Line] = []
    for line in lines:
        filled = [cell for cell in line.cells if cell.text]
        if not filled and line.drawn and block:
            block.append(line)
        elif not filled and not line.inside:
            _flush(block, collector)
        elif len(filled) == 1 and _is_line(filled[0], left, width, line.inside, not block):
            _flush(block, collector)
            collector.paragraph(filled[0].text, path=filled[0].path)
        else:
            block.append(line)
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


def _flush(block: list[Line], collector: Collector) -> None:
    """Add the rows gathered so far as one table, counted from its own first row."""
    if block:
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
