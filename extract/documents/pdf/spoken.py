"""Text that the file itself replaces for being copied or read aloud (``/ActualText``): pdfium gives that, people see the glyphs.

It is there for ligatures, hyphens and odd fonts, and says what is printed. Where it stands for a figure, the page is
looked at again without the replacements; a figure that is not drawn so is not read.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_ubyte, c_ulong
from dataclasses import replace

from extract.documents.model import Box, Table, TextCell, Word
from extract.documents.pdf import calls
from extract.documents.pdf.cleaning import clean_glyphs
from extract.documents.pdf.content import UNREADABLE, Line, Run
from extract.documents.pdf.drawn import AS_IT_IS, Level
from extract.documents.pdf.layout import PageBlocks
from extract.documents.pdf.lines import is_square
from extract.documents.pdf.missing import bare, missing

SHORTEST_LABEL = 3
"""Text with fewer Chinese characters may be a figure."""
FORM = 20
"""A table of fewer cells is no form, but the box with a document's number and date."""
MOST_MARKS = 40_000
"""A page whose texts stand under more marks than these is made to keep somebody busy."""
FLAT = 0.3
"""Ink no taller, in parts of its width, is a dash where the file says so: the glyph of two dashes in one has no character."""
LONGEST = 128
LONG = "0"
"""Stands for a replacement of more bytes: it may hold figures."""

Place = tuple[Box, str]
"""Where text is replaced, and what is said in its place."""


def replaced(items: Sequence[int]) -> list[tuple[int, int, str]]:
    """Those of the texts that are drawn under a mark with ``/ActualText``: text, mark (0 where it was not looked at), what it says."""
    counts = list(map(calls.count_marks, items))
    if not any(counts):
        return []
    if sum(counts) > MOST_MARKS:
        return [(item, 0, LONG) for item in items]
    under = [(item, count) for item, count in zip(items, counts, strict=True) if count > 0]
    marked = [item for item, count in under for _ in range(count)]
    marks = list(map(calls.mark_of, marked, [n for _, count in under for n in range(count)]))
    # Nearly always many texts share a mark, and a mark says the same of all.
    room = _Room()
    said = {mark: text for mark in set(marks) if mark and (text := room.said(mark))}
    return [(item, mark, said[mark]) for item, mark in zip(marked, marks, strict=True) if mark in said]


def displaced(levels: Sequence[Level]) -> dict[int, tuple[float, ...]]:
    """The replaced texts of forms that are moved, scaled or turned, each with the matrix that does it.

    pdfium gives the places of their characters in the form's own coordinates instead of the page's: on sheets that
    were put together of the pages of another file.
    """
    return {
        item: level.outer for level in levels if level.outer != AS_IT_IS for item, *_ in replaced(level.texts)
    }


class _Room:
    """Where pdfium writes what a mark says."""

    def __init__(self) -> None:
        self.text, (self.text_at, *_) = calls.room_for(c_ubyte, LONGEST)
        self.length, self.length_at = calls.room_for(c_ulong, 1)

    def said(self, mark: int) -> str:
        """The text that a mark puts in place of the glyphs; of a long one only a sign."""
        if not calls.mark_bytes(mark, b"ActualText", self.text_at, LONGEST, *self.length_at):
            return ""
        length = self.length[0]
        return _decoded(bytes(self.text)[:length]) if length <= LONGEST else LONG


def _decoded(text: bytes) -> str:
    """A text string of a PDF; in its own encoding of single bytes, ASCII alone is told."""
    if text.startswith(BOM_UTF16_BE):
        return text[2:].decode("utf-16-be", "replace")
    return text.removeprefix(BOM_UTF8).decode("utf-8", "replace")


def keep_drawn(page: PageBlocks, places: Sequence[Place], as_drawn: Callable[[], Sequence[Run]]) -> None:
    """Takes from a page every figure in these places that is not drawn there; ``as_drawn`` looks at it without the replacements."""
    figures = list(_figures(page, places))
    if not figures:
        return
    glyphs = clean_glyphs(as_drawn(), (), ())
    said = [(number, box, text) for number, (_, _, box, text) in enumerate(figures)]
    for number in missing(glyphs, said):
        block, at, _, _ = figures[number]
        page.blocks[block] = _without(page.blocks[block], at)


def _figures(page: PageBlocks, places: Sequence[Place]) -> Iterator[tuple[int, int, Box, str]]:
    """Block, cell or word, box and text of everything in these places that may be a figure."""
    others = [
        (place, said) for place, said in places if not (all(map(is_square, said)) or _is_dash(place, said))
    ]
    for number, block in enumerate(page.blocks):
        parts: Sequence[TextCell | Word] = block.cells if isinstance(block, Table) else block.words
        in_form = isinstance(block, Table) and len(parts) >= FORM
        for at, part in enumerate(parts):
            # Chinese characters make no figure of a text, but alone in a form's cell.
            among = places if in_form and len(part.text) == 1 and is_square(part.text) else others
            box = part.place.box if isinstance(part, TextCell) else part.box
            if not among or box is None or not part.text:
                continue
            over = [(place, said) for place, said in among if _meet(place, box)]
            if not over or (_is_label(part.text) and not any(map(_has_digit, (said for _, said in over)))):
                continue
            if isinstance(part, Word):  # the characters of such a text stand all in the place of the first
                lefts, tops, rights, bottoms = zip(box, *(place for place, _ in over), strict=True)
                box = min(lefts), min(tops), max(rights), max(bottoms)
            yield number, at, box, part.text


def _is_dash(ink: Box, said: str) -> bool:
    return set(bare(said)) == {"-"} and ink[3] - ink[1] < FLAT * (ink[2] - ink[0])


def _is_label(text: str) -> bool:
    return sum(map(is_square, text)) >= SHORTEST_LABEL


def _has_digit(text: str) -> bool:
    return any(char.isdecimal() for char in text)


def _meet(place: Box, box: Box) -> bool:
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    u, v = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return (box[0] <= x <= box[2] and box[1] <= y <= box[3]) or (
        place[0] <= u <= place[2] and place[1] <= v <= place[3]
    )


def _without(block: Line | Table, at: int) -> Line | Table:
    """A table or line with a sign for the text of one of its cells or words."""
    if isinstance(block, Table):
        cells = list(block.cells)
        cells[at] = replace(cells[at], text=UNREADABLE)
        return replace(block, cells=tuple(cells))
    words = list(block.words)
    words[at] = replace(words[at], text=UNREADABLE)
    return Line(" ".join(word.text for word in words), block.box, tuple(words))
