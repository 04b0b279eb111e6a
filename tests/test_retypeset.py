"""The five re-typeset editions: the published figures, the same bytes at every run, the mark on the first page."""

import importlib.util
import sys
from pathlib import Path

import pytest

from extract.documents import load_source
from extract.forms import form
from extract.forms.layout import printed_table
from extract.paths import REPORTS, ROOT
from extract.reports import read_reports
from extract.reports.model import Kind, Status
from tests import truth


@pytest.fixture(scope="module")
def retypeset():
    spec = importlib.util.spec_from_file_location("retypeset", ROOT / "scripts" / "retypeset.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["retypeset"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_figures_are_those_published(retypeset):
    published = {(t.agency, t.year): t for t in map(truth.load, truth.names()) if t.id.startswith("seed_")}
    assert len(published) == 5
    for edition in retypeset.editions():
        report = published.pop((edition.agency, edition.year))
        keys = [
            c.key for t in ("table2", "table3", "table4") for c in printed_table("t2021", t).cells if c.key
        ]
        assert len(keys) == 200
        assert {key: edition.values.get(key, 0) for key in keys} == report.cells
        assert set(edition.values) <= set(keys)
    assert not published


def test_a_second_run_gives_the_same_bytes(retypeset):
    missing = [str(path) for path in retypeset.FONTS.values() if not path.exists()]
    for edition in retypeset.editions():
        if edition.file.endswith(".pdf") and missing:
            continue
        assert retypeset.write(edition) == (REPORTS / edition.file).read_bytes(), edition.file
    if missing:
        pytest.skip(f"the PDF was not written again, fonts are missing: {missing}")


def test_one_edition_a_format(retypeset):
    files = [edition.file for edition in retypeset.editions()]
    assert sorted(Path(file).suffix for file in files) == [".docx", ".html", ".md", ".pdf", ".txt"]
    assert sorted(path.name for path in REPORTS.iterdir()) == sorted(files)


def test_narrative_sections_hold_only_the_editors_note(retypeset):
    for edition in retypeset.editions():
        for order in (1, 5, 6):
            assert edition.note(order).startswith("编者注：")


@pytest.mark.parametrize("form_id", ["t2021", "t2019"])
@pytest.mark.parametrize("table", ["table2", "table3", "table4"])
def test_printed_layout_covers_its_grid_once(form_id, table):
    printed = printed_table(form_id, table)
    covered = [
        (row, col)
        for cell in printed.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]
    assert sorted(covered) == [(row, col) for row in range(printed.n_rows) for col in range(printed.n_cols)]
    values = [(cell.code, cell.column) for cell in printed.cells if cell.code]
    assert sorted(values, key=str) == sorted(form(form_id).tables[table].cells(), key=str)


def first_page(path: Path) -> str:
    """The text of the first page, by the plainest reader of each format."""
    if path.suffix == ".pdf":
        import pypdfium2

        return pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
    if path.suffix == ".docx":
        from docx import Document

        return "\n".join(p.text for p in Document(str(path)).paragraphs)
    return path.read_text("utf-8")


def test_the_first_page_says_what_it_is(retypeset):
    for edition in retypeset.editions():
        page = first_page(REPORTS / edition.file)
        assert "本文件为重排版（re-typeset edition）" in page
        assert f"原文：{edition.agency} {edition.year} 年政府信息公开工作年度报告" in page
        assert f"发布机关：{edition.agency}" in page


def test_the_reader_reads_them_as_published(retypeset):
    published = {(t.agency, t.year): t for t in map(truth.load, truth.names())}
    for edition in retypeset.editions():
        (report,) = read_reports(load_source(REPORTS / edition.file))
        expected = published[edition.agency, edition.year]
        assert (report.status, report.source.kind) == (Status.COMPLETE, Kind.RETYPESET)
        assert report.source.original.replace(" ", "").startswith(f"{edition.agency}{edition.year}年")
        assert (report.agency.name_as_published, report.year) == (edition.agency, edition.year)
        assert report.region.adcode == expected.adcode
        assert {cell.key: cell.value for cell in report.cells} == expected.cells
