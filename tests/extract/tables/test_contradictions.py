"""Documents that contradict themselves: what a person could not tell is left unread, never guessed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.documents.model import Block, Table
from extract.forms import form
from extract.reports.model import State
from extract.tables import TablesRead, read_tables
from tests.extract.tables.papers import cells3, figures3, grid, lines, paper, rows3, table3_lines

HEAD3 = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
FIFTEEN = ["40", "0", "10", "5", "55", "2", "0", "4", "6", "12", "6", "0", "9", "7", "22"]
HEADS4 = [
    [("行政复议", 5), ("行政诉讼", 10)],
    [("", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5)],
    [*RESULTS, *RESULTS, *RESULTS],
]
HEADS2 = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
FUJIAN = list(form("t2014_fujian").tables["statistics"].fields)


def test_blanks_beside_two_figures_in_one_cell_may_have_lost_theirs() -> None:
    fees = figures3()
    rows: list[list[str]] = [[row.label_zh, *map(str, fees[row.code])] for row in rows3()]
    rows[3][1:] = ["", "0", "0", "0", "0", "", ""]
    rows[4][1:] = ["00", "7", "0", "0", "65", "05", "70"]
    read = read_tables(paper(grid([HEAD3, *rows])))
    states = [c.state for c in read.cells if c.code == rows3()[3].code]
    assert (states[0], states[5]) == (State.UNREAD, State.UNREAD)
    below = [c.raw for c in read.cells if c.code == rows3()[4].code and c.state is not State.UNREAD]
    assert below == ["7", "0", "0"]


def two(fees: str = "收费金额（单位：万元）", *, rules: tuple[str, ...] = ("3", "1", "20")) -> Table:
    return grid(
        [
            HEADS2,
            ["规章", *rules],
            ["行政规范性文件", "4", "2", "30"],
            ["信息内容", ("本年处理决定数量", 3)],
            ["行政许可", ("70", 3)],
            ["行政处罚", ("8", 3)],
            ["行政强制", ("9", 3)],
            ["信息内容", (f"本年{fees}", 3)],
            ["行政事业性收费", ("1234", 3)],
        ]
    )


def body3() -> list[list[str]]:
    texts = {code: [str(v) for v in row] for code, row in figures3().items()}
    return [[row.label_zh, *texts[row.code]] for row in rows3()]


def three(rows: list[list[str]] | None = None, head: list[str] = HEAD3, *, aligned: bool = True) -> Table:
    return grid([head, *(rows or body3())], aligned=aligned)


def four(values: list[str] = FIFTEEN) -> Table:
    return grid([*HEADS4, values])


def report(*more: Block, second: Table | None = None, third: Table | None = None) -> TablesRead:
    """A report's three tables, and what stands behind them."""
    tables = (second or two(), third or three(), four())
    return read_tables(paper(*tables, lines("五、" + "本机关的工作还有差距，需要改进。" * 5), *more))


def unread(read: TablesRead) -> set[str]:
    return {c.key for c in read.cells if c.state is State.UNREAD}


def test_the_report_of_these_tables_is_complete() -> None:
    assert report().complete


@pytest.mark.parametrize("aligned", [True, False])
def test_a_row_printed_twice_with_another_figure_leaves_that_figure_unread(aligned: bool) -> None:
    rows = body3()
    again = [*rows[3][:2], "987", *rows[3][3:]]
    read = report(third=three([*rows[:4], again, *rows[4:]], aligned=aligned))
    assert unread(read) == {f"{rows3()[3].code}.commercial_enterprise"}
    assert not read.complete


def test_two_rows_of_one_label_leave_unread_what_they_do_not_share() -> None:
    rows = body3()
    rows[5] = [rows[4][0], *rows[5][1:]]
    read = report(third=three(rows))
    assert not read.complete
    wrong = {
        key: value
        for key, value in cells3().items()
        if key not in unread(read) and value != values3(read)[key]
    }
    assert not wrong


def values3(read: TablesRead) -> dict[str, int | float | None]:
    return {c.key: c.value for c in read.cells if c.table == "table3"}


