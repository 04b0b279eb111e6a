"""The names of bodies, and those that break over the lines of a title."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from extract.forms.labels import fold, simplified
from extract.rare import rare
from extract.regions.gazetteer import Place, gazetteer
from extract.reports.years import YEAR, as_year

_AGENCY_END = re.compile(
    r"(?:人民政府|政府|办公[室厅]|委员会|管委会|[局厅部委院署处所站队会社馆台行办校园区县市镇乡中心街道省州旗盟学场厂团师关城司组]"
    r"|中心|街道|公司|医院|集团|基地|苏木|(?:研究|参事)室|系统|(?<![各直级属关等要内])部门)(?:[（(][^（）()]{2,20}[）)])?$"
)
JUNK = re.compile(
    r"^(?:(?:[A-Za-z0-9-]+\.)*(?:com|cn|net|org)(?=[一-鿿])|年度?(?=[一-鿿]{3})|正文|大中小|附件\d*|附[:：]|(?:公报|文章|信息|报告)?(?:[标標][题題]|名[称稱])|【[^】]{1,10}】|[:：#*\s【】\[\]《〈_-]|\d{1,2}[.、]"
    r"|一张?图(?:读懂|看懂|了解|速览)|图(?:文解读|解|说)(?=[一-鿿20《:：])|关于(?:公布|发布|印发|报送|上报|公开|做好)?|现(?:将|公布|发布)|[一-鿿]{1,10}[〔【\[（(]20\d\d[〕】\]）)]第?\d{1,4}号)+"
)
"""What stands before a name on a page: labels, marks of a list, the sizes of its type, the address of a site."""
_NOT_A_NAME = re.compile(
    r"公开|报告|年报|编制了|编写了|网站|首页|专栏|走进|走近|中国[·•・]|条例|规定|办法|公布|发布(?!中心|依)|根据|按照|依据|现将|社会公众|向社会|要求|有关|如下"
)
"""Words that no body's name has: what has them is a piece of a sentence that ends like one."""
_POINTS = re.compile(r"^[我本各该全及与暨的在由对为]")
"""How words that point to a body begin (我局, 全县各部门), and a few places: 本溪市, 全椒县."""
_MADE = re.compile("^(?:编制(?!委|办|管)|编写|制定|起草|形成|撰写|汇总)了?(?=.{4})")
_BRACKETS = str.maketrans("()", "（）")


def is_chinese(text: str, besides: str = "") -> bool:
    """True for a text of nothing but Chinese characters and the signs of ``besides``."""
    # A pattern says the same, but every one with the range of all Chinese characters takes a millisecond to compile.
    return all("一" <= sign <= "鿿" or sign in besides for sign in text)


_ABBREVIATED = re.compile(r"[（(](?:以下)?简称.*?[）)]")
"""What a text says to call a body from there on."""


def cleaned(name: str) -> str:
    """A name without the words, numbers and brackets that a title puts around it."""
    name = _MADE.sub("", re.sub("^(?:年度|年(?=政府$))", "", JUNK.sub("", name)))
    name = _ABBREVIATED.sub("", name)
    name = re.sub(r"(?:关于|现将|现公布|公布|发布|报送|印发)+$", "", name)
    return name.strip("（(《〈·、 ").translate(_BRACKETS)


def is_body(name: str | None) -> bool:
    """True for what reads as the name of a body, and not as 我局 or words on openness."""
    if name is not None:
        name = simplified(name)
    return (
        name is not None
        and (len(name) >= 3 or is_place(name))
        and name not in _NO_NAMES
        and _AGENCY_END.search(name) is not None
        and _NOT_A_NAME.search(name) is None
        and (_POINTS.match(name) is None or begins_with_a_division(name))
        and (not name.endswith("部门") or begins_with_a_division(name))
        and not _presents_a_place(name)
        and _STRAY_BRACKET.match(name) is None
    )


_STRAY_BRACKET = re.compile(r"[^（(]*[）)]")
"""A bracket that closes what the name does not open."""

_PRESENTS = rare(r"(?:魅力|印象|认识|感知|美丽|今日|信用|数字|幸福|活力)(?=.)")
"""How a site's menu names its pages on the place: 魅力示例县."""


