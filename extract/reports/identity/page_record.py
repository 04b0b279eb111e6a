"""What the record of a page says above a report: its labels with their values."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.documents.model import Document, Table
from extract.forms.labels import simplified
from extract.rare import rare
from extract.reports.identity.titles import without_gaps
from extract.reports.identity.years import DATE

_GAP_IN_DATE = re.compile(r"(?<=\d)\s?([-./年月])\s(?=\d{1,2})")
_GAP_OR_COLON = re.compile(r"[\s:：]")
DATE_LABELS = (
    *("公开日期", "发布日期", "发布时间", "公开时间", "公布日期", "添加时间", "发表时间"),
    *("发表日期", "发文日期", "发文时间", "成文日期", "生成日期/有效期", "生成日期", "信息时间"),
    *("信息提供日期", "时间", "日期"),
)
PUBLISHER_LABELS = (
    *("发布机构", "公开机构", "发布单位", "发文机关", "公开责任部门", "发文机构", "发布部门"),
    *("公开单位", "公开主体", "信息来源", "编制单位", "编制机关", "报告单位", "填报单位"),
    *("单位名称", "文章来源", "来源"),
)
TITLE_LABELS = ("名称", "标题")
"""The labels of a title in the record of a page."""
_SHORT = ("时间", "日期", "来源")
"""Labels that are also the end of other words: 统计时间."""
_LABEL = "|".join(
    (rf"(?<![一-鿿])(?:{word})" if label not in _SHORT else rf"(?:(?<![一-鿿])|(?<=[日局委厅府室网])){word}")
    for label in (*DATE_LABELS, *PUBLISHER_LABELS, *TITLE_LABELS)
    for word in [r"\s{0,2}".join(label)]
)
_OTHER = r"(?:字\s?号|字\s?体|作\s?者|浏览|点击|阅读|访问|打印|分享|文\s?号|索\s?引\s?号|责任编辑)"
"""Labels of a page's record that end the value before them."""
_NEXT = rf"(?=\s|[|:：】]|(?:{_LABEL}|{_OTHER}[一-鿿]{{0,2}})\s*[:：]|$)"
_LABELLED = rare(
    rf"(?P<label>{_LABEL})(?:\s*[:：]\s*|(?P<gap>[ \t]+))(?P<value>[^\s:：|】]*?){_NEXT}(?!\s*[:：])"
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
        if line.startswith(DATE_LABELS):
            label = next(label for label in DATE_LABELS if line.startswith(label))
            if DATE.fullmatch(line.removeprefix(label)):
                pairs.setdefault(label, line.removeprefix(label))
    for above, label, value, below in zip(lines, lines[1:], lines[2:], lines[3:], strict=False):
        if len(label) <= _LONGEST_LABEL and (label := simplified(label)) in DATE_LABELS:
            alone = simplified(above) not in DATE_LABELS and not DATE.match(below)
            if alone and DATE.fullmatch(value):
                pairs.setdefault(label, value)
