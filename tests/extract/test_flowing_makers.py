"""Reports as converters and other makers of pages, Word files and texts write them: read as printed, or left unread."""

from collections.abc import Callable
from unicodedata import east_asian_width

import pytest

from extract.forms import form
from extract.reports import read_reports
from extract.reports.model import Status
from tests.extract.messy import (
    RESULT_WORDS,
    Box,
    Paper,
    Rows,
    assert_not_wrong,
    assert_right,
    flat,
    html,
    html_table,
    narrative,
    paper,
    pipes,
    placed,
    source,
    tables,
)
from tests.extract.messy import text as written

ROUTES = ("行政复议", "未经复议直接起诉", "复议后起诉")


def beside(rows: Rows) -> Rows:
    """Table four with a row for each route."""
    values = rows[-1]
    return [
        [Box("", across=2), *map(Box, RESULT_WORDS)],
        [Box(ROUTES[0], across=2), *values[:5]],
        [Box("行政诉讼", down=2), Box(ROUTES[1]), *values[5:10]],
        [Box(ROUTES[2]), *values[10:]],
    ]


def on_its_side(rows: Rows) -> Rows:
    """Table four with its fifteen results below each other."""
    drawn: Rows = []
    for n, (word, box) in enumerate(zip(RESULT_WORDS * 3, rows[-1], strict=True)):
        group = n // 5
        heads = [Box(ROUTES[0], down=5, across=2)] if n == 0 else []
        heads += [Box("行政诉讼", down=10)] if n == 5 else []
        heads += [Box(ROUTES[group], down=5)] if group and n % 5 == 0 else []
        drawn.append([*heads, Box(word), box])
    return drawn


def results_below_routes(rows: Rows) -> Rows:
    """Table four with all its routes above all its results."""
    return [
        [Box(ROUTES[0], across=5, down=2), Box("行政诉讼", across=10)],
        [Box(ROUTES[1], across=5), Box(ROUTES[2], across=5)],
        [Box(word) for word in RESULT_WORDS * 3],
        rows[-1],
    ]


