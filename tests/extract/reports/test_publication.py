"""When a report was published, and by whom."""

import pytest

from extract.documents.model import Table, TextCell
from tests.extract.reports.identities import read


def test_a_date_before_the_year_reported_on_is_of_something_else() -> None:
    lines = ("示例县财政局2023年政府信息公开工作年度报告", "发布日期：2015-01-01", "一、总体情况")
    found = read(*lines, "统计期限为2023年1月1日至12月31日。")
    assert (found.year, found.published, found.unsettled) == (2023, None, [])
    assert "published" not in {d.what for d in found.decisions}


def test_the_page_record_names_date_and_publisher() -> None:
    record = [
        ["名称", "示例县财政局2023年政府信息公开工作年度报告"],
        ["发布机构", "示例县财政局"],
        ["公开日期", "2024年1月9日"],
    ]
    cells = tuple(TextCell(text, r, c) for r, row in enumerate(record) for c, text in enumerate(row))
    found = read("一、总体情况", before=[Table(cells, 3, 2)])
    assert (found.name, found.year) == ("示例县财政局", 2023)
    assert (found.published, found.publisher) == ("2024-01-09", "示例县财政局")


def test_what_is_no_body_publishes_nothing() -> None:
    found = read(
        "来源：本站",
        "发布机构：http",
        "文章来源：办公室",
        "发布单位：示例县人民政府网站",
        "信息来源：示例政务服务平台",
        "示例县财政局2023年政府信息公开工作年度报告",
        "一、总体情况",
    )
    assert found.publisher is None


def test_no_calendar_has_that_day() -> None:
    assert (
        read("示例县财政局2023年政府信息公开工作年度报告", "一、总体情况", "2024年2月31日").published is None
    )


def test_the_signature_gives_date_and_publisher() -> None:
    found = read(
        "示例县财政局2023年政府信息公开工作年度报告", "一、总体情况", "无。", "示例县财政局", "2024年1月12日"
    )
    assert (found.published, found.publisher) == ("2024-01-12", "示例县财政局")


def test_the_first_month_has_a_name() -> None:
    lines = (
        "示例县财政局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "无。",
        "示例县财政局",
        "2024年元月12日",
    )
    assert read(*lines).published == "2024-01-12"


def test_a_date_right_behind_the_title_is_that_of_publication_but_in_a_list() -> None:
    title = "示例县水利局2022年政府信息公开工作年度报告"
    assert read(f"{title} 2023-01-28", "一、总体情况", "无。").published == "2023-01-28"
    other = "示例县水利局2021年政府信息公开工作年度报告 2022-01-20"
    assert read(f"{title} 2023-01-28", other, "一、总体情况", "无。").published is None
    assert read(title, "一、总体情况", *["无。"] * 9, other).published is None


def test_of_two_bare_dates_neither_is_that_of_publication() -> None:
    title = "示例县水利局2022年政府信息公开工作年度报告"
    text = ("一、总体情况", *["各项工作有序。"] * 8)
    assert read("•2023-01-25", "•2023-01-26", title, *text).published is None
    assert read("•2023-01-25", title, *text).published == "2023-01-25"


def test_the_body_between_title_and_date_publishes() -> None:
    title = "2022年示例县政府信息公开工作年度报告"
    found = read(title, "示例县水利局", "2023年01月18日来源：1", "一、总体情况", "无。")
    assert (found.published, found.publisher) == ("2023-01-18", "示例县水利局")


