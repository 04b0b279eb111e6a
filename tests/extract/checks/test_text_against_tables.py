"""What the text states, against the tables: hit, miss, not assessable, blanks, other years, approximate figures."""

from dataclasses import replace

import pytest
from check_samples import TEXT, a_report, across, findings

from extract.checks.catalogue import catalogue, stated_figures
from extract.reports.model import Kind, Origin, Report, Scope, State, Stated
from extract.reports.narrative import narrative_figures


def stating(
    code: str, value: float, changed: dict | None = None, *, exact=True, year=2024, **known
) -> Report:
    """The sample, whose text states one figure."""
    said = Stated(code, value, exact, year, f"全年{value:g}件。")
    return a_report(changed or {}, narrative=(said,), **known)


def test_every_figure_of_the_text_that_names_cells_is_compared():
    compared = {code for code, figure in narrative_figures().items() if figure.compare}
    assert compared == set(stated_figures())
    assert set(stated_figures().values()) <= set(catalogue())


@pytest.mark.parametrize(
    ("check", "code", "right", "wrong"),
    [
        ("N-01", "narr_requests_received", 10, 11),
        ("N-02", "narr_granted", 4, 5),
        ("N-02", "narr_granted_partial", 3, 2),
        ("N-02", "narr_granted_any", 7, 4),
        ("N-02", "narr_refused", 0, 1),
        ("N-02", "narr_unable", 2, 3),
        ("N-02", "narr_not_held", 2, 1),
        ("N-02", "narr_not_processed", 0, 6),
        ("N-02", "narr_other", 1, 0),
        ("N-02", "narr_requests_concluded", 10, 12),
        ("N-04", "narr_carried_out", 2, 3),
        ("N-04", "narr_carried_in", 2, 0),
        ("N-05", "narr_reviews", 3, 0),
        ("N-05", "narr_lawsuits", 1, 0),
        ("N-06", "narr_normdocs_issued", 4, 0),
        ("N-06", "narr_normdocs_repealed", 1, 2),
        ("N-06", "narr_normdocs_in_force", 30, 31),
    ],
)
def test_a_stated_figure_equals_its_cells(check, code, right, wrong):
    assert [f.status for f in findings(stating(code, right), check)] == ["pass"]
    [failed] = findings(stating(code, wrong), check, "fail")
    assert (failed.left, failed.right, failed.severity) == (
        wrong,
        right,
        "warning",
    ) or code == "narr_requests_received"
    assert f"“全年{wrong}件。”" in failed.message_zh


def test_received_may_mean_new_or_new_and_carried_in_and_it_is_said_which():
    [new] = findings(stating("narr_requests_received", 10), "N-01", "pass")
    [both] = findings(stating("narr_requests_received", 12), "N-01", "pass")
    assert new.cells == ("req_new.total",)
    assert both.cells == ("req_new.total", "req_carried_in.total")
    assert " + " not in new.message_zh
    assert " + " in both.message_zh


def test_sentences_of_another_year_are_left_out():
    assert not findings(stating("narr_requests_received", 99, year=2023), "N-01")


def test_approximate_figures_are_not_compared():
    [unsaid] = findings(stating("narr_requests_received", 99, exact=False), "N-01")
    assert unsaid.status == "not_assessable"
    assert "约数" in unsaid.message_zh


@pytest.mark.parametrize("state", [State.BLANK, State.DASH, State.UNREAD])
def test_a_cell_without_a_number_is_not_compared(state):
    assert findings(stating("narr_reviews", 0, {"rev_total": state}), "N-05", "not_assessable")


def test_a_table_that_was_not_read_is_not_compared():
    assert findings(stating("narr_reviews", 3, cells=()), "N-05", "not_assessable")


def test_the_text_of_an_aggregate_report_may_count_the_body_alone():
    [smaller] = findings(
        stating("narr_requests_received", 3, scope=Scope.GOVERNMENT_AGGREGATE), "N-01", "fail"
    )
    [larger] = findings(
        stating("narr_requests_received", 30, scope=Scope.GOVERNMENT_AGGREGATE), "N-01", "fail"
    )
    assert (smaller.severity, larger.severity) == ("info", "warning")


def test_other_handling_is_one_row_in_the_2019_form():
    report = stating("narr_other", 1, form_id="t2019")
    assert findings(
        replace(report, year=2019, narrative=(replace(report.narrative[0], year=2019),)), "N-02", "pass"
    )


def test_an_editors_note_is_not_the_bodys_word():
    assert not findings(stating("narr_requests_received", 99, source=Origin(kind=Kind.RETYPESET)), "N-01")


def saying(text: str, section: str = "1", changed: dict | None = None) -> Report:
    """The sample with one sentence in one section."""
    return a_report(changed or {}, sections=TEXT | {section: text})


