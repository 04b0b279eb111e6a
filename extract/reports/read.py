"""From an offered file to its reports: readings tried in order of trust until one is complete and consistent."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from extract.documents.model import Box, Document, Paragraph, Source, written
from extract.documents.refusals import Refusal
from extract.forms.labels import in_simplified, simplified
from extract.records import record
from extract.regions import resolve
from extract.reports.identity import Identity, read_identity
from extract.reports.identity.full_names import fuller_name, introduced
from extract.reports.identity.names import begins_with_a_division, is_place
from extract.reports.identity.reported_year import ANNOUNCED
from extract.reports.identity.titles import without_gaps
from extract.reports.identity.years import period_year
from extract.reports.model import (
    Agency,
    Cell,
    Decision,
    Finding,
    Kind,
    Origin,
    Region,
    Report,
    Scope,
    State,
    Stated,
    Status,
)
from extract.reports.narrative import read_narrative
from extract.reports.papers import PART, other_paper
from extract.reports.parts import parts_of
from extract.reports.quotes import quoted
from extract.reports.recognised import SUMS, doubts
from extract.reports.sections import Sections, read_sections
from extract.tables import TablesRead, read_tables
from extract.tables.separate import separated
from extract.tables.unfold import unfolded

ABOUT = 0.9
"""A reading with this share of another's cells sees about as much."""
_RETYPESET = re.compile(r"重排版")
_ORIGINAL = re.compile(r"原文\s*[:：]\s*(\S.*)")
_REPORT = re.compile(r"信息公[开開](?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)")


@record(frozen=True, slots=True)
class Draft:
    """One report as one engine reads it."""

    document: Document
    part: str | None
    tables: TablesRead
    identity: Identity
    sections: Sections
    kind: Kind
    original: str | None

    @property
    def unread(self) -> int:
        """How many cells of its forms were not read."""
        return _unread(self.tables.cells)

    @property
    def read(self) -> int:
        """How many cells were read: none where no table was found, however little is unread then."""
        return len(self.tables.cells) - self.unread


def _unread(cells: Iterable[Cell]) -> int:
    unread = State.UNREAD
    return len([cell for cell in cells if cell.state is unread])


def _body(document: Document, taken: frozenset[int]) -> str:
    return "\n".join(
        b.text for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and i not in taken
    )


def _retypeset(document: Document) -> tuple[Kind, str | None]:
    """A re-typeset edition says so, and names its original, before its first section."""
    opening = "\n".join(b.text for b in document.blocks[:14] if isinstance(b, Paragraph))
    original = _ORIGINAL.search(opening)
    if _RETYPESET.search(opening) and original:
        return Kind.RETYPESET, original[1].strip()
    return Kind.DOCUMENT, None


def _draft(drawn: Document, part: str | None, file_name: str) -> Draft:
    document = separated(drawn)
    tables = read_tables(document, apart=document is drawn)
    sections = read_sections(document, tables.blocks)
    first = min(sections.starts.values(), default=None)
    if first is None and tables.blocks:
        first = min(tables.blocks)
    identity = read_identity(document, first, _body(document, tables.blocks), file_name)
    kind, original = _retypeset(document)
    return Draft(document, part, tables, identity, sections, kind, original)


def _is_report(draft: Draft) -> bool:
    """True where tables of a form stand, or a report's title with a year, or most of the sections."""
    if _is_other_paper(draft):
        return False
    if any(draft.tables.form.values()):
        return True
    if len(draft.sections.texts) >= 4:
        return True
    title = any(
        _REPORT.search(simplified(b.text.replace(" ", "")))
        for b in draft.document.blocks[:40]
        if isinstance(b, Paragraph) and len(b.text) < 80
    )
    announced = any(d.what == "year" and d.because == ANNOUNCED for d in draft.identity.decisions)
    return (title or announced) and draft.identity.year is not None and len(draft.sections.texts) >= 2


