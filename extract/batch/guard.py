"""Each document is read in a worker process of its own: a hang, a crash or a bomb costs that document alone."""

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import ModuleType, TracebackType

from pebble import ProcessExpired, ProcessPool

from extract.documents.model import Source
from extract.documents.refusals import Refusal
from extract.reports.model import Report

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds of reading, bytes of address space, bytes of file."""

    seconds: float = 300
    memory: int = 6144 * MEGABYTE
    size: int = 64 * MEGABYTE


DEFAULT = Limits()

FORKED_WITH = (
    "extract.documents.word",
    "extract.documents.html",
    "extract.documents.text",
    "extract.batch.warm",
)
"""What the process that workers are forked from has loaded, so that none loads it again.

PDF and OCR libraries are left out: they keep native state, and a worker loads them when it first needs them.
"""

TASKS_A_WORKER = 200
"""A worker is replaced after so many documents, so that what a native library leaks stays small."""


def _hush_native_libraries() -> None:
    """Point descriptor 2 at nothing, and Python's own errors at a copy of what it was.

    A panic of the workbook reader's Rust is that file's refusal; it writes a backtrace to the descriptor itself.
    """
    with contextlib.suppress(OSError, AttributeError):  # without a standard error there is nothing to keep
        sys.stderr.flush()
        encoding, kept = sys.stderr.encoding, os.dup(2)
        sys.stderr = os.fdopen(kept, "w", 1, encoding, "backslashreplace")
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        os.close(nothing)


def _start(memory: int) -> None:
    """Limit the worker's address space and keep noisy parsers quiet. macOS ignores the limit; the time limit stands."""
    import logging

    _hush_native_libraries()
    for name in ("pdfminer", "pdfplumber", "RapidOCR"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if sys.platform != "darwin":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def read_in_worker(source: Source) -> list[Report]:
    """What the worker does. ``MemoryError`` is named here, since it may not survive the way home."""
    from extract.reports import read_reports

    try:
        return read_reports(source)
    except MemoryError:
        raise Refusal("memory-limit") from None


Reader = Callable[[Source], list[Report]]


class _Process(ForkServerProcess):
    """A worker that does not run its parent's main script again.

    A started process imports what the parent calls ``__main__``. In the site that is whatever page
    Streamlit runs at the moment, which would load the whole site into every worker.
    """

    _lock = threading.Lock()

    def start(self) -> None:
        with self._lock:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class _Context(ForkServerContext):
    """Workers start from a clean process that never ran a thread.

    Plain fork would copy the locks of polars' and Streamlit's threads into the child.
    """

    Process = _Process


class Guard:
    """A pool of guarded readers. Use as a context manager; safe to share between threads."""

    def __init__(self, workers: int | None = None, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self.workers = workers or os.cpu_count() or 1
        context = _Context()
        context.set_forkserver_preload(list(FORKED_WITH))
        self._pool = ProcessPool(
            max_workers=self.workers,
            max_tasks=TASKS_A_WORKER,
            initializer=_start,
            initargs=(limits.memory,),
            context=context,
        )

    def __enter__(self) -> "Guard":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def submit(self, source: Source, read: Reader = read_in_worker) -> "Future[list[Report]]":
        """Queue a document; the time limit runs from when a worker takes it."""
        return self._pool.schedule(read, args=[source], timeout=self.limits.seconds)

    def result(self, source: Source, future: "Future[list[Report]]") -> list[Report]:
        """The reports of a document, or one refused report that says why there are none. Never raises for a bad file."""
        from extract.reports.read import refused

        try:
            return future.result()
        except Refusal as refusal:
            return [refused(source, refusal)]
        except TimeoutError:
            return [refused(source, Refusal("time-limit", f"({self.limits.seconds:.0f} s)"))]
        except MemoryError:
            return [refused(source, Refusal("memory-limit"))]
        except ProcessExpired as expired:
            return [refused(source, Refusal("reader-crashed", f"(exit {expired.exitcode})"))]
        except Exception as error:  # whatever a hostile file provokes in a parser is that file's refusal
            return [refused(source, Refusal("reader-crashed", f"({type(error).__name__})"))]

    def read(self, source: Source, read: Reader = read_in_worker) -> list[Report]:
        """Read one document now."""
        return self.result(source, self.submit(source, read))


def too_large(path: Path, limits: Limits = DEFAULT) -> bool:
    """Whether a file is over the size limit, told without opening it."""
    return path.stat().st_size > limits.size
