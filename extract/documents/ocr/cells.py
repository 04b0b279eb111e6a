"""The cells of a grid on a straightened page → their text: figures are read more than once and have to agree."""

from collections.abc import Collection, Sequence
from itertools import islice

import cv2
import numpy as np

from extract.documents.model import Box, Place, Table, TextCell
from extract.documents.ocr.agreement import (
    DOUBTFUL,
    FIGURE,
    FLAT,
    LEAST_SURE,
    SIGNED,
    STROKES,
    UNREAD,
    WITH_SIGN,
    Drawn,
    agreed,
    figure_of,
    is_beyond,
    is_short,
)
from extract.documents.ocr.engine import Reading, read_crops
from extract.documents.ocr.ink import MARGIN, any_ink, dust_off, ink_in, is_ring, is_tiny, lines_of_ink
from extract.documents.ocr.pieces import Page, Piece, PixelBox, box_around, cut_out, in_lines, placed
from extract.documents.ocr.scan import PIXELS_PER_POINT
from extract.documents.ocr.seals import Circle, lies_on
from extract.documents.ocr.strokes import Pixels
from extract.documents.pdf.content import UNREADABLE
from extract.documents.pdf.grid import Grid
from extract.documents.pdf.lines import joined_text

TALLER_THAN_FIGURES = 1.4
"""No figure on one line is taller than so many times the others of its table."""
WIDEST_GAP, UNEVEN_GAP = 1.5, 3.0
"""Between two figures in one cell is a gap so many times as wide as they are high, and as the others are."""
ALIKE = 3
"""Ink that may be dust is print where so many cells of a table have the like, and no more have none."""
LEAST_IN_LINE = 3
"""So many cells that hold no words make a row or column of figures."""
SAME = 2.5
"""The ink of two cells differs in size and place by no more pixels if it is the same sign."""
UNDER_A_SEAL = 0.8
"""The most confidence in what stands where a seal was taken away."""
_LONE = set("无無空零〇")
"""The single characters that stand in a cell of a column of figures."""


def read_table(
    page: Page,
    grid: Grid,
    pieces: dict[int, list[Piece]],
    seals: Sequence[Circle],
    number: int,
    points_per_pixel: float,
) -> Table:
    """One grid with the pieces of text in its cells → the table, boxes in points on the straightened page.

    ``seals`` lie on the page, as black as its print.
    """
    drawn = []
    for index, cell in enumerate(grid.cells):
        box = _in_pixels(grid.cell_box(cell))
        dust_off(page, box)
        ink, slant = ink_in(page, box)
        ring = ink is not None and is_ring(page, ink)
        found = [p for p in pieces.get(index, []) if not _is_of_a_ruling(p.box, box, ink)]
        drawn.append(Drawn(box, ink, found, slant, _touches(page, ink), ring, _is_parted(page, ink)))
    readings = _without_strays(grid, _settled(page, drawn))
    readings = _without_specks(page, drawn, _without_strokes(page, drawn, readings))
    cells = []
    has_signs = any(WITH_SIGN.match(text) for text, _ in readings)
    for cell, (box, ink, *_), (text, score) in zip(grid.cells, drawn, readings, strict=True):
        # A ruling may have gone with the seal: a figure in two rows is of one of them.
        is_kept = page.straight.is_blacker and not has_signs and cell.rowspan == 1 and FIGURE.fullmatch(text)
        if not is_kept and not _is_words(text) and _lies_under(page.straight.washed, box, ink):
            text, score = UNREAD
        elif _lies_under(page.straight.stamped, box, ink):
            # A hyphen goes with the seal that is brightened away.
            text, score = (text, min(score, UNDER_A_SEAL)) if text else UNREAD
        elif (_may_be_of_a_seal(text, score) and any(lies_on(seal, *(ink or box)) for seal in seals)) or (
            _is_read_badly(text, score) and _lies_under(page.straight.marked, box, ink)
        ):
            text, score = UNREAD
        place = Place(page=number, box=placed(box, points_per_pixel))
        cells.append(TextCell(text, cell.row, cell.col, cell.rowspan, cell.colspan, place, round(score, 3)))
    return Table(tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, pages=(number,))


def _may_be_of_a_seal(text: str, score: float) -> bool:
    """Whether a stroke of a seal may be what was read, or part of it: a dash, a slash or a 1 alone, or a figure read badly."""
    return (bool(text) and set(text) <= FLAT | STROKES) or _is_read_badly(text, score)


def _is_read_badly(text: str, score: float) -> bool:
    """Whether a figure or sign may be another, of which something hides a part."""
    return bool(text) and score < DOUBTFUL and not _is_words(text)


