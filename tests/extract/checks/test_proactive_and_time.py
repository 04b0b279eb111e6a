"""Table two and the dates of publication."""

import pytest
from check_samples import a_report, findings

from extract.reports.model import Agency, State


@pytest.mark.parametrize(
    ("issued", "repealed", "in_force", "outcome"),
    [(4, 1, 30, "pass"), (40, 1, 30, "fail"), (31, 1, 30, "pass"), (4, State.BLANK, 30, "not_assessable")],
)
def test_stock_is_not_smaller_than_flow(issued, repealed, in_force, outcome):
    changed = {
        "pd_normdocs_issued": issued,
        "pd_normdocs_repealed": repealed,
        "pd_normdocs_in_force": in_force,
    }
    assert len(findings(a_report(changed), "T2-01", outcome)) == (2 if outcome == "pass" else 1)


@pytest.mark.parametrize(
    ("level", "kind", "outcome", "severity"),
    [
        ("county", "finance", "fail", "warning"),
        ("township", "town", "fail", "warning"),
        ("prefecture", "government", "pass", "warning"),
        ("province", "government_office", "pass", "warning"),
        ("prefecture", "finance", "fail", "info"),
        ("national", "central_body", "pass", "warning"),
        (None, None, "not_assessable", "warning"),
    ],
)
def test_rules_are_made_by_those_who_may(level, kind, outcome, severity):
    report = a_report({"pd_rules_in_force": 3}, agency=Agency(name="样本", level=level, kind=kind))
    [found] = findings(report, "T2-02")
    assert (found.status, found.severity) == (outcome, severity)


def test_a_body_without_rules_passes_and_blanks_say_nothing():
    assert findings(a_report(), "T2-02", "pass")
    blank = {"pd_rules_issued": State.BLANK, "pd_rules_in_force": State.BLANK}
    assert findings(a_report(blank), "T2-02", "not_assessable")


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [
        (7730.28, "pass"),
        (99_000_000, "fail"),
        (State.BLANK, "not_assessable"),
        (State.UNREAD, "not_assessable"),
    ],
)
def test_fees_are_of_a_size_that_the_level_can_have(amount, outcome):
    assert findings(a_report({"pd_admin_fees_amount": amount}), "T2-03", outcome)


@pytest.mark.parametrize(
    ("year", "level", "kind", "published", "outcome"),
    [
        (2024, "county", "finance", "2025-01-31", ("P-01", "pass")),
        (2024, "county", "finance", "2025-02-01", ("P-01", "fail")),
        (2024, "county", "government", "2025-03-31", ("P-02", "pass")),
        (2024, "county", "government", "2025-04-01", ("P-02", "fail")),
        (2024, "township", "town", "2025-08-01", ("P-02", "not_assessable")),
        (2016, "county", "finance", "2017-03-31", ("P-03", "pass")),
        (2016, "county", "finance", "2017-04-02", ("P-03", "fail")),
        (2024, "county", "finance", None, ("P-01", "not_assessable")),
        (2024, "county", "finance", "2023-05-05", ("P-01", "not_assessable")),
        (2024, "county", "finance", "soon", ("P-01", "not_assessable")),
    ],
)
def test_dates_of_publication(year, level, kind, published, outcome):
    report = a_report(year=year, agency=Agency(name="样本", level=level, kind=kind), published=published)
    found = [f for c in ("P-01", "P-02", "P-03") for f in findings(report, c)]
    assert [(f.id, f.status) for f in found] == [outcome]
    assert found[0].severity == "info"
