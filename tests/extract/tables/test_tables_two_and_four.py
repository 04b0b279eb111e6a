"""Tables two and four."""

from dataclasses import replace

import pytest

from extract.documents.model import Paragraph, Place, Table, TextCell
from extract.forms import form
from extract.reports.model import Cell, State
from extract.tables import TablesRead, read_tables
from tests.extract.tables.papers import grid, lines, paper, printed_line, table3_lines

FIFTEEN = ["40", "0", "10", "5", "55", "2", "0", "4", "6", "12", "6", "0", "9", "7", "22"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
THREE = lines("三、收到和处理政府信息公开申请情况", *table3_lines())


def cells(read: TablesRead, table: str) -> dict[str, int | float | None]:
    return {c.code: c.value for c in read.cells if c.table == table and c.state is not State.UNREAD}


def four(read: TablesRead) -> list:
    found = cells(read, "table4")
    return [found.get(f.code, "unread") for f in form("t2021").tables["table4"].fields]


def test_table_two_of_the_2021_form() -> None:
    table = grid(
        [
            [("第二十条第（一）项", 4)],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "22（其中修订16件）", "", "235"],
            ["规范性文件", "34", "—", "189"],
            [("第二十条第（五）项", 4)],
            ["信息内容", ("本年处理决定数量", 3)],
            ["行政许可", ("517645", 3)],
            ["信息内容", ("本年处理决定数量", 3)],
            ["行政处罚", ("0", 3)],
            ["行政强制", ("", 3)],
            ["信息内容", ("本年收费金额（单位：万元）", 3)],
            ["行政事业性收费", ("4068.208", 3)],
        ]
    )
    read = read_tables(paper(table))
    assert read.form["table2"] == "t2021"
    found = {c.code: c for c in read.cells}
    assert (found["pd_rules_issued"].value, found["pd_rules_issued"].note) == (22, "(其中修订16件)")
    assert found["pd_rules_repealed"].state is State.BLANK
    assert found["pd_normdocs_repealed"].state is State.DASH
    assert found["pd_coercion_decisions"].state is State.BLANK
    assert found["pd_admin_fees_amount"].value == 4068.208
    assert found["pd_licensing_decisions"].value == 517645


@pytest.mark.parametrize("blank_first", [False, True])
def test_two_tables_two_of_which_one_is_empty_are_not_mixed(blank_first: bool) -> None:
    """The whole county's beside the body's own."""
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    filled = [heads, ["规章", "1", "2", "3"], ["行政规范性文件", "4", "5", "6"]]
    blank = [heads, ["规章", "", "", ""], ["行政规范性文件", "", "", ""]]
    pair = [blank, filled] if blank_first else [filled, blank]
    placed = []
    for number, rows in enumerate(pair):
        drawn = grid(rows)
        cells_of = tuple(replace(c, place=Place(table=number, row=c.row, col=c.col)) for c in drawn.cells)
        placed.append(replace(drawn, cells=cells_of))
    read = read_tables(paper(placed[0], *lines("本级情况"), placed[1], *THREE))
    assert not read.complete
    assert {c.code: c.state for c in read.cells}["pd_rules_issued"] is State.UNREAD


def test_what_seems_empty_in_a_part_of_table_two_is_unread() -> None:
    """A sheet too wide for its page: the rest of its columns, and the figures of its widest cells, stand on another."""
    table = grid(
        [
            ["信息内容", "本年制发件数", "本年废止件数"],
            ["规章", "0", "1"],
            ["行政规范性文件", "29", "0"],
            ["信息内容", ("本年处理决定数量", 2)],
            ["行政许可", ("", 2)],
        ]
    )
    found = {c.code: c.state for c in read_tables(paper(table, *THREE)).cells}
    assert found["pd_normdocs_issued"] is State.NUMBER
    assert found["pd_licensing_decisions"] is State.UNREAD


def test_table_two_of_the_2019_form_in_lines() -> None:
    read = read_tables(
        paper(
            lines(
                "第二十条第（一）项",
                "信息内容 本年新 制作数量 本年新 公开数量 对外公开总数量",
                "规章 0 1 7",
                "规范性文件 77 76 166",
                "信息内容 上一年项目数量 本年增/减 处理决定数量",
                "行政许可 396 +44 2278",
                "其他对外管理服务事项 107 -2 105",
                "行政处罚 2648 0 430",
                "行政强制 126 0 25",
                "信息内容 上一年项目数量 本年增/减",
                "行政事业性收费 35 --3",
                "信息内容 采购项目数量 采购总金额",
                "政府集中采购 13 57.25",
            )
        )
    )
    assert read.form["table2"] == "t2019"
    found = cells(read, "table2")
    assert len(found) == 22
    assert found["pd19_licensing_items_change"] == 44
    assert found["pd19_other_services_items_change"] == -2
    assert found["pd19_admin_fees_items_change"] == -3
    assert found["pd19_procurement_amount"] == 57.25


OTHER_SERVICES = "其他对外管理服务事项（指许可以外的事项，含行政确认、行政处罚、行政强制和其他类）"


def test_rows_whose_labels_explain_what_is_counted_and_name_others() -> None:
    table = grid(
        [
            ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
            ["行政许可", "8", "5", "93"],
            [OTHER_SERVICES, "117", "0", "165"],
        ]
    )
    assert list(cells(read_tables(paper(table)), "table2").values()) == [8, 5, 93, 117, 0, 165]


def test_explained_labels_and_a_row_that_a_province_has_added_one_value_a_line() -> None:
    text = lines(
        *("二、主动公开政府信息情况", "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        *("规章（设区的市、自治州人民政府应提供数据）", "0", "0", "0"),
        *("规范性文件（行政机关制定发布的决定、公告和通知）", "34", "4", "47"),
        *("其他主动公开文件（含以本单位名义签发的其他文件）", "5", "6", "7"),
        *("信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "1", "2", "3"),
    )
    found = cells(read_tables(paper(*text)), "table2")
    assert list(found.values()) == [0, 0, 0, 34, 4, 47, 1, 2, 3]


@pytest.mark.parametrize("aligned", [True, False])
def test_wide_cells_written_once_for_each_of_their_columns(aligned: bool) -> None:
    rows = [
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "1", "2", "3"],
        ["规范性文件", "4", "", "6"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "7", "8", "9"],
    ]
    read = read_tables(
        paper(grid([[text for text in row for _ in range(3)] for row in rows], aligned=aligned))
    )
    found = [cell.value for cell in read.cells if cell.table == "table2"]
    assert found[:6] == [1, 2, 3, 4, None, 6]
    assert [value for value in found if value][-3:] == [7, 8, 9]


def test_two_numbers_under_three_headings_are_unread() -> None:
    head = grid([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]], aligned=False)
    read = read_tables(paper(head, grid([["规章", "22", "235"]], aligned=False), THREE))
    assert cells(read, "table2") == {}
    assert not read.complete


def lifted(*notes: str) -> dict[str, Cell]:
    """Table two of a converter that lifts wrapped cells out of its tables, and puts each row in a table of its own."""
    two = (
        lines("第二十条第（一）项", *notes, "行政许可 7", "行政处罚 8", "行政强制 9", "行政事业性收费 10"),
        grid([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]], aligned=False),
        grid([["规章", "22", "235"]], aligned=False),
        grid([["行政规范性文件", "34", "189"]], aligned=False),
    )
    return {c.code: c for c in read_tables(paper(*two, lines(*table3_lines()))).cells}


