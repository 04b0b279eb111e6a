"""Tables that were written on one line, cut into a line for each row: before a row's label, around a row of values.

Running text that was written on one line is cut at the headings of its sections.

Copying, OCR and some converters lose every line break. What is cut is only where lines end; no word is
moved, and a text that does not hold the labels of a form stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, starmap
from operator import is_, is_not

from extract.documents.clean import UNREADABLE
from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.forms import APPLICANT_CODES, sections
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.codes import FIFTEEN
from extract.tables.restored.stacked import stacked
from extract.tables.rows import ITEM
from extract.tables.sums import makes_total
from extract.tables.values import is_value

SHORT = 100
"""Characters up to which a line is left alone."""
LEAST_CELLS = 8
"""Cells of a row from which it may hold several rows of a form."""
HEADS = 5
"""So many headings side by side may have values of theirs below them."""
WIDEST = 40
"""Cells within which the first row of a table ends."""
LABELS_EMPTY = 2
"""Columns of labels at most in which nothing stands beside a row: its group's are merged with those above."""
SECTION = 12
"""Characters of the shortest section below its heading."""
INDICATORS = 6
"""So many units with a figure behind them tell that a line holds a list of indicators."""
BEFORE_FIGURE = 100
"""Characters before the first figure of such a list within which it begins."""
LEAST = 3
"""So many labels of a form tell that a line holds one of its tables."""

_TABLE2 = ("规章", "行政规范性文件", "规范性文件", "行政许可", "其他对外管理服务事项", "行政处罚", "行政强制")
_VALUE = r"(?:[+-]?[\d０-９][\d０-９,，.]*(?:件|条|项|个|万?元)?|[-－—–/／]{1,2}|无)"
_RUN = rare(rf"(?<![^\s])({_VALUE}(?:\s+{_VALUE}){{4,}})(?![^\s])")
_GLUED_RUN = rare(r"(?<=[计計])(\d{15,45})(?!\S)")
_SIGNS = re.compile("第二十条|[结結][转轉]|[维維]持")
"""What every one of the tables has and running text seldom: most lines need not be looked at more closely."""
_HEADING_SIGN = re.compile(r"\s[一二三四五六七八]、")
_HEADING = rare(
    r"(?<=\s)(?:([一二三四五六七八]、\s?[^\s。，；：,;:（(]{0,40}(?:情况|概[述况]|事项|问题|措施|计划|安排))(?=\s)|[（(][一二三四五六七八][）)](?=[^\s。，；：,;:]{2,30}[\s。：:]))"
)
"""A section's heading between gaps, by the words that it ends with; what is in brackets heads a part, with the text behind it."""
_UNIT_AND_FIGURE = rare(r"\s(?:条|件|次|个|人次|人|万元|元|篇|项)\s+[\d０-９][\d０-９.,，]*(?=\s|$)")
_INDICATOR = rare(r"(?<=\s)(?:\d{1,2}[.．、]|其中[：:]|[（(]?[一二三四五六七八九][)）、])(?=\S)")
"""What an indicator, or the heading of some, begins with."""
_VALUES = rare(rf"[)）\s]*{_VALUE}(?:\s+{_VALUE})*\s*")
_HEADS = rare("行政复议(?!、)|行政诉讼(?!情况)|未经复议|复议后")
_NUMBERED = r"(?:[一二三四五六]|第[一二三四五六]部分)\s*[、.．\s]\s*"
_TITLE_END = re.compile(r"(?:年度报告|工作报告|年报)(?:[（(]\d{4}年?度?[)）])?(?=\s)")


@cache
def _labels() -> re.Pattern[str]:
    """The labels of the rows of tables two and three, and the headings between them, in their reduced wording."""
    keys = {key for found in words.table3_keys().values() for key in found}
    keys |= {words.unnumbered(key) for key in keys if len(words.unnumbered(key)) >= 6}
    keys = {key for key in keys if len(key) >= 4 or key[:1].isdigit() or key[:1] == "七"}
    groups = {"三不予公开", "四无法提供", "五不予处理", "六其他处理", "三本年度办理结果"}
    two = {*map(words.plain, _TABLE2), "行政事业性收费", "政府集中采购", "信息内容"}
    ordered = sorted(keys | groups | two, key=len, reverse=True)
    return re.compile("第二十条第[一五六八九]项|" + "|".join(map(re.escape, ordered)))


@cache
def _titles() -> re.Pattern[str]:
    titles = {title for s in sections() for title in (s.heading_zh, *s.variants)}
    bare = sorted({re.sub(r"^[一二三四五六]、", "", t) for t in titles}, key=len, reverse=True)
    return re.compile(_NUMBERED + "(?:" + "|".join(map(re.escape, bare)) + r")(?=\s|[：:（(二２2第]|$)")


