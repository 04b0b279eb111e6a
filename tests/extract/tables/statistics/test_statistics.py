"""The statistical tables before 2019."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.documents.model import Paragraph
from extract.forms import form
from extract.reports.model import State
from extract.tables import TablesRead, read_tables
from extract.tables.restored import unfolded
from tests.extract.tables.papers import grid, lines, paper, printed_line

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


FIGURES = {row.code: n for n, row in enumerate(NATIONAL)}


@pytest.mark.parametrize(("second", "whole"), [([], True), (["3"], True), (["7"], False)])
def test_an_indicator_with_another_figure_in_a_second_row_is_in_doubt(second: list[str], whole: bool) -> None:
    """Of the year before, or below a heading that says the same; a copy says nothing new."""
    rows = [[row.label_zh, row.unit, "3", "9"] for row in FUJIAN]
    rows += [[FUJIAN[4].label_zh, FUJIAN[4].unit, value, "9"] for value in second]
    assert read_tables(paper(grid([["指标名称", "计量单位", "年度", "历年累计"], *rows]))).complete is whole


def test_a_blank_running_total_stays_blank() -> None:
    rows = [[row.label_zh, row.unit, "0", "" if n == 2 else "5"] for n, row in enumerate(FUJIAN)]
    cells = {
        c.key: c
        for c in read_tables(paper(grid([["指标名称", "计量单位", "年度", "历年累计"], *rows]))).cells
    }
    assert cells["fj_pd_gazette.cumulative"].state is State.BLANK
    assert cells["fj_pd_gazette.annual"].value == 0


def test_an_empty_cell_that_a_ruling_set_off_parts_from_its_figure_is_not_blank() -> None:
    rows = [[row.label_zh, row.unit, "3", "9"] for row in FUJIAN]
    rows[2][2] = ""
    table = grid([["指标名称", "计量单位", "年度", "历年累计"], *rows[:3], ["5"], *rows[3:]])
    moved = [
        replace(c, col=2) if c.row == 4 else replace(c, rowspan=2 if c.row == 3 and c.col != 2 else 1)
        for c in table.cells
    ]
    cells = {c.key: c for c in read_tables(paper(replace(table, cells=tuple(moved)))).cells}
    assert cells["fj_pd_gazette.annual"].state is State.UNREAD
    assert cells["fj_pd_gazette.cumulative"].value == 9


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


def test_the_headings_of_two_halves_stand_alone_on_the_page_before() -> None:
    half = len(NATIONAL_ROWS) // 2
    rows = [left + right for left, right in zip(NATIONAL_ROWS[:half], NATIONAL_ROWS[half:], strict=True)]
    assert years(read_tables(paper(grid([HEAD * 2]), grid(rows)))) == PRINTED


def test_label_unit_and_number_one_under_the_other() -> None:
    printed = [part for row in NATIONAL_ROWS for part in row]
    read = read_tables(paper(*lines(*printed)))
    assert years(read) == PRINTED
    assert read.complete


def test_a_bracket_below_the_number_of_its_label_is_no_number() -> None:
    printed: list[str] = []
    for label, unit, number in NATIONAL_ROWS:
        broken = label.endswith("）")
        printed += [label[:-1], f"{unit} {number}", "）"] if broken else [f"{label} {unit} {number}"]
    read = read_tables(paper(*lines(" ".join(HEAD), *printed)))
    assert years(read) == PRINTED
    assert read.complete


def test_a_number_too_many_under_a_label_is_unclear() -> None:
    printed = [part for row in NATIONAL_ROWS for part in row]
    read = read_tables(paper(*lines(*printed[:3], "4", *printed[3:])))
    assert years(read)[0] is None
    assert not read.complete


@pytest.mark.parametrize("parted", [" ", ""])
def test_a_unit_that_ran_into_its_figure(parted: str) -> None:
    printed = [f"{label}{parted}{unit}{number}" for label, unit, number in NATIONAL_ROWS]
    read = read_tables(paper(*lines(" ".join(HEAD), *printed)))
    assert years(read) == PRINTED
    assert read.complete


@pytest.mark.parametrize("between", [[], ["— 3 —"], ["示例县人民政府"]])
def test_figures_that_all_stand_a_line_above_their_unit(between: list[str]) -> None:
    printed: list[str] = []
    for n, (label, unit, number) in enumerate(NATIONAL_ROWS):
        printed += [number, *(between if n == 9 else []), f"{label[:14]} {unit}", *filter(None, [label[14:]])]
    read = read_tables(paper(*lines(" ".join(HEAD), *printed)))
    found = years(read)
    assert [v for n, v in enumerate(found) if n != 9] == [v for n, v in enumerate(PRINTED) if n != 9]
    assert found[9] in (PRINTED[9], None)


def test_labels_broken_over_lines() -> None:
    printed: list[str] = []
    for label, unit, number in NATIONAL_ROWS:
        printed += (
            [label[:14], f"{label[14:]} {unit} {number}"] if len(label) > 16 else [f"{label} {unit} {number}"]
        )
    assert years(read_tables(paper(*lines(" ".join(HEAD), *printed)))) == PRINTED


def test_serial_numbers_before_printed_indicators_are_none_of_theirs() -> None:
    printed = [f"{n} {leaf(row.label_zh)} {row.unit} {3 * n}" for n, row in enumerate(NATIONAL, 1)]
    read = read_tables(paper(*lines("序号 统计指标 单位 统计数", *printed)))
    assert [c.value for c in read.cells] == [3 * n for n in range(1, len(NATIONAL) + 1)]


def test_nothing_said_in_words_below_its_unit() -> None:
    printed = [
        part
        for label, unit, number in NATIONAL_ROWS
        for part in (label, unit, "无" if number == "0" else number)
    ]
    read = read_tables(paper(*lines(*printed)))
    assert [c.value or 0 for c in read.cells] == PRINTED
    assert read.complete


def test_a_list_without_line_breaks() -> None:
    line = " ".join(
        ["（二）依申请公开。收到申请2件。", *HEAD, *(part for row in NATIONAL_ROWS for part in row)]
    )
    read = read_tables(unfolded(paper(*lines(line))))
    assert years(read) == PRINTED
    assert read.complete


@pytest.mark.parametrize("last", ["８，１３０", "—", "无"])
def test_the_last_indicator_is_of_the_table_whatever_its_figure(last: str) -> None:
    printed = [f"{leaf(row.label_zh)} {row.unit} 0" for row in NATIONAL[:-1]]
    read = read_tables(paper(*lines(*printed, f"{leaf(NATIONAL[-1].label_zh)} {NATIONAL[-1].unit} {last}")))
    assert read.cells[-1].raw == last
    assert read.complete


def test_headings_of_narrow_columns_without_a_gap_between_them() -> None:
    printed = [f"{row.label_zh} {row.unit} {n} {100 + n}" for n, row in enumerate(FUJIAN)]
    read = read_tables(paper(*lines("指标名称 单位本年度历年累计", *printed)))
    assert [c.value for c in read.cells if c.column == "annual"] == list(range(len(FUJIAN)))
    assert [c.value for c in read.cells if c.column == "cumulative"] == [100 + n for n in range(len(FUJIAN))]


def two_columns(gaps: dict[int, tuple[str, str]], *stray: Paragraph) -> TablesRead:
    """A list of indicators on a page without rulings; ``gaps`` has the two figures of some rows, ``stray`` stands among them."""
    head = [
        ("指标名称", 100.0, 140.0),
        ("单位", 300.0, 320.0),
        ("本年度", 350.0, 380.0),
        ("累计", 450.0, 470.0),
    ]
    printed = [printed_line("指标名称 单位 本年度 累计", 1, 80, head)]
    for n, row in enumerate(FUJIAN):
        year, total = gaps.get(n, (str(n), str(100 + n)))
        words = [(row.label_zh, 60.0, 200.0), (row.unit, 305.0, 315.0)]
        words += [(year, 360.0, 370.0)] if year else []
        words += [(total, 452.0, 468.0)] if total else []
        printed.append(printed_line(" ".join(w for w, *_ in words), 1, 100 + 20 * n, words))
    return read_tables(paper(printed[:6], *stray, printed[6:]))


def test_without_rulings_a_blank_is_told_by_where_the_other_rows_have_their_numbers() -> None:
    read = two_columns({1: ("", "7"), 4: ("8", ""), 9: ("", "")})
    cells = {c.key: c for c in read.cells}
    assert read.complete
    assert (cells["fj_pd_website.annual"].raw, cells["fj_pd_website.cumulative"].value) == ("", 7)
    assert (cells["fj_req_in_person.annual"].value, cells["fj_req_in_person.cumulative"].raw) == (8, "")
    assert cells["fj_ans_partial.annual"].state is State.BLANK


def test_without_rulings_and_whole_rows_a_number_is_of_the_heading_that_it_stands_under() -> None:
    read = two_columns({n: ("", str(n)) for n in range(2, len(FUJIAN))})
    assert [c.raw for c in read.cells if c.column == "annual"] == ["0", "1", *[""] * (len(FUJIAN) - 2)]
    assert read.complete


def test_without_rulings_no_blank_is_told_where_a_number_stands_beside_no_indicator() -> None:
    read = two_columns({1: ("", "7")}, printed_line("6", 1, 190, [("6", 360.0, 370.0)]))
    states = {c.key: c.state for c in read.cells}
    assert states["fj_pd_website.annual"] is State.UNREAD


@pytest.mark.parametrize("top", [172, 188])
def test_without_rulings_a_figure_with_digits_hard_above_or_below_is_unread(top: float) -> None:
    """A narrow column broke it: 74.370 on one line, the last 5 on the next."""
    read = two_columns({4: ("74.370", "9")}, printed_line("5", 1, top, [("5", 362.0, 367.0)]))
    states = {c.key: c.state for c in read.cells}
    assert states["fj_req_in_person.annual"] is State.UNREAD
    assert states["fj_req_in_person.cumulative"] is State.NUMBER
    assert not read.complete


def test_without_rulings_no_blank_stands_between_the_lines_of_a_broken_note() -> None:
    rests = [
        printed_line(text, 1, top, [(text, 355.0, 375.0)])
        for text, top in (("11（其中修订2", 174), ("件）", 186))
    ]
    read = two_columns({4: ("", "9")}, *rests)
    assert {c.key: c.state for c in read.cells}["fj_req_in_person.annual"] is State.UNREAD


@pytest.mark.parametrize(
    ("left", "told"), [(350.0, State.UNREAD), (100.0, State.NUMBER)], ids=["number", "head"]
)
def test_a_number_taken_for_the_pages_may_be_the_first_line_of_a_figure(left: float, told: State) -> None:
    words = [
        [(row.label_zh, 60.0, 200.0), (row.unit, 305.0, 315.0), (str(n), 360.0, 370.0)]
        for n, row in enumerate(FUJIAN)
    ]
    rows = [printed_line(" ".join(w for w, *_ in said), 1, 60 + 20 * n, said) for n, said in enumerate(words)]
    read = read_tables(replace(paper(rows), painted={1: ((left, 50.0, 380.0, 60.0),)}))
    states = [c.state for c in read.cells if c.column == "annual"]
    assert states == [told, *[State.NUMBER] * (len(FUJIAN) - 1)]


def test_digits_set_apart_under_the_one_heading_are_one_figure() -> None:
    """One row of them is too little for the page to tell letter-spacing."""
    head = printed_line(
        "统计指标 单位 统计数",
        1,
        80,
        [("统计指标", 60.0, 100.0), ("单位", 300.0, 320.0), ("统计数", 350.0, 380.0)],
    )
    printed = [head]
    for n, row in enumerate(NATIONAL):
        figures = [("4", 358.0, 363.0), ("5", 366.0, 371.0)] if n == 2 else [(str(n), 360.0, 370.0)]
        words = [(leaf(row.label_zh), 60.0, 200.0), (row.unit, 305.0, 315.0), *figures]
        printed.append(printed_line(" ".join(w for w, *_ in words), 1, 100 + 20 * n, words))
    read = read_tables(paper(printed))
    assert [c.value for c in read.cells] == [45 if n == 2 else n for n in range(len(NATIONAL))]


def test_strokes_beside_the_heading_of_a_group_are_no_strays() -> None:
    words = [
        ("二、回应解读情况", 60.0, 140.0),
        ("——", 302.0, 318.0),
        ("——", 355.0, 371.0),
        ("——", 452.0, 468.0),
    ]
    read = two_columns({1: ("", "7")}, printed_line(" ".join(w for w, *_ in words), 1, 190, words))
    assert {c.key: c.state for c in read.cells}["fj_pd_website.annual"] is State.BLANK


def test_a_number_below_no_heading_tells_that_head_and_rows_were_cut_apart() -> None:
    """As converters of pages cut them: the headings stand a column further to the right than the numbers."""
    head = ["指标名称", "计量单位", "", "年度", "", "历年累计"]
    rows = [[row.label_zh, row.unit, str(n), "", str(100 + n), ""] for n, row in enumerate(FUJIAN)]
    read = read_tables(paper(grid([head, *rows], aligned=False)))
    assert [c.value for c in read.cells if c.column == "annual"] == list(range(len(FUJIAN)))
    assert read.complete


def test_a_unit_behind_an_empty_cell_is_no_value() -> None:
    rows = [[leaf(row.label_zh), "", row.unit, "", "4"] for row in NATIONAL]
    rows[5] = rows[5][:3]  # a blank that the end of the line has lost
    read = read_tables(paper(grid([["统计指标", "", "单位", "", "统计数"], *rows], aligned=False)))
    assert [c.key for c in read.cells if c.state is State.UNREAD] == [f"{NATIONAL[5].code}.annual"]


def test_indicators_with_two_numbers_one_under_the_other() -> None:
    told = [text for n, row in enumerate(FUJIAN) for text in (row.label_zh, row.unit, str(n), str(n + 100))]
    head = ["指标名称", "计量单位", "年度", "历年累计"]
    read = read_tables(paper(lines(*head, *told)))
    assert [c.value for c in read.cells if c.column == "cumulative"] == [100 + n for n in range(len(FUJIAN))]
    assert read.complete
    del told[4 * 7 + 2]
    cells = {c.key: c for c in read_tables(paper(lines(*head, *told))).cells}
    assert cells[f"{FUJIAN[7].code}.annual"].state is State.UNREAD


def test_a_number_that_the_label_goes_on_with_is_no_value() -> None:
    label = "（一）主动公开政府信息数（不同渠道和方式公开相同信息计"
    first = ["（一）主动公开政府信息数（不", "同渠道和方式公开相同信息计 1", "条）", "条 731"]
    rest = [f"{leaf(row.label_zh)} {row.unit} 4" for row in NATIONAL[1:]]
    assert leaf(NATIONAL[0].label_zh).startswith(label)
    read = read_tables(paper(lines(*first, *rest)))
    assert read.cells[0].value in (None, 731)


def test_a_number_of_the_label_that_stands_apart_with_the_unit_is_no_figure() -> None:
    """The label ends on the line below, "计 1" stands hard before the unit: no figure is printed."""
    label = "（一）主动公开政府信息数（不同渠道和方式公开相同信息计条）"
    words = [(label, 85.0, 366.0), ("1条", 369.0, 384.0)]
    rows = [printed_line(f"{label} 1条", 1, 90.0, words)]
    for n, entry in enumerate(NATIONAL[1:], 1):
        said = [(leaf(entry.label_zh), 85.0, 300.0), (entry.unit, 374.0, 384.0), (str(n), 500.0, 510.0)]
        rows.append(printed_line(" ".join(w for w, *_ in said), 1, 90.0 + 12 * n, said))
    read = read_tables(paper(lines("统计指标 单位 统计数"), rows, engine="pdfium"))
    assert [c.code for c in read.cells if c.state is State.UNREAD] == ["s14_pd_items_total"]


def test_a_unit_and_a_figure_above_their_label_are_not_those_of_the_label_above() -> None:
    """A row that begins on the page before: its label stands lower than its unit and its figure."""
    rows = []
    for n, entry in enumerate(NATIONAL):
        at = 90.0 + 12 * n
        figure = [(str(n), 500.0, 510.0)] if n % 3 else []
        words = [(leaf(entry.label_zh), 85.0, 300.0), (entry.unit, 374.0, 384.0), *figure]
        parts = [words[1:], words[:1]] if n == 10 else [words]
        for k, part in enumerate(parts):
            rows.append(printed_line(" ".join(w for w, *_ in part), 1, at + 6 * k, part))
    read = read_tables(paper(lines("统计指标 单位 统计数"), rows, engine="pdfium"))
    cells = {c.code: c for c in read.cells}
    assert cells[NATIONAL[9].code].value is None
    assert cells[NATIONAL[10].code].value in (None, 10)


def test_few_numbers_beside_their_indicators_tell_another_order() -> None:
    """Columns printed one after the other: where a label and a number meet, they do not belong together."""
    labels = [leaf(row.label_zh) for row in NATIONAL]
    text = [part for n, row in enumerate(labels) for part in ((row, "条", "3") if n % 9 == 0 else (row,))]
    read = read_tables(paper(lines(*text[:30], *["7"] * 20, *text[30:])))
    assert {c.state for c in read.cells} == {State.UNREAD}


def test_indicators_that_have_lost_the_breaks_between_their_rows_are_unread() -> None:
    cells = [text for row in FUJIAN for text in (row.label_zh, row.unit, "", "548")]
    read = read_tables(paper(grid([["指标名称", "计量单位", "年度", "历年累计", *cells]], aligned=False)))
    assert {c.state for c in read.cells} <= {State.UNREAD}


def test_a_number_alone_where_two_columns_have_lost_their_headings_is_unread() -> None:
    rows = [[row.label_zh, row.unit, "" if n % 3 else "7", "9"] for n, row in enumerate(FUJIAN)]
    read = read_tables(paper(grid(rows, aligned=False)))
    assert {c.state for c in read.cells} == {State.UNREAD}


def test_a_row_without_its_unit_may_be_the_first_line_of_a_label() -> None:
    rows = [[leaf(row.label_zh), row.unit, "4"] for row in NATIONAL]
    label = leaf(NATIONAL[8].label_zh)
    rows[8:9] = [[label[:15], "", ""], [label[15:], NATIONAL[8].unit, "24"]]
    read = read_tables(paper(grid([["统计指标", "单位", "统计数"], *rows], aligned=False)))
    assert [c.key for c in read.cells if c.state is not State.NUMBER] == [f"{NATIONAL[8].code}.annual"]
    assert read.cells[8].state is State.UNREAD


def test_a_label_that_goes_on_below_its_figure() -> None:
    printed: list[str] = []
    for label, unit, number in NATIONAL_ROWS:
        printed += (
            [f"{label[:14]} {unit} {number}", label[14:]] if len(label) > 16 else [f"{label} {unit} {number}"]
        )
    assert years(read_tables(paper(*lines(" ".join(HEAD), *printed)))) == PRINTED


def test_a_label_all_but_the_last_sign_of_which_stands_above_its_figures() -> None:
    """Without its last sign it is nearly the whole label, and is taken for it."""
    printed = [
        f"{label[:-1]}\n{label[-1]} {row.unit} {n} {n + 4}"
        if "减免" in label
        else f"{label} {row.unit} {n} {n + 4}"
        for n, row in enumerate(FUJIAN, 5)
        if (label := leaf(row.label_zh))
    ]
    read = read_tables(paper(*lines("指标名称 计量单位 年度 历年累计", *"\n".join(printed).split("\n"))))
    assert [c.key for c in read.cells if c.state is State.UNREAD] == []


def test_the_last_indicator_with_its_unit_in_kangxi_radicals() -> None:
    printed = [
        f"{leaf(row.label_zh)} {row.unit.replace('人', '⼈')} {n}" for n, row in enumerate(NATIONAL, 3)
    ]
    read = read_tables(paper(*lines("统计指标 单位 统计数", *printed)))
    assert read.cells[-1].value == len(NATIONAL) + 2


def test_numbers_without_a_name_below_an_empty_indicator_may_be_its_own() -> None:
    rows = [[leaf(row.label_zh), row.unit, str(n), str(n + 4)] for n, row in enumerate(FUJIAN, 5)]
    rows[4:5] = [[*rows[4][:2], "", ""], ["", "", "9", "13"]]
    read = read_tables(paper(grid([["指标名称", "计量单位", "年度", "历年累计"], *rows], aligned=False)))
    assert {c.state for c in read.cells if c.code == FUJIAN[4].code} == {State.UNREAD}


@pytest.mark.parametrize("repeated", [True, False])
def test_a_label_that_the_page_cuts_goes_on_in_the_next_table(repeated: bool) -> None:
    head = ["统计指标", "单位", "统计数"]
    rows = [[leaf(row.label_zh), row.unit, str(n)] for n, row in enumerate(NATIONAL)]
    cut = next(n for n, row in enumerate(NATIONAL) if row.code == "s14_resp_interpretation")
    label, unit, number = rows[cut]
    above = [head, *rows[:cut], [label[:-2], unit, number]]
    below = [head] * repeated + [[label[-2:], "", ""], *rows[cut + 1 :]]
    read = read_tables(paper(grid(above), grid(below)))
    assert read.complete
    assert [c.value for c in read.cells] == list(range(len(NATIONAL)))


def test_a_figure_whose_label_the_page_moves_to_the_next_table_is_its_own() -> None:
    head = ["统计指标", "单位", "统计数"]
    rows = [[leaf(row.label_zh), row.unit, str(n)] for n, row in enumerate(NATIONAL)]
    label, unit, number = rows[20]
    above, below = [head, *rows[:20], ["", unit, number]], [[label, "", ""], *rows[21:]]
    read = read_tables(paper(grid(above), grid(below)))
    assert [c.value for c in read.cells] == list(range(len(NATIONAL)))
    above[-2][2] = ""  # then the figure may be that of the row above
    read = read_tables(paper(grid(above), grid(below)))
    assert [c.code for c in read.cells if c.state is State.UNREAD] == [row.code for row in NATIONAL[19:21]]


def test_a_figure_alone_on_top_of_the_next_table_is_perhaps_that_of_the_empty_row_above() -> None:
    head = ["统计指标", "单位", "统计数"]
    rows = [[leaf(row.label_zh), row.unit, str(n)] for n, row in enumerate(NATIONAL)]
    above, below = [head, *rows[:20], [*rows[20][:2], ""]], [["", "", "20"], *rows[21:]]
    read = read_tables(paper(grid(above), grid(below)))
    assert [c.code for c in read.cells if c.state is State.UNREAD] == [NATIONAL[20].code]


def test_a_row_that_no_label_ends_stays_unread() -> None:
    rows = [[leaf(row.label_zh), row.unit, str(n)] for n, row in enumerate(NATIONAL)]
    rows[3][0] = rows[3][0][:-2]
    read = read_tables(paper(grid([["统计指标", "单位", "统计数"], *rows])))
    assert not read.complete
    assert [c.value for c in read.cells if c.state is not State.UNREAD] == [0, 1, 2, *range(4, len(NATIONAL))]


@pytest.mark.parametrize("size", [5, 7, 9])
def test_labels_broken_above_and_below_their_figures(size: int) -> None:
    printed = []
    for n, row in enumerate(NATIONAL):
        label = leaf(row.label_zh)
        parts = [label[at : at + size] for at in range(0, len(label), size)]
        parts[(len(parts) - 1) // 2] += f" {row.unit} {n}"
        printed += parts
    read = read_tables(paper(*lines("统计指标 单位 统计数", *printed)))
    assert not [c.key for c in read.cells if c.state is not State.UNREAD and c.value != FIGURES[c.code]]
    assert sum(c.state is State.UNREAD for c in read.cells) <= 2


def test_a_label_of_two_headings_alone_is_that_of_neither() -> None:
    keep = {row.code: n for n, row in enumerate(NATIONAL) if not row.code.startswith(("s14_rev", "s14_lit"))}
    printed = [f"{leaf(row.label_zh)} {row.unit} {keep[row.code]}" for row in NATIONAL if row.code in keep]
    corrected = next(row for row in NATIONAL if row.code == "s14_lit_corrected")
    at = list(keep).index("s14_fees")
    printed.insert(at, f"{leaf(corrected.label_zh)} {corrected.unit} 7")
    read = read_tables(paper(*lines("统计指标 单位 统计数", *printed)))
    assert {c.value for c in read.cells if c.code == "s14_lit_corrected"} == {None}


def test_figures_behind_colons() -> None:
    printed = [f"{leaf(row.label_zh)}（{row.unit}）：{n}" for n, row in enumerate(NATIONAL)]
    read = read_tables(paper(*lines("政府信息公开情况统计表", *printed)))
    assert [c.value for c in read.cells] == list(range(len(NATIONAL)))


def test_the_figure_of_a_whole_label_is_not_that_of_a_broken_one_above_without_figures() -> None:
    first, second, third = (leaf(row.label_zh) for row in NATIONAL[:3])
    printed = [f"{leaf(row.label_zh)} {row.unit} {n}" for n, row in enumerate(NATIONAL)][3:]
    above = [f"{first[:20]} 条", f"{first[20:-2]} 条）", f"{second} 条", f"{third} 件 11"]
    read = read_tables(paper(*lines("统计指标 单位 统计数", *above, *printed)))
    assert [c.value for c in read.cells[:3]] == [None, None, 11]


def narrow_list(blank: str, broken: str = "") -> list[Paragraph]:
    """The national list on a page: the label of the indicator ``blank`` stands on two lines, its unit alone between them and no figure; the figure of ``broken`` above and below its line."""
    head = [("统计指标", 60.0, 100.0), ("单位", 300.0, 320.0), ("统计数", 400.0, 430.0)]
    found = [printed_line("统计指标 单位 统计数", 1, 40, head)]
    for n, row in enumerate(NATIONAL):
        page, top, label = 1 + n // 30, 70.0 + 22 * (n % 30), leaf(row.label_zh)
        unit, figure = (row.unit, 305.0, 315.0), (str(1000 + n), 405.0, 425.0)
        if row.code == blank:
            at = (top - 6, [(label[:12], 60.0, 180.0)]), (top, [unit]), (top + 6, [(label[12:], 60.0, 160.0)])
        elif row.code == broken:
            at = (
                (top - 6, [("123456", 400.0, 430.0)]),
                (top, [(label, 60.0, 200.0), unit]),
                (top + 6, [("78", 400.0, 410.0)]),
            )
        else:
            at = ((top, [(label, 60.0, 200.0), unit, figure]),)
        found += [printed_line(" ".join(w for w, *_ in words), page, y, words) for y, words in at]
    return found


def test_an_empty_indicator_whose_unit_stands_alone_between_the_lines_of_its_label_is_blank() -> None:
    read = read_tables(paper(narrow_list("s14_pd_items_total"), engine="pdfium"))
    assert read.complete
    assert [c.code for c in read.cells if c.state is State.BLANK] == ["s14_pd_items_total"]


def test_a_figure_above_and_below_the_line_of_its_indicator_is_one() -> None:
    read = read_tables(paper(narrow_list("", "s14_fees"), engine="pdfium"))
    assert read.complete
    assert {c.value for c in read.cells if c.code == "s14_fees"} == {12345678}


def test_a_label_that_ends_with_its_unit_and_has_no_figure_is_blank() -> None:
    printed = []
    for n, row in enumerate(NATIONAL):
        words = [(f"{leaf(row.label_zh)}（单位：{row.unit}）", 60.0, 300.0)]
        words += [(str(n), 405.0, 425.0)] if n != 5 else []
        printed.append(printed_line(" ".join(w for w, *_ in words), 1 + n // 30, 70.0 + 22 * (n % 30), words))
    read = read_tables(paper(printed, engine="pdfium"))
    assert read.complete
    assert [c.code for c in read.cells if c.state is State.BLANK] == [NATIONAL[5].code]


def test_a_figure_at_the_end_of_a_line_that_has_no_room_for_it_is_unread() -> None:
    """Lines cut at a width part figures, too; the rest stands alone on the next line."""
    text = [f"{leaf(row.label_zh)} {row.unit} 4216" for row in NATIONAL]
    size = len(text[1])
    cut = [piece for line in text for piece in (line[: size - 2], line[size - 2 :]) if piece]
    read = read_tables(paper(lines("统计指标 单位 统计数", *cut)))
    assert not read.complete
    assert {c.value for c in read.cells} <= {4216, None}


def test_a_figure_without_a_row_among_separated_cells_is_unclear() -> None:
    rows = [[leaf(row.label_zh), row.unit, "12"] for row in NATIONAL]
    read = read_tables(
        paper(grid([["统计指标", "单位", "统计数"], *rows[:9], ["", "", "5"], *rows[9:]], aligned=False))
    )
    assert not read.complete
