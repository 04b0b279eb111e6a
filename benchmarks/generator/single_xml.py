"""A manuscript as one XML file: Word 2003 and Excel 2003, as templates of web systems write ``.doc`` and ``.xls``."""

from html import escape
from random import Random

from benchmarks.generator.manuscript import Grid, Heading, Part
from benchmarks.generator.options import Mix
from extract.forms.layout import PrintedCell, PrintedTable

_WORD = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    ' xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
)
_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
_DELETED = '<aml:annotation aml:id="1" w:type="Word.Deletion"><aml:content><w:r><w:delText>{}</w:delText></w:r></aml:content></aml:annotation>'


def word(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as a Word 2003 file."""
    body = "".join(
        _word_table(rng, options, part.table)
        if isinstance(part, Grid)
        else _paragraph(rng, options, part.text)
        for part in parts
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f"<w:wordDocument {_WORD}><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def _paragraph(rng: Random, options: Mix, text: str) -> str:
    """A paragraph in one run or two, with what was deleted from it."""
    cut = rng.randrange(len(text) + 1)
    runs = "".join(f"<w:r><w:t>{escape(piece)}</w:t></w:r>" for piece in (text[:cut], text[cut:]) if piece)
    gone = _DELETED.format(rng.randint(1, 999)) if options.get("tracked") and rng.random() < 0.1 else ""
    return f"<w:p>{gone}{runs}</w:p>"


def _word_table(rng: Random, options: Mix, table: PrintedTable) -> str:
    """A table row by row: what is merged across is one cell, what is merged down goes on in empty ones."""
    cells = {
        (row, cell.col): cell for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)
    }
    rows = []
    for row in range(table.n_rows):
        inside = ""
        for col in range(table.n_cols):
            cell = cells.get((row, col))
            if cell is None:
                continue
            first = row == cell.row
            down = f"<w:vmerge{' w:val=' + chr(34) + 'restart' + chr(34) if first else ''}/>"
            properties = f'<w:gridSpan w:val="{cell.colspan}"/>' + (down if cell.rowspan > 1 else "")
            text = _paragraph(rng, options, cell.text if first else "")
            inside += f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"
        rows.append(f"<w:tr>{inside}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def excel(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as an Excel 2003 file, on one sheet or with a sheet for each table."""
    sheets: list[tuple[str, list[str]]] = [("年报", ["<Row/>"] * options["first_row"])]
    for part in parts:
        if isinstance(part, Grid):
            sheets[-1][1].extend([*_excel_rows(options, part.table), "<Row/>"])
            continue
        if isinstance(part, Heading) and options["sheets"] == "each":
            sheets.append((part.text[:20].replace("、", ""), []))
        sheets[-1][1].append(f'<Row><Cell><Data ss:Type="String">{escape(part.text)}</Data></Cell></Row>')
    formats = f'<Style ss:ID="n"><NumberFormat ss:Format="{escape(options["number_format"])}"/></Style>'
    boxes = (
        '<Style ss:ID="b"><Borders><Border ss:Position="Top" ss:LineStyle="Continuous"/></Borders></Style>'
    )
    body = "".join(
        f'<Worksheet ss:Name="{escape(name)}"><Table>{"".join(rows)}</Table></Worksheet>'
        for name, rows in sheets
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{_EXCEL}" xmlns:ss="{_EXCEL}"><Styles>{formats}{boxes}</Styles>{body}</Workbook>'
    ).encode()


def _excel_rows(options: Mix, table: PrintedTable) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda c: c.col):
        rows[cell.row].append(_excel_cell(options, cell))
    return [f"<Row>{''.join(cells)}</Row>" for cells in rows]


def _excel_cell(options: Mix, cell: PrintedCell) -> str:
    as_number = cell.key and options["numbers_as"] == "number" and _is_plain(cell.text)
    place = f'ss:Index="{cell.col + 1}" ss:MergeAcross="{cell.colspan - 1}" ss:MergeDown="{cell.rowspan - 1}"'
    kind = "Number" if as_number else "String"
    data = f'<Data ss:Type="{kind}">{escape(cell.text)}</Data>' if cell.text else ""
    return f'<Cell {place} ss:StyleID="{"n" if as_number else "b"}">{data}</Cell>'


def _is_plain(text: str) -> bool:
    return text.isascii() and text.count(".") <= 1 and text.replace(".", "").isdigit()
