"""Tables three and two of which only the heading is ruled, or whose words stand so close that they run together."""

from dataclasses import replace

import pytest
from test_ordered import FIRST, GROUPS, SOME, WIDE, Word, cells, centred, read2, read3, table_three, table_two

from extract.documents.model import Paragraph, Place, Table, TextCell
from extract.forms import APPLICANT_CODES
from tests.extract.messy import HEADS
from tests.extract.tables.papers import paper, printed_line, rows3

TWO_COLUMNS = {row.code: {0: "4", 6: "9"} for row in rows3()}
"""自然人 and 总计 of every row, the columns between empty, and no row the sum of its parts."""


def drawn(
    row: int, col: int, text: str, box: tuple[float, float, float, float], page: int, **spans: int
) -> TextCell:
    """A ruled cell on a page."""
    return TextCell(text, row, col, **spans, place=Place(page=page, box=box))


def ruled_heading(top: float, page: int = 1) -> Table:
    """The heading of table three in ruled cells."""
    edges = [FIRST + WIDE * n for n in range(8)]
    upper = drawn(0, 1, "申请人情况", (edges[0], top, edges[7], top + 15), page, colspan=7)
    rule = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    cells = [drawn(0, 0, rule, (60, top, FIRST, top + 30), page, rowspan=2), upper]
    cells += [
        drawn(1, n + 1, text, (edges[n], top + 15, edges[n + 1], top + 30), page)
        for n, text in enumerate(HEADS)
    ]
    return Table(tuple(cells), 2, 8, pages=(page,))


def headed(figures: dict[str, dict[int, str]], **how) -> list[Paragraph | Table]:  # type: ignore[no-untyped-def]
    """Table three with its heading ruled and its rows not."""
    title, _, _, *rows = table_three(figures, **how)
    return [title, ruled_heading(95), *rows]


def told(figures: dict[str, dict[int, str]], read: dict[str, str | None]) -> None:
    """Every cell is what is printed of it, and blank where nothing is."""
    assert len(read) == 175
    for key, raw in read.items():
        code, _, column = key.partition(".")
        assert raw == figures.get(code, {}).get(APPLICANT_CODES.index(column), ""), key


@pytest.mark.parametrize("figures", [SOME, {}], ids=["some figures", "none"])
def test_a_ruled_heading_stands_over_rows_that_are_not_ruled(figures: dict[str, dict[int, str]]) -> None:
    told(figures, read3(headed(figures)))


def test_a_ruled_heading_stands_again_on_the_next_page() -> None:
    blocks = headed(SOME, break_after="out_refused_third_party")
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.place.page == 2)
    told(SOME, read3([*blocks[:at], ruled_heading(20, page=2), *blocks[at:]]))


def test_strokes_below_a_heading_on_the_next_page_are_values() -> None:
    """A stroke is no word of the heading, though it stands a little higher than its own label."""
    row = "out_refused_internal_affairs"
    strokes = dict.fromkeys(range(7), "/")
    lines = table_three(SOME | {row: strokes}, break_after="out_refused_third_party")
    at = next(n for n, line in enumerate(lines) if line.place.page == 2)
    again = [
        printed_line("申请人情况", 2, 25, [centred("申请人情况", 3)]),
        printed_line(" ".join(HEADS), 2, 40, [centred(text, n) for n, text in enumerate(HEADS)]),
    ]
    label, *values = lines[at].words
    higher = [replace(w, box=(w.box[0], w.box[1] - 1, w.box[2], w.box[3] - 1)) for w in values]
    first = replace(lines[at], words=(label, *higher))
    told(SOME | {row: strokes}, read3([*lines[:at], *again, first, *lines[at + 1 :]]))


def test_columns_that_no_row_fills_are_blank() -> None:
    told(TWO_COLUMNS, read3(table_three(TWO_COLUMNS)))


def test_columns_are_not_blank_where_something_is_drawn_in_them() -> None:
    picture = {1: ((FIRST + 80, 176.0, FIRST + 86, 184.0),)}
    assert not any(raw == "" for raw in read3(table_three(TWO_COLUMNS), painted=picture).values())


def test_columns_that_only_one_row_fills_are_not_blank_where_the_sums_fail() -> None:
    figures = TWO_COLUMNS | {"out_refused_state_secret": {0: "4", 2: "7", 6: "9"}}
    assert not any(raw == "" for raw in read3(table_three(figures)).values())


def test_without_the_total_a_column_more_to_the_left_may_be_meant() -> None:
    figures = {row.code: {0: "4", 5: "9"} for row in rows3()}
    assert read3(table_three(figures))["req_new.total"] is None


