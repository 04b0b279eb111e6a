"""A document as one list of rows: table rows as drawn, and printed lines cut into words.

What comes after need not know whether a row was ruled, tabbed or only typed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.documents.model import Document, Paragraph, Place, Table, TextCell
from extract.forms import labels
from extract.rare import rare
from extract.records import record
from extract.tables.codes import WIDTH
from extract.tables.page_marks import is_browsers, is_caption, is_page_mark, is_running_head
from extract.tables.values import NOUGHT, WORDS, is_number_word, is_value

_WORD = re.compile(r"\S+")
_SEVEN_DASHES = re.compile(rf"(?<![—\s])—{{{WIDTH}}}$")
"""A row of dashes that text layers run into each other, and into its label."""


@record(frozen=True, slots=True)
class Row:
    """One row: its cells from left to right.

    ``layout`` is ``grid`` (columns can be trusted), ``slipped`` (cells are separated, but may have
    moved sideways), ``line`` (words of a printed line) or ``placed`` (words that know their place on the
    page). ``block`` says where it stands.
    """

    cells: tuple[TextCell, ...]
    layout: str
    block: int

    @property
    def printed(self) -> bool:
        """True for the words of a line, False for cells."""
        return self.layout in ("line", "placed")

    @property
    def text(self) -> str:
        """The row as one line."""
        return " ".join([cell.text for cell in self.cells if cell.text])


ADDED = frozenset(
    (
        *("备注", "说明", "上年数", "上年", "上年度", "去年"),
        *("同比", "同比增减", "同比增长", "环比", "增长率", "增幅"),
        *("占比", "占比情况", "所占比例", "比例", "比重", "百分比", "责任单位", "责任科室"),
    )
)
"""Headings of columns that some add to those of the form."""

UNIT_HEADS = frozenset(("单位", "计量单位"))
"""Headings of the column of units."""

_SCALED = rare(r"[（(]?(?:计量)?单位[:：]?[十百千万]+(?:件|条|宗|项|个|份|人|次)+[)）]?")


def names_yuan(text: str) -> bool:
    """Whether a heading or a unit says 元 where the forms say 万元."""
    return "元" in text and (key := labels.plain(text)).endswith("元") and not key.endswith("万元")


def names_scale(text: str) -> bool:
    """Whether a line or a heading says that the figures by it count tens, hundreds, thousands or more: 单位：万件."""
    return "单位" in text and _SCALED.fullmatch("".join(text.split())) is not None


def has_added_heading(row: Row) -> bool:
    """Whether a printed row heads a column that the form does not have; a word with a colon begins a note.

    A number there may be taken for that of a blank before it, which leaves nothing on a line. Beside figures the same
    word is a part of a note.
    """
    if not row.printed or any(value_flags(row.cells)):
        return False
    own = row.cells if len(row.cells) == 1 else row.cells[1:]
    said = [c.text for c in own if c.text[-1:] not in ":："]
    return any(labels.plain(text) in ADDED for text in said) or (
        len(said) > 1 and labels.plain(said[-2] + said[-1]) in ADDED
    )


def printed_length(text: str) -> int:
    """The characters of a line, the gaps between its columns left out."""
    return len(text) if len(text) <= 40 else len(" ".join(text.split()))


def _stands_apart(paragraph: Paragraph) -> bool:
    """Whether the words of a printed line stand as far apart as the columns of a table: ``- 3 -`` may be three cells."""
    return any(
        right.box[0] - left.box[2] > 2.5 * (left.box[3] - left.box[1])
        for left, right in pairwise(paragraph.words)
    )


def line_cells(paragraph: Paragraph, text: str, start: int) -> tuple[TextCell, ...]:
    """The words of one printed line, each with its own place where the page layout is known."""
    if paragraph.words:
        page = paragraph.place.page
        return tuple(
            TextCell(word.text, 0, col, place=Place(page=page, box=word.box), confidence=word.confidence)
            for col, word in enumerate(paragraph.words)
        )
    base = paragraph.place
    cells = []
    for col, (word, at) in enumerate(_words(text)):
        place = base
        if base.offset is not None:
            at += base.offset + start
            place = Place(base.page, base.box, base.table, base.row, None, at, base.path)
        cells.append(TextCell(word, 0, col, place=place))
    return tuple(cells)


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a line, and where each begins in it."""
    run = _SEVEN_DASHES.search(text) if text.endswith("—") else None
    end = run.start() if run else len(text)
    dashes = [(text[at], at) for at in range(end, len(text))]
    return [(word[0], word.start()) for word in _WORD.finditer(text, 0, end)] + dashes


