"""Glyphs → printed lines, words and text."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

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
    lines: list[list[Glyph]] = []
    centre = height = float("-inf")
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        middle, tall = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if lines and middle - centre < 0.5 * min(height, tall):
            lines[-1].append(glyph)
            height = max(height, tall)
        else:
            lines.append([glyph])
            centre, height = middle, tall
    for line in lines:
        line.sort(key=lambda g: g.x0)
    return lines


def is_wide(char: str) -> bool:
    """Whether a character fills a square: Chinese characters, full-width signs and digits."""
    return char >= "⺀" or char in "“”‘’…—·"


def is_square(char: str) -> bool:
    """Whether a character is Chinese writing: wide, and neither digit nor dash."""
    return is_wide(char) and char not in "—－" and not char.isdecimal()


def _gap(left: Glyph, right: Glyph) -> float:
    """The gap between two neighbours in parts of the smaller one's height."""
    return (right.x0 - left.x1) / max(0.1, min(left.bottom - left.top, right.bottom - right.top))


def _starts_word(left: Glyph, right: Glyph, verticals: Sequence[Ruling]) -> bool:
    gap = _gap(left, right)
    square = is_square(left.text) + is_square(right.text)
    return gap > (GAP_BETWEEN_LATIN, GAP_AROUND_DIGITS, GAP_BETWEEN_CHINESE)[square] or (
        gap > GAP_ON_RULING and ruling_between(left, right, verticals)
    )


def ruling_between(left: Glyph, right: Glyph, verticals: Sequence[Ruling]) -> bool:
    """Whether a vertical ruling stands in the gap between two neighbours."""
    middle = (left.top + left.bottom) / 2
    return any(left.x1 - 0.5 <= v.at <= right.x0 + 0.5 and v.start <= middle <= v.end for v in verticals)


def line_text(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> str:
    """The text of one printed line; a wide gap, and a gap between two numbers, becomes one blank."""
    parts = [line[0].text] if line else []
    for left, right in pairwise(line):
        square = is_square(left.text) + is_square(right.text)
        if _gap(left, right) > (GAP_BETWEEN_CHINESE if square else GAP_BETWEEN_LATIN) or (
            verticals and _starts_word(left, right, verticals)
        ):
            parts.append(" ")
        parts.append(right.text)
    return "".join(parts)


def line_words(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> tuple[Word, ...]:
    """The words of one printed line with their boxes; a vertical ruling parts words however near they stand."""
    groups: list[list[Glyph]] = []
    for glyph in line:
        if groups and not _starts_word(groups[-1][-1], glyph, verticals):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return tuple(Word("".join(g.text for g in group), box_of(group)) for group in groups)


def box_of(glyphs: Sequence[Glyph]) -> Box:
    """The box around some glyphs, to a hundredth of a point."""
    return (
        round(min(g.x0 for g in glyphs), 2),
        round(min(g.top for g in glyphs), 2),
        round(max(g.x1 for g in glyphs), 2),
        round(max(g.bottom for g in glyphs), 2),
    )


def to_line(line: Sequence[Glyph], verticals: Sequence[Ruling] = ()) -> Line:
    """One printed line with its words."""
    return Line(line_text(line, verticals), box_of(line), line_words(line, verticals))


def joined_text(texts: Sequence[str]) -> str:
    """Wrapped lines as one text: nothing between Chinese characters, a blank between Latin words.

    Between two digits the line break is kept: nobody here can tell one wrapped number from two numbers.
    """
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
