"""Small numbers, intervals, and where a series breaks."""

import pytest

from dashboard.queries import Proportion, breaks, grade, segments, wilson


def test_wilson_interval_of_a_textbook_case():
    """7 of 10: centre (0.7 + 1.92/10) / (1 + 3.84/10), about 0.397 to 0.892."""
    low, high = wilson(7, 10)
    assert low == pytest.approx(0.3968, abs=1e-4)
    assert high == pytest.approx(0.8922, abs=1e-4)


def test_an_interval_never_leaves_the_scale():
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("part", "whole", "standing", "ranked"),
    [
        (0, 0, "none", False),
        (3, 9, "counts", False),
        (3, 10, "grey", False),
        (3, 29, "grey", False),
        (3, 30, "full", False),
        (3, 99, "full", False),
        (3, 100, "full", True),
        (None, 100, "none", False),
        (3, None, "none", False),
        (5, 4, "none", False),
    ],
)
def test_small_number_rule(part, whole, standing, ranked):
    found = Proportion(part, whole)
    assert (found.standing, found.ranked) == (standing, ranked)
    assert (found.share is None) == (standing in ("none", "counts"))
    assert (found.interval is None) == (found.share is None)


@pytest.mark.parametrize(
    ("older", "newer", "mark"),
    [
        ("t2019", "t2021", "A"),
        ("t2014", "t2019", "B"),
        ("t2011_fujian", "t2014_fujian", "C"),
        ("t2014", "t2021", "B"),
        ("t2011_fujian", "t2021", "C"),
        ("t2021", "t2019", "A"),
        ("t2014", "t2014_fujian", "B"),
    ],
)
def test_grades_of_requests_received(older, newer, mark):
    assert grade("hs_requests_received", older, newer) == mark


def test_figures_that_are_never_joined():
    assert grade("hs_normdocs_stock", "t2019", "t2021") == "X"


def test_a_figure_without_a_series_has_no_break():
    assert grade("out_refused.total", "t2019", "t2021") == "A"


def test_stretches_break_at_a_change_of_grade_c_only():
    points = [
        (2012, "t2011_fujian"),
        (2013, "t2011_fujian"),
        (2014, "t2014_fujian"),
        (2018, "t2014_fujian"),
        (2019, "t2019"),
    ]
    assert segments("hs_requests_received", points) == {2012: 0, 2013: 0, 2014: 1, 2018: 1, 2019: 1}
    assert segments("hs_requests_concluded", points) == {2012: 0, 2013: 0, 2014: 1, 2018: 1, 2019: 2}


def test_the_law_of_2024_breaks_the_disputes():
    assert 2024 in breaks("hs_rev_total")
    assert breaks("no such series") == ()
