"""The shadows of folds: broad grey bands from edge to edge of a page, brightened to what the paper is beside them."""

from collections.abc import Iterator

import cv2
import numpy as np

from extract.documents.ocr.strokes import Pixels

STRIPS = 12
"""A page is looked at in so many strips across the fold: no ruling runs through the first and the last of them."""
PAPER = 75
"""In each row of a strip this percentile of brightness is paper, between the characters of a line too."""
WIDEST = 150
"""No shadow is wider; the paper is as bright as within so many pixels of it."""
NARROWEST = 8
"""What is narrower is a ruling or a streak."""
SHADED, BLACK = 0.96, 0.4
"""A shadow is darker than the first share of the paper's brightness; what is darker than the second is the scanner's edge."""
ASLANT = 60
"""From one edge of the page to the other a fold moves by no more pixels."""


def without_folds(picture: Pixels) -> Pixels:
    """The picture without the shadows of folds; the same object where it has none."""
    for turned in (False, True):
        page = picture.transpose(1, 0, 2) if turned else picture
        if shadows := list(_shadows(page)):
            page = page.copy()
            for first, last, share in shadows:
                _brighten(page, first, last, share)
            picture = page.transpose(1, 0, 2) if turned else page
    return picture


def _shadows(page: Pixels) -> Iterator[tuple[float, float, Pixels]]:
    """Each level shadow: the height of its middle at the left and the right edge, and row by row the share of light left."""
    height, width = page.shape[:2]
    if min(height, width) < 2 * WIDEST:
        return
    strips = np.array_split(page[:, ::4].min(axis=2), STRIPS, axis=1)
    paper = np.stack([np.percentile(strip, PAPER, axis=1) for strip in strips], axis=1).astype(np.float32)
    usual = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, np.ones((WIDEST + 1, 1), np.uint8))
    share = paper / np.maximum(usual, 1)
    bands = [_bands(share[:, strip]) for strip in range(STRIPS)]
    for start, end in bands[0]:
        left = (start + end) / 2
        for begin, finish in bands[-1]:
            right = (begin + finish) / 2
            middles = np.linspace(left, right, STRIPS)
            if abs(left - right) <= ASLANT and all(
                (share[round(float(middle)), strip] < SHADED) for strip, middle in enumerate(middles)
            ):
                half = max(end - start, finish - begin) // 2 + NARROWEST
                rows = np.arange(-half, half + 1)
                sides = [
                    share[np.clip(rows + round(middle), 0, height - 1), strip]
                    for middle, strip in ((left, 0), (right, -1))
                ]
                yield left, right, np.maximum(*sides).clip(BLACK, 1)


def _bands(share: Pixels) -> list[tuple[int, int]]:
    """Where a strip is shaded, but not black, for as many rows as a fold is wide."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], share < SHADED, [0]]).astype(np.int8)))
    return [
        (int(a), int(b))
        for a, b in zip(edges[::2], edges[1::2], strict=True)
        if NARROWEST <= b - a <= WIDEST and a > 0 and b < len(share) and share[a:b].min() > BLACK
    ]


def _brighten(page: Pixels, left: float, right: float, share: Pixels) -> None:
    """Gives a band its light back; ``share`` is what is left of it, row by row, the band's middle in the middle."""
    height, width = page.shape[:2]
    half = len(share) // 2
    columns = np.linspace(0, width, STRIPS + 1).astype(int)
    for middle, start, end in zip(np.linspace(left, right, STRIPS), columns, columns[1:], strict=False):
        top = round(float(middle)) - half
        rows = slice(max(0, top), min(height, top + len(share)))
        light = share[rows.start - top : rows.stop - top, None, None]
        page[rows, start:end] = (page[rows, start:end] / light).clip(0, 255).astype(np.uint8)
