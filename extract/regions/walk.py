"""The places that a name begins with, one in the other, and what is left of it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.rare import rare
from extract.regions.gazetteer import Place, gazetteer, in_time
from extract.regions.kinds import kind_of

UNLISTED_TOWN = rare(r"^(?P<town>[^局委办]{1,8}?(镇|乡|街道|苏木))(?=人民政府$|办事处$|$)")
"""What reads as a town at the end of a name, though no list has it."""
_SCENERY = re.compile(r"^(景区|风景|名胜|国家级|自然保护区|旅游(?:度假|风景|名胜|景|区|经济|示范|试验))")
"""How the names of scenic areas go on after that of a place."""
_BODY = rare(
    r"(局|委|委员会|办|办公室|办公厅|厅|院|会|社|中心|处|所|队|站|馆|政府|公司|大学|学校|集团|管委会|海关|银行|行|台|署|部)$"
)
"""How the names of bodies end."""
_LED_BY_WORD = re.compile(
    r"^(公安|工农|教育|财政|民政|司法|交通|水利|文化|统计|审计|人事|建设|商务|农业|林业|城市|海关|气象)"
)
"""Words with which bodies' names begin that read like places, or like short names of places."""
_PLACE_LIKE = re.compile(r".{1,10}?(市|县|区|旗|州|地区|盟)(?!场)")
"""What reads as a place's name at the head of a name; 市场监督管理局 does not."""
_NO_CITY = "场[监和质综发管服建物]|容[管环局和园卫]|政[管公园工设]|民(?:中心|服务|卡)"
"""What makes a word of the 市 before it that is no city: 市场, 市容, 市政管理, 市民中心."""
LEADING_LEVEL = re.compile(rf"^(自治区|省|市(?!{_NO_CITY})|县|区|州|盟|旗)(?=.)")
"""The level of a body that leaves its place out: 县 of 县教育局."""
SPLITS_A_WORD = re.compile(
    rf"(?<=市)(?:{_NO_CITY})|(?<=乡)(?:村振兴|村建设|镇企业)|(?<=城乡)(?:建设|规划|环境)|(?<=区)域[合医发协]"
)
"""After a place's name: its last character belongs to the word that follows, as 市 of 示例市场监督管理局 and 乡 of 示例乡村振兴局."""
ZONE_HEAD = rare(
    r"(?:国家级?)?(?:(?:综合|经济|高新|高技|新技|保税|出口|工业|产业|农业|旅游|生态|循环|空港|临空|临港|技术|科技|示范|开发|加工|化工|文化|现代|城乡|一体化)+)"
    r"(?:开发区|示范区|试验区|园区|新区|工业园|产业园|保税区|度假区|加工区)|(?:高新|经开|综保|开发|新)区"
)
"""A zone that is named by what it is, after its place's short name: 经济技术开发区 in 示例经济技术开发区财政局."""
_OF_A_COLLEGE = re.compile("(?:大学|学院)(?![路街城道镇乡])")
"""What follows a college's own name; 学院路街道 is a sub-district."""
_ALSO_WORDS = ("平安", "新建", "南海")
"""Short names of former counties that are words, or another place's name, as well: 省平安建设办公室, 省南海渔业局."""
_ALSO_A_PERSON = ("中山市",)
"""Cities called after someone whose name colleges all over the country bear."""


_LONGEST, _LONGEST_SHORT = 16, 8
"""Characters of the longest names of places, and of the longest that they are called for short."""


class Reading(NamedTuple):
    """A name taken apart: the places it may begin with, what is left, and how it was read."""

    found: tuple[Place, ...]
    rest: str
    how: str = "name"
    notes: tuple[str, ...] = ()
    branch: bool = False


class _Step(NamedTuple):
    """The places that may come next in a name, where their name ends, and how it was read."""

    places: list[Place]
    end: int
    how: str = "name"
    notes: tuple[str, ...] = ()


def walk(name: str, year: int | None, start: Sequence[Place] = ()) -> Reading:
    """The places that a name begins with, the innermost last, and the rest of the name.

    ``year`` is the year reported on, ``start`` are places that were named before this name.
    """
    found, at, how = list(start), 0, "name"
    notes: tuple[str, ...] = ()
    while at < len(name) and (step := _step(name, at, found, year)) is not None:
        found, at = step.places, step.end
        how = step.how if step.how != "name" else how
        notes += step.notes
    return Reading(tuple(found), name[at:], how, notes)


def _step(name: str, at: int, found: list[Place], year: int | None) -> _Step | None:
    """One more place at ``at``: by its full name, else as a county that changed its prefecture, else by its short name."""
    step = _step_by_full_name(name, at, found, year)
    return step or (None if _LED_BY_WORD.match(name[at:]) else _step_by_short_name(name, at, found, year))


