"""Tables copied as one cell a line, an empty line for each empty cell: told by the even distance of their labels.

Only rows whose lines are as many as the other rows' are made into cells; any other line stays a line.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.records import record
from extract.tables.codes import FIFTEEN, FIVE, row_exact
from extract.tables.page_marks import is_page_mark
from extract.tables.sums import adds_up
from extract.tables.values import WORDS, is_value

SEVEN = len(APPLICANT_CODES)
EVEN = 8
"""So many labels of table three must stand at one distance."""

WIDEST = 4
"""Lines from one cell to the next at most."""
_UNDER_A_GROUP = ("out_refused_", "out_unable_", "out_notproc_", "out_other_")
"""How the codes of the rows begin that stand beside the cell of their group."""
LONGEST = 60
"""Characters of a label."""

_LINE = re.compile(r"line (\d+)")


@record(frozen=True, slots=True)
class _Line:
    """A paragraph of one line: its number in the file and its place among the blocks."""

    number: int
    block: int
    paragraph: Paragraph

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def value(self) -> bool:
        return is_value(self.text) and not is_page_mark(self.text)


@record(frozen=True, slots=True)
class _Pitch:
    """How lines stand: ``step`` from one cell to the next, ``end`` from a row's last cell to the next row's first.

    ``spanned`` is True where a cell that spans several rows leaves an empty one in each row below its first, ``proven``
    where so many rows with empty cells add up that one which does not is the publisher's error.
    """

    step: int
    end: int
    spanned: bool = False
    proven: bool = False

    def end_above(self, label: str) -> int:
        """The lines from a row's last cell to the label of the next row."""
        return self.end + (self.step * _cells_before(label) if self.spanned else 0)


def stacked(document: Document) -> Document:
    """The document with its stacked cells put into rows; the same document if no cell among them is blank or 无."""
    if document.engine != "text" or sum(map(_is_row3, document.blocks)) <= EVEN:
        return document
    lines = [
        _Line(int(found[1]), n, block)
        for n, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.place.path and (found := _LINE.fullmatch(block.place.path))
    ]
    pitch = _pitch(lines)
    if pitch is None:
        return document
    three = list(_rows3(lines, pitch))
    if sum(_has_blank_and_figure(rows[0][1:]) for *_, rows in three) >= EVEN:
        pitch = replace(pitch, proven=True)
        three = list(_rows3(lines, pitch))
    tables = [*three, *_rows2(lines, pitch), *_row4(lines, pitch)]
    if not any(not cell.text or cell.text in WORDS for _, _, rows in tables for row in rows for cell in row):
        return document
    begin = {first: (last, rows) for first, last, rows in tables}
    blocks: list[Block] = []
    at = 0
    while at < len(document.blocks):
        if at not in begin:
            blocks.append(document.blocks[at])
            at += 1
            continue
        last, rows = begin[at]
        blocks.append(_table(rows))
        at = last + 1
    return replace(document, blocks=tuple(blocks))


Rows = list[list[TextCell]]
Found = tuple[int, int, Rows]
"""The first and the last block that the rows take the place of, and the rows."""


def _has_blank_and_figure(cells: Sequence[TextCell]) -> bool:
    return len({bool(cell.text) for cell in cells}) > 1


def _table(rows: Rows) -> Table:
    cells = tuple(replace(cell, row=r, col=c) for r, row in enumerate(rows) for c, cell in enumerate(row))
    return Table(cells, len(rows), max(len(row) for row in rows), aligned=False)


def _pitch(lines: Sequence[_Line]) -> _Pitch | None:
    """The distances of a document whose labels of table three stand evenly, else None."""
    apart: Counter[_Pitch] = Counter()
    for n, line in enumerate(lines):
        if not _is_row3(line.paragraph):
            continue
        following = _taken(lines, n) + 1
        if following < len(lines) and _begins_row(lines[following].text):
            apart.update(_pitches(lines[following].number - line.number, lines[following].text))
    pitch, count = apart.most_common(1)[0] if apart else (None, 0)
    return pitch if count >= EVEN else None


def _pitches(distance: int, following: str) -> Iterator[_Pitch]:
    """How lines may stand where a label has the ``following`` one at this distance."""
    for step in range(1, WIDEST + 1):
        plain = distance - SEVEN * step
        if 1 <= plain <= SEVEN:
            yield _Pitch(step, plain)
        spanned = plain - step * _cells_before(following)
        if 1 <= spanned <= SEVEN:
            yield _Pitch(step, spanned, spanned=True)


def _cells_before(label: str) -> int:
    """How many cells a row has before its label that span several rows: 三、本年度办理结果, and （三）不予公开 and its like."""
    code = row_exact(label) or words.group_heading(label) or ""
    if not code.startswith("out_"):
        return 0
    return 2 if code.startswith(_UNDER_A_GROUP) else 1


def _is_row3(block: Block) -> bool:
    """True for a line that is the label of a row of table three, and nothing else."""
    return (
        isinstance(block, Paragraph) and 3 < len(block.text) <= LONGEST and row_exact(block.text) is not None
    )


