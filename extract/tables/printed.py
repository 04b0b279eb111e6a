"""Printed rows put right before a table is read: without columns of others, and with figures and words apart that run together."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from math import inf

from extract.documents.model import TextCell
from extract.forms import labels
from extract.rare import rare
from extract.tables.rows import ADDED, Row, value_flags
from extract.tables.values import WORDS, is_number_word, is_value


def without_added_column(rows: Sequence[Row]) -> Sequence[Row]:
    """Printed rows without the column on their right that the form does not have; all of them where a word may be of it or not."""
    heads = [row for row in rows if len(row.cells) > 1 and labels.plain(row.cells[-1].text) in ADDED]
    if not heads or any(cell.place.box is None for row in rows for cell in row.cells):
        return rows
    own = [row.cells[-1].place.box or (0, 0, 0, 0) for row in heads]
    edge = max((row.cells[-2].place.box or (0, 0, 0, 0))[2] for row in heads)
    left, right = min(box[0] for box in own), max(box[2] for box in own)
    kept: list[Row] = []
    for row in rows:
        cells: list[TextCell] = []
        for cell in row.cells:
            x0, _, x1, _ = cell.place.box or (0, 0, 0, 0)
            under = x0 < right and left < x1
            if x0 > edge if not under else x0 <= edge and is_value(cell.text):
                return rows  # as little below the one heading as below the other
            if not under or x0 <= edge:
                cells.append(cell)
        if cells:
            kept.append(replace(row, cells=tuple(cells)))
    return kept


SERIALS = 10
"""So many serial numbers stand before the rows of a table; no list of the forms counts so far."""
SERIAL_HEADS = frozenset(("序号", "代码", "编号", "行次", "行号"))
_STARTS = 4
"""Lines that begin with 1 and may be the first of the numbered ones."""
_STEP = 3
"""From line to line the serial number grows by no more: those of broken lines may stand elsewhere."""
_BESIDE = 8.0
"""Points by which the middles of serial numbers may stand beside each other."""


def without_serials(rows: list[Row]) -> list[Row]:
    """The rows without a column of serial numbers before their labels: they count on past ten, or stand under their heading."""
    firsts = [
        (at, int(text))
        for at, row in enumerate(rows)
        if row.printed
        and (text := row.cells[0].text).isascii()
        and text.isdigit()
        and len(text) <= 3
        and _may_be_serial(row)
    ]
    if not firsts:
        return rows
    headed = any(row.printed and row.cells[0].text in SERIAL_HEADS for row in rows)
    starts = [n for n, (_, number) in enumerate(firsts) if number == 1][:_STARTS]
    chain = max((_counting(rows, firsts[n:]) for n in starts), key=len, default={})
    if len(chain) < (2 if headed else SERIALS):
        return rows
    gone = set(chain.values())
    return [
        replace(row, cells=row.cells[1:]) if at in gone else row
        for at, row in enumerate(rows)
        if at not in gone or len(row.cells) > 1
    ]


def _may_be_serial(row: Row) -> bool:
    """Whether the number that a row begins with has words behind it; or stands alone where its place can tell."""
    return not is_value(row.cells[1].text) if len(row.cells) > 1 else row.layout == "placed"


def _counting(rows: Sequence[Row], firsts: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The rows, by number, whose first words count on from the first of them, one below the other."""
    chain: dict[int, int] = {}
    last, middle = 0, _middle(rows[firsts[0][0]])
    for at, number in firsts:
        here = _middle(rows[at])
        if last < number <= last + _STEP and (middle is None or here is None or abs(here - middle) < _BESIDE):
            chain[number] = at
            last = number
    return chain


def _middle(row: Row) -> float | None:
    box = row.cells[0].place.box
    return None if box is None or row.layout != "placed" else (box[0] + box[2]) / 2


NOTHING = "无"
COLUMN = 3
"""So many words in one place below each other make a column."""


def with_words_apart(rows: list[Row]) -> list[Row]:
    """The rows with 无 cut off the end of a label that fills its cell: where 无 stands alone in the lines above and below."""
    alone = Counter(
        round(c.place.box[2])
        for row in rows
        if row.layout == "placed"
        for c in row.cells
        if c.text == NOTHING and c.place.box is not None
    )
    columns = {x for x, times in alone.items() if times + alone[x - 1] + alone[x + 1] >= COLUMN}
    if not columns:
        return rows
    return [
        replace(row, cells=tuple(part for cell in row.cells for part in _apart(cell, columns)))
        if row.layout == "placed"
        else row
        for row in rows
    ]


