"""What the ink in a cell looks like: where it stands, in which lines, and whether it is a stroke."""

from collections.abc import Sequence

import cv2
import numpy as np

from extract.documents.ocr.pieces import Page, PixelBox
from extract.documents.ocr.strokes import Pixels

LEAST_HEIGHT, MOST_HEIGHT = 12, 60
"""The heights in pixels of what may be an overlooked character."""
LEAST_LINE = 16
"""Ink in fewer rows than this is no line of text."""
TALLER = 1.1
"""Characters of one line reach no further than so many times the tallest of their pieces."""
LEAST_INK = 12
"""Fewer dark pixels than this in a cell are dust, unless they lie as a small hyphen does."""
LEAST_HYPHEN = 6
"""A hyphen of small print has at least so many dark pixels."""
TINY = 25
"""Ink in a box of no more pixels is a small hyphen or dust."""
DUST = 5
"""No speck of dust is larger; a stroke of a character seldom is so small."""
MOST_MARKS = 12
"""Among more marks than this specks belong to words."""
LOWEST_SHARE, FAR = 0.3, 0.8
"""A point stands in the lowest share of its digits' height, and less than the second share of it beside them."""
LOW = 8
"""Ink lower than this is no digit."""
MARGIN = 3
"""So many pixels at the edges of a cell may be left over from its rulings."""
LEFT_OVER = 3
"""Ink no thicker than this along the edge of a cell is left over from its ruling."""
SPECK = 0.35
"""Ink smaller than this share of a cell's tallest character is no character."""
BESIDE = 12
"""A speck so near to a character in its line may be its point or its sign."""
SLASH, LEAST_SLANTED = -0.85, -0.5
"""Ink as slanted as the first is a slash, as the second no upright 1."""
LEAST_HOLE = 0.55
"""The hole of a 0 is taller than this share of it; those of 4, 6, 8 and 9 are less tall."""
AMID = 0.15
"""Ink within this share of a cell's height from its middle stands half-way up its only line."""
HALF_A_LINE = (8, 24)
"""The middle of a first or last line of print is so many pixels away from its ruling."""
ASIDE, LEAST_DARKER = 4, 15
"""Within so many pixels on every side of a character the paper is brighter than it by so much (0–255)."""
LEANING = -0.17
"""A stroke that moves left by more than this for each row of pixels down is no upright one."""


def ink_in(page: Page, box: PixelBox) -> tuple[PixelBox | None, float]:
    """The box around the ink in a cell, None where there is none, and how slanted it is if it is one stroke."""
    x0, y0, x1, y1 = (int(v) for v in box)
    part = page.ink[y0 + MARGIN : y1 - MARGIN, x0 + MARGIN : x1 - MARGIN].astype(np.uint8)
    if part.sum() < LEAST_HYPHEN:
        return None, 0.0
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces = [tuple(int(v) for v in stats[n]) for n in range(1, count) if not _left_over(part, stats[n])]
    marks = [p for p in pieces if p[4] >= LEAST_INK] or _hyphens(part, pieces)
    if not marks:
        return None, 0.0
    tallest = max(p[3] for p in marks)
    marks = [p for p in marks if max(p[2], p[3]) >= SPECK * tallest]
    # A point, a comma or the dots of a sign stand beside something larger; other specks are dust.
    kept = [p for p in pieces if p in marks or any(_beside(p, mark) for mark in marks)]
    left, top = min(p[0] for p in kept), min(p[1] for p in kept)
    right, bottom = max(p[0] + p[2] for p in kept), max(p[1] + p[3] for p in kept)
    slant = _slanted(_of(part, marks[0])) if len(marks) == 1 else 0.0
    dx, dy = x0 + MARGIN, y0 + MARGIN
    return (float(dx + left), float(dy + top), float(dx + right), float(dy + bottom)), slant


