"""Which number is probably wrong: the smallest edits after which every failed sum closes.

An edit is only ever offered as a possibility. Nothing here changes a value of a report.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from extract.checks.catalogue import Both, fill, number, slips
from extract.checks.edits import MOST_EDITS, Edit, Sums, candidates
from extract.checks.identities import TOTAL, Identity, identities, judge, national_form
from extract.checks.sheet import Sheet, cell_label, list_labels, row_label
from extract.reports.model import Finding, Report

LEAST_SHARE = 0.5
"""An edit is offered if it carries this share of the weight of all equally small explanations."""
MOST_COVERS = 2000
"""Beyond so many equally small explanations none is worth offering."""


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

    def as_json(self) -> dict[str, Any]:
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
            f"有关的 {n} 处合计" if n > 1 else "这处合计", f"the {n} sums concerned" if n > 1 else "the sum"
        ),
        "group": edit.group or Both("", ""),
    }
    message = fill(slips()[edit.kind][1], words)
    return Suspect(edit.kind, cells, printed, would_be, explains, score, message.zh, message.en)


def _in_a_row(values: Iterable[int | float | None], nothing: Both) -> Both:
    """Figures one after the other, as a reader of either language writes them."""
    values = tuple(values)
    return Both(
        *(
            mark.join(none if v is None else number(v) for v in values)
            for mark, none in zip(("、", ", "), nothing, strict=True)
        )
    )
