"""The full name that a text gives to a body whose title says less: 示例县教育局 for 教育局."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from extract.forms.labels import fold, in_simplified
from extract.rare import rare
from extract.regions.walk import LEADING_LEVEL
from extract.reports.identity.names import STATE, begins_with_a_division, divisions_at, is_body

_SHORT_FOR = rare(
    r"(?P<full>[一-鿿]{4,40})[（(]以下简称[^一-鿿]{0,2}(?P<short>[一-鿿]{3,20})[^一-鿿]?(?:[，,][^（）()]{1,12})?[）)]"
)
"""A name in full with what the text calls it for short from there on."""
_SUBJECT_BEGINS = rare(r"(?:^|[^一-鿿]|由|与|将|联系|公布|公开|发布|编制|咨询)$")
_OF_OTHERS = rare(r"关于|印发|的?(?:领导|指导|要求|部署|统一|通知)|《")
_LONGEST_OUTER = 30
_SAID_EARLY = 600
"""A name said once counts where it stands within so many characters of the opening."""


def fuller_name(name: str, text: str) -> str | None:
    """The name with its place that a text gives to a body whose title says only 教育局 or 区教育局; None where it gives none, or several."""
    if begins_with_a_division(name):
        return None
    text = "".join(fold(text).split())
    level = LEADING_LEVEL.match(name)
    core = name[level.end() :] if level else name
    said: Counter[str] = Counter()
    early: set[str] = set()
    for start in islice(_places_of(core, text), 200):
        low, end = start, start + len(core)
        while low > 0 and start - low < _LONGEST_OUTER and "一" <= text[low - 1] <= "鿿":
            low -= 1
        found = next((n for n in range(low, start) if divisions_at(text[n:start])), None)
        if found is None or not _SUBJECT_BEGINS.search(text[:found][-2:]):
            continue
        whole = text[found:end]
        if level and not text[found:start].removesuffix("人民").endswith(level[0]):
            continue
        if is_body(whole) and not _OF_OTHERS.match(text, end):
            said[whole] += 1
            if found < _SAID_EARLY:
                early.add(whole)
    names = [whole for whole, times in said.items() if times > 1 or whole in early]
    longest = max(names, key=len, default=None)
    if longest is None or not all(longest.endswith(other) for other in names):
        return None
    return longest


def _places_of(words: str, text: str) -> Iterator[int]:
    """Where some words stand in a text, one after the other; a pattern would be compiled for each name anew."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def as_printed(name: str, text: str) -> str:
    """A name that was found in simplified characters, in those that the text prints."""
    if "公開" not in text or name in text:
        return name
    at = in_simplified(text).find(name)
    return text[at : at + len(name)] if at >= 0 else name


def introduced(name: str, text: str) -> str | None:
    """The name in full where a text introduces this one as short for it: 国家税务总局示例县税务局（以下简称“示例县税务局”）."""
    if "以下简称" not in text:
        return None  # far sooner seen than by the pattern, which begins at every Chinese character
    full = next((said["full"] for said in _SHORT_FOR.finditer(text) if said["short"] == name), "")
    return from_its_place(full)


def from_its_place(words: str) -> str | None:
    """The name of a body at the end of some words, from its place or its state on: 示例县水利局 of 结合示例县水利局."""
    names = (words[n:] for n in range(len(words)))
    return next((n for n in names if (n.startswith(STATE) or begins_with_a_division(n)) and is_body(n)), None)
