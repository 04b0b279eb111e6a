"""Dotted lines that are drawn dot by dot."""

from collections.abc import Iterable, Sequence

from extract.documents.pdf.content import Ruling

LARGEST = 2.6
"""A patch or disc up to this size, in points, is a dot."""
WIDEST_GAP = 5.0
"""Dots of one line stand no farther apart, centre to centre."""
FEWEST = 6
"""So many dots in a row are a line."""

Dot = tuple[float, float]


def dotted_rulings(dots: Sequence[Dot]) -> tuple[list[Ruling], list[Ruling]]:
    """The rulings, horizontal and vertical, that rows of dots make."""
    if len(dots) < FEWEST:
        return [], []
    return _rows((y, x) for x, y in dots), _rows(dots)


def _rows(dots: Iterable[Dot]) -> list[Ruling]:
    """The rulings along the second coordinate of dots that share the first, to a quarter of a point."""
    lines: dict[int, list[float]] = {}
    for at, along in dots:
        lines.setdefault(round(4 * at), []).append(along)
    found = []
    for at, places in lines.items():
        places.sort()
        first = 0
        for n in range(1, len(places) + 1):
            if n == len(places) or places[n] - places[n - 1] > WIDEST_GAP:
                if n - first >= FEWEST:
                    found.append(Ruling(at / 4, places[first], places[n - 1]))
                first = n
    return found
