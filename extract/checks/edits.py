"""Slips of the pen that may have made sums fail: each an edit after which failed sums close and none breaks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.checks.catalogue import Both, number, slips
from extract.checks.identities import TOTAL, Identity, outcome_sum, table_rows, tie
from extract.checks.sheet import Sheet, row_label
from extract.forms import APPLICANT_CODES, APPLICANT_KINDS, form

MOST_EDITS = 3
"""So many slips at most explain what fails; more explain anything."""
Values = Mapping[str, int | float]
"""New figures for cells, by their keys."""


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

    def lacking(self, identity: Identity, key: str) -> int | float:
        """What a cell of a failed sum would have to be greater by for the sum to close."""
        residual = self.failed[identity]
        return residual if key in identity.right else -residual

    def edit(self, kind: str, changes: Values, group: Both | None = None, size: int = 1) -> Iterator[Edit]:
        """The one edit, if it closes a failed sum, breaks none, and every figure could be a count."""
        real = {k: v for k, v in changes.items() if self.values.get(k) != v}
        if not real or any(v < 0 or not float(v).is_integer() for v in real.values()):
            return
        touched = {i for k in real for i in self.touching.get(k, ())}
        if any(self.residual(i, real) for i in touched):
            return
        closes = frozenset(i for i in touched if i in self.failed)
        if closes:
            yield Edit(kind, tuple(real.items()), closes, group=group, size=size)


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
    best: dict[tuple[frozenset[tuple[str, int | float]], tuple[str, ...]], Edit] = {}
    for edit in found:
        same = (frozenset(edit.changes), edit.unsettled)
        if same not in best or best[same].weight < edit.weight:
            best[same] = edit
    return list(best.values())


def single_cells(sums: Sums) -> Iterator[Edit]:
    """One cell, changed by what a failed sum lacks."""
    tried = set()
    for identity in sums.failed:
        for key in identity.cells:
            new = sums.values[key] + sums.lacking(identity, key)
            if (key, new) in tried:
                continue
            tried.add((key, new))
            printed = sums.values[key]
            # A total printed as 0 beside parts that are not was most likely never filled in.
            empty = sums.sheet.empty(key) or (printed == 0 and key in identity.right and "total" in key)
            yield from sums.edit(kind_of_change(printed, new, empty), {key: new})


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


def row_entries(sums: Sums, rows: Sequence[str]) -> Iterator[Edit]:
    """A figure and the total of its row, both off by the same."""
    for identity in sums.failed:
        if identity.check == "T3-03":
            continue
        column = identity.left[0].partition(".")[2]
        if column == TOTAL:
            continue
        for key in identity.cells:
            row = key.partition(".")[0]
            change = sums.lacking(identity, key)
            total = f"{row}.{TOTAL}"
            if row in rows and total in sums.values:
                changes = {key: sums.values[key] + change, total: sums.values[total] + change}
                yield from sums.edit("row_entry", changes)


def several_cells(sums: Sums) -> Iterator[Edit]:
    """Several cells of one row, or of one column, each wrong by what its other sum lacks."""
    columns = {i.left[0].partition(".")[2]: r for i, r in sums.failed.items() if i.check == "T3-02"}
    rows = {i.left[0].partition(".")[0]: r for i, r in sums.failed.items() if i.check == "T3-03"}
    lines = [{f"{row}.{c}": r for c, r in columns.items() if c != TOTAL} for row in rows]
    lines += [{f"{row}.{c}": r for row, r in rows.items()} for c in columns if c != TOTAL]
    for line in lines:
        if 2 <= len(line) <= MOST_EDITS and all(k in sums.values for k in line):
            changes: dict[str, int | float] = {k: sums.values[k] - r for k, r in line.items()}
            yield from sums.edit("cells", changes, size=len(line))


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
        yield from sums.edit("totals_left_empty", changes)


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
            yield from sums.edit("row_shifted", moved)
            yield from sums.edit("row_shifted", within)
    for moved in whole.values():
        yield from sums.edit("columns_shifted", moved)


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
            yield from sums.edit("rows_shifted", changes)


def column_patterns(sums: Sums, form_id: str) -> Iterator[Edit]:
    """Slips that run through every column: carried-over requests counted in, or a group left out of （七）."""
    rows = form(form_id).tables["table3"]
    new, carried_in, total, carried_out = "req_new", "req_carried_in", "out_total", "req_carried_out"

    def moved(row: str, by: Mapping[str, int | float], sign: int) -> dict[str, int | float]:
        return {f"{row}.{c}": sums.values.get(f"{row}.{c}", 0) + sign * by[c] for c in APPLICANT_CODES}

    def column_sums(codes: Sequence[str]) -> dict[str, int | float]:
        return {c: sum(sums.values.get(f"{code}.{c}", 0) for code in codes) for c in APPLICANT_CODES}

    found = [
        *sums.edit("carried_in_counted_in", moved(new, column_sums([carried_in]), -1)),
        *sums.edit("carried_out_counted_in", moved(total, column_sums([carried_out]), -1)),
    ]
    for heading in rows.fields:
        codes = [row.code for row in rows.children(heading.code)] or (
            [heading.code] if heading.code in ("out_granted_full", "out_granted_partial", "out_other") else []
        )
        # One non-zero row is told better as one wrong cell than as a group.
        if codes:
            group = row_label(heading.code)
            found += sums.edit("group_left_out", moved(total, column_sums(codes), 1), group=group)
    yield from (edit for edit in found if len(edit.closes) > 1)


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
