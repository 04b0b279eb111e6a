"""The values of a page by the heights that they stand on, each height a row of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.records import record
from extract.tables.placed.tokens import Spot, Token, join


@dataclass(slots=True)
class Band:
    """The values that stand on one height of one page."""

    page: int
    y: float
    height: float
    tokens: list[Token]
    joined: bool = False

    @property
    def spot(self) -> Spot:
        """Where it stands from the top."""
        return self.page, self.y


def _stacked(tokens: Sequence[Token]) -> list[Token]:
    """Tokens above each other joined into one: a number that its narrow column broke over two lines."""
    downwards = sorted(tokens, key=lambda t: (t.y, t.x0))
    across = sorted(downwards, key=lambda t: t.x0)
    if all(left.x1 <= right.x0 for left, right in pairwise(across)):
        return across
    stacks: list[list[Token]] = []
    for token in downwards:
        home = next((s for s in stacks if any(map(token.meets, s))), None)
        if home is None:
            stacks.append([token])
        else:
            home.append(token)
    return sorted((join(stack) for stack in stacks), key=lambda t: t.x0)


def bands_of(values: Sequence[Token], line: float) -> list[Band]:
    """Values grouped by height: within a row the next value is less than three quarters of a line away."""
    groups: list[list[Token]] = []
    for token in sorted(values, key=lambda t: t.spot):
        last = groups[-1][-1] if groups else None
        if last is not None and last.page == token.page and token.y - last.y < 0.72 * line:
            groups[-1].append(token)
        else:
            groups.append([token])
    bands = []
    for group in groups:
        tokens = _stacked(group)
        y = sum(t.y for t in tokens) / len(tokens)
        bands.append(Band(group[0].page, y, line, tokens, len(tokens) != len(group)))
    return bands


@record(frozen=True, slots=True)
class Banded:
    """The rows of values of a table, the broken ones put together, and the words that are no part of a value."""

    bands: list[Band]
    said: list[Token]
