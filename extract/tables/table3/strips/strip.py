"""One row of table three as printed: its label, its seven cells, and the headings above them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.documents.model import TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.records import record
from extract.tables.codes import SINGLE, WIDTH
from extract.tables.columns import Column, column_of, over
from extract.tables.rows import ITEM, Row
from extract.tables.sums import figure, makes_total
from extract.tables.values import NOUGHT, is_value

MANY = 8
"""Rows from which it tells something that one has more or fewer cells than the others."""
SOME = 4
"""So many headings tell where the columns stand, though not all are there; so many rows of one length, that none has slipped."""
Slots = tuple[TextCell | None, ...]
LINE_NUMBERS = frozenset(("行次", "栏次", "代码"))
"""Headings of a column that numbers the rows, between their labels and their figures."""


@record(frozen=True, slots=True)
class Strip:
    """A row of table three as printed.

    ``cells`` holds the seven cells in column order (None where one was not found), or is empty for a
    row without numbers. ``loose`` holds numbers that do not make a row of seven; ``stray`` marks a lone
    number on a line of its own, which may be the page's. ``glued`` has the digits that run into the label.
    """

    label: str
    cells: Slots = ()
    loose: tuple[TextCell, ...] = ()
    stray: bool = False
    code: str | None = None
    layout: str = "grid"
    block: int = 0
    glued: str = ""
    sure: bool = True

    @property
    def blank(self) -> bool:
        """True where seven cells stand and nothing is printed in any."""
        return bool(self.cells) and all(c is not None and not c.text.strip() for c in self.cells)

    @property
    def name(self) -> str:
        """The last line of its label."""
        return self.label.rpartition("\n")[2]

    @property
    def texts(self) -> list[str | None]:
        """What stands in each of its seven cells, None where one was not found."""
        return [c.text.strip() if c else None for c in self.cells]

    def loosened(self) -> "Strip":
        """The strip with its numbers as those of no row."""
        return replace(self, cells=(), loose=tuple(c for c in self.cells if c is not None))


@record(frozen=True, slots=True)
class Parts:
    """A row of cells in parts: its label, the cells after the last of it, those of them that say something.

    ``text`` is the label, a line for each of its cells. ``head`` is True for a row of column headings.
    """

    row: Row
    label: tuple[TextCell, ...]
    after: tuple[TextCell, ...]
    filled: list[TextCell]
    text: str
    head: bool


def parts_of(row: Row, cells: tuple[TextCell, ...] | None = None) -> Parts:
    """A row in parts; of ``cells`` alone, where the row holds more than the table does."""
    cells = row.cells if cells is None else cells
    texts = [cell.text for cell in cells]
    first = len(texts)
    while first and (texts[first - 1] == NOUGHT or is_value(texts[first - 1])):
        first -= 1
    at = len(texts) - WIDTH - 1
    if at >= first and _is_left_of_name(texts[at].strip()):
        first = at + 1
    after = cells[first:]
    filled = [cell for cell in after if cell.text.strip()]
    label = [text for text in texts[:first] if text.strip()]
    return Parts(row, cells[:first], after, filled, "\n".join(label), _is_head(label, bool(filled)))


def _is_left_of_name(text: str) -> bool:
    """Whether what stands before seven values, and could be one, is what the break of a line or page left of the row's name: its number at least."""
    return ITEM.fullmatch(text) is not None or words.begins_table3_row(text)


def _is_head(label: Sequence[str], valued: bool) -> bool:
    """True for a row of column headings: no number in it, and the words of a heading or several texts that are no row."""
    said = [text for text in label if not is_value(text)]
    if any(map(words.is_table3_head, said)):
        return True
    if valued or len(said) < 2 or len(said) < len(label):
        return False
    return len(said) >= 4 or sum([words.applicant(text) is not None for text in said]) >= 2


def heading_rows(rows: Iterable[Parts]) -> Iterator[list[tuple[str, TextCell]]]:
    """The cells of each row of headings that name a value column, with its code."""
    for parts in rows:
        if parts.head:  # 其他 is the label of a row as well
            yield [(code, c) for c in parts.row.cells if (code := words.applicant(c.text)) is not None]


def named_columns(rows: Iterable[Parts]) -> dict[str, Column]:
    """The value columns that the heading cells name."""
    return {code: column_of(cell) for named in heading_rows(rows) for code, cell in named}


def names_column_twice(rows: Iterable[Parts]) -> bool:
    """Whether a row of headings names one column twice: the one or the other is not the form's."""
    codes = ([code for code, _ in named] for named in heading_rows(rows))
    return any(1 < len(set(own)) < len(own) for own in codes)  # 总计 alone stands in table four as well


def seven_columns(found: Mapping[str, Column]) -> tuple[Column, ...] | None:
    """The seven value columns if the heading names all, else None."""
    if len(found) != WIDTH:
        return None
    columns = tuple(found[code] for code in APPLICANT_CODES)
    ends = [c + w for c, w in columns[:-1]]
    return columns if all(end <= nxt for end, (nxt, _) in zip(ends, columns[1:], strict=True)) else None


def under_their_heads(slots: Slots, named: Mapping[str, Column]) -> bool:
    """Whether the cells stand under the headings that are there: where one is missing its column may be too."""
    return all(
        cell is None or code not in named or over(cell, named[code])
        for code, cell in zip(APPLICANT_CODES, slots, strict=True)
    )


def columns_headed(rows: Sequence[Parts], names: frozenset[str]) -> set[int]:
    """The columns with a heading of these."""
    return {c.col for parts in rows if parts.head for c in parts.row.cells if words.plain(c.text) in names}


def may_stand(slots: Slots, parts: Parts, named: Mapping[str, Column]) -> bool:
    """False for an empty strip of the drawing under some of the columns, and where only some headings are there and cells stand beside them."""
    if None in slots and not any(c.text.strip() for c in parts.row.cells):
        return False
    return not slots or not SOME <= len(named) < WIDTH or under_their_heads(slots, named)


def strip_of(parts: Parts, slots: Slots, layout: str) -> Strip:
    """The strip of a row of cells, named where its own label suffices."""
    row, text = parts.row, parts.text
    loose = () if slots else tuple(parts.filled)
    return Strip(text, slots, loose, code=code_of(text, bool(slots)), layout=layout, block=row.block)


def may_add_up(cells: Sequence[TextCell | None]) -> bool:
    """Whether a row's numbers make its total; a row without a total contradicts nothing."""
    return figure(cells[-1]) is None or makes_total(cells)


def are_counted(rows: Iterable[Parts]) -> bool:
    """True where every named row has just seven cells after its label: how far each begins from the left does not matter."""
    named = [len(r.after) for r in rows if r.after and r.label and words.table3_row(r.label[-1].text)]
    return len(named) > 3 and named.count(WIDTH) == len(named)


def code_of(label: str, numbered: bool) -> str | None:
    """The code that a row's own label gives it, if it gives one; 其他处理 is a row only where it has numbers."""
    if not label:
        return None
    pieces = label.split("\n")
    code = words.table3_row(pieces[-1])
    if len(pieces) > 1:
        # A converter may cut a label in two: what it leaves of 二 reads like 一.
        whole = "".join(pieces)
        code = words.table3_row_exact(whole) or code or words.table3_row(whole)
    if code is None and numbered and words.group_heading(pieces[-1]) == SINGLE:
        return SINGLE
    return code
