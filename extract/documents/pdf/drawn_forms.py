"""Counts how often the forms of a PDF draw each other, before pdfium does it: it has no limit of its own.

Two lines are enough for a form that draws itself twice, or thirty forms that each draw the next one twice: a billion
drawings. Streams stand in the file itself whatever else is packed, so that a look at its bytes finds the forms.
What hides from this look (an encrypted file, a strange filter) meets the time limit.
"""

import re
import zlib

from extract.documents.refusals import Refusal

MOST = 100_000
"""Drawings of forms that one form may come to. Real ones draw a handful."""
DEEPEST = 30
"""Levels that pdfium goes down in a form that draws itself."""
MOST_FORMS = 20_000
LONGEST_DICTIONARY = 10_000
LONGEST = 1 << 20
"""Bytes of a form's content that are looked at."""

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_NUMBERED = re.compile(rb"(\d{1,8})\s+\d{1,5}\s+\Z")
_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_RESOURCES = re.compile(rb"/(?:Resources|XObject)\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def check_forms(data: bytes) -> None:
    """Raises ``Refusal`` ``archive-bomb`` for forms that draw each other too often."""
    if b"/Form" not in data or _FORM.search(data) is None:
        return
    forms: dict[int, bytes] = {}
    for marked in _FORM.finditer(data):
        head = data.rfind(b"obj", max(0, marked.start() - LONGEST_DICTIONARY), marked.start())
        number = _NUMBERED.search(data, max(0, head - 24), head) if head > 0 else None
        if number is not None:
            forms[int(number[1])] = _dictionary(data, head + 3)
        if len(forms) > MOST_FORMS:
            raise Refusal("too-large", f"(more than {MOST_FORMS} forms)")
    if not any(b"XObject" in text or _RESOURCES.search(text) for text in forms.values()):
        return
    objects = {int(found[1]): found.end() for found in _OBJECT.finditer(data)}
    drawn = {number: _draws(data, objects, number, text, forms) for number, text in forms.items()}
    drawn = {number: counts for number, counts in drawn.items() if counts}
    if not drawn:
        return

    totals = dict.fromkeys(drawn, 1)
    for _ in range(DEEPEST):
        totals = {
            number: 1 + sum(times * totals.get(inner, 1) for inner, times in counts.items())
            for number, counts in drawn.items()
        }
        if max(totals.values()) > MOST:
            raise Refusal("archive-bomb", "(forms that draw each other without end)")


def _dictionary(data: bytes, start: int) -> bytes:
    """What stands between an object's head and its stream or its end."""
    end = start + LONGEST_DICTIONARY
    return data[start:end].partition(b"stream")[0].partition(b"endobj")[0]


def _draws(
    data: bytes, objects: dict[int, int], number: int, text: bytes, forms: dict[int, bytes]
) -> dict[int, int]:
    """Which forms a form draws, and how often."""
    for inner in _RESOURCES.findall(text):
        if int(inner) in objects:
            own = _dictionary(data, objects[int(inner)])
            text += own
            for deeper in _RESOURCES.findall(own):
                if int(deeper) in objects:
                    text += _dictionary(data, objects[int(deeper)])
    named = {name: int(n) for name, n in _REFERENCE.findall(text) if int(n) in forms}
    if not named:
        return {}
    start = data.find(b"stream", objects[number], objects[number] + LONGEST_DICTIONARY) + len(b"stream")
    content = data[start : data.find(b"endstream", start, start + LONGEST)].lstrip(b"\r\n")
    if b"/FlateDecode" in text or b"/Fl" in text:
        try:
            content = zlib.decompressobj().decompress(content, LONGEST)
        except zlib.error:
            return {}
    counts: dict[int, int] = {}
    for name in _DRAWN.findall(content):
        if name in named:
            counts[named[name]] = counts.get(named[name], 0) + 1
    return counts
