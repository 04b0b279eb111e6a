"""Tables in long form: a row for each figure, behind the label of its row and the heading of its column."""

from extract.forms import APPLICANTS
from extract.reports.model import State
from extract.tables import TablesRead, read_tables
from tests.extract.tables.papers import cells3, figures3, grid, lines, paper, rows3

TWO = [
    ["规章", "本年制发件数", "0"],
    ["", "本年废止件数", "—"],
    ["", "现行有效件数", ""],
    ["行政规范性文件", "本年制发件数", "3"],
    ["", "本年废止件数", "1"],
    ["", "现行有效件数", "17"],
    ["行政许可", "本年处理决定数量", "256"],
    ["行政处罚", "本年处理决定数量", "12"],
    ["行政强制", "本年处理决定数量", "0"],
    ["行政事业性收费", "本年收费金额（单位：万元）", "7.5"],
]


def told(read: TablesRead, table: str) -> dict[str, str]:
    return {c.code: c.raw for c in read.cells if c.table == table and c.state is not State.UNREAD}


def test_a_row_for_each_figure_of_table_two() -> None:
    read = read_tables(paper(grid([["项目", "指标", "数量"], *TWO])))
    assert list(told(read, "table2").values()) == [row[2] for row in TWO]


def test_a_label_that_reaches_over_its_rows_is_printed_once() -> None:
    table = grid([row[-2:] if not row[0] else row for row in TWO])
    read = read_tables(paper(table))
    assert list(told(read, "table2").values()) == [row[2] for row in TWO]


def test_a_row_for_each_figure_of_tables_three_and_four() -> None:
    figures = figures3()
    three = [
        [row.label_zh, applicant.label_zh, str(figure)]
        for row in rows3()
        for applicant, figure in zip(APPLICANTS, figures[row.code], strict=True)
    ]
    four = [
        [route, result, str(figure)]
        for route in ("行政复议", "未经复议直接起诉", "复议后起诉")
        for result, figure in zip(
            ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"), (4, 0, 1, 2, 7), strict=True
        )
    ]
    read = read_tables(
        paper(lines("三、收到和处理政府信息公开申请情况"), grid(three), lines("四、复议诉讼"), grid(four))
    )
    assert {c.key: c.value for c in read.cells if c.table == "table3"} == cells3()
    assert list(told(read, "table4").values()) == ["4", "0", "1", "2", "7"] * 3


def test_a_row_that_is_not_there_leaves_its_cell_unread() -> None:
    read = read_tables(paper(grid([["项目", "指标", "数量"], *TWO[:4], *TWO[5:], ["合计", "", ""]])))
    assert "pd_normdocs_repealed" not in told(read, "table2")
    assert not read.complete


def test_one_row_that_is_not_understood_leaves_the_table_as_it_is() -> None:
    assert not told(read_tables(paper(grid([*TWO, ["车辆", "台数", "4"]]))), "table2")


def test_a_figure_that_stands_twice_is_none() -> None:
    assert not told(read_tables(paper(grid([*TWO, TWO[-1]]))), "table2")
