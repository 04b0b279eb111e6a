"""The door: what a file is, told by its bytes first."""

import base64
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.documents import open_document
from extract.documents.model import Document
from extract.documents.refusals import CODES, Refusal
from extract.documents.sniff import sniff
from extract.documents.word.libreoffice import find_program
from extract.paths import REPORTS
from extract.tables.values import may_be_several
from tests.extract.documents.sources import source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\n%PDF-1.7", "report.doc", "pdf"),
        (zipped("word/document.xml"), "report.doc", "docx"),
        (zipped("xl/workbook.xml"), "report.xlsx", "xlsx"),
        (OLE + b"\x00" * 600, "report.wps", "wps"),
        (OLE + "Workbook".encode("utf-16-le"), "report", "xls"),
        (b"{\\rtf1\\ansi", "report.doc", "rtf"),
        ("<html><body>年报".encode("gbk"), "report.doc", "html"),
        ("<table><tr><td>年报".encode(), "report.xls", "html"),
        ("年报\t0\t0".encode(), "report.txt", "text"),
        ("# 年报\n<table>".encode(), "report.md", "text"),
        ("<div align=center>年报</div>\n\n| 甲 | 0 |\n|---|---|".encode(), "report.md", "text"),
        ("规章,0,1".encode(), "report.csv", "csv"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "report.doc", "mhtml"),
        (b"Content-Type: multipart/related; boundary=x\nMIME-Version: 1.0\n\n--x", "report.mht", "mhtml"),
        (b"\xef\xbb\xbfReceived: by x\n\tfor y\nContent-Type: text/html\n\n<p>", "report.eml", "mhtml"),
        (("<div>" + "<p>年报</p>" * 20).encode(), "report.txt", "html"),
        ("年报\t0\t0".encode(), "report.html", "text"),
        (OLE + "WordDocument".encode("utf-16-le"), "report.xls", "doc"),
        (zipped("word/document2.xml"), "report.docx", "docx"),
        (b"\x89PNG\r\n\x1a\n", "scan.pdf", "png"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "a.xls",
            "sheetxml",
        ),
        (
            b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            "a.doc",
            "wordxml",
        ),
    ],
)
def test_the_bytes_tell_the_format(data, name, kind):
    assert sniff(data, name) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n\x00\x00", "empty-file"),
        (b"PK\x03\x04 broken", "damaged-file"),
        (zipped("readme.txt"), "unknown-format"),
        (b"\x1f\x8b\x08\x00packed", "unknown-format"),
        (b"Rar!\x1a\x07\x01\x00packed", "unknown-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes(range(256)) * 40, "unknown-format"),
    ],
)
def test_what_is_no_document_is_refused_at_the_door(data, code):
    with pytest.raises(Refusal) as refusal:
        open_document(source(data, "file.bin"))
    assert refusal.value.code == code


def test_a_page_saved_as_one_file_is_read():
    page = (
        "<html><body><p>"
        + "政府信息公开，" * 60
        + "</p><table><tr><td>规章</td><td>0</td></tr></table></body></html>"
    )
    body = base64.encodebytes(page.encode("gb18030")).decode()
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{body}\r\n--x--\r\n"
    )
    for written in (
        mail.encode(),
        b"\xef\xbb\xbf" + mail.replace("text/html", "application/xhtml+xml").encode(),
    ):
        document = next(open_document(source(written, "report.doc")).readings())
        assert document.format == "mhtml"
        assert [c.text for c in document.blocks[1].cells] == ["规章", "0"]


def test_separated_values_are_rows():
    data = '某局年报\n\n信息内容,件数\n"规章,新制定",0\n许可,\n'.encode("gb18030")
    title, table = next(open_document(source(data, "report.csv")).readings()).blocks
    assert title.text == "某局年报"
    assert [c.text for c in table.cells] == ["信息内容", "件数", "规章,新制定", "0", "许可", ""]


def test_lines_within_a_separated_value_are_kept_apart():
    """Three rows of figures that a program wrote into one cell are no figure of three digits."""
    data = '信息内容,件数,件数\n规章,"6\n0\n0",2\n'.encode()
    (table,) = next(open_document(source(data, "report.csv")).readings()).blocks
    assert may_be_several(table.cells[4].text)


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.*")), ids=lambda p: p.suffix)
def test_the_shipped_documents_open(path):
    document = next(open_document(source(path.read_bytes(), path.name)).readings())
    assert len(document.blocks) > 15


def outcome(data: bytes, name: str) -> Document | str:
    try:
        return next(iter(open_document(source(data, name)).readings()))
    except Refusal as refusal:
        return refusal.code


SHIPPED = {
    p.suffix: p.read_bytes() for p in REPORTS.glob("*.*") if p.suffix in (".html", ".docx", ".md", ".txt")
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SHIPPED)), st.data())
def test_a_mutated_document_is_a_document_or_a_refusal_with_a_code(suffix, data):
    whole = bytearray(SHIPPED[suffix])
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    found = outcome(bytes(whole[:cut]), f"mutated{suffix}")
    assert isinstance(found, Document) or found in CODES


@pytest.mark.office
@pytest.mark.parametrize("kind", ["rtf", "doc"])
def test_libreoffice_reads_the_old_formats(kind, tmp_path):
    import os
    import subprocess

    program = find_program()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is needed under CI")
        pytest.skip("LibreOffice is not installed")
    given_docx = next(REPORTS.glob("*.docx"))
    command = [
        program,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        kind,
    ]
    subprocess.run([*command, "--outdir", tmp_path, given_docx], capture_output=True, timeout=120, check=True)
    data = (tmp_path / f"{given_docx.stem}.{kind}").read_bytes()
    document = next(open_document(source(data, f"x.{kind}")).readings())
    assert document.format == kind
    assert any("重排版" in getattr(block, "text", "") for block in document.blocks)


def test_without_libreoffice_the_refusal_says_so(monkeypatch):
    monkeypatch.setattr("extract.documents.word.libreoffice.find_program", lambda: None)
    opened = open_document(source(b"{\\rtf1 x}", "x.rtf"))
    with pytest.raises(Refusal) as refusal:
        next(opened.readings())
    assert refusal.value.code == "needs-libreoffice"
