"""Word files, by what their XML says."""

import io
import zipfile

import docx
import pytest

from extract.documents.docx import readings
from extract.documents.model import Document, Paragraph, Table
from extract.documents.refusals import Refusal
from tests.extract.documents.sources import source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(data: bytes) -> Document:
    return next(readings(source(data, "report.docx")))


def packed(body: str, **parts: str) -> bytes:
    """A Word file with this body and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def test_merged_cells_stand_once_with_their_spans():
    restart, go_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = row(cell("三", restart), cell("甲", wide)) + row(cell("", go_on), cell("1"), cell("2"))
    body = f"<w:tbl>{rows}</w:tbl>"
    [table] = read(packed(body)).blocks
    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in table.cells] == [
        ("三", 0, 0, 2, 1),
        ("甲", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
    ]


def test_a_blank_cell_stays_blank():
    [table] = read(packed(f"<w:tbl>{row(cell('规章'), cell(''), cell('0'))}</w:tbl>")).blocks
    assert [c.text for c in table.cells] == ["规章", "", "0"]


def test_tracked_deletions_and_hidden_text_are_left_out_and_insertions_kept():
    body = (
        "<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>8</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>9</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>七</w:t></w:r>"
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>六</w:t></w:r><w:r><w:t>件</w:t></w:r></w:p>"
    )
    assert texts(read(packed(body))) == ["收到9件"]


def test_automatic_numbers_are_restored():
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    body = p("总体情况", properties) + p("中间一段") + p("主动公开政府信息情况", properties)
    assert texts(read(packed(body, numbering=numbering))) == [
        "一、总体情况",
        "中间一段",
        "二、主动公开政府信息情况",
    ]


def test_a_table_inside_a_cell_follows_its_outer_table():
    inner = f"<w:tbl>{row(cell('规章'), cell('0'))}</w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}</w:tc></w:tr></w:tbl>"
    first, second = read(packed(outer)).blocks
    assert ([c.text for c in first.cells], [c.text for c in second.cells]) == (["外"], ["规章", "0"])


def test_what_python_docx_writes_is_read_back():
    made = docx.Document()
    made.add_heading("一、总体情况", 1)
    table = made.add_table(2, 3)
    for r in range(2):
        for c in range(3):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(0, 2))
    out = io.BytesIO()
    made.save(out)
    heading, read_back = read(out.getvalue()).blocks
    assert (heading.text, heading.heading) == ("一、总体情况", 1)
    assert isinstance(read_back, Table)
    assert [(c.colspan, c.row) for c in read_back.cells] == [(3, 0), (1, 1), (1, 1), (1, 1)]


def bomb(entry: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, b" " * size)
    return out.getvalue()


ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def raw(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 and no more", "damaged-file"),
        (bomb("word/document.xml", 60 << 20), "archive-bomb"),
        (raw(ENTITIES), "archive-bomb"),
        (raw(f"<w:document {W}>" + "<w:p>" * 100_000), "archive-bomb"),
        (raw("<w:document"), "damaged-file"),
        (bomb("word/other.xml", 10), "damaged-file"),
        (packed(f"<w:tbl>{row(*[cell('0')] * 300) * 300}</w:tbl>"), "too-large"),
    ],
)
def test_hostile_files_are_refused(data, code):
    with pytest.raises(Refusal) as refusal:
        read(data)
    assert refusal.value.code == code
