"""Tables without usable rulings on a laid-out page: columns and rows from where the words stand."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter

from extract.documents.collect import UNREADABLE
from extract.documents.model import Box, Place, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.codes import CHILDREN, ROWS, SINGLE, outcomes_among, rows_named_in, wordings_of
from extract.tables.rows import Row
from extract.tables.sums import adds_up, figure
from extract.tables.values import is_value

Span = tuple[float, float]
Spot = tuple[int, float]
"""A page, and a height on it."""
_NOTHING = rare(r"((?:.*[^及用据])?)((不涉及|不适用|无数据)\3*)")
"""A word for nothing that stands several times on end, or behind other text."""
_BROKEN = re.compile(r"\d{1,3}(?:[,，]\d{3})*[,，]\d{0,2}")
LABEL = 120
"""Characters up to which a text beside numbers is likely to be a label: the same stand in every report."""
LEVEL = 0.92
"""A word so far from the height of a row of values, in parts of a word's height, is beside it: half the distance of two lines set wide."""
NOTE = 1.5
"""Words in a column of figures that are nearer to a row, in parts of a line's height, are of its cell."""
MOVED = 3
FEWEST_MOVED = 6
"""Points by which the pages of one table may differ from left to right; so many labels must tell that one does by more."""
RIVAL = 0.03
"""Words that fit another row less well by no more than this tell neither."""
LIKELY = 0.6
"""The words around a row of values speak for a row of the form from here on (0–1)."""
WORDED = 0.75
"""So much of the label of a blank row must be printed (0–1)."""
CLEAR = 0.12
"""By so much the words beside a row of values fit its own label better than that of a blank row next to it."""


@record(frozen=True, slots=True)
class Token:
    """A word on a page: ``x0``–``x1`` and the height of its middle."""

    cell: TextCell
    page: int
    x0: float
    x1: float
    y: float
    height: float

    @property
    def x(self) -> float:
        """The middle of the word."""
        return (self.x0 + self.x1) / 2

    @property
    def spot(self) -> Spot:
        """Where it stands from the top."""
        return self.page, self.y

    def meets(self, other: "Token") -> bool:
        """Whether another word stands above or below it, be it only in part."""
        return self.x0 < other.x1 and other.x0 < self.x1


@dataclass(slots=True)
class Band:
    """The values that stand on one height of one page."""

    page: int
    y: float
    height: float
    tokens: list[Token]
    joined: bool = False

    @property
    def spot(self) -> Spot:
        """Where it stands from the top."""
        return self.page, self.y


Placed = tuple[Band, Sequence[Token | None]]
"""The values of one height, and which of them stands in each column."""


def tokens_of(rows: Sequence[Row]) -> list[Token]:
    """Every word of the rows with its position; empty if any word has none."""
    found = []
    for row in rows:
        for cell in row.cells:
            if cell.place.box is None or cell.place.page is None:
                return []
            x0, top, x1, bottom = cell.place.box
            y, height = (top + bottom) / 2, bottom - top
            parts = _run_together(cell.text) if len(cell.text) < LABEL else ()
            if not parts:
                found.append(Token(cell, cell.place.page, x0, x1, y, height))
                continue
            begin = 0
            for text in parts:
                left = x0 + (x1 - x0) * begin / len(cell.text)
                begin += len(text)
                right = x0 + (x1 - x0) * begin / len(cell.text)
                piece = replace(cell, text=text, place=replace(cell.place, box=(left, top, right, bottom)))
                # A little narrower than it is: neighbours must not touch.
                found.append(Token(piece, cell.place.page, left + 0.1, right - 0.1, y, height))
    return found


def _run_together(text: str) -> Sequence[str]:
    """The words of neighbouring columns that stand so close that they were taken for one: words for nothing, or a label and these."""
    found = _NOTHING.fullmatch(text) if text[-1:] in "及用据" else None
    if found is None:
        return ()
    label, nothing, word = found.groups()
    if label and (len(label) < 6 or words.table3_row_exact(label) is None):
        return ()
    times = len(nothing) // len(word)
    return (*([label] if label else []), *[word] * times) if label or times > 1 else ()


