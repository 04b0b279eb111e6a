"""Rows on printed lines whose figures a narrow column cuts in two: put together in the one way that makes their total."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from extract.documents.model import TextCell
from extract.tables.codes import WIDTH
from extract.tables.rows import NARROWEST
from extract.tables.sums import figure, makes_total

Numbers = Sequence[TextCell]


def whole_row(lines: Sequence[Numbers]) -> Numbers | None:
    """The one row of seven that lines of figures and parts of figures make; None where one line is a row, or several can be made."""
    room = max(len(c.text) for own in lines for c in own)
    if room < NARROWEST or any(len(own) == WIDTH and makes_total(own) for own in lines):
        return None
    rows = [row for row in _rows(lines, room) if figure(row[-1]) and makes_total(row)]
    return rows[0] if len({tuple(c.text for c in row) for row in rows}) == 1 else None


def _rows(lines: Sequence[Numbers], room: int) -> Iterator[Numbers]:
    """Every such row: what a line has no room for stands below, or above and below those that are whole, or each part on a line of its own."""
    sizes = list(map(len, lines))
    cuts = sum(sizes) - WIDTH
    below = len(sizes) == 2 and sizes[0] == WIDTH and cuts > 1
    above = len(sizes) == 2 and sizes[1] == WIDTH
    if below or above or sizes == [cuts, WIDTH - cuts, cuts]:
        for cut in combinations(range(WIDTH), cuts):
            rest = [iter(own) for own in lines]
            parts = [
                [
                    next(rest[k])
                    for k, size in enumerate(sizes)
                    if size == WIDTH or (size == cuts) == (n in cut)
                ]
                for n in range(WIDTH)
            ]
            yield from _joined(parts, room)
    if len(sizes) == 2 and sizes[0] == WIDTH > cuts:
        yield from neighbours_joined([c for own in lines for c in own], WIDTH, room)


def neighbours_joined(numbers: Numbers, width: int, room: int) -> Iterator[Numbers]:
    """Every row of so many figures that more numbers, one after the other, can be where some are cut in two."""
    for cut in combinations(range(len(numbers) - 1), len(numbers) - width):
        if all(n + 1 not in cut for n in cut):
            starts = [n for n in range(len(numbers)) if n - 1 not in cut]
            yield from _joined([numbers[n : n + 1 + (n in cut)] for n in starts], room)


def _joined(parts: Sequence[Numbers], room: int) -> Iterator[Numbers]:
    """The row of these figures, each from its one or two parts, if each that is cut fills the room of its line."""
    if all(len(cell) == 1 or len(cell[0].text) == room for cell in parts):
        yield [replace(cell[0], text="".join(part.text for part in cell)) for cell in parts]
