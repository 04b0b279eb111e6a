"""Many files: in parallel, in order, each accounted for."""

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from extract.batch.cache import Cache
from extract.batch.guard import DEFAULT, Guard, Limits, Reader, read_in_worker, too_large
from extract.batch.journal import Journal
from extract.batch.offered import Offered, found
from extract.documents.model import Source, written
from extract.documents.refusals import Refusal
from extract.reports.model import Report, Status

AHEAD = 4
"""Documents queued a worker: enough to keep them busy, few enough to hold little in memory."""
BEHIND = 1_000
"""Results kept while the first of them is still being read: one slow document holds up nobody but itself."""

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
    """Told how many files there are, of each as it is done, and of what is begun after the last."""

    def start(self, total: int) -> None: ...

    def done(self, result: FileResult) -> None: ...

    def stage(self, name: str) -> None: ...


def read_many(
    paths: Iterable[Path],
    *,
    workers: int | None = None,
    cache_dir: Path | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    read: Reader = read_in_worker,
    keep: Callable[[Source], None] | None = None,
) -> Iterator[FileResult]:
    """Read every file at the paths, in parallel, and yield the results in input order.

    A file already read by this very reader comes from ``cache_dir``, and one offered twice is read once. Safe to
    kill: what was read is kept and in the journal as soon as it is read. ``read`` is what a worker does with one
    file; ``keep`` is given the bytes of each file that is not refused, as they were read.
    """
    everything = found(paths)
    files = deque(one for one in everything if not one.ignored)
    if progress is not None:
        progress.start(len(files))
    cache = Cache(cache_dir)
    cache.sweep()
    with (
        Journal(cache_dir / "journal.jsonl" if cache_dir is not None else None) as journal,
        Guard(min(workers or os.cpu_count() or 1, max(len(files), 1)), limits) as guard,
    ):
        for one in everything:
            if one.ignored:
                journal.write(path=one.name, status="ignored", reason=one.ignored)
        batch = _Batch(cache, journal, guard, progress, read, keep)
        while files or batch.waiting:
            while files and batch.has_room():
                batch.take(files.popleft())
            yield from batch.results()


class _Batch:
    """The files on their way: ``waiting`` for their turn among the results, and of these ``reading`` in a worker."""

    def __init__(
        self,
        cache: Cache,
        journal: Journal,
        guard: Guard,
        progress: Progress | None,
        read: Reader,
        keep: Callable[[Source], None] | None,
    ) -> None:
        self.waiting: deque[_Pending] = deque()
        self.reading: dict[Future[list[Report]], _Pending] = {}
        self._cache, self._journal, self._guard = cache, journal, guard
        self._progress, self._read, self._keep = progress, read, keep

    def has_room(self) -> bool:
        """Whether one more file may be opened."""
        return len(self.reading) < self._guard.workers * AHEAD and len(self.waiting) < BEHIND

    def take(self, file: Offered) -> None:
        """Open a file, and have it read unless it is refused, known, or being read already."""
        pending = _opened(file, self._guard.limits)
        self.waiting.append(pending)
        known = pending.refusal or self._cache.get(pending.source)
        if known is not None:
            self._settle(pending, known, cached=pending.refusal is None)
        elif (twin := self._twin(pending)) is not None:
            pending.let_go()
            twin.twins.append(pending)
        else:
            self.reading[self._guard.submit(pending.source, self._read)] = pending

    def results(self) -> Iterator[FileResult]:
        """The results whose turn it is; waits for a reading to end if there are none."""
        if self.waiting[0].result is None:
            done, _ = wait(self.reading, return_when=FIRST_COMPLETED)
            for future in done:
                self._end(future)
        while self.waiting and (result := self.waiting[0].result) is not None:
            self.waiting.popleft()
            yield result

    def _twin(self, pending: "_Pending") -> "_Pending | None":
        """The same file under another path, on its way through a worker."""
        key = self._cache.key
        same = (other for other in self.reading.values() if key(other.source) == key(pending.source))
        return next(same, None)

    def _end(self, future: Future[list[Report]]) -> None:
        pending = self.reading.pop(future)
        reports = self._guard.result(pending.source, future)
        if not any(report.refusal_code in TRANSIENT for report in reports):
            self._cache.put(pending.source, reports)
        self._settle(pending, reports, cached=False)
        for twin in pending.twins:
            self._settle(twin, reports, cached=True)

    def _settle(self, pending: "_Pending", reports: list[Report], *, cached: bool) -> None:
        is_read = any(report.status is not Status.REFUSED for report in reports)
        if self._keep is not None and pending.source.data and is_read:
            self._keep(pending.source)
        result = pending.settle(reports, cached)
        self._journal.write(**_entry(result))
        if self._progress is not None:
            self._progress.done(result)


@dataclass(slots=True)
class _Pending:
    """A file on its way to its result. ``twins``: the same file, offered again while this one was being read."""

    file: Offered
    source: Source
    since: float
    refusal: list[Report] | None = None
    twins: "list[_Pending]" = field(default_factory=list)
    result: FileResult | None = None

    def settle(self, reports: list[Report], cached: bool) -> FileResult:
        """The result, under this file's own path: the same bytes may have been read under another one before."""
        self.let_go()
        path = written(self.file.path)
        self.result = FileResult(
            path=self.file.path,
            name=self.file.name,
            sha256=self.source.sha256,
            reports=[
                r if r.source.path == path else replace(r, source=replace(r.source, path=path))
                for r in reports
            ],
            seconds=round(time.perf_counter() - self.since, 3),
            cached=cached,
        )
        return self.result

    def let_go(self) -> None:
        """Keep the hash, not the bytes."""
        self.source = replace(self.source, data=b"")


def _opened(file: Offered, limits: Limits) -> _Pending:
    """A file with its bytes and their hash, or with the refusal that stands before any reading."""
    from extract.reports.read import refused

    now = time.perf_counter()
    source = Source(file.path, b"", "")
    try:
        if file.problem:
            raise Refusal("cannot-open", f"({file.problem})")
        if too_large(file.path, limits):
            raise Refusal("too-large", f"({limits.size >> 20} MB)")
        data = file.path.read_bytes()
    except OSError as error:
        return _Pending(file, source, now, [refused(source, Refusal("cannot-open", f"({error.strerror})"))])
    except Refusal as refusal:
        return _Pending(file, source, now, [refused(source, refusal)])
    return _Pending(file, Source(file.path, data, hashlib.sha256(data).hexdigest()), now)


def _entry(result: FileResult) -> dict[str, object]:
    """What the journal says of a file."""
    worst = next((r for r in result.reports if r.status is Status.REFUSED), None)
    return {
        "path": result.name,
        "sha256": result.sha256,
        "status": "refused" if worst else "/".join(sorted({r.status.value for r in result.reports})),
        "code": worst.refusal_code if worst else None,
        "reports": len(result.reports),
        "seconds": result.seconds,
        "cached": result.cached,
    }
