"""Table two from words in their places alone: values beside their label, blanks where a heading stands above and nothing below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.forms import labels as words
from extract.tables.placed.blanks import Painted, blank_cell, painted_in
from extract.tables.placed.headings import columns_told, head_columns
from extract.tables.placed.tokens import TEXT, Span, Token, around, is_level, parted, tokens_of
from extract.tables.rows import Row
from extract.tables.table2.reading import Reading, columns_wanted, same_column


def read_placed(rows: Sequence[Row], reading: Reading, painted: Painted) -> bool:
    """Rows on a laid-out page: values beside their label, blanks where a heading stands above and nothing below.

    ``painted`` is what is drawn on the pages besides text and rulings.
    """
    tokens = tokens_of(rows)
    values, texts = parted(tokens)
    labels = [t for t in texts if words.table2_row_exact(t.cell.text)]
    if not labels:
        return False
    edge = max(t.x1 for t in labels)
    found = _beside_labels(_labels_down([t for t in texts if t.x <= edge]), values, reading.form)
    used = {id(v) for row in found for v in row.printed}
    left = [v for v in values if id(v) not in used]
    table = _Laid(reading, painted, tokens, texts, edge, found, left)
    table.leave_astray()
    if table.put_whole():
        table.put_others()
    return True


@dataclass(slots=True)
class _LaidRow:
    """A row on a laid-out page: its label, the height of its middle, the values beside it, whether these are all, as ``printed`` before digits set apart were put together, and its columns once they are told."""

    name: str
    label: Token
    middle: float
    values: Sequence[Token]
    whole: bool
    printed: Sequence[Token]
    columns: tuple[Span, ...] = ()

    def is_level(self) -> bool:
        """Whether all its values stand on the height of its label."""
        return all(abs(v.y - self.middle) < 0.6 * self.label.height for v in self.values)


@dataclass(slots=True)
class _Laid:
    """Table two on laid-out pages: its rows as ``found``, and the values ``left`` that none of them took."""

    reading: Reading
    painted: Painted
    tokens: Sequence[Token]
    texts: Sequence[Token]
    edge: float
    """Where the labels end."""
    found: list[_LaidRow]
    left: list[Token]

    def leave_astray(self) -> None:
        """Leave the rows whose values stand off their height, where others stand beside no label: all may be on their way from the one above."""
        if not any(_may_be_of(v, row) for v in self.left for row in self.found):
            return
        astray = [row for row in self.found if not row.is_level()]
        self.reading.problems += [f"numbers that may be of another row than {row.name}" for row in astray]
        self.left += [v for row in astray for v in row.printed]
        self.found = [row for row in self.found if row.is_level()]

    def put_whole(self) -> bool:
        """Keep the rows that have all their values. False where values above one may be its own: then none of the others is told."""
        for row in self.found:
            if not row.whole:
                continue
            if _left_above(self.left, row.label.page, row.middle, self.texts, self.edge):
                # Each row's values may stand nearer to the label above them than to their own.
                self.reading.problems.append(f"numbers above {row.name} that no row of table two takes")
                return False
            if _left_below(self.left, row, self.found) > 1:
                self.reading.problems.append(f"numbers below {row.name} that no row of table two takes")
                self.left += row.printed
                continue
            for value, (_, code) in zip(row.values, self._wanted(row), strict=True):
                self.reading.put(code, value.cell, "columns")
        return True

    def put_others(self) -> None:
        """Keep of the other rows what the columns below their headings tell: values, and blanks where no value may stand."""
        others = [row for row in self.found if not row.whole]
        for row in self.found if others else ():
            top = (row.label.page, row.middle - row.label.height / 2)
            above = [t for t in self.texts if t.spot < top and t.x > self.edge]
            row.columns = tuple(_columns_above(above, [column for column, _ in self._wanted(row)]) or ())
        told = [
            _with_their_like(row, self.found)
            if row.columns and not _has_words_beside(row, self.texts, self.edge)
            else None
            for row in others
        ]
        unclear = [v for row, slots in zip(others, told, strict=True) if not slots for v in row.values]
        for row, slots in zip(others, told, strict=True):
            if slots is not None:
                self._put(row, slots, self._is_unsure(row, unclear))
            elif row.values:
                self.reading.problems.append(f"numbers that fit no column of {row.name}")

    def _wanted(self, row: _LaidRow) -> Sequence[tuple[str, str]]:
        """The columns of a row, each with the code of its cell."""
        return columns_wanted(self.reading.form, row.name)

    def _put(self, row: _LaidRow, slots: Sequence[Token | None], unsure: bool) -> None:
        """Keep what is told of a row, its blanks only where these are sure."""
        page, tall = row.label.page, row.label.height
        for slot, span, (_, code) in zip(slots, row.columns, self._wanted(row), strict=True):
            if slot is not None or not unsure:
                cell = slot.cell if slot else blank_cell(page, span, row.middle, tall)
                self.reading.put(code, cell, "columns")

    def _is_unsure(self, row: _LaidRow, unclear: Sequence[Token]) -> bool:
        """Whether what seems blank in a row may have its figure: in a drawing, or, at the edge of a page, beside no label."""
        page, tall = row.label.page, row.label.height
        on_edge = page > 0 and not (
            any(t.page == page and t.y < row.label.y - tall for t in self.tokens)
            and any(t.page == page and t.y > row.label.y + tall for t in self.tokens)
        )
        stretch = (self.edge, row.middle - 1.3 * tall, row.columns[-1][1] + 2 * tall, row.middle + 1.3 * tall)
        return (
            painted_in(self.painted, page, stretch)
            or (on_edge and bool(self.left))
            or any(_may_be_of(v, row) or self._is_among_rows(v, page) for v in self.left)
            or any(_may_be_of(v, row) and abs(v.y - row.middle) < 1.3 * tall for v in unclear)
        )

    def _is_among_rows(self, value: Token, page: int) -> bool:
        """Whether a value that no row took stands between the rows of a page, where no page is numbered."""
        heights = [row.middle for row in self.found if row.label.page == page]
        return value.page == page and value.x > self.edge and min(heights) < value.y < max(heights)


def _labels_down(texts: Sequence[Token]) -> list[tuple[str, Token, float]]:
    """The labels of rows, over one line or two, from above: the row's name, the label's last line, the height of its middle."""
    labels: list[tuple[str, Token, float]] = []
    before: Token | None = None
    for token in sorted(texts, key=lambda t: t.spot):
        name = words.table2_row_exact(token.cell.text)
        middle = token.y
        said = words.plain(token.cell.text)
        if name is None and said and before is not None and before.page == token.page:
            name = words.table2_row_exact(before.cell.text + token.cell.text)
            middle = (before.y + token.y) / 2
            if name is not None and labels and labels[-1][1] is before:
                labels.pop()
        before = token
        if name is not None:
            labels.append((name, token, middle))
    return labels


def _beside_labels(
    labels: Sequence[tuple[str, Token, float]], values: Sequence[Token], form_id: str
) -> list[_LaidRow]:
    """The rows of these labels, each with the values beside it that stand nearer to it than to any other."""
    found: list[_LaidRow] = []
    for name, token, middle in labels:
        rivals = [(other, m) for _, other, m in labels if other.page == token.page and other is not token]
        mine = [
            v
            for v in values
            if v.page == token.page
            and v.x > token.x  # a stroke before the label is the table's border
            and abs(v.y - middle) < 1.3 * token.height
            and all(_is_nearer(token, middle, other, m, v) for other, m in rivals)
        ]
        mine.sort(key=lambda v: v.x0)
        columns = len(columns_wanted(form_id, name))
        own = _in_one_piece(mine) if columns == 1 else mine
        whole = len(own) == columns and not _may_be_one(own)
        found.append(_LaidRow(name, token, middle, own, whole, mine))
    return found


_SET_APART = 0.5
"""The digits of one number stand no further apart, in parts of their height."""
_NO_COLUMN = 1.0
"""No two columns stand so near to each other: the words of their headings have no room there."""


def _may_be_one(values: Sequence[Token]) -> bool:
    """Whether two values stand so near to each other on a page that they may be digits of one number, set apart."""
    pairs = [
        (a, b) for a, b in pairwise(values) if a.page != TEXT and is_level(b, a.page, a.y, 0.5 * a.height)
    ]
    return any(right.x0 - left.x1 < _NO_COLUMN * left.height for left, right in pairs)


def _in_one_piece(values: Sequence[Token]) -> Sequence[Token]:
    """The single digits of a row that has one cell, set apart evenly on one line, as one text with blanks; else the values as they are."""
    if len(values) < 2 or not all(len(v.cell.text) == 1 and v.cell.text.isdecimal() for v in values):
        return values
    first, last = values[0], values[-1]
    if any(
        right.x0 - left.x1 > _SET_APART * left.height or abs(right.y - left.y) > 0.1 * left.height
        for left, right in pairwise(values)
    ):
        return values
    text = " ".join(v.cell.text for v in values)
    whole = replace(first.cell.place, box=around(v.cell.place.box for v in (first, last)))
    return [replace(first, cell=replace(first.cell, text=text, place=whole), x1=last.x1)]


def _is_nearer(label: Token, middle: float, other: Token, its_middle: float, value: Token) -> bool:
    """Whether a value stands nearer to the height of one label than to that of another; of tables side by side the label next to it counts."""
    if label.x1 < other.x0 and other.x1 < value.x1:
        return abs(value.y - its_middle) >= 1.3 * other.height
    if other.x0 > value.x1 or (other.x1 < label.x0 and label.x1 < value.x1):
        return True
    return abs(value.y - middle) < abs(value.y - its_middle)


def _has_words_beside(row: _LaidRow, texts: Sequence[Token], edge: float) -> bool:
    """Whether words stand among the values of a row: in the place of one of them, nobody knows of which."""
    return any(is_level(t, row.label.page, row.middle, 0.6 * row.label.height) for t in texts if t.x > edge)


def _left_above(left: Sequence[Token], page: int, middle: float, texts: Sequence[Token], edge: float) -> bool:
    """Whether values that no row took stand above a row, on its page and below its headings."""
    if not any(v.page == page and v.y < middle and v.x > edge for v in left):
        return False
    heads = (t.y for t in texts if t.page == page and t.y < middle and words.table2_column(t.cell.text))
    head = max(heads, default=float("-inf"))
    return any(v.page == page and head < v.y < middle and v.x > edge for v in left)


def _left_below(left: Sequence[Token], row: _LaidRow, rows: Sequence[_LaidRow]) -> int:
    """How many values that no row took stand between a row and the next: one may number the page, of two one is the rest of a figure."""
    page, high = row.label.page, row.middle
    low = min((r.middle for r in rows if r.label.page == page and r.middle > high), default=high)
    return sum(v.page == page and high < v.y < low for v in left)


def _may_be_of(value: Token, row: _LaidRow) -> bool:
    """Whether a value that no row took stands so near to a row that it may be in one of its places; in a text, wherever on its line."""
    near = value.page == row.label.page and abs(value.y - row.middle) < 2.6 * row.label.height
    return near and (value.x > row.label.x1 or value.page == TEXT)


def _with_their_like(row: _LaidRow, rows: Sequence[_LaidRow]) -> list[Token | None] | None:
    """The values of a row in their columns, told together with those of the other rows below the same headings."""
    columns = row.columns
    alike = [other for other in rows if other.columns == columns and not other.whole]
    values = [(n, value) for n, other in enumerate(alike) for value in other.values]
    known = _among_known(row, rows)
    if known is not None:
        return known
    inside = _inside(row, rows)
    alone = columns_told(row.values, [0] * len(row.values), columns, row.label.x1, inside)
    if alone is not None:
        values = [(alike.index(row), value) for value in row.values]
    told = alone or columns_told(
        [v for _, v in values],
        [n for n, _ in values],
        columns,
        max(other.label.x1 for other in alike),
        inside,
    )
    if told is None:
        return None
    slots: list[Token | None] = [None] * len(columns)
    for (n, value), column in zip(values, told, strict=True):
        if alike[n] is row:
            slots[column] = value
    return slots


_ONE_MIDDLE = 2.0
"""Points by which the middles of headings over the same cells may differ."""


def _inside(row: _LaidRow, rows: Sequence[_LaidRow]) -> Span:
    """From where to where values stand in the table of a row: tables of a page begin and end at the same places."""
    values = [value for other in rows if other.label.page == row.label.page for value in other.values]
    return (min(v.x0 for v in values), max(v.x1 for v in values)) if values else (float("inf"), float("-inf"))


def _among_known(row: _LaidRow, rows: Sequence[_LaidRow]) -> list[Token | None] | None:
    """The values of a row, each in the column in which a whole row of the same cells has one above or below it."""
    known = [
        (value, column)
        for other in rows
        if other.whole and len(other.columns) == len(row.columns) and _alike(other.columns, row.columns)
        for column, value in enumerate(other.values)
    ]
    slots: list[Token | None] = [None] * len(row.columns)
    for value in row.values:
        columns = {column for other, column in known if value.meets(other)}
        if len(columns) != 1 or slots[at := columns.pop()] is not None:
            return None
        slots[at] = value
    return slots if row.values else None


def _alike(columns: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether headings stand in the middle of the same cells."""
    return all(abs(a + b - c - d) < 2 * _ONE_MIDDLE for (a, b), (c, d) in zip(columns, others, strict=True))


def _columns_above(above: Sequence[Token], wanted: Sequence[str]) -> list[Span] | None:
    """The columns named by the nearest headings above a row."""

    def code_of(text: str) -> str | None:
        heading = words.table2_column(text)
        return next((w for w in wanted if heading is not None and same_column(w, heading)), None)

    for depth in range(1, min(len(above), 16) + 1):
        near = sorted(above, key=lambda t: t.spot)[-depth:]
        found = head_columns(near, wanted, code_of)
        if found:
            return found
    return None
