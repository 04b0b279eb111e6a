"""Table two as printed lines: the words since the last numbers name the row, and its numbers are as many as its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.digits.glued import decode_apart, split_tail
from extract.tables.rows import Row, goes_on, value_flags
from extract.tables.table2.reading import ROW_WORDS, Reading, columns_wanted, form_rows, headings_in, order_of
from extract.tables.values import WORDS, is_number_word


def read_lines(rows: Sequence[Row], reading: Reading) -> None:
    """Adds what the lines of table two say to ``reading``, and to its problems and strays what cannot be told."""
    rows = _with_whole_labels([_with_whole_changes(row) for row in _with_whole_notes(rows)])
    above = _above_their_labels(rows, reading.form)
    if above:
        for code, cell in above.items():
            reading.put(code, cell, "lines")
        return
    lines = _Lines(reading)
    for row in rows:
        lines.take(row)
    lines.end()


@dataclass(slots=True)
class _Lines:
    """The lines of table two read so far: the words and numbers that are not yet a row's, and what speaks against their order."""

    reading: Reading
    text: str = ""
    """The words since the last numbers."""
    numbers: list[TextCell] = field(default_factory=list)
    """The numbers since the last words, over so many ``lines``."""
    lines: int = 0
    head: list[str] = field(default_factory=list)
    """The headings of the columns last printed."""
    is_alone: bool = False
    """Whether the line has one cell and no number stands above it."""
    is_below: bool = False
    """Whether that cell is a number: others may follow it one below the other."""
    is_last_apart: bool = False
    """Whether the last number stands alone below the others: it may be a page's."""
    is_beside: bool = False
    """Whether a whole label and then its numbers stand on the line: nothing above or below has a part in them."""
    spread: list[str] = field(default_factory=list)
    """The cells of the last row, if its numbers stand on lines of their own."""
    order: list[str] = field(default_factory=list)
    """The rows whose label stands on another line than their numbers."""
    orphans: list[str] = field(default_factory=list)
    """The words before numbers that fit no row."""
    known: dict[str, tuple[TextCell | None, str]] = field(init=False)
    """The cells that are sure whatever the order of the lines."""

    def __post_init__(self) -> None:
        self.known = dict(self.reading.cells)

    def take(self, row: Row) -> None:
        """Reads one line."""
        self.head = [name for _, name in headings_in(row)] or self.head
        row = _with_figures_apart(row, self.reading.form)
        flags = value_flags(row.cells)
        if len(flags) == 1 and row.cells[0].text in WORDS:
            flags = [bool(self.numbers) or _row_in(self.text) is not None]
        if not all(flags):
            self._close()
            self.spread = []
        stood = self.is_beside or len(self.numbers) > 1
        self.is_last_apart = len(row.cells) == 1 and bool(self.numbers) and self.lines == 1 and stood
        self.is_alone = len(row.cells) == 1 and not self.numbers
        self.is_below = self.is_alone and all(flags)
        self.lines = self.lines + 1 if self.numbers else 1
        label = " ".join(c.text for f, c in zip(flags, row.cells, strict=True) if not f)
        self.is_beside = flags == sorted(flags) and words.table2_row_exact(label) is not None
        for is_number, cell in zip(flags, row.cells, strict=True):
            if is_number:
                self.numbers.append(cell)
                continue
            self._close()
            glued = _glued(cell, self.reading)
            self.text = "" if glued is not None else self.text + cell.text
            self.spread = glued or []
        name = _row_in(self.text)
        if name and len(self.numbers) == len(columns_wanted(self.reading.form, name)):
            self._close()

    def end(self) -> None:
        """Reads what is left, and takes back what the order of the lines does not tell."""
        self._close()
        if any(_row_in(said) is None for said in self.orphans):
            # Numbers before any label: each row's may stand above its label, not below.
            self.reading.cells = self.known
        elif self.order != sorted(self.order, key=list(form_rows(self.reading.form)).index):
            self.reading.cells = self.known
            self.reading.problems.append("rows of table two in disorder, as a text layer may give them")

    def _close(self) -> None:
        """Gives the numbers to the row that the words before them name."""
        if not self.numbers:
            return
        name = _row_in(self.text)
        wanted = columns_wanted(self.reading.form, name) if name else []
        if len(self.numbers) != len(wanted):
            self.numbers = _once_each(self.numbers, self.head)
        if name and wanted and len(self.numbers) == len(wanted) and not self.is_last_apart:
            self._fill(name, wanted)
        elif self._is_stray():
            self._set_aside()
            return
        elif not words.plain(words.unexplained(self.text)).endswith(_ADDED_ROW):
            self.reading.cells |= dict.fromkeys(self.spread, (None, "lines"))
            self.reading.problems.append(f"numbers that fit no row of table two: {self.text[-20:]}")
            self.orphans.append(self.text)
        self.text, self.numbers, self.is_last_apart = "", [], False

    def _fill(self, name: str, wanted: Sequence[tuple[str, str]]) -> None:
        if not self.is_beside:
            self.order.append(name)
        for at, (_, code) in zip(order_of([c for c, _ in wanted], self.head), wanted, strict=True):
            self.reading.put(code, self.numbers[at], "lines")
            if self.is_beside and self.reading.cells.get(code, (None,))[0] is self.numbers[at]:
                self.known[code] = self.reading.cells[code]
        self.spread = [code for _, code in wanted] if self.lines > 1 or self.is_below else []

    def _is_stray(self) -> bool:
        """Whether one number stands alone on its line and is not the rest of another."""
        read = [cell for cell, _ in self.reading.cells.values()]
        return len(self.numbers) == 1 and self.is_alone and not goes_on(self.numbers[0], read)

    def _set_aside(self) -> None:
        self.reading.strays.append(self.numbers[0])
        self.numbers = []
        if self.spread:
            # One number too many after numbers on lines of their own: it may be any of them, or the rest of one.
            self.reading.cells |= dict.fromkeys(self.spread, (None, "lines"))
            self.reading.problems.append("more numbers than a row of table two has")


