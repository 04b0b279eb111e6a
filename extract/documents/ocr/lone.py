"""Dashes that stand alone in tables without rulings: the finder leaves them out, and a row without them has no columns."""

from collections.abc import Sequence
from itertools import chain

import cv2
import numpy as np

from extract.documents.ocr.ink import LEAST_HYPHEN, is_beside_paper, is_stroke
from extract.documents.ocr.pieces import Page, Piece, PixelBox
from extract.documents.ocr.scan import PIXELS_PER_POINT
from extract.documents.pdf.undrawn import FIGURE

LONGEST = 45
"""No longer stroke is a dash."""
FILLED = 0.6
"""Of the box of a dash so much is ink at least."""
AROUND = 4
"""What is so near to other print is of it."""
GAP = 1.5
"""Beside a dash of a cell no other stands within so many times its width, as those of a ruling or of dots do."""
IN_LINE = 6.0
"""By so many pixels may the middles, or edges, of two words of a column differ."""
SURE = 0.5
"""How sure a dash is that was told by its ink, as in a cell."""


def lone_dashes(page: Page, words: Sequence[Piece]) -> list[Piece]:
    """The dashes that have a word, or another dash, in their line and above or below them, a figure or dash among these.

    Their boxes are as tall as the figures: what stands in one line is told by its height.
    """
    strokes = _strokes(page, words)
    alone = [box for box in strokes if not any(_is_next(box, other) for other in strokes if other != box)]
    values = [*alone, *(word.box for word in words if FIGURE.fullmatch(word.text))]
    labels = [word.box for word in words if not FIGURE.fullmatch(word.text)]
    tall = float(np.median([box[3] - box[1] for box in values[len(alone) :] or labels or [(0, 0, 0, 0)]]))
    return [Piece(_as_tall(box, tall), "—", SURE) for box in alone if _is_in_table(box, values, labels)]


def _strokes(page: Page, words: Sequence[Piece]) -> list[PixelBox]:
    """The level strokes outside the grids and away from all words."""
    ink = page.ink.astype(np.uint8)
    grids = (tuple(v * PIXELS_PER_POINT for v in grid.box) for grid in page.grids)
    for x0, y0, x1, y1 in chain(grids, (word.box for word in words)):
        ink[max(0, int(y0) - AROUND) : int(y1) + AROUND, max(0, int(x0) - AROUND) : int(x1) + AROUND] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = [
        (float(x), float(y), float(x + w), float(y + h))
        for x, y, w, h, area in stats[1:count]
        if LEAST_HYPHEN <= w <= LONGEST and area >= FILLED * w * h
    ]
    return [box for box in boxes if is_stroke(box) and is_beside_paper(page, box)]


def _is_next(box: PixelBox, other: PixelBox) -> bool:
    """Whether another stroke stands right beside one, as in a dashed ruling."""
    gap = max(box[0], other[0]) - min(box[2], other[2])
    return box[1] < other[3] and other[1] < box[3] and gap < GAP * (box[2] - box[0])


def _is_in_table(box: PixelBox, values: Sequence[PixelBox], labels: Sequence[PixelBox]) -> bool:
    beside = [[_is_in_line(box, o) for o in boxes if o != box] for boxes in (values, labels)]
    above = [[_is_in_column(box, o) for o in boxes if o != box] for boxes in (values, labels)]
    return any(map(any, beside)) and any(map(any, above)) and any(beside[0] + above[0])


def _is_in_line(box: PixelBox, other: PixelBox) -> bool:
    """Whether the middle of a stroke is at the height of another word."""
    return other[1] <= (box[1] + box[3]) / 2 <= other[3]


def _is_in_column(box: PixelBox, other: PixelBox) -> bool:
    """Whether a stroke and a word above or below it have their middle, or an edge, in common."""
    ways = (box[0] + box[2] - other[0] - other[2]) / 2, box[0] - other[0], box[2] - other[2]
    return not _is_in_line(box, other) and min(map(abs, ways)) <= IN_LINE


def _as_tall(box: PixelBox, tall: float) -> PixelBox:
    middle = (box[1] + box[3]) / 2
    return box[0], middle - tall / 2, box[2], middle + tall / 2