def _step_by_full_name(name: str, at: int, found: list[Place], year: int | None) -> _Step | None:
    moved: _Step | None = None
    for end in range(min(len(name), at + _LONGEST), at + 1, -1):
        if not (of_the_name := gazetteer().named(name[at:end])) or SPLITS_A_WORD.match(name, end):
            continue
        hits = in_time(of_the_name, year)
        if name[end : end + 1] in ("区", "县", "市"):  # 武镇区 is no town 武镇
            hits = [p for p in hits if p.level != "township" and p.sort != "alias"]
        inner = inside(hits, found) if found else hits
        if inner:
            return _Step(inner, end)
        if moved is None and (near := _beside(hits, found)):
            where = "/".join(gazetteer().path(near[0].line[-2]))
            note = f"{name[at:end]} is printed under {found[0].name}; it lies in {where} today"
            moved = _Step(near, end, notes=(note,))
    return moved


def _step_by_short_name(name: str, at: int, found: list[Place], year: int | None) -> _Step | None:
    for end in range(min(len(name) - 1, at + _LONGEST_SHORT), at + 1, -1):
        if not (of_short_name := gazetteer().shorts.get(name[at:end])):
            continue
        hits, rest = in_time(of_short_name, year), name[end:]
        if found:
            inner = [p for p in inside(hits, found) if not _skips_its_city(p, found, of_short_name)]
        else:
            inner = [p for p in hits if not _is_a_colleges_own(p, rest)]
        if inner and not _goes_on_as_a_place(rest):
            return _Step(inner, end, "short name")
        if _is_bureau_of_a_zone(rest) and (inner := [p for p in inner if p.level != "county"]):
            return _Step(inner, end, "short name")
    return None


def inside(places: Sequence[Place], outer: Sequence[Place]) -> list[Place]:
    """Those places that lie in one of ``outer``."""
    found = []
    for place in places:
        for around in outer:
            depth = len(around.line)
            if around.sort == "alias" and place.adcode == around.adcode:
                found.append(place)  # 第八师石河子市
                break
            deeper = len(place.line) > depth or (place.level == "township" and around.level != "township")
            if place.line[:depth] == around.line and (deeper or place.sort == "zone"):
                found.append(place)
                break
    return found


def _beside(places: Sequence[Place], outer: Sequence[Place]) -> list[Place]:
    """County-level places in the province of one of ``outer``: printed under a prefecture they have left."""
    provinces = {p.line[0] for p in outer if p.level == "prefecture"}
    return [
        p
        for p in places
        if p.line[0] in provinces and p.level == "county" and p.sort != "zone" and len(p.name) > 2
    ]


def _skips_its_city(place: Place, found: Sequence[Place], named: Sequence[Place]) -> bool:
    """Whether a district is named right after its province: then its short name is a word (省港口建设局), as nobody leaves out its city and 区 as well.

    But a district that was a county or a city of its own is called as it was (浙江省余杭): ``named`` holds its former name too.
    """
    was_its_own = any(
        p.sort == "former"
        and p.adcode == place.adcode
        and p.name[-1] in "县市"
        and p.name[:-1] not in _ALSO_WORDS
        for p in named
    )
    return (
        place.name.endswith("区")
        and len(place.line) > 2
        and found[-1].level == "province"
        and not was_its_own
    )


def _is_a_colleges_own(place: Place, rest: str) -> bool:
    """Whether a short name with 大学 or 学院 right behind it is that of the college: counties have none, and many colleges bear the name of one elsewhere."""
    elsewhere = place.level == "county" or place.name in _ALSO_A_PERSON
    return elsewhere and _OF_A_COLLEGE.match(rest) is not None


def _goes_on_as_a_place(rest: str) -> bool:
    """Whether what follows a short name reads as the rest of a longer place name, and not as a body."""
    if _SCENERY.match(rest):
        return True  # a scenic area shares its name with a district and is not run by it
    if has_unknown_place(rest) and kind_of(rest) != "zone":
        return not _step(rest, 0, [], None)
    return LEADING_LEVEL.match(rest) is not None or not is_like_a_body(rest)


def has_unknown_place(rest: str) -> bool:
    """Whether what is left of a name begins like one more place."""
    return _PLACE_LIKE.match(rest) is not None and _LED_BY_WORD.match(rest) is None


def is_like_a_body(rest: str) -> bool:
    """Whether what is left of a name reads as a body."""
    return _BODY.search(rest) is not None or kind_of(rest) != "other"


def _is_bureau_of_a_zone(rest: str) -> bool:
    """Whether what follows a short name is a body of a zone named by what it is; such zones are seldom a county's."""
    zone = ZONE_HEAD.match(rest)
    return zone is not None and _BODY.search(rest[zone.end() :]) is not None
