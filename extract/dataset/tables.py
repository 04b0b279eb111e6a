"""From reports to rows: one function a table, each giving plain rows for the schema of that name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extract.batch.run import FileResult
from extract.checks.reviews import is_public, review_of
from extract.dataset.measures import measures, wide
from extract.dataset.schemas import value_columns
from extract.dataset.versions import Standing, differences, report_id
from extract.forms import TABLES
from extract.regions.pinyin import initials, spelled
from extract.reports.model import Finding, Kind, Report, Status, fields_of

PLACES = ("province", "prefecture", "county")
CELL = ("key", "table", "code", "column", "raw", "value", "note", "derived", "method", "confidence", "quote")
PLACE = ("table", "row", "col", "offset", "path")
"""Where a cell stands that is on no page."""

Rows = Iterator[dict[str, Any]]


def _places(report: Report) -> dict[str, str | None]:
    """The path of the region by the level of each step: county-level bodies directly under a province keep their level."""
    path = report.region.path
    named = dict.fromkeys(PLACES) | dict(zip(PLACES, path, strict=False))
    if len(path) == 2 and report.agency.level in ("county", "township"):
        named |= {"prefecture": None, "county": path[1]}
    return named


def reports_rows(reports: Iterable[Report], standing: Mapping[str, Standing]) -> Rows:
    """Rows of ``reports``: who, when, from where, whether it counts, and every printed number."""
    counts = {key for key, kind in value_columns().items() if kind != "amount"}
    for report in reports:
        key = report_id(report)
        values = {
            name: None if value is not None and name in counts and value != int(value) else value
            for name, value in wide(report).items()
        }
        yield {
            "report_id": key,
            "agency_id": report.agency.id,
            "agency_name": report.agency.name,
            "name_as_published": report.agency.name_as_published,
            "adcode": report.region.adcode,
            **_places(report),
            "town": report.region.town,
            "level": report.agency.level,
            "kind": report.agency.kind,
            "scope": report.scope.value,
            "year": report.year,
            **{f"form_{table}": report.form.get(table) for table in TABLES},
            "status": report.status.value,
            "source_kind": report.source.kind.value,
            "source_path": report.source.path,
            "source_part": report.source.part,
            "source_sha256": report.source.sha256,
            "source_format": report.source.format,
            "source_pages": report.source.pages,
            "source_original": report.source.original,
            "published": report.published,
            "publisher": report.publisher,
            "counted": standing[key].counted,
            "counted_because": standing[key].because,
            "notes": list(report.notes),
            **values,
        }


def cells_rows(reports: Iterable[Report]) -> Rows:
    """Rows of ``cells``, in the order of the form."""
    for report in reports:
        for cell in report.cells:
            place = cell.place
            yield {
                "report_id": report_id(report),
                "state": cell.state.value,
                **{name: getattr(cell, name) for name in CELL},
                "page": place.page,
                "box": list(place.box) if place.box else None,
                **{f"place_{name}": getattr(place, name) for name in PLACE},
            }


def measures_rows(reports: Iterable[Report], standing: Mapping[str, Standing]) -> Rows:
    """Rows of ``measures``."""
    for report in reports:
        key = report_id(report)
        shared = {
            "report_id": key,
            "agency_id": report.agency.id,
            "adcode": report.region.adcode,
            "year": report.year,
            "scope": report.scope.value,
            "counted": standing[key].counted,
        }
        for one in measures(report):
            yield shared | {name: getattr(one, name) for name in one.__slots__}


def agencies_rows(reports: Iterable[Report]) -> Rows:
    """Rows of ``agencies``: each body once, under its latest name."""
    bodies: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.agency.id is not None:
            bodies[report.agency.id].append(report)
    for body, own in bodies.items():
        own.sort(key=lambda r: (r.year or 0, report_id(r)))
        last = own[-1]
        name = last.agency.name or last.agency.name_as_published or body
        names = sorted({n for r in own for n in (r.agency.name, r.agency.name_as_published) if n})
        yield {
            "agency_id": body,
            "name": name,
            "names": names,
            "adcode": last.region.adcode,
            **_places(last),
            "town": last.region.town,
            "level": last.agency.level,
            "kind": last.agency.kind,
            "years": sorted({r.year for r in own if r.year is not None}),
            "pinyin": spelled(name),
            "initials": initials(name),
        }


def sections_rows(reports: Iterable[Report]) -> Rows:
    """Rows of ``sections``; the words of a retypeset edition are ours and never quoted as the agency's."""
    for report in reports:
        for section, text in {**report.sections, **report.section_parts}.items():
            quotable = report.source.kind is Kind.DOCUMENT
            yield {"report_id": report_id(report), "section": section, "text": text, "quotable": quotable}