def test_rows_that_lack_their_wrapped_cells_keep_the_others() -> None:
    found = lifted("12", "（其中修订 6 件）", "55", "（含自然失效 29 件）")
    one_column = (
        "pd_licensing_decisions",
        "pd_penalty_decisions",
        "pd_coercion_decisions",
        "pd_admin_fees_amount",
    )
    assert [found[code].value for code in one_column] == [7, 8, 9, 10]
    assert (found["pd_rules_issued"].value, found["pd_rules_in_force"].value) == (22, 235)
    assert (found["pd_normdocs_issued"].value, found["pd_normdocs_in_force"].value) == (34, 189)
    for code in ("pd_rules_repealed", "pd_normdocs_repealed"):
        assert found[code].state is State.UNREAD


@pytest.mark.parametrize("notes", [("12", "（其中修订 6 件）"), ("12（其中修订6件）", "55（新增3件）"), ()])
def test_rows_that_lack_a_cell_are_unread_where_no_note_tells_the_column(notes: tuple[str, ...]) -> None:
    found = lifted(*notes)
    for code in ("pd_rules_issued", "pd_rules_repealed", "pd_normdocs_in_force"):
        assert found[code].state is State.UNREAD
    assert found["pd_licensing_decisions"].value == 7


def test_digits_left_over_on_the_next_page_are_not_dropped() -> None:
    """A page break may cut a row of table two in two; no sum would tell."""
    head = [[("第二十条第（一）项", 4)], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]]
    above = grid([*head, ["规章", "38", "4", "20"]])
    below = grid([["", "06", "", ""], ["行政规范性文件", "7", "8", "9"]])
    read = read_tables(paper(above, below, THREE))
    assert any(s.code == "table2-unclear" for s in read.signals)


def test_digits_left_over_of_the_last_row_are_not_dropped() -> None:
    head = [[("第二十条第（一）项", 4)], ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]]
    above = grid([*head, ["规章", "38", "4", "20"]])
    read = read_tables(paper(above, grid([["", "06", "", ""]]), THREE))
    assert any(s.code == "table2-unclear" for s in read.signals)


def test_numbers_that_stand_above_their_labels_are_not_the_row_before() -> None:
    above = lines(
        *("二、主动公开政府信息情况", "本年制发件数 本年废止件数 现行有效件数", "1 2 3", "规章", "4 5 6"),
        *(
            "行政规范性文件",
            "本年处理决定数量",
            "7",
            "行政许可",
            "0 行政处罚",
            "9 行政强制",
            "本年收费金额",
            "10",
            "行政事业性收费",
        ),
    )
    found = {
        c.code: c for c in read_tables(paper(above, lines(*table3_lines()))).cells if c.table == "table2"
    }
    assert {c.state for c in found.values()} == {State.UNREAD}


def test_table_four_as_one_row_of_fifteen() -> None:
    table = grid(
        [
            [("行政复议", 5), ("行政诉讼", 10)],
            [*RESULTS, ("未经复议直接起诉", 5), ("复议后起诉", 5)],
            [*[""] * 5, *RESULTS, *RESULTS],
            FIFTEEN,
        ]
    )
    assert four(read_tables(paper(THREE, table))) == [int(v) for v in FIFTEEN]


@pytest.mark.parametrize(("engine", "found"), [("ocr", [int(v) for v in FIFTEEN]), ("text", ["unread"] * 15)])
def test_a_heading_that_is_recognised_badly_in_every_column(engine: str, found: list) -> None:
    """That of the rulings corrected, three times; a text that has other headings is another table."""
    heads = ["结果维持", "结果厂", "其他结果", "尚未审结", "总计"]
    rows = [[("行政复议", 5), ("行政诉讼", 10)], heads * 3, FIFTEEN]
    assert four(read_tables(paper(THREE, grid(rows), engine=engine))) == found


@pytest.mark.parametrize(("name", "found"), [("件数", FIFTEEN), ("数 量", FIFTEEN), ("上年件数", [])])
def test_a_row_of_values_may_have_a_name_of_its_own(name: str, found: list[str]) -> None:
    routes = [("行政复议", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5)]
    rows = [["", *routes], ["", *RESULTS * 3], [name, *FIFTEEN[:-2], "", FIFTEEN[-1]]]
    values = [float(v) for v in found]
    expected = [*values[:13], None, values[14]] if found else ["unread"] * 15
    assert (
        four(read_tables(paper(*THREE, *lines("四、政府信息公开行政复议、行政诉讼情况"), grid(rows))))
        == expected
    )


def test_table_four_as_three_tables_with_blanks() -> None:
    tables = [
        grid([[("行政复议", 5)], RESULTS, FIFTEEN[:5]]),
        grid([[("行政诉讼——未经复议直接起诉", 5)], RESULTS, ["2", "", "", "", "2"]]),
        grid([[("行政诉讼——复议后起诉", 5)], RESULTS, FIFTEEN[10:]]),
    ]
    assert four(read_tables(paper(THREE, *tables))) == [
        40,
        0,
        10,
        5,
        55,
        2,
        None,
        None,
        None,
        2,
        6,
        0,
        9,
        7,
        22,
    ]


def test_three_empty_tables_drawn_as_one() -> None:
    titles = ("行政复议", "行政诉讼——未经复议直接起诉", "行政诉讼——复议后起诉")
    drawn = grid([row for title in titles for row in ([(title, 5)], RESULTS, [""] * 5)])
    assert {c.state for c in read_tables(paper(THREE, drawn)).cells if c.table == "table4"} == {State.BLANK}


def test_headings_cut_in_two_by_the_page_stand_over_fifteen_values() -> None:
    above = grid(
        [
            [("行政复议", 5), ("行政诉讼", 10)],
            ["结果维", "结果纠", "其他结", "尚未审", "总计", ("未经复议直接起诉", 5), ("复议后起诉", 5)],
        ]
    )
    below = grid([["持", "正", "果", "结", "", *RESULTS, *RESULTS], FIFTEEN])
    assert four(read_tables(paper(THREE, above, below))) == [int(v) for v in FIFTEEN]


def on_page(page: int, table: Table) -> Table:
    return replace(table, cells=tuple(replace(c, place=Place(page=page)) for c in table.cells))


def test_headings_of_one_route_cut_in_two_by_the_page() -> None:
    above = on_page(3, grid([[("行政复议", 5)], ["结果", "结果", "其他", "尚未", "总计"]]))
    rest = [["维持", "纠正", "结果", "审结", ""], FIFTEEN[:5]]
    suits = [[("复议后起诉", 5)], RESULTS, FIFTEEN[10:]]
    below = on_page(4, grid([*rest, [("未经复议直接起诉", 5)], RESULTS, FIFTEEN[5:10], *suits]))
    assert four(read_tables(paper(THREE, above, below))) == [int(v) for v in FIFTEEN]


@pytest.mark.parametrize("first", [1, 2, 3])
def test_a_page_break_within_a_table_of_the_suits(first: int) -> None:
    """行政诉讼 in a table of its own, of which so many rows stand on one page and the others on the next."""
    rows = [
        [("行政诉讼", 10)],
        [("未经复议直接起诉", 5), ("复议后起诉", 5)],
        RESULTS * 2,
        FIFTEEN[5:],
    ]

    review = on_page(4, grid([[("行政复议", 5)], RESULTS, FIFTEEN[:5]]))
    read = read_tables(paper(THREE, review, on_page(4, grid(rows[:first])), on_page(5, grid(rows[first:]))))
    assert four(read) == list(map(int, FIFTEEN))


