"""What a reader sees in a cell and what he does not: hidden parts say nothing, what is drawn is no blank.

The reports are written by ``messy.py``; their bodies do not exist.
"""

import io
import json
import re
from collections.abc import Callable
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from extract.documents.clean import UNSURE
from extract.documents.sheets.formats import shown
from extract.reports import read_reports
from extract.reports.model import State, Status
from tests.extract import messy
from tests.extract.messy import (
    Paper,
    assert_not_wrong,
    assert_right,
    html,
    html_table,
    paper,
    source,
    tables,
    text,
    three,
    xlsx,
)

# --- web pages -----------------------------------------------------------------------------------------------

UNSEEN: dict[str, tuple[str, str]] = {
    "hidden by a class": (
        "<em class='k1'>9</em>{}",
        "<style>p{margin:0} .k0, em.k1{color:red;display: none}</style>",
    ),
    "struck by a class": (
        "<u class=k>9</u><a class=l>{}</a>",
        "<style>.k{text-decoration:line-through} .l{text-decoration: none}</style>",
    ),
    "hidden inside a box": (
        "<span><i class=k>9</i>{}</span>",
        "<style>td > span i.k{visibility:hidden}</style>",
    ),
    "no size": ("<span style='font-size:0px'>9</span>{}", ""),
    "no size around sizes": ("<span style='font-size:0'><b style='font-size:14px'>{}</b></span>", ""),
    "transparent": ("<span style='opacity: 0'>9</span>{}", ""),
    "off the screen": ("<span style='position:absolute;left:-9999px'>9</span>{}", ""),
    "moved by a margin": ("<span style='left:50%;margin-left:-1000px'>{}</span>", ""),
    "no room": ("<span style='display:inline-block;width:0;height:0;overflow:hidden'>9</span>{}", ""),
    "hidden in print only": ("<em class=k1>{}</em>", "<style>@media print{.k1{display:none}}</style>"),
    "shown on large screens": (
        "<em class=k1>{}</em><em class=k2>9</em>",
        "<style>.k1{display:none} @media (min-width: 768px){.k1{display:inline} .k2{display:none}} i{color:red}</style>",
    ),
    "shown by a later rule": (
        "<em class=k1>{}</em>",
        "<style>.k1{display:none} td .k1{display:inline}</style>",
    ),
    "direction marks": ("\u202a{}\u202c", ""),
    "field of a form": ("<input type=text value='{}' readonly><input type=hidden value=77>", ""),
    "box of a form": ("<textarea>{}</textarea>", ""),
    "chosen of a list": ("<select><option>7</option><option selected>{}</option></select>", ""),
    "button": ("<button>{}</button>", ""),
    "spacer beside": ("<img src='spacer.gif' width=1 height=8>{}", ""),
    "entity escaped twice": ("{}&amp;nbsp;", ""),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_only_what_is_seen_counts(name: str) -> None:
    p = paper(201)
    cell, head = UNSEEN[name]
    assert_right(html(p, cell=lambda b: cell.format(b.text) if b.key else b.text, head=head), "a.html", p)


DRAWN: dict[str, tuple[str, str]] = {
    "picture": ("<img src='/n/3.gif' width=8 height=12>", ""),
    "vector": ("<svg width=20><text>3</text></svg>", ""),
    "icon": ("<i class='iconfont icon-num3'></i>", ""),
    "sprite with its figure": ("<span class=v data-v='3'></span>", ""),
    "style sheet": ("<b class=q></b>", "<style>.q::before{content:'3'}</style>"),
    "style sheet, from an attribute": ("<b title=3></b>", "<style>b::after{content:attr(title)}</style>"),
    "script": ("<script>document.write(3)</script>", ""),
    "object": ("<object data='3.swf'></object>", ""),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawn_figure_is_unread_not_blank(name: str) -> None:
    p = paper(202)
    cell, head = DRAWN[name]
    hidden = {"req_new.total", "out_granted_full.natural_person", "pd_penalty_decisions", "rev_upheld"}
    data = html(p, cell=lambda b: cell if b.key in hidden else b.text, head=head)
    report = assert_not_wrong(data, "a.html", p)
    assert report.status is Status.PARTIAL
    assert {c.key for c in report.cells if c.state is State.UNREAD} == hidden


def test_a_raised_number_is_that_of_a_note() -> None:
    p = paper(203)
    keys = ("req_new.total", "pd_penalty_decisions")
    meant = {key: ("text", float(p.cells[key])) for key in keys}
    assert_right(html(p, cell=lambda b: b.text + "<sup>2</sup>" * (b.key in keys)), "a.html", p, meant)


def test_times_a_thousand_is_no_plain_number() -> None:
    p = paper(204).put(pd_licensing_decisions="1.2万", pd_admin_fees_amount="12.5万元", req_new__total="零")
    meant = {
        "pd_licensing_decisions": ("text", None),
        "pd_admin_fees_amount": ("text", 12.5),
        "req_new.total": ("number", 0.0),
    }
    assert_right(html(p), "a.html", p, meant)


def test_preformatted_text_is_read_line_by_line() -> None:
    p = paper(205)
    assert_right(f"<html><body><pre>{text(p)}</pre></body></html>", "a.html", p)


def test_a_copy_of_each_table_for_narrow_screens() -> None:
    p = paper(206)
    data = html(
        p, draw=lambda rows: f"<div>{html_table(rows)}</div><div class=phone>{html_table(rows)}</div>"
    )
    assert len(read_reports(source(data, "a.html"))) == 1
    assert_right(data, "a.html", p)


@pytest.mark.parametrize("order", [1, -1])
def test_the_tables_of_two_years_under_their_years(order: int) -> None:
    p = paper(207)
    both = [f"<h3>{q.year}年</h3>{html_table(three(q))}" for q in (p, paper(208, year=p.year - 1))][::order]
    data = html(p, draw=lambda rows: "".join(both) if len(rows) > 20 else html_table(rows))
    assert_right(data, "a.html", p)


def test_two_whole_tables_without_a_year_are_not_read() -> None:
    p = paper(207)
    both = html_table(three(p)) + "<p>全县</p>" + html_table(three(paper(208)))
    data = html(p, draw=lambda rows: both if len(rows) > 20 else html_table(rows))
    assert_not_wrong(data, "a.html", p)


def _page(body: str) -> str:
    links = "".join(
        f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "政务公开", "互动交流", "2024年政府工作报告")
    )
    return f"<html><body><ul class=top>{links}</ul>{body}<div class=footer>主办：示例县人民政府</div></body></html>"


RECORD = (
    "<table><tr><td>索引号</td><td>005/2024-1</td><td>发布机构</td><td>示例县财政局</td></tr>"
    "<tr><td>名称</td><td>2023年政府信息公开工作年度报告</td><td>文号</td><td></td></tr>"
    "<tr><td>成文日期</td><td>2024-01-20</td><td>发布日期</td><td>2024-01-22</td></tr></table>"
)
REPORT = "示例县财政局{}年政府信息公开工作年度报告"
COVERS: dict[str, tuple[str, str]] = {
    "list with dates": (
        "<ul>"
        + "".join(
            f"<li><a href='/{y}'>{REPORT.format(y)}</a><span>{y + 1}-01-20</span></li>"
            for y in range(2001, 2024)
        )
        + "</ul>",
        "list-page",
    ),
    "list in a table": (
        "<table>"
        + "".join(
            f"<tr><td>{y}/0001-00{y}</td><td><a href='/{y}'>{REPORT.format(y)}</a></td><td>县财政局</td><td>{y + 1}-01-20</td></tr>"
            for y in range(2014, 2024)
        )
        + "</table>",
        "list-page",
    ),
    "attachment under its name": (
        f"{RECORD}<div><p>现予公布。</p><a href='/download.jsp?id=45'>{REPORT.format(2023)}.docx</a></div>",
        "attachment-only",
    ),
    "pictures under a record": (
        f"{RECORD}<h1>{REPORT.format(2023)}</h1><img src=1.jpg><img src=2.jpg>",
        "images-only",
    ),
    "report in a script": (f"<div id=app></div><script>var a={json.dumps(RECORD)}</script>", "empty-shell"),
}


@pytest.mark.parametrize("name", COVERS)
def test_covers_of_reports_say_what_they_are(name: str) -> None:
    body, code = COVERS[name]
    assert read_reports(source(_page(body), "a.html"))[0].refusal_code == code


def test_a_report_in_a_frame_of_a_saved_page() -> None:
    p = paper(209)
    frame = "<html><body>" + "<p>公开栏目 政策文件</p>" * 900 + "</body></html>"
    parts = "".join(f"\n--b\nContent-Type: text/html; charset=utf-8\n\n{page}" for page in (frame, html(p)))
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n{parts}\n--b--\n"
    assert_right(data, "a.mhtml", p)


# --- Word ----------------------------------------------------------------------------------------------------

NAMES = (
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="r"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<w:styles xmlns:w="{messy.W}"><w:style w:type="character" w:styleId="h"><w:name w:val="h"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)


def _run(said: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(said)}</w:t></w:r>'


def _field(instruction: str, result: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{kinds[1]}{result}{kinds[2]}"


def _docx(p: Paper, write: Callable[[str], str], keys: set[str]) -> bytes:
    """A Word file in which the cells of some keys are written as ``write`` does."""
    drawn = tables(p)
    for rows in drawn.values():
        for box in (box for row in rows for box in row if box.key in keys):
            box.text = f"§{box.text}§"
    data = messy.docx(p, drawn)
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/document.xml":
                content = content.replace("<w:document ", f"<w:document{NAMES} ")
                content = re.sub(
                    r"<w:r><w:t[^>]*>§(.*?)§</w:t></w:r>", lambda found: write(found[1]), content
                )
            new.writestr(name, content)
        new.writestr("word/styles.xml", STYLES)
    return out.getvalue()


KEYS = {"req_new.total", "out_granted_full.natural_person", "pd_penalty_decisions", "rev_upheld"}
WRITTEN: dict[str, Callable[[str], str]] = {
    "equation": lambda t: f"<m:oMath><m:r><m:t>{t}</m:t></m:r></m:oMath>",
    "field": lambda t: _field("=SUM(ABOVE) 99", _run(t)),
    "character style that hides": lambda t: _run("9", '<w:rStyle w:val="h"/>') + _run(t),
    "too small to see": lambda t: _run("9", '<w:sz w:val="1"/>') + _run(t),
    "said twice": lambda t: (
        f"<w:r><w:ruby><w:rt>{_run('9')}</w:rt><w:rubyBase>{_run(t)}</w:rubyBase></w:ruby></w:r>"
    ),
}
PICTURED: dict[str, str] = {
    "picture": '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>',
    "object": "<w:r><w:object><o:OLEObject/></w:object></w:r>",
    "symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "field without its result": _field("=SUM(ABOVE)", ""),
    "equation of parts": "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_figures_that_word_keeps_elsewhere(name: str) -> None:
    p = paper(210)
    assert_right(_docx(p, WRITTEN[name], KEYS), "a.docx", p)


@pytest.mark.parametrize("name", PICTURED)
def test_figures_that_word_only_draws(name: str) -> None:
    p = paper(211)
    report = assert_not_wrong(_docx(p, lambda _: PICTURED[name], KEYS), "a.docx", p)
    assert {c.key for c in report.cells if c.state is State.UNREAD} == KEYS


CHUNKS: dict[str, Callable[[Paper], bytes | str]] = {
    "page.htm": html,
    "page.mht": lambda p: f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{html(p)}",
    "inner.docx": messy.docx,
}


@pytest.mark.parametrize("name", CHUNKS)
def test_a_word_file_that_only_wraps_another(name: str) -> None:
    p = paper(219)
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        body = f'<w:document xmlns:w="{messy.W}" xmlns:r="{LINK}"><w:body><w:altChunk r:id="c"/></w:body></w:document>'
        archive.writestr("word/document.xml", body)
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships><Relationship Id="c" Target="{name}"/></Relationships>',
        )
        archive.writestr(f"word/{name}", CHUNKS[name](p))
    assert_right(out.getvalue(), "a.docx", p)


def test_a_table_as_a_picture_is_named() -> None:
    p = paper(220)
    data = html(p, draw=lambda rows: "<img src=3.png width=700>" if len(rows) > 20 else html_table(rows))
    report = assert_not_wrong(data, "a.html", p)
    assert any(note.startswith("pictures-beside-tables") for note in report.notes)


def test_a_raised_number_in_word() -> None:
    p = paper(212)
    meant = {key: ("text", float(p.cells[key])) for key in KEYS}
    note = _run("1", '<w:vertAlign w:val="superscript"/>')
    assert_right(_docx(p, lambda t: _run(t) + note, KEYS), "a.docx", p, meant)


def test_the_body_named_above_the_pages_of_a_word_file() -> None:
    p = paper(213, title="2023年政府信息公开工作年度报告")
    assert_right(messy.docx(p, header="示例县财政局"), "a.docx", p)


# --- workbooks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
        (5, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "5"),
        (0, "0;-0;;@", ""),
        (0, "#,###", ""),
        (1234.5, "#,##0.00", "1234.50"),
        (167.87, "#,##0", "167.87"),
        (31.0000000000002, "0", "31"),
        (5000, '0,"千"', "5千"),
        (-3, "+0;-0;0", "-3"),
        (12, '0"件"', "12件"),
        (7, ";;;", ""),
        (12, "[DBNum1]General", None),
        (12, "G/通用格式", None),
        (44000, 'yyyy"年"m"月"', None),
        (12.5, "# ?/?", None),
        (0, '[=0]"";General', ""),
        (7, '[=0]"";General', None),
        (7, "[Red][<10]0;[Blue]0", "7"),
        (25000, '[>=10000]0.0,"千";0', "25.0千"),
        (7, '[>=10000]0.0,"千";0', "7"),
        (-7, "[<0]0;0", f"-7{UNSURE}"),
        (7, "[>9]0;0;0", f"7{UNSURE}"),
        (13612, "0!.0,", f"13612{UNSURE}"),
    ],
)
def test_a_number_as_its_format_shows_it(value: float, code: str, seen: str | None) -> None:
    assert shown(value, code) == seen


