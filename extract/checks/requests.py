"""Checks of table three: the tie that the form prints, the sums that its totals imply, and the bounds."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, PASS_IF_BLANK_IS_ZERO, catalogue, finding
from extract.checks.identities import (
    TOTAL,
    identities,
    judge,
    missing_numbers,
    national_form,
    outcome,
    outcome_rows,
    outcome_sum,
)
from extract.checks.sheet import Picked, Sheet, column_name, list_labels, picked
from extract.forms import APPLICANT_CODES
from extract.forms.catalogue import cell_key
from extract.reports.model import Finding, Report

Pairs = tuple[tuple[tuple[str, ...], ...], ...]


@cache
def bounded(form_id: str, column: str) -> tuple[tuple[str, ...], Pairs, Picked]:
    """The cells of one column that T3-04 speaks of, the pairs of which the first never exceed the second, and their numbers."""
    total, carried_out = cell_key("out_total", column), cell_key("req_carried_out", column)
    intake = (cell_key("req_new", column), cell_key("req_carried_in", column))
    outcomes = tuple(cell_key(code, column) for code in outcome_rows(form_id))
    pairs = [((key,), (total,)) for key in outcomes]
    cells = (*intake, *outcomes, total, carried_out)
    return cells, (*pairs, ((total,), intake), ((carried_out,), intake)), picked(cells)


@lru_cache(maxsize=1 << 10)
def _held(form_id: str, column: str, blanks: tuple[str, ...]) -> Finding:
    """The finding on a column in which every bound holds, its ``blanks`` counted as 0."""
    cells = bounded(form_id, column)[0]
    words: dict[str, Any] = {"cells": cells, "where": column_name(column)}
    if not blanks:
        return finding("T3-04", PASS, **words)
    if len(blanks) == len(cells):
        return finding("T3-04", NOT_ASSESSABLE, because="nothing_printed", **words)
    # Bounds have no two sides that could both "be" a number.
    words |= {"said": "bounds_if_blank_is_zero", "blanks": list_labels(blanks)}
    return finding("T3-04", PASS_IF_BLANK_IS_ZERO, **words)


def bounds(form_id: str, column: str, sheet: Sheet) -> Iterator[Finding]:
    """T3-04 in one column: one finding for each bound that is broken, or one that all hold."""
    cells, pairs, numbers = bounded(form_id, column)
    figures = sheet.all_numbers(numbers)
    blanks = sheet.without_number(cells) if figures is None else []
    new, carried_in, *outcomes, total, carried_out = sheet.numbers(cells) if figures is None else figures
    if max(outcomes) <= total <= new + carried_in >= carried_out and sheet.all_empty(blanks):
        # Said at once: nearly every column of nearly every report is so, and pair by pair takes ten times as long.
        yield _held(form_id, column, tuple(blanks))
        return
    gaps = set(blanks)
    broken = [
        (smaller, larger)
        for smaller, larger in pairs
        if gaps.isdisjoint(smaller + larger) and sheet.total(smaller) > sheet.total(larger)
    ]
    for smaller, larger in broken:
        yield _broken(column, smaller, larger, cells, sheet)
    if not broken:
        yield _left_open(form_id, column, blanks, sheet)


def _broken(
    column: str, smaller: tuple[str, ...], larger: tuple[str, ...], cells: tuple[str, ...], sheet: Sheet
) -> Finding:
    """The finding on a bound that is broken, in a column of these cells."""
    concerned = smaller + larger
    # A cell that is missing beside these may mean that the whole column slipped while it was read.
    unsure = [k for k in cells if sheet.unread(k) or (k in concerned and k in sheet.doubtful)]
    return finding(
        "T3-04",
        FAIL,
        cells=concerned,
        left=sheet.total(smaller),
        right=sheet.total(larger),
        doubted=list_labels(unsure) if unsure else None,
        where=column_name(column),
        smaller=list_labels(smaller),
        larger=list_labels(larger),
    )


def _left_open(form_id: str, column: str, blanks: Sequence[str], sheet: Sheet) -> Finding:
    """The finding on a column in which no printed bound is broken, but some cells print no number."""
    cells, pairs, _ = bounded(form_id, column)
    words: dict[str, Any] = {"cells": cells, "where": column_name(column)}
    unread = sheet.unread_among(blanks)
    if unread:
        because = sheet.why_unread(unread)
        return finding("T3-04", NOT_ASSESSABLE, because=because, listed=list_labels(unread), **words)
    over = next(((s, b) for s, b in pairs if sheet.total(s) > sheet.total(b)), None)
    if over is None:  # decimals whose sum is a hair off
        return _held(form_id, column, tuple(blanks))
    left, right = sheet.total(over[0]), sheet.total(over[1])
    listed = list_labels([k for k in over[0] + over[1] if sheet.empty(k)])
    return finding("T3-04", NOT_ASSESSABLE, because="blank", left=left, right=right, listed=listed, **words)


def partial_counted_twice(form_id: str, column: str, sheet: Sheet) -> Finding | None:
    """T3-05: the outcomes exceed the total by no more than the partial disclosures. Only where T3-02 fails."""
    partial = sheet.value(f"out_granted_partial.{column}") or 0
    if partial < 1:
        return None
    identity = outcome_sum(form_id, column)
    excess = sheet.total(identity.left) - sheet.total(identity.right)
    if not 1 <= excess <= partial or outcome(identity, sheet)[0] != FAIL:
        return None
    cells = (f"out_granted_partial.{column}", f"out_total.{column}")
    return finding("T3-05", FAIL, cells=cells, left=excess, right=partial, where=column_name(column))


def residual_share(sheet: Sheet) -> Finding:
    """T3-06: the share of the residual row in all requests concluded."""
    check = catalogue()["T3-06"]
    cells = ("out_other_misc.total", "out_total.total")
    missing = missing_numbers("T3-06", cells, sheet)
    if missing is not None:
        return missing
    rest, total = sheet.total(cells[:1]), sheet.total(cells[1:])
    share = 100 * rest / total if total else 0
    over = total >= check.thresholds["least"] and share > check.thresholds["percent"]
    return finding("T3-06", FAIL if over else PASS, cells=cells, left=rest, right=total, share=f"{share:.1f}")


def requests_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """Every check of table three on one report."""
    form_id = national_form(report, "table3")
    names = ("T3-01", "T3-02", "T3-03", "T3-04")
    if form_id is None:
        for check in names:
            if catalogue()[check].covers(report.year):
                yield finding(check, NOT_ASSESSABLE, because="no_table")
        return
    sums = [judge(identity, sheet) for identity in identities(form_id, None)]
    yield from sums
    for column in APPLICANT_CODES:
        yield from bounds(form_id, column, sheet)
    if any(one.id == "T3-02" and one.status == FAIL for one in sums):
        for column in APPLICANT_CODES:
            double = partial_counted_twice(form_id, column, sheet)
            if double is not None:
                yield double
    if f"out_other_misc.{TOTAL}" in sheet.cells:
        yield residual_share(sheet)
