"""The rows of an older table taken one after the other: which indicator each is, however the print breaks its label."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.documents.model import TextCell
from extract.rare import rare
from extract.reports.model import State
from extract.tables.rows import Row
from extract.tables.statistics.columns import Gap, Headings, fill, put, put_in_order, tell
from extract.tables.statistics.doubts import Around, leave_doubtful_unread
from extract.tables.statistics.extent import LABEL_LINES, LEAST
from extract.tables.statistics.indicators import (
    UNITS,
    codes_of,
    ends_with_unit,
    indicator_of,
    is_unit,
    key_of,
    labels_of,
    rank_of,
)
from extract.tables.statistics.reading import Reading
from extract.tables.values import is_value, read_value

FOLDED = 12
"""Cells of a row from which it may hold the rows of a whole table."""
LEAST_BEGUN = 6
"""So many characters of a label tell that it is one."""
_BEGUN = rare(r"[\d０-９,，]*[\d０-９][.．,，]")
"""The first part of a figure that is broken behind its point."""
BRACKETS = "()（）【】 "
"""What may be left of a label for the line below its number."""


@dataclass(slots=True)
class _Below:
    """An indicator whose cells the print sets one under the other: label, unit, a number for each heading."""

    code: str
    names: Sequence[str]
    values: list[TextCell] = field(default_factory=list)
    unit: Row | None = None
    """The printed line that its unit ends."""
    is_united: bool = False
    """Whether its unit stands beside its label."""

    def is_beside_another(self, row: Row) -> bool:
        """Whether a printed line has a unit once more: it is that of the next indicator, whose label stands lower."""
        return self.is_united and row.printed and any(is_unit(c.text) for c in row.cells)

    def take(self, row: Row) -> None:
        """Take in what stands below the label."""
        said = [c for c in row.cells if c.text.strip(BRACKETS)]
        numbers = [c for c in said if not is_unit(c.text)]
        self.values += numbers
        if row.layout == "placed" and said and not numbers:
            self.unit = row


@dataclass(frozen=True, slots=True)
class _Held:
    """A printed row with a unit and all its numbers, whose label is not whole: the rest may stand on the lines below."""

    lines: tuple[str, ...]
    starts: int
    """How many of its lines it may begin with: the first may be a heading."""
    row: Row
    after: tuple[TextCell, ...]


@dataclass(slots=True)
class Walk:
    """What the rows of a statistical table have said so far."""

    reading: Reading
    around: Around
    headings: Headings = field(default_factory=Headings)
    last: str = ""
    """The indicator read last: those before it in the form do not come any more."""
    above: list[str] = field(default_factory=list)
    """The lines of a label that is not whole yet."""
    held: _Held | None = None
    below: _Below | None = None
    gaps: list[Gap] = field(default_factory=list)
    strays: bool = False
    """Whether numbers stood beside what is no indicator."""
    united: bool = False
    """Whether a unit was printed."""

    def take(self, row: Row) -> None:
        """Take in the next row: headings, an indicator with its numbers, or a part of one."""
        if row.printed:
            self.around.words += [c for c in row.cells if _BEGUN.fullmatch(c.text)]
            self.around.lines.append(row)
        if self.headings.take(row):
            self.above = []
            return
        if _is_folded(row, self.reading.form):
            self.reading.problems.append("several indicators in one row")
            return
        label, after = indicator_of(row, self.reading.form)
        if self.held is not None and not label and self._codes_in((*self.held.lines, row.text), 1):
            label, after = row.text, ()  # 件数 ends a label as well
        if self.below is not None and not label and not self.below.is_beside_another(row):
            self.below.take(row)
            self.above = []
        else:
            self._take_label(row, label, after)

    def _take_label(self, row: Row, label: str, after: Sequence[TextCell]) -> None:
        """Take in a row that names an indicator, goes on with the label of one, or has numbers without a name."""
        lines = [*self.above, label] if label else []
        if row.printed and len(after) == 1 and lines and self._goes_on(lines, after[0].text):
            lines[-1], after = label + after[0].text, ()
        codes = self._codes_in(lines, len(lines))
        if self.held is not None and self._ends_held(self.held, label, after):
            return
        code = None if self._is_repeated(codes) else next((c for c in codes if self._is_next(c, row)), None)
        self._close_below()
        if code is not None:
            self._take_indicator(row, code, lines, after)
        elif not self._holds(row, label, after, codes):
            self._pass_over(row, lines, codes, after)

    def closed(self) -> Reading:
        """The reading, when no row is left: gaps filled where their column is sure, and without what may be another's."""
        self._close_below()
        self._drop_held()
        (tell if self.strays else fill)(self.reading, self.headings, self.gaps)
        leave_doubtful_unread(self.reading, self.around, is_headed=bool(self.headings.cells))
        return self.reading

    def _goes_on(self, lines: Sequence[str], number: str) -> bool:
        """True where a line ends within a label that has this number next, with a unit or without: 计 | 1条.

        Or where it is a whole label without that number: its end was printed below, and joined.
        """
        digits = number.rstrip("".join(UNITS))
        if not digits.isdigit():
            return False
        begun = [key for at in range(len(lines)) if len(key := key_of("".join(lines[at:]))) >= LEAST_BEGUN]
        return any(
            known.startswith(key + digits) or (digits in known and known.replace(digits, "", 1) == key)
            for key in begun
            for known in labels_of(self.reading.form)
        )

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
        return self.last in codes and any((self.last, c) in self.reading.cells for c in self.reading.columns)

    def _is_further(self, code: str) -> bool:
        rank = rank_of(self.reading.form)
        return rank[code] > rank.get(self.last, -1)

    def _holds(self, row: Row, label: str, after: Sequence[TextCell], codes: Sequence[str]) -> bool:
        """Keep a row whose numbers are all there, or all empty, and whose label may go on below: in cells it is cut at a page's end.

        Between two printed lines of a label its unit and numbers may stand alone.
        """
        alone = not label and is_unit(row.cells[0].text)
        if not label:
            after = _behind_unit(after)
        values = [c for c in after if c.text.strip() and is_value(c.text)]
        may_go_on = row.printed or not codes
        lines = (*self.above, label) if label else tuple(self.above)
        united = _unit_before(row, after) or (alone and bool(lines))
        is_empty = row.layout == "placed" and not after
        if not (may_go_on and united and (is_empty or len(values) == len(self.headings.names))):
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
            put(self.reading, self.headings, held.row, code, held.after)
        else:
            self.gaps.append(Gap(code, held.row))
        self.last, self.held, self.above = code, None, []
        return True

    def _drop_held(self) -> None:
        """Let go of the row that is held: no label goes on below it, so that it stands for what its own label says, or for nothing."""
        if self.held is None:
            return
        values = [c.text.strip() for c in self.held.after if c.text.strip()]
        label, _ = indicator_of(self.held.row, self.reading.form)
        self._dispute(label, codes_of(self.reading.form, label), values)
        if self.held.row.printed:
            self.around.words += [c for c in self.held.after if is_value(c.text)]
        self.strays, self.held = self.strays or bool(self.held.after), None

    def _pass_over(
        self, row: Row, lines: Sequence[str], codes: Sequence[str], after: Sequence[TextCell]
    ) -> None:
        """Take in a row that names no indicator, or none that may come now."""
        values = [c.text.strip() for c in after if c.text.strip() and is_value(c.text)]
        if not (lines and self._is_heading(values)):
            self.strays = self.strays or bool(values)
        if row.printed:
            self.around.words += [c for c in row.cells if any(map(str.isdecimal, c.text))]
        elif values and not lines and not self._leave_blank_unread() and row.layout == "slipped":
            self.reading.problems.append(f"numbers that no indicator takes: {' '.join(values)[:30]}")
        if values and codes:
            self._dispute(lines[-1], codes, values)
        goes_on = row.layout != "grid" and not any(c.text.strip() for c in after)
        self.above = list(lines[1 - LABEL_LINES :]) if goes_on else []

    def _is_heading(self, values: Sequence[str]) -> bool:
        """Whether strokes stand for the unit and for all numbers: as in the heading of a group."""
        return len(values) > len(self.headings.names) and all(
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

    def _dispute(self, label: str, codes: Sequence[str], values: Sequence[str]) -> None:
        """Leave unread what was read of an indicator that comes once more with other values: of another year, or below a heading that says the same."""
        names = self.headings.names
        told = dict(zip(names, values, strict=True)) if len(names) == len(values) else {}
        disputed = [
            (code, column)
            for code in codes
            for column in self.reading.columns
            if (cell := self.reading.cells.get((code, column), (None, ""))[0]) is not None
            and cell.text.strip() not in ([told[column]] if column in told else values)
        ]
        for at in disputed:
            self.reading.leave_unread(at)
        if disputed:
            self.reading.problems.append(f"two different rows: {label[:30]}")

    def _take_indicator(self, row: Row, code: str, lines: Sequence[str], after: Sequence[TextCell]) -> None:
        """Take in the row of an indicator: its numbers, or that they are to come below, or that some are missing."""
        self.last = code
        self.above = list(lines[1 - LABEL_LINES :]) if row.printed and not after else []
        if row.layout == "placed" and len(after) < len(self.headings.names) and _unit_before(row, after):
            self.gaps.append(Gap(code, row, tuple(after)))
            if after:
                return
        self.united = self.united or any(is_unit(c.text) for c in row.cells)
        if row.layout == "slipped" and self.united and sum(bool(c.text.strip()) for c in row.cells) == 1:
            return  # without its unit the row may be no more than the first line of its label
        if self.above and (len(self.headings.cells) <= 1 or self.headings.are_one_a_line):
            united = row.layout == "placed" and ends_with_unit(row.cells[-1].text)
            has_unit = any(is_unit(cell.text) for cell in row.cells)
            self.below = _Below(code, self.headings.names, unit=row if united else None, is_united=has_unit)
        else:
            put(self.reading, self.headings, row, code, after)

    def _close_below(self) -> None:
        """The numbers below an indicator, if there are as many as headings."""
        below, self.below = self.below, None
        if below is None:
            return
        if not below.values:
            self.gaps += [Gap(below.code, below.unit)] if below.unit is not None else []
        elif len(below.values) == len(below.names):
            put_in_order(self.reading, below.code, below.names, below.values, "lines")
        else:
            said = f"{len(below.values)} numbers below for {len(below.names)} columns: {below.code}"
            self.reading.problems.append(said)


def _is_folded(row: Row, form_id: str) -> bool:
    """Whether the line breaks between the rows of a table are lost, so that no number is sure to be behind its own label."""
    if row.printed or len(row.cells) < FOLDED:
        return False
    return sum(bool(c.text and codes_of(form_id, c.text)) for c in row.cells) > LEAST // 2


def _unit_before(row: Row, after: Sequence[TextCell]) -> bool:
    """Whether a printed row has its unit before its numbers: then nothing of its label stands elsewhere."""
    at = len(row.cells) - len(after) - 1
    return at > 0 and is_unit(row.cells[at].text)


def _behind_unit(cells: Sequence[TextCell]) -> Sequence[TextCell]:
    """The cells behind the first filled one if that is a unit, else all."""
    first = next((number for number, cell in enumerate(cells) if cell.text.strip()), len(cells))
    return cells[first + 1 :] if first < len(cells) and is_unit(cells[first].text) else cells
