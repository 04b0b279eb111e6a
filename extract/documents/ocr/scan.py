"""A scanned page made ready: straightened, its drawn lines found, those of tables taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extract.documents.model import Box
from extract.documents.pdf.grid import SNAP, Grid

Pixels = NDArray[Any]

DPI = 200
PIXELS_PER_POINT = DPI / 72
WIDEST_SKEW = 3.0
"""Pages turned by more degrees than this are not straightened."""
REDDISH = 40
"""How much brighter red is than the other colours in the ink of a seal (0–255)."""
GREYISH = (0.2, 0.75)
"""Between print (0) and paper (1), the brightness of a seal in a scan without colours."""
LEAST_PALER = 0.2
"""How much paler than print, as a share of the way to the paper, a seal must be to be told from it."""
STRAIGHT = 140
"""No stroke of a seal runs level or upright for so many pixels."""
CIRCLES_AT = 3
"""Circles are looked for in a picture so many times smaller."""
MOST_AROUND = 0.5
"""The share that may be drawn of the circles beside it: a shadow is grey all over."""
DRAWN_ROUND = 0.75
"""The share of a circle that must be drawn."""
SMALLEST_SEAL, LARGEST_SEAL = 150, 520
PRINT, HAIRLINE = 18, 14
"""By how much (0–255) print, and a ruling smoothed along its direction, is darker than the paper around it."""
SMOOTHED = 3
"""Over so many pixels a ruling is smoothed; every stroke grows longer by as many."""
SMOOTHED_MORE, FAINT = 7, 100
"""Over so many pixels a ruling of faint print is smoothed, and what is shorter than the second is none."""
SHORTEST_ACROSS = 56
"""A horizontal stroke of fewer pixels may belong to a character."""
SHORTEST_DOWN = 36
THICKEST = 14
LEAST_CUT = 5
"""So many upright rulings that end at one height show where a page cuts a table."""
LONG = 260
"""A stroke this long is a ruling wherever it ends; a shorter one ends on rulings across it."""
TOUCHING = 9
WIDEST_DASH_GAP = 13
SHORTEST_DASHED = 46
MOST_STROKES = 3000
"""Among more strokes than this none are compared with each other: that is no page of tables."""
LEAST_ROW = 20
"""No row of a table is lower."""
MOST_BESIDE = 0.25
"""The share of a dashed ruling's length that may have ink right beside it: crossings and touching characters."""


class Stroke(NamedTuple):
    """A long straight stroke in pixels: ``at`` is its y when horizontal, its x when vertical."""

    at: float
    start: float
    end: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Straightened:
    """A page's picture, upright, with the angle (degrees) it was turned by and its drawn lines.

    ``picture`` is in colour, ``dark`` its dark pixels, ``stamped`` those where a seal was taken away, ``washed`` those where it was a grey one:
    print as pale as the seal has gone with it. ``across`` and ``down`` are the long straight strokes, in
    pixels: rulings, and some long strokes of characters.
    """

    picture: Pixels
    dark: Pixels
    stamped: Pixels
    washed: Pixels
    angle: float
    across: list[Stroke]
    down: list[Stroke]

    def on_page(self, box: tuple[float, float, float, float], points_per_pixel: float) -> Box:
        """A box of the straightened picture as a box on the page as shown, in points."""
        height, width = self.dark.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -self.angle, 1.0)
        x0, y0, x1, y1 = box
        corners = np.array([(x0, y0, 1), (x1, y0, 1), (x0, y1, 1), (x1, y1, 1)]) @ turn.T
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        return tuple(round(float(v) * points_per_pixel, 2) for v in (left, top, right, bottom))  # type: ignore[return-value]


