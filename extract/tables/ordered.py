"""Tables whose headings and row labels all stand, each once and in the order of the form: what is empty between them is blank.

So a reader of the page tells a blank, and nothing less tells one here. Where a heading or a label is missing or
stands twice, a value fits no column or no label, other words stand among the values, or something is drawn there
that is no text, nothing is told.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise, takewhile

from extract.documents.model import Box, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.codes import RESULTS, ROUTES, ROWS, row_exact, rows_named_in, wordings_of
from extract.tables.laid import (
    LaidRow,
    Span,
    Spot,
    Token,
    blank_cell,
    head_columns,
    line_height,
    stands_aside,
    tokens_of,
)
from extract.tables.rows import Row
from extract.tables.values import is_value

MOST = 600
"""A table of the form has fewer words; of more nothing is told."""
LONGEST = 40
"""No line of a label, a group's name before it, has more characters."""
LINES = 12
"""No label is broken over more lines."""
TOUCHING = 0.35
"""Words of one line with a smaller gap, in parts of their height, are one piece of a label."""
SAME_LINE = 0.45
"""Words whose middles differ by less, in parts of their height, stand on one line."""
OVERHANG = 0.6
"""A label reaches into the first column by no more, in parts of its height: the air of its last sign, no figure."""
MOSTLY = 0.85
"""A figure too wide for its cell stands in it with this part of its width at least."""
NEXT_LINE = 2.2
"""The next line of a label stands no lower, in parts of the height of a line."""
BESIDE = 0.75
"""A value stands at a label if it is no farther above or below its lines, in parts of their height."""

STEP = 0.25
"""The edges of cells are tried out in such steps, in points."""
MOST_STEPS = 400
"""And in wider ones where these would be more: an edge that is not tried would make what it allows seem impossible."""
UNEVEN = 1.5
"""The distances of aligned values from the edges of their cells differ by no more, in points."""
LEAST_ROW = 1.0
"""Room for a row is no lower, in parts of the height of a line."""
PAGE = 5000.0
"""What stands on the next page stands so much lower, in points, than anything on the one before."""
MOVED = 3.0
"""Headings that stand again on a later page stand no farther off, in points, from left to right."""

Painted = Mapping[int, Sequence[Box]]
"""What is drawn on each page (from 1) that is neither text nor ruling."""


_SPAN = "三本年度办理结果"
_SPAN_BEFORE = rare(rf"^[{_SPAN}、\s]{{1,10}}(?=[（(][一二三四五六七][)）])")
"""What of 三、本年度办理结果, set downwards or in a narrow cell, runs into the label beside it."""


@record(frozen=True, slots=True)
class Piece:
    """One line of a label, or a part of it: its key, place, and the height of its line."""

    key: str
    page: int
    x0: float
    x1: float
    y: float
    height: float

    @property
    def spot(self) -> Spot:
        """Where it stands from the top."""
        return self.page, self.y


@record(frozen=True, slots=True)
class Label:
    """A row's label over one or several lines."""

    code: str
    pieces: tuple[Piece, ...]

    @property
    def first(self) -> Spot:
        """Its uppermost line."""
        return self.pieces[0].spot

    @property
    def last(self) -> Spot:
        """Its lowest line."""
        return self.pieces[-1].spot

    def heights(self) -> Iterator[tuple[int, float, float]]:
        """Each page that it stands on, and from where to where a value stands beside it there."""
        for page, pieces in groupby(self.pieces, key=lambda p: p.page):
            lines = list(pieces)
            slack = BESIDE * lines[0].height
            yield page, lines[0].y - slack, lines[-1].y + slack


def painted_in(painted: Painted, page: int, box: Box) -> bool:
    """Whether something that is no text is drawn in a part of a page."""
    x0, top, x1, bottom = box
    return any(a < x1 and x0 < c and b < bottom and top < d for a, b, c, d in painted.get(page, ()))


