"""Plain text and Markdown → Document: tabs and pipes make tables, every other line is a paragraph.

A row of such a table may have slipped sideways, so its columns are not trusted (``aligned=False``).
Every cell, empty ones too, has its character offset in the decoded file and its line as ``path``.

The modules in the order of the work:

1. ``undone`` and ``pages`` take out what a program did to every line, and what pages leave between the rows of tables.
2. ``reader`` reads the lines of a text, but ``delimited`` one of quoted cells. It finds the tables that are drawn: ``drawn``
   (strokes around the cells), ``ruled`` (a rule over each column), ``barred`` (bars between the cells alone).
3. Then it finds those whose rows do not stand on a line each: ``broken`` (rows over several lines), ``copied`` and ``cells``
   (a cell a line). ``rows`` cuts every other row into cells.

``lines`` is how they hand lines on, ``marks`` and ``links`` say what a line is without Markdown's marks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.documents.clean import UNREADABLE
from extract.documents.collect import Collector, RawCell
from extract.documents.encoding import decode
from extract.documents.listing import FEW, refuse_what_leads_elsewhere
from extract.documents.model import Block, Document, Paragraph, Source
from extract.documents.refusals import Refusal
from extract.documents.text import delimited, links
from extract.documents.text.marks import without_math
from extract.documents.text.pages import (
    without_page_numbers,
    without_repeated_headings,
    without_running_heads,
)
from extract.documents.text.reader import Reader
from extract.documents.text.rows import DELIMITED, DELIMITERS, delimiter_of
from extract.documents.text.undone import (
    with_cells_said_once,
    with_words_together,
    without_line_numbers,
    without_marks,
)
from extract.rare import rare

_PARTED = rare(
    r"(?<![\d０-９,，.])[\d０-９][\d０-９,，.]*+( *[^\w\s.,，、|]{1,3}+ *|\|{2,3})[\d０-９][\d０-９,，.]*+(?:\1[\d０-９][\d０-９,，.]*+){5,20}+\s*$",
    re.MULTILINE,
)
"""The figures of a row with the same sign between every two, which therefore stands for none itself."""
_ORG_BREAK = rare(r"\\\\(?=\s*\|)")
"""Org's sign that a line of a cell breaks here."""
_ORG_AFTER_TEXT = rare(r"[^\s|\\]\\\\\s*\|")
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
MARKDOWN = frozenset((".md", ".markdown"))
"""Names of files in which a stroke at the end of a drawn cell is Markdown's."""
OTHER_TABLES = {
    "\n|===\n": "(AsciiDoc: convert it to HTML or DOCX)",
    "#table(": "(Typst: convert it to HTML or DOCX)",
}
"""What begins a table in markup whose cells are not read: its signs would run into the figures."""
CELLS = 40
"""Signs in a text of one line from which they part its cells: a report has more, a row of a table fewer."""
_FIGURE_TWICE = rare(r"(?<![\d０-９])([\d０-９][\d０-９,，.]*)\1(?![\d０-９年])")
_DIGITS_TWICE = rare(r"(?<![\d０-９])(?:([\d０-９,，.])\1)+(?![\d０-９年])")
_SAID_TWICE = {
    "信息内容信息内容": _FIGURE_TWICE,
    "行政许可行政许可": _FIGURE_TWICE,
    "信信息息内内容容": _DIGITS_TWICE,
    "行行政政许许可可": _DIGITS_TWICE,
}
"""How labels stand in the text of a page that prints all words twice, a little aside, to make them bold; and figures that may be so, too: 11 is 1 or 11 there."""


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a text file.

    Raises ``Refusal``: ``too-large``, ``unknown-format`` for tables of other markup, ``list-page``, ``attachment-only``.
    """
    text, encoding = decode(source.data)
    if _RADICAL.search(text):  # copied from a PDF whose fonts name signs by their radicals
        from extract.documents.pdf.radicals import ORDINARY

        text = text.translate(ORDINARY)
    text = with_cells_said_once(with_words_together(without_marks(without_line_numbers(text))))
    if delimited.is_quoted(text):
        yield from delimited.readings(source, text)
        return
    for sign, what in OTHER_TABLES.items():
        if sign in text:
            raise Refusal("unknown-format", what)
    suffix = source.path.suffix.lower()
    if "\\\\" in text and (suffix == ".org" or _ORG_AFTER_TEXT.search(text)):
        text = _ORG_BREAK.sub("  ", text)
    for label, twice in _SAID_TWICE.items():
        if label in text:
            text = twice.sub(lambda figure: UNREADABLE * len(figure[0]), text)
    text = _with_tabs(text)
    text = without_repeated_headings(without_running_heads(without_page_numbers(_on_lines(text))))
    collector = Collector()
    delimiter = delimiter_of(text)
    line = 1
    for start, end, is_table in _parts(text):
        if is_table:
            from extract.documents.html import add_fragment

            collector.offset = start
            table = text[start:end]
            add_fragment(without_math(table) if "$" in table else table, collector)
        else:
            Reader(collector, line, delimiter, suffix in MARKDOWN).read(text, start, end)
        line += text.count("\n", start, end)
    if links.SIGN in text:
        _refuse_mere_links(text, collector.blocks)
    yield Document("text", "text", tuple(collector.blocks), meta={"encoding": encoding})


def _with_tabs(text: str) -> str:
    """The text with a tab for the sign that parts the cells of its rows, whatever it is, except in sentences and for those that readers know."""
    for sign, rows in Counter(_PARTED.findall(text)).items():
        if rows >= DELIMITED and sign not in DELIMITERS:
            tab = "\t".ljust(len(sign))
            lines = text.split("\n")
            text = "\n".join(line if "。" in line else line.replace(sign, tab) for line in lines)
    return text


def _on_lines(text: str) -> str:
    """The text with a line for each cell, if all of it stands on one line with one sign between its cells."""
    said = text.rstrip()
    if "\n" in said or "\r" in said:
        return text
    sign = max("|\t", key=text.count)
    return text.replace(sign, "\n") if text.count(sign) >= CELLS else text


def _refuse_mere_links(text: str, blocks: Sequence[Block]) -> None:
    """Raises ``Refusal``: ``list-page``, ``attachment-only`` for a text without tables that hardly says more than its links."""
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    if len(said) < len(blocks) or sum(map(len, said)) >= FEW:
        return
    found = list(links.links_of(text))
    refuse_what_leads_elsewhere(found, {href for href, _ in found})


def add_text(text: str, collector: Collector) -> None:
    """Add the blocks of a text that stands in another document: ``pre`` in HTML, a Word file set out by tabs."""
    written = Collector()
    Reader(written, 1).read(text, 0, len(text))
    for block in written.blocks:
        if isinstance(block, Paragraph):
            collector.paragraph(block.text, block.heading)
        else:
            cells = [RawCell(c.text, c.row, c.col, c.rowspan, c.colspan) for c in block.cells]
            collector.table(cells, aligned=block.aligned)


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
