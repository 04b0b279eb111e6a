"""Tables of the year before beside those of the report's own year."""

import pytest

from extract.documents.model import Document, Paragraph, Table
from extract.reports.last_year import without_last_year
from tests.extract.tables.papers import grid

OWN, OTHER = grid([["规章", "1", "2", "3"]]), grid([["规章", "4", "5", "6"]])


def tables_left(*before: str) -> list[Table]:
    """What is left of two tables for 2023, the second of them below these lines."""
    blocks = (Paragraph("二、主动公开政府信息情况"), OWN, *map(Paragraph, before), OTHER)
    document = without_last_year(Document("html", "html", blocks), 2023)
    assert len(document.blocks) == len(blocks)
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("caption", ["附：2022年度对比数据", "上年度数据", "（上一年度）", "去年数据"])
def test_a_table_below_a_caption_of_the_year_before_is_left_out(caption: str) -> None:
    assert tables_left(caption) == [OWN]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("2023年与2022年对比",),
        ("上年度结转情况",),
        ("2022年度数据", "2023年度数据"),
        ("2022年，本机关依法公开政府信息，按时答复申请人，答复的信息比上一年度更多，没有收取任何费用。",),
    ],
)
def test_a_table_below_any_other_line_stays(lines: tuple[str, ...]) -> None:
    assert tables_left(*lines) == [OWN, OTHER]


def test_a_table_three_of_lines_below_such_a_caption_is_left_out_up_to_the_next_section() -> None:
    own = (
        "三、收到和处理政府信息公开申请情况",
        "2023年度",
        "申请人情况",
        "（七）总计 1 1",
        "四、结转下年度继续办理 0 0",
    )
    old = ("上年对照（2022年度）", "申请人情况", "（七）总计 3 3", "四、结转下年度继续办理 2 2")
    after = ("四、政府信息公开行政复议、行政诉讼情况", "行政复议 0 0")
    document = without_last_year(Document("pdf", "pdfium", tuple(map(Paragraph, own + old + after))), 2023)
    left = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert left == [*own, *[""] * len(old), *after]


@pytest.mark.parametrize("heads", ["行政复议 行政诉讼", "行政复议"])
def test_a_table_four_of_lines_below_such_a_caption_is_left_out_up_to_that_of_the_own_year(
    heads: str,
) -> None:
    old = ("2022年政府信息公开行政复议、行政诉讼情况表", heads, "2 0 0 0 2")
    own = ("2023年政府信息公开行政复议、行政诉讼情况表", heads, "1 0 0 0 1")
    document = without_last_year(Document("pdf", "pdfium", tuple(map(Paragraph, old + own))), 2023)
    left = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert left == ["", "", "", *own]
