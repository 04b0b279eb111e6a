"""A small fixed share of the accuracy benchmark: no silent error in any class, every structured report fully right."""

from random import Random

import pytest

from benchmarks.extraction import accuracy_table, failure_list, outcomes, summary
from benchmarks.generator import CLASSES, make
from benchmarks.generator.options import draw
from benchmarks.measure import compare, read_sample

STRUCTURED = ("html", "docx", "odt", "ofd", "xlsx", "markdown", "tab_text")
SHARE = 4


def drawn_on_canvas(layout_class: str, n: int) -> list[int]:
    """The first development seeds whose PDF needs no browser and no office."""
    family = CLASSES[layout_class].family
    seeds = (s for s in range(100) if draw(Random(f"{layout_class}:{s}"), family)["producer"] == "canvas")
    return [next(seeds) for _ in range(n)]


@pytest.mark.parametrize("layout_class", STRUCTURED)
def test_structured_reports_are_fully_right(layout_class):
    found = list(outcomes([layout_class], range(SHARE)))
    assert all(outcome.fully_right for outcome in found), failure_list(found)
    assert all(outcome.findings for outcome in found), failure_list(found)


@pytest.mark.parametrize("layout_class", ["ruled_pdf", "open_pdf", "text_dump", "glued_text"])
def test_no_silent_errors(layout_class):
    seeds = drawn_on_canvas(layout_class, SHARE) if layout_class.endswith("pdf") else range(SHARE)
    found = list(outcomes([layout_class], seeds))
    assert not any(outcome.silent for outcome in found), failure_list(found)


def test_a_wrong_cell_in_a_complete_report_is_a_silent_error():
    sample = make(0, "tab_text")
    reports = read_sample(sample)
    right = compare("tab_text", 0, sample, reports)
    assert right.fully_right
    assert not right.silent
    other = make(1, "tab_text")
    wrong = compare("tab_text", 0, other, reports)
    assert wrong.silent
    assert not wrong.fully_right
    assert summary([right, wrong])["silent_errors"] == 1
    assert "SILENT" in failure_list([wrong])
    assert "| tab_text | 2 | 1 (50.0%)" in accuracy_table([right, wrong])
