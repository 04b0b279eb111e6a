"""What a file is, told by its bytes first and its name second: names lie often, bytes seldom."""

import re
from io import BytesIO

from extract.documents.encoding import decode
from extract.documents.refusals import Refusal

IMAGES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\x00": "tiff",
    b"MM\x00*": "tiff",
    b"BM": "bmp",
    b"GIF8": "gif",
}
ARCHIVES = {b"\x1f\x8b": "gzip", b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7-Zip"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_PARTS = (
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\d*\.xml"), "xlsx"),
    (re.compile(r"content\.xml"), "odt"),
    (re.compile(r"OFD\.xml"), "ofd"),
)
"""The part that tells which Office format a ZIP is."""
PACKED = {
    "xl/workbook.bin": "(a binary workbook: save it as XLSX)",
    "ppt/presentation.xml": "(a presentation)",
    "Index/Document.iwa": "(a file of Pages or Numbers: export it as DOCX or XLSX)",
    "index.apxl": "(a presentation)",
}
"""ZIP formats that are not read, by the part that tells them."""
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book\0", "xls"))
"""The stream that tells which Office format an old container is."""
XML = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "odt",
    "http://schemas.microsoft.com/office/word/2003/wordml": "wordxml",
    "http://schemas.microsoft.com/office/2006/xmlPackage": "wordxml",
    "urn:schemas-microsoft-com:office:spreadsheet": "sheetxml",
}
"""Formats that are one XML file, by their namespace."""
_ROOT = re.compile(r"<(?:\?xml\b|(?:[\w-]+:)?(?:wordDocument|package|document|Workbook)\b)")
HEAD = 16_384
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:table|div|meta|p|h\d|span|font|center)\b", re.IGNORECASE)
_MAIL = re.compile(
    r"(?:[!-9;-~]{1,40}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*?){0,60}?"
    r"content-type:\s*(?:multipart/(?:related|mixed|alternative)|text/html|application/xhtml)",
    re.IGNORECASE,
)
"""The head of a mail, or of a page saved as one file."""
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)
_MARKDOWN = re.compile(r"(?:^|\n)(?:#{1,6} |\|)")
MARKED_UP = 20
"""End tags from which a text that begins with a tag is a piece of a page, whatever its name."""
_SAYS_SOMETHING = re.compile(rb"[^\x00\t\n\r ]")
_STRANGE = bytes((*range(0x09), *range(0x0E, 0x1A), *range(0x1B, 0x20)))
PLAIN = frozenset(("md", "markdown", "txt", "text"))
"""Names of text files: one that begins with a tag is still text unless it is a whole page."""


def sniff(data: bytes, name: str) -> str:
    """The format: ``pdf docx wordxml xlsx sheetxml xls doc wps rtf odt ofd html mhtml csv text png jpeg tiff bmp gif webp``.

    Raises ``Refusal``: ``empty-file``, ``damaged-file``, ``unknown-format``.
    """
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if _SAYS_SOMETHING.search(data) is None:
        raise Refusal("empty-file")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data.startswith(OLE):
        return _ole(data, suffix)
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    for magic, program in ARCHIVES.items():
        if data.startswith(magic):
            raise Refusal("unknown-format", f"(packed by {program}: unpack it first)")
    for magic, kind in IMAGES.items():
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return _text(data, suffix)


def _zip(data: bytes) -> str:
    import zipfile  # most files are none

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # whatever a broken directory provokes
        raise Refusal("damaged-file") from None
    for part, kind in ZIP_PARTS:
        if any(part.fullmatch(name) for name in names):
            return kind
    told = next(
        (what for part, what in PACKED.items() if part in names), "(a ZIP archive: offer the files in it)"
    )
    raise Refusal("unknown-format", told)


def _ole(data: bytes, suffix: str) -> str:
    """The old Office container: a workbook, or a text by Word or WPS."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refusal("encrypted")
    for stream, kind in STREAMS:
        if stream.encode("utf-16-le") in data:
            return "wps" if kind == "doc" and suffix == "wps" else kind
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise Refusal("unknown-format", "(a presentation)")
    return suffix if suffix in ("wps", "doc", "xls") else "doc"


def _text(data: bytes, suffix: str) -> str:
    """HTML, or text; bytes that no encoding explains are no text."""
    head = data[:HEAD]
    if len(data) > HEAD and b"\n" in head:
        head = head[: head.rfind(b"\n") + 1]  # so that no sign is cut in two
    text, encoding = decode(head)
    text = text.lstrip("\ufeff \t\r\n")
    written = head if encoding == "utf-8" else text.encode("utf-8", "replace")
    strange = len(written) - len(written.translate(None, _STRANGE)) + text.count("\ufffd")
    if strange > len(text) * 0.02 + 4:
        raise Refusal("unknown-format")
    if _ROOT.match(text) and _PAGE.search(text) is None:
        for namespace, kind in XML.items():
            if namespace in text:
                return kind
    if _MAIL.match(text):
        return "mhtml"
    if "<" in text and _PAGE.search(text) and (text.startswith("<") or suffix not in PLAIN):
        return "html"
    if suffix in ("html", "htm", "shtml", "xhtml", "jhtml", "jsp", "aspx", "php") and _TAG.search(text):
        return "html"
    if text.startswith("<") and _MARKUP.search(text):
        piece = text.count("</") >= MARKED_UP and _MARKDOWN.search(text) is None
        if suffix not in PLAIN or piece:
            return "html"
    return "csv" if suffix == "csv" else "text"
