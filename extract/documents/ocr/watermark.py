"""Watermarks: pale characters behind the print, large or in lines aslant, made as bright as paper."""

from collections.abc import Sequence

import cv2
import numpy as np

from extract.documents.ocr.strokes import Pixels

LEAST_DEPTH, LEAST_PRINT = 8, 32
"""By how much (0–255) a watermark and print are darker than paper at least."""
GRAIN = 2.0
"""And by so many times more than three quarters of the page's pixels, which are grainy paper."""
PALE = 0.5
"""A watermark is no darker, against paper, than this share of the print."""
PRINTED = 90
"""The print is as dark as this percentile of all that is dark: most of it is the blurred edges of strokes."""
THICK, THICKEST = 5, 28
"""Its strokes are so many pixels thick: thicker than those of figures and rulings, thinner than shaded rows."""
LARGE, NEXT = 45, 80
"""Some of its strokes are longer than those of a table's characters, in pixels; the others stand no farther from these or each other."""
LARGEST = 400
"""No character of a watermark is so large, in pixels."""
LEAST_ACROSS, LONGEST_STROKE = 20, 160
"""What is less across, in pixels, may be a piece of a ruling; it is one if it is longer than the second."""
LEAST_ALIKE = 0.3
"""Its strokes differ from what is usual for them by no more than such a share."""
GAP = 11
"""Grain breaks pale rulings at gaps of so many pixels."""
BLURRED = 3
"""So many pixels around a stroke may be darkened by it."""
SHADE, WIDEST_SHADE = 12, 400
"""An area is shaded that is darker by so much than the brightest paper this near."""
LARGEST_SPECK = 7
"""Pixels of a piece of grain at most."""
JOINED = 25
"""Pixels that stand no farther apart may be of one line of print."""
LONG_LINE, TALL_LINE, LEAST_ASLANT, REPEATED = 150, 70, 10, 2
"""A line of a small watermark is so long and no taller, in pixels, runs so many degrees aslant, and is not the only one."""
DARKER = 1.4
"""No pixel of a watermark is so many times darker than is usual for it."""
PAPER_AT = 4
"""The paper is looked at in a picture so many times smaller."""


