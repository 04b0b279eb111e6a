"""Table four in cells, drawn or only separated: its values under their headings, beside their route, or below each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.codes import FIFTEEN, FIVE, RESULTS, ROUTES
from extract.tables.columns import Column, ends_before, under_each
from extract.tables.rows import ADDED, Row
from extract.tables.sums import adds_up, figure
from extract.tables.table4.reading import NO_ORDER, Heads, Reading, codes_in, result_words
from extract.tables.values import is_value


def _leaf_columns(heads: Sequence[Heads]) -> tuple[list[Column], list[str]]:
    """(first column, width) of the headings of results from left to right, and the results in that order."""
    leaves = {(c.col, c.colspan): result for row in heads for c, result in row}
    ordered = sorted(leaves)
    pattern = [leaves[key] for key in ordered]
    whole = len(pattern) % 5 == 0 and all(
        set(pattern[i : i + 5]) == set(RESULTS) for i in range(0, len(pattern), 5)
    )
    return (ordered, pattern) if whole else ([], [])


def _heads_of_columns(heads: Sequence[Heads]) -> int:
    """How many headings of results there are; of more than the form has, those written again below themselves, in each row of a merged cell, are one."""
    count = sum(map(len, heads))
    return count if count <= len(FIFTEEN) else len({(c.col, result) for row in heads for c, result in row})


def _codes_in_order(rows: Sequence[Row], pattern: Sequence[str]) -> list[str]:
    """The codes of fifteen values: routes and results in the order of their headings, else in that of the form.

    None where the headings stand in one order by their columns and in another by their rows, and the columns may have slipped.
    """
    routes = _routes_in_order(rows)
    return [] if routes is None else codes_in(routes or ROUTES, pattern)


def _routes_in_order(rows: Sequence[Row]) -> list[str] | None:
    """The three routes in the order of their headings; empty where not all are named, None where that is not to be told.

    By their columns, unless these have slipped, or two routes stand in one and above each other. Then the two kinds of
    suits follow each other where 行政诉讼 stands.
    """
    printed = [
        (c.col, r)
        for row in rows
        for c in row.cells
        if c.text and (r := words.table4_route(c.text)) is not None
    ]
    across = list(dict.fromkeys(r for _, r in sorted(p for p in printed if p[1] in ROUTES)))
    if len(across) < len(ROUTES):
        return []
    first: dict[str, int] = {}
    for col, route in printed:
        first.setdefault(route, col)
    downwards = list(first)
    of_routes = [route for route in downwards if route in ROUTES]
    distinct = len({first[route] for route in ROUTES}) == len(ROUTES)
    if of_routes == across or (distinct and rows[0].layout != "slipped"):
        return across
    if "lit" not in first or downwards.index("lit") > min(map(downwards.index, ROUTES[1:])):
        return None
    suits = [route for route in of_routes if route != "rev"]
    return ["rev", *suits] if downwards.index("rev") < downwards.index("lit") else [*suits, "rev"]


def routes_named(rows: Sequence[Row]) -> list[str]:
    """The routes that the cells of some rows name, 行政诉讼 as ``lit``."""
    names = [words.table4_route(c.text) for row in rows for c in row.cells if not c.text.isascii()]
    return [n for n in names if n is not None]


_NAMES_THE_ROW = rare("(?:案件)?(?:件数|数量|数值)|本年(?:度)?(?:件数|数量)?|件")
"""What may stand before the one row of values: 件数, 数量, 本年度."""


def _values(row: Row) -> tuple[TextCell, ...]:
    """The cells of a row that holds nothing but values, without what names it, else none."""
    cells = row.cells
    if len(cells) in (6, 11, 16) and _NAMES_THE_ROW.fullmatch(words.plain(cells[0].text)):
        cells = cells[1:]
    return cells if all(is_value(c.text) for c in cells) else ()


def _under(cells: Sequence[TextCell], leaves: Sequence[Column]) -> list[TextCell | None]:
    """The cell under each heading; None where it is not one alone, or the row lost one."""
    return [None] * len(leaves) if ends_before(cells, leaves[-1][0]) else under_each(cells, leaves)


def _body(rows: Sequence[Row], heads: Sequence[Heads]) -> list[Row]:
    """The rows of values below the headings; an empty one counts only where no filled one stands."""
    head = max((i for i, named in enumerate(heads) if named), default=-1)
    below = [replace(row, cells=values) for row in rows[head + 1 :] if len(values := _values(row)) >= 5]
    filled = [row for row in below if any(c.text.strip() for c in row.cells)]
    return _as_one(filled) if len(filled) > 1 else filled or below[:1]


def _as_one(rows: list[Row]) -> list[Row]:
    """The one row that rows of a drawn table make where no two of them fill the same column: a ruling set off parts some of its cells.

    Only the first has a cell for every heading.
    """
    first, *others = rows
    columns = {cell.col for cell in first.cells}
    figures = [c for row in rows for c in row.cells if c.text.strip()]
    filled = {cell.col: cell for cell in figures}
    whole = len(filled) == len(figures) and filled.keys() <= columns
    if first.layout != "grid" or not whole or not all(len(row.cells) < len(first.cells) for row in others):
        return rows
    return [replace(first, cells=tuple(filled.get(cell.col, cell) for cell in first.cells))]


def _fit(row: Row, leaves: Sequence[Column], width: int, method: str) -> Sequence[TextCell | None]:
    """The cells of a row of values under ``width`` headings: as many cells as headings, else by column, else as many values.

    What stands beside the headings, in a column that the form does not have, is none of them.
    """
    filled = [c for c in row.cells if c.text.strip()]
    if len(row.cells) == width:
        return row.cells
    if len(leaves) == width and method == "grid":
        slots = _under(row.cells, leaves)
        used = {id(c) for c in slots if c is not None}
        first, last = leaves[0][0], sum(leaves[-1])
        if None not in slots and all(id(c) in used or not first <= c.col < last for c in filled):
            return slots
    if len(filled) == width and (method == "grid" or filled[-1].col - filled[0].col == width - 1):
        return filled
    if len(leaves) == width and method == "grid":
        # A cell over two headings is neither's, and moves none of the others.
        return slots if all(id(c) in used or c.colspan > 1 for c in filled) else ()
    return ()


def _under_their_heads(rows: Sequence[Row], cells: Sequence[TextCell | None]) -> bool:
    """Whether fifteen cells stand under the headings that are there: where some are missing their columns may be too."""
    heads = {c.col: result for row in rows for c, result in result_words(row.cells)}
    return all(
        cell is None or heads.get(cell.col, RESULTS[n % 5]) == RESULTS[n % 5] for n, cell in enumerate(cells)
    )


def groups_of(rows: Sequence[Row]) -> list[tuple[list[Row], list[Heads]]]:
    """The rows of a table, each with its headings of results, cut before every new one that follows values: three tables drawn as one."""
    groups: list[tuple[list[Row], list[Heads]]] = [([], [])]
    valued = False
    headings = 0
    for row in rows:
        named, route = result_words(row.cells), _own_route(row)
        if (
            (named or route)
            and valued
            and not (route and any(is_value(c.text) and c.text.strip() for c in row.cells))
        ):
            groups.append(([], []))
            valued = False
        groups[-1][0].append(row)
        groups[-1][1].append(named)
        headings = len(named) or headings
        # An empty row is one of values where it has a cell under each of the five headings.
        filled = any(c.text.strip() for c in row.cells) or len(row.cells) == headings == 5
        valued = valued or (bool(_values(row)) and filled)
    return groups


@dataclass(frozen=True, slots=True)
class _Headed:
    """One table of the region: its rows, the headings of results in each of them, and the rows of values below.

    ``leaves`` and ``pattern`` are the columns of these headings and the results that they name, from left to right;
    ``count`` is how many there are: none, or those of one, two or three routes in a sound table.
    """

    rows: Sequence[Row]
    heads: list[Heads]
    leaves: list[Column]
    pattern: list[str]
    count: int
    body: list[Row]
    method: str


def read_group(
    rows: Sequence[Row], heads: list[Heads], reading: Reading, title: str | None, method: str
) -> None:
    """One table of the region, with the headings of each row: its row of fifteen values, or of five for the route that it or its title names."""
    leaves, pattern = _leaf_columns(heads)
    kept = _without_added(rows, method)
    if kept is None:
        reading.problems.append("a column that table four does not have")
        return
    table = _Headed(kept, heads, leaves, pattern, _heads_of_columns(heads), _body(kept, heads), method)
    if table.count == 0 and title in ROUTES and table.body and len(table.body[0].cells) == 5:
        # Its headings stand on the page before.
        reading.put(codes_in([title]), table.body[0].cells, method)
        return
    if table.count == 5:
        reading.results = tuple(pattern)
    if table.count in (0, 5):
        _routes_as_rows(table, reading)
    if table.count == 5:
        _one_route(table, reading, title)
        return
    if table.count == 10 and _suits_alone(table, reading):
        return
    if table.count == 15 and not table.body and len(leaves) == 15 and not _keep_heads(table, reading):
        return
    for row in table.body:
        if table.count == 0 and title in ROUTES:
            figures = [c for c in row.cells if c.text.strip()]
            # Below the five headings of one route at the foot of a page no fifteen follow, but boxes within five cells.
            if len(figures) == 5:
                reading.put(codes_in([title], reading.results), figures, method)
        else:
            _fifteen(table, row, reading)


def _without_added(rows: Sequence[Row], method: str) -> Sequence[Row] | None:
    """The rows without a column that the form does not have; None where it cannot be told what stands in it."""
    if method == "grid":
        return rows
    said = [c for row in rows for c in row.cells if not c.text.isascii()]
    added = [c.col for c in said if words.plain(c.text) in ADDED]
    if not added:
        return rows
    # Cells that are only parted stand below their headings where their row is as long as that of the headings.
    whole = max(len(row.cells) for row in rows)
    if added != [whole - 1] or any(len(row.cells) < whole for row in rows if _values(row)):
        return None
    return [replace(row, cells=tuple(c for c in row.cells if c.col != added[0])) for row in rows]


def _routes_as_rows(table: _Headed, reading: Reading) -> None:
    """Keep the five values behind each route that stands as a row: 行政复议 | 1 | 0 | 0 | 0 | 1."""
    routed = [(name, row) for row in table.rows if (name := _own_route(row)) in ROUTES]
    others = [row for _, row in routed]
    # Of cells that are only parted, those of a row as long as that of the headings stand below them.
    long = {len(row.cells) for row, named in zip(table.rows, table.heads, strict=True) if named}
    for name, row in routed:
        below = table.method == "grid" or len(row.cells) in long
        after = _five_after_route(row, others, table.leaves if below else ())
        filled = len(routed) > 1 or any(c.text.strip() for c in after)
        if len(after) == 5 and filled and all(is_value(c.text) for c in after):
            reading.put(codes_in([name], reading.results), after, table.method)


def _one_route(table: _Headed, reading: Reading, title: str | None) -> None:
    """Keep the values below five headings, of the one route that the table names, else its title."""
    named = set(routes_named(table.rows)) - {"lit"}
    route = named.pop() if len(named) == 1 else title if not named else None
    for row in table.body:
        if route in ROUTES and (cells := _fit(row, table.leaves, 5, table.method)):
            reading.put(codes_in([route], table.pattern), cells, table.method)


def _suits_alone(table: _Headed, reading: Reading) -> bool:
    """Keep the values below ten headings of 行政诉讼 in a table of its own.

    False where it does not name two routes: then the other five headings stand, whole or in part, on the page before.
    """
    headed = sorted(
        (c.col, r) for row in table.rows for c in row.cells if c.text and (r := words.table4_route(c.text))
    )
    routes = [route for route in dict.fromkeys(r for _, r in headed) if route in ROUTES]
    if len(routes) != 2:
        return False
    for row in table.body:
        if cells := _fit(row, table.leaves, 10, table.method):
            reading.put(codes_in(routes, table.pattern), cells, table.method)
    return True


def _keep_heads(table: _Headed, reading: Reading) -> bool:
    """Keep the places of fifteen headings without values below them, for the page that follows; False where their order is not to be told."""
    named_at = {c.col: c.place for row in table.heads for c, _ in row}
    codes = _codes_in_order(table.rows, table.pattern)
    if not codes:
        reading.problems.append(NO_ORDER)
        return False
    reading.heads = {code: named_at[col] for code, (col, _) in zip(codes, table.leaves, strict=True)}
    return True


def _fifteen(table: _Headed, row: Row, reading: Reading) -> None:
    """Keep the fifteen values of a row, if it holds so many and they stand under their headings."""
    cells = _fit(row, table.leaves, 15, table.method)
    grid = table.method == "grid"
    most = grid and 10 < table.count < 15
    if not cells or (most and not _under_their_heads(table.rows, cells)):
        return
    # Fifteen empty cells below most of the fifteen headings: the others were recognised badly.
    # Or below all of them, which stand at the end of the page before.
    under = most or (grid and table.count == 0 and bool(reading.heads))
    filled = any(c.text.strip() for c in row.cells)
    if not grid and _may_have_slipped(cells):
        reading.problems.append("a row of table four that may have lost a cell")
        return
    if table.count == 15 or filled or (under and len(row.cells) == 15):
        codes = _codes_in_order(table.rows, table.pattern) if table.count else list(reading.heads or FIFTEEN)
        if codes:
            reading.put(codes, cells, table.method)
        else:
            reading.problems.append(NO_ORDER)


def _may_have_slipped(cells: Sequence[TextCell | None]) -> bool:
    """Whether the totals of fifteen cells, with an empty one at an end, hold only where that stood at the other, or no other is empty: it may fill up a row that has lost a cell."""
    empty = [cell is not None and not cell.text.strip() for cell in cells]
    if empty.count(True) == 1 and (empty[-1] or (empty[0] and not any(map(figure, cells[:FIVE])))):
        return True
    moved = ((cells[0], [*cells[1:], cells[0]]), (cells[-1], [cells[-1], *cells[:-1]]))
    slipped = [order for end, order in moved if end is not None and not end.text.strip()]

    def hold(order: Sequence[TextCell | None]) -> bool:
        return all(adds_up(order[first : first + FIVE]) for first in range(0, len(order), FIVE))

    return not hold(cells) and any(map(hold, slipped))


def _own_route(row: Row) -> str:
    return next(
        (r for c in reversed(row.cells) if not c.text.isascii() and (r := words.table4_route(c.text))), ""
    )


def _after_route(row: Row) -> tuple[TextCell, ...]:
    """The cells of a row to the right of the last that names a route."""
    named = [c.col for c in row.cells if c.text and words.table4_route(c.text) is not None]
    return tuple(c for c in row.cells if c.col > named[-1])


def _five_after_route(row: Row, others: Sequence[Row], leaves: Sequence[Column]) -> tuple[TextCell, ...]:
    """The five cells right of a route's name, without empty ones before them that its name spans, or behind them.

    That these are no values tell the headings above the five (``leaves``), or another row of this length whose name is
    so much wider.
    """
    after = _after_route(row)
    if len(after) <= 5:
        return after
    heads = {col for col, _ in leaves}
    headed = tuple(c for c in after if c.col in heads)
    if len(headed) == 5 and not any(c.text.strip() for c in after if c.col not in heads):
        return headed
    wider = any(len(other.cells) == len(row.cells) and len(_after_route(other)) == 5 for other in others)
    return after[-5:] if wider and not any(c.text.strip() for c in after[:-5]) else after


_WAYS = {"grid": "grid", "slipped": "cells"}


def read_downwards(rows: Sequence[Row], where: tuple[int, int]) -> Reading | None:
    """Table four on its side: fifteen results below each other, each with its value, in three groups that name a route each.

    None where anything else stands among them. A blank is told where there is a cell for it.
    """
    found: list[tuple[str, TextCell, str]] = []
    groups: list[set[str]] = [set()]
    behind: set[int] = set()
    for row in rows:
        results = result_words(row.cells)
        routes = {r for c in row.cells if c.text and (r := words.table4_route(c.text)) in ROUTES}
        if not results:
            if found and any(c.text.strip() and is_value(c.text) for c in row.cells):
                return None
            groups[-1] |= routes
            continue
        (head, result), *more = results
        after = [c for c in row.cells if c.col > head.col]
        filled = [c for c in after if c.text.strip()] or ([] if row.printed else after[:1])
        values_before = any(c.text.strip() and is_value(c.text) for c in row.cells if c.col < head.col)
        if more or values_before or len(filled) != 1 or not is_value(filled[0].text):
            return None
        if not row.printed:
            behind.add(len(after))
        found.append((result, filled[0], _WAYS.get(row.layout, "lines")))
        groups[-1] |= routes
        if len(found) % 5 == 0:
            groups.append(set())
    order = [group.pop() for group in groups[:-1] if len(group) == 1]
    whole = all({r for r, *_ in found[n : n + 5]} == set(RESULTS) for n in range(0, len(found), 5))
    if len(found) != len(FIFTEEN) or not whole or set(order) != set(ROUTES):
        return None
    blank = any(way == "cells" and not cell.text.strip() for _, cell, way in found)
    if blank and behind != {1}:
        return None  # an empty cell at the end may be one too many, or stand for one lost before it
    reading = Reading(where)
    for n, (result, cell, way) in enumerate(found):
        reading.put([f"{order[n // 5]}_{result}"], [cell], way)
    return reading


def goes_on_next_page(members: Sequence[Row], below: Row) -> bool:
    """Whether a table that ends with headings goes on in the one on top of the next page, with the headings of its results or their values."""
    last = members[-1]
    if not _over_break(last, below):
        return False
    if _values(last) or _own_route(below) or not any(r in ROUTES for r in routes_named(members)):
        return False
    heads = len(result_words(last.cells))
    return len(below.cells) == (heads or 5 * len(last.cells))


def _over_break(last: Row, below: Row) -> bool:
    """Whether two rows of drawn tables stand on different pages."""
    pages = last.cells[0].place.page, below.cells[0].place.page
    return below.layout == last.layout == "grid" and None not in pages and pages[0] != pages[1]


def whole_heads(last: Row, below: Row) -> Row | None:
    """The headings of results that a page break cuts in two, each with its rest from the row on top of the next page; None where they are not."""
    if not _over_break(last, below) or len(last.cells) != len(below.cells) or len(last.cells) % 5:
        return None
    cells = [
        replace(upper, text=upper.text + lower.text)
        for upper, lower in zip(last.cells, below.cells, strict=True)
    ]
    cut = len(result_words(last.cells)) < len(cells) == len(result_words(cells))
    return replace(last, cells=tuple(cells)) if cut else None
