"""Rows of table three as strips: what stands before the numbers, and the seven cells."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

from extract.documents.clean import BREAK
from extract.documents.model import TextCell
from extract.forms import APPLICANT_CODES, form
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables import ordered, wraps
from extract.tables.codes import SINGLE
from extract.tables.columns import Column, column_of, over, under_each
from extract.tables.glued import split_tail
from extract.tables.headings import heading_codes
from extract.tables.laid import LaidRow
from extract.tables.rows import ADDED, Row, value_flags, with_drawn_headings
from extract.tables.subtotals import SUBTOTAL
from extract.tables.sums import figure, last_is_too_many, makes_total
from extract.tables.values import NOUGHT, WORDS, is_value

WIDTH = len(APPLICANT_CODES)
MANY = 8
"""Rows from which it tells something that one has more or fewer cells than the others."""
SOME = 4
"""So many headings tell where the columns stand, though not all are there; so many rows of one length, that none has slipped."""
Slots = tuple[TextCell | None, ...]
LINE_NUMBERS = frozenset(("行次", "栏次", "代码"))
"""Headings of a column that numbers the rows, between their labels and their figures."""
_LEVELS = {
    row.code: 0 if row.code.startswith("req_") else 1 if row.parent is None else 2
    for row in form("t2021").tables["table3"].fields
}
"""How deep in the form each row stands: 一, （一） or 1."""


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

    def loosened(self) -> "Strip":
        """The strip with its numbers as those of no row."""
        return replace(self, cells=(), loose=tuple(c for c in self.cells if c is not None))


@record(frozen=True, slots=True)
class _Parts:
    """A row of cells in parts: its label, the cells after the last of it, those of them that say something.

    ``text`` is the label, a line for each of its cells. ``head`` is True for a row of column headings.
    """

    row: Row
    label: tuple[TextCell, ...]
    after: tuple[TextCell, ...]
    filled: list[TextCell]
    text: str
    head: bool


_ITEM = rare(r"\d{1,2}[、.．]")


def _parts(row: Row, cells: tuple[TextCell, ...] | None = None) -> _Parts:
    """A row in parts; of ``cells`` alone, where the row holds more than the table does."""
    cells = row.cells if cells is None else cells
    texts = [cell.text for cell in cells]
    first = len(texts)
    while first and (texts[first - 1] == NOUGHT or is_value(texts[first - 1])):
        first -= 1
    if len(texts) - first == WIDTH + 1 and _ITEM.fullmatch(texts[first].strip()):
        first += 1  # a page break left no more of the row's name than its number
    after = cells[first:]
    filled = [cell for cell in after if cell.text.strip()]
    label = [text for text in texts[:first] if text.strip()]
    return _Parts(row, cells[:first], after, filled, "\n".join(label), _is_head(label, bool(filled)))


def _is_head(label: Sequence[str], valued: bool) -> bool:
    """True for a row of column headings: no number in it, and the words of a heading or several texts that are no row."""
    said = [text for text in label if not is_value(text)]
    if any(map(words.is_table3_head, said)):
        return True
    if valued or len(said) < 2 or len(said) < len(label):
        return False
    return len(said) >= 4 or sum([words.applicant(text) is not None for text in said]) >= 2


def _headings(rows: Iterable[_Parts]) -> Iterator[list[tuple[str, TextCell]]]:
    """The cells of each row of headings that name a value column, with its code."""
    for parts in rows:
        if parts.head:  # 其他 is the label of a row as well
            yield [(code, c) for c in parts.row.cells if (code := words.applicant(c.text)) is not None]


def _named_columns(rows: Iterable[_Parts]) -> dict[str, Column]:
    """The value columns that the heading cells name."""
    return {code: column_of(cell) for named in _headings(rows) for code, cell in named}


def _names_column_twice(rows: Iterable[_Parts]) -> bool:
    """Whether a row of headings names one column twice: the one or the other is not the form's."""
    codes = ([code for code, _ in named] for named in _headings(rows))
    return any(1 < len(set(own)) < len(own) for own in codes)  # 总计 alone stands in table four as well


def _head_columns(found: Mapping[str, Column]) -> tuple[Column, ...] | None:
    """The seven value columns if the heading names all, else None."""
    if len(found) != WIDTH:
        return None
    columns = tuple(found[code] for code in APPLICANT_CODES)
    ends = [c + w for c, w in columns[:-1]]
    return columns if all(end <= nxt for end, (nxt, _) in zip(ends, columns[1:], strict=True)) else None


