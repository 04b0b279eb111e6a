"""Glyphs → printed lines, words and text."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.documents.model import Box, Word
from extract.documents.pdf.content import Glyph, Line

# Gaps between neighbours, in parts of the character height.
GAP_BETWEEN_LATIN = 0.18
"""From here on two Latin letters or digits are two words (a Times space is 0.25)."""
GAP_AROUND_DIGITS = 0.3
"""From here on a digit and a Chinese character are two words for alignment (Word spaces them by less)."""
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


def _gap_starts_word(left: Glyph, right: Glyph) -> bool:
    gap = right.x0 - left.x1
    size = min(left.bottom - left.top, right.bottom - right.top)
    wide = is_wide(left.text) + is_wide(right.text)
    return gap > size * (GAP_BETWEEN_LATIN, GAP_AROUND_DIGITS, GAP_BETWEEN_CHINESE)[wide]


def _gap_shows_in_text(left: Glyph, right: Glyph) -> bool:
    gap = right.x0 - left.x1
    size = min(left.bottom - left.top, right.bottom - right.top)
    latin = not is_wide(left.text) and not is_wide(right.text)
    return gap > size * (GAP_BETWEEN_LATIN if latin else GAP_BETWEEN_CHINESE)


def line_text(line: Sequence[Glyph]) -> str:
    """The text of one printed line; wide gaps become one blank."""
    parts = [line[0].text] if line else []
    for left, right in pairwise(line):
        if _gap_shows_in_text(left, right):
            parts.append(" ")
        parts.append(right.text)
    return "".join(parts)


def line_words(line: Sequence[Glyph]) -> tuple[Word, ...]:
    """The words of one printed line with their boxes."""
    groups: list[list[Glyph]] = []
    for glyph in line:
        if groups and not _gap_starts_word(groups[-1][-1], glyph):
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


def to_line(line: Sequence[Glyph]) -> Line:
    """One printed line with its words."""
    return Line(line_text(line), box_of(line), line_words(line))


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
