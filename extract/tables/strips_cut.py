"""Rows of table three on printed lines whose figures a narrow column cuts: put together in the one way that makes their total.

What a line had no room for stands on the next one: below the row, or each figure on a line of its own. A row of figures
that are set in the middle of their cells stands between both parts of a cut one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from extract.documents.model import TextCell
from extract.tables.strip import WIDTH, Strip, figure, makes_total

NARROWEST = 3
"""No column is so narrow that it cuts a figure after fewer signs."""

Numbers = tuple[TextCell, ...]


def with_whole_figures(strips: Sequence[Strip]) -> list[Strip]:
    """The strips with each such row on that strip which has most of its figures; the others keep their words."""
    whole = list(strips)
    numbers = list(map(_numbers, strips))
    for first in range(len(strips) - 1):
        for after in (first + 2, first + 3):
            lines = numbers[first:after]
            room = max((len(c.text) for own in lines for c in own), default=0)
            named = [s for s in strips[first:after] if s.code is not None]
            if room >= NARROWEST and all(lines) and len(named) <= 1:
                rows = {tuple(c.text for c in row): row for row in _rows(lines, room) if _is_sure(row)}
                if len(rows) == 1 and not any(len(own) == WIDTH and makes_total(own) for own in lines):
                    most = max(range(first, first + len(lines)), key=lambda n: len(numbers[n]))
                    for n in range(first, first + len(lines)):
                        cells = rows[next(iter(rows))] if n == most else ()
                        whole[n] = replace(strips[n], cells=cells, loose=(), stray=False, glued="")
                        numbers[n] = ()
    return whole


def _numbers(strip: Strip) -> Numbers:
    return tuple(c for c in strip.cells if c is not None) or strip.loose


def _is_sure(row: Numbers) -> bool:
    """Whether a row's figures make a total that is more than nothing."""
    return bool(figure(row[-1])) and makes_total(row)


def _rows(lines: Sequence[Numbers], room: int) -> Iterator[Numbers]:
    """Every row of seven that lines of figures and parts of figures can be."""
    upper, lower = lines[0], lines[-1]
    if len(lines) == 2 and len(upper) == WIDTH and 1 < len(lower) < WIDTH:
        for cut in combinations(range(WIDTH), len(lower)):
            below = dict(zip(cut, lower, strict=True))
            yield from _joined([(cell, below.get(n)) for n, cell in enumerate(upper)], room)
    if len(lines) == 2 and len(upper) < WIDTH == len(lower):
        for cut in combinations(range(WIDTH), len(upper)):
            above = dict(zip(cut, upper, strict=True))
            yield from _joined([(above[n], c) if n in above else (c, None) for n, c in enumerate(lower)], room)
    if len(lines) == 3 and len(upper) == len(lower) == WIDTH - len(lines[1]):
        for cut in combinations(range(WIDTH), len(upper)):
            parts, others = dict(zip(cut, zip(upper, lower, strict=True), strict=True)), iter(lines[1])
            yield from _joined([parts.get(n) or (next(others), None) for n in range(WIDTH)], room)
    if len(lines) == 2 and len(upper) == WIDTH > len(lower):
        yield from neighbours_joined([*upper, *lower], WIDTH, room)


def neighbours_joined(numbers: Sequence[TextCell], width: int, room: int) -> Iterator[Numbers]:
    """Every row of so many figures that more numbers, one after the other, can be where some are cut in two."""
    for cut in combinations(range(len(numbers) - 1), len(numbers) - width):
        if all(n + 1 not in cut for n in cut):
            parts = [(c, numbers[n + 1] if n in cut else None) for n, c in enumerate(numbers) if n - 1 not in cut]
            yield from _joined(parts, room)


def _joined(parts: Sequence[tuple[TextCell, TextCell | None]], room: int) -> Iterator[Numbers]:
    """The row of these figures, each from its one or two parts, if each that is cut fills the room of its line."""
    if all(len(first.text) == room for first, rest in parts if rest is not None):
        yield tuple(replace(c, text=c.text + rest.text) if rest else c for c, rest in parts)
