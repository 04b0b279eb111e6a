"""The divisions, towns, zones and their names, loaded once from ``data/regions/*.csv`` when first asked for."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from extract.paths import REGIONS

NATIONAL = "100000"
"""The code that stands for the whole country; GB/T 2260 gives it none."""

LEVELS = ("national", "province", "prefecture", "county", "township")


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of one table of ``data/regions``."""
    with (REGIONS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@dataclass(frozen=True, slots=True)
class Place:
    """One division, town or zone.

    ``adcode`` is the current division of county level or above it stands in; ``code`` is its own
    (nine digits for a town, empty for a zone without one). ``last`` is the last year of a place that
    is no more. ``line`` holds the adcodes from the province down to ``adcode``.
    """

    name: str
    code: str
    adcode: str
    level: str
    line: tuple[str, ...]
    sort: str = "division"
    first: int | None = None
    last: int | None = None


class Gazetteer:
    """Every place by code and by name."""

    def __init__(self) -> None:
        self.divisions: dict[str, Place] = {}
        self.names: dict[str, list[Place]] = {}
        self.towns: dict[str, list[tuple[str, str]]] = {}
        parents: dict[str, str] = {}
        divisions = list(rows("divisions"))
        for row in divisions:
            parents[row["adcode"]] = row["parent"]
        for row in divisions:
            line = [row["adcode"]]
            while parents[line[0]]:
                line.insert(0, parents[line[0]])
            place = Place(row["name"], row["adcode"], row["adcode"], row["level"], tuple(line))
            self.divisions[place.code] = place
            self.names.setdefault(place.name, []).append(place)
        for row in rows("zones"):
            home = self.divisions[row["adcode"]]
            zone = Place(row["name"], "", home.adcode, home.level, home.line, "zone")
            self.names.setdefault(zone.name, []).append(zone)
        with (REGIONS / "towns.csv").open(encoding="utf-8", newline="") as file:
            table = csv.reader(file)
            next(table)
            for code, name, parent in table:
                self.towns.setdefault(name, []).append((code, parent))

    def named(self, name: str) -> list[Place]:
        """Every place of exactly this name."""
        found = list(self.names.get(name, ()))
        for code, parent in self.towns.get(name, ()):
            found.append(Place(name, code, parent, "township", self.divisions[parent].line, "town"))
        return found

    def path(self, adcode: str) -> tuple[str, ...]:
        """The names from the province down to a division."""
        return tuple(self.divisions[code].name for code in self.divisions[adcode].line)

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Each division's short name by adcode."""
        return {code: short(place.name) for code, place in self.divisions.items()}


def short(name: str) -> str:
    """A division's name without the word that says what it is, if two characters or more are left."""
    for ending in (
        "特别行政区",
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "地区",
        "省",
        "市",
        "县",
        "区",
        "旗",
        "盟",
    ):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read at its first use."""
    return Gazetteer()
