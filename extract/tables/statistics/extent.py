"""Where an older table stands in a document, and on which form it is."""

from extract.documents.model import Document, Paragraph, Table
from extract.forms import form, forms
from extract.forms.labels import fold
from extract.rare import rare
from extract.tables.rows import block_rows, printed_length
from extract.tables.statistics.indicators import UNITS, codes_of, headings_of, is_unit
from extract.tables.values import is_value

STATISTICAL = tuple(f.id for f in forms().values() if "statistics" in f.tables)
LEAST = 6
"""So many indicators of a form must be seen before a table counts as one."""
LABEL_LINES = 7
"""Lines that the print breaks a label over at most."""
NAMES = ("统计指标", "指标")
"""The heading above the indicators."""
LONGEST = 70
"""Characters of a line from which it is running text."""
_AFTER_LABEL = rare(
    r"(?: (?:条|件|次|个|人|人次|万元|元|篇|项)?[-\d., ，．—－/／无]*|(?:人次|万元|条|件|次|个|人|元|篇|项)\d[\d.,，]*|[:：=]\s*[-\d.,，—－/／无]+)$"
)


def extent_of(document: Document) -> tuple[str, int, int] | None:
    """The form of the statistical table of a document, and its first and last block, with headings and what is broken; None where none stands."""
    found = _region(document)
    if found is None:
        return None
    first, last, form_id = found
    columns = len(form(form_id).tables["statistics"].columns)
    return (
        form_id,
        _below_headings(document, first),
        _last_number(document, _last_of_broken(document, last), columns),
    )


def _region(document: Document) -> tuple[int, int, str] | None:
    """The blocks from the first to the last indicator, and the form that most of them belong to."""
    best: tuple[int, int, int, str] | None = None
    for form_id in STATISTICAL:
        seen: set[str] = set()
        blocks = []
        for number, block in enumerate(document.blocks):
            labels = _labels_in(block)
            codes = {code for label in labels for code in codes_of(form_id, label)[:1]}
            if codes:
                blocks.append(number)
                seen |= codes
        if len(seen) >= LEAST and (best is None or len(seen) > best[0]):
            best = (len(seen), blocks[0], blocks[-1], form_id)
    return None if best is None else best[1:]


def _labels_in(block: Paragraph | Table) -> list[str]:
    if isinstance(block, Table):
        return [c.text for c in block.cells if 3 <= len(c.text) <= 60 and not is_value(c.text)]
    if printed_length(block.text) > LONGEST:
        return []
    text = " ".join(fold(block.text).split())
    return [_AFTER_LABEL.sub("", text)]


def _is_line(block: Paragraph | Table) -> bool:
    """Whether a block is a printed line that may be of the list: short, and no sentence."""
    return isinstance(block, Paragraph) and printed_length(block.text) <= LONGEST and "。" not in block.text


def _below_headings(document: Document, first: int) -> int:
    """The line of the headings from which printed lines reach down to the first indicator whose label is whole; that one where none do."""
    for number in range(first - 1, -1, -1):
        if not _is_line(document.blocks[number]):
            break
        rows = block_rows(document, number, number)
        if any("annual" in headings_of(row) or row.text.startswith(NAMES) for row in rows):
            return number
    return first


def _last_of_broken(document: Document, last: int) -> int:
    """The last line of the list where indicators with broken labels stand below the last whole one."""
    end = last
    for number in range(last + 1, len(document.blocks)):
        block = document.blocks[number]
        if not isinstance(block, Paragraph) or not _is_line(block):
            break
        said = block.text.split()
        if len(said) > 1 and said[-2] in UNITS and is_value(said[-1]):
            end = number
        elif number - end >= 2 * LABEL_LINES:
            break
    return end if end == last else min(end + LABEL_LINES, len(document.blocks) - 1)


def _last_number(document: Document, last: int, columns: int) -> int:
    """The last block of the table: unit and numbers of its last indicator may stand below it."""
    numbers = 0
    for number in range(last + 1, min(last + 2 + columns, len(document.blocks))):
        block = document.blocks[number]
        if not isinstance(block, Paragraph) or not (is_unit(block.text) or is_value(block.text)):
            break
        if is_value(block.text):
            last, numbers = number, numbers + 1
            if numbers == columns:
                break
    return last
