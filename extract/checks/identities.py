"""Sums that must agree, and the one way to judge them: strictly first, then with blanks counted as 0."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, PASS_IF_BLANK_IS_ZERO, Both, finding
from extract.checks.sheet import Picked, Sheet, column_name, list_labels, picked, row_label
from extract.forms import APPLICANT_CODES, APPLICANT_KINDS, DISPUTE_RESULTS, DISPUTE_ROUTES, form
from extract.forms.catalogue import cell_key
from extract.reports.model import Finding, Report

TOTAL = "total"
DISPUTES = dict(zip(("T4-01", "T4-02", "T4-03"), DISPUTE_ROUTES, strict=True))
"""The check of each part of table four, and the part."""


@dataclass(frozen=True, eq=False)  # each is made once, and looked up by what it is
class Identity:
    """The cells of ``left`` add up to the cells of ``right``.

    ``needed`` are cells that are never taken for 0 when blank.
    """

    check: str
    where: Both
    left: tuple[str, ...]
    right: tuple[str, ...]
    needed: tuple[str, ...] = ()

    @cached_property
    def sides(self) -> tuple[Picked, Picked]:
        """What takes the numbers of either side."""
        return picked(self.left), picked(self.right)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Every cell concerned."""
        return self.left + self.right


@cache
def outcome_rows(form_id: str) -> tuple[str, ...]:
    """The rows of table three that （七） adds up, in printed order."""
    rows = form(form_id).tables["table3"].entered
    return tuple(r.code for r in rows if r.code.startswith("out_") and r.code != "out_total")


@cache
def table_rows(form_id: str) -> tuple[str, ...]:
    """Every entered row of table three, in printed order."""
    return tuple(r.code for r in form(form_id).tables["table3"].entered)


@cache
def tie(column: str) -> Identity:
    """一 + 二 = 三（七） + 四 in one column."""
    return Identity(
        "T3-01",
        column_name(column),
        (cell_key("req_new", column), cell_key("req_carried_in", column)),
        (cell_key("out_total", column), cell_key("req_carried_out", column)),
    )


@cache
def outcome_sum(form_id: str, column: str) -> Identity:
    """（一） to （六） add up to （七） in one column."""
    left = tuple(cell_key(code, column) for code in outcome_rows(form_id))
    return Identity("T3-02", column_name(column), left, (cell_key("out_total", column),))


@cache
def row_sum(code: str) -> Identity:
    """The six kinds of applicant add up to the total of one row."""
    total = cell_key(code, TOTAL)
    return Identity(
        "T3-03", row_label(code), tuple(cell_key(code, c) for c in APPLICANT_KINDS), (total,), (total,)
    )


@cache
def dispute_sum(check: str) -> Identity:
    """The four results add up to the total of one part of table four."""
    prefix = DISPUTES[check]
    where = Both(
        *(label.rpartition(mark)[0] for label, mark in zip(row_label(f"{prefix}_total"), "·:", strict=True))
    )
    return Identity(check, where, tuple(f"{prefix}_{part}" for part in DISPUTE_RESULTS), (f"{prefix}_total",))


@cache
def identities(form3: str | None, form4: str | None) -> tuple[Identity, ...]:
    """Every sum that tables three and four of these forms must satisfy, in the order of the catalogue."""
    found: list[Identity] = []
    if form3 is not None:
        found += [tie(column) for column in APPLICANT_CODES]
        found += [outcome_sum(form3, column) for column in APPLICANT_CODES]
        found += [row_sum(code) for code in table_rows(form3)]
    if form4 is not None:
        found += [dispute_sum(check) for check in DISPUTES]
    return tuple(found)


def national_form(report: Report, table: str) -> str | None:
    """The national form of one table of a report, None where the table was not read or is an older one."""
    form_id = report.form.get(table)
    return form_id if form_id is not None and table in form(form_id).tables else None


