"""A page as if it had lain flat below the lens: photographed aslant, or bent at a book's spine, it is stretched until its lines are level and upright."""

from dataclasses import dataclass

import cv2
import numpy as np

from extract.documents.ocr.strokes import Pixels

LOOKED_AT = 0.5
"""Lines are looked for in a picture of this size."""
SHORTEST_LINE = 34
"""A line of so many pixels says how its place is turned; rulings of low rows are cut by those across them."""
LONGER_THAN_PRINT = 90
"""Level strokes of characters are shorter: those of a page without level rulings do not tell how it lies."""
LONG_ENOUGH = 300
"""Lines longer than this count no more."""
MOST_ASLANT = 0.09
"""No line of a page that was brought level as a whole has a steeper slope."""
LONGEST = 2.5
"""A picture longer than so many times its width holds several pages, each out of true in its own way."""
FEWEST_LINES = 12
"""Fewer lines, level or upright, do not tell how a page is bent."""
LEAST_BENT = 8.0
"""A page whose places have to move by no more pixels against each other is left as it is."""
LEAST_BETTER, HARDLY_WORSE = 0.6, 0.0005
"""The slope of the lines one way must become less than such a share of what it was, that of the others hardly steeper."""
MOST_BENT = 0.12
"""Out of true by more than this share of its longer side a page is not understood."""
ROUNDS, STRAY = 6, 1.5
"""So often lines are weighed anew: those that are off by so many pixels count half."""
STIFF = 0.02
"""How much the page resists being bent, against the weight of all its lines."""
EVERY = 16
"""Where a pixel comes from is reckoned for every so many pixels and in between."""
_POWERS = ((1, 0), (1, 1), (2, 0), (1, 2), (2, 1), (3, 0))
"""By which powers of the place along a line and of that across it the lines may be bent."""


@dataclass(frozen=True, slots=True)
class Bend:
    """How a picture of ``size`` (width, height) is out of true: where each of its pixels has to go.

    ``across`` are the weights of ``_POWERS`` by which its level lines run up and down, ``down`` those by which its
    upright lines run left and right.
    """

    size: tuple[int, int]
    across: Pixels
    down: Pixels

    def moved(self, points: Pixels) -> Pixels:
        """By how many pixels right and down these points (x, y) have to go."""
        x, y = _scaled(points, self.size).T
        return np.stack([_terms(y, x) @ self.down, _terms(x, y) @ self.across], axis=-1)

    def before(self, points: Pixels) -> Pixels:
        """Where points of the flat page stood in the picture."""
        found = np.asarray(points, np.float64)
        for _ in range(4):
            found = points - self.moved(found)
        return found

    def flattened(self, picture: Pixels, *, paper: int = 255, smooth: bool = True) -> Pixels:
        """The picture, or a mask that belongs to it, with its lines level and upright."""
        width, height = self.size
        columns, rows = (np.arange(0, side + EVERY, EVERY, dtype=np.float64) for side in (width, height))
        grid = np.stack(np.meshgrid(columns, rows), axis=-1)
        coarse = (self.before(grid.reshape(-1, 2)).reshape(grid.shape) - grid).astype(np.float32)
        # The first and last points of the net are half a mesh inside the enlarged picture.
        finer = (coarse.shape[1] * EVERY, coarse.shape[0] * EVERY)
        off = np.asarray(cv2.resize(coarse, finer, interpolation=cv2.INTER_LINEAR))
        half = EVERY // 2
        off = off[half : half + height, half : half + width]
        at_x = off[:, :, 0] + np.arange(width, dtype=np.float32)[None, :]
        at_y = off[:, :, 1] + np.arange(height, dtype=np.float32)[:, None]
        how = cv2.INTER_CUBIC if smooth else cv2.INTER_NEAREST
        return cv2.remap(picture, at_x, at_y, how, borderMode=cv2.BORDER_CONSTANT, borderValue=(paper,) * 3)


