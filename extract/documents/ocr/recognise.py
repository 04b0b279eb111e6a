"""A straightened page → its lines and tables, every text with its confidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from extract.documents.model import Box, Place, Table, TextCell, Turned, Word
from extract.documents.ocr.engine import Reading, find_text, read_crops
from extract.documents.ocr.scan import (
    PIXELS_PER_POINT,
    Pixels,
    Straightened,
    Stroke,
    straighten,
    without_rulings,
)
from extract.documents.pdf.content import Line, Ruling
from extract.documents.pdf.grid import Grid, find_grids
from extract.documents.pdf.layout import PageBlocks
from extract.documents.pdf.lines import joined_text

PixelBox = tuple[float, float, float, float]

WIDE_SHEET = 1.2
"""A sheet so many times wider than tall may hold two pages."""
LEAST_GUTTER = 0.02
"""The least width of the empty strip between two pages, as a share of the sheet's."""
SPECKLED = 0.002
"""A column of pixels with no more ink than this is empty but for dust."""
FINDING = 0.5
"""Text is looked for in a picture of this size: what that leaves out of a table's cells is found by its ink."""
TALLEST_STRIP = 3000
"""Longer pictures are cut between lines: the finder's memory grows with the picture."""
DOUBTFUL = 0.9
"""A cell read with less confidence is read again by itself."""
UNREADABLE = "\ufffd"
"""Stands for ink that nothing could be made of: never a blank."""
LEAST_HEIGHT, MOST_HEIGHT = 12, 60
"""The heights in pixels of what may be an overlooked character."""
LEAST_LINE = 16
"""Ink in fewer rows than this is no line of text."""
TALLER = 1.1
"""Characters of one line reach no further than so many times the tallest of their pieces."""
LEAST_INK = 12
"""Fewer dark pixels than this in a cell are dust."""
MARGIN = 3
"""So many pixels at the edges of a cell may be left over from its rulings."""
LEFT_OVER = 3
"""Ink no thicker than this along the edge of a cell is left over from its ruling."""
SPECK = 0.35
"""Ink smaller than this share of a cell's tallest character is no character."""
BESIDE = 12
"""A speck so near to a character in its line may be its point or its sign."""
MOST_DIGITS = 12
"""Ink wider than so many times its height is no figure."""
WRAPPED = 3.5
"""In a cell with room for so many more digits no figure is wrapped."""
LONGEST_COUNTED = 200
"""So many pixels of a stretch of text tell which way a page lies."""
SLASH, LEAST_SLANTED = -0.85, -0.5
"""Ink as slanted as the first is a slash, as the second no upright 1."""
LEANING = -0.17
"""A stroke that moves left by more than this for each row of pixels down is no upright one."""
LEAST_SURE = 1.2
"""Readings of a figure that agree are not taken if their confidence adds up to less."""
UNDER_A_SEAL = 0.8
"""The most confidence in what stands where a seal was taken away."""
_LONE = set("无無空零〇")
"""The single characters that stand in a cell of a column of figures."""

_TURN = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}
_LONE_AS_DIGIT = str.maketrans("。oOQ〇○〇ＯlI|丨！!", "0000000011111" + "1")
"""What a lone digit in a cell is read as; applied only where nothing but such signs and digits stands there."""
_NARROW = str.maketrans("，．", ",.")
_FIGURE = re.compile(r"\d[\d,，.．\s]*(?:万?元|[件个项条次人份])?")
_SIGNED = re.compile(r"[-+＋－—−]{0,2}\d[\d,.\s]*[%％]?(?:[(（].*[)）])?")
_FLAT = set("一-—–－_ーㄧ~～")


@dataclass(slots=True)
class _Piece:
    box: PixelBox
    text: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Page:
    """A page turned upright: its picture, and that without the rulings of its grids.

    ``turns`` quarters counter-clockwise have turned a picture of ``size`` (width, height) upright.
    """

    straight: Straightened
    grids: list[Grid]
    bare: Pixels
    ink: Pixels
    turns: int
    size: tuple[int, int]


