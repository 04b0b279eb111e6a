"""Who reports, on which year, published when and by whom, each with the reason for the choice."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, pairwise

from extract.documents.model import Document, Paragraph, Table
from extract.forms.labels import fold, simplified
from extract.rare import rare
from extract.regions.gazetteer import Place, gazetteer
from extract.reports.model import Decision, Scope

_CN_YEAR = r"二[〇零○O0][〇零○O0一二三四][〇零○O0一二三四五六七八九]"
_YEAR = (
    rf"(?P<year>20[0-4]\d(?!\d)|{_CN_YEAR}|(?<![\d第])(?:0[89]|[12]\d)(?=年))\s*年?(?:度)?"
    r"(?:1月1日(?:起)?[至到—~-]+(?:20\d\d年)?12月31日)?"
)
_INNER_YEAR = _YEAR.replace("<year>", "<inner>")
# 人民政府信息公开 is 人民政府 and 信息公开: the name keeps its last word.
_KIND = (
    r"(?:(?:(?<!人民)政府|政务)?信息公[开開]|政务公[开開])(?:工作)?(?:情况)?(?:的)?"
    rf"(?:{_INNER_YEAR})?(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报|报吿)"
)
_NAME = r"(?P<name>(?:[一-鿿㐀-䶿·（）()A-Za-z、]|\d{1,3}(?=团|医院|中|连|厂)){2,40}?)"
_ABOUT = r"(?:关于)?(?:报送|上报|印发|公布|发布|公开)?[《〈]?"
_TITLES = (
    re.compile(rf"{_NAME}{_ABOUT}{_YEAR}(?:关于)?{_KIND}"),
    re.compile(rf"[《〈]?{_YEAR}{_NAME}(?:关于)?{_KIND}"),
    re.compile(rf"{_NAME}{_KIND}[（(]?{_YEAR}[）)]?$"),
    re.compile(rf"(?:{_YEAR})?{_KIND}(?:[（(]|[—－-]+){_NAME}[）)]?$"),
    re.compile(rf"{_NAME}{_KIND}$"),
    re.compile(
        rf"{_NAME}(?:\d{{3}}|\d{{5,6}})年(?:度)?{_KIND}"
    ),  # a year with a digit lost or doubled tells none
)
_NAME_FIRST = (_TITLES[0], _TITLES[2], _TITLES[4])
_BARE = rare(
    rf"(?:{_YEAR}(?:[一-鿿]{{1,8}}?(?=政府信息公开|信息公开))?)?{_KIND}(?:[（(]{_YEAR.replace('<year>', '<after>')}[）)]$)?"
)
_REPORT_SIGN = re.compile("[报吿]")
_YEAR_ALONE = re.compile(rf"[（(]?{_YEAR}[）)]?")
_AUTHOR = rare(
    r"(?:^|[，。,、]|(?=本(?:年度)?报告由))(?:本(?:年度)?报告)?(?P<by>由)?(?P<name>[一-鿿]{4,30}?)(?:负责)?"
    r"(?(by)(?:按照|根据|依据|编制|编写|发布)|编制(?:本|了|20\d\d)[^。，]{0,12}报告)"
)
_CONTACT = rare(r"(?:请与|请联系|请向|请致电|敬请联系)(?P<name>[一-鿿]{4,30}?)(?:联系|咨询|反映|[（(])")
_AGENCY_END = re.compile(
    r"(?:人民政府|政府|办公[室厅]|委员会|管委会|[局厅部委院署处所站队会社馆台行办校园区县市镇乡中心街道省州旗盟学场厂团师关城司组]"
    r"|中心|街道|公司|医院|集团|基地|苏木)(?:[（(][^（）()]{2,20}[）)])?$"
)
_JUNK = re.compile(
    r"^(?:正文|附件\d*|附[:：]|标题|名称|【[^】]{1,10}】|[:：#*\s【】\[\]《〈_-]|\d{1,2}[.、]"
    r"|关于(?:公布|发布|印发|报送|上报|公开|做好)?|现(?:将|公布|发布)|[一-鿿]{1,10}[〔【\[（(]20\d\d[〕】\]）)]第?\d{1,4}号)+"
)
_NOT_A_NAME = re.compile(r"^(?:我|本|各|该|全)|公开|报告|年报|网站|条例|规定|办法")
_PERIOD = re.compile(
    r"(20\d\d)年(?:1月1日|1月|1(?=[-—~至]12月))(?:0时|零时)?(?:起|开始)?[，,]?(?:至|到|—{1,2}|--?|－|~)(?:\1年)?12月(?:31日|底|份|止)?"
)
_DATE = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_CN_DATE = re.compile(rf"({_CN_YEAR})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日")
_YEAR_BEGUN = re.compile(r"(?<!\d)(?:2|20\d{0,2}|二|二[〇零○]\w{0,2})$")
_YEAR_WHOLE = re.compile(r"(?:20\d\d|二[〇零○][一二三四五六七八九〇零○]{2})年")
_QUOTES = str.maketrans("", "", '“”"「」*')
_BRACKETS = str.maketrans("()", "（）")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_GAP_OR_COLON = re.compile(r"[\s:：]")
_LABELLED = rare(r"([一-鿿](?:\s{0,2}[一-鿿]){1,7})\s*[:：]\s*([^\s:：]+(?: \d\d:\d\d(?::\d\d)?)?)")
_NAME_ALONE = re.compile(r"[一-鿿（）()、·]{3,40}")
_DATE_LABELS = (
    "公开日期",
    "发布日期",
    "发文日期",
    "成文日期",
    "发布时间",
    "公开时间",
    "公布日期",
    "生成日期",
    "发文时间",
    "信息时间",
    "时间",
    "日期",
)
_PUBLISHER_LABELS = (
    "发布机构",
    "公开机构",
    "发布单位",
    "发文机关",
    "公开责任部门",
    "发文机构",
    "发布部门",
    "公开单位",
    "公开主体",
    "信息来源",
    "编制单位",
    "编制机关",
    "报告单位",
    "填报单位",
    "单位名称",
    "文章来源",
    "来源",
)


@dataclass(slots=True)
class Identity:
    """What a report says of itself outside its tables. ``unsettled`` says what stays open between two readings."""

    name: str | None = None
    year: int | None = None
    published: str | None = None
    publisher: str | None = None
    scope: Scope = Scope.UNKNOWN
    decisions: list[Decision] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)


def _tight(text: str) -> str:
    return "".join(fold(text).split())


def _year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text.translate(_DIGITS))
    return year if year >= 100 else 2000 + year


def _year_of(match: re.Match[str]) -> int | None:
    """The year of a title, before its words, within them, or after."""
    groups = match.groupdict()
    return next((y for name in ("year", "inner", "after") if (y := _year(groups.get(name)))), None)


def _opening(document: Document, end: int | None) -> list[str]:
    """The lines before the first section (at most forty), without spaces."""
    lines: list[str] = []
    for block in document.blocks[: min(end if end is not None else 40, 120)]:
        if isinstance(block, Paragraph):
            lines += _names_joined(
                [_tight(line).lstrip("#") for line in block.text.split("\n") if line.strip()]
            )
    lines = _years_joined(lines)
    return lines[-40:] if len(lines) > 40 else lines


def _names_joined(lines: Sequence[str]) -> list[str]:
    """The lines of one paragraph with those put together that break within a name: 河北雄安 above 新区管理委员会."""
    joined: list[str] = []
    for line in lines:
        above = joined[-1] if joined else ""
        if (
            re.fullmatch(r"[一-鿿·]{2,20}", above)
            and not (_WHOLE.search(above) or _NAVIGATION.search(above))
            and (_is_body(line) or any((m := t.match(line)) and m.start("name") == 0 for t in _NAME_FIRST))
        ):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _years_joined(lines: Sequence[str]) -> list[str]:
    """The lines with those put together again that break within a year: what follows 2022 on the next line is no name."""
    joined: list[str] = []
    for line in lines:
        begun = _YEAR_BEGUN.search(joined[-1]) if joined else None
        cut = begun is not None and _YEAR_WHOLE.match(begun[0] + line)
        if cut or (joined and line.startswith("度") and _YEAR_WHOLE.fullmatch(joined[-1])):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _clean(name: str) -> str:
    name = re.sub("^年度", "", _JUNK.sub("", name))
    name = re.sub(r"(?:关于|现将|现公布|公布|发布|报送|印发)+$", "", name)
    return name.strip("（(《〈·、 ").translate(_BRACKETS)


def _is_body(name: str | None) -> bool:
    """True for what reads as the name of a body, and not as 我局 or words on openness."""
    return (
        name is not None
        and len(name) >= 3
        and name not in _NO_NAMES
        and _AGENCY_END.search(name) is not None
        and _NOT_A_NAME.search(name) is None
    )


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
    ]
)
"""What ends many bodies' names and is none of its own."""
_STATE = ("中华人民共和国", "中国", "国家", "新疆生产建设兵团")
_ALONE = ("中国", "国家")
LONGEST_PLACE = 12
_YEAR_AND_BEGINNING = rare(rf"[《〈]?{_YEAR}(?P<begun>[一-鿿·()（）]{{0,30}})")
_NAVIGATION = re.compile("公开|网|首页|政务|信息|报告|年报|索引|正文|专栏|位置|欢迎")
_WHOLE = re.compile(r"(?:政府|委员会|管委会|办公[室厅]|[局厅处所站院校部馆]|中心|街道|公司)$")


