"""Where nothing is printed in a row and a column, and what may stand there all the same."""

from collections.abc import Mapping, Sequence

from extract.documents.model import Box, Place, TextCell
from extract.tables.placed.bands import Band
from extract.tables.placed.tokens import Span, Token, is_level

BESIDE = 0.75
"""A value stands at a label if it is no farther above or below its lines, in parts of their height."""


def blank_cell(page: int, column: Span, y: float, height: float) -> TextCell:
    """An empty cell where a row and a column meet."""
    box = (column[0], y - height / 2, column[1], y + height / 2)
    return TextCell("", 0, 0, place=Place(page=page, box=box))


Painted = Mapping[int, Sequence[Box]]
"""What is drawn on each page (from 1) that is neither text nor ruling."""


def painted_in(painted: Painted, page: int, box: Box) -> bool:
    """Whether something that is no text is drawn in a part of a page."""
    x0, top, x1, bottom = box
    return any(a < x1 and x0 < c and b < bottom and top < d for a, b, c, d in painted.get(page, ()))


def hidden_blank(
    band: Band, slots: Sequence[Token | None], spans: Sequence[Span], said: Sequence[Token]
) -> bool:
    """Whether words reach into a column that a row leaves empty: its figure may be glued to them."""
    return any(
        slot is None
        and any(
            t.x1 > left and t.x0 < right and is_level(t, band.page, band.y, 0.6 * band.height) for t in said
        )
        for slot, (left, right) in zip(slots, spans, strict=True)
    )
