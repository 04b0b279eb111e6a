"""How an old workbook (XLS) shows its cells, told by its own records: [MS-XLS] 2.4, [MS-CFB] 2."""

from collections.abc import Iterator, Mapping, Sequence
from struct import error as StructError
from struct import unpack_from

from extract.documents.sheets.formats import BUILT_IN
from extract.documents.sheets.lines import MAX_COLUMNS
from extract.documents.sheets.look import CellStyle, Look, format_of

STREAMS = ("workbook",)
"""The stream of Excel 97 and later; older ones say too little."""
MOST_RECORDS = 400_000
ENTRY = 128
LARGE = 4096
_BOF, _EOF, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_FONT, _ERROR, _TEXT_CELL = 0x0031, 0x0205, 0x00FD
_FAILED = 2
"""The first byte of a formula's result that is an error."""
_STRUCK = 0x0008
_WHITE = frozenset((1, 9))
"""The numbers of white among the colours."""
_NO_FONT = 4
"""The number that fonts leave out."""
_ROW, _COLUMNS, _VIEW = 0x0208, 0x007D, 0x023E
_NUMBER, _SMALL, _SMALLS, _FORMULA, _EMPTY, _EMPTIES = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0201, 0x00BE


def looks(data: bytes) -> dict[str, Look]:
    """The look of each sheet by its name; nothing where the file is broken or older."""
    try:
        book = _stream(data)
        return {} if book is None else _sheets(book)
    except (StructError, IndexError, ValueError, OverflowError):
        return {}


def _stream(data: bytes) -> bytes | None:
    """The stream of the workbook in its container."""
    size = 1 << min(unpack_from("<H", data, 30)[0], 16)
    (count, directory) = unpack_from("<I", data, 44)[0], unpack_from("<I", data, 48)[0]
    (mini_start,) = unpack_from("<I", data, 60)
    more, n_more = unpack_from("<II", data, 68)
    table = list(unpack_from("<109I", data, 76))
    for _ in range(min(n_more, 1000)):
        block = unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        table += block[:-1]
        more = block[-1]
    fat: list[int] = []
    for sector in table[: min(count, 20_000)]:
        fat += unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    entries = _chain(data, fat, directory, size)
    root = b""
    for at in range(0, len(entries) - ENTRY + 1, ENTRY):
        length, kind = unpack_from("<HB", entries, at + 64)
        name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
        start, length = unpack_from("<II", entries, at + 116)
        if kind == 5:
            root = _chain(data, fat, start, size)
        elif name in STREAMS and kind == 2:
            if length >= LARGE:
                return _chain(data, fat, start, size)[:length]
            small = _chain(data, fat, mini_start, size)
            minis = list(unpack_from(f"<{len(small) // 4}I", small, 0))
            return _chain(b"\0" * 64 + root, minis, start, 64)[:length]
    return None


def _chain(data: bytes, fat: list[int], start: int, size: int) -> bytes:
    """The sectors from ``start`` on, joined."""
    found: list[bytes] = []
    while start < len(fat) and len(found) <= len(data) // size:
        found.append(data[(start + 1) * size : (start + 2) * size])
        start = fat[start]
    return b"".join(found)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream up to its end; those of a chart inside it are left out."""
    depth = 0
    for _ in range(MOST_RECORDS):
        if at + 4 > len(book):
            return
        kind, length = unpack_from("<HH", book, at)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _text(body: bytes, at: int, length: int) -> str:
    """A text of so many characters, one or two bytes each as its first byte says."""
    wide = body[at] & 1
    raw = body[at + 1 : at + 1 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _sheets(book: bytes) -> dict[str, Look]:
    formats = dict(BUILT_IN)
    fonts: list[tuple[bool, bool]] = []
    styles: list[CellStyle] = []
    places: list[tuple[str, int]] = []
    for kind, body in _records(book, 0):
        if kind == _FORMAT:
            number, length = unpack_from("<HH", body)
            formats[number] = _text(body, 4, length)
        elif kind == _FONT:
            _, marks, colour = unpack_from("<3H", body)
            fonts.append((bool(marks & _STRUCK), colour in _WHITE))
        elif kind == _STYLE:
            styles.append(_style(body, fonts, formats))
        elif kind == _SHEET:
            (start,) = unpack_from("<I", body)
            places.append((_text(body, 7, body[6]), start))
    return {name: _look(book, start, styles) for name, start in places}


def _style(body: bytes, fonts: Sequence[tuple[bool, bool]], formats: Mapping[int, str]) -> CellStyle:
    """The style that a record tells; ``fonts`` says of each whether it strikes its text out and whether it is white."""
    font, number = unpack_from("<2H", body)
    struck, pale = fonts[min(font - (font > _NO_FONT), len(fonts) - 1)] if fonts else (False, False)
    filled = len(body) >= 18 and unpack_from("<I", body, 14)[0] >> 26
    lined = bool(unpack_from("<H", body, 10)[0])
    return CellStyle(format_of(formats.get(number, "")), lined, struck or (pale and not filled))


def _look(book: bytes, start: int, styles: Sequence[CellStyle]) -> Look:
    found = Look()

    def take(row: int, column: int, style: int, *, empty: bool = False) -> None:
        if style < len(styles):
            found.take((row, column), styles[style], empty=empty)

    for kind, body in _records(book, start):
        if kind == _ROW and unpack_from("<H", body, 12)[0] & 0x20:
            found.hidden_rows.add(unpack_from("<H", body)[0])
        elif kind == _COLUMNS:
            first, last, _, _, flags = unpack_from("<5H", body)
            if flags & 1:
                found.hidden_columns |= set(range(first, min(last + 1, MAX_COLUMNS)))
        elif kind == _VIEW and not unpack_from("<H", body)[0] & 0x10:
            found.hides_zeros = True
        elif kind in (_NUMBER, _SMALL, _FORMULA, _TEXT_CELL):
            take(*unpack_from("<3H", body))
            if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _FAILED:
                found.errors.add(unpack_from("<2H", body))
        elif kind == _ERROR and body[7]:
            found.errors.add(unpack_from("<2H", body))
        elif kind == _SMALLS:
            row, first = unpack_from("<2H", body)
            for index in range((len(body) - 6) // 6):
                take(row, first + index, *unpack_from("<H", body, 4 + 6 * index))
        elif kind == _EMPTY:
            take(*unpack_from("<3H", body), empty=True)
        elif kind == _EMPTIES:
            row, first, *used, _ = unpack_from(f"<{len(body) // 2}H", body)
            for column, style in enumerate(used, start=first):
                take(row, column, style, empty=True)
    return found
