"""Rows that a line break at the end of a cell has broken: the next line begins with the sign before the next cell.

Converters and browsers keep such a break (``5<br>``), so that a row of seven values stands on several lines. They are put
together only where that makes whole rows of all of them.
"""

import re
from collections.abc import Sequence

from extract.documents.text.rows import VALUE
from extract.rare import rare

LEAST = 3
"""Rows of seven values put together, from which a text is seen to break its rows."""
SEVEN = 7
WHOLE = frozenset((0, 1, 2, 3, SEVEN, 15))
"""Values of the rows of such tables; a row with another number of them lost some, or took those of another row."""

CELL_LINES = 8
"""Lines of a cell in quotation marks at most."""
_OPENED = rare(r'(?:^|\t)"(?:[^"\t]|"")*$')
_CLOSED = rare(r'(?:[^"\t]|"")*"(?:\t|$)')
_WORDLESS = {
    sign: re.compile(rf"\n\{sign}(?![-\s:|]*---)[^\u4e00-\u9fff\n]+(?=\n|$)") for sign in ("\t", "|")
}
"""Lines that begin with a sign and hold values alone; the rule below a head is none."""


def may_hold(part: str, sign: str) -> bool:
    """Whether so many lines begin with the sign and have no words: most tables have a label in each row."""
    return part.count("\n" + sign) >= LEAST and len(_WORDLESS[sign[0]].findall(part)) >= LEAST


def quoted_rows(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The first line of each row with tabs that breaks within a cell in quotation marks, as sheets are copied, and the line after its last."""
    found = []
    at = 0
    while at < len(lines):
        first = at
        while at + 1 < len(lines) and _OPENED.search(lines[at]):
            end = next((n for n in range(at + 1, min(at + CELL_LINES, len(lines))) if '"' in lines[n]), at)
            if end == at or not _CLOSED.match(lines[end]):
                break
            at = end
        at += 1
        if at - first > 1 and "\t" in lines[first] + lines[at - 1]:
            found.append((first, at))
    return found


def whole_rows(lines: Sequence[str], sign: str) -> list[tuple[int, int]]:
    """The first line of each broken row and the line after its last; none where rows of other lengths would come of it."""
    found = []
    seven = 0
    at = 0
    while at < len(lines):
        first, line = at, lines[at]
        at += 1
        if not line.strip() or line.startswith(sign):
            continue
        values = _values(line, sign)
        named = values < line.count(sign) + 1  # the row begins with its label
        while at < len(lines) and lines[at].startswith(sign) and not (named and values == SEVEN):
            cells = lines[at].count(sign)
            more = _values(lines[at][len(sign) :], sign)
            if more < cells and values:
                break
            values = more if more < cells else values + more
            at += 1
        if at - first > 1:
            if values not in WHOLE:
                return []
            seven += values == SEVEN
            found.append((first, at))
    return found if seven >= LEAST else []


def _values(line: str, sign: str) -> int:
    """How many cells at the end of a line hold values, or nothing."""
    cells = line.split(sign)
    values = 0
    while values < len(cells) and VALUE.fullmatch(cells[-1 - values]):
        values += 1
    return values


def put_together(
    lines: Sequence[str], starts: Sequence[int], rows: Sequence[tuple[int, int]]
) -> tuple[list[str], list[int], dict[int, int]]:
    """The lines with each broken row as one, where each begins in the file, and how many lines of the file some of them take.

    The breaks become spaces, so that every sign of a line stays as far from its beginning as it is in the file.
    """
    joined: list[str] = []
    begins: list[int] = []
    taken: dict[int, int] = {}
    last = 0
    for first, after in rows:
        joined += lines[last:first]
        begins += starts[last:first]
        taken[len(joined)] = after - first
        line = lines[first]
        for n in range(first + 1, after):
            line = line.ljust(starts[n] - starts[first]) + lines[n]
        joined.append(line)
        begins.append(starts[first])
        last = after
    return [*joined, *lines[last:]], [*begins, *starts[last:]], taken
