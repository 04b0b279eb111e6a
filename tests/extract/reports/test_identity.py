"""Who reports, on which year, published when."""

import pytest

from extract.documents.model import Block, Document, Paragraph, Table, TextCell
from extract.reports.identity import Identity, read_identity
from extract.reports.identity.full_names import fuller_name
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
        ["二〇", "二三年示例县财政局政府信息公开工作年度报告"],
        ["示例县财政局", "20", "23年", "政府信息公开工作年度报告"],
        ["2023年", "度示例县财政局政府信息公开工作年度报告"],
        ["《23年", "度示例县财政局政府信息公开工作年度报告》"],
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
        ["示例县财政局（2023年）政府信息公开工作年度报告"],
        ["示例县财政局2023年政府信息公开工作总结报告"],
    ],
    ids=lambda t: "/".join(t)[:24],
)
def test_a_title_in_every_order_and_over_lines(title: list[str]) -> None:
    found = read(*title, "一、总体情况", "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。")
    assert (found.name, found.year) == ("示例县财政局", 2023)
    assert {d.what for d in found.decisions} >= {"agency", "year", "report_scope"}
    assert all(d.because for d in found.decisions)


def test_the_end_of_a_sentence_that_looks_like_a_title_is_none() -> None:
    """The title breaks over three lines, so no line alone is one."""
    found = read(
        "示例县青山乡人民政府",
        "2023年政府信息公开工作年度",
        "报告",
        "办公室关于年度报告格式的要求，现公布示例县青",
        "山乡人民政府2023年政府信息公开工作年度报告。",
        "一、总体情况",
    )
    assert (found.name, found.year) == ("示例县青山乡人民政府", 2023)


@pytest.mark.parametrize(
    ("author", "name"),
    [("示例县财政局办公室", "示例县财政局"), ("中共示例县委办公室", "中共示例县委办公室")],
)
def test_the_office_that_compiled_a_report_is_its_bodys_but_for_that_of_a_party_committee(
    author: str, name: str
) -> None:
    opening = f"本报告由{author}依据《中华人民共和国政府信息公开条例》编制。"
    assert read("2023年政府信息公开工作年度报告", opening, "一、总体情况").name == name


@pytest.mark.parametrize("above", ["2023年报", "2023年度数据", "2023年汇总"])
def test_a_line_with_a_year_above_a_title_with_its_own_begins_no_name(above: str) -> None:
    """The name of a workbook's sheet, or a heading above the title."""
    found = read(above, "示例县财政局2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_the_words_of_a_yearly_report_above_a_title_without_a_year_begin_no_name() -> None:
    found = read("2023年报", "示例县财政局政府信息公开工作年度报告", "一、总体情况")
    assert found.name == "示例县财政局"


@pytest.mark.parametrize(
    "title",
    [
        ["示例县财政局2016年度政府信息公开情况统计表"],
        ["2016年度示例县财政局政府信息公开工作情况统计表"],
        ["示例县财政局政府信息公开情况统计表（2016年度）"],
        ["附件2：2016年度政府信息公开情况统计表", "填报单位：示例县财政局"],
        ["政府信息公开情况统计表（2016年）", "填报单位：示例县财政局"],
    ],
    ids=lambda t: "/".join(t)[:24],
)
def test_a_statistical_table_published_alone_has_a_title_of_its_own(title: list[str]) -> None:
    found = read(*title)
    assert (found.name, found.year) == ("示例县财政局", 2016)


def test_what_a_bracket_cut_by_the_line_break_leaves_is_no_part_of_a_name() -> None:
    assert (
        read("（2023年", "度）示例县财政局政府信息公开工作年度报告", "一、总体情况").name
        != "度）示例县财政局"
    )


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


def test_a_title_on_one_line_and_again_over_two_is_one() -> None:
    title = "示例市河滩风景区管理委员会{}水利办公室2023年政府信息公开工作年度报告"
    found = read(title.format(" "), *title.format("\n").split("\n"), "一、总体情况")
    assert found.name == "示例市河滩风景区管理委员会水利办公室"
    assert not found.unsettled
    another = read(
        "甲市水利局2023年政府信息公开工作年度报告",
        "首页",
        "水利局2023年政府信息公开工作年度报告",
        "一、总体情况",
    )
    assert another.name == "水利局"
    assert another.unsettled


def test_a_zone_called_for_short_in_running_text_names_no_body() -> None:
    assert read("结合2022年高新区政府信息公开工作实际编制。", "一、总体情况").name is None


def test_a_place_named_with_and_without_what_it_lies_in_is_one() -> None:
    title = "{}2023年政府信息公开工作年度报告"
    found = read(title.format("新乡市卫辉市水利局"), title.format("卫辉市水利局"), "一、总体情况")
    assert (found.name, found.unsettled) == ("新乡市卫辉市水利局", [])
    found = read(title.format("天津市北辰区佳荣里街道"), title.format("佳荣里街"), "一、总体情况")
    assert (found.name, found.unsettled) == ("天津市北辰区佳荣里街道", [])


NAMELESS = ("来源：示例县人民政府办公室 时间：2024-01-20", "2023年政府信息公开工作年度报告", "一、总体情况")


def test_the_name_under_the_text_comes_before_the_unit_that_publishes_the_page() -> None:
    found = read(*NAMELESS, "我局认真公开。", "示例县财政局", "2024年1月12日")
    assert (found.name, found.unsettled) == ("示例县财政局", [])
    assert found.publisher == "示例县人民政府办公室"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("示例县财政局办公室关于报送2023年政府信息公开工作年度报告的函", "示例县财政局"),
        ("示例县财政局办公室2023年政府信息公开工作年度报告", "示例县财政局办公室"),
        ("示例县人民政府办公室关于报送2023年政府信息公开工作年度报告的函", "示例县人民政府办公室"),
    ],
)
def test_the_office_that_sends_a_report_is_its_bodys(title: str, name: str) -> None:
    assert read(title, "一、总体情况").name == name


