"""What a visitor of a page does not see is not read; what he may not see leaves its cell unread."""

import pytest

from extract.documents.html import readings
from extract.documents.model import Paragraph, Table
from extract.reports.model import State
from extract.tables.values import may_be_several, read_value
from tests.extract.documents.sources import source

WORDS = "本机关按照规定公开信息，依法办理申请，并按时答复申请人。" * 12


def cell(inside: str, *, sheet: str = "", head: str = "", row: str = "<tr>") -> str:
    """The text of a cell with that markup in it."""
    [(_, text)] = cells_of(f"{row}<td>规章</td><td>{inside}</td></tr>", sheet, head)
    return text


def cells_of(rows: str, sheet: str = "", head: str = "") -> list[list[str]]:
    """The texts of the cells of a page's one table, row by row."""
    markup = f"<html><head>{head}<style>{sheet}</style></head><body><table>{rows}</table><p>{WORDS}</p></body></html>"
    document = next(readings(source(markup.encode(), "page.html")))
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    return [[c.text for c in table.cells if c.row == row] for row in sorted({c.row for c in table.cells})]


@pytest.mark.parametrize(
    "style",
    [
        "color:white",
        "color: rgb(255, 255, 255)",
        "color:transparent",
        "font-size:0",
        "font-size:1px",
        "opacity:.01",
        "position:absolute;left:-999px",
        "position:absolute;left:-999em",
        "display:block;text-indent:-9999px",
        "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
        "position:absolute;clip-path:inset(50%)",
        "position:absolute;width:1px;height:1px;overflow:hidden",
        "display:inline-block;transform:scale(0)",
        "display:inline-block;transform:translate(-9999px, 0)",
        "position:absolute;clip-path:circle(0)",
        "filter:opacity(0%)",
        "text-decoration-line:line-through",
        "visibility:collapse",
    ],
)
def test_a_figure_that_nobody_sees_is_not_read(style):
    assert cell(f"<span style='{style}'>77</span>5") == "5"
    assert cell("<span class=x>77</span>5", sheet=f".x{{{style}}}") == "5"


@pytest.mark.parametrize(
    "style",
    ["visibility:hidden", "opacity:0", "font-size:0", "color:transparent", "text-decoration:line-through"],
)
def test_a_cell_that_nobody_sees_keeps_its_place(style):
    for row, sheet in ((f"<td style='{style}'>", ""), ("<td class=x>", f".x{{{style}}}")):
        rows = f"<tr><td>规章</td>{row}7</td><td>5</td></tr><tr><td>备注</td>{row}多一些</td><td>6</td></tr>"
        first, second = cells_of(rows, sheet)
        assert (first[0], first[2], second) == ("规章", "5", ["备注", "", "6"])
        assert read_value(first[1]).state is State.UNREAD


def test_a_cell_that_is_not_displayed_has_no_place():
    rows = "<tr><td>规章</td><td style='display:none'>7</td><td>5</td></tr>"
    assert cells_of(rows) == [["规章", "5"]]


@pytest.mark.parametrize(
    "style",
    [
        "color:#333",
        "font-size:10.5pt",
        "opacity:0.9",
        "filter:opacity(0.9)",
        "display:inline-block;transform:none",
        "clip-path:circle(50%)",
        "text-indent:-2em",
        "margin-left:-100px",
        "position:relative;left:-1px",
        "width:0;height:0",
        "font-size:0",
    ],
)
def test_a_figure_that_is_seen_is_read(style):
    inside = "<span style='font-size:14px'>5</span>"
    assert cell(f"<div style='{style}'>{inside}</div>") == "5"


def test_one_blank_between_digits_is_letter_spacing():
    assert read_value(cell("7&nbsp;5")).value == 75
    assert read_value(cell("&nbsp;&nbsp;75&nbsp;&nbsp;")).value == 75


def test_an_elements_own_style_stands_over_the_style_sheet():
    assert cell("<span class=tab style='display:block'>5</span>", sheet=".tab{display:none}") == "5"


def test_white_on_a_dark_ground_is_read_and_on_an_unknown_ground_doubted():
    white = "<font color='#FFFFFF'>5</font>"
    assert cell(white, row="<tr bgcolor='#204070'>") == "5"
    assert cell(white, row="<tr class=sum>", sheet=".sum{background:#204070} .y{color:white}") == "5"
    unknown = cell(white, head="<link rel=stylesheet href=site.css>")
    assert read_value(unknown).state is State.UNREAD


