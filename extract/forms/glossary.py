"""The plain words: what each code means and what each term of the law says, in both languages.

Definitions and explanations are the project's own, not official ones; ``data/forms`` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from extract.forms.catalogue import load


@dataclass(frozen=True, slots=True)
class Definition:
    """What a code counts, in one sentence a language; empty where none is written."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law or the form, explained plainly. ``codes`` are the fields it belongs to."""

    id: str
    group: str
    zh: str
    en: str
    plain_zh: str
    plain_en: str
    law: str
    codes: tuple[str, ...] = ()


@cache
def definitions() -> Mapping[str, Definition]:
    """Every definition by code."""
    raw = load("definitions")["codes"]
    return MappingProxyType({code: Definition(words["zh"], words["en"]) for code, words in raw.items()})


def definition(code: str) -> Definition:
    """The definition of a code; an empty one where none is written."""
    return definitions().get(code, Definition())


@cache
def terms() -> Mapping[str, Term]:
    """Every explained term by id, in reading order."""
    found = {}
    for raw in load("glossary")["terms"]:
        found[raw["id"]] = Term(**{**raw, "codes": tuple(raw.get("codes", ()))})
    return MappingProxyType(found)


def term(term_id: str) -> Term | None:
    """The term of that id, or None."""
    return terms().get(term_id)
