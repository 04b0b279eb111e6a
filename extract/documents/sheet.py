"""XLSX and XLS → Document: one table a sheet, merged ranges as spans, numbers as they are shown."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from extract.documents.collect import Collector, RawCell, clean
from extract.documents.model import Document, Source
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip

MAX_ROWS, MAX_COLUMNS = 5_000, 200


def readings(source: Source) -> Iterator[Document]:
    """The one reading of a workbook.

    Raises ``Refusal``: ``damaged-file``, ``encrypted``, ``archive-bomb``, ``too-large``.
    """
    zipped = source.data.startswith(b"PK")
    if zipped:
        open_zip(source.data).close()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
    except CalamineError as error:
        raise Refusal("encrypted" if "assword" in str(error) else "damaged-file") from None
    collector = Collector()
    for sheet in book.sheets_metadata:
        if sheet.visible is not SheetVisibleEnum.Visible or sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        collector.paragraph(clean(sheet.name))
        _sheet(book, sheet.name, collector)
    yield Document("xlsx" if zipped else "xls", "sheet", tuple(collector.blocks))


def _sheet(book: CalamineWorkbook, name: str, collector: Collector) -> None:
    """One sheet: blank rows part its tables, single cells of text are paragraphs."""
    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
        merged = sheet.merged_cell_ranges or []
    except (CalamineError, ValueError, OverflowError):
        raise Refusal("damaged-file", f"({name})") from None
    if len(rows) > MAX_ROWS or max((len(row) for row in rows), default=0) > MAX_COLUMNS:
        raise Refusal("too-large", f"({name}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns)")
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    covered = {
        (r, c)
        for (top, left), (down, across) in spans.items()
        for r in range(top, min(top + down, len(rows)))
        for c in range(left, min(left + across, MAX_COLUMNS))
    } - set(spans)
    block: list[tuple[int, list[RawCell]]] = []
    for r, row in enumerate(rows):
        cells = [
            RawCell(_shown(value), r, c, *spans.get((r, c), (1, 1)), path=f"{name}!{_column(c)}{r + 1}")
            for c, value in enumerate(row)
            if (r, c) not in covered
        ]
        filled = [cell for cell in cells if cell.text]
        inside = any((r, c) in covered for c in range(len(row)))
        if not filled and not inside:
            _flush(block, collector)
        elif len(filled) == 1 and not inside and not block:
            collector.paragraph(filled[0].text, path=filled[0].path)
        elif len(filled) == 1 and filled[0].colspan >= max(len(row) - 1, 2) and len(filled[0].text) > 30:
            _flush(block, collector)
            collector.paragraph(filled[0].text, path=filled[0].path)
        else:
            block.append((r, cells))
    _flush(block, collector)


def _flush(block: list[tuple[int, list[RawCell]]], collector: Collector) -> None:
    """Add the rows gathered so far as one table, counted from its own first row."""
    if block:
        top, last = block[0][0], block[-1][0]
        cells = [c for _, line in block for c in line]
        # A workbook's rows run on to its widest one; what is empty beyond this block is no part of it.
        width = max((c.col + c.colspan for c in cells if c.text or c.colspan > 1), default=0)
        collector.table(
            [
                RawCell(c.text, c.row - top, c.col, min(c.rowspan, last - c.row + 1), c.colspan, c.path)
                for c in cells
                if c.col < width
            ]
        )
        block.clear()


def _shown(value: object) -> str:
    """A cell as a reader sees it: 9.0 is 9, dates by day."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return clean(str(value)) if value is not None else ""


def _column(index: int) -> str:
    """The letters of a column, as workbooks name it."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
