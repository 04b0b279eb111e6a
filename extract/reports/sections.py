"""The six sections by their headings, and the five parts of the first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extract.documents.model import Block, Document, Paragraph
from extract.forms.labels import fold, plain, section_title, simplified
from extract.rare import rare
from extract.records import record
from extract.reports.foot import above_the_foot
from extract.reports.identity.names import is_chinese
from extract.reports.numerals import chinese_number

_CN = "一二三四五六七八九十"
_MARK = r"[#*\s■●◆【\[]*"
_STYLES = (
    # A converter may lose the first bracket: 一)
    ("paren", rf"(?:[（(]\s*|(?=[{_CN}]))([{_CN}]{{1,2}}|\d{{1,2}})\s*[）)]"),
    ("numbered", rf"第\s*([{_CN}]{{1,2}}|\d)\s*(?:部分|章|节|[、.．：:])[：:、]?"),
    ("numbered", rf"([{_CN}]{{1,2}})\s*[、.．,，:：\s]"),
    ("arabic", r"(\d{1,2})\s*[、.．\s]"),
    ("arabic", r"([ⅠⅡⅢⅣⅤⅥ]|I{1,3}|IV|VI?)\s*[、.．\s]"),
)
"""Each style of numbering, its one group the number."""
_NUMBERED_LINE = re.compile(rf"{_MARK}(?:{'|'.join(pattern for _, pattern in _STYLES)})")
"""A line of any style: the number of its group is that of the style."""
_NUMBERED = re.compile(rf"{_MARK}(?:第|[{_CN}])|\s*[\d０-９（(ⅠⅡⅢⅣⅤⅥIV]|[\s#*]")
_TITLE_SIGN = re.compile(r"[况況述项項题題足难難板]")
"""One of these stands in every section's title: 情况, 概述, 事项, 问题, 不足, 困难, 短板."""
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_WEIGHT = {"numbered": 4.0, "heading": 3.0, "arabic": 2.0, "bare": 2.0, "paren": 1.0}
_SURE = _WEIGHT["arabic"] + 1.5
"""The weight of 4.… with the very title of section four: also next to a table it is no row of it."""
_LONGEST_TITLE = 40
_STOP = re.compile(r"[。：:；;]")
_GAP = re.compile(r"\s+")
_NUMERAL = re.compile(r"[（(]\s*\d")
_WHICH = re.compile(rf"[{_CN}]是")
_CLAUSE_END = re.compile(r"[。；;，,]")
_HEAD_OF_TEXT = re.compile(r"[；;，,]|(?<=情况)")
"""Where a heading ends that no stop parts from its text."""
_HEAD_END = re.compile(r"[。\n:：；]")
_LEADERS = rare(r"(?:[.·…。．\-_]{3,}|\t|\s{2,})\s*\d{1,3}\s*$|[.…·]{4,}\s*$")
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
            rf"(?:行政机关)?(?:政府信息)?主动公开{_SUIT}|(?:行政机关)?主动公开(?:的)?政府信息{_SUIT}"
            r"|主动公开(?:政府)?信息(?:情况)?(?:以?及|和|与)(?:公开)?平台(?:建设)?(?:情况)?",
        ),
        (
            3,
            r"(?:收到|受理)(?:和|及|与)?(?:处理|办理|答复)?(?:政府)?信息(?:依?申请公开|公开申请|申请)"
            rf"{_SUIT}|政府信息公开申请(?:的)?(?:收到|受理|接收)?(?:和|及)?(?:处理|办理){_SUIT}"
            rf"|(?:行政机关)?(?:政府信息)?依?申请公开(?:政府信息|信息)?(?:的)?(?:办理|处理|受理)?(?:(?:的)?(?:情况)?和(?:不予公开|咨询)(?:(?:政府)?信息)?)?{_SUIT}",
        ),
        (
            4,
            r"(?:因)?(?:政府信息公开|政府信息)?(?:工作)?(?:的)?(?:被)?(?:申请)?(?:提起)?行政复议(?:案件)?(?:和|及|与|或)?(?:被)?(?:提起)?"
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

_PART_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"主动公开")),
    (2, re.compile(r"依申请|公开申请|申请公开")),
    (3, re.compile(r"信息(?:资源)?(?:的)?(?:规范化?)?管理|(?<!监督)(?<!平台)(?<!组织)管理|信息资源")),
    (4, re.compile(r"平台|公开渠道|公开载体|网站(?!主动公开)|新媒体|公开专[区栏]|政府公报")),
    (5, re.compile(r"监督|保障|考核|评议|责任追究|培训")),
)
"""The five matters of section one, in the order of the form."""
_NO_MATTER = re.compile("复议|诉讼")
"""Matters of section four, also where a report tells of them in section one: 因公开申请提起行政诉讼情况."""
_PAGE_MARK = re.compile(
    r"[—–\-－]\s*\d{1,3}\s*[—–\-－]|第\s*\d{1,3}\s*页(?:[，,]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
)
_FOOTNOTE = re.compile(r"\s*(?:注|备注|附注|说明)\s*\d{0,2}\s*[:：]\s*\D{6}")
_SIGNED = rare(
    r"(?P<body>.{0,40}?)[（(]?\s*(?:20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|20\d\d-\d{1,2}-\d{1,2}"
    r"|二[〇零○O][〇零○O一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s*[）)]?",
    re.DOTALL,
)
_BODY = rare(
    r"[（(]?.{1,40}(?:政府|办公[室厅]|委员会|管委会|[局厅部委院署处所会公司中心街道镇乡])[）)]?(?:（盖章）)?",
    re.DOTALL,
)


