"""Table three in every shape that it is printed in."""

from dataclasses import replace

import pytest

from extract.documents.clean import BREAK
from extract.documents.model import Paragraph, Place, Table, TextCell
from extract.forms import APPLICANT_CODES, form
from extract.reports.model import State
from extract.tables import TablesRead, read_tables
from extract.tables.rows import block_rows
from extract.tables.table3.matching import assign
from extract.tables.table3.region import find
from extract.tables.table3.strips.lines import line_strips
from extract.tables.table3.strips.strip import Strip
from tests.extract.tables.papers import (
    SEVEN,
    cells3,
    figures3,
    grid,
    lines,
    on_page,
    paper,
    printed_line,
    rows3,
    table3_lines,
)

HEAD = [
    [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3), ("申请人情况", 7)],
    [("", 3), "自然人", ("法人或其他组织", 5), "总计"],
    [("", 3), "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
]


def values(read: TablesRead) -> dict[str, int | float | None]:
    return {c.key: c.value for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}


def body(texts: dict[str, list[str]], form_id: str = "t2021") -> list[list]:
    """Rows as a ruled table has them: three label columns, merged where the label is wide."""
    return [[(row.label_zh, 3), *texts[row.code]] for row in rows3(form_id)]


def numbers(form_id: str = "t2021") -> dict[str, list[str]]:
    return {code: [str(v) for v in row] for code, row in figures3(form_id).items()}


def test_a_ruled_table_is_read_by_its_rows_and_columns() -> None:
    read = read_tables(paper(grid([*HEAD, *body(numbers())])))
    assert values(read) == cells3()
    assert read.form["table3"] == "t2021"


def test_a_blank_stays_blank_and_a_dash_a_dash() -> None:
    texts = numbers()
    texts["out_granted_full"] = ["5", "", "", "", "", "", "5"]
    texts["out_notproc_duplicate"] = ["/", "—", "-", "0", "0", "0", "0"]
    cells = {c.key: c for c in read_tables(paper(grid([*HEAD, *body(texts)]))).cells}
    assert [cells[f"out_granted_full.{c}"].state for c in APPLICANT_CODES[1:6]] == [State.BLANK] * 5
    assert cells["out_granted_full.natural_person"].value == 5
    assert [cells[f"out_notproc_duplicate.{c}"].state for c in APPLICANT_CODES[:3]] == [State.DASH] * 3
    assert all(cells[f"out_granted_full.{c}"].value is None for c in APPLICANT_CODES[1:6])


def test_running_text_above_the_table_is_no_row_of_it() -> None:
    said = printed_line(
        "到政府信息公开申请 8 件，均已答复，较上年增加 6",
        1,
        40,
        [
            ("到政府信息公开申请", 60, 150),
            ("8", 154, 160),
            ("件，均已答复，较上年增加", 164, 280),
            ("6", 284, 290),
        ],
    )
    read = read_tables(
        paper(lines("三、收到和处理政府信息公开申请情况"), said, grid([*HEAD, *body(numbers())]))
    )
    assert not [s for s in read.signals if s.code == "table3-unclear"]


def test_the_2019_form_has_other_handling_as_one_row() -> None:
    read = read_tables(paper(grid([*HEAD, *body(numbers("t2019"), "t2019")])))
    assert read.form["table3"] == "t2019"
    assert values(read) == cells3("t2019")


def test_the_head_need_not_return_after_a_page_break() -> None:
    rows = body(numbers())
    read = read_tables(paper(grid([*HEAD, *rows[:9]]), grid(rows[9:])))
    assert values(read) == cells3()
    assert not read.signals


