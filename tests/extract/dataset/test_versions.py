"""One report per body, year and scope counts."""

from dataclasses import replace

from extract.dataset.figures import load_figures
from extract.dataset.versions import differences, report_id, standings
from extract.reports.model import Cell, Kind, Report, State, Status

BASE = next(r for r in load_figures() if r.source.path == "suqian-2024.toml")


def version(kind: Kind, name: str, **changes) -> Report:
    source = replace(BASE.source, kind=kind, sha256=name.ljust(64, "0"))
    return replace(BASE, source=source, **changes)


def counted(*reports: Report) -> list[Kind]:
    found = standings(reports)
    return [r.source.kind for r in reports if found[report_id(r)].counted]


def test_a_document_stands_over_a_transcription_over_a_retypeset_edition():
    retypeset, typed, document = (
        version(k, k.value[:4]) for k in (Kind.RETYPESET, Kind.TRANSCRIBED, Kind.DOCUMENT)
    )
    assert counted(retypeset, typed, document) == [Kind.DOCUMENT]
    assert counted(retypeset, typed) == [Kind.TRANSCRIBED]


def test_a_newer_version_stands_over_an_older_one():
    older = version(Kind.DOCUMENT, "a", published="2025-01-20")
    newer = version(Kind.DOCUMENT, "b", published="2025-03-02")
    found = standings([older, newer])
    assert found[report_id(newer)].counted
    assert found[report_id(older)].behind == report_id(newer)


def test_the_fuller_reading_stands_over_the_partial_one():
    full, partial = version(Kind.DOCUMENT, "b"), version(Kind.DOCUMENT, "a", status=Status.PARTIAL)
    assert standings([partial, full])[report_id(full)].counted


def test_a_report_without_a_year_counts_for_nothing():
    lost = version(Kind.DOCUMENT, "a", year=None)
    assert standings([lost])[report_id(lost)].because == "no year could be told"


def test_the_differences_of_versions_are_listed():
    cells = tuple(replace(c, value=171) if c.key == "rev_total" else c for c in BASE.cells)
    changed = version(Kind.DOCUMENT, "a", cells=cells)
    [(key, mine, theirs)] = list(differences(BASE, changed))
    assert (key, mine.value, theirs.value) == ("rev_total", 170, 171)


def test_an_unread_cell_is_no_difference():
    cells = tuple(
        Cell(c.table, c.code, c.column, State.UNREAD) if c.key == "rev_total" else c for c in BASE.cells
    )
    assert list(differences(BASE, version(Kind.DOCUMENT, "a", cells=cells))) == []
