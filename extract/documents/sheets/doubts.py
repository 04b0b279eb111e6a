"""Cells of a workbook whose value is not what is seen: errors, struck or white figures, notes' numbers set high."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.collect import UNREADABLE, UNSURE
from extract.documents.refusals import Refusal
from extract.documents.sheets.borders import STYLES, S, column_of, sheet_parts
from extract.documents.unpack import as_far_as_intact, parse_xml, read_entry

STRINGS = "xl/sharedStrings.xml"
SMALLEST = 2
"""Points below which nobody sees a character."""

_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without its result: the program that wrote it left the counting to whoever opens the file."""
_STYLED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\bs="([0-9]{1,5})")[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>/]*>'
)
_INLINE = re.compile(rb"<is>(?:(?!<is>).)*?</is>", re.DOTALL)
_LOOKS = re.compile(rb'<(?:\w+:)?(?:strike|vertAlign)\b|\brgb="(?:[0-9A-Fa-f]{2})?[Ff]{6}"|\btheme="0"')
_TOLD_WHITE = re.compile(r"(?:[0-9a-f]{2})?f{6}", re.IGNORECASE)
_INDEXED_WHITE = frozenset(("1", "9"))
_WINDOW = "0"
"""The colour of a theme that paper has."""
_WHITE = ("white",)
_WORD = re.compile(r"[一-鿿]")
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
MOST_RULES = 20
"""Ranges with a rule that are told apart; where there are more, any figure of the sheet may be one that is not seen."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A range, from its first row and column to its last, in which figures may not be seen, or only this one."""

    first: Place
    last: Place
    figure: str | None

    def holds(self, text: str, row: int, column: int) -> bool:
        """Whether the rule speaks of such a cell."""
        inside = self.first[0] <= row <= self.last[0] and self.first[1] <= column <= self.last[1]
        return inside and self.figure in (None, text)


@dataclass(slots=True)
class Doubts:
    """What keeps cells from being read: ``errors``, ``uncounted`` formulas, ``unseen`` figures and ``rules`` of each sheet by name, ``runs`` by the text that they make."""

    errors: dict[str, set[Place]] = field(default_factory=dict)
    uncounted: dict[str, set[Place]] = field(default_factory=dict)
    unseen: dict[str, set[Place]] = field(default_factory=dict)
    rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)

    def of(self, sheet: str) -> "SheetDoubts":
        """The same for one sheet."""
        errors, uncounted = self.errors.get(sheet, set()), self.uncounted.get(sheet, set())
        return SheetDoubts(
            errors, uncounted, self.unseen.get(sheet, set()), self.rules.get(sheet, ()), self.runs
        )


@dataclass(frozen=True, slots=True)
class SheetDoubts:
    """The doubts of one sheet."""

    errors: set[Place]
    uncounted: set[Place]
    unseen: set[Place]
    rules: tuple[Rule, ...]
    runs: dict[str, str]

    def seen(self, text: str, row: int, column: int) -> str:
        """The text of a cell as it is seen, with a mark where its figure may not be."""
        if (row, column) in self.errors or (row, column) in self.uncounted:
            return UNREADABLE
        text = self.runs.get(text, text)
        doubted = (row, column) in self.unseen or any(rule.holds(text, row, column) for rule in self.rules)
        return text + UNSURE if doubted and is_figure(text) else text


def is_figure(text: str) -> bool:
    """Whether a text has digits and no words."""
    return any(map(str.isdigit, text)) and _WORD.search(text) is None


def doubts(archive: ZipFile, uncounted: Mapping[str, set[Place]]) -> Doubts:
    """The doubts about a workbook's cells, as far as can be told; ``uncounted`` are the formulas without a result, by part.

    Raises ``Refusal``: ``uncounted-formulas``.
    """
    found = Doubts(uncounted=_by_sheet(archive, uncounted))
    with as_far_as_intact():
        styles, looks = _unseen_styles(archive)
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
            if looks and b"conditionalFormatting" in data:
                found.rules[name] = _rules(data, looks)
            if b"<is" in data and _LOOKS.search(data):
                found.runs |= _runs(_root_of(_INLINE.findall(data)))
        strings = read_entry(archive, STRINGS)
        if strings is not None and _LOOKS.search(strings):
            found.runs |= _runs(parse_xml(strings, STRINGS).iterfind(f"{S}si"))
    return found