def test_a_repeated_head_and_other_widths_after_a_page_break() -> None:
    rows = body(numbers())
    narrow = [[row[0][0], *row[1:]] for row in rows[9:]]
    head = [
        [
            "",
            *("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        ]
    ]
    read = read_tables(paper(grid([*HEAD, *rows[:9]]), grid([*head, *narrow])))
    assert values(read) == cells3()


def test_a_row_cut_by_the_page_keeps_its_numbers() -> None:
    rows = body(numbers())
    cut = next(i for i, row in enumerate(rows3()) if row.code == "out_notproc_confirm_reissue")
    label, own = rows[cut][0][0], rows[cut][1:]
    first = [*HEAD, *rows[:cut], [(label[:12], 3), *own]]
    rest = [[(label[12:], 3), *[""] * 7], *rows[cut + 1 :]]
    assert values(read_tables(paper(grid(first), grid(rest)))) == cells3()


def test_the_rest_of_a_label_that_names_its_row_again_has_no_cells_of_its_own() -> None:
    rows = body(numbers())
    cut = next(i for i, row in enumerate(rows3()) if row.code == "out_granted_partial")
    label, own = rows[cut][-8][0], rows[cut][-7:]
    where = label.index("（区分")
    first = [*HEAD, *rows[:cut], [(label[:where], 3), *own]]
    rest = [[(label[where:], 3), *[""] * 7], *rows[cut + 1 :]]
    read = read_tables(paper(grid(first), grid(rest)))
    assert values(read) == cells3()
    assert not read.signals


def test_the_end_of_a_label_that_is_like_another_row_is_not_that_row() -> None:
    """What the page leaves of 无正当理由大量反复申请 is nearly 重复申请."""
    rows = body(numbers())
    cut = next(i for i, row in enumerate(rows3()) if row.code == "out_notproc_excessive")
    (label, span), *own = rows[cut]
    where = label.index("反复申请")
    first = [*HEAD, *rows[:cut], [(label[:where], span), *own]]
    rest = [[(label[where:], span), *[""] * 7], *rows[cut + 1 :]]
    read = read_tables(paper(grid(first), grid(rest)))
    assert values(read) == cells3()
    assert not read.signals


@pytest.mark.parametrize("damaged", [False, True])
def test_numbers_cut_in_two_by_the_page_are_joined_where_their_sum_bears_it_out(damaged: bool) -> None:
    drawn = body(numbers())
    label, *row = drawn[0]
    upper, lower = [n[:-1] or n for n in row], [n[-1] if len(n) > 1 else "" for n in row]
    if damaged:
        upper[0] += "9"
    read = read_tables(paper(grid([*HEAD, [label, *upper]]), grid([[("", 3), *lower], *drawn[1:]])))
    found = values(read)
    assert found["req_carried_in.total"] == int(drawn[1][-1])
    if damaged:
        assert not read.complete
        assert any(s.code == "table3-unclear" for s in read.signals)
    else:
        assert [found[f"req_new.{column}"] for column in APPLICANT_CODES] == [int(n) for n in row]


def test_digits_of_the_last_row_on_the_next_page_belong_to_it() -> None:
    drawn = body(numbers())
    label, *row = drawn[-1]
    upper, lower = [n[:-1] or n for n in row], [n[-1] if len(n) > 1 else "" for n in row]
    read = read_tables(paper(grid([*HEAD, *drawn[:-1], [label, *upper]]), grid([[("", 3), *lower]])))
    found = values(read)
    assert [found[f"req_carried_out.{column}"] for column in APPLICANT_CODES] == [int(n) for n in row]


def test_numbers_on_the_other_side_of_the_page_break() -> None:
    rows = body(numbers())
    cut = 12
    first = [*HEAD, *rows[:cut], [rows[cut][0], *[""] * 7]]
    rest = [[("", 3), *rows[cut][1:]], *rows[cut + 1 :]]
    assert values(read_tables(paper(grid(first), grid(rest)))) == cells3()


def test_numbers_before_a_page_break_between_two_empty_rows_are_those_of_the_row_beyond_it() -> None:
    texts = numbers()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_refused_law_prohibits")
    texts["out_refused_law_prohibits"] = [""] * 7
    rows = body(texts)
    first = [*HEAD, *rows[: at + 1], [("", 3), *rows[at + 1][1:]]]
    rest = [[rows[at + 1][0], *[""] * 7], *rows[at + 2 :]]
    beyond = {f"out_refused_safety_stability.{column}" for column in APPLICANT_CODES}
    read = values(read_tables(paper(grid(first), grid(rest))))
    assert {key: read[key] for key in beyond} == {key: cells3()[key] for key in beyond}


def test_empty_rows_on_both_sides_of_numbers_without_a_row_are_not_read_as_blank() -> None:
    texts = numbers()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_refused_law_prohibits")
    empty = ("out_refused_law_prohibits", "out_refused_safety_stability")
    texts |= dict.fromkeys(empty, [""] * 7)
    rows = body(texts)
    drawn = [*HEAD, *rows[: at + 1], [("", 3), "2", "", "", "", "", "", "2"], *rows[at + 1 :]]
    read = values(read_tables(paper(grid(drawn))))
    assert not {key for key in read if key.startswith(empty)}


def test_the_rest_of_a_label_on_the_next_page_beside_empty_cells() -> None:
    rows = body(numbers())
    cut = next(i for i, row in enumerate(rows3()) if row.code == "out_notproc_excessive")
    label = rows3()[cut].label_zh
    first = [*HEAD, *rows[:cut], [(label[:4], 3), *rows[cut][1:]]]
    rest = [[(label[4:], 3), *[""] * 7], *rows[cut + 1 :]]
    read = read_tables(paper(grid(first), grid(rest)))
    assert values(read) == cells3()
    assert not read.signals


@pytest.mark.parametrize("code", ["out_refused_state_secret", "out_notproc_duplicate"])
def test_a_row_with_its_number_above_the_page_break_and_its_name_below(code: str) -> None:
    rows = body(numbers())
    cut = next(i for i, row in enumerate(rows3()) if row.code == code)
    number, name = rows3()[cut].label_zh.split(".")
    first = [*HEAD, *rows[:cut], ["", "（三）", f"{number}、", *rows[cut][1:]]]
    rest = [["", "", name, *[""] * 7], *rows[cut + 1 :]]
    read = read_tables(paper(grid(first), grid(rest)))
    assert values(read) == cells3()
    assert not read.signals


def test_a_text_in_which_no_label_stands_whole_on_a_line() -> None:
    texts = numbers()
    broken = []
    for row in rows3():
        middle = len(row.label_zh) // 2 + 1
        broken += [row.label_zh[:middle], " ".join([row.label_zh[middle:], *texts[row.code]])]
    read = read_tables(paper(lines("三、收到和处理政府信息公开申请情况", *broken)))
    assert values(read) == cells3()


def test_a_group_cell_fused_with_its_first_row() -> None:
    rows = body(numbers())
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_refused_state_secret")
    rows[at][0] = ("三、本年度办理结果（三）不予公开1.属于国家秘密", 3)
    assert values(read_tables(paper(grid([*HEAD, *rows])))) == cells3()


def test_rows_of_other_depth_begin_elsewhere() -> None:
    texts = numbers()
    texts["out_granted_full"] = ["", "", "", "", "", "", "9"]
    rows = [
        [row.label_zh, *texts[row.code]] if n % 2 else ["三、本年度办理结果", row.label_zh, *texts[row.code]]
        for n, row in enumerate(rows3())
    ]
    read = read_tables(paper(grid(rows)))
    cells = {c.key: c for c in read.cells}
    assert cells["out_granted_full.total"].value == 9
    assert cells["out_granted_full.natural_person"].state is State.BLANK


def test_slipped_cells_follow_their_label() -> None:
    rows = []
    for n, row in enumerate(rows3()):
        own = numbers()[row.code]
        rows.append(
            ["", "", row.label_zh, *own]
            if n % 3 == 0
            else [row.label_zh, "", *own, ""]
            if n % 3 == 1
            else ["", row.label_zh, *own]
        )
    assert values(read_tables(paper(grid(rows, aligned=False)))) == cells3()


def states_of(read: TablesRead, code: str) -> set[State]:
    return {c.state for c in read.cells if c.key.startswith(code + ".")}


@pytest.mark.parametrize("nth", range(7))
def test_a_drawn_row_of_figures_that_lacks_a_cell_is_unread(nth: int) -> None:
    texts = numbers()
    texts["out_notproc_duplicate"] = ["4", "0", "0", "3", "0", "2", "9"]
    del texts["out_notproc_duplicate"][nth]
    read = read_tables(paper(grid([*HEAD, *body(texts)])))
    assert states_of(read, "out_notproc_duplicate") == {State.UNREAD}
    assert states_of(read, "out_notproc_publication") == {State.NUMBER}


@pytest.mark.parametrize("nth", range(6))
def test_a_row_filled_up_at_its_end_may_have_lost_the_cell_before(nth: int) -> None:
    texts = numbers()
    texts["out_notproc_duplicate"] = ["4", "0", "0", "3", "0", "2", "9"]
    del texts["out_notproc_duplicate"][nth]
    rows = [[row.label_zh, *texts[row.code], "", ""][:9] for row in rows3()]
    rows = [row + [""] * (9 - len(row)) for row in rows]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert states_of(read, "out_notproc_duplicate") == {State.UNREAD}
    assert states_of(read, "out_notproc_publication") == {State.NUMBER}


def test_the_digits_below_a_number_that_ends_with_its_separator_make_no_row() -> None:
    printed = table3_lines()
    at = next(n for n, row in enumerate(rows3()) if row.code == "out_granted_partial")
    printed[at : at + 1] = ["1, 1,", f"{rows3()[at].label_zh} 0 3 0 31 0", "285 319"]
    read = read_tables(paper(lines("三、收到和处理政府信息公开申请情况", *printed)))
    assert states_of(read, "out_granted_partial") == {State.UNREAD}


@pytest.mark.parametrize(("below", "state"), [("31", State.NUMBER), ("3", State.UNREAD)])
def test_a_number_alone_below_six_is_their_total_or_perhaps_the_page_s(below: str, state: State) -> None:
    printed = table3_lines()
    at = next(n for n, row in enumerate(rows3()) if row.code == "out_granted_partial")
    printed[at : at + 1] = [f"{rows3()[at].label_zh} 0 0 0 31 0 0", below]
    read = read_tables(paper(lines("三、收到和处理政府信息公开申请情况", *printed)))
    assert states_of(read, "out_granted_partial") == {state}


def test_a_digit_alone_above_a_row_over_several_lines_may_be_one_of_its_numbers() -> None:
    printed = table3_lines()
    at = next(n for n, row in enumerate(rows3()) if row.code == "out_granted_partial")
    printed[at : at + 1] = ["6", f"{rows3()[at].label_zh} 60 6 0 0 0 0", "6"]
    read = read_tables(paper(lines("三、收到和处理政府信息公开申请情况", *printed)))
    assert states_of(read, "out_granted_partial") == {State.UNREAD}


def joined(texts: list[str]) -> list[str]:
    return [*texts[:5], BREAK.join(texts[5:])]


def test_two_columns_that_are_one_in_every_row_are_two() -> None:
    texts = numbers()
    rows = [["", row.label_zh, *joined(texts[row.code])] for row in rows3()]
    assert values(read_tables(paper(grid(rows, aligned=False)))) == cells3()


def test_figures_on_two_lines_of_some_cells_are_not_two_columns() -> None:
    texts = numbers()
    rows = [
        ["", row.label_zh, *(joined(texts[row.code]) if n else texts[row.code])]
        for n, row in enumerate(rows3())
    ]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert states_of(read, "out_notproc_publication") == {State.UNREAD}


def test_a_label_cut_in_two_is_that_of_the_whole() -> None:
    texts = numbers()
    rows = [[row.label_zh[:7], row.label_zh[7:], *texts[row.code]] for row in rows3()]
    found = values(read_tables(paper(grid(rows, aligned=False))))
    assert {key: found[key] for key in found if key.startswith("req_")} == {
        key: value for key, value in cells3().items() if key.startswith("req_")
    }


def test_blanks_in_slipped_rows_take_the_place_that_full_rows_show() -> None:
    texts = numbers()
    texts["out_unable_unclear"] = ["4", "", "", "", "", "", "4"]
    texts["out_total"] = [*texts["out_total"][:6], ""]
    rows = [["", row.label_zh, *texts[row.code]] for row in rows3()]
    cells = {c.key: c for c in read_tables(paper(grid(rows, aligned=False))).cells}
    assert cells["out_unable_unclear.total"].value == 4
    assert cells["out_unable_unclear.research_institution"].state is State.BLANK
    assert cells["out_total.total"].state is State.BLANK


@pytest.mark.parametrize("digit", ["7", ""])
def test_a_figure_alone_in_the_row_below_may_end_the_total(digit: str) -> None:
    texts = numbers()
    rows = [["", row.label_zh, *texts[row.code]] for row in rows3()]
    at = next(n for n, row in enumerate(rows) if row[1].startswith("2.重复"))
    total = int(rows[at][-1])
    rows[at : at + 1] = [[*rows[at][:-1], str(total - 1)], [digit]] if digit else [rows[at]]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert states_of(read, "out_notproc_duplicate") == {State.UNREAD if digit else State.NUMBER}


def moved_label(order: list[int], *, lost: str = "") -> list[Paragraph]:
    """Table three whose rows （四） stand without their labels, of which the first stands further up and the others behind the first row."""
    texts = figures3(**{code: [n, 0, 0, 0, 0, 0, n] for n, code in enumerate(UNABLE, start=3)})
    out: list[str] = []
    for row in rows3():
        figures = " ".join(map(str, texts[row.code]))
        if row.code == "out_refused_process_info":
            out.append("1.本机关不掌握相关政府信息")
        if row.code == UNABLE[0]:
            first, *rest = [" ".join(map(str, texts[UNABLE[n]])) for n in order]
            out += [
                first,
                "（四）无2.没有现成信息需要另",
                "法提供行制作",
                "3.补正后申请内容仍不",
                "明确",
                *rest,
            ]
        elif row.code not in UNABLE and row.code != lost:
            out.append(f"{row.label_zh} {figures}")
    return lines(*out)


UNABLE = ("out_unable_not_held", "out_unable_needs_creation", "out_unable_unclear")


@pytest.mark.parametrize(
    ("order", "lost", "told"),
    [
        ([0, 1, 2], "", True),
        ([0, 1], "", False),
        ([0, 1, 1], "", False),
        ([0, 1, 2], "out_notproc_duplicate", False),
    ],
    ids=["all", "one lost", "one twice, one lost", "another lost"],
)
def test_rows_whose_labels_stand_elsewhere_are_told_by_their_place_where_all_columns_close(
    order: list[int], lost: str, told: bool
) -> None:
    read = read_tables(paper(moved_label(order, lost=lost)))
    states = {state for code in UNABLE for state in states_of(read, code)}
    assert states == {State.NUMBER if told else State.UNREAD}
    if told:
        found = {c.key: c.value for c in read.cells}
        assert [found[f"{code}.total"] for code in UNABLE] == [3, 4, 5]


def test_the_one_slipped_row_without_a_total_may_have_lost_another_cell() -> None:
    texts = numbers()
    texts["out_total"] = [*texts["out_total"][:6], ""]
    rows = [["", row.label_zh, *texts[row.code]] for row in rows3()]
    assert states_of(read_tables(paper(grid(rows, aligned=False))), "out_total") == {State.UNREAD}


def set_apart(values: list[str]) -> list[str]:
    return [cell for value in values for cell in (value, "", "")]


def test_values_with_empty_cells_between_them_stand_where_the_full_rows_have_theirs() -> None:
    texts = numbers() | {"out_unable_unclear": ["", "", "4", "", "4", "", ""]}
    rows = [["", row.label_zh, *set_apart(texts[row.code])] for row in rows3()]
    cells = {c.key: c for c in read_tables(paper(grid(rows, aligned=False))).cells}
    assert cells["out_unable_unclear.research_institution"].value == 4
    assert cells["out_unable_unclear.natural_person"].state is State.BLANK
    assert cells["out_granted_full.total"].value == cells3()["out_granted_full.total"]


def test_no_seven_cells_side_by_side_are_a_row_where_empty_ones_stand_between() -> None:
    blank = {row.code: ["3", "", "", "", "", "", "3"] for row in rows3()}
    texts = blank | {"out_unable_unclear": ["", "", "4", "", "4", "", ""]}
    rows = [["", row.label_zh, *set_apart(texts[row.code])] for row in rows3()]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert {c.state for c in read.cells if c.table == "table3"} == {State.UNREAD}


def test_blanks_that_fit_two_places_are_unread() -> None:
    rows = [["", row.label_zh, "", "3", "", "", "", "", "", ""] for row in rows3()]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert not read.complete
    assert {c.state for c in read.cells if c.table == "table3"} == {State.UNREAD}


def test_a_wrong_head_with_as_many_columns_changes_nothing() -> None:
    wrong = ["项目", "本年新收件数", "上年结转件数", "予以公开", "部分公开", "不予公开", "结转下年度", "总计"]
    rows = [[row.label_zh, *numbers()[row.code]] for row in rows3()]
    tables = [
        grid([["类别", *(f"数据{k}" for k in range(1, 7)), "总计"], *rows[:20]], aligned=False),
        grid([wrong, *rows[20:]], aligned=False),
    ]
    assert values(read_tables(paper(*tables))) == cells3()


@pytest.mark.parametrize("wide", [3, 2])  # the labels of some pages leave the figures beside their headings
@pytest.mark.parametrize(("head", "kept"), [(HEAD, True), ([], False), ([HEAD[0], HEAD[1]], False)])
def test_totals_that_most_rows_do_not_make_are_the_publishers_where_headings_name_the_columns(
    head: list, kept: bool, wide: int
) -> None:
    figures = {code: [*map(str, row[:-1]), str(row[-1] + 1)] for code, row in figures3().items()}
    rows = [[(row[0][0], wide), *row[1:]] for row in body(figures)]
    read = read_tables(paper(grid([*head, *rows])))
    assert set(values(read).values()) == (
        {int(f) for row in figures.values() for f in row} if kept else set()
    )
    assert ("another order" in str(read.signals)) is not kept


def test_figures_below_the_last_heading_but_one_may_be_totals_where_a_column_is_gone() -> None:
    figures = {code: [*map(str, [*row[:3], *row[4:]]), ""] for code, row in figures3().items()}
    read = read_tables(paper(grid([*HEAD, *body(figures)])))
    assert not values(read)
    assert "a column may be missing" in str(read.signals)


def test_the_one_blank_total_beside_the_sum_of_the_others_has_lost_a_cell_before_it() -> None:
    figures = {code: list(map(str, row)) for code, row in figures3().items()}
    figures["out_granted_full"] = ["3", "0", "1", "0", "2", "6", ""]
    read = read_tables(paper(grid([*HEAD, *body(figures)])))
    assert {key.partition(".")[0] for key in cells3()} - {key.partition(".")[0] for key in values(read)} == {
        "out_granted_full"
    }


def test_blank_totals_are_a_habit() -> None:
    figures = {code: [*map(str, row[:-1]), ""] for code, row in figures3().items()}
    read = read_tables(paper(grid([*HEAD, *body(figures)])))
    assert len(values(read)) == SEVEN * len(figures)


def test_rows_in_another_order_are_told_by_their_names_where_all_columns_bear_them_out() -> None:
    figures = {code: list(map(str, row)) for code, row in figures3().items()}
    rows = body(figures)
    read = read_tables(paper(grid([*HEAD, *rows[:5], *reversed(rows[5:12]), *rows[12:]])))
    assert values(read) == cells3()
    labels = [row[0] for row in rows]
    moved = [[label, *row[1:]] for label, row in zip([labels[-1], *labels[:-1]], rows, strict=True)]
    assert not read_tables(paper(grid([*HEAD, *moved]))).complete


def test_lines_with_labels_broken_around_their_numbers() -> None:
    text = table3_lines()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_other_no_correction")
    label, figures = rows3()[at].label_zh, numbers()["out_other_no_correction"]
    text[at : at + 1] = [label[:14], " ".join(figures), label[14:]]
    first = rows3()[0]
    text[:1] = [first.label_zh[:9], f"{first.label_zh[9:]} {' '.join(numbers()['req_new'])}"]
    assert values(read_tables(paper(lines(*text)))) == cells3()


def test_numbers_on_two_lines_and_page_marks_between() -> None:
    text = table3_lines()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_granted_partial")
    figures = numbers()["out_granted_partial"]
    text[at : at + 1] = [rows3()[at].label_zh, " ".join(figures[:6]), figures[6], "- 3 -"]
    text.insert(20, "— 5 —")
    read = read_tables(paper(lines(*text)))
    assert values(read) == cells3()
    assert not read.signals


def test_a_bare_page_number_beside_a_broken_row_is_not_taken_silently() -> None:
    text = table3_lines()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_granted_partial")
    figures = numbers()["out_granted_partial"]
    text[at : at + 1] = [rows3()[at].label_zh, " ".join(figures[:6]), "4", "0"]
    assert any(s.code.endswith("unclear") for s in read_tables(paper(lines(*text))).signals)


def test_a_category_cell_on_the_line_of_a_row() -> None:
    text = table3_lines()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_refused_third_party")
    text[at] = "（三）不 " + text[at]
    text.insert(at + 1, "予公开")
    assert values(read_tables(paper(lines(*text)))) == cells3()


def test_a_row_that_lost_a_number_is_unread_and_named() -> None:
    text = table3_lines()
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_notproc_duplicate")
    text[at] = text[at].rsplit(" ", 1)[0]
    read = read_tables(paper(lines(*text)))
    unread = {c.code for c in read.cells if c.table == "table3" and c.state is State.UNREAD}
    assert unread == {"out_notproc_duplicate"}
    assert not read.complete
    assert read.signals


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (["4", "0", "0", "0", "0", "1", "5"], True),
        (["4", "", "", "", "", "1", "5"], True),
        (["", "", "1", "", "", "", ""], False),  # the stray mark of a scanner in an empty row
        (["", "", "", "", "", "", "1"], False),
    ],
)
def test_a_row_without_its_label_is_told_by_its_place_only_with_numbers_that_make_its_total(
    printed: list[str], told: bool
) -> None:
    rows = body(numbers())
    at = next(i for i, row in enumerate(rows3()) if row.code == "out_notproc_duplicate")
    rows[at] = [("", 3), *printed]
    read = read_tables(paper(grid([*HEAD, *rows])))
    own = [c for c in read.cells if c.code == "out_notproc_duplicate"]
    assert [c.raw for c in own] == (printed if told else [""] * 7)
    assert all((c.state is State.UNREAD) != told for c in own)
    assert told or any(s.code == "table3-unclear" for s in read.signals)


