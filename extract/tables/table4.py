"""Table four: fifteen cells, by their headings: review, direct suits, suits after review, five results each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile
from math import inf

from extract.documents.model import Document, Paragraph, Place, Table, TextCell
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.codes import FIFTEEN, FIVE, RESULTS, ROUTES, in_fives
from extract.tables.columns import Column, ends_before, under_each
from extract.tables.glued import decode_table4
from extract.tables.placed import Band, Banded, Spot, Token, bands_of, line_height, parted, tokens_of
from extract.tables.rows import (
    ADDED,
    Row,
    block_rows,
    goes_on,
    has_added_heading,
    printed_length,
    value_flags,
)
from extract.tables.sums import adds_up, last_is_too_many
from extract.tables.table4_ordered import read_table4
from extract.tables.values import is_value
from extract.tables.wraps import unwrapped

RESULT_SIGNS = frozenset("维持纠正审结")
"""Characters of the headings of results, without which no table four stands."""


NO_ORDER = "the headings of table four stand in no order"
_SIGNS = ("维持", "纠正", "其他", "尚未", "总计")
"""What tells the headings of results apart, in their order, also where a narrow column broke them."""
_LONGEST_HEAD = 6
NOTE_LINES = 4
"""Lines below table four that may hold the rest of a cell."""
NARROW, NEXT_LINE = 5.0, 2.2
"""Such a rest is no wider, and its first line stands no lower, in parts of its height."""
_REST = rare(r"\d{0,9}[（(]|\d{1,9}[件条其含]")


@dataclass(slots=True)
class Reading:
    """Cells found: code → (cell, method), what stayed unclear, and the headings over five results, which rows below may share.

    ``heads`` are the places of fifteen headings that stand in boxes without a row of values below them, by the codes that
    they name, from left to right.
    """

    span: tuple[int, int]
    cells: dict[str, tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    results: tuple[str, ...] = ()
    heads: dict[str, Place] = field(default_factory=dict)

    def put(self, codes: Sequence[str], cells: Sequence[TextCell | None], method: str) -> None:
        """Keep a row of cells; a second, different row for the same codes makes the differing cells unread.

        Of a drawn row that a page break cuts in two, the one part holds the figures and the other nothing.
        """
        if method == "grid" and self._cut_in_two(codes, cells):
            return
        for code, cell in zip(codes, cells, strict=True):
            if cell is None:
                continue
            known = self.cells.get(code)
            if known is None:
                self.cells[code] = (cell, method)
            elif known[0] is not None and known[0].text.strip() != cell.text.strip():
                self.cells[code] = (None, method)
                self.problems.append(f"two different cells for {code}")

    def _cut_in_two(self, codes: Sequence[str], cells: Sequence[TextCell | None]) -> bool:
        """Whether these cells are the empty rest of a row on the page before; where they are its figures, the empty part gives way."""
        known = [self.cells[code][0] for code in codes if code in self.cells]
        if len(known) < len(codes) or None in known or None in cells:
            return False
        before, here = [c for c in known if c], [c for c in cells if c]
        pages = {c.place.page for c in before}, {c.place.page for c in here}
        if None in pages[0] or not all(a < b for a in pages[0] for b in pages[1] if a and b):
            return False
        filled = [any(c.text.strip() for c in part) for part in (before, here)]
        if filled == [False, True]:
            for code in codes:
                del self.cells[code]
        return not filled[1]


Heads = list[tuple[TextCell, str]]
"""The headings of results in a row, with what they name."""


def _result_words(cells: Sequence[TextCell]) -> Heads:
    """The headings of results among cells, with what they name; most cells are figures."""
    return [
        (c, result)
        for c in cells
        if not c.text.isascii() and (result := words.table4_result(c.text)) is not None
    ]


def _relevant(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        results = set(map(words.table4_result, block.words()))
        return len(results - {"total", None}) >= 2 or any(map(words.table4_route, block.words()))
    return printed_length(block.text) <= 60 and any(
        w in words.plain(block.text) for w in ("行政复议", "行政诉讼", "复议后起诉", "未经复议")
    )


def _ends(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        return False
    key = words.plain(block.text)
    # Fifteen numbers of five digits are as long as running text.
    is_text = len(key) > 60 and not all(map(is_value, block.text.split()))
    return is_text or "存在的主要问题" in key or "存在问题" in key or "改进情况" in key


def region(document: Document, after: int) -> tuple[int, int] | None:
    """The blocks of table four: from its first heading to the next section, all after table three."""
    blocks = document.blocks
    start = next((n for n in range(after, len(blocks)) if _relevant(blocks[n])), None)
    if start is None:
        return None
    last = start
    while last + 1 < len(blocks) and not _ends(blocks[last + 1]):
        last += 1
    return start, last


def _codes(routes: Sequence[str], pattern: Sequence[str] = ()) -> list[str]:
    """The codes of a row of values, of each route its results in the order of their headings, else in that of the form."""
    results = pattern if len(pattern) == FIVE * len(routes) else RESULTS * len(routes)
    return [f"{routes[n // FIVE]}_{result}" for n, result in enumerate(results)]


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
    return [] if routes is None else _codes(routes or ROUTES, pattern)


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


def _routes_named(rows: Sequence[Row]) -> list[str]:
    names = [words.table4_route(c.text) for row in rows for c in row.cells if not c.text.isascii()]
    return [n for n in names if n is not None]


def _route_of(text: str) -> str | None:
    key = words.plain(text)
    if len(key) > 40:
        return None
    route = words.table4_route(text)
    if route in ("lit_direct", "lit_after"):
        return route
    if key.endswith(("行政复议", "行政复议情况")):
        return "rev"
    return None


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
    heads = {c.col: result for row in rows for c, result in _result_words(row.cells)}
    return all(
        cell is None or heads.get(cell.col, RESULTS[n % 5]) == RESULTS[n % 5] for n, cell in enumerate(cells)
    )


def _headed(rows: Sequence[Row]) -> list[tuple[list[Row], list[Heads]]]:
    """The rows of a table, each with its headings of results, cut before every new one that follows values: three tables drawn as one."""
    groups: list[tuple[list[Row], list[Heads]]] = [([], [])]
    valued = False
    headings = 0
    for row in rows:
        named, route = _result_words(row.cells), _own_route(row)
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


def _table(rows: Sequence[Row], heads: list[Heads], reading: Reading, title: str | None, method: str) -> None:
    """One table of the region, with the headings of each row: its row of fifteen values, or of five for the route that it or its title names."""
    leaves, pattern = _leaf_columns(heads)
    kept = _without_added(rows, method)
    if kept is None:
        reading.problems.append("a column that table four does not have")
        return
    table = _Headed(kept, heads, leaves, pattern, _heads_of_columns(heads), _body(kept, heads), method)
    if table.count == 0 and title in ROUTES and table.body and len(table.body[0].cells) == 5:
        # Its headings stand on the page before.
        reading.put(_codes([title]), table.body[0].cells, method)
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
                reading.put(_codes([title], reading.results), figures, method)
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
            reading.put(_codes([name], reading.results), after, table.method)


def _one_route(table: _Headed, reading: Reading, title: str | None) -> None:
    """Keep the values below five headings, of the one route that the table names, else its title."""
    named = set(_routes_named(table.rows)) - {"lit"}
    route = named.pop() if len(named) == 1 else title if not named else None
    for row in table.body:
        if route in ROUTES and (cells := _fit(row, table.leaves, 5, table.method)):
            reading.put(_codes([route], table.pattern), cells, table.method)


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
            reading.put(_codes(routes, table.pattern), cells, table.method)
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
    if table.count == 15 or filled or (under and len(row.cells) == 15):
        codes = _codes_in_order(table.rows, table.pattern) if table.count else list(reading.heads or FIFTEEN)
        if codes:
            reading.put(codes, cells, table.method)
        else:
            reading.problems.append(NO_ORDER)


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


def _put_beside(row: Row, reading: Reading, pattern: Sequence[str]) -> None:
    """Keep the five values that stand on a printed line behind the name of their route, as the results above them (``pattern``) stand."""
    flags = value_flags(row.cells)
    values = [cell for flag, cell in zip(flags, row.cells, strict=True) if flag]
    if len(values) != 5 or flags != sorted(flags) or set(pattern or RESULTS) != set(RESULTS):
        return
    routes = {r for c in row.cells[:-5] if (r := words.table4_route(c.text))} & set(ROUTES)
    if len(routes) == 1:
        reading.put(_codes([*routes], pattern), values, "lines")


_WAYS = {"grid": "grid", "slipped": "cells"}


def _downwards(rows: Sequence[Row], where: tuple[int, int]) -> Reading | None:
    """Table four on its side: fifteen results below each other, each with its value, in three groups that name a route each.

    None where anything else stands among them. A blank is told where there is a cell for it.
    """
    found: list[tuple[str, TextCell, str]] = []
    groups: list[set[str]] = [set()]
    behind: set[int] = set()
    for row in rows:
        results = _result_words(row.cells)
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


def _unwrapped(rows: Sequence[Row], reading: Reading) -> bool:
    """Table four as ``_laid`` reads it, with its broken values put together, where each route then adds up."""
    wrapped = unwrapped(tokens_of(rows), len(FIFTEEN))
    reading.cells.clear()
    reading.strays.clear()
    if wrapped is None or not _laid(rows, reading, wrapped):
        return False
    for route in in_fives(FIFTEEN):
        cells = [reading.cells.get(code, (None, ""))[0] for code in route]
        told = [c for c in cells if c is not None]
        if len(told) < 5 or not adds_up(told):
            return False
    return True


def _laid(rows: Sequence[Row], reading: Reading, wrapped: Banded | None = None) -> bool:
    """Table four on a laid-out page: its one row of values, or one for each route, under the headings.

    ``wrapped`` has its values where some of them are broken over several lines.
    """
    tokens = tokens_of(rows)
    values, said = parted(tokens)
    if not tokens:
        return False
    bands = bands_of(values, line_height(tokens))
    if wrapped is not None:
        bands, said = wrapped.bands, wrapped.said
    in_rows = [t.cell for band in bands if len(band.tokens) > 1 for t in band.tokens][: len(FIFTEEN)]
    for band in bands:
        cells = [t.cell for t in band.tokens]
        above = [t for t in said if t.spot < band.spot]
        routes = [r for t in above if (r := _route_of(t.cell.text)) in ROUTES]
        beside = _beside(band, tokens) if len(cells) == 5 else None
        if len(cells) == 15:
            reading.put(_codes_across(above), cells, "columns")
        elif beside is not None:
            reading.put(_codes([beside]), cells, "columns")
        elif len(cells) == 5 and len(bands) >= 3 and routes:
            reading.put(_codes([routes[-1]]), cells, "columns")
        elif len(cells) == 1 and cells[0].text.isdigit() and not goes_on(cells[0], in_rows):
            reading.strays.append(cells[0].text)
        else:
            return False
    return bool(reading.cells)


def _routes_across(above: Sequence[Token]) -> list[str]:
    """The three routes in the order in which their headings stand beside each other; that of the form where these do not tell it."""
    at = {route: t.x for t in above if (route := words.table4_route(t.cell.text))}
    first = min((at[route] for route in ("lit", *ROUTES[1:]) if route in at), default=inf)
    suits = sorted(ROUTES[1:], key=lambda route: at[route]) if at.keys() >= set(ROUTES) else [*ROUTES[1:]]
    return [*suits, ROUTES[0]] if first < at.get(ROUTES[0], first) else [ROUTES[0], *suits]


def _codes_across(above: Sequence[Token]) -> list[str]:
    """The fifteen codes in the order of the headings above them, as far as these are whole words; else in that of the form."""
    heads = sorted((t.x, r) for t in above if (r := words.table4_result(t.cell.text)) is not None)
    pattern = [result for _, result in heads]
    fives = [set(pattern[n : n + 5]) for n in range(0, len(pattern), 5)]
    whole = fives == [set(RESULTS)] * len(ROUTES)
    return _codes(_routes_across(above), pattern if whole else ())


def _puts_suits_first(row: Row) -> bool:
    """Whether the words of a line name the suits, and behind them the reviews."""
    named = [words.table4_route(c.text) for c in row.cells]
    return ROUTES[0] in named and any(named[: named.index(ROUTES[0])])


def _suits_side_by_side(row: Row) -> list[str]:
    """The two kinds of suits in the order in which a line names both; else none, as a name may go on in the next line."""
    named = dict.fromkeys(r for c in row.cells if (r := words.table4_route(c.text)) in ROUTES[1:])
    return [*named] if len(named) > 1 else []


def _under_boxes(numbers: Sequence[TextCell], heads: Collection[Place]) -> list[TextCell]:
    """Fifteen cells of one line of numbers under headings that stand in boxes; none where a number stands under no heading, or two under one."""
    slots: dict[int, TextCell] = {}
    boxes = [place.box for place in heads if place.box is not None]
    where = [cell.place for cell in numbers]
    ys = [(p.box[1], p.box[3]) for p in where if p.box is not None]
    if len(boxes) < len(FIFTEEN) or len(ys) < len(numbers) or len({p.page for p in where}) > 1:
        return []
    if max(top for top, _ in ys) > min(bottom for _, bottom in ys):
        return []
    for cell, place in zip(numbers, where, strict=True):
        left, _, right, _ = place.box or (0.0, 0.0, 0.0, 0.0)
        over = [n for n, box in enumerate(boxes) if box[0] - 1 <= left and right <= box[2] + 1]
        if len(over) != 1 or over[0] in slots:
            return []
        slots[over[0]] = cell
    page, (top, bottom) = where[0].page, ys[0]
    blanks = (Place(page=page, box=(box[0], top, box[2], bottom)) for box in boxes)
    return [slots.get(n, TextCell("", 0, 0, place=place)) for n, place in enumerate(blanks)]


def _put_borne_out(reading: Reading, cells: Mapping[str, TextCell]) -> None:
    """Keeps the fifteen cells; an empty place is a blank only where the sum of its route bears it out."""
    for route in in_fives(FIFTEEN):
        five = [cells[code] for code in route]
        borne_out = adds_up(five)
        reading.put(route, [c if c.text or borne_out else None for c in five], "columns")


def _next_section(document: Document, where: tuple[int, int]) -> Spot | None:
    """Where what follows the blocks of table four begins; None where nothing does."""
    following = next(iter(document.blocks[where[1] + 1 : where[1] + 2]), None)
    if not isinstance(following, Paragraph) or following.place.page is None or following.place.box is None:
        return None
    return following.place.page, following.place.box[1]


def _beside(band: Band, tokens: Sequence[Token]) -> str | None:
    """The route that the words left of a band of values name, on its height and on the lines around it."""
    edge = min(t.x0 for t in band.tokens)
    near = [
        t
        for t in tokens
        if t.page == band.page
        and t.x1 < edge
        and abs(t.y - band.y) < 1.3 * band.height
        and t not in band.tokens
    ]
    route = words.table4_route("".join(t.cell.text for t in sorted(near, key=lambda t: (t.y, t.x0))))
    return route if route in ROUTES else None


def _run(rows: Sequence[Row], first: int) -> list[int]:
    """How many numbers stand on each of the lines of numbers from the ``first`` row on."""
    following = (rows[n] for n in range(first, len(rows)))
    return [len(row.cells) for row in takewhile(lambda r: r.printed and all(value_flags(r.cells)), following)]


def _of_block(rows: Sequence[Row], first: int) -> list[Row]:
    """The rows of the block that the ``first`` begins."""
    block = rows[first].block
    return list(takewhile(lambda row: row.block == block, (rows[n] for n in range(first, len(rows)))))


def _goes_on_below(members: Sequence[Row], below: Row) -> bool:
    """Whether a table that ends with headings goes on in the one on top of the next page, with the headings of its results or their values."""
    last = members[-1]
    pages = last.cells[0].place.page, below.cells[0].place.page
    if below.layout != "grid" or last.layout != "grid" or None in pages or pages[0] == pages[1]:
        return False
    if _values(last) or _own_route(below) or not any(r in ROUTES for r in _routes_named(members)):
        return False
    heads = len(_result_words(last.cells))
    return len(below.cells) == (heads or 5 * len(last.cells))


def read(document: Document, after: int) -> Reading | None:
    """Table four as printed from block ``after`` on; None where none stands."""
    reading = _read(document, after)
    if reading is not None:
        _without_broken(document, reading)
    return reading


def _without_broken(document: Document, reading: Reading) -> None:
    """Leaves cells of printed lines unread below which a figure's rest stands with its note: 1, and 0（其中… on the next line, are 10."""
    own = {cell.place.box for cell, _ in reading.cells.values() if cell is not None}
    rests = [
        (block.place.page, word.box)
        for block in document.blocks[reading.span[0] : reading.span[1] + 1 + NOTE_LINES]
        if isinstance(block, Paragraph)
        for word in block.words
        if _REST.match(word.text) and word.box not in own and words.table4_route(word.text) is None
    ]
    for code, (cell, method) in reading.cells.items() if rests else ():
        box = cell.place.box if cell is not None and method in ("lines", "columns") else None
        if cell is None or box is None or not cell.text.strip():
            continue
        tall = box[3] - box[1]
        if any(
            page == cell.place.page
            and x0 < box[2] + tall
            and box[0] - tall < x1
            and x1 - x0 < NARROW * tall
            and 0 < top - box[1] < NEXT_LINE * tall
            for page, (x0, top, x1, _) in rests
        ):
            reading.cells[code] = (None, method)
            reading.problems.append(f"the figure of {code} goes on in the line below it")


