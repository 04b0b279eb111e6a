"""The row that each cell stands in, as the document prints it: what a reader is shown where no page can be drawn."""

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

from extract.documents.model import Document, Paragraph, Table
from extract.reports.model import Cell

LONGEST = 400
"""Characters of a row that are kept."""
BLANK = "□"
"""Stands for a cell in which nothing is printed."""

_all = attrgetter(*(f.name for f in fields(Cell)))
"""Every field of a cell, ``quote`` last: there are two hundred cells, and ``dataclasses.replace`` takes three times as long."""


def quoted(document: Document, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with their row: of a table, by its number and row; of running text, the line at their offset.

    Cells that stand on a page keep none: the page itself can be shown.
    """
    rows: dict[tuple[int | None, int | None], str] = {}
    lines: dict[int | None, str] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows():
                if row and row[0].place.table is not None:
                    text = " | ".join(cell.text.strip() or BLANK for cell in row)
                    rows[row[0].place.table, row[0].place.row] = text[:LONGEST]
        elif isinstance(block, Paragraph) and block.place.page is None:
            lines[block.place.offset] = block.text[:LONGEST]
    found = []
    for cell in cells:
        place = cell.place
        quote = rows.get((place.table, place.row)) if place.table is not None else lines.get(place.offset)
        found.append(cell if quote is None else Cell(*(*_all(cell)[:-1], quote)))
    return tuple(found)
