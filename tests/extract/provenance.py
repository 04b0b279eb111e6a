"""From a cell's place back into the file: what a person who doubts a number would look up."""

import io
import re
import zipfile
from collections.abc import Iterable
from ctypes import c_double
from functools import cache

import openpyxl
import pypdfium2
from lxml import etree, html
from pypdfium2 import raw

from extract.documents.encoding import decode
from extract.documents.pdf.pdfium import LOCK
from extract.documents.pdf.radicals import ORDINARY
from extract.reports.model import Cell, Report, State

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = re.compile(r"\s")


def astray(report: Report, data: bytes) -> list[str]:
    """The cells of a report whose place does not lead back to their raw text in the file."""
    cells = [c for c in report.cells if c.state is not State.UNREAD]
    found = FINDERS[report.source.format](data, cells, report)
    return [
        f"{cell.key}: printed {cell.raw!r}, at its place {text!r} ({cell.place}, {cell.method})"
        for cell, text in zip(cells, found, strict=True)
        if not _leads_back(cell, text)
    ]


def _leads_back(cell: Cell, text: str | None) -> bool:
    if text is None:
        return False
    raw, there = _bare(cell.raw), _bare(text)
    if cell.place.path and "!" in cell.place.path and there.replace(".", "").isdigit():
        return float(raw.replace(",", "")) == float(there)  # a workbook shows its numbers in a format
    return raw in there if raw else there == ""


def _bare(text: str) -> str:
    return _SPACE.sub("", text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "")).translate(
        ORDINARY
    )


def _in_pdf(data: bytes, cells: Iterable[Cell], report: Report) -> list[str | None]:
    """The text that pdfium finds inside the box on the page as shown."""
    with LOCK:
        document = pypdfium2.PdfDocument(data)
        pages = {}

        def inside(cell: Cell) -> str | None:
            if cell.place.page is None or cell.place.box is None:
                return None
            number = cell.place.page
            if number not in pages:
                page = document[number - 1]
                pages[number] = (page, page.get_textpage())
            page, text = pages[number]
            return text.get_text_bounded(*_on_page(page, cell.place.box))

        return [inside(cell) for cell in cells]


def _on_page(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """A box of the page as shown in the page's own coordinates, by pdfium's own reckoning."""
    width, height = page.get_size()
    fine = 100  # the reckoning is in whole units
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        px, py = c_double(), c_double()
        raw.FPDF_DeviceToPage(
            page, 0, 0, round(width * fine), round(height * fine), 0, round(x * fine), round(y * fine), px, py
        )
        corners.append((px.value, py.value))
    (xa, ya), (xb, yb) = corners
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _in_html(data: bytes, cells: Iterable[Cell], report: Report) -> list[str | None]:
    """The text of the element that the CSS path selects in the page as it was published."""
    tree = html.document_fromstring(decode(data)[0].encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))

    @cache
    def selected(path: str) -> str | None:
        steps = [re.sub(r":nth-of-type\((\d+)\)", r"[\1]", step.strip()) for step in path.split(">")]
        found = tree.xpath("/html/" + "/".join(steps))
        return found[0].text_content() if len(found) == 1 else None

    return [selected(cell.place.path) if cell.place.path else None for cell in cells]


def _in_word(data: bytes, cells: Iterable[Cell], report: Report) -> list[str | None]:
    """The text at row and column of the table of that number, spans counted, in the Word file."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).find(f"{W}body")
    tables = []
    for table in body.iter(f"{W}tbl"):
        if next(table.iterancestors(f"{W}tbl"), None) is None and "".join(table.itertext()).strip():
            grid = {}
            for r, row in enumerate(table.findall(f"{W}tr")):
                column = 0
                for cell in row.iter(f"{W}tc"):
                    grid[r, column] = "".join(t.text or "" for t in cell.iter(f"{W}t"))
                    span = cell.find(f"{W}tcPr/{W}gridSpan")
                    column += int(span.get(f"{W}val")) if span is not None else 1
            tables.append(grid)
    return [tables[c.place.table].get((c.place.row, c.place.col)) for c in cells]


def _in_workbook(data: bytes, cells: Iterable[Cell], report: Report) -> list[str | None]:
    """The value of the workbook's cell of that name."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = []
    for cell in cells:
        sheet, _, name = (cell.place.path or "").rpartition("!")
        value = book[sheet][name].value
        found.append("" if value is None else str(value))
    return found


def _in_text(data: bytes, cells: Iterable[Cell], report: Report) -> list[str | None]:
    """The characters at the offset in the decoded text; of digits run together, the run at the offset."""
    text = decode(data)[0]
    found: list[str | None] = []
    for cell in cells:
        start = cell.place.offset
        if start is None or not cell.raw:
            found.append("" if start is not None else None)
        elif cell.method.endswith("/glued"):
            found.append(text[start:].partition("\n")[0])
        else:
            found.append(text[start : start + len(cell.raw)])
    return found


FINDERS = {
    "pdf": _in_pdf,
    "html": _in_html,
    "docx": _in_word,
    "xlsx": _in_workbook,
    "text": _in_text,
}
