"""Which cells of a table stand under which of its headings, by the columns that they take."""

from collections import Counter
from collections.abc import Sequence

from extract.documents.model import TextCell

Column = tuple[int, int]
"""The first column that a cell takes, and how many."""


def column_of(cell: TextCell) -> Column:
    """The columns that a cell takes."""
    return cell.col, cell.colspan


def over(cell: TextCell, column: Column) -> bool:
    """Whether a cell reaches into a column."""
    return cell.col < sum(column) and column[0] < cell.col + cell.colspan


def under_each(cells: Sequence[TextCell], columns: Sequence[Column | None]) -> list[TextCell | None]:
    """The cell that stands in each column; None where none or more than one does, or one spreads over two."""
    slots: list[TextCell | None] = []
    for column in columns:
        standing = [c for c in cells if column is not None and over(c, column)]
        filled = [c for c in standing if c.text.strip()] or standing[:1]
        slots.append(filled[0] if len(filled) == 1 else None)
    times = Counter(id(cell) for cell in slots if cell is not None and cell.text.strip())
    return [None if times[id(cell)] > 1 else cell for cell in slots]


def ends_before(row: Sequence[TextCell], column: int) -> bool:
    """Whether a row of a drawn table ends before a column: whichever cell it lacks, those behind that one have moved.

    A page has the place of each cell; elsewhere a cell stands where the ones before it leave it.
    """
    return row[-1].place.page is None and sum(column_of(row[-1])) <= column
