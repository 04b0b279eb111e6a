"""Columns over the years, one strip a body, all strips on the same years: counts from zero, gaps where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.style import SMALL, TITLE, Look, coloured, figure, look, note, shorten, width_of

STRIP = 110
"""Height of the columns of one strip in pixels."""
TALL = 150
"""The same for the largest of several strips on one scale."""
FLAT = 14.0
"""A strip of zeros, or of nothing."""
HEAD = 30
RULE = 16
KEY = 24
AXIS = 26
PHONE = 330
"""The narrowest plot we draw for, in pixels."""
FEWEST_SLOTS = 7
FREE_SCALE = 25
"""When the largest strip is so many times the smallest, each strip has its own scale, and says so."""


@dataclass(frozen=True, slots=True)
class Point:
    """One year of one strip. ``value`` None is missing, for the reason in ``gap``; ``label`` is printed above the column.

    ``part`` is drawn in the accent inside the column. ``stretch`` tells unbroken stretches apart: the
    columns before the last stretch stand back. ``marked`` carries a publisher's error.
    """

    year: int
    value: float | None
    label: str = ""
    hover: str = ""
    gap: str = ""
    part: float | None = None
    part_label: str = ""
    stretch: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One body (or one sum, or one row of the form) over the years."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A change of form or law, drawn before its first year."""

    year: int
    label: str


def year_strips(
    strips: Sequence[Strip],
    theme: str,
    rules: Sequence[Rule] = (),
    key: tuple[str, str] | None = None,
    own_scales: bool | None = None,
) -> go.Figure:
    """Draw the strips under each other. ``key``: what the accent and the whole column mean, when columns have parts."""
    style = look(theme)
    c = style.colours
    years = sorted({p.year for s in strips for p in s.points})
    drawn = [rule for rule in rules if years[0] < rule.year <= years[-1]]
    slots = max(FEWEST_SLOTS, years[-1] - years[0] + 1)
    parts = key is not None
    lines = 2 if parts else 1
    tops = [max((p.value or 0 for p in s.points), default=0) for s in strips]
    free = needs_own_scales(tops) if own_scales is None else own_scales
    plots = _heights(tops, free)
    heads = [
        (HEAD if s.title else 6)
        + 15 * lines
        + (RULE * _levels(drawn, years[0], slots) if drawn and n == 0 else 0)
        for n, s in enumerate(strips)
    ]
    top = KEY if parts else 0
    height = round(top + sum(heads) + sum(plots) + AXIS)
    built = figure(style, height, margin={"l": 2, "r": 2, "t": 0, "b": 0}, barmode="overlay")
    left, right = years[0] - 0.5, years[0] + slots - 0.5
    every = 1 if slots <= 8 else 2 if slots <= 16 else 5
    annotations: list[dict] = []
    shapes: list[dict] = []
    if key is not None:
        text = f"{coloured('■', c.accent)} {key[0]}   {coloured('■', c.grey_soft)} {key[1]}"
        annotations.append(
            note(
                text,
                0,
                1,
                xref="paper",
                yref="paper",
                yanchor="top",
                xshift=-3,
                font={"size": SMALL, "color": c.muted},
            )
        )
    y = float(height - top)
    for number, strip in enumerate(strips):
        suffix = "" if number == 0 else str(number + 1)
        upper = y - heads[number]
        lower = upper - plots[number]
        ceiling = tops[number] or 1
        built.update_layout(
            {
                f"xaxis{suffix}": {
                    "anchor": f"y{suffix}",
                    "range": [left, right],
                    "showgrid": False,
                    "zeroline": False,
                    "showline": False,
                    "ticks": "",
                    "showticklabels": number == len(strips) - 1,
                    "tickvals": [y for y in years if (years[-1] - y) % every == 0],
                    "tickformat": "d",
                    "tickfont": {"size": SMALL, "color": c.muted},
                    "fixedrange": True,
                },
                f"yaxis{suffix}": {
                    "domain": [max(lower, 0) / height, upper / height],
                    "range": [0, ceiling],
                    "showgrid": False,
                    "zeroline": False,
                    "showticklabels": False,
                    "ticks": "",
                    "fixedrange": True,
                },
            }
        )
        axes = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
        foot = {"color": c.grey_mid, "width": 1}
        shapes.append(
            {"type": "line", **axes, "x0": left + 0.1, "x1": years[-1] + 0.4, "y0": 0, "y1": 0, "line": foot}
        )
        for rule in drawn:
            shapes.append(
                {
                    "type": "line",
                    "xref": f"x{suffix}",
                    "yref": "paper",
                    "x0": rule.year - 0.5,
                    "x1": rule.year - 0.5,
                    "y0": lower / height,
                    "y1": (upper + 15 * lines + (2 if number == 0 else -2)) / height,
                    "line": {"color": c.grey, "width": 1, "dash": "dot"},
                }
            )
        if number == 0:
            annotations += _rule_labels(
                drawn, style, years[0], slots, (upper + 15 * lines + 2) / height, RULE / height
            )
        built.add_traces(_bars(strip, style, suffix, parts))
        annotations += _labels(strip, style, suffix, slots, parts)
        hatch, words = _gaps(strip, style, suffix, ceiling * 9 / plots[number], slots)
        built.add_traces(hatch)
        annotations += words
        if strip.title:
            annotations.append(
                note(
                    f"<b>{shorten(strip.title, PHONE, TITLE)}</b>",
                    0,
                    (y - 6) / height,
                    xref="paper",
                    yref="paper",
                    xshift=-3,
                    yanchor="top",
                    font={"size": TITLE, "color": c.ink},
                    hovertext=strip.title,
                )
            )
        y = lower
    built.update_layout(annotations=annotations, shapes=shapes)
    return built


