"""Names that break over the lines of a title: what the lines above it hold of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.rare import rare
from extract.regions.gazetteer import Place, gazetteer
from extract.reports.identity.names import (
    BRACKETS,
    LONGEST_PLACE,
    NO_NAMES,
    STATE,
    begins_with_a_place,
    divisions_at,
    ends_like_a_body,
    is_body,
)
from extract.reports.identity.years import YEAR, as_year

LINES_ABOVE = 4
"""So many lines above a title may hold the beginning of a name."""
_PLACE = re.compile(r"[省市县区旗州乡镇]|街道|国家")
"""What the name of a place, or of a body of the state, has."""
_ALONE = ("中国", "国家")
"""Words of a line of its own that begin a name like a place."""
_YEAR_AND_BEGINNING = rare(rf"[《〈]?{YEAR}(?P<begun>[一-鿿·()（）]{{0,30}})")
_NAVIGATION = rare("公开|网|首页|政务|信息|报告|年报|索引|正文|专栏|位置|欢迎|走进|魅力|新闻中心|中国[·•・]")
"""Words of a page's menu and of its head, as 中国·示例县 for the site of the county."""
_WHOLE = rare(r"(?:政府|委员会|管委会|办公[室厅]|[局厅处所站院校部馆]|中心|街道|公司)$")
"""How a line ends that is the whole name of a body; what also ends places, as 县, is left out."""
_JOINS = "和与及、"
"""Between the parts of a name: none begins or ends with these."""
_REST_OF_A_PLACE = rare("(?!城市|都市)[一-鿿][市县](?=..)")
"""One character and 市 or 县: few places are called so, and the register knows them."""
_PART_OF_A_NAME = rare(r"[一-鿿·（）]{1,30}")
_BRANCH = rare(
    r"^[一-鿿]{0,12}(?:[分支]局|分中心|分院|[支大中]队|监管局|稽查局|交通管理局|管理[处所]|派出所|税务所|支行)$"
)
"""The bodies that are parts of another one, whose name stands before theirs."""
_STREET = rare(r"^[一-鿿]{2,8}(?:街道|地区)办事处$")


class Begun(NamedTuple):
    """A name with its beginning, the year that stands before that, and whether a part of the name may still stand above."""

    name: str
    year: int | None = None
    torn: bool = False


def with_beginning(above: Sequence[str], rest: str, *, dated: bool = False) -> Begun:
    """A name with what the lines above it hold of it, the nearest of them last.

    A line that begins with a year (2023年报, 2023年数据) begins no name whose title has one itself (``dated``).
    A line that begins nothing itself (汉东湖新技术 between 武 and 开发区管理委员会) is taken in with the one that does.
    ``rest`` may be as little as the 局 of 局政府信息公开, of which the pattern takes 局政府 for a name.
    """
    if len(rest) <= 4 and rest.endswith("政府") and not rest.endswith("人民政府"):
        rest = rest[:-2]
    between = ""
    by_year = torn = False
    over = list(reversed(above[-LINES_ABOVE:]))
    for n, line in enumerate(over):
        begun = _YEAR_AND_BEGINNING.fullmatch(line)
        if begun is not None:
            if begun["begun"] and not dated and not _is_navigation(line, between + rest):
                return Begun(begun["begun"].translate(BRACKETS) + between + rest, as_year(begun["year"]))
            break
        line = line.translate(BRACKETS).removeprefix("关于")
        below = between + rest
        if not _PART_OF_A_NAME.fullmatch(line) or _is_navigation(line, below):
            break
        if below.endswith(line) or line.endswith(below):
            break
        # Above a name that has its place, 人民政府 is a menu's word.
        torn = torn or (_goes_on_from_above(line) and not (line in NO_NAMES and divisions_at(rest)))
        if between and _runs_on(line, between):
            line, between, below = line + between, "", rest
        is_place = bool(line in _ALONE or gazetteer().named(line))
        if between and (by_year or is_place or divisions_at(rest)):
            # A menu's words may stand between a place and a whole name: only a year would bind them.
            torn = torn or (is_place and not divisions_at(rest))
            by_year, between = True, line + between
        elif _goes_on_below(line, below):
            rest, between, torn = line + below, "", False
        elif len(line) > 12 or (
            _WHOLE.search(line) and not _is_part_of(line, below) and not _goes_on_from_above(line)
        ):
            torn = torn or any(map(_begins_a_state_body, over[n + 1 : n + 2]))
            break
        else:
            between = line + between
    return Begun(rest, torn=torn)


