"""Figures of a list of indicators that their narrow column broke over two printed lines.

Every indicator has one unit. Where two figures stand hard below each other and only one unit beside them, they are
one figure, if the column had no room for one more digit of the second line on the first and no indicator begins on
the second, unless each of them stands alone above and below the line of one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Box, TextCell
from extract.rare import rare
from extract.tables.placed import around
from extract.tables.rows import Row
from extract.tables.statistics.indicators import UNITS, codes_of, ends_with_unit
from extract.tables.values import is_value

PIECE = rare(r"[\d０-９.,，．]+")
"""What may be a part of a figure that is broken over lines."""
_BEGINS = rare(r"(?:[（(]?[一二三四五六七八九十][）)、]|\d{1,2}[.、．]|其中)")
"""The number before a label; or what stands for it."""
NEXT_LINE = 1.75
"""The second line of a figure stands no lower, in parts of its height."""
SHORTEST = 3
"""No column is so narrow that it breaks a figure after fewer signs: shorter ones are two of rows whose unit is lost."""
BETWEEN = 1
"""Lines of the label and the unit that may stand between its two lines."""


def with_whole_figures(rows: Sequence[Row], form_id: str) -> list[Row]:
    """The rows with each such figure whole, on the line of its unit."""
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
    near = below[1] - above[1] < NEXT_LINE * (above[3] - above[1])
    meets = above[0] < below[2] and below[0] < above[2]
    if not (near and meets and len(upper.text) >= SHORTEST and is_value(upper.text + lower.text)):
        return False
    widest = max(box[2] - box[0] for box in column if box[0] < above[2] and above[0] < box[2])
    digit = (below[2] - below[0]) / len(lower.text)
    return above[2] - above[0] + digit > widest
