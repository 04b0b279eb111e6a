"""Many files: in parallel, in order, each accounted for."""

import hashlib
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from extract.batch.cache import Cache
from extract.batch.guard import DEFAULT, Guard, Limits, Reader, read_in_worker, too_large
from extract.batch.journal import Journal
from extract.documents.model import Source
from extract.documents.refusals import Refusal
from extract.reports.model import Report, Status

AHEAD = 4
"""Documents queued a worker: enough to keep them busy, few enough to hold little in memory."""

TRANSIENT = frozenset(("time-limit", "memory-limit", "reader-crashed", "scan-needs-ocr", "needs-libreoffice"))
"""Refusals that another machine or an installed extra may lift: never remembered."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one offered file. ``name`` is its path below the offered folder, the same on every machine."""

    path: Path
    name: str
    sha256: str
    reports: list[Report]
    seconds: float
    cached: bool


class Progress(Protocol):
    """Told how many files there are, and of each as it is done."""

    def start(self, total: int) -> None: ...

    def done(self, result: FileResult) -> None: ...


@dataclass(frozen=True, slots=True)
class _Offered:
    path: Path
    name: str


def offered(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Every file at or below the given paths with its name, in the order given, folders in sorted order.

    Hidden files (names beginning with a dot or with ``~$``, Office's locks) are no documents: see ``ignored``.
    """
    return [(file, name) for file, name in _found(paths) if not _is_hidden(name)]


def ignored(paths: Iterable[Path]) -> list[str]:
    """The names of the files below the given folders that are left out because they are hidden."""
    return [name for _, name in _found(paths) if _is_hidden(name)]


def _found(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file():
                    yield file, f"{path.name}/{file.relative_to(path).as_posix()}"
        else:
            yield path, path.name


def _is_hidden(name: str) -> bool:
    """Whether a file, or a folder below the one that was named, is hidden; what was named itself never is."""
    return any(part.startswith((".", "~$")) for part in name.split("/")[1:])


def read_many(
    paths: Iterable[Path],
    *,
    workers: int | None = None,
    cache_dir: Path | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    read: Reader = read_in_worker,
) -> Iterator[FileResult]:
    """Read every file at the paths, in parallel, and yield the results in input order.

    A file already read by this very reader comes from ``cache_dir``. Safe to kill: what was read is kept.
    ``read`` is what a worker does with one file.
    """
    paths = list(paths)
    files = offered(paths)
    if progress is not None:
        progress.start(len(files))
    cache = Cache(cache_dir)
    cache.sweep()
    waiting: deque[_Pending] = deque()
    with (
        Journal(cache_dir / "journal.jsonl" if cache_dir is not None else None) as journal,
        Guard(min(workers or os.cpu_count() or 1, max(len(files), 1)), limits) as guard,
    ):
        for name in ignored(paths):
            journal.write(path=name, status="ignored")
        for path, name in files:
            waiting.append(_queue(_Offered(path, name), guard, cache, read))
            if len(waiting) >= guard.workers * AHEAD:
                yield _take(waiting.popleft(), guard, cache, journal, progress)
        while waiting:
            yield _take(waiting.popleft(), guard, cache, journal, progress)


@dataclass(slots=True)
class _Pending:
    file: _Offered
    source: Source
    known: list[Report] | None
    future: "Future[list[Report]] | None"
    since: float


def _queue(file: _Offered, guard: Guard, cache: Cache, read: Reader) -> _Pending:
    """Hash a file and, unless its result is known, hand it to a worker."""
    from extract.reports.read import refused

    now = time.perf_counter()
    try:
        large = too_large(file.path, guard.limits)
        data = b"" if large else file.path.read_bytes()
    except OSError as error:
        source = Source(file.path, b"", "")
        return _Pending(
            file, source, [refused(source, Refusal("damaged-file", f"({error.strerror})"))], None, now
        )
    source = Source(file.path, data, hashlib.sha256(data).hexdigest())
    if large:
        limit = guard.limits.size >> 20
        return _Pending(file, source, [refused(source, Refusal("too-large", f"({limit} MB)"))], None, now)
    known = cache.get(source)
    if known is not None:
        # The same bytes may have been offered under another folder before.
        known = [replace(r, source=replace(r.source, path=str(file.path))) for r in known]
    return _Pending(file, source, known, None if known is not None else guard.submit(source, read), now)


def _take(
    pending: _Pending, guard: Guard, cache: Cache, journal: Journal, progress: Progress | None
) -> FileResult:
    """Wait for a file's result, keep it, write it down."""
    cached = pending.future is None
    reports = pending.known or []
    if pending.future is not None:
        reports = guard.result(pending.source, pending.future)
        if not any(r.refusal_code in TRANSIENT for r in reports):
            cache.put(pending.source, reports)
    result = FileResult(
        path=pending.file.path,
        name=pending.file.name,
        sha256=pending.source.sha256,
        reports=reports,
        seconds=round(time.perf_counter() - pending.since, 3),
        cached=cached,
    )
    worst = [r for r in reports if r.status is Status.REFUSED]
    journal.write(
        path=result.name,
        sha256=result.sha256,
        status="refused" if worst else "/".join(sorted({r.status.value for r in reports})),
        code=worst[0].refusal_code if worst else None,
        reports=len(reports),
        seconds=result.seconds,
        cached=cached,
    )
    if progress is not None:
        progress.done(result)
    return result
