"""How a workbook of today (XLSX) shows its cells, told by its XML: [ECMA-376], part 1, 18."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.clean import UNSURE, is_figure, is_note, note
from extract.documents.elements import whole_number
from extract.documents.refusals import Refusal
from extract.documents.sheets.formats import BUILT_IN
from extract.documents.sheets.lines import MAX_COLUMNS, MAX_ROWS, column_of
from extract.documents.sheets.look import SMALLEST, CellStyle, Look, Place, Rule, format_of
from extract.documents.unpack import as_far_as_intact, parse_xml, part_beside, read_entry, read_xml

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOOK, LINKS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/.*\.xml", re.DOTALL)

MOST_RULES = 20
"""Ranges with a rule that are told apart; where there are more, any figure of the sheet may be one that is not seen."""

_FILLED = re.compile(
    rb"""<(?:\w+:)?c\b[^<>]*?\br\s*=\s*["']([A-Za-z]{1,4})([0-9]{1,8})["'][^<>]*(?<!/)>(?!</)"""
)
"""A cell that holds something."""
_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})")(?=[^<>]*?\bs="([0-9]{1,5})"|)(?=[^<>]*?\bt="(e)"|)'
    rb"[^<>]*?(/>|></(?:\w+:)?c>|>)"
)
"""A cell: its column, its row, its style, whether it holds an error, and an end that tells whether it is empty."""
_UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without its result: the program that wrote it left the counting to whoever opens the file."""
_SILENT = re.compile(rb'<(?:\w+:)?sheetView\b[^<>]*?\bshowZeros="(?:0|false)"')
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_HIDDEN = re.compile(rb'\b(?:hidden="(?:1|true)"|(?:ht|width)="0(?:\.[0-3][0-9]*)?")')
"""The mark of a row or a column that is hidden, or a size that leaves nothing of it."""
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_EDGE = re.compile(rb'\b(?:min|max)="([0-9]{1,7})"')
_INLINE = re.compile(rb"<is>(?:(?!<is>).)*?</is>", re.DOTALL)
_LOOKS = re.compile(rb'<(?:\w+:)?(?:strike|vertAlign)\b|\brgb="(?:[0-9A-Fa-f]{2})?[Ff]{6}"|\btheme="0"')
_CONDITIONAL = re.compile(
    rb'<(?:\w+:)?conditionalFormatting\b[^<>]*?\bsqref="([^"<>]*)"[^<>]*>((?:(?!</?(?:\w+:)?conditionalFormatting\b).)*)',
    re.DOTALL,
)
_RULE = re.compile(rb"<(?:\w+:)?cfRule\b([^<>]*)(?:/>|>((?:(?!</?(?:\w+:)?cfRule\b).)*))", re.DOTALL)
_LOOK = re.compile(rb'\bdxfId="([0-9]{1,5})"')
_EQUAL = re.compile(
    rb'(?=.*\btype="cellIs")(?=.*\boperator="equal").*>\s*(-?[0-9]{1,15})\s*</(?:\w+:)?formula>', re.DOTALL
)
_RANGE = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_TOLD_WHITE = re.compile(r"(?:[0-9a-f]{2})?f{6}", re.IGNORECASE)
_INDEXED_WHITE = frozenset(("1", "9"))
_WINDOW = "0"
"""The colour of a theme that paper has."""
_WHITE = ("white",)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles of a workbook's cells by their numbers, and the numbers of the looks by which a rule may hide a figure."""

    cells: list[CellStyle] = field(default_factory=list)
    hiding: frozenset[int] = frozenset()

    def of(self, written: bytes) -> CellStyle:
        """The style of a cell that names it so."""
        number = int(written) if written else len(self.cells)
        return self.cells[number] if number < len(self.cells) else CellStyle()


