"""When a report was published, and by whom."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.documents.model import Document, Paragraph, Table
from extract.forms.labels import simplified
from extract.rare import rare
from extract.reports.foot import above_the_foot
from extract.reports.identity.model import Identity
from extract.reports.identity.names import is_body, is_chinese, names_a_body
from extract.reports.identity.titles import without_gaps
from extract.reports.identity.years import CN_DATE, DATE, iso_date
from extract.reports.model import Decision

_GAP_IN_DATE = re.compile(r"(?<=\d)\s?([-./年月])\s(?=\d{1,2})")
_GAP_OR_COLON = re.compile(r"[\s:：]")
_DATE_LABELS = (
    "公开日期",
    "发布日期",
    "发布时间",
    "公开时间",
    "公布日期",
    "发表时间",
    "发表日期",
    "发文日期",
    "发文时间",
    "成文日期",
    "生成日期/有效期",
    "生成日期",
    "信息时间",
    "信息提供日期",
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
TITLE_LABELS = ("名称", "标题")
"""The labels of a title in the record of a page."""
_SHORT = ("时间", "日期", "来源")
"""Labels that are also the end of other words: 统计时间."""
_LABEL = "|".join(
    (rf"(?<![一-鿿])(?:{word})" if label not in _SHORT else rf"(?:(?<![一-鿿])|(?<=[日局委厅府室网])){word}")
    for label in (*_DATE_LABELS, *_PUBLISHER_LABELS, *TITLE_LABELS)
    for word in [r"\s{0,2}".join(label)]
)
_OTHER = r"(?:字\s?号|字\s?体|作\s?者|浏览|点击|阅读|访问|打印|分享|文\s?号|索\s?引\s?号|责任编辑)"
"""Labels of a page's record that end the value before them."""
_NEXT = rf"(?=\s|[|:：]|(?:{_LABEL}|{_OTHER}[一-鿿]{{0,2}})\s*[:：]|$)"
_LABELLED = rare(
    rf"(?P<label>{_LABEL})(?:\s*[:：]\s*|(?P<gap>[ \t]+))(?P<value>[^\s:：|]*?){_NEXT}(?!\s*[:：])"
)
"""A label with its value, up to a gap or the next label; where no colon stands between them only after a gap."""
_LONGEST_RECORD = 120
_RECORD_BEFORE_TEXT = 60
"""So much of a long line may be the record of a page, where a converter lost the break before the text."""
_RECORD_BEGINS = re.compile(r"\s*(?:发[布表]|公[布开]|成文)(?:时间|日期)\s*[:：]")
_LONGEST_LABEL = 30
"""Characters of a line that may be a label, or a date, and no more."""
_SIGNS = re.compile(r"[日期间源位构关门体称题]\s*[:： \t]")
"""What ends a label: most lines have none."""


def labelled(document: Document, end: int | None) -> dict[str, str]:
    """Label → value from the small tables that a page puts before the report, and from ``label：value`` lines; the first of each."""
    pairs: dict[str, str] = {}
    printed: list[str] = []
    for block in document.blocks[: min(end if end is not None else 60, 60)]:
        if isinstance(block, Table):
            if block.n_cols > 8 or block.n_rows > 20:
                continue
            for row in block.rows():
                for cell, following in pairwise(row):
                    label = simplified(_GAP_OR_COLON.sub("", cell.text))
                    if 2 <= len(label) <= 8 and following.text.strip():
                        pairs.setdefault(label, following.text.strip())
                for cell in row:
                    _labelled_in(cell.text, pairs)
        else:
            for line in block.text.split("\n"):
                _labelled_in(line, pairs)
                printed.append(without_gaps(line) if len(line) <= _LONGEST_LABEL else line)
    _labelled_above(printed, pairs)
    return pairs


def _labelled_in(line: str, pairs: dict[str, str]) -> None:
    """Add the labels of one line with their values."""
    if len(line) > _LONGEST_RECORD:
        line = line[:_RECORD_BEFORE_TEXT] if _RECORD_BEGINS.match(line) else ""
    if not _SIGNS.search(line := simplified(line)):
        return
    for match in _LABELLED.finditer(_GAP_IN_DATE.sub(r"\1", line)):
        label, value = "".join(match["label"].split()), match["value"]
        if value and (match["gap"] is None or label not in _SHORT):
            pairs.setdefault(label, value)


def _labelled_above(lines: Sequence[str], pairs: dict[str, str]) -> None:
    """Add the dates that stand right behind their label or alone on the line below it; beside another label or date it is not sure whose they are."""
    lines = ["", *(line.strip("•·-:") for line in lines if line), ""]
    for line in lines:
        if line.startswith(_DATE_LABELS):
            label = next(label for label in _DATE_LABELS if line.startswith(label))
            if DATE.fullmatch(line.removeprefix(label)):
                pairs.setdefault(label, line.removeprefix(label))
    for above, label, value, below in zip(lines, lines[1:], lines[2:], lines[3:], strict=False):
        if len(label) <= _LONGEST_LABEL and (label := simplified(label)) in _DATE_LABELS:
            alone = simplified(above) not in _DATE_LABELS and not DATE.match(below)
            if alone and DATE.fullmatch(value):
                pairs.setdefault(label, value)


