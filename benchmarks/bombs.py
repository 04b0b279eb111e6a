"""Constructed hostile files: what is hostile about each, the suffix of its name, and how it is made."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image

from extract.paths import REPORTS


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts, the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def _one_page(
    content: bytes, resources: bytes = b"<<>>", more: tuple[bytes, ...] = (), box: bytes = b"[0 0 595 842]"
) -> bytes:
    page = b"<</Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s>>" % (box, resources)
    return _pdf(
        [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page, content, *more]
    )


def _many_pages(n: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(n))
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>"
    return _pdf(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, n),
            *[page] * n,
        ]
    )


def _pages_in_pages() -> bytes:
    return _pdf([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>"])


def _form_in_itself() -> bytes:
    form = _stream(
        b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</F 5 0 R>>>>"
    )
    return _one_page(_stream(b"/F Do"), b"<</XObject <</F 5 0 R>>>>", (form,))


def _forms_doubling() -> bytes:
    """Thirty forms, each drawn twice by the one before: 2³⁰ drawings."""
    forms = [
        _stream(
            b"/F Do /F Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</F %d 0 R>>>>" % (6 + n),
        )
        for n in range(30)
    ]
    last = _stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return _one_page(_stream(b"/F Do"), b"<</XObject <</F 5 0 R>>>>", (*forms, last))


def _lines(n: int) -> bytes:
    ruled = b"".join(
        b"%d %d m %d %d l S\n" % (k % 595, k % 842, (k * 7) % 595, (k * 3) % 842) for k in range(n)
    )
    return _one_page(_stream(ruled))


def _rows_html(rows: int, cols: int) -> bytes:
    row = "<tr>" + "<td>0</td>" * cols + "</tr>"
    return f"<html><body><h1>样本局2023年政府信息公开工作年度报告</h1><table>{row * rows}</table></body></html>".encode()


def _xml_docx(document: bytes) -> bytes:
    """A Word package around one document part."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": rels, "word/document.xml": document})


