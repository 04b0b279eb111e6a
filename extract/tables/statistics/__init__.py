"""The statistical tables before 2019: a list of indicators, with the year's value and in places a running total.

``extent`` tells where the list stands and on which form, ``halves`` sets its two halves below each other, ``lines`` puts
its printed lines right. ``walk`` takes its rows one after the other: ``indicators`` says which one a row is, ``columns``
which of its numbers is the year's. ``doubts`` leaves unread what is not sure then; ``reading`` is what comes of it.
"""

from extract.documents.model import Document
from extract.tables.printed import without_serials
from extract.tables.rows import Row, block_rows, has_added_heading
from extract.tables.statistics.doubts import Around, on_one_page
from extract.tables.statistics.extent import extent_of
from extract.tables.statistics.halves import has_halves, in_one_column
from extract.tables.statistics.lines import (
    with_figures_beside,
    with_nothing_beside,
    with_units_apart,
    with_whole_figures,
)
from extract.tables.statistics.reading import Reading
from extract.tables.statistics.walk import Walk


def read(document: Document) -> Reading | None:
    """The statistical table of a document; None where none stands. The running total is never taken for the year's value."""
    where = extent_of(document)
    if where is None:
        return None
    form_id, first, last = where
    walk = Walk(Reading(form_id, (first, last)), Around(on_one_page(document.painted)))
    if any(map(has_added_heading, block_rows(document, max(0, first - 6), last))):
        walk.reading.problems.append("a column that the form does not have, among printed lines")
    for row in _rows(document, *where):
        walk.take(row)
    reading = walk.closed()
    if has_halves(document):
        # What stands between the labels of the one half and the other's may be of either.
        reading.cells.clear()
        reading.problems.append("two halves side by side that are not plainly apart")
    return reading


def _rows(document: Document, form_id: str, first: int, last: int) -> list[Row]:
    """The rows of the list, each indicator with its unit and its figures beside it as far as the print shows it."""
    rows = without_serials(list(block_rows(document, max(0, first - 3), last)))
    rows = with_figures_beside(with_nothing_beside(with_units_apart(rows, form_id)))
    return with_whole_figures(in_one_column(rows, form_id), form_id)


__all__ = ["Reading", "read"]
