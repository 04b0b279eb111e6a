"""Who reports, on which year, published when and by whom, each with the reason for the choice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.documents.model import Document, Paragraph
from extract.forms.labels import in_simplified, simplified
from extract.rare import rare
from extract.regions.wording import national_bodies, with_whole_street
from extract.reports.model import Decision, Scope
from extract.reports.names import (
    LEVEL,
    LINES_ABOVE,
    begins_with_a_division,
    begins_with_a_short_name,
    begins_within_a_name,
    cleaned,
    fuller_name,
    introduced,
    is_body,
    is_place,
)
from extract.reports.publication import labelled, read_publication, signature
from extract.reports.reported_year import ANNOUNCED, Evidence, announcing, decide_year, spoken_year
from extract.reports.scope import scope_of
from extract.reports.titles import (
    ABOUT,
    BARE,
    KIND,
    LEAD,
    NAME,
    NO_TITLE,
    SCHOOL_YEAR,
    TITLES,
    Title,
    opening_lines,
    titles_in,
    without_gaps,
    year_beside,
    year_in,
)
from extract.reports.years import YEAR, period_year

_OPENNESS = r"(?:(?<!人民)政府|政务)?信息公开"
_RUNNING_KIND = rf"(?:{KIND}|{_OPENNESS}工作(?:年度)?情况)"
_RUNNING = (
    rare(rf"{LEAD}{NAME}{ABOUT}{YEAR}(?:关于)?{_RUNNING_KIND}{NO_TITLE}"),
    rare(rf"{LEAD}{YEAR}{NAME}(?:关于)?{_RUNNING_KIND}{NO_TITLE}"),
    rare(rf"{LEAD}{NAME}{KIND}{NO_TITLE}"),
    rare(rf"[《〈]{NAME}{ABOUT}{YEAR}(?:关于)?{KIND}(?=[》〉])"),
    rare(rf"[《〈]{YEAR}{NAME}(?:关于)?{KIND}(?=[》〉])"),
    rare(
        rf"(?:按照|根据|结合)(?:{YEAR})?{NAME}{_OPENNESS}(?:工作)?(?:年度)?(?:实际|(?:执行|落实|开展)?情况)"
    ),
    rare(rf"(?:按照|根据|结合){NAME}{YEAR}{_OPENNESS}(?:工作)?(?:年度)?(?:实际|(?:执行|落实|开展)?情况)"),
    rare(rf"(?:^|。){YEAR}{NAME}(?:关于)?{KIND}(?=根据|依据|按照|由)"),
    rare(
        rf"(?:^|[^一-鿿]){NAME}{YEAR}{KIND}(?:[（(]以下简称[^（）()]{{1,8}}[）)])?[是系]?(?=根据|依据|按照|由)"
    ),
    rare(
        rf"为(?:切实|认真|扎实|全面|进一步)?做好{NAME}{_OPENNESS}工作[，,](?:我[局委办厅院镇乡单]|本[局委单])"
    ),
)
_AUTHOR = rare(
    r"(?:^|[，。,、]|(?=本(?:年度)?报告由))(?:本(?:年度)?报告)?(?P<by>由)?(?P<name>[一-鿿（）()]{4,36}?)(?:负责)?"
    r"(?(by)(?:按照|根据|依据|编制|编写|发布|汇总|综合|结合|牵头)"
    r"|(?:(?:按照|根据|依据|结合)[^。；]{0,60}?[，,])?编制(?:(?:本|了|20\d\d)[^。，]{0,24}|年度)报告)"
)
_CONTACT = rare(
    r"(?:请(?:您)?(?:直接)?(?:与|联系|向|致电|咨询)|敬请(?:与|联系)|可(?:直接)?(?:与|联系|向|致电)|或者?直接与)"
    r"[：:]?(?P<name>[一-鿿]{4,36}?)(?:联系|咨询|反映|[（(\[，,:；;。])"
)
_OWN_OFFICE = rare(
    r"(?:(?<=[局委厅部院会署心所队校学馆站社])(?<![省市县区州盟旗乡镇党工]委)办公室|(?<=[局署])办公厅|(?<=[区园])(?:党政(?:综合)?|综合)办公室|(?<=[局委厅部院会府处学])(?:党政(?:综合)?|综合|行政)办公室|(?<=[局委厅部院会府处学室厅])(?:党务)?政务(?:公开)?办公室"
    r"|(?<=[局委厅部院会署心室办])(?:综合(?:管理)?[一二三]?|秘书|文秘|行政|(?:政策)?法规|宣传|信息)[科股处室]"
    r"|(?<=政府)(?:电子政务|(?:政务)?信息化?)(?:管理)?(?:中心|办公室|办)"
    r"|(?:(?<!人民)政府|政务|党务政务)?信息公开(?:工作)?(?:领导小组|联席会议)?(?:办公室|办|处|科|机构|中心)?|政务公开(?:工作)?(?:领导小组)?(?:办公室|办|处|科))$"
)
"""The part of a body that writes its report and answers questions on it. The office of a committee of the party is a body of its own."""
_OF_A_TOWN = rare(
    r"^.*(?:(?<![城村乡])镇|(?<!城)乡|苏木|街道(?:办事处)?)(?:人民政府|政府)?"
    r"(?=(?:办|党|综合|行政|政务|信息|宣传|经济|社会|公共|便民|应急)[一-鿿]{0,8}$)(?=.*办(?:公室)?$)"
)
"""A town or sub-district, up to the office of it whose name follows."""
_GOVERNMENTS_OFFICE = rare(r"(?<=政府)办(?:公[室厅])?$")
_NOBODYS_OFFICE = rare(
    r"^(?:省|市|县|区|州|盟|旗|镇|乡|街道)?(?:人民)?(?:政府)?(?:党政|综合|行政)?办(?:公[室厅])?$"
)
"""An office that does not say whose it is."""
_NOBODYS_GOVERNMENT = rare(r"^[省市县区州盟旗镇乡](?:人民)?政府$")
"""A government that does not say of what."""
_OWN_OFFICE_SPEAKS = rare(
    r"[我本]办(?!公)|政府办(?:公[室厅])?(?=坚持|认真|深入|严格|全面|高度|积极|紧紧|始终|持续|扎实|切实|共?收到|共?受理)"
)
_LED = r"(?:在[^，。；,;]{2,40}(?:领导|指导|支持|关心|帮助|部署|统筹)下[，,])*"
_SUBJECT = rare(
    rf"(?:20\d\d年(?:度)?(?:以来)?[，,]?|(?:^|(?<=\n))(?:[（(]一[）)][^，。\n]{{2,16}}。)?|(?P<later>(?<=。))){_LED}(?P<name>[一-鿿（）()]{{3,30}}?)(?:(?:(?:(?<!人民)政府|政务)?信息|政务)公开工作)?(?=坚持|以习近平|认真|深入|严格|全面|高度|积极|紧紧|始终|持续|扎实|切实|着力|牢固|自觉|按照|根据|依据|贯彻|落实|围绕|是(?:主管|负责)|在|未|没有|共)"
)
_HIGHER = rare(r"(?:政府|政府办公?[室厅]|[省市县区州盟旗])$")
_LETTER = rare("关于(?:报送|上报|印发|呈报)")
"""In the title of a letter by which the office of a body sends its report."""
_TOWN = rare(r"(?:镇|乡|苏木)人民政府$|街道办事处$")
_OPENING = 1500
"""So many characters of a text announce it."""
_AUTHOR_WITHIN = 800
_CONTACT_WITHIN = 20_000
_AGAIN_AND_AGAIN = 3
"""So often must a text name a township that it never calls its own."""
_SUBJECT_WITHIN = 400
"""So many characters of section one are searched for the body that it begins to speak of."""


@dataclass(slots=True)
class Identity:
    """What a report says of itself outside its tables.

    ``lines`` are those before its first section; ``unsettled`` says what stays open between two readings.
    """

    name: str | None = None
    year: int | None = None
    published: str | None = None
    publisher: str | None = None
    scope: Scope = Scope.UNKNOWN
    decisions: list[Decision] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    lines: Sequence[str] = ()


_ANY_ZONE = ("高新区", "开发区", "经开区", "新区", "园区", "示范区", "度假区")
"""What a text calls a zone for short: of whose, it does not say."""


def read_identity(document: Document, first_section: int | None, body: str, file_name: str) -> Identity:
    """The identity of a report: ``body`` is its running text, ``first_section`` the block of its first heading."""
    lines = opening_lines(document, first_section)
    identity = Identity(lines=lines)
    pairs = labelled(document, first_section)
    tight = without_gaps(body)
    read_publication(document, pairs, identity)
    first_words = _first_words(document, first_section)
    found, because = _named_in_title(document, lines, pairs, tight, identity), ""
    if found is not None and _NOBODYS_GOVERNMENT.match(simplified(found.name)):
        announced, _ = _named_in_text(in_simplified(tight[:_OPENING]), tight)
        found = found if announced is None or fuller_name(found.name, tight) else None
    opening = in_simplified(tight[:_OPENING]) if found is None or not found.year else ""
    opening = SCHOOL_YEAR.sub(r"\1年", opening)
    opening = announcing(opening, first_words, period_year(tight)) if opening else ""
    if found is not None:
        because = found.how
    else:
        found, because = _named_in_text(opening, tight)
    if found is not None:
        compiled = not found.how
        name = found.name
        if compiled:
            spoken_of = first_words if because != ANNOUNCED else ""
            name = _office_or_government(name, in_simplified(tight), spoken_of, identity)
        identity.name = name
        identity.decisions.append(Decision("agency", name, because))
    told = Evidence(found, lines, tight, opening, file_name, first_words, identity.published)
    decide_year(identity, told, because)
    if identity.name is None:
        meta = document.meta
        subject = _subject(first_words, tight)
        signed, _ = signature(document)
        _name_elsewhere(
            identity,
            lines,
            tight,
            file_name,
            first_words,
            meta.get("header", ""),
            meta.get("title", ""),
            subject,
            signed,
        )
    if "公開" in tight:
        tight = in_simplified(tight)
    identity.scope, reason = scope_of(identity.name and simplified(identity.name), tight)
    identity.decisions.append(Decision("report_scope", identity.scope.value, reason))
    return identity


def _named_in_title(
    document: Document, lines: Sequence[str], pairs: dict[str, str], body: str, identity: Identity
) -> Title | None:
    """The title of the report, else of its page; of several, the one that page, text and period bear out."""
    found = _titles_above(lines, body, identity)
    found = [t if t.year else replace(t, year=year_beside(lines, t.first, t.last)) for t in found]
    page = [document.meta.get("title", "") if document.format == "html" else ""]
    page += [pairs.get("名称", ""), pairs.get("标题", "")]
    if found:
        title = found[0]
        if len({(t.name, t.year) for t in found}) > 1:
            title = _borne_out(found, [without_gaps(text) for text in page], lines, body, identity)
        if title.torn or (begins_within_a_name(title.name) and not fuller_name(title.name, body)):
            identity.unsettled.append(f"the name may begin above the line of {title.name}")
        name = title.name
        if any(map(_LETTER.search, lines[title.first : title.last + 1])):
            name = _OWN_OFFICE.sub("", name)
        return replace(title, name=name, how=f"the title, {title.how}")
    for source, text in zip(
        ("the page's title", "the page's record", "the page's record"), page, strict=True
    ):
        named = next(titles_in([without_gaps(p) for p in re.split(r"[-_|—]", text) if p.strip()]), None)
        if named is not None:
            return Title(named.name, named.year, source)
    table = next(titles_in(lines, (1,), of_table=True), None)
    return table and replace(table, how=f"the title of its table, {table.how}")


def _titles_above(lines: Sequence[str], body: str, identity: Identity) -> list[Title]:
    """The titles on one line, else those over several.

    Entries of a menu make a title as well, 新闻发布厅 above 政府信息公开年报. A title without a year, of a body that nothing
    else names, comes after one that has a year and is borne out; over several lines it is none. The same where the text
    calls its body by another word.
    """

    def told(title: Title) -> bool:
        own = "".join(lines[max(0, title.first - LINES_ABOVE) : title.last + 1])
        name = title.name.partition("（")[0] or title.name
        return body.count(name) > own.count(name)

    def is_dated(title: Title) -> bool:
        return bool(title.year or year_beside(lines, title.first, title.last))

    on_one = list(titles_in(lines, (1,)))
    if any(is_dated(title) or told(title) for title in on_one):
        return on_one
    over_several = list(titles_in(lines, (2, 3, 4)))
    dated = [title for title in over_several if title.year]
    borne_out = [title for title in dated if told(title)]
    if borne_out or on_one or not over_several:
        return borne_out or on_one
    best = (dated or over_several)[0]
    if told(best):
        return [best]
    if not is_dated(best) or _called_otherwise(best.name, body):
        return []
    _, _, below = body.partition(lines[best.last])
    announced, _ = _named_in_text(in_simplified(below[:_OPENING]), body)
    if announced is not None:
        identity.unsettled.append(f"the title may name {best.name}, the text names {announced.name}")
    return [best]


def _borne_out(
    found: Sequence[Title], page: Sequence[str], lines: Sequence[str], body: str, identity: Identity
) -> Title:
    """The one of several titles on a page that is this report's: lists of other reports may stand above it."""
    period = period_year(body)
    untitled = body
    for title in found:
        untitled = untitled.replace(lines[title.first], "")

    found = [replace(t, name=with_whole_street(t.name)) for t in found]
    found = [t for n, t in enumerate(found) if not any(_is_heading_of(t, below) for below in found[n + 1 :])]
    years = (period, spoken_year(untitled))
    names = sorted({title.name for title in found}, key=lambda name: (-len(name), name))

    def borne_out(title: Title) -> int:
        body = untitled
        for longer in names:
            if longer != title.name and title.name in longer:
                body = body.replace(longer, "")
        told = title.name in body or (len(title.name) > 5 and title.name[-5:] in body)
        return 2 * told + 2 * (bool(title.year) and title.year in years)

    told = [borne_out(title) for title in found]
    # Above a title that the text bears out wholly, the page's title may be that of a part of the site.
    whole = max((n for n, points in enumerate(told) if points == 4), default=-1)

    def score(n: int) -> int:
        title, year = found[n], str(found[n].year or "")
        named = n >= whole and any(title.name in text and year in text for text in page)
        return 3 * named + told[n]

    # The nearest to the text comes last; titles that only lack the year of another are the same.
    ranked = sorted((score(n), n) for n in range(len(found)))
    most, last = ranked[-1]
    best = found[last]
    best = _in_full(best, found, lines)
    rivals = [
        (points, found[n])
        for points, n in ranked[:-1]
        if not best.name.endswith(found[n].name) or found[n].year not in (0, best.year)
    ]
    if any(points == most for points, _ in rivals):
        titles = [best, *(title for _, title in rivals)]
        told_of = "、".join(sorted({f"{t.name} {t.year or ''}".strip() for t in titles}))
        identity.unsettled.append(f"several titles stand above the report: {told_of}")
    return best