def begun_above(line: str, rest: str) -> bool:
    """True for a line that only begins a name whose ``rest`` stands below: a place, and no whole body or navigation."""
    return (
        3 <= len(line) <= 30
        and re.fullmatch(r"[一-鿿·]+", line) is not None
        and _PLACE.search(line[1:]) is not None
        and _WHOLE.search(line) is None
        and (not ends_like_a_body(line) or _PLACE.search(rest[1:]) is None)
        and not _is_navigation(line, rest)
    )


def begins_within_a_name(name: str) -> bool:
    """True for a name that begins in the middle of a longer one: 和社会保障局, or 例市教育局 with the last character of a place."""
    cut = name[0] in _JOINS or _REST_OF_A_PLACE.match(name) is not None
    return cut and not begins_with_a_place(name)


def _goes_on_from_above(line: str) -> bool:
    """True for a line that no name begins with: 和自然资源局, 总局, 源局."""
    return line[0] in _JOINS or line in NO_NAMES or (len(line) == 2 and line[1] in "局厅委会")


def _begins_a_state_body(line: str) -> bool:
    """True for a line that breaks off within the name of a body of the state: 国家 above 统计局."""
    return line.startswith(STATE) and _WHOLE.search(line) is None


def _runs_on(line: str, below: str) -> bool:
    """True for a line that breaks off within a word or a place's name that goes on below."""
    return _goes_on_from_above(below) or _breaks_a_place(line, below)


def _goes_on_below(line: str, rest: str) -> bool:
    """True for a line that begins a name whose ``rest`` stands below: as words tell, or as the gazetteer knows."""
    if rest.startswith(line[:2]):
        return False
    if any(state.startswith(line) for state in STATE) or (line[-1] in _JOINS and len(line) > 3):
        return True
    if is_body(line) and _is_part_of(line, rest):
        outer = divisions_at(line)
        return line.startswith(STATE) or (bool(outer) and not _is_elsewhere(outer, rest))
    if _breaks_a_place(line, rest):
        return True
    if _is_elsewhere(gazetteer().named(line) or divisions_at(line), rest):
        return False
    if _begins_with_a_place(line, rest):
        return True
    # Above a name that has its place nothing is missing but what that place lies in.
    return begun_above(line, rest) and not divisions_at(rest)


def _is_part_of(line: str, rest: str) -> bool:
    """True where what stands below is a part of the body above, by its kind: 碑林分局 below 西安市公安局."""
    return _BRANCH.match(rest) is not None or (line.endswith("人民政府") and _STREET.match(rest) is not None)


def _breaks_a_place(line: str, rest: str) -> bool:
    """True where a place's name begins in the line and ends below: 福建省福 above 州市连江县."""
    places = gazetteer()
    return any(
        places.named(line[-left:] + rest[:right])
        for left in range(1, min(len(line), LONGEST_PLACE) + 1)
        for right in range(1, min(len(rest), LONGEST_PLACE) + 1)
        if left + right > 2
    )


def _is_elsewhere(outer: Sequence[Place], rest: str) -> bool:
    """True for a name that begins with a place that lies in none of ``outer``: cities in a list, no name."""
    inner = divisions_at(rest)
    return bool(outer and inner) and not any(o.adcode in i.line for o in outer for i in inner)


def _begins_with_a_place(line: str, rest: str) -> bool:
    """True for a line that begins with the name of a place or a state and breaks off within a body's name that goes on below."""
    if (
        not re.fullmatch(r"[一-鿿·()（）]{2,30}", line)
        or _is_navigation(line, rest)
        or rest.startswith(line[:2])
    ):
        return False
    if _WHOLE.search(line) and rest not in NO_NAMES and not line.startswith("国家"):
        return False
    if line.startswith((*STATE, "中华人民共", "新疆生产建设")):
        return True
    places = gazetteer()
    for n in range(min(len(line), LONGEST_PLACE), 1, -1):
        if places.named(line[:n]) or any(p.level != "county" for p in places.shorts.get(line[:n], ())):
            return True
    return False


def _is_navigation(line: str, below: str) -> bool:
    """True for words of a page's menu; those that break off within the name of a 政务服务 body are none."""
    whole = line + below
    return any(
        m.start() < len(line) and not whole.startswith("服务", m.end()) for m in _NAVIGATION.finditer(whole)
    )
