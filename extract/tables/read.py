"""Tables two, three and four (or the older statistical table) of a Document, cell by cell."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.documents.clean import BREAK
from extract.documents.model import Document, Signal, Table, TextCell
from extract.forms import NATIONAL_TABLES, TABLES, FormTable, form
from extract.records import record
from extract.reports.model import Cell, Decision, State
from extract.tables import statistics, table2, table3, table4
from extract.tables.digits.broken import DRAWN, Columns, mended
from extract.tables.restored import separated
from extract.tables.restored.spaced import line_above, open_beside, replaced, spaced
from extract.tables.rows import names_scale
from extract.tables.table2 import Reading as Table2
from extract.tables.table3 import Reading as Table3
from extract.tables.table3.reading import BY_ORDER
from extract.tables.table3.region import is_table_two_or_four
from extract.tables.table4 import Reading as Table4
from extract.tables.values import JOINED, NOUGHT, Value, may_be_several, read_value


@record(frozen=True, slots=True)
class TablesRead:
    """What one reading of a document says in its tables.

    ``form`` maps each table to a form id, None where no such table was found. ``cells`` has every cell
    of those forms, in printed order; what was not found is ``unread``. ``complete`` is True only if
    the tables two, three and four (or a statistical table) are there, no cell is unread and nothing
    was ambiguous. ``blocks`` are the blocks of the separated document that the tables took up. ``sure`` is False where rows were told by their place alone, so that sums that fail may be ours.
    ``torn`` are the cells left unread since a number alone on the line beside them may end or begin them.
    """

    cells: tuple[Cell, ...]
    form: dict[str, str | None]
    decisions: tuple[Decision, ...]
    signals: tuple[Signal, ...]
    complete: bool
    blocks: frozenset[int] = frozenset()
    sure: bool = True
    torn: tuple[Cell, ...] = ()


FLOWING = frozenset(("html", "docx", "libreoffice+docx", "opendocument", "sheet", "text"))
"""The engines of documents that break no number over lines by themselves: digits apart are the author's."""

WIDEST_BESIDE = 3
"""Figures of a row of table two."""
_TWO_FIGURES = re.compile(r"0\d|[\d,，]+\s*[\n\ufffd]")
_NOUGHT = read_value(NOUGHT)
UNREAD = State.UNREAD
"""By this name it is at hand; Python 3.11 looks a member of an enumeration up through a call."""

_BECAUSE = {
    ("table2", "t2021"): "columns 制发件数, 废止件数, 现行有效件数",
    ("table2", "t2019"): "columns 制作数量, 公开数量, 上一年项目数量",
    ("table3", "t2021"): "（六）其他处理 has rows of its own",
    ("table3", "t2019"): "（六）其他处理 is one row",
}


def _read_signed(text: str) -> Value:
    return read_value(text, "signed")


Line = tuple[int | None, int | None, str]
"""A row of a table of the document, and the method by which its cells were found."""


def _cells(document: Document, shape: FormTable, found: Mapping[str, Columns]) -> list[Cell]:
    """Every cell of one table of a form, in printed order; unread where none was found."""
    flowing = document.engine in FLOWING
    recognised = document.engine == "ocr"  # which misses lone signs: only a drawn cell is seen to be empty
    table, columns = shape.table, shape.columns
    nothing: Columns = ([None] * len(columns), [""] * len(columns))
    methods = {"": document.engine}
    cells = []
    crowded = False
    lines: set[Line] = set()
    for entry in shape.entered:
        code, read = entry.code, _read_signed if entry.value_type == "signed" else read_value
        for column, cell, way in zip(columns, *found.get(code, nothing), strict=True):
            method = methods.get(way) or methods.setdefault(way, f"{document.engine}/{way}")
            text = cell.text if cell is not None else ""
            unsure = recognised and not text and way.partition("/")[0] not in DRAWN
            if cell is not None and flowing and len(text) > 2 and not text.isdigit():
                unsure = may_be_several(text)
                crowded = crowded or BREAK in text
                if unsure and way.partition("/")[0] == "cells":
                    lines.add((cell.place.table, cell.place.row, method))
            if cell is None or unsure:
                cells.append(Cell(table, code, column, UNREAD, method=method))
                continue
            value = _NOUGHT if text == NOUGHT else read(text)
            if JOINED in text:
                text = text.replace(JOINED, " ")  # as printed
            printed = value.state, text, value.value, value.note, False
            cells.append(Cell(table, code, column, *printed, cell.place, method, cell.confidence))
    return _uncrowded(cells, lines) if crowded or lines else cells