def dust_off(page: Page, box: PixelBox) -> None:
    """Wipes the specks off a cell with one figure in it that stand where no point, comma or sign does."""
    x0, y0, x1, y1 = (int(v) for v in box)
    part = page.ink[y0 + MARGIN : y1 - MARGIN, x0 + MARGIN : x1 - MARGIN].astype(np.uint8)
    if part.sum() < LEAST_INK:
        return
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces = [tuple(int(v) for v in stats[n]) for n in range(1, count)]
    marks = [p for p in pieces if LEAST_HEIGHT <= p[3] <= MOST_HEIGHT]
    specks = [p for p in pieces if max(p[2], p[3]) <= DUST and p[2] <= p[3] + 1]
    if not marks or len(marks) > MOST_MARKS or not specks:
        return
    top, foot = min(p[1] for p in marks), max(p[1] + p[3] for p in marks)
    tall = foot - top
    if tall > TALLER * max(p[3] for p in marks):
        return
    paper = np.median(page.bare[y0 + MARGIN : y1 - MARGIN, x0 + MARGIN : x1 - MARGIN], axis=(0, 1))
    for x, y, width, height, _ in specks:
        apart = min(max(p[0] - (x + width), x - (p[0] + p[2])) for p in marks)
        is_point = y + height > foot - LOWEST_SHARE * tall and y < foot + LOWEST_SHARE * tall
        if apart > (FAR * tall if is_point else 0):
            rows = slice(y0 + MARGIN + y - 2, y0 + MARGIN + y + height + 2)
            columns = slice(x0 + MARGIN + x - 2, x0 + MARGIN + x + width + 2)
            page.ink[rows, columns] = False
            page.bare[rows, columns] = page.cleared[rows, columns] = paper


def _of(part: Pixels, piece: Sequence[int]) -> Pixels:
    """What of a cell's ink lies around one piece of it, without the specks beside it."""
    x, y, width, height, _ = piece
    return part[y : y + height, x : x + width]


def _left_over(part: Pixels, piece: Sequence[int]) -> bool:
    """Whether a piece of ink is thin and runs along an edge of its cell."""
    x, y, width, height, _ = (int(v) for v in piece)
    tall, wide = part.shape
    upright = width <= LEFT_OVER < height and (x <= MARGIN or x + width >= wide - MARGIN)
    level = height <= LEFT_OVER < width and (y <= MARGIN or y + height >= tall - MARGIN)
    return upright or level


def any_ink(page: Page, box: PixelBox) -> bool:
    """Whether a single pixel of ink stands inside a cell."""
    x0, y0, x1, y1 = (int(v) for v in box)
    return bool(page.ink[y0 + 2 * MARGIN : y1 - 2 * MARGIN, x0 + 2 * MARGIN : x1 - 2 * MARGIN].any())