def pieces_of(tokens: Iterable[Token]) -> list[Piece]:
    """The words of each line that touch, put together; from top to bottom, and from left to right."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.spot):
        last = lines[-1][0] if lines else None
        if last is not None and last.page == token.page and token.y - last.y < SAME_LINE * token.height:
            lines[-1].append(token)
        else:
            lines.append([token])
    pieces: list[Piece] = []
    for line in lines:
        run: list[Token] = []
        for token in sorted(line, key=lambda t: t.x0):
            if run and token.x0 - run[-1].x1 > TOUCHING * token.height:
                pieces.append(_piece(run))
                run = []
            run.append(token)
        pieces.append(_piece(run))
    return pieces


def _piece(run: Sequence[Token]) -> Piece:
    text = "".join(t.cell.text for t in run)
    bare = _SPAN_BEFORE.sub("", text)
    first = run[0]
    x0 = first.x0 + (len(text) - len(bare)) * first.height
    y = sum(t.y for t in run) / len(run)
    return Piece(words.plain(bare), first.page, x0, run[-1].x1, y, max(t.height for t in run))


def _below(piece: Piece, pieces: Sequence[Piece], at: int) -> list[int]:
    """The pieces that may go on with the label of one: right below it, or on top of the next page."""
    found: list[int] = []
    for n in range(at + 1, len(pieces)):
        other = pieces[n]
        if found and pieces[found[0]].spot != other.spot and len(found) > 1:
            break
        if other.page > piece.page + 1:
            break
        if other.page == piece.page and other.y - piece.y > NEXT_LINE * piece.height:
            continue
        if other.y == piece.y and other.page == piece.page:
            continue
        if other.x0 < piece.x1 and piece.x0 < other.x1:
            found.append(n)
            break
    return found


def _chain(
    code: str, keys: Sequence[str], code_of: Callable[[str], str | None], pieces: Sequence[Piece], at: int
) -> list[int]:
    """The pieces from one on that make up the whole label of a row; none if they do not."""
    chain, whole = [at], []
    key = pieces[at].key
    while any(k.startswith(key) or words.unnumbered(k).startswith(words.unnumbered(key)) for k in keys):
        if code_of(key) == code:
            whole = list(chain)
        following = _below(pieces[chain[-1]], pieces, chain[-1])
        if not following or len(chain) == LINES:
            break
        chain.append(following[0])
        key += pieces[following[0]].key
    return whole


def labels_in_order(
    pieces: Sequence[Piece],
    wordings: Mapping[str, Sequence[str]],
    code_of: Callable[[str], str | None],
    may_stand: Callable[[str], bool],
) -> list[Label] | None:
    """The label of every row, each printed once, in this order; None where one is not, or where other words stand there."""
    pieces = [p for p in pieces if p.key]
    if len(pieces) > MOST:
        return None
    found: list[Label] = []
    used: set[int] = set()
    for code, keys in wordings.items():
        starts = {key[:1] for key in keys} | {words.unnumbered(key)[:1] for key in keys}
        chains = [
            chain
            for at, piece in enumerate(pieces)
            if piece.key[0] in starts
            and at not in used
            and (chain := _chain(code, keys, code_of, pieces, at))
        ]
        if len(chains) != 1 or used & set(chains[0]):
            return None
        used |= set(chains[0])
        found.append(Label(code, tuple(pieces[n] for n in chains[0])))
    if any(a.last >= b.first for a, b in pairwise(found)):
        return None
    first = found[0].first
    others = [p for n, p in enumerate(pieces) if n not in used and p.spot > first]
    return found if all(may_stand(p.key) for p in others) else None


def _is_of_group(key: str) -> bool:
    """Whether words are a part of the name of a group of rows, be it behind a part of 三、本年度办理结果."""
    names = words.group_keys()
    return any(key[:n] in _SPAN and any(key[n:] in name for name in names) for n in range(len(key)))


def _is_of_row(key: str) -> bool:
    """Whether words are a part of the label of a row."""
    return any(key in wording for wordings in words.table3_keys().values() for wording in wordings)


@lru_cache(maxsize=1 << 10)
def _group_before(key: str) -> int:
    """How many signs of a label's line are of a group's name that stands before it; 0 where none do."""
    if _is_of_row(key) or _is_of_group(key):
        return 0
    return next((n for n in range(1, len(key)) if _is_of_row(key[n:]) and _is_of_group(key[:n])), 0)


def _apart_from_group(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of labels without what of a group's name stands so close before them that it seems to begin their line."""
    for piece in pieces:
        key = piece.key
        cut = _group_before(key) if 0 < len(key) <= LONGEST else 0
        if not cut:
            yield piece
            continue
        # Signs are left out of the key: where the one ends and the other begins is only about told.
        width = min((piece.x1 - piece.x0) / len(key), piece.height)
        begins = piece.x1 - width * (len(key) - cut)
        yield replace(piece, key=key[:cut], x1=min(begins, piece.x0 + width * cut))
        yield replace(piece, key=key[cut:], x0=begins)


