"""Whether a text layer says what is printed: a file without a character map gives characters, but not these."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extract.documents.pdf.content import PageContent

_PUNCTUATION = set("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·－–％℃①②③④⑤⑥⑦⑧⑨⑩　")
SCANNED_PICTURE = 0.5
"""A page with hardly any text is a scan if pictures cover this part of it."""
FEW = 40
"""A scan's page may carry so many characters of text: a stamp, a page number, an app's mark."""


def legibility(text: str) -> tuple[int, int]:
    """How many characters are ordinary print, and how many are not.

    Ordinary are ASCII, full-width forms, Chinese punctuation and the Chinese characters of everyday use: the first
    level of GB 2312, which covers well over nine tenths of any modern text, and a fifth of the characters
    that a wrong map picks at random. U+0000 stands for a glyph without a character. Digits are not counted: they
    often come from a font of their own, and say nothing of the others.
    """
    ordinary = printed = 0
    for char, count in Counter(text).items():
        if not ("0" <= char <= "9" or char.isspace()):
            printed += count
            ordinary += count * _is_ordinary(char)
    return ordinary, printed - ordinary


@lru_cache(maxsize=1 << 16)
def _is_ordinary(char: str) -> bool:
    if " " <= char <= "~" or "！" <= char <= "～" or char in _PUNCTUATION:
        return True
    try:
        coded = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(coded) == 2 and 0xB0 <= coded[0] <= 0xD7


def garbled(pages: Sequence[PageContent]) -> bool:
    """Whether the characters given are not those printed (no character map, or a wrong one)."""
    ordinary, strange = sum(p.legible for p in pages), sum(p.illegible for p in pages)
    return strange > 20 and strange > 0.5 * (ordinary + strange)


def scanned(page: PageContent) -> bool:
    """Whether a page is a picture of a page."""
    return page.legible + page.illegible < FEW and page.pictured >= SCANNED_PICTURE
