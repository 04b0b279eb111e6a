"""A number in several pieces in its cell: one number where the sum of its row says so, else unread."""

from collections.abc import Callable
from zipfile import ZipFile

import pytest

from extract.documents.clean import BREAK
from extract.documents.model import TextCell
from extract.reports import read_reports
from extract.reports.model import State
from extract.tables.digits.broken import mended
from extract.tables.values import read_value
from tests.extract.messy import Box, Paper, assert_right, docx, html, paper, source, xlsx

KEY = "req_new.natural_person"


def printed(first: str) -> Paper:
    """A report that prints these characters in the first cell of table three."""
    return paper(1).put(**{KEY: first})


def in_lines(box: Box) -> str:
    return "".join(f"<p>{line}</p>" for line in box.text.split("|")) if "|" in box.text else box.text


def by_breaks(box: Box) -> str:
    return box.text.replace("|", "<br/>")


def as_word(p: Paper) -> bytes:
    return docx(p.put(**{KEY: p.cells[KEY].replace("|", "\n")}))


def as_workbook(p: Paper) -> bytes:
    return xlsx(p.put(**{KEY: p.cells[KEY].replace("|", "\n")}))


WRITERS: list[tuple[Callable[[Paper], bytes | str], str]] = [
    (lambda p: html(p, cell=in_lines), "a.html"),
    (lambda p: html(p, cell=by_breaks), "a.html"),
    (as_word, "a.docx"),
    (as_workbook, "a.xlsx"),
]


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_digits_on_two_lines_are_one_number_where_the_row_adds_up(write, name):
    whole = paper(1).cells[KEY]
    assert whole == "1139"
    assert_right(write(printed("11|39")), name, paper(1))


@pytest.mark.parametrize(("write", "name"), WRITERS)
@pytest.mark.parametrize("first", ["5|3", "12|3", "-|5", "5|/"])
def test_digits_on_two_lines_that_no_sum_joins_are_unread(write, name, first):
    report = read_reports(source(write(printed(first)), name))[0]
    [cell] = [cell for cell in report.cells if cell.key == KEY]
    assert (cell.state, report.status.value) == (State.UNREAD, "partial")


def test_a_row_that_adds_up_line_by_line_holds_two_values_a_cell():
    row = [TextCell(text, 0, 0) for text in ("1\u20284", "2\u20285", "0", "0", "0", "0", "3\u20289")]
    assert mended({"table3": {"req_new": (row, [""] * 7)}})["table3"]["req_new"][0] == row


@pytest.mark.parametrize(("pair", "joined"), [("1 139", True), ("1 13", False), ("1\u2028139", False)])
def test_thousands_set_apart_are_one_number_where_the_row_adds_up(pair, joined):
    row = [TextCell(text, 0, 0) for text in (pair, "0", "0", "0", "0", "0", pair)]
    cells = mended({"table3": {"req_new": (row, [""] * 7)}})["table3"]["req_new"][0]
    assert (cells != row) is joined


def test_a_document_that_sets_thousands_apart_does_so_in_table_two():
    p = paper(1, big=3000)
    apart = {key: f"{int(text):,}".replace(",", " ") for key, text in p.cells.items() if text.isdigit()}
    meant = {key: ("number", float(p.cells[key])) for key in apart}
    assert_right(html(paper(1, big=3000).put(**apart)), "a.html", p, meant)
    alone = paper(1).put(pd_rules_issued="5 190")
    assert read_reports(source(html(alone), "a.html"))[0].status.value == "partial"


def test_digits_in_groups_are_doubted_in_open_documents_too():
    import io

    from extract.documents import opendocument
    from extract.tables import read_tables

    names = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{t}</text:p></table:table-cell>' for t in row)}</table:table-row>"
        for row in (("规章", "3 38", "0", "0"), ("行政规范性文件", "1", "2", "3"))
    )
    head = "".join(
        f"<table:table-cell><text:p>{t}</text:p></table:table-cell>"
        for t in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    )
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content xmlns:office='{names}office:1.0' xmlns:text='{names}text:1.0' "
            f"xmlns:table='{names}table:1.0'><office:body><office:text><table:table><table:table-row>{head}"
            f"</table:table-row>{rows}</table:table></office:text></office:body></office:document-content>",
        )
    [document] = opendocument.readings(source(out.getvalue(), "a.odt"))
    cells = {cell.code: cell for cell in read_tables(document).cells}
    assert cells["pd_rules_issued"].state is State.UNREAD
    assert cells["pd_normdocs_issued"].value == 1


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.xlsx"])
@pytest.mark.parametrize("cell", ["5 3", "5\u00a03", "５ ３", "1 2 0"])
def test_digits_with_a_blank_between_them_that_no_sum_joins_are_unread(name, cell):
    write = {"a.html": html, "a.docx": docx, "a.xlsx": xlsx}[name]
    report = read_reports(source(write(printed(cell)), name))[0]
    [read] = [read for read in report.cells if read.key == KEY]
    assert (read.state, report.status.value) == (State.UNREAD, "partial")


