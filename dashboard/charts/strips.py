"""The sheet on which years are drawn: strips under each other on the same years, their names above, gaps told apart from zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.style import PHONE, SMALL, TITLE, figure, heading, key_words, more_lines, note, width_of
from dashboard.theme import Palette, palette

HEAD = 30
LINE = 16
RULE = 16
KEY = 24
AXIS = 26
FEWEST_SLOTS = 7
"""So many years at least share the width, so that two columns do not fill a wall."""


def slots_of(years: Sequence[int]) -> int:
    """The number of years that share the width."""
    return max(FEWEST_SLOTS, max(years) - min(years) + 1)


def slot_of(years: Sequence[int]) -> float:
    """The width of one year on a phone, in pixels."""
    return PHONE / slots_of(years)


@dataclass(frozen=True, slots=True)
class Rule:
    """A change of form or law, drawn before its first year."""

    year: int
    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of years without a figure, and why."""

    first: int
    last: int
    reason: str
    hover: str = ""


@dataclass(slots=True)
class Sheet:
    """A figure in the making: the axes of every strip stand, traces and words are added, ``finish`` puts them in."""

    colours: Palette
    figure: go.Figure
    first: int
    last: int
    slots: int
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def slot(self) -> float:
        """The width of one year on a phone, in pixels."""
        return PHONE / self.slots

    def finish(self) -> go.Figure:
        """The finished figure."""
        self.figure.update_layout(annotations=self.annotations, shapes=self.shapes)
        return self.figure


def axes(number: int) -> dict[str, str]:
    """The names of a strip's axes, for traces."""
    suffix = "" if number == 0 else str(number + 1)
    return {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def refs(number: int) -> dict[str, str]:
    """The names of a strip's axes, for annotations and shapes."""
    named = axes(number)
    return {"xref": named["xaxis"], "yref": named["yaxis"]}


def sheet(
    titles: Sequence[str],
    heights: Sequence[float],
    ceilings: Sequence[float],
    years: Sequence[int],
    theme: str,
    rules: Sequence[Rule] = (),
    key: tuple[str, str] | None = None,
    lines: int = 1,
    below: Mapping[int, str] | None = None,
) -> Sheet:
    """Lay out one strip a title: ``heights`` in pixels, ``ceilings`` in units, ``lines`` of labels above the highest mark.

    ``below`` is printed under the years.
    """
    c = palette(theme)
    first, last = min(years), max(years)
    slots = slots_of(years)
    drawn = [rule for rule in rules if first < rule.year <= last]
    levels = len({n["y"] for n in _rule_labels(drawn, c, first, slots, 0.0, 1.0)})
    heads = [(HEAD + more_lines(title) if title else 6) + LINE * lines for title in titles]
    heads[0] += RULE * levels
    top = KEY if key else 0
    height = round(top + sum(heads) + sum(heights) + AXIS + (LINE if below else 0))
    made = Sheet(
        c,
        figure(c, height, margin={"l": 2, "r": 10, "t": 0, "b": 0}, barmode="overlay"),
        first,
        last,
        slots,
    )
    if key is not None:
        place = {"xref": "paper", "yref": "paper", "yanchor": "top", "xshift": -3}
        small = {"size": SMALL, "color": c.muted}
        made.annotations.append(note(key_words(c, *key), 0, 1, **place, font=small))
    y = float(height - top)
    every = 1 if slots <= 8 else 2 if slots <= 16 else 5
    for number, title in enumerate(titles):
        upper = y - heads[number]
        lower = upper - heights[number]
        labelled = number == len(titles) - 1
        made.figure.update_layout(
            _axes_layout(number, made, every, labelled, lower, upper, height, ceilings[number])
        )
        head = (upper + LINE * lines + (2 if number == 0 else -2)) / height
        made.shapes.append(_foot(made, number))
        made.shapes += [_rule_line(made, number, rule, lower / height, head) for rule in drawn]
        if number == 0:
            made.annotations += _rule_labels(drawn, c, first, slots, head, RULE / height)
        if labelled and below:
            made.annotations += [_below(made, number, year, text) for year, text in below.items()]
        if title:
            made.annotations.append(_title(made, title, (y - 6) / height))
        y = lower
    return made


def _foot(made: Sheet, number: int) -> dict[str, Any]:
    """The line that the columns of a strip stand on."""
    line = {"color": made.colours.grey_mid, "width": 1}
    ends = {"x0": made.first - 0.4, "x1": made.last + 0.4, "y0": 0, "y1": 0}
    return {"type": "line", **refs(number), **ends, "line": line}


def _rule_line(made: Sheet, number: int, rule: Rule, foot: float, head: float) -> dict[str, Any]:
    """A dotted line through a strip before a rule's first year; ``foot`` and ``head`` in parts of the sheet's height."""
    line = {"color": made.colours.grey, "width": 1, "dash": "dot"}
    ends = {"x0": rule.year - 0.5, "x1": rule.year - 0.5, "y0": foot, "y1": head}
    return {"type": "line", "xref": refs(number)["xref"], "yref": "paper", **ends, "line": line}


def _title(made: Sheet, title: str, y: float) -> dict[str, Any]:
    """The name above a strip; ``y`` in parts of the sheet's height."""
    font = {"size": TITLE, "color": made.colours.ink}
    place = {"xref": "paper", "yref": "paper", "xshift": -3, "yanchor": "top"}
    return note(heading(title), 0, y, **place, font=font)


def _below(made: Sheet, number: int, year: int, text: str) -> dict[str, Any]:
    """A word under a year."""
    small = {"size": SMALL - 1, "color": made.colours.muted}
    place = {"xanchor": "center", "yanchor": "top", "align": "center", "yshift": 4 - AXIS}
    return note(text, year, 0, **refs(number), **place, font=small)


def _axes_layout(
    number: int,
    made: Sheet,
    every: int,
    labelled: bool,
    lower: float,
    upper: float,
    height: float,
    ceiling: float,
) -> dict[str, dict[str, Any]]:
    suffix = "" if number == 0 else str(number + 1)
    bare = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True}
    return {
        f"xaxis{suffix}": {
            **bare,
            "anchor": f"y{suffix}",
            "range": [made.first - 0.5, made.first + made.slots - 0.5],
            "showticklabels": labelled,
            "tickvals": [y for y in range(made.first, made.last + 1) if (made.last - y) % every == 0],
            "tickformat": "d",
            "tickfont": {"size": SMALL, "color": made.colours.muted},
        },
        f"yaxis{suffix}": {
            **bare,
            "domain": [max(lower, 0) / height, upper / height],
            "range": [0, ceiling],
            "showticklabels": False,
        },
    }


