"""Whether a grid has rows or columns that are not ruled, told by the figures that share its cells."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.documents.model import Word
from extract.documents.pdf.content import Glyph
from extract.documents.pdf.grid import Grid, GridCell
from extract.documents.pdf.lines import POINTS, is_square, line_words, printed_lines, word_texts

FULL = 0.6
"""A line that takes so much of its cell's width, with the character after it, is full: the rest is the cell's margin."""
MARGINS = 12.0
"""Points of a narrow cell's width that may be margin: both of Word's cells take 5.4."""
LONGEST = 9
"""No number of a report has more digits and signs."""
USUAL_PITCH, WIDEST_PITCH = 1.9, 2.3
"""The lines of one broken figure follow each other by no more of their height; at a fixed pitch (22 points in type of 10.5) its last digits may."""
CLOSEST_PITCH = 0.6
"""And by no less: what stands nearer is printed over each other."""
WIDEST_SPACING = 1.0
UNEVEN = 0.25
"""The gaps between the digits of one figure, in parts of their height, are no wider, and differ by no more."""
DOWNWARDS = 1.25
"""The digits of a figure that is set downwards follow each other by no more of their height."""
SURELY_SEVERAL = 4
"""So many figures below each other in one cell are rows, if no other cell of the row tells otherwise."""
WRAPPED = 1.6
"""The lines of one wrapped label follow each other by no more of their height."""
HEAD_ROWS = 4
ROW, LABELLED_ROW = 4, 2
"""So many gaps between the figures of one line, without or with a label before them, are those of a whole row: its columns are not ruled."""
LONGEST_HEADINGS = 60
"""Headings stand in the first rows of a grid, and several of them in one cell have no more characters."""
LEVEL = 0.3
"""Lines whose middles are nearer, in parts of their height, stand on one height."""
FAR_APART = 2
"""Or so many gaps of twice that width, as no digits of one figure are set apart."""
MANY_APART = 2
"""More cells with figures far apart are no slips of the pen, however large the table."""
FEWEST_BESIDE = 3
"""So many labels with a figure behind them in their own cell show that the column between is not ruled."""
FIGURE = re.compile(r"[+＋]?[\d.,，．]+[件条项]?|[-—–－/／]+")
_ENTRY = re.compile(rf"{FIGURE.pattern}|[无零〇空]")
"""A figure, or a word for nothing in its place."""
_NUMBERED = re.compile(r"\d{1,2}[.、．]|[(（]")
"""What stands before the words of a label."""
_NOTHING = frozenset("-—–－/／无零〇空")

Printed = Sequence[Sequence[Glyph]]
"""The printed lines of a cell."""


class _Shared:
    """What the cells of a grid tell: how many of each row hold figures, and which of them hold several."""

    def __init__(self) -> None:
        self.figures: Counter[int] = Counter()
        self.crowded: Counter[int] = Counter()
        self.apart = 0
        self.far_apart = 0
        self.rows_in_cells = 0
        self.headings = 0
        self.beside: set[int] = set()
        self.stacks: list[tuple[GridCell, Printed]] = []
        self.wrapped: list[tuple[GridCell, Printed]] = []
        self.labels: list[tuple[GridCell, Printed]] = []

    def columns(self) -> bool:
        """Whether figures stand side by side in many cells, or headings or a row of figures in one, or figures behind the labels of most rows."""
        total = self.figures.total()
        many = self.apart > MANY_APART or (self.apart >= 2 and self.apart > total / 8)
        many = many or 0 < self.far_apart == total
        return (
            many
            or self.headings > 0
            or self.rows_in_cells > 0
            or (len(self.beside) >= FEWEST_BESIDE and len(self.beside) > len(self.figures) / 2)
        )

    def rows(self) -> bool:
        """Whether most figures of a row stand in twos or more, one below the other, or a lone one's labels do so too."""
        # What may be one number that a narrow column broke is none where its lines stand as high as two figures beside it.
        beside = [
            cell
            for cell, lines in self.wrapped
            if any(cell.row == other.row and _level(lines, others) for other, others in self.stacks)
        ]
        stacked = Counter(cell.row for cell in (*beside, *(cell for cell, _ in self.stacks)))
        shared = {row for row, count in stacked.items() if count > self.figures[row] / 2}
        found = sum(stacked[row] for row in shared)
        return found >= 2 or any(
            len(lines) >= SURELY_SEVERAL or self._beside_labels(cell, lines)
            for cell, lines in self.stacks
            if cell.row in shared
        )

    def _beside_labels(self, cell: GridCell, lines: Printed) -> bool:
        """Whether as many words stand on the heights of these lines in another cell of the row, farther apart than those of one text."""
        return not _is_close_set(lines) and any(
            label.row == cell.row and _level(lines, words) for label, words in self.labels
        )

    def cells(self) -> bool:
        """Whether cells hold more figures than one number has parts; a single one among many of its row is a number that a narrow column broke."""
        found = sum(count for row, count in self.crowded.items() if count > self.figures[row] / 5)
        return found >= 2 and found > self.figures.total() / 8


