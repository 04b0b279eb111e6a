"""Open documents (ODT, ODS, one flat XML file): read from their own XML, no LibreOffice needed."""

import io
from zipfile import ZipFile

import pytest

from extract.documents import open_document
from extract.documents.clean import BREAK
from extract.documents.model import Document, Paragraph, Table
from extract.documents.refusals import Refusal
from extract.reports.model import State
from extract.tables.values import read_value
from tests.extract.messy import Paper, Rows, assert_right, narrative, paper, placed, source, tables

NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
        ),
        ("fo", "xsl-fo-compatible"),
    )
)
NAMES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
STYLES = (
    '<office:automatic-styles><style:style style:name="gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="white"><style:text-properties fo:color="#FFFFFF"/></style:style>'
    '<style:style style:name="tiny"><style:text-properties fo:font-size="1pt"/></style:style>'
    '<style:style style:name="high"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="box"><style:table-cell-properties fo:border="1pt solid"/></style:style>'
    '<style:style style:name="shut"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles>"
)


def flat(body: str, kind: str = "text") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{NAMES}>{STYLES}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def packed(body: str, kind: str = "text") -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument")
        archive.writestr("content.xml", flat(body, kind))
    return out.getvalue()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def drawn(rows: Rows) -> str:
    """A table with its merged cells: spans, and covered cells below and beside them."""
    out = []
    for line in placed(rows):
        cells = [
            "<table:covered-table-cell/>"
            if box is None
            else f'<table:table-cell table:style-name="box" table:number-rows-spanned="{box.down}"'
            f' table:number-columns-spanned="{box.across}">{p(text)}</table:table-cell>'
            for text, box in line
        ]
        out.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f"<table:table>{''.join(out)}</table:table>"


def body(paper_: Paper) -> str:
    made = tables(paper_)
    return "".join(drawn(made[w.__name__]) if callable(w) else p(w) for _, w in narrative(paper_))


def sheet(paper_: Paper) -> str:
    rows = []
    made = tables(paper_)
    for _, what in narrative(paper_):
        if callable(what):
            rows.append(
                drawn(made[what.__name__]).removeprefix("<table:table>").removesuffix("</table:table>")
            )
            rows.append(
                '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            )
        else:
            rows.append(f"<table:table-row><table:table-cell>{p(what)}</table:table-cell></table:table-row>")
    rows.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>')
    return f'<table:table table:name="年报">{"".join(rows)}</table:table>'


def read(data: bytes | str, name: str = "a.odt") -> Document:
    return next(iter(open_document(source(data, name)).readings()))


@pytest.mark.parametrize("seed", [301, 302])
def test_a_report_is_read_right(seed: int) -> None:
    report = paper(seed)
    assert_right(packed(body(report)), "a.odt", report)
    assert_right(flat(body(report)), "a.fodt", report)
    assert_right(packed(sheet(report), "spreadsheet"), "a.ods", report)


def test_only_what_is_shown_is_text() -> None:
    shown = read(
        packed(
            "<text:tracked-changes>" + p("旧") + "</text:tracked-changes>"
            '<text:h text:outline-level="2">一、总体情况</text:h>'
            + p('公开<text:span text:style-name="gone">不</text:span>信息<text:s/>9<text:line-break/>条')
            + p(
                "有注<text:note><text:note-citation>1</text:note-citation><text:note-body>注</text:note-body></text:note>。"
            )
        )
    )
    assert [(b.text, b.heading) for b in shown.blocks if isinstance(b, Paragraph)] == [
        ("一、总体情况", 2),
        ("公开信息 9", None),
        ("条", None),
        ("有注。", None),
    ]


@pytest.mark.parametrize(
    ("style", "first", "second", "read_as"),
    [
        ("tiny", "77", "5", "5"),
        ("high", "", "5", "5（7）"),
        ("white", "7", "5", None),
    ],
)
def test_figures_that_look_otherwise_than_their_neighbours(style, first, second, read_as):
    span = f'<text:span text:style-name="{style}">{first or 7}</text:span>'
    inside = p(span + second if first else second + span)
    cells = "".join(f"<table:table-cell>{text}</table:table-cell>" for text in (p("规章"), inside))
    document = read(flat(f"<table:table><table:table-row>{cells}</table:table-row></table:table>{p(span)}"))
    text = document.blocks[0].cells[1].text
    assert text == read_as if read_as else read_value(text).state is State.UNREAD


def test_figures_parted_by_a_tab_are_two():
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("规章", "5<text:tab/>3"))
    document = read(flat(f"<table:table><table:table-row>{cells}</table:table-row></table:table>"))
    assert document.blocks[0].cells[1].text == f"5{BREAK}3"


