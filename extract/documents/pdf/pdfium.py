"""First engine: what pdfium sees on each page.

pdfium is not safe to call from two threads at once: ``LOCK`` is held around every use of it.
"""

import re
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from ctypes import c_double, c_float, c_int, c_uint, c_ushort
from functools import partial
from io import BytesIO
from itertools import chain, pairwise, repeat
from math import atan2, degrees, hypot, inf, nan
from types import MappingProxyType

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdfium2 import PdfiumError

from extract.documents.model import Box, Turned
from extract.documents.pdf import calls
from extract.documents.pdf.content import UNREADABLE, Glyph, Line, PageContent, Ruling, Run
from extract.documents.pdf.covers import MOST_PICTURES, Cover, Order, is_white, lets_through, veiled
from extract.documents.pdf.dots import LARGEST, Dot, dotted_rulings
from extract.documents.pdf.drawn_forms import check_forms
from extract.documents.pdf.filled import filled_in
from extract.documents.pdf.layers import Hidden
from extract.documents.pdf.legibility import SCANNED_PICTURE, legibility
from extract.documents.pdf.limits import (
    MAX_FORM_DEPTH,
    MAX_GLYPHS_PER_PAGE,
    MAX_OBJECTS_PER_PAGE,
    MAX_PAGES,
    MAX_PATH_POINTS_PER_PAGE,
    MAX_RULINGS_PER_PAGE,
)
from extract.documents.pdf.lines import is_wide
from extract.documents.pdf.lying import lying
from extract.documents.pdf.patches import PALEST_INK, UNKNOWN, WHITE, Patch, cell_rulings, without_hidden
from extract.documents.pdf.radicals import ORDINARY
from extract.documents.pdf.spoken import replaced
from extract.documents.refusals import Refusal

LOCK = threading.RLock()

THICKEST_RULING = 4.0
"""A filled rectangle up to this thick is a ruling."""
THICKEST_WHITE = 2.0
"""And a white one up to this thick: what is thicker is paper behind a character."""
SHORTEST_RULING = 1.5
SURELY_LONG = 2 * THICKEST_RULING
"""What is longer, and no thicker than a ruling, is a ruling and no dot."""
THINNEST_SIDE = 0.04
"""A side of a box that is no thicker than this is not drawn."""
LARGEST_SIGN = 14.0
LONGEST_SIGN = 60.0
"""A drawing, not a mere box, up to these sizes may be a digit or a number drawn as outlines."""
LEAST_INK = 0.3
"""A glyph without a character that is no wider, in points, is a blank."""
BAND = 8
"""Glyphs are looked up by bands of so many points of the page's height."""
NEAR = 9
"""A text's characters are looked for among so many before and after the place where those of the text drawn before it end."""
FAINT_LUMINANCE = 165
FAINT_ALPHA = 140
MOST_LOOKS = 4
"""So often a page is looked at, each time without the text that turned out to be unseen."""
LEAST_ALPHA = 13
"""Ink that lets nearly everything through is none."""
TALLEST_DIGIT = 0.78
"""In parts of the size of type, what no digit's ink is taller than: a font without measures has no box of the advance, only that of the ink."""
SMALLEST_TYPE = 1 / 842
"""Type of no more than this part of the page's longer side, a point on A4, cannot be seen."""

CUT_OFF = 0.3
"""So much of a character's box may be cut off on each side before it is no longer surely the same."""
EVERYWHERE = (-inf, -inf, inf, inf)

_HYPHEN = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
"""pdfium gives a hyphen at a line's end as U+0002; a lone dash in a cell is at a line's end."""
_PRINTED = ORDINARY | _HYPHEN
_UNPRINTED = frozenset(map(chr, _PRINTED))
_BLANKS = " \t\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff\0"
_CUT_SIGNS = frozenset("0123456789０１２３４５６７８９-—–－/／.,，")
"""A label that is cut off can still be told; a figure cannot."""
_NO_PRINT = frozenset(_BLANKS + "\r\n")
_TEXT, _PATH, _IMAGE = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
_SHADING, _FORM = raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM
_LOOKED_AT = frozenset((_PATH, _IMAGE, _SHADING, _FORM))
_SET, (_SET_AT, *_) = calls.room_for(c_float, 6)
_UNSEEN = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
_SPACED_FIGURE = re.compile(r"(?:(?<![ \u00a0])[ \u00a0]+)?(?<![0-9.%])([0-9.%]+)[ \u00a0]*(?=[^\s0-9])")
"""A figure in running text: word processors set blanks around it."""
_PAGE_NUMBER = re.compile(r"[-—–\s]*[0-9０-９]+[-—–\s]*")
_WORD = re.compile(r"[^ \r\n]+|\r(?!\n)|(?<!\r)\n")
"""What may be a glyph of its own font begins here; pdfium itself puts a carriage return and a line feed between lines."""
_NUMBER = re.compile(r"[\d０-９][\d０-９.,，]*|[-—–/／]+")

