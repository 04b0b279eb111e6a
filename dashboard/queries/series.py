"""Where a row of figures over the years must be broken, because the form changed."""

from collections import deque
from collections.abc import Iterable
from functools import cache

from extract.forms import all_series

WORST = "X"
_ORDER = "ABCX"


@cache
def grade(series: str, older: str | None, newer: str | None) -> str:
    """How well two forms' figures fit: ``A`` same, ``B`` joined with a note, ``C`` a break, ``X`` never joined.

    A figure that is no series across forms stands in one national table three or four and is ``A``. Forms
    that are not neighbours are joined through those between, by the worst grade on the way; without
    any way they are ``X``. The order of the two does not matter.
    """
    found = all_series().get(series)
    if found is None or older == newer or older is None or newer is None:
        return "A"
    best: dict[str, str] = {older: "A"}
    waiting = deque([older])
    while waiting:
        here = waiting.popleft()
        for pair, mark in found.grades.items():
            if here not in pair:
                continue
            there = pair[1] if pair[0] == here else pair[0]
            worse = max(best[here], mark, key=_ORDER.index)
            if there not in best or _ORDER.index(worse) < _ORDER.index(best[there]):
                best[there] = worse
                waiting.append(there)
    return best.get(newer, WORST)


def segments(series: str, points: Iterable[tuple[int, str | None]]) -> dict[int, int]:
    """The number of the unbroken stretch that each year belongs to; a ``C`` or ``X`` step starts a new one.

    ``points`` are (year, form) of the years that have a figure.
    """
    found: dict[int, int] = {}
    stretch = 0
    before: str | None = None
    for year, form in sorted(points, key=lambda point: point[0]):
        if found and grade(series, before, form) in "CX":
            stretch += 1
        found[year] = stretch
        before = form
    return found


def breaks(series: str) -> tuple[int, ...]:
    """The first years after a change of law or form that altered what the figure means."""
    found = all_series().get(series)
    return () if found is None else found.breaks