def _heights(tops: Sequence[float], free: bool) -> list[float]:
    """The height of each strip in pixels: on one scale a smaller strip is lower, so that no space stands empty."""
    most = max(tops, default=0)
    if free or not most:
        return [float(STRIP) if top else FLAT for top in tops]
    full = STRIP if len(tops) <= 2 else TALL
    return [max(FLAT, full * top / most) for top in tops]


def _rule_labels(
    rules: Sequence[Rule], style: Look, first: int, slots: int, height: float, line: float
) -> list[dict]:
    """The names of the rules beside their upper ends, inside the figure and one above the other where they would meet."""
    found = []
    ends: list[float] = []
    for rule in rules:
        at = (rule.year - first) * PHONE / slots
        wide = width_of(rule.label, SMALL - 1) + 8
        turned = at + wide > PHONE
        start = at - wide if turned else at
        level = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        ends[level : level + 1] = [at if turned else at + wide]
        found.append(
            note(
                rule.label,
                rule.year - 0.5,
                height + level * line,
                xref="x",
                yref="paper",
                xanchor="right" if turned else "left",
                font={"size": SMALL - 1, "color": style.colours.muted},
            )
        )
    return found


def _levels(rules: Sequence[Rule], first: int, slots: int) -> int:
    """How many lines the names of the rules take."""
    heights = {n["y"] for n in _rule_labels(rules, look("light"), first, slots, 0.0, 1.0)}
    return len(heights)


def needs_own_scales(tops: Sequence[float]) -> bool:
    """True when a common scale would flatten the smaller strips to a line."""
    known = [top for top in tops if top]
    return len(known) > 1 and max(known) > FREE_SCALE * min(known)


