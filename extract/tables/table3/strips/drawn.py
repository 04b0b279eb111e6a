"""Rows of table three in drawn cells: the seven that stand under the headings, or where those of most rows do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.records import record
from extract.tables.codes import WIDTH
from extract.tables.columns import Column, column_of, over, under_each
from extract.tables.rows import ADDED
from extract.tables.table3.strips.parts import (
    LINE_NUMBERS,
    Parts,
    are_counted,
    columns_headed,
    heading_rows,
    may_stand,
    named_columns,
    names_column_twice,
    parts_of,
    seven_columns,
    strip_of,
)
from extract.tables.table3.strips.strip import Slots, Strip, code_of
from extract.tables.table3.subtotals import SUBTOTAL
from extract.tables.values import is_value


def _grid_slots(parts: Parts, learned: tuple[Column, ...] | None) -> Slots:
    """The seven cells of a row with trusted columns."""
    after = parts.after
    if len(after) == WIDTH:
        if learned is None or len(parts.filled) == WIDTH:
            return after
        if all(map(over, after, learned)):
            return after
    if learned is None:
        return ()
    slots = tuple(under_each(after, learned))
    used = {id(c) for c in slots if c is not None}
    # A filled cell that fits no column means that the columns are not understood.
    return slots if used and all(id(c) in used for c in parts.filled) else ()


def _without_remark(parts: Parts, head: tuple[Column, ...] | None) -> Parts:
    """The row without the words that stand beside the last of the seven columns."""
    if head is None or parts.after:
        return parts
    cells = parts.row.cells
    last = len(cells)
    while last > WIDTH and cells[last - 1].col >= sum(head[-1]) and not is_value(cells[last - 1].text):
        last -= 1
    return parts if last == len(cells) else replace(parts_of(parts.row, cells[:last]), head=parts.head)


def _without_added_columns(rows: list[Parts], above: "Headed | None") -> list[Parts]:
    """The rows without columns that the form does not have: 小计, 行次, and 备注 where it stands behind just seven cells.

    In a row that has slipped sideways, by a span too long, the total may stand below 备注.
    """
    subtotals, remarks = columns_headed(rows, SUBTOTAL | LINE_NUMBERS), columns_headed(rows, ADDED)
    if above is not None and above.subtotals and not any(parts.head for parts in rows):
        subtotals = _below(rows, above)
    if not subtotals and not remarks:
        return rows
    kept: list[Parts] = []
    for parts in rows:
        cells = parts.row.cells
        if parts.head:
            kept.append(parts)
            continue
        if len(parts.after) == WIDTH + 1 and cells[-1].col in remarks:
            cells = cells[:-1]
        cells = tuple(c for c in cells if c.col not in subtotals or c.colspan > 1)
        kept.append(parts_of(replace(parts.row, cells=cells)))
    return kept


_SAME_EDGE = 3.0
"""Points that the columns of one table may differ by from page to page."""


@record(frozen=True, slots=True)
class Headed:
    """Where the seven columns that a table's heading names stand on their page, from left to right.

    ``subtotals`` are the left edges of those that it names 小计.
    """

    page: int | None
    columns: tuple[tuple[float, float], ...]
    subtotals: tuple[float, ...] = ()


def heading_placed(rows: Sequence[Parts], named: Mapping[str, Column]) -> Headed | None:
    """The places of the seven headings of a table on a page, if it names them all."""
    if seven_columns(named) is None:
        return None
    cells = {code: cell for headings in heading_rows(rows) for code, cell in headings}
    places = [cells[code].place for code in APPLICANT_CODES]
    found = tuple([(p.box[0], p.box[2]) for p in places if p.box is not None])
    added = (c for parts in rows if parts.head for c in parts.row.cells if words.plain(c.text) in SUBTOTAL)
    subtotals = tuple([c.place.box[0] for c in added if c.place.box])
    return Headed(places[0].page, found, subtotals) if len(found) == WIDTH else None


def _below(rows: Sequence[Parts], above: Headed) -> set[int]:
    """The columns of a table without a heading that stand where those named 小计 did on the page before."""
    return {
        cell.col
        for parts in rows
        for cell in parts.row.cells
        if cell.place.box is not None
        and cell.place.page != above.page
        and any(abs(cell.place.box[0] - left) <= _SAME_EDGE for left in above.subtotals)
    }


def _carried_over(rows: Sequence[Parts], above: Headed | None) -> tuple[Column, ...] | None:
    """The columns that the heading on a page before names, for a table that goes on without one at just the same places."""
    if above is None or any(parts.head for parts in rows):
        return None
    edges: dict[int, float] = {}
    for cell in (cell for parts in rows for cell in parts.row.cells):
        if cell.place.box is None or cell.place.page == above.page:
            return None
        edges[cell.col] = cell.place.box[0]
    found = []
    for left, right in above.columns:
        cols = [c for c, x in edges.items() if left - _SAME_EDGE <= x < right - _SAME_EDGE]
        if not cols or abs(edges[min(cols)] - left) > _SAME_EDGE:
            return None
        found.append((min(cols), max(cols) + 1 - min(cols)))
    return tuple(found)


def drawn_strips(rows: list[Parts], above: Headed | None = None) -> list[Strip]:
    """Strips of the rows of a drawn table; ``above`` is the heading of the table that it may go on from."""
    rows = _on_one_line(_without_added_columns(rows, above))
    named = named_columns(rows)
    doubtful = names_column_twice(rows)
    head = seven_columns(named) or _carried_over(rows, above)
    rows = [_without_remark(parts, head) for parts in rows]
    by_count = are_counted(rows)
    counted = [by_count and bool(parts.label) and len(parts.after) <= WIDTH for parts in rows]
    told = [
        parts.head or by_number or len(parts.filled) == len(parts.after) == WIDTH or not parts.after
        for parts, by_number in zip(rows, counted, strict=True)
    ]
    learned = None if all(told) else _learned(rows, head)
    strips = []
    for number, parts in enumerate(rows):
        if not parts.head:
            slots = _grid_slots(parts, None if counted[number] else learned)
            below = _nameless_beside(parts, rows, number + 1)
            if slots and (
                (doubtful and len(parts.after) > WIDTH)
                or _shared(parts, rows, number + 1)
                or _names_several(parts, below)
                or _ends_too_soon(parts, slots)
                or _is_out_of_step(slots, above)
            ):
                slots = ()
            elif (
                below
            ):  # figures of the row stand on a line below it: of its empty cells none is known to be blank
                slots = tuple(c if c is not None and c.text.strip() else None for c in slots)
            strips.append(strip_of(parts, slots if may_stand(slots, parts, named) else (), "grid"))
    return strips


def _on_one_line(rows: list[Parts]) -> list[Parts]:
    """The rows with those made one that one label stands beside, where just one of them holds figures: boxes within its cells part them."""
    kept: list[Parts] = []
    at = 0
    while at < len(rows):
        parts = rows[at]
        reach = parts.label[-1].rowspan if parts.label else 1
        below = rows[at + 1 : at + reach]
        unnamed = below and not parts.head and not any(r.label or r.head for r in below)
        if unnamed and all(len(r.after) == WIDTH for r in (parts, *below)):
            filled = [r for r in (parts, *below) if r.filled]
            if len(filled) == 1 and words.table3_row(parts.label[-1].text):
                kept.append(replace(parts, after=filled[0].after, filled=filled[0].filled))
                at += len(below) + 1
                continue
        kept.append(parts)
        at += 1
    return kept


def _shared(parts: Parts, rows: Sequence[Parts], below: int) -> bool:
    """Whether the figures of a row reach down beside the name of another: where no line parts two rows nothing says whose they are."""
    reach = max([c.rowspan for c in parts.filled], default=1) - 1
    if reach < 1:
        return False
    own = words.table3_row(parts.label[-1].text) if parts.label else None
    others = [r.label[-1].text for r in rows[below : below + reach] if r.label]
    return any(words.table3_row(text) not in (None, own) for text in others)


def _names_several(parts: Parts, below: Sequence[Parts]) -> bool:
    """Whether a label that is not just one row's reaches down beside figures ``below``: no line parts it from theirs."""
    if not below:
        return False
    code = code_of(parts.text, True) or ""
    return words.plain(parts.label[-1].text) not in words.table3_keys().get(code, ())


