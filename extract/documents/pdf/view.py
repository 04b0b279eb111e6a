"""The way from pdfium's coordinates to points from the upper left corner of the page as shown."""

from collections.abc import Iterator, Sequence
from ctypes import c_float

import pypdfium2.raw as raw

from extract.documents.model import Box
from extract.documents.pdf import calls

_SET, (_SET_AT, *_) = calls.room_for(c_float, 6)


class View:
    """The way from a page's own coordinates to points from the upper left corner as shown (crop box, /Rotate)."""

    def __init__(self, page: raw.FPDF_PAGE) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self.rotation = raw.FPDFPage_GetRotation(page) % 4
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        self.width, self.height = (x1 - x0, y1 - y0) if self.rotation % 2 == 0 else (y1 - y0, x1 - x0)
        # (a, b, c, d, e, f): X = a*x + c*y + e, Y = b*x + d*y + f
        self.matrix = (
            (1, 0, 0, -1, -x0, y1),
            (0, 1, 1, 0, -y0, -x0),
            (-1, 0, 0, 1, x1, -y0),
            (0, -1, -1, 0, y1, x1),
        )[self.rotation]

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        a, b, c, d, e, f = self.matrix
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        if xb < xa:
            xa, xb = xb, xa
        return (xa, ya, xb, yb) if ya < yb else (xa, yb, xb, ya)


def loose_box(
    text_page: raw.FPDF_TEXTPAGE, index: int, view: View, moved: tuple[float, ...] | None = None
) -> Box | None:
    """The box of a character's advance as shown; ``moved`` is the matrix that pdfium leaves out, if it does."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, rect):
        return None
    box = rect.left, rect.bottom, rect.right, rect.top
    return view.box(*(box if moved is None else box_as(moved, box)))


def edges(items: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """The left, bottom, right and top edge of each of these objects in the coordinates of what holds it."""
    return calls.floats(len(items), 4, calls.object_bounds, items)


def bounds(items: Sequence[int], shown: tuple[float, ...]) -> Iterator[Box]:
    """The box around each of these objects as shown."""
    a, b, c, d, e, f = shown
    if b == 0 == c and a > 0 > d:  # as nearly everywhere: no page turned, no form mirrored
        return (
            (a * left + e, d * top + f, a * right + e, d * bottom + f)
            for left, bottom, right, top in edges(items)
        )
    return (box_as(shown, box) for box in edges(items))


def box_as(shown: tuple[float, ...], box: tuple[float, ...]) -> Box:
    """A box (left, bottom, right, top) in the coordinates of what holds it as shown."""
    (xa, ya), (xb, yb) = point_as(shown, box[0], box[1]), point_as(shown, box[2], box[3])
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def point_as(shown: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    """A point in the coordinates of what holds it as shown."""
    a, b, c, d, e, f = shown
    return a * x + c * y + e, b * x + d * y + f


def own_matrix(item: int) -> tuple[float, ...]:
    """The matrix of a drawn object in its page or form."""
    calls.object_matrix(item, _SET_AT)
    return tuple(_SET[:])


def times(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that applies ``first`` and ``then`` one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
