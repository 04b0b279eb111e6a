"""Table three of a text that is set out by spaces: a row's values stand on one of the lines that its label takes.

Text keeps every line apart, so that each label can be put together word for word, and no row is told by
nearness: where a label is not found whole, or values stand beside none, nothing is read.
"""

from collections.abc import Sequence
from itertools import pairwise

from extract.documents.model import Place, TextCell
from extract.forms import labels as words
from extract.tables.codes import CHILDREN, ROWS, ROWS_2019, row_exact
from extract.tables.laid import (
    Band,
    LaidRow,
    Span,
    Token,
    bands_of,
    blank_cell,
    line_height,
    page_columns,
    place_in,
    tokens_of,
)
from extract.tables.rows import Row
from extract.tables.values import is_value

LINES = 8
"""Lines that a label may take."""


Extent = tuple[float, float]
"""The first and the last line of a label."""
_SPACE = 5.0
"""The width of one space."""


def read_table3(rows: Sequence[Row]) -> list[LaidRow] | None:
    """The rows of table three among words with positions; None where a label, a column or a value is not certain."""
    tokens = tokens_of(rows)
    phrases = _phrases([t for t in tokens if not is_value(t.cell.text)])
    extents = _extents(phrases)
    if extents is None:
        return None
    top = extents["req_new"][0]
    bottom = extents["req_carried_out"][1]
    values = [t for t in tokens if is_value(t.cell.text) and t.cell.text.strip() and top <= t.y <= bottom]
    bands = bands_of(values, line_height(tokens))
    head = [t for t in tokens if t.y < top]
    spans = next(iter(page_columns(bands, head).values()), None)
    if spans is None:
        return None
    found: dict[str, tuple[Band, list[Token | None]]] = {}
    for band in bands:
        named = [code for code, (first, last) in extents.items() if first <= band.y <= last]
        slots = place_in(band.tokens, spans)
        if len(named) != 1 or slots is None or named[0] in found:
            return None
        found[named[0]] = band, slots
    return [_row(code, extents[code], found.get(code), spans) for code in extents]


def _row(
    code: str, extent: Extent, found: tuple[Band, list[Token | None]] | None, spans: Sequence[Span]
) -> LaidRow:
    y = found[0].y if found else extent[0]
    slots = found[1] if found else [None] * len(spans)
    cells = (t.cell if t else blank_cell(0, s, y, 10.0) for t, s in zip(slots, spans, strict=True))
    return LaidRow(code, tuple(cells), "")


def _phrases(tokens: Sequence[Token]) -> list[Token]:
    """The words of each line joined where only one space parts them."""
    joined: list[Token] = []
    for token in sorted(tokens, key=lambda t: (t.y, t.x0)):
        last = joined[-1] if joined else None
        if last is not None and last.y == token.y and token.x0 - last.x1 < 1.5 * _SPACE:
            cell = TextCell(f"{last.cell.text} {token.cell.text}", 0, 0, place=Place())
            joined[-1] = Token(cell, 0, last.x0, token.x1, last.y, last.height)
        else:
            joined.append(token)
    return joined


def _extents(phrases: Sequence[Token]) -> dict[str, Extent] | None:
    """The lines of every row's label in the order of the form; None where one is missing, or stands twice or out of order."""
    found: dict[str, Extent] = {}
    for n, phrase in enumerate(phrases):
        for code, extent in _labels_from(phrases, n, phrase):
            known = found.setdefault(code, extent)
            if known != extent and not (known[0] <= extent[0] and extent[1] <= known[1]):
                return None
    codes = ROWS if any(code in found for code in CHILDREN) else ROWS_2019
    if any(code not in found for code in codes):
        return None
    extents = {code: found[code] for code in codes}
    ordered = all(a[1] < b[0] for a, b in pairwise(extents.values()))
    return extents if ordered else None


def _labels_from(phrases: Sequence[Token], start: int, first: Token) -> list[tuple[str, Extent]]:
    """The label that begins with a phrase: the longest that it and those right below it make."""
    text = first.cell.text
    if not words.plain(text):
        return []
    last = first
    best: list[tuple[str, Extent]] = []
    if (code := _code(text)) is not None:
        best = [(code, (first.y, last.y))]
    for phrase in (phrases[n] for n in range(start + 1, len(phrases))):
        if phrase.y > last.y + 4.5 * first.height or phrase.y > first.y + LINES * 2 * first.height:
            break
        if (
            phrase.y > last.y
            and phrase.x0 < last.x1
            and last.x0 < phrase.x1
            and phrase.x0 >= first.x0 - _SPACE
        ):
            text += phrase.cell.text
            last = phrase
            if (code := _code(text)) is not None:
                best = [(code, (first.y, last.y))]
    return best


def _code(text: str) -> str | None:
    code = row_exact(text)
    return code if len(text) > 3 or code == CHILDREN[-1] else None
