"""From an offered file to its reports: readings tried in order of trust until one is complete and consistent."""

from collections.abc import Iterable
from itertools import chain

from extract.documents.model import Document, Source, written
from extract.documents.refusals import Refusal
from extract.reports.draft import Draft, draft_of, is_pictures, is_report
from extract.reports.engines import best_report
from extract.reports.model import Origin, Report, Scope, Status
from extract.reports.parts import parts_of
from extract.tables.restored import unfolded


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
        drafts = [[draft_of(document, part, name)] for part, document in parts]
        if not any(is_report(d[0]) for d in drafts):
            later = _first_report(readings, name)
            if later is None:
                raise Refusal("images-only" if is_pictures(first) else "not-an-annual-report")
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
                        mine.append(draft_of(document, part, name))
            return [best_report(d, source) for d in drafts]
        rest = (draft_of(document, None, name) for document in readings)
        return [best_report(chain(drafts[0], rest), source)]
    except Refusal as refusal:
        return [refused(source, refusal)]


def _first_report(readings: Iterable[Document], name: str) -> Draft | None:
    for document in readings:
        draft = draft_of(document, None, name)
        if is_report(draft):
            return draft
    return None


def refused(source: Source, refusal: Refusal) -> Report:
    """The report of a file that is not read: every field null or empty, and why."""
    return Report(
        source=Origin(path=written(source.path), part=source.part, sha256=source.sha256),
        status=Status.REFUSED,
        refusal_code=refusal.code,
        refusal_message=refusal.message("zh"),
        scope=Scope.UNKNOWN,
    )
