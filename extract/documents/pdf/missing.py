"""Whether texts stand in the places that they were read from, by what another look at the page finds there."""

import re
from collections.abc import Iterator, Sequence

from extract.documents.model import Box
from extract.documents.pdf.content import Glyph
from extract.documents.pdf.lines import GAP_BETWEEN_LATIN, printed_lines

BAND = 16.0
"""Glyphs and boxes are looked up by bands of this height."""
BLANK = re.compile(r"[\s\u200b\ufeff\0]+")
_ALIKE = {ord(sign): "-" for sign in "—–―‐‑－−\u00ad"} | {ord(sign): "/" for sign in "／∕⁄"}
"""Signs that are drawn alike, which two decoders may name differently."""


def missing(glyphs: Sequence[Glyph], cells: Sequence[tuple[int, Box, str]]) -> Iterator[int]:
    """The numbers of the texts that do not stand in their box, whole, with no glyph outside the boxes that touches them."""
    bands: dict[int, list[int]] = {}
    for index, (_, (_, top, _, bottom), _) in enumerate(cells):
        for band in range(int(top // BAND), int(bottom // BAND) + 1):
            bands.setdefault(band, []).append(index)
    inside: list[list[Glyph]] = [[] for _ in cells]
    outside: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for index in bands.get(int(y // BAND), ()):
            x0, top, x1, bottom = cells[index][1]
            if x0 <= x < x1 and top <= y < bottom:
                inside[index].append(glyph)
                break
        else:
            outside.setdefault(int(y // BAND), []).append(glyph)
    for found, (number, _, text) in zip(inside, cells, strict=True):
        lines = printed_lines(found)
        printed = "".join(g.text for line in lines for g in line)
        if bare(printed) != bare(text) or any(_touched(line, outside) for line in lines):
            yield number


def bare(text: str) -> str:
    """A text without blanks, with one sign for those that are drawn alike."""
    return BLANK.sub("", text).translate(_ALIKE)


def _touched(line: Sequence[Glyph], outside: dict[int, list[Glyph]]) -> bool:
    """Whether a glyph outside goes on where a line of a cell begins or ends."""
    first, last = line[0], line[-1]
    middle, height = (first.top + first.bottom) / 2, first.bottom - first.top
    near = GAP_BETWEEN_LATIN * height
    band = int(middle // BAND)
    return any(
        abs((g.top + g.bottom) / 2 - middle) < 0.4 * height
        and (-height < first.x0 - g.x1 < near or -height < g.x0 - last.x1 < near)
        for nearby in (band - 1, band, band + 1)
        for g in outside.get(nearby, ())
    )
