"""What every file becomes before anyone asks what it says: paragraphs and tables in reading order.

Nothing here knows of annual reports; nothing after this knows of file formats.
"""

import os
from collections.abc import Sequence
from dataclasses import field
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from extract.records import record

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch), measured from the upper left corner of the page as shown."""


def written(path: Path | str) -> str:
    """A path as text that every file and terminal can hold: bytes that are no UTF-8 as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@record(frozen=True, slots=True)
class Place:
    """Where something is printed.

    On a page: ``page`` (from 1) and ``box``. In a flowing document: the ``table`` (its number in the
    document, from 0), ``row`` and ``col`` (in that table, from 0), and ``offset``, the character
    offset in the document's plain text (from 0). ``path`` is the CSS path of the element in HTML, the
    sheet and cell (``Sheet1!B7``) in a workbook.
    """

    page: int | None = None
    box: Box | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    offset: int | None = None
    path: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The place as published: ``{"page", "box"}``, or ``{"table", "row", "col", "offset"}`` and ``path`` if known."""
        if self.page is not None:
            return {"page": self.page, "box": list(self.box) if self.box else None}
        place = {"table": self.table, "row": self.row, "col": self.col, "offset": self.offset}
        return place | {"path": self.path} if self.path else place


@record(frozen=True, slots=True)
class Word:
    """A run of characters without a gap, with its box: what a text-layout reader aligns.

    ``confidence`` is 0–1 where a recogniser read it, None where the text is the file's own.
    """

    text: str
    box: Box
    confidence: float | None = None


@record(frozen=True, slots=True)
class Turned:
    """A page scanned on its side or on its head: ``quarters`` turns counter-clockwise bring it upright.

    ``width`` and ``height`` are the page's as shown, in points.
    """

    quarters: int
    width: float
    height: float

    def shown(self, box: Box) -> Box:
        """A box on the page turned upright as a box on the page as shown."""
        x0, y0, x1, y1 = box
        width, height = self.width, self.height
        turned = [
            box,
            (width - y1, x0, width - y0, x1),
            (width - x1, height - y1, width - x0, height - y0),
            (y0, height - x1, y1, height - x0),
        ][self.quarters]
        return tuple(round(v, 2) for v in turned)  # type: ignore[return-value]


@record(frozen=True, slots=True)
class TextCell:
    """One cell of a table as drawn, merged cells once, at their upper left corner.

    ``confidence`` is 0–1 where a recogniser read the text, None where the text is the file's own.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    place: Place = Place()
    confidence: float | None = None


_COLUMN = attrgetter("col")


@record(frozen=True, slots=True)
class Table:
    """A grid of cells.

    ``aligned`` is True when ``col`` can be trusted (drawn rulings, HTML, DOCX and workbook cells) and
    False when the source only separates cells (tabs, pipes), so that a row may have slipped sideways.
    ``pages`` lists the pages that it stands on.
    """

    cells: tuple[TextCell, ...]
    n_rows: int
    n_cols: int
    aligned: bool = True
    pages: tuple[int, ...] = ()
    _rows: tuple[tuple[TextCell, ...], ...] | None = field(
        default=None, init=False, repr=False, compare=False
    )
    _words: tuple[str, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def of_rows(cls, rows: Sequence[tuple[TextCell, ...]], n_cols: int, aligned: bool) -> "Table":
        """The table of these rows, the cells of each from left to right and none of them merged."""
        table = cls(tuple(chain.from_iterable(rows)), len(rows), n_cols, aligned)
        object.__setattr__(table, "_rows", tuple(rows))
        return table

    def rows(self) -> tuple[tuple[TextCell, ...], ...]:
        """The cells of each row from left to right, each merged cell only in its first row."""
        if self._rows is None:
            by_row: list[list[TextCell]] = [[] for _ in range(self.n_rows)]
            for cell in self.cells:
                by_row[cell.row].append(cell)
            rows = tuple([tuple(sorted(row, key=_COLUMN)) for row in by_row])
            object.__setattr__(self, "_rows", rows)
            return rows
        return self._rows

    def words(self) -> tuple[str, ...]:
        """The texts of its cells but those in ASCII, figures most often: several look for Chinese labels among them."""
        if self._words is None:
            words = tuple([text for cell in self.cells if not (text := cell.text).isascii()])
            object.__setattr__(self, "_words", words)
            return words
        return self._words


@record(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one printed line where the source does not tell paragraphs.

    ``heading`` is the heading level where the source marks one (HTML h1–h6, Markdown, Word styles).
    ``words`` has the positions of the words where the source is laid out on pages.
    """

    text: str
    place: Place = Place()
    heading: int | None = None
    words: tuple[Word, ...] = ()


Block = Paragraph | Table


@record(frozen=True, slots=True)
class Signal:
    """Something a reader noticed and could not settle (``two-engines-disagree``, ``tables-are-images`` …)."""

    code: str
    message: str
    place: Place = Place()


@record(frozen=True, slots=True)
class Source:
    """A file as it was offered: its bytes, where they came from and their hash."""

    path: Path
    data: bytes = field(repr=False)
    sha256: str
    part: str | None = None


@record(frozen=True, slots=True)
class Document:
    """One reading of one file by one engine.

    ``engine`` names the reader (``pdfium``, ``pdfplumber``, ``ocr``, ``html``, ``docx``, ``sheet``,
    ``text``). ``meta`` has what the file says of itself outside its body: ``title``, ``published``,
    ``publisher``, ``encoding``, ``producer`` … Blocks are in reading order. On the pages (from 1) of
    ``turned`` the boxes are those of the page turned upright, by which words align; ``shown`` gives the printed place.
    ``painted`` has what is drawn on the pages that is neither text nor ruling: a place where it stands is not empty.
    """

    format: str
    engine: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    meta: dict[str, str] = field(default_factory=dict)
    signals: tuple[Signal, ...] = ()
    turned: dict[int, Turned] = field(default_factory=dict)
    painted: dict[int, tuple[Box, ...]] = field(default_factory=dict)

    def shown(self, place: Place) -> Place:
        """A place in this document as it is on the page as shown."""
        page = self.turned.get(place.page) if place.page is not None else None
        return place if page is None or place.box is None else Place(place.page, page.shown(place.box))