def test_a_month_table_with_seven_numbers_is_not_taken() -> None:
    months = [f"{m}月 1 2 3 4 5 6 21" for m in range(1, 13)]
    read = read_tables(paper(lines(*months, "三、收到和处理政府信息公开申请情况", *table3_lines())))
    assert values(read) == cells3()
    assert values(read_tables(paper(lines(*months)))) == {}


def test_a_month_table_between_the_heading_and_the_head_is_not_taken() -> None:
    months = ["类别 1月 2月 3月 4月 5月 6月 合计", "网站发布 1 2 3 4 5 6 21", "微信发布 3 0 0 0 0 0 3"]
    heading, *table = ["三、收到和处理政府信息公开申请情况", "申请人情况", "法人或其他组织", *table3_lines()]
    read = read_tables(paper(lines(heading, *months, *table)))
    assert values(read) == cells3()
    assert not read.signals
    # Numbers without a name may be those of a row of the table that stands elsewhere.
    assert read_tables(paper(lines(heading, "15 0 0 0 0 0 15", *table))).signals


def place(
    texts: list[str], left: float, page: int = 1, start: float = 100.0, step: float = 20.0
) -> list[Paragraph]:
    """Lines on a page: a label, then seven numbers each under its column; an empty one leaves its place free."""
    found = []
    for n, text in enumerate(texts):
        label, *figures = text.split("|")
        words = [(label, 40.0, 40.0 + 9 * len(label))] if label else []
        words += [(f, left + 45 * k, left + 45 * k + 5 * len(f)) for k, f in enumerate(figures) if f]
        if words:
            found.append(printed_line(" ".join(w for w, *_ in words), page, start + step * n, words))
    return found


