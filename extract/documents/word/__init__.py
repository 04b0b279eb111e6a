"""DOCX → Document, in one pass over the XML: merged cells, automatic numbering, tracked changes.

Own pass, not python-docx: it keeps gridSpan and vMerge apart, and takes a tenth of the time.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.collect import UNREADABLE, UNSURE, Collector, RawCell, clean, clean_cell
from extract.documents.elements import whole_number
from extract.documents.encoding import decode
from extract.documents.model import Document, Signal, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip, read_entry
from extract.documents.word.body import (
    BREAKS,
    CELL,
    CONTROLS,
    DRAWN,
    HIDING,
    MATH,
    MATH_TEXT,
    MC_FALLBACK,
    PARAGRAPH,
    ROW,
    RUN_STYLE,
    SIZE,
    SKIPPED,
    SMALLEST,
    TABLE,
    TEXT,
    TEXT_BOX,
    WHITE,
    Body,
)
from extract.documents.word.numbers import Numbering
from extract.documents.word.part import VALUE, M, W, child, part, value
from extract.rare import rare

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NEAR = 40
"""Runs after the beginning of a field among which its result is looked for."""
BODY = re.compile(r"word/document\d*\.xml")
MAX_SPAN = 100
LONG = 400
"""Characters in one cell, in several paragraphs, that make most of a table which arranges a page, not data."""
UNSAID = SKIPPED | {TEXT_BOX, TABLE}
"""What is no text of the paragraph that it stands in; text boxes and inner tables are left to themselves."""
RUN, FIELD, SIMPLE_FIELD, SYMBOL, FIELD_CODE, FOREIGN, RAISED = (
    f"{W}{name}" for name in ("r", "fldChar", "fldSimple", "sym", "instrText", "altChunk", "vertAlign")
)
POSITION, HIGH = f"{W}position", 6
"""Half points that a character stands higher than its line."""
SPAN, DOWN, ACROSS = (f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge"))


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
    words = _Words(body, archive)
    _blocks(body, collector, words, archive)
    images = words.body.images
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


_Row = tuple[Element, list[Element]]
"""A row with its cells."""


class _Words:
    """What the paragraphs of a body say, and the numbers that Word draws before them."""

    def __init__(self, body: Element, archive: ZipFile) -> None:
        self.body = Body(body)
        self.numbering = Numbering(archive, self.body.telling)
        self.body.hide(self.numbering.hidden)

    def of(self, paragraph: Element) -> str:
        """The text of a paragraph as it is shown."""
        body = self.body
        if paragraph in body.odd:
            return _text(paragraph, self.numbering.hidden)
        if paragraph in body.deep:
            return "".join([text.text or "" for text in paragraph.iter(TEXT)])
        return "".join(body.texts[paragraph])


def _blocks(parent: Element, collector: Collector, words: _Words, archive: ZipFile | None = None) -> None:
    """Paragraphs and tables of a body, a content control, a text box or a cell, in order."""
    numbering = words.numbering
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == PARAGRAPH:
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
        elif tag == TABLE:
            rows = _rows(element, words.body)
            if _is_data(element, rows, words.body):
                _table(rows, collector, words)
            else:
                for _, cells in reversed(rows):
                    stack.extend(child for cell in reversed(cells) for child in reversed(cell))
        elif tag in WRAPPERS and not _is_contents(element):
            stack.extend(reversed(element))
        elif tag == FOREIGN and archive is not None:
            _foreign(element.get(f"{R}id") or "", archive, collector)


def _boxes(paragraph: Element) -> list[Element]:
    """The text boxes of a paragraph, without Word's second copies and without boxes in boxes."""
    return [
        box
        for box in paragraph.iter(TEXT_BOX)
        if not _inside(box, MC_FALLBACK, paragraph) and not _inside(box, TEXT_BOX, paragraph)
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
    name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
    data = (read_entry(archive, name) or b"") if target else b""
    if data.startswith(b"PK"):
        inner = open_zip(data)
        root = part(inner, "word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is not None:
            _blocks(body, collector, _Words(body, inner))
    elif data.lstrip()[:20].lower().startswith((b"mime-version", b"from:")):
        add_fragment(decode(page_of(data))[0], collector)
    elif data.lstrip()[:1] == b"<":
        add_fragment(decode(data)[0], collector)


WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def _is_contents(control: Element) -> bool:
    """True for a table of contents, which repeats every heading."""
    return any(
        (g.get(VALUE) or "") == "Table of Contents"
        for g in control.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    )


def _is_data(table: Element, rows: list[_Row], body: Body) -> bool:
    """False for a table that only arranges the page: one column, larger tables in its cells, or running text."""
    is_outer = table in body.outer
    if not is_outer and not any(
        len(body.paragraphs.get(cell, ())) >= 3 or cell in body.deep for _, cells in rows for cell in cells
    ):
        return any(len(cells) > 1 for _, cells in rows)
    widest = filled = inner = longest = words = 0
    for _, cells in rows:
        widest = max(widest, len(cells))
        for cell in cells:
            sizes = [sum(1 for _ in t.iter(CELL)) for t in cell.iter(TABLE)] if is_outer else []
            if sizes:
                inner = max(inner, *sizes)
                continue
            length = sum(len(t.text or "") for t in cell.iter(TEXT))
            filled += length > 0
            words += length
            if length > max(longest, LONG) and sum(1 for _ in body.paragraphs_of(cell)) >= 3:
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
    fields: list[bool] = []  # of each field that has begun, whether its result is still to come
    while stack:
        child = stack.pop()
        tag = child.tag
        if tag in UNSAID:
            if tag == MC_FALLBACK and _stands_alone(child):
                out.append(UNREADABLE)
            continue
        if tag in (TEXT, MATH_TEXT):
            if not any(fields[:-1]):  # what a field within another's formula gives is not printed
                out.append(child.text or "")
        elif tag in BREAKS:
            out.append(BREAKS[tag])
        elif tag == RUN:
            look = _look(child, hidden)
            if look is not False and _is_white(child):
                ground = _ground(child)
                if ground is False:
                    continue
                if ground is None and _FIGURE.fullmatch(_text_of_run(child)):
                    out.append(UNSURE)
            if look is None:
                stack.extend(reversed(child))
            elif look and out and out[-1][-1:].isdigit() and (raised := _text_of_run(child)).isdigit():
                out.append(f"（{raised}）")  # the number of a note, not more of the figure
            elif look:
                stack.extend(reversed(child))
        elif tag in DRAWN:
            if tag == FIELD:
                _follow(fields, child.get(f"{W}fldCharType"))
            out.append(_drawn(child))
            stack.extend(reversed(child))
        else:
            stack.extend(reversed(child))
    return "".join(out)


def _follow(fields: list[bool], what: str | None) -> None:
    """Take in the mark of a field's beginning, of what comes before its result, or of its end."""
    if what == "begin":
        fields.append(True)
    elif fields and what == "separate":
        fields[-1] = False
    elif fields and what == "end":
        fields.pop()


def _stands_alone(fallback: Element) -> bool:
    """True for the copy for older programs of something that says nothing itself: one of the two is printed."""
    choices = list(fallback.itersiblings(preceding=True))
    said = any(e.tag in (TEXT, MATH_TEXT) or e.tag in DRAWN for c in choices for e in c.iter("*"))
    return not said and any((t.text or "").strip() for t in fallback.iter(TEXT))


_COUNTED = re.compile(
    r"\s*(?:=|FORMDROPDOWN|MERGEFIELD|REF|DOCVARIABLE|DOCPROPERTY|LINK|QUOTE|IF|EQ)", re.IGNORECASE
)
"""Fields whose result is a part of what is printed."""
_LINEAR = frozenset((f"{M}r", f"{M}t", f"{M}rPr", f"{M}sty", f"{M}nor", f"{M}oMath"))


def _drawn(element: Element) -> str:
    """A mark where a figure may be drawn, the digit of a symbol font, else nothing."""
    tag = element.tag
    if tag == SYMBOL:
        code = (element.get(f"{W}char") or "")[-2:]
        font = element.get(f"{W}font") or ""
        return chr(int(code, 16)) if font == "Symbol" and re.fullmatch("3[0-9]", code) else UNREADABLE
    if tag == FIELD:
        return UNREADABLE if element.get(f"{W}fldCharType") == "begin" and _has_no_result(element) else ""
    if tag == SIMPLE_FIELD:
        said = any((t.text or "").strip() for t in element.iter(TEXT))
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
        for element in sibling.iter(FIELD, FIELD_CODE, TEXT):
            if element.tag == FIELD_CODE:
                written.append(element.text or "")
            elif element.tag == TEXT:
                if (element.text or "").strip():
                    return False
            else:
                depth += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType") or "", 0)
                if depth == 0:
                    return _COUNTED.match("".join(written)) is not None
    return False


def _text_of_run(run: Element) -> str:
    return "".join(t.text or "" for t in run.iter(TEXT)).strip()


def _look(run: Element, hidden: frozenset[str]) -> bool | None:
    """How a run is printed: None plainly, True raised, False not at all (hidden, struck through, too small to see)."""
    properties = child(run, "rPr")
    if properties is None:
        return None
    look: bool | None = None
    for mark in properties:
        tag, said = mark.tag, mark.get(VALUE)
        if tag in HIDING:
            if said not in ("0", "false", "off"):
                return False
        elif tag == RUN_STYLE:
            if said in hidden:
                return False
        elif tag == SIZE:
            if whole_number(said, 9) < SMALLEST:
                return False
        elif (tag == RAISED and said in ("superscript", "subscript")) or (
            tag == POSITION and whole_number(said) >= HIGH
        ):
            look = True
    return look


def _is_white(run: Element) -> bool:
    """Whether a run is set in white."""
    properties = child(run, "rPr")
    return properties is not None and value(properties, "color") in WHITE


def _ground(run: Element) -> bool | None:
    """Whether a run stands on a coloured ground: False where nothing colours the paper, None where a table's style may."""
    styled = False
    for holder in (run, *run.iterancestors(PARAGRAPH, CELL, TABLE)):
        properties = next((part for part in holder if part.tag in _PROPERTIES), None)
        if properties is None:
            continue
        if value(properties, "highlight") not in ("", "none", "white"):
            return True
        shade = child(properties, "shd")
        if shade is not None and (
            (shade.get(f"{W}fill") or "auto").upper() not in ("AUTO", "FFFFFF")
            or shade.get(VALUE) not in (None, "clear", "nil")
        ):
            return True
        styled = styled or bool(value(properties, "tblStyle"))
    return None if styled else False


_PROPERTIES = frozenset(f"{W}{name}" for name in ("rPr", "pPr", "tcPr", "tblPr"))


def _table(rows: list[_Row], collector: Collector, words: _Words) -> None:
    """One table with its merged cells; small tables inside its cells are text of those cells."""
    above: dict[int, RawCell] = {}
    cells: list[RawCell] = []
    merging = words.body.merging
    for r, (row, in_row) in enumerate(rows):
        properties = child(row, "trPr") if row in words.body.shifted else None
        col = whole_number(value(properties, "gridBefore")) if properties is not None else 0
        for cell in in_row:
            text = _cell_text(cell, words)
            merged = merging.get(cell)
            if merged is None:
                above[col] = placed = RawCell(text, r, col)
                cells.append(placed)
                col += 1
                continue
            span = min(max(whole_number(merged.get(SPAN), 1), 1), MAX_SPAN)
            if merged.get(ACROSS, "restart") != "restart" and cells and cells[-1].row == r:
                cells[-1].colspan += span
            elif merged.get(DOWN, "restart") != "restart" and col in above:
                above[col].rowspan += 1
            else:
                above[col] = placed = RawCell(text, r, col, 1, span)
                cells.append(placed)
            col += span
    if cells:
        collector.table(cells, in_order=True)


def _rows(table: Element, body: Body) -> list[_Row]:
    """The rows of a table with their cells, those in content controls included, deleted ones left out."""
    return [(row, _held(row, CELL, body)) for row in _held(table, ROW, body) if row not in body.deleted]


def _held(parent: Element, wanted: str, body: Body) -> list[Element]:
    """The rows of a table or the cells of a row, those in content controls included."""
    if parent not in body.controlled:
        return list(parent.iterchildren(wanted))
    found: list[Element] = []
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == wanted:
            found.append(element)
        elif element.tag in CONTROLS:
            stack.extend(reversed(element))
    return found


def _cell_text(cell: Element, words: _Words) -> str:
    """The paragraphs of a cell as one text; its line breaks are soft."""
    lines = []
    body, numbering = words.body, words.numbering
    for paragraph in body.paragraphs_of(cell):
        if body.copies and _inside(paragraph, MC_FALLBACK, cell):
            continue
        label = numbering.label(paragraph) if paragraph in numbering.counted else ""
        text = words.of(paragraph)
        if label or text.strip():
            lines.append(label + text)
    said = "\n".join(lines)
    if UNREADABLE in said and _WORD.search(said):
        said = said.replace(UNREADABLE, "")  # an ornament beside words
    return clean_cell(said)


_WORD = rare(r"[\u4e00-\u9fff]")
_FIGURE = rare(r"(?=\D*\d)[\d.,，．\s]+")