def _once_each(numbers: list[TextCell], head: Sequence[str]) -> list[TextCell]:
    """The numbers, one each of those below a heading that stands several times, as a wide cell is written once for each of its columns."""
    if len(numbers) != len(head):
        return numbers
    below: dict[str, list[TextCell]] = {}
    for name, number in zip(head, numbers, strict=True):
        below.setdefault(name, []).append(number)
    same = all(len({c.text for c in cells}) == 1 for cells in below.values())
    return [cells[0] for cells in below.values()] if same else numbers


def _row_in(text: str) -> str | None:
    """The one row of table two that the text since the last numbers names; the last words count most."""
    key = words.plain(words.unexplained(text))
    at_end = (name for name in ROW_WORDS if key.endswith(name))
    return words.table2_row(text) or next(map(words.table2_row, at_end), None)


_ADDED_ROW = "其他主动公开文件"
"""A row that a province has added to the form."""


_RISE_OR_FALL = ("增", "减")
_SIGNS = (*_RISE_OR_FALL, "+", "-")
_TWO_NUMBERS = rare(r"(\d+)([增减+-]\d+)")
"""A number and the change in the next column, between which a narrow gap is lost."""


def _with_whole_changes(row: Row) -> Row:
    """The row, 增 or 减 and the number that a text layer sets apart from it as one, and apart from the number before it."""
    if row.text.isascii() or not any(sign in row.text for sign in _SIGNS):
        return row
    whole: list[TextCell] = []
    for cell in row.cells:
        two = _TWO_NUMBERS.fullmatch(cell.text)
        if two:
            whole += [replace(cell, text=text) for text in two.groups()]
        elif whole and whole[-1].text in _RISE_OR_FALL and cell.text.isdecimal():
            whole[-1] = replace(whole[-1], text=whole[-1].text + cell.text)
        else:
            whole.append(cell)
    return replace(row, cells=tuple(whole))


_OPEN = rare(r"[\d０-９,，.]+[（(][^（）()]*")
"""A number with a note whose end is missing."""


