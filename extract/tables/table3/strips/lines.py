"""Strips of table three's printed lines: a run of seven numbers is a row; shorter runs add up to seven over lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.tables.codes import SINGLE, WIDTH
from extract.tables.digits.cut import whole_row
from extract.tables.digits.glued import split_tail
from extract.tables.rows import ITEM, Row, value_flags
from extract.tables.sums import adds_up, figure, is_total_elsewhere, last_is_too_many, makes_total
from extract.tables.table3.strips.strip import Strip, code_of, may_add_up
from extract.tables.values import WORDS

_SEPARATORS = (",", "，")
"""At the end of a number, the sign that its other digits stand on a line below."""


def line_strips(rows: Sequence[Row]) -> list[Strip]:
    """The strips of these lines in reading order, named where their own label suffices."""
    lines = _Lines()
    for row in rows:
        lines.take(row)
    lines.close()
    named = map(_named, lines.strips, [None, *lines.strips])
    return _with_whole_figures(list(named))


@dataclass(slots=True)
class _Lines:
    """The lines read so far: the strips that are told, and the numbers that are not yet a row's."""

    strips: list[Strip] = field(default_factory=list)
    label: str = ""
    """The words before the numbers that wait."""
    waiting: list[TextCell] = field(default_factory=list)
    block: int = 0
    is_alone: bool = False
    """Whether the last numbers have no words on their line and wait behind no others."""
    is_spread: bool = False
    """Whether those that wait stand on several lines."""
    is_last_apart: bool = False
    """Whether the last of seven stands alone below the six others: it may be a page's number."""
    is_stacked: bool = False
    """Whether the numbers of the last row do."""
    is_torn: bool = False
    """Whether one of the numbers last read goes on in a line below, by its separator."""
    is_lone: bool = False
    """Whether what was last read is one number without a label."""

    def take(self, row: Row) -> None:
        """Reads one line."""
        parts = _line_parts(row.cells)
        numbers = [c for is_number, run in parts if is_number for c in run]
        text = " ".join(c.text for is_number, run in parts if not is_number for c in run)
        if text in WORDS and any(c.text in WORDS for c in self.waiting):
            # 无 alone on a line is a value where the ones before it are such words.
            text, numbers = "", list(row.cells)
        if len(numbers) == WIDTH + 1 and numbers[0].text in WORDS and ITEM.fullmatch(text):
            # A label is more than its number: 2. 没有 begins one, with seven values behind it.
            text, numbers = text + numbers[0].text, numbers[1:]
        if text or len(numbers) >= WIDTH or len(self.waiting) + len(numbers) > WIDTH:
            self.close()
        self.block = row.block
        tail = split_tail(text)
        if tail is not None:
            run_in = [replace(row.cells[0], text=tail[1]), *numbers]
            if len(run_in) == 1 and not _names_row(tail[0]):
                run_in = _digits_apart(run_in[0])
            is_seven = len(parts) <= 2 and len(run_in) == WIDTH and makes_total(run_in)
            if _names_row(tail[0]) or is_seven:
                # The first number, or all of them, run into the label, or into the last words of its line.
                text, numbers = tail[0], run_in
        if len(numbers) == 1 and not text:
            numbers = _digits_apart(numbers[0])
        if numbers and len(numbers) <= WIDTH:
            is_glued = tail is not None and len(numbers) == 1 and len(numbers[0].text) >= WIDTH
            self._wait(text, numbers, is_glued)
        else:
            self._add(text, loose=tuple(numbers))

    def close(self) -> None:
        """Makes a strip of the numbers that wait: a row if they are seven, else loose ones."""
        seven = _across(self.waiting) if len(self.waiting) == WIDTH else ()
        # What stands alone above a row over several lines may be the first digit of one of its numbers.
        torn = self.is_spread and (
            self.is_torn
            or ((self.is_lone or self.is_last_apart) and not may_add_up(self.waiting))
            or is_total_elsewhere(seven)
        )
        if seven and not torn:
            self.is_stacked = self.is_spread
            self._add(self.label, seven)
        elif self.waiting:
            stray = len(self.waiting) == 1 and not self.label and self.is_alone
            lone = len(self.waiting) == 1 and words.table3_row(self.label) is None
            whole = (
                _with_one_more(self.strips[-1], self.waiting[0], self.is_stacked and stray)
                if lone and self.strips
                else None
            )
            if whole is not None:
                self.strips[-1:] = whole
                if self.label:
                    self._add(self.label)
            elif self.strips and self._may_belong_above(stray):
                self.strips[-1] = self.strips[-1].loosened()
            if whole is None:
                self._add(
                    self.label, loose=tuple(self.waiting), stray=stray, glued="" if torn else self._glued()
                )
        if self.waiting:
            self.is_torn = any(c.text.endswith(_SEPARATORS) for c in self.waiting)
            self.is_lone = len(self.waiting) == 1 and not self.label
        self.waiting, self.label, self.is_last_apart = [], "", False

    def _wait(self, text: str, numbers: Sequence[TextCell], is_glued: bool) -> None:
        """Puts numbers to those before them until they are seven, or ran together into one."""
        self.is_alone = not self.waiting and not text
        is_sixth_above = len(self.waiting) == WIDTH - 1 and not self.is_spread
        self.is_last_apart = is_sixth_above and len(numbers) == 1 and not text
        self.is_spread = bool(self.waiting)
        self.label = self.label or text
        self.waiting += numbers
        if len(self.waiting) == WIDTH or is_glued:
            self.close()

    def _add(
        self,
        label: str,
        cells: tuple[TextCell, ...] = (),
        loose: tuple[TextCell, ...] = (),
        stray: bool = False,
        glued: str = "",
    ) -> None:
        self.strips.append(Strip(label, cells, loose, stray, layout="line", block=self.block, glued=glued))

    def _may_belong_above(self, stray: bool) -> bool:
        """Whether the numbers that wait may be digits of the row before them: then neither is read."""
        above = [c for c in self.strips[-1].cells if c]
        if len(self.waiting) > 1 and above and words.table3_row(self.label) is None:
            return True
        if len(self.waiting) > 1 or len(above) != WIDTH or words.table3_row(self.label) is not None:
            return False
        # A digit alone below a row that does not make its total may be the rest of one of its numbers.
        said = [*(c.text for c in above), self.waiting[0].text]
        return not may_add_up(above) or (self.is_stacked and not last_is_too_many(said, WIDTH))

    def _glued(self) -> str:
        """The digits that wait, where they may be all seven numbers of a row run together."""
        digits = " ".join(c.text for c in self.waiting)
        bare = digits.replace(" ", "")
        if len(bare) < WIDTH or not bare.isdecimal() or not _names_row(self.label):
            return ""
        return "" if _stand_apart(self.waiting) else digits


