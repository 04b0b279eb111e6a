"""The name of a body whose report has none in its title."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.forms.labels import in_simplified, simplified
from extract.rare import rare
from extract.reports.identity.evidence import Evidence
from extract.reports.identity.full_names import as_printed, introduced
from extract.reports.identity.model import Identity
from extract.reports.identity.names import begins_with_a_place, cleaned, is_body, is_place
from extract.reports.identity.offices import office_or_government, reporting, whole
from extract.reports.identity.own_words import called_otherwise, kinds_called
from extract.reports.identity.publication import signature
from extract.reports.identity.subject import subject_of
from extract.reports.identity.titles import BARE, TITLES, titles_in, without_gaps
from extract.reports.model import Decision

_CONTACT = rare(
    r"(?:请(?:您)?(?:直接)?(?:与|联系|向|致电|咨询)|敬请(?:与|联系)|可(?:直接)?(?:与|联系|向|致电)|或者?直接与)"
    r"[：:]?(?P<name>[一-鿿]{4,36}?)(?:联系|咨询|反映|[（(\[，,:；;。])"
)
"""The unit that a text asks its readers to turn to with their questions."""
_CONTACT_WITHIN = 20_000
_NEWS = rare("(?:媒体中心|电视台|报社|新闻中心|新闻办公室)$")
"""Units that publish for others."""
_OF_A_TERRITORY = rare("我[省市县区州旗盟](?![一-鿿]{0,6}[局委办厅])")
"""A text that speaks for a whole territory: 我县, and not 我县财政局."""
_GOVERNS = rare("(?:政府|政府办公?[室厅]|行署|管委会|管理委员会|[省市县区州旗盟])$")
"""How the names of those end that speak for a whole territory."""
_SPOKEN_OF = "the body that section one begins to speak of"
_FILE_NOISE = rare(
    r"(?:20[0-4]\d|[\d_\-—.（）()【】 ]|年报|年度?|政府信息公开|信息公开|政务公开|工作|报告|度|附件|正文|公开版|终稿|定稿|最终版)+"
)
"""What the name of a file has beside that of a body."""
_BRANCH = rare(r".+[省市县区州](?P<trade>[一-鿿]{2,8})局(?P<where>[一-鿿]{2,10})分局$")
_STRONG_END = rare(
    r"(?:[局厅委署县市区州盟旗镇乡关]|委员会|政府|办公[室厅]|街道|办事处|学院|大学|医院|法院|公司|集团|中心|支队|总队)$"
)
"""How a body's name ends in a file's name that has no title: other words end like shorter ones."""


def name_elsewhere(told: Evidence, identity: Identity) -> None:
    """Put a name that does not stand in the title into an identity: of the places where one may stand the first that has one.

    Where only doubtful places have one, it is unsettled if the text calls the body something else, or another of these
    places does.
    """
    name, because = next(_named(SURE, told), ("", ""))
    if name:
        _settle(identity, name, because)
        return
    named = list(_named(DOUBTED, told))
    called = kinds_called(told.plain_body)
    # Of those that may be another's the text tells which it speaks of.
    named = [one for one in named if any(kind in one[0] for kind in called)] or named
    if not named:
        return
    (name, because), *others = sorted(named, key=lambda one: one != _with_place(named))
    if because == _SPOKEN_OF:
        name = introduced(name, told.plain_body) or name
    else:
        name = office_or_government(name, told.plain_body, told.first_words, identity)
    _settle(identity, as_printed(name, told.body), because)
    alone = [line for _, line in _lines_alone(told)]
    rivals = [*(other for other, _ in others), *(alone if alone[:1] == [name] else ())]
    rivals = [
        other for other in rivals if name not in other and other not in name and not _is_branch(name, other)
    ]
    if rivals:
        identity.unsettled.append(f"the body may be {name} or {rivals[0]}")
    if otherwise := called_otherwise(name, told.plain_body):
        identity.unsettled.append(f"the text calls the body {otherwise}, not {name}")
    elif not called and not _GOVERNS.search(name) and _OF_A_TERRITORY.search(told.first_words):
        identity.unsettled.append(f"the text speaks for a whole territory, not for {name} alone")


def doubt_announced(name: str, told: Evidence, identity: Identity) -> None:
    """Say of a name in the opening sentence that it may be another's: readers are sent to a body of the kind that speaks.

    A bureau may take over the opening of its government's report: 现公布示例县人民政府…年度报告, and then 我局 and 请与示例县水利局联系.
    """
    if not called_otherwise(name, told.plain_body):
        return
    called = kinds_called(told.plain_body)
    asked = _answering(told)
    if asked and is_body(asked) and any(kind in asked for kind in called):
        identity.unsettled.append(
            f"the body may be {name} or {asked}, the text calls it {'、'.join(sorted(called))}"
        )


def _is_branch(name: str, other: str) -> bool:
    """Whether two names are those of one branch, with and without what it is a part of: 示例市公安局河滩区分局, 河滩区公安分局."""
    whole, short = sorted((name, other), key=len, reverse=True)
    branch = _BRANCH.match(whole)
    return branch is not None and short == f"{branch['where']}{branch['trade']}分局"


def _with_place(named: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The first of some names, or the longest of the others that says the same with more before it, where it has no place."""
    first = named[0]
    if begins_with_a_place(first[0]):
        return first
    return max((one for one in named if one[0].endswith(first[0])), key=lambda one: len(one[0]))


