"""Web pages as government sites publish them."""

from html import escape

import pytest

from extract.documents.clean import BREAK
from extract.documents.html import readings
from extract.documents.html.tree import GONE
from extract.documents.model import Document, Paragraph, Table
from extract.documents.refusals import Refusal
from tests.extract.documents.sources import source

WORDS = "本机关按照规定公开信息，依法办理申请，并按时答复申请人。" * 12


def read(markup: str, encoding: str = "utf-8") -> Document:
    return next(readings(source(markup.encode(encoding), "page.html")))


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}<p>{WORDS}</p></body></html>"


def test_spans_place_the_cells_below_and_beside():
    markup = "<table><tr><td rowspan=2>三</td><td colspan=2>甲</td></tr><tr><td>1</td><td>2</td></tr></table>"
    [table] = tables(read(page(markup)))
    assert [(c.text, c.row, c.col) for c in table.cells] == [
        ("三", 0, 0),
        ("甲", 0, 1),
        ("1", 1, 1),
        ("2", 1, 2),
    ]


def test_head_and_foot_of_a_table_stand_above_and_below_its_rows_wherever_they_are_written():
    parts = {"tfoot": "四", "tbody": "二", "thead": "一"}
    markup = "".join(f"<{part}><tr><td>{n}</td><td>1</td></tr></{part}>" for part, n in parts.items())
    [table] = tables(read(page(f"<table>{markup}<tr><td>三</td><td>1</td></tr></table>")))
    assert [row[0].text for row in table.rows()] == ["一", "二", "三", "四"]


def test_a_sign_that_a_word_may_break_holds_no_cells():
    [table] = tables(read(page("<TABLE><TR><TD>行政规范<WBR>性文件<TD>1<TD>2</TABLE>")))
    assert [c.text for c in table.cells] == ["行政规范性文件", "1", "2"]


def test_a_span_that_runs_past_the_table_is_cut():
    [table] = tables(
        read(page("<table><tr><td rowspan=99>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"))
    )
    assert (table.n_rows, table.cells[0].rowspan) == (2, 2)


def test_a_blank_cell_stays_blank_whatever_the_editor_put_there():
    blanks = (
        "",
        "&nbsp;",
        "<o:p>&nbsp;</o:p>",
        "<p class=MsoNormal><span>&nbsp;</span></p>",
        "<br>",
        "\u200b",
    )
    for blank in blanks:
        [table] = tables(read(page(f"<table><tr><td>规章</td><td>{blank}</td><td>0</td></tr></table>")))
        assert [c.text for c in table.cells] == ["规章", "", "0"], blank


def test_a_word_broken_in_the_cell_is_whole_and_numbers_stay_apart():
    [table] = tables(
        read(page("<table><tr><td>商业<br>企业</td><td>结果\n   维持</td><td>12</td></tr></table>"))
    )
    assert [c.text for c in table.cells] == ["商业企业", "结果维持", "12"]


def test_the_body_is_found_among_navigation():
    menu = "<ul class=nav>" + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(40)) + "</ul>"
    markup = page(
        f"{menu}<div id=content><h2>一、总体情况</h2><p>{WORDS}</p></div><div><a href=x>返回</a></div>"
    )
    assert not any("栏目" in text for text in texts(read(markup)))


def test_hidden_text_scripts_and_comments_say_nothing():
    markup = page("<p style='display: none'>隐藏</p><script>var a='脚本'</script><!-- 注释 --><p>可见</p>")
    joined = "".join(texts(read(markup)))
    assert "可见" in joined
    assert not any(word in joined for word in ("隐藏", "脚本", "注释"))


def test_a_table_that_only_arranges_the_page_is_no_table():
    markup = page(
        f"<table><tr><td><p>{WORDS}</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>"
    )
    [table] = tables(read(markup))
    assert [c.text for c in table.cells] == ["规章", "0"]


def test_metadata_comes_from_the_head():
    head = "<title>站名</title><meta name=ArticleTitle content=某局年报><meta name=PubDate content='2024-01-17 09:00'>"
    document = read(page("", head))
    assert document.meta["title"] == "某局年报"
    assert document.meta["published"] == "2024-01-17 09:00"


@pytest.mark.parametrize("encoding", ["gb18030", "gb2312", "utf-8", "utf-16"])
def test_encodings_declared_or_not(encoding):
    for head in ("", "<meta charset=gb2312>" if encoding.startswith("gb") else ""):
        assert "本机关按照规定公开信息" in "".join(texts(read(page("", head), encoding)))


