"""Shares as points on a common scale from 0 to 100 %, each with the range in which it may lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.style import (
    SMALL,
    TEXT,
    TITLE,
    figure,
    further_lines,
    heading,
    ink,
    more_lines,
    note,
    row_lines,
)
from dashboard.theme import Palette, palette

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
    c = palette(theme)
    drawn = any(row.share is not None for group in groups for row in group.rows)
    inside = sum(_head(group) + sum(map(_height, group.rows)) for group in groups)
    height = 6 + inside + (AXIS if drawn else 4)
    heads, rows = _placed(groups, height - 6.0)
    annotations = [
        note(heading(title), 0, y + 8, font={"size": TITLE, "color": c.ink}, xshift=-9) for title, y in heads
    ]
    annotations += [_words(row, middle, c) for row, middle in rows]
    built = figure(c, height, margin={"l": 8, "r": 18, "t": 0, "b": 0})
    points = [(row, middle) for row, middle in rows if row.share is not None]
    if points:
        built.add_trace(_points(points, c))
        annotations += [
            note(f"{tick:.0%}", tick, 8, xanchor="center", font={"size": SMALL - 1, "color": c.muted})
            for tick in (0, 0.25, 0.5, 0.75, 1)
        ]
    built.update_layout(
        xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
        yaxis={"range": [0, height], "visible": False, "fixedrange": True},
        annotations=annotations,
        shapes=[shape for row, middle in points for shape in _lines(row, middle, c)],
    )
    return built


def _placed(groups: Sequence[Group], y: float) -> tuple[list[tuple[str, float]], list[tuple[Share, float]]]:
    """Each heading with its foot, and each row with the height of its point, from ``y`` downwards."""
    heads, rows = [], []
    for group in groups:
        y -= _head(group)
        if group.title:
            heads.append((group.title, y))
        for row in group.rows:
            rows.append((row, y - _further(row) - ROW + 12))
            y -= _height(row)
    return heads, rows


def _head(group: Group) -> int:
    return HEAD + more_lines(group.title) if group.title else 0


def _words(row: Share, middle: float, c: Palette) -> dict[str, Any]:
    """The name of a row with its counts, above its point."""
    is_clear = row.share is not None and not row.faint
    figure_ink = ink(c.ink if is_clear else c.muted, bold=row.share is not None)
    lines = row_lines(row.label, (row.text, figure_ink), (row.aside, ink(c.muted)))
    return note(
        "<br>".join(lines),
        0,
        middle + 8,
        xshift=-9,
        font={"size": TEXT, "color": c.ink},
        hovertext=row.hover or row.label,
    )


def _points(points: Sequence[tuple[Share, float]], c: Palette) -> go.Scatter:
    """The points, hollow where they are faint."""
    edges = [c.grey if row.faint else c.accent for row, _ in points]
    return go.Scatter(
        mode="markers",
        x=[row.share for row, _ in points],
        y=[middle for _, middle in points],
        marker={
            "size": 11,
            "color": [c.paper if row.faint else edge for (row, _), edge in zip(points, edges, strict=True)],
            "line": {"color": edges, "width": 2},
        },
        customdata=[row.hover for row, _ in points],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _lines(row: Share, y: float, c: Palette) -> list[dict[str, Any]]:
    """The scale behind a point, and the range in which the share may lie."""
    scale = _line(0, 1, y, c.rule, 1)
    if row.low is None or row.high is None:
        return [scale]
    return [scale, _line(row.low, row.high, y, c.grey_mid if row.faint else c.accent_soft, 6)]


def _height(row: Share) -> int:
    return (FLAT if row.share is None else ROW) + _further(row)


def _further(row: Share) -> int:
    return further_lines(row.label, row.text, row.aside)


def _line(x0: float, x1: float, y: float, colour: str, width: float) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "x0": x0,
        "x1": x1,
        "y0": y,
        "y1": y,
        "line": {"color": colour, "width": width},
    }