_BRACKETS = str.maketrans("()", "（）")


def _in_full(title: Title, found: Sequence[Title], lines: Sequence[str]) -> Title:
    """The one of the other titles that says the same with more before it: what stands in the line above, or a place around a place."""
    above = lines[title.first - 1] if title.first else ""
    fuller = [
        other
        for other in found
        if other.year == title.year
        and other.name != title.name
        and other.name.endswith(title.name)
        and (
            begins_with_a_division(title.name)
            or (above and other.name.removesuffix(title.name) == above.translate(_BRACKETS))
        )
    ]
    return fuller[0] if len({other.name for other in fuller}) == 1 else title


def _is_heading_of(title: Title, report: Title) -> bool:
    """True for a title above that of a report that may be the heading of a part of the site.

    A place or its government without a year, or one that the name of the report's body holds, without a year or of the same.
    """
    if title.last >= report.first or not report.year or title.name == report.name:
        return False
    place = title.name.removesuffix("人民政府")
    if place in report.name:
        return title.year in (0, report.year)
    return not title.year and is_place(place)


def _overlapping(pattern: "re.Pattern[str]", text: str) -> Iterator["re.Match[str]"]:
    """Every match, also those that begin within another: 编制并公布示例县…, of which 编制 begins no title."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _named_in_text(opening: str, body: str) -> tuple[Title | None, str]:
    """The body that the opening sentences name as the one that reports."""
    for pattern in _RUNNING if "公开" in opening else ():
        for running in _overlapping(pattern, opening):
            name = cleaned(running["name"])
            if is_body(name) and name not in _ANY_ZONE:
                return Title(name, year_in(running) or 0, ""), ANNOUNCED
    for author in _AUTHOR.finditer(opening[:_AUTHOR_WITHIN]):
        name = _reporting(cleaned(author["name"]))
        if is_body(name) and (whole := _whole(name, body)) and not _called_otherwise(name, body):
            return Title(whole, 0, ""), "the sentence that says who compiled it"
    return None, ""


def _called_otherwise(name: str, body: str) -> str:
    """What a text calls the body that speaks, where none of it is in the name: 局 of 我局 for a government's office."""
    called = {match[1].replace("校", "学") for match in _OWN_KIND.finditer(in_simplified(body))}
    return "" if any(kind in simplified(name) for kind in called) else "、".join(sorted(called))


