"""Two pages printed on one sheet, side by side: told by the empty strip down the middle, and read one after the other."""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.pdf.content import PageContent, Ruling

WIDE_SHEET = 1.2
"""A sheet so many times wider than tall may hold two pages."""
STRIP = 0.01
"""The empty strip reaches so far to either side of the middle, as a share of the sheet's width."""
BROAD = 0.5
"""Each page has a line of text or a ruling that takes so much of its width: the columns of one table do not."""

TOUCHING = 2.0
"""Rulings no farther apart, in points, are one."""


def pages_on(sheet: PageContent) -> list[PageContent]:
    """The left and the right page of a sheet that holds two, else the sheet itself."""
    if sheet.lines is not None or sheet.width < WIDE_SHEET * sheet.height:
        return [sheet]
    middle = sheet.width / 2
    edge = STRIP * sheet.width
    lines = [(run.glyphs[0].x0, run.glyphs[-1].x1) for run in sheet.runs if run.glyphs]
    across = _joined(sheet.horizontals)
    upright = [(ruling.at, ruling.at) for ruling in sheet.verticals]
    if any(start < middle + edge and end > middle - edge for start, end in (*lines, *across, *upright)):
        return [sheet]
    if not all(_broad(side, middle) for side in _sides((*lines, *across), middle)):
        return [sheet]
    return [_half(sheet, middle, right) for right in (False, True)]


def _joined(rulings: Sequence[Ruling]) -> list[tuple[float, float]]:
    """The stretches of level rulings, those drawn cell by cell as one."""
    stretches: list[tuple[float, float]] = []
    height = None
    for ruling in sorted(rulings, key=lambda r: (round(r.at), r.start)):
        if round(ruling.at) == height and ruling.start <= stretches[-1][1] + TOUCHING:
            start, end = stretches[-1]
            stretches[-1] = start, max(end, ruling.end)
        else:
            stretches.append((ruling.start, ruling.end))
        height = round(ruling.at)
    return stretches


def _sides(
    stretches: Sequence[tuple[float, float]], middle: float
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    return [s for s in stretches if s[0] < middle], [s for s in stretches if s[0] > middle]


def _broad(stretches: Sequence[tuple[float, float]], width: float) -> bool:
    return any(end - start > BROAD * width for start, end in stretches)


def _half(sheet: PageContent, middle: float, right: bool) -> PageContent:
    """One page of the sheet; everything keeps its place on the sheet."""

    return replace(
        sheet,
        horizontals=[r for r in sheet.horizontals if (r.start > middle) == right],
        verticals=[r for r in sheet.verticals if (r.at > middle) == right],
        runs=[run for run in sheet.runs if run.glyphs and (run.glyphs[0].x0 > middle) == right],
        marks=[mark for mark in sheet.marks if (mark[0] > middle) == right],
    )
