"""Two or four pages printed on one sheet: told by the empty strips down and across its middle, and read one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from extract.documents.pdf.content import PageContent, Ruling

WIDE_SHEET = 1.2
"""A sheet so many times wider than tall may hold two pages, one so many times taller than wide four."""
STRIP = 0.01
"""The empty strip down the middle reaches so far to either side, as a share of the sheet's width."""
STRIP_ACROSS = 0.004
"""And the one across it above and below, as a share of the height: the head and the foot of a page stand near its edge."""
BROAD = 0.5
"""Each page has a line of text or a ruling that takes so much of its width: the columns of one table do not."""

TOUCHING = 2.0
"""Rulings no farther apart, in points, are one."""


def pages_on(sheet: PageContent) -> list[PageContent]:
    """The pages of a sheet that holds two side by side, or four, as they are read; else the sheet itself."""
    if sheet.lines is not None:
        return [sheet]
    if sheet.width >= WIDE_SHEET * sheet.height:
        return _halves(sheet) if _holds_two(sheet) else [sheet]
    if sheet.height >= WIDE_SHEET * sheet.width and _is_parted_across(sheet):
        upper, lower = _half_above(sheet, True), _half_above(sheet, False)
        if _holds_two(upper) and _is_parted_down(lower):
            return [page for page in (*_halves(upper), *_halves(lower)) if page.runs or page.horizontals]
    return [sheet]


def _holds_two(sheet: PageContent) -> bool:
    """Whether nothing stands in the strip down the middle, and a page's print on either side of it."""
    middle = sheet.width / 2
    return _is_parted_down(sheet) and all(_broad(side, middle) for side in _sides(_level(sheet), middle))


def _is_parted_down(sheet: PageContent) -> bool:
    """Whether nothing stands in the strip down the middle of a sheet."""
    upright = [(ruling.at, ruling.at) for ruling in sheet.verticals]
    return not _meets([*_level(sheet), *upright], sheet.width / 2, STRIP * sheet.width)


def _is_parted_across(sheet: PageContent) -> bool:
    """Whether nothing stands in the strip across the middle of a sheet."""
    upright = ((ruling.start, ruling.end) for ruling in sheet.verticals)
    across = ((ruling.at, ruling.at) for ruling in sheet.horizontals)
    lines = (
        (min(g.top for g in run.glyphs), max(g.bottom for g in run.glyphs))
        for run in sheet.runs
        if not run.faint
    )
    return not _meets(chain(upright, across, lines), sheet.height / 2, STRIP_ACROSS * sheet.height)


def _meets(stretches: Iterable[tuple[float, float]], middle: float, edge: float) -> bool:
    return any(start < middle + edge and end > middle - edge for start, end in stretches)


def _level(sheet: PageContent) -> list[tuple[float, float]]:
    """From where to where the lines of text, watermarks aside, and the level rulings of a sheet reach."""
    lines = [(run.glyphs[0].x0, run.glyphs[-1].x1) for run in sheet.runs if not run.faint]
    return [*lines, *_joined(sheet.horizontals)]


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


def _halves(sheet: PageContent) -> list[PageContent]:
    """The left and the right page of a sheet; everything keeps its place on it."""
    middle = sheet.width / 2
    return [
        replace(
            sheet,
            horizontals=[r for r in sheet.horizontals if (r.start > middle) == right],
            verticals=[r for r in sheet.verticals if (r.at > middle) == right],
            runs=[run for run in sheet.runs if (run.glyphs[0].x0 > middle) == right],
            marks=[mark for mark in sheet.marks if (mark[0] > middle) == right],
        )
        for right in (False, True)
    ]


def _half_above(sheet: PageContent, above: bool) -> PageContent:
    """What stands above the middle of a sheet, or below it."""
    middle = sheet.height / 2
    return replace(
        sheet,
        horizontals=[r for r in sheet.horizontals if (r.at < middle) == above],
        verticals=[r for r in sheet.verticals if (r.start < middle) == above],
        runs=[run for run in sheet.runs if (run.glyphs[0].top < middle) == above],
        marks=[mark for mark in sheet.marks if (mark[1] < middle) == above],
    )