def _cells_of(
    document: Document, forms: Mapping[str, str | None], found: Mapping[str, Mapping[str, Columns]]
) -> list[Cell]:
    """Every cell of the tables that have a form."""
    shapes = {table: form(name).tables[table] for table, name in forms.items() if name is not None}
    return [c for table, shape in shapes.items() for c in _cells(document, shape, found.get(table, {}))]


def _any_unread(cells: Iterable[Cell]) -> bool:
    return UNREAD in [c.state for c in cells]


def _uncrowded(cells: list[Cell], several: Collection[Line]) -> list[Cell]:
    """The cells without those that may be another's, where some hold what belongs in two.

    Where cells are only separated, two columns in one cell leave an empty place further on: nothing else in its row is
    sure. And of two strokes on two lines, one may be that of the empty cell beside them.
    """
    doubted = {
        n for n, cell in enumerate(cells) if (cell.place.table, cell.place.row, cell.method) in several
    }
    doubted |= {
        n
        for pair in pairwise(range(len(cells)))
        for one, other in (pair, pair[::-1])
        if BREAK in cells[one].raw and cells[other].state is State.BLANK
        for n in pair
    }
    return [_as_unread(c) if n in doubted else c for n, c in enumerate(cells)]


def _page_numbers(strays: Sequence[TextCell]) -> bool:
    """True where lone numbers between the rows rise from page to page."""
    numbers = [int(s.text) if s.text.isdecimal() and len(s.text) < 5 else 0 for s in strays]
    return all(0 < a < b for a, b in pairwise(numbers)) and numbers[0] > 0 and numbers[-1] < 1000


def _is_scaled(document: Document, span: tuple[int, int]) -> bool:
    """Whether a line by a table, or a cell of it, says that its figures count thousands or the like."""
    near = document.blocks[max(0, span[0] - 2) : span[1] + 1]
    return any(
        any(map(names_scale, block.words()))
        if isinstance(block, Table)
        else len(block.text) <= 20 and names_scale(block.text)
        for block in near
    )


def read_tables(document: Document, *, apart: bool = False) -> TablesRead:
    """Every cell of the tables of one report, aligned to the forms by their printed labels.

    ``apart`` is True where it is known that ``separated`` leaves the document as it is.
    """
    document = document if apart else separated(document)
    read = _read(document)
    printed = None if read.complete else spaced(document)
    if printed is None:
        return read
    laid = _read(printed[0])
    if not laid.complete and not _tells_more(laid, read):
        return read
    torn = {(cell.key, cell.raw) for cell in read.torn}
    laid = replace(laid, cells=replaced(laid.cells, printed[1]))
    return _without(laid, [cell for cell in laid.cells if (cell.key, cell.raw) in torn])


def _tells_more(laid: TablesRead, read: TablesRead) -> bool:
    """Whether the places of words tell more cells than the lines do, with nothing unclear and no figure that these hold otherwise."""
    if any(signal.code.endswith("-unclear") for signal in laid.signals):
        return False
    told = {c.key: (c.state, c.value) for c in laid.cells if c.state is not UNREAD}
    said = {c.key: (c.state, c.value) for c in read.cells if c.state is not UNREAD}
    return len(told) > len(said) and all(told.get(key, at) == at for key, at in said.items())


def _read(document: Document) -> TablesRead:
    read, again = _read_once(document)
    if again or read.complete:
        again += _tables_outside(document, read.blocks)
    for low, high in {_around(start, read.blocks, len(document.blocks)) for start in again}:
        rest = replace(document, blocks=document.blocks[low:high], signals=())
        read = _agreed(read, _read_once(rest)[0])
    return read


def _tables_outside(document: Document, taken: Collection[int]) -> tuple[int, ...]:
    """The blocks outside those that the tables of a report took up that look like a table two or four all the same."""
    return tuple(
        n
        for n, block in enumerate(document.blocks)
        if n not in taken
        and (is_table_two_or_four(block) if isinstance(block, Table) else _are_headings(block.text))
    )


