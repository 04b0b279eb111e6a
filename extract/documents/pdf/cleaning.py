"""Drops what is on the page but not in the text: watermarks and characters printed twice for boldness. Sets notes apart."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import nan

from extract.documents.pdf.content import UNREADABLE, Glyph, Ruling, Run

_DIGITS = frozenset("0123456789０１２３４５６７８９")
LIGATURES = "—…f"
"""Signs that fonts draw two of as one glyph: both then have the same box, and neither is a double."""
SMALLER = 0.82
"""A digit beside another of its figure that is so many times its height is the number of a note, or nobody knows what."""
NEARLY_AS_TALL = 0.95
"""Up to here such a digit may be a note's number as well, as browsers set them, if it stands high."""
RAISED, HIGH = 0.08, 0.2
"""The number of a note stands so much off the figure's foot, in parts of its height."""
NEXT_WORD = 0.3
"""From so far behind a figure on, in parts of its height, something is another word."""
LONGEST_NOTE = 2
"""The digits of a note's number."""
DESCENT = 0.14
"""The part of a character's box below its foot."""
SHORTEST_STROKE, LONGEST_STROKE = 3.0, 40.0
"""A stroke through a figure is so long, in points."""
FEWEST_LINES = 10
"""So many numbers down the margin, each as much above the last, number the lines."""
AIR = 0.25
"""The part of a character's box that is air above its ink, and again below it: most in fonts of Chinese and Latin."""
OVERSIZE = 1.6
"""A faint run so many times larger than the page's text is a watermark."""
HUGE = 4.0
"""And one in full ink that stands on other text or on rulings from so many times on: no title does."""
SAME_SIZE = 0.12
"""Two runs whose heights differ by less, in parts of one, are set in the same size."""
BAND = 8
"""Glyphs printed over each other stand in the same band of so many points of the page's height, or in neighbouring ones."""

Band = dict[str, list[Glyph]]
"""The glyphs of one band of the page's height, by what they say."""
_EMPTY: Band = {}


def clean_glyphs(
    runs: Sequence[Run], horizontals: Sequence[Ruling], verticals: Sequence[Ruling]
) -> list[Glyph]:
    """The glyphs of a page in drawing order, without watermarks and doubles."""
    kept = _without_line_numbers(_without_watermarks(runs, horizontals, verticals))
    strokes = sorted([h for h in horizontals if SHORTEST_STROKE < h[2] - h[1] < LONGEST_STROKE])
    if strokes:
        kept = [_unstruck(run, strokes) if run[2][0][4] in _DIGITS else run for run in kept]
    return _without_doubles([g for run in kept for g in run.glyphs])


def _without_line_numbers(runs: list[Run]) -> list[Run]:
    """The runs without the numbers of the page's lines, which rise evenly down the margin, outside of everything else."""
    if len(runs) < FEWEST_LINES:
        return runs
    lefts, rights = [run[2][0][0] for run in runs], [run[2][-1][2] for run in runs]
    outermost = {lefts.index(min(lefts)), rights.index(max(rights))}
    if not any(_is_short_number(runs[number]) for number in outermost):
        return runs
    others = [number for number, run in enumerate(runs) if not _is_short_number(run)]
    if not others:
        return runs
    start, end = min(lefts[number] for number in others), max(rights[number] for number in others)
    for margin in (
        [run for run, right in zip(runs, rights, strict=True) if right < start],
        [run for run, left in zip(runs, lefts, strict=True) if left > end],
    ):
        margin.sort(key=lambda run: run.glyphs[0].top)
        numbers = [int(_text(run)) for run in margin]
        steps = {after - before for before, after in pairwise(numbers)}
        if len(margin) >= FEWEST_LINES and len(steps) == 1 and min(steps) > 0:
            gone = set(map(id, margin))
            runs = [run for run in runs if id(run) not in gone]
    return runs


def _is_short_number(run: Run) -> bool:
    return len(run.glyphs) <= 4 and all(glyph.text.isdecimal() for glyph in run.glyphs)


