"""Tables whose cells stand on lines of their own, closed or parted by pipes, as converters of pages leave them.

Such lines say where a cell ends and not where a row does. The cells of a table become one row, which who knows the
form cuts; rows only where pipes that fill the shorter ones up tell their width.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from math import gcd

from extract.documents.clean import clean
from extract.documents.collect import RawCell
from extract.documents.text.lines import Lines
from extract.documents.text.rows import VALUE
from extract.rare import rare

LEAST = 6
"""Lines of one cell that make such a table."""
SHORT = 6
"""Characters of a line that may be the first part of a cell which goes on below; a longer one is a heading."""

_ONE = re.compile(r"^[^|\n]*\|[ \t|]*$", re.MULTILINE)
_PARTED = re.compile(r"^[ \t]*\|[^|\n]*$", re.MULTILINE)
WIDEST = 16
"""Cells of a row at most: a table four has fifteen, and perhaps a number before them."""
NUMBERED = rare(r"[（(]?[一二三四五六七八九十\d]+[)）、.．]")
"""What begins a label of a row, and no rest of one."""


def may_hold(text: str) -> bool:
    """Whether a text has lines of one cell at all: most tables have a row on each of their lines."""
    return "|" in text and (
        len(_ONE.findall(text)) >= LEAST or ("|\n" in text and len(_PARTED.findall(text)) >= LEAST)
    )


_PAGE = rare(r"[-—–－·•~～]+\s*\d{1,3}\s*[-—–－·•~～]+|第?\s*\d{1,3}\s*页.{0,12}")
_WORDS = rare("[\u4e00-\u9fff]")


def _kind(line: str) -> str:
    """What a line is: ``blank``, ``page`` (its number), ``text``, ``pipes`` alone, a ``closed`` or an ``opened`` cell, or a ``row`` of several.

    The pipes that fill a row up behind its last cell stand close together.
    """
    bare = line.strip()
    if not bare:
        return "blank"
    if "|" not in bare:
        return "page" if len(bare) < 20 and _PAGE.fullmatch(bare) else "text"
    inside = bare.strip("| \t")
    if not inside:
        return "pipes"
    if "|" in inside:
        return "row"
    if bare[0] != "|":
        return "closed" if len(bare[len(inside) :].split()) <= 2 else "row"
    return "row" if bare[-1] == "|" else "opened"


def rows_unopened(lines: Sequence[str]) -> Sequence[str]:
    """The lines without the pipe before the first cell of each row, where all other pipes stand on lines of their own."""
    opened = [n for n, line in enumerate(lines) if line.lstrip().startswith("|") and _kind(line) == "opened"]
    if len(opened) < LEAST or not all(n + 1 < len(lines) and _kind(lines[n + 1]) == "pipes" for n in opened):
        return lines
    if not any(_kind(lines[n]) == "text" and _kind(lines[n + 1]) == "pipes" for n in range(len(lines) - 1)):
        return lines
    unopened = list(lines)
    for n in opened:
        unopened[n] = lines[n].replace("|", " ", 1)
    return unopened


_CLOSED = frozenset(("closed", "pipes", "row"))
_PARTING = frozenset(("pipes", "opened"))


def stretches(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The first line of each such table, and the line after its last; where one stands, shorter pieces are of its kind."""
    kinds = [_kind(line) for line in lines]
    kinds += ["blank"] * 3
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(lines):
        first = at
        if kinds[at] == "closed" or (kinds[at] == "pipes" and kinds[at + 1] == "closed"):
            at = _end_of_closed(lines, kinds, at)
        elif kinds[at] == "text" and kinds[at + 1] in _PARTING and _may_be_a_cell(kinds, lines, at, False):
            at = _end_of_parted(lines, kinds, at)
        else:
            at += 1
            continue
        rows = kinds[first:at].count("row")
        alone = at - first - rows - kinds[first:at].count("text")
        if alone > max(1, 3 * rows):
            found.append((first, at, alone))
        elif kinds[first] == "text":
            at = first + 1  # a heading: what stands below it may be such a table
    return [(first, end) for first, end, _ in found] if any(n >= LEAST for *_, n in found) else []


def _begins_a_cell(line: str) -> bool:
    """True for a line that can be the first part of a cell: 商业 above 企业; a number may be that of a page."""
    bare = line.strip()
    return len(bare) <= SHORT and NUMBERED.match(bare) is None and not any(map(str.isdigit, bare))