def test_a_unit_that_publishes_for_others_names_no_body() -> None:
    found = read("来源：示例县融媒体中心 时间：2024-01-20", *NAMELESS[1:], "2023年，全县有序推进。")
    assert (found.name, found.publisher) == (None, "示例县融媒体中心")


@pytest.mark.parametrize("site", ["示例县财政局", "政府信息公开年报-示例县财政局"])
def test_of_the_bodies_around_a_page_the_text_tells_which_it_speaks_of(site: str) -> None:
    blocks = tuple(map(Paragraph, (*NAMELESS, "我局认真公开。")))
    found = read_identity(
        Document("html", "html", blocks, meta={"title": site}), 2, "我局认真公开。", "a.html"
    )
    assert (found.name, found.unsettled) == ("示例县财政局", [])
    path = "首页 > 政务公开 > 示例县财政局 > 政府信息公开年报"
    found = read(path, *NAMELESS, "我局认真公开。")
    assert (found.name, found.unsettled) == ("示例县财政局", [])


@pytest.mark.parametrize(
    ("said", "open_"),
    [
        ("2023年，各项工作有序推进。", False),
        ("2023年，我县各单位按要求公开，我办统筹推进。", False),
        ("2023年，我局按要求公开。", True),
        ("2023年，本镇按要求公开。", True),
        ("如有疑问，请与示例县财政局联系。", True),
    ],
)
def test_a_unit_that_publishes_may_not_be_the_body_that_the_text_speaks_of(said: str, open_: bool) -> None:
    found = read(*NAMELESS, said)
    assert found.name == "示例县人民政府办公室"
    assert bool(found.unsettled) is open_


@pytest.mark.parametrize(
    "heading",
    [
        "示例县政府信息公开年报",
        "示例县人民政府信息公开年度报告",
        "示例县2023年度政府信息公开年报",
        "新乡市政府信息公开年度报告",
    ],
)
@pytest.mark.parametrize("told", ["认真公开。", "示例县财政局认真公开，示例县人民政府督查。"])
def test_the_heading_of_a_part_of_the_site_above_a_title_is_not_the_title(heading: str, told: str) -> None:
    lines = (heading, TITLE.format("财政", 2023), "一、总体情况", f"2023年，{told}")
    for page in (heading, f"{heading}-示例县", "示例县2023年政府信息公开年报汇总"):
        blocks = tuple(map(Paragraph, lines))
        document = Document("html", "html", blocks, meta={"title": page})
        found = read_identity(document, 2, "\n".join(lines), "a.html")
        assert (found.name, found.year) == ("示例县财政局", 2023) or found.unsettled


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


def test_a_date_before_the_year_reported_on_is_of_something_else() -> None:
    lines = ("示例县财政局2023年政府信息公开工作年度报告", "发布日期：2015-01-01", "一、总体情况")
    found = read(*lines, "统计期限为2023年1月1日至12月31日。")
    assert (found.year, found.published, found.unsettled) == (2023, None, [])
    assert "published" not in {d.what for d in found.decisions}


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


def test_the_signature_stands_above_what_a_page_puts_below() -> None:
    below = ["主办单位：示例县人民政府办公室", *["友情链接"] * 9, "示例县人民政府"]
    found = read(
        "2023年政府信息公开工作年度报告", "一、总体情况", "无。", "示例县财政局", "2024年1月12日", *below
    )
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


