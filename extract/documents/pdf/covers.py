"""What is drawn over text later: a white patch takes it away, a picture or a coloured patch leaves something unread.

pdfium gives the characters under such a cover like any others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import c_uint, cast, string_at
from itertools import product
from typing import NamedTuple

import pypdfium2.raw as raw

from extract.documents.model import Box
from extract.documents.pdf.patches import WHITE

MOST_PICTURES = 12
"""Of the pictures that lie over text only so many are drawn to see whether they let it through."""
OPAQUE = 0.9
"""A picture of which this share lets nothing through is a page's, a little askew, and no stamp."""
MOST_PIXELS = 40_000_000
"""Larger pictures are taken for opaque."""
MOST_PLACES = 160_000
"""Covers are looked up by squares of the page; a page where they take up more than these is a picture."""
MOST_OVER = 12
"""Of what lies over one text only so much is looked at, the last drawn first."""
ACROSS, DOWN = 30, 24
"""The squares' size in points: about that of a table's cell, which word processors paint white."""

Order = tuple[int, ...]
"""Where in the order of drawing something comes: its number on the page, in the form with that number, and so on."""


class Cover(NamedTuple):
    """Something that may hide what was drawn before it: ``box`` is around a ``share`` of it, the whole unless a clip is known.

    ``luminance`` is that of a patch, None for a picture. ``shown`` is the way from its coordinates to those of the
    page as shown.
    """

    order: Order
    box: Box
    item: int
    luminance: float | None
    shown: tuple[float, ...]
    share: float = 1.0


class Veiled(NamedTuple):
    """A text (by its address) that a cover lies over; ``whole`` where it takes in all of the text."""

    item: int
    cover: Cover
    whole: bool


def veiled(
    texts: Iterable[tuple[Order, int, Box]], covers: Sequence[Cover], clipped: Callable[[Cover], Cover]
) -> Iterator[Veiled]:
    """The texts that something drawn later lies over, with that which does; both come in the order of drawing.

    ``clipped`` gives what its clip leaves of a cover; few lie over anything, and only those are asked for it.
    """
    squares: dict[tuple[int, int], list[Cover]] = {}
    places = 0
    for cover in covers:
        x0, top, x1, bottom = cover.box
        rows, columns = (
            range(int(top // DOWN), int(bottom // DOWN) + 1),
            range(int(x0 // ACROSS), int(x1 // ACROSS) + 1),
        )
        places += len(rows) * len(columns)
        if places > MOST_PLACES:
            return
        for square in product(rows, columns):
            squares.setdefault(square, []).append(cover)
    for order, item, box in texts:
        x0, top, x1, bottom = box
        if x1 <= x0:
            continue
        row = int((top + bottom) / 2 // DOWN)
        for column in {int(x0 // ACROSS), int((x0 + x1) / 2 // ACROSS), int(x1 // ACROSS)}:
            near = squares.get((row, column))
            over = 0
            for cover in reversed(near) if near is not None else ():
                # Word processors draw the ground of a paragraph or a cell just before its text: few come later.
                if cover.order < order or over == MOST_OVER:
                    break
                if _meets(cover.box, box) and _meets((cover := clipped(cover)).box, box):
                    left, upper, right, lower = cover.box
                    whole = left <= x0 and upper <= top and x1 <= right and bottom <= lower
                    over += 1
                    yield Veiled(item, cover, whole)


def _meets(cover: Box, text: Box) -> bool:
    """Whether a cover lies over the middle of a line of text, at its start, its middle or its end."""
    left, upper, right, lower = cover
    x0, top, x1, bottom = text
    if not upper <= (top + bottom) / 2 <= lower:
        return False
    return left <= (x0 + x1) / 2 <= right or left <= x0 <= right or left <= x1 <= right


def is_white(cover: Cover) -> bool:
    """Whether a cover looks like empty paper."""
    return cover.luminance is not None and cover.luminance > WHITE


def lets_through(document: raw.FPDF_DOCUMENT, page: raw.FPDF_PAGE, cover: Cover) -> bool:
    """Whether what lies under a picture is seen, as under stamps and watermarks: it is drawn, small, to tell that."""
    item = cast(cover.item, raw.FPDF_PAGEOBJECT)
    wide, high = c_uint(), c_uint()
    if raw.FPDFImageObj_GetImagePixelSize(item, wide, high) and wide.value * high.value > MOST_PIXELS:
        return False
    drawn = raw.FPDFImageObj_GetRenderedBitmap(document, page, item)
    if not drawn:
        return True
    try:
        if raw.FPDFBitmap_GetFormat(drawn) not in (raw.FPDFBitmap_BGRA, raw.FPDFBitmap_BGRA_Premul):
            return False
        size = raw.FPDFBitmap_GetStride(drawn) * raw.FPDFBitmap_GetHeight(drawn)
        opacities = string_at(raw.FPDFBitmap_GetBuffer(drawn), size)[3::4]
        return opacities.count(255) < OPAQUE * cover.share * len(opacities)
    finally:
        raw.FPDFBitmap_Destroy(drawn)
