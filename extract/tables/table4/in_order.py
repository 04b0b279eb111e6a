"""Table four without rulings whose headings all stand in their order: what is empty below them is blank.

Where its figures are in pieces, as narrow columns break them, they are put together and have to add up.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.codes import FIFTEEN, RESULTS, ROUTES, in_fives
from extract.tables.placed.blanks import Painted, blank_cell, painted_in
from extract.tables.placed.headings import MOST, SAME_LINE, columns_of, columns_told, parts_of_headings
from extract.tables.placed.leading import leading_of
from extract.tables.placed.piled import may_be_piece, piled
from extract.tables.placed.tokens import PAGE, TEXT, Span, Spot, Token, line_height, tokens_of
from extract.tables.rows import Row
from extract.tables.sums import adds_up
from extract.tables.table4.reading import codes_in
from extract.tables.values import is_value

LEAST_ROW = 1.0
"""Room for a row is no lower, in parts of the height of a line."""
LEAST_LINES = 2.0
"""The same in a text: an empty line parts paragraphs anyway, and a row that was lost leaves none of its own."""
_CAPTION = rare(r"[（(]?[一二三1-3][）)、.．].{0,12}(?:复议|诉讼|起诉).{0,8}")
"""A numbered heading above a part of table four: （二）行政诉讼情况."""


def read_table4(
    rows: Sequence[Row], painted: Painted, end: Spot | None, *, in_pieces: bool = False
) -> dict[str, TextCell] | None:
    """All fifteen cells of table four, the blank ones too, where every heading stands in its place; else None.

    ``end`` is where the next section begins: blanks of a table that nothing follows may stand where nobody looked.
    Figures stand each on the one line of their row, or they are ``in_pieces``.
    """
    tokens = _last_headed(tokens_of(rows))
    if not tokens or len(tokens) > MOST or (end is None and not in_pieces):
        return None
    end = end or (max(t.page for t in tokens), PAGE)
    captions = {id(t) for t in tokens if _CAPTION.fullmatch(t.cell.text)}
    routes = [(route, t) for t in tokens if (route := words.table4_route(t.cell.text))]
    headed = [(route, t) for route, t in routes if id(t) not in captions]
    if len(headed) >= len(ROUTES):
        routes = headed
    own = dict(routes)
    line = line_height(tokens)
    if sorted(route for route, _ in routes) not in (sorted(ROUTES), sorted((*ROUTES, "lit"))):
        own = _lowest_named(routes, line)
        if not own:
            return None
    top = min(token.y for _, token in routes if token.page == min(t.page for _, t in routes))
    first = min(t.spot for _, t in routes)
    named = captions | {id(t) for _, t in routes}
    below = [t for t in tokens if id(t) not in named and t.spot > (first[0], top + SAME_LINE * t.height)]
    notes = [
        (t.page, t.y - t.height / 2)
        for t in below
        if not (is_value(t.cell.text) or is_of_result(t.cell.text) or (in_pieces and may_be_piece(t)))
    ]
    # A note may stand below the table, and ends it.
    end = min([end, *notes])
    if any(t.spot > end and (id(t) in named or is_value(t.cell.text)) for t in tokens):
        return None
    below = [t for t in below if t.spot < end]
    stacked = _in_order(own, line)
    cells: dict[str, TextCell] = {}
    for beside, following in pairwise([*stacked, ()]):
        spot = min(own[route].spot for route in beside)
        until = min([own[route].spot for route in following], default=end)
        five_each = _under(
            beside, [t for t in below if spot < t.spot < until], painted, until, line, in_pieces
        )
        if five_each is None:
            return None
        cells |= five_each
    if not cells or (
        in_pieces and not all(adds_up(cells[code] for code in route) for route in in_fives(FIFTEEN))
    ):
        return None
    return cells


def _last_headed(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words without headings at the foot of a page that stand once more, above the values, on the next one."""
    pages = sorted({t.page for t in tokens})
    if len(pages) != 2 or any(is_value(t.cell.text) for t in tokens if t.page == pages[0]):
        return tokens
    first, second = ([t for t in tokens if t.page == page] for page in pages)
    heads = [t.cell.text for t in takewhile(lambda t: not is_value(t.cell.text), second)]
    return second if heads and [t.cell.text for t in first][-len(heads) :] == heads else tokens


