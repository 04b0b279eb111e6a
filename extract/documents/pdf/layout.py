"""Glyphs and grids of a page → its lines and tables in reading order."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, groupby, pairwise
from operator import itemgetter

from extract.documents.model import Box, Place, Table, TextCell, Turned
from extract.documents.pdf.between import rows_on_one_line
from extract.documents.pdf.cleaning import clean_glyphs
from extract.documents.pdf.content import UNREADABLE, Glyph, Line, PageContent, Ruling
from extract.documents.pdf.grid import SNAP, Grid, GridCell, find_grids
from extract.documents.pdf.lines import (
    GAP_ON_RULING,
    is_square,
    joined_text,
    line_text,
    printed_lines,
    to_line,
    without_spacing,
)
from extract.documents.pdf.undrawn import (
    FIGURE,
    LONGEST,
    WIDEST_SPACING,
    are_one_wrapped,
    are_set_downwards,
    are_several,
    is_label,
    rows_or_columns_undrawn,
)

BESIDE = 0.6
"""The share of a grid's rows with print on both sides from which the grid is the inner part of a table."""
LEAST_CUT_OFF = 5
"""Cells of the shortest row of a form that stands alone: a route of table four."""
TOP, HEAD = 0.25, 0.13
"""The parts of a page's height in which its first row stands, and its head."""
LONGEST_CELL = 200
"""A cell with more characters may be a frame around a part of the page."""
ROWS = 3
"""So many rows within one cell are a table."""
ROBBED = 2
"""A single digit beyond the edge of its cell belongs to a figure too wide for it; so many may be another figure."""
SMALLEST_MARK = 2.5
"""Smaller pictures and drawings, in points, are spacers and bullets."""
_FIGURES = re.compile(r"\d[\d\s]*\d")
_POINTED = re.compile(r"[-+]?\d[\d\s.,，．]*\d")


@dataclass(slots=True)
class PageBlocks:
    """One page's lines and tables in reading order, each with its box; ``turned`` says if those are of the page turned upright.

    ``marks`` are the places of what is no text but may say something. ``undrawn`` are the x of the column edges of
    its lowest grid where that has rows or columns that are not ruled: the table may go on over the page break.
    """

    number: int
    width: float
    height: float
    blocks: list[Line | Table]
    turned: Turned | None = None
    marks: Sequence[Box] = ()
    undrawn: Sequence[float] = ()


def page_blocks(page: PageContent, above: Sequence[float] = ()) -> PageBlocks:
    """Reads one page as its engine gave it; ``above`` are the ``undrawn`` edges of the page before."""
    if page.lines is not None:
        return PageBlocks(page.number, page.width, page.height, list(page.lines), page.turned)
    glyphs = clean_glyphs(page.runs, page.horizontals, page.verticals)
    grids = find_grids(page.horizontals, page.verticals)
    if not grids and page.overlooked is not None:
        page.unclear = any(_has_label(box, glyphs) for box in page.overlooked())
    return blocks_around_grids(page, glyphs, grids, above)


def blocks_around_grids(
    page: PageContent, glyphs: Sequence[Glyph], grids: Sequence[Grid], above: Sequence[float] = ()
) -> PageBlocks:
    """Puts every glyph of the page into its grid cell or into a line outside; a grid without any text is left out.

    But for a row on top of the page: its headings may stand at the end of the page before.
    """
    inside, outside, lost = _assign(glyphs, grids, (page.width, page.height))
    for grid, cells in zip(grids, inside, strict=True):
        outside += _out_of_frames(grid, cells, page.verticals)
    placed: list[tuple[Box, Line | Table]] = []
    hidden: list[Box] = []
    if page.overlooked is not None and any(
        cells and len(cells) < len(grid.cells) for grid, cells in zip(grids, inside, strict=True)
    ):
        hidden = page.overlooked()
    undrawn = [rows_or_columns_undrawn(grid, cells) for grid, cells in zip(grids, inside, strict=True)]
    if above and grids:
        top = min(range(len(grids)), key=lambda n: grids[n].ys[0])
        undrawn[top] = undrawn[top] or _goes_on(grids[top], above)
    outside += [glyph for cells in compress(inside, undrawn) for cell in cells.values() for glyph in cell]
    for number, (grid, cells) in enumerate(zip(grids, inside, strict=True)):
        if undrawn[number]:
            continue
        if _has_columns_beside(grid, cells, outside):
            undrawn[number] = True
            outside += [glyph for cell in cells.values() for glyph in cell]
        elif cells or _may_be_cut_off(grid, page, outside):
            covered = {
                grid.cell_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                for _, other in placed
                if isinstance(other, Table)
                for box in (cell.place.box for cell in other.cells if cell.text)
                if box is not None
            }
            unknown = {cell for at, cell in lost if at == number} | {_marked(grid, m) for m in page.marks}
            unknown |= {grid.cell_at((m[0] + m[2]) / 2, (m[1] + m[3]) / 2) for m in hidden}
            unknown |= _off_page(grid, cells, (page.width, page.height)) | _cut_aside(
                grid, cells, page.verticals
            )
            placed.append((grid.box, _table(page.number, grid, cells, covered, unknown)))
    if any(undrawn) and page.overlooked is not None:
        page.unclear = any(_has_label(box, glyphs) for box in page.overlooked())
    lines = [to_line(line, page.verticals) for line in printed_lines(outside)]
    spaced = without_spacing(lines, page.verticals)
    placed += [(line.box, line) for line in rows_on_one_line(spaced, page.horizontals, page.verticals)]
    placed.sort(key=lambda p: (p[0][1], p[0][0]))
    lowest = max(range(len(grids)), key=lambda n: grids[n].ys[-1], default=0)
    edges = grids[lowest].xs if any(undrawn) and undrawn[lowest] else ()
    return PageBlocks(
        page.number, page.width, page.height, [b for _, b in placed], page.turned, page.marks, edges
    )


def _out_of_frames(grid: Grid, cells: dict[int, list[Glyph]], verticals: Sequence[Ruling]) -> list[Glyph]:
    """Takes from a grid the print of every row that is a frame around a table: some lines of one cell are rows with a figure at their end."""
    frames = [
        grid.cells[number]
        for number, held in cells.items()
        if len(held) > LONGEST_CELL and _holds_rows(held, verticals)
    ]
    within = [number for number in cells if any(_is_beside(grid.cells[number], frame) for frame in frames)]
    return [glyph for number in within for glyph in cells.pop(number)]


def _is_beside(cell: GridCell, other: GridCell) -> bool:
    """Whether two cells of a grid have a row in common; every cell with itself."""
    return cell.row < other.row + other.rowspan and other.row < cell.row + cell.rowspan


def _holds_rows(glyphs: Sequence[Glyph], verticals: Sequence[Ruling]) -> bool:
    lines = (to_line(line, verticals).words for line in printed_lines(glyphs))
    return sum(len(words) > 1 and FIGURE.fullmatch(words[-1].text) is not None for words in lines) >= ROWS


def _goes_on(grid: Grid, edges: Sequence[float]) -> bool:
    """Whether a grid goes on with the table of these edges from the page before: it is as wide and has no others."""
    ends = abs(grid.xs[0] - edges[0]) < SNAP and abs(grid.xs[-1] - edges[-1]) < SNAP
    return ends and all(any(abs(x - edge) < SNAP for edge in edges) for x in grid.xs)


def _may_be_cut_off(grid: Grid, page: PageContent, outside: Sequence[Glyph]) -> bool:
    """Whether an empty grid is one row of several cells on top of a page, with no more than the page's head above it."""
    top = grid.box[1]
    return (
        len(grid.ys) == 2
        and len(grid.xs) > LEAST_CUT_OFF
        and top < TOP * page.height
        and not any(HEAD * page.height < g.top < top for g in outside)
    )


