"""Figures that a report states in its running text: what each counts, its sentence, the year it speaks of."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from extract.documents.model import Document, Paragraph, Place
from extract.forms.labels import in_simplified
from extract.paths import FORMS
from extract.rare import rare
from extract.records import record
from extract.reports.channels import (
    by_all_channels,
    by_many_channels,
    counts_entries_of_one,
    names_a_channel,
    of_a_site,
    of_one_account,
    only_tells_the_channel,
    says_many,
)
from extract.reports.model import Scope, Stated

_NUMBER = (
    r"(?P<about>约|近|超过|超|逾|大约|将近|不足|不到|共约)?(?<![几上第每前])(?<![^请息条件结复理总议讼]数)(?<![\d一二三四五六七八九十百][到至~-])"
    r"(?P<n>\d{1,3}(?:[,，]\d{3})+(?![\d,，])|\d+(?:\.\d+)?|[一二两三四五六七八九十百千零〇]+)"
    r"(?P<big>万|亿)?(?P<more>余|多|几)?"
)
_N = _NUMBER + r"(?:件次|件|条|宗|份|次|起|例|项|个)(?P<some>左右|以上|以内)?"
_ITEMS = _NUMBER + r"(?:余|多)?(?:条|篇|件|项|份)(?:次)?(?P<some>左右|以上)?"
_TIAO = _NUMBER + r"(?:余|多)?条(?P<some>左右|以上)?"
_YUAN = _NUMBER + r"元"
_GAP = r"[^，。；：\d]{0,24}?"
# What may stand between 收到 and 申请: any other word would make it a part of the requests, or requests for something else.
_ASKER = (
    r"(?!自然人|法人|其[他它]组织|企业|个人|公民(?![、和或及与，]))"
    r"(?:任何|有效|公民|法人|自然人|其[他它]组织|组织|个人|群众|市民|社会(?:各界|公众)?|公众|单位|申请人|[、和或及与者并]|对|主动要求|要求|有关|相关"
    r"|关于|各类|的|提出|提交|书面|办理|处理|受理|共计?|合计|累计|政府|政务|信息|公开|工作|本级|依法|涉及|我(?:[局县市区镇乡委厅办]|单位)|本(?:机关|单位|部门|局)"
    r"|通过|以|网络|网页|网站|平台|信函|邮寄|邮件|电子|传真|当面|现场|等|多种|各种|形式|方式|渠道|途径|且){0,20}?"
)
_OF = r"[”』]?(?:的)?(?:申请|事项)?(?:件|数量?)?(?:有|共|共计|为)?"
_NONE = (
    r"(?:未|没有|无|不(?=存在))(?:(?:发生|产生|收到|出现|接到|引发|引起|有|存在|涉及|被|提起)过?"
    r"|(?=一[例起件]|因|针对|关于|由|政府信息公开|信息公开|依申请|行政复议|行政诉讼|任何|相关))"
)
_LOST = r"[^，。；]*(?:纠[错正]|败诉|撤销|确认违法|变更|改判|责令|超期)"
_DIGITS = {0xFF10 + d: ord("0") + d for d in range(10)} | {
    ord("％"): "%",
    ord("．"): ".",
    0x200B: "",
    0xFEFF: "",
}
_HALF_WIDTH = ((";", "；"), (":", "："), ("(", "（"), (")", "）"))
_NARROW = re.compile("[,;:()]")
_HALF_COMMA = re.compile(r",(?!\d)|(?<!\d),")
"""A comma of running text that a converter made narrow, and none between the digits of a number."""
_ODD_SIGN = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、）)]")
_HEADING = re.compile(
    r"[#\s]*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六][、）)]|第[一二三四五六]部分|(?P<minor>\d{1,2}[、.．]))"
)
_TITLE = re.compile(
    r"(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)[^。，；：]{8,36}(?:情[况況]|事[项項]|措施)"
)
"""A heading that its number and its last word tell, however long it is."""
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")
_PIECE = re.compile(r"[^；;]+[；;]?")
_PAGE_MARK = re.compile(r"[—–-]?\s*\d{1,3}\s*[—–-]|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?")
_YEAR = re.compile(
    r"(?<![较比同])(?<!结转)(?<!结转[至到])(20\d\d)年(?!度?(?:结转|转结)|修订|施行|印发|\d{1,2}月\d{1,2}日(?:起|前|施行))"
)
_LAST_YEAR = re.compile(
    r"(?<![较比与同])(?<!结转)(?<!转结)(?:去年|上一?年度?(?!度?(?:结转|转结))|上年同期)(?!同期相比|相比)"
)
_CLAUSE = re.compile(r"[，,：:；;（(]")
_COUNTED = re.compile(r"(?:\d|[一二两三四五六七八九十百千零〇])[万亿]?[余多几]?[件条宗份次起例项个篇元]")
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}")
_NEARLY = re.compile(r"(?<![最附])(?:约|近)(?=[^，。；]{0,6}$)")
_PERCENT = re.compile(r"[（(](?:占(?:比)?)?(?P<p>\d{1,3}(?:\.\d+)?)[%％]")
_SPAN = re.compile(r"(20\d\d)年[^，。；]{0,24}?[至到—~-]+(20\d\d)年")
_SINCE = re.compile(r"[\d,，.]+[万余多]*[件条宗份次][（(][^（）()]{0,16}以来")
_ABOUT = re.compile(r"(?:大约|约|近|超过?|逾|不足|不到|不少于|多于|至少|接近)(?:为|有|达)?$")
_UNTIL_NOW = re.compile(r"截[至止到](?:目前|日前|今日|发稿)|到目前为止")
_THIS_YEAR_SO_FAR = re.compile(r"(?:今年|本年度?|20\d\d年(?:1月1日)?)以来")
_SO_FAR = re.compile(r"(20\d\d)年(?:1月1日)?以来")
_WHOLE_YEAR = re.compile(r"全年|(?<!\d)20\d\d年(?!\d|以来|[上下]半年)|年度内")
_CLOSED = re.compile(r"[（(][^（）()]*[）)]")
_SET_APART = re.compile(r"[（(][^（）()]*[）)]|《[^《》]*》")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_PART_OF_LIST = re.compile(r"其中|包括|分别")
_IN_ALL_YEARS = re.compile(r"(?:截[至止到]|到(?=20\d\d年(?:底|末|12月)))[^。；]{0,40}累计[^。；]{0,24}$")
_OF_THIS_YEAR = rare(r"(?:本年度?|当年|今年|20\d\d年度?)(?:新增|新公开)")
_WORD_AFTER = rare(r"[一-鿿]{1,12}")
"""What follows a figure without a stop may name what it counts: 3件规范性文件."""
_LISTED = re.compile(
    r"(?:、[^，。；\d]{2,20}|，(?!其中|包括|包含|含|主要)(?:公示|公告|通知|动态|工作动态|重点领域|[^，。；\d]{1,6}类)[^，。；\d]{0,8})\d+[余多]?[条篇件份]"
)
"""What follows the first of a list of kinds: 发布动态信息800条、通知公告120条."""
_LABEL = re.compile(r"(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]+）)?([一-鿿、“”]{2,14})：")
_PRIORITY = rare(
    r"(?:（[一二三四五六七八九十\d]+）|\d{1,2}[.、．])?(?:抓好|推进|加强|做好|突出|深化|聚焦)?重点领域"
)
"""A paragraph on the fields that the law asks to be open above all: what it counts is a part."""
_OF_ALL = re.compile(r"公开|信息|发布|情况|数量|总")
_OF_REQUESTS = re.compile(
    r"依申请|申请公开|公开申请|收到和处理|(?<!可)申请(?:的)?(?:处理|办理|受理|答复|情况)"
)
_OF_NO_MATTER = re.compile(
    r"总体情况|概述|概况|基本情况|其[他它]需要|主动公开(?:政府)?信息(?:情况)?(?:以?及|和|与)"
)
_OF_PLATFORMS = re.compile(r"平台|渠道|网站|新媒体")
_HEAD_END = re.compile(r"[。：:]")
_HEAD_WORD = re.compile(r"公开|管理|平台|监督|保障")
_NO_HEAD = re.compile(r"[。；，\d]")
LONGEST = 3000
"""Characters of a sentence; what runs on for longer without a stop is none."""
NEAR = 400
"""So many characters before a figure may tell what it counts: a sentence is seldom as long."""
_CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN_UNITS = {"十": 10, "百": 100, "千": 1000}


@record(frozen=True, slots=True)
class NarrativeFigure:
    """A figure that running text may state: ``compare`` lists the sums of cells that it may equal.

    ``about`` is what the text must speak of; a clause with words of ``unless``, or a sentence with words of
    ``unless_near`` or without those of ``beside``, does not state it, nor one in which words of ``against`` stand nearer
    before the figure than ``beside``. ``whole`` figures count everything: a part of it is none.
    What is searched stays as it is written until a text first has a word of ``needs``: most texts state few figures.
    """

    code: str
    label_zh: str
    label_en: str
    unit: str
    compare: tuple[str, ...]
    needs: tuple[str, ...]
    patterns: tuple[str, ...]
    zero: tuple[str, ...]
    about: str
    unless: str
    unless_near: str
    beside: str
    against: str
    whole: bool


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(
        source.replace("{n}", _N)
        .replace("{items}", _ITEMS)
        .replace("{tiao}", _TIAO)
        .replace("{yuan}", _YUAN)
        .replace("{gap}", _GAP)
        .replace("{asker}", _ASKER)
        .replace("{of}", _OF)
        .replace("{none}", _NONE)
        .replace("{lost}", _LOST)
    )


@cache
def _raw() -> dict:
    return tomllib.loads((FORMS / "narrative.toml").read_text("utf-8"))


@cache
def _words(group: str, name: str) -> re.Pattern[str]:
    """The words of one line of ``topics``, ``clauses`` or ``subjects``."""
    return re.compile(_raw()[group][name])


@cache
def narrative_figures() -> Mapping[str, NarrativeFigure]:
    """Every figure of ``data/forms/narrative.toml`` by code, in the order in which the text is searched."""
    return MappingProxyType(
        {
            f["code"]: NarrativeFigure(
                f["code"],
                f["label_zh"],
                f["label_en"],
                f["unit"],
                tuple(f["compare"]),
                tuple(f["needs"]),
                tuple(f["patterns"]),
                tuple(f.get("zero", ())),
                f["about"],
                f.get("unless", ""),
                f.get("unless_near", ""),
                f.get("with", ""),
                f.get("against", ""),
                f.get("whole", False),
            )
            for f in _raw()["figures"]
        }
    )


def _chinese(text: str) -> int | None:
    """二十三 → 23; None for what is no number, as 三四."""
    if _TWO_DIGITS.search(text):
        return None
    total, digit = 0, 0
    for char in text:
        if char in _CN_UNITS:
            total += (digit or 1) * _CN_UNITS[char]
            digit = 0
        else:
            digit = _CN_DIGITS[char]
    return total + digit


BEYOND = 1e12
"""No figure of a report is as large: such digits are several numbers run together."""


def _value(match: re.Match[str]) -> tuple[float, bool] | None:
    """The number of a match and whether it is meant exactly."""
    groups = match.groupdict()
    text = groups["n"].replace(",", "").replace("，", "")
    whole = float(text) if text[0].isdigit() else _chinese(text)
    if whole is None or whole >= BEYOND:
        return None
    number = whole * {"万": 1e4, "亿": 1e8}.get(groups["big"] or "", 1)
    if number % 1 and not match[0].endswith("元"):
        return None  # an average: there are no halves of requests
    vague = groups["about"] or groups["more"] or groups.get("some") or groups["big"]
    vague = vague or _ABOUT.search(match.string, max(0, match.start() - 4), match.start("n"))
    vague = vague or _NEARLY.search(match.string[match.start() - 3 : match.start()])
    return (round(float(number), 4), not vague or number == 0)


@record(frozen=True, slots=True)
class _Line:
    """A stretch of running text that is one paragraph as far as can be told, and what its heading speaks of."""

    text: str
    start: int
    topic: str | None
    printed: str


def _topic(heading: str, above: str | None, minor: bool) -> str | None:
    """What a heading says that the text below speaks of: requests, disputes, platform, other; None where it does not say."""
    if _OF_REQUESTS.search(heading):
        return "requests"
    if "复议" in heading or "诉讼" in heading:
        return "disputes"
    if minor and above == "requests" and not _words("topics", "other").search(heading):
        return above
    if _OF_NO_MATTER.search(heading):
        return None
    if _OF_PLATFORMS.search(heading):
        return "platform"
    return "other"


def _lines(
    document: Document, taken: frozenset[int], first: int
) -> tuple[list[_Line], list[tuple[int, Place]]]:
    """The paragraphs of the running text, also where the print breaks them over lines, and the place of each piece of print."""
    text = ""
    starts: list[tuple[int, Place]] = []
    for index, block in enumerate(document.blocks[first:], first):
        if not isinstance(block, Paragraph) or index in taken:
            continue
        # The words stay as printed; only digits are made ordinary and the breaks of the print taken out.
        piece = "".join(block.text.split())
        if not piece:
            continue
        if _ODD_SIGN.search(piece):
            piece = piece.translate(_DIGITS)
        if len(piece) < 20 and _PAGE_MARK.fullmatch(piece):
            continue
        if _ITEM.match(piece) and text and text[-1] != "\n":
            text += "\n"
        starts.append((len(text), block.place))
        # A line that ends its sentence, a heading or a short line is not carried on by the next.
        ends = piece[-1:] in "。；！？!?:：" or block.heading is not None or len(piece) < 18
        ends = ends or _TITLE.fullmatch(piece) is not None
        text += piece + ("\n" if ends else "")
    lines: list[_Line] = []
    topic: str | None = None
    at = 0
    printed = text
    if _NARROW.search(text):
        text = _HALF_COMMA.sub("，", text)
        for narrow, wide in _HALF_WIDTH:  # a table would be asked about each sign of the text
            text = text.replace(narrow, wide)
    if "公開" in text:
        text = in_simplified(text)
    for line in text.split("\n"):
        number = _HEADING.match(line)
        head = _HEAD_END.split(line, maxsplit=1)[0] if number else ""
        if number and len(head) <= 40:
            topic = _topic(head, topic, number["minor"] is not None)
        elif len(line) <= 20 and _HEAD_WORD.search(line) and not _NO_HEAD.search(line):
            topic = _topic(line, topic, False)
        lines.append(_Line(line, at, topic, printed[at : at + len(line)]))
        at += len(line) + 1
    return lines, starts


@record(frozen=True, slots=True)
class _Found:
    """A figure with its point in the text; ``rank`` tells numbers of items apart, -1 for all other figures."""

    point: int
    said: Stated
    rank: int = -1


@dataclass(slots=True)
class _Reader:
    """The figures of one sentence, piece by piece: what it speaks of and of whom is carried from one to the next."""

    line: _Line
    sentence: str
    begin: int
    year: int | None
    aggregate: bool
    blocked: bool = False
    said: dict[str, bool] = field(default_factory=dict)
    clauses: dict[int, int] = field(default_factory=dict)

    def _before(self, end: int) -> str:
        at = self.begin + end
        return self.line.text[max(0, at - NEAR) : at]

    def _clause(self, at: int, end: int) -> str:
        """The clause that a figure stands in, up to the figure's end and the words right after it."""
        if at not in self.clauses:
            self.clauses[at] = self._begin_of_clause(at)
        return self.sentence[self.clauses[at] : end]

    def _begin_of_clause(self, at: int) -> int:
        low = max(0, at - NEAR)
        # What stands in brackets parts no clause: 通过网站（www…）公开.
        said = self.sentence[low:at]
        if "）" in said:
            said = _CLOSED.sub(lambda told: " " * len(told[0]), said)
        starts = [low + m.end() for m in _CLAUSE.finditer(said)]
        return starts[-1] if starts else low

    def _near(self, words: str) -> bool:
        if words not in self.said:
            self.said[words] = _compiled(words).search(self.sentence) is not None
        return self.said[words]

    def speaks_of(self, figure: NarrativeFigure, end: int, zero: bool) -> bool:
        """Whether the text up to here speaks of what the figure counts."""
        if figure.about == "items" and _of_one_kind(self.line.text):
            return False
        if figure.about == "items" and self.line.topic == "platform":
            # What one site or account has published, unless the words say more.
            return says_many(self._clause(end, end))
        if figure.about not in ("requests", "disputes") or zero:
            return True
        said = _words("topics", "outcomes").sub("", self._before(end))
        if figure.about == "disputes":
            named = _words("topics", "disputes").search(said)
            return named is not None or self.line.topic in ("requests", "disputes")
        last = dict.fromkeys(("requests", "other"), -1)
        for name in last:
            for match in _words("topics", name).finditer(said):
                last[name] = match.end()
        if max(last.values()) >= 0:
            return last["requests"] >= last["other"]
        if figure.code in ("narr_requests_concluded", "narr_requests_answered"):
            return self.line.topic == "requests" or self._near(_raw()["topics"]["requests"])
        return self.line.topic in ("requests", None)

    def of_itself(self, at: int) -> bool:
        """Whether the figure is the reporting body's: not what others did whom it speaks of."""
        low = max(0, at - NEAR)
        said = self.sentence[low:at]
        last, who = -1, "own"
        clause = len(said) - len(self._clause(at, at))
        near = ""
        for name in ("territory", "parts", "own"):
            for match in _words("subjects", name).finditer(said):
                # Others are the subject in their own clause, or at the head of the sentence.
                if match.end() > last and (
                    name == "own" or match.start() >= clause or low + match.start() <= 12
                ):
                    last, who = match.end(), name
                    near = said[max(0, match.start() - 6) : match.end() + 6]
        if last < 0:
            return not self.blocked
        if self.aggregate and who == "own" and _words("subjects", "organ").search(near):
            return False
        told = near + said[clause:] if who == "parts" else said
        self.blocked = who != "own" and not (self.aggregate and _words("subjects", "territory").search(told))
        return not self.blocked

    def of_the_year(self, at: int) -> bool:
        """Whether the words before a figure speak of a whole year that is over."""
        piece = self.sentence[self._piece(at) : at]
        span = _SPAN.search(piece)
        if (span and span[1] != span[2]) or _SINCE.match(self.sentence, at) or _UNTIL_NOW.search(piece):
            return False
        if _IN_ALL_YEARS.search(piece) and _OF_THIS_YEAR.search(self.sentence, at):
            return False
        said = _THIS_YEAR_SO_FAR.sub("", piece) if self._since_new_year(piece) else piece
        whole = [m.end() for m in _WHOLE_YEAR.finditer(said)]
        said = said[whole[-1] :] if whole and "以来" not in said[: whole[-1]] else said
        if _words("clauses", "part_of_year").search(said) or _words("clauses", "several_years").search(said):
            return False
        return _words("clauses", "plan").search(self._clause(at, at)) is None

    def _piece(self, at: int) -> int:
        low = max(0, at - NEAR)
        return max(low, *(self.sentence.rfind(mark, low, at) + 1 for mark in "；;"))

    def _since_new_year(self, said: str) -> bool:
        years = _SO_FAR.findall(said)
        return all(self.year is not None and int(y) == self.year for y in years)

    def is_whole(self, figure: NarrativeFigure, at: int, zero: bool) -> bool:
        """Whether a figure that counts everything does so here: no item of a list, nothing of one channel, none by it alone."""
        clause = self._clause(at, at)
        total = _words("clauses", "total").search(clause)
        begin = max(0, at - NEAR) if figure.about == "items" else self._piece(at)
        before = _IN_BRACKETS.sub("", self.sentence[begin:at])
        if _PART_OF_LIST.search(before) and not (total and figure.about != "items"):
            return False
        if figure.about == "items" or _words("clauses", "channel").search(clause) is None:
            return True
        return by_many_channels(clause) or (not zero and _words("clauses", "sum").search(clause) is not None)

    def rank(self, at: int) -> int:
        """How likely a number of items is all that was published: 4 for a total, 3 for a count, 2 for a site's, 1 for another channel's or one of several, 0 for an account's."""
        clause = self._with_channel(at)
        said = self.sentence[self._piece(at) : at]
        if of_one_account(said):
            return 0
        if _IN_ALL_YEARS.search(said):
            return 0  # perhaps of all years so far
        if not names_a_channel(clause) or by_all_channels(clause):
            return 4 if _words("clauses", "total").search(clause) else 3
        return 2 if of_a_site(clause) and not self._counts_another_channel() else 1

    def _counts_another_channel(self) -> bool:
        """Whether the sentence counts what went out by another channel too: 通过网站公开80条，通过客户端发稿30条."""
        said = _CLOSED.sub("", self.sentence)
        listed = _PART_OF_LIST.search(said)
        said = said[: listed.start()] if listed else said
        counted = [c for c in _CLAUSE.split(said) if counts_entries_of_one(c)]
        return len(counted) > 1

    def _with_channel(self, at: int) -> str:
        """The clause of a figure, together with one before it that only says by which channel, or whose subject one is: 通过微信公众号，发布信息9条."""
        clause = self._clause(at, at)
        before = self._clause(at - len(clause) - 1, at - len(clause)) if len(clause) < at else ""
        return before + clause if only_tells_the_channel(before) else clause

    def _speaks_beside(self, figure: NarrativeFigure, end: int) -> bool:
        """Whether what a figure must stand beside is what the words before it, or right after it, speak of."""
        right_after = _WORD_AFTER.match(self.sentence, end)
        if right_after and _compiled(figure.beside).search(right_after[0]):
            return True
        last = dict.fromkeys((figure.beside, figure.against), -1)
        for words in filter(None, last):
            for match in _compiled(words).finditer(self.sentence, max(0, end - NEAR), end):
                last[words] = match.end()
        return last[figure.beside] > last[figure.against]

    def spoken_year(self, at: int) -> int | None:
        """The year that the words before a number name, nearest first; else the report's."""
        clause = at - len(self._clause(at, at))
        if _LAST_YEAR.search(self.sentence, clause, at) and self.year is not None:
            return self.year - 1
        # What stands in brackets tells of what stands before them: 申请9件（含2022年结转1件）; a title has its own year.
        said = _SET_APART.sub(lambda told: " " * len(told[0]), self.sentence[max(0, at - NEAR) : at])
        years = [int(m[1]) for m in _YEAR.finditer(said)]
        return years[-1] if years else self.year

    def carries(self, match: re.Match[str]) -> bool:
        """Whether the year from or into which requests are carried, where one is printed, is the one beside the report's."""
        told = match.groupdict()
        return all(
            told.get(name) is None or (self.year is not None and int(told[name]) == self.year + by)
            for name, by in (("from", -1), ("into", 1))
        )

    def _to_come(self, at: int) -> bool:
        """True for a figure of a year after the report's."""
        spoken = self.spoken_year(at)
        return spoken is not None and self.year is not None and spoken > self.year

    def states(self, figure: NarrativeFigure, start: int, at: int, end: int, zero: bool = False) -> bool:
        """Whether a match states the figure: of this body, for its year, as a whole."""
        if figure.unless and not zero and _compiled(figure.unless).search(self._clause(start, end)):
            return False
        if figure.about == "items" and _LISTED.match(self.sentence, end):
            return False
        if figure.unless_near and self._near(figure.unless_near):
            return False
        if figure.about == "requests" and self._near(_raw()["subjects"]["apart"]):
            return False
        if figure.beside and not self._speaks_beside(figure, end):
            return False
        if not zero and (
            _words("clauses", "change").search(self.sentence, start, at)
            or _words("clauses", "compared").search(self._clause(start, start))
        ):
            return False
        return (
            not self._to_come(start)
            and self.speaks_of(figure, end, zero)
            and self.of_itself(at)
            and self.of_the_year(at)
            and (not figure.whole or self.is_whole(figure, at, zero))
        )