def _workbook(p: Paper, change: Callable) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(xlsx(p)))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_zeros_shown_as_dashes_are_dashes() -> None:
    p = paper(214)
    zeros = [key for key, printed in p.cells.items() if printed == "0"]

    def dashed(sheet) -> None:  # type: ignore[no-untyped-def]
        for row in sheet.iter_rows():
            for cell in row:
                cell.number_format = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)'

    assert zeros
    assert_right(_workbook(p, dashed), "a.xlsx", p, dict.fromkeys(zeros, ("dash", None)))


def test_zeros_that_are_not_shown_are_blanks() -> None:
    p = paper(223)
    for key in p.cells:
        p.cells[key] = "0"
    meant = dict.fromkeys(p.cells, ("blank", None))
    meant["req_new.total"] = ("number", 0.0)

    def hide(sheet) -> None:  # type: ignore[no-untyped-def]
        for row in sheet.iter_rows():
            for cell in row:
                cell.number_format = "0;-0;;@" if cell.value == 0 else "General"
        first = next(r for r in range(1, 70) if str(sheet.cell(r, 1).value).startswith("一、本年新收"))
        sheet.cell(first, 10).number_format = "General"

    assert_right(_workbook(p, hide), "a.xlsx", p, meant)


def test_the_noise_of_sums_is_not_shown() -> None:
    p = paper(215)

    def add(sheet) -> None:  # type: ignore[no-untyped-def]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int):
                    cell.value += 1e-12

    assert_right(_workbook(p, add), "a.xlsx", p)


