"""Tables told figure by figure, each behind its name: 自然人：3 on a line, or several of them parted by commas or blanks; behind the label of a row 规章：本年制发件数 0，本年废止件数 1.

What such lines say is put back into tables, with rows below their headings, before these are read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.codes import RESULTS, ROUTES
from extract.tables.page_marks import is_page_mark, is_running_head

LEAST = 10
"""Named figures that make such tables: a table two has so many."""
LONGEST = 400
"""Characters of a line of figures at most."""
_VALUE = r"[+-]?[\d０-９][\d０-９,，.．]*|[增减]\d+|[-－—–/／]{1,2}|无"
_NAMED = rare(rf"[：:=].*?(?:{_VALUE})[。；;]?\s*$")
_PAIR = rare(rf"([^\s：:=，,；;、][^：:=，,；;]*?)\s*[：:=]\s*({_VALUE})(?=[\s，,；;、。]|$)")
_ROW = rare(
    rf"[^：:]+[：:]\s*+(?:[^：:=，,；;、\d]+[\u4e00-\u9fff）)]\s*(?:{_VALUE})(?:\s*[，,；;、。]\s*+|\s*$))+"
)
_IN_ROW = rare(rf"(?<=[：:，,；;、])\s*([^：:=，,；;、\d]*?)\s*({_VALUE})(?=\s*(?:[，,；;、。]|$))")
_BETWEEN = rare(r"\s*[-－–—>]\s*")
_BULLET = rare(r"^[-*•·\s]+")
_UNIT = rare(r"单位[：:]")


@record(frozen=True, slots=True)
class Figure:
    """A figure and its name: the table, the label or route of its row as far as it is printed with it, and its heading."""

    table: int
    row: str
    heading: str
    cell: TextCell


def with_tables(document: Document) -> Document:
    """The document with tables for its lines of named figures; the same document where it has none, or one of them is not understood."""
    if document.engine != "text":
        return document
    lines = {n: figures for n, block in enumerate(document.blocks) if (figures := list(_figures(block)))}
    if sum(map(len, lines.values())) < LEAST:
        return document
    blocks: list[Block] = []
    run: list[Figure] = []
    label = ""
    waiting: list[Block] = []
    for n, block in enumerate(document.blocks):
        if n in lines:
            run += [_below(label, figure) for figure in lines[n]]
            waiting = []
        elif (run or label) and isinstance(block, Paragraph) and _is_of_page(block.text):
            continue
        elif isinstance(block, Paragraph) and is_label(block.text):
            label = block.text.strip("：: ")
            waiting.append(block)
        else:
            tables = tables_of(run)
            if tables is None:
                return document
            blocks += [*tables, *waiting, block]
            run, label, waiting = [], "", []
    tables = tables_of(run)
    return document if tables is None else replace(document, blocks=(*blocks, *tables, *waiting))


def _below(label: str, figure: Figure) -> Figure:
    """A figure with the label or route above it where none stands on its line."""
    is_of_four = words.table4_route(label) in ROUTES and words.table4_result(figure.heading)
    return figure if figure.row else replace(figure, row=label, table=4 if is_of_four else figure.table)


def _is_of_page(text: str) -> bool:
    return is_page_mark(text) or is_running_head(text)


def _own_name(label: str) -> str:
    """A row's label without the names of its groups before it."""
    name = label.rpartition(" ")[2]
    return name if words.table3_row_exact(name) else label


def is_label(text: str) -> bool:
    """Whether a text names a row of the forms, a group of rows or a route."""
    last = text.rstrip("：: ").rpartition(" ")[2]  # 其他处理 is a group, and a row of the 2019 form
    row = words.table2_row_exact(text) or words.table3_row(text) or words.group_heading(last)
    return row is not None or words.table4_route(text) in ROUTES


def _figures(block: Block) -> Iterator[Figure]:
    """The figures of a line that are named as the forms name them."""
    if not isinstance(block, Paragraph) or len(block.text) > LONGEST or not _NAMED.search(block.text):
        return
    text = _UNIT.sub("单位．", block.text)
    before = None
    for pair in (_IN_ROW if _ROW.fullmatch(text) else _PAIR).finditer(text):
        before = text[: pair.start()].strip("：: ") if before is None else before
        *said, heading = _BETWEEN.split(_BULLET.sub("", pair[1]))
        place = replace(block.place, col=None, offset=(block.place.offset or 0) + pair.start(2))
        routes = [name for name in (before, *said) if words.table4_route(name) in ROUTES]
        row = before + " ".join(name for name in said if not words.is_table3_head(name))
        if routes and words.table4_result(heading):
            row = routes[-1]
        table = table_of(row, heading)
        if table is not None:
            yield Figure(table, row, heading, TextCell(pair[2], 0, 0, place=place))


def table_of(label: str, heading: str) -> int | None:
    """The table of the form that has a column of this heading, and in table four a row of this label; None where none has."""
    if words.table4_route(label) in ROUTES and words.table4_result(heading):
        return 4
    if words.table2_column(heading):
        return 2
    if words.applicant(heading):
        return 3
    return 4 if words.table4_result(heading) else None


_WHOLE = {3: (words.applicant, set(APPLICANT_CODES)), 4: (words.table4_result, set(RESULTS))}
"""What names the columns of a table, and those that each of its rows has."""


def tables_of(run: Sequence[Figure]) -> list[Table] | None:
    """The tables of figures that follow each other; None where a row has not all its columns."""
    tables: list[Table] = []
    for number, figures in groupby(run, key=lambda f: f.table):
        rows: list[list[TextCell]] = []
        above: list[str] = []
        for label, members in groupby(figures, key=lambda f: f.row):
            row = list(members)
            headings = [f.heading for f in row]
            named, wanted = _WHOLE.get(number, (str, set(headings)))
            if set(map(named, headings)) != wanted or len(headings) > len(wanted) or not label:
                return None
            first = replace(row[0].cell, text=_own_name(label))
            if headings != above:
                corner = "" if number == 4 else "信息内容"
                rows.append([replace(first, text=text) for text in (corner, *headings)])
            rows.append([first, *(f.cell for f in row)])
            above = headings
        cells = [
            tuple(replace(cell, row=n, col=col) for col, cell in enumerate(row)) for n, row in enumerate(rows)
        ]
        tables.append(Table.of_rows(cells, max(map(len, rows)), aligned=True))
    return tables
