"""Tables with a rule of strokes over each column and nothing between them, as pandoc and docutils write them.

Where a word stands over the gap between two columns, nothing is read here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.documents.collect import RawCell
from extract.documents.text.drawn import WIDTHS, spread
from extract.documents.text.lines import Lines
from extract.rare import rare

ROWS = 2
"""So many rows of two cells and more make a table."""
HEAD_LINES = 8
"""Lines that a heading takes at most."""
LARGEST = 400_000
"""Characters of a table, many times what one of the forms takes up."""

_RULES = rare(r"(?=.*(?:-{4}|={4})) *(?:-{2,}(?: +-{2,})+|={2,}(?: +={2,})+) *")
"""A stroke over each column, one of them longer than those that stand for nought."""
_EDGE = rare(r" *-{10,} *")
"""The upper or the lower edge of a table whose rows take several lines."""
_EMPTY = ".."
"""What docutils puts into an empty first cell: without it the line would go on from the one above."""

Ruled = tuple[int, int, list[RawCell]]
"""The first line of a table, the line after its last, and its cells."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines of a table: the first, the one after the last, those that hold text, and whether its rows take several lines."""

    first: int
    after: int
    rule: int
    text: tuple[int, ...]
    tall: bool


def may_hold(part: str) -> bool:
    """Whether a text has rules over columns at all."""
    return any(gap in part for gap in ("-- --", "--  --", "== ==", "==  =="))


def tables(lines: Lines) -> Iterator[Ruled]:
    """The tables of a text."""
    at = before = 0
    while at < len(lines.written):
        if not _RULES.fullmatch(lines.written[at]):
            at += 1
            continue
        frame = _frame(lines.written, at, before)
        cells = _cells(lines, frame)
        if cells:
            yield frame.first, frame.after, cells
        at = before = frame.after  # no line is looked at for each of the rules around it


def _frame(lines: Sequence[str], rule: int, before: int) -> _Frame:
    """The table whose first rule stands on a line; it begins behind the table before."""
    top = rule
    highest = max(before, rule - HEAD_LINES)
    while top > highest and lines[top - 1].strip() and not _RULES.fullmatch(lines[top - 1]):
        top -= 1
        if _EDGE.fullmatch(lines[top]):
            end = next((n for n in range(rule + 1, len(lines)) if _EDGE.fullmatch(lines[n])), len(lines) - 1)
            return _Frame(top, end + 1, rule, (*range(top + 1, rule), *range(rule + 1, end)), tall=True)
    same = lines[rule].rstrip()
    body = rule + 1
    while body < len(lines) and lines[body].strip():
        body += 1
    closed = max((n for n in range(rule + 1, body) if lines[n].rstrip() == same), default=None)
    # A rule at the end closes what begins with one; a heading above it has nothing to do with that.
    first, end = (top, body) if closed is None else (rule, closed + 1)
    text = tuple(n for n in range(first, end) if lines[n].rstrip() != same)
    return _Frame(first, end, rule, text, tall=False)


def _cells(lines: Lines, frame: _Frame) -> list[RawCell]:
    """The cells of a table, none where a word stands over a gap between columns however wide signs are taken to be."""
    written = lines.written
    if sum(len(written[n]) for n in frame.text) > LARGEST:
        return []
    columns = _columns(written[frame.rule])
    cut = _cut(written, frame.text, columns)
    rows = list(_rows(written, frame, cut)) if cut else []
    if sum(len(row) > 1 for row in rows) < ROWS:
        return []
    return [
        lines.cell("\n".join(text for _, text in row.get(col, ())), (at, col, 1, 1), _first(row, col))
        for at, row in enumerate(rows)
        for col in range(len(columns))
    ]


def _columns(rule: str) -> list[tuple[int, int]]:
    """Where the strokes of a rule begin and end; the last column has no end."""
    found = []
    at = 0
    for stroke, run in groupby(rule.rstrip(), key=lambda sign: sign in "-="):
        width = len(list(run))
        if stroke:
            found.append((at, at + width))
        at += width
    return [*found[:-1], (found[-1][0], LARGEST)]


_Cut = dict[int, list[str]]
"""The parts of each line below the strokes, as they are set."""


def _cut(lines: Sequence[str], text: Sequence[int], columns: Sequence[tuple[int, int]]) -> _Cut:
    """The lines cut between the columns; nothing where no width of signs leaves the gaps free, or two do and differ.

    The one is right by which the words begin where the strokes do: the other moves words of some lines.
    """
    found: list[_Cut] = []
    for wide in WIDTHS:
        cut = {n: _parts(spread(lines[n].rstrip(), wide), columns) for n in text}
        whole = {n: parts for n, parts in cut.items() if parts}
        if len(whole) == len(cut) and whole not in found:
            found.append(whole)
    flush = [cut for cut in found if all(part[:1] != " " for parts in cut.values() for part in parts)]
    told = flush if len(flush) == 1 else found
    return told[0] if len(told) == 1 else {}


def _parts(line: Sequence[str], columns: Sequence[tuple[int, int]]) -> list[str]:
    """The parts of a line below the strokes; none where anything stands beside them."""
    gaps = zip([0, *(right for _, right in columns)], [left for left, _ in columns], strict=False)
    if any(sign != " " for left, right in gaps for sign in line[left:right]):
        return []
    return ["".join(line[left:right]).rstrip() for left, right in columns]


_Row = dict[int, list[tuple[int, str]]]
"""The lines of text in each column of a row, each with its number."""


def _rows(lines: Sequence[str], frame: _Frame, cut: _Cut) -> Iterator[_Row]:
    """The rows: a line each, or all lines up to an empty one; in docutils' tables a line without a first cell goes on from the one above."""
    goes_on = frame.tall
    row: _Row = {}
    for n in frame.text:
        parts = cut[n]
        if frame.tall:
            goes_on = bool(lines[n].strip()) and n - 1 != frame.rule
        elif "=" in lines[frame.rule]:
            goes_on = not parts[0].strip()
        if row and not goes_on:
            yield row
            row = {}
        for col, text in enumerate(map(str.strip, parts)):
            if text and not (text == _EMPTY and col == 0):
                row.setdefault(col, []).append((n, text))
    if row:
        yield row


def _first(row: _Row, col: int) -> int:
    """The number of the line where a cell begins; that of the row for an empty one."""
    own = row.get(col) or [part for parts in row.values() for part in parts]
    return min((n for n, _ in own), default=0)