def _stand_apart(numbers: Sequence[TextCell]) -> bool:
    """Whether the gaps between numbers on a page are wider than any of these: then none is that of two columns."""
    boxes = [box for number in numbers if (box := number.place.box) is not None]
    gaps = [right[0] - left[2] for left, right in pairwise(boxes)]
    return bool(gaps) and len(boxes) == len(numbers) and min(gaps) > max(box[2] - box[0] for box in boxes)


def _with_one_more(above: Strip, number: TextCell, is_stacked: bool) -> list[Strip] | None:
    """A row of seven that makes no total, and the number alone below it, as the row that makes it and what is left; None unless there is one way.

    Of numbers one below the other one is the page's, or the last ends the one above it; on a line the number ends another that had no room.
    """
    cells = [c for c in above.cells if c is not None]
    if len(cells) != WIDTH or adds_up(cells):
        return None
    rows: dict[tuple[str, ...], list[Strip]] = {}
    every = [*cells, number]
    for n, cell in enumerate(every if is_stacked else cells):
        if is_stacked:
            row = [*every[:n], *every[n + 1 :]]
            left = [replace(above, label="", code=None, cells=(), loose=(cell,), stray=True)]
            if adds_up(row):
                rows[tuple(c.text for c in row)] = [replace(above, cells=tuple(row)), *left]
        if n < WIDTH and figure(cell) and (n == WIDTH - 1 or not is_stacked):
            row = [*cells[:n], replace(cell, text=cell.text + number.text), *cells[n + 1 :]]
            if adds_up(row):
                rows[tuple(c.text for c in row)] = [replace(above, cells=tuple(row))]
    return rows.popitem()[1] if len(rows) == 1 else None


def _line_parts(cells: Sequence[TextCell]) -> list[tuple[bool, tuple[TextCell, ...]]]:
    """A printed line as runs of words that are numbers and words that are not."""
    pairs = zip(value_flags(cells), cells, strict=True)
    return [(flag, tuple(c for _, c in run)) for flag, run in groupby(pairs, key=lambda p: p[0])]


def _names_row(label: str) -> bool:
    """True for the label of a row, 其他处理 too, which is a row of the 2019 form."""
    return words.table3_row(label) is not None or words.group_heading(label) == SINGLE


def _across(cells: Sequence[TextCell]) -> tuple[TextCell, ...]:
    """The cells from left to right where all stand on one height of a page: figures a little lower than others make a line of their own."""
    boxes = [cell.place.box for cell in cells]
    known = [box for box in boxes if box is not None]
    if len(known) < len(cells) or len({cell.place.page for cell in cells}) > 1:
        return tuple(cells)
    if max(box[1] for box in known) >= min(box[3] for box in known):
        return tuple(cells)
    return tuple(cell for _, cell in sorted(zip(known, cells, strict=True), key=lambda pair: pair[0][0]))


def _digits_apart(number: TextCell) -> list[TextCell]:
    """The seven cells of a row whose seven digits ran together on a line of their own: no other cut is left, and their sum says that they are a row."""
    if len(number.text) != WIDTH or not number.text.isdecimal():
        return [number]
    digits = [replace(number, text=digit) for digit in number.text]
    return digits if makes_total(digits) else [number]


def _named(strip: Strip, above: Strip | None) -> Strip:
    """The strip of printed lines with the code that its own label gives it, unless with the line ``above`` it is the label of another row."""
    code = code_of(strip.label, bool(strip.cells or strip.glued))
    if code and above is not None and not (above.cells or above.loose):
        whole = words.table3_row_exact(above.label.rpartition(" ")[2] + strip.label)
        code = code if whole in (None, code) else None
    return replace(strip, code=code) if code else strip


def _with_whole_figures(strips: Sequence[Strip]) -> list[Strip]:
    """The strips with each such row on that strip which has most of its figures; the others keep their words."""
    whole = list(strips)
    numbers: list[Sequence[TextCell]] = [[c for c in s.cells if c is not None] or s.loose for s in strips]
    for first in range(len(strips) - 1):
        for after in (first + 2, first + 3):
            lines = numbers[first:after]
            row = whole_row(lines) if all(lines) else None
            if row is not None and sum(s.code is not None for s in strips[first:after]) <= 1:
                at = range(first, first + len(lines))
                most = max(at, key=lambda n: (len(numbers[n]), strips[n].code or ""))
                for n in at:
                    cells = tuple(row) if n == most else ()
                    whole[n] = replace(strips[n], cells=cells, loose=(), stray=False, glued="")
                    numbers[n] = ()
    return whole
