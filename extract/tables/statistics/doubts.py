"""What of an older table is not sure once all its rows are read, and is left unread."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extract.documents.clean import display_width
from extract.documents.model import Box, TextCell
from extract.tables.placed.blanks import Painted
from extract.tables.rows import Row
from extract.tables.statistics.indicators import labels_of, rank_of
from extract.tables.statistics.lines import PIECE
from extract.tables.statistics.reading import Reading
from extract.tables.values import is_value

NEXT_LINE = 2.2
"""The next line of a broken figure stands no lower, in parts of its height."""
NEAR = 3.2
"""Nor a figure that no row has taken, of which the rest may be one that was read."""
SMALLEST, WIDEST = 0.3, 10
"""Nor is it smaller or wider, in parts of the figure's height: what is may be a stroke, or the page's head."""
HEADINGS = 4
"""Lines of a list at most that a text sets wider than the width at which it cuts the others."""


@dataclass(slots=True)
class Around:
    """What is printed around the figures: what is ``painted`` there, words with digits that no indicator takes (``words``), and all printed ``lines``."""

    painted: Painted
    words: list[TextCell] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)


def leave_doubtful_unread(reading: Reading, around: Around, *, is_headed: bool) -> None:
    """Leave what may be a part of a figure unread, and what may be another indicator's; ``is_headed`` where headings were printed."""
    _leave_broken_unread(reading, around)
    _leave_twins_unread(reading)
    doubled = any(problem.startswith("2 numbers") for problem in reading.problems)
    if doubled and not is_headed and len(reading.columns) > 1:
        # Two columns whose headings are lost: a number alone may stand in either.
        reading.cells.clear()
    if reading.problems and 2 * len({code for code, _ in reading.cells}) < len(rank_of(reading.form)):
        # The numbers stand in another order than their indicators: the few that stand beside one may be another's.
        reading.cells = {at: found for at, found in reading.cells.items() if found[1] != "lines"}


def _leave_broken_unread(reading: Reading, around: Around) -> None:
    """Leave the figures unread that go on in the line above or below, perhaps in a number that was taken for the page's."""
    for where, find in (
        ("in another line", _beside_a_rest),
        ("on the next page", _cut_by_page),
        ("on the next line", _cut_by_width),
    ):
        for at in list(find(reading, around)):
            reading.leave_unread(at)
            reading.problems.append(f"a figure that goes on {where}: {at[0]}")


def _is_next_line(box: Box, other: Box, reach: float = NEXT_LINE) -> bool:
    """Whether something of a figure's size stands hard above or below one, of whose broken cell it may be the rest."""
    tall = box[3] - box[1]
    near = box[0] < other[2] and other[0] < box[2] and abs(box[1] - other[1]) < reach * tall
    sized = SMALLEST * tall < other[3] - other[1] < NEXT_LINE * tall
    return near and sized and SMALLEST * tall < other[2] - other[0] < WIDEST * tall


def on_one_page(painted: Painted) -> dict[int, list[Box]]:
    """What is drawn on one page alone: a page's head stands in the same place of the others."""
    pages = Counter(tuple(map(round, box)) for boxes in painted.values() for box in set(boxes))
    return {
        page: [box for box in boxes if pages[tuple(map(round, box))] == 1] for page, boxes in painted.items()
    }


def _on_pages(reading: Reading) -> list[tuple[tuple[str, str], TextCell, int, Box]]:
    """The cells that printed lines of a page gave, with the page and the box that each stands in."""
    return [
        (at, cell, cell.place.page, cell.place.box)
        for at, (cell, way) in reading.cells.items()
        if cell is not None and cell.place.page and cell.place.box and way in ("lines", "columns")
    ]


def _beside_a_rest(reading: Reading, around: Around) -> Iterator[tuple[str, str]]:
    """The cells above or below whose figure its rest may stand, perhaps in a number that was taken for the page's."""
    for at, cell, page, box in _on_pages(reading):
        near = [(c.text, c.place.box) for c in around.words if c.place.page == page and c.place.box]
        # Of a figure that no row has whole.
        pieces = [other for text, other in near if PIECE.fullmatch(text)]
        rests = [other for text, other in near if not cell.text.strip() or is_value(text)]
        if any(_is_next_line(box, other, NEAR) for other in pieces) or any(
            _is_next_line(box, other) for other in (*rests, *around.painted.get(page, ()))
        ):
            yield at


def _cut_by_page(reading: Reading, around: Around) -> Iterator[tuple[str, str]]:
    """The last printed figures of pages where a number that no row has taken stands above all figures of the next page."""
    found = _on_pages(reading)
    for piece in around.words:
        page, box = piece.place.page, piece.place.box
        if page is None or box is None or not PIECE.fullmatch(piece.text):
            continue
        column = [(on, b, at) for at, _, on, b in found if b[0] < box[2] and box[0] < b[2]]
        before = [(b[1], at) for on, b, at in column if on == page - 1]
        if before and not any(on == page and b[1] < box[1] for on, b, _ in column):
            yield max(before)[1]


def _cut_by_width(reading: Reading, around: Around) -> Iterator[tuple[str, str]]:
    """The cells that end a line as wide as the list of a text is, above a lone number: a cut at that width parts a figure, too."""
    full: dict[Callable[[str], int], int] = {}
    for width in (len, display_width):
        widest = sorted((width(row.text) for row in around.lines), reverse=True)[:HEADINGS]
        full[width] = min(widest, default=0) - 1  # a sign of two columns may leave one of them free
    ends = {
        above.cells[-1].place
        for above, below in pairwise(around.lines)
        if len(below.cells) == 1 and below.layout == "line" and PIECE.fullmatch(below.text)
        if any(width(above.text) >= full[width] for width in full)
    }
    for at, (cell, _) in reading.cells.items():
        if cell is not None and cell.place in ends:
            yield at


def _leave_twins_unread(reading: Reading) -> None:
    """Leave an indicator unread whose label stands under an earlier heading too, where nothing from there on was read: it may be that of the earlier one."""
    rank = rank_of(reading.form)
    told = {rank[code] for code, _ in reading.cells}
    for codes in labels_of(reading.form).values():
        for earlier, later in pairwise(codes):
            if told.isdisjoint(range(rank[earlier], rank[later])):
                for column in reading.columns:
                    reading.cells.pop((later, column), None)
