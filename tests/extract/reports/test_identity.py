"""Who reports, on which year, published when."""

import pytest

from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.reports.identity import Identity, read_identity
from extract.reports.model import Scope


def read(
    *lines: str,
    meta: dict[str, str] | None = None,
    name: str = "报告.html",
    before: list[Block] | None = None,
) -> Identity:
    blocks = [*(before or []), *(Paragraph(line) for line in lines)]
    first = next(
        (i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.startswith("一、")), None
    )
    return read_identity(
        Document("text", "text", tuple(blocks), meta=meta or {}), first, "\n".join(lines), name
    )


@pytest.mark.parametrize(
    "title",
    [
        ["示例县财政局2023年政府信息公开工作年度报告"],
        ["示例县财政局 2023 年政府信息公开年度报告"],
        ["示例县财政局2023", "年政府信息公开年度报告"],
        ["示例县财政局二〇二", "三年政府信息公开", "年度报告"],
        ["2023年示例县财政局政府信息公开工作报告"],
        ["示例县财政局２０２３年度信息公开年报"],
        ["示例县财政局二〇二三年政府信息公开工作年度报告"],
        ["示例县财政局2023年政府信", "息公开工作年度报告"],
        ["示例县财政局", "2023年政府信息公开工作年度报告"],
        ["正文", "2023年示例县财政局政府信息公开", "工作年度报告"],
        ["# 示例县财政局", "# 2023年政府信息公开工作年度报告"],
        ["示例县财政局政府信息公开工作年度报告", "（2023年度）"],
        ["示例县财政局关于2023年政府信息公开工作年度报告"],
        ["示例县财政局关于2023年政府信息公开工作情况的报告"],
        ["示例县财政局关于报送2023年政府信息公开工作年度报告的函"],
        ["关于公布《示例县财政局2023年政府信息公开工作年度报告》的公告"],
        ["示例县财政局23年政府信息公开工作年度报告"],
        ["示例县财政局政府信息公开2023年度工作报告"],
        ["2023年度政府信息公开工作年度报告（示例县财政局）"],
        ["示例县财政局", "政府信息公开工作年度报告", "二〇二三年度"],
        ["2023年", "政府信息公开工作年度报告", "示例县财政局"],
    ],
    ids=lambda t: "/".join(t)[:24],
)
def test_a_title_in_every_order_and_over_lines(title: list[str]) -> None:
    found = read(*title, "一、总体情况", "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。")
    assert (found.name, found.year) == ("示例县财政局", 2023)
    assert {d.what for d in found.decisions} >= {"agency", "year", "report_scope"}
    assert all(d.because for d in found.decisions)


TITLE = "示例县{}局{}年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("above", "told", "found", "open_"),
    [
        ([("财政", 2023), ("教育", 2023)], "示例县财政局认真公开。", ("示例县财政局", 2023), False),
        (
            [("财政", 2021), ("财政", 2022), ("财政", 2023)],
            "统计期限为2022年1月1日至2022年12月31日。",
            ("示例县财政局", 2022),
            False,
        ),
        ([("教育", 2023), ("财政", 2023)], "认真公开。", ("示例县财政局", 2023), True),
    ],
)
def test_of_several_titles_on_a_page_the_one_that_the_text_bears_out(
    above: list, told: str, found: tuple, open_: bool
) -> None:
    identity = read(*(TITLE.format(*title) for title in above), "一、总体情况", told)
    assert (identity.name, identity.year) == found
    assert bool(identity.unsettled) is open_


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["某财〔2024〕3号 示例县财政局2023年政府信息公开工作年度报告"], 2023),
        (["索 引 号：0033 名 称：示例县财政局2023年政府信息公开工作年度报告 文 号：无"], 2023),
        (["示例县财政局2023年度“政府信息公开工作”年度报告"], 2023),
        (["示例县财政局20223年政府信息公开工作年度报告"], None),
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


