"""From a published name (+ year, + context) to the body and its place.

A name that fits several places stays ambiguous, at their common ancestor, unless the year or the
context decides; it then has no id and asks for a line in ``data/agencies/placed.csv``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.forms.labels import simplified
from extract.paths import AGENCIES
from extract.rare import rare
from extract.regions.context import favoured, mentioned
from extract.regions.gazetteer import NATIONAL, Gazetteer, Place, common_line, gazetteer, rows
from extract.regions.kinds import is_vertical, kind_of
from extract.regions.pinyin import spelled

if TYPE_CHECKING:  # reports.identity imports this package, so that the model is imported where it is used
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

REPORTS_BEGIN = 2008
"""The first year with annual reports: a place gone before it is no reading of a name without a year."""

_NOISE = re.compile(
    r"^关于|^\d{4}年(度)?|\((本级|本部|机关|本级机关|机关本级|部门|公章|盖章)\)$|\([^()]{2,20}(办公室|局|委员会|厅|中心|政府)\)$"
    r"|(?<=[区城园])\([^()]{2,14}[区城园]\)(?=管|党|办)"
    r"|\d{4}年?(年度)?(政府)?信息公开.*$|(政府)?信息公开(工作)?(年度|情况)?[^办]*(报告|年报)$|(政府)?信息公开$"
)
"""What a published name may carry that is no part of it: words of the title, and a second nameplate in brackets, also of a zone before its administration."""

_SAID_TWICE = rare(r"^(.{3,12}[省市县区州盟旗])(?=\1)")
"""A place that a form put before a name which has it already."""
_STREET = re.compile("(?<=..)街$")
"""A sub-district as Tianjin calls it: 佳荣里街."""
_FREE_TRADE = re.compile(r"^中国\((.{2,4}?)\)(?=自由贸易)")
_DIVISION_OF_THE_CORPS = rare(r"^(?:兵团第?|(?!第))(?=[一二三四五六七八九十]{1,2}师.{2,4}市)")
"""What stands for 第 where the Corps or the number is written short: 兵团第八师石河子市, 八师石河子市."""
_BEFORE_A_TOWN = rare(r"^(?:人民政府|(?:[一二三四五六七八九十百〇零]{1,4}|\d{1,3})团场?)(?=..)")
"""What may stand between a place and a town of it: its government, or the regiment of the Corps that runs the town."""
_UNLISTED_TOWN = rare(r"^(?P<town>[^局委办]{1,8}?(镇|乡|街道|苏木))(?=人民政府$|办事处$|$)")
_BARE_TOWN = rare(r"^[^局委办]{1,8}?(?:(?<![小古])镇|乡|街道|苏木)$")
"""What is left of a name where it ends at a town that is in no list: its government is meant."""
_SCENERY = re.compile(r"^(景区|风景|名胜|国家级|自然保护区|旅游(?:度假|风景|名胜|景|区|经济|示范|试验))")
_BODY = rare(
    r"(局|委|委员会|办|办公室|办公厅|厅|院|会|社|中心|处|所|队|站|馆|政府|公司|大学|学校|集团|管委会|海关|银行|行|台|署|部)$"
)
_LED_BY_WORD = re.compile(
    r"^(公安|工农|教育|财政|民政|司法|交通|水利|文化|统计|审计|人事|建设|商务|农业|林业|城市|海关|气象)"
)
_WHOLE = rare(r"局|委员会|委|中心|队")
"""How the bodies end that have branches."""
_BRANCH = rare(r"^(?P<where>.{2,12}?)(?P<part>分局|支局|分中心|分队|大队|管理所|税务所|派出所|所)$")
"""What follows a body's name in that of its branch: the place, and the kind of branch."""
_PLACE_LIKE = re.compile(r".{1,10}?(市|县|区|旗|州|地区|盟)(?!场)")
"""What reads as a place's name at the head of a name; 市场监督管理局 does not."""
_PROPER = rare(r"(大学|学院|学校|中学|小学|幼儿园|医院|公司|集团|银行|研究院|研究所)$")
_COLLEGE = rare(
    r"^(?!自治区|[省市县区州]|职业|技术|师范|医学|农业|工业|工程|商|广播|电视|开放|老年|社区|行政|社会主义|第).{2,}(大学|学院)$"
)
"""A college with a name of its own, which needs no place before it: its kind (职业技术学院) alone is none."""
_NATIONWIDE = ("国务院", "国家", "全国", "中国")
_LIKE_A_MINISTRY = rare(r"(?<!宣传)(?<!组织)(?<!统战)(?<!战线工作)(?<!武装)(?<!社会工作)部$|总局$|总署$")
"""How ministries end, and no department of the party in a county."""
_ZONE_WORD = rare(
    r"经济|经开|高新|高技|新技|综合|综保|保税|出口|工业|产业|现代|国家|生态|旅游|农业|科技|化工|循环|空港|临空|临港|自由|自贸|跨境"
    r"|新区|新城|开发|园区|城乡|示范|文化|创新|数字|台商|物流|航空|机场|承接|先进|中德|中新|管理|管委|市|县"
)
_COUNTY_SPEAKS = rare(
    r"(?<![各县市及和、])(?:县委、?县政府|区委、?区政府|旗委、?旗政府)|我[县旗区]|全[县旗区](?![县区])"
)
_NO_CITY = "场[监和质综发管服建物]|容[管环局和园卫]|政[管公园工设]|民(?:中心|服务|卡)"
"""What makes a word of the 市 before it that is no city: 市场, 市容, 市政管理, 市民中心."""
_LEADING_LEVEL = re.compile(rf"^(自治区|省|市(?!{_NO_CITY})|县|区|州|盟|旗)(?=.)")
_SPLITS_A_WORD = re.compile(
    rf"(?<=市)(?:{_NO_CITY})|(?<=乡)(?:村振兴|村建设|镇企业)|(?<=城乡)(?:建设|规划|环境)|(?<=区)域[合医发协]"
)
"""After a place's name: its last character belongs to the word that follows, as 市 of 示例市场监督管理局 and 乡 of 示例乡村振兴局."""
_ZONE_HEAD = rare(
    r"(?:国家级?)?(?:(?:综合|经济|高新|高技|新技|保税|出口|工业|产业|农业|旅游|生态|循环|空港|临空|临港|技术|科技|示范|开发|加工|化工|文化|现代|城乡|一体化)+)"
    r"(?:开发区|示范区|试验区|园区|新区|工业园|产业园|保税区|度假区|加工区)|(?:高新|经开|综保|开发|新)区"
)
"""A zone that is named by what it is, after its place's short name: 经济技术开发区 in 示例经济技术开发区财政局."""


