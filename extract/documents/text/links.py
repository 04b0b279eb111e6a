"""Links as Markdown writes them, ``[words](address)``: converters of web pages leave a page's menus above its article."""

import re
from collections.abc import Iterator, Sequence

from extract.documents.clean import UNREADABLE
from extract.documents.listing import Link
from extract.rare import rare

SIGN = "]("
"""In every link."""
MENU = 3
"""Lines of links alone, one after the other, or links on one such line, from which they are a menu."""
LONGEST = 2_000
"""Characters from which a line is no line of a menu."""

_ADDRESS = r"\((?P<href>(?:[^()\s]|\([^()\s]{0,100}\)){0,500})(?:\s+\"[^\"\n]{0,200}\")?\)"
_PICTURE = rare(rf"!\[[^\[\]\n]{{0,300}}\]{_ADDRESS}")
_LINK = rare(rf"\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{{0,200}}\](?!\()){{0,300}})\]{_ADDRESS}")
_BETWEEN = re.compile(r"[\s*+\-·•|>›»/、,，.\d]*")
"""What stands between the links of a menu: bullets, numbers, signs of a path."""


def links_of(text: str) -> Iterator[Link]:
    """Every link of a text: its address and its words."""
    for link in _LINK.finditer(_PICTURE.sub("", text)):
        yield link["href"], link["words"].strip()


def words_of(text: str) -> str:
    """A text with the words of its links alone; a picture in it may show a figure."""
    return _LINK.sub(r"\g<words>", _PICTURE.sub(UNREADABLE, text))


def without_menus(lines: Sequence[str]) -> list[str]:
    """The lines with those of menus emptied: lines of nothing but links, with blank ones between them or none."""
    kept = list(lines)
    run: list[int] = []
    links = 0
    for number, line in enumerate([*lines, "."]):
        if not line.strip():
            continue
        count = _links_alone(line)
        if count:
            run.append(number)
            links += count
            continue
        if links >= MENU:
            for n in run:
                kept[n] = ""
        run, links = [], 0
    return kept


def _links_alone(line: str) -> int:
    """How many links a line holds that says nothing else; 0 for any other line."""
    if SIGN not in line or len(line) > LONGEST:
        return 0
    rest, count = _LINK.subn("", _PICTURE.sub("", line))
    return count if _BETWEEN.fullmatch(rest) else 0
