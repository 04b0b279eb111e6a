"""Papers that look like a yearly report and are none."""

import pytest

from extract.reports.papers import other_paper


@pytest.mark.parametrize(
    "title",
    [
        ["关于做好2021年度政府信息公开工作年度报告编制工作的通知"],
        ["示例市人民政府办公室关于做好2009年度", "政府信息公开工作年度报告有关事项的通知"],
        ["关于报送2021年政府信息公开工作年度报告的通知"],
        ["关于印发《政府信息公开工作年度报告格式》的通知"],
        ["关于政府信息公开工作年度报告有关事项的函"],
        ["政府信息公开工作年度报告模板"],
        ["示例省人民政府办公厅关于印发", "2021年政务公开工作要点的通知"],
        ["关于印发《示例县政府信息公开工作考核办法（试行）》的通知"],
        ["2014年政府信息公开第三方评估报告"],
        ["示例县水利局2020年政务公开工作自查报告"],
        ["示例县2020年政务公开考核结果"],
        ["示例县水利局2022年上半年政府信息公开工作总结"],
        ["示例县水利局2022年第三季度政府信息公开工作情况"],
        ["示例县水利局2022年1-6月政府信息公开工作情况"],
        ["示例縣水利局2022年上半年政府信息公開工作報告"],
    ],
    ids=lambda t: "/".join(t)[:24],
)
def test_a_title_that_tells_what_else_a_paper_is(title: list[str]) -> None:
    assert other_paper(["首页", *title, "各乡镇人民政府："]) is not None


@pytest.mark.parametrize(
    "title",
    [
        ["示例县水利局2022年政府信息公开工作年度报告"],
        ["2022年政府信息公开工作年度报告"],
        ["示例县水利局关于报送2022年政府信息公开工作年度报告的函"],
        ["关于印发示例县水利局2022年政府信息公开工作年度报告的通知"],
        ["示例县水利局2022年1-12月政府信息公开工作情况报告"],
        ["示例县水利局关于2022年政府信息公开工作情况的报告"],
        ["政府信息公开", "一张图看懂年报"],
        [],
    ],
    ids=lambda t: "/".join(t)[:24],
)
def test_a_report_and_what_says_nothing_are_no_other_paper(title: list[str]) -> None:
    assert other_paper(title) is None


def test_a_menu_may_name_other_papers_above_a_report() -> None:
    menu = ["关于做好2022年度政府信息公开工作年度报告编制工作的通知", "2022年上半年政务公开工作总结"]
    assert other_paper(menu) is not None
    assert other_paper([*menu, "示例县水利局2022年政府信息公开工作年度报告"]) is None
    assert other_paper([*menu, "示例县水利局", "2022年政府信息公开工作年度报告"]) is None
