"""Tables copied from a browser whose cells hold paragraphs: a tab on a line of its own parts two cells.

Two rows are parted by more blank lines than two paragraphs are, so that every row and every empty cell can be told.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 12
"""Tabs on lines of their own that make such a table."""
_VALUE = re.compile(r"(?!\s*\d{1,2}\s*[.．、]\s*$)[\s\d,，.．+\-－—–/／无]*[件条项个元万]{0,2}")

_TAB = re.compile(r"\n[ \xa0]*\t[ \xa0]*\r?(?=\n|\Z)")
"""It begins with the break before the line: a literal is found much faster than the beginning of a line."""

Cell = tuple[int, ...]
"""The lines of a cell: the one of the tab before it where it is empty."""
Rows = list[list[Cell]]


@dataclass(slots=True)
class _Token:
    """A line that is not empty: a ``tab`` alone, a ``text``, or a ``blank``, which a space that does not break takes up."""

    line: int
    kind: str


def may_hold(text: str) -> bool:
    """Whether a text has such lines at all."""
    return "\t" in text and len(_TAB.findall("\n" + text)) >= LEAST


def tables(lines: Sequence[str]) -> list[tuple[int, int, Rows]]:
    """The first line of each such table, the line after its last, and its rows."""
    tokens = [_Token(n, kind) for n, line in enumerate(lines) if (kind := _kind(line))]
    if sum(token.kind == "tab" for token in tokens) < LEAST:
        return []
    far = _between_rows(tokens)
    if not far:
        return []
    reader = _Copied(lines, tokens, far)
    found = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind == "tab" and at and tokens[at - 1].kind == "text":
            first = at - 1
            rows, at = reader.table(first)
            found.append((tokens[first].line, tokens[at - 1].line + 1, rows))
        else:
            at += 1
    return found


def _kind(line: str) -> str:
    if line.strip():
        return "text" if "\t" not in line else "row"
    if "\t" in line:
        return "tab" if line.count("\t") == 1 else "row"
    return "blank" if line.strip(" ") else ""


def _between_rows(tokens: Sequence[_Token]) -> int:
    """How many lines below the last cell of a row the next row begins; 0 where that is not to be told from a paragraph of the same cell."""
    rows: Counter[int] = Counter()
    cells: Counter[int] = Counter()
    for n in range(1, len(tokens) - 1):
        before, here, after = tokens[n - 1 : n + 2]
        if here.kind != "tab" and before.kind == "tab":
            (cells if after.kind == "tab" else rows)[after.line - here.line] += 1
    if not rows or not cells:
        return 0
    far, near = rows.most_common(1)[0][0], cells.most_common(1)[0][0]
    return far if far > near else 0


class _Copied:
    """Reads the tables among the tokens; ``far`` is the distance from row to row."""

    def __init__(self, lines: Sequence[str], tokens: Sequence[_Token], far: int) -> None:
        self._lines = lines
        self._tokens = tokens
        self._far = far
        # Whether a text belongs to a row: a tab or the next row follows, not the text below the table.
        self._inside = [False] * len(tokens)
        for n in range(len(tokens) - 2, -1, -1):
            following = tokens[n + 1].kind
            told = following == "tab" or (following != "row" and self._is_far(n))
            self._inside[n] = told or (following == "text" and self._inside[n + 1])

    def _is_far(self, n: int) -> bool:
        return n + 1 < len(self._tokens) and self._tokens[n + 1].line - self._tokens[n].line >= self._far

    def table(self, at: int) -> tuple[Rows, int]:
        """The rows of the table whose first cell is the token ``at``, and the token after its last."""
        tokens = self._tokens
        rows: Rows = [[]]
        behind = False
        while True:
            ended = at == len(tokens) or tokens[at].kind == "row"
            if behind and (ended or tokens[at].kind == "tab" or self._is_far(at - 1)):
                cell: Cell = (tokens[at - 1].line,)  # nothing stands behind the tab
            elif not behind and tokens[at].kind == "tab":
                rows[-1].append((tokens[at].line,))  # nor before the first of a row
                at, behind = at + 1, True
                continue
            else:
                cell, at = self._cell(at)
            rows[-1].append(cell)
            if at == len(tokens) or tokens[at].kind == "row":
                return rows, at
            behind = not self._is_far(at - 1)
            if behind and tokens[at].kind != "tab":
                return rows, at
            if behind:
                at += 1
            elif tokens[at].kind == "tab" or self._inside[at]:
                rows.append([])
            else:
                return rows, at

    def _cell(self, at: int) -> tuple[Cell, int]:
        """The lines of the cell that begins at a token; below a figure only figures are part of its cell."""
        lines = [self._tokens[at].line]
        figure = _VALUE.fullmatch(self._lines[lines[0]].strip()) is not None
        at += 1
        while at < len(self._tokens) and self._tokens[at].kind == "text" and not self._is_far(at - 1):
            below = _VALUE.fullmatch(self._lines[self._tokens[at].line].strip()) is not None
            if not (below if figure else self._inside[at]):
                break
            lines.append(self._tokens[at].line)
            at += 1
        return tuple(lines), at
