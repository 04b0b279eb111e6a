"""Text as a reader sees it: its gaps closed, and signs for what is printed and cannot be read, or not for sure."""

import re
from functools import lru_cache
from unicodedata import east_asian_width

from extract.rare import rare

UNREADABLE = "\ufffc"
"""Stands in a cell for a picture, a drawing or an object that may show a figure: such a cell is not blank, and not read."""
UNSURE = "\ufffd"
"""Stands beside a figure that may not be seen, or not in this order: such a cell is not read, whatever else it says."""
BREAK = "\u2028"
"""Stands between figures that the author has set on two lines of a cell: one number in two pieces, or two numbers."""

_GAP = rare(r"(?<=[^\x00-\x7f\uff10-\uff19])[ \t]*(?:\n[ \t]*)+(?=[^\x00-\x7f\xa0\uff10-\uff19])")
"""A line break between two Chinese characters; between digits, full-width ones too, it parts two numbers."""
_SPACES = re.compile(r"[ \t\r\f\v\xa0\u200b\ufeff]+")


def clean(text: str) -> str:
    """Text as a reader sees it: soft line breaks closed between Chinese characters, runs of space as one."""
    if text.isascii() and text.isdigit():
        return text
    return _clean(text) if len(text) > LABEL else _clean_label(text)


def _clean(text: str) -> str:
    text = text.replace("\u200b", "").replace("\ufeff", "")
    if "\n" in text:
        text = _GAP.sub("", text).replace("\n", " ")
    return _SPACES.sub(" ", text).strip()


def clean_cell(text: str) -> str:
    """The text of a cell as a reader sees it: line breaks are soft, but for those, tabs and wide gaps between bare figures."""
    if ("\n" in text or "\t" in text or "\xa0" in text) and FIGURES.fullmatch(text):
        return clean(_BETWEEN.sub(_parted, text))
    return clean(text)


FIGURES = re.compile(r"[\d.,，．+\-－—–―/／\s\u200b\ufeff]+")
"""A text of nothing but figures and strokes for none."""
_BETWEEN = re.compile(r"(?<=[\d\-－—–―/／])[\s\u200b\ufeff]+(?=[\d+\-－—–―/／])")


def _parted(gap: re.Match[str]) -> str:
    """What stands between two figures: a break for a line, a tab or a wide gap, else the gap as it is."""
    apart = "\n" in gap[0] or "\t" in gap[0] or gap[0].count("\xa0") > 1
    return BREAK if apart else gap[0]


_WORD = rare(r"[\u4e00-\u9fff]")


def is_figure(text: str) -> bool:
    """Whether a text has digits and no words."""
    return any(map(str.isdigit, text)) and _WORD.search(text) is None


def without_ornaments(text: str) -> str:
    """A text without its pictures where it has words, which these only adorn; without words a picture may be the figure."""
    return text.replace(UNREADABLE, "") if UNREADABLE in text and _WORD.search(text) else text


def is_note(before: str, raised: str) -> bool:
    """Whether a raised text is the number of a note, and not more of the figure that it stands behind."""
    return raised.strip().isdigit() and before.rstrip()[-1:].isdigit()


def note(number: str) -> str:
    """The number of a note as it stands beside a figure."""
    return f"（{number.strip()}）"


LABEL = 60
"""Characters up to which a text is likely to be a label: the same few hundred stand in every report."""
_clean_label = lru_cache(maxsize=1 << 12)(_clean)


def display_width(text: str) -> int:
    """How many columns of a font of fixed width a text takes."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
