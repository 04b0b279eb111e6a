"""Cells run together: one reading or none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.forms import APPLICANT_CODES
from extract.reports.model import State
from extract.tables import read_tables
from extract.tables.digits.glued import decode_apart, decode_table3, decode_table4, row_readings, split_tail
from extract.tables.restored import unfolded
from tests.extract.tables.papers import cells3, figures3, lines, paper, rows3


def glued_lines(figures: dict[str, list[int]]) -> list[str]:
    return [row.label_zh + "".join(map(str, figures[row.code])) for row in rows3()]


def test_a_row_of_single_digits_is_read() -> None:
    assert row_readings("7000007", 7) == ((7, 0, 0, 0, 0, 0, 7),)
    assert split_tail("一、本年新收政府信息公开申请数量7000007") == (
        "一、本年新收政府信息公开申请数量",
        "7000007",
    )


def test_a_row_whose_sum_leaves_several_cuts_keeps_them_all() -> None:
    assert row_readings("112000114", 7) == ((1, 12, 0, 0, 0, 1, 14), (11, 2, 0, 0, 0, 1, 14))
    assert row_readings("1234567", 7) == ()


def test_the_columns_decide_between_cuts_of_a_row() -> None:
    read = read_tables(paper(lines(*glued_lines(figures3()))))
    cells = {c.key: c.value for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}
    assert cells in ({}, cells3())
    zeros = {code: [0] * 7 for code in figures3()}
    zeros |= {
        "req_new": [7, 0, 0, 0, 0, 0, 7],
        "out_granted_full": [7, 0, 0, 0, 0, 0, 7],
        "out_total": [7, 0, 0, 0, 0, 0, 7],
    }
    read = read_tables(paper(lines(*glued_lines(zeros))))
    assert {c.key: c.value for c in read.cells if c.table == "table3"} == {
        f"{code}.{column}": row[k] for code, row in zeros.items() for k, column in enumerate(APPLICANT_CODES)
    }
    assert {c.method for c in read.cells if c.table == "table3"} == {"text/glued"}


def test_digits_are_cut_never_changed_to_close_a_sum() -> None:
    wrong = {code: [0] * 7 for code in figures3()}
    wrong["req_new"] = [7, 0, 0, 0, 0, 0, 7]
    read = read_tables(paper(lines(*glued_lines(wrong))))
    assert {c.state for c in read.cells if c.table == "table3"} == {State.UNREAD}


def test_table_four_needs_its_three_sums() -> None:
    assert decode_table4("000112000030003") == ()
    assert decode_table4("1" * 5000) == ()
    assert decode_table4("000110000000000") == (0, 0, 0, 1, 1, *[0] * 10)
    assert decode_table4("1234567890") == ()


def test_cells_of_table_four_are_read_where_all_readings_agree() -> None:
    # 1 + 12 + 0 + 1 = 14 = 11 + 2 + 0 + 1
    assert decode_table4("00000" + "1120114" + "30003") == (*[0] * 5, None, None, 0, 1, 14, 3, 0, 0, 0, 3)


def test_an_amount_is_not_cut() -> None:
    assert decode_apart("13676.1428", 3) == ()


def test_cells_without_a_sum_are_cut_only_in_one_way_even_if_some_were_empty() -> None:
    assert decode_apart("000", 3) == (0, 0, 0)
    assert decode_apart("0012", 3) == (0, 0, 12)
    assert decode_apart("105", 3) == ()
    assert decode_apart("050", 3) == ()
    assert decode_apart("0000", 3) == ()


@pytest.mark.parametrize("form_id", ["t2021", "t2019"])
def test_glued_rows_of_either_form_with_numbers_of_several_digits(form_id: str) -> None:
    figures = {code: [n * 37 for n in row] for code, row in figures3(form_id).items()}
    text = [f"{row.label_zh}{''.join(map(str, figures[row.code]))}" for row in rows3(form_id)]
    read = read_tables(paper(lines(*text)))
    found = {c.key: c.value for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}
    printed = {f"{r}.{c}": n for r, row in figures.items() for c, n in zip(APPLICANT_CODES, row, strict=True)}
    assert found.items() <= printed.items()
    assert len(found) >= 0.9 * len(printed)


def test_rows_that_one_cut_only_leaves_are_read_where_others_have_several() -> None:
    total = (12, 14, 0, 0, 0, 2, 28)
    glued = {
        "req_new": "1214000228",
        "req_carried_in": "0000000",
        "out_granted_full": "112000114",  # 1 and 12, or 11 and 2
        "out_other_misc": "112000114",
        "out_total": "1214000228",
        "req_carried_out": "0000000",
    }
    none = (0,) * 7
    assert decode_table3(glued, ["out_granted_full", "out_other_misc"]) == {
        "req_new": total,
        "out_total": total,
        "req_carried_in": none,
        "req_carried_out": none,
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 120), min_size=6, max_size=6))
def test_the_true_row_is_always_among_the_readings(six: list[int]) -> None:
    row = (*six, sum(six))
    readings = row_readings("".join(map(str, row)), 7)
    assert row in readings
    assert all("".join(map(str, r)) == "".join(map(str, row)) and sum(r[:6]) == r[6] for r in readings)


def test_spaces_between_some_cells_are_kept() -> None:
    assert row_readings("0 0 00 00 0", 7) == ((0,) * 7,)
    assert row_readings("64 0 02 04 70", 7) == ((64, 0, 0, 2, 0, 4, 70),)


def test_a_first_number_that_runs_into_its_label() -> None:
    figures = figures3()
    text = [
        f"{row.label_zh}{figures[row.code][0]} {' '.join(map(str, figures[row.code][1:]))}" for row in rows3()
    ]
    read = read_tables(paper(lines(*text)))
    assert {c.key: c.value for c in read.cells if c.table == "table3"} == cells3()
    assert {c.method for c in read.cells if c.table == "table3"} == {"text/lines"}


def test_a_few_glued_rows_among_others_are_read_with_them() -> None:
    figures = figures3()
    text = [f"{row.label_zh} {' '.join(map(str, figures[row.code]))}" for row in rows3()]
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_unable_unclear")
    text[at] = rows3()[at].label_zh + "".join(map(str, figures["out_unable_unclear"]))
    read = read_tables(paper(lines(*text)))
    assert {c.key: c.value for c in read.cells if c.table == "table3"} == cells3()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("11 77 0 22 0 66 176", True),
        ("1177 0 22 0 66 176", True),
        ("1177 0220 66 176", False),
        ("0 0 0 0 0 22 22", True),
        ("0 0 0 0 0 22", False),
    ],
)
def test_one_gap_lost_among_the_figures_of_a_row_is_told_by_its_total_and_the_columns(
    row: str, told: bool
) -> None:
    """Where another row has no name of its own, too. A row that lost a figure may make a total: 0 0 0 0 0 2 2."""
    seven = [0, 0, 0, 0, 0, 22, 22] if row.startswith("0") else [11, 77, 0, 22, 0, 66, 176]
    figures = figures3(out_notproc_petition_complaint=seven)
    text = [f"{entry.label_zh} {' '.join(map(str, figures[entry.code]))}" for entry in rows3()]
    text[next(n for n, line in enumerate(text) if line.startswith("1.信访"))] = f"1.信访举报投诉类申请 {row}"
    at = next(n for n, line in enumerate(text) if line.startswith("（一）予以公开"))
    text[at : at + 1] = [text[at].replace("（一）予以公开", "三、本年"), "度办理结果（一）予以公开"]
    read = read_tables(paper(lines(*text)))
    found = [c.value for c in read.cells if c.code == "out_notproc_petition_complaint"]
    assert found == (seven if told else [None] * 7)


def test_a_table_on_one_line_is_cut_before_the_number_of_each_label() -> None:
    figures = figures3("t2021")
    text = "".join(glued_lines({code: [n * 37 for n in row] for code, row in figures.items()}))
    read = read_tables(unfolded(paper(lines("申请人情况", text))))
    found = {c.key: c.value for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}
    printed = {
        f"{r}.{c}": n * 37 for r, row in figures.items() for c, n in zip(APPLICANT_CODES, row, strict=True)
    }
    assert found.items() <= printed.items()
    assert len(found) >= 0.9 * len(printed)


def test_wide_digits_have_no_leading_noughts_either() -> None:
    assert row_readings("１００００２３", 7) == row_readings("1000023", 7)


def test_figures_of_table_two_run_into_their_label_or_into_each_other() -> None:
    two = lines(
        "信息内容本年制发件数本年废止件数现行有效件数",
        "规章 000",
        "行政规范性文件8 5 13",
        "信息内容本年处理决定数量",
        "行政许可1,562",
        "行政处罚0",
        "行政强制91",
        "信息内容本年收费金额（单位：万元）",
        "行政事业性收费597.6",
    )
    read = read_tables(paper(two, lines(*glued_lines(figures3()))))
    found = [c.value for c in read.cells if c.table == "table2"]
    assert found == [0, 0, 0, 8, 5, 13, 1562, 0, 91, 597.6]
    two[1] = lines("规章 1200")[0]
    read = read_tables(paper(two, lines(*glued_lines(figures3()))))
    assert [c.state for c in read.cells if c.table == "table2"][:3] == [State.UNREAD] * 3
