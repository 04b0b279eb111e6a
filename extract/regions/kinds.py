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
def kind_of(name: str) -> tuple[str, bool]:
    """The kind of a body by its name (best without its region), and whether it belongs to a vertical system."""
    for pattern, kind, vertical in _rules():
        if _tells(pattern)(name):
            return kind, vertical
    return "other", False
