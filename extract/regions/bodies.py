"""A body at its place: its name today, its id, level and kind."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extract.paths import AGENCIES
from extract.rare import rare
from extract.regions.gazetteer import Place, gazetteer, rows
from extract.regions.kinds import is_vertical, kind_of
from extract.regions.pinyin import spelled
from extract.regions.walk import UNLISTED_TOWN, Reading
from extract.regions.wording import Asked, in_full
from extract.reports.model import Agency, Decision, Region

CONFIDENCE = {
    "reviewed": 1.0,
    "name": 1.0,
    "national": 1.0,
    "former name": 0.95,
    "name and year": 0.95,
    "name and context": 0.95,
    "known wrong character": 0.9,
    "short name": 0.9,
    "one wrong character": 0.8,
    "context": 0.7,
    "unlisted town": 0.7,
}
"""How far each method is trusted, 0 to 1: an order for review, not a measured probability."""
_BARE_TOWN = rare(r"^[^局委办]{1,8}?(?:(?<![小古])镇|乡|街道|苏木)$")
"""What is left of a name where it ends at a town that is in no list: its government is meant."""
_UNLISTED_COUNTY = rare(r"^[^局委办厅院]{1,7}?[县旗](?![域级])(?=人民政府|.{1,16}(?:局|委员会|办公室|中心)$)")
"""What reads as a county before its body, though no list has it: that body is none of the city or the province."""
_PROPER = rare(r"(大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|银行|研究院|研究所)$")
"""How bodies with proper names end."""
_COLLEGE = rare(
    r"^(?!自治区|[省市县区州]|职业|技术|师范|医学|农业|工业|工程|商|广播|电视|开放|老年|社区|行政|社会主义|第).{2,}(大学|学院)$"
)
"""A college with a name of its own, which needs no place before it: its kind (职业技术学院) alone is none."""
_ZONE_WORD = rare(
    r"经济|经开|高新|高技|新技|综合|综保|保税|出口|工业|产业|现代|国家|生态|旅游|农业|科技|化工|循环|空港|临空|临港|自由|自贸|跨境"
    r"|新区|新城|开发|园区|城乡|示范|文化|创新|数字|台商|物流|航空|机场|承接|先进|中德|中新|管理|管委|市|县"
)
"""Words with which a zone is named by what it is, and so by its place before them."""
_HIGH_TECH = re.compile("(?:国家级?)?高新技术(?:产业)?(?:开发区|园区)")
_SHORT_HIGH_TECH = "高新区"
"""What reports of one zone call it in full in one year, and for short in another; no city has two."""


class Resolution(NamedTuple):
    """Who a name stands for, where, and why. ``agency.id`` is None where the place is not settled."""

    agency: Agency
    region: Region
    decisions: tuple[Decision, ...] = ()


def settled(
    asked: Asked, place: Place, reading: Reading, how: str, decisions: Sequence[Decision]
) -> Resolution:
    """The body of that name in that one place; ``how`` the place was told, and what was decided so far."""
    said = list(decisions)
    rest = in_full(reading.rest)
    listed = _listed_under_its_people(rest, place)
    if listed is not None:
        short, how = rest[: -len(listed.rest)] if listed.rest else rest, "short name"
        place, rest = listed.town, listed.rest
        said.append(Decision("region", place.now, f"{short} is what {place.now} is called for short"))
    if not rest:
        rest, because = government_of(place)
        said.append(Decision("agency", rest, because))
    elif _BARE_TOWN.match(rest):
        rest += _governing(rest)
    rest = _of_today(place, rest)
    body, kind_name = _names(place, asked.prefix + rest)
    kind = kind_of(kind_name)
    agency_id = _id(place, asked.prefix + rest)
    path = gazetteer().path(place.adcode)
    unlisted = UNLISTED_TOWN.match(rest) if kind in ("town", "subdistrict") else None
    if unlisted and place.level != "township":
        town = unlisted["town"]
        said.append(Decision("region", town, _of_an_unlisted_town(town, place)))
        agency = Agency(agency_id, asked.name, rest, "township", kind)
        region = Region(place.adcode, path, town, CONFIDENCE["unlisted town"], "unlisted town")
        return Resolution(agency, region, tuple(said))
    if asked.prefix or reading.branch:
        body = asked.whole
    elif how == "short name" and (is_vertical(kind_name) or _own_name(rest, kind)):
        body = in_full(asked.local)
    elif how == "context" and _COLLEGE.search(asked.local):
        body = asked.local
    agency = Agency(agency_id, asked.name, body, _level(place, rest, kind), kind)
    town = place.now if place.level == "township" else None
    return Resolution(agency, Region(place.adcode, path, town, CONFIDENCE[how], how), tuple(said))


def _of_an_unlisted_town(town: str, place: Place) -> str:
    """What is to be said of a town that no list has."""
    because = f"{town} is in no list of towns; it is taken as one of {place.name}"
    near = _alike(town, place)
    return because + (f" (one character from {'、'.join(near)}: look at the print)" if near else "")


def _own_name(rest: str, kind: str) -> bool:
    """Whether a place's short name is a part of the body's own name: 安徽大学 is no 安徽省大学, 天津港保税区 no 天津市港保税区."""
    return _PROPER.search(rest) is not None or (kind == "zone" and _ZONE_WORD.match(rest) is None)


class _Listed(NamedTuple):
    """A town of the lists, and what of a body's name follows it."""

    town: Place
    rest: str


