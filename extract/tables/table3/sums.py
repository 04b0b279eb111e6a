"""What the sums of table three say of what was read: which doubted rows stand, which blanks are blanks, whether columns stand as in the form."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from extract.forms import APPLICANT_CODES
from extract.tables.codes import ROWS, ROWS_2019, outcomes_among
from extract.tables.placed.blanks import Painted, painted_in
from extract.tables.rows import Row
from extract.tables.sums import Number, adds_up, closes, figure, makes_total
from extract.tables.table3.reading import WHOLE, Found, Reading
from extract.tables.table3.strips.parts import named_columns, parts_of, seven_columns, under_their_heads
from extract.tables.table3.strips.strip import Slots

_SAYS_NOTHING = frozenset(("", "0"))
"""What stands in a row that does not tell whether its columns stand in the order of the form."""
SEVERAL = 4
"""So many rows of figures tell something of the columns."""
MISPRINTS = 2
"""So many misprinted numbers may explain every sum of a table that does not close."""


def without_doubted(reading: Reading) -> Reading:
    """The reading without the rows that may be wrong where something of the table stayed unclear.

    Of printed lines a row stands only if it makes its total. Where most rows are missing, the numbers stand in another
    order than the labels: then neither zeros nor the place tell one. Where rows of numbers have no label, or its own once
    more, a row of separated cells that all are empty may have its numbers beside the next line of its label.
    """
    most_missing = 2 * len(reading.rows) < len(ROWS)

    def stands(row: Found) -> bool:
        if row.method == "cells":
            has_rivals = reading.has_nameless or row.code in reading.out_of_order
            return not has_rivals or any(c is None or c.text.strip() for c in row.cells)
        if row.method.startswith("lines") and any(map(figure, row.cells)):
            return makes_total(row.cells) and (row.method == "lines" or not most_missing)
        return not (most_missing and row.method.startswith("lines"))

    return replace(reading, rows=[row if stands(row) else row.unread() for row in reading.rows])


def with_blanks_confirmed(reading: Reading, painted: Painted) -> Reading:
    """The reading without the blanks that only an empty place on the page tells, where the sums do not bear them out."""
    if not any(row.method == "columns" and any(c and not c.text for c in row.cells) for row in reading.rows):
        return reading
    if not reading.problems and _only_some_columns(reading.rows, painted):
        return reading
    rows, columns = _closing(reading.rows)
    if "req_carried_out" in {row.code for row in reading.rows} and _misprinted(reading.rows, rows, columns):
        return reading
    totals = {row.code: row.cells[-1] for row in reading.rows}
    outcomes = outcomes_among(totals)
    if outcomes and all((total := totals[code]) is not None and not total.text for code in outcomes):
        # 总计 is left empty beside every outcome: a habit of some publishers, and then no row has a sum.
        rows.update(outcomes)
        columns.add(len(APPLICANT_CODES) - 1)

    def confirmed(row: Found) -> Found:
        stands = [row.code in rows and k in columns for k in range(len(row.cells))]
        cells = zip(row.cells, stands, strict=True)
        return replace(row, cells=tuple(c if c is None or c.text or sure else None for c, sure in cells))

    kept = [confirmed(row) if row.method == "columns" else row for row in reading.rows]
    return replace(reading, rows=kept)


def with_cuts_confirmed(reading: Reading) -> Reading:
    """The reading without the rows, among others that stand apart, that only their own total cuts into seven, where the columns do not bear them out.

    A row that has lost a figure may be cut so, too: of 22 22 one is left, and makes 2 2.
    """
    if {row.method == "glued" for row in reading.rows} != {True, False}:
        return reading
    _, columns = _closing(reading.rows)

    def stands(row: Found) -> bool:
        return row.method != "glued" or all(k in columns for k, c in enumerate(row.cells) if figure(c))

    return replace(reading, rows=[row if stands(row) else row.unread() for row in reading.rows])


def _only_some_columns(rows: Sequence[Found], painted: Painted) -> bool:
    """Whether every row of the form fills the same columns, 总计 among them, and leaves the others empty: a habit, and no figure is lost."""
    filled = {tuple(c is not None and c.text != "" for c in row.cells) for row in rows}
    blank = [c for row in rows for c in row.cells if c is not None and not c.text]
    return (
        len(filled) == 1
        and len(rows) >= WHOLE
        and next(iter(filled))[-1]
        and all(c is not None for row in rows for c in row.cells)
        and not any(c.place.box and painted_in(painted, c.place.page or 0, c.place.box) for c in blank)
    )


def _misprinted(rows: Sequence[Found], closing_rows: set[str], closing_columns: set[int]) -> bool:
    """Whether one or two printed numbers explain every sum that does not close: each by what its row and its column miss.

    A number that was not read would miss in its row and its column too, but where it stands would be empty.
    """
    open_rows = [row for row in rows if row.code not in closing_rows]
    open_columns = [k for k in range(len(APPLICANT_CODES)) if k not in closing_columns]
    if not 0 < len(open_rows) == len(open_columns) <= MISPRINTS:
        return False
    numbers = _amounts(rows)
    outcomes = outcomes_among(numbers)

    def column_misses(k: int) -> set[float]:
        total = numbers["out_total"][k]
        ends = numbers["req_new"][k] + numbers["req_carried_in"][k] - numbers["req_carried_out"][k]
        return {abs(sum(numbers[code][k] for code in outcomes) - total), abs(ends - total)} - {0}

    def explains(row: Found, k: int) -> bool:
        *parts, total = numbers[row.code]
        return figure(row.cells[k]) is not None and column_misses(k) == {abs(sum(parts) - total)}

    return any(
        all(explains(row, k) for row, k in zip(open_rows, order, strict=True))
        for order in permutations(open_columns)
    )


def _closing(rows: Sequence[Found]) -> tuple[set[str], set[int]]:
    """The rows and the columns whose sums hold if an empty cell counts as nothing."""
    numbers = _amounts(rows)
    closing_rows = {row.code for row in rows if adds_up(row.cells)}
    outcomes = outcomes_among(numbers)
    total = numbers.get("out_total", [])
    ends = [numbers.get(code, []) for code in ("req_new", "req_carried_in", "req_carried_out")]
    if not total or not all(ends):
        return closing_rows, set()
    closing_columns = {
        k
        for k in range(len(APPLICANT_CODES))
        if sum(numbers[code][k] for code in outcomes) == total[k]
        and ends[0][k] + ends[1][k] == total[k] + ends[2][k]
    }
    return closing_rows, closing_columns


def outcomes_close(rows: Sequence[Found]) -> bool:
    """Whether every outcome of the form was read, and they make the total in every column."""
    numbers = _amounts([row for row in rows if None not in row.cells])
    outcomes = outcomes_among(numbers)
    whole = len(outcomes) in (len(outcomes_among(ROWS)), len(outcomes_among(ROWS_2019)))
    total = numbers.get("out_total")
    return bool(whole and total) and [sum(c) for c in zip(*map(numbers.get, outcomes), strict=True)] == total


def _amounts(rows: Sequence[Found]) -> dict[str, list[int | float]]:
    """The numbers of each row, blanks as nothing."""
    return {row.code: [figure(c) or 0 for c in row.cells] for row in rows}


def without_slipped(reading: Reading) -> Reading:
    """The reading without the one row of figures whose total is blank, if the figure before that is the sum of the others: a cell before it is gone."""
    blank = [row for row in reading.rows if (last := row.cells[-1]) and not last.text]
    rows = [row for row in blank if any(map(figure, row.cells))]
    if len(rows) != 1 or not _tells_its_total(list(map(figure, rows[0].cells[:-1]))):
        return reading
    return replace(reading, rows=[row.unread() if row is rows[0] else row for row in reading.rows])


def in_order_of_form(reading: Reading, rows: Iterable[Row]) -> Reading:
    """The reading with nothing but what adds up, where most rows do not and no headings say that it stands so: rows of one number, and blank ones, do not tell either."""
    if _lack_column(reading.rows):
        problem = (
            "no row has a total, and its last figure is as much as all before it: a column may be missing"
        )
    elif _columns_out_of_order(reading.rows) and not _are_headed(reading.rows, rows):
        problem = "most rows do not add up to their total: the columns may stand in another order"
    else:
        return reading
    kept = [row if _tells_its_total(list(map(figure, row.cells))) else row.unread() for row in reading.rows]
    return replace(reading, rows=kept, problems=[*reading.problems, problem])


def _lack_column(rows: Sequence[Found]) -> bool:
    """Whether the figures below 其他 may be the totals, as no row has one of its own and those of another column are gone."""
    told = []
    for row in rows:
        *before, last, total = map(figure, row.cells)
        if total is not None and any((*before, last)):
            return False  # the first row of most tables
        if any(before):
            told.append((last or 0) >= sum(f or 0 for f in before))
    return len(told) >= SEVERAL and all(told)


def _are_headed(found: Iterable[Found], rows: Iterable[Row]) -> bool:
    """Whether headings name the columns of the form in its order, and every row has its cells below them or side by side: sums that fail are the publisher's."""
    named = named_columns(map(parts_of, rows))
    return seven_columns(named) is not None and all(
        row.method.partition("/")[0] in ("grid", "cells")
        and (under_their_heads(row.cells, named) or _are_side_by_side(row.cells))
        for row in found
    )


def _are_side_by_side(cells: Slots) -> bool:
    """Whether none of the cells is missing, and no column lies between two of them."""
    return None not in cells and all(
        left is not None and right is not None and left.col + left.colspan == right.col
        for left, right in pairwise(cells)
    )


def _columns_out_of_order(rows: Sequence[Found]) -> bool:
    """Whether most rows of numbers miss their own total: then the columns are not those of the form."""
    told = missed = 0
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        if told >= 2 * missed + left:
            return False  # whatever is left, most rows make their total
        if _SAYS_NOTHING.issuperset([c.text for c in row.cells if c is not None]):
            continue  # as most rows
        figures = list(map(figure, row.cells))
        if None not in figures and any(figures):
            told += 1
            missed += not _tells_its_total(figures)
    return told >= SEVERAL and missed > told / 2


def _tells_its_total(figures: Sequence[Number]) -> bool:
    """Whether numbers, none of them missing, make their total, with something in them to tell."""
    return None not in figures and (figures[-1] or 0) > 0 and closes(figures)