def _unstruck(run: Run, strokes: Sequence[Ruling]) -> Run:
    """A figure as it is, or signs for one that a stroke no longer than itself goes through."""
    x0, top, _, bottom, _, _ = run.glyphs[0]
    x1, tall = run.glyphs[-1].x1, bottom - top
    for number in range(bisect_left(strokes, (top + 0.35 * tall,)), len(strokes)):
        at, start, end = strokes[number]
        if at > bottom - 0.35 * tall:
            break
        if x0 - 0.6 * tall < start < x0 + 0.3 * tall and x1 - 0.3 * tall < end < x1 + 0.6 * tall:
            return run._replace(glyphs=[g._replace(text=UNREADABLE) for g in run.glyphs])
    return run


def _without_watermarks(
    runs: Sequence[Run], horizontals: Sequence[Ruling], verticals: Sequence[Ruling]
) -> list[Run]:
    """Drops slanted runs, and faint or huge ones that cross a ruling or other text or are faint and oversize, with their repetitions.

    A faint run behind the same characters is their shadow, and tells nothing of the other faint runs.
    """
    upright = [
        run if run.angle == 0.0 else _in_order(run)
        for run in runs
        if run.glyphs and (run.angle == 0.0 or not _slanted(run.angle))
    ]
    heights = [run.glyphs[0].bottom - run.glyphs[0].top for run in upright if not run.faint]
    if not heights:
        return upright
    usual = _median(heights)
    suspects = {
        n
        for n, run in enumerate(upright)
        if run.faint or run.glyphs[0].bottom - run.glyphs[0].top > HUGE * usual
    }
    if not suspects:
        return upright
    strong_boxes = [(*_core(run), run) for n, run in enumerate(upright) if n not in suspects]
    watermarks: set[str] = set()
    sizes: set[float] = set()
    for run in map(upright.__getitem__, sorted(suspects)):
        x0, top, x1, bottom = _core(run)
        crosses = any(
            top + 1 < h.at < bottom - 1 and h.start < x1 and h.end > x0 for h in horizontals
        ) or any(x0 + 1 < v.at < x1 - 1 and v.start < bottom and v.end > top for v in verticals)
        before = [
            b[4]
            for b in strong_boxes
            if x0 < b[2] - 1 and x1 > b[0] + 1 and top < b[3] - 1 and bottom > b[1] + 1
        ]
        oversize = run.faint and _size(run) > OVERSIZE * usual
        if crosses or oversize or (before and not _is_shadow(run, before)):
            watermarks.add(_text(run))
            sizes.add(_size(run))
    # The rest of a watermark, set apart by a blank, may cross nothing: it has the same size. That of the text tells nothing.
    sizes = {size for size in sizes if abs(size - usual) > SAME_SIZE * usual}
    return [
        run
        for n, run in enumerate(upright)
        if n not in suspects
        or (
            _text(run) not in watermarks
            and not any(abs(_size(run) - size) < SAME_SIZE * size for size in sizes)
        )
    ]


def _is_shadow(run: Run, before: Sequence[Run]) -> bool:
    """Whether each character of a run is printed again before it, a little aside."""
    printed: dict[str, list[Glyph]] = {}
    for other in before:
        for glyph in other.glyphs:
            printed.setdefault(glyph.text, []).append(glyph)
    return all(_is_over(glyph, printed.get(glyph.text, ())) for glyph in run.glyphs)


def _in_order(run: Run) -> Run:
    """A run as it is, but for digits that read from below or from the right: they would be taken in the wrong order."""
    if run.angle < 45 or run.angle > 225:
        return run
    return run._replace(glyphs=[g._replace(text=UNREADABLE) if g.text.isdecimal() else g for g in run.glyphs])


def _median(values: Sequence[float]) -> float:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _slanted(angle: float) -> bool:
    """Whether an angle is off every multiple of 90° by more than 3°."""
    return 3 < angle % 90 < 87


def _size(run: Run) -> float:
    box = _box(run)
    return box[3] - box[1]


def _text(run: Run) -> str:
    return "".join(g.text for g in run.glyphs)


