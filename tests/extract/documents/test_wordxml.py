"""Word files as one XML file: what Word 2003 and the templates of web systems write, and DOCX that is not packed."""

import base64
import io
import re
from zipfile import ZipFile

import pytest

from extract.documents import open_document
from extract.documents.model import Document, Paragraph, Table
from extract.documents.refusals import Refusal
from tests.extract import messy
from tests.extract.documents.sources import source

SPACES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    ' xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:ns0="urn:form"'
)
DELETED, INSERTED = (
    f'<aml:annotation aml:id="1" w:type="Word.{what}">' for what in ("Deletion", "Insertion")
)


def word2003(body: str, before: str = "") -> Document:
    """The reading of a Word 2003 file with that body."""
    data = f"<?xml version='1.0' encoding='UTF-8'?><w:wordDocument {SPACES}>{before}<w:body>{body}</w:body></w:wordDocument>"
    opened = open_document(source(data.encode(), "report.doc"))
    assert opened.format == "wordxml"
    return next(opened.readings())


def p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(inside)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document) -> list[list[str]]:
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return [[c.text for c in table.cells if c.row == row] for row in sorted({c.row for c in table.cells})]


def test_paragraphs_within_sections_and_the_forms_own_elements_are_read_in_order():
    body = f"<wx:sect><ns0:report><ns0:title>{p(r('标题'))}</ns0:title></ns0:report><wx:sub-section>{p(r('正文'))}</wx:sub-section></wx:sect>"
    assert texts(word2003(body)) == ["标题", "正文"]


def test_merged_cells_stay_merged():
    body = (
        "<w:tbl>"
        + tr(tc(r("甲"), '<w:vmerge w:val="restart"/>'), tc(r("乙"), '<w:gridSpan w:val="2"/>'))
        + tr(tc("", "<w:vmerge/>"), tc(r("1")), tc(r("2")))
        + "</w:tbl>"
    )
    document = word2003(body)
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert [(c.text, c.rowspan, c.colspan) for c in table.cells] == [
        ("甲", 2, 1),
        ("乙", 1, 2),
        ("1", 1, 1),
        ("2", 1, 1),
    ]


def test_tracked_changes_are_read_as_they_print():
    change = (
        f"{DELETED}<aml:content><w:r><w:delText>9</w:delText></w:r></aml:content></aml:annotation>"
        f"{INSERTED}<aml:content>{r('5')}</aml:content></aml:annotation>"
    )
    looks = '<aml:annotation aml:id="2" w:type="Word.Formatting"><aml:content><w:trPr/></aml:content></aml:annotation>'
    body = (
        "<w:tbl>"
        + tr(tc(r("甲")), tc(change), properties=looks)
        + tr(tc(r("乙")), tc(r("6")), properties=f"{DELETED}</aml:annotation>")
        + "</w:tbl>"
    )
    assert rows(word2003(body)) == [["甲", "5"]]


def test_comments_and_notes_are_no_text():
    comment = f'<w:r><aml:annotation aml:id="3" w:type="Word.Comment"><aml:content>{p(r("批注7"))}</aml:content></aml:annotation></w:r>'
    note = f"<w:r><w:footnote>{p(r('脚注8'))}</w:footnote></w:r>"
    body = "<w:tbl>" + tr(tc(r("甲")), tc(r("5") + comment + note)) + "</w:tbl>"
    assert rows(word2003(body)) == [["甲", "5"]]


def test_the_number_of_a_list_stands_before_its_text():
    listed = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="{}"/></w:listPr>'
    body = p(r("总体情况"), listed.format("一、")) + p(r("要点"), listed.format("\uf0b7"))
    assert texts(word2003(body)) == ["一、总体情况", "要点"]


def test_hidden_and_struck_text_is_not_read():
    body = p(r("5") + r("7", "<w:strike/>") + r("8", "<w:vanish/>") + r("6", '<w:strike w:val="off"/>'))
    assert texts(word2003(body)) == ["56"]


def test_title_and_page_header_are_told():
    head = f'<w:sectPr><w:hdr w:type="odd">{p(r("某县财政局"))}</w:hdr></w:sectPr>'
    before = "<o:DocumentProperties><o:Title>年度报告</o:Title></o:DocumentProperties>"
    document = word2003(f"<wx:sect>{p(r('正文'))}{head}</wx:sect>", before)
    assert (document.meta["title"], document.meta["header"]) == ("年度报告", "某县财政局")
    assert texts(document) == ["正文"]


def flat(packed: bytes) -> bytes:
    """The same DOCX, not packed."""
    parts = []
    with ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith((".xml", ".rels")):
                held = f"<pkg:xmlData>{re.sub(r'^<.xml[^>]*>', '', data.decode())}</pkg:xmlData>"
            else:
                held = f"<pkg:binaryData>{base64.b64encode(data).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}">{held}</pkg:part>')
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    return f"<?xml version='1.0'?><pkg:package {space}>{''.join(parts)}</pkg:package>".encode()


def test_a_package_that_is_not_packed_is_the_same_report():
    paper = messy.paper(231)
    messy.assert_right(flat(messy.docx(paper)), "report.xml", paper)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (f"<?xml version='1.0'?><w:wordDocument {SPACES}/>", "damaged-file"),
        (f"<?xml version='1.0'?><w:wordDocument {SPACES}><w:body>", "damaged-file"),
        (
            "<?xml version='1.0'?><pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/>",
            "damaged-file",
        ),
        (
            f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><w:wordDocument {SPACES}>&b;</w:wordDocument>",
            "archive-bomb",
        ),
    ],
)
def test_a_broken_file_is_refused(data, code):
    with pytest.raises(Refusal) as refused:
        list(open_document(source(data.encode(), "report.doc")).readings())
    assert refused.value.code == code
