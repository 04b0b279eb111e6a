"""DOCX → Document, in one pass over the XML: merged cells, automatic numbering, tracked changes.

Own pass, not python-docx: it keeps gridSpan and vMerge apart, and takes a tenth of the time.
"""

from collections import defaultdict
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from extract.documents.collect import Collector, RawCell, clean
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip, parse_xml, read_entry

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DC = "{http://purl.org/dc/elements/1.1/}"

BODY = "word/document.xml"
SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", MC_FALLBACK, f"{W}sectPr"))
"""Deleted text, field codes, and the second copy that Word keeps of a drawing for older programs."""
HIDING = frozenset((f"{W}vanish", f"{W}strike", f"{W}dstrike"))
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}

CHINESE = "〇一二三四五六七八九"
CHINESE_FORMATS = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    )
)


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a Word file.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``encrypted``, ``too-large``.
    """
    archive = open_zip(source.data)
    data = read_entry(archive, BODY)
    if data is None:
        raise Refusal("damaged-file", f"({BODY})")
    root = parse_xml(data.replace(STRICT, TRANSITIONAL), BODY)
    body = root.find(f"{W}body")
    if body is None:
        raise Refusal("damaged-file", f"({BODY})")
    numbering = _Numbering(archive)
    collector = Collector()
    _blocks(body, collector, numbering)
    yield Document("docx", "docx", tuple(collector.blocks), meta=_meta(archive))


def _meta(archive: ZipFile) -> dict[str, str]:
    """Title and author of the file, and the words of its page headers."""
    found: dict[str, str] = {}
    core = read_entry(archive, "docProps/core.xml")
    if core is not None:
        try:
            title = parse_xml(core, "docProps/core.xml").findtext(f"{DC}title")
        except Refusal:
            title = None
        if title and title.strip():
            found["title"] = clean(title)
    heads = []
    for name in sorted(archive.namelist()):
        if name.startswith("word/header") and name.endswith(".xml"):
            part = read_entry(archive, name)
            try:
                text = clean(_text(parse_xml(part, name))) if part else ""
            except Refusal:
                continue
            if text:
                heads.append(text)
    if heads:
        found["header"] = " ".join(dict.fromkeys(heads))
    return found


class _Numbering:
    """Restores the numbers that Word draws itself (一、（一）1.), since headings are told by them."""

    def __init__(self, archive: ZipFile) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._styles: dict[str, tuple[str | None, int]] = {}
        self._headings: dict[str, int] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)
        self._read_numbering(read_entry(archive, "word/numbering.xml"))
        self._read_styles(read_entry(archive, "word/styles.xml"))

    def _read_numbering(self, data: bytes | None) -> None:
        if data is None:
            return
        root = parse_xml(data.replace(STRICT, TRANSITIONAL), "word/numbering.xml")
        abstract: dict[str, list[tuple[int, str, str, int]]] = {}
        for one in root.iter(f"{W}abstractNum"):
            levels = []
            for level in one.iter(f"{W}lvl"):
                index = _int(level.get(f"{W}ilvl"))
                levels.append(
                    (index, _val(level, "numFmt"), _val(level, "lvlText"), _int(_val(level, "start"), 1))
                )
            abstract[one.get(f"{W}abstractNumId") or ""] = levels
        for num in root.iter(f"{W}num"):
            for index, fmt, text, start in abstract.get(_val(num, "abstractNumId"), []):
                self._levels[num.get(f"{W}numId") or "", index] = (fmt, text, start)

    def _read_styles(self, data: bytes | None) -> None:
        if data is None:
            return
        root = parse_xml(data.replace(STRICT, TRANSITIONAL), "word/styles.xml")
        for style in root.iter(f"{W}style"):
            key = style.get(f"{W}styleId") or ""
            name = _val(style, "name").lower()
            if name.startswith("heading ") and name[8:].isdigit():
                self._headings[key] = int(name[8:])
            elif name == "title":
                self._headings[key] = 1
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                self._styles[key] = (_val(number, "numId") or None, _int(_val(number, "ilvl")))

    def heading(self, paragraph: etree._Element) -> int | None:
        """The heading level of a paragraph by its style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._headings.get(style.get(f"{W}val") or "") if style is not None else None

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word draws before a paragraph, or nothing."""
        number = paragraph.find(f"{W}pPr/{W}numPr")
        if number is not None:
            num_id, level = _val(number, "numId"), _int(_val(number, "ilvl"))
        else:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found = self._styles.get(style.get(f"{W}val") or "") if style is not None else None
            if found is None or found[0] is None:
                return ""
            num_id, level = found[0], found[1]
        if (num_id, level) not in self._levels or level > 8:
            return ""
        counts = self._counts[num_id]
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        label = self._levels[num_id, level][1]
        for upper in range(level + 1):
            fmt, _, start = self._levels.get((num_id, upper), ("decimal", "", 1))
            value = max(counts[upper], 1) + start - 1
            label = label.replace(f"%{upper + 1}", _numeral(value, fmt))
        return "" if self._levels[num_id, level][0] in ("bullet", "none") else label


def _numeral(value: int, fmt: str) -> str:
    """A number as Word draws it in the formats that reports use."""
    if fmt in CHINESE_FORMATS and 0 < value < 100:
        tens, units = divmod(value, 10)
        head = "" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十"
        return head + (CHINESE[units] if units else "")
    return str(value)


def _val(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def _int(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else default


def _blocks(parent: etree._Element, collector: Collector, numbering: _Numbering) -> None:
    """Paragraphs and tables of a body, a content control or a text box, in order."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            boxes = [box for box in element.iter(f"{W}txbxContent") if not _inside(box, MC_FALLBACK, element)]
            text = _text(element)
            label = numbering.label(element) if text.strip() else ""
            for number, line in enumerate(text.split("\n")):
                head = label if number == 0 else ""
                collector.paragraph(clean(head + line), numbering.heading(element))
            for box in reversed(boxes):
                stack.extend(reversed(box))
        elif element.tag == f"{W}tbl":
            _table(element, collector, numbering)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            stack.extend(reversed(element))


