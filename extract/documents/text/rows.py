"""The rows of a table in a text, parted by tabs, pipes or commas, into cells with their offsets in the file."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise, takewhile

from extract.documents.clean import BREAK, clean
from extract.documents.data_frame import numbering
from extract.documents.text.lines import Plain
from extract.rare import rare

DELIMITED = 8
"""Rows of seven values parted by one sign from which it parts the cells of all tables of a text."""
CUT = 4
"""Rows that pipes cut anywhere from which they part no cells: a converter has set them by its own lines."""
INDICATORS = 20
"""Rows of an indicator, its unit and its figure from which a comma parts those of a statistical form."""
SEVERAL = 6
"""Pipes of a row that is one of a table and no other line."""
LONG = 60
"""Characters from which a cell of a lone row is running text with a tab in it."""
HAN_NUMBERS = "一二三四五六七八九十"
DELIMITERS = (",", ";", "，", "；", "、")
VALUE = rare(
    r'\s*+"?\s*+(?:[+-]?[\d０-９][\d０-９.]*(?:[,，]\d{3})*(?:件|条|项|个|万?元)?|[-－—–/／]{1,2}|无)?\s*+"?\s*'
)
"""What the cell of a figure holds."""
_SEVEN_VALUES = rare(r"\s*(?:(?:[\d０-９][\d０-９,，]*|[-－—–/／]{1,2}|无)(?:\s+(?!$)|\s*$)){7}|\s*\d{7,}\s*")
_RUN_IN = rare(r"[^\t]*[^\t\d ] ++\d+\t")
_UNITS = frozenset(("条", "件", "次", "篇", "个", "人", "人次", "元", "万元"))
_AFTER_COLON = rare(r"(.*\D)[:：]\s*([\d０-９].*|[-－—–/／]{1,2}|无)")
_PIPE = re.compile(r"(?<!\\)\|")
_NUMBER_ALONE = re.compile(rf"[{HAN_NUMBERS}]+[、.．]|[（(][{HAN_NUMBERS}\d]+[)）]|\d+[.、．]")
_FIGURE = re.compile(r"[\d０-９]")

Cell = tuple[str, int]
"""The text of a cell and its offset in the file."""
Row = tuple[int, list[Cell]]
"""The number of its line, and its cells."""


@dataclass(slots=True)
class Rows:
    """The rows of the table being read, and how they were parted.

    ``bare`` has its lines where the first begins without a pipe; ``open`` says that the last line has a pipe before it
    and none after it.
    """

    kind: str = "text"
    rows: list[Row] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    ruled: bool = False
    bare: list[tuple[int, int, str]] = field(default_factory=list)
    open: bool = False
    blank_after: bool = False
    spaced: bool = False

    def go_on(self, rest: list[Cell]) -> None:
        """Add the rest of the last row, which a line break tears in its last cell."""
        number, row = self.rows[-1]
        begun, offset = row[-1]
        self.rows[-1] = number, [*row[:-1], (f"{begun}{BREAK}{rest[0][0]}", offset), *rest[1:]]


def is_text(cells: list[Cell]) -> bool:
    """True for a lone row that is a line with a tab in it: one text, a heading after its number, or a sentence."""
    words = [text for text, _ in cells if text]
    if len(words) < 2:
        return True
    if any(len(word) > LONG for word in words):
        return True
    return (
        len(words) == 2 and _NUMBER_ALONE.fullmatch(words[0]) is not None and not _FIGURE.fullmatch(words[1])
    )


def are_mere_figures(rows: list[Row]) -> bool:
    """True for lines of figures and nothing else: their labels, and the rest of a row, may stand on other lines."""
    return all(text and VALUE.fullmatch(text) for _, cells in rows for text, _ in cells)


def words(cells: list[Cell]) -> str:
    """A line with tabs in it as one text: a number stands close to its heading."""
    words = [text for text, _ in cells if text]
    return ("" if words and _NUMBER_ALONE.fullmatch(words[0]) else " ").join(words)


def joined(table: Rows) -> list[Row]:
    """Rows as the lines between the borders of a drawn table make them: several printed lines to a row."""
    edges = sorted({0, *table.borders, len(table.rows)})
    joined = []
    for first, last in pairwise(edges):
        lines = table.rows[first:last]
        width = max(len(cells) for _, cells in lines)
        row = []
        for column in range(width):
            parts = [cells[column] for _, cells in lines if column < len(cells)]
            offset = next((at for text, at in parts if text), parts[0][1])
            row.append((clean("\n".join(text for text, _ in parts)), offset))
        joined.append((lines[0][0], row))
    # A head that only rules part, and no border between rows: the lines are the rows.
    return joined if len(joined) > 2 else table.rows


def unnumbered(rows: list[Row]) -> list[Row]:
    """The rows of a data frame without the numbers of its columns and rows."""
    first = [text for text, _ in rows[0][1]]
    counted = not first[0] and len(rows) > 1 and rows[1][1][0][0] == "0"
    if not counted and first[-1] != str(len(first) - 1 - (not first[0])):
        return rows  # not the number of its last column
    above, before = numbering([[text for text, _ in cells] for _, cells in rows])
    return [(number, cells[before:]) for number, cells in rows[above:]] if above or before else rows


def without_placeholders(cells: list[Cell]) -> list[Cell]:
    """The headings of a table without the names that a program gives columns that have none: Col2 for the second."""
    return [("" if text == f"Col{n}" else text, at) for n, (text, at) in enumerate(cells, 1)]


def _parted(parts: Iterable[str], offset: int, plain: Plain, gap: int = 1) -> list[Cell]:
    """The cells that stand in the parts of a line, with so many characters between them."""
    cells = []
    for part in parts:
        text = plain(part)
        cells.append((text, offset if text == part else offset + len(part) - len(part.lstrip())))
        offset += len(part) + gap
    return cells


def tab_cells(line: str, offset: int, plain: Plain, tab: str) -> list[Cell]:
    """The cells between tabs, empty ones too."""
    return _parted(line.split(tab), offset, plain, len(tab))


def delimiter_of(text: str) -> str:
    """The comma or semicolon between the cells of a text's tables; empty where it has no such tables."""
    for sign in ",;":
        if (
            text.count(sign) >= 2 * INDICATORS
            and sum(_is_indicator(x, sign) for x in text.splitlines()) >= INDICATORS
        ):
            return sign
    for sign in DELIMITERS:
        rows = 0
        for line in text.splitlines() if text.count(sign) >= 6 * DELIMITED else ():
            if line.count(sign) >= 6 and all(VALUE.fullmatch(c) for c in line.split(sign)[-6:]):
                rows += 1
                if rows >= DELIMITED:
                    return sign
    return ""