def with_nothing_beside_figures(rows: list[Row], least: int, width: int) -> list[Row]:
    """The rows, lines of one value each as a row of so many, where 无 or the like stands alone on some lines: on few, it may end a label."""
    alone = [row.printed and len(row.cells) == 1 and row.cells[0].text in WORDS for row in rows]
    if sum(alone) < least:
        return rows
    beside: list[Row] = []
    for row, nothing in zip(rows, alone, strict=True):
        value = nothing or (row.printed and len(row.cells) == 1 and is_number_word(row.cells[0].text))
        cells = (*beside[-1].cells, *row.cells) if beside and value else ()
        if cells and len(cells) <= width and all(value_flags(cells)):
            beside[-1] = replace(beside[-1], cells=cells)
        else:
            beside.append(row)
    return beside


_FIGURE_BEHIND = rare(r"(.*[^\d\s.,，．+-])(\d[\d,，.]*)")
"""A figure behind the words of a label."""
_AT_EDGE = 1.0
"""Points by which the left edge of figures may differ in a column."""


def with_figures_apart(rows: list[Row]) -> list[Row]:
    """The rows with figures cut off the end of a label that fills its cell: where figures begin in the lines above and below."""
    if not any(map(_may_end_with_figure, rows)):
        return rows
    numbers = [
        (c.place.box, c.text)
        for row in rows
        if row.layout == "placed"
        for c in row.cells
        if c.place.box is not None and c.text.isascii() and c.text.isdigit()
    ]
    if len(numbers) < COLUMN:
        return rows
    widths = sorted((box[2] - box[0]) / len(text) for box, text in numbers)
    digit = widths[len(widths) // 2]
    edges = sorted(box[0] for box, _ in numbers)
    first = next((a for a, b in zip(edges, edges[COLUMN - 1 :], strict=False) if b - a <= 2 * _AT_EDGE), inf)

    def parts(cell: TextCell) -> tuple[TextCell, ...]:
        # What begins in a column of figures is no label but a note.
        is_note = cell.place.box is not None and cell.place.box[0] >= first
        return (cell,) if is_note else _behind_figure(cell, edges, digit)

    return [
        replace(row, cells=tuple(part for c in row.cells for part in parts(c)))
        if _may_end_with_figure(row)
        else row
        for row in rows
    ]


def _may_end_with_figure(row: Row) -> bool:
    """Whether a word on a page ends with a digit and is no number."""
    return row.layout == "placed" and any(c.text[-1:].isdigit() and not c.text.isascii() for c in row.cells)


def _behind_figure(cell: TextCell, edges: Sequence[float], digit: float) -> tuple[TextCell, ...]:
    """A label and the figure at its end, if that begins where those of a column do."""
    box = cell.place.box
    found = _FIGURE_BEHIND.fullmatch(cell.text) if cell.text[-1:].isdigit() and box is not None else None
    if found is None or box is None:
        return (cell,)
    label, figure = found.groups()
    left, top, right, bottom = box
    begins = right - digit * sum(0.5 if c in ",." else 1.0 for c in figure)
    near = edges[bisect_left(edges, begins - _AT_EDGE) : bisect_right(edges, begins + _AT_EDGE)]
    if len(near) < COLUMN or near[len(near) // 2] <= left:
        return (cell,)
    edge = near[len(near) // 2]
    word = replace(cell, text=label, place=replace(cell.place, box=(left, top, edge - 0.1, bottom)))
    return word, replace(cell, text=figure, place=replace(cell.place, box=(edge, top, right, bottom)))


def _apart(cell: TextCell, columns: Collection[int]) -> tuple[TextCell, ...]:
    """A word and the 无 at its end, if that stands in one of the columns."""
    box = cell.place.box
    if len(cell.text) < 2 or not cell.text.endswith(NOTHING) or box is None or round(box[2]) not in columns:
        return (cell,)
    left, top, right, bottom = box
    edge = max(left, right - (bottom - top))
    word = replace(cell, text=cell.text[:-1], place=replace(cell.place, box=(left, top, edge, bottom)))
    return word, replace(cell, text=NOTHING, place=replace(cell.place, box=(edge, top, right, bottom)))
