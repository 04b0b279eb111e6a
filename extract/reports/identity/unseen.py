"""A title whose name has a character that the file does not show: what may still be taken for the name."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extract.forms.labels import simplified
from extract.rare import rare
from extract.reports.identity.names import UNSEEN
from extract.reports.identity.titles import KIND, LONGEST_TITLE

_SIGN = re.compile(f"[{UNSEEN}]")
_BROKEN = rare(
    rf"(?P<name>[一-鿿（）()、{UNSEEN}]*[{UNSEEN}][一-鿿（）()、{UNSEEN}]*?)(?:20\d\d年?度?)?(?:关于)?{KIND}"
)
_LINES = 3
"""Over so many lines a title may break."""


def unlike_title(name: str, lines: Sequence[str]) -> str | None:
    """The name in the title, where it has a character that is not shown and ``name`` may not be the same."""
    name = simplified(name)
    return next((broken for broken in _broken_names(lines) if not _may_be(name, broken)), None)


def _broken_names(lines: Sequence[str]) -> Iterator[str]:
    """The names with such a character in what may be titles, on one line or over a few."""
    for number, line in enumerate(lines):
        if _SIGN.search(line) is None:
            continue
        for over in range(1, _LINES + 1):
            text = simplified("".join(lines[number : number + over]))
            if len(text) <= LONGEST_TITLE and (title := _BROKEN.search(text)):
                yield title["name"]
                break


def _may_be(name: str, broken: str) -> bool:
    """Whether a name reaches over the characters that are not shown, and all others are the same, counted from the end."""
    if len(name) < len(broken) - min(sign.start() for sign in _SIGN.finditer(broken)):
        return False
    pairs = zip_longest(reversed(name), reversed(broken))
    return all(shown is None or _SIGN.match(shown) or mine is None or mine == shown for mine, shown in pairs)
