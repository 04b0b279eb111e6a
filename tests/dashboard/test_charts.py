"""Figures: bars from zero, missing apart from zero, words that fit a phone, one look in both schemes."""

import json
import re
from itertools import pairwise

import pytest

from dashboard.charts import (
    Group,
    Point,
    Row,
    Rule,
    Section,
    Share,
    ShareStrip,
    Stock,
    Strip,
    YearShare,
    cut_short,
    flow,
    needs_own_scales,
    row_bars,
    scale_end,
    share_rows,
    share_strips,
    year_strips,
)
from dashboard.charts.columns import label_places
from dashboard.charts.strips import readable, runs
from dashboard.charts.style import PHONE, width_of, wrapped
from dashboard.theme import palette

THEMES = ("light", "dark")


def strip(title, values, **more):
    points = [
        Point(
            year,
            value,
            label="" if value is None else f"{value:,}",
            hover=f"{title} {year}",
            gap="无报告" if value is None else "",
            **more,
        )
        for year, value in values.items()
    ]
    return Strip(title, tuple(points))


def texts(figure):
    return [a.text for a in figure.layout.annotations]


def bars(figure, hatched=False):
    return [t for t in figure.data if t.type == "bar" and bool(t.marker.pattern.shape) is hatched]


def example(theme):
    """One figure of every sort."""
    return [
        year_strips(
            [strip("甲市", {2022: 3, 2023: None, 2024: 0})],
            theme,
            [Rule(2024, "2024 复议前置")],
            ("纠正", "全部"),
        ),
        row_bars(
            [Section("不予公开", (Row("国家秘密", 3, "3", accent=True), Row("其他", None, "没有数字")))],
            theme,
        ),
        share_rows(
            [Group("", (Share("甲市", "61%", share=0.61, low=0.5, high=0.7), Share("乙县", "3／7")))], theme
        ),
        share_strips(
            [
                ShareStrip(
                    "甲市", (YearShare(2023, 0.5, "50%", 0.4, 0.6), YearShare(2024, None, gap="无报告"))
                )
            ],
            theme,
        ),
        flow(
            [Stock("上年结转", 2, "2"), Stock("本年新收", 8, "8")],
            [Stock("予以公开", 7, "7", True), Stock("结转下年", 3, "3")],
            theme,
        ),
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_shines_through_and_nothing_can_be_dragged(theme):
    for figure in example(theme):
        layout = figure.layout
        assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert layout.showlegend is False
        assert layout.dragmode is False
        for name in layout:
            if name.startswith(("xaxis", "yaxis")):
                assert layout[name].fixedrange is True
                assert not layout[name].showgrid


@pytest.mark.parametrize("theme", THEMES)
def test_only_colours_of_the_theme_are_used(theme):
    allowed = set(vars_of(palette(theme)))
    for figure in example(theme):
        found = set(re.findall(r"#[0-9a-fA-F]{6}", json.dumps(figure.to_plotly_json(), default=list)))
        assert found <= allowed
        assert len(found) > 2


def vars_of(colours):
    return [getattr(colours, name) for name in colours.__slots__]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["ink", "muted", "grey", "grey_mid", "accent"])
def test_marks_and_words_stand_out_from_the_paper(theme, name):
    """WCAG 2.2, 1.4.11: 3 : 1 for what is drawn."""
    colours = palette(theme)
    assert contrast(getattr(colours, name), colours.paper) >= 3


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_columns_start_at_zero_and_keep_their_numbers():
    figure = year_strips([strip("甲市", {2023: 21, 2024: 95})], "light")
    (drawn,) = bars(figure)
    assert list(drawn.y) == [21, 95]
    assert figure.layout.yaxis.range == (0, 95)
    assert sorted(texts(figure)) == ["21", "95", "<b>甲市</b>"]


def test_missing_is_hatched_and_zero_is_a_zero():
    figure = year_strips([strip("甲市", {2019: 5, 2020: None, 2021: None, 2022: 0})], "light")
    (drawn,) = bars(figure)
    assert list(drawn.x) == [2019, 2022]
    (band,) = bars(figure, hatched=True)
    assert list(band.x) == [2020.5]
    assert "2020–2021" in band.customdata[0]
    assert "0" in texts(figure)
    assert "无报告" in texts(figure)


def test_gaps_of_different_reasons_stay_apart():
    gaps = runs(
        [(2019, "无报告", ""), (2020, "表格无此项", ""), (2021, "表格无此项", ""), (2024, "表格无此项", "")]
    )
    assert [(g.first, g.last, g.reason) for g in gaps] == [
        (2019, 2019, "无报告"),
        (2020, 2021, "表格无此项"),
        (2024, 2024, "表格无此项"),
    ]


def test_on_one_scale_a_strip_is_as_high_as_its_numbers():
    figure = year_strips(
        [strip("甲", {2024: 100}), strip("乙", {2024: 50}), strip("丙", {2024: 1})], "light", own_scales=False
    )
    per_unit = []
    for axis in (figure.layout.yaxis, figure.layout.yaxis2, figure.layout.yaxis3):
        pixels = (axis.domain[1] - axis.domain[0]) * figure.layout.height
        per_unit.append(pixels / axis.range[1])
    assert per_unit[1] == pytest.approx(per_unit[0], rel=0.01)
    assert per_unit[2] == pytest.approx(per_unit[0], rel=0.01)


