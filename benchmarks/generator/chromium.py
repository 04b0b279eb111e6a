"""A manuscript printed to PDF by Chromium; the browser stays open for the next one."""

import atexit
import shutil
from functools import cache
from random import Random

from playwright.sync_api import Browser, Playwright, sync_playwright

from benchmarks.generator.html import print_page
from benchmarks.generator.manuscript import Part
from benchmarks.generator.options import Mix

_FONTS = {"serif": "Noto Serif CJK SC", "sans": "Noto Sans CJK SC", "droid": "Droid Sans Fallback"}
_PAGES = {"A4": "A4", "Letter": "Letter", "A3": "A3", "B5": "176mm 250mm"}
_LABELS = {"narrow": "7em", "normal": "13em", "wide": "20em"}
_BORDERS = {
    "all": "td { border: W S #000 }",
    "none": "",
    "horizontal": "td { border-top: W S #000; border-bottom: W S #000 }",
    "vertical": "td { border-left: W S #000; border-right: W S #000 }",
    "three_line": "table { border-top: W S #000; border-bottom: W S #000 } .head { border-bottom: W S #000 }",
    "outer": "table { border: W S #000 }",
    "boxed": "table { border-collapse: separate; border-spacing: 3px } td { border: W S #000 }",
    "open_sides": "td { border: W S #000 } tr > td:first-child { border-left: 0 } tr > td:last-child { border-right: 0 }",
}
_LINES = {
    "line": ("0.6pt", "solid"),
    "cell_boxes": ("0.6pt", "solid"),
    "rectangle": ("1px", "solid"),
    "dashed": ("0.8pt", "dashed"),
    "thick": ("1.6pt", "solid"),
}


@cache
def _driver() -> tuple[Playwright, Browser]:
    driver = sync_playwright().start()
    opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    atexit.register(close)
    return driver, opened


def browser() -> Browser:
    """The browser of this process."""
    return _driver()[1]


def close() -> None:
    """End the browser, if one was opened: whoever else drives one in this process cannot do so beside it."""
    if _driver.cache_info().currsize:
        driver, opened = _driver()
        _driver.cache_clear()
        opened.close()
        driver.stop()


def css(options: Mix) -> str:
    """The print style of the options."""
    width, style = _LINES[options["line_style"]]
    landscape = " landscape" if options["landscape"] and options["page"] != "B5" else ""
    return f"""
@page {{ size: {_PAGES[options["page"]]}{landscape}; margin: {options["margin"]}mm; }}
body {{ font: {options["size"]}pt/1.6 "{_FONTS[options["font"]]}", "Noto Sans CJK SC"; margin: 0; }}
h1 {{ text-align: center; font-size: 1.7em; font-weight: {"bold" if options["fake_bold"] != "none" else "normal"}; }}
h2 {{ font-size: 1.2em; }}
p {{ text-indent: 2em; }}
table {{ border-collapse: collapse; width: 100%; border: 0; margin: 6pt 0; }}
.table4 {{ font-size: {min(options["size"], 9)}pt; }}
td {{ border: 0; padding: {options["padding"]}pt; vertical-align: {options["valign"]}; }}
.figure {{ text-align: {options["align"]}; }}
.head {{ text-align: center; {"background: #e5e5e5;" if options["shaded_head"] else ""} }}
.table3 .label {{ max-width: {_LABELS[options["label_width"]]}; min-width: 1em; }}
thead {{ display: {"table-header-group" if options["repeat_head"] else "table-row-group"}; }}
.over {{ position: fixed; top: 45%; left: 5%; font-size: 46pt; color: #bbb; transform: rotate(-38deg); }}
.gap {{ height: {options["break_at"]}pt; }}
{_BORDERS[options["rulings"]].replace(" W S ", f" {width} {style} ")}
"""


def chromium_pdf(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as a PDF printed by Chromium."""
    over = '<div class="over">合成样本仅供测试</div>' if options["watermark"] else ""
    page_html = print_page(rng, options, parts, css(options), over)
    page_html = page_html.replace('<table class="table3"', '<div class="gap"></div><table class="table3"', 1)
    mark = options["footer"].replace("4", '<span class="pageNumber"></span>')
    context = browser().new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.set_content(page_html)
        small = 'style="font-size:9px;width:100%;text-align:center"'
        return page.pdf(
            prefer_css_page_size=True,
            print_background=options["shaded_head"],
            display_header_footer=options["footer"] != "none" or options["running_head"],
            header_template=f"<div {small}>{'合成样本汇编' if options['running_head'] else ''}</div>",
            footer_template=f"<div {small}>{'' if mark == 'none' else mark}</div>",
        )
    finally:
        context.close()