@pytest.mark.parametrize(
    "name", ["榆林市_府谷县水利局_2023年政府信息公开工作年度报告.pdf", "榆林市_府谷县_水利局_2023年.txt"]
)
def test_files_are_named_by_place_and_body(name: str) -> None:
    found = read("政府信息公开工作年度报告", "一、总体情况", name=name)
    assert (found.name, found.year) == ("榆林市府谷县水利局", 2023)


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
        (
            "示例县",
            "全县公开信息9条（不含专业平台发布的数据），各部门和镇共公开信息5条。",
            Scope.GOVERNMENT_AGGREGATE,
        ),
        ("示例省人民政府办公厅", "全省行政机关共收到申请4000件。", Scope.GOVERNMENT_AGGREGATE),
        ("示例省人民政府办公厅", "全省行政机关共收到申请4000件，本机关收到30件。", Scope.UNKNOWN),
        ("示例县人民政府办公室", "指导全县各部门公开。收到申请3件。", Scope.ORGAN_ONLY),
        ("示例县人民政府办公室", "指导全县各部门规范办理。我办收到申请3件。", Scope.ORGAN_ONLY),
        (
            "示例区人民政府办公室",
            "本报告由办公室综合区政府所属各行政机关的年度报告编制而成。",
            Scope.GOVERNMENT_AGGREGATE,
        ),
        (
            "示例市政府办公厅",
            "由辦公廳綜合各區政府的政府信息公開年度報告基礎上編寫而成。",
            Scope.GOVERNMENT_AGGREGATE,
        ),
        ("示例市人民政府", "汇总各县（市、区）、各部门公开工作情况编制而成。", Scope.GOVERNMENT_AGGREGATE),
        ("示例县人民政府", "县政府及部门共收到申请21件。", Scope.GOVERNMENT_AGGREGATE),
        ("示例市人民政府", "结合各县（市、区）、各部门年度报告和统计数据编制。", Scope.GOVERNMENT_AGGREGATE),
        ("示例省公安厅", "全省公安机关共收到申请120件。", Scope.SYSTEM_AGGREGATE),
        ("示例省公安厅", "全省公安机关共收到申请120件，其中省厅收到8件。", Scope.UNKNOWN),
        ("示例区交通局", "全年本机关共受理申请3件。", Scope.ORGAN_ONLY),
        ("示例县人民政府办公室", "由我县办理的12件建议均已答复。", Scope.ORGAN_ONLY),
        ("示例县青山乡政府", "我乡收到申请3件。", Scope.ORGAN_ONLY),
        ("示例县人民政府", "现综合各部门公开情况，编制本报告。", Scope.GOVERNMENT_AGGREGATE),
        ("示例省公安厅", "全省公安机关开展培训120次。收到申请8件。", Scope.ORGAN_ONLY),
        ("示例县水利局", "本报告包括局机关及所属单位数据。", Scope.SYSTEM_AGGREGATE),
        ("示例市城市管理委员会", "收到申请3件。", Scope.ORGAN_ONLY),
        ("示例海关关区", "收到申请3件。", Scope.SYSTEM_AGGREGATE),
        ("示例海关", "本年报根据《条例》以及各直属单位信息公开年度报告编制。", Scope.SYSTEM_AGGREGATE),
        ("示例海关", "梳理2023年海关系统政府信息公开工作情况编制而成。", Scope.SYSTEM_AGGREGATE),
        ("示例海关", "梳理2023年本机关政府信息公开工作情况编制而成。", Scope.ORGAN_ONLY),
        ("示例县水利局", "本报告由总体情况、主动公开情况等六部分组成，各股室配合。", Scope.ORGAN_ONLY),
        ("示例县水利局", "全文由总体情况、行政机关收到和处理申请情况等六部分组成。", Scope.ORGAN_ONLY),
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


NO_TITLE = ("政府信息公开", "一、总体情况", "各项工作有序。")


@pytest.mark.parametrize(
    ("said", "name", "year"),
    [
        ("现面向社会公布示例县水利局2022年政府信息公开工作年度报告。", "示例县水利局", 2022),
        ("现公布2022年示例县水利局政府信息公开工作情况。", "示例县水利局", 2022),
        ("现公布示例县水利局政府信息公开工作2022年度报告。", "示例县水利局", 2022),
        ("现向社会公开《示例县水利局2022年度政府信息公开工作年度报告》。", "示例县水利局", 2022),
        ("按照要求，编制了示例县水利局2022年政府信息公开工作年度报告。", "示例县水利局", 2022),
        ("根据要求,示例县水利局编制了2022年政府信息公开年度报告。", "示例县水利局", 2022),
        ("本报告由示例县水利局综合各科室数据编制，内容为2022年度。", "示例县水利局", None),
        (
            "本报告由示例市人民政府信息公开办编制。数据自2022年1月1日起至12月31日止。",
            "示例市人民政府",
            2022,
        ),
        (
            "我单位编制2022年政府信息公开工作年度报告。可与示例镇人民政府党政办公室联系。",
            "示例镇人民政府",
            2022,
        ),
        (
            "我局编制并向社会公开示例市示例县水利局2022年度政府信息公开工作年度报告。",
            "示例市示例县水利局",
            2022,
        ),
        ("制定示例县水利局2022年政府信息公开工作年度报告。", "示例县水利局", 2022),
        ("为切实做好示例县水利局政府信息公开工作，我局明确了专人。", "示例县水利局", None),
        ("请与示例县人民政府研究室联系。", "示例县人民政府研究室", None),
        ("请与示例县政府信息中心联系。", "示例县政府", None),
        ("现公布示例县水利局（以下简称县水利局）2022年政府信息公开工作年度报告。", "示例县水利局", 2022),
        ("本报告由示例高新区党政办公室编制。", "示例高新区", None),
        ("现公布示例省税务系统2022年政府信息公开工作年度报告。", "示例省税务系统", 2022),
        ("请与示例县水利局政务公开办公室联系[地址：水源路1号]。", "示例县水利局", None),
        ("本报告按照2022年示例县水利局政府信息公开工作实际编制而成。", "示例县水利局", 2022),
        ("根据区水利局政府信息公开情况编制本报告。", "区水利局", None),
        ("根据要求，由示例高新区（河东）水利局编制。", "示例高新区（河东）水利局", None),
        ("現公布示例縣水利局2022年政府信息公開工作年度報告。", "示例县水利局", 2022),
        ("2022年济源市政府信息公开工作年度报告根据条例编制。", "济源市", 2022),
        ("请联系：示例区人民政府河滩街道办事处；电话：1。", "示例区人民政府河滩街道办事处", None),
        ("请与示例县青山镇政府综合督考办公室联系。", "示例县青山镇政府", None),
        ("请与示例市住房公积金管理中心办公室联系。", "示例市住房公积金管理中心", None),
        ("请与示例市财政局秘书科联系。", "示例市财政局", None),
        ("请与示例县杜家乡办公室联系。", "示例县杜家乡", None),
        ("请与新乡市人民政府办公室联系。", "新乡市人民政府办公室", None),
        ("请联系海关总署办公厅政务公开处，电话：1。", "海关总署", None),
    ],
    ids=lambda t: t[:24] if isinstance(t, str) else "",
)
def test_the_opening_sentences_name_the_body_and_the_year(said: str, name: str, year: int | None) -> None:
    found = read(NO_TITLE[0], said, *NO_TITLE[1:])
    assert (found.name, found.year) == (name, year)