def test_routes_as_rows_go_on_on_the_next_page() -> None:
    above = grid(
        [
            [("类别", 2), *RESULTS],
            [("行政复议", 2), *FIFTEEN[:5]],
            ["行政诉讼", "未经复议直接起诉", *FIFTEEN[5:10]],
        ]
    )
    below = grid([["", "复议后起诉", *FIFTEEN[10:]]])
    assert four(read_tables(paper(THREE, above, below))) == [int(v) for v in FIFTEEN]


@pytest.mark.parametrize("blank", [False, True])
def test_suits_before_reviews_without_rulings(blank: bool) -> None:
    """The values stand under their headings, whatever the order of these."""

    def line(top: float, *said: tuple[str, float]) -> Paragraph:
        return printed_line(
            " ".join(w for w, _ in said), 1, top, [(w, x - 4.0 * len(w), x + 4.0 * len(w)) for w, x in said]
        )

    columns = [60 + 36.0 * n for n in range(15)]
    values = [*FIFTEEN[5:], *FIFTEEN[:5]]
    if blank:
        values[0] = ""
        values[4] = "10"
    drawn = [
        line(80, ("四、政府信息公开行政复议、行政诉讼情况", 200)),
        line(100, ("行政诉讼", columns[4]), ("行政复议", columns[12])),
        line(120, ("未经复议直接起诉", columns[2]), ("复议后起诉", columns[7])),
        line(140, *zip(RESULTS * 3, columns, strict=True)),
        line(160, *((v, x) for v, x in zip(values, columns, strict=True) if v)),
        line(200, ("五、存在的主要问题及改进情况", 200)),
    ]
    expected = [*map(int, FIFTEEN[:5]), *(int(v) if v else None for v in values[:10])]
    assert four(read_tables(paper(THREE, drawn, engine="pdfium"))) == expected


def test_totals_before_results_without_rulings() -> None:
    def line(top: float, said: list[str], columns: list[float]) -> Paragraph:
        placed = [(w, x - 4.0 * len(w), x + 4.0 * len(w)) for w, x in zip(said, columns, strict=True)]
        return printed_line(" ".join(said), 1, top, placed)

    columns = [60 + 36.0 * n for n in range(15)]
    values = [v for n in range(0, 15, 5) for v in (FIFTEEN[n + 4], *FIFTEEN[n : n + 4])]
    drawn = [
        line(100, ["行政复议", "行政诉讼"], [columns[2], columns[9]]),
        line(120, ["未经复议直接起诉", "复议后起诉"], [columns[7], columns[12]]),
        line(140, [RESULTS[4], *RESULTS[:4]] * 3, columns),
        line(160, values, columns),
    ]
    assert four(read_tables(paper(THREE, drawn, engine="pdfium"))) == list(map(int, FIFTEEN))


def test_suits_before_reviews_in_lines() -> None:
    text = lines(
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政诉讼 行政复议",
        "未经复议直接起诉 复议后起诉",
        " ".join(RESULTS * 3),
    )
    values = lines(" ".join([*FIFTEEN[5:], *FIFTEEN[:5]]))
    assert four(read_tables(paper(THREE, text, values))) == list(map(int, FIFTEEN))


def test_routes_as_rows_without_rulings() -> None:
    def line(top: float, *words: tuple[str, float]) -> Paragraph:
        return printed_line(
            " ".join(w for w, _ in words), 1, top, [(w, left, left + 10.0 * len(w)) for w, left in words]
        )

    def row(top: float, label: str, left: float, five: list[str]) -> Paragraph:
        return line(top, (label, left), *((v, 250 + 60.0 * k) for k, v in enumerate(five)))

    drawn = [
        line(80, ("四、政府信息公开行政复议、行政诉讼情况", 60)),
        line(100, *((w, 240 + 60.0 * k) for k, w in enumerate(RESULTS))),
        row(120, "行政复议", 80, FIFTEEN[:5]),
        row(140, "未经复议直接起诉", 130, FIFTEEN[5:10]),
        line(150, ("行政诉讼", 60)),
        row(160, "复议后起诉", 130, FIFTEEN[10:]),
    ]
    assert four(read_tables(paper(THREE, drawn, engine="pdfium"))) == [int(v) for v in FIFTEEN]


def test_table_four_with_its_values_on_the_next_page_and_a_footnote() -> None:
    head = grid([[("行政复议", 5), ("行政诉讼", 10)], [*RESULTS, *RESULTS, *RESULTS]])
    note = lines("注：行政复议、行政诉讼数量含上年度结转数量。")
    assert four(read_tables(paper(THREE, head, grid([FIFTEEN]), note))) == [int(v) for v in FIFTEEN]


def test_headings_without_values_are_not_all_blank() -> None:
    head = grid([[("行政复议", 5), ("行政诉讼", 10)], [*RESULTS, *RESULTS, *RESULTS]])
    read = read_tables(paper(THREE, head))
    assert {c.state for c in read.cells if c.table == "table4"} == {State.UNREAD}


def test_table_four_in_lines_with_broken_headings() -> None:
    text = lines(
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议 行政诉讼",
        "结果",
        "维持",
        "结果",
        "纠正",
        "其他",
        "结果",
        "尚未",
        "审结",
        "总计",
        " ".join(FIFTEEN),
    )
    assert four(read_tables(paper(THREE, text))) == [int(v) for v in FIFTEEN]


def test_table_four_in_lines_with_headings_printed_twice_for_boldness() -> None:
    twice = [word for head in RESULTS for part in (head[:2], head[2:]) if part for word in (part, part)]
    text = lines("行政复议", "行政诉讼", *twice * 3, " ".join(FIFTEEN))
    assert four(read_tables(paper(THREE, text))) == [int(v) for v in FIFTEEN]


@pytest.mark.parametrize(("figures", "told"), [(FIFTEEN, False), (["0"] * 15, True)])
def test_headings_that_a_text_layer_gives_in_disorder_tell_nothing_of_figures_that_differ(
    figures: list[str], told: bool
) -> None:
    disorder = [RESULTS[n % 5] for n in (0, 3, 2, 2, 0, 2, 4, 1, 4, 0, 3, 3, 1, 4, 1)]
    heading = "四、政府信息公开行政复议、行政诉讼情况"
    text = lines(heading, *disorder, "行政诉讼", "行政复议", "复议后起诉", " ".join(figures))
    assert four(read_tables(paper(THREE, text))) == ([0] * 15 if told else ["unread"] * 15)


@pytest.mark.parametrize(
    ("figures", "told"),
    [(FIFTEEN, True), ([*FIFTEEN[:5], "3", *FIFTEEN[6:]], False), (["0"] * 9 + ["1"] + ["0"] * 5, False)],
)
def test_short_headings_apart_from_the_others_need_sums(figures: list[str], told: bool) -> None:
    """A text layer may give the headings of one line before those of two."""
    heads = [part for head in RESULTS[:4] for part in (head[:2], head[2:])]
    text = lines("行政复议", "行政诉讼", *["总计"] * 3, *heads * 3, *figures)
    assert four(read_tables(paper(THREE, text))) == ([int(v) for v in figures] if told else ["unread"] * 15)


TWO_2021 = {
    "规章": ["0", "0", "82"],
    "规范性文件": ["8855", "0", "3"],
    "行政许可": ["58"],
    "行政处罚": ["5"],
    "行政强制": ["0"],
    "行政事业性收费": ["207.5"],
}


