"""Reports that went through common converters, editors and browsers: read as printed, or not read.

Each shape is what a program was seen to make of a page or a document; the figures are our own.
"""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.extract.messy import (
    COLUMNS,
    Paper,
    Rows,
    assert_not_wrong,
    assert_right,
    flat,
    narrative,
    outcome_rows,
    paper,
    tables,
    verdict,
)
from tests.extract.test_converted_text import some_blank
from tests.extract.test_flowing_makers import columns, drawing, drawn_text
from tests.extract.test_text_layouts import cells, simple

Grid = list[list[str]]


def one_sheet(p: Paper, nothing: str) -> Grid:
    """The whole report as the rows of one sheet, each as wide as the widest, ``nothing`` in its empty cells."""
    rows: Grid = []
    for _, what in narrative(p):
        rows += [*flat(tables(p)[what.__name__]), []] if callable(what) else [[what]]
    wide = max(map(len, rows))
    return [[text or nothing for text in [*row, *[""] * (wide - len(row))]] for row in rows]


def pipes(rows: Grid) -> str:
    first, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([first, "|" + "---|" * len(rows[0]), *rest])


def numbered(rows: Grid) -> Grid:
    """The rows as a data frame prints them that takes the first for its head."""
    (title, *_), *rest = rows
    unnamed = [f"Unnamed: {n}" for n in range(1, len(rows[0]))]
    return [["", title, *unnamed], *([str(n), *row] for n, row in enumerate(rest))]


def frame(rows: Grid) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f'<table border="1" class="dataframe">{lines}</table>'


