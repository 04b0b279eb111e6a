"""Glyphs and grids of a page → its lines and tables in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.documents.model import Box, Place, Table, TextCell
from extract.documents.pdf.cleaning import clean_glyphs
from extract.documents.pdf.content import Glyph, Line, PageContent
from extract.documents.pdf.grid import Grid, find_grids
from extract.documents.pdf.lines import joined_text, line_text, printed_lines, to_line


@dataclass(slots=True)
class PageBlocks:
    """One page's lines and tables in reading order, each with its box."""

    number: int
    width: float
    height: float
    blocks: list[Line | Table]


def page_blocks(page: PageContent) -> PageBlocks:
    """Reads one page as its engine gave it."""
    if page.lines is not None:
        return PageBlocks(page.number, page.width, page.height, list(page.lines))
    glyphs = [
        g
        for g in clean_glyphs(page.runs, page.horizontals, page.verticals)
        if 0 <= g.x0 + g.x1 <= 2 * page.width and 0 <= g.top + g.bottom <= 2 * page.height
    ]
    grids = find_grids(page.horizontals, page.verticals)
    return blocks_around_grids(page, glyphs, grids)


def blocks_around_grids(page: PageContent, glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> PageBlocks:
    """Puts every glyph into its grid cell or into a line outside; a grid without any text is left out."""
    inside, outside = _assign(glyphs, grids)
    placed: list[tuple[Box, Line | Table]] = []
    for grid, cells in zip(grids, inside, strict=True):
        if cells:
            placed.append((grid.box, _table(page.number, grid, cells)))
    for line in printed_lines(outside):
        placed += [(made.box, made) for made in (to_line(line),)]
    placed.sort(key=lambda p: (p[0][1], p[0][0]))
    return PageBlocks(page.number, page.width, page.height, [b for _, b in placed])


def _assign(
    glyphs: Sequence[Glyph], grids: Sequence[Grid]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The glyphs of each grid by cell, and those outside all grids."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for grid, cells in zip(grids, inside, strict=True):
            if (cell := grid.cell_at(x, y)) is not None:
                cells.setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _table(page: int, grid: Grid, glyphs: dict[int, list[Glyph]]) -> Table:
    cells = tuple(
        TextCell(
            joined_text([line_text(line) for line in printed_lines(glyphs.get(number, ()))]),
            cell.row,
            cell.col,
            cell.rowspan,
            cell.colspan,
            Place(page=page, box=grid.cell_box(cell)),
        )
        for number, cell in enumerate(grid.cells)
    )
    return Table(cells, len(grid.ys) - 1, len(grid.xs) - 1, pages=(page,))
