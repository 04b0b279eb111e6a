"""The cells of a grid on a straightened page → their text: figures are read more than once and have to agree."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extract.documents.model import Box, Place, Table, TextCell
from extract.documents.ocr.engine import Reading, read_crops
from extract.documents.ocr.ink import (
    LEAST_HEIGHT,
    LEAST_SLANTED,
    MARGIN,
    MOST_HEIGHT,
    SLASH,
    any_ink,
    dust_off,
    ink_in,
    is_low,
    is_ring,
    is_stroke,
    is_tiny,
    lines_of_ink,
    stands_half_way_up,
)
from extract.documents.ocr.pieces import Page, Piece, PixelBox, box_around, cut_out, in_lines, placed
from extract.documents.ocr.scan import PIXELS_PER_POINT
from extract.documents.ocr.seals import Circle, lies_on
from extract.documents.ocr.strokes import Pixels
from extract.documents.pdf.grid import Grid
from extract.documents.pdf.lines import joined_text

DOUBTFUL = 0.9
"""A cell read with less confidence is read again by itself."""
UNREADABLE = "\ufffd"
"""Stands for ink that nothing could be made of: never a blank."""
MOST_DIGITS = 12
"""Ink wider than so many times its height is no figure."""
WRAPPED = 3.5
"""In a cell with room for so many more digits no figure is wrapped."""
SMALL = 18
"""Pixels: print whose digits are lower than this, about 6 points."""
LEAST_SURE = 1.2
"""Readings of a figure that agree are not taken if their confidence adds up to less."""
TALLER_THAN_FIGURES = 1.4
"""No figure on one line is taller than so many times the others of its table."""
COMMAS_TAIL = 8
"""So near to the ruling below it a comma may have lost its tail."""
WIDEST_DIGIT, WIDEST_THROUGH = 2.5, 1.3
"""No digit takes more than so many times its height of a line; none of those that fill a cell from side to side, more than the second."""
WIDEST_GAP, UNEVEN_GAP = 1.5, 3.0
"""Between two figures in one cell is a gap so many times as wide as they are high, and as the others are."""
ALIKE = 3
"""Ink that may be dust is print where so many cells of a table have the like, and no more have none."""
LEAST_IN_LINE = 3
"""So many cells that hold no words make a row or column of figures."""
SAME = 2.5
"""The ink of two cells differs in size and place by no more pixels if it is the same sign."""
RING = 0.95
"""The least confidence in a 0 that was read twice where the ink has its shape."""
SURE_OF_DIGITS = 0.6
"""Digits among other signs, short enough for a figure, are not taken if they are read with less confidence."""
UNDER_A_SEAL = 0.8
"""The most confidence in what stands where a seal was taken away."""
_LONE = set("无無空零〇")
"""The single characters that stand in a cell of a column of figures."""
_LONE_AS_DIGIT = str.maketrans("。oOQD〇○〇ＯlI|丨！!", "00000000011111" + "1")
"""What a lone digit in a cell is read as; applied only where nothing but such signs and digits stands there."""
_NARROW = str.maketrans("，．", ",.")
_FIGURE = re.compile(r"\d[\d,，.．\s]*(?:万?元|[件个项条次人份])?")
POINT_OR_COMMA = re.compile(r"\d{1,3}\.\d{3}")
"""A figure in which a comma may have lost its tail."""
_WRAPPED_AT_COMMA = re.compile(r"(?:\d{1,3}[,，](?:\d{3}[,，])*\n)+\d{3}(?:[,，]\d{3})*")
_SIGNED = re.compile(r"[-+＋－—−]{0,2}\d[\d,.\s]*[%％]?(?:[(（].*[)）])?")
_WITH_SIGN = re.compile(r"[-+＋－—−]+\d")
_LETTERS = re.compile("[A-Za-z.,]+")
"""No form has words of Latin letters: these are figures of which a part was lost."""
_FLAT = set("一-—–－_ーㄧ~～")
_STROKES = set("17/lI|丨!！")
"""What one slanted stroke is taken for."""


class _Drawn(NamedTuple):
    """One cell of a grid: its box, the box around the ink in it, and the pieces of text found there.

    ``touches`` where print in it reaches into its rulings; ``ring`` where its ink has the shape of a 0;
    ``parted`` where one gap in its line of ink is much wider than all others.
    """

    box: PixelBox
    ink: PixelBox | None
    pieces: list[Piece]
    slant: float
    touches: bool = False
    ring: bool = False
    parted: bool = False


def read_table(
    page: Page,
    grid: Grid,
    pieces: dict[int, list[Piece]],
    seals: Sequence[Circle],
    number: int,
    points_per_pixel: float,
) -> Table:
    """One grid with the pieces of text in its cells → the table, boxes in points on the straightened page.

    ``seals`` lie on the page, as black as its print.
    """
    drawn = []
    for index, cell in enumerate(grid.cells):
        box = _in_pixels(grid.cell_box(cell))
        dust_off(page, box)
        ink, slant = ink_in(page, box)
        ring = ink is not None and is_ring(page, ink)
        found = [p for p in pieces.get(index, []) if not _is_of_a_ruling(p.box, box, ink)]
        drawn.append(_Drawn(box, ink, found, slant, _touches(page, ink), ring, _is_parted(page, ink)))
    readings = _without_strays(grid, _settled(page, drawn))
    readings = _without_specks(page, drawn, _without_strokes(page, drawn, readings))
    cells = []
    has_signs = any(_WITH_SIGN.match(text) for text, _ in readings)
    for cell, (box, ink, *_), (text, score) in zip(grid.cells, drawn, readings, strict=True):
        # A ruling may have gone with the seal: a figure in two rows is of one of them.
        is_kept = page.straight.is_blacker and not has_signs and cell.rowspan == 1 and _FIGURE.fullmatch(text)
        if not is_kept and not _is_words(text) and _lies_under(page.straight.washed, box, ink):
            text, score = UNREADABLE, 0.0
        elif _lies_under(page.straight.stamped, box, ink):
            # A hyphen goes with the seal that is brightened away.
            text, score = (text, min(score, UNDER_A_SEAL)) if text else (UNREADABLE, 0.0)
        elif (_may_be_of_a_seal(text, score) and any(lies_on(seal, *(ink or box)) for seal in seals)) or (
            _is_read_badly(text, score) and _lies_under(page.straight.marked, box, ink)
        ):
            text, score = UNREADABLE, 0.0
        place = Place(page=number, box=placed(box, points_per_pixel))
        cells.append(TextCell(text, cell.row, cell.col, cell.rowspan, cell.colspan, place, round(score, 3)))
    return Table(tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, pages=(number,))


def _may_be_of_a_seal(text: str, score: float) -> bool:
    """Whether a stroke of a seal may be what was read, or part of it: a dash, a slash or a 1 alone, or a figure read badly."""
    return (bool(text) and set(text) <= _FLAT | _STROKES) or _is_read_badly(text, score)


def _is_read_badly(text: str, score: float) -> bool:
    """Whether a figure or sign may be another, of which something hides a part."""
    return bool(text) and score < DOUBTFUL and not _is_words(text)


def _is_of_a_ruling(found: PixelBox, cell: PixelBox, ink: PixelBox | None) -> bool:
    """Whether what was found as text reaches over an edge of its cell, and has none of the cell's ink: a dash of its ruling."""
    if ink is None:
        return False
    inside = all(a + MARGIN < b for a, b in zip(cell[:2] + found[2:], found[:2] + cell[2:], strict=True))
    beside = found[2] <= ink[0] or ink[2] <= found[0] or found[3] <= ink[1] or ink[3] <= found[1]
    return beside and not inside