def test_a_template_of_another_body_leaves_its_title_in_the_file() -> None:
    lines = ("2023年政府信息公开工作年度报告", "一、总体情况", "无。", "示例县财政局", "2024年1月9日")
    found = read(*lines, meta={"title": "示例县教育局2020年政府信息公开工作年度报告"}, name="a.docx")
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_the_government_keeps_its_last_word() -> None:
    found = read("示例县人民政府信息公开工作年度报告（2023年度）", "一、总体情况")
    assert (found.name, found.year) == ("示例县人民政府", 2023)


def test_two_bodies_that_report_together() -> None:
    assert (
        read("示例县教育局、示例县体育局2023年政府信息公开年报", "一、总体情况").name
        == "示例县教育局、示例县体育局"
    )


@pytest.mark.parametrize(
    "body",
    [
        "示例市人民政府",
        "示例市人民政府办公室",
        "示例省人民政府办公厅",
        "示例镇人民政府",
        "示例经济技术开发区管理委员会",
    ],
)
def test_governments_and_their_offices(body: str) -> None:
    assert read(f"{body}2024年政府信息公开工作年度报告", "一、总体情况").name == body


def test_the_report_year_is_not_the_year_of_publication() -> None:
    found = read("示例县财政局2023年政府信息公开工作年度报告", "发布日期：2024-01-17", "一、总体情况")
    assert found.year == 2023
    assert found.published == "2024-01-17"


def test_the_period_gives_the_year_where_the_title_has_none() -> None:
    found = read("示例县财政局政府信息公开工作年度报告", "一、总体情况", "统计期限为2022年1月1日至12月31日。")
    assert found.year == 2022
    assert any("period" in d.because for d in found.decisions)


WRONG = (
    "示例县财政局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "数据自2022年1月1日起，至2022年12月31日止。",
)


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


def test_the_text_gives_the_year_that_its_publication_bears_out() -> None:
    lines = (
        "示例县财政局政府信息公开工作年度报告",
        "发布时间：2023-01-15",
        "一、总体情况",
        "2022年，我局公开信息9条。",
    )
    assert read(*lines).year == 2022
    assert read(*lines[:2]).year is None


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
    found = read("来源：本站", "发布机构：http", "示例县财政局2023年政府信息公开工作年度报告", "一、总体情况")
    assert found.publisher is None


@pytest.mark.parametrize(
    "tail",
    [
        ["示例县财政局", "2024年1月12日"],
        ["示例县财政局  2024年1月12日"],
        ["2024年1月12日", "示例县财政局"],
        ["示例县财政局", "二〇二四年一月十二日"],
    ],
)
def test_the_signature_names_the_body_that_the_title_does_not(tail: list[str]) -> None:
    found = read("2023年政府信息公开工作年度报告", "一、总体情况", "无。", *tail)
    assert (found.name, found.published) == ("示例县财政局", "2024-01-12")


def test_no_calendar_has_that_day() -> None:
    assert (
        read("示例县财政局2023年政府信息公开工作年度报告", "一、总体情况", "2024年2月31日").published is None
    )


def test_the_signature_gives_date_and_publisher() -> None:
    found = read(
        "示例县财政局2023年政府信息公开工作年度报告", "一、总体情况", "无。", "示例县财政局", "2024年1月12日"
    )
    assert (found.published, found.publisher) == ("2024-01-12", "示例县财政局")


def test_the_file_name_is_the_last_resort() -> None:
    found = read("一、总体情况", name="示例县财政局2021年政府信息公开工作年度报告.pdf")
    assert (found.name, found.year) == ("示例县财政局", 2021)
    assert any("file" in d.because for d in found.decisions)


@pytest.mark.parametrize(
    "name", ["示例县财政局_2023.pdf", "2023年示例县财政局年度报告.docx", "示例县财政局-2023年报.html"]
)
def test_files_are_named_in_many_ways(name: str) -> None:
    found = read("政府信息公开工作年度报告", "一、总体情况", "2023年，我局公开信息9条。", name=name)
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_a_site_of_the_government_is_not_the_body_that_reports() -> None:
    lines = (
        "示例县人民政府",
        "首页 政务公开",
        "发布机构：示例县财政局",
        "2023年政府信息公开工作年度报告",
        "一、总体情况",
    )
    assert read(*lines).name == "示例县财政局"