def _is_other_paper(draft: Draft) -> bool:
    """True for a paper that its title tells to be none.

    The form that a letter asks to fill in has no numbers yet; figures of a whole year are no report on a part of it.
    """
    what = other_paper(draft.identity.lines)
    if what is None:
        return False
    if what is PART:
        return period_year(without_gaps(_body(draft.document, draft.tables.blocks))) is None
    return not any(cell.state is State.NUMBER for cell in draft.tables.cells)


def _is_pictures(document: Document) -> bool:
    """True for the title of a report above pictures."""
    return any(signal.code == "tables-are-images" for signal in document.signals) and any(
        _REPORT.search(simplified(b.text.replace(" ", "")))
        for b in document.blocks
        if isinstance(b, Paragraph)
    )


def _place(draft: Draft, source: Source) -> tuple[Agency, Region, tuple[Decision, ...]]:
    """Who and where the body is: its name, and what tells same-named bodies apart, the most telling first."""
    name = draft.identity.name
    if name is None:
        return Agency(), Region(), ()
    body = _body(draft.document, draft.tables.blocks)[:4000]
    if "公開" in body:
        body = in_simplified(body)
    told = [
        "/".join(source.path.parts[-2:]),
        draft.document.meta.get("title"),
        draft.identity.publisher,
        body,
    ]
    plain = simplified(name)
    whole = fuller_name(plain, body)
    if whole is None and (full := introduced(plain, body)) and not begins_with_a_division(plain):
        whole = full
    found = resolve(whole or name, year=draft.identity.year, context=[text for text in told if text])
    if whole is None:
        return found.agency, found.region, found.decisions
    if _is_cut_off(plain, whole, draft.identity.lines):
        cut = Decision("agency", whole, f"a line of other text ends with what {name} in the title lacks")
        return found.agency, found.region, (cut, *found.decisions)
    said = Decision("agency", whole, f"the text names the body with its place; its title says {name}")
    return replace(found.agency, name_as_published=name), found.region, (said, *found.decisions)


def _is_cut_off(name: str, whole: str, lines: Sequence[str]) -> bool:
    """Whether the title's name is the second half of one that a line of other text begins: 文昌街28号示例市教 above 育局2023年….

    A place alone is lacking from many titles, and stands in the banner above them.
    """
    lacking = whole.removesuffix(name)
    return not is_place(lacking) and any(
        below.startswith(name) and above.endswith(lacking)
        for above, below in pairwise(map(without_gaps, map(simplified, lines)))
    )


def _reasons(draft: Draft) -> list[str]:
    """Why a report is only partly read, in words."""
    reasons = []
    if draft.identity.name is None:
        reasons.append("the reporting body was not found")
    if draft.identity.year is None:
        reasons.append("the report year was not found")
    reasons += draft.identity.unsettled
    missing = [t for t in ("table2", "table3", "table4") if draft.tables.form[t] is None]
    if missing and draft.tables.form["statistics"] is None:
        reasons.append("not found: " + ", ".join(missing))
    if draft.unread:
        reasons.append(f"{draft.unread} cells unread")
    reasons += [f"{s.code}: {s.message}" for s in draft.tables.signals]
    return reasons