def workbook(rows: Grid) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append([int(text) if text.isdecimal() else text or None for text in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


EXPORTS: dict[str, Callable[[Paper], tuple[str | bytes, str]]] = {
    "tabs": lambda p: ("\n".join(map("\t".join, one_sheet(p, ""))), "a.tsv"),
    "Markdown": lambda p: (pipes(one_sheet(p, "NaN")), "a.md"),
    "a data frame in Markdown": lambda p: (pipes(numbered(one_sheet(p, "nan"))), "a.md"),
    "a data frame as a page": lambda p: (frame(numbered(one_sheet(p, "NaN"))), "a.html"),
    "a data frame in a workbook": lambda p: (workbook(numbered(one_sheet(p, ""))), "a.xlsx"),
    "a script's own pipes": lambda p: ("\n".join(map(" | ".join, one_sheet(p, "None"))), "a.txt"),
}


@pytest.mark.parametrize("made", [paper, some_blank])
@pytest.mark.parametrize("way", EXPORTS)
def test_a_whole_report_exported_from_one_sheet(way: str, made: Callable[[int], Paper]) -> None:
    p = made(35)
    assert_right(*EXPORTS[way](p), p)


def test_a_list_of_indicators_is_not_cut_at_its_headings() -> None:
    """一、主动公开情况 alone in its row heads a part of the list, and could name a section."""
    rows = ["统计指标\t单位\t统计数", "一、主动公开情况\t\t"]
    rows += [f"{n}.政府网站公开政府信息数\t条\t{n}" for n in range(1, 9)]
    report = verdict("某县教育局2016年政府信息公开年度报告\n\n" + "\n".join(rows), "a.txt", paper(1)).report
    assert "主动公开情况" not in "".join(report.sections.values())


def test_tables_that_nothing_parts() -> None:
    """As converters leave a page that stands in a table for its layout: text first, then the rows of all tables."""
    p = paper(35)
    said = " ".join(what for _, what in narrative(p) if isinstance(what, str))
    rows = [row for _, what in narrative(p) if callable(what) for row in flat(tables(p)[what.__name__])]
    assert_right("\n".join(["| " + said + " |", *("| " + " | ".join(row) + " |" for row in rows)]), "a.md", p)


def with_breaks(rows: Rows) -> list[str]:
    """A table as pandoc draws it whose cells end with a line break each."""
    return [line.replace("☐", "\\") for line in drawing(rows)]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_the_sign_of_a_line_break_in_an_empty_cell_is_no_stroke(name: str) -> None:
    p = some_blank(35)
    drawn = paper(35)
    drawn.cells = {key: value + "☐" for key, value in p.cells.items()}
    assert_right(drawn_text(drawn, with_breaks), name, p)


def test_a_stroke_alone_in_a_drawn_text_may_be_the_publishers() -> None:
    p = paper(35)
    p.cells = {key: "\\" if value == "0" else value for key, value in p.cells.items()}
    strokes = {key: ("dash", None) for key, value in p.cells.items() if value == "\\"}
    assert_right(drawn_text(p, drawing), "a.txt", p, strokes)


def test_cells_of_org_that_end_with_a_line_break() -> None:
    p = some_blank(35)
    text = [
        what
        if isinstance(what, str)
        else "\n".join(
            "| " + " | ".join(f"{cell}\\\\" for cell in row) + " |" for row in flat(tables(p)[what.__name__])
        )
        for _, what in narrative(p)
    ]
    assert_right("\n\n".join(text), "a.org", p)


def test_a_page_drawn_in_a_frame() -> None:
    """An old page holds all it says in a table of one cell; the tables in it are set out by spaces."""
    p = paper(35)
    inside = with_tables(p, simple).split("\n")
    edge = "+" + "-" * 200 + "+"
    assert_right("\n".join([edge, *(f"| {line} |" for line in inside), edge]), "a.md", p)


def fenced(rows: Rows) -> list[str]:
    """A drawn table with a part with attributes in each cell, as pandoc writes a page's ``div``."""
    grid = flat(rows)
    edge = ("+" + "-" * 91) * len(grid[0]) + "+"
    out = [edge]
    for row in grid:
        for line in (['::: {align="center"}'] * len(row), row, [":::"] * len(row)):
            out.append("".join(f"| {text}{' ' * (90 - columns(text))}" for text in line) + "|")
        out.append(edge)
    return out


@pytest.mark.parametrize("nought", ["", "0", "---"])
def test_parts_with_attributes_in_drawn_cells(nought: str) -> None:
    p = paper(35)
    p.cells = {key: nought if value == "0" else value for key, value in p.cells.items()}
    strokes = {key: ("dash", None) for key, value in p.cells.items() if value == "---"}
    assert_right(with_tables(p, fenced), "a.md", p, strokes)


@pytest.mark.parametrize("table", ["|===\n^|规章 ^|1\n|===", "#table(\n  columns: 2,\n  [规章], [1],\n)"])
def test_tables_of_other_markup_are_refused(table: str) -> None:
    report = verdict(f"某县教育局2023年政府信息公开工作年度报告\n\n{table}\n", "a.txt", paper(1)).report
    assert report.refusal_code == "unknown-format"
    assert "HTML" in (report.refusal_message or "")


def broken(rows: Rows, sign: str) -> list[str]:
    """A row to a line, but that every third cell ends with a line break; the next line begins with the sign."""
    out = []
    for r, row in enumerate(cells(rows)):
        line = row[0]
        for n, text in enumerate(row[1:], 1):
            line += ("\n" if (r + n) % 3 == 0 else "") + sign + text
        out.append(line)
    return out


def with_tables(p: Paper, draw: Callable[[Rows], list[str]]) -> str:
    return "\n\n".join(
        what if isinstance(what, str) else "\n".join(draw(tables(p)[what.__name__]))
        for _, what in narrative(p)
    )


@pytest.mark.parametrize("made", [paper, some_blank])
@pytest.mark.parametrize("sign", ["| ", "\t"])
def test_rows_that_line_breaks_in_their_cells_have_broken(sign: str, made: Callable[[int], Paper]) -> None:
    p = made(35)
    report = assert_right(with_tables(p, lambda rows: broken(rows, sign)), "a.txt", p)
    assert all(c.place.path and c.place.path.startswith("line ") for c in report.cells)


@pytest.mark.parametrize("sign", ["| ", "\t"])
def test_a_value_lost_from_a_broken_row_leaves_the_rows_as_they_are(sign: str) -> None:
    p = paper(35)
    text = with_tables(p, lambda rows: broken(rows, sign))
    at = text.index(sign, text.index("（一）予以公开"))
    assert_not_wrong(text[:at] + text[text.index(sign, at + 3) :], "a.txt", p)


@pytest.mark.parametrize("nought", ["0", "/"])
def test_two_tabs_between_any_two_cells(nought: str) -> None:
    p = paper(35)
    p.cells = {key: nought if value == "0" else value for key, value in p.cells.items()}
    assert_right(with_tables(p, lambda rows: ["\t\t".join(row) for row in cells(rows)]), "a.txt", p)


def test_two_strokes_in_one_cell_beside_an_empty_one_may_be_one_each() -> None:
    p = paper(35).put(lit_after_other="/", lit_after_pending="/")
    p.cells["lit_after_total"] = "5"
    drawn = paper(35)
    drawn.cells = p.cells | {"lit_after_other": "/<br>/", "lit_after_pending": ""}
    assert_not_wrong(with_tables(drawn, lambda rows: pipes(flat(rows)).split("\n")), "a.md", p)


def test_columns_printed_one_after_the_other_are_not_read_as_rows() -> None:
    """As some programs give a page's text: the labels first, then the numbers column by column."""
    p = paper(35)
    labels = [row[2] for row in outcome_rows("t2021")]
    numbers = [text for row in flat(tables(p)["three"])[3:] for text in row if text.isdigit()]
    text = [
        *labels,
        "（七）总计",
        *["0"] * 7,
        "四、结转下年度继续办理",
        "申请人情况",
        *numbers[:40],
        "自然人",
        *numbers[40:95],
    ]
    assert_not_wrong("\n".join([p.title, *p.opening, p.headings[2], *text, p.headings[3]]), "a.txt", p)


def test_two_columns_in_one_cell_leave_nothing_else_of_their_row_sure() -> None:
    """A converter that cuts a page into columns of its own: two values in one cell, and a place too many further on."""
    p = paper(35)
    p.cells |= {
        f"out_granted_full.{column}": text
        for column, text in zip(COLUMNS, ["18", "4", "0", "3", "0", "2", "27"], strict=True)
    }
    drawn = with_tables(p, lambda rows: pipes(flat(rows)).split("\n"))
    row = "18 | 4 | 0 | 3 | 0 | 2 | 27"
    assert row in drawn
    for cut in ("18 4 | 0 | 3 | 0 |  | 2 | 27", "18 / | 4 | 3 |  | 0 | 2 | 27"):
        found = verdict(drawn.replace(row, cut), "a.md", p)
        assert not found.wrong, str(found)
        assert len(found.unread) >= len(COLUMNS)


def test_a_label_whose_numbers_stand_beside_its_next_line_is_not_blank() -> None:
    p = paper(35)
    drawn = with_tables(p, lambda rows: pipes(flat(rows)).split("\n"))
    label, note = "（二）部分公开", "（区分处理的，只计这一情形，不计其他情形）"
    start = drawn.index(label)
    numbers = drawn[start + len(label + note) : drawn.index("\n", start)]
    torn = f"{label} |{'  |' * (numbers.count('|') - 1)}\n|  | {note}{numbers}"
    assert_not_wrong(drawn.replace(label + note + numbers, torn), "a.md", p)
