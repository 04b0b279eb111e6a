"""Workbooks: one table a block of rows, merged ranges as spans, numbers as they are shown."""

import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color

from extract.documents.clean import UNREADABLE
from extract.documents.model import Document, Paragraph, Table
from extract.documents.refusals import Refusal
from extract.documents.sheets import readings
from extract.reports.model import State
from extract.tables.values import read_value
from tests.extract.documents.sources import source


def read(rows: list[list], *merged: str) -> Document:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for span in merged:
        book.active.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return next(readings(source(out.getvalue(), "report.xlsx")))


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def test_numbers_are_as_shown_and_blanks_stay_blank():
    [table] = tables(read([["规章", 9.0, None, 0, "12.5"], ["许可", 1, 2, 3, 7730.28]]))
    assert [c.text for c in table.cells] == ["规章", "9", "", "0", "12.5", "许可", "1", "2", "3", "7730.28"]


def test_merged_ranges_are_spans_and_have_their_address():
    [table] = tables(read([["行政复议", None, "其他"], ["1", "2", "3"]], "A1:B1"))
    head = table.cells[0]
    assert (head.text, head.colspan, head.place.path) == ("行政复议", 2, "Sheet!A1")
    assert [c.col for c in table.cells] == [0, 2, 0, 1, 2]


def test_a_blank_row_parts_tables_and_each_has_its_own_width():
    first, second = tables(read([["a", "b", "c", "d"], ["1", "2", "3", "4"], [], ["x", "y"], ["1", "2"]]))
    assert (first.n_cols, second.n_cols) == (4, 2)


def test_headings_across_the_sheet_are_lines_and_part_the_tables():
    rows = [
        ["某局年报"],
        ["二、主动公开"],
        ["信息内容", "件数"],
        ["规章", 0],
        ["三、收到申请"],
        ["自然人", "总计"],
        [1, 2],
    ]
    document = read(rows, "A1:B1", "A2:B2", "A5:B5")
    assert [getattr(b, "text", "table") for b in document.blocks] == [
        "Sheet",
        "某局年报",
        "二、主动公开",
        "table",
        "三、收到申请",
        "table",
    ]


def test_a_signature_to_the_right_is_no_table():
    rows = [
        ["某局年报"],
        ["规章", 0, 1],
        ["许可", 1, 2],
        [],
        [None, None, "某局"],
        [None, None, "2024年1月20日"],
    ]
    document = read(rows)
    assert len(tables(document)) == 1
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)][-2:] == ["某局", "2024年1月20日"]


def test_a_label_whose_row_is_blank_stays_in_its_table():
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    rows = [
        ["（六）其他处理", "1.甲", 1, 2],
        ["", label, None, None],
        ["", "3.其他", 3, 4],
        [],
        ["", "8.丙", None],
        ["", "9.丁", 5],
    ]
    first, second = tables(read(rows))
    assert [(c.text, c.row) for c in first.cells if c.col == 1] == [("1.甲", 0), (label, 1), ("3.其他", 2)]
    assert [c.text for c in second.cells if c.row == 0 and c.col > 0][:2] == ["8.丙", ""]


@pytest.mark.parametrize("last", [False, True])
def test_a_row_of_empty_boxes_is_a_row_of_blanks(last):
    book = openpyxl.Workbook()
    line = Side(style="thin")
    for row in (["维持", "纠正", "总计"], [None, None, None], *([] if last else [[None], ["五、问题"]])):
        book.active.append(row)
    for r in (1, 2):
        for c in (1, 2, 3):
            book.active.cell(r, c).border = Border(left=line, right=line, top=line, bottom=line)
    out = io.BytesIO()
    book.save(out)
    [table] = tables(next(readings(source(out.getvalue(), "report.xlsx"))))
    assert [(c.text, c.row) for c in table.cells if c.row == 1] == [("", 1)] * 3


def test_a_formula_that_was_never_counted_is_unread_and_told():
    document = read([["规章", 1], ["总计", "=SUM(B1:B1)"], ["其他", "=0"]])
    [table] = tables(document)
    assert [c.text for c in table.cells] == ["规章", "1", "总计", UNREADABLE, "其他", UNREADABLE]
    [signal] = document.signals
    assert (signal.code, "2 formulas" in signal.message, "Sheet!B2" in signal.message) == (
        "uncounted-formulas",
        True,
        True,
    )