def _nameless_beside(parts: Parts, rows: Sequence[Parts], below: int) -> list[Parts]:
    """The rows of figures without a name that the label of a row reaches down to."""
    reach = parts.label[-1].rowspan - 1 if parts.label else 0
    return [row for row in rows[below : below + reach] if row.filled and not (row.label or row.head)]


def _ends_too_soon(parts: Parts, slots: Slots) -> bool:
    """Whether a row of figures ends before the last column: whichever cell it lacks, those behind that one have moved.

    A page has the place of each cell; elsewhere a cell stands where the ones before it leave it.
    """
    last = parts.after[-1]
    return (
        slots[-1] is None
        and len(parts.after) < WIDTH
        and last.place.page is None
        and len({c.text.strip() for c in parts.after}) > 1
        and all(c is None or c.col <= last.col for c in slots)
    )


def _is_out_of_step(slots: Slots, above: Headed | None) -> bool:
    """Whether recognised cells stand at other distances than the columns of the heading above them: a ruling between them was not seen."""
    if above is None:
        return False
    apart = [
        cell.place.box[0] - left
        for cell, (left, _) in zip(slots, above.columns, strict=False)
        if cell is not None and cell.place.box is not None and cell.confidence is not None
    ]
    return bool(apart) and max(apart) - min(apart) > min(right - left for left, right in above.columns) / 2


def _learned(rows: Sequence[Parts], head: tuple[Column, ...] | None) -> tuple[Column, ...] | None:
    """The columns that most of the rows with seven values take, else those of the heading, else of rows with seven cells."""
    full = Counter([tuple(map(column_of, r.after)) for r in rows if len(r.after) == len(r.filled) == WIDTH])
    if full:
        columns, times = full.most_common(1)[0]
        one_slipped = times == 1 and head is not None and _held_by(head, rows) > _held_by(columns, rows)
        return head if one_slipped else columns
    if head is None or all(len(r.after) in (0, WIDTH) for r in rows):
        whole = Counter([tuple(map(column_of, r.after)) for r in rows if len(r.after) == WIDTH])
        return whole.most_common(1)[0][0] if whole else head
    return head


def _held_by(columns: Sequence[Column], rows: Sequence[Parts]) -> int:
    """How many rows have all their figures in these columns."""
    return sum(
        all(any(col <= c.col < col + width for col, width in columns) for c in r.filled)
        for r in rows
        if r.filled and not r.head
    )