def test_nothing_is_invented_where_nothing_is_said() -> None:
    found = read("政府信息公开工作年度报告格式模板", "一、总体情况")
    assert (found.name, found.year, found.published, found.publisher) == (None, None, None, None)
    assert found.scope is Scope.UNKNOWN


@pytest.mark.parametrize(
    ("body", "said", "scope"),
    [
        ("示例县人民政府", "全县共受理申请749件。", Scope.GOVERNMENT_AGGREGATE),
        ("示例县人民政府", "收到申请9件。", Scope.UNKNOWN),
        ("示例镇人民政府", "收到申请2件。", Scope.ORGAN_ONLY),
        ("示例县财政局", "我局收到申请2件。", Scope.ORGAN_ONLY),
        ("示例市税务局", "全市系统共收到申请40件。", Scope.SYSTEM_AGGREGATE),
        ("示例市税务局", "全市税务系统共收到申请40件。", Scope.SYSTEM_AGGREGATE),
        ("示例市税务局", "全市税务系统共收到申请40件，其中市局机关收到2件。", Scope.UNKNOWN),
        ("示例县人民政府", "全市考核第一。收到申请9件。", Scope.UNKNOWN),
        ("示例县人民政府", "本报告汇总各部门、各乡镇数据。", Scope.GOVERNMENT_AGGREGATE),
        ("示例县人民政府", "全县工作有序。本报告数据不含各乡镇和部门。", Scope.ORGAN_ONLY),
        ("示例省人民政府办公厅", "全省行政机关共收到申请4000件。", Scope.GOVERNMENT_AGGREGATE),
        ("示例省人民政府办公厅", "全省行政机关共收到申请4000件，本机关收到30件。", Scope.UNKNOWN),
        ("示例县人民政府办公室", "指导全县各部门公开。收到申请3件。", Scope.ORGAN_ONLY),
    ],
)
def test_whose_work_is_counted(body: str, said: str, scope: Scope) -> None:
    assert read(f"{body}2023年政府信息公开工作年度报告", "一、总体情况", said).scope is scope


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (["重庆市规划", "和自然资源局", "两江新区分局"], "重庆市规划和自然资源局两江新区分局"),
        (["四川省甘孜", "藏族自治州", "理塘县人民政府"], "四川省甘孜藏族自治州理塘县人民政府"),
        (["国家税务", "总局", "沭阳县税务局"], "国家税务总局沭阳县税务局"),
        (["国家税务总局", "沭阳县", "税务局"], "国家税务总局沭阳县税务局"),
    ],
    ids=lambda t: "/".join(t) if isinstance(t, list) else "",
)
@pytest.mark.parametrize("above", [[], ["首页", "政务公开"]])
def test_a_name_over_three_lines_above_the_title(above: list[str], title: list[str], name: str) -> None:
    found = read(*above, *title, "2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year, found.unsettled) == (name, 2023, [])
    *first, last = title
    found = read(*above, *first, f"{last}2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year, found.unsettled) == (name, 2023, [])


@pytest.mark.parametrize(
    "title",
    [
        ["国家", "统计局", "四川调查总队2023年政府信息公开工作年度报告"],
        ["示例中心", "和自然资源局", "示例县林业站2023年政府信息公开工作年度报告"],
    ],
)
def test_a_name_whose_beginning_may_stand_above_is_open(title: list[str]) -> None:
    assert read(*title, "一、总体情况").unsettled


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


def test_a_title_in_book_marks_in_the_opening_sentence() -> None:
    found = read("现形成《示例县财政局2023年政府信息公开工作年度报告》，向社会公布。", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_the_words_of_a_title_within_running_text_are_no_title() -> None:
    found = read(
        "2021年示例县文化广电和旅游局政府信息公开",
        "工作年度报告",
        "根据《中华人民共和国政府信息公开条例》的规定，编制示例县文化广",
        "电和旅游局2021年度政府信息公开工作年度报告。本报告包括总体情况等六部分。",
        "一、总体情况",
    )
    assert (found.name, found.year) == ("示例县文化广电和旅游局", 2021)
