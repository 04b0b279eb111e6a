"""The figure, sign or word that the readings of one cell agree on; what they do not agree on is unreadable."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.documents.ocr.engine import Reading
from extract.documents.ocr.ink import (
    LEAST_HEIGHT,
    LEAST_SLANTED,
    MARGIN,
    MOST_HEIGHT,
    SLASH,
    is_low,
    is_stroke,
    is_tiny,
    stands_half_way_up,
)
from extract.documents.ocr.pieces import Piece, PixelBox, box_around, in_lines
from extract.documents.pdf.content import UNREADABLE

DOUBTFUL = 0.9
"""A cell read with less confidence is read again by itself."""
MOST_DIGITS = 12
"""Ink wider than so many times its height is no figure."""
WRAPPED = 3.5
"""In a cell with room for so many more digits no figure is wrapped."""
SMALL = 18
"""Pixels: print whose digits are lower than this, about 6 points."""
LEAST_SURE = 1.2
"""Readings of a figure that agree are not taken if their confidence adds up to less."""
COMMAS_TAIL = 8
"""So near to the ruling below it a comma may have lost its tail."""
WIDEST_DIGIT, WIDEST_THROUGH = 2.5, 1.3
"""No digit takes more than so many times its height of a line; none of those that fill a cell from side to side, more than the second."""
RING = 0.95
"""The least confidence in a 0 that was read twice where the ink has its shape."""
SURE_OF_DIGITS = 0.6
"""Digits among other signs, short enough for a figure, are not taken if they are read with less confidence."""
_LONE_AS_DIGIT = str.maketrans("。oOQD〇○〇ＯlI|丨！!", "00000000011111" + "1")
"""What a lone digit in a cell is read as; applied only where nothing but such signs and digits stands there."""
_BAR_BESIDE_DIGITS = re.compile(r"^[lI|丨！!]+\d|\d[lI|丨！!]+$")
"""A 1, or a dash of the ruling beside a figure."""
_NARROW = str.maketrans("，．", ",.")
FIGURE = re.compile(r"\d[\d,，.．\s]*(?:万?元|[件个项条次人份])?")
POINT_OR_COMMA = re.compile(r"\d{1,3}\.\d{3}")
"""A figure in which a comma may have lost its tail."""
_WRAPPED_AT_COMMA = re.compile(r"(?:\d{1,3}[,，](?:\d{3}[,，])*\n)+\d{3}(?:[,，]\d{3})*")
SIGNED = re.compile(r"[-+＋－—−]{0,2}\d[\d,.\s]*[%％]?(?:[(（].*[)）])?")
WITH_SIGN = re.compile(r"[-+＋－—−]+\d")
_LETTERS = re.compile("[A-Za-z.,]+")
"""No form has words of Latin letters: these are figures of which a part was lost."""
FLAT = set("一-—–－_ーㄧ~～")
STROKES = set("17/lI|丨!！")
"""What one slanted stroke is taken for."""
UNREAD = Reading(UNREADABLE, 0.0)


class Drawn(NamedTuple):
    """One cell of a grid: its box, the box around the ink in it, and the pieces of text found there.

    ``touches`` where print in it reaches into its rulings; ``ring`` where its ink has the shape of a 0;
    ``parted`` where one gap in its line of ink is much wider than all others.
    """

    box: PixelBox
    ink: PixelBox | None
    pieces: list[Piece]
    slant: float
    touches: bool = False
    ring: bool = False
    parted: bool = False


def is_beyond(cell: Drawn) -> bool:
    """Whether the ink in a cell reaches beyond the text that was found in it by about a character."""
    if cell.ink is None or not cell.pieces:
        return False
    found, slack = (
        box_around([p.box for p in cell.pieces]),
        0.6 * min(p.box[3] - p.box[1] for p in cell.pieces),
    )
    return (
        found[0] - cell.ink[0] > slack
        or cell.ink[2] - found[2] > slack
        or found[1] - cell.ink[1] > slack
        or cell.ink[3] - found[3] > slack
    )


def is_short(cell: Drawn) -> bool:
    """Whether the ink of a cell may be a figure: one line of it, or what was found as figures."""
    if cell.pieces and all(FIGURE.fullmatch(p.text.translate(_LONE_AS_DIGIT)) for p in cell.pieces):
        return True
    x0, y0, x1, y1 = cell.ink or (0.0, 0.0, 0.0, 0.0)
    return y1 - y0 <= MOST_HEIGHT and x1 - x0 <= MOST_DIGITS * (y1 - y0)


def agreed(cell: Drawn, readings: Sequence[Reading]) -> Reading:
    """One cell's text from its readings, the first from the pieces found on the page."""
    best = max(readings, key=lambda r: (bool(r.text), r.score))
    if cell.ink is None:
        # Text was found where there is hardly any ink: dust, or print too faint to be sure of.
        return Reading("", 1.0) if not best.text or best.score < 0.6 else UNREAD
    # A low stroke is a dash whatever its crop is read as, unless more than its ink was found on the page.
    if (is_stroke(cell.ink) or is_tiny(cell.ink)) and not _says_more(readings[0].text):
        return _dash(cell, best)
    if _are_apart(cell) or (
        cell.parted and any(figure_of(r.text, cell) or SIGNED.fullmatch(r.text) for r in readings)
    ):
        return UNREAD
    if cell.slant < SLASH and all(len(r.text) <= 1 or set(r.text) <= STROKES for r in readings):
        # Whatever the recogniser takes it for: it knows no slash but beside other characters, and one
        # printed with its shadow is 11 to it. In small print a 7 may have lost its bar.
        may_be_seven = cell.ink[3] - cell.ink[1] < SMALL and all(r.text == "7" for r in readings)
        return UNREAD if may_be_seven else Reading("/", 0.8)
    readings = [UNREAD if _BAR_BESIDE_DIGITS.search(r.text) else r for r in readings]
    figures = [figure_of(r.text, cell) for r in readings]
    if not any(figures) or not is_short(cell):
        best = max(readings, key=lambda r: (bool(r.text), r.score))
        return _no_figure(cell, cell.ink, readings, best)
    for figure in dict.fromkeys(figures):
        same = [r.score for r, f in zip(readings, figures, strict=True) if f == figure]
        # The later readings are of the same place: they do not outvote another figure found elsewhere.
        if figure is None or len(same) < 2 or sum(same) < LEAST_SURE or figures[0] not in (None, figure):
            continue
        if POINT_OR_COMMA.fullmatch(figure) and len(same) < len(readings):
            continue
        if _fits(cell, cell.ink, figure) and not (cell.touches and figure != figures[1]):
            # The recogniser is seldom sure of a lone 0; its shape bears it out.
            least = RING if figure == "0" and cell.ring else 0.0
            return not_a_slash(Reading(figure, max(least, *same)), cell.slant)
    texts = [r for r in readings if r.text and figure_of(r.text, cell) is None]
    return texts[0] if len(texts) > 1 and len({r.text for r in texts}) == 1 else UNREAD


