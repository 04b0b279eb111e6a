"""Plain text and Markdown → Document: tabs and pipes make tables, every other line is a paragraph.

A row of such a table may have slipped sideways, so its columns are not trusted (``aligned=False``).
Every cell, empty ones too, has its character offset in the decoded file and its line as ``path``.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise

from extract.documents.collect import NOT_THERE, UNREADABLE, Collector, clean, clean_cell, is_there, numbering
from extract.documents.encoding import decode
from extract.documents.listing import FEW, refuse_what_leads_elsewhere
from extract.documents.model import Block, Document, Paragraph, Source
from extract.documents.refusals import Refusal
from extract.documents.text import links
from extract.documents.text.broken import may_hold as may_hold_broken
from extract.documents.text.broken import put_together, whole_rows
from extract.documents.text.cells import cells_of, may_hold, rows_unopened, stretches
from extract.documents.text.copied import Cell as CopiedCell
from extract.documents.text.copied import may_hold as may_hold_copied
from extract.documents.text.copied import tables as tables_copied
from extract.documents.text.drawn import drawn_cells, without_frame
from extract.documents.text.drawn import stretches as stretches_drawn
from extract.documents.text.ruled import Ruled
from extract.documents.text.ruled import may_hold as may_hold_ruled
from extract.documents.text.ruled import tables as tables_ruled
from extract.rare import rare

_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
_LONG_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)*\s*:?-{3,}:?\s*\|?")
_BORDER = rare(
    r"\+(?:[-=:]+\+)+|-+(?:\+-+)+|[─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╤╧\s]*[─━═]{2,}[─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╤╧\s]*"
)
_BORDER_BEGINS = frozenset("+-─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╤╧")
_DRAWN_BEGINS = _BORDER_BEGINS | {"=", ":"}
"""With one of these every line begins that is drawn or set between tables: a border, an underline, a fence."""
_UNDERLINE = rare(r"(?:-{4,}|={4,})(?:\s+(?:-{3,}|={3,}))*|(?:-{3,}|={3,})(?:\s+(?:-{3,}|={3,}))+")
"""The rules of tables drawn by spaces. Three hyphens alone may stand for nought."""
_BARS = "│┃║｜"
_LINES = rare(r"\+?(?:[-=:]{3,}\+)+|\+[-=:]{3,}|[─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╤╧]{2,}|[│┃║├┼┤┌┐└┘┬┴|]")
"""What is drawn in a line: strokes that meet a corner, not those that stand for nought."""
_EDGE = rare(r"\+---|---\+|[├┼┤╠╬╣┣╋┫][─━═]{2}|[─━═]{2}[├┼┤╠╬╣┣╋┫]")
_EDGES = ("---", "─", "━", "═")
"""One of these is in every edge."""
_BESIDE = rare(r"[|│┃║├┼┤╠╬╣┣╋┫+].*[|│┃║├┼┤╠╬╣┣╋┫+]")
"""With an edge in it, a line that is a border in one column and text in another: cells of several rows are drawn."""
_HEADING = re.compile(r"(#{1,6})\s*(.*)")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_HARD_BREAK = rare(r"(?<!\\)\\(?=\s*[|│])")
"""Markdown's sign that a line of a drawn cell breaks here, though nothing may follow in the cell."""
_AFTER_TEXT = rare(r"[^\s|│\\]\\\s*[|│]")
_ORG_BREAK = rare(r"\\\\(?=\s*\|)")
"""The same in a table of Org."""
_ORG_AFTER_TEXT = rare(r"[^\s|\\]\\\\\s*\|")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")
_BREAK = re.compile(r"</?(?:br|p|div|center|section|article|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|strong|font|span|u|i|em|sup|sub)\b[^<>]*>", re.IGNORECASE)
_MARK = re.compile(
    "|".join(map(re.escape, ("<", "&", "\\", "**", "$", "\ufeff", "\u200b", "]{", links.SIGN, *NOT_THERE)))
)
"""What ``_plain`` looks for: a text without these says what is written."""
_ENTITY = rare(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
_SPAN = rare(r"\[([^\[\]]*)\]\{[^{}]*\}")
"""A text with attributes, as pandoc writes it."""
_FENCE = rare(r":{3,}(?:\s.*)?")
"""The beginning or the end of a part of the text with attributes."""
_MATH = rare(r"(?:\$\$?|\\[(\[])\s*([+-]?\d[\d,. ]{0,30})(?:\$\$?|\\[)\]])")
"""A number set as a formula, as recognisers write it."""
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_NUMBER_ALONE = re.compile(r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．]")
_FIGURE = re.compile(r"[\d０-９]")

_VALUE = rare(
    r'\s*+"?\s*+(?:[+-]?[\d０-９][\d０-９.]*(?:,\d{3})*(?:件|条|项|个|万?元)?|[-－—–/／]{1,2}|无)?\s*+"?\s*'
)
_AFTER_COLON = rare(r"(.*\D)[:：]\s*([\d０-９].*|[-－—–/／]{1,2}|无)")
_DELIMITERS = (",", ";", "，", "；", "、")
MARKDOWN = frozenset((".md", ".markdown"))
"""Names of files in which a stroke at the end of a drawn cell is Markdown's."""
DELIMITED = 8
"""Rows of seven values parted by one sign from which it parts the cells of all tables of a text."""
OTHER_TABLES = {
    "\n|===\n": "(AsciiDoc: convert it to HTML or DOCX)",
    "#table(": "(Typst: convert it to HTML or DOCX)",
}
"""What begins a table in markup whose cells are not read: its signs would run into the figures."""
_FIGURE_TWICE = rare(r"(?<![\d０-９])([\d０-９][\d０-９,，.]*)\1(?![\d０-９年])")
_DIGITS_TWICE = rare(r"(?<![\d０-９])(?:([\d０-９,，.])\1)+(?![\d０-９年])")
_SAID_TWICE = {
    "信息内容信息内容": _FIGURE_TWICE,
    "行政许可行政许可": _FIGURE_TWICE,
    "信信息息内内容容": _DIGITS_TWICE,
    "行行政政许许可可": _DIGITS_TWICE,
}
"""How labels stand in the text of a page that prints all words twice, a little aside, to make them bold; and figures that may be so, too: 11 is 1 or 11 there."""
TWICE = 20
"""Pairs of tabs from which a text without any odd tab parts its cells by two each."""
DRAWN = 3
"""Lines with a border beside text from which a drawn table is read by the columns that its words stand in."""
LONG = 60
"""Characters from which a cell of a lone row is running text with a tab in it."""
MAX_MARKED = 10_000
"""Characters from which a line is no line of Markdown: searching it for emphasis would take too long."""


_Cell = tuple[str, int]
"""The text of a cell and its offset in the file."""
_Plain = Callable[[str], str]
"""What is said by a text as it is written."""


@dataclass(slots=True)
class _Rows:
    """The rows of the table being read, and how they were parted. ``bare`` has its lines where the first begins without a pipe."""

    kind: str = "text"
    rows: list[tuple[int, list[_Cell]]] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    ruled: bool = False
    bare: list[tuple[int, int, str]] = field(default_factory=list)
    blank_after: bool = False
    spaced: bool = False


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a text file.

    Raises ``Refusal``: ``too-large``, ``unknown-format`` for tables of other markup, ``list-page``, ``attachment-only``.
    """
    text, encoding = decode(source.data)
    for sign, what in OTHER_TABLES.items():
        if sign in text:
            raise Refusal("unknown-format", what)
    suffix = source.path.suffix.lower()
    if "\\\\" in text and (suffix == ".org" or _ORG_AFTER_TEXT.search(text)):
        text = _ORG_BREAK.sub("  ", text)
    for label, twice in _SAID_TWICE.items():
        if label in text:
            text = twice.sub(lambda figure: UNREADABLE * len(figure[0]), text)
    collector = Collector()
    delimiter = _delimiter(text)
    line = 1
    for start, end, is_table in _parts(text):
        if is_table:
            from extract.documents.html import add_fragment

            collector.offset = start
            table = text[start:end]
            add_fragment(_without_math(table) if "$" in table else table, collector)
        else:
            _Reader(collector, line, delimiter, suffix in MARKDOWN).read(text, start, end)
        line += text.count("\n", start, end)
    if links.SIGN in text:
        _refuse_mere_links(text, collector.blocks)
    yield Document("text", "text", tuple(collector.blocks), meta={"encoding": encoding})


def _refuse_mere_links(text: str, blocks: Sequence[Block]) -> None:
    """Raises ``Refusal``: ``list-page``, ``attachment-only`` for a text without tables that hardly says more than its links."""
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    if len(said) < len(blocks) or sum(map(len, said)) >= FEW:
        return
    found = list(links.links_of(text))
    refuse_what_leads_elsewhere(found, {href for href, _ in found})


def add_text(text: str, collector: Collector) -> None:
    """Add the blocks of a text that stands in another document (``pre`` in HTML)."""
    _Reader(collector, 1).read(text, 0, len(text))


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """The text cut at HTML tables, which Markdown may contain."""
    last = depth = opened = 0
    for tag in _TABLE_TAG.finditer(text) if "<" in text else ():
        if tag[1]:
            depth -= depth > 0
            if depth == 0 and opened >= last and text.startswith("<", opened):
                yield last, opened, False
                yield opened, tag.end(), True
                last = opened = tag.end()
        else:
            opened = tag.start() if depth == 0 else opened
            depth += 1
    yield last, len(text), False


class _Reader:
    """Reads lines into a collector: rows are gathered until their table ends."""

    def __init__(
        self, collector: Collector, first_line: int, delimiter: str = "", markdown: bool = False
    ) -> None:
        self._collector = collector
        self._line = first_line
        self._delimiter = delimiter
        self._markdown = markdown
        self._table = _Rows()
        self._bars: tuple[str, ...] = ()
        self._plain: _Plain = _plain
        self._tab = "\t"
        self._taken: dict[int, int] = {}
        self._may_be_drawn = False

    def read(self, text: str, start: int, end: int) -> None:
        """Read the lines of ``text[start:end]``."""
        part = text[start:end]
        lines = part.splitlines()
        starts = list(accumulate(map(len, part.splitlines(keepends=True)), initial=start))
        if links.SIGN in part:
            lines = links.without_menus(lines)
            part = "\n".join(lines)
        last = 0
        self._may_be_drawn = any(edge in part for edge in _EDGES)
        drawn_at = list(stretches_drawn(lines)) if self._may_be_drawn else []
        for first, after in drawn_at:
            framed = without_frame(lines[first:after])
            if framed is not None:
                lines[first:after] = framed
        if any(not lines[first] for first, _ in drawn_at):
            part = "\n".join(lines)
            drawn_at = list(stretches_drawn(lines))
        for first, after, cells in self._set_tables(lines, starts, drawn_at, may_hold_ruled(part)):
            if cells:
                self._read_lines("\n".join(lines[last:first]), lines[last:first], starts[last:first])
                self._collector.table(cells)
                self._line += after - first
                last = after
        self._read_lines("\n".join(lines[last:]) if last else part, lines[last:], starts[last:])

    def _set_tables(
        self, lines: list[str], starts: Sequence[int], drawn_at: Sequence[tuple[int, int]], ruled: bool
    ) -> list[Ruled]:
        """The tables whose cells are told by what is drawn around or over them, in their order."""
        found = []
        for first, after in drawn_at:
            drawn = self._without_breaks(lines[first:after])
            found.append((first, after, drawn_cells(drawn, starts[first:after], self._line + first, _plain)))
        return found or (list(tables_ruled(lines, starts, self._line, _plain)) if ruled else [])

    def _without_breaks(self, drawn: list[str]) -> list[str]:
        """The lines of a drawn table without the sign that a line breaks; alone, it may be the publisher's for nothing."""
        if self._markdown or any(map(_AFTER_TEXT.search, drawn)):
            return [_HARD_BREAK.sub(" ", line) for line in drawn]
        return drawn

    def _read_lines(self, part: str, lines: list[str], starts: Sequence[int]) -> None:
        """Read lines, which begin at ``starts``, without a table whose drawing tells its cells."""
        self._bars = tuple(bar for bar in _BARS if bar in part)
        self._plain = _plain if _MARK.search(part) else str.strip
        if self._may_be_drawn and sum(map(_is_drawn_over_rows, lines)) >= DRAWN:
            lines = [_LINES.sub(lambda drawn: " " * len(drawn[0]), line) for line in lines]
        self._taken = {}
        pairs = part.count("\t\t")
        self._tab = "\t\t" if pairs >= TWICE and part.count("\t") == 2 * pairs else "\t"
        for sign in (self._tab, "|"):
            broken = whole_rows(lines, sign) if may_hold_broken(part, sign) else []
            if broken:
                lines, starts, self._taken = put_together(lines, starts, broken)
        last = 0
        for first, after, rows in tables_copied(lines) if may_hold_copied(part) else ():
            self._take_all(lines, starts, last, first)
            self._flush()
            self._add_copied([self._copied_row(row, lines, starts, self._line - first) for row in rows])
            self._line += after - first
            last = after
        cells_below = [] if last else self._cells_below_each_other(part, lines)
        for first, end_of_cells in stretches(cells_below):
            self._take_all(lines, starts, last, first)
            self._flush()
            cells = cells_of(
                cells_below[first:end_of_cells],
                starts[first:end_of_cells],
                self._line,
                self._plain,
            )
            self._collector.table(cells, aligned=False, in_order=True)
            self._line += end_of_cells - first
            last = end_of_cells
        self._take_all(lines, starts, last, len(lines))
        self._flush()

    def _add_copied(self, rows: Sequence[tuple[str, list[_Cell]]]) -> None:
        """Add the rows of a copied table; one of a single cell is a line of its own, as it is between rows with tabs."""
        for alone, run in groupby(rows, lambda row: len(row[1]) == 1):
            if not alone:
                self._collector.lines(list(run))
                continue
            for path, [(text, offset)] in run:
                self._collector.paragraph(text, None, path, offset)

    def _copied_row(
        self, row: Sequence[CopiedCell], lines: Sequence[str], starts: Sequence[int], number: int
    ) -> tuple[str, list[_Cell]]:
        """A row of a copied table as the collector takes it; ``number`` is that of the first line in the file."""
        cells = []
        for cell in row:
            text = "\n".join(self._plain(lines[n]) for n in cell)
            indent = len(lines[cell[0]]) - len(lines[cell[0]].lstrip()) if text else 0
            cells.append((clean(text), starts[cell[0]] + indent))
        return f"line {number + row[0][0]}", cells

    def _cells_below_each_other(self, part: str, lines: Sequence[str]) -> Sequence[str]:
        """The lines as pipes part the cells on them, where any line holds but one; none elsewhere."""
        barred = self._barred("\n".join(lines) if "\r" in part else part)
        return rows_unopened([self._barred(line) for line in lines]) if may_hold(barred) else []

    def _take_all(self, lines: Sequence[str], starts: Sequence[int], first: int, last: int) -> None:
        for n in range(first, last):
            line = lines[n]
            if not line:
                self._table.blank_after = True
            elif "\t" not in line or not self._goes_on(line):
                self._take(starts[n], line, lines[n + 1] if n + 1 < len(lines) else "")
            else:
                self._table.rows.append((self._line, _tab_cells(line, starts[n], self._plain, self._tab)))
            self._line += self._taken.get(n, 1) if self._taken else 1

    def _goes_on(self, line: str) -> bool:
        """Whether a line with a tab is plainly one more row of the table being read: what most rows are."""
        table = self._table
        bare = line.strip()
        return (
            table.kind == "tabs"
            and not table.blank_after
            and not self._bars
            and "\t" in bare
            and "|" not in bare
            and bare[0] not in _DRAWN_BEGINS
        )

    def _barred(self, line: str) -> str:
        """The line with every sort of bar as a pipe."""
        for bar in self._bars:
            line = line.replace(bar, "|")
        return line

    def _take(self, offset: int, line: str, following: str) -> None:
        barred = self._barred(line) if self._bars else line
        bare = barred.strip()
        table = self._table
        if not bare or (bare.startswith(":::") and _FENCE.fullmatch(bare)):
            if "\t" in line and table.kind == "tabs" and not table.blank_after:
                self._add(offset, line, "tabs")
            else:
                table.blank_after = True
            return
        if bare[0] in "-=" and (_UNDERLINE.fullmatch(bare) or (bare == "---" and "|" in following)):
            return
        if bare[0] in _BORDER_BEGINS and _BORDER.fullmatch(bare):
            if table.kind == "pipes" or "|" in self._barred(following):
                self._begin("pipes")
                self._table.borders.append(len(self._table.rows))
                self._table.blank_after = False
            return
        kind = self._kind(line, bare, following)
        if kind == "text":
            self._flush()
            indent = line[: len(line) - len(line.lstrip())]
            self._add_text(offset + len(indent), line.strip(), len(indent) + indent.count("\u3000"))
        elif kind == "pipes" and self._is_rule(bare):
            table.ruled = True
            table.blank_after = False
        else:
            self._add(offset, barred if kind == "pipes" else line, kind)

    def _kind(self, line: str, bare: str, following: str) -> str:
        pipes = bare.count("|")
        in_table = self._table.kind if not self._table.blank_after else ""
        if pipes and (
            bare.startswith("|")
            or pipes >= 3
            or (pipes == 2 and self._barred(following).count("|") >= 2)
            or in_table == "pipes"
            or _RULE.fullmatch(following.strip() or "x")
            or _BORDER.fullmatch(following.strip() or "x")
        ):
            return "pipes"
        if "\t" in line:
            if (
                in_table != "tabs"
                and _is_text(_tab_cells(line, 0, self._plain, self._tab))
                and not line.endswith("\t")
            ):
                return "text"
            if "\t" in bare or line.endswith("\t"):
                return "tabs"
            if in_table == "tabs" and len(bare) < LONG:
                return "tabs"
        if self._delimiter and self._delimiter in bare and "。" not in bare:
            last = bare.rpartition(self._delimiter)[2]
            if bare.count(self._delimiter) > 1 or _VALUE.fullmatch(last) or self._delimiter in following:
                return "delimited"
        return "text"

    def _is_rule(self, bare: str) -> bool:
        """The line under a head. Dashes anywhere else may be what stands for nought, unless they are long."""
        if _LONG_RULE.fullmatch(bare):
            return True
        head_only = len(self._table.rows) == 1 and not self._table.ruled
        return head_only and ("--" in bare or ":" in bare) and _RULE.fullmatch(bare) is not None

    def _begin(self, kind: str) -> None:
        """Go on with the table of this kind, or begin it: a blank line ends a table unless it stands after every row."""
        table = self._table
        if table.kind != kind:
            self._flush()
            self._table = _Rows(kind)
        elif table.blank_after:
            if len(table.rows) == 1 or table.spaced:
                table.spaced = True
            else:
                self._flush()
                self._table = _Rows(kind)

    def _add(self, offset: int, line: str, kind: str) -> None:
        self._begin(kind)
        table = self._table
        if kind == "pipes":
            if table.bare or not (table.rows or line.lstrip().startswith("|")):
                table.bare.append((self._line, offset, line))
            cells = _pipe_cells(line, offset, self._plain, self._width(), bool(table.bare))
        elif kind == "delimited":
            cells = _delimited_cells(line, offset, self._plain, self._delimiter)
        else:
            cells = _tab_cells(line, offset, self._plain, self._tab)
        table.rows.append((self._line, cells))
        self._table.blank_after = False

    def _width(self) -> int:
        """The cells of the first row of the table being read."""
        return len(self._table.rows[0][1]) if self._table.rows else 0

    def _flush(self) -> None:
        if self._table.kind == "text":
            return
        table, self._table = self._table, _Rows()
        if not table.rows:
            return
        if table.bare and all(line.rstrip().endswith("|") for _, _, line in table.bare):
            table.rows = [(n, _closed_cells(line, at, self._plain)) for n, at, line in table.bare]
        rows = _joined(table) if table.borders else table.rows
        rows = _unnumbered(rows)
        if table.ruled and rows:
            rows[0] = (rows[0][0], _without_placeholders(rows[0][1]))
        if not rows:
            return
        if len(rows) == 1 and table.kind == "tabs" and _is_text(rows[0][1]):
            number, cells = rows[0]
            offset = next((at for text, at in cells if text), cells[0][1])
            self._collector.paragraph(_words(cells), path=f"line {number}", offset=offset)
            return
        self._collector.lines([(f"line {number}", cells) for number, cells in rows])

    def _add_text(self, offset: int, bare: str, before: int = 0) -> None:
        path = f"line {self._line}"
        if "\t" in bare:
            self._collector.paragraph(
                _words(_tab_cells(bare, offset, self._plain, self._tab)), None, path, offset
            )
            return
        heading = _HEADING.fullmatch(bare) if bare.startswith("#") else None
        if heading:
            said = heading[2].rstrip("#").rstrip()
            self._collector.paragraph(self._plain(said), len(heading[1]), path, offset + heading.start(2))
        else:
            self._collector.paragraph(
                self._plain(bare.lstrip("> ") if bare.startswith(">") else bare), None, path, offset, before
            )


def _is_drawn_over_rows(line: str) -> bool:
    bare = line.strip()
    return (
        8 < len(bare) <= MAX_MARKED
        and _EDGE.search(bare) is not None
        and _BESIDE.fullmatch(bare) is not None
        and not _BORDER.fullmatch(bare)
    )


def _is_text(cells: list[_Cell]) -> bool:
    """True for a lone row that is a line with a tab in it: one text, a heading after its number, or a sentence."""
    words = [text for text, _ in cells if text]
    if len(words) < 2:
        return True
    if any(len(word) > LONG for word in words):
        return True
    return (
        len(words) == 2 and _NUMBER_ALONE.fullmatch(words[0]) is not None and not _FIGURE.fullmatch(words[1])
    )


def _words(cells: list[_Cell]) -> str:
    """A line with tabs in it as one text: a number stands close to its heading."""
    words = [text for text, _ in cells if text]
    return ("" if words and _NUMBER_ALONE.fullmatch(words[0]) else " ").join(words)


def _joined(table: _Rows) -> list[tuple[int, list[_Cell]]]:
    """Rows as the lines between the borders of a drawn table make them: several printed lines to a row."""
    edges = sorted({0, *table.borders, len(table.rows)})
    joined = []
    for first, last in pairwise(edges):
        lines = table.rows[first:last]
        width = max(len(cells) for _, cells in lines)
        row = []
        for column in range(width):
            parts = [cells[column] for _, cells in lines if column < len(cells)]
            offset = next((at for text, at in parts if text), parts[0][1])
            row.append((clean("\n".join(text for text, _ in parts)), offset))
        joined.append((lines[0][0], row))
    # A head that only rules part, and no border between rows: the lines are the rows.
    return joined if len(joined) > 2 else table.rows


def _unnumbered(rows: list[tuple[int, list[_Cell]]]) -> list[tuple[int, list[_Cell]]]:
    """The rows of a data frame without the numbers of its columns and rows."""
    first = [text for text, _ in rows[0][1]]
    counted = not first[0] and len(rows) > 1 and rows[1][1][0][0] == "0"
    if not counted and first[-1] != str(len(first) - 1 - (not first[0])):
        return rows  # not the number of its last column
    above, before = numbering([[text for text, _ in cells] for _, cells in rows])
    return [(number, cells[before:]) for number, cells in rows[above:]] if above or before else rows


def _without_placeholders(cells: list[_Cell]) -> list[_Cell]:
    """The headings of a table without the names that a program gives columns that have none: Col2 for the second."""
    return [("" if text == f"Col{n}" else text, at) for n, (text, at) in enumerate(cells, 1)]


def _tab_cells(line: str, offset: int, plain: _Plain, tab: str) -> list[_Cell]:
    """The cells between tabs, empty ones too."""
    cells = []
    after = len(tab)
    for part in line.split(tab):
        text = plain(part)
        cells.append((text, offset if text == part else offset + len(part) - len(part.lstrip())))
        offset += len(part) + after
    return cells


def _delimiter(text: str) -> str:
    """The comma or semicolon between the cells of a text's tables; empty where it has no such tables."""
    for sign in _DELIMITERS:
        rows = 0
        for line in text.splitlines() if text.count(sign) >= 6 * DELIMITED else ():
            if line.count(sign) >= 6 and all(_VALUE.fullmatch(c) for c in line.split(sign)[-6:]):
                rows += 1
                if rows >= DELIMITED:
                    return sign
    return ""


def _delimited_cells(line: str, offset: int, plain: _Plain, delimiter: str) -> list[_Cell]:
    """The cells between commas; within quotation marks a comma is part of the cell."""
    cells: list[_Cell] = []
    at = 0
    try:
        parts = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell of more than 131072 characters
        parts = line.split(delimiter)
    for part in parts:
        after = _AFTER_COLON.fullmatch(part) if not cells else None
        for piece in after.groups() if after else (part,):
            at = max(line.find(piece, at), at)
            cells.append((plain(piece), offset + at))
            at += len(piece)
    return cells


def _pipe_cells(
    line: str, offset: int, plain: _Plain, width: int, leading_blank: bool = False
) -> list[_Cell]:
    """The cells between the pipes; the outer pipes make no cells of their own.

    ``width`` is that of the table's first row: it tells a last pipe without a first from a blank last cell,
    and where the first row has no pipe before it (``leading_blank``), a first pipe without a last stands
    after a blank cell.
    """
    offset += len(line) - len(line.lstrip())
    bare = line.strip()
    outer = bare.startswith("|") and (not leading_blank or line.endswith("|"))
    if outer:
        bare, offset = bare[1:], offset + 1
    is_blank_cell = not outer and (bare.count("|") < width or line.endswith((" ", "\t")))
    if bare.endswith("|") and not bare.endswith("\\|") and not is_blank_cell:
        bare = bare[:-1]
    cells = []
    for part in _PIPE.split(bare) if "\\" in bare else bare.split("|"):
        cells.append((plain(part), offset + len(part) - len(part.lstrip())))
        offset += len(part) + 1
    return cells


def _closed_cells(line: str, offset: int, plain: _Plain) -> list[_Cell]:
    """The cells of a line that every pipe closes one of: a first pipe closes an empty one."""
    cells = []
    for part in (_PIPE.split(line) if "\\" in line else line.split("|"))[:-1]:
        cells.append((plain(part), offset + len(part) - len(part.lstrip())))
        offset += len(part) + 1
    return cells


def _without_math(text: str) -> str:
    """The text with the numbers in it that are set as formulas as they are printed."""
    return _MATH.sub(lambda found: found[1].strip(), text)


def _plain(text: str) -> str:
    """What is said, without Markdown's marks and HTML's tags."""
    text = text.strip()
    if not text or text.isdigit() or len(text) > MAX_MARKED:
        return text
    if not is_there(text):
        return ""
    if "$" in text or "\\" in text:
        text = _without_math(text)
    if links.SIGN in text:
        text = links.words_of(text)
    if "]{" in text:
        text = _SPAN.sub(r"\1", _SPAN.sub(r"\1", text))
    if "<" in text:
        text = clean_cell(_BREAK.sub("\n", _TAG.sub("", text)))
    if "&" in text:
        from html import unescape  # seldom needed, and slow to load

        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "**" in text:
        text = _EMPHASIS.sub(r"\1", text)
    return text.replace("\ufeff", "").replace("\u200b", "").strip()