Subpath = tuple[list[tuple[float, float]], bool]
"""The points of a subpath, and whether it is closed."""
Texts = tuple[Sequence[int], tuple[float, ...]]
"""The texts drawn by a page or a form, and the way from its coordinates to those of the page as shown."""


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Opens a PDF, with the empty password if it is encrypted; the caller holds ``LOCK`` and closes it.

    Raises ``Refusal``: ``encrypted``, ``damaged-file``, ``too-large``, ``archive-bomb``.
    """
    check_forms(data)
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except PdfiumError as error:
        code = getattr(error, "err_code", None)
        raise Refusal("encrypted" if code == raw.FPDF_ERR_PASSWORD else "damaged-file") from error
    if count < 1:
        document.close()
        raise Refusal("damaged-file", "(no pages)")
    if count > MAX_PAGES:
        document.close()
        raise Refusal("too-large", f"({count} pages; the limit is {MAX_PAGES})")
    return document


def unlocked(data: bytes, turned: Mapping[int, Turned] = MappingProxyType({})) -> bytes:
    """The same PDF without encryption, with its fields filled in and these pages turned upright, for a parser that does none of it."""
    if not turned and not any(sign in data for sign in (b"/Encrypt", b"/Widget", b"/FreeText", b"/ObjStm")):
        return data
    with LOCK:
        document = open_pdf(data)
        try:
            changed = bool(turned) or b"/Encrypt" in data
            for index in range(len(document)):
                page = raw.FPDF_LoadPage(document, index)
                if page:
                    page, _, filled = filled_in(document, index, page)
                    changed = changed or filled
                    if index + 1 in turned:
                        _turn(page, 4 - turned[index + 1].quarters)
                    raw.FPDF_ClosePage(page)
            if not changed:
                return data
            copy = BytesIO()
            document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        finally:
            document.close()
    return copy.getvalue()


def metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    """What the file says of itself: title, author, producer, creator, where given."""
    return {
        key.lower(): value.strip("\0 ")
        for key in ("Title", "Author", "Producer", "Creator")
        if (value := document.get_metadata_value(key)).strip("\0 ")
    }


def pages(document: pdfium.PdfDocument, off: frozenset[str] = frozenset()) -> Iterator[PageContent]:
    """Each page's content, without its layers of these names; a page that pdfium cannot load is empty."""
    for index in range(len(document)):
        page = raw.FPDF_LoadPage(document, index)
        if page:
            page, unseen, _ = filled_in(document, index, page)
        if not page:
            yield PageContent(index + 1, 0, 0, lines=[])
            continue
        try:
            content = _upright(document, page, index + 1, off)
            content.marks += [_View(page).box(*box) for box in unseen]
            yield content
        finally:
            raw.FPDF_ClosePage(page)


def _upright(
    document: raw.FPDF_DOCUMENT, page: raw.FPDF_PAGE, number: int, off: frozenset[str]
) -> PageContent:
    """A page's content; one whose text lies on its side or on its head is turned upright first."""
    content = _content(document, page, number, off)
    quarters = lying(content.runs)
    if not quarters:
        return content
    _turn(page, quarters)
    turned = Turned(4 - quarters, content.width, content.height)
    hiding = content.hiding
    content = _content(document, page, number, off)
    content.turned, content.hiding = turned, content.hiding or hiding
    return content


def _turn(page: raw.FPDF_PAGE, quarters: int) -> None:
    """Turns a page clockwise, in memory."""
    raw.FPDFPage_SetRotation(page, (raw.FPDFPage_GetRotation(page) + quarters) % 4)


