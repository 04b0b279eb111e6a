"""Tables that a program printed of its data frames, with numbers and signs of its own that no publisher writes."""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.collect import RawCell
from extract.rare import rare

NOT_THERE = ("nan", "NaN", "NaT", "None", "null", "<NA>", "Unnamed: ", "_UNNAMED_")
"""With what a data frame's signs for an empty cell, or for a column without a name, begin."""
_NOT_THERE = rare(r"nan|NaN|NaT|None|null|<NA>|Unnamed: \d+(?:_level_\d+)?|_+UNNAMED_+\d+")
INDEXED = 5
"""Rows from which numbers from 0 before them are a data frame's."""


def is_there(text: str) -> bool:
    """False for what a data frame prints where nothing is: no publisher writes it."""
    return not text.startswith(NOT_THERE) or _NOT_THERE.fullmatch(text) is None


def numbering(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many rows and columns of a table are the numbers that a data frame gives its own columns and rows.

    None of a single row: it may hold figures.
    """
    if len(rows) < 2:
        return 0, 0
    indexed = not rows[0][0]
    names = rows[0][indexed:]
    numbers = [row[0] for row in rows[1:]]
    counted = indexed and numbers == [str(n) for n in range(len(numbers))]
    if len(names) > 1 and list(names) == [str(n) for n in range(len(names))]:
        return 1, int(counted)
    return 0, int(counted and len(numbers) >= INDEXED)


def of_data_frame(cells: list[RawCell]) -> list[RawCell]:
    """The cells of a table that a data frame was printed as, without the frame's own numbers and its signs for nothing."""
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells):
        above = before = 0
    else:
        rows: dict[int, list[str]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell.text if is_there(cell.text) else "")
        above, before = numbering(list(rows.values())) if rows else (0, 0)
    return [
        replace(
            cell, text=cell.text if is_there(cell.text) else "", row=cell.row - above, col=cell.col - before
        )
        for cell in cells
        if cell.row >= above and cell.col >= before
    ]
