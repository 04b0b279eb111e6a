"""Text that pdfium gives no characters of: an empty place on the page may hold it."""

from collections.abc import Collection, Iterator, Sequence
from ctypes import c_float
from itertools import chain
from math import hypot, nan

from extract.documents.model import Box
from extract.documents.pdf import calls
from extract.documents.pdf.content import LEAST_INK, Glyph, Run
from extract.documents.pdf.drawn import UNSEEN, Level
from extract.documents.pdf.view import bounds, own_matrix, times

BAND = 8
"""Glyphs are looked up by bands of so many points of the page's height."""

_SIZE, _SIZE_AT = calls.room_for(c_float, 1)


def overlooked(
    levels: Sequence[Level], unseen: bool, told: Collection[int], runs: Sequence[Run], height: float
) -> list[Box]:
    """The places of text that pdfium gives no characters of, whatever it says, on a page of this height.

    It leaves out glyphs without a number in their font, and text whose glyphs have no ink in the font that it takes
    in place of one that the file does not embed. ``unseen`` says that some of the texts are drawn without ink: those
    are not looked for. ``told`` are the texts that a printed character belongs to; another may be drawn just over
    one of these.
    """
    bands: dict[int, list[Glyph]] = {}
    found: list[Box] = []
    for level in levels:
        silent = [item for item in level.texts if item not in told]
        for box in _places(silent, level.shown, unseen):
            bands = bands or _bands([glyph for run in runs for glyph in run.glyphs], height)
            others = chain.from_iterable(bands.get(band, ()) for band in _across(box[1], box[3], height))
            if not any(_holds(box, glyph) for glyph in others):
                found.append(box)
    return found


def _places(texts: Sequence[int], shown: tuple[float, ...], unseen: bool) -> Iterator[Box]:
    """The places of drawn texts: of those with ink, and of those without it in fonts that are not embedded."""
    for item, box in zip(texts, bounds(texts, shown), strict=True):
        if unseen and calls.render_mode(item) in UNSEEN:
            continue
        x0, y0, x1, y1 = box
        if x1 - x0 < LEAST_INK or y1 - y0 < LEAST_INK:
            font = calls.font_of(item)
            if not font or calls.is_embedded(font) or not calls.text_size(item, *_SIZE_AT):
                continue
            em = _SIZE[0]
            _, _, c, d, x, y = times(own_matrix(item), shown)
            em *= hypot(c, d)
            box = x, y - 0.7 * em, x + 0.5 * em, y
        yield box


def _across(top: float, bottom: float, height: float) -> range:
    """The bands from one height to the other; what is above or below the page, however far, is in the band next to it."""
    first, last = (int(min(height + BAND, max(-BAND, y))) // BAND for y in (top, bottom))
    return range(first, last + 1)


def _bands(glyphs: Sequence[Glyph], height: float) -> dict[int, list[Glyph]]:
    """The glyphs that reach into each band of the page's height."""
    bands: dict[int, list[Glyph]] = {}
    top = bottom = nan
    reached: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph[1] != top or glyph[3] != bottom:
            _, top, _, bottom, _, _ = glyph
            reached = [bands.setdefault(band, []) for band in _across(top, bottom, height)]
        for band in reached:
            band.append(glyph)
    return bands


def _holds(box: Box, glyph: Glyph) -> bool:
    """Whether a character stands where a text is drawn: its ink may be a small part of the character's place."""
    x0, top, x1, bottom = box
    left, upper, right, lower, _, _ = glyph
    if x0 <= (left + right) / 2 <= x1 and top <= (upper + lower) / 2 <= bottom:
        return True
    return left - 1 <= (x0 + x1) / 2 <= right + 1 and upper - 1 <= (top + bottom) / 2 <= lower + 1
