"""Cells run together without separators: decoded only where the sums of the form leave exactly one reading."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extract.forms.labels import fold, table2_row_exact
from extract.tables.codes import WIDTH

MOST = 20_000
"""Above so many partial readings the search stops and nothing is decoded."""
LONGEST = 36
"""Digits of a row that are tried; more are no row of a report."""

Numbers = tuple[int, ...]
_TAIL = re.compile(r"^(.*?\D)(\d+(?:[,，]\d{3})*(?:\.\d+)?)$", re.DOTALL)


def split_tail(text: str) -> tuple[str, str] | None:
    """A label and the digits glued to its end, else None."""
    match = _TAIL.match(text.strip())
    return (match[1], match[2]) if match else None


def begins_table2_row(word: str) -> bool:
    """Whether a word is a label of table two with a figure run into it."""
    tail = split_tail(word)
    return tail is not None and table2_row_exact(tail[0]) is not None


@lru_cache(maxsize=1 << 12)
def splits(digits: str, width: int) -> tuple[Numbers, ...]:
    """Every way to cut digits into ``width`` whole numbers without leading zeros; none for what has a point in it."""
    if not digits.isdecimal():
        return ()
    if width == 1:
        return ((int(digits),),) if digits == "0" or digits[0] != "0" else ()
    found = []
    last = 1 if digits[0] == "0" else len(digits) - width + 1
    for size in range(1, last + 1):
        found += [(int(digits[:size]), *rest) for rest in splits(digits[size:], width - 1)]
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def row_readings(digits: str, width: int) -> tuple[Numbers, ...]:
    """The cuts whose last number is the sum of the others; where spaces part some of the cells, cuts keep to them."""
    if not width <= len(digits.replace(" ", "")) <= LONGEST:
        return ()
    digits = fold(digits)
    if " " in digits:
        return tuple(cut for cut in _token_cuts(tuple(digits.split()), width) if sum(cut[:-1]) == cut[-1])
    return tuple(_sum_cuts(digits, width))


def _token_cuts(tokens: tuple[str, ...], width: int) -> list[Numbers]:
    """Every way to cut the tokens into ``width`` numbers in all."""
    if len(tokens) == 1:
        return list(splits(tokens[0], width)) if width <= len(tokens[0]) else []
    found = []
    for share in range(1, min(len(tokens[0]), width - len(tokens) + 1) + 1):
        for first in splits(tokens[0], share):
            found += [(*first, *rest) for rest in _token_cuts(tokens[1:], width - share)]
            if len(found) > MOST:
                return []
    return found


def _sum_cuts(digits: str, width: int) -> list[Numbers]:
    """Cuts that add up, without listing the others: the total is tried first, from short to long."""
    found = []
    for size in range(1, len(digits) - width + 2):
        tail = digits[-size:]
        if tail[0] == "0" and size > 1:
            continue
        total = int(tail)
        found += [(*cut, total) for cut in _parts(digits[:-size], width - 1, total)]
    return found


def _parts(digits: str, width: int, total: int) -> list[Numbers]:
    if total < 0 or len(digits) < width:
        return []
    if width == 1:
        fits = (digits == "0" or digits[0] != "0") and len(digits) <= 12 and int(digits) == total
        return [(total,)] if fits else []
    found = []
    last = 1 if digits[0] == "0" else min(len(digits) - width + 1, len(str(total)))
    for size in range(1, last + 1):
        number = int(digits[:size])
        if number > total:
            break
        found += [(number, *rest) for rest in _parts(digits[size:], width - 1, total - number)]
    return found


def decode_table3(glued: Mapping[str, str], outcomes: Sequence[str]) -> dict[str, Numbers]:
    """The seven numbers of each row of table three from its glued digits.

    ``glued`` has every row of the form, a row whose numbers stand apart as seven words; ``outcomes`` names the rows that add up to （七）. Row sums,
    outcome sums and 一 + 二 = （七） + 四 must hold in every column and leave one reading. If they leave none,
    nothing is decoded; if several, only the rows of which no other reading is left.
    """
    readings = {code: row_readings(digits, WIDTH) for code, digits in glued.items()}
    if any(not options for options in readings.values()):
        return {}
    # Each row adds to one of two balances a column: outcomes − （七）, and 一 + 二 − （七） − 四.
    signs = dict.fromkeys(outcomes, (1, 0))
    signs |= {"out_total": (-1, -1), "req_new": (0, 1), "req_carried_in": (0, 1), "req_carried_out": (0, -1)}
    readings = _pruned(readings, signs)
    if any(not options for options in readings.values()):
        return {}
    states: dict[Numbers, tuple[int, dict[str, Numbers]]] = {(0,) * (2 * WIDTH): (1, {})}
    for code in sorted(readings, key=lambda c: len(readings[c])):
        first, second = signs[code]
        following: dict[Numbers, tuple[int, dict[str, Numbers]]] = {}
        for balance, (count, chosen) in states.items():
            for numbers in readings[code]:
                moved = tuple(
                    balance[k] + (first if k < WIDTH else second) * numbers[k % WIDTH]
                    for k in range(2 * WIDTH)
                )
                before = following.get(moved)
                following[moved] = (
                    (before[0] + count, before[1]) if before else (count, {**chosen, code: numbers})
                )
        states = following
        if len(states) > MOST:
            return {}
    count, chosen = states.get((0,) * (2 * WIDTH), (0, {}))
    return chosen if count == 1 else {c: readings[c][0] for c in chosen if len(readings[c]) == 1}


def _pruned(
    readings: dict[str, tuple[Numbers, ...]], signs: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[Numbers, ...]]:
    """The readings of each row that the least and the most of the other rows leave possible in every column's balances."""
    while True:
        before = sum(map(len, readings.values()))
        for which in (0, 1):
            rows = [(code, sign[which]) for code, sign in signs.items() if sign[which] and code in readings]
            for k in range(WIDTH):
                spans = {code: sorted(sign * numbers[k] for numbers in readings[code]) for code, sign in rows}
                low = sum(span[0] for span in spans.values())
                high = sum(span[-1] for span in spans.values())
                for code, sign in rows:
                    least, most = low - spans[code][0], high - spans[code][-1]
                    kept = tuple(n for n in readings[code] if least <= -sign * n[k] <= most)
                    if not kept:
                        return {**readings, code: ()}
                    low, high = least, most
                    readings = {**readings, code: kept}
                    values = [sign * n[k] for n in kept]
                    low, high = low + min(values), high + max(values)
        if sum(map(len, readings.values())) == before:
            return readings


def decode_table4(digits: str) -> tuple[int | None, ...]:
    """The fifteen numbers of table four from glued digits, by its three sums: None where its readings differ; empty if there is none."""
    found: list[Numbers] = []
    size = len(digits)
    if size > 3 * LONGEST:
        return ()
    for first in range(5, size - 9):
        for one in row_readings(digits[:first], 5):
            for second in range(first + 5, size - 4):
                for two in row_readings(digits[first:second], 5):
                    found += [(*one, *two, *three) for three in row_readings(digits[second:], 5)]
                    if len(found) > MOST:
                        return ()
    return tuple(cell.pop() if len(cell) == 1 else None for cell in map(set, zip(*found, strict=True)))


def decode_apart(digits: str, width: int) -> Numbers:
    """Cells without a sum of their own, where the digits can be cut in one way, even if some cells were empty."""
    cuts = [cut for cells in range(1, width + 1) for cut in splits(digits, cells)]
    return cuts[0] if len(cuts) == 1 and len(cuts[0]) == width else ()