def _cells(
    lines: Sequence[_Line], at: int, width: int, pitch: _Pitch, skip: int = 0, group: int = 0
) -> list[TextCell] | None:
    """The cells that stand below line ``at``, blank where their line is empty; None where the lines are not just as many.

    ``skip`` lines lie between it and where its own cell would stand. Blanks among ``group`` cells are told
    only where the last of these is the sum of the others, or the pitch is proven.
    """
    start = lines[at].number + skip
    below = at + 1
    cells = [TextCell("", 0, 0, place=lines[at].paragraph.place) for _ in range(width)]
    while below < len(lines) and lines[below].value:
        place, rest = divmod(lines[below].number - start, pitch.step)
        if rest or not 1 <= place <= width or " " in lines[below].text:
            return None
        cells[place - 1] = TextCell(lines[below].text, 0, 0, place=lines[below].paragraph.place)
        below += 1
    if below == len(lines):
        return None
    left = lines[below].number - start - width * pitch.step
    heading = _is_heading(lines[below].text)
    end = pitch.end_above(lines[below].text)
    if heading and left == end and not cells[-1].text:
        return None  # the last line may be the empty one above the heading
    if not (left >= end if heading else left == end and _begins_row(lines[below].text)):
        return None
    groups = [cells[n : n + group] for n in range(0, width, group)] if group else []
    return cells if pitch.proven or all(all(c.text for c in g) or adds_up(g) for g in groups) else None


def _begins_row(text: str) -> bool:
    """True for a label of the tables: whatever else stands below a row may have come between its cells."""
    known = words.table3_row_exact(text) or words.group_heading(text) or words.table2_row_exact(text)
    return known is not None or words.plain(text).startswith("第二十条第")


def _is_heading(text: str) -> bool:
    """True for the numbered heading of a section."""
    key = words.section_key(text)
    return 4 <= len(key) < len(words.plain(text)) <= 46 and words.section_title(key, True) is not None


def _taken(lines: Sequence[_Line], at: int) -> int:
    """The last line of values below line ``at``."""
    while at + 1 < len(lines) and lines[at + 1].value:
        at += 1
    return at


def _label(line: _Line) -> TextCell:
    return TextCell(line.text, 0, 0, place=line.paragraph.place)


def _rows3(lines: Sequence[_Line], pitch: _Pitch) -> Iterator[Found]:
    """The rows of table three; of one whose values do not stand at even distances only the label, if as many stand there as it has cells."""
    for n, line in enumerate(lines):
        if not _is_row3(line.paragraph):
            continue
        cells = _cells(lines, n, SEVEN, pitch, group=SEVEN)
        last = _taken(lines, n)
        if cells is not None:
            yield line.block, lines[last].block, [[_label(line), *cells]]
        elif last - n == SEVEN and not _is_even(lines, n, last, pitch):
            yield line.block, lines[last].block, [[_label(line)]]


def _is_even(lines: Sequence[_Line], at: int, last: int, pitch: _Pitch) -> bool:
    """Whether the lines of values from the first below ``at`` to the ``last`` stand one step apart."""
    return all(b.number - a.number == pitch.step for a, b in pairwise(lines[at + 1 : last + 1]))


def _rows2(lines: Sequence[_Line], pitch: _Pitch) -> Iterator[Found]:
    """The rows of table two, below the headings that say how many cells each has."""
    n = 0
    while n < len(lines):
        if words.plain(lines[n].text) != "信息内容":
            n += 1
            continue
        first, n = n, n + 1
        heads = [_label(lines[first])]
        while n < len(lines) and (taken := _lines_of_head(lines, n)):
            heads.append(replace(_label(lines[n]), text="".join(line.text for line in lines[n : n + taken])))
            n += taken
        rows = [heads]
        last = n - 1
        while n < len(lines) and words.table2_row_exact(lines[n].text):
            cells = _cells(lines, n, len(rows[0]) - 1, pitch)
            taken = _taken(lines, n)
            if cells is None and (taken - n != len(rows[0]) - 1 or _is_even(lines, n, taken, pitch)):
                break
            rows.append([_label(lines[n]), *(cells or ())])
            n = last = taken
            n += 1
        if len(rows) > 1:
            yield lines[first].block, lines[last].block, rows


def _lines_of_head(lines: Sequence[_Line], at: int) -> int:
    """How many lines the heading of a column of table two takes, one or two (本年新 above 制作数量); none if there is no heading."""
    if words.table2_column(lines[at].text):
        return 1
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    whole = not is_value(below) and not words.table2_row_exact(below) and not words.table2_column(below)
    return 2 if whole and words.table2_column(lines[at].text + below) else 0


def _row4(lines: Sequence[_Line], pitch: _Pitch) -> Iterator[Found]:
    """The one row of table four, below its last heading of a result."""
    heads = [n for n, line in enumerate(lines) if words.table4_result(line.text)]
    for n in heads[-1:]:
        cells = _cells(lines, n, len(FIFTEEN), pitch, pitch.end - pitch.step, FIVE)
        if len(heads) < len(FIFTEEN):
            continue
        named = [_label(lines[head]) for head in heads[-len(FIFTEEN) :]]
        last = _taken(lines, n)
        if cells is not None:
            yield lines[n].block, lines[last].block, [named, cells]
        elif last - n == len(FIFTEEN) and not _is_even(lines, n, last, pitch):
            yield lines[n].block, lines[last].block, [named]
