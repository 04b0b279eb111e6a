"""Which of the numbers behind an indicator stands in which column: under its heading, else told by their count or place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.documents.model import Place, TextCell
from extract.forms import form
from extract.forms.labels import plain
from extract.reports.model import State
from extract.tables.columns import column_of, ends_before, over
from extract.tables.rows import UNIT_HEADS, Row, names_yuan
from extract.tables.statistics.extent import LEAST
from extract.tables.statistics.indicators import headings_of, rank_of
from extract.tables.statistics.reading import Reading
from extract.tables.values import is_value, read_value

SPACING = 0.45
"""The gap between two digits of one figure, in parts of their height, is no wider."""
_METHODS = {"grid": "grid", "slipped": "cells", "line": "lines", "placed": "lines"}


@dataclass(slots=True)
class Headings:
    """The headings printed last, by the columns that they name.

    ``stacked`` while each comes on a line of its own; the numbers then do so, too, in their order.
    """

    cells: dict[str, TextCell] = field(default_factory=dict)
    row: Row | None = None
    stacked: bool = False

    def take(self, row: Row) -> bool:
        """Whether a row is one of headings, which hold from now on."""
        named = headings_of(row)
        others = [c for c in row.cells if c.text.strip() and not any(c is h for h in named.values())]
        if not named or any(is_value(c.text) for c in others):
            self.stacked = False
            return False
        self.cells = self.cells | named if self.stacked and row.printed else named
        self.row = row
        self.stacked = self.are_one_a_line
        return True

    @property
    def names(self) -> list[str]:
        """The columns from left to right: that of the year where no heading was printed."""
        return sorted(self.cells, key=lambda name: self.cells[name].col) or ["annual"]

    @property
    def are_one_a_line(self) -> bool:
        """Whether the last of them stands alone on a printed line."""
        return self.row is not None and self.row.printed and len(self.row.cells) == 1

    def can_be_trusted(self, row: Row) -> bool:
        """Whether a row is drawn, or has as many separated cells as its headings and begins in the same one, so that none has slipped."""
        if row.layout == "grid":
            return True
        head = self.row
        if head is None or row.layout != "slipped" or head.layout != "slipped":
            return False
        firsts = [next((c.col for c in r.cells if c.text.strip()), -1) for r in (head, row)]
        return len(head.cells) == len(row.cells) and firsts[0] == firsts[1]

    def leave_out(self, after: Sequence[TextCell]) -> bool:
        """Whether a number stands below no heading of numbers: head and rows were cut into columns apart, or the row lost its unit."""
        if self.row is None:
            return False
        above = [c for c in self.row.cells if c.text.strip()]

        def stands_beside(cell: TextCell) -> bool:
            heads = [h for h in above if over(cell, column_of(h))]
            of_units = heads and all(plain(h.text) in UNIT_HEADS for h in heads)
            return read_value(cell.text).state in (State.NUMBER, State.DASH) if of_units else not heads

        return any(is_value(c.text) and stands_beside(c) for c in after if c.text.strip())

    def leave_year_empty(self, after: Sequence[TextCell]) -> bool:
        """Whether the cell of the year is empty, and of the numbers one stands below its heading and another below none.

        Where none does, head and rows were cut into columns apart.
        """
        places = {head.col for head in self.cells.values()}
        filled = {c.col for c in after if c.text.strip()}
        year = [c for c in after if c.col == self.cells["annual"].col]
        return bool(year and filled & places and filled - places) and not year[0].text.strip()


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator printed with its unit and with fewer numbers than there are columns."""

    code: str
    row: Row
    after: tuple[TextCell, ...] = ()


def put(reading: Reading, heads: Headings, row: Row, code: str, after: Sequence[TextCell]) -> None:
    """Read the cells of one indicator: under their headings, else by count where the headings name as many."""
    wanted, names = reading.columns, heads.names
    if any(names_yuan(c.text) for c in row.cells if len(c.text) < 3) and _holds_amount(reading, code, after):
        reading.problems.append(f"an amount in 元: {code}")
        return
    method = _METHODS[row.layout]
    trusted = "annual" in heads.cells and heads.can_be_trusted(row)
    if trusted and not heads.leave_out(after):
        under = {name: head for name in wanted if (head := heads.cells.get(name))}
        if ends_before(row.cells, max(head.col for head in under.values())):
            reading.problems.append(f"a row that ends before its last column: {code}")
            return
        for name, head in under.items():
            below = [c for c in after if over(c, column_of(head))]
            if len(below) == 1 and not _is_upper_part(below[0], row):
                reading.cells[code, name] = (below[0], method)
        return
    if trusted and heads.leave_year_empty(after):
        reading.problems.append(f"numbers beside an empty cell of the year: {code}")
        return
    filled = [c for c in after if c.text.strip()]
    if len(heads.cells) == 1 and row.layout == "placed":
        filled = _set_apart(filled)
    if len(filled) == len(names):
        put_in_order(reading, code, names, filled, method)
    elif filled:
        reading.problems.append(f"{len(filled)} numbers for {len(names)} columns: {code}")