def straighten(image: Image.Image) -> Straightened:
    """Turns a page upright and finds its drawn lines."""
    original = np.asarray(image.convert("RGB"))[:, :, ::-1]
    unsealed = without_red_stamps(original.copy())
    picture = without_grey_stamps(unsealed.copy())
    stamped = (picture != original).any(axis=2).astype(np.uint8)
    washed = (picture != unsealed).any(axis=2).astype(np.uint8)
    del original, unsealed
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    angle = _skew(grey)
    if abs(angle) >= 0.05:
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        picture = cv2.warpAffine(
            picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
        )
        stamped, washed = (
            cv2.warpAffine(mask, turn, (width, height), flags=cv2.INTER_NEAREST) for mask in (stamped, washed)
        )
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    else:
        angle = 0.0
    dark = _dark(cv2.medianBlur(grey, 3), PRINT)
    # Smoothed along its own direction a hairline stays, that the smoothing for characters would wipe out.
    across, down = _anchored(*(_solid(grey, dark, h) for h in (True, False)), long=LONG)
    if len(across) < 3 or len(down) < 3:
        # Only where nothing is ruled with full lines: joining dashes joins neighbouring characters too.
        dashed = (_alone(dark, _strokes(dark, WIDEST_DASH_GAP, h), h) for h in (True, False))
        across, down = _anchored(*dashed, long=LONG)
    return Straightened(picture, dark > 0, stamped > 0, washed > 0, angle, _with_room(across), down)


def without_red_stamps(picture: Pixels) -> Pixels:
    """The picture (blue, green, red) without round red seals; what is printed under them stays.

    Only round outlines of a seal's size are seals: red figures, red rulings and shaded cells are left.
    """
    red = picture[:, :, 2].astype(np.int16) - picture[:, :, :2].max(axis=2)
    reddish = red > REDDISH
    for area in _round_outlines(reddish):
        tinted = cv2.dilate((red[area] > REDDISH / 2).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
        # Seen through red glass, brightened until the seal and its blurred edges are as white as paper.
        seen = picture[area][:, :, 2].astype(np.float32)
        seen *= 255 / max(1.0, 0.6 * float(np.median(seen[reddish[area]])))
        picture[area][tinted] = seen.clip(0, 255).astype(np.uint8)[tinted][:, None]
    return picture


def without_grey_stamps(picture: Pixels) -> Pixels:
    """The picture with round outlines that are clearly paler than print whitened, and what is as pale inside them."""
    darkest = picture.min(axis=2)
    lamp = _lamp(darkest)
    grey = _as_lit(cv2.medianBlur(darkest, 3), lamp)
    paper, ink = float(np.median(grey)), float(np.percentile(grey, 0.5))
    least, most = (ink + share * (paper - ink) for share in GREYISH)
    greyish = cv2.morphologyEx(cv2.inRange(grey, least, most), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    circles = _circles(greyish)
    if not circles:
        return picture
    printed = float(np.median(grey[_dark(grey, PRINT) > 0]))
    for x, y, radius in circles:
        reach = radius + 6
        area = (slice(max(0, y - reach), y + reach), slice(max(0, x - reach), x + reach))
        part = greyish[area].copy()
        for bar in (
            (1, STRAIGHT),
            (STRAIGHT, 1),
        ):  # hairlines of the table under it, longer than the ring is straight
            part[cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones(bar, np.uint8)) > 0] = 0
        seal = float(np.median(grey[area][part > 0])) if part.any() else 0.0
        if seal - printed < LEAST_PALER * (paper - printed):
            continue
        tinted = cv2.dilate(part, np.ones((5, 5), np.uint8)) > 0
        picture[area][tinted & (_as_lit(darkest[area], lamp[area]) > (printed + seal) / 2)] = 255
    return picture


def _lamp(grey: Pixels) -> Pixels:
    """How bright the paper is in every place."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), (9, 9), 0)
    return cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)


def _as_lit(grey: Pixels, lamp: Pixels) -> Pixels:
    """A picture as if its paper were as bright everywhere."""
    return cv2.divide(grey, np.maximum(lamp, 1), scale=250)


def _circles(mask: Pixels) -> list[tuple[int, int, int]]:
    """The circles of a seal's size that are drawn nearly all round: x, y and radius."""
    small = cv2.resize(mask, None, fx=1 / CIRCLES_AT, fy=1 / CIRCLES_AT, interpolation=cv2.INTER_AREA)
    radii = (SMALLEST_SEAL // 2 // CIRCLES_AT, LARGEST_SEAL // 2 // CIRCLES_AT)
    near = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=radii[0],
        param1=100,
        param2=30,
        minRadius=radii[0],
        maxRadius=radii[1],
    )
    found = []
    turns = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    thick = cv2.dilate(small, np.ones((3, 3), np.uint8)) > 60
    for x, y, radius in near[0] if near is not None else ():
        xs, ys = x + radius * np.cos(turns), y + radius * np.sin(turns)
        if _drawn(thick, xs, ys) > DRAWN_ROUND and all(
            _drawn(thick, x + r * np.cos(turns), y + r * np.sin(turns)) < MOST_AROUND
            for r in (radius - 5, radius + 5)
        ):
            found.append((round(x * CIRCLES_AT), round(y * CIRCLES_AT), round(radius * CIRCLES_AT)))
    return found


def _drawn(mask: Pixels, xs: Pixels, ys: Pixels) -> float:
    """The share of points that a mask holds; 0 where most of them are off the page."""
    columns, rows = np.round(xs).astype(int), np.round(ys).astype(int)
    on_page = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
    return float(mask[rows[on_page], columns[on_page]].mean()) if on_page.mean() > 0.5 else 0.0


def _round_outlines(mask: Pixels) -> Iterator[tuple[slice, slice]]:
    """Where in a mask something round of a seal's size stands: as wide as tall, with nothing in its corners."""
    if not mask.any():
        return
    outline = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(outline, connectivity=8)
    for number in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[number])
        if not (
            min(width, height) >= SMALLEST_SEAL
            and max(width, height) <= min(LARGEST_SEAL, 1.7 * min(width, height))
        ):
            continue
        own = numbers[y : y + height, x : x + width] == number
        up, left = height // 8, width // 8
        if not any(
            own[rows, cols].any()
            for rows in (slice(up), slice(-up, None))
            for cols in (slice(left), slice(-left, None))
        ):
            yield slice(max(0, y - 4), y + height + 4), slice(max(0, x - 4), x + width + 4)