def _content(
    document: raw.FPDF_DOCUMENT,
    page: raw.FPDF_PAGE,
    number: int,
    off: frozenset[str],
    looks: int = MOST_LOOKS,
) -> PageContent:
    view = _View(page)
    content = PageContent(number, view.width, view.height)
    gone: set[int] = set()
    text_page = raw.FPDFText_LoadPage(page)
    try:
        rulings = _Rulings(view, Hidden(off))
        rulings.walk_page(page)
        rulings.conceal(document, page)
        for across, down in (cell_rulings(rulings.patches), dotted_rulings(rulings.dots)):
            rulings.horizontals += across
            rulings.verticals += down
        content.horizontals, content.verticals = rulings.horizontals, rulings.verticals
        content.pictured, content.marks = rulings.pictured, rulings.marks
        if not text_page:
            content.lines = []
            return content
        text = _text(text_page)
        content.legible, content.illegible = legibility(text)
        lined = len(content.horizontals) + len(content.verticals) >= 4
        spoilt = rulings.spoilt or rulings.cut or rulings.veiled
        if not (lined or rulings.hidden or spoilt) and _is_prose(text):
            content.lines = _prose_lines(text_page, text, view)
        if content.lines is None:
            pictured, under_picture = content.pictured >= SCANNED_PICTURE, False
            if spoilt:
                seen = _without_spoilt(text_page, text, view, rulings)
                under_picture = pictured and seen.count(UNREADABLE) > len("".join(text.split())) / 2
                text = text if under_picture else seen
            runs = _runs(text_page, text, view, rulings.unseen, rulings.hidden)
            content.runs, content.recognised = without_hidden(runs, rulings.patches, pictured)
            content.recognised = content.recognised or under_picture
            content.hiding = len(content.runs) < len(runs) or bool(spoilt)
            if len(content.runs) < len(runs):
                kept = set(map(id, content.runs))
                at = calls.address(text_page)
                gone = {calls.text_object(at, run.first) for run in runs if id(run) not in kept}
            for items, shown in rulings.texts:
                if found := replaced(items):
                    places = _bounds([item for item, _ in found], shown)
                    content.replaced += zip(places, [said for _, said in found], strict=True)
            content.overlooked = partial(overlooked, rulings.texts, rulings.unseen, runs)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)
    # Of characters in one place pdfium gives the first alone: it may be the one that nobody sees.
    if looks > 1 and gone and rulings.remove(page, gone):
        content = _content(document, page, number, off, looks - 1)
        content.hiding = True
    return content


class _View:
    """The way from a page's own coordinates to points from the upper left corner as shown (crop box, /Rotate)."""

    def __init__(self, page: raw.FPDF_PAGE) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self.rotation = raw.FPDFPage_GetRotation(page) % 4
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        self.width, self.height = (x1 - x0, y1 - y0) if self.rotation % 2 == 0 else (y1 - y0, x1 - x0)
        # (a, b, c, d, e, f): X = a*x + c*y + e, Y = b*x + d*y + f
        self.matrix = (
            (1, 0, 0, -1, -x0, y1),
            (0, 1, 1, 0, -y0, -x0),
            (-1, 0, 0, 1, x1, -y0),
            (0, -1, -1, 0, y1, x1),
        )[self.rotation]

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        a, b, c, d, e, f = self.matrix
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        if xb < xa:
            xa, xb = xb, xa
        return (xa, ya, xb, yb) if ya < yb else (xa, yb, xb, ya)


def _text(text_page: raw.FPDF_TEXTPAGE) -> str:
    """The characters of a page, one to each of pdfium's character indices."""
    count = raw.FPDFText_CountChars(text_page)
    if count > MAX_GLYPHS_PER_PAGE:
        raise Refusal("too-large", f"({count} characters on one page; the limit is {MAX_GLYPHS_PER_PAGE})")
    if count <= 0:
        return ""
    buffer = (c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * written].decode("utf-16-le", "replace")
    if len(text) != count or "\ufffd" in text:  # a surrogate pair is one character in the text and two there
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, i)) for i in range(count))
    text = _without_numbers(calls.address(text_page), text)
    return text if _UNPRINTED.isdisjoint(text) else text.translate(_PRINTED)