def _hyphens(part: Pixels, pieces: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """The one piece of ink in a cell that may be a hyphen of small print: no taller than wide, half-way up a line."""
    level = [p for p in pieces if p[4] >= LEAST_HYPHEN and p[2] >= p[3]]
    if len(level) != 1 or sum(p[4] for p in pieces) >= LEAST_INK:
        return []
    return level if stands_half_way_up(MARGIN + level[0][1] + level[0][3] / 2, len(part) + 2 * MARGIN) else []


def stands_half_way_up(middle: float, height: float) -> bool:
    """Whether ink whose middle is so many pixels below the top of its cell may be a dash in its only, first or last line."""
    least, most = HALF_A_LINE
    return abs(middle - height / 2) < AMID * height or least <= min(middle, height - middle) <= most


def _beside(speck: Sequence[int], mark: Sequence[int]) -> bool:
    x, y, width, height, _ = speck
    left, top, wide, tall, _ = mark
    return (
        left - BESIDE <= x + width
        and x <= left + wide + BESIDE
        and top - 4 <= y
        and y + height <= top + tall + 4
    )


def lines_of_ink(page: Page, ink: PixelBox) -> list[PixelBox]:
    """The boxes of the lines that the ink in a cell stands in, told by the empty rows between them."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in ink)
    part = page.ink[y0:y1, x0:x1]
    inked = np.concatenate([[False], part.any(axis=1), [False]])
    edges = np.flatnonzero(np.diff(inked.astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    tallest = max((b - a for a, b in runs), default=0)
    lines: list[tuple[int, int]] = []
    for start, end in runs:
        # The strokes of 三 and the dot of 六 are no lines of their own.
        if lines and end - lines[-1][0] <= max(LEAST_LINE, TALLER * tallest):
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return [
        (ink[0], float(y0 + a), ink[2], float(y0 + b))
        for a, b in lines
        if b - a >= LEAST_HEIGHT or _is_dash(part[a:b])
    ]


def _is_dash(rows: Pixels) -> bool:
    """Whether so low a run of ink is a character of its own (一), not a speck."""
    return int(np.ptp(np.flatnonzero(rows.any(axis=0)))) >= max(LEAST_HEIGHT, 3 * len(rows))


def runs_through(page: Page, box: PixelBox) -> bool:
    """Whether ink in a box reaches from its left to its right edge."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    part = page.ink[y0:y1, x0:x1]
    return bool(part[:, :MARGIN].any() and part[:, -MARGIN:].any())


def is_beside_paper(page: Page, box: PixelBox) -> bool:
    """Whether ink in a box is darker than what is on every side of it: the edge of a shaded area is as dark as the area."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    picture = page.bare
    ink = picture[y0:y1, x0:x1][page.ink[y0:y1, x0:x1]]
    sides = (
        picture[max(0, y0 - ASIDE) : y0, x0:x1],
        picture[y1 : y1 + ASIDE, x0:x1],
        picture[y0:y1, max(0, x0 - ASIDE) : x0],
        picture[y0:y1, x1 : x1 + ASIDE],
    )
    darkest = min((float(np.median(side)) for side in sides if side.size), default=255.0)
    return bool(ink.size) and float(np.median(ink)) < darkest - LEAST_DARKER


def is_ring(page: Page, box: PixelBox) -> bool:
    """Whether the ink in a box has one hole, nearly as tall as itself, in its middle: of the digits only 0 has."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    paper = np.pad(~page.ink[y0:y1, x0:x1], 1, constant_values=True).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    # The first component is the ink, and that which holds the corner the paper around it.
    holes = [(int(top), int(height)) for left, top, _, height, _ in stats[1:count] if left and top]
    if len(holes) != 1:
        return False
    (top, height), tall = holes[0], y1 - y0
    return height >= LEAST_HOLE * tall and abs(top - 1 + height / 2 - tall / 2) <= AMID * tall


def is_stroke(ink: PixelBox) -> bool:
    """Whether ink in such a box can only be a level stroke; a hyphen's is hardly twice as wide as high."""
    return is_low(ink) and ink[3] - ink[1] <= 0.6 * (ink[2] - ink[0])


def is_low(ink: PixelBox) -> bool:
    """Whether ink in such a box is too low for a digit."""
    return ink[3] - ink[1] < LOW


def is_tiny(ink: PixelBox) -> bool:
    """Whether the ink in such a box is hardly more than dust."""
    return (ink[2] - ink[0]) * (ink[3] - ink[1]) <= TINY


def slant_of(page: Page, box: PixelBox) -> float:
    """How near the ink in a box is to one straight slanted stroke: −1 for a slash, about 0 for an upright digit."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    return _slanted(page.ink[y0:y1, x0:x1])


def _slanted(ink: Pixels) -> float:
    ys, xs = np.nonzero(ink)
    if len(xs) < LEAST_INK or np.ptp(xs) < 0.2 * np.ptp(ys) or not xs.std() or not ys.std():
        return 0.0
    return -1.0 if _is_slash(ink) else max(float(np.corrcoef(xs, ys)[0, 1]), LEAST_SLANTED - 0.1)


def _is_slash(ink: Pixels) -> bool:
    """Whether every row of the ink has one stroke of the same width, a little further left than in the row above.

    A 7 has its bar, a 1 its upright stem.
    """
    rows = ink[ink.any(axis=1)] > 0
    widths, middles = rows.sum(axis=1), (rows * np.arange(rows.shape[1])).sum(axis=1) / rows.sum(axis=1)
    if len(rows) < LEAST_HEIGHT or widths.max() > 1.6 * np.median(widths) + 2:
        return False
    leaning, start = np.polyfit(np.arange(len(rows)), middles, 1)
    astray = np.abs(middles - start - leaning * np.arange(len(rows))).max()
    return bool(leaning < LEANING and astray <= 2)
