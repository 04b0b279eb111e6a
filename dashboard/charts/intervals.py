"""Shares as points on a common scale from 0 to 100 %, each with the range in which it may lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.strips import PHONE
from dashboard.charts.style import SMALL, TEXT, TITLE, coloured, figure, look, note, shorten, width_of

ROW = 42
FLAT = 26
"""Height of a row of which only the counts are shown."""
HEAD = 38
AXIS = 30


@dataclass(frozen=True, slots=True)
class Share:
    """One row. ``share`` None: only ``text`` (the counts) is shown. ``faint`` marks 10 to 29 cases."""

    label: str
    text: str
    aside: str = ""
    share: float | None = None
    low: float | None = None
    high: float | None = None
    faint: bool = False
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: str
    rows: tuple[Share, ...]


def share_rows(groups: Sequence[Group], theme: str) -> go.Figure:
    """Draw the groups under each other on one scale of percent."""
    style = look(theme)
    c = style.colours
    height = (
        6
        + sum((HEAD if g.title else 0) + sum(_height(r) for r in g.rows) for g in groups)
        + (AXIS if any(r.share is not None for g in groups for r in g.rows) else 4)
    )
    built = figure(style, height, margin={"l": 8, "r": 18, "t": 0, "b": 0})
    annotations, shapes, dots = [], [], []
    y = height - 6.0
    for group in groups:
        if group.title:
            y -= HEAD
            annotations.append(
                note(f"<b>{group.title}</b>", 0, y + 8, font={"size": TITLE, "color": c.ink}, xshift=-9)
            )
        for row in group.rows:
            middle = y - ROW + 12
            room = PHONE - width_of(row.text, TEXT) - width_of(row.aside, SMALL) - 20
            shown = coloured(
                row.text,
                c.ink if not row.faint and row.share is not None else c.muted,
                bold=row.share is not None,
            )
            aside = f"  {coloured(row.aside, c.muted)}" if row.aside else ""
            annotations.append(
                note(
                    f"{shorten(row.label, room)}  {shown}{aside}",
                    0,
                    middle + 8,
                    xshift=-9,
                    font={"size": TEXT, "color": c.ink},
                    hovertext=row.hover or row.label,
                )
            )
            if row.share is not None:
                shapes.append(_line(0, 1, middle, c.rule, 1))
                colour = c.grey if row.faint else c.accent
                if row.low is not None and row.high is not None:
                    shapes.append(
                        _line(row.low, row.high, middle, c.grey_mid if row.faint else c.accent_soft, 6)
                    )
                dots.append((row, middle, colour))
            y -= _height(row)
    if dots:
        built.add_trace(
            go.Scatter(
                mode="markers",
                x=[row.share for row, _, _ in dots],
                y=[middle for _, middle, _ in dots],
                marker={
                    "size": 11,
                    "color": [c.paper if row.faint else colour for row, _, colour in dots],
                    "line": {"color": [colour for _, _, colour in dots], "width": 2},
                },
                customdata=[row.hover for row, _, _ in dots],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
            )
        )
        for tick in (0, 0.25, 0.5, 0.75, 1):
            annotations.append(
                note(f"{tick:.0%}", tick, 8, xanchor="center", font={"size": SMALL - 1, "color": c.muted})
            )
    built.update_layout(
        xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
        yaxis={"range": [0, height], "visible": False, "fixedrange": True},
        annotations=annotations,
        shapes=shapes,
    )
    return built


def _height(row: Share) -> int:
    return FLAT if row.share is None else ROW


def _line(x0: float, x1: float, y: float, colour: str, width: float) -> dict:
    return {
        "type": "line",
        "layer": "below",
        "x0": x0,
        "x1": x1,
        "y0": y,
        "y1": y,
        "line": {"color": colour, "width": width},
    }
