"""A report before it is rendered: its title, paragraphs, headings and filled-in tables in reading order."""

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from benchmarks.generator import old_forms, words
from benchmarks.generator.options import Mix
from benchmarks.generator.truth import Truth
from extract.forms.layout import CHECK_RULE, PrintedCell, PrintedTable, printed_table


@dataclass(frozen=True, slots=True)
class Title:
    """One line of the report's title."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one of the six sections."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with everything that is printed in it; ``heads`` rows at its top may be repeated after a page break."""

    table: PrintedTable
    kind: str
    heads: int = 0

    def rows(self) -> list[list[str]]:
        """The full grid: a merged cell's text at its upper left, the rest empty."""
        filled = [[""] * self.table.n_cols for _ in range(self.table.n_rows)]
        for cell in self.table.cells:
            filled[cell.row][cell.col] = cell.text
        return filled


Part = Title | Heading | Text | Grid


REMARK = "备注：表内数字由样本机关填报，共核对2次。"


def manuscript(rng: Random, options: Mix, truth: Truth) -> list[Part]:
    """The report as its author wrote it, in the wording and table layout of the options."""
    parts: list[Part] = [Title(line) for line in words.title_lines(options, truth.agency, truth.year)]
    parts.append(Text(words.SYNTHETIC))
    parts += [Text(line) for line in words.lead(options, truth.agency, truth.year)]
    if options["distractor"] in ("contacts", "both"):
        parts.append(_contacts(rng))
    if "statistics" in truth.forms:
        return [*parts, *_old_report(rng, options, truth)]
    requests = int(truth.cells["req_new.total"].value or 0)
    for order in range(1, 7):
        parts.append(Heading(words.section_heading(options, order)))
        if order in (2, 3, 4):
            parts += _tables(options, truth, f"table{order}")
        else:
            parts += [Text(line) for line in words.narrative(rng, options, order, truth.year, requests)]
        if order == 1 and options["distractor"] in ("months", "both"):
            parts += [Text("各季度发布信息的数量如下。"), _months(rng)]
    if options["signed"]:
        parts += [Text(truth.agency), Text(f"{truth.year + 1}年1月{rng.randint(5, 31)}日")]
    return parts


def _old_report(rng: Random, options: Mix, truth: Truth) -> list[Part]:
    """What followed the title before 2019: sections in words, then one table at the end."""
    parts: list[Part] = []
    for numeral, name in zip(
        "一二三", ("概述", "主动公开政府信息的情况", "依申请公开政府信息的情况"), strict=True
    ):
        parts.append(Heading(f"{numeral}、{name}"))
        parts.append(Text(words.narrative(rng, {**options, "parts": "none"}, 1, truth.year, 5)[0]))
    parts.append(Heading(f"附表 政府信息公开情况统计表（{truth.year}年度）"))
    return [*parts, Grid(old_forms.table(rng, truth.forms["statistics"], truth.cells), "statistics", 1)]


def _tables(options: Mix, truth: Truth, name: str) -> list[Part]:
    table = _filled(printed_table(truth.forms[name], name), options, truth)
    rule = Text(words.wording(options)(CHECK_RULE))
    if name == "table2":
        return [*_by_article(table)] if options["table2_split"] else [Grid(table, name)]
    if name == "table4":
        if options["table4"] == "3x5":
            return _by_route(table)
        if options["remark"] == "row":
            below = PrintedCell(table.n_rows, 0, colspan=table.n_cols, text=REMARK)
            return [Grid(PrintedTable((*table.cells, below), table.n_rows + 1, table.n_cols), name, 3)]
        return [Grid(table, name, 3), *([Text(REMARK)] if options["remark"] == "paragraph" else [])]
    whole = Grid(_table3(table, options), name, 3)
    grids = _cut(whole) if options.get("table3_cut") else [whole]
    placed: dict[str, list[Part]] = {"head": [*grids], "above": [rule, *grids], "below": [*grids, rule]}
    return placed[options["rule_note"]]