def _are_headings(line: str) -> bool:
    """Whether a printed line holds the headings of table two or four, and no sentence on what they count."""
    if len(line) > 60 or not ("信息内容" in line or ("维持" in line and "纠正" in line)):
        return False
    return not any(sign in line for sign in "，。；：") and not any(map(str.isdigit, line))


def _around(start: int, taken: Collection[int], end: int) -> tuple[int, int]:
    """From where to where the blocks around block ``start`` reach that the tables of a report did not take up."""
    above = [n for n in taken if n < start]
    below = [n for n in taken if n > start]
    return max(above, default=-1) + 1, min(below, default=end)


def _as_unread(cell: Cell) -> Cell:
    return Cell(cell.table, cell.code, cell.column, UNREAD, method=cell.method)


def _agreed(read: TablesRead, other: TablesRead) -> TablesRead:
    """A reading without the figures that the same tables, printed once more in the document, hold otherwise, or do not tell where they hold others otherwise."""
    printed = {c.key: c for c in other.cells if c.state is not UNREAD}
    disputed = {
        c.key
        for c in read.cells
        if c.state is not UNREAD
        and (o := printed.get(c.key)) is not None
        and (c.state, c.value) != (o.state, o.value)
    }
    if not disputed:
        return read
    tables = {c.table for c in read.cells if c.key in disputed}
    cells = tuple(
        _as_unread(c) if c.key in disputed or (c.table in tables and c.key not in printed) else c
        for c in read.cells
    )
    said = Signal(
        "tables-unclear", f"printed twice with different figures: {', '.join(sorted(disputed))[:80]}"
    )
    return replace(read, cells=cells, signals=(*read.signals, said), complete=False)


def _remnants(cells: Sequence[Cell]) -> Collection[Cell]:
    """The cells of a recognised table that may be of any row, as so much of it stayed unread.

    Lines tell nothing where most of the table is unread: its rulings were not found. A row without a name of its
    own is told by the rows around it: only where none of them is missing.
    """
    found: list[Cell] = []
    for table in TABLES:
        own = [cell for cell in cells if cell.table == table]
        told = [cell for cell in own if cell.state is not UNREAD]
        if len(told) < len(own) / 2 and not any(cell.method.endswith("/grid") for cell in told):
            found += told
        elif {cell.code for cell in own} != {cell.code for cell in told}:
            found += [cell for cell in told if cell.method.endswith(BY_ORDER)]
    return found


@record(frozen=True, slots=True)
class _Found:
    """One table as its reader found it: its form, its blocks, what stands in its rows, and what stayed unclear."""

    form: str
    span: tuple[int, int]
    rows: Mapping[str, Columns]
    problems: Sequence[str]
    strays: Sequence[TextCell] = ()


def _read_once(document: Document) -> tuple[TablesRead, tuple[int, ...]]:
    """The tables of a document, and the first blocks of other tables three that it has."""
    three = table3.read(document)
    found = _tables(document, three)
    forms: dict[str, str | None] = dict.fromkeys(TABLES)
    forms |= {table: one.form for table, one in found.items()}
    strays = [cell for one in found.values() for cell in one.strays]
    cells = _cells_read(document, forms, {table: one.rows for table, one in found.items()})
    open_line = line_above(document, strays[0]) if len(strays) == 1 else None
    torn = [cell for cell in cells if open_line and cell.place.path == open_line]
    torn += open_beside(strays[0], cells) if len(strays) == 1 else []
    signals = (
        *document.signals,
        *(Signal(f"{table}-unclear", told) for table, one in found.items() for told in one.problems),
        *_alone(strays),
    )
    decisions = tuple(
        Decision(f"form of {table}", one.form, because)
        for table, one in found.items()
        if (because := _BECAUSE.get((table, one.form)))
    )
    is_whole = all(map(forms.get, NATIONAL_TABLES)) or forms["statistics"] is not None
    is_clear = not _any_unread(cells) and not any(s.code.endswith("-unclear") for s in signals)
    taken = frozenset(n for one in found.values() for n in range(one.span[0], one.span[1] + 1))
    sure = three is None or all(row.sure for row in three.rows)
    read = TablesRead(tuple(cells), forms, decisions, signals, is_whole and is_clear, taken, sure)
    return _without(read, torn), three.again if three else ()


