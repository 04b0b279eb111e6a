"""The distance at which a page sets the lines of one cell: what is no further apart is one value or one label."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.tables.placed.tokens import Token

TIGHTEST, WIDEST = 0.9, 2.2
"""The distance of two lines of one text, in parts of a word's height."""
OFTEN, SAME = 0.25, 0.5
"""A distance stands often that does so in this part of the most frequent one's times, give or take so many points."""
SLACK, TIGHT = 1.1, 1.03
"""The lines of one cell are no further apart than so many times the leading; where rows stand nearly as close, so many."""


def leading_of(said: Sequence[Token], line: float, *, downwards: bool = True) -> float | None:
    """The least distance at which words often stand below each other: that of the lines of one cell.

    Words of two cells, as those set downwards beside labels, stand at any distance, but not often at one.
    ``downwards`` is False where single characters below each other tell none.
    """
    found = sorted(distances(said, line, 2 if downwards else 3))
    alike = [bisect_right(found, distance + SAME) - n for n, distance in enumerate(found)]
    often = max(alike, default=0) * OFTEN
    return next((distance for distance, times in zip(found, alike, strict=True) if times >= often), None)


def distances(tokens: Sequence[Token], line: float, fewest: int) -> Iterator[float]:
    """How far words that may be lines of one text, of so many characters together, stand below each other."""
    for upper, lower in _below(tokens, WIDEST * line):
        distance = lower.y - upper.y
        if distance >= TIGHTEST * line and len(upper.cell.text) + len(lower.cell.text) >= fewest:
            yield distance


def _below(tokens: Sequence[Token], reach: float) -> Iterator[tuple[Token, Token]]:
    """Every pair of words of which one stands below the other, no further than ``reach``."""
    ordered = sorted(tokens, key=lambda t: t.spot)
    for n, upper in enumerate(ordered):
        for k in range(n + 1, len(ordered)):
            lower = ordered[k]
            if lower.page != upper.page or lower.y - upper.y > reach:
                break
            if lower.meets(upper):
                yield upper, lower