@pytest.mark.parametrize(
    "said",
    [
        "根据《示例省人民政府办公厅关于印发2022年政府信息公开工作年度报告格式的通知》编制。",
        "根据示例市人民政府办公室发布的2022年政府信息公开工作年度报告有关要求编制。",
        "本报告依据《示例省人民政府办公厅关于做好2022年政府信息公开工作年度报告公布和报送工作的通知》编制。",
    ],
)
def test_a_rule_on_reports_is_no_title_of_this_one(said: str) -> None:
    assert read(NO_TITLE[0], said, *NO_TITLE[1:]).name is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("2022年，济源市水利局认真落实条例。", "济源市水利局"),
        ("2022年度，大河湾镇人民政府坚持公开为常态。", "大河湾镇人民政府"),
        ("2022年，在市委、市政府坚强领导下，市水利局认真落实条例。", None),
        ("2022年，各科室单位认真落实条例。", None),
        ("2022年，济源市认真落实条例。", None),
        ("我单位认真落实条例。济源市政府高度重视公开工作。", None),
        ("2022年，宝坻区消防救援支队深入贯彻条例。", "宝坻区消防救援支队"),
        ("2022年，開平市水務局認真落實條例。", "开平市水务局"),
        ("2022年，在市委、市政府坚强领导下，济源市水利局认真落实条例。", "济源市水利局"),
        ("2022年，蠡县水利局未收到申请。", "蠡县水利局"),
        ("蠡县水利局是主管全县水利的部门。2022年，我局无申请。", "蠡县水利局"),
        ("2022年，济源经济技术开发区管委会坚持公开为常态。", "济源经济技术开发区管委会"),
        ("2022年，济源市认真落实条例。全市收到申请9件。", "济源市"),
        ("2022年，济源市认真落实条例。全市收到申请9件，我局收到2件。", None),
        ("（一）主动公开情况。济源市认真落实条例。全市收到申请9件。", "济源市"),
        ("2022年，济源市水利局政务公开工作按照条例开展。", "济源市水利局"),
        ("2022年，济源高新区(示例城)管委会坚持公开为常态。", "济源高新区（示例城）管委会"),
        ("2022年，淤上乡根据条例的要求公开。我乡未收到申请。", "淤上乡"),
        ("2022年淤上乡积极推动公开。淤上乡设专人负责，淤上乡无申请。", "淤上乡"),
        ("2022年淤上乡积极推动公开。淤上乡的学校、淤上乡的医院和我局均无申请。", None),
        ("国家中医药管理局坚持公开为常态。2022年公开信息9条。", "国家中医药管理局"),
        (
            "2022年，市水利局认真落实条例。制定了《济源市水利局公开制度》，济源市水利局设专人负责。",
            "济源市水利局",
        ),
    ],
)
def test_section_one_begins_to_speak_of_the_body(said: str, name: str | None) -> None:
    assert read("政府信息公开", "一、总体情况", said).name == name


def test_who_works_for_the_openness_office_of_a_county() -> None:
    lines = ("请与济源市政务公开办公室联系。", "一、总体情况")
    assert read("政府信息公开", *lines).name == "济源市"
    told = "2022年，济源市人民政府办公室认真落实条例。"
    assert read("政府信息公开", *lines, told).name == "济源市人民政府办公室"


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


def test_the_name_in_full_that_a_text_gives_with_its_short_form() -> None:
    said = "结合国家税务总局济源市税务局（以下简称“济源市税务局”）有关数据编制。"
    assert read(said, "一、总体情况", "2022年，济源市税务局认真落实条例。").name == "国家税务总局济源市税务局"


