"""Many files: in order, nothing read twice, nothing lost."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from extract.batch.cache import Cache, reader_version
from extract.batch.guard import Limits
from extract.batch.offered import found
from extract.batch.run import read_many
from extract.paths import REPORTS
from extract.reports import read_reports
from extract.reports.model import Status


def _dies_on_c(source):
    if source.path.name == "c.md":
        os.abort()
    return read_reports(source)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a report under two names, a stranger, a hidden file and an Office lock."""
    folder = tmp_path_factory.mktemp("batch") / "in"
    (folder / "b").mkdir(parents=True)
    report = next(REPORTS.glob("*.md"))
    for name in ("a.md", "b/c.md"):
        (folder / name).write_bytes(report.read_bytes())
    (folder / "b" / "stranger.txt").write_text("与年报无关的一段话。\n" * 40, "utf-8")
    (folder / ".hidden").write_text("x")
    (folder / "~$lock.docx").write_text("x")
    return folder


def test_files_come_in_sorted_order_with_names_that_do_not_depend_on_the_machine(folder):
    assert [one.name for one in found([folder]) if not one.ignored] == [
        "in/a.md",
        "in/b/c.md",
        "in/b/stranger.txt",
    ]


def test_results_come_in_input_order_and_every_file_is_in_the_journal(folder, tmp_path):
    results = list(read_many([folder], workers=2, cache_dir=tmp_path))
    assert [r.name for r in results] == ["in/a.md", "in/b/c.md", "in/b/stranger.txt"]
    assert [r.reports[0].status for r in results] == [Status.COMPLETE, Status.COMPLETE, Status.REFUSED]
    journal = [json.loads(line) for line in (tmp_path / "journal.jsonl").read_text("utf-8").splitlines()]
    hidden = [line["path"] for line in journal if line["status"] == "ignored"]
    assert hidden == ["in/.hidden", "in/~$lock.docx"]
    told = {line["path"]: line["code"] for line in journal if line["status"] != "ignored"}
    assert told == {"in/a.md": None, "in/b/c.md": None, "in/b/stranger.txt": "not-an-annual-report"}


def test_a_file_named_by_itself_is_read_though_hidden_and_one_that_is_gone_is_refused(folder, tmp_path):
    hidden = tmp_path / ".report.md"
    hidden.write_bytes((folder / "a.md").read_bytes())
    read, gone = read_many([hidden, tmp_path / "gone.md"], workers=1)
    assert (read.name, read.reports[0].status) == (".report.md", Status.COMPLETE)
    assert (gone.reports[0].status, gone.reports[0].refusal_code) == (Status.REFUSED, "cannot-open")


def test_a_folder_inside_a_hidden_one_can_be_named(folder, tmp_path):
    inner = tmp_path / ".cache" / "reports"
    inner.mkdir(parents=True)
    (inner / "a.md").write_bytes((folder / "a.md").read_bytes())
    assert [one.name for one in found([inner])] == ["reports/a.md"]


def test_one_document_that_ends_the_reader_does_not_touch_its_neighbours(folder, tmp_path):
    """A reader that dies on one document: the others are read, in order, and the journal names it."""
    results = list(
        read_many([folder], workers=2, limits=Limits(seconds=60), read=_dies_on_c, cache_dir=tmp_path)
    )
    assert [r.reports[0].refusal_code for r in results] == [None, "reader-crashed", "not-an-annual-report"]
    again = list(read_many([folder], workers=1, cache_dir=tmp_path))
    assert [r.cached for r in again] == [True, False, True]
    assert again[1].reports[0].status is Status.COMPLETE


def test_what_a_killed_run_left_half_written_is_swept_away(folder, tmp_path):
    list(read_many([folder], workers=1, cache_dir=tmp_path))
    [entry, *_] = tmp_path.rglob("*.pickle")
    old, young = entry.with_suffix(".old.part"), entry.with_suffix(".young.part")
    for file in (old, young):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    list(read_many([folder], workers=1, cache_dir=tmp_path))
    assert (old.exists(), young.exists()) == (False, True)


def test_what_an_older_reader_kept_goes_when_it_is_long_unused(tmp_path):
    (week, day, shared), foreign = ("0123456789abcde" + c for c in "012"), tmp_path / "letters"
    for name in (week, day, shared, foreign.name):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept.pickle").write_bytes(b"kept")
    (tmp_path / shared / "notes.txt").write_text("somebody else's")
    for name in (week, shared, foreign.name):
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / day, (time.time() - 86400,) * 2)
    Cache(tmp_path).sweep()
    assert not (tmp_path / week).exists()
    assert (tmp_path / day / "kept.pickle").exists(), "another version that is still in use"
    assert [file.name for file in (tmp_path / shared).iterdir()] == ["notes.txt"], "not written by us"
    assert (foreign / "kept.pickle").exists(), "no folder of ours"


def test_a_run_that_finds_everything_kept_counts_as_use(tmp_path):
    own = tmp_path / reader_version()
    own.mkdir()
    (own / "kept.pickle").write_bytes(b"kept")
    os.utime(own, (0, 0))
    Cache(tmp_path).sweep()
    assert own.stat().st_mtime > time.time() - 60
    assert (own / "kept.pickle").exists()


def test_nothing_is_read_twice(folder, tmp_path):
    first = list(read_many([folder], workers=1, cache_dir=tmp_path))
    second = list(read_many([folder], workers=1, cache_dir=tmp_path))
    assert [r.cached for r in first] == [False] * 3
    assert [r.cached for r in second] == [True] * 3
    assert [r.reports for r in first] == [r.reports for r in second]


def test_a_damaged_cache_entry_is_read_again(folder, tmp_path):
    list(read_many([folder], workers=1, cache_dir=tmp_path))
    for entry in tmp_path.rglob("*.pickle"):
        entry.write_bytes(b"half an entry")
    assert [r.cached for r in read_many([folder], workers=1, cache_dir=tmp_path)] == [False] * 3


def test_a_killed_run_keeps_what_it_read_and_resumes(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    report = next(REPORTS.glob("*.md")).read_text("utf-8")
    for number in range(30):
        (folder / f"{number:02}.md").write_text(f"{report}\n\n{number}\n", "utf-8")
    code = (
        "from pathlib import Path; from extract.batch.run import read_many\n"
        f"for r in read_many([Path({str(folder)!r})], workers=1, cache_dir=Path({str(tmp_path / 'cache')!r})): pass"
    )
    process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    deadline = time.monotonic() + 60
    while len(list((tmp_path / "cache").rglob("*.pickle"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    results = list(read_many([folder], workers=2, cache_dir=tmp_path / "cache"))
    assert len(results) == 30
    assert all(r.reports[0].status is Status.COMPLETE for r in results)
    assert sum(r.cached for r in results) >= 5
