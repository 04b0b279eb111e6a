"""Shares over the years: a point a year on a scale from 0 to 100 %, each with the range in which it may lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.strips import Rule, Sheet, axes, hatch, readable, refs, runs, sheet
from dashboard.charts.style import SMALL, note

HEIGHT = 84.0
BAND = 9.0


@dataclass(frozen=True, slots=True)
class YearShare:
    """One year. ``share`` None with a ``label``: only the counts are shown; None without one: missing, for the reason in ``gap``."""

    year: int
    share: float | None
    label: str = ""
    low: float | None = None
    high: float | None = None
    faint: bool = False
    hover: str = ""
    gap: str = ""
    stretch: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ShareStrip:
    """One body over the years."""

    title: str
    points: tuple[YearShare, ...]


def share_strips(strips: Sequence[ShareStrip], theme: str, rules: Sequence[Rule] = ()) -> go.Figure:
    """Draw the strips under each other on one scale; the line is broken where a year is missing or the form changed."""
    years = [p.year for s in strips for p in s.points]
    count = len(strips)
    made = sheet([s.title for s in strips], [HEIGHT] * count, [1.0] * count, years, theme, rules)
    for number, strip in enumerate(strips):
        _scale(made, number)
        known = [p for p in strip.points if p.share is not None]
        if known:
            made.figure.add_traces([_line(known, made, number), _dots(known, made, number)])
            _ranges(known, made, number)
        _labels(strip, known, made, number)
        missing = [(p.year, p.gap, p.hover) for p in strip.points if p.share is None and not p.label]
        hatch(made, number, runs(missing), BAND / HEIGHT)
    return made.finish()


def _scale(made: Sheet, number: int) -> None:
    """A hairline at 100 %, named once."""
    c = made.colours
    rule = {"color": c.rule, "width": 1}
    made.shapes.append(
        {
            "type": "line",
            "layer": "below",
            **refs(number),
            "x0": made.first - 0.4,
            "x1": made.last + 0.4,
            "y0": 1,
            "y1": 1,
            "line": rule,
        }
    )
    if number == 0:
        words = {"font": {"size": SMALL - 1, "color": c.muted}, "xshift": -3}
        made.annotations.append(note("100%", made.first - 0.5, 1, **refs(number), **words))


def _line(known: Sequence[YearShare], made: Sheet, number: int) -> go.Scatter:
    x: list[int | None] = []
    y: list[float | None] = []
    for before, p in zip([None, *known[:-1]], known, strict=True):
        if before is not None and (before.year != p.year - 1 or before.stretch != p.stretch):
            x.append(None)
            y.append(None)
        x.append(p.year)
        y.append(p.share)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": made.colours.grey_mid, "width": 1.5},
        connectgaps=False,
        hoverinfo="skip",
        **axes(number),
    )


def _dots(known: Sequence[YearShare], made: Sheet, number: int) -> go.Scatter:
    c = made.colours
    colours = [c.grey if p.faint else c.accent for p in known]
    return go.Scatter(
        x=[p.year for p in known],
        y=[p.share for p in known],
        mode="markers",
        marker={
            "size": 10,
            "color": [c.paper if p.faint else colour for p, colour in zip(known, colours, strict=True)],
            "line": {"color": colours, "width": 2},
        },
        customdata=[p.hover for p in known],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        **axes(number),
    )


def _ranges(known: Sequence[YearShare], made: Sheet, number: int) -> None:
    c = made.colours
    for p in known:
        line = {"color": c.grey_mid if p.faint else c.accent_soft, "width": 5}
        place = {"x0": p.year, "x1": p.year, "y0": p.low, "y1": p.high}
        made.shapes.append({"type": "line", "layer": "below", **refs(number), **place, "line": line})


def _labels(strip: ShareStrip, known: Sequence[YearShare], made: Sheet, number: int) -> None:
    """Percentages above the ranges; counts at the foot where there are too few cases."""
    c = made.colours
    wide = max((len(p.label) for p in known), default=0) * 7.2
    centred = {"xanchor": "center", "align": "center", "yshift": 1}
    for i in readable([(p.year, p.share or 0, p.marked) for p in known], wide, made.slot):
        p = known[i]
        font = {"size": SMALL, "color": c.muted if p.faint else c.ink}
        made.annotations.append(
            note(p.label, p.year, p.high or p.share or 0, **refs(number), **centred, font=font)
        )
    few = [p for p in strip.points if p.share is None and p.label]
    wide = max((len(p.label) for p in few), default=0) * 6.0
    for i in readable([(p.year, 0, p.marked) for p in few], wide, made.slot):
        font = {"size": SMALL - 1, "color": c.muted}
        made.annotations.append(note(few[i].label, few[i].year, 0, **refs(number), **centred, font=font))