def _no_figure(cell: Drawn, ink: PixelBox, readings: Sequence[Reading], best: Reading) -> Reading:
    """The text of a cell that holds no figure: a dash or words, if it is read surely enough."""
    if is_beyond(cell):  # part of it was overlooked
        best = max(readings, key=lambda r: (len(r.text), r.score))
    if best.text and set(best.text) <= FLAT:  # with a speck above or below it
        return _dash(cell, best) if _is_level(ink) or _is_hyphen(ink, readings) else UNREAD
    if not best.text or best.score < _least_sure(best.text, cell) or _LETTERS.fullmatch(best.text):
        return UNREAD
    return best


def _fits(cell: Drawn, ink: PixelBox, figure: str) -> bool:
    """Whether a figure may be all that stands in its cell: no tail of a comma is lost below, nor more beside it, be it a fold of the paper."""
    if POINT_OR_COMMA.fullmatch(figure) and cell.box[3] - ink[3] < COMMAS_TAIL:
        return False
    widest = WIDEST_THROUGH if _crosses(ink, cell.box) else WIDEST_DIGIT
    return ink[2] - ink[0] <= widest * len(figure) * (ink[3] - ink[1])


def _least_sure(text: str, cell: Drawn) -> float:
    """How sure a text must be that is read once: no other reading bears out a sign before a figure, or a figure among signs."""
    if WITH_SIGN.match(text):
        return DOUBTFUL
    return SURE_OF_DIGITS if is_short(cell) and any(c.isdecimal() for c in text) else 0.0


