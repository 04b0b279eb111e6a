"""Columns over the years, one strip a body, all strips on the same years: counts from zero, gaps where there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.strips import LINE, Rule, Sheet, axes, hatch, readable, refs, runs, sheet, slot_of
from dashboard.charts.style import SMALL, coloured, note

STRIP = 110.0
"""Height of the columns of one strip in pixels."""
TALL = 150.0
"""The same for the largest of several strips on one scale."""
FLAT = 14.0
"""A strip of zeros, or of nothing."""
BAND = 9.0
"""Height of the hatched band of a gap."""
DIGIT = 6.6
"""Width of a digit of a label in pixels."""
SLACK = 4
"""So many pixels two labels may come nearer than a label is wide or high: a digit stands in air."""
FREE_SCALE = 25
"""When the largest strip is so many times the smallest, each strip has its own scale, and says so."""


@dataclass(frozen=True, slots=True)
class Point:
    """One year of one strip. ``value`` None is missing, for the reason in ``gap``; ``label`` is printed above the column.

    ``part`` is drawn in the accent inside the column. ``old`` lets a column stand back that comes from a
    form which counted differently. ``marked`` carries a publisher's error.
    """

    year: int
    value: float | None
    label: str = ""
    hover: str = ""
    gap: str = ""
    part: float | None = None
    part_label: str = ""
    old: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One body (or one sum, or one row of the form) over the years."""

    title: str
    points: tuple[Point, ...]


def year_strips(
    strips: Sequence[Strip],
    theme: str,
    rules: Sequence[Rule] = (),
    key: tuple[str, str] | None = None,
    own_scales: bool | None = None,
    below: Mapping[int, str] | None = None,
) -> go.Figure:
    """Draw the strips under each other. ``key``: what the accent and the whole column mean, when columns have parts.

    ``below`` is printed under the years, such as the number of reports added up.
    """
    years = [p.year for s in strips for p in s.points]
    tops = [max((p.value or 0 for p in s.points), default=0) for s in strips]
    free = needs_own_scales(tops) if own_scales is None else own_scales
    heights, ceilings = _scales(tops, free)
    titles = [s.title for s in strips]
    lines = 2 if key else 1
    slot = slot_of(years)
    places = [
        label_places(strip, height / ceiling, slot, lines)
        for strip, height, ceiling in zip(strips, heights, ceilings, strict=True)
    ]
    room = lines * (1 + max((level for place in places for level in place.values()), default=0))
    made = sheet(titles, heights, ceilings, years, theme, rules, key, lines=room, below=below)
    for number, strip in enumerate(strips):
        made.figure.add_traces(_bars(strip, made, number, key is not None))
        made.annotations += _labels(strip, made, number, key is not None, places[number])
        gaps = runs([(p.year, p.gap, p.hover) for p in strip.points if p.value is None])
        hatch(made, number, gaps, ceilings[number] * BAND / heights[number])
    return made.finish()


def _scales(tops: Sequence[float], free: bool) -> tuple[list[float], list[float]]:
    """Height in pixels and ceiling in units of each strip: on one scale a smaller strip is lower, so that no space stands empty."""
    most = max(tops, default=0)
    if free or not most:
        return [STRIP if top else FLAT for top in tops], [top or 1 for top in tops]
    full = STRIP if len(tops) <= 2 else TALL
    heights = [max(FLAT, full * top / most) for top in tops]
    # A ceiling that rounding puts a hair below the highest column would hide the figure above it.
    return heights, [max(top, height * most / full) for top, height in zip(tops, heights, strict=True)]


def needs_own_scales(tops: Sequence[float]) -> bool:
    """True when a common scale would flatten the smaller strips to a line."""
    known = [top for top in tops if top]
    return len(known) > 1 and max(known) > FREE_SCALE * min(known)


def _bars(strip: Strip, made: Sheet, number: int, parts: bool) -> list[go.Bar]:
    c = made.colours
    known = [p for p in strip.points if p.value is not None]
    if not known:
        return []
    latest = max(p.year for p in known)
    fills = []
    for p in known:
        if p.old or parts:
            fills.append(c.grey_soft)
        else:
            fills.append(c.accent if p.year == latest else c.grey_mid)
    outline = {"color": [c.grey_mid if f == c.grey_soft else f for f in fills], "width": 1}
    bars = [_bar(known, [p.value for p in known], {"color": fills, "line": outline}, number)]
    inner = [p for p in known if p.part is not None]
    if parts and inner:
        bars.append(_bar(inner, [p.part for p in inner], {"color": c.accent}, number))
    return bars


def _bar(points: Sequence[Point], values: list[Any], marker: dict[str, Any], number: int) -> go.Bar:
    return go.Bar(
        x=[p.year for p in points],
        y=values,
        width=0.66,
        marker=marker,
        customdata=[p.hover for p in points],
        hovertemplate="%{customdata}<extra></extra>",
        **axes(number),
    )


def label_places(strip: Strip, scale: float, slot: float, lines: int) -> dict[int, int]:
    """Which columns bear their label, and how many labels high above the column it stands.

    ``scale`` is pixels a unit. A label that would meet a neighbour's stands one higher, and is left out
    where it would meet one there, too: the latest, the highest, the earliest and the marked come first.
    """
    known = [p for p in strip.points if p.value is not None]
    wide = max((len(p.label) for p in known), default=0) * DIGIT
    tall = lines * LINE
    first = readable([(p.year, p.value or 0, p.marked) for p in known], wide, slot)
    placed: dict[int, tuple[int, float]] = {}
    for i in [*first, *(i for i in range(len(known)) if i not in first)]:
        for level in (0, 1):
            foot = (known[i].value or 0) * scale + level * tall
            if all(
                abs(known[i].year - known[j].year) * slot >= wide - SLACK or abs(foot - other) >= tall - SLACK
                for j, (_, other) in placed.items()
            ):
                placed[i] = (level, foot)
                break
    return {i: level for i, (level, _) in placed.items()}


def _labels(
    strip: Strip, made: Sheet, number: int, parts: bool, places: Mapping[int, int]
) -> list[dict[str, Any]]:
    """Figures above the columns, where ``places`` has them."""
    c = made.colours
    known = [p for p in strip.points if p.value is not None]
    found = []
    for i, level in places.items():
        p = known[i]
        text = p.label
        if parts and p.part_label and p.value:
            text = f"{coloured(p.part_label, c.accent, bold=True)}<br>{p.label}"
        raised = 1 + level * LINE * (2 if parts else 1)
        words = {
            "xanchor": "center",
            "align": "center",
            "yshift": raised,
            "font": {"size": SMALL, "color": c.ink},
        }
        found.append(note(text, p.year, p.value or 0, **refs(number), **words))
    return found
