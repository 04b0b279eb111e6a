"""A straightened page → its lines and tables, every text with its confidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress, pairwise

import cv2
import numpy as np
from PIL import Image

from extract.documents.model import Table, Word
from extract.documents.ocr.bare import without_rulings
from extract.documents.ocr.cells import DOUBTFUL, UNREADABLE, not_a_slash, read_table
from extract.documents.ocr.engine import Reading, find_text, read_crops
from extract.documents.ocr.ink import (
    LEAST_HEIGHT,
    LEAST_LINE,
    MOST_HEIGHT,
    is_beside_paper,
    lines_of_ink,
    runs_through,
    slant_of,
)
from extract.documents.ocr.lone import lone_dashes
from extract.documents.ocr.lost import lost_rulings
from extract.documents.ocr.pieces import Page, Piece, PixelBox, box_around, cut_out, in_lines, placed
from extract.documents.ocr.scan import PIXELS_PER_POINT, Laid, straighten
from extract.documents.ocr.seals import seals_left
from extract.documents.ocr.strokes import Stroke
from extract.documents.ocr.words import glyphs_of, words_of
from extract.documents.pdf.content import Line, Ruling
from extract.documents.pdf.grid import Grid, find_grids
from extract.documents.pdf.layout import PageBlocks
from extract.documents.pdf.undrawn import FIGURE, rows_or_columns_undrawn

WIDE_SHEET = 1.2
"""A sheet so many times wider than tall may hold two pages."""
LEAST_GUTTER = 0.02
"""The least width of the empty strip between two pages, as a share of the sheet's."""
LEAST_PAGE = 0.6
"""No page is less high than such a share of its width."""
SPECKLED = 0.002
"""A column of pixels with no more ink than this is empty but for dust."""
FINDING = 0.5
"""Text is looked for in a picture of this size: what that leaves out of a table's cells is found by its ink."""
TALLEST_STRIP = 3000
"""Longer pictures are cut between lines: the finder's memory grows with the picture."""
LONGEST_COUNTED = 200
"""So many pixels of a stretch of text tell which way a page lies."""
SLIVER = 0.6
"""A part of a box that was cut at a ruling is no more than this wide, against its height, if nothing stands in it."""
TALL = 1.5
"""A stretch of text so many times taller than wide is set downwards."""
_LONE_NUMBER = re.compile(r"[-—–－_ー一\s]*(\d{1,3})[-—–－_ー一\s]*")
_PAGE_NUMBER = re.compile(r"^[-—–－_ー一]\s?(\d{1,3})\s?[-—–－_ー一]$")
"""A page's number between two dashes, of which the recogniser takes one or both for the character 一."""
_YEAR = re.compile(r"(?<![〇零一二三四五六七八九十百千])二 ?(?:([一二]) ?([一二三四五六七八九])|二 )(?= ?年)")
"""A year, 二〇二三 or 二〇二〇, of which the recogniser leaves out the ring in two of three."""
_BARE_2020 = re.compile(r"(?<![〇零一二三四五六七八九十百千])二二(?=年)")
"""Also a short form of 2022: it is told by the years in digits beside it."""
_TURN = {
    1: Image.Transpose.ROTATE_90,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_270,
}


