"""Rows of table three whose cells are only separated: where the seven begin is told by their label and the other rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extract.documents.clean import BREAK
from extract.documents.model import TextCell
from extract.forms import APPLICANT_CODES, form
from extract.forms import labels as words
from extract.tables.codes import WIDTH
from extract.tables.columns import Column
from extract.tables.rows import ADDED
from extract.tables.sums import figure, makes_total
from extract.tables.table3.strips.parts import (
    LINE_NUMBERS,
    SOME,
    Parts,
    are_counted,
    columns_headed,
    may_stand,
    named_columns,
    names_column_twice,
    parts_of,
    seven_columns,
    strip_of,
    under_their_heads,
)
from extract.tables.table3.strips.strip import MANY, Slots, Strip, may_add_up

_LEVELS = {
    row.code: 0 if row.code.startswith("req_") else 1 if row.parent is None else 2
    for row in form("t2021").tables["table3"].fields
}
"""How deep in the form each row stands: 一, （一） or 1."""


def _has_gap(head: tuple[Column, ...] | None) -> bool:
    """Whether seven headings that a text puts in one order leave a column between them that has no name."""
    return head is not None and head[-1][0] - head[0][0] == WIDTH


def _window(label: int, filled: Sequence[TextCell], learned: Iterable[int], anywhere: set[int]) -> int | None:
    """The column where the seven values of a row begin, if only one can be meant.

    The label bounds it from the left, the filled cells from both sides; what they leave open, the other
    rows of the table must settle.
    """
    low = label + 1
    high = filled[0].col if filled else None
    if filled:
        low = max(low, filled[-1].col - WIDTH + 1)
    if high is not None and low == high:
        return low
    choices = set(learned) or anywhere
    choices = {c for c in choices if c >= low and (high is None or c <= high)}
    return choices.pop() if len(choices) == 1 else None


def _makes_more_than_nothing(cells: Sequence[TextCell | None]) -> bool:
    """Whether a row's numbers make a total that is more than nothing."""
    return bool(cells) and bool(figure(cells[-1])) and makes_total(cells)


Starts = dict[tuple[int, int | None], Counter[int]]
"""Where the seven values of the rows begin, by the column of their label and its level in the form."""


def _at_label(parts: Parts) -> tuple[int, int | None]:
    """The column of a row's label and how deep in the form it stands: 一, （一） or 1."""
    if not parts.label:
        return -1, None
    label = parts.label[-1]
    code = words.table3_row(label.text) or words.group_heading(label.text)
    return label.col, _LEVELS.get(code or "")


def starts_of(rows: Iterable[Parts]) -> Starts:
    starts: Starts = {}
    for parts in rows:
        filled = parts.filled
        if len(filled) > 1 and filled[-1].col - filled[0].col == WIDTH - 1:
            starts.setdefault(_at_label(parts), Counter())[filled[0].col] += 1
    return starts


def _own_start(parts: Parts) -> int | None:
    """The column where the seven values of a row begin, if the row itself tells: all are there, or only so they make its total."""
    filled = parts.filled
    if len(filled) > 1 and filled[-1].col - filled[0].col == WIDTH - 1:
        return filled[0].col
    if len(filled) < 2 or len(parts.after) > 2 * WIDTH:
        return None
    fits = []
    for n in range(len(parts.after) - WIDTH + 1):
        span = parts.after[n : n + WIDTH]
        if span[0].col <= filled[0].col and filled[-1].col <= span[-1].col:
            fits.append(span)
    if len(fits) == 1 and _makes_more_than_nothing(fits[0]):
        return fits[0][0].col
    return None


def _apart(rows: Iterable[Parts]) -> dict[int, int]:
    """How far behind its label the seven values of a row begin, of each level of the form whose telling rows all agree."""
    found: dict[int, Counter[int]] = {}
    for parts in rows:
        start, (at, level) = _own_start(parts), _at_label(parts)
        if start is not None and level is not None:
            found.setdefault(level, Counter())[start - at] += 1
    return {level: min(far) for level, far in found.items() if len(far) == 1 and far.total() > 1}


