"""Tables that a reader could not tell apart, cut where a heading or a line of text stands between them."""

import re
from dataclasses import replace

from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables.codes import FIFTEEN, FIVE
from extract.tables.restored.keyed import with_tables
from extract.tables.restored.long_form import with_columns
from extract.tables.statistics.halves import halves_below_each_other
from extract.tables.values import is_value

NARROW = 4
"""Columns of table two, and of a table four on its side."""
FILLED = 2
"""Columns more that a text may have, as it fills some rows up."""
HEAD_ROWS = 4
_NUMBER = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七])[.．、）)]?")
_AFTER_NUMBER = frozenset(".．、")
LONGEST = 60
"""Characters of the longest label that a line may break."""
_SUITS = 4
"""The section of reviews and suits."""
ALL_TABLES = 30
"""Rows that none of the tables two, three and four has more of."""
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
    wide = cell.col == 0 and cell.colspan >= 0.8 * table.n_cols and table.n_cols > 3
    wide = wide or (cell.col == 0 and cell.rowspan == 1 and "。" in cell.text)
    known = words.table3_row(cell.text) or words.is_table3_head(cell.text) or words.table4_route(cell.text)
    return cell if wide and len(cell.text) > 30 and not known else None


def _piece(table: Table, rows: list[tuple[TextCell, ...]], first: int) -> Table:
    """A part of a table; what is empty beyond its last filled column is no part of it."""
    width = max((c.col + c.colspan for row in rows for c in row if c.text or c.colspan > 1), default=0)
    cells = tuple(
        replace(c, row=c.row - first, rowspan=min(c.rowspan, len(rows) - (c.row - first)))
        for row in rows
        for c in row
        if c.col < width
    )
    return replace(table, cells=cells, n_rows=len(rows), n_cols=width)


def _upright(table: Table) -> Table:
    """A table on its side turned as the form draws it: applicants of table three, or results of table four, in rows."""
    whole = table if table.aligned else _piece(table, list(table.rows()), 0)
    if (whole.aligned or _is_full(whole)) and (
        _applicants_in_rows(whole) if whole.n_cols >= WIDE else _results_in_rows(whole)
    ):
        turned = [replace(c, row=c.col, col=c.row, rowspan=c.colspan, colspan=c.rowspan) for c in whole.cells]
        turned.sort(key=lambda c: (c.row, c.col))
        return replace(whole, cells=tuple(turned), n_rows=whole.n_cols, n_cols=whole.n_rows)
    return table


def _is_full(table: Table) -> bool:
    """True where every row has a cell in every column and only the first may be empty: none of its cells can have slipped."""
    return len(table.cells) == table.n_rows * table.n_cols and all(c.text.strip() for c in table.cells[1:])


def _applicants_in_rows(table: Table) -> bool:
    columns = {c.col for c in table.cells if words.table3_row(c.text)}
    applicants = {code for c in table.cells if (code := words.applicant(c.text))}
    return len(columns) >= WIDE and len(applicants) >= 5


def _results_in_rows(table: Table) -> bool:
    """True where the results of table four stand below each other, in one column or all fifteen, and in no row together.

    Not in a table that a page break cuts within the five of a route: the rest of them stands on the next page.
    """
    if not FIVE <= table.n_rows <= WIDE:
        return False
    results = [(c, said) for c in table.cells if c.text and (said := words.table4_result(c.text))]
    return (
        len({said for _, said in results}) == FIVE
        and (
            (len({c.col for c, _ in results}) == 1 and len(results) % FIVE == 0)
            or len(results) == len({c.row for c, _ in results}) == len(FIFTEEN)
        )
        and any(words.table4_route(c.text) for c in table.cells if c.text)
    )


def _heads(table: Table) -> dict[str, int]:
    """The columns of table three that the first rows of a table name, and where each stands."""
    return {code: c.col for c in table.cells if c.row < HEAD_ROWS and (code := words.applicant(c.text))}


def _labels(table: Table) -> dict[int, str]:
    return {c.row: code for c in table.cells if len(c.text) > 3 and (code := words.table3_row_exact(c.text))}