def _listed_under_its_people(rest: str, place: Place) -> _Listed | None:
    """The one town of a division whose full name has that of its people in it, 示例苗族乡 for 示例乡; None where no town or several do."""
    named = UNLISTED_TOWN.match(rest)
    if named is None or place.level == "township":
        return None
    head, kind = named["town"][:-1], named["town"][-1]
    towns = {
        t.now: t
        for t in gazetteer().towns_of(place.adcode)
        if t.now.startswith(head) and t.now.endswith(f"族{kind}")
    }
    return _Listed(next(iter(towns.values())), rest[named.end() :]) if len(towns) == 1 and head else None


def _alike(town: str, place: Place) -> list[str]:
    """The towns of a division whose names differ from this one in one character."""
    names = {t.now for t in gazetteer().towns_of(place.adcode) if len(t.now) == len(town)}
    return sorted(n for n in names if sum(a != b for a, b in zip(n, town, strict=True)) == 1)


@cache
def _homophones() -> dict[str, dict[str, str]]:
    """By adcode (empty: everywhere), how a text is spelled in an id where plain pinyin would make two bodies one."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("homophones", AGENCIES):
        found.setdefault(row["adcode"], {})[row["text"]] = row["spelled"]
    return found


def _id(place: Place, rest: str) -> str:
    """The body's id: its division's code and the pinyin of what the code does not say.

    A high-tech zone is one body under its long name and under its short one, with or without its city's before it.
    """
    said = _HIGH_TECH.sub(_SHORT_HIGH_TECH, place.own + rest)
    city = gazetteer().shorts_of.get(place.adcode, "")
    if place.sort == "zone" and said.startswith(city + _SHORT_HIGH_TECH):
        said = said.removeprefix(city)
    marks = _homophones().get("", {}) | _homophones().get(place.adcode, {})
    for text, marked in marks.items():
        said = said.replace(text, marked)
    return f"{place.adcode}-{spelled(said)}"


def _names(place: Place, rest: str) -> tuple[str, str]:
    """The body's name today, with its place before it, and the part that tells its kind."""
    body = (place.own or gazetteer().divisions[place.adcode].name) + rest
    if place.level == "township":
        return body, body
    if place.sort == "zone":
        return body, rest if kind_of(rest) not in ("other", "zone") else body
    return body, rest


def _level(place: Place, rest: str, kind: str) -> str:
    """The body's level: its place's, or one below for a zone that the name adds to a place."""
    below = {"province": "prefecture", "prefecture": "county", "county": "township"}
    if kind == "zone" and place.sort != "zone" and place.level in below:
        return below[place.level]
    if re.search(r"((?<!监管)(?<!^)分局|派出所|税务所|管理所)$", rest) and place.level == "prefecture":
        return "county"
    if place.level in ("province", "prefecture") and kind != "zone" and _UNLISTED_COUNTY.match(rest):
        return "county"
    return place.level


def government_of(place: Place) -> tuple[str, str]:
    """The body that a bare place name stands for."""
    if place.name.endswith(("街道", "地区")):
        return "办事处", "a sub-district's name alone stands for its office"
    if place.sort == "zone" or place.name.endswith(("场", "办事处")):
        named = place.sort != "zone" or place.name.endswith(("委员会", "兵团"))
        return "" if named else "管理委员会", "a zone's name alone stands for its administration"
    return "人民政府", "a place's name alone stands for its government"


def _governing(town: str) -> str:
    """What governs a town, as its name tells: an office a sub-district, a government every other."""
    return "办事处" if town.endswith("街道") else "人民政府"


def _of_today(place: Place, rest: str) -> str:
    """What governs a town today, by the name that it has today: the office of a sub-district that was a town."""
    if place.level != "township" or place.now == place.name or rest not in ("人民政府", "办事处"):
        return rest
    return _governing(place.now)