def laid(texts: dict[str, list[str]]) -> list[Paragraph]:
    return place(["|".join([row.label_zh[:20], *texts[row.code]]) for row in rows3()], 260)


def texts_of(figures: dict[str, list[int]]) -> dict[str, list[str]]:
    return {code: [str(v) for v in row] for code, row in figures.items()}


def test_columns_without_rulings_are_found_where_the_numbers_stand() -> None:
    figures = figures3(out_granted_full=[5, 0, 0, 0, 0, 0, 5])
    texts = texts_of(figures)
    texts["out_granted_full"] = ["5", "", "", "", "", "", "5"]
    read = read_tables(paper(laid(texts), engine="pdfium"))
    cells = {c.key: c for c in read.cells}
    assert cells["out_granted_full.natural_person"].value == 5
    assert cells["out_granted_full.total"].value == 5
    assert cells["out_granted_full.other_org"].state is State.BLANK
    for code, row in figures.items():
        if code != "out_granted_full":
            assert [cells[f"{code}.{c}"].value for c in APPLICANT_CODES] == row
    assert cells["req_new.total"].method == "pdfium/columns"
    assert cells["req_new.total"].place.page == 1


def test_a_dash_a_number_and_a_dash_far_apart_are_cells_and_no_page_mark() -> None:
    """As a page mark the line would be dropped and its row be read as blank."""
    figures = figures3(out_refused_state_secret=[0, 3, 0, 0, 0, 0, 3])
    texts = texts_of(figures)
    texts["out_refused_state_secret"] = ["-", "3", "-", "", "", "", ""]
    drawn = laid(texts)
    at = next(n for n, line in enumerate(drawn) if "国家秘密" in line.text)
    label, *row = drawn[at].words
    drawn[at : at + 1] = [
        printed_line(label.text, 1, label.box[1] - 6, [(label.text, label.box[0], label.box[2])]),
        printed_line("- 3 -", 1, label.box[1], [(w.text, w.box[0], w.box[2]) for w in row]),
    ]
    cells = {
        c.column: c
        for c in read_tables(paper(drawn, engine="pdfium")).cells
        if c.code == "out_refused_state_secret"
    }
    assert cells["commercial_enterprise"].value == 3
    assert cells["total"].state is State.UNREAD


