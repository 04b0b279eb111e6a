"""Tables of the year before that a report prints beside its own, to compare."""

import re
from dataclasses import replace

from extract.documents.model import Block, Document, Paragraph, Table
from extract.forms.labels import is_table3_head, plain
from extract.reports.sections.headings import candidates

_LONGEST_CAPTION = 40
"""Characters of a line that may be the caption of a table."""
_TABLE4_HEADS = frozenset(("行政复议行政诉讼", "行政复议"))
"""The first line of a table four: its headings, or that of the first of three."""
_LAST_YEAR = re.compile(r"(?:上一?|去)年(?!度?(?:结转|末))")


def without_last_year(document: Document, year: int) -> Document:
    """The document with nothing in the place of each table under a caption that names the year before; the same if none is.

    A table three or four without rulings is lines: its headings stand below the caption, and it ends where a section begins.
    """
    sections = {heading.block for heading in candidates(document.blocks, frozenset()) if heading.order}
    blocks: list[Block] = []
    is_of_last_year = in_lines = False
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.text:
            begins = is_of_last_year and (is_table3_head(block.text) or plain(block.text) in _TABLE4_HEADS)
            if begins:
                blocks[-1] = Paragraph("")
            in_lines = (in_lines or begins) and index not in sections and str(year) not in block.text
            is_of_last_year = in_lines or _names_last_year(block.text, year)
        is_left_out = in_lines or (is_of_last_year and isinstance(block, Table))
        blocks.append(Paragraph("") if is_left_out else block)
    return document if blocks == list(document.blocks) else replace(document, blocks=tuple(blocks))


def _names_last_year(line: str, year: int) -> bool:
    """Whether a line may be a caption and names the year before, not the report's own."""
    if len(line) > _LONGEST_CAPTION or str(year) in line:
        return False
    return f"{year - 1}年" in line or _LAST_YEAR.search(line) is not None
