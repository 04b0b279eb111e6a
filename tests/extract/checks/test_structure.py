"""Sections, the grid, the writing of numbers, one year and one body throughout, the form of the year."""

import pytest
from check_samples import TEXT, a_report, findings

from extract.reports.model import Agency, Kind, Origin, State


def test_six_sections_pass_and_a_lost_one_is_named():
    assert findings(a_report(), "S-01", "pass")
    [missing] = findings(a_report(sections={k: v for k, v in TEXT.items() if k != "5"}), "S-01", "fail")
    assert missing.severity == "warning"
    assert "五、" in missing.message_zh


def test_a_table_without_heading_and_figures_is_an_error_but_one_that_was_read_is_not():
    without = {k: v for k, v in TEXT.items() if k != "3"}
    assert findings(a_report(sections=without), "S-01", "pass")
    no_table = {"table2": "t2021", "table3": None, "table4": "t2021", "statistics": None}
    [missing] = findings(a_report(sections=without, form=no_table), "S-01", "fail")
    assert missing.severity == "error"


def test_a_report_of_which_no_section_was_read_is_not_assessable():
    assert findings(a_report(sections={}), "S-01", "not_assessable")


def test_the_text_of_a_retypeset_edition_is_never_checked():
    report = a_report(source=Origin(kind=Kind.RETYPESET))
    assert not [f for c in ("S-01", "S-02", "S-06", "O-03") for f in findings(report, c)]


def test_the_general_section_names_five_aspects():
    assert findings(a_report(), "S-02", "pass")
    [missing] = findings(
        a_report(sections=TEXT | {"1": "全年主动公开信息五条，办理依申请公开两件。"}), "S-02", "fail"
    )
    assert "平台建设" in missing.message_zh
    assert "主动公开" not in missing.message_zh
    assert findings(a_report(sections={"5": "略"}), "S-02", "not_assessable")


def test_a_grid_with_an_unread_cell_is_the_readers_failure():
    [failed] = findings(a_report({"rev_total": State.UNREAD, "rev_other": None}), "S-03", "fail")
    assert failed.audience == "reader"
    assert failed.cells == ("rev_other", "rev_total")
    assert (failed.left, failed.right) == (13, 15)


@pytest.mark.parametrize(("form_id", "cells"), [("t2021", [10, 175, 15]), ("t2019", [22, 161, 15])])
def test_the_grid_is_as_large_as_its_form(form_id, cells):
    year = 2024 if form_id == "t2021" else 2019
    assert [f.right for f in findings(a_report(form_id=form_id, year=year), "S-03", "pass")] == cells


def test_a_table_that_was_not_found_is_not_assessable():
    forms = {"table2": None, "table3": "t2021", "table4": "t2021", "statistics": None}
    assert [f.cells for f in findings(a_report(form=forms), "S-03", "not_assessable")] == [("table2",)]


def test_blanks_dashes_and_words_are_counted_and_stay_what_they_are():
    report = a_report({"rev_other": State.BLANK, "rev_pending": State.DASH, "lit_after_other": "无"})
    [found] = findings(report, "S-04", "fail")
    assert (found.severity, found.audience) == ("info", "reader")
    assert "1 格空白，1 格短横，1 格是文字：行政复议·其他结果、" in found.message_zh
    assert set(found.cells) == {"rev_other", "rev_pending", "lit_after_other"}


def test_of_many_blanks_some_are_named_and_all_are_counted():
    blank = ("rev_upheld", "rev_corrected", "rev_other", "rev_pending")
    [found] = findings(a_report(dict.fromkeys(blank, State.BLANK)), "S-04", "fail")
    assert "等 4 格" in found.message_zh
    assert found.message_en.endswith(" and 1 more.")


