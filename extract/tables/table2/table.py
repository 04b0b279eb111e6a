"""Table two: rows named by what they count, columns by their headings; the form is told by the headings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from extract.documents.model import Block, Document, Paragraph, Table
from extract.forms import form
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.digits.glued import begins_table2_row
from extract.tables.printed import without_added_column
from extract.tables.rows import (
    Row,
    block_rows,
    has_added_heading,
    names_yuan,
    printed_length,
    with_drawn_headings,
)
from extract.tables.table2.cells import read_drawn, read_separated
from extract.tables.table2.lines import read_lines
from extract.tables.table2.placed import read_placed
from extract.tables.table2.reading import Reading, columns_wanted, headings_in
from extract.tables.values import NOUGHT, is_number_word, is_value, read_value

BROKEN = 10
"""Lines below the last whole label among which a row with a broken one may stand: headings, its parts, its numbers."""
SHORT = 12
"""Characters of a part of a label of table two."""
_SIGNS = {
    "t2021": ("制发件数", "废止", "现行有效", "收费金额"),
    "t2019": ("制作数量", "新公开数量", "对外公开总数", "上一年项目", "本年增减", "采购", "第二十条第九项"),
}


def _relevant(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        return any(
            words.table2_row(text) or words.table2_column(text) for text in block.words() if len(text) < 30
        )
    if printed_length(block.text) > 70:
        return False
    # Beside a figure a narrow gap parts two words, but leaves no blank in the text.
    head = block.words[0].text if block.words else (block.text.split(None, 1) or [""])[0]
    if words.table2_row(head) or words.table2_column(head) or begins_table2_row(head):
        return True
    key = words.plain(block.text)
    return key.startswith(("第二十条第", "信息内容"))


def _goes_on(two: Sequence[Paragraph | Table]) -> bool:
    """Whether the first words of a line are the rest of a label that the line above, all by itself, begins."""
    above, line = two[0], two[-1]
    if not isinstance(above, Paragraph) or not isinstance(line, Paragraph) or len(above.text) > SHORT:
        return False
    head = line.text.split(None, 1)[0] if line.text.strip() else ""
    return len(head) <= SHORT and words.table2_row_exact(above.text + head) is not None


def region(document: Document, before: int) -> tuple[int, int] | None:
    """The blocks of table two: from its first label to its last, all before table three."""
    # Only what lies close together, counted back from the last: running text before may use the same words.
    first = last = -1
    for number in range(before - 1, -1, -1):
        if last >= 0 and first - number > 30:
            break
        if _relevant(document.blocks[number]) or _goes_on(document.blocks[max(number - 1, 0) : number + 1]):
            first = number
            last = max(last, number)
    if last < 0:
        return None
    while last + 1 < before:
        following = document.blocks[last + 1]
        if isinstance(following, Table):
            if not all(is_value(c.text) for c in following.cells):
                break
            last += 1  # what a page break left of the last row
            continue
        if not following.text.strip() or len(following.text) > 24:
            break
        said = following.text.split()
        above = document.blocks[last]
        if isinstance(above, Paragraph) and above.text.strip():
            head = above.text.split(None, 1)[0]
            if not words.table2_row_exact(head) and words.table2_row_exact(head + said[0]):
                last += 1  # the rest of its label
                continue
        begun = bool(following.words) and said[0][0].isdecimal()  # a figure with its unit, or in pieces
        if not (begun or all(map(is_number_word, said))):
            break
        last += 1
    last = max(last, _end_of_broken(document.blocks[last + 1 : min(before, last + 1 + BROKEN)], last))
    return first, last + _shares_line(document.blocks[last : last + 2])


def _shares_line(blocks: Sequence[Block]) -> bool:
    """Whether of two blocks the second stands beside the first, as the heading of the next table may that is drawn too high."""
    printed = [block for block in blocks if isinstance(block, Paragraph) and block.words]
    boxes = [block.place.box for block in printed if block.place.box is not None]
    if len(boxes) < 2 or printed[0].place.page != printed[1].place.page:
        return False
    (_, top, _, bottom), (_, other, _, _) = boxes
    return abs(top - other) < (bottom - top) / 2


def _end_of_broken(below: Sequence[Paragraph | Table], last: int) -> int:
    """The last line of a row below the last whole label, whose own label is broken over lines, numbers among them; ``last`` where none stands there."""
    lines = [
        "".join(word for word in block.text.split() if not is_number_word(word))
        for block in takewhile(lambda block: isinstance(block, Paragraph) and len(block.text) <= 24, below)
        if isinstance(block, Paragraph)
    ]
    ends = [
        last + end
        for start in range(len(lines))
        for end in range(start + 2, len(lines) + 1)
        if words.table2_row_exact("".join(lines[start:end]))
    ]
    return max(ends, default=last)


def _which_form(text: str) -> str | None:
    score = {name: sum(sign in text for sign in signs) for name, signs in _SIGNS.items()}
    if score["t2021"] == score["t2019"]:
        return None
    return max(score, key=lambda name: score[name])


@cache
def _cells_of(form_id: str) -> frozenset[str]:
    """The codes of the cells that table two of a form has."""
    return frozenset(entry.code for entry in form(form_id).tables["table2"].entered)


_NOTED = rare(r"(?<!\d)\d+\s*[（(]([^（）()]+)[）)]")
_OF_COLUMN = {"失效": {"本年废止件数"}, "废止": {"本年废止件数"}, "修订": {"本年制发件数", "本年废止件数"}}
"""What a note beside a number of the 2021 form speaks of → the columns it may stand in."""


def _lifted(rows: Sequence[Row], reading: Reading) -> None:
    """Rows that lack the one column whose cells, noted and wrapped, were lifted out of the table and stand above it.

    As many noted numbers as short rows, and notes that leave one column for them all: then the other cells
    are told. The lifted ones stay unread, as nothing says which row they belong to.
    """
    text = " ".join(row.text for row in rows if row.printed)
    notes = _NOTED.findall(text)
    allowed = [set[str]().union(*(c for word, c in _OF_COLUMN.items() if word in note)) for note in notes]
    lacking = set.intersection(*allowed) if allowed else set()
    headed = {name for row in rows for _, name in headings_in(row)}
    if len(notes) != len(reading.short) or len(lacking) != 1 or not lacking <= headed:
        return
    for name, filled in reading.short:
        left = [code for column, code in columns_wanted(reading.form, name) if column not in lacking]
        for code, cell in zip(left, filled, strict=True):
            reading.put(code, cell, "cells")


def _tells_yuan(rows: Sequence[Row]) -> bool:
    """Whether a heading or a unit says 元; below a line that breaks off with 万, 元 alone is the rest of its 万元."""
    broken = False
    for row in rows:
        for cell in row.cells:
            if cell.text.isascii() or not names_yuan(cell.text) or is_value(cell.text):
                continue
            if not (broken and words.plain(cell.text) == "元"):
                return True
        broken = row.text.rstrip().endswith("万")
    return False


def _without_yuan(reading: Reading) -> None:
    """Leave amounts unread that the table prints in 元, where they are more than nothing: the form has them in 万元."""
    for entry in form(reading.form).tables["table2"].entered:
        cell, way = reading.cells.get(entry.code, (None, ""))
        if entry.unit == "万元" and cell is not None and read_value(cell.text).value:
            reading.cells[entry.code] = (None, way)
            reading.problems.append(f"an amount in 元: {cell.text[:20]}")


def _with_labels_above(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, separated cells without a label as a row with that on the line above them; all as lines where figures stand between headings and a label."""
    if not any(row.layout == "slipped" for row in rows):
        return rows
    whole: list[Row] = []
    for n, row in enumerate(rows):
        above = whole[-1] if whole else None
        below = rows[n + 1] if n + 1 < len(rows) else row
        bare = row.layout == "slipped" and all(is_value(c.text) for c in row.cells)
        is_above_label = below.layout == "line" and words.table2_row_exact(below.text) is not None
        if bare and above is not None and headings_in(above) and is_above_label:
            return [replace(row, layout="line") if row.layout == "slipped" else row for row in rows]
        if bare and above is not None and above.layout == "line" and words.table2_row_exact(above.text):
            label = replace(above.cells[0], text=above.text, col=0)
            whole[-1] = replace(row, cells=(label, *(replace(c, col=c.col + 1) for c in row.cells)))
        else:
            whole.append(row)
    return whole


