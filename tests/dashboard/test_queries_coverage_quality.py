"""What is here and what adds up, on the shipped dataset."""

from itertools import pairwise

import polars as pl
import pytest

from dashboard.data import Dataset, open_dataset
from dashboard.queries import Filters
from dashboard.queries.carry import carry_over
from dashboard.queries.coverage import STATES, coverage
from dashboard.queries.quality import by_check, by_group, open_findings, public_findings

ALL = Filters(years=(2011, 2025))


@pytest.fixture(scope="module")
def dataset(built) -> Dataset:
    return open_dataset(built)


def test_every_body_has_one_cell_a_year(dataset):
    found = coverage(dataset, ALL)
    assert found.height == found["agency_id"].n_unique() * 15
    assert set(found["state"]) <= set(STATES)


def test_coverage_counts_each_report_once(dataset):
    found = coverage(dataset, ALL)
    assert found.filter(pl.col("state") != "missing").height == 33
    assert found.filter(pl.col("state") == "retypeset").height == 5


def test_a_year_without_a_report_is_missing_and_has_no_report(dataset):
    found = coverage(dataset, Filters(agencies=("321300-renminzhengfu",), years=(2022, 2024)))
    assert found["state"].to_list() == ["missing", "transcribed", "transcribed"]
    assert found["report_id"].is_null().to_list() == [True, False, False]


def test_the_known_publishers_errors_are_open_findings(dataset):
    rows = open_findings(public_findings(dataset, ALL)).filter(pl.col("severity") == "error")
    assert rows.select("agency_name", "year", "id").unique().sort("id", "year").rows() == [
        ("平潭综合实验区管理委员会", 2020, "T3-02"),
        ("洪泽区人民政府", 2023, "T4-01"),
        ("洪泽区人民政府", 2023, "T4-03"),
    ]


def test_a_report_passes_only_if_every_sum_holds(dataset):
    found = public_findings(dataset, ALL)
    years = {
        row["year"]: (row["passed"], row["reports"]) for row in by_group(found, "year").iter_rows(named=True)
    }
    assert years[2020] == (0, 1)
    assert years[2022] == (1, 1)


def test_provinces_stand_in_the_order_of_their_codes(dataset):
    rows = by_group(public_findings(dataset, ALL), "province")
    assert rows["province"].to_list() == ["上海市", "江苏省", "福建省", "河南省"]


def test_checks_count_reports_not_cells(dataset):
    checks = {row["id"]: row for row in by_check(public_findings(dataset, ALL)).iter_rows(named=True)}
    assert checks["T3-02"]["failed"] == 1
    assert checks["T3-02"]["passed"] + checks["T3-02"]["failed"] == checks["T3-02"]["reports"]


def test_findings_that_need_a_person_first_are_not_counted(dataset):
    assert not set(public_findings(dataset, ALL)["id"]) & {
        "O-01",
        "O-02",
        "O-03",
        "P-01",
        "P-02",
        "A-02",
        "A-03",
    }


def test_nothing_selected_gives_empty_tables(dataset):
    nothing = Filters(regions=("650000",), years=(2011, 2025))
    assert coverage(dataset, nothing).is_empty()
    assert by_check(public_findings(dataset, nothing)).is_empty()


def test_what_one_year_left_open_stands_against_the_next(dataset):
    years = carry_over(dataset, "350128-pingtanzongheshiyanquguanliweiyuanhui", "government_aggregate")[
        "total"
    ]
    assert [one.year for one in years] == list(range(2019, 2026))
    for before, year in pairwise(years):
        assert year.join == ("joined" if before.carried_out == year.carried_in else "broken")


def test_a_year_without_a_report_is_a_gap_and_joins_nothing(dataset):
    years = carry_over(dataset, "310000-renminzhengfubangongting", "organ_only")["total"]
    missing = [one.year for one in years if not one.reported]
    assert missing == list(range(2020, 2025))
    assert {one.join for one in years[1:]} == {"no_report"}
    assert all(one.carried_in is None and one.carried_out is None for one in years if not one.reported)