def _begun_above(line: str, rest: str) -> bool:
    """True for a line that only begins a name whose ``rest`` stands below: a place, and no whole body or navigation."""
    return (
        3 <= len(line) <= 30
        and re.fullmatch(r"[一-鿿·]+", line) is not None
        and _PLACE.search(line[1:]) is not None
        and _WHOLE.search(line) is None
        and (_AGENCY_END.search(line) is None or _PLACE.search(rest[1:]) is None)
        and not _is_navigation(line, rest)
    )


def opens_a_title(line: str) -> bool:
    """True for a line that may stand above a title as its first part: a body, the beginning of one, or a year."""
    line = _tight(line).lstrip("#")
    return _is_body(line) or _begun_above(line, "") or _YEAR_ALONE.fullmatch(line) is not None


def _with_beginning(above: Sequence[str], rest: str) -> tuple[str, int | None, bool]:
    """A name with what the lines above it hold of it (the nearest last), and the year that it begins with there.

    The last value says whether a part of the name may still stand above.

    A line that begins nothing itself (汉东湖新技术 between 武 and 开发区管理委员会) is taken in with the one that does.
    ``rest`` may be as little as the 局 of 局政府信息公开, of which the pattern takes 局政府 for a name.
    """
    if len(rest) <= 4 and rest.endswith("政府") and not rest.endswith("人民政府"):
        rest = rest[:-2]
    between = ""
    by_year = torn = False
    for line in reversed(above[-4:]):
        begun = _YEAR_AND_BEGINNING.fullmatch(line)
        if begun is not None:
            if begun["begun"] == "" and rest.startswith("度") and line.endswith("年"):
                return rest[1:], _year(begun["year"]), False
            if begun["begun"] and not _is_navigation(begun["begun"], between + rest):
                return begun["begun"].translate(_BRACKETS) + between + rest, _year(begun["year"]), False
            break
        line = line.translate(_BRACKETS)
        below = between + rest
        if not _PART_OF_A_NAME.fullmatch(line) or _is_navigation(line, below):
            break
        if below.endswith(line) or line.endswith(below):
            break
        is_place = bool(line in _ALONE or gazetteer().named(line))
        if between and (by_year or is_place or _divisions_at(rest)):
            # A menu's words may stand between a place and a whole name: only a year would bind them.
            torn = torn or (is_place and not _divisions_at(rest))
            by_year, between = True, line + between
        elif _goes_on_below(line, below):
            rest, between = line + below, ""
        elif len(line) > 12 or (_WHOLE.search(line) and not _is_part_of(line, below)):
            break
        else:
            between = line + between
    return rest, None, torn


