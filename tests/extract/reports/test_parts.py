"""One file, several reports: where the next one begins."""

import pytest

from extract.documents.model import Paragraph
from extract.reports.parts import parts_of
from tests.extract.tables.papers import lines, paper, table3_lines


def report(*title: str, first: str = "一、总体情况", last: str = "没有其他需要报告的事项") -> list[str]:
    return [
        *title,
        first,
        "认真公开。",
        "三、收到和处理政府信息公开申请情况",
        *table3_lines(),
        "六、其他事项",
        last,
    ]


ONE = report("示例县财政局2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "title",
    [
        ["示例县教育局2023年政府信息公开工作年度报告"],
        ["示例县教育局", "2023年政府信息公开工作年度报告"],
        ["示例县教育局2023年政府信", "息公开工作年度报告"],
        ["示例县教育局", "政府信息公开工作", "年度报告（2023年）"],
        ["2023年度", "示例县教育局政府信息公开年报"],
        ["示例县教育局", "2023年", "政府信息公开工作年度报告"],
        ["示例县教育局2023年", "政府信息公开工作年度报告"],
    ],
    ids="/".join,
)
@pytest.mark.parametrize("first", ["一、总体情况", "一、概述", "（一）基本情况"])
def test_the_next_report_begins_at_its_title(title: list[str], first: str) -> None:
    (_, one), (_, two) = parts_of(paper(*lines(*ONE, *report(*title, first=first))))
    texts = [b.text for b in two.blocks if isinstance(b, Paragraph)]
    assert texts[: len(title)] == title
    assert one.blocks[-1].text == "没有其他需要报告的事项"


@pytest.mark.parametrize("broken", [False, True])
def test_many_lines_may_stand_between_a_title_and_its_first_section(broken: bool) -> None:
    """A page's lines are blocks; a narrow column breaks the label of table three's first row as well."""
    opening = [
        "目录",
        *(f"{n}、部分…{n}" for n in range(1, 7)),
        *["现公布本机关的年度报告，并说明其数据的统计口径"] * 14,
    ]
    other = report("示例县教育局", "2023年", "政府信息公开工作年度报告", *opening)
    if broken:
        other = [
            part for line in other for part in ((line[:9], line[9:]) if line[:2] == "一、本" else (line,))
        ]
    _, (_, two) = parts_of(paper(*lines(*ONE, *other)))
    assert len(two.blocks) == len(other)


def test_one_report_is_no_part() -> None:
    ((part, document),) = parts_of(paper(*lines(*ONE)))
    assert part is None
    assert len(document.blocks) == len(ONE)


def test_a_second_table_three_without_a_title_is_of_the_same_report() -> None:
    assert len(parts_of(paper(*lines(*ONE, "附：上一年度数据", *table3_lines())))) == 1


@pytest.mark.parametrize(
    "title",
    [
        ["示例县财政局2017年政府信息公开工作年度报告"],
        ["示例县教育局", "2023年政府信息公开工作年度报告"],
        ["示例县教育局政府信息公开", "工作年度报告", "（2023年度）"],
        ["示例县教育局2023年政府信息公开工作年度报", "告"],
    ],
    ids="/".join,
)
def test_reports_of_any_form_part_at_the_title_of_another_body_or_year(title: list[str]) -> None:
    other = [*title, "一、总体情况", "认真公开。", "附件：政府信息公开情况统计表", "主动公开政府信息数 条 7"]
    for first, second in ((ONE, other), (other, ONE)):
        (_, one), (_, two) = parts_of(paper(*lines(*first, *second)))
        assert (len(one.blocks), len(two.blocks)) == (len(first), len(second))


def test_a_list_of_contents_above_the_title_is_no_report() -> None:
    contents = [ONE[0], "目录", "一、总体情况", "三、收到和处理政府信息公开申请情况", "六、其他事项"]
    assert len(parts_of(paper(*lines(*contents, *ONE)))) == 1
