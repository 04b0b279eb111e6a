"""Exhibits: every question is answered for every selection and language, with sentences that are true and read well."""

from pathlib import Path

import polars as pl
import pytest

import dashboard.exhibits
from dashboard.exhibits import EXHIBITS, build, exhibits_of
from dashboard.exhibits.common import share_words
from dashboard.exhibits.composition import children
from dashboard.exhibits.subjects import BUILDERS, chosen_outcomes
from dashboard.queries import Filters
from dashboard.text import text
from extract.forms import APPLICANT_CODES, DISPUTE_RESULTS, OUTCOME_GROUPS
from extract.forms.glossary import terms
from tests.dashboard.handmade import Written, dataset, requests

HERE = Path(dashboard.exhibits.__file__).parent
LANGUAGES = ("zh", "en")
PAGES = ("overview", "applications", "outcomes", "disputes", "agency")


def disputes(rev, direct, after):
    """Table four of one report: four results of each route."""
    values = {}
    for route, results in (("rev", rev), ("lit_direct", direct), ("lit_after", after)):
        values |= {f"{route}_{name}": n for name, n in zip(DISPUTE_RESULTS, results, strict=True)}
        values[f"{route}_total"] = sum(results)
    values["hs_rev_total"], values["hs_rev_corrected"] = sum(rev), rev[1]
    values["hs_lit_total"] = values["lit_total"] = sum(direct) + sum(after)
    values["hs_lit_corrected"] = direct[1] + after[1]
    return values


def by_applicant(rows, people):
    """Rows of table three with everything beyond ``people`` from enterprises."""
    values = {}
    for key, total in rows.items():
        if not key.endswith(".total"):
            continue
        code = key.removesuffix(".total")
        values |= {f"{code}.{c}": 0 for c in APPLICANT_CODES[:-1]}
        values[f"{code}.natural_person"] = min(people, total)
        values[f"{code}.commercial_enterprise"] = total - min(people, total)
    return values


def full(total, people=10**9, rev=(0, 0, 0, 0), direct=(0, 0, 0, 0), after=(0, 0, 0, 0), **rows):
    """A whole 2021 report."""
    grounds = {f"{g}.total": 0 for group in OUTCOME_GROUPS[2:] for g in children(group)}
    for group in OUTCOME_GROUPS[2:]:
        grounds[f"{children(group)[0]}.total"] = rows.get(group, 0)
    rows.setdefault("out_granted_full", total - sum(v for k, v in rows.items() if k != "out_granted_full"))
    values = requests(total, **rows) | grounds
    return values | by_applicant(values, people) | disputes(rev, direct, after)


HUAIAN = "320800-淮安市政府"
HONGZE = "320813-洪泽区政府"


@pytest.fixture(scope="module")
def small():
    """淮安市 with 洪泽区 inside it, 宿迁市, and one bureau."""
    return dataset(
        [
            Written(
                "淮安市政府",
                "320800",
                2024,
                full(100, people=90, out_refused=30, out_unable=20, rev=(5, 2, 1, 1)),
            ),
            Written("洪泽区政府", "320813", 2023, full(21, out_unable=10)),
            Written("洪泽区政府", "320813", 2024, full(8, out_unable=3, rev=(1, 0, 0, 0))),
            Written("宿迁市政府", "321300", 2023, full(40, out_refused=10)),
            Written(
                "宿迁市政府",
                "321300",
                2024,
                full(60, people=40, out_refused=6, direct=(1, 1, 0, 0), after=(0, 0, 0, 2)),
            ),
            Written("沭阳县发改局", "321300", 2023, full(1), scope="organ_only"),
        ]
    )


def view(data, exhibit, language="zh", theme="light", **chosen):
    return build(exhibit, data, Filters(**chosen), language, theme)


# Wording


def test_every_row_and_column_has_a_label():
    codes = [
        *OUTCOME_GROUPS,
        *APPLICANT_CODES,
        *DISPUTE_RESULTS,
        *(c for g in OUTCOME_GROUPS for c in children(g)),
    ]
    for language in LANGUAGES:
        assert all(text(language).label(code) for code in codes)


# The registry


def test_every_exhibit_has_a_page_and_a_builder():
    assert set(EXHIBITS) == set(BUILDERS)
    assert {one.page for one in EXHIBITS.values()} == set(PAGES)
    assert [one.id for page in PAGES for one in exhibits_of(page)] == list(EXHIBITS)


