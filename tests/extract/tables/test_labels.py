"""Printed labels and the codes of the form."""

import pytest

from extract.forms import form, labels


@pytest.mark.parametrize("row", form("t2021").tables["table3"].entered, ids=lambda r: r.code)
def test_every_row_of_table_three_is_known_by_its_own_label(row) -> None:  # type: ignore[no-untyped-def]
    for printed in (row.label_zh, *row.variants):
        assert labels.table3_row(printed) == row.code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("(七) 总 计", "out_total"),
        ("３．其它", "out_other_misc"),
        ("1、属于国家秘密", "out_refused_state_secret"),
        ("1 属于国家秘密", "out_refused_state_secret"),
        ("⒈属于国家秘密", "out_refused_state_secret"),
        ("3.危及「三安全一稳定」", "out_refused_safety_stability"),
        ("3.危及三安全一稳定", "out_refused_safety_stability"),
        ("2.其他法律行政止公开", "out_refused_law_prohibits"),
        ("⾏政机关确认", None),
        ("5.要求⾏政机关确认或重新出具已获取信息", "out_notproc_confirm_reissue"),
        ("（三）不予公开1.属于国家秘密", "out_refused_state_secret"),
        ("（三）不 4.保护第三方合法权益", "out_refused_third_party"),
        ("三、本年度办理结果（一）予以公开", "out_granted_full"),
        ("1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请", "out_other_no_correction"),
    ],
)
def test_a_label_is_known_in_spite_of_how_it_is_printed(printed: str, code: str | None) -> None:
    assert labels.table3_row(printed) == code


@pytest.mark.parametrize(
    "printed",
    [
        "予公开",
        "公开申请",
        "反复申请",
        "获取信息",
        "行政机关不再处理其政府信息公开申请",
        "其他",
        "一季度",
        "申请数量",
    ],
)
def test_a_piece_that_fits_several_rows_or_is_like_another_names_none(printed: str) -> None:
    assert labels.table3_row(printed) is None


def test_groups_carry_no_cells() -> None:
    assert labels.group_heading("（三）不予公开") == "out_refused"
    assert labels.group_heading("三、本年度办理结果") == "span"
    assert labels.table3_row("（三）不予公开") is None


def test_table_two_is_named_by_row_and_column() -> None:
    assert labels.table2_row("规范性文件") == "行政规范性文件"
    assert labels.table2_column("本年收费金额(单位:万元)") == "本年收费金额单位万元"
    assert labels.table2_codes("t2021")["行政规范性文件", "现行有效件数"] == "pd_normdocs_in_force"
    assert len(labels.table2_codes("t2021")) == 10
    assert len(labels.table2_codes("t2019")) == 22


def test_other_handling_is_one_row_only_without_the_words_of_its_rows() -> None:
    assert labels.other_is_one_row("六其他处理七总计")
    assert not labels.other_is_one_row("1申请人无正当理由逾六其他期不补正行政机关处理")
    assert not labels.other_is_one_row("2申请人逾期未按收费六其他处理通知要求")
    assert not labels.other_is_one_row("五不予处理")


def test_a_label_with_an_explanation_of_what_is_to_be_counted() -> None:
    assert labels.table2_row("规章（设区的市、自治州人民政府填写本行数据）") == "规章"
    assert (
        labels.table2_row_exact("其他对外管理服务事项（指许可以外的政务服务事项，含确认、奖励和检查）")
        is not None
    )
    assert labels.unexplained("以上规章（设区的市填写本行的数据）") == "以上规章"
    # A short note may tell one row from another.
    assert labels.table2_row_exact("规范性文件（当年废止）") is None


@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_heading_of_table_four_that_stands_several_times_is_one(times: int) -> None:
    assert labels.table4_route("行政复议" * times) == "rev"
    assert labels.table4_route("行政诉讼——复议后起诉" * times) == "lit_after"
