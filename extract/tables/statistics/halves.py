"""A list of indicators printed in two halves side by side: the left half set above the right one.

Without rulings each half has its own units, so that a line of both halves has two. Between the figures of the left half and the
labels of the right one no word of the whole list stands: there the lines are cut.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.model import Document, Paragraph, Word
from extract.tables.placed.tokens import Span, around
from extract.tables.rows import Row
from extract.tables.statistics.indicators import UNITS, codes_of
from extract.tables.values import is_value

LEAST = 6
"""So many lines with two units, apart from each other, are a list in two halves."""
LEAST_DRAWN = 3
"""So are so many drawn rows with two indicators."""
HEADINGS = 6
"""Lines above the first figures in which the headings of the list may stand."""
NEXT_LINE = 2.2
"""The next line of a label stands no lower, in parts of its height."""


def has_halves(document: Document) -> bool:
    """Whether lines of a document have the units of two indicators each."""
    return len(_lines_of_both(document)) >= LEAST


def halves_below_each_other(document: Document) -> Document:
    """The document with the left half of such a list before the right one; the same document where none is, or where it cannot be cut."""
    both = _lines_of_both(document)
    if len(both) < LEAST:
        return document
    lines = document.blocks
    gap = _gap([line.words for n in both if isinstance(line := lines[n], Paragraph)])
    if gap is None:
        return document
    first, last = _extent(document, both, gap)
    within = [line for line in lines[first:last] if isinstance(line, Paragraph)]
    cut = _cut([word for line in within for word in line.words], gap)
    if cut is None or len(within) != last - first:
        return document
    left = [part for line in within if (part := _part(line, [w for w in line.words if w.box[0] < cut]))]
    right = [part for line in within if (part := _part(line, [w for w in line.words if w.box[0] >= cut]))]
    return replace(document, blocks=(*lines[:first], *left, *right, *lines[last:]))


def in_one_column(rows: list[Row], form_id: str) -> list[Row]:
    """The rows of a table that prints its indicators in two halves side by side, the left half before the right."""
    middles = [m for row in rows if (m := _middle(row, form_id)) is not None]
    if len(middles) < LEAST_DRAWN or len(set(middles)) != 1:
        return rows
    at = middles[0]
    tables = {row.block for row in rows if _middle(row, form_id) is not None or _heads_both(row, at)}
    left = [
        replace(r, cells=tuple(c for c in r.cells if c.col < at)) if r.block in tables else r for r in rows
    ]
    right = [replace(r, cells=tuple(c for c in r.cells if c.col >= at)) for r in rows if r.block in tables]
    return [r for r in (*left, *right) if r.cells]


def _middle(row: Row, form_id: str) -> int | None:
    """The column in which the second of a drawn row's two indicators stands, behind the figures of the first."""
    if row.printed:
        return None
    known = [c.col for c in row.cells if len(c.text) > 2 and codes_of(form_id, c.text)]
    numbers = [c.col for c in row.cells if is_value(c.text)]
    return known[1] if len(known) == 2 and any(known[0] < n < known[1] for n in numbers) else None


def _heads_both(row: Row, at: int) -> bool:
    """Whether the same headings stand over both halves, as they do alone before a page break."""
    over_left = [c.text for c in row.cells if c.col < at]
    return not row.printed and over_left == [c.text for c in row.cells if c.col >= at]


def _lines_of_both(document: Document) -> list[int]:
    """The lines, by number, on which two units stand with other words between them."""
    found = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and len(block.words) > 3:
            units = [n for n, word in enumerate(block.words) if word.text in UNITS]
            if len(units) == 2 and units[1] > units[0] + 1:
                found.append(number)
    return found


def _gap(lines: Sequence[Sequence[Word]]) -> Span | None:
    """From the last figure of the left half to the first label of the right one; None where they are not apart."""
    low, high = float("-inf"), float("inf")
    for words in lines:
        units = [n for n, word in enumerate(words) if word.text in UNITS]
        between = words[units[0] + 1 : units[1]]
        figures = [word for word in between if is_value(word.text)]
        labels = [word for word in between if not is_value(word.text)]
        low = max(low, words[units[0]].box[2], *(word.box[2] for word in figures))
        high = min(high, words[units[1]].box[0], *(word.box[0] for word in labels))
    return (low, high) if low < high else None


def _extent(document: Document, both: Sequence[int], gap: Span) -> tuple[int, int]:
    """The blocks of the list, the second number being that of the first block behind it: its headings, and what follows until a line runs on over the gap."""
    blocks = document.blocks
    first, last = both[0], both[-1] + 1

    def in_one_half(number: int) -> bool:
        block = blocks[number]
        return (
            isinstance(block, Paragraph)
            and bool(block.words)
            and not any(word.box[0] < gap[0] and word.box[2] > gap[1] for word in block.words)
        )

    while first > max(0, both[0] - HEADINGS) and in_one_half(first - 1):
        first -= 1
    following = last
    while following < len(blocks) and in_one_half(following):
        following += 1
        block, above = blocks[following - 1], blocks[following - 2]
        if isinstance(block, Paragraph) and isinstance(above, Paragraph):
            united = any(word.text in UNITS for word in block.words)
            last = following if united or (last == following - 1 and _goes_on(block, above)) else last
    return first, last


def _goes_on(line: Paragraph, above: Paragraph) -> bool:
    """Whether a line follows so close upon another that it may be the rest of its label."""
    box, upper = line.place.box, above.place.box
    near = box is not None and upper is not None and box[1] - upper[1] < NEXT_LINE * (upper[3] - upper[1])
    return near and line.place.page == above.place.page


def _cut(words: Sequence[Word], gap: Span) -> float | None:
    """The middle of the widest place within the gap that no word reaches into."""
    low, high = gap
    taken = sorted((w.box[0], w.box[2]) for w in words if w.box[0] < high and w.box[2] > low)
    free, end = [], low
    for x0, x1 in taken:
        free.append((end, x0))
        end = max(end, x1)
    free.append((end, high))
    widest = max(free, key=lambda span: span[1] - span[0])
    return (widest[0] + widest[1]) / 2 if widest[0] < widest[1] else None


def _part(line: Paragraph, words: Sequence[Word]) -> Paragraph | None:
    """A line of these words alone; None where there are none."""
    if not words:
        return None
    place = replace(line.place, box=around(word.box for word in words))
    return Paragraph(" ".join(word.text for word in words), place, line.heading, tuple(words))
