"""Tables written on one line."""

from extract.documents.model import Document, Paragraph, Place, Table
from extract.tables.restored import unfolded
from tests.extract.tables.papers import grid, paper, table3_lines

LINE = " ".join(
    [
        *(
            "示例县财政局2023年政府信息公开工作年度报告 一、总体情况 全年制发规章 3 件，办理行政许可 6 件、行政处罚 7 件。",
        ),
        *(
            "二、主动公开政府信息情况 第二十条第（五）项 信息内容 本年处理决定数量 行政许可 6 第二十条第（六）项",
        ),
        *(
            "信息内容 本年处理决定数量 行政处罚 7 行政强制 0 三、收到和处理政府信息公开申请情况",
            *table3_lines(),
        ),
        *("四、政府信息公开行政复议、行政诉讼情况 行政复议 行政诉讼 结果维持 结果纠正", *"000000000000000"),
        "五、存在的主要问题及改进情况 公开得还不够快。",
    ]
)


def texts(document: Document) -> list[str]:
    return [b.text for b in unfolded(document).blocks if isinstance(b, Paragraph)]


def test_one_line_is_cut_before_labels_and_headings_and_around_the_values_of_table_four() -> None:
    lines = texts(paper(Paragraph(LINE, Place(offset=5))))
    assert lines[:3] == [
        "示例县财政局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "全年制发规章 3 件，办理行政许可 6 件、行政处罚 7 件。",
    ]
    assert "行政强制 0" in lines
    assert set(table3_lines()) <= set(lines)
    assert lines[-3:] == [" ".join("0" * 15), "五、存在的主要问题及改进情况", "公开得还不够快。"]


def test_no_character_is_lost_and_each_line_knows_where_it_stood() -> None:
    document = paper(Paragraph(LINE, Place(offset=5)))
    assert "".join(texts(document)).replace(" ", "") == LINE.replace(" ", "")
    for block in unfolded(document).blocks:
        assert isinstance(block, Paragraph)
        at = (block.place.offset or 0) - 5
        assert LINE[at : at + len(block.text)] == block.text


def test_running_text_that_names_rows_is_left_alone() -> None:
    said = "全年制发规章 3 件，行政规范性文件 12 件；办理行政许可 6 件、行政处罚 7 件、行政强制 1 件。" * 4
    assert texts(paper(Paragraph(said))) == [said]


def test_a_table_of_one_row_is_cut_before_each_label_that_follows_a_value() -> None:
    cells = [word for line in table3_lines() for word in line.split()]
    (table,) = unfolded(paper(grid([cells], aligned=False))).blocks
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows()] == [line.split() for line in table3_lines()]


def test_running_text_on_one_line_is_cut_at_the_headings_that_stand_between_gaps() -> None:
    """A converter lost the breaks; a list of contents in running text stays as it is."""
    said = "各项工作有序推进，按照要求公开。" * 8
    line = (
        f"示例县水利局年度报告 一、总体情况 {said} （一）主动公开。{said} 二、主动公开政府信息情况 无。{said}"
    )
    document = unfolded(Document("text", "text", (Paragraph(line, Place(offset=5)),)))
    assert texts(document) == [
        "示例县水利局年度报告",
        "一、总体情况",
        said,
        f"（一）主动公开。{said}",
        "二、主动公开政府信息情况",
        f"无。{said}",
    ]
    offset = document.blocks[3].place.offset
    assert offset is not None
    assert line[offset - 5 :].startswith("（一）主动公开")
    contents = f"本报告包括 一、总体情况 二、主动公开政府信息情况 三、其他需要报告的事项 {said * 2}"
    one = Document("text", "text", (Paragraph(contents),))
    assert unfolded(one) is one