@pytest.mark.parametrize("told", ["²", "7", "-1"])
def test_a_page_cannot_write_our_own_marks(told: str):
    marks = "".join(f' {name}="{told}"' for name in ("dropped-before", "observatory:dropped-before", GONE))
    [table] = tables(read(page(f"<table><tr><td>1</td><td{marks}>2</td></tr></table>")))
    assert [c.place.path and c.place.path.rsplit(" > ", 1)[-1] for c in table.cells] == [
        "td:nth-of-type(1)",
        "td:nth-of-type(2)",
    ]


def test_every_cell_has_a_css_path():
    [table] = tables(read(page("<div><table><tbody><tr><th>甲</th><td>1</td></tr></tbody></table></div>")))
    head, value = (cell.place.path for cell in table.cells)
    assert head.startswith("body > ")
    assert head.endswith("tbody:nth-of-type(1) > tr:nth-of-type(1) > th:nth-of-type(1)")
    assert value.endswith("tbody:nth-of-type(1) > tr:nth-of-type(1) > td:nth-of-type(1)")


LINKS = "".join(f"<li><a href=/{y}.html>{y}年政府信息公开工作年度报告</a></li>" for y in range(2015, 2025))


TITLE = "某局2023年政府信息公开工作年度报告"
SUMMARIES = "".join(
    f"<div><a href=/{y}.html title=某局{y}年政府信息公开工作年度报告>某局{y}年政府信息公...</a><p>{WORDS[:60]}</p></div>"
    for y in range(2015, 2025)
)
RECORDS = "".join(
    f"<record><![CDATA[<li><a href=/{y}.html>{y}年政府信息公开工作年度报告</a></li>]]></record>"
    for y in range(2020, 2024)
)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"<ul>{LINKS}</ul>", "list-page"),
        ("<p>某局2023年年报</p><a href='/files/2023.pdf'>附件：年报.pdf</a>", "attachment-only"),
        ("<iframe src='/files/2023.pdf'></iframe>", "attachment-only"),
        ("<div id=app></div><script src=app.js></script>", "empty-shell"),
        ("<p>年报</p><img src=1.jpg width=900><img src=2.jpg width=900>", "images-only"),
        (SUMMARIES, "list-page"),
        (f"<div id=list></div><script type='text/xml'>{RECORDS}</script>", "list-page"),
        (
            f"<h1>{TITLE}</h1><p>发布时间：2024-01-20 来源：某局办公室</p><p>正在加载</p><script src=a.js></script>",
            "empty-shell",
        ),
    ],
)
def test_what_is_no_report_is_refused_with_its_own_code(body, code):
    with pytest.raises(Refusal) as refusal:
        read(f"<html><body>{body}</body></html>")
    assert refusal.value.code == code


def test_a_short_report_whose_tables_say_nothing_but_none_is_no_list_page():
    row = "<tr><td>规章</td>" + "<td>无</td>" * 7 + "</tr>"
    for said in (row, row.replace("无", "\u200b-\ufeff")):
        document = read(
            f"<html><body><p>某局2023年年报</p><table>{said * 5}</table><ul>{LINKS}</ul></body></html>"
        )
        assert len(tables(document)) == 1


def test_a_shell_names_every_page_in_its_frames():
    with pytest.raises(Refusal, match=r"top\.htm; main\.htm"):
        read("<html><frameset rows='90,*'><frame src=top.htm><frame src=main.htm></frameset></html>")


def test_a_list_page_and_an_attachment_name_the_link():
    with pytest.raises(Refusal, match=r"/files/2023\.pdf"):
        read("<html><body><p>年报</p><a href='/files/2023.pdf'>年报全文</a></body></html>")
    with pytest.raises(Refusal, match=r"/2015\.html"):
        read(f"<html><body><ul>{LINKS}</ul></body></html>")


def test_tables_as_pictures_are_signalled():
    document = read(page("<img src=table.png width=900 height=600>"))
    assert [s.code for s in document.signals] == ["tables-are-images"]


@pytest.mark.parametrize("deep", [200, 1_000])
def test_what_stands_deep_inside_is_read(deep):
    document = read("<html><body>" + "<div>" * deep + WORDS * 2 + "</div>" * deep)
    assert "".join(texts(document)) == WORDS * 2


def test_nesting_beyond_reason_is_refused():
    with pytest.raises(Refusal) as refusal:
        read("<html><body>" + "<div>" * 5_000 + WORDS * 2)
    assert refusal.value.code == "too-large"


def test_digits_on_two_lines_are_two_numbers():
    cells = "<td>1<br>0</td><td><p>１</p><p>２</p></td><td>共12\n34件</td>"
    [table] = tables(read(page(f"<table><tr><td>规章</td>{cells}</tr></table>")))
    assert [c.text for c in table.cells[1:]] == [f"1{BREAK}0", f"１{BREAK}２", "共12 34件"]