@pytest.mark.parametrize("lost", [None, "行政处罚", "行政事业性收费"])
def test_numbers_that_all_stand_a_line_above_their_label(lost: str | None) -> None:
    """A text layer gives so what is set a little higher. With one label lost, nothing says which way they belong."""
    heads = {
        "规章": "信息内容 本年制发件数 本年废止件数 现行有效件数",
        "行政许可": "信息内容 本年处理决定数量",
        "行政处罚": "信息内容 本年处理决定数量",
        "行政事业性收费": "信息内容 本年收费金额（单位：万元）",
    }
    text = [
        line
        for name, figures in TWO_2021.items()
        for line in (heads.get(name), " ".join(figures), None if name == lost else name)
        if line
    ]
    found = cells(read_tables(paper(lines(*text), THREE)), "table2")
    printed = [float(n) for figures in TWO_2021.values() for n in figures]
    assert list(found.values()) == (printed if lost is None else [])


@pytest.mark.parametrize("last", ["行政事业性", "行政事业性收"])
def test_a_label_that_goes_on_below_its_numbers(last: str) -> None:
    """The last one of the table too."""
    text = lines(
        "信息内容 本年制发件数 本年废止件数 现行有效件数",
        "规章 0 0 82",
        "行政规范 8855 0 3",
        "性文件",
        "信息内容 本年处理决定数量",
        *("行政许可 58", "行政处罚 5", "行政强制 0"),
        "信息内容 本年收费金额（单位：万元）",
        f"{last} 207.5",
        "行政事业性收费".removeprefix(last),
    )
    found = cells(read_tables(paper(text, THREE)), "table2")
    assert list(found.values()) == [float(n) for figures in TWO_2021.values() for n in figures]


def test_a_change_and_the_number_set_apart_from_it_are_one() -> None:
    text = lines("信息内容 上一年项目数量 本年增/减 处理决定数量", "行政许可 46 -9 0", "行政处罚 4 减 5 71")
    found = cells(read_tables(paper(text, THREE)), "table2")
    assert [found[f"pd19_penalty_{name}"] for name in ("items_prev", "items_change", "decisions")] == [
        4,
        -5,
        71,
    ]


def test_zeros_above_the_headings_of_table_four_are_not_its_own() -> None:
    """A text layer that gives a page column by column has those of table three there."""
    text = lines("四、政府信息公开行政复议、行政诉讼情况", *["0"] * 15, "行政复议", "行政诉讼", *RESULTS * 3)
    assert four(read_tables(paper(THREE, text))) == ["unread"] * 15


LOST = ["56", *FIFTEEN[1:]]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([FIFTEEN], True),
        ([["0"] * 15], True),
        ([LOST], False),
        ([FIFTEEN, FIFTEEN[:5]], False),
        ([FIFTEEN[:10]], False),
        ([[*FIFTEEN, "1"]], False),
    ],
    ids=["sums hold", "nothing", "a sum fails", "figures below", "too few", "too many"],
)
@pytest.mark.parametrize("drawn", [False, True])
def test_fifteen_figures_below_the_title_that_have_lost_their_headings(
    rows: list[list[str]], told: bool, drawn: bool
) -> None:
    """The form has them in one order."""
    title = lines("四、政府信息公开行政复议、行政诉讼情况", "行政复议行政诉讼")
    figures = grid(rows, aligned=False) if drawn else lines(*map(" ".join, rows))
    read = read_tables(paper(THREE, title, figures, lines("五、存在的主要问题及改进情况")))
    assert four(read) == (list(map(int, rows[0])) if told else ["unread"] * 15)


def test_a_number_alone_below_fourteen_is_their_total_or_perhaps_the_page_s() -> None:
    """Where a blank total has left no trace, too."""
    head = ("行政复议 行政诉讼", *RESULTS, *RESULTS, *RESULTS)
    row = [*"12003000004010"]
    whole, lost = (read_tables(paper(THREE, lines(*head, " ".join(row), below))) for below in ("5", "3"))
    assert four(whole) == [int(n) for n in [*row, "5"]]
    assert four(lost) == ["unread"] * 15


@pytest.mark.parametrize("row", ["行政规范性文件 4 1", "行政规范性文件\n4 1"])
def test_a_number_alone_below_the_others_of_a_row_of_table_two_may_be_the_page_s(row: str) -> None:
    text = lines(
        "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 0 2", *row.split("\n"), "3", "行政许可 5"
    )
    found = [c for c in read_tables(paper(text, THREE)).cells if c.code.startswith("pd_normdocs")]
    assert {c.state for c in found} == {State.UNREAD}


@pytest.mark.parametrize("lost", [0, 7, 14])
def test_fourteen_numbers_under_fifteen_headings_are_unread(lost: int) -> None:
    text = lines(
        "行政复议 行政诉讼", *RESULTS, *RESULTS, *RESULTS, " ".join(FIFTEEN[:lost] + FIFTEEN[lost + 1 :])
    )
    read = read_tables(paper(THREE, text))
    assert four(read) == ["unread"] * 15
    assert not read.complete


