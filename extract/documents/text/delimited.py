"""Comma-separated text → Document: runs of rows are tables, rows with one text are paragraphs."""

import csv
from collections.abc import Iterator

from extract.documents.clean import clean, clean_cell
from extract.documents.collect import Collector, RawCell
from extract.documents.data_frame import of_data_frame
from extract.documents.encoding import decode
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal

_DELIMITERS = ",;\t|^"
QUOTED = 20
"""Lines of three cells in quotation marks and more from which a text is such a file, whatever its name."""


def is_quoted(text: str) -> bool:
    """Whether a text has tables whose cells all stand in quotation marks: a line may break within one."""
    return any(
        text.count(between) >= 2 * QUOTED
        and sum(line.count(between) >= 2 for line in text.splitlines()) >= QUOTED
        for between in (f'"{sign}"' for sign in _DELIMITERS)
    )


def readings(source: Source, text: str = "") -> Iterator[Document]:
    """The one reading of a CSV file, or of its ``text`` as it was put right. Raises ``Refusal``: ``damaged-file``, ``too-large``."""
    decoded, encoding = decode(source.data)
    text = (text or decoded).replace("\r\r\n", "\n")  # as scripts write it that take a line end for text
    delimiter = max(_DELIMITERS, key=text.count)
    collector = Collector()
    rows: list[list[RawCell]] = []

    def flush() -> None:
        collector.table(of_data_frame([cell for row in rows for cell in row]), aligned=False)
        rows.clear()

    try:
        for number, row in enumerate(
            csv.reader(
                text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=delimiter != "\t"
            ),
            1,
        ):
            path = f"row {number}"
            filled = [clean(cell) for cell in row if cell.strip()]
            if len(filled) > 1 or (filled and rows and len(row) > 1):
                rows.append(
                    [RawCell(clean_cell(cell), len(rows), c, path=path) for c, cell in enumerate(row)]
                )
                continue
            flush()
            for cell in filled:
                collector.paragraph(cell, path=path)
        flush()
    except csv.Error as error:
        raise Refusal("damaged-file", f"({error})") from None
    yield Document("csv", "text", tuple(collector.blocks), meta={"encoding": encoding})
