"""From a published name (+ year, + context) to the body and its place.

A name that fits several places stays ambiguous, at their common ancestor, unless the context decides.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.regions.gazetteer import Gazetteer, Place, gazetteer, rows, short
from extract.regions.kinds import kind_of
from extract.reports.model import Agency, Decision, Region


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a name stands for, where, and why. ``agency.id`` is None where the place is not settled."""

    agency: Agency
    region: Region
    decisions: tuple[Decision, ...] = ()


@cache
def _variants() -> dict[str, str]:
    return {row["wrong"]: row["right"] for row in rows("variants")}


def clean(name: str) -> str:
    """A name without spaces and with its full-width letters and digits narrowed."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@lru_cache(maxsize=65536)
def spelled(text: str) -> str:
    """A Chinese text in pinyin, without tones or gaps."""
    from pypinyin import lazy_pinyin  # loading it takes time that a worker without names should not pay

    return "".join(c for c in "".join(lazy_pinyin(text)).lower() if c.isascii() and c.isalnum())


def _split(name: str, book: Gazetteer) -> tuple[list[Place], str]:
    """The places that a name begins with, outermost consumed, and the rest of the name."""
    found: list[Place] = []
    start = 0
    while True:
        for end in range(min(len(name), start + 15), start + 1, -1):
            hits = book.named(name[start:end])
            if found:
                hits = [p for p in hits if any(p.line[: len(f.line)] == f.line and p is not f for f in found)]
            if hits:
                found, start = hits, end
                break
        else:
            return found, name[start:]


def _decide(found: list[Place], context: str, book: Gazetteer) -> list[Place]:
    """Those places whose own surroundings the context names most."""
    scores = []
    for place in found:
        names = [book.divisions[code].name for code in place.line if not all(code in p.line for p in found)]
        scores.append(sum(context.count(n) * 3 + context.count(short(n)) for n in names))
    best = max(scores)
    return [p for p, s in zip(found, scores, strict=True) if s == best] if best else found


def resolve(name: str, *, year: int | None = None, context: str = "") -> Resolution:
    """The body that ``name`` stands for, its place, and the reasons.

    ``context`` is any text that helps: title, path, text, names of sibling reports.
    """
    book = gazetteer()
    published, asked = name, clean(name)
    decisions: list[Decision] = []
    found, rest = _split(asked, book)
    if not found:
        mended = "".join(_variants().get(c, c) for c in asked)
        found, rest = _split(mended, book)
        if found:
            decisions.append(
                Decision("region", found[0].name, f"{asked} is read as {mended}: a known wrong character")
            )
    if len(found) > 1 and context:
        narrowed = _decide(found, context, book)
        if len(narrowed) == 1:
            decisions.append(
                Decision("region", "/".join(book.path(narrowed[0].adcode)), "named in the context")
            )
            found = narrowed
    if not found:
        kind, _ = kind_of(asked)
        return Resolution(
            Agency(None, published, asked, None, kind), Region(None, method="unknown", confidence=0.0)
        )
    if len(found) > 1:
        common = [code for code in found[0].line if all(code in p.line for p in found)]
        kind, _ = kind_of(rest or asked)
        region = Region(
            common[-1] if common else None,
            book.path(common[-1]) if common else (),
            None,
            0.0,
            "ambiguous",
            tuple(sorted({p.adcode for p in found})),
        )
        decisions.append(Decision("region", "ambiguous", f"{len(found)} places fit; a correction is needed"))
        return Resolution(Agency(None, published, asked, None, kind), region, tuple(decisions))
    place = found[0]
    if not rest:
        rest = "街道办事处" if place.name.endswith("街道") else "人民政府"
        rest = rest.removeprefix("街道") if place.name.endswith("街道") else rest
    town = place.name if place.sort == "town" else None
    own = place.name if place.sort in ("town", "zone") else ""
    kind, _ = kind_of(own + rest)
    agency = Agency(f"{place.adcode}-{spelled(own + rest)}", published, place.name + rest, place.level, kind)
    return Resolution(
        agency, Region(place.adcode, book.path(place.adcode), town, 1.0, "gazetteer"), tuple(decisions)
    )