def _says_more(text: str) -> bool:
    """Whether so little ink was found together with characters: part of them is too pale to be ink."""
    return any(c.isalnum() and c not in FLAT for c in text)


def _is_level(ink: PixelBox) -> bool:
    """Whether ink is much wider than high, as a dash is, and no single digit."""
    return ink[2] - ink[0] > WIDEST_DIGIT * (ink[3] - ink[1])


def _is_hyphen(ink: PixelBox, readings: Sequence[Reading]) -> bool:
    """Whether blurred ink, hardly wider than high, was read as a dash more than once."""
    flat = sum(bool(r.text) and set(r.text) <= FLAT for r in readings)
    return is_low(ink) and ink[2] - ink[0] > ink[3] - ink[1] and flat > 1


def _dash(cell: Drawn, best: Reading) -> Reading:
    """A level stroke in a cell: a dash if it was recognised as one or stands half-way up, else what is left of a line."""
    if cell.ink is None or _crosses(cell.ink, cell.box):
        return UNREAD
    top, bottom = cell.box[1], cell.box[3]
    amid = stands_half_way_up((cell.ink[1] + cell.ink[3]) / 2 - top, bottom - top)
    known = bool(best.text) and set(best.text) <= FLAT
    return Reading("—", max(best.score if known else 0.0, 0.5)) if known or amid else UNREAD


def _crosses(ink: PixelBox, cell: PixelBox) -> bool:
    """Whether ink reaches from side to side of its cell, as a line that was struck through does."""
    return ink[0] <= cell[0] + MARGIN + 1 and ink[2] >= cell[2] - MARGIN - 1


def _are_apart(cell: Drawn) -> bool:
    """Whether figures in a cell are not one: the ruling between two rows or columns was not seen.

    A figure is wrapped only where its next digit has no room: all its lines stand within the first's width.
    """
    if not all(SIGNED.fullmatch(p.text) or p.text == "/" or set(p.text) <= FLAT for p in cell.pieces):
        return False
    lines = in_lines(cell.pieces)
    if any(b.box[0] - a.box[2] > a.box[3] - a.box[1] for line in lines for a, b in pairwise(line)):
        return True
    if len(lines) < 2:
        return False
    if _WRAPPED_AT_COMMA.fullmatch("\n".join("".join(p.text for p in line) for line in lines)):
        return False
    first, *later = (sum(len(p.text) for p in line) for line in lines)
    if any(more > first for more in later) or any(full < first - 1 for full in later[:-1]):
        return True
    boxes = [box_around([p.box for p in line]) for line in lines]
    left, right = boxes[0][0], boxes[0][2]
    digit = (right - left) / first
    if any(b[0] < left - digit / 2 or b[2] > right + digit / 2 for b in boxes):
        return True
    # The boxes of found pieces are wider than what is in them, by as much as they are high.
    left, _, right, _ = cell.ink or box_around(boxes)
    return cell.box[2] - cell.box[0] - (right - left) > WRAPPED * (right - left) / first


def not_a_slash(reading: Reading, slant: float) -> Reading:
    """A lone 1 or 7, or 1s, unless their ink is one slanted stroke: the recogniser takes a slash for them."""
    if not (reading.text == "7" or set(reading.text) == {"1"}) or slant > LEAST_SLANTED:
        return reading
    return Reading("/", min(reading.score, 0.8)) if slant < SLASH else UNREAD


def figure_of(text: str, cell: Drawn) -> str | None:
    """The figure that a reading stands for, None where it stands for none.

    A sign that looks like a digit (``。``, ``o``, ``l``, ``|``) is one where its ink is as tall as a digit and
    does not reach from edge to edge of its cell, as what is left of a ruling does.
    """
    if FIGURE.fullmatch(text):
        # Blanks and the width of signs are not told for sure; a point at the end is a speck.
        return "".join(text.translate(_NARROW).split()).rstrip(".,")
    digits = text.translate(_LONE_AS_DIGIT).rstrip(".,")
    if not digits.isdecimal() or cell.ink is None:
        return None
    tall, room = cell.ink[3] - cell.ink[1], cell.box[3] - cell.box[1] - 2 * MARGIN
    return digits if LEAST_HEIGHT <= tall < room - 2 else None
