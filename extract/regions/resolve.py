"""From a published name (+ year, + context) to the body and its place.

A name that fits several places stays ambiguous, at their common ancestor, unless the year or the
context decides; it then has no id and asks for a line in ``data/agencies/placed.csv``.
"""

from collections.abc import Iterator, Sequence

from extract.regions.bodies import CONFIDENCE, Resolution, government_of, settled
from extract.regions.choice import chosen, from_context, may_be_elsewhere
from extract.regions.gazetteer import NATIONAL, Place, common_line, gazetteer
from extract.regions.kinds import kind_of
from extract.regions.pinyin import spelled
from extract.regions.reading import read, rivals_of
from extract.regions.walk import Reading, walk
from extract.regions.wording import (
    Asked,
    ReviewedPlace,
    asked_for,
    clean,
    in_full,
    is_named_after_the_state,
    is_of_the_nation,
    national_bodies,
    reviewed_place,
)
from extract.reports.model import Agency, Decision, Region


def resolve(name: str, *, year: int | None = None, context: str | Sequence[str] = "") -> Resolution:
    """The body that ``name`` stands for, its place, and the reasons.

    ``year`` is the year reported on; it tells former places of one name apart. ``context`` is any text
    that helps, or several, the most telling first (path, title, text, names of sibling reports): the
    first that tells the places of one name apart decides.
    """
    contexts = [context] if isinstance(context, str) else list(context)
    context = "\n".join(contexts)
    placed = reviewed_place(clean(name), context)
    if placed is not None:
        return _reviewed(name, placed)
    asked = asked_for(name)
    for body in (in_full(asked.whole), asked.local):
        if body in national_bodies():
            return _national(name, body)
    reading, told = _reading(asked, context, year)
    if not reading.found:
        if asked.prefix or is_named_after_the_state(asked.whole):
            return _national(name, asked.whole)
        return _nowhere(asked, "no place of the gazetteer stands in the name; a correction is needed")
    if context and reading.how == "name" and (rivals := rivals_of(reading, context)):
        note = f"the context speaks of {rivals[0].name}, one character away, and of nothing around {reading.found[0].name}"
        doubt = Decision("region", "ambiguous", note)
        return _ambiguous(asked, [*reading.found, *rivals], reading.rest, (*told, doubt))
    places, how, decisions = chosen(reading, year, contexts)
    if len(places) > 1:
        return _ambiguous(asked, places, reading.rest, (*told, *decisions))
    (place,) = places
    if how == "short name" and may_be_elsewhere(place, reading.rest, context and f"{context}\n{asked.whole}"):
        because = f"a zone may bear the short name of {place.name} and lie elsewhere; the context speaks of nothing around it"
        return _nowhere(asked, because)
    if place.sort in ("former", "merged", "former town") and how == "name":
        how = "former name"
    return settled(asked, place, reading, how, (*told, *decisions, *_history(place)))


def _reading(asked: Asked, context: str, year: int | None) -> tuple[Reading, list[Decision]]:
    """The name taken apart, its place taken from the context where it has none, and what was decided on the way."""
    reading = read(asked.local, context, year)
    told = [Decision("region", reading.found[0].name, note) for note in reading.notes]
    if not reading.found and context and not is_of_the_nation(asked.whole):
        reading = from_context(asked.local, context)
        for place in reading.found:
            because = f"the name has no place of its own; the context speaks of {place.name}"
            told.append(Decision("region", "/".join(gazetteer().path(place.adcode)), because))
    return reading, told


def _history(place: Place) -> Iterator[Decision]:
    """What is to be said of a place that is no division of today."""
    if place.sort in ("former", "merged"):
        where = "/".join(gazetteer().path(place.adcode))
        yield Decision("region", where, f"{place.name} ({place.first}–{place.last}): {place.reason}")
    if place.sort == "former town" and place.now != place.name:
        yield Decision("region", place.now, f"{place.name} (listed to {place.last}) is the same town")
    if place.sort == "zone":
        where = gazetteer().divisions[place.adcode].name
        yield Decision("region", where, f"{place.name}: {place.reason}")


def _nowhere(asked: Asked, because: str) -> Resolution:
    """A body whose place is not known, with the reason."""
    agency = Agency(None, asked.name, asked.whole, None, kind_of(asked.whole))
    region = Region(None, (), None, 0.0, "unknown")
    return Resolution(agency, region, (Decision("region", "unknown", because),))


def _national(name: str, body: str) -> Resolution:
    """A body of the State Council, or one that stands in no place."""
    kind = "central_body" if body in national_bodies() else kind_of(body)
    region = Region(NATIONAL, (), None, CONFIDENCE["national"], "national")
    return Resolution(Agency(f"{NATIONAL}-{spelled(body)}", name, body, "national", kind), region)


def _reviewed(name: str, placed: ReviewedPlace) -> Resolution:
    """A body at the place that a person has found for it."""
    place, town = gazetteer().divisions[placed.adcode], placed.town
    rest = in_full(walk(placed.name, None).rest)
    level = "township" if town else place.level
    own = town + rest
    agency_id = f"{place.adcode}-{spelled(own)}"
    agency = Agency(agency_id, name, (town or place.name) + rest, level, kind_of(own))
    path = gazetteer().path(place.adcode)
    region = Region(place.adcode, path, town or None, CONFIDENCE["reviewed"], "reviewed")
    return Resolution(agency, region, (Decision("region", place.name, placed.reason),))


def _ambiguous(asked: Asked, places: Sequence[Place], rest: str, decisions: Sequence[Decision]) -> Resolution:
    """A body that may be in any of several places, at what these have in common."""
    line = common_line(places)
    kind = kind_of(in_full(rest) or places[0].name)
    if all(p.level == "township" for p in places):
        kind = kind_of(places[0].name + (rest or government_of(places[0])[0]))
    levels = {p.level for p in places}
    around, path = (line[-1], gazetteer().path(line[-1])) if line else (None, ())
    region = Region(around, path, None, 0.0, "ambiguous", tuple(sorted({p.adcode for p in places})))
    decision = Decision("region", "ambiguous", f"{len(places)} places fit the name; a correction is needed")
    agency = Agency(None, asked.name, asked.whole, levels.pop() if len(levels) == 1 else None, kind)
    return Resolution(agency, region, (*decisions, decision))