def test_a_name_of_a_group_hard_before_a_label_is_cut_off_it() -> None:
    """（四）无法提供 in a narrow cell runs into the label beside it, and 三、本年度办理结果 into both."""
    lines = []
    for line in table_three(SOME):
        group, label, *values = line.words if line.words[0].text in GROUPS.values() else (None, None)
        if group and label:
            text = "度办" + group.text + label.text
            line = replace(line, words=(replace(label, text=text, box=(60.0, *label.box[1:])), *values))
        lines.append(line)
    told(SOME, read3(lines))


def test_a_heading_at_the_foot_of_the_page_before_tells_the_columns() -> None:
    """One label is lost, so that only the sums can bear the blanks out."""
    title, *rest = table_three(SOME, labels={"out_notproc_duplicate": "2.重复申清"})
    heading, rows = rest[:2], rest[2:]
    after = [replace(line, place=replace(line.place, page=2), words=line.words) for line in rows]
    read = read3([title, *heading, *after])
    assert read["req_new.natural_person"] == "3"
    assert read["out_refused_law_prohibits.total"] == "2"


def test_figures_hard_behind_their_labels_are_cut_off_where_the_column_begins() -> None:
    """Set to the left in cells with hardly any margin: 案卷0 is a label and a figure."""
    figures = {row.code: dict.fromkeys(range(7), "0") for row in rows3()}
    lines = []
    for line in table_three(figures):
        words: list[Word] = [(w.text, w.box[0], w.box[2]) for w in line.words]
        if len(words) >= 8:
            label, left, _ = words[-8]
            glued = label.endswith(("案卷", "事项"))
            values = [
                (text, FIRST + WIDE * n, FIRST + WIDE * n + 5) for n, (text, *_) in enumerate(words[-7:])
            ]
            if glued:
                values[0] = (label + "0", left, FIRST + 5)
                words = [*words[:-8], *values]
            else:
                words = [*words[:-7], *values]
            line = printed_line(
                " ".join(w for w, *_ in words), line.place.page or 0, line.words[0].box[1], words
            )
        lines.append(line)
    told(figures, read3(lines))


def test_a_figure_cut_behind_its_comma_leaves_its_neighbours_untold() -> None:
    """14,38 and 0 on the line below are 14,380: that line is not the blank row that comes next."""
    figures = {row.code: dict.fromkeys(range(7), "0") for row in rows3() if row.code != "req_carried_out"}
    figures["out_total"] = {0: "14,38", 1: "0", 2: "0", 3: "0", 4: "0", 5: "0", 6: "69,41"}
    lines = table_three(figures)
    rest = [centred("0", 0, em=5), centred("1", 6, em=5)]
    *rows, last = lines
    top = last.words[0].box[1]
    read = read3([*rows, printed_line("0 1", 1, top - 9, rest), last])
    assert read["req_carried_out.natural_person"] is None
    assert read["req_carried_out.total"] is None


def test_the_headings_of_table_two_are_ruled_and_its_rows_are_not() -> None:
    """What is empty below a ruled heading is blank as below a printed one."""

    def as_table(*lines: Paragraph) -> Table:
        cells = [
            drawn(
                row, col, word.text, (word.box[0] - 30, word.box[1] - 4, word.box[2] + 30, word.box[3] + 4), 2
            )
            for row, line in enumerate(lines)
            for col, word in enumerate(line.words)
        ]
        return Table(tuple(cells), len(lines), 2, pages=(2,))

    *before, row, article, heading, last = table_two()
    last = replace(last, words=last.words[:1], text="行政处罚")
    after = printed_line("行政强制 5", 2, 140, [("行政强制", 60, 100), ("5", 367, 372)])
    read = read2([*before, row, as_table(article, heading), last, after])  # type: ignore[list-item]
    assert read["pd_penalty_decisions"] == ""
    assert read["pd_coercion_decisions"] == "5"


def test_a_figure_with_words_hard_below_it_in_its_column_is_part_of_a_broken_cell() -> None:
    """8（其中网上 / 4 / 件） over three lines of a narrow cell is no 4."""
    figures = {row.code: dict.fromkeys(range(7), "0") for row in rows3()} | {
        "out_granted_partial": {0: "4"} | dict.fromkeys(range(2, 7), "0")
    }
    lines = []
    for line in table_three(figures):
        lines.append(line)
        if line.words[0].text.startswith("（二）"):
            top = line.words[0].box[1]
            lines.append(printed_line("件）", 1, top + 9, [centred("件）", 0)]))
    read = read3(lines)
    assert read["out_granted_partial.natural_person"] is None
    assert read["out_granted_partial.commercial_enterprise"] is None  # no sum bears the blank out
    assert read["out_granted_partial.total"] == "0"


