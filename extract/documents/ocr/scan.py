"""A scanned page made ready: straightened, seals taken away, its drawn lines found."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from extract.documents.model import Box, Turned
from extract.documents.ocr.dashes import dashed_strokes
from extract.documents.ocr.faint import with_hidden_pieces
from extract.documents.ocr.flat import Bend, bend_of
from extract.documents.ocr.folds import without_folds
from extract.documents.ocr.seals import without_grey_stamps, without_red_stamps
from extract.documents.ocr.strokes import (
    FAINT,
    LONG,
    MOST_STROKES,
    Pixels,
    Stroke,
    anchored,
    broken_strokes,
    dark_pixels,
    is_bare,
    is_parted,
    solid_strokes,
    with_room,
)
from extract.documents.ocr.watermark import without_watermark
from extract.records import record

DPI = 200
PIXELS_PER_POINT = DPI / 72
DASHED = 0.2
"""Rulings are dashed where these are so long against the solid ones: faint ones may be broken here and there as evenly."""
FEWEST_RULINGS = 6
"""Fewer rulings make no table of the form."""
WIDEST_SKEW = 3.0
"""Pages turned by more degrees than this are not straightened."""
MOST_STREAKS = 3
"""No more lines from edge to edge of a page are taken for streaks."""
STREAK_DARKER, MOSTLY, THINNEST_APART = 12, 0.96, 4
"""A streak is darker by so much than the paper so many pixels beside it, in such a share of its length."""
SOLID = 9
"""What is dark over so many pixels of the smaller picture both ways is neither print nor a ruling."""
TALLER_THAN_PRINT, SLENDER = 64, 6
"""An upright stroke so long and no thicker is of no character: the strokes of so large ones are thicker."""


@dataclass(frozen=True, slots=True)
class Straightened:
    """A page's picture, upright and flat, with the angle (degrees) it was turned by, how it was ``bent`` and its drawn lines.

    ``picture`` is in colour, ``dark`` its dark pixels, ``stamped`` those where a seal was taken away, ``washed`` those where it was a grey one:
    print as pale as the seal has gone with it, unless all figures of the page are blacker (``is_blacker``). ``marked`` are those where a watermark was. ``across`` and ``down`` are the long straight strokes, in
    pixels: rulings, and some long strokes of characters. ``free`` are upright rulings that end on no other: those between the
    columns of a table whose rows are not ruled.
    """

    picture: Pixels
    dark: Pixels
    stamped: Pixels
    washed: Pixels
    marked: Pixels
    is_blacker: bool
    angle: float
    bent: Bend | None
    across: list[Stroke]
    down: list[Stroke]
    free: list[Stroke]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.dark.shape
        return width, height


@record(frozen=True, slots=True)
class Laid(Turned):
    """How a page lay on the scanner: turned by ``angle`` degrees more and ``bent``.

    ``size`` (width, height) is that of its straightened picture in pixels, of ``points_per_pixel``.
    """

    angle: float
    bent: Bend | None
    size: tuple[int, int]
    points_per_pixel: float

    def shown(self, box: Box) -> Box:
        """A box on the straightened page as a box on the page as shown."""
        x0, y0, x1, y1 = (value / self.points_per_pixel for value in box)
        upright = np.array([(x0, y0), (x1, y0), (x0, y1), (x1, y1)])
        if self.bent is not None:
            upright = self.bent.before(upright)
        turn = cv2.getRotationMatrix2D((self.size[0] / 2, self.size[1] / 2), -self.angle, 1.0)
        corners = np.column_stack([upright, np.ones(4)]) @ turn.T
        (left, top), (right, bottom) = (
            corners.min(axis=0) * self.points_per_pixel,
            corners.max(axis=0) * self.points_per_pixel,
        )
        # The class is made anew for its slots, which super() without arguments does not know.
        return Turned.shown(self, (float(left), float(top), float(right), float(bottom)))


def straighten(image: Image.Image) -> Straightened:
    """Turns a page upright, flattens it and finds its drawn lines."""
    original = without_folds(np.asarray(image.convert("RGB"))[:, :, ::-1])
    unsealed = without_red_stamps(without_streaks(original))
    picture, is_blacker = without_grey_stamps(unsealed.copy())
    stamped = (picture != original).any(axis=2).astype(np.uint8)
    washed = (picture != unsealed).any(axis=2).astype(np.uint8)
    marked_on, picture = picture, without_watermark(picture)
    marked = (picture != marked_on).any(axis=2).astype(np.uint8)
    del original, unsealed, marked_on
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    angle = _skew(grey)
    if abs(angle) >= 0.05:
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        picture = cv2.warpAffine(
            picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
        )
        stamped, washed, marked = (
            cv2.warpAffine(mask, turn, (width, height), flags=cv2.INTER_NEAREST)
            for mask in (stamped, washed, marked)
        )
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    else:
        angle = 0.0
    bent = bend_of(grey)
    if bent is not None:
        picture = bent.flattened(picture)
        stamped, washed, marked = (
            bent.flattened(mask, paper=0, smooth=False) for mask in (stamped, washed, marked)
        )
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = dark_pixels(grey)
    masks = stamped > 0, washed > 0, marked > 0
    return Straightened(picture, dark, *masks, is_blacker, angle, bent, *_rulings(grey, dark))


def _rulings(grey: Pixels, dark: Pixels) -> tuple[list[Stroke], list[Stroke], list[Stroke]]:
    """The rulings across and down a page, and some long strokes of characters; and the upright rulings that end on no other."""
    solid = [solid_strokes(grey, dark, horizontal) for horizontal in (True, False)]
    dashed = dashed_strokes(grey, solid[0])
    long = [[s for s in strokes if s.end - s.start >= FAINT] for strokes in solid]
    if _length(*dashed) >= DASHED * _length(*long):
        # Where rulings are dashed, what is solid and short belongs to characters.
        solid = long
    level = solid[0] + dashed[0]
    if len(level) + len(solid[1]) <= MOST_STROKES:
        solid[1] = [s for s in solid[1] if not is_parted(grey, s, level)]
    across, down = anchored(solid[0] + dashed[0], solid[1] + dashed[1], long=LONG)
    if not _can_be_a_table(across, down):
        # Only where nothing else is ruled: joining uneven pieces joins neighbouring characters too.
        across, down = anchored(broken_strokes(dark, True), broken_strokes(dark, False), long=LONG)
        if not _can_be_a_table(across, down):
            across, down = [], []
    across, down = with_hidden_pieces(grey, dark, across, down)
    free = [s for s in solid[1] if _is_slender(s) and s not in down and is_bare(dark.T, s)]
    return with_room(across), down, free


def _length(*strokes: Sequence[Stroke]) -> float:
    """How long strokes are together."""
    return sum(s.end - s.start for some in strokes for s in some)


def _can_be_a_table(across: Sequence[Stroke], down: Sequence[Stroke]) -> bool:
    return min(len(across), len(down)) >= 2 and len(across) + len(down) >= FEWEST_RULINGS


def _is_slender(stroke: Stroke) -> bool:
    """Whether a stroke is thinner than those of characters as tall."""
    return stroke.end - stroke.start >= TALLER_THAN_PRINT and stroke.thickness <= SLENDER


def without_streaks(picture: Pixels) -> Pixels:
    """A copy of the picture without the few thin lines from edge to edge that dust on a scanner's glass draws.

    A picture cut out around a table has lines from edge to edge both ways, or many.
    """
    clean = picture.copy()
    upright, level = _from_edge_to_edge(picture), _from_edge_to_edge(picture.transpose(1, 0, 2))
    if not (upright and level):
        for lines, page in ((upright, clean), (level, clean.transpose(1, 0, 2))):
            for first, last in lines if len(lines) <= MOST_STREAKS else ():
                left, right = page[:, first - 3].astype(np.uint16), page[:, last + 3]
                page[:, first - 1 : last + 2] = ((left + right) // 2)[:, None].astype(np.uint8)
    return clean


def _from_edge_to_edge(picture: Pixels) -> list[tuple[int, int]]:
    """The first and last column of every thin line that runs from the top of a picture to its foot."""
    rows = picture[::4].min(axis=2).astype(np.int16)
    aside = THINNEST_APART
    beside = np.minimum(rows[:, : -2 * aside], rows[:, 2 * aside :])
    # Where print crosses the line, it is no darker than that.
    bare = beside >= np.median(beside, axis=0) - STREAK_DARKER
    drawn = (beside - rows[:, aside:-aside] >= STREAK_DARKER) & bare
    ends = max(1, len(rows) // 40)
    whole = np.ones(drawn.shape[1], bool)
    for part in (slice(None), slice(ends), slice(-ends, None)):
        whole &= (drawn[part].sum(axis=0) >= MOSTLY * bare[part].sum(axis=0)) & (
            2 * bare[part].mean(axis=0) > 1
        )
    edges = np.flatnonzero(np.diff(np.concatenate([[0], whole, [0]]).astype(np.int8)))
    return [(int(a) + aside, int(b) + aside - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _skew(grey: Pixels) -> float:
    """The angle (degrees, counter-clockwise) that brings rulings and lines of text level."""
    small = cv2.resize(grey, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)[:1100]
    dark = (255 - small).astype(np.float32)
    dark[dark < 60] = 0
    # The scanner's dark edge lies level however the page was laid.
    dark[cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((SOLID, SOLID), np.uint8)) > 0] = 0
    height, width = dark.shape

    def evenness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(dark, turn, (width, height)).sum(axis=1)
        return float((np.diff(rows) ** 2).sum())

    best = 0.0
    for step, reach in ((0.5, WIDEST_SKEW), (0.1, 0.5), (0.02, 0.1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=evenness))
    return best