def put_in_order(
    reading: Reading, code: str, names: Sequence[str], cells: Sequence[TextCell], method: str
) -> None:
    """Read as many cells as there are headings, each as the next heading's."""
    for name, cell in zip(names, cells, strict=True):
        if name in reading.columns:
            reading.cells[code, name] = (cell, method)


def fill(reading: Reading, heads: Headings, gaps: Sequence[Gap]) -> None:
    """The numbers of rows that leave a column empty, told by where those of the whole rows stand, or the headings; the rest is blank."""
    spans = {name: _span(reading, name) or _under(heads.cells.get(name)) for name in heads.names}
    known = {name: span for name, span in spans.items() if span is not None and name in reading.columns}
    if len(known) < len(spans):
        tell(reading, heads, gaps)
        return
    for gap in gaps:
        if any(code == gap.code for code, _ in reading.cells):
            continue
        own: dict[str, TextCell] = {}
        for cell in gap.after:
            box = cell.place.box
            above = [name for name, s in known.items() if box and box[0] < s[1] and s[0] < box[2]]
            if len(above) == 1:
                own.setdefault(above[0], cell)
        if len(own) < len(gap.after):
            tell(reading, heads, [gap])
            continue
        last = gap.row.cells[-1].place
        _, top, _, bottom = last.box or (0.0, 0.0, 0.0, 0.0)
        for name, (left, right) in known.items():
            empty = TextCell("", 0, 0, place=Place(page=last.page, box=(left, top, right, bottom)))
            reading.cells[gap.code, name] = (own.get(name, empty), "columns")


def tell(reading: Reading, heads: Headings, gaps: Iterable[Gap]) -> None:
    """Say which rows have too few numbers, and keep them unread."""
    reading.problems += [
        f"{len(gap.after)} numbers for {len(heads.cells)} columns: {gap.code}" for gap in gaps if gap.after
    ]


def _holds_amount(reading: Reading, code: str, after: Sequence[TextCell]) -> bool:
    """Whether an indicator that the form has in 万元 is printed with more than nothing."""
    unit = form(reading.form).tables["statistics"].fields[rank_of(reading.form)[code]].unit
    return unit == "万元" and any(read_value(c.text).value for c in after)


def _is_upper_part(cell: TextCell, row: Row) -> bool:
    """Whether an empty cell is lower than the one before it: a ruling set off parts it from the place of its figure."""
    before = [other for other in row.cells if other.col < cell.col]
    return bool(before) and not cell.text.strip() and cell.rowspan < before[-1].rowspan


def _set_apart(cells: list[TextCell]) -> list[TextCell]:
    """Digits under the one heading of a printed row as one figure, where less than half their height parts each two."""
    boxes = [
        c.place.box for c in cells if c.place.box is not None and len(c.text) == 1 and c.text.isdecimal()
    ]
    if not 1 < len(boxes) == len(cells):
        return cells
    near = SPACING * (boxes[0][3] - boxes[0][1])
    if any(right[0] - left[2] > near for left, right in pairwise(boxes)):
        return cells
    box = boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3]
    place = replace(cells[0].place, box=box)
    return [replace(cells[0], text="".join(c.text for c in cells), place=place)]


def _under(head: TextCell | None) -> tuple[float, float] | None:
    """From where to where a heading stands on its page: whatever reaches under it is in its column."""
    box = head.place.box if head is not None else None
    return None if box is None else (box[0], box[2])


def _span(reading: Reading, column: str) -> tuple[float, float] | None:
    """From where to where the numbers of a column stand in the rows that have all of theirs; None for fewer than a few."""
    boxes = [
        cell.place.box
        for (_, name), (cell, method) in reading.cells.items()
        if name == column and method == "lines" and cell is not None and cell.place.box is not None
    ]
    return (min(b[0] for b in boxes), max(b[2] for b in boxes)) if len(boxes) >= LEAST else None
