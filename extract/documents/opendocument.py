"""ODT and ODS (also as one flat XML file) → Document: what LibreOffice and WPS write when asked for the open format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

from lxml.etree import _Element as Element

from extract.documents.clean import (
    UNREADABLE,
    UNSURE,
    clean,
    clean_cell,
    is_figure,
    is_note,
    note,
    without_ornaments,
)
from extract.documents.collect import Collector, Grid, RawCell, Spanned
from extract.documents.elements import whole_number
from extract.documents.listing import picture_signals
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.sheets.lines import MAX_COLUMNS, MAX_ROWS, Line, add_lines, path_of
from extract.documents.unpack import open_zip, parse_xml, read_entry, read_xml

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE = (
    f"{{{_NAMES}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
FO = f"{{{_NAMES}xsl-fo-compatible:1.0}}"
IN_SHAPES = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
"""The names that LibreOffice gives the parts of a table in a shape."""
BOXES = (f"{DRAW}text-box", f"{DRAW}custom-shape")
MANIFEST = "META-INF/manifest.xml"

SKIPPED = frozenset(
    (
        *(f"{TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "table-of-content")),
        *(f"{TEXT}{name}" for name in ("sequence-decls", "hidden-text", "soft-page-break")),
        *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
    )
)
"""What is deleted, noted elsewhere or said twice."""
PICTURES = frozenset((f"{DRAW}image", f"{DRAW}object", f"{DRAW}object-ole"))
_NO_MARKS = str.maketrans(dict.fromkeys((UNREADABLE, UNSURE), ""))
_TINY = re.compile(r"[01](?:\.\d+)?pt")
"""A size that nobody reads."""
NO_GROUND = frozenset(("transparent", "#ffffff"))
"""Backgrounds on which white ink is not seen."""
BREAKS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
ROWS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
COLUMNS = frozenset(
    f"{TABLE}{name}" for name in ("table-columns", "table-header-columns", "table-column-group")
)


@dataclass(slots=True)
class _Styles:
    """The styles by which something is not shown, perhaps not shown, raised above its line, or drawn as a box."""

    unseen: set[str] = field(default_factory=set)
    pale: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    boxed: set[str] = field(default_factory=set)


def readings(source: Source) -> Iterator[Document]:
    """The one reading of an open document.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``encrypted``, ``too-large``, ``images-only``.
    """
    root = _root(source.data)
    for part in root.iter(f"{IN_SHAPES}*"):
        if "table" in part.tag:
            part.tag = part.tag.replace(IN_SHAPES, TABLE)
    styles = _styles(root)
    collector = Collector()
    written = root.find(f"{OFFICE}body/{OFFICE}text")
    book = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if written is not None:
        _flow(written, collector, styles)
    elif book is not None:
        for sheet in book.iterchildren(f"{TABLE}table"):
            if (sheet.get(f"{TABLE}style-name") or "") not in styles.closed:
                _sheet(sheet, collector, styles)
    else:
        raise Refusal("unknown-format", "(an open document that is neither text nor workbook)")
    images = sum(1 for _ in root.iter(*PICTURES))
    if images and not collector.blocks:
        raise Refusal("images-only")
    signals = picture_signals(images, bool(collector.tables), "file")
    kind = "odt" if written is not None else "ods"
    yield Document(kind, "opendocument", tuple(collector.blocks), signals=signals)


def _root(data: bytes) -> Element:
    if not data.startswith(b"PK"):
        return parse_xml(data, "the file")
    archive = open_zip(data)
    manifest = read_entry(archive, MANIFEST)
    if manifest is not None and b"encryption-data" in manifest:
        raise Refusal("encrypted")
    content = read_xml(archive, "content.xml")
    if content is None:
        raise Refusal("damaged-file", "(content.xml)")
    return content


def _styles(root: Element) -> _Styles:
    found = _Styles()
    for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style"):
        name = style.get(f"{STYLE}name") or ""
        on_paper = not any(
            look.get(f"{FO}background-color", "transparent") not in NO_GROUND for look in style
        )
        for look in style:
            struck = look.get(f"{STYLE}text-line-through-style", "none") != "none"
            size = _TINY.fullmatch(look.get(f"{FO}font-size") or "")
            if look.get(f"{TEXT}display") == "none" or struck or size is not None:
                found.unseen.add(name)
            if on_paper and (look.get(f"{FO}color") or "").lower() == "#ffffff":
                found.pale.add(name)
            if (look.get(f"{STYLE}text-position") or "").startswith(("super", "sub")):
                found.raised.add(name)
            if look.get(f"{TABLE}display") == "false":
                found.closed.add(name)
            borders = [value for key, value in look.items() if key.startswith(f"{FO}border")]
            if any(value != "none" for value in borders):
                found.boxed.add(name)
    return found


def _flow(parent: Element, collector: Collector, styles: _Styles) -> None:
    """Paragraphs and tables in order; text in frames stands where its frame is anchored."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in SKIPPED:
            continue
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            heading = whole_number(element.get(f"{TEXT}outline-level")) or None if tag == f"{TEXT}h" else None
            for line in _text(element, styles).translate(_NO_MARKS).split("\n"):
                collector.paragraph(clean(line), heading)
            boxes = [
                b for b in element.iter(*BOXES) if next(b.iterancestors(f"{TEXT}p", f"{TEXT}h")) is element
            ]
            for box in reversed(boxes):
                stack.extend(reversed(box))
        elif tag == f"{TABLE}table":
            rows = [list(_cells(row)) for row, times in _rows(element) if times]
            if (
                max((sum(n for _, n in row) for row in rows), default=0) > 1
                and next(element.iterdescendants(f"{TABLE}table"), None) is None
            ):
                _table(element, collector, styles)
            else:
                stack.extend(
                    child for row in reversed(rows) for cell, _ in reversed(row) for child in reversed(cell)
                )
        else:
            stack.extend(reversed(element))


