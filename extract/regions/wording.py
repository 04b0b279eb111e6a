"""A name as published, in the words in which it is looked up; the tables of names of ``data/agencies`` and ``variants.csv``."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from extract.forms.labels import simplified
from extract.paths import AGENCIES
from extract.rare import rare
from extract.regions.gazetteer import rows

_NOISE = re.compile(
    r"^关于|^\d{4}年(度)?|(?<=[局厅委])机关$|\((本级|本部|机关|本级机关|机关本级|部门|公章|盖章)\)$|\([^()]{2,40}(办公室|局|委员会|厅|中心|政府)\)$"
    r"|(?<=[区城园])\([^()]{2,14}[区城园]\)(?=管|党|办)"
    r"|\d{4}年?(年度)?(政府)?信息公开.*$|(政府)?信息公开(工作)?(年度|情况)?[^办]*(报告|年报)$|(政府)?信息公开$"
)
"""What a published name may carry that is no part of it: words of the title, and a second nameplate in brackets, also of a zone before its administration."""
_SAID_TWICE = rare(r"^(.{3,12}[省市县区州盟旗])(?=\1)")
"""A place that a form put before a name which has it already."""
_STREET = re.compile("(?<=..)街$")
"""A sub-district as Tianjin calls it: 佳荣里街."""
_DIVISION_OF_THE_CORPS = rare(r"^(?:兵团第?|(?!第))(?=[一二三四五六七八九十]{1,2}师.{2,4}市)")
"""What stands for 第 where the Corps or the number is written short: 兵团第八师石河子市, 八师石河子市."""
_FREE_TRADE = re.compile(r"^中国\((.{2,4}?)\)(?=自由贸易)")
"""A free-trade zone, called after the state with its place in brackets: 中国(示例)自由贸易试验区."""
_STATE = ("国务院", "国家", "全国", "中国")
_LIKE_A_MINISTRY = rare(r"(?<!宣传)(?<!组织)(?<!统战)(?<!战线工作)(?<!武装)(?<!社会工作)部$|总局$|总署$")
"""How ministries end, and no department of the party in a county."""


class Asked(NamedTuple):
    """A name that is asked for: as published, cleaned, and what follows the word of a vertical system at its head.

    ``prefix`` is that word where the body keeps it (``verticals.csv``), else empty; ``local`` is the rest of the name.
    """

    name: str
    whole: str
    prefix: str
    local: str


def asked_for(name: str) -> Asked:
    """A published name, ready to be looked up."""
    whole = _FREE_TRADE.sub(r"\1", clean(name))
    for word, keep in _verticals():
        if whole.startswith(word) and len(whole) > len(word):
            return Asked(name, whole, word if keep else "", whole[len(word) :])
    return Asked(name, whole, "", whole)


@lru_cache(maxsize=4096)
def clean(name: str) -> str:
    """A name without spaces, narrowed, in simplified characters, and without the words of a report's title."""
    name = _NOISE.sub("", simplified("".join(unicodedata.normalize("NFKC", name).split())))
    name = with_whole_street(_SAID_TWICE.sub("", name))
    return _DIVISION_OF_THE_CORPS.sub("第", name)


def with_whole_street(name: str) -> str:
    """A name with 街道 in full at its end, where the sub-district is called 街 for short."""
    return _STREET.sub("街道", name)


@lru_cache(maxsize=65536)
def in_full(rest: str) -> str:
    """A body's name without its region, its everyday short form written out (管委会 → 管理委员会)."""
    for pattern, full in _short_forms():
        if pattern.search(rest):
            return pattern.sub(full, rest)
    return rest


@cache
def _short_forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["full"]) for row in rows("short_forms", AGENCIES))


@cache
def wrong_characters() -> dict[str, str]:
    """The characters known to stand for another in published names (灋 for 瀍)."""
    return {row["wrong"]: row["right"] for row in rows("variants")}


@cache
def _verticals() -> tuple[tuple[str, bool], ...]:
    """The words of vertical systems before a place's name, and whether the body's id keeps them."""
    return tuple((row["prefix"], row["keep"] == "1") for row in rows("verticals", AGENCIES))


@cache
def national_bodies() -> frozenset[str]:
    """The names of the bodies of the State Council, present and past."""
    return frozenset(row["name"] for row in rows("national", AGENCIES))


def is_named_after_the_state(name: str) -> bool:
    """Whether a name begins with the state or a ministry, as those of national bodies and their parts do: 公安部交通管理局."""
    return name.startswith(_states_and_ministries())


@cache
def _states_and_ministries() -> tuple[str, ...]:
    return (*_STATE, *(name for name in national_bodies() if name.endswith("部")))


def is_of_the_nation(name: str) -> bool:
    """True for a body that stands in no place of its text: 中国科学技术大学, a part of a ministry, what reads as a ministry."""
    return is_named_after_the_state(name) or _LIKE_A_MINISTRY.search(name) is not None


class ReviewedPlace(NamedTuple):
    """A line of ``placed.csv``: where a person has placed a name that fits several places, if ``marker`` stands in its context."""

    name: str
    marker: str
    adcode: str
    town: str
    reason: str


def reviewed_place(name: str, context: str) -> ReviewedPlace | None:
    """Where a cleaned name has been placed by hand."""
    return next((place for place in _reviewed().get(name, ()) if place.marker in context), None)


@cache
def _reviewed() -> dict[str, list[ReviewedPlace]]:
    found: dict[str, list[ReviewedPlace]] = {}
    for row in rows("placed", AGENCIES):
        place = ReviewedPlace(*(row[field] for field in ReviewedPlace._fields))
        found.setdefault(place.name, []).append(place)
    return found
