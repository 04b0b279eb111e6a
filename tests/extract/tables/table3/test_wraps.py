"""Values that narrow columns broke over several lines, in tables without rulings."""

from dataclasses import replace

import pytest

from extract.documents.model import Paragraph, TextCell
from extract.forms import APPLICANT_CODES
from extract.reports.model import State
from extract.tables import read_tables
from extract.tables.placed.tokens import Token, tokens_of
from extract.tables.read import TablesRead
from extract.tables.rows import block_rows
from extract.tables.table3.strips.nearby import _is_broken
from tests.extract.tables.papers import figures3, paper, printed_line, rows3

LEADING = 14.0
ROOM = 2
"""Characters in the width of a column."""


def broken(text: str, room: int = ROOM) -> list[str]:
    return [text[n : n + room] for n in range(0, len(text), room)]


def page_of(
    figures: dict[str, list[str]],
    align: str,
    *,
    foot: str = "",
    label: int = 12,
    leading: float = LEADING,
    room: int = ROOM,
    gap: float = 12,
) -> list[Paragraph]:
    """Table three with every value broken after ``room`` characters; ``foot`` is a row that goes on on the next page.

    Labels are broken after ``label`` characters; rows stand a ``gap`` apart.
    """
    found: list[Paragraph] = []
    page, top = 1, 60.0
    for row in rows3():
        cells = [broken(text, room) for text in figures[row.code]]
        said = [row.label_zh[n : n + label] for n in range(0, len(row.label_zh), label)]
        height = max(len(lines) for lines in (*cells, said))
        at: dict[float, list[tuple[str, float, float]]] = {}
        for k, lines in enumerate((said, *cells)):
            spare = (height - len(lines)) * {"top": 0, "middle": 0.5, "bottom": 1}[align]
            left = 40.0 if k == 0 else 190 + 45 * k
            for n, text in enumerate(lines):
                wide = 10.0 * len(text)
                at.setdefault(top + leading * (n + spare), []).append((text, left, left + wide))
        for y in sorted(at):
            over = row.code == foot and y > top
            found.append(
                printed_line(" ".join(w for w, *_ in at[y]), page + over, 60.0 if over else y, at[y])
            )
        top += leading * height + gap
        if row.code == foot:
            page, top = page + 1, 60.0 + 2 * leading
    return found


def texts(figures: dict[str, list[int]]) -> dict[str, list[str]]:
    return {code: [str(n) for n in row] for code, row in figures.items()}


def many() -> dict[str, list[int]]:
    """Figures of three and four digits whose sums close."""
    return figures3(
        out_granted_full=[1204, 7, 12, 350, 0, 5, 1578], out_refused_state_secret=[345, 0, 0, 0, 16, 0, 361]
    )


def said(read: TablesRead) -> dict[str, object]:
    return {c.key: c.value if c.state is State.NUMBER else c.state for c in read.cells if c.table == "table3"}


def told(figures: dict[str, list[int]]) -> dict[str, object]:
    return {
        f"{code}.{c}": n for code, row in figures.items() for c, n in zip(APPLICANT_CODES, row, strict=True)
    }


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_figures_broken_by_their_column_are_put_together(align: str) -> None:
    read = read_tables(paper(page_of(texts(many()), align), engine="pdfium"))
    assert said(read) == told(many())
    assert read.sure


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
@pytest.mark.parametrize(
    ("leading", "row"), [(LEADING, "out_refused_state_secret"), (17.0, "req_carried_in")]
)
def test_a_figure_whose_note_is_broken_by_its_column_is_told(align: str, leading: float, row: str) -> None:
    drawn = texts(many())
    drawn[row][4] += "（含变更3件）"
    read = read_tables(paper(page_of(drawn, align, room=4, leading=leading), engine="pdfium"))
    assert {c.key: c.value for c in read.cells if c.table == "table3"} == told(many())
    assert read.sure


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_the_first_digits_of_a_figure_stand_above_those_before_its_note(align: str) -> None:
    figures = figures3(out_granted_full=[700, 300, 101, 102, 0, 0, 1203])
    drawn = texts(figures)
    drawn["out_granted_full"][6] = "1203（含变更3件）"
    read = read_tables(paper(page_of(drawn, align, room=3), engine="pdfium"))
    values = {c.key: c.value for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}
    assert values.items() <= told(figures).items()
    if align != "top":  # there they stand on the line of the others, and may be a figure of their own
        assert values["out_granted_full.total"] == 1203


