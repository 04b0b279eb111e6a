"""Checks of table four: the parts of each kind of case, and what the cases stand on."""

from collections.abc import Iterator

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, catalogue, finding
from extract.checks.identities import DISPUTES, dispute_sum, judge, missing_numbers, national_form
from extract.checks.sheet import Sheet
from extract.forms import form
from extract.reports.model import Finding, Report


def without_requests(sheet: Sheet) -> Finding:
    """T4-04: cases although there was no request at all."""
    cases, intake = ("rev_total", "lit_direct_total"), ("req_new.total", "req_carried_in.total")
    left, right = sheet.total(cases), sheet.total(intake)
    outcome = FAIL if left > 0 and right == 0 else PASS
    missing = missing_numbers("T4-04", cases + intake, sheet)
    return missing or finding("T4-04", outcome, cells=cases + intake, left=left, right=right)


def direct_suits(form_id: str, sheet: Sheet) -> Finding:
    """T4-05: direct suits outnumber the refusals, after reconsideration became compulsory for these."""
    refusals = tuple(f"{row.code}.total" for row in form(form_id).tables["table3"].children("out_refused"))
    cells = ("lit_direct_total", *refusals)
    suits, refused = sheet.total(cells[:1]), sheet.total(refusals)
    many = suits >= catalogue()["T4-05"].thresholds["least"] and suits > refused
    return missing_numbers("T4-05", cells, sheet) or finding(
        "T4-05", FAIL if many else PASS, cells=cells, left=suits, right=refused
    )


def dispute_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """Every check of table four on one report."""
    form4, form3 = national_form(report, "table4"), national_form(report, "table3")
    if form4 is None:
        for check in DISPUTES:
            if catalogue()[check].covers(report.year):
                yield finding(check, NOT_ASSESSABLE, because="no_table")
        return
    yield from (judge(dispute_sum(check), sheet) for check in DISPUTES)
    if form3 is not None:
        yield without_requests(sheet)
        if catalogue()["T4-05"].covers(report.year):
            yield direct_suits(form3, sheet)
