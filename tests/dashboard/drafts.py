"""Drafts as officials write them, made for the self-check's tests: Word files in the layout of the form."""

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from docx import Document
from reportlab.pdfgen.canvas import Canvas

from extract.forms import sections
from extract.forms.layout import printed_table
from extract.reports.model import Report, State
from tests.extract.checks.check_samples import BODY, TEXT, a_report

WRONG = {"out_unable_not_held.natural_person": 5, "rev_total": 0, "out_granted_full.total": 40}
"""Three wrong cells, by their key."""
SHARE = "办结的申请中，不予处理0件，部分公开3件（33%）。"
"""A percentage that the tables do not give: three of ten."""


def docx(report: Report, body: str = BODY) -> bytes:
    """A report as a Word file."""
    word = Document()
    word.add_paragraph(f"{body}{report.year}年政府信息公开工作年度报告")
    printed = {cell.key: cell.raw for cell in report.cells}
    for section in sections():
        word.add_paragraph(section.heading_zh)
        name = {2: "table2", 3: "table3", 4: "table4"}.get(section.order)
        if name is None:
            word.add_paragraph(report.sections[str(section.order)])
            continue
        if report.form[name] is None:
            continue
        layout = printed_table(report.form[name], name)
        places = [list(row.cells) for row in word.add_table(layout.n_rows, layout.n_cols).rows]
        for cell in layout.cells:
            at = places[cell.row][cell.col]
            if cell.rowspan > 1 or cell.colspan > 1:
                at = at.merge(places[cell.row + cell.rowspan - 1][cell.col + cell.colspan - 1])
            at.text = cell.text if cell.key is None else printed[cell.key]
    return _saved(word)


def faulty() -> bytes:
    """Three wrong cells, one wrong percentage, and last year's fifth section."""
    return docx(a_report(WRONG, sections=TEXT | {"1": TEXT["1"] + SHARE}))


def good(year: int = 2024, sections_: Mapping[str, str] = TEXT) -> bytes:
    """A draft whose every sum holds."""
    return docx(replace(a_report(year=year), sections=dict(sections_)))


def without(table: str) -> bytes:
    """A draft in which a table was forgotten."""
    report = a_report()
    return docx(replace(report, form=report.form | {table: None}))


def blank() -> bytes:
    """A draft in which a figure was forgotten that the sums need."""
    return docx(a_report({"out_granted_full.natural_person": State.BLANK}))


def recipe() -> bytes:
    """A file that is no annual report."""
    word = Document()
    word.add_paragraph("西红柿炒鸡蛋")
    word.add_paragraph("鸡蛋三个打散，西红柿两个切块，先炒蛋，再下西红柿，加盐一勺。")
    return _saved(word)


def bomb() -> bytes:
    """A Word file that unpacks to three hundred megabytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as body:
            blank = b" " * (1 << 20)
            for _ in range(300):
                body.write(blank)
    return packed.getvalue()


def _saved(word) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def slow() -> bytes:
    """A PDF that takes seconds to read: very many pages of ruled numbers."""
    written = BytesIO()
    canvas = Canvas(written)
    for _ in range(110):
        for line in range(40):
            canvas.line(50, 60 + line * 17, 550, 60 + line * 17)
            for column in range(10):
                canvas.drawString(52 + 50 * column, 63 + line * 17, "12")
        for column in range(11):
            canvas.line(50 + 50 * column, 60, 50 + 50 * column, 60 + 39 * 17)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