_PART_OF_A_NAME = re.compile(r"[一-鿿·（）]{1,30}")


def _is_navigation(line: str, below: str) -> bool:
    """True for words of a page's menu; those that break off within the name of a 政务服务 body are none."""
    whole = line + below
    return any(
        m.start() < len(line) and not whole.startswith("服务", m.end()) for m in _NAVIGATION.finditer(whole)
    )


_BRANCH = re.compile(
    r"^[一-鿿]{0,12}(?:[分支]局|分中心|分院|[支大中]队|监管局|稽查局|交通管理局|管理[处所]|派出所|税务所|支行)$"
)
"""The bodies that are parts of another one, whose name stands before theirs."""
_STREET = re.compile(r"^[一-鿿]{2,8}(?:街道|地区)办事处$")


def _goes_on_below(line: str, rest: str) -> bool:
    """True for a line that begins a name whose ``rest`` stands below: as words tell, or as the gazetteer knows."""
    if rest.startswith(line[:2]):
        return False
    if any(state.startswith(line) for state in _STATE):
        return True
    if _is_body(line) and _is_part_of(line, rest):
        outer = _divisions_at(line)
        return line.startswith(_STATE) or (bool(outer) and not _is_elsewhere(outer, rest))
    if _breaks_a_place(line, rest):
        return True
    if _is_elsewhere(gazetteer().named(line), rest):
        return False
    return _begun_above(line, rest) or _begins_with_a_place(line, rest)


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
    if _WHOLE.search(line) and rest not in _NO_NAMES and not line.startswith("国家"):
        return False
    if line.startswith(_STATE) or line.startswith(("中华人民共", "新疆生产建设")):
        return True
    places = gazetteer()
    for n in range(min(len(line), LONGEST_PLACE), 1, -1):
        if places.named(line[:n]) or any(p.level != "county" for p in places.shorts.get(line[:n], ())):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Title:
    """A title that names a body: its year (0 without one), how it was found, and the lines that it takes up.

    ``torn`` where the line above may hold a part of the name.
    """

    name: str
    year: int
    how: str
    first: int = 0
    last: int = 0
    torn: bool = False


