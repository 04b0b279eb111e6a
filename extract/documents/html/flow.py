"""A tree of HTML → blocks in reading order: paragraphs where blocks begin, tables where they stand."""

from collections.abc import Collection
from dataclasses import dataclass, field

from extract.documents.clean import UNREADABLE, clean
from extract.documents.collect import Collector, Grid, RawCell
from extract.documents.data_frame import of_data_frame
from extract.documents.elements import all_around
from extract.documents.html.boxes import Boxes, Found
from extract.documents.html.cells import breaks_line, said
from extract.documents.html.paths import Paths
from extract.documents.html.tables import grid_of, is_data_table, strays
from extract.documents.html.tree import Element, text_of

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LINES = ("br", "p", "div", "table")
"""What breaks the lines of preformatted text by markup of its own."""


def flow(
    root: Element,
    collector: Collector,
    *,
    only: Collection[Element] = (),
    without: Element | None = None,
    data_tables: Collection[Element] = (),
    boxes: Found | None = None,
    paths: Paths | None = None,
) -> None:
    """Add the blocks of a tree in order, or of ``only`` these elements in it; some tables may be known to be data.

    ``boxes`` are the tables that are made without one.
    """
    _Flow(collector, only, without, data_tables, boxes or {}, paths or Paths()).walk(root)


@dataclass(slots=True)
class _Flow:
    """A walk over a tree, and the line that it is in."""

    collector: Collector
    only: Collection[Element]
    without: Element | None
    data_tables: Collection[Element]
    boxes: Found
    paths: Paths
    line: list[str] = field(default_factory=list)
    heading: int | None = None
    shown: int = 0
    """In how many of the elements that are wanted the walk is."""

    def walk(self, root: Element) -> None:
        """Add the blocks of a tree. A loop, not a recursion: pages may nest deeply."""
        only, line, around = self.only, self.line, all_around(self.only)
        self.shown = 0 if only else 1
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, closing = stack.pop()
            tag = element.tag
            breaks = breaks_line(tag)
            if not closing:
                if element in only:
                    self.shown += 1
                elif not self.shown and not line and self.heading is None and element not in around:
                    continue
                if breaks:
                    self.flush()
                if not self.takes_whole(element):
                    if breaks:
                        self.heading = HEADINGS.get(tag, self.heading)
                    if self.shown and (text := element.text):
                        line.append(text)
                    if len(element):
                        stack.append((element, True))
                        stack.extend([(child, False) for child in reversed(element)])
                        continue
                    closing = True
            if closing and breaks:
                self.flush()
                self.heading = None
            if element in only:
                self.shown -= 1
            if self.shown and (text := element.tail):
                line.append(text)
        self.flush()

    def takes_whole(self, element: Element) -> bool:
        """Take in what is one thing: a table, a break, preformatted lines. False for an element whose parts are to be walked."""
        tag = element.tag
        if element is self.without or tag == "br":
            self.flush()
        elif element in self.boxes:
            if self.shown and (table := self.boxes[element]) is not None:
                _add_boxes(table, self.collector, self.paths)
        elif tag == "table" and (element in self.data_tables or is_data_table(element)):
            if self.shown:
                _add_table(element, self.collector, self.paths)
        elif tag == "pre" and self.shown and next(element.iterdescendants(*_LINES), None) is None:
            _add_lines(text_of(element), self.collector)
        else:
            return False
        return True

    def flush(self) -> None:
        """End the line."""
        if self.line:
            text = clean("".join(self.line).replace(UNREADABLE, ""))
            self.line.clear()
            self.collector.paragraph(text, self.heading)


def _add_lines(text: str, collector: Collector) -> None:
    """Text set line by line, its tables parted by tabs or pipes, as a text file has them."""
    from extract.documents.text import add_text

    add_text(text.replace(UNREADABLE, ""), collector)


def _add_table(table: Element, collector: Collector, paths: Paths) -> None:
    """The caption, the table, and whatever a forgotten end tag has swept into it."""
    for caption in table.iterchildren("caption"):
        collector.paragraph(clean(text_of(caption)))
    grid, mixed = grid_of(table, paths)
    if "dataframe" in (table.get("class") or ""):
        collector.table(of_data_frame([RawCell(*cell) for cell in grid.cells()]), in_order=True)
    else:
        collector.grid(grid)
    for stray in strays(table, in_rows=mixed):
        flow(stray, collector, paths=paths)


def _add_boxes(table: Boxes, collector: Collector, paths: Paths) -> None:
    """A table that is made of boxes."""
    grid = Grid()
    for row in table.rows:
        grid.add_row([(said(b.element), b.down, b.across, paths.of(b.element)) for b in row])
    if table.aligned:
        collector.grid(grid)
    else:
        collector.table([RawCell(*cell) for cell in grid.cells()], aligned=False, in_order=True)
