"""What a text says without the marks of Markdown, the tags of HTML and the signs of formulas."""

import re

from extract.documents.clean import clean_cell
from extract.documents.data_frame import NOT_THERE, is_there
from extract.documents.text import links
from extract.rare import rare

MAX_MARKED = 10_000
"""Characters from which a line is no line of Markdown: searching it for emphasis would take too long."""
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")
_BREAK = re.compile(r"</?(?:br|p|div|center|section|article|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|strong|font|span|u|i|em|sup|sub)\b[^<>]*>", re.IGNORECASE)
MARK = re.compile(
    "|".join(map(re.escape, ("<", "&", "\\", "**", "$", "\ufeff", "\u200b", "]{", links.SIGN, *NOT_THERE)))
)
"""What ``plain`` looks for: a text without these says what is written."""
_ENTITY = rare(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
_SPAN = rare(r"\[([^\[\]]*)\]\{[^{}]*\}")
"""A text with attributes, as pandoc writes it."""
_MATH = rare(r"(?:\$\$?|\\[(\[])\s*([+-]?\d[\d,. ]{0,30})(?:\$\$?|\\[)\]])")
"""A number set as a formula, as recognisers write it."""


def without_math(text: str) -> str:
    """The text with the numbers in it that are set as formulas as they are printed."""
    return _MATH.sub(lambda found: found[1].strip(), text)


def plain(text: str) -> str:
    """What is said, without Markdown's marks and HTML's tags."""
    text = text.strip()
    if not text or text.isdigit() or len(text) > MAX_MARKED:
        return text
    if not is_there(text):
        return ""
    if "$" in text or "\\" in text:
        text = without_math(text)
    if links.SIGN in text:
        text = links.words_of(text)
    if "]{" in text:
        text = _SPAN.sub(r"\1", _SPAN.sub(r"\1", text))
    if "<" in text:
        text = clean_cell(_BREAK.sub("\n", _TAG.sub("", text)))
    if "&" in text:
        from html import unescape  # seldom needed, and slow to load

        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "**" in text:
        text = _EMPHASIS.sub(r"\1", text)
    return text.replace("\ufeff", "").replace("\u200b", "").strip()