def looks(archive: ZipFile) -> dict[str, Look]:
    """The look of each sheet by its name, as far as can be told: where a part is strange or broken, cells are read as they are stored.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``too-large`` for a cell far out, ``uncounted-formulas``
    of a sheet whose name is not told.
    """
    names: dict[str, str] = {}
    with as_far_as_intact():
        names = _sheet_names(archive)
    styles = _Styles()
    with as_far_as_intact():
        styles = _styles(archive)
    seen_of: dict[str, str] = {}
    with as_far_as_intact():
        strings = read_entry(archive, STRINGS)
        if strings is not None and _LOOKS.search(strings):
            seen_of = _seen_of(parse_xml(strings, STRINGS).iterfind(f"{S}si"))
    found = {}
    for part in dict.fromkeys([*filter(_SHEET.fullmatch, archive.namelist()), *names]):
        data = read_entry(archive, part) or b""
        _refuse_cells_far_out(data, part)
        look = _look(data, styles)
        look.seen_of = seen_of
        with as_far_as_intact():
            if b"<is" in data and _LOOKS.search(data):
                seen_of |= _seen_of(_root_of(_INLINE.findall(data)))
        if part in names:
            found[names[part]] = look
        elif look.uncounted:
            raise Refusal("uncounted-formulas", f"({len(look.uncounted)}: {part})")
    return found


def _sheet_names(archive: ZipFile) -> dict[str, str]:
    """The name of each sheet by its part."""
    book, links = read_xml(archive, BOOK), read_xml(archive, LINKS)
    if book is None or links is None:
        return {}
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    sheets = [(targets.get(s.get(f"{R}id"), ""), s) for s in book.iterfind(f"{S}sheets/{S}sheet")]
    return {part_beside(BOOK, target): sheet.get("name") or "" for target, sheet in sheets if target}


def _refuse_cells_far_out(data: bytes, part: str) -> None:
    """The library lays out a sheet up to its last cell, however empty: it must not meet one far out."""
    for column, row in set(_FILLED.findall(data)):
        if int(row) > MAX_ROWS or len(column) > 2 or column_of(column) >= MAX_COLUMNS:
            raise Refusal("too-large", f"({part}: a cell at {column.decode()}{row.decode()})")


def _look(data: bytes, styles: _Styles) -> Look:
    """The look of the sheet that is written so."""
    look = Look(hides_zeros=_SILENT.search(data) is not None)
    for letters, row, number, error, end in _CELL.findall(data):
        place = _place(letters, row)
        look.take(place, styles.of(number), empty=end != b">")
        if error:
            look.errors.add(place)
    look.uncounted = {_place(letters, row) for letters, row in _UNCOUNTED.findall(data)}
    for tag in filter(_HIDDEN.search, _ROW.findall(data)):
        look.hidden_rows.update(int(n) - 1 for n in _NUMBER.findall(tag)[:1])
    for tag in filter(_HIDDEN.search, _COLUMN.findall(data)):
        edges = [int(n) for n in _EDGE.findall(tag)]
        if len(edges) == 2:
            look.hidden_columns.update(range(min(edges) - 1, min(max(edges), MAX_COLUMNS)))
    if styles.hiding and b"conditionalFormatting" in data:
        ranges = list(islice(_rules(data, styles.hiding), MOST_RULES + 1))
        anywhere = Rule((0, 0), _place(b"XFD", b"9999999"))
        look.rules = tuple(ranges) if len(ranges) <= MOST_RULES else (anywhere,)
    return look


def _rules(data: bytes, hiding: frozenset[int]) -> Iterable[Rule]:
    """Where in a sheet a rule may hide figures."""
    for places, inside in _CONDITIONAL.findall(data):
        for tag, content in _RULE.findall(inside):
            look = _LOOK.search(tag)
            if look is None or int(look[1]) not in hiding:
                continue
            equal = _EQUAL.match(tag + b">" + content)
            figure = equal[1].decode() if equal else None
            for column, row, last_column, last_row in _RANGE.findall(places):
                yield Rule(_place(column, row), _place(last_column or column, last_row or row), figure)


def _place(letters: bytes, row: bytes) -> Place:
    return int(row) - 1, column_of(letters)


