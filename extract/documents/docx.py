"""DOCX → Document, in one pass over the XML: merged cells, automatic numbering, tracked changes.

Own pass, not python-docx: it keeps gridSpan and vMerge apart, and takes a tenth of the time.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from extract.documents.collect import UNREADABLE, Collector, RawCell, clean
from extract.documents.docx_numbers import Numbering
from extract.documents.docx_part import W, number, part, value
from extract.documents.encoding import decode
from extract.documents.model import Document, Signal, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip, read_entry

MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DC = "{http://purl.org/dc/elements/1.1/}"

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH, MATH_TEXT = f"{M}oMath", f"{M}t"
NEAR = 40
"""Runs after the beginning of a field among which its result is looked for."""
SMALLEST = 4
"""Half points below which nobody sees a character."""

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
        f"{W}rt",
    )
)
"""Formatting, deleted text, field codes, what is said twice above a word, and the second copy that Word keeps of a drawing for older programs."""
PARAGRAPH, TEXT, TAB, SIZE, CELL = (f"{W}{name}" for name in ("p", "t", "tab", "sz", "tc"))
CONTROLS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
CELL_PROPERTIES = f"{W}tcPr"
MERGING = frozenset((f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"))
text_of = etree.XPath("string()", smart_strings=False)
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
    collector = Collector()
    _blocks(body, collector, _Words(body, Numbering(archive, body)), archive)
    images = sum(1 for _ in body.iter("{*}blip", "{*}imagedata"))
    signals: tuple[Signal, ...] = ()
    if images and not collector.tables:
        if not collector.blocks:
            raise Refusal("images-only")
        signals = (Signal("tables-are-images", f"{images} pictures and no table in the file"),)
    elif images:
        signals = (Signal("pictures-beside-tables", f"{images} pictures in the file were not read"),)
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
            text = clean(_text(head).replace(UNREADABLE, "")) if head is not None else ""
            if text:
                heads.append(text)
    if heads:
        found["header"] = " ".join(dict.fromkeys(heads))
    return found


class _Words:
    """What the paragraphs of a body say. Which of them need a closer look is told for all of them at once."""

    def __init__(self, body: Element, numbering: Numbering) -> None:
        self.numbering = numbering
        self.copies = next(body.iter(MC_FALLBACK), None) is not None
        self._odd: set[Element] = set()
        for mark in body.iter(*ODD):
            if _is_odd(mark, numbering.hidden):
                self._odd.update(mark.iterancestors(PARAGRAPH))

    def of(self, paragraph: Element) -> str:
        """The text of a paragraph as it is shown."""
        if paragraph in self._odd:
            return _text(paragraph, self.numbering.hidden)
        return "".join([text.text or "" for text in paragraph.iter(TEXT)])


def _is_odd(mark: Element, hidden: frozenset[str]) -> bool:
    """Whether a mark makes its paragraph more than its texts: sizes and tabs stand everywhere, and seldom mean anything."""
    tag = mark.tag
    if tag == SIZE:
        return number(mark.get(f"{W}val"), 9) < SMALLEST
    if tag == f"{W}rStyle":
        return mark.get(f"{W}val") in hidden
    if tag == TAB:
        stops = mark.getparent()
        return stops is None or stops.tag != f"{W}tabs"
    return True


def _blocks(parent: Element, collector: Collector, words: _Words, archive: ZipFile | None = None) -> None:
    """Paragraphs and tables of a body, a content control, a text box or a cell, in order."""
    numbering = words.numbering
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            label = numbering.label(element)
            if numbering.is_contents_line(element):
                continue
            text = words.of(element).replace(UNREADABLE, "")
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
                _table(element, collector, words)
            else:
                for row in reversed(_rows(element)):
                    stack.extend(child for cell in reversed(_cells(row)) for child in reversed(cell))
        elif element.tag in WRAPPERS and not _is_contents(element):
            stack.extend(reversed(element))
        elif element.tag == f"{W}altChunk" and archive is not None:
            _foreign(element.get(f"{R}id") or "", archive, collector)


def _foreign(link: str, archive: ZipFile, collector: Collector) -> None:
    """A page, a saved page or a Word file that stands whole in this one: export functions of web systems write so.

    Raises ``Refusal``: those of the format that stands there.
    """
    from extract.documents.html import add_fragment
    from extract.documents.mhtml import page_of

    links = part(archive, "word/_rels/document.xml.rels", needed=False)
    target = next(
        (one.get("Target") or "" for one in (() if links is None else links) if one.get("Id") == link), ""
    )
    name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    data = (read_entry(archive, name) or b"") if target else b""
    if data.startswith(b"PK"):
        inner = open_zip(data)
        root = part(inner, "word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is not None:
            _blocks(body, collector, _Words(body, Numbering(inner, body)))
    elif data.lstrip()[:20].lower().startswith((b"mime-version", b"from:")):
        add_fragment(decode(page_of(data))[0], collector)
    elif data.lstrip()[:1] == b"<":
        add_fragment(decode(data)[0], collector)


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
    if next(table.iterdescendants(f"{W}tbl"), None) is None:
        rows = _rows(table)
        if all(len(text_of(row)) <= LONG for row in rows):
            return any(len(_cells(row)) > 1 for row in rows)
    for row in _rows(table):
        cells = _cells(row)
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


def _text(element: Element, hidden: frozenset[str] = frozenset()) -> str:
    """The text that is shown: tracked deletions left out, breaks kept, text boxes and inner tables left to themselves.

    What may show a figure and is no text (a picture, an object, a field without its result) is ``UNREADABLE``;
    ``hidden`` are the character styles that keep text from being seen.
    """
    out: list[str] = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        tag = child.tag
        if tag in SKIPPED or tag in (f"{W}txbxContent", f"{W}tbl"):
            continue
        if tag == f"{W}t" or tag == MATH_TEXT:
            out.append(child.text or "")
        elif tag in BREAKS:
            out.append(BREAKS[tag])
        elif tag == f"{W}r":
            look = _look(child, hidden)
            if look is None:
                stack.extend(reversed(child))
            elif look and out and out[-1][-1:].isdigit() and (raised := _text_of_run(child)).isdigit():
                out.append(f"（{raised}）")  # the number of a note, not more of the figure
            elif look:
                stack.extend(reversed(child))
        elif tag in DRAWN:
            out.append(_drawn(child))
            stack.extend(reversed(child))
        else:
            stack.extend(reversed(child))
    return "".join(out)


DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sym", f"{W}fldChar", f"{W}fldSimple", MATH))
"""What may show a figure without text."""
ODD = frozenset(
    (
        *SKIPPED,
        *DRAWN,
        *HIDING,
        *BREAKS,
        SIZE,
        f"{W}rStyle",
        f"{W}vertAlign",
        f"{W}txbxContent",
        f"{W}tbl",
        f"{M}t",
    )
) - {f"{W}pPr", f"{W}rPr", f"{W}sectPr"}
"""What may make a paragraph more than the texts in it, one after the other."""
_COUNTED = re.compile(r"\s*(?:=|FORMDROPDOWN|MERGEFIELD|REF|DOCVARIABLE|DOCPROPERTY|LINK|QUOTE|IF)")
"""Fields whose result is a part of what is printed."""
_LINEAR = frozenset((f"{M}r", f"{M}t", f"{M}rPr", f"{M}sty", f"{M}nor", f"{M}oMath"))


def _drawn(element: Element) -> str:
    """A mark where a figure may be drawn, the digit of a symbol font, else nothing."""
    tag = element.tag
    if tag == f"{W}sym":
        code = (element.get(f"{W}char") or "")[-2:]
        font = element.get(f"{W}font") or ""
        return chr(int(code, 16)) if font == "Symbol" and re.fullmatch("3[0-9]", code) else UNREADABLE
    if tag == f"{W}fldChar":
        return UNREADABLE if element.get(f"{W}fldCharType") == "begin" and _has_no_result(element) else ""
    if tag == f"{W}fldSimple":
        said = any((t.text or "").strip() for t in element.iter(f"{W}t"))
        return UNREADABLE if not said and _COUNTED.match(element.get(f"{W}instr") or "") else ""
    if tag == MATH:
        plain = all(e.tag in _LINEAR or e.tag.startswith(W) for e in element.iter("*"))
        return "" if plain else UNREADABLE
    return (
        UNREADABLE
        if any(e.tag.endswith(("}blip", "}imagedata", "}OLEObject")) for e in element.iter("*"))
        else ""
    )


def _has_no_result(begin: Element) -> bool:
    """True where a field that counts something begins and ends in one paragraph with no text between."""
    run = begin.getparent()
    written: list[str] = []
    depth = 0
    for sibling in () if run is None else islice(chain((run,), run.itersiblings()), NEAR):
        for element in sibling.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
            if element.tag == f"{W}instrText":
                written.append(element.text or "")
            elif element.tag == f"{W}t":
                if (element.text or "").strip():
                    return False
            else:
                depth += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType") or "", 0)
                if depth == 0:
                    return _COUNTED.match("".join(written)) is not None
    return False


def _text_of_run(run: Element) -> str:
    return "".join(t.text or "" for t in run.iter(f"{W}t")).strip()


def _look(run: Element, hidden: frozenset[str]) -> bool | None:
    """How a run is printed: None plainly, True raised, False not at all (hidden, struck through, too small to see)."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return None
    look: bool | None = None
    for mark in properties:
        tag, said = mark.tag, mark.get(f"{W}val")
        if tag in HIDING:
            if said not in ("0", "false", "off"):
                return False
        elif tag == f"{W}rStyle":
            if said in hidden:
                return False
        elif tag == f"{W}sz":
            if number(said, 9) < SMALLEST:
                return False
        elif tag == f"{W}vertAlign" and said == "superscript":
            look = True
    return look