def _rule_labels(
    rules: Sequence[Rule], c: Palette, first: int, slots: int, height: float, line: float
) -> list[dict[str, Any]]:
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
                font={"size": SMALL - 1, "color": c.muted},
            )
        )
    return found


def readable(points: Sequence[tuple[int, float, bool]], wide: float, slot: float) -> list[int]:
    """Which of the (year, value, marked) points keep their label of ``wide`` pixels so that no two labels meet.

    The latest, the highest, the earliest and the marked ones come first.
    """
    if not points:
        return []
    if wide <= slot + 4:
        return list(range(len(points)))
    values = [value for _, value, _ in points]
    wanted = [len(points) - 1, values.index(max(values)), 0]
    wanted += [i for i, (_, _, marked) in enumerate(points) if marked] + list(range(len(points) - 1, -1, -1))
    shown: list[int] = []
    for i in wanted:
        if i not in shown and all(abs(points[i][0] - points[j][0]) * slot >= wide for j in shown):
            shown.append(i)
    return sorted(shown)


def runs(missing: Sequence[tuple[int, str, str]]) -> list[Gap]:
    """Runs of neighbouring years that miss a figure for the same reason, from (year, reason, hover)."""
    found: list[Gap] = []
    for year, reason, hover in sorted(missing):
        if found and found[-1].last == year - 1 and found[-1].reason == reason:
            first = found[-1].first
            found[-1] = Gap(first, year, reason, f"{first}–{year}<br>{reason}")
        else:
            found.append(Gap(year, year, reason, hover or f"{year}<br>{reason}"))
    return found


def hatch(made: Sheet, number: int, gaps: Sequence[Gap], band: float) -> None:
    """A hatched band at the foot for every gap, ``band`` units high, the reason above it where it fits."""
    if not gaps:
        return
    c = made.colours
    made.figure.add_trace(
        go.Bar(
            x=[(gap.first + gap.last) / 2 for gap in gaps],
            y=[band] * len(gaps),
            width=[gap.last - gap.first + 0.66 for gap in gaps],
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
            customdata=[gap.hover for gap in gaps],
            hovertemplate="%{customdata}<extra></extra>",
            **axes(number),
        )
    )
    for gap in gaps:
        if width_of(gap.reason, SMALL - 1) <= (gap.last - gap.first + 1) * made.slot:
            made.annotations.append(
                note(
                    gap.reason,
                    (gap.first + gap.last) / 2,
                    band,
                    **refs(number),
                    xanchor="center",
                    yshift=1,
                    font={"size": SMALL - 1, "color": c.grey},
                )
            )