class Resolution(NamedTuple):
    """Who a name stands for, where, and why. ``agency.id`` is None where the place is not settled."""

    agency: Agency
    region: Region
    decisions: tuple[Decision, ...] = ()


class _Reading(NamedTuple):
    """A name taken apart: the places it may begin with, what is left, and how it was read."""

    found: tuple[Place, ...]
    rest: str
    how: str = "name"
    notes: tuple[str, ...] = ()
    branch: bool = False


@cache
def wrong_characters() -> dict[str, str]:
    """The characters known to stand for another in published names (灋 for 瀍)."""
    return {row["wrong"]: row["right"] for row in rows("variants")}


@cache
def _verticals() -> tuple[tuple[str, bool], ...]:
    return tuple((row["prefix"], row["keep"] == "1") for row in rows("verticals", AGENCIES))


@cache
def _short_forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["full"]) for row in rows("short_forms", AGENCIES))


@cache
def national_bodies() -> frozenset[str]:
    """The names of the bodies of the State Council, present and past."""
    return frozenset(row["name"] for row in rows("national", AGENCIES))


@cache
def _placed() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("placed", AGENCIES):
        found.setdefault(row["name"], []).append(row)
    return found


@lru_cache(maxsize=4096)
def clean(name: str) -> str:
    """A name without spaces, narrowed, in simplified characters, and without the words of a report's title."""
    name = _NOISE.sub("", simplified("".join(unicodedata.normalize("NFKC", name).split())))
    name = _SAID_TWICE.sub("", name)
    return _STREET.sub("街道", name)


@lru_cache(maxsize=65536)
def in_full(rest: str) -> str:
    """A body's name without its region, its everyday short form written out (管委会 → 管理委员会)."""
    for pattern, full in _short_forms():
        if pattern.search(rest):
            return pattern.sub(full, rest)
    return rest


