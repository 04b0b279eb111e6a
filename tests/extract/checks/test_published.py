"""The hand-transcribed reports: what must be found in them is found, what must not be is not."""

import json
from collections import defaultdict

import pytest

from extract.checks import check_report
from extract.checks.years import check_years
from extract.dataset.figures import load_figures
from extract.documents import load_source
from extract.reports import read_reports
from extract.reports.model import Finding, Report

KNOWN = [
    ("hongze-2023.toml", "T4-01", {"rev_total"}),
    ("hongze-2023.toml", "T4-03", {"lit_after_total"}),
    ("hongze-2023.toml", "S-08", {"table3"}),
    ("hongze-2024.toml", "S-08", {"table3"}),
    ("pingtan-2020.toml", "T3-02", {"out_total.natural_person"}),
    ("pingtan-2020.toml", "T3-02", {"out_total.total"}),
    ("pingtan-2024.toml", "X-03", {"pd_normdocs_in_force"}),
]
CLEAN = (
    "hongze-2024.toml",
    "huaian-2024.toml",
    "shanghai-office-2025.toml",
    "shuyang-county-2025.toml",
    "suqian-2023.toml",
    "suqian-2024.toml",
)
SUMS = ("T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03")


@pytest.fixture(scope="module")
def found() -> dict[str, list[Finding]]:
    """Every failure of every transcribed report, over its years, too."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    by_body: dict[tuple, list[Report]] = defaultdict(list)
    for report in load_figures():
        by_file[report.source.path] += check_report(report)
        by_body[report.agency.id, report.scope].append(report)
    for own in by_body.values():
        for report, one in check_years(own):
            by_file[report.source.path].append(one)
    return {name: [f for f in all_ if f.status == "fail"] for name, all_ in by_file.items()}


@pytest.mark.parametrize(("name", "check", "cells"), KNOWN)
def test_a_known_inconsistency_is_found(found, name, check, cells):
    assert any(f.id == check and cells <= set(f.cells) for f in found[name])


@pytest.mark.parametrize("name", CLEAN)
def test_a_consistent_report_raises_no_sum(found, name):
    assert not [f for f in found[name] if f.id in SUMS]


def test_no_error_but_the_known_ones_is_addressed_to_a_publisher(found):
    errors = {
        (name, f.id)
        for name, all_ in found.items()
        for f in all_
        if f.severity == "error" and f.audience == "publisher"
    }
    assert errors == {
        ("hongze-2023.toml", "T4-01"),
        ("hongze-2023.toml", "T4-03"),
        ("pingtan-2020.toml", "T3-02"),
    }


def test_the_carry_over_holds_in_every_pair_that_is_known_to_hold(found):
    assert not [f for all_ in found.values() for f in all_ if f.id == "X-01"]


def test_the_stock_of_pingtan_holds_once_and_breaks_three_times(found):
    assert [name for name, all_ in found.items() for f in all_ if f.id == "X-03"] == [
        f"pingtan-{year}.toml" for year in (2023, 2024, 2025)
    ]


def test_the_running_total_of_pingtan_restarts_in_2017(found):
    [total] = [
        f for f in found["pingtan-2017.toml"] if f.id == "X-07" and "fj_pd_total.cumulative" in f.cells
    ]
    assert (total.left, total.right) == (87498, 10037)
    assert not [f for year in (2015, 2018) for f in found[f"pingtan-{year}.toml"] if f.id == "X-07"]


def test_every_entry_of_the_list_that_came_with_the_figures(found, find_document):
    listed = json.loads(find_document("published_figures.json").read_text("utf-8"))["reports"]
    for report in listed:
        failed = found[report["id"].replace("_", "-") + ".toml"]
        for known in report["known_findings"]:
            assert any(f.id == known["check"] and set(f.cells) & set(known["cells"]) for f in failed), report[
                "id"
            ]
        assert not [f.id for f in failed if f.id in report["known_not_findings"]], report["id"]


@pytest.mark.parametrize(
    "name",
    [
        "000_9c288e03d315b82a.txt",
        "001_29d679a3168ef340.txt",
        "002_03dce372dd454866.txt",
        "003_10659aee92df145a.txt",
        "004_6b7542dca944df26.txt",
        "沭阳县_2025.txt",
        "沭阳县发展和改革局_2023.html",
        "洪泽区_2024.pdf",
        "上海市人民政府办公厅_2025.md",
    ],
)
def test_no_error_and_no_text_against_table_is_raised_on_a_real_report_that_adds_up(name, find_document):
    [report] = read_reports(load_source(find_document(name)))
    failed = [f for f in report.findings if f.status == "fail" and f.audience == "publisher"]
    assert not [f for f in failed if f.severity == "error"]
    assert not [f.message_zh for f in failed if f.id.startswith("N-") and f.severity == "warning"]


def test_both_meanings_of_received_are_recorded_on_real_reports(find_document):
    [county] = read_reports(load_source(find_document("沭阳县_2025.txt")))
    [office] = read_reports(load_source(find_document("001_29d679a3168ef340.txt")))
    for report, cells in ((county, 2), (office, 1)):
        [one] = [f for f in report.findings if f.id == "N-01"]
        assert (one.status, len(one.cells)) == ("pass", cells)