def _styles(archive: ZipFile) -> _Styles:
    """What styles do to cells: a format for numbers, boxes, and text struck out, too small to see, or in the colour behind it."""
    root = read_xml(archive, STYLES)
    if root is None:
        return _Styles()
    formats = dict(BUILT_IN)
    for one in root.iterfind(f"{S}numFmts/{S}numFmt"):
        formats[whole_number(one.get("numFmtId"), -1)] = one.get("formatCode") or ""
    lined = [any(side.get("style") for side in border) for border in root.iterfind(f"{S}borders/{S}border")]
    fonts = list(root.iterfind(f"{S}fonts/{S}font"))
    lost = [_is_struck(font) or _is_tiny(font) for font in fonts]
    inks = [_colour(font.find(f"{S}color")) for font in fonts]
    grounds = [_ground(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    cells = []
    for style in root.iterfind(f"{S}cellXfs/{S}xf"):
        font, fill, border = (whole_number(style.get(f"{name}Id")) for name in ("font", "fill", "border"))
        ink = inks[font] if font < len(inks) else None
        on_its_own_colour = ink is not None and fill < len(grounds) and ink == grounds[fill]
        cells.append(
            CellStyle(
                format_of(formats.get(whole_number(style.get("numFmtId")), "")),
                boxed=border < len(lined) and lined[border],
                unseen=on_its_own_colour or (font < len(lost) and lost[font]),
            )
        )
    hiding = frozenset(n for n, look in enumerate(root.iterfind(f"{S}dxfs/{S}dxf")) if _hides(look))
    return _Styles(cells, hiding)


def _hides(look: Element) -> bool:
    """Whether what a rule puts on a cell may hide its figure: a white font, one struck out, another format."""
    font, format_ = look.find(f"{S}font"), look.find(f"{S}numFmt")
    return format_ is not None or (font is not None and (_is_struck(font) or _is_pale(font)))


def _is_struck(font: Element) -> bool:
    mark = font.find(f"{S}strike")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _is_tiny(font: Element) -> bool:
    size = font.find(f"{S}sz")
    written = "" if size is None else size.get("val") or ""
    return re.fullmatch(r"\d{1,5}(?:\.\d{1,9})?", written) is not None and float(written) < SMALLEST


def _is_pale(font: Element) -> bool:
    return _colour(font.find(f"{S}color")) is _WHITE


def _colour(told: Element | None) -> tuple[str | None, ...] | None:
    """A colour to compare, white however it is told; None for that which is not told."""
    if told is None:
        return None
    if (
        _TOLD_WHITE.fullmatch(told.get("rgb") or "") is not None
        or told.get("indexed") in _INDEXED_WHITE
        or (told.get("theme") == _WINDOW and not told.get("tint"))
    ):
        return _WHITE
    said = tuple(told.get(name) for name in ("rgb", "indexed", "theme", "tint"))
    return said if any(said) else None


def _ground(fill: Element) -> tuple[str | None, ...] | None:
    """The colour that a fill puts behind a text: that of the paper where it has none; None where it is not one."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None:
        return None
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return _WHITE
    return _colour(pattern.find(f"{S}fgColor")) if kind == "solid" else None


def _root_of(texts: Iterable[bytes]) -> Element:
    """The texts that a sheet keeps in its own cells, as one tree."""
    space = S.strip("{}").encode()
    return parse_xml(b'<texts xmlns="' + space + b'">' + b"".join(texts) + b"</texts>", "inline strings")


def _seen_of(texts: Iterable[Element]) -> dict[str, str]:
    """For each text that is set in several looks and is not seen as it is stored: what is seen of it."""
    found = {}
    for text in texts:
        stored = shown = ""
        for run in text.iterchildren(f"{S}r"):
            said = run.findtext(f"{S}t") or ""
            stored += said
            shown += _seen(run.find(f"{S}rPr"), said, shown)
        if shown != stored:
            found[stored] = shown
    return found


def _seen(look: Element | None, said: str, before: str) -> str:
    """What is seen of a run after the text before it."""
    if look is None:
        return said
    if _is_struck(look) or _is_tiny(look):
        return ""
    if look.find(f"{S}vertAlign") is not None and is_note(before, said):
        return note(said)
    return said + UNSURE if _is_pale(look) and is_figure(said) else said
