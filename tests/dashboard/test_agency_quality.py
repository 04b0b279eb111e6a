"""A body's own figures: marks, possible slips, the strip, all from the dataset alone."""

import polars as pl
import pytest

from dashboard import agency_quality
from dashboard.agency_quality import failures, marks, shown, strip, suspects_in
from dashboard.data import Dataset, open_dataset
from dashboard.queries.carry import Year
from dashboard.text import text

HONGZE, PINGTAN = "320813-renminzhengfu", "350128-pingtanzongheshiyanquguanliweiyuanhui"


@pytest.fixture(scope="module")
def dataset(built) -> Dataset:
    return open_dataset(built)


def a_report(dataset: Dataset, agency: str, year: int) -> tuple[dict, dict, pl.DataFrame]:
    """One counted report, its cells by key, its findings."""
    chosen = (pl.col("agency_id") == agency) & (pl.col("year") == year) & pl.col("counted")
    [report] = dataset.reports.filter(chosen).collect().to_dicts()
    own = pl.col("report_id") == report["report_id"]
    cells = {row["key"]: row for row in dataset.cells.filter(own).collect().iter_rows(named=True)}
    return report, cells, dataset.findings.filter(own).collect()


def test_the_total_of_a_failed_sum_is_marked_and_its_addends_are_not(dataset):
    _, _, findings = a_report(dataset, HONGZE, 2023)
    found = marks(findings)
    assert found["rev_total"] == "fail"
    assert found.get("rev_upheld") != "fail"
    assert set(found.values()) <= set(agency_quality.MARKS)


def test_every_cell_that_a_public_check_touches_has_a_mark(dataset):
    for year in range(2019, 2026):
        _, _, findings = a_report(dataset, PINGTAN, year)
        passed = shown(findings).filter(pl.col("status") != "fail")
        touched = {key for keys in passed["cells"] for key in keys if "@" not in key}
        assert touched <= set(marks(findings))


def test_dismissed_findings_and_our_own_reading_are_not_shown(dataset):
    _, _, findings = a_report(dataset, HONGZE, 2023)
    before = failures(findings).height
    dismissed = findings.with_columns(
        pl.when(pl.col("status") == "fail").then(pl.lit("dismissed")).otherwise("review").alias("review")
    )
    assert before > 0
    assert failures(dismissed).is_empty()
    assert "reader" not in shown(findings)["audience"].to_list()


def test_a_possible_slip_is_called_a_possibility(dataset):
    report, cells, _ = a_report(dataset, PINGTAN, 2020)
    found = suspects_in(report, cells)
    assert found
    assert all("可能" in one.message_zh and "possib" in one.message_en.lower() for one in found)


def test_the_strip_shows_joins_breaks_and_gaps_in_words():
    years = [
        Year(2020, True, 0, 4),
        Year(2021, True, 4, 2, "joined"),
        Year(2022, True, 3, 1, "broken"),
        Year(2023, False, join="no_report"),
        Year(2024, True, 1, None, "no_report"),
        Year(2025, True, 5, 0, "no_figure"),
    ]
    drawn = strip(years, "总计", text("zh"))
    assert drawn.count("<li") == 11
    for said in ("4 = 4", "2 ≠ 3", "前后不同", "没有收录报告", "没有这个数字"):
        assert said in drawn
    assert "year missing" in drawn
    assert "0 ≠" not in drawn, "a missing figure is no zero"


def test_every_mark_has_its_word_in_both_languages():
    for language in ("zh", "en"):
        legend = agency_quality.legend(agency_quality.MARKS, text(language))
        assert all(sign in legend for sign in agency_quality.MARKS.values())
    assert agency_quality.legend([], text("zh")) == ""
