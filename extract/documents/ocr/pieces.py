"""The pieces of text on a straightened page, and the pictures they are read from."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.documents.model import Box
from extract.documents.ocr.scan import Straightened
from extract.documents.ocr.strokes import Pixels
from extract.documents.pdf.grid import Grid

PixelBox = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels of the straightened page."""


@dataclass(slots=True)
class Piece:
    """Text found on a page: where, and once it is read what it says and how sure that is (0–1)."""

    box: PixelBox
    text: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page turned upright: its picture, and that without the rulings of its grids, with the print that touches them
    (``bare``, and where its ``ink`` is) and without it (``cleared``); and where such print stands (``touching``).

    ``turns`` quarters counter-clockwise have turned a picture of ``size`` (width, height) upright.
    """

    straight: Straightened
    grids: list[Grid]
    bare: Pixels
    ink: Pixels
    cleared: Pixels
    touching: Pixels
    turns: int
    size: tuple[int, int]


def placed(box: PixelBox, points_per_pixel: float) -> Box:
    """A box in points of the straightened page."""
    x0, y0, x1, y1 = (round(float(value) * points_per_pixel, 2) for value in box)
    return x0, y0, x1, y1


def cut_out(picture: Pixels, box: PixelBox, pad: int = 3) -> Pixels:
    """What stands in a box and ``pad`` pixels around it, as wide as the recogniser expects a line to be."""
    height, width = picture.shape[:2]
    x0, y0 = max(0, int(box[0]) - pad), max(0, int(box[1]) - pad)
    x1, y1 = min(width, int(box[2]) + pad + 1), min(height, int(box[3]) + pad + 1)
    crop = picture[y0:y1, x0:x1]
    if crop.shape[0] > 1.5 * crop.shape[1]:
        # A narrow digit: the recogniser expects lines wider than tall.
        side = (crop.shape[0] - crop.shape[1]) // 2 + 4
        crop = cv2.copyMakeBorder(crop, 0, 0, side, side, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return np.ascontiguousarray(crop, dtype=np.uint8)


def in_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces grouped by height, lines from top to bottom, pieces from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box[1] + p.box[3]):
        middle, tall = (piece.box[1] + piece.box[3]) / 2, piece.box[3] - piece.box[1]
        if lines:
            first = lines[-1][0].box
            if middle - (first[1] + first[3]) / 2 < 0.5 * min(tall, first[3] - first[1]):
                lines[-1].append(piece)
                continue
        lines.append([piece])
    return [sorted(line, key=lambda p: p.box[0]) for line in lines]


def box_around(boxes: Sequence[PixelBox]) -> PixelBox:
    """The least box that holds them all."""
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(feet)
