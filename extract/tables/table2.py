"""Table two: rows named by what they count, columns by their headings; the form is told by the headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from extract.documents.model import Document, Paragraph, Table, TextCell
from extract.forms import form
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.columns import Column, column_of, ends_before, under_each
from extract.tables.glued import decode_apart, split_tail
from extract.tables.headings import columns_told, head_columns
from extract.tables.placed import Painted, Span, Token, around, blank_cell, painted_in, parted, tokens_of
from extract.tables.rows import (
    UNIT_HEADS,
    Row,
    block_rows,
    goes_on,
    has_added_heading,
    names_yuan,
    printed_length,
    value_flags,
    with_drawn_headings,
)
from extract.tables.values import NOUGHT, is_number_word, is_value, read_value

_ROW_WORDS = (
    *("行政规范性文件", "规范性文件", "规章", "行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"),
    *("行政事业性收费", "政府集中采购"),
)
"""What names a row wherever it stands in a text."""
SHORT = 12
"""Characters of a part of a label of table two."""
_SIGNS = {
    "t2021": ("制发件数", "废止件数", "现行有效", "收费金额"),
    "t2019": ("制作数量", "新公开数量", "对外公开总数", "上一年项目", "本年增减", "采购项目", "采购总金额"),
}


@dataclass(slots=True)
class Reading:
    """Cells found so far: code → (cell, method); ``problems`` say what stayed unclear, ``short`` has rows that lack one cell."""

    form: str
    span: tuple[int, int]
    cells: dict[str, tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    short: list[tuple[str, tuple[TextCell, ...]]] = field(default_factory=list)

    def put(self, code: str, cell: TextCell | None, method: str) -> None:
        """Keep a cell; a second, different cell for the same code makes both unread, but an empty one of the same table gives way."""
        if cell is None:
            return
        known = self.cells.get(code)
        if known is not None and known[0] is not None and known[0].text.strip() != cell.text.strip():
            apart = cell.place.page is None and known[0].place.table != cell.place.table
            if not known[0].text.strip() and not apart:
                self.cells[code] = (cell, method)
            elif cell.text.strip() or apart:
                self.cells[code] = (None, method)
                self.problems.append(f"two different cells for {code}")
            return
        self.cells.setdefault(code, (cell, method))


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
def _form_rows(form_id: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for (name, column), code in words.table2_codes(form_id).items():
        rows.setdefault(name, []).append((column, code))
    return rows


@cache
def _cells_of(form_id: str) -> frozenset[str]:
    """The codes of the cells that table two of a form has."""
    return frozenset(entry.code for entry in form(form_id).tables["table2"].entered)


def _columns_of(form_id: str, row: str) -> Sequence[tuple[str, str]]:
    """(column name, code) of a row of the form, in printed order."""
    return _form_rows(form_id).get(row, ())


def _same_column(name: str, heading: str) -> bool:
    return name == heading or name.removeprefix("本年") == heading.removeprefix("本年")


def _order(wanted: Sequence[str], headings: Sequence[str]) -> list[int]:
    """Where each column of a row stands among its figures: as the headings say where they name them all, else as in the form."""
    if len(wanted) < 2:
        return [0] * len(wanted)
    found = [next((i for i, h in enumerate(headings) if _same_column(w, h)), -1) for w in wanted]
    ranked = sorted(found)
    if -1 in found or len(set(found)) < len(found):
        return list(range(len(wanted)))
    return [ranked.index(at) for at in found]


def _headings(row: Row) -> list[tuple[TextCell, str]]:
    """The cells of a row that head a column, with its name; most cells are figures."""
    return [
        (c, name)
        for c in row.cells
        if not c.text.isascii() and (name := words.table2_column(c.text)) is not None
    ]


def _added(row: Row, named: Sequence[tuple[TextCell, str]], before: set[int]) -> set[int]:
    """The columns that have a heading which the form does not know, right of one that it does, and those of units; ``before`` were so further up."""
    own = {c.col for c, _ in named}
    new = {
        c.col
        for c in row.cells
        if c.text.strip() and c.col not in own and (c.col > min(own) or words.plain(c.text) in UNIT_HEADS)
    }
    return (before | new) - own


def _named(row: Row) -> tuple[int, str | None]:
    """Which cell of a row names a row of table two, and which; none where it names two that no line parts."""
    for at, cell in enumerate(row.cells):
        if not cell.text.isascii() and (name := words.table2_row(cell.text)):
            return (0, None) if _names_two(cell.text) else (at, name)
    return 0, None


@lru_cache(maxsize=1 << 10)
def _names_two(text: str) -> bool:
    key = words.plain(text)
    return len({words.table2_row(name) for name in _ROW_WORDS if name in key}) > 1


def _grid(rows: Sequence[Row], reading: Reading) -> None:
    """Rows of a table whose columns can be trusted: each value under its heading."""
    head: list[tuple[Column, str]] = []
    added: set[int] = set()
    base = 0
    boxed: Row | None = None
    for number, row in enumerate(rows):
        if row is boxed:
            continue
        named = _headings(row)
        if named:
            head = [(column_of(c), name) for c, name in named]
            added = _added(row, named, added)
            base = next((c.col for c in row.cells if words.plain(c.text) == "信息内容"), 0)
            continue
        at, name = _named(row)
        if name is None:
            if any(c.text.strip() for c in row.cells) and all(is_value(c.text) for c in row.cells):
                said = " ".join(c.text for c in row.cells if c.text.strip())
                reading.problems.append(f"numbers without a row of table two: {said}")
            continue
        if added and row.cells[at].col < base:
            reading.problems.append(f"a row that does not stand below the headings of table two: {name}")
            continue
        after = [c for c in row.cells[at + 1 :] if c.col not in added]
        if not any(c.text.strip() for c in after) and (boxed := _boxed(row.cells[at], rows, number + 1)):
            after = [c for c in boxed.cells if c.col not in added]
        wanted = _columns_of(reading.form, name)
        if not wanted or any(c.text.strip() and not is_value(c.text) for c in after):
            continue
        if _shared(after, name, rows, number + 1):
            continue
        for (_, code), cell in zip(wanted, _fit(after, [column for column, _ in wanted], head), strict=False):
            reading.put(code, cell, "grid")


def _boxed(label: TextCell, rows: Sequence[Row], below: int) -> Row | None:
    """The one row of figures beside a label that boxes drawn within its cells set below an empty strip; None where there is no such one."""
    filled = [
        row for row in rows[below : below + label.rowspan - 1] if any(c.text.strip() for c in row.cells)
    ]
    return filled[0] if len(filled) == 1 and all(is_value(c.text) for c in filled[0].cells) else None


def _shared(after: Sequence[TextCell], name: str, rows: Sequence[Row], below: int) -> bool:
    """Whether the cells of a row reach down beside the name of another: where no line parts two rows nothing says whose figure it is."""
    reach = max((c.rowspan for c in after), default=1) - 1
    return reach > 0 and any(_named(row)[1] not in (None, name) for row in rows[below : below + reach])


def _fit(
    after: Sequence[TextCell], wanted: Sequence[str], head: Sequence[tuple[Column, str]]
) -> Sequence[TextCell | None]:
    """The cells of a row for the columns it should have: one each, or as many filled, or under their headings.

    No filled cell may be left over, or stand under two headings: then the row is not understood, and nothing is returned.
    """
    filled = [c for c in after if c.text.strip()]
    for given in (after, filled):
        if len(given) == len(wanted):
            return [given[at] for at in _order(wanted, [heading for _, heading in head])]
    if not filled and len(wanted) == 1 and after:
        return after[:1]
    spans = [next((at for at, heading in head if _same_column(column, heading)), None) for column in wanted]
    slots = under_each(after, spans)
    if after and slots[-1] is None and ends_before(after, max((at[0] for at, _ in head), default=0)):
        return ()
    used = [id(c) for c in slots if c is not None and c.text.strip()]
    return slots if sorted(used) == sorted({id(c) for c in filled}) else ()


def _slipped(rows: Sequence[Row], reading: Reading) -> None:
    """Rows whose cells are only separated: cells right under the heads, or as many filled ones as the row has columns."""
    head: list[tuple[int, str]] = []
    base = width = 0
    added: set[int] = set()
    lost = False
    for row in rows:
        named = _headings(row)
        headings = [(c.col, name) for c, name in named]
        if headings:
            head = headings
            lost = lost or any(_ENDS_WITH_FIGURE.search(c.text) for c, _ in named)
            added = _added(row, named, added)
            base = next((c.col for c in row.cells if words.plain(c.text) == "信息内容"), headings[0][0] - 1)
            width = sum(c.col not in added for c in row.cells)
            continue
        at, name = _named(row)
        if name is None:
            lost = lost or _is_beside_heading(row)
            continue
        label = row.cells[at]
        if _BEGINS_WITH_FIGURE.match(label.text) and not any(c.text.strip() for c in row.cells[at + 1 :]):
            continue
        if added:
            row = replace(row, cells=tuple(c for c in row.cells if c.col - label.col + base not in added))
        after = row.cells[at + 1 :]
        wanted = _columns_of(reading.form, name)
        filled = [c for c in after if c.text.strip()]
        if any(not is_value(c.text) for c in filled):
            continue
        under = _under_heads(row, label, wanted, head, base, width)
        if under:
            for cell, (_, code) in zip(under, wanted, strict=True):
                reading.put(code, cell, "cells")
        elif (
            len(filled) == len(wanted)
            and not (len(wanted) > 1 and _repeated(head))
            and _stand_by_number(after, len(wanted), width)
        ):
            order = _order([column for column, _ in wanted], [name for _, name in head])
            for at, (_, code) in zip(order, wanted, strict=True):
                reading.put(code, filled[at], "cells")
        elif len(filled) == len(after) == len(wanted) - 1:
            reading.short.append((name, tuple(filled)))
    if lost:
        reading.problems.append("figures of table two that stand beside its headings")
        reading.cells |= {code: (None, way) for code, (_, way) in reading.cells.items() if way == "cells"}


_BEGINS_WITH_FIGURE = re.compile(r"\d+(?![\d.．、])")
_ENDS_WITH_FIGURE = re.compile(r"[\d/／—－-]\s*$")


def _is_beside_heading(row: Row) -> bool:
    """Whether a row of figures has a part of 信息内容 for its name: those of the rows below may stand one row too high."""
    return (
        bool(row.cells)
        and words.plain(row.cells[0].text) in ("信息", "内容")
        and any(c.text.strip() and is_value(c.text) for c in row.cells[1:])
    )


def _repeated(head: Sequence[tuple[int, str]]) -> bool:
    """Whether a heading stands twice: a wide cell that is written once for each of its columns is no two values."""
    return len({name for _, name in head}) < len(head)


def _stand_by_number(after: Sequence[TextCell], wanted: int, width: int) -> bool:
    """Whether as many filled cells as columns are the values, whatever stands empty beside them.

    Without headings above only those right behind the label: a wide cell may be written twice. A row longer than
    the headings' that ends with an empty cell may have one too many.
    """
    if wanted == 1 or len(after) == wanted:
        return True
    if not width:
        return all(c.text.strip() for c in after[:wanted])
    return len(after) < width or bool(after[-1].text.strip())


def _under_heads(
    row: Row,
    label: TextCell,
    wanted: Sequence[tuple[str, str]],
    head: Sequence[tuple[int, str]],
    base: int,
    width: int,
) -> list[TextCell]:
    """The cell right under the heading of each column wanted; none where a value stands elsewhere or the row is longer than that of the headings.

    A cell as wide as several columns may be written once for each of them. Empty ones are told only in a row
    as long as that of the headings, or as the headings themselves.
    """
    shift = label.col - base
    longer = len(row.cells) - shift - width
    if longer > 0:
        return []
    after = [c for c in row.cells if c.col > label.col]
    places = [{col + shift for col, name in head if _same_column(column, name)} for column, _ in wanted]
    under = [[c for c in after if c.col in own] for own in places]
    if any(len({c.text for c in cells}) != 1 for cells in under):
        return []
    whole = longer == 0 or len(row.cells) - label.col == len(head) + 1
    if not whole and not all(cells[0].text.strip() for cells in under):
        return []
    covered = {id(c) for cells in under for c in cells}
    return [cells[0] for cells in under] if all(id(c) in covered for c in after if c.text.strip()) else []


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
    headed = {name for row in rows for _, name in _headings(row)}
    if len(notes) != len(reading.short) or len(lacking) != 1 or not lacking <= headed:
        return
    for name, filled in reading.short:
        left = [code for column, code in _columns_of(reading.form, name) if column not in lacking]
        for code, cell in zip(left, filled, strict=True):
            reading.put(code, cell, "cells")


def _row_in(text: str) -> str | None:
    """The one row of table two that the text since the last numbers names; the last words count most."""
    key = words.plain(text)
    at_end = (name for name in _ROW_WORDS if key.endswith(name))
    return words.table2_row(text) or next(map(words.table2_row, at_end), None)


def _lines(rows: Sequence[Row], reading: Reading) -> None:
    """Printed lines: the words since the last numbers name the row, and its numbers must be as many as its columns."""
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
        wanted = _columns_of(reading.form, name) if name else []
        if numbers:
            if wanted and len(numbers) == len(wanted):
                if not beside:
                    order.append(name or "")
                for at, (_, code) in zip(_order([c for c, _ in wanted], head), wanted, strict=True):
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
        headings = [name for _, name in _headings(row)]
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
        if name and len(numbers) == len(_columns_of(reading.form, name)):
            close()
    close()
    if any(_row_in(said) is None for said in orphans):
        # Numbers before any label: each row's may stand above its label, not below.
        reading.cells = known
    elif order != sorted(order, key=list(_form_rows(reading.form)).index):
        reading.cells = known
        reading.problems.append("rows of table two in disorder, as a text layer may give them")


def _glued(cell: TextCell, reading: Reading) -> bool:
    """Digits run into the label of their row: read if the row has one cell, or can be nothing but zeros."""
    tail = split_tail(cell.text)
    name = words.table2_row_exact(tail[0]) if tail else None
    if tail is None or name is None:
        return False
    wanted = _columns_of(reading.form, name)
    numbers = [tail[1]] if len(wanted) == 1 else [str(n) for n in decode_apart(tail[1], len(wanted))]
    for (_, code), number in zip(wanted, numbers, strict=False):
        reading.put(code, replace(cell, text=number), "glued")
    if not numbers:
        reading.problems.append(f"glued digits that can be cut in several ways: {cell.text}")
    return True


def _laid(rows: Sequence[Row], reading: Reading, painted: Painted) -> bool:
    """Rows on a laid-out page: values beside their label, blanks where a heading stands above and nothing below.

    ``painted`` is what is drawn on the pages besides text and rulings.
    """
    tokens = tokens_of(rows)
    values, texts = parted(tokens)
    labels = [t for t in texts if words.table2_row_exact(t.cell.text)]
    if not labels:
        return False
    edge = max(t.x for t in labels) + max(t.height for t in labels)
    found = _beside_labels(_labels_down([t for t in texts if t.x <= edge]), values, reading.form)
    used = {id(v) for row in found for v in row.printed}
    left = [v for v in values if id(v) not in used]
    for row in found:
        if not row.whole:
            continue
        if _left_above(left, row.label.page, row.middle, texts, edge):
            # Each row's values may stand nearer to the label above them than to their own.
            reading.problems.append(f"numbers above {row.name} that no row of table two takes")
            return True
        for value, (_, code) in zip(row.values, _columns_of(reading.form, row.name), strict=True):
            reading.put(code, value.cell, "columns")
    if all(row.whole for row in found):
        return True
    for row in found:
        top = (row.label.page, row.middle - row.label.height / 2)
        above = [t for t in texts if t.spot < top and t.x > edge]
        wanted = [column for column, _ in _columns_of(reading.form, row.name)]
        row.columns = tuple(_columns_above(above, wanted) or ())
    told = [_with_their_like(row, found) if row.columns and not row.whole else None for row in found]
    unclear = [
        v for row, slots in zip(found, told, strict=True) if not (row.whole or slots) for v in row.values
    ]
    for row, slots in zip(found, told, strict=True):
        if row.whole:
            continue
        if slots is None:
            if row.values:
                reading.problems.append(f"numbers that fit no column of {row.name}")
            continue
        page, tall = row.label.page, row.label.height
        on_edge = page > 0 and not (
            any(t.page == page and t.y < row.label.y - tall for t in tokens)
            and any(t.page == page and t.y > row.label.y + tall for t in tokens)
        )
        stretch = (edge, row.middle - 1.3 * tall, row.columns[-1][1] + 2 * tall, row.middle + 1.3 * tall)
        # A drawing or other text may be a figure; at the edge of a page what stands beside no label may be the row's own.
        unsure = (
            painted_in(painted, page, stretch)
            or any(t.page == page and t.x > edge and abs(t.y - row.middle) < 0.6 * tall for t in texts)
            or (on_edge and bool(left))
            or any(_may_be_of(v, row) for v in left)
            or any(_may_be_of(v, row) and abs(v.y - row.middle) < 1.3 * tall for v in unclear)
        )
        for slot, span, (_, code) in zip(
            slots, row.columns, _columns_of(reading.form, row.name), strict=True
        ):
            if slot is not None or not unsure:
                reading.put(code, slot.cell if slot else blank_cell(page, span, row.middle, tall), "columns")
    return True


def _labels_down(texts: Sequence[Token]) -> list[tuple[str, Token, float]]:
    """The labels of rows, over one line or two, from above: the row's name, the label's last line, the height of its middle."""
    labels: list[tuple[str, Token, float]] = []
    before: Token | None = None
    for token in sorted(texts, key=lambda t: t.spot):
        name = words.table2_row_exact(token.cell.text)
        middle = token.y
        said = words.plain(token.cell.text)
        if name is None and said and before is not None and before.page == token.page:
            name = words.table2_row_exact(before.cell.text + token.cell.text)
            middle = (before.y + token.y) / 2
            if name is not None and labels and labels[-1][1] is before:
                labels.pop()
        before = token
        if name is not None:
            labels.append((name, token, middle))
    return labels


def _beside_labels(
    labels: Sequence[tuple[str, Token, float]], values: Sequence[Token], form_id: str
) -> list["_LaidRow"]:
    """The rows of these labels, each with the values beside it that stand nearer to it than to any other."""
    found: list[_LaidRow] = []
    for name, token, middle in labels:
        rivals = [(other, m) for _, other, m in labels if other.page == token.page and other is not token]
        mine = [
            v
            for v in values
            if v.page == token.page
            and v.x > token.x  # a stroke before the label is the table's border
            and abs(v.y - middle) < 1.3 * token.height
            and all(_is_nearer(token, middle, other, m, v) for other, m in rivals)
        ]
        mine.sort(key=lambda v: v.x0)
        columns = len(_columns_of(form_id, name))
        own = _in_one_piece(mine) if columns == 1 else mine
        found.append(_LaidRow(name, token, middle, own, len(own) == columns, mine))
    return found


_SET_APART = 0.5
"""The digits of one number stand no further apart, in parts of their height."""


def _in_one_piece(values: Sequence[Token]) -> Sequence[Token]:
    """The single digits of a row that has one cell, set apart evenly on one line, as one text with blanks; else the values as they are."""
    if len(values) < 2 or not all(len(v.cell.text) == 1 and v.cell.text.isdecimal() for v in values):
        return values
    first, last = values[0], values[-1]
    if any(
        right.x0 - left.x1 > _SET_APART * left.height or abs(right.y - left.y) > 0.1 * left.height
        for left, right in pairwise(values)
    ):
        return values
    text = " ".join(v.cell.text for v in values)
    whole = replace(first.cell.place, box=around(v.cell.place.box for v in (first, last)))
    return [replace(first, cell=replace(first.cell, text=text, place=whole), x1=last.x1)]


def _is_nearer(label: Token, middle: float, other: Token, its_middle: float, value: Token) -> bool:
    """Whether a value stands nearer to the height of one label than to that of another; of tables side by side the label next to it counts."""
    if label.x1 < other.x0 and other.x1 < value.x1:
        return abs(value.y - its_middle) >= 1.3 * other.height
    if other.x0 > value.x1 or (other.x1 < label.x0 and label.x1 < value.x1):
        return True
    return abs(value.y - middle) < abs(value.y - its_middle)


def _left_above(left: Sequence[Token], page: int, middle: float, texts: Sequence[Token], edge: float) -> bool:
    """Whether values that no row took stand above a row, on its page and below its headings."""
    if not any(v.page == page and v.y < middle and v.x > edge for v in left):
        return False
    heads = (t.y for t in texts if t.page == page and t.y < middle and words.table2_column(t.cell.text))
    head = max(heads, default=float("-inf"))
    return any(v.page == page and head < v.y < middle and v.x > edge for v in left)


def _may_be_of(value: Token, row: "_LaidRow") -> bool:
    """Whether a value that no row took stands so near to a row that it may be in one of its places."""
    near = value.page == row.label.page and abs(value.y - row.middle) < 2.6 * row.label.height
    return near and value.x > row.label.x1


@dataclass(slots=True)
class _LaidRow:
    """A row on a laid-out page: its label, the height of its middle, the values beside it, whether these are all, as ``printed`` before digits set apart were put together, and its columns once they are told."""

    name: str
    label: Token
    middle: float
    values: Sequence[Token]
    whole: bool
    printed: Sequence[Token]
    columns: tuple[Span, ...] = ()


def _with_their_like(row: _LaidRow, rows: Sequence[_LaidRow]) -> list[Token | None] | None:
    """The values of a row in their columns, told together with those of the other rows below the same headings."""
    columns = row.columns
    alike = [other for other in rows if other.columns == columns and not other.whole]
    values = [(n, value) for n, other in enumerate(alike) for value in other.values]
    known = _among_known(row, rows)
    if known is not None:
        return known
    inside = _inside(row, rows)
    alone = columns_told(row.values, [0] * len(row.values), columns, row.label.x1, inside)
    if alone is not None:
        values = [(alike.index(row), value) for value in row.values]
    told = alone or columns_told(
        [v for _, v in values],
        [n for n, _ in values],
        columns,
        max(other.label.x1 for other in alike),
        inside,
    )
    if told is None:
        return None
    slots: list[Token | None] = [None] * len(columns)
    for (n, value), column in zip(values, told, strict=True):
        if alike[n] is row:
            slots[column] = value
    return slots


_ONE_MIDDLE = 2.0
"""Points by which the middle of a table may differ from row to row."""


def _inside(row: _LaidRow, rows: Sequence[_LaidRow]) -> Span:
    """From where to where values stand in the table of a row: tables of a page begin and end at the same places."""
    values = [value for other in rows if other.label.page == row.label.page for value in other.values]
    return (min(v.x0 for v in values), max(v.x1 for v in values)) if values else (float("inf"), float("-inf"))


def _among_known(row: _LaidRow, rows: Sequence[_LaidRow]) -> list[Token | None] | None:
    """The values of a row, each in the column in which a whole row of the same cells has one above or below it."""
    known = [
        (value, column)
        for other in rows
        if other.whole and len(other.columns) == len(row.columns) and _alike(other.columns, row.columns)
        for column, value in enumerate(other.values)
    ]
    slots: list[Token | None] = [None] * len(row.columns)
    for value in row.values:
        columns = {column for other, column in known if value.meets(other)}
        if len(columns) != 1 or slots[at := columns.pop()] is not None:
            return None
        slots[at] = value
    return slots if row.values else None


def _alike(columns: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether headings stand in the middle of the same cells."""
    return all(abs(a + b - c - d) < 2 * _ONE_MIDDLE for (a, b), (c, d) in zip(columns, others, strict=True))


