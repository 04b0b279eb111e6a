"""Values that narrow columns broke over several lines, put together by the distance at which the page sets its lines.

Within a cell the next line follows at the leading; the cells of the next row stand further down. All cells of
a row share their top, their middle or their bottom, and a line breaks only where nothing more had room. Where
any of this does not hold nothing is put together, and what is put together still has to add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.forms import APPLICANT_CODES
from extract.forms.labels import fold, table3_row_exact
from extract.rare import rare
from extract.tables.placed.bands import Band, Banded, bands_of
from extract.tables.placed.leading import SLACK, TIGHT, distances, leading_of
from extract.tables.placed.tokens import Token, join, line_height, parted, tokens_of
from extract.tables.rows import Row
from extract.tables.table3.strips import nearby
from extract.tables.table3.strips.strip import LaidRow
from extract.tables.values import LONGEST, WORDS

MOST = 4_000
"""Words of a table above which nothing is put together."""
PAGES = 12
"""Only at so many pages' heads parts of a row from the page before are looked for."""
LEVEL = 0.6
"""A word is on the height of a line that is so near, in parts of a word's height."""
UNEVEN = 0.3
"""The cells of one row start, or end, or have their middles on heights that differ by no more, in parts of a word's height."""

_FIGURE = rare(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)[件条项]?")

Pieces = list[Token]
"""What stands below each other in one cell, from above."""


def read_table3(rows: Sequence[Row]) -> list[LaidRow] | None:
    """The rows of table three by the places of their words; where some stay unread, with their broken values put together."""
    read = nearby.read_table3(rows)
    if read is not None and _all_told(read):
        return read
    tokens = tokens_of(rows)
    read, _ = _better(rows, tokens, read)
    for page in sorted({t.page for t in tokens})[1:PAGES]:
        if read is not None and _all_told(read):
            break
        moved = _over_page(tokens, page)
        read, better = _better(rows, moved, read) if moved else (read, False)
        tokens = moved if better else tokens
    return read


def _better(
    rows: Sequence[Row], tokens: Sequence[Token], read: list[LaidRow] | None
) -> tuple[list[LaidRow] | None, bool]:
    """The rows with their broken values put together, if more of them are told so than before, and whether they are."""
    wrapped = unwrapped(tokens, len(APPLICANT_CODES))
    again = nearby.read_table3(rows, wrapped) if wrapped is not None else None
    if again is None or (read is not None and _told(again) <= _told(read)):
        return read, False
    return again, True


def _all_told(rows: Sequence[LaidRow]) -> bool:
    return all(row.code and row.sure for row in rows)


def _told(rows: Sequence[LaidRow]) -> tuple[int, int]:
    """How many more rows are told than are not, and of how many that is sure."""
    return sum(1 if row.code else -1 for row in rows), sum(bool(row.code) and row.sure for row in rows)


def _over_page(tokens: Sequence[Token], page: int) -> list[Token]:
    """The words with the values at the head of a page, above all other words, set below those at the foot of the page before; empty where there are none."""
    values, said = parted(tokens)
    line = line_height(tokens)
    leading = leading_of(said, line)
    foot = max((t.y for t in tokens if t.page == page - 1), default=None)
    label = min((t.y for t in said if t.page == page), default=0.0) - 0.5 * line
    top = min((t.y for t in values if t.page == page and t.y < label), default=None)
    if leading is None or foot is None or top is None:
        return []
    return [
        replace(t, page=page - 1, y=foot + leading + t.y - top) if t.page == page and t.y < label else t
        for t in tokens
    ]


def unwrapped(tokens: Sequence[Token], width: int) -> Banded | None:
    """The values of a table of ``width`` columns with the broken ones put together; None where none are, or not for sure."""
    if len(tokens) > MOST:
        return None
    values, said = parted(tokens)
    line = line_height(tokens)
    leading = leading_of(said, line, downwards=False)
    bands = bands_of(values, line)
    if leading is None or not bands:
        return None
    leading = min([leading, *distances(values, line, 3)])
    full = [band for band in bands if len(band.tokens) == width] or bands
    left = min(band.tokens[0].x0 for band in full)
    first = min((band.page, min(t.y for t in band.tokens)) for band in full)
    parts = [t for t in said if t.x1 > left and (t.page, t.y + 2 * leading) > first and _is_part(t.cell.text)]
    pieces = [*(t for t in values if t.x1 > left), *parts]
    stacks = _stacks(pieces, SLACK * leading, line) or _stacks(pieces, TIGHT * leading, line)
    if stacks is None or all(len(pieces) == 1 for pieces in stacks):
        return None
    held = {id(t) for pieces in stacks if len(pieces) > 1 for t in pieces}
    # A part of a word alone is none: it stays among the words.
    stacks = [pieces for pieces in stacks if len(pieces) > 1 or pieces[0] not in parts]
    if not _broken_at_the_edge(stacks):
        return None
    bands = []
    for row in _rows_of(stacks, line):
        band = _band(row, line, said)
        if band is None:
            return None
        bands.append(band)
    return Banded(bands, [t for t in said if id(t) not in held])


