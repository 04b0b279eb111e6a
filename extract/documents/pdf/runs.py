"""A page's characters as pdfium gives them → runs of glyphs with their places; a sign for what is not surely seen."""

from collections.abc import Collection, Iterable
from ctypes import c_double, c_float, c_uint
from itertools import repeat
from math import atan2, degrees, hypot, inf, nan

import pypdfium2.raw as raw

from extract.documents.model import Box
from extract.documents.pdf import calls
from extract.documents.pdf.content import LEAST_INK, NO_PRINT, UNREADABLE, Glyph, Run
from extract.documents.pdf.drawn import UNSEEN, Drawn
from extract.documents.pdf.lines import is_wide
from extract.documents.pdf.patches import PALEST_INK
from extract.documents.pdf.view import View, loose_box

FAINT_LUMINANCE = 165
FAINT_ALPHA = 140
LEAST_ALPHA = 13
"""Ink that lets nearly everything through is none."""
TALLEST_DIGIT = 0.78
"""In parts of the size of type, what no digit's ink is taller than: a font without measures has no box of the advance, only that of the ink."""
SMALLEST_TYPE = 1 / 842
"""Type of no more than this part of the page's longer side, a point on A4, cannot be seen."""
CUT_OFF = 0.3
"""So much of a character's box may be cut off on each side before it is no longer surely the same."""
EVERYWHERE = (-inf, -inf, inf, inf)

_CUT_SIGNS = frozenset("0123456789０１２３４５６７８９-—–－/／.,，")
"""A label that is cut off can still be told; a figure cannot."""
_SET, (_SET_AT, *_) = calls.room_for(c_float, 6)


def runs_of(
    text_page: raw.FPDF_TEXTPAGE, text: str, view: View, unseen: bool = False, hidden: Collection[int] = ()
) -> list[Run]:
    """The characters of a page in drawing order, cut at blanks and jumps, each with the box of its advance.

    The box of the advance, not of the ink: the ink of full-width digits stands far apart. ``unseen`` says that
    some text of the page is drawn without ink; ``hidden`` are the texts that the file keeps from being shown.
    """
    page = calls.address(text_page)
    loose = calls.floats(len(text), 1, calls.loose_box, repeat(page), range(len(text)))
    ink_box, ink_at = calls.room_for(c_double, 4)
    colour, colour_at = calls.room_for(c_uint, 4)
    shown = _shown(page, len(text), unseen, hidden) if unseen or hidden else None
    new, flat = tuple.__new__, view.rotation == 0
    runs: list[Run] = []
    glyphs: list[Glyph] | None = None
    xm, ym = view.matrix[4], view.matrix[5]
    last_x = last_y = last_end = y0 = y1 = reach = 0.0
    last_top = last_bottom = nan
    angle = em = low = high = 0.0
    tiny = SMALLEST_TYPE * max(view.width, view.height)
    upright = True
    number = 0
    for index, (char, (left, top, right, bottom)) in enumerate(zip(text, loose, strict=True)):
        if shown is not None and shown[index] != shown[index - 1]:
            glyphs = None
        if char in NO_PRINT:
            if (
                char != "\0"
                or not calls.char_box(page, index, *ink_at)
                or ink_box[1] - ink_box[0] < LEAST_INK
            ):
                glyphs = None
                continue
            char = UNREADABLE
        if glyphs is not None and top == last_top and bottom == last_bottom and left < right:
            x0 = left + xm
            if (
                last_x - 2 <= x0 <= last_end + reach
            ):  # as nearly all do: set like the one before, and beside it
                last_x, last_end = x0, right + xm
                glyphs.append(new(Glyph, (x0, y0, last_end, y1, char, number)))
                continue
        if glyphs is not None and not upright and _set_in(page, index, view) != (em, angle):
            glyphs = None  # what follows a watermark may begin in the midst of its last character's box
        while True:
            if glyphs is None:
                em, angle = _set_in(page, index, view)
                upright, low, high = angle < 0.5 or angle > 359.5, 0.7 * em, 1.6 * em
            tall = 0.0
            if upright:
                tall = abs(top - bottom) if flat else 0.1
            if low < tall < high and right > left:
                x0, y0, x1, y1 = left + xm, ym - top, right + xm, ym - bottom
                last_top, last_bottom = top if top > bottom else nan, bottom
                if (
                    flat
                    and tall < TALLEST_DIGIT * em
                    and _set_in(page, index, view)[0] > 0.9 * em
                    and calls.char_origin(page, index, *ink_at[:2])
                ):
                    y0, y1, last_top = ym - ink_box[1] - 0.86 * em, ym - ink_box[1] + 0.14 * em, nan
            else:
                if (
                    glyphs is not None
                    and 0 < tall <= low
                    and char.isdecimal()
                    and _set_in(page, index, view)[0] < 0.9 * em
                ):
                    glyphs = None  # the number of a note, set in smaller type
                    continue
                last_top = nan
                # On turned pages, in vertical writing and in Type 3 fonts pdfium's box is not that of the advance.
                if not calls.char_box(page, index, *ink_at):
                    break
                ink_left, ink_right, ink_bottom, ink_top = ink_box[:]
                ink = view.box(ink_left, ink_bottom, ink_right, ink_top)
                if 0 < tall <= low and calls.char_origin(page, index, *ink_at[:2]):
                    x0, base = view.point(ink_box[0], ink_box[1])
                    x1 = max(ink[2], x0 + em * (1.0 if is_wide(char) else 0.45))
                    y0, y1 = base - 0.86 * em, base + 0.14 * em
                else:
                    x0, y0, x1, y1 = _widened(ink, char, em)
            if glyphs is not None:
                tall = y1 - y0
                if x0 < last_x - 2 or x0 > last_end + 0.6 * tall or abs(y0 - last_y) > 0.7 * tall:
                    glyphs = None  # other text begins, perhaps set in another size or at another angle
                    continue
            else:
                calls.fill_colour(page, index, *colour_at)
                red, green, blue, alpha = colour[:]
                luminance = 0.3 * red + 0.59 * green + 0.11 * blue
                faint = luminance > FAINT_LUMINANCE or alpha < FAINT_ALPHA
                glyphs = []
                inkless = (shown is not None and not shown[index]) or alpha < LEAST_ALPHA
                inkless = inkless or (em < tiny and _is_speck(page, index, tiny))
                runs.append(new(Run, (angle, faint, glyphs, luminance > PALEST_INK, inkless, index)))
                number += 1
            glyphs.append(new(Glyph, (x0, y0, x1, y1, char, number)))
            last_x, last_y, last_end, reach = x0, y0, x1, 0.6 * (y1 - y0)
            break
    return runs