def _end_of_closed(lines: Sequence[str], kinds: Sequence[str], at: int) -> int:
    while kinds[at] in _CLOSED or (
        kinds[at] == "text" and kinds[at + 1] == "closed" and _begins_a_cell(lines[at])
    ):
        at += 1
    return at


def _end_of_parted(lines: Sequence[str], kinds: Sequence[str], at: int) -> int:
    opened = False
    while (
        kinds[at] in _PARTING
        or (kinds[at] == "text" and kinds[at + 1] in _PARTING and _may_be_a_cell(kinds, lines, at, opened))
        or (kinds[at] == kinds[at + 1] == "text" and kinds[at + 2] in _PARTING and _begins_a_cell(lines[at]))
    ):
        opened = opened or kinds[at] == "opened"
        at += 1
    return at


def _may_be_a_cell(kinds: Sequence[str], lines: Sequence[str], at: int, opened: bool) -> bool:
    """False for a number on a line without a pipe where the cells of a row but its first are ``opened`` by one: it may be that of a page."""
    opened = opened or kinds[at + 1] == "opened" or (at > 0 and kinds[at - 1] == "opened")
    return not opened or _WORDS.search(lines[at]) is not None


def rows_of(lines: Lines) -> list[list[RawCell]]:
    """The rows of such a table where what fills them up tells how wide they are, else its cells as one row."""
    passed = _opening(lines.written)
    cells = list(_cells(lines, passed))
    width = _width([fills for _, fills in cells])
    if width:
        rows = [[cell for cell, _ in cells[at : at + width]] for at in range(0, len(cells), width)]
        before = not any(row[0].text for row in rows)  # a pipe before each row, too
        return [
            [replace(cell, row=r, col=c) for c, cell in enumerate(row[before:])] for r, row in enumerate(rows)
        ]
    if passed and any(fills for _, fills in cells):  # a line is lost: which, cannot be told
        cells = list(_cells(lines, ()))
    return [[replace(cell, col=n) for n, (cell, _) in enumerate(cells)]]


def _width(fills: Sequence[int]) -> int:
    """How many cells each row has, if all rows that are filled up end where they do with that width; else none."""
    ends = [n for n, here in enumerate(fills, start=1) if here and (n == len(fills) or not fills[n])]
    width = gcd(len(fills), *ends) if len(ends) > 1 else 0
    return width if max(fills, default=0) < width <= WIDEST and width < len(fills) else 0


def _opening(lines: Sequence[str]) -> frozenset[int]:
    """The pipes on lines of their own that only open the cell below, where one stands before every cell.

    Two stand for an empty cell, and one at the end of a row may fill it up. None where they tell another number of cells.
    """
    filled = any(_kind(line) == "pipes" and line.strip() != "|" for line in lines)
    opening: list[int] = []
    alone: list[int] = []
    for n, line in enumerate((*lines, "||")):
        bare = line.strip()
        if bare == "|":
            alone.append(n)
            continue
        kind = _kind(line)
        if kind == "closed" and (alone or n):
            if not alone:
                return frozenset()
            opening.append(alone.pop())
            may_fill = filled and not VALUE.fullmatch(bare[:-1].strip())
        else:
            may_fill = False
        if kind not in ("closed", "pipes") or (len(alone) % 2 and not may_fill):
            return frozenset()
        opening += alone[: len(alone) // 2]
        alone = []
    return frozenset(opening)


def _cells(lines: Lines, passed: Container[int]) -> Iterator[tuple[RawCell, int]]:
    """Each cell, and of how many empty ones together behind a cell, or on a line of their own, it is one: these fill a row up."""
    begun: list[str] = []
    path, offset = "", -1
    for n, (line, start) in enumerate(zip(lines.written, lines.starts, strict=True)):
        if n in passed:
            continue
        parts = line.split("|")
        closes = bool(begun or parts[0].strip())
        empty = len(parts) - 1 - closes
        fills = empty if (closes or empty > 1) and not "".join(parts[1:]).strip() else 0
        for k, part in enumerate(parts, start=1):
            said = part.strip()
            if not begun:
                path = lines.path(n)
                offset = start + (len(part) - len(part.lstrip()) if said else len(part))
            if said:
                begun.append(lines.plain(said))
            start += len(part) + 1
            if k < len(parts):
                yield RawCell(clean("\n".join(begun)), 0, 0, path=path, offset=offset), 0 if begun else fills
                begun = []
    if begun:
        yield RawCell(clean("\n".join(begun)), 0, 0, path=path, offset=offset), 0
