"""Tables whose headings and row labels all stand, each once and in the order of the form: what is empty between them is blank.

So a reader of the page tells a blank, and nothing less tells one here. Where a heading or a label is missing or
stands twice, a value fits no column or no label, other words stand among the values, or something is drawn there
that is no text, nothing is told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise

from extract.documents.model import Box, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.codes import ROWS, row_exact, rows_named_in, wordings_of
from extract.tables.placed.blanks import BESIDE, Painted, blank_cell, painted_in
from extract.tables.placed.headings import MOST, SAME_LINE, columns_of, columns_told, parts_of_headings
from extract.tables.placed.tokens import DASHES, Span, Spot, Token, line_height, stands_aside, tokens_of
from extract.tables.rows import Row
from extract.tables.table3.strips.strip import LaidRow
from extract.tables.values import is_value

LONGEST = 40
"""No line of a label, a group's name before it, has more characters."""
LINES = 12
"""No label is broken over more lines."""
TOUCHING = 0.35
"""Words of one line with a smaller gap, in parts of their height, are one piece of a label."""
SIGN_LOST = 1.6
"""The gap that a sign leaves is not wider, in parts of its height."""
OVERHANG = 0.6
"""A label reaches into the first column by no more, in parts of its height: the air of its last sign, no figure."""
NEXT_LINE = 2.2
"""The next line of a label stands no lower, in parts of the height of a line."""
HEADS_MOVED = 3.0
"""Headings that stand again on a later page stand no farther off, in points, from left to right."""
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


def _on_one_line(one: Piece, other: Piece) -> bool:
    return one.page == other.page and abs(other.y - one.y) < SAME_LINE * one.height


def _over_gaps(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, neighbours on a line as one that only together are a part of a row's label: a sign that no letter is known of leaves a gap."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else piece
        near = _on_one_line(last, piece) and 0 < piece.x0 - last.x1 < SIGN_LOST * piece.height
        if near and last.key and piece.key and words.is_of_table3_row(last.key + piece.key):
            joined[-1] = replace(last, key=last.key + piece.key, x1=piece.x1)
        else:
            joined.append(piece)
    return joined


def _below(piece: Piece, pieces: Sequence[Piece], at: int) -> int | None:
    """The piece behind number ``at`` that may go on with the label of one: right below it, or on top of the next page.

    Of several on one line it is the one that stands most below it.
    """
    found: list[int] = []
    for n in range(at + 1, len(pieces)):
        other = pieces[n]
        if other.page > piece.page + 1 or (found and not _on_one_line(pieces[found[0]], other)):
            break
        is_next = other.page > piece.page or 0 != other.y - piece.y <= NEXT_LINE * piece.height
        if is_next and other.x0 < piece.x1 and piece.x0 < other.x1:
            found.append(n)
    return max(found, key=lambda n: min(pieces[n].x1, piece.x1) - max(pieces[n].x0, piece.x0), default=None)


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
        if following is None or len(chain) == LINES:
            break
        chain.append(following)
        key += pieces[following].key
    return whole


def _chains(
    pieces: Sequence[Piece], code: str, keys: Sequence[str], code_of: Callable[[str], str | None]
) -> list[list[int]]:
    """The pieces that make up the whole label of a row, wherever it is printed."""
    starts = {key[:1] for key in keys} | {words.unnumbered(key)[:1] for key in keys}
    found = (_chain(code, keys, code_of, pieces, n) for n, p in enumerate(pieces) if p.key[0] in starts)
    return [chain for chain in found if chain]


def whole_labels(texts: Sequence[Token], codes: Sequence[str]) -> list[Label]:
    """The labels of rows of table three that stand whole and once among words; none where they are not in order."""
    pieces = [p for p in _over_gaps(_apart_from_group(pieces_of(texts))) if p.key]
    found: list[Label] = []
    for code in codes if len(pieces) <= MOST else ():
        chains = _chains(pieces, code, wordings_of(code), row_exact)
        if len(chains) == 1:
            found.append(Label(code, tuple(pieces[n] for n in chains[0])))
    return [] if any(a.last >= b.first for a, b in pairwise(found)) else found


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
        chains = [chain for chain in _chains(pieces, code, keys, code_of) if chain[0] not in used]
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


@lru_cache(maxsize=1 << 10)
def _group_before(key: str) -> int:
    """How many signs of a label's line are of a group's name that stands before it; 0 where none do."""
    if words.is_of_table3_row(key) or _is_of_group(key):
        return 0
    return next(
        (n for n in range(1, len(key)) if words.is_of_table3_row(key[n:]) and _is_of_group(key[:n])), 0
    )


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
    body = [t for t in body if id(t) not in again and not _is_of_no_row(t, columns)]
    # A stroke is no part of a label, however far it stands to the left.
    values = [t for t in body if t.x >= edge or (is_value(t.cell.text) and not words.plain(t.cell.text))]
    held = set(map(id, values))
    beside = [t for t in body if id(t) not in held]
    if any(t.cell.text[-1:] in DASHES for t in beside):
        return None  # it may be the value of the first column
    pages = {t.page for t in beside}
    if len(pages) > 1 and not again and stands_aside(beside, start.page, pages - {start.page}):
        return None
    if any(t.x1 > columns[0][0] + OVERHANG * t.height for t in beside) or not all(
        is_value(t.cell.text) for t in values
    ):
        return None
    text = words.plain("".join(t.cell.text for t in sorted(beside, key=lambda t: (t.page, t.y, t.x0))))
    pieces = _over_gaps(_apart_from_group(pieces_of(beside)))
    wordings = {code: wordings_of(code) for code in rows_named_in(text)}
    labels = labels_in_order(pieces, wordings, row_exact, _is_of_group)
    if labels is None:
        return None
    return _filled(labels, columns, values, painted, line_height(tokens))


def _columns(head: Sequence[Token]) -> list[Span] | None:
    """The stretches of the seven headings among the words above the rows; a caption or a unit may stand above them."""
    top = min((t.spot for t in head if _is_of_heading(t.cell.text)), default=(0, 0.0))
    below = [t for t in head if t.spot >= top and not words.is_table3_head(t.cell.text)]
    return columns_of(below, APPLICANT_CODES, words.applicant, words.applicant_keys())


def _is_of_no_row(token: Token, columns: Sequence[Span]) -> bool:
    """Whether a word among the rows is of none: of the headings, a sign that the table goes on, or the name of a group in the middle of the table."""
    text = token.cell.text
    group = token.x1 > columns[0][0] and words.group_heading(text) is not None
    return group or words.is_table3_head(text) or words.is_continued(text)


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
            abs(a[0] - b[0]) > HEADS_MOVED or abs(a[1] - b[1]) > HEADS_MOVED
            for a, b in zip(spans, columns, strict=True)
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
        or bool(parts_of_headings(key, APPLICANT_CODES, words.applicant_keys()))
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
