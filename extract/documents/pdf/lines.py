"""Glyphs → printed lines, words and text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from extract.documents.model import Box, Word
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
        return [glyphs]
    lines: list[list[Glyph]] = []
    centre = height = float("-inf")
    for glyph in sorted(glyphs, key=_twice_middle):
        _, top, _, bottom, _, _ = glyph
        middle, tall = (top + bottom) / 2, bottom - top
        if middle - centre < 0.5 * (tall if tall < height else height):
            lines[-1].append(glyph)
            if tall > height:
                height = tall
        else:
            lines.append([glyph])
            centre, height = middle, tall
    for line in lines:
        line.sort(key=_left)
    return lines


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


def _without_spacing(words: list[list[Glyph]], verticals: Sequence[Ruling]) -> list[list[Glyph]]:
    """The words of one line, single digits that stand as letter-spacing sets them made one figure, with its sign and its note.

    They are all just as far apart, and nothing else on the line stands nearer to them than several times that:
    no columns are set so.
    """
    gaps = [
        (right[0][0] - left[-1][2]) / (right[0][3] - right[0][1]) if left[0][3] > left[0][1] else 9.0
        for left, right in pairwise(words)
    ]
    lone = [_has_one_digit(word, 0) for word in words]
    ends = [_has_one_digit(word, -1) for word in words]
    inner = [n for n, gap in enumerate(gaps) if ends[n] and lone[n + 1] and gap < WIDEST_SPACING]
    if not inner:
        return words
    least, most = min(gaps[n] for n in inner), max(gaps[n] for n in inner)
    within = {n for n in inner if not (verticals and ruling_between(words[n][0], words[n + 1][0], verticals))}
    outer = [gap for n, gap in enumerate(gaps) if n not in within and (ends[n] or lone[n + 1])]
    if most - least > UNEVEN_SPACING or min(outer, default=9.0) < NEXT_COLUMN * most:
        return words
    joined: list[list[Glyph]] = [words[0]]
    for n, word in enumerate(words[1:]):
        if n in within:
            joined[-1] = [*joined[-1], *word]
        else:
            joined.append(word)
    return joined


def _has_one_digit(word: Sequence[Glyph], at: int) -> bool:
    """Whether a word begins (0) or ends (-1) with a single digit, beside which there is nothing but a note or a sign."""
    if not word[at][4].isdecimal():
        return False
    beside = [glyph[4] for glyph in word[1:]] if at == 0 else [glyph[4] for glyph in word[:-1]]
    if at == 0:
        return not beside or beside[0] in "(（"
    return not beside or (len(beside) == 1 and beside[0] in "+-＋－−")


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
    words = _words(line, verticals)
    if len(words) > 1:
        words = _without_spacing(words, verticals)
    return tuple([Word("".join([g[4] for g in word]), box_of(word)) for word in words])


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