def test_a_row_whose_figures_are_all_broken_is_one_beside_one_label() -> None:
    figures = figures3(out_granted_full=[123, 123, 123, 123, 123, 123, 738])
    assert said(read_tables(paper(page_of(texts(figures), "top"), engine="pdfium"))) == told(figures)


def test_broken_figures_of_rows_that_stand_hardly_farther_apart_than_lines() -> None:
    assert said(read_tables(paper(page_of(texts(many()), "top", gap=1.3), engine="pdfium"))) == told(many())


def test_a_text_set_downwards_does_not_tell_how_far_lines_stand_apart() -> None:
    figures = figures3(out_granted_full=[123, 123, 123, 123, 123, 123, 738])
    page = page_of(texts(figures), "top")
    spine = [
        printed_line(sign, 1, 305 + 10 * n, [(sign, 20.0, 30.0)])
        for n, sign in enumerate("三、本年度办理结果")
    ]
    page = sorted([*page, *spine], key=lambda block: block.words[0].box[1])
    assert said(read_tables(paper(page, engine="pdfium"))) == told(figures)


def test_figures_are_broken_before_their_unit_as_well() -> None:
    figures = figures3(out_granted_full=[123, 123, 123, 123, 123, 123, 738])
    drawn = texts(figures)
    drawn["out_granted_full"] = [f"{text}件" for text in drawn["out_granted_full"]]
    read = read_tables(paper(page_of(drawn, "top"), engine="pdfium"))
    assert {c.key: c.value for c in read.cells if c.table == "table3"} == told(figures)


def test_one_wrong_sum_among_many_broken_figures_is_read_as_printed() -> None:
    large = [112, 113, 114, 115, 116, 117, 687]
    codes = ("out_granted_full", "out_refused_third_party", "out_unable_not_held", "out_notproc_duplicate")
    figures = figures3(**dict.fromkeys(codes, large))
    figures["out_granted_partial"][6] += 101
    assert said(read_tables(paper(page_of(texts(figures), "middle"), engine="pdfium"))) == told(figures)


def test_a_number_that_its_line_sets_apart_from_the_label_is_of_it() -> None:
    line = [("3", 40.0, 45.0), ("、", 60.0, 70.0), ("危", 80.0, 90.0), ("7", 200.0, 205.0)]
    rows = list(block_rows(paper(printed_line("3 、 危 7", 1, 50, line)), 0, 0))
    assert [t.cell.text for t in tokens_of(rows)] == ["7", "3、危"]


def test_what_stands_below_an_open_bracket_must_close_it() -> None:
    drawn = texts(many())
    drawn["out_refused_state_secret"][4] = "16（含变更"
    read = read_tables(paper(page_of(drawn, "middle", room=4), engine="pdfium"))
    assert said(read)["out_refused_state_secret.legal_service_org"] is State.UNREAD


def test_words_for_nothing_are_broken_as_well() -> None:
    drawn = texts(many())
    drawn["out_granted_full"][4] = "不涉及"
    read = read_tables(paper(page_of(drawn, "middle"), engine="pdfium"))
    assert said(read) == told(many()) | {"out_granted_full.legal_service_org": State.TEXT}
    raw = {c.key: c.raw for c in read.cells}
    assert "".join(raw["out_granted_full.legal_service_org"].split()) == "不涉及"