def _presents_a_place(name: str) -> bool:
    """True for an entry of a menu that ends like a body's name because a place's does."""
    *_, last = [0, *(presents.end() for presents in _PRESENTS.finditer(name))]
    place = name[last:]
    return last > 0 and not is_place(name) and (is_place(place) or place in gazetteer().shorts)


_PLACE = re.compile(r"[省市县区旗州乡镇]|街道|国家")
_NO_NAMES = frozenset(
    [
        "办事处",
        "街道办事处",
        "管理委员会",
        "管委会",
        "委员会",
        "人民政府",
        "办公室",
        "人民政府办公室",
        "办公厅",
        "分局",
        "支行",
        "街道",
        "新闻中心",
    ]
)
"""What ends many bodies' names and is none of its own."""
_STATE = ("中华人民共和国", "中国", "国家", "新疆生产建设兵团")
_ALONE = ("中国", "国家")
LONGEST_PLACE = 12
_YEAR_AND_BEGINNING = rare(rf"[《〈]?{YEAR}(?P<begun>[一-鿿·()（）]{{0,30}})")
NAVIGATION = rare("公开|网|首页|政务|信息|报告|年报|索引|正文|专栏|位置|欢迎|走进|魅力|新闻中心|中国[·•・]")
"""Words of a page's menu and of its head, as 中国·示例县 for the site of the county."""
WHOLE = rare(r"(?:政府|委员会|管委会|办公[室厅]|[局厅处所站院校部馆]|中心|街道|公司)$")


def begun_above(line: str, rest: str) -> bool:
    """True for a line that only begins a name whose ``rest`` stands below: a place, and no whole body or navigation."""
    return (
        3 <= len(line) <= 30
        and re.fullmatch(r"[一-鿿·]+", line) is not None
        and _PLACE.search(line[1:]) is not None
        and WHOLE.search(line) is None
        and (_AGENCY_END.search(line) is None or _PLACE.search(rest[1:]) is None)
        and not _is_navigation(line, rest)
    )


LINES_ABOVE = 4
"""So many lines above a title may hold the beginning of a name."""


def with_beginning(above: Sequence[str], rest: str, *, dated: bool = False) -> tuple[str, int | None, bool]:
    """A name with what the lines above it hold of it (the nearest last), and the year that it begins with there.

    The last value says whether a part of the name may still stand above. A line that begins with a year
    (2023年报, 2023年数据) begins no name whose title has one itself (``dated``).

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
                return begun["begun"].translate(_BRACKETS) + between + rest, as_year(begun["year"]), False
            break
        line = line.translate(_BRACKETS).removeprefix("关于")
        below = between + rest
        if not _PART_OF_A_NAME.fullmatch(line) or _is_navigation(line, below):
            break
        if below.endswith(line) or line.endswith(below):
            break
        # Above a name that has its place, 人民政府 is a menu's word.
        torn = torn or (_goes_on_from_above(line) and not (line in _NO_NAMES and _divisions_at(rest)))
        if between and _runs_on(line, between):
            line, between, below = line + between, "", rest
        is_place = bool(line in _ALONE or gazetteer().named(line))
        if between and (by_year or is_place or _divisions_at(rest)):
            # A menu's words may stand between a place and a whole name: only a year would bind them.
            torn = torn or (is_place and not _divisions_at(rest))
            by_year, between = True, line + between
        elif _goes_on_below(line, below):
            rest, between, torn = line + below, "", False
        elif len(line) > 12 or (
            WHOLE.search(line) and not _is_part_of(line, below) and not _goes_on_from_above(line)
        ):
            torn = torn or any(map(_begins_a_state_body, over[n + 1 : n + 2]))
            break
        else:
            between = line + between
    return rest, None, torn


_JOINS = "和与及、"
"""Between the parts of a name: none begins or ends with these."""


def _goes_on_from_above(line: str) -> bool:
    """True for a line that no name begins with: 和自然资源局, 总局, 源局."""
    return line[0] in _JOINS or line in _NO_NAMES or (len(line) == 2 and line[1] in "局厅委会")


_REST_OF_A_PLACE = rare("(?!城市|都市)[一-鿿][市县](?=..)")
"""One character and 市 or 县: few places are called so, and the register knows them."""


def begins_within_a_name(name: str) -> bool:
    """True for a name that begins in the middle of a longer one: 和社会保障局, or 例市教育局 with the last character of a place."""
    cut = name[0] in _JOINS or _REST_OF_A_PLACE.match(name) is not None
    return cut and not begins_with_a_division(name) and not begins_with_a_short_name(name)


def _begins_a_state_body(line: str) -> bool:
    """True for a line that breaks off within the name of a body of the state: 国家 above 统计局."""
    return line.startswith(_STATE) and WHOLE.search(line) is None


def _runs_on(line: str, below: str) -> bool:
    """True for a line that breaks off within a word or a place's name that goes on below."""
    return _goes_on_from_above(below) or _breaks_a_place(line, below)


