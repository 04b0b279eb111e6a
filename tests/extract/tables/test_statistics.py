"""The statistical tables before 2019."""

from collections.abc import Callable

import pytest

from extract.forms import form
from extract.reports.model import State
from extract.tables import TablesRead, read_tables
from tests.extract.tables.papers import grid, lines, paper

FUJIAN = list(form("t2014_fujian").tables["statistics"].fields)
NATIONAL = list(form("t2014").tables["statistics"].fields)


def leaf(label: str) -> str:
    return label.rpartition(" / ")[2]


def test_the_year_and_the_running_total_are_told_apart_by_their_headings() -> None:
    rows = [[row.label_zh, row.unit, str(n), str(1000 + n)] for n, row in enumerate(FUJIAN)]
    read = read_tables(paper(grid([["指标名称", "计量单位", "2014年度", "历年累计"], *rows])))
    assert read.form["statistics"] == "t2014_fujian"
    assert [(c.value) for c in read.cells if c.column == "annual"] == list(range(len(FUJIAN)))
    assert [(c.value) for c in read.cells if c.column == "cumulative"] == [
        1000 + n for n in range(len(FUJIAN))
    ]
    assert read.complete


def test_columns_in_the_other_order_are_still_told_apart() -> None:
    rows = [[row.label_zh, str(1000 + n), str(n)] for n, row in enumerate(FUJIAN)]
    read = read_tables(paper(grid([["指标名称", "历年累计", "本年度"], *rows])))
    assert [c.value for c in read.cells if c.column == "annual"] == list(range(len(FUJIAN)))


def test_a_blank_running_total_stays_blank() -> None:
    rows = [[row.label_zh, row.unit, "0", "" if n == 2 else "5"] for n, row in enumerate(FUJIAN)]
    cells = {
        c.key: c
        for c in read_tables(paper(grid([["指标名称", "计量单位", "年度", "历年累计"], *rows]))).cells
    }
    assert cells["fj_pd_gazette.cumulative"].state is State.BLANK
    assert cells["fj_pd_gazette.annual"].value == 0


def test_blanks_of_separated_cells_are_told_by_the_heading_where_no_row_has_slipped() -> None:
    rows = [
        [row.label_zh, row.unit, "" if n % 3 else "4", "" if n == 2 else "5"] for n, row in enumerate(FUJIAN)
    ]
    head = ["指标名称", "计量单位", "年度", "历年累计"]
    cells = {c.key: c for c in read_tables(paper(grid([head, *rows], aligned=False))).cells}
    assert cells["fj_pd_total.annual"].value == 4
    assert cells["fj_pd_website.annual"].state is State.BLANK
    assert cells["fj_pd_website.cumulative"].value == 5
    rows[1] = [*rows[1][:2], "5"]
    cells = {c.key: c for c in read_tables(paper(grid([head, *rows], aligned=False))).cells}
    assert cells["fj_pd_website.annual"].state is State.UNREAD


def test_two_numbers_without_headings_are_unread() -> None:
    rows = [[row.label_zh, row.unit, "7", "9"] for row in FUJIAN]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert {c.state for c in read.cells} == {State.UNREAD}
    assert not read.complete


def test_two_glued_numbers_are_not_one_number() -> None:
    text = [f"{row.label_zh} {row.unit} 212210037" for row in FUJIAN]
    read = read_tables(paper(lines("指标名称 计量单位 年度 历年累计", *text)))
    assert {c.state for c in read.cells} == {State.UNREAD}


def test_the_national_list_in_lines_keeps_equal_labels_apart_by_their_order() -> None:
    text = [f"{leaf(row.label_zh)} {row.unit} {n}" for n, row in enumerate(NATIONAL)]
    read = read_tables(paper(lines("政府信息公开情况统计表", "统计指标 单位 统计数", *text)))
    assert read.form["statistics"] == "t2014"
    assert {c.code: c.value for c in read.cells} == {row.code: n for n, row in enumerate(NATIONAL)}