def read_table3(rows: Sequence[Row], painted: Painted) -> list[LaidRow] | None:
    """All rows of table three, the blank cells too, where every heading and label stands in its place; else None."""
    tokens = tokens_of(rows)
    if not tokens or len(tokens) > 2 * MOST:
        return None
    start = _start(tokens)
    if start is None:
        return None
    top = (start.page, start.y - start.height / 2)
    head = [t for t in tokens if t.spot < top]
    columns = _columns(head)
    if columns is None:
        return None
    edge = columns[0][0] - (columns[1][0] - columns[0][1]) / 2
    body = [t for t in tokens if t.spot >= top]
    again = _heads_again(body, columns, start.page)
    if again is None:
        return None
    body = [t for t in body if id(t) not in again and not words.is_table3_head(t.cell.text)]
    beside = [t for t in body if t.x < edge]
    values = [t for t in body if t.x >= edge]
    pages = {t.page for t in beside}
    if len(pages) > 1 and not again and stands_aside(beside, start.page, pages - {start.page}):
        return None
    if any(t.x1 > columns[0][0] + OVERHANG * t.height for t in beside) or not all(
        is_value(t.cell.text) for t in values
    ):
        return None
    text = words.plain("".join(t.cell.text for t in sorted(beside, key=lambda t: (t.page, t.y, t.x0))))
    pieces = list(_apart_from_group(pieces_of(beside)))
    wordings = {code: wordings_of(code) for code in rows_named_in(text)}
    labels = labels_in_order(pieces, wordings, row_exact, _is_of_group)
    if labels is None:
        return None
    return _filled(labels, columns, values, painted, line_height(tokens))


def _columns(head: Sequence[Token]) -> list[Span] | None:
    """The stretches of the seven headings among the words above the rows."""
    below = [t for t in head if not words.is_table3_head(t.cell.text)]
    return columns_of(below, APPLICANT_CODES, words.applicant, words.applicant_keys())


def _heads_again(body: Sequence[Token], columns: Sequence[Span], start: int) -> set[int] | None:
    """The words of the headings where they stand again above the rows of a later page; None if they stand elsewhere."""
    again: set[int] = set()
    for page in sorted({t.page for t in body} - {start}):
        top: list[Token] = []
        for token in sorted((t for t in body if t.page == page), key=lambda t: (t.y, t.x0)):
            if not _is_of_heading(token.cell.text):
                break
            top.append(token)
        if not top or (spans := _columns(top)) is None:
            continue
        if any(
            abs(a[0] - b[0]) > MOVED or abs(a[1] - b[1]) > MOVED for a, b in zip(spans, columns, strict=True)
        ):
            return None
        again |= set(map(id, top))
    return again


def _is_of_heading(text: str) -> bool:
    """Whether words are parts of the headings above table three; a dash or a stroke is no word."""
    key = words.plain(text)
    return key != "" and (
        any(key in name for names in words.applicant_keys().values() for name in names)
        or any(key in name for name in words.table3_head_keys())
        or bool(_cuts(key, APPLICANT_CODES, words.applicant_keys()))
    )


