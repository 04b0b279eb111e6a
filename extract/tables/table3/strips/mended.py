"""Strips of table three put right before they are matched: rows that a page break cuts, other tables, glued digits."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extract.documents.model import TextCell
from extract.forms import form
from extract.forms import labels as words
from extract.tables.codes import ROWS, ROWS_2019, SINGLE, WIDTH, outcomes_among
from extract.tables.digits.glued import decode_table3, row_readings
from extract.tables.sums import makes_total
from extract.tables.table3.reading import WHOLE
from extract.tables.table3.strips.strip import Strip

_FIRST = {
    f.code: children[0].code
    for f in form("t2021").tables["table3"].fields
    if (children := form("t2021").tables["table3"].children(f.code))
}
"""The first row of each group of rows."""
SPACED = WIDTH - 3
"""So many gaps left in a row of figures let its own total tell where the others were."""


def mended(strips: Sequence[Strip]) -> list[Strip]:
    """The strips as they are matched to the form: of one table, without rows of table two, with whole labels and rows, no digits glued."""
    return _rejoined(_without_table_two(_decoded(_of_one_table(_with_whole_labels(strips)))))


def _with_whole_labels(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The strips without the name of an empty one that only ends the label of the row before the page break.

    重复申请 is a row, and what a page break leaves of 无正当理由大量反复申请 is nearly the same.
    """
    kept: list[Strip] = []
    row: Strip | None = None
    for strip in strips:
        if row is not None and strip.block != row.block and strip.code and strip.blank:
            above, below = row.name, strip.name
            if (
                words.table3_row_exact(below) is None
                and words.table3_row_exact(above) is None
                and words.table3_row_exact(above + below) not in (None, strip.code)
            ):
                strip = replace(strip, code=None)
        row = strip if strip.cells else row
        kept.append(strip)
    return kept


