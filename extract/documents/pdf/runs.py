"""A page's characters as pdfium gives them → runs of glyphs with their places; a sign for what is not surely seen."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from ctypes import c_double, c_float, c_uint
from itertools import pairwise, repeat
from math import atan2, degrees, hypot, inf, nan
from types import MappingProxyType

import pypdfium2.raw as raw

from extract.documents.model import Box
from extract.documents.pdf import calls
from extract.documents.pdf.content import LEAST_INK, NO_PRINT, UNREADABLE, Glyph, Run
from extract.documents.pdf.drawn import LEAST_ALPHA, UNSEEN, Drawn
from extract.documents.pdf.lines import is_wide
from extract.documents.pdf.patches import PALEST_INK
from extract.documents.pdf.view import View, box_as, loose_box, point_as

FAINT_LUMINANCE = 165
FAINT_ALPHA = 140
TALLEST_DIGIT = 0.82
"""In parts of the size of type, what no digit's ink is taller than: a font without measures has no box of the advance, only that of the ink."""
SMALLEST_TYPE = 1 / 842
"""Type of no more than this part of the page's longer side, a point on A4, cannot be seen."""
CUT_OFF = 0.3
"""So much of a character's box may be cut off on each side before it is no longer surely the same."""
EVERYWHERE = (-inf, -inf, inf, inf)
REACH = 0.6
RISE = 0.7
"""A character no farther behind the last one, and no higher or lower, in parts of its height, goes on with its run."""
LOWEST, TALLEST = 0.7, 1.6
"""The box of an advance is as tall, in parts of the size of type."""

Moved = Mapping[int, tuple[float, ...]]
"""Of texts, or of characters by their numbers: the matrix from the coordinates that pdfium gives to the page's own."""
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom of a character in the page's own coordinates."""

_CUT_SIGNS = frozenset("0123456789０１２３４５６７８９-—–－/／.,，")
"""A label that is cut off can still be told; a figure cannot."""


def runs_of(
    text_page: raw.FPDF_TEXTPAGE,
    text: str,
    view: View,
    items: Sequence[int],
    unseen: bool = False,
    hidden: Collection[int] = (),
    moved: Moved = MappingProxyType({}),
) -> list[Run]:
    """The characters of a page in drawing order, cut at blanks and jumps, each with the box of its advance.

    The box of the advance, not of the ink: the ink of full-width digits stands far apart. ``items`` are the texts
    that the characters belong to. ``unseen`` says that some text of the page is drawn without ink; ``hidden`` are the texts that the file keeps from being shown,
    ``moved`` those whose places pdfium gives in the coordinates of their form.
    """
    page = calls.address(text_page)
    text = _with_signs(page, text)
    shown = _shown(items, unseen, hidden) if unseen or hidden else None
    printed = [index for index, char in enumerate(text) if char not in NO_PRINT]
    boxes: Iterator[tuple[float, ...]] = calls.floats(len(printed), 1, calls.loose_box, repeat(page), printed)
    moved_at = {index: moved[items[index]] for index in printed if items[index] in moved} if moved else {}
    if moved_at:
        boxes = map(_edges_as, map(moved_at.get, printed), boxes)
    setting = _Setting(page, view, shown, moved_at)
    new, xm, ym = tuple.__new__, view.matrix[4], view.matrix[5]
    glyphs: list[Glyph] = []
    following, number = -1, 0
    last_top = last_bottom = nan
    last_left = last_right = y0 = y1 = reach = 0.0
    is_level = False
    for index, (left, top, right, bottom) in zip(printed, boxes, strict=True):
        if index != following or (shown is not None and shown[index] != shown[index - 1]):
            number, glyphs = setting.begin(index)
            last_left, last_right, last_top, y0 = left, right, nan, ym - top
        following = index + 1
        # Whether the box is as tall as the run's type, and on a line with the character before; nearly always known already.
        if top != last_top or bottom != last_bottom:
            tall, rise = top - bottom, ym - top - y0
            is_level = setting.low < tall < setting.high and -RISE * tall <= rise <= RISE * tall
            if is_level:
                last_top, last_bottom, y0, y1, reach = top, bottom, ym - top, ym - bottom, REACH * tall
        if is_level and last_left - 2 <= left <= last_right + reach and left < right:
            # As nearly all do: set as its run is, and beside the character before.
            glyphs.append(new(Glyph, (left + xm, y0, right + xm, y1, text[index], number)))
            last_left, last_right = left, right
            continue
        char, loose = text[index], (left, top, right, bottom)
        place = setting.beside(glyphs[-1], index, char, loose) if glyphs else None
        if glyphs and place is None:
            number, glyphs = setting.begin(index)
        x0, y0, x1, y1 = place or setting.place(index, char, loose)
        glyphs.append(new(Glyph, (x0, y0, x1, y1, char, number)))
        last_left, last_right, last_top = x0 - xm, x1 - xm, nan
    setting.part_unseen(items)
    return setting.runs


