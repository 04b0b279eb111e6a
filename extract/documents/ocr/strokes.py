"""The drawn lines of a scanned page: long straight strokes that are rulings, not parts of characters."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]

LARGEST_SEAL = 520
"""No round seal is wider."""
PRINT, HAIRLINE = 18, 14
"""By how much (0–255) print, and a ruling smoothed along its direction, is darker than the paper around it."""
SMOOTHED = 3
"""Over so many pixels a ruling is smoothed; every stroke grows longer by as many."""
SMOOTHED_MORE, FAINT = 7, 100
"""Over so many pixels a ruling of faint print is smoothed, and what is shorter than the second is none."""
LEAST_SOLID = 0.7
"""The share of a faint ruling's length that is inked at least."""
LEAST_DRAWN = 0.5
"""The share of a ruling's length that one row of its pixels holds at least, where something else is joined to it."""
LEAST_AS_DARK, MOST_LIGHTER = 0.5, 0.09
"""A short ruling is lighter than the first share of its usual darkness in hardly more than the second share of its length."""
LONGER_THAN_PRINT = 80
"""No stroke of a character is so long."""
FEWEST_GAPS, WIDEST_APART, LEAST_EVENLY = 4, 16, 0.7
"""A ruling that is broken evenly has gaps so many pixels apart at most, the third share of them as far as usual."""
LEAST_BESIDE_A_RULING, BESIDE = 0.7, 7
"""So many pixels beside a ruling that it crosses, an upright one has at least such a share of its usual darkness."""
FRAYED = 3.0
"""What is lighter beside rulings is so by more than so many times the share elsewhere."""
SHORTEST_ACROSS = 56
"""A horizontal stroke of fewer pixels may belong to a character."""
SHORTEST_DOWN, LOWEST = 36, 24
"""A vertical one, but for what stands alone from one ruling to the next in a row no lower than the second."""
THICKEST = 14
LEAST_CUT = 5
"""So many upright rulings that end at one height show where a page cuts a table."""
LONG = 260
"""A stroke this long is a ruling wherever it ends; a shorter one ends on rulings across it."""
TOUCHING, ENDING = 9, 5
"""A ruling ends no more pixels away from that across it; one that is alone in a low row, no more than the second."""
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


def darker(smooth: Pixels, least: int) -> Pixels:
    """255 where a pixel is darker than its surroundings by so much."""
    return cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, least
    ).astype(np.uint8)


def dark_pixels(grey: Pixels) -> Pixels:
    """True where print is."""
    return np.asarray(darker(cv2.medianBlur(grey, 3), PRINT) > 0)


def _strokes(dark: Pixels, gap: int, horizontal: bool) -> list[Stroke]:
    """The long straight strokes in one direction, gaps in them closed."""

    def bar(length: int) -> Pixels:
        return np.ones((1, length) if horizontal else (length, 1), np.uint8)

    solid = (SHORTEST_ACROSS if horizontal else LOWEST) + SMOOTHED
    shortest = solid if gap < WIDEST_DASH_GAP else SHORTEST_DASHED
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bar(gap))
    strokes = cv2.morphologyEx(joined, cv2.MORPH_OPEN, bar(shortest))
    # Solid areas (a seal's star, the scanner's edge) would make one thick piece with the rulings that run into them.
    solid_area = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((THICKEST + 1, THICKEST + 1), np.uint8))
    strokes[solid_area > 0] = 0
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = []
    for number, (x, y, width, height, _) in enumerate(stats[1:count].tolist(), 1):
        across, down, long, thick = (y, x, width, height) if horizontal else (x, y, height, width)
        first, last = 0, thick
        if thick > THICKEST and long >= LONG:
            part = numbers[y : y + height, x : x + width] == number
            first, last = _straightest(part if horizontal else part.T)
        if last - first <= THICKEST:
            found.append(
                Stroke(across + (first + last) / 2, float(down), float(down + long), float(last - first))
            )
    return (
        _joined_through(solid_area if horizontal else solid_area.T, found)
        if solid_area.any() and len(found) <= MOST_STROKES
        else found
    )


