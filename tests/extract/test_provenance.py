"""Each cell's place leads back to what is printed there, in every kind of document."""

import io
import re
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.generator import make
from extract.documents.model import Source
from extract.paths import REPORTS
from extract.reports import read_reports
from extract.reports.model import Report, Status
from tests.extract.provenance import astray

CLASSES = (
    "ruled_pdf", "open_pdf", "html", "docx", "xlsx", "markdown", "tab_text", "text_dump", "glued_text", "old_html",
    "old_docx", "old_pdf",
)  # fmt: skip


def read(data: bytes, name: str) -> Report:
    [report] = read_reports(Source(Path(name), data, sha256(data).hexdigest()))
    assert report.status is not Status.REFUSED, report.refusal_message
    return report


SEEDS = dict.fromkeys(CLASSES, (500, 501)) | {"open_pdf": (503, 504)}
"""Seeds that reportlab draws: Chromium cannot be started twice in the process of the browser's tests."""


@pytest.mark.parametrize(("layout", "seed"), [(layout, seed) for layout in CLASSES for seed in SEEDS[layout]])
def test_every_cell_leads_back_to_its_raw_text(layout, seed):
    sample = make(seed, layout)
    assert astray(read(sample.data, f"sample{sample.suffix}"), sample.data) == []


def saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def turned(data: bytes, angle: int) -> bytes:
    """The pages drawn sideways in the file, and shown upright by their rotation."""
    given, made = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for number in range(len(given)):
        w, h = given[number].get_size()
        drawing = given.page_as_xobject(number, made)
        page = made.new_page(*((w, h) if angle == 180 else (h, w)))
        item = drawing.as_pageobject()
        item.set_matrix(
            pypdfium2.PdfMatrix(
                *{90: (0, 1, -1, 0, h, 0), 180: (-1, 0, 0, -1, w, h), 270: (0, -1, 1, 0, 0, w)}[angle]
            )
        )
        page.insert_obj(item)
        page.gen_content()
        page.set_rotation(angle)
    return saved(made)


def cropped(data: bytes) -> bytes:
    """The pages on larger sheets that begin elsewhere, and shown cut to what they were."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        left, bottom, right, top = page.get_mediabox()
        page.set_mediabox(left - 100, bottom - 60, right + 40, top + 80)
        page.set_cropbox(left, bottom, right, top)
    return saved(document)


def in_other_units(data: bytes) -> bytes:
    """The pages twice as large by their unit."""
    return re.sub(rb"/Type\s*/Page\b", b"/Type/Page/UserUnit 2", saved(pypdfium2.PdfDocument(data)))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: turned(d, 90),
        lambda d: turned(d, 180),
        lambda d: cropped(turned(d, 270)),
        cropped,
        in_other_units,
    ],
    ids=["by 90", "by 180", "by 270 and cropped", "cropped", "in other units"],
)
def test_pages_turned_cropped_and_enlarged(change):
    data = change(make(501, "ruled_pdf").data)
    report = read(data, "sample.pdf")
    assert report.status is Status.COMPLETE
    assert astray(report, data) == []


def test_what_a_page_hides_is_counted_in_the_path():
    """Hidden siblings of the same kind, before the table and in a row: a browser counts them, too."""
    text = next(REPORTS.glob("*.html")).read_text("utf-8")
    hidden = '<div style="display:none"><table><tr><td>1</td></tr></table></div>'
    text = re.sub(r"(<body[^>]*>)(.*)(</body>)", rf"\1{hidden}<div>\2</div>\3", text, flags=re.DOTALL)
    data = re.sub(r"(<tr[^>]*>)(\s*<td)", r"\1<td hidden>99</td>\2", text).encode()
    report = read(data, "sample.html")
    assert "body > div:nth-of-type(2) > " in report.cells[0].place.path
    assert "td:nth-of-type(3)" in {cell.place.path.rpartition(" > ")[2] for cell in report.cells}
    assert astray(report, data) == []
