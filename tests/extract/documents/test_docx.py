"""Word files, by what their XML says."""

import io
import zipfile

import docx
import pytest

from extract.documents.clean import BREAK
from extract.documents.model import Document, Paragraph, Table
from extract.documents.refusals import Refusal
from extract.documents.word import readings
from extract.documents.word.numbers import numeral
from extract.reports.model import State
from extract.tables.values import read_value
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


def test_cells_and_rows_in_content_controls_stand_where_they_are_printed():
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    rows = row(cell("甲"), control(cell("1")), cell("2")) + control(row(cell("乙"), cell("3"), cell("4")))
    [table] = read(packed(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert [[c.text for c in r] for r in table.rows()] == [["甲", "1", "2"], ["乙", "3", "4"]]


def test_a_tab_in_the_text_is_a_space_and_a_tab_stop_of_the_format_is_nothing():
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'
    typed = "<w:p><w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t></w:r></w:p>"
    assert texts(read(packed(p("收到 5 件", stops) + typed))) == ["收到 5 件", "1 2", "3"]


def test_a_file_that_sets_its_tables_out_by_tabs_keeps_their_blank_cells():
    rows = [["规章", "1", "", "3"], ["行政规范性文件", "", "", "6"]] * 10
    tabbed = "".join(
        f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{text}</w:t>' for text in row)}</w:r></w:p>" for row in rows
    )
    document = read(packed(p("二、主动公开政府信息情况") + tabbed))
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert texts(document) == ["二、主动公开政府信息情况"]
    assert [[c.text for c in row] for row in table.rows()] == rows


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


def looked(properties: str, *, in_cell: str = "", in_table: str = "") -> str:
    """The text of a cell that begins with a figure of that look."""
    first = f"<w:r><w:rPr>{properties}</w:rPr><w:t>77</w:t></w:r><w:r><w:t>5</w:t></w:r>"
    own = f"<w:tc><w:tcPr>{in_cell}</w:tcPr><w:p>{first}</w:p></w:tc>"
    body = f"<w:tbl><w:tblPr>{in_table}</w:tblPr>{row(cell('规章'), own)}</w:tbl>"
    [table] = read(packed(body)).blocks
    return table.cells[1].text


def test_white_on_paper_is_not_read_on_a_coloured_ground_it_is_and_in_a_styled_table_it_is_doubted():
    white = '<w:color w:val="FFFFFF"/>'
    assert looked(white) == "5"
    assert looked(white, in_cell='<w:shd w:val="clear" w:fill="FFFFFF"/>') == "5"
    assert looked(white, in_cell='<w:shd w:val="clear" w:fill="1F3864"/>') == "775"
    assert looked(white + '<w:highlight w:val="black"/>') == "775"
    styled = looked(white, in_table='<w:tblStyle w:val="a3"/>')
    assert read_value(styled).state is State.UNREAD


def test_a_hidden_row_is_no_row_and_figures_parted_by_a_tab_are_two():
    rows = row(cell("规章"), cell("5</w:t><w:tab/><w:t>3")) + "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>"
    [table] = read(packed(f"<w:tbl>{rows}{p('7')}</w:tc></w:tr></w:tbl>")).blocks
    assert [c.text for c in table.cells] == ["规章", f"5{BREAK}3"]


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


def test_a_table_that_only_arranges_the_page_gives_its_contents_in_order():
    inner = f"<w:tbl>{row(cell('规章'), cell('0'))}</w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('一、总体情况')}{inner}{p('后文')}</w:tc></w:tr></w:tbl>"
    before, table, after = read(packed(outer)).blocks
    assert (before.text, [c.text for c in table.cells], after.text) == (
        "一、总体情况",
        ["规章", "0"],
        "后文",
    )


def test_a_small_table_inside_a_cell_of_figures_is_that_cells_text():
    inner = f"<w:tbl>{row(cell('7'))}</w:tbl>"
    data = row(cell("规章"), cell("0"), f"<w:tc>{inner}{p('')}</w:tc>")
    [table] = read(packed(f"<w:tbl>{data}</w:tbl>")).blocks
    assert [c.text for c in table.cells] == ["规章", "0", "7"]


def test_lists_of_one_kind_count_on_and_a_restart_counts_anew():
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/>{more}</w:num>'
        for n, more in ((1, ""), (2, ""), (3, restart))
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{lists}</w:numbering>'
    )
    body = "".join(
        p("项", f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr></w:pPr>')
        for n in (1, 2, 3)
    )
    assert texts(read(packed(body, numbering=numbering))) == ["1.项", "2.项", "1.项"]


def test_a_list_and_a_heading_level_come_down_from_the_style_a_style_builds_on():
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    [heading] = read(
        packed(p("主动公开", '<w:pPr><w:pStyle w:val="b"/></w:pPr>'), numbering=numbering, styles=styles)
    ).blocks
    assert (heading.text, heading.heading) == ("（一）主动公开", 2)


def test_old_style_cells_merged_across_are_one():
    go_on, restart = "<w:hMerge/>", '<w:hMerge w:val="restart"/>'
    rows = row(cell("行政复议", restart), cell("", go_on), cell("其他")) + row(
        cell("1"), cell("2"), cell("3")
    )
    [table] = read(packed(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert [(c.text, c.col, c.colspan) for c in table.cells][:2] == [("行政复议", 0, 2), ("其他", 2, 1)]


def test_a_text_box_is_read_once_though_word_keeps_it_twice():
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert texts(read(packed(f"<w:p><w:r><w:t>外</w:t></w:r><w:r>{both}</w:r></w:p>"))) == ["外", "框内"]


def test_a_table_of_contents_is_no_second_heading():
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('一、总体情况1')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(packed(contents + p("一、总体情况")))) == ["一、总体情况"]


def test_a_file_of_pictures_is_told():
    picture = (
        '<w:p><w:r><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:r></w:p>'
    )
    with pytest.raises(Refusal) as refusal:
        read(packed(picture))
    assert refusal.value.code == "images-only"
    document = read(packed(p("二、主动公开") + picture))
    assert [s.code for s in document.signals] == ["tables-are-images"]


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


@pytest.mark.parametrize(
    ("count", "shape", "drawn"),
    [
        (3, "chineseCounting", "三"),
        (10, "chineseCountingThousand", "十"),
        (21, "taiwaneseCounting", "二十一"),
        (4, "decimalEnclosedCircle", "④"),
        (2, "upperLetter", "B"),
        (3, "lowerLetter", "c"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimal", "7"),
        (7, "somethingNew", "7"),
    ],
)
def test_a_number_is_drawn_as_its_list_says(count, shape, drawn):
    assert numeral(count, shape) == drawn


def test_a_list_of_dots_draws_no_number_and_an_outline_level_is_a_heading():
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="●"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    body = (
        p("总体情况", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + p("一条", f"<w:pPr>{listed.format(0)}</w:pPr>")
        + p("没有这一级", f"<w:pPr>{listed.format(3)}</w:pPr>")
        + p("正文", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    blocks = read(packed(body, numbering=numbering)).blocks
    assert [(b.text, b.heading) for b in blocks] == [
        ("总体情况", 1),
        ("一条", None),
        ("没有这一级", None),
        ("正文", None),
    ]