def _side_by_side(left: Table, right: Table) -> Table | None:
    """Table three from two halves set beside each other, row by row; the right one may repeat the labels.

    None unless together they name every column once and their rows are the same.
    """
    if not (left.aligned and right.aligned) or left.n_rows != right.n_rows or left.n_rows < WIDE:
        return None
    mine, others = _heads(left), _heads(right)
    if not others or set(mine) & set(others) or set(mine) | set(others) != set(APPLICANT_CODES):
        return None
    labels, repeated = _labels(left), _labels(right)
    if len(labels) < WIDE or (repeated and repeated != labels):
        return None
    first = min(others.values())
    moved = tuple(replace(c, col=c.col - first + left.n_cols) for c in right.cells if c.col >= first)
    cells = sorted((*left.cells, *moved), key=lambda c: (c.row, c.col))
    return replace(left, cells=tuple(cells), n_cols=left.n_cols + right.n_cols - first)


def _are_neighbours(left: TextCell, right: TextCell) -> bool:
    """True for two cells of one row that nothing parts, neither of them merged with the row below."""
    return (right.rowspan, right.colspan, left.rowspan) == (1, 1, 1) and left.col + left.colspan == right.col


def _refolded(table: Table) -> Table:
    """A table whose merged cells were filled one by one, each with the same text: neighbours below one heading are one cell.

    A heading is told by being repeated itself, side by side.
    """
    heads: dict[int, str] = {}
    cells: list[TextCell] = []
    changed = False
    for row in table.rows():
        kept: list[TextCell] = []
        for cell in row:
            last = kept[-1] if kept else None
            if last is not None and cell.text == last.text and _are_neighbours(last, cell):
                head = heads.get(cell.col, "")
                named = len(cell.text) > 3 and not is_value(cell.text)
                if named or (head and head == heads.get(last.col)):
                    kept[-1] = replace(last, colspan=last.colspan + 1)
                    changed = True
                    continue
            kept.append(cell)
        single = {id(cell) for cell in row}
        for cell in kept:
            if not is_value(cell.text):
                repeated = id(cell) not in single
                for col in range(cell.col, cell.col + cell.colspan):
                    heads[col] = cell.text if repeated else ""
        cells += kept
    return replace(table, cells=tuple(cells)) if changed else table


def _lines_alone(rows: list[tuple[TextCell, ...]]) -> list[TextCell] | None:
    """The texts of rows that hold no more than one each, none of them a value; None for rows of a table."""
    texts = [[cell for cell in row if cell.text] for row in rows]
    if any(len(row) > 1 or (row and is_value(row[0].text)) for row in texts):
        return None
    return [row[0] for row in texts if row]


def _begins_next(row: tuple[TextCell, ...], above: set[str]) -> bool:
    """Whether the heading of table three stands below rows of table two, or that of table four below rows of table three."""
    texts = {words.plain(c.text) for c in row if c.text}
    if "申请人情况" in texts:
        return any(text.startswith("第二十条第") for text in above)
    return {"行政复议", "行政诉讼"} <= texts and any("结转下年度" in text for text in above)


def _cut(table: Table) -> list[Block]:
    grid = list(table.rows())
    cuts = {number: cell for number, row in enumerate(grid) if (cell := _is_between(row, table)) is not None}
    if not cuts and len(grid) <= ALL_TABLES:
        return [table]
    blocks: list[Block] = []
    rows: list[tuple[TextCell, ...]] = []
    above: set[str] = set()
    first = 0
    for number, row in enumerate(grid):
        between = cuts.get(number)
        if rows and _begins_next(row, above):
            blocks += _piece_or_lines(table, rows, first)
            rows, above = [], set()
        above.update(words.plain(c.text) for c in row[:1])
        if between is None:
            if not rows:
                first = number
            rows.append(row)
            continue
        if rows:
            blocks += _piece_or_lines(table, rows, first)
            rows = []
        blocks.append(Paragraph(between.text, between.place))
    if len(rows) == len(grid):
        return [table]
    if rows:
        blocks += _piece_or_lines(table, rows, first)
    return blocks


def _piece_or_lines(table: Table, rows: list[tuple[TextCell, ...]], first: int) -> list[Block]:
    """What stands between two cuts: a table, or the lines of text that a sheet has in cells."""
    alone = _lines_alone(rows)
    if alone is None:
        return [_piece(table, rows, first)]
    return [Paragraph(cell.text, cell.place) for cell in alone]


def _is_label(text: str) -> bool:
    return words.table2_row_exact(text) is not None or words.table3_row_exact(text) is not None


def _whole(begun: str, cell: TextCell) -> TextCell | None:
    """A cell whose text began on the line above, if only together they are a row's label; else None."""
    text = cell.text
    if not begun or not text or len(begun) + len(text) > LONGEST or is_value(text):
        return None
    if not words.plain(text):
        return None
    numbered = _NUMBER.fullmatch(begun) is not None
    if not numbered and (is_value(begun) or _is_label(text)):
        return None
    if begun.isdigit() and text[0] not in _AFTER_NUMBER:
        return None  # it may be the number of a page
    return replace(cell, text=begun + text) if _is_label(begun + text) else None


