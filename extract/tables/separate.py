"""Tables that a reader could not tell apart, cut where a heading or a line of text stands between them."""

from dataclasses import replace

from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.forms import labels as words

_TITLES = ("收到和处理政府信息公开申请情况", "政府信息公开行政复议行政诉讼情况", "主动公开政府信息情况")
"""Titles of the sections that hold tables, also where what follows runs into them."""

WIDE = 18
"""Columns that no table of the forms has, unless it is turned on its side."""


def _is_between(cells: tuple[TextCell, ...], table: Table) -> TextCell | None:
    """The cell of a row that holds nothing but a section's heading or a line of running text, else None."""
    cell = None
    for other in cells:
        if other.text.strip():
            if cell is not None:
                return None
            cell = other
    if cell is None or len(cell.text) < 4:
        return None
    key = words.section_key(cell.text)
    if 4 <= len(key) <= 46 and words.section_title(key, True) is not None:
        return cell
    if key.startswith(_TITLES):
        return cell
    wide = cell.col == 0 and cell.colspan >= 0.8 * table.n_cols and table.n_cols > 3
    known = words.table3_row(cell.text) or words.is_table3_head(cell.text) or words.table4_route(cell.text)
    return cell if wide and len(cell.text) > 30 and not known else None


def _piece(table: Table, rows: list[tuple[TextCell, ...]], first: int) -> Table:
    cells = tuple(
        replace(c, row=c.row - first, rowspan=min(c.rowspan, len(rows) - (c.row - first)))
        for row in rows
        for c in row
    )
    return replace(table, cells=cells, n_rows=len(rows))


def _upright(table: Table) -> Table:
    """A table three whose applicants stand in rows and whose results stand in columns, turned as the form draws it."""
    if not table.aligned:
        return table
    results = {code for c in table.cells if c.rowspan < table.n_rows and (code := words.table3_row(c.text))}
    applicants = {code for c in table.cells if (code := words.applicant(c.text))}
    columns = {c.col for c in table.cells if words.table3_row(c.text)}
    if len(results) < WIDE or len(columns) < WIDE or len(applicants) < 5:
        return table
    turned = [replace(c, row=c.col, col=c.row, rowspan=c.colspan, colspan=c.rowspan) for c in table.cells]
    turned.sort(key=lambda c: (c.row, c.col))
    return replace(table, cells=tuple(turned), n_rows=table.n_cols, n_cols=table.n_rows)


def _cut(table: Table) -> list[Block]:
    grid = list(table.rows())
    cuts = {number: cell for number, row in enumerate(grid) if (cell := _is_between(row, table)) is not None}
    if not cuts:
        return [table]
    blocks: list[Block] = []
    rows: list[tuple[TextCell, ...]] = []
    first = 0
    for number, row in enumerate(grid):
        between = cuts.get(number)
        if between is None:
            if not rows:
                first = number
            rows.append(row)
            continue
        if rows:
            blocks.append(_piece(table, rows, first))
            rows = []
        blocks.append(Paragraph(between.text, between.place))
    if rows:
        blocks.append(_piece(table, rows, first))
    return blocks


def separated(document: Document) -> Document:
    """The document with every table upright and cut at the headings inside it; the same document if nothing changes."""
    blocks: list[Block] = []
    changed = False
    for block in document.blocks:
        if isinstance(block, Table) and block.n_cols >= WIDE:
            turned = _upright(block)
            changed = changed or turned is not block
            block = turned
        pieces = _cut(block) if isinstance(block, Table) and _may_hold_heading(block) else [block]
        changed = changed or len(pieces) != 1
        blocks += pieces
    return replace(document, blocks=tuple(blocks)) if changed else document


def _may_hold_heading(table: Table) -> bool:
    return any(c.col == 0 and len(c.text) > 6 and (c.colspan > 2 or table.n_cols <= 2) for c in table.cells)