def _has_columns_beside(grid: Grid, held: Mapping[int, Sequence[Glyph]], outside: Sequence[Glyph]) -> bool:
    """Whether a grid goes on beside it, its outer columns undrawn.

    Most of its rows have print on both sides or a figure on the right, or all its rows with figures have another
    on both sides, or no row with figures has a word, and most have some on the left; with one row of figures all rows.
    """
    left, top, right, bottom = grid.box
    before: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for x0, upper, _, lower, text, _ in [g for g in outside if g[2] < left or g[0] > right]:
        y = (upper + lower) / 2
        if not top < y < bottom:
            continue
        row = bisect_right(grid.ys, y)
        (after if x0 > right else before).setdefault(row, []).append(text)
    most = BESIDE * (len(grid.ys) - 1)
    figures = {row for row, texts in after.items() if all(map(FIGURE.fullmatch, texts))}
    if len(after) > most and (len(before) > most or len(figures) > most):
        return True
    if not (figures or before):
        return False
    own = {grid.cells[n].row + 1 for n, glyphs in held.items() if any(g.text.isdecimal() for g in glyphs)}
    numbered = {row for row, texts in before.items() if any(map(str.isdecimal, texts))}
    labelled = any(grid.cells[n].row + 1 in own and is_label(glyphs) for n, glyphs in held.items())
    if len(own) < 2:
        return bool(own) and not labelled and len(before) == len(grid.ys) - 1
    return (own <= figures and own <= numbered) or (
        len(own & before.keys()) > BESIDE * len(own) and not labelled
    )


def _has_label(box: Box, glyphs: Sequence[Glyph]) -> bool:
    """Whether print stands left of a place, on its line or half a line off: what stands alone at the margin is an indent."""
    x, y = box[0], (box[1] + box[3]) / 2
    return any(g.x1 <= x and abs((g.top + g.bottom) / 2 - y) < g.bottom - g.top for g in glyphs)


def _assign(
    glyphs: Sequence[Glyph], grids: Sequence[Grid], page: tuple[float, float]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph], set[tuple[int | None, int]]]:
    """The glyphs on the page, of each grid by cell, those outside all grids, and the cells whose figure went to a neighbour."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    lost: set[tuple[int | None, int]] = set()
    whole = (0.0, 0.0, *page)
    for _, grouped in groupby(glyphs, key=itemgetter(5)):
        run = list(grouped)
        extent = _extent(run)
        if not _lies_in(extent, whole):
            run = _on_page(run, grids, whole)
            if not run:
                continue
            extent = _extent(run)
        common = _common_cell(extent, grids)
        if common is not None:
            grid, cell = common
            if grid is None:
                outside += run
            elif cell in inside[grid]:
                inside[grid][cell] += run
            else:
                inside[grid][cell] = run
            continue
        placed = [(glyph, *_cell_of(glyph, grids)) for glyph in run]
        if len({(grid, cell) for _, grid, cell in placed}) > 1:
            home = _kept_together(placed, grids)
            lost |= {
                (was[1], was[2])
                for was, now, before in zip(placed[1:], home[1:], placed, strict=False)
                if was[1:] != now[1:] and FIGURE.fullmatch(was[0].text) and is_square(before[0].text)
            }
            lost |= _robbed(placed, home)
            placed = home
        for glyph, grid, cell in placed:
            if grid is None:
                outside.append(glyph)
            else:
                inside[grid].setdefault(cell, []).append(glyph)
    return inside, outside, lost


def _on_page(run: Sequence[Glyph], grids: Sequence[Grid], page: Box) -> list[Glyph]:
    """The glyphs of a run that lie on the page, and a sign for each part of a figure that does not.

    A print of a page wider than the paper goes on beside it: what is left of a figure at the edge is not the figure.
    """
    seen = [glyph if _lies_in(_extent([glyph]), page) else None for glyph in run]
    kept = []
    for glyph, whole in zip(run, seen, strict=True):
        if whole is not None:
            kept.append(whole)
        elif (glyph.text == UNREADABLE or FIGURE.fullmatch(glyph.text)) and (
            any(seen) or _cell_of(glyph, grids)[0] is not None
        ):
            kept.append(glyph._replace(text=UNREADABLE))
    return kept


def _off_page(grid: Grid, held: Mapping[int, Sequence[Glyph]], page: tuple[float, float]) -> set[int]:
    """The cells of a grid that go on beside the page: what stands there nobody sees. A printer's margin may take more: all that is right of its print."""
    left, top, right, bottom = grid.box
    width, height = page
    if left >= -SNAP and top >= -SNAP and right <= width + SNAP and bottom <= height + SNAP:
        return set()
    if right > width + SNAP:
        width = max((glyph.x1 for glyphs in held.values() for glyph in glyphs), default=width)
    return {
        number
        for number, (x0, y0, x1, y1) in enumerate(grid.cell_boxes())
        if x0 < -SNAP or y0 < -SNAP or x1 > width + SNAP or y1 > height + SNAP
    }


