"""The titles above a report, and the names in them."""

import pytest

from extract.documents.model import Document, Paragraph, Table, TextCell
from extract.reports.identity import read_identity
from extract.reports.model import Scope
from tests.extract.reports.identities import read

TITLE = "示例县{}局{}年政府信息公开工作年度报告"
MENU = ("首页", "政务公开", "互动交流", "新闻中心")
REAL = ("灵璧县财政局", "2023年政府信息公开工作年度报告", "本报告由灵璧县财政局编制。")


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


def test_a_sentence_that_breaks_before_the_name_is_no_title() -> None:
    lines = [
        "示例县农业农村局2023年政府信息公开",
        "工作年度报告",
        "根据条例，现将示例县",
        "农业农村局2023年政府信息公开工作情况报告如下。以下为正文。",
    ]
    assert read(*lines, "一、总体情况", "无。").name == "示例县农业农村局"


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
    cut = read(
        "示例县水利局2023年政府信息公开工作年度报告",
        "现公布示",
        "例县水利局2023年政府信息公开工作年度报告。",
        "一、总体情况",
    )
    assert cut.name == "示例县水利局"
    another = read(
        "甲市水利局2023年政府信息公开工作年度报告",
        "首页",
        "水利局2023年政府信息公开工作年度报告",
        "一、总体情况",
    )
    assert another.name == "水利局"
    assert another.unsettled


def test_a_place_named_with_and_without_what_it_lies_in_is_one() -> None:
    title = "{}2023年政府信息公开工作年度报告"
    found = read(title.format("新乡市卫辉市水利局"), title.format("卫辉市水利局"), "一、总体情况")
    assert (found.name, found.unsettled) == ("新乡市卫辉市水利局", [])
    found = read(title.format("天津市北辰区佳荣里街道"), title.format("佳荣里街"), "一、总体情况")
    assert (found.name, found.unsettled) == ("天津市北辰区佳荣里街道", [])


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


def test_the_government_keeps_its_last_word() -> None:
    found = read("示例县人民政府信息公开工作年度报告（2023年度）", "一、总体情况")
    assert (found.name, found.year) == ("示例县人民政府", 2023)


def test_two_bodies_that_report_together() -> None:
    assert (
        read("示例县教育局、示例县体育局2023年政府信息公开年报", "一、总体情况").name
        == "示例县教育局、示例县体育局"
    )


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


@pytest.mark.parametrize("body", ["示例县", "示例市", "示例经济技术开发区"])
def test_a_place_alone_stands_for_its_government(body: str) -> None:
    title = f"{body}2022年政府信息公开工作年度报告"
    assert read(title, "一、总体情况", "收到申请9件。").scope is Scope.UNKNOWN


@pytest.mark.parametrize("body", ["本溪市水利局", "全椒县水利局", "本寨镇人民政府", "新发布依族乡人民政府"])
def test_places_that_begin_like_words_which_point_to_a_body(body: str) -> None:
    assert read(f"{body}2022年政府信息公开工作年度报告", "一、总体情况").name == body
    assert read("全县水利局2022年政府信息公开工作年度报告", "一、总体情况").name is None


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


def test_a_title_alone_in_a_row_of_a_table_that_holds_the_page() -> None:
    cells = (TextCell("示例市人民防空办公室2022年政府信息公开工作年度报告", 0, 0), TextCell("", 0, 1))
    found = read("示例市国防动员办公室", "一、总体情况", before=[Table(cells, 1, 2)])
    assert (found.name, found.year) == ("示例市人民防空办公室", 2022)


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


@pytest.mark.parametrize("title", ["2025示例县财政局2025年度政府信息公开工作年度报告"])
def test_a_year_that_a_title_begins_with_once_more_is_no_part_of_the_name(title: str) -> None:
    found = read(title, "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2025)


def test_a_bracket_that_closes_nothing_is_no_part_of_a_name() -> None:
    found = read("2023年政府信息公开工作年度报告（汇总）", "示例县财政局", "一、总体情况")
    assert found.name == "示例县财政局"


@pytest.mark.parametrize("words", ["工作开展", "工作开展情况的", "工作"])
def test_a_report_on_how_the_work_went(words: str) -> None:
    found = read(f"示例县财政局2023年政务信息公开{words}年度报告", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_a_bare_title_in_traditional_characters() -> None:
    assert read("關於2013年政府信息公開工作年度報告", "一、概述", "我局依法公開。").year == 2013


@pytest.mark.parametrize("begun", ["和社会保障局", "例市教育局"])
def test_a_title_that_begins_within_a_name_is_in_doubt(begun: str) -> None:
    title = f"{begun}2023年政府信息公开工作年度报告"
    assert read(title, "一、总体情况", "我局依法公开。").unsettled
    whole = f"如有疑问，请与卫辉市示{begun}联系。" if begun[0] == "例" else f"请与卫辉市人力资源{begun}联系。"
    assert read(title, whole, "一、总体情况", "我局依法公开。").unsettled == []


def test_a_title_cut_after_a_joining_word_goes_on_below() -> None:
    found = read("卫辉市自然资源和", "规划局2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.unsettled) == ("卫辉市自然资源和规划局", [])


def test_a_long_title_of_a_body_with_two_more_names() -> None:
    body = "济源市住房和城乡建设局（济源市人民防空办公室、济源市房屋征收办公室）"
    found = read(f"{body}2023年政府信息公开工作年度报告", "一、总体情况", "无。")
    assert (found.name, found.year) == (body, 2023)
    others = "、".join(["济源市房屋征收和补偿事务管理办公室"] * 4)
    found = read(f"济源市水利局（{others}）2023年政府信息公开工作年度报告", "一、总体情况", "无。")
    assert (found.name, found.year) == ("济源市水利局", 2023)
    sentence = "按照济源市住房和城乡建设局关于各单位及时编制、报送和公布年报的通知，现公布济源市水利局2023年政府信息公开工作年度报告"
    assert read(sentence, "一、总体情况", "无。").name == "济源市水利局"


def test_an_address_before_a_name_is_no_part_of_it() -> None:
    found = read("example.com卫辉市水利局", "2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year) == ("卫辉市水利局", 2023)


def test_a_title_over_two_lines_and_a_text_that_name_the_same_body_leave_nothing_open() -> None:
    found = read(
        "title: 示例县自然资源局2024年政府信息公开工作年度报告",
        "示例县自然资源局2024年政府信息公开",
        "工作年度报告",
        "根据《中华人民共和国政府信息公开条例》规定，现公布我单位2024年政府信息公开工作年度报告。",
        "一、总体情况",
    )
    assert (found.name, found.year, found.unsettled) == ("示例县自然资源局", 2024, [])


@pytest.mark.parametrize("gap", [" ", " 年报 "])
def test_before_a_title_without_a_name_a_page_names_its_site(gap: str) -> None:
    title = "2023年政府信息公开工作年度报告"
    lines = (title, "一、总体情况", "2023年，本单位按要求公开信息。", "示例县水利局", "2024年1月20日")
    blocks = tuple(Paragraph(line) for line in lines)
    document = Document("html", "html", blocks, meta={"title": f"示例县人民政府{gap}{title}"})
    found = read_identity(document, 1, "\n".join(lines), "1.html")
    assert (found.name, found.year) == ("示例县水利局", 2023)
