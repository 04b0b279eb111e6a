"""The divisions, towns, zones and their names, loaded once from ``data/regions/*.csv`` when first asked for."""

import csv
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from extract.paths import REGIONS
from extract.records import record

NATIONAL = "000000"
"""The code that stands for the whole country, in the filters and for the bodies of the State Council; GB/T 2260 gives it none."""

REPORTS_BEGIN = 2008
"""The first year with annual reports: a place gone before it is no reading of a name without a year."""

LEVELS = ("national", "province", "prefecture", "county", "township")

TOWNSHIP = re.compile(r"(街道|(?<!直属乡)镇|乡|苏木|地区)$|(?<=..)(农场|林场|牧场|渔场|茶场|园艺场|办事处)$")
"""The towns whose names may open a body's name; the lists also hold 林业局, 城区 and the like as “towns”."""

_TOWN_ENDS = "道镇乡木区场处"

_ENDING = re.compile(
    r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治县|自治旗|自治州|地区|林区|新区|省|市|县|区|旗|盟|州)$"
)
_AUTONOMOUS = re.compile(r"自治[县州旗]$")


def rows(table: str, folder: Path = REGIONS) -> Iterator[dict[str, str]]:
    """The rows of one table of ``data/regions``, or of another folder of tables."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lines(table: str) -> Iterator[list[str]]:
    with (REGIONS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        yield from lines


@record(frozen=True, slots=True)
class Place:
    """One reading of a name: the place it stands for.

    ``adcode`` is the division of today (county level or above) that the place is, became or lies in;
    ``code`` is its own (nine digits for a town, empty for a zone). ``line`` holds the adcodes from the
    province down to ``adcode``. ``sort`` is ``division``, ``former`` (the same division still, renamed
    or raised), ``merged`` (into another, or divided), ``alias``, ``zone``, ``town`` or ``former town``.
    ``now`` is today's name. ``first`` and ``last`` are the years the lists know the name in; ``last`` is
    None while it stands.
    """

    name: str
    code: str
    adcode: str
    level: str
    line: tuple[str, ...]
    sort: str = "division"
    first: int = 0
    last: int | None = None
    reason: str = ""
    now: str = ""

    @property
    def own(self) -> str:
        """What a body's name keeps of the place where ``adcode`` does not say it all: a town, a zone, a division that was merged."""
        return self.now if self.level == "township" or self.sort in ("zone", "merged") else ""

    def stood_in(self, year: int) -> bool:
        """Whether the name was in use when a report on ``year`` was written (in that year or the next)."""
        # The lists are yearly at best, so that a new name may show a year late.
        return self.first <= year + 2 and (self.last is None or self.last >= year)