def test_the_office_of_a_zone_answers_for_the_zone() -> None:
    said = "如有疑问，请与济源经济开发区综合办公室联系（电话：123456）。"
    assert read(said, "一、总体情况", "无。").name == "济源经济开发区"
    said = "如有疑问，请与济源市水利局政府信息公开中心联系（电话：123456）。"
    assert read(said, "一、总体情况", "无。").name == "济源市水利局"
    said = "如有疑问，可通过意见箱反映或直接与济源市水利局办公室联系（电话：123456）。"
    assert read(said, "一、总体情况", "无。").name == "济源市水利局"
    said = "如有疑问，请与济源市水利局综合一科联系（电话：123456）。"
    assert read(said, "一、总体情况", "无。").name == "济源市水利局"


def test_who_answers_for_a_whole_county_may_not_be_the_body_that_reports() -> None:
    asked = "如有疑问，请联系济源市政务服务中心。"
    found = read(asked, "一、总体情况", "2022年，我市认真落实条例。")
    assert found.unsettled == ["the text speaks for a whole territory, not for 济源市政务服务中心 alone"]
    assert read(asked, "一、总体情况", "2022年，本中心认真落实条例，我市居民满意。").unsettled == []


def test_of_two_bare_dates_neither_is_that_of_publication() -> None:
    title = "示例县水利局2022年政府信息公开工作年度报告"
    text = ("一、总体情况", *["各项工作有序。"] * 8)
    assert read("•2023-01-25", "•2023-01-26", title, *text).published is None
    assert read("•2023-01-25", title, *text).published == "2023-01-25"


def test_the_body_between_title_and_date_publishes() -> None:
    title = "2022年示例县政府信息公开工作年度报告"
    found = read(title, "示例县水利局", "2023年01月18日来源：1", "一、总体情况", "无。")
    assert (found.published, found.publisher) == ("2023-01-18", "示例县水利局")


@pytest.mark.parametrize("year", ["2021-2022学年", "2021—2022学年度"])
def test_a_school_reports_on_the_year_in_which_its_year_ends(year: str) -> None:
    found = read(f"示例大学{year}信息公开工作年度报告", "一、概述")
    assert (found.name, found.year) == ("示例大学", 2022)


def test_a_title_whose_break_before_the_text_is_lost() -> None:
    line = "示例县水利局 2022 年政府信息 公开工作年度报告 根据《中华人民共和国政府信息公开条例》的规定，结合我局实际，编制本报告。"
    found = read(line, "一、总体情况")
    assert (found.name, found.year) == ("示例县水利局", 2022)


def test_a_name_in_traditional_characters() -> None:
    found = read("示例縣水利局2022年政府信息公開工作年度報告", "一、總體情況")
    assert (found.name, found.year) == ("示例縣水利局", 2022)
    assert (
        read("示例開發區新開嶺鎮2022年政府信息公開工作年度報告", "一、總體情況").name == "示例開發區新開嶺鎮"
    )


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
        ("发布日期: 2023- 01- 28 17: 11 访问次数:", "2023-01-28", None),
        ("示例县政府 www.example.gov.cn 2023-01-28 14:32 来源：示例县水利局", "2023-01-28", "示例县水利局"),
        (
            "发布机构 示例县水利局 成文日期 2023-01-16 发布日期 2023-01-28",
            "2023-01-28",
            "示例县水利局",
        ),
        ("發布機構：示例县水利局 生成日期：2023-01-28", "2023-01-28", "示例县水利局"),
        ("数据统计时间：2022年1月1日至2022年12月31日", None, None),
        ("2022年1月1日至2022年12月31日", None, None),
    ],
)
def test_dates_and_publishers_in_the_lines_under_a_title(
    line: str, published: str | None, publisher: str | None
) -> None:
    found = read("示例县水利局2022年政府信息公开工作年度报告", line, "一、总体情况", "无。")
    assert (found.year, found.published, found.publisher) == (2022, published, publisher)


@pytest.mark.parametrize("body", ["示例县", "示例市", "示例经济技术开发区"])
def test_a_place_alone_stands_for_its_government(body: str) -> None:
    title = f"{body}2022年政府信息公开工作年度报告"
    assert read(title, "一、总体情况", "收到申请9件。").scope is Scope.UNKNOWN


def test_a_place_alone_that_counts_its_territory() -> None:
    found = read("示例县2022年政府信息公开工作年度报告", "一、总体情况", "全县共收到申请9件。")
    assert found.scope is Scope.GOVERNMENT_AGGREGATE
    assert read("示例苏木人民政府2022年政府信息公开工作年度报告", "一、总体情况").scope is Scope.ORGAN_ONLY