def _titles(lines: Sequence[str], over: Iterable[int] = (1, 2, 3, 4)) -> Iterator[_Title]:
    """Every title that names a body: on one line, else ``over`` two to four lines."""
    for joined in over:
        for start in range(len(lines) - joined + 1):
            parts = lines[start : start + joined]
            if max(map(len, parts)) > 45 or (joined > 1 and any(p[-1:] in "。，；" for p in parts)):
                continue
            text = _JUNK.sub("", "".join(parts).translate(_QUOTES))
            plain = simplified(text)
            if "公开" not in plain or not _REPORT_SIGN.search(plain):
                continue
            for pattern in _TITLES:
                match = pattern.match(plain)
                if match is None:
                    continue
                name = _clean(text[slice(*match.span("name"))])
                year = _year_of(match)
                torn = False
                if start and match.start("name") == 0:
                    if text[0] in "(（" and "）" in name:
                        name = "（" + name
                    name, begun_year, torn = _with_beginning(lines[:start], name)
                    name, year = name.strip("（"), year or begun_year
                if _is_body(name):
                    how = "on one line" if joined == 1 else f"over {joined} lines"
                    yield _Title(name, year or 0, how, start, start + joined - 1, torn)


def _pairs(document: Document, end: int | None) -> dict[str, str]:
    """Label → value from the small tables that a page puts before the report, and from ``label：value`` lines; the first of each."""
    pairs: dict[str, str] = {}
    for block in document.blocks[: min(end if end is not None else 60, 60)]:
        if isinstance(block, Table):
            if block.n_cols > 8 or block.n_rows > 20:
                continue
            for row in block.rows():
                for cell, following in pairwise(row):
                    label = _GAP_OR_COLON.sub("", cell.text)
                    if 2 <= len(label) <= 8 and following.text.strip():
                        pairs.setdefault(label, following.text.strip())
        else:
            for line in block.text.split("\n"):
                if len(line) <= 120 and (":" in line or "：" in line):
                    for match in _LABELLED.finditer(line):
                        pairs.setdefault("".join(match[1].split()), match[2])
    return pairs


