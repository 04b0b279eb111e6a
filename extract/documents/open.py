"""One door for every file: its format is told, and the reader of that format gives its readings."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from extract.documents.model import Document, Place, Source
from extract.documents.refusals import Refusal
from extract.documents.sniff import sniff
from extract.records import record

READERS = {
    "pdf": "pdf",
    "docx": "word",
    "wordxml": "word.single_xml",
    "xlsx": "sheets",
    "sheetxml": "sheets.single_xml",
    "xls": "sheets",
    "odt": "opendocument",
    "ofd": "ofd",
    "html": "html",
    "mhtml": "html.mhtml",
    "csv": "text.delimited",
    "text": "text",
    "png": "ocr",
    "jpeg": "ocr",
    "tiff": "ocr",
    "bmp": "ocr",
    "gif": "ocr",
    "webp": "ocr",
}
"""The module that reads each format; imported when first needed, so that a worker loads only what it meets."""
CONVERTED = frozenset(("doc", "wps", "rtf"))
"""Formats that LibreOffice converts first."""


@record(frozen=True, slots=True)
class Opened:
    """A file whose format is known. ``readings`` gives one Document an engine, in order of trust, each made when asked for."""

    format: str
    readings: Callable[[], Iterator[Document]]


def load_source(path: Path, part: str | None = None) -> Source:
    """The bytes of a file with their hash. Raises ``OSError``."""
    data = path.read_bytes()
    return Source(path, data, hashlib.sha256(data).hexdigest(), part)


def open_document(source: Source) -> Opened:
    """Tell a file's format. Raises ``Refusal`` here for what is no document, and while reading for what is broken."""
    kind = sniff(source.data, source.path.name)
    if kind in CONVERTED:
        from extract.documents.word import libreoffice

        return Opened(kind, lambda: libreoffice.readings(source, kind))
    reader = import_module(f"extract.documents.{READERS[kind]}")
    return Opened(kind, lambda: reader.readings(source))


def borne_out(source: Source, document: Document, texts: Sequence[tuple[Place, str]]) -> bool:
    """Whether an independent decoder finds exactly these texts of a reading in their places; False where there is none."""
    if document.engine != "pdfium":
        return False
    from extract.documents import pdf

    return pdf.borne_out(source, texts)


__all__ = ["Opened", "Refusal", "borne_out", "load_source", "open_document"]