def _body_docx(body: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _xml_docx(
        f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()
    )


def _entities() -> str:
    lines = ['<!ENTITY a0 "一二三四五六七八九十">']
    for n in range(1, 12):
        ten = f"&a{n - 1};" * 10
        lines.append(f'<!ENTITY a{n} "{ten}">')
    return f"<!DOCTYPE d [{''.join(lines)}]>"


def _png(width: int, height: int) -> bytes:
    """A picture that claims a size and holds one row."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def _zip_of(n_bytes: int) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(n_bytes // (1 << 20)):
            part.write(bytes(1 << 20))
    return out.getvalue()


def _flate_of_flate() -> bytes:
    """A gigabyte packed twice."""
    data = zlib.compress(zlib.compress(bytes(1 << 30), 9), 9)
    head = b"<</Length %d /Filter [/FlateDecode /FlateDecode]>>" % len(data)
    return _one_page(b"%s\nstream\n%s\nendstream" % (head, data))


def _picture_pdf(
    filter_: bytes, width: int, height: int, data: bytes, extra: bytes = b"", times: int = 1
) -> bytes:
    """A page with a picture of that filter, drawn several times."""
    picture = (
        b"<</Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray"
    )
    picture = (picture + b" /Filter /%s /Length %d %s>>\nstream\n%s\nendstream") % (
        width,
        height,
        filter_,
        len(data),
        extra,
        data,
    )
    return _one_page(_stream(b"595 0 0 842 0 0 cm /I Do\n" * times), b"<</XObject <</I 5 0 R>>>>", (picture,))


def _jbig2(side: int) -> bytes:
    """A JBIG2 page of that many points a side, with a generic region as large and no data."""
    page = struct.pack(">IBBBIIIIIBH", 0, 48, 0, 1, 19, side, side, 0, 0, 0, 0)
    return page + struct.pack(">IBBBIIIIIBBI", 1, 38, 0, 1, 22, side, side, 0, 0, 0, 0, 0)


def _deep_outline(levels: int) -> bytes:
    objects = [
        b"<</Type /Catalog /Pages 2 0 R /Outlines 4 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>",
        b"<</First 5 0 R /Last 5 0 R /Count %d>>" % levels,
    ]
    objects += [
        b"<</Title (x) /Parent %d 0 R /First %d 0 R /Last %d 0 R>>" % (4 + k, 6 + k, 6 + k)
        for k in range(levels)
    ]
    return _pdf([*objects, b"<</Title (x)>>"])


def _page_tree(levels: int, each: int) -> bytes:
    """Page nodes in page nodes; with two a node, 2 to the power of ``levels`` pages."""
    objects = [b"<</Type /Catalog /Pages 2 0 R>>"]
    for k in range(levels):
        kids = b"%d 0 R " % (k + 3) * each
        objects.append(b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, each ** (levels - k)))
    return _pdf([*objects, b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 595 842]>>" % (levels + 1)])


HELVETICA = b"<</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"


def _words(n: int) -> bytes:
    """Numbers one after the other on one line."""
    return _one_page(_stream(b"BT /F 10 Tf\n" + b"(12) Tj 5 0 Td\n" * n + b"ET"), HELVETICA)


def _half_signs() -> bytes:
    """A character map that leads to halves of characters."""
    codes = (
        b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <31> <D800> <32> <DFFF> endbfchar"
    )
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def %s endcmap end end"
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R>>"
    text = _stream(b"BT /F 10 Tf 100 700 Td (2023 ABC 121212) Tj ET")
    return _one_page(text, b"<</Font <</F 5 0 R>>>>", (font, _stream(cmap % codes)))


def _font_in_itself() -> bytes:
    """A font whose sign is written in the font itself."""
    font = (
        b"<</Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs <</a 6 0 R>>"
        b" /Encoding <</Differences [97 /a]>> /FirstChar 97 /LastChar 97 /Widths [1]"
        b" /Resources <</Font <</F 5 0 R>>>>>>"
    )
    sign = _stream(b"1 0 d0 BT /F 1 Tf (aaaaaaaaaa) Tj ET")
    return _one_page(_stream(b"BT /F 10 Tf (aaaaaaaaaaaa) Tj ET"), b"<</Font <</F 5 0 R>>>>", (font, sign))


def _grids(pages: int) -> bytes:
    """A fine grid on every page."""
    drawn = b"".join(
        b"%.2f 0 m %.2f 842 l S 0 %.2f m 595 %.2f l S\n" % (k * 6.6, k * 6.6, k * 9, k * 9) for k in range(90)
    )
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources %s>>" % HELVETICA
    kids = b"4 0 R " * pages
    return _pdf(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, pages),
            _stream(drawn + b"BT /F 6 Tf 20 20 Td (12 34) Tj ET"),
            page,
        ]
    )


def _xlsx(rows: bytes, more: bytes = b"") -> bytes:
    """A workbook around the rows of one sheet."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="%s/%s" Target="%s"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": relations % (office, b"officeDocument", b"xl/workbook.xml"),
            "xl/workbook.xml": b'<workbook %s xmlns:r="%s"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
            % (main, office),
            "xl/_rels/workbook.xml.rels": relations % (office, b"worksheet", b"worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": b"<worksheet %s><sheetData>%s</sheetData>%s</worksheet>"
            % (main, rows, more),
        }
    )


@cache
def _shipped(suffix: str) -> bytes:
    """A report that is read completely, to put something hostile into."""
    return next(REPORTS.glob(f"*{suffix}")).read_bytes()


def _in_page(old: str, new: str, times: int = -1) -> bytes:
    """A shipped page with something replaced."""
    return _shipped(".html").decode().replace(old, new, times).encode()


def _styled(rules: str) -> bytes:
    return _in_page("</head>", f"<style>{rules}</style></head>")


