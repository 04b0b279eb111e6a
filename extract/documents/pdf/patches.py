"""Patches of colour: cells told by lighter patches on a dark ground, and white text on a dark patch from white on white."""

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

from extract.documents.model import Box
from extract.documents.pdf.content import Ruling, Run

DARK = 165.0
"""Below this luminance (0–255) a patch is dark."""
LIGHTER = 50.0
"""A cell's patch is lighter than its ground by at least this much."""
WHITE = 250.0
"""From this luminance on, a patch looks like paper."""
PALEST_INK = 238.0
"""From this luminance on, ink cannot be seen on paper."""
UNKNOWN = nan
SMALLEST = 6.0
"""Smaller patches, in points either way, are bullets and pieces of drawings."""
MOST = 4000
"""A page with more patches is a picture."""
FEWEST = 4
"""So many lighter patches on one ground are a table's cells."""


class Patch(NamedTuple):
    """A filled rectangle: where it is and how light (0 black, 255 white); ``UNKNOWN`` for a picture or a gradient."""

    box: Box
    luminance: float


def cell_rulings(patches: Sequence[Patch]) -> tuple[list[Ruling], list[Ruling]]:
    """The rulings, horizontal and vertical, of tables that are light cells on a dark ground: its gaps are the lines."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    large = [p for p in patches if min(p.box[2] - p.box[0], p.box[3] - p.box[1]) >= SMALLEST]
    grounds = [p for p in large if p.luminance < DARK and p.box[2] - p.box[0] > 10 * SMALLEST]
    if len(large) > MOST or len(grounds) > MOST / 40:
        return across, down
    for ground in grounds:
        cells = [
            p.box
            for p in large
            if p.luminance > ground.luminance + LIGHTER and _within(p.box, ground.box, 1.0)
        ]
        if len(cells) < FEWEST:
            continue
        for x0, top, x1, bottom in cells:
            across += (Ruling(top, x0, x1), Ruling(bottom, x0, x1))
            down += (Ruling(x0, top, bottom), Ruling(x1, top, bottom))
    return across, down


def without_hidden(runs: Sequence[Run], patches: Sequence[Patch], pictured: bool) -> tuple[list[Run], bool]:
    """The runs that can be seen, and whether the page is a picture over text that some program recognised in it.

    White text is hidden unless something dark lies under it, or most of the page's text is white; text drawn
    without ink is hidden, unless it is most of the text of a page that is a picture.
    """
    kept = list(runs)
    unseen = sum(len(run.glyphs) for run in runs if run.unseen)
    recognised = pictured and unseen > sum(len(run.glyphs) for run in runs) / 2
    if unseen and not recognised:
        kept = [run for run in kept if not run.unseen]
    white = sum(run.white for run in kept)
    if 0 < white < len(kept) / 2:
        kept = [run for run in kept if not run.white or _on_dark(run, patches)]
    return kept, recognised


def _on_dark(run: Run, patches: Sequence[Patch]) -> bool:
    """Whether what is drawn last under the middle of a run is not light."""
    first, last = run.glyphs[0], run.glyphs[-1]
    x, y = (first.x0 + last.x1) / 2, (first.top + last.bottom) / 2
    under = [p.luminance for p in patches if _within((x, y, x, y), p.box, 0.0)]
    return bool(under) and not under[-1] > WHITE - LIGHTER


def _within(inner: Box, outer: Box, slack: float) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )
