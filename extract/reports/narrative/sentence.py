"""What a sentence says of its numbers: whether one is the body's own, of the whole year, and counts everything."""

import re
from dataclasses import dataclass, field
from enum import IntEnum

from extract.rare import rare
from extract.reports.narrative.channels import (
    by_all_channels,
    by_many_channels,
    counts_entries_of_one,
    names_a_channel,
    of_a_site,
    of_one_account,
    only_tells_the_channel,
    says_many,
)
from extract.reports.narrative.figures import NarrativeFigure, compiled, words_of
from extract.reports.narrative.lines import Line

NEAR = 400
"""So many characters before a figure may tell what it counts: a sentence is seldom as long."""
_YEAR = re.compile(
    r"(?<![较比同])(?<!结转)(?<!结转[至到])(20\d\d)年(?!度?(?:结转|转结)|修订|施行|印发|\d{1,2}月\d{1,2}日(?:起|前|施行))"
)
_LAST_YEAR = re.compile(
    r"(?<![较比与同])(?<!结转)(?<!转结)(?:去年|上一?年度?(?!度?(?:结转|转结))|上年同期)(?!同期相比|相比)"
)
_CLAUSE = re.compile(r"[，,：:；;（(]")
_SPAN = re.compile(r"(20\d\d)年[^，。；]{0,24}?[至到—~-]+(20\d\d)年")
_SINCE = re.compile(r"[\d,，.]+[万余多]*[件条宗份次][（(][^（）()]{0,16}以来")
_UNTIL_NOW = re.compile(r"截[至止到](?:目前|日前|今日|发稿)|到目前为止")
_THIS_YEAR_SO_FAR = re.compile(r"(?:今年|本年度?|20\d\d年(?:1月1日)?)以来")
_SO_FAR = re.compile(r"(20\d\d)年(?:1月1日)?以来")
_WHOLE_YEAR = re.compile(r"全年|(?<![\d—~至-])20\d\d年(?!\d|以来|[上下]半年)|年度内")
_CLOSED = re.compile(r"[（(][^（）()]*[）)]")
_SET_APART = re.compile(r"[（(][^（）()]*[）)]|《[^《》]*》")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_PART_OF_LIST = re.compile(r"其中|包括|分别")
_IN_ALL_YEARS = re.compile(r"(?:截[至止到]|到(?=20\d\d年(?:底|末|12月)))[^。；]{0,40}累计[^。；]{0,24}$")
_BEYOND_THE_YEAR = rare(
    r"年[^。；\d]{0,16}公开(?:各类|政府|政务)?信息数?(?:共有?|共计)?\d+[余多]?[条件]，累计[^，。；\d]{0,12}$"
)
"""Behind what the year has brought, what is counted since the first: 2024年公开信息30条，累计公开信息210条."""
_OF_THIS_YEAR = rare(r"(?:本年度?|当年|今年|20\d\d年度?)(?:新增|新公开)")
_WORD_AFTER = rare(r"[一-鿿]{1,12}")
"""What follows a figure without a stop may name what it counts: 3件规范性文件."""
_LISTED = re.compile(
    r"(?:、[^，。；\d]{2,20}|，(?!其中|包括|包含|含|主要)(?:公示|公告|通知|动态|工作动态|重点领域|[^，。；\d]{1,6}类)[^，。；\d]{0,8})\d+[余多]?[条篇件份]"
    r"|，其中(?:20\d\d年度?|本年度?|当年|今年)(?:新增|新公开)"
)
"""What follows the first of a list of kinds, or a stock: 发布动态信息800条、通知公告120条."""
_LABEL = re.compile(r"(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]+）)?([一-鿿、“”]{2,14})：")
_OF_A_BODY = rare(
    r"(?:\d{1,2}[.、．]|（[一二三四五六七八九十\d]+）)?[一-鿿]{2,20}(?:局|委员会|办公室|中心|[镇乡]|街道|政府|办事处)："
)
"""A paragraph on one of many bodies: 1.示例县公安局：收到12件."""
_PRIORITY = rare(
    r"(?:（[一二三四五六七八九十\d]+）|\d{1,2}[.、．])?(?:抓好|推进|加强|做好|突出|深化|聚焦)?重点领域"
)
"""A paragraph on the fields that the law asks to be open above all: what it counts is a part."""
_OF_ALL = re.compile(r"公开|信息|发布|情况|数量|总")


