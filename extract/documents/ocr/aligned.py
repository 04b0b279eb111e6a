"""Strokes that stand in one line, and the gaps of that line between the rulings across it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.documents.ocr.strokes import Stroke

CROSSING = 9
"""Strokes that end so many pixels from a ruling meet it; rulings no farther apart are pieces of one."""
ASIDE = 1.5
"""The strokes of one line stand no more pixels aside."""
LEAST_IN_LINE = 100
"""Stretches of so many pixels together show that a ruling stands in their line."""


class Aligned(NamedTuple):
    """The strokes of one line, where it stands, and from where to where it is not drawn between two rulings across it."""

    at: int
    strokes: list[Stroke]
    gaps: list[tuple[int, int]]

    def reaches(self, place: int) -> bool:
        """Whether a stroke of the line does."""
        return any(s.start - CROSSING <= place <= s.end + CROSSING for s in self.strokes)


def aligned(
    drawn: Sequence[Stroke], crossing: Sequence[Stroke], least: float = LEAST_IN_LINE
) -> Iterator[Aligned]:
    """The lines in which strokes of one direction stand, with their gaps between the strokes of the other."""
    for at, line in lines_of(drawn, least):
        edges = apart(s.at for s in crossing if s.start - CROSSING <= at <= s.end + CROSSING)
        yield Aligned(at, line, [gap for gap in pairwise(edges) if not any(_covers(s, gap) for s in line)])


def _covers(stroke: Stroke, gap: tuple[int, int]) -> bool:
    return stroke.start - CROSSING <= gap[0] and gap[1] <= stroke.end + CROSSING


def apart(places: Iterable[float]) -> list[int]:
    """Places in order, but those hardly apart from the one before: pieces of one ruling."""
    kept: list[int] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > CROSSING:
            kept.append(round(place))
    return kept


def lines_of(strokes: Sequence[Stroke], least: float = LEAST_IN_LINE) -> list[tuple[int, list[Stroke]]]:
    """Strokes of so many pixels together by the line in which they stand."""
    lines: list[tuple[int, list[Stroke]]] = []
    for stroke in sorted(strokes):
        if lines and abs(stroke.at - lines[-1][0]) <= ASIDE:
            lines[-1][1].append(stroke)
        else:
            lines.append((round(stroke.at), [stroke]))
    return [(at, line) for at, line in lines if sum(s.end - s.start for s in line) >= least]