def test_a_record_in_cells_of_label_and_value() -> None:
    record = ["发布机构：示例县水利局", "文号：无", "成文日期：2023-03-01", "发布日期：2023-03-08"]
    cells = tuple(TextCell(text, n // 2, n % 2) for n, text in enumerate(record))
    found = read("示例县水利局2022年政府信息公开工作年度报告", "一、总体情况", before=[Table(cells, 2, 2)])
    assert (found.published, found.publisher) == ("2023-03-08", "示例县水利局")


@pytest.mark.parametrize(
    ("name", "said", "whole"),
    [
        (
            "水利局",
            "2022年，武汉市东湖风景区管理委员会水利局认真落实。本报告由武汉市东湖风景区管理委员会水利局编制。",
            "武汉市东湖风景区管理委员会水利局",
        ),
        ("区水利局", "2022年，秀屿区水利局认真落实。", "秀屿区水利局"),
        ("区水利局", "根据莆田市水利局要求编制。由莆田市水利局指导。", None),
        ("水利局", "按照莆田市水利局关于年报的通知编制。", None),
        ("水利局", "2022年，秀屿区水利局认真落实。由城厢区水利局抽查，城厢区水利局打分。", None),
        ("秀屿区水利局", "由莆田市秀屿区水利局编制。", None),
        ("区水利局", "更新《莆田市秀屿区水利局公开指南》。", "莆田市秀屿区水利局"),
        ("市水利局", "更新《莆田市秀屿区水利局公开指南》。", None),
        ("市政府研究室", "来源：莆田市人民政府研究室。", "莆田市人民政府研究室"),
    ],
)
def test_the_whole_name_of_a_body_whose_title_leaves_its_place_out(
    name: str, said: str, whole: str | None
) -> None:
    assert fuller_name(name, said) == whole


@pytest.mark.parametrize("body", ["本溪市水利局", "全椒县水利局", "本寨镇人民政府", "新发布依族乡人民政府"])
def test_places_that_begin_like_words_which_point_to_a_body(body: str) -> None:
    assert read(f"{body}2022年政府信息公开工作年度报告", "一、总体情况").name == body
    assert read("全县水利局2022年政府信息公开工作年度报告", "一、总体情况").name is None


def test_the_path_of_a_site_names_its_government_and_no_body() -> None:
    lines = ("首页 > 示例县人民政府 > 政府信息公开年报", "2023年政府信息公开工作年度报告", "一、总体情况")
    assert read(*lines).name is None


def test_the_words_of_a_title_within_running_text_are_no_title() -> None:
    found = read(
        "2021年示例县文化广电和旅游局政府信息公开",
        "工作年度报告",
        "根据《中华人民共和国政府信息公开条例》的规定，编制示例县文化广",
        "电和旅游局2021年度政府信息公开工作年度报告。本报告包括总体情况等六部分。",
        "一、总体情况",
    )
    assert (found.name, found.year) == ("示例县文化广电和旅游局", 2021)


COUNTY = ("2023年政府信息公开工作年度报告", "一、总体情况")


@pytest.mark.parametrize(
    ("said", "name", "open_"),
    [
        ("全县共收到申请9件。", "济源市人民政府", False),
        ("我办共收到申请9件。", "济源市人民政府办公室", False),
        ("全县工作有序推进。", "济源市人民政府办公室", True),
        ("2022年，济源市坚持公开为常态。", "济源市人民政府办公室", True),
        ("各项工作有序推进。", "济源市人民政府办公室", False),
    ],
)
@pytest.mark.parametrize("told", ["如有疑问，请与{}联系。", "本报告由{}按照条例编制。", "来源：{}"])
def test_the_office_of_a_government_may_answer_for_the_government(
    told: str, said: str, name: str, open_: bool
) -> None:
    said = said.replace("全县", "全市")
    found = read(told.format("济源市人民政府办公室"), *COUNTY, said)
    assert (found.name, bool(found.unsettled)) == (name, open_)


@pytest.mark.parametrize("office", ["政府办公室", "市政府办", "区人民政府办公室", "党政办公室"])
def test_an_office_that_does_not_say_whose_it_is_names_no_body(office: str) -> None:
    found = read(f"发布机构：{office}", *COUNTY, "我旗认真落实条例。")
    assert found.name is None
    told = "本报告由市政府办公厅综合各部门报告编制。济源市政府办公厅认真落实。济源市政府办公厅负责。"
    assert read(told, *COUNTY, "全市收到申请9件。").name == "济源市政府"


def test_a_government_that_does_not_say_of_what_is_not_the_body_that_the_text_announces() -> None:
    title = "2022年市政府信息公开工作年度报告"
    assert (
        read(title, "按照要求，特编制卫辉市2022年度政府信息公开工作年度报告。", "一、总体情况").name
        == "卫辉市"
    )
    assert read(title, "我市认真落实条例。", "一、总体情况").name == "市政府"


@pytest.mark.parametrize("place", ["单县", "螅镇"])
def test_a_place_of_two_characters_is_a_name(place: str) -> None:
    assert read(f"{place}2022年政府信息公开工作年度报告", "一、总体情况").name == place


def test_the_sizes_of_a_pages_type_are_no_part_of_the_name() -> None:
    title = "示例县水利局2022年政府信息公开工作年度报告"
    assert read(title, "大 中 小", f"大中小{title}", "一、总体情况", "无。").name == "示例县水利局"


def test_the_label_of_a_title_is_no_part_of_the_name() -> None:
    for label in ("公报标题", "標題", "名稱"):
        title = f"{label}济源市水利局2022年政府信息公开工作年度报告"
        assert read(title, "一、总体情况").name == "济源市水利局"


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


def test_whom_the_opening_names_as_author_is_not_the_body_where_the_text_calls_it_otherwise() -> None:
    said = "本报告由示例区人民政府办公室编制。如有疑问请联系示例区水利局（地址：水源路1号）。"
    found = read("政府信息公开", said, "一、总体情况", "2022年，我局认真公开。")
    assert found.name == "示例区水利局"
    assert read("政府信息公开", said, "一、总体情况", "2022年，我区认真公开。").name == "示例区人民政府办公室"


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


def test_a_place_in_traditional_characters_may_report_for_its_territory() -> None:
    found = read("示例縣2022年政府信息公開工作年度報告", "一、總體情況", "全縣共收到政府信息公開申請9件。")
    assert found.scope is Scope.GOVERNMENT_AGGREGATE


def test_a_report_that_begins_with_its_own_title_in_a_sentence() -> None:
    said = "示例县2022年政府信息公开工作年度报告（以下简称年报）根据《中华人民共和国政府信息公开条例》和省、市的要求编制。"
    found = read(said, "一、总体情况")
    assert (found.name, found.year) == ("示例县", 2022)


def test_a_title_alone_in_a_row_of_a_table_that_holds_the_page() -> None:
    cells = (TextCell("示例市人民防空办公室2022年政府信息公开工作年度报告", 0, 0), TextCell("", 0, 1))
    found = read("示例市国防动员办公室", "一、总体情况", before=[Table(cells, 1, 2)])
    assert (found.name, found.year) == ("示例市人民防空办公室", 2022)


def test_of_two_bodies_on_lines_of_their_own_neither_is_sure() -> None:
    lines = ("示例市国防动员办公室", "示例市人民防空办公室", "一、总体情况")
    assert read(*lines).unsettled
    assert not read(*lines[1:]).unsettled


MENU = ("首页", "政务公开", "互动交流", "新闻中心")
REAL = ("灵璧县财政局", "2023年政府信息公开工作年度报告", "本报告由灵璧县财政局编制。")


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ((*MENU, "走进灵璧县", "政府信息公开年报"), REAL),
        ((*MENU, "信用灵璧县", "魅力灵璧县", "政府信息公开年报"), REAL),
        (("灵璧县人民政府", "政府信息公开年报", *MENU), REAL),
        (("灵璧县概况", "政务服务"), REAL),
        (("中国·灵璧县",), ("灵璧县财政局2023年政府信息公开工作年度报告",)),
        (("首页 走进灵璧县 信用灵璧县 政府信息公开年报",), REAL),
        (("灵璧县人民政府", "人民政府", "灵璧县财政局2023年政府信息公开工作年度报告"), ()),
        (("数据开放", "今日灵璧县"), ("2023年政府信息公开", "工作年度报告", "本报告由灵璧县财政局编制。")),
        (("2023年政府信息公开工作年度报告", "（灵璧县", "财政局）"), ()),
        (("关于灵璧", "县财政局2023年政府信息公开工作年度报告"), ()),
        (
            ("政府信息公开年报", "2025年", "2024年", "2023年", "2022年"),
            (REAL[0], "政府信息公开年报", "（2023年）"),
        ),
    ],
    ids=lambda lines: "/".join(lines)[-24:],
)
def test_the_menu_above_a_title_is_no_title_and_no_part_of_one(
    above: tuple[str, ...], title: tuple[str, ...]
) -> None:
    found = read(*above, *title, "一、总体情况", "2023年，我局按时答复申请。", "主办：灵璧县人民政府")
    assert (found.name, found.year) == ("灵璧县财政局", 2023)
    assert found.unsettled == []


