"""Puts paragraphs and tables in reading order and counts where each stands in the document's plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from extract.documents.model import Block, Paragraph, Place, Table, TextCell
from extract.documents.refusals import Refusal

MAX_CELLS = 50_000
"""Cells a document may have in all: two hundred times what an annual report needs."""
MAX_CHARACTERS = 4_000_000

RUNNING_TEXT = 400
"""Characters in one cell, in several paragraphs, that make most of a table which arranges a page, not data."""
LARGE = 12
"""Rows from which two equal tables one after the other are one table and its copy."""


@dataclass(slots=True)
class RawCell:
    """A cell as a format gives it: its text, its spans, and the format's own name for its place.

    Spans may still grow or be cut while the table is read.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    path: str | None = None
    offset: int | None = None


_POSITION = attrgetter("row", "col")
Placed = tuple[str, int, int, int, int, str | None, int | None]
"""The fields of a ``RawCell`` whose place is settled."""
Spanned = tuple[str, int, int, str | None]
"""A cell that is still to be placed: its text, the rows and columns it spans, the format's own name for its place."""
_PLACED = attrgetter("text", "row", "col", "rowspan", "colspan", "path", "offset")


@dataclass(slots=True)
class Collector:
    """Collects blocks. ``offset`` is the number of characters of plain text before the next block.

    A format whose file is plain text gives its own offsets; the others count what they have added.
    """

    blocks: list[Block] = field(default_factory=list)
    offset: int = 0
    tables: int = 0
    cells: int = 0

    def _advance(self, length: int) -> None:
        self.offset += length + 1
        if self.offset > MAX_CHARACTERS:
            raise Refusal("too-large", f"(more than {MAX_CHARACTERS} characters)")

    def paragraph(
        self,
        text: str,
        heading: int | None = None,
        path: str | None = None,
        offset: int | None = None,
        col: int | None = None,
    ) -> None:
        """Add a paragraph, unless it is empty; ``col`` is how far from the left a line of text begins."""
        if text:
            self.offset = self.offset if offset is None else offset
            self.blocks.append(Paragraph(text, Place(col=col, offset=self.offset, path=path), heading))
            self._advance(len(text))

    def table(self, cells: list[RawCell], *, aligned: bool = True, in_order: bool = False) -> None:
        """Add a table, unless no cell of it says anything; ``in_order`` tells that the cells come row by row."""
        self._add([_PLACED(cell) for cell in (cells if in_order else sorted(cells, key=_POSITION))], aligned)

    def grid(self, grid: "Grid") -> None:
        """Add the table that a grid has placed, unless no cell of it says anything."""
        self._add(grid.cells(), aligned=True)

    def _add(self, cells: list[Placed], aligned: bool) -> None:
        """Add the table of these cells, which come row by row."""
        if not any(cell[0] for cell in cells):
            return
        self._count(len(cells))
        placed = []
        table, offset = self.tables, self.offset
        n_rows = n_cols = 0
        for text, row, col, down, across, path, own_offset in cells:
            if own_offset is not None:
                offset = own_offset
            place = Place(None, None, table, row, col, offset, path)
            placed.append(TextCell(text, row, col, down, across, place))
            offset += len(text) + 1
            if row + down > n_rows:
                n_rows = row + down
            if col + across > n_cols:
                n_cols = col + across
        self._take(Table(tuple(placed), n_rows, n_cols, aligned), offset - 1)

    def lines(self, lines: list[tuple[str, list[tuple[str, int]]]]) -> None:
        """Add a table of a plain text, unless no cell of it says anything: its columns are not trusted.

        Each line is a row: its path, and the text and the offset of each of its cells.
        """
        if not any(text for _, cells in lines for text, _ in cells):
            return
        self._count(sum([len(cells) for _, cells in lines]))
        table = self.tables
        rows = []
        # Loops: a list made within a list costs a function for each row.
        for row, (path, cells) in enumerate(lines):
            placed = []
            for col, (text, offset) in enumerate(cells):
                place = Place(None, None, table, row, col, offset, path)
                placed.append(TextCell(text, row, col, 1, 1, place))
            rows.append(tuple(placed))
        last, at = lines[-1][1][-1]
        self._take(Table.of_rows(rows, max(map(len, rows)), aligned=False), at + len(last))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise Refusal("too-large", f"(more than {MAX_CELLS} table cells)")

    def _take(self, table: Table, end: int) -> None:
        """Take in a table that ends there, unless it is a copy of the one before."""
        self.offset = end
        self._advance(0)
        self.tables += 1
        if table.n_rows < LARGE or not self._repeats(table.cells):
            self.blocks.append(table)

    def _repeats(self, cells: Sequence[TextCell]) -> bool:
        """Whether the table just before has these very cells: pages carry a copy for narrow screens."""
        before = self.blocks[-1] if self.blocks else None
        return (
            isinstance(before, Table)
            and len(before.cells) == len(cells)
            and all(
                (a.text, a.row, a.col, a.rowspan, a.colspan) == (b.text, b.row, b.col, b.rowspan, b.colspan)
                for a, b in zip(before.cells, cells, strict=True)
            )
        )


class Grid:
    """Places cells of one table from left to right, row by row, around those that span down from above.

    Wrong spans (longer than the table, overlapping) are cut to what is free, as browsers do.
    """

    __slots__ = ("_cells", "_covered", "_lowest", "_row", "_taken")

    def __init__(self) -> None:
        self._cells: list[Placed] = []
        self._taken: dict[
            int, int
        ] = {}  # of a column that a cell spans down: the first row that is free again
        self._covered = 0  # places that cells take besides the one where they begin
        self._lowest = 0
        self._row = 0

    def add_row(self, cells: Iterable[Spanned]) -> None:
        """Place the cells of the next row."""
        row, taken = self._row, self._taken
        col = 0
        for text, rowspan, colspan, path in islice(cells, MAX_CELLS + 1):  # with more it is refused below
            while taken and taken.get(col, row) > row:
                col += 1
            width = 1
            if rowspan != 1 or colspan != 1:
                rowspan = min(max(rowspan, 1), 1000)
                while width < min(colspan, 1000) and taken.get(col + width, row) <= row:
                    width += 1
                self._covered += rowspan * width - 1
                self._check_size()
                if rowspan > 1:
                    taken.update(dict.fromkeys(range(col, col + width), row + rowspan))
                    self._lowest = max(self._lowest, row + rowspan)
            self._cells.append((text, row, col, rowspan, width, path, None))
            col += width
        self._check_size()
        self._row = row + 1

    def _check_size(self) -> None:
        if len(self._cells) + self._covered > MAX_CELLS:
            raise Refusal("too-large", f"(a table of more than {MAX_CELLS} cells)")

    def cells(self) -> list[Placed]:
        """The cells, with spans that run past the last row cut there."""
        rows = self._row
        if self._lowest <= rows:
            return self._cells
        return [
            (text, row, col, min(down, rows - row), across, path, offset)
            for text, row, col, down, across, path, offset in self._cells
        ]
