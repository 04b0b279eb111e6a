"""A hang, a crash or a bomb costs one document alone and is named."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from extract.batch.guard import FORKED_WITH, MEGABYTE, Guard, Limits
from extract.documents.model import Source
from extract.documents.refusals import Refusal
from extract.paths import ROOT
from extract.reports.model import Origin, Report, Status


def source(text: str) -> Source:
    data = text.encode()
    return Source(Path(f"{text}.txt"), data, hashlib.sha256(data).hexdigest())


def misbehave(source: Source) -> list[Report]:
    """A reader that does what the file's name says."""
    what = source.path.stem
    if what == "hang":
        time.sleep(60)
    if what == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "bomb":
        hoard = bytearray(64 << 30)
        return [Report(Origin(path=str(len(hoard))), Status.COMPLETE)]
    if what == "surprise":
        raise KeyError("a parser's own bug")
    if what == "refuse":
        raise Refusal("encrypted")
    return [Report(Origin(path=source.path.name), Status.COMPLETE)]


@pytest.fixture(scope="module")
def guard():
    with Guard(2, Limits(seconds=3, memory=4096 * MEGABYTE)) as guard:
        yield guard


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("hang", "time-limit"),
        ("crash", "reader-crashed"),
        ("bomb", "memory-limit"),
        ("surprise", "reader-crashed"),
        ("refuse", "encrypted"),
    ],
)
def test_a_bad_document_becomes_a_refusal_and_the_next_one_is_read(guard, what, code):
    [refused] = guard.read(source(what), misbehave)
    assert (refused.status, refused.refusal_code) == (Status.REFUSED, code)
    assert refused.refusal_message
    [fine] = guard.read(source("fine"), misbehave)
    assert fine.status is Status.COMPLETE


def loaded(source: Source) -> list[Report]:
    """A reader that tells which modules its process has."""
    names = " ".join(sorted(name for name in sys.modules if "." not in name))
    return [Report(Origin(path=names), Status.COMPLETE)]


def test_a_worker_does_not_run_its_parents_main_script(guard, monkeypatch):
    page = ModuleType("__main__")
    page.__file__ = "/nowhere/a-page-that-must-not-run.py"
    monkeypatch.setitem(sys.modules, "__main__", page)
    with Guard(1, Limits(seconds=20)) as fresh:
        [told] = fresh.read(source("fine"), loaded)
    assert told.status is Status.COMPLETE
    assert not {"streamlit", "plotly", "pandas"} & set(told.source.path.split())


def test_what_workers_are_forked_from_is_small() -> None:
    """The dataset's and the text comparison's libraries would cost every worker seconds and its share of memory."""
    heavy = ("polars", "dataframely", "datasketch", "scipy", "numpy", "streamlit", "pypdfium2", "pdfplumber")
    script = f"import sys, {', '.join(FORKED_WITH)}; print([m for m in {heavy} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    """LibreOffice runs in a group of its own: a worker killed at the time limit must not leave it behind."""
    home = tmp_path / "home"
    home.mkdir()
    script = (
        "from extract.documents.word.libreoffice import _run\n"
        f"_run(['sh', '-c', 'echo $$ > {tmp_path}/pid; sleep 100'], {{**__import__('os').environ, 'HOME': {str(home)!r}}})"
    )
    worker = subprocess.Popen([sys.executable, "-c", script])
    deadline = time.monotonic() + 20
    told = tmp_path / "pid"
    while not (told.exists() and told.read_text().strip()) and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    program = int(told.read_text())
    while (_alive(program) or home.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (_alive(program), home.exists()) == (False, False)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return (
        not Path(f"/proc/{process}/stat").exists() or " Z " not in Path(f"/proc/{process}/stat").read_text()
    )


def test_a_native_library_is_not_heard_in_a_worker_but_python_is():
    worker = """
import os, sys
from extract.batch.guard import _start
_start(16 << 30)
os.write(2, b"thread '<unnamed>' panicked at src/lib.rs")
print("a warning", file=sys.stderr)
raise ValueError("an error of Python")
"""
    done = subprocess.run(
        [sys.executable, "-c", worker], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert "panicked" not in done.stderr
    assert "a warning" in done.stderr
    assert "ValueError: an error of Python" in done.stderr