def _straightest(piece: Pixels) -> tuple[int, int]:
    """The first row of a piece in which it is inked nearly all along, and that after the last; all rows where none is.

    The ring of a seal, or a character of it, joins a ruling that it lies on.
    """
    drawn = np.flatnonzero(piece.mean(axis=1) >= LEAST_DRAWN)
    return (int(drawn[0]), int(drawn[-1]) + 1) if drawn.size else (0, len(piece))


def solid_strokes(grey: Pixels, dark: Pixels, horizontal: bool) -> list[Stroke]:
    """The strokes drawn in one go, and those of faint print that only more smoothing makes whole."""

    def smoothed(over: int) -> Pixels:
        return darker(cv2.blur(grey, (over, 1) if horizontal else (1, over)), HAIRLINE)

    lightly = smoothed(SMOOTHED)
    plain = _strokes(lightly, 3, horizontal)
    # More smoothing joins strokes of characters too: those are no longer than this, have ink beside them, or gaps.
    longer = [
        s
        for s in _strokes(smoothed(SMOOTHED_MORE), 3, horizontal)
        if s.end - s.start >= FAINT and _is_solid(lightly if horizontal else lightly.T, s)
    ]
    if len(plain) + len(longer) > MOST_STROKES:
        return plain
    ink = dark if horizontal else dark.T
    whole = [w for w in longer if not any(_is_part(w, s) for s in plain) and _is_bare_beyond(ink, w, plain)]
    found = whole + [s for s in plain if not any(_is_part(s, w) for w in whole)]
    along = grey if horizontal else grey.T
    return [
        s
        for s in (_without_prolongation(along, s) for s in found)
        if s.end - s.start >= LONG
        or (_is_one(along, s) and (horizontal or not _is_low(s) or is_bare(ink, _amid(s))))
    ]


def _is_low(stroke: Stroke) -> bool:
    """Whether an upright stroke is as short as those of characters are."""
    return stroke.end - stroke.start < SHORTEST_DOWN + SMOOTHED


def _amid(stroke: Stroke) -> Stroke:
    """The stroke without its ends, where rulings across it are."""
    return stroke._replace(start=stroke.start + TOUCHING, end=stroke.end - TOUCHING)


def _without_prolongation(grey: Pixels, stroke: Stroke) -> Stroke:
    """A short ruling without the stroke of a character in line with it: that is lighter where it nearly touches."""
    if stroke.end - stroke.start >= LONG or _is_one(grey, stroke):
        return stroke
    lighter = _lighter(grey, stroke, LEAST_AS_DARK)
    cuts = [-1, *np.flatnonzero(lighter), len(lighter)]
    start, end = max(((a + 1, b) for a, b in pairwise(cuts)), key=lambda part: part[1] - part[0])
    if end - start < LONGER_THAN_PRINT:
        return stroke
    return stroke._replace(start=int(stroke.start) + float(start), end=int(stroke.start) + float(end))


def _is_one(grey: Pixels, stroke: Stroke) -> bool:
    """Whether a stroke is as dark all along: where characters touch rulings and each other, it is lighter."""
    if stroke.end - stroke.start < LOWEST:
        return False
    lighter = _lighter(grey, stroke, LEAST_AS_DARK)[SMOOTHED:-SMOOTHED]
    return _is_broken_evenly(lighter) or bool(lighter.mean() <= MOST_LIGHTER)


def _lighter(along: Pixels, stroke: Stroke, share: float) -> Pixels:
    """For every pixel of a stroke's length (``along`` has it in its rows) whether it is lighter than such a share of usual."""
    at, start, end = round(stroke.at), int(stroke.start), int(stroke.end)
    paper = float(np.median(along[max(0, at - 20) : at + 21, start:end]))
    dark = paper - along[max(0, at - 2) : at + 3, start:end].min(axis=0).astype(np.float32)
    return np.asarray(dark < share * np.median(dark))


def _is_broken_evenly(lighter: Pixels) -> bool:
    """Whether a stroke is lighter every few pixels: a faint ruling in pieces, or a grey one in black and white."""
    apart = np.diff(np.flatnonzero(np.diff(lighter.astype(np.int8)) > 0))
    if len(apart) < FEWEST_GAPS:
        return False
    usual = np.median(apart)
    return bool(usual <= WIDEST_APART and (np.abs(apart - usual) <= 2).mean() >= LEAST_EVENLY)