def _behind_label(parts: Parts, apart: Mapping[int, int]) -> Slots:
    """The seven cells as far behind the label as in the full rows of the same level; none where a value stands outside."""
    at, level = _at_label(parts)
    if level is None or level not in apart:
        return ()
    start = at + apart[level]
    span = tuple([c for c in parts.after if start <= c.col < start + WIDTH])
    inside = sum([bool(c.text.strip()) for c in span])
    return span if len(span) == WIDTH and inside == len(parts.filled) else ()


def _odd(rows: Sequence[Parts]) -> set[int]:
    """The named rows with another number of cells than nearly all rows, and of values than those of their level.

    A cell may be missing in such a row, or be one too many: where something is blank none of its cells is told by its place.
    """
    named = [(parts, level) for parts in rows if parts.after and (level := _at_label(parts)[1]) is not None]
    if len(named) < MANY:
        return set()
    whole = _usual(len(parts.row.cells) for parts, _ in named)
    behind = _usual(len(parts.after) for parts, _ in named)
    levels = {level for _, level in named}
    usual = {
        level: _usual(len(parts.after) for parts, own in named if own == level) or behind for level in levels
    }
    if not whole and not all(usual.values()):
        return set()
    return {
        id(parts)
        for parts, level in named
        if len(parts.row.cells) != whole and len(parts.after) != usual[level]
    }


def _usual(numbers: Iterable[int]) -> int:
    """What nearly all numbers are; 0 if there is no such number."""
    counts = Counter(numbers)
    most, times = counts.most_common(1)[0]
    return most if times >= 0.8 * counts.total() else 0


def _anywhere(rows: Sequence[Parts], starts: Starts) -> set[int]:
    """Every column where the seven values of a row begin, if need be by the headings alone."""
    anywhere = {start for counter in starts.values() for start in counter}
    if not anywhere and (head := seven_columns(named_columns(rows))) is not None:
        width = max(c.col + 1 for parts in rows for c in parts.row.cells)
        if head[-1][0] == width - 1 == head[0][0] + WIDTH - 1:
            # No row tells, but the headings stand over the last seven columns, so nothing has slipped.
            return {head[0][0]}
    return anywhere


def _set_apart(rows: Sequence[Parts]) -> tuple[int, ...] | None:
    """The columns of the seven values where empty cells stand between them, as merged cells leave them in a text.

    Empty where the full rows do not agree, None where the values of any stand side by side. Rows that have slipped reach
    a little further than seven columns, but not by half.
    """
    named = [parts for parts in rows if parts.label and words.table3_row(parts.label[-1].text)]
    whole = [parts.filled for parts in named if len(parts.filled) == WIDTH]
    if any(filled[-1].col - filled[0].col < WIDTH for filled in whole):
        return None
    taken = {cell.col for parts in named for cell in parts.filled}
    if not taken or max(taken) - min(taken) < WIDTH * 3 // 2:
        return None
    full = Counter([tuple([cell.col for cell in filled]) for filled in whole])
    columns, times = full.most_common(1)[0] if full else ((), 0)
    return columns if times > 1 and taken <= set(columns) else ()


def _without_last(parts: Parts, remarks: Collection[int]) -> Parts:
    """A row without its last cell, where that stands below the heading of the remarks."""
    cells = parts.row.cells
    if parts.head or cells[-1].col not in remarks:
        return parts
    return parts_of(replace(parts.row, cells=cells[:-1]))


def _cut_apart(rows: Sequence[Parts]) -> Sequence[Parts]:
    """The rows with one column made two that holds two figures, one below the other, in every row: a converter has joined them."""
    valued = [parts for parts in rows if parts.filled and not parts.head]
    joined = {c.col for parts in valued for c in parts.filled if BREAK in c.text}
    if len(joined) != 1 or len(valued) < MANY:
        return rows
    (col,) = joined
    if not all(any(c.col == col and c.text.count(BREAK) == 1 for c in parts.filled) for parts in valued):
        return rows
    return [
        parts if parts.head else parts_of(replace(parts.row, cells=_parted(parts.row.cells, col)))
        for parts in rows
    ]


