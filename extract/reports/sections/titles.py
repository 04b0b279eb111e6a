"""How the headings of the six sections are worded and numbered."""

import re
from functools import lru_cache
from typing import NamedTuple

from extract.forms.labels import plain, section_title
from extract.reports.numerals import chinese_number

CN = "一二三四五六七八九十"
MARK = r"[#*\s■●◆【\[]*"
_STYLES = (
    # A converter may lose the first bracket: 一)
    ("paren", rf"(?:[（(]\s*|(?=[{CN}]))([{CN}]{{1,2}}|\d{{1,2}})\s*[）)]"),
    ("numbered", rf"第\s*([{CN}]{{1,2}}|\d)\s*(?:部分|章|节|[、.．：:])[：:、]?"),
    ("numbered", rf"([{CN}]{{1,2}})\s*[、.．,，:：\s]"),
    ("arabic", r"(\d{1,2})\s*[、.．\s]"),
    ("arabic", r"([ⅠⅡⅢⅣⅤⅥ]|I{1,3}|IV|VI?)\s*[、.．\s]"),
)
"""Each style of numbering, its one group the number."""
_NUMBERED_LINE = re.compile(rf"{MARK}(?:{'|'.join(pattern for _, pattern in _STYLES)})")
"""A line of any style: the number of its group is that of the style."""
_YEAR_BEFORE = re.compile(r"^20\d\d年度?(?=政府|政务|主动|依申请|收到|因)")
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_SUIT = r"(?:的)?(?:工作)?(?:的)?(?:情况)?"
_SHAPES = tuple(
    (order, re.compile(shape))
    for order, shape in (
        (
            1,
            r"(?:(?:20\d\d|二[〇零○O\d一二三四五六七八九]{3})年(?:度)?|本?年度)?(?:(?:政府)?信息公开|政务公开)?(?:工作)?(?:的)?"
            r"(?:总体|基本|整体|综合)(?:工作)?(?:情况|概况|概述)(?:(?:及|和)主要(?:做法|工作|成效))?"
            r"|(?:主要|年度)?(?:(?:政府)?信息公开|政务公开)?(?:年度)?(?:主要)?(?:工作)?(?:情况)?(?:的)?(?:基本)?概[述况]|工作开展情况",
        ),
        (
            2,
            rf"(?:行政机关)?(?:政府信息)?主动公开{_SUIT}|(?:行政机关)?主动公开(?:的)?(?:政府)?信息{_SUIT}"
            r"|主动公开(?:政府)?信息(?:情况)?(?:以?及|和|与)(?:公开)?平台(?:建设)?(?:情况)?",
        ),
        (
            3,
            r"(?:行政机关)?(?:收到|受理)(?:和|及|与)?(?:处理|办理|答复)?(?:(?:政府)?信息(?:依?申请公开|公开申请|申请)|依申请公开(?:政府)?信息)"
            rf"{_SUIT}|政府信息公开申请(?:的)?(?:收到|受理|接收)?(?:和|及)?(?:处理|办理){_SUIT}"
            rf"|(?:行政机关)?(?:政府信息)?依?申请公开(?:政府信息|信息)?(?:的)?(?:办理|处理|受理)?(?:(?:的)?(?:情况)?[和及](?:不予公开|咨询)(?:(?:政府)?信息)?(?:受理)?)?{_SUIT}",
        ),
        (
            4,
            r"(?:因)?(?:政府信息公开|政府信息|信息公开)?(?:申请)?(?:工作)?(?:引[起发])?(?:的)?(?:被)?(?:申请)?(?:提起)?行政复议(?:案件)?(?:和|及|与|或)?(?:被)?(?:提起)?"
            rf"(?:行政)?诉讼(?:案件)?(?:和(?:行政)?(?:申诉|投诉|举报))?{_SUIT}"
            rf"|(?:举报|投诉)?(?:行政)?复议(?:和|及)?(?:行政)?诉讼(?:和(?:有关)?(?:申诉|投诉|举报))?(?:办理|处理)?{_SUIT}|(?:被)?申请行政复议{_SUIT}",
        ),
        (
            5,
            r"(?:政府信息公开)?(?:工作)?(?:中)?(?:存在|面临)?(?:的)?(?:主要)?(?:困难|问题|不足|短板)(?:和|及|与)?(?:困难|问题|不足)?"
            r"(?:和|及|以及|与)(?:下一?步)?(?:的)?(?:工作)?(?:改进|整改|解决|努力|工作)?(?:工作)?(?:的)?(?:情况|措施|办法|打算|计划|安排|方向|思路|建议|对策)?"
            r"|(?:存在|面临)(?:的)?(?:主要)?(?:问题|不足|困难)(?:和(?:不足|问题))?",
        ),
        (
            6,
            r"其[他它](?:需要?|应当?|应该)?(?:报告|说明|公开|注意|反映)?(?:的)?(?:有关)?(?:事项|情况|问题|内容)"
            r"|需要?(?:报告|说明|公开)的(?:其[他它])?(?:事项|情况|问题)(?:[与和及]?附表)?",
        ),
    )
)
"""Each section's title as a shape: what agencies print for it, letter by letter of a reduced line."""


def numbering(text: str, heading: int | None = None) -> tuple[str, int | None, str]:
    """The style of a line, its number, and the line without it."""
    match = _NUMBERED_LINE.match(text)
    if match is None or match.lastindex is None:
        return ("heading" if heading else "bare"), None, text
    printed = match[match.lastindex]
    number = int(printed) if printed.isdigit() else _ROMAN.get(printed) or chinese_number(printed)
    return _STYLES[match.lastindex - 1][0], number, text[match.end() :]


class Named(NamedTuple):
    """The section that a title names, and whether letter by letter."""

    order: int
    exact: bool


@lru_cache(maxsize=1 << 13)
def section_named(title: str, style: str) -> Named | None:
    """The section that a title names; a near wording counts only after a number."""
    key = _YEAR_BEFORE.sub("", plain(title)).replace("政务信息", "政府信息")
    if not 2 <= len(key) <= 46:
        return None
    for order, shape in _SHAPES:
        if shape.fullmatch(key):
            return Named(order, True)
    if len(key) < 4:
        return None
    exact = section_title(key, False)
    if exact is not None:
        return Named(exact, True)
    near = section_title(key, True) if style in ("numbered", "arabic", "heading") else None
    return None if near is None else Named(near, False)