def _columns_above(above: Sequence[Token], wanted: Sequence[str]) -> list[Span] | None:
    """The columns named by the nearest headings above a row."""

    def code_of(text: str) -> str | None:
        heading = words.table2_column(text)
        return next((w for w in wanted if heading is not None and _same_column(w, heading)), None)

    for depth in range(1, min(len(above), 16) + 1):
        near = sorted(above, key=lambda t: t.spot)[-depth:]
        found = head_columns(near, wanted, code_of)
        if found:
            return found
    return None


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
    tables: dict[str, object] = {"grid": _grid, "slipped": _slipped, "line": _lines, "placed": _lines}
    for row in [*with_drawn_headings(rows, _are_headings), None]:
        if run and (row is None or row.layout != run[-1].layout):
            if any(map(has_added_heading, run)):
                reading.problems.append("a column that table two does not have")
            elif run[-1].layout != "placed" or not _laid(run, reading, document.painted):
                tables[run[-1].layout](run, reading)  # type: ignore[operator]
            run = []
        if row is not None:
            run.append(row)
    if reading.short:
        _lifted(rows, reading)
    if any(
        names_yuan(c.text) and not is_value(c.text) for row in rows for c in row.cells if not c.text.isascii()
    ):
        _without_yuan(reading)
    known = _cells_of(form_id)
    reading.cells = {code: cell for code, cell in reading.cells.items() if code in known}
    return reading
