"""Glyphs → printed lines, words and text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from extract.documents.model import Box, Word
from extract.documents.pdf.cleaning import NEARLY_AS_TALL, as_note
from extract.documents.pdf.content import UNREADABLE, Glyph, Line, Ruling

OVERPRINTED = 0.35
"""From this part of its width on a digit is printed over the one before, not beside it."""
# Gaps between neighbours, in parts of the character height.
GAP_BETWEEN_LATIN = 0.18
"""From here on two Latin letters or digits are two words (a Times space is 0.25)."""
GAP_AROUND_DIGITS = 0.3
"""From here on a digit and a Chinese character are two words for alignment (Word spaces them by less)."""
GAP_ON_RULING = 0.04
"""A gap with a vertical ruling in it parts two words, or two cells' texts, from here on."""
GAP_BETWEEN_CHINESE = 0.9
"""From here on two Chinese characters are two words: justified lines spread them by less."""
WIDEST_SPACING = 0.45
"""The gap between the digits of one figure that is set with letter-spacing."""
UNEVEN_SPACING = 0.05
TELLING = 4
"""So many figures must stand on the lines with digits as letter-spacing sets them, at least two of them side by side as columns."""
POINTS = (".", "．", ",", "，")
"""Signs that stand between the digits of one figure."""
NEXT_COLUMN = 2.5
"""From the figure of one column to that of the next it is at least so many times as far as from digit to digit."""


def printed_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Groups glyphs by the height they stand at; lines from top to bottom, glyphs from left to right."""
    glyphs = list(glyphs)
    if len(glyphs) < 2:
        return [glyphs] if glyphs else []
    middles = [g[1] + g[3] for g in glyphs]
    spread = max(middles) - min(middles)
    if spread < min([g[3] - g[1] for g in glyphs]):  # a single line, as in most cells
        if spread:
            glyphs.sort(key=_twice_middle)
        glyphs.sort(key=_left)
        return [_with_notes(glyphs) if spread else glyphs]
    lines: list[list[Glyph]] = []
    uneven: set[int] = set()
    centre = height = float("-inf")
    for glyph in sorted(glyphs, key=_twice_middle):
        _, top, _, bottom, _, _ = glyph
        middle, tall = (top + bottom) / 2, bottom - top
        if middle - centre < 0.5 * (tall if tall < height else height):
            lines[-1].append(glyph)
            if tall != height:
                if tall > height:
                    height = tall
                if glyph[4].isdecimal() or lines[-1][0][4].isdecimal():
                    uneven.add(len(lines) - 1)
        else:
            lines.append([glyph])
            centre, height = middle, tall
    for line in lines:
        line.sort(key=_left)
    for line in map(lines.__getitem__, uneven):
        line[:] = [
            new if new is old else old._replace(text=UNREADABLE)
            for old, new in zip(line[:], _with_notes(line), strict=True)
        ]
    return lines


def _with_notes(line: list[Glyph]) -> list[Glyph]:
    """A line with notes' numbers set apart that were not drawn next to their figures."""
    for number in range(1, len(line)):
        glyph, before = line[number], line[number - 1]
        if glyph[4].isdecimal() and before[4].isdecimal():  # as nearly none are: asked first
            smaller = glyph.bottom - glyph.top < NEARLY_AS_TALL * (before.bottom - before.top)
            line[number] = as_note(glyph, before, within=False) if smaller else glyph
    return line


_left = itemgetter(0)


def _twice_middle(glyph: Glyph) -> float:
    return glyph[1] + glyph[3]


@lru_cache(maxsize=1 << 16)
def is_wide(char: str) -> bool:
    """Whether a character fills a square: Chinese characters, full-width signs and digits."""
    return char >= "⺀" or char in "“”‘’…—·"


@lru_cache(maxsize=1 << 16)
def is_square(char: str) -> bool:
    """Whether a character is Chinese writing: wide, and neither digit nor dash."""
    return is_wide(char) and char not in "—－" and not char.isdecimal()


_WORD_GAPS = (GAP_BETWEEN_LATIN, GAP_AROUND_DIGITS, GAP_BETWEEN_CHINESE)
"""The gaps between words, by how many of the two neighbours are Chinese."""


def _words(line: Sequence[Glyph], verticals: Sequence[Ruling]) -> list[list[Glyph]]:
    """The glyphs of one printed line word by word."""
    words: list[list[Glyph]] = []
    last: Glyph | None = None
    tall = end = 0.0
    for glyph in line:
        x0, top, x1, bottom, text, _ = glyph
        height = bottom - top
        if last is None:
            words.append([glyph])
        elif x0 <= end:
            over = end - x0 > OVERPRINTED * (x1 - x0) and text.isdecimal() and last[4].isdecimal()
            words[-1].append(glyph._replace(text=UNREADABLE) if over else glyph)
        else:
            gap = _gap(x0 - end, height, tall)
            if gap > GAP_ON_RULING and (
                gap > _WORD_GAPS[is_square(last[4]) + is_square(text)]
                or (verticals and ruling_between(last, glyph, verticals))
            ):
                words.append([glyph])
            else:
                words[-1].append(glyph)
        last, tall, end = glyph, height, x1
    return words


def _gap(wide: float, height: float, other: float) -> float:
    """A gap between two neighbours in parts of the smaller one's height."""
    smaller = other if other < height else height
    return wide / (smaller if smaller > 0.1 else 0.1)


def ruling_between(left: Glyph, right: Glyph, verticals: Sequence[Ruling]) -> bool:
    """Whether a vertical ruling stands in the gap between two neighbours."""
    middle = (left.top + left.bottom) / 2
    return any(left.x1 - 0.5 <= v.at <= right.x0 + 0.5 and v.start <= middle <= v.end for v in verticals)