def _is_of_a_ruling(found: PixelBox, cell: PixelBox, ink: PixelBox | None) -> bool:
    """Whether what was found as text reaches over an edge of its cell, and has none of the cell's ink: a dash of its ruling."""
    if ink is None:
        return False
    inside = all(a + MARGIN < b for a, b in zip(cell[:2] + found[2:], found[:2] + cell[2:], strict=True))
    beside = found[2] <= ink[0] or ink[2] <= found[0] or found[3] <= ink[1] or ink[3] <= found[1]
    return beside and not inside


def _touches(page: Page, ink: PixelBox | None) -> bool:
    """Whether ink in a cell reaches into its rulings."""
    if ink is None:
        return False
    x0, y0, x1, y1 = (int(v) for v in ink)
    return bool(page.touching[max(0, y0 - MARGIN) : y1 + MARGIN, max(0, x0 - MARGIN) : x1 + MARGIN].any())


def _is_parted(page: Page, ink: PixelBox | None) -> bool:
    """Whether one gap in a line of ink is much wider than all others, as between two figures; spaced digits stand evenly."""
    if ink is None:
        return False
    x0, y0, x1, y1 = (int(v) for v in ink)
    inked = np.flatnonzero(page.ink[y0:y1, x0:x1].any(axis=0))
    *others, widest = np.sort(np.diff(inked))[-2:] if inked.size > 2 else [0]
    return any(gap > 1 and max(WIDEST_GAP * (y1 - y0), UNEVEN_GAP * gap) < widest for gap in others)


def _lies_under(mask: Pixels, cell: PixelBox, ink: PixelBox | None) -> bool:
    """Whether a seal was taken away from where the text of a cell stands, or one more character may have stood."""
    left, top, right, bottom = ink or cell
    room = bottom - top if ink else 0.0
    x0, x1 = max(0, int(left - room), int(cell[0])), int(min(right + room, cell[2]))
    return bool(mask[max(0, int(top)) : int(bottom), x0:x1].any())


