"""The report of a draft: its body's place, its narrative, its findings, its status with the reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.checks import blanks_as_zero, check_report
from extract.documents.model import Source, written
from extract.forms.labels import in_simplified, simplified
from extract.regions import resolve
from extract.reports.draft import Draft, body_of, count_unread, is_recognised
from extract.reports.identity.full_names import fuller_name, introduced
from extract.reports.identity.names import begins_with_a_division, is_place
from extract.reports.identity.titles import without_gaps
from extract.reports.model import Agency, Cell, Decision, Kind, Origin, Region, Report, Stated, Status
from extract.reports.narrative import read_narrative
from extract.reports.quotes import quoted
from extract.reports.recognised import doubts


def report_of(
    draft: Draft, source: Source, cells: tuple[Cell, ...] | None = None, extra: Iterable[Decision] = ()
) -> Report:
    """The report of a draft, its findings included; complete only if nothing is missing or unclear.

    ``cells`` stand for those of the draft where some of these are not to be believed; ``extra`` is what was decided then.
    """
    cells = draft.tables.cells if cells is None else cells
    narrative = _narrative(draft)
    if draft.document.turned:
        shown = draft.document.shown
        cells = tuple(replace(cell, place=shown(cell.place)) for cell in cells)
        narrative = tuple(replace(stated, place=shown(stated.place)) for stated in narrative)
    agency, region, placed = _place(draft, source)
    identity = draft.identity
    is_complete = _is_complete(draft, cells)
    report = Report(
        source=_origin(draft, source),
        status=Status.COMPLETE if is_complete else Status.PARTIAL,
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
        notes=(*identity.notes, *(() if is_complete else _reasons(draft))),
    )
    report = replace(report, findings=check_report(report))
    if is_complete and is_recognised(draft.document):
        found = doubts(report, draft.document, source.path.name)
        if found:
            return replace(report, status=Status.PARTIAL, notes=(*report.notes, *found))
    return report


def _is_complete(draft: Draft, cells: Iterable[Cell]) -> bool:
    """Whether nothing of a report is missing or unclear."""
    identity = draft.identity
    is_known = identity.name is not None and identity.year is not None and not identity.unsettled
    return draft.tables.complete and is_known and not count_unread(cells)


def _origin(draft: Draft, source: Source) -> Origin:
    return Origin(
        path=written(source.path),
        part=draft.part if draft.part is not None else source.part,
        sha256=source.sha256,
        format=draft.document.format,
        pages=draft.document.pages,
        kind=draft.kind,
        original=draft.original,
    )


def _narrative(draft: Draft) -> tuple[Stated, ...]:
    """The figures that the text states; a re-typeset edition has an editor's note for a text."""
    if draft.kind is not Kind.DOCUMENT:
        return ()
    first = min(draft.sections.starts.values(), default=0)
    identity = draft.identity
    return read_narrative(draft.document, identity.year, draft.tables.blocks, first, identity.scope)


def _place(draft: Draft, source: Source) -> tuple[Agency, Region, tuple[Decision, ...]]:
    """Who and where the body is: its name, and what tells same-named bodies apart, the most telling first."""
    name = draft.identity.name
    if name is None:
        return Agency(), Region(), ()
    body = body_of(draft.document, draft.tables.blocks)[:4000]
    if "公開" in body:
        body = in_simplified(body)
    file_name, title = "/".join(source.path.parts[-2:]), draft.document.meta.get("title")
    told = [file_name, title, draft.identity.publisher, body]
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