def _iso(text: str) -> str | None:
    """The date that a text begins to name, as ``YYYY-MM-DD``; None for none and for a day that no calendar has."""
    text = fold(text)
    match = _DATE.search(text)
    if match is not None:
        year, month, day = (int(g) for g in match.groups())
    else:
        match = _CN_DATE.search(text)
        if match is None:
            return None
        year, month, day = int(match[1].translate(_DIGITS)), _cn_number(match[2]), _cn_number(match[3])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _cn_number(text: str) -> int:
    """二十三 → 23."""
    tens, ten, ones = text.rpartition("十")
    return (int(tens.translate(_DIGITS)) if tens else 1) * (10 if ten else 0) + int(
        ones.translate(_DIGITS) or 0
    )


def _signature(document: Document) -> tuple[str | None, str | None]:
    """The body and the date that stand alone at the end (or in the opening lines) of a report."""
    printed = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text.strip()]
    lines = [_tight(t) for t in printed[-8:]]
    for at_end in (True, False):
        window = lines if at_end else [_tight(t) for t in printed[:6]]
        for index in reversed(range(len(window))) if at_end else range(len(window)):
            line = window[index].strip("（）()")
            match = _DATE.search(line) or _CN_DATE.search(line)
            if match is None or match.end() != len(line):
                continue
            beside = [line[: match.start()]] if match.start() else window[max(0, index - 1) : index]
            if at_end and not match.start():
                beside += window[index + 1 : index + 2]
            beside = [b.strip("（）()") for b in beside]
            if match.start() and not _is_body(beside[0]):
                continue
            name = next((b for b in beside if len(b) <= 30 and _is_body(b) and "：" not in b), None)
            return name, _iso(line)
    if lines and len(lines[-1]) <= 30 and re.fullmatch(r"[一-鿿（）()]+", lines[-1]) and _is_body(lines[-1]):
        return lines[-1], None
    return None, None


def _publication(document: Document, pairs: dict[str, str], identity: Identity) -> None:
    """Publication date and publisher: the page's own record first, then the report's signature."""
    day = next((d for label in _DATE_LABELS if label in pairs and (d := _iso(pairs[label]))), None)
    because = "the page's record"
    if day is None and document.meta.get("published"):
        day, because = _iso(document.meta["published"]), "the file's own record"
    signed, signed_date = _signature(document)
    if day is None and signed_date:
        day, because = signed_date, "the date under the report"
    if day:
        identity.published = day
        identity.decisions.append(Decision("published", day, because))
    publisher = next(
        (p for label in _PUBLISHER_LABELS if label in pairs and _names_a_body(p := pairs[label])), None
    )
    because = "the page's record"
    if publisher is None and _names_a_body(document.meta.get("publisher", "")):
        publisher, because = document.meta["publisher"], "the file's own record"
    if publisher is None and signed:
        publisher, because = signed, "the name under the report"
    if publisher:
        identity.publisher = publisher
        identity.decisions.append(Decision("publisher", publisher, because))


def _names_a_body(text: str) -> bool:
    """True for what a page's record may name as its publisher: 本站, 原创 and addresses are none."""
    return _NAME_ALONE.fullmatch(text) is not None and _AGENCY_END.search(text) is not None


def _period(text: str) -> int | None:
    years = {int(m[1]) for m in _PERIOD.finditer(text)}
    return years.pop() if len(years) == 1 else None


def _spoken_year(body: str) -> int | None:
    """The year that the text, its titles and dates left out, speaks of more than of all others together."""
    body = _BARE.sub("", body)
    years = Counter(int(y) for y in re.findall(r"(?<!\d)(20[0-4]\d)年(?!\d{1,2}月\d{1,2}日)", body))
    if not years:
        return None
    year, times = years.most_common(1)[0]
    return year if 2 * times > sum(years.values()) else None


