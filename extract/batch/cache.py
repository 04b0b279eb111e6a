"""Nothing is read twice: results are kept under the hash of the bytes, the name and the reader's own version."""

import contextlib
import hashlib
import logging
import os
import pickle
import re
import tempfile
import time
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extract.documents.model import Source
from extract.paths import AGENCIES, FORMS, REGIONS, ROOT
from extract.reports.model import Report

LOG = logging.getLogger(__name__)

READERS = ("documents", "forms", "tables", "reports", "regions", "checks")
"""The packages whose code decides what a document says."""
LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "lxml", "python-calamine", "rapidocr", "onnxruntime")

UNFINISHED = ".part"
SECONDS_TO_FINISH = 600
"""Seconds after which an entry that is still being written never will be finished."""
KEPT = ".pickle"
VERSION = re.compile("[0-9a-f]{16}")
"""The folder of one reader version within the cache folder, as ``reader_version`` names it."""
DAYS_UNUSED = 7
"""Days after which what another reader version kept goes: long enough for one who changes between two versions."""


@cache
def reader_version() -> str:
    """A hash over the reader's code, its data and its libraries: any change of them makes old results stale."""
    digest = hashlib.sha256()
    files = [p for name in READERS for p in (ROOT / "extract" / name).rglob("*.py")]
    files += [p for folder in (FORMS, REGIONS, AGENCIES) for p in folder.rglob("*") if p.is_file()]
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    for name in LIBRARIES:
        try:
            digest.update(f"{name}={version(name)}".encode())
        except PackageNotFoundError:
            digest.update(f"{name}=none".encode())
    return digest.hexdigest()[:16]


class Cache:
    """Results on disk, one file a document. Without a folder it keeps and finds nothing.

    Entries are pickles of our own making in the operator's own cache folder; a broken one counts as absent.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / reader_version() if folder is not None else None

    @staticmethod
    def key(source: Source) -> str:
        """What a result is kept under: file and folder belong to it, since they may be all that names a body."""
        name = hashlib.sha256(os.fsencode("/".join(source.path.parts[-2:]))).hexdigest()[:8]
        return f"{source.sha256}-{name}"

    def _path(self, source: Source) -> Path | None:
        return None if self._folder is None else self._folder / f"{self.key(source)}{KEPT}"

    def get(self, source: Source) -> list[Report] | None:
        """The reports read before, or None."""
        path = self._path(source)
        if path is None or not path.exists():
            return None
        with contextlib.suppress(Exception):
            found = pickle.loads(path.read_bytes())
            if isinstance(found, list):
                return found
        return None

    def put(self, source: Source, reports: list[Report]) -> None:
        """Keep the reports: written beside and moved into place, so that a kill leaves no half entry.

        Where nothing can be written (a full disk, a folder of somebody else) the run goes on without.
        """
        path = self._path(source)
        if path is None:
            return
        file = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=UNFINISHED, delete=False) as file:
                pickle.dump(reports, file)
            Path(file.name).replace(path)
        except OSError as error:
            if file is not None:
                with contextlib.suppress(OSError):
                    Path(file.name).unlink()
            self._folder = None
            LOG.warning("results cannot be kept in %s: %s", path.parent, error.strerror)

    def sweep(self) -> None:
        """Remove what a killed run left half written, and what other reader versions kept and nobody used for long.

        Whatever is younger may still be in use by another run. Only entries of this cache go, and folders that
        are empty without them.
        """
        if self._folder is None or not self._folder.parent.is_dir():
            return
        now = time.time()
        if self._folder.is_dir():
            with contextlib.suppress(OSError):
                os.utime(self._folder)  # used now, though perhaps nothing is added
            _remove(self._folder.glob(f"*{UNFINISHED}"), now - SECONDS_TO_FINISH)
        for other in self._folder.parent.iterdir():
            if other == self._folder or not VERSION.fullmatch(other.name) or other.is_symlink():
                continue
            with contextlib.suppress(OSError):
                if other.stat().st_mtime < now - DAYS_UNUSED * 86400:
                    _remove((file for file in other.iterdir() if file.suffix in (KEPT, UNFINISHED)), now)
                    other.rmdir()


def _remove(files: Iterable[Path], before: float) -> None:
    """Remove those of the files that were last written before a moment."""
    for file in files:
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < before:
                file.unlink()