def _with_whole_notes(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, a note beside a number, which blanks or the end of the line cut, as a whole with it."""
    if not any(_OPEN.fullmatch(c.text) for row in rows for c in row.cells):
        return rows
    whole: list[Row] = []
    begun = False
    for row in rows:
        cells = [*whole.pop().cells, *row.cells] if begun else [*row.cells]
        at = next((n for n, c in enumerate(cells) if _OPEN.fullmatch(c.text)), None)
        while at is not None and at + 1 < len(cells) and _OPEN.fullmatch(cells[at].text):
            cells[at : at + 2] = [replace(cells[at], text=cells[at].text + cells[at + 1].text)]
        begun = at is not None and _OPEN.fullmatch(cells[at].text) is not None
        whole.append(replace(row, cells=tuple(cells)))
    return whole


LABEL_LINES = 4
"""Lines of a label of table two at most, where its column is narrow."""


def _with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows, each label that goes on below the line of its numbers, and may begin above it, as a whole before these."""
    whole: list[Row] = []
    n = 0
    while n < len(rows):
        row = rows[n]
        flags = value_flags(row.cells)
        begun = flags.count(False)
        before, beyond = (0, 0)
        if begun < len(flags) and not any(flags[:begun]):
            before, beyond = _pieces_around(whole, row.cells[:begun], rows[n + 1 : n + LABEL_LINES])
        if beyond:
            label = "".join(c.text for r in whole[len(whole) - before :] for c in r.cells)
            label += "".join(c.text for c in row.cells[:begun])
            label += "".join(c.text for r in rows[n + 1 : n + 1 + beyond] for c in r.cells)
            del whole[len(whole) - before :]
            row = replace(row, cells=(replace(row.cells[0], text=label), *row.cells[begun:]))
        whole.append(row)
        n += 1 + beyond
    return whole


def _pieces_around(above: Sequence[Row], own: Sequence[TextCell], below: Sequence[Row]) -> tuple[int, int]:
    """How many lines above and below a line with numbers are parts of its label, as few as there can be; none below where it is whole without them."""
    upper = ["".join(c.text for c in r.cells) for r in takewhile(_is_words, above[:-LABEL_LINES:-1])]
    lower = ["".join(c.text for c in r.cells) for r in takewhile(_is_words, below)]
    said = "".join(c.text for c in own)
    for size in range(len(upper) + len(lower) + 1):
        for beyond in range(max(0, size - len(upper)), min(size, len(lower)) + 1):
            before = size - beyond
            label = "".join((*reversed(upper[:before]), said, *lower[:beyond]))
            if (said or before) and words.table2_row_exact(label) is not None:
                return before, beyond
    return 0, 0


def _is_words(row: Row) -> bool:
    return not any(value_flags(row.cells))


def _above_their_labels(rows: Sequence[Row], form_id: str) -> dict[str, TextCell]:
    """The cells where all numbers stand a line above their label, as a text layer gives what is set a little higher.

    None unless this is so of every row of the form, in its order, and no number is left.
    """
    found: dict[str, TextCell] = {}
    named: list[str] = []
    numbers: list[TextCell] = []
    head: list[str] = []
    label = ""
    for row in rows:
        flags = value_flags(row.cells)
        if all(flags):
            numbers += row.cells
            label = ""
            continue
        label = label + row.text if numbers else row.text
        name = words.table2_row_exact(label)
        if any(flags) or (name is not None and not numbers):
            return {}
        head = [name for _, name in headings_in(row)] or head
        if name is not None:
            wanted = columns_wanted(form_id, name)
            if len(wanted) != len(numbers):
                return {}
            order = order_of([column for column, _ in wanted], head)
            found |= {code: numbers[at] for at, (_, code) in zip(order, wanted, strict=True)}
            named.append(name)
            numbers = []
    return found if named == list(form_rows(form_id)) and not numbers else {}


def _with_figures_apart(row: Row, form_id: str) -> Row:
    """The row, its first figure apart from the label that it runs into, or all of them from each other, where that can be done in one way."""
    if len(row.cells) < 2:
        return row
    label, *figures = row.cells
    tail = split_tail(label.text)
    if tail:
        label, figures = replace(label, text=tail[0]), [replace(label, text=tail[1]), *figures]
    wanted = len(columns_wanted(form_id, words.table2_row_exact(label.text) or ""))
    if len(figures) == 1 < wanted:
        figures = [replace(figures[0], text=str(n)) for n in decode_apart(figures[0].text, wanted)]
    whole = len(figures) == wanted and all(is_number_word(c.text) for c in figures)
    return replace(row, cells=(label, *figures)) if whole else row


def _glued(cell: TextCell, reading: Reading) -> list[str] | None:
    """Digits run into the label of their row: read if the row has one cell, or can be nothing but zeros; None where there are no such.

    Those that may go on in the line below are named.
    """
    tail = split_tail(cell.text)
    name = words.table2_row_exact(tail[0]) if tail else None
    if tail is None or name is None:
        return None
    wanted = columns_wanted(reading.form, name)
    numbers = [tail[1]] if len(wanted) == 1 else [str(n) for n in decode_apart(tail[1], len(wanted))]
    for (_, code), number in zip(wanted, numbers, strict=False):
        reading.put(code, replace(cell, text=number), "glued")
    if not numbers:
        reading.problems.append(f"glued digits that can be cut in several ways: {cell.text}")
    return [] if numbers[-1:] == ["0"] else [code for _, code in wanted]
