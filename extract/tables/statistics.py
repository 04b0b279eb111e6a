"""The statistical tables before 2019: a list of indicators, with the year's value and in places a running total."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.documents.clean import display_width
from extract.documents.model import Box, Document, Paragraph, Place, Table, TextCell
from extract.forms import form, forms
from extract.forms.labels import fold, plain
from extract.rare import rare
from extract.reports.model import State
from extract.tables.columns import column_of, ends_before, over
from extract.tables.halves import has_halves
from extract.tables.indicator_lines import with_figures_beside, with_nothing_beside, with_units_apart
from extract.tables.indicators import (
    UNITS,
    codes_of,
    ends_with_unit,
    headings_of,
    indicator_of,
    key_of,
    labels_of,
)
from extract.tables.placed import Painted
from extract.tables.rows import (
    UNIT_HEADS,
    Row,
    block_rows,
    has_added_heading,
    names_yuan,
    printed_length,
    without_serials,
)
from extract.tables.values import is_value, read_value
from extract.tables.wrapped_figures import PIECE, with_whole_figures

STATISTICAL = tuple(f.id for f in forms().values() if "statistics" in f.tables)
LEAST = 6
"""So many indicators of a form must be seen before a table counts as one."""
SPACING = 0.45
"""The gap between two digits of one figure, in parts of their height, is no wider."""
NEXT_LINE = 2.2
"""The next line of a broken figure stands no lower, in parts of its height."""
NEAR = 3.2
"""Nor a figure that no row has taken, of which the rest may be one that was read."""
SMALLEST, WIDEST = 0.3, 10
"""Nor is it smaller or wider, in parts of the figure's height: what is may be a stroke, or the page's head."""
LABEL_LINES = 7
"""Lines that the print breaks a label over at most."""
NAMES = ("统计指标", "指标")
"""The heading above the indicators."""
HEADINGS = 4
"""Lines of a list at most that a text sets wider than the width at which it cuts the others."""
LONGEST = 70
"""Characters of a line from which it is running text."""
FOLDED = 12
"""Cells of a row from which it may hold the rows of a whole table."""

_BEGUN = rare(r"[\d０-９,，]*[\d０-９][.．,，]")
"""The first part of one, which is broken behind its point."""
BRACKETS = "()（）【】 "
"""What may be left of a label for the line below its number."""
_AFTER_LABEL = rare(
    r"(?: (?:条|件|次|个|人|人次|万元|元|篇|项)?[-\d., ，．—－/／无]*|(?:人次|万元|条|件|次|个|人|元|篇|项)\d[\d.,，]*|[:：=]\s*[-\d.,，—－/／无]+)$"
)


@dataclass(slots=True)
class Reading:
    """Cells found: (code, column) → (cell, method); what stayed unclear; the form and the blocks it stands in."""

    form: str
    span: tuple[int, int]
    cells: dict[tuple[str, str], tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def _region(document: Document) -> tuple[int, int, str] | None:
    """The blocks from the first to the last indicator, and the form that most of them belong to."""
    best: tuple[int, int, int, str] | None = None
    for form_id in STATISTICAL:
        seen: set[str] = set()
        blocks = []
        for number, block in enumerate(document.blocks):
            labels = _labels_in(block)
            codes = {code for label in labels for code in codes_of(form_id, label)[:1]}
            if codes:
                blocks.append(number)
                seen |= codes
        if len(seen) >= LEAST and (best is None or len(seen) > best[0]):
            best = (len(seen), blocks[0], blocks[-1], form_id)
    return None if best is None else best[1:]


def _labels_in(block: Paragraph | Table) -> list[str]:
    if isinstance(block, Table):
        return [c.text for c in block.cells if 3 <= len(c.text) <= 60 and not is_value(c.text)]
    if printed_length(block.text) > LONGEST:
        return []
    text = " ".join(fold(block.text).split())
    return [_AFTER_LABEL.sub("", text)]


def read(document: Document) -> Reading | None:
    """The statistical table of a document; None where none stands. The running total is never taken for the year's value."""
    where = _region(document)
    if where is None:
        return None
    first, last, form_id = where
    shape = form(form_id).tables["statistics"]
    first = _below_headings(document, first)
    last = _last_number(document, _last_of_broken(document, last), len(shape.columns))
    walk = _Walk(
        Reading(form_id, (first, last)),
        shape.columns,
        {entry.code: n for n, entry in enumerate(shape.fields)},
        painted=_on_one_page(document.painted),
    )
    if any(map(has_added_heading, block_rows(document, max(0, first - 6), last))):
        walk.reading.problems.append("a column that the form does not have, among printed lines")
    rows = without_serials(list(block_rows(document, max(0, first - 3), last)))
    rows = with_figures_beside(with_nothing_beside(with_units_apart(rows, form_id)))
    for row in with_whole_figures(_in_one_column(rows, form_id), form_id):
        walk.take(row)
    reading = walk.closed()
    if has_halves(document):
        # What stands between the labels of the one half and the other's may be of either.
        reading.cells.clear()
        reading.problems.append("two halves side by side that are not plainly apart")
    return reading