def block_rows(document: Document, first: int, last: int) -> Iterator[Row]:
    """The rows of the blocks ``first`` to ``last`` (inclusive), page marks and captions left out."""
    for number in range(first, last + 1):
        block = document.blocks[number]
        if isinstance(block, Table):
            layout = "grid" if block.aligned else "slipped"
            for cells in block.rows() if block.aligned else _with_whole_figures(_without_empty_end(block)):
                if cells:
                    yield Row(cells, layout, number)
            continue
        start = 0
        for line in block.text.split("\n"):
            mark = is_caption(line) or (is_page_mark(line) and not _stands_apart(block))
            if line.strip() and not (mark or is_running_head(line) or is_browsers(line)):
                layout = "placed" if block.words else "line"
                yield Row(line_cells(block, line, start), layout, number)
            start += len(line) + 1


NARROWEST = 3
"""No column is so narrow that it breaks a figure after fewer signs."""
ITEM = rare(r"\d{1,2}[、.．]")
"""The number that the label of a row begins with."""
_BEGINS_ROW = rare(r"[（(]?[一二三四五六七八九十][）)、]|\d{1,2}[.．、]|其中|第二十条")


def _with_whole_figures(rows: Sequence[tuple[TextCell, ...]]) -> Sequence[tuple[TextCell, ...]]:
    """The rows of a table whose cells are cut at a width, each line a row of its own, with every figure whole on its first line.

    Below that stand only the rest of its label and those of its widest figures: none of the table is longer than these.
    A single row that goes on so may have a stray figure below it.
    """
    widest = max((len(c.text) for row in rows for c in row if c.text.isdecimal()), default=0)
    whole = list(rows)
    cut = 0
    for n in range(len(rows) - 1, 0, -1) if widest >= NARROWEST else ():
        rests = {c.col: c.text for c in whole[n] if c.text[:1].isdecimal() and is_value(c.text)}
        above = [c.text + rests[c.col] for c in rows[n - 1] if c.col in rests and len(c.text) == widest]
        words = [c for c in rows[n] if c.text and c.col not in rests]
        if len(rests) > 1 and len(rests) == sum(is_number_word(c.text) for c in rows[n - 1]):
            continue  # a row of its own, maybe
        if 0 < len(rests) == len(above) and all(map(is_value, above)) and _may_go_on(rows[n - 1], words):
            whole[n - 1] = tuple(replace(c, text=c.text + rests.get(c.col, "")) for c in rows[n - 1])
            whole[n] = tuple(replace(c, text="") if c.col in rests else c for c in rows[n])
            cut += 1
    return whole if cut > 1 else rows


def _may_go_on(row: Sequence[TextCell], words: Sequence[TextCell]) -> bool:
    """Whether the words below a row of cells, if any, may be the rest of its label: that is not whole, and they begin no other."""
    begun = [c.text for c in row if c.text and c.col in {word.col for word in words}]
    begins = any(is_value(c.text) or _BEGINS_ROW.match(c.text) or _is_row_label(c.text) for c in words)
    return len(words) == len(begun) < 2 and not begins and not any(map(_is_row_label, begun))


_LAST = frozenset(("现行有效件数", "对外公开总数量", "处理决定数量", "采购总金额", "本年增减"))
"""The headings of table two that may be the last of a row."""
_LAST_OLDER = frozenset(("对外公开总数量", "处理决定数量"))
"""Those of the older form alone, of which some cells take several columns."""


