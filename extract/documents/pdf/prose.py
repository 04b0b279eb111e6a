"""Pages of running text: no character's place needs to be known, a line's first and last tell where it stands."""

import re
from itertools import pairwise

import pypdfium2.raw as raw

from extract.documents.pdf.content import BLANKS, Line
from extract.documents.pdf.view import View, loose_box

_SPACED_FIGURE = re.compile(r"(?:(?<![ \u00a0])[ \u00a0]+)?(?<![0-9.%])([0-9.%]+)[ \u00a0]*(?=[^\s0-9])")
"""A figure in running text: word processors set blanks around it."""
_PAGE_NUMBER = re.compile(r"[-—–\s]*[0-9０-９]+[-—–\s]*")
_NUMBER = re.compile(r"[\d０-９][\d０-９.,，]*|[-—–/／]+")


def is_prose(text: str) -> bool:
    """Whether no line of the text could be a table's row or header: then positions of single characters are not needed."""
    lone = 0
    for line in _SPACED_FIGURE.sub(r"\1", text).split("\n"):
        words = line.split()
        if _PAGE_NUMBER.fullmatch(line):
            lone += 1
        elif len(words) > 1 and (
            _NUMBER.fullmatch(words[-1]) or (len(words) > 2 and sum(map(len, words)) < 9 * len(words))
        ):
            return False
    return lone < 2


def prose_lines(text_page: raw.FPDF_TEXTPAGE, text: str, view: View) -> list[Line] | None:
    """The lines of a page of prose from top to bottom, placed by their first and last character.

    None where the page is not as simple as it seemed: lines beside or over each other, or not upright, or doubled.
    """
    lines: list[Line] = []
    start = 0
    for raw_line in text.split("\n"):
        content = raw_line.strip(BLANKS + "\r")
        if content:
            first = start + raw_line.index(content[0])
            last = start + raw_line.rindex(content[-1])
            if len(content) > 5 and content[0:6:2] == content[1:6:2]:
                return None  # every character is printed twice
            if abs(raw.FPDFText_GetCharAngle(text_page, first)) > 0.01 or view.rotation:
                return None
            a, b = loose_box(text_page, first, view), loose_box(text_page, last, view)
            if a is None or b is None or b[2] < a[0] or abs(a[3] - b[3]) > 0.7 * (a[3] - a[1]):
                return None
            box = (round(a[0], 2), round(min(a[1], b[1]), 2), round(b[2], 2), round(max(a[3], b[3]), 2))
            lines.append(Line(re.sub(rf"[{BLANKS}]+", " ", content), box))
        start += len(raw_line) + 1
    lines.sort(key=lambda line: line.box[1] + line.box[3])
    for upper, lower in pairwise(lines):
        overlap = upper.box[3] - lower.box[1]
        if overlap > 0.5 * min(upper.box[3] - upper.box[1], lower.box[3] - lower.box[1]):
            return None
    return lines
