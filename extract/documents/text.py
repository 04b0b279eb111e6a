"""Plain text and Markdown → Document: tabs and pipes make tables, every other line is a paragraph.

A row of such a table may have slipped sideways, so its columns are not trusted (``aligned=False``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.documents.collect import Collector, RawCell
from extract.documents.encoding import decode
from extract.documents.model import Document, Source

_RULE = re.compile(r"^[\s|:\-–—+=]*-{2,}[\s|:\-–—+=]*$")
_HEADING = re.compile(r"^(#{1,6})\s*(.*?)\s*#*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: str


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a text file."""
    text, encoding = decode(source.data)
    collector = Collector()
    for part, is_table in _parts(text):
        if is_table:
            from extract.documents.html import add_fragment

            add_fragment(part, collector)
        else:
            _add_lines(part, collector)
    yield Document("text", "text", tuple(collector.blocks), meta={"encoding": encoding})


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at HTML tables, which Markdown may contain."""
    last = 0
    for found in _HTML_TABLE.finditer(text):
        yield text[last : found.start()], False
        yield found[0], True
        last = found.end()
    yield text[last:], False


def _kind(line: str) -> str:
    bare = line.strip()
    if bare.startswith("|") or bare.count("|") >= 3:
        return "pipes"
    if "\t" in line.strip("\r\n") and ("\t" in line.strip() or line.endswith("\t")):
        return "tabs"
    return "text"


def _add_lines(text: str, collector: Collector) -> None:
    rows: list[list[str]] = []
    kind = "text"

    def flush() -> None:
        cells = [RawCell(cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row)]
        if cells:
            collector.table(cells, aligned=False)
        rows.clear()

    for line in re.split(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text):
        now = _kind(line)
        if now != kind:
            flush()
            kind = now
        if now == "pipes":
            if not _RULE.match(line):
                rows.append(_pipe_cells(line))
        elif now == "tabs":
            rows.append([cell.strip() for cell in line.split("\t")])
        else:
            _add_text(line, collector)
    flush()


def _pipe_cells(line: str) -> list[str]:
    """The cells between the pipes; the outer pipes make no cells of their own."""
    bare = line.strip()
    inner = bare.removeprefix("|")
    inner = inner.removesuffix("|") if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_plain(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inner)]


def _plain(text: str) -> str:
    """Markdown's emphasis and hard breaks are not part of what is said."""
    return _EMPHASIS.sub(r"\2", re.sub(r"<br\s*/?>", "", text)).strip()


def _add_text(line: str, collector: Collector) -> None:
    bare = line.strip()
    heading = _HEADING.match(bare)
    if heading:
        collector.paragraph(_plain(heading[2]), heading=len(heading[1]))
    elif bare.startswith(">"):
        collector.paragraph(_plain(bare.lstrip("> ")))
    else:
        collector.paragraph(_plain(bare))