def _without_empty_end(table: Table) -> Sequence[tuple[TextCell, ...]]:
    """The rows of a table whose cells are only separated, without the empty cells that signs at the ends of lines make.

    They stand behind the last heading of a form's table: one, behind a figure too, unless that is table two, whose rows
    have a heading each. Where wide cells are written once for each of their columns one may be a blank that has moved.
    """
    end = max((cell.col for cell in table.cells if cell.text), default=0)
    if table.n_cols < end + 2:
        return table.rows()
    last = [cell.text for cell in table.cells if cell.col == end and cell.text]
    of_two = any(labels.table2_column(text) in _LAST for text in last)
    of_others = (
        table.n_cols == end + 2
        and any(labels.table4_result(text) == "total" for text in last)
        and any(map(is_value, last))
    )
    if not (of_two or of_others) or _writes_twice(table):
        return table.rows()
    rows: list[tuple[TextCell, ...]] = []
    headed = end + 1
    for row in table.rows():
        row = tuple(cell for cell in row if cell.col <= end)
        if any(labels.table2_column(cell.text) for cell in row):
            headed = len(row)
        elif len(row) == headed + 1 and not row[-1].text:
            row = row[:-1]  # such a sign behind a row that is shorter than others
        rows.append(row)
    return rows


def _writes_twice(table: Table) -> bool:
    """Whether the older form's table two has figures twice side by side, more than nothing, and its headings once."""
    if not any(labels.table2_column(text) in _LAST_OLDER for text in table.words()):
        return False
    twice = [left.text for row in table.rows() for left, right in pairwise(row) if left.text == right.text]
    figures = [text for text in twice if text.isdecimal() and text != NOUGHT]
    return bool(figures) and not any(map(labels.table2_column, twice))


def with_drawn_headings(rows: Sequence[Row], are_headings: Callable[[Sequence[Row]], bool]) -> Sequence[Row]:
    """The rows, headings in ruled cells over printed lines made lines of these: only they are ruled, their table is not."""
    if "placed" not in [row.layout for row in rows]:
        return rows
    tables = [
        list(group) for _, group in groupby(rows, key=lambda r: (r.layout, -1 if r.printed else r.block))
    ]
    found: list[Row] = []
    for n, table in enumerate(tables):
        above = table[0].layout == "grid" and n + 1 < len(tables) and tables[n + 1][0].layout == "placed"
        if above and are_headings(table):
            table = [replace(row, layout="placed") for row in table]
        found += table
    return found


def goes_on(number: TextCell, cells: Iterable[TextCell | None]) -> bool:
    """Whether a lone number on a page stands hard above or below one of these: it may be the rest of its digits, and no page's number."""
    box = number.place.box
    if box is None:
        return False
    reach = 1.2 * (box[3] - box[1])
    return any(
        cell is not None
        and cell is not number
        and cell.text.strip() != ""
        and cell.place.page == number.place.page
        and (other := cell.place.box) is not None
        and box[0] < other[2]
        and other[0] < box[2]
        and -reach < max(box[1] - other[3], other[1] - box[3]) < reach
        for cell in cells
    )


def _is_row_label(text: str) -> bool:
    told = labels.table3_row_exact, labels.table2_row_exact, labels.table4_route, labels.table4_result
    return any(label_of(text) is not None for label_of in told)


def value_flags(cells: Sequence[TextCell]) -> list[bool]:
    """Which words of a printed line stand in a value's place.

    A lone number before a word is the label's own (``1 属于国家秘密``). 无 and the like are values only
    beside other values, or after a whole row label: elsewhere they may be the end of a broken label.
    """
    flags = [is_number_word(c.text) for c in cells]
    if len(flags) > 1 and flags[0] and not flags[1] and cells[0].text.isdigit() and len(cells[0].text) <= 2:
        flags[0] = cells[1].text in WORDS
    said = [c.text in WORDS for c in cells]
    if any(said):
        for i, word in enumerate(said):
            if not word:
                continue
            beside = (i > 0 and (flags[i - 1] or said[i - 1])) or (
                i + 1 < len(said) and (flags[i + 1] or said[i + 1])
            )
            flags[i] = beside or (i > 0 and _is_row_label(" ".join(c.text for c in cells[:i])))
    return flags
