"""Tables set out by spaces (``pdftotext -layout``, pandoc's simple tables): every word gets the place its column has.

Lines say what is printed; where that leaves cells unread, because nothing is printed for an empty one, the
places of the words tell, as on a page of a PDF.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from extract.documents.clean import display_width
from extract.documents.model import Block, Box, Document, Paragraph, Place, Table, TextCell, Word
from extract.forms.labels import table2_row_exact
from extract.reports.model import Cell, State
from extract.tables.placed.tokens import TEXT
from extract.tables.sums import closes
from extract.tables.values import is_number_word, read_value

LEAST = 8
"""So many lines must have values in columns."""
LONGEST = 400
"""Characters of a line from which it is no row."""
HEIGHT = 10.0
WIDTH = 5.0
"""Of a line and of a column, as on a page."""

_LINE = re.compile(r"(?:line|row) (\d+)")
_WORD = re.compile(
    r"(?:[（(][一二三四五六七八\d][)）]|\d[.．、]) (?=[^\s\d])\S+|(?<!\S)[\u4e00-\u9fff] [\u4e00-\u9fff](?!\S)|\S+"
)
"""A word; a label's number and the one blank behind it are parts of it, and the two signs of 总 计."""
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GAP = re.compile(r"\S\s{2,}(?=\S)")


def spaced(document: Document) -> tuple[Document, dict[Box, Place]] | None:
    """The document as if printed on a page, and where each word really stands; None where nothing is set out by spaces."""
    if document.engine != "text" or sum(_is_row(block) for block in document.blocks) < LEAST:
        return None
    places: dict[Box, Place] = {}
    blocks: list[Block] = []
    width = _width_of_signs(document)
    for block in document.blocks:
        number = _LINE.fullmatch(block.place.path or "") if isinstance(block, Paragraph) else None
        if number is None or not isinstance(block, Paragraph) or len(block.text) > LONGEST:
            blocks.append(block)
            continue
        top = HEIGHT * int(number[1])
        places[_line(top)] = replace(block.place, col=None)
        words = []
        for match in _WORD.finditer(block.text):
            x0 = WIDTH * ((block.place.col or 0) + width(block.text[: match.start()]))
            box = (x0, top, x0 + WIDTH * width(match[0]), top + HEIGHT)
            words.append(Word(match[0], box))
            places[box] = replace(block.place, col=None, offset=(block.place.offset or 0) + match.start())
        box = (words[0].box[0], top, words[-1].box[2], top + HEIGHT)
        blocks.append(replace(block, place=Place(page=TEXT, box=box), words=tuple(words)))
    return replace(document, blocks=tuple(blocks)), places


def _width_of_signs(document: Document) -> Callable[[str], int]:
    """How columns are counted: as a font of fixed width shows them, or, where that makes the figures line up better, a sign a column (``layout=True`` of pdfplumber)."""
    edges: dict[Callable[[str], int], tuple[set[int], set[int]]] = {
        w: (set(), set()) for w in (display_width, len)
    }
    for text in [b.text for b in document.blocks if isinstance(b, Paragraph) and _is_row(b)]:
        for word in _WORD.finditer(text):
            for width, (left, right) in edges.items() if is_number_word(word[0]) else ():
                left.add(width(text[: word.start()]))
                right.add(width(text[: word.end()]))
    return min(edges, key=lambda width: min(map(len, edges[width])))


def _is_row(block: Block) -> bool:
    return isinstance(block, Paragraph) and "  " in block.text and len(_GAP.findall(block.text[:LONGEST])) > 1


def line_above(document: Document, number: TextCell) -> str | None:
    """The line of a text right above a number alone on the next one, if that may end one of its figures, as it stands in the same columns."""
    if document.engine != "text" or number.place.path is None:
        return None
    for above, below in pairwise(document.blocks):
        if not isinstance(below, Paragraph) or below.place.path != number.place.path:
            continue
        last = above.cells[-1] if isinstance(above, Table) else above
        next_line = _number_of(below) == _number_of(last) + 1
        ends = (
            _may_be_ended(above, below)
            if isinstance(above, Paragraph)
            else _is_open(c.text for c in above.rows()[-1])
        )
        return last.place.path if next_line and ends else None
    return None


def open_beside(number: TextCell, cells: Iterable[Cell]) -> list[Cell]:
    """The cells of a text beside a number alone that it may be a part of: of rows parted by signs right above and below it, and of the first row below it that has a total.

    A row or route that makes its total holds whole figures, and one without figures none.
    """
    alone = _number_of(number)
    rows: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        name = cell.code.rpartition("_")[0] if cell.table == "table4" else cell.code
        rows.setdefault((_number_of(cell), name), []).append(cell)
    first = min((line for (line, _), row in rows.items() if line > alone and len(row) > 1), default=0)
    found = []
    for (line, _), row in rows.items():
        is_next = abs(line - alone) == 1 and row[0].method.startswith("text/cells")
        is_open = any(cell.value for cell in row) and (
            len(row) == 1 or not closes(cell.value for cell in row)
        )
        if alone and is_open and (is_next or line == first):
            found += row
    return found


def _is_open(row: Iterable[str]) -> bool:
    """Whether a row's words hold a figure that is more than nothing, and its last is not the sum of the others, which those of table two have none of: one may go on below."""
    said = list(row)
    figures = [float(text) for text in said if _FIGURE.fullmatch(text)]
    has_total = not any(table2_row_exact(text) for text in said)
    return any(figures) and not (has_total and sum(figures) == 2 * figures[-1])


def _number_of(line: Paragraph | TextCell | Cell) -> int:
    """Which line of the text it is; 0 where that is not told."""
    number = _LINE.fullmatch(line.place.path or "")
    return int(number[1]) if number else 0


def _may_be_ended(above: Paragraph, below: Paragraph) -> bool:
    """Whether a number on a line may end a figure of the line above: it stands below it, or begins its line."""
    if not below.place.col:
        return _is_open(_WORD.findall(above.text))
    first = below.place.col or 0
    after = first + display_width(below.text)
    for word in _WORD.finditer(above.text):
        x0 = (above.place.col or 0) + display_width(above.text[: word.start()])
        meets = word.start() > 0 and x0 < after and first < x0 + display_width(word[0])
        if meets and read_value(word[0] + below.text).state is State.NUMBER:
            return True
    return False


def _line(top: float) -> Box:
    """Stands for the line itself among the places of its words."""
    return 0.0, top, 0.0, top + HEIGHT


def replaced(cells: Iterable[Cell], places: dict[Box, Place]) -> tuple[Cell, ...]:
    """The cells with the places of the text; that of one in which nothing is printed is the line of its row."""

    def stands(box: Box | None) -> Place:
        return Place() if box is None else places.get(box) or places.get(_line(box[1]), Place())

    return tuple(
        replace(cell, place=stands(cell.place.box)) if cell.place.page == TEXT else cell for cell in cells
    )