@pytest.mark.parametrize(
    ("annex", "disputed"),
    [
        ([two(), three(), four()], set()),
        ([two(), three([[*body3()[0][:-1], "5555"], *body3()[1:]]), four()], {"req_new.total"}),
        ([four(["41", *FIFTEEN[1:]])], {"rev_upheld"}),
        ([two(rules=("3", "1", "21"))], {"pd_rules_in_force"}),
    ],
)
def test_tables_given_once_more_with_another_figure_leave_it_unread(
    annex: list[Table], disputed: set[str]
) -> None:
    read = report(*lines("附件"), *annex)
    assert unread(read) == disputed
    assert read.complete is not bool(disputed)


@pytest.mark.parametrize("drawn", [True, False])
def test_a_form_to_fill_in_behind_the_report_disputes_none_of_its_figures(drawn: bool) -> None:
    form_of_three = [[row[0], *[""] * 7] for row in body3()]
    if drawn:
        read = report(*lines("五、存在的主要问题及改进情况", "附件"), three(form_of_three))
    else:
        written = lines(*table3_lines()[:4], f"（三）不予公开{table3_lines()[4]}", *table3_lines()[5:])
        to_fill_in = lines("附件：样表", *[row[0] for row in form_of_three])
        read = read_tables(paper(two(), written, four(), lines("五、存在的主要问题及改进情况"), to_fill_in))
    assert read.complete


def test_an_empty_table_in_section_three_may_be_the_reports_own() -> None:
    """Beside the table of another year with figures nobody can tell."""
    empty = three([[row[0], *[""] * 7] for row in body3()])
    for pair in ((three(), empty), (empty, three())):
        read = read_tables(paper(two(), *pair, four(), lines("五、存在的主要问题及改进情况")))
        assert not read.complete
        assert not {c.value for c in read.cells if c.table == "table3"} - {None, 0}


@pytest.mark.parametrize("unit", ["单位：万件", "（单位：千件）", "计量单位：百件次"])
def test_figures_that_count_thousands_are_not_read_as_ones(unit: str) -> None:
    read = read_tables(paper(two(), lines(unit), three(), four()))
    assert {c.table for c in read.cells if c.state is State.UNREAD} >= {"table3"}
    assert not read.complete


def test_an_amount_in_yuan_is_not_read_as_one_in_ten_thousands() -> None:
    assert unread(report(second=two("收费金额（单位：元）"))) == {"pd_admin_fees_amount"}


def test_a_row_of_table_two_that_lost_a_cell_is_unread() -> None:
    table = two()
    cut = replace(table, cells=tuple(c for c in table.cells if (c.row, c.col) != (1, 3)))
    assert unread(report(second=cut)) == {"pd_rules_issued", "pd_rules_repealed", "pd_rules_in_force"}


def test_fourteen_cells_below_fifteen_headings_are_unread() -> None:
    read = read_tables(paper(two(), three(), four(FIFTEEN[:-1])))
    assert sum(c.state is State.UNREAD for c in read.cells) == 15


def test_a_figure_below_two_headings_of_table_four_is_neither_ones() -> None:
    table = grid([*HEADS4, [("40", 2), *FIFTEEN[2:]]])
    read = read_tables(paper(two(), three(), table))
    assert unread(read) == {"rev_upheld", "rev_corrected"}


def test_suits_named_in_another_order_on_a_line_are_read_in_that_order() -> None:
    heads = lines(
        "四、行政复议、行政诉讼情况",
        "行政复议 行政诉讼",
        "结果维持 结果纠正 其他结果 尚未审结 总计 复议后起诉 未经复议直接起诉",
        " ".join(RESULTS * 2),
        " ".join(FIFTEEN),
    )
    read = read_tables(paper(two(), three(), heads))
    found = {c.code: c.value for c in read.cells if c.table == "table4"}
    assert (found["lit_after_total"], found["lit_direct_total"]) == (12, 22)