def read_identity(document: Document, first_section: int | None, body: str, file_name: str) -> Identity:
    """The identity of a report: ``body`` is its running text, ``first_section`` the block of its first heading."""
    identity = Identity()
    lines = _opening(document, first_section)
    pairs = _pairs(document, first_section)
    tight = _tight(body)
    _publication(document, pairs, identity)
    found, because = _named_in_title(document, lines, pairs, tight, identity), ""
    if found is not None:
        because = found.how
    else:
        found, because = _named_in_text(body, because)
    if found is not None:
        identity.name = found.name
        identity.decisions.append(Decision("agency", found.name, because))
    _decide_year(identity, found, because, lines, tight, file_name)
    if identity.name is None:
        meta = document.meta
        _name_elsewhere(identity, lines, tight, file_name, meta.get("header", ""), meta.get("title", ""))
    identity.scope, reason = _scope(identity.name, tight)
    identity.decisions.append(Decision("report_scope", identity.scope.value, reason))
    return identity


def _named_in_title(
    document: Document, lines: Sequence[str], pairs: dict[str, str], body: str, identity: Identity
) -> _Title | None:
    """The title of the report, else of its page; of several, the one that page, text and period bear out."""
    found = list(_titles(lines, (1,))) or list(islice(_titles(lines, (2, 3, 4)), 1))
    found = [replace(t, year=t.year or _year_beside(lines, t.first, t.last)) for t in found]
    page = [document.meta.get("title", "") if document.format == "html" else ""]
    page += [pairs.get("名称", ""), pairs.get("标题", "")]
    if found:
        title = found[0]
        if len({(t.name, t.year) for t in found}) > 1:
            title = _borne_out(found, [_tight(text) for text in page], lines, body, identity)
        if title.torn:
            identity.unsettled.append(f"the name may begin above the line of {title.name}")
        return replace(title, how=f"the title, {title.how}")
    for source, text in zip(
        ("the page's title", "the page's record", "the page's record"), page, strict=True
    ):
        named = next(_titles([_tight(p) for p in re.split(r"[-_|—]", text) if p.strip()]), None)
        if named is not None:
            return _Title(named.name, named.year, source)
    return None


def _borne_out(
    found: Sequence[_Title], page: Sequence[str], lines: Sequence[str], body: str, identity: Identity
) -> _Title:
    """The one of several titles on a page that is this report's: lists of other reports may stand above it."""
    period = _period(body)
    untitled = body
    for title in found:
        untitled = untitled.replace(lines[title.first], "")

    def score(title: _Title) -> int:
        year = str(title.year or "")
        named = any(title.name in text and year in text for text in page)
        told = title.name in untitled or (len(title.name) > 5 and title.name[-5:] in untitled)
        return (
            3 * named + 2 * told + 2 * (title.year in (period, _spoken_year(untitled)) and bool(title.year))
        )

    # The nearest to the text comes last; titles that only lack the year of another are the same.
    ranked = sorted(enumerate(found), key=lambda one: (score(one[1]), one[0]))
    best = ranked[-1][1]
    rivals = [t for _, t in ranked[:-1] if t.name != best.name or t.year not in (0, best.year)]
    if rivals and max(score(t) for t in rivals) == score(best):
        told = "、".join(sorted({f"{t.name} {t.year or ''}".strip() for t in (*rivals, best)}))
        identity.unsettled.append(f"several titles stand above the report: {told}")
    return best


def _year_beside(lines: Sequence[str], first: int, last: int) -> int:
    """The year that stands on a line of its own right above or below a title; 0 without one."""
    for line in (*lines[max(0, first - 1) : first], *lines[last + 1 : last + 2]):
        match = _YEAR_ALONE.fullmatch(line)
        if match and (len(line.strip("（）()")) > 4 or line[0] in "（("):
            return _year(match["year"]) or 0
    return 0


def _named_in_text(body: str, because: str) -> tuple[_Title | None, str]:
    """The body that the opening sentences name as the one that reports."""
    opening = _tight(body[:1500])
    running = re.search(rf"(?:现将|现公布|公布|发布|编制)(?:的)?(?:{_TITLES[0].pattern})", opening)
    if running and _is_body(_clean(running["name"])):
        return _Title(_clean(running["name"]), _year_of(running) or 0, ""), "the opening sentence"
    for author in _AUTHOR.finditer(_tight(body[:800])):
        if _is_body(author["name"]):
            return _Title(author["name"], 0, ""), "the sentence that says who compiled it"
    return None, because


