"""Which figures may be drawn as one series across forms, and how well they fit."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from extract.forms.catalogue import form, forms, load


class Series(NamedTuple):
    """A figure that exists under several forms.

    ``expressions`` maps a form id to terms; each term is ``code`` or ``code.applicant``; the terms
    add up. ``grades`` maps ``(older form, newer form)`` to ``A`` (same concept), ``B`` (joined, with a note), ``C``
    (drawn with a break) or ``X`` (never joined). ``breaks`` are the
    first years after a change of law or form that altered the meaning.
    """

    id: str
    label_zh: str
    label_en: str
    unit: str
    expressions: Mapping[str, tuple[str, ...]]
    grades: Mapping[tuple[str, str], str]
    breaks: tuple[int, ...]


def _terms(expression: str, form_id: str) -> tuple[str, ...]:
    """Spell out ``a + b`` and ``sum(prefix_*.total)`` as terms of the form's own entered rows."""
    terms: list[str] = []
    for part in re.split(r"\s*\+\s*", expression):
        group = re.fullmatch(r"sum\((\w+)_\*\.(\w+)\)", part)
        if group is None:
            terms.append(part)
            continue
        rows = form(form_id).tables["table3"].children(group[1])
        terms.extend(f"{row.code}.{group[2]}" for row in rows if not row.computed)
    return tuple(terms)


@cache
def all_series() -> Mapping[str, Series]:
    """Every single-figure series by id. Splits over columns or channels are charted from the cells."""
    raw = load("series")["series"]
    known = set(forms())
    found = {}
    for one in raw:
        if any("," in e or "{" in e for e in one["expressions"].values()):
            continue
        unknown = set(one["expressions"]) - known
        if unknown:
            raise ValueError(f"series {one['id']} names unknown forms: {sorted(unknown)}")
        found[one["id"]] = Series(
            id=one["id"],
            label_zh=one["label_zh"],
            label_en=one["label_en"],
            unit=one.get("unit", ""),
            expressions={f: _terms(e, f) for f, e in one["expressions"].items()},
            grades={tuple(k.split("|")): g for k, g in one["grades"].items()},
            breaks=tuple(one.get("breaks", ())),
        )
    return found