def _of_one_kind(line: str) -> bool:
    """True for a paragraph that begins with the kind of what it counts: 行政执法：…信息2条, 重点领域信息公开."""
    if _PRIORITY.match(line):
        return True
    label = _LABEL.match(line)
    return label is not None and _OF_ALL.search(label[1]) is None and not names_a_channel(label[1])


def _all_that_was_published(found: list["_Found"]) -> Iterator["_Found"]:
    """Of the numbers of items in one paragraph the one that counts all: a total, else the first; sites' and accounts' are parts."""
    best = max((one.rank for one in found), default=0)
    mine = [one for one in found if one.rank == best]
    if best == 4:
        most = max(one.said.value for one in mine)
        mine = [one for one in mine if one.said.value == most]
    elif best == 3:
        mine = [one for one in mine if one.said.value == mine[0].said.value]
    elif best == 2 and len({one.said.value for one in found}) > 1:
        mine = []
    # What is less than a part is no whole; only accounts may send the same thing out more than once.
    if best <= 1 or (mine and mine[0].said.value < max(one.said.value for one in found if one.rank)):
        mine = []
    return iter(mine)


_ONE_SITE = 2
"""The rank of what one site published."""


def _of_the_whole_text(published: list["_Found"]) -> Iterator["_Found"]:
    """Of what several paragraphs say was published in a year that which counts all; none where they say it of different numbers.

    What one site published is said as that: it may be all, but the text does not say so.
    """
    for year in {one.said.year for one in published}:
        mine = [one for one in published if one.said.year == year]
        best = max(one.rank for one in mine)
        mine = [one for one in mine if one.rank == best]
        values = {one.said.value for one in mine}
        if best == 4 or len(values) == 1:
            mine = [one for one in mine if one.said.value == max(values)]
            yield from (map(_of_a_site, mine) if best == _ONE_SITE else mine)