@dataclass(frozen=True, slots=True)
class _Gap:
    """An indicator printed with its unit and with fewer numbers than there are columns."""

    code: str
    row: Row
    after: tuple[TextCell, ...]


@dataclass(slots=True)
class _Below:
    """An indicator whose cells the print sets one under the other: label, unit, a number for each heading."""

    code: str
    names: tuple[str, ...]
    values: list[TextCell] = field(default_factory=list)
    unit: Row | None = None
    """The printed line that its unit ends."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A printed row with a unit and all its numbers, whose label is not whole: the rest may stand on the lines below."""

    lines: tuple[str, ...]
    starts: int
    """How many of its lines it may begin with: the first may be a heading."""
    row: Row
    after: tuple[TextCell, ...]


@dataclass(slots=True)
class _Walk:
    """What the rows of a statistical table have said so far, taken one after the other."""

    reading: Reading
    columns: Sequence[str | None]
    rank: Mapping[str, int]
    """Indicator → its place in the form's order."""
    heads: dict[str, TextCell] = field(default_factory=dict)
    head: Row | None = None
    stacked: bool = False
    """Whether the headings stand each on a line of its own; so do the numbers then, in their order."""
    last: str = ""
    """The indicator read last: those before it in the form do not come any more."""
    above: list[str] = field(default_factory=list)
    """The lines of a label that is not whole yet."""
    held: _Held | None = None
    below: _Below | None = None
    gaps: list[_Gap] = field(default_factory=list)
    strays: bool = False
    """Whether numbers stood beside what is no indicator."""
    painted: Painted = field(default_factory=dict)
    beside: list[TextCell] = field(default_factory=list)
    """Words with digits on printed lines that name no indicator."""
    united: bool = False
    """Whether a unit was printed."""
    lines: list[Row] = field(default_factory=list)
    """The printed lines."""

    def take(self, row: Row) -> None:
        """Take in the next row: headings, an indicator with its numbers, or a part of one."""
        if row.printed:
            self.beside += [c for c in row.cells if _BEGUN.fullmatch(c.text)]
            self.lines.append(row)
        named = headings_of(row)
        others = [c for c in row.cells if c.text.strip() and not any(c is h for h in named.values())]
        if named and not any(is_value(c.text) for c in others):
            self.heads = self.heads | named if self.stacked and row.printed else named
            self.head, self.above, self.stacked = row, [], row.printed and len(row.cells) == 1
            return
        self.stacked = False
        if len(row.cells) >= FOLDED and _is_folded(row, self.reading.form):
            self.reading.problems.append("several indicators in one row")
            return
        label, after = indicator_of(row, self.reading.form)
        if self.held is not None and not label and self._codes_in((*self.held.lines, row.text), 1):
            label, after = row.text, ()  # 件数 ends a label as well
        if self.below is not None and not label:
            said = [c for c in row.cells if c.text.strip(BRACKETS)]
            numbers = [c for c in said if plain(c.text) not in UNITS]
            self.below.values += numbers
            if row.layout == "placed" and said and not numbers:
                self.below.unit = row
            self.above = []
            return
        # A label that the print breaks over several lines.
        whole = [*self.above, label] if label else []
        if row.printed and len(after) == 1 and self.above and self._goes_on(whole, after[0].text):
            whole[-1], after = label + after[0].text, ()
        codes = self._codes_in(whole, len(whole))
        if self.held is not None and self._ends_held(self.held, label, after):
            return
        code = None if self._is_repeated(codes) else next((c for c in codes if self._is_next(c, row)), None)
        self._close_below()
        if code is not None:
            self._take_indicator(row, code, whole, after)
        elif not self._holds(row, label, after, codes):
            self._pass_over(row, whole, codes, after)

    def closed(self) -> Reading:
        """The reading, when no row is left: gaps filled where their column is sure, and without what may be another's."""
        self._close_below()
        self._drop_held()
        if self.gaps and not self.strays:
            self._fill()
        else:
            self._tell(self.gaps)
        reading = self.reading
        self._leave_broken_unread()
        self._leave_twins_unread()
        doubled = any(problem.startswith("2 numbers") for problem in reading.problems)
        if doubled and not self.heads and len(self.columns) > 1:
            # Two columns whose headings are lost: a number alone may stand in either.
            reading.cells.clear()
        if reading.problems and 2 * len({code for code, _ in reading.cells}) < len(self.rank):
            # The numbers stand in another order than their indicators: the few that stand beside one may be another's.
            reading.cells = {at: found for at, found in reading.cells.items() if found[1] != "lines"}
        return reading

    def _goes_on(self, whole: Sequence[str], number: str) -> bool:
        """True where a line ends within a label that has this number next: 计 | 1条."""
        if not number.isdigit():
            return False
        begun = [key for at in range(len(whole)) if len(key := key_of("".join(whole[at:]))) >= LEAST]
        return any(known.startswith(key + number) for key in begun for known in labels_of(self.reading.form))

    def _codes_in(self, lines: Sequence[str], starts: int) -> Sequence[str]:
        """The indicators that a label of these lines may be, beginning with one of so many of them."""
        own = labels_of(self.reading.form).get(key_of(lines[-1])) if lines else None
        if own:
            return own  # what stands above are labels of others
        return next(
            (c for at in range(starts) if (c := codes_of(self.reading.form, "".join(lines[at:])))), ()
        )

    def _is_next(self, code: str, row: Row) -> bool:
        """Whether an indicator may come now: one further on in the form, or that whose numbers are still awaited."""
        if self.below is not None and code == self.below.code:
            return True
        awaited = row.printed and code == self.last and (code, "annual") not in self.reading.cells
        return awaited or self._is_further(code)

    def _is_repeated(self, codes: Sequence[str]) -> bool:
        """Whether a label is that of the indicator just read: no form has one twice in a row."""
        return self.last in codes and any((self.last, c or "") in self.reading.cells for c in self.columns)

    def _is_further(self, code: str) -> bool:
        return self.rank[code] > self.rank.get(self.last, -1)

    def _holds(self, row: Row, label: str, after: Sequence[TextCell], codes: Sequence[str]) -> bool:
        """Keep a row whose numbers are all there, or all empty, and whose label may go on below: in cells it is cut at a page's end.

        Between two printed lines of a label its unit and numbers may stand alone.
        """
        alone = not label and plain(row.cells[0].text) in UNITS
        if not label:
            after = _behind_unit(after)
        values = [c for c in after if c.text.strip() and is_value(c.text)]
        may_go_on = row.printed or not codes
        lines = (*self.above, label) if label else tuple(self.above)
        united = _unit_before(row, after) or (alone and bool(lines))
        is_empty = row.layout == "placed" and not after
        if not (may_go_on and united and (is_empty or len(values) == (len(self.heads) or 1))):
            return False
        self.held = _Held(lines, max(1, len(lines)), row, tuple(after))
        self.above = list(lines[1 - LABEL_LINES :]) if is_empty else []
        return True

    def _ends_held(self, held: _Held, label: str, after: Sequence[TextCell]) -> bool:
        """Whether a row is the end of the label of the one that is held, which is read then; else it may go on, or is a stray."""
        if not label or any(c.text.strip() for c in after):
            self._drop_held()
            return False
        lines = (*held.lines, label)
        self.held = replace(held, lines=lines)
        code = next((c for c in self._codes_in(lines, held.starts) if self._is_further(c)), None)
        if code is None or not (held.lines or held.row.layout == "grid"):
            return False
        if not held.lines and self._leave_blank_unread():
            self.strays = True  # the numbers may be those of the indicator above or of the one below
        elif held.after:
            self._put(held.row, code, held.after)
        else:
            self.gaps.append(_Gap(code, held.row, ()))
        self.last, self.held, self.above = code, None, []
        return True

    def _drop_held(self) -> None:
        """Let go of the row that is held: no label goes on below it, so that it stands for what its own label says, or for nothing."""
        if self.held is None:
            return
        values = [c.text.strip() for c in self.held.after if c.text.strip()]
        label, _ = indicator_of(self.held.row, self.reading.form)
        if self._dispute(codes_of(self.reading.form, label), values):
            self.reading.problems.append(f"two different rows: {label[:30]}")
        if self.held.row.printed:
            self.beside += [c for c in self.held.after if is_value(c.text)]
        self.strays, self.held = self.strays or bool(self.held.after), None

    def _pass_over(
        self, row: Row, whole: Sequence[str], codes: Sequence[str], after: Sequence[TextCell]
    ) -> None:
        """Take in a row that names no indicator, or none that may come now."""
        values = [c.text.strip() for c in after if c.text.strip() and is_value(c.text)]
        if not (whole and self._is_heading(values)):
            self.strays = self.strays or bool(values)
        if row.printed:
            self.beside += [c for c in row.cells if any(map(str.isdecimal, c.text))]
        elif values and not whole and not self._leave_blank_unread() and row.layout == "slipped":
            self.reading.problems.append(f"numbers that no indicator takes: {' '.join(values)[:30]}")
        if values and self._dispute(codes, values):
            self.reading.problems.append(f"two different rows: {whole[-1][:30]}")
        apart = row.printed or row.layout == "slipped"
        self.above = (
            list(whole[1 - LABEL_LINES :]) if apart and not any(c.text.strip() for c in after) else []
        )

    def _is_heading(self, values: Sequence[str]) -> bool:
        """Whether strokes stand for the unit and for all numbers: as in the heading of a group."""
        return len(values) > (len(self.heads) or 1) and all(
            read_value(text).state is State.DASH for text in values
        )

    def _leave_blank_unread(self) -> bool:
        """Leave the cells of the last indicator unread where all are empty: the numbers without a name below may be its own."""
        own = {at: cell for at, (cell, _) in self.reading.cells.items() if at[0] == self.last}
        if any(cell is not None and cell.text.strip() for cell in own.values()):
            return False
        for at in own:
            del self.reading.cells[at]
        return True

    def _dispute(self, codes: Sequence[str], values: Sequence[str]) -> bool:
        """Leave unread what was read of an indicator that comes once more with other values: of another year, or below a heading that says the same."""
        printed = sorted(self.heads, key=lambda name: self.heads[name].col)
        told = dict(zip(printed, values, strict=True)) if len(printed) == len(values) else {}
        is_disputed = False
        for at in ((code, column or "") for code in codes for column in self.columns):
            cell, way = self.reading.cells.get(at, (None, ""))
            said = [told[at[1]]] if at[1] in told else values
            if cell is not None and cell.text.strip() not in said:
                self.reading.cells[at] = (None, way)
                is_disputed = True
        return is_disputed

    def _take_indicator(self, row: Row, code: str, whole: Sequence[str], after: Sequence[TextCell]) -> None:
        """Take in the row of an indicator: its numbers, or that they are to come below, or that some are missing."""
        self.last = code
        self.above = list(whole[1 - LABEL_LINES :]) if row.printed and not after else []
        if row.layout == "placed" and len(after) < (len(self.heads) or 1) and _unit_before(row, after):
            self.gaps.append(_Gap(code, row, tuple(after)))
            if after:
                return
        self.united = self.united or any(plain(c.text) in UNITS for c in row.cells)
        if row.layout == "slipped" and self.united and sum(bool(c.text.strip()) for c in row.cells) == 1:
            return  # without its unit the row may be no more than the first line of its label
        one_a_line = self.head is not None and self.head.printed and len(self.head.cells) == 1
        if self.above and (len(self.heads) <= 1 or one_a_line):
            united = row.layout == "placed" and ends_with_unit(row.cells[-1].text)
            self.below = _Below(code, tuple(self.heads) or ("annual",), unit=row if united else None)
        else:
            self._put(row, code, after)

    def _put(self, row: Row, code: str, after: Sequence[TextCell]) -> None:
        """The cells of one indicator: under their headings, else by count where the headings name as many."""
        reading, heads = self.reading, self.heads
        if any(names_yuan(c.text) for c in row.cells if len(c.text) < 3) and self._holds_amount(code, after):
            reading.problems.append(f"an amount in 元: {code}")
            return
        method = {"grid": "grid", "slipped": "cells", "line": "lines", "placed": "lines"}[row.layout]
        wanted = [c for c in self.columns if c is not None]
        trusted = row.layout == "grid" or _stands_under(self.head, row)
        if trusted and "annual" in heads and not _beside_headings(self.head, after):
            if ends_before(row.cells, max(heads[c].col for c in wanted if c in heads)):
                reading.problems.append(f"a row that ends before its last column: {code}")
                return
            for column in wanted:
                head = heads.get(column)
                below = [c for c in after if head and over(c, column_of(head))]
                if len(below) == 1 and not _is_upper_part(below[0], row):
                    reading.cells[code, column] = (below[0], method)
            return
        filled = [c for c in after if c.text.strip()]
        if trusted and "annual" in heads and _leaves_year_empty(after, heads):
            reading.problems.append(f"numbers beside an empty cell of the year: {code}")
            return
        printed = sorted(heads, key=lambda name: heads[name].col) or ["annual"]
        if len(heads) == 1 and row.layout == "placed":
            filled = _set_apart(filled)
        if len(filled) == len(printed):
            for name, cell in zip(printed, filled, strict=True):
                if name in wanted:
                    reading.cells[code, name] = (cell, method)
        elif filled:
            reading.problems.append(f"{len(filled)} numbers for {len(printed)} columns: {code}")

    def _holds_amount(self, code: str, after: Sequence[TextCell]) -> bool:
        """Whether an indicator that the form has in 万元 is printed with more than nothing."""
        unit = form(self.reading.form).tables["statistics"].fields[self.rank[code]].unit
        return unit == "万元" and any(read_value(c.text).value for c in after)

    def _close_below(self) -> None:
        """The numbers below an indicator, if there are as many as headings."""
        below, self.below = self.below, None
        if below is not None and below.unit is not None and not below.values:
            self.gaps.append(_Gap(below.code, below.unit, ()))
        if below is None or not below.values:
            return
        if len(below.values) != len(below.names):
            self.reading.problems.append(
                f"{len(below.values)} numbers below for {len(below.names)} columns: {below.code}"
            )
            return
        for name, cell in zip(below.names, below.values, strict=True):
            if name in self.columns:
                self.reading.cells[below.code, name] = (cell, "lines")

    def _leave_broken_unread(self) -> None:
        """Leave the figures unread that go on in the line above or below, perhaps in a number that was taken for the page's."""
        for at, (cell, way) in self.reading.cells.items():
            if cell is None or cell.place.box is None or way not in ("lines", "columns"):
                continue
            page, box, is_blank = cell.place.page, cell.place.box, not cell.text.strip()
            near = [(c.text, c.place.box) for c in self.beside if c.place.page == page and c.place.box]
            # Of a figure that no row has whole.
            pieces = [other for text, other in near if PIECE.fullmatch(text)]
            rests = [other for text, other in near if is_blank or is_value(text)]
            if any(_is_next_line(box, other, NEAR) for other in pieces) or any(
                _is_next_line(box, other) for other in (*rests, *self.painted.get(page or 0, ()))
            ):
                self.reading.cells[at] = (None, way)
                self.reading.problems.append(f"a figure that goes on in another line: {at[0]}")
        for at in self._cut_by_page():
            self.reading.cells[at] = (None, self.reading.cells[at][1])
            self.reading.problems.append(f"a figure that goes on on the next page: {at[0]}")
        ends = self._ends_of_full_lines()
        for at, (cell, way) in self.reading.cells.items():
            if cell is not None and cell.place in ends:
                self.reading.cells[at] = (None, way)
                self.reading.problems.append(f"a figure that goes on on the next line: {at[0]}")

    def _ends_of_full_lines(self) -> set[Place]:
        """Where the words stand that end a line as wide as the list of a text is, above a lone number: a cut at that width parts a figure, too."""
        full: dict[Callable[[str], int], int] = {}
        for width in (len, display_width):
            widest = sorted((width(row.text) for row in self.lines), reverse=True)[:HEADINGS]
            full[width] = min(widest, default=0) - 1  # a sign of two columns may leave one of them free
        return {
            above.cells[-1].place
            for above, below in pairwise(self.lines)
            if len(below.cells) == 1 and below.layout == "line" and PIECE.fullmatch(below.text)
            if any(width(above.text) >= full[width] for width in full)
        }

    def _leave_twins_unread(self) -> None:
        """Leave an indicator unread whose label stands under an earlier heading too, where nothing from there on was read: it may be that of the earlier one."""
        told = {self.rank[code] for code, _ in self.reading.cells}
        for codes in labels_of(self.reading.form).values():
            for earlier, later in pairwise(codes):
                if not told.isdisjoint(range(self.rank[earlier], self.rank[later])):
                    continue
                for column in self.columns:
                    self.reading.cells.pop((later, column or ""), None)

    def _cut_by_page(self) -> Iterator[tuple[str, str]]:
        """The last printed figures of pages where a number that no row has taken stands above all figures of the next page."""
        found = [
            (cell.place.page, cell.place.box, at)
            for at, (cell, way) in self.reading.cells.items()
            if cell is not None and cell.place.page and cell.place.box and way in ("lines", "columns")
        ]
        for piece in self.beside:
            page, box = piece.place.page, piece.place.box
            if page is None or box is None or not PIECE.fullmatch(piece.text):
                continue
            column = [(on, b, at) for on, b, at in found if b[0] < box[2] and box[0] < b[2]]
            before = [(b[1], at) for on, b, at in column if on == page - 1]
            if before and not any(on == page and b[1] < box[1] for on, b, _ in column):
                yield max(before)[1]

    def _tell(self, gaps: Sequence[_Gap]) -> None:
        self.reading.problems += [
            f"{len(gap.after)} numbers for {len(self.heads)} columns: {gap.code}" for gap in gaps if gap.after
        ]

    def _fill(self) -> None:
        """The numbers of rows that leave a column empty, told by where those of the whole rows stand, or the headings; the rest is blank."""
        reading, heads = self.reading, self.heads
        names = sorted(heads, key=lambda name: heads[name].col) or ["annual"]
        spans = {name: _span(reading, name) or _under(heads.get(name)) for name in names}
        if not all(name in self.columns and spans[name] is not None for name in names):
            self._tell(self.gaps)
            return
        for gap in self.gaps:
            if any(key[0] == gap.code for key in reading.cells):
                continue
            own: dict[str, TextCell] = {}
            for cell in gap.after:
                box = cell.place.box
                over = [n for n in names if box and (s := spans[n]) and box[0] < s[1] and s[0] < box[2]]
                if len(over) == 1:
                    own.setdefault(over[0], cell)
            if len(own) < len(gap.after):
                self._tell([gap])
                continue
            last = gap.row.cells[-1].place
            for name in names:
                left, right = spans[name] or (0.0, 0.0)
                _, top, _, bottom = last.box or (0.0, 0.0, 0.0, 0.0)
                empty = TextCell("", 0, 0, place=Place(page=last.page, box=(left, top, right, bottom)))
                reading.cells[gap.code, name] = (own.get(name, empty), "columns")


