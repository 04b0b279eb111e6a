"""Blanks on a page without rulings: told where every heading and label stands in the order of the form, and only there."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.documents.model import Document, Paragraph, TextCell
from extract.documents.model import Word as DrawnWord
from extract.documents.pdf.content import Line
from extract.documents.pdf.document import document_of
from extract.documents.pdf.layout import PageBlocks
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.reports.model import State
from extract.tables import read_tables
from extract.tables.placed.headings import columns_of
from extract.tables.placed.tokens import Token, stands_aside
from extract.tables.table3.strips.in_order import Piece, labels_in_order
from tests.extract.messy import HEADS
from tests.extract.tables.papers import paper, printed_line, rows3

FIRST, WIDE = 300.0, 60.0
"""The left edge of the first column, and how wide each is."""
GROUPS = {"out_refused_third_party": "（三）不予公开", "out_unable_needs_creation": "（四）无法提供"}

Word = tuple[str, float, float]


def centred(text: str, column: int, *, em: float = 9) -> Word:
    """A word in the middle of a column."""
    middle, half = FIRST + (column + 0.5) * WIDE, len(text) * em / 2
    return text, middle - half, middle + half


def table_three(
    figures: dict[str, dict[int, str]],
    *,
    headings: tuple[str, ...] = HEADS,
    labels: dict[str, str] | None = None,
    aside: float = 0,
    break_after: str = "",
    page: int = 1,
) -> list[Paragraph]:
    """Table three without rulings; ``figures`` has what is printed of each row, by column, ``aside`` so far from the middle.

    The rows begin on ``page``, the headings stand on the first.
    """
    lines = [
        printed_line(
            "三、收到和处理政府信息公开申请情况", 1, 80, [("三、收到和处理政府信息公开申请情况", 60, 230)]
        ),
        printed_line("申请人情况", 1, 100, [centred("申请人情况", 3)]),
        printed_line(
            " ".join(headings), 1, 115, [centred(text, n) for n, text in enumerate(headings) if text]
        ),
    ]
    top = 135.0
    for row in rows3():
        label = (labels or {}).get(row.code, row.label_zh.partition("（区分")[0])
        words: list[Word] = [(GROUPS[row.code], 60, 123)] if row.code in GROUPS else []
        if label:
            words.append((label, 130, 130 + min(len(label), 17) * 9.5))
        for column, text in sorted(figures.get(row.code, {}).items()):
            word, left, right = centred(text, column, em=5)
            words.append((word, left + aside, right + aside))
        if words:
            lines.append(printed_line(" ".join(w for w, *_ in words), page, top, words))
        top += 20
        if row.code == break_after:
            page, top = page + 1, 60.0
    return lines


TABLE_FOUR_HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def table_four(values: dict[int, str], *, top: float = 100, page: int = 3) -> list[Paragraph]:
    """Three tables of five headings below one another; ``values`` by the number of the cell (0–14)."""
    lines = [printed_line("四、行政复议、行政诉讼情况", page, top, [("四、行政复议、行政诉讼情况", 60, 200)])]
    routes = ("行政复议", "行政诉讼——未经复议直接起诉", "行政诉讼——复议后起诉")
    for n, route in enumerate(routes):
        y = top + 30 + 60 * n
        lines.append(printed_line(route, page, y, [centred(route, 2)]))
        heads = [centred(text, at) for at, text in enumerate(TABLE_FOUR_HEADS)]
        lines.append(printed_line(" ".join(TABLE_FOUR_HEADS), page, y + 20, heads))
        five = [centred(values[5 * n + at], at, em=5) for at in range(5) if 5 * n + at in values]
        if five:
            lines.append(printed_line(" ".join(w for w, *_ in five), page, y + 40, five))
    after = "五、存在的主要问题及改进情况"
    return [*lines, printed_line(after, page, top + 240, [(after, 60, 200)])]


def cells(document: Document) -> dict[str, str | None]:
    """What was read, by code and column; None where it was not."""
    return {c.key: None if c.state is State.UNREAD else c.raw for c in read_tables(document).cells}


SOME = {
    "req_new": {0: "3", 6: "3"},
    "out_refused_law_prohibits": {0: "2", 6: "2"},
    "out_other_fee_unpaid": {0: "1", 6: "1"},
    "out_total": {0: "3", 6: "3"},
}


def read3(lines: list[Paragraph], **painted) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    """The cells of table three alone."""
    document = replace(paper(lines, engine="pdfium"), format="pdf", **painted)
    return {key: raw for key, raw in cells(document).items() if key.partition(".")[2] in APPLICANT_CODES}


@pytest.mark.parametrize("break_after", ["", "out_refused_third_party", "req_new"])
@pytest.mark.parametrize("figures", [SOME, {}])
def test_what_is_empty_below_every_heading_and_beside_every_label_is_blank(
    figures: dict[str, dict[int, str]], break_after: str
) -> None:
    read = read3(table_three(figures, break_after=break_after))
    assert len(read) == 175
    for key, raw in read.items():
        code, _, column = key.partition(".")
        assert raw == figures.get(code, {}).get(APPLICANT_CODES.index(column), ""), key


def test_the_name_of_a_group_in_the_middle_of_its_own_row_is_no_value() -> None:
    lines = table_three(SOME)
    at = next(n for n, line in enumerate(lines) if "（一）予以公开" in line.text)
    name = "三、本年度办理结果"
    y = lines[at].words[0].box[1] - 10
    lines.insert(at, printed_line(name, 1, y, [centred(name, 1)]))
    assert read3(lines) == read3(table_three(SOME))


def test_the_sign_of_a_table_that_goes_on_is_no_value() -> None:
    lines = table_three(SOME, break_after="out_refused_third_party")
    at = next(n for n, line in enumerate(lines) if line.place.page == 2)
    lines.insert(at, printed_line("（续表）", 2, 40, [centred("（续表）", 6)]))
    assert read3(lines) == read3(table_three(SOME, break_after="out_refused_third_party"))


def test_a_caption_above_the_headings_is_none_of_them() -> None:
    title, *lines = table_three(SOME)
    caption = printed_line("表2", 1, 90, [centred("表2", 1)])
    assert read3([title, caption, *lines]) == read3([title, *lines])


@pytest.mark.parametrize(
    "broken",
    [{"headings": ("自然人", "商业企业", "", *HEADS[3:])}, {"labels": {"out_notproc_duplicate": ""}}],
)
def test_without_a_heading_or_a_label_no_blank_is_told_in_an_empty_table(broken: dict) -> None:
    read = read3(table_three({}, **broken))
    assert not any(raw == "" for raw in read.values())


def test_a_label_that_stands_twice_tells_no_blank() -> None:
    labels = {"out_notproc_duplicate": "3.要求提供公开出版物"}
    assert not any(raw == "" for raw in read3(table_three({}, labels=labels)).values())


def test_a_heading_out_of_its_order_tells_no_blank() -> None:
    headings = ("商业企业", "自然人", *HEADS[2:])
    assert not any(raw == "" for raw in read3(table_three({}, headings=headings)).values())


def test_a_place_where_something_is_drawn_is_not_empty() -> None:
    drawn = {1: ((FIRST + 20, 176.0, FIRST + 26, 184.0),)}  # a figure as a picture, beside the third label
    read = read3(table_three({}), painted=drawn)
    assert not any(raw == "" for raw in read.values())


def test_values_at_the_edges_of_their_cells_are_told_together() -> None:
    read = read3(table_three(SOME, aside=-26))
    assert read["req_new.natural_person"] == "3"
    assert read["req_new.commercial_enterprise"] == ""


def test_headings_on_two_heights_that_run_into_one_word_are_cut_where_they_stand() -> None:
    def heading(text: str, left: float, y: float = 0) -> Token:
        return Token(TextCell(text, 0, 0), 1, left, left + 10 * len(text), y, 10)

    run = Token(TextCell("自然人商业企科研机", 0, 0), 1, 0, 106, 0, 13)  # signs 10 wide, gaps 8
    rest = [heading("业", 48, 12), heading("构", 86, 12), heading("总计", 310)]
    single = [heading(t, 120 + 65 * n) for n, t in enumerate(("社会公益组织", "法律服务机构"))]
    columns = columns_of(
        [run, *rest, *single, heading("其他", 260)], APPLICANT_CODES, words.applicant, words.applicant_keys()
    )
    assert columns is not None
    assert [round(middle) for middle in ((a + b) / 2 for a, b in columns[:3])] == [15, 53, 91]


@pytest.mark.parametrize(("remark", "unclear"), [("", False), ("4", True)])
def test_a_column_of_remarks_is_no_matter_where_no_figure_stands_in_it(remark: str, unclear: bool) -> None:
    figures = {row.code: dict.fromkeys(range(7), "0") for row in rows3()}
    if remark:
        figures["req_new"][7] = remark
    lines = table_three(figures, headings=(*HEADS, "备注"))
    read = read_tables(replace(paper(lines, engine="pdfium"), format="pdf"))
    assert any("column" in signal.message for signal in read.signals) is unclear


def test_values_between_two_columns_are_of_neither() -> None:
    read = read3(table_three({code: {1: "7"} for code in SOME}, aside=WIDE / 2))
    assert not any(raw for raw in read.values())


def test_the_empty_row_of_table_four_is_blank_where_the_next_section_follows() -> None:
    lines = [*table_three(SOME), *table_four({5: "4", 9: "4"})]
    read = cells(replace(paper(lines, engine="pdfium"), format="pdf"))
    assert read["lit_direct_upheld"] == "4"
    assert read["lit_direct_total"] == "4"
    assert all(
        read[f"{route}_{result}"] == "" for route in ("rev", "lit_after") for result in ("upheld", "total")
    )


@pytest.mark.parametrize("captions", [(), ("（一）行政复议情况", "（二）行政诉讼情况")])
def test_the_two_kinds_of_suits_stand_beside_each_other_below_the_reviews(captions: tuple[str, ...]) -> None:
    """Two tables without rulings, one of five headings and one of ten, perhaps each under a caption."""
    after = "五、存在的主要问题及改进情况"
    lines, top = [*table_three(SOME)], 100.0

    def add(*words: Word) -> None:
        nonlocal top
        lines.append(printed_line(" ".join(w for w, *_ in words), 3, top, words))
        top += 20

    def under(routes: tuple[str, ...], values: dict[int, str]) -> None:
        heads = TABLE_FOUR_HEADS * len(routes)
        add(*[centred(route, 5 * n + 2) for n, route in enumerate(routes)])
        add(*[centred(text, n) for n, text in enumerate(heads)])
        add(*[centred(text, n, em=5) for n, text in sorted(values.items())])

    for said, routes, values in zip(
        captions or ("", ""),
        (("行政复议",), ("未经复议直接起诉", "复议后起诉")),
        ({0: "3", 4: "3"}, {1: "2", 4: "2", 8: "6", 9: "6"}),
        strict=True,
    ):
        if said:
            add((said, 60, 150))
        if len(routes) == 2:
            add(centred("行政诉讼", 5))
        under(routes, values)
    add((after, 60, 200))
    read = cells(replace(paper(lines, engine="pdfium"), format="pdf"))
    assert {key: read[key] for key in read if key.startswith(("rev", "lit")) and read[key] != ""} == {
        "rev_upheld": "3",
        "rev_total": "3",
        "lit_direct_corrected": "2",
        "lit_direct_total": "2",
        "lit_after_pending": "6",
        "lit_after_total": "6",
    }


def test_a_table_four_that_nothing_follows_is_not_blank() -> None:
    lines = [*table_three(SOME), *table_four({})[:-1]]
    read = cells(replace(paper(lines, engine="pdfium"), format="pdf"))
    assert read.get("lit_after_total") is None


def test_a_sign_lost_from_a_label_leaves_a_gap() -> None:
    lines = table_three(SOME)
    at = next(n for n, line in enumerate(lines) if "三安全" in line.text)
    top = (lines[at].place.box or (0, 0, 0, 0))[1]
    lines[at] = printed_line(
        "3.危及 三安全一稳定", 1, top, [("3.危及", 130, 158), ("三安全一稳定", 168, 228)]
    )
    assert read3(lines) == read3(table_three(SOME))


def test_a_stroke_hard_behind_a_label_is_the_value_of_the_first_column() -> None:
    lines = table_three(SOME)
    at = next(n for n, line in enumerate(lines) if "三安全" in line.text)
    top = (lines[at].place.box or (0, 0, 0, 0))[1]
    text = "3.危及“三安全一稳定”/"
    lines[at] = printed_line(text, 1, top, [(text, 211, 331)])
    assert read3(lines)["out_refused_safety_stability.natural_person"] == "/"


@pytest.mark.parametrize("label", ["（二）部分公开（区分处理的，只计这一情形）", "（二）部分公开"])
@pytest.mark.parametrize("touching", [True, False])
def test_a_stroke_at_the_left_edge_of_the_first_column_is_its_value(label: str, touching: bool) -> None:
    """Figures begin at the left edges of their cells: a stroke stands so far from its heading that it may be of the labels."""
    lines = table_three({"req_new": {6: "0"}, "out_total": {6: "0"}}, labels={"out_granted_partial": label})
    at = next(n for n, line in enumerate(lines) if "部分公开" in line.text)
    _, top, _, bottom = lines[at].words[0].box
    words: list[Word] = [(f"{label}-", 130, 296)] if touching else [(label, 130, 280), ("-", 288, 292)]
    lines[at] = replace(lines[at], words=tuple(DrawnWord(w, (x0, top, x1, bottom)) for w, x0, x1 in words))
    assert read3(lines)["out_granted_partial.natural_person"] in ("-", None)


def test_of_two_words_on_the_next_line_a_label_goes_on_with_the_one_below_it() -> None:
    pieces = [
        Piece("属于四类", 1, 100, 150, 10, 10),
        Piece("年", 1, 91, 101, 22, 10),
        Piece("过程", 1, 100, 150, 22.2, 10),
        Piece("重复申请", 1, 100, 150, 40, 10),
    ]
    wordings = {"first": ["属于四类过程"], "second": ["重复申请"]}
    code_of = {key: code for code, keys in wordings.items() for key in keys}.get
    labels = labels_in_order(pieces, wordings, code_of, "年".__contains__)
    assert labels is not None
    assert [label.code for label in labels] == ["first", "second"]


@pytest.mark.parametrize(
    ("remark", "read"),
    [
        (("无", 560, 570), "0"),
        (("含废止", 548, 578), "0"),
        (("3", 530, 535), None),  # below neither heading
        (("3含废止", 500, 570), None),
    ],
)
def test_what_stands_below_the_heading_of_remarks_is_no_figure(
    remark: tuple[str, float, float], read: str | None
) -> None:
    lines = table_two()
    heads = [("信息内容", 100.0, 140.0), ("本年制发件数", 200.0, 260.0), ("本年废止件数", 330.0, 390.0)]
    heads += [("现行有效件数", 460.0, 520.0), ("备注", 555.0, 575.0)]
    lines[1] = printed_line(" ".join(w for w, *_ in heads), 1, 720, heads)
    row = [("规章", 60.0, 80.0), ("0", 228.0, 233.0), ("0", 358.0, 363.0), ("0", 488.0, 493.0)]
    lines[2] = printed_line(" ".join(w for w, *_ in [*row, remark]), 1, 740, [*row, remark])
    assert read2(lines).get("pd_rules_in_force") == read


def table_two(*, number: str = "") -> list[Paragraph]:
    """The last rows of table two, of which the first stands on top of a page; ``number`` stands above it."""
    columns = [
        ("信息内容", 100, 140),
        ("本年制发件数", 200, 260),
        ("本年废止件数", 330, 390),
        ("现行有效件数", 460, 520),
    ]
    lines = [
        printed_line("第二十条第（一）项", 1, 700, [("第二十条第（一）项", 250, 340)]),
        printed_line(" ".join(w for w, *_ in columns), 1, 720, columns),
        printed_line(
            "规章 1 2 3", 1, 740, [("规章", 60, 80), ("1", 228, 233), ("2", 358, 363), ("3", 488, 493)]
        ),
        printed_line("第二十条第（五）项", 1, 760, [("第二十条第（五）项", 250, 340)]),
        printed_line(
            "信息内容 本年处理决定数量", 1, 780, [("信息内容", 100, 140), ("本年处理决定数量", 330, 410)]
        ),
    ]
    if number:
        lines.append(printed_line(number, 2, 48, [(number, 366, 372)]))
    return [
        *lines,
        printed_line("行政许可", 2, 60, [("行政许可", 60, 100)]),
        printed_line("第二十条第（六）项", 2, 80, [("第二十条第（六）项", 250, 340)]),
        printed_line(
            "信息内容 本年处理决定数量", 2, 100, [("信息内容", 100, 140), ("本年处理决定数量", 330, 410)]
        ),
        printed_line("行政处罚 5", 2, 120, [("行政处罚", 60, 100), ("5", 367, 372)]),
    ]


def read2(lines: list[Paragraph], **painted) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    """The cells of table two of a report whose table three stands on the pages after."""
    third = [
        replace(
            line,
            place=replace(line.place, page=(line.place.page or 0) + 2),
        )
        for line in table_three(SOME)
    ]
    return cells(replace(paper(lines, third, engine="pdfium"), format="pdf", **painted))


@pytest.mark.parametrize(("said", "read"), [(["6", "9", ".", "1"], None), (["69.1", "万元"], "69.1")])
def test_what_stands_a_little_below_the_last_label_of_table_two_leaves_no_blank(
    said: list[str], read: str | None
) -> None:
    label = printed_line("行政处罚", 2, 120, [("行政处罚", 60, 100)])
    figure = [(w, 360.0 + 15 * n, 365.0 + 15 * n) for n, w in enumerate(said)]
    lines = [*table_two()[:-1], label, printed_line(" ".join(said), 2, 125, figure)]
    assert read2(lines)["pd_penalty_decisions"] == read
    assert read2(lines[:-1])["pd_penalty_decisions"] == ""


def test_a_figure_hard_behind_the_name_of_its_row_is_apart_from_it() -> None:
    lines = table_two()
    lines[-1] = printed_line("行政处罚525.8", 2, 120, [("行政处罚525.8", 60, 125)])
    assert read2(lines)["pd_penalty_decisions"] == "525.8"


def test_figures_nearer_to_the_label_above_them_than_to_their_own_are_unread() -> None:
    """Labels stand at the foot of their rows and figures in the middle: those of the first row are left over."""
    columns = [228.0, 358.0, 488.0]

    def row(top: float, *said: str) -> Paragraph:
        return printed_line(
            " ".join(said), 2, top, [(w, x, x + 15) for w, x in zip(said, columns, strict=True)]
        )

    def label(top: float, text: str) -> Paragraph:
        return printed_line(text, 2, top, [(text, 60, 130)])

    rows = [
        row(59, "0", "0", "0"),
        label(72, "规章"),
        row(80, "62", "395", "387"),
        label(92, "行政规范性文件"),
    ]
    read = read2([*table_two()[:2], *rows])
    assert {raw for key, raw in read.items() if key.startswith(("pd_rules", "pd_normdocs"))} == {None}


def test_figures_at_the_foot_of_rows_whose_labels_stand_at_the_head_are_unread() -> None:
    """The rows are so high that figures stand nearer to the label below them; those of a lone row stand beside none."""
    lines = [
        *table_two()[3:5],
        printed_line("行政许可", 1, 800, [("行政许可", 60, 100)]),
        printed_line("0", 1, 819, [("0", 367, 372)]),
        printed_line("第二十条第（六）项", 2, 80, [("第二十条第（六）项", 250, 340)]),
        printed_line(
            "信息内容 本年处理决定数量", 2, 100, [("信息内容", 100, 140), ("本年处理决定数量", 330, 410)]
        ),
        printed_line("行政处罚", 2, 120, [("行政处罚", 60, 100)]),
        printed_line("1853", 2, 139, [("1853", 360, 380)]),
        printed_line("行政强制", 2, 150, [("行政强制", 60, 100)]),
        printed_line("7", 2, 169, [("7", 367, 372)]),
    ]
    read = read2([*table_two()[:3], *lines])
    assert {read[f"pd_{row}_decisions"] for row in ("licensing", "penalty", "coercion")} == {None}


def test_a_row_on_top_of_a_page_is_blank_where_nothing_was_taken_off_the_page() -> None:
    assert read2(table_two())["pd_licensing_decisions"] == ""


def test_a_row_on_top_of_a_page_is_not_blank_where_a_number_was_taken_for_the_pages() -> None:
    taken = {2: ((366.0, 52.0, 372.0, 60.0),)}
    read = read2(table_two(), painted=taken)
    assert read["pd_licensing_decisions"] is None
    assert read["pd_penalty_decisions"] == "5"


def test_a_number_taken_for_the_pages_is_kept_among_what_is_drawn() -> None:
    def page(number: int) -> PageBlocks:
        words = printed_line(f"第{number}行的文字", number, 300, [(f"第{number}行的文字", 60, 130)]).words
        mark = printed_line(str(number), number, 800, [(str(number), 300, 306)]).words
        blocks = [Line(w[0].text, w[0].box, w) for w in (words, mark)]
        return PageBlocks(number, 595, 842, list(blocks))

    document = document_of("pdf", "pdfium", [page(1), page(2), page(3)], {})
    assert document.painted == dict.fromkeys((1, 2, 3), ((300, 800, 306, 810),))


def test_neighbouring_headings_that_run_into_one_word_are_cut_between_columns() -> None:
    lines = table_three({})
    close = ("商业企业科研机构", FIRST + WIDE, FIRST + 3 * WIDE)
    words = [close, *[centred(text, n) for n, text in enumerate(HEADS) if n not in (1, 2)]]
    lines[2] = printed_line("自然人 商业企业科研机构 其他", 1, 115, sorted(words, key=lambda w: w[1]))
    read = read3(lines)
    assert len(read) == 175
    assert set(read.values()) == {""}


def test_headings_that_a_page_break_cuts_in_two() -> None:
    halves = [(text[:2], text[2:]) if len(text) == 4 else (text, "") for text in HEADS]
    upper, lower = ([centred(half[n], at) for at, half in enumerate(halves) if half[n]] for n in (0, 1))
    lines = table_three(SOME, page=2)
    lines[2:3] = [
        printed_line(" ".join(word for word, *_ in part), page, top, part)
        for part, page, top in ((upper, 1, 800), (lower, 2, 60))
    ]
    read = read3(lines)
    assert len(read) == 175
    assert [read[f"req_new.{code}"] for code in APPLICANT_CODES] == ["3", "", "", "", "", "", "3"]


def test_a_lone_value_between_two_headings_of_table_two_is_not_given_to_the_nearer() -> None:
    # Aligned to the left of its wide cell it stands nearer to the heading of the cell before.
    columns = [
        ("信息内容", 100, 140),
        ("本年制发件数", 233, 296),
        ("本年废止件数", 390, 430),
        ("现行有效件数", 560, 600),
    ]
    lines = [
        printed_line("第二十条第（一）项", 1, 700, [("第二十条第（一）项", 250, 340)]),
        printed_line(" ".join(w for w, *_ in columns), 1, 720, columns),
        printed_line("规章 12", 1, 740, [("规章", 60, 80), ("12", 320, 330)]),
        *table_two()[3:],
    ]
    assert read2(lines)["pd_rules_issued"] is None


@pytest.mark.parametrize(
    ("code", "column", "printed"),
    [("out_refused_law_prohibits", 0, "3"), ("out_total", 6, "4"), ("req_new", 0, "13")],
)
def test_a_misprint_leaves_the_blanks_around_it_told(code: str, column: int, printed: str) -> None:
    """The sums of its row and its column miss by the same: nothing is missing elsewhere in them."""
    figures = SOME | {code: SOME[code] | {column: printed}}
    read = read3(table_three(figures))
    assert None not in read.values()
    assert read[f"{code}.{APPLICANT_CODES[column]}"] == printed


def test_a_figure_that_is_missing_is_no_misprint() -> None:
    read = read3(table_three(SOME | {"out_refused_law_prohibits": {6: "2"}}))
    assert read["out_refused_law_prohibits.natural_person"] is None


def test_a_note_below_the_last_row_is_none_of_its_words() -> None:
    note = "说明：本表的统计期为1月1日至12月31日。"
    lines = [*table_three(SOME), printed_line(note, 1, 135 + 20 * len(rows3()), [(note, 60, 420)])]
    assert None not in read3(lines).values()


def test_the_suits_are_named_in_a_caption_and_below_it() -> None:
    """Each of three tables below each other; the two of the suits have 行政诉讼 above their own heading."""
    lines = [*table_three(SOME)]
    top = 100.0

    def add(*words: Word) -> None:
        nonlocal top
        lines.append(printed_line(" ".join(w for w, *_ in words), 3, top, words))
        top += 20

    for caption, names, values in (
        ("", ("行政复议",), {0: "2", 4: "2"}),
        ("行政诉讼（未经复议直接起诉）：", ("行政诉讼", "未经复议直接起诉"), {}),
        ("行政诉讼（复议后起诉）：", ("行政诉讼", "复议后起诉"), {1: "4", 4: "4"}),
    ):
        if caption:
            add((caption, 60, 60 + 9.0 * len(caption)))
        for name in names:
            add(centred(name, 2))
        add(*[centred(text, n) for n, text in enumerate(TABLE_FOUR_HEADS)])
        if values:
            add(*[centred(text, n, em=5) for n, text in values.items()])
        else:
            top += 20
    add(("五、存在的主要问题及改进情况", 60, 200))
    read = cells(replace(paper(lines, engine="pdfium"), format="pdf"))
    assert [read[f"{route}_total"] for route in ("rev", "lit_direct", "lit_after")] == ["2", "", "4"]


def test_headings_of_table_four_alone_at_the_foot_of_a_page_stand_again_on_the_next() -> None:
    title, after = table_four({}, top=660, page=3)[0], table_four({}, page=4)[-1]
    heads = []
    for page, top in ((3, 700.0), (4, 60.0)):
        routes = [centred("行政复议", 1), centred("未经复议直接起诉", 4), centred("复议后起诉", 7)]
        heads.append(printed_line(" ".join(w for w, *_ in routes), page, top, routes))
        results = [(text, 50 + 33.0 * n, 80 + 33.0 * n) for n, text in enumerate(TABLE_FOUR_HEADS * 3)]
        heads.append(printed_line(" ".join(TABLE_FOUR_HEADS * 3), page, top + 20, results))
    values = [("7", 62 + 33.0 * n, 67 + 33.0 * n) for n in (0, 4)]
    lines = [*table_three(SOME), title, *heads, printed_line("7 7", 4, 100.0, values), after]
    read = cells(replace(paper(lines, engine="pdfium"), format="pdf"))
    assert [read[f"rev_{result}"] for result in ("upheld", "corrected", "total")] == ["7", "", "7"]


@pytest.mark.parametrize(("spine", "aside"), [("三、本年度办", False), (["一、新收"] * 6, True)])
def test_a_text_set_downwards_does_not_tell_that_a_page_is_moved(spine: Sequence[str], aside: bool) -> None:
    """On the first page it stands as far before the labels as all lines would if the second page were moved."""

    def word(text: str, page: int, x: float, n: int) -> Token:
        return Token(TextCell(text, 0, 0), page, x, x + 9 * len(text), 60.0 + 12 * n, 9)

    first = [word(text, 1, 103, n) for n, text in enumerate(spine)]
    second = [word("属于国家秘密", 2, 176, n) for n in range(8)]
    assert stands_aside([*first, *second], 1, {2}) is aside
