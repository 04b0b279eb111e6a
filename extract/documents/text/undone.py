"""What a program did to every line or sign of a text is undone: what stands before every line, blanks between signs, cells said twice.

Every sign that stays keeps its place in the file, or moves within its own word.
"""

import re

from extract.rare import rare

LINES = 30
"""So many lines at least are numbered; a list is shorter, or has lines between its numbers."""
ROWS = 10
"""Rows of seven figures with wide gaps between them, which tell that one blank parts no cells."""

_NUMBERED = rare(r"\s*(\d{1,5})(?!\d)([^\r]?)")
_BEHIND_NUMBER = frozenset(("", *"\t :：|.、)"))
_APART = ("本 年 新 收", "予 以 公 开")
_FIGURE = r"\d(?: ?[\d.,，])*"
_SEVEN = rare(rf"(?m)(?:\t|(?<! ) {{2,}}){_FIGURE}(?:(?:\t| {{2,}}){_FIGURE}){{6}}[ \r]*$")
_SAID_AGAIN = rare(r"(?m)^[ \t]*(第二十条 ?第.[一五].项)[ \t\r]*\n\s*\1[ \t\r]*$")
_HEADS = "信息内容"
_LISTED = rare(rf"(?m)^([ \t]*[-*+·•●▪])[ \t]+{_HEADS}[ \t\r]*$")
_WIDTH = 4
"""Columns of table two."""
_MARK = rare(r"[-+－—–/\d.,]+|无")
_SIGNS_APART = rare(r"(?<![^\s>])[^\s>](?: \S(?!\S))+")


def without_line_numbers(text: str) -> str:
    """The text with spaces for the numbers of its lines, if every line begins with one and they count up."""
    lines = text.split("\n")
    ends: dict[int, int] = {}
    behind: set[str] = set()
    due = ""
    for n, line in enumerate(lines):
        if not line.strip():
            continue
        number = _NUMBERED.match(line)
        if number is None or int(number[1]) != int(due or number[1]):
            return text
        due = str(int(number[1]) + 1)
        ends[n] = number.end()
        behind.add(number[2])
    if len(ends) < LINES or len(behind - {""}) != 1 or not behind <= _BEHIND_NUMBER:
        return text
    for n, end in ends.items():
        lines[n] = " " * end + lines[n][end:]
    return "\n".join(lines)


def without_marks(text: str) -> str:
    """The text with spaces for the mark of a list that each cell of its tables begins with, or the tabs that every line does."""
    mark = _LISTED.search(text)
    if mark is not None:
        return re.sub(rf"(?m)^{re.escape(mark[1])}(?= )", lambda found: " " * len(found[0]), text)
    if not text.lstrip("\r\n").startswith("\t"):
        return text
    filled = [line for line in text.split("\n") if line.strip() and "\t" in line]  # a cell may break within
    tabs = min((len(line) - len(line.lstrip("\t")) for line in filled), default=0)
    return re.sub(rf"(?m)^\t{{{tabs}}}", " " * tabs, text)


def with_words_together(text: str) -> str:
    """The text with its words together whose signs all stand one blank apart, and its cells by wider gaps."""
    if not any(label in text for label in _APART) or len(_SEVEN.findall(text)) < ROWS:
        return text
    return _SIGNS_APART.sub(lambda word: word[0].replace(" ", "").ljust(len(word[0])), text)


def with_cells_said_once(text: str) -> str:
    """The text with blank lines where a merged cell of table two stands once more for each of its columns, each cell on a line.

    That figures are one cell is told by the heading above them, which is said as often.
    """
    if not _SAID_AGAIN.search(text):
        return text
    lines = text.split("\n")
    filled = [n for n, line in enumerate(lines) if line.strip()]
    rows = [filled[at : at + _WIDTH] for at in range(len(filled) - _WIDTH + 1)]
    again: list[int] = []
    at = 0
    while at < len(rows):
        row = [lines[n].strip() for n in rows[at]]
        if row[0] == _HEADS:
            again = [k for k in range(2, len(row)) if row[k] == row[k - 1]]
        elif not again or [bool(_MARK.fullmatch(cell)) for cell in row] != [False, True, True, True]:
            again = []  # the table is left
            at += 1
            continue
        for n in [rows[at][k] for k in again if row[k] == row[k - 1]]:
            lines[n] = " " * len(lines[n])
        at += _WIDTH
    return "\n".join(lines)
