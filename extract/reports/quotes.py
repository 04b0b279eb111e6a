"""The row that each cell stands in, as the document prints it: what a reader is shown where no page can be drawn."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter

from extract.documents.model import Document, Place, Table
from extract.reports.model import Cell

LONGEST = 400
"""Characters of a row that are kept."""
BLANK = "□"
"""Stands for a cell in which nothing is printed."""

UNDRAWN = frozenset(("ofd",))
"""Formats with pages that ``page_image`` does not draw."""
LINES_ABOVE = 3
"""Lines of numbers above which the words of a row are looked for."""
_WORD = re.compile("[\u4e00-\u9fff]")

_printed = attrgetter(*(f.name for f in fields(Cell)[:-1]))
"""Every field of a cell but ``quote``, the last: there are two hundred cells, and ``dataclasses.replace`` takes three times as long."""


def quoted(document: Document, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with their row: of a table, by its number and row; of running text, the lines its numbers stand in.

    Cells that stand on a page keep none: the page itself can be shown, unless it is of a format that is not drawn.
    """
    rows: dict[tuple[int | None, int | None], str] = {}
    on_pages: dict[Place, str] = {}
    lines: list[tuple[int, str]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows():
                if row and (row[0].place.table is not None or document.format in UNDRAWN):
                    text = " | ".join([cell.text.strip() or BLANK for cell in row])[:LONGEST]
                    if row[0].place.table is not None:
                        rows[row[0].place.table, row[0].place.row] = text
                    else:
                        on_pages |= {cell.place: text for cell in row}
        elif block.place.page is None and block.place.offset is not None:
            lines.append((block.place.offset, block.text))
    cells = tuple(cells)
    told = _lines_of_rows(lines, cells) if lines else {}
    found = []
    for cell in cells:
        place = cell.place
        if place.table is not None:
            quote = rows.get((place.table, place.row))
        elif place in on_pages:
            quote = on_pages[place]
        else:
            quote = told.get((cell.table, cell.code))
        found.append(cell if quote is None else Cell(*(*_printed(cell), quote)))
    return tuple(found)


def _lines_of_rows(lines: Sequence[tuple[int, str]], cells: Iterable[Cell]) -> dict[tuple[str, str], str]:
    """Of each row in running text the lines from its first number to its last, with the words before them."""
    starts = [offset for offset, _ in lines]
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for cell in cells:
        if cell.place.offset is None or cell.place.table is not None or cell.place.page is not None:
            continue
        at = bisect_right(starts, cell.place.offset) - 1
        if at >= 0:
            first, last = spans.get((cell.table, cell.code), (at, at))
            spans[cell.table, cell.code] = (min(first, at), max(last, at))
    told = {}
    for row, (first, last) in spans.items():
        above = first
        while above > 0 and first - above < LINES_ABOVE and not _WORD.search(lines[above][1]):
            above -= 1
        told[row] = " ".join(text.strip() for _, text in lines[above : last + 1])[:LONGEST]
    return told