def _inside(places: Sequence[Place], outer: Sequence[Place]) -> list[Place]:
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


def _walk(name: str, book: Gazetteer, year: int | None, start: Sequence[Place] = ()) -> _Reading:
    """The places that a name begins with, the innermost last, and the rest of the name."""
    found, at, how = list(start), 0, "name"
    notes: tuple[str, ...] = ()
    while at < len(name):
        step = _step(name, at, found, book, year)
        if step is None:
            break
        found, at, manner, note = step
        how = manner if manner != "name" else how
        notes += note
    return _Reading(tuple(found), name[at:], how, notes)


def _step(
    name: str, at: int, found: list[Place], book: Gazetteer, year: int | None
) -> tuple[list[Place], int, str, tuple[str, ...]] | None:
    """One more place at ``at``: by its full name, else as a county that changed its prefecture, else by its short name."""
    moved: tuple[list[Place], int, str, tuple[str, ...]] | None = None
    for end in range(min(len(name), at + 16), at + 1, -1):
        if not (of_the_name := book.named(name[at:end])) or _SPLITS_A_WORD.match(name, end):
            continue
        hits = _in_time(of_the_name, year)
        if name[end : end + 1] in ("区", "县", "市"):  # 武镇区 is no town 武镇
            hits = [p for p in hits if p.level != "township" and p.sort != "alias"]
        inner = _inside(hits, found) if found else hits
        if inner:
            return inner, end, "name", ()
        if moved is None and (near := _beside(hits, found)):
            note = f"{name[at:end]} is printed under {found[0].name}; it lies in {'/'.join(book.path(near[0].line[-2]))} today"
            moved = near, end, "name", (note,)
    if moved:
        return moved
    if _LED_BY_WORD.match(name[at:]):
        return None
    for end in range(min(len(name) - 1, at + 8), at + 1, -1):
        if not (of_short_name := book.shorts.get(name[at:end])):
            continue
        hits = _in_time(of_short_name, year)
        if found:
            inner = [p for p in _inside(hits, found) if not _skips_its_city(p, found, of_short_name)]
        else:
            inner = [p for p in hits if not _is_a_colleges_own(p, name[end:])]
        if inner and _body_like(name[end:]):
            return inner, end, "short name", ()
        if _bureau_of_a_zone(name[end:]) and (inner := [p for p in inner if p.level != "county"]):
            return inner, end, "short name", ()
    return None


_OF_A_COLLEGE = re.compile("(?:大学|学院)(?![路街城道镇乡])")
"""What follows a college's own name; 学院路街道 is a sub-district."""
_ALSO_WORDS = ("平安", "新建", "南海")
"""Short names of former counties that are words, or another place's name, as well: 省平安建设办公室, 省南海渔业局."""


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


_ALSO_A_PERSON = ("中山市",)
"""Cities called after someone whose name colleges all over the country bear."""


def _is_a_colleges_own(place: Place, rest: str) -> bool:
    """Whether a short name with 大学 or 学院 right behind it is that of the college: counties have none, and many colleges bear the name of one elsewhere."""
    elsewhere = place.level == "county" or place.name in _ALSO_A_PERSON
    return elsewhere and _OF_A_COLLEGE.match(rest) is not None


def _body_like(rest: str) -> bool:
    """Whether what follows a short name reads as a body, and not as the rest of a longer place name."""
    if _SCENERY.match(rest):
        return False  # a scenic area shares its name with a district and is not run by it
    if _PLACE_LIKE.match(rest) and not _LED_BY_WORD.match(rest) and kind_of(rest) != "zone":
        return bool(_step(rest, 0, [], gazetteer(), None))
    if _LEADING_LEVEL.match(rest):
        return False
    return bool(_BODY.search(rest)) or kind_of(rest) != "other"


def _bureau_of_a_zone(rest: str) -> bool:
    """Whether what follows a short name is a body of a zone named by what it is; such zones are seldom a county's."""
    zone = _ZONE_HEAD.match(rest)
    return zone is not None and _BODY.search(rest[zone.end() :]) is not None


