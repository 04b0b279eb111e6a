"""The six sections by their headings, and the five parts of the first."""

import re
from itertools import takewhile

from extract.documents.model import Document, Paragraph
from extract.forms.labels import simplified
from extract.rare import rare
from extract.records import record
from extract.reports.foot import above_the_foot
from extract.reports.identity.names import ends_like_a_body, is_chinese
from extract.reports.sections.chain import chain_of, ends_of
from extract.reports.sections.headings import candidates
from extract.reports.sections.matters import parts_of_section
from extract.tables.page_marks import is_page_mark

_FOOTNOTE = re.compile(r"\s*(?:注|备注|附注|说明)\s*\d{0,2}\s*[:：]\s*\D{6}")
_ANNEX = re.compile(r"\s*(?:附[件表录]?\s*\d?|抄送)\s*[:：]|政府网站(?:工作)?年度(?:工作)?报表")
"""What is put behind a report, and goes with it."""
_SEAL = re.compile(r"（盖章）$|[（(）)]")
_LONGEST_NAME = 44
_SIGNED = rare(
    r"(?P<body>.{0,40}?)[（(]?\s*(?:20\d\d\s*年\s*(?:\d{1,2}|元)\s*月(?:\s*\d{1,2}\s*日)?|20\d\d([-./])\d{1,2}\2\d{1,2}"
    r"|二[〇零○O][〇零○O一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s*[）)]?",
    re.DOTALL,
)


@record(frozen=True, slots=True)
class Sections:
    """The texts by number (``1`` … ``6``, and ``1.1`` … ``1.5``), and the block that each starts at."""

    texts: dict[str, str]
    parts: dict[str, str]
    starts: dict[str, int]


def read_sections(document: Document, taken: frozenset[int] = frozenset()) -> Sections:
    """The sections of a report, without the blocks that its tables took up.

    A heading counts where it stands as a heading of its own, in an order that rises; the words of a
    title inside running text never do, nor a list of contents.
    """
    chain = chain_of(candidates(document.blocks, taken), document)
    texts: dict[str, str] = {}
    starts: dict[str, int] = {}
    parts: dict[str, str] = {}
    for heading, end in zip(chain, ends_of(chain, document, taken), strict=True):
        lines = ([heading.rest] if heading.rest else []) + _lines(document, heading.body, end, taken)
        if heading is chain[-1]:
            lines = _unsigned(list(takewhile(_is_no_annex, above_the_foot(lines))))
        texts[str(heading.order)] = "\n".join(lines)
        starts[str(heading.order)] = heading.block
        if heading.order == 1:
            parts = parts_of_section(lines)
    return Sections(texts, parts, starts)


def _lines(document: Document, first: int, last: int, taken: frozenset[int]) -> list[str]:
    """The lines of running text between two blocks, notes under tables included and page marks left out."""
    return [
        line
        for index, block in enumerate(document.blocks[first:last], first)
        if isinstance(block, Paragraph)
        and (index not in taken or _FOOTNOTE.match(block.text))
        and (line := block.text.strip())
        and not is_page_mark(line)
    ]


def _is_no_annex(line: str) -> bool:
    return _ANNEX.match(line) is None


def _unsigned(lines: list[str]) -> list[str]:
    """The lines of the last section without the body and the date that sign the report."""
    if len(lines) > 1 and _SIGNED.fullmatch(lines[-2]) and _is_a_signer(lines[-1]):
        lines = [*lines[:-2], lines[-1], lines[-2]]  # the body below the date
    dated = bool(lines) and any(sign in lines[-1] for sign in "月-./")
    if dated and (signed := _SIGNED.fullmatch(lines[-1])) and _may_be_a_name(signed["body"]):
        lines = lines[:-1]
        if not signed["body"].strip("（( ") and lines and _is_a_signer(lines[-1]):
            lines = lines[:-1]
    return lines


def _is_a_signer(line: str) -> bool:
    """Whether a line is the name of a body, as under a report."""
    named = _may_be_a_name(line) and len(line) <= _LONGEST_NAME
    return named and ends_like_a_body(simplified(_SEAL.sub("", line)))


def _may_be_a_name(text: str) -> bool:
    return is_chinese("".join(text.split()), besides="（）()、")