def test_words_for_nothing_that_touch_are_one_in_each_column() -> None:
    figures = many()
    figures["out_granted_partial"] = [0, 0, 0, 4, 0, 0, 4]
    for row in ("out_total", "req_new"):
        for k in range(7):
            figures[row][k] += figures["out_granted_partial"][k] - many()["out_granted_partial"][k]
    drawn = page_of(texts(figures), "middle")
    at = next(n for n, line in enumerate(drawn) if line.text.endswith("0 0 0 4 0 0 4"))
    label, *cells = [(w.text, w.box[0], w.box[2]) for w in drawn[at].words]
    touching = ("不涉及" * 3, cells[0][1] - 15, cells[2][2] + 15)
    drawn[at] = printed_line(drawn[at].text, 1, drawn[at].words[0].box[1], [label, touching, *cells[3:]])
    found = said(read_tables(paper(drawn, engine="pdfium")))
    assert [found[f"out_granted_partial.{c}"] for c in APPLICANT_CODES] == [*[State.TEXT] * 3, 4, 0, 0, 4]


def test_a_row_that_adds_up_no_more_is_borne_out_by_its_columns() -> None:
    """The publisher's total is wrong: every figure of the row is still told by the sum of its column."""
    figures = many()
    for code in ("out_granted_full", "out_total", "req_new"):
        figures[code][-1] += 100
    read = read_tables(paper(page_of(texts(figures), "middle"), engine="pdfium"))
    assert said(read) == told(figures)
    assert read.sure


def test_a_broken_figure_that_no_sum_bears_out_is_unread() -> None:
    figures = texts(many())
    figures["out_granted_full"][0] = "1294"
    found = said(read_tables(paper(page_of(figures, "middle"), engine="pdfium")))
    assert {found[f"out_granted_full.{c}"] for c in APPLICANT_CODES} == {State.UNREAD}
    assert found["req_carried_in.total"] == many()["req_carried_in"][6]


def test_figures_below_each_other_that_had_room_on_one_line_are_not_put_together() -> None:
    """Some value of the column is three characters wide: then 12 over 04 is not 1204."""
    drawn = page_of(texts(many()), "top")
    row = drawn[-1]
    label, first, *others = [(w.text, w.box[0], w.box[2]) for w in row.words]
    words = [label, (first[0] + "00", first[1], first[2] + 20), *others]
    drawn[-1] = printed_line(row.text, 1, row.words[0].box[1], words)
    found = said(read_tables(paper(drawn, engine="pdfium")))
    assert found["out_granted_full.natural_person"] is State.UNREAD


def test_words_set_downwards_beside_the_labels_tell_no_distance_of_lines() -> None:
    drawn = page_of(texts(many()), "top")
    span = [
        printed_line(sign, 1, 150 + 16.5 * n, [(sign, 40, 50)]) for n, sign in enumerate("本年度办理结果")
    ]
    lines = sorted([*drawn, *span], key=lambda line: (line.place.page, line.words[0].box[1]))
    assert said(read_tables(paper(lines, engine="pdfium"))) == told(many())


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_a_table_whose_labels_are_all_broken_is_found_by_its_rows_of_seven(align: str) -> None:
    figures = figures3()
    few = {code: [n % 10 for n in row[:6]] + [sum(n % 10 for n in row[:6])] for code, row in figures.items()}
    head = [
        printed_line(
            "三、收到和处理政府信息公开申请情况", 1, 20, [("三、收到和处理政府信息公开申请情况", 40, 200)]
        )
    ]
    read = read_tables(paper(head, page_of(texts(few), align, label=4), engine="pdfium"))
    assert said(read) == told(few)


@pytest.mark.parametrize("foot", ["out_refused_state_secret", "out_total"])
def test_a_row_goes_on_at_the_head_of_the_next_page(foot: str) -> None:
    read = read_tables(paper(page_of(texts(many()), "top", foot=foot), engine="pdfium"))
    assert said(read) == told(many())


SPARSE = {
    "信息 ends the labels of two rows": ("out_refused_internal_affairs", 10, LEADING),
    "lines far apart": ("out_notproc_publication", 10, 17.0),
}


