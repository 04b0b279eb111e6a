"""Pieces of faint rulings that characters close by hide: in line with what is seen of them, drawn from end to end."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extract.documents.ocr.aligned import aligned
from extract.documents.ocr.strokes import LONG, SMOOTHED_MORE, Pixels, Stroke, is_bare

ASIDE = 2
"""A ruling may run so many pixels aside of its line."""
AROUND = 20
"""Over so many pixels on both sides the colour of the paper is looked for."""
LEAST_AS_DARK, MOST_AS_DARK, LEAST_DRAWN = 0.5, 2.0, 0.93
"""A piece of a ruling has such shares of the usual darkness at least and at most, in such a share of its length."""
LEAST_DRAWN_IF_LONG = 0.8
"""A watermark that was taken away may have taken some of a long piece with it."""
FAINT, PRINTED = 0.5, 90
"""Rulings with less than such a share of the darkness of print (this percentile of all that is dark) are told from it by that."""
LONGEST_OF_PRINT, SHORTEST = 60, 24
"""A shorter piece may be a character that fills its row or column; a line of which no more than the second is seen is none."""
AT_THE_END = 4
"""So many pixels from a ruling across it another one may be darkened by it."""


def with_hidden_pieces(
    grey: Pixels, dark: Pixels, across: Sequence[Stroke], down: Sequence[Stroke]
) -> tuple[list[Stroke], list[Stroke]]:
    """The rulings across and down a page, each with the pieces of it that were not seen between two rulings it crosses."""
    level = _along_the_rows(grey, dark, across, down)
    return level, _along_the_rows(np.ascontiguousarray(grey.T), dark.T, down, level)


def _along_the_rows(
    grey: Pixels, dark: Pixels, drawn: Sequence[Stroke], crossing: Sequence[Stroke]
) -> list[Stroke]:
    smooth = cv2.blur(grey, (SMOOTHED_MORE, 1))
    of_print = float(np.percentile(np.median(grey) - grey[dark], PRINTED)) if dark.any() else 0.0
    strokes = list(drawn)
    for line in aligned(drawn, crossing, SHORTEST):
        usual = float(np.median(np.concatenate([_depth(smooth, s) for s in line.strokes])))
        is_faint = usual < FAINT * of_print
        ruling = _Ruling(smooth, dark, LEAST_AS_DARK * usual, MOST_AS_DARK * usual if is_faint else None)
        pieces = [Stroke(float(line.at), float(a), float(b), 3.0) for a, b in line.gaps]
        whole = _joined([piece for piece in pieces if ruling.has(piece)])
        strokes += [s for s in whole if s.end - s.start >= LONGEST_OF_PRINT and ruling.has(s)]
    return strokes


class _Ruling(NamedTuple):
    """A page's picture along one line: its ruling is ``least`` darker than the paper at least, and ``most`` at most, which print is not.

    Where the ruling is as dark as print (``most`` is None) a piece of it is told by the bare paper beside it.
    """

    smooth: Pixels
    dark: Pixels
    least: float
    most: float | None

    def has(self, piece: Stroke) -> bool:
        """Whether the ruling is drawn from one end of a piece to the other."""
        inner = piece._replace(start=piece.start + AT_THE_END, end=piece.end - AT_THE_END)
        depth = _depth(self.smooth, inner)
        drawn = (depth >= self.least) & (depth <= (255.0 if self.most is None else self.most))
        least = LEAST_DRAWN if piece.end - piece.start < LONG else LEAST_DRAWN_IF_LONG
        return float(drawn.mean()) >= least and (self.most is not None or is_bare(self.dark, inner))


def _joined(pieces: Sequence[Stroke]) -> list[Stroke]:
    """Pieces of one line, those that follow each other as one."""
    joined: list[Stroke] = []
    for piece in pieces:
        if joined and joined[-1].end == piece.start:
            joined[-1] = joined[-1]._replace(end=piece.end)
        else:
            joined.append(piece)
    return joined


def _depth(smooth: Pixels, stroke: Stroke) -> Pixels:
    """For every pixel of a stroke's length, by how much it is darker than the paper (0–255)."""
    at, along = round(stroke.at), slice(int(stroke.start), int(stroke.end))
    paper = float(np.median(smooth[max(0, at - AROUND) : at + AROUND + 1, along]))
    return paper - smooth[max(0, at - ASIDE) : at + ASIDE + 1, along].min(axis=0).astype(np.float32)
