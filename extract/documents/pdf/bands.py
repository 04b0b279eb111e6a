"""Page numbers and running heads: told by where they stand and that they repeat, and taken out of the text."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.documents.model import Table
from extract.documents.pdf.content import Line
from extract.documents.pdf.layout import PageBlocks

BAND = 0.13
"""Heads and feet stand in this outer part of the page's height."""
APART = 2.5
"""Signs of one page mark stand no farther apart, in parts of its height."""

_DIGITS = re.compile(r"[0-9０-９]+")
_COUNTED = re.compile(r"(?<![0-9０-９])(?!20\d\d(?![0-9０-９]))[0-9０-９]+")
_DECORATED = re.compile(
    r"[-—–―－_·•~～\s]*+第?\s*+[0-9０-９]{1,4}\s*+页?\s*+(?:[/／,，]?\s*+共?\s*+[0-9０-９]{1,4}\s*+页?)?[-—–―－_·•~～\s]*"
)


_PRINTED_BY = re.compile(
    r"[a-z]{2,6}:/\S+|[0-9]{1,4}[/.年-][0-9]{1,2}[/.月-][0-9]{1,4}日?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[AP]M)?"
)
"""The address, the date and the time with which a browser heads and foots what it prints."""


def take_bands(pages: Sequence[PageBlocks]) -> tuple[list[PageBlocks], str]:
    """The pages without page numbers and running heads or feet, and the running head's text (empty if there is none)."""
    outer = [_outer_lines(page) for page in pages]
    # Counted by their order: two pages scanned on one sheet share a number.
    numbered = [
        _numbers(page, lines, order) for order, (page, lines) in enumerate(zip(pages, outer, strict=True), 1)
    ]
    numbering = Counter(place for found in numbered for place in found.values())
    repeated = Counter(
        key for page, lines in zip(pages, outer, strict=True) for key in {_key(page, line) for line in lines}
    )
    least = max(2, (len(pages) + 2) // 3)
    heads: list[str] = []
    kept: list[PageBlocks] = []
    for order, (page, lines) in enumerate(zip(pages, outer, strict=True)):
        dropped: set[int] = set()
        ended: set[bool] = set()  # whether above or below: inwards of a line of the text there is no band
        for line in lines:
            is_above = line.box[3] < page.height / 2
            if _bare_number(line) is not None:
                place = numbered[order].get(id(line))
                is_band = place is not None and (numbering[place] >= 2 or (len(pages) == 1 and place[0] == 0))
            else:
                is_band = _is_page_mark(line)
                runs = repeated[_key(page, line)] >= least and _may_run(line)
                if not is_band and runs and is_above not in ended:
                    is_band = True
                    if is_above and line.text not in heads:
                        heads.append(line.text)
            if is_band:
                dropped.add(id(line))
            else:
                ended.add(is_above)
        blocks = [b for b in page.blocks if id(b) not in dropped]
        kept.append(PageBlocks(page.number, page.width, page.height, blocks))
    return kept, " ".join(heads)


def _outer_lines(page: PageBlocks) -> list[Line]:
    """The lines above and below everything else, in the outer bands of the page, up to two on either side."""
    found: list[Line] = []
    for blocks, in_band in (
        (page.blocks, lambda line: line.box[3] < BAND * page.height),
        (page.blocks[::-1], lambda line: line.box[1] > (1 - BAND) * page.height),
    ):
        for block in blocks[:2]:
            if isinstance(block, Table) or not in_band(block):
                break
            found.append(block)
    return found


def _bare_number(line: Line) -> int | None:
    text = line.text.strip()
    return int(text) if _DIGITS.fullmatch(text) and len(text) <= 4 else None


def _numbers(page: PageBlocks, lines: Sequence[Line], order: int) -> dict[int, tuple[int, bool]]:
    """The lines that may number a page, by their ``id``: how far from its order, and whether at its foot.

    Where a number stands with its signs, a bare one is a figure; a scanner may lose the signs on one page.
    """
    marks = [line for line in lines if _is_page_mark(line) and len(_DIGITS.findall(line.text)) == 1]
    return {
        id(line): (int(_DIGITS.findall(line.text)[0]) - order, line.box[1] > page.height / 2)
        for line in marks or [line for line in lines if _bare_number(line) is not None]
    }


def _is_page_mark(line: Line) -> bool:
    """Whether a line is a page's number with its signs (``— 3 —``, ``第 3 页 共 8 页``) and not what is left of a table's row.

    The numbers of a row have no such signs between them, or stand apart; a number that a narrow cell broke has a comma alone.
    """
    signs = _DIGITS.sub("", line.text).strip()
    if not _DECORATED.fullmatch(line.text) or signs in ("", ",", "，"):
        return False
    reach = APART * (line.box[3] - line.box[1])
    return all(right.box[0] - left.box[2] <= reach for left, right in pairwise(line.words))


def _key(page: PageBlocks, line: Line) -> tuple[str, int]:
    """What a repeated line has in common on every page: its text but for numbers that are no years, and its height.

    Two reports of a body in one file begin with the same words, each with its own year.
    """
    return _COUNTED.sub("#", line.text), round(line.box[1] / 8)


def _may_run(line: Line) -> bool:
    """A line of several numbers, but for those of an address or a date, is a table's row, whatever it looks like."""
    return len(_DIGITS.findall(line.text)) < 3 or len(_DIGITS.findall(_PRINTED_BY.sub("", line.text))) < 3
