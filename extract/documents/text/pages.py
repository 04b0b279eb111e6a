"""What pages leave between the rows of tables in a text: their bare numbers, and the heading of table three once more.

A bare number is told from a figure by where it stands, right before a page's end, and by counting up from page to page.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.rare import rare

_NUMBER_AT_END = rare(r"(?:^|[\n\r])[ \t\u3000]*(\d{1,3})\s*\Z")
_HEADING = rare(r"(?m)^.*(?:勾稽|申请人情况)(?:.*\n){1,40}?(?=\s*一、本年)")
_MARK_ON_LINES = rare(
    r"(?m)^[-—–]\r?\n(?:[ \t]+\r?\n(\d{1,3})\r?\n[ \t]+|[ \t]+(\d{1,3})[ \t]+)\r?\n[-—–]\r?$"
)
"""— 1 — as pypdf gives it where a program has set its number apart: a line for each, and blanks between."""
_NUMBER = r"(?:第\s*|[-—–－·•~～]+\s*)?(\d{1,3})(?:\s*[-—–－·•~～]+|\s*页.{0,12}|\s*/\s*\d{1,3})?"
_MARK = rare(_NUMBER)
_MARKS = rare(rf"(?m)^[^\S\n]*{_NUMBER}[^\S\n]*$")
_WORDS = rare(r"[\u4e00-\u9fff]{2}")
LEAST = 2
"""Pages with numbers that count up: one alone may end with a figure."""
MANY = 4
"""So many bare numbers that count up above the same words are no figures: table four has three of each result."""
BARE = 2
"""Pages without one: the first and the last."""


def without_page_numbers(text: str) -> str:
    """The text with spaces for the numbers of its pages, if form feeds or the repeated title part these, or strokes on lines of their own stand around them."""
    marks = list(_MARK_ON_LINES.finditer(text))
    on_lines = [int(mark[1] or mark[2]) for mark in marks]
    if len(marks) >= LEAST and all(after - before == 1 for before, after in pairwise(on_lines)):
        text = _MARK_ON_LINES.sub(lambda mark: re.sub(r"\S", " ", mark[0]), text)
    pages = list(pairwise(_ends_of_pages(text)))
    if len(pages) < LEAST:
        return text
    numbers = [_NUMBER_AT_END.search(text, start, end) for start, end in pages]
    found = {n: number for n, number in enumerate(numbers) if number is not None and int(number[1]) > 0}
    counted = len({int(number[1]) - n for n, number in found.items()}) == 1
    if not counted or len(found) < max(LEAST, len(pages) - BARE):
        return text
    for number in found.values():
        first, after = number.span(1)
        text = text[:first] + " " * (after - first) + text[after:]
    return text


def without_running_heads(text: str) -> str:
    """The text with spaces for a line that stands below the number of every page, and for these numbers, which count up."""
    if len(_MARKS.findall(text)) < LEAST:
        return text
    lines = text.split("\n")
    heads: dict[str, list[tuple[int, int, int]]] = {}
    for above, below in pairwise(n for n, line in enumerate(lines) if line.strip()):
        mark = _MARK.fullmatch(lines[above].strip())
        if mark is not None and _WORDS.search(lines[below]):
            heads.setdefault(lines[below].strip(), []).append((int(mark[1]), above, below))
    for found in heads.values():
        least = LEAST if not any(lines[above].strip().isdigit() for _, above, _ in found) else MANY
        if len(found) >= least and all(after[0] - before[0] == 1 for before, after in pairwise(found)):
            for at in [n for _, *both in found for n in both]:
                lines[at] = " " * len(lines[at])
    return "\n".join(lines)


def without_repeated_headings(text: str) -> str:
    """The text with spaces for the lines of table three's heading where they stand once more amid its rows; a page may end within them."""
    if text.count("申请人情况") < LEAST:
        return text
    heading = _HEADING.search(text)
    if heading is None or "\t" in heading[0] or "|" in heading[0]:
        return text
    said = r"\s+".join(re.escape(word) for word in heading[0].split() if not word.isdecimal())
    once_more = rf"(?m)^[ \t\f]*{said}[ \t\r]*$(?!\s*一、本年)"
    below = re.sub(once_more, lambda found: re.sub(r"\S", " ", found[0]), text[heading.end() :])
    return text[: heading.end()] + below


def _ends_of_pages(text: str) -> Iterator[int]:
    """Where pages begin and end: at form feeds, else before each repetition of the first line."""
    sign = "\f"
    if sign not in text:
        sign = text.lstrip().partition("\n")[0].rstrip()
        sign = f"\n{sign}" if len(sign) >= 8 else "\f"
    at = 0
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
    yield len(text)