def rows_or_columns_undrawn(grid: Grid, held: Mapping[int, Sequence[Glyph]]) -> bool:
    """Whether a grid's cells, by number, hold several figures each: then it has rows or columns that are not ruled.

    Such a table is left as lines with words, for a reader that aligns by where the words stand.
    """
    told = _Shared()
    for number, glyphs in held.items():
        digits = sum([g[4].isdecimal() for g in glyphs])
        cell = grid.cells[number]
        if not digits and _NOTHING.isdisjoint((glyphs[0][4], glyphs[-1][4])):
            if cell.row < HEAD_ROWS and 4 <= len(glyphs) <= LONGEST_HEADINGS:
                told.headings += _are_headings(glyphs)
            continue
        if _is_close(glyphs) and (digits == len(glyphs) or len(glyphs) == 1):
            told.figures[cell.row] += 1
            continue
        printed = printed_lines(glyphs)
        if cell.colspan > 1 and len(printed) == 1 and _fill_columns(grid, cell, line_words(printed[0])):
            return True
        _look(told, cell, printed, grid.xs[cell.col + cell.colspan] - grid.xs[cell.col])
    if _has_shared_label(grid, held):
        return True
    if any(_fill_rows(grid, cell, lines) for cell, lines in told.stacks):
        return True
    if told.stacks:
        rows = {cell.row for cell, _ in told.stacks}
        told.labels = [
            (cell, lines)
            for number, glyphs in held.items()
            if (cell := grid.cells[number]).row in rows
            and not any(g[4].isdecimal() for g in glyphs)
            and len(lines := printed_lines(glyphs)) > 1
        ]
    return told.cells() or told.columns() or told.rows()


def is_label(glyphs: Sequence[Glyph]) -> bool:
    """Whether the text of a cell begins with words, be it behind their own number."""
    text = "".join(glyph.text for glyph in glyphs[:LONGEST])
    numbered = _NUMBERED.match(text)
    first = text[numbered.end() :] if numbered else text
    return is_square(first[0]) if first else False


def _has_shared_label(grid: Grid, held: Mapping[int, Sequence[Glyph]]) -> bool:
    """Whether several rows of figures have one cell with words before them, a line for each or more: between the labels nothing is ruled."""
    for number, glyphs in held.items():
        cell = grid.cells[number]
        if cell.rowspan < 2 or not is_label(glyphs) or len(printed_lines(glyphs)) < cell.rowspan:
            continue
        rows = range(cell.row, cell.row + cell.rowspan)
        beside = [
            (grid.cells[n], others)
            for n, others in held.items()
            if grid.cells[n].col > cell.col and grid.cells[n].row in rows
        ]
        if {other.row for other, _ in beside} == set(rows) and not any(is_label(o) for _, o in beside):
            return True
    return False


