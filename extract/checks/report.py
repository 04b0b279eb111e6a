"""Every check that needs one report only."""

from itertools import chain

from extract.checks.bodies import body_checks
from extract.checks.disputes import dispute_checks
from extract.checks.narrative import narrative_checks
from extract.checks.originality import originality_checks
from extract.checks.proactive import proactive_checks
from extract.checks.requests import requests_checks
from extract.checks.sheet import Sheet
from extract.checks.structure import structure_checks
from extract.checks.time import time_checks
from extract.reports.model import Finding, Report, Status

FAMILIES = (
    structure_checks,
    requests_checks,
    dispute_checks,
    proactive_checks,
    body_checks,
    narrative_checks,
    time_checks,
    originality_checks,
)


def check_report(report: Report) -> tuple[Finding, ...]:
    """The findings on one report, in the order of the catalogue; none for a refused file.

    One finding for each instance: each column, row or cell that a check is made for. Cells are named by
    their keys, as ``out_total.natural_person``.
    """
    if report.status is Status.REFUSED:
        return ()
    sheet = Sheet.of(report)
    return tuple(chain.from_iterable(family(report, sheet) for family in FAMILIES))
