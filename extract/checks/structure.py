"""Checks of how a report is built and read: sections, the grid of its tables, the way numbers are written."""

from collections.abc import Iterator

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, Both, catalogue, finding
from extract.checks.identities import national_form
from extract.checks.sheet import Sheet, table_label
from extract.forms import form, forms
from extract.reports.model import Finding, Report

NATIONAL_TABLES = ("table2", "table3", "table4")


def expected_keys(form_id: str, table: str) -> tuple[str, ...]:
    """The keys of every cell that a complete table has."""
    return tuple(
        code if column is None else f"{code}.{column}" for code, column in form(form_id).tables[table].cells()
    )


def grid(report: Report, table: str, sheet: Sheet) -> Finding:
    """S-03: every cell of the form was read. What is missing is ours."""
    form_id = national_form(report, table)
    if form_id is None:
        return finding("S-03", NOT_ASSESSABLE, cells=(table,), because="no_table")
    wanted = expected_keys(form_id, table)
    missing = tuple(k for k in wanted if k not in sheet.cells or sheet.state(k) == "unread")
    read = len(wanted) - len(missing)
    outcome = FAIL if missing else PASS
    return finding("S-03", outcome, cells=missing, left=read, right=len(wanted), where=table_label(table))


def expected_form(year: int, table: str) -> str | None:
    """The national form in force for a year, None where the year had no such table."""
    for one in forms().values():
        if one.first_year <= year <= (one.last_year or year) and table in one.tables:
            return one.id
    return None


def form_name(form_id: str) -> Both:
    """What a form is called in a sentence."""
    known = form(form_id)
    if known.last_year is None:
        return Both(f"{known.first_year} 年度起的表式", f"form in use since {known.first_year}")
    years = f"{known.first_year}–{known.last_year}"
    return Both(f"{years} 年度的表式", f"form of {years}")


def form_of_year(report: Report, table: str) -> Finding | None:
    """S-08: the table follows the form in force for the year. None where there is nothing to compare."""
    printed = report.form.get(table)
    if printed is None:
        return None
    if report.year is None:
        return finding("S-08", NOT_ASSESSABLE, cells=(table,), because="no_year")
    expected = expected_form(report.year, table)
    if table == "statistics":
        matches = report.year <= max(f.last_year or 0 for f in forms().values() if "statistics" in f.tables)
    else:
        matches = printed == expected
    if matches:
        return finding("S-08", PASS, cells=(table,))
    old = Both("统计表", "statistical form of the time") if expected is None else form_name(expected)
    return finding(
        "S-08",
        FAIL,
        cells=(table,),
        where=table_label(table),
        printed=form_name(printed),
        expected=old,
        year=report.year,
    )


def structure_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """Every check of structure and reading on one report."""
    if catalogue()["S-03"].covers(report.year):
        yield from (grid(report, table, sheet) for table in NATIONAL_TABLES)
    # Table four is the same in both national forms, so its form says nothing about the year.
    for table in ("table2", "table3", "statistics"):
        outcome = form_of_year(report, table)
        if outcome is not None:
            yield outcome