@pytest.mark.parametrize(("row", "label", "leading"), SPARSE.values(), ids=list(SPARSE))
def test_the_few_rows_with_values_are_those_whose_broken_labels_stand_beside_them(
    row: str, label: int, leading: float
) -> None:
    figures = {entry.code: [""] * 7 for entry in rows3()}
    for code in ("req_new", row, "out_total"):
        figures[code] = ["3", "1", "", "", "", "", "4"]
    drawn = page_of(figures, "middle", label=label, leading=leading)
    codes = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    heads = [(text, 235 + 45.0 * k, 275 + 45.0 * k) for k, text in enumerate(codes)]
    head = printed_line(" ".join(codes), 1, 30, heads)
    found = said(read_tables(paper([head, *drawn], engine="pdfium")))
    assert {key.split(".")[0] for key, value in found.items() if value == 4} == {"req_new", row, "out_total"}


def test_values_beside_words_that_end_two_labels_are_not_given_to_either() -> None:
    """Both first rows of 其他处理 end with the same words, and nothing else stands beside the values."""
    figures = {entry.code: [""] * 7 for entry in rows3()}
    for code in ("req_new", "out_other_no_correction", "out_total"):
        figures[code] = ["3", "1", "", "", "", "", "4"]
    drawn = page_of(figures, "bottom", label=16)
    codes = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    heads = [(text, 235 + 45.0 * k, 275 + 45.0 * k) for k, text in enumerate(codes)]
    at = [n for n, line in enumerate(drawn) if line.text.endswith("3 1 4")][1]
    _, *values = [(w.text, w.box[0], w.box[2]) for w in drawn[at].words]
    drawn[at] = printed_line("政府信息 3 1 4", 1, drawn[at].words[0].box[1], [("政府信息", 40, 80), *values])
    read = read_tables(paper([printed_line(" ".join(codes), 1, 30, heads), *drawn], engine="pdfium"))
    fours = {key.split(".")[0] for key, value in said(read).items() if value == 4}
    assert fours == {"req_new", "out_total"}


def table4(values: list[str], align: str = "top") -> list[Paragraph]:
    """Table three whole, and table four with every value broken after so many characters."""
    found = page_of(texts(figures3()), "top")
    top = 900.0
    found.append(
        printed_line(
            "四、政府信息公开行政复议、行政诉讼情况",
            1,
            top,
            [("四、政府信息公开行政复议、行政诉讼情况", 40, 300)],
        )
    )
    for down, named in (
        (20, (("行政复议", 100.0), ("行政诉讼", 350.0))),
        (30, (("未经复议直接起诉", 260.0), ("复议后起诉", 440.0))),
    ):
        words = [(text, x, x + 10.0 * len(text)) for text, x in named]
        found.append(printed_line(" ".join(text for text, *_ in words), 1, top + down, words))
    for n, half in enumerate(
        (("结果", "结果", "其他", "尚未", "总计"), ("维持", "纠正", "结果", "审结", ""))
    ):
        heads = [(half[k % 5], 40 + 34.0 * k, 60 + 34.0 * k) for k in range(15) if half[k % 5]]
        found.append(printed_line(" ".join(t for t, *_ in heads), 1, top + 40 + LEADING * n, heads))
    at: dict[float, list[tuple[str, float, float]]] = {}
    cells = [broken(v) if v.isdecimal() else [v] for v in values]
    height = max(map(len, cells))
    for k, lines in enumerate(cells):
        for n, text in enumerate(lines):
            y = top + 80 + LEADING * (n + (height - len(lines)) * (0.5 if align == "middle" else 0))
            left = 40 + 34.0 * k
            at.setdefault(y, []).append((text, left, left + 10 * len(text)))
    found += [printed_line(" ".join(t for t, *_ in at[y]), 1, y, at[y]) for y in sorted(at)]
    return found


def four(values: list[str], align: str = "top") -> list[object]:
    cells = [
        c for c in read_tables(paper(table4(values, align), engine="pdfium")).cells if c.table == "table4"
    ]
    return [c.value if c.state is State.NUMBER else c.state for c in cells]


FIFTEEN = ["120", "3", "0", "1004", "1127", "0", "0", "0", "0", "0", "5", "6", "7", "100", "118"]