@pytest.mark.parametrize("below", [20.0, 30.0])
def test_strokes_below_a_row_on_a_page_are_no_part_of_its_label(below: float) -> None:
    """Nor is a row blank beside which a value stands that no row took."""
    columns = [(100.0, 130.0), (200.0, 230.0), (300.0, 330.0)]

    def row(top: float, label: str, *values: str) -> Paragraph:
        words = [(label, 10.0, 60.0), *((v, a, b) for v, (a, b) in zip(values, columns, strict=False))]
        return printed_line(" ".join([label, *values]), 1, top, words)

    lines_of_two = [
        row(0, "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        row(20, "规章", "1", "2", "3"),
        row(40, "行政规范性文件", "4", "5", "6"),
        row(80, "信息内容", "本年处理决定数量"),
        row(100, "行政许可", "1,224"),
        row(100 + below, "+:", ":+:"),
        row(160, "信息内容", "本年处理决定数量"),
        row(180, "行政处罚", "739"),
        row(200, "行政强制", "8"),
        row(260, "信息内容", "本年收费金额"),
        row(280, "行政事业性收费", "0"),
    ]
    read = read_tables(paper(lines_of_two))
    assert cells(read, "table2")["pd_licensing_decisions"] == 1224


HEADS_OF_FOUR = [[("行政复议", 5), ("行政诉讼", 10)], [*RESULTS, *RESULTS, *RESULTS]]


def boxed(rows: list, page: int, top: float) -> Table:
    """A drawn table on a page, its cells thirty points wide and twenty high."""
    table = grid(rows)
    return replace(
        table,
        cells=tuple(
            replace(
                c,
                place=Place(
                    page=page,
                    box=(
                        50.0 + 30 * c.col,
                        top + 20 * c.row,
                        50.0 + 30 * (c.col + c.colspan),
                        top + 20 * c.row + 20,
                    ),
                ),
            )
            for c in table.cells
        ),
    )


@pytest.mark.parametrize("parts", [(FIFTEEN, [""] * 15), ([""] * 15, FIFTEEN)], ids=["above", "below"])
def test_a_row_of_table_four_that_a_page_break_cuts_in_two(parts: tuple[list[str], list[str]]) -> None:
    """The headings are written again above the rest of the row, in which nothing is left."""
    upper, lower = (boxed([*HEADS_OF_FOUR, part], page, 100) for page, part in enumerate(parts, 1))
    assert four(read_tables(paper(THREE, upper, lower))) == [int(v) for v in FIFTEEN]


@pytest.mark.parametrize("here", [1, 2])
def test_figures_without_lines_below_headings_in_boxes(here: int) -> None:
    figures = [*FIFTEEN]
    figures[1] = figures[6] = ""
    words = [(v, 60.0 + 30 * n, 68.0 + 30 * n) for n, v in enumerate(figures) if v]
    below = printed_line(" ".join(w for w, *_ in words), here, 145, words)
    read = four(read_tables(paper(THREE, boxed(HEADS_OF_FOUR, 1, 100), below)))
    assert read == [int(v) if v else None for v in figures]


def test_a_figure_between_two_boxed_headings_is_of_neither() -> None:
    words = [(v, 60.0 + 30 * n, 68.0 + 30 * n) for n, v in enumerate(FIFTEEN) if n]
    words[0] = (words[0][0], 76.0, 84.0)
    below = printed_line(" ".join(w for w, *_ in words), 1, 145, words)
    read = read_tables(paper(THREE, boxed(HEADS_OF_FOUR, 1, 100), below))
    assert four(read) == ["unread"] * 15


def test_a_lone_digit_hard_above_a_figure_of_table_four_is_a_part_of_it() -> None:
    figures = ["3", "9", "-", "7", "9", *["0"] * 10]
    heads = [(text, 50.0 + 30 * n, 76.0 + 30 * n) for n, text in enumerate(RESULTS * 3)]
    words = [(v, 60.0 + 30 * n, 65.0 + 30 * n) for n, v in enumerate(figures)]
    title = "四、政府信息公开行政复议、行政诉讼情况"
    printed = [
        printed_line(title, 1, 60, [(title, 50, 250)]),
        printed_line(" ".join(w for w, *_ in heads), 1, 80, heads),
        printed_line("1", 1, 100, [("1", 180.0, 185.0)]),
        printed_line(" ".join(figures), 1, 113, words),
    ]
    read = four(read_tables(paper(THREE, printed, engine="pdfium")))
    assert read[4] in (19, "unread")
    del printed[2]
    assert four(read_tables(paper(THREE, printed, engine="pdfium")))[4] == 9


def test_a_figure_of_table_two_that_reaches_down_beside_another_row_belongs_to_neither() -> None:
    table = grid([["信息内容", "本年处理决定数量"], ["行政许可", "7"], ["行政处罚", "12"], ["行政强制"]])
    merged = replace(table, cells=tuple(replace(c, rowspan=2) if c.text == "12" else c for c in table.cells))
    first = grid([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "0", "0", "0"]])
    read = cells(read_tables(paper(first, merged, THREE)), "table2")
    assert read["pd_licensing_decisions"] == 7
    assert not {"pd_penalty_decisions", "pd_coercion_decisions"} & set(read)


@pytest.mark.parametrize(("others", "told"), [((225.0, 247.0), True), ((350.0, 372.0), False)])
def test_values_of_other_rows_tell_how_far_the_columns_of_table_two_reach(
    others: tuple[float, float], told: bool
) -> None:
    """A lone 2 at the left of the third column might stand at the right of the second, did not the table begin so far left."""
    three = [("本年制发件数", 246.0, 306.0), ("本年废止件数", 354.0, 414.0), ("现行有效件数", 461.0, 521.0)]
    one = ("本年处理决定数量", 344.0, 424.0)
    head = ("信息内容", 116.0, 156.0)

    def row(top: float, *words: tuple[str, float, float]) -> Paragraph:
        return printed_line(" ".join(w for w, *_ in words), 1, top, words)

    printed = [
        row(80, head, *three),
        row(100, ("规章", 53, 73), ("2", 441, 446)),
        row(120, ("行政规范性文件", 53, 123)),
        row(140, head, one),
        row(160, ("行政许可", 53, 93), ("4067", *others)),
        row(180, ("行政处罚", 53, 93), ("0", others[0], others[0] + 5)),
        row(200, ("行政强制", 53, 93), ("0", others[0], others[0] + 5)),
        row(220, head, ("本年收费金额（单位：万元）", 319, 449)),
        row(240, ("行政事业性收费", 53, 123), ("0", others[0], others[0] + 5)),
        row(260, ("三、收到和处理政府信息公开申请情况", 53, 250)),
    ]
    found = {
        c.code: c for c in read_tables(paper(printed, THREE, engine="pdfium")).cells if c.table == "table2"
    }
    assert (found["pd_rules_in_force"].value == 2) is told
    assert (found["pd_rules_repealed"].state is State.BLANK) is told


def test_tables_side_by_side_have_each_its_own_figures() -> None:
    """Two articles of table two beside each other, without rulings; one label is set on two lines."""

    def row(top: float, *words: tuple[str, float, float]) -> Paragraph:
        return printed_line(" ".join(w for w, *_ in words), 1, top, words)

    printed = [
        row(80, ("信息内容", 60, 100), ("本年制发件数", 110, 160), ("本年废止件数", 170, 220), ("现行有效件数", 230, 280)),
        row(100, ("规章", 60, 80), ("1", 132, 137), ("2", 192, 197), ("3", 252, 257)),
        row(120, ("行政规范性文件", 60, 105), ("4", 132, 137), ("5", 192, 197), ("6", 252, 257)),
        row(140, ("信息内容", 60, 100), ("本年处理决定数量", 160, 230), ("信息内容", 310, 350), ("本年收费金额（单位：万元）", 380, 480)),
        row(160, ("行政许可", 60, 100), ("40", 190, 200), ("行政事业性", 290, 370), ("67.2", 420, 440)),
        row(172, ("收费", 320, 340)),
        row(190, ("信息内容", 60, 100), ("本年处理决定数量", 160, 230), ("信息内容", 310, 350), ("本年处理决定数量", 380, 480)),
        row(210, ("行政处罚", 60, 100), ("50", 190, 200), ("行政强制", 310, 350), ("60", 420, 440)),
        row(230, ("三、收到和处理政府信息公开申请情况", 53, 250)),
    ]  # fmt: skip
    read = cells(read_tables(paper(printed, THREE, engine="pdfium")), "table2")
    assert [read[f"pd_{what}_decisions"] for what in ("licensing", "penalty", "coercion")] == [40, 50, 60]
    assert read["pd_admin_fees_amount"] == 67.2


@pytest.mark.parametrize(("gap", "read"), [(2.0, "3 5 4 8"), (8.0, None)])
def test_digits_set_apart_in_a_row_of_one_cell_are_one_number(gap: float, read: str | None) -> None:
    digits = [(digit, 150 + n * (5 + gap), 155 + n * (5 + gap)) for n, digit in enumerate("3548")]

    def row(top: float, *words: tuple[str, float, float]) -> Paragraph:
        return printed_line(" ".join(w for w, *_ in words), 1, top, words)

    printed = [
        row(40, ("信息内容", 60, 100), ("本年制发件数", 130, 190)),
        row(60, ("信息内容", 60, 100), ("本年处理决定数量", 130, 210)),
        row(80, ("行政许可", 60, 100), ("12", 150, 160)),
        row(100, ("行政处罚", 60, 100), *digits),
        row(120, ("行政强制", 60, 100), ("0", 150, 155)),
        row(140, ("三、收到和处理政府信息公开申请情况", 53, 250)),
    ]
    found = read_tables(paper(printed, THREE, engine="pdfium")).cells
    cell = next(c for c in found if c.code == "pd_penalty_decisions")
    assert (cell.raw or None) == read


