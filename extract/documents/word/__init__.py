"""DOCX → Document, in one pass over the XML: merged cells, automatic numbering, tracked changes.

Own pass, not python-docx: it keeps gridSpan and vMerge apart, and takes a tenth of the time.
``body`` finds what stands in paragraphs, cells and rows, all at once; ``words`` asks ``runs`` for the text of a
paragraph that is more than its texts, and ``numbers`` for what Word draws before it; ``tables`` places cells.
``single_xml`` and ``libreoffice`` make DOCX of other formats.
"""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.clean import UNREADABLE, clean
from extract.documents.collect import Collector
from extract.documents.encoding import decode
from extract.documents.listing import picture_signals
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip, part_beside, read_entry
from extract.documents.word import names
from extract.documents.word.names import VALUE, W, tags
from extract.documents.word.part import part
from extract.documents.word.runs import text_of
from extract.documents.word.tables import add_table, is_data, rows_of
from extract.documents.word.words import Words, is_inside

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BODY = re.compile(r"word/document\d*\.xml")
MANY_TABS = 50
"""Tabs from which a file without a table sets its tables out by tabs: Word turns tables into text so."""
FOREIGN = f"{W}altChunk"
WRAPPERS = names.CONTROLS | tags("ins", "moveTo", "smartTag")


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a Word file.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``encrypted``, ``too-large``, ``images-only``.
    """
    archive = open_zip(source.data)
    name = next((n for n in sorted(archive.namelist()) if BODY.fullmatch(n)), "word/document.xml")
    root = part(archive, name)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Refusal("damaged-file", f"({name})")
    collector = Collector()
    words = Words(body, archive)
    if words.body.tabs >= MANY_TABS and next(body.iter(names.TABLE), None) is None:
        from extract.documents.text import add_text

        add_text("\n".join(_lines(body, words)), collector)
    else:
        _blocks(body, collector, words, archive)
    images = words.body.images
    if images and not collector.blocks:
        raise Refusal("images-only")
    signals = picture_signals(images, bool(collector.tables), "file")
    yield Document("docx", "docx", tuple(collector.blocks), meta=_meta(archive), signals=signals)


def _meta(archive: ZipFile) -> dict[str, str]:
    """Title of the file, and the words of its page headers."""
    found: dict[str, str] = {}
    core = part(archive, "docProps/core.xml", needed=False)
    title = clean(core.findtext("{http://purl.org/dc/elements/1.1/}title") or "") if core is not None else ""
    if title:
        found["title"] = title
    heads = []
    for name in sorted(archive.namelist()):
        if name.startswith("word/header") and name.endswith(".xml"):
            head = part(archive, name, needed=False)
            text = clean(text_of(head).replace(UNREADABLE, "")) if head is not None else ""
            if text:
                heads.append(text)
    if heads:
        found["header"] = " ".join(dict.fromkeys(heads))
    return found


def _blocks(parent: Element, collector: Collector, words: Words, archive: ZipFile | None = None) -> None:
    """Paragraphs and tables of a body, a content control, a text box or a cell, in order."""
    numbering = words.numbering
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == names.PARAGRAPH:
            label = numbering.label(element)
            if numbering.is_contents_line(element):
                continue
            text = words.of(element).replace(UNREADABLE, "")
            heading = numbering.heading(element)
            if text.strip():
                for line in f"{label}{text}".split("\n"):
                    collector.paragraph(clean(line), heading)
            if element in words.body.odd:
                for box in reversed(_boxes(element)):
                    stack.extend(reversed(box))
        elif tag == names.TABLE:
            rows = rows_of(element, words.body)
            if is_data(element, rows, words.body):
                add_table(rows, collector, words)
            else:
                for _, cells in reversed(rows):
                    stack.extend(child for cell in reversed(cells) for child in reversed(cell))
        elif tag in WRAPPERS and not _is_contents(element):
            stack.extend(reversed(element))
        elif tag == FOREIGN and archive is not None:
            _foreign(element.get(f"{R}id") or "", archive, collector)


def _lines(body: Element, words: Words) -> Iterator[str]:
    """The paragraphs of a body as lines of text, with their tabs."""
    for paragraph in body.iter(names.PARAGRAPH):
        if is_inside(paragraph, names.FALLBACK, body):
            continue
        label = words.numbering.label(paragraph)
        if not words.numbering.is_contents_line(paragraph):
            text = words.of(paragraph)
            yield label + (text if "\t" in text else text.replace(UNREADABLE, ""))


def _boxes(paragraph: Element) -> list[Element]:
    """The text boxes of a paragraph, without Word's second copies and without boxes in boxes."""
    return [
        box
        for box in paragraph.iter(names.TEXT_BOX)
        if not is_inside(box, names.FALLBACK, paragraph) and not is_inside(box, names.TEXT_BOX, paragraph)
    ]


def _foreign(link: str, archive: ZipFile, collector: Collector) -> None:
    """A page, a saved page or a Word file that stands whole in this one: export functions of web systems write so.

    Raises ``Refusal``: those of the format that stands there.
    """
    from extract.documents.html import add_fragment
    from extract.documents.html.mhtml import page_of

    links = part(archive, "word/_rels/document.xml.rels", needed=False)
    target = next(
        (one.get("Target") or "" for one in (() if links is None else links) if one.get("Id") == link), ""
    )
    data = (read_entry(archive, part_beside("word/document.xml", target)) or b"") if target else b""
    if data.startswith(b"PK"):
        inner = open_zip(data)
        root = part(inner, "word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is not None:
            _blocks(body, collector, Words(body, inner))
    elif data.lstrip()[:20].lower().startswith((b"mime-version", b"from:")):
        add_fragment(decode(page_of(data))[0], collector)
    elif data.lstrip()[:1] == b"<":
        add_fragment(decode(data)[0], collector)


def _is_contents(control: Element) -> bool:
    """True for a table of contents, which repeats every heading."""
    return any(
        (g.get(VALUE) or "") == "Table of Contents"
        for g in control.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    )