class Gazetteer:
    """Every place by code, and by every name it has or had."""

    def __init__(self) -> None:
        self.divisions: dict[str, Place] = {}
        self.names: dict[str, list[Place]] = {}
        self.shorts: dict[str, list[Place]] = {}
        # What a division lies in stands above it.
        for adcode, name, level, parent, _, first in _lines("divisions"):
            line = (*self.divisions[parent].line, adcode) if parent else (adcode,)
            self._add(Place(name, adcode, adcode, level, line, "division", int(first), now=name))
        for code, name, level, first, last, successor, continues, reason in _lines("former"):
            heir = self.divisions[successor]
            sort, now = ("former", heir.name) if continues == "1" else ("merged", name)
            self._add(
                Place(name, code, successor, level, heir.line, sort, int(first), int(last), reason, now)
            )
        for alias, adcode, reason in _lines("aliases"):
            meant = self.divisions[adcode]
            for form in _forms(alias, meant.name):
                self._add(
                    Place(form, adcode, adcode, meant.level, meant.line, "alias", meant.first, None, reason)
                )
        for printed, adcode, level, _, _, reason in _lines("zones"):
            name = unicodedata.normalize("NFKC", printed)  # as names are cleaned: narrow brackets
            self._add(
                Place(name, "", adcode, level, self.divisions[adcode].line, "zone", 0, None, reason, name)
            )

    def _add(self, place: Place) -> None:
        if place.sort == "division":
            self.divisions[place.code] = place
        self.names.setdefault(place.name, []).append(place)
        brief = short(place.name)
        if brief != place.name and place.sort != "zone":
            self.shorts.setdefault(brief, []).append(place)

    def named(self, name: str) -> list[Place]:
        """Every place of exactly this name, towns included; a former one only where no present one has it."""
        found = list(self.names.get(name, ()))
        if _is_town(name):
            found += [self._town(row) for row in self._rows(name)]
        return found

    def _rows(self, name: str) -> Iterator[list[str]]:
        """The rows of the towns of a name."""
        for lines in self._listed:
            first = bisect_left(lines, name, key=_name_in)
            for line in lines[first : bisect_right(lines, name, lo=first, key=_name_in)]:
                yield line.split(",")

    def _town(self, row: list[str]) -> Place:
        code, name, parent = row[:3]
        line = self.divisions[parent].line
        if len(row) == 3:
            return Place(name, code, parent, "township", line, "town", now=name)
        years = int(row[3]), int(row[4]) + 1
        return Place(name, code, parent, "township", line, "former town", *years, "", row[5] or name)

    def towns_of(self, adcode: str) -> list[Place]:
        """The towns of one division, former ones included."""
        return [self._town(row) for row in self._towns_by_parent.get(adcode, ())]

    def towns(self) -> Iterator[Place]:
        """Every town whose name may open a body's name."""
        return (self._town(row) for row in self._towns())

    def _towns(self) -> Iterator[list[str]]:
        rows = (line.split(",") for lines in self._listed for line in lines)
        return (row for row in rows if _is_town(row[1]))

    def path(self, adcode: str) -> tuple[str, ...]:
        """The names from the province down to a division; empty for the whole country."""
        place = self.divisions.get(adcode)
        return tuple(self.divisions[code].name for code in place.line) if place else ()

    @cached_property
    def _listed(self) -> tuple[list[str], ...]:
        """The lines of today's towns and of former ones, fifty thousand, in the order of their names: few are ever asked for."""
        return tuple(
            (REGIONS / f"{name}.csv").read_bytes().decode("utf-8").splitlines()[1:]
            for name in ("towns", "towns_former")
        )

    @cached_property
    def _towns_by_parent(self) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for row in self._towns():
            found.setdefault(row[2], []).append(row)
        return found

    @cached_property
    def shorts_of(self) -> dict[str, str]:
        """Each division's short name by its adcode."""
        return {code: short(place.name) for code, place in self.divisions.items()}

    def one_apart(self, printed: str) -> Iterator[Place]:
        """The places of three characters or more whose names differ from a printed one in one character, not the last.

        In the order of that character; those of the very name come with each.
        """
        heads, tails = self._heads_and_tails
        for at in range(len(printed) - 1):
            for name in heads.get(printed[0], ()) if at else tails.get(printed[1:], ()):
                if (
                    len(name) == len(printed)
                    and name[:at] == printed[:at]
                    and name[at + 1 :] == printed[at + 1 :]
                ):
                    yield from (p for p in self.names[name] if p.sort in ("division", "former", "merged"))

    @cached_property
    def _heads_and_tails(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The names of three characters or more by their first character, and by what follows it."""
        heads: dict[str, list[str]] = {}
        tails: dict[str, list[str]] = {}
        for name in self.names:
            if len(name) >= 3:
                heads.setdefault(name[0], []).append(name)
                tails.setdefault(name[1:], []).append(name)
        return heads, tails


def _name_in(line: str) -> str:
    """The name in a line of the tables of towns."""
    return line.split(",", 2)[1]


def _is_town(name: str) -> bool:
    """Whether a name of the lists of towns is one that may open a body's name."""
    return (
        name[-1:] in _TOWN_ENDS and TOWNSHIP.search(name) is not None and name not in ("街道", "农场", "林场")
    )


def _forms(alias: str, name: str) -> tuple[str, ...]:
    """A short form of a division's name, and with 自治 where only its people are left out: 三江县, 三江自治县."""
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None or not name.startswith(alias[:-1]) or alias[-1] != name[-1]:
        return (alias,)
    longer = alias[:-1] + autonomous[0]
    return (alias, longer) if longer != name else (alias,)


def short(name: str) -> str:
    """A division's name without the word that says what it is, where two characters or more are left."""
    ending = _ENDING.search(name)
    return name[: ending.start()] if ending and ending.start() >= 2 else name


def in_time(places: Sequence[Place], year: int | None) -> list[Place]:
    """The places of a name in a year; without one, those that any annual report can name; all, if none stood then."""
    if year is not None:
        standing = [p for p in places if p.stood_in(year)]
    else:
        standing = [p for p in places if p.last is None or p.last >= REPORTS_BEGIN]
    return standing or list(places)


def common_line(places: Iterable[Place]) -> tuple[str, ...]:
    """The adcodes that all these places have in common, from the province down."""
    lines = [p.line for p in places]
    shared = []
    for codes in zip(*lines, strict=False):
        if len(set(codes)) > 1:
            break
        shared.append(codes[0])
    return tuple(shared)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read at its first use (about a tenth of a second)."""
    return Gazetteer()