@pytest.mark.parametrize(
    ("inside", "sheet"),
    [
        ("<span class='sr-only'>7</span>5", ""),
        ("<span class='hide'>7</span>5", ""),
        ("<i>7</i>5", "td i:first-child{display:none}"),
        ("<i data-n=1>7</i>5", "[data-n]{display:none}"),
        ("<i>7</i>5", "table td i{display:none}"),
        ("<b>5</b><i>7</i>", "td b + i{display:none}"),
        ("<span>7</span>5", "tr > td :first-child{opacity:0}"),
        ("<b style='float:right'>7</b><b>5</b>", ""),
        ("<b class=r>7</b><b>5</b>", ".r{position:relative;left:-9px}"),
        ("<span style='display:block'>7</span><span style='display:block'>5</span>", ""),
        ("<span class=l>7</span><span class=l>5</span>", ".l{display:block}"),
        ("<span style='margin-right:20px'>7</span><span>5</span>", ""),
        ("7&nbsp;&nbsp; &nbsp;5", ""),
        ("<bdo dir=rtl>75</bdo>", ""),
        ("<span style='unicode-bidi:bidi-override;direction:rtl'>75</span>", ""),
        ("\u202e75", ""),
    ],
)
def test_a_figure_that_may_not_be_seen_or_not_in_this_order_is_unread(inside, sheet):
    text = cell(inside, sheet=sheet)
    assert read_value(text).state is State.UNREAD or may_be_several(text)


def test_a_rule_that_waits_for_the_visitor_or_the_printer_hides_nothing():
    sheet = "td i:hover{display:none} [hidden]{display:none} @media print{.x{display:none}} .x:after{display:none}"
    assert cell("<i class=x>5</i>", sheet=sheet) == "5"


def test_rules_for_other_parts_of_the_page_leave_a_figure_alone():
    sheet = ".list li span{float:right} .nav > li span{display:none} ul li + li span{opacity:0} b{display:inline-block}"
    assert cell("<span>7</span><span>5</span>", sheet=sheet) == "75"
    assert cell("<b>7</b><b>5</b>", sheet=sheet) == "75"


def test_what_a_page_keeps_for_other_programs_is_not_shown():
    assert cell("<dialog>7</dialog>5") == "5"
    assert cell("<datalist><option>7</datalist>5") == "5"
    assert cell("<textarea hidden>7</textarea>5") == "5"


@pytest.mark.parametrize("rule", [".b{display:none}", "@media (min-width:601px){.b{display:none}}"])
def test_of_two_copies_of_a_page_only_the_one_on_a_desk_is_read(rule):
    half = f"<table><tr><td>规章</td><td>5</td></tr></table><p>{WORDS}</p>"
    markup = f"<style>{rule}</style><div>{half}</div><div class=b>{half}</div>"
    document = next(readings(source(markup.encode(), "page.html")))
    assert sum(isinstance(block, Table) for block in document.blocks) == 1


def test_of_a_page_that_hides_its_body_what_is_hidden_within_is_not_read():
    before = f"<div style='display:none'><p>2022年</p><p>{WORDS}</p></div>"
    markup = f"<body><div style='visibility:hidden'>{before}<p>2023年</p><p>{WORDS}</p></div></body>"
    assert paragraphs(markup) == ["2023年", WORDS]


def paragraphs(markup: str) -> list[str]:
    """The lines of a page outside its tables."""
    document = next(readings(source(markup.encode(), "page.html")))
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("rows", [10, 0])
def test_the_larger_part_of_a_page_is_hidden_by_its_style_sheet_only_where_the_rest_has_its_tables(rows):
    table = "<table>" + "<tr><td>规章</td><td>1</td></tr>" * 10 + "</table>"
    shown = (
        f"<p>2023年</p><p>{WORDS}</p>" + "<table>" + "<tr><td>规章</td><td>2</td></tr>" * rows + "</table>"
    )
    markup = f"<style>.pane{{display:none}}</style><body><div class=pane><p>2022年</p><p>{WORDS * 2}</p>{table}</div>{shown}</body>"
    assert ("2022年" in paragraphs(markup)) is (rows == 0)


def test_a_size_in_no_known_unit_hides_nothing():
    assert cell("<span style='font-size:1件4px'>7</span>") == "7"


def test_a_field_shows_its_figure_with_the_words_around_it():
    assert cell("<input type=text readonly value='7（其中修订2件）'>") == "7（其中修订2件）"
    assert cell("<input type=text value=请填写>") == ""