def _without_strays(grid: Grid, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with signs that stand for nothing unreadable where most of a row or column, but for words, are figures."""
    words = [_is_words(r.text) for r in readings]
    signs = [
        r.text in ("", UNREADABLE) or set(r.text) <= FLAT | _LONE | set("/") or bool(FIGURE.fullmatch(r.text))
        for r in readings
    ]
    lines: dict[tuple[bool, int], list[int]] = {}
    for index, cell in enumerate(grid.cells):
        if not words[index]:
            if cell.colspan == 1:
                lines.setdefault((False, cell.col), []).append(index)
            if cell.rowspan == 1:
                lines.setdefault((True, cell.row), []).append(index)
    of_figures = (
        i
        for line in lines.values()
        if len(line) >= LEAST_IN_LINE and 3 * sum(signs[i] for i in line) >= 2 * len(line)
        for i in line
    )
    return _without(
        readings, {i for i in of_figures if not signs[i] and not SIGNED.fullmatch(readings[i].text)}
    )


def _without(readings: Sequence[Reading], doubtful: Collection[int]) -> list[Reading]:
    """The readings, these of them unreadable."""
    return [UNREAD if i in doubtful else reading for i, reading in enumerate(readings)]


def _is_words(text: str) -> bool:
    """Whether a text has characters that are none of the signs for nothing: 一 is a dash more often than a word."""
    return len(text) > 1 and any("一" < c <= "鿿" and c not in _LONE for c in text)


def _without_strokes(page: Page, cells: Sequence[Drawn], readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with figures unreadable whose ink is taller than that of the others: a stroke of a seal runs beside them."""
    tall = {
        i: cell.ink[3] - cell.ink[1]
        for i, (cell, reading) in enumerate(zip(cells, readings, strict=True))
        if cell.ink is not None and FIGURE.fullmatch(reading.text)
    }
    most = TALLER_THAN_FIGURES * float(np.median([*tall.values()])) if tall else 0.0
    on_one_line = {
        i
        for i, height in tall.items()
        if height > most
        and len(in_lines(cells[i].pieces) or lines_of_ink(page, cells[i].ink or cells[i].box)) < 2
    }
    return _without(readings, on_one_line)


def _without_specks(page: Page, cells: Sequence[Drawn], readings: Sequence[Reading]) -> list[Reading]:
    """The readings, unreadable where ink may be dust or a small hyphen.

    So little ink is print where several cells have the like; a cell with less of it is then no blank for sure.
    """
    tiny = [i for i, cell in enumerate(cells) if cell.ink is not None and is_tiny(cell.ink)]
    # On a dusty page many cells have a speck, and more have none.
    printed = (
        tiny if len(tiny) >= max(ALIKE, sum(cell.ink is None for cell in cells)) else _alike(cells, tiny)
    )
    doubtful = [i for i in tiny if i not in printed]
    if printed:
        doubtful += [i for i, cell in enumerate(cells) if cell.ink is None and any_ink(page, cell.box)]
    return _without(readings, doubtful)


def _alike(cells: Sequence[Drawn], tiny: Sequence[int]) -> set[int]:
    """Those of some cells whose ink is of one size and stands in one place of them, as a sign does that is set several times."""
    most: set[int] = set()
    for align in (0.0, 0.5, 1.0):
        places = {i: _place(cells[i], align) for i in tiny}
        for place in places.values():
            near = {
                i
                for i, other in places.items()
                if all(abs(a - b) <= SAME for a, b in zip(place, other, strict=True))
            }
            most = max(most, near, key=len)
    return most if len(most) > 1 else set()


def _place(cell: Drawn, align: float) -> tuple[float, ...]:
    """The width and height of a cell's ink, and how far it stands from the middle height and from one side, or the middle."""
    (x0, y0, x1, y1), (left, top, right, bottom) = cell.ink or cell.box, cell.box
    across = (x0 + align * (x1 - x0)) - (left + align * (right - left))
    return x1 - x0, y1 - y0, (y0 + y1 - top - bottom) / 2, across


def _in_pixels(box: Box) -> PixelBox:
    x0, y0, x1, y1 = (v * PIXELS_PER_POINT for v in box)
    return x0, y0, x1, y1


def _settled(page: Page, cells: Sequence[Drawn]) -> list[Reading]:
    """The text of every cell. Figures are read again from another crop, and a third time where the two differ:
    what no two readings agree on is unreadable."""
    first = [_reading(cell.pieces) for cell in cells]
    again = [
        index
        for index, (reading, cell) in enumerate(zip(first, cells, strict=True))
        if cell.ink is not None
        and (
            not reading.text
            or reading.score < DOUBTFUL
            or figure_of(reading.text, cell) is not None
            or is_beyond(cell)
            # With a speck before or behind it.
            or (is_short(cell) and any(c.isdecimal() for c in reading.text))
        )
    ]
    second = dict(zip(again, _read_again(page, [cells[i] for i in again], 1.0), strict=True))
    differing = [
        index
        for index in again
        if is_short(cells[index])
        and (
            (figure := figure_of(first[index].text, cells[index])) is None
            or figure != figure_of(second[index].text, cells[index])
            or first[index].score + second[index].score < LEAST_SURE
        )
    ]
    third = dict(zip(differing, _read_again(page, [cells[i] for i in differing], 1.6), strict=True))
    return [
        agreed(cell, [reading] + [more[index] for more in (second, third) if index in more])
        for index, (cell, reading) in enumerate(zip(cells, first, strict=True))
    ]


def _read_again(page: Page, cells: Sequence[Drawn], scale: float) -> list[Reading]:
    """A reading of each cell from other crops: around its ink, line by line where its pieces stand in lines."""
    crops, counts = [], []
    for cell in cells:
        if cell.ink is not None and is_beyond(cell):
            lines = lines_of_ink(page, cell.ink)
        else:
            lines = [box_around([p.box for p in line]) for line in in_lines(cell.pieces)]
        boxes = lines if len(lines) > 1 else [cell.ink or cell.box]
        counts.append(len(boxes))
        # Once without what may be print or left over from a ruling: a figure is read the same with and without it.
        picture = page.cleared if cell.touches and scale == 1.0 else page.bare
        crops += [_scaled(cut_out(picture, box, pad=6), scale) for box in boxes]
    read = iter(read_crops(crops))
    readings = []
    for count in counts:
        lines_read = list(islice(read, count))
        text = joined_text([line.text for line in lines_read])
        readings.append(Reading(text, min(line.score for line in lines_read)))
    return readings


def _scaled(crop: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return crop
    larger = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    side = int(4 * scale)
    return cv2.copyMakeBorder(larger, 2, 2, side, side, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def _reading(pieces: Sequence[Piece]) -> Reading:
    """The text of a cell from its pieces; as sure as its least sure piece."""
    if not pieces:
        return Reading("", 0.0)
    text = joined_text(["".join(p.text for p in line) for line in in_lines(pieces)])
    return Reading(text, min(p.score for p in pieces))
