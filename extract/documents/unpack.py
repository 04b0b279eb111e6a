"""Opens the ZIP of an Office file without trusting it: entries, ratio and sizes are limited before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from posixpath import dirname, join, normpath

from lxml import etree

from extract.documents.refusals import Refusal

MAX_ENTRIES = 4_000
MAX_ENTRY = 64 << 20
MAX_TOTAL = 256 << 20
MAX_RATIO = 400
"""Unpacked to packed size from which an entry of more than ``SMALL`` bytes is a bomb: XML of tables reaches about 60."""
SMALL = 4 << 20
MAX_DEPTH = 200
"""Levels of nested elements: Word's own files stay below 60."""


@contextmanager
def as_far_as_intact() -> Iterator[None]:
    """Ends what is done within at a damaged part; every other refusal goes on."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code != "damaged-file":
            raise


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive. Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``encrypted``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError, KeyError):
        raise Refusal("damaged-file") from None
    if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_TOTAL:
        raise Refusal("archive-bomb")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refusal("encrypted")
        swollen = entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > MAX_ENTRY or swollen:
            raise Refusal("archive-bomb", f"({entry.filename[:80]})")
    return archive


def read_entry(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One entry, or None if there is none. Never unpacks more than ``MAX_ENTRY`` whatever the entry claims."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_ENTRY + 1)
    except KeyError:
        return None
    except Exception:  # zipfile, zlib and struct raise many kinds on damaged entries
        raise Refusal("damaged-file", f"({name})") from None
    if len(data) > MAX_ENTRY:
        raise Refusal("archive-bomb", f"({name})")
    return data


def read_xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The tree of an XML part, or None if there is none. Raises ``Refusal``: ``damaged-file``, ``archive-bomb``."""
    data = read_entry(archive, name)
    return None if data is None else parse_xml(data, name)


def part_beside(base: str, target: str) -> str:
    """The name of the part that the part ``base`` calls ``target``: from the root of the archive, or from beside itself."""
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(base), target.strip()))


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The tree of an XML part; entities are not expanded, nothing external is fetched.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb`` (elements nested beyond reason).
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refusal("archive-bomb", f"({name}: a document type is not allowed here)")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        code = "archive-bomb" if "depth" in str(error).lower() else "damaged-file"
        raise Refusal(code, f"({name})") from None
    if root is None:
        raise Refusal("damaged-file", f"({name})")
    return root
