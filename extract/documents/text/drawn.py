"""Tables drawn with characters (``+---+``, ``┌──┐``): the lines between the corners tell every cell and what it spans.

Pandoc, docutils and office scripts draw them. Where the drawing does not close, nothing is read here.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from extract.documents.collect import RawCell
from extract.documents.text.lines import Lines
from extract.rare import rare

LEAST = 4
"""Lines across from which every row has its own: between three, each printed line is a row."""
FRAMED = 20
"""Lines from which a cell alone is a page and no cell."""
LARGEST = 400_000
"""Characters of a drawing, many times what a table of the forms takes up."""

_CORNERS = frozenset("+┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╤╧")
_ACROSS = frozenset("-=:─━═┄┈") | _CORNERS
_DOWN = frozenset("|│┃║｜") | _CORNERS
_FULL = rare(r"(?:\+[-=:]{2,})+\+|[┌├└╔╠╚┏┣┗╞][─━═┄┈┬┴┼╦╩╬┳┻╋╪╤╧]+[┐┤┘╗╣╝┓┫┛╡]")
"""A line that is drawn from end to end."""
_FRAME = rare(r"\+[-=:]{4,}\+|[┌╔┏└╚┗][─━═]{4,}[┐╗┓┘╝┛]")
"""An upper or a lower edge that no column meets."""
_RULE = rare(r"-{3,}(?: +-{3,})*")
FENCE = rare(r":{3,}(?:\s.*)?")
"""The beginning or the end of a part with attributes, as pandoc writes it."""
WIDTHS = ("WF", "WFA", "")
"""Which characters took two columns where the table was drawn: it depends on the maker."""

_Line = list[str]
"""A line with a character for each column; the second column of a wide one is empty."""


def stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each drawn table, and the line after its last."""
    at = 0
    while at < len(lines):
        if not _is_full(lines[at].strip()):
            at += 1
            continue
        first = last = at
        full = 0
        while at < len(lines) and _is_part(bare := lines[at].strip()):
            if _is_full(bare):
                last, full = at, full + 1
            at += 1
        if full >= 2:
            yield first, last + 1


def _is_full(bare: str) -> bool:
    return bare[:1] in _CORNERS and len(bare) > 4 and _FULL.fullmatch(bare) is not None


def _is_part(bare: str) -> bool:
    return len(bare) > 1 and bare[0] in _DOWN and bare[-1] in _DOWN


def without_frame(lines: Sequence[str]) -> list[str] | None:
    """What stands in a frame around a whole page, its edges left blank; None where something is drawn that is no such frame.

    Old pages set all they hold in a table of one cell; a table within it is drawn within the frame.
    """
    inside = [line for line in lines if not _FRAME.fullmatch(line.strip())]
    if len(lines) - len(inside) != 2 or len(inside) < FRAMED:
        return None
    return [
        "" if _FRAME.fullmatch(bare := line.strip()) else line.replace(bare, f" {bare[1:-1]} ", 1)
        for line in lines
    ]


def drawn_cells(lines: Lines) -> list[RawCell]:
    """The cells of a drawn table with what they span; none where the drawing does not close."""
    if sum(map(len, lines.written)) > LARGEST:
        return []
    for wide in WIDTHS:
        raster = [spread(line.strip(), wide) for line in lines.written]
        width = len(raster[0])
        if all(len(line) == width for line in raster):
            cells = _cells(raster)
            if cells:
                return [_raw(cell, raster, lines) for cell in cells]
    return []


def spread(line: str, wide: str) -> _Line:
    """A line with a character for each column, where those of these widths take two."""
    columns: _Line = []
    for char in line:
        columns.append(char)
        if wide and not char.isascii() and east_asian_width(char) in wide:
            columns.append("")
    return columns


_Box = tuple[int, int, int, int, tuple[int, int, int, int]]
"""Row, column, rows and columns of a cell, and what the raster has of it: its lines and columns, without the drawing."""


