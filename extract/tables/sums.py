"""Whether the last number of a row is the sum of the others: what bears out a reading, in every table that has sums."""

from collections.abc import Iterable, Sequence

from extract.documents.model import TextCell
from extract.tables.values import read_value

Number = int | float | None


def figure(cell: TextCell | None) -> Number:
    """The number that a cell leads with; None where it has none, or there is no cell."""
    return None if cell is None else read_value(cell.text).value


def closes(numbers: Iterable[Number]) -> bool:
    """Whether the last of these is a number, and the sum of the others, blanks as nothing."""
    *parts, total = numbers
    return total is not None and sum(part or 0 for part in parts) == total


def makes_total(cells: Iterable[TextCell | None]) -> bool:
    """Whether the last of a row's cells is a number, and the sum of the others."""
    return closes(map(figure, cells))


def adds_up(cells: Iterable[TextCell | None]) -> bool:
    """Whether a row's cells make their total, also where that is blank and so are they."""
    return closes(figure(cell) or 0 for cell in cells)


def is_total_elsewhere(cells: Sequence[TextCell]) -> bool:
    """Whether a row's last number is not the sum of the others, and another of them is: its figures may have lost their order."""
    numbers = [figure(cell) or 0 for cell in cells]
    totals = [number for number in numbers if number and 2 * number == sum(numbers)]
    return bool(totals) and numbers[-1] not in totals


def last_is_too_many(texts: Sequence[str], group: int) -> bool:
    """Whether of one number too many only the last can be left out, for every ``group`` to end with its sum."""
    ways = {(*texts[:n], *texts[n + 1 :]) for n in range(len(texts))}
    numbers = {way: [read_value(text).value or 0 for text in way] for way in ways}
    closing = [
        way
        for way, row in numbers.items()
        if all(closes(row[n : n + group]) for n in range(0, len(row), group))
    ]
    return closing == [tuple(texts[:-1])]
