"""Second engine: pdfplumber's own parser and its own way from lines to cells, on the pages that pdfium found table-like.

Everything up to the cells is independent of the first engine; joining characters to text is shared.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from math import atan2, degrees
from operator import itemgetter
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

import extract.documents.pdf.quiet  # noqa: F401
from extract.documents.model import Box
from extract.documents.pdf.cleaning import clean_glyphs
from extract.documents.pdf.content import UNREADABLE, Glyph, PageContent, Ruling, Run
from extract.documents.pdf.drawn import LARGEST_SIGN, THICKEST_RULING, THICKEST_WHITE
from extract.documents.pdf.grid import JOIN, SNAP, Grid, GridCell, closures
from extract.documents.pdf.layout import PageBlocks, blocks_around_grids
from extract.documents.pdf.patches import WHITE
from extract.documents.pdf.radicals import ORDINARY
from extract.documents.pdf.runs import FAINT_LUMINANCE


def page_blocks(data: bytes, marks: Mapping[int, list[Box]]) -> Iterator[PageBlocks]:
    """The blocks of the pages with these numbers (from 1), each with the places of what is no text but may say something."""
    with pdfplumber.open(BytesIO(data), password="") as document:
        above: Sequence[float] = ()
        for page in document.pages:
            if page.page_number in marks:
                read = _page(page, marks[page.page_number], above)
                yield read
                above = read.undrawn
                page.close()


def _page(page: Page, marks: list[Box], above: Sequence[float]) -> PageBlocks:
    left, top, right, bottom = page.bbox
    content = PageContent(page.page_number, right - left, bottom - top, marks=marks)
    for shape in (*page.lines, *page.rects, *page.curves):
        _add_rulings(content, shape, left, top)
    glyphs = clean_glyphs(_runs(page, left, top), content.horizontals, content.verticals)
    return blocks_around_grids(content, glyphs, _grids(content), above)


def _add_rulings(content: PageContent, shape: dict[str, Any], left: float, top: float) -> None:
    """The rulings of a drawn shape: the shape itself if it is thin, its straight strokes otherwise."""
    x0, x1, y0, y1 = shape["x0"] - left, shape["x1"] - left, shape["top"] - top, shape["bottom"] - top
    width, height = x1 - x0, y1 - y0
    if (
        shape["object_type"] == "curve"
        and len(shape.get("pts", ())) > 5
        and max(width, height) < LARGEST_SIGN
    ):
        return
    thin = min(width, height)
    if (
        THICKEST_WHITE < thin <= THICKEST_RULING
        and not shape.get("stroke")
        and _lightness(shape) * 255 > WHITE
    ):
        return
    if height <= THICKEST_RULING and width > height:
        content.horizontals.append(Ruling((y0 + y1) / 2, x0, x1))
    elif width <= THICKEST_RULING and height > width:
        content.verticals.append(Ruling((x0 + x1) / 2, y0, y1))
    elif shape.get("stroke"):
        points = [(x - left, y - top) for x, y in shape.get("pts", ())]
        if shape["object_type"] == "rect":
            points = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
        for (xa, ya), (xb, yb) in pairwise(points):
            if abs(ya - yb) <= 0.5 < abs(xa - xb):
                content.horizontals.append(Ruling((ya + yb) / 2, min(xa, xb), max(xa, xb)))
            elif abs(xa - xb) <= 0.5 < abs(ya - yb):
                content.verticals.append(Ruling((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _runs(page: Page, left: float, top: float) -> list[Run]:
    runs: list[Run] = []
    glyphs: list[Glyph] | None = None
    for char in page.chars:
        text = char["text"].translate(ORDINARY)
        if text.startswith("(cid:"):
            text = UNREADABLE
        if not text.strip("\u200b\ufeff\0"):
            glyphs = None
            continue
        x0, y0, x1, y1 = char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top
        if glyphs is not None:
            last = glyphs[-1]
            if x0 < last.x0 - 2 or x0 > last.x1 + 0.3 * (y1 - y0) or abs(y0 - last.top) > 0.7 * (y1 - y0):
                glyphs = None
        if glyphs is None:
            a, b, *_ = char["matrix"]
            glyphs = []
            runs.append(Run(degrees(atan2(b, a)) % 360, _is_faint(char), glyphs))
        glyphs.append(Glyph(x0, y0, x1, y1, text, len(runs)))
    return runs


def _is_faint(char: dict[str, Any]) -> bool:
    return _lightness(char) * 255 > FAINT_LUMINANCE


def _lightness(shape: dict[str, Any]) -> float:
    """How light the fill of a character or shape is, from 0 to 1; 0 where nobody knows."""
    colour = shape.get("non_stroking_color")
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return 0.0
    if len(parts) == 1:
        luminance = parts[0]
    elif len(parts) == 3:
        luminance = 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    elif len(parts) == 4:
        luminance = (1 - parts[3]) * (1 - 0.3 * parts[0] - 0.59 * parts[1] - 0.11 * parts[2])
    else:
        return 0.0
    return luminance


def _grids(content: PageContent) -> list[Grid]:
    hs, vs = closures(content.horizontals, content.verticals)
    across, down = [*content.horizontals, *hs], [*content.verticals, *vs]
    grids = []
    # Lines are snapped to the mean of those near them: the columns of two tables must not be drawn together.
    for top, bottom in _stretches(down):
        edges = [_edge("h", r) for r in across if top - SNAP <= r.at <= bottom + SNAP]
        edges += [_edge("v", r) for r in down if top <= r.start and r.end <= bottom]
        merged = merge_edges(edges, SNAP, SNAP, JOIN, JOIN)
        cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
        grids += [_grid(table) for table in cells_to_tables(cells)]
    return [g for g in grids if len(g.xs) > 2]


def _stretches(verticals: Sequence[Ruling]) -> list[tuple[float, float]]:
    """The parts of the page's height, apart from each other, that vertical rulings stand in."""
    found: list[tuple[float, float]] = []
    for _, start, end in sorted(verticals, key=itemgetter(1)):
        if found and start <= found[-1][1] + JOIN:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _edge(orientation: str, ruling: Ruling) -> dict[str, Any]:
    x0, top, x1, bottom = (
        (ruling.start, ruling.at, ruling.end, ruling.at)
        if orientation == "h"
        else (ruling.at, ruling.start, ruling.at, ruling.end)
    )
    return {
        "orientation": orientation,
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _grid(boxes: list[Box]) -> Grid:
    """A grid of the cells that pdfplumber found; where it found none, the place is -1."""
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    at = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    cells = []
    for number, (x0, top, x1, bottom) in enumerate(sorted(boxes, key=lambda b: (b[1], b[0]))):
        col, row = bisect_left(xs, x0), bisect_left(ys, top)
        colspan, rowspan = bisect_left(xs, x1) - col, bisect_left(ys, bottom) - row
        cells.append(GridCell(row, col, rowspan, colspan))
        for line in at[row : row + rowspan]:
            line[col : col + colspan] = [number] * colspan
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(tuple(line) for line in at))