def _touches(page: Page, ink: PixelBox | None) -> bool:
    """Whether ink in a cell reaches into its rulings."""
    if ink is None:
        return False
    x0, y0, x1, y1 = (int(v) for v in ink)
    return bool(page.touching[max(0, y0 - MARGIN) : y1 + MARGIN, max(0, x0 - MARGIN) : x1 + MARGIN].any())


def _is_parted(page: Page, ink: PixelBox | None) -> bool:
    """Whether one gap in a line of ink is much wider than all others, as between two figures; spaced digits stand evenly."""
    if ink is None:
        return False
    x0, y0, x1, y1 = (int(v) for v in ink)
    inked = np.flatnonzero(page.ink[y0:y1, x0:x1].any(axis=0))
    *others, widest = np.sort(np.diff(inked))[-2:] if inked.size > 2 else [0]
    return any(gap > 1 and max(WIDEST_GAP * (y1 - y0), UNEVEN_GAP * gap) < widest for gap in others)


def _lies_under(mask: Pixels, cell: PixelBox, ink: PixelBox | None) -> bool:
    """Whether a seal was taken away from where the text of a cell stands, or one more character may have stood."""
    left, top, right, bottom = ink or cell
    room = bottom - top if ink else 0.0
    x0, x1 = max(0, int(left - room), int(cell[0])), int(min(right + room, cell[2]))
    return bool(mask[max(0, int(top)) : int(bottom), x0:x1].any())