def _are_headings(drawn: Sequence[Row]) -> bool:
    """Whether the rows of a drawn table hold no figure and name no row."""
    said = [c.text for row in drawn for c in row.cells if c.text.strip()]
    return not any(is_value(text) or words.table2_row_exact(text) for text in said)


def read(document: Document, before: int) -> Reading | None:
    """Table two as printed before block ``before``; None where none stands."""
    where = region(document, before)
    if where is None:
        return None
    rows = list(block_rows(document, *where))
    said = [
        words.plain(c.text) for row in rows for c in row.cells if c.text != NOUGHT and not is_value(c.text)
    ]
    form_id = _which_form("".join(said))
    if form_id is None:
        return None
    reading = Reading(form_id, where)
    run: list[Row] = []
    tables: dict[str, Callable[[Sequence[Row], Reading], None]] = {
        "grid": read_drawn,
        "slipped": read_separated,
        "line": read_lines,
        "placed": read_lines,
    }
    for row in [*with_drawn_headings(_with_labels_above(rows), _are_headings), None]:
        if run and (row is None or row.layout != run[-1].layout):
            run = list(without_added_column(run)) if run[-1].layout == "placed" else run
            if any(map(has_added_heading, run)):
                reading.problems.append("a column that table two does not have")
            elif run[-1].layout != "placed" or not read_placed(run, reading, document.painted):
                tables[run[-1].layout](run, reading)
            run = []
        if row is not None:
            run.append(row)
    if reading.short:
        _lifted(rows, reading)
    if _tells_yuan(rows):
        _without_yuan(reading)
    known = _cells_of(form_id)
    reading.cells = {code: cell for code, cell in reading.cells.items() if code in known}
    if len(reading.cells) < len(known):
        # The table goes on elsewhere: what seems empty in a drawn part of it may have its figure there.
        blank = {
            code for code, (cell, way) in reading.cells.items() if cell and way == "grid" and not cell.text
        }
        reading.cells = {code: at for code, at in reading.cells.items() if code not in blank}
    return reading
