"""A straightened page → its lines and tables, every text with its confidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from PIL import Image

from extract.documents.model import Place, Table, TextCell, Word
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

TALLEST_STRIP = 2600
"""Longer pictures are cut between lines: the finder's memory grows with the picture."""
DOUBTFUL = 0.9
"""A cell read with less confidence is read again by itself."""
UNREADABLE = "\ufffd"
"""Stands for ink that nothing could be made of: never a blank."""
LEAST_HEIGHT, MOST_HEIGHT = 12, 60
"""The heights in pixels of what may be an overlooked character."""
LEAST_INK = 12
"""Fewer dark pixels than this in a cell are dust."""

_LONE_AS_DIGIT = str.maketrans("。oOQ〇○〇ＯlI|丨！!", "0000000011111" + "1")
"""What a lone digit in a cell is read as; applied only where nothing but such signs and digits stands there."""
_FLAT = set("一-—–－_ーㄧ~～")


@dataclass(slots=True)
class _Piece:
    box: PixelBox
    text: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Page:
    straight: Straightened
    bare: Pixels
    ink: Pixels


def page_blocks(image: Image.Image, number: int, points_per_pixel: float) -> PageBlocks:
    """Reads the picture of one page; boxes are in points on the page as shown.

    ``image`` has about 200 pixels an inch; ``points_per_pixel`` says what a pixel of it is on the page.
    """
    straight = straighten(image)
    grids = find_grids(_in_points(straight.across), _in_points(straight.down))
    page = _Page(straight, *without_rulings(straight, grids))
    found = _text_boxes(page)
    pieces = [piece for box in found for piece in _cut_at_rulings(box, grids)]
    pieces += [_Piece(box) for box in _overlooked(page, found, grids)]
    for piece, reading in zip(pieces, read_crops([_crop(page.bare, p.box) for p in pieces]), strict=True):
        piece.text, piece.score = reading
    inside: list[dict[int, list[_Piece]]] = [{} for _ in grids]
    outside: list[_Piece] = []
    for piece in pieces:
        for grid, cells in zip(grids, inside, strict=True):
            if (cell := grid.cell_at(*_middle(piece.box))) is not None:
                cells.setdefault(cell, []).append(piece)
                break
        else:
            piece.text = piece.text or UNREADABLE
            outside.append(piece)
    height, width = page.ink.shape
    placed: list[tuple[tuple[float, float], Line | Table]] = []
    for grid, cells in zip(grids, inside, strict=True):
        if cells:
            table = _table(page, grid, cells, number, points_per_pixel)
            placed.append(((grid.ys[0], grid.xs[0]), table))
    for line in _lines(outside):
        made = _line(page, line, points_per_pixel)
        top, left = min(p.box[1] for p in line), min(p.box[0] for p in line)
        placed.append(((top / PIXELS_PER_POINT, left / PIXELS_PER_POINT), made))
    placed.sort(key=lambda p: p[0])
    return PageBlocks(number, width * points_per_pixel, height * points_per_pixel, [b for _, b in placed])


def _in_points(strokes: Sequence[Stroke]) -> list[Ruling]:
    return [Ruling(*(value / PIXELS_PER_POINT for value in stroke[:3])) for stroke in strokes]


def _middle(box: PixelBox) -> tuple[float, float]:
    return (box[0] + box[2]) / 2 / PIXELS_PER_POINT, (box[1] + box[3]) / 2 / PIXELS_PER_POINT


def _text_boxes(page: _Page) -> list[PixelBox]:
    found = []
    for top, bottom in _strips(page):
        found += [(x0, y0 + top, x1, y1 + top) for x0, y0, x1, y1 in find_text(page.bare[top:bottom])]
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
    words = tuple(Word(p.text, page.straight.on_page(p.box, points_per_pixel)) for p in line)
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
    inner = [_inner(page, tuple(v * PIXELS_PER_POINT for v in grid.cell_box(cell))) for cell in grid.cells]  # type: ignore[arg-type]
    readings = [_reading(pieces.get(index, [])) for index in range(len(grid.cells))]
    again = [
        index
        for index, (reading, ink) in enumerate(zip(readings, inner, strict=True))
        if ink is not None and (not reading.text or reading.score < DOUBTFUL)
    ]
    second = read_crops([_crop(page.bare, inner[index], pad=8) for index in again])  # type: ignore[arg-type]
    for index, reading in zip(again, second, strict=True):
        if reading.text and reading.score > readings[index].score:
            readings[index] = reading
    cells = []
    for cell, reading, ink in zip(grid.cells, readings, inner, strict=True):
        text, score = _settled(reading, ink)
        box = tuple(v * PIXELS_PER_POINT for v in grid.cell_box(cell))
        place = Place(page=number, box=page.straight.on_page(box, points_per_pixel))  # type: ignore[arg-type]
        cells.append(TextCell(text, cell.row, cell.col, cell.rowspan, cell.colspan, place, round(score, 3)))
    return Table(tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, pages=(number,))


def _inner(page: _Page, box: PixelBox) -> PixelBox | None:
    """The box around the ink in a cell, None where there is none."""
    x0, y0, x1, y1 = (int(v) for v in box)
    part = page.ink[y0 + 3 : y1 - 3, x0 + 3 : x1 - 3]
    if part.sum() < LEAST_INK:
        return None
    rows, cols = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    return (
        float(x0 + 3 + cols[0]),
        float(y0 + 3 + rows[0]),
        float(x0 + 3 + cols[-1] + 1),
        float(y0 + 3 + rows[-1] + 1),
    )


def _reading(pieces: Sequence[_Piece]) -> Reading:
    """The text of a cell from its pieces; as sure as its least sure piece."""
    if not pieces:
        return Reading("", 0.0)
    text = joined_text(["".join(p.text for p in line) for line in _lines(pieces)])
    return Reading(text, min(p.score for p in pieces))


def _settled(reading: Reading, ink: PixelBox | None) -> Reading:
    """The reading with what shape and place decide: dashes, lone digits, ink without a reading."""
    if ink is None:
        return Reading("", 1.0) if not reading.text or reading.score < 0.6 else reading
    if not reading.text:
        return Reading(UNREADABLE, 0.0)
    width, height = ink[2] - ink[0], ink[3] - ink[1]
    if set(reading.text) <= _FLAT and height < 0.4 * width:
        return Reading("—", reading.score)
    digits = reading.text.translate(_LONE_AS_DIGIT)
    if digits != reading.text and digits.isdecimal():
        return Reading(digits, min(reading.score, 0.5))
    return reading