def outcome(identity: Identity, sheet: Sheet) -> tuple[str, str | None]:
    """Whether both sides agree: strictly, or with blanks and dashes counted as 0, or why it is not to be said."""
    return _weighed(identity, sheet)[:2]


def _weighed(identity: Identity, sheet: Sheet) -> tuple[str, str | None, int | float, int | float]:
    """The outcome of an identity, its reason, and both sides."""
    take_left, take_right = identity.sides
    printed, wanted = sheet.whole(take_left), sheet.whole(take_right)
    if printed is not None and wanted is not None:
        return (PASS if printed == wanted else FAIL), None, printed, wanted
    return _weighed_with_gaps(identity, sheet)


def _weighed_with_gaps(identity: Identity, sheet: Sheet) -> tuple[str, str | None, int | float, int | float]:
    """The same of an identity of which a cell prints no number."""
    cells = identity.cells
    blanks = sheet.without_number(cells)
    if not sheet.all_empty(blanks):
        return NOT_ASSESSABLE, "unread", 0, 0
    if len(blanks) == len(cells):
        return NOT_ASSESSABLE, "nothing_printed", 0, 0
    left, right = sheet.total(identity.left), sheet.total(identity.right)
    if left != right or any(k in blanks for k in identity.needed):
        return NOT_ASSESSABLE, "blank", left, right
    return PASS_IF_BLANK_IS_ZERO, None, left, right


def _worded(
    identity: Identity,
    status: str,
    because: str | None,
    left: int | float,
    right: int | float,
    blanks: tuple[str, ...],
    **words: Any,
) -> Finding:
    """A sum that holds, or that its ``blanks`` leave open, in words."""
    words = {"where": identity.where, **words}
    if because == "nothing_printed":
        return finding(identity.check, status, cells=identity.cells, because=because, **words)
    if blanks:
        words["listed" if because else "blanks"] = list_labels(blanks)
    return finding(
        identity.check, status, cells=identity.cells, left=left, right=right, because=because, **words
    )


_told = lru_cache(maxsize=1 << 12, typed=True)(_worded)
"""The same without further words: nearly every sum of every report, and mostly of the same small numbers."""


def judge(identity: Identity, sheet: Sheet, **words: Any) -> Finding:
    """The outcome of one identity with its figures, in words."""
    check, cells = identity.check, identity.cells
    status, because, left, right = _weighed(identity, sheet)
    if because == "unread":
        unread = sheet.unread_among(cells)
        words |= {"where": identity.where, "listed": list_labels(unread)}
        return finding(check, status, cells=cells, because=sheet.why_unread(unread), **words)
    if status == FAIL:
        words |= {"left_sum": sheet.addends(identity.left), "right_sum": sheet.addends(identity.right)}
        doubted, where = doubted_among(cells, sheet), identity.where
        return finding(
            check, FAIL, cells=cells, left=left, right=right, doubted=doubted, where=where, **words
        )
    blanks = () if status == PASS else sheet.printed_empty(cells)
    return (_worded if words else _told)(identity, status, because, left, right, blanks, **words)


def missing_numbers(
    check: str, keys: tuple[str, ...], sheet: Sheet, where: Both | None = None
) -> Finding | None:
    """Not assessable, where a cell that the check needs has no number; None where all have one."""
    missing = sheet.without_number(keys)
    if not missing:
        return None
    unread = sheet.unread_among(missing)
    because = sheet.why_unread(unread) if unread else "empty"
    words: dict[str, Any] = {"listed": list_labels(missing)} | ({} if where is None else {"where": where})
    return finding(check, NOT_ASSESSABLE, cells=keys, because=because, **words)


def doubted_among(keys: Iterable[str], sheet: Sheet) -> Both | None:
    """The cells among these that were not read with certainty, in words; None where there is no doubt."""
    unsure = [k for k in keys if k in sheet.doubtful]
    return list_labels(unsure) if unsure else None
