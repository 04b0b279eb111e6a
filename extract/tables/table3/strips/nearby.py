"""Tables without usable rulings on a laid-out page: columns and rows from where the words stand."""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

from extract.documents.clean import UNREADABLE
from extract.documents.model import TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables.codes import CHILDREN, ROWS, SINGLE, outcomes_among, rows_named_in
from extract.tables.placed.bands import Band, Banded, bands_of
from extract.tables.placed.blanks import blank_cell, hidden_blank
from extract.tables.placed.headings import columns_from, head_columns, place_in
from extract.tables.placed.tokens import Span, Token, is_level, line_height, parted, stands_aside, tokens_of
from extract.tables.rows import Row
from extract.tables.sums import adds_up, figure
from extract.tables.table3.fit import belonging, coverage
from extract.tables.table3.strips.in_order import whole_labels
from extract.tables.table3.strips.strip import LaidRow
from extract.tables.values import is_value

_BROKEN = re.compile(r"\d{1,3}(?:[,，]\d{3})*[,，]\d{0,2}")
LEVEL = 0.92
"""A word so far from the height of a row of values, in parts of a word's height, is beside it: half the distance of two lines set wide."""
NOTE = 1.5
"""Words in a column of figures that are nearer to a row, in parts of a line's height, are of its cell."""
SET_WIDE = 2.4
"""The lines of one figure follow each other by less, in parts of their height."""
RIVAL = 0.03
"""Words that fit another row less well by no more than this tell neither."""
LIKELY = 0.6
"""The words around a row of values speak for a row of the form from here on (0–1)."""
WORDED = 0.75
"""So much of the label of a blank row must be printed (0–1)."""
CLEAR = 0.12
"""By so much the words beside a row of values fit its own label better than that of a blank row next to it."""
SOUND = 4
"""So many rows with joined figures add up for each that does not: then their joining is right, and the sum is wrong in print."""
MOST_ROWS = 1.5
"""With so many times the rows of the form, each with seven values, the table stands twice, with another year's figures."""
Placed = tuple[Band, Sequence[Token | None]]
"""The values of one height, and which of them stands in each column."""

_YEARLY = frozenset(("req_new", "req_carried_in", "out_total", "req_carried_out"))


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


def read_table3(rows: Sequence[Row], banded: Banded | None = None) -> list[LaidRow] | None:
    """The rows of table three among printed words with positions; None where columns or rows are not certain.

    ``banded`` are its rows of values where they are not simply those that stand on one height.
    """
    tokens = tokens_of(rows)
    values, said = parted(tokens)
    # What stands before all labels numbers the rows; 其他 is a column as well.
    labels = (t for t in said if words.applicant(t.cell.text) is None)
    edge = min((t.x0 for t in labels if words.table3_row_exact(t.cell.text)), default=float("-inf"))
    values = [t for t in values if t.x1 > edge]
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
    aside = [t for t in said if t.x1 < by_page[t.page][0][0]]
    if stands_aside(aside, known, by_page.keys() - columns.keys()):
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
    if sum(None not in slots for _, slots in placed) > MOST_ROWS * len(ROWS):
        return None
    texts = [t for t in said if t.x1 < by_page[t.page][0][1] and t.x0 < by_page[t.page][0][0]]
    return _named(placed, texts, by_page, said, before, exact=banded is not None)


def _among_columns(
    placed: Sequence[Placed], by_page: Mapping[int, Sequence[Span]], said: Sequence[Token]
) -> list[Token]:
    """The words that begin within the columns, below the first row of values of their page and no headings of groups: those of columns stand above it."""
    tops: dict[int, float] = {}
    for band, _ in placed:
        tops[band.page] = min(band.y, tops.get(band.page, band.y))
    edges = {page: spans[0][0] - (spans[1][0] - spans[0][1]) / 2 for page, spans in by_page.items()}
    below = [t for t in said if t.page in tops and t.y > tops[t.page] and t.x0 > edges[t.page]]
    return [t for t in below if words.group_heading(t.cell.text) is None]


def _whole(figure: Token, band: Band, notes: Sequence[Token]) -> TextCell:
    """The cell of a figure; a sign for it where words stand hard above or below, of whose broken cell it is a part."""
    if any(is_level(t, band.page, band.y, NOTE * band.height) and t.meets(figure) for t in notes):
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
    return one.page == other.page and abs(one.y - other.y) < SET_WIDE * one.height


def _heads_page(band: Band, before: Band, texts: Sequence[Token]) -> bool:
    """Whether values stand above all words of a page, and may be the rest of the row at the foot of the one before."""
    return before.page < band.page and all(t.y > band.y for t in texts if t.page == band.page)


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
    score = _settled([_scores(codes, *words_here) for words_here in around], codes, placed, texts)
    chosen = _chosen(score, len(codes))
    lost = _left_over(chosen, placed, texts) | set(before)
    found: list[LaidRow] = []
    doubted: list[LaidRow] = []
    sound = 0
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
        sound += band.joined
        found.append(LaidRow(codes[j], cells, near, told and (exact or not band.joined)))
    found += _blank_rows(codes, chosen, texts, by_page, placed, score)
    way_is_sound = exact and sound >= SOUND * max(1, len(doubted))
    found += doubted if way_is_sound else _borne_out_by_columns(doubted, found)
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
        level = [n for *_, n in about if is_level(texts[n], page, y, line)]
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
    """Whether a number ends too soon behind its last point, the rest of it on another line, or what was joined is of two rows: no one value."""
    texts = [slot.cell.text for slot in slots if slot is not None]
    return any(_BROKEN.fullmatch(t) or ("\n" in t and not is_value(t.replace("\n", ""))) for t in texts)


def _scores(codes: Sequence[str], wide: str, near: str, beside: Sequence[str]) -> list[float]:
    """How well the texts around a row of values, near it and right beside it speak for each row of the form."""
    around, close = coverage(wide), coverage(near)
    pieces = [
        piece for piece in beside if len(piece) > 1
    ] or beside  # a broken label's last character is in many
    level = [(belonging(piece), len(piece)) for piece in pieces if piece]
    length = sum(size for _, size in level)
    # 信息 ends several labels: of two that fit, the one is meant that most of what stands beside fits.
    own = {
        code: 0.5 * max(fits[code] for fits, _ in level)
        + 0.5 * sum(fits[code] * size for fits, size in level) / length
        for code in (codes if level else ())
    }
    return [(around[code] + close[code] + own.get(code, 0.0)) / 3 for code in codes]


def _settled(
    score: list[list[float]], codes: Sequence[str], placed: Sequence[Placed], texts: Sequence[Token]
) -> list[list[float]]:
    """The scores, where whole labels stand on the height of most rows of values told by these alone: lines near a row may fit another as well."""
    whole = {codes.index(label.code): list(label.heights()) for label in whole_labels(texts, codes)}
    beside = [
        {j for j, at in whole.items() if any(p == band.page and a <= band.y <= b for p, a, b in at)}
        for band, _ in placed
    ]
    if 2 * sum(len(at) == 1 for at in beside) <= len(placed):
        return score
    return [
        [float(j in at) if len(at) == 1 else s * (j in at or j not in whole) for j, s in enumerate(row)]
        for row, at in zip(score, beside, strict=True)
    ]


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
