"""The running text of a report as paragraphs, whichever lines the print breaks them over, and what their headings speak of."""

import re

from extract.documents.model import Document, Paragraph, Place
from extract.forms.labels import in_simplified
from extract.records import record
from extract.reports.narrative.figures import words_of
from extract.tables.page_marks import is_page_mark

_DIGITS = {0xFF10 + d: ord("0") + d for d in range(10)} | {
    ord("％"): "%",
    ord("．"): ".",
    0x200B: "",
    0xFEFF: "",
}
_HALF_WIDTH = ((";", "；"), (":", "："), ("(", "（"), (")", "）"))
_NARROW = re.compile("[,;:()]")
_HALF_COMMA = re.compile(r",(?!\d)|(?<!\d),")
"""A comma of running text that a converter made narrow, and none between the digits of a number."""
_ODD_SIGN = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、）)]")
_HEADING = re.compile(
    r"[#\s]*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六][、）)]|第[一二三四五六]部分|(?P<minor>\d{1,2}[、.．]))"
)
_TITLE = re.compile(
    r"(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)[^。，；：]{8,36}(?:情[况況]|事[项項]|措施)"
)
"""A heading that its number and its last word tell, however long it is."""
_OF_REQUESTS = re.compile(
    r"依申请|申请公开|公开申请|收到和处理|(?<!可)申请(?:的)?(?:处理|办理|受理|答复|情况)"
)
_OF_NO_MATTER = re.compile(
    r"总体情况|概述|概况|基本情况|其[他它]需要|主动公开(?:政府)?信息(?:情况)?(?:以?及|和|与)"
)
_OF_PLATFORMS = re.compile(r"平台|渠道|网站|新媒体")
_HEAD_END = re.compile(r"[。：:]")
_HEAD_WORD = re.compile(r"公开|管理|平台|监督|保障")
_NO_HEAD = re.compile(r"[。；，\d]")


@record(frozen=True, slots=True)
class Line:
    """A stretch of running text that is one paragraph as far as can be told, and what its heading speaks of."""

    text: str
    start: int
    topic: str | None
    printed: str


def running_text(
    document: Document, taken: frozenset[int], first: int
) -> tuple[list[Line], list[tuple[int, Place]]]:
    """The paragraphs of the running text, also where the print breaks them over lines, and the place of each piece of print."""
    text = ""
    starts: list[tuple[int, Place]] = []
    for index, block in enumerate(document.blocks[first:], first):
        if not isinstance(block, Paragraph) or index in taken:
            continue
        # The words stay as printed; only digits are made ordinary and the breaks of the print taken out.
        piece = "".join(block.text.split())
        if not piece:
            continue
        if _ODD_SIGN.search(piece):
            piece = piece.translate(_DIGITS)
        if is_page_mark(piece):
            continue
        if _ITEM.match(piece) and text and text[-1] != "\n":
            text += "\n"
        starts.append((len(text), block.place))
        # A line that ends its sentence, a heading or a short line is not carried on by the next.
        ends = piece[-1:] in "。；！？!?:：" or block.heading is not None or len(piece) < 18
        ends = ends or _TITLE.fullmatch(piece) is not None
        text += piece + ("\n" if ends else "")
    lines: list[Line] = []
    topic: str | None = None
    at = 0
    printed = text
    if _NARROW.search(text):
        text = _HALF_COMMA.sub("，", text)
        for narrow, wide in _HALF_WIDTH:  # a table would be asked about each sign of the text
            text = text.replace(narrow, wide)
    if "公開" in text:
        text = in_simplified(text)
    for line in text.split("\n"):
        number = _HEADING.match(line)
        head = _HEAD_END.split(line, maxsplit=1)[0] if number else ""
        if number and len(head) <= 40:
            topic = _topic(head, topic, number["minor"] is not None)
        elif len(line) <= 20 and _HEAD_WORD.search(line) and not _NO_HEAD.search(line):
            topic = _topic(line, topic, False)
        lines.append(Line(line, at, topic, printed[at : at + len(line)]))
        at += len(line) + 1
    return lines, starts


def _topic(heading: str, above: str | None, minor: bool) -> str | None:
    """What a heading says that the text below speaks of: requests, disputes, platform, other; None where it does not say."""
    if _OF_REQUESTS.search(heading):
        return "requests"
    if "复议" in heading or "诉讼" in heading:
        return "disputes"
    if minor and above == "requests" and not words_of("topics", "other").search(heading):
        return above
    if _OF_NO_MATTER.search(heading):
        return None
    if _OF_PLATFORMS.search(heading):
        return "platform"
    return "other"
