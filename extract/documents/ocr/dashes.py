"""Dashed and dotted rulings of a scanned page, told by the evenness of their dashes and of the gaps between them.

Characters in a line have strokes and gaps too, but no two alike for long; and all dashed rulings of a page are
drawn in the same way, so what is certain of the long ones finds the short ones.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import nan
from typing import NamedTuple

import cv2
import numpy as np

from extract.documents.ocr.aligned import aligned, apart, lines_of
from extract.documents.ocr.strokes import HAIRLINE, MOST_STROKES, THICKEST, Pixels, Stroke, darker, is_bare

LONGEST_DASH, WIDEST_GAP = 26, 13
UNEVEN = 2
"""Dashes, or gaps, of one ruling differ by no more pixels."""
SURE = 150
"""No strokes of characters follow each other evenly for so many pixels."""
LEAST_DASHED = 600
"""A page with dashed rulings has sure ones of so many pixels together."""
ALIKE = 1.5
"""By so many pixels may the mean dashes, or gaps, of rulings drawn in one way differ."""
FEWEST = 3
"""A short ruling has so many dashes at least."""
SHORTEST = 30
"""No shorter row of dashes is taken for a ruling."""
CLOSED = 9
"""A dash with a ruling of the other direction through it is whole again when gaps up to this are closed."""
LEAST_SHARE = 0.6
"""In a low row so much of the usual share of a dashed line is inked at least."""
LEAST_EVEN = 0.4
"""The share of a ruling that is even dashes at least."""
THIN = 2.0
"""What is looked for right beside a dashed ruling, is so beside one of such a thickness: dashes are no thicker."""
FEWEST_IN_LINE = 6
"""A ruling that begins anew in every row has so many dashes, those at the ends of rows left out."""
LEAST_ALIKE = 0.2
"""By so much may the inked share of a ruling's length differ in a low row."""
HIGHEST_ROW = 120
"""In a row so many pixels high there are enough dashes to be told by their evenness."""


class _Rows(NamedTuple):
    """Stretches of even dashes along the rows of a picture: row, start, end, and their mean dash and gap."""

    row: Pixels
    start: Pixels
    end: Pixels
    dash: Pixels
    gap: Pixels