def test_a_cell_far_out_is_refused_before_the_sheet_is_laid_out():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Refusal) as refusal:
        next(readings(source(out.getvalue(), "far.xlsx")))
    assert refusal.value.code == "too-large"


def test_a_hidden_sheet_says_nothing():
    book = openpyxl.Workbook()
    book.active.append(["规章", 0])
    book.create_sheet("底稿").append(["规章", 9])
    book["底稿"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    [table] = tables(next(readings(source(out.getvalue(), "report.xlsx"))))
    assert [c.text for c in table.cells] == ["规章", "0"]


def test_too_many_cells_are_refused():
    with pytest.raises(Refusal) as refusal:
        read([["0"] * 150] * 600)
    assert refusal.value.code == "too-large"


def test_a_broken_workbook_is_refused():
    with pytest.raises(Refusal) as refusal:
        next(readings(source(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "x.xls")))
    assert refusal.value.code == "damaged-file"


def figure(value: object, **looks: object) -> str:
    """The text of a cell with that value and look, beside a label that looks the same."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["规章", value, 0])
    for name, look in looks.items():
        setattr(sheet["A1"], name, look)
        setattr(sheet["B1"], name, look)
    out = io.BytesIO()
    book.save(out)
    [table] = tables(next(readings(source(out.getvalue(), "report.xlsx"))))
    assert (table.cells[0].text, table.cells[2].text) == ("规章", "0")
    return table.cells[1].text


@pytest.mark.parametrize(
    "look",
    [
        Font(strike=True),
        Font(color="FFFFFFFF"),
        Font(color=Color(theme=0)),
        Font(color=Color(indexed=9)),
        Font(sz=1),
    ],
)
def test_a_figure_that_is_struck_or_cannot_be_seen_is_unread(look):
    assert read_value(figure(77, font=look)).state is State.UNREAD


def test_white_on_a_coloured_ground_is_read():
    assert figure(77, font=Font(color="FFFFFFFF"), fill=PatternFill("solid", fgColor="FF1F3864")) == "77"


def test_a_figure_in_the_colour_of_its_ground_is_unread():
    blue = {"font": Font(color="FF1F3864"), "fill": PatternFill("solid", fgColor="FF1F3864")}
    assert read_value(figure(77, **blue)).state is State.UNREAD


@pytest.mark.parametrize(
    ("rule", "unread"),
    [
        (CellIsRule(operator="equal", formula=["0"], font=Font(color="FFFFFFFF")), ["0"]),
        (CellIsRule(operator="lessThan", formula=["5"], font=Font(color="FFFFFFFF")), ["7", "0"]),
        (FormulaRule(formula=["B1=0"], font=Font(strike=True)), ["7", "0"]),
        (CellIsRule(operator="equal", formula=["0"], font=Font(color="FF9C0006")), []),
        (CellIsRule(operator="equal", formula=["0"], fill=PatternFill(bgColor="FFFFC7CE")), []),
    ],
)
def test_a_figure_that_a_rule_may_hide_is_unread(rule, unread):
    book = openpyxl.Workbook()
    book.active.append(["规章", 7, 0, 0])
    book.active.conditional_formatting.add("A1:C1", rule)
    out = io.BytesIO()
    book.save(out)
    [table] = tables(next(readings(source(out.getvalue(), "report.xlsx"))))
    doubted = [c.text[0] for c in table.cells if read_value(c.text).state is State.UNREAD]
    assert (doubted, table.cells[3].text) == (unread, "0")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_is_no_blank(error):
    assert read_value(figure(error)).state is State.UNREAD


def test_a_text_in_several_looks_is_what_is_seen_of_it():
    assert figure(CellRichText(TextBlock(InlineFont(strike=True), "77"), "5")) == "5"
    assert figure(CellRichText("5", TextBlock(InlineFont(vertAlign="superscript"), "1"))) == "5（1）"
    white = figure(CellRichText(TextBlock(InlineFont(color="FFFFFFFF"), "7"), "5"))
    assert read_value(white).state is State.UNREAD
