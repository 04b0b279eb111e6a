"""Table two: rows named by what they count, columns by their headings; the form is told by the headings."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.documents.model import Document, Paragraph, Table, TextCell
from extract.forms import form
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.glued import decode_apart, split_tail
from extract.tables.rows import (
    Row,
    block_rows,
    goes_on,
    has_added_heading,
    names_yuan,
    printed_length,
    value_flags,
    with_drawn_headings,
)
from extract.tables.table2_cells import read_drawn, read_separated
from extract.tables.table2_placed import read_placed
from extract.tables.table2_reading import ROW_WORDS, Reading, columns_wanted, form_rows, headings_in, order_of
from extract.tables.values import NOUGHT, is_number_word, is_value, read_value

SHORT = 12
"""Characters of a part of a label of table two."""
_SIGNS = {
    "t2021": ("制发件数", "废止件数", "现行有效", "收费金额"),
    "t2019": ("制作数量", "新公开数量", "对外公开总数", "上一年项目", "本年增减", "采购项目", "采购总金额"),
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
    if words.table2_row(head) or words.table2_column(head):
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
    return first, last


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


def _row_in(text: str) -> str | None:
    """The one row of table two that the text since the last numbers names; the last words count most."""
    key = words.plain(text)
    at_end = (name for name in ROW_WORDS if key.endswith(name))
    return words.table2_row(text) or next(map(words.table2_row, at_end), None)


_RISE_OR_FALL = ("增", "减")


def _with_whole_changes(row: Row) -> Row:
    """The row, 增 or 减 and the number that a text layer sets apart from it as one."""
    if not any(cell.text in _RISE_OR_FALL for cell in row.cells):
        return row
    whole: list[TextCell] = []
    for cell in row.cells:
        if whole and whole[-1].text in _RISE_OR_FALL and cell.text.isdecimal():
            whole[-1] = replace(whole[-1], text=whole[-1].text + cell.text)
        else:
            whole.append(cell)
    return replace(row, cells=tuple(whole))


def _with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows, a label that goes on in the line below its numbers as a whole before these."""
    whole: list[Row] = []
    for row in rows:
        above = whole[-1] if whole else None
        flags = value_flags(above.cells) if above is not None else []
        begun = flags.count(False)
        if above is not None and 0 < begun < len(flags) and not any(flags[:begun]):
            label = "".join(c.text for c in above.cells[:begun])
            if words.table2_row_exact(label) is None and words.table2_row_exact(label + row.text) is not None:
                named = replace(above.cells[0], text=label + row.text)
                whole[-1] = replace(above, cells=(named, *above.cells[begun:]))
                continue
        whole.append(row)
    return whole


def _above_their_labels(rows: Sequence[Row], form_id: str) -> dict[str, TextCell]:
    """The cells where all numbers stand a line above their label, as a text layer gives what is set a little higher.

    None unless this is so of every row of the form, in its order, and no number is left.
    """
    found: dict[str, TextCell] = {}
    named: list[str] = []
    numbers: list[TextCell] = []
    head: list[str] = []
    label = ""
    for row in rows:
        flags = value_flags(row.cells)
        if all(flags):
            numbers += row.cells
            label = ""
            continue
        label = label + row.text if numbers else row.text
        name = words.table2_row_exact(label)
        if any(flags) or (name is not None and not numbers):
            return {}
        head = [name for _, name in headings_in(row)] or head
        if name is not None:
            wanted = columns_wanted(form_id, name)
            if len(wanted) != len(numbers):
                return {}
            order = order_of([column for column, _ in wanted], head)
            found |= {code: numbers[at] for at, (_, code) in zip(order, wanted, strict=True)}
            named.append(name)
            numbers = []
    return found if named == list(form_rows(form_id)) and not numbers else {}