def _parent(place: Place, book: Gazetteer) -> str:
    """The name of what a place lies in; of a province, its own."""
    return book.divisions[place.line[max(0, len(place.line) - 2)]].name


def _mend(
    name: str, outer: Sequence[Place], context: str, book: Gazetteer, year: int | None
) -> _Reading | None:
    """A name whose first place has one wrong character, where exactly one place can be meant."""
    mended = "".join(wrong_characters().get(c, c) for c in name)
    if mended != name:
        reading = _walk(mended, book, year, outer)
        if len(reading.found) and reading.rest != mended:
            note = f"{name} is read as {mended}: a known wrong character"
            return reading._replace(how="known wrong character", notes=(*reading.notes, note))
    for end in range(min(len(name), 15), 2, -1):
        printed = name[:end]
        if printed[-1] not in "省市县区旗盟州" or _SPLITS_A_WORD.match(name, end):
            continue
        near = {p.code: p for p in book.one_apart(printed) if not outer or _inside([p], outer)}
        if not near or kind_of(printed) == "zone":
            continue
        places = list(near.values())
        if len({p.adcode for p in places}) > 1 and context:
            told = [p for p in places if p.name in context or _parent(p, book) in context]
            places = told or favoured(places, context, book)
        if len({p.adcode for p in places}) != 1:
            continue
        meant = places[0]
        around = [book.divisions[c].name for c in meant.line[:-1]]
        if outer or end >= 4 or meant.name in context or any(n in context for n in around):
            note = f"{printed} is read as {meant.name}: one character differs and no other place fits"
            reading = _walk(name[end:], book, year, [meant])
            return reading._replace(how="one wrong character", notes=(*reading.notes, note))
    return None


def _doubted(reading: _Reading, context: str, book: Gazetteer) -> tuple[Place, ...]:
    """Another place, one character away, that the context speaks of while it never speaks of the printed one's."""
    first = reading.found[0]
    if len({p.adcode for p in reading.found}) > 1 or first.sort not in (
        "division",
        "former",
        "merged",
        "alias",
    ):
        return ()
    if context.count(first.name) > 1:
        return ()  # printed again and again: no slip of one character

    def named(place: Place, other: Place) -> bool:
        codes = [c for c in place.line if c != place.code and c not in other.line]
        return any(book.shorts_of[c] in context for c in codes)

    near = {
        p.adcode: p
        for p in book.one_apart(first.name)
        if p.adcode != first.adcode and named(p, first) and not named(first, p)
    }
    return tuple(near.values())


def _read(name: str, context: str, book: Gazetteer, year: int | None) -> _Reading:
    """A name taken apart, one wrong character mended."""
    reading = _walk(name, book, year)
    before = _BEFORE_A_TOWN.match(reading.rest) if reading.found else None
    if before:
        inner = _walk(reading.rest[before.end() :], book, year, reading.found)
        if inner.found != reading.found:
            reading = inner
        elif before[0] == "人民政府" and _UNLISTED_TOWN.match(inner.rest):
            reading = reading._replace(rest=inner.rest)
    if not reading.found or (_PLACE_LIKE.match(reading.rest) and not _LED_BY_WORD.match(reading.rest)):
        mended = _mend(reading.rest, reading.found, context, book, year)
        if mended is not None:
            return mended
    for whole in _WHOLE.finditer(reading.rest) if reading.found else ():
        branch = _BRANCH.match(reading.rest[whole.end() :])
        if branch is None:
            continue
        within = _walk(branch[0], book, year, reading.found)
        if within.found != reading.found and within.rest == branch["part"]:
            rest = reading.rest[: whole.end()] + branch["part"]
            return within._replace(rest=rest, how=reading.how, branch=True)
    return reading


def _in_time(places: Sequence[Place], year: int | None) -> list[Place]:
    """The places of that name in that year; without one, those that any annual report can name."""
    if year is not None:
        standing = [p for p in places if p.stood_in(year)]
    else:
        standing = [p for p in places if p.last is None or p.last >= REPORTS_BEGIN]
    return standing or list(places)


def _told_apart(places: Sequence[Place]) -> list[Place]:
    """One place for each thing meant: a division before its own former or short names."""
    order = ("division", "zone", "alias", "former", "merged", "town", "former town")
    kept: dict[tuple[str, str], Place] = {}
    for place in sorted(places, key=lambda p: order.index(p.sort)):
        kept.setdefault((place.adcode, place.own), place)
    return list(kept.values())