@record(frozen=True, slots=True)
class Sections:
    """The texts by number (``1`` … ``6``, and ``1.1`` … ``1.5``), and the block that each starts at."""

    texts: dict[str, str]
    parts: dict[str, str]
    starts: dict[str, int]


@record(frozen=True, slots=True)
class _Heading:
    """A line that may head a section.

    ``order`` is the section it names (0 for none), ``number`` the number printed before it, ``rest`` what follows
    the title on its line, ``body`` the block at which its text begins.
    """

    block: int
    order: int
    style: str
    weight: float
    number: int | None = None
    rest: str = ""
    body: int = 0


def _numbering(text: str, heading: int | None) -> tuple[str, int | None, str]:
    """The style of a line, its number, and the line without it."""
    match = _NUMBERED_LINE.match(text)
    if match is None or match.lastindex is None:
        return ("heading" if heading else "bare"), None, text
    printed = match[match.lastindex]
    number = int(printed) if printed.isdigit() else _ROMAN.get(printed) or chinese_number(printed)
    return _STYLES[match.lastindex - 1][0], number, text[match.end() :]


@lru_cache(maxsize=1 << 13)
def _named(title: str, style: str) -> tuple[int, bool] | None:
    """The section that a title names, and whether letter by letter; a near wording counts only after a number."""
    key = plain(title)
    if not 2 <= len(key) <= 46:
        return None
    for order, shape in _SHAPES:
        if shape.fullmatch(key):
            return order, True
    if len(key) < 4:
        return None
    exact = section_title(key, False)
    if exact is not None:
        return exact, True
    near = section_title(key, True) if style in ("numbered", "arabic", "heading") else None
    return None if near is None else (near, False)


def begins_a_report(block: Block) -> bool:
    """True for the heading of section one."""
    if not isinstance(block, Paragraph) or len(block.text) >= 40:
        return False
    named = _named(_numbering(fold(block.text).strip(), block.heading)[2].strip("*】] "), "bare")
    return named is not None and named[0] == 1


