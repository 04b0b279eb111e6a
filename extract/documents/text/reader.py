"""Reads the lines of a text: rows are gathered until their table ends, every other line is a paragraph."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, groupby

from extract.documents.clean import clean
from extract.documents.collect import Collector
from extract.documents.text import barred, broken, cells, copied, drawn, links, ruled
from extract.documents.text.drawn import FENCE
from extract.documents.text.lines import Lines, Plain
from extract.documents.text.marks import MARK, MAX_MARKED, plain
from extract.documents.text.rows import (
    DELIMITED,
    HAN_NUMBERS,
    LONG,
    SEVERAL,
    VALUE,
    Rows,
    are_mere_figures,
    closed_cells,
    delimited_cells,
    is_text,
    joined,
    outer_pipes,
    parts_no_cells,
    pipe_cells,
    rows_of_pipes,
    tab_cells,
    unnumbered,
    without_placeholders,
    words,
)
from extract.rare import rare

_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?")
_LONG_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)*\s*:?-{3,}:?\s*\|?")
_DRAWN = "─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╤╧"
_BORDER = rare(rf"\+(?:[-=:]+\+)+|-+(?:\+-+)+|[{_DRAWN}\s]*[─━═]{{2,}}[{_DRAWN}\s]*")
_BORDER_BEGINS = frozenset(f"+-{_DRAWN}")
_DRAWN_BEGINS = _BORDER_BEGINS | {"=", ":"}
"""With one of these every line begins that is drawn or set between tables: a border, an underline, a fence."""
_UNDERLINE = rare(r"(?:-{4,}|={4,})(?:\s+(?:-{3,}|={3,}))*|(?:-{3,}|={3,})(?:\s+(?:-{3,}|={3,}))+")
"""The rules of tables drawn by spaces. Three hyphens alone may stand for nought."""
_BARS = "│┃║｜¦"
_LINES = rare(rf"\+?(?:[-=:]{{3,}}\+)+|\+[-=:]{{3,}}|[{_DRAWN}]{{2,}}|[│┃║├┼┤┌┐└┘┬┴|]")
"""What is drawn in a line: strokes that meet a corner, not those that stand for nought."""
_EDGE = rare(r"\+---|---\+|[├┼┤╠╬╣┣╋┫][─━═]{2}|[─━═]{2}[├┼┤╠╬╣┣╋┫]")
_EDGES = ("---", "─", "━", "═")
"""One of these is in every edge."""
_BESIDE = rare(r"[|│┃║├┼┤╠╬╣┣╋┫+].*[|│┃║├┼┤╠╬╣┣╋┫+]")
"""With an edge in it, a line that is a border in one column and text in another: cells of several rows are drawn."""
_QUOTED = rare(r"^ {0,3}>[> ]*", re.MULTILINE)
"""Markdown's sign before each line of a quotation."""
_HEADING = re.compile(r"(#{1,6})\s*(.*)")
_HARD_BREAK = rare(r"(?<!\\)\\(?=\s*[|│])")
"""Markdown's sign that a line of a drawn cell breaks here, though nothing may follow in the cell."""
_AFTER_TEXT = rare(r"[^\s|│\\]\\\s*[|│]")
TWICE = 20
"""Pairs of tabs from which a text without any odd tab parts its cells by two each."""
DRAWN = 3
"""Lines with a border beside text from which a drawn table is read by the columns that its words stand in."""


