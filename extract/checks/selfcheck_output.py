"""A self-check to take away: the findings as DOCX, the tables as XLSX in the official layout. All in memory."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extract.checks.catalogue import Both, catalogue, wording
from extract.checks.originality import Piece
from extract.checks.selfcheck import SelfCheck, printed_forms, repeated_sentence
from extract.checks.sheet import table_label
from extract.forms import NATIONAL_TABLES
from extract.forms.layout import PrintedCell, PrintedTable, printed_table
from extract.reports.model import Cell, Report, State

LATIN, HAN = "Times New Roman", "宋体"
SMALL = Pt(8)
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PAGE = 24.0
"""Width of a table on a landscape page, in centimetres."""
LONGEST = 32_767
"""Characters that one cell of a workbook can hold."""
WIDTH, LINE = 13, 16
WIDTHS = {("table2", 0): 24, ("table3", 1): 14, ("table3", 2): 46}
"""Widths of the columns of labels, in digits; LINE is the height of a line in points."""
OPEN, CLOSE = "【", "】"
"""What stands around a figure that may be the wrong one."""
BOX = {
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "font_name": HAN,
    "font_size": 10,
}
LOOKS: dict[str, dict[str, Any]] = {
    "label": {},
    "head": {"bold": True},
    "figure": {},
    "unread": {"bg_color": "#DDDDDD"},
}
"""How the cells of a workbook look: all as ``BOX``, and each kind as it says here."""


def writable(text: str) -> str:
    """A text without the characters that XML cannot hold, which a hostile file may have."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(cell: Cell | None, language: str) -> str:
    """What a cell prints; a cell that was not read says so."""
    if cell is None or cell.state is State.UNREAD:
        return getattr(wording("unread_cell"), language)
    return cell.raw or ("" if cell.value is None else f"{cell.value:g}")


def report_docx(selfcheck: SelfCheck, language: str = "zh") -> bytes:
    """The result as a DOCX file in ``zh`` or ``en``; the tables stay as the form prints them."""
    paper = _Paper(selfcheck, language)
    paper.add_head()
    if selfcheck.refused:
        paper.add(selfcheck.report.refused_because(language))
    else:
        paper.add_failures()
        paper.add_list("likely", [Both(s.message_zh, s.message_en) for s in selfcheck.suspects])
        paper.add_list("missing", selfcheck.missing)
        paper.add_tables()
        paper.add_repeated()
        paper.add_not_checked()
    return paper.saved()


