"""Every refusal code is raised by some offered file: for each, a file that a person might offer."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from extract.batch.guard import MEGABYTE, Limits, read_in_worker
from extract.batch.run import read_many
from extract.documents import ocr
from extract.documents.model import Source
from extract.documents.refusals import CODES
from extract.documents.word import libreoffice
from extract.paths import REPORTS
from extract.reports import read_reports
from extract.reports.model import Report
from tests.extract.documents.pdf_samples import HEIGHT, WIDTH, pdf, write
from tests.extract.documents.sources import source
from tests.extract.documents.test_docx import bomb
from tests.extract.documents.test_html import LINKS

REPORT = next(REPORTS.glob("*.md")).read_bytes()


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


def scan() -> bytes:
    paper = ImageReader(Image.new("L", (300, 400), 255))
    return pdf(lambda c: c.drawImage(paper, 0, 0, WIDTH, HEIGHT))


def garbled() -> bytes:
    letters = "".join(chr(0x9000 + 37 * k) for k in range(60))
    return pdf(lambda c: write(c, 20, 100, letters, 8))


def uncounted() -> bytes:
    """A workbook of the strict kind, whose list of sheets is written in another name space."""
    book = openpyxl.Workbook()
    book.active.append(["总计", "=SUM(A2:A3)"])
    written, out = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(out, "w") as strict:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "xl/workbook.xml":
                part = part.replace(
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
            strict.writestr(name, part)
    return out.getvalue()


def swollen() -> bytes:
    return bomb("word/document.xml", 60 << 20)


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty-file": ("empty.pdf", lambda: b""),
    "unknown-format": ("files.zip", packed),
    "damaged-file": ("cut.docx", lambda: b"PK\x03\x04 and no more"),
    "encrypted": ("locked.pdf", lambda: pdf(lambda c: write(c, 20, 100, "年报", 8), password="secret")),
    "archive-bomb": ("bomb.docx", swollen),
    "not-an-annual-report": ("notice.txt", lambda: "关于开展植树活动的通知，请各单位参加。\n".encode() * 40),
    "list-page": ("list.html", lambda: page(f"<ul>{LINKS}</ul>")),
    "empty-shell": ("shell.html", lambda: page("<div id=app></div><script src=app.js></script>")),
    "attachment-only": (
        "links.html",
        lambda: page("<p>某局2023年年报</p><a href='/2023.pdf'>附件：年报.pdf</a>"),
    ),
    "images-only": (
        "pictures.html",
        lambda: page("<p>年报</p><img src=1.jpg width=900><img src=2.jpg width=900>"),
    ),
    "uncounted-formulas": ("formulas.xlsx", uncounted),
    "scan-needs-ocr": ("scan.pdf", scan),
    "no-readable-text": ("garbled.pdf", garbled),
    "needs-libreoffice": ("old.rtf", lambda: b"{\\rtf1 x}"),
}
"""For each code that reading itself raises: a file and its name. Neither OCR nor LibreOffice is there."""


def waits(source: Source) -> list[Report]:
    """A reader that goes on until it is stopped, uses up memory or dies, as the file's name says."""
    if source.path.stem == "slow":
        time.sleep(60)
    if source.path.stem == "greedy":
        bytearray(64 << 30)
    if source.path.stem == "crash":
        os.abort()
    return read_in_worker(source)


OFFERED = {
    "cannot-open": "gone.pdf",
    "too-large": "large.md",
    "time-limit": "slow.md",
    "memory-limit": "greedy.md",
    "reader-crashed": "crash.md",
}
"""The codes of a batch: its limits, made small, or a worker that ends."""
LIMITS = Limits(seconds=5, memory=4096 * MEGABYTE, size=len(REPORT) + 1000)


def test_each_code_has_its_file():
    assert FILES.keys() | OFFERED.keys() == CODES.keys()
    assert not FILES.keys() & OFFERED.keys()


@pytest.mark.parametrize("code", FILES)
def test_a_file_is_refused_with_the_code(code: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
    name, made = FILES[code]
    [report] = read_reports(source(made(), name))
    assert (report.status.value, report.refusal_code) == ("refused", code)


def test_a_batch_refuses_with_the_codes_of_its_limits(tmp_path: Path):
    for name in ("good.md", "slow.md", "greedy.md", "crash.md"):
        (tmp_path / name).write_bytes(REPORT + name.encode())
    (tmp_path / "large.md").write_bytes(REPORT + b" " * 2000)
    paths = [tmp_path / name for name in ("good.md", *OFFERED.values())]
    results = {r.path.name: r.reports for r in read_many(paths, workers=2, limits=LIMITS, read=waits)}
    assert {code: results[name][0].refusal_code for code, name in OFFERED.items()} == {c: c for c in OFFERED}
    assert results["good.md"][0].status.value == "complete"
