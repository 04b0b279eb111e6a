"""pdfium's functions that are called for every character and every drawn object, taking plain addresses.

pypdfium2's own bindings wrap each handle in a typed pointer, which takes longer than most of these calls themselves.
"""

import struct
from collections import deque
from collections.abc import Iterable, Iterator
from ctypes import (
    PYFUNCTYPE,
    byref,
    c_char_p,
    c_double,
    c_float,
    c_int,
    c_ulong,
    c_void_p,
    cast,
    memset,
    sizeof,
    string_at,
)
from functools import lru_cache
from typing import Any

import pypdfium2.raw as raw

LARGEST_KEPT = 1 << 13
"""Room for the numbers of so many things is kept from page to page."""


def _plain(function: Any, result: type | None, *arguments: type) -> Any:
    """The function with the types of its arguments as far as they need one: ctypes passes a plain int, and a place by ``byref``, sooner without."""
    return PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


def remove(order: tuple[int, ...], page: Any, form: int, item: int) -> bool:
    """Takes an object off its page, or out of its form where it has an ``order`` in one, and frees it."""
    handle = cast(item, raw.FPDF_PAGEOBJECT)
    if order:
        done = raw.FPDFFormObj_RemoveObject(cast(form, raw.FPDF_PAGEOBJECT), handle)
    else:
        done = raw.FPDFPage_RemoveObject(page, handle)
    if done:
        raw.FPDFPageObj_Destroy(handle)
    return bool(done)


def address(handle: Any) -> int:
    """The address behind one of pypdfium2's handles."""
    return cast(handle, c_void_p).value or 0


page_object = _plain(raw.FPDFPage_GetObject, c_void_p, c_void_p)
form_object = _plain(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
"""Page or form, index → object."""
count_in_page = _plain(raw.FPDFPage_CountObjects, c_int, c_void_p)
count_in_form = _plain(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
object_type = _plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, None, c_void_p)
"""Object, four floats: left, bottom, right, top; as of ``loose_box``, nothing is said of success, which takes a tenth longer to ask."""
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, c_int, c_void_p)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, c_int, c_void_p)
count_segments = _plain(raw.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _plain(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p)
segment_type = _plain(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, c_int, c_void_p)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, c_int, c_void_p)
object_colour = _plain(raw.FPDFPageObj_GetFillColor, c_int, c_void_p)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
font_of = _plain(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
is_embedded = _plain(raw.FPDFFont_GetIsEmbedded, c_int, c_void_p)
text_size = _plain(raw.FPDFTextObj_GetFontSize, c_int, c_void_p)
text_object = _plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p)
is_transparent = _plain(raw.FPDFPageObj_HasTransparency, c_int, c_void_p)
"""1 for an object that lets through what lies under it, by its alpha, a mask, or the way that it is blended."""
clip_path = _plain(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
count_clip_paths = _plain(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
count_clip_segments = _plain(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p)
clip_segment = _plain(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p)
count_marks = _plain(raw.FPDFPageObj_CountMarks, c_int, c_void_p)
mark_of = _plain(raw.FPDFPageObj_GetMark, c_void_p, c_void_p, c_ulong)
remove_mark = _plain(raw.FPDFPageObj_RemoveMark, c_int, c_void_p, c_void_p)
mark_name = _plain(raw.FPDFPageObjMark_GetName, c_int, c_void_p, c_void_p, c_ulong, c_void_p)
mark_bytes = _plain(
    raw.FPDFPageObjMark_GetParamBlobValue, c_int, c_void_p, c_char_p, c_void_p, c_ulong, c_void_p
)
loose_box = _plain(raw.FPDFText_GetLooseCharBox, None, c_void_p)
"""Text page, index, four floats: left, top, right, bottom."""
char_box = _plain(raw.FPDFText_GetCharBox, c_int, c_void_p)
char_origin = _plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p)
char_matrix = _plain(raw.FPDFText_GetMatrix, c_int, c_void_p)
font_size = _plain(raw.FPDFText_GetFontSize, c_double, c_void_p)
no_character = _plain(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p)
"""Text page, index → 1 for a glyph that the font names no character for: pdfium then gives its number in the font."""
fill_colour = _plain(raw.FPDFText_GetFillColor, c_int, c_void_p)


def room_for(kind: Any, count: int) -> tuple[Any, tuple[Any, ...]]:
    """An array of numbers for pdfium to write to, and the place of each."""
    array = (kind * count)()
    return array, tuple(byref(array, sizeof(kind) * i) for i in range(count))


def floats(count: int, places: int, function: Any, *arguments: Iterable[int]) -> Iterator[tuple[float, ...]]:
    """The floats that a function writes for each of so many things in one go; nothing written is 0.

    After its arguments it is given so many places: one to write four floats to, else one for each float.
    """
    size = max(256, 1 << (count - 1).bit_length())
    table, columns = (_table if size <= LARGEST_KEPT else _table.__wrapped__)(size)
    memset(table, 0, 16 * count)
    deque(map(function, *arguments, *columns[:places]), 0)
    return struct.iter_unpack("2f8x" if places == 2 else "4f", string_at(table, 16 * count))


@lru_cache(maxsize=LARGEST_KEPT.bit_length())
def _table(rows: int) -> tuple[Any, tuple[list[Any], ...]]:
    """Room for rows of four floats, and the places of each column."""
    table = (c_float * (4 * rows))()
    return table, tuple([byref(table, 16 * row + 4 * column) for row in range(rows)] for column in range(4))
