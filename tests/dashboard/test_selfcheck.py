"""The self-check without a browser: marks, private folders, and the page with a draft put in its place."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard import private_reading
from dashboard.agency_quality import MARKS, mark_of, totals
from dashboard.selfcheck import FILLED_FORM, Draft, marks
from extract.checks.selfcheck import as_source, self_check_cells
from extract.forms import form
from extract.paths import ROOT
from tests.extract.checks.check_samples import figures

TABLES = ("table2", "table3", "table4")


def a_draft(**changed: str) -> Draft:
    """The sample's figures, some of them changed, as typed into the form."""
    typed = {key: str(value) for key, value in figures().items()} | {
        key.replace("__", "."): value for key, value in changed.items()
    }
    blank = self_check_cells({}, dict.fromkeys(form(FILLED_FORM).tables, FILLED_FORM), year=None)
    draft = Draft("fill", blank, typed=typed)
    draft.check()
    return draft


def test_a_good_draft_has_no_mark():
    assert marks(a_draft().result) == {}


def test_the_likely_cell_the_total_and_nothing_else_is_marked():
    found = marks(a_draft(rev_total="0").result)
    assert found["rev_total"] == "fail"
    assert "rev_upheld" not in found, "an addend is not marked because its sum fails"


def test_an_empty_cell_is_marked_where_it_stands():
    assert marks(a_draft(rev_other="").result) == {"rev_other": "blank"}


def test_an_empty_cell_is_not_zero_until_the_official_says_so():
    draft = a_draft(rev_other="", rev_pending="")
    assert sorted(draft.empty) == ["rev_other", "rev_pending"]
    draft.fill()
    assert draft.empty == []
    assert draft.typed["rev_pending"] == "0"


def test_the_year_decides_which_checks_are_made():
    draft = a_draft()
    undated = {one.check.id for one in draft.result.not_checked}
    assert "S-08" in undated, "without a year the form cannot be judged"
    draft.year = 2024
    draft.check()
    assert "S-08" not in {one.check.id for one in draft.result.not_checked}


def test_what_is_marked_of_a_failed_check():
    assert totals(["rev_upheld", "rev_total", "rev_other"]) == ["rev_total"]
    assert totals(["req_new.natural_person", "req_new.total"]) == ["req_new.total"]
    assert totals(["pd_rules_issued", "pd_rules_issued@2023"]) == ["pd_rules_issued"]
    assert {mark_of(s, "error") for s in ("pass", "fail", "not_assessable")} < set(MARKS)


def test_a_reading_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Also what the reader itself writes is gone; the folder lies where temporary files lie."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    [report] = private_reading.read(as_source(b"nothing of the kind", "a.txt"))
    assert report.refusal_code is not None
    assert list(tmp_path.glob("ogi-*")) == []


def test_only_the_remains_of_killed_runs_are_removed(tmp_path: Path):
    ended = subprocess.Popen([sys.executable, "-c", ""], cwd=ROOT)
    ended.wait()
    names = {
        "killed": f"ogi-private-{ended.pid}-x",
        "running": f"ogi-private-{os.getpid()}-x",
        "old": "ogi-office-old",
        "new": "ogi-office-new",
        "foreign": "other-program",
    }
    for name in names.values():
        (tmp_path / name).mkdir()
        (tmp_path / name / "draft.docx").write_bytes(b"x")
    yesterday = time.time() - 86_400
    for kind in ("old", "foreign"):
        os.utime(tmp_path / names[kind], (yesterday, yesterday))
    private_reading.remove_remains(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {names["running"], names["new"], names["foreign"]}


def test_a_closed_window_is_forgotten_within_the_minutes_that_the_page_names():
    import tomllib

    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]
    assert server["disconnectedSessionTTL"] <= 120
    assert server["maxUploadSize"] == 20