def _decide_year(
    identity: Identity, found: _Title | None, because: str, lines: Sequence[str], body: str, file_name: str
) -> None:
    """The year reported on: the title's, weighed against the period of the figures where the two differ."""
    year = (found.year or None) if found else None
    if year is None:
        for number, line in enumerate(lines):
            bare = _BARE.search(line) if len(line) <= 45 and "公" in line else None
            if bare and (year := _year_of(bare) or _year_beside(lines, number, number) or None):
                because = "the title"
                break
    period = _period(body)
    if year is None and period is not None:
        year, because = period, "the period that the figures cover"
    spoken = _spoken_year(body) if year is None or period not in (None, year) else None
    if year is None:
        bare = _BARE.search(_tight(file_name))
        if bare and (year := _year_of(bare)):
            because = "the file's name"
    if year is None:
        named = set(re.findall(r"(?<!\d)20[0-4]\d(?!\d)", file_name))
        if len(named) == 1 and (str(spoken) in named or re.search(r"20[0-4]\d年", file_name)):
            year, because = int(named.pop()), "the file's name"
    if (
        year is None
        and spoken is not None
        and identity.published
        and identity.published[:4] == str(spoken + 1)
    ):
        year, because = spoken, "the year that the text speaks of, the one before its publication"
    if year is None:
        return
    if period is not None and period != year:
        told = f"the title says {year}, the period of the figures {period}"
        identity.notes.append(told)
        witnesses = [
            int(identity.published[:4]) - 1 if identity.published else None,
            spoken,
            *{int(y) for y in re.findall(r"(?<!\d)20[0-4]\d(?!\d)", file_name)},
        ]
        for_title, for_period = witnesses.count(year), witnesses.count(period)
        if for_period > for_title:
            year, because = period, f"{told}; the text or its date bears out {period}"
        elif for_title > for_period:
            because = f"{told}; the text or its date bears out {year}"
        else:
            identity.unsettled.append(f"the year is in doubt: {told}")
    identity.year = year
    identity.decisions.append(Decision("year", str(year), because))


_FILE_NOISE = rare(
    r"(?:20[0-4]\d|[\d_\-—.（）()【】 ]|年报|年度?|政府信息公开|信息公开|政务公开|工作|报告|度|附件|正文|公开版|终稿|定稿|最终版)+"
)
_STRONG_END = rare(
    r"(?:[局厅委署县市区州盟旗镇乡关]|委员会|政府|办公[室厅]|街道|办事处|学院|大学|医院|法院|公司|集团|中心|支队|总队)$"
)


def _of_file(file_name: str) -> str | None:
    """The body that a file is named after."""
    stem = _tight(re.sub(r"\.[A-Za-z]+$", "", file_name))
    for pattern in _TITLES:
        match = pattern.search(stem)
        if match and _is_body(_clean(match["name"])):
            return _clean(match["name"])
    left = [p for p in _FILE_NOISE.split(stem) if p]
    if len(left) == 1 and re.fullmatch(r"[一-鿿·、]{3,30}", left[0]) and _STRONG_END.search(left[0]):
        return left[0] if _is_body(left[0]) else None
    return None


def _name_elsewhere(
    identity: Identity, lines: Sequence[str], body: str, file_name: str, header: str = "", record: str = ""
) -> None:
    """A name that does not stand in the title: under it, above every page, in the file's name, in the page's record, on a line above, or in the contact."""
    alone = [
        (number, line)
        for number, line in enumerate(lines)
        if 4 <= len(line) <= 30 and _is_body(line) and re.fullmatch(r"[一-鿿（）()·、]+", line)
    ]
    titled = [n for n, line in enumerate(lines) if len(line) <= 45 and _BARE.search(line)]
    under = next((line for n, line in alone if titled and titled[-1] < n <= titled[-1] + 2), None)
    contact = _CONTACT.search(body)
    asked = re.sub(r"(?<=[局委厅部院会])办公室$", "", contact["name"]) if contact else None
    for name, because in (
        (under, "the line under the title"),
        (next((word for word in header.split() if _is_body(word)), None), "the header of its pages"),
        (_of_file(file_name), "the file's name"),
        (identity.publisher, "the unit that publishes it"),
        (alone[0][1] if alone else None, "a line of its own above the report"),
        (asked, "the unit that answers questions on it"),
        (next((t.name for t in _titles([_tight(record)])), None), "the title in the file's own record"),
    ):
        if name is not None and _is_body(name):
            identity.name = name
            identity.decisions.append(Decision("agency", name, because))
            return