def test_an_empty_row_on_the_page_after_all_its_headings_is_blank() -> None:
    read = read_tables(paper(THREE, boxed(HEADS_OF_FOUR, 1, 700), boxed([[""] * 15], 2, 60)))
    assert {c.state for c in read.cells if c.table == "table4"} == {State.BLANK}


def test_a_figure_under_two_headings_of_table_two_is_of_neither() -> None:
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", ("7", 3)],
        ["行政规范性文件", "1", "2", "3"],
    ]
    read = cells(read_tables(paper(grid(rows), THREE)), "table2")
    assert [read.get(f"pd_rules_{what}") for what in ("issued", "repealed", "in_force")] == [None] * 3
    assert read["pd_normdocs_repealed"] == 2


def test_a_figure_behind_the_empty_cell_of_its_heading_is_of_another_column() -> None:
    rows = [
        [("第二十条第（六）项", 4), "上年数"],
        ["信息内容", ("本年处理决定数量", 3), ""],
        ["行政处罚", ("", 3), "23"],
        ["行政强制", ("4", 3), "14"],
    ]
    read = cells(read_tables(paper(grid(rows), THREE)), "table2")
    assert read.get("pd_penalty_decisions") is None
    assert read.get("pd_coercion_decisions") != 14


def test_values_of_two_columns_are_told_by_a_row_of_the_same_cells() -> None:
    """The heading of the second column stands far from what stands at the left of its cells."""

    def row(top: float, *words: tuple[str, float, float]) -> Paragraph:
        return printed_line(" ".join(w for w, *_ in words), 1, top, words)

    head = ("信息内容", 159.0, 199.0)
    printed = [
        row(
            60, head, ("本年新制作数量", 354, 424), ("本年新公开数量", 515, 585), ("对外公开总数量", 676, 746)
        ),
        row(80, head, ("上一年项目数量", 354, 424), ("本年增/减", 609, 652)),
        row(96, ("行政事业性收费", 52, 122), ("-8", 471, 480)),
        row(129, head, ("采购项目数量", 359, 419), ("采购总金额", 606, 656)),
        row(146, ("政府集中采购", 52, 112), ("3", 310, 316), ("19312.51", 471, 513)),
        row(170, ("三、收到和处理政府信息公开申请情况", 52, 250)),
    ]
    read = cells(read_tables(paper(printed, THREE, engine="pdfium")), "table2")
    assert read["pd19_admin_fees_items_change"] == -8
    del printed[4]
    read = cells(read_tables(paper(printed, THREE, engine="pdfium")), "table2")
    assert not {"pd19_admin_fees_items_change", "pd19_admin_fees_items_prev"} & set(read)


@pytest.mark.parametrize(("second", "told"), [(414.0, {}), (300.0, {"prev": 2, "change": 2})])
def test_digits_set_apart_are_not_the_values_of_two_columns(second: float, told: dict[str, int]) -> None:
    """A blank and 22, printed as 2 2, have as many words as two columns."""
    head = (("信息内容", 138.0, 175.0), ("上一年项目数量", 238.0, 301.0), ("本年增/减", 391.0, 430.0))
    left, right = sorted((second, 402.0))
    row = (("行政事业性收费", 94.0, 157.0), ("2", left, left + 5), ("2", right, right + 5))
    printed = [printed_line(" ".join(w for w, *_ in ws), 1, top, ws) for top, ws in ((96, head), (113, row))]
    after = printed_line("三、", 1, 170, (("三、收到和处理政府信息公开申请情况", 52.0, 250.0),))
    read = cells(read_tables(paper(printed, after, THREE, engine="pdfium")), "table2")
    assert {key.rpartition("_")[2]: v for key, v in read.items() if "admin_fees" in key} == told


def test_digits_above_and_below_a_row_are_the_rest_of_its_numbers() -> None:
    wrapped = ["1 1", "12 0 3 0 0 1 0 1 2 1 12 3 0", "5 6"]
    read = read_tables(paper(THREE, lines("行政复议 行政诉讼", " ".join(RESULTS * 3), *wrapped)))
    assert four(read) == ["unread"] * 15


@pytest.mark.parametrize(("between", "told"), [("\n", False), (" ", True)])
def test_rows_of_table_two_in_disorder_tell_nothing_where_labels_stand_apart_from_figures(
    between: str, told: bool
) -> None:
    rows = [("行政处罚", "198"), ("行政许可", "191"), ("行政强制", "0"), ("行政事业性收费", "3")]
    said = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    said += [part for row in rows for part in between.join(row).split("\n")]
    read = cells(read_tables(paper(lines(*said), THREE)), "table2")
    assert (read.get("pd_penalty_decisions") == 198) is told


@pytest.mark.parametrize("rest", [".96", "，733", "，"])
def test_a_number_whose_end_stands_on_the_next_line_is_unread(rest: str) -> None:
    said = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "0", "0"]
    read = read_tables(paper(lines(*said, "行政事业性收费", "37", rest), THREE))
    assert "pd_admin_fees_amount" not in cells(read, "table2")


def test_a_number_too_many_below_a_number_on_a_line_of_its_own() -> None:
    """37 above 64 may be 3764 in two pieces."""
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "0", "0"]
    said = [*heads, "行政许可", "5", "行政处罚", "0", "行政强制", "0", "行政事业性收费", "37"]
    assert cells(read_tables(paper(lines(*said), THREE)), "table2")["pd_admin_fees_amount"] == 37
    read = read_tables(paper(lines(*said, "64"), THREE))
    assert "pd_admin_fees_amount" not in cells(read, "table2")
    assert any(signal.code == "table2-unclear" for signal in read.signals)


def test_suits_before_reviews_in_boxes_over_figures_without_lines() -> None:
    """Only the headings are ruled; the figures below them stand on a line, all of them or without blanks."""
    suits = [("行政诉讼", 10), ("行政复议", 5)]
    heads = [suits, [("未经复议直接起诉", 5), ("复议后起诉", 5), ("", 5)], [*RESULTS * 3]]
    turned = [*FIFTEEN[5:], *FIFTEEN[:5]]
    for lost in ((), (1,)):
        words = [(v, 60.0 + 30 * n, 68.0 + 30 * n) for n, v in enumerate(turned) if n not in lost]
        below = printed_line(" ".join(w for w, *_ in words), 1, 165, words)
        read = four(read_tables(paper(THREE, boxed(heads, 1, 100), below)))
        assert read[:5] == [int(v) for v in FIFTEEN[:5]]


def test_suits_before_reviews_at_the_end_of_a_page_over_figures_in_boxes_on_the_next() -> None:
    suits = [("行政诉讼", 10), ("行政复议", 5)]
    heads = [suits, [("未经复议直接起诉", 5), ("复议后起诉", 5), ("", 5)], [*RESULTS * 3]]
    row = boxed([[*FIFTEEN[5:], *FIFTEEN[:5]]], 2, 60)
    running = lines("某县人民政府办公室")
    assert four(read_tables(paper(THREE, boxed(heads, 1, 100), running, row))) == [int(v) for v in FIFTEEN]


def test_figures_that_stand_beside_the_headings_of_table_two_leave_its_rows_unread() -> None:
    """A program puts each row of figures one row too high."""
    rows: list = [
        ["信息", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["内容", "2", "0", "7"],
        ["规章", "5", "1", "9"],
        ["行政规范性文件", "", "", ""],
    ]
    read = read_tables(paper(grid(rows, aligned=False), THREE))
    assert {c.value for c in read.cells if c.code.startswith(("pd_rules", "pd_normdocs"))} == {None}


def test_a_figure_before_the_name_of_a_row_of_table_two_leaves_it_unread() -> None:
    rows: list = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["信息内容", "本年收费金额（单位：万元）", "", ""],
        ["0行政事业性收费", "", "", ""],
    ]
    states = {c.code: c.state for c in read_tables(paper(grid(rows, aligned=False), THREE)).cells}
    assert states["pd_rules_issued"] is State.NUMBER
    assert states["pd_admin_fees_amount"] is State.UNREAD


