"""The body that the opening sentences of a report name, and whose office it is."""

import pytest

from extract.reports.model import Scope
from tests.extract.reports.identities import read

NO_TITLE = ("政府信息公开", "一、总体情况", "各项工作有序。")
COUNTY = ("2023年政府信息公开工作年度报告", "一、总体情况")


@pytest.mark.parametrize(
    ("author", "name"),
    [("示例县财政局办公室", "示例县财政局"), ("中共示例县委办公室", "中共示例县委办公室")],
)
def test_the_office_that_compiled_a_report_is_its_bodys_but_for_that_of_a_party_committee(
    author: str, name: str
) -> None:
    opening = f"本报告由{author}依据《中华人民共和国政府信息公开条例》编制。"
    assert read("2023年政府信息公开工作年度报告", opening, "一、总体情况").name == name


def test_a_zone_called_for_short_in_running_text_names_no_body() -> None:
    assert read("结合2022年高新区政府信息公开工作实际编制。", "一、总体情况").name is None


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


def test_a_title_in_book_marks_in_the_opening_sentence() -> None:
    found = read("现形成《示例县财政局2023年政府信息公开工作年度报告》，向社会公布。", "一、总体情况")
    assert (found.name, found.year) == ("示例县财政局", 2023)


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
        ("本报告由示例市水利局围绕2022年公开工作编制而成。", "示例市水利局", None),
        ("现公布示例省税务系统2022年政府信息公开工作年度报告。", "示例省税务系统", 2022),
        ("请与示例县水利局政务公开办公室联系[地址：水源路1号]。", "示例县水利局", None),
        ("本报告按照2022年示例县水利局政府信息公开工作实际编制而成。", "示例县水利局", 2022),
        ("结合2022年示例县水利学会政府信息公开工作编制而成。请与示例县水利局联系。", "示例县水利学会", 2022),
        ("请与示例县水利局单位办公室联系。", "示例县水利局", None),
        ("根据区水利局政府信息公开情况编制本报告。", "区水利局", None),
        ("根据要求，由示例高新区（河东）水利局编制。", "示例高新区（河东）水利局", None),
        ("現公布示例縣水利局2022年政府信息公開工作年度報告。", "示例縣水利局", 2022),
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


def test_the_words_of_a_title_within_running_text_are_no_title() -> None:
    found = read(
        "2021年示例县文化广电和旅游局政府信息公开",
        "工作年度报告",
        "根据《中华人民共和国政府信息公开条例》的规定，编制示例县文化广",
        "电和旅游局2021年度政府信息公开工作年度报告。本报告包括总体情况等六部分。",
        "一、总体情况",
    )
    assert (found.name, found.year) == ("示例县文化广电和旅游局", 2021)


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


def test_whom_the_opening_names_as_author_is_not_the_body_where_the_text_calls_it_otherwise() -> None:
    said = "本报告由示例区人民政府办公室编制。如有疑问请联系示例区水利局（地址：水源路1号）。"
    found = read("政府信息公开", said, "一、总体情况", "2022年，我局认真公开。")
    assert found.name == "示例区水利局"
    assert read("政府信息公开", said, "一、总体情况", "2022年，我区认真公开。").name == "示例区人民政府办公室"


def test_a_report_that_begins_with_its_own_title_in_a_sentence() -> None:
    said = "示例县2022年政府信息公开工作年度报告（以下简称年报）根据《中华人民共和国政府信息公开条例》和省、市的要求编制。"
    found = read(said, "一、总体情况")
    assert (found.name, found.year) == ("示例县", 2022)


def test_the_office_that_compiles_a_yearly_report() -> None:
    said = "依据有关规定，卫辉市财政局编制年度报告由概述等六部分组成。"
    assert read(said, "一、概述", "我局依法公开。").name == "卫辉市财政局"


def test_a_report_in_quotes_with_its_year_first() -> None:
    said = "《2023年度卫辉市水利局信息公开工作年度报告》已经研究同意，现予公开发布。"
    found = read(said, "一、总体情况")
    assert (found.name, found.year) == ("卫辉市水利局", 2023)


def test_a_body_whose_year_follows_it_in_the_words_on_its_report() -> None:
    said = "本报告根据示例职业学院2022-2023学年度信息公开工作执行情况编制而成。"
    found = read(said, "一、概述", "学院依法公开。")
    assert (found.name, found.year) == ("示例职业学院", 2023)


def test_a_body_that_says_on_what_it_based_its_report() -> None:
    said = "卫辉市人民政府根据全市2023年政府信息公开工作开展情况，编制本报告。"
    found = read(said, "一、总体情况", "全市公开有序。")
    assert (found.name, found.scope) == ("卫辉市人民政府", Scope.GOVERNMENT_AGGREGATE)
