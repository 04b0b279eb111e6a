"""The font in place of the Chinese fonts that a file names and does not carry.

pdfium looks for one on the machine: it reads all of its 20 MB anew for each file, and draws a character's outline
to learn its box. What is read would then depend on the fonts of the machine. While a file is read pdfium is given a
font of boxes instead; pages are drawn with the machine's own.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import memmove
from itertools import accumulate
from typing import Any

from pypdfium2 import PdfSysfontBase

_CHINESE_JAPANESE_KOREAN = frozenset((128, 129, 130, 134, 136))
"""The numbers of these character sets, as Windows and pdfium count them. Other scripts have their font in pdfium."""
_EM = 1000
_MISSING, _NARROW, _WIDE, _BLANK = range(4)
_OUTLINES = {_MISSING: (50, 0, 450, 700), _NARROW: (50, 0, 450, 700), _WIDE: (50, 0, 950, 700)}
"""Left, foot, right and top of the box in place of a character's ink: within its advance, above its line."""
_CHARACTERS = (
    (0x20, 0x20, _BLANK),
    (0x21, 0x9F, _NARROW),
    (0xA0, 0xA0, _BLANK),
    (0xA1, 0x2E7F, _NARROW),
    (0x2E80, 0x2FFF, _WIDE),
    (0x3000, 0x3000, _BLANK),
    (0x3001, 0x10FFFF, _WIDE),
)
"""First and last character of each range, and their glyph."""


def _outline(left: int, foot: int, right: int, top: int) -> bytes:
    """A rectangle as a glyph of the TrueType table ``glyf``: one contour of four points on the curve."""
    head = struct.pack(">5h", 1, left, foot, right, top)
    across, up = (left, right - left, 0, left - right), (foot, 0, top - foot, 0)
    return head + struct.pack(">HH4B4h4h", 3, 0, 1, 1, 1, 1, *across, *up)


def _font() -> bytes:
    """A TrueType font of the boxes, with the tables that a scalable font must have (ISO/IEC 14496-22)."""
    outlines = [_outline(*box) for box in _OUTLINES.values()]
    ends = list(accumulate(map(len, outlines), initial=0))
    count = len(outlines) + 1
    groups = b"".join(struct.pack(">3I", *group) for group in _CHARACTERS)
    tables = {
        # Format 13: all characters of a group have one glyph.
        b"cmap": struct.pack(">4HI", 0, 1, 3, 10, 12)
        + struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, len(_CHARACTERS))
        + groups,
        b"glyf": b"".join(outlines),
        b"head": struct.pack(
            ">4IHHqq4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, 700, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 880, -120, 0, _EM, 50, 50, 950, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">H", _EM) + struct.pack(">h", 50) * count,
        b"loca": struct.pack(">5I", *ends, ends[-1]),  # the blank has no outline
        b"maxp": struct.pack(">I14H", 0x10000, count, 4, 1, 0, 0, 1, *[0] * 8),
    }
    at = 12 + 16 * len(tables)
    entries, body = b"", b""
    for tag, table in tables.items():
        entries += tag + struct.pack(">3I", 0, at + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64) + entries + body


BOXES = _font()
_HANDLE, _NAME = 1, b"OGI Boxes\0"


class _Fonts(PdfSysfontBase):  # type: ignore[misc]  # the library has no types
    """What pdfium asks for the fonts that a file does not carry; everything it is given here is a number or a copy."""

    reading = False
    """Whether a file is read: else the machine's fonts answer."""
    _unlisted: Any = None
    """Where pdfium wants the machine's fonts listed, which takes a while; it asks once."""

    def _list_fonts(self) -> None:
        """Lists the machine's fonts, if pdfium has asked for it and nobody did."""
        if self._unlisted is not None:
            mapper, self._unlisted = self._unlisted, None
            self.default.EnumFonts(self.default, mapper)

    def EnumFonts(self, _: Any, mapper: Any) -> None:
        self._unlisted = mapper
        if not self.reading:
            self._list_fonts()

    def MapFont(
        self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any
    ) -> int | None:
        if self.reading:
            return _HANDLE if charset in _CHINESE_JAPANESE_KOREAN else None
        self._list_fonts()
        found: int | None = super().MapFont(_, weight, italic, charset, pitch, face, exact)
        return found

    def GetFont(self, _: Any, face: Any) -> Any:
        if self.reading:
            return None
        self._list_fonts()
        return super().GetFont(_, face)

    def GetFontData(self, _: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != _HANDLE:
            return int(super().GetFontData(_, font, table, buffer, size))
        return 0 if table else _copied(BOXES, buffer, size)

    def GetFaceName(self, _: Any, font: int, buffer: Any, size: int) -> int:
        if font != _HANDLE:
            return int(super().GetFaceName(_, font, buffer, size))
        return _copied(_NAME, buffer, size)

    def GetFontCharset(self, _: Any, font: int) -> int:
        return 0 if font == _HANDLE else int(super().GetFontCharset(_, font))

    def DeleteFont(self, _: Any, font: int) -> None:
        if font != _HANDLE:
            super().DeleteFont(_, font)


def _copied(data: bytes, buffer: Any, size: int) -> int:
    """The size of the data, which are copied where there is room for them."""
    if buffer and size >= len(data):
        memmove(buffer, data, len(data))
    return len(data)


_FONTS = _Fonts()
_FONTS.setup()


@contextmanager
def boxes() -> Iterator[None]:
    """What is opened within has boxes for the Chinese fonts that it does not carry; the caller holds pdfium's ``LOCK``."""
    before, _FONTS.reading = _FONTS.reading, True
    try:
        yield
    finally:
        _FONTS.reading = before
