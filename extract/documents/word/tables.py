"""Tables of a Word file: which hold data, their rows and cells, the text of a cell."""

from lxml.etree import _Element as Element

from extract.documents.clean import clean_cell, without_ornaments
from extract.documents.collect import RUNNING_TEXT, Collector, RawCell
from extract.documents.elements import whole_number
from extract.documents.word import names
from extract.documents.word.body import Body
from extract.documents.word.names import W
from extract.documents.word.part import child, value
from extract.documents.word.words import Words, is_inside

MAX_SPAN = 100
SPAN, DOWN, ACROSS = (f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge"))
Row = tuple[Element, list[Element]]
"""A row with its cells."""


def is_data(table: Element, rows: list[Row], body: Body) -> bool:
    """False for a table that only arranges the page: one column, larger tables in its cells, or running text."""
    is_outer = table in body.outer
    if not is_outer and not any(
        len(body.paragraphs.get(cell, ())) >= 3 or cell in body.deep for _, cells in rows for cell in cells
    ):
        return any(len(cells) > 1 for _, cells in rows)
    widest = filled = inner = longest = words = 0
    for _, cells in rows:
        widest = max(widest, len(cells))
        for cell in cells:
            sizes = [sum(1 for _ in t.iter(names.CELL)) for t in cell.iter(names.TABLE)] if is_outer else []
            if sizes:
                inner = max(inner, *sizes)
                continue
            length = sum(len(t.text or "") for t in cell.iter(names.TEXT))
            filled += length > 0
            words += length
            if length > max(longest, RUNNING_TEXT) and sum(1 for _ in body.paragraphs_of(cell)) >= 3:
                longest = length
    if inner:
        return filled > inner
    return widest > 1 and longest * 2 <= words


def add_table(rows: list[Row], collector: Collector, words: Words) -> None:
    """One table with its merged cells; small tables inside its cells are text of those cells."""
    above: dict[int, RawCell] = {}
    cells: list[RawCell] = []
    merging = words.body.merging
    for r, (row, in_row) in enumerate(rows):
        properties = child(row, "trPr") if row in words.body.shifted else None
        col = whole_number(value(properties, "gridBefore")) if properties is not None else 0
        for cell in in_row:
            text = _cell_text(cell, words)
            merged = merging.get(cell)
            if merged is None:
                above[col] = placed = RawCell(text, r, col)
                cells.append(placed)
                col += 1
                continue
            span = min(max(whole_number(merged.get(SPAN), 1), 1), MAX_SPAN)
            if merged.get(ACROSS, "restart") != "restart" and cells and cells[-1].row == r:
                cells[-1].colspan += span
            elif merged.get(DOWN, "restart") != "restart" and col in above:
                above[col].rowspan += 1
            else:
                above[col] = placed = RawCell(text, r, col, 1, span)
                cells.append(placed)
            col += span
    if cells:
        collector.table(cells, in_order=True)


def rows_of(table: Element, body: Body) -> list[Row]:
    """The rows of a table with their cells, those in content controls included, deleted ones left out."""
    return [
        (row, _held(row, names.CELL, body))
        for row in _held(table, names.ROW, body)
        if row not in body.deleted
    ]


def _held(parent: Element, wanted: str, body: Body) -> list[Element]:
    """The rows of a table or the cells of a row, those in content controls included."""
    if parent not in body.controlled:
        return list(parent.iterchildren(wanted))
    found: list[Element] = []
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == wanted:
            found.append(element)
        elif element.tag in names.CONTROLS:
            stack.extend(reversed(element))
    return found


def _cell_text(cell: Element, words: Words) -> str:
    """The paragraphs of a cell as one text; its line breaks are soft."""
    lines = []
    body, numbering = words.body, words.numbering
    for paragraph in body.paragraphs_of(cell):
        if body.copies and is_inside(paragraph, names.FALLBACK, cell):
            continue
        label = numbering.label(paragraph) if paragraph in numbering.counted else ""
        text = words.of(paragraph)
        if label or text.strip():
            lines.append(label + text)
    return clean_cell(without_ornaments("\n".join(lines)))
