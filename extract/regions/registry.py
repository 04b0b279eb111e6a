"""Who became whom: bodies by their ids, and which are like them.

``data/agencies/events.csv`` holds the mergers, splits and renames of single bodies (old and new id, with
source), ``reforms.csv`` the national reforms that renamed a kind of body everywhere. A reform is a hint,
never a redirect: places carried it out differently.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from extract.paths import AGENCIES
from extract.regions.gazetteer import Place, gazetteer, rows
from extract.regions.pinyin import spelled

GOVERNMENT, OFFICES = "renminzhengfu", ("bangongshi", "bangongting")


@dataclass(frozen=True, slots=True)
class Event:
    """A merger, split, rename or move of one body: ``event`` is one of ``merged``, ``split``, ``renamed``, ``moved``."""

    old: str
    new: str
    event: str
    year: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A body that has to do with another: what it is to it, and from which year and by which document, where that is known.

    ``tie`` is ``before`` or ``after`` (a recorded event), ``reform_before`` or ``reform_after`` (a national reform
    makes it likely), ``government`` (whose office the other is) or ``office`` (of the other).
    """

    id: str
    tie: str
    year: int | None = None
    source: str = ""


class Registry:
    """What became of bodies, by their ids: the recorded events, unless others are given."""

    def __init__(self, events: Iterable[Event] | None = None) -> None:
        self.events = tuple(recorded_events() if events is None else events)

    @cached_property
    def _next(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for event in self.events:
            found.setdefault(event.old, []).append(event.new)
        return found

    def successor(self, agency_id: str) -> str:
        """The id that an id stands for today: through recorded events, and through its division's successor.

        A body that was split has no one successor: its own id stays.
        """
        seen = {agency_id}
        while True:
            heirs = self._next.get(agency_id, [])
            following = heirs[0] if len(heirs) == 1 else moved_with_its_division(agency_id)
            if following in seen:
                return agency_id
            seen.add(following)
            agency_id = following

    def kin(self, agency_id: str, known: Collection[str]) -> tuple[Kin, ...]:
        """Those of the known ids that came before or after a body, and the government or the office that belongs to it."""
        found = [Kin(e.old, "before", e.year, e.source) for e in self.events if e.new == agency_id]
        found += [Kin(e.new, "after", e.year, e.source) for e in self.events if e.old == agency_id]
        place = agency_id.partition("-")[0] + "-"
        for other in known:
            if not other.startswith(place):
                continue
            if government_of(other) == agency_id:
                found.append(Kin(other, "office"))
            elif government_of(agency_id) == other:
                found.append(Kin(other, "government"))
            else:
                found += [Kin(other, "reform_before", r.year, r.source) for r in _turned(other, agency_id)]
                found += [Kin(other, "reform_after", r.year, r.source) for r in _turned(agency_id, other)]
        return tuple(one for one in found if one.id in known)


def government_of(agency_id: str) -> str | None:
    """The id of the government whose office this body is; None if it is no such office.

    They stay two bodies: an office's own report and the government's are never one.
    """
    adcode, _, rest = agency_id.partition("-")
    for office in OFFICES:
        if rest.endswith(GOVERNMENT + office):
            return f"{adcode}-{rest.removesuffix(office)}"
    return None


def moved_with_its_division(agency_id: str) -> str:
    """An id under a former division's code, rewritten to the division's successor."""
    adcode, dash, rest = agency_id.partition("-")
    heirs = {p.adcode for p in _former().get(adcode, ())}
    if adcode in gazetteer().divisions or len(heirs) != 1:
        return agency_id
    return f"{heirs.pop()}{dash}{rest}"


@cache
def _former() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for places in gazetteer().names.values():
        for place in places:
            if place.sort == "former":
                found.setdefault(place.code, []).append(place)
    return found


def recorded_events() -> Iterator[Event]:
    """The events of ``events.csv``."""
    for row in rows("events", AGENCIES):
        yield Event(row["old"], row["new"], row["event"], int(row["year"]), row["reason"], row["source"])


@dataclass(frozen=True, slots=True)
class Reform:
    """A national reform that turned one kind of body into another, as a rule and from a year on."""

    old: str
    new: str
    year: int
    reason: str
    source: str


@cache
def reforms() -> tuple[Reform, ...]:
    """The reforms of ``reforms.csv``."""
    return tuple(
        Reform(r["old"], r["new"], int(r["year"]), r["reason"], r["source"])
        for r in rows("reforms", AGENCIES)
    )


def _turned(old: str, new: str) -> Iterator[Reform]:
    """The national reforms that most often turned the one body into the other: a hint for a person."""
    before, after = old.partition("-")[2], new.partition("-")[2]
    return (r for r in reforms() if spelled(r.old) == before and spelled(r.new) == after)


@cache
def registry() -> Registry:
    """The registry of the recorded events."""
    return Registry()


def successor(agency_id: str) -> str:
    """The id that an id stands for today."""
    return registry().successor(agency_id)
