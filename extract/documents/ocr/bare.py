"""A page without the rulings of its tables: what of the print touches them stays."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from extract.documents.ocr.scan import PIXELS_PER_POINT, Straightened
from extract.documents.ocr.strokes import THICKEST, Pixels, Stroke, dark_pixels
from extract.documents.pdf.grid import SNAP, Grid

BLURRED = 2
"""So many pixels beside a ruling may be darkened by it."""
STRETCH = 60
"""Over so many pixels a ruling is looked at: how thick it is drawn there, and where it runs."""
UNPRINTED, DARKENED = 15, 10
"""At least this percentage of a stretch has no print beside it, and there a ruling makes the paper darker by so much (0–255)."""
HALF, LONGER_THAN_A_DIGIT = 0.5, 30
"""A run of so many pixels at least, each darker than such a share of a ruling, belongs to it: the stem of a digit is shorter."""
LEAST_DARKER, MOST_LIFTED = 36, 1.5
"""By how much print makes a ruling's edge darker at least (a ruling that runs aslant does by less), and is itself made darker then at most."""
PAPER_AT, WIDER_THAN_STROKES = 4, 7
"""The paper's colour is looked for in a picture so many times smaller, over so many of its pixels."""


def without_rulings(page: Straightened, grids: Sequence[Grid]) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    """The picture and its dark pixels without the rulings of these grids (which are in points) and the free ones, but with
    the print that touches them; and the picture without it, and where it stands.

    Other long strokes are left: in some types the strokes of neighbouring characters touch.
    """
    paper = _paper(page.picture)
    depth = cv2.subtract(paper, page.picture).max(axis=2)
    erased, runs = np.zeros_like(page.dark), np.zeros_like(page.dark)
    rulings = [*_rulings(page, grids), *((ruling, False) for ruling in page.free)]
    for ruling, horizontal in rulings:
        _mark_runs(*((runs, depth) if horizontal else (runs.T, depth.T)), ruling)
    level = [part for ruling, horizontal in rulings if horizontal for part in _drawn(depth, ruling)]
    upright = [part for ruling, horizontal in rulings if not horizontal for part in _drawn(depth.T, ruling)]
    for part in level:
        erased[part] = True
    for part in upright:
        erased.T[part] = True
    displaced = runs & ~erased
    erased |= displaced
    cleared = _filled(page.picture, paper, erased)
    bare = _print_on(cleared) & ~erased
    touching = np.zeros_like(depth)
    _add_touching(bare, depth, level, touching)
    _add_touching(bare.T, depth.T, upright, touching.T)
    touching[displaced] = 0
    erased &= touching == 0
    picture = cv2.subtract(cleared, cv2.merge([touching] * 3))
    return picture, _print_on(picture) & ~erased, cleared, touching > 0


def _drawn(depth: Pixels, ruling: Stroke) -> Iterator[tuple[slice, slice]]:
    """What a ruling along the rows darkens, stretch by stretch: digits stand close beside it.

    ``depth`` says by how much a pixel is darker than the paper.
    """
    band, start, end = _extent(depth, ruling)
    top = band.start
    # No stretch is short: a few pixels at the end say little.
    edges = np.linspace(start, end, max(1, (end - start) // STRETCH) + 1).astype(int).tolist()
    for first, last in pairwise(edges):
        usual = np.percentile(depth[band, first:last], UNPRINTED, axis=1)
        rows = np.flatnonzero(usual >= DARKENED)
        # Between the dashes of a ruling is paper.
        drawn = slice(top + int(rows[0]), top + int(rows[-1]) + 1) if rows.size else band
        yield drawn, slice(max(0, first - BLURRED), last + BLURRED)


def _mark_runs(marked: Pixels, depth: Pixels, ruling: Stroke) -> None:
    """Marks the long dark runs along a ruling: cells that are drawn one by one have it a pixel aside from one row to the next."""
    band, start, end = _extent(depth, ruling)
    part = depth[band, start:end]
    dark = (part >= HALF * np.percentile(part, 75)).astype(np.uint8)
    runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, LONGER_THAN_A_DIGIT), np.uint8))
    marked[band, start:end] |= cv2.dilate(runs, np.ones((3, 1), np.uint8)) > 0


def _extent(depth: Pixels, ruling: Stroke) -> tuple[slice, int, int]:
    """The rows that a ruling along them may darken, and from where to where it runs."""
    half = ruling.thickness / 2 + BLURRED
    band = slice(max(0, int(ruling.at - half)), int(ruling.at + half) + 1)
    return band, max(0, int(ruling.start)), min(depth.shape[1], int(ruling.end) + 1)


def _filled(picture: Pixels, paper: Pixels, erased: Pixels) -> Pixels:
    return np.where(erased[:, :, None], paper, picture)


def _print_on(picture: Pixels) -> Pixels:
    """Where print is: near black rulings it is darker than what is around it only once these are gone."""
    return dark_pixels(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _rulings(page: Straightened, grids: Sequence[Grid]) -> Iterator[tuple[Stroke, bool]]:
    """The strokes that are rulings of these grids, and whether they are horizontal."""
    edge = THICKEST // 2
    for grid in grids:
        left, top, right, bottom = (v * PIXELS_PER_POINT for v in grid.box)
        for strokes, horizontal, (low, high), (start, end), edges in (
            (page.across, True, (top, bottom), (left, right), grid.ys),
            (page.down, False, (left, right), (top, bottom), grid.xs),
        ):
            for ruling in strokes:
                inside = low - edge < ruling.at < high + edge
                reaches = start - edge < ruling.end and ruling.start < end + edge
                if inside and reaches and _is_edge(ruling, edges):
                    yield ruling, horizontal


def _is_edge(ruling: Stroke, edges: Sequence[float]) -> bool:
    # An edge stands at the mean of all rulings of the page that nearly share it, those of other tables too.
    return min(abs(ruling.at - e * PIXELS_PER_POINT) for e in edges) <= THICKEST / 2 + SNAP * PIXELS_PER_POINT


def _add_touching(
    bare: Pixels, depth: Pixels, rulings: Sequence[tuple[slice, slice]], touching: Pixels
) -> None:
    """Adds by how much print makes the blurred edges of rulings along the rows darker than they are elsewhere."""
    for band, along in rulings:
        part = depth[band, along].astype(np.float32)
        usual = np.percentile(part, UNPRINTED, axis=1, keepdims=True).astype(np.float32)
        darker = (part - usual) * (part > usual + LEAST_DARKER)
        # The darker the edge itself is, the less of the print on it is left to be seen.
        darker *= np.minimum(MOST_LIFTED, 255 / np.maximum(1, 255 - usual))
        edge = min(BLURRED, len(part) // 2)
        for rows, beside in (
            (slice(0, edge), slice(max(0, band.start - BLURRED), band.start)),
            (slice(len(part) - edge, len(part)), slice(band.stop, band.stop + BLURRED)),
        ):
            inked = np.asarray(bare[beside, along].any(axis=0), np.uint8)
            near = cv2.dilate(inked[None], np.ones((1, 3), np.uint8))
            there = touching[band, along][rows]
            np.maximum(there, (darker[rows] * near).clip(0, 255).astype(np.uint8), out=there)


def _paper(picture: Pixels) -> Pixels:
    """The colour of the paper in every place."""
    small = cv2.resize(picture, None, fx=1 / PAPER_AT, fy=1 / PAPER_AT, interpolation=cv2.INTER_AREA)
    around = np.ones((WIDER_THAN_STROKES, WIDER_THAN_STROKES), np.uint8)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, around)
    return cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
