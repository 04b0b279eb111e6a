"""Names with a character that a font or an encoding lacks: none of them is known, nor is what is left of one."""

import pytest

from extract.reports.identity.unseen import unlike_title
from tests.extract.reports.identities import read

SIGNS = ["\ufffd", "\ue123", "\U000f0123", "□", "〓", "?", "？", "⿰", "\ufffc"]
SECTION = ("一、总体情况", "2023年，全年主动公开政府信息9条。")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("name", ["济源市黄{}镇人民政府", "济{}市水利局", "济源市水{}局", "{}源市水利局"])
def test_a_name_with_such_a_character_is_no_name(name: str, sign: str) -> None:
    printed = name.format(sign)
    title = f"{printed}2023年政府信息公开工作年度报告"
    assert read(title, "根据条例编制本报告。", *SECTION).name is None
    assert read("根据条例编制本报告。", *SECTION, printed, "2024年1月9日").name is None
    assert read(f"现公布{printed}2023年政府信息公开工作年度报告。", *SECTION).name is None


def test_a_character_that_few_fonts_have_does_not_cut_a_name() -> None:
    title = "济源市黄𬇙镇人民政府2023年政府信息公开工作年度报告"
    assert read(title, "根据条例编制本报告。", *SECTION).name is None


@pytest.mark.parametrize(
    "title", ["济源市水?局2023年政府信息公开工作年度报告", "2023年济源市水?局政府信息公开年报"]
)
@pytest.mark.parametrize(
    ("asked", "open_"),
    [("济源市水利局", False), ("济源市水务局办公室", False), ("济源市财政局", True), ("济源市教育局", True)],
)
def test_a_name_from_elsewhere_must_be_that_of_the_title(title: str, asked: str, open_: bool) -> None:
    found = read(title, f"如有疑问，请与{asked}联系。", *SECTION)
    assert found.name == asked.removesuffix("办公室")
    assert bool(found.unsettled) is open_


def test_what_stands_on_the_line_below_such_a_character_is_not_the_whole_name() -> None:
    found = read("济源市?", "水利局2023年政府信息公开工作年度报告", *SECTION)
    assert found.unsettled


@pytest.mark.parametrize(
    ("name", "same"),
    [("济源市水利局", True), ("河南省济源市水利局", True), ("水利局", False), ("济源市林业局", False)],
)
def test_a_name_is_held_against_what_is_left_of_the_title(name: str, same: bool) -> None:
    broken = unlike_title(name, ["济源□水利局2023年政府信息公开工作年度报告"])
    assert (broken is None) is same
    assert unlike_title(name, ["济源市水利局2023年政府信息公开工作年度报告"]) is None


@pytest.mark.parametrize("name", ["镇人民政府", "乡政府"])
def test_a_town_that_does_not_say_which_is_in_doubt(name: str) -> None:
    title = f"{name}2023年政府信息公开工作年度报告"
    assert read(title, *SECTION).unsettled == [f"the name does not say which {name} it is"]
    told = read(title, f"如有疑问，请与济源市大河湾{name}联系。", *SECTION)
    assert (told.name, told.unsettled) == (name, [])