def unfolded(document: Document) -> Document:
    """The document with the tables that stand on one line cut into rows; the same document if there are none."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(_unfolded_table(block))
        elif block.words or (len(block.text) <= SHORT and not block.text[-len(FIFTEEN) :].isdecimal()):
            blocks.append(block)
        elif _SIGNS.search(block.text):
            blocks += _unfolded_line(block)
        else:
            blocks += _pieces(block, _places_in_text(block.text))
    same = len(blocks) == len(document.blocks) and all(map(is_, blocks, document.blocks))
    return stacked(document if same else replace(document, blocks=tuple(blocks)))


def _unfolded_line(paragraph: Paragraph) -> Iterator[Paragraph]:
    text = paragraph.text
    cuts: set[int] = set()
    found = _label_places(text)
    runs = [run for run in _RUN.finditer(text) if len(run[1].split()) in (5, 15)]
    runs += _GLUED_RUN.finditer(text)
    if not found and not (runs and text.count("结果维持") and len(text) < 1000):
        yield from _pieces(paragraph, _places_in_text(text))
        return
    cuts.update(found)
    for run in runs:
        cuts.update(run.span(1))
        cuts.update(head.start() for head in _HEADS.finditer(text, max(0, run.start() - 200), run.start()))
    for title in _titles().finditer(text):
        cuts.update(title.span())
    name = _TITLE_END.search(text, 0, 120)
    if name is not None:
        cuts.add(name.end())
    yield from _pieces(paragraph, cuts)


def _places_in_text(text: str) -> list[int]:
    """Where a line without tables two and three is cut: at the headings of sections, else around indicators."""
    return _indicator_places(text) or _heading_places(text)


def _indicator_places(text: str) -> list[int]:
    """Where the indicators of a list and the headings between them begin, and where their figures end."""
    ends = [figure.end() for figure in _UNIT_AND_FIGURE.finditer(text)]
    if len(ends) < INDICATORS:
        return []
    first = max(0, ends[0] - BEFORE_FIGURE)
    return ends + [begins.start() for begins in _INDICATOR.finditer(text, first, ends[-1])]


def _heading_places(text: str) -> list[int]:
    """Where the headings of sections begin and end that stand between gaps in running text, and where those of its parts begin.

    A list of contents has such headings close to each other: it stays as it is.
    """
    if not _HEADING_SIGN.search(text):
        return []
    found = list(_HEADING.finditer(text))
    sections_in = [heading.span() for heading in found if heading[1] is not None]
    if not sections_in or any(start - end < SECTION for (_, end), (start, _) in pairwise(sections_in)):
        return []
    ends = [heading.end() for heading in found if heading[1] is not None]
    return [heading.start() for heading in found] + ends


def _pieces(paragraph: Paragraph, cuts: Iterable[int]) -> Iterator[Paragraph]:
    """The paragraph cut at points of its text; the paragraph itself if there are none."""
    text = paragraph.text
    edges = sorted({0, *cuts, len(text)})
    if len(edges) == 2:
        yield paragraph
        return
    for start, end in pairwise(edges):
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            at = start + len(piece) - len(piece.lstrip())
            place = paragraph.place
            if place.offset is not None:
                place = replace(place, offset=place.offset + at)
            yield Paragraph(bare, place, paragraph.heading if start == 0 else None)


def _label_places(text: str) -> list[int]:
    """Where the labels of tables two and three begin, from the first to the last with nothing but values before the next.

    Running text names the same things, with other words between them.
    """
    key, places = _reduced(text)
    found: list[tuple[int, int]] = []
    for label in _labels().finditer(key):
        at = places[label.start()]
        is_item = ITEM.match(text, at)  # its own number, whatever digits run into it
        if at and text[at].isdigit() and text[at - 1].isdigit() and not is_item:
            continue
        while at and text[at - 1] in "（(":
            at -= 1
        found.append((at, places[label.end() - 1] + 1))
    ends = [at for at, _ in found[1:]] + [len(text)]
    rows = [n for n, (_, end) in enumerate(found) if _VALUES.fullmatch(text, end, ends[n])]
    if len(rows) < LEAST:
        return []
    first, last = rows[0], rows[-1] + 1
    while first and not text[found[first - 1][1] : found[first][0]].strip(" \t\u3000"):
        first -= 1
    return [at for at, _ in found[first : last + 1]]


def _reduced(text: str) -> tuple[str, list[int]]:
    """The text as labels are compared, and where each of its characters stands."""
    kept = [(char, at) for at, raw in enumerate(text) if (char := words.plain(raw))]
    return "".join(char for char, _ in kept).replace("其它", "其他"), [at for char, at in kept for _ in char]


def _unfolded_table(table: Table) -> Table:
    """A table of one row cut into its rows: by its width where every row is filled up, else by the labels of the form."""
    if table.n_rows != 1 or table.n_cols < LEAST_CELLS or table.aligned:
        return table
    rows = _rows_of_one_width(table.cells) or _rows_by_labels(table.cells)
    cells = tuple(
        replace(cell, row=r, col=c, place=replace(cell.place, row=r, col=c))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    return replace(table, cells=cells, n_rows=len(rows), n_cols=max(map(len, rows)))


Row = Sequence[TextCell]


def _rows_of_one_width(cells: Row) -> list[Row]:
    """Rows that are all filled up to one width with empty cells, as the first says it: a heading and empty cells beside it.

    None where most rows are not so. Of a row that has another number of cells only the labels are kept. A first
    cell that is empty stands before the text of every row.
    """
    before = int(not cells[0].text)
    width = _first_width(cells, before)
    if not width:
        return []
    rows: list[Row] = []
    odd = 0
    for run in _runs(cells, before):
        parts = [run[n : n + width] for n in range(0, len(run), width)]
        last = run[-1] is cells[-1]  # nothing may stand after it, nor before a next row
        odd_end = (len(parts[-1]) == width and before) if last else len(parts[-1]) < width
        if odd_end or not all(starmap(_may_follow, pairwise(parts))):
            odd += 1
            rows.append(_without_values(run))
        else:
            rows += parts
    if len(rows) < LEAST or 2 * odd > len(rows):
        return []
    return [row[:-1] if before and len(row) == width else row for row in rows]


def _first_width(cells: Row, before: int) -> int:
    """How many cells the first row has, if it is a heading or two with empty cells beside it, and the next one begins with a label."""
    told = [is_value(cell.text) for cell in cells[before : before + WIDEST]]
    labels = told.index(True) if True in told else 0
    filled = next((n for n in range(labels, len(told)) if cells[before + n].text), 0)
    return filled if 0 < labels < min(filled, HEADS) and not told[filled] else 0


def _runs(cells: Row, before: int) -> Iterator[Row]:
    """The cells cut before every label that follows a value."""
    start = before
    for n in range(before + 1, len(cells)):
        if is_value(cells[n - 1].text) and not is_value(cells[n].text):
            yield cells[start:n]
            start = n
    yield cells[start:]


def _beginning(run: Row) -> Row:
    """The labels with which a row begins."""
    return run[: next((n for n, cell in enumerate(run) if is_value(cell.text)), len(run))]


def _without_values(run: Row) -> Row:
    """The labels of a row whose values cannot be told, and that something stands behind them."""
    labels = _beginning(run)
    return [*labels, *(replace(cell, text=UNREADABLE) for cell in run[len(labels) : len(labels) + 1])]


def _may_follow(above: Row, row: Row) -> bool:
    """False for values alone below anything but headings side by side."""
    return bool(_beginning(row)) or len(_beginning(above)) >= HEADS


def _rows_by_labels(cells: Row) -> Sequence[Row]:
    """The cells cut before every label that follows a value, and below the headings of table four.

    Of a row of table three among others that has not just seven values only the label is kept.
    """
    before = not cells[0].text
    rows: list[list[TextCell]] = [[]]
    results = 0
    valued = False
    for cell in cells[before:]:
        value = is_value(cell.text)
        headed = value and not valued and results >= HEADS
        named = words.table2_row_exact(cell.text) or (
            len(cell.text) > 4 and words.table3_row_exact(cell.text)
        )
        if (not value and valued) or headed or (named and rows[-1]):
            rows.append([])
            results = 0
        results += words.table4_result(cell.text) is not None
        valued = value
        rows[-1].append(cell)
    rows = _without_openers(rows) if before else rows
    alone = sum(any(c.text and is_value(c.text) for c in row) for row in rows) < 2
    if alone:
        return rows
    cut = [_without_next_labels(row) for row in rows]
    many = sum(map(is_not, cut, rows)) >= LEAST
    return [_without_values(row) if _is_odd(row, many) else row for row in (cut if many else rows)]


def _without_next_labels(row: Row) -> Row:
    """A row of table three without the empty cells behind its total: in the columns of labels of the next row nothing stands."""
    after = len(_beginning(row)) + len(APPLICANT_CODES)
    behind, values = row[after:], row[after - len(APPLICANT_CODES) : after]
    empty = 0 < len(behind) <= LABELS_EMPTY and not any(cell.text for cell in behind)
    return row[:after] if empty and values[-1].text and makes_total(values) else row


def _is_odd(row: Row, has_empty: bool) -> bool:
    """True for a row of table three with values, but not just seven; where rows have empty cells behind these, one may stand for a lost total."""
    labels = _beginning(row)
    if not labels or len(labels) == len(row) or words.table3_row(labels[-1].text) is None:
        return False
    return len(row) - len(labels) != len(APPLICANT_CODES) or (has_empty and not row[-1].text)


def _without_openers(rows: list[list[TextCell]]) -> list[list[TextCell]]:
    """The rows without the empty cell that stands before each; the same rows if it does not."""
    ends = [is_value(row[-1].text) for row in rows[:-1]]
    if any(end and row[-1].text for end, row in zip(ends, rows, strict=False)):
        return rows
    kept = [row[:-1] if end else row for end, row in zip([*ends, False], rows, strict=True)]
    return [row[1:] if len(row) > 1 and is_value(row[0].text) and not row[0].text else row for row in kept]