def _fill_rows(grid: Grid, cell: GridCell, lines: Printed) -> bool:
    """Whether a cell reaches over as many rows as it has lines, and each line stands in one of them."""
    edges = grid.ys[cell.row : cell.row + cell.rowspan + 1]
    return len(lines) == cell.rowspan and all(
        upper < (line[0].top + line[0].bottom) / 2 < lower
        for line, (upper, lower) in zip(lines, pairwise(edges), strict=True)
    )


def _fill_columns(grid: Grid, cell: GridCell, words: Sequence[Word]) -> bool:
    """Whether a cell reaches over as many columns as it has figures on its line, and each stands in one of them.

    The digits of one figure may be set apart: two columns are further apart.
    """
    edges = grid.xs[cell.col : cell.col + cell.colspan + 1]
    return (
        len(words) == cell.colspan
        and all(_gaps(words))
        and all(
            FIGURE.fullmatch(word.text) is not None and left < (word.box[0] + word.box[2]) / 2 < right
            for word, (left, right) in zip(words, pairwise(edges), strict=True)
        )
    )


def _are_headings(glyphs: Sequence[Glyph]) -> bool:
    """Whether words stand on each line of a cell as far apart as the headings of columns, as many on each."""
    if not any(b[0] - a[2] > WIDEST_SPACING * (a[3] - a[1]) for a, b in pairwise(glyphs)):
        return (
            False  # as in nearly all cells: drawn one after the other, the words of two columns leave a gap
        )
    counts = set()
    for line in printed_lines(glyphs):
        words = line_words(line)
        if not all(len(word.text) > 1 and is_square(word.text[0]) for word in words) or not all(_gaps(words)):
            return False
        counts.add(len(words))
    return len(counts) == 1 and counts.pop() > 1


def _is_close(glyphs: Sequence[Glyph]) -> bool:
    """Whether glyphs stand on one line and so near to each other that they are one figure."""
    first, last = glyphs[0], glyphs[-1]
    height = first[3] - first[1]
    return (
        abs(last[1] - first[1]) < 0.5 * height
        and last[2] - first[0] < (0.5 * len(glyphs) + 0.5 * WIDEST_SPACING) * height
    )


def _look(told: _Shared, cell: GridCell, printed: Printed, width: float) -> None:
    """Adds what one cell tells."""
    said = [word_texts(line) for line in printed]
    texts = [text for line in said for text in line]
    entries = [_ENTRY.fullmatch(text) is not None for text in texts]
    if not any(entries):
        return
    told.figures[cell.row] += 1
    lines = [line_words(line) for line in printed]
    if not all(entries):
        told.crowded[cell.row] += len(lines) * _under_heading(said)
        if _behind_label([word for line in lines for word in line]):
            told.beside.add(cell.row)
        _count_gaps(told, lines, LABELLED_ROW)
        return
    if len(lines) > 1:
        one = are_one_wrapped(printed, width) or are_set_downwards(printed)
        (told.wrapped if one else told.stacks).append((cell, printed))
    _count_gaps(told, lines, ROW)
    # One number may be wrapped over two lines; one with blanks in it ("1 5 5") stands as single digits.
    longer = any(len(text) > 1 for text in texts)
    told.crowded[cell.row] += (len(lines) > 2 or (longer and len(texts) > 2)) and not are_one_wrapped(
        printed, width
    )


def _count_gaps(told: _Shared, lines: Sequence[Sequence[Word]], row: int) -> None:
    """Adds whether neighbouring figures of one cell stand as far apart as those of two columns, and whether they do so ``row`` times on a line."""
    gaps: list[int] = []
    wide: list[int] = []
    for line in lines:
        figures = [_ENTRY.fullmatch(word.text) is not None for word in line]
        for found, width in ((gaps, WIDEST_SPACING), (wide, 2 * WIDEST_SPACING)):
            found.append(
                sum(far and all(two) for far, two in zip(_gaps(line, width), pairwise(figures), strict=True))
            )
    told.rows_in_cells += max(gaps) >= row or max(wide) >= FAR_APART
    told.apart += any(gaps)
    told.far_apart += any(wide)


