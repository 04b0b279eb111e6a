"""Lines that a page, a browser or a caption leaves among the rows of a table, told by their words alone."""

import re

from extract.rare import rare

_PAGE_MARK = rare(
    r"[-—–―－·•~～]{1,3}\s*\d{1,3}\s*[-—–―－·•~～]{1,3}|第?\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
    r"|Page\s+\d{1,3}(?:\s+of\s+\d{1,3})?"
)
_BROWSERS = rare(
    r"\s*(?:(?:file|https?)://\S+(?:\s+\d{1,3}/\d{1,3})?\s*$|\d{1,4}([/.-])\d{1,2}\1\d{1,4}[,，]?\s+(?:[上下]午\s*)?\d{1,2}:\d{2}\s)"
)
_CAPTION = rare(r"[(（]?(?:[附续]?表\s*[一二三四五\d]{1,2}(?:[-－.]\d)?|续表)[)）]?\s*[:：]?")
_REPORT = re.compile(r"信息公[开開][^。]*(?:年度|工作)(?:报告|報告)|20\d\d\s*年度?政府信息公[开開]$")
_MARKED = rare(r"[-—–―－·•~～页/]|Page")


def is_page_mark(text: str) -> bool:
    """True for a line that only numbers the page, such as ``- 3 -`` or ``第 3 页``; a bare number is not one."""
    return (
        len(text) <= 16
        and _MARKED.search(text) is not None
        and _PAGE_MARK.fullmatch(text.strip()) is not None
    )


def is_browsers(text: str) -> bool:
    """True for a line that a browser prints above or below a page: the time and the title, or the address and the page's number."""
    return ":" in text and _BROWSERS.match(text) is not None


def is_caption(text: str) -> bool:
    """True for a line that only numbers a table, such as ``表 2`` or ``续表``."""
    return "表" in text and len(text) <= 10 and _CAPTION.fullmatch(text.strip()) is not None


def is_running_head(text: str) -> bool:
    """True for the report's title above the rows of a new page."""
    return len(text) <= 60 and _REPORT.search(text) is not None
