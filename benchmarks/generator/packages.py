"""A manuscript as ODT and as OFD, the national format for laid-out documents, written part by part."""

from html import escape
from math import ceil
from random import Random

from benchmarks.generator.manuscript import Grid, Part
from benchmarks.generator.options import Mix
from extract.forms.layout import PrintedCell, PrintedTable

_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_ODT_MIME = "application/vnd.oasis.opendocument.text"
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'

SIZE = 3.0
"""Height of a character of an OFD page, in millimetres."""
LINE = 4.2
LEFT, TOP, WIDTH = 10.0, 15.0, 190.0


def odt(rng: Random, options: Mix, parts: list[Part]) -> dict[str, bytes]:
    """The parts of an ODT package."""
    names = "".join(f' xmlns:{name}="{_ODF.format(name)}"' for name in ("office", "text", "table"))
    body = "".join(
        _odt_table(part.table, number)
        if isinstance(part, Grid)
        else f"<text:{'h' if number == 0 else 'p'}>{escape(part.text)}</text:{'h' if number == 0 else 'p'}>"
        for number, part in enumerate(parts)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.3">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF.format("manifest")}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return {
        "mimetype": _ODT_MIME.encode(),
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }


def _odt_table(table: PrintedTable, number: int) -> str:
    """A table with what its merged cells cover."""
    start = {(cell.row, cell.col): cell for cell in table.cells}
    rows = []
    for row in range(table.n_rows):
        cells = []
        for col in range(table.n_cols):
            cell = start.get((row, col))
            if cell is None:
                cells.append("<table:covered-table-cell/>")
                continue
            cells.append(
                f'<table:table-cell table:number-rows-spanned="{cell.rowspan}" '
                f'table:number-columns-spanned="{cell.colspan}"><text:p>{escape(cell.text)}</text:p></table:table-cell>'
            )
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{table.n_cols}"/>'
    return f'<table:table table:name="t{number}">{columns}{"".join(rows)}</table:table>'


def ofd(rng: Random, options: Mix, parts: list[Part]) -> dict[str, bytes]:
    """The parts of an OFD package: the report on one page as long as it needs."""
    drawn: list[str] = []
    y = TOP
    for part in parts:
        if isinstance(part, Grid):
            y = _ofd_table(part.table, y, drawn)
        else:
            for line in _lines(part.text, WIDTH):
                drawn.append(_ofd_text(line, LEFT, y))
                y += LINE
        y += LINE / 2
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 {y + TOP:.1f}</ofd:PhysicalBox></ofd:PageArea>"
    return {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
        "Doc_0/Document.xml": (
            f"<ofd:Document {_OFD}><ofd:CommonData>{area}</ofd:CommonData>"
            '<ofd:Pages><ofd:Page BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>'
        ).encode(),
        "Doc_0/Pages/Page_0/Content.xml": (
            f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{''.join(drawn)}</ofd:Layer></ofd:Content></ofd:Page>"
        ).encode(),
    }


def _wide(text: str) -> float:
    """The width of a line in millimetres."""
    return sum(SIZE if ord(sign) > 0x2E7F else SIZE / 2 for sign in text)


def _lines(text: str, width: float) -> list[str]:
    """The text in lines of at most that width."""
    lines = [""]
    for sign in text:
        if lines[-1] and _wide(lines[-1] + sign) > width:
            lines.append("")
        lines[-1] += sign
    return lines


def _ofd_text(text: str, x: float, y: float) -> str:
    if not text:
        return ""
    steps = " ".join(f"{_wide(sign):.2f}" for sign in text[:-1])
    return (
        f'<ofd:TextObject Boundary="{x:.2f} {y:.2f} {_wide(text):.2f} {SIZE}" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="{0.86 * SIZE:.2f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _ofd_line(x: float, y: float, across: float, down: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x:.2f} {y:.2f} {across:.2f} {down:.2f}">'
        f"<ofd:AbbreviatedData>M 0 0 L {across:.2f} {down:.2f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _ofd_table(table: PrintedTable, y: float, drawn: list[str]) -> float:
    """Draw a ruled table from ``y`` down; the place below it."""
    wanted = [4.0] * table.n_cols
    for cell in table.cells:
        if cell.colspan == 1:
            wanted[cell.col] = max(wanted[cell.col], min(len(cell.text), 14) + 2.0)
    edges = [LEFT]
    for share in wanted:
        edges.append(edges[-1] + WIDTH * share / sum(wanted))
    room = {cell: edges[cell.col + cell.colspan] - edges[cell.col] for cell in table.cells}

    def needed(cell: PrintedCell) -> float:
        return len(_lines(cell.text, room[cell] - 2)) * LINE + 1

    heights = [LINE + 1] * table.n_rows
    for cell in sorted(table.cells, key=lambda cell: cell.rowspan):
        own = range(cell.row, cell.row + cell.rowspan)
        short = needed(cell) - sum(heights[row] for row in own)
        for row in own:
            heights[row] += max(0.0, ceil(short) / len(own))
    tops = [y]
    for height in heights:
        tops.append(tops[-1] + height)
    for cell in table.cells:
        left, top = edges[cell.col], tops[cell.row]
        right, bottom = edges[cell.col + cell.colspan], tops[cell.row + cell.rowspan]
        drawn += [
            _ofd_line(left, top, right - left, 0),
            _ofd_line(left, bottom, right - left, 0),
            _ofd_line(left, top, 0, bottom - top),
            _ofd_line(right, top, 0, bottom - top),
        ]
        drawn += [
            _ofd_text(line, left + 1, top + 0.8 + number * LINE)
            for number, line in enumerate(_lines(cell.text, room[cell] - 2))
        ]
    return tops[-1]
