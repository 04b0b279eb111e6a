"""Rows of printed lines: serial numbers before the labels are no values, and values are no serial numbers."""

from extract.documents.model import Place, TextCell
from extract.tables.printed import without_serials
from extract.tables.rows import Row


def line(number: int, *texts: str) -> Row:
    return Row(tuple(TextCell(text, number, n, 1, 1, Place()) for n, text in enumerate(texts)), "line", 0)


def test_numbers_that_count_on_before_labels_are_left_out():
    rows = without_serials([line(n, str(n), "属于国家秘密", "5") for n in range(1, 13)])
    assert all([cell.text for cell in row.cells] == ["属于国家秘密", "5"] for row in rows)


def test_values_one_a_line_or_before_other_values_stay_however_they_rise():
    lone = [line(n, str(n)) for n in range(1, 13)]
    values = [line(n, str(n), "0", "0") for n in range(1, 13)]
    assert without_serials(lone) == lone
    assert without_serials(values) == values