def page_blocks(image: Image.Image, number: int, points_per_pixel: float) -> list[PageBlocks]:
    """Reads the picture of one page, however it was laid on the scanner: two pages on one sheet are two, of one number.

    ``image`` has about 200 pixels an inch; ``points_per_pixel`` says what a pixel of it is on the page. The boxes
    are in points on the page turned upright.
    """
    page, pieces = _upright(image)
    inside: list[dict[int, list[_Piece]]] = [{} for _ in page.grids]
    outside: list[_Piece] = []
    for piece in pieces:
        for grid, cells in zip(page.grids, inside, strict=True):
            if (cell := grid.cell_at(*_middle(piece.box))) is not None:
                cells.setdefault(cell, []).append(piece)
                break
        else:
            read = Reading(piece.text or UNREADABLE, piece.score)
            piece.text, piece.score = _not_a_slash(read, _slant(page, piece.box))
            outside.append(piece)
    gutter = _gutter(page, pieces)
    middle = page.ink.shape[1] if gutter is None else gutter
    halves: list[list[tuple[tuple[float, float], Line | Table]]] = [[], []]
    for grid, cells in zip(page.grids, inside, strict=True):
        if cells:
            table = _table(page, grid, cells, number, points_per_pixel)
            halves[grid.xs[0] * PIXELS_PER_POINT > middle].append(((grid.ys[0], grid.xs[0]), table))
    for half in (0, 1):
        for line in _lines([p for p in outside if (p.box[0] > middle) == half]):
            made = _line(page, line, points_per_pixel)
            top, left = min(p.box[1] for p in line), min(p.box[0] for p in line)
            halves[half].append(((top / PIXELS_PER_POINT, left / PIXELS_PER_POINT), made))
    height, width = (side * points_per_pixel for side in page.ink.shape)
    turned = Turned(page.turns, *(side * points_per_pixel for side in page.size)) if page.turns else None
    return [
        PageBlocks(number, width, height, [b for _, b in sorted(placed, key=lambda p: p[0])], turned)
        for placed in halves[: 1 if gutter is None else 2]
    ]


def _gutter(page: _Page, pieces: Sequence[_Piece]) -> float | None:
    """The x between two pages scanned on one sheet, None where it is one page."""
    height, width = page.ink.shape
    if width < WIDE_SHEET * height:
        return None
    inked = np.asarray(page.straight.dark.mean(axis=0)) > SPECKLED
    near = slice(int(0.4 * width), int(0.6 * width))
    edges = np.flatnonzero(np.diff(np.concatenate([[True], inked[near], [True]]).astype(np.int8)))
    gaps = [
        (int(b - a), (int(a) + int(b)) / 2 + near.start) for a, b in pairwise(edges) if not inked[near][a]
    ]
    widest, x = max(gaps, default=(0, 0.0))
    left = sum(p.box[2] < x for p in pieces)
    right = sum(p.box[0] > x for p in pieces)
    parted = widest >= LEAST_GUTTER * width and min(left, right) >= 3 and left + right == len(pieces)
    return x if parted else None


def _upright(image: Image.Image) -> tuple[_Page, list[_Piece]]:
    """The page and its pieces of text, read; a page that lies on its side or on its head is turned first."""
    page = _looked_at(image, 0)
    found = _text_boxes(page)
    if _sideways(found):
        page = _looked_at(image, 1)
        found = _text_boxes(page)
    pieces = _read_pieces(page, found)
    if _on_its_head(page, pieces):
        page = _looked_at(image, page.turns + 2)
        pieces = _read_pieces(page, _text_boxes(page))
    return page, pieces


def _looked_at(image: Image.Image, turns: int) -> _Page:
    turned = image.transpose(_TURN[turns]) if turns else image
    straight = straighten(turned)
    grids = find_grids(_in_points(straight.across), _in_points(straight.down))
    return _Page(straight, grids, *without_rulings(straight, grids), turns, image.size)


def _read_pieces(page: _Page, found: Sequence[PixelBox]) -> list[_Piece]:
    pieces = [
        line
        for box in found
        for piece in _cut_at_rulings(box, page.grids)
        for line in _cut_into_lines(page, piece)
    ]
    pieces += [_Piece(box) for box in _overlooked(page, found, page.grids)]
    for piece, reading in zip(pieces, read_crops([_crop(page.bare, p.box) for p in pieces]), strict=True):
        piece.text, piece.score = reading
    return pieces


