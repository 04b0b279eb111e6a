"""The shapes of titles: signs that are cheap to look at never leave out a shape that a title has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reports.titles import TITLES, _shapes

PLACES = ("示例市卫生健康局", "样本县12团", "中国（示例）自由贸易试验区", "A、B公司", "第3中学", "公安局", "")
YEARS = ("2023年", "2023", "二〇二三年度", "08年", "202年", "20223年", "2022年度1月1日至12月31日", "")
ABOUT = ("关于", "关于公布", "发布", "《", "〈", "")
KINDS = ("政府信息公开", "信息公开", "政务公开", "政府信息公开工作", "信息公開", "人民政府信息公开")
REPORTS = ("年度报告", "工作报告", "年报", "报吿", "2022年度报告", "情况报告")
ENDS = ("", "（2023年）", "2023年度", "-示例局", "（示例市卫生健康局）", "。", "解读")


@settings(max_examples=1500, deadline=None)
@given(
    st.tuples(
        st.sampled_from(ABOUT),
        st.sampled_from(YEARS),
        st.sampled_from(PLACES),
        st.sampled_from(YEARS),
        st.sampled_from(ABOUT),
        st.sampled_from(YEARS),
        st.sampled_from(KINDS),
        st.sampled_from(REPORTS),
        st.sampled_from(ENDS),
    )
)
def test_no_shape_that_a_title_has_is_left_out(pieces):
    title = "".join(pieces)
    open_to_it = list(_shapes(title))
    assert all(pattern in open_to_it for pattern in TITLES if pattern.match(title))


@pytest.mark.parametrize(
    ("title", "shapes"),
    [
        ("示例市卫生健康局2023年政府信息公开工作年度报告", 1),
        ("2023年示例市卫生健康局政府信息公开工作年度报告", 1),
        ("示例市卫生健康局政府信息公开工作年度报告", 1),
    ],
)
def test_an_ordinary_title_is_held_against_one_shape(title, shapes):
    assert len(list(_shapes(title))) == shapes