def dashed_strokes(grey: Pixels, solid: Sequence[Stroke]) -> tuple[list[Stroke], list[Stroke]]:
    """The dashed rulings across and down a straightened page; none where no long one shows how they are drawn.

    ``solid`` are its other rulings across.
    """
    darks = [_dark_along(grey), _dark_along(np.ascontiguousarray(grey.T))]
    # Digits in a column, and the rulings between them, may follow each other as evenly as dashes do.
    styles = _styles(_even(darks[0]))
    if not styles:
        return [], []
    first = [_painted(dark, _alike(dark, styles, SURE // 2)) for dark in darks]
    bare = [
        _without_crossing(dark, np.ascontiguousarray(other.T))
        for dark, other in zip(darks, reversed(first), strict=True)
    ]
    across, down = (_strokes(*maps, styles) for maps in zip(darks, bare, strict=True))
    if len(across) + len(down) > MOST_STROKES:
        return [], []
    down += _in_low_rows(bare[1], [*across, *solid], styles)
    least = LEAST_SHARE * min(dash / (dash + gap) for dash, gap in styles)
    across = _continued(bare[0], across, down, least)
    return across, _continued(bare[1], down, [*across, *solid], least)


def _continued(
    dark: Pixels, drawn: Sequence[Stroke], crossing: Sequence[Stroke], least: float
) -> list[Stroke]:
    """The rulings along the rows of a picture, and where dashes go on in their line from one ruling across to the next.

    In a low row two dashes have room, too few to show how even they are. Digits of another table may stand in the
    same line: only what is next to a drawn stretch goes on from it.
    """
    strokes = list(drawn)
    for line in aligned(drawn, crossing):
        rows = [row for row in line.gaps if row[1] - row[0] <= HIGHEST_ROW]
        for from_, rows_from in ((0, rows), (1, rows[::-1])):
            reached = nan
            for row in rows_from:
                begins = row[from_] == reached or line.reaches(row[from_])
                if begins and _goes_on(dark[:, row[0] : row[1]], line.at, least):
                    reached = row[1 - from_]
                    strokes.append(Stroke(float(line.at), float(row[0]), float(row[1]), 3.0))
    return strokes


def _in_low_rows(
    dark: Pixels, across: Sequence[Stroke], styles: Sequence[tuple[float, float]]
) -> list[Stroke]:
    """The rulings down that begin anew in every row, each with too few dashes to show how even they are: several rows
    have such dashes in one line, and nothing else."""
    found: list[tuple[Stroke, int]] = []
    for top, foot in pairwise(apart(s.at for s in across)):
        if foot - top <= HIGHEST_ROW:
            dashes = _dashes_only(np.ascontiguousarray(dark[:, top:foot]), styles)
            edges = np.flatnonzero(np.diff(np.concatenate([[0], dashes > 0, [0]]).astype(np.int8)))
            for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
                stroke = Stroke((first + last - 1) / 2, float(top), float(foot), float(last - first))
                if last - first <= THICKEST and is_bare(dark, stroke):
                    found.append((stroke, int(dashes[first:last].max())))
    counts = dict(found)
    return [
        stroke
        for _, line in lines_of([stroke for stroke, _ in found])
        if sum(counts[s] for s in line) >= FEWEST_IN_LINE
        for stroke in line
    ]


def _dashes_only(dark: Pixels, styles: Sequence[tuple[float, float]]) -> Pixels:
    """For each row of a picture, how many dashes of these styles it has from end to end; 0 where it has anything else."""
    start, end, width = _runs(dark)
    row = start // width
    start, end = start - row * width, end - row * width
    is_inside = (start > 0) & (end < dark.shape[1])
    most = np.zeros(len(dark), int)
    for dash, gap in styles:
        longest = dash + UNEVEN
        is_dash = np.where(is_inside, np.abs(end - start - dash) <= UNEVEN, end - start <= longest)
        counts = np.bincount(row[is_inside & is_dash], minlength=len(dark))
        others = np.bincount(row[~is_dash], minlength=len(dark))
        inked = np.bincount(row, weights=end - start, minlength=len(dark))
        share = inked / dark.shape[1]
        is_full = np.abs(share - dash / (dash + gap)) <= LEAST_ALIKE
        most = np.maximum(most, np.where((others == 0) & is_full, counts, 0))
    return most


def _goes_on(dark: Pixels, at: int, least: float) -> bool:
    """Whether hardly anything but dashes stands in the line ``at``, from end to end."""
    line = dark[max(0, at - 1) : at + 2].any(axis=0)
    inked = np.flatnonzero(np.concatenate([[True], line, [True]]))
    widest = int(np.diff(inked).max())
    return (
        line.mean() >= least
        and widest <= WIDEST_GAP + 2 * UNEVEN
        and is_bare(dark, Stroke(at, 0, dark.shape[1], THIN))
    )


def _dark_along(grey: Pixels) -> Pixels:
    """1 where a picture smoothed across its rows is dark: rulings along the rows that are a pixel thick stay."""
    return (darker(cv2.blur(grey, (1, 3)), HAIRLINE) > 0).astype(np.uint8)


def _even(dark: Pixels) -> _Rows:
    """The long stretches in which every dash and every gap is like the one before."""
    start, end, width = _runs(dark)
    dash, gap = end - start, start[1:] - end[:-1]
    neighbours = _are_dashes(start, end, width) & (np.abs(dash[1:] - dash[:-1]) <= UNEVEN)
    even = neighbours[1:] & neighbours[:-1] & (np.abs(gap[1:] - gap[:-1]) <= UNEVEN)
    return _stretches(start, end, width, even, 2, SURE)


def _alike(dark: Pixels, styles: Sequence[tuple[float, float]], least: float) -> _Rows:
    """The stretches of ``least`` pixels and more whose dashes and gaps are of one of these styles."""
    start, end, width = _runs(dark)
    dash, gap = end - start, start[1:] - end[:-1]
    alike = np.zeros(len(gap), bool)
    for dash_drawn, gap_drawn in styles:
        apart = min(UNEVEN + 0.5, 0.25 * (dash_drawn + gap_drawn))
        near = np.abs(dash - dash_drawn) <= apart
        alike |= near[1:] & near[:-1] & (np.abs(gap - gap_drawn) <= apart)
    return _stretches(start, end, width, alike & _are_dashes(start, end, width), 1, least)


def _runs(dark: Pixels) -> tuple[Pixels, Pixels, int]:
    """Where dark runs start and end, row after row, counted as if each row were so many pixels wide."""
    padded = np.zeros((dark.shape[0], dark.shape[1] + 2), np.int8)
    padded[:, 1:-1] = dark
    edges = np.diff(padded, axis=1).ravel()
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), dark.shape[1] + 1


def _are_dashes(start: Pixels, end: Pixels, width: int) -> Pixels:
    """For every run but the last: whether it and the next, in one row, are short enough and near enough for dashes."""
    short = end - start <= LONGEST_DASH
    return (
        short[1:]
        & short[:-1]
        & (start[1:] - end[:-1] <= WIDEST_GAP)
        & (start[1:] // width == start[:-1] // width)
    )


def _stretches(start: Pixels, end: Pixels, width: int, joined: Pixels, more: int, least: float) -> _Rows:
    """The stretches of runs that are joined each to the next (and ``more`` after the last), of ``FEWEST`` and ``least`` pixels."""
    edges = np.diff(np.concatenate([[0], joined.astype(np.int8), [0]]))
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1 + more
    long = (last - first + 1 >= FEWEST) & (end[last] - start[first] >= least)
    first, last = first[long], last[long]
    inked = np.concatenate([[0], np.cumsum(end - start)])
    dash = (inked[last + 1] - inked[first]) / (last - first + 1)
    row = start[first] // width
    period = (start[last] - start[first]) / (last - first)
    return _Rows(row, start[first] - row * width, end[last] - row * width, dash, period - dash)


def _styles(found: _Rows) -> list[tuple[float, float]]:
    """The mean dash and gap of each way in which much of a page's rulings are drawn."""
    length, dash, gap = found.end - found.start, found.dash, found.gap
    kinds = {(round(d), round(g)) for d, g in zip(dash, gap, strict=True)}
    styles: list[tuple[float, float]] = []
    left = np.ones(len(length), bool)
    while kinds:
        near = {kind: left & _is_near(dash, gap, kind, ALIKE) for kind in kinds}
        best = max(near, key=lambda kind: float(length[near[kind]].sum()))
        of_it = near[best]
        if length[of_it].sum() < LEAST_DASHED:
            break
        style = (
            float(np.average(dash[of_it], weights=length[of_it])),
            float(np.average(gap[of_it], weights=length[of_it])),
        )
        styles.append(style)
        left &= ~_is_near(dash, gap, style, 2 * ALIKE)
    return styles


def _is_near(dash: Pixels, gap: Pixels, style: tuple[float, float], apart: float) -> Pixels:
    return (np.abs(dash - style[0]) <= apart) & (np.abs(gap - style[1]) <= apart)


def _painted(dark: Pixels, rows: _Rows) -> Pixels:
    """A picture of these stretches, their gaps filled."""
    mask = np.zeros_like(dark)
    for row, start, end in zip(rows.row, rows.start, rows.end, strict=True):
        mask[row, start:end] = 1
    return mask


def _without_crossing(dark: Pixels, crossing: Pixels) -> Pixels:
    """The dark runs without the rulings across them, which lengthen a dash or stand in a gap; dashes stay whole."""
    crossing = cv2.dilate(crossing, np.ones((1, 3), np.uint8)) > 0
    bare = dark.copy()
    bare[crossing] = 0
    closed = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((1, CLOSED), np.uint8))
    bare[crossing & (closed > 0)] = 1
    return bare & dark


def _strokes(dark: Pixels, bare: Pixels, styles: Sequence[tuple[float, float]]) -> list[Stroke]:
    """The rulings along the rows: even stretches of these styles, on to where the ink in their line ends."""
    certain = np.maximum(*(_painted(ink, _alike(ink, styles, SHORTEST)) for ink in (dark, bare)))
    # A crossing ruling or a character that touches breaks the evenness, but not the line.
    gap, period = int(max(gap for _, gap in styles)), int(max(map(sum, styles)))
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, gap + 4), np.uint8))
    mask = np.minimum(cv2.dilate(certain, np.ones((1, 2 * (period + 4) + 1), np.uint8)), joined)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, SHORTEST), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    strokes = []
    for x, y, width, height, area in stats[1:count].tolist():
        if height <= THICKEST:
            along = slice(x, x + width)
            even = int(certain[y : y + height, along].any(axis=0).sum())
            alone = even >= SURE or is_bare(bare, Stroke(float(y + height // 2), x, x + width, THIN))
            if alone and even >= LEAST_EVEN * width:
                strokes.append(Stroke(y + height / 2, float(x), float(x + width), area / width))
    return strokes
