"""A manuscript as a web page, in the skins that government sites publish, and as a page for printing."""

from dataclasses import replace
from html import escape
from random import Random

from benchmarks.generator.manuscript import Grid, Heading, Part, Text, Title
from benchmarks.generator.options import Mix
from benchmarks.generator.truth import Truth
from extract.forms.layout import PrintedCell, PrintedTable

_ZERO_WIDTH = ("\u200b", "\ufeff", "\u200d")
_LINKS = ("首页", "机构职能", "政策文件", "依申请公开", "年度报告", "互动交流", "网站地图")
_OFFICE = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    "<style>p.MsoNormal { margin: 0 } table td { mso-cellspacing: 0 }</style>"
    '<div style="display:none">一、本年新收政府信息公开申请数量 99</div>'
)
_NAMES = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "gb18030": "gb2312", "utf-16": "utf-16"}


def ragged(table: PrintedTable) -> PrintedTable:
    """Table three as some sites print it: labels outside the groups span one column less, so their rows end early."""
    cells = []
    for row in table.rows():
        shift = 0
        for cell in row:
            if cell.key is None and cell.col + cell.colspan <= 3 and cell.colspan > 1:
                cells.append(replace(cell, col=cell.col + shift, colspan=cell.colspan - 1))
                shift -= 1
            else:
                cells.append(replace(cell, col=cell.col + shift))
    return PrintedTable(tuple(cells), table.n_rows, table.n_cols)