def _of_one_table(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The strips of the report's own table where another whole one stands beside it: that of the later year.

    Where no year is printed above each of them (the organ and its territory), rows that differ are not read.
    """
    starts = [i for i, s in enumerate(strips) if s.code == ROWS[0] and s.cells]
    if len(starts) < 2:
        return strips
    edges = [0]
    for before, start in pairwise(starts):
        edges.append(1 + max(i for i in range(before, start) if strips[i].code and strips[i].cells))
    runs = [strips[low:high] for low, high in pairwise([*edges, len(strips)])]
    rows = [{s.code: s.texts for s in run if s.code and s.cells} for run in runs]
    if any(len(own) < WHOLE for own in rows) or all(own == rows[0] for own in rows):
        return strips
    years = [_years_above(run) for run in runs]
    if all(len(own) == 1 for own in years) and len(set().union(*years)) == len(years):
        return runs[years.index(max(years, key=max))]
    return [
        s.loosened()
        if s.code and s.cells and any(s.code in own and own[s.code] != s.texts for own in rows)
        else s
        for s in strips
    ]


def _years_above(run: Sequence[Strip]) -> set[str]:
    """The years printed above the first row of a table."""
    said = " ".join(s.label for s in takewhile(lambda s: not (s.code and s.cells), run))
    return set(re.findall(r"(?<!\d)20\d\d(?!\d)", said))


def _decoded(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The strips with glued digits decoded, where every row of the form is there, or a row has lost hardly any gap or holds a digit a cell, and one reading is left."""
    if not any(s.glued and s.code for s in strips):
        return strips
    glued = {s.code: s.glued for s in strips if s.glued and s.code}
    apart = {
        s.code: " ".join(c.text for c in s.cells if c)
        for s in strips
        if s.code and s.cells and s.code not in glued
    }
    glued |= {code: digits for code, digits in apart.items() if digits.replace(" ", "").isdecimal()}
    rows = ROWS_2019 if SINGLE in glued else ROWS
    if set(glued) == set(rows):
        numbers = decode_table3(glued, outcomes_among(rows))
    else:
        few = {
            code: row_readings(digits, WIDTH)
            for code, digits in glued.items()
            if digits.count(" ") >= SPACED or len(digits) == WIDTH
        }
        numbers = {code: cuts[0] for code, cuts in few.items() if len(cuts) == 1}

    def decoded(strip: Strip) -> Strip:
        if strip.cells or not strip.glued or strip.code not in numbers:
            return strip
        cells = tuple(replace(strip.loose[0], text=str(n)) for n in numbers[strip.code])
        return replace(strip, cells=cells, loose=(), layout="glued")

    return list(map(decoded, strips))


def _without_table_two(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The strips, those named as rows of table two, which may stand in one table with the rows of table three, as none of these."""
    return [
        replace(s, cells=(), loose=tuple(c for c in s.cells if c is not None and c.text.strip()))
        if s.cells and s.code is None and words.table2_row_exact(s.name)
        else s
        for s in strips
    ]


def _rejoined(strips: Sequence[Strip]) -> list[Strip]:
    """The strips with those made one that are the two parts of a row which a page break cuts."""
    whole: list[Strip] = []
    for strip in strips:
        above = whole[-1] if whole else None
        if above is None or above.block == strip.block:
            whole.append(strip)
        else:
            whole[-1:] = _across_the_break(above, strip)
    return whole


def _across_the_break(above: Strip, strip: Strip) -> tuple[Strip, ...]:
    """The last strip of a page and the first of the next, made one where they are parts of one row."""
    says = (above.cells or above.loose) and not above.blank
    if says and above.code is not None and above.code == strip.code and strip.blank:
        return (above,)  # the rest of its label names the row once more, its cells stand above
    if strip.blank and _is_head_of(above, strip):
        # The page ends within a row: its numbers stand beside its group's name, its label below.
        label = above.label + "\n" + strip.label
        return (replace(strip, cells=above.cells or above.loose, label=label),)
    if above.layout == strip.layout == "grid" and above.cells and strip.cells and strip.code is None:
        return _with_digits_below(above, strip)
    return above, strip


def _with_digits_below(above: Strip, strip: Strip) -> tuple[Strip, ...]:
    """A row, and a nameless one on the next page that may hold its last digits: only the sum of the whole can confirm that.

    It must hold of the whole, and not of what stands above. Where it holds of both, either may be: what the page before
    holds of these cells is not known to be all of it.
    """
    pairs = list(zip(above.cells, strip.cells, strict=True))
    cells = tuple(_below(upper, lower) for upper, lower in pairs)
    if (above.blank or strip.blank) and above.code is None:
        code = words.table3_row_exact(above.name + strip.name)
        if code is not None:
            return (replace(above, cells=cells, label=above.name + strip.name, code=code),)
    if not makes_total(cells):
        return above, strip
    if not makes_total(above.cells):
        label = above.label + strip.label
        return (replace(above, cells=cells, label=label, code=above.code or words.table3_row(label)),)
    if above.blank or strip.blank:
        return above, strip
    sure = tuple(upper if lower is not None and not lower.text.strip() else None for upper, lower in pairs)
    return replace(above, cells=sure), strip


def _is_head_of(above: Strip, strip: Strip) -> bool:
    """Whether a row of seven numbers has no name but that of the group whose first row comes next."""
    group = words.group_heading(above.name)
    cells = above.cells or above.loose
    return (
        group is not None
        and strip.code == _FIRST.get(group)
        and above.layout == strip.layout == "grid"
        and len(cells) == len(strip.cells)
        and all(c is not None and c.text.strip() for c in cells)
    )


def _below(upper: TextCell | None, lower: TextCell | None) -> TextCell | None:
    """A cell with the rest of its text from the next page."""
    if upper is None or lower is None or not lower.text.strip():
        return upper
    return replace(upper, text=f"{upper.text}\n{lower.text}" if upper.text.strip() else lower.text)