WAYS: dict[str, Callable[[Rows], Rows]] = {
    "beside": beside,
    "on its side": on_its_side,
    "results below routes": results_below_routes,
}
WRITERS: dict[str, Callable[[list[str]], str]] = {
    "tabs": "\t".join,
    "tabs without those before the first word": lambda line: "\t".join(line).lstrip("\t"),
    "pipes": pipes,
    "words": lambda line: "  ".join(filter(None, line)),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("way", WAYS)
def test_table_four_in_other_shapes(way: str, writer: str) -> None:
    p = paper(35)
    drawn = tables(p)
    drawn["four"] = WAYS[way](drawn["four"])
    assert_right(written(p, drawn, row=WRITERS[writer]), "a.txt", p)


@pytest.mark.parametrize("lost", [2, 9, 14])
def test_a_value_lost_from_table_four_on_its_side(lost: int) -> None:
    p = paper(35)
    drawn = tables(p)
    side = on_its_side(drawn["four"])
    side[lost][-1] = Box("")
    drawn["four"] = side
    assert_not_wrong(written(p, drawn, row=WRITERS["words"]), "a.txt", p)


def test_suits_before_reviews_in_slipped_cells() -> None:
    """Where the first words of the rows have slipped, 行政诉讼 tells which values its two routes have."""
    p = paper(35)
    drawn = tables(p)
    values = drawn["four"][-1]
    drawn["four"] = [
        [Box("行政诉讼", across=10), Box("行政复议", across=5, down=2)],
        [Box(ROUTES[1], across=5), Box(ROUTES[2], across=5)],
        [Box(word) for word in RESULT_WORDS * 3],
        [*values[5:], *values[:5]],
    ]
    assert_right(written(p, drawn, row=lambda line: "\t".join(filter(None, line))), "a.txt", p)


PITCH, HEIGHT = 30, 4
"""Columns and lines of a cell in a drawing."""


def columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for char in text:
        if columns(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


def drawing(rows: Rows) -> list[str]:
    """A table as pandoc draws it: a line for each edge of a cell, and none through a merged one."""
    grid = placed(rows)
    canvas = [[" "] * (PITCH * len(grid[0]) + 1) for _ in range(HEIGHT * len(grid) + 1)]
    for r, row in enumerate(grid):
        for c, (text, box) in enumerate(row):
            if box is None:
                continue
            top, left, bottom, right = (
                HEIGHT * r,
                PITCH * c,
                HEIGHT * (r + box.down),
                PITCH * (c + box.across),
            )
            for y in (top, bottom):
                canvas[y][left : right + 1] = [
                    "+" if char in "+|" or x in (left, right) else "-"
                    for x, char in enumerate(canvas[y][left : right + 1], left)
                ]
            for y in range(top + 1, bottom):
                canvas[y][left] = canvas[y][right] = "|"
            for y, line in enumerate(
                wrapped(text.replace("-", "\\-").replace("—", "---"), right - left - 3), top + 1
            ):
                wide = [part for char in line for part in ([char, ""] if columns(char) > 1 else [char])]
                canvas[y][left + 2 : left + 2 + len(wide)] = wide
    return ["".join(line) for line in canvas]


def drawn_text(p: Paper, draw: Callable[[Rows], list[str]]) -> str:
    out: list[str] = []
    for _, what in narrative(p):
        out += [*(draw(tables(p)[what.__name__]) if callable(what) else [what]), ""]
    return "\n".join(out)


@pytest.mark.parametrize("nought", ["0", "—", ""])
def test_tables_drawn_with_what_their_cells_span(nought: str) -> None:
    p = paper(35)
    p.cells = {key: nought if value == "0" else value for key, value in p.cells.items()}
    assert_right(drawn_text(p, drawing), "a.md", p)


def test_a_drawing_whose_bars_moved_is_not_read_by_its_columns() -> None:
    p = paper(35)

    def moved(rows: Rows) -> list[str]:
        return [line.replace("| 0", "|  0", 1) for line in drawing(rows)]

    assert_not_wrong(drawn_text(p, moved), "a.md", p)


@pytest.mark.parametrize("remark", ["", "/", "无", "3"])
def test_a_column_for_remarks_beside_table_three(remark: str) -> None:
    p = paper(35)

    def draw(rows: Rows) -> str:
        if len(rows) > 20:
            rows = [[*rows[0], Box("备注", down=3)], *rows[1:3], *([*row, Box(remark)] for row in rows[3:])]
        return html_table(rows)

    assert_right(html(p, draw=draw), "a.html", p)


@pytest.mark.parametrize("cells_below_each_other", [False, True])
def test_a_change_in_words_among_printed_words(cells_below_each_other: bool) -> None:
    changes = {"pd19_licensing_items_change": "增12", "pd19_admin_fees_items_change": "减少3项"}
    p = paper(35, form2="t2019", form3="t2019").put(**changes)
    meant = dict(zip(changes, [("text", 12.0), ("text", -3.0)], strict=True))
    write = "\n".join if cells_below_each_other else "  ".join
    assert_right(written(p, row=lambda line: write(filter(None, line))), "a.txt", p, meant)


def copied(p: Paper, drawn: dict[str, Rows], nothing: str, *, space: int, broken: bool = False) -> str:
    """A page as a browser copies it whose cells hold paragraphs: a tab between two cells stands on a line of its own.

    ``space`` lines part two paragraphs, ``nothing`` fills an empty cell.
    """
    gap = "\n" * space
    out = []
    for _, what in narrative(p):
        if not callable(what):
            out.append(what)
            continue
        rows = []
        for row in drawn[what.__name__]:
            texts = [box.text or nothing for box in row]
            if broken:
                texts = [
                    text[:2] + gap + text[2:] if len(text) > 7 and not text[0].isdigit() else text
                    for text in texts
                ]
            rows.append(f"{gap}\t{gap}".join(texts).replace(f"{gap}{gap}", gap))
        out.append(("\n" + 2 * gap).join(rows))
    return gap.join(out)


@pytest.mark.parametrize("space", [1, 2])
@pytest.mark.parametrize("nothing", ["", "\xa0"])
@pytest.mark.parametrize("way", [*WAYS, "official"])
def test_tables_copied_from_a_page_whose_cells_hold_paragraphs(way: str, nothing: str, space: int) -> None:
    p = paper(35)
    p.cells = {key: "" if value == "0" and key.startswith("out") else value for key, value in p.cells.items()}
    drawn = tables(p)
    drawn["four"] = WAYS.get(way, lambda rows: rows)(drawn["four"])
    assert_right(copied(p, drawn, nothing, space=space, broken=space > 1), "a.txt", p)


def test_a_figure_in_two_paragraphs_of_a_copied_cell_is_unread() -> None:
    p = paper(35).put(pd_licensing_decisions="5\n\n190")
    report = assert_not_wrong(copied(p, tables(p), "", space=2), "a.txt", p)
    assert "pd_licensing_decisions" not in report.values("table2")


def test_a_cell_lost_from_a_copied_table() -> None:
    p = paper(35)
    drawn = tables(p)
    del drawn["three"][5][-2]
    assert_not_wrong(copied(p, drawn, "", space=2), "a.txt", p)


@pytest.mark.parametrize("sign", ["\t", " | "])
@pytest.mark.parametrize("at", [1, 2, 5])
def test_labels_that_a_line_breaks_among_cells_parted_by_signs(at: int, sign: str) -> None:
    """As a page is copied, or converted, whose cells hold line breaks."""
    p = paper(35)
    drawn = tables(p)
    for row in [*drawn["two"], *drawn["three"][3:]]:
        label = next((box for box in reversed(row) if not box.key and len(box.text) > at + 1), None)
        if label is not None and not label.head:
            label.text = f"{label.text[:at]}\n{label.text[at:]}"

    def draw(rows: Rows) -> list[str]:
        return [sign.join(box.text for box in row) for row in rows]

    out: list[str] = []
    for _, what in narrative(p):
        out += [*(draw(drawn[what.__name__]) if callable(what) else [what]), ""]
    assert_right("\n".join(out), "a.txt", p)


def test_lines_of_a_csv_file_ended_twice() -> None:
    p = paper(35)
    rows = written(p, row=",".join).replace("\n", "\r\r\n")
    assert_right(rows, "a.csv", p)


def test_texts_with_attributes_as_pandoc_writes_them() -> None:
    p = paper(35)
    lines = written(p, row=lambda line: pipes([f'[{text}]{{style="x"}}' for text in line])).split("\n")
    fenced = [
        "::: title",
        lines[0],
        ":::",
        *(f"[{x}]{{.a}}[]{{lang=y}}" if x[:2] == "二、" else x for x in lines[1:]),
    ]
    assert_right("\n".join(fenced), "a.md", p)


@pytest.mark.parametrize("writer", ["tabs", "pipes", "tabs without those before the first word"])
@pytest.mark.parametrize("remark", ["", "/", "无"])
def test_a_remark_is_no_value_of_a_row_whose_first_is_blank(remark: str, writer: str) -> None:
    p = paper(35)
    p.cells["out_refused_admin_query.natural_person"] = ""
    drawn = tables(p)
    drawn["three"][0].append(Box("备注", down=3))
    for row in drawn["three"][3:]:
        row.append(Box(remark if "admin_query" in (row[-1].key or "") else ""))
    check = assert_right if writer != "tabs without those before the first word" else assert_not_wrong
    check(written(p, drawn, row=WRITERS[writer]), "a.txt", p)


def with_added_column(rows: Rows, heading: str, said: str, keys: tuple[str, ...]) -> Rows:
    """A table with a column behind its last: its heading, and ``said`` beside the rows of some values."""
    out: Rows = []
    for row in rows:
        values = [box.key for box in row if box.key]
        named = not values and row[0].text in ("信息内容", "行政复议")
        out.append([*row, Box(heading if named else said if set(values) & set(keys) else "")])
    return out


ADDED = ("备注", "上年数", "同比")
BLANK = ("pd_coercion_decisions", "pd_rules_issued", "rev_upheld")


@pytest.mark.parametrize("writer", ["html", *WRITERS])
@pytest.mark.parametrize("said", ["12", "/", "无"])
@pytest.mark.parametrize("heading", ADDED)
def test_a_column_added_to_tables_two_and_four_fills_no_blank(heading: str, said: str, writer: str) -> None:
    p = paper(35).put(**dict.fromkeys(BLANK, ""))
    drawn = tables(p)
    for table in ("two", "four"):
        drawn[table] = with_added_column(drawn[table], heading, said, BLANK)
    if writer == "html":
        assert_right(
            html(p, draw=lambda rows: html_table(drawn[{14: "two", 4: "four"}.get(len(rows), "three")])),
            "a.html",
            p,
        )
        return
    check = assert_right if writer in ("tabs", "pipes") else assert_not_wrong
    check(written(p, drawn, row=WRITERS[writer]), "a.txt", p)


@pytest.mark.parametrize("said", ["12", "/"])
def test_a_column_added_to_printed_statistics(said: str) -> None:
    """The running total and a remark are not the year's value and the running total."""
    fields = form("t2014_fujian").tables["statistics"].fields
    rows = [["指标名称", "计量单位", "年度", "历年累计", "备注"]]
    for n, field in enumerate(fields):
        values = ["", str(n), said] if n == 3 else [str(n), str(n + 9), ""]
        rows.append([field.label_zh, field.unit, *values])
    lines = ["  ".join(filter(None, row)) for row in rows]
    title = ["平潭综合实验区2016年政府信息公开工作年度报告", "一、概述", "政府信息公开情况统计表"]
    [report] = read_reports(source("\n".join([*title, *lines]), "a.txt"))
    assert report.status is not Status.COMPLETE


@pytest.mark.parametrize("writer", ["html", "tabs", "pipes"])
def test_a_column_for_units_in_table_two(writer: str) -> None:
    p = paper(35)
    drawn = tables(p)
    for row in drawn["two"]:
        if len(row) > 1:
            row.insert(1, Box("单位" if row[0].text == "信息内容" else "件"))
        else:
            row[0].across += 1
    if writer == "html":
        assert_right(
            html(p, draw=lambda rows: html_table(drawn["two"] if len(rows) == 14 else rows)), "a.html", p
        )
    else:
        assert_right(written(p, drawn, row=WRITERS[writer]), "a.txt", p)


@pytest.mark.parametrize("rule", [":-:", ":-", "-:", "---"])
def test_a_rule_of_single_strokes_below_the_headings(rule: str) -> None:
    p = paper(35)
    drawn = tables(p)
    drawn["four"] = beside(drawn["four"])

    def draw(rows: Rows) -> list[str]:
        lines = [" | ".join(line) for line in flat(rows)]
        return [lines[0], "|".join([rule] * len(flat(rows)[0])), *lines[1:]]

    out: list[str] = []
    for _, what in narrative(p):
        out += [*(draw(drawn[what.__name__]) if callable(what) else [what]), ""]
    assert_right("\n".join(out), "a.md", p)


def test_a_row_that_does_not_stand_below_its_headings_is_not_read_by_its_columns() -> None:
    """The heading of the part is cut where the head of the table ends, and its rows slip to the left."""
    p = paper(35).put(pd_rules_issued="", pd_rules_in_force="")
    heads = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "备注"]
    drawn = tables(p)
    rules = [Box("规章"), *drawn["two"][2][1:], Box("12")]
    drawn["two"] = [[Box(text) for text in heads], rules, *drawn["two"][3:]]
    check = html(p, draw=lambda rows: html_table(drawn["two"] if len(rows) == 14 else rows))
    assert_not_wrong(check, "a.html", p)
