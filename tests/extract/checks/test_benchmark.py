"""A small fixed share of the benchmark: nothing is raised on clean reports, and each fault gives its finding."""

import json

import pytest

from benchmarks.checks import run, search
from benchmarks.faults import FAULTS
from extract.checks import catalogue
from extract.checks.measured import measured


@pytest.fixture(scope="module")
def result() -> dict:
    return run(clean=25, faults=1)


def test_no_error_and_no_warning_is_raised_on_a_clean_report(result):
    alarms = {check for check, tally in result["checks"].items() if tally["clean_alarms"]}
    assert not {check for check in alarms if catalogue()[check].severity != "info"}


def test_every_fault_gives_its_finding(result):
    missed = {check: tally for check, tally in result["checks"].items() if tally["recall"] not in (1, None)}
    assert missed == {}


def test_every_check_that_is_carried_is_measured(result):
    assert result["not_measured"] == []
    assert result["faulty_reports"] == len(FAULTS)


def test_the_cell_that_is_offered_is_never_another_one(result):
    assert "another" not in result["likely_cell"]
    assert result["likely_cell"]["right"] > 0


def test_a_failed_sum_on_a_doubted_cell_is_ours(result):
    assert result["doubted_cells"] == {"ours": 1}


def test_copies_are_found_among_many_texts():
    found = search(600)
    assert found["copies_found"] == found["copies"] == 11
    assert found["others_named"] == 0


def test_the_published_result_is_read_for_the_catalogue(tmp_path):
    path = tmp_path / "checks.json"
    tally = {
        "faults": 4,
        "found": 3,
        "right": 3,
        "wrong": 1,
        "clean_alarms": 0,
        "precision": 0.75,
        "recall": 0.75,
    }
    path.write_text(json.dumps({"checks": {"T3-01": tally, "P-01": tally | {"faults": 0}}}), "utf-8")
    shown = measured(path)
    assert set(shown) == {"T3-01"}
    assert (shown["T3-01"].precision, shown["T3-01"].recall) == (0.75, 0.75)
    assert measured(tmp_path / "absent.json") == {}