def _lowest_named(routes: Sequence[tuple[str, Token]], line: float) -> dict[str, Token]:
    """The last heading of each of three routes below each other that are named several times, as in a caption and below it; empty where they are not so."""
    at = dict(sorted(routes, key=lambda r: r[1].spot))
    if not at.keys() >= set(ROUTES):
        return {}
    own = {route: at[route] for route in ROUTES}
    if not all(_are_below(own[upper], own[lower], line) for upper, lower in pairwise(ROUTES)):
        return {}
    above = {lower: own[upper].spot for upper, lower in pairwise(ROUTES)}
    apart = all(above[route] < t.spot for route, t in routes if route in above)
    return own if apart else {}


def _in_order(named: Mapping[str, Token], line: float) -> list[tuple[str, ...]]:
    """The three routes as they stand below each other, those beside each other together; none where they stand in no order.

    ``lit`` is the heading over the two kinds of suits.
    """
    rev, direct, after = (named[route] for route in ROUTES)
    suits = named.get("lit", direct)
    if _are_below(rev, direct, line) and _are_below(direct, after, line):
        return [(route,) for route in ROUTES]
    if _are_below(rev, suits, line) and direct.x < after.x:
        return [ROUTES[:1], ROUTES[1:]]
    return [ROUTES] if rev.x < min(suits.x, direct.x) and direct.x < after.x else []


def _are_below(upper: Token, lower: Token, line: float) -> bool:
    """Whether one heading stands so far below another that the other's headings and values have room between them."""
    return upper.page < lower.page or (upper.page == lower.page and lower.y - upper.y > 2 * line)


def is_of_result(text: str) -> bool:
    """Whether words are parts of the headings of results, in their order."""
    key = words.plain(text)
    return bool(parts_of_headings(key, RESULTS * len(ROUTES), words.result_keys())) or any(
        key in name for names in words.result_keys().values() for name in names
    )


def _under(
    routes: Sequence[str], tokens: Sequence[Token], painted: Painted, end: Spot, line: float, in_pieces: bool
) -> dict[str, TextCell] | None:
    """The cells of one row of values below the headings of some routes; None where they do not tell it."""
    values = [t for t in tokens if is_value(t.cell.text) or (in_pieces and not is_of_result(t.cell.text))]
    head = [t for t in tokens if t not in values]
    if not head:
        return None
    columns = columns_of(head, RESULTS * len(routes), words.table4_result, words.result_keys())
    page, low = max((t.page, t.y + t.height / 2) for t in head)
    if columns is None or any((v.page, v.y) < (page, low) for v in values):
        return None
    if values:
        page, y = values[0].page, values[0].y
    elif end[0] != page or end[1] - low < (LEAST_LINES if page == TEXT else LEAST_ROW) * line:
        return None  # there is no room for a row, or it may stand on the next page
    else:
        y = (low + min(end[1], low + 2 * line)) / 2
    bottom = end[1] - line / 2 if end[0] == page else PAGE
    if painted_in(
        painted,
        page,
        (columns[0][0], low if not values else y - line, columns[-1][1], min(bottom, y + 2 * line)),
    ):
        return None
    leading = (leading_of(head, line) or 0.0) if in_pieces else 0.0
    held = piled(values, columns, leading) if in_pieces else _on_one_line(values, columns, line)
    if held is None:
        return None
    cells = [held.get(n) or blank_cell(page, span, y, line) for n, span in enumerate(columns)]
    return dict(zip(codes_in(routes), cells, strict=True))


def _on_one_line(values: Sequence[Token], columns: Sequence[Span], line: float) -> dict[int, TextCell] | None:
    """The cells of values that all stand on one line, by the number of their column; None where they do not, or it is not told."""
    if any(v.page != values[0].page or abs(v.y - values[0].y) > SAME_LINE * line for v in values):
        return None
    told = columns_told(values, [0] * len(values), columns)
    return None if told is None else dict(zip(told, (v.cell for v in values), strict=True))
