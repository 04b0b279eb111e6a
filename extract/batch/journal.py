"""What happened to every file, one JSON object a line, written as it happens."""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

LOG = logging.getLogger(__name__)


class Journal:
    """Appends to a file, each line in one piece, so that a killed run keeps what it did and two runs do not mix.

    Without a path, or where nothing can be written, it keeps nothing: a journal stops no reading.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: int | None = None
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
            end = os.lseek(self._file, 0, os.SEEK_END)
            if end and os.pread(self._file, 1, end - 1) != b"\n":
                os.write(self._file, b"\n")  # the last run was killed while it wrote
        except OSError as error:
            self._give_up(error)

    def write(self, **entry: object) -> None:
        """Add one line, with the time."""
        if self._file is None:
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": at, **entry}, ensure_ascii=False) + "\n"
        try:
            os.write(self._file, line.encode("utf-8", "backslashreplace"))
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        LOG.warning("no journal in %s: %s", self._path, error.strerror)
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