def _has_gap(head: tuple[Column, ...] | None) -> bool:
    """Whether seven headings that a text puts in one order leave a column between them that has no name."""
    return head is not None and head[-1][0] - head[0][0] == WIDTH


def _under_their_heads(slots: Slots, named: Mapping[str, Column]) -> bool:
    """Whether the cells stand under the headings that are there: where one is missing its column may be too."""
    return all(
        cell is None or code not in named or over(cell, named[code])
        for code, cell in zip(APPLICANT_CODES, slots, strict=True)
    )


def _grid_slots(parts: _Parts, learned: tuple[Column, ...] | None) -> Slots:
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


def _without_remark(parts: _Parts, head: tuple[Column, ...] | None) -> _Parts:
    """The row without the words that stand beside the last of the seven columns."""
    if head is None or parts.after:
        return parts
    cells = parts.row.cells
    last = len(cells)
    while last > WIDTH and cells[last - 1].col >= sum(head[-1]) and not is_value(cells[last - 1].text):
        last -= 1
    return parts if last == len(cells) else replace(_parts(parts.row, cells[:last]), head=parts.head)


def _headed(rows: Sequence[_Parts], names: frozenset[str]) -> set[int]:
    """The columns with a heading of these."""
    return {c.col for parts in rows if parts.head for c in parts.row.cells if words.plain(c.text) in names}


def _without_added_columns(rows: list[_Parts], above: "_Headed | None") -> list[_Parts]:
    """The rows without columns that the form does not have: 小计, 行次, and 备注 where it stands behind just seven cells.

    In a row that has slipped sideways, by a span too long, the total may stand below 备注.
    """
    subtotals, remarks = _headed(rows, SUBTOTAL | LINE_NUMBERS), _headed(rows, ADDED)
    if above is not None and above.subtotals and not any(parts.head for parts in rows):
        subtotals = _below(rows, above)
    if not subtotals and not remarks:
        return rows
    kept: list[_Parts] = []
    for parts in rows:
        cells = parts.row.cells
        if parts.head:
            kept.append(parts)
            continue
        if len(parts.after) == WIDTH + 1 and cells[-1].col in remarks:
            cells = cells[:-1]
        cells = tuple(c for c in cells if c.col not in subtotals or c.colspan > 1)
        kept.append(_parts(replace(parts.row, cells=cells)))
    return kept


_SAME_EDGE = 3.0
"""Points that the columns of one table may differ by from page to page."""


@record(frozen=True, slots=True)
class _Headed:
    """Where the seven columns that a table's heading names stand on their page, from left to right.

    ``subtotals`` are the left edges of those that it names 小计.
    """

    page: int | None
    columns: tuple[tuple[float, float], ...]
    subtotals: tuple[float, ...] = ()


def _heading_placed(rows: Sequence[_Parts], named: Mapping[str, Column]) -> _Headed | None:
    """The places of the seven headings of a table on a page, if it names them all."""
    if _head_columns(named) is None:
        return None
    cells = {code: cell for headings in _headings(rows) for code, cell in headings}
    places = [cells[code].place for code in APPLICANT_CODES]
    found = tuple([(p.box[0], p.box[2]) for p in places if p.box is not None])
    added = (c for parts in rows if parts.head for c in parts.row.cells if words.plain(c.text) in SUBTOTAL)
    subtotals = tuple([c.place.box[0] for c in added if c.place.box])
    return _Headed(places[0].page, found, subtotals) if len(found) == WIDTH else None


def _below(rows: Sequence[_Parts], above: _Headed) -> set[int]:
    """The columns of a table without a heading that stand where those named 小计 did on the page before."""
    return {
        cell.col
        for parts in rows
        for cell in parts.row.cells
        if cell.place.box is not None
        and cell.place.page != above.page
        and any(abs(cell.place.box[0] - left) <= _SAME_EDGE for left in above.subtotals)
    }


def _carried_over(rows: Sequence[_Parts], above: _Headed | None) -> tuple[Column, ...] | None:
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


def _grid_strips(rows: list[_Parts], above: _Headed | None = None) -> list[Strip]:
    """Strips of the rows of a drawn table; ``above`` is the heading of the table that it may go on from."""
    rows = _on_one_line(_without_added_columns(rows, above))
    named = _named_columns(rows)
    doubtful = _names_column_twice(rows)
    head = _head_columns(named) or _carried_over(rows, above)
    rows = [_without_remark(parts, head) for parts in rows]
    by_count = _counted(rows)
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
            strips.append(_strip(parts, slots if _may_stand(slots, parts, named) else (), "grid"))
    return strips