def _without_numbers(text_page: int, text: str) -> str:
    """The text with a sign for every glyph whose font has no character map: its number in the font is no character.

    A font is told by the words set in it: a page without a single such word start is taken as it is.
    """
    nameless = calls.no_character
    if 1 not in map(nameless, repeat(text_page), [word.start() for word in _WORD.finditer(text)]):
        return text
    box, at = calls.room_for(c_double, 4)
    signs = list(text)
    for index in range(len(text)):
        if nameless(text_page, index) == 1:
            inked = calls.char_box(text_page, index, *at) and box[1] - box[0] >= LEAST_INK
            signs[index] = UNREADABLE if inked else " "
    return "".join(signs)


def _is_prose(text: str) -> bool:
    """Whether no line of the text could be a table's row or header: then positions of single characters are not needed."""
    lone = 0
    for line in _SPACED_FIGURE.sub(r"\1", text).split("\n"):
        words = line.split()
        if _PAGE_NUMBER.fullmatch(line):
            lone += 1
        elif len(words) > 1 and (
            _NUMBER.fullmatch(words[-1]) or (len(words) > 2 and sum(map(len, words)) < 9 * len(words))
        ):
            return False
    return lone < 2


def _prose_lines(text_page: raw.FPDF_TEXTPAGE, text: str, view: _View) -> list[Line] | None:
    """The lines of a page of prose from top to bottom, placed by their first and last character.

    None where the page is not as simple as it seemed: lines beside or over each other, or not upright.
    """
    lines: list[Line] = []
    start = 0
    for raw_line in text.split("\n"):
        content = raw_line.strip(_BLANKS + "\r")
        if content:
            first = start + raw_line.index(content[0])
            last = start + raw_line.rindex(content[-1])
            if abs(raw.FPDFText_GetCharAngle(text_page, first)) > 0.01 or view.rotation:
                return None
            a, b = _loose_box(text_page, first, view), _loose_box(text_page, last, view)
            if a is None or b is None or b[2] < a[0] or abs(a[3] - b[3]) > 0.7 * (a[3] - a[1]):
                return None
            box = (round(a[0], 2), round(min(a[1], b[1]), 2), round(b[2], 2), round(max(a[3], b[3]), 2))
            lines.append(Line(re.sub(rf"[{_BLANKS}]+", " ", content), box))
        start += len(raw_line) + 1
    lines.sort(key=lambda line: line.box[1] + line.box[3])
    for upper, lower in pairwise(lines):
        overlap = upper.box[3] - lower.box[1]
        if overlap > 0.5 * min(upper.box[3] - upper.box[1], lower.box[3] - lower.box[1]):
            return None
    return lines


def _loose_box(text_page: raw.FPDF_TEXTPAGE, index: int, view: _View) -> Box | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, rect):
        return None
    return view.box(rect.left, rect.bottom, rect.right, rect.top)


