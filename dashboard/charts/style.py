"""One look for every figure: no frame, no gridline, words beside what they name, the page's paper behind.

Colours come from ``dashboard.theme``: one ink, one accent, greys. Colour never speaks alone: whatever it tells
is written there too.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import plotly.graph_objects as go

from dashboard.theme import SANS, Palette

FAMILY = "'Helvetica Neue',Arial," + SANS.removeprefix("-apple-system,BlinkMacSystemFont,")
"""Figures of equal width first, then the page's own faces."""

TEXT = 13
SMALL = 12
TITLE = 14
TITLE_LINE = 18
"""Height of a further line of a title."""
ROW_LINE = 17
"""Height of a further line of a row's name."""
PHONE = 330
"""The narrowest plot we draw for, in pixels."""
MARGIN = {"l": 4, "r": 12, "t": 8, "b": 8}


def figure(colours: Palette, height: int, **layout: Any) -> go.Figure:
    """An empty figure in the house style; ``height`` in pixels follows from the content."""
    built = go.Figure()
    built.update_layout(
        template=None,
        height=height,
        autosize=True,
        margin=MARGIN,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FAMILY, "size": TEXT, "color": colours.ink},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": colours.wash,
            "bordercolor": colours.rule,
            "align": "left",
            "font": {"family": FAMILY, "size": TEXT, "color": colours.ink},
        },
        bargap=0.3,
        uirevision="same",
    )
    built.update_layout(**layout)
    return built


def note(text: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    """A text without an arrow; left-aligned and standing on its point unless told otherwise."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
    } | more


def coloured(text: str, colour: str, bold: bool = False) -> str:
    """A piece of text in a colour, for annotations and labels."""
    inner = f"<b>{text}</b>" if bold else text
    return f'<span style="color:{colour}">{inner}</span>'


def ink(colour: str, bold: bool = False) -> Callable[[str], str]:
    """What writes a piece of text in a colour."""
    return partial(coloured, colour=colour, bold=bold)


def key_words(colours: Palette, part: str, whole: str) -> str:
    """What the accent and the whole mark mean, each behind its colour."""
    return f"{coloured('■', colours.accent)} {part}   {coloured('■', colours.grey_soft)} {whole}"


def width_of(text: str, size: float = TEXT) -> float:
    """About how many pixels a text takes: a Chinese character one em, a Latin letter or figure half of one."""
    return sum(size if ord(ch) > 0x2E80 else size * 0.56 for ch in text)


def wrapped(text: str, pixels: float = PHONE, size: float = TITLE) -> list[str]:
    """The text in lines that a width can hold, broken at spaces and between Chinese characters; one line at least."""
    lines = [""]
    for piece in re.findall(r"[^\s\u2e80-\uffff]+|.", text):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > pixels:
            lines.append("")
        lines[-1] += piece if lines[-1] or not piece.isspace() else ""
    return [line.rstrip() for line in lines]


def heading(text: str) -> str:
    """A title in bold, in as many lines as a phone needs."""
    return f"<b>{'<br>'.join(wrapped(text))}</b>"


def more_lines(text: str) -> int:
    """Height of the lines that a title has besides its first; 0 for none."""
    return TITLE_LINE * (len(wrapped(text)) - 1)


def row_lines(label: str, *said: tuple[str, Callable[[str], str]]) -> list[str]:
    """The name of a row and what is said behind it, in lines that a phone can hold; nothing is cut away.

    ``said``: each a text and what makes its markup. What does not fit behind the name begins a line of its own.
    """
    room = PHONE - 14
    plain = wrapped(label, room, TEXT)
    lines = list(plain)
    for words, markup in said:
        longer = f"{plain[-1]}  {words}"
        if words and width_of(longer) <= room:
            plain[-1], lines[-1] = longer, f"{lines[-1]}  {markup(words)}"
        elif words:
            plain += wrapped(words, room, TEXT)
            lines += map(markup, wrapped(words, room, TEXT))
    return lines


def further_lines(label: str, *said: str) -> int:
    """Height of the lines of a row's name besides its first; 0 for none."""
    return ROW_LINE * (len(row_lines(label, *((words, str) for words in said))) - 1)