def page_blocks(image: Image.Image, number: int, points_per_pixel: float) -> list[PageBlocks]:
    """Reads the picture of one page, however it was laid on the scanner: two pages on one sheet are two, of one number.

    ``image`` has about 200 pixels an inch; ``points_per_pixel`` says what a pixel of it is on the page. The boxes
    are in points on the straightened page.
    """
    page, found, pieces = _upright(image)
    inside, outside = _by_cell(page.grids, pieces)
    ruled = [not _is_undrawn(grid, cells) for grid, cells in zip(page.grids, inside, strict=True)]
    if not all(ruled):
        page = replace(page, grids=list(compress(page.grids, ruled)))
        pieces = _read_pieces(page, found)
        inside, outside = _by_cell(page.grids, pieces)
    is_of_2020 = _is_of_2020(outside)
    for piece in outside:
        piece.text = _with_rings(_PAGE_NUMBER.sub(r"— \1 —", piece.text), is_of_2020)
    outside = words_of(page, _without_page_numbers(page, outside))
    for piece in outside:
        read = Reading(piece.text or UNREADABLE, piece.score)
        piece.text, piece.score = not_a_slash(read, slant_of(page, piece.box))
    outside += lone_dashes(page, outside)
    gutter = _gutter(page, pieces)
    middle = page.ink.shape[1] if gutter is None else gutter
    halves: list[list[tuple[tuple[float, float], Line | Table]]] = [[], []]
    seals = seals_left(page.ink) if page.grids else []
    for grid, cells in zip(page.grids, inside, strict=True):
        table = read_table(page, grid, cells, seals, number, points_per_pixel)
        # The finder leaves out lone figures: a row of them may be all that a page has of a table.
        if any(cell.text for cell in table.cells):
            halves[grid.xs[0] * PIXELS_PER_POINT > middle].append(((grid.ys[0], grid.xs[0]), table))
    for side in (0, 1):
        for line in in_lines([p for p in outside if (p.box[0] > middle) == side]):
            made = _line(line, points_per_pixel)
            top, left = min(p.box[1] for p in line), min(p.box[0] for p in line)
            halves[side].append(((top / PIXELS_PER_POINT, left / PIXELS_PER_POINT), made))
    width, height = (side * points_per_pixel for side in page.straight.size)
    laid = _laid(page, points_per_pixel)
    return [
        PageBlocks(number, width, height, [b for _, b in sorted(half, key=lambda p: p[0])], laid)
        for half in halves[: 1 if gutter is None else 2]
    ]


def _is_of_2020(pieces: Sequence[Piece]) -> bool:
    """Whether a page speaks of 2020 in digits, and not of 2022."""
    said = {year for piece in pieces for year in ("2020", "2022") if year in piece.text}
    return said == {"2020"}


def _with_rings(text: str, is_of_2020: bool) -> str:
    """The text with the rings back in its years in Chinese characters: no year is 二二三, nor 二 and a gap."""
    whole = _YEAR.sub(lambda year: f"二〇{year[1] or '二'}{year[2] or '〇'}", text)
    return _BARE_2020.sub("二〇二〇", whole) if is_of_2020 else whole


def _without_page_numbers(page: Page, outside: Sequence[Piece]) -> list[Piece]:
    """The pieces without the numbers of the pages that a long picture shows one below the other.

    They stand alone on their lines, a page apart, and count up one by one: no lost figures of a table do.
    """
    alone = [line[0] for line in in_lines(outside) if len(line) == 1]
    numbers = [(piece, int(match[1])) for piece in alone if (match := _LONE_NUMBER.fullmatch(piece.text))]
    page_apart = LEAST_PAGE * page.ink.shape[1]
    count_up = all(
        n + 1 == m and lower.box[1] - upper.box[1] >= page_apart
        for (upper, n), (lower, m) in pairwise(numbers)
    )
    if len(numbers) < 2 or not count_up:
        return [*outside]
    return [piece for piece in outside if all(piece is not number for number, _ in numbers)]


def _by_cell(
    grids: Sequence[Grid], pieces: Sequence[Piece]
) -> tuple[list[dict[int, list[Piece]]], list[Piece]]:
    """The pieces in the cells of each grid, and those outside all."""
    inside: list[dict[int, list[Piece]]] = [{} for _ in grids]
    outside: list[Piece] = []
    for piece in pieces:
        for grid, cells in zip(grids, inside, strict=True):
            if (cell := grid.cell_at(*_middle(piece.box))) is not None:
                cells.setdefault(cell, []).append(piece)
                break
        else:
            outside.append(piece)
    return inside, outside


def _is_undrawn(grid: Grid, cells: Mapping[int, Sequence[Piece]]) -> bool:
    """Whether a grid has rows or columns that are not ruled: then its words are told by where they stand.

    Most of its figures share their cells, not a few: a scanner may lose one ruling.
    """
    figures = {n: sum(FIGURE.fullmatch(p.text) is not None for p in found) for n, found in cells.items()}
    sharing = sum(count for n, count in figures.items() if len(cells[n]) > 1)
    if 2 * sharing <= sum(figures.values()):
        return False
    held = {number: glyphs_of(pieces, PIXELS_PER_POINT) for number, pieces in cells.items()}
    return rows_or_columns_undrawn(grid, {number: glyphs for number, glyphs in held.items() if glyphs})