def without_rulings(page: Straightened, grids: Sequence[Grid]) -> tuple[Pixels, Pixels]:
    """The picture and its dark pixels without the rulings of these grids (which are in points).

    Other long strokes are left: in some types the strokes of neighbouring characters touch.
    """
    picture, dark = page.picture.copy(), page.dark.copy()
    edge = THICKEST // 2
    for grid in grids:
        left, top, right, bottom = (v * PIXELS_PER_POINT for v in grid.box)
        for ruling in page.across:
            if (
                top - edge < ruling.at < bottom + edge
                and ruling.end > left - edge
                and ruling.start < right + edge
            ):
                _erase(picture, dark, ruling, horizontal=True, edges=grid.ys)
        for ruling in page.down:
            if (
                left - edge < ruling.at < right + edge
                and ruling.end > top - edge
                and ruling.start < bottom + edge
            ):
                _erase(picture, dark, ruling, horizontal=False, edges=grid.xs)
    return picture, dark


def _erase(
    picture: Pixels, dark: Pixels, ruling: Stroke, *, horizontal: bool, edges: Sequence[float]
) -> None:
    # An edge stands at the mean of all rulings of the page that nearly share it, those of other tables too.
    if min(abs(ruling.at - e * PIXELS_PER_POINT) for e in edges) > THICKEST / 2 + SNAP * PIXELS_PER_POINT:
        return
    half = ruling.thickness / 2 + 2
    across = slice(max(0, int(ruling.at - half)), int(ruling.at + half) + 1)
    along = slice(max(0, int(ruling.start) - 2), int(ruling.end) + 3)
    area = (across, along) if horizontal else (along, across)
    picture[area] = 255
    dark[area] = False


def _dark(smooth: Pixels, least: int) -> Pixels:
    """255 where a pixel is darker than its surroundings by so much."""
    return cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, least
    ).astype(np.uint8)


def _skew(grey: Pixels) -> float:
    """The angle (degrees, counter-clockwise) that brings rulings and lines of text level."""
    small = cv2.resize(grey, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)[:1100]
    dark = (255 - small).astype(np.float32)
    dark[dark < 60] = 0
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


