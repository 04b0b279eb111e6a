"""The lines before the first section of a report, each as it stands: cut apart or put together where a page has them otherwise."""

import re
from collections.abc import Sequence
from itertools import groupby

from extract.documents.model import Document, Paragraph, Table
from extract.rare import rare
from extract.reports.identity.titles import LONGEST_TITLE, REPORT_SIGN, without_gaps
from extract.reports.identity.years import YEAR, YEAR_ALONE, YEAR_BEGUN, YEAR_WHOLE

_PATH_SIGN = re.compile("[>›»]")
_YEAR_ABOVE = rare(rf"[《〈（(]?{YEAR}(?<=年)")
"""A line of a year alone, of which the next may hold the 度."""
_FEW_ROWS = 20
_LONGEST_PATH = 200
_RUNS_ON = rare(r"([^。，；:：《]{10,60}?(?:报告|年报))[\s　]+(?=根据|依据|按照|为|本|现|20\d\d|一、)")
_MANY_YEARS = 3


def opening_lines(document: Document, end: int | None) -> list[str]:
    """The lines before the first section (at most forty), without spaces."""
    lines: list[str] = []
    for block in document.blocks[: min(end if end is not None else 40, 120)]:
        texts = block.text.split("\n") if isinstance(block, Paragraph) else _alone_in_rows(block)
        lines += [
            without_gaps(line).lstrip("#")
            for text in texts
            if text.strip()
            for line in _title_and_text(_end_of_path(text))
        ]
    lines = _without_lists_of_years(_years_joined(lines))
    return lines[-40:] if len(lines) > 40 else lines


def _alone_in_rows(table: Table) -> list[str]:
    """The lines that stand alone in a row of a table which holds a page together: a title, with nothing beside it."""
    if table.n_rows > _FEW_ROWS:
        return []
    rows = ([cell.text.strip() for cell in row if cell.text.strip()] for row in table.rows())
    return [row[0] for row in rows if len(row) == 1 and len(row[0]) <= LONGEST_TITLE and "\n" not in row[0]]


def _end_of_path(line: str) -> str:
    """The title of the page at the end of its path: 首页 > 政务公开 > 示例县水利局2022年…报告."""
    if len(line) > _LONGEST_PATH or _PATH_SIGN.search(line) is None:
        return line
    last = _PATH_SIGN.split(line)[-1]
    return last if REPORT_SIGN.search(last) and re.search(YEAR, last) else line


def _title_and_text(line: str) -> tuple[str, ...]:
    """The title that a line opens with apart from the text that runs on after a gap, where a converter lost the break."""
    if len(line) <= LONGEST_TITLE or (cut := _RUNS_ON.match(line)) is None:
        return (line,)
    return (line[: cut.end(1)], line[cut.end() :])


def _years_joined(lines: Sequence[str]) -> list[str]:
    """The lines with those put together again that break within a year: what follows 2022 on the next line is no name."""
    joined: list[str] = []
    for line in lines:
        begun = YEAR_BEGUN.search(joined[-1]) if joined else None
        cut = begun is not None and YEAR_WHOLE.match(begun[0] + line)
        if cut or (joined and line.startswith("度") and _YEAR_ABOVE.fullmatch(joined[-1])):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _without_lists_of_years(lines: Sequence[str]) -> list[str]:
    """The lines without the years that a menu offers one below the other: none of them is that of the title beside."""
    kept: list[str] = []
    for are_years, run in groupby(lines, key=lambda line: YEAR_ALONE.fullmatch(line) is not None):
        some = list(run)
        if not are_years or len(set(some)) < _MANY_YEARS:
            kept += some
    return kept