@pytest.mark.parametrize(
    ("cell", "printed", "fails"),
    [
        ("req_new.total", -1, True),
        ("req_new.total", 2.5, True),
        ("pd_admin_fees_amount", 2.5, False),
        ("pd_admin_fees_amount", -2.5, True),
        ("rev_total", "约3", True),
        ("rev_total", "无", False),
        ("pd_admin_fees_amount", "12.5万元", False),
        ("pd_admin_fees_amount", "22元", False),
        ("pd_admin_fees_amount", "22件", True),
        ("req_new.total", "22元", True),
        ("req_new.total", "22万元", True),
        ("req_new.total", "22件", False),
        ("req_new.total", "22份", False),
        ("req_new.total", "2023年", True),
        ("req_new.total", "5%", True),
        ("rev_total", State.BLANK, False),
    ],
)
def test_numbers_are_written_as_their_row_takes_them(cell, printed, fails):
    failed = findings(a_report({cell: printed}), "S-05", "fail")
    assert [f.cells for f in failed] == ([(cell,)] if fails else [])


def test_a_signed_change_is_right_in_the_2019_form():
    report = a_report({"pd19_penalty_items_change": -3}, form_id="t2019", year=2019)
    assert not findings(report, "S-05", "fail")


@pytest.mark.parametrize(
    ("sentence", "outcome", "severity"),
    [
        ("本报告所列数据统计期限自2024年1月1日至2024年12月31日止。", "pass", "error"),
        ("本报告所列数据统计期限自2023年1月1日至12月31日止。", "fail", "error"),
        ("2023年，本局收到公开申请12件。", "fail", "warning"),
        ("2024年，本局收到公开申请12件，2023年收到10件。", "pass", "error"),
        ("2023年，本局未收到政府信息公开申请。", "fail", "warning"),
        ("2023年，本局收到公开申请10件。2024年，收到12件。", "pass", "error"),
        ("2023年同比增加，共收到申请12件。", "pass", "error"),
        ("2023年5月办结2件。", "pass", "error"),
        ("2025年，本局认真做好公开工作。", "fail", "warning"),
        ("2019年，新条例施行。2024 年，本局认真落实。", "pass", "error"),
        ("2019年4月，新条例公布。", "pass", "error"),
    ],
)
def test_the_period_and_the_sentences_with_figures_are_of_the_reports_year(sentence, outcome, severity):
    [found] = findings(a_report(sections=TEXT | {"1": sentence}), "S-06")
    assert (found.status, found.severity) == (outcome, severity)
    assert outcome == "pass" or sentence.rstrip("。") in found.message_zh


def test_without_a_year_nothing_is_said_of_years():
    assert findings(a_report(year=None), "S-06", "not_assessable")
    assert findings(a_report(year=None), "S-08", "not_assessable")


@pytest.mark.parametrize(
    ("agency", "publisher", "outcome"),
    [
        ("样河县财政局", "样河县财政局", "pass"),
        ("样河县人民政府", "样河县人民政府办公室", "pass"),
        ("样河县财政局", "岭北市水利局", "fail"),
        ("人民政府", "岭北市水利局", "pass"),
    ],
)
def test_the_issuer_is_the_body_of_the_title(agency, publisher, outcome):
    report = a_report(agency=Agency(name=agency, name_as_published=agency), publisher=publisher)
    assert findings(report, "S-07", outcome)


def test_a_page_that_names_no_issuer_is_not_checked_for_it():
    assert not findings(a_report(), "S-07")


@pytest.mark.parametrize(
    ("form_id", "year", "outcome"),
    [("t2021", 2024, "pass"), ("t2019", 2024, "fail"), ("t2019", 2020, "pass"), ("t2021", 2020, "fail")],
)
def test_the_form_is_that_of_the_year(form_id, year, outcome):
    assert {f.status for f in findings(a_report(form_id=form_id, year=year), "S-08")} == {outcome}


def test_a_hybrid_of_two_forms_is_told_table_by_table():
    forms = {"table2": "t2021", "table3": "t2019", "table4": "t2021", "statistics": None}
    assert [f.cells for f in findings(a_report(form=forms), "S-08", "fail")] == [("table3",)]


def test_a_statistical_form_after_2018_is_an_old_one():
    forms = {"table2": None, "table3": None, "table4": None, "statistics": "t2014"}
    assert findings(a_report(form=forms, cells=(), year=2016), "S-08", "pass")
    assert findings(a_report(form=forms, cells=(), year=2022), "S-08", "fail")