def _sideways(found: Sequence[PixelBox]) -> bool:
    """Whether most of the text, by length, runs up or down; a row of lone figures found as one counts little."""
    across = sum(min(x1 - x0, LONGEST_COUNTED) for x0, y0, x1, y1 in found if x1 - x0 > 2 * (y1 - y0))
    down = sum(min(y1 - y0, LONGEST_COUNTED) for x0, y0, x1, y1 in found if y1 - y0 > 2 * (x1 - x0))
    return down > 2 * across and down > LONGEST_COUNTED


def _on_its_head(page: _Page, pieces: Sequence[_Piece]) -> bool:
    """Whether the longest lines, where they read badly, read much better turned by half."""
    longest = sorted(pieces, key=lambda p: p.box[0] - p.box[2])[:12]
    if not longest or _mean_score(longest) >= DOUBTFUL:
        return False
    crops = [np.ascontiguousarray(_crop(page.bare, p.box)[::-1, ::-1]) for p in longest]
    turned = sum(r.score for r in read_crops(crops)) / len(crops)
    return turned > _mean_score(longest) + 0.1


def _mean_score(pieces: Sequence[_Piece]) -> float:
    return sum(p.score for p in pieces) / len(pieces)


def _in_points(strokes: Sequence[Stroke]) -> list[Ruling]:
    return [Ruling(*(value / PIXELS_PER_POINT for value in stroke[:3])) for stroke in strokes]


def _middle(box: PixelBox) -> tuple[float, float]:
    return (box[0] + box[2]) / 2 / PIXELS_PER_POINT, (box[1] + box[3]) / 2 / PIXELS_PER_POINT


def _text_boxes(page: _Page) -> list[PixelBox]:
    found = []
    for top, bottom in _strips(page):
        small = cv2.resize(page.bare[top:bottom], None, fx=FINDING, fy=FINDING, interpolation=cv2.INTER_AREA)
        for box in find_text(small):
            x0, y0, x1, y1 = (v / FINDING for v in box)
            found.append((x0, y0 + top, x1, y1 + top))
    return found