class _Paper:
    """The result as a Word document while it is written, in one language."""

    def __init__(self, selfcheck: SelfCheck, language: str) -> None:
        self.selfcheck, self.language = selfcheck, language
        self.document = Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = LATIN, Pt(10.5)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), HAN)
        page = self.document.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width

    def say(self, text: Both) -> str:
        return getattr(text, self.language)

    def words(self, name: str) -> str:
        """A wording of the self-check."""
        return self.say(wording(name))

    def add(self, text: str, style: str | None = None) -> None:
        self.document.add_paragraph(writable(text), style=style)

    def add_list(self, heading: str, lines: Sequence[Both]) -> None:
        """Lines under their heading; nothing where there are none."""
        if lines:
            self.document.add_heading(self.words(heading), level=1)
            self.add_bullets(lines)

    def add_bullets(self, lines: Iterable[Both]) -> None:
        for line in lines:
            self.add(self.say(line), "List Bullet")

    def add_head(self) -> None:
        """What this is, which file and report it is about, and what to mind."""
        words, report = self.words, self.selfcheck.report
        self.document.add_heading(words("title"), level=0)
        self.add(words("note"))
        self.add(f"{words('file')}：{self.selfcheck.filename}")
        body = report.agency.name_as_published or report.agency.name or words("unknown")
        self.add(f"{words('agency')}：{body}　{words('year')}：{report.year or words('unknown')}")
        self.add_bullets(self.selfcheck.warnings)

    def add_failures(self) -> None:
        self.document.add_heading(self.words("failed"), level=1)
        for one in self.selfcheck.failures:
            name, message = self.say(catalogue()[one.id].name), self.say(Both(one.message_zh, one.message_en))
            self.add(f"{self.words(one.severity)} · {one.id} {name}：{message}", "List Number")
        if not self.selfcheck.failures:
            self.add(self.words("none_failed"))

    def add_tables(self) -> None:
        """The tables that were read, in the layout of their forms."""
        self.document.add_heading(self.words("read"), level=1)
        if self.selfcheck.marked:
            self.add(self.words("marked"))
        for name, form_id in printed_forms(self.selfcheck.report).items():
            printed = printed_table(form_id, name)
            self.document.add_heading(self.say(table_label(name)), level=2)
            table = self.document.add_table(printed.n_rows, printed.n_cols, style="Table Grid")
            _set_widths(table, _widths(name, printed))
            self._fill(table, printed)

    def _fill(self, table: Table, printed: PrintedTable) -> None:
        """Draw one form with its merged cells, and the figures that were read."""
        selfcheck = self.selfcheck
        cells = {c.key: c for c in selfcheck.report.cells}
        grid = [row.cells for row in table.rows]
        for one in printed.cells:
            text = one.text
            if one.key is not None:
                text = shown(cells.get(one.key), self.language)
                text = f"{OPEN}{text}{CLOSE}" if one.key in selfcheck.likely else text
            corner = grid[one.row][one.col]
            if one.rowspan > 1 or one.colspan > 1:
                corner = corner.merge(grid[one.row + one.rowspan - 1][one.col + one.colspan - 1])
            corner.text = writable(text)
            for run in corner.paragraphs[0].runs:
                run.font.size = SMALL
                run.bold = one.head or one.key in selfcheck.likely or None
                run.underline = one.key in selfcheck.marked or None

    def add_repeated(self) -> None:
        """The sections that repeat last year's, both years side by side."""
        if self.selfcheck.repeated:
            self.document.add_heading(self.words("repeated"), level=1)
        for repeated in self.selfcheck.repeated:
            self.document.add_paragraph(self.say(repeated_sentence(repeated)))
            side_by_side = self.document.add_table(1, 2, style="Table Grid")
            for cell, name in zip(side_by_side.rows[0].cells, ("last_year", "this_year"), strict=True):
                cell.text = self.words(name)
            for row in repeated.rows:
                left, right = side_by_side.add_row().cells
                _add_pieces(left.paragraphs[0], row.left)
                _add_pieces(right.paragraphs[0], row.right)

    def add_not_checked(self) -> None:
        """What was not checked, and why: said even where it is nothing."""
        self.document.add_heading(self.words("not_checked"), level=1)
        for one in self.selfcheck.not_checked:
            self.add(f"{one.check.id} {self.say(one.check.name)}：{self.say(one.why)}", "List Bullet")

    def saved(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def _set_widths(table: Table, widths: list[int]) -> None:
    """Share a page among columns. Word takes the widths of the cells, LibreOffice those of the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(PAGE * width / sum(widths))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(PAGE * width / sum(widths))


def _add_pieces(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    """A sentence in which what repeats is underlined."""
    for piece in pieces:
        run = paragraph.add_run(writable(piece.text))
        run.font.size = Pt(9)
        run.underline = piece.same or None


def _widths(name: str, printed: PrintedTable) -> list[int]:
    """The widths of a table's columns, in digits."""
    return [WIDTHS.get((name, col), WIDTH) for col in range(printed.n_cols)]


def _heights(printed: PrintedTable, widths: list[int]) -> list[int]:
    """The height of each row in points, by its longest label; a Han character is two digits wide."""
    lines = [1] * printed.n_rows
    for one in printed.cells:
        if one.rowspan == 1 and one.text:
            room = sum(widths[one.col : one.col + one.colspan])
            lines[one.row] = max(lines[one.row], -(-2 * len(one.text) // room))
    return [LINE * n for n in lines]


def tables_xlsx(report: Report) -> bytes:
    """Tables 二, 三 and 四 as a workbook in the official layout: numbers as numbers, blanks blank, words as printed."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = {kind: book.add_format(BOX | look) for kind, look in LOOKS.items()}
    cells = {c.key: c for c in report.cells}
    forms = printed_forms(report)
    for name in NATIONAL_TABLES:
        sheet = book.add_worksheet(table_label(name).zh)
        if name not in forms:
            sheet.write_string(0, 0, wording("no_table").zh.format(where=table_label(name).zh))
            continue
        printed = printed_table(forms[name], name)
        _lay_out(sheet, printed, _widths(name, printed))
        for one in printed.cells:
            _write(sheet, one, cells.get(one.key or ""), formats)
    book.close()
    return out.getvalue()


def _lay_out(sheet: Worksheet, printed: PrintedTable, widths: list[int]) -> None:
    """Widths, heights, and one landscape page of A4 as wide as the table."""
    for col, width in enumerate(widths):
        sheet.set_column(col, col, width)
    for row, height in enumerate(_heights(printed, widths)):
        sheet.set_row(row, height)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Worksheet, one: PrintedCell, cell: Cell | None, formats: Mapping[str, Format]) -> None:
    """One label, or one figure; what was not read is grey."""
    kind = "figure" if cell is not None and cell.state is not State.UNREAD else "unread"
    if one.key is None:
        kind = "head" if one.head else "label"
    style = formats[kind]
    if one.rowspan * one.colspan > 1:
        last_row, last_col = one.row + one.rowspan - 1, one.col + one.colspan - 1
        sheet.merge_range(one.row, one.col, last_row, last_col, "", style)
    if one.key is None:
        sheet.write_string(one.row, one.col, one.text, style)
    elif cell is not None and cell.state is State.NUMBER and cell.value is not None:
        sheet.write_number(one.row, one.col, cell.value, style)
    elif cell is not None and cell.raw:
        # As text, so that a cell that begins with = or + is never taken for a formula.
        sheet.write_string(one.row, one.col, writable(cell.raw)[:LONGEST], style)
    else:
        sheet.write_blank(one.row, one.col, None, style)
