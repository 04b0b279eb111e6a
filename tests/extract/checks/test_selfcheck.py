"""The self-check as an official meets it: a faulty draft, last year's report, a wrong file, typed figures."""

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from check_samples import BODY, TEXT, a_report, draft_html, figures
from docx import Document
from openpyxl import load_workbook

from extract.checks.selfcheck import (
    LIMITS,
    SelfCheck,
    check_draft,
    repeated_sentence,
    self_check,
    self_check_cells,
)
from extract.checks.selfcheck_output import report_docx, tables_xlsx
from extract.forms import form
from extract.forms.layout import printed_table
from extract.reports import read_reports
from extract.reports.model import Agency, State, Status

FAULTY = {"out_unable_not_held.natural_person": 5, "rev_total": 0, "out_granted_full.total": 40}

SHARE = "办结的申请中，不予处理0件，部分公开3件（33%）。"


@pytest.fixture(scope="module")
def faulty() -> SelfCheck:
    """A draft with three wrong cells, a wrong share and last year's section five, beside last year's report."""
    last_year = draft_html(a_report(year=2023))
    sections = TEXT | {"1": TEXT["1"] + SHARE}
    draft = draft_html(a_report(FAULTY, sections=sections))
    return self_check(draft, "草稿.html", last_year, "去年.html", read=read_reports)


def test_the_draft_is_read_as_printed(faulty):
    assert not faulty.refused
    assert (faulty.report.agency.name_as_published, faulty.report.year) == (BODY, 2024)
    printed = {c.key: c.value for c in faulty.report.cells}
    assert printed == figures() | FAULTY


def test_every_wrong_cell_is_named_with_its_two_figures(faulty):
    errors = [f for f in faulty.failures if f.severity == "error"]
    assert {f.id for f in errors} == {"T3-02", "T3-03", "T3-04", "T4-01"}
    assert {"out_unable_not_held.natural_person", "rev_total", "out_granted_full.total"} <= faulty.marked
    assert {(s.cells, s.would_be) for s in faulty.suspects} == {
        (("out_unable_not_held.natural_person",), (2,)),
        (("rev_total",), (3,)),
        (("out_granted_full.total",), (4,)),
    }


def test_the_wrong_share_is_quoted_with_what_the_tables_give(faulty):
    [share] = [f for f in faulty.failures if f.id == "N-03"]
    assert (share.left, share.right) == (33, 30)
    assert SHARE in share.message_zh


def test_last_years_paragraph_is_shown_beside_this_years(faulty):
    assert [r.section for r in faulty.repeated] == ["5", "1"]
    assert repeated_sentence(faulty.repeated[0]).zh.endswith("100% 的文字见于上年报告。")
    assert {row.kind for row in faulty.repeated[0].rows} == {"same"}
    assert "added" in {row.kind for row in faulty.repeated[1].rows}
    assert any(f.id == "O-01" for f in faulty.failures)


def test_what_was_not_checked_is_said(faulty):
    unchecked = {n.check.id: n.why.zh for n in faulty.not_checked}
    assert "别的机关" in unchecked["O-02"]
    assert "X-01" not in unchecked
    assert "T4-05" not in unchecked
    alone = self_check(draft_html(a_report()), "草稿.html", read=read_reports)
    assert "上年" in {n.check.id: n.why.zh for n in alone.not_checked}["X-01"]


def test_a_good_draft_has_no_failure():
    good = self_check(draft_html(a_report()), "好.html", read=read_reports)
    assert good.failures == ()
    assert good.suspects == ()
    assert good.missing == ()


def test_a_draft_without_a_table_is_told_so():
    report = a_report()
    without = replace(report, form=report.form | {"table3": None})
    result = check_draft(without)
    assert [m.zh for m in result.lost_tables] == ["没有读到表三。"]
    assert [m.en for m in result.missing] == ["Table three was not found."]
    partial = replace(without, status=Status.PARTIAL)
    assert partial.partial_because("zh") == "没有读到表三"
    older = replace(report, form=dict.fromkeys(report.form) | {"statistics": "t2014"})
    assert check_draft(older).lost_tables == ()


def test_what_the_form_requires_is_missed():
    report = a_report(sections=TEXT | {"5": "无", "1": "全年主动公开信息五条。"})
    result = self_check(draft_html(report), "草稿.html", read=read_reports)
    said = " ".join(m.zh for m in result.missing)
    assert "依申请公开" in said
    assert "第五部分" in said


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.pdf"),
        ("<html><body><p>会议通知：请各科室按时到会。</p></body></html>".encode(), "notice.html"),
        (b"%PDF-1.7 broken", "broken.pdf"),
        (b"\x00\x01\x02\x03", "noise.bin"),
    ],
)
def test_a_file_that_is_no_report_is_refused_at_once(data, name):
    result = self_check(data, name, read=read_reports)
    assert result.refused
    assert result.report.refusal_message
    assert result.findings == ()
    assert report_docx(result).startswith(b"PK")


def test_a_file_over_the_limit_is_not_even_tried():
    def never(source):
        raise AssertionError("read although too large")

    result = self_check(b"x" * (LIMITS.size + 1), "large.pdf", read=never)
    assert result.report.refusal_code == "too-large"


