"""Plain text and Markdown: tabs and pipes make tables, lines make paragraphs, nothing is lost."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extract.documents.clean import BREAK, UNREADABLE
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


def test_cells_below_each_other_with_a_pipe_before_each_row_and_after_each_cell():
    rows = (["规章", "0", "1"], ["行政规范性文件", "2", "3"], *([f"行政许可{n}", "4", "5"] for n in range(5)))
    lines = [
        line
        for first, *others in rows
        for line in (f"| {first}", "|", *(x for o in others for x in (o, "|")))
    ]
    [table] = read("\n".join(lines)).blocks
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]


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


def test_every_cell_has_its_offset_in_the_file_and_its_line():
    text = "一\r\n规章\t 0\t\t3\r\n\r\n| 甲 |  12 |\r\n|---|---|\r\n| 乙 | 7 |\r\n  尾\r\n"
    document = read(text)
    said = [(b.text, b.place) for b in document.blocks if isinstance(b, Paragraph)]
    said += [(c.text, c.place) for b in document.blocks if isinstance(b, Table) for c in b.cells]
    assert len(said) == 10
    for words, place in said:
        assert text[place.offset :].startswith(words)
    assert {words: place.path for words, place in said if words in ("一", "3", "12", "7", "尾")} == {
        "一": "line 1",
        "3": "line 2",
        "12": "line 4",
        "7": "line 6",
        "尾": "line 7",
    }


def test_a_heading_parted_from_its_number_by_a_tab_is_a_heading():
    number, title, sentence = read(
        "一、\t总体情况\n（二）\t依申请公开\n    说明：\t" + "依法公开" * 20
    ).blocks
    assert (number.text, title.text) == ("一、总体情况", "（二）依申请公开")
    assert sentence.text.startswith("说明： 依法公开")


def test_a_row_with_all_its_empty_cells_before_it_stays_in_its_table():
    [table] = read("甲\t乙\t丙\n\t\t其他\n1\t2\t3").blocks
    assert grid(table)[1] == ["", "", "其他"]


def test_rows_parted_by_blank_lines_make_one_table():
    [table] = read("规章\t0\t0\n\n许可\t1\t2\n\n处罚\t3\t4\n").blocks
    assert [row[0] for row in grid(table)] == ["规章", "许可", "处罚"]
    first, second = read("规章\t0\n许可\t1\n\n维持\t2\n纠正\t3").blocks
    assert (first.n_rows, second.n_rows) == (2, 2)


def test_dashes_for_nought_are_figures_and_the_rule_under_the_head_is_not():
    [table] = read("| 维持 | 纠正 |\n| --- | :-: |\n| -- | -- |\n| - | - |\n").blocks
    assert grid(table) == [["维持", "纠正"], ["--", "--"], ["-", "-"]]


def test_pipes_without_outer_ones():
    [table] = read("项目 | 件数\n--- | ---\n规章 | 0\n许可 |\n").blocks
    assert grid(table) == [["项目", "件数"], ["规章", "0"], ["许可", ""]]


def test_drawn_tables():
    plus = "+----+----+\n| 商业 | 0 |\n| 企业 |   |\n+----+----+\n| 其他 | 12 |\n+----+----+\n| 总计 | 12 |\n+----+----+"
    [table] = read(plus).blocks
    assert grid(table) == [["商业企业", "0"], ["其他", "12"], ["总计", "12"]]
    [table] = read("┌───┬───┐\n│规章│ 0 │\n├───┼───┤\n│许可│ 1 │\n└───┴───┘").blocks
    assert grid(table) == [["规章", "0"], ["许可", "1"]]


def test_marks_tags_and_entities_of_markdown_are_not_said():
    [table] = read(
        "| **规章** | 1\\. 甲 | &nbsp; | 商业<br>企业 | 1<br/>2 | a\\|b |\n|-|-|-|-|-|-|\n|0|0|0|0|0|0|"
    ).blocks
    assert grid(table)[0] == ["规章", "1. 甲", "", "商业企业", f"1{BREAK}2", "a|b"]
    [title] = read('<p align="center"><b>某局年报</b></p>').blocks
    assert title.text == "某局年报"


def test_a_table_inside_a_table_of_html_ends_where_the_outer_one_ends():
    inner = "<table><tr><td>规章</td><td>0</td></tr><tr><td>许可</td><td>1</td></tr></table>"
    before, table, after = read(f"前\n<table><tr><td>{inner}</td></tr></table>\n后").blocks
    assert (before.text, [c.text for c in table.cells], after.text) == (
        "前",
        ["规章", "0", "许可", "1"],
        "后",
    )


def test_figures_with_a_wide_comma_are_cells_of_a_text_parted_by_semicolons():
    rows = [["要求提供公开出版物", "1，234", *"000000"] for _ in range(9)]
    (table,) = read("\n".join(";".join(row) for row in rows)).blocks
    assert [[c.text for c in row] for row in table.rows()] == rows


def test_a_single_row_is_no_data_frame_whose_columns_are_numbered():
    (table,) = read("|0|1|").blocks
    assert [c.text for c in table.cells] == ["0", "1"]


@given(st.lists(st.text(alphabet="一二三0123|\t# -", max_size=12), max_size=20))
def test_every_digit_of_the_file_is_in_the_document(lines):
    text = "\n".join(lines)
    assume(not re.search(r"0 *[|\t][ |\t]*1", text))  # a data frame's own numbers are left out on purpose
    blocks = read(text).blocks
    kept = "".join(b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells) for b in blocks)
    assert sorted(c for c in kept if c.isdigit()) == sorted(c for c in text if c.isdigit())


COMMAS = [
    "样本年度报告",
    "信息内容,数量",
    "行政许可,5",
    *(f"{n}.属于某类,{n},0,0,0,0,0,{n}" for n in range(1, 9)),
    '合计,"1,236",0,0,0,0,0,"1,236"',
    "本年度共收到申请36件，其中1件来信，2件来访，3件来电，4件网络，5件传真，6件其他。",
]


@pytest.mark.parametrize("sign", [",", ";", "，"])
def test_rows_parted_by_commas_or_semicolons(sign: str) -> None:
    text = "\n".join(line.replace(",", sign) if '"' not in line else line for line in COMMAS)
    if sign != ",":
        text = text.replace('合计,"1,236",0,0,0,0,0,"1,236"', sign.join(["合计", "1,236", *"00000", "1,236"]))
    title, table, sentence = read(text).blocks
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(sentence, Paragraph)
    rows = [[c.text for c in row] for row in table.rows()]
    assert rows[1] == ["行政许可", "5"]
    assert rows[-1] == ["合计", "1,236", "0", "0", "0", "0", "0", "1,236"]
    assert not table.aligned


def test_numbers_with_thousands_are_no_rows_of_commas() -> None:
    text = "\n".join(f"{n}.属于某类 {n},204 1,000 2,000 3,000 4,000 5,000 {n},204" for n in range(1, 10))
    assert all(isinstance(block, Paragraph) for block in read(text).blocks)


def test_a_table_whose_rows_have_no_pipe_before_them_keeps_its_blank_first_cells() -> None:
    text = " 类别 | 事项 | 件数 \n------+------+------\n 一   | 甲   | 1\n      | 乙   | 2\n      |      | 3"
    (table,) = read(text).blocks
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows()] == [
        ["类别", "事项", "件数"],
        ["一", "甲", "1"],
        ["", "乙", "2"],
        ["", "", "3"],
    ]


@pytest.mark.parametrize("rule", ["-----  ----  ----", "=====  ====", "------------"])
def test_rules_drawn_by_hyphens_say_nothing(rule: str) -> None:
    blocks = read(f"事项  件数\n{rule}\n甲    1").blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["事项  件数", "甲    1"]


@pytest.mark.parametrize("signs", ["+-|", "┼─│"])
def test_cells_drawn_over_several_rows_keep_the_columns_of_their_words(signs: str) -> None:
    table = "\n".join(
        [
            "+----+------+----+",
            "| 甲 | 规章 | 10 |",
            "|    +------+----+",
            "|    | 许可 | 20 |",
            "|    +------+----+",
            "|    | 处罚 |    |",
            "| 乙 +------+----+",
            "|    | 强制 | 40 |",
            "  cut off here",
        ]
    )
    lines = [b for b in read(table.translate(str.maketrans("+-|", signs))).blocks if isinstance(b, Paragraph)]
    assert [b.text.split() for b in lines] == [
        ["甲", "规章", "10"],
        ["许可", "20"],
        ["处罚"],
        ["乙"],
        ["强制", "40"],
        ["cut", "off", "here"],
    ]
    assert [b.place.col for b in lines[:-1]] == [2, 7, 7, 2, 7]
    assert lines[1].place.offset == table.index("许可")


def test_a_drawn_table_is_read_by_its_drawing() -> None:
    text = "\n".join(
        [
            "+----+------+----+",
            "| 指标      | 数 |",
            "+:===+======+:==:+",
            "| 甲 | 规\\  |--- |",
            "|    | 章   |    |",
            "|    +------+----+",
            "|    | 许可 | 20 |",
            "+----+------+----+",
        ]
    )
    (table,) = read(text).blocks
    assert isinstance(table, Table)
    assert table.aligned
    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in table.cells] == [
        ("指标", 0, 0, 1, 2),
        ("数", 0, 2, 1, 1),
        ("甲", 1, 0, 2, 1),
        ("规章", 1, 1, 1, 1),
        ("---", 1, 2, 1, 1),
        ("许可", 2, 1, 1, 1),
        ("20", 2, 2, 1, 1),
    ]
    last = table.cells[-1]
    assert text[last.place.offset or 0 :].startswith("20")
    assert last.place.path == "line 7"


@pytest.mark.parametrize("strokes", [2, 4])
def test_a_box_drawn_with_strokes_of_one_column_or_of_two(strokes: int) -> None:
    """In the fonts of Chinese systems a stroke is as wide as a character: half as many are needed."""
    rule = strokes * "─"
    cells = [["甲", "10"], ["乙", "20"], ["丙", ""]]
    lines = [f"┌{rule}┬{rule}┐"]
    for first, second in cells:
        lines += [f"│{first}  │{second:<4}│", f"├{rule}┼{rule}┤"]
    lines[-1] = f"└{rule}┴{rule}┘"
    (table,) = read("\n".join(lines)).blocks
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows()] == cells
    assert table.aligned


def test_a_drawing_that_does_not_close_tells_no_spans() -> None:
    text = "+---+---+\n| 1 | 2 |\n+---+---+\n| 3  | 4 |\n+---+---+\n| 5 | 6 |\n+---+---+"
    (table,) = read(text).blocks
    assert isinstance(table, Table)
    assert not table.aligned
    assert [[c.text for c in row] for row in table.rows()] == [["1", "2"], ["3", "4"], ["5", "6"]]


def test_names_that_a_program_gives_columns_without_a_heading_are_none():
    data = "|信息内容|本年处理决定数量|Col3|\n|---|---|---|\n|行政许可||3|\n".encode()
    (table,) = next(readings(source(data, "a.md"))).blocks
    assert [c.text for c in table.cells] == ["信息内容", "本年处理决定数量", "", "行政许可", "", "3"]


@pytest.mark.parametrize("label", ["信息内容信息内容", "信信息息内内容容"])
def test_figures_that_boldness_may_have_doubled_are_no_figures(label: str) -> None:
    [table] = read(f"{label}\t件数件数\t条\t次\n规章规章\t152\t1111\t0").blocks
    assert grid(table)[1][1:] == ["152", UNREADABLE * 4, "0"]


BARRED = """\
|信息内容   |本年制发件|现行有效件|
|           |数        |数        |
|规章       |0         |1458      |
|行政规范性 |          |34        |
|文件       |          |          |
|1.属于国家 |          |          |
|2.重复申请 |5                    |
"""
"""As converters of old Word files write it: no rule between the rows, a cell full up to the bar goes on below."""


def test_rows_between_bars_end_where_no_cell_goes_on() -> None:
    [table] = read(BARRED).blocks
    assert grid(table) == [
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", "0", "1458"],
        ["行政规范性文件", "", "34"],
        ["1.属于国家", "", ""],
        ["2.重复申请", "5"],
    ]
    assert table.aligned
    assert table.cells[-1].colspan == 2
    assert all(BARRED[c.place.offset :].startswith(c.text[:2]) for c in table.cells if c.text)


@pytest.mark.parametrize("border", ["", "├──┼──┼──┤\n"])
def test_a_row_that_a_line_break_tears_in_its_last_cell_is_one(border: str) -> None:
    rows = ["│其他│0│7│\n", "│无关│3│1\n8  │\n", "│总计│3│25│\n", "│结转│0│0│\n"]
    [table] = read(border + border.join(rows) + border).blocks
    assert grid(table) == [
        ["其他", "0", "7"],
        ["无关", "3", f"1{BREAK}8"],
        ["总计", "3", "25"],
        ["结转", "0", "0"],
    ]


def test_lines_within_bars_between_borders_are_one_row() -> None:
    """Here the name of a group is drawn across a border."""
    border = "+======+========+====+\n"
    rows = [
        "|      |1、甲甲 |    |\n|      |乙乙乙乙|    |\n|      |丙丙丙丙|3   |\n"
        "|      |丙丙丙丙|    |\n|（六）|丁丁    |    |\n",
        "|其他  |2、戊   |5   |\n",
        "|      |3、己   |6   |\n",
    ]
    [table] = read(border + border.join(rows) + border).blocks
    assert [row[-1] for row in grid(table)] == ["3", "5", "6"]


def test_rows_between_bars_of_which_none_goes_on_are_pipes() -> None:
    assert not read("|规章|0|1|\n|许可|2|3|\n|处罚|4|5|").blocks[0].aligned


@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_a_line_may_break_within_a_cell_in_quotation_marks(between: str) -> None:
    seven = [str(n) for n in range(7)]
    rows = [[f"{n}.属于国家\n秘密", *seven] for n in range(20)]
    lines = [between.join(f'"{cell}"' for cell in row) for row in rows]
    first, table = read("\n".join(["一、总体情况", *lines])).blocks
    assert isinstance(first, Paragraph)
    assert grid(table)[3] == ["3.属于国家秘密", *seven]


def test_an_indicator_its_unit_and_its_figure_parted_by_commas() -> None:
    lines = [f"（一）示例指标数{n},条,{n}" for n in range(20)]
    [table] = read("\n".join(["统计指标,单位,统计数", *lines])).blocks
    assert grid(table)[0] == ["统计指标", "单位", "统计数"]
    assert grid(table)[20] == ["（一）示例指标数19", "条", "19"]


def test_signs_named_by_their_radicals_are_the_ordinary_ones() -> None:
    [line] = read("第 2 ⻚").blocks
    assert isinstance(line, Paragraph)
    assert line.text == "第 2 页"


def test_only_cells_with_a_break_in_them_stand_in_quotation_marks() -> None:
    """As a sheet is copied."""
    text = '规章\t1\t2\n"4.保护第\n三方"\t3\t4\n\t"5.属于\n三类"\t5\n规范性文件\t6\t7'
    [table] = read(text).blocks
    assert isinstance(table, Table)
    assert [[cell.strip('"').replace(" ", "") for cell in row if cell] for row in grid(table)] == [
        ["规章", "1", "2"],
        ["4.保护第三方", "3", "4"],
        ["5.属于三类", "5"],
        ["规范性文件", "6", "7"],
    ]
    assert table.cells[-3].place.path == "line 6"


def test_a_name_one_bar_and_a_figure_are_a_row() -> None:
    heading, row, following = read("第二十条第（八）项|\n行政事业性收费|59.5\n三、收到").blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(row, Table)
    assert isinstance(following, Paragraph)
    assert grid(row) == [["行政事业性收费", "59.5"]]


def test_a_table_in_a_quotation_is_a_table() -> None:
    (table,) = read("> | 规章 | 0 |\n> |---|---|\n>> | 行政许可 | 9 |\n").blocks
    assert isinstance(table, Table)
    assert grid(table) == [["规章", "0"], ["行政许可", "9"]]


def test_lines_of_figures_alone_are_no_table() -> None:
    assert [type(block) for block in read("规章\n0\t0\n7\n").blocks] == [Paragraph] * 3
    assert isinstance(read("0\t\t7\n").blocks[0], Table)


@pytest.mark.parametrize("text", ["\t\t\t\t", "\n\t\n\t", "1\n2\n3", "- 信息内容"])
def test_texts_of_nothing_but_marks_are_read(text: str) -> None:
    read(text)