class Rank(IntEnum):
    """How likely a number of items is all that was published, by what it counts."""

    ACCOUNT = 0
    """What an account sent out, or perhaps what all years have brought."""
    CHANNEL = 1
    """What went out by another channel, or by one of several."""
    SITE = 2
    COUNT = 3
    TOTAL = 4


@dataclass(slots=True)
class Sentence:
    """A sentence, asked about its figures one after the other: what it speaks of and of whom is carried from one to the next.

    ``begin`` is where it begins in its ``line``, ``year`` the year reported on; ``aggregate`` where the figures of a
    whole territory are the report's own. ``blocked`` where those of the words so far are others'; ``said`` and
    ``clauses`` keep answers that are asked for again.
    """

    line: Line
    text: str
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
        return self.text[self.clauses[at] : end]

    def _begin_of_clause(self, at: int) -> int:
        low = max(0, at - NEAR)
        # What stands in brackets parts no clause: 通过网站（www…）公开.
        said = self.text[low:at]
        if "）" in said:
            said = _CLOSED.sub(lambda told: " " * len(told[0]), said)
        starts = [low + m.end() for m in _CLAUSE.finditer(said)]
        return starts[-1] if starts else low

    def _near(self, words: str) -> bool:
        """Whether the sentence has some words, wherever they stand."""
        if words not in self.said:
            self.said[words] = compiled(words).search(self.text) is not None
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
        said = words_of("topics", "outcomes").sub("", self._before(end))
        if figure.about == "disputes":
            named = words_of("topics", "disputes").search(said)
            return named is not None or self.line.topic in ("requests", "disputes")
        last = dict.fromkeys(("requests", "other"), -1)
        for name in last:
            for match in words_of("topics", name).finditer(said):
                last[name] = match.end()
        if max(last.values()) >= 0:
            return last["requests"] >= last["other"]
        if figure.code in ("narr_requests_concluded", "narr_requests_answered"):
            return self.line.topic == "requests" or self._near(words_of("topics", "requests").pattern)
        return self.line.topic in ("requests", None)

    def of_itself(self, at: int) -> bool:
        """Whether the figure is the reporting body's: not what others did whom it speaks of."""
        if _OF_A_BODY.match(self.line.text):
            return False
        low = max(0, at - NEAR)
        said = self.text[low:at]
        last, who, word = -1, "own", ""
        clause = len(said) - len(self._clause(at, at))
        near = ""
        for name in ("territory", "parts", "own"):
            for match in words_of("subjects", name).finditer(said):
                # Others are the subject in their own clause, or at the head of the sentence.
                if match.end() > last and (
                    name == "own" or match.start() >= clause or low + match.start() <= 12
                ):
                    last, who, word = match.end(), name, match[0]
                    near = said[max(0, match.start() - 6) : match.end() + 6]
        if last < 0:
            return not self.blocked
        if who == "own" and "政府" in word and self._near(words_of("subjects", "bureau").pattern):
            return False
        if self.aggregate and who == "own" and words_of("subjects", "organ").search(near):
            return False
        told = near + said[clause:] if who == "parts" else said
        self.blocked = who != "own" and not (
            self.aggregate and words_of("subjects", "territory").search(told)
        )
        return not self.blocked

    def of_the_year(self, at: int) -> bool:
        """Whether the words before a figure speak of a whole year that is over."""
        piece = self.text[self._piece(at) : at]
        span = _SPAN.search(piece)
        if (span and span[1] != span[2]) or _SINCE.match(self.text, at) or _UNTIL_NOW.search(piece):
            return False
        if _IN_ALL_YEARS.search(piece) and _OF_THIS_YEAR.search(self.text, at):
            return False
        said = _THIS_YEAR_SO_FAR.sub("", piece) if self._since_new_year(piece) else piece
        whole = [m.end() for m in _WHOLE_YEAR.finditer(said)]
        said = said[whole[-1] :] if whole and "以来" not in said[: whole[-1]] else said
        if words_of("clauses", "part_of_year").search(said) or words_of("clauses", "several_years").search(
            said
        ):
            return False
        return words_of("clauses", "plan").search(self._clause(at, at)) is None

    def _piece(self, at: int) -> int:
        low = max(0, at - NEAR)
        return max(low, *(self.text.rfind(mark, low, at) + 1 for mark in "；;"))

    def _since_new_year(self, said: str) -> bool:
        years = _SO_FAR.findall(said)
        return all(self.year is not None and int(y) == self.year for y in years)

    def is_whole(self, figure: NarrativeFigure, at: int, zero: bool) -> bool:
        """Whether a figure that counts everything does so here: no item of a list, nothing of one channel, none by it alone."""
        clause = self._clause(at, at)
        total = words_of("clauses", "total").search(clause)
        begin = max(0, at - NEAR) if figure.about == "items" else self._piece(at)
        before = _IN_BRACKETS.sub("", self.text[begin:at])
        if _PART_OF_LIST.search(before) and not (total and figure.about != "items"):
            return False
        if figure.about == "items" or words_of("clauses", "channel").search(clause) is None:
            return True
        if zero:  # none by letter or by fax: perhaps some by the site
            return by_all_channels(clause) or (by_many_channels(clause) and "网络" in clause)
        return by_many_channels(clause) or words_of("clauses", "sum").search(clause) is not None

    def rank(self, at: int) -> Rank:
        """What a number of items counts."""
        clause = self._with_channel(at)
        said = self.text[self._piece(at) : at]
        if of_one_account(said) or _IN_ALL_YEARS.search(said) or _BEYOND_THE_YEAR.search(said):
            return Rank.ACCOUNT
        if not names_a_channel(clause) or by_all_channels(clause):
            return Rank.TOTAL if words_of("clauses", "total").search(clause) else Rank.COUNT
        return Rank.SITE if of_a_site(clause) and not self._counts_another_channel() else Rank.CHANNEL

    def _counts_another_channel(self) -> bool:
        """Whether the sentence counts what went out by another channel too: 通过网站公开80条，通过客户端发稿30条."""
        said = _CLOSED.sub("", self.text)
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
        right_after = _WORD_AFTER.match(self.text, end)
        if right_after and compiled(figure.beside).search(right_after[0]):
            return True
        last = dict.fromkeys((figure.beside, figure.against), -1)
        for words in filter(None, last):
            for match in compiled(words).finditer(self.text, max(0, end - NEAR), end):
                last[words] = match.end()
        return last[figure.beside] > last[figure.against]

    def spoken_year(self, at: int) -> int | None:
        """The year that the words before a number name, nearest first; else the report's."""
        clause = at - len(self._clause(at, at))
        if _LAST_YEAR.search(self.text, clause, at) and self.year is not None:
            return self.year - 1
        # What stands in brackets tells of what stands before them: 申请9件（含2022年结转1件）; a title has its own year.
        said = _SET_APART.sub(lambda told: " " * len(told[0]), self.text[max(0, at - NEAR) : at])
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
        if figure.unless and not zero and compiled(figure.unless).search(self._clause(start, end)):
            return False
        if figure.about == "items" and _LISTED.match(self.text, end):
            return False
        if figure.unless_near and self._near(figure.unless_near):
            return False
        if figure.about == "requests" and self._near(words_of("subjects", "apart").pattern):
            return False
        if figure.beside and not self._speaks_beside(figure, end):
            return False
        if not zero and (
            words_of("clauses", "change").search(self.text, start, at)
            or words_of("clauses", "compared").search(self._clause(start, start))
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