def line_text(line: Sequence[Glyph]) -> str:
    """The text of one printed line; a wide gap, and a gap between two numbers, becomes one blank."""
    parts: list[str] = []
    last = ""
    tall = end = 0.0
    for x0, top, x1, bottom, text, _ in line:
        height = bottom - top
        if parts and x0 > end:
            gap = _gap(x0 - end, height, tall)
            if gap > GAP_BETWEEN_CHINESE or (
                gap > GAP_BETWEEN_LATIN and not (is_square(last) or is_square(text))
            ):
                parts.append(" ")
        elif parts and end - x0 > OVERPRINTED * (x1 - x0) and text.isdecimal() and last.isdecimal():
            text = UNREADABLE
        parts.append(text)
        last, tall, end = text, height, x1
    return "".join(parts)


def word_texts(line: Sequence[Glyph]) -> list[str]:
    """The texts of the words of one printed line, parted by gaps alone."""
    return ["".join([g[4] for g in word]) for word in _words(line, ())]


def line_words(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> tuple[Word, ...]:
    """The words of one printed line with their boxes; a vertical ruling parts words however near they stand."""
    return tuple([Word("".join([g[4] for g in word]), box_of(word)) for word in _words(line, verticals)])


def box_of(glyphs: Sequence[Glyph]) -> Box:
    """The box around some glyphs, to a hundredth of a point."""
    if len(glyphs) == 1:
        x0, top, x1, bottom, _, _ = glyphs[0]
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
    lefts, tops, rights, bottoms, _, _ = zip(*glyphs, strict=True)
    return round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2)


def to_line(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> Line:
    """One printed line with its words."""
    middles = [glyph.top + glyph.bottom for glyph in line]
    low, high = min(middles) / 2, max(middles) / 2
    # One ruling is kept in any case: beside rulings blanks are told differently.
    near = [v for v in verticals if v.start <= high and v.end >= low] or verticals[:1]
    words = line_words(line, near)
    # Beside rulings the blanks of the text stand where its words part.
    text = " ".join([word.text for word in words]) if near else line_text(line)
    lefts, tops, rights, bottoms = zip(*[word.box for word in words], strict=True)
    return Line(text, (min(lefts), min(tops), max(rights), max(bottoms)), words)


def joined_text(texts: Sequence[str]) -> str:
    """Wrapped lines as one text: nothing between Chinese characters, a blank between Latin words.

    Between two digits the line break is kept: nobody here can tell one wrapped number from two numbers.
    """
    if len(texts) == 1:
        return texts[0]
    joined = ""
    for text in texts:
        if joined and text:
            last, first = joined[-1], text[0]
            if last.isdecimal() and first.isdecimal():
                joined += "\n"
            elif not is_wide(last) and not is_wide(first) and last.isalnum() and first.isalnum():
                joined += " "
        joined += text
    return joined


def without_spacing(lines: Sequence[Line], verticals: Sequence[Ruling] = ()) -> Sequence[Line]:
    """The lines of a page with digits that stand as letter-spacing sets them made one figure, with its sign and its note.

    Only where the page's figures tell the spacing of digits from that of columns: numbers of a line that are parted
    by single blanks stand just as near.
    """
    joined = [
        _without_spacing(line.words, verticals) if len(line.words) > 2 else line.words for line in lines
    ]
    columns = [_columns(new) for line, new in zip(lines, joined, strict=True) if len(new) < len(line.words)]
    if max(columns, default=0) < 2 or sum(columns) < TELLING:
        return lines
    return [
        line if new is line.words else replace(line, words=new)
        for line, new in zip(lines, joined, strict=True)
    ]


def _columns(words: Sequence[Word]) -> int:
    return sum(word.text[0].isdecimal() or word.text[-1].isdecimal() for word in words)


def _without_spacing(words: tuple[Word, ...], verticals: Sequence[Ruling]) -> tuple[Word, ...]:
    """The words of one line, digits that stand all just as far apart joined, if nothing else stands nearly as near to them."""
    gaps: list[float] = []
    within: set[int] = set()
    outside = float("inf")
    for n, (left, right) in enumerate(pairwise(words)):
        ends, begins = _ends_with_digit(left.text), _begins_with_digit(right.text)
        if not (ends or begins):
            continue
        _, top, x1, bottom = left.box
        gap = (right.box[0] - x1) / max(bottom - top, 0.1)
        middle = (x1 + right.box[0]) / 2
        ruled = any(
            abs(v.at - middle) < gap * (bottom - top) / 2 and v.start < bottom and v.end > top
            for v in verticals
        )
        if ends and begins and gap < WIDEST_SPACING and not ruled:
            within.add(n)
            gaps.append(gap)
        else:
            outside = min(outside, gap)
    if not gaps or max(gaps) - min(gaps) > UNEVEN_SPACING or outside < NEXT_COLUMN * max(gaps):
        return words
    joined = [words[0]]
    for n, word in enumerate(words[1:]):
        if n in within:
            before = joined.pop()
            (a, b, _, _), (_, d, e, f) = before.box, word.box
            box = (a, min(b, d), e, max(before.box[3], f))
            joined.append(replace(before, text=before.text + word.text, box=box))
        else:
            joined.append(word)
    return tuple(joined)


def _ends_with_digit(word: str) -> bool:
    """Whether a word is a single digit, or one behind a sign, or a point between digits."""
    if not word[-1].isdecimal():
        return word in POINTS
    return len(word) == 1 or (len(word) == 2 and word[0] in "+-＋－−")


def _begins_with_digit(word: str) -> bool:
    """Whether a word is a single digit, or one before a note, or a point between digits."""
    if not word[0].isdecimal():
        return word in POINTS
    return len(word) == 1 or word[1] in "(（"
