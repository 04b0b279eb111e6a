"""The site's fixtures: the shipped dataset, built once; an empty one; none at all."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import polars as pl
import pytest

from dashboard import store
from extract.paths import ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as ``ogi build`` makes it from the shipped documents and figures."""
    out = tmp_path_factory.mktemp("dataset") / "built"
    command = [sys.executable, "-m", "extract.cli", "build", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (out / "manifest.json").is_file(), done.stderr[-2000:]
    return out


@pytest.fixture(scope="session")
def empty(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset without a single row."""
    out = tmp_path_factory.mktemp("dataset") / "empty"
    out.mkdir()
    for table in built.glob("*.parquet"):
        pl.read_parquet(table).clear().write_parquet(out / table.name)
    (out / "manifest.json").write_text("{}", "utf-8")
    return out


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch):
    """Point the site at a dataset folder for one test."""

    def point(folder: Path) -> None:
        monkeypatch.setenv(store.FOLDER_VARIABLE, str(folder))

    return point


@dataclass(frozen=True)
class Site:
    """A running server, what it wrote to its log, and its folders for temporary files and boundaries."""

    address: str
    log: Path
    temporary: Path
    boundaries: Path


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real server on the shipped dataset, on a free port; a killed run before it left a draft behind."""
    port = _free_port()
    log = tmp_path_factory.mktemp("site") / "server.log"
    temporary = tmp_path_factory.mktemp("temporary")
    boundaries = tmp_path_factory.mktemp("boundaries")
    left = temporary / f"ogi-private-{2**22 + 1}-left"
    left.mkdir()
    (left / "draft.docx").write_bytes(b"left by a killed run")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/server.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ
        | {store.FOLDER_VARIABLE: str(built), "TMPDIR": str(temporary), "OGI_BOUNDARIES": str(boundaries)},
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(120):
            if server.poll() is not None:
                pytest.fail(f"the server ended: {log.read_text('utf-8')}")
            try:
                if httpx.get(f"{address}/_stcore/health").text == "ok":
                    break
            except httpx.TransportError:
                time.sleep(0.25)
        yield Site(address, log, temporary, boundaries)
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium where there is one, else the browser that Playwright installed."""
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    return browser_type_launch_args | (
        {"executable_path": system, "args": ["--no-sandbox"]} if system else {"args": ["--no-sandbox"]}
    )