def _edges_as(matrix: tuple[float, ...] | None, edges: tuple[float, ...]) -> tuple[float, ...]:
    """The edges of a character's box, moved by a matrix if there is one."""
    if matrix is None:
        return edges
    left, top, right, bottom = edges
    left, bottom, right, top = box_as(matrix, (left, bottom, right, top))
    return left, top, right, bottom


def _with_signs(page: int, text: str) -> str:
    """The text with a sign for every glyph that has ink and no character."""
    if "\0" not in text:
        return text
    box, at = calls.room_for(c_double, 4)
    signs = list(text)
    for index, char in enumerate(text):
        if char == "\0" and calls.char_box(page, index, *at) and box[1] - box[0] >= LEAST_INK:
            signs[index] = UNREADABLE
    return "".join(signs)


class _Setting:
    """The runs of a page so far, how the last one is set (size of type, angle), and where a character that is set so stands.

    A box of an advance taller than ``low`` and lower than ``high`` is taken as it is. ``shown`` says of each
    character whether it is drawn with ink; None where all are. ``moved`` has the matrices that pdfium left out.
    """

    def __init__(self, page: int, view: View, shown: Sequence[bool] | None, moved: Moved) -> None:
        self.page, self.view, self.shown, self.moved = page, view, shown, moved
        self.flat = view.rotation == 0
        self.runs: list[Run] = []
        self.tiny = SMALLEST_TYPE * max(view.width, view.height)
        self.em = self.angle = 0.0
        self.low = self.high = inf
        self.upright = True
        self._set, (self._set_at, *_) = calls.room_for(c_float, 6)
        self._ink, self._ink_at = calls.room_for(c_double, 4)
        self._colour, self._colour_at = calls.room_for(c_uint, 4)

    def begin(self, index: int) -> tuple[int, list[Glyph]]:
        """The number of the run that begins with a character, and its glyphs, none so far: what follows is set like this one."""
        self.em, self.angle = em, _ = self._size_and_angle(index)
        self.upright = self.angle < 0.5 or self.angle > 359.5
        known = self.upright and self.flat
        self.low, self.high = (TALLEST_DIGIT * em, TALLEST * em) if known else (inf, inf)
        luminance, alpha = self._ink_of(index)
        faint = luminance > FAINT_LUMINANCE or alpha < FAINT_ALPHA
        hidden = self.shown is not None and not self.shown[index]
        inkless = hidden or alpha < LEAST_ALPHA or (em < self.tiny and self._is_speck(index))
        glyphs: list[Glyph] = []
        run = (self.angle, faint, glyphs, luminance > PALEST_INK, inkless, index)
        self.runs.append(tuple.__new__(Run, run))
        return len(self.runs), glyphs

    def part_unseen(self, items: Sequence[int]) -> None:
        """Cuts each run where it goes on in another ink and only one of the two is seen; ``items`` are the texts of the characters, each in one ink.

        Only digits at a run's end are looked at, unless the page is known to have text that nobody sees.
        """
        every = any(run[3] or run[4] for run in self.runs)
        for run in self.runs[:]:
            glyphs, first = run[2], run[5]
            end = len(glyphs)
            if items[first] == items[first + end - 1] or not (every or glyphs[-1].text in _CUT_SIGNS):
                continue
            if not every and self._is_seen(first + end - 1):
                continue
            seen = [self._is_seen(first + number) for number in range(end)]
            starts = [number for number in range(1, end) if seen[number] != seen[number - 1]]
            if not starts:
                continue
            parts = [glyphs[start:stop] for start, stop in pairwise([*starts, end])]
            del glyphs[starts[0] :]
            for start, part in zip(starts, parts, strict=True):
                number, others = self.begin(first + start)
                others += [glyph._replace(run=number) for glyph in part]

    def _is_seen(self, index: int) -> bool:
        """Whether a character's ink shows on white paper, if any of its run does."""
        luminance, alpha = self._ink_of(index)
        return luminance <= PALEST_INK and alpha >= LEAST_ALPHA

    def _ink_of(self, index: int) -> tuple[float, int]:
        """How light a character's ink is (0–255), and how much it covers."""
        calls.fill_colour(self.page, index, *self._colour_at)
        red, green, blue, alpha = self._colour[:]
        return 0.3 * red + 0.59 * green + 0.11 * blue, alpha

    def beside(self, last: Glyph, index: int, char: str, loose: Edges) -> Box | None:
        """Where a character stands that goes on with the run of the last one; None if other text begins with it."""
        # What follows a watermark may begin in the midst of its last character's box.
        if not self.upright and self._size_and_angle(index) != (self.em, self.angle):
            return None
        if (
            0 < self._tall(loose) <= LOWEST * self.em
            and char.isdecimal()
            and self._size_and_angle(index)[0] < 0.9 * self.em
        ):
            return None  # the number of a note, set in smaller type
        x0, y0, _, y1 = place = self.place(index, char, loose)
        tall = y1 - y0
        # Else perhaps set in another size or at another angle.
        is_near = last[0] - 2 <= x0 <= last[2] + REACH * tall and abs(y0 - last[1]) <= RISE * tall
        return place if is_near else None

    def place(self, index: int, char: str, loose: Edges) -> Box:
        """The box of a character's advance, or one as wide as its usual advance where pdfium gives none: on turned pages, in vertical writing and in Type 3 fonts."""
        left, top, right, bottom = loose
        _, _, _, _, xm, ym = self.view.matrix
        if self.low < top - bottom < self.high and left < right:
            return left + xm, ym - top, right + xm, ym - bottom
        tall = self._tall(loose)
        if LOWEST * self.em < tall < TALLEST * self.em and left < right:
            if (
                self.flat
                and tall < TALLEST_DIGIT * self.em
                and self._size_and_angle(index)[0] > 0.9 * self.em
            ):
                _, base = self._origin(index)
                return left + xm, ym - base - 0.86 * self.em, right + xm, ym - base + 0.14 * self.em
            return left + xm, ym - top, right + xm, ym - bottom
        calls.char_box(self.page, index, *self._ink_at)
        ink_left, ink_right, ink_bottom, ink_top = self._ink[:]
        box = ink_left, ink_bottom, ink_right, ink_top
        ink = self.view.box(*(box_as(self.moved[index], box) if index in self.moved else box))
        if 0 < tall <= LOWEST * self.em:
            x0, base = self.view.point(*self._origin(index))
            x1 = max(ink[2], x0 + self.em * (1.0 if is_wide(char) else 0.45))
            return x0, base - 0.86 * self.em, x1, base + 0.14 * self.em
        return _widened(ink, char, self.em)

    def _tall(self, loose: Edges) -> float:
        """How tall the box that pdfium gives of a character's advance is; 0 where it is none."""
        if not self.upright:
            return 0.0
        return abs(loose[1] - loose[3]) if self.flat else 0.1

    def _origin(self, index: int) -> tuple[float, float]:
        calls.char_origin(self.page, index, *self._ink_at[:2])
        x, y = self._ink[:2]
        return point_as(self.moved[index], x, y) if index in self.moved else (x, y)

    def _size_and_angle(self, index: int) -> tuple[float, float]:
        """The size of type that a character is set in, in points, and its angle on the page as shown, in degrees."""
        calls.char_matrix(self.page, index, self._set_at)
        along, aside = self._set[:2]
        size: float = calls.font_size(self.page, index)
        if aside == 0 and along > 0 and self.flat:
            return size * along, 0.0
        a, b, c, d, _, _ = self.view.matrix
        dx, dy = a * along + c * aside, b * along + d * aside
        return size * hypot(dx, dy), degrees(atan2(-dy, dx)) % 360

    def _is_speck(self, index: int) -> bool:
        """Whether a character's ink is too small to be seen: a font may be larger than its size says."""
        if not calls.char_box(self.page, index, *self._ink_at):
            return False
        left, right, bottom, top = self._ink
        return max(right - left, top - bottom) < 1.5 * self.tiny


def _widened(ink: Box, char: str, em: float) -> Box:
    """A box as wide as the character's usual advance around its ink, for text that pdfium gives no advance of."""
    x0, y0, x1, y1 = ink
    width = max(x1 - x0, em if is_wide(char) else 0.5 * em)
    height = max(y1 - y0, em)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    return middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2


def _shown(items: Iterable[int], unseen: bool, hidden: Collection[int]) -> list[bool]:
    """For each character whether it is drawn, with ink."""
    return [not (o in hidden or (unseen and o and calls.render_mode(o) in UNSEEN)) for o in items]


def without_spoilt(
    text_page: raw.FPDF_TEXTPAGE,
    text: str,
    view: View,
    items: Sequence[int],
    drawn: Drawn,
    moved: Moved = MappingProxyType({}),
) -> str:
    """The text with a sign for each character that something lies over, and each figure that is cut off or half covered."""
    signs = list(text)
    for index, item in enumerate(items):
        if text[index] in NO_PRINT:
            continue
        lost = item in drawn.spoilt
        if text[index] in _CUT_SIGNS and (item in drawn.cut or item in drawn.veiled):
            box = loose_box(text_page, index, view, moved.get(item))
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