# --- words beside figures ------------------------------------------------------------------------------------


def test_remarks_in_a_column_of_their_own() -> None:
    p = paper(216)
    drawn = tables(p)
    drawn["three"][0].append(messy.Box("备注", 3, head=True))
    for number, row in enumerate(drawn["three"][3:]):
        row.append(messy.Box("含上级转办3件" if number == 2 else ""))
    assert_right(html(p, drawn), "a.html", p)


@pytest.mark.parametrize("beside", ["ᠮᠣᠩᠭᠣᠯ", "བོད་ཡིག", "ئۇيغۇر"])
def test_labels_in_two_scripts(beside: str) -> None:
    p = paper(217)
    assert_right(html(p, cell=lambda b: b.text if b.key else f"{b.text}<br>{beside}"), "a.html", p)


def test_a_note_in_square_brackets() -> None:
    p = paper(218).put(req_new__total="8603[1]")
    assert_not_wrong(html(p), "a.html", p, {"req_new.total": ("text", 8603.0)})


def test_labels_without_numbers_and_an_empty_column_at_the_end() -> None:
    p = paper(221)
    data = re.sub(r"<td([^>]*)>(?:[一二三四]、|（[一二三四五六七]）|\d\.)", r"<td\1>", html(p))
    assert_right(data.replace("</tr>", "<td></td></tr>"), "a.html", p)


