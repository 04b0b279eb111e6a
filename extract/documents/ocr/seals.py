"""The seals on a scanned page: taken away where they are red or paler than print, else told by their rings."""

from collections.abc import Iterator

import cv2
import numpy as np

from extract.documents.ocr.strokes import LARGEST_SEAL, PRINT, Pixels, darker

REDDISH = 40
"""How much brighter red is than the other colours in the ink of a seal (0–255)."""
SEAL_IS_WHITE, SHINES_THROUGH = 0.8, 0.75
"""Seen through red glass a seal has about its usual brightness; where it is less than these shares of it, print is under it."""
GREYISH = (0.2, 0.75)
"""Between print (0) and paper (1), the brightness of a seal in a scan without colours."""
LEAST_PALER = 0.2
"""How much paler than print, as a share of the way to the paper, a seal must be to be told from it."""
SMALLEST_FIGURE, LARGEST_FIGURE, FEWEST_FIGURES = 12, 60, 30
"""Print of so many pixels in height, and at least so much of it, shows how black the figures of a page are."""
LEAST_BLACK = 0.12
"""The share of a figure's ink that must be blacker than a seal that was taken away."""
STRAIGHT = 140
"""No stroke of a seal runs level or upright for so many pixels."""
CIRCLES_AT = 3
"""Circles are looked for in a picture so many times smaller."""
MOST_AROUND = 0.5
"""The share that may be drawn of the circles beside it: a shadow is grey all over."""
DRAWN_ROUND = 0.75
"""The share of a circle that must be drawn."""
SMALLEST_SEAL = 150

Circle = tuple[int, int, int]
"""The middle of a circle (x, y) and its radius, in pixels."""


def without_red_stamps(picture: Pixels) -> Pixels:
    """The picture (blue, green, red) without round red seals; what is printed under them stays.

    Only round outlines of a seal's size are seals: red figures, red rulings and shaded cells are left.
    """
    red = picture[:, :, 2].astype(np.int16) - picture[:, :, :2].max(axis=2)
    reddish = red > REDDISH
    for area in _seals_among(reddish):
        tinted = cv2.dilate((red[area] > REDDISH / 2).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
        # Seen through red glass, brightened until the seal and its blurred edges are as bright as paper, and print that
        # shines through it is as black as any.
        seen = picture[area][:, :, 2].astype(np.float32)
        usual, least = np.median(seen[reddish[area]]), np.percentile(seen[reddish[area]], 1)
        black = float(least) if least < SHINES_THROUGH * usual else 0.0
        seen = (seen - black) / max(1.0, SEAL_IS_WHITE * float(usual) - black)
        # As bright and as coloured as the paper around: white patches on grey paper would have edges like print.
        paper = np.median(picture[area][~tinted], axis=0) if not tinted.all() else np.full(3, 255.0)
        lit = seen.clip(0, 1) * _lamp(np.ascontiguousarray(picture[area][:, :, 2]))
        picture[area][tinted] = (
            (lit[tinted][:, None] * paper / max(1.0, paper[2])).clip(0, 255).astype(np.uint8)
        )
    return picture


def without_grey_stamps(picture: Pixels) -> tuple[Pixels, bool]:
    """The picture with round outlines that are clearly paler than print made as bright as paper, and what is as pale inside
    them; and whether the figures elsewhere are all so black that none could go with the seals."""
    darkest = picture.min(axis=2)
    lamp = _lamp(darkest)
    grey = _as_lit(cv2.medianBlur(darkest, 3), lamp)
    paper, ink = float(np.median(grey)), float(np.percentile(grey, 0.5))
    least, most = (ink + share * (paper - ink) for share in GREYISH)
    greyish = cv2.morphologyEx(cv2.inRange(grey, least, most), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    circles = _circles(greyish)
    if not circles:
        return picture, True
    dark = darker(grey, PRINT)
    printed = float(np.median(grey[dark > 0]))
    lit = _as_lit(darkest, lamp)
    palest, areas = 255.0, []
    for x, y, radius in circles:
        area = _around((x, y, radius))
        part = greyish[area].copy()
        # Hairlines of the table under it, longer than the ring is straight.
        for bar in ((1, STRAIGHT), (STRAIGHT, 1)):
            part[cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones(bar, np.uint8)) > 0] = 0
        seal = float(np.median(grey[area][part > 0])) if part.any() else 0.0
        if seal - printed < LEAST_PALER * (paper - printed):
            continue
        tinted = cv2.dilate(part, np.ones((5, 5), np.uint8)) > 0
        palest = min(palest, (printed + seal) / 2)
        areas.append(area)
        pale = tinted & (lit[area] > (printed + seal) / 2)
        picture[area][pale] = lamp[area][pale][:, None]
    if not areas:
        return picture, True
    for area in areas:
        dark[area] = 0
    return picture, _is_blacker(dark, lit <= palest)


def _is_blacker(dark: Pixels, black: Pixels) -> bool:
    """Whether all that is as large as a figure among the dark pixels of a page is black to a good part."""
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    figures = (tall >= SMALLEST_FIGURE) & (tall <= LARGEST_FIGURE) & (wide <= LARGEST_FIGURE)
    figures[0] = False
    if figures.sum() < FEWEST_FIGURES:
        return False
    blacks = np.bincount(numbers[black & (dark > 0)], minlength=count)
    return bool(np.percentile(blacks[figures] / stats[figures, cv2.CC_STAT_AREA], 1) >= LEAST_BLACK)


def _lamp(grey: Pixels) -> Pixels:
    """How bright the paper is in every place."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), (9, 9), 0)
    return cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)


def _as_lit(grey: Pixels, lamp: Pixels) -> Pixels:
    """A picture as if its paper were as bright everywhere."""
    return cv2.divide(grey, np.maximum(lamp, 1), scale=250)


def seals_left(ink: Pixels) -> list[Circle]:
    """The rings of seals among the ink of a page: those as black as print, which could not be taken away."""
    return _circles(ink.astype(np.uint8) * 255) if ink.any() else []


def lies_on(circle: Circle, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether any part of a box lies on or within a circle."""
    x, y, radius = circle
    return bool(np.hypot(x - np.clip(x, left, right), y - np.clip(y, top, bottom)) <= radius)


def _circles(mask: Pixels) -> list[Circle]:
    """The circles of a seal's size that are drawn nearly all round: x, y and radius."""
    small = cv2.resize(mask, None, fx=1 / CIRCLES_AT, fy=1 / CIRCLES_AT, interpolation=cv2.INTER_AREA)
    low, high = SMALLEST_SEAL // 2 // CIRCLES_AT, LARGEST_SEAL // 2 // CIRCLES_AT
    near = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, dp=1, minDist=low, param1=100, param2=30, minRadius=low, maxRadius=high
    )
    found = []
    turns = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    thick = cv2.dilate(small, np.ones((3, 3), np.uint8)) > 60
    for x, y, radius in near[0] if near is not None else ():
        xs, ys = x + radius * np.cos(turns), y + radius * np.sin(turns)
        if _drawn(thick, xs, ys) > DRAWN_ROUND and all(
            _drawn(thick, x + r * np.cos(turns), y + r * np.sin(turns)) < MOST_AROUND
            for r in (radius - 5, radius + 5)
        ):
            found.append((round(x * CIRCLES_AT), round(y * CIRCLES_AT), round(radius * CIRCLES_AT)))
    return found


