"""One row of figures under its headings, each put together from the pieces that stand below its heading.

Narrow columns break a figure or its note over several lines, set its digits apart, and push it so close to its
neighbour that both seem one word. Each piece belongs to the heading above it. Whether the figures are put
together right is for their sums to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from extract.documents.clean import display_width
from extract.documents.model import TextCell
from extract.tables.placed.leading import SLACK
from extract.tables.placed.tokens import Span, Token, join
from extract.tables.values import is_value

FULL = 0.5
"""A line of digits that goes on further down than at the leading takes so much of its column, with one more digit."""
WIDEST_PIECE = 5.0
"""A part of a note in a cell is no wider, in parts of its height."""
NEXT_LINE = 2.2
"""The next line of a cell stands no lower, in parts of the height of its words."""
SAME_LINE = 0.5
"""Pieces whose heights differ by less, in parts of their height, stand on one line."""


def may_be_piece(token: Token) -> bool:
    """Whether a word is short enough to be a part of the note in a narrow cell."""
    return token.x1 - token.x0 <= WIDEST_PIECE * token.height


def piled(
    pieces: Sequence[Token], columns: Sequence[Span], leading: float = 0.0
) -> dict[int, TextCell] | None:
    """The cells that the pieces of one row make, by the number of their column; None where they make none.

    ``leading`` is the distance of the lines of one cell, where the headings tell it.
    """
    held: dict[int, list[Token]] = {}
    for piece in pieces:
        over = [n for n, (a, b) in enumerate(columns) if piece.x0 <= b and piece.x1 >= a]
        if not over:
            return None
        for n, part in _cut(piece, over, columns):
            held.setdefault(n, []).append(part)
    piles = {n: _lines(tokens) for n, tokens in held.items()}
    pitch = min(b[0] + b[1] - a[0] - a[1] for a, b in pairwise(columns)) / 2
    one_each = all(_are_one_cell(lines, FULL * pitch, SLACK * leading + 0.5) for lines in piles.values())
    if not one_each or not _are_one_row([*piles.values()]):
        return None
    cells = {n: _cell(lines) for n, lines in piles.items()}
    return cells if all(is_value(cell.text) for cell in cells.values()) else None


def _cut(piece: Token, over: Sequence[int], columns: Sequence[Span]) -> Iterator[tuple[int, Token]]:
    """A word that stands under several headings, cut in the middle between these; every other as it is."""
    if len(over) == 1:
        yield over[0], piece
        return
    edges = [(columns[n][1] + columns[n + 1][0]) / 2 for n in over[:-1]]
    widths = [*map(display_width, piece.cell.text)]
    scale = (piece.x1 - piece.x0) / sum(widths)
    at, parts = piece.x0, dict.fromkeys(over, "")
    for char, width in zip(piece.cell.text, widths, strict=True):
        middle = at + width * scale / 2
        parts[over[sum(middle > edge for edge in edges)]] += char
        at += width * scale
    for n, text in parts.items():
        if text.strip():
            x0, x1 = max(piece.x0, columns[n][0]), min(piece.x1, columns[n][1])
            yield n, replace(piece, cell=replace(piece.cell, text=text.strip()), x0=x0, x1=x1)


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """The pieces of one cell, line by line, each from left to right."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=attrgetter("spot")):
        if lines and token.y - lines[-1][0].y < SAME_LINE * token.height and token.page == lines[-1][0].page:
            lines[-1].append(token)
        else:
            lines.append([token])
    return [sorted(line, key=attrgetter("x0")) for line in lines]


def _are_one_cell(lines: Sequence[Sequence[Token]], full: float, near: float) -> bool:
    """Whether each line stands as near to the one above it as those of one cell; digits go on only on a ``near`` line, or below one so wide that it was ``full``."""
    digits = all(token.cell.text.isdecimal() for line in lines for token in line)
    for upper, lower in pairwise(lines):
        apart = lower[0].y - upper[0].y
        if lower[0].page != upper[0].page or apart > NEXT_LINE * upper[0].height:
            return False
        width = upper[-1].x1 - upper[0].x0 + (lower[0].x1 - lower[0].x0) / len(lower[0].cell.text)
        if digits and apart > near and width <= full:
            return False
    return True


def _are_one_row(piles: Sequence[Sequence[Sequence[Token]]]) -> bool:
    """Whether the cells of one line all stand on one height, between the first and the last line of every other.

    Where no cell has one line alone, the figures may be those of two rows.
    """
    heights = [lines[0][0].y for lines in piles if len(lines) == 1]
    if not heights or max(heights) - min(heights) > SAME_LINE * piles[0][0][0].height:
        return False
    slack = SAME_LINE * piles[0][0][0].height
    return all(lines[0][0].y - slack < heights[0] < lines[-1][0].y + slack for lines in piles)


def _cell(lines: Sequence[Sequence[Token]]) -> TextCell:
    """One cell of all its pieces."""
    tokens = [token for line in lines for token in line]
    whole = join(tokens).cell
    is_figure = all(token.cell.text.isdecimal() for token in tokens)
    return whole if is_figure else replace(whole, text="".join(token.cell.text for token in tokens))
