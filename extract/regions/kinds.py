"""What a body does: the kinds of ``data/regions/kinds.csv``, told from its name by the ordered rules of ``kind_rules.csv``."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from extract.regions.gazetteer import rows


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Every kind's code with its Chinese and English label, in the table's order."""
    return {row["code"]: (row["label_zh"], row["label_en"]) for row in rows("kinds")}


@cache
def _rules() -> tuple[tuple[str, str, bool], ...]:
    return tuple((row["pattern"], row["kind"], row["vertical"] == "1") for row in rows("kind_rules"))


@cache
def _tells(pattern: str) -> Callable[[str], object]:
    """What tells whether a name fits a rule: its words where it is a list of words, else the pattern. Most names need few rules."""
    words = pattern.split("|")
    if all(map(str.isalnum, words)):
        return lambda name: any(word in name for word in words)
    return re.compile(pattern).search


@lru_cache(maxsize=65536)
def _told(name: str) -> tuple[str, bool]:
    """What the first rule that a name fits says of its body."""
    for pattern, kind, vertical in _rules():
        if _tells(pattern)(name):
            return kind, vertical
    return "other", False


def kind_of(name: str) -> str:
    """The kind of a body by its name (best without its region), ``other`` where no rule tells it."""
    return _told(name)[0]


def is_vertical(name: str) -> bool:
    """Whether a body belongs to a vertical system (tax, customs, meteorology, central bank), by its name.

    Such a body answers to its own ministry and not to the government of its region.
    """
    return _told(name)[1]