def _is_part(text: str) -> bool:
    return len(text) < 6 and any(text in word for word in WORDS)


def _stacks(pieces: Sequence[Token], reach: float, line: float) -> list[Pieces] | None:
    """The pieces put together that stand below each other within reach; None where one stands below two, or two below one."""
    stacks: list[Pieces] = []
    open_: list[Pieces] = []
    for token in sorted(pieces, key=lambda t: (t.page, t.y, t.x0)):
        open_ = [s for s in open_ if s[-1].page == token.page and token.y - s[-1].y <= reach + 0.5]
        home = [s for s in open_ if token.meets(s[-1])]
        if not home:
            stacks.append([token])
            open_.append(stacks[-1])
        elif len(home) > 1 or token.y - home[0][-1].y < 0.5 * line:
            return None
        else:
            home[0].append(token)
    return stacks if all(map(_is_one_value, stacks)) else None


def _is_one_value(pieces: Pieces) -> bool:
    """Whether pieces below each other make one figure or one word for nothing."""
    if len(pieces) == 1:
        return True
    text = fold("".join(t.cell.text for t in pieces)).replace(" ", "")
    return text in WORDS or (len(text) <= LONGEST and _FIGURE.fullmatch(text) is not None)


def _broken_at_the_edge(stacks: Sequence[Pieces]) -> bool:
    """Whether every value is broken where its column was full: with one more character it would be wider than all that stands on one line there."""
    widest: dict[int, float] = {}
    spans: list[tuple[float, float, int]] = []
    columns: list[list[Token]] = []
    for token in sorted((t for pieces in stacks for t in pieces), key=lambda t: t.x0):
        if spans and token.x0 < spans[-1][1]:
            a, b, n = spans[-1]
            spans[-1] = (a, max(b, token.x1), n)
            columns[n].append(token)
        else:
            spans.append((token.x0, token.x1, len(columns)))
            columns.append([token])
    home = {id(t): n for n, column in enumerate(columns) for t in column}
    for n, column in enumerate(columns):
        widest[n] = max(t.x1 - t.x0 for t in column)
    return all(
        upper.x1 - upper.x0 + (lower.x1 - lower.x0) / len(lower.cell.text) > widest[home[id(upper)]] + 0.3
        for pieces in stacks
        for upper, lower in pairwise(pieces)
    )


def _rows_of(stacks: Sequence[Pieces], line: float) -> Iterator[list[Pieces]]:
    """The cells of one row: those that stand beside each other."""
    row: list[Pieces] = []
    bottom = 0.0
    for pieces in sorted(stacks, key=lambda s: (s[0].page, s[0].y)):
        if row and (pieces[0].page != row[0][0].page or pieces[0].y > bottom + UNEVEN * line):
            yield row
            row = []
        bottom = max(bottom, pieces[-1].y) if row else pieces[-1].y
        row.append(pieces)
    if row:
        yield row


def _band(row: Sequence[Pieces], line: float, said: Sequence[Token]) -> Band | None:
    """The values of one row; None where its cells share neither top nor middle nor bottom, or are all as tall as may be two rows beside more than one label."""
    tallest = max(map(len, row))
    if tallest > 1 and len(row) > 1:
        tops, bottoms = [s[0].y for s in row], [s[-1].y for s in row]
        middles = [(a + b) / 2 for a, b in zip(tops, bottoms, strict=True)]
        even = any(max(at) - min(at) <= UNEVEN * line for at in (tops, middles, bottoms))
        if not even or (min(map(len, row)) == tallest and not _has_one_label(row, line, said)):
            return None
    tokens = sorted(map(join, row), key=lambda t: t.x0)
    y = (min(s[0].y for s in row) + max(s[-1].y for s in row)) / 2
    return Band(row[0][0].page, y, line, tokens, tallest > 1)


def _has_one_label(row: Sequence[Pieces], line: float, said: Sequence[Token]) -> bool:
    """Whether all that stands left of cells, on their heights, is the label of one row."""
    page, left = row[0][0].page, min(t.x0 for pieces in row for t in pieces)
    top, bottom = min(s[0].y for s in row) - LEVEL * line, max(s[-1].y for s in row) + LEVEL * line
    beside = sorted(
        (t for t in said if t.page == page and top < t.y < bottom and t.x1 < left), key=lambda t: t.y
    )
    return table3_row_exact("".join(t.cell.text for t in beside)) is not None