def _on_one_line(rows: list[_Parts]) -> list[_Parts]:
    """The rows with those made one that one label stands beside, where just one of them holds figures: boxes within its cells part them."""
    kept: list[_Parts] = []
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


def _shared(parts: _Parts, rows: Sequence[_Parts], below: int) -> bool:
    """Whether the figures of a row reach down beside the name of another: where no line parts two rows nothing says whose they are."""
    reach = max([c.rowspan for c in parts.filled], default=1) - 1
    if reach < 1:
        return False
    own = words.table3_row(parts.label[-1].text) if parts.label else None
    others = [r.label[-1].text for r in rows[below : below + reach] if r.label]
    return any(words.table3_row(text) not in (None, own) for text in others)


def _names_several(parts: _Parts, below: Sequence[_Parts]) -> bool:
    """Whether a label that is not just one row's reaches down beside figures ``below``: no line parts it from theirs."""
    if not below:
        return False
    code = _code(parts.text, True) or ""
    return words.plain(parts.label[-1].text) not in words.table3_keys().get(code, ())


def _nameless_beside(parts: _Parts, rows: Sequence[_Parts], below: int) -> list[_Parts]:
    """The rows of figures without a name that the label of a row reaches down to."""
    reach = parts.label[-1].rowspan - 1 if parts.label else 0
    return [row for row in rows[below : below + reach] if row.filled and not (row.label or row.head)]


def _ends_too_soon(parts: _Parts, slots: Slots) -> bool:
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


def _is_out_of_step(slots: Slots, above: _Headed | None) -> bool:
    """Whether recognised cells stand at other distances than the columns of the heading above them: a ruling between them was not seen."""
    if above is None:
        return False
    apart = [
        cell.place.box[0] - left
        for cell, (left, _) in zip(slots, above.columns, strict=False)
        if cell is not None and cell.place.box is not None and cell.confidence is not None
    ]
    return bool(apart) and max(apart) - min(apart) > min(right - left for left, right in above.columns) / 2


def _may_stand(slots: Slots, parts: _Parts, named: Mapping[str, Column]) -> bool:
    """False for an empty strip of the drawing under some of the columns, and where only some headings are there and cells stand beside them."""
    if None in slots and not any(c.text.strip() for c in parts.row.cells):
        return False
    return not slots or not SOME <= len(named) < WIDTH or _under_their_heads(slots, named)


def _learned(rows: Sequence[_Parts], head: tuple[Column, ...] | None) -> tuple[Column, ...] | None:
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


def _held_by(columns: Sequence[Column], rows: Sequence[_Parts]) -> int:
    """How many rows have all their figures in these columns."""
    return sum(
        all(any(col <= c.col < col + width for col, width in columns) for c in r.filled)
        for r in rows
        if r.filled and not r.head
    )


def _strip(parts: _Parts, slots: Slots, layout: str) -> Strip:
    """The strip of a row of cells, named where its own label suffices."""
    row, text = parts.row, parts.text
    loose = () if slots else tuple(parts.filled)
    return Strip(text, slots, loose, code=_code(text, bool(slots)), layout=layout, block=row.block)


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


def _may_add_up(cells: Sequence[TextCell | None]) -> bool:
    """Whether a row's numbers make its total; a row without a total contradicts nothing."""
    return figure(cells[-1]) is None or makes_total(cells)


def _makes_more_than_nothing(cells: Sequence[TextCell | None]) -> bool:
    """Whether a row's numbers make a total that is more than nothing."""
    return bool(cells) and bool(figure(cells[-1])) and makes_total(cells)


Starts = dict[tuple[int, int | None], Counter[int]]
"""Where the seven values of the rows begin, by the column of their label and its level in the form."""


def _at_label(parts: _Parts) -> tuple[int, int | None]:
    """The column of a row's label and how deep in the form it stands: 一, （一） or 1."""
    if not parts.label:
        return -1, None
    label = parts.label[-1]
    code = words.table3_row(label.text) or words.group_heading(label.text)
    return label.col, _LEVELS.get(code or "")