def _strokes(dark: Pixels, gap: int, horizontal: bool) -> list[Stroke]:
    """The long straight strokes in one direction, gaps in them closed."""

    def bar(length: int) -> Pixels:
        return np.ones((1, length) if horizontal else (length, 1), np.uint8)

    solid = (SHORTEST_ACROSS if horizontal else SHORTEST_DOWN) + SMOOTHED
    shortest = solid if gap < WIDEST_DASH_GAP else SHORTEST_DASHED
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bar(gap))
    strokes = cv2.morphologyEx(joined, cv2.MORPH_OPEN, bar(shortest))
    # Solid areas (a seal's star, the scanner's edge) would make one thick piece with the rulings that run into them.
    solid_area = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((THICKEST + 1, THICKEST + 1), np.uint8))
    strokes[solid_area > 0] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:count]:
        if horizontal and height <= THICKEST:
            found.append(Stroke(float(y + height / 2), float(x), float(x + width), float(height)))
        elif not horizontal and width <= THICKEST:
            found.append(Stroke(float(x + width / 2), float(y), float(y + height), float(width)))
    return (
        _joined_through(solid_area if horizontal else solid_area.T, found)
        if solid_area.any() and len(found) <= MOST_STROKES
        else found
    )


def _solid(grey: Pixels, dark: Pixels, horizontal: bool) -> list[Stroke]:
    """The strokes drawn in one go, and those of faint print that only more smoothing makes whole."""

    def smoothed(over: int) -> list[Stroke]:
        size = (over, 1) if horizontal else (1, over)
        return _strokes(_dark(cv2.blur(grey, size), HAIRLINE), 3, horizontal)

    plain = smoothed(SMOOTHED)
    # More smoothing joins strokes of characters too: those are no longer than this, or have ink beside them.
    longer = [s for s in smoothed(SMOOTHED_MORE) if s.end - s.start >= FAINT]
    if len(plain) + len(longer) > MOST_STROKES:
        return plain
    ink = dark if horizontal else dark.T
    whole = [w for w in longer if not any(_is_part(w, s) for s in plain) and _is_bare_beyond(ink, w, plain)]
    return whole + [s for s in plain if not any(_is_part(s, w) for w in whole)]


def _is_part(stroke: Stroke, whole: Stroke) -> bool:
    return (
        abs(stroke.at - whole.at) <= 3
        and whole.start - SMOOTHED_MORE <= stroke.start
        and stroke.end <= whole.end + SMOOTHED_MORE
    )


def _is_bare(ink: Pixels, stroke: Stroke) -> bool:
    """Whether a stroke (``ink`` lies along it) has hardly any ink right beside it."""
    at, half = round(stroke.at), round(stroke.thickness / 2) + 2
    along = slice(int(stroke.start), int(stroke.end))
    beside = [ink[max(0, at - half - 4) : max(0, at - half), along], ink[at + half : at + half + 4, along]]
    return all(not band.size or float(band.any(axis=0).mean()) < MOST_BESIDE for band in beside)


def _is_bare_beyond(ink: Pixels, whole: Stroke, parts: Sequence[Stroke]) -> bool:
    """Whether neither a stroke nor what it adds to its parts has ink right beside it.

    A character that stands on a ruling lengthens it by an upright stroke of its own, with others beside it.
    """
    known = sorted((s.start, s.end) for s in parts if _is_part(s, whole))
    ends = [whole.start, *(end for part in known for end in part), whole.end]
    added = [
        whole._replace(start=a, end=b)
        for a, b in zip(ends[::2], ends[1::2], strict=True)
        if b - a > SMOOTHED_MORE
    ]
    return all(_is_bare(ink, part) for part in (whole, *added))


def _joined_through(areas: Pixels, strokes: Sequence[Stroke]) -> list[Stroke]:
    """The strokes, those in line with each other on both sides of a solid area as one."""
    joined: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: s.start):
        before = next(
            (
                n
                for n, s in enumerate(joined)
                if abs(s.at - stroke.at) <= 3
                and 0 < stroke.start - s.end <= LARGEST_SEAL
                and areas[round(stroke.at), int(s.end) : int(stroke.start) + 1].mean() > 0.9 * 255
            ),
            None,
        )
        if before is None:
            joined.append(stroke)
        else:
            joined[before] = joined[before]._replace(end=stroke.end)
    return joined