def is_parted(grey: Pixels, upright: Stroke, across: Sequence[Stroke]) -> bool:
    """Whether an upright stroke is lighter beside most rulings that it crosses: digits in low rows nearly touch them."""
    at, begin = round(upright.at), int(upright.start)
    if upright.end - upright.start < LOWEST:
        return True
    lighter = _lighter(grey.T, upright, LEAST_BESIDE_A_RULING)
    if _is_broken_evenly(lighter):
        return False
    sides = []
    amid = np.ones(len(lighter), bool)
    crossing = sorted(r for r in across if r.start - TOUCHING <= at <= r.end + TOUCHING)
    for before, ruling, after in zip([None, *crossing], crossing, [*crossing[1:], None], strict=False):
        edge = ruling.thickness / 2 - 1
        above, below = int(ruling.at - edge) - begin, int(ruling.at + edge) - begin
        amid[max(0, above - BESIDE) : max(0, below + BESIDE)] = False
        # What lies between the two lines of a double ruling belongs to no cell.
        if before is None or ruling.at - before.at > THICKEST:
            sides.append(lighter[max(0, above - BESIDE) : max(0, above)])
        if after is None or after.at - ruling.at > THICKEST:
            sides.append(lighter[max(0, below) : max(0, below + BESIDE)])
    met = [side.any() for side in sides if side.size]
    # A ruling in black and white that runs a little aslant is frayed everywhere.
    frayed = float(lighter[amid].mean()) if amid.any() else 0.0
    is_lighter = bool(met) and np.concatenate(sides).mean() > FRAYED * frayed
    return bool(2 * sum(met) > len(met) > 1 and is_lighter)


def _is_solid(ink: Pixels, stroke: Stroke) -> bool:
    """Whether there are but small gaps in the ink along a stroke: not the strokes of digits in low rows, joined up."""
    at = round(stroke.at)
    line = ink[max(0, at - 1) : at + 2, int(stroke.start) : int(stroke.end)]
    return bool(line.any(axis=0).mean() >= LEAST_SOLID)


def _is_part(stroke: Stroke, whole: Stroke) -> bool:
    return (
        abs(stroke.at - whole.at) <= 3
        and whole.start - SMOOTHED_MORE <= stroke.start
        and stroke.end <= whole.end + SMOOTHED_MORE
    )


def is_bare(ink: Pixels, stroke: Stroke) -> bool:
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
    return all(is_bare(ink, part) for part in (whole, *added))


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


def broken_strokes(dark: Pixels, horizontal: bool) -> list[Stroke]:
    """The strokes in pieces with hardly any ink right beside them: not the characters of a line of text joined up."""
    ink = dark if horizontal else dark.T
    kept = []
    for stroke in _strokes(255 * dark.astype(np.uint8), WIDEST_DASH_GAP, horizontal):
        at = round(stroke.at)
        along = slice(int(stroke.start), int(stroke.end))
        start, end = _even_dashes(np.asarray(ink[max(0, at - 1) : at + 2, along].any(axis=0)))
        even = stroke._replace(start=float(along.start + start), end=float(along.start + end))
        if end - start >= SHORTEST_DASHED and is_bare(ink, even):
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


def with_room(across: list[Stroke]) -> list[Stroke]:
    """The strokes without those so near to a longer line that no row fits between: feet of characters joined up."""
    if not across or len(across) > MOST_STROKES:
        return across
    at = np.array([s.at for s in across])
    apart = np.abs(at[:, None] - at[None, :])
    drawn = (apart <= 3) @ np.array([s.end - s.start for s in across])
    near = (apart > THICKEST / 2) & (apart < LEAST_ROW)
    crowded = (near & (3 * drawn[:, None] < drawn[None, :])).any(axis=1)
    return [s for s, is_crowded in zip(across, crowded, strict=True) if not is_crowded]


def anchored(across: list[Stroke], down: list[Stroke], *, long: float) -> tuple[list[Stroke], list[Stroke]]:
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
        if c.start - TOUCHING <= stroke.at <= c.end + TOUCHING
        and stroke.start - TOUCHING / 2 <= c.at <= stroke.end + TOUCHING / 2
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
    apart = ENDING if _is_low(stroke) else TOUCHING
    held = [
        any(
            abs(c.at - end) <= apart and c.start - TOUCHING <= stroke.at <= c.end + TOUCHING for c in crossing
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
