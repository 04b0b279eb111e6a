"""One walk over the body of a Word file: what stands in its paragraphs, cells and rows, found once for all who ask."""

from collections import defaultdict

from lxml.etree import _Element as Element

from extract.documents.docx_part import VALUE, M, W, number

MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH, MATH_TEXT = f"{M}oMath", f"{M}t"
SMALLEST = 4
"""Half points below which nobody sees a character."""

PARAGRAPH, TEXT, TAB, TABS, SIZE, RUN_STYLE, CELL, ROW, TABLE, TEXT_BOX = (
    f"{W}{name}" for name in ("p", "t", "tab", "tabs", "sz", "rStyle", "tc", "tr", "tbl", "txbxContent")
)
PROPERTIES, RUN_PROPERTIES, CELL_PROPERTIES, ROW_PROPERTIES, SECTION, DELETED = (
    f"{W}{name}" for name in ("pPr", "rPr", "tcPr", "trPr", "sectPr", "del")
)
LIST, STYLE, OUTLINE = (f"{W}{name}" for name in ("numPr", "pStyle", "outlineLvl"))
TELLING = frozenset((LIST, STYLE, OUTLINE))
"""What tells the number and the level of a paragraph."""
MERGING = frozenset(f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge"))
HIDING = frozenset(f"{W}{name}" for name in ("vanish", "strike", "dstrike"))
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", TAB: " ", f"{W}noBreakHyphen": "-"}
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
    (*SKIPPED, *DRAWN, *HIDING, *BREAKS, SIZE, RUN_STYLE, f"{W}vertAlign", TEXT_BOX, TABLE, MATH_TEXT)
) - {PROPERTIES, RUN_PROPERTIES, SECTION}
"""What may make a paragraph more than the texts in it, one after the other."""
IMAGES = ("{*}blip", "{*}imagedata")
CONTROLS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
GRID_BEFORE = f"{W}gridBefore"
_WALKED = (TEXT, PARAGRAPH, *TELLING, *MERGING, *CONTROLS, GRID_BEFORE, *ODD, *IMAGES)


class Body:
    """What stands in a body.

    ``texts`` are those in each paragraph and ``paragraphs`` those in each cell, in order and at any depth;
    ``odd`` are the paragraphs that are more than their texts, ``deleted`` the rows tracked as deleted,
    ``shifted`` those that may begin further right, ``outer`` the tables with tables in them, ``controlled``
    what holds a content control. ``telling`` has the properties that tell the number and the level of a
    paragraph, ``merging`` those of a merged cell, by their tags.
    """

    def __init__(self, body: Element) -> None:
        self.texts: dict[Element, list[str]] = defaultdict(list)
        self.paragraphs: dict[Element, list[Element]] = defaultdict(list)
        self.odd: set[Element] = set()
        self.deleted: set[Element] = set()
        self.shifted: set[Element] = set()
        self.outer: set[Element] = set()
        self.controlled: set[Element] = set()
        self.telling: dict[Element, dict[str, Element]] = {}
        self.merging: dict[Element, dict[str, str | None]] = {}
        self.copies = False
        self.images = 0
        self._styled_runs: list[Element] = []
        self._walk(body)

    def _walk(self, body: Element) -> None:
        # Nearly every text stands two levels below its paragraph, and nearly every paragraph in a cell of the
        # row of the one before: where no paragraph or cell is around them, parents alone tell what they are in.
        texts_of, paragraphs_of = self.texts, self.paragraphs
        paragraph = cell = row = None
        is_outermost = False
        texts: list[str] = []
        paragraphs: list[Element] = []
        for element in body.iter(*_WALKED):
            tag = element.tag
            parent = element.getparent()
            if parent is None:
                continue
            if tag == TEXT:
                if paragraph is not None and parent.getparent() is paragraph:
                    texts.append(element.text or "")
                else:
                    for outer in element.iterancestors(PARAGRAPH):
                        texts_of[outer].append(element.text or "")
            elif tag == PARAGRAPH:
                if parent is not cell:
                    cell, around = parent, parent.getparent()
                    if around is not row:
                        row, is_outermost = around, next(parent.iterancestors(CELL, PARAGRAPH), None) is None
                    paragraphs = paragraphs_of[cell]
                texts = texts_of[element] = []
                if is_outermost and cell not in texts_of:
                    paragraph = element
                    paragraphs.append(element)
                else:
                    paragraph = None
                    for outer in element.iterancestors(CELL):
                        paragraphs_of[outer].append(element)
            elif tag == SIZE:
                if number(element.get(VALUE), 9) < SMALLEST:
                    self.odd.update(element.iterancestors(PARAGRAPH))
            elif tag in TELLING:
                told = parent.getparent()
                if told is not None and parent.tag == PROPERTIES:
                    self.telling.setdefault(told, {}).setdefault(tag, element)
            elif tag in MERGING:
                merged = parent.getparent()
                if merged is not None and parent.tag == CELL_PROPERTIES:
                    self.merging.setdefault(merged, {})[tag] = element.get(VALUE)
            elif tag == RUN_STYLE:
                self._styled_runs.append(element)
            elif tag in CONTROLS:
                self.controlled.add(parent)
            elif tag == GRID_BEFORE:
                self.shifted.update(parent.iterancestors(ROW))
            elif tag not in ODD:
                self.images += 1
            elif tag != TAB or parent.tag != TABS:
                self._mark(element, parent, tag)

    def _mark(self, element: Element, parent: Element, tag: str) -> None:
        """Take in what makes its paragraph odd, and its row or table too."""
        self.odd.update(element.iterancestors(PARAGRAPH))
        if tag == TABLE:
            self.outer.update(element.iterancestors(TABLE))
        elif tag == DELETED and parent.tag == ROW_PROPERTIES and (row := parent.getparent()) is not None:
            self.deleted.add(row)
        elif tag == MC_FALLBACK:
            self.copies = True

    def hide(self, styles: frozenset[str]) -> None:
        """Count the paragraphs odd that have text in one of these character styles."""
        for mark in self._styled_runs:
            if mark.get(VALUE) in styles:
                self.odd.update(mark.iterancestors(PARAGRAPH))