@pytest.mark.parametrize(
    ("sentence", "outcome", "denominator"),
    [
        ("办结申请中，予以公开4件（40%）。", "pass", "一（新收）"),
        ("办结申请中，予以公开4件，占33.3%。", "pass", "一加二"),
        ("办结申请中，予以公开4件，占比40.1%。", "pass", "一（新收）"),
        ("办结申请中，予以公开4件，占办结数的41%。", "fail", "一（新收）"),
        ("不予公开8件，其中属于国家秘密2件，占25%。", "pass", "同一句的 8 件"),
        ("含上年结转2件，共办结10件，予以公开4件（45%）。", "fail", "一（新收）"),
        ("办结申请中，予以公开4件，占比约41%。", None, ""),
        ("办结申请同比增长41%，予以公开4件（41%）。", None, ""),
        ("2023年办结申请中，予以公开4件（41%）。", None, ""),
        ("不予公开1,600件，其中属于国家秘密400件，占25%。", "pass", "同一句的 1600 件"),
        ("全年发布图解4件，占41%。", None, ""),
        ("收到政府信息公开申请4件，占五年总量的12%。", None, ""),
        ("收到政府信息公开申请4件，占全市的3%。", None, ""),
    ],
)
def test_stated_shares_are_recomputed(sentence, outcome, denominator):
    found = findings(saying(sentence), "N-03")
    assert [f.status for f in found] == ([outcome] if outcome else [])
    if outcome:
        assert denominator in found[0].message_zh
        assert sentence in found[0].message_zh


def test_a_share_without_figures_to_recompute_it_from_is_not_assessable():
    blank = {"req_new.total": State.BLANK, "out_total.total": State.BLANK}
    assert findings(saying("予以公开4件（40%）。", changed=blank), "N-03", "not_assessable")


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("本年新收申请12件，同比增长20%。", "pass"),
        ("本年新收申请12件，较上年增加20.1%。", "pass"),
        ("本年新收申请12件，同比增长22%。", "fail"),
        ("本年新收申请12件，同比下降20%。", "fail"),
        ("本年新收申请12件，同比增长约22%。", None),
        ("网站访问量同比增长22%。", None),
    ],
)
def test_stated_growth_is_recomputed_from_both_years(sentence, outcome):
    later = replace(saying(sentence, changed={"req_new.total": 12}), year=2025)
    assert [f.status for f in across(a_report(), later, "N-03")] == ([outcome] if outcome else [])


@pytest.mark.parametrize(
    ("sentence", "outcomes"),
    [
        ("发布信息共30条，其中网站20条、公众号10条。", ["pass"]),
        ("发布信息共30条，其中网站20条、公众号11条。", ["fail"]),
        ("发布信息共30条，其中网站20条、公众号5条。", ["not_assessable"]),
        ("发布信息30条：其中网站20条，分别为政策5条，公示15条；公众号10条。", ["pass", "pass"]),
        ("发布信息30条，其中网站20条。", []),
        ("发布信息共1,030条，其中网站1,000条、公众号30条。", ["pass"]),
        ("发布信息30余条，其中网站20条、公众号12条。", []),
        ("发布信息30条，其中培训2次、会议3场。", []),
        ("发布信息30条。其中网站20条、公众号12条。", []),
        ("发布信息30条（其中网站20条、公众号10条），解读4条。", ["pass"]),
        ("发布信息（共30条，其中网站20条、公众号10条），解读4条。", ["pass"]),
        ("发布信息30条，其中网站20条（含解读4条）、公众号10条。", ["pass"]),
        ("发布信息30条，其中网站20条、公众号10条，另发布视频4条。", ["pass"]),
        ("发布信息30条，其中网站20条、公众号10条，全部30条均已归档。", ["pass"]),
        ("发布信息30条，较上年增加6条，其中网站20条、公众号10条。", []),
    ],
)
def test_itemised_lists_add_up(sentence, outcomes):
    assert [f.status for f in findings(saying(sentence), "N-07")] == outcomes


@pytest.mark.parametrize(
    ("unpaid", "text", "fee_row", "no_fee"),
    [
        (0, "无。", "pass", []),
        (2, "本年发出收费通知2件，收取信息处理费40元。", "pass", []),
        (2, "没有其他需要报告的事项。", "fail", []),
        (2, "本年未收取信息处理费。", "pass", ["fail"]),
        (0, "本年未收取信息处理费。", "pass", ["pass"]),
        (2, "", "not_assessable", []),
        (State.BLANK, "无。", "not_assessable", []),
    ],
)
def test_the_fee_row_and_what_section_six_says(unpaid, text, fee_row, no_fee):
    report = saying(text, "6", {"out_other_fee_unpaid.total": unpaid})
    assert [f.status for f in findings(report, "T3-07")] == [fee_row]
    assert [f.status for f in findings(report, "N-08")] == no_fee