def _is_next_line(box: Box, other: Box, reach: float = NEXT_LINE) -> bool:
    """Whether something of a figure's size stands hard above or below one, of whose broken cell it may be the rest."""
    tall = box[3] - box[1]
    near = box[0] < other[2] and other[0] < box[2] and abs(box[1] - other[1]) < reach * tall
    sized = SMALLEST * tall < other[3] - other[1] < NEXT_LINE * tall
    return near and sized and SMALLEST * tall < other[2] - other[0] < WIDEST * tall


def _on_one_page(painted: Painted) -> dict[int, list[Box]]:
    """What is drawn on one page alone: a page's head stands in the same place of the others."""
    pages = Counter(tuple(map(round, box)) for boxes in painted.values() for box in set(boxes))
    return {
        page: [box for box in boxes if pages[tuple(map(round, box))] == 1] for page, boxes in painted.items()
    }


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


def _is_upper_part(cell: TextCell, row: Row) -> bool:
    """Whether an empty cell is lower than the one before it: a ruling set off parts it from the place of its figure."""
    before = [other for other in row.cells if other.col < cell.col]
    return bool(before) and not cell.text.strip() and cell.rowspan < before[-1].rowspan


def _is_folded(row: Row, form_id: str) -> bool:
    """Whether the line breaks between the rows of a table are lost, so that no number is sure to be behind its own label."""
    return not row.printed and sum(bool(c.text and codes_of(form_id, c.text)) for c in row.cells) > LEAST // 2


