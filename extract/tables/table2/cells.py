"""Table two in cells, drawn or only separated: each value under its heading."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.tables.columns import Column, column_of, ends_before, under_each
from extract.tables.rows import UNIT_HEADS, Row
from extract.tables.sums import figure
from extract.tables.table2.reading import (
    ROW_WORDS,
    Reading,
    columns_wanted,
    headings_in,
    order_of,
    same_column,
)
from extract.tables.values import is_value


def _added(row: Row, named: Sequence[tuple[TextCell, str]], before: set[int]) -> set[int]:
    """The columns that have a heading which the form does not know, right of one that it does, and those of units; ``before`` were so further up."""
    own = {c.col for c, _ in named}
    new = {
        c.col
        for c in row.cells
        if c.text.strip() and c.col not in own and (c.col > min(own) or words.plain(c.text) in UNIT_HEADS)
    }
    return (before | new) - own


def _named_row(row: Row) -> tuple[int, str | None]:
    """Which cell of a row names a row of table two, and which; none where it names two that no line parts.

    A wide cell that is written once for each of its columns names it with the last of them.
    """
    for at, cell in enumerate(row.cells):
        if not cell.text.isascii() and (name := words.table2_row(cell.text)):
            again = takewhile(cell.text.__eq__, [other.text for other in row.cells[at + 1 :]])
            return (0, None) if _names_two(cell.text) else (at + len(list(again)), name)
    return 0, None


@lru_cache(maxsize=1 << 10)
def _names_two(text: str) -> bool:
    key = words.plain(words.unexplained(text))
    return len({words.table2_row(name) for name in ROW_WORDS if name in key}) > 1


def read_drawn(rows: Sequence[Row], reading: Reading) -> None:
    """Rows of a table whose columns can be trusted: each value under its heading."""
    head: list[tuple[Column, str]] = []
    added: set[int] = set()
    again: set[int] = set()
    base = 0
    boxed: Row | None = None
    for number, row in enumerate(rows):
        if row is boxed:
            continue
        named = headings_in(row)
        if named:
            head = [(column_of(c), name) for c, name in named]
            again = {right[0] for (_, left), (right, name) in pairwise(head) if name == left}
            added = _added(row, named, added)
            base = next((c.col for c in row.cells if words.plain(c.text) == "信息内容"), 0)
            continue
        at, name = _named_row(row)
        if name is None:
            if any(c.text.strip() for c in row.cells) and all(is_value(c.text) for c in row.cells):
                said = " ".join(c.text for c in row.cells if c.text.strip())
                reading.problems.append(f"numbers without a row of table two: {said}")
            continue
        if added and row.cells[at].col < base:
            reading.problems.append(f"a row that does not stand below the headings of table two: {name}")
            continue
        after = [c for c in row.cells[at + 1 :] if c.col not in added]
        after = [c for before, c in pairwise([None, *after]) if c and not _repeats(before, c, again)]
        if not any(c.text.strip() for c in after):
            boxed = _boxed(row.cells[at], rows, number + 1) or _over_page(row.cells[at], rows, number + 1)
            after = (
                [c for c in boxed.cells if c.col not in added and c.col > row.cells[at].col]
                if boxed
                else after
            )
        wanted = columns_wanted(reading.form, name)
        if not wanted or any(c.text.strip() and not is_value(c.text) for c in after):
            continue
        if _shared(after, name, rows, number + 1):
            continue
        for (_, code), cell in zip(wanted, _fit(after, [column for column, _ in wanted], head), strict=False):
            reading.put(code, cell, "grid")


def _repeats(before: TextCell | None, cell: TextCell, again: set[int]) -> bool:
    """Whether a cell below a heading that stands ``again`` is the one before it: a wide one, written once for each of its columns."""
    return before is not None and cell.col in again and cell.text == before.text


def _boxed(label: TextCell, rows: Sequence[Row], below: int) -> Row | None:
    """The one row of figures beside a label that boxes drawn within its cells set below an empty strip; None where there is no such one."""
    filled = [
        row for row in rows[below : below + label.rowspan - 1] if any(c.text.strip() for c in row.cells)
    ]
    return filled[0] if len(filled) == 1 and all(is_value(c.text) for c in filled[0].cells) else None


def _over_page(label: TextCell, rows: Sequence[Row], below: int) -> Row | None:
    """The figures on top of the next page, beside an empty cell, of a row whose label a page break parts from them."""
    row = next(iter(rows[below : below + 1]), None)
    if row is None or label.place.page is None or row.cells[0].text.strip():
        return None
    follows = row.cells[0].place.page == label.place.page + 1 and row.cells[0].col == label.col
    return row if follows and all(is_value(c.text) for c in row.cells) and row.text.strip() else None


def _shared(after: Sequence[TextCell], name: str, rows: Sequence[Row], below: int) -> bool:
    """Whether the cells of a row reach down beside the name of another: where no line parts two rows nothing says whose figure it is."""
    reach = max((c.rowspan for c in after), default=1) - 1
    return reach > 0 and any(_named_row(row)[1] not in (None, name) for row in rows[below : below + reach])


def _fit(
    after: Sequence[TextCell], wanted: Sequence[str], head: Sequence[tuple[Column, str]]
) -> Sequence[TextCell | None]:
    """The cells of a row for the columns it should have: one each, or as many filled, or under their headings.

    A figure behind the last of them is of another column where a cell stands right under each heading. No filled cell may be left over, or stand under two headings: then the row is not understood, and nothing is returned.
    """
    filled = [c for c in after if c.text.strip()]
    is_headed = bool(head) and {at for at, _ in head} <= set(map(column_of, after))
    is_behind = is_headed and any(c.col >= max(sum(at) for at, _ in head) for c in filled)
    for given in (after, after if is_behind else filled):
        if len(given) == len(wanted):
            return [given[at] for at in order_of(wanted, [heading for _, heading in head])]
    if not filled and len(wanted) == 1 and after:
        return after[:1]
    spans = [next((at for at, heading in head if same_column(column, heading)), None) for column in wanted]
    slots = under_each(after, spans)
    if after and slots[-1] is None and ends_before(after, max((at[0] for at, _ in head), default=0)):
        return ()
    used = [id(c) for c in slots if c is not None and c.text.strip()]
    return slots if sorted(used) == sorted({id(c) for c in filled}) else ()


def read_separated(rows: Sequence[Row], reading: Reading) -> None:
    """Rows whose cells are only separated: cells right under the heads, or as many filled ones as the row has columns."""
    head: list[tuple[int, str]] = []
    base = width = 0
    added: set[int] = set()
    lost = False
    last: list[str] = []
    for row in rows:
        named = headings_in(row)
        headings = [(c.col, name) for c, name in named]
        if headings:
            head = headings
            lost = lost or any(_ENDS_WITH_FIGURE.search(c.text) for c, _ in named)
            added = _added(row, named, added)
            base = max(
                (c.col for c in row.cells if words.plain(c.text) == "信息内容"), default=headings[0][0] - 1
            )
            width = sum(c.col not in added for c in row.cells)
            continue
        at, name = _named_row(row)
        if name is None:
            lost = lost or _is_beside_heading(row)
            if last and all(is_value(c.text) for c in row.cells) and set(map(figure, row.cells)) != {None}:
                reading.problems.append(f"figures without a row of table two: {row.text}")
                reading.cells |= dict.fromkeys(last, (None, "cells"))
            last = []
            continue
        label = row.cells[at]
        last = [code for _, code in columns_wanted(reading.form, name)]
        if _BEGINS_WITH_FIGURE.match(label.text) and not any(c.text.strip() for c in row.cells[at + 1 :]):
            continue
        if added:
            row = replace(row, cells=tuple(c for c in row.cells if c.col - label.col + base not in added))
        after = row.cells[at + 1 :]
        wanted = columns_wanted(reading.form, name)
        filled = [c for c in after if c.text.strip()]
        if any(not is_value(c.text) for c in filled):
            continue
        under = _under_heads(row, label, wanted, head, base, width)
        if under:
            for cell, (_, code) in zip(under, wanted, strict=True):
                reading.put(code, cell, "cells")
        elif (
            len(filled) == len(wanted)
            and not (len(wanted) > 1 and _repeated(head))
            and _stand_by_number(after, len(wanted), width)
        ):
            order = order_of([column for column, _ in wanted], [name for _, name in head])
            for at, (_, code) in zip(order, wanted, strict=True):
                reading.put(code, filled[at], "cells")
        elif len(filled) == len(after) == len(wanted) - 1:
            reading.short.append((name, tuple(filled)))
    if lost:
        reading.problems.append("figures of table two that stand beside its headings")
        reading.cells |= {code: (None, way) for code, (_, way) in reading.cells.items() if way == "cells"}


_BEGINS_WITH_FIGURE = re.compile(r"\d+(?![\d.．、])")
_ENDS_WITH_FIGURE = re.compile(r"[\d/／—－-]\s*$")


def _is_beside_heading(row: Row) -> bool:
    """Whether a row of figures has a part of 信息内容 for its name: those of the rows below may stand one row too high."""
    return (
        bool(row.cells)
        and words.plain(row.cells[0].text) in ("信息", "内容")
        and any(c.text.strip() and is_value(c.text) for c in row.cells[1:])
    )


def _repeated(head: Sequence[tuple[int, str]]) -> bool:
    """Whether a heading stands twice: a wide cell that is written once for each of its columns is no two values."""
    return len({name for _, name in head}) < len(head)


def _stand_by_number(after: Sequence[TextCell], wanted: int, width: int) -> bool:
    """Whether as many filled cells as columns are the values, whatever stands empty beside them.

    Without headings above only those right behind the label: a wide cell may be written twice. A row longer than
    the headings' that ends with an empty cell may have one too many.
    """
    if wanted == 1 or len(after) == wanted:
        return True
    if not width:
        return all(c.text.strip() for c in after[:wanted])
    return len(after) < width or bool(after[-1].text.strip())


def _under_heads(
    row: Row,
    label: TextCell,
    wanted: Sequence[tuple[str, str]],
    head: Sequence[tuple[int, str]],
    base: int,
    width: int,
) -> list[TextCell]:
    """The cell right under the heading of each column wanted; none where a value stands elsewhere or the row is longer than that of the headings.

    A cell as wide as several columns may be written once for each of them. Empty ones are told only in a row
    as long as that of the headings, or as the headings themselves.
    """
    shift = label.col - base
    longer = len(row.cells) - shift - width
    if longer > 0:
        return []
    after = [c for c in row.cells if c.col > label.col]
    places = [{col + shift for col, name in head if same_column(column, name)} for column, _ in wanted]
    under = [[c for c in after if c.col in own] for own in places]
    if any(len({c.text for c in cells}) != 1 for cells in under):
        return []
    whole = longer == 0 or len(row.cells) - label.col == len(head) + 1
    if not whole and not all(cells[0].text.strip() for cells in under):
        return []
    covered = {id(c) for cells in under for c in cells}
    return [cells[0] for cells in under] if all(id(c) in covered for c in after if c.text.strip()) else []
