"""Glyphs → printed lines, words and text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from extract.documents.model import Box, Word
from extract.documents.pdf.content import Glyph, Line, Ruling

# Gaps between neighbours, in parts of the character height.
GAP_BETWEEN_LATIN = 0.18
"""From here on two Latin letters or digits are two words (a Times space is 0.25)."""
GAP_AROUND_DIGITS = 0.3
"""From here on a digit and a Chinese character are two words for alignment (Word spaces them by less)."""
GAP_ON_RULING = 0.04
"""A gap with a vertical ruling in it parts two words, or two cells' texts, from here on."""
GAP_BETWEEN_CHINESE = 0.9
"""From here on two Chinese characters are two words: justified lines spread them by less."""


def printed_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Groups glyphs by the height they stand at; lines from top to bottom, glyphs from left to right."""
    glyphs = list(glyphs)
    if len(glyphs) == 1:
        return [glyphs]
    lines: list[list[Glyph]] = []
    centre = height = float("-inf")
    for glyph in sorted(glyphs, key=_twice_middle):
        _, top, _, bottom, _, _ = glyph
        middle, tall = (top + bottom) / 2, bottom - top
        if lines and middle - centre < 0.5 * min(height, tall):
            lines[-1].append(glyph)
            height = max(height, tall)
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


def _gap(left: Glyph, right: Glyph) -> float:
    """The gap between two neighbours in parts of the smaller one's height."""
    _, top, x1, bottom, _, _ = left
    x0, other_top, _, other_bottom, _, _ = right
    height, other = bottom - top, other_bottom - other_top
    if other < height:
        height = other
    return (x0 - x1) / (height if height > 0.1 else 0.1)


def _starts_word(left: Glyph, right: Glyph, verticals: Sequence[Ruling]) -> bool:
    gap = _gap(left, right)
    if gap <= GAP_ON_RULING:
        return False
    return gap > _WORD_GAPS[is_square(left[4]) + is_square(right[4])] or ruling_between(
        left, right, verticals
    )


def ruling_between(left: Glyph, right: Glyph, verticals: Sequence[Ruling]) -> bool:
    """Whether a vertical ruling stands in the gap between two neighbours."""
    middle = (left.top + left.bottom) / 2
    return any(left.x1 - 0.5 <= v.at <= right.x0 + 0.5 and v.start <= middle <= v.end for v in verticals)


def line_text(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> str:
    """The text of one printed line; a wide gap, and a gap between two numbers, becomes one blank."""
    parts = [line[0].text] if line else []
    for left, right in pairwise(line):
        gap = _gap(left, right)
        if gap > GAP_ON_RULING and (
            gap > GAP_BETWEEN_CHINESE
            or (gap > GAP_BETWEEN_LATIN and not (is_square(left[4]) or is_square(right[4])))
            or (verticals and _starts_word(left, right, verticals))
        ):
            parts.append(" ")
        parts.append(right[4])
    return "".join(parts)


def line_words(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> tuple[Word, ...]:
    """The words of one printed line with their boxes; a vertical ruling parts words however near they stand."""
    groups = [[line[0]]] if line else []
    for left, right in pairwise(line):
        if _starts_word(left, right, verticals):
            groups.append([right])
        else:
            groups[-1].append(right)
    return tuple(Word("".join([g[4] for g in group]), box_of(group)) for group in groups)


def box_of(glyphs: Sequence[Glyph]) -> Box:
    """The box around some glyphs, to a hundredth of a point."""
    lefts, tops, rights, bottoms, _, _ = zip(*glyphs, strict=True)
    return round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2)


def to_line(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> Line:
    """One printed line with its words."""
    middles = [glyph.top + glyph.bottom for glyph in line]
    low, high = min(middles) / 2, max(middles) / 2
    # One ruling is kept in any case: beside rulings blanks are told differently.
    near = [v for v in verticals if v.start <= high and v.end >= low] or verticals[:1]
    return Line(line_text(line, near), box_of(line), line_words(line, near))


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
