"""The row that each cell stands in, as the document prints it: what a reader is shown where no page can be drawn."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extract.documents.model import Document, Place, Table, TextCell
from extract.rare import rare
from extract.reports.model import Cell

LONGEST = 400
"""Characters of a row that are kept."""
BLANK = "□"
"""Stands for a cell in which nothing is printed."""

UNDRAWN = frozenset(("ofd",))
"""Formats with pages that ``page_image`` does not draw."""
LINES_ABOVE = 3
"""Lines of numbers above which the words of a row are looked for."""
_WORD = rare("[\u4e00-\u9fff]")


def quoted(document: Document, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells, told their row: of a table, by its number and row; of running text, the lines its numbers stand in.

    Cells that stand on a page keep none: the page itself can be shown, unless it is of a format that is not drawn.
    """
    rows: dict[tuple[int | None, int | None], tuple[TextCell, ...]] = {}
    on_pages: dict[Place, tuple[TextCell, ...]] = {}
    lines: list[tuple[int, str]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows():
                if row and (place := row[0].place).table is not None:
                    rows[place.table, place.row] = row
                elif document.format in UNDRAWN:
                    on_pages |= dict.fromkeys([cell.place for cell in row], row)
        elif block.place.page is None and block.place.offset is not None:
            lines.append((block.place.offset, block.text))
    cells = tuple(cells)
    typed = [cell for cell in cells if cell.place.table is None] if lines else []
    told = _lines_of_rows(lines, typed) if typed else {}
    if not (rows or on_pages or told):
        return cells
    last: tuple[TextCell, ...] = ()
    quote = ""
    for cell in cells:
        place = cell.place
        own = rows.get((place.table, place.row)) if place.table is not None else on_pages.get(place)
        if own is not None:
            if own is not last:  # the seven cells of a row of table three have the same quote
                last, quote = own, _as_printed(own)
            cell.tell(quote)
        elif place.table is None and (above := told.get((cell.table, cell.code))) is not None:
            cell.tell(above)
    return cells


def _as_printed(row: Iterable[TextCell]) -> str:
    return " | ".join([printed.text.strip() or BLANK for printed in row])[:LONGEST]


def _lines_of_rows(lines: Sequence[tuple[int, str]], cells: Iterable[Cell]) -> dict[tuple[str, str], str]:
    """Of each row in running text the lines from its first number to its last, with the words before them.

    ``cells`` stand in no table.
    """
    starts = [offset for offset, _ in lines]
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for cell in cells:
        place = cell.place
        if place.offset is None or place.page is not None:
            continue
        at = bisect_right(starts, place.offset) - 1
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
