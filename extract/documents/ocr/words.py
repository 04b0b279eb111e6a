"""Stretches of text outside drawn cells → words: the finder takes headings, and a label and the figures beside it, for one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import cv2
import numpy as np

from extract.documents.clean import display_width
from extract.documents.ocr.cells import DOUBTFUL, POINT_OR_COMMA, UNREADABLE
from extract.documents.ocr.engine import read_crops
from extract.documents.ocr.ink import LEAST_INK, is_ring
from extract.documents.ocr.pieces import Page, Piece, PixelBox, box_around, cut_out
from extract.documents.ocr.strokes import Pixels
from extract.documents.pdf.content import Glyph
from extract.documents.pdf.undrawn import FIGURE

# Gaps in parts of the height of the ink.
COLUMN_GAP = 0.5
"""From here on a gap may be that between two headings: those within a text are narrower."""
FIGURES_GAP = 1.0
"""From here on two figures are of two columns: a 1 stands up to 0.7 from the digit beside it."""
FIGURE_GAP = 0.3
"""From here on a figure behind a label is no part of it."""
ITEM_GAP = 0.2
"""From here on the number of an item is no part of the label before it."""
_ITEM_BEHIND_LABEL = re.compile(r"([^\d]*[一-鿿])\d[.．、](?=[^\d\s])")
_ENDS_IN_FIGURE = re.compile(r"[\d/／]\s*$|[^\d\s]\s*[—–-]\s*$")
_LIKE_NOUGHT = frozenset("。oOQD〇○Ｏº°")
"""What a lone 0 is read as."""
UNSURE = 0.97 * DOUBTFUL
"""Parts that say other characters than their whole are no surer."""
GUESS = 0.3
"""A figure read with less confidence is not taken."""


def words_of(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces cut into words.

    One is cut at its blanks where as many wide gaps are seen. One that ends in a figure is cut before and behind each
    figure that stands apart, and its parts are read again.
    """
    read = _read_apart(page, [p for p in pieces if _ENDS_IN_FIGURE.search(p.text)])
    words = []
    for piece in pieces:
        words += read.get(id(piece)) or _cut_at_blanks(page, piece)
    return [_unless_guessed(_tight(page, _as_nought(page, word))) for word in words]


def _cut_at_blanks(page: Page, piece: Piece) -> list[Piece]:
    said = piece.text.split()
    gap = FIGURES_GAP if all(map(FIGURE.fullmatch, said)) else COLUMN_GAP
    boxes = _boxes_apart(page, piece.box, gap) if len(said) > 1 else []
    if len(boxes) != len(said):
        return _cut_before_item(page, piece)
    return [Piece(box, text, piece.score) for box, text in zip(boxes, said, strict=True)]


def _cut_before_item(page: Page, piece: Piece) -> list[Piece]:
    """The label of a group and that of its item beside it: 不予公3.危及, cut at the gap that stands there."""
    match = _ITEM_BEHIND_LABEL.match(piece.text)
    if match is None:
        return [piece]
    at = match.end(1)
    x0, y0, x1, y1 = piece.box
    expected = x0 + (x1 - x0) * display_width(piece.text[:at]) / display_width(piece.text)
    gaps = [(a[2], b[0]) for a, b in pairwise(_boxes_apart(page, piece.box, ITEM_GAP))]
    left, right = min(gaps, key=lambda gap: abs(sum(gap) / 2 - expected), default=(x0, x1))
    if abs((left + right) / 2 - expected) > y1 - y0:
        return [piece]
    return [
        Piece((x0, y0, left, y1), piece.text[:at], piece.score),
        Piece((right, y0, x1, y1), piece.text[at:], piece.score),
    ]


