"""The whole life of the requests of one year: what came in on the left, what became of it on the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.style import TEXT, coloured, figure, note
from dashboard.theme import Palette, palette

GAP = 6.0
RIGHT = 0.56
"""Where the right stack stands; the rest of the width is for its names, on a phone too."""
LABEL = 38.0
"""Height a label of two lines needs, in pixels."""


@dataclass(frozen=True, slots=True)
class Stock:
    """One part of what came in or went out."""

    label: str
    value: float
    text: str
    accent: bool = False
    hover: str = ""


def flow(inward: Sequence[Stock], outward: Sequence[Stock], theme: str) -> go.Figure:
    """Draw two stacks joined by bands, all in proportion to the numbers; empty parts keep their label and no band."""
    c = palette(theme)
    height = max(300, int(LABEL * len(outward)) + 30)
    total = max(sum(s.value for s in inward), sum(s.value for s in outward), 1)
    room = height - 30 - GAP * max(len(outward) - 1, 1)
    scale = room / total
    left = _places(inward, scale, height - 15)
    right = _places(outward, scale, height - 15)
    labels = _spread([(top + foot) / 2 for top, foot in right], height)
    shapes = _bands(outward, right, _continuous(inward, outward, scale, left), c)
    shapes += [_block(0.0, 0.03, *ends, c.ink) for s, ends in zip(inward, left, strict=True) if s.value]
    shapes += [_pointer(*one, c) for one in zip(outward, right, labels, strict=True)]
    built = figure(c, height, margin={"l": 2, "r": 2, "t": 0, "b": 0})
    built.add_trace(_hover(outward, right))
    built.update_layout(
        xaxis={"range": [0, 1], "visible": False, "fixedrange": True},
        yaxis={"range": [0, height], "visible": False, "fixedrange": True},
        shapes=shapes,
        annotations=[
            *_inward_labels(inward, left, height, c),
            *(_outward_label(stock, y, c) for stock, y in zip(outward, labels, strict=True)),
        ],
    )
    return built


def _bands(
    outward: Sequence[Stock], right: list[tuple[float, float]], start: list[tuple[float, float]], c: Palette
) -> list[dict[str, Any]]:
    """A band from the left stack to each part that went out, and the part's own block."""
    shapes = []
    for stock, ends, (from_top, from_foot) in zip(outward, right, start, strict=True):
        if stock.value:
            shade = c.accent_soft if stock.accent else c.grey_soft
            shapes.append(_band(0.03, from_top, from_foot, RIGHT, *ends, shade))
            shapes.append(_block(RIGHT, RIGHT + 0.025, *ends, c.accent if stock.accent else c.grey_mid))
    return shapes


def _pointer(stock: Stock, ends: tuple[float, float], y: float, c: Palette) -> dict[str, Any]:
    """The line from a part that went out to its label."""
    return {
        "type": "line",
        "x0": RIGHT + 0.03,
        "x1": RIGHT + 0.055,
        "y0": sum(ends) / 2,
        "y1": y,
        "line": {"color": c.rule if not stock.value else c.grey_mid, "width": 1},
    }


def _outward_label(stock: Stock, y: float, c: Palette) -> dict[str, Any]:
    number = coloured(stock.text, c.accent if stock.accent else c.ink, bold=True)
    font = {"size": TEXT, "color": c.ink if stock.value else c.muted}
    words = f"{number}<br>{stock.label}"
    return note(words, RIGHT + 0.06, y, yanchor="middle", font=font, hovertext=stock.hover)


def _hover(outward: Sequence[Stock], right: list[tuple[float, float]]) -> go.Scatter:
    """Points that nobody sees, for what is said under the pointer."""
    return go.Scatter(
        x=[RIGHT + 0.012] * len(outward),
        y=[sum(ends) / 2 for ends in right],
        mode="markers",
        marker={"size": 14, "opacity": 0},
        customdata=[s.hover for s in outward],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _inward_labels(
    inward: Sequence[Stock], left: list[tuple[float, float]], height: float, c: Palette
) -> list[dict[str, Any]]:
    """Names on the left, beside their part; a part that is 0 has no place of its own and joins the next name."""
    shown = [(s, (t + f) / 2) for s, (t, f) in zip(inward, left, strict=True) if s.value]
    nothing = "".join(f"<br>{s.label} {s.text}" for s in inward if not s.value)
    places = _spread([middle for _, middle in shown], height - 15)
    if not shown:
        shown, places = [(inward[-1], height / 2)], [height / 2]
        nothing = ""
    return [
        note(
            f"<b>{stock.text}</b><br>{stock.label}{nothing if i == len(shown) - 1 else ''}",
            0.045,
            y,
            yanchor="middle",
            font={"size": TEXT, "color": c.ink},
        )
        for i, ((stock, _), y) in enumerate(zip(shown, places, strict=True))
    ]


def _places(stocks: Sequence[Stock], scale: float, top: float) -> list[tuple[float, float]]:
    """Top and foot of every part, one under the other with a gap."""
    found = []
    for stock in stocks:
        foot = top - stock.value * scale
        found.append((top, foot))
        top = foot - (GAP if stock.value else 0)
    return found


def _continuous(
    inward: Sequence[Stock], outward: Sequence[Stock], scale: float, left: list[Any]
) -> list[tuple[float, float]]:
    """Where each outgoing band leaves the left stack: parts in order, from its upper end down."""
    top = left[0][0]
    lowest = left[-1][1]
    whole = sum(s.value for s in outward) or 1
    span = min(top - lowest, whole * scale + GAP * (sum(1 for s in inward if s.value) - 1))
    found = []
    for stock in outward:
        foot = top - stock.value / whole * span
        found.append((top, foot))
        top = foot
    return found


def _spread(middles: list[float], height: float) -> list[float]:
    """Labels pushed apart so that none covers another, inside the figure, in their order from above."""
    half = LABEL / 2
    placed: list[float] = []
    for middle in middles:
        highest = height - half if not placed else placed[-1] - LABEL
        placed.append(min(middle, highest))
    floor = half
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = max(placed[i], floor)
        floor = placed[i] + LABEL
    return placed


def _block(x0: float, x1: float, top: float, foot: float, colour: str) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": x0,
        "x1": x1,
        "y0": foot,
        "y1": top,
        "fillcolor": colour,
        "line": {"width": 0},
    }


def _band(
    x0: float, top0: float, foot0: float, x1: float, top1: float, foot1: float, colour: str
) -> dict[str, Any]:
    middle = (x0 + x1) / 2
    path = (
        f"M{x0},{top0} C{middle},{top0} {middle},{top1} {x1},{top1} "
        f"L{x1},{foot1} C{middle},{foot1} {middle},{foot0} {x0},{foot0} Z"
    )
    return {
        "type": "path",
        "path": path,
        "fillcolor": colour,
        "opacity": 0.55,
        "line": {"width": 0},
        "layer": "below",
    }