def _in_text(what: str, size: int) -> bytes:
    """A shipped text with something many times in the middle of its tables."""
    text = _shipped(".md").decode()
    half = len(text) // 2
    return (text[:half] + "\n" + what * (size // len(what)) + "\n" + text[half:]).encode()


def _archives_in_archives() -> bytes:
    data = bytes(50 << 20)
    for _ in range(6):
        data = zipped({"word/document.xml": data})
    return zipped({"word/document.xml": data})


def _other_names() -> bytes:
    """A Word file with a part twice, and parts named to be written elsewhere."""
    out = io.BytesIO(_shipped(".docx"))
    with zipfile.ZipFile(out, "a") as archive:
        for name in ("../../../../tmp/elsewhere", "/etc/elsewhere", "word/document.xml/"):
            archive.writestr(name, b"<a/>")
        archive.filelist.append(archive.filelist[0])
    return out.getvalue()


def _lying_sizes() -> bytes:
    """A Word file whose directory says five bytes of every part."""
    data = bytearray(_shipped(".docx"))
    place = data.find(b"PK\x01\x02")
    while place != -1:
        data[place + 24 : place + 28] = struct.pack("<I", 5)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def _picture(mode: str, size: tuple[int, int], kind: str, frames: int = 1) -> bytes:
    """A plain picture of so many frames."""
    out = io.BytesIO()
    first, *others = [Image.new(mode, size, n % 255 if mode == "L" else 0) for n in range(frames)]
    first.save(out, kind, **({"save_all": True, "append_images": others} if others else {}))
    return out.getvalue()


def _png_with_text(n: int) -> bytes:
    """A picture with a packed note of so many bytes."""
    body = b"a\0\0" + zlib.compress(bytes(n), 9)
    note = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    whole = _png(10, 10)
    return whole[:33] + note + whole[33:]


TITLE = "样本局2023年政府信息公开工作年度报告\n"
CELL = "<w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc>"
WIDE_CELL = CELL.replace("<w:p>", '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p>', 1)

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": (".pdf", lambda: b""),
    "one byte": (".docx", lambda: b"P"),
    "zeros": (".html", lambda: bytes(100_000)),
    "noise": (".pdf", lambda: Random(1).randbytes(100_000)),
    "only a head": (".pdf", lambda: b"%PDF-1.7\n"),
    "pages in themselves": (".pdf", _pages_in_pages),
    "form in itself": (".pdf", _form_in_itself),
    "forms doubling": (".pdf", _forms_doubling),
    "ten thousand pages": (".pdf", lambda: _many_pages(10_000)),
    "a million lines": (".pdf", lambda: _lines(1_000_000)),
    "a gigabyte of stream": (".pdf", lambda: _one_page(_stream(bytes(1 << 30)))),
    "a huge page": (".pdf", lambda: _one_page(_stream(b"0 0 m 9 9 l S"), box=b"[0 0 1e9 1e9]")),
    "arrays in arrays": (".pdf", lambda: _one_page(_stream(b"[" * 200_000))),
    "a table of 10^5 cells": (".html", lambda: _rows_html(10_000, 10)),
    "a row of 10^5 cells": (".html", lambda: _rows_html(1, 100_000)),
    "a colspan of 10^9": (
        ".html",
        lambda: _rows_html(3, 3).replace(b"<td>", b'<td colspan="999999999" rowspan="999999999">'),
    ),
    "colspans over rowspans": (
        ".html",
        lambda: _rows_html(400, 40).replace(b"<td>", b'<td colspan="1000" rowspan="1000">'),
    ),
    "elements in elements": (".html", lambda: b"<div>" * 200_000 + TITLE.encode()),
    "tables in tables": (".html", lambda: b"<table><tr><td>" * 5_000 + TITLE.encode()),
    "a long attribute": (".html", lambda: b'<p class="' + b"x" * 20_000_000 + b'">' + TITLE.encode()),
    "entities in a page": (
        ".html",
        lambda: f"<?xml version='1.0'?>{_entities()}<html><body>&a11;</body></html>".encode(),
    ),
    "entities in a document": (
        ".docx",
        lambda: _body_docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", _entities()),
    ),
    "a file from outside": (
        ".docx",
        lambda: _body_docx(
            "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        ),
    ),
    "a document of 10^5 cells": (
        ".docx",
        lambda: _body_docx(f"<w:tbl>{f'<w:tr>{CELL * 10}</w:tr>' * 10_000}</w:tbl>"),
    ),
    "a grid span of 10^9": (".docx", lambda: _body_docx(f"<w:tbl><w:tr>{WIDE_CELL}</w:tr></w:tbl>")),
    "tables in cells": (
        ".docx",
        lambda: _body_docx("<w:tbl><w:tr><w:tc>" * 3_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3_000),
    ),
    "elements in a document": (".docx", lambda: _body_docx("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "a gigabyte of document": (".docx", lambda: _zip_of(1 << 30)),
    "a gigabyte of sheet": (".xlsx", lambda: _zip_of(1 << 30)),
    "a picture of 10^9 points": (".png", lambda: _png(32_000, 32_000)),
    "a picture cut off": (".png", lambda: _png(800, 800)),
    "a line of 10^7 signs": (".txt", lambda: (TITLE + "０" * 10_000_000).encode()),
    "10^5 lines": (".txt", lambda: (TITLE + "一、本年新收政府信息公开申请数量\t0\t0\n" * 100_000).encode()),
    "10^6 tabs": (".txt", lambda: (TITLE + "\t" * 1_000_000).encode()),
    "10^5 pipes": (".md", lambda: (TITLE + "|" * 100_000 + "\n" + "|-" * 50_000).encode()),
    "10^5 brackets": (".txt", lambda: (TITLE + "（" * 100_000).encode()),
    "10^5 headings": (".txt", lambda: (TITLE + "一、总体情况\n二、主动公开政府信息情况\n" * 50_000).encode()),
    "digits run together": (
        ".txt",
        lambda: (TITLE + "一、本年新收政府信息公开申请数量" + "1234567" * 50_000).encode(),
    ),
    "a title without end": (".txt", lambda: (TITLE.strip() * 20_000).encode()),
    "half a character": (".txt", lambda: TITLE.encode()[:-2] + b"\xff\xfe\x00\xd8" * 1000),
    "a gigabyte packed twice": (".pdf", _flate_of_flate),
    "ten thousand filters": (
        ".pdf",
        lambda: _one_page(b"<</Length 1 /Filter [%s]>>\nstream\nx\nendstream" % (b"/FlateDecode " * 10_000)),
    ),
    "a jbig2 of 60000 points a side": (
        ".pdf",
        lambda: _picture_pdf(b"JBIG2Decode", 60_000, 60_000, _jbig2(60_000)),
    ),
    "a fax of 60000 points a side": (
        ".pdf",
        lambda: _picture_pdf(
            b"CCITTFaxDecode",
            60_000,
            60_000,
            bytes(1000),
            b"/DecodeParms <</K -1 /Columns 60000 /Rows 60000>>",
        ),
    ),
    "a large picture five hundred times": (
        ".pdf",
        lambda: _picture_pdf(b"FlateDecode", 40_000, 40_000, zlib.compress(bytes(200_000_000), 9), times=500),
    ),
    "an outline of 10^5 levels": (".pdf", lambda: _deep_outline(100_000)),
    "10^5 levels of pages": (".pdf", lambda: _page_tree(100_000, 1)),
    "2^40 pages": (".pdf", lambda: _page_tree(40, 2)),
    "numbers that are none": (
        ".pdf",
        lambda: _one_page(
            _stream(b"nan inf m 1e400 -1e400 l S BT /F nan Tf (1) Tj ET 1e38 0 0 1e38 0 0 cm 1 1 m 2 2 l S"),
            box=b"[nan inf -inf 1e99]",
        ),
    ),
    "a font in itself": (".pdf", _font_in_itself),
    "half signs in a map": (".pdf", _half_signs),
    "a path of 10^6 points": (
        ".pdf",
        lambda: _one_page(_stream(b"0 0 m " + b"1 1 l 2 0 l " * 500_000 + b"S")),
    ),
    "10^6 states": (".pdf", lambda: _one_page(_stream(b"q " * 1_000_000))),
    "twenty thousand numbers on a line": (".pdf", lambda: _words(20_000)),
    "10^6 numbers on a line": (".pdf", lambda: _words(1_000_000)),
    "grids on 590 pages": (".pdf", lambda: _grids(590)),
    "archives in archives": (".docx", _archives_in_archives),
    "parts with other names": (".docx", _other_names),
    "sizes that lie": (".docx", _lying_sizes),
    "a type from outside": (
        ".docx",
        lambda: _body_docx("<w:p/>", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'),
    ),
    "a type behind a long remark": (
        ".docx",
        lambda: _body_docx(
            "<w:p/>", f'<?a {"x" * 5000}?><!DOCTYPE d [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>'
        ),
    ),
    "10^6 empty rows": (".docx", lambda: _body_docx("<w:tbl>" + "<w:tr/>" * 1_000_000 + "</w:tbl>")),
    "10^6 empty rows of a sheet": (
        ".xlsx",
        lambda: _xlsx(b"".join(b'<row r="%d"/>' % n for n in range(1, 1_000_001))),
    ),
    "10^5 cells of a sheet": (
        ".xlsx",
        lambda: _xlsx(b"<row>%s</row>" % (b"<c><v>1</v></c>" * 10) * 10_000),
    ),
    "a cell far out": (".xlsx", lambda: _xlsx(b"<row><c s='0' r = 'xfd1048576'><v>1</v></c></row>")),
    "merged beyond the sheet": (
        ".xlsx",
        lambda: _xlsx(
            b'<row r="1"><c r="A1"><v>1</v></c></row>',
            b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
    ),
    "10^6 cells of a page": (".html", lambda: _rows_html(10_000, 100)),
    "spans of 65535 in a report": (
        ".html",
        lambda: _in_page("<td>", '<td rowspan="65535" colspan="65535">'),
    ),
    "600 tables around a report": (
        ".html",
        lambda: b"<table><tr><td>" * 600 + _shipped(".html"),
    ),
    "ten thousand tables beside a report": (
        ".html",
        lambda: _shipped(".html") + b"<table><tr><td>1<td>2</table>" * 10_000,
    ),
    "long styles": (".html", lambda: _in_page("<td>", f'<td style="{"font-size: " * 20_000}">', 50)),
    "10^5 rules of style": (
        ".html",
        lambda: _styled("".join(f".c{n}{{display:none}}" for n in range(100_000))),
    ),
    "braces of style": (".html", lambda: _styled("{" * 200_000 + "/*" * 100_000)),
    "10^5 hidden elements": (
        ".html",
        lambda: _in_page("<body>", "<body>" + "<div hidden>x</div><p>" * 50_000),
    ),
    "10^6 entities": (".html", lambda: _shipped(".html") + b"&amp;&nbsp;&#x4e00;" * 1_000_000),
    "half signs in a page": (".html", lambda: _in_page("<td>", "<td>&#xD800;")),
    "three encodings": (
        ".html",
        lambda: (
            _shipped(".html")
            + _shipped(".html").decode().encode("gb18030")
            + _shipped(".html").decode().encode("utf-16")
        ),
    ),
    "zeros between the signs": (".html", lambda: b"\0".join(bytes([b]) for b in _shipped(".html"))),
    "fifty megabytes on a line": (".txt", lambda: (TITLE + "年报" * 8_000_000).encode()),
    "fifty megabytes of lines": (".txt", lambda: (TITLE + "年报\n" * 6_000_000).encode()),
    "digits inside a table": (".md", lambda: _in_text("1", 200_000)),
    "lines of noughts inside a table": (".md", lambda: _in_text("0\n", 200_000)),
    "rows of seven inside a table": (".md", lambda: _in_text("0 0 0 0 0 0 0\n", 200_000)),
    "one row 10^4 times": (
        ".md",
        lambda: _in_text("一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21\n", 300_000),
    ),
    "a picture of 65535 points a side": (".png", lambda: _png(65_535, 65_535)),
    "a picture one point wide": (".png", lambda: _picture("L", (1, 200_000), "PNG")),
    "a picture one point high": (".png", lambda: _picture("L", (200_000, 1), "PNG")),
    "a picture in four inks": (".jpg", lambda: _picture("CMYK", (600, 600), "JPEG")),
    "a picture of fractions": (".tiff", lambda: _picture("F", (300, 300), "TIFF")),
    "a picture that moves": (".gif", lambda: _picture("L", (300, 300), "GIF", 5)),
    "a picture of 700 pages": (".tiff", lambda: _picture("L", (10, 10), "TIFF", 700)),
    "a picture with a long note": (".png", lambda: _png_with_text(300 << 20)),
    "mail in mail": (
        ".mht",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
            + b"--x\nContent-Type: multipart/related; boundary=x\n\n" * 5_000
        ),
    ),
    "rich text of binary": (".rtf", lambda: b"{\\rtf1\\bin999999999 x}"),
    "rich text of rows": (".rtf", lambda: b"{\\rtf1" + b"\\trowd\\cellx100 1\\cell\\row" * 20_000 + b"}"),
    "rich text in itself": (".rtf", lambda: b"{\\rtf1" + b"{" * 100_000),
}
"""Each by what is hostile about it."""