def _unit_before(row: Row, after: Sequence[TextCell]) -> bool:
    """Whether a printed row has its unit before its numbers: then nothing of its label stands elsewhere."""
    at = len(row.cells) - len(after) - 1
    return at > 0 and plain(row.cells[at].text) in UNITS


def _behind_unit(cells: Sequence[TextCell]) -> Sequence[TextCell]:
    """The cells behind the first filled one if that is a unit, else all."""
    first = next((number for number, cell in enumerate(cells) if cell.text.strip()), len(cells))
    return cells[first + 1 :] if first < len(cells) and plain(cells[first].text) in UNITS else cells


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


def _is_line(block: Paragraph | Table) -> bool:
    """Whether a block is a printed line that may be of the list: short, and no sentence."""
    return isinstance(block, Paragraph) and printed_length(block.text) <= LONGEST and "。" not in block.text


def _below_headings(document: Document, first: int) -> int:
    """The line of the headings from which printed lines reach down to the first indicator whose label is whole; that one where none do."""
    for number in range(first - 1, -1, -1):
        if not _is_line(document.blocks[number]):
            break
        rows = block_rows(document, number, number)
        if any("annual" in headings_of(row) or row.text.startswith(NAMES) for row in rows):
            return number
    return first


def _last_of_broken(document: Document, last: int) -> int:
    """The last line of the list where indicators with broken labels stand below the last whole one."""
    end = last
    for number in range(last + 1, len(document.blocks)):
        block = document.blocks[number]
        if not isinstance(block, Paragraph) or not _is_line(block):
            break
        said = block.text.split()
        if len(said) > 1 and said[-2] in UNITS and is_value(said[-1]):
            end = number
        elif number - end >= 2 * LABEL_LINES:
            break
    return end if end == last else min(end + LABEL_LINES, len(document.blocks) - 1)


