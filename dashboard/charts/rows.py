"""Horizontal bars with their names above them: readable on a phone, nothing to look up in a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.strips import PHONE
from dashboard.charts.style import SMALL, TEXT, TITLE, Look, coloured, figure, look, note, shorten, width_of

ROW = 40
FLAT = 24
"""Height of a row whose bar has no length."""
BAR = 12
HEAD = 38


@dataclass(frozen=True, slots=True)
class Row:
    """One bar. ``value`` None is missing, ``text`` then says why. ``part`` is drawn in the accent inside the bar."""

    label: str
    value: float | None
    text: str
    aside: str = ""
    hover: str = ""
    part: float | None = None
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading; figures of different sections may not be comparable."""

    title: str
    rows: tuple[Row, ...]
    aside: str = ""


def row_bars(sections: Sequence[Section], theme: str, key: tuple[str, str] | None = None) -> go.Figure:
    """Draw the sections under each other on one scale from zero."""
    style = look(theme)
    c = style.colours
    top = 24 if key else 4
    height = top + sum((HEAD if s.title else 0) + sum(_height(r) for r in s.rows) for s in sections) + 6
    built = figure(style, height, margin={"l": 1, "r": 2, "t": 0, "b": 0}, barmode="overlay")
    most = max((r.value or 0 for s in sections for r in s.rows), default=0) or 1
    annotations, whole, part, missing = [], [], [], []
    if key:
        text = f"{coloured('■', c.accent)} {key[0]}   {coloured('■', c.grey_soft)} {key[1]}"
        annotations.append(note(text, 0, height, yanchor="top", font={"size": SMALL, "color": c.muted}))
    y = height - top
    for section in sections:
        if section.title:
            y -= HEAD
            aside = f"  {coloured(section.aside, c.muted)}" if section.aside else ""
            annotations.append(
                note(
                    f"<b>{section.title}</b>{aside}",
                    0,
                    y + 6,
                    xshift=-2,
                    font={"size": TITLE, "color": c.ink},
                )
            )
        for row in section.rows:
            base = y - ROW + 6
            annotations.append(_name(row, base + BAR + 2, style))
            if row.value == 0:
                pass
            elif row.value is None:
                missing.append((base, row))
            else:
                whole.append((base, row))
                if key and row.part is not None:
                    part.append((base, row))
            y -= _height(row)
    if whole:
        fills = [c.grey_soft if key else c.accent if r.accent else c.grey_mid for _, r in whole]
        lines = [c.grey_mid if f == c.grey_soft else f for f in fills]
        built.add_trace(_bar(whole, [r.value for _, r in whole], fills, lines))
    if part:
        built.add_trace(_bar(part, [r.part for _, r in part], c.accent, c.accent))
    if missing:
        built.add_trace(
            go.Bar(
                orientation="h",
                y=[b + BAR / 2 for b, _ in missing],
                x=[most * 0.08] * len(missing),
                width=BAR - 2,
                marker={
                    "color": "rgba(0,0,0,0)",
                    "line": {"color": c.grey_mid, "width": 0.6},
                    "pattern": {
                        "shape": "/",
                        "fgcolor": c.grey_mid,
                        "size": 5,
                        "solidity": 0.22,
                        "fillmode": "replace",
                    },
                },
                customdata=[r.hover or r.text for _, r in missing],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    built.update_layout(
        xaxis={"range": [0, most], "visible": False, "fixedrange": True},
        yaxis={"range": [0, height], "visible": False, "fixedrange": True},
        annotations=annotations,
        shapes=[
            {
                "type": "line",
                "x0": 0,
                "x1": 0,
                "y0": b,
                "y1": b + BAR,
                "line": {"color": c.grey, "width": 1.5},
            }
            for b, _ in whole
        ],
    )
    return built


def _height(row: Row) -> int:
    return FLAT if row.value == 0 else ROW


def _name(row: Row, y: float, style: Look) -> dict:
    c = style.colours
    room = PHONE - width_of(row.text, TEXT) - width_of(row.aside, SMALL) - 14
    label = shorten(row.label, room)
    number = coloured(row.text, c.accent if row.accent else c.ink, bold=row.value is not None)
    aside = f"  {coloured(row.aside, c.muted)}" if row.aside else ""
    return note(
        f"{label}  {number}{aside}",
        0,
        y,
        xshift=-2,
        font={"size": TEXT, "color": c.ink},
        hovertext=row.hover or row.label,
    )


def _bar(rows: list, values: list, fill: str | list[str], line: str | list[str]) -> go.Bar:
    return go.Bar(
        orientation="h",
        y=[base + BAR / 2 for base, _ in rows],
        x=values,
        width=BAR,
        marker={"color": fill, "line": {"color": line, "width": 0.8}},
        customdata=[r.hover for _, r in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