def _is_speck(text_page: int, index: int, tiny: float) -> bool:
    """Whether a character's ink is no larger than that: a font may be larger than its size says."""
    box, at = calls.room_for(c_double, 4)
    return bool(calls.char_box(text_page, index, *at) and max(box[1] - box[0], box[3] - box[2]) < 1.5 * tiny)


def _set_in(text_page: int, index: int, view: View) -> tuple[float, float]:
    """The size of type that a character is set in, in points, and its angle on the page as shown, in degrees."""
    calls.char_matrix(text_page, index, _SET_AT)
    along, aside = _SET[:2]
    size: float = calls.font_size(text_page, index)
    if aside == 0 and along > 0 and view.rotation == 0:
        return size * along, 0.0
    a, b, c, d, _, _ = view.matrix
    dx, dy = a * along + c * aside, b * along + d * aside
    return size * hypot(dx, dy), degrees(atan2(-dy, dx)) % 360


def _widened(ink: Box, char: str, em: float) -> Box:
    """A box as wide as the character's usual advance around its ink, for text that pdfium gives no advance of."""
    x0, y0, x1, y1 = ink
    width = max(x1 - x0, em if is_wide(char) else 0.5 * em)
    height = max(y1 - y0, em)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    return middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2


def _shown(text_page: int, count: int, unseen: bool, hidden: Collection[int]) -> list[bool]:
    """For each character whether it is drawn, with ink."""
    drawn = map(calls.text_object, repeat(text_page), range(count))
    return [not (o in hidden or (unseen and o and calls.render_mode(o) in UNSEEN)) for o in drawn]


def without_spoilt(text_page: raw.FPDF_TEXTPAGE, text: str, view: View, drawn: Drawn) -> str:
    """The text with a sign for each character that something lies over, and each figure that is cut off or half covered."""
    page = calls.address(text_page)
    signs = list(text)
    for index, item in enumerate(map(calls.text_object, repeat(page), range(len(text)))):
        if text[index] in NO_PRINT:
            continue
        lost = item in drawn.spoilt
        if text[index] in _CUT_SIGNS and (item in drawn.cut or item in drawn.veiled):
            box = loose_box(text_page, index, view)
            lost = lost or (
                box is not None
                and not _seen(box, drawn.cut.get(item, EVERYWHERE), drawn.veiled.get(item, ()))
            )
        if lost:
            signs[index] = UNREADABLE
    return "".join(signs)


def _seen(box: Box, clip: Box, covers: Iterable[Box]) -> bool:
    """Whether all of a character but the edges of its box, where its ink is not, is within its clip, and its middle under no cover."""
    dx, dy = CUT_OFF * (box[2] - box[0]), CUT_OFF * (box[3] - box[1])
    x0, top, x1, bottom = box[0] + dx, box[1] + dy, box[2] - dx, box[3] - dy
    if not (clip[0] <= x0 and clip[1] <= top and x1 <= clip[2] and bottom <= clip[3]):
        return False
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return not any(c[0] <= x <= c[2] and c[1] <= y <= c[3] for c in covers)