@pytest.mark.parametrize(
    "said", [("7", "（其中", "2件）"), ("7（其", "中网上1", "件）")], ids=["below", "behind the figure"]
)
def test_a_note_over_three_lines_in_the_first_row_is_its_figures(said: tuple[str, str, str]) -> None:
    zeros = {row.code: dict.fromkeys(range(7), "0") for row in rows3()}
    title, heads, columns, first, *rows = table_three(
        zeros | {"req_new": dict.fromkeys((0, 2, 3, 4, 5, 6), "0")}
    )
    above, level, below = (centred(text, 1) for text in said)
    label, left, *others = [(w.text, w.box[0], w.box[2]) for w in first.words]
    words = [label, left, level, *others]
    y = first.words[0].box[1]
    lines = [
        printed_line(said[0], 1, y - 10, [above]),
        printed_line(" ".join(text for text, *_ in words), 1, y, words),
        printed_line(said[2], 1, y + 10, [below]),
    ]
    read = read3([title, heads, columns, *lines, *rows])
    assert read["req_new.commercial_enterprise"] == "".join(said)
    assert read["req_new.natural_person"] == "0"


def test_figures_before_the_first_column_are_not_left_out() -> None:
    """Set to the left of a wide cell, away from the middle of their heading, they stand under none: blank is no row of theirs."""
    figures = {row.code: {0: "0", 3: "0"} for row in rows3()}
    lines = []
    for line in table_three(figures, labels={"out_notproc_duplicate": "2.重复申清"}):
        words = tuple(
            replace(w, box=(w.box[0] - 32, w.box[1], w.box[2] - 32, w.box[3]))
            if w.text == "0" and w.box[0] < FIRST + WIDE
            else w
            for w in line.words
        )
        lines.append(replace(line, words=words))
    read = read3(lines)
    assert not any(read[f"{row.code}.natural_person"] == "" for row in rows3())


def test_the_rest_of_a_figure_below_the_row_of_table_four_leaves_it_unread() -> None:
    """Below its ruled heading 10（其中网上5件） is broken into 1, 0（其, 中网 …"""
    edges = [60.0 + 34 * n for n in range(16)]
    spans = [
        (0, "行政复议", 0, 5),
        (0, "行政诉讼", 5, 10),
        (1, "未经复议直接起诉", 5, 5),
        (1, "复议后起诉", 10, 5),
        *(
            (2, name, n, 1)
            for n, name in enumerate(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
        ),
    ]
    heading = Table(
        tuple(
            drawn(
                row, at, text, (edges[at], 105 + 15 * row, edges[at + wide], 120 + 15 * row), 3, colspan=wide
            )
            for row, text, at, wide in spans
        ),
        3,
        15,
        pages=(3,),
    )
    figures = ["1", "0", "0", "0", "1", *"0000000000"]
    title = "四、政府信息公开行政复议、行政诉讼情况"
    table = [
        printed_line(title, 3, 90, [(title, 60, 250)]),
        heading,
        printed_line(
            " ".join(figures), 3, 160, [(w, x + 14, x + 19) for w, x in zip(figures, edges, strict=False)]
        ),
    ]
    rest = [
        printed_line(text, 3, 175 + 15 * n, [(text, edges[4] + 2, edges[4] + 30)])
        for n, text in enumerate(("0（其", "中网", "上5", "件）"))
    ]
    after = printed_line("五、存在的主要问题及改进情况", 3, 260, [("五、存在的主要问题及改进情况", 60, 200)])

    def total(*below: Paragraph) -> str | None:
        document = paper(table_three(SOME), table, list(below), after, engine="pdfium")
        return cells(replace(document, format="pdf"))["rev_total"]

    assert total() == "1"
    assert total(*rest) is None


def test_a_page_with_another_margin_has_its_columns_elsewhere() -> None:
    """总计 alone is filled, and the second page is set a column farther left: there it stands below 其他."""
    figures = {row.code: {6: "0"} for row in rows3()}
    lines = table_three(figures, break_after="out_refused_internal_affairs")
    moved = [
        replace(
            line,
            words=tuple(
                replace(w, box=(w.box[0] - WIDE, w.box[1], w.box[2] - WIDE, w.box[3])) for w in line.words
            ),
        )
        if line.place.page == 2
        else line
        for line in lines
    ]
    assert read3(lines)["out_total.other_org"] == ""
    assert read3(moved)["out_total.other_org"] is None