def test_five_numbers_between_a_route_and_its_headings_are_not_its_results() -> None:
    """Whoever writes the words of a page column by column puts the numbers anywhere."""
    text = lines("四、行政复议、行政诉讼情况", "行政复议", "0", "0", "0", "45", "3", *RESULTS)
    read = read_tables(paper(THREE, text))
    assert not [c for c in read.cells if c.code.startswith("rev_") and c.value is not None]


def test_two_rows_of_table_two_that_no_line_parts_have_no_figures_of_their_own() -> None:
    """One of the two is blank: whose the figures are, nothing in the cells tells."""
    rows: list = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章行政规范性文件", "0", "0", "11"],
        ["信息内容", ("本年处理决定数量", 3)],
        ["行政许可", ("13", 3)],
    ]
    states = {c.code: c.state for c in read_tables(paper(grid(rows), THREE)).cells}
    assert states["pd_normdocs_issued"] is State.UNREAD
    assert states["pd_licensing_decisions"] is State.NUMBER


def test_boxes_within_the_cells_of_table_two_do_not_part_a_row_from_its_label() -> None:
    """As a page of forms is printed: an empty strip stands above and below the boxes that hold the figures."""
    table = grid(
        [
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "", "", ""],
            ["行政规范性文件", "2", "0", "7"],
        ]
    )
    label = replace(table.cells[4], rowspan=3)
    boxes = [TextCell(v, 2, n, place=Place(table=0, row=2, col=n)) for n, v in enumerate(("5", "1", "9"), 1)]
    strip = [TextCell("", 3, n, place=Place(table=0, row=3, col=n)) for n in (1, 2, 3)]
    last = [replace(c, row=4) for c in table.cells[8:]]
    cells = (*table.cells[:4], label, *table.cells[5:8], *boxes, *strip, *last)
    read = read_tables(paper(replace(table, cells=cells, n_rows=5), THREE))
    found = {c.code: c.value for c in read.cells}
    assert [found[f"pd_rules_{q}"] for q in ("issued", "repealed", "in_force")] == [5, 1, 9]


def test_boxes_within_five_cells_below_headings_on_the_page_before() -> None:
    """The boxes make fifteen columns of five, but the headings above name one route."""
    heads = [[(RESULTS[n], 3) for n in range(5)]]
    upper = boxed([[("行政诉讼（未经复议直接起诉）", 15)], *heads], 1, 700)
    lower = boxed([[text for v in FIFTEEN[5:10] for text in ("", v, "")]], 2, 60)
    text = lines("（一）行政复议情况")
    read = four(read_tables(paper(THREE, text, upper, lower)))
    assert read[5:10] == [int(v) for v in FIFTEEN[5:10]]
    assert read[:5] == ["unread"] * 5


def test_a_row_of_table_four_that_a_ruling_set_off_draws_as_two() -> None:
    """The five of the reviews stand one line above the ten of the suits, with empty cells beside them."""
    upper = [*FIFTEEN[:5], *[""] * 10]
    table = grid([*HEADS_OF_FOUR, upper, FIFTEEN[5:]])
    last = len(HEADS_OF_FOUR) + 1
    cut = tuple(replace(c, col=c.col + 5) if c.row == last else c for c in table.cells)
    assert four(read_tables(paper(THREE, replace(table, cells=cut)))) == [int(v) for v in FIFTEEN]


@pytest.mark.parametrize("cut", [5, 8, 12, 15])
def test_table_four_on_its_side_may_be_cut_by_the_page(cut: int) -> None:
    names = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    rows = [
        [names[n // 5] if n % 5 == 0 or n == cut else "", RESULTS[n % 5], value]
        for n, value in enumerate(FIFTEEN)
    ]
    parts = [boxed(part, page, 100) for page, part in enumerate((rows[:cut], rows[cut:]), 1) if part]
    assert four(read_tables(paper(THREE, parts, engine="pdfium"))) == [int(v) for v in FIFTEEN]


def test_figures_with_their_unit_below_each_other_are_no_rests_of_one_another() -> None:
    title = "四、政府信息公开行政复议、行政诉讼情况"
    printed = [printed_line(title, 1, 60, [(title, 50, 250)])]
    for n, value in enumerate(FIFTEEN):
        words = [(RESULTS[n % 5], 150.0, 190.0), (f"{value}件", 300.0, 320.0)]
        route = {0: "行政复议", 5: "未经复议直接起诉", 10: "复议后起诉"}.get(n)
        words = [(route, 50.0, 130.0), *words] if route else words
        printed.append(printed_line(" ".join(w for w, *_ in words), 1, 80 + 13.0 * n, words))
    assert four(read_tables(paper(THREE, printed, engine="pdfium"))) == [int(v) for v in FIFTEEN]


def test_a_stroke_before_the_name_of_a_row_of_table_two_is_no_figure() -> None:
    def row(top: float, *words: tuple[str, float, float]) -> Paragraph:
        return printed_line(" ".join(w for w, *_ in words), 1, top, words)

    two = [
        row(
            0,
            ("信息内容", 30, 80),
            ("本年制发件数", 200, 260),
            ("本年废止件数", 300, 360),
            ("现行有效件数", 400, 460),
        ),
        row(20, ("规章", 30, 50), ("1", 225, 230), ("2", 325, 330), ("3", 425, 430)),
        row(40, ("行政规范性文件", 30, 100), ("4", 225, 230), ("5", 325, 330), ("6", 425, 430)),
        row(80, ("信息内容", 30, 80), ("本年处理决定数量", 290, 370)),
        row(100, ("行政许可", 30, 70), ("12", 325, 335)),
        row(140, ("信息内容", 30, 80), ("本年处理决定数量", 290, 370)),
        row(160, ("1", 20, 24), ("行政处罚", 30, 70)),
        row(180, ("行政强制", 30, 70), ("8", 325, 330)),
        row(220, ("信息内容", 30, 80), ("本年收费金额", 290, 360)),
        row(240, ("行政事业性收费", 30, 100), ("0", 325, 330)),
    ]
    found = cells(read_tables(paper(two)), "table2")
    assert found.get("pd_penalty_decisions") != 1
    assert found["pd_coercion_decisions"] == 8


def test_fifteen_numbers_of_five_digits_are_no_running_text() -> None:
    figures = [*["12345"] * 4, "49380"] * 3
    text = lines(
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议 行政诉讼",
        " ".join(RESULTS * 3),
        " ".join(figures),
    )
    assert four(read_tables(paper(THREE, text))) == [int(v) for v in figures]


HEADS_TWO = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
HEADS_OLDER = ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ([HEADS_TWO, ["规章", "7", "0", "9", ""], ["行政规范性文件", "1", "2", "3"]], [7, 0, 9]),
        ([HEADS_TWO, ["规章", "7", "0", "9", "", ""], ["行政规范性文件", "1", "2", "3"]], [7, 0, 9]),
        ([HEADS_OLDER, ["规章", "7", "0", "9", ""], ["规范性文件", "1", "2", "3"]], [7, 0, 9]),
        # 2 may be a wide cell written twice, and the last one blank.
        ([HEADS_OLDER, ["规章", "7", "0", "0", ""], ["规范性文件", "1", "2", "2", ""]], [None] * 3),
    ],
)
def test_a_tab_that_ends_a_line_is_no_cell_of_table_two(rows: list[list[str]], read: list) -> None:
    older = rows[0] is HEADS_OLDER
    codes = ["made", "published", "public_total"] if older else ["issued", "repealed", "in_force"]
    found = cells(read_tables(paper(grid(rows, aligned=False), THREE)), "table2")
    assert [found.get(f"{'pd19' if older else 'pd'}_rules_{code}") for code in codes] == read


