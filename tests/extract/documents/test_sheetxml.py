"""Workbooks as one XML file: Excel 2003, and what templates of web systems write."""

import pytest

from extract.documents import open_document
from extract.documents.model import Document, Table
from extract.documents.refusals import Refusal
from extract.reports.model import State
from extract.tables.values import read_value
from tests.extract.documents.sources import source

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = """
<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>
<Style ss:ID="pale"><Font ss:Color="#FFFFFF"/></Style>
<Style ss:ID="shown"><Font ss:Color="#FFFFFF"/><Interior ss:Color="#1F3864" ss:Pattern="Solid"/></Style>
<Style ss:ID="dashes"><NumberFormat ss:Format="0;-0;&quot;-&quot;"/></Style>
<Style ss:ID="two"><NumberFormat ss:Format="Fixed"/></Style>
"""


def read(rows: str, options: str = "", columns: str = "") -> Document:
    sheet = f'<Worksheet ss:Name="年报"><Table>{columns}{rows}</Table>{options}</Worksheet>'
    data = f'<?xml version="1.0"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}"><Styles>{STYLES}</Styles>{sheet}</Workbook>'
    opened = open_document(source(data.encode(), "report.xls"))
    assert opened.format == "sheetxml"
    return next(opened.readings())


def cell(text: object, kind: str = "Number", **attributes: object) -> str:
    said = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{said}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(*cells: str, **attributes: object) -> str:
    said = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f"<Row{said}>{cell('规章', 'String')}{''.join(cells)}</Row>"


def texts(document: Document) -> list[list[str]]:
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return [[c.text for c in table.cells if c.row == row] for row in sorted({c.row for c in table.cells})]


def figure(text: object, style: str) -> str:
    """What a cell with that number and style shows."""
    [[_, shown]] = texts(read(row(cell(text, StyleID=style))))
    return shown


def test_cells_stand_where_they_say():
    document = read(row(cell(1), cell(2, Index=4)) + row(cell(3), Index=2))
    assert texts(document) == [["规章", "1", "", "2"], ["规章", "3", "", ""]]


def test_merged_cells_are_spans_and_the_next_row_goes_round_them():
    rows = f"<Row>{cell('甲', 'String', MergeDown=1)}{cell('乙', 'String', MergeAcross=1)}</Row><Row>{cell(1)}{cell(2)}</Row>"
    [table] = [block for block in read(rows).blocks if isinstance(block, Table)]
    found = [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in table.cells]
    assert found == [("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)]


def test_numbers_are_read_as_they_are_shown():
    assert figure(0, "dashes") == "-"
    assert figure(5, "two") == "5.00"
    assert figure(7, "shown") == "7"


@pytest.mark.parametrize("style", ["struck", "pale"])
def test_a_figure_that_cannot_be_seen_is_unread(style):
    assert read_value(figure(77, style)).state is State.UNREAD


def test_zeros_that_the_sheet_does_not_show_are_blanks():
    options = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><DoNotDisplayZeros/></WorksheetOptions>'
    assert texts(read(row(cell(0), cell(5)), options)) == [["规章", "", "5"]]


def test_hidden_rows_and_columns_are_left_out():
    document = read(
        row(cell(1), cell(2)) + row(cell(3), cell(4), Hidden=1),
        columns='<Column ss:Index="2" ss:Hidden="1"/>',
    )
    assert texts(document) == [["规章", "2"]]


def test_a_hidden_sheet_is_not_read():
    options = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    assert not any(isinstance(block, Table) for block in read(row(cell(1)), options).blocks)


def test_a_formula_without_its_result_is_no_blank():
    document = read(row(cell(1), '<Cell ss:Formula="=SUM(R1C2)"/>'))
    [[_, _, total]] = texts(document)
    assert read_value(total).state is State.UNREAD
    assert [signal.code for signal in document.signals] == ["uncounted-formulas"]


def test_errors_are_no_blanks_and_struck_parts_no_figures():
    noted = "<S>7</S>5<Sup>1</Sup>"
    [[_, error, figure_]] = texts(read(row(cell("#REF!", "Error"), cell(noted, "String"))))
    assert (read_value(error).state, figure_) == (State.UNREAD, "5（1）")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(cell(1), Index=9_000), "too-large"),
        (row(cell(1, Index=900)), "too-large"),
        (f"<Row>{'<Cell/>' * 60_000}</Row>", "too-large"),
        (row(cell(1, MergeAcross=150, MergeDown=4_000)), "too-large"),
        (row(cell(1, Index=2, MergeDown=2)) + row(cell(1, Index=2, MergeDown=2)), "damaged-file"),
    ],
)
def test_what_cannot_be_read_is_refused(rows, code):
    with pytest.raises(Refusal) as refused:
        read(rows)
    assert refused.value.code == code