def test_repeated_and_hidden_cells_of_a_workbook() -> None:
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="3">{p("5")}</table:table-cell>'
        f"<table:table-cell>{p('6')}</table:table-cell></table:table-row>"
        f'<table:table-row table:visibility="filter"><table:table-cell>{p("7")}</table:table-cell></table:table-row>'
    )
    shut = f'<table:table table:style-name="shut"><table:table-row><table:table-cell>{p("8")}</table:table-cell></table:table-row></table:table>'
    found = read(packed(f"<table:table>{rows}</table:table>{shut}", "spreadsheet"), "a.ods")
    (table,) = (b for b in found.blocks if isinstance(b, Table))
    assert [(c.text, c.col) for c in table.cells] == [("5", 0), ("5", 2), ("6", 3)]


@pytest.mark.parametrize(
    ("look", "state"),
    [
        ('<style:text-properties fo:color="#ffffff"/>', State.UNREAD),
        (
            '<style:table-cell-properties fo:background-color="#204070"/><style:text-properties fo:color="#ffffff"/>',
            State.NUMBER,
        ),
        ('<style:text-properties style:text-line-through-style="solid"/>', State.BLANK),
        ('<style:text-properties fo:color="#333333"/>', State.NUMBER),
    ],
    ids=["white", "white on blue", "struck", "grey"],
)
def test_a_workbooks_cell_is_seen_as_its_own_style_says(look: str, state: State) -> None:
    style = f'<style:style style:name="own">{look}</style:style></office:automatic-styles>'
    row = (
        f"<table:table-row><table:table-cell>{p('规章')}</table:table-cell>"
        f'<table:table-cell table:style-name="own">{p("5")}</table:table-cell>'
        f"<table:table-cell>{p('3')}</table:table-cell></table:table-row>"
    )
    book = flat(f"<table:table>{row}</table:table>", "spreadsheet").replace(
        "</office:automatic-styles>", style
    )
    (table,) = (b for b in read(book, "a.fods").blocks if isinstance(b, Table))
    assert read_value(table.cells[1].text).state is state


def test_a_locked_file_and_one_of_another_kind_are_refused() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        archive.writestr("content.xml", "x")
    with pytest.raises(Refusal) as refusal:
        read(out.getvalue())
    assert refusal.value.code == "encrypted"
    with pytest.raises(Refusal) as refusal:
        read(packed("", "presentation"))
    assert refusal.value.code == "unknown-format"


@pytest.mark.parametrize("part", ["xl/workbook.bin", "ppt/presentation.xml"])
def test_packed_formats_that_are_not_read_are_named(part: str) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(Refusal) as refusal:
        read(out.getvalue(), "a.zip")
    assert refusal.value.code == "unknown-format"
    assert refusal.value.detail.startswith(("(a binary workbook", "(a presentation"))


def test_pictures_beside_tables_are_told() -> None:
    cells = f"<table:table-cell>{p('1')}</table:table-cell>" * 2
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    document = read(packed(f"<text:p><draw:frame><draw:image/></draw:frame></text:p>{table}"))
    assert [signal.code for signal in document.signals] == ["pictures-beside-tables"]


def test_a_table_in_a_shape_is_a_table() -> None:
    """As LibreOffice writes one that stands in a text box of Word."""
    row = "<loext:table-row>{}</loext:table-row>"
    cells = [f"<loext:table-cell>{p(text)}</loext:table-cell>" for text in ("规章", "1", "2", "3")]
    shape = (
        "<draw:custom-shape><loext:table>" + row.format("".join(cells)) + "</loext:table></draw:custom-shape>"
    )
    line, table = read(packed(f"<text:p>表{shape}</text:p>")).blocks
    assert isinstance(line, Paragraph)
    assert isinstance(table, Table)
    assert (line.text, [cell.text for cell in table.cells]) == ("表", ["规章", "1", "2", "3"])