def test_very_different_strips_get_their_own_scales():
    assert needs_own_scales([3525, 21])
    assert not needs_own_scales([95, 21])
    assert not needs_own_scales([0, 21])


def test_columns_of_an_older_form_stand_back():
    points = (Point(2013, 7, "7", old=True), Point(2014, 9, "9"), Point(2015, 4, "4"))
    (drawn,) = bars(year_strips([Strip("平潭", points)], "light"))
    colours = palette("light")
    assert list(drawn.marker.color) == [colours.grey_soft, colours.grey_mid, colours.accent]


def test_rules_are_drawn_only_between_years_that_are_shown():
    rules = [Rule(2019, "2019 新表"), Rule(2024, "2024 复议前置")]
    assert "2024 复议前置" not in texts(year_strips([strip("甲", {2018: 1, 2019: 2})], "light", rules))
    assert "2019 新表" not in texts(year_strips([strip("甲", {2019: 1, 2024: 2})], "light", rules))


def test_names_of_rules_never_meet():
    rules = [
        Rule(2022, "2022 一个很长的名字"),
        Rule(2023, "2023 另一个很长的名字"),
        Rule(2024, "2024 复议前置"),
    ]
    figure = year_strips([strip("甲", dict.fromkeys(range(2011, 2026), 1))], "light", rules)
    placed = [a for a in figure.layout.annotations if a.text.startswith("202")]
    assert len({a.y for a in placed}) == 3


def test_labels_keep_their_distance_the_latest_first():
    points = [(year, year - 2000, False) for year in range(2011, 2026)]
    shown = readable(points, wide=40, slot=PHONE / 15)
    assert shown[-1] == 14
    years = [points[i][0] for i in shown]
    assert all((b - a) * PHONE / 15 >= 40 for a, b in pairwise(years))
    assert readable(points, wide=10, slot=22) == list(range(15))
    assert readable([], 10, 22) == []


def test_parts_stand_inside_their_column_with_both_numbers():
    points = (Point(2024, 20, "20", part=5, part_label="5"),)
    figure = year_strips([Strip("甲", points)], "light", key=("结果纠正", "全部案件"))
    whole, part = bars(figure)
    assert (list(whole.y), list(part.y)) == ([20], [5])
    assert any("结果纠正" in t and "全部案件" in t for t in texts(figure))
    assert any("5" in t and "<br>20" in t for t in texts(figure))


@pytest.mark.parametrize(("highest", "top"), [(51, 46), (54, 47), (10_342_691, 8_860_739)])
def test_the_figure_above_the_highest_column_is_within_its_strip(highest, top):
    """Plotly leaves out what stands beyond an axis, if only by a rounding: such strips lost their largest figure."""
    strips = [Strip(str(n), (Point(2024, n, str(n)),)) for n in (highest, top, 0)]
    assert year_strips(strips, "light").layout.yaxis2.range[1] >= top


def test_horizontal_bars_start_at_zero_and_carry_their_names():
    rows = (Row("国家秘密", 3, "3"), Row("行政查询事项", 12, "12", "40%"), Row("重复申请", 0, "0"))
    figure = row_bars([Section("不予公开", rows)], "light")
    (drawn,) = bars(figure)
    assert list(drawn.x) == [3, 12]
    assert figure.layout.xaxis.range[0] == 0
    assert any("国家秘密" in t for t in texts(figure))
    assert any("重复申请" in t and "0" in t for t in texts(figure))


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ((9000, 120, 80, 0, 3, None), 120),
        ((9000, 8000, 120, 80, 3), 120),
        ((500, 120, 80, 3), None),
        ((9000, 3, 2), None),
        ((0, 0, None), None),
        ((), None),
    ],
    ids=["one", "two", "not so long", "too few left", "nothing", "none"],
)
def test_a_scale_ends_before_bars_that_would_flatten_the_rest(values, end):
    assert scale_end(values) == end


def test_a_bar_beyond_the_scale_is_cut_and_keeps_its_figure():
    rows = tuple(cut_short(Row(str(n), n, str(n)), 120, "cut") for n in (9000, 120, 60))
    figure = row_bars([Section("", rows)], "light")
    assert list(bars(figure)[0].x) == [150, 120, 60]
    assert any("9000" in t and "cut" in t for t in texts(figure))
    strokes = [s.x0 for s in figure.layout.shapes if s.x0]
    assert len(strokes) == 2, "through the one bar"
    assert all(120 < x < 150 for x in strokes)


def test_a_row_is_stretched_and_keeps_its_figure():
    longer = Row("丙", 20, "20", part=5).stretched(400)
    assert (longer.value, longer.part, longer.text) == (8000, 2000, "20")
    assert Row("丁", None, "—").stretched(400).value is None