def _of_a_site(found: "_Found") -> "_Found":
    """A number of items as that of the site that published them."""
    told = found.said
    site = Stated("narr_pd_items_site", told.value, told.exact, told.year, told.sentence, told.place)
    return _Found(found.point, site, found.rank)


def _free(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= a or start >= b for a, b in spans)


def _may_state(figures: Iterable[NarrativeFigure], text: str) -> list[NarrativeFigure]:
    """Those of the figures that a text may state: it has a word that they need, and a counted number unless it may say that there were none."""
    found = []
    for figure in figures:
        for word in figure.needs:
            if word in text:
                found.append(figure)
                break
    if found and _COUNTED.search(text) is None:
        return [figure for figure in found if figure.zero]
    return found


def _stated(
    reader: _Reader, figures: Iterable[NarrativeFigure], quote: str, place: Place, low: int, high: int
) -> Iterator[_Found]:
    """Those of the figures that stand between two points of a sentence, each with its point."""
    sentence = reader.sentence
    counted = _COUNTED.search(sentence, low, high) is not None
    spans: list[tuple[int, int]] = []
    taken: list[tuple[int, NarrativeFigure, Stated, re.Match[str]]] = []
    for figure in figures:
        seen = False
        for pattern in figure.patterns if counted else ():
            for match in _compiled(pattern).finditer(sentence, low, high):
                at, value = match.start("n"), _value(match)
                if not _free(spans, at, match.end("n")):
                    continue
                spans.append((at, match.end("n")))
                stands = value is not None and reader.states(figure, match.start(), at, match.end())
                stands = stands and reader.carries(match)
                # Of 复议、诉讼共0件 a pattern sees one of the two: the words of none see both.
                seen = seen or stands or value is None or value[0] != 0
                if value is None or not stands:
                    continue
                # A year within the words is no year of the figure: 结转2025年办理1件.
                year = reader.spoken_year(match.start())
                said = Stated(figure.code, value[0], value[1], year, quote, place)
                taken.append((at, figure, said, match))
        if not seen:
            for pattern in figure.zero:
                none = _compiled(pattern).search(sentence, low, high)
                if none and reader.states(figure, none.start(), none.end(), none.end(), zero=True):
                    year = reader.spoken_year(none.end())
                    yield _Found(none.start(), Stated(figure.code, 0.0, True, year, quote, place))
                    break
    counts: dict[tuple[str, int | None], list[float]] = {}
    for _, figure, said, _ in taken:
        counts.setdefault((figure.code, said.year), []).append(said.value)
    for at, figure, said, match in taken:
        values = counts[figure.code, said.year]
        # Of two different counts of one thing the first is the whole; of outcomes each may be a part.
        if (
            figure.about != "items"
            and len(set(values)) > 1
            and not (figure.whole and said.value == values[0])
        ):
            continue
        yield _Found(at, said, reader.rank(at) if figure.about == "items" else -1)
        percent = _PERCENT.match(sentence, match.end())
        if percent:
            share = Stated(f"{figure.code}_percent", float(percent["p"]), True, said.year, quote, place)
            yield _Found(at + 1, share)