def _text(element: Element, styles: _Styles) -> str:
    """The text that is shown; a picture or an object is ``UNREADABLE``."""
    out: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            out.append(one)
            continue
        if one is not element and one.tail:
            stack.append(one.tail)
        if one.tag in SKIPPED or one.tag in BOXES or one.get(f"{TEXT}style-name") in styles.unseen:
            continue
        style, said = one.get(f"{TEXT}style-name"), ""
        if style in styles.raised or style in styles.pale:
            said = "".join(one.itertext()).strip()
        if style in styles.raised and out and is_note(out[-1], said):
            out.append(note(said))
            continue
        if style in styles.pale and is_figure(said):
            out.append(UNSURE)
        if one.tag in BREAKS:
            out.append(BREAKS[one.tag])
        elif one.tag in PICTURES:
            out.append(UNREADABLE)
        else:
            out.append(one.text or "")
            stack.extend(reversed(one))
    return "".join(out)


def _cell_text(cell: Element, styles: _Styles) -> str:
    paragraphs = [
        p for p in cell.iter(f"{TEXT}p", f"{TEXT}h") if not any(a.tag in SKIPPED for a in p.iterancestors())
    ]
    text = clean_cell("\n".join(_text(p, styles) for p in paragraphs))
    style = cell.get(f"{TABLE}style-name")
    if style in styles.unseen:
        return ""
    if style in styles.pale and is_figure(text):
        return text + UNSURE
    return clean(without_ornaments(text))


def _rows(table: Element) -> Iterator[tuple[Element, int]]:
    """The rows of a table with how often each stands; hidden ones not at all."""
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        if element.tag == f"{TABLE}table-row":
            hidden = element.get(f"{TABLE}visibility", "visible") != "visible"
            yield element, 0 if hidden else _number(element, "number-rows-repeated")
        elif element.tag in ROWS and element.get(f"{TABLE}display", "true") == "true":
            stack.extend(reversed(element))


def _cells(row: Element) -> Iterator[tuple[Element, int]]:
    """The cells of a row, those under a merged one too, with how often each stands."""
    for cell in row:
        if cell.tag in (CELL, COVERED):
            yield cell, _number(cell, "number-columns-repeated")


def _number(element: Element, name: str) -> int:
    return max(whole_number(element.get(f"{TABLE}{name}"), 1, digits=7), 1)


def _table(table: Element, collector: Collector, styles: _Styles) -> None:
    grid = Grid()
    for row, times in _rows(table):
        for _ in range(min(times, MAX_ROWS)):
            grid.add_row(_spanned(row, styles))
    collector.grid(grid)


def _spanned(row: Element, styles: _Styles) -> Iterator[Spanned]:
    """The cells of a row that no merged one covers, each as often as it stands."""
    for cell, repeated in _cells(row):
        if cell.tag != COVERED:
            down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
            yield from repeat((_cell_text(cell, styles), down, across, None), min(repeated, MAX_COLUMNS))


def _sheet(sheet: Element, collector: Collector, styles: _Styles) -> None:
    """One sheet as it is seen, by the text that its cells show."""
    name = sheet.get(f"{TABLE}name") or ""
    collector.paragraph(clean(name))
    hidden = _hidden_columns(sheet)
    lines: list[Line] = []
    at = 0
    for row, times in _rows(sheet):
        if times == 0:
            at += _number(row, "number-rows-repeated")
            continue
        said = next(row.iter(f"{TEXT}p"), None) is not None
        if said and at + times > MAX_ROWS:
            raise Refusal("too-large", f"({name}: more than {MAX_ROWS} rows)")
        lines += [_line(row, at + n, name, hidden, styles) for n in range(times if said else min(times, 2))]
        at += times
    add_lines(lines, collector)


def _line(row: Element, at: int, name: str, hidden: set[int], styles: _Styles) -> Line:
    cells: list[RawCell] = []
    column = boxes = 0
    inside = False
    for cell, repeated in _cells(row):
        covered = cell.tag == COVERED
        filled = next(cell.iter(f"{TEXT}p"), None) is not None and not covered
        if filled and column + repeated > MAX_COLUMNS:
            raise Refusal("too-large", f"({name}: more than {MAX_COLUMNS} columns)")
        boxed = cell.get(f"{TABLE}style-name") in styles.boxed
        for _ in range(min(repeated, MAX_COLUMNS - column)):
            inside = inside or covered
            boxes += boxed
            if not covered and column not in hidden:
                down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
                text = _cell_text(cell, styles) if filled else ""
                spans = min(down, MAX_ROWS), min(across, MAX_COLUMNS)
                cells.append(RawCell(text, at, column, *spans, path_of(name, at, column)))
            column += 1
    return Line(at, cells, inside, boxes >= 2)


def _hidden_columns(sheet: Element) -> set[int]:
    found: set[int] = set()
    at = 0
    stack = list(reversed(sheet))
    while stack:
        element = stack.pop()
        if element.tag in COLUMNS:
            stack.extend(reversed(element))
        elif element.tag == f"{TABLE}table-column":
            times = _number(element, "number-columns-repeated")
            if element.get(f"{TABLE}visibility", "visible") != "visible":
                found |= set(range(at, min(at + times, MAX_COLUMNS)))
            at += times
    return found