def _read(document: Document, after: int) -> Reading | None:
    where = region(document, after)
    if where is None:
        return None
    rows = list(block_rows(document, *where))
    text = "".join([row.text for row in rows])
    # The characters of one heading, which is the same in all three columns, may be recognised badly.
    wanted = len(RESULT_SIGNS) - (document.engine == "ocr")
    if max(_results_named(text), _results_named(words.plain(text))) < wanted:
        return None
    reading = Reading(where)
    if any(map(has_added_heading, rows)):
        reading.problems.append("a column that table four does not have")
        return reading
    down = _downwards(rows, where) if len(rows) >= len(FIFTEEN) else None
    if down is not None:
        return down
    if all(row.layout == "placed" for row in rows):
        return _placed(document, rows, reading)
    walk = _Walk(rows, reading)
    walk.to_the_end()
    return reading


def _heads_out_of_order(rows: Sequence[Row]) -> bool:
    """Whether headings of results that stand on a line each, as a text layer gives them, come in another order than that of the form.

    Each route has them all once: they begin anew no more often than the same one stands there.
    """
    alone = (row.text for row in rows if row.printed and len(row.text) <= _LONGEST_HEAD)
    named = (n for text in alone for n, sign in enumerate(_SIGNS) if sign in text)
    order = [n for n, _ in groupby(named)]  # what is printed twice for boldness is one heading
    begun = 1 + sum(later <= earlier for earlier, later in pairwise(order))
    return len(order) >= len(RESULTS) and begun > max(map(order.count, order))