def _wider(places: Sequence[Place], rest: str, how: str, year: int | None) -> list[Place]:
    """The place that all others lie in, where usage settles it.

    The short name of a prefecture means the prefecture, not the county of that name in it (新乡); a
    厅 or a 总队 is a province's; a town that moved from a county into a zone of its prefecture stands there. A name that passed from a county to its prefecture (铜仁市) means the one of the year.
    """
    if rest.endswith(("厅", "总队")) and len(top := [p for p in places if p.level == "province"]) == 1:
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
    parts = mentioned(context, gazetteer())
    around = [p for p in places if any(p.adcode in part.line for part in parts)]
    return around if len(around) == 1 else []


def resolve(name: str, *, year: int | None = None, context: str | Sequence[str] = "") -> Resolution:
    """The body that ``name`` stands for, its place, and the reasons.

    ``year`` is the year reported on; it tells former places of one name apart. ``context`` is any text
    that helps, or several, the most telling first (path, title, text, names of sibling reports): the
    first that tells the places of one name apart decides.
    """
    from extract.reports.model import Decision

    book = gazetteer()
    parts = [context] if isinstance(context, str) else list(context)
    context = "\n".join(parts)
    asked = _DIVISION_OF_THE_CORPS.sub("第", clean(name))
    for row in _placed().get(asked, ()):
        if row["marker"] in context:
            return _reviewed(name, asked, row, book)
    asked = _FREE_TRADE.sub(r"\1", asked)
    prefix, local = "", asked
    for word, keep in _verticals():
        if asked.startswith(word) and len(asked) > len(word):
            prefix, local = (word if keep else ""), asked[len(word) :]
            break
    for body in (in_full(asked), local):
        if body in national_bodies():
            return _national(name, body)
    reading = _read(local, context, book, year)
    notes = [Decision("region", reading.found[0].name, note) for note in reading.notes]
    if not reading.found and context and not _of_the_nation(asked):
        reading, because = _from_context(local, context, book)
        if reading.found:
            notes.append(Decision("region", "/".join(book.path(reading.found[0].adcode)), because))
    if not reading.found:
        if prefix or asked.startswith((*_NATIONWIDE, *_ministries())):
            return _national(name, asked)
        return _nowhere(name, asked, "no place of the gazetteer stands in the name; a correction is needed")
    if context and reading.how == "name" and (rivals := _doubted(reading, context, book)):
        note = f"the context speaks of {rivals[0].name}, one character away, and of nothing around {reading.found[0].name}"
        doubt = Decision("region", "ambiguous", note)
        return _ambiguous(name, asked, [*reading.found, *rivals], reading.rest, (*notes, doubt), book)
    places, how = _told_by_year_and_context(reading, year, parts, notes)
    if len(places) > 1:
        return _ambiguous(name, asked, places, reading.rest, tuple(notes), book)
    place = places[0]
    if how == "short name" and _may_be_elsewhere(
        place, reading.rest, context and f"{context}\n{asked}", book
    ):
        because = f"a zone may bear the short name of {place.name} and lie elsewhere; the context speaks of nothing around it"
        return _nowhere(name, asked, because)
    if place.sort in ("former", "merged", "former town") and how == "name":
        how = "former name"
    asked_for = _Asked(name, asked, prefix, local)
    return _settled(asked_for, place, reading, how, (*notes, *_history(place, book)), book)


def _told_by_year_and_context(
    reading: _Reading, year: int | None, parts: Sequence[str], notes: list[Decision]
) -> tuple[list[Place], str]:
    """Which of the places found a name means, by the year, then the first telling context, then usage; and how it was told.

    Adds to ``notes`` what told them apart. Several places are left where nothing does.
    """
    from extract.reports.model import Decision

    book = gazetteer()
    places, how = list(reading.found), reading.how
    if len(places) > 1:
        timely = _told_apart(_in_time(places, year))
        if len(timely) == 1 and len(_told_apart(places)) > 1 and year is not None:
            how = "name and year"
            notes.append(Decision("region", timely[0].name, f"of the places of this name, the one of {year}"))
        places = timely
    for part in filter(None, parts):
        told = favoured(places, part, book) if len(places) > 1 else places
        if len(told) < len(places):
            how = "name and context" if how == "name" else how
            path = "/".join(book.path(common_line(told)[-1])) if common_line(told) else "several"
            notes.append(Decision("region", path, f"{len(places)} places fit; the context names it"))
            places = told
    if len(places) > 1 and how == "short name":
        places = _named_in_full(places, "\n".join(parts)) or places
    if len(places) > 1:
        places = _wider(places, reading.rest, how, year)
    return places, how


