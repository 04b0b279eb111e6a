"""Checks of table two: stock against flow, who makes rules, and the unit of fees."""

from collections.abc import Iterator
from typing import Any

from extract.checks.bodies import GOVERNMENTS
from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, Both, catalogue, finding, passed
from extract.checks.identities import doubted_among, missing_numbers
from extract.checks.sheet import Sheet, cell_label
from extract.reports.model import Agency, Finding, Report

STOCKS = {"rules": Both("规章", "Rules"), "normdocs": Both("行政规范性文件", "Normative documents")}
RULE_CELLS = ("pd_rules_issued", "pd_rules_in_force", "pd19_rules_made")
FEES = "pd_admin_fees_amount"


def stock_and_flow(kind: str, sheet: Sheet) -> Finding:
    """T2-01: what is in force or was repealed is at least what was issued."""
    stock, issued = (f"pd_{kind}_in_force", f"pd_{kind}_repealed"), f"pd_{kind}_issued"
    cells, where = (*stock, issued), STOCKS[kind]
    missing = missing_numbers("T2-01", cells, sheet, where)
    if missing is not None:
        return missing
    left, right = sheet.total(stock), sheet.total((issued,))
    if left >= right:
        return finding("T2-01", PASS, cells=cells, left=left, right=right, where=where)
    return finding(
        "T2-01",
        FAIL,
        cells=cells,
        left=left,
        right=right,
        left_sum=sheet.addends(stock),
        where=where,
        doubted=doubted_among(cells, sheet),
    )


def makes_rules(agency: Agency) -> str | None:
    """The severity of a body's reporting rules: None where it may make them."""
    if agency.level == "national" or (
        agency.level in ("province", "prefecture") and agency.kind in GOVERNMENTS
    ):
        return None
    return "info" if agency.level in ("province", "prefecture") else "warning"


def rule_making(agency: Agency, sheet: Sheet) -> Iterator[Finding]:
    """T2-02: rules reported by a body that does not make rules."""
    cells = tuple(k for k in RULE_CELLS if k in sheet.cells)
    reported = [k for k in cells if (sheet.value(k) or 0) > 0]
    if not cells:
        return
    if not reported:
        known = any(sheet.value(k) is not None for k in cells)
        nothing = "nothing_printed"
        yield (
            passed("T2-02", *cells)
            if known
            else finding("T2-02", NOT_ASSESSABLE, cells=cells, because=nothing)
        )
    elif agency.level is None:
        yield finding("T2-02", NOT_ASSESSABLE, cells=cells, because="no_agency")
    elif (severity := makes_rules(agency)) is None:
        yield finding("T2-02", PASS, cells=cells)
    else:
        for key in reported:
            value = sheet.value(key)
            yield finding("T2-02", FAIL, severity=severity, cells=(key,), left=value, where=cell_label(key))


def fee_unit(agency: Agency, sheet: Sheet) -> Finding:
    """T2-03 in one report: yuan printed in a cell of 10,000 yuan, or more than a body of that level takes in."""
    missing = missing_numbers("T2-03", (FEES,), sheet, cell_label(FEES))
    if missing is not None:
        return missing
    amount, raw = sheet.total((FEES,)), sheet.cells[FEES].raw
    ceiling = catalogue()["T2-03"].thresholds.get(agency.level or "")
    why = None
    if "元" in raw and "万" not in raw:
        why = Both("格内写的是元", "the cell says yuan")
    elif ceiling is not None and amount > ceiling:
        why = Both(
            f"超过这一级机关的参考上限 {ceiling} 万元",
            f"above the reference of {ceiling} for bodies of this level",
        )
    words: dict[str, Any] = {"raw": raw or f"{amount:g}", "why": why or Both("", "")}
    return finding("T2-03", FAIL if why else PASS, cells=(FEES,), left=amount, **words)


def proactive_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """Every check of table two on one report."""
    if report.form.get("table2") is None:
        return
    if "pd_rules_issued" in sheet.cells or report.form.get("table2") == "t2021":
        yield from (stock_and_flow(kind, sheet) for kind in STOCKS)
    yield from rule_making(report.agency, sheet)
    if FEES in sheet.cells:
        yield fee_unit(report.agency, sheet)