class Reader:
    """Reads lines into a collector: rows are gathered until their table ends."""

    def __init__(
        self, collector: Collector, first_line: int, delimiter: str = "", markdown: bool = False
    ) -> None:
        self._collector = collector
        self._line = first_line
        self._delimiter = delimiter
        self._markdown = markdown
        self._table = Rows()
        self._bars: tuple[str, ...] = ()
        self._plain: Plain = plain
        self._tab = "\t"
        self._piped = False
        """Whether many rows are parted by pipes: then a line with a single one is a row, too."""
        self._tabbed = False
        """Whether many rows are parted by tabs."""
        self._unopened = False
        """Whether a first pipe stands after an empty cell, as most rows begin without one."""
        self._taken: dict[int, int] = {}
        self._may_be_drawn = False

    def read(self, text: str, start: int, end: int) -> None:
        """Read the lines of ``text[start:end]``."""
        part = text[start:end]
        if ">" in part:
            part = _QUOTED.sub(lambda sign: " " * len(sign[0]), part)
        lines = part.splitlines()
        starts = list(accumulate(map(len, part.splitlines(keepends=True)), initial=start))
        for sign in [sign for sign in "\t|" if sign in part and parts_no_cells(lines, sign)]:
            part = part.replace(sign, " ")
            lines = part.splitlines()
        if links.SIGN in part:
            lines = links.without_menus(lines)
            part = "\n".join(lines)
        last = 0
        self._may_be_drawn = any(edge in part for edge in _EDGES)
        drawn_at = list(drawn.stretches(lines)) if self._may_be_drawn else []
        for first, after in drawn_at:
            framed = drawn.without_frame(lines[first:after])
            if framed is not None:
                lines[first:after] = framed
        if any(not lines[first] for first, _ in drawn_at):
            part = "\n".join(lines)
            drawn_at = list(drawn.stretches(lines))
        for first, after, found in self._set_tables(part, lines, starts, drawn_at):
            if found:
                self._read_lines("\n".join(lines[last:first]), lines[last:first], starts[last:first])
                self._collector.table(found)
                self._line += after - first
                last = after
        self._read_lines("\n".join(lines[last:]) if last else part, lines[last:], starts[last:])

    def _set_tables(
        self, part: str, lines: list[str], starts: Sequence[int], drawn_at: Sequence[tuple[int, int]]
    ) -> list[ruled.Ruled]:
        """The tables whose cells are told by what is drawn around or over them, in their order."""
        read = Lines(lines, starts, self._line, plain)
        if not drawn_at:
            found = list(ruled.tables(read)) if ruled.may_hold(part) else []
            return found or (list(barred.tables(read)) if barred.may_hold(part) else [])
        tables = [(first, after, self._without_breaks(read.part(first, after))) for first, after in drawn_at]
        return [(first, after, drawn.drawn_cells(table)) for first, after, table in tables]

    def _without_breaks(self, table: Lines) -> Lines:
        """A drawn table without the sign that a line breaks; alone, it may be the publisher's for nothing."""
        if self._markdown or any(map(_AFTER_TEXT.search, table.written)):
            return replace(table, written=[_HARD_BREAK.sub(" ", line) for line in table.written])
        return table

    def _read_lines(self, part: str, lines: list[str], starts: Sequence[int]) -> None:
        """Read lines, which begin at ``starts``, without a table whose drawing tells its cells."""
        self._bars = tuple(bar for bar in _BARS if bar in part)
        self._plain = plain if MARK.search(part) else str.strip
        if self._may_be_drawn and sum(map(_is_drawn_over_rows, lines)) >= DRAWN:
            lines = [_LINES.sub(lambda drawn: " " * len(drawn[0]), line) for line in lines]
        self._taken = {}
        pairs = part.count("\t\t")
        piped = rows_of_pipes(lines) if "|" in part else []
        self._piped = len(piped) >= DELIMITED
        self._tabbed = part.count("\t") >= SEVERAL * DELIMITED
        self._unopened = 2 * sum(row.startswith("|") for row in piped) < len(piped)
        self._tab = "\t\t" if pairs >= TWICE and part.count("\t") == 2 * pairs else "\t"
        found = broken.quoted_rows(lines) if "\t" in part and '"' in part else []
        for sign in () if found else (self._tab, "|"):
            found = found or (broken.whole_rows(lines, sign) if broken.may_hold(part, sign) else [])
        if found:
            lines, starts, self._taken = broken.put_together(lines, starts, found)
        last = 0
        for first, after, add in self._cells_on_lines(part, lines, starts):
            self._take_all(lines, starts, last, first)
            self._flush()
            add()
            self._line += after - first
            last = after
        self._take_all(lines, starts, last, len(lines))
        self._flush()

    def _cells_on_lines(
        self, part: str, lines: Sequence[str], starts: Sequence[int]
    ) -> Iterator[tuple[int, int, Callable[[], None]]]:
        """The tables whose cells stand on lines of their own: the first line, the one after the last, and what adds the table."""
        tables = copied.tables(lines) if copied.may_hold(part) else []
        for first, after, rows in tables:
            yield first, after, partial(self._add_copied, rows, first, lines, starts)
        barred = self._barred("\n".join(lines) if "\r" in part else part)
        if tables or not cells.may_hold(barred):
            return
        unopened = cells.rows_unopened([self._barred(line) for line in lines])
        for first, after in cells.stretches(unopened):
            yield first, after, partial(self._add_cells, unopened[first:after], starts[first:after])

    def _add_cells(self, lines: Sequence[str], starts: Sequence[int]) -> None:
        """Add a table whose cells stand one below the other: most have no rows."""
        rows = cells.rows_of(Lines(lines, starts, self._line, self._plain))
        self._collector.table([cell for row in rows for cell in row], aligned=False, in_order=len(rows) == 1)

    def _add_copied(self, rows: copied.Rows, first: int, lines: Sequence[str], starts: Sequence[int]) -> None:
        """Add the rows of a copied table; one of a single cell is a line of its own, as it is between rows with tabs."""
        read = []
        for row in rows:
            row_cells = []
            for cell in row:
                text = "\n".join(self._plain(lines[n]) for n in cell)
                indent = len(lines[cell[0]]) - len(lines[cell[0]].lstrip()) if text else 0
                row_cells.append((clean(text), starts[cell[0]] + indent))
            read.append((f"line {self._line - first + row[0][0]}", row_cells))
        for alone, run in groupby(read, lambda row: len(row[1]) == 1):
            if not alone:
                self._collector.lines(list(run))
                continue
            for path, [(text, offset)] in run:
                self._collector.paragraph(text, None, path, offset)

    def _take_all(self, lines: Sequence[str], starts: Sequence[int], first: int, last: int) -> None:
        for n in range(first, last):
            line = lines[n]
            self._line += self._taken.get(n, 1) - 1 if self._taken else 0  # most figures end on the last line
            if not line:
                self._table.blank_after = True
            elif "\t" not in line or not self._goes_on(line):
                self._take(starts[n], line, lines[n + 1] if n + 1 < len(lines) else "")
            else:
                self._table.rows.append((self._line, tab_cells(line, starts[n], self._plain, self._tab)))
            self._line += 1

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
        if not bare or (bare.startswith(":::") and FENCE.fullmatch(bare)):
            if "\t" in line and table.kind == "tabs" and not table.blank_after:
                self._add(offset, line, "tabs")
            else:
                table.blank_after = True
            return
        if bare[0] in "-=" and (
            _UNDERLINE.fullmatch(bare)
            or (bare == "---" and (self._piped or self._tabbed or "|" in following))
        ):
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
        elif kind == "pipes" and self._is_rule(bare, following):
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
            or (self._piped and len(bare) < LONG)
            or (len(bare) < LONG and bare[-1] != "|" and VALUE.fullmatch(bare.rpartition("|")[2]))
            or _RULE.fullmatch(following.strip() or "x")
            or _BORDER.fullmatch(following.strip() or "x")
        ):
            return "pipes"
        if "\t" in line:
            if (
                in_table != "tabs"
                and is_text(tab_cells(line, 0, self._plain, self._tab))
                and not line.endswith("\t")
            ):
                return "text"
            if "\t" in bare or line.endswith("\t"):
                return "tabs"
            if in_table == "tabs" and len(bare) < LONG:
                return "tabs"
        if self._delimiter and self._delimiter in bare and "。" not in bare:
            last = bare.rpartition(self._delimiter)[2]
            if bare[0] in HAN_NUMBERS and bare[1] == self._delimiter and not VALUE.fullmatch(last):
                return "text"  # a heading behind its number
            if bare.count(self._delimiter) > 1 or VALUE.fullmatch(last) or self._delimiter in following:
                return "delimited"
        return "text"

    def _is_rule(self, bare: str, following: str) -> bool:
        """The line under a head. Dashes anywhere else may be what stands for nought, unless they are long.

        One dash a cell is a rule where it has no room between pipes and the row below it has.
        """
        if _LONG_RULE.fullmatch(bare):
            return True
        head_only = len(self._table.rows) == 1 and not self._table.ruled
        drawn = "--" in bare or ":" in bare or (" " not in bare and "| " in following)
        return head_only and drawn and _RULE.fullmatch(bare) is not None

    def _begin(self, kind: str) -> None:
        """Go on with the table of this kind, or begin it: a blank line ends a table unless it stands after every row."""
        table = self._table
        if table.kind != kind:
            self._flush()
            self._table = Rows(kind)
        elif table.blank_after:
            if len(table.rows) == 1 or table.spaced:
                table.spaced = True
            else:
                self._flush()
                self._table = Rows(kind)

    def _add(self, offset: int, line: str, kind: str) -> None:
        self._begin(kind)
        table = self._table
        if kind == "pipes":
            pipes = outer_pipes(line)
            if table.open and pipes == (False, True):
                table.go_on(closed_cells(line, offset, self._plain))
                table.open = False
                return
            table.open = pipes == (True, False)
            if table.bare or not (table.rows or line.lstrip().startswith("|")):
                table.bare.append((self._line, offset, line))
            cells = pipe_cells(line, offset, self._plain, self._width(), bool(table.bare) or self._unopened)
        elif kind == "delimited":
            cells = delimited_cells(line, offset, self._plain, self._delimiter)
        else:
            cells = tab_cells(line, offset, self._plain, self._tab)
        table.rows.append((self._line, cells))
        table.blank_after = False

    def _width(self) -> int:
        """The cells of the first row of the table being read."""
        return len(self._table.rows[0][1]) if self._table.rows else 0

    def _flush(self) -> None:
        if self._table.kind == "text":
            return
        table, self._table = self._table, Rows()
        if not table.rows:
            return
        if table.bare and all(line.rstrip().endswith("|") for _, _, line in table.bare):
            table.rows = [(n, closed_cells(line, at, self._plain)) for n, at, line in table.bare]
        rows = joined(table) if table.borders else table.rows
        rows = unnumbered(rows)
        if table.ruled and rows:
            rows[0] = (rows[0][0], without_placeholders(rows[0][1]))
        if not rows:
            return
        if table.kind == "tabs" and ((len(rows) == 1 and is_text(rows[0][1])) or are_mere_figures(rows)):
            for number, cells in rows:
                offset = next((at for text, at in cells if text), cells[0][1])
                self._collector.paragraph(words(cells), path=f"line {number}", offset=offset)
            return
        self._collector.lines([(f"line {number}", cells) for number, cells in rows])

    def _add_text(self, offset: int, bare: str, before: int = 0) -> None:
        path = f"line {self._line}"
        if "\t" in bare:
            self._collector.paragraph(
                words(tab_cells(bare, offset, self._plain, self._tab)), None, path, offset
            )
            return
        heading = _HEADING.fullmatch(bare) if bare.startswith("#") else None
        if heading:
            said = heading[2].rstrip("#").rstrip()
            self._collector.paragraph(self._plain(said), len(heading[1]), path, offset + heading.start(2))
        else:
            self._collector.paragraph(self._plain(bare), None, path, offset, before)


def _is_drawn_over_rows(line: str) -> bool:
    bare = line.strip()
    return (
        8 < len(bare) <= MAX_MARKED
        and _EDGE.search(bare) is not None
        and _BESIDE.fullmatch(bare) is not None
        and not _BORDER.fullmatch(bare)
    )