def _with_whole_labels(table: Table, above: Paragraph | None) -> tuple[Table, bool]:
    """A table of separated cells whose labels have a line of their own for each part, and whether its first began in the text above."""
    rows = list(table.rows())
    first = _whole(above.text, rows[0][0]) if above is not None and rows[0] else None
    if first is not None:
        rows[0] = (first, *rows[0][1:])
    changed = first is not None
    for n in range(1, len(rows)):
        upper, lower = rows[n - 1], rows[n]
        if len(upper) < 2 or not lower:
            continue
        last = upper[-1].text
        if not last or (last[-1].isdigit() and lower[0].text[:1] not in _AFTER_NUMBER):
            continue
        if any(is_value(c.text) for c in upper[:-1]):
            continue
        whole = _whole(upper[-1].text, lower[0])
        if whole is not None:
            rows[n - 1], rows[n] = upper[:-1], (whole, *lower[1:])
            changed = True
    return (
        (replace(table, cells=tuple(c for row in rows for c in row)), first is not None)
        if changed
        else (table, False)
    )


def separated(document: Document) -> Document:
    """The document with every table upright and cut at the headings inside it, and with lists in one column; the same document if nothing changes."""
    document = with_columns(with_tables(halves_below_each_other(document)))
    blocks: list[Block] = []
    changed = False
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table) and blocks and isinstance(blocks[-1], Table):
            whole = _side_by_side(blocks[-1], block)
            if whole is not None:
                blocks[-1] = whole
                changed = True
                continue
        if isinstance(block, Table) and document.engine == "sheet":
            pieces = _pieces_of_sheet(block)
            changed = changed or any(piece is not block for piece in pieces)
            blocks += pieces
            continue
        if isinstance(block, Table) and _may_lie(block):
            turned = _upright(block)
            turned = _refolded(turned) if block.aligned else turned
            changed = changed or turned is not block
            block = turned
        if isinstance(block, Table) and not block.aligned:
            above = blocks[-1] if blocks else None
            block, begun = _with_whole_labels(block, above if isinstance(above, Paragraph) else None)
            if begun:
                blocks.pop()
            changed = changed or begun or block is not document.blocks[number]
        pieces = _cut(block) if isinstance(block, Table) and _may_hold_heading(block) else [block]
        changed = changed or len(pieces) != 1
        blocks += pieces
    return replace(document, blocks=tuple(blocks)) if changed else document


def _pieces_of_sheet(table: Table) -> list[Block]:
    """The tables and lines of a sheet's rows; most sheets hold all tables of a report, some of them on their side."""
    pieces = _cut(_refolded(table) if _may_lie(table) else table)
    return [_raised(piece) if isinstance(piece, Table) else piece for piece in pieces]


def _raised(table: Table) -> Table:
    """A table of a sheet upright, if it lies on its side, wherever its first column stands."""
    first = min((c.col for c in table.cells if c.text), default=0)
    cells = (
        tuple(replace(c, col=c.col - first) for c in table.cells if c.col >= first) if first else table.cells
    )
    own = replace(table, cells=cells, n_cols=table.n_cols - first) if first else table
    turned = _upright(own) if _may_lie(own) else own
    return table if turned is own else turned


def _may_lie(table: Table) -> bool:
    """Whether a table is as narrow or as wide as one of the form's on its side."""
    return not NARROW + (0 if table.aligned else FILLED) < table.n_cols < WIDE


def _may_hold_heading(table: Table) -> bool:
    """True where a cell that begins a row is wide and long enough for a heading, or where a whole report stands in the table.

    Of that, sentences, the heading of section four or those of two sections alone in their rows tell: a list of
    indicators has a heading that could be one of another section.
    """
    titles = set()
    for row in table.rows():
        if not row or row[0].col > 0 or len(row[0].text) <= 6:
            continue
        text = row[0].text
        if row[0].colspan > 2 or table.n_cols <= 2:
            return True
        if ("情况" in text or "。" in text) and not any(c.text for c in row[1:]):
            titles.add(words.section_title(words.section_key(text), True) if "。" not in text else 0)
        if text.startswith("第二十条") and len(table.rows()) > ALL_TABLES:
            return True
    return bool(titles & {0, _SUITS}) or len(titles - {None}) > 1