def _cells(raster: Sequence[_Line]) -> list[_Box]:
    """The cells that the lines drawn leave open; none where one of them is no rectangle."""
    across = [n for n, line in enumerate(raster) if _has_across(line)]
    down = sorted(
        {x for n in across for x, char in enumerate(raster[n]) if char in _CORNERS and _meets(raster[n], x)}
    )
    if len(across) < LEAST or len(down) < 2 or across[0] or down[0] or across[-1] != len(raster) - 1:
        return []
    if down[-1] < len(raster[0]) - 2:  # the last column may take two
        return []
    rows, cols = list(pairwise(across)), list(pairwise(down))
    if not _bars_stand_at(raster, down):
        return []
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, (top, bottom) in enumerate(rows):
        for c, (left, right) in enumerate(cols):
            open_left = c > 0 and not any(raster[y][left] in _DOWN for y in range(top + 1, bottom))
            open_above = r > 0 and not _drawn(raster[top], left, right)
            if open_above:
                owner[r, c] = owner[r - 1, c]
            elif open_left and bottom - top > 1:
                owner[r, c] = owner[r, c - 1]
            else:
                owner[r, c] = r, c
    found: list[_Box] = []
    parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at, home in owner.items():
        parts.setdefault(home, []).append(at)
    for (r, c), inside in parts.items():
        last_r, last_c = inside[-1]
        down_by, across_by = last_r - r + 1, last_c - c + 1
        if len(inside) != down_by * across_by or any(
            not r <= a <= last_r or not c <= b <= last_c for a, b in inside
        ):
            return []
        frame = (rows[r][0] + 1, rows[last_r][1], cols[c][0] + 1, cols[last_c][1])
        if not _is_closed(raster, frame):
            return []
        found.append((r, c, down_by, across_by, frame))
    return found


def _has_across(line: _Line) -> bool:
    """Whether a line has an edge in it: two corners with nothing but a stroke between them."""
    begun = False
    length = 0
    for char in line:
        if char in _CORNERS:
            if begun and length:
                return True
            begun, length = True, 0
        elif char in _ACROSS or not char:
            length += 1
        else:
            begun = False
    return False


def _meets(line: _Line, x: int) -> bool:
    """Whether a corner has a stroke beside it, and is not a sign in a text."""
    after = next((char for char in line[x + 1 : x + 3] if char), "")
    before = next((char for char in reversed(line[max(x - 2, 0) : x]) if char), "")
    return after in _ACROSS or before in _ACROSS if after or before else False


def _bars_stand_at(raster: Sequence[_Line], down: Sequence[int]) -> bool:
    """Whether every bar stands where a corner does: what is cut at the corners is cut between cells."""
    places = set(down)
    return all(
        x in places
        for line in raster
        for x, char in enumerate(line)
        if char in _DOWN and char not in _CORNERS
    )


def _drawn(line: _Line, left: int, right: int) -> bool:
    return all(char in _ACROSS or not char for char in line[left + 1 : right])


def _is_closed(raster: Sequence[_Line], frame: tuple[int, int, int, int]) -> bool:
    """Whether a cell has its edges all around."""
    top, bottom, left, right = frame
    sides = all(raster[y][left - 1] in _DOWN and raster[y][right] in _DOWN for y in range(top, bottom))
    return sides and _drawn(raster[top - 1], left - 1, right) and _drawn(raster[bottom], left - 1, right)


def _raw(box: _Box, raster: Sequence[_Line], lines: Lines) -> RawCell:
    row, col, down, across, (top, bottom, left, right) = box
    inside = {y: text for y in range(top, bottom) if (text := "".join(raster[y][left:right])).strip()}
    line, indent = top, 0
    if inside:
        line, first = next(iter(inside.items()))
        written = lines.written[line]
        indent = len(written) - len(written.lstrip()) + len("".join(raster[line][:left]))
        indent += len(first) - len(first.lstrip())
    parts = [part for part in map(str.strip, inside.values()) if not FENCE.fullmatch(part)]
    if len(parts) > 1:  # the rules of a table within the cell; alone, three hyphens are a dash
        parts = [part for part in parts if not _RULE.fullmatch(part)]
    return lines.cell("\n".join(parts), (row, col, down, across), line, indent)
