"""Which number is probably wrong: the smallest edits after which every failed sum closes.

An edit is only ever offered as a possibility. Nothing here changes a value of a report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from extract.checks.catalogue import Both, fill, number, slips
from extract.checks.identities import (
    TOTAL,
    Identity,
    identities,
    judge,
    national_form,
    outcome_sum,
    table_rows,
    tie,
)
from extract.checks.sheet import Sheet, cell_label, list_labels, row_label
from extract.forms import APPLICANT_CODES, APPLICANT_KINDS, form
from extract.reports.model import Finding, Report

LEAST_SHARE = 0.5
"""An edit is offered if it carries this share of the weight of all equally small explanations."""
MOST_EDITS = 3
MOST_COVERS = 2000
"""Beyond so many equally small explanations none is worth offering."""

Values = Mapping[str, int | float]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A possible slip: the cells, what they print, what they would be, and the findings that would close.

    ``would_be`` is None for a cell whose figure the sums do not settle. ``score`` (0–1) is the share of
    this edit in the weight of all equally small explanations of the same failures.
    """

    kind: str
    cells: tuple[str, ...]
    printed: tuple[int | float | None, ...]
    would_be: tuple[int | float | None, ...]
    explains: tuple[Finding, ...]
    score: float
    message_zh: str
    message_en: str

    def as_json(self) -> dict:
        """The suspect as published."""
        return {
            "kind": self.kind,
            "cells": list(self.cells),
            "printed": list(self.printed),
            "would_be": list(self.would_be),
            "explains": [{"id": f.id, "cells": list(f.cells)} for f in self.explains],
            "score": round(self.score, 3),
            "message": {"zh": self.message_zh, "en": self.message_en},
        }


@dataclass(frozen=True, slots=True)
class Edit:
    """New figures for some cells; ``unsettled`` cells would change too, by figures that the sums do not give."""

    kind: str
    changes: tuple[tuple[str, int | float], ...]
    closes: frozenset[Identity]
    unsettled: tuple[str, ...] = ()
    group: Both | None = None
    size: int = 1

    @property
    def weight(self) -> float:
        """How likely this kind of slip is, against one changed cell."""
        return slips()[self.kind][0]


class Sums:
    """The sums of one report that can be computed, blanks counted as 0, and which of them fail."""

    def __init__(self, sheet: Sheet, wanted: Iterable[Identity], **years: int | None) -> None:
        self.sheet = sheet
        self.years = years
        self.identities = [i for i in wanted if not any(sheet.unread(k) for k in i.cells)]
        self.values: dict[str, int | float] = {}
        self.touching: dict[str, list[Identity]] = {}
        for identity in self.identities:
            for key in identity.cells:
                self.values[key] = sheet.value(key) or 0
                self.touching.setdefault(key, []).append(identity)
        self.failed = {i: r for i in self.identities if (r := self.residual(i, {}))}

    def residual(self, identity: Identity, changes: Values) -> int | float:
        """Left minus right, with some figures changed."""
        left = sum(changes.get(k, self.values[k]) for k in identity.left)
        right = sum(changes.get(k, self.values[k]) for k in identity.right)
        return round(left - right, 6)

    def edit(self, kind: str, changes: Values, group: Both | None = None, size: int = 1) -> Edit | None:
        """The edit, if it closes a failed sum, breaks none, and every figure could be a count."""
        real = {k: v for k, v in changes.items() if self.values.get(k) != v}
        if not real or any(v < 0 or not float(v).is_integer() for v in real.values()):
            return None
        touched = {i for k in real for i in self.touching.get(k, ())}
        if any(self.residual(i, real) for i in touched):
            return None
        closes = frozenset(i for i in touched if i in self.failed)
        return Edit(kind, tuple(real.items()), closes, group=group, size=size) if closes else None


