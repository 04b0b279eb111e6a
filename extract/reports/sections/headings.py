"""The lines of a report that may head a section."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Block, Paragraph
from extract.forms.labels import fold
from extract.rare import rare
from extract.records import record
from extract.reports.sections.titles import CN, MARK, Named, numbering, section_named

_NUMBERED = re.compile(rf"{MARK}(?:第|[{CN}])|\s*[\d０-９（(ⅠⅡⅢⅣⅤⅥIV]|[\s#*]")
_TITLE_SIGN = re.compile(r"[况況述项項题題足难難板]")
"""One of these stands in every section's title: 情况, 概述, 事项, 问题, 不足, 困难, 短板."""
WEIGHT = {"numbered": 4.0, "heading": 3.0, "arabic": 2.0, "bare": 2.0, "paren": 1.0}
"""How much each style of numbering tells that a line is a heading."""
_EXACT, _IN_PLACE = 0.5, 1.0
"""What the very title of a section weighs more, and a number that is the section's own."""
CERTAIN = _EXACT + _IN_PLACE
"""What a heading weighs more that has both."""
_SURE_BESIDE_TABLE = WEIGHT["arabic"] + CERTAIN
"""The weight of 4.… with the very title of section four: also next to a table it is no row of it."""
_CONTENTS = 1.6
"""What the lines of a list of contents weigh less."""
_STOP = re.compile(r"[。：:；;]")
_GAP = re.compile(r"\s+")
_LEADERS = rare(r"(?:[.·…。．\-_]{3,}|\t|\s{2,})\s*\d{1,3}\s*$|[.…·]{4,}\s*$")


@record(frozen=True, slots=True)
class Heading:
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


def candidates(blocks: Sequence[Block], taken: frozenset[int]) -> list[Heading]:
    """Every line that may head a section, but for those that tables took up; those of a list of contents, which have no text, weigh less."""
    found = [h for index in range(len(blocks)) if (h := _heading(blocks, index)) is not None]
    begun = next((h.block for h in found if h.order == 1 and h.style in ("numbered", "paren")), len(blocks))
    found = [h for h in found if not (h.block > begun and _begins_anew(h))]
    bare = {
        one.block
        for one, other in pairwise(found)
        if other.block <= one.body and other.order == one.order + 1 and not one.rest
    }
    found = [replace(h, weight=h.weight - _CONTENTS) if {h.block, h.block - 1} & bare else h for h in found]
    return [h for h in found if h.block not in taken or _stands_in_table(h)]


def _stands_in_table(heading: Heading) -> bool:
    """Whether a line that the tables took up is a heading all the same."""
    return heading.style in ("numbered", "heading") or heading.weight >= _SURE_BESIDE_TABLE


def _heading(blocks: Sequence[Block], index: int) -> Heading | None:
    """The heading that a block is, if it is one; a title cut by a line break takes up the next block too."""
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return None
    if len(block.text) > 60 and "\n" not in block.text[:60] and not _NUMBERED.match(block.text):
        return None
    line, _, below = fold(block.text).strip().partition("\n")
    style, number, title = numbering(line, block.heading)
    if style != "numbered" and not _TITLE_SIGN.search(line, 0, 60):
        return None
    if _is_of_contents(line):
        return None
    named, rest = _named_on_line(title, style)
    body = index + 1
    if style in ("numbered", "arabic") and len(line) < 40 and not (named and named.exact):
        over = _named_over_break(title, style, blocks[index + 1 : index + 2])
        if over is not None:
            named, rest, body = over, "", index + 2
    if named is None or (style == "paren" and number != named.order):
        return None
    weight = WEIGHT[style] + (_EXACT if named.exact else 0) + (_IN_PLACE if number == named.order else 0)
    rest = "\n".join(t for t in (rest.strip(), below.strip()) if t)
    return Heading(index, named.order, style, weight, number, rest, body)


def _is_of_contents(line: str) -> bool:
    """Whether a line ends like one of a list of contents: with dots, or with the number of a page."""
    last = line.rstrip()[-1:]
    return (last.isdecimal() or last in ".…·") and _LEADERS.search(line[-80:]) is not None


def _named_on_line(title: str, style: str) -> tuple[Named | None, str]:
    """The section that a line without its number names, and what follows the title on the line."""
    found, rest = None, ""
    for head, after in _split(title):
        if style in ("bare", "paren") and after.strip():
            continue
        named = section_named(head.strip(), style)
        if named is not None and (found is None or named.exact > found.exact):
            found, rest = named, after
    return found, rest


def _named_over_break(title: str, style: str, below: Sequence[Block]) -> Named | None:
    """The section that a title cut by the line break names together with the next line; of it the line may have the number alone."""
    if not below or not isinstance(below[0], Paragraph) or len(below[0].text) > 30:
        return None
    named = section_named(title.strip() + fold(below[0].text).strip(), style)
    goes_on = re.search(r"[。；]", below[0].text) is not None
    return named if named is not None and named.exact and not goes_on else None


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


def _begins_anew(heading: Heading) -> bool:
    """True for 1.主动公开情况: below 一、总体情况 it heads a part of section one, not section two."""
    return heading.style == "arabic" and heading.number is not None and heading.number < heading.order


def begins_a_report(block: Block) -> bool:
    """True for the heading of section one."""
    if not isinstance(block, Paragraph) or len(block.text) >= 40:
        return False
    named = section_named(numbering(fold(block.text).strip(), block.heading)[2].strip("*】] "), "bare")
    return named is not None and named.order == 1