def test_struck_out_figures_are_not_the_published_ones():
    markup = "<table><tr><td>规章</td><td><del>12</del>13</td><td><span style='text-decoration:line-through'>5</span>6</td></tr></table>"
    [table] = tables(read(page(markup)))
    assert [c.text for c in table.cells] == ["规章", "13", "6"]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>规章<td>0<tr><td>许可<td>1</table>",
        "<table><td>规章</td><td>0</td><tr><td>许可</td><td>1</td></tr></table>",
        "<table><tr><form><td>规章</td><td>0</td></form></tr><tr><td>许可</td><td>1</td></tr></table>",
        "<table><thead><tr><td>规章</td><td>0</td></tr></thead><tbody><tr><td>许可</td><td>1</td></tr></tbody></table>",
        "<table><tr><td>规章</td><td>0</td></tr><?xml:namespace prefix = o /><tr><td>许可</td><td>1</td></tr></table>",
    ],
)
def test_broken_table_markup_loses_no_cell(markup):
    [table] = tables(read(page(markup)))
    assert [(c.text, c.row, c.col) for c in table.cells if c.text in ("许可", "1")] == [
        ("许可", table.n_rows - 1, 0),
        ("1", table.n_rows - 1, 1),
    ]
    assert {"规章", "0"} <= {c.text for c in table.cells}


def test_what_follows_a_table_that_is_never_closed_is_not_lost():
    document = read(page("<table><tr><td>规章</td><td>0</td></tr><p>三、收到和处理申请情况</p>"))
    assert "三、收到和处理申请情况" in texts(document)


def test_a_caption_stands_before_its_table():
    document = read(page("<table><caption>表一</caption><tr><td>规章</td><td>0</td></tr></table>"))
    assert [getattr(b, "text", "table") for b in document.blocks][:2] == ["表一", "table"]


def test_a_head_whose_spans_claim_too_much_does_not_push_the_body_aside():
    head = "<thead><tr><td rowspan=9>甲</td><td>乙</td></tr></thead>"
    [table] = tables(read(page(f"<table>{head}<tbody><tr><td>规章</td><td>0</td></tr></tbody></table>")))
    assert [(c.text, c.col) for c in table.cells if c.row == 1] == [("规章", 0), ("0", 1)]


def test_a_table_of_figures_with_a_small_table_in_a_cell_stays_whole():
    inner = "<table><tr><td>7</td></tr></table>"
    [table] = tables(read(page(f"<table><tr><td>规章</td><td>0</td><td>{inner}</td></tr></table>")))
    assert [c.text for c in table.cells] == ["规章", "0", "7"]


RECORD = (
    "<table><tr><td>发布机构</td><td>某县某局</td></tr><tr><td>公开日期</td><td>2024-01-17</td></tr></table>"
)


def test_the_record_above_the_body_is_kept_and_stands_first():
    figures = "<table><tr><td>规章</td><td>0</td></tr><tr><td>许可</td><td>1</td></tr><tr><td>处罚</td><td>2</td></tr></table>"
    body = f"<div class=head>{RECORD}</div><div id=zoom><p>{WORDS * 3}</p>{figures}<p>{WORDS}</p></div>"
    record, _, table, _ = read(f"<html><body>{body}</body></html>").blocks
    assert [c.text for c in record.cells] == ["发布机构", "某县某局", "公开日期", "2024-01-17"]
    assert table.cells[0].text == "规章"


def test_the_title_above_the_body_is_kept_and_date_and_source_are_noted():
    body = (
        "<div class=top><h2>某市人民政府门户</h2></div><div class=t>某县某局2023年年报</div>"
        f"<div class=s>发布时间：2024-01-17 来源：某县某局</div><div id=zoom><p>{WORDS * 3}</p><p>{WORDS}</p></div>"
    )
    document = read(f"<html><title>某县某局2023年年报-某县</title><body>{body}</body></html>")
    assert texts(document)[0] == "某县某局2023年年报"
    assert (document.meta["published"], document.meta["publisher"]) == ("2024-01-17", "某县某局")


def test_a_date_with_its_time_before_the_source_is_that_of_publication():
    record = "<div class=s>【信息来源：某县某局】</div><div class=s>2024-01-17 16:40　来源：某县某局　浏览次数：8</div>"
    body = f"{record}<div id=zoom><p>{WORDS * 3}</p><p>{WORDS}</p></div>"
    document = read(f"<html><title>某县某局2023年年报</title><body>{body}</body></html>")
    assert (document.meta["published"], document.meta["publisher"]) == ("2024-01-17", "某县某局")


