"""Every sentence of the site, in Chinese and English: two catalogues with the same keys.

``zh.toml`` and ``en.toml`` hold the words of the pages, ``exhibits.zh.toml`` and ``exhibits.en.toml`` the questions,
answers and labels of the exhibits. No key stands in both.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LANGUAGES = ("zh", "en")
"""Chinese first: it is the default."""

COUNTS = frozenset(
    {"all", "bodies", "both", "changed", "failed", "have", "joined", "missing"}
    | {"n", "odd", "open", "passed", "read", "reports", "shown", "whole"}
)
"""Places that hold a count, written with its thousands apart as in tables and charts; a year never stands there."""

TAGS = {"zh": "zh-CN", "en": "en"}
"""The language tags for ``<html lang>``."""


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All texts of one language by dotted key. Raises ``KeyError`` for a language that is not in ``LANGUAGES``."""
    if language not in LANGUAGES:
        raise KeyError(language)
    found: dict[str, str] = {}
    for name in (f"{language}.toml", f"exhibits.{language}.toml"):
        found |= _flat(tomllib.loads(Path(__file__).with_name(name).read_text("utf-8")))
    return MappingProxyType(found)


def number(value: float | None) -> str:
    """A number as the site prints it: thousands separated, to the cent of an amount in 万元, a dash where it is missing."""
    if value is None:
        return "—"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0").rstrip(".")


class Text:
    """The texts of one language: ``t("nav.data")``, ``t("filter.years", first=2021, last=2024)``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its places filled. Raises ``KeyError`` for an unknown key."""
        found = self._catalogue[key]
        shown = {k: f"{v:,}" if k in COUNTS and isinstance(v, int) else v for k, v in values.items()}
        return found.format(**shown) if values else found

    def __contains__(self, key: str) -> bool:
        return key in self._catalogue

    def pick(self, zh: str, en: str) -> str:
        """Of two wordings the one in this language; the Chinese one where no English is written."""
        return en or zh if self.language == "en" else zh

    def unit(self, unit: str) -> str:
        """A unit of the forms (``件``, ``万元`` …) in this language; as printed where no wording is kept."""
        key = f"unit.{unit}"
        return self._catalogue.get(key, unit)

    def joined(self, words: Iterable[str]) -> str:
        """A list in words: ``甲、乙`` or ``a, b``."""
        return ("、" if self.language == "zh" else ", ").join(words)

    def names(self, names: Iterable[str], most: int = 6) -> str:
        """Names as they stand in a sentence: ``甲、乙`` or ``a and b``; past ``most`` the rest is counted."""
        listed = list(names)
        rest = len(listed) - most
        if rest > 0:
            listed = [*listed[:most], self.count("more", rest)]
        if self.language == "zh" or len(listed) < 2:
            return self.joined(listed)
        return f"{self.joined(listed[:-1])} and {listed[-1]}"

    def label(self, code: str) -> str:
        """The short name of a row, group, column, result or scope, for charts and tables."""
        return self._catalogue[f"label.{code}"]

    def count(self, noun: str, n: float) -> str:
        """A number with its noun in the right form: 0, 1 and many differ in English."""
        form = "zero" if n == 0 else "one" if n == 1 else "many"
        return self._catalogue[f"count.{noun}.{form}"].format(n=number(n))

    def percent(self, share: float, places: int = 0) -> str:
        """A share as a percentage; what is not quite nothing or everything is not rounded to it."""
        least = 0.01 / 10**places
        if 0 < share <= least / 2:
            return f"<{least:.{places}%}"
        if 1 - least / 2 <= share < 1:
            return f">{1 - least:.{places}%}"
        return f"{share:.{places}%}"


@cache
def text(language: str) -> Text:
    """The texts of one language."""
    return Text(language)
