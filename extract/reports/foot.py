"""What a web page puts below its text: links to other pages, who runs the site, its registration."""

import re
from collections.abc import Sequence

from extract.rare import rare

_LONGEST = 80
_FOOT = rare(
    r"\W{0,3}(?:[上下]一[篇条页][:：]|(?:主办|承办|协办|技术支持|网站维护)(?:单位)?[:：]|版权所有|Copyright|网站标识码|网站地图|责任编辑[:：]|扫一扫"
    r"|扫描二维码|分享到|相关(?:链接|文章|稿件|新闻|信息)[:：]?$|(?:打印|关闭)(?:本页|窗口)?\W*$)",
    re.IGNORECASE,
)
_REGISTRATION = rare(r"\W{0,3}[^。，；]{0,24}(?:ICP备|公网安备)", re.IGNORECASE)


def above_the_foot(lines: Sequence[str]) -> list[str]:
    """The lines up to the first of those that a page puts below its text."""
    end = next((n for n, line in enumerate(lines) if len(line) <= _LONGEST and _is_of_the_foot(line)), None)
    return list(lines[:end])


def _is_of_the_foot(line: str) -> bool:
    return _FOOT.match(line) is not None or ("备" in line and _REGISTRATION.match(line) is not None)