def _parted(cells: Sequence[TextCell], col: int) -> tuple[TextCell, ...]:
    """The cells of a row with that in one column cut at its break, those behind it a place further on."""
    found: list[TextCell] = []
    for cell in cells:
        above, _, below = cell.text.partition(BREAK) if cell.col == col else (cell.text, "", "")
        found.append(replace(cell, text=above, col=cell.col + (cell.col > col)))
        if cell.col == col:
            found.append(replace(cell, text=below, col=col + 1))
    return tuple(found)


def separated_strips(rows: Sequence[Parts], elsewhere: Starts) -> list[Strip]:
    """Strips of rows whose cells are only separated; a blank stands where the label and the other rows leave one place.

    ``elsewhere`` is what the other pieces of the same table tell, for a piece that tells nothing itself.
    """
    heads = _Heads.of(rows)
    told = _Told(
        [_without_last(parts, heads.remarks) for parts in rows] if heads.remarks else rows, elsewhere
    )
    heads = replace(heads, has_gap=heads.has_gap and not told.all_seven)
    strips = []
    for parts in told.rows:
        if not parts.head:
            slots = told.slots_of(parts)
            allowed = len(slots) == WIDTH and not heads.forbid(slots, parts)
            strips.append(strip_of(parts, slots if allowed else (), "slipped"))
    return strips if told.are_set_apart else _without_moved(strips, told.are_filled_up())


@dataclass(frozen=True, slots=True)
class _Heads:
    """What the headings of separated rows say against seven cells of a row."""

    named: Mapping[str, Column]
    remarks: Collection[int]
    """The columns of remarks."""
    has_gap: bool
    in_order: bool
    """Whether the columns stand in the form's order: else the lines of the heading have slipped themselves."""
    doubtful: bool
    """Whether a column is named twice or counts lines."""

    @classmethod
    def of(cls, rows: Sequence[Parts]) -> "_Heads":
        """The headings among these rows."""
        named = named_columns(rows)
        places = [named[code][0] for code in APPLICANT_CODES if code in named]
        return cls(
            named,
            columns_headed(rows, ADDED),
            _has_gap(seven_columns(named)),
            all(a < b for a, b in pairwise(places)),
            names_column_twice(rows) or bool(columns_headed(rows, LINE_NUMBERS)),
        )

    def forbid(self, slots: Slots, parts: Parts) -> bool:
        """Whether these seven cells of a row may be others than the headings name."""
        if self.doubtful and len(parts.after) > WIDTH:
            return True
        if self.remarks and len(parts.after) > WIDTH and not makes_total(slots):
            return True  # what fills the last place may be a remark
        if self.has_gap and not under_their_heads(slots, self.named):
            return True
        blank = not all(c and c.text.strip() for c in slots)
        return blank and self.in_order and not may_stand(slots, parts, self.named)


