"""The parts of a Word file as trees, and the small things every pass over them needs."""

from collections.abc import Callable
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.refusals import Refusal
from extract.documents.unpack import parse_xml, read_entry

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def part(
    archive: ZipFile, name: str, *, needed: bool = True, trim: Callable[[bytes], bytes] | None = None
) -> Element | None:
    """A part as a tree, None if the file has no such part; a broken part that is not ``needed`` is none.

    ``trim`` cuts what nobody asks for before the rest is parsed.
    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``.
    """
    try:
        data = read_entry(archive, name)
        if data is None:
            return None
        return parse_xml((data if trim is None else trim(data)).replace(STRICT, TRANSITIONAL), name)
    except Refusal as refusal:
        if needed or refusal.code != "damaged-file":
            raise
        return None


def value(element: Element, name: str) -> str:
    """The ``w:val`` of a child, or nothing."""
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def number(text: str | None, default: int = 0) -> int:
    """A small count as written, else ``default``."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
