"""What is drawn on a page: its rulings, its patches of colour, its pictures, and which of its texts these leave in sight."""

from collections.abc import Callable, Collection, Sequence
from ctypes import c_int, c_uint
from itertools import pairwise, repeat

import pypdfium2.raw as raw

from extract.documents.model import Box
from extract.documents.pdf import calls
from extract.documents.pdf.content import Ruling
from extract.documents.pdf.covers import MOST_PICTURES, Cover, Order, is_white, lets_through, veiled
from extract.documents.pdf.dots import LARGEST, Dot
from extract.documents.pdf.layers import Hidden
from extract.documents.pdf.limits import (
    MAX_FORM_DEPTH,
    MAX_OBJECTS_PER_PAGE,
    MAX_PATH_POINTS_PER_PAGE,
    MAX_RULINGS_PER_PAGE,
)
from extract.documents.pdf.patches import UNKNOWN, WHITE, Patch
from extract.documents.pdf.view import View, bounds, box_as, edges, own_matrix, times
from extract.documents.refusals import Refusal

THICKEST_RULING = 4.0
"""A filled rectangle up to this thick is a ruling."""
FOOT = 0.85
"""Below this part of a page's height its number may stand."""
THICKEST_WHITE = 2.0
"""And a white one up to this thick: what is thicker is paper behind a character."""
SHORTEST_RULING = 1.5
SURELY_LONG = 2 * THICKEST_RULING
"""What is longer, and no thicker than a ruling, is a ruling and no dot."""
THINNEST_SIDE = 0.04
"""A side of a box that is no thicker than this is not drawn."""
LARGEST_SIGN = 14.0
LONGEST_SIGN = 60.0
"""A drawing, not a mere box, up to these sizes may be a digit or a number drawn as outlines."""
AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""The matrix that moves nothing."""
LEAST_ALPHA = 13
"""Ink that lets nearly everything through is none."""
UNSEEN = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
"""How text is drawn without ink."""

_TEXT, _PATH, _IMAGE = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
_SHADING, _FORM = raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM
_LOOKED_AT = frozenset((_PATH, _IMAGE, _SHADING, _FORM))

Subpath = tuple[list[tuple[float, float]], bool]
"""The points of a subpath, and whether it is closed."""


class Level:
    """The texts that a page or a form (the ``owner``) draws by itself, and their numbers among all that it draws.

    ``order`` is where a form itself is drawn; ``outer`` is the way from its coordinates to the page's own, ``shown``
    that to those of the page as shown.
    """

    __slots__ = ("_boxes", "numbers", "order", "outer", "owner", "shown", "texts")

    def __init__(
        self,
        order: Order,
        owner: int,
        items: Sequence[int],
        kinds: Sequence[int],
        outer: tuple[float, ...],
        shown: tuple[float, ...],
    ) -> None:
        self.order, self.owner, self.outer, self.shown = order, owner, outer, shown
        self.numbers = [number for number, kind in enumerate(kinds) if kind == _TEXT]
        self.texts = [items[number] for number in self.numbers]
        self._boxes: list[Box] | None = None

    @property
    def first(self) -> Order:
        """Where in the order of drawing the first text comes."""
        return (*self.order, self.numbers[0])

    def boxes(self) -> list[Box]:
        """The box around each text as shown, asked for once."""
        if self._boxes is None:
            self._boxes = list(bounds(self.texts, self.shown))
        return self._boxes


class Drawn:
    """Collects what a page draws, its forms included; boxes and rulings in points as shown, texts by their addresses.

    ``horizontals``, ``verticals``: straight rulings; ``dots``: marks that may make up some; ``patches``: areas of
    colour; ``pictured``: the part of the page under pictures; ``marks``: what is no text but may say something.
    ``levels``: the texts; ``unseen``: whether some are drawn without ink. ``hidden``: texts that the file keeps from
    being shown, or that white paper lies over; ``spoilt``: those that something else lies over, or that stand on
    layers of which some may be off; ``cut``: what their clip leaves of some, ``veiled``: what lies over parts of some.
    """

    def __init__(self, view: View, hiding: Hidden) -> None:
        self.view = view
        self.hiding = hiding
        self.horizontals: list[Ruling] = []
        self.verticals: list[Ruling] = []
        self.dots: list[Dot] = []
        self.patches: list[Patch] = []
        self.pictured = 0.0
        self.marks: list[Box] = []
        self.levels: list[Level] = []
        self.unseen = False
        self.hidden: set[int] = set()
        self.spoilt: set[int] = set()
        self.cut: dict[int, Box] = {}
        self.veiled: dict[int, list[Box]] = {}
        self._covers: list[Cover] = []
        self._objects = 0
        self._points = 0
        self._mode, self._mode_at = calls.room_for(c_int, 2)
        self._colour, self._colour_at = calls.room_for(c_uint, 4)

    def walk_page(self, page: raw.FPDF_PAGE) -> None:
        """Collect what the page draws. Raises ``Refusal``: ``too-large``."""
        at = calls.address(page)
        self._objects_of(at, calls.count_in_page(at), calls.page_object, AS_IT_IS, ())

    def _objects_of(
        self, owner: int, count: int, get: Callable[[int, int], int], outer: tuple[float, ...], order: Order
    ) -> None:
        """What the objects of a page or a form draw: each kind's particulars are asked for all of them in one go."""
        self._objects += count
        if self._objects > MAX_OBJECTS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_OBJECTS_PER_PAGE} objects on one page)")
        new, shown = tuple.__new__, times(outer, self.view.matrix)
        items = list(map(get, repeat(owner), range(count)))
        kinds = list(map(calls.object_type, items))
        drawn = [
            (n, item, kind)
            for n, (item, kind) in enumerate(zip(items, kinds, strict=True))
            if kind in _LOOKED_AT
        ]
        if _TEXT in kinds:
            self.levels.append(level := Level(order, owner, items, kinds, outer, shown))
            self.unseen = self.unseen or not UNSEEN.isdisjoint(map(calls.render_mode, level.texts))
            self.hidden.update(self.hiding.among(level.texts, edges))
            self.spoilt |= self.hiding.unclear
            self.cut |= {item: box_as(shown, clip) for item, clip in self.hiding.cutting.items()}
        paths = [item for _, item, kind in drawn if kind == _PATH]
        sizes = list(map(calls.count_segments, paths))
        self._points += sum(sizes)
        if self._points > MAX_PATH_POINTS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_PATH_POINTS_PER_PAGE} path points on one page)")
        shapes = zip(sizes, bounds(paths, shown), strict=True)
        for at, item, kind in drawn:
            if kind == _PATH:
                count, box = next(shapes)
                x0, y0, x1, y1 = box
                # As nearly all do: a single stroke, or a rectangle no thicker than one, no dot and no paper.
                if 1 < count < 6 and y1 - y0 <= THICKEST_WHITE and x1 - x0 > SURELY_LONG:
                    self.horizontals.append(new(Ruling, ((y0 + y1) / 2, x0, x1)))
                elif 1 < count < 6 and x1 - x0 <= THICKEST_WHITE and y1 - y0 > SURELY_LONG:
                    start, end = self._seen_part(item, y0, y1, shown)
                    if start < end:
                        self.verticals.append(new(Ruling, ((x0 + x1) / 2, start, end)))
                elif count > 1 and (light := self._path(item, count, box, shown)) is not None:
                    self._covers.append(Cover((*order, at), box, item, light, shown))
            elif kind == _IMAGE:
                box = self._picture(item, shown)
                self._covers.append(Cover((*order, at), box, item, None, shown))
            elif kind == _SHADING:
                self.patches.append(Patch(next(bounds([item], shown)), UNKNOWN))
            elif kind == _FORM and len(order) < MAX_FORM_DEPTH:
                inner = times(own_matrix(item), outer)
                covers, levels = len(self._covers), len(self.levels)
                self._objects_of(item, calls.count_in_form(item), calls.form_object, inner, (*order, at))
                if self._is_unseen(item):
                    self.hidden.update(text for level in self.levels[levels:] for text in level.texts)
                if len(self._covers) > covers and calls.is_transparent(item):
                    del self._covers[covers:]
        self._check_rulings()

    def conceal(self, document: raw.FPDF_DOCUMENT, page: raw.FPDF_PAGE) -> None:
        """Take for hidden the texts that white patches lie over, as over a figure that somebody painted out; for spoilt those under others."""
        if not (self._covers and self.levels):
            return
        first = min(level.first for level in self.levels)
        covers = [cover for cover in self._covers if cover.order > first]
        if not covers:
            return
        last = covers[-1].order
        under = (
            ((*level.order, number), item, box)
            for level in self.levels
            if level.first < last
            for number, item, box in zip(level.numbers, level.texts, level.boxes(), strict=True)
        )
        opaque: dict[int, bool] = {}
        drawn = 0
        for item, cover, whole in veiled(under, covers, self._clipped):
            if cover.item not in opaque:
                see_through = calls.is_transparent(cover.item)
                if cover.luminance is None and not see_through:
                    drawn += 1
                    see_through = drawn > MOST_PICTURES or lets_through(document, page, cover)
                opaque[cover.item] = not see_through
            if not opaque[cover.item]:
                continue
            if not whole:
                self.veiled.setdefault(item, []).append(cover.box)
            elif is_white(cover):
                self.hidden.add(item)
            else:
                self.spoilt.add(item)

    def remove(self, page: raw.FPDF_PAGE, gone: Collection[int]) -> bool:
        """Takes these texts off the page, in memory; whether there was any. What was collected is of no use then."""
        removed = False
        for level in self.levels:
            for item in level.texts:
                if item in gone and calls.remove(level.order, page, level.owner, item):
                    removed = True
        return removed

    def _clipped(self, cover: Cover) -> Cover:
        """What its clip leaves of something that may hide text."""
        clip = self.hiding.clip_of(cover.item)
        if clip is None:
            return cover
        box, left = cover.box, box_as(cover.shown, clip)
        seen = max(box[0], left[0]), max(box[1], left[1]), min(box[2], left[2]), min(box[3], left[3])
        whole = (box[2] - box[0]) * (box[3] - box[1])
        return cover._replace(box=seen, share=(seen[2] - seen[0]) * (seen[3] - seen[1]) / (whole or 1))

    def _seen_part(
        self, item: int, top: float, bottom: float, shown: tuple[float, ...]
    ) -> tuple[float, float]:
        """From where to where down the page a ruling is seen: a browser draws those of what it breaks on below the text of the page, and above it on the next, and clips them there."""
        clip = self.hiding.clip_of(item) if top < 0 or bottom > FOOT * self.view.height else None
        if clip is None:
            return top, bottom
        _, upper, _, lower = box_as(shown, clip)
        return max(top, upper), min(bottom, lower)

    def _picture(self, item: int, shown: tuple[float, ...]) -> Box:
        a, b, c, d, _, _ = times(own_matrix(item), shown)
        share = abs(a * d - b * c) / max(1.0, self.view.width * self.view.height)
        self.pictured = min(1.0, self.pictured + share)
        x0, y0, x1, y1 = box = next(bounds([item], shown))
        self.patches.append(Patch(box, UNKNOWN))
        # A picture may fill its cell to the edge: its middle stands for it.
        dx, dy = (x1 - x0) / 5, (y1 - y0) / 5
        self.marks.append((x0 + dx, y0 + dy, x1 - dx, y1 - dy))
        return box

    def _is_paper(self, item: int, count: int) -> bool:
        """Whether a path is a white patch, as programs put behind a single character: its edges are no rulings."""
        fill, stroke = self._draw_mode(item)
        return bool(fill and not stroke and count <= 5 and self._luminance(item) > WHITE)

    def _path(self, item: int, count: int, box: Box, shown: tuple[float, ...]) -> float | None:
        """What a path of so many segments in this box draws, and how light it is if it is a patch of one colour; pdfium gives no path that is neither filled nor stroked."""
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        straight: list[Subpath] | None = None
        if count > 5 and LARGEST < max(width, height) < LONGEST_SIGN:
            if max(width, height) < LARGEST_SIGN:
                self.marks.append(box)
                return None
            straight = self._subpaths(item, count, shown)
            if not _is_frame(straight, count):
                self.marks.append(box)
        if width <= LARGEST and 0.6 * width < height < 1.7 * width and self._draw_mode(item)[0]:
            self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2))
        elif THICKEST_WHITE < min(width, height) <= THICKEST_RULING and self._is_paper(item, count):
            return self._luminance(item)
        elif height <= THICKEST_RULING and width > height and width > SHORTEST_RULING:
            self._add(self.horizontals, (y0 + y1) / 2, x0, x1)
        elif width <= THICKEST_RULING and height > width and height > SHORTEST_RULING:
            self._add(self.verticals, (x0 + x1) / 2, y0, y1)
        else:
            fill, stroke = self._draw_mode(item)
            single = count <= 5
            patch: float | None = None
            if fill and not stroke and 8 <= count <= 10:
                straight = straight or self._subpaths(item, count, shown)
                if self._frame(straight):
                    return None
            if fill:
                luminance = self._luminance(item) if single else UNKNOWN
                self.patches.append(Patch(box, luminance))
                patch = luminance if luminance >= 0 else None
            if stroke or not single:
                for points, closed in straight or self._subpaths(item, count, shown):
                    self._subpath(points, closed, bool(stroke))
            return patch
        return None

    def _draw_mode(self, item: int) -> tuple[int, int]:
        """How a path is filled (0: not at all), and whether it is stroked."""
        calls.draw_mode(item, *self._mode_at)
        fill, stroke = self._mode[:]
        return fill, stroke

    def _frame(self, straight: Sequence[Subpath]) -> bool:
        """Whether a filled path is a box less the box within it: the thin sides that are left are rulings."""
        boxes = []
        for points, _ in straight:
            xs, ys = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
            if len(xs) != 2 or len(ys) != 2:
                return False
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        if len(boxes) != 2:
            return False
        inner, (x0, y0, x1, y1) = sorted(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
        sides = inner[0] - x0, inner[1] - y0, x1 - inner[2], y1 - inner[3]
        if min(sides) < 0 or max(sides) > THICKEST_RULING:
            return False
        left, top, right, bottom = (side > THINNEST_SIDE for side in sides)
        for drawn, y in ((top, (y0 + inner[1]) / 2), (bottom, (y1 + inner[3]) / 2)):
            if drawn:
                self._add(self.horizontals, y, x0, x1)
        for drawn, x in ((left, (x0 + inner[0]) / 2), (right, (x1 + inner[2]) / 2)):
            if drawn:
                self._add(self.verticals, x, y0, y1)
        return True

    def _is_unseen(self, form: int) -> bool:
        """Whether a form is drawn as a whole so that it lets everything through."""
        return bool(calls.object_colour(form, *self._colour_at)) and self._colour[3] < LEAST_ALPHA

    def _luminance(self, item: int) -> float:
        if not calls.object_colour(item, *self._colour_at):
            return UNKNOWN
        red, green, blue, alpha = self._colour[:]
        opaque = alpha / 255
        return opaque * (0.3 * red + 0.59 * green + 0.11 * blue) + 255 * (1 - opaque)

    def _subpaths(self, item: int, count: int, shown: tuple[float, ...]) -> list[Subpath]:
        """The straight subpaths, as shown, each with whether it is closed; one with a curve is left out."""
        a, b, c, d, e, f = times(own_matrix(item), shown)
        segments = list(map(calls.path_segment, repeat(item), range(count)))
        found: list[Subpath] = []
        points: list[tuple[float, float]] = []
        closed = curved = False
        for (px, py), kind, closes in zip(
            calls.floats(count, 2, calls.segment_point, segments),
            map(calls.segment_type, segments),
            map(calls.segment_closes, segments),
            strict=True,
        ):
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                if not curved:
                    found.append((points, closed))
                points, closed, curved = [], False, False
            points.append((a * px + c * py + e, b * px + d * py + f))
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            closed = closed or bool(closes)
        if points and not curved:
            found.append((points, closed))
        return found

    def _subpath(self, points: list[tuple[float, float]], closed: bool, stroked: bool) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        width, height = x1 - x0, y1 - y0
        if height <= THICKEST_RULING and width > height and width >= SHORTEST_RULING:
            self._add(self.horizontals, (y0 + y1) / 2, x0, x1)
        elif width <= THICKEST_RULING and height > width and height >= SHORTEST_RULING:
            self._add(self.verticals, (x0 + x1) / 2, y0, y1)
        elif stroked:
            if closed:
                points = [*points, points[0]]
            for (xa, ya), (xb, yb) in pairwise(points):
                if abs(ya - yb) <= 0.5 < abs(xa - xb):
                    self._add(self.horizontals, (ya + yb) / 2, min(xa, xb), max(xa, xb))
                elif abs(xa - xb) <= 0.5 < abs(ya - yb):
                    self._add(self.verticals, (xa + xb) / 2, min(ya, yb), max(ya, yb))

    def _add(self, rulings: list[Ruling], at: float, start: float, end: float) -> None:
        rulings.append(tuple.__new__(Ruling, (at, start, end)))
        self._check_rulings()

    def _check_rulings(self) -> None:
        if len(self.horizontals) + len(self.verticals) > MAX_RULINGS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_RULINGS_PER_PAGE} rulings on one page)")


def _is_frame(straight: Sequence[Subpath], count: int) -> bool:
    """Whether a drawing has only level and upright strokes, as a cell's frame of dashes or double lines has, and no digit."""
    return sum(len(points) for points, _ in straight) == count and all(
        abs(xa - xb) <= 0.5 or abs(ya - yb) <= 0.5
        for points, _ in straight
        for (xa, ya), (xb, yb) in pairwise(points)
    )