def _cut_aside(grid: Grid, held: Mapping[int, Sequence[Glyph]], verticals: Sequence[Ruling]) -> set[int]:
    """The cells at a side of a grid that alone is not ruled, but for columns with figures: a sheet that is too wide goes on on another page."""
    left, top, right, bottom = grid.box
    near = [v.at for v in verticals if v.start < bottom and v.end > top]
    open_left, open_right = (all(abs(at - x) > SNAP for at in near) for x in (left, right))
    if open_left == open_right:
        return set()
    inner = {
        n: cell.col + cell.colspan if open_left else cell.col
        for n, cell in enumerate(grid.cells)
        if (cell.col == 0 if open_left else cell.col + cell.colspan == len(grid.xs) - 1)
    }
    told = {
        inner[n]
        for n, glyphs in held.items()
        if n in inner and FIGURE.fullmatch("".join(g.text for g in glyphs))
    }
    return {n for n, edge in inner.items() if edge not in told}


Placed = tuple[Glyph, int | None, int]


def _extent(run: Sequence[Glyph]) -> Box:
    """The box around the middles of all glyphs."""
    if len(run) == 1:
        x0, top, x1, bottom, _, _ = run[0]
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        return x, y, x, y
    xs, ys = [g[0] + g[2] for g in run], [g[1] + g[3] for g in run]
    return min(xs) / 2, min(ys) / 2, max(xs) / 2, max(ys) / 2