def _reporting(name: str) -> str:
    """The body whose part writes or answers for it: 示例县财政局 for its 政务公开办公室, 示例镇人民政府 for its 综合办公室."""
    while (whole := _OWN_OFFICE.sub("", name)) != name:
        name = whole
    town = _OF_A_TOWN.match(name)
    return town[0] if town else name


def _first_words(document: Document, first_section: int | None) -> str:
    """What section one begins with."""
    if first_section is None:
        return ""
    blocks = document.blocks[first_section : first_section + 6]
    text = "\n".join(without_gaps(b.text) for b in blocks if isinstance(b, Paragraph))
    return in_simplified(text[:_SUBJECT_WITHIN])


def _subject(first_words: str, body: str) -> str | None:
    """The body that section one begins to speak of, by a name that begins with a place or is a township's."""
    for match in _SUBJECT.finditer(first_words):
        name = cleaned(match["name"])
        # A sentence further on may praise the government above.
        if not is_body(name) or (match["later"] is not None and _HIGHER.search(name)):
            continue
        if is_place(name):
            if _speaks_for(name, body):
                return name
        elif begins_with_a_division(name) or begins_with_a_short_name(name) or _TOWN.search(name):
            return name
        elif LEVEL.match(name) and (whole := fuller_name(name, body)):
            return whole
        elif name in national_bodies():
            return name
    return None