def _inside(element: etree._Element, tag: str, root: etree._Element) -> bool:
    """Whether an element stands below one of that tag, up to ``root``."""
    parent = element.getparent()
    while parent is not None and parent is not root:
        if parent.tag == tag:
            return True
        parent = parent.getparent()
    return False


def _text(element: etree._Element) -> str:
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


def _is_hidden(run: etree._Element) -> bool:
    """Hidden or struck-through text is not what the report says."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    return any(mark.tag in HIDING and mark.get(f"{W}val") not in ("0", "false", "off") for mark in properties)


def _table(table: etree._Element, collector: Collector, numbering: _Numbering) -> None:
    """One table with its merged cells; tables inside its cells follow it as tables of their own."""
    below: dict[int, int] = {}
    spans: dict[tuple[int, int], int] = {}
    inner: list[etree._Element] = []
    rows = _rows(table)
    columns: list[list[tuple[int, int, str, bool]]] = []
    for r, row in enumerate(rows):
        col = _int(_val(row.find(f"{W}trPr"), "gridBefore")) if row.find(f"{W}trPr") is not None else 0
        line = []
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            span = max(_int(_val(properties, "gridSpan"), 1), 1) if properties is not None else 1
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            continued = merge is not None and merge.get(f"{W}val") != "restart"
            inner += list(cell.iterchildren(f"{W}tbl"))
            line.append((col, span, "" if continued else _cell_text(cell, numbering), continued))
            if continued and col in below:
                spans[below[col], col] += 1
            else:
                below[col] = r
                spans[r, col] = 1
            col += span
        columns.append(line)
    cells = [
        RawCell(text, r, col, spans.get((r, col), 1), span)
        for r, line in enumerate(columns)
        for col, span, text, continued in line
        if not continued or (r, col) in spans
    ]
    if cells:
        collector.table(cells)
    for one in inner:
        _table(one, collector, numbering)


def _rows(table: etree._Element) -> list[etree._Element]:
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


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    stack = list(reversed(row))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            stack.extend(reversed(element))


def _cell_text(cell: etree._Element, numbering: _Numbering) -> str:
    """The paragraphs of a cell as one text; its line breaks are soft."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        text = _text(paragraph)
        if text.strip():
            lines.append(numbering.label(paragraph) + text)
    return clean("\n".join(lines))