def test_headings_set_so_close_that_they_run_together_still_give_the_columns() -> None:
    """No row fills all seven columns, so that only the headings tell where they are."""
    figures = figures3()
    for row in figures.values():
        row[3] = 0
        row[-1] = sum(row[:-1])
    texts = {
        code: ["" if k == 3 else v for k, v in enumerate(row)] for code, row in texts_of(figures).items()
    }
    at = [260 + 45 * k for k in range(7)]
    upper = [
        ("自然人", at[0] - 5, at[0] + 20),
        ("商业", at[1] - 5, at[1] + 13),
        ("科研", at[2] - 5, at[2] + 13),
        ("社会公益法律服务", at[3] - 14, at[4] + 24),
        ("其", at[5], at[5] + 9),
        ("总计", at[6] - 5, at[6] + 13),
    ]
    lower = [
        (word, at[k] - 5, at[k] + 13)
        for k, word in ((1, "企业"), (2, "机构"), (3, "组织"), (4, "机构"), (5, "他"))
    ]
    head = [
        printed_line(" ".join(w for w, *_ in words), 1, top, words)
        for top, words in ((70, upper), (82, lower))
    ]
    read = read_tables(paper(head, laid(texts), engine="pdfium"))
    found = {c.key: c for c in read.cells}
    assert found["req_new.public_welfare_org"].state is State.BLANK
    assert found["req_new.legal_service_org"].value == figures["req_new"][4]
    assert values(read)["out_total.total"] == figures["out_total"][6]


@pytest.mark.parametrize(("behind", "state"), [("等", State.UNREAD), ("—", State.DASH)])
def test_a_column_that_a_label_reaches_into_is_not_blank(behind: str, state: State) -> None:
    figures = figures3(out_granted_full=[0, 5, 0, 0, 0, 0, 5])
    texts = texts_of(figures)
    texts["out_granted_full"] = ["", "5", "0", "0", "0", "0", "5"]
    drawn = laid(texts)
    row = next(n for n, line in enumerate(drawn) if "予以公开" in line.text)
    first, *others = drawn[row].words
    glued = replace(first, text=first.text + behind, box=(first.box[0], first.box[1], 268.0, first.box[3]))
    drawn[row] = replace(drawn[row], words=(glued, *others))
    read = read_tables(paper(drawn, engine="pdfium"))
    found = {c.key: c.state for c in read.cells}
    assert found["out_granted_full.natural_person"] is state


def test_a_row_printed_empty_between_others_is_blank_where_the_sums_bear_it_out() -> None:
    texts = texts_of(figures3(out_unable_unclear=[0] * 7))
    texts["out_unable_unclear"] = [""] * 7
    cells = {c.key: c for c in read_tables(paper(laid(texts), engine="pdfium")).cells}
    assert {cells[f"out_unable_unclear.{c}"].state for c in APPLICANT_CODES} == {State.BLANK}
    assert cells["out_notproc_duplicate.total"].value == figures3()["out_notproc_duplicate"][6]


def test_an_empty_place_that_the_sums_contradict_is_unread() -> None:
    texts = numbers()
    texts["out_unable_unclear"] = [""] * 7
    read = read_tables(paper(laid(texts), engine="pdfium"))
    states = {c.column: c.state for c in read.cells if c.code == "out_unable_unclear"}
    lost = [c for c, v in zip(APPLICANT_CODES, figures3()["out_unable_unclear"], strict=True) if v]
    assert lost
    assert {states[c] for c in lost} == {State.UNREAD}
    assert not read.complete


def test_every_cell_of_the_form_is_named_even_if_unread() -> None:
    read = read_tables(paper(lines(*table3_lines()[:6])))
    assert sum(c.table == "table3" for c in read.cells) == len(list(form("t2021").tables["table3"].cells()))


def test_digits_broken_below_each_other_are_not_taken_for_a_row() -> None:
    text = table3_lines()
    text[:1] = ["一、本年新收政府信息公开申请数量 2 8 1 1 1 6 3", "4 1 5 4", "5 9"]
    read = read_tables(paper(lines(*text)))
    assert not any(key.startswith("req_new.") for key in values(read))
    assert not read.complete


def test_every_cell_on_a_line_of_its_own() -> None:
    text = [piece for row in rows3() for piece in (row.label_zh, *numbers()[row.code])]
    read = read_tables(paper(lines(*text)))
    assert values(read) == cells3()


def test_numbers_printed_before_their_labels() -> None:
    text = [piece for row in rows3() for piece in (" ".join(numbers()[row.code]), row.label_zh)]
    read = read_tables(paper(lines("三、收到和处理政府信息公开申请情况", *text)))
    assert values(read) == cells3()
    assert not read.signals


def test_rows_drawn_in_two_with_columns_elsewhere_keep_equal_neighbours_apart() -> None:
    """Word joins two tables whose columns do not stand below each other: a wide heading is no repeated one."""
    wide = [1, 1, 1, 1, 3, 4, 3]
    head = [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 5), ("申请人情况", 14)],
        [("", 5), "自然人", ("法人或其他组织", 10), ("总计", 3)],
        [("", 5), "", "商业企业", "科研机构", "社会公益组织", ("法律服务机构", 3), ("其他", 4), ("", 3)],
    ]
    rows = body({code: ["5", "0", "0", "0", "0", "0", "5"] for code in numbers()})
    upper = [[(row[0][0], 5), *zip(row[1:], wide, strict=True)] for row in rows[:12]]
    lower = [[(row[0][0], 10), *zip(row[1:], [1, 2, 1, 1, 2, 1, 1], strict=True)] for row in rows[12:]]
    assert (
        list(values(read_tables(paper(grid([*head, *upper, *lower])))).values()) == [5, 0, 0, 0, 0, 0, 5] * 25
    )


def test_a_short_label_behind_a_piece_of_its_groups_name_tells_the_table() -> None:
    """A dump of narrow columns breaks nearly every label; the few that are whole tell where the table is."""
    whole = [
        "（一）予以公开 5 0 0 0 0 0 5",
        "（五）不 2. 重复申请 8 1 0 1 0 0 10",
        "（七）总计 13 1 0 1 0 0 15",
    ]
    found = find(paper(lines(*whole, "四、结转下年度继续办理 0 1 0 0 2 0 3")))
    assert found is not None
    assert found.span == (0, 3)


@pytest.mark.parametrize(("aside", "complete"), [(1.0, True), (14.0, False)])
def test_a_table_with_a_column_of_remarks_goes_on_without_its_heading(aside: float, complete: bool) -> None:
    """The page before names the columns, where those of the next begin at the same places."""
    texts = {code: [t if t != "0" else "" for t in row] for code, row in numbers().items()}
    rows = [[*row, ""] for row in body(texts)]
    head = [[*row, "备注" if n == 0 else ""] for n, row in enumerate(HEAD)]
    edges = [50.0 + 40 * n for n in range(12)]
    upper = on_page(grid(head + rows[:9]), 1, edges)
    lower = on_page(grid(rows[9:]), 2, [x + aside for x in edges])
    read = read_tables(paper(upper, lower))
    found = {c.key: c.raw for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}
    assert (len(found) == 175) is complete
    for code, row in texts.items() if complete else ():
        assert [found[f"{code}.{column}"] for column in APPLICANT_CODES] == row


def test_figures_that_reach_down_beside_the_next_row_belong_to_neither() -> None:
    texts = numbers()
    rows = HEAD + body(texts)
    at = len(HEAD) + [row.code for row in rows3()].index("out_refused_law_prohibits")
    rows[at + 1] = rows[at + 1][:1]
    table = grid(rows)
    merged = replace(
        table, cells=tuple(replace(c, rowspan=2) if c.row == at and c.col > 2 else c for c in table.cells)
    )
    read = read_tables(paper(merged))
    unread = {c.code for c in read.cells if c.table == "table3" and c.state is State.UNREAD}
    assert unread == {"out_refused_law_prohibits", "out_refused_safety_stability"}


