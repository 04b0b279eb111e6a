"""First engine: what pdfium sees on each page.

pdfium is not safe to call from two threads at once: ``LOCK`` is held around every use of it.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from ctypes import c_double, c_ushort
from functools import cache, partial
from io import BytesIO
from itertools import repeat
from types import MappingProxyType

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdfium2 import PdfiumError

from extract.documents.model import Turned
from extract.documents.pdf import calls, fonts
from extract.documents.pdf.content import LEAST_INK, NO_PRINT, UNREADABLE, PageContent, Run
from extract.documents.pdf.dots import dotted_rulings
from extract.documents.pdf.drawn import Drawn
from extract.documents.pdf.drawn_forms import check_forms
from extract.documents.pdf.filled import filled_in
from extract.documents.pdf.layers import Hidden
from extract.documents.pdf.legibility import SCANNED_PICTURE, legibility
from extract.documents.pdf.limits import MAX_GLYPHS_PER_PAGE, MAX_PAGES
from extract.documents.pdf.lying import lying
from extract.documents.pdf.overlooked import overlooked
from extract.documents.pdf.patches import cell_rulings, without_hidden
from extract.documents.pdf.prose import is_prose, prose_lines
from extract.documents.pdf.radicals import ORDINARY
from extract.documents.pdf.runs import runs_of, without_spoilt
from extract.documents.pdf.spoken import displaced, replaced
from extract.documents.pdf.view import View, bounds
from extract.documents.refusals import Refusal

LOCK = threading.RLock()

MOST_LOOKS = 4
"""So often a page is looked at, each time without the text that turned out to be unseen."""

_HYPHEN = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
"""pdfium gives a hyphen at a line's end as U+0002; a lone dash in a cell is at a line's end."""
_PRINTED = ORDINARY | _HYPHEN
_UNPRINTED = frozenset(map(chr, _PRINTED))
_WORD = re.compile(r"[^ \r\n]+|\r(?!\n)|(?<!\r)\n")
"""What may be a glyph of its own font begins here; pdfium itself puts a carriage return and a line feed between lines."""


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
    with LOCK, fonts.boxes():
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


def pages(document: pdfium.PdfDocument, off: frozenset[bytes] = frozenset()) -> Iterator[PageContent]:
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
            content.marks += [View(page).box(*box) for box in unseen]
            yield content
        finally:
            raw.FPDF_ClosePage(page)


def _upright(
    document: raw.FPDF_DOCUMENT, page: raw.FPDF_PAGE, number: int, off: frozenset[bytes]
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
    off: frozenset[bytes],
    looks: int = MOST_LOOKS,
) -> PageContent:
    """A page's content; looked at again without the text that nobody sees, if there is any."""
    view = View(page)
    content = PageContent(number, view.width, view.height)
    drawn = Drawn(view, Hidden(off))
    drawn.walk_page(page)
    drawn.conceal(document, page)
    added = cell_rulings(drawn.patches), dotted_rulings(drawn.dots)
    content.horizontals = drawn.horizontals + [ruling for across, _ in added for ruling in across]
    content.verticals = drawn.verticals + [ruling for _, down in added for ruling in down]
    content.pictured, content.marks = drawn.pictured, drawn.marks
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        content.lines = []
        return content
    try:
        gone = _write(content, text_page, view, drawn)
    finally:
        raw.FPDFText_ClosePage(text_page)
    # Of characters in one place pdfium gives the first alone: it may be the one that nobody sees.
    if looks > 1 and gone and drawn.remove(page, gone):
        content = _content(document, page, number, off, looks - 1)
        content.hiding = True
    elif content.lines is None:
        marks = _replacements(content, drawn)
        content.as_drawn = cache(partial(_as_drawn, document, page, number, off, marks))
    return content


def _replacements(content: PageContent, drawn: Drawn) -> list[tuple[int, int]]:
    """Adds to a page's content where its text is replaced; the texts, each with its mark that does it."""
    marks: list[tuple[int, int]] = []
    for level in drawn.levels:
        if found := replaced(level.texts):
            places = bounds([item for item, _, _ in found], level.shown)
            content.replaced += zip(places, [said for _, _, said in found], strict=True)
            marks += [(item, mark) for item, mark, _ in found]
    return marks


def _as_drawn(
    document: raw.FPDF_DOCUMENT,
    page: raw.FPDF_PAGE,
    number: int,
    off: frozenset[bytes],
    marks: Iterable[tuple[int, int]],
) -> list[Run]:
    """The runs of an open page with these marks taken off its texts, in memory; none if its text is still replaced then."""
    for item, mark in marks:
        calls.remove_mark(item, mark)  # which finds none where another text shared it
    content = _content(document, page, number, off)
    return [] if content.replaced else content.runs


def _write(content: PageContent, text_page: raw.FPDF_TEXTPAGE, view: View, drawn: Drawn) -> set[int]:
    """Adds a page's text to its content: lines of prose, else runs of glyphs. The texts that are left out as unseen."""
    text = _text(text_page)
    content.legible, content.illegible = legibility(text)
    lined = len(content.horizontals) + len(content.verticals) >= 4
    spoilt = bool(drawn.spoilt or drawn.cut or drawn.veiled)
    moved = displaced(drawn.levels)
    if not (lined or drawn.hidden or spoilt or moved) and is_prose(text):
        content.lines = prose_lines(text_page, text, view)
        if content.lines is not None:
            return set()
    # The text object that each character belongs to; none for a blank between two words.
    items = list(map(calls.text_object, repeat(calls.address(text_page)), range(len(text))))
    pictured, under_picture = content.pictured >= SCANNED_PICTURE, False
    if spoilt:
        seen = without_spoilt(text_page, text, view, items, drawn, moved)
        under_picture = pictured and seen.count(UNREADABLE) > len("".join(text.split())) / 2
        text = text if under_picture else seen
    runs = runs_of(text_page, text, view, items, drawn.unseen, drawn.hidden, moved)
    content.runs, recognised = without_hidden(runs, drawn.patches, pictured)
    content.recognised = recognised or under_picture
    content.hiding = len(content.runs) < len(runs) or spoilt
    told = {item for item, char in zip(items, text, strict=True) if char not in NO_PRINT}
    content.overlooked = partial(overlooked, drawn.levels, drawn.unseen, told, runs, content.height)
    if len(content.runs) == len(runs):
        return set()
    kept = set(map(id, content.runs))
    dropped = [run for run in runs if id(run) not in kept]
    return {items[run.first + number] for run in dropped for number in range(len(run.glyphs))}


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
