"""Table three of a document: where it stands, what its strips say of the rows of the form, what its sums say of that."""

from collections.abc import Sequence

from extract.documents.model import Document
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables.printed import (
    with_figures_apart,
    with_nothing_beside_figures,
    with_words_apart,
    without_serials,
)
from extract.tables.rows import Row, block_rows, has_added_heading, value_flags
from extract.tables.table3.matching import match
from extract.tables.table3.reading import Reading
from extract.tables.table3.region import find
from extract.tables.table3.strips import strips
from extract.tables.table3.strips.mended import mended
from extract.tables.table3.subtotals import without_subtotals
from extract.tables.table3.sums import (
    in_order_of_form,
    with_blanks_confirmed,
    with_cuts_confirmed,
    without_doubted,
    without_slipped,
)
from extract.tables.values import is_number_word, is_value

NOTHING_ALONE = 8
"""Lines that say 无 and nothing else, of which labels broken by narrow columns make fewer."""


def read(document: Document) -> Reading | None:
    """Table three of a document; None where none stands."""
    where = find(document)
    if where is None:
        return None
    rows = _below_other_table(list(block_rows(document, *where.span)))
    printed = any(row.printed for row in rows)
    if printed:  # in cells nothing has to be told apart
        rows = with_nothing_beside_figures(rows, NOTHING_ALONE, len(APPLICANT_CODES))
        rows = without_subtotals(with_figures_apart(with_words_apart(without_serials(rows))))
    reading = match(mended(strips(rows, document.painted)), where.span)
    reading.again = where.again
    reading = with_cuts_confirmed(with_blanks_confirmed(reading, document.painted))
    if any(map(has_added_heading, rows)) and _reach_past_total(rows):
        reading.problems.append("a column that table three does not have")
    if reading.problems:
        reading = without_doubted(reading)
    return in_order_of_form(without_slipped(reading), rows)


def _reach_past_total(rows: Sequence[Row]) -> bool:
    """Whether a value may stand in a column behind the last: all do not where each has its place, none right of the last heading."""
    words_of = [c for row in rows if not any(value_flags(row.cells)) for c in row.cells]
    ends = [
        c.place.box[2] for c in words_of if words.applicant(c.text) == APPLICANT_CODES[-1] and c.place.box
    ]
    values = (c for row in rows for c in row.cells if c.text.strip() and is_value(c.text))
    return not ends or any(c.place.box is None or c.place.box[0] > min(ends) for c in values)


def _below_other_table(rows: list[Row]) -> list[Row]:
    """The rows without those of another table, which have numbers and names of their own and stand above the head of this one."""
    head = next((n for n, row in enumerate(rows) if any(words.is_table3_head(c.text) for c in row.cells)), 0)
    others = [n for n in range(head) if sum(is_number_word(c.text) for c in rows[n].cells) > 1]
    are_named = all(
        words.plain(rows[n].cells[0].text)
        and not is_number_word(rows[n].cells[0].text)
        and not any(words.table3_row(c.text) for c in rows[n].cells)
        for n in others
    )
    return rows[others[-1] + 1 :] if others and are_named else rows