def _start(tokens: Sequence[Token]) -> Token | None:
    """The first line of the first row's label, if it stands once."""
    found = [t for t in tokens if words.table3_row_exact(t.cell.text) == ROWS[0]]
    if len(found) != 1:
        # Broken over lines: its first line tells it.
        keys = words.table3_keys()[ROWS[0]]
        found = [
            t
            for t in tokens
            if len(key := words.plain(t.cell.text)) >= 4 and any(k.startswith(key) for k in keys)
        ]
    return found[0] if len(found) == 1 else None


def columns_of(
    head: Sequence[Token],
    names: Sequence[str],
    code_of: Callable[[str], str | None],
    wordings: Mapping[str, Sequence[str]],
) -> list[Span] | None:
    """The stretch of every heading, each printed once and in this order, also where neighbours are set so close that they are one word."""
    return head_columns(head, names, code_of) or head_columns(
        [part for token in head for part in _parts(token, names, wordings)], names, code_of
    )


def _parts(token: Token, names: Sequence[str], wordings: Mapping[str, Sequence[str]]) -> list[Token]:
    """A word that runs through parts of several headings, in their order, cut between these."""
    text = token.cell.text
    cuts = _cuts(text, names, wordings)
    em = token.height
    width = token.x1 - token.x0
    if len(cuts) < 2 or len(text) != sum(map(len, cuts)):
        return [token]
    em = min(em, width / len(text))
    gap = (width - em * len(text)) / (len(cuts) - 1)
    parts: list[Token] = []
    x = token.x0
    for cut in cuts:
        end = x + em * len(cut)
        parts.append(replace(token, cell=replace(token.cell, text=cut), x0=x + 0.1, x1=end - 0.1))
        x = end + gap
    return parts


def _cuts(text: str, names: Sequence[str], wordings: Mapping[str, Sequence[str]]) -> list[str]:
    """The fewest parts of headings, from left to right, that a word consists of; none if it does not."""
    if len(text) > 30 or any(text in key for name in names for key in wordings[name]):
        return []
    best: dict[tuple[int, int], list[str]] = {(0, -1): []}
    for at in range(len(text)):
        for (_, last), cuts in [item for item in best.items() if item[0][0] == at]:
            for n in range(last + 1, len(names)):
                for end in range(at + 1, len(text) + 1):
                    if any(text[at:end] in key for key in wordings[names[n]]):
                        known = best.get((end, n))
                        if known is None or len(cuts) + 1 < len(known):
                            best[end, n] = [*cuts, text[at:end]]
    whole = [cuts for (reached, _), cuts in best.items() if reached == len(text)]
    return min(whole, key=len, default=[])


def columns_told(
    values: Sequence[Token],
    at: Sequence[int],
    columns: Sequence[Span],
    left: float = float("-inf"),
    inside: Span = (float("inf"), float("-inf")),
) -> list[int] | None:
    """The column of each value: that whose heading alone it stands under, else that in whose cell alone it can stand.

    Every heading stands in the middle of its cell, so that one edge between two cells gives all others. None where a
    value fits no cell, where two of one row (``at`` has that of each) meet, or where the values can be aligned with
    several cells. ``left`` is where the labels end; what stands ``inside`` the cells, from the first to the last, in
    other rows of the table, they reach around.
    """
    over = [_over(v, columns) for v in values]
    if any(len(under) > 1 for under in over):
        return None
    spans = sorted({(v.x0, v.x1) for v in values})
    told: list[int] | None = [under[0] for under in over] if all(over) else None
    if told is None:
        for edges in _cells(columns, left, inside):
            for side in (0, 1):
                cells = _aligned(spans, edges, side)
                if cells is None:
                    continue
                of_span = dict(zip(spans, cells, strict=True))
                found = [of_span[v.x0, v.x1] for v in values]
                agree = all(not under or under[0] == n for under, n in zip(over, found, strict=True))
                if not agree or not _apart(found, at):
                    continue
                if told is not None and found != told:
                    return None
                told = found
    return told if told is not None and _apart(told, at) else None


