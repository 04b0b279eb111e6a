"""Printed lines of a list of indicators put right before they are read: units and figures in their places.

Every indicator has one unit. Where two figures stand hard below each other and only one unit beside them, they are
one figure that a narrow column broke over two lines, if it had no room for one more digit of the second line on the first and
no indicator begins on the second, unless each of them stands alone above and below the line of one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Box, TextCell
from extract.rare import rare
from extract.tables.placed.tokens import around
from extract.tables.rows import Row, value_flags
from extract.tables.statistics.indicators import UNITS, codes_of, ends_with_unit
from extract.tables.values import WORDS, is_value

LEAST = 6
"""So many units without a figure beside them must stand in a list."""
MOST = 0.8
"""In such a list the line of a figure and that of its unit are seldom parted by anything."""

_UNIT_AND_FIGURE = rare(r"(.*?)(人次|万元|条|件|次|个|人|元|篇|项|份)([\d０-９][\d０-９,，.．]*)")

_NAMED = rare(r"(.*\D)[:：=]([\d０-９][\d０-９,，.．]*|[-－—–/／]{1,2}|无)")
"""A figure behind its indicator and a colon."""
PIECE = rare(r"[\d０-９.,，．]+")
"""What may be a part of a figure that is broken over lines."""
_BEGINS = rare(r"(?:[（(]?[一二三四五六七八九十][）)、]|\d{1,2}[.、．]|其中)")
"""The number before a label; or what stands for it."""
SECOND_LINE = 1.75
"""The second line of a figure stands no lower, in parts of its height."""
SHORTEST = 3
"""No column is so narrow that it breaks a figure after fewer signs: shorter ones are two of rows whose unit is lost."""
BETWEEN = 1
"""Lines of the label and the unit that may stand between its two lines."""


def with_units_apart(rows: Sequence[Row], form_id: str) -> list[Row]:
    """The rows, a unit that ran into its figure, or into both its label and its figure, and a figure behind a colon as cells of their own."""
    return [replace(row, cells=_apart(row.cells, form_id)) if row.printed else row for row in rows]


def _apart(cells: tuple[TextCell, ...], form_id: str) -> tuple[TextCell, ...]:
    last = cells[-1]
    if (named := _NAMED.fullmatch(last.text)) and codes_of(form_id, named[1]):
        return (*cells[:-1], *(replace(last, text=text) for text in named.groups()))
    if last.text.isascii() or not (found := _UNIT_AND_FIGURE.fullmatch(last.text)):
        return cells
    label, unit, figure = found.groups()
    if label and not codes_of(form_id, label):
        return cells
    return (*cells[:-1], *(replace(last, text=text) for text in (label, unit, figure) if text))


def with_nothing_beside(rows: list[Row]) -> list[Row]:
    """The rows, 无 and the like beside the unit that it stands below: alone it may be the end of a label."""
    beside: list[Row] = []
    for row in rows:
        alone = row.printed and len(row.cells) == 1 and row.cells[0].text in WORDS
        if alone and beside and _ends_with_unit(beside[-1]):
            beside[-1] = replace(beside[-1], cells=(*beside[-1].cells, *row.cells))
        else:
            beside.append(row)
    return beside


def with_figures_beside(rows: list[Row]) -> list[Row]:
    """The rows, each figure beside its unit where all stand a line above it, as a text layer gives what is set a little higher.

    So it is where a figure stands right above the first unit and most others, and none below the last one.
    """
    units = [n for n, row in enumerate(rows) if _ends_with_unit(row)]
    below = {n for n in units if n > 0 and _is_figure(rows[n - 1])}
    if len(units) < LEAST or units[0] not in below or len(below) < MOST * len(units):
        return rows
    if any(map(_is_figure, rows[units[-1] + 1 :])):
        return rows
    return [
        replace(row, cells=(*row.cells, *rows[n - 1].cells)) if n in below else row
        for n, row in enumerate(rows)
        if n + 1 not in below
    ]


def _ends_with_unit(row: Row) -> bool:
    return row.printed and row.cells[-1].text in UNITS


def _is_figure(row: Row) -> bool:
    return row.printed and len(row.cells) == 1 and value_flags(row.cells) == [True]


def with_whole_figures(rows: Sequence[Row], form_id: str) -> list[Row]:
    """The rows with each figure that is broken over two lines whole, on the line of its unit."""
    rows = list(rows)
    if all(map(_has_unit, filter(_figure, rows))):
        return rows
    boxes = [box for row in rows if (cell := _figure(row)) and (box := cell.place.box)]
    numbers = [n for n, row in enumerate(rows) if _figure(row)]
    for first, second in pairwise(numbers):
        upper, lower = _figure(rows[first]), _figure(rows[second])
        if upper is None or lower is None or second - first > BETWEEN + 1:
            continue
        in_middle = second - first == 2 and len(rows[first].cells) == 1 == len(rows[second].cells)
        begun = any(_begins_indicator(row, form_id) for row in rows[first + 1 : second + 1])
        if begun and not in_middle:
            continue  # whose unit may have run into its label
        beside = [n for n in range(first, second + 1) if _has_unit(rows[n])]
        if len(beside) == 1 and _are_one(upper, lower, boxes):
            rows[first], rows[second] = _without(rows[first], upper), _without(rows[second], lower)
            whole = replace(
                upper,
                text=upper.text + lower.text,
                place=replace(upper.place, box=around((upper.place.box, lower.place.box))),
            )
            rows[beside[0]] = replace(rows[beside[0]], cells=(*rows[beside[0]].cells, whole))
    return [row for row in rows if row.cells]


def _figure(row: Row) -> TextCell | None:
    """The figure, or the part of one, at the end of a line whose words know their places."""
    last = row.cells[-1] if row.cells and row.layout == "placed" else None
    return last if last is not None and PIECE.fullmatch(last.text) else None


def _begins_indicator(row: Row, form_id: str) -> bool:
    """Whether the label of an indicator begins a line, be it not whole."""
    label = row.cells[0].text
    return _BEGINS.match(label) is not None or bool(codes_of(form_id, label))


def _has_unit(row: Row) -> bool:
    return any(cell.text in UNITS or ends_with_unit(cell.text) for cell in row.cells)


def _without(row: Row, figure: TextCell) -> Row:
    return replace(row, cells=tuple(cell for cell in row.cells if cell is not figure))


def _are_one(upper: TextCell, lower: TextCell, column: Sequence[Box]) -> bool:
    """Whether two figures, one below the other, are the lines of one that had no room on the first."""
    above, below = upper.place.box, lower.place.box
    if above is None or below is None or upper.place.page != lower.place.page:
        return False
    near = below[1] - above[1] < SECOND_LINE * (above[3] - above[1])
    meets = above[0] < below[2] and below[0] < above[2]
    if not (near and meets and len(upper.text) >= SHORTEST and is_value(upper.text + lower.text)):
        return False
    widest = max(box[2] - box[0] for box in column if box[0] < above[2] and above[0] < box[2])
    digit = (below[2] - below[0]) / len(lower.text)
    return above[2] - above[0] + digit > widest