def _read_apart(page: Page, pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    """The words of those pieces, by their ``id``, in which a figure stands apart."""
    gaps = [FIGURES_GAP if FIGURE.fullmatch(_characters([p])) else FIGURE_GAP for p in pieces]
    cut = [(p, _boxes_apart(page, p.box, gap)) for p, gap in zip(pieces, gaps, strict=True)]
    apart = [(piece, boxes) for piece, boxes in cut if len(boxes) > 1]
    readings = iter(read_crops([cut_out(page.bare, box) for _, boxes in apart for box in boxes]))
    return {
        id(piece): words
        for piece, boxes in apart
        if (words := _around_figures(piece, [_as_nought(page, Piece(b, *next(readings))) for b in boxes]))
    }


def _around_figures(piece: Piece, parts: Sequence[Piece]) -> list[Piece]:
    """The parts of a piece, put together again where neither of two neighbours is a figure behind other text.

    What is no figure by itself says what the whole says there: a lone 1 is often read as a letter. Where they say other
    characters than the whole, neither is sure; where more or fewer, the piece stays whole.
    """
    whole = _characters([piece])
    ends = [0, *accumulate(len(_characters([part])) for part in parts)]
    if ends[-1] != len(whole):
        return []
    least = 1.0 if _characters(parts) == whole else UNSURE
    parts = [
        Piece(p.box, p.text if FIGURE.fullmatch(p.text) else whole[a:b], min(p.score, least))
        for p, (a, b) in zip(parts, pairwise(ends), strict=True)
    ]
    cuts = {n for n in range(1, len(parts)) if _is_figure_behind(parts[n - 1], parts[n])}
    cuts |= {n + 1 for n in cuts if n + 1 < len(parts) and not FIGURE.fullmatch(parts[n + 1].text)}
    return [_together(parts[a:b]) for a, b in pairwise([0, *sorted(cuts), len(parts)])] if cuts else []


def _is_figure_behind(left: Piece, right: Piece) -> bool:
    """Whether a figure stands behind a label, or as far from another figure as the next column."""
    gap = right.box[0] - left.box[2]
    apart = FIGURES_GAP * (right.box[3] - right.box[1])
    return FIGURE.fullmatch(right.text) is not None and (gap > apart or not FIGURE.fullmatch(left.text))


def _together(parts: Sequence[Piece]) -> Piece:
    if len(parts) == 1:
        return parts[0]
    box = box_around([part.box for part in parts])
    return Piece(box, "".join(p.text for p in parts), min(p.score for p in parts))


def _characters(pieces: Sequence[Piece]) -> str:
    return "".join("".join(piece.text for piece in pieces).split())


def _boxes_apart(page: Page, box: PixelBox, gap: float) -> list[PixelBox]:
    """The boxes of the ink in a box that stands apart by more than ``gap`` of its height."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in box)
    ink = _without_dust(page.ink[y0:y1, x0:x1])
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return [box]
    top, foot = y0 + int(rows[0]), y0 + int(rows[-1]) + 1
    ends = np.flatnonzero(np.diff(columns) > gap * (foot - top))
    starts = [int(columns[0]), *(int(columns[n + 1]) for n in ends)]
    stops = [*(int(columns[n]) + 1 for n in ends), int(columns[-1]) + 1]
    return [
        (float(x0 + a), float(top), float(x0 + b), float(foot)) for a, b in zip(starts, stops, strict=True)
    ]


def _without_dust(ink: Pixels) -> Pixels:
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    kept = np.arange(count) > 0
    kept[1:] = stats[1:, cv2.CC_STAT_AREA] >= LEAST_INK
    return np.asarray(kept[numbers])


def _tight(page: Page, piece: Piece) -> Piece:
    """A figure as wide as its ink: the finder may take dust beside it along."""
    if not FIGURE.fullmatch(piece.text):
        return piece
    boxes = _boxes_apart(page, piece.box, FIGURES_GAP)
    if len(boxes) != 1:
        return piece
    _, top, _, bottom = piece.box
    return replace(piece, box=(boxes[0][0], top, boxes[0][2], bottom))


def _as_nought(page: Page, piece: Piece) -> Piece:
    """A lone sign that looks like a 0 and whose ink is a ring as tall is a 0."""
    if piece.text not in _LIKE_NOUGHT:
        return piece
    box = _boxes_apart(page, piece.box, COLUMN_GAP)
    return replace(piece, text="0") if len(box) == 1 and is_ring(page, box[0]) else piece


def _unless_guessed(piece: Piece) -> Piece:
    """A piece without its figure, where that was hardly recognised; a point read once before three digits may be a comma."""
    is_guessed = (piece.score < GUESS and FIGURE.fullmatch(piece.text)) or POINT_OR_COMMA.fullmatch(
        piece.text
    )
    return replace(piece, text=UNREADABLE) if is_guessed else piece


def glyphs_of(pieces: Sequence[Piece], pixels_per_point: float) -> list[Glyph]:
    """The characters of pieces, each piece's spread over its box, in points."""
    glyphs = []
    for run, piece in enumerate(pieces):
        x0, top, x1, bottom = (value / pixels_per_point for value in piece.box)
        step = (x1 - x0) / max(1, len(piece.text))
        glyphs += [
            Glyph(x0 + n * step, top, x0 + (n + 1) * step, bottom, char, run)
            for n, char in enumerate(piece.text)
            if char != " "
        ]
    return glyphs