def _speaks_for(place: str, body: str) -> bool:
    """True where a text speaks for a place itself: a place alone may be spoken of by any of its bodies."""
    if place[-1] in "乡镇道木":
        own = re.search(r"[我全本](?:乡|镇|街|苏木)", body) is not None
        return own or (body.count(place) >= _AGAIN_AND_AGAIN and _OWN_KIND.search(body) is None)
    return re.search(rf"[我全]{place[-1]}", body) is not None and _OWN_KIND.search(body) is None


_FILE_NOISE = rare(
    r"(?:20[0-4]\d|[\d_\-—.（）()【】 ]|年报|年度?|政府信息公开|信息公开|政务公开|工作|报告|度|附件|正文|公开版|终稿|定稿|最终版)+"
)
_STRONG_END = rare(
    r"(?:[局厅委署县市区州盟旗镇乡关]|委员会|政府|办公[室厅]|街道|办事处|学院|大学|医院|法院|公司|集团|中心|支队|总队)$"
)


def _of_file(file_name: str) -> str | None:
    """The body that a file is named after."""
    stem = without_gaps(re.sub(r"\.[A-Za-z]+$", "", file_name))
    for pattern in TITLES:
        match = pattern.search(stem)
        if match and is_body(cleaned(match["name"])):
            return cleaned(match["name"])
    left = [p for p in _FILE_NOISE.split(stem) if p]
    if len(left) > 1 and all(is_place(part) for part in left[:-1]):
        left = ["".join(left)]
    if len(left) == 1 and re.fullmatch(r"[一-鿿·、]{3,30}", left[0]) and _STRONG_END.search(left[0]):
        return left[0] if is_body(left[0]) else None
    return None


