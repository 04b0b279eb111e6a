"""Pieces of upright rulings that were lost, to a fold, a pale spot or the scanner, between rows that have them."""

from collections.abc import Iterator

from extract.documents.ocr.scan import PIXELS_PER_POINT
from extract.documents.ocr.strokes import Pixels, Stroke, is_bare
from extract.documents.pdf.grid import Grid, GridCell

MOST_ROWS = 3
"""Over more rows than this a ruling is not lost: the table has no column there."""
THICKNESS = 3.0


def lost_rulings(grid: Grid, dark: Pixels) -> list[Stroke]:
    """The rulings down that are missing in up to ``MOST_ROWS`` rows of a grid, with nothing printed across their place.

    The rows above and below have every one of them: a heading over several columns has no such row above it.
    """
    return [
        ruling
        for cell, first, last in _merged(grid)
        if all(is_bare(dark.T, r) for r in _between(grid, cell, first, last))
        for ruling in _between(grid, cell, first, last)
    ]


def _between(grid: Grid, cell: GridCell, first: int, last: int) -> list[Stroke]:
    """The rulings that would part a cell's columns from one row to another."""
    top, foot = grid.ys[first] * PIXELS_PER_POINT, grid.ys[last + 1] * PIXELS_PER_POINT
    inner = grid.xs[cell.col + 1 : cell.col + cell.colspan]
    return [Stroke(x * PIXELS_PER_POINT, top, foot, THICKNESS) for x in inner]


def _merged(grid: Grid) -> Iterator[tuple[GridCell, int, int]]:
    """A cell over several columns, with the first and the last row in which they are one, between rows in which each is its own."""
    rows = len(grid.ys) - 1
    for cell in grid.cells:
        if cell.colspan == 1 or cell.rowspan > 1 or cell.row == 0 or not _is_parted(grid, cell.row - 1, cell):
            continue
        last = cell.row
        while last + 1 < rows and last - cell.row < MOST_ROWS and _goes_on(grid, last + 1, cell):
            last += 1
        if last - cell.row >= MOST_ROWS:
            continue
        if _is_parted(grid, last + 1, cell) if last + 1 < rows else _is_of_figures(grid, last):
            yield cell, cell.row, last


def _is_parted(grid: Grid, row: int, cell: GridCell) -> bool:
    """Whether all of a cell's columns are parted in a row."""
    numbers = grid.at[row]
    return all(numbers[c - 1] != numbers[c] for c in range(cell.col + 1, cell.col + cell.colspan))


def _is_of_figures(grid: Grid, row: int) -> bool:
    """Whether half of the columns at least are cells of their own in a row."""
    numbers = grid.at[row]
    return 2 * sum(n >= 0 and grid.cells[n].colspan == 1 for n in numbers) >= len(numbers)


def _goes_on(grid: Grid, row: int, cell: GridCell) -> bool:
    """Whether the same columns are one in a row too."""
    other = grid.cells[grid.at[row][cell.col]] if grid.at[row][cell.col] >= 0 else None
    return other is not None and (other.col, other.colspan, other.rowspan) == (cell.col, cell.colspan, 1)
