"""How the official forms print tables 二, 三 and 四: every cell with its spans, labels and values alike.

What draws a form (the re-typeset editions, downloads, the benchmark reports) takes the layout from
here. Nothing that reads a document uses it: publishers print other layouts.
"""

from dataclasses import dataclass, replace
from itertools import groupby

from extract.forms.catalogue import APPLICANTS, Field, FormTable, cell_key, form

CHECK_RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
"""The rule that the form prints in the head of table three."""
HANDLED = "三、本年度办理结果"
"""The cell beside all outcome rows of table three."""

_HANDLED_ROWS = ("out_",)
_TABLE2_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell as the form prints it: a label (``text``), or a value (``code``, and ``column`` in table three)."""

    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""
    code: str | None = None
    column: str | None = None
    head: bool = False

    @property
    def html_spans(self) -> str:
        """The attributes of an HTML cell that spans as this one does, each after a blank."""
        spans = (("rowspan", self.rowspan), ("colspan", self.colspan))
        return "".join(f' {name}="{n}"' for name, n in spans if n > 1)

    @property
    def key(self) -> str | None:
        """The name of the value that stands here (``code`` or ``code.column``), None for a label."""
        return None if self.code is None else cell_key(self.code, self.column)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table as printed: a full grid of ``n_rows`` × ``n_cols`` that the cells cover exactly once."""

    cells: tuple[PrintedCell, ...]
    n_rows: int
    n_cols: int

    def rows(self) -> tuple[tuple[PrintedCell, ...], ...]:
        """The cells by the row they begin in, from left to right."""
        return tuple(
            tuple(sorted((c for c in self.cells if c.row == row), key=lambda c: c.col))
            for row in range(self.n_rows)
        )


def printed_table(form_id: str, table: str) -> PrintedTable:
    """``table2``, ``table3`` or ``table4`` of a form as printed. Raises ``KeyError`` where the form has no such table."""
    drawn = form(form_id).tables[table]
    return {"table2": _table2, "table3": _table3, "table4": _table4}[table](drawn)


def _spans(n: int) -> list[int]:
    """How ``n`` figures share the three columns beside the item's name."""
    width = _TABLE2_COLUMNS - 1
    return [1] * (n - 1) + [width - n + 1]


def _table2(table: FormTable) -> PrintedTable:
    cells: list[PrintedCell] = []
    row = 0
    parts = [(f, f.path.split(" / ")) for f in table.entered]
    for article, of_article in groupby(parts, key=lambda p: p[1][0]):
        items = [
            (item, [f for f, _ in fields]) for item, fields in groupby(of_article, key=lambda p: p[1][1])
        ]
        cells.append(PrintedCell(row, 0, colspan=_TABLE2_COLUMNS, text=article, head=True))
        cells.append(PrintedCell(row + 1, 0, text="信息内容", head=True))
        cells += _across(row + 1, [PrintedCell(0, 0, text=f.label_zh, head=True) for f in items[0][1]])
        for offset, (item, fields) in enumerate(items, start=2):
            cells.append(PrintedCell(row + offset, 0, text=item))
            cells += _across(row + offset, [PrintedCell(0, 0, code=f.code) for f in fields])
        row += 2 + len(items)
    return PrintedTable(tuple(cells), row, _TABLE2_COLUMNS)


def _across(row: int, cells: list[PrintedCell]) -> list[PrintedCell]:
    """Cells beside the item's name, the last one as wide as the table."""
    return [
        replace(cell, row=row, col=col, colspan=span)
        for col, (cell, span) in enumerate(zip(cells, _spans(len(cells)), strict=True), start=1)
    ]


def _table3_head() -> list[PrintedCell]:
    natural, *organisations, total = APPLICANTS
    return [
        PrintedCell(0, 0, 3, 3, CHECK_RULE, head=True),
        PrintedCell(0, 3, 1, 7, "申请人情况", head=True),
        PrintedCell(1, 3, 2, 1, natural.label_zh, head=True),
        PrintedCell(1, 4, 1, 5, "法人或其他组织", head=True),
        PrintedCell(1, 9, 2, 1, total.label_zh, head=True),
        *(PrintedCell(2, 4 + n, text=a.label_zh, head=True) for n, a in enumerate(organisations)),
    ]


def _table3(table: FormTable) -> PrintedTable:
    cells = _table3_head()
    row = 3
    outcomes = [f for f in table.entered if f.code.startswith(_HANDLED_ROWS)]
    for entry in (f for f in table.fields if f.parent is None):
        children = table.children(entry.code) if entry.computed else (entry,)
        if outcomes and entry.code == outcomes[0].code:
            cells.append(PrintedCell(row, 0, rowspan=len(outcomes), text=HANDLED))
        if entry.computed:
            cells.append(PrintedCell(row, 1, rowspan=len(children), text=entry.label_zh))
        for child in children:
            cells.append(_table3_label(row, entry, child))
            cells += [
                PrintedCell(row, 3 + n, code=child.code, column=column)
                for n, column in enumerate(c for c in table.columns if c is not None)
            ]
            row += 1
    return PrintedTable(tuple(cells), row, 10)


def _table3_label(row: int, entry: Field, child: Field) -> PrintedCell:
    """The label of a row: three columns wide, two within 三, one within a group."""
    if child is not entry:
        return PrintedCell(row, 2, text=child.label_zh)
    if entry.code.startswith(_HANDLED_ROWS):
        return PrintedCell(row, 1, colspan=2, text=entry.label_zh)
    return PrintedCell(row, 0, colspan=3, text=entry.label_zh)


def _table4(table: FormTable) -> PrintedTable:
    cells: list[PrintedCell] = []
    col = 0
    parts = [(f, f.path.split(" / ")) for f in table.entered]
    for route, of_route in groupby(parts, key=lambda p: p[1][0]):
        fields = list(of_route)
        cells.append(PrintedCell(0, col, colspan=len(fields), text=route, head=True))
        for way, of_way in groupby(fields, key=lambda p: p[1][1] if len(p[1]) == 3 else ""):
            results = [f for f, _ in of_way]
            if way:
                cells.append(PrintedCell(1, col, colspan=len(results), text=way, head=True))
            for entry in results:
                top, height = (2, 1) if way else (1, 2)
                cells.append(PrintedCell(top, col, rowspan=height, text=entry.label_zh, head=True))
                cells.append(PrintedCell(3, col, code=entry.code))
                col += 1
    return PrintedTable(tuple(cells), 4, col)
