"""What a file is, told by its bytes first and its name second: names lie often, bytes seldom."""

import re
import zipfile
from io import BytesIO

from extract.documents.encoding import decode
from extract.documents.refusals import Refusal

IMAGES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"BM": "bmp",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "content.xml": "odt"}
"""The part that tells which Office format a ZIP is."""
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|meta|p)\b", re.IGNORECASE)
_STRANGE = re.compile("[\ufffd\x00-\x08\x0e-\x19\x1b-\x1f]")
_WORKBOOK = "Workbook".encode("utf-16-le")


def sniff(data: bytes, name: str) -> str:
    """The format: ``pdf docx xlsx xls doc wps rtf odt html text png jpeg tiff bmp``.

    Raises ``Refusal``: ``empty-file``, ``damaged-file``, ``unknown-format``.
    """
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data.strip(b"\x00\t\n\r "):
        raise Refusal("empty-file")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data.startswith(OLE):
        return _ole(data, suffix)
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    for magic, kind in IMAGES.items():
        if data.startswith(magic):
            return kind
    return _text(data, suffix)


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # whatever a broken directory provokes
        raise Refusal("damaged-file") from None
    for part, kind in ZIP_PARTS.items():
        if part in names:
            return kind
    raise Refusal("unknown-format", "(a ZIP archive: offer the files in it)")


def _ole(data: bytes, suffix: str) -> str:
    """The old Office container: a workbook, or a text by Word or WPS."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refusal("encrypted")
    if suffix in ("wps", "doc"):
        return suffix
    return "xls" if suffix in ("xls", "et") or _WORKBOOK in data else "doc"


def _text(data: bytes, suffix: str) -> str:
    """HTML, or text; bytes that no encoding explains are no text."""
    head = decode(data[:16384])[0]
    if len(_STRANGE.findall(head)) > len(head) * 0.02 + 4:
        raise Refusal("unknown-format")
    markup = _MARKUP.search(head)
    if markup and (
        head.lstrip("\ufeff \t\r\n").startswith("<") or suffix in ("html", "htm", "shtml", "xhtml")
    ):
        return "html"
    return "text"