def test_a_row_without_a_number_is_hatched():
    figure = row_bars([Section("", (Row("甲", 3, "3"), Row("乙", None, "没有数字")))], "light")
    assert len(bars(figure, hatched=True)) == 1
    assert any("没有数字" in t for t in texts(figure))


def test_small_numbers_have_no_point():
    figure = share_rows(
        [Group("", (Share("甲", "61%", "61／100", 0.61, 0.51, 0.7), Share("乙", "3／7", "不足10件")))],
        "light",
    )
    (dots,) = figure.data
    assert list(dots.x) == [0.61]
    assert figure.layout.xaxis.range == (0, 1)
    assert any("3／7" in t for t in texts(figure))


def test_soft_shares_are_hollow():
    figure = share_rows([Group("", (Share("甲", "30%", share=0.3, low=0.1, high=0.5, faint=True),))], "light")
    assert list(figure.data[0].marker.color) == [palette("light").paper]


def test_the_line_of_shares_breaks_at_gaps_and_forms():
    points = (
        YearShare(2012, 0.9, "90%", 0.8, 0.95),
        YearShare(2013, 0.8, "80%", 0.7, 0.9),
        YearShare(2014, 0.5, "50%", 0.4, 0.6, stretch=1),
        YearShare(2015, None, gap="无报告", stretch=1),
        YearShare(2016, 0.6, "60%", 0.5, 0.7, stretch=1),
    )
    line = share_strips([ShareStrip("甲", points)], "light").data[0]
    assert list(line.x) == [2012, 2013, None, 2014, None, 2016]


def test_the_flow_is_in_proportion_and_keeps_empty_parts_in_words():
    ins = [Stock("上年结转", 0, "0"), Stock("本年新收", 100, "100")]
    outs = [Stock("予以公开", 75, "75", True), Stock("不予处理", 0, "0"), Stock("结转下年", 25, "25")]
    figure = flow(ins, outs, "light")
    blocks = [s for s in figure.layout.shapes if s.type == "rect" and s.x0 > 0.5]
    heights = [s.y1 - s.y0 for s in blocks]
    assert heights[0] == pytest.approx(3 * heights[1])
    assert sum(1 for s in figure.layout.shapes if s.type == "path") == 2
    assert any("不予处理" in t for t in texts(figure))
    assert any("上年结转 0" in t for t in texts(figure))


def test_labels_of_the_flow_do_not_cover_each_other():
    outs = [Stock(f"第{i}类", 1 if i else 500, str(i)) for i in range(7)]
    figure = flow([Stock("本年新收", 506, "506")], outs, "light")
    heights = sorted(a.y for a in figure.layout.annotations if "第" in a.text)
    assert all(b - a >= 37 for a, b in pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] < figure.layout.height


def test_what_a_row_says_has_as_many_lines_as_a_phone_needs_and_keeps_every_word():
    name = "国家税务总局新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县税务局"
    short, long = (
        Row("洪泽区", 2, "2", "2份报告"),
        Row(name, 3, "3,511", "of the cases in all whole-territory reports inside it: 12"),
    )
    alone = row_bars([Section("", (short,))], "light")
    figure = row_bars([Section("", (long, short))], "light")
    lines = [re.sub("<[^>]+>", "", line) for line in figure.layout.annotations[0].text.split("<br>")]
    assert "".join(lines).replace(" ", "") == f"{name}3,511ofthecasesinallwhole-territoryreportsinsideit:12"
    assert all(width_of(line, 13) <= PHONE for line in lines)
    assert figure.layout.annotations[1].text == alone.layout.annotations[0].text
    assert "<br>" not in alone.layout.annotations[0].text
    assert figure.layout.height > 2 * alone.layout.height, "further lines have their room"


def test_a_heading_wider_than_a_phone_goes_over_lines():
    title = "Whole territories · prefecture-level · Fewer than 100: listed by size, not ranked"
    lines = wrapped(title)
    assert len(lines) > 1
    assert " ".join(lines) == title
    assert all(width_of(line, 14) <= PHONE for line in lines)
    assert wrapped("全域汇总·县级") == ["全域汇总·县级"]
    assert wrapped("") == [""]
    row = Share("洪泽区", "54%", share=0.54, low=0.5, high=0.57)
    long, short = (share_rows([Group(words, (row,))], "light") for words in (title, "x"))
    assert long.layout.height > short.layout.height
    assert "<br>" in long.layout.annotations[0].text


def test_labels_of_neighbouring_columns_step_aside_rather_than_vanish():
    """Two columns of equal height, narrower than their labels: one label stands higher."""
    strip = Strip("", (Point(2023, 3524, "3,524"), Point(2024, 3525, "3,525")))
    assert label_places(strip, scale=110 / 3525, slot=22, lines=1) == {1: 0, 0: 1}


def test_labels_of_columns_of_different_height_need_not_step_aside():
    strip = Strip("", (Point(2023, 1000, "1,000"), Point(2024, 3525, "3,525")))
    assert label_places(strip, scale=110 / 3525, slot=22, lines=1) == {1: 0, 0: 0}
