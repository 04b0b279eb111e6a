"""Files that are whole or not there, and what keeps them from being written."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from polars.exceptions import ComputeError
from xlsxwriter.exceptions import XlsxWriterException


@contextmanager
def told(out: Path) -> Iterator[None]:
    """Tell of a full disk as an ``OSError`` that names the file: polars, SQLite and XlsxWriter have errors of their own for it."""
    try:
        yield
    except (ComputeError, sqlite3.OperationalError, XlsxWriterException) as error:
        raise OSError(f"{out} cannot be written: {error}") from error
    except BrokenPipeError:
        raise  # who reads has had enough
    except OSError as error:
        raise OSError(f"{out} cannot be written: {error.strerror or error}") from error


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A file to write that takes the place of ``out`` when it is finished.

    What breaks off leaves nothing behind, and what stood at ``out`` as it was. A device or a pipe is written to as it
    is. Raises ``OSError``.
    """
    if out.exists() and not out.is_file():
        with told(out):
            yield out
        return
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with told(out):
            yield unfinished
            unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
