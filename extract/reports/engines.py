"""Several readings of one report, one an engine: which one is taken, and what another one says of it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from extract.documents.model import Box, Paragraph, Source
from extract.reports.compose import report_of
from extract.reports.draft import Draft, is_of_another_recogniser
from extract.reports.model import Cell, Decision, Report, State, Status
from extract.reports.sums import failing_cells, sums_close

ABOUT = 0.9
"""A reading with this share of another's cells sees about as much."""
_CONFIRMED = Decision(
    "engines",
    "pdfium, pdfminer",
    "both find the same texts in the cells of the pages whose sums fail: the failed sums are the publisher's",
)


def best_report(drafts: Iterable[Draft], source: Source) -> Report:
    """The first reading that is complete and consistent, else the best one, compared with the next engine's.

    Where only the sums of a complete reading fail, a second decoder is asked about the cells first: it costs less
    than a second reading, and where it finds the same texts the sums failed in print. What another program
    recognised in a picture has no say against our own recognition, unless that sees much less.
    """
    best: Draft | None = None
    made: Report | None = None
    for draft in drafts:
        if best is not None and is_of_another_recogniser(best.document) and draft.read >= ABOUT * best.read:
            best = made = None
        others_word = is_of_another_recogniser(draft.document)
        if draft.tables.complete:
            made = report_of(draft, source)
            if sums_close(made.findings) and not (others_word and made.status is Status.PARTIAL):
                return made
            if best is None and not others_word and draft.tables.sure and _borne_out(draft, made, source):
                return replace(made, decisions=(*made.decisions, _CONFIRMED))
        if best is None:
            best = draft
        elif best.tables.complete:
            return _unsettled(best, draft, source)
        elif draft.tables.complete:
            return _unsettled(draft, best, source)
        elif draft.read > best.read:
            best = draft
    assert best is not None
    if made is None or not best.tables.complete:
        return report_of(best, source)
    return made if best.tables.sure or sums_close(made.findings) else _told_by_place(made)


def _unsettled(draft: Draft, other: Draft, source: Source) -> Report:
    """A draft whose sums fail, after a second engine: equal cells stand as printed, differing ones are unread."""
    differing = _differing(draft, other)
    if differing:
        named = ", ".join(sorted(differing))
        decision = Decision("engines", "unread", f"two engines disagree on {named}")
        report = report_of(draft, source, _cells_without(draft, differing), [decision])
        return _noted(report, f"two-engines-disagree: {named}")
    if not draft.tables.sure:
        return _told_by_place(report_of(draft, source))
    if alone := _failing_alone(draft, other, source):
        report = report_of(draft, source, _cells_without(draft, alone))
        return _noted(report, f"sums-fail-by-one-engine: no second engine read {', '.join(sorted(alone))}")
    engines = f"{draft.document.engine}, {other.document.engine}"
    because = "both read the same cells: the failed sums are the publisher's"
    return report_of(draft, source, extra=[Decision("engines", engines, because)])


def _cells_without(draft: Draft, keys: Collection[str]) -> tuple[Cell, ...]:
    """The cells of a draft, those of these keys unread."""
    return tuple(
        replace(c, state=State.UNREAD, raw="", value=None, note=None) if c.key in keys else c
        for c in draft.tables.cells
    )


def _noted(report: Report, note: str) -> Report:
    return replace(report, notes=(*report.notes, note))


def _told_by_place(report: Report) -> Report:
    """A report whose sums fail where rows were told by their place alone: the fault may be the reader's."""
    note = "sums-fail-by-place: rows were told by their place on the page, and the sums do not close"
    return _noted(replace(report, status=Status.PARTIAL), note)


def _borne_out(draft: Draft, made: Report, source: Source) -> bool:
    """Whether an independent decoder finds the same texts in all cells of the pages whose sums fail."""
    from extract.documents import borne_out

    if draft.document.pages is None:
        return False  # nor does a second decoder read what has no pages
    failing = failing_cells(made.findings)
    pages = {cell.place.page for cell in draft.tables.cells if cell.key in failing}
    texts = [(cell.place, cell.raw) for cell in draft.tables.cells if cell.place.page in pages]
    return borne_out(source, draft.document, texts)


def _differing(first: Draft, second: Draft) -> set[str]:
    """The keys of the cells that two engines read, and read differently."""
    others = {c.key: c for c in second.tables.cells}
    return {
        cell.key
        for cell in first.tables.cells
        if (other := others.get(cell.key)) is not None
        and State.UNREAD not in (cell.state, other.state)
        and (cell.state, cell.value) != (other.state, other.value)
    }


def _failing_alone(draft: Draft, other: Draft, source: Source) -> frozenset[str]:
    """The cells in failing sums whose text the other engine does not see: nothing says that they failed in print."""
    read = {c.key for c in other.tables.cells if c.state is not State.UNREAD}
    made = report_of(draft, source)
    failing = failing_cells(made.findings)
    seen = [
        (word.box, block.place.page, word.text)
        for block in other.document.blocks
        if isinstance(block, Paragraph)
        for word in block.words
    ]
    return frozenset(
        cell.key
        for cell in draft.tables.cells
        if cell.key in failing - read and not _stands_there(cell, seen)
    )


def _stands_there(cell: Cell, seen: Iterable[tuple[Box, int | None, str]]) -> bool:
    """Whether just the cell's text stands in its place among the words of another engine."""
    place = cell.place.box
    if place is None:
        return False
    x0, top, x1, bottom = place
    there = [
        text
        for box, page, text in seen
        if page == cell.place.page
        and x0 - 1 <= (box[0] + box[2]) / 2 <= x1 + 1
        and top - 2 <= (box[1] + box[3]) / 2 <= bottom + 2
    ]
    return there == ([cell.raw] if cell.raw else [])