def read_narrative(
    document: Document,
    year: int | None,
    taken: frozenset[int] = frozenset(),
    first: int = 0,
    scope: Scope = Scope.UNKNOWN,
) -> tuple[Stated, ...]:
    """Every figure stated in the running text from block ``first`` on, in the order of the text.

    Only what the text says of the reporting body's whole year is taken (``scope`` tells whether its territory's
    figures are its own): parts, plans, changes and other bodies' counts are left out, as are numbers that count
    something else. ``exact`` is False for 约, 近, 余, 万 and the like. A percentage in brackets after a figure
    follows it as ``<code>_percent``.
    """
    aggregate = scope in (Scope.GOVERNMENT_AGGREGATE, Scope.SYSTEM_AGGREGATE)
    lines, starts = _lines(document, taken, first)
    found: list[_Found] = []
    published: list[_Found] = []
    of_text = _may_state(narrative_figures().values(), "\n".join([line.text for line in lines]))
    for line in lines:
        of_line = _may_state(of_text, line.text)
        items: list[_Found] = []
        for whole in _SENTENCE.finditer(line.text) if of_line else ():
            of_sentence = _may_state(of_line, whole[0])
            if not of_sentence or len(whole[0]) > LONGEST:
                continue
            reader = _Reader(line, whole[0], whole.start(), year, aggregate)
            for piece in _PIECE.finditer(whole[0]):
                figures = _may_state(of_sentence, piece[0])
                if not figures:
                    continue
                at = line.start + whole.start() + piece.start()
                here = bisect_right(starts, at, key=lambda begin: begin[0])
                place = starts[here - 1][1] if here else Place()
                quote = line.printed[whole.start() + piece.start() : whole.start() + piece.end()]
                for one in _stated(reader, figures, quote, place, *piece.span()):
                    placed = _Found(line.start + whole.start() + one.point, one.said, one.rank)
                    (found if one.rank < 0 else items).append(placed)
        if items:
            published += _all_that_was_published(items)
    found += _of_the_whole_text(published)
    return tuple(one.said for one in sorted(found, key=lambda one: one.point))
