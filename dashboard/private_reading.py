"""Reads a visitor's file and leaves nothing behind: a guarded worker with a folder of its own, removed afterwards.

What readers write while they work (LibreOffice its copy and profile) goes into that folder. It is removed by
this process, so also when the worker was killed; those of a killed server are removed at the next start.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from extract.batch.guard import DEFAULT, Guard, read_in_worker
from extract.checks.selfcheck import LIMITS
from extract.documents.model import Source
from extract.reports.model import Report

OF_READERS = "ogi-"
"""How every temporary folder of the program begins."""
OWN = f"{OF_READERS}private-"
"""How a folder of this module begins; the number of its process follows."""
WORKERS = 4
"""Files that are read at the same moment: one hostile file may hold its worker for a minute."""


@lru_cache(maxsize=1)
def _guard() -> Guard:
    """Guarded workers, kept running for all sessions of this process."""
    return Guard(WORKERS, LIMITS)


@lru_cache(maxsize=1)
def warm() -> None:
    """Start the workers without waiting for them, so that the first visitor's file finds one."""
    nothing = Source(path=Path("nothing"), data=b"", sha256="")
    for _ in range(WORKERS):
        _guard().submit(nothing)


def read(source: Source) -> Sequence[Report]:
    """The reports in a file, as ``extract.reports.read_reports``; a hang, a crash or a bomb is a refused report."""
    with tempfile.TemporaryDirectory(prefix=f"{OWN}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        return _guard().read(source, partial(_read_inside, folder))


def _read_inside(folder: str, source: Source) -> list[Report]:
    """What the worker does: all that it writes goes into the folder."""
    tempfile.tempdir = folder
    os.environ["TMPDIR"] = folder
    return read_in_worker(source)


def remove_remains(folder: Path | None = None) -> list[Path]:
    """Remove what killed runs left in the temporary folder, and return it.

    A folder of this module goes when its process is gone; another reader's when it is older than any
    reading may take.
    """
    root = folder or Path(tempfile.gettempdir())
    found = [path for path in root.glob(f"{OF_READERS}*") if path.is_dir() and _abandoned(path)]
    for path in found:
        shutil.rmtree(path, ignore_errors=True)
    return found


def _abandoned(path: Path) -> bool:
    try:
        if not os.access(path, os.W_OK):
            return False
        if path.name.startswith(OWN):
            number = path.name.removeprefix(OWN).partition("-")[0]
            return not (number.isdigit() and _runs(int(number)))
        return time.time() - path.stat().st_mtime > 2 * DEFAULT.seconds
    except OSError:
        return False


def _runs(process: int) -> bool:
    if os.name == "nt":  # there the question would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