@pytest.mark.parametrize("align", ["top", "middle"])
def test_table_four_with_broken_figures(align: str) -> None:
    assert four(FIFTEEN, align) == [int(v) for v in FIFTEEN]


def test_table_four_with_broken_figures_that_do_not_add_up_is_unread() -> None:
    assert set(four(["121", *FIFTEEN[1:]])) == {State.UNREAD}


def with_last_line(words: dict[int, tuple[str, float, float] | None]) -> list[Paragraph]:
    """Table four with these words in the place of its values: each by its number, None where it has none."""
    drawn = table4(["4", "3", "2", "13", "22", *["0"] * 4, "0", "1", "2", "3", "4", "10"])
    line = drawn[-1].words
    kept = [words.get(n, (w.text, w.box[0], w.box[2])) for n, w in enumerate(line)]
    values = [word for word in kept if word]
    drawn[-1] = printed_line(" ".join(text for text, *_ in values), 1, line[0].box[1], values)
    return drawn


@pytest.mark.parametrize(("glued", "told"), [("1322", True), ("1332", False)])
def test_two_figures_so_close_that_they_are_one_word_are_told_by_their_sum(glued: str, told: bool) -> None:
    drawn = with_last_line({3: (glued, 142.0, 196.0), 4: None})
    cells = read_tables(paper(drawn, engine="pdfium")).cells
    values = [c.value for c in cells if c.table == "table4"]
    assert values == ([4, 3, 2, 13, 22, *[0] * 5, 1, 2, 3, 4, 10] if told else [None] * 15)


def test_two_rows_of_figures_below_the_headings_of_table_four_are_not_one() -> None:
    """1 above 2 is no 12, though 12 and 3 are 15 as 1 and 0 are 1, and 2 and 3 are 5."""
    drawn = with_last_line({0: None, 4: None, 1: ("3", 74.0, 79.0), 2: None, 3: None})
    y = drawn[-1].words[0].box[1]
    above = printed_line("1 1", 1, y - 18, [("1", 42.0, 47.0), ("1", 178.0, 183.0)])
    level = [("2", 42.0, 47.0), *((w.text, w.box[0], w.box[2]) for w in drawn[-1].words), ("5", 178.0, 183.0)]
    below = printed_line(" ".join(text for text, *_ in level), 1, y, sorted(level, key=lambda word: word[1]))
    cells = read_tables(paper([*drawn[:-1], above, below], engine="pdfium")).cells
    assert not {12, 15} & {c.value for c in cells if c.table == "table4"}


def test_a_note_in_table_four_that_goes_on_above_and_below_the_line_of_figures() -> None:
    drawn = with_last_line({3: None})
    y = drawn[-1].words[0].box[1]
    above, below = (
        printed_line(text, 1, y + down, [(text, 138.0, 138.0 + 9 * len(text))])
        for down, text in ((-9.0, "13（其"), (9.0, "中2件）"))
    )
    drawn = [*drawn[:-1], above, drawn[-1], below]
    cells = read_tables(paper(drawn, engine="pdfium")).cells
    assert [c.value for c in cells if c.table == "table4"][:5] == [4, 3, 2, 13, 22]


def test_a_note_below_a_broken_figure_of_table_four_is_no_end_of_the_table() -> None:
    """13（含 / 上年1件）, the first sign of which stands on the line of figures."""
    drawn = with_last_line({3: ("1", 150.0, 155.0)})
    y = drawn[-1].words[0].box[1]
    for down, text in ((12.0, "3（含"), (24.0, "1件）")):
        drawn.append(printed_line(text, 1, y + down, [(text, 140.0, 140.0 + 9 * len(text))]))
    cells = read_tables(paper(drawn, engine="pdfium")).cells
    assert [c.value for c in cells if c.table == "table4"][:5] == [4, 3, 2, 13, 22]