def _history(place: Place, book: Gazetteer) -> Iterator[Decision]:
    """What is to be said of a place that is no division of today."""
    from extract.reports.model import Decision

    if place.sort in ("former", "merged"):
        where = "/".join(book.path(place.adcode))
        yield Decision("region", where, f"{place.name} ({place.first}–{place.last}): {place.reason}")
    if place.sort == "former town" and place.now != place.name:
        yield Decision("region", place.now, f"{place.name} (listed to {place.last}) is the same town")
    if place.sort == "zone":
        yield Decision("region", book.divisions[place.adcode].name, f"{place.name}: {place.reason}")


class _Asked(NamedTuple):
    """A name as published, cleaned, and taken apart into the word of a vertical body before it, if kept, and what follows."""

    name: str
    whole: str
    prefix: str
    local: str


def _settled(
    asked: _Asked, place: Place, reading: _Reading, how: str, notes: Sequence[Decision], book: Gazetteer
) -> Resolution:
    """The body of that name in that one place: its id, level, kind, its name in full, and its town where it is one's."""
    from extract.reports.model import Agency, Decision, Region

    said = list(notes)
    rest = in_full(reading.rest)
    listed = _listed_under_its_people(rest, place, book)
    if listed is not None:
        short, how = rest[: -len(listed.rest)] if listed.rest else rest, "short name"
        place, rest = listed.town, listed.rest
        said.append(Decision("region", place.now, f"{short} is what {place.now} is called for short"))
    if not rest:
        rest, because = _government_of(place)
        said.append(Decision("agency", rest, because))
    elif _BARE_TOWN.match(rest):
        rest += "办事处" if rest.endswith("街道") else "人民政府"
    rest = _of_today(place, rest)
    body, kind_name = _names(place, asked.prefix + rest, book)
    kind = kind_of(kind_name)
    town = place.now if place.level == "township" else None
    level = _level(place, rest, kind)
    unlisted = _UNLISTED_TOWN.match(rest) if kind in ("town", "subdistrict") and town is None else None
    if unlisted:
        town, level, body, how = unlisted["town"], "township", rest, "unlisted town"
        because = f"{town} is in no list of towns; it is taken as one of {place.name}"
        if near := _alike(town, place, book):
            because += f" (one character from {'、'.join(near)}: look at the print)"
        said.append(Decision("region", town, because))
    elif asked.prefix or reading.branch:
        body = asked.whole
    elif how == "short name" and (is_vertical(kind_name) or _own_name(rest, kind)):
        body = in_full(asked.local)
    elif how == "context" and _COLLEGE.search(asked.local):
        body = asked.local
    agency = Agency(_id(place, asked.prefix + rest, book), asked.name, body, level, kind)
    region = Region(place.adcode, book.path(place.adcode), town, CONFIDENCE[how], how)
    return Resolution(agency, region, tuple(said))


@cache
def _ministries() -> tuple[str, ...]:
    """The ministries, whose own bodies are named after them: 公安部交通管理局."""
    return tuple(name for name in national_bodies() if name.endswith("部"))


def _of_the_nation(name: str) -> bool:
    """True for a body that stands in no place of its text: 中国科学技术大学, a part of a ministry, what reads as a ministry."""
    return name.startswith((*_NATIONWIDE, *_ministries())) or _LIKE_A_MINISTRY.search(name) is not None


def _may_be_elsewhere(place: Place, rest: str, context: str, book: Gazetteer) -> bool:
    """Whether a zone is named like a county while its context speaks of other places alone: 南海新区 of 威海 is not in 佛山市南海区."""
    if place.level != "county" or place.sort == "zone" or not context:
        return False
    if _ZONE_HEAD.match(rest) is None and kind_of(rest) != "zone":
        return False
    around = [place.name, *(book.shorts_of[code] for code in place.line[:-1])]
    return not any(name in context for name in around) and bool(mentioned(context, book))


