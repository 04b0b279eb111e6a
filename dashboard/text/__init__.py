"""Every sentence of the interface, in Chinese and English: two catalogues with the same keys."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("zh", "en")
"""Chinese first: it is the default."""

COUNTS = frozenset(
    {"all", "bodies", "both", "changed", "failed", "have", "joined", "missing"}
    | {"n", "odd", "open", "passed", "read", "reports", "shown", "whole"}
)
"""Places that hold a count, written with its thousands apart as in tables and charts; a year never stands there."""

TAGS = {"zh": "zh-CN", "en": "en"}
"""The language tags for ``<html lang>``."""


def _flat(table: Mapping, prefix: str = "") -> dict[str, str]:
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
    path = Path(__file__).with_name(f"{language}.toml")
    return MappingProxyType(_flat(tomllib.loads(path.read_text("utf-8"))))


class Text:
    """The texts of one language: ``t("nav.data")``, ``t("years.range", first=2021, last=2024)``."""

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

    def joined(self, words: list[str]) -> str:
        """A list in words: ``甲、乙`` or ``a, b``."""
        return ("、" if self.language == "zh" else ", ").join(words)


@cache
def text(language: str) -> Text:
    """The texts of one language."""
    return Text(language)
