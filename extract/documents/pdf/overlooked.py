"""Text that pdfium gives no characters of: an empty place on the page may hold it."""

from collections.abc import Iterator, Sequence
from ctypes import c_float
from itertools import chain
from math import hypot, nan

from extract.documents.model import Box
from extract.documents.pdf import calls
from extract.documents.pdf.content import LEAST_INK, Glyph, Run
from extract.documents.pdf.drawn import UNSEEN, Level
from extract.documents.pdf.view import own_matrix, times

BAND = 8
"""Glyphs are looked up by bands of so many points of the page's height."""
NEAR = 9
"""A text's characters are looked for among so many before and after the place where those of the text drawn before it end."""

_SIZE, _SIZE_AT = calls.room_for(c_float, 1)


def overlooked(levels: Sequence[Level], unseen: bool, runs: Sequence[Run], height: float) -> list[Box]:
    """The places of text that pdfium gives no characters of, whatever it says, on a page of this height.

    It leaves out glyphs without a number in their font, and text whose glyphs have no ink in the font that it takes
    in place of one that the file does not embed. ``unseen`` says that some of the texts are drawn without ink: those
    are not looked for.
    """
    glyphs = [glyph for run in runs for glyph in run.glyphs]
    bands: dict[int, list[int]] = {}
    found: list[Box] = []
    at, count = 0, len(glyphs)
    for level in levels:
        for box in _places(level, unseen):
            x0, top, x1, bottom = box
            start = at
            while at < count:  # nearly always characters come in the order in which their texts are drawn
                left, upper, right, lower, _, _ = glyphs[at]
                if x0 <= (left + right) / 2 <= x1 and top <= (upper + lower) / 2 <= bottom:
                    at += 1
                else:
                    break
            if at > start:
                continue
            nearby = chain(range(at, min(count, at + NEAR)), range(max(0, at - NEAR), at))
            number = next((n for n in nearby if _holds(box, glyphs[n], 0)), None)
            if number is not None:
                at = max(at, number + 1)
                continue
            bands = bands or _bands(glyphs, height)
            others = chain.from_iterable(bands.get(band, ()) for band in _across(top, bottom, height))
            number = next((n for n in others if _holds(box, glyphs[n], 1)), None)
            if number is not None:
                at = number + 1
            else:
                found.append(box)
    return found


def _places(level: Level, unseen: bool) -> Iterator[Box]:
    """The places of drawn texts: of those with ink, and of those without it in fonts that are not embedded."""
    for item, box in zip(level.texts, level.boxes(), strict=True):
        if unseen and calls.render_mode(item) in UNSEEN:
            continue
        x0, y0, x1, y1 = box
        if x1 - x0 < LEAST_INK or y1 - y0 < LEAST_INK:
            font = calls.font_of(item)
            if not font or calls.is_embedded(font) or not calls.text_size(item, *_SIZE_AT):
                continue
            em = _SIZE[0]
            _, _, c, d, x, y = times(own_matrix(item), level.shown)
            em *= hypot(c, d)
            box = x, y - 0.7 * em, x + 0.5 * em, y
        yield box


def _across(top: float, bottom: float, height: float) -> range:
    """The bands from one height to the other; what is above or below the page, however far, is in the band next to it."""
    first, last = (int(min(height + BAND, max(-BAND, y))) // BAND for y in (top, bottom))
    return range(first, last + 1)


def _bands(glyphs: Sequence[Glyph], height: float) -> dict[int, list[int]]:
    """The numbers of the glyphs that reach into each band of the page's height."""
    bands: dict[int, list[int]] = {}
    top = bottom = nan
    reached: list[list[int]] = []
    for number, glyph in enumerate(glyphs):
        if glyph[1] != top or glyph[3] != bottom:
            _, top, _, bottom, _, _ = glyph
            reached = [bands.setdefault(band, []) for band in _across(top, bottom, height)]
        for band in reached:
            band.append(number)
    return bands


def _holds(box: Box, glyph: Glyph, slack: float) -> bool:
    """Whether a character stands where a text is drawn: its ink may be a small part of the character's place."""
    x0, top, x1, bottom = box
    left, upper, right, lower, _, _ = glyph
    if x0 <= (left + right) / 2 <= x1 and top <= (upper + lower) / 2 <= bottom:
        return True
    return left - 1 <= (x0 + x1) / 2 <= right + 1 and upper - slack <= (top + bottom) / 2 <= lower + slack