def narrative_rows(reports: Iterable[Report]) -> Rows:
    """Rows of ``narrative``."""
    for report in reports:
        for number, one in enumerate(report.narrative):
            told = fields_of(one, "code", "value", "exact", "year", "sentence")
            yield {"report_id": report_id(report), "number": number, **told}


def decisions_rows(reports: Iterable[Report]) -> Rows:
    """Rows of ``decisions``."""
    for report in reports:
        for number, one in enumerate(report.decisions):
            yield {"report_id": report_id(report), "number": number, **fields_of(one)}


def differences_rows(reports: Iterable[Report], standing: Mapping[str, Standing]) -> Rows:
    """Rows of ``differences``: each version that stands back, against the one that counts."""
    by_id = {report_id(report): report for report in reports}
    for key, report in by_id.items():
        behind = standing[key].behind
        if behind is None:
            continue
        for cell_key, counted, other in differences(by_id[behind], report):
            yield {
                "report_id": key,
                "key": cell_key,
                "counted_report_id": behind,
                "state": other.state.value,
                "value": other.value,
                "counted_state": counted.state.value,
                "counted_value": counted.value,
            }


def findings_rows(reports: Iterable[Report], findings: Mapping[str, Sequence[Finding]]) -> Rows:
    """Rows of ``findings``, each with what a person said of it."""
    for report in reports:
        key = report_id(report)
        for number, one in enumerate(findings[key]):
            review = review_of(report, one)
            yield {
                "report_id": key,
                "number": number,
                **fields_of(one),
                "review": review.state,
                "review_reason": review.reason,
                "public": is_public(one, review),
            }


def files_rows(results: Iterable[FileResult], transcribed: Iterable[Report]) -> Rows:
    """Rows of ``files``: what became of every file that was offered, and of every transcribed report."""
    for result in results:
        status, refusal = _file_status(result.reports)
        yield {
            "path": result.name,
            "sha256": result.sha256,
            "status": status,
            "code": refusal,
            **_because(result.reports),
            "n_reports": sum(r.status is not Status.REFUSED for r in result.reports),
        }
    for report in transcribed:
        status = "read" if report.status is Status.COMPLETE else "partial"
        yield {
            "path": report.source.path,
            "sha256": report.source.sha256,
            "status": status,
            **_because([report]),
            "n_reports": 1,
        }


def _because(reports: Sequence[Report]) -> dict[str, str | None]:
    """Why a file's reports were refused or only partly read; the worst of them speaks."""
    worst = next((r for s in (Status.REFUSED, Status.PARTIAL) for r in reports if r.status is s), None)
    if worst is None:
        return {"message_zh": None, "message_en": None}
    return {
        f"message_{lang}": worst.refused_because(lang) or worst.partial_because(lang) or None
        for lang in ("zh", "en")
    }


def _file_status(reports: Sequence[Report]) -> tuple[str, str | None]:
    """The status of a file is that of its worst report."""
    for report in reports:
        if report.status is Status.REFUSED:
            return "refused", report.refusal_code
    if any(report.status is Status.PARTIAL for report in reports):
        return "partial", None
    return "read", None
