"""Shared fixtures: the real documents, which stay outside the repository."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MISSING = pytest.StashKey[list[str]]()
VARIABLE = "OGI_DOCUMENTS"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MISSING] = []


@pytest.fixture(scope="session")
def find_document(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """The path of a real document by its file name, below the folder that ``OGI_DOCUMENTS`` names.

    Where it is not there the test is skipped, counted and named at the end; under CI it fails.
    """
    folder = os.environ.get(VARIABLE)
    known = {p.name: p for p in Path(folder).rglob("*") if p.is_file()} if folder else {}

    def find(name: str) -> Path:
        if name in known:
            return known[name]
        request.config.stash[MISSING].append(name)
        reason = f"real document {name} not found; set {VARIABLE} to the folder that holds it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return find


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker process of pytest-xdist hands what it missed to the process that sums up."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["missing"] = session.config.stash[MISSING]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[MISSING] += getattr(node, "workeroutput", {}).get("missing", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    missing = config.stash[MISSING]
    if missing:
        terminalreporter.section("real documents not tested")
        terminalreporter.line(
            f"{len(missing)} tests did without {len(set(missing))} real documents ({VARIABLE})."
        )