def _runs(
    text_page: raw.FPDF_TEXTPAGE, text: str, view: _View, unseen: bool = False, hidden: Collection[int] = ()
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
        if char in _NO_PRINT:
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


def _without_spoilt(text_page: raw.FPDF_TEXTPAGE, text: str, view: _View, drawn: "_Rulings") -> str:
    """The text with a sign for each character that something lies over, and each figure that is cut off or half covered."""
    page = calls.address(text_page)
    signs = list(text)
    for index, item in enumerate(map(calls.text_object, repeat(page), range(len(text)))):
        if text[index] in _NO_PRINT:
            continue
        lost = item in drawn.spoilt
        if text[index] in _CUT_SIGNS and (item in drawn.cut or item in drawn.veiled):
            box = _loose_box(text_page, index, view)
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


def _shown(text_page: int, count: int, unseen: bool, hidden: Collection[int]) -> list[bool]:
    """For each character whether it is drawn, with ink."""
    drawn = map(calls.text_object, repeat(text_page), range(count))
    return [not (o in hidden or (unseen and o and calls.render_mode(o) in _UNSEEN)) for o in drawn]


def overlooked(texts: Sequence[Texts], unseen: bool, runs: Sequence[Run]) -> list[Box]:
    """The places of text that pdfium gives no characters of, whatever it says.

    It leaves out glyphs without a number in their font, and text whose glyphs have no ink in the font that it takes
    in place of one that the file does not embed: on another machine the same text is seen. ``unseen`` says that
    some of the texts are drawn without ink: those are not looked for.
    """
    glyphs = [glyph for run in runs for glyph in run.glyphs]
    bands: dict[int, list[int]] = {}
    found: list[Box] = []
    at, count = 0, len(glyphs)
    for items, shown in texts:
        for box in _places(items, shown, unseen):
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
            bands = bands or _bands(glyphs)
            across = range(int(top) // BAND, int(bottom) // BAND + 1)
            others = chain.from_iterable(bands.get(band, ()) for band in across)
            number = next((n for n in others if _holds(box, glyphs[n], 1)), None)
            if number is not None:
                at = number + 1
            else:
                found.append(box)
    return found


def _places(items: Sequence[int], shown: tuple[float, ...], unseen: bool) -> Iterator[Box]:
    """The places of drawn texts: of those with ink, and of those without it in fonts that are not embedded."""
    if unseen:
        items = [item for item in items if calls.render_mode(item) not in _UNSEEN]
    for item, box in zip(items, _bounds(items, shown), strict=True):
        x0, y0, x1, y1 = box
        if x1 - x0 < LEAST_INK or y1 - y0 < LEAST_INK:
            font = calls.font_of(item)
            if not font or calls.is_embedded(font) or not calls.text_size(item, _SET_AT):
                continue
            em = _SET[0]
            _, _, c, d, x, y = _times(_own_matrix(item), shown)
            em *= hypot(c, d)
            box = x, y - 0.7 * em, x + 0.5 * em, y
        yield box


def _bands(glyphs: Sequence[Glyph]) -> dict[int, list[int]]:
    """The numbers of the glyphs that reach into each band of the page's height."""
    bands: dict[int, list[int]] = {}
    top = bottom = nan
    reached: list[list[int]] = []
    for number, glyph in enumerate(glyphs):
        if glyph[1] != top or glyph[3] != bottom:
            _, top, _, bottom, _, _ = glyph
            across = range(int(top) // BAND, int(bottom) // BAND + 1)
            reached = [bands.setdefault(band, []) for band in across]
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


def _set_in(text_page: int, index: int, view: _View) -> tuple[float, float]:
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


class _Rulings:
    """Collects the straight rulings of a page, those inside forms too, its patches of colour, its texts, and whether some are unseen."""

    def __init__(self, view: _View, hiding: Hidden | None = None) -> None:
        self.view = view
        self.hiding = hiding
        self.hidden: set[int] = set()
        self.spoilt: set[int] = set()
        self.cut: dict[int, Box] = {}
        self.veiled: dict[int, list[Box]] = {}
        self._covers: list[Cover] = []
        self._levels: list[tuple[Order, int, Sequence[int], Sequence[int], tuple[float, ...]]] = []
        self.horizontals: list[Ruling] = []
        self.verticals: list[Ruling] = []
        self.pictured = 0.0
        self.patches: list[Patch] = []
        self.dots: list[Dot] = []
        self.marks: list[Box] = []
        self.texts: list[Texts] = []
        self.unseen = False
        self._objects = 0
        self._points = 0
        self._mode, self._mode_at = calls.room_for(c_int, 2)
        self._colour, self._colour_at = calls.room_for(c_uint, 4)

    def walk_page(self, page: raw.FPDF_PAGE) -> None:
        at = calls.address(page)
        self._objects_of(at, calls.count_in_page(at), calls.page_object, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), ())

    def _objects_of(
        self, owner: int, count: int, get: Callable[[int, int], int], outer: tuple[float, ...], order: Order
    ) -> None:
        """What the objects of a page or a form draw: each kind's particulars are asked for all of them in one go."""
        self._objects += count
        if self._objects > MAX_OBJECTS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_OBJECTS_PER_PAGE} objects on one page)")
        new, shown = tuple.__new__, _times(outer, self.view.matrix)
        items = list(map(get, repeat(owner), range(count)))
        kinds = list(map(calls.object_type, items))
        drawn = [
            (n, item, kind)
            for n, (item, kind) in enumerate(zip(items, kinds, strict=True))
            if kind in _LOOKED_AT
        ]
        if texts := [item for item, kind in zip(items, kinds, strict=True) if kind == _TEXT]:
            self.texts.append((texts, shown))
            self.unseen = self.unseen or not _UNSEEN.isdisjoint(map(calls.render_mode, texts))
            if self.hiding is not None:
                self.hidden.update(self.hiding.among(texts, _edges))
                self.cut |= {item: _box_as(shown, clip) for item, clip in self.hiding.cutting.items()}
            self._levels.append((order, owner, items, kinds, shown))
        paths = [item for _, item, kind in drawn if kind == _PATH]
        sizes = list(map(calls.count_segments, paths))
        self._points += sum(sizes)
        if self._points > MAX_PATH_POINTS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_PATH_POINTS_PER_PAGE} path points on one page)")
        shapes = zip(sizes, _bounds(paths, shown), strict=True)
        for at, item, kind in drawn:
            if kind == _PATH:
                count, box = next(shapes)
                x0, y0, x1, y1 = box
                # As nearly all do: a single stroke, or a rectangle no thicker than one, no dot and no paper.
                if 1 < count < 6 and y1 - y0 <= THICKEST_WHITE and x1 - x0 > SURELY_LONG:
                    self.horizontals.append(new(Ruling, ((y0 + y1) / 2, x0, x1)))
                elif 1 < count < 6 and x1 - x0 <= THICKEST_WHITE and y1 - y0 > SURELY_LONG:
                    self.verticals.append(new(Ruling, ((x0 + x1) / 2, y0, y1)))
                elif count > 1 and (light := self._path(item, count, box, shown)) is not None:
                    self._covers.append(self._cover((*order, at), item, box, shown, light))
            elif kind == _IMAGE:
                box = self._picture(item, shown)
                self._covers.append(self._cover((*order, at), item, box, shown))
            elif kind == _SHADING:
                self.patches.append(Patch(next(_bounds([item], shown)), UNKNOWN))
            elif kind == _FORM and len(order) < MAX_FORM_DEPTH:
                inner = _times(_own_matrix(item), outer)
                covers = len(self._covers)
                self._objects_of(item, calls.count_in_form(item), calls.form_object, inner, (*order, at))
                if len(self._covers) > covers and calls.is_transparent(item):
                    del self._covers[covers:]
        self._check_rulings()

    def conceal(self, document: raw.FPDF_DOCUMENT, page: raw.FPDF_PAGE) -> None:
        """Take for hidden the texts that white patches lie over, as over a figure that somebody painted out; for spoilt those under others."""
        if not self._covers:
            return
        last = max(cover.order for cover in self._covers)
        texts = [
            ((*order, n), items[n], shown)
            for order, _, items, kinds, shown in self._levels
            if (*order, 0) < last
            for n, kind in enumerate(kinds)
            if kind == _TEXT and (*order, n) < last
        ]
        if not texts:
            return
        first = texts[0][0]
        opaque: dict[int, bool] = {}
        drawn = 0
        covers = [cover for cover in self._covers if cover.order > first]
        boxes = (next(_bounds([item], shown)) for _, item, shown in texts)
        under = ((order, item, box) for (order, item, _), box in zip(texts, boxes, strict=True))
        for item, cover, whole in veiled(under, covers):
            if cover.item not in opaque:
                see_through = calls.is_transparent(cover.item)
                if cover.luminance is None and not see_through:
                    drawn += 1
                    see_through = drawn > MOST_PICTURES or lets_through(document, page, cover)
                opaque[cover.item] = not see_through
            if not opaque[cover.item]:
                continue
            if not whole:
                self.veiled.setdefault(item, []).append(cover.box)
            elif is_white(cover):
                self.hidden.add(item)
            else:
                self.spoilt.add(item)

    def remove(self, page: raw.FPDF_PAGE, gone: Collection[int]) -> bool:
        """Takes these texts off the page, in memory; whether there was any. What was collected is of no use then."""
        removed = False
        for order, owner, items, _, _ in self._levels:
            for item in items:
                if item in gone and calls.remove(order, page, owner, item):
                    removed = True
        return removed

    def _cover(
        self, order: Order, item: int, box: Box, shown: tuple[float, ...], luminance: float | None = None
    ) -> Cover:
        """A patch or picture as something that may hide text, as far as its clip leaves it."""
        clip = self.hiding.clip_of(item) if self.hiding is not None else None
        if clip is None:
            return Cover(order, box, item, luminance)
        left = _box_as(shown, clip)
        seen = max(box[0], left[0]), max(box[1], left[1]), min(box[2], left[2]), min(box[3], left[3])
        whole = (box[2] - box[0]) * (box[3] - box[1])
        return Cover(order, seen, item, luminance, (seen[2] - seen[0]) * (seen[3] - seen[1]) / (whole or 1))

    def _picture(self, item: int, shown: tuple[float, ...]) -> Box:
        a, b, c, d, _, _ = _times(_own_matrix(item), shown)
        share = abs(a * d - b * c) / max(1.0, self.view.width * self.view.height)
        self.pictured = min(1.0, self.pictured + share)
        x0, y0, x1, y1 = box = next(_bounds([item], shown))
        self.patches.append(Patch(box, UNKNOWN))
        # A picture may fill its cell to the edge: its middle stands for it.
        dx, dy = (x1 - x0) / 5, (y1 - y0) / 5
        self.marks.append((x0 + dx, y0 + dy, x1 - dx, y1 - dy))
        return box

    def _is_paper(self, item: int, count: int) -> bool:
        """Whether a path is a white patch, as programs put behind a single character: its edges are no rulings."""
        fill, stroke = self._draw_mode(item)
        return bool(fill and not stroke and count <= 5 and self._luminance(item) > WHITE)

    def _path(self, item: int, count: int, box: Box, shown: tuple[float, ...]) -> float | None:
        """What a path of so many segments in this box draws, and how light it is if it is a patch of one colour; pdfium gives no path that is neither filled nor stroked."""
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        straight: list[Subpath] | None = None
        if count > 5 and LARGEST < max(width, height) < LONGEST_SIGN:
            if max(width, height) < LARGEST_SIGN:
                self.marks.append(box)
                return None
            straight = self._subpaths(item, count, shown)
            if not _is_frame(straight, count):
                self.marks.append(box)
        if width <= LARGEST and 0.6 * width < height < 1.7 * width and self._draw_mode(item)[0]:
            self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2))
        elif THICKEST_WHITE < min(width, height) <= THICKEST_RULING and self._is_paper(item, count):
            return self._luminance(item)
        elif height <= THICKEST_RULING and width > height and width > SHORTEST_RULING:
            self._add(self.horizontals, (y0 + y1) / 2, x0, x1)
        elif width <= THICKEST_RULING and height > width and height > SHORTEST_RULING:
            self._add(self.verticals, (x0 + x1) / 2, y0, y1)
        else:
            fill, stroke = self._draw_mode(item)
            single = count <= 5
            patch: float | None = None
            if fill and not stroke and 8 <= count <= 10:
                straight = straight or self._subpaths(item, count, shown)
                if self._frame(straight):
                    return None
            if fill:
                luminance = self._luminance(item) if single else UNKNOWN
                self.patches.append(Patch(box, luminance))
                patch = luminance if luminance >= 0 else None
            if stroke or not single:
                for points, closed in straight or self._subpaths(item, count, shown):
                    self._subpath(points, closed, bool(stroke))
            return patch
        return None

    def _draw_mode(self, item: int) -> tuple[int, int]:
        """How a path is filled (0: not at all), and whether it is stroked."""
        calls.draw_mode(item, *self._mode_at)
        fill, stroke = self._mode[:]
        return fill, stroke

    def _frame(self, straight: Sequence[Subpath]) -> bool:
        """Whether a filled path is a box less the box within it: the thin sides that are left are rulings."""
        boxes = []
        for points, _ in straight:
            xs, ys = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
            if len(xs) != 2 or len(ys) != 2:
                return False
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        if len(boxes) != 2:
            return False
        inner, (x0, y0, x1, y1) = sorted(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
        sides = inner[0] - x0, inner[1] - y0, x1 - inner[2], y1 - inner[3]
        if min(sides) < 0 or max(sides) > THICKEST_RULING:
            return False
        left, top, right, bottom = (side > THINNEST_SIDE for side in sides)
        for drawn, y in ((top, (y0 + inner[1]) / 2), (bottom, (y1 + inner[3]) / 2)):
            if drawn:
                self._add(self.horizontals, y, x0, x1)
        for drawn, x in ((left, (x0 + inner[0]) / 2), (right, (x1 + inner[2]) / 2)):
            if drawn:
                self._add(self.verticals, x, y0, y1)
        return True

    def _luminance(self, item: int) -> float:
        if not calls.object_colour(item, *self._colour_at):
            return UNKNOWN
        red, green, blue, alpha = self._colour[:]
        opaque = alpha / 255
        return opaque * (0.3 * red + 0.59 * green + 0.11 * blue) + 255 * (1 - opaque)

    def _subpaths(self, item: int, count: int, shown: tuple[float, ...]) -> list[Subpath]:
        """The straight subpaths, as shown, each with whether it is closed; one with a curve is left out."""
        a, b, c, d, e, f = _times(_own_matrix(item), shown)
        segments = list(map(calls.path_segment, repeat(item), range(count)))
        found: list[Subpath] = []
        points: list[tuple[float, float]] = []
        closed = curved = False
        for (px, py), kind, closes in zip(
            calls.floats(count, 2, calls.segment_point, segments),
            map(calls.segment_type, segments),
            map(calls.segment_closes, segments),
            strict=True,
        ):
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                if not curved:
                    found.append((points, closed))
                points, closed, curved = [], False, False
            points.append((a * px + c * py + e, b * px + d * py + f))
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            closed = closed or bool(closes)
        if points and not curved:
            found.append((points, closed))
        return found

    def _subpath(self, points: list[tuple[float, float]], closed: bool, stroked: bool) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        width, height = x1 - x0, y1 - y0
        if height <= THICKEST_RULING and width > height and width >= SHORTEST_RULING:
            self._add(self.horizontals, (y0 + y1) / 2, x0, x1)
        elif width <= THICKEST_RULING and height > width and height >= SHORTEST_RULING:
            self._add(self.verticals, (x0 + x1) / 2, y0, y1)
        elif stroked:
            if closed:
                points = [*points, points[0]]
            for (xa, ya), (xb, yb) in pairwise(points):
                if abs(ya - yb) <= 0.5 < abs(xa - xb):
                    self._add(self.horizontals, (ya + yb) / 2, min(xa, xb), max(xa, xb))
                elif abs(xa - xb) <= 0.5 < abs(ya - yb):
                    self._add(self.verticals, (xa + xb) / 2, min(ya, yb), max(ya, yb))

    def _add(self, rulings: list[Ruling], at: float, start: float, end: float) -> None:
        rulings.append(tuple.__new__(Ruling, (at, start, end)))
        self._check_rulings()

    def _check_rulings(self) -> None:
        if len(self.horizontals) + len(self.verticals) > MAX_RULINGS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_RULINGS_PER_PAGE} rulings on one page)")