def _split(text: str) -> list[tuple[str, str]]:
    """The ways to take a title off the head of a line: the whole line, up to a stop, up to a gap."""
    ways = [(text, "")] if len(text) <= 46 else []
    head = text[:60].strip()
    for pattern in (_STOP, _GAP):
        match = pattern.search(head)
        if match and match.start() >= 2:
            offset = len(text) - len(text.lstrip())
            ways.append((text[: offset + match.start()], text[offset + match.end() :]))
    return ways


def _heading(blocks: Sequence[Block], index: int) -> _Heading | None:
    """The heading that a block is, if it is one; a title cut by a line break takes up the next block too."""
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return None
    if len(block.text) > 60 and "\n" not in block.text[:60] and not _NUMBERED.match(block.text):
        return None
    line, _, below = fold(block.text).strip().partition("\n")
    style, number, title = _numbering(line, block.heading)
    if style != "numbered" and not _TITLE_SIGN.search(line, 0, 60):
        return None
    last = line.rstrip()[-1:]
    if (last.isdecimal() or last in ".…·") and _LEADERS.search(line[-80:]):
        return None
    body = index + 1
    found, rest = None, ""
    for head, after in _split(title):
        if style in ("bare", "paren") and after.strip():
            continue
        named = _named(head.strip(), style)
        if named is not None and (found is None or named[1] > found[1]):
            found, rest = named, after
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if (
        isinstance(following, Paragraph)
        and style in ("numbered", "arabic")
        and len(line) < 40
        and len(following.text) <= 30
    ):
        # A title cut by the line break, or its number alone.
        joined = _named(title.strip() + fold(following.text).strip(), style)
        if (
            joined is not None
            and joined[1]
            and (found is None or not found[1])
            and not re.search(r"[。；]", following.text)
        ):
            found, rest, body = joined, "", index + 2
    if found is None:
        return None
    order, exact = found
    if style == "paren" and number != order:
        return None
    weight = _WEIGHT[style] + (0.5 if exact else 0) + (1 if number == order else 0)
    rest = "\n".join(t for t in (rest.strip(), below.strip()) if t)
    return _Heading(index, order, style, weight, number, rest, body)


def _begins_anew(heading: _Heading) -> bool:
    """True for 1.主动公开情况: below 一、总体情况 it heads a part of section one, not section two."""
    return heading.style == "arabic" and heading.number is not None and heading.number < heading.order


def _candidates(blocks: Sequence[Block]) -> list[_Heading]:
    """Every line that may head a section; those of a list of contents, which have no text, weigh less."""
    found = [h for index in range(len(blocks)) if (h := _heading(blocks, index)) is not None]
    begun = next((h.block for h in found if h.order == 1 and h.style == "numbered"), len(blocks))
    found = [h for h in found if not (h.block > begun and _begins_anew(h))]
    bare = {
        one.block
        for one, other in pairwise(found)
        if other.block <= one.body and other.order == one.order + 1 and not one.rest
    }
    return [replace(h, weight=h.weight - 1.6) if h.block in bare or h.block - 1 in bare else h for h in found]


def _chain(candidates: list[_Heading]) -> list[_Heading]:
    """The heaviest run of headings whose numbers rise: later repeats and mentions fall out."""
    # The heaviest chain that ends in each number; of equal ones the earliest stays.
    best: dict[int, tuple[float, int, list[_Heading]]] = {}
    for place, candidate in enumerate(candidates):
        order = candidate.order
        before = max((best[o] for o in best if o < order), key=lambda b: (b[0], -b[1]), default=(0.0, 0, []))
        score = before[0] + candidate.weight
        if order not in best or score > best[order][0]:
            best[order] = (score, place, [*before[2], candidate])
    return max(best.values(), key=lambda b: (b[0], -b[1]))[2] if best else []