def bend_of(grey: Pixels) -> Bend | None:
    """How a page is out of true by its drawn lines; None where it is not, or where too few lines tell."""
    height, width = grey.shape
    if max(height, width) > LONGEST * min(height, width):
        return None
    found = _lines(grey)
    dx, dy = np.abs(found[:, 2] - found[:, 0]), np.abs(found[:, 3] - found[:, 1])
    level, upright = found[dy <= MOST_ASLANT * dx], found[dx <= MOST_ASLANT * dy]
    rulings = int((np.abs(level[:, 2] - level[:, 0]) >= LONGER_THAN_PRINT).sum())
    if min(rulings, len(upright)) < FEWEST_LINES:
        return None
    size = (width, height)
    upright = upright[:, [1, 0, 3, 2]]
    across, down = _fitted(level, size), _fitted(upright, size[::-1])
    slopes = [(_slope(level, None, size), _slope(level, across, size))]
    slopes += [(_slope(upright, None, size[::-1]), _slope(upright, down, size[::-1]))]
    is_better = any(after < LEAST_BETTER * before for before, after in slopes)
    is_worse = any(after > before + HARDLY_WORSE for before, after in slopes)
    bend = Bend(size, across, down)
    moved = bend.moved(np.concatenate([level, upright[:, [1, 0, 3, 2]]]).reshape(-1, 2))
    is_bent = np.ptp(moved, axis=0).max() > LEAST_BENT and np.abs(moved).max() < MOST_BENT * max(size)
    return bend if is_bent and is_better and not is_worse else None


def _lines(grey: Pixels) -> Pixels:
    """The straight edges of some length in a picture: x and y of both their ends."""
    small = cv2.resize(grey, None, fx=LOOKED_AT, fy=LOOKED_AT, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    if found is None:
        return np.zeros((0, 4))
    lines = found.reshape(-1, 4).astype(np.float64) / LOOKED_AT
    return lines[np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]) >= SHORTEST_LINE]


def _scaled(points: Pixels, size: tuple[int, int]) -> Pixels:
    """Points as −1 to 1 from one side of the picture to the other."""
    return np.asarray(2 * np.asarray(points, np.float64) / np.asarray(size) - 1)


def _terms(along: Pixels, across: Pixels) -> Pixels:
    return np.stack([along**a * across**b for a, b in _POWERS], axis=-1)


def _spread(lines: Pixels, size: tuple[int, int]) -> tuple[Pixels, Pixels, Pixels]:
    """By how much the terms differ from one end of each line to the other, how far these are apart, and the line's weight."""
    first, last = (_scaled(lines[:, ends], size) for ends in (slice(0, 2), slice(2, 4)))
    weights = np.minimum(np.abs(lines[:, 2] - lines[:, 0]), LONG_ENOUGH)
    return _terms(*last.T) - _terms(*first.T), lines[:, 1] - lines[:, 3], weights / weights.sum()


def _fitted(lines: Pixels, size: tuple[int, int]) -> Pixels:
    """The weights that bring most of these lines level."""
    terms, apart, weights = _spread(lines, size)
    stiff = STIFF * np.diag([0.0 if sum(power) <= 2 else 1.0 for power in _POWERS]) + 1e-9 * np.eye(
        len(_POWERS)
    )
    found, now = np.zeros(len(_POWERS)), weights
    for _ in range(ROUNDS):
        weighed = terms * now[:, None]
        scale = max(float((weighed * terms).sum()), 1e-12)
        found = np.linalg.solve(weighed.T @ terms + stiff * scale, weighed.T @ apart)
        now = weights / (1 + ((terms @ found - apart) / STRAY) ** 2)
    return found


def _slope(lines: Pixels, found: Pixels | None, size: tuple[int, int]) -> float:
    """How steep, by their length, half of the lines are at least, as they are or with these weights: a scanner's edge is not asked."""
    terms, apart, weights = _spread(lines, size)
    left = apart if found is None else terms @ found - apart
    slopes = np.abs(left / (lines[:, 2] - lines[:, 0]))
    steepest = np.argsort(slopes)
    return float(slopes[steepest][np.searchsorted(np.cumsum(weights[steepest]), 0.5)])
