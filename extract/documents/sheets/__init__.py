"""XLSX and XLS → Document: one table a block of rows, merged ranges as spans, cells as they are shown.

A library reads the values. How they are shown it does not say: ``xlsx`` and ``biff`` look for that in the file
itself and give a ``Look`` a sheet, by which ``lines`` makes tables and paragraphs of the rows. ``formats`` knows number
formats, ``single_xml`` reads workbooks that are one XML file.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.sheets import biff, xlsx
from extract.documents.sheets.lines import MAX_COLUMNS, MAX_ROWS, Sheet, document_of
from extract.documents.sheets.look import Look
from extract.documents.unpack import open_zip


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a workbook.

    Raises ``Refusal``: ``damaged-file``, ``encrypted``, ``archive-bomb``, ``too-large``, ``uncounted-formulas``.
    """
    zipped = source.data.startswith(b"PK")
    if zipped:
        with open_zip(source.data) as archive:
            looks = xlsx.looks(archive)
    else:
        looks = biff.looks(source.data)
    yield document_of("xlsx" if zipped else "xls", _sheets(source.data, looks))


def _sheets(data: bytes, looks: dict[str, Look]) -> Iterator[Sheet]:
    """The sheets that are seen."""
    with _library_errors():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = book.sheets_metadata
    for sheet in sheets:
        if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet:
            yield _sheet(book, sheet.name, looks.get(sheet.name, Look()))


def _sheet(book: CalamineWorkbook, name: str, look: Look) -> Sheet:
    with _library_errors(name):
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
        merged = sheet.merged_cell_ranges or []
    if len(rows) > MAX_ROWS or max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        raise Refusal("too-large", f"({name}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns)")
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    return Sheet(name, rows, spans, look)


@contextmanager
def _library_errors(name: str = "") -> Iterator[None]:
    """What the library raises on a broken file, as the file's refusal.

    Its parsers are written in Rust, whose panics reach Python outside ``Exception``.
    """
    try:
        yield
    except PasswordError:
        raise Refusal("encrypted") from None
    except BaseException as error:
        known = isinstance(error, (CalamineError, ValueError, OverflowError))
        if known or type(error).__name__ == "PanicException":
            raise Refusal("damaged-file", f"({name})" if name else "") from None
        raise
