"""How an old workbook shows its cells, told by its own records."""

from struct import pack

import pytest

from extract.documents.sheets.biff import looks

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


BOF, EOF = record(0x0809, b"\0" * 16), record(0x000A)


def text(said: str, length: str) -> bytes:
    return pack(length, len(said)) + b"\1" + said.encode("utf-16-le")


def style(number: int, lined: bool = False, font: int = 0) -> bytes:
    return record(0x00E0, pack("<HH6xHH6x", font, number, 0x1111 if lined else 0, 0))


def font(struck: bool = False, colour: int = 0x7FFF) -> bytes:
    return record(0x0031, pack("<3H8x", 200, 0x0008 if struck else 0, colour))


def book(*rows: bytes) -> bytes:
    """The stream of a workbook with one sheet; style 1 shows zeros as dashes, style 2 draws a box, 3 strikes, 4 is white."""
    dashes = record(0x041E, pack("<H", 164) + text('0;-0;"－"', "<H"))
    fonts = [font(), font(struck=True), font(colour=9)]
    heads = [
        BOF,
        *fonts,
        dashes,
        style(0),
        style(164),
        style(0, lined=True),
        style(0, font=1),
        style(0, font=2),
    ]
    length = sum(map(len, heads)) + len(EOF)
    name = b"\0\0" + text("年报", "<B")
    sheet = record(0x0085, pack("<I", 0) + name)
    sheet = record(0x0085, pack("<I", length + len(sheet)) + name)
    return b"".join([*heads, sheet, EOF, BOF, *rows, EOF])


def container(stream: bytes) -> bytes:
    """The stream in a compound file: table in sector 0, directory in sector 1, the stream after them."""
    stream += b"\0" * (4096 + -len(stream) % 512)
    sectors = len(stream) // 512
    table = [TABLE, END, *range(3, 2 + sectors), END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + pack("<H", 9)
    head = head.ljust(44, b"\0") + pack("<6I", 1, 1, 0, 4096, END, 0) + pack("<2I", END, 0)
    head += pack("<109I", 0, *[FREE] * 108)
    entries = b""
    for name, kind, start, length in (("Root Entry", 5, END, 0), ("Workbook", 2, 2, len(stream))):
        written = (name + "\0").encode("utf-16-le")
        entry = written.ljust(64, b"\0") + pack("<HB", len(written), kind)
        entries += entry.ljust(116, b"\0") + pack("<III", start, length, 0)
    return head + pack("<128I", *table, *[FREE] * (128 - len(table))) + entries.ljust(512, b"\0") + stream


def test_formats_boxes_and_what_is_hidden() -> None:
    rows = (
        record(0x0203, pack("<3Hd", 4, 1, 1, 0.0)),
        record(0x027E, pack("<3HI", 4, 2, 0, 0)),
        record(0x00BD, pack("<2H", 5, 1) + pack("<HI", 1, 0) * 2 + pack("<H", 2)),
        record(0x0208, pack("<H10xI", 6, 0x20)),
        record(0x007D, pack("<5H", 7, 8, 0, 0, 1)),
        record(0x0201, pack("<3H", 9, 0, 2)),
        record(0x00BE, pack("<2H3HH", 10, 0, 2, 2, 0, 2)),
    )
    look = looks(container(book(*rows)))["年报"]
    assert look.formats == dict.fromkeys([(4, 1), (5, 1), (5, 2)], '0;-0;"－"')
    assert look.hidden_rows == {6}
    assert look.hidden_columns == {7, 8}
    assert [row for row in range(12) if look.is_drawn(row)] == [10]


def test_errors_and_figures_that_are_struck_or_white() -> None:
    rows = (
        record(0x0205, pack("<3HBB", 1, 0, 0, 0x17, 1)),
        record(0x0205, pack("<3HBB", 1, 1, 0, 1, 0)),
        record(0x0006, pack("<3H", 2, 0, 0) + b"\2\0\7\0\0\0\xff\xff" + b"\0" * 8),
        record(0x0203, pack("<3Hd", 3, 0, 3, 77.0)),
        record(0x00FD, pack("<3HI", 3, 1, 4, 0)),
        record(0x00BD, pack("<2H", 4, 0) + pack("<HI", 3, 0) + pack("<HI", 0, 0) + pack("<H", 1)),
        record(0x0203, pack("<3Hd", 5, 0, 0, 5.0)),
    )
    look = looks(container(book(*rows)))["年报"]
    assert look.errors == {(1, 0), (2, 0)}
    assert look.unseen == {(3, 0), (3, 1), (4, 0)}


def test_a_sheet_that_shows_no_zeros() -> None:
    look = looks(container(book(record(0x023E, pack("<H", 0x06A6)))))["年报"]
    assert look.hides_zeros


@pytest.mark.parametrize("cut", [10, 100, 600, 1100, 1600, 3000])
def test_a_broken_file_tells_nothing_and_stops_nothing(cut: int) -> None:
    whole = container(book(record(0x0203, pack("<3Hd", 4, 1, 1, 0.0))))
    for broken in (whole[:cut], whole[:cut] + b"\xff" * 8 + whole[cut + 8 :], whole[:cut] + whole[cut + 3 :]):
        assert isinstance(looks(broken), dict)