def _laid(page: Page, points_per_pixel: float) -> Laid | None:
    """How the page lay on the scanner, None where it lay straight."""
    straight = page.straight
    if not (page.turns or straight.angle or straight.bent):
        return None
    width, height = (side * points_per_pixel for side in page.size)
    return Laid(page.turns, width, height, straight.angle, straight.bent, straight.size, points_per_pixel)


def _gutter(page: Page, pieces: Sequence[Piece]) -> float | None:
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


def _upright(image: Image.Image) -> tuple[Page, list[PixelBox], list[Piece]]:
    """The page, where text is found on it, and its pieces of text, read; a page that lies on its side or on its head is turned first."""
    page = _looked_at(image, 0)
    found = _text_boxes(page)
    if _sideways(found):
        page = _looked_at(image, 1)
        found = _text_boxes(page)
    pieces = _read_pieces(page, found)
    if _on_its_head(page, pieces):
        page = _looked_at(image, page.turns + 2)
        found = _text_boxes(page)
        pieces = _read_pieces(page, found)
    return page, found, pieces


def _looked_at(image: Image.Image, turns: int) -> Page:
    turned = image.transpose(_TURN[turns]) if turns else image
    straight = straighten(turned)
    grids = find_grids(in_points(straight.across), in_points(straight.down))
    if lost := [ruling for grid in grids for ruling in lost_rulings(grid, straight.dark)]:
        straight = replace(straight, down=[*straight.down, *lost])
        grids = find_grids(in_points(straight.across), in_points(straight.down))
    return Page(straight, grids, *without_rulings(straight, grids), turns, image.size)


def _read_pieces(page: Page, found: Sequence[PixelBox]) -> list[Piece]:
    pieces = [
        line
        for box in found
        for piece in _without_slivers(page, _cut_at_rulings(page, box))
        for line in _cut_into_lines(page, piece)
    ]
    pieces += [Piece(box) for box in _overlooked(page, found, page.grids)]
    for piece, reading in zip(pieces, read_crops([cut_out(page.bare, p.box) for p in pieces]), strict=True):
        piece.text, piece.score = reading
    return pieces


def _sideways(found: Sequence[PixelBox]) -> bool:
    """Whether most of the text, by length, runs up or down; a row of lone figures found as one counts little."""
    across = sum(min(x1 - x0, LONGEST_COUNTED) for x0, y0, x1, y1 in found if x1 - x0 > 2 * (y1 - y0))
    down = sum(min(y1 - y0, LONGEST_COUNTED) for x0, y0, x1, y1 in found if y1 - y0 > 2 * (x1 - x0))
    return down > 2 * across and down > LONGEST_COUNTED


def _on_its_head(page: Page, pieces: Sequence[Piece]) -> bool:
    """Whether the longest lines, where they read badly, read much better turned by half."""
    longest = sorted(pieces, key=lambda p: p.box[0] - p.box[2])[:12]
    if not longest or _mean_score(longest) >= DOUBTFUL:
        return False
    crops = [np.ascontiguousarray(cut_out(page.bare, p.box)[::-1, ::-1]) for p in longest]
    turned = sum(r.score for r in read_crops(crops)) / len(crops)
    return turned > _mean_score(longest) + 0.1


def _mean_score(pieces: Sequence[Piece]) -> float:
    return sum(p.score for p in pieces) / len(pieces)


def in_points(strokes: Sequence[Stroke]) -> list[Ruling]:
    """The rulings that these strokes are, in points."""
    return [Ruling(*(value / PIXELS_PER_POINT for value in stroke[:3])) for stroke in strokes]


def _middle(box: PixelBox) -> tuple[float, float]:
    return (box[0] + box[2]) / 2 / PIXELS_PER_POINT, (box[1] + box[3]) / 2 / PIXELS_PER_POINT


def _text_boxes(page: Page) -> list[PixelBox]:
    found = []
    for top, bottom in _strips(page):
        small = cv2.resize(page.bare[top:bottom], None, fx=FINDING, fy=FINDING, interpolation=cv2.INTER_AREA)
        for box in find_text(small):
            x0, y0, x1, y1 = (v / FINDING for v in box)
            found.append((x0, y0 + top, x1, y1 + top))
    return found