def _starts(rows: Iterable[_Parts]) -> Starts:
    starts: Starts = {}
    for parts in rows:
        filled = parts.filled
        if len(filled) > 1 and filled[-1].col - filled[0].col == WIDTH - 1:
            starts.setdefault(_at_label(parts), Counter())[filled[0].col] += 1
    return starts


def _own_start(parts: _Parts) -> int | None:
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


def _apart(rows: Iterable[_Parts]) -> dict[int, int]:
    """How far behind its label the seven values of a row begin, of each level of the form whose telling rows all agree."""
    found: dict[int, Counter[int]] = {}
    for parts in rows:
        start, (at, level) = _own_start(parts), _at_label(parts)
        if start is not None and level is not None:
            found.setdefault(level, Counter())[start - at] += 1
    return {level: min(far) for level, far in found.items() if len(far) == 1 and far.total() > 1}


def _behind_label(parts: _Parts, apart: Mapping[int, int]) -> Slots:
    """The seven cells as far behind the label as in the full rows of the same level; none where a value stands outside."""
    at, level = _at_label(parts)
    if level is None or level not in apart:
        return ()
    start = at + apart[level]
    span = tuple([c for c in parts.after if start <= c.col < start + WIDTH])
    inside = sum([bool(c.text.strip()) for c in span])
    return span if len(span) == WIDTH and inside == len(parts.filled) else ()


def _odd(rows: Sequence[_Parts]) -> set[int]:
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


def _anywhere(rows: Sequence[_Parts], starts: Starts) -> set[int]:
    """Every column where the seven values of a row begin, if need be by the headings alone."""
    anywhere = {start for counter in starts.values() for start in counter}
    if not anywhere and (head := _head_columns(_named_columns(rows))) is not None:
        width = max(c.col + 1 for parts in rows for c in parts.row.cells)
        if head[-1][0] == width - 1 == head[0][0] + WIDTH - 1:
            # No row tells, but the headings stand over the last seven columns, so nothing has slipped.
            return {head[0][0]}
    return anywhere


def _counted(rows: Iterable[_Parts]) -> bool:
    """True where every named row has just seven cells after its label: how far each begins from the left does not matter."""
    named = [len(r.after) for r in rows if r.after and r.label and words.table3_row(r.label[-1].text)]
    return len(named) > 3 and named.count(WIDTH) == len(named)


def _set_apart(rows: Sequence[_Parts]) -> tuple[int, ...] | None:
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


def _without_last(parts: _Parts, remarks: Collection[int]) -> _Parts:
    """A row without its last cell, where that stands below the heading of the remarks."""
    cells = parts.row.cells
    if parts.head or cells[-1].col not in remarks:
        return parts
    return _parts(replace(parts.row, cells=cells[:-1]))