def test_a_tab_that_ends_a_line_is_no_cell_of_table_four() -> None:
    figures = ["", "", "", "1", "1", "8", "", "", "5", "13", "", "", "9", "", "9"]
    rows = [["行政复议", "行政诉讼"], ["", "未经复议直接起诉", "复议后起诉"], RESULTS * 3, [*figures, ""]]
    found = read_tables(paper(THREE, grid(rows, aligned=False)))
    assert four(found) == [int(n) if n else None for n in figures]


@pytest.mark.parametrize(("second", "read"), [("14", 14), ("15", None)])
def test_a_wide_cell_that_is_written_once_for_each_of_its_columns(second: str, read: int | None) -> None:
    rows = [
        ["信息内容", "上一年项目数量", "本年增/减", "本年增/减", "处理决定数量"],
        ["行政处罚", "3", "14", second, "7"],
    ]
    found = cells(read_tables(paper(grid(rows), THREE)), "table2")
    assert found.get("pd19_penalty_items_change") == read


@pytest.mark.parametrize(
    ("heading", "read"), [("本年收费金额（单位：万", 18), ("本年收费金额（单位：", None)]
)
def test_the_unit_of_an_amount_may_break_over_two_lines(heading: str, read: int | None) -> None:
    printed = lines("信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 0 84")
    fees = lines(f"信息内容 {heading}", "元）", "行政事业性收费 18")
    found = cells(read_tables(paper(printed, fees, THREE)), "table2")
    assert found.get("pd_admin_fees_amount") == read


def test_of_two_numbers_between_rows_one_is_the_rest_of_a_figure_and_not_a_pages() -> None:
    def row(top: float, *words: tuple[str, float, float]) -> Paragraph:
        return printed_line(" ".join(w for w, *_ in words), 1, top, words)

    printed = [
        row(
            60,
            ("信息内容", 20, 60),
            ("本年制发件数", 100, 160),
            ("本年废止件数", 180, 240),
            ("现行有效件数", 260, 320),
        ),
        row(80, ("规章", 20, 40), ("0", 127, 133), ("0", 207, 213), ("229", 280, 300)),
        row(95, ("3", 160, 166)),
        row(110, ("8", 287, 293)),
        row(125, ("行政规范性文件", 20, 90), ("1", 127, 133), ("2", 207, 213), ("3", 287, 293)),
    ]
    read = read_tables(paper(printed, THREE, engine="pdfium"))
    assert "pd_rules_in_force" not in cells(read, "table2")
    assert not read.complete
    del printed[3]
    assert cells(read_tables(paper(printed, THREE, engine="pdfium")), "table2")["pd_rules_in_force"] == 229


def test_the_figure_of_a_row_that_a_page_break_cuts_stands_beside_an_empty_cell_on_the_next_page() -> None:
    above = boxed([HEADS_TWO, ["规章", "7", "0", "9"], ["行政规范性文件", "1", "2", "3"]], 1, 500)
    upper = boxed([["第二十条第（六）项", ""], ["信息内容", "本年处理决定数量"], ["行政处罚", ""]], 1, 700)
    lower = boxed([["", "1778"], ["行政强制", "3"]], 2, 60)
    read = {c.code: c.value for c in read_tables(paper(above, upper, lower, THREE)).cells}
    assert (read["pd_penalty_decisions"], read["pd_coercion_decisions"]) == (1778, 3)


def test_labels_and_headings_of_table_two_broken_in_narrow_columns() -> None:
    two = lines(
        *("第二十条第（一）项", "本年 本年 现行", "信息 制发 废止 有效", "内容 件数 件数 件数"),
        *("规章 1 2 3", "规范性", "4 5 6", "文件", "第二十条第（五）项", "信息 本年处理决", "内容 定数量"),
        *(
            "行政许 7",
            "可",
            "第二十条第（六）项",
            "信息 本年处理决",
            "内容 定数量",
            "行政处",
            "8",
            "罚",
            "行政强 9",
            "制",
        ),
        *("第二十条第（八）项", "信息 本年收费金额", "内容 （单位：万元）", "行政事", "业性收 10", "费"),
    )
    read = read_tables(paper(two, THREE))
    assert [cells(read, "table2").get(f.code) for f in form("t2021").tables["table2"].entered] == [
        *range(1, 11)
    ]


@pytest.mark.parametrize(
    "printed",
    ["3（其中修订1 件） 0 9", "3（其中 修订1件） 0 9", "3（其中修订1\n件） 0 9", "3（其中修订1\n件）\n0 9"],
)
def test_a_note_that_blanks_or_lines_cut(printed: str) -> None:
    two = lines(
        *("信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 0 0"),
        *f"行政规范性文件 {printed}".split("\n"),
        *("第二十条第（五）项", "信息内容 本年处理决定数量", "行政许可 7"),
    )
    found = cells(read_tables(paper(two, THREE)), "table2")
    assert [found.get(f"pd_normdocs_{what}") for what in ("issued", "repealed", "in_force")] == [3, 0, 9]


def test_separated_figures_below_their_label() -> None:
    head = grid([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]], aligned=False)
    two = [head, *lines("规章"), grid([["1", "", "3"]], aligned=False), *lines("行政规范性文件")]
    two.append(grid([["4", "5", "6"]], aligned=False))
    found = cells(read_tables(paper(two, THREE)), "table2")
    assert [found.get(f"pd_normdocs_{what}") for what in ("issued", "repealed", "in_force")] == [4, 5, 6]


def test_fifteen_numbers_below_each_other_that_make_no_total_are_of_another_table() -> None:
    heads = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", *RESULTS * 3]
    order = ["0", "0", "2", "2", "0", "0", "0", "1", "3", "2", "2", "0", "0", "12", "0"]
    read = read_tables(paper(THREE, lines("四、行政复议、行政诉讼情况", *heads, *order)))
    assert set(four(read)) == {"unread"}
    read = read_tables(paper(THREE, lines("四、行政复议、行政诉讼情况", *heads, *FIFTEEN)))
    assert four(read) == list(map(int, FIFTEEN))


def test_the_text_below_table_four_is_none_of_it_whatever_its_headings_say() -> None:
    head = lines("政府信息公开行政复议、行政诉讼的情况", "详见下表。")
    below = lines("五、存在的短板", "公开不够及时。", "六、其他", "无。", "示例县财政局", "2024年1月9日")
    drawn = paper(THREE, head, grid([RESULTS * 3, FIFTEEN]), below)
    typed = paper(THREE, head, lines("行政复议 行政诉讼", " ".join(RESULTS * 3), " ".join(FIFTEEN)), below)
    for document, rows in ((drawn, 1), (typed, 3)):
        read = read_tables(document)
        first = len(THREE) + len(head)
        assert four(read) == [int(n) for n in FIFTEEN]
        assert {n for n in read.blocks if n >= len(THREE)} == set(range(first, first + rows))