def _without_strays(grid: Grid, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with signs that stand for nothing unreadable where most of a row or column, but for words, are figures."""
    words = [_is_words(r.text) for r in readings]
    signs = [
        r.text in ("", UNREADABLE)
        or set(r.text) <= _FLAT | _LONE | set("/")
        or bool(_FIGURE.fullmatch(r.text))
        for r in readings
    ]
    lines: dict[tuple[bool, int], list[int]] = {}
    for index, cell in enumerate(grid.cells):
        if not words[index]:
            if cell.colspan == 1:
                lines.setdefault((False, cell.col), []).append(index)
            if cell.rowspan == 1:
                lines.setdefault((True, cell.row), []).append(index)
    settled = list(readings)
    for line in lines.values():
        if len(line) >= LEAST_IN_LINE and 3 * sum(signs[i] for i in line) >= 2 * len(line):
            for i in line:
                if not signs[i] and not _SIGNED.fullmatch(readings[i].text):
                    settled[i] = Reading(UNREADABLE, 0.0)
    return settled


def _is_words(text: str) -> bool:
    """Whether a text has characters that are none of the signs for nothing: 一 is a dash more often than a word."""
    return len(text) > 1 and any("一" < c <= "鿿" and c not in _LONE for c in text)


def _without_strokes(page: Page, cells: Sequence[_Drawn], readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with figures unreadable whose ink is taller than that of the others: a stroke of a seal runs beside them."""
    tall = {
        i: cell.ink[3] - cell.ink[1]
        for i, (cell, reading) in enumerate(zip(cells, readings, strict=True))
        if cell.ink is not None and _FIGURE.fullmatch(reading.text)
    }
    most = TALLER_THAN_FIGURES * float(np.median([*tall.values()])) if tall else 0.0
    settled = list(readings)
    for i, height in tall.items():
        cell = cells[i]
        lines = in_lines(cell.pieces) or lines_of_ink(page, cell.ink or cell.box)
        if height > most and len(lines) < 2:
            settled[i] = Reading(UNREADABLE, 0.0)
    return settled


def _without_specks(page: Page, cells: Sequence[_Drawn], readings: Sequence[Reading]) -> list[Reading]:
    """The readings, unreadable where ink may be dust or a small hyphen.

    So little ink is print where several cells have the like; a cell with less of it is then no blank for sure.
    """
    tiny = [i for i, cell in enumerate(cells) if cell.ink is not None and is_tiny(cell.ink)]
    # On a dusty page many cells have a speck, and more have none.
    printed = (
        tiny if len(tiny) >= max(ALIKE, sum(cell.ink is None for cell in cells)) else _alike(cells, tiny)
    )
    doubtful = [i for i in tiny if i not in printed]
    if printed:
        doubtful += [i for i, cell in enumerate(cells) if cell.ink is None and any_ink(page, cell.box)]
    settled = list(readings)
    for i in doubtful:
        settled[i] = Reading(UNREADABLE, 0.0)
    return settled


def _alike(cells: Sequence[_Drawn], tiny: Sequence[int]) -> set[int]:
    """Those of some cells whose ink is of one size and stands in one place of them, as a sign does that is set several times."""
    most: set[int] = set()
    for align in (0.0, 0.5, 1.0):
        places = {i: _place(cells[i], align) for i in tiny}
        for place in places.values():
            near = {
                i
                for i, other in places.items()
                if all(abs(a - b) <= SAME for a, b in zip(place, other, strict=True))
            }
            most = max(most, near, key=len)
    return most if len(most) > 1 else set()


def _place(cell: _Drawn, align: float) -> tuple[float, ...]:
    """The width and height of a cell's ink, and how far it stands from the middle height and from one side, or the middle."""
    (x0, y0, x1, y1), (left, top, right, bottom) = cell.ink or cell.box, cell.box
    across = (x0 + align * (x1 - x0)) - (left + align * (right - left))
    return x1 - x0, y1 - y0, (y0 + y1 - top - bottom) / 2, across


def _in_pixels(box: Box) -> PixelBox:
    x0, y0, x1, y1 = (v * PIXELS_PER_POINT for v in box)
    return x0, y0, x1, y1


def _settled(page: Page, cells: Sequence[_Drawn]) -> list[Reading]:
    """The text of every cell. Figures are read again from another crop, and a third time where the two differ:
    what no two readings agree on is unreadable."""
    first = [_reading(cell.pieces) for cell in cells]
    again = [
        index
        for index, (reading, cell) in enumerate(zip(first, cells, strict=True))
        if cell.ink is not None
        and (
            not reading.text
            or reading.score < DOUBTFUL
            or _figure(reading.text, cell) is not None
            or _is_beyond(cell)
            # With a speck before or behind it.
            or (_is_short(cell) and any(c.isdecimal() for c in reading.text))
        )
    ]
    second = dict(zip(again, _read_again(page, [cells[i] for i in again], 1.0), strict=True))
    differing = [
        index
        for index in again
        if _is_short(cells[index])
        and (
            (figure := _figure(first[index].text, cells[index])) is None
            or figure != _figure(second[index].text, cells[index])
            or first[index].score + second[index].score < LEAST_SURE
        )
    ]
    third = dict(zip(differing, _read_again(page, [cells[i] for i in differing], 1.6), strict=True))
    return [
        _agreed(cell, [reading] + [more[index] for more in (second, third) if index in more])
        for index, (cell, reading) in enumerate(zip(cells, first, strict=True))
    ]


def _is_beyond(cell: _Drawn) -> bool:
    """Whether the ink in a cell reaches beyond the text that was found in it by about a character."""
    if cell.ink is None or not cell.pieces:
        return False
    found, slack = (
        box_around([p.box for p in cell.pieces]),
        0.6 * min(p.box[3] - p.box[1] for p in cell.pieces),
    )
    return (
        found[0] - cell.ink[0] > slack
        or cell.ink[2] - found[2] > slack
        or found[1] - cell.ink[1] > slack
        or cell.ink[3] - found[3] > slack
    )


def _is_short(cell: _Drawn) -> bool:
    """Whether the ink of a cell may be a figure: one line of it, or what was found as figures."""
    if cell.pieces and all(_FIGURE.fullmatch(p.text.translate(_LONE_AS_DIGIT)) for p in cell.pieces):
        return True
    x0, y0, x1, y1 = cell.ink or (0.0, 0.0, 0.0, 0.0)
    return y1 - y0 <= MOST_HEIGHT and x1 - x0 <= MOST_DIGITS * (y1 - y0)


def _read_again(page: Page, cells: Sequence[_Drawn], scale: float) -> list[Reading]:
    """A reading of each cell from other crops: around its ink, line by line where its pieces stand in lines."""
    crops, counts = [], []
    for cell in cells:
        if cell.ink is not None and _is_beyond(cell):
            lines = lines_of_ink(page, cell.ink)
        else:
            lines = [box_around([p.box for p in line]) for line in in_lines(cell.pieces)]
        boxes = lines if len(lines) > 1 else [cell.ink or cell.box]
        counts.append(len(boxes))
        # Once without what may be print or left over from a ruling: a figure is read the same with and without it.
        picture = page.cleared if cell.touches and scale == 1.0 else page.bare
        crops += [_scaled(cut_out(picture, box, pad=6), scale) for box in boxes]
    read = iter(read_crops(crops))
    readings = []
    for count in counts:
        lines_read = list(islice(read, count))
        text = joined_text([line.text for line in lines_read])
        readings.append(Reading(text, min(line.score for line in lines_read)))
    return readings


def _scaled(crop: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return crop
    larger = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    side = int(4 * scale)
    return cv2.copyMakeBorder(larger, 2, 2, side, side, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def _agreed(cell: _Drawn, readings: Sequence[Reading]) -> Reading:
    """One cell's text from its readings, the first from the pieces found on the page."""
    best = max(readings, key=lambda r: (bool(r.text), r.score))
    if cell.ink is None:
        # Text was found where there is hardly any ink: dust, or print too faint to be sure of.
        return Reading("", 1.0) if not best.text or best.score < 0.6 else Reading(UNREADABLE, 0.0)
    # A low stroke is a dash whatever its crop is read as, unless more than its ink was found on the page.
    if (is_stroke(cell.ink) or is_tiny(cell.ink)) and not _says_more(readings[0].text):
        return _dash(cell, best)
    if _are_apart(cell) or (
        cell.parted and any(_figure(r.text, cell) or _SIGNED.fullmatch(r.text) for r in readings)
    ):
        return Reading(UNREADABLE, 0.0)
    if cell.slant < SLASH and all(len(r.text) <= 1 or set(r.text) <= _STROKES for r in readings):
        # Whatever the recogniser takes it for: it knows no slash but beside other characters, and one
        # printed with its shadow is 11 to it. In small print a 7 may have lost its bar.
        may_be_seven = cell.ink[3] - cell.ink[1] < SMALL and all(r.text == "7" for r in readings)
        return Reading(UNREADABLE, 0.0) if may_be_seven else Reading("/", 0.8)
    figures = [_figure(r.text, cell) for r in readings]
    if not any(figures) or not _is_short(cell):
        if _is_beyond(cell):  # part of it was overlooked
            best = max(readings, key=lambda r: (len(r.text), r.score))
        if best.text and set(best.text) <= _FLAT:  # with a speck above or below it
            is_dash = _is_level(cell.ink) or _is_hyphen(cell.ink, readings)
            return _dash(cell, best) if is_dash else Reading(UNREADABLE, 0.0)
        if best.score < _least_sure(best.text, cell):
            return Reading(UNREADABLE, 0.0)
        return best if best.text and not _LETTERS.fullmatch(best.text) else Reading(UNREADABLE, 0.0)
    for figure in dict.fromkeys(figures):
        same = [r.score for r, f in zip(readings, figures, strict=True) if f == figure]
        if figure is None or len(same) < 2 or sum(same) < LEAST_SURE:
            continue
        if cell.touches and figure != figures[1]:
            continue
        may_be_comma = cell.box[3] - cell.ink[3] < COMMAS_TAIL or len(same) < len(readings)
        if POINT_OR_COMMA.fullmatch(figure) and may_be_comma:
            continue
        widest = WIDEST_THROUGH if _crosses(cell.ink, cell.box) else WIDEST_DIGIT
        if cell.ink[2] - cell.ink[0] > widest * len(figure) * (cell.ink[3] - cell.ink[1]):
            continue  # there is more in the cell, be it a fold of the paper
        # The later readings are of the same place: they do not outvote another figure found elsewhere.
        if figures[0] in (None, figure):
            # The recogniser is seldom sure of a lone 0; its shape bears it out.
            least = RING if figure == "0" and cell.ring else 0.0
            return not_a_slash(Reading(figure, max(least, *same)), cell.slant)
    texts = [r for r in readings if r.text and _figure(r.text, cell) is None]
    if len(texts) > 1 and len({r.text for r in texts}) == 1:
        return texts[0]
    return Reading(UNREADABLE, 0.0)


def _least_sure(text: str, cell: _Drawn) -> float:
    """How sure a text must be that is read once: no other reading bears out a sign before a figure, or a figure among signs."""
    if _WITH_SIGN.match(text):
        return DOUBTFUL
    return SURE_OF_DIGITS if _is_short(cell) and any(c.isdecimal() for c in text) else 0.0


def _says_more(text: str) -> bool:
    """Whether so little ink was found together with characters: part of them is too pale to be ink."""
    return any(c.isalnum() and c not in _FLAT for c in text)


def _is_level(ink: PixelBox) -> bool:
    """Whether ink is much wider than high, as a dash is, and no single digit."""
    return ink[2] - ink[0] > WIDEST_DIGIT * (ink[3] - ink[1])


def _is_hyphen(ink: PixelBox, readings: Sequence[Reading]) -> bool:
    """Whether blurred ink, hardly wider than high, was read as a dash more than once."""
    flat = sum(bool(r.text) and set(r.text) <= _FLAT for r in readings)
    return is_low(ink) and ink[2] - ink[0] > ink[3] - ink[1] and flat > 1


def _dash(cell: _Drawn, best: Reading) -> Reading:
    """A level stroke in a cell: a dash if it was recognised as one or stands half-way up, else what is left of a line."""
    if cell.ink is None or _crosses(cell.ink, cell.box):
        return Reading(UNREADABLE, 0.0)
    top, bottom = cell.box[1], cell.box[3]
    amid = stands_half_way_up((cell.ink[1] + cell.ink[3]) / 2 - top, bottom - top)
    known = bool(best.text) and set(best.text) <= _FLAT
    return Reading("—", max(best.score if known else 0.0, 0.5)) if known or amid else Reading(UNREADABLE, 0.0)


def _crosses(ink: PixelBox, cell: PixelBox) -> bool:
    """Whether ink reaches from side to side of its cell, as a line that was struck through does."""
    return ink[0] <= cell[0] + MARGIN + 1 and ink[2] >= cell[2] - MARGIN - 1


def _are_apart(cell: _Drawn) -> bool:
    """Whether figures in a cell are not one: the ruling between two rows or columns was not seen.

    A figure is wrapped only where its next digit has no room: all its lines stand within the first's width.
    """
    if not all(_SIGNED.fullmatch(p.text) or p.text == "/" or set(p.text) <= _FLAT for p in cell.pieces):
        return False
    lines = in_lines(cell.pieces)
    if any(b.box[0] - a.box[2] > a.box[3] - a.box[1] for line in lines for a, b in pairwise(line)):
        return True
    if len(lines) < 2:
        return False
    if _WRAPPED_AT_COMMA.fullmatch("\n".join("".join(p.text for p in line) for line in lines)):
        return False
    first, *later = (sum(len(p.text) for p in line) for line in lines)
    if any(more > first for more in later) or any(full < first - 1 for full in later[:-1]):
        return True
    boxes = [box_around([p.box for p in line]) for line in lines]
    left, right = boxes[0][0], boxes[0][2]
    digit = (right - left) / first
    if any(b[0] < left - digit / 2 or b[2] > right + digit / 2 for b in boxes):
        return True
    # The boxes of found pieces are wider than what is in them, by as much as they are high.
    left, _, right, _ = cell.ink or box_around(boxes)
    return cell.box[2] - cell.box[0] - (right - left) > WRAPPED * (right - left) / first


def not_a_slash(reading: Reading, slant: float) -> Reading:
    """A lone 1 or 7, or 1s, unless their ink is one slanted stroke: the recogniser takes a slash for them."""
    if not (reading.text == "7" or set(reading.text) == {"1"}) or slant > LEAST_SLANTED:
        return reading
    return Reading("/", min(reading.score, 0.8)) if slant < SLASH else Reading(UNREADABLE, 0.0)


def _figure(text: str, cell: _Drawn) -> str | None:
    """The figure that a reading stands for, None where it stands for none.

    A sign that looks like a digit (``。``, ``o``, ``l``, ``|``) is one where its ink is as tall as a digit and
    does not reach from edge to edge of its cell, as what is left of a ruling does.
    """
    if _FIGURE.fullmatch(text):
        # Blanks and the width of signs are not told for sure; a point at the end is a speck.
        return "".join(text.translate(_NARROW).split()).rstrip(".,")
    digits = text.translate(_LONE_AS_DIGIT).rstrip(".,")
    if not digits.isdecimal() or cell.ink is None:
        return None
    tall, room = cell.ink[3] - cell.ink[1], cell.box[3] - cell.box[1] - 2 * MARGIN
    return digits if LEAST_HEIGHT <= tall < room - 2 else None


def _reading(pieces: Sequence[Piece]) -> Reading:
    """The text of a cell from its pieces; as sure as its least sure piece."""
    if not pieces:
        return Reading("", 0.0)
    text = joined_text(["".join(p.text for p in line) for line in in_lines(pieces)])
    return Reading(text, min(p.score for p in pieces))
