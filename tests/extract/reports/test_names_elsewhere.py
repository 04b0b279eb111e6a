"""The name of a body whose title has none, or not all of it."""

import pytest

from extract.documents.model import Document, Paragraph
from extract.reports.identity import read_identity
from extract.reports.identity.full_names import fuller_name
from extract.reports.model import Scope
from tests.extract.reports.identities import read

NAMELESS = ("来源：示例县人民政府办公室 时间：2024-01-20", "2023年政府信息公开工作年度报告", "一、总体情况")


def test_the_name_under_the_text_comes_before_the_unit_that_publishes_the_page() -> None:
    found = read(*NAMELESS, "我局认真公开。", "示例县财政局", "2024年1月12日")
    assert (found.name, found.unsettled) == ("示例县财政局", [])
    assert found.publisher == "示例县人民政府办公室"


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


def test_a_template_of_another_body_leaves_its_title_in_the_file() -> None:
    lines = ("2023年政府信息公开工作年度报告", "一、总体情况", "无。", "示例县财政局", "2024年1月9日")
    found = read(*lines, meta={"title": "示例县教育局2020年政府信息公开工作年度报告"}, name="a.docx")
    assert (found.name, found.year) == ("示例县财政局", 2023)


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


def test_a_note_that_breaks_off_is_no_signature() -> None:
    assert read("政府信息公开", "一、总体情况", "有序推进。", "（本列数据的勾稽关").name is None


def test_the_signature_stands_above_what_a_page_puts_below() -> None:
    below = ["主办单位：示例县人民政府办公室", *["友情链接"] * 9, "示例县人民政府"]
    found = read(
        "2023年政府信息公开工作年度报告", "一、总体情况", "无。", "示例县财政局", "2024年1月12日", *below
    )
    assert (found.name, found.published) == ("示例县财政局", "2024-01-12")


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
        ("国家药监局坚持公开为常态。2022年公开信息9条。", "国家药监局"),
        ("今年以来，济源市水利局认真落实条例。", "济源市水利局"),
        ("今年以来，各科室认真落实条例。", None),
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


@pytest.mark.parametrize("more", ["", "，下文类同"])
def test_the_name_in_full_that_a_text_gives_with_its_short_form(more: str) -> None:
    said = f"结合国家税务总局济源市税务局（以下简称“济源市税务局”{more}）有关数据编制。"
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


@pytest.mark.parametrize(
    ("name", "said", "whole"),
    [
        (
            "水利局",
            "2022年，武汉市东湖风景区管理委员会水利局认真落实。本报告由武汉市东湖风景区管理委员会水利局编制。",
            "武汉市东湖风景区管理委员会水利局",
        ),
        ("区水利局", "2022年，秀屿区水利局认真落实。", "秀屿区水利局"),
        ("区水利局", "现将秀屿区水利局2024年年度报告予以公开。", "秀屿区水利局"),
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


def test_a_branch_named_with_and_without_what_it_is_a_part_of_is_one() -> None:
    asked = "如有疑问，请与莆田市公安局秀屿区分局联系。"
    found = read(asked, "一、总体情况", "2022年，秀屿区公安分局认真落实条例。我局无申请。")
    assert (found.name, found.unsettled) == ("莆田市公安局秀屿区分局", [])
    assert read(asked, "一、总体情况", "2022年，秀屿区税务分局认真落实条例。我局无申请。").unsettled


def test_the_opening_of_another_bodys_report_is_in_doubt() -> None:
    opening = "现公布秀屿区人民政府2022年政府信息公开工作年度报告。"
    asked = "如有疑问，请与秀屿区水利局办公室联系。"
    found = read(opening + asked, "一、总体情况", "2022年，我局认真落实条例。")
    assert found.name == "秀屿区人民政府"
    assert found.unsettled == ["the body may be 秀屿区人民政府 or 秀屿区水利局, the text calls it 局"]
    assert read(opening + asked, "一、总体情况", "2022年，我区认真落实条例。").unsettled == []
    assert read(opening, "一、总体情况", "2022年，我局认真落实条例。").unsettled == []


def test_a_name_found_in_running_text_is_given_as_printed() -> None:
    title = "政府信息公開工作年度報告"
    found = read(title, "如有疑問，請與開平市水務局聯繫。", "一、總體情況", "2022年，我局公開信息9條。")
    assert found.name == "開平市水務局"
    found = read(title, "一、總體情況", "2022年，開平市水務局認真落實條例。")
    assert found.name == "開平市水務局"


def test_a_publisher_without_its_place_gives_way_to_the_same_body_with_it() -> None:
    record = "来源：水利局 时间：2023-01-20"
    found = read(
        record, "2022年政府信息公开工作年度报告", "一、总体情况", "2022年，济源高新区水利局认真落实条例。"
    )
    assert (found.name, found.publisher, found.unsettled) == ("济源高新区水利局", "水利局", [])


def test_the_path_of_a_site_names_its_government_and_no_body() -> None:
    lines = ("首页 > 示例县人民政府 > 政府信息公开年报", "2023年政府信息公开工作年度报告", "一、总体情况")
    assert read(*lines).name is None


def test_of_two_bodies_on_lines_of_their_own_neither_is_sure() -> None:
    lines = ("示例市国防动员办公室", "示例市人民防空办公室", "一、总体情况")
    assert read(*lines).unsettled
    assert not read(*lines[1:]).unsettled


def test_a_body_above_a_title_without_one_is_in_doubt_where_the_text_names_another() -> None:
    title = ("水利局", "2023年政府信息公开工作年度报告", "本报告由灵璧县财政局编制。")
    found = read(*title, "一、总体情况", "2023年，我局按时答复申请。")
    assert found.unsettled == ["the title may name 水利局, the text names 灵璧县财政局"]


@pytest.mark.parametrize("mark", ["一图读懂", "一张图看懂", "图解：", "图解", "图文解读", "图说"])
def test_a_report_in_pictures_is_its_body_s(mark: str) -> None:
    found = read(f"{mark}示例县财政局2023年政府信息公开工作年度报告", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


def test_section_one_may_begin_with_the_work_of_the_body() -> None:
    said = "2023年，大峪镇人民政府信息公开工作严格按照条例开展。"
    assert read("特向社会公布2023年度本机关信息公开年度报告。", "一、概述", said).name == "大峪镇人民政府"


def test_a_name_said_twice_in_one_breath_is_told_once() -> None:
    text = "根据部署，卫辉市财政局编制了财政局2023年年报。如有疑问，请联系卫辉市财政局办公室。"
    assert fuller_name("财政局", text) == "卫辉市财政局"


def test_a_township_that_the_opening_speaks_of() -> None:
    opening = "2022年，示例乡人民政府坚持以公开为常态。现将我乡2022年度信息公开工作情况报告如下。"
    found = read(opening, "一、总体情况", "我乡采取多种形式公开。")
    assert (found.name, found.year, found.unsettled) == ("示例乡人民政府", 2022, [])