def _report(draft: Draft, source: Source, cells: tuple[Cell, ...], extra: Iterable[Decision] = ()) -> Report:
    """The report of a draft, its findings included; complete only if nothing is missing or unclear."""
    from extract.checks import blanks_as_zero, check_report

    agency, region, placed = _place(draft, source)
    narrative: tuple[Stated, ...] = ()
    if draft.kind is Kind.DOCUMENT:
        first = min(draft.sections.starts.values(), default=0)
        narrative = read_narrative(
            draft.document, draft.identity.year, draft.tables.blocks, first, draft.identity.scope
        )
    if draft.document.turned:
        shown = draft.document.shown
        cells = tuple(replace(cell, place=shown(cell.place)) for cell in cells)
        narrative = tuple(replace(stated, place=shown(stated.place)) for stated in narrative)
    identity = draft.identity
    complete = draft.tables.complete and identity.name is not None and identity.year is not None
    complete = complete and not identity.unsettled and not _unread(cells)
    report = Report(
        source=Origin(
            path=written(source.path),
            part=draft.part if draft.part is not None else source.part,
            sha256=source.sha256,
            format=draft.document.format,
            pages=draft.document.pages,
            kind=draft.kind,
            original=draft.original,
        ),
        status=Status.COMPLETE if complete else Status.PARTIAL,
        agency=agency,
        region=region,
        scope=identity.scope,
        year=identity.year,
        published=identity.published,
        publisher=identity.publisher,
        form=dict(draft.tables.form),
        cells=quoted(draft.document, blanks_as_zero(cells)),
        sections=draft.sections.texts,
        section_parts=draft.sections.parts,
        narrative=narrative,
        decisions=(*identity.decisions, *draft.tables.decisions, *placed, *extra),
        notes=(*identity.notes, *(() if complete else _reasons(draft))),
    )
    report = replace(report, findings=check_report(report))
    if (
        _is_recognised(draft.document)
        and report.status is Status.COMPLETE
        and (found := doubts(report, draft.document, source.path.name))
    ):
        return replace(report, status=Status.PARTIAL, notes=(*report.notes, *found))
    return report


def _is_recognised(document: Document) -> bool:
    """Whether a recogniser read the document: ours, or the program that put its text under the picture of a page."""
    return document.engine == "ocr" or _is_of_another_recogniser(document)


def _is_of_another_recogniser(document: Document) -> bool:
    """Whether some text of the document is what another program recognised: it has no confidence, and nobody corrected it."""
    return any(s.code == "recognised-text" for s in document.signals)


def _sums_close(findings: Iterable[Finding]) -> bool:
    return not any(f.id in SUMS and f.status == "fail" for f in findings)


def _differing(first: Draft, second: Draft) -> dict[tuple[str, str, str | None], tuple[Cell, Cell]]:
    """The cells that two engines read, and read differently."""
    others = {(c.table, c.code, c.column): c for c in second.tables.cells}
    differing = {}
    for cell in first.tables.cells:
        other = others.get((cell.table, cell.code, cell.column))
        if other is None or State.UNREAD in (cell.state, other.state):
            continue
        if (cell.state, cell.value) != (other.state, other.value):
            differing[cell.table, cell.code, cell.column] = (cell, other)
    return differing


_CONFIRMED = Decision(
    "engines",
    "pdfium, pdfminer",
    "both find the same texts in the cells of the pages whose sums fail: the failed sums are the publisher's",
)


def _told_by_place(report: Report) -> Report:
    """A report whose sums fail where rows were told by their place alone: the fault may be the reader's."""
    note = "sums-fail-by-place: rows were told by their place on the page, and the sums do not close"
    return replace(report, status=Status.PARTIAL, notes=(*report.notes, note))


def _borne_out(draft: Draft, made: Report, source: Source) -> bool:
    """Whether an independent decoder finds the same texts in all cells of the pages whose sums fail."""
    from extract.documents import borne_out

    if draft.document.pages is None:
        return False  # nor does a second decoder read what has no pages
    failing = {key for f in made.findings if f.id in SUMS and f.status == "fail" for key in f.cells}
    pages = {cell.place.page for cell in draft.tables.cells if cell.key in failing}
    texts = [(cell.place, cell.raw) for cell in draft.tables.cells if cell.place.page in pages]
    return borne_out(source, draft.document, texts)


def _failing_alone(draft: Draft, other: Draft, source: Source) -> frozenset[str]:
    """The cells in failing sums whose text the other engine does not see: nothing says that they failed in print."""
    read = {c.key for c in other.tables.cells if c.state is not State.UNREAD}
    made = _report(draft, source, draft.tables.cells)
    failing = {key for f in made.findings if f.id in SUMS and f.status == "fail" for key in f.cells}
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