def test_a_wrong_file_for_last_year_is_a_warning_and_the_draft_is_checked_all_the_same():
    draft = draft_html(a_report())
    broken = self_check(draft, "草稿.html", b"%PDF-1.7 broken", "去年.pdf", read=read_reports)
    assert "没有读成" in broken.warnings[0].zh
    assert broken.earlier is None
    same_year = self_check(draft, "草稿.html", draft, "同年.html", read=read_reports)
    assert "2024" in same_year.warnings[0].zh
    other = self_check(
        draft, "草稿.html", draft_html(a_report(year=2023), "样河县水利局"), "去年.html", read=read_reports
    )
    assert "样河县水利局" in " ".join(w.zh for w in other.warnings)


def test_the_guarded_reader_reads_alike_and_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    result = self_check(draft_html(a_report(FAULTY)), "../../草稿.html")
    assert result.filename == "草稿.html"
    assert {f.id for f in result.failures if f.severity == "error"} == {"T3-02", "T3-03", "T3-04", "T4-01"}
    # The socket of the worker process may stand there; no file does.
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def typed(**changed: str) -> dict[str, str]:
    return {k: str(v) for k, v in figures().items()} | {k.replace("__", "."): v for k, v in changed.items()}


FORMS = {"table2": "t2021", "table3": "t2021", "table4": "t2021"}


def test_figures_typed_in_the_browser_are_checked_alike():
    good = self_check_cells(
        typed(), FORMS, year=2024, agency=Agency(name="样本局", level="county", kind="other")
    )
    assert [f for f in good.failures if f.severity != "info"] == []
    wrong = self_check_cells(typed(rev_total="0"), FORMS, year=2024)
    assert [f.id for f in wrong.failures if f.severity == "error"] == ["T4-01"]


def test_the_empty_form_says_what_it_could_not_check_and_fails_in_nothing():
    blank = self_check_cells({}, FORMS, year=None)
    assert {f.severity for f in blank.failures} <= {"info"}
    unchecked = {n.check.id for n in blank.not_checked}
    assert {"T3-01", "T4-01", "X-01"} <= unchecked
    assert not {"X-07", "T2-04", "P-03", "P-04", "A-01"} & unchecked


def test_an_edited_cell_replaces_what_was_read(faulty):
    mended = self_check_cells(
        typed(), FORMS, year=2024, base=faulty.report, earlier=faulty.earlier, filename=faulty.filename
    )
    assert not [f for f in mended.failures if f.severity == "error"]
    assert any(f.id == "O-01" for f in mended.failures)
    assert mended.report.sections == faulty.report.sections


@pytest.mark.parametrize(
    ("raw", "state", "fails"),
    [
        ("", State.BLANK, False),
        ("/", State.DASH, False),
        ("12a", State.TEXT, True),
        ("007", State.TEXT, True),
        ("无", State.TEXT, False),
    ],
)
def test_what_is_typed_is_kept_as_typed(raw, state, fails):
    result = self_check_cells(typed(rev_pending=raw), FORMS, year=2024)
    [cell] = [c for c in result.report.cells if c.key == "rev_pending"]
    assert (cell.raw, cell.state) == (raw, state)
    assert bool([f for f in result.failures if f.id == "S-05"]) == fails


def test_the_docx_has_the_tables_the_failures_and_what_was_not_checked(faulty):
    for language, words in (
        ("zh", ("不相符的地方", "可能写错的格", "没有检查的")),
        ("en", ("What does not agree", "What was not checked")),
    ):
        document = Document(BytesIO(report_docx(faulty, language)))
        text = "\n".join(p.text for p in document.paragraphs)
        assert all(word in text for word in words)
        assert "T4-01" in text
        assert "【0】" in [c.text for t in document.tables for row in t.rows for c in row.cells]
        assert "这只是一种可能" in text or language == "en"


def test_the_workbook_has_the_official_layout(faulty):
    book = load_workbook(BytesIO(tables_xlsx(faulty.report)))
    assert book.sheetnames == ["表二", "表三", "表四"]
    for name, table in (("表二", "table2"), ("表三", "table3"), ("表四", "table4")):
        printed = printed_table("t2021", table)
        merged = sum(1 for c in printed.cells if c.rowspan * c.colspan > 1)
        assert len(book[name].merged_cells.ranges) == merged
        read = {c.key: c.value for c in faulty.report.cells if c.table == table}
        for cell in printed.cells:
            shown = book[name].cell(cell.row + 1, cell.col + 1).value
            assert shown == (cell.text if cell.key is None else read[cell.key])
    assert sum(1 for _ in form("t2021").tables["table3"].cells()) == 175


def test_a_blank_stays_blank_in_the_workbook_and_no_cell_becomes_a_formula():
    report = a_report({"rev_other": State.BLANK})
    hostile = tuple(
        replace(c, raw="=1+1", state=State.TEXT, value=None) if c.key == "rev_upheld" else c
        for c in report.cells
    )
    book = load_workbook(BytesIO(tables_xlsx(replace(report, cells=hostile))))
    row = list(book["表四"][4])
    assert row[0].value == "=1+1"
    assert row[0].data_type == "s"
    assert row[2].value is None


def test_a_workbook_without_tables_says_so():
    report = a_report(form={"table2": None, "table3": None, "table4": None, "statistics": None}, cells=())
    book = load_workbook(BytesIO(tables_xlsx(report)))
    assert "没有读到" in book["表三"].cell(1, 1).value


def test_nothing_of_the_draft_is_written_to_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = self_check(draft_html(a_report()), "草稿.html", read=read_reports)
    report_docx(result)
    tables_xlsx(result.report)
    assert list(Path(tmp_path).iterdir()) == []
