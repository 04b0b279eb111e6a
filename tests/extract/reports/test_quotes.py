"""Where no page can be drawn, the printed row is quoted."""

from pathlib import Path

import pytest

from extract.documents import load_source
from extract.paths import REPORTS
from extract.reports import read_reports
from extract.reports.model import Cell


def cell(path: Path, key: str) -> Cell:
    [report] = read_reports(load_source(path))
    return next(c for c in report.cells if c.key == key)


@pytest.mark.parametrize("suffix", [".html", ".docx", ".md", ".txt"])
def test_a_cell_quotes_its_whole_row(suffix):
    found = cell(next(REPORTS.glob(f"*{suffix}")), "req_new.total")
    assert found.quote is not None
    assert "本年新收政府信息公开申请" in found.quote
    assert found.raw in found.quote


def test_a_cell_on_a_page_is_shown_there_instead():
    found = cell(next(REPORTS.glob("*.pdf")), "req_new.total")
    assert found.quote is None
    assert found.place.page
    assert found.place.box