def _around(circle: Circle) -> tuple[slice, slice]:
    """The rows and columns of a circle and a little more."""
    x, y, radius = circle
    reach = radius + 12
    return slice(max(0, y - reach), y + reach), slice(max(0, x - reach), x + reach)


def _drawn(mask: Pixels, xs: Pixels, ys: Pixels) -> float:
    """The share of points that a mask holds; 0 where most of them are off the page."""
    columns, rows = np.round(xs).astype(int), np.round(ys).astype(int)
    on_page = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
    return float(mask[rows[on_page], columns[on_page]].mean()) if on_page.mean() > 0.5 else 0.0


def _seals_among(reddish: Pixels) -> list[tuple[slice, slice]]:
    """Where seals stand: round outlines, and rings that black rulings cut in pieces."""
    if not reddish.any():
        return []
    found = [*_round_outlines(reddish)]
    for circle in _circles(reddish.astype(np.uint8) * 255):
        if not any(
            rows.start <= circle[1] < rows.stop and cols.start <= circle[0] < cols.stop
            for rows, cols in found
        ):
            found.append(_around(circle))
    return found


def _round_outlines(mask: Pixels) -> Iterator[tuple[slice, slice]]:
    """Where in a mask something round of a seal's size stands: as wide as tall, with nothing in its corners."""
    outline = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(outline, connectivity=8)
    for number in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[number])
        if not (
            min(width, height) >= SMALLEST_SEAL
            and max(width, height) <= min(LARGEST_SEAL, 1.7 * min(width, height))
        ):
            continue
        own = numbers[y : y + height, x : x + width] == number
        up, left = height // 8, width // 8
        if not any(
            own[rows, cols].any()
            for rows in (slice(up), slice(-up, None))
            for cols in (slice(left), slice(-left, None))
        ):
            yield slice(max(0, y - 4), y + height + 4), slice(max(0, x - 4), x + width + 4)
