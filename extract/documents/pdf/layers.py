"""What of a page's text its file keeps from being shown: layers that are off, and text outside its clip path.

pdfium gives such text like any other, and draws none of it.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from ctypes import c_float, c_ubyte, c_ulong
from io import BytesIO
from itertools import islice
from typing import Any

from extract.documents.pdf import calls

_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_MAY_TELL = re.compile(rb"/(?:OCProperties|ObjStm)\b")
"""One look at a file of megabytes takes its time: most have neither."""
_FORM_LAYER = re.compile(rb"/OC\s+(\d+)\s+\d+\s+R")
LARGEST_OBJECTS = 1 << 25
"""The object streams are looked at up to so many bytes."""
MOST_STREAMS = 500
SEVERAL = b""
"""In place of a layer's name: a set of layers, which pdfium says no more of."""
LONGEST = 128
"""Bytes of a name that is asked for."""
_LAYER = "OC\0".encode("utf-16-le")
NOWHERE = (0.0, 0.0, 0.0, 0.0)

ClipBox = tuple[float, float, float, float]
"""Left, bottom, right, top, in the coordinates of the page or the form."""


def layers_off(data: bytes) -> tuple[frozenset[bytes], bool]:
    """The names of the file's layers that are off, as their file writes them, and whether one of them is a drawing of its own, not marked text."""
    if _MAY_TELL.search(data) is None:
        return frozenset(), False
    if b"/OCProperties" not in data and not any(b"/OCProperties" in part for part in _object_streams(data)):
        return frozenset(), False
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1

    from extract.documents.pdf import quiet  # noqa: F401

    def numbers(refs: Any) -> set[int]:
        return {ref.objid for ref in list_value(refs or []) if isinstance(ref, PDFObjRef)}

    def is_off(number: int) -> bool:
        if number in off:
            return True
        members = dict_value(document.getobj(number)).get("OCGs")
        if isinstance(members, PDFObjRef) and members.objid in off:
            return True
        return bool(numbers(resolve1(members) if isinstance(resolve1(members), list) else []) & off)

    try:
        document = PDFDocument(PDFParser(BytesIO(data)), password="")
        layers = dict_value(document.catalog.get("OCProperties", {}))
        default = dict_value(layers.get("D", {}))
        every = numbers(layers.get("OCGs"))
        base = getattr(resolve1(default.get("BaseState")), "name", "ON")
        off = (every - numbers(default.get("ON")) if base == "OFF" else set()) | numbers(default.get("OFF"))
        names = [resolve1(dict_value(document.getobj(number)).get("Name")) for number in sorted(off)]
        drawn = any(is_off(int(found[1])) for found in _FORM_LAYER.finditer(data)) if off else False
    except Exception:  # pdfminer raises errors of every kind on damaged files: then no layer is known
        return frozenset(), False
    return frozenset(name for name in names if isinstance(name, bytes)), drawn


def _object_streams(data: bytes) -> Iterator[bytes]:
    """The streams that hold a newer file's objects."""
    left = LARGEST_OBJECTS
    for found in islice(_STREAM.finditer(data), MOST_STREAMS):
        end = data.find(b"endstream", found.end())
        try:
            part = zlib.decompressobj().decompress(data[found.end() : end], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
        if left <= 0:
            return


class Hidden:
    """Finds the text objects of a page that its file keeps from being shown."""

    def __init__(self, off: frozenset[bytes]) -> None:
        self.off = off
        self.cutting: dict[int, ClipBox] = {}
        """Of the texts looked at last, those that their clip leaves a part of."""
        self.unclear: set[int] = set()
        """Of the texts looked at last, those on a set of layers, of which some may be off."""
        self._clips: dict[int, ClipBox] = {}
        self._point, self._point_at = calls.room_for(c_float, 2)
        self._name, (self._name_at, *_) = calls.room_for(c_ubyte, LONGEST)
        self._length, self._length_at = calls.room_for(c_ulong, 1)

    def among(self, items: Sequence[int], bounds: Any) -> Iterator[int]:
        """Those of the texts that are not shown; ``bounds`` gives the edges (left, bottom, right, top) of some of them."""
        paths = list(map(calls.clip_path, items))
        counts = map(calls.count_clip_paths, paths)
        suspects = [
            (item, self._clip(path, count))
            for item, path, count in zip(items, paths, counts, strict=True)
            if count > 0
        ]
        self.cutting = {}
        for (item, clip), box in zip(suspects, bounds([item for item, _ in suspects]), strict=True):
            if not _touch(clip, box):
                yield item
            elif _cuts(clip, box):
                self.cutting[item] = clip
        self.unclear = set()
        for item in items if self.off else ():
            layers = set(self._layers(item))
            if layers & self.off:
                yield item
            elif SEVERAL in layers:
                self.unclear.add(item)

    def clip_of(self, item: int) -> ClipBox | None:
        """The box around what the clip path of an object leaves of it; None without one."""
        path = calls.clip_path(item)
        count = calls.count_clip_paths(path)
        return self._clip(path, count) if count > 0 else None

    def _clip(self, path: int, count: int) -> ClipBox:
        """The box around what a clip path of so many paths leaves."""
        left, bottom, right, top = self._one(path, 0)
        for index in range(1, count):
            x0, y0, x1, y1 = self._one(path, index)
            left, bottom, right, top = max(left, x0), max(bottom, y0), min(right, x1), min(top, y1)
        return left, bottom, right, top

    def _one(self, path: int, index: int) -> ClipBox:
        first = calls.clip_segment(path, index, 0)
        known = self._clips.get(first) if first else NOWHERE
        if known is None:
            points = []
            for number in range(calls.count_clip_segments(path, index)):
                calls.segment_point(calls.clip_segment(path, index, number), *self._point_at)
                points.append(tuple(self._point[:]))
            xs, ys = [x for x, _ in points], [y for _, y in points]
            # The address of a path's points stands for the path: the texts that it clips share it.
            self._clips[first] = known = (min(xs), min(ys), max(xs), max(ys))
        return known

    def _layers(self, item: int) -> Iterator[bytes]:
        """The names of the layers that a text stands on; a set of layers (a membership dictionary) gives none."""
        for number in range(calls.count_marks(item)):
            mark = calls.mark_of(item, number)
            if mark and self._said(calls.mark_name, mark) == _LAYER:
                # As bytes: pdfium takes names for UTF-8, which Chinese ones are not.
                yield self._said(calls.mark_bytes, mark, b"Name") or SEVERAL

    def _said(self, ask: Any, *what: Any) -> bytes:
        told = ask(*what, self._name_at, LONGEST, *self._length_at) and self._length[0] <= LONGEST
        return bytes(self._name)[: self._length[0]] if told else b""


def _cuts(clip: ClipBox, box: ClipBox) -> bool:
    """Whether a clip takes so much of a box that a character in it may be lost."""
    width, height = 0.25 * min(box[2] - box[0], box[3] - box[1]), 0.25 * (box[3] - box[1])
    return (
        clip[0] > box[0] + width
        or clip[2] < box[2] - width
        or clip[1] > box[1] + height
        or clip[3] < box[3] - height
    )


def _touch(clip: ClipBox, box: ClipBox) -> bool:
    """Whether anything of a box is left by a clip; a box of no size is no ink to hide."""
    across = min(clip[2], box[2]) - max(clip[0], box[0])
    up = min(clip[3], box[3]) - max(clip[1], box[1])
    if box[2] - box[0] <= 0 or box[3] - box[1] <= 0:
        return True
    return across > 0 and up > 0
