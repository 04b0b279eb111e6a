"""One file, several reports: where the next one begins."""

import re
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Document, Paragraph, Table
from extract.forms import labels as words
from extract.reports.halves import halves
from extract.reports.sections import begins_a_report
from extract.reports.titles import opens_a_title

_FIRST = "req_new"
_LAST = "req_carried_out"


_MANY = 10
"""So many different rows make a table three; a summary that repeats a few of its labels does not."""


def _rows(block: Paragraph | Table) -> set[str]:
    """The rows of table three that a block has."""
    texts = (
        [c.text for c in block.cells if not c.text.isascii()]
        if isinstance(block, Table)
        else [block.text.rstrip(" 0123456789-—/\t")]
    )
    return {code for t in texts if 4 <= len(t) <= 60 and (code := words.table3_row_exact(t)) is not None}


def _title(document: Document, low: int, last: int) -> int | None:
    """The block at which a title begins that ends with block ``last``: over up to three lines, none before ``low``."""
    text = ""
    for first in range(last, max(low, last - 2) - 1, -1):
        block = document.blocks[first]
        if not isinstance(block, Paragraph) or len(block.text) >= 60:
            return None
        text = block.text + text
        key = words.plain(re.sub(r"[（(][^（）()]*[）)]\s*$", "", text.strip()))
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
    for number in range(first_section - 1, max(low, first_section - 15), -1):
        title = _title(document, low + 1, number)
        if title is not None:
            before = blocks[title - 1]
            above = title - 1 > low and isinstance(before, Paragraph) and opens_a_title(before.text)
            return title - 1 if above else title
    return first_section


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
    if not starts:
        return [document]
    edges = [0, *starts, len(document.blocks)]
    return [replace(document, blocks=document.blocks[low:high]) for low, high in pairwise(edges)]
