"""Which of the lines that may head a section do: a run of them in the order of the form, and where each section ends."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from extract.documents.model import Block, Document, Paragraph
from extract.forms.labels import fold
from extract.reports.sections.headings import CERTAIN, WEIGHT, Heading
from extract.reports.sections.matters import LONGEST_TITLE, is_first_part
from extract.reports.sections.titles import numbering

LAST = 6
"""The number of the last section."""
_ROW = re.compile("新收|办理结果|结转")
_OTHER = re.compile("其[他它]|事项")


def chain_of(candidates: list[Heading], document: Document) -> list[Heading]:
    """The headings of the sections, in the order of the document."""
    chain = _with_skipped(_heaviest(candidates), document.blocks)
    chain = _with_lost_five(_with_misplaced(chain, candidates), document)
    return _with_first(chain, document.blocks)


def _heaviest(candidates: list[Heading]) -> list[Heading]:
    """The heaviest run of headings whose numbers rise: later repeats and mentions fall out."""
    # The heaviest chain that ends in each number; of equal ones the earliest stays.
    best: dict[int, tuple[float, int, list[Heading]]] = {}
    for place, candidate in enumerate(candidates):
        order = candidate.order
        before = max((best[o] for o in best if o < order), key=lambda b: (b[0], -b[1]), default=(0.0, 0, []))
        score = before[0] + candidate.weight
        if order not in best or score > best[order][0]:
            best[order] = (score, place, [*before[2], candidate])
    return max(best.values(), key=lambda b: (b[0], -b[1]))[2] if best else []


def _with_skipped(chain: list[Heading], blocks: Sequence[Block]) -> list[Heading]:
    """The chain with the headings that its numbering has between two others, whatever they say: （三） between （二） and （四）.

    Behind （五） one on other matters follows.
    """
    found = list(chain)
    for one, after in zip_longest(chain, chain[1:]):
        if one.number != one.order or (after and (after.style, after.number) != (one.style, after.order)):
            continue
        end = after.block if after else len(blocks)
        for number in range(one.order + 1, after.order if after else LAST + 1):
            between = [n for n in range(one.body, end) if _is_numbered(blocks[n], one.style, number)]
            if len(between) != 1 or not (after or _OTHER.search(_text(blocks[between[0]]))):
                break
            one = Heading(between[0], number, one.style, 0, number, body=between[0] + 1)
            found.append(one)
    return sorted(found, key=lambda h: h.block)


def _text(block: Block) -> str:
    return fold(block.text).strip() if isinstance(block, Paragraph) else ""


def _is_numbered(block: Block, style: str, number: int) -> bool:
    """Whether a line alone has that number in that style, and is no row of table three."""
    text = _text(block)
    if len(text) > LONGEST_TITLE or "。" in text or _ROW.search(text):
        return False
    return numbering(text)[:2] == (style, number)


def _with_first(chain: list[Heading], blocks: Sequence[Block]) -> list[Heading]:
    """The chain begun at 一、, whatever it says, where no heading names section one and the first of the chain has a later number.

    Without any 一、 it begins at （一）主动公开, the first part of section one.
    """
    if (
        not chain
        or any(h.order == 1 for h in chain)
        or chain[0].style not in ("numbered", "paren")
        or (chain[0].number or 0) < 2
    ):
        return chain
    below = chain[0].block
    for index in reversed(range(below)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or len(block.text) > LONGEST_TITLE:
            continue
        style, number, _ = numbering(fold(block.text).strip(), block.heading)
        if style == chain[0].style and number == 2:
            below = index
        if style == chain[0].style and number == 1:
            # Where 二、 follows at once it is a list of contents.
            return chain if below == index + 1 else [Heading(index, 1, style, 0, 1, body=index + 1), *chain]
    part = next((n for n, block in enumerate(blocks[: chain[0].block]) if is_first_part(block)), None)
    if part is None or chain[0].order != 2:
        return chain
    return [Heading(part, 1, "bare", 0, body=part), *chain]


def _with_misplaced(chain: list[Heading], candidates: list[Heading]) -> list[Heading]:
    """The chain with sections that stand out of their order: numbered headings, letter by letter, after the first."""
    orders = {h.order for h in chain}
    lost: dict[int, Heading] = {}
    for one in candidates:
        strong = one.style == "numbered" and one.weight >= WEIGHT["numbered"] + CERTAIN
        if strong and one.order not in orders and chain and one.block > chain[0].block:
            lost.setdefault(one.order, one)
    return sorted([*chain, *lost.values()], key=lambda h: h.block)


def _with_lost_five(chain: list[Heading], document: Document) -> list[Heading]:
    """The chain with section five begun at its first （一）… on problems, where its own heading was lost."""
    orders = [h.order for h in chain]
    if 5 in orders or 4 not in orders:
        return chain
    at = orders.index(4)
    end = chain[at + 1].block if at + 1 < len(chain) else len(document.blocks)
    for index in range(chain[at].body, end):
        block = document.blocks[index]
        if isinstance(block, Paragraph) and len(block.text) <= 40:
            style = numbering(fold(block.text), block.heading)[0]
            if style in ("paren", "numbered") and re.search(r"问题|不足|改进", fold(block.text)):
                return [*chain[: at + 1], Heading(index, 5, "bare", 0, body=index), *chain[at + 1 :]]
    return chain


def ends_of(chain: list[Heading], document: Document, taken: frozenset[int]) -> list[int]:
    """Where each section ends: at the next heading, or at one of the same numbering that names no section."""
    ends = []
    following: list[Heading | None] = [*chain[1:], None]
    for one, after in zip(chain, following, strict=False):
        end = after.block if after is not None else len(document.blocks)
        if one.style == "numbered" and one.number is not None:
            for index in range(one.body, end):
                block = document.blocks[index]
                if not isinstance(block, Paragraph) or index in taken or len(block.text) > 30:
                    continue
                style, number, _ = numbering(fold(block.text), block.heading)
                foreign = style == "numbered" and number == one.number + 1
                if foreign and (after is None or after.number is None or one.number + 1 < after.number):
                    end = index
                    break
        ends.append(end)
    return ends