def _box(run: Run) -> tuple[float, float, float, float]:
    return (
        min(g.x0 for g in run.glyphs),
        min(g.top for g in run.glyphs),
        max(g.x1 for g in run.glyphs),
        max(g.bottom for g in run.glyphs),
    )


def _core(run: Run) -> tuple[float, float, float, float]:
    """The box of a run without the air above and below its ink: in tight rows that reaches over the ruling, and over other lines."""
    x0, top, x1, bottom = _box(run)
    air = AIR * (bottom - top)
    return x0, top + air, x1, bottom - air


def _without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Drops a glyph printed again over itself, a little aside (fake bold)."""
    kept: list[Glyph] = []
    bands: dict[int, Band] = {}
    here: Band = {}
    above: Band = {}
    below: Band = {}
    row = nan
    band: int | None = None
    note = False
    for number, glyph in enumerate(glyphs):
        _, y, _, bottom, text, _ = glyph
        if y != row:
            row, nearest = y, int(y // BAND)
            if nearest != band:
                band = nearest
                here = bands.setdefault(band, {})
                above, below = bands.get(band - 1, _EMPTY), bands.get(band + 1, _EMPTY)
        same = here.get(text)
        if (
            (same is not None and _is_over(glyph, same))
            or (text in above and _is_over(glyph, above[text]))
            or (text in below and _is_over(glyph, below[text]))
        ) and not (text in LIGATURES and kept[-1] == glyph):
            continue
        if same is None:
            here[text] = [glyph]
        else:
            same.append(glyph)
        if text in _DIGITS and kept:
            before = kept[-1]
            if (note or before[4] in _DIGITS) and bottom - y < (before[3] - before[1]) * (
                1.1 if note else NEARLY_AS_TALL
            ):
                marked = glyph if _is_next_figure(glyphs, number, before) else as_note(glyph, before, note)
                note = marked is not glyph
                glyph = marked
            else:
                note = False
        else:
            note = False
        kept.append(glyph)
    return kept


def _is_next_figure(glyphs: Sequence[Glyph], number: int, before: Glyph) -> bool:
    """Whether a smaller digit begins the figure of the next column, shrunk to fit it: more digits than a note has, a word's gap away."""
    first = glyphs[number]
    tall = before.bottom - before.top
    if first.x0 - before.x1 < NEXT_WORD * tall:
        return False
    size = 0
    for glyph in glyphs[number : number + LONGEST_NOTE + 1]:
        alike = abs(glyph.top - first.top) < 0.05 * tall and abs(glyph.bottom - first.bottom) < 0.05 * tall
        if glyph.text not in _DIGITS or not alike:
            break
        size += 1
    return size > LONGEST_NOTE


def as_note(glyph: Glyph, before: Glyph, within: bool) -> Glyph:
    """A smaller digit beside a figure, or ``within`` the number of a note: that number in brackets; a sign for a small one that stands on the figure's foot."""
    tall, small = before.bottom - before.top, glyph.bottom - glyph.top
    if not -0.3 * tall < glyph.x0 - before.x1 < 0.9 * tall or not (
        before.top - small < glyph.top and glyph.bottom < before.bottom + small
    ):
        return glyph
    foot = before.bottom - DESCENT * tall - (glyph.bottom - DESCENT * small)
    nearly = small >= SMALLER * tall
    raised = within or (foot > HIGH * tall if nearly else abs(foot) > RAISED * tall)
    if nearly and not raised:
        return glyph
    return glyph._replace(text=f"（{glyph.text}）" if raised else UNREADABLE)


def _is_over(glyph: Glyph, others: Sequence[Glyph]) -> bool:
    """Whether a glyph of the same height stands over one of the others, a little aside; neighbouring equal digits stand one advance apart."""
    x, y, x1, bottom, _, _ = glyph
    near_x, near_y = 0.45 * (x1 - x), 0.2 * (bottom - y)
    for other in others:  # asked for a third of all glyphs: a generator takes twice as long
        if -near_x < other[0] - x < near_x and -near_y < other[1] - y < near_y:
            return abs(other[3] - bottom) < near_y
    return False