def kind_of_change(printed: int | float, would_be: int | float, empty: bool) -> str:
    """How one figure may have become another: a zero lost or added, digits swapped, one digit wrong."""
    old, new = number(printed), number(would_be)
    if empty:
        return "left_empty"
    if would_be == printed * 10:
        return "zero_lost"
    if printed == would_be * 10:
        return "zero_added"
    if len(old) == len(new) and len(old) > 1:
        differing = [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        if len(differing) == 1:
            return "digit"
        if len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(old) == sorted(new):
            return "swapped_digits"
    return "cell"


def single_cells(sums: Sums) -> Iterator[Edit]:
    """One cell, changed by what a failed sum lacks."""
    tried = set()
    for identity, residual in sums.failed.items():
        for key in identity.cells:
            new = sums.values[key] + (residual if key in identity.right else -residual)
            if (key, new) in tried:
                continue
            tried.add((key, new))
            printed = sums.values[key]
            # A total printed as 0 beside parts that are not was most likely never filled in.
            empty = sums.sheet.empty(key) or (printed == 0 and key in identity.right and "total" in key)
            found = sums.edit(kind_of_change(printed, new, empty), {key: new})
            if found is not None:
                yield found


def row_entries(sums: Sums, rows: Sequence[str]) -> Iterator[Edit]:
    """A figure and the total of its row, both off by the same."""
    for identity, residual in sums.failed.items():
        if identity.check == "T3-03":
            continue
        column = identity.left[0].partition(".")[2]
        if column == TOTAL:
            continue
        for key in identity.cells:
            row = key.partition(".")[0]
            change = residual if key in identity.right else -residual
            total = f"{row}.{TOTAL}"
            if row in rows and total in sums.values:
                found = sums.edit(
                    "row_entry", {key: sums.values[key] + change, total: sums.values[total] + change}
                )
                if found is not None:
                    yield found


def several_cells(sums: Sums) -> Iterator[Edit]:
    """Several cells of one row, or of one column, each wrong by what its other sum lacks."""
    columns = {i.left[0].partition(".")[2]: r for i, r in sums.failed.items() if i.check == "T3-02"}
    rows = {i.left[0].partition(".")[0]: r for i, r in sums.failed.items() if i.check == "T3-03"}
    lines = [{f"{row}.{c}": r for c, r in columns.items() if c != TOTAL} for row in rows]
    lines += [{f"{row}.{c}": r for row, r in rows.items()} for c in columns if c != TOTAL]
    for line in lines:
        if 2 <= len(line) <= MOST_EDITS and all(k in sums.values for k in line):
            changes: dict[str, int | float] = {k: sums.values[k] - r for k, r in line.items()}
            found = sums.edit("cells", changes, size=len(line))
            if found is not None:
                yield found


def unfilled_totals(sums: Sums, rows: Sequence[str]) -> Iterator[Edit]:
    """Every total that is blank or 0 beside figures that are not, filled with the sum of its row."""
    changes: dict[str, int | float] = {}
    for row in rows:
        total, parts = f"{row}.{TOTAL}", [f"{row}.{c}" for c in APPLICANT_KINDS]
        if total in sums.values and not sums.values[total]:
            filled = sum(sums.values.get(k, 0) for k in parts)
            if filled:
                changes[total] = filled
    if len(changes) > 1:
        found = sums.edit("totals_left_empty", changes)
        if found is not None:
            yield found


def shifted_columns(sums: Sums, rows: Sequence[str]) -> Iterator[Edit]:
    """One row, or every row, moved one column to the left or right, the outermost figure coming round."""
    whole: dict[int, dict[str, int | float]] = {1: {}, -1: {}}
    for row in rows:
        keys = [f"{row}.{c}" for c in APPLICANT_CODES]
        if not all(k in sums.values for k in keys):
            return
        printed = [sums.values[k] for k in keys]
        for step in (1, -1):
            moved = dict(zip(keys, printed[-step:] + printed[:-step], strict=True))
            whole[step] |= moved
            six = printed[:-1]
            within = dict(zip(keys[:-1], six[-step:] + six[:-step], strict=True))
            for found in (sums.edit("row_shifted", moved), sums.edit("row_shifted", within)):
                if found is not None:
                    yield found
    for moved in whole.values():
        found = sums.edit("columns_shifted", moved)
        if found is not None:
            yield found


def shifted_rows(sums: Sums, rows: Sequence[str]) -> Iterator[Edit]:
    """The rows from one on moved up or down by one, the row left free standing at 0."""
    if not all(f"{row}.{c}" in sums.values for row in rows for c in APPLICANT_CODES):
        return
    for first in range(len(rows) - 1):
        for down in (True, False):
            changes: dict[str, int | float] = {}
            for above, below in pairwise(rows[first:]):
                source, target = (above, below) if down else (below, above)
                changes |= {f"{target}.{c}": sums.values[f"{source}.{c}"] for c in APPLICANT_CODES}
            free = rows[first] if down else rows[-1]
            changes |= {f"{free}.{c}": 0 for c in APPLICANT_CODES}
            lost = rows[-1] if down else rows[first]
            if any(sums.values[f"{lost}.{c}"] for c in APPLICANT_CODES):
                continue
            found = sums.edit("rows_shifted", changes)
            if found is not None:
                yield found


def column_patterns(sums: Sums, form_id: str) -> Iterator[Edit]:
    """Slips that run through every column: carried-over requests counted in, or a group left out of （七）."""
    rows = form(form_id).tables["table3"]
    new, carried_in, total, carried_out = "req_new", "req_carried_in", "out_total", "req_carried_out"

    def moved(row: str, by: Mapping[str, int | float], sign: int) -> dict[str, int | float]:
        return {f"{row}.{c}": sums.values.get(f"{row}.{c}", 0) + sign * by[c] for c in APPLICANT_CODES}

    def column_sums(codes: Sequence[str]) -> dict[str, int | float]:
        return {c: sum(sums.values.get(f"{code}.{c}", 0) for code in codes) for c in APPLICANT_CODES}

    tried: list[Edit | None] = [
        sums.edit("carried_in_counted_in", moved(new, column_sums([carried_in]), -1)),
        sums.edit("carried_out_counted_in", moved(total, column_sums([carried_out]), -1)),
    ]
    for heading in rows.fields:
        codes = [row.code for row in rows.children(heading.code)] or (
            [heading.code] if heading.code in ("out_granted_full", "out_granted_partial", "out_other") else []
        )
        # One non-zero row is told better as one wrong cell than as a group.
        if codes:
            group = row_label(heading.code)
            tried.append(sums.edit("group_left_out", moved(total, column_sums(codes), 1), group=group))
    yield from (edit for edit in tried if edit is not None and len(edit.closes) > 1)


def partial_twice(sums: Sums, form_id: str) -> Iterator[Edit]:
    """Partial disclosures entered again: outcomes exceed （七） by no more than these, everything else holds."""
    over = {}
    for column in APPLICANT_CODES:
        identity = outcome_sum(form_id, column)
        excess = sums.failed.get(identity)
        if excess is None:
            continue
        partial = f"out_granted_partial.{column}"
        if not 1 <= excess <= sums.values.get(partial, 0) or tie(column) in sums.failed:
            return
        over[column] = identity
    if over:
        cells = tuple(f"out_granted_partial.{column}" for column in over)
        yield Edit("partial_counted_twice", (), frozenset(over.values()), cells)


def candidates(sums: Sums, form_id: str | None) -> list[Edit]:
    """Every edit that closes a failed sum and breaks none, each set of changes once, the likeliest kind kept."""
    found = list(single_cells(sums))
    if form_id is not None:
        rows = table_rows(form_id)
        found += several_cells(sums)
        for family in (row_entries, unfilled_totals, shifted_columns, shifted_rows):
            found += family(sums, rows)
        found += column_patterns(sums, form_id)
        found += partial_twice(sums, form_id)
    best: dict[tuple, Edit] = {}
    for edit in found:
        same = (frozenset(edit.changes), edit.unsettled)
        if same not in best or best[same].weight < edit.weight:
            best[same] = edit
    return list(best.values())


def smallest_covers(failed: frozenset[Identity], edits: Sequence[Edit]) -> list[tuple[Edit, ...]]:
    """Every choice of as few edits as possible that closes each failed sum once; none if there are too many."""
    closing: dict[Identity, list[Edit]] = {i: [] for i in failed}
    for edit in edits:
        for identity in edit.closes:
            closing[identity].append(edit)
    # The sum that fewest edits can close decides first, which keeps the search small.
    order = sorted(failed, key=lambda i: (len(closing[i]), i.check, i.cells))
    most = max((len(e.closes) / e.size for e in edits), default=0)
    for size in range(1, MOST_EDITS + 1):
        covers: list[tuple[Edit, ...]] = []
        stack: list[tuple[frozenset[Identity], tuple[Edit, ...], int]] = [(failed, (), 0)]
        while stack:
            rest, chosen, spent = stack.pop()
            if not rest:
                covers.append(chosen)
                if len(covers) > MOST_COVERS:
                    return []
                continue
            if len(rest) > (size - spent) * most:
                continue
            hardest = next(i for i in order if i in rest)
            stack += [
                (rest - e.closes, (*chosen, e), spent + e.size)
                for e in closing[hardest]
                if e.closes <= rest and spent + e.size <= size
            ]
        if covers:
            return covers
    return []


def _in_a_row(values: Iterable[int | float | None], nothing: Both) -> Both:
    """Figures one after the other, as a reader of either language writes them."""
    values = tuple(values)
    return Both(
        *(
            mark.join(none if v is None else number(v) for v in values)
            for mark, none in zip(("、", ", "), nothing, strict=True)
        )
    )


def _worded(edit: Edit, sums: Sums, score: float) -> Suspect:
    """An edit as a possibility in both languages."""
    cells = tuple(k for k, _ in edit.changes) or edit.unsettled
    changes = dict(edit.changes)
    printed = tuple(sums.sheet.value(k) for k in cells)
    would_be = tuple(changes.get(k) for k in cells)
    explains = tuple(judge(i, sums.sheet, **sums.years) for i in sums.identities if i in edit.closes)
    listed = cell_label(cells[0]) if len(cells) == 1 else list_labels(cells, most=3)
    if edit.kind in ("row_shifted", "rows_shifted"):
        listed = row_label(cells[0].partition(".")[0])
    n = len(explains)
    words = {
        "cells": listed,
        "printed": _in_a_row(printed, Both("空白", "blank")),
        "would_be": _in_a_row(would_be, Both("—", "—")),
        "sums": Both(
            f"不相符的 {n} 处合计" if n > 1 else "这处合计", f"the {n} failed sums" if n > 1 else "the sum"
        ),
        "group": edit.group or Both("", ""),
    }
    message = fill(slips()[edit.kind][1], words)
    return Suspect(edit.kind, cells, printed, would_be, explains, score, message.zh, message.en)


def _suspects_among(sums: Sums, form_id: str | None) -> Iterator[Suspect]:
    """The edits that carry enough of the weight of all smallest explanations."""
    edits = candidates(sums, form_id)
    covers = smallest_covers(frozenset(sums.failed), edits)
    weights = [prod(edit.weight for edit in cover) for cover in covers]
    whole = sum(weights)
    for edit in edits:
        share = sum(w for cover, w in zip(covers, weights, strict=True) if edit in cover)
        if whole and share / whole >= LEAST_SHARE:
            yield _worded(edit, sums, share / whole)


def suspects(report: Report, earlier: Report | None = None) -> tuple[Suspect, ...]:
    """The slips that may explain the failed sums of tables three and four, the likeliest first.

    Each is the smallest edit after which every failed sum closes and no other breaks, and is given only if
    it carries at least half of the weight of all equally small explanations; where none does, nothing is
    given. With last year's report (``earlier``) the carried-over total weighs in as one more sum.
    """
    sheet = Sheet.of(report)
    if earlier is not None:
        sheet = sheet.with_other_year(Sheet.of(earlier), earlier.year)
    form3, form4 = national_form(report, "table3"), national_form(report, "table4")
    parts: list[tuple[list[Identity], str | None]] = [([i], None) for i in identities(None, form4)]
    if form3 is not None:
        table3 = list(identities(form3, None))
        if earlier is not None:
            out = f"req_carried_out.{TOTAL}@{earlier.year}"
            carried = Identity(
                "X-01", cell_label(f"req_carried_in.{TOTAL}"), (out,), (f"req_carried_in.{TOTAL}",)
            )
            # Last year's figure is evidence only where this year's sums fail as well.
            if Sums(sheet, table3).failed and not sheet.unread(out):
                table3.append(carried)
        parts.insert(0, (table3, form3))
    found: list[Suspect] = []
    for wanted, form_id in parts:
        sums = Sums(sheet, wanted, previous=earlier.year if earlier else None, year=report.year)
        if sums.failed:
            found += _suspects_among(sums, form_id)
    return tuple(sorted(found, key=lambda s: (-s.score, -len(s.explains), s.cells)))
