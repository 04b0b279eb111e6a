"""One file, several reports: where the next one begins."""

from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Document, Paragraph, Table
from extract.forms import labels as words
from extract.reports.halves import halves

_FIRST = "req_new"
_LAST = "req_carried_out"


_MANY = 10
"""So many different rows make a table three; a summary that repeats a few of its labels does not."""


def _rows(block: Paragraph | Table) -> set[str]:
    """The rows of table three that a block has."""
    texts = (
        [c.text for c in block.cells] if isinstance(block, Table) else [block.text.rstrip(" 0123456789-—/\t")]
    )
    codes = {words.table3_row_exact(t) for t in texts if 4 <= len(t) <= 60}
    return {c for c in codes if c is not None}


def _is_title(block: Paragraph | Table) -> bool:
    """True for a line that may be the title of a report, or its end."""
    if not isinstance(block, Paragraph) or len(block.text) >= 60:
        return False
    key = words.plain(block.text)
    return "信息公开" in key and key.endswith(("报告", "年报"))


def _heads(document: Document, low: int, high: int) -> int | None:
    """The block after ``low`` where the next report begins: its title before its first section, else that section.

    None where neither stands between two tables: then they are of one report (two years, or the organ and its territory).
    """
    first_section = None
    for number in range(high, low, -1):
        block = document.blocks[number]
        if isinstance(block, Paragraph) and len(block.text) < 40 and "总体情况" in words.plain(block.text):
            first_section = number
            break
    if first_section is None:
        return next((n for n in range(low + 1, high) if _is_title(document.blocks[n])), None)
    for number in range(first_section, max(low, first_section - 15), -1):
        if _is_title(document.blocks[number]):
            # A title over two lines begins one line earlier, unless that line ends the report before.
            before = document.blocks[number - 1]
            if (
                isinstance(before, Paragraph)
                and len(before.text) < 30
                and number - 1 > low
                and not before.text.rstrip().endswith(("。", "日", "无"))
            ):
                return number - 1
            return number
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
    for number, block in enumerate(document.blocks):
        found = _rows(block)
        if _FIRST in found and ended is not None and number > ended:
            head = _heads(document, ended, number)
            if head is not None:
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
