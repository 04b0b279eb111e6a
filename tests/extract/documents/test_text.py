"""Plain text and Markdown: tabs and pipes make tables, lines make paragraphs, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from extract.documents.model import Document, Paragraph, Table
from extract.documents.text import readings
from tests.extract.documents.sources import source


def read(text: str, encoding: str = "utf-8") -> Document:
    return next(readings(source(text.encode(encoding), "report.txt")))


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def test_tab_rows_keep_their_empty_cells():
    [table] = read("规章\t0\t\t3\n\t（七）总计\t9\t9").blocks
    assert grid(table) == [["规章", "0", "", "3"], ["", "（七）总计", "9", "9"]]
    assert not table.aligned


def test_a_row_that_ends_in_tabs_belongs_to_the_table():
    [table] = read("第二十条第（一）项\t\t\t\n规章\t0\t0\t0").blocks
    assert grid(table)[0] == ["第二十条第（一）项", "", "", ""]


def test_pipes_with_a_rule_below_the_head():
    [table] = read("| 信息内容 | 件数 |\n|---|---|\n| 规章 | 0 |").blocks
    assert grid(table) == [["信息内容", "件数"], ["规章", "0"]]


def test_text_between_tables_parts_them():
    first, words, second = read("a\tb\n说明\nc\td").blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert words.text == "说明"


def test_headings_lose_their_marks_and_keep_their_level():
    [heading] = read("## **一、总体情况**").blocks
    assert (heading.text, heading.heading) == ("一、总体情况", 2)


def test_an_html_table_in_markdown_is_read_with_its_spans():
    words, table = read(
        "正文\n<table><tr><td colspan=2>甲</td></tr><tr><td>1</td><td>2</td></tr></table>"
    ).blocks
    assert words.text == "正文"
    assert [(c.text, c.colspan) for c in table.cells] == [("甲", 2), ("1", 1), ("2", 1)]


def test_offsets_grow_in_reading_order():
    blocks = read("一\n二\n三\t四\n五").blocks
    offsets = [b.place.offset if isinstance(b, Paragraph) else b.cells[0].place.offset for b in blocks]
    assert offsets == sorted(set(offsets))


def test_chinese_encodings_without_a_declaration():
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"):
        [paragraph] = read("政府信息公开工作年度报告，共收到申请九件。", encoding).blocks
        assert paragraph.text == "政府信息公开工作年度报告，共收到申请九件。", encoding


def test_a_few_broken_bytes_do_not_turn_utf8_into_mojibake():
    data = ("政府信息公开工作年度报告" * 40).encode() + b"\xff\xfe\xff" + "结束".encode()
    [paragraph] = next(readings(source(data, "broken.txt"))).blocks
    assert paragraph.text.startswith("政府信息公开工作年度报告")
    assert paragraph.text.endswith("结束")


@given(st.lists(st.text(alphabet="一二三0123|\t# -", max_size=12), max_size=20))
def test_every_digit_of_the_file_is_in_the_document(lines):
    text = "\n".join(lines)
    blocks = read(text).blocks
    kept = "".join(b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells) for b in blocks)
    assert sorted(c for c in kept if c.isdigit()) == sorted(c for c in text if c.isdigit())
