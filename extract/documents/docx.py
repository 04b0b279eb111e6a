"""DOCX → Document, in one pass over the XML: merged cells, automatic numbering, tracked changes.

Own pass, not python-docx: it keeps gridSpan and vMerge apart, and takes a tenth of the time.
"""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.collect import Collector, RawCell, clean
from extract.documents.docx_numbers import Numbering
from extract.documents.docx_part import W, number, part, value
from extract.documents.model import Document, Signal, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip

MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DC = "{http://purl.org/dc/elements/1.1/}"

BODY = re.compile(r"word/document\d*\.xml")
MAX_SPAN = 100
LONG = 400
"""Characters in one cell, in several paragraphs, that make most of a table which arranges a page, not data."""
SKIPPED = frozenset(
    (
        f"{W}pPr",
        f"{W}rPr",
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}delText",
        MC_FALLBACK,
        f"{W}sectPr",
    )
)
"""Formatting, deleted text, field codes, and the second copy that Word keeps of a drawing for older programs."""
CELL_PROPERTIES = f"{W}tcPr"
MERGING = frozenset((f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"))
HIDING = frozenset((f"{W}vanish", f"{W}strike", f"{W}dstrike"))
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


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
    alive = list(body.iter())  # lxml makes an element anew each time it is met unless someone holds it
    collector = Collector()
    _blocks(body, collector, Numbering(archive))
    images = sum(1 for e in alive if isinstance(e.tag, str) and e.tag.endswith(("}blip", "}imagedata")))
    signals: tuple[Signal, ...] = ()
    if images and not collector.tables:
        if not collector.blocks:
            raise Refusal("images-only")
        signals = (Signal("tables-are-images", f"{images} pictures and no table in the file"),)
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
            text = clean(_text(head)) if head is not None else ""
            if text:
                heads.append(text)
    if heads:
        found["header"] = " ".join(dict.fromkeys(heads))
    return found


def _blocks(parent: Element, collector: Collector, numbering: Numbering) -> None:
    """Paragraphs and tables of a body, a content control, a text box or a cell, in order."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            label = numbering.label(element)
            if numbering.is_contents_line(element):
                continue
            text = _text(element)
            heading = numbering.heading(element)
            if text.strip():
                for line in f"{label}{text}".split("\n"):
                    collector.paragraph(clean(line), heading)
            boxes = [
                box
                for box in element.iter(f"{W}txbxContent")
                if not _inside(box, MC_FALLBACK, element) and not _inside(box, f"{W}txbxContent", element)
            ]
            for box in reversed(boxes):
                stack.extend(reversed(box))
        elif element.tag == f"{W}tbl":
            if _is_data(element):
                _table(element, collector, numbering)
            else:
                for row in reversed(_rows(element)):
                    stack.extend(child for cell in reversed(list(_cells(row))) for child in reversed(cell))
        elif element.tag in WRAPPERS and not _is_contents(element):
            stack.extend(reversed(element))


WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def _is_contents(control: Element) -> bool:
    """True for a table of contents, which repeats every heading."""
    return any(
        (g.get(f"{W}val") or "") == "Table of Contents"
        for g in control.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    )


def _is_data(table: Element) -> bool:
    """False for a table that only arranges the page: one column, larger tables in its cells, or running text."""
    widest = filled = inner = longest = words = 0
    for row in _rows(table):
        cells = list(_cells(row))
        widest = max(widest, len(cells))
        for cell in cells:
            sizes = [sum(1 for _ in t.iter(f"{W}tc")) for t in cell.iter(f"{W}tbl")]
            if sizes:
                inner = max(inner, *sizes)
                continue
            length = sum(len(t.text or "") for t in cell.iter(f"{W}t"))
            filled += length > 0
            words += length
            if length > max(longest, LONG) and sum(1 for _ in cell.iter(f"{W}p")) >= 3:
                longest = length
    if inner:
        return filled > inner
    return widest > 1 and longest * 2 <= words


def _inside(element: Element, tag: str, root: Element) -> bool:
    """Whether an element stands below one of that tag, up to ``root``."""
    parent = element.getparent()
    while parent is not None and parent is not root:
        if parent.tag == tag:
            return True
        parent = parent.getparent()
    return False


def _text(element: Element) -> str:
    """The text that is shown: tracked deletions left out, breaks kept, text boxes and inner tables left to themselves."""
    out: list[str] = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        tag = child.tag
        if tag in SKIPPED or tag in (f"{W}txbxContent", f"{W}tbl"):
            continue
        if tag == f"{W}t":
            out.append(child.text or "")
        elif tag in BREAKS:
            out.append(BREAKS[tag])
        elif tag == f"{W}r" and _is_hidden(child):
            continue
        else:
            stack.extend(reversed(child))
    return "".join(out)


def _is_hidden(run: Element) -> bool:
    """Hidden or struck-through text is not what the report says."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    return any(mark.tag in HIDING and mark.get(f"{W}val") not in ("0", "false", "off") for mark in properties)


def _table(table: Element, collector: Collector, numbering: Numbering) -> None:
    """One table with its merged cells; small tables inside its cells are text of those cells."""
    above: dict[int, RawCell] = {}
    cells: list[RawCell] = []
    for r, row in enumerate(_rows(table)):
        properties = row.find(f"{W}trPr")
        col = number(value(properties, "gridBefore")) if properties is not None else 0
        for cell in _cells(row):
            properties = next((child for child in cell if child.tag == CELL_PROPERTIES), ())
            merged = {child.tag: child.get(f"{W}val") for child in properties if child.tag in MERGING}
            span = min(max(number(merged.get(f"{W}gridSpan"), 1), 1), MAX_SPAN)
            text = _cell_text(cell, numbering)
            if merged.get(f"{W}hMerge", "restart") != "restart" and cells and cells[-1].row == r:
                cells[-1].colspan += span
            elif merged.get(f"{W}vMerge", "restart") != "restart" and col in above:
                above[col].rowspan += 1
            else:
                above[col] = RawCell(text, r, col, 1, span)
                cells.append(above[col])
            col += span
    if cells:
        collector.table(cells)


def _rows(table: Element) -> list[Element]:
    """The rows of a table, those in content controls included, deleted ones left out."""
    found = []
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                found.append(element)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            stack.extend(reversed(element))
    return found


def _cells(row: Element) -> Iterator[Element]:
    stack = list(reversed(row))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            stack.extend(reversed(element))


def _cell_text(cell: Element, numbering: Numbering) -> str:
    """The paragraphs of a cell as one text; its line breaks are soft."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        if _inside(paragraph, MC_FALLBACK, cell):
            continue
        label, text = numbering.label(paragraph), _text(paragraph)
        if text.strip():
            lines.append(label + text)
    return clean("\n".join(lines))
