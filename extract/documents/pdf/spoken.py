"""Text that the file itself replaces for being copied or read aloud (``/ActualText``): pdfium gives that, people see the glyphs.

It is there for ligatures, hyphens and odd fonts, and says what is printed. Where it stands for a figure, the glyphs
are decoded by a second parser, which knows of no replacement; a figure that it does not find is not read.
"""

from codecs import BOM_UTF8, BOM_UTF16_BE
from collections.abc import Iterator, Mapping, Sequence
from ctypes import c_ubyte, c_ulong
from dataclasses import replace

from extract.documents.model import Box, Place, Source, Table, TextCell, Turned, Word
from extract.documents.pdf import calls
from extract.documents.pdf.content import UNREADABLE, Line
from extract.documents.pdf.layout import PageBlocks
from extract.documents.pdf.lines import is_square

SHORTEST_LABEL = 3
"""Text with fewer Chinese characters may be a figure."""
FORM = 20
"""A table of fewer cells is no form, but the box with a document's number and date."""
MOST_MARKS = 400_000
"""A page whose texts stand under more marks than these is made to keep somebody busy."""
LONGEST = 128
LONG = "0"
"""Stands for a replacement of more bytes: it may hold figures."""

Places = Mapping[int, Sequence[tuple[Box, str]]]
"""By page, where text is replaced and what is said in its place."""


def replaced(items: Sequence[int]) -> list[tuple[int, str]]:
    """Those of the texts that are drawn under a mark with ``/ActualText``, with what it says."""
    counts = list(map(calls.count_marks, items))
    if not any(counts):
        return []
    if sum(counts) > MOST_MARKS:
        return [(item, LONG) for item in items]
    under = [(item, count) for item, count in zip(items, counts, strict=True) if count > 0]
    marked = [item for item, count in under for _ in range(count)]
    marks = list(map(calls.mark_of, marked, [n for _, count in under for n in range(count)]))
    # Nearly always many texts share a mark, and a mark says the same of all.
    room = _Room()
    said = {mark: text for mark in set(marks) if mark and (text := room.said(mark))}
    return [(item, said[mark]) for item, mark in zip(marked, marks, strict=True) if mark in said]


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


def borne_out(
    source: Source,
    pages: Sequence[PageBlocks],
    places: Places,
    turned: Mapping[int, Turned],
) -> None:
    """Takes from the pages every figure in these places (by page) that a second parser does not see there."""
    from extract.documents.pdf import pdfium, quiet, witness

    asked = [
        (page, number, at, word_box, text)
        for page in pages
        if page.number in places
        for number, at, word_box, text in _figures(page, places[page.number])
    ]
    if not asked:
        return
    try:
        denied = witness.denied(
            pdfium.unlocked(source.data, turned),
            [(Place(page=page.number, box=box), text) for page, _, _, box, text in asked],
        )
    except Exception:  # pdfminer raises errors of every kind on damaged files: then nothing is borne out
        denied = set(range(len(asked)))
    finally:
        quiet.forget_maps()
    for page, number, at, _, _ in (asked[i] for i in sorted(denied)):
        page.blocks[number] = _without(page.blocks[number], at)


def _figures(page: PageBlocks, places: Sequence[tuple[Box, str]]) -> Iterator[tuple[int, int, Box, str]]:
    """Block, cell or word, box and text of everything in these places that may be a figure."""
    others = [(place, said) for place, said in places if not all(map(is_square, said))]
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
