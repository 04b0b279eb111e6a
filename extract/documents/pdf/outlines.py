"""Leaves out the outlines of Type 3 glyphs, of which reading needs the boxes alone.

Chromium writes a Chinese font that it cannot embed as Type 3: each glyph is a little drawing of its own (ISO 32000-1,
9.6.5). pdfium follows every line and curve of these drawings while it loads a page; but the glyph's box and advance
stand in its first operator, ``d1``, and that is where pdfium takes them from. Pages are drawn with their outlines.
"""

import re
import zlib
from collections.abc import Container, Mapping
from functools import lru_cache
from itertools import chain

_HEAD = 96
"""Bytes of a drawing within which its first operator ends."""
_LONGEST = 80
"""Bytes before a stream within which its dictionary is no longer than ``_PACKED``."""

_STREAM = re.compile(rb"/Length (\d{1,9})[^<>]{0,200}>>\s*stream\r?\n")
_PACKED = re.compile(rb"(\d{1,7}) 0 obj\s*<<(\s*/Filter\s*/FlateDecode)\s*/Length \d+\s*>>\s*stream\r?\n\Z")
_OBJECT = re.compile(rb"obj(?<=[\s\0]obj)")
_END = re.compile(rb"\s*endstream\b(?:\s*endobj\s+)?")
_GLYPHS = re.compile(rb"/CharProcs\s*<<([^<>]*)>>")
_DRAWN = re.compile(rb"/Contents\s*(\[[^\[\]]*\]|\d+\s+\d+\s+R\b|[(<])?")
_REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R\b")
_COMMENT = re.compile(rb"%(?!PDF-|%EOF|EOF|[\x80-\xff])")
_BOX = re.compile(rb"\s*[-\d.]+ [-\d.]+ ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) d1\s")


_Stream = tuple[re.Match[bytes], int]
"""The head of a packed stream, from its object's number to its first byte, and where it ends."""


def without_outlines(data: bytes) -> bytes:
    """The file with every glyph cut after its box, and nothing moved; as it is where it cannot be told what is a glyph.

    A glyph is what a font's ``CharProcs`` name, and no page's ``Contents``. Its box is left as plain text, as its
    dictionary says then: for a few bytes, unpacking takes longer than all that follows.
    """
    parts = _parts(data) if b"/CharProcs" in data else None
    if parts is None:
        return data
    text, packed = parts
    drawn = _drawn(text, packed)
    if drawn is None:
        return data
    named = set(chain.from_iterable(map(_REFERENCE.findall, _GLYPHS.findall(text))))
    cut = bytearray(data)
    for number in (named - drawn) & packed.keys():
        head, end = packed[number]
        start = head.end()
        box = _box_alone(data[start : min(end, start + _HEAD)])
        if box and len(box) <= end - start:
            cut[start:end] = box.ljust(end - start)
            cut[slice(*head.span(2))] = b" " * len(head[2])
    return bytes(cut)


def _parts(data: bytes) -> tuple[bytes, Mapping[bytes, _Stream]] | None:
    """The file without what its streams hold, and where each stream stands that is packed and no more, by its object's number.

    None where a stream does not end where it says, or holds what may be an object.
    """
    kept: list[bytes] = []
    packed: dict[bytes, _Stream] = {}
    at = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        end = start + int(found[1])
        if start < at or _OBJECT.search(data, start, end) or not (over := _END.match(data, end)):
            return None
        kept.append(data[at:start])
        # Nearly always right behind the stream before.
        if head := _PACKED.match(data, at, start) or _PACKED.search(data, max(at, start - _LONGEST), start):
            packed[head[1]] = head, end
        at = over.end()
    kept.append(data[at:])
    return b"".join(kept), packed


def _drawn(text: bytes, packed: Container[bytes]) -> set[bytes] | None:
    """The objects that pages draw.

    None where some may hide: in escaped names, packed objects, comments, streams of another make, lists that stand elsewhere.
    """
    if any(sign in text for sign in (b"#", b"/ObjStm", b"/Encrypt")) or _COMMENT.search(text):
        return None
    drawn: set[bytes] = set()
    for contents in _DRAWN.findall(text):
        if contents not in (b"(", b"<"):  # the words of a note
            drawn.update(numbers := _REFERENCE.findall(contents))
            if not numbers or any(number not in packed for number in numbers):
                return None
    return drawn


@lru_cache(maxsize=1 << 12)  # files of one font have the same drawings
def _box_alone(packed: bytes) -> bytes:
    """A drawing's first operator alone, from its beginning, if that sets a box with an area; else pdfium measures the outline."""
    try:
        found = _BOX.match(zlib.decompressobj().decompress(packed, _HEAD))
        left, foot, right, top = map(float, found.groups()) if found else (0, 0, 0, 0)
    except (zlib.error, ValueError):
        return b""
    return found[0] if found and left + 1 <= right and foot + 1 <= top else b""
