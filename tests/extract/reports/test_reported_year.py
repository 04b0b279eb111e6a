"""On which year a report is."""

import pytest

from tests.extract.reports.identities import read

WRONG = (
    "示例县财政局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "数据自2022年1月1日起，至2022年12月31日止。",
)


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["某财〔2024〕3号 示例县财政局2023年政府信息公开工作年度报告"], 2023),
        (["索 引 号：0033 名 称：示例县财政局2023年政府信息公开工作年度报告 文 号：无"], 2023),
        (["示例县财政局2023年度“政府信息公开工作”年度报告"], 2023),
        (["示例县财政局20223年政府信息公开工作年度报告"], None),
        (["示例县财政局【2023】年度政府信息公开工作年度报告"], 2023),
        (["示例县财政局2023年政府信息与政务公开工作年度报告"], 2023),
        (["示例县2023年政府信息公开工作年度报告（财政局）"], 2023),
        (["首页 > 政务公开 > 示例县财政局2023年政府信息公开工作年度报告"], 2023),
        (["首页 > 示例县财政局 > 政府信息公开年报", "2023年政府信息公开工作年度报告"], 2023),
    ],
)
def test_titles_among_other_things(lines: list[str], year: int | None) -> None:
    found = read(*lines, "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", year)


@pytest.mark.parametrize(
    "period",
    ["2022年1月1日——2022年12月31日", "2022年1-12月", "2022年1月1日起，至12月31日止", "2022 年 1 月至 12 月"],
)
def test_the_period_in_many_ways(period: str) -> None:
    found = read("示例县财政局政府信息公开工作年度报告", "一、总体情况", f"统计期限为{period}。")
    assert found.year == 2022


def test_the_report_year_is_not_the_year_of_publication() -> None:
    found = read("示例县财政局2023年政府信息公开工作年度报告", "发布日期：2024-01-17", "一、总体情况")
    assert found.year == 2023
    assert found.published == "2024-01-17"


def test_the_period_gives_the_year_where_the_title_has_none() -> None:
    found = read("示例县财政局政府信息公开工作年度报告", "一、总体情况", "统计期限为2022年1月1日至12月31日。")
    assert found.year == 2022
    assert any("period" in d.because for d in found.decisions)


def test_a_period_that_contradicts_the_title_is_noted_and_stays_open() -> None:
    found = read(*WRONG, "2023年继续公开。", "2022年不再公开。")
    assert found.year == 2023
    assert any("2022" in note for note in found.notes)
    assert found.unsettled


@pytest.mark.parametrize(
    ("told", "year"), [("2022年我局收到申请3件。", 2022), ("2023年我局收到申请3件。", 2023)]
)
def test_text_and_date_decide_between_title_and_period(told: str, year: int) -> None:
    found = read(*WRONG, told, "示例县财政局", f"{year + 1}年1月9日")
    assert found.year == year
    assert any("2022" in note for note in found.notes)
    assert not found.unsettled


@pytest.mark.parametrize(
    ("published", "said", "year", "open_"),
    [
        ("2023-01-15", "2022年，我局公开信息9条。", 2022, False),
        (None, "2022年，我局公开信息9条。2022年无申请。2022年无诉讼。", 2023, True),
        (None, "2022年，我局公开信息9条。", 2023, False),
        (None, "2022年，我局公开信息9条。2022年无申请。2023年继续。", 2023, False),
        ("2024-01-15", "2022年，我局公开信息9条。2022年、2023年无申请。", 2023, False),
        ("2022-01-15", "我局公开信息9条。", 2023, True),
    ],
)
def test_a_title_may_name_the_year_of_its_publication(
    published: str | None, said: str, year: int, open_: bool
) -> None:
    record = [f"发布日期：{published}"] if published else []
    found = read("示例县财政局2023年政府信息公开工作年度报告", *record, "一、总体情况", said)
    assert (found.year, bool(found.unsettled)) == (year, open_)


def test_the_text_gives_the_year_that_its_publication_bears_out() -> None:
    lines = (
        "示例县财政局政府信息公开工作年度报告",
        "发布时间：2023-01-15",
        "一、总体情况",
        "2022年，我局公开信息9条。",
    )
    assert read(*lines).year == 2022
    assert read(*lines[:2]).year is None


