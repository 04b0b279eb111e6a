"""Where no page can be drawn, the printed row is quoted."""

from pathlib import Path

import pytest

from extract.documents import load_source
from extract.documents.model import Source
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


def test_a_row_in_running_text_is_quoted_with_its_words_and_all_its_numbers() -> None:
    """A text-layer dump: the label on one line, the numbers on the lines below."""
    text = "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章\n0\n1\n2\n行政规范性文件 3 4 5\n"
    data = f"样本局2023年政府信息公开工作年度报告\n一、总体情况\n无。\n{text}".encode()
    [report] = read_reports(Source(Path("a.txt"), data, "0" * 64))
    told = {cell.code: cell.quote for cell in report.cells if cell.value is not None}
    assert told["pd_rules_in_force"] == "规章 0 1 2"
    assert told["pd_normdocs_in_force"] == "行政规范性文件 3 4 5"
