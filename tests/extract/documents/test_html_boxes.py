"""Tables that web pages make of boxes, and articles that they hold for a script to show."""

import json
from html import escape

import pytest

from extract.documents.html import readings
from extract.documents.model import Document, Paragraph, Table
from tests.extract.documents.sources import source

WORDS = "本机关按照规定公开信息，依法办理申请，并按时答复申请人。" * 12
HEAD = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
ROWS = [HEAD, ["规章", "1", "", "3"], ["行政规范性文件", "4", "5", ""], ["其他文件", "7", "8", "9"]]


def read(body: str, head: str = "") -> Document:
    markup = f"<html><head>{head}</head><body><h1>某局年报</h1>{body}<p>{WORDS}</p></body></html>"
    return next(readings(source(markup.encode(), "page.html")))


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def rows_of(row: str, cell: str) -> str:
    """The rows as elements written so: ``div class=r``."""

    def boxed(tag: str, inside: str) -> str:
        return f"<{tag}>{inside}</{tag.split()[0]}>"

    return "".join(boxed(row, "".join(boxed(cell, text) for text in texts)) for texts in ROWS)


STYLED = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<div role=table>{rows_of('div role=row', 'span role=cell')}</div>", ""),
        (f"<div class=t>{rows_of('div class=r', 'span class=c')}</div>", STYLED),
        (
            "<div style='display: table'>"
            + rows_of("div style='display:table-row'", "div style='display:table-cell'")
            + "</div>",
            "",
        ),
        (rows_of("ul", "li"), ""),
        (rows_of("div class=row", "div class=col-md-3"), ""),
        (rows_of("div", "div style='float:left;width:25%'"), ""),
        (rows_of("div", "span style='display: inline-block;width:25%'"), ""),
        (
            "<div style='display:grid;grid-template-columns:2fr repeat(3, 1fr)'>"
            + "".join(f"<div>{text}</div>" for row in ROWS for text in row)
            + "</div>",
            "",
        ),
    ],
)
def test_boxes_are_cells_and_blank_ones_stay(body: str, head: str) -> None:
    [table] = tables(read(body, head))
    assert texts(table) == ROWS
    assert table.aligned


def test_spans_of_boxes_place_the_cells_beside_them() -> None:
    role = (
        "<div role=table><div role=row><span role=columnheader aria-rowspan=2>甲</span>"
        "<span role=columnheader aria-colspan=2>乙</span></div>"
        "<div role=row><span role=cell>1</span><span role=cell>2</span></div></div>"
    )
    placed = (
        "<div style='display:grid;grid-template-columns:repeat(3,1fr)'>"
        "<div style='grid-column:1;grid-row:1 / span 2'>甲</div><div style='grid-column:2 / span 2;grid-row:1'>乙</div>"
        "<div style='grid-column:2;grid-row:2'>1</div><div style='grid-column:3;grid-row:2'>2</div></div>"
    )
    flowing = (
        "<div style='display:grid;grid-template-columns:1fr 1fr 1fr'>"
        "<div style='grid-row:span 2'>甲</div><div style='grid-column:span 2'>乙</div><div>1</div><div>2</div></div>"
    )
    for body in (role, placed, flowing):
        [table] = tables(read(body))
        assert [(c.text, c.row, c.col) for c in table.cells] == [
            ("甲", 0, 0),
            ("乙", 0, 1),
            ("1", 1, 1),
            ("2", 1, 2),
        ]


def test_columns_of_rows_that_differ_are_not_trusted() -> None:
    body = (
        rows_of("ul", "li") + "<ul><li>第二十条第（五）项</li></ul><ul><li>行政许可</li><li>6</li></ul>" * 2
    )
    found = tables(read(body.replace("<li>其他文件</li>", "")))
    assert not found[0].aligned
    assert texts(found[1]) == [["行政许可", "6"]]


@pytest.mark.parametrize(
    "body",
    [
        rows_of("div", "span"),  # words set apart in lines of text
        rows_of("div", "div style='float:right'"),
        rows_of("div", "div style='order:2'"),
        "<div><div>一</div><div>总体情况</div></div>" * 4,
    ],
)
def test_what_is_no_row_or_stands_in_another_order_is_no_table(body: str) -> None:
    assert tables(read(body)) == []


ARTICLE = (
    "<p>一、总体情况</p><table>"
    + "".join(f"<tr><td>\u884c\u653f{n}</td><td>{n}</td><td></td></tr>" for n in range(20))
    + "</table>"
)
HOLDERS = {
    "field": f"<textarea style='display:none'>{escape(ARTICLE)}</textarea>",
    "noscript": f"<noscript>{ARTICLE}</noscript>",
    "template": f"<template>{ARTICLE}</template>",
    "attribute": f"<input type=hidden id=content value='{escape(ARTICLE)}'>",
    "JSON": f"<script type=application/json>{json.dumps({'title': '某局', 'content': ARTICLE})}</script>",
    "script": f"<script>var a = '{ARTICLE}';</script>".replace("</", "<\\/").replace(
        "<\\/script", "</script"
    ),
}


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS)
def test_the_article_that_a_page_holds_for_its_script_is_read(holder: str) -> None:
    document = read(f"<div id=app></div>{holder}")
    [table] = tables(document)
    assert texts(table)[3] == ["行政3", "3", ""]
    assert "一、总体情况" in [b.text for b in document.blocks if isinstance(b, Paragraph)]


def test_of_several_articles_that_a_page_holds_none_is_read() -> None:
    other = ARTICLE.replace("<td>3</td>", "<td>4</td>")
    assert tables(read(f"<script>var a = {json.dumps(ARTICLE)}, b = {json.dumps(other)}</script>")) == []


def test_a_page_with_an_article_of_its_own_shows_no_other() -> None:
    [table] = tables(read(ARTICLE + HOLDERS["field"].replace("3", "5")))
    assert texts(table)[3] == ["行政3", "3", ""]