def web_page(rng: Random, options: Mix, parts: list[Part], truth: Truth) -> bytes:
    """The report as the bytes of a saved web page."""
    body = _body(rng, options, parts)
    title = "".join(p.text for p in parts if isinstance(p, Title))
    if options["nested_table"]:
        body = f'<table width="100%" border="0"><tr><td valign="top">\n{body}\n</td></tr></table>'
    if options["nested_page"]:
        body = f"<html><head><meta charset='utf-8'><title>样例站点</title></head><body>{body}</body></html>"
    if options["meta_table"]:
        body = _meta_table(truth, title) + body
    if options["skin"] == "portal":
        body = _portal(rng, body)
    elif options["skin"] == "article":
        body = f'<main><article class="content" id="zoom">{body}</article></main>'
    elif options["skin"] == "word":
        body = f'<div class="Section0" style="layout-grid:15.6pt">{body}</div>'
    if options["office_comments"]:
        body = _OFFICE + body
    head = [f"<title>{escape(_page_title(rng, options, title))}</title>"]
    if truth.published:
        head.append(f'<meta name="PubDate" content="{truth.published}">')
    encoding = _NAMES[options["encoding"]]
    if options["declared"] == "charset":
        head.insert(0, f'<meta charset="{encoding}">')
    elif options["declared"] == "http-equiv":
        head.insert(0, f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />')
    html = (
        f"<!DOCTYPE html>\n<html>\n<head>\n{chr(10).join(head)}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return html.encode(options["encoding"])


def print_page(rng: Random, options: Mix, parts: list[Part], css: str, over: str = "") -> str:
    """The report as a page to be printed to PDF, with ``css`` and anything to lay ``over`` every page."""
    plain = {
        **options,
        "skin": "plain",
        "nbsp": False,
        "zero_width": False,
        "cell_tag": "td",
        "ragged": False,
    }
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><style>{css}</style></head>'
        f"<body>{over}{_body(rng, plain, parts)}</body></html>"
    )


def _body(rng: Random, options: Mix, parts: list[Part]) -> str:
    lines = []
    for part in parts:
        if isinstance(part, Grid):
            lines.append(table_html(rng, options, part))
            continue
        text = _inside(rng, options, part.text)
        if isinstance(part, Title):
            lines.append(
                f"<h1>{text}</h1>"
                if options["skin"] in ("plain", "article")
                else f'<p class="title" style="text-align:center">{text}</p>'
            )
        elif isinstance(part, Heading):
            tag = {"plain": "h2", "article": "p><strong"}.get(options["skin"], "p")
            lines.append(f"<{tag}>{text}</{tag.split('><')[-1]}>" + ("</p>" if "><" in tag else ""))
        elif isinstance(part, Text):
            lines.append(f"<p>{text}</p>")
    return "\n".join(lines)


def table_html(rng: Random, options: Mix, grid: Grid) -> str:
    """One table with its spans; a repeated head stands in ``thead``."""
    table = ragged(grid.table) if options["ragged"] and grid.kind == "table3" else grid.table
    table = _misspanned(table, options.get("rowspan_off", 0)) if grid.kind == "table3" else table
    rows = ["".join(_cell(rng, options, cell) for cell in row) for row in table.rows()]
    marked = [f"<tr>{row}</tr>" for row in rows]
    if options.get("repeat_head") and grid.heads:
        marked = ["<thead>", *marked[: grid.heads], "</thead><tbody>", *marked[grid.heads :], "</tbody>"]
    return f'<table class="{grid.kind}" border="1" cellspacing="0">\n{chr(10).join(marked)}\n</table>'


def _misspanned(table: PrintedTable, off: int) -> PrintedTable:
    """Table three with the tallest cell's rowspan off by one, as pages print it."""
    tallest = max(table.cells, key=lambda c: c.rowspan)
    cells = tuple(
        replace(c, rowspan=c.rowspan + off) if c is tallest and c.rowspan > 9 else c for c in table.cells
    )
    return replace(table, cells=cells)


def _cell(rng: Random, options: Mix, cell: PrintedCell) -> str:
    tag = options["cell_tag"] if cell.head else "td"
    kind = ' class="figure"' if cell.key else ' class="head"' if cell.head else ' class="label"'
    return f"<{tag}{cell.html_spans}{kind}>{_inside(rng, options, cell.text)}</{tag}>"


def _inside(rng: Random, options: Mix, text: str) -> str:
    """The text of an element in the skin's markup."""
    if options["zero_width"] and text and rng.random() < 0.3:
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(_ZERO_WIDTH) + text[at:]
    shown = escape(text, quote=False)
    if options["nbsp"]:
        shown = shown.replace(" ", "&nbsp;") or "&nbsp;"
    if options["skin"] != "word":
        return shown
    half = len(text) // 2
    runs = [text[:half], text[half:]] if rng.random() < 0.3 and "&nbsp;" not in shown else [None]
    spans = "".join(
        f'<span style="font-family:仿宋_GB2312;font-size:16.0pt">{shown if run is None else escape(run, quote=False)}</span>'
        for run in runs
    )
    return f'<p class=MsoNormal align=center style="mso-char-indent-count:0">{spans}<span lang="EN-US"><o:p></o:p></span></p>'


def _page_title(rng: Random, options: Mix, title: str) -> str:
    return "样例省政府信息公开平台" if options["skin"] == "portal" and rng.random() < 0.6 else title


def _meta_table(truth: Truth, title: str) -> str:
    rows = [
        ("名称", title, "索引号", "YL001/2024-00007"),
        ("发布机构", truth.agency, "公开日期", truth.published or ""),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="xxgk">{cells}</table>'


def _portal(rng: Random, body: str) -> str:
    """The body among what a portal puts around it."""
    links = "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(_LINKS))
    others = "".join(
        f'<li><a href="/nb/{n}.html">样本机关{2018 + n}年政府信息公开工作年度报告</a></li>'
        for n in range(rng.randint(0, 4))
    )
    return (
        f'<div class="header"><ul>{links}</ul><script>var site="sample";</script></div>'
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; 年度报告</div>'
        f'<div class="main"><div class="side"><ul>{others}</ul></div>'
        f'<div class="TRS_Editor">{body}</div></div>'
        '<div class="footer">主办：样例单位　备案号：样ICP备00000000号　<a href="#">打印本页</a></div>'
    )