def test_a_cell_that_names_two_rows_beside_figures_of_both_names_neither() -> None:
    texts = numbers()
    rows = HEAD + body(texts)
    at = len(HEAD) + [row.code for row in rows3()].index("out_total")
    rows[at][0] = ("（七）总计四、结转下年度继续办理", 3)
    table = grid([*rows[: at + 1], rows[at + 1][1:]])
    moved = [
        replace(c, col=c.col + 3)
        if c.row == at + 1
        else replace(c, rowspan=2 if c.text[:3] == "（七）" else 1)
        for c in table.cells
    ]
    read = read_tables(paper(replace(table, cells=tuple(moved))))
    unread = {c.code for c in read.cells if c.table == "table3" and c.state is State.UNREAD}
    assert unread == {"out_total", "req_carried_out"}


def test_figures_that_the_page_cuts_beside_the_rest_of_a_group_are_joined() -> None:
    """On the next page stand the rest of the group's name, nothing in place of the row's, and the last digits."""
    texts = numbers() | {"out_notproc_petition_complaint": ["17", "28", "4", "0", "3", "40", "92"]}
    rows = body(texts)
    at = [row.code for row in rows3()].index("out_notproc_petition_complaint")
    rows[at] = [("(五)不", 2), rows[at][0][0], *("1", "2", "4", "0", "3", "4", "9")]
    below = [("予处理", 2), "", *("7", "8", "", "", "", "0", "2")]
    read = read_tables(paper(grid(HEAD + rows[: at + 1]), grid([below, *rows[at + 1 :]])))
    found = values(read)
    row = [found[f"out_notproc_petition_complaint.{column}"] for column in APPLICANT_CODES]
    assert row == [17, 28, 4, 0, 3, 40, 92]


@pytest.mark.parametrize("seven", [["", "", "", "", "", "", ""], ["2", "", "", "", "", "1", "3"]])
def test_the_two_halves_of_a_label_that_the_page_cuts_name_their_row(seven: list[str]) -> None:
    """The name of its group stands beside the second half; no figure stands there."""
    rows = body(numbers() | {"out_other_no_correction": seven})
    at = [row.code for row in rows3()].index("out_other_no_correction")
    label = rows[at][0][0]
    rows[at] = ["", ("", 1), label[:20], *seven]
    below = ["", "（六）其他处理", label[20:], *[""] * SEVEN]
    read = read_tables(paper(grid(HEAD + rows[: at + 1]), grid([below, *rows[at + 1 :]])))
    found = [c.raw for c in read.cells if c.code == "out_other_no_correction" and c.state is not State.UNREAD]
    assert found == seven


def test_figures_far_apart_whose_total_stands_on_another_page_are_not_cut_in_two() -> None:
    """0 31 0 1 0 5 could be 0 3 1 0 1 0 with their total: but 31 is narrower than the gaps beside it."""
    printed = []
    for n, row in enumerate(rows3()):
        six = [0, 31, 0, 1, 0, 5] if row.code == "req_carried_in" else figures3()[row.code][:6]
        at = 60.0 + 22 * n
        words = [(str(v), 300 + 45.0 * k, 300 + 45.0 * k + 5 * len(str(v))) for k, v in enumerate(six)]
        words.insert(0, (row.label_zh.partition("（区分")[0], 40.0, 260.0))
        printed.append(printed_line(" ".join(w for w, *_ in words), 1, at, words))
    assert not values(read_tables(paper(printed, engine="pdfium")))


