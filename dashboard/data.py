"""Opens the built dataset. Lazy: a query reads only the columns and rows it needs."""

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from extract.paths import DATASET

TABLES = (
    "reports",
    "cells",
    "measures",
    "agencies",
    "regions",
    "sections",
    "narrative",
    "findings",
    "files",
)


class NoDataset(Exception):
    """There is no built dataset in the folder; the message names the command that builds one."""


@dataclass(frozen=True)
class Dataset:
    """The tables of one build. ``version`` changes with the data and belongs into every cache key."""

    tables: dict[str, pl.LazyFrame] = field(repr=False)
    version: str = ""
    folder: Path | None = None

    def __getattr__(self, name: str) -> pl.LazyFrame:
        """A table by its name: ``dataset.measures``."""
        if name in TABLES:
            return self.tables[name]
        raise AttributeError(name)

    @cached_property
    def agency_list(self) -> pl.DataFrame:
        """Every body, in memory: the list is small against the reports."""
        return self.tables["agencies"].collect()

    @cached_property
    def region_list(self) -> pl.DataFrame:
        """Every region that stands in the dataset, in memory."""
        return self.tables["regions"].collect()

    @cached_property
    def body_names(self) -> dict[str, str]:
        """Each body's name by its id; where several bodies bear one name, with the place that tells them apart."""
        bodies = self.agency_list.select("agency_id", "name", "adcode").rows()
        bearers = Counter(name for _, name, _ in bodies)
        paths = dict(self.region_list.select("adcode", "path").iter_rows())
        found = {}
        for code, name, adcode in bodies:
            place = "".join(step for step in paths.get(adcode) or () if not name.startswith(step))
            found[code] = f"{name}（{place}）" if bearers[name] > 1 and place else name
        return found

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last report year, None when there is no report."""
        found = (
            self.tables["reports"]
            .filter(pl.col("counted"))
            .select(pl.col("year").min().alias("a"), pl.col("year").max().alias("z"))
        )
        first, last = found.collect().row(0)
        return None if first is None else (int(first), int(last))


def open_dataset(folder: Path = DATASET) -> Dataset:
    """Open the dataset of a folder. Raises ``NoDataset`` when a table is not there."""
    missing = [name for name in TABLES if not (folder / f"{name}.parquet").is_file()]
    if missing:
        raise NoDataset(f"{folder}: no {missing[0]}.parquet; run `ogi build` first")
    manifest_file = folder / "manifest.json"
    manifest = json.loads(manifest_file.read_text("utf-8")) if manifest_file.is_file() else {}
    return Dataset(
        tables={name: pl.scan_parquet(folder / f"{name}.parquet") for name in TABLES},
        version=str(manifest.get("version", "")),
        folder=folder,
    )