def test_the_national_list_in_a_ruled_table_with_headings_of_groups() -> None:
    rows: list[list] = []
    for n, row in enumerate(NATIONAL):
        if row.code in ("s14_rev_upheld", "s14_pd_via_gazette"):
            rows.append([row.label_zh.partition(" / ")[0] if " / " in row.label_zh else "情况", "——", ""])
        rows.append([leaf(row.label_zh), row.unit, str(n)])
    read = read_tables(paper(grid([["统计指标", "单位", "统计数"], *rows])))
    wrong = {c.code: c.value for c in read.cells if c.value != [r.code for r in NATIONAL].index(c.code)}
    assert wrong == {}


def years(read: TablesRead) -> list[float | None]:
    return [c.value for c in read.cells if c.column == "annual"]


HEAD = ["统计指标", "单位", "统计数"]
NATIONAL_ROWS = [[leaf(row.label_zh), row.unit, str(3 * n)] for n, row in enumerate(NATIONAL)]
PRINTED = [3.0 * n for n in range(len(NATIONAL))]


@pytest.mark.parametrize(
    ("head", "extra"),
    [
        (["统计指标", "单位", "2016年", "2017年"], lambda n: [str(7 * n), str(3 * n)]),
        (["统计指标", "单位", "2017年度", "2016年度"], lambda n: [str(3 * n), str(7 * n)]),
        (["统计指标", "单位", "上年数", "本年数"], lambda n: [str(7 * n), str(3 * n)]),
        (["统计指标", "单位", "统计数", "备注"], lambda n: [str(3 * n), "比上年增加" if n == 5 else ""]),
    ],
    ids=lambda h: h[-1] if isinstance(h, list) else "",
)
def test_last_years_column_and_remarks_are_not_the_years(
    head: list[str], extra: Callable[[int], list[str]]
) -> None:
    rows = [[leaf(row.label_zh), row.unit, *extra(n)] for n, row in enumerate(NATIONAL)]
    read = read_tables(paper(grid([head, *rows])))
    assert years(read) == PRINTED
    assert read.complete


def test_two_columns_that_may_both_be_the_years_are_unread() -> None:
    rows = [[leaf(row.label_zh), row.unit, "7", "9"] for row in NATIONAL]
    read = read_tables(paper(grid([["统计指标", "单位", "数量", "统计数"], *rows])))
    assert set(years(read)) == {None}


def test_numbers_that_look_like_years_are_no_heading() -> None:
    rows = [[row.label_zh, row.unit, "2001", "2028"] for row in FUJIAN]
    read = read_tables(paper(grid([["指标名称", "计量单位", "统计数", "历年累计"], *rows])))
    assert set(years(read)) == {2001.0}


def test_units_in_the_labels_and_shorter_words() -> None:
    rows = [
        [f"{label.replace('政府信息数', '信息数')}（{unit}）", number]
        for label, unit, number in NATIONAL_ROWS
    ]
    assert years(read_tables(paper(grid([["统计指标", "统计数"], *rows])))) == PRINTED


def test_two_halves_side_by_side() -> None:
    half = len(NATIONAL_ROWS) // 2
    rows = [left + right for left, right in zip(NATIONAL_ROWS[:half], NATIONAL_ROWS[half:], strict=True)]
    assert years(read_tables(paper(grid([HEAD * 2, *rows])))) == PRINTED


def test_label_unit_and_number_one_under_the_other() -> None:
    printed = [part for row in NATIONAL_ROWS for part in row]
    read = read_tables(paper(*lines(*printed)))
    assert years(read) == PRINTED
    assert read.complete


def test_a_number_too_many_under_a_label_is_unclear() -> None:
    printed = [part for row in NATIONAL_ROWS for part in row]
    read = read_tables(paper(*lines(*printed[:3], "4", *printed[3:])))
    assert years(read)[0] is None
    assert not read.complete


def test_labels_broken_over_lines() -> None:
    printed: list[str] = []
    for label, unit, number in NATIONAL_ROWS:
        printed += (
            [label[:14], f"{label[14:]} {unit} {number}"] if len(label) > 16 else [f"{label} {unit} {number}"]
        )
    assert years(read_tables(paper(*lines(" ".join(HEAD), *printed)))) == PRINTED