def _nowhere(name: str, asked: str, because: str) -> Resolution:
    """A body whose place is not known, with the reason."""
    from extract.reports.model import Agency, Decision, Region

    kind = kind_of(asked)
    decision = Decision("region", "unknown", because)
    return Resolution(
        Agency(None, name, asked, None, kind), Region(None, (), None, 0.0, "unknown"), (decision,)
    )


def _own_name(rest: str, kind: str) -> bool:
    """Whether a place's short name is a part of the body's own name: 安徽大学 is no 安徽省大学, 天津港保税区 no 天津市港保税区."""
    return _PROPER.search(rest) is not None or (kind == "zone" and _ZONE_WORD.match(rest) is None)


class _Listed(NamedTuple):
    """A town of the lists, and what of a body's name follows it."""

    town: Place
    rest: str


def _listed_under_its_people(rest: str, place: Place, book: Gazetteer) -> _Listed | None:
    """The one town of a division whose full name has that of its people in it, 示例苗族乡 for 示例乡; None where no town or several do."""
    named = _UNLISTED_TOWN.match(rest)
    if named is None or place.level == "township":
        return None
    head, kind = named["town"][:-1], named["town"][-1]
    towns = {
        t.now: t
        for t in book.towns_of(place.adcode)
        if t.now.startswith(head) and t.now.endswith(f"族{kind}")
    }
    return _Listed(next(iter(towns.values())), rest[named.end() :]) if len(towns) == 1 and head else None


def _alike(town: str, place: Place, book: Gazetteer) -> list[str]:
    """The towns of a division whose names differ from this one in one character."""
    names = {t.now for t in book.towns_of(place.adcode) if len(t.now) == len(town)}
    return sorted(n for n in names if sum(a != b for a, b in zip(n, town, strict=True)) == 1)


@cache
def _homophones() -> dict[str, dict[str, str]]:
    """By adcode (empty: everywhere), how a text is spelled in an id where plain pinyin would make two bodies one."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("homophones", AGENCIES):
        found.setdefault(row["adcode"], {})[row["text"]] = row["spelled"]
    return found


_HIGH_TECH = re.compile("(?:国家级?)?高新技术(?:产业)?(?:开发区|园区)")
_SHORT_HIGH_TECH = "高新区"
"""What reports of one zone call it in full in one year, and for short in another; no city has two."""


def _id(place: Place, rest: str, book: Gazetteer) -> str:
    """The body's id: its division's code and the pinyin of what the code does not say.

    A high-tech zone is one body under its long name and under its short one, with or without its city's before it.
    """
    said = _HIGH_TECH.sub(_SHORT_HIGH_TECH, place.own + rest)
    city = book.shorts_of.get(place.adcode, "")
    if place.sort == "zone" and said.startswith(city + _SHORT_HIGH_TECH):
        said = said.removeprefix(city)
    marks = _homophones().get("", {}) | _homophones().get(place.adcode, {})
    for text, marked in marks.items():
        said = said.replace(text, marked)
    return f"{place.adcode}-{spelled(said)}"


def _names(place: Place, rest: str, book: Gazetteer) -> tuple[str, str]:
    """The body's name today, with its place before it, and the part that tells its kind."""
    body = (place.own or book.divisions[place.adcode].name) + rest
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
    if re.search(r"((?<!监管)分局|派出所|税务所|管理所)$", rest) and place.level == "prefecture":
        return "county"
    return place.level


def _government_of(place: Place) -> tuple[str, str]:
    """The body that a bare place name stands for."""
    if place.name.endswith(("街道", "地区")):
        return "办事处", "a sub-district's name alone stands for its office"
    if place.sort == "zone" or place.name.endswith(("场", "办事处")):
        named = place.sort != "zone" or place.name.endswith(("委员会", "兵团"))
        return "" if named else "管理委员会", "a zone's name alone stands for its administration"
    return "人民政府", "a place's name alone stands for its government"