class _Told:
    """Separated rows, and what they tell together of where the seven values of each one begin."""

    def __init__(self, rows: Sequence[Parts], elsewhere: Starts) -> None:
        self.rows = _cut_apart(rows)
        self._elsewhere = elsewhere
        self._by_count = are_counted(self.rows)
        self._set_apart = _set_apart(self.rows)
        self.all_seven = all(len(p.filled) == WIDTH for p in self.rows if p.filled and not p.head)

    @cached_property
    def _starts(self) -> Starts:
        return starts_of(self.rows) or self._elsewhere

    @cached_property
    def _anywhere(self) -> set[int]:
        return _anywhere(self.rows, self._starts)

    @cached_property
    def _apart(self) -> dict[int, int]:
        return _apart(self.rows) if len(self._anywhere) != 1 else {}

    @cached_property
    def _odd(self) -> set[int]:
        return _odd(self.rows)

    @cached_property
    def _has_only_totals(self) -> bool:
        """Whether every row has a single figure, the seventh behind its label: the total of cells that are blank."""
        far = [
            (len(p.filled), p.filled[0].col - _at_label(p)[0]) for p in self.rows if p.filled and not p.head
        ]
        return len(far) >= MANY and set(far) == {(1, WIDTH)}

    def are_filled_up(self) -> bool:
        """Whether rows have more cells than values, the last of them blank."""
        return any(len(parts.after) > WIDTH and not parts.after[-1].text.strip() for parts in self.rows)

    @property
    def are_set_apart(self) -> bool:
        """Whether empty cells stand between the values of the rows."""
        return self._set_apart is not None

    def slots_of(self, parts: Parts) -> Slots:
        """The seven cells of a row; fewer, or none, where they cannot be told."""
        after, filled = parts.after, parts.filled
        if self.all_seven and len(filled) == WIDTH and makes_total(filled):
            return tuple(filled)  # whatever empty cells a converter has put between them
        if self._set_apart is not None:
            slots = tuple([c for c in after if c.col in self._set_apart])
            return slots if all(c in slots for c in filled) else ()
        if self._by_count and parts.label and len(after) == WIDTH:
            return after
        if filled and filled[-1].col - filled[0].col == WIDTH - 1:
            return self._from_first_to_last(parts)
        if filled or len(after) >= WIDTH:
            return self._as_others_begin(parts)
        return ()

    def _from_first_to_last(self, parts: Parts) -> Slots:
        """The cells of a row whose filled ones reach over seven columns."""
        after, filled = parts.after, parts.filled
        if len(filled) == len(after):
            return after
        slots = tuple([c for c in after if filled[0].col <= c.col <= filled[-1].col])
        may_have_moved = len(filled) < WIDTH < len(after) and id(parts) in self._odd
        return () if may_have_moved and not _makes_more_than_nothing(slots) else slots

    def _as_others_begin(self, parts: Parts) -> Slots:
        """The cells of a row where the rows with such a label begin, or all rows."""
        filled = parts.filled
        at = _at_label(parts)
        span = self._span(at, parts)
        whole = len(span) == WIDTH and len(filled) == sum(bool(c.text.strip()) for c in span)
        told = may_add_up if at in self._starts or not filled else _makes_more_than_nothing
        slots: Slots = ()
        if whole and (len(self._anywhere) < 2 or told(span)):
            slots = tuple(span)
        elif filled and self._apart:
            slots = _behind_label(parts, self._apart)
        is_odd = bool(filled) and id(parts) in self._odd
        return () if is_odd and not _makes_more_than_nothing(slots) else slots

    def _span(self, at: tuple[int, int | None], parts: Parts) -> list[TextCell]:
        """The cells of a row over the seven columns from where its values begin."""
        after, filled = parts.after, parts.filled
        if not filled and len(after) >= WIDTH:
            return list(after[-WIDTH:])  # empty throughout: whichever seven they are, they are blank
        start = _window(at[0], filled, self._starts.get(at, ()), self._anywhere)
        if start is None and len(after) == WIDTH and not self._anywhere and len(self.rows) >= SOME:
            start = after[0].col
        if start is None and self._has_only_totals:
            start = at[0] + 1
        return [c for c in after if start is not None and start <= c.col < start + WIDTH]


RARE = 4
"""Of so many rows at most one lacks what the table's rows have, or of fewer one alone; else it is a habit."""


def _without_moved(strips: list[Strip], filled_up: bool) -> list[Strip]:
    """The strips of separated rows, those unread whose last number is the total of the others, and of the few without a total those that have lost a cell, maybe.

    What stood behind that cell has then moved. So it may be where all other rows are whole, or some are ``filled_up``
    at their ends and figures stand in the row.
    """
    said = [s for s in strips if any(c is not None and c.text.strip() for c in s.cells)]
    without = [s for s in said if s.cells[-1] is not None and not s.cells[-1].text.strip()]
    few = len(without) <= max(1, len(said) // RARE)
    kept = {id(s): tuple(c for c in s.cells if c and c.text.strip()) for s in without}
    is_whole = len(said) > len(kept) and not any("" in s.texts for s in said if id(s) not in kept)
    moved = {
        key
        for key, cells in kept.items()
        if (few and (is_whole or (filled_up and any(map(figure, cells))))) or _makes_more_than_nothing(cells)
    }
    return [replace(s, cells=(), loose=kept[id(s)]) if id(s) in moved else s for s in strips]