def parts_no_cells(lines: Sequence[str], sign: str) -> bool:
    """Whether a sign does not part the cells of the rows of table three: it stands before seven values that blanks part, or anywhere between them, or the rows go on in the line below."""
    rows = [line for line in lines if sign in line and line[-1:] != "-"]
    tails = [tail for line in rows if len(tail := line.rpartition(sign)[2]) >= 7]
    whole = sum(_SEVEN_VALUES.fullmatch(tail) is not None for tail in tails)
    if not any(sign * 2 in line for line in rows):
        whole = max(whole, sum(_is_half(line, below, sign) for line, below in pairwise(lines)))
    return whole >= DELIMITED or (sign == "|" and sum(map(_is_cut_anywhere, rows)) >= CUT)


def _is_half(line: str, below: str, sign: str) -> bool:
    """Whether a line has some of seven figures at its end, and the one below it the others, or a blank stands before the first of them."""
    figures = list(takewhile(str.isdecimal, map(str.strip, reversed(line.split(sign)))))
    if _RUN_IN.match(line) and len(figures) == 6:
        return True
    rest = below.split(sign)
    return bool(figures) and len(figures) + len(rest) == 7 and all(map(str.isdecimal, rest))


def _is_cut_anywhere(row: str) -> bool:
    """Whether a row between pipes has seven figures, and two of them in one cell or no label; not just seven cells of digits set apart and blanks."""
    cells = [cell.split() for cell in row.removesuffix("|").split("|")]
    behind = list(dropwhile(lambda cell: not cell or not VALUE.fullmatch(cell[0]), cells))
    cells = list(filter(None, cells))
    figures = [cell for cell in cells if all(map(VALUE.fullmatch, cell))]
    is_whole = len(behind) == 7 and len(figures) < 7
    return sum(map(len, figures)) == 7 and not is_whole and (len(figures) == len(cells) or len(figures) < 7)


def _is_indicator(line: str, sign: str) -> bool:
    """Whether a line is words, the unit of a count and a figure."""
    cells = line.split(sign)
    return len(cells) == 3 and cells[1] in _UNITS and VALUE.fullmatch(cells[2]) is not None


def delimited_cells(line: str, offset: int, plain: Plain, delimiter: str) -> list[Cell]:
    """The cells between commas; within quotation marks a comma is part of the cell."""
    cells: list[Cell] = []
    at = 0
    try:
        parts = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell of more than 131072 characters
        parts = line.split(delimiter)
    for part in parts:
        after = _AFTER_COLON.fullmatch(part) if not cells else None
        for piece in after.groups() if after else (part,):
            at = max(line.find(piece, at), at)
            cells.append((plain(piece), offset + at))
            at += len(piece)
    return cells


def rows_of_pipes(lines: Iterable[str]) -> list[str]:
    """The lines with so many pipes that they are rows of a table, without the spaces before them."""
    return [line.lstrip() for line in lines if line.count("|") >= SEVERAL]


def pipe_cells(line: str, offset: int, plain: Plain, width: int, leading_blank: bool = False) -> list[Cell]:
    """The cells between the pipes; the outer pipes make no cells of their own.

    ``width`` is that of the table's first row: it tells a last pipe without a first from a blank last cell,
    and where the first row has no pipe before it (``leading_blank``), a first pipe without a last stands
    after a blank cell.
    """
    offset += len(line) - len(line.lstrip())
    bare = line.strip()
    outer = bare.startswith("|") and (not leading_blank or line.endswith("|"))
    if outer:
        bare, offset = bare[1:], offset + 1
    is_blank_cell = not outer and (bare.count("|") < width or line.endswith((" ", "\t")))
    if bare.endswith("|") and not bare.endswith("\\|") and not is_blank_cell:
        bare = bare[:-1]
    return _parted(_between_pipes(bare), offset, plain)


def outer_pipes(line: str) -> tuple[bool, bool]:
    """Whether a line begins with a pipe, and whether it ends with one."""
    bare = line.strip()
    return bare.startswith("|"), bare.endswith("|")


def closed_cells(line: str, offset: int, plain: Plain) -> list[Cell]:
    """The cells of a line that every pipe closes one of: a first pipe closes an empty one."""
    return _parted(_between_pipes(line)[:-1], offset, plain)


def _between_pipes(line: str) -> list[str]:
    return _PIPE.split(line) if "\\" in line else line.split("|")
