"""The six sections and the five parts of the first."""

import pytest

from extract.documents.model import Document, Paragraph
from extract.reports.sections import read_sections

TITLES = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]
NUMBERS = "一二三四五六"


def paper(*lines: str) -> Document:
    return Document("text", "text", tuple(Paragraph(line) for line in lines))


def numbered(style: str) -> list[str]:
    found = []
    for n, (mark, title) in enumerate(zip(NUMBERS, TITLES, strict=True), 1):
        found += [style.format(cn=mark, n=n, title=title), f"第{mark}节的正文。"]
    return found


@pytest.mark.parametrize(
    "style",
    [
        "{cn}、{title}",
        "{cn}．{title}",
        "第{cn}部分 {title}",
        "第{cn}部分{title}",
        "## {cn}、{title}",
        "{n}.{title}",
        "{n}、{title}",
        "{title}",
        "（{cn}）{title}",
    ],
)
def test_headings_in_any_numbering(style: str) -> None:
    texts = read_sections(paper("某局2023年报告", *numbered(style))).texts
    assert texts == {str(n): f"第{NUMBERS[n - 1]}节的正文。" for n in range(1, 7)}


@pytest.mark.parametrize(
    ("order", "title"),
    [
        (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (4, "四、政府信息公开行政法复议、行政诉讼情况"),
        (5, "五、政府信息公开工作存在的主要问题和改进情况"),
        (5, "五、存在问题及改进措施"),
        (6, "六、其他需要说明的事项"),
        (3, "三、收到和处理政府信息公开申请情况："),
    ],
)
def test_titles_that_are_worded_a_little_otherwise(order: int, title: str) -> None:
    lines = numbered("{cn}、{title}")
    lines[2 * (order - 1)] = title
    assert sorted(read_sections(paper(*lines)).texts) == list("123456")


def test_the_words_of_a_title_in_running_text_are_no_heading() -> None:
    lines = numbered("{cn}、{title}")
    lines.insert(0, "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六部分。")
    lines.insert(2, "公开申请情况、因政府信息公开工作被申请行政复议和提起行政")
    lines.insert(3, "（一）主动公开政府信息情况")
    found = read_sections(paper(*lines))
    assert found.starts["2"] == lines.index("二、主动公开政府信息情况")
    assert "主动公开" in found.texts["1"]


def test_a_heading_broken_over_two_lines() -> None:
    lines = numbered("{cn}、{title}")
    lines[6:7] = ["四、政府信息公开行政复议、行", "政诉讼情况"]
    assert "4" in read_sections(paper(*lines)).texts


def test_a_missing_heading_leaves_its_section_out() -> None:
    lines = [line for line in numbered("{cn}、{title}") if not line.startswith("六")]
    assert sorted(read_sections(paper(*lines)).texts) == list("12345")


def test_the_five_parts_of_section_one() -> None:
    lines = [
        "一、总体情况",
        "（一）主动公开。公开信息9条。",
        "（二）依申请公开情况",
        "收到申请2件。",
        "（三）政府信息管理情况",
        "归档。",
        "（四）加强平台建设，扩展公开渠道",
        "改版。",
        "（五）监督保障",
        "学习。",
        "二、主动公开政府信息情况",
    ]
    parts = read_sections(paper(*lines)).parts
    assert sorted(parts) == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert parts["1.2"].endswith("收到申请2件。")
    assert parts["1.1"].startswith("（一）主动公开")
