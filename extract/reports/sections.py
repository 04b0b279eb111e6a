"""The six sections by their headings, and the five parts of the first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.documents.model import Document, Paragraph
from extract.forms.labels import fold, section_key, section_title

_CN = re.compile(r"[#\s]*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+\s*[、.．,，:：\s])")
_PAREN = re.compile(r"[#\s]*[（(]\s*[一二三四五六七八九十\d]+\s*[）)]")
_ARABIC = re.compile(r"[#\s]*\d{1,2}\s*[、.．]")
_WEIGHT = {"numbered": 4, "heading": 3, "arabic": 2, "bare": 2, "paren": 1}

PARTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
"""The five matters of section one, in the order of the form."""
_PART_WORDS: tuple[tuple[str, ...], ...] = (
    ("主动公开",),
    ("依申请公开", "依申请"),
    ("信息管理", "管理"),
    ("平台建设", "平台", "公开渠道"),
    ("监督保障", "监督", "保障", "接受监督"),
)


Candidate = tuple[int, int, str, str]
"""The block of a heading, the section it names, its style, and what follows the title on its line."""


@dataclass(frozen=True, slots=True)
class Sections:
    """The texts by number (``1`` … ``6``, and ``1.1`` … ``1.5``), and the block that each starts at."""

    texts: dict[str, str]
    parts: dict[str, str]
    starts: dict[str, int]


def _style(text: str, heading: int | None) -> str:
    if _PAREN.match(text):
        return "paren"
    if _CN.match(text):
        return "numbered"
    if _ARABIC.match(text):
        return "arabic"
    return "heading" if heading else "bare"


def _candidates(blocks: Sequence[object]) -> list[Candidate]:
    """(block, section, style, text after the title on the same line) of every line that may head a section."""
    found = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        line, _, rest = fold(block.text).strip().partition("\n")
        style = _style(line, block.heading)
        if style == "bare" and len(line) > 30:
            continue
        if len(line) > 60:
            match = re.match(r"[^。：:]{4,40}?[。：:\s]", line)
            if style != "numbered" or match is None:
                continue
            line, rest = match[0], line[match.end() :] + rest
        if line.rstrip().endswith(("。", "；", ";", "，", ",", "、")) and style in ("bare", "paren"):
            continue
        key = section_key(line)
        order = (
            section_title(key, style in ("numbered", "arabic", "heading")) if 4 <= len(key) <= 46 else None
        )
        if order is None and style == "numbered" and len(line) < 40:
            # A title cut by the line break.
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(following, Paragraph) and len(following.text) <= 20:
                order = section_title(section_key(line + following.text), True)
        if order is None and style == "numbered" and " " in line:
            head, _, tail = line.rpartition(" ")
            order = section_title(section_key(head), True)
            rest = tail + rest if order is not None else rest
        if order is not None:
            found.append((index, order, style, rest.strip()))
    return found


def _chain(candidates: list[Candidate]) -> list[Candidate]:
    """The heaviest run of headings whose numbers rise: later repeats and mentions fall out."""
    # The heaviest chain that ends in each number; of equal ones the earliest stays.
    best: dict[int, tuple[float, int, list[Candidate]]] = {}
    for place, candidate in enumerate(candidates):
        order = candidate[1]
        before = max((best[o] for o in best if o < order), key=lambda b: (b[0], -b[1]), default=(0.0, 0, []))
        score = before[0] + _WEIGHT[candidate[2]]
        if order not in best or score > best[order][0]:
            best[order] = (score, place, [*before[2], candidate])
    return max(best.values(), key=lambda b: (b[0], -b[1]))[2] if best else []


def _lines(document: Document, first: int, last: int, taken: frozenset[int]) -> list[str]:
    return [
        block.text.strip()
        for index, block in enumerate(document.blocks[first:last], first)
        if isinstance(block, Paragraph) and index not in taken and block.text.strip()
    ]


def _parts(lines: Sequence[str]) -> dict[str, str]:
    """The parts of section one: each （一）… heading goes to the matter it names, else to its number's."""
    parts: dict[str, list[str]] = {}
    current: str | None = None
    for line in lines:
        folded = fold(line)
        style = _style(folded, None)
        if style == "paren" or (style == "numbered" and len(folded) < 40):
            head = re.split(r"[。\n:：]", folded, maxsplit=1)[0][:40]
            number = next(
                (
                    n
                    for n, names in enumerate(_PART_WORDS, 1)
                    if any(name in head for name in names) and f"1.{n}" not in parts
                ),
                None,
            )
            if number is not None:
                current = f"1.{number}"
        if current is not None:
            parts.setdefault(current, []).append(line)
    return {key: "\n".join(text) for key, text in parts.items()}


def _with_lost_five(chain: list[Candidate], document: Document) -> list[Candidate]:
    """The chain with section five begun at its first （一）… on problems, where its own heading was lost."""
    orders = [order for _, order, _, _ in chain]
    if 5 in orders or 4 not in orders:
        return chain
    at = orders.index(4)
    end = chain[at + 1][0] if at + 1 < len(chain) else len(document.blocks)
    for index in range(chain[at][0] + 1, end):
        block = document.blocks[index]
        if isinstance(block, Paragraph) and len(block.text) <= 40:
            text = fold(block.text)
            if _style(text, block.heading) in ("paren", "numbered") and re.search(r"问题|不足|改进", text):
                return [*chain[: at + 1], (index - 1, 5, "bare", ""), *chain[at + 1 :]]
    return chain


def read_sections(document: Document, taken: frozenset[int] = frozenset()) -> Sections:
    """The sections of a report, without the blocks that its tables took up.

    A heading counts where it stands as a heading of its own, in an order that rises; the words of a
    title inside running text never do.
    """
    chain = _chain(
        [c for c in _candidates(document.blocks) if c[0] not in taken or c[2] in ("numbered", "heading")]
    )
    chain = _with_lost_five(chain, document)
    texts: dict[str, str] = {}
    starts: dict[str, int] = {}
    parts: dict[str, str] = {}
    for position, (index, order, _, rest) in enumerate(chain):
        end = chain[position + 1][0] if position + 1 < len(chain) else len(document.blocks)
        lines = ([rest] if rest else []) + _lines(document, index + 1, end, taken)
        texts[str(order)] = "\n".join(lines)
        starts[str(order)] = index
        if order == 1:
            parts = _parts(lines)
    return Sections(texts, parts, starts)
