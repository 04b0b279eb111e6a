"""Drawn lines → grids with merged cells.

A grid is closed where its rulings end: many producers draw no rule at a page break, and many tables have no
left and right border; without closing, the rows and columns there would be lost.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import nan

from extract.documents.model import Box
from extract.documents.pdf.content import Ruling
from extract.documents.pdf.implied import implied_rulings
from extract.documents.pdf.limits import MAX_GRID_CELLS
from extract.documents.refusals import Refusal
from extract.records import record

SNAP = 3.0
"""Rulings nearer than this are one (double lines, the edges of thin rectangles)."""
JOIN = 3.0
"""Pieces of one ruling with a gap up to this are joined (dashes, borders drawn cell by cell)."""
OVERHANG = 6.0
"""A ruling that goes on so far past the last crossing one shows an open side of the grid."""
LONE_OVERHANG = 60.0
"""A single ruling shows it too if it goes on for about a row: a longer one is a frame's or a margin's."""
BOX_GAP = 14.0
"""Boxes drawn apart by up to this, each around one cell, are one grid."""


@record(frozen=True, slots=True)
class GridCell:
    """A cell of a grid by its first row and column and how many of each it covers."""

    row: int
    col: int
    rowspan: int
    colspan: int


@record(frozen=True, slots=True)
class Grid:
    """A drawn table: the x of its column edges, the y of its row edges, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    at: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """The box around the grid."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_box(self, cell: GridCell) -> Box:
        """The box of one cell."""
        return (
            round(self.xs[cell.col], 2),
            round(self.ys[cell.row], 2),
            round(self.xs[cell.col + cell.colspan], 2),
            round(self.ys[cell.row + cell.rowspan], 2),
        )

    def cell_boxes(self) -> list[Box]:
        """The boxes of all cells."""
        xs, ys = [round(x, 2) for x in self.xs], [round(y, 2) for y in self.ys]
        return [(xs[c.col], ys[c.row], xs[c.col + c.colspan], ys[c.row + c.rowspan]) for c in self.cells]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that a point lies in, None outside the grid."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        number = self.at[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]
        return number if number >= 0 else None


def find_grids(horizontals: Sequence[Ruling], verticals: Sequence[Ruling]) -> list[Grid]:
    """The grids of a page with at least two columns, smaller ones first (a table may stand inside another's cell)."""
    grids, overlap = _grids(horizontals, verticals, SNAP)
    for wider in (1.5, 2.0) if overlap else ():
        # Boxes about as far apart touch here and there by chance: a grid falls into pieces that overlap.
        whole, still = _grids(horizontals, verticals, wider * SNAP)
        if not still:
            grids = whole
            break
    return sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))


def _grids(
    horizontals: Sequence[Ruling], verticals: Sequence[Ruling], snap: float
) -> tuple[list[Grid], bool]:
    """The grids of a page, and whether one, or a lone box, stands inside another or hard beside it."""
    grids: list[Grid] = []
    boxes: list[tuple[list[Ruling], list[Ruling]]] = []
    down = merged_rulings(verticals, snap, snap)
    groups = list(_connected(merged_rulings(horizontals, snap, snap), down, snap))
    if rows := undrawn_rows(horizontals, verticals, groups if snap == SNAP else None):
        groups = list(_connected(merged_rulings([*horizontals, *rows], snap, snap), down, snap))
    for hs, vs in groups:
        if len(hs) == 2 and len(vs) == 2:
            boxes.append((hs, vs))
        elif (grid := _grid(hs, vs, snap + 1)) is not None:
            grids.append(grid)
    outer = [grid.box for grid in grids]
    inner = outer + [(vs[0].at, hs[0].at, vs[1].at, hs[1].at) for hs, vs in boxes]
    boxed = _boxed_grids(boxes)
    broken = any(_overlap(a, b, snap) for a in inner for b in outer if a is not b)
    broken = broken or any(_overlap(a, grid.box, snap) for a in outer for grid in boxed)
    return grids + boxed, broken


def _overlap(one: Box, other: Box, snap: float) -> bool:
    """Whether the middle of one box is in the other, or most of its height stands beside the other, hardly more than ``snap`` away."""
    if other[0] < (one[0] + one[2]) / 2 < other[2] and other[1] < (one[1] + one[3]) / 2 < other[3]:
        return True
    beside = -snap < max(one[0], other[0]) - min(one[2], other[2]) < 1.3 * snap
    return beside and min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * (one[3] - one[1])