def _unsettled(draft: Draft, other: Draft, source: Source) -> Report:
    """A draft whose sums fail, after a second engine: equal cells stand as printed, differing ones are unread."""
    differing = _differing(draft, other)
    if not differing and not draft.tables.sure:
        return _told_by_place(_report(draft, source, draft.tables.cells))
    if not differing and (alone := _failing_alone(draft, other, source)):
        cells = tuple(
            replace(c, state=State.UNREAD, raw="", value=None, note=None) if c.key in alone else c
            for c in draft.tables.cells
        )
        report = _report(draft, source, cells)
        named = ", ".join(sorted(alone))
        note = f"sums-fail-by-one-engine: no second engine read {named}"
        return replace(report, notes=(*report.notes, note))
    if not differing:
        agreed = Decision(
            "engines",
            f"{draft.document.engine}, {other.document.engine}",
            "both read the same cells: the failed sums are the publisher's",
        )
        return _report(draft, source, draft.tables.cells, [agreed])
    cells = tuple(
        replace(c, state=State.UNREAD, raw="", value=None, note=None)
        if (c.table, c.code, c.column) in differing
        else c
        for c in draft.tables.cells
    )
    named = ", ".join(sorted(cell.key for cell, _ in differing.values()))
    report = _report(
        draft, source, cells, [Decision("engines", "unread", f"two engines disagree on {named}")]
    )
    return replace(report, notes=(*report.notes, f"two-engines-disagree: {named}"))


def _cascade(drafts: Iterable[Draft], source: Source) -> Report:
    """The first reading that is complete and consistent, else the best one, compared with the next engine's.

    Where only the sums of a complete reading fail, a second decoder is asked about the cells first: it costs less
    than a second reading, and where it finds the same texts the sums failed in print. What another program
    recognised in a picture has no say against our own recognition, unless that sees much less.
    """
    best: Draft | None = None
    made: Report | None = None
    for draft in drafts:
        if best is not None and _is_of_another_recogniser(best.document) and draft.read >= ABOUT * best.read:
            best = made = None
        others_word = _is_of_another_recogniser(draft.document)
        if draft.tables.complete:
            made = _report(draft, source, draft.tables.cells)
            if _sums_close(made.findings) and not (others_word and made.status is Status.PARTIAL):
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
        return _report(best, source, best.tables.cells)
    return made if best.tables.sure or _sums_close(made.findings) else _told_by_place(made)


def refused(source: Source, refusal: Refusal) -> Report:
    """The report of a file that is not read: every field null or empty, and why."""
    return Report(
        source=Origin(path=written(source.path), part=source.part, sha256=source.sha256),
        status=Status.REFUSED,
        refusal_code=refusal.code,
        refusal_message=refusal.message("zh"),
        scope=Scope.UNKNOWN,
    )


def read_reports(source: Source) -> list[Report]:
    """Every report in one file, in reading order. Never raises ``Refusal``: a refused file is one refused report.

    An engine that comes later is asked only where an earlier one's cells are incomplete, unclear, or do
    not add up.
    """
    from extract.documents import open_document

    try:
        opened = open_document(source)
        readings = iter(opened.readings())
        first = next(readings, None)
        if first is None:
            raise Refusal("no-readable-text")
        name = source.path.name
        parts = parts_of(unfolded(first))
        drafts = [[_draft(document, part, name)] for part, document in parts]
        if not any(_is_report(d[0]) for d in drafts):
            later = _first_report(readings, name)
            if later is None:
                raise Refusal("images-only" if _is_pictures(first) else "not-an-annual-report")
            drafts = [[later]]
        if len(drafts) > 1:
            others = (
                [parts_of(document) for document in readings]
                if any(not d[0].tables.complete for d in drafts)
                else []
            )
            for other in others:
                if len(other) == len(drafts):
                    for mine, (part, document) in zip(drafts, other, strict=True):
                        mine.append(_draft(document, part, name))
            return [_cascade(d, source) for d in drafts]
        rest = (_draft(document, None, name) for document in readings)
        return [_cascade(chain(drafts[0], rest), source)]
    except Refusal as refusal:
        return [refused(source, refusal)]


def _first_report(readings: Iterable[Document], name: str) -> Draft | None:
    for document in readings:
        draft = _draft(document, None, name)
        if _is_report(draft):
            return draft
    return None


__all__ = ["Draft", "read_reports", "refused"]
