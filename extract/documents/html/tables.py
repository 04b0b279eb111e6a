"""Tables of a page: which hold data, and where each of their cells stands."""

import re
from collections import Counter

from extract.documents.collect import RUNNING_TEXT, Grid
from extract.documents.html.cells import said
from extract.documents.html.paths import Paths, step
from extract.documents.html.tree import CELLS, GONE, Element, gone_before, text_of

MAX_COLSPAN = 100

_SPAN = re.compile(r"\d+")
_TABLE_PARTS = CELLS | {"tbody", "thead", "tfoot", "tr", "caption", "colgroup", "col"}


def is_data_table(table: Element) -> bool:
    """False for a table that only arranges the page: one column, larger tables in its cells, or running text."""
    if next(table.iterdescendants("table"), None) is None:
        rows = _rows(table)
        return any(len(_row_cells(row)) > 1 for row in rows) and not _is_running_text(table, rows)
    filled = inner = 0
    for row in _rows(table):
        for cell in _row_cells(row):
            nested = [one for one in cell.iter("table") if next(one.iterancestors("table")) is table]
            sizes = [sum(1 for _ in one.iter("td", "th")) for one in nested]
            inner = max(inner, *sizes, 0)
            filled += not sizes and any(text.strip() for text in cell.itertext())
    return filled > inner


def _is_running_text(table: Element, rows: list[Element]) -> bool:
    """True where one cell, in several paragraphs, holds most of the words."""
    if next(table.iter(*_PARAGRAPHS), None) is None:
        return False
    for row in rows:
        if len(text_of(row)) <= RUNNING_TEXT:
            continue
        for cell in _row_cells(row):
            if len(cell) and sum(1 for _ in cell.iter(*_PARAGRAPHS)) >= 3:
                length = len(text_of(cell).strip())
                if length > RUNNING_TEXT and length * 2 > len(text_of(table).strip()):
                    return True
    return False


_PARAGRAPHS = ("p", "div", "br")


def _is_row(table: Element) -> bool:
    """Whether a table has cells outside every row, or no row: those cells are one row, named by the table."""
    return next(table.iterchildren(*CELLS), None) is not None or next(table.iter("tr"), None) is None


def _rows(table: Element) -> list[Element]:
    """The rows of a table itself."""
    rows = list(table.iter("tr"))
    if next(table.iterdescendants("table"), None) is not None:
        rows = [row for row in rows if next(row.iterancestors("table")) is table]
    head, foot = table.find("thead"), table.find("tfoot")
    if foot is not None or (head is not None and rows[:1] and rows[0].getparent() is not head):
        # Wherever they are written, the head is shown above the other rows and the foot below them.
        rows.sort(key=lambda row: (row.getparent() is foot) - (row.getparent() is head))
    return [table, *rows] if _is_row(table) else rows


def _row_cells(row: Element) -> list[Element]:
    """The cells of a row, those that stand in a form or a font around them included."""
    children = row[:]
    if CELLS.issuperset([child.tag for child in children]):
        return children
    return [cell for cell in row.iter("td", "th") if next(cell.iterancestors("tr", "table")) is row]


def strays(table: Element, *, in_rows: bool) -> list[Element]:
    """What stands in a table and in none of its cells; a wrapper around cells or rows is read as those."""
    return [
        child
        for holder in table.iter("table", "tbody", "thead", "tfoot", *(["tr"] if in_rows else []))
        if not _TABLE_PARTS.issuperset([child.tag for child in holder[:]])
        for child in holder
        if child.tag not in _TABLE_PARTS
        and next(child.iterancestors("table")) is table
        and (child.tag == "table" or next(child.iter("td", "th"), None) is None)
    ]


def grid_of(table: Element, paths: Paths) -> tuple[Grid, bool]:
    """The cells of a table with their spans and CSS paths, placed as browsers place them; whether a row holds more than cells."""
    grid = Grid()
    mixed = False
    rows = _rows(table)
    groups = [row.getparent() for row in rows]
    left_in_group = Counter(groups)  # a span ends with its row group, whatever it claims
    for row, group in zip(rows, groups, strict=True):
        left = left_in_group[group]
        left_in_group[group] = left - 1
        cells = row[:]
        tags = [cell.tag for cell in cells]
        if not CELLS.issuperset(tags):
            mixed = True
            grid.add_row([(said(c), *_spans(c, left), paths.of(c)) for c in _row_cells(row)])
            continue
        above = paths.of(row)
        seen = dict.fromkeys(tags, 0)
        placed = []
        for cell, tag in zip(cells, tags, strict=True):
            number = seen[tag] + 1
            down = across = 1
            if not _PLACING.isdisjoint(cell.keys()):
                number += gone_before(cell)
                down, across = _spans(cell, left)
            seen[tag] = number
            placed.append((said(cell), down, across, above + step(tag, number)))
        grid.add_row(placed)
    return grid, mixed


_PLACING = frozenset(("rowspan", "colspan", GONE))
"""The attributes that tell more of a cell's place than its order does."""


def _spans(cell: Element, left: int) -> tuple[int, int]:
    """The rows and columns of a cell in a group that has so many rows left."""
    return min(_span(cell, "rowspan") or left, left), min(_span(cell, "colspan") or 1, MAX_COLSPAN)


def _span(cell: Element, name: str) -> int:
    """A span as written; 1 where nothing is, 0 for ``rowspan=0`` (to the end of the group)."""
    written = cell.get(name)
    if written and written.isdecimal():
        return int(written[:5])
    found = _SPAN.search(written) if written else None
    return int(found[0][:5]) if found else 1