def _over(value: Token, columns: Sequence[Span]) -> list[int]:
    """The headings that a value stands under; that of its cell alone where it only just reaches into the next."""
    under = [n for n, (a, b) in enumerate(columns) if value.x0 <= b and value.x1 >= a]
    if len(under) > 1:
        most = MOSTLY * (value.x1 - value.x0)
        own = [n for n in under if min(value.x1, columns[n][1]) - max(value.x0, columns[n][0]) >= most]
        under = own or under
    return under


def _apart(columns: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether no two values stand in one column of one row."""
    return len(set(zip(columns, rows, strict=True))) == len(columns)


def _cells(columns: Sequence[Span], left: float, inside: Span) -> Iterator[list[float]]:
    """The edges of the cells as they may be, every heading in the middle of its cell and no cell left of ``left``."""
    sign, offset = 1.0, 0.0
    lines = [(sign, offset)]
    for a, b in columns:
        sign, offset = -sign, a + b - offset
        lines.append((sign, offset))
    low, high = left, columns[0][0]
    for n, (sign, offset) in enumerate(lines):
        bounds = (columns[n - 1][1] if n else left, columns[n][0] if n < len(columns) else float("inf"))
        ends = sorted(sign * (bound - offset) for bound in bounds)
        low, high = max(low, ends[0]), min(high, ends[1])
    high = min(high, inside[0])
    sign, offset = lines[-1]
    if inside[1] > float("-inf"):
        end = sign * (inside[1] - offset)
        low, high = (max(low, end), high) if sign > 0 else (low, min(high, end))
    if low == float("-inf"):
        return
    step = max(STEP, (high - low) / MOST_STEPS)
    for number in range(int((high - low) / step) + 1):
        yield [sign * (low + number * step) + offset for sign, offset in lines]


def _aligned(spans: Sequence[Span], edges: Sequence[float], side: int) -> list[int] | None:
    """The cell of each value where all stand equally far from one side of their cells: the left (0) or the right (1) edge."""
    cells: list[int] = []
    margins: list[float] = []
    for span in spans:
        n = bisect(edges, span[0]) - 1
        if not 0 <= n < len(edges) - 1 or span[1] > edges[n + 1]:
            return None
        cells.append(n)
        margins.append(abs(span[side] - edges[n + side]))
    return cells if max(margins) - min(margins) <= UNEVEN else None


def _filled(
    labels: Sequence[Label], columns: Sequence[Span], values: Sequence[Token], painted: Painted, line: float
) -> list[LaidRow] | None:
    """Every row with its values and blanks; None where a value fits no label or no column, or something is drawn there."""
    rows: list[int] = []
    beside = [(*extent, n) for n, label in enumerate(labels) for extent in label.heights()]
    for token in values:
        page, y = token.page, token.y
        at = [n for on, top, bottom, n in beside if on == page and top <= y <= bottom]
        if len(at) != 1:
            return None
        rows += at
    told = columns_told(values, rows, columns, max(p.x1 for label in labels for p in label.pieces))
    if told is None:
        return None
    held = {(row, column): token for row, column, token in zip(rows, told, values, strict=True)}
    found: list[LaidRow] = []
    for row, label in enumerate(labels):
        if any(painted_in(painted, *part) for part in _stretch(label, columns)):
            return None
        slots = [held.get((row, column)) for column in range(len(columns))]
        page, y = label.first
        cells: list[TextCell] = [
            slot.cell if slot else blank_cell(page, span, y, line)
            for slot, span in zip(slots, columns, strict=True)
        ]
        found.append(LaidRow(label.code, tuple(cells), "".join(p.key for p in label.pieces)))
    return found


def _stretch(label: Label, columns: Sequence[Span]) -> list[tuple[int, Box]]:
    """The part of each page on which a row's values stand."""
    left, right = columns[0][0], columns[-1][1]
    return [(p.page, (left, p.y - BESIDE * p.height, right, p.y + BESIDE * p.height)) for p in label.pieces]


_CAPTION = rare(r"[（(]?[一二三1-3][）)、.．].{0,12}(?:复议|诉讼|起诉).{0,8}")
"""A numbered heading above a part of table four: （二）行政诉讼情况."""


def read_table4(rows: Sequence[Row], painted: Painted, end: Spot | None) -> dict[str, TextCell] | None:
    """All fifteen cells of table four, the blank ones too, where every heading stands in its place; else None.

    ``end`` is where the next section begins: a table that nothing follows may go on where nobody looked.
    """
    tokens = _last_headed(tokens_of(rows))
    if not tokens or len(tokens) > MOST or end is None:
        return None
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
        if not (is_value(t.cell.text) or _is_of_result(t.cell.text))
    ]
    # A note may stand below the table, and ends it.
    end = min([end, *notes])
    if any(t.spot > end and (id(t) in named or is_value(t.cell.text)) for t in tokens):
        return None
    below = [t for t in below if t.spot < end]
    stacked = _stacked(own, line)
    cells: dict[str, TextCell] = {}
    for beside, following in pairwise([*stacked, ()]):
        spot = min(own[route].spot for route in beside)
        until = min([own[route].spot for route in following], default=end)
        five_each = _under(beside, [t for t in below if spot < t.spot < until], painted, until, line)
        if five_each is None:
            return None
        cells |= five_each
    return cells or None


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


