"""Subtotals in a table three without rulings, which the form does not have: a row below a group, the sum of the legal persons."""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.model import Box, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables.rows import Row, value_flags
from extract.tables.sums import adds_up

SUBTOTAL = frozenset(("小计",))
"""The label of a row that some add to a group, and the heading of a column that some add to those of legal persons."""
EIGHT = len(APPLICANT_CODES) + 1
LEGAL = slice(1, len(APPLICANT_CODES))
"""The columns of legal persons among the eight, that of their subtotal last."""
SUBTOTALS = LEGAL.stop - 1
ENOUGH = 6
"""So many rows of eight figures tell a column."""
MOST = 0.8
"""This part of them makes its subtotal: a publisher's mistake may stand among them."""


def without_subtotals(rows: Sequence[Row]) -> list[Row]:
    """The printed rows without those named 小计, and without the figures below such a heading, where the rows of eight figures bear out what these are."""
    if not any("小" in cell.text for row in rows if row.printed for cell in row.cells):
        return list(rows)
    column = _column(rows)
    kept = []
    for row in rows:
        left = row
        if row.printed:
            left = _without_own(left if column is None else _without(left, column))
        if left.cells:
            kept.append(left)
    return kept


def _without_own(row: Row) -> Row:
    """A row of figures named 小计 without its name and its figures: what is left is a part of its group's name."""
    flags = value_flags(row.cells)
    named = [cell for is_figure, cell in zip(flags, row.cells, strict=True) if not is_figure]
    if all(flags) or not any(flags) or words.plain(named[-1].text) not in SUBTOTAL:
        return row
    return replace(row, cells=tuple(named[:-1]))


def _column(rows: Sequence[Row]) -> tuple[float, float] | None:
    """From where to where the figures of the subtotals reach; None without such a column, or where another reaches into it."""
    headings = [
        cell
        for row in rows
        if row.printed and not any(value_flags(row.cells))
        for cell in row.cells
        if words.plain(cell.text) in SUBTOTAL
    ]
    if not headings:
        return None
    full = [cells for row in rows if row.printed and len(cells := _figures(row)) == EIGHT]
    if len(full) < ENOUGH or sum(adds_up(cells[LEGAL]) for cells in full) < MOST * len(full):
        return None
    spans = [_span([cells[n] for cells in full]) for n in range(EIGHT)]
    own = spans.pop(SUBTOTALS)
    if any(_meet(span, own) for span in spans):
        return None
    return own if any(_meet((box[0], box[2]), own) for box in map(_box, headings)) else None


def _figures(row: Row) -> tuple[TextCell, ...]:
    """The values of a printed row that stand on a page."""
    cells = zip(value_flags(row.cells), row.cells, strict=True)
    return tuple(cell for is_figure, cell in cells if is_figure and cell.place.box is not None)


def _span(cells: Sequence[TextCell]) -> tuple[float, float]:
    boxes = [_box(cell) for cell in cells]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _box(cell: TextCell) -> Box:
    return cell.place.box or (0.0, 0.0, 0.0, 0.0)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _without(row: Row, column: tuple[float, float]) -> Row:
    flags = value_flags(row.cells)
    kept = tuple(
        cell
        for is_figure, cell in zip(flags, row.cells, strict=True)
        if not (is_figure and _meet((_box(cell)[0], _box(cell)[2]), column))
    )
    return row if len(kept) == len(row.cells) or not kept else replace(row, cells=kept)
