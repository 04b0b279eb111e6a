"""The parts of a Word file as trees, and the small things every pass over them needs."""

from collections.abc import Callable
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.refusals import Refusal
from extract.documents.unpack import parse_xml, read_entry
from extract.documents.word.names import VALUE, W

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


def child(element: Element, name: str) -> Element | None:
    """The first child of that name in Word's own namespace."""
    return next(element.iterchildren(f"{W}{name}"), None)


def value(element: Element, name: str) -> str:
    """The ``w:val`` of a child, or nothing."""
    found = child(element, name)
    return (found.get(VALUE) or "") if found is not None else ""