def _with_first(chain: list[_Heading], blocks: Sequence[Block]) -> list[_Heading]:
    """The chain begun at 一、, whatever it says, where no heading names section one and the first of the chain has a later number.

    Without any 一、 it begins at （一）主动公开, the first part of section one.
    """
    if (
        not chain
        or any(h.order == 1 for h in chain)
        or chain[0].style != "numbered"
        or (chain[0].number or 0) < 2
    ):
        return chain
    below = chain[0].block
    for index in reversed(range(below)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE:
            continue
        style, number, _ = _numbering(fold(block.text).strip(), block.heading)
        if style == "numbered" and number == 2:
            below = index
        if style == "numbered" and number == 1:
            # Where 二、 follows at once it is a list of contents.
            return chain if below == index + 1 else [_Heading(index, 1, style, 0, 1, body=index + 1), *chain]
    part = next((n for n, block in enumerate(blocks[: chain[0].block]) if _is_first_part(block)), None)
    if part is None or chain[0].order != 2:
        return chain
    return [_Heading(part, 1, "bare", 0, body=part), *chain]


def _is_first_part(block: Block) -> bool:
    """True for a paragraph that begins with （一）主动公开."""
    if not isinstance(block, Paragraph) or _numbering(fold(block.text), None)[:2] != ("paren", 1):
        return False
    return _matter(_part_heading(block.text)[1]) == 1


def _with_misplaced(chain: list[_Heading], candidates: list[_Heading]) -> list[_Heading]:
    """The chain with sections that stand out of their order: numbered headings, letter by letter, after the first."""
    orders = {h.order for h in chain}
    lost: dict[int, _Heading] = {}
    for one in candidates:
        strong = one.style == "numbered" and one.weight >= _WEIGHT["numbered"] + 1.5
        if strong and one.order not in orders and chain and one.block > chain[0].block:
            lost.setdefault(one.order, one)
    return sorted([*chain, *lost.values()], key=lambda h: h.block)


def _with_lost_five(chain: list[_Heading], document: Document) -> list[_Heading]:
    """The chain with section five begun at its first （一）… on problems, where its own heading was lost."""
    orders = [h.order for h in chain]
    if 5 in orders or 4 not in orders:
        return chain
    at = orders.index(4)
    end = chain[at + 1].block if at + 1 < len(chain) else len(document.blocks)
    for index in range(chain[at].body, end):
        block = document.blocks[index]
        if isinstance(block, Paragraph) and len(block.text) <= 40:
            style = _numbering(fold(block.text), block.heading)[0]
            if style in ("paren", "numbered") and re.search(r"问题|不足|改进", fold(block.text)):
                return [*chain[: at + 1], _Heading(index, 5, "bare", 0, body=index), *chain[at + 1 :]]
    return chain


def _ends(chain: list[_Heading], document: Document, taken: frozenset[int]) -> list[int]:
    """Where each section ends: at the next heading, or at one of the same numbering that names no section."""
    ends = []
    following: list[_Heading | None] = [*chain[1:], None]
    for one, after in zip(chain, following, strict=False):
        end = after.block if after is not None else len(document.blocks)
        if one.style == "numbered" and one.number is not None:
            for index in range(one.body, end):
                block = document.blocks[index]
                if not isinstance(block, Paragraph) or index in taken or len(block.text) > 30:
                    continue
                style, number, _ = _numbering(fold(block.text), block.heading)
                foreign = style == "numbered" and number == one.number + 1
                if foreign and (after is None or after.number is None or one.number + 1 < after.number):
                    end = index
                    break
        ends.append(end)
    return ends


def _lines(document: Document, first: int, last: int, taken: frozenset[int]) -> list[str]:
    """The lines of running text between two blocks, notes under tables included and page marks left out."""
    return [
        line
        for index, block in enumerate(document.blocks[first:last], first)
        if isinstance(block, Paragraph)
        and (index not in taken or _FOOTNOTE.match(block.text))
        and (line := block.text.strip())
        and not _PAGE_MARK.fullmatch(line)
    ]


def _unsigned(lines: list[str]) -> list[str]:
    """The lines of the last section without the body and the date that sign the report."""
    dated = bool(lines) and ("日" in lines[-1] or "-" in lines[-1])
    if dated and (signed := _SIGNED.fullmatch(lines[-1])) and _may_be_a_name(signed["body"]):
        lines = lines[:-1]
        if (
            not signed["body"].strip("（( ")
            and lines
            and _may_be_a_name(lines[-1])
            and _BODY.fullmatch(lines[-1])
        ):
            lines = lines[:-1]
    return lines


def _may_be_a_name(text: str) -> bool:
    return is_chinese("".join(text.split()), besides="（）()、")


def _matter(head: str) -> int | None:
    """The one of the five matters that a heading names first."""
    head = simplified(head)
    if _NO_MATTER.search(head):
        return None
    found = [(m.start(), n) for n, words in _PART_WORDS if (m := words.search(head))]
    return min(found)[1] if found else None


def _part_heading(line: str) -> tuple[str, str]:
    """The kind of numbering of a line in section one, and the heading that it opens with."""
    folded = fold(line).strip("*# ")
    style, _, rest = _numbering(folded, None)
    if style == "paren" and _NUMERAL.match(folded):
        style = "paren arabic"
    if style == "bare" and (which := _WHICH.match(folded)):
        style, rest = "which", folded[which.end() :]
    if style == "bare" and (len(folded) > 20 or _CLAUSE_END.search(folded)):
        return "", ""
    head = _HEAD_END.split(rest.strip(), maxsplit=1)[0]
    if len(head) > _LONGEST_TITLE:  # a sentence: what its first clause does not say is no heading
        head = _HEAD_OF_TEXT.split(head, maxsplit=1)[0][:_LONGEST_TITLE]
    if style in ("numbered", "arabic", "which") and len(head) > 30:
        return "", ""
    return style, head.strip("* ")


def _parts(lines: Sequence[str]) -> dict[str, str]:
    """The parts of section one: headings of that one numbering which names most of the five matters.

    A heading of that numbering that names none of them, or one that is over, ends the part before it.
    """
    heads = [(style, _matter(head) if style else None) for style, head in map(_part_heading, lines)]
    matters: dict[str, set[int]] = {}
    for style, matter in heads:
        if matter:
            matters.setdefault(style, set()).add(matter)
    order = ("paren", "numbered", "arabic", "paren arabic", "which", "bare")
    chosen = max(order, key=lambda style: (len(matters.get(style, ())), -order.index(style)))
    if len(matters.get(chosen, ())) < (1 if chosen == "paren" else 2):
        return {}
    parts: dict[str, list[str]] = {}
    current: str | None = None
    for line, (style, matter) in zip(lines, heads, strict=True):
        if style == chosen:
            named = f"1.{matter}" if matter else None
            current = named if named == current or named not in parts else None
        if current is not None:
            parts.setdefault(current, []).append(line)
    return {key: "\n".join(text) for key, text in parts.items()}


def read_sections(document: Document, taken: frozenset[int] = frozenset()) -> Sections:
    """The sections of a report, without the blocks that its tables took up.

    A heading counts where it stands as a heading of its own, in an order that rises; the words of a
    title inside running text never do, nor a list of contents.
    """
    candidates = [
        h
        for h in _candidates(document.blocks)
        if h.block not in taken or h.style in ("numbered", "heading") or h.weight >= _SURE
    ]
    chain = _with_lost_five(_with_misplaced(_chain(candidates), candidates), document)
    chain = _with_first(chain, document.blocks)
    texts: dict[str, str] = {}
    starts: dict[str, int] = {}
    parts: dict[str, str] = {}
    for heading, end in zip(chain, _ends(chain, document, taken), strict=True):
        lines = ([heading.rest] if heading.rest else []) + _lines(document, heading.body, end, taken)
        if heading is chain[-1]:
            lines = _unsigned(above_the_foot(lines))
        texts[str(heading.order)] = "\n".join(lines)
        starts[str(heading.order)] = heading.block
        if heading.order == 1:
            parts = _parts(lines)
    return Sections(texts, parts, starts)