def _merges(table: Element) -> dict[Element, dict[str, str | None]]:
    """How the cells that are merged say so, by cell; most cells say nothing."""
    found: dict[Element, dict[str, str | None]] = {}
    for mark in table.iter(*MERGING):
        properties = mark.getparent()
        cell = properties.getparent() if properties is not None else None
        if cell is not None and properties.tag == CELL_PROPERTIES:
            found.setdefault(cell, {})[mark.tag] = mark.get(f"{W}val")
    return found


def _table(table: Element, collector: Collector, words: _Words) -> None:
    """One table with its merged cells; small tables inside its cells are text of those cells."""
    above: dict[int, RawCell] = {}
    cells: list[RawCell] = []
    merges = _merges(table)
    for r, row in enumerate(_rows(table)):
        properties = row.find(f"{W}trPr")
        col = number(value(properties, "gridBefore")) if properties is not None else 0
        for cell in _cells(row):
            text = _cell_text(cell, words)
            merged = merges.get(cell)
            if merged is None:
                above[col] = RawCell(text, r, col, 1, 1)
                cells.append(above[col])
                col += 1
                continue
            span = min(max(number(merged.get(f"{W}gridSpan"), 1), 1), MAX_SPAN)
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
        tag = element.tag
        if tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                found.append(element)
        elif tag in CONTROLS:
            stack.extend(reversed(element))
    return found


def _cells(row: Element) -> list[Element]:
    """The cells of a row, those in content controls included."""
    cells: list[Element] = []
    stack = list(reversed(row))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == CELL:
            cells.append(element)
        elif tag in CONTROLS:
            stack.extend(reversed(element))
    return cells


def _cell_text(cell: Element, words: _Words) -> str:
    """The paragraphs of a cell as one text; its line breaks are soft."""
    lines = []
    for paragraph in cell.iter(PARAGRAPH):
        if words.copies and _inside(paragraph, MC_FALLBACK, cell):
            continue
        label, text = words.numbering.label(paragraph), words.of(paragraph)
        if label or text.strip():
            lines.append(label + text)
    said = "\n".join(lines)
    if UNREADABLE in said and _WORD.search(said):
        said = said.replace(UNREADABLE, "")  # an ornament beside words
    return clean(said)


_WORD = re.compile(r"[\u4e00-\u9fff]")
