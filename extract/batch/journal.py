"""What happened to every file, one JSON object a line, written as it happens."""

import json
from pathlib import Path
from types import TracebackType


class Journal:
    """Appends to a file, flushed line by line, so that a killed run keeps what it did. Without a path it keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._file = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8")

    def write(self, **entry: object) -> None:
        """Add one line."""
        if self._file is not None:
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._file.flush()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
