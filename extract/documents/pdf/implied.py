"""Cell edges that are not drawn but told by how the drawn ones are pieced together.

Most programs draw borders cell by cell. Where a table has rulings in one direction only, the places where
the pieces of neighbouring rulings meet are the corners of its cells.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.documents.pdf.content import Ruling

SAME = 1.2
"""Ends of pieces nearer than this are one corner."""
SHORTEST_PIECE = 8.5
"""Shorter pieces, lower than a row of the smallest type, are dashes or strokes, whose ends say nothing."""


@dataclass(slots=True)
class _Line:
    at: float
    start: float
    end: float
    corners: list[float]

    def has_corner(self, place: float) -> bool:
        index = bisect_left(self.corners, place - SAME)
        return index < len(self.corners) and self.corners[index] <= place + SAME


def implied_rulings(pieces: Iterable[Ruling]) -> list[Ruling]:
    """The rulings across these parallel ones: between two neighbours that both have a corner at the same place."""
    lines = _lines(pieces)
    if len(lines) < 3:
        return []
    found: list[Ruling] = []
    for place in _distinct(corner for line in lines for corner in line.corners):
        reached = [line for line in lines if line.start - SAME <= place <= line.end + SAME]
        for first, second in pairwise(reached):
            if first.has_corner(place) and second.has_corner(place):
                found.append(Ruling(place, first.at, second.at))
    return found


def _lines(pieces: Iterable[Ruling]) -> list[_Line]:
    """Pieces on the same line, with the ends of all of them as its corners."""
    lines: list[_Line] = []
    for piece in sorted(pieces):
        if piece.end - piece.start < SHORTEST_PIECE:
            continue
        last = lines[-1] if lines else None
        if last is not None and piece.at - last.at <= SAME and piece.start <= last.end + 3 * SAME:
            last.end = max(last.end, piece.end)
            last.corners += (piece.start, piece.end)
        else:
            lines.append(_Line(piece.at, piece.start, piece.end, [piece.start, piece.end]))
    for line in lines:
        line.corners.sort()
    return lines


def _distinct(places: Iterable[float]) -> Sequence[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > SAME:
            kept.append(place)
    return kept