def _named(witnesses: Iterable["Witness"], told: Evidence) -> Iterator[tuple[str, str]]:
    """The names of bodies that these witnesses tell, each with the reason to take it."""
    for witness, because in witnesses:
        name = witness(told)
        if name and is_body(name):
            yield name, because


def _settle(identity: Identity, name: str, because: str) -> None:
    identity.name = name
    identity.decisions.append(Decision("agency", name, because))


def _lines_alone(told: Evidence) -> list[tuple[int, str]]:
    """The lines above the report that are the name of a body and no more, with their numbers."""
    return [
        (number, line)
        for number, line in enumerate(told.lines)
        if 4 <= len(line) <= 30 and is_body(line) and re.fullmatch(r"[一-鿿（）()·、]+", line)
    ]


def _under_title(told: Evidence) -> str | None:
    titled = [n for n, line in enumerate(told.lines) if len(line) <= 45 and BARE.search(simplified(line))]
    if not titled:
        return None
    return next((line for n, line in _lines_alone(told) if titled[-1] < n <= titled[-1] + 2), None)


def _in_header(told: Evidence) -> str | None:
    return next((word for word in told.document.meta.get("header", "").split() if is_body(word)), None)


def _signing(told: Evidence) -> str | None:
    return signature(told.document).body


def _publishing(told: Evidence) -> str | None:
    if told.publisher is None or _NEWS.search(told.publisher):
        return None
    return whole(reporting(told.publisher), told.body)


def _first_alone(told: Evidence) -> str | None:
    return next((line for _, line in _lines_alone(told)), None)


def _answering(told: Evidence) -> str | None:
    """The unit that answers questions: who works for 示例县政务公开办 may be the county's government or its office, as the text says."""
    contact = _CONTACT.search(in_simplified(told.body[:_CONTACT_WITHIN]))
    asked = whole(reporting(contact["name"]), told.body) if contact else None
    subject = _subject(told)
    if asked and subject and subject.startswith(asked) and asked[-1] in "省市县区旗州盟":
        return None
    return asked


def _subject(told: Evidence) -> str | None:
    return subject_of(told.first_words, told.body)


def _subject_above(told: Evidence) -> str | None:
    return subject_of("\n".join(told.lines), told.body)


def _of_file(told: Evidence) -> str | None:
    """The body that a file is named after."""
    stem = without_gaps(re.sub(r"\.[A-Za-z]+$", "", told.file_name))
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


def _of_record(told: Evidence) -> str | None:
    return next((t.name for t in titles_in([without_gaps(told.document.meta.get("title", ""))])), None)


def _of_site(told: Evidence) -> str | None:
    """The body that a page's title names, which is then that of its site; the government's may be any body's."""
    parts = map(without_gaps, re.split(r"[-_|—]", told.document.meta.get("title", "")))
    return next((part for part in parts if is_body(part) and not part.endswith("政府")), None)


def _of_path(told: Evidence) -> str | None:
    """The body in the path of its page (首页>示例县水利局>年报); the government is also that of the whole site."""
    for line in told.lines:
        if ">" in line and len(line) <= 200:
            named = [part for part in line.split(">") if is_body(part) and not part.endswith("政府")]
            if named:
                return named[-1]
    return None


Witness = tuple[Callable[[Evidence], str | None], str]
"""Where a name may stand, and the reason that is given for one that stands there."""
SURE: tuple[Witness, ...] = (
    (_under_title, "the line under the title"),
    (_in_header, "the header of its pages"),
    (_of_file, "the file's name"),
    (_signing, "the name under the text"),
)
DOUBTED: tuple[Witness, ...] = (
    (_publishing, "the unit that publishes it"),
    (_first_alone, "a line of its own above the report"),
    (_answering, "the unit that answers questions on it"),
    (_subject, _SPOKEN_OF),
    (_subject_above, "the body that the opening speaks of"),
    (_of_path, "the path of the page"),
    (_of_record, "the title in the file's own record"),
    (_of_site, "the site's name"),
)
"""Where the name of another body may stand as well."""