def _of_site(title: str) -> str | None:
    """The body that a page's title names, which is then that of its site; the government's may be any body's."""
    parts = map(without_gaps, re.split(r"[-_|—]", title))
    return next((part for part in parts if is_body(part) and not part.endswith("政府")), None)


def _of_path(lines: Sequence[str]) -> str | None:
    """The body in the path of its page (首页>示例县水利局>年报); the government is also that of the whole site."""
    for line in lines:
        if ">" in line and len(line) <= 200:
            named = [part for part in line.split(">") if is_body(part) and not part.endswith("政府")]
            if named:
                return named[-1]
    return None


_DOUBTED = 4
"""The place of the unit that publishes a page among those that may name its body: from here on a name may be another's."""
_NEWS = rare("(?:媒体中心|电视台|报社|新闻中心|新闻办公室)$")
"""Units that publish for others."""
_OWN_KIND = rare("[我本](局|委(?!员)|厅|镇|乡|街道|中心|院|学|校)")
"""What a text calls the body that speaks: 我局, 本镇."""


_OF_A_TERRITORY = rare("我[省市县区州旗盟](?![一-鿿]{0,6}[局委办厅])")
_GOVERNS = rare("(?:政府|政府办公?[室厅]|行署|管委会|管理委员会|[省市县区州旗盟])$")
_SPOKEN_OF = "the body that section one begins to speak of"


def _whole(name: str, body: str) -> str | None:
    """A name as it is, but that of an office which does not say whose it is as the text gives it; None where it gives none."""
    return fuller_name(name, body) if _NOBODYS_OFFICE.match(name) else name