def _overlooked(page: _Page, found: Sequence[PixelBox], grids: Sequence[Grid]) -> list[PixelBox]:
    """The boxes of characters outside the grids that the finder left out: in a table without rulings a lone 0
    that is overlooked would be taken for a blank."""
    ink = page.ink.astype(np.uint8)
    height, width = ink.shape
    boxes = [tuple(v * PIXELS_PER_POINT for v in grid.box) for grid in grids] + list(found)
    for x0, y0, x1, y1 in boxes:
        ink[max(0, int(y0) - 4) : int(y1) + 5, max(0, int(x0) - 4) : int(x1) + 5] = 0
    joined = cv2.dilate(ink, np.ones((3, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        (float(x), float(y), float(x + w), float(y + h))
        for x, y, w, h, area in stats[1:count]
        if LEAST_HEIGHT <= h <= MOST_HEIGHT
        and w <= 8 * h
        and area >= 0.2 * w * h
        # A speck at the paper's edge is the scanner's.
        and x > 20
        and x + w < width - 20
        and y > 20
        and y + h < height - 20
    ]


def _strips(page: _Page) -> list[tuple[int, int]]:
    """The picture in pieces not much taller than ``TALLEST_STRIP``, cut where a row of pixels is empty."""
    height = page.ink.shape[0]
    filled = np.asarray(page.ink.any(axis=1))
    cuts = [0]
    while height - cuts[-1] > TALLEST_STRIP:
        empty = np.flatnonzero(~filled[cuts[-1] + TALLEST_STRIP // 2 : cuts[-1] + TALLEST_STRIP])
        cuts.append(cuts[-1] + (TALLEST_STRIP // 2 + int(empty[-1]) if empty.size else TALLEST_STRIP))
    return list(pairwise([*cuts, height]))


def _cut_at_rulings(box: PixelBox, grids: Sequence[Grid]) -> list[_Piece]:
    """A box of text that reaches over vertical rulings, as one piece for each cell."""
    x0, y0, x1, y1 = box
    slack = 0.35 * (y1 - y0)
    for grid in grids:
        number = grid.cell_at(*_middle(box))
        if number is None:
            continue
        cell = grid.cells[number]
        row = min(
            range(len(grid.ys) - 1), key=lambda r: abs((grid.ys[r] + grid.ys[r + 1]) / 2 - _middle(box)[1])
        )
        edges = [
            x * PIXELS_PER_POINT
            for col, x in enumerate(grid.xs)
            if 0 < col < len(grid.xs) - 1 and grid.at[row][col - 1] != grid.at[row][col]
        ]
        cuts = [x for x in edges if x0 + slack < x < x1 - slack]
        if cell is not None and cuts:
            return [_Piece((a, y0, b, y1)) for a, b in pairwise([x0, *cuts, x1])]
    return [_Piece(box)]


def _cut_into_lines(page: _Page, piece: _Piece) -> list[_Piece]:
    """A piece in a cell as one for each line of its ink: in a narrow cell the finder takes lines that nearly touch
    for one."""
    if not any(grid.cell_at(*_middle(piece.box)) is not None for grid in page.grids):
        return [piece]
    top, bottom = int(piece.box[1]), int(piece.box[3])
    lines = [
        box
        for box in _lines_of_ink(page, piece.box)
        # A little ink at the edge is of the line before or after.
        if box[3] - box[1] >= LEAST_HEIGHT or top < box[1] < box[3] < bottom
    ]
    # A pale digit falls into two halves that are no lines.
    parted = sum(box[3] - box[1] >= LEAST_LINE for box in lines) > 1
    return [_Piece(box) for box in lines] if parted else [piece]


def _crop(picture: Pixels, box: PixelBox, pad: int = 3) -> Pixels:
    height, width = picture.shape[:2]
    x0, y0 = max(0, int(box[0]) - pad), max(0, int(box[1]) - pad)
    x1, y1 = min(width, int(box[2]) + pad + 1), min(height, int(box[3]) + pad + 1)
    crop = picture[y0:y1, x0:x1]
    if crop.shape[0] > 1.5 * crop.shape[1]:
        # A narrow digit: the recogniser expects lines wider than tall.
        side = (crop.shape[0] - crop.shape[1]) // 2 + 4
        crop = cv2.copyMakeBorder(crop, 0, 0, side, side, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return np.ascontiguousarray(crop, dtype=np.uint8)


def _lines(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces grouped by height, lines from top to bottom, pieces from left to right."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box[1] + p.box[3]):
        middle, tall = (piece.box[1] + piece.box[3]) / 2, piece.box[3] - piece.box[1]
        if lines:
            first = lines[-1][0].box
            if middle - (first[1] + first[3]) / 2 < 0.5 * min(tall, first[3] - first[1]):
                lines[-1].append(piece)
                continue
        lines.append([piece])
    return [sorted(line, key=lambda p: p.box[0]) for line in lines]


def _line(page: _Page, line: Sequence[_Piece], points_per_pixel: float) -> Line:
    words = tuple(
        Word(p.text, page.straight.on_page(p.box, points_per_pixel), round(p.score, 3)) for p in line
    )
    box = _around([p.box for p in line])
    return Line(" ".join(p.text for p in line), page.straight.on_page(box, points_per_pixel), words)


def _around(boxes: Sequence[PixelBox]) -> PixelBox:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _table(
    page: _Page, grid: Grid, pieces: dict[int, list[_Piece]], number: int, points_per_pixel: float
) -> Table:
    drawn = []
    for index, cell in enumerate(grid.cells):
        box = _in_pixels(grid.cell_box(cell))
        ink, slant = _inner(page, box)
        drawn.append(_Drawn(box, ink, pieces.get(index, []), slant))
    readings = _without_strays(grid, _settled(page, drawn))
    cells = []
    for cell, (box, ink, *_), (text, score) in zip(grid.cells, drawn, readings, strict=True):
        if _stamped(page, box, ink):
            score = min(score, UNDER_A_SEAL)
        place = Place(page=number, box=page.straight.on_page(box, points_per_pixel))
        cells.append(TextCell(text, cell.row, cell.col, cell.rowspan, cell.colspan, place, round(score, 3)))
    return Table(tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, pages=(number,))


def _stamped(page: _Page, cell: PixelBox, ink: PixelBox | None) -> bool:
    """Whether a seal was taken away from where the text of a cell stands, or one more character may have stood."""
    left, top, right, bottom = ink or cell
    room = bottom - top if ink else 0.0
    x0, x1 = max(0, int(left - room), int(cell[0])), int(min(right + room, cell[2]))
    return bool(page.straight.stamped[max(0, int(top)) : int(bottom), x0:x1].any())


def _without_strays(grid: Grid, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with signs that stand for nothing unreadable where most of the column are figures."""
    plain = [r.text in ("", UNREADABLE) or set(r.text) <= _FLAT | _LONE | set("/") for r in readings]
    figures = [bool(_FIGURE.fullmatch(r.text)) for r in readings]
    columns: dict[int, list[int]] = {}
    for index, cell in enumerate(grid.cells):
        if cell.colspan == 1:
            columns.setdefault(cell.col, []).append(index)
    settled = list(readings)
    for column in columns.values():
        if 3 * sum(plain[i] or figures[i] for i in column) >= 2 * len(column):
            for i in column:
                text = readings[i].text
                words = len(text) > 1 and any("一" <= c <= "鿿" for c in text)
                if not plain[i] and not words and not _SIGNED.fullmatch(text):
                    settled[i] = Reading(UNREADABLE, 0.0)
    return settled


class _Drawn(NamedTuple):
    """One cell of a grid: its box, the box around the ink in it, and the pieces of text found there."""

    box: PixelBox
    ink: PixelBox | None
    pieces: list[_Piece]
    slant: float


def _in_pixels(box: Box) -> PixelBox:
    x0, y0, x1, y1 = (v * PIXELS_PER_POINT for v in box)
    return x0, y0, x1, y1


def _settled(page: _Page, cells: Sequence[_Drawn]) -> list[Reading]:
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
            or _figure(reading.text, cell) is not None
            or _is_beyond(cell)
        )
    ]
    second = dict(zip(again, _read_again(page, [cells[i] for i in again], 1.0), strict=True))
    differing = [
        index
        for index in again
        if _is_short(cells[index])
        and (
            (figure := _figure(first[index].text, cells[index])) is None
            or figure != _figure(second[index].text, cells[index])
            or first[index].score + second[index].score < LEAST_SURE
        )
    ]
    third = dict(zip(differing, _read_again(page, [cells[i] for i in differing], 1.6), strict=True))
    return [
        _agreed(cell, [reading] + [more[index] for more in (second, third) if index in more])
        for index, (cell, reading) in enumerate(zip(cells, first, strict=True))
    ]


def _is_beyond(cell: _Drawn) -> bool:
    """Whether the ink in a cell reaches beyond the text that was found in it by about a character."""
    if cell.ink is None or not cell.pieces:
        return False
    found, slack = _around([p.box for p in cell.pieces]), 0.6 * min(p.box[3] - p.box[1] for p in cell.pieces)
    return (
        found[0] - cell.ink[0] > slack
        or cell.ink[2] - found[2] > slack
        or found[1] - cell.ink[1] > slack
        or cell.ink[3] - found[3] > slack
    )


def _lines_of_ink(page: _Page, ink: PixelBox) -> list[PixelBox]:
    """The boxes of the lines that the ink in a cell stands in, told by the empty rows between them."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in ink)
    part = page.ink[y0:y1, x0:x1]
    inked = np.concatenate([[False], part.any(axis=1), [False]])
    edges = np.flatnonzero(np.diff(inked.astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    tallest = max((b - a for a, b in runs), default=0)
    lines: list[tuple[int, int]] = []
    for start, end in runs:
        # The strokes of 三 and the dot of 六 are no lines of their own.
        if lines and end - lines[-1][0] <= max(LEAST_LINE, TALLER * tallest):
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return [
        (ink[0], float(y0 + a), ink[2], float(y0 + b))
        for a, b in lines
        if b - a >= LEAST_HEIGHT or _is_dash(part[a:b])
    ]


def _is_dash(rows: Pixels) -> bool:
    """Whether so low a run of ink is a character of its own (一), not a speck."""
    return int(np.ptp(np.flatnonzero(rows.any(axis=0)))) >= max(LEAST_HEIGHT, 3 * len(rows))


def _is_short(cell: _Drawn) -> bool:
    """Whether the ink of a cell may be a figure: one line of it, or what was found as figures."""
    if cell.pieces and all(_FIGURE.fullmatch(p.text.translate(_LONE_AS_DIGIT)) for p in cell.pieces):
        return True
    x0, y0, x1, y1 = cell.ink or (0.0, 0.0, 0.0, 0.0)
    return y1 - y0 <= MOST_HEIGHT and x1 - x0 <= MOST_DIGITS * (y1 - y0)


def _read_again(page: _Page, cells: Sequence[_Drawn], scale: float) -> list[Reading]:
    """A reading of each cell from other crops: around its ink, line by line where its pieces stand in lines."""
    crops, counts = [], []
    for cell in cells:
        if cell.ink is not None and _is_beyond(cell):
            lines = _lines_of_ink(page, cell.ink)
        else:
            lines = [_around([p.box for p in line]) for line in _lines(cell.pieces)]
        boxes = lines if len(lines) > 1 else [cell.ink or cell.box]
        counts.append(len(boxes))
        crops += [_scaled(_crop(page.bare, box, pad=6), scale) for box in boxes]
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


def _agreed(cell: _Drawn, readings: Sequence[Reading]) -> Reading:
    """One cell's text from its readings, the first from the pieces found on the page."""
    best = max(readings, key=lambda r: (bool(r.text), r.score))
    if cell.ink is None:
        # Text was found where there is hardly any ink: dust, or print too faint to be sure of.
        return Reading("", 1.0) if not best.text or best.score < 0.6 else Reading(UNREADABLE, 0.0)
    if _is_stroke(cell.ink) and all(not r.text or set(r.text) <= _FLAT for r in readings):
        amid = abs((cell.ink[1] + cell.ink[3]) - (cell.box[1] + cell.box[3])) < 0.3 * (
            cell.box[3] - cell.box[1]
        )
        return Reading("—", max(best.score, 0.5)) if best.text or amid else Reading(UNREADABLE, 0.0)
    if _are_apart(cell):
        return Reading(UNREADABLE, 0.0)
    if cell.slant < SLASH and all(len(r.text) <= 1 for r in readings):
        # Whatever the recogniser takes it for: it knows no slash but beside other characters.
        return Reading("/", 0.8)
    figures = [_figure(r.text, cell) for r in readings]
    if not any(figures) or not _is_short(cell):
        if _is_beyond(cell):  # part of it was overlooked
            best = max(readings, key=lambda r: (len(r.text), r.score))
        return best if best.text else Reading(UNREADABLE, 0.0)
    for figure in dict.fromkeys(figures):
        same = [r.score for r, f in zip(readings, figures, strict=True) if f == figure]
        if figure is None or len(same) < 2 or sum(same) < LEAST_SURE:
            continue
        # The later readings are of the same place: they do not outvote another figure found elsewhere.
        if figures[0] in (None, figure):
            return _not_a_slash(Reading(figure, max(same)), cell.slant)
    texts = [r for r in readings if r.text and _figure(r.text, cell) is None]
    if len(texts) > 1 and len({r.text for r in texts}) == 1:
        return texts[0]
    return Reading(UNREADABLE, 0.0)


def _are_apart(cell: _Drawn) -> bool:
    """Whether figures in a cell are not one: the ruling between two rows or columns was not seen.

    A figure is wrapped only where its next digit has no room: all its lines stand within the first's width.
    """
    if not all(_FIGURE.fullmatch(p.text) for p in cell.pieces):
        return False
    lines = _lines(cell.pieces)
    if any(b.box[0] - a.box[2] > a.box[3] - a.box[1] for line in lines for a, b in pairwise(line)):
        return True
    if len(lines) < 2:
        return False
    boxes = [_around([p.box for p in line]) for line in lines]
    left, right = boxes[0][0], boxes[0][2]
    digit = (right - left) / sum(len(p.text) for p in lines[0])
    room = cell.box[2] - cell.box[0] - (right - left)
    return room > WRAPPED * digit or any(b[0] < left - digit / 2 or b[2] > right + digit / 2 for b in boxes)


def _slant(page: _Page, box: PixelBox) -> float:
    """How near the ink in a box is to one straight slanted stroke: −1 for a slash, about 0 for an upright digit."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    return _slanted(page.ink[y0:y1, x0:x1])


def _slanted(ink: Pixels) -> float:
    ys, xs = np.nonzero(ink)
    if len(xs) < LEAST_INK or np.ptp(xs) < 0.2 * np.ptp(ys) or not xs.std() or not ys.std():
        return 0.0
    return -1.0 if _is_slash(ink) else max(float(np.corrcoef(xs, ys)[0, 1]), LEAST_SLANTED - 0.1)


def _is_slash(ink: Pixels) -> bool:
    """Whether every row of the ink has one stroke of the same width, a little further left than in the row above.

    A 7 has its bar, a 1 its upright stem.
    """
    rows = ink[ink.any(axis=1)] > 0
    widths, middles = rows.sum(axis=1), (rows * np.arange(rows.shape[1])).sum(axis=1) / rows.sum(axis=1)
    if len(rows) < LEAST_HEIGHT or widths.max() > 1.6 * np.median(widths) + 2:
        return False
    leaning, start = np.polyfit(np.arange(len(rows)), middles, 1)
    astray = np.abs(middles - start - leaning * np.arange(len(rows))).max()
    return bool(leaning < LEANING and astray <= 2)


def _not_a_slash(reading: Reading, slant: float) -> Reading:
    """A lone 1 or 7, unless its ink is one slanted stroke: the recogniser takes a slash for it."""
    if reading.text not in ("1", "7") or slant > LEAST_SLANTED:
        return reading
    return Reading("/", min(reading.score, 0.8)) if slant < SLASH else Reading(UNREADABLE, 0.0)


def _is_stroke(ink: PixelBox) -> bool:
    return ink[3] - ink[1] < 0.4 * (ink[2] - ink[0])


def _figure(text: str, cell: _Drawn) -> str | None:
    """The figure that a reading stands for, None where it stands for none.

    A sign that looks like a digit (``。``, ``o``, ``l``, ``|``) is one where its ink is as tall as a digit and
    does not reach from edge to edge of its cell, as what is left of a ruling does.
    """
    if _FIGURE.fullmatch(text):
        # Blanks and the width of signs are not told for sure; a point at the end is a speck.
        return "".join(text.translate(_NARROW).split()).rstrip(".,")
    digits = text.translate(_LONE_AS_DIGIT)
    if not digits.isdecimal() or cell.ink is None:
        return None
    tall, room = cell.ink[3] - cell.ink[1], cell.box[3] - cell.box[1] - 2 * MARGIN
    return digits if LEAST_HEIGHT <= tall < room - 2 else None


def _inner(page: _Page, box: PixelBox) -> tuple[PixelBox | None, float]:
    """The box around the ink in a cell, None where there is none, and how slanted it is if it is one stroke."""
    x0, y0, x1, y1 = (int(v) for v in box)
    part = page.ink[y0 + MARGIN : y1 - MARGIN, x0 + MARGIN : x1 - MARGIN].astype(np.uint8)
    if part.sum() < LEAST_INK:
        return None, 0.0
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces = [tuple(int(v) for v in stats[n]) for n in range(1, count) if not _left_over(part, stats[n])]
    marks = [p for p in pieces if p[4] >= LEAST_INK]
    if not marks:
        return None, 0.0
    tallest = max(p[3] for p in marks)
    marks = [p for p in marks if max(p[2], p[3]) >= SPECK * tallest]
    # A point, a comma or the dots of a sign stand beside something larger; other specks are dust.
    kept = [p for p in pieces if p in marks or any(_beside(p, mark) for mark in marks)]
    left, top = min(p[0] for p in kept), min(p[1] for p in kept)
    right, bottom = max(p[0] + p[2] for p in kept), max(p[1] + p[3] for p in kept)
    slant = _slanted(part[top:bottom, left:right]) if len(marks) == 1 else 0.0
    dx, dy = x0 + MARGIN, y0 + MARGIN
    return (float(dx + left), float(dy + top), float(dx + right), float(dy + bottom)), slant


def _left_over(part: Pixels, piece: Sequence[int]) -> bool:
    """Whether a piece of ink is thin and runs along an edge of its cell."""
    x, y, width, height, _ = (int(v) for v in piece)
    tall, wide = part.shape
    upright = width <= LEFT_OVER < height and (x <= MARGIN or x + width >= wide - MARGIN)
    level = height <= LEFT_OVER < width and (y <= MARGIN or y + height >= tall - MARGIN)
    return upright or level


def _beside(speck: Sequence[int], mark: Sequence[int]) -> bool:
    x, y, width, height, _ = speck
    left, top, wide, tall, _ = mark
    return (
        left - BESIDE <= x + width
        and x <= left + wide + BESIDE
        and top - 4 <= y
        and y + height <= top + tall + 4
    )


def _reading(pieces: Sequence[_Piece]) -> Reading:
    """The text of a cell from its pieces; as sure as its least sure piece."""
    if not pieces:
        return Reading("", 0.0)
    text = joined_text(["".join(p.text for p in line) for line in _lines(pieces)])
    return Reading(text, min(p.score for p in pieces))