@pytest.mark.parametrize(
    ("first", "total", "joined"), [("1 2", "17", True), ("1 2", "18", False), ("1 2", "1 7", False)]
)
def test_digits_with_a_blank_between_them_are_one_number_where_only_that_adds_up(first, total, joined):
    """2 and 5 are 7, as 12 and 5 are 17: such a row may hold two values a cell."""
    row = [TextCell(text, 0, 0) for text in (first, "5", "0", "0", "0", "0", total)]
    cells = mended({"table3": {"req_new": (row, [""] * 7)}})["table3"]["req_new"][0]
    assert (cells != row) is joined


def test_a_document_that_sets_its_digits_apart_does_so_in_all_its_tables():
    p = paper(1)
    apart = {key: " ".join(text) for key, text in p.cells.items() if text.isdigit()}
    meant = {key: ("number", float(p.cells[key])) for key in apart}
    assert_right(html(paper(1).put(**apart)), "a.html", p, meant)
    noughts = {key: "0 0" for key, text in p.cells.items() if text == "0"}
    pairs = paper(1).put(**{key: text for key, text in apart.items() if len(text) < 4}).put(**noughts)
    assert read_reports(source(html(pairs), "a.html"))[0].status.value == "partial"


@pytest.mark.parametrize(
    ("texts", "way", "joined"),
    [
        (("2 8 0", "2 4", "-17"), "", True),
        (("2 8 0", "2 4", "17"), "", False),
        (("2 8", "2 4（其中修订1件）", "0"), "grid", True),
        (("+2 8", "2 4", "0"), "grid", True),
        (("2 8", "2 4", "0 0"), "grid", False),
        (("2 8", f"2{BREAK}4", "0"), "grid", False),
        (("2", f"2{BREAK}4", "0"), "grid", False),
        (("2 8", "2 4", "0"), "lines", False),
        (("0", "2 4", "0"), "cells", True),
        (("12.5", "2 4", "0"), "grid", True),
        (("2\u200d 8", "\u200b2 4", "0"), "grid", True),
        (("2 8 0", "2 4", "1，127"), "grid", False),
    ],
)
def test_digits_apart_are_numbers_where_none_is_set_close(texts, way, joined):
    """Three digits are no three values; two may be two, unless each cell is drawn."""
    rows = {f"row{n}": ([TextCell(text, n, 0)], [way]) for n, text in enumerate(texts)}
    [cell] = mended({"table2": rows})["table2"]["row1"][0]
    assert (cell is not None and cell.text != texts[1]) is joined


@pytest.mark.parametrize(("total", "joined"), [("1,2 4 7", True), ("1，247", True), ("1，248", False)])
def test_digits_apart_beside_thousands_that_are_close_are_numbers_where_their_sums_hold(total, joined):
    """Some set apart what has no sign between its thousands, and nothing else."""
    texts = ("1，020", "7 6", "4 1", "1 0 9", "1", "0", total)
    row = [TextCell(text, 0, n) for n, text in enumerate(texts)]
    table2 = {"pd_rules_issued": ([TextCell("2 4", 9, 0)], ["cells"])}
    rows = {"req_new": (row, ["cells"] * 7), "req_carried_in": (row, ["cells"] * 7)}
    cell = mended({"table3": rows, "table2": table2})["table2"]["pd_rules_issued"][0][0]
    assert (cell is not None and cell.text != "2 4") is joined


@pytest.mark.parametrize(("total", "joined"), [("2 9", True), ("3 0", False)])
def test_digits_apart_in_a_row_with_a_sum_are_numbers_only_if_it_holds(total, joined):
    row = [TextCell(text, 0, n) for n, text in enumerate(("2 4", "5", "0", "0", "0", "0", total))]
    cells = mended({"table3": {"req_new": (row, ["grid"] * 7)}})["table3"]["req_new"][0]
    assert (cells != row) is joined


def test_many_numbers_of_three_digits_set_apart_are_numbers_whatever_is_close() -> None:
    cells = [
        TextCell(text, n, 0) for n, text in enumerate(("3 0 4 7", "2 1 0", "9 0 1", "1 5 0", "1 2", "24"))
    ]
    rows = {f"row{n}": ([cell], ["cells"]) for n, cell in enumerate(cells)}
    found = mended({"statistics": rows})["statistics"]
    assert [read_value(found[f"row{n}"][0][0].text).value for n in (0, 4, 5)] == [3047, 12, 24]