def _tables(document: Document, three: Table3 | None) -> dict[str, _Found]:
    """The tables that a document has, ``three`` among them; an older one only where there is neither table two nor three."""
    two = table2.read(document, three.span[0] if three else len(document.blocks))
    four = table4.read(document, three.span[1] + 1 if three else 0)
    old = statistics.read(document) if three is None and two is None else None
    found: dict[str, _Found] = {}
    if old is not None:
        found["statistics"] = _Found(old.form, old.span, old.rows(), old.problems)
    if two is not None:
        found["table2"] = _found(document, two.form, two, _single(two.cells), two.span)
    if three is not None:
        rows = {row.code: (row.cells, (row.method,) * len(row.cells)) for row in three.rows}
        found["table3"] = _found(document, three.form, three, rows, three.span)
    if four is not None:
        beside = two or three
        own = table4.own_blocks(document, four.span)
        found["table4"] = _found(document, beside.form if beside else "t2021", four, _single(four.cells), own)
    return found


def _found(
    document: Document,
    form_id: str,
    reading: Table2 | Table3 | Table4,
    rows: Mapping[str, Columns],
    span: tuple[int, int],
) -> _Found:
    """A table as its reader found it, without its figures where these count more than one each."""
    if _is_scaled(document, reading.span):
        problems = [*reading.problems, "its figures count more than one each"]
        return _Found(form_id, span, {}, problems, reading.strays)
    return _Found(form_id, span, rows, reading.problems, reading.strays)


def _single(cells: Mapping[str, tuple[TextCell | None, str]]) -> dict[str, Columns]:
    """Cells with their methods as rows of one column."""
    return {code: ((cell,), (way,)) for code, (cell, way) in cells.items()}


def _cells_read(
    document: Document, forms: Mapping[str, str | None], rows: Mapping[str, Mapping[str, Columns]]
) -> list[Cell]:
    """Every cell of the tables, without those that may be another's."""
    cells = _cells_of(document, forms, rows)
    if _any_unread(cells) and document.engine in FLOWING:
        cells = _cells_of(document, forms, mended(rows))
    if document.engine == "ocr" and _any_unread(cells):
        remnants = {cell.key for cell in _remnants(cells)}
        cells = [_as_unread(c) if c.key in remnants else c for c in cells]
    return _without_neighbours(cells) if _any_unread(cells) else cells


def _without_neighbours(cells: Sequence[Cell]) -> list[Cell]:
    """The cells without those beside one that holds two figures: the empty ones may have lost theirs to it.

    Where a row has several such, its other figures of more than one digit may be two as well.
    """
    doubted: set[str] = set()
    for table in TABLES:
        own = [cell for cell in cells if cell.table == table]
        width = max(WIDEST_BESIDE, sum(cell.code == own[0].code for cell in own)) if own else 0
        several = [n for n, cell in enumerate(own) if _holds_several(cell)]
        for n in several:
            near = [own[m] for m in (n - width, n - 1, n + 1, n + width) if 0 <= m < len(own)]
            doubted |= {cell.key for cell in near if cell.state is State.BLANK}
        rows = Counter(own[n].code for n in several)
        doubted |= {cell.key for cell in own if rows[cell.code] > 1 and len(cell.raw) > 1}
    return [_as_unread(c) if c.key in doubted else c for c in cells]


def _holds_several(cell: Cell) -> bool:
    """Whether an unread cell has digits that make no one number: 00, 05, or a sign between two."""
    return cell.state is UNREAD and _TWO_FIGURES.match(cell.raw) is not None


def _alone(strays: Sequence[TextCell]) -> Iterator[Signal]:
    """What numbers beside the rows speak against, but for the pages'."""
    if strays and not _page_numbers(strays):
        said = " ".join(c.text for c in strays)
        yield Signal("tables-unclear", f"numbers that belong to no row: {said[:80]}")


def _without(read: TablesRead, torn: Sequence[Cell]) -> TablesRead:
    """A reading without the cells that a number alone on the line beside them may end or begin."""
    if not torn:
        return read
    cells = tuple(_as_unread(cell) if cell in torn else cell for cell in read.cells)
    said = Signal("tables-unclear", "a number that may be part of a figure beside it")
    return replace(read, cells=cells, signals=(*read.signals, said), complete=False, torn=tuple(torn))