def _cut_apart(rows: Sequence[_Parts]) -> Sequence[_Parts]:
    """The rows with one column made two that holds two figures, one below the other, in every row: a converter has joined them."""
    valued = [parts for parts in rows if parts.filled and not parts.head]
    joined = {c.col for parts in valued for c in parts.filled if BREAK in c.text}
    if len(joined) != 1 or len(valued) < MANY:
        return rows
    (col,) = joined
    if not all(any(c.col == col and c.text.count(BREAK) == 1 for c in parts.filled) for parts in valued):
        return rows
    return [
        parts if parts.head else _parts(replace(parts.row, cells=_parted(parts.row.cells, col)))
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


def _slipped_strips(rows: Sequence[_Parts], elsewhere: Starts) -> list[Strip]:
    """Strips of rows whose cells are only separated; a blank stands where the label and the other rows leave one place.

    ``elsewhere`` is what the other pieces of the same table tell, for a piece that tells nothing itself.
    """
    remarks = _headed(rows, ADDED)
    named = _named_columns(rows)
    has_gap = _has_gap(_head_columns(named))
    places = [named[code][0] for code in APPLICANT_CODES if code in named]
    in_order = all(
        a < b for a, b in pairwise(places)
    )  # else the lines of the heading have slipped themselves
    doubtful = _names_column_twice(rows) or bool(_headed(rows, LINE_NUMBERS))
    rows = [_without_last(parts, remarks) for parts in rows] if remarks else rows
    rows = _cut_apart(rows)
    by_count = _counted(rows)
    starts: Starts | None = None
    anywhere: set[int] = set()
    apart: dict[int, int] = {}
    odd: set[int] | None = None
    set_apart = _set_apart(rows)
    strips = []
    for parts in rows:
        if parts.head:
            continue
        after, filled = parts.after, parts.filled
        slots: Slots = ()
        if set_apart is not None:
            slots = tuple([c for c in after if c.col in set_apart])
            if any(c not in slots for c in filled):
                slots = ()
        elif by_count and parts.label and len(after) == WIDTH:
            slots = after
        elif filled and filled[-1].col - filled[0].col == WIDTH - 1:
            if len(filled) == len(after):
                slots = after
            else:
                slots = tuple([c for c in after if filled[0].col <= c.col <= filled[-1].col])
            if len(filled) < WIDTH < len(after):
                odd = _odd(rows) if odd is None else odd
                if id(parts) in odd and not _makes_more_than_nothing(slots):
                    slots = ()
        elif filled or len(after) >= WIDTH:
            if starts is None:
                starts = _starts(rows) or elsewhere
                anywhere = _anywhere(rows, starts)
                apart = _apart(rows) if len(anywhere) != 1 else {}
                odd = _odd(rows) if odd is None else odd
            at = _at_label(parts)
            start = _window(at[0], filled, starts.get(at, ()), anywhere)
            if start is None and len(after) == WIDTH and not anywhere and (len(rows) >= SOME or not filled):
                start = after[0].col
            span = [c for c in after if start is not None and start <= c.col < start + WIDTH]
            if not filled and len(after) >= WIDTH:
                span = list(after[-WIDTH:])  # empty throughout: whichever seven they are, they are blank
            whole = len(span) == WIDTH and len(filled) == sum(bool(c.text.strip()) for c in span)
            told = _may_add_up if at in starts or not filled else _makes_more_than_nothing
            if whole and (len(anywhere) < 2 or told(span)):
                slots = tuple(span)
            elif apart and filled:
                slots = _behind_label(parts, apart)
            if filled and odd and id(parts) in odd and not _makes_more_than_nothing(slots):
                slots = ()
        if remarks and len(after) > WIDTH and not (slots and makes_total(slots)):
            slots = ()  # what fills the last place may be a remark
        if len(slots) == WIDTH:
            blank = not all(c and c.text.strip() for c in slots)
            moved = has_gap and not _under_their_heads(slots, named)
            if moved or (blank and in_order and not _may_stand(slots, parts, named)):
                slots = ()
        if doubtful and len(after) > WIDTH:
            slots = ()
        strips.append(_strip(parts, slots if len(slots) == WIDTH else (), "slipped"))
    filled_up = set_apart is None and any(len(p.after) > WIDTH and not p.after[-1].text.strip() for p in rows)
    return _without_moved(strips) if filled_up else strips


RARE = 4
"""Of so many rows at most one lacks what the table's rows have, or it is a habit."""


def _without_moved(strips: list[Strip]) -> list[Strip]:
    """The strips of rows filled up at their ends, those of figures unread that have no total where few lack it, or whose last number is that.

    One of them may have lost a cell: then what stood behind that has moved.
    """
    said = [s for s in strips if any(c is not None and c.text.strip() for c in s.cells)]
    without = [s for s in said if s.cells[-1] is not None and not s.cells[-1].text.strip()]
    few = len(without) * RARE <= len(said)
    kept = {id(s): tuple(c for c in s.cells if c and c.text.strip()) for s in without}
    moved = {
        key
        for key, cells in kept.items()
        if (few and any(map(figure, cells))) or _makes_more_than_nothing(cells)
    }
    return [replace(s, cells=(), loose=kept[id(s)]) if id(s) in moved else s for s in strips]


_TWO_LINES = [APPLICANT_CODES[0], APPLICANT_CODES[-1], *APPLICANT_CODES[1:-1]]
"""The heading of the form where its upper line (自然人, 法人或其他组织, 总计) and its lower one run into one."""


_FORM_ORDER = tuple(range(WIDTH))


def _order(rows: Iterable[Row]) -> tuple[int, ...] | None:
    """Where each of the seven columns stands, if one heading names them all or two out of their order, else None.

    Empty where a heading puts columns out of order and does not name all seven: then none can be told.
    """
    rows = list(rows)
    if rows and rows[0].layout == "placed":
        ranks = [APPLICANT_CODES.index(code) for code in heading_codes(rows)]
        if len(set(ranks)) == WIDTH == len(ranks):
            return tuple(map(ranks.index, range(WIDTH)))
        return () if ranks != sorted(ranks) else None
    for row in rows:
        said = [c.text for c in row.cells if not c.text.isascii()]
        codes = [code for text in said if (code := words.applicant(text)) is not None]
        if len(codes) < 2:
            continue  # most rows: one name stands in no order
        if codes == _TWO_LINES and any(map(words.is_table3_head, said)):
            return None
        if len(codes) == WIDTH and len(set(codes)) == WIDTH:
            return tuple(codes.index(code) for code in APPLICANT_CODES)
        ranks = [APPLICANT_CODES.index(code) for code in codes]
        # On a line without places the upper words of the heading and the lower ones may run into one, in any order.
        if not row.printed and ranks != sorted(ranks):
            return _across_columns(rows) if row.layout == "grid" else ()
    return None


def _across_columns(rows: Iterable[Row]) -> tuple[int, ...]:
    """Where each of the seven columns stands that the rows of a drawn heading name together; empty where these do not name all."""
    named = _named_columns(map(_parts, rows))
    across = sorted(named, key=lambda code: named[code])
    return (
        tuple(map(across.index, APPLICANT_CODES)) if len({col for col, _ in named.values()}) == WIDTH else ()
    )


def _in_order(strip: Strip, order: tuple[int, ...] | None) -> Strip:
    """The strip with its cells in the order of the form, unread where the order of the columns is not known."""
    if order is None or order == _FORM_ORDER or not strip.cells:
        return strip
    if not order:
        return strip.loosened()
    return replace(strip, cells=tuple(strip.cells[at] for at in order))


def _line_parts(cells: Sequence[TextCell]) -> list[tuple[bool, tuple[TextCell, ...]]]:
    """A printed line as runs of words that are numbers and words that are not."""
    pairs = zip(value_flags(cells), cells, strict=True)
    return [(flag, tuple(c for _, c in run)) for flag, run in groupby(pairs, key=lambda p: p[0])]


def _names_row(label: str) -> bool:
    """True for the label of a row, 其他处理 too, which is a row of the 2019 form."""
    return words.table3_row(label) is not None or words.group_heading(label) == SINGLE


def _across(cells: Sequence[TextCell]) -> tuple[TextCell, ...]:
    """The cells from left to right where all stand on one height of a page: figures a little lower than others make a line of their own."""
    boxes = [cell.place.box for cell in cells]
    known = [box for box in boxes if box is not None]
    if len(known) < len(cells) or len({cell.place.page for cell in cells}) > 1:
        return tuple(cells)
    if max(box[1] for box in known) >= min(box[3] for box in known):
        return tuple(cells)
    return tuple(cell for _, cell in sorted(zip(known, cells, strict=True), key=lambda pair: pair[0][0]))


_SEPARATORS = (",", "，")
"""At the end of a number, the sign that its other digits stand on a line below."""


def _line_strips(rows: Sequence[Row]) -> list[Strip]:
    """Strips of printed lines: a run of seven numbers is a row; shorter runs add up to seven over lines."""
    strips: list[Strip] = []
    pending: list[TextCell] = []
    label_before = ""
    alone = spread = stacked = torn_above = lone_above = False
    block = 0

    def flush() -> None:
        nonlocal pending, label_before, stacked, torn_above, lone_above
        # What stands alone above a row over several lines may be the first digit of one of its numbers.
        torn_row = spread and (torn_above or (lone_above and not _may_add_up(pending)))
        if len(pending) == WIDTH and not torn_row:
            stacked = spread
            strips.append(Strip(label_before, _across(pending), layout="line", block=block))
        elif pending:
            stray = len(pending) == 1 and not label_before and alone
            digits = " ".join(c.text for c in pending)
            whole = len(digits.replace(" ", "")) >= WIDTH and _names_row(label_before)
            glued = digits if whole and digits.replace(" ", "").isdecimal() else ""
            own = words.table3_row(label_before) is not None
            before = [c.text for c in strips[-1].cells if c] if strips else []
            whole_before = stray and len(before) == WIDTH
            many = whole_before and stacked
            # A digit alone below a row that does not make its total may be the rest of one of its numbers.
            torn = whole_before and not _may_add_up([c for c in strips[-1].cells if c])
            if (
                torn
                or (many and not last_is_too_many([*before, pending[0].text], WIDTH))
                or (len(pending) > 1 and not own and before)
            ):
                # The row before may go on here, digit below digit: then neither is read.
                strips[-1] = strips[-1].loosened()
            strips.append(
                Strip(label_before, (), tuple(pending), stray, layout="line", block=block, glued=glued)
            )
        if pending:
            torn_above = any(c.text.endswith(_SEPARATORS) for c in pending)
            lone_above = len(pending) == 1 and not label_before
        pending, label_before = [], ""

    for row in rows:
        parts = _line_parts(row.cells)
        numbers = [c for flag, run in parts if flag for c in run]
        text = " ".join(c.text for flag, run in parts if not flag for c in run)
        if text in WORDS and any(c.text in WORDS for c in pending):
            # 无 alone on a line is a value where the ones before it are such words.
            text, numbers = "", list(row.cells)
        if len(numbers) == WIDTH + 1 and numbers[0].text in WORDS and _ITEM.fullmatch(text):
            # A label is more than its number: 2. 没有 begins one, with seven values behind it.
            text, numbers = text + numbers[0].text, numbers[1:]
        if text or len(numbers) >= WIDTH or len(pending) + len(numbers) > WIDTH:
            flush()
        block = row.block
        tail = split_tail(text)
        if tail is not None and _names_row(tail[0]):
            # The first number, or all of them, run into the label.
            text = tail[0]
            numbers = [replace(row.cells[0], text=tail[1]), *numbers]
        if not numbers:
            strips.append(Strip(text, layout="line", block=block))
            continue
        if len(numbers) > WIDTH:
            strips.append(Strip(text, (), tuple(numbers), layout="line", block=block))
            continue
        alone = not pending and not text
        spread = bool(pending)
        label_before = label_before or text
        pending += numbers
        whole_row = tail is not None and len(numbers) == 1 and len(numbers[0].text) >= WIDTH
        if len(pending) == WIDTH or whole_row:
            flush()
    flush()
    return strips


def _code(label: str, numbered: bool) -> str | None:
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


def _named(strip: Strip) -> Strip:
    """The strip of printed lines with the code that its own label gives it, if it gives one."""
    code = _code(strip.label, bool(strip.cells or strip.glued))
    return replace(strip, code=code) if code else strip


def _laid(rows: Sequence[Row], painted: ordered.Painted) -> list[LaidRow] | None:
    """The rows of table three by the places of their words; in a text set out by spaces (page 0) no row is told by nearness."""
    found = ordered.read_table3(rows, painted)
    return found or (wraps.read_table3(rows) if rows[0].cells[0].place.page else None)


def strips(rows: Sequence[Row], painted: ordered.Painted | None = None) -> list[Strip]:
    """The strips of the rows of table three, in reading order, named where their own label suffices.

    ``painted`` is what is drawn on the pages besides text and rulings.
    """
    found: list[Strip] = []
    order: tuple[int, ...] | None = None
    groups = [
        (layout, list(group))
        for (layout, _), group in groupby(
            with_drawn_headings(rows, lambda drawn: all(_parts(row).head for row in drawn)),
            key=lambda r: (r.layout, -1 if r.printed else r.block),
        )
    ]
    slipped = [[_parts(row) for row in members] for layout, members in groups if layout == "slipped"]
    elsewhere = _starts(chain.from_iterable(slipped)) if len(slipped) > 1 else {}
    pieces = iter(slipped)
    above: _Headed | None = None
    heading: list[Row] = []
    for layout, members in groups:
        parted = next(pieces) if layout == "slipped" else []
        # A row with one text before its values names no order of columns: most rows do not.
        headed = _order([parts.row for parts in parted if len(parts.label) > 1] if parted else members)
        order = headed if headed is not None else order
        laid = _laid(members, painted or {}) if layout == "placed" else None
        if laid is None and layout == "placed" and heading:
            laid = _laid([*heading, *members], painted or {})
        if laid is not None:
            read = [
                Strip(r.label, r.cells, (), code=r.code, layout="laid", block=members[0].block, sure=r.sure)
                if r.code
                else Strip(r.label, (), r.cells, layout="laid", block=members[0].block)
                for r in laid
            ]
        elif layout == "slipped":
            read = _slipped_strips(parted, elsewhere)
        elif layout == "grid":
            drawn = [_parts(row) for row in members]
            read = _grid_strips(drawn, above)
            headings = _heading_placed(drawn, _named_columns(drawn))
            if headings is not None:
                above, heading = headings, [replace(p.row, layout="placed") for p in drawn if p.head]
        else:
            read = [_named(s) for s in _line_strips(members)]
        found += [_in_order(s, order) for s in read]
    return found
