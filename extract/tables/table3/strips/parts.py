"""A row of cells in parts: its label and what stands behind it; and the columns that rows of headings name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.documents.model import TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.records import record
from extract.tables.codes import WIDTH
from extract.tables.columns import Column, column_of, over
from extract.tables.rows import ITEM, Row
from extract.tables.table3.strips.strip import Slots, Strip, code_of
from extract.tables.values import NOUGHT, is_value

SOME = 4
"""So many headings tell where the columns stand, though not all are there; so many rows of one length, that none has slipped."""
ENOUGH_RESULTS = 3
"""So many results in a row of headings say that it is one of table four."""
LINE_NUMBERS = frozenset(("行次", "栏次", "代码"))
"""Headings of a column that numbers the rows, between their labels and their figures."""


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
        # 其他 is the label of a row as well, and 总计 a heading of table four, which may stand in the same grid.
        if (
            parts.head
            and sum(words.table4_result(c.text) is not None for c in parts.row.cells) < ENOUGH_RESULTS
        ):
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


def are_counted(rows: Iterable[Parts]) -> bool:
    """True where every named row has just seven cells after its label: how far each begins from the left does not matter."""
    named = [len(r.after) for r in rows if r.after and r.label and words.table3_row(r.label[-1].text)]
    return len(named) > 3 and named.count(WIDTH) == len(named)


def strip_of(parts: Parts, slots: Slots, layout: str) -> Strip:
    """The strip of a row of cells, named where its own label suffices."""
    row, text = parts.row, parts.text
    loose = () if slots else tuple(parts.filled)
    return Strip(text, slots, loose, code=code_of(text, bool(slots)), layout=layout, block=row.block)