def test_columns_in_an_unknown_order_are_not_read() -> None:
    p = paper(222)
    drawn = tables(p)
    for row in drawn["three"][3:]:
        row.insert(next(i for i, box in enumerate(row) if box.key), row.pop())
    del drawn["three"][:3]
    report = assert_not_wrong(html(p, drawn), "a.html", p)
    assert report.status is Status.PARTIAL


# --- tables drawn in other ways ------------------------------------------------------------------------------


def _filled(rows: messy.Rows) -> str:
    """A table whose merged cells were taken apart, each part with the text of the whole."""
    texts: dict[tuple[int, int], str] = {}
    grid = messy.placed(rows)
    for r, line in enumerate(grid):
        for c, (said, box) in enumerate(line):
            if box is not None:
                places = ((r + down, c + across) for down in range(box.down) for across in range(box.across))
                texts |= dict.fromkeys(places, said)
    drawn = (
        "".join(f"<td>{texts.get((r, c), '')}</td>" for c in range(len(grid[0]))) for r in range(len(grid))
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in drawn) + "</table>"


@pytest.mark.parametrize("form", ["t2021", "t2019"])
def test_merged_cells_taken_apart_and_filled(form: str) -> None:
    p = paper(224, form2=form, form3=form)
    assert_right(html(p, draw=_filled), "a.html", p)