def _last_number(document: Document, last: int, columns: int) -> int:
    """The last block of the table: unit and numbers of its last indicator may stand below it."""
    numbers = 0
    for number in range(last + 1, min(last + 2 + columns, len(document.blocks))):
        block = document.blocks[number]
        if not isinstance(block, Paragraph) or not (plain(block.text) in UNITS or is_value(block.text)):
            break
        if is_value(block.text):
            last, numbers = number, numbers + 1
            if numbers == columns:
                break
    return last


def _in_one_column(rows: list[Row], form_id: str) -> list[Row]:
    """The rows of a table that prints its indicators in two halves side by side, the left half before the right."""

    def middle(row: Row) -> int | None:
        known = [
            c.col for c in row.cells if not row.printed and len(c.text) > 2 and codes_of(form_id, c.text)
        ]
        numbers = [c.col for c in row.cells if is_value(c.text)]
        return known[1] if len(known) == 2 and any(known[0] < n < known[1] for n in numbers) else None

    middles = [m for row in rows if (m := middle(row)) is not None]
    if len(middles) < LEAST // 2 or len(set(middles)) != 1:
        return rows
    at = middles[0]

    def heads_both(row: Row) -> bool:
        """Whether the same headings stand over both halves, as they do alone before a page break."""
        over_left = [c.text for c in row.cells if c.col < at]
        return not row.printed and over_left == [c.text for c in row.cells if c.col >= at]

    tables = {row.block for row in rows if middle(row) is not None or heads_both(row)}
    left = [
        replace(r, cells=tuple(c for c in r.cells if c.col < at)) if r.block in tables else r for r in rows
    ]
    right = [replace(r, cells=tuple(c for c in r.cells if c.col >= at)) for r in rows if r.block in tables]
    return [r for r in (*left, *right) if r.cells]


