"""What a run does with the files of the world: odd names, links, pipes, twins, slow ones, full disks, a second run."""

import json
import os
import time
from pathlib import Path

import pytest
from rich.console import Console

from extract.batch.guard import Limits
from extract.batch.journal import Journal
from extract.batch.offered import found
from extract.batch.progress import bar
from extract.batch.run import read_many
from extract.dataset.build import BuildRunning, build
from extract.paths import REPORTS
from extract.reports.model import Origin, Report, Status

REPORT = next(REPORTS.glob("*.md")).read_bytes()


def told(source):
    """A reader that is slow where the file's name says so, and says in which process it ran."""
    if "slow" in source.path.name:
        time.sleep(1.5)
    return [
        Report(
            Origin(path=str(source.path), sha256=source.sha256), Status.COMPLETE, notes=(str(time.time()),)
        )
    ]


def last_of_thirty(source):
    """A reader that is done with the slow file when it is done with 29 others."""
    done = source.path.parent.parent / "done"
    done.mkdir(exist_ok=True)
    if "slow" in source.path.name:
        until = time.monotonic() + 60
        while len(list(done.iterdir())) < 29 and time.monotonic() < until:
            time.sleep(0.05)
    (done / source.path.name).touch()
    return [Report(Origin(path=str(source.path), sha256=source.sha256), Status.COMPLETE)]


@pytest.fixture
def odd(tmp_path) -> Path:
    """A folder as people have them."""
    folder = tmp_path / "in"
    for below in ("a b", "new\nline", "loop"):
        (folder / below).mkdir(parents=True)
    (folder / "a b" / "x y.md").write_bytes(REPORT)
    (folder / "new\nline" / "r.md").write_bytes(REPORT)
    (Path(os.fsdecode(os.fsencode(folder) + b"/sur\xff.md"))).write_bytes(REPORT)
    (folder / "loop" / "up").symlink_to("..")
    (folder / "broken.md").symlink_to("nowhere")
    (folder / "zero.pdf").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.md")
    (folder / "link.md").symlink_to("a b/x y.md")
    return folder


def test_every_file_of_an_odd_folder_is_accounted_for(odd):
    results = {r.name: r for r in read_many([odd], workers=1)}
    assert {name: r.reports[0].refusal_code for name, r in results.items()} == {
        "in/a b/x y.md": None,
        "in/broken.md": "cannot-open",
        "in/link.md": None,
        "in/new\nline/r.md": None,
        "in/pipe.md": "cannot-open",
        "in/sur\\xff.md": None,
        "in/zero.pdf": "cannot-open",
    }
    assert json.dumps([r.reports[0].as_json() for r in results.values()], ensure_ascii=False).encode()
    assert [(one.name, one.ignored.partition(":")[0]) for one in found([odd]) if one.ignored] == [
        ("in/loop/up", "a link to a folder")
    ]


def test_an_odd_folder_becomes_a_dataset(odd, tmp_path):
    done = build([odd], None, tmp_path / "out", workers=1, cache=tmp_path / "cache")
    assert (done.offered, done.counts) == (7, {"read": 4, "partial": 0, "refused": 3})
    assert done.rejected == {}


def test_two_folders_of_one_name_and_a_folder_named_by_a_dot(tmp_path, monkeypatch):
    for above in ("one", "two"):
        (tmp_path / above / "in").mkdir(parents=True)
        (tmp_path / above / "in" / "a.md").write_bytes(REPORT)
    twice = [tmp_path / "one" / "in", tmp_path / "two" / "in"]
    assert [one.name for one in found(twice)] == ["in/a.md", "in~2/a.md"]
    monkeypatch.chdir(tmp_path / "one" / "in")
    assert [one.name for one in found([Path()])] == ["in/a.md"]


def test_a_file_offered_twice_is_read_once(tmp_path):
    file = tmp_path / "slow.md"
    file.write_bytes(REPORT)
    first, again = read_many([file, file], workers=2, read=told)
    assert (first.cached, again.cached) == (False, True)
    assert first.reports[0].notes == again.reports[0].notes
    assert (first.name, again.name) == ("slow.md", "slow.md~2")


