"""Whose work a report counts."""

import pytest

from extract.reports.model import Scope
from tests.extract.reports.identities import read


@pytest.mark.parametrize(
    ("body", "said", "scope"),
    [
        ("示例县人民政府", "全县共受理申请749件。", Scope.GOVERNMENT_AGGREGATE),
        ("示例县人民政府", "收到申请9件。", Scope.UNKNOWN),
        ("示例镇人民政府", "收到申请2件。", Scope.ORGAN_ONLY),
        ("示例高新区管委会（示例区人民政府）", "收到申请9件。", Scope.UNKNOWN),
        ("示例高新区管委会（示例区人民政府）", "全区共受理申请9件。", Scope.GOVERNMENT_AGGREGATE),
        ("示例县人民政府（本级）", "收到申请9件。", Scope.ORGAN_ONLY),
        ("示例镇人民政府（示例街道办事处）", "收到申请9件。", Scope.ORGAN_ONLY),
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


def test_a_place_alone_that_counts_its_territory() -> None:
    found = read("示例县2022年政府信息公开工作年度报告", "一、总体情况", "全县共收到申请9件。")
    assert found.scope is Scope.GOVERNMENT_AGGREGATE
    assert read("示例苏木人民政府2022年政府信息公开工作年度报告", "一、总体情况").scope is Scope.ORGAN_ONLY


def test_a_place_in_traditional_characters_may_report_for_its_territory() -> None:
    found = read("示例縣2022年政府信息公開工作年度報告", "一、總體情況", "全縣共收到政府信息公開申請9件。")
    assert found.scope is Scope.GOVERNMENT_AGGREGATE


def test_all_the_bodies_of_a_trade_in_a_place_report_together() -> None:
    found = read("卫辉市气象部门2023年政府信息公开工作年度报告", "一、总体情况", "市局和各站依法公开。")
    assert (found.name, found.scope) == ("卫辉市气象部门", Scope.SYSTEM_AGGREGATE)
    assert read("卫辉市直部门2023年政府信息公开工作年度报告", "一、总体情况").name is None
    assert read("有关部门2023年政府信息公开工作年度报告", "一、总体情况").name is None


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


def test_a_report_made_of_those_of_the_bodies_below_covers_them() -> None:
    title = "示例市人民政府2023年政府信息公开工作年度报告"
    said = "本报告根据条例，以及2023年示例市各开发区管委会、各区县、市人民政府各部门等的年度报告编制。"
    assert read(title, said, "一、总体情况", "本机关依法公开。").scope is Scope.GOVERNMENT_AGGREGATE
    asked = "根据市政府关于做好各区县、各部门年度报告编制工作的通知，编制本报告。"
    assert read(title, asked, "一、总体情况", "本机关依法公开。").scope is Scope.UNKNOWN
