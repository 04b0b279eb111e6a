"""Which of several places the surroundings of a name speak of."""

import re
from collections import Counter
from collections.abc import Sequence

from extract.regions.gazetteer import Place, gazetteer, short
from extract.regions.pinyin import spelled

READ = 20_000
"""So many characters of the context are read."""

_HOST = re.compile(r"(?<![a-z0-9.-])([a-z0-9.-]+)\.gov\.cn")
_LONGEST = 16
_WORDS = frozenset(
    (
        *("振兴区", "港口区", "海港区", "高港区", "友好区", "前进区"),
        *("东风区", "解放区", "红旗区", "爱民区", "新华区"),
    )
)
"""Names of districts that other words may hold: 乡村振兴区域, 沿海港区."""
_LINKS = "与在由到对是向经及"
"""Words before which a short name still begins a word of its own: 与叶县水利局联系."""
_NO_BEGINNINGS = "和应对按经由"
"""First characters of counties that are more often a word before 县: 省、市和县, 应县委要求."""
_COMMON = frozenset(("新区", "东区", "西区", "南区", "北区", "城区", "郊区", "矿区", "市区"))
"""Names of districts that are common words too: they name one only right after what it lies in."""


def named_in(text: str, name: str) -> int:
    """How often a text names a place, not counting where the name is the end of a longer one (宁县 in 武宁县)."""
    count, at = 0, text.find(name)
    while at >= 0:
        end = at + len(name)
        if not any(text[start:end] in gazetteer().names for start in range(max(0, at - 3), at)):
            count += 1
        at = text.find(name, end)
    return count


def favoured(places: Sequence[Place], context: str) -> list[Place]:
    """The place whose own surroundings the context names most, and those that it does not clearly outdo.

    What counts is what tells two places apart: a province that they share says nothing. A full name
    counts three times a short one, a host name in pinyin (``jiyuan.gov.cn``) as a full name.
    """
    text = context[:READ]
    shared = set(places[0].line).intersection(*(p.line for p in places[1:]))
    hosts = {label for host in _HOST.findall(text.lower()) for label in host.split(".")} - {
        "",
        "www",
        "gov",
        "cn",
    }
    weights: dict[str, int] = {}

    def weight(code: str) -> int:
        if code not in weights:
            name = gazetteer().divisions[code].name
            brief = short(name)
            whole = named_in(text, name)
            weights[code] = 3 * whole + (text.count(brief) - whole if brief != name else 0)
            if hosts and hosts & {spelled(brief), spelled(name)}:
                weights[code] += 3
        return weights[code]

    def score(place: Place, other: Place) -> int:
        # A place's own name is what is asked about: a town's county speaks for it, a county's own name does not.
        return sum(weight(c) for c in place.line if c not in other.line and c != place.code)

    def clearer(place: Place, other: Place) -> bool:
        mine, theirs = score(place, other), score(other, place)
        return mine > 0 and mine >= 2 * theirs

    best = max(places, key=lambda p: sum(weight(c) for c in p.line if c not in shared and c != p.code))
    return [p for p in places if p is best or not clearer(best, p)]


def _is_no_word(text: str, at: int, end: int) -> bool:
    """Whether a name that stands alone is a place, and not a piece of words that only read like it."""
    name = text[at:end]
    if name in _COMMON:
        return False
    if len(name) > 2 and name not in _WORDS:
        return True
    before = text[at - 1] if at else ""
    begins = not "一" <= before <= "鿿" or before in _LINKS
    return begins and not (len(name) == 2 and name[0] in _NO_BEGINNINGS)


def mentioned(context: str, wanted: str = "") -> list[Place]:
    """The divisions that a context names in full, those it speaks of most first.

    ``wanted`` is the last character that their names must have (``县``: the context of 县教育局).
    A division named together with what it lies in, or what lies in it, counts for more.
    """
    text = context[:READ]
    seen: Counter[str] = Counter()
    at, after, last = 0, -1, ""  # the place just read and where its name ended: 鼓楼区 right after 南京市
    while at < len(text) - 1:
        if "\u4e00" <= text[at] <= "\u9fff":
            for end in range(min(len(text), at + _LONGEST), at + 1, -1):
                meant = {p.adcode: p for p in gazetteer().names.get(text[at:end], ())}
                if meant and at != after and not _is_no_word(text, at, end):
                    continue
                common = text[at:end] in _COMMON
                if meant and (common or len(meant) > 1) and at == after:
                    meant = {code: p for code, p in meant.items() if last in p.line}
                if len(meant) == 1:
                    (last,) = meant
                    seen[last] += 1
                    after, at = end, end - 1
                    break
        at += 1
    found = [
        gazetteer().divisions[code]
        for code in seen
        if not wanted or gazetteer().divisions[code].name.endswith(wanted)
    ]

    def spoken(place: Place) -> int:
        return 2 * seen[place.adcode] + sum(seen[c] for c in place.line[:-1])

    return sorted(found, key=lambda p: (-spoken(p), p.adcode))
