"""The dataset that the site shows, opened once for each build of it and shared by pages and API."""

import os
from functools import lru_cache
from pathlib import Path

from dashboard.data import Dataset, NoDataset, open_dataset
from dashboard.names import Names
from extract.paths import DATASET

FOLDER_VARIABLE = "OGI_DATASET"
"""Environment variable that names another dataset folder."""


def folder() -> Path:
    """Where the dataset stands."""
    return Path(os.environ.get(FOLDER_VARIABLE, DATASET))


def _stamp(path: Path) -> int:
    """A number that changes when a new build is put in place; 0 where there is none."""
    manifest = path / "manifest.json"
    return manifest.stat().st_mtime_ns if manifest.is_file() else 0


def built() -> float | None:
    """When the dataset was put in place, in seconds since 1970; None before the first build."""
    stamp = _stamp(folder())
    return stamp / 1e9 if stamp else None


def key() -> str:
    """Names the build that is shown now, for caches."""
    return f"{folder()}@{_stamp(folder())}"


@lru_cache(maxsize=2)
def _opened(path: Path, _stamp: int) -> Dataset:
    return open_dataset(path)


def dataset() -> Dataset | None:
    """The dataset, or None when it has not been built. A new build is noticed without a restart."""
    path = folder()
    try:
        return _opened(path, _stamp(path))
    except NoDataset:
        return None


@lru_cache(maxsize=4)
def _names(path: Path, stamp: int, language: str) -> Names:
    return Names(_opened(path, stamp), language)


def names(language: str) -> Names:
    """The names of everything in the dataset, in one language. Raises ``NoDataset`` before the first build."""
    path = folder()
    return _names(path, _stamp(path), language)