def _bars(strip: Strip, style: Look, suffix: str, parts: bool) -> list[go.Bar]:
    c = style.colours
    known = [p for p in strip.points if p.value is not None]
    if not known:
        return []
    newest = max(p.stretch for p in known)
    latest = max(p.year for p in known)
    fills = []
    for p in known:
        if p.stretch < newest or parts:
            fills.append(c.grey_soft)
        else:
            fills.append(c.accent if p.year == latest else c.grey_mid)
    axis = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    bars = [
        go.Bar(
            x=[p.year for p in known],
            y=[p.value for p in known],
            width=0.66,
            marker={
                "color": fills,
                "line": {"color": [c.grey_mid if f == c.grey_soft else f for f in fills], "width": 1},
            },
            customdata=[p.hover for p in known],
            hovertemplate="%{customdata}<extra></extra>",
            **axis,
        )
    ]
    inner = [p for p in known if p.part is not None]
    if parts and inner:
        bars.append(
            go.Bar(
                x=[p.year for p in inner],
                y=[p.part for p in inner],
                width=0.66,
                marker={"color": c.accent},
                customdata=[p.hover for p in inner],
                hovertemplate="%{customdata}<extra></extra>",
                **axis,
            )
        )
    return bars


def _labels(strip: Strip, style: Look, suffix: str, slots: int, parts: bool) -> list[dict]:
    """Figures above the columns: all of them where there is room, else those a reader looks for first."""
    c = style.colours
    known = [p for p in strip.points if p.value is not None]
    wide = max((len(p.label) for p in known), default=0) * 6.6
    shown = set(range(len(known)))
    if wide > PHONE / slots + 4 and known:
        values = [p.value or 0 for p in known]
        wanted = [len(known) - 1, values.index(max(values)), 0] + [i for i, p in enumerate(known) if p.marked]
        shown = set()
        for i in wanted:
            if all(abs(known[i].year - known[j].year) * PHONE / slots >= wide for j in shown):
                shown.add(i)
        for i in range(len(known) - 1, -1, -1):
            if all(abs(known[i].year - known[j].year) * PHONE / slots >= wide for j in shown):
                shown.add(i)
    found = []
    for i in sorted(shown):
        p = known[i]
        text = p.label
        if parts and p.part_label and p.value:
            text = f"{coloured(p.part_label, c.accent, bold=True)}<br>{p.label}"
        found.append(
            note(
                text,
                p.year,
                p.value or 0,
                xref=f"x{suffix}",
                yref=f"y{suffix}",
                xanchor="center",
                align="center",
                yshift=1,
                font={"size": SMALL, "color": c.ink},
            )
        )
    return found


def _gaps(
    strip: Strip, style: Look, suffix: str, band_height: float, slots: int
) -> tuple[list[go.Bar], list[dict]]:
    """Runs of missing years with one reason: a hatched band at the foot, the reason beside it where it fits."""
    c = style.colours
    runs: list[list[Point]] = []
    for p in sorted(strip.points, key=lambda p: p.year):
        if p.value is not None:
            continue
        if runs and runs[-1][-1].year == p.year - 1 and runs[-1][-1].gap == p.gap:
            runs[-1].append(p)
        else:
            runs.append([p])
    if not runs:
        return [], []
    band = go.Bar(
        x=[(run[0].year + run[-1].year) / 2 for run in runs],
        y=[band_height] * len(runs),
        width=[run[-1].year - run[0].year + 0.66 for run in runs],
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
        customdata=[
            run[0].hover if len(run) == 1 else f"{run[0].year}–{run[-1].year}<br>{run[0].gap}" for run in runs
        ],
        hovertemplate="%{customdata}<extra></extra>",
        xaxis=f"x{suffix}",
        yaxis=f"y{suffix}",
    )
    words = []
    for run in runs:
        if len(run[0].gap) * 11 <= len(run) * PHONE / slots:
            words.append(
                note(
                    run[0].gap,
                    (run[0].year + run[-1].year) / 2,
                    band_height,
                    xref=f"x{suffix}",
                    yref=f"y{suffix}",
                    xanchor="center",
                    yshift=1,
                    font={"size": SMALL - 1, "color": c.grey},
                )
            )
    return [band], words