def _under_heading(lines: Sequence[Sequence[str]]) -> bool:
    """Whether a cell holds a heading and a figure below it: the ruling between the two is not drawn."""
    return not any(c.isdecimal() for word in lines[0] for c in word) and all(
        FIGURE.fullmatch(word) for word in lines[-1]
    )


def _behind_label(words: Sequence[Word]) -> bool:
    """Whether a figure stands behind all other words of its cell, on whatever line, as far off as the next column."""
    last = max(words, key=lambda word: word.box[2])
    if not FIGURE.fullmatch(last.text):
        return False
    height = last.box[3] - last.box[1]
    return all(w is last or w.box[2] + WIDEST_SPACING * height < last.box[0] for w in words)


def _gaps(words: Sequence[Word], widest: float = WIDEST_SPACING) -> list[bool]:
    """Whether the gap between each two neighbours of a line is that of two columns: wider than any within a figure."""
    return [
        right.box[0] - left.box[2] > widest * (left.box[3] - left.box[1]) for left, right in pairwise(words)
    ]


def _is_close_set(lines: Printed) -> bool:
    """Whether lines stand as near as those of one wrapped text."""
    return lines[1][0].top - lines[0][0].top < WRAPPED * (lines[0][0].bottom - lines[0][0].top)


def _level(lines: Printed, others: Printed) -> bool:
    """Whether as many lines stand on the same heights."""
    return len(lines) == len(others) and all(
        abs((a[0].top + a[0].bottom) - (b[0].top + b[0].bottom)) / 2 < LEVEL * (a[0].bottom - a[0].top)
        for a, b in zip(lines, others, strict=True)
    )


def are_one_wrapped(lines: Printed, width: float) -> bool:
    """Whether lines are one number broken where its narrow cell ends: the next line's first character had no room, or it is broken behind a point."""
    if sum(map(len, lines)) > LONGEST:
        return False
    needed = max(min(FULL * width, width - MARGINS), *(line[-1].x1 - line[0].x0 + 1 for line in lines))
    rest = len(lines) == 2 and len(lines[1]) < len(lines[0])
    pitch = WIDEST_PITCH if rest else USUAL_PITCH
    return all(
        (upper[-1].text in POINTS or upper[-1].x1 - upper[0].x0 + lower[0].x1 - lower[0].x0 > needed)
        and CLOSEST_PITCH < _pitch(upper, lower) < pitch
        for upper, lower in pairwise(lines)
    )


def _pitch(upper: Sequence[Glyph], lower: Sequence[Glyph]) -> float:
    """How far one line begins below another, in parts of its height."""
    return (lower[0].top - upper[0].top) / (upper[0].bottom - upper[0].top)


def are_set_downwards(lines: Printed) -> bool:
    """Whether lines are single digits, hard below each other: one figure set downwards."""
    return all(len(line) == 1 for line in lines) and all(
        CLOSEST_PITCH < _pitch(upper, lower) < DOWNWARDS
        and lower[0].x0 < upper[0].x1
        and upper[0].x0 < lower[0].x1
        for upper, lower in pairwise(lines)
    )


def are_several(line: Sequence[Glyph]) -> bool:
    """Whether digits of one line stand apart as no letter-spacing sets them: some closer than others, or a whole character's height apart."""
    gaps = [(right.x0 - left.x1) / (right.bottom - right.top) for left, right in pairwise(line)]
    return bool(gaps) and (max(gaps) > WIDEST_SPACING or max(gaps) - min(gaps) > UNEVEN)