def _stacked(named: Mapping[str, Token], line: float) -> list[tuple[str, ...]]:
    """The three routes as they stand below each other, those beside each other together; none where they stand in no order.

    ``lit`` is the heading over the two kinds of suits.
    """
    rev, direct, after = (named[route] for route in ROUTES)
    suits = named.get("lit", direct)
    if _are_below(rev, direct, line) and _are_below(direct, after, line):
        return [(route,) for route in ROUTES]
    if _are_below(rev, suits, line) and direct.x < after.x:
        return [ROUTES[:1], ROUTES[1:]]
    between = min(suits.x, direct.x, after.x) < rev.x < max(suits.x, direct.x, after.x)
    return [] if between else [tuple(sorted(ROUTES, key=lambda route: named[route].x))]


def _are_below(upper: Token, lower: Token, line: float) -> bool:
    """Whether one heading stands so far below another that the other's headings and values have room between them."""
    return upper.page < lower.page or (upper.page == lower.page and lower.y - upper.y > 2 * line)


def _is_of_result(text: str) -> bool:
    """Whether words are parts of the headings of results, in their order."""
    key = words.plain(text)
    return bool(_cuts(key, RESULTS * len(ROUTES), words.result_keys())) or any(
        key in name for names in words.result_keys().values() for name in names
    )


def _under(
    routes: Sequence[str], tokens: Sequence[Token], painted: Painted, end: Spot, line: float
) -> dict[str, TextCell] | None:
    """The cells of one row of values below the headings of some routes; None where they do not tell it."""
    values = [t for t in tokens if is_value(t.cell.text)]
    head = [t for t in tokens if not is_value(t.cell.text)]
    if not head:
        return None
    columns = columns_of(head, RESULTS * len(routes), words.table4_result, words.result_keys())
    page, low = max((t.page, t.y + t.height / 2) for t in head)
    if columns is None or any((v.page, v.y) < (page, low) for v in values):
        return None
    if values:
        page, y = values[0].page, values[0].y
        if any(v.page != page or abs(v.y - y) > SAME_LINE * line for v in values):
            return None
    elif end[0] != page or end[1] - low < LEAST_ROW * line:
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
    told = columns_told(values, [0] * len(values), columns)
    if told is None:
        return None
    held = dict(zip(told, values, strict=True))
    cells = [held[n].cell if n in held else blank_cell(page, span, y, line) for n, span in enumerate(columns)]
    codes = [f"{route}_{result}" for route in routes for result in RESULTS]
    return dict(zip(codes, cells, strict=True))