def test_a_grid_whose_last_column_stands_on_another_page_shifts_no_figure() -> None:
    """总计 of table four, in the same grid, stands below 其他: an empty cell before six figures is none of theirs."""
    texts = numbers()
    head = ["", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    rows = [["", row.label_zh, *texts[row.code][:6]] for row in rows3()]
    for row in rows[2:4]:
        row[:2] = [row[1], ""]
        row[3:5] = ["", ""]
    four = ["", "", "结果维持", "结果纠正", "其他结果", "尚未审结", "", "总计"]
    found = values(read_tables(paper(grid([head, *rows, four]), engine="pdfium")))
    assert "out_granted_full.natural_person" not in found


def with_serials() -> list[Paragraph]:
    """Table three on a page without rulings, with serial numbers before its rows and nothing in one of its columns."""
    printed = []
    for n, row in enumerate(rows3(), 1):
        top = 60.0 + 22 * n
        figures = [
            (str(v), 300 + 30.0 * k, 306 + 30.0 * k) for k, v in enumerate(figures3()[row.code]) if k != 2
        ]
        words = [(str(n), 40.0, 45.0), (row.label_zh.partition("（区分")[0], 70.0, 200.0), *figures]
        printed.append(printed_line(" ".join(w for w, *_ in words), 1, top, words))
    return printed


def test_serial_numbers_before_the_rows_are_no_figures() -> None:
    headings = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    head = [(text, 293 + 30.0 * k, 313 + 30.0 * k) for k, text in enumerate(headings)]
    read = read_tables(paper(printed_line(" ".join(headings), 1, 60, head), with_serials()))
    found = {c.key: c.value for c in read.cells if c.table == "table3" and c.state is State.NUMBER}
    assert found == {k: v for k, v in cells3().items() if k in found}
    assert len(found) == 6 * len(rows3())


def test_digits_of_a_row_that_go_on_on_the_next_page_leave_it_unread_where_both_readings_add_up() -> None:
    texts = numbers() | {"out_refused_law_prohibits": ["10", *["0"] * 5, "10"]}
    rows = body(texts)
    at = [row.code for row in rows3()].index("out_refused_law_prohibits") + 1
    below = [("开", 3), "8", *[""] * 5, "8"]
    read = read_tables(paper(grid(HEAD + rows[:at]), grid([below, *rows[at:]])))
    found = values(read)
    assert "out_refused_law_prohibits.natural_person" not in found
    assert found["out_refused_law_prohibits.commercial_enterprise"] == 0


def test_nothing_beside_a_label_that_fills_its_cell_is_the_first_figure_of_its_row() -> None:
    printed = []
    for n, row in enumerate(rows3()):
        label = row.label_zh.partition("（区分")[0]
        top = 60.0 + 20 * n
        values = [("无" if k else "", 300 + 30.0 * k, 309 + 30.0 * k) for k in range(7)]
        first = [(label, 70.0, 200.0), ("无", 300.0, 309.0)]
        if row.code == "out_notproc_confirm_reissue":
            first = [(label + "无", 70.0, 309.0)]
        words = first + [v for v in values if v[0]]
        printed.append(printed_line(" ".join(w for w, *_ in words), 1, top, words))
    read = read_tables(paper(printed, engine="pdfium"))
    found = [c.raw for c in read.cells if c.table == "table3" and c.state is not State.UNREAD]
    assert found == ["无"] * 7 * len(rows3())


def test_figures_of_one_row_a_little_lower_than_its_others_keep_their_columns() -> None:
    """Three stand on the line of the label's beginning, four in their midst on a line of their own."""
    label = ("5.要求行政机关确认或重新出具已获", 60, 200)
    columns = [220.0 + 40 * n for n in range(SEVEN)]
    figures = ["68", "12", "0", "0", "4", "0", "84"]
    placed = [(text, x, x + 9) for text, x in zip(figures, columns, strict=True)]
    upper, lower = [placed[n] for n in (0, 3, 6)], [placed[n] for n in (1, 2, 4, 5)]
    printed = [
        printed_line(" ".join(w for w, *_ in words), 1, top, words)
        for words, top in (([label, *upper], 100), (lower, 103), ([("取信息", 60, 90)], 112))
    ]
    (strip,) = (s for s in line_strips(list(block_rows(paper(printed), 0, 2))) if s.cells)
    assert [c.text for c in strip.cells if c] == figures


def test_a_digit_below_a_row_that_does_not_make_its_total_may_be_the_rest_of_one() -> None:
    """13510 above 5: no page's number, where only together they make the total; below a row that makes its total it is."""
    printed = table3_lines()
    label, *numbers_ = printed[0].rsplit(" ", 7)
    cut = " ".join([label, *numbers_[:-1], numbers_[-1][:-1]])
    assert values(read_tables(paper(lines(cut, numbers_[-1][-1], *printed[1:])))) == cells3()
    other = str((int(numbers_[-1][-1]) + 3) % 10)
    torn = read_tables(paper(lines(cut, other, *printed[1:])))
    assert "req_new.total" not in values(torn)
    assert values(torn)["req_carried_in.total"] == cells3()["req_carried_in.total"]
    whole = read_tables(paper(lines(printed[0], "5", *printed[1:])))
    assert values(whole) == cells3()


def test_a_total_that_stands_before_the_others_over_two_lines_is_read_in_its_place() -> None:
    """总 stands above 计, and 自然 above 人: no heading is whole on one line."""
    texts = texts_of(figures3())
    rows = place(
        ["|".join([row.label_zh[:20], *[texts[row.code][k] for k in (6, *range(6))]]) for row in rows3()], 260
    )
    upper = [("总", 260.0, 269.0), ("自然", 302.0, 320.0), ("法人或其他组织", 380.0, 443.0)]
    lower = [("计", 260.0, 269.0), ("人", 305.0, 314.0)]
    five = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    under = [(name, 342.0 + 45 * n, 342.0 + 45 * n + 6 * len(name)) for n, name in enumerate(five)]
    head = [
        printed_line(" ".join(w for w, *_ in words), 1, top, words)
        for top, words in ((40.0, upper), (52.0, lower), (66.0, under))
    ]
    read = read_tables(paper(head, rows, engine="pdfium"))
    assert values(read) == cells3()


def test_numbers_beside_half_a_label_leave_the_empty_row_with_its_other_half_unread() -> None:
    """A program writes the two halves of a row that a page break parts as two rows of separated cells."""
    texts = numbers()
    rows = []
    for row in rows3():
        if row.code == "out_notproc_confirm_reissue":
            rows += [
                ["", "5.要求行政机", *texts[row.code][:6]],
                ["", "关确认或重新出具已获取信息", *[""] * 7],
            ]
        else:
            rows.append(["", row.label_zh, *texts[row.code]])
    read = read_tables(paper(grid(rows, aligned=False)))
    cells = {c.key: c for c in read.cells}
    assert cells["out_notproc_confirm_reissue.natural_person"].state is State.UNREAD
    assert cells["out_notproc_excessive.natural_person"].state is State.NUMBER


def test_a_row_of_table_two_in_the_same_table_is_none_of_table_three() -> None:
    texts = numbers()
    rows = [["行政强制", "300", *[""] * 6]]
    for row in rows3():
        own = ["", *texts[row.code]] if row.code != "req_new" else ["34", *[""] * 8, "34"]
        rows.append([row.label_zh, *own])
    read = read_tables(paper(grid(rows, aligned=False)))
    assert {c.state for c in read.cells if c.code == "req_new"} == {State.UNREAD}


def test_numbers_between_two_whole_labels_are_of_neither() -> None:
    """The label of the first numbers is lost: the next one, between them and others, may be that of either."""
    missing = (
        "out_refused_process_info",
        "out_refused_enforcement_file",
        "out_refused_admin_query",
        "out_total",
    )
    labels = ["", *(row.label_zh for row in rows3() if row.code in missing[1:3])]
    seven = tuple(TextCell("1", 0, 0) for _ in range(SEVEN))
    run = [Strip(label, cells, layout="line") for label in labels for cells in ((), seven)]
    assert assign(run, missing) == [(5, missing[2], True)]


def test_one_row_of_separated_cells_does_not_tell_where_its_blanks_stand() -> None:
    """Each row is a table of its own, and one of the seven columns was lost: what is empty is the label's."""
    tables = [grid([["", row.label_zh, "", "3", "0", "0", "0", "1", "4"]], aligned=False) for row in rows3()]
    assert {c.state for c in read_tables(paper(*tables)).cells} == {State.UNREAD}


def test_other_handling_as_one_row_begins_where_the_rows_of_its_level_do() -> None:
    """What a wide label spans is written as an empty cell behind it, and some figures are blank."""
    texts = numbers("t2019")
    texts["out_other"] = ["", "", "", "", "2", "", "2"]
    wide = ("out_granted_full", "out_granted_partial", "out_other", "out_total")
    rows = [
        [row.label_zh, *([""] if row.code in wide else []), *texts[row.code]]
        for row in rows3("t2019")
        if not row.code.startswith("req_")
    ]
    rows = [[r.label_zh, "", "", *texts[r.code]] for r in rows3("t2019")[:2]] + rows
    cells = {c.key: c for c in read_tables(paper(grid(rows, aligned=False))).cells}
    assert cells["out_other.legal_service_org"].value == 2
    assert cells["out_other.natural_person"].state is State.BLANK


def test_boxes_drawn_within_the_cells_of_a_row_do_not_part_it() -> None:
    """As a page of forms is printed: an empty strip stands above and below each box, all beside one label."""
    texts = numbers()
    cells, at = [], 0
    for row in rows3():
        high = len(row.label_zh) > 12
        cells.append(TextCell(row.label_zh, at, 0, 3 if high else 1, 3, Place(table=0, row=at, col=0)))
        for line in range(3 if high else 1):
            shown = texts[row.code] if line == (1 if high else 0) else [""] * SEVEN
            cells += [
                TextCell(v, at, 3 + k, place=Place(table=0, row=at, col=3 + k)) for k, v in enumerate(shown)
            ]
            at += 1
    read = read_tables(paper(Table(tuple(cells), at, 10, True), engine="pdfium"))
    assert values(read) == cells3()


def test_the_heading_of_table_four_in_kangxi_radicals_ends_table_three() -> None:
    heading = lines(
        "四、政府信息公开⾏政复议、⾏政诉讼情况", "⾏政复议 ⾏政诉讼", "未经复议直接起诉 复议后起诉"
    )
    found = find(paper(lines(*table3_lines()), heading))
    assert found is not None
    assert found.span[1] == len(rows3()) - 1


def test_a_label_is_more_than_its_number() -> None:
    """没有 is a word for nothing, but behind 2. it begins 没有现成信息需要另行制作."""
    printed = []
    for row in rows3():
        numbered = row.label_zh[:4] if row.label_zh[0].isdigit() else row.label_zh
        broken = numbered.replace(".", ". ") + " " + " ".join(["/"] * SEVEN)
        printed += [broken, *([row.label_zh[4:]] if numbered != row.label_zh else [])]
    read = read_tables(paper(lines(*printed)))
    assert {c.state for c in read.cells if c.code == "out_unable_needs_creation"} == {State.DASH}


def test_a_total_that_stands_first_in_a_ruled_heading_of_three_rows_is_read_in_its_place() -> None:
    """No row of the heading names all seven columns, but together they do; the table goes on without it."""
    texts = numbers()
    texts["out_granted_full"] = ["5", "", "", "", "", "", "5"]
    head = [
        HEAD[0],
        [("", 3), "总计", "自然人", ("法人或其他组织", 5)],
        [("", 3), "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    rows = [[(row.label_zh, 3), texts[row.code][6], *texts[row.code][:6]] for row in rows3()]
    read = read_tables(paper(grid([*head, *rows[:9]]), grid(rows[9:])))
    assert {c.key: c.raw for c in read.cells if c.table == "table3"} == {
        f"{code}.{column}": text
        for code, seven in texts.items()
        for column, text in zip(APPLICANT_CODES, seven, strict=True)
    }


def test_headings_that_run_into_one_line_in_any_order_put_no_column_elsewhere() -> None:
    """A program writes the words of the heading as they stand in the file: 总计 before the five below 法人或其他组织."""
    head = lines("申请人情况 自然人 商业企业 总计 科研机构", "社会公益组织 法律服务机构 其他")
    assert values(read_tables(paper(head, lines(*table3_lines())))) == cells3()


def test_no_empty_cell_is_blank_beside_a_line_of_figures_without_a_name() -> None:
    """A ruling set off parts a row in two, its figures stand on either side."""
    texts = numbers()
    rows = HEAD + body(texts)
    at = len(HEAD) + [row.code for row in rows3()].index("req_new")
    figures = texts["req_new"]
    upper, lower = [*figures[:3], *[""] * 4], [*[""] * 3, *figures[3:]]
    table = grid([*rows[:at], [rows[at][0], *upper], lower, *rows[at + 1 :]])
    moved = [
        replace(c, col=c.col + 3)
        if c.row == at + 1
        else replace(c, rowspan=2 if c.row == at and c.col == 0 else 1)
        for c in table.cells
    ]
    found = values(read_tables(paper(replace(table, cells=tuple(moved)))))
    row = [found.get(f"req_new.{column}", "unread") for column in APPLICANT_CODES]
    assert row == [*map(int, figures[:3]), *["unread"] * 4]


@pytest.mark.parametrize(("lost", "whole"), [(False, True), (True, False)])
def test_recognised_columns_that_stand_farther_apart_than_their_headings_are_not_told_by_their_number(
    lost: bool, whole: bool
) -> None:
    rows, names = (
        body(numbers()),
        ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    )
    head: list[list] = [[("信息内容", 3), *names]]
    edges = [50.0 + 40 * n for n in range(11)]
    # The fourth column and the fifth became one, and a stroke beside the table another.
    apart = edges[:7] + edges[8:] + [edges[-1] + 20] if lost else edges
    upper, lower = (
        replace(table, cells=tuple(replace(c, confidence=0.99) for c in table.cells))
        for table in (on_page(grid([*head, *rows[:12]]), 1, edges), on_page(grid(rows[12:]), 2, apart))
    )
    found = values(read_tables(paper(upper, lower, engine="ocr")))
    assert all(cells3()[key] == value for key, value in found.items())
    assert (len(found) == len(rows3()) * len(APPLICANT_CODES)) is whole


@pytest.mark.parametrize(("engine", "told"), [("ocr", 0), ("text", 9 * len(APPLICANT_CODES))])
def test_a_few_recognised_lines_of_a_table_whose_others_are_unread_tell_nothing(
    engine: str, told: int
) -> None:
    """Where no rulings were found and most rows were not either, those few may belong to any row."""
    said = table3_lines()
    said = [line if n < 9 else line.rpartition(" ")[0] for n, line in enumerate(said)]
    assert len(values(read_tables(paper(lines(*said), engine=engine)))) == told


@pytest.mark.parametrize("lost", [False, True])
def test_a_recognised_row_without_a_name_is_told_by_its_place_only_where_no_row_is_missing(
    lost: bool,
) -> None:
    rows = body(numbers())
    rows[5] = [("", 3), *rows[5][1:]]
    if lost:
        rows[20] = [("\ufffd", 3), *["\ufffd"] * len(APPLICANT_CODES)]
    found = values(read_tables(paper(grid([*HEAD, *rows]), engine="ocr")))
    nameless = [key for key in cells3() if key.startswith(f"{rows3()[5].code}.")]
    assert [key in found for key in nameless] == [not lost] * len(APPLICANT_CODES)


def test_the_name_of_a_group_may_stand_beside_the_figures_of_any_of_its_rows() -> None:
    """On the height of its middle row, whose label takes the lines above and below."""
    code, label = "out_unable_needs_creation", "2.没有现成信息需要另行制作"
    text = table3_lines()
    at = next(n for n, line in enumerate(text) if line.startswith(label))
    figures = " ".join(numbers()[code])
    text[at : at + 1] = [label[:8], f"（四）无法提供 {figures}", label[8:]]
    read = read_tables(paper(lines(*text)))
    assert values(read) == cells3()


@pytest.mark.parametrize(("figure", "told"), [(None, True), ("9", False)])
def test_the_first_figure_of_a_row_may_run_into_the_last_words_of_its_line(
    figure: str | None, told: bool
) -> None:
    """Where the sum of the row bears it out."""
    code, label = "out_unable_needs_creation", "2.没有现成信息需要另行制作"
    text = table3_lines()
    at = next(n for n, line in enumerate(text) if line.startswith(label))
    first, *others = numbers()[code]
    text[at : at + 1] = [label[:8], f"{label[8:11]}{figure or first} {' '.join(others)}", label[11:]]
    read = values(read_tables(paper(lines(*text))))
    own = {key: value for key, value in cells3().items() if key.startswith(code)}
    assert {key: read.get(key) for key in own} == (own if told else dict.fromkeys(own))


def test_seven_digits_on_a_line_of_their_own_are_seven_cells() -> None:
    code, label = "out_unable_needs_creation", "2.没有现成信息需要另行制作"
    text = table3_lines()
    at = next(n for n, line in enumerate(text) if line.startswith(label))
    for digits, told in (("1020003", [1, 0, 2, 0, 0, 0, 3]), ("1020004", [None] * 7)):
        text[at : at + (1 if len(text) == len(rows3()) else 3)] = [label[:8], label[8:], digits]
        read = values(read_tables(paper(lines(*text))))
        assert [read.get(f"{code}.{column}") for column in APPLICANT_CODES] == told


def test_the_last_words_of_a_label_are_not_the_row_that_they_are_like() -> None:
    """反复申请 alone is one sign from 重复申请."""
    text = table3_lines()
    at = next(n for n, line in enumerate(text) if line.startswith("4.无正当理由"))
    text[at : at + 1] = ["（五）不 4.无正当理由大量", text[at].removeprefix("4.无正当理由大量")]
    assert values(read_tables(paper(lines(*text)))) == cells3()


def test_nothing_said_in_words_on_lines_of_their_own() -> None:
    """One value a line, and labels over several lines."""
    text = []
    for row in rows3():
        label, figures = row.label_zh, ["无" if n == "0" else n for n in numbers()[row.code]]
        text += [label[:9], *filter(None, [label[9:]]), *figures]
    assert {key: value or 0 for key, value in values(read_tables(paper(lines(*text)))).items()} == cells3()


def test_a_table_with_as_few_whole_labels_as_the_one_read_is_another_table() -> None:
    """Most labels are broken over two lines: of last year's table as of this year's."""
    labels = [row.label_zh for row in rows3() if len(row.label_zh) < 14][:6]
    heading = [["二、主动公开政府信息情况"]]
    printed = [*([label, "1"] for label in labels), *heading, *([label, "2"] for label in labels)]
    document = paper(
        [
            printed_line(
                " ".join(words), 1, 20.0 * n, [(w, 60 + 200 * k, 70 + 200 * k) for k, w in enumerate(words)]
            )
            for n, words in enumerate(printed)
        ]
    )
    region = find(document)
    assert region is not None
    assert region.again == (len(labels) + 1,)


@pytest.mark.parametrize(("at", "told"), [(6, True), (5, False), (7, False)])
def test_rows_with_a_total_alone_and_the_rest_of_their_wide_cells_behind_it(at: int, told: bool) -> None:
    """A converter has put the cells that a wide label takes at the end of its row."""
    rows = [[row.label_zh, *[""] * at, numbers()[row.code][-1], *[""] * (8 - at)] for row in rows3()]
    found = values(read_tables(paper(grid(rows, aligned=False))))
    totals = {key: value for key, value in cells3().items() if key.endswith("total")}
    assert {key: value for key, value in found.items() if value is not None} == (totals if told else {})