def _alone(dark: Pixels, strokes: Sequence[Stroke], horizontal: bool) -> list[Stroke]:
    """The dashed strokes with hardly any ink right beside them: not the characters of a line of text joined up."""
    ink = dark if horizontal else dark.T
    kept = []
    for stroke in strokes:
        at = round(stroke.at)
        along = slice(int(stroke.start), int(stroke.end))
        start, end = _even_dashes(np.asarray(ink[max(0, at - 1) : at + 2, along].any(axis=0)))
        even = stroke._replace(start=float(along.start + start), end=float(along.start + end))
        if end - start >= SHORTEST_DASHED and _is_bare(ink, even):
            kept.append(even)
    return kept


def _even_dashes(inked: Pixels) -> tuple[int, int]:
    """From where to where ink and gaps alternate as in a dashed line; (0, 0) where they do not.

    A wider gap than the others leads to a character that lies in the line's direction.
    """
    edges = np.flatnonzero(np.diff(inked.astype(np.int8))) + 1
    gaps = [(int(a), int(b)) for a, b in pairwise(edges) if not inked[a]]
    if len(gaps) < 3:
        return 0, 0
    widest = 1.6 * float(np.median([b - a for a, b in gaps])) + 3
    cuts = [(0, 0), *((a, b) for a, b in gaps if b - a > widest), (len(inked), len(inked))]
    return max(((end, start) for (_, end), (start, _) in pairwise(cuts)), key=lambda p: p[1] - p[0])


def _with_room(across: list[Stroke]) -> list[Stroke]:
    """The strokes without those so near to a longer line that no row fits between: feet of characters joined up."""
    if not across or len(across) > MOST_STROKES:
        return across
    at = np.array([s.at for s in across])
    apart = np.abs(at[:, None] - at[None, :])
    drawn = (apart <= 3) @ np.array([s.end - s.start for s in across])
    near = (apart > THICKEST / 2) & (apart < LEAST_ROW)
    crowded = (near & (3 * drawn[:, None] < drawn[None, :])).any(axis=1)
    return [s for s, is_crowded in zip(across, crowded, strict=True) if not is_crowded]


def _anchored(across: list[Stroke], down: list[Stroke], *, long: float) -> tuple[list[Stroke], list[Stroke]]:
    """The strokes that are long or end on others across them at both ends: not those of characters that touch."""
    while True:
        kept_across = [held for s in across if (held := _held(s, down, long, SHORTEST_ACROSS))]
        cut = _cuts(down)
        kept_down = [held for s in down if (held := _held(s, kept_across, long, SHORTEST_DOWN, cut))]
        if kept_across == across and kept_down == down:
            return across, down
        across, down = kept_across, kept_down


def _held(
    stroke: Stroke, crossing: Sequence[Stroke], long: float, shortest: float, cuts: Sequence[float] = ()
) -> Stroke | None:
    """What of a stroke lies between rulings across it: a character may touch a ruling and lengthen it."""
    if _holds(stroke, crossing, long, cuts):
        return stroke
    met = [
        c.at
        for c in crossing
        if c.start - TOUCHING <= stroke.at <= c.end + TOUCHING and stroke.start <= c.at <= stroke.end
    ]
    if not met or max(met) - min(met) < shortest:
        return None
    return stroke._replace(start=min(met), end=max(met))


def _cuts(down: Sequence[Stroke]) -> list[float]:
    """The heights at which several upright strokes end together: the top or foot of a table cut by a page's end."""
    ends = np.sort([end for s in down for end in (s.start, s.end)])
    return [float(e) for e in ends if ((ends >= e) & (ends <= e + 6)).sum() >= LEAST_CUT]


def _holds(stroke: Stroke, crossing: Sequence[Stroke], long: float, cuts: Sequence[float] = ()) -> bool:
    if stroke.end - stroke.start >= long:
        return True
    held = [
        any(
            abs(c.at - end) <= TOUCHING and c.start - TOUCHING <= stroke.at <= c.end + TOUCHING
            for c in crossing
        )
        for end in (stroke.start, stroke.end)
    ]
    return all(held) or (
        any(held)
        and all(
            is_held or any(-1 <= end - cut <= 7 for cut in cuts)
            for end, is_held in zip((stroke.start, stroke.end), held, strict=True)
        )
    )
