"""Checks of the date of publication against the dates that the Regulation sets. Page dates are weak evidence."""

from collections.abc import Iterator
from datetime import date

from extract.checks.bodies import GOVERNMENTS
from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, catalogue, finding
from extract.checks.sheet import Sheet
from extract.checks.wording import has_own_text
from extract.reports.model import Agency, Finding, Report

NO_DATE_OF_THEIR_OWN = frozenset({"town", "subdistrict"})


def deadline_check(agency: Agency, year: int) -> str | None:
    """Which check applies to a body for a report year; None where the law sets no date for it."""
    if catalogue()["P-03"].covers(year):
        return "P-03"
    if agency.level == "township" or agency.kind in NO_DATE_OF_THEIR_OWN:
        return None
    return "P-02" if agency.kind in GOVERNMENTS else "P-01"


def deadline(check: str, year: int) -> date:
    """The last day for a report on a year: 31 January of the next year for departments, 31 March else (Art. 49 of the Regulation)."""
    return date(year + 1, 1, 31) if check == "P-01" else date(year + 1, 3, 31)


def time_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """P-01 to P-03: whether the date seen is within the date set for this kind of body.

    A re-typeset or transcribed edition has a date of its own, if any, and is left out.
    """
    if report.year is None or not has_own_text(report):
        return
    check = deadline_check(report.agency, report.year)
    if check is None:
        yield finding("P-02", NOT_ASSESSABLE, because="no_deadline")
        return
    try:
        seen = date.fromisoformat((report.published or "")[:10])
    except ValueError:
        yield finding(check, NOT_ASSESSABLE, because="no_date")
        return
    if report.agency.kind is None and check != "P-03":
        yield finding(check, NOT_ASSESSABLE, because="no_agency")
        return
    last = deadline(check, report.year)
    # A date before the year is over belongs to something else on the page.
    if seen <= date(report.year, 12, 1):
        yield finding(check, NOT_ASSESSABLE, because="no_date")
    else:
        yield finding(check, FAIL if seen > last else PASS, date=seen.isoformat(), deadline=last.isoformat())