def _overlooked(page: Page, found: Sequence[PixelBox], grids: Sequence[Grid]) -> list[PixelBox]:
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
        and is_beside_paper(page, (x, y, x + w, y + h))
    ]


def _strips(page: Page) -> list[tuple[int, int]]:
    """The picture in pieces not much taller than ``TALLEST_STRIP``, cut where a row of pixels is empty."""
    height = page.ink.shape[0]
    filled = np.asarray(page.ink.any(axis=1))
    cuts = [0]
    while height - cuts[-1] > TALLEST_STRIP:
        empty = np.flatnonzero(~filled[cuts[-1] + TALLEST_STRIP // 2 : cuts[-1] + TALLEST_STRIP])
        cuts.append(cuts[-1] + (TALLEST_STRIP // 2 + int(empty[-1]) if empty.size else TALLEST_STRIP))
    return list(pairwise([*cuts, height]))


def _cut_at_rulings(page: Page, box: PixelBox) -> list[Piece]:
    """A box of text that reaches over upright rulings, as one piece for each cell, or for what stands between them."""
    x0, y0, x1, y1 = box
    slack = 0.35 * (y1 - y0)
    cuts = [x for x in _upright_edges(page, *_middle(box)) if x0 + slack < x < x1 - slack]
    return [Piece((a, y0, b, y1)) for a, b in pairwise([x0, *cuts, x1])]


def _upright_edges(page: Page, x: float, y: float) -> list[float]:
    """The x in pixels of the rulings between the cells of the row that a place (in points) lies in, or, outside all grids, of
    those drawn at its height."""
    for grid in page.grids:
        if grid.cell_at(x, y) is None:
            continue
        row = min(range(len(grid.ys) - 1), key=lambda r: abs((grid.ys[r] + grid.ys[r + 1]) / 2 - y))
        return [
            at * PIXELS_PER_POINT
            for col, at in enumerate(grid.xs)
            if 0 < col < len(grid.xs) - 1 and grid.at[row][col - 1] != grid.at[row][col]
        ]
    drawn = (*page.straight.down, *page.straight.free)
    return sorted(s.at for s in drawn if s.start <= y * PIXELS_PER_POINT <= s.end)


def _without_slivers(page: Page, parts: list[Piece]) -> list[Piece]:
    """The parts of a box cut at rulings, but narrow ones with less ink than the thinnest stroke: the box was too wide."""
    return parts if len(parts) < 2 else [part for part in parts if not _is_sliver(page, part.box)]


def _is_sliver(page: Page, box: PixelBox) -> bool:
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    return x1 - x0 < SLIVER * (y1 - y0) and int(page.ink[y0:y1, x0:x1].sum()) < y1 - y0


def _cut_into_lines(page: Page, piece: Piece) -> list[Piece]:
    """A piece in a cell, or one that runs downwards, as one for each line of its ink: in a narrow cell the finder takes
    lines that nearly touch for one, and the recogniser reads no text set downwards."""
    is_tall = piece.box[3] - piece.box[1] > TALL * (piece.box[2] - piece.box[0])
    if not is_tall and not any(grid.cell_at(*_middle(piece.box)) is not None for grid in page.grids):
        return [piece]
    top, bottom = int(piece.box[1]), int(piece.box[3])
    lines = [
        box
        for box in lines_of_ink(page, piece.box)
        # A little ink at the edge is of the line before or after, and what runs through is a ruling of no grid.
        if box[3] - box[1] >= LEAST_HEIGHT or (top < box[1] < box[3] < bottom and not runs_through(page, box))
    ]
    # A pale digit falls into two halves that are no lines.
    parted = sum(box[3] - box[1] >= LEAST_LINE for box in lines) > 1
    return [Piece(box) for box in lines] if parted else [piece]


def _line(line: Sequence[Piece], points_per_pixel: float) -> Line:
    words = tuple(Word(p.text, placed(p.box, points_per_pixel), round(p.score, 3)) for p in line)
    box = box_around([p.box for p in line])
    return Line(" ".join(p.text for p in line), placed(box, points_per_pixel), words)