def closures(horizontals: Sequence[Ruling], verticals: Sequence[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """The rulings that would close the open sides of a page's grids, horizontal and vertical."""
    added_hs = undrawn_rows(horizontals, verticals)
    added_vs: list[Ruling] = []
    for hs, vs in list(_connected(merged_rulings([*horizontals, *added_hs]), merged_rulings(verticals))):
        if hs and vs:
            closed_hs, closed_vs = _closed(hs, vs)
            added_hs += closed_hs[len(hs) :]
            added_vs += closed_vs[len(vs) :]
    return added_hs, added_vs


def undrawn_rows(
    horizontals: Sequence[Ruling],
    verticals: Sequence[Ruling],
    groups: Iterable[tuple[list[Ruling], list[Ruling]]] | None = None,
) -> list[Ruling]:
    """The edges of the rows of tables that have vertical rulings only, told by the pieces these are drawn in.

    Not the columns of tables with horizontal rulings only: there the gap between two tables looks the same as a row.
    """
    lonely: list[Ruling] = []
    if groups is None:
        groups = _connected(merged_rulings(horizontals), merged_rulings(verticals))
    for hs, vs in groups:
        if not hs:
            lonely += vs
    return implied_rulings(_pieces_of(lonely, verticals)) if len(lonely) > 2 else []


def _pieces_of(merged: Sequence[Ruling], pieces: Sequence[Ruling]) -> list[Ruling]:
    return [
        p
        for p in pieces
        if any(abs(p.at - m.at) <= SNAP and p.start >= m.start - 0.1 and p.end <= m.end + 0.1 for m in merged)
    ]


def merged_rulings(rulings: Iterable[Ruling], snap: float = SNAP, join: float = JOIN) -> list[Ruling]:
    """One ruling for all pieces on the same line, as far as they touch."""
    merged: list[Ruling] = []
    for group in _clusters(rulings, snap):
        pieces = sorted([(start, end, place) for place, start, end in group])
        gap = max(join, _dash_gap(pieces))
        start, end, place = pieces[0]
        weight = end - start
        moment = place * weight
        for s, e, at in pieces[1:]:
            if s <= end + gap:
                if e > end:
                    end = e
            else:
                # The place is that of the pieces that touch: a line of another table may stand a little aside.
                merged.append(Ruling(moment / weight if weight else place, start, end))
                start, end, place = s, e, at
                weight = moment = 0.0
            weight += e - s
            moment += at * (e - s)
        merged.append(Ruling(moment / weight if weight else place, start, end))
    return [r for r in merged if r.end - r.start >= 4]


def _dash_gap(pieces: list[tuple[float, float, float]]) -> float:
    """The gap between the strokes of a dashed or dotted line; 0 where the pieces are no dashes."""
    if len(pieces) < 5 or any(end - start > 10 for start, end, _ in pieces):
        return 0.0
    gaps = sorted(b[0] - a[1] for a, b in pairwise(pieces))
    return min(8.0, 1.3 * gaps[len(gaps) // 2])


def _clusters(rulings: Iterable[Ruling], snap: float) -> Iterator[list[tuple[float, float, float]]]:
    """The rulings, as plain tuples (which sort sooner), grouped with those up to ``snap`` beside the first of them."""
    group: list[tuple[float, float, float]] = []
    first = nan
    for ruling in sorted([(at, start, end) for at, start, end in rulings]):
        if ruling[0] - first > snap:
            yield group
            group = []
        if not group:
            first = ruling[0]
        group.append(ruling)
    if group:
        yield group


def _connected(
    hs: list[Ruling], vs: list[Ruling], snap: float = SNAP
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """The rulings that cross or touch each other, group by group."""
    parent = list(range(len(hs) + len(vs)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    reach = [(at, start - snap, end + snap, len(hs) + j) for j, (at, start, end) in enumerate(vs)]
    for i, (y, start, end) in enumerate(hs):
        left, right = start - snap, end + snap
        for x, top, bottom, j in reach:
            if left <= x <= right and top <= y <= bottom and (a := root(i)) != (b := root(j)):
                parent[a] = b
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i in range(len(parent)):
        group = groups.setdefault(root(i), ([], []))
        if i < len(hs):
            group[0].append(hs[i])
        else:
            group[1].append(vs[i - len(hs)])
    yield from groups.values()


def _grid(hs: list[Ruling], vs: list[Ruling], thin: float = 4.0) -> Grid | None:
    if not hs or not vs:
        return None
    hs, vs = _closed(hs, vs)
    ys, xs = _edges(hs, thin), _edges(vs, thin)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1:
        return None
    if rows * cols > MAX_GRID_CELLS:
        raise Refusal("too-large", f"(grid of {rows} x {cols} cells)")
    below = _drawn(hs, ys, xs)
    right = _drawn(vs, xs, ys)
    region = _regions(rows, cols, below, right)
    cells, at = _rectangles(rows, cols, region)
    if any(c.rowspan > 1 and c.colspan > 1 for c in cells) and _ruled_from_outside(cells, below, right):
        cells, at = _rectangles(rows, cols, _regions(rows, cols, below, right))
    if max(c.col + c.colspan for c in cells if c.col == 0) == cols and all(c.colspan == cols for c in cells):
        return None
    return Grid(tuple(xs), tuple(ys), tuple(cells), at)


def _ruled_from_outside(cells: Sequence[GridCell], below: list[list[bool]], right: list[list[bool]]) -> bool:
    """Draws the edges within an open body, where only labels and headings are boxed, and says whether there is one.

    A stretch of several rows and columns without a line is no merged cell where the boxes to its left part all
    its rows, and those above it its columns. Beside such a body one without headings is parted into rows alone, and
    one of a single row into columns.
    """
    wide = [c for c in cells if c.rowspan > 1 and c.colspan > 1 and c.col > 0]
    rowed = [c for c in wide if all(below[row][c.col - 1] for row in range(c.row + 1, c.row + c.rowspan))]
    headed = [
        c
        for c in rowed
        if c.row > 0 and any(right[col][c.row - 1] for col in range(c.col + 1, c.col + c.colspan))
    ]
    if not headed:
        return False
    last = max(c.col + c.colspan for c in cells)
    headed += [
        c
        for c in cells
        if c.rowspan == 1 < c.colspan
        and c.col > 0
        and c.col + c.colspan == last
        and c.row > 0
        and any(right[col][c.row - 1] for col in range(c.col + 1, last))
    ]
    for c in rowed:
        for row in range(c.row + 1, c.row + c.rowspan):
            below[row][c.col : c.col + c.colspan] = [True] * c.colspan
    for c in headed:
        for col in range(c.col + 1, c.col + c.colspan):
            if right[col][c.row - 1]:
                right[col][c.row : c.row + c.rowspan] = [True] * c.rowspan
    return True


def _closed(hs: list[Ruling], vs: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """Adds a ruling where several crossing ones go on past the first or last: first below and above, then aside."""
    hs = hs + _at_ends(hs, vs)
    return hs, vs + _at_ends(vs, hs)


def _at_ends(along: list[Ruling], across: list[Ruling]) -> list[Ruling]:
    """The rulings, parallel to ``along``, that are missing where the ones ``across`` end."""
    start, end = min(r.start for r in along), max(r.end for r in along)
    first, last = min(r.at for r in along), max(r.at for r in along)
    before = [r.start for r in across if r.start < first - OVERHANG]
    after = [r.end for r in across if r.end > last + OVERHANG]
    missing = []
    if len(before) >= 2 or (before and first - before[0] < LONE_OVERHANG):
        missing.append(Ruling(min(before), start, end))
    if len(after) >= 2 or (after and after[0] - last < LONE_OVERHANG):
        missing.append(Ruling(max(after), start, end))
    return missing


def _edges(rulings: list[Ruling], thin: float) -> list[float]:
    """The distinct positions, those nearer than ``thin`` taken as one."""
    edges: list[float] = []
    for at in sorted(r.at for r in rulings):
        if not edges or at - edges[-1] >= thin:
            edges.append(at)
    return edges


def _drawn(rulings: list[Ruling], at: list[float], across: list[float]) -> list[list[bool]]:
    """For every edge and every stretch between crossing edges: whether a ruling is drawn there."""
    drawn = [[False] * (len(across) - 1) for _ in at]
    for place, start, end in rulings:
        edge = bisect_left(at, place)
        if edge == len(at) or (edge > 0 and place - at[edge - 1] <= at[edge] - place):
            edge -= 1
        for k in range(max(0, bisect_right(across, start) - 1), len(across) - 1):
            a, b = across[k], across[k + 1]
            if a >= end:
                break
            if start <= a < b <= end or min(end, b) - max(start, a) > 0.5 * (b - a):
                drawn[edge][k] = True
    return drawn


def _regions(rows: int, cols: int, below: list[list[bool]], right: list[list[bool]]) -> list[list[int]]:
    """Numbers the stretches of elementary cells without a ruling between them."""
    region = [[-1] * cols for _ in range(rows)]
    count = 0
    for row in range(rows):
        for col in range(cols):
            if region[row][col] >= 0:
                continue
            region[row][col] = count
            if below[row][col] and below[row + 1][col] and right[col][row] and right[col + 1][row]:
                count += 1  # a plain cell
                continue
            todo = [(row, col)]
            while todo:
                r, c = todo.pop()
                for nr, nc, ruled in (
                    (r + 1, c, below[r + 1][c]),
                    (r - 1, c, below[r][c]),
                    (r, c + 1, right[c + 1][r]),
                    (r, c - 1, right[c][r]),
                ):
                    if not ruled and 0 <= nr < rows and 0 <= nc < cols and region[nr][nc] < 0:
                        region[nr][nc] = count
                        todo.append((nr, nc))
            count += 1
    return region


def _rectangles(
    rows: int, cols: int, region: list[list[int]]
) -> tuple[list[GridCell], tuple[tuple[int, ...], ...]]:
    """Every region as a rectangle; a crooked one is cut into the stretches of its rows."""
    cells: list[GridCell] = []
    at = [[-1] * cols for _ in range(rows)]
    for row in range(rows):
        for col in range(cols):
            if at[row][col] >= 0:
                continue
            same = region[row][col]
            width = 1
            while col + width < cols and region[row][col + width] == same and at[row][col + width] < 0:
                width += 1
            height = 1
            while (
                row + height < rows
                and region[row + height][col] == same
                and _same_stretch(region[row + height], col, width, same)
            ):
                height += 1
            if width == height == 1:
                at[row][col] = len(cells)
            else:
                for r in range(row, row + height):
                    at[r][col : col + width] = [len(cells)] * width
            cells.append(GridCell(row, col, height, width))
    return cells, tuple(tuple(line) for line in at)


def _same_stretch(line: list[int], col: int, width: int, same: int) -> bool:
    return (
        all(line[c] == same for c in range(col, col + width))
        and (col == 0 or line[col - 1] != same)
        and (col + width == len(line) or line[col + width] != same)
    )


def _boxed_grids(boxes: list[tuple[list[Ruling], list[Ruling]]]) -> list[Grid]:
    """Grids of cells that are each drawn as a box of their own, a little apart from their neighbours."""
    outlines = []
    for hs, vs in boxes:
        x0, x1 = sorted(v.at for v in vs)
        y0, y1 = sorted(h.at for h in hs)
        outlines.append((x0, y0, x1, y1))
    grids = []
    for group in _neighbours(outlines):
        if len(group) < 4:
            continue
        gap = _usual_gap(group)
        hs = [Ruling(y, b[0], b[2]) for b in group for y in (b[1], b[3])]
        vs = [Ruling(x, b[1], b[3]) for b in group for x in (b[0], b[2])]
        reach = gap + 1.5
        grid = _grid(merged_rulings(hs, reach, reach), merged_rulings(vs, reach, reach), thin=max(4.0, reach))
        if grid is not None:
            grids.append(grid)
    return grids


def _neighbours(outlines: list[Box]) -> list[list[Box]]:
    """Boxes grouped with those at most ``BOX_GAP`` away."""
    groups: list[list[Box]] = []
    for box in sorted(outlines, key=lambda b: (b[1], b[0])):
        near = [
            g
            for g in groups
            if any(
                box[0] < o[2] + BOX_GAP
                and box[2] > o[0] - BOX_GAP
                and box[1] < o[3] + BOX_GAP
                and box[3] > o[1] - BOX_GAP
                for o in g
            )
        ]
        joined = [box] + [b for g in near for b in g]
        groups = [g for g in groups if g not in near] + [joined]
    return groups


def _usual_gap(group: list[Box]) -> float:
    """The widest of the usual distances from a box to its right and lower neighbours."""
    right, under = [], []
    for a in group:
        beside = [b[0] - a[2] for b in group if b[0] >= a[2] - 1 and b[1] < a[3] and b[3] > a[1]]
        beneath = [b[1] - a[3] for b in group if b[1] >= a[3] - 1 and b[0] < a[2] and b[2] > a[0]]
        right += [min(beside)] if beside else []
        under += [min(beneath)] if beneath else []
    gaps = [sorted(g)[len(g) // 2] for g in (right, under) if g]
    return min(max(gaps, default=0.0), BOX_GAP)