def _edges(items: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """The left, bottom, right and top edge of each of these objects in the coordinates of what holds it."""
    return calls.floats(len(items), 4, calls.object_bounds, items)


def _bounds(items: Sequence[int], shown: tuple[float, ...]) -> Iterator[Box]:
    """The box around each of these objects as shown."""
    a, b, c, d, e, f = shown
    for left, bottom, right, top in _edges(items):
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        if xa > xb:
            xa, xb = xb, xa
        yield (xa, ya, xb, yb) if ya < yb else (xa, yb, xb, ya)


def _box_as(shown: tuple[float, ...], box: tuple[float, ...]) -> Box:
    """A box (left, bottom, right, top) in the coordinates of what holds it as shown."""
    a, b, c, d, e, f = shown
    xs = sorted((a * box[0] + c * box[1] + e, a * box[2] + c * box[3] + e))
    ys = sorted((b * box[0] + d * box[1] + f, b * box[2] + d * box[3] + f))
    return xs[0], ys[0], xs[1], ys[1]


def _own_matrix(item: int) -> tuple[float, ...]:
    """The matrix of a drawn object in its page or form."""
    calls.object_matrix(item, _SET_AT)
    return tuple(_SET[:])


def _is_frame(straight: Sequence[Subpath], count: int) -> bool:
    """Whether a drawing has only level and upright strokes, as a cell's frame of dashes or double lines has, and no digit."""
    return sum(len(points) for points, _ in straight) == count and all(
        abs(xa - xb) <= 0.5 or abs(ya - yb) <= 0.5
        for points, _ in straight
        for (xa, ya), (xb, yb) in pairwise(points)
    )


def _times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that applies ``first`` and ``then`` one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
