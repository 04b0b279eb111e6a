"""What stands in the paragraphs, cells and rows of a Word file, found for the whole body at once."""

from collections import defaultdict
from collections.abc import Iterable

from lxml.etree import _Element as Element

from extract.documents.elements import whole_number
from extract.documents.word.part import VALUE, M, W

MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH, MATH_TEXT = f"{M}oMath", f"{M}t"
SMALLEST = 4
"""Half points below which nobody sees a character."""

PARAGRAPH, TEXT, TAB, TABS, SIZE, COLOUR, RUN_STYLE, CELL, ROW, TABLE, TEXT_BOX = (
    f"{W}{name}"
    for name in ("p", "t", "tab", "tabs", "sz", "color", "rStyle", "tc", "tr", "tbl", "txbxContent")
)
PROPERTIES, RUN_PROPERTIES, CELL_PROPERTIES, ROW_PROPERTIES, SECTION, DELETED = (
    f"{W}{name}" for name in ("pPr", "rPr", "tcPr", "trPr", "sectPr", "del")
)
LIST, STYLE, OUTLINE = (f"{W}{name}" for name in ("numPr", "pStyle", "outlineLvl"))
Telling = dict[str, dict[Element, Element]]
"""The list, the style and the outline level of each paragraph that has one, by their tags."""
MERGING = frozenset(f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge"))
HIDING = frozenset(f"{W}{name}" for name in ("vanish", "strike", "dstrike"))
OFF = frozenset(("0", "false", "off"))
"""The values of a mark that is not set."""
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", TAB: "\t", f"{W}noBreakHyphen": "-"}
SKIPPED = frozenset(
    (
        PROPERTIES,
        RUN_PROPERTIES,
        DELETED,
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}delText",
        MC_FALLBACK,
        SECTION,
        f"{W}rt",
    )
)
"""Formatting, deleted text, field codes, what is said twice above a word, and the second copy that Word keeps of a drawing for older programs."""
DRAWN = frozenset(
    (*(f"{W}{name}" for name in ("drawing", "pict", "object", "sym", "fldChar", "fldSimple")), MATH)
)
"""What may show a figure without text."""
ODD = frozenset(
    (
        *SKIPPED,
        *DRAWN,
        *HIDING,
        *BREAKS,
        SIZE,
        RUN_STYLE,
        f"{W}vertAlign",
        f"{W}position",
        TEXT_BOX,
        TABLE,
        MATH_TEXT,
    )
) - {PROPERTIES, RUN_PROPERTIES, SECTION}
"""What may make a paragraph more than the texts in it, one after the other."""
IMAGES = ("{*}blip", "{*}imagedata")
CONTROLS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
GRID_BEFORE = f"{W}gridBefore"
HIDDEN_ROW = f"{W}hidden"
WHITE = frozenset(("FFFFFF", "FEFEFE", "ffffff"))
_MARKS = (LIST, STYLE, OUTLINE, *MERGING, *CONTROLS, GRID_BEFORE, HIDDEN_ROW, COLOUR, *ODD, *IMAGES)


class Body:
    """What stands in a body.

    ``texts`` are the grandchildren of each paragraph and ``paragraphs`` the children of each cell, which is
    where nearly all of them stand; ``deep`` are the paragraphs and cells that hold others further down,
    ``odd`` the paragraphs that are more than their texts, ``deleted`` the rows tracked as deleted or hidden,
    ``shifted`` those that may begin further right, ``outer`` the tables with tables in them, ``controlled``
    what holds a content control. ``telling`` has what tells the numbers and the levels of paragraphs,
    ``merging`` the properties of merged cells, by their tags.
    """

    def __init__(self, body: Element) -> None:
        self.texts: dict[Element, list[str]] = {}
        self.paragraphs: dict[Element, list[Element]] = defaultdict(list)
        self.deep: set[Element] = set()
        self.odd: set[Element] = set()
        self.deleted: set[Element] = set()
        self.shifted: set[Element] = set()
        self.outer: set[Element] = set()
        self.controlled: set[Element] = set()
        self.telling: Telling = {LIST: {}, STYLE: {}, OUTLINE: {}}
        self.merging: dict[Element, dict[str, str | None]] = {}
        self.copies = False
        self.images = 0
        self._styled_runs: list[Element] = []
        self._find_texts(body)
        self._find_marks(body)

    def _find_texts(self, body: Element) -> None:
        """The paragraphs of each cell and the texts of each paragraph."""
        texts, paragraphs, deep = self.texts, self.paragraphs, self.deep
        for paragraph in body.iter(PARAGRAPH):
            texts[paragraph] = []
            paragraphs[paragraph.getparent()].append(paragraph)
        row: Element | None = None
        is_outermost = False
        for holder in paragraphs:
            parent = holder.getparent()
            if parent is not row:
                row, is_outermost = parent, next(holder.iterancestors(CELL, PARAGRAPH), None) is None
            if not is_outermost or holder in texts:
                deep.update((holder, *holder.iterancestors(CELL, PARAGRAPH)))
        for text in body.iter(TEXT):
            written = texts.get(text.getparent().getparent())
            if written is None:
                deep.update(text.iterancestors(PARAGRAPH))
            else:
                written.append(text.text or "")

    def paragraphs_of(self, cell: Element) -> Iterable[Element]:
        """The paragraphs in a cell, at any depth."""
        return cell.iter(PARAGRAPH) if cell in self.deep else self.paragraphs.get(cell, ())

    def _find_marks(self, body: Element) -> None:
        """What makes paragraphs, rows and cells more than their texts."""
        for element in body.iter(*_MARKS):
            tag = element.tag
            parent = element.getparent()
            if tag == SIZE:
                if whole_number(element.get(VALUE), 9) < SMALLEST:
                    self.odd.update(element.iterancestors(PARAGRAPH))
            elif tag == COLOUR:
                if element.get(VALUE) in WHITE:
                    self.odd.update(element.iterancestors(PARAGRAPH))
            elif tag in self.telling:
                if parent.tag == PROPERTIES:
                    self.telling[tag].setdefault(parent.getparent(), element)
            elif tag in MERGING:
                if parent.tag == CELL_PROPERTIES:
                    self.merging.setdefault(parent.getparent(), {})[tag] = element.get(VALUE)
            elif tag == RUN_STYLE:
                self._styled_runs.append(element)
            elif tag in CONTROLS:
                self.controlled.add(parent)
            elif tag == GRID_BEFORE:
                self.shifted.update(parent.iterancestors(ROW))
            elif tag == HIDDEN_ROW:
                if parent.tag == ROW_PROPERTIES and element.get(VALUE) not in OFF:
                    self.deleted.add(parent.getparent())
            elif tag not in ODD:
                self.images += 1
            elif tag != TAB or parent.tag != TABS:
                self._mark(element, parent, tag)

    def _mark(self, element: Element, parent: Element, tag: str) -> None:
        """Take in what makes its paragraph odd, and its row or table too."""
        self.odd.update(element.iterancestors(PARAGRAPH))
        if tag == TABLE:
            self.outer.update(element.iterancestors(TABLE))
        elif tag == DELETED and parent.tag == ROW_PROPERTIES:
            self.deleted.add(parent.getparent())
        elif tag == MC_FALLBACK:
            self.copies = True

    def hide(self, styles: frozenset[str]) -> None:
        """Count the paragraphs odd that have text in one of these character styles."""
        for mark in self._styled_runs:
            if mark.get(VALUE) in styles:
                self.odd.update(mark.iterancestors(PARAGRAPH))
