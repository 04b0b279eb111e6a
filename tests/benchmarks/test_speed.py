"""The speed benchmark: each engine reads what it is given, and stands against the naive one on the same files."""

from pathlib import Path

import pytest

from benchmarks import speed

OTHERS = [
    (files, engine)
    for files, (_, engines, _) in speed.SETS.items()
    for engine in engines
    if engine not in ("fast_path", "cascade")
]


@pytest.mark.parametrize(("files", "engine"), OTHERS)
def test_what_the_reader_is_measured_against_reads_the_files(tmp_path: Path, files: str, engine: str) -> None:
    speed.work(engine, speed.written(tmp_path, speed.SETS[files][0], range(1)))


def test_the_reader_is_measured_as_a_process_of_its_own(tmp_path: Path) -> None:
    paths = speed.written(tmp_path, ("tab_text",), range(2))
    [run] = speed.timed("tab_text", ["cascade"], paths, rounds=1)
    assert (run.engine, run.reports) == ("cascade", 2)
    assert run.startup > 0
    assert run.seconds > 0
    assert run.peak_mb > 0


def test_a_run_stands_against_the_naive_engine_on_the_same_files() -> None:
    def run(files: str, engine: str, seconds: float) -> speed.Run:
        return speed.Run(files, engine, 10, seconds, seconds, 0.1, 50)

    runs = [run("html", "pandas_naive", 4.0), run("html", "cascade", 2.0), run("tab_text", "cascade", 1.0)]
    _, _, *rows = speed.speed_table(runs).splitlines()
    assert [row.split("|")[6].strip() for row in rows] == ["1.0", "2.0", ""]