@pytest.mark.parametrize(
    ("line", "published", "publisher"),
    [
        ("来源：      时间：2023年01月25日", "2023-01-25", None),
        ("•2023-01-25", "2023-01-25", None),
        ("发布日期:2023-01-18信息来源：县水利局字号：", "2023-01-18", "县水利局"),
        ("发表日期：2023-01-26    文章来源：示例县水利局", "2023-01-26", "示例县水利局"),
        ("日期：2023-01-22来源：示例县水利局", "2023-01-22", "示例县水利局"),
        ("2023年01月26日来源：示例县水利局", "2023-01-26", "示例县水利局"),
        ("2023年01月25日 （点击： ）", "2023-01-25", None),
        ("2023-01-28 16:35 示例县水利局", "2023-01-28", "示例县水利局"),
        ("2023-01-28 16:35 来源：示例县水利局 浏览次数：18", "2023-01-28", "示例县水利局"),
        ("发布日期: 2023- 01- 28 17: 11 访问次数:", "2023-01-28", None),
        ("示例县政府 www.example.gov.cn 2023-01-28 14:32 来源：示例县水利局", "2023-01-28", "示例县水利局"),
        (
            "发布机构 示例县水利局 成文日期 2023-01-16 发布日期 2023-01-28",
            "2023-01-28",
            "示例县水利局",
        ),
        ("發布機構：示例县水利局 生成日期：2023-01-28", "2023-01-28", "示例县水利局"),
        ("来源：示例县水利局 浏览次数： 添加时间：2023-01-28 11:00", "2023-01-28", "示例县水利局"),
        ("示例县政府網站 www.example.gov.cn 2023年01月28日 15時57分 來源：水利局", "2023-01-28", "水利局"),
        ("数据统计时间：2022年1月1日至2022年12月31日", None, None),
        ("2022年1月1日至2022年12月31日", None, None),
    ],
)
def test_dates_and_publishers_in_the_lines_under_a_title(
    line: str, published: str | None, publisher: str | None
) -> None:
    found = read("示例县水利局2022年政府信息公开工作年度报告", line, "一、总体情况", "无。")
    assert (found.year, found.published, found.publisher) == (2022, published, publisher)


def test_a_record_in_cells_of_label_and_value() -> None:
    record = ["发布机构：示例县水利局", "文号：无", "成文日期：2023-03-01", "发布日期：2023-03-08"]
    cells = tuple(TextCell(text, n // 2, n % 2) for n, text in enumerate(record))
    found = read("示例县水利局2022年政府信息公开工作年度报告", "一、总体情况", before=[Table(cells, 2, 2)])
    assert (found.published, found.publisher) == ("2023-03-08", "示例县水利局")


@pytest.mark.parametrize(
    "line",
    [
        "来源：州水利局时间：2023年01月26日",
        "发表时间：2023-01-26 13:51来源：济源市水利局 根据条例要求，编制本报告。"
        + "本报告数据真实可靠，全文公布。" * 8,
    ],
)
def test_the_date_of_a_record_whose_breaks_are_lost(line: str) -> None:
    assert read("济源市水利局2022年政府信息公开工作年度报告", line, "一、总体情况").published == "2023-01-26"


@pytest.mark.parametrize(
    "line",
    [
        "2023-02-07 18:07 来源：示例县水利局",
        "2023-02-07 來源：示例縣水利局",
        "来源：示例县水利局   2023-02-07 18:07:25 【字体：大",
        "信息提供日期：2023-02-07 18:07来源：示例县水利局",
        "2023年02月07日18:07 | 示例新闻网 | 字号：大",
    ],
)
def test_the_date_under_a_title_far_below_the_menus_of_a_page(line: str) -> None:
    menus = ["首页", "政务公开", "办事服务", "互动交流", "专题", "数据", "新媒体"]
    found = read(*menus, "示例县水利局2022年政府信息公开工作年度报告", line, "一、总体情况", "各项工作有序。")
    assert found.published == "2023-02-07"


def test_a_date_below_its_label() -> None:
    title = "示例县财政局2023年政府信息公开工作年度报告"
    record = ["•发布机构", "示例县", "•文号", "•发布日期"]
    assert read(*record, "2024-01-17", "•时效性", title, "一、总体情况").published == "2024-01-17"
    # Of dates below two labels it is not sure whose is whose.
    both = ["成文日期", "发布日期", "2024-01-09", "2024-01-17"]
    text = ["一、总体情况", *[f"{n}月依法公开。" for n in range(1, 10)]]
    assert read(*both, title, *text).published is None
    assert read("-发布日期2024-01-17", title, "一、总体情况").published == "2024-01-17"
    assert read("生成日期/有效期：2024-01-17", title, "一、总体情况").published == "2024-01-17"
