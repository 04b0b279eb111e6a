"""A self-check to take away: the findings as DOCX, the tables as XLSX in the official layout. All in memory."""

import re
from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from extract.checks.catalogue import Both, catalogue, wording
from extract.checks.originality import Piece
from extract.checks.selfcheck import SelfCheck, printed_forms, repeated_sentence
from extract.checks.sheet import table_label
from extract.forms import NATIONAL_TABLES
from extract.forms.layout import PrintedTable, printed_table
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


def writable(text: str) -> str:
    """A text without the characters that XML cannot hold, which a hostile file may have."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(cell: Cell | None, language: str) -> str:
    """What a cell prints; a cell that was not read says so."""
    if cell is None or cell.state is State.UNREAD:
        return getattr(wording("unread_cell"), language)
    return cell.raw or ("" if cell.value is None else f"{cell.value:g}")


def _fill_table(table: Table, printed: PrintedTable, name: str, selfcheck: SelfCheck, language: str) -> None:
    """Draw one form with its merged cells, and the figures that were read."""
    cells = {c.key: c for c in selfcheck.report.cells}
    grid = [row.cells for row in table.rows]
    table.autofit = False
    widths = [WIDTHS.get((name, col), WIDTH) for col in range(printed.n_cols)]
    # Word takes the widths of the cells, LibreOffice those of the grid.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(PAGE * width / sum(widths))
    for row in grid:
        for cell, width in zip(row, widths, strict=True):
            cell.width = Cm(PAGE * width / sum(widths))
    for one in printed.cells:
        text = one.text
        if one.key is not None:
            text = shown(cells.get(one.key), language)
            text = f"{OPEN}{text}{CLOSE}" if one.key in selfcheck.likely else text
        corner = grid[one.row][one.col]
        if one.rowspan > 1 or one.colspan > 1:
            corner = corner.merge(grid[one.row + one.rowspan - 1][one.col + one.colspan - 1])
        corner.text = writable(text)
        for run in corner.paragraphs[0].runs:
            run.font.size = SMALL
            run.bold = one.head or one.key in selfcheck.likely or None
            run.underline = one.key in selfcheck.marked or None


def _bullets(document: WordDocument, lines: Iterable[str]) -> None:
    for line in lines:
        document.add_paragraph(writable(line), style="List Bullet")


def _pieces(paragraph: Paragraph, pieces: Iterable[Piece]) -> None:
    """A sentence in which what repeats is underlined."""
    for piece in pieces:
        run = paragraph.add_run(writable(piece.text))
        run.font.size = Pt(9)
        run.underline = piece.same or None


def report_docx(selfcheck: SelfCheck, language: str = "zh") -> bytes:
    """The result as a DOCX file in ``zh`` or ``en``; the tables stay as the form prints them."""

    def say(text: Both) -> str:
        return getattr(text, language)

    def words(name: str) -> str:
        return say(wording(name))

    report = selfcheck.report
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), HAN)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width

    document.add_heading(words("title"), level=0)
    document.add_paragraph(words("note"))
    document.add_paragraph(writable(f"{words('file')}：{selfcheck.filename}"))
    body = report.agency.name_as_published or report.agency.name or words("unknown")
    about = f"{words('agency')}：{body}　{words('year')}：{report.year or words('unknown')}"
    document.add_paragraph(writable(about))
    _bullets(document, [say(w) for w in selfcheck.warnings])
    if selfcheck.refused:
        document.add_paragraph(writable(report.refused_because(language)))
        return _saved(document)

    document.add_heading(words("failed"), level=1)
    for one in selfcheck.failures:
        name = say(catalogue()[one.id].name)
        message = one.message_zh if language == "zh" else one.message_en
        document.add_paragraph(
            writable(f"{words(one.severity)} · {one.id} {name}：{message}"), style="List Number"
        )
    if not selfcheck.failures:
        document.add_paragraph(words("none_failed"))
    if selfcheck.suspects:
        document.add_heading(words("likely"), level=1)
        _bullets(document, [s.message_zh if language == "zh" else s.message_en for s in selfcheck.suspects])
    if selfcheck.missing:
        document.add_heading(words("missing"), level=1)
        _bullets(document, [say(m) for m in selfcheck.missing])
    document.add_heading(words("read"), level=1)
    if selfcheck.marked:
        document.add_paragraph(words("marked"))
    for name, form_id in printed_forms(report).items():
        printed = printed_table(form_id, name)
        document.add_heading(say(table_label(name)), level=2)
        table = document.add_table(printed.n_rows, printed.n_cols, style="Table Grid")
        _fill_table(table, printed, name, selfcheck, language)
    if selfcheck.repeated:
        document.add_heading(words("repeated"), level=1)
    for repeated in selfcheck.repeated:
        document.add_paragraph(say(repeated_sentence(repeated)))
        side_by_side = document.add_table(1, 2, style="Table Grid")
        for cell, name in zip(side_by_side.rows[0].cells, ("last_year", "this_year"), strict=True):
            cell.text = words(name)
        for row in repeated.rows:
            left, right = side_by_side.add_row().cells
            _pieces(left.paragraphs[0], row.left)
            _pieces(right.paragraphs[0], row.right)
    document.add_heading(words("not_checked"), level=1)
    _bullets(document, [f"{n.check.id} {say(n.check.name)}：{say(n.why)}" for n in selfcheck.not_checked])
    return _saved(document)


def _saved(document: WordDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


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
    box = {
        "border": 1,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "font_name": HAN,
        "font_size": 10,
    }
    label, head = book.add_format(box), book.add_format(box | {"bold": True})
    figure, unread = book.add_format(box), book.add_format(box | {"bg_color": "#DDDDDD"})
    cells = {c.key: c for c in report.cells}
    forms = printed_forms(report)
    for name in NATIONAL_TABLES:
        sheet = book.add_worksheet(table_label(name).zh)
        if name not in forms:
            sheet.write_string(0, 0, wording("no_table").zh.format(where=table_label(name).zh))
            continue
        printed = printed_table(forms[name], name)
        widths = [WIDTHS.get((name, col), WIDTH) for col in range(printed.n_cols)]
        for col, width in enumerate(widths):
            sheet.set_column(col, col, width)
        for row, height in enumerate(_heights(printed, widths)):
            sheet.set_row(row, height)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for one in printed.cells:
            cell = cells.get(one.key) if one.key is not None else None
            known = one.key is None or (cell is not None and cell.state is not State.UNREAD)
            style = (head if one.head else label) if one.key is None else (figure if known else unread)
            last_row, last_col = one.row + one.rowspan - 1, one.col + one.colspan - 1
            if (last_row, last_col) != (one.row, one.col):
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
    book.close()
    return out.getvalue()