def test_a_slow_file_holds_up_nobody_but_the_order_stays(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("0 slow.md", *(f"{n}.md" for n in range(1, 30))):
        (folder / name).write_bytes(REPORT + name.encode())
    results = list(read_many([folder], workers=2, cache_dir=tmp_path / "cache", read=last_of_thirty))
    assert results[0].path.name == "0 slow.md"
    lines = [
        json.loads(line)["path"] for line in (tmp_path / "cache" / "journal.jsonl").read_text().splitlines()
    ]
    assert lines.index("in/0 slow.md") >= 28, "the others were done while it was read"


def test_a_run_goes_on_where_neither_results_nor_a_journal_can_be_kept(tmp_path, caplog):
    (tmp_path / "a.md").write_bytes(REPORT)
    (tmp_path / "cache").write_text("a file where the folder should be")
    [read] = read_many([tmp_path / "a.md"], workers=1, cache_dir=tmp_path / "cache", read=told)
    assert read.reports[0].status is Status.COMPLETE
    assert [r.message.partition(" ")[0] for r in caplog.records] == ["no", "results"]


def test_a_journal_goes_on_after_a_line_cut_off(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_text('{"path": "whole"}\n{"path": "cut o')
    with Journal(path) as journal:
        journal.write(path="next")
    assert [json.loads(line)["path"] for line in path.read_text().splitlines()[::2]] == ["whole", "next"]


def test_a_file_over_the_size_limit_is_not_opened_and_has_no_hash(tmp_path):
    big = tmp_path / "big.pdf"
    with big.open("wb") as file:
        file.truncate(3 << 20)
    [one] = read_many([big], workers=1, limits=Limits(size=2 << 20))
    assert (one.sha256, one.reports[0].refusal_code) == ("", "too-large")


def test_two_builds_at_once_do_not_write_over_each_other(tmp_path):
    import fcntl

    with (tmp_path / "out.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(BuildRunning, match="another build"):
            build([], None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_build_killed_between_its_two_moves_has_lost_nothing(tmp_path):
    (tmp_path / "a.md").write_bytes(REPORT)
    out = tmp_path / "out"
    build([tmp_path / "a.md"], None, out, workers=1)
    made = {p.name: p.read_bytes() for p in out.glob("*.parquet")}
    out.rename(tmp_path / "out.old")
    with pytest.raises(OSError, match="gone"):
        build([tmp_path / "a.md"], None, out, workers=1, progress=Gone())
    assert {p.name: p.read_bytes() for p in out.glob("*.parquet")} == made


class Gone:
    """Progress that is told of nothing: the run ends at once."""

    def start(self, total):
        raise OSError("gone")

    def done(self, result):
        raise OSError("gone")


def test_the_bytes_kept_are_the_bytes_read(tmp_path):
    """A file that changes while the others are read: what is kept under its hash is what was read."""
    from hashlib import sha256

    file = tmp_path / "a.md"
    file.write_bytes(REPORT)

    class Changing:
        def start(self, total):
            pass

        def done(self, result):
            file.write_bytes(b"something else")

        def stage(self, name):
            pass

    build([file], None, tmp_path / "out", workers=1, progress=Changing())
    [kept] = (tmp_path / "out" / "documents").iterdir()
    assert kept.name == f"{sha256(kept.read_bytes()).hexdigest()}.md"


def test_a_log_is_told_how_far_it_is_with_counts_and_the_time_left(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("extract.batch.progress.SECONDS_A_LINE", 0)
    for n in range(3):
        (tmp_path / f"{n}.md").write_bytes(REPORT + bytes([n]))
    with bar(Console(force_terminal=False), "en") as progress:
        list(read_many([tmp_path], workers=1, progress=progress, read=told))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("reading 1/3 · complete 1 · ")
    assert "left" in lines[0]
    assert lines[-1].startswith("reading 3/3 · complete 3 · ")


@pytest.mark.parametrize(
    ("lang", "told_of"),
    [
        (
            "en",
            [
                "reading 1/1",
                "checking the reports against each other",
                "making the tables",
                "writing the tables",
            ],
        ),
        ("zh", ["读取 1/1", "核对各份报告", "生成数据表", "写入数据表"]),
    ],
)
def test_a_log_is_told_what_a_build_does_after_the_last_file(tmp_path, capsys, lang, told_of):
    (tmp_path / "a.md").write_bytes(REPORT)
    with bar(Console(force_terminal=False), lang) as progress:
        build([tmp_path / "a.md"], None, tmp_path / "out", workers=1, progress=progress)
    assert [line.partition(" · ")[0] for line in capsys.readouterr().out.splitlines()] == told_of