def without_watermark(picture: Pixels) -> Pixels:
    """The picture (blue, green, red) with the watermarks on it as bright as the paper around: pale, large and thick characters, and pale lines aslant.

    Other small or thin print is never taken, however pale; print across a watermark is darker and stays. Shaded areas, and
    what stands on them, are left as they are; so is a page with pale rulings as thick.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    paper, shaded = _paper(grey)
    depth = cv2.subtract(paper, cv2.medianBlur(grey, 3))
    depth[shaded > 0] = 0
    dark = depth[depth > LEAST_PRINT]
    most = PALE * float(np.percentile(dark, PRINTED)) if dark.size else 0.0
    # Beside print the paper is as dark as a watermark.
    beside = _grown((depth > most).astype(np.uint8), BLURRED) > 0
    least = max(LEAST_DEPTH, GRAIN * float(np.percentile(depth, 75)))
    pale = ((depth >= least) & ~beside).astype(np.uint8)
    is_print = cv2.subtract(paper, grey) > most  # as a thin ruling is, which the blurred picture hardly shows
    taken = (_large_characters(pale, depth) | (_lines_aslant(pale) & (depth <= most))) & ~is_print
    clean = picture.copy()
    clean[taken] = paper[taken][:, None]
    return clean


def _lines_aslant(pale: Pixels) -> Pixels:
    """Where lines of small pale print run aslant, as programs repeat a name and the time over a page: no other print does."""
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(pale, connectivity=8)
    strokes = ((stats[:, cv2.CC_STAT_AREA] > LARGEST_SPECK)[numbers] & (pale > 0)).astype(np.uint8)
    lines = _long_lines(strokes, np.ones((JOINED, JOINED), np.uint8))
    if len(lines) < REPEATED:
        return np.zeros(pale.shape, bool)
    # Print cuts some into characters, which stand on their line as the others do.
    lines += _long_lines(strokes, _bar(float(np.median([angle for _, _, angle in lines]))))
    found = np.zeros(pale.shape, np.uint8)
    for middle, (length, height), angle in lines:
        corners = cv2.boxPoints((middle, (length + TALL_LINE, height + BLURRED), angle))
        cv2.fillPoly(found, [corners.astype(np.int32)], 1)
    return _grown(found & pale, BLURRED) > 0


def _long_lines(strokes: Pixels, gaps: Pixels) -> list[tuple[Sequence[float], tuple[float, float], float]]:
    """The middle, the length and height, and the angle (degrees) of each line aslant that strokes make when gaps of this form are closed."""
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, gaps)
    lines = []
    for outline in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        middle, (wide, tall), angle = cv2.minAreaRect(outline)
        long, high, turned = (wide, tall, angle) if wide > tall else (tall, wide, angle + 90)
        if long >= LONG_LINE and high <= TALL_LINE and LEAST_ASLANT <= angle % 90 <= 90 - LEAST_ASLANT:
            lines.append((middle, (long, high), turned % 180))
    return lines


def _bar(angle: float) -> Pixels:
    """A bar that runs at an angle (degrees, clockwise), as long as the gap of two characters."""
    half = TALL_LINE // 2
    bar = np.zeros((2 * half + 1, 2 * half + 1), np.uint8)
    x, y = half * np.cos(np.radians(angle)), half * np.sin(np.radians(angle))
    cv2.line(bar, (round(half - x), round(half - y)), (round(half + x), round(half + y)), (1,), BLURRED)
    return bar


def _large_characters(pale: Pixels, depth: Pixels) -> Pixels:
    """Where large and thick characters stand, no darker than these."""
    nowhere = np.zeros(pale.shape, bool)
    thick = _opened(pale)
    if _has_rulings(thick):
        return nowhere
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=8)
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    long, short = np.maximum(wide, tall), np.minimum(wide, tall)
    large = (long >= LARGE) & (short >= LEAST_ACROSS) & (np.arange(count) > 0)
    # What is longer than any character are pale rulings or bands.
    if not large.any() or long[1:].max() > LARGEST:
        return nowhere
    usual = float(np.median(depth[large[numbers]]))
    tone = np.bincount(numbers.ravel(), weights=depth.ravel()) / stats[:, cv2.CC_STAT_AREA]
    alike = (np.abs(tone - usual) <= LEAST_ALIKE * usual) & (
        (short >= LEAST_ACROSS) | (long <= LONGEST_STROKE)
    )
    strokes = _next_to(large & alike, alike & (np.arange(count) > 0), numbers)[numbers].astype(np.uint8)
    toned = (depth >= (1 - LEAST_ALIKE) * usual) & (depth <= DARKER * usual)
    near = _grown(strokes, 2 * BLURRED) | _grown(_followed(strokes, toned.astype(np.uint8)), BLURRED)
    return (near > 0) & (depth <= DARKER * usual)


def _followed(strokes: Pixels, toned: Pixels) -> Pixels:
    """The strokes with what goes on from them in their tone, beside print and beyond it: thicker than the blurred edge of that."""
    beside = cv2.morphologyEx(toned, cv2.MORPH_OPEN, np.ones((BLURRED, BLURRED), np.uint8)) | strokes
    _, numbers = cv2.connectedComponents(beside, connectivity=8)
    near = _grown(strokes, THICKEST) > 0
    return (
        np.isin(numbers, np.unique(numbers[_grown(strokes, 3 * BLURRED) > 0])) & near & (beside > 0)
    ).astype(np.uint8)


def _next_to(found: Pixels, alike: Pixels, numbers: Pixels) -> Pixels:
    """Which pieces (by their numbers in a picture) are found, or alike and next to one that is: print cuts a character in pieces."""
    while True:
        reached = np.unique(numbers[_grown(found[numbers].astype(np.uint8), NEXT) > 0])
        more = alike & np.isin(np.arange(len(alike)), reached)
        if (more == found).all():
            return found
        found = more


def _has_rulings(thick: Pixels) -> bool:
    """Whether what is pale and thick runs on straight for longer than a stroke of a character, but for small gaps."""

    def is_straight(*bars: tuple[int, int]) -> bool:
        gap, length = (np.ones(bar, np.uint8) for bar in bars)
        return bool(cv2.erode(cv2.morphologyEx(thick, cv2.MORPH_CLOSE, gap), length).any())

    return is_straight((1, GAP), (1, LONGEST_STROKE)) or is_straight((GAP, 1), (LONGEST_STROKE, 1))


def _opened(mask: Pixels) -> Pixels:
    """What of a mask a disc as wide as ``THICK`` fits into."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THICK, THICK))
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, disc)


def _grown(mask: Pixels, by: int) -> Pixels:
    return cv2.dilate(mask, np.ones((2 * by + 1, 2 * by + 1), np.uint8))


def _paper(grey: Pixels) -> tuple[Pixels, Pixels]:
    """How bright the paper is in every place, and where (255) it is shaded: darker than what lies around."""
    size = (grey.shape[1], grey.shape[0])
    small = cv2.resize(grey, None, fx=1 / PAPER_AT, fy=1 / PAPER_AT, interpolation=cv2.INTER_AREA)
    paper = _closed(small, THICKEST)
    around = cv2.blur(_closed(paper, WIDEST_SHADE), (9, 9))
    shaded = cv2.inRange(cv2.subtract(around, paper), SHADE, 255)
    shaded = _grown(shaded, THICKEST // PAPER_AT)
    return (
        cv2.resize(cv2.GaussianBlur(paper, (9, 9), 0), size, interpolation=cv2.INTER_LINEAR),
        cv2.resize(shaded, size, interpolation=cv2.INTER_NEAREST),
    )


def _closed(small: Pixels, pixels: int) -> Pixels:
    """A picture ``PAPER_AT`` times smaller without what is darker and narrower than so many pixels of the page."""
    side = pixels // PAPER_AT
    return cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
