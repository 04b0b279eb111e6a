"""What stands in the paragraphs, cells and rows of a Word file, found for the whole body at once."""

from collections import defaultdict
from collections.abc import Iterable

from lxml.etree import _Element as Element

from extract.documents.elements import whole_number
from extract.documents.word import names
from extract.documents.word.names import VALUE, W, tags

LIST, STYLE, OUTLINE = (f"{W}{name}" for name in ("numPr", "pStyle", "outlineLvl"))
Telling = dict[str, dict[Element, Element]]
"""The list, the style and the outline level of each paragraph that has one, by their tags."""
MERGING = tags("gridSpan", "vMerge", "hMerge")
PROPERTIES, CELL_PROPERTIES, ROW_PROPERTIES = (f"{W}{name}" for name in ("pPr", "tcPr", "trPr"))
ODD = (
    names.SKIPPED
    | names.DRAWN
    | names.HIDING
    | names.BREAKS.keys()
    | {
        names.SIZE,
        names.RUN_STYLE,
        names.RAISED,
        names.POSITION,
        names.TEXT_BOX,
        names.TABLE,
        names.MATH_TEXT,
    }
) - tags("pPr", "rPr", "sectPr")
"""What may make a paragraph more than the texts in it, one after the other."""
IMAGES = ("{*}blip", "{*}imagedata")
DELETED, GRID_BEFORE, HIDDEN_ROW = (f"{W}{name}" for name in ("del", "gridBefore", "hidden"))
_MARKS = (
    LIST,
    STYLE,
    OUTLINE,
    *MERGING,
    *names.CONTROLS,
    GRID_BEFORE,
    HIDDEN_ROW,
    names.COLOUR,
    *ODD,
    *IMAGES,
)


class Body:
    """What stands in a body.

    ``texts`` are the grandchildren of each paragraph and ``paragraphs`` the children of each cell, which is
    where nearly all of them stand; ``deep`` are the paragraphs and cells that hold others further down,
    ``odd`` the paragraphs that are more than their texts, ``deleted`` the rows tracked as deleted or hidden,
    ``shifted`` those that may begin further right, ``outer`` the tables with tables in them, ``controlled``
    what holds a content control; ``tabs`` is how many stand in its texts. ``telling`` has what tells the
    numbers and the levels of paragraphs, ``merging`` the properties of merged cells, by their tags.
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
        self.tabs = 0
        self._styled_runs: list[Element] = []
        self._find_texts(body)
        self._find_marks(body)

    def _find_texts(self, body: Element) -> None:
        """The paragraphs of each cell and the texts of each paragraph."""
        texts, paragraphs, deep = self.texts, self.paragraphs, self.deep
        for paragraph in body.iter(names.PARAGRAPH):
            texts[paragraph] = []
            paragraphs[paragraph.getparent()].append(paragraph)
        row: Element | None = None
        is_outermost = False
        for holder in paragraphs:
            parent = holder.getparent()
            if parent is not row:
                row, is_outermost = (
                    parent,
                    next(holder.iterancestors(names.CELL, names.PARAGRAPH), None) is None,
                )
            if not is_outermost or holder in texts:
                deep.update((holder, *holder.iterancestors(names.CELL, names.PARAGRAPH)))
        for text in body.iter(names.TEXT):
            written = texts.get(text.getparent().getparent())
            if written is None:
                deep.update(text.iterancestors(names.PARAGRAPH))
            else:
                written.append(text.text or "")

    def paragraphs_of(self, cell: Element) -> Iterable[Element]:
        """The paragraphs in a cell, at any depth."""
        return cell.iter(names.PARAGRAPH) if cell in self.deep else self.paragraphs.get(cell, ())

    def _find_marks(self, body: Element) -> None:
        """What makes paragraphs, rows and cells more than their texts."""
        for element in body.iter(*_MARKS):
            tag = element.tag
            parent = element.getparent()
            if tag == names.SIZE:
                if whole_number(element.get(VALUE), 9) < names.SMALLEST:
                    self.odd.update(element.iterancestors(names.PARAGRAPH))
            elif tag == names.COLOUR:
                if element.get(VALUE) in names.WHITE:
                    self.odd.update(element.iterancestors(names.PARAGRAPH))
            elif tag in self.telling:
                if parent.tag == PROPERTIES:
                    self.telling[tag].setdefault(parent.getparent(), element)
            elif tag in MERGING:
                if parent.tag == CELL_PROPERTIES:
                    self.merging.setdefault(parent.getparent(), {})[tag] = element.get(VALUE)
            elif tag == names.RUN_STYLE:
                self._styled_runs.append(element)
            elif tag in names.CONTROLS:
                self.controlled.add(parent)
            elif tag == GRID_BEFORE:
                self.shifted.update(parent.iterancestors(names.ROW))
            elif tag == HIDDEN_ROW:
                if parent.tag == ROW_PROPERTIES and element.get(VALUE) not in names.OFF:
                    self.deleted.add(parent.getparent())
            elif tag not in ODD:
                self.images += 1
            elif tag != names.TAB or parent.tag != names.TABS:
                self._mark(element, parent, tag)

    def _mark(self, element: Element, parent: Element, tag: str) -> None:
        """Take in what makes its paragraph odd, and its row or table too."""
        self.odd.update(element.iterancestors(names.PARAGRAPH))
        if tag == names.TAB:
            self.tabs += 1
        elif tag == names.TABLE:
            self.outer.update(element.iterancestors(names.TABLE))
        elif tag == DELETED and parent.tag == ROW_PROPERTIES:
            self.deleted.add(parent.getparent())
        elif tag == names.FALLBACK:
            self.copies = True

    def hide(self, styles: frozenset[str]) -> None:
        """Count the paragraphs odd that have text in one of these character styles."""
        for mark in self._styled_runs:
            if mark.get(VALUE) in styles:
                self.odd.update(mark.iterancestors(names.PARAGRAPH))