def _office_or_government(name: str, body: str, first_words: str, identity: Identity) -> str:
    """Whose report it is that a government's office compiled or answers for: its own, or the government's, as the text tells.

    Where section one begins to speak of the place itself (示例县坚持), neither is sure.
    """
    office = _GOVERNMENTS_OFFICE.search(name)
    if office is None:
        return name
    government = name[: office.start()]
    scope, _ = scope_of(name, body)
    if scope is Scope.GOVERNMENT_AGGREGATE:
        return government
    of_all = re.search(r"[我全][省市县区旗州盟]", body) is not None or _is_subject(government, first_words)
    if scope is Scope.UNKNOWN or (of_all and not _OWN_OFFICE_SPEAKS.search(body)):
        identity.unsettled.append(f"the body may be {government} or its office")
    return name


def _is_subject(government: str, first_words: str) -> bool:
    """Whether a sentence at the head of section one has the place of a government for its subject."""
    place = re.sub("(?:人民)?政府$", "", government)
    subjects = (match["name"] for match in _SUBJECT.finditer(first_words))
    return any(re.fullmatch(rf"{re.escape(place)}(?:各级.*|政府信息公开工作)?", name) for name in subjects)


def _name_elsewhere(
    identity: Identity,
    lines: Sequence[str],
    body: str,
    file_name: str,
    first_words: str = "",
    header: str = "",
    record: str = "",
    subject: str | None = None,
    signed: str | None = None,
) -> None:
    """A name that does not stand in the title: under it, above every page, in the file's name, under the text, in the page's record, on a line above, in the contact, or at the head of section one.

    From the record on a name is in doubt where the text calls the body something else, or another of these places does.
    """
    alone = [
        (number, line)
        for number, line in enumerate(lines)
        if 4 <= len(line) <= 30 and is_body(line) and re.fullmatch(r"[一-鿿（）()·、]+", line)
    ]
    titled = [n for n, line in enumerate(lines) if len(line) <= 45 and BARE.search(simplified(line))]
    under = next((line for n, line in alone if titled and titled[-1] < n <= titled[-1] + 2), None)
    contact = _CONTACT.search(in_simplified(body[:_CONTACT_WITHIN]))
    asked = _whole(_reporting(contact["name"]), body) if contact else None
    # Who works for 示例县政务公开办 may be the county's government or its office: the text says which.
    if asked and subject and subject.startswith(asked) and asked[-1] in "省市县区旗州盟":
        asked = None
    publisher = identity.publisher
    if publisher is not None:
        publisher = None if _NEWS.search(publisher) else _whole(_reporting(publisher), body)
    told = (
        (under, "the line under the title"),
        (next((word for word in header.split() if is_body(word)), None), "the header of its pages"),
        (_of_file(file_name), "the file's name"),
        (signed, "the name under the text"),
        (publisher, "the unit that publishes it"),
        (alone[0][1] if alone else None, "a line of its own above the report"),
        (asked, "the unit that answers questions on it"),
        (subject, _SPOKEN_OF),
        (_of_path(lines), "the path of the page"),
        (
            next((t.name for t in titles_in([without_gaps(record)])), None),
            "the title in the file's own record",
        ),
        (_of_site(record), "the site's name"),
    )
    named = [(n, name, because) for n, (name, because) in enumerate(told) if name and is_body(name)]
    if not named:
        return
    body = in_simplified(body)
    called = {match[1].replace("校", "学") for match in _OWN_KIND.finditer(body)}
    if named[0][0] >= _DOUBTED:
        # Of those that may be another's the text tells which it speaks of.
        named = [one for one in named if any(kind in one[1] for kind in called)] or named
    (first, name, because), *others = named
    if because == _SPOKEN_OF:
        name = introduced(name, body) or name
    elif first >= _DOUBTED:
        name = _office_or_government(name, body, first_words, identity)
    identity.name = name
    identity.decisions.append(Decision("agency", name, because))
    if first < _DOUBTED:
        return
    beside = [line for _, line in alone] if alone and name == alone[0][1] else []
    told_too = [*(other for _, other, _ in others), *beside]
    rivals = [other for other in told_too if name not in other and other not in name]
    if rivals:
        identity.unsettled.append(f"the body may be {name} or {rivals[0]}")
    if otherwise := _called_otherwise(name, body):
        identity.unsettled.append(f"the text calls the body {otherwise}, not {name}")
    elif not called and not _GOVERNS.search(name) and _OF_A_TERRITORY.search(first_words):
        identity.unsettled.append(f"the text speaks for a whole territory, not for {name} alone")
