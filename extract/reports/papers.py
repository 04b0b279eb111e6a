"""Papers on open government information that look like a yearly report and are none, told by their own title."""

from collections.abc import Iterator, Sequence

from extract.forms.labels import simplified
from extract.rare import rare
from extract.reports.identity.titles import BARE, titles_in
from extract.reports.identity.years import PART_OF_A_YEAR, YEAR

_REPORT = r"(?:报告|年报)[》〉”]?"
_LETTER = r"(?:通知|通告|提示|提醒)$"
_ASKED_FOR = rare(
    rf"(?:做好|开展|组织|编制|编写|编报|撰写|报送|上报|填报|提交|规范|启动)[一-鿿\d《〈“]{{0,30}}{_REPORT}[一-鿿》〉”]{{0,20}}{_LETTER}"
    rf"|{_REPORT}(?:格式|模板|范本|样式|编[制写报]|填报|报送|发布|公布|工作|有关|相关|数据|事项)[一-鿿》〉”]{{0,20}}(?:{_LETTER}|[通复]?函$)"
    rf"|{_REPORT}(?:格式|模板|范本|样式)$"
)
"""A letter that asks for reports or says how to write them; one that only forwards a report names nothing beside it."""
_RULED = rare(
    r"公开[一-鿿]{0,20}(?:要点|方案|办法|规定|意见|分工|制度|细则|规程|清单|标准|指引)(?:[（(][一-鿿]{1,6}[）)])?[》〉”]?的?通知$"
)
"""A letter that brings a plan or a rule on the work."""
_JUDGED = rare(
    r"(?:评估|测评|考核|检查|自查|自评|督查|调研|研究)(?:工作)?(?:情况)?(?:的)?(?:分析)?(?:报告|通报|结果|情况)$"
)
"""What others found, or the body itself, when they examined the work."""
_IN_PARTS = rare(
    rf"{YEAR}{PART_OF_A_YEAR}[一-鿿]{{0,20}}公开[一-鿿]{{0,12}}(?:报告|总结|小结|年报|情况)$"
    rf"|{PART_OF_A_YEAR}[一-鿿]{{0,4}}(?:政府信息|政务|信息)公开[一-鿿]{{0,12}}(?:报告|总结|小结|情况)$"
)
PART = "a report on a part of a year"
OTHER_PAPERS = (
    (_ASKED_FOR, "a letter that asks for yearly reports"),
    (_RULED, "a plan or a rule on the work on openness"),
    (_JUDGED, "an examination of the work on openness"),
    (_IN_PARTS, PART),
)
_ENDS = (
    *("通知", "通告", "提示", "提醒", "函", "格式", "模板", "范本", "样式", "报告", "年报", "通报"),
    *("总结", "小结", "结果", "情况"),
)
"""How the titles of such papers end: few lines do."""
_LONGEST = 80
_LONGEST_LINE = 45
_LINES = 3
"""Over so many lines a title may break."""


def other_paper(lines: Sequence[str]) -> str | None:
    """What a paper is whose title, in the lines before its first section, tells that it is no yearly report.

    A menu may name such papers above a report: the title of a report beside it tells that it is one.
    """
    found: list[str] = []
    taken: set[int] = set()
    for numbers, title in _joined(lines):
        kinds = [kind for pattern, kind in OTHER_PAPERS if pattern.search(title)]
        if kinds:
            found += kinds
            taken.update(numbers)
    if not found:
        return None
    others = [line for number, line in enumerate(lines) if number not in taken]
    return None if _has_title_of_report(others) else found[0]


def _joined(lines: Sequence[str]) -> Iterator[tuple[range, str]]:
    """What may be the title of such a paper: a line or a few, one after the other, with their numbers."""
    for over in range(1, _LINES + 1):
        for first in range(len(lines) - over + 1):
            said = "".join(lines[first : first + over])
            if len(said) <= _LONGEST:
                title = simplified(said)
                if title.endswith(_ENDS) and "公开" in title:
                    yield range(first, first + over), title


def _has_title_of_report(lines: Sequence[str]) -> bool:
    if next(titles_in(lines), None) is not None:
        return True
    return any(BARE.search(simplified(line)) for line in lines if len(line) <= _LONGEST_LINE)
