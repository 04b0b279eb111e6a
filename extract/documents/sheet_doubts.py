"""Cells of a workbook whose value is not what is seen: errors, struck or white figures, notes' numbers set high."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.collect import UNREADABLE, UNSURE
from extract.documents.sheet_borders import STYLES, S, sheet_parts
from extract.documents.unpack import as_far_as_intact, parse_xml, read_entry

STRINGS = "xl/sharedStrings.xml"
SMALLEST = 2
"""Points below which nobody sees a character."""

_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\bs="([0-9]{1,5})")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>/]*>'
)
_INLINE = re.compile(rb"<is>(?:(?!<is>).)*?</is>", re.DOTALL)
_LOOKS = re.compile(rb'<(?:\w+:)?(?:strike|vertAlign)\b|\brgb="(?:[0-9A-Fa-f]{2})?[Ff]{6}"|\btheme="0"')
_TOLD_WHITE = re.compile(r"(?:[0-9a-f]{2})?f{6}", re.IGNORECASE)
_INDEXED_WHITE = frozenset(("1", "9"))
_WINDOW = "0"
"""The colour of a theme that paper has."""
_WORD = re.compile(r"[一-鿿]")

Place = tuple[int, int]


@dataclass(slots=True)
class Doubts:
    """What keeps cells from being read: ``errors`` and ``unseen`` figures of each sheet by name, ``runs`` by the text that they make."""

    errors: dict[str, set[Place]] = field(default_factory=dict)
    unseen: dict[str, set[Place]] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)

    def of(self, sheet: str) -> "SheetDoubts":
        """The same for one sheet."""
        return SheetDoubts(self.errors.get(sheet, set()), self.unseen.get(sheet, set()), self.runs)


@dataclass(frozen=True, slots=True)
class SheetDoubts:
    """The doubts of one sheet."""

    errors: set[Place]
    unseen: set[Place]
    runs: dict[str, str]

    def seen(self, text: str, row: int, column: int) -> str:
        """The text of a cell as it is seen, with a mark where its figure may not be."""
        if (row, column) in self.errors:
            return UNREADABLE
        text = self.runs.get(text, text)
        return text + UNSURE if (row, column) in self.unseen and is_figure(text) else text


def is_figure(text: str) -> bool:
    """Whether a text has digits and no words."""
    return any(map(str.isdigit, text)) and _WORD.search(text) is None


def doubts(archive: ZipFile) -> Doubts:
    """The doubts about a workbook's cells, as far as can be told."""
    found = Doubts()
    with as_far_as_intact():
        styles = _unseen_styles(archive)
        for name, part in sheet_parts(archive).items():
            data = read_entry(archive, part) or b""
            if b't="e"' in data:
                found.errors[name] = {_place(letters, row) for letters, row in _ERROR.findall(data)}
            if styles:
                found.unseen[name] = {
                    _place(letters, row)
                    for style, letters, row in _STYLED.findall(data)
                    if int(style) in styles
                }
            if b"<is" in data and _LOOKS.search(data):
                found.runs |= _runs(_root_of(_INLINE.findall(data)))
        strings = read_entry(archive, STRINGS)
        if strings is not None and _LOOKS.search(strings):
            found.runs |= _runs(parse_xml(strings, STRINGS).iterfind(f"{S}si"))
    return found


def _place(letters: bytes, row: bytes) -> Place:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(row) - 1, column - 1


def _unseen_styles(archive: ZipFile) -> frozenset[int]:
    """The cell styles that strike their text out, set it too small to see, or white on nothing."""
    data = read_entry(archive, STYLES)
    if data is None:
        return frozenset()
    root = parse_xml(data, STYLES)
    fonts = list(root.iterfind(f"{S}fonts/{S}font"))
    struck = {n for n, font in enumerate(fonts) if _is_struck(font) or _is_tiny(font)}
    pale = {n for n, font in enumerate(fonts) if _is_pale(font)}
    if not struck and not pale:
        return frozenset()
    clear = {n for n, fill in enumerate(root.iterfind(f"{S}fills/{S}fill")) if _is_clear(fill)}
    found = set()
    for number, style in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        font, fill = _index(style.get("fontId")), _index(style.get("fillId"))
        if font in struck or (font in pale and fill in clear):
            found.add(number)
    return frozenset(found)


def _index(written: str | None) -> int:
    return int(written) if written and written.isdigit() and len(written) < 6 else 0


def _is_struck(font: Element) -> bool:
    mark = font.find(f"{S}strike")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _is_tiny(font: Element) -> bool:
    size = font.find(f"{S}sz")
    written = "" if size is None else size.get("val") or ""
    return written.isdigit() and int(written[:6]) < SMALLEST


def _is_white(colour: Element | None) -> bool:
    if colour is None:
        return False
    return (
        _TOLD_WHITE.fullmatch(colour.get("rgb") or "") is not None
        or colour.get("indexed") in _INDEXED_WHITE
        or (colour.get("theme") == _WINDOW and not colour.get("tint"))
    )


def _is_pale(font: Element) -> bool:
    return _is_white(font.find(f"{S}color"))


def _is_clear(fill: Element) -> bool:
    """Whether a fill leaves the paper white."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None:
        return False
    kind = pattern.get("patternType") or "none"
    return kind == "none" or (kind == "solid" and _is_white(pattern.find(f"{S}fgColor")))


def _root_of(texts: Iterable[bytes]) -> Element:
    """The texts that a sheet keeps in its own cells, as one tree."""
    space = S.strip("{}").encode()
    return parse_xml(b'<texts xmlns="' + space + b'">' + b"".join(texts) + b"</texts>", "inline strings")


def _runs(texts: Iterable[Element]) -> dict[str, str]:
    """For each text that is set in several looks and is not seen as it is stored: what is seen of it."""
    found = {}
    for text in texts:
        stored = shown = ""
        for run in text.iterchildren(f"{S}r"):
            said = run.findtext(f"{S}t") or ""
            stored += said
            shown += _seen_of(run.find(f"{S}rPr"), said, shown)
        if shown != stored:
            found[stored] = shown
    return found


def _seen_of(look: Element | None, said: str, before: str) -> str:
    """What is seen of a run after the text before it."""
    if look is None:
        return said
    if _is_struck(look) or _is_tiny(look):
        return ""
    high = look.find(f"{S}vertAlign")
    if high is not None and said.strip().isdigit() and before.rstrip()[-1:].isdigit():
        return f"（{said.strip()}）"  # the number of a note, not more of the figure
    return said + UNSURE if _is_pale(look) and is_figure(said) else said
