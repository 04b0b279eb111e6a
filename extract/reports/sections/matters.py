"""The five parts of section one: the matters that its text treats one after the other."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.documents.model import Block, Paragraph
from extract.forms.labels import fold, simplified
from extract.reports.sections.titles import CN, numbering

LONGEST_TITLE = 40
_NUMERAL = re.compile(r"[（(]\s*\d")
_WHICH = re.compile(rf"[{CN}]是|[①-⑩]")
_CLAUSE_END = re.compile(r"[。；;，,]")
_HEAD_OF_TEXT = re.compile(r"[；;，,]|(?<=情况)")
"""Where a heading ends that no stop parts from its text."""
_HEAD_END = re.compile(r"[。\n:：；]")
_PART_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"主动公开")),
    (2, re.compile(r"依申请|公开申请|申请公开")),
    (
        3,
        re.compile(
            r"信息(?:资源)?(?:的)?(?:规范化?)?管理|(?<!监督)(?<!平台)(?<!组织)管理(?!(?:公开)?平台|网站|制度|机制)|信息资源"
        ),
    ),
    (4, re.compile(r"平台|公开渠道|公开载体|网站(?!主动公开)|新媒体|公开专[区栏]|政府公报")),
    (5, re.compile(r"监督|(?<!组织)保障|考核|评议|责任追究|培训")),
)
"""The five matters of section one, in the order of the form."""
_OF_THE_FORM = re.compile(r"主动公开|申请公开|信息管理|平台建设|监督保障")
"""What the form calls them."""
_OUTER = frozenset(("numbered", "paren"))
"""Numberings that stand around others: 1. below （一）."""
_NO_MATTER = re.compile("复议|诉讼")
"""Matters of section four, also where a report tells of them in section one: 因公开申请提起行政诉讼情况."""


def parts_of_section(lines: Sequence[str]) -> dict[str, str]:
    """The parts of section one: headings of that one numbering which names most of the five matters.

    A heading of that numbering that names none of them, or one that is over, ends the part before it, and so does one of
    a numbering that stands around it.
    """
    heads = [_part_heading(line) for line in lines]
    matters: dict[str, set[int]] = {}
    for head in heads:
        if head.matter:
            matters.setdefault(head.style, set()).add(head.matter)
    order = ("paren", "numbered", "arabic", "paren arabic", "which", "bare")
    chosen = max(order, key=lambda style: (len(matters.get(style, ())), -order.index(style)))
    if len(matters.get(chosen, ())) < 2 and not any(h.style == "paren" and h.is_of_the_form for h in heads):
        return {}
    styles = [head.style for head in heads]
    outer = set(styles[: styles.index(chosen)]) & _OUTER
    parts: dict[str, list[str]] = {}
    current: str | None = None
    for line, (style, matter, _) in zip(lines, heads, strict=True):
        if style == chosen:
            named = f"1.{matter}" if matter else None
            current = named if named == current or named not in parts else None
        elif style in outer:
            current = None
        if current is not None:
            parts.setdefault(current, []).append(line)
    return {key: "\n".join(text) for key, text in parts.items()}


def is_first_part(block: Block) -> bool:
    """True for a paragraph that begins with （一）主动公开."""
    if not isinstance(block, Paragraph) or numbering(fold(block.text), None)[:2] != ("paren", 1):
        return False
    return _part_heading(block.text).matter == 1


class _Head(NamedTuple):
    """The heading that a line in section one opens with: its kind of numbering and the matter that it names.

    ``is_of_the_form`` where it does so in the form's words or by the form's number: others may come to 平台 or 培训 as well.
    """

    style: str
    matter: int | None = None
    is_of_the_form: bool = False


_NO_HEAD = _Head("")


def _part_heading(line: str) -> _Head:
    folded = fold(line).strip("*# ")
    style, number, rest = numbering(folded, None)
    if style == "paren" and _NUMERAL.match(folded):
        style = "paren arabic"
    if style == "bare" and (which := _WHICH.match(folded)):
        style, rest = "which", folded[which.end() :]
    if style == "bare" and (len(folded) > 20 or _CLAUSE_END.search(folded)):
        return _NO_HEAD
    head = _HEAD_END.split(rest.strip(), maxsplit=1)[0]
    if len(head) > LONGEST_TITLE:  # a sentence: what its first clause does not say is no heading
        head = _HEAD_OF_TEXT.split(head, maxsplit=1)[0][:LONGEST_TITLE]
    if style in ("numbered", "arabic", "which") and len(head) > 30:
        return _Head(style)
    head = simplified(head.strip("* "))
    matter = _matter(head)
    return _Head(
        style, matter, matter is not None and (matter == number or _OF_THE_FORM.search(head) is not None)
    )


def _matter(head: str) -> int | None:
    """The one of the five matters that a heading names first."""
    if _NO_MATTER.search(head):
        return None
    found = [(m.start(), n) for n, words in _PART_WORDS if (m := words.search(head))]
    return min(found)[1] if found else None