ROUTES = {"rev": "行政复议", "lit_direct": "未经复议直接起诉", "lit_after": "复议后起诉"}


def _five(p: Paper, route: str) -> list[str]:
    return [p.cells[f"{route}_{result}"] for result in messy.RESULTS]


def _row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


RESULT_WORDS = list(messy.RESULT_WORDS)
FOURS: dict[str, Callable[[Paper], str]] = {
    "one below the other": lambda p: "".join(
        _row([name, word, value])
        for route, name in ROUTES.items()
        for word, value in zip(RESULT_WORDS, _five(p, route), strict=True)
    ),
    "results as rows": lambda p: (
        _row(["", *ROUTES.values()])
        + "".join(
            _row([word, *values])
            for word, *values in zip(RESULT_WORDS, *(_five(p, r) for r in ROUTES), strict=True)
        )
    ),
    "lawsuits apart": lambda p: (
        _row(RESULT_WORDS)
        + _row(_five(p, "rev"))
        + "</table><table><tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        + _row(RESULT_WORDS * 2)
        + _row(_five(p, "lit_direct") + _five(p, "lit_after"))
    ),
}


@pytest.mark.parametrize("name", FOURS)
def test_table_four_drawn_otherwise(name: str) -> None:
    p = paper(225)
    head = "<p>行政复议</p>" if name == "lawsuits apart" else ""
    four = f"{head}<table>{FOURS[name](p)}</table>"
    assert_right(html(p, draw=lambda rows: four if len(rows) == 4 else html_table(rows)), "a.html", p)


def _columns(rows: messy.Rows, chosen: list[int]) -> str:
    """Some columns of a table, its merged cells taken apart and left empty."""
    grid = messy.flat(rows)
    return "<table>" + "".join(_row([line[c] for c in chosen]) for line in grid) + "</table>"


@pytest.mark.parametrize("again", [[], [0, 1, 2]])
def test_table_three_in_two_halves_side_by_side(again: list[int]) -> None:
    p = paper(226)

    def draw(rows: messy.Rows) -> str:
        if len(rows) < 20:
            return html_table(rows)
        return _columns(rows, [0, 1, 2, 3]) + _columns(rows, [*again, 4, 5, 6, 7, 8, 9])

    assert_right(html(p, draw=draw), "a.html", p)


def test_a_subtotal_of_the_legal_persons() -> None:
    p = paper(227)
    drawn = tables(p)
    drawn["three"][1][1].across = 6
    drawn["three"][2].append(messy.Box("小计", head=True))
    for row in drawn["three"][3:]:
        figures = [int(box.text) for box in row if box.key]
        row.insert(len(row) - 1, messy.Box(str(sum(figures[1:6]))))
    assert_right(html(p, drawn), "a.html", p)
