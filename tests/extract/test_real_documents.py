"""Every real document against what is printed in it. The documents themselves stay outside the repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.documents import load_source
from extract.reports import Report, Status, read_reports
from extract.reports.model import Scope, State
from tests.truth import load, names

UNSETTLED = {"shanghai_office_2025"}
"""Flattened so badly that some cells cannot be told from the document alone."""

FindDocument = Callable[[str], Path]


def read(path: Path) -> Report:
    reports = read_reports(load_source(path))
    assert len(reports) == 1
    return reports[0]


@pytest.mark.parametrize("name", [n for n in names() if n not in UNSETTLED])
def test_every_cell_is_the_printed_one(name: str, find_document: FindDocument) -> None:
    truth = load(name)
    report = read(find_document(truth.file))
    cells = {cell.key: cell for cell in report.cells}
    assert {key: cell.value for key, cell in cells.items()} == truth.cells
    blanks = {key for key, value in truth.cells.items() if value is None}
    assert {key for key, cell in cells.items() if cell.state is State.BLANK} == blanks
    assert {k: v for k, v in report.form.items() if v} == truth.forms
    assert report.status is Status.COMPLETE


@pytest.mark.parametrize("name", names())
def test_who_when_and_all_six_sections(name: str, find_document: FindDocument) -> None:
    truth = load(name)
    report = read(find_document(truth.file))
    # A recogniser misread one county's name; the document alone says 沐阳.
    assert report.agency.name_as_published in (truth.agency, truth.agency.replace("沭", "沐"))
    assert report.year == truth.year
    assert report.region.adcode == truth.adcode
    assert sorted(report.sections) == ["1", "2", "3", "4", "5", "6"]
    if truth.scope:
        assert report.scope is Scope(truth.scope)


@pytest.mark.parametrize("name", sorted(UNSETTLED))
def test_what_cannot_be_told_is_unread_and_the_rest_is_right(name: str, find_document: FindDocument) -> None:
    truth = load(name)
    report = read(find_document(truth.file))
    read_cells = {cell.key: cell.value for cell in report.cells if cell.state is not State.UNREAD}
    wrong = {k: v for k, v in read_cells.items() if k in truth.cells and truth.cells[k] != v}
    assert wrong == {}
    assert set(truth.cells) <= set(read_cells)
    assert report.status is Status.PARTIAL
    unread = {cell.key for cell in report.cells if cell.state is State.UNREAD}
    assert {"pd_rules_repealed", "pd_normdocs_repealed"} <= unread
    assert any("unread" in note for note in report.notes)


def test_an_empty_form_has_blanks_and_no_zeros(find_document: FindDocument) -> None:
    report = read(find_document("空白格式_2021.docx"))
    assert len(report.cells) == 200
    assert {cell.state for cell in report.cells} == {State.BLANK}
    assert {cell.value for cell in report.cells} == {None}
    assert report.status is Status.PARTIAL
    assert report.year is None
    assert report.agency.name_as_published is None
    assert any("body" in note for note in report.notes)
    assert any("year" in note for note in report.notes)