ARTICLE = f"<div id=zoom><p>{WORDS * 3}</p><p>{WORDS}</p></div>"


@pytest.mark.parametrize(
    "head", ["某市人民政府门户网站", "某县某局", "某县自然资源和规划局", "年度报告专栏 - 某县某局", ""]
)
@pytest.mark.parametrize(
    "title", ["<p style='font-size:24px'>{}</p>", "<div><h4>{}</h4></div>", "<h1>{}</h1>"]
)
def test_the_title_above_the_body_is_kept_where_the_head_names_something_else(title, head):
    menu = "<h2>某县年度报告专栏</h2><p>来源：某县某局办公室</p>"
    below = "<div class=title-info>来源：某县自然资源和规划局</div>"
    above = menu + title.format("某县自然资源和规划局2023年年度报告") + below
    document = read(f"<html><title>{head}</title><body>{above}{ARTICLE}</body></html>")
    assert "某县自然资源和规划局2023年年度报告" in texts(document)[-4:-2]


@pytest.mark.parametrize("other", ["<h2><a href=/>{}</a></h2>", "<p>上一篇：{}</p>"])
def test_the_title_of_another_article_is_not_kept(other):
    above = other.format("某县某局2022年年度报告")
    assert texts(read(f"<html><body>{above}{ARTICLE}</body></html>"))[0] == WORDS * 3


def test_the_record_above_the_body_is_kept_in_a_page_arranged_by_a_table():
    rows = f"<tr><td><a href=/>首页</a></td></tr><tr><td>{RECORD}</td></tr><tr><td>{ARTICLE}</td></tr>"
    record, *_ = tables(read(f"<html><body><table width=1000>{rows}</table></body></html>"))
    assert [c.text for c in record.cells] == ["发布机构", "某县某局", "公开日期", "2024-01-17"]


def test_a_page_inside_a_page_is_read_in_order():
    inner = "<html><head><title>内</title></head><body><p>内文</p></body></html>"
    document = read(page(f"<p>前文</p>{inner}<p>后文</p>"))
    assert texts(document)[:3] == ["前文", "内文", "后文"]


def test_a_page_in_an_attribute_of_a_frame_is_read_in_its_place():
    table = "<table><tr><td>规章</td><td>0</td></tr></table>"
    inner = f"<html><body>内文<iframe srcdoc='{escape(table)}'></iframe><p>{WORDS}</p></body></html>"
    document = read(f'<html><body><iframe srcdoc="{escape(inner)}"></iframe></body></html>')
    assert texts(document) == ["内文", WORDS]
    assert [c.text for c in tables(document)[0].cells] == ["规章", "0"]
    for many in ("<p>x</p>" * 10, "<iframe srcdoc=1></iframe>" * 10_000):
        hidden = f"<iframe style='display:none' srcdoc='{escape(many)}'></iframe>"
        assert texts(read(page(hidden))) == [WORDS]


def test_a_template_that_a_saved_component_shows_is_read_and_any_other_is_not():
    assert texts(read(page("<template shadowrootmode=open><p>内文</p></template>"))) == ["内文", WORDS]
    assert texts(read(page("<template><p>内文</p></template>"))) == [WORDS]


def test_a_body_hidden_until_a_script_shows_it_is_read():
    assert texts(read(f"<html><body><div style='display:none'><p>{WORDS * 2}</p></div></body></html>"))


def test_the_path_leads_to_the_cell():
    from lxml import html as lxml_html

    markup = page("<div><p>x</p><table><tbody><tr><th>甲</th><td>1</td><td>2</td></tr></tbody></table></div>")
    [table] = tables(read(markup))
    root = lxml_html.document_fromstring(markup)
    for cell in table.cells:
        steps = cell.place.path.split(" > ")[1:]
        element = root.find("body")
        for step in steps:
            tag, number = step.rstrip(")").split(":nth-of-type(")
            element = element.findall(tag)[int(number) - 1]
        assert element.text == cell.text


def test_a_huge_table_is_refused():
    with pytest.raises(Refusal) as refusal:
        read(page("<table>" + ("<tr>" + "<td>0</td>" * 300) * 400 + "</table>"))
    assert refusal.value.code == "too-large"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "&#11;", "&#x1F;", "&#1;", "\ufffe", "&#65535;"])
def test_signs_that_are_no_characters_do_not_stop_the_reader(sign: str) -> None:
    """Word leaves vertical tabs in pages; libxml2 reads them and lxml refuses to write them back."""
    said = texts(
        read(page(f"<p>一、总体情况</p><script>x</script>{sign}<p>本机关&#49;1月公开{sign}5条。</p>"))
    )
    assert "本机关11月公开5条。" in [paragraph.replace(" ", "") for paragraph in said]