_UNDER_TITLE = rare(
    r"(?:\d{1,2}:\d\d(?::\d\d)?)?(?:(?:来源[:：]?)?(?P<name>[一-鿿]{4,30})?(?:[（(\[【|].*)?|(?:\||点击|浏览|阅读|来源|作者|字号|字体|打印|分享).*)$"
)
"""What may follow the date in the line under a title: the time, the body, how often it was read."""


_FOOTER = 40
"""So many lines may stand below the text of a page."""


_HEAD = 6
"""So many lines above and under a title may sign the report; further down only a line under a title is told."""
_TIMED = rare(r"(?:20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?)(?:\d{1,2}:\d\d|来源[:：])")
_SOURCE_FIRST = rare(
    r"来源[:：](?P<source>[一-鿿（）()]{2,30}?)?(?P<date>20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?\d{1,2}:\d\d(?::\d\d)?).*"
)
_SITE_FIRST = rare(r"^[一-鿿]{0,20}(?:[a-z0-9-]+\.)+cn/?(?=20\d\d[年./-])")
_REPORT_ENDS = ("报告", "年报", "報告", "年報")
_DATED = re.compile(r"\d\s?[年./-]")
_LONGEST_LINE = 80
_AROUND = "（）()•·"
"""What may stand around a date that stands alone."""


def _date_first(line: str) -> str:
    """The line under a title with its date before its source, as most pages have it, without the site's name before it."""
    line = _SITE_FIRST.sub("", line)
    told = _SOURCE_FIRST.fullmatch(line)
    return f"{told['date']}来源:{told['source'] or ''}" if told else line


def _opening(printed: Sequence[str]) -> list[str]:
    """The first lines of a page, and those further down that begin with a date and the time or the source: menus may stand above."""
    lines = []
    for number, text in enumerate(printed[:_FOOTER]):
        if len(text) <= _LONGEST_LINE and _DATED.search(text):
            line = _date_first(simplified(without_gaps(text)))
            if number < _HEAD or _TIMED.match(line):
                lines.append(line)
        elif number < _HEAD:
            lines.append(without_gaps(text))
    return lines


def _is_one_of_two(window: Sequence[str], index: int) -> bool:
    """True for a date alone on its line beside another: which of them is that of publication, lines without labels do not say."""
    near = [line.strip(_AROUND) for line in window[max(0, index - 1) : index + 2]]
    dates = {iso_date(line) for line in near if DATE.fullmatch(line)}
    return len(dates) > 1 and DATE.fullmatch(window[index].strip(_AROUND)) is not None


def _between(above: Sequence[str]) -> str | None:
    """The body that stands alone on the line between a report's title and the date under it."""
    if len(above) < 2 or not above[0].endswith(_REPORT_ENDS):
        return None
    return above[1] if len(above[1]) <= 30 and is_body(above[1]) else None


def signature(document: Document) -> tuple[str | None, str | None]:
    """The body and the date that stand alone at the end (or in the opening lines) of a report."""
    printed = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text.strip()]
    lines = [without_gaps(t) for t in above_the_foot(printed[-_FOOTER:])[-8:]]
    for at_end in (True, False):
        window = lines if at_end else _opening(printed)
        for index in reversed(range(len(window))) if at_end else range(len(window)):
            line = window[index].strip(_AROUND)
            match = DATE.search(line) or CN_DATE.search(line)
            if match is not None and not at_end and not match.start():
                told = _UNDER_TITLE.match(line, match.end())
                if told is not None and match.end() != len(line):
                    name = (
                        told["name"] if is_body(told["name"]) else _between(window[max(0, index - 2) : index])
                    )
                    return name, iso_date(line)
            if match is None or match.end() != len(line):
                continue
            if not at_end and _is_one_of_two(window, index):
                continue
            beside = [line[: match.start()]] if match.start() else window[max(0, index - 1) : index]
            if at_end and not match.start():
                beside += window[index + 1 : index + 2]
            beside = [b.strip("（）()") for b in beside]
            if match.start() and not is_body(beside[0]):
                continue
            name = next((b for b in beside if len(b) <= 30 and is_body(b) and "：" not in b), None)
            return name, iso_date(line)
    if lines and len(lines[-1]) <= 30 and is_body(lines[-1]) and is_chinese(lines[-1], besides="（）()"):
        return lines[-1], None
    return None, None


def read_publication(document: Document, pairs: dict[str, str], identity: Identity) -> None:
    """Publication date and publisher: the page's own record first, then the report's signature."""
    day = next((d for label in _DATE_LABELS if label in pairs and (d := iso_date(pairs[label]))), None)
    because = "the page's record"
    if day is None and document.meta.get("published"):
        day, because = iso_date(document.meta["published"]), "the file's own record"
    signed, signed_date = signature(document)
    if day is None and signed_date:
        day, because = signed_date, "the date under the report"
    if day:
        identity.published = day
        identity.decisions.append(Decision("published", day, because))
    publisher = next(
        (p for label in _PUBLISHER_LABELS if label in pairs and names_a_body(p := pairs[label])), None
    )
    because = "the page's record"
    if publisher is None and names_a_body(document.meta.get("publisher", "")):
        publisher, because = document.meta["publisher"], "the file's own record"
    if publisher is None and signed:
        publisher, because = signed, "the name under the report"
    if publisher:
        identity.publisher = publisher
        identity.decisions.append(Decision("publisher", publisher, because))