def _of_today(place: Place, rest: str) -> str:
    """What governs a town today, by the name that it has today: the office of a sub-district that was a town."""
    if place.level != "township" or place.now == place.name or rest not in ("人民政府", "办事处"):
        return rest
    return "办事处" if place.now.endswith("街道") else "人民政府"


def _national(name: str, asked: str) -> Resolution:
    from extract.reports.model import Agency, Region

    kind = kind_of(asked)
    kind = "central_body" if asked in national_bodies() else kind
    region = Region(NATIONAL, (), None, CONFIDENCE["national"], "national")
    return Resolution(Agency(f"{NATIONAL}-{spelled(asked)}", name, asked, "national", kind), region)


def _reviewed(name: str, asked: str, row: dict[str, str], book: Gazetteer) -> Resolution:
    from extract.reports.model import Agency, Decision, Region

    place = book.divisions[row["adcode"]]
    reading = _walk(asked, book, None)
    rest = in_full(reading.rest)
    body = (row["town"] or place.name) + rest
    own = row["town"] + rest
    kind = kind_of(own)
    level = "township" if row["town"] else place.level
    agency = Agency(f"{place.adcode}-{spelled(own)}", name, body, level, kind)
    region = Region(
        place.adcode, book.path(place.adcode), row["town"] or None, CONFIDENCE["reviewed"], "reviewed"
    )
    return Resolution(agency, region, (Decision("region", place.name, row["reason"]),))


def _ambiguous(
    name: str, asked: str, places: Sequence[Place], rest: str, notes: tuple[Decision, ...], book: Gazetteer
) -> Resolution:
    from extract.reports.model import Agency, Decision, Region

    line = common_line(places)
    kind = kind_of(in_full(rest) or places[0].name)
    if all(p.level == "township" for p in places):
        kind = kind_of(places[0].name + (rest or _government_of(places[0])[0]))
    levels = {p.level for p in places}
    region = Region(
        line[-1] if line else None,
        book.path(line[-1]) if line else (),
        None,
        0.0,
        "ambiguous",
        tuple(sorted({p.adcode for p in places})),
    )
    decision = Decision("region", "ambiguous", f"{len(places)} places fit the name; a correction is needed")
    agency = Agency(None, name, asked, levels.pop() if len(levels) == 1 else None, kind)
    return Resolution(agency, region, (*notes, decision))


def _of_a_county(context: str, place: Place) -> bool:
    """Whether the context speaks as a county does (我县; 县委、县政府), so that a province or prefecture in it is only what it lies in."""
    found = _COUNTY_SPEAKS.search(context)
    # An autonomous region calls itself 全区.
    return found is not None and not (found[0].endswith("区") and place.name.endswith("自治区"))


def _from_context(name: str, context: str, book: Gazetteer) -> tuple[_Reading, str]:
    """The place of a name that has none of its own (教育局, 县人民政府), if the context speaks of one above all."""
    wanted = _LEADING_LEVEL.match(name)
    rest = name[wanted.end() :] if wanted else name
    if _PLACE_LIKE.match(rest) and not _LED_BY_WORD.match(rest):
        return _Reading((), name), ""  # it has a place, one we do not know: the context's would be another
    found = mentioned(context, book, wanted[1] if wanted else "")
    if not found and wanted and wanted[1] == "自治区":
        # Five places only, and their short names are no one else's: 新疆, 广西.
        regions = [p for p in book.divisions.values() if p.name.endswith("自治区")]
        found = [p for p in regions if book.shorts_of[p.code] in context]
    if not found or not (_BODY.search(rest) or kind_of(rest) != "other"):
        return _Reading((), name), ""
    first = found[0]
    # The chain 河南省新乡市卫辉市 names three; they agree when each lies in the one before.
    rivals = [p for p in found[1:] if p.adcode not in first.line and first.adcode not in p.line]
    deeper = [p for p in found if first.adcode in p.line]
    deepest = max(deeper, key=lambda p: len(p.line))
    if rivals or len([p for p in deeper if len(p.line) == len(deepest.line)]) > 1:
        return _Reading((), name), ""
    if wanted is None and deepest.level in ("province", "prefecture") and _of_a_county(context, deepest):
        return _Reading((), name), ""
    because = f"the name has no place of its own; the context speaks of {deepest.name}"
    return _Reading((deepest,), rest, "context"), because
