"""One file, several reports: where the next one begins."""

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Document, Paragraph, Table
from extract.forms import labels as words
from extract.reports.halves import halves
from extract.reports.identity.titles import opens_a_title, titles_in, without_gaps, year_beside
from extract.reports.sections import begins_a_report

_FIRST = "req_new"
_LAST = "req_carried_out"


_MANY = 10
"""So many different rows make a table three; a summary that repeats a few of its labels does not."""


def _rows(block: Paragraph | Table) -> set[str]:
    """The rows of table three that a block has."""
    said = block.words() if isinstance(block, Table) else (block.text.rstrip(" 0123456789-—/\t"),)
    texts = [text for text in said if 4 <= len(text) <= 60]
    return {code for code in map(words.table3_row_exact, texts) if code is not None}


_NOTE = re.compile(r"[（(][^（）()]*[）)]\s*$")
"""What stands in brackets behind a title."""


def _title(document: Document, low: int, last: int) -> int | None:
    """The block at which a title begins that ends with block ``last``: over up to three lines, none before ``low``."""
    text = ""
    for first in range(last, max(low, last - 2) - 1, -1):
        block = document.blocks[first]
        if not isinstance(block, Paragraph) or len(block.text) >= 60:
            return None
        text = block.text + text
        key = words.plain(_NOTE.sub("", text.strip()))
        if "信息公开" in key and key.endswith(("报告", "年报")):
            return first
    return None


def _heads(document: Document, low: int, high: int, searched: int) -> int | None:
    """The block after ``low`` where the next report begins: its title before its first section, else that section.

    None where neither stands between two tables: then they are of one report (two years, or the organ and its territory).
    Up to block ``searched`` it is known that neither begins: a text that goes on with first rows is looked through once.
    """
    blocks = document.blocks
    first_section = next((n for n in range(high, max(low, searched), -1) if begins_a_report(blocks[n])), None)
    if first_section is None:
        ends = range(max(low + 1, searched), high)
        return next((t for n in ends if (t := _title(document, low + 1, n)) is not None), None)
    for number in range(first_section - 1, max(low, first_section - _OPENING), -1):
        title = _title(document, low + 1, number)
        if title is not None:
            return _opened_above(document, low, title)
    return first_section


def _opened_above(document: Document, low: int, title: int) -> int:
    """The block at which a title begins, the body and the year on up to two lines above it included."""
    for _ in range(2):
        before = document.blocks[title - 1]
        if title - 1 <= low or not isinstance(before, Paragraph) or not opens_a_title(before.text):
            break
        title -= 1
    return title


_NEAR = 15
"""Two titles so near each other are one report's."""
_OPENING = 32
"""Within so many blocks below its title a report begins with its first section: a page's lines are blocks, and a list of contents may stand between."""
_OF_A_REPORT = 25
"""So many blocks below the first section stand in a report; a list of contents has fewer."""


def _named_at(document: Document, low: int, first: int, last: int) -> tuple[int, str, int] | None:
    """Where the title over these blocks begins that names a body, and the body and the year (0 without one).

    The body may stand up to two blocks above the words of the title, none before ``low``.
    """
    for begin in range(first, max(low, first - 2) - 1, -1):
        blocks = document.blocks[begin : last + 1]
        texts = [without_gaps(b.text) for b in blocks if isinstance(b, Paragraph)]
        if len(texts) < len(blocks) or len(texts[0]) > 45:
            return None
        title = next(titles_in(texts, (len(texts),)), None)
        if title is not None:
            return begin, title.name, title.year or year_beside(texts, 0, len(texts) - 1)
    return None


def _other(one: tuple[str, int], another: tuple[str, int]) -> bool:
    """True where two titles name different bodies, or different years."""
    (name, year), (name2, year2) = one, another
    return not (name.endswith(name2) or name2.endswith(name)) or (year != year2 and 0 not in (year, year2))


def _retitled(document: Document) -> list[int]:
    """The titles of another body or year below a report's first section that a first section follows: reports of any form."""
    blocks = document.blocks
    ends = [
        n
        for n, b in enumerate(blocks)
        if isinstance(b, Paragraph) and len(b.text) < 60 and ("报" in b.text or b.text.strip() == "告")
    ]
    if len(ends) < 2:
        return []
    titles = [(t, n) for n in ends if (t := _title(document, 0, n)) is not None]
    if len(titles) < 2:
        return []
    sections = [n for n, b in enumerate(blocks) if begins_a_report(b)]
    starts: list[int] = []
    mine: tuple[str, int] | None = None
    begun = 0
    for title, last in titles:
        below, first = bisect_right(sections, last), bisect_right(sections, begun)
        if below == len(sections) or sections[below] > last + _OPENING:
            continue
        named = _named_at(document, begun, title, last)
        if named is None:
            continue
        title, name, year = named
        far = first < below and title - sections[first] > _OF_A_REPORT
        if far if mine is None else first < below and _other(mine, (name, year)):
            starts.append(title)
            begun = title
            mine = name, year
        elif first == below:
            mine = name, year
    return starts


def parts_of(document: Document) -> list[tuple[str | None, Document]]:
    """The reports of a document with their part numbers; one report has none.

    Two reports may stand side by side, or one after another: a new one begins where table three starts
    again after it has ended.
    """
    found = [part for half in halves(document) for part in _in_sequence(half)]
    if len(found) == 1:
        return [(None, document)]
    return [(str(number), part) for number, part in enumerate(found, 1)]


def _in_sequence(document: Document) -> list[Document]:
    starts: list[int] = []
    seen: set[str] = set()
    ended: int | None = None
    searched = 0
    for number, block in enumerate(document.blocks):
        found = _rows(block)
        if _FIRST in found and ended is not None and number > ended:
            head = _heads(document, ended, number, searched)
            if head is None:
                searched = number
            else:
                starts.append(head)
                ended = None
                seen = set()
        seen |= found
        if _LAST in found and len(seen) >= _MANY:
            ended = number
    near = {n for start in starts for n in range(start - _NEAR, start + _NEAR + 1)}
    starts = sorted([*starts, *(title for title in _retitled(document) if title not in near)])
    if not starts:
        return [document]
    edges = [0, *starts, len(document.blocks)]
    return [replace(document, blocks=document.blocks[low:high]) for low, high in pairwise(edges)]