def test_an_unknown_exhibit_is_an_error(small):
    with pytest.raises(KeyError):
        view(small, "no.such")


SELECTIONS = {
    "everything": Filters(),
    "one body": Filters(agencies=(HONGZE,)),
    "one body, one year": Filters(agencies=(HUAIAN,), years=(2024, 2024)),
    "single bodies": Filters(kinds=("government",), years=(2023, 2023)),
    "refusals": Filters(outcomes=("out_refused",)),
    "two grounds": Filters(grounds=("out_refused_state_secret", "out_unable_not_held")),
    "side by side": Filters(regions=("320800", "321300")),
    "nothing there": Filters(regions=("350000",)),
    "no such year": Filters(years=(1999, 2000)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_every_exhibit_builds(small, exhibit, selection, language):
    found = build(exhibit, small, SELECTIONS[selection], language, "dark")
    assert found.id == exhibit
    assert found.question
    assert found.answer
    assert "{" not in found.question + found.answer + "".join(found.notes) + found.n
    assert "None" not in found.question + found.answer + "".join(found.notes)
    if found.empty is None:
        assert found.figure is not None
        assert found.figure.layout.height > 0
        assert found.answer in found.alt
        assert found.table.height > 0
        assert found.data.height == found.table.height
        assert found.n
    else:
        assert found.figure is None
        assert found.answer == found.empty
    if selection in ("nothing there", "no such year"):
        assert found.empty


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_an_empty_dataset_is_said_to_be_empty(exhibit):
    found = build(exhibit, dataset([]), Filters(), "zh")
    assert found.empty
    assert found.figure is None


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_explained_terms_exist(small, exhibit):
    known = set(terms()) | {*OUTCOME_GROUPS, *(c for g in OUTCOME_GROUPS for c in children(g))}
    known |= {
        "req_new",
        "req_carried_in",
        "req_carried_out",
        "rev_corrected",
        "lit_direct_corrected",
        "lit_after_corrected",
    }
    found = build(exhibit, small, Filters(agencies=(HUAIAN,)), "zh")
    assert set(found.terms) <= known


# What they say


def test_a_sum_never_counts_the_inner_territory(small):
    """2024: 淮安市 100 + 宿迁市 60, without the 8 of 洪泽区, which lies in 淮安市."""
    found = view(small, "overview.answer")
    assert found.answer.startswith("淮安市政府、宿迁市政府合计2024年办结160件，其中104件全部或部分公开")
    assert any("洪泽区政府（已含在上级地区报告内）" in note for note in found.notes)
    assert found.n == "160件，2份报告"


def test_one_territory_does_not_silence_many_single_bodies():
    """A county's whole-territory report and two bureaus elsewhere: each kind is summed, told and drawn by itself."""
    county = Written("洪泽区政府", "320813", 2024, requests(40))
    bureaus = [
        Written(f"{name}局", "350128", 2024, requests(300, out_refused=100), scope="organ_only")
        for name in "甲乙"
    ]
    found = view(dataset([county, *bureaus]), "overview.answer")
    assert found.answer == (
        "洪泽区政府2024年办结40件，其中40件全部或部分公开（100%，95%可能范围91%–100%）。"
        "乙局、甲局合计2024年办结800件，其中600件全部或部分公开（75%，95%可能范围72%–78%）。"
    )
    assert found.data.group_by("bodies", maintain_order=True).agg(pl.col("whole").first())[
        "whole"
    ].to_list() == [40, 800]
    assert any("不能同单个机关的报告相加" in note for note in found.notes)
    groups = view(dataset([county, *bureaus]), "outcomes.groups")
    assert any("不与全域报告相加" in note for note in groups.notes), "elsewhere they are left out by name"


def test_a_thin_year_names_a_fuller_one():
    reports = [Written(f"局{i}", "350128", 2023, requests(5), scope="organ_only") for i in range(4)]
    thin = dataset([*reports, Written("局0", "350128", 2024, requests(5), scope="organ_only")])
    assert (
        view(thin, "overview.answer").notes[0].startswith("2024年本站只收录了1份报告，2023年最多，有4份报告")
    )
    assert not any("只收录了" in note for note in view(thin, "overview.answer", years=(2023, 2023)).notes)


def test_the_answer_carries_its_interval(small):
    """50 of 100: 95 % Wilson interval 40 to 60 %."""
    assert view(small, "overview.answer", agencies=(HUAIAN,)).answer.endswith(
        "50件全部或部分公开（50%，95%可能范围40%–60%）。"
    )
    english = view(small, "overview.answer", "en", agencies=(HUAIAN,)).answer
    assert (
        english
        == "淮安市政府 concluded 100 requests in 2024; granted in full or in part: 50 (50%, 95% range 40%–60%)."
    )


def test_below_ten_cases_there_is_no_percentage(small):
    found = view(small, "overview.answer", agencies=(HONGZE,), years=(2024, 2024))
    assert found.answer == "洪泽区政府2024年办结8件，其中5件全部或部分公开。"
    assert found.data["share"].to_list() == [None] * 6


def test_from_ten_to_29_cases_the_percentage_is_soft(small):
    found = view(small, "overview.answer", agencies=(HONGZE,), years=(2023, 2023))
    assert "（约52%，数目小" in found.answer


def test_the_course_of_one_body_names_rise_and_fall(small):
    assert view(small, "applications.by_year", agencies=("321300-宿迁市政府",)).answer == (
        "宿迁市政府2024年收到申请60件，2023年为40件，增加20。"
    )
    assert view(small, "applications.by_year", "en", agencies=(HONGZE,)).answer == (
        "洪泽区政府 received 8 requests in 2024, after 21 requests in 2023 (13 fewer)."
    )


def test_one_request_is_singular(small):
    found = view(small, "applications.by_year", "en", years=(2023, 2023), agencies=("321300-沭阳县发改局",))
    assert found.answer == "沭阳县发改局 received 1 request in 2023."


def test_years_of_an_older_form_are_not_compared():
    data = dataset(
        [
            Written("平潭", "350128", 2013, {"hs_requests_received": 7}, form="t2011_fujian"),
            Written("平潭", "350128", 2014, {"hs_requests_received": 9}, form="t2014_fujian"),
        ]
    )
    found = view(data, "applications.by_year")
    assert found.answer == "平潭2014年收到申请9件。"
    assert any("旧表格" in note for note in found.notes)
    assert "2014 新表" in [a.text for a in found.figure.layout.annotations]


def test_columns_of_one_old_form_look_alike_whoever_reported():
    """The county stopped in 2013, the zone went on: the county's columns come from the old form, too."""
    key = "hs_requests_received"
    data = dataset(
        [
            Written("平潭县政府", "350128", 2012, {key: 21}, form="t2011_fujian"),
            Written("平潭县政府", "350128", 2013, {key: 7}, form="t2011_fujian"),
            Written("实验区", "350128", 2013, {key: 5}, form="t2011_fujian"),
            Written("实验区", "350128", 2014, {key: 9}, form="t2014_fujian"),
        ]
    )
    tones = {}
    for bar in view(data, "applications.by_year").figure.data:
        if not bar.marker.pattern.shape:
            tones |= {
                (int(bar.y[i]), year): tone
                for i, (year, tone) in enumerate(zip(bar.x, bar.marker.color, strict=True))
            }
    assert tones[21, 2012] == tones[7, 2013] == tones[5, 2013]
    assert tones[9, 2014] != tones[5, 2013]
    alone = view(data, "applications.by_year", agencies=("350128-平潭县政府",))
    assert not any("浅色" in note for note in alone.notes)


def test_several_bodies_are_listed_not_ranked(small):
    found = view(small, "applications.by_year", kinds=("government",), years=(2024, 2024))
    assert found.answer == "图中机关2024年收到申请：淮安市政府100件；宿迁市政府60件；洪泽区政府8件。"


def test_a_missing_year_is_a_gap_not_a_zero():
    data = dataset(
        [Written("平潭", "350128", y, {"hs_requests_received": n}) for y, n in ((2021, 70), (2024, 0))]
    )
    found = view(data, "applications.by_year")
    rows = {r["year"]: (r["value"], r["basis"]) for r in found.data.iter_rows(named=True)}
    assert rows == {
        2021: (70, "printed"),
        2022: (None, "no_report"),
        2023: (None, "no_report"),
        2024: (0, "printed"),
    }
    drawn = found.figure.data[0]
    assert list(drawn.x) == [2021, 2024]
    assert "无报告" in [a.text for a in found.figure.layout.annotations]


def test_a_published_error_is_marked_with_both_numbers():
    data = dataset(
        [Written("洪泽区政府", "320813", 2023, full(21) | {"hs_rev_total": (0, 11), "hs_rev_corrected": 1})]
    )
    found = view(data, "reviews.by_year")
    assert any("11※" in a.text for a in found.figure.layout.annotations)
    assert found.notes[-1] == "※ 洪泽区政府 2023：报告印的是0，分项相加为11，这里用分项合计。尚未经人核实。"
    assert any("报告印的是0，分项相加为11" in hover for bar in found.figure.data for hover in bar.customdata)
    row = found.data.row(0, named=True)
    assert (row["printed"], row["computed"], row["value"]) == (0, 11, 11)


def test_a_confirmed_error_says_so():
    data = dataset(
        [Written("洪泽区政府", "320813", 2023, full(21) | {"hs_rev_total": (0, 11), "hs_rev_corrected": 1})],
        [
            {
                "report_id": "320813-洪泽区政府-2023-government_aggregate",
                "status": "fail",
                "cells": ["rev_total"],
                "review": "confirmed",
            }
        ],
    )
    assert "已经人核实" in view(data, "reviews.by_year").notes[-1]


def test_rankings_begin_at_a_hundred_cases():
    data = dataset(
        [
            Written("甲市", "320800", 2024, full(200, out_refused=50)),
            Written("乙市", "321300", 2024, full(100, out_refused=10)),
            Written("丙县", "350128", 2024, full(20, out_refused=0)),
        ]
    )
    found = view(data, "outcomes.by_body")
    assert (
        found.answer
        == "2024年县级全域汇总报告中，办结100件以上的有2份，乙市全部或部分公开的比例最高（90%），甲市最低（75%）。"
    )
    assert found.data["standing"].to_list() == ["full", "full", "grey"]
    one = view(data, "outcomes.by_body", agencies=("350128-丙县",))
    assert "（约100%，数目小" in one.answer


def test_who_gives_no_figure_stands_last_and_apart():
    data = dataset(
        [
            Written("甲市", "320800", 2024, full(200, out_refused=50)),
            Written("乙市", "321300", 2024, full(300) | {"hs_disclosed_any": None}),
            Written("丙县", "350128", 2024, full(20)),
        ]
    )
    words = [a.text for a in view(data, "outcomes.by_body").figure.layout.annotations]
    place = [next(i for i, said in enumerate(words) if name in said) for name in ("甲市", "丙县", "乙市")]
    assert place == sorted(place)
    assert any("没有数字，算不出比例" in said for said in words)


def test_territories_and_single_bodies_are_never_ranked_together():
    data = dataset(
        [
            Written("甲市", "320800", 2024, full(200, out_refused=50)),
            Written("乙局", "321300", 2024, full(300, out_refused=10), scope="organ_only"),
        ]
    )
    found = view(data, "outcomes.by_body")
    assert found.answer == "2024年有2个机关，同一口径、办结100件以上的不足两个，不排先后。"
    headings = [
        a.text
        for a in view(data, "applications.by_body").figure.layout.annotations
        if a.text.startswith("<b>")
    ]
    assert headings == ["<b>全域汇总 · 县级</b>", "<b>单个机关</b>"]


def test_outcomes_hold_every_group_and_every_ground(small):
    found = view(small, "outcomes.groups", agencies=(HUAIAN,))
    assert found.data["key"].to_list() == [f"{g}.total" for g in OUTCOME_GROUPS]
    assert found.data["value"].to_list() == [50, 0, 30, 20, 0, 0]
    assert found.answer.startswith("淮安市政府2024年办结100件，最多的是“予以公开”，50件")
    grounds = view(small, "outcomes.grounds", agencies=(HUAIAN,))
    assert grounds.data.height == sum(len(children(g)) for g in OUTCOME_GROUPS)
    assert grounds.answer.startswith(
        "淮安市政府2024年有50件申请未获公开，最常见的理由是“国家秘密”，30件（60%"
    )


def test_the_2019_form_keeps_other_handling_undivided():
    values = full(30, out_other=12)
    values = {k: v for k, v in values.items() if not (k.startswith("out_other_"))}
    data = dataset([Written("洪泽区政府", "320813", 2023, values)])
    found = view(data, "outcomes.grounds")
    last = found.data.filter(pl.col("group") == "out_other")
    assert last.select("key", "value").rows() == [("out_other_undivided", 12)]


def test_filters_of_outcomes_and_grounds_choose_what_is_counted(small):
    assert chosen_outcomes(Filters()) == ("out_granted_full", "out_granted_partial")
    assert chosen_outcomes(Filters(outcomes=("out_refused",))) == ("out_refused",)
    both = Filters(
        outcomes=("out_granted_full", "out_refused"),
        grounds=("out_refused_state_secret", "out_unable_not_held"),
    )
    assert chosen_outcomes(both) == ("out_granted_full", "out_refused_state_secret")
    found = view(small, "outcomes.by_body", agencies=(HUAIAN,), outcomes=("out_unable",))
    assert found.data["part"].to_list() == [20]
    assert found.answer.startswith("2024年，淮安市政府办结100件，其中20件属于“无法提供”（20%")


def test_lawsuits_show_both_routes_and_what_is_pending(small):
    found = view(small, "lawsuits.results", agencies=("321300-宿迁市政府",))
    assert (
        found.answer == "宿迁市政府2024年有行政诉讼4件：未经复议直接起诉2件，复议后起诉2件；结果纠正共1件。"
    )
    values = dict(found.data.select("key", "value").rows())
    assert values["lit_after_pending"] == 2
    assert len(values) == 8
    assert any("先申请复议" in note for note in found.notes)


def test_reviews_show_pending_ones(small):
    found = view(small, "reviews.results", agencies=(HUAIAN,))
    assert found.answer == "淮安市政府2024年有行政复议9件：结果维持5，结果纠正2，其他结果1，尚未审结1。"


def test_applicants(small):
    found = view(small, "applications.who", agencies=(HUAIAN,))
    assert "其中自然人90件（90%" in found.answer
    assert "法人或其他组织10件" in found.answer


def test_outcomes_by_applicant(small):
    found = view(small, "outcomes.by_applicant", agencies=("321300-宿迁市政府",), years=(2024, 2024))
    rows = {r["applicant"]: (r["whole"], r["part"]) for r in found.data.iter_rows(named=True)}
    assert rows["natural_person"] == (40, 40)
    assert rows["organisations"] == (20, 14)


def test_the_flow_closes_or_says_that_it_does_not(small):
    assert not any("不闭合" in note for note in view(small, "applications.flow", agencies=(HUAIAN,)).notes)
    broken = dataset([Written("甲市", "320800", 2024, full(50) | {"req_carried_out.total": 3})])
    assert any("收进50件，去向合计53件" in note for note in view(broken, "applications.flow").notes)


def test_unknown_scopes_are_shown_one_by_one():
    data = dataset(
        [Written(n, c, 2024, full(40), scope="unknown") for n, c in (("甲局", "320800"), ("乙局", "321300"))]
    )
    found = view(data, "outcomes.groups")
    assert found.answer == "2024年：甲局40件；乙局40件。"
    assert any("逐个列出" in note for note in found.notes)
    assert view(data, "applications.flow").empty


def test_codes_stay_in_the_data_twin_and_labels_in_the_table(small):
    found = view(small, "outcomes.groups", "en")
    assert "out_refused.total" in found.data["key"].to_list()
    assert "Refused" in found.table["Item"].to_list()
    assert found.filename == "ogi-outcomes-groups.csv"


def test_an_agency_exhibit_needs_a_body_and_ignores_other_filters(small):
    assert view(small, "agency.applications").empty
    found = view(small, "agency.applications", agencies=(HONGZE,), regions=("350000",), kinds=("tax",))
    assert found.data["agency_id"].unique().to_list() == [HONGZE]


def test_regions_side_by_side_are_their_own_reports(small):
    found = view(small, "applications.compare", regions=("320800", "321300"))
    assert set(found.data["agency_id"]) == {HUAIAN, "321300-宿迁市政府"}


def test_sums_of_different_bodies_are_not_compared_and_show_their_n():
    reports = [
        Written(f"局{i}", "320000", y, full(10 + i), scope="organ_only")
        for i in range(12)
        for y in (2015 + i, 2016 + i)
    ]
    found = view(dataset(reports), "applications.by_year", years=(2016, 2024))
    assert found.answer == "局8、局9合计2024年收到申请37件。"
    assert dict(found.data.select("year", "n").rows()) == dict.fromkeys(range(2016, 2025), 2)
    whole = view(dataset(reports), "applications.by_year")
    assert whole.n == "每年1至2份报告"
    assert any("升降不一定是变化" in note for note in whole.notes)
    below = [a for a in whole.figure.layout.annotations if a.yanchor == "top" and a.text in ("1", "2")]
    assert [a.text for a in below] == ["1", *["2"] * 11, "1"]


def test_many_bodies_stay_quick():
    import time

    reports = [
        Written(
            f"局{i:04d}",
            "320000",
            year,
            full(i % 50, out_refused=i % 7 if i % 50 > 7 else 0),
            scope="organ_only",
        )
        for i in range(2000)
        for year in (2023, 2024)
    ]
    data = dataset(reports)
    start = time.perf_counter()
    trend = view(data, "applications.by_year")
    ranking = view(data, "outcomes.by_body")
    view(data, "outcomes.grounds")
    assert time.perf_counter() - start < 6
    assert trend.n == "2,000个机关，每年相同"
    assert len(ranking.figure.layout.annotations) < 60
    assert ranking.data.height == 2000


def test_a_chosen_ground_stands_in_the_question_as_the_form_names_it(small):
    found = view(small, "outcomes.by_body", grounds=("out_refused_state_secret",), years=(2024, 2024))
    assert found.question == "2024年，各机关办结的申请有多大比例属于“国家秘密”？"


def test_a_range_narrower_than_a_percentage_is_told_with_a_decimal():
    assert share_words(text("en"), 54_865, 222_109) == " (24.7%, 95% range 24.5%–24.9%)"
    assert share_words(text("en"), 50, 100) == " (50%, 95% range 40%–60%)"


def among_like(figures, language="zh", scope="government_aggregate"):
    """The first of some county governments beside the others; a figure each, and one report that counts something else."""
    reports = [
        Written(f"县{n}", "320813", 2024, requests(figure), scope=scope) for n, figure in enumerate(figures)
    ]
    other_scope = "organ_only" if scope != "organ_only" else "unknown"
    reports.append(Written("县外", "350128", 2024, requests(10**6), scope=other_scope))
    return build("agency.like", dataset(reports), Filters(agencies=("320813-县0",)), language)


def test_a_body_is_held_against_the_middle_of_its_like():
    view = among_like([25, *range(10, 120, 10)])
    assert "比11个同类机关中的2个多，比9个少" in view.answer
    assert "正中间是60件，一半在30到90件之间" in view.answer
    assert view.data.height == 12, "what another scope counts is no measure"
    assert text("zh")("phrase.median_of", n=11) in {
        note.text.split("  ")[0] for note in view.figure.layout.annotations
    }


def test_a_few_like_bodies_have_no_middle():
    assert (
        "than 1 of 2 similar agencies, and fewer than 1; they received between 3 and 8"
        in among_like([5, 3, 8], "en").answer
    )
    assert "只有县1，2024年收到申请3件" in among_like([5, 3]).answer


@pytest.mark.parametrize("figures", [[40_000, 90, 60, 30], [60, 90, 40_000, 30]], ids=["itself", "another"])
def test_an_extreme_body_does_not_flatten_the_others_and_its_bar_is_said_to_be_cut(figures):
    view = among_like(figures, "en")
    cut = [note.text for note in view.figure.layout.annotations if text("en")("phrase.cut") in note.text]
    assert len(cut) == 1
    assert "40,000" in cut[0]
    assert view.figure.layout.xaxis.range[1] < 120
    assert text("en")("note.cut", longest=90) in view.notes
    assert text("en")("note.cut", longest=90) not in among_like([400, 90, 60, 30], "en").notes


def test_groups_that_nobody_compares_have_a_scale_each_where_one_would_flatten_them():
    def ranking(province, language="en"):
        reports = [
            Written("省", "320000", 2024, requests(province)),
            *(
                Written(f"局{n}", "320813", 2024, requests(n), scope="organ_only", kind="water")
                for n in (4, 8)
            ),
        ]
        return build("applications.by_body", dataset(reports), Filters(), language)

    far, near = ranking(9000), ranking(90)
    assert text("en")("note.own_scale_each") in far.notes
    assert text("en")("note.own_scale_each") not in near.notes
    assert list(far.figure.data[0].x) == [9000, 9000, 4500]
    assert list(near.figure.data[0].x) == [90, 8, 4]
    titles = [note.text for note in far.figure.layout.annotations if "scale)" in note.text]
    assert len(titles) == 2, "said in the picture, too"


def test_without_like_bodies_nothing_is_said_of_much_or_little():
    assert among_like([5]).empty == text("zh")("empty.no_like")


def test_like_bodies_that_do_not_say_what_they_count_are_held_together_with_a_word():
    assert text("zh")("note.like_unknown") in among_like([5, 3], scope="unknown").notes
    assert text("zh")("note.like_unknown") not in among_like([5, 3]).notes