def _lies_in(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _common_cell(extent: Box, grids: Sequence[Grid]) -> tuple[int | None, int] | None:
    """The one grid and cell that middles of this extent lie in; None where that is not plain from their extent."""
    x0, top, x1, bottom = extent
    for number, grid in enumerate(grids):
        xs, ys = grid.xs, grid.ys
        if xs[0] <= x1 and x0 < xs[-1] and ys[0] <= bottom and top < ys[-1]:
            cell = grid.cell_at(x0, top)
            if cell is None or ((x0 < x1 or top < bottom) and cell != grid.cell_at(x1, bottom)):
                return None
            return number, cell
    return None, -1


def _cell_of(glyph: Glyph, grids: Sequence[Grid]) -> tuple[int | None, int]:
    """The grid and the cell that the middle of a glyph lies in."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    for number, grid in enumerate(grids):
        if (cell := grid.cell_at(x, y)) is not None:
            return number, cell
    return None, -1


def _kept_together(run: list[Placed], grids: Sequence[Grid]) -> list[Placed]:
    """A run that reaches over a ruling, in the cell where most of it stands.

    It is one text too wide for its cell, unless a gap between two glyphs lies on the ruling: then two
    cells' texts were drawn one after the other.
    """
    pieces: list[list[Placed]] = []
    for number, placed in enumerate(run):
        if pieces and not (_parted(pieces[-1][-1], placed, grids) or _begins_figure(run, number)):
            pieces[-1].append(placed)
        else:
            pieces.append([placed])
    together: list[Placed] = []
    for piece in pieces:
        if len(piece) > LONGEST and len({place[1:] for place in piece}) > 1 and _all_digits(piece):
            # Of no cell: a number stamped across several hides what stands in them.
            together += [(glyph._replace(text=UNREADABLE), grid, cell) for glyph, grid, cell in piece]
            continue
        (grid, cell), _ = Counter((g, c) for _, g, c in piece).most_common(1)[0]
        together += [(glyph, grid, cell) for glyph, _, _ in piece]
    return together


def _robbed(placed: Sequence[Placed], home: Sequence[Placed]) -> set[tuple[int | None, int]]:
    """The cells of which so many digits went to a neighbour that they may be a figure of their own."""
    gone = Counter(
        was[1:]
        for was, now in zip(placed, home, strict=True)
        if was[1:] != now[1:] and was[0].text.isdecimal()
    )
    return {cell for cell, count in gone.items() if count >= ROBBED}


def _all_digits(piece: Sequence[Placed]) -> bool:
    return all(glyph.text.isdecimal() for glyph, *_ in piece)


def _begins_figure(run: Sequence[Placed], number: int) -> bool:
    """Whether a figure that fills the rest of its cell's text begins here, right after the Chinese text of another cell.

    A label that takes all its cell's width leaves no gap before the next cell's figure; but within one text a
    character begins just where the one before ends.
    """
    left, right = run[number - 1], run[number]
    if left[1:] == right[1:] or right[1] is None or not (is_square(left[0].text) or left[0].text in '”’")）'):
        return False
    rest = "".join(glyph.text for glyph, *cell in run[number:] if cell == list(right[1:]))
    gap = (right[0].x0 - left[0].x1) / (right[0].bottom - right[0].top)
    return FIGURE.fullmatch(rest) is not None and gap > -0.06 and abs(gap) > 0.02


def _parted(left: Placed, right: Placed, grids: Sequence[Grid]) -> bool:
    gap = right[0].x0 - left[0].x1
    if left[1:] == right[1:] or gap < GAP_ON_RULING * (right[0].bottom - right[0].top):
        return False
    if left[1] is None or left[1] != right[1]:
        return True
    return any(left[0].x1 - 0.5 <= x <= right[0].x0 + 0.5 for x in grids[left[1]].xs)


def _marked(grid: Grid, mark: Box) -> int | None:
    """The cell that something painted stands in, with some air around it; None for what is too small or reaches further."""
    x0, top, x1, bottom = mark
    if max(x1 - x0, bottom - top) < SMALLEST_MARK:
        return None
    cell = grid.cell_at((x0 + x1) / 2, (top + bottom) / 2)
    if cell is None:
        return None
    left, upper, right, lower = grid.cell_box(grid.cells[cell])
    return (
        cell if left < x0 - 0.5 and upper < top - 0.5 and x1 + 0.5 < right and bottom + 0.5 < lower else None
    )


def _cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of a cell so wide; a sign stands between digits that may be two figures."""
    if len(glyphs) == 1:
        return glyphs[0].text
    lines = printed_lines(glyphs)
    text = joined_text([line_text(line) for line in lines])
    if (" " in text or "\n" in text) and _FIGURES.fullmatch(text):
        if any(map(are_several, lines)):
            text = text.replace(" ", UNREADABLE)
        if not (are_one_wrapped(lines, width) or are_set_downwards(lines)):
            text = text.replace("\n", UNREADABLE)
    elif " " in text and _POINTED.fullmatch(text) and any(map(_are_apart, lines)):
        text = text.replace(" ", UNREADABLE)
    return text


def _are_apart(line: Sequence[Glyph]) -> bool:
    """Whether signs of one line stand a whole character's height apart."""
    return any(b.x0 - a.x1 > WIDEST_SPACING * (b.bottom - b.top) for a, b in pairwise(line))


def _table(
    page: int,
    grid: Grid,
    glyphs: dict[int, list[Glyph]],
    covered: Collection[int | None] = (),
    unknown: Collection[int | None] = (),
) -> Table:
    """The table of a grid.

    A cell without text is no empty one where another table stands in it (it is left out), or something that
    nobody here can read (which a sign says).
    """
    cells = tuple(
        TextCell(
            _cell_text(glyphs[number], box[2] - box[0])
            if number in glyphs
            else UNREADABLE * (number in unknown),
            cell.row,
            cell.col,
            cell.rowspan,
            cell.colspan,
            Place(page=page, box=box),
        )
        for number, (cell, box) in enumerate(zip(grid.cells, grid.cell_boxes(), strict=True))
        if number in glyphs or number not in covered
    )
    return Table(cells, len(grid.ys) - 1, len(grid.xs) - 1, pages=(page,))
