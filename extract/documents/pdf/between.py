"""Rows of tables that are ruled across only: what stands between the same two rulings is one row of print.

Figures at the top or the foot of such a row stand on another line than a label in its middle, and a label over
two lines has one of them beside nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Box, Word
from extract.documents.pdf.content import Line, Ruling
from extract.documents.pdf.grid import merged_rulings
from extract.documents.pdf.lines import joined_text
from extract.documents.pdf.undrawn import FIGURE

FEWEST = 6
"""So many rulings across, and none down, make a page with such a table."""
TALLEST = 8
"""A row is lower than so many lines: between rulings further apart stands running text."""
SLACK = 2.0
"""A word may reach so far, in points, beyond the end of its ruling."""
APART = 1.5
"""Lines of one label stand no further apart than this, in parts of the air between them and the ruling."""
UNITS = frozenset(("条", "件", "次", "篇", "个", "项", "人", "人次", "元", "万元"))
"""What stands between a label and its figures."""

Row = tuple[float, float]
"""The heights of the rulings above and below."""


def rows_on_one_line(
    lines: Sequence[Line], horizontals: Sequence[Ruling], verticals: Sequence[Ruling]
) -> Sequence[Line]:
    """The lines of a page, those between the same two rulings as one where there are figures on one of them."""
    if verticals or len(horizontals) < FEWEST:
        return lines
    rulings = merged_rulings(horizontals)
    rows: dict[Row, list[tuple[int, Word]]] = {}
    for number, line in enumerate(lines):
        for word in line.words:
            if (row := _row_of(word.box, rulings)) is not None:
                rows.setdefault(row, []).append((number, word))
    moved: set[int] = set()
    joined: list[Line] = []
    for row, held in rows.items():
        several = len({number for number, _ in held}) > 1
        whole = _as_one([word for _, word in held], row) if several else None
        if whole is not None:
            joined.append(whole)
            moved |= {id(word) for _, word in held}
    if not joined:
        return lines
    for line in lines:
        left = [word for word in line.words if id(word) not in moved]
        if len(left) == len(line.words):
            joined.append(line)
        elif left:
            joined.append(_line_of(left))
    return sorted(joined, key=lambda line: (line.box[1], line.box[0]))


def _row_of(box: Box, rulings: Iterable[Ruling]) -> Row | None:
    """The nearest rulings above and below a word that reach over all of it; None where there are none, or running text may stand between them."""
    x0, top, x1, bottom = box
    y = (top + bottom) / 2
    over = [r.at for r in rulings if r.start <= x0 + SLACK and x1 - SLACK <= r.end]
    above, below = (
        max((at for at in over if at < y), default=None),
        min((at for at in over if at > y), default=None),
    )
    if above is None or below is None or below - above > TALLEST * (bottom - top):
        return None
    return above, below


def _as_one(words: Sequence[Word], row: Row) -> Line | None:
    """The words of a row, column by column, on the line of the figure furthest to the right; None without one label and with figures above each other: then it is no row, or several."""
    figures = [word for word in words if FIGURE.fullmatch(word.text)]
    if not figures:
        return None
    columns: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box[0]):
        if columns and word.box[0] < max(w.box[2] for w in columns[-1]):
            columns[-1].append(word)
        else:
            columns.append([word])
    if any(
        len(column) > 1 and (_is_of_rows(column, row) or any(w in figures for w in column))
        for column in columns
    ):
        return None
    _, top, _, bottom = max(figures, key=lambda w: w.box[2]).box
    whole = [_column(column, top, bottom) for column in columns]
    labels = [word for word in whole if word.text not in UNITS and not FIGURE.fullmatch(word.text)]
    return _line_of(whole) if len(labels) == 1 else None


def _is_of_rows(column: Sequence[Word], row: Row) -> bool:
    """Whether lines above each other stand further apart than those of one label: nearly twice as far as from the rulings, as two rows do."""
    heights = sorted({(word.box[1], word.box[3]) for word in column})
    air = min(heights[0][0] - row[0], row[1] - heights[-1][1])
    return any(lower[0] - upper[1] > max(0.0, APART * air) for upper, lower in pairwise(heights))


def _column(words: Sequence[Word], top: float, bottom: float) -> Word:
    """The words of one column as one, at this height."""
    words = sorted(words, key=lambda w: (round(w.box[1] + w.box[3]), w.box[0]))
    text = joined_text([word.text for word in words])
    x0, x1 = min(word.box[0] for word in words), max(word.box[2] for word in words)
    return replace(words[0], text=text, box=(x0, top, x1, bottom))


def _line_of(words: Sequence[Word]) -> Line:
    """A line of these words, which stand from left to right."""
    x0, x1 = min(word.box[0] for word in words), max(word.box[2] for word in words)
    top, bottom = min(word.box[1] for word in words), max(word.box[3] for word in words)
    return Line(" ".join([word.text for word in words]), (x0, top, x1, bottom), tuple(words))
