"""Horizontal bars with their names above them: readable on a phone, nothing to look up in a legend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    key_words,
    more_lines,
    note,
    row_lines,
)
from dashboard.theme import Palette, palette

ROW = 40
FLAT = 24
"""Height of a row whose bar has no length."""
BAR = 12
HEAD = 38
FAR, MOST_CUT, LEFT = 5, 3, 3
"""Bars that are so many times as long as the next one flatten the others: up to so many are cut, if so many are left."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar. ``value`` None is missing, ``text`` then says why. ``part`` is drawn in the accent inside the bar.

    ``aside`` is said behind the figure, ``hover`` to the pointer; what is pointed at names
    itself where nothing else is given. A bar that is ``cut`` has two strokes through it: its length says nothing.
    """

    label: str
    value: float | None
    text: str
    aside: str = ""
    hover: str = ""
    part: float | None = None
    accent: bool = False
    cut: bool = False

    def stretched(self, times: float) -> "Row":
        """The row with a bar so many times as long; what it says stays."""
        return replace(self, value=self.value and self.value * times, part=self.part and self.part * times)


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading; figures of different sections may not be comparable."""

    title: str
    rows: tuple[Row, ...]

    @property
    def longest(self) -> float:
        """Its largest figure; 0 where it has none."""
        return max((row.value or 0 for row in self.rows), default=0)


def scale_end(values: Iterable[float | None]) -> float | None:
    """The longest bar that is drawn to scale, where a few others would flatten it and the rest; None where none would."""
    ordered = sorted((value for value in values if value), reverse=True)
    leaps = [
        n for n in range(1, min(MOST_CUT, len(ordered) - LEFT) + 1) if ordered[n - 1] >= FAR * ordered[n]
    ]
    return ordered[max(leaps)] if leaps else None


def cut_short(row: Row, end: float | None, said: str) -> Row:
    """A row whose bar goes beyond the end of the scale, cut and said to be; any other as it is."""
    if end is None or row.value is None or row.value <= end:
        return row
    return replace(row, value=end * 1.25, aside=said, cut=True)


def row_bars(sections: Sequence[Section], theme: str, key: tuple[str, str] | None = None) -> go.Figure:
    """Draw the sections under each other on one scale from zero."""
    c = palette(theme)
    top = 24 if key else 4
    height = top + sum(_head(s) + sum(_height(r) for r in s.rows) for s in sections) + 6
    built = figure(c, height, margin={"l": 1, "r": 2, "t": 0, "b": 0}, barmode="overlay")
    most = max((section.longest for section in sections), default=0) or 1
    annotations = []
    if key:
        font = {"size": SMALL, "color": c.muted}
        annotations.append(note(key_words(c, *key), 0, height, yanchor="top", font=font))
    placed: list[tuple[float, Row]] = []
    y = height - top
    for section in sections:
        y -= _head(section)
        if section.title:
            annotations.append(_heading(section, y + 6, c))
        for row in section.rows:
            base = y - _further(row) - ROW + 6
            annotations.append(_name(row, base + BAR + 2, c))
            placed.append((base, row))
            y -= _height(row)
    drawn = [(base, row) for base, row in placed if row.value]
    built.add_traces(_bars(drawn, key is not None, c))
    if missing := [(base, row) for base, row in placed if row.value is None]:
        built.add_trace(_hatched(missing, most * 0.08, c))
    built.update_layout(
        xaxis={"range": [0, most], "visible": False, "fixedrange": True},
        yaxis={"range": [0, height], "visible": False, "fixedrange": True},
        annotations=annotations,
        shapes=[shape for base, row in drawn for shape in (_start(base, c), *_strokes(base, row, c))],
    )
    return built


def _bars(drawn: Sequence[tuple[float, Row]], parts: bool, c: Palette) -> list[go.Bar]:
    """The bars, and inside them their parts where there are any."""
    if not drawn:
        return []
    fills = [c.grey_soft if parts else c.accent if r.accent else c.grey_mid for _, r in drawn]
    lines = [c.grey_mid if fill == c.grey_soft else fill for fill in fills]
    bars = [_bar(drawn, [r.value for _, r in drawn], fills, lines)]
    if inner := [(base, r) for base, r in drawn if parts and r.part is not None]:
        bars.append(_bar(inner, [r.part for _, r in inner], c.accent, c.accent))
    return bars


def _hatched(missing: Sequence[tuple[float, Row]], length: float, c: Palette) -> go.Bar:
    """A short hatched bar for each row without a figure, so that it is not taken for zero."""
    grey = c.grey_mid
    pattern = {"shape": "/", "fgcolor": grey, "size": 5, "solidity": 0.22, "fillmode": "replace"}
    return go.Bar(
        orientation="h",
        y=[base + BAR / 2 for base, _ in missing],
        x=[length] * len(missing),
        width=BAR - 2,
        marker={"color": "rgba(0,0,0,0)", "line": {"color": grey, "width": 0.6}, "pattern": pattern},
        customdata=[_hover(r) for _, r in missing],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _head(section: Section) -> int:
    return HEAD + more_lines(section.title) if section.title else 0


def _heading(section: Section, y: float, c: Palette) -> dict[str, Any]:
    return note(heading(section.title), 0, y, xshift=-2, font={"size": TITLE, "color": c.ink})


def _start(base: float, c: Palette) -> dict[str, Any]:
    """The line where a bar begins, at zero."""
    line = {"color": c.grey, "width": 1.5}
    return {"type": "line", "x0": 0, "x1": 0, "y0": base, "y1": base + BAR, "line": line}


def _strokes(base: float, row: Row, c: Palette) -> list[dict[str, Any]]:
    """What shows that a bar is cut."""
    line = {"type": "line", "y0": base - 3, "y1": base + BAR + 3, "line": {"color": c.paper, "width": 4}}
    return [
        line | {"x0": (row.value or 0) * at, "x1": (row.value or 0) * (at + 0.01)} for at in (0.89, 0.92)
    ] * row.cut


def _hover(row: Row) -> str:
    """What the pointer is told of a bar."""
    return row.hover or "<br>".join(filter(None, [f"<b>{row.label}</b>", row.text, row.aside]))


def _height(row: Row) -> int:
    return (FLAT if row.value == 0 else ROW) + _further(row)


def _further(row: Row) -> int:
    return further_lines(row.label, row.text, row.aside)


def _name(row: Row, y: float, c: Palette) -> dict[str, Any]:
    figure_ink = ink(c.accent if row.accent else c.ink, bold=row.value is not None)
    lines = row_lines(row.label, (row.text, figure_ink), (row.aside, ink(c.muted)))
    return note(
        "<br>".join(lines), 0, y, xshift=-2, font={"size": TEXT, "color": c.ink}, hovertext=_hover(row)
    )


def _bar(
    rows: Sequence[tuple[float, Row]], values: list[Any], fill: str | list[str], line: str | list[str]
) -> go.Bar:
    return go.Bar(
        orientation="h",
        y=[base + BAR / 2 for base, _ in rows],
        x=values,
        width=BAR,
        marker={"color": fill, "line": {"color": line, "width": 0.8}},
        customdata=[_hover(r) for _, r in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
