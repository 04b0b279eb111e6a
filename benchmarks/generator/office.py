"""A manuscript as DOCX and workbooks, and what LibreOffice makes of them: DOC, RTF, XLS, PDF."""

import atexit
import io
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from benchmarks.generator.html import print_page
from benchmarks.generator.manuscript import Grid, Heading, Part, Title
from benchmarks.generator.options import Mix
from extract.forms.layout import PrintedTable

_ZERO_WIDTH = "\u200b"


@cache
def _profile() -> Path:
    """A LibreOffice profile of this process's own, gone at its end."""
    folder = Path(tempfile.mkdtemp(prefix="generator-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def converted(data: bytes, suffix: str, to: str, by_filter: str = "") -> bytes:
    """The file as LibreOffice writes it in another format. Raises ``RuntimeError`` if it writes none."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation={_profile().as_uri()}"]
        command += [
            "--convert-to",
            to + (f":{by_filter}" if by_filter else ""),
            "--outdir",
            folder,
            str(source),
        ]
        ran = subprocess.run(command, capture_output=True, timeout=120, check=False)
        target = Path(folder, f"report.{to}")
        if not target.exists():
            raise RuntimeError(f"LibreOffice wrote nothing: {ran.stderr.decode(errors='replace')[:300]}")
        return target.read_bytes()


def docx(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as DOCX, by python-docx or from a web page by LibreOffice."""
    if options.get("made_by") == "office":
        plain = {**options, "skin": "plain", "nbsp": False, "cell_tag": "td", "ragged": False}
        page = print_page(rng, plain, parts, "td { border: 1px solid #000 }")
        return converted(page.encode(), ".html", "docx", "MS Word 2007 XML")
    word = Document()
    word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    if "page" in options:
        _page(word, options)
    for part in parts:
        if isinstance(part, Grid):
            _docx_table(rng, options, word, part.table)
        elif isinstance(part, Heading) and options.get("headings") == "styled":
            word.add_heading(part.text, 1)
        elif isinstance(part, Title) and options.get("headings") == "styled":
            word.add_heading(part.text, 0)
        else:
            _write(rng, options, word.add_paragraph(), part.text)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _page(word: Any, options: Mix) -> None:
    """Page size, margins and type size of a document that becomes a PDF."""
    sizes = {"A4": (210, 297), "Letter": (216, 279), "A3": (297, 420), "B5": (176, 250)}
    width, height = sizes[options["page"]]
    section = word.sections[0]
    if options["landscape"]:
        section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(
        options["margin"]
    )
    word.styles["Normal"].font.size = Pt(min(options["size"], 10.5))


def _write(rng: Random, options: Mix, paragraph: Any, text: str) -> None:
    if options.get("zero_width") and text and rng.random() < 0.3:
        text = text[: len(text) // 2] + _ZERO_WIDTH + text[len(text) // 2 :]
    if options.get("tracked") and text.isdigit() and rng.random() < 0.1:
        _deleted(paragraph, str(rng.randint(100, 999)))
    cut = rng.randint(0, len(text)) if options.get("split_runs") else len(text)
    paragraph.add_run(text[:cut])
    if text[cut:]:
        paragraph.add_run(text[cut:])


def _deleted(paragraph: Any, text: str) -> None:
    """A tracked deletion: text that stands in the file and not on the page."""
    deletion = OxmlElement("w:del")
    for name, value in (("id", "9"), ("author", "sample"), ("date", "2024-01-01T00:00:00Z")):
        deletion.set(qn(f"w:{name}"), value)
    run, gone = OxmlElement("w:r"), OxmlElement("w:delText")
    gone.text = text
    run.append(gone)
    deletion.append(run)
    paragraph._p.append(deletion)


def _controlled(drawn: Any) -> None:
    """Put a table into a content control, as templates do."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    drawn._tbl.addprevious(control)
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    content.append(drawn._tbl)


def _docx_table(rng: Random, options: Mix, word: Any, table: PrintedTable) -> None:
    drawn = word.add_table(table.n_rows, table.n_cols, style="Table Grid")
    grid = [list(row.cells) for row in drawn.rows]
    for cell in table.cells:
        target = grid[cell.row][cell.col]
        if cell.rowspan * cell.colspan > 1:
            target = target.merge(grid[cell.row + cell.rowspan - 1][cell.col + cell.colspan - 1])
        _write(rng, options, target.paragraphs[0], cell.text)
    if options.get("content_control"):
        _controlled(drawn)


def xlsx(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as a workbook, on one sheet or with a sheet for each table."""
    book = Workbook()
    sheet = book.active
    sheet.title = "年报"
    row = 1 + options["first_row"]
    for part in parts:
        if not isinstance(part, Grid):
            if isinstance(part, Heading) and options["sheets"] == "each":
                sheet = book.create_sheet(part.text[:20].replace("、", ""))
                row = 1
            sheet.cell(row, 1, part.text)
            row += 1
            continue
        _sheet_table(sheet, part.table, row, options)
        row += part.table.n_rows + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_table(sheet: Any, table: PrintedTable, top: int, options: Mix) -> None:
    as_numbers = options["numbers_as"] == "number"
    edge = Side(style="thin")
    for cell in table.cells:
        row, col = top + cell.row, 1 + cell.col
        sheet.cell(row, col, _value(cell.text) if cell.key and as_numbers else cell.text or None)
        if cell.key and as_numbers:
            sheet.cell(row, col).number_format = options["number_format"]
        sheet.cell(row, col).border = Border(edge, edge, edge, edge)
        if cell.rowspan * cell.colspan > 1:
            last = get_column_letter(col + cell.colspan - 1)
            sheet.merge_cells(f"{get_column_letter(col)}{row}:{last}{row + cell.rowspan - 1}")


def _value(text: str) -> int | float | str | None:
    """A plain number as a number, everything else as it is printed."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text.isascii() and text.count(".") == 1 and text.replace(".", "").isdigit():
        return float(text)
    return text or None