_PART_OF_A_NAME = rare(r"[一-鿿·（）]{1,30}")


def _is_navigation(line: str, below: str) -> bool:
    """True for words of a page's menu; those that break off within the name of a 政务服务 body are none."""
    whole = line + below
    return any(
        m.start() < len(line) and not whole.startswith("服务", m.end()) for m in NAVIGATION.finditer(whole)
    )


_BRANCH = rare(
    r"^[一-鿿]{0,12}(?:[分支]局|分中心|分院|[支大中]队|监管局|稽查局|交通管理局|管理[处所]|派出所|税务所|支行)$"
)
"""The bodies that are parts of another one, whose name stands before theirs."""
_STREET = rare(r"^[一-鿿]{2,8}(?:街道|地区)办事处$")


def _goes_on_below(line: str, rest: str) -> bool:
    """True for a line that begins a name whose ``rest`` stands below: as words tell, or as the gazetteer knows."""
    if rest.startswith(line[:2]):
        return False
    if any(state.startswith(line) for state in _STATE) or (line[-1] in _JOINS and len(line) > 3):
        return True
    if is_body(line) and _is_part_of(line, rest):
        outer = _divisions_at(line)
        return line.startswith(_STATE) or (bool(outer) and not _is_elsewhere(outer, rest))
    if _breaks_a_place(line, rest):
        return True
    if _is_elsewhere(gazetteer().named(line) or _divisions_at(line), rest):
        return False
    if _begins_with_a_place(line, rest):
        return True
    # Above a name that has its place nothing is missing but what that place lies in.
    return begun_above(line, rest) and not _divisions_at(rest)


def _is_part_of(line: str, rest: str) -> bool:
    """True where what stands below is a part of the body above, by its kind: 碑林分局 below 西安市公安局."""
    return _BRANCH.match(rest) is not None or (line.endswith("人民政府") and _STREET.match(rest) is not None)


def _divisions_at(name: str) -> list[Place]:
    """The divisions whose full name a name begins with."""
    places = gazetteer()
    for n in range(min(len(name), LONGEST_PLACE), 1, -1):
        if found := [p for p in places.named(name[:n]) if p.level != "township"]:
            return found
    return []


_NO_WHOLE_NAMES = ("城区", "郊区", "矿区", "东区", "西区")
"""Places whose name alone is a word: 城区教育局 of a city without such a district."""


def begins_with_a_division(name: str) -> bool:
    """True for a name that begins with the full name of a place: 示例县财政局, and no 区教育局."""
    places = gazetteer()
    shortest = 2 if name[:2] in _NO_WHOLE_NAMES else 1
    return any(places.named(name[:n]) for n in range(min(len(name), LONGEST_PLACE), shortest, -1))


def begins_with_a_short_name(name: str) -> bool:
    """True for a name that begins with what a place is called for short: 番禺经济技术开发区管委会."""
    places = gazetteer()
    return any(places.shorts.get(name[:n]) for n in range(min(len(name), LONGEST_PLACE), 1, -1))


def from_its_place(words: str) -> str | None:
    """The name of a body at the end of some words, from its place or its state on: 示例县水利局 of 结合示例县水利局."""
    names = (words[n:] for n in range(len(words)))
    return next(
        (n for n in names if (n.startswith(_STATE) or begins_with_a_division(n)) and is_body(n)), None
    )


