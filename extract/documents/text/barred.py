"""Tables with bars between the cells and no rule between the rows, whose long cells go on in the lines below.

Antiword and other converters of old Word files write them. Every cell is as wide as in the document, so the bars
tell the columns; a cell goes on below where its line is full up to the bar.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.documents.collect import RawCell
from extract.documents.text.cells import NUMBERED
from extract.documents.text.drawn import WIDTHS, spread
from extract.documents.text.lines import Lines
from extract.documents.text.rows import VALUE
from extract.documents.text.ruled import LARGEST, Ruled
from extract.rare import rare

ROWS = 3
"""So many lines one below the other may be such a table."""
GO_ON = 2
"""So many lines of it must go on from the one above."""

_RULE = rare(r"[\s|:+=-]*(?:-{3}|={3})[\s|:+=-]*")

_Line = dict[tuple[int, int], str]
"""What stands between two bars, by where these stand."""


@dataclass(slots=True)
class _Row:
    """The lines of one row, by number."""

    lines: dict[int, _Line] = field(default_factory=dict)


def may_hold(part: str) -> bool:
    """Whether a text has lines that begin and end with a bar at all."""
    return "|\n|" in part or "|\r\n|" in part


def tables(lines: Lines) -> Iterator[Ruled]:
    """The tables of a text."""
    for first, after in _stretches(lines.written):
        rows = _rows(lines.written[first:after])
        if rows:
            yield first, after, _cells(lines.part(first, after), rows)


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each run of lines within bars, and the line after its last; those with a rule between or beside them are of another kind."""
    at = 0
    while at < len(lines):
        first = at
        while at < len(lines) and _is_barred(lines[at].strip()):
            at += 1
        if at - first >= ROWS and not any(map(_RULE.fullmatch, lines[max(first - 1, 0) : at + 1])):
            yield first, at
        at = max(at, first + 1)


def _is_barred(bare: str) -> bool:
    return len(bare) > 2 and bare[0] == bare[-1] == "|"


def _rows(lines: Sequence[str]) -> list[_Row]:
    """The rows; none where the lines are not equally wide however wide signs are taken to be, or too few go on."""
    if sum(map(len, lines)) > LARGEST:
        return []
    for wide in WIDTHS:
        raster = [spread(line.strip(), wide) for line in lines]
        if len({len(line) for line in raster}) > 1:
            continue
        rows: list[_Row] = []
        before: _Line = {}
        for n, line in enumerate(map(_between_bars, raster)):
            if not (rows and _goes_on(before, line)):
                rows.append(_Row())
            rows[-1].lines[n] = before = line
        if len(lines) - len(rows) >= GO_ON:
            return rows
    return []


def _between_bars(line: Sequence[str]) -> _Line:
    bars = [at for at, sign in enumerate(line) if sign == "|"]
    return {(left, right): "".join(line[left + 1 : right]) for left, right in pairwise(bars)}


def _goes_on(above: _Line, line: _Line) -> bool:
    """Whether a line is the rest of the one above: each of its cells goes on from a full one."""
    filled = {place: text for place, text in line.items() if text.strip()}
    return bool(filled) and all(
        place in above and _may_be_a_rest(text.strip()) and _is_full(above[place], text)
        for place, text in filled.items()
    )


def _may_be_a_rest(text: str) -> bool:
    """False for a figure, and for a label with its number: they begin a row."""
    return VALUE.fullmatch(text) is None and NUMBERED.match(text) is None


def _is_full(above: str, below: str) -> bool:
    """Whether the first sign of the line below had no room left in the one above."""
    room = len(above) - len(above.rstrip())
    return bool(above.strip()) and room < len(spread(below.strip()[0], "WFA"))


def _cells(lines: Lines, rows: Sequence[_Row]) -> list[RawCell]:
    """The cells in the columns that all bars of the table part, each with the columns that it spans."""
    edges = sorted({edge for row in rows for line in row.lines.values() for place in line for edge in place})
    column = {edge: n for n, edge in enumerate(edges)}
    found = []
    for at, row in enumerate(rows):
        first, top = next(iter(row.lines.items()))
        bars = [n for n, sign in enumerate(lines.written[first]) if sign == "|"]
        for bar, (left, right) in zip(bars, top, strict=False):
            parts = [line.get((left, right), "").strip() for line in row.lines.values()]
            place = (at, column[left], 1, column[right] - column[left])
            written = top[left, right]
            indent = bar + 1 + len(written) - len(written.lstrip())
            found.append(lines.cell("\n".join(filter(None, parts)), place, first, indent))
    return found
