"""Which place a name means: of several by the year, the context and usage, of none by the context alone."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.rare import rare
from extract.regions.context import favoured, mentioned
from extract.regions.gazetteer import Place, common_line, gazetteer, in_time
from extract.regions.kinds import kind_of
from extract.regions.walk import LEADING_LEVEL, ZONE_HEAD, Reading, has_unknown_place, is_like_a_body
from extract.reports.model import Decision

_COUNTY_SPEAKS = rare(
    r"(?<![各县市及和、])(?:县委、?县政府|区委、?区政府|旗委、?旗政府)|我[县旗区]|全[县旗区](?![县区])"
)
"""How a county speaks of itself."""


class Choice(NamedTuple):
    """The places that a name may still mean (one, where it is settled), how that was told, and what told it."""

    places: list[Place]
    how: str
    decisions: tuple[Decision, ...] = ()


def chosen(reading: Reading, year: int | None, contexts: Sequence[str]) -> Choice:
    """Which of the places found a name means, by the year, then the first telling context, then usage."""
    places, how = list(reading.found), reading.how
    said: list[Decision] = []
    if len(places) > 1:
        timely = _told_apart(in_time(places, year))
        if len(timely) == 1 and len(_told_apart(places)) > 1 and year is not None:
            how = "name and year"
            said.append(Decision("region", timely[0].name, f"of the places of this name, the one of {year}"))
        places = timely
    for context in filter(None, contexts):
        told = favoured(places, context) if len(places) > 1 else places
        if len(told) < len(places):
            how = "name and context" if how == "name" else how
            path = "/".join(gazetteer().path(common_line(told)[-1])) if common_line(told) else "several"
            said.append(Decision("region", path, f"{len(places)} places fit; the context names it"))
            places = told
    if len(places) > 1 and how == "short name":
        places = _named_in_full(places, "\n".join(contexts)) or places
    if len(places) > 1:
        places = _by_usage(places, reading.rest, how, year)
    return Choice(places, how, tuple(said))


def _told_apart(places: Sequence[Place]) -> list[Place]:
    """One place for each thing meant: a division before its own former or short names."""
    order = ("division", "zone", "alias", "former", "merged", "town", "former town")
    kept: dict[tuple[str, str], Place] = {}
    for place in sorted(places, key=lambda p: order.index(p.sort)):
        kept.setdefault((place.adcode, place.own), place)
    return list(kept.values())


def _by_usage(places: Sequence[Place], rest: str, how: str, year: int | None) -> list[Place]:
    """The place that all others lie in, where usage settles it.

    The short name of a prefecture means the prefecture, not the county of that name in it (新乡), and that of a
    province means no county (河南, the short name of 河南蒙古族自治县 too); a 厅 or a 总队 is a province's; a town that moved from a county into a zone of its prefecture stands there. A name
    that passed from a county to its prefecture (铜仁市) means the one of the year.
    """
    top = [p for p in places if p.level == "province"]
    counties = [p for p in places if p.name.endswith("县")]
    alone = how == "short name" and len(counties) == len(places) - 1
    if len(top) == 1 and (alone or rest.endswith(("厅", "总队"))):
        return top
    widest = min(places, key=lambda p: len(p.line))
    if all(p.line[: len(widest.line)] == widest.line for p in places):
        if how == "short name" and widest.level == "prefecture":
            return [widest]
        if all(p.level == "township" for p in places) and widest.sort == "town":
            return [widest]
        strictly = [
            p for p in places if year is not None and p.first <= year and (p.last is None or year < p.last)
        ]
        if len(strictly) == 1:
            return strictly
    return list(places)


def _named_in_full(places: Sequence[Place], context: str) -> list[Place]:
    """The one of the places of a short name that the context names in full, and no other; else the one whose parts alone it names."""
    named = [p for p in places if p.name in context]
    if named:
        return named if len(named) == 1 else []
    parts = mentioned(context)
    around = [p for p in places if any(p.adcode in part.line for part in parts)]
    return around if len(around) == 1 else []


def may_be_elsewhere(place: Place, rest: str, context: str) -> bool:
    """Whether a zone is named like a county while its context speaks of other places alone: 南海新区 of 威海 is not in 佛山市南海区."""
    if place.level != "county" or place.sort == "zone" or not context:
        return False
    if ZONE_HEAD.match(rest) is None and kind_of(rest) != "zone":
        return False
    around = [place.name, *(gazetteer().shorts_of[code] for code in place.line[:-1])]
    return not any(name in context for name in around) and bool(mentioned(context))


def from_context(name: str, context: str) -> Reading:
    """The place of a name that has none of its own (教育局, 县人民政府), if the context speaks of one above all."""
    nothing = Reading((), name)
    wanted = LEADING_LEVEL.match(name)
    rest = name[wanted.end() :] if wanted else name
    if has_unknown_place(rest):
        return nothing  # the context's place would be another
    found = mentioned(context, wanted[1] if wanted else "")
    if not found and wanted and wanted[1] == "自治区":
        # Five places only, and their short names are no one else's: 新疆, 广西.
        regions = [p for p in gazetteer().divisions.values() if p.name.endswith("自治区")]
        found = [p for p in regions if gazetteer().shorts_of[p.code] in context]
    if not found or not is_like_a_body(rest):
        return nothing
    first = found[0]
    # The chain 河南省新乡市卫辉市 names three; they agree when each lies in the one before.
    rivals = [p for p in found[1:] if p.adcode not in first.line and first.adcode not in p.line]
    deeper = [p for p in found if first.adcode in p.line]
    deepest = max(deeper, key=lambda p: len(p.line))
    if rivals or len([p for p in deeper if len(p.line) == len(deepest.line)]) > 1:
        return nothing
    if wanted is None and deepest.level in ("province", "prefecture") and _of_a_county(context, deepest):
        return nothing
    return Reading((deepest,), rest, "context")


def _of_a_county(context: str, place: Place) -> bool:
    """Whether the context speaks as a county does (我县; 县委、县政府), so that a province or prefecture in it is only what it lies in."""
    found = _COUNTY_SPEAKS.search(context)
    # An autonomous region calls itself 全区.
    return found is not None and not (found[0].endswith("区") and place.name.endswith("自治区"))