@pytest.mark.parametrize(
    "title",
    [
        "2024年示例县财政局关于2023年政府信息公开工作年度报告",
        "2024年度示例县财政局2023年政府信息公开工作年度报告",
        "示例县财政局2024年关于2023年政府信息公开工作的年度报告",
    ],
)
def test_a_title_with_the_year_in_which_it_is_written_and_the_year_reported_on(title: str) -> None:
    found = read(title, "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)
    open_title = title.replace("2024", "2026")
    assert read(open_title, "一、总体情况").name is None


def test_the_only_year_that_a_text_speaks_of() -> None:
    said = ("2022年，济源市水利局认真落实条例。", "2022年公开信息9条。", "2022年未收到申请。")
    assert read("一、总体情况", *said).year == 2022
    assert read("一、总体情况", "济源市水利局认真落实条例。", "2022年公开信息9条。").year is None
    assert read("一、总体情况", "济源市水利局认真落实。", *said[1:], "2021年公开信息8条。").year is None


def test_years_from_and_into_which_requests_are_carried_are_not_spoken_of() -> None:
    said = "2022年，我局认真公开。收到申请9件，2021年结转1件，结转2023年2件。"
    assert read("一、总体情况", said).year == 2022


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2022年，我局认真落实条例。本年度收到申请3件。", 2022),
        ("2022年度，我局认真落实条例。2021年公开信息8条。2021年无诉讼。", None),
        ("2021年，我局获评优秀。2022年，我局认真落实条例。2022年无申请。", None),
        ("现从六个方面汇报我镇2022年政府信息公开工作。", 2022),
        ("（一）主动公开。2022年我局发布信息34条。", 2022),
        ("2022年以来，我局认真落实条例。本年度收到申请3件。", 2022),
        ("2022年示例街道积极推动公开。本年度收到申请3件。", 2022),
        ("按照2022年政务公开工作要点，我镇认真公开。", None),
        ("截止2022年12月31日，我局发布信息34条。", 2022),
        ("截至2021年12月底发布信息9条，截至2022年12月底发布信息34条。", None),
    ],
)
def test_the_year_that_section_one_tells_of(said: str, year: int | None) -> None:
    assert read("政府信息公开", "一、总体情况", said).year == year
    published = read("政府信息公开", "发布日期：2025-01-15", "一、总体情况", said)
    assert published.year is None


def test_the_announced_year_is_weighed_against_the_period() -> None:
    lines = (
        "示例县水利局编制了2022年政府信息公开年度报告。数据自2021年1月1日起至12月31日止。",
        "一、总体情况",
    )
    assert read(*lines, "各项工作有序。").unsettled
    found = read(*lines, "2022年公开信息9条。")
    assert (found.year, found.unsettled) == (2022, [])


def test_the_report_on_the_year_before_that_was_published_in_time_is_work_done() -> None:
    lines = (
        "本报告由济源市水利局编制。数据自2021年1月1日起至12月31日止。",
        "一、总体情况",
        "济源市水利局落实条例，按时公布2020年市政府信息公开工作年度报告，设专人负责。",
    )
    found = read(*lines)
    assert (found.name, found.year, found.unsettled) == ("济源市水利局", 2021, [])


def test_the_school_year_of_a_text_without_a_title() -> None:
    said = "根据2021-2022学年度工作情况，由示例学院编制而成。数据为2021年9月1日至2022年8月31日。"
    assert read("信息公开", said, "一、概述", "无。").year == 2022


@pytest.mark.parametrize("year", ["2021-2022学年", "2021—2022学年度"])
def test_a_school_reports_on_the_year_in_which_its_year_ends(year: str) -> None:
    found = read(f"示例大学{year}信息公开工作年度报告", "一、概述")
    assert (found.name, found.year) == ("示例大学", 2022)


@pytest.mark.parametrize("part", ["上半年", "第一季度", "前三季度", "6月份", "1-6月"])
def test_a_title_on_a_part_of_a_year_tells_no_year(part: str) -> None:
    assert read(f"2023年{part}政府信息公开工作报告", "一、总体情况").year is None


def test_the_school_year_of_a_report_that_the_opening_names() -> None:
    said = "学校编写了《示例大学2022—2023学年度信息公开工作报告》，数据为2022年9月1日至2023年8月31日。"
    found = read(said, "一、概述")
    assert (found.name, found.year) == ("示例大学", 2023)


def test_the_school_year_in_traditional_characters() -> None:
    said = "由示例學院編制而成。數據為2011年9月1日至2012年8月31日，2011—2012學年度工作正常。"
    assert read(said, "一、概述").year == 2012


def test_the_first_reports_begin_with_the_regulation() -> None:
    said = "由卫辉市水利局编制的政府信息公开年度报告。统计期限自2008年5月1日起至2008年12月31日止。"
    assert read(said, "一、概述").year == 2008
    assert read(said.replace("2008", "2009"), "一、概述").year is None