def test_a_list_of_years_stands_beside_no_title() -> None:
    years = ("2019年", "2018年", "2017年")
    found = read(*years, "政府信息公开工作年度报告", "一、总体情况", "统计期限为2023年1月1日至12月31日。")
    assert found.year == 2023
    assert found.notes == []


def test_an_affairs_body_whose_name_breaks_after_its_year() -> None:
    found = read("2023年祁门县政务服务和大数", "据管理局政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year) == ("祁门县政务服务和大数据管理局", 2023)


def test_a_body_above_a_title_without_one_is_in_doubt_where_the_text_names_another() -> None:
    title = ("水利局", "2023年政府信息公开工作年度报告", "本报告由灵璧县财政局编制。")
    found = read(*title, "一、总体情况", "2023年，我局按时答复申请。")
    assert found.unsettled == ["the title may name 水利局, the text names 灵璧县财政局"]


def test_all_the_bodies_of_a_trade_in_a_place_report_together() -> None:
    found = read("卫辉市气象部门2023年政府信息公开工作年度报告", "一、总体情况", "市局和各站依法公开。")
    assert (found.name, found.scope) == ("卫辉市气象部门", Scope.SYSTEM_AGGREGATE)
    assert read("卫辉市直部门2023年政府信息公开工作年度报告", "一、总体情况").name is None
    assert read("有关部门2023年政府信息公开工作年度报告", "一、总体情况").name is None


@pytest.mark.parametrize("title", ["2025示例县财政局2025年度政府信息公开工作年度报告"])
def test_a_year_that_a_title_begins_with_once_more_is_no_part_of_the_name(title: str) -> None:
    found = read(title, "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2025)


@pytest.mark.parametrize("mark", ["一图读懂", "一张图看懂", "图解：", "图解", "图文解读", "图说"])
def test_a_report_in_pictures_is_its_body_s(mark: str) -> None:
    found = read(f"{mark}示例县财政局2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_a_bracket_that_closes_nothing_is_no_part_of_a_name() -> None:
    found = read("2023年政府信息公开工作年度报告（汇总）", "示例县财政局", "一、总体情况")
    assert found.name == "示例县财政局"


@pytest.mark.parametrize("words", ["工作开展", "工作开展情况的", "工作"])
def test_a_report_on_how_the_work_went(words: str) -> None:
    found = read(f"示例县财政局2023年政务信息公开{words}年度报告", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


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


def test_the_office_that_compiles_a_yearly_report() -> None:
    said = "依据有关规定，卫辉市财政局编制年度报告由概述等六部分组成。"
    assert read(said, "一、概述", "我局依法公开。").name == "卫辉市财政局"


def test_section_one_may_begin_with_the_work_of_the_body() -> None:
    said = "2023年，大峪镇人民政府信息公开工作严格按照条例开展。"
    assert read("特向社会公布2023年度本机关信息公开年度报告。", "一、概述", said).name == "大峪镇人民政府"


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


def test_a_name_said_twice_in_one_breath_is_told_once() -> None:
    text = "根据部署，卫辉市财政局编制了财政局2023年年报。如有疑问，请联系卫辉市财政局办公室。"
    assert fuller_name("财政局", text) == "卫辉市财政局"


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ("示例湖管理委员会", Scope.GOVERNMENT_AGGREGATE),
        ("示例市住房和城乡建设管理委员会", Scope.ORGAN_ONLY),
        ("示例区建设和管理委员会", Scope.ORGAN_ONLY),
        ("示例市城市管理委员会", Scope.ORGAN_ONLY),
    ],
)
def test_a_committee_on_a_trade_governs_no_place(body: str, scope: Scope) -> None:
    title = f"{body}2023年政府信息公开工作年度报告"
    assert read(title, "一、总体情况", "全市新建项目增多，我委依法公开。").scope is scope


def test_a_report_in_quotes_with_its_year_first() -> None:
    said = "《2023年度卫辉市水利局信息公开工作年度报告》已经研究同意，现予公开发布。"
    found = read(said, "一、总体情况")
    assert (found.name, found.year) == ("卫辉市水利局", 2023)


def test_a_bare_title_in_traditional_characters() -> None:
    assert read("關於2013年政府信息公開工作年度報告", "一、概述", "我局依法公開。").year == 2013


def test_a_report_made_of_those_of_the_bodies_below_covers_them() -> None:
    title = "示例市人民政府2023年政府信息公开工作年度报告"
    said = "本报告根据条例，以及2023年示例市各开发区管委会、各区县、市人民政府各部门等的年度报告编制。"
    assert read(title, said, "一、总体情况", "本机关依法公开。").scope is Scope.GOVERNMENT_AGGREGATE
    asked = "根据市政府关于做好各区县、各部门年度报告编制工作的通知，编制本报告。"
    assert read(title, asked, "一、总体情况", "本机关依法公开。").scope is Scope.UNKNOWN


def test_a_body_whose_year_follows_it_in_the_words_on_its_report() -> None:
    said = "本报告根据示例职业学院2022-2023学年度信息公开工作执行情况编制而成。"
    found = read(said, "一、概述", "学院依法公开。")
    assert (found.name, found.year) == ("示例职业学院", 2023)


@pytest.mark.parametrize("begun", ["和社会保障局", "例市教育局"])
def test_a_title_that_begins_within_a_name_is_in_doubt(begun: str) -> None:
    title = f"{begun}2023年政府信息公开工作年度报告"
    assert read(title, "一、总体情况", "我局依法公开。").unsettled
    whole = f"如有疑问，请与卫辉市示{begun}联系。" if begun[0] == "例" else f"请与卫辉市人力资源{begun}联系。"
    assert read(title, whole, "一、总体情况", "我局依法公开。").unsettled == []


def test_a_title_cut_after_a_joining_word_goes_on_below() -> None:
    found = read("卫辉市自然资源和", "规划局2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.unsettled) == ("卫辉市自然资源和规划局", [])


def test_an_address_before_a_name_is_no_part_of_it() -> None:
    found = read("example.com卫辉市水利局", "2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year) == ("卫辉市水利局", 2023)


def test_a_body_that_says_on_what_it_based_its_report() -> None:
    said = "卫辉市人民政府根据全市2023年政府信息公开工作开展情况，编制本报告。"
    found = read(said, "一、总体情况", "全市公开有序。")
    assert (found.name, found.scope) == ("卫辉市人民政府", Scope.GOVERNMENT_AGGREGATE)


def test_the_first_reports_begin_with_the_regulation() -> None:
    said = "由卫辉市水利局编制的政府信息公开年度报告。统计期限自2008年5月1日起至2008年12月31日止。"
    assert read(said, "一、概述").year == 2008
    assert read(said.replace("2008", "2009"), "一、概述").year is None