def test_a_text_that_reaches_over_several_columns_leaves_them_no_blanks() -> None:
    """As fourteen values under fifteen headings: what stands in the other columns is not nothing."""
    drawn = table4(["1", "2", "3", "4", "10", *["0"] * 5, "0", "0", "0", "0", "0"])
    words = [(w.text, w.box[0], w.box[2]) for w in drawn[-1].words]
    words[5:10] = [("没有提起诉讼的情况", words[5][1], words[9][2])]
    drawn[-1] = printed_line(drawn[-1].text, 1, drawn[-1].words[0].box[1], words)
    read = read_tables(paper(drawn, engine="pdfium"))
    assert State.BLANK not in {c.state for c in read.cells if c.table == "table4"}


def test_another_years_table_right_before_this_years_is_not_read_for_it() -> None:
    """Neither is known to be the report's; what both print is."""
    other = figures3(out_granted_full=[1304, 7, 12, 350, 0, 5, 1678])
    first = page_of(texts(other), "top", room=5)
    head = printed_line("三、收到和处理情况", 3, 40, [("三、收到和处理情况", 40.0, 140.0)])
    pages = max(block.place.page or 0 for block in first)
    second = [
        replace(block, place=replace(block.place, page=(block.place.page or 0) + pages))
        for block in page_of(texts(many()), "top", room=5)
    ]
    values = said(read_tables(paper(first, head, second, engine="pdfium")))
    assert values["out_granted_full.total"] is State.UNREAD
    assert {k for k, v in values.items() if v is not State.UNREAD and v != told(many())[k]} == set()


def test_a_table_whose_labels_are_all_broken_and_most_values_blank_stands_below_its_title() -> None:
    counts = {row.code: 10 + n for n, row in enumerate(rows3())} | {"req_carried_in": 2, "req_carried_out": 1}
    counts["out_total"] = sum(
        n for code, n in counts.items() if code.startswith("out_") and code != "out_total"
    )
    counts["req_new"] = counts["out_total"] - 1
    figures = {code: [n, 0, 0, 0, 0, 0, n] for code, n in counts.items()}
    drawn = {code: ["" if n == 0 else str(n) for n in row] for code, row in figures.items()}
    codes = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    names = [(name, 235.0 + 45 * k, 245.0 + 45 * k) for k, name in enumerate(codes)]
    title = "三、收到和处理政府信息公开申请情况"
    head = [
        printed_line(title, 1, 20, [(title, 40.0, 200.0)]),
        printed_line(" ".join(codes), 1, 40, names),
    ]
    page = page_of(drawn, "middle", room=4, label=4)
    values = said(read_tables(paper(head, page, engine="pdfium")))
    numbers = {key: value for key, value in values.items() if isinstance(value, int | float)}
    assert len(numbers) > 40
    assert numbers.items() <= told(figures).items()


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
@pytest.mark.parametrize("label", [12, 16])
def test_whole_labels_tell_a_row_of_figures_between_blank_rows(align: str, label: int) -> None:
    """The last line of one label and the first of the next may both be near the figures, and in both labels."""
    drawn = {row.code: [""] * len(APPLICANT_CODES) for row in rows3()}
    drawn["req_new"] = drawn["out_total"] = ["1", "0", "0", "0", "0", "4", "5"]
    drawn["out_granted_full"] = ["1", "", "", "", "", "", "1"]
    drawn["out_other_no_correction"] = ["", "", "", "", "", "4", "4"]
    read = read_tables(paper(page_of(drawn, align, label=label, gap=4), engine="pdfium"))
    raw = {c.key: c.raw for c in read.cells if c.table == "table3" and c.state is not State.UNREAD}
    assert raw == {
        f"{k}.{c}": n for k, row in drawn.items() for c, n in zip(APPLICANT_CODES, row, strict=True)
    }


@pytest.mark.parametrize(
    ("joined", "two_rows"),
    [("无\n6", True), ("—\n1", True), ("12\n04", False), ("不涉\n及", False), ("22\n（含变更3件）", False)],
)
def test_what_was_joined_to_no_value_is_of_two_rows(joined: str, two_rows: bool) -> None:
    assert _is_broken([Token(TextCell(joined, 0, 0), 1, 0, 9, 0, 9), None]) is two_rows