def parted(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens that are values, and those that are words."""
    values: list[Token] = []
    said: list[Token] = []
    for token in tokens:
        text = token.cell.text
        (values if text.strip() and is_value(text) else said).append(token)
    return values, said


def _stacked(tokens: Sequence[Token]) -> list[Token]:
    """Tokens above each other joined into one: a number that its narrow column broke over two lines."""
    downwards = sorted(tokens, key=lambda t: (t.y, t.x0))
    across = sorted(downwards, key=lambda t: t.x0)
    if all(left.x1 <= right.x0 for left, right in pairwise(across)):
        return across
    stacks: list[list[Token]] = []
    for token in downwards:
        home = next((s for s in stacks if any(map(token.meets, s))), None)
        if home is None:
            stacks.append([token])
        else:
            home.append(token)
    return sorted((join(stack) for stack in stacks), key=lambda t: t.x0)


def around(boxes: Iterable[Box | None]) -> Box:
    """The smallest box that holds several."""
    lefts, tops, rights, bottoms = zip(*filter(None, boxes), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def join(stack: list[Token]) -> Token:
    """One word of several that stand below each other."""
    if len(stack) == 1:
        return stack[0]
    page = stack[0].cell.place.page  # the last of them may stand on the next
    box = around(t.cell.place.box for t in stack if t.cell.place.page == page)
    sure = [t.cell.confidence for t in stack if t.cell.confidence is not None]
    cell = TextCell(
        "\n".join(t.cell.text for t in stack),
        0,
        0,
        place=Place(page=stack[0].page, box=box),
        confidence=min(sure, default=None),
    )
    return Token(cell, stack[0].page, box[0], box[2], (box[1] + box[3]) / 2, stack[0].height)


def line_height(tokens: Sequence[Token]) -> float:
    """The usual height of a printed word: digits alone stand lower than the line they are on."""
    heights = sorted(t.height for t in tokens if not t.cell.text.isascii()) or sorted(
        t.height for t in tokens
    )
    return heights[len(heights) // 2] if heights else 10.0


def bands_of(values: Sequence[Token], line: float) -> list[Band]:
    """Values grouped by height: within a row the next value is less than three quarters of a line away."""
    groups: list[list[Token]] = []
    for token in sorted(values, key=lambda t: t.spot):
        last = groups[-1][-1] if groups else None
        if last is not None and last.page == token.page and token.y - last.y < 0.72 * line:
            groups[-1].append(token)
        else:
            groups.append([token])
    bands = []
    for group in groups:
        tokens = _stacked(group)
        y = sum(t.y for t in tokens) / len(tokens)
        bands.append(Band(group[0].page, y, line, tokens, len(tokens) != len(group)))
    return bands


def columns_from(bands: Sequence[Band], width: int) -> list[Span] | None:
    """The stretches of ``width`` columns, from the rows that fill them all; None where those rows disagree."""
    full = [b.tokens for b in bands if len(b.tokens) == width]
    if not full:
        return None
    columns = [(min(r[i].x0 for r in full), max(r[i].x1 for r in full)) for i in range(width)]
    return columns if all(a[1] < b[0] for a, b in pairwise(columns)) else None


def place_in(tokens: Sequence[Token], columns: Sequence[Span]) -> list[Token | None] | None:
    """Each token in the column that it covers or is clearly nearest to; None where two meet or one fits nowhere."""
    slots: list[Token | None] = [None] * len(columns)
    middles = [(a + b) / 2 for a, b in columns]
    pitch = min((b - a for a, b in pairwise(middles)), default=60.0)
    for token in tokens:
        over = [i for i, (a, b) in enumerate(columns) if token.x0 <= b and token.x1 >= a]
        if len(over) != 1:
            ranked = sorted(range(len(columns)), key=lambda i: abs(middles[i] - token.x))
            if over or abs(middles[ranked[0]] - token.x) > 0.45 * pitch:
                return None
            over = ranked[:1]
        if slots[over[0]] is not None:
            return None
        slots[over[0]] = token
    return slots


def _spreads(token: Token, tokens: Sequence[Token]) -> bool:
    """True for a heading over several columns: two words stand side by side below it."""
    below = [t for t in tokens if t.y > token.y and t.page == token.page and t.meets(token)]
    return any(a.x1 <= b.x0 or b.x1 <= a.x0 for i, a in enumerate(below) for b in below[i + 1 :])


def head_columns(tokens: Sequence[Token], names: Sequence[str], code_of) -> list[Span] | None:  # type: ignore[no-untyped-def]
    """Columns from heading words stacked above them: each stack read downwards must name one column, in order.

    Where that fails, words set so close that they were taken for one are cut above the words below them.
    """
    return _named_stacks(tokens, names, code_of) or _named_stacks(_cut_apart(tokens), names, code_of)


def _named_stacks(tokens: Sequence[Token], names: Sequence[str], code_of) -> list[Span] | None:  # type: ignore[no-untyped-def]
    named = _stacks_named(tokens, code_of)
    if [code for *_, code in named] != list(names):
        return None
    return [(a, b) for a, b, _ in named]


def heading_codes(rows: Sequence[Row]) -> list[str]:
    """The columns of table three that the words above its first row of seven values name, from left to right."""
    above: list[Row] = []
    for row in rows:
        if len([c for c in row.cells if is_value(c.text)]) >= len(APPLICANT_CODES):
            break
        above.append(row)
    head = [t for t in tokens_of(above) if not words.is_table3_head(t.cell.text)]
    return [code for *_, code in _stacks_named(head, words.applicant)] if len(head) <= 80 else []


def _stacks_named(tokens: Sequence[Token], code_of) -> list[tuple[float, float, str]]:  # type: ignore[no-untyped-def]
    """The words that stand below each other and together name a column: from where to where, and its code."""
    stacks: list[list[Token]] = []
    for token in sorted((t for t in tokens if not _spreads(t, tokens)), key=lambda t: (t.y, t.x0)):
        home = [s for s in stacks if any(map(token.meets, s))]
        if len(home) == 1:
            home[0].append(token)
        elif not home:
            stacks.append([token])
    named = []
    for stack in stacks:
        code = code_of("".join(t.cell.text for t in stack))
        if code is not None:
            named.append((min(t.x0 for t in stack), max(t.x1 for t in stack), code))
    named.sort()
    return named


def _cut_apart(tokens: Sequence[Token]) -> list[Token]:
    """Words that cover several words of the next line from end to end, cut into the parts above each of these."""
    cut: list[Token] = []
    for token in sorted(tokens, key=lambda t: (t.page, -t.y)):
        below = [
            t
            for t in cut
            if t.page == token.page and 0 < t.y - token.y < 1.8 * token.height and token.meets(t)
        ]
        slack = 0.7 * token.height
        if (
            len(below) < 2
            or len(token.cell.text) < len(below)
            or token.x0 > min(t.x0 for t in below) + slack
            or token.x1 < max(t.x1 for t in below) - slack
        ):
            cut.append(token)
            continue
        width = (token.x1 - token.x0) / len(token.cell.text)
        parts: dict[int, list[int]] = {}
        for n in range(len(token.cell.text)):
            middle = token.x0 + (n + 0.5) * width
            nearest = min(range(len(below)), key=lambda i: abs(below[i].x - middle))
            parts.setdefault(nearest, []).append(n)
        for held in parts.values():
            x0, x1 = token.x0 + held[0] * width, token.x0 + (held[-1] + 1) * width
            # A little narrower than it is: neighbours must not touch.
            piece = replace(token.cell, text="".join(token.cell.text[n] for n in held))
            cut.append(replace(token, cell=piece, x0=x0 + 0.1, x1=x1 - 0.1))
    return cut


def blank_cell(page: int, column: Span, y: float, height: float) -> TextCell:
    """An empty cell where a row and a column meet."""
    box = (column[0], y - height / 2, column[1], y + height / 2)
    return TextCell("", 0, 0, place=Place(page=page, box=box))


@record(frozen=True, slots=True)
class LaidRow:
    """One row of table three found by position: its code, its seven cells and the label text beside it.

    ``sure`` is False where a number was joined from two lines or the words beside a row did not settle it.
    """

    code: str
    cells: tuple[TextCell, ...]
    label: str
    sure: bool = True


_YEARLY = frozenset(("req_new", "req_carried_in", "out_total", "req_carried_out"))


def _grams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


@cache
def _wordings() -> Mapping[str, tuple[tuple[str, Set[str]], ...]]:
    """The wordings of each row, each with its pairs of characters."""
    return {code: tuple((key, _grams(key)) for key in wordings_of(code)) for code in (*ROWS, SINGLE)}


Scores = Mapping[str, float]
"""How well a text fits each row of the form (0–1)."""


def _kept_if_short(scores_of: Callable[[str], Scores]) -> Callable[[str], Scores]:
    """The same answers, those for what is likely to be a label kept: it returns with the next report."""
    kept = lru_cache(maxsize=1 << 10)(scores_of)
    return lambda text: kept(text) if len(text) <= LABEL else scores_of(text)


@_kept_if_short
def coverage(context: str) -> Scores:
    """How much of each row's wording stands in a text, the best of its wordings."""
    grams = _grams(context)
    found = {
        code: max([len(mine & grams) / len(mine) for _, mine in keys]) for code, keys in _wordings().items()
    }
    other = _grams("其他处理")
    found[SINGLE] = max(found[SINGLE], len(other & grams) / len(other))
    return found


@_kept_if_short
def _belonging(piece: str) -> Scores:
    """How well a word on the very height of the values fits into the wording of each row."""
    grams = _grams(piece)
    return {
        code: max([1.0 if piece in key else len(grams & mine) / len(grams) for key, mine in keys])
        for code, keys in _wordings().items()
    }


def _text(tokens: Sequence[Token]) -> str:
    ordered = sorted(tokens, key=lambda t: (t.page, round(t.y / 4), t.x0))
    return words.plain("".join(t.cell.text for t in ordered))


def page_columns(bands: Sequence[Band], head: Sequence[Token]) -> dict[int, list[Span]]:
    """The seven columns of each page where its own full rows or its heading tell them, else those of the page of the heading."""
    names = list(APPLICANT_CODES)
    skip = [t for t in head if not words.is_table3_head(t.cell.text)]
    found: dict[int, list[Span]] = {}
    for page, group in groupby(bands, key=lambda b: b.page):
        own = columns_from(list(group), len(names))
        own = own or head_columns([t for t in skip if t.page == page], names, words.applicant)
        if own:
            found[page] = own
    if not found and skip:
        # The heading may stand alone at the foot of the page before the first row.
        page = skip[-1].page
        own = head_columns([t for t in skip if t.page == page], names, words.applicant)
        return {page: own} if own else {}
    return found


def stands_aside(labels: Sequence[Token], known: int, others: Collection[int]) -> bool:
    """Whether the labels of one of these pages stand aside of those of the ``known`` one, as between mirrored margins.

    Told by where they begin, or have their middle: many agree where the page is, or more than twice as many if it is moved.
    """
    for page in others:
        near = most = 0
        for places in ({t: round(t.x0) for t in labels}, {t: round(t.x) for t in labels}):
            here = Counter(x for t, x in places.items() if t.page == known)
            there = Counter(x for t, x in places.items() if t.page == page)
            agree: Counter[int] = Counter()
            for x, times in there.items():
                for own, often in here.items():
                    agree[x - own] += min(times, often)
            near = max(near, sum(agree[d] for d in range(-MOVED, MOVED + 1)))
            most = max([most, *(n for d, n in agree.items() if abs(d) > MOVED)])
        if most >= FEWEST_MOVED and most > 2 * near:
            return True
    return False


@record(frozen=True, slots=True)
class Banded:
    """The rows of values of a table, the broken ones put together, and the words that are no part of a value."""

    bands: list[Band]
    said: list[Token]


def read_table3(rows: Sequence[Row], banded: Banded | None = None) -> list[LaidRow] | None:
    """The rows of table three among printed words with positions; None where columns or rows are not certain.

    ``banded`` are its rows of values where they are not simply those that stand on one height.
    """
    tokens = tokens_of(rows)
    values, said = parted(tokens)
    if not values:
        return None
    bands = banded.bands if banded else bands_of(values, line_height(tokens))
    said = banded.said if banded else said
    full = [b for b in bands if len(b.tokens) == len(APPLICANT_CODES)]
    first = min(b.spot for b in full or bands)
    head = [t for t in said if t.spot < first]
    columns = page_columns(bands, head)
    if not columns:
        return None
    known, shared = next(iter(columns.items()))
    by_page = {page: columns.get(page, shared) for page in {t.page for t in tokens}}
    labels = [t for t in said if t.x1 < by_page[t.page][0][0]]
    if stands_aside(labels, known, by_page.keys() - columns.keys()):
        return None
    placed: list[Placed] = []
    before: set[int] = set()
    for band in bands:
        spans = by_page[band.page]
        left = spans[0][0] - (spans[1][0] - spans[0][1]) / 2
        inside = [t for t in band.tokens if t.x > left]
        slots = place_in(inside, spans)
        if slots is None:
            return None
        reach = 2 * spans[0][0] - spans[1][0]  # as far before the first column as the second is behind it
        behind = any(reach < t.x <= left for t in band.tokens)
        if behind:
            before.add(len(placed))
        if inside or behind:
            placed.append((band, slots))
    texts = [t for t in said if t.x1 < by_page[t.page][0][1] and t.x0 < by_page[t.page][0][0]]
    return _named(placed, texts, by_page, said, before, exact=banded is not None)


def hidden_blank(
    band: Band, slots: Sequence[Token | None], spans: Sequence[Span], said: Sequence[Token]
) -> bool:
    """Whether words reach into a column that a row leaves empty: its figure may be glued to them."""
    return any(
        slot is None
        and any(
            t.x1 > left and t.x0 < right and _level(t, band.page, band.y, 0.6 * band.height) for t in said
        )
        for slot, (left, right) in zip(slots, spans, strict=True)
    )


def _among_columns(
    placed: Sequence[Placed], by_page: Mapping[int, Sequence[Span]], said: Sequence[Token]
) -> list[Token]:
    """The words that begin within the columns, below the first row of values of their page: headings stand above it."""
    tops: dict[int, float] = {}
    for band, _ in placed:
        tops[band.page] = min(band.y, tops.get(band.page, band.y))
    edges = {page: spans[0][0] - (spans[1][0] - spans[0][1]) / 2 for page, spans in by_page.items()}
    return [t for t in said if t.page in tops and t.y > tops[t.page] and t.x0 > edges[t.page]]


def _whole(figure: Token, band: Band, notes: Sequence[Token]) -> TextCell:
    """The cell of a figure; a sign for it where words stand hard above or below, of whose broken cell it is a part."""
    if any(_level(t, band.page, band.y, NOTE * band.height) and t.meets(figure) for t in notes):
        return replace(figure.cell, text=UNREADABLE)
    return figure.cell


def _borne_out_by_columns(doubted: Sequence[LaidRow], found: Sequence[LaidRow]) -> list[LaidRow]:
    """The rows that do not add up, without their code unless the sums of their columns confirm every joined figure."""
    amounts = {row.code: [figure(c) or 0 for c in row.cells] for row in (*found, *doubted) if row.code}
    told = {*amounts, SINGLE} if CHILDREN[0] in amounts else {*amounts, *CHILDREN}
    if not told.issuperset({*ROWS, SINGLE}):
        return [replace(row, code="") for row in doubted]

    def closes(code: str, column: int) -> bool:
        at = {name: row[column] for name, row in amounts.items()}
        yearly = at["req_new"] + at["req_carried_in"] == at["out_total"] + at["req_carried_out"]
        outcomes = sum(at[name] for name in outcomes_among(at))
        return (outcomes == at["out_total"] and code.startswith("out_")) or (yearly and code in _YEARLY)

    return [
        row
        if all(closes(row.code, k) for k, cell in enumerate(row.cells) if "\n" in cell.text)
        else replace(row, code="")
        for row in doubted
    ]


def _close(one: Band, other: Band) -> bool:
    return one.page == other.page and abs(one.y - other.y) < 1.9 * one.height


def _heads_page(band: Band, before: Band, texts: Sequence[Token]) -> bool:
    """Whether values stand above all words of a page, and may be the rest of the row at the foot of the one before."""
    return before.page < band.page and all(t.y > band.y for t in texts if t.page == band.page)


def _level(token: Token, page: int, y: float, line: float) -> bool:
    return token.page == page and abs(token.y - y) < line


def _named(
    placed: Sequence[Placed],
    texts: Sequence[Token],
    by_page: Mapping[int, Sequence[Span]],
    said: Sequence[Token],
    before: Collection[int],
    exact: bool,
) -> list[LaidRow]:
    """Rows of values matched to the form's rows by the words beside them, in the form's order.

    In the rows of values with these numbers a figure stands ``before`` the first column: they are told nothing.
    ``exact`` is True where values were joined as the page sets its lines, not only because they stand near.
    """
    codes = rows_named_in(_text(texts))
    around = list(_around(placed, texts))
    score = [_scores(codes, *words_here) for words_here in around]
    chosen = _chosen(score, len(codes))
    lost = _left_over(chosen, placed, texts) | set(before)
    found: list[LaidRow] = []
    doubted: list[LaidRow] = []
    notes = _among_columns(placed, by_page, said)
    for i, (band, slots) in enumerate(placed):
        j = chosen[i]
        near = around[i][1]
        if j is None or i in lost:
            found.append(LaidRow("", tuple(t.cell for t in slots if t is not None), near))
            continue
        spans = by_page[band.page]
        cells = tuple(
            _whole(t, band, notes) if t is not None else blank_cell(band.page, spans[k], band.y, band.height)
            for k, t in enumerate(slots)
        )
        if any(cell.text == UNREADABLE for cell in cells):
            # With a figure unread no sum can bear out what seems empty beside it.
            cells = tuple(cell if cell.text else replace(cell, text=UNREADABLE) for cell in cells)
        if hidden_blank(band, slots, spans, said):
            found.append(LaidRow("", cells, near))
            continue
        told = score[i][j] >= LIKELY or len(placed) == len(codes)
        if band.joined and not adds_up(cells):
            # Joined digits are one reading of several; only a sum can confirm it, of the row or of the columns.
            doubted.append(LaidRow(codes[j], cells, near, exact and told))
            continue
        found.append(LaidRow(codes[j], cells, near, told and (exact or not band.joined)))
    found += _blank_rows(codes, chosen, texts, by_page, placed, score)
    found += _borne_out_by_columns(doubted, found)
    order = {code: k for k, code in enumerate(codes)}
    named = sorted((r for r in found if r.code), key=lambda r: order[r.code])
    return [*named, *(r for r in found if not r.code)]


def _around(placed: Sequence[Placed], texts: Sequence[Token]) -> Iterator[tuple[str, str, list[str]]]:
    """The words about each row of values: up to the rows above and below, nearer to it than to these, and right beside it."""
    spots = [band.spot for band, _ in placed]
    places = sorted([(*t.spot, n) for n, t in enumerate(texts)])
    for i, (page, y) in enumerate(spots):
        low = spots[i - 1] if i else (0, 0.0)
        high = spots[i + 1] if i + 1 < len(spots) else (10**6, 0.0)
        line = LEVEL * placed[i][0].height
        about = places[bisect(places, (page, y - 2 * line, 0)) : bisect(places, (page, y + 2 * line, 0))]
        level = [n for *_, n in about if _level(texts[n], page, y, line)]
        between = places[bisect(places, (*low, len(texts))) : bisect(places, (*high, -1))]
        close_low = (low[1] + y) / 2 if low[0] == page else 0.0
        close_high = (high[1] + y) / 2 if high[0] == page else 10**6
        close = places[bisect(places, (page, close_low, -1)) : bisect(places, (page, close_high, len(texts)))]
        yield (
            _text([texts[n] for n in sorted({*level, *(n for *_, n in between)})]),
            _text([texts[n] for n in sorted([n for *_, n in close])]),
            [words.plain(texts[n].cell.text) for n in level],
        )


def _chosen(score: list[list[float]], width: int) -> list[int | None]:
    """The row of the form that each row of values is; None where none is likely, or another one as likely."""
    chosen = _align(score)
    if len(score) == width:
        return list(range(width)) if all(score[i][i] >= 0.3 for i in range(width)) else chosen
    chosen = [j if j is None or score[i][j] >= LIKELY else None for i, j in enumerate(chosen)]
    used = {j for j in chosen if j is not None}
    return [None if j is not None and _has_rival(score[i], j, used) else j for i, j in enumerate(chosen)]


def _left_over(chosen: Sequence[int | None], placed: Sequence[Placed], texts: Sequence[Token]) -> set[int]:
    """The rows of values that are no row of the form, and those close to them: what is left over may be a part of these, also over a third line."""
    lost = {i for i, j in enumerate(chosen) if j is None or _is_broken(placed[i][1])}
    for _ in range(2):
        beside = [(i, k) for i in lost for k in (i - 1, i + 1) if 0 <= k < len(placed)]
        lost |= {
            k
            for i, k in beside
            if _close(placed[i][0], placed[k][0])
            or (i > k and _heads_page(placed[i][0], placed[k][0], texts))
        }
    return lost


def _is_broken(slots: Sequence[Token | None]) -> bool:
    """Whether a number ends too soon behind its last point: the rest of it stands on another line."""
    return any(slot is not None and _BROKEN.fullmatch(slot.cell.text) for slot in slots)


def _scores(codes: Sequence[str], wide: str, near: str, beside: Sequence[str]) -> list[float]:
    """How well the texts around a row of values, near it and right beside it speak for each row of the form."""
    around, close = coverage(wide), coverage(near)
    pieces = [
        piece for piece in beside if len(piece) > 1
    ] or beside  # a broken label's last character is in many
    level = [(_belonging(piece), len(piece)) for piece in pieces if piece]
    length = sum(size for _, size in level)
    # 信息 ends several labels: of two that fit, the one is meant that most of what stands beside fits.
    own = {
        code: 0.5 * max(fits[code] for fits, _ in level)
        + 0.5 * sum(fits[code] * size for fits, size in level) / length
        for code in (codes if level else ())
    }
    return [(around[code] + close[code] + own.get(code, 0.0)) / 3 for code in codes]


def _has_rival(scores: Sequence[float], chosen: int, used: Collection[int]) -> bool:
    """Whether the words beside a row of values name another row, which no values are read for, as well or better."""
    return any(
        score >= scores[chosen] - RIVAL for j, score in enumerate(scores) if j != chosen and j not in used
    )


def _align(score: list[list[float]]) -> list[int | None]:
    """The best order-preserving choice of a form row for each row of values; skipping costs a little."""
    width = len(score[0]) if score else 0
    # Where many rows of the form have no values they are blank, and to pass over them tells nothing.
    skip_code, skip_row = (0.2 if len(score) > 0.8 * width else 0.02), 0.4
    # best[j]: value and choices when the last used code is j - 1; of equal ones the first stands
    best: list[tuple[float, tuple[int | None, ...]]] = [
        (-skip_code * j if j else 0.0, ()) for j in range(width + 1)
    ]
    for row in score:
        value, chain = best[0]
        following: list[tuple[float, tuple[int | None, ...]]] = [(value - skip_row, (*chain, None))]
        for j in range(1, width + 1):
            value = best[j][0] - skip_row
            take = best[j - 1][0] + row[j - 1]
            passed = following[j - 1][0] - skip_code
            if passed > value and passed > take:
                following.append((passed, following[j - 1][1]))
            elif take > value:
                following.append((take, (*best[j - 1][1], j - 1)))
            else:
                following.append((value, (*best[j][1], None)))
        best = following
    # Codes left over at the end cost nothing.
    _, chain = max(best, key=itemgetter(0))
    return list(chain)


def _blank_rows(
    codes: Sequence[str],
    chosen: Sequence[int | None],
    texts: Sequence[Token],
    by_page: Mapping[int, Sequence[Span]],
    placed: Sequence[Placed],
    score: Sequence[Sequence[float]],
) -> list[LaidRow]:
    """Rows whose label is printed between two read rows, or below the last, and beside which nothing stands: blank throughout.

    The words must tell a row of values clearly from the blank row next to it: the two may change places
    without a sum that fails.
    """

    def told(i: int, own: int, blank: int) -> bool:
        return score[i][own] - score[i][blank] >= CLEAR

    found = []
    used = [(j, i) for i, j in enumerate(chosen) if j is not None]
    for (j, i), (following, k) in pairwise(used):
        between = codes[j + 1 : following]
        if not between or k != i + 1 or not (told(i, j, j + 1) and told(k, following, following - 1)):
            continue
        above, below = placed[i][0], placed[k][0]
        text = _text([t for t in texts if above.spot <= t.spot <= below.spot])
        covered = coverage(text)
        if all(covered[code] >= WORDED for code in between):
            apart = below.y - above.y if below.page == above.page else 0.0
            found += [
                _blank_row(code, above, above.page, above.y + apart * n / (len(between) + 1), by_page, text)
                for n, code in enumerate(between, 1)
            ]
    j, i = used[-1] if used else (0, 0)
    if j == len(codes) - 2 and i == len(placed) - 1 and told(i, j, j + 1):
        above = placed[i][0]
        # The row above may have a label of several lines, the last of them below its figures.
        label = [t for t in texts if t.spot > (above.page, above.y + above.height / 2)]
        text = _text(label)
        if coverage(text)[codes[-1]] >= WORDED:
            found.append(_blank_row(codes[-1], above, label[0].page, label[0].y, by_page, text))
    return found


def _blank_row(
    code: str, above: Band, page: int, y: float, by_page: Mapping[int, Sequence[Span]], label: str
) -> LaidRow:
    """A row of empty cells as high as the row above it."""
    return LaidRow(code, tuple(blank_cell(page, span, y, above.height) for span in by_page[page]), label)