def _stands_under(head: Row | None, row: Row) -> bool:
    """True where a row of separated cells has as many as its heading and begins in the same one, so that none has slipped."""
    if head is None or row.layout != "slipped" or head.layout != "slipped":
        return False
    firsts = [next((c.col for c in r.cells if c.text.strip()), -1) for r in (head, row)]
    return len(head.cells) == len(row.cells) and firsts[0] == firsts[1]


def _leaves_year_empty(after: Sequence[TextCell], heads: Mapping[str, TextCell]) -> bool:
    """Whether the cell of the year is empty, and of the numbers one stands below its heading and another below none.

    Where none does, head and rows were cut into columns apart.
    """
    places = {head.col for head in heads.values()}
    filled = {c.col for c in after if c.text.strip()}
    year = [c for c in after if c.col == heads["annual"].col]
    return bool(year and filled & places and filled - places) and not year[0].text.strip()


def _beside_headings(head: Row | None, after: Sequence[TextCell]) -> bool:
    """True where a number stands below no heading of numbers: head and rows were cut into columns apart, or the row lost its unit."""
    if head is None:
        return False
    above = [c for c in head.cells if c.text.strip()]

    def stands_beside(cell: TextCell) -> bool:
        heads = [h for h in above if over(cell, column_of(h))]
        of_units = heads and all(plain(h.text) in UNIT_HEADS for h in heads)
        return read_value(cell.text).state in (State.NUMBER, State.DASH) if of_units else not heads

    return any(is_value(c.text) and stands_beside(c) for c in after if c.text.strip())