_SHORT_FOR = rare(r"(?P<full>[一-鿿]{4,40})[（(]以下简称[^一-鿿]{0,2}(?P<short>[一-鿿]{3,20})[^一-鿿]?[）)]")


def introduced(name: str, text: str) -> str | None:
    """The name in full where a text introduces this one as short for it: 国家税务总局示例县税务局（以下简称“示例县税务局”）."""
    if "以下简称" not in text:
        return None  # far sooner seen than by the pattern, which begins at every Chinese character
    full = next((said["full"] for said in _SHORT_FOR.finditer(text) if said["short"] == name), "")
    return from_its_place(full)


def is_place(name: str) -> bool:
    """True for the full name of a place and no more."""
    return bool(gazetteer().named(name))


LEVEL = rare(r"^(?:自治区|省|市(?!场|政(?!府)|容)|县|区|州|盟|旗)(?=..)")
_SUBJECT_BEGINS = rare(r"(?:^|[^一-鿿]|由|与|联系|公布|编制|咨询)$")
_OF_OTHERS = rare(r"关于|印发|的?(?:领导|指导|要求|部署|统一|通知)|《")
_LONGEST_OUTER = 30
_SAID_EARLY = 600
"""A name said once counts where it stands within so many characters of the opening."""


def fuller_name(name: str, text: str) -> str | None:
    """The name with its place that a text gives to a body whose title says only 教育局 or 区教育局; None where it gives none, or several."""
    if begins_with_a_division(name):
        return None
    text = "".join(fold(text).split())
    level = LEVEL.match(name)
    core = name[level.end() :] if level else name
    said: Counter[str] = Counter()
    early: set[str] = set()
    for start in islice(_places_of(core, text), 200):
        low, end = start, start + len(core)
        while low > 0 and start - low < _LONGEST_OUTER and "一" <= text[low - 1] <= "鿿":
            low -= 1
        found = next((n for n in range(low, start) if _divisions_at(text[n:start])), None)
        if found is None or not _SUBJECT_BEGINS.search(text[:found][-2:]):
            continue
        whole = text[found:end]
        if level and not text[found:start].removesuffix("人民").endswith(level[0]):
            continue
        if is_body(whole) and not _OF_OTHERS.match(text, end):
            said[whole] += 1
            if found < _SAID_EARLY:
                early.add(whole)
    names = [whole for whole, times in said.items() if times > 1 or whole in early]
    longest = max(names, key=len, default=None)
    if longest is None or not all(longest.endswith(other) for other in names):
        return None
    return longest


def _places_of(words: str, text: str) -> Iterator[int]:
    """Where some words stand in a text, one after the other; a pattern would be compiled for each name anew."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


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
    inner = _divisions_at(rest)
    return bool(outer and inner) and not any(o.adcode in i.line for o in outer for i in inner)


def _begins_with_a_place(line: str, rest: str) -> bool:
    """True for a line that begins with the name of a place or a state and breaks off within a body's name that goes on below."""
    if (
        not re.fullmatch(r"[一-鿿·()（）]{2,30}", line)
        or _is_navigation(line, rest)
        or rest.startswith(line[:2])
    ):
        return False
    if WHOLE.search(line) and rest not in _NO_NAMES and not line.startswith("国家"):
        return False
    if line.startswith(_STATE) or line.startswith(("中华人民共", "新疆生产建设")):
        return True
    places = gazetteer()
    for n in range(min(len(line), LONGEST_PLACE), 1, -1):
        if places.named(line[:n]) or any(p.level != "county" for p in places.shorts.get(line[:n], ())):
            return True
    return False


def names_a_body(text: str) -> bool:
    """True for what a page's record may name as its publisher: 本站, 原创 and addresses are none."""
    return (
        text not in _NO_NAMES
        and not text.endswith(("网站", "平台"))
        and 3 <= len(text) <= 40
        and _AGENCY_END.search(text) is not None
        and is_chinese(text, besides="（）()、·")
    )
