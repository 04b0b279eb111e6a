"""Checks between bodies: the scope of each, aggregates against members, identical tables, cloned texts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, catalogue, finding, passed
from extract.checks.originality import cloned_from_peers
from extract.checks.sheet import Sheet, table_label
from extract.forms import NATIONAL_TABLES
from extract.reports.model import Finding, Report, Scope, Status

VERTICAL = frozenset({"tax", "customs", "meteorology", "central_bank", "central_body"})
"""Kinds of bodies that answer to their own ministry: they are no members of the region they sit in."""
GOVERNMENTS = frozenset({"government", "government_office"})
"""Kinds of bodies that report for a government."""
POWERS = ("licensing_decisions", "penalty_decisions")


def scope_known(report: Report) -> Finding:
    """A-01: the report's scope is established, so that it can be added up without counting twice."""
    return finding("A-01", FAIL) if report.scope is Scope.UNKNOWN else passed("A-01")


def body_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """The checks of this family that need one report only."""
    yield scope_known(report)


def fingerprint(report: Report, table: str) -> tuple[tuple[str, float], ...] | None:
    """The numbers of one table that are not zero; None if they are too few to tell anything."""
    nonzero = tuple(sorted((c.key, c.value) for c in report.cells if c.table == table and c.value))
    return nonzero if len(nonzero) >= catalogue()["A-03"].thresholds["least"] else None


def named(report: Report) -> str | None:
    """The name of a report's body."""
    return report.agency.name or report.agency.name_as_published


def body_of(report: Report) -> str | None:
    """What tells one body from another."""
    return report.agency.id or named(report)


def power_cells(report: Report) -> tuple[str, ...]:
    """The cells of licences and penalties in the form of a report's table two."""
    prefix = "pd" if report.form["table2"] == "t2021" else "pd19"
    return tuple(f"{prefix}_{power}" for power in POWERS)


def identical_tables(reports: Sequence[Report]) -> Iterator[tuple[int, Finding]]:
    """A-03: a table whose non-zero figures are those of another body."""
    for table in NATIONAL_TABLES:
        alike: dict[tuple[tuple[str, float], ...], list[int]] = defaultdict(list)
        for position, report in enumerate(reports):
            printed = fingerprint(report, table)
            if printed is not None and body_of(report) is not None:
                alike[printed].append(position)
        for printed, positions in alike.items():
            cells = tuple(key for key, _ in printed)
            for position in positions:
                own = body_of(reports[position])
                other = next((reports[p] for p in positions if body_of(reports[p]) != own), None)
                if other is not None:
                    words: dict[str, Any] = {
                        "where": table_label(table),
                        "other": named(other),
                        "year": other.year,
                    }
                    yield position, finding("A-03", FAIL, cells=cells, left=len(printed), **words)


def aggregates(reports: Sequence[Report]) -> Iterator[tuple[int, Finding]]:
    """A-02: the known members of a region receive no more requests than its aggregate report has."""
    members: dict[tuple[str, int], list[float]] = defaultdict(list)
    for report in reports:
        received = Sheet.of(report).value("req_new.total") if report.scope is Scope.ORGAN_ONLY else None
        if (
            received is not None
            and report.region.adcode
            and report.year
            and report.agency.kind not in VERTICAL
        ):
            members[report.region.adcode, report.year].append(received)
    for position, report in enumerate(reports):
        if report.scope is not Scope.GOVERNMENT_AGGREGATE or not report.region.adcode or not report.year:
            continue
        received = Sheet.of(report).value("req_new.total")
        known = members.get((report.region.adcode, report.year), [])
        if received is None or not known:
            continue
        outcome = FAIL if sum(known) > received else PASS
        cells = ("req_new.total",)
        yield (
            position,
            finding("A-02", outcome, cells=cells, left=sum(known), right=received, members=len(known)),
        )


def zero_powers(reports: Sequence[Report]) -> Iterator[tuple[int, Finding]]:
    """T2-05: no licence and no penalty, although every peer of the same level, kind, scope and year has some."""
    least = int(catalogue()["T2-05"].thresholds["least"])
    groups: dict[tuple[str, str, Scope, int | None], dict[int, float]] = defaultdict(dict)
    for position, report in enumerate(reports):
        if report.agency.kind is None or report.agency.level is None or report.form.get("table2") is None:
            continue
        sheet, cells = Sheet.of(report), power_cells(report)
        if not sheet.without_number(cells):
            peers = (report.agency.level, report.agency.kind, report.scope, report.year)
            groups[peers][position] = sheet.total(cells)
    for group in groups.values():
        for position, total in group.items():
            if total:
                continue
            others = [v for p, v in group.items() if p != position]
            cells = power_cells(reports[position])
            if len(others) < least:
                found = finding("T2-05", NOT_ASSESSABLE, cells=cells, because="few_peers", least=least)
            else:
                outcome = FAIL if all(others) else PASS
                found = finding("T2-05", outcome, cells=cells, left=0, right=len(others))
            yield position, found


def check_peers(reports: Sequence[Report]) -> tuple[tuple[Report, Finding], ...]:
    """The findings that need several bodies, each with its report. Give the counted reports of any years."""
    chosen = [r for r in reports if r.status is not Status.REFUSED]
    families = (aggregates, identical_tables, zero_powers, cloned_from_peers)
    found = [one for family in families for one in family(chosen)]
    return tuple((chosen[position], outcome) for position, outcome in sorted(found, key=lambda f: f[0]))