def uncounted_in(data: bytes) -> set[Place]:
    """Where formulas without a result stand in the XML of a sheet: read as blank they would be wrong, and the file does not say what they come to."""
    return {_place(letters, row) for letters, row in _UNCOUNTED.findall(data)}


def _by_sheet(archive: ZipFile, parts: Mapping[str, set[Place]]) -> dict[str, set[Place]]:
    """The same places by the sheet's name. Raises ``Refusal`` ``uncounted-formulas`` where the workbook does not tell whose part it is."""
    names: dict[str, str] = {}
    with as_far_as_intact():
        names = {part: name for name, part in sheet_parts(archive).items()} if parts else {}
    for part, places in parts.items():
        if part not in names:
            raise Refusal("uncounted-formulas", f"({len(places)}: {part})")
    return {names[part]: places for part, places in parts.items()}


def _place(letters: bytes, row: bytes) -> Place:
    return int(row) - 1, column_of(letters)


def _unseen_styles(archive: ZipFile) -> tuple[frozenset[int], frozenset[int]]:
    """The cell styles that strike their text out, set it too small to see, or in the colour behind it; and what rules do so."""
    data = read_entry(archive, STYLES)
    if data is None:
        return frozenset(), frozenset()
    root = parse_xml(data, STYLES)
    looks = frozenset(n for n, look in enumerate(root.iterfind(f"{S}dxfs/{S}dxf")) if _hides(look))
    fonts = list(root.iterfind(f"{S}fonts/{S}font"))
    struck = {n for n, font in enumerate(fonts) if _is_struck(font) or _is_tiny(font)}
    inks = [_colour(font.find(f"{S}color")) for font in fonts]
    grounds = [_ground(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    found = set()
    for number, style in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        font, fill = _index(style.get("fontId")), _index(style.get("fillId"))
        ink = inks[font] if font < len(inks) else None
        if font in struck or (ink is not None and fill < len(grounds) and ink == grounds[fill]):
            found.add(number)
    return frozenset(found), looks


def _hides(look: Element) -> bool:
    """Whether what a rule puts on a cell may hide its figure: a white font, one struck out, another format."""
    font, format_ = look.find(f"{S}font"), look.find(f"{S}numFmt")
    return format_ is not None or (font is not None and (_is_struck(font) or _is_pale(font)))


def _rules(data: bytes, looks: frozenset[int]) -> tuple[Rule, ...]:
    """Where in a sheet a rule may hide figures, as long as that is in a few ranges."""
    found = []
    for places, inside in _CONDITIONAL.findall(data):
        for tag, content in _RULE.findall(inside):
            look = _LOOK.search(tag)
            if look is None or int(look[1]) not in looks:
                continue
            equal = _EQUAL.match(tag + b">" + content)
            figure = equal[1].decode() if equal else None
            for column, row, last_column, last_row in _RANGE.findall(places):
                found.append(
                    Rule(_place(column, row), _place(last_column or column, last_row or row), figure)
                )
                if len(found) > MOST_RULES:
                    return (Rule((0, 0), _place(b"XFD", b"9999999"), None),)
    return tuple(found)


def _index(written: str | None) -> int:
    return int(written) if written and written.isdigit() and len(written) < 6 else 0


def _is_struck(font: Element) -> bool:
    mark = font.find(f"{S}strike")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _is_tiny(font: Element) -> bool:
    size = font.find(f"{S}sz")
    written = "" if size is None else size.get("val") or ""
    return re.fullmatch(r"\d{1,5}(?:\.\d{1,9})?", written) is not None and float(written) < SMALLEST


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


def _colour(told: Element | None) -> tuple[str | None, ...] | None:
    """A colour to compare, white however it is told; None for that which is not told."""
    if told is None:
        return None
    if _is_white(told):
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
