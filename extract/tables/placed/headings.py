"""The columns of a table without rulings: told by its headings, by its full rows, or by how its values are aligned."""

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables.placed.bands import Band
from extract.tables.placed.tokens import Span, Token, on_one_page, tokens_of
from extract.tables.rows import Row
from extract.tables.values import is_value

MOST = 600
"""A table of the form has fewer words; of more nothing is told."""
SAME_LINE = 0.45
"""Words whose middles differ by less, in parts of their height, stand on one line."""


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
    return _named_stacks(tokens, names, code_of) or _named_stacks(
        _cut_apart(tokens, _sign_width(tokens)), names, code_of
    )


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


def _sign_width(tokens: Sequence[Token]) -> float:
    """How wide a sign is at most: as in the word of these that has its signs closest."""
    return min(
        ((t.x1 - t.x0) / len(t.cell.text) for t in tokens if t.cell.text.isalpha()), default=float("inf")
    )


def _cut_apart(tokens: Sequence[Token], sign: float) -> list[Token]:
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
        cut += _parts(token, ["".join(token.cell.text[n] for n in held) for held in parts.values()], sign)
    return cut


MOSTLY = 0.85
"""A figure too wide for its cell stands in it with this part of its width at least."""
STEP = 0.25
"""The edges of cells are tried out in such steps, in points."""
MOST_STEPS = 400
"""And in wider ones where these would be more: an edge that is not tried would make what it allows seem impossible."""
UNEVEN = 1.5
"""The distances of aligned values from the edges of their cells differ by no more, in points."""


def columns_of(
    head: Sequence[Token],
    names: Sequence[str],
    code_of: Callable[[str], str | None],
    wordings: Mapping[str, Sequence[str]],
) -> list[Span] | None:
    """The stretch of every heading, each printed once and in this order.

    Neighbours may be set so close that they are one word; a page break may cut the headings.
    """
    head = on_one_page(head)
    sign = _sign_width(head)
    return head_columns(head, names, code_of) or head_columns(
        [part for token in head for part in _word_parts(token, names, wordings, sign)], names, code_of
    )


def _word_parts(
    token: Token, names: Sequence[str], wordings: Mapping[str, Sequence[str]], sign: float
) -> list[Token]:
    """A word that runs through parts of several headings, in their order, cut between these."""
    text = token.cell.text
    cuts = parts_of_headings(text, names, wordings)
    return _parts(token, cuts, sign) if len(cuts) > 1 and len(text) == sum(map(len, cuts)) else [token]


def _parts(token: Token, texts: Sequence[str], sign: float) -> list[Token]:
    """The words that ran into one: their signs hard behind each other, and between the words gaps of one width.

    A word that stands on two lines is higher than its signs are wide.
    """
    width = token.x1 - token.x0
    em = min(token.height, width / len(token.cell.text), sign)
    gap = (width - em * len(token.cell.text)) / max(len(texts) - 1, 1)
    parts: list[Token] = []
    x = token.x0
    for text in texts:
        end = x + em * len(text)
        # A little narrower than it is: neighbours must not touch.
        parts.append(replace(token, cell=replace(token.cell, text=text), x0=x + 0.1, x1=end - 0.1))
        x = end + gap
    return parts


def parts_of_headings(text: str, names: Sequence[str], wordings: Mapping[str, Sequence[str]]) -> list[str]:
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