def _filled(table: PrintedTable, options: Mix, truth: Truth) -> PrintedTable:
    """The form's layout with this report's labels and figures in its cells."""
    reword = words.wording(options)
    cells = tuple(
        replace(cell, text=truth.cells[cell.key].raw if cell.key else reword(cell.text))
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _table3(table: PrintedTable, options: Mix) -> PrintedTable:
    """Table three with the layout's own options: the rule elsewhere, no 三 column, group cells not merged."""
    cells: list[PrintedCell] = []
    for cell in table.cells:
        if cell.row == 0 and cell.col == 0 and options["rule_note"] != "head":
            cell = replace(cell, text="项目")
        if cell.rowspan > 1 and cell.col == 1 and options["group_cell"] != "merged":
            again = cell.text if options["group_cell"] == "repeated" else ""
            cells += [
                replace(cell, row=cell.row + n, rowspan=1, text=cell.text if n == 0 else again)
                for n in range(cell.rowspan)
            ]
            continue
        cells.append(cell)
    if options["handled"] == "absent":
        cells = _without_first_column(cells)
        return PrintedTable(tuple(cells), table.n_rows, table.n_cols - 1)
    return PrintedTable(tuple(cells), table.n_rows, table.n_cols)


def _cut(grid: Grid) -> list[Part]:
    """Table three in two tables, as a page break leaves it after conversion; a merged cell goes on without its text."""
    table = grid.table
    at = table.n_rows // 2
    upper = [replace(c, rowspan=min(c.rowspan, at - c.row)) for c in table.cells if c.row < at]
    lower = [replace(c, row=c.row - at) for c in table.cells if c.row >= at]
    lower += [
        replace(c, row=0, rowspan=c.row + c.rowspan - at, text="")
        for c in table.cells
        if c.row < at < c.row + c.rowspan
    ]
    return [
        Grid(PrintedTable(tuple(upper), at, table.n_cols), grid.kind, grid.heads),
        Grid(PrintedTable(tuple(lower), table.n_rows - at, table.n_cols), grid.kind),
    ]


def _without_first_column(cells: list[PrintedCell]) -> list[PrintedCell]:
    """The cells of table three without the column of 三、本年度办理结果."""
    kept = []
    for cell in cells:
        if cell.col == 0 and cell.rowspan > 3:  # 三、本年度办理结果
            continue
        if cell.col == 0:
            kept.append(replace(cell, colspan=cell.colspan - 1))
        else:
            kept.append(replace(cell, col=cell.col - 1))
    return kept


def _by_article(table: PrintedTable) -> list[Grid]:
    """Table two as one table for each article."""
    starts = [c.row for c in table.cells if c.col == 0 and c.colspan == table.n_cols] + [table.n_rows]
    return [_rows(table, first, last) for first, last in pairwise(starts)]


def _rows(table: PrintedTable, first: int, last: int) -> Grid:
    cells = tuple(replace(c, row=c.row - first) for c in table.cells if first <= c.row < last)
    return Grid(PrintedTable(cells, last - first, table.n_cols), "table2")


def _by_route(table: PrintedTable) -> list[Part]:
    """Table four as three tables of five, each under its own line."""
    parts: list[Part] = []
    for first, name in ((0, "行政复议"), (5, "行政诉讼——未经复议直接起诉"), (10, "行政诉讼——复议后起诉")):
        heads = [c for c in table.cells if c.head and first <= c.col < first + 5 and c.colspan == 1]
        values = [c for c in table.cells if c.key and first <= c.col < first + 5]
        cells = [PrintedCell(0, 0, colspan=5, text=name, head=True)]
        cells += [replace(c, row=1, rowspan=1, col=c.col - first) for c in heads]
        cells += [replace(c, row=2, col=c.col - first) for c in values]
        parts.append(Grid(PrintedTable(tuple(cells), 3, 5), "table4", 2))
    return parts


def _plain_table(rows: list[list[str]]) -> Grid:
    cells = tuple(
        PrintedCell(r, c, text=text, head=r == 0) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    return Grid(PrintedTable(cells, len(rows), len(rows[0])), "other", 1)


def _months(rng: Random) -> Grid:
    """A table with seven figures a row that is not table three."""
    head = ["季度", "网站", "公报", "微博", "微信", "大厅", "其他", "总计"]
    rows = [
        [quarter, *(str(rng.randint(0, 99)) for _ in range(7))]
        for quarter in ("一季度", "二季度", "三季度", "四季度")
    ]
    return _plain_table([head, *rows])


def _contacts(rng: Random) -> Grid:
    """A table of the page's own data, as web pages print above a report."""
    return _plain_table(
        [
            ["索引号", f"SAMPLE-{rng.randint(1000, 9999)}", "分类", "年度报告"],
            ["文号", "无", "主题词", "信息公开"],
        ]
    )