_COUNT = r"(?:收到|受理|办理|新收|收办|接到|接收)"
_SYSTEM = rare(
    rf"(?:全(?:省|市|县|区|州|盟|旗)?[^。，；]{{0,8}}系统|[本我]系统[内各共全])[^。；]{{0,20}}{_COUNT}"
)
_OWN_COUNT = rare(
    rf"(?:本(?:机关|级|单位|部门|办|局|厅)|我[办局厅委]|[市县区省]局(?:本级|机关)|政府办(?:公[室厅])?)[^。，；]{{0,12}}{_COUNT}"
)
_COVERS = re.compile(
    r"(?:报告|数据)[^。；]{0,20}(?:涵盖|包括|包含|汇总|覆盖)[^。；]{0,30}(?:各(?:级|部门|乡镇|镇|街道|区|县|单位)|所属|直属|下属|(?:部门|乡镇)[^。；]{0,8}(?:数据|情况))"
)
_LEAVES_OUT = rare(
    r"(?:不含|不包括|不包含|未包括|未包含)[^。；]{0,20}(?:部门|乡镇|镇|街道|区县|县区|单位|下属|所属)"
)


def _territory(name: str) -> str:
    """How a government speaks of its own territory: 全县 of a county, not 全市 of the city that it lies in."""
    kind = re.search(r"(省|市|县|区|旗|州|盟)(?:人民政府|政府|行政公署|管理委员会|管委会)", name)
    if kind is None:
        return r"[全我](?:省|市|县|区|旗|州|盟)"
    return rf"[全我]{kind[1]}" if kind[1] != "区" else r"[全我](?:自治)?区|全域"


def _scope(name: str | None, body: str) -> tuple[Scope, str]:
    """Whose work the figures count, as far as the words tell."""
    if name is None:
        return Scope.UNKNOWN, "the reporting body is not known"
    if re.search(r"(?:镇|乡|街道办事处|街道)(?:人民政府|党政办公室)?$", name):
        return Scope.ORGAN_ONLY, "a township or sub-district reports for itself"
    office = re.search(r"政府办公?[室厅]$", name) is not None
    government = re.search(r"人民政府$|行政公署$|管理委员会$|管委会$", name) is not None
    if ("含" in body or "包括" in body) and _LEAVES_OUT.search(body):
        return Scope.ORGAN_ONLY, "the text leaves the bodies below it out"
    if government or office:
        territory = _territory(name)
        if _COVERS.search(body):
            return Scope.GOVERNMENT_AGGREGATE, "the text says that it covers the bodies of the territory"
        counted = re.search(rf"(?:{territory})[^。；]{{0,20}}{_COUNT}", body) is not None
        if counted and office:
            if _OWN_COUNT.search(body):
                return (
                    Scope.UNKNOWN,
                    "an office that counts its own requests and those of the whole territory",
                )
            return Scope.GOVERNMENT_AGGREGATE, "an office that counts the requests of the whole territory"
        if office:
            return Scope.ORGAN_ONLY, "the body reports for itself"
        if counted or re.search(territory, body):
            return Scope.GOVERNMENT_AGGREGATE, "a government that speaks of the whole territory"
        return Scope.UNKNOWN, "a government; the words do not tell whether its departments are counted in"
    if "系统" in body and _SYSTEM.search(body):
        if _OWN_COUNT.search(body):
            return Scope.UNKNOWN, "the text counts the requests of the body and of the whole system"
        return Scope.SYSTEM_AGGREGATE, "the text counts the requests of the whole system"
    return Scope.ORGAN_ONLY, "the body reports for itself"