@pytest.mark.parametrize("extra", ["其他", "", "行次"])
def test_a_column_more_between_the_seven_shifts_no_figure(extra: str) -> None:
    """A name given twice, none, or the numbers of the rows; with blanks seven figures may fill the eight places."""
    at = 1 if extra == "行次" else 7
    rows = [[row[0], *("" if v == "0" else v for v in row[1:])] for row in body3()]
    wide = [[*row[:at], str(n), *row[at:]] for n, row in enumerate(rows, 1)]
    read = report(third=three(wide, [*HEAD3[:at], extra, *HEAD3[at:]], aligned=False))
    told = cells3()
    assert all(c.value == told[c.key] for c in read.cells if c.table == "table3" and c.state is State.NUMBER)


def test_a_column_of_shares_is_none_of_the_seven() -> None:
    wide = [[*row, f"{n}%"] for n, row in enumerate(body3())]
    for aligned in (True, False):
        assert report(third=three(wide, [*HEAD3, "占比"], aligned=aligned)).complete


def test_one_row_that_slipped_does_not_tell_where_the_columns_stand() -> None:
    rows = [[row[0], *("" if v == "0" else v for v in row[1:]), ""] for row in body3()]
    full = next(n for n, row in enumerate(body3()) if "0" not in row)
    rows[full] = [body3()[full][0], "", *body3()[full][1:]]
    others = [[*row[:2], "", *row[3:]] if n != full else row for n, row in enumerate(rows)]
    read = report(third=three(others, [*HEAD3, ""]))
    label = rows3()[full].code
    told = {key: value for key, value in cells3().items() if not key.startswith(label)}
    shown = {c.key: c for c in read.cells if c.table == "table3" and c.state is State.NUMBER}
    assert all(shown[key].value == told[key] for key in told if key in shown)


Rows = list[list[str]]


def doubled(rows: Rows) -> Rows:
    return [*rows[:3], [*rows[2][:2], "777", rows[2][3]], *rows[3:]]


def copied_label(rows: Rows) -> Rows:
    return [*rows[:3], [rows[2][0], *rows[3][1:]], *rows[4:]]


def whole_table_again(rows: Rows) -> Rows:
    return [*rows, *([label, unit, "777", late] for label, unit, _, late in rows)]


@pytest.mark.parametrize("broken", [doubled, copied_label, whole_table_again])
@pytest.mark.parametrize("layout", ["grid", "text", "lines"])
def test_an_indicator_with_two_figures_has_none(layout: str, broken: Callable[[Rows], Rows]) -> None:
    sound = [[row.label_zh, row.unit, str(n + 2), str(1000 + n)] for n, row in enumerate(FUJIAN)]
    rows = [["指标名称", "计量单位", "年度", "历年累计"], *broken(sound)]
    blocks = (
        lines(*(" ".join(row) for row in rows))
        if layout == "lines"
        else [grid(rows, aligned=layout == "grid")]
    )
    read = read_tables(paper(*blocks))
    assert not read.complete
    told = {row.code: (n + 2, 1000 + n) for n, row in enumerate(FUJIAN)}
    numbers = [c for c in read.cells if c.state is State.NUMBER]
    assert all(c.value == told[c.code][c.column == "cumulative"] for c in numbers)


def test_an_indicator_without_its_unit_keeps_its_figures_in_their_columns() -> None:
    rows = [[row.label_zh, row.unit, str(n + 2), str(1000 + n)] for n, row in enumerate(FUJIAN)]
    del rows[4][1]
    read = read_tables(paper(grid([["指标名称", "计量单位", "年度", "历年累计"], *rows])))
    found = {c.key: c.value for c in read.cells}
    assert (found[f"{FUJIAN[4].code}.annual"], found[f"{FUJIAN[4].code}.cumulative"]) == (6, 1004)


def test_an_indicator_in_yuan_is_unread() -> None:
    fields = list(form("t2014").tables["statistics"].fields)
    rows = [[row.label_zh.rpartition(" / ")[2], row.unit, "5"] for row in fields]
    paid = next(n for n, row in enumerate(fields) if row.unit == "万元")
    rows[paid][1] = "元"
    read = read_tables(paper(grid([["统计指标", "单位", "统计数"], *rows])))
    assert unread(read) == {f"{fields[paid].code}.annual"}
