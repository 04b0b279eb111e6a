"""Table four without rulings whose routes stand below each other beside the five results, or the results beside the three routes.

What is empty where a row and a column meet is blank: every heading and every name stands there, each once.
"""

from collections.abc import Callable, Sequence
from itertools import chain, combinations, pairwise
from operator import attrgetter

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.records import record
from extract.tables.codes import FIFTEEN, RESULTS, ROUTES, in_fives
from extract.tables.placed.blanks import BESIDE, Painted, blank_cell, painted_in
from extract.tables.placed.headings import MOST, SAME_LINE, columns_of, columns_told, head_columns
from extract.tables.placed.piled import piled
from extract.tables.placed.tokens import Span, Spot, Token, is_level, line_height, tokens_of
from extract.tables.rows import Row
from extract.tables.sums import adds_up
from extract.tables.table4.in_order import is_of_result
from extract.tables.values import is_value

UNEVEN = 0.5
"""Points by which the distances of lines of one name may differ."""
MOST_LINES = 10
"""The names of the rows are broken over fewer lines."""


def read_crossed(rows: Sequence[Row], painted: Painted, end: Spot | None) -> dict[str, TextCell] | None:
    """All fifteen cells, the blank ones too; None where the headings do not tell them.

    ``end`` is where the next section begins.
    """
    tokens = tokens_of(rows)
    if not tokens or len(tokens) > MOST or end is None:
        return None
    tokens = [t for t in tokens if t.spot < end]
    said = [t for t in tokens if not is_value(t.cell.text)]
    results = [t for t in said if is_of_result(t.cell.text)]
    columns = columns_of(results, RESULTS, words.table4_result, words.result_keys())
    if columns is not None:
        codes: Sequence[str] = FIFTEEN
        table = _table(tokens, results, columns, ROUTES, words.table4_route, painted)
    else:
        codes = [f"{route}_{result}" for result in RESULTS for route in ROUTES]
        first = min((t.spot for t in results), default=end)
        routes = [t for t in said if t.spot < first and words.table4_route(t.cell.text) in ROUTES]
        columns = head_columns(routes, ROUTES, words.table4_route)
        table = _table(tokens, routes, columns, RESULTS, words.table4_result, painted) if columns else None
    if table is None:
        return None
    cells = dict(zip(codes, table.cells, strict=True))
    borne_out = not table.joined or all(adds_up(cells[code] for code in five) for five in in_fives(FIFTEEN))
    return cells if borne_out else None


@record(frozen=True, slots=True)
class _Table:
    """The cells row by row, and whether digits that stand apart were ``joined``: then only sums can bear them out."""

    cells: tuple[TextCell, ...]
    joined: bool


def _table(
    tokens: Sequence[Token],
    heads: Sequence[Token],
    columns: Sequence[Span],
    names: Sequence[str],
    code_of: Callable[[str], str | None],
    painted: Painted,
) -> _Table | None:
    """What stands below the headings; None where a row has no name of its own, or a value no place."""
    line = line_height(tokens)
    page, low = max(t.spot for t in heads)
    if any(t.page != page for t in heads):
        return None
    below = [t for t in tokens if t.spot > (page, low + SAME_LINE * line)]
    values = [t for t in below if is_value(t.cell.text)]
    before = [t for t in below if t not in values and t.x < columns[0][0]]
    named = _named_down(before, names, code_of)
    if not named:
        return None
    heights = [(name[0].page, (name[0].y + name[-1].y) / 2) for name in named]
    reach = [(name[-1].y - name[0].y) / 2 + BESIDE * line for name in named]
    rows = [
        [t for t in values if is_level(t, page, y, far)]
        for (page, y), far in zip(heights, reach, strict=True)
    ]
    first, last = named[0][0].spot, named[-1][-1].spot
    strays = [t for t in below if first < t.spot < last and t not in before and t not in values]
    drawn = any(
        painted_in(painted, page, (columns[0][0], y - far, columns[-1][1], y + far))
        for (page, y), far in zip(heights, reach, strict=True)
    )
    if strays or drawn or sorted(map(id, chain(*rows))) != sorted(map(id, values)):
        return None
    held = _by_column(rows, columns)
    joined = held is None
    if joined:
        piles = [piled(row, columns) if row else {} for row in rows]
        held = [pile for pile in piles if pile is not None]
    if held is None or len(held) < len(rows):
        return None
    return _Table(
        tuple(
            own.get(n) or blank_cell(page, span, y, line)
            for own, (page, y) in zip(held, heights, strict=True)
            for n, span in enumerate(columns)
        ),
        joined,
    )


def _by_column(rows: Sequence[Sequence[Token]], columns: Sequence[Span]) -> list[dict[int, TextCell]] | None:
    """The cells of each row by their column, which those of all rows tell together; None where they do not."""
    values = [(n, value) for n, row in enumerate(rows) for value in row]
    if not values:
        return [{} for _ in rows]
    told = columns_told([value for _, value in values], [n for n, _ in values], columns)
    if told is None:
        return None
    held: list[dict[int, TextCell]] = [{} for _ in rows]
    for (n, value), column in zip(values, told, strict=True):
        held[n][column] = value.cell
    return held


def _named_down(
    tokens: Sequence[Token], names: Sequence[str], code_of: Callable[[str], str | None]
) -> list[Sequence[Token]]:
    """The lines of the names of the rows, each row's together, those nearest to each other; none where they can be parted so in no or in several ways.

    行政诉讼 before the two kinds of suits is the name of no row.
    """
    lines = sorted((t for t in tokens if code_of(t.cell.text) != "lit"), key=attrgetter("spot"))
    if len(lines) >= MOST_LINES:
        return []
    told = []
    for cuts in combinations(range(1, len(lines)), len(names) - 1):
        parts: list[Sequence[Token]] = [lines[a:b] for a, b in pairwise((0, *cuts, len(lines)))]
        if [code_of("".join(t.cell.text for t in part)) for part in parts] == [*names]:
            told.append(parts)
    told.sort(key=_inner_gaps)
    plain = len(told) == 1 or (len(told) > 1 and _inner_gaps(told[1]) - _inner_gaps(told[0]) > UNEVEN)
    return told[0] if plain else []


def _inner_gaps(parts: Sequence[Sequence[Token]]) -> float:
    """How far apart the lines of the same names stand, all together."""
    return sum(part[-1].y - part[0].y for part in parts)