def _results_named(text: str) -> int:
    """How many of the results that a table four cannot lack have all their characters in a text."""
    return sum(all(sign in text for sign in signs) for signs in RESULT_SIGNS)


def _placed(document: Document, rows: Sequence[Row], reading: Reading) -> Reading:
    """The table from words in their places alone."""
    told = _laid(rows, reading)
    if not told or any(cell is None or not cell.text for cell, _ in reading.cells.values()):
        blanks = read_table4(rows, document.painted, _next_section(document, reading.span))
        if blanks is not None:
            reading = Reading(reading.span)
            _put_borne_out(reading, blanks)
            return reading
    if not told and not _unwrapped(rows, reading):
        reading.cells.clear()
        reading.problems.append("numbers that fit no column of table four")
    return reading


@dataclass(slots=True)
class _Walk:
    """What the rows of table four have said so far, taken one after the other: blocks of cells, and printed lines."""

    rows: Sequence[Row]
    reading: Reading
    index: int = 0
    title: str | None = None
    """The route that a row of five values belongs to."""
    headed: bool = False
    """Whether headings of results stood above, since the route was named."""
    named: set[str] = field(default_factory=set)
    """The routes named since the last numbers."""
    pattern: list[str] = field(default_factory=list)
    numbers: list[TextCell] = field(default_factory=list)
    lines: int = 0
    """So many lines the numbers stand on."""

    def to_the_end(self) -> None:
        """Take in all rows."""
        while self.index < len(self.rows):
            row = self.rows[self.index]
            if not row.printed:
                self._take_block()
            elif all(value_flags(row.cells)):
                self._take_numbers(row)
            else:
                self._take_words(row)
        self._close()

    def _take_numbers(self, row: Row) -> None:
        """Take in a line of numbers: more of those before, or a row of its own."""
        run = [] if self.numbers else _run(self.rows, self.index)
        if sum(run) == 15 or (len(run) > 5 and max(run) == 1):
            self.title = None  # one row of fifteen, over however many lines, or not to be told
        counts = (len(row.cells), len(self.numbers))
        whole = 15 in counts or (5 in counts and self.title in ROUTES)
        # Numbers too many after those on several lines may belong to any of them; of one alone the sums may tell.
        said = [cell.text for cell in (*self.numbers, *row.cells)]
        too_many = len(said) % 5
        if whole and (self.lines < 2 or not too_many or (too_many == 1 and last_is_too_many(said, 5))):
            self._close()
        self.lines = self.lines + 1 if self.numbers else 1
        self.numbers += row.cells
        self.named.clear()
        self.index += 1

    def _take_words(self, row: Row) -> None:
        """Take in a line of headings, or of a heading and numbers beside it."""
        self._close()
        results = [result for _, result in _result_words(row.cells)]
        self.pattern = results or self.pattern
        route = _route_of(row.text)
        self.headed = bool(results) or (self.headed and not route)
        self.named |= {r for c in row.cells if (r := words.table4_route(c.text))} & set(ROUTES)
        self.named |= {route} & set(ROUTES) if route else set()
        _put_beside(row, self.reading, self.pattern)
        # Several routes above one row of values: none of them is the title of five.
        self.title = None if len(self.named) > 1 else route or self.title
        self.index += 1

    def _take_block(self) -> None:
        """Take in the rows of a block of cells, each group of rows under its headings."""
        self._close()
        self.named.clear()
        members = _of_block(self.rows, self.index)
        below = self.index + len(members)
        if below < len(self.rows) and _goes_on_below(members, self.rows[below]):
            members += _of_block(self.rows, below)
        method = "grid" if self.rows[self.index].layout == "grid" else "cells"
        for group, heads in _headed(members):
            _table(group, heads, self.reading, self.title, method)
            said = _routes_named(group)
            own = [r for r in said if r in ROUTES]
            if own:
                self.title = own[0] if len(own) == 1 and (own[0] != "rev" or "lit" not in said) else None
        self.index += len(members)

    def _close(self) -> None:
        """Keep the numbers of the last lines, if it is told what they are."""
        numbers, reading, title = self.numbers, self.reading, self.title
        self.numbers = []
        are_same = len({cell.text for cell in numbers}) == 1  # zeros, as nearly everywhere, need no order
        if len(numbers) in (5, 15) and not are_same and _heads_out_of_order(self.rows[: self.index]):
            reading.problems.append(NO_ORDER)
        elif len(numbers) == 15:
            if NO_ORDER not in reading.problems:
                reading.put(list(reading.heads) or _codes(self._routes()), numbers, "lines")
        elif len(numbers) == 5 and title in ROUTES and (self.headed or adds_up(numbers)):
            reading.put(_codes([title]), numbers, "lines")
        elif len(numbers) == 1 and len(numbers[0].text) >= 15:
            _put_glued(reading, numbers[0])
        elif len(numbers) == 1 and not goes_on(numbers[0], [c for c, _ in reading.cells.values()]):
            reading.strays.append(numbers[0].text)
        elif numbers and (slots := _under_boxes(numbers, reading.heads.values())):
            _put_borne_out(reading, dict(zip(reading.heads, slots, strict=True)))
        elif numbers:
            reading.problems.append(f"{len(numbers)} numbers under the headings of table four")

    def _routes(self) -> list[str]:
        """The three routes in the order in which printed rows name them."""
        printed = [row for row in self.rows if row.printed]
        suits = next(filter(None, map(_suits_side_by_side, printed)), list(ROUTES[1:]))
        return [*suits, ROUTES[0]] if any(map(_puts_suits_first, printed)) else [ROUTES[0], *suits]


def _put_glued(reading: Reading, glued: TextCell) -> None:
    """Keep the fifteen numbers of digits that ran together, as far as the sums tell them apart."""
    numbers = decode_table4(glued.text) if glued.text.isdecimal() else ()
    if numbers:
        cells = [None if n is None else replace(glued, text=str(n)) for n in numbers]
        reading.put(FIFTEEN, cells, "glued")
    if not numbers or None in numbers:
        reading.problems.append("glued digits of table four that can be read in several ways")