def _lines(rows: Sequence[Row], reading: Reading) -> None:
    """Printed lines: the words since the last numbers name the row, and its numbers must be as many as its columns."""
    rows = _with_whole_labels([_with_whole_changes(row) for row in rows])
    above = _above_their_labels(rows, reading.form)
    if above:
        for code, cell in above.items():
            reading.put(code, cell, "lines")
        return
    text = ""
    numbers: list[TextCell] = []
    alone = False
    head: list[str] = []
    orphans: list[str] = []
    known = dict(reading.cells)
    order: list[str] = []  # of the rows whose label stands on another line than their numbers
    beside = below = False
    lines = 0
    spread: list[str] = []

    def close() -> None:
        nonlocal text, numbers, spread
        name = _row_in(text)
        wanted = columns_wanted(reading.form, name) if name else []
        if numbers:
            if wanted and len(numbers) == len(wanted):
                if not beside:
                    order.append(name or "")
                for at, (_, code) in zip(order_of([c for c, _ in wanted], head), wanted, strict=True):
                    reading.put(code, numbers[at], "lines")
                    if beside and reading.cells.get(code, (None,))[0] is numbers[at]:
                        known[code] = reading.cells[code]
                spread = [code for _, code in wanted] if lines > 1 or below else []
            elif (
                len(numbers) == 1
                and alone
                and not goes_on(numbers[0], [c for c, _ in reading.cells.values()])
            ):
                reading.strays.append(numbers[0].text)
                numbers = []
                if spread:
                    # One number too many after numbers on lines of their own: it may be any of them, or the rest of one.
                    reading.cells |= dict.fromkeys(spread, (None, "lines"))
                    reading.problems.append("more numbers than a row of table two has")
                return
            else:
                reading.problems.append(f"numbers that fit no row of table two: {text[-20:]}")
                orphans.append(text)
            text, numbers = "", []

    for row in rows:
        headings = [name for _, name in headings_in(row)]
        head = headings or head
        flags = value_flags(row.cells)
        if numbers and not all(flags):
            close()
        if not all(flags):
            spread = []
        alone = len(row.cells) == 1 and not numbers
        lines = lines + 1 if numbers else 1
        below = alone and all(flags)
        # A whole label and then its numbers on one line: nothing above or below has a part in them.
        label = " ".join(c.text for f, c in zip(flags, row.cells, strict=True) if not f)
        beside = flags == sorted(flags) and words.table2_row_exact(label) is not None
        for flag, cell in zip(flags, row.cells, strict=True):
            if flag:
                numbers.append(cell)
                continue
            if numbers:
                close()
            if _glued(cell, reading):
                text = ""
                continue
            text += cell.text
        name = _row_in(text)
        if name and len(numbers) == len(columns_wanted(reading.form, name)):
            close()
    close()
    if any(_row_in(said) is None for said in orphans):
        # Numbers before any label: each row's may stand above its label, not below.
        reading.cells = known
    elif order != sorted(order, key=list(form_rows(reading.form)).index):
        reading.cells = known
        reading.problems.append("rows of table two in disorder, as a text layer may give them")


def _glued(cell: TextCell, reading: Reading) -> bool:
    """Digits run into the label of their row: read if the row has one cell, or can be nothing but zeros."""
    tail = split_tail(cell.text)
    name = words.table2_row_exact(tail[0]) if tail else None
    if tail is None or name is None:
        return False
    wanted = columns_wanted(reading.form, name)
    numbers = [tail[1]] if len(wanted) == 1 else [str(n) for n in decode_apart(tail[1], len(wanted))]
    for (_, code), number in zip(wanted, numbers, strict=False):
        reading.put(code, replace(cell, text=number), "glued")
    if not numbers:
        reading.problems.append(f"glued digits that can be cut in several ways: {cell.text}")
    return True


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
    tables: dict[str, object] = {
        "grid": read_drawn,
        "slipped": read_separated,
        "line": _lines,
        "placed": _lines,
    }
    for row in [*with_drawn_headings(rows, _are_headings), None]:
        if run and (row is None or row.layout != run[-1].layout):
            if any(map(has_added_heading, run)):
                reading.problems.append("a column that table two does not have")
            elif run[-1].layout != "placed" or not read_placed(run, reading, document.painted):
                tables[run[-1].layout](run, reading)  # type: ignore[operator]
            run = []
        if row is not None:
            run.append(row)
    if reading.short:
        _lifted(rows, reading)
    if _tells_yuan(rows):
        _without_yuan(reading)
    known = _cells_of(form_id)
    reading.cells = {code: cell for code, cell in reading.cells.items() if code in known}
    return reading
