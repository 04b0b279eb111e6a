"""Two reports cell by cell: which two a selection names, and where they differ."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.data import Dataset
from dashboard.queries.filters import Filters
from extract.forms import NATIONAL_TABLES

SCHEMA = {
    "table": pl.String,
    "key": pl.String,
    "code": pl.String,
    "column": pl.String,
    "left_state": pl.String,
    "left": pl.Float64,
    "right_state": pl.String,
    "right": pl.Float64,
    "change": pl.Float64,
}
"""Columns of ``differences``."""


def chosen_pair(dataset: Dataset, filters: Filters) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The two reports that the selection names: one body in its last year and the first that has a table in common
    with it (or else its first), or two bodies in the last year that both report on (or else the last of each).
    None where there are not two.
    """
    if not filters.agencies or filters.years is None:
        return None
    reports = (
        dataset.reports.filter(
            pl.col("counted")
            & pl.col("agency_id").is_in(list(filters.agencies[:2]))
            & pl.col("year").is_between(*filters.years)
        )
        .sort("year", "report_id")
        .collect()
    )
    if len(filters.agencies) == 1:
        own = reports.to_dicts()
        if len(own) < 2:
            return None
        *earlier, last = own
        return next((one for one in earlier if have_a_table_in_common(one, last)), earlier[0]), last
    first, second = (reports.filter(pl.col("agency_id") == code) for code in filters.agencies[:2])
    if first.is_empty() or second.is_empty():
        return None
    shared = sorted(set(first["year"]) & set(second["year"]))
    if shared:
        first, second = (own.filter(pl.col("year") == shared[-1]) for own in (first, second))
    return first.row(-1, named=True), second.row(-1, named=True)


def have_a_table_in_common(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two reports print the same rows anywhere: tables two to four in any edition, or one statistical form."""
    national = any(left[f"form_{table}"] and right[f"form_{table}"] for table in NATIONAL_TABLES)
    return national or (
        left["form_statistics"] is not None and left["form_statistics"] == right["form_statistics"]
    )


def differences(dataset: Dataset, left: Mapping[str, Any], right: Mapping[str, Any]) -> pl.DataFrame:
    """Every cell of either report: ``table``, ``code``, ``column``, both states and numbers, ``change`` (right − left).

    ``change`` is None where a side has no number: missing is not 0.
    """
    wanted = [left["report_id"], right["report_id"]]
    cells = dataset.cells.filter(pl.col("report_id").is_in(wanted)).collect()
    sides = []
    for report, side in ((left, "left"), (right, "right")):
        own = cells.filter(pl.col("report_id") == report["report_id"])
        sides.append(
            own.select(
                "table",
                "key",
                "code",
                "column",
                pl.col("state").cast(pl.String).alias(f"{side}_state"),
                pl.col("value").alias(side),
            )
        )
    keys = ["table", "key", "code", "column"]
    found = sides[0].join(
        sides[1], on=keys, how="full", coalesce=True, nulls_equal=True, maintain_order="left_right"
    )
    return found.with_columns((pl.col("right") - pl.col("left")).alias("change"))


def compared(dataset: Dataset, filters: Filters) -> pl.DataFrame:
    """The differences of the two reports that a selection names, with their ids; without rows where there are not two."""
    pair = chosen_pair(dataset, filters)
    if pair is None:
        return pl.DataFrame(schema={"left_report": pl.String, "right_report": pl.String, **SCHEMA})
    left, right = pair
    ids = (pl.lit(left["report_id"]).alias("left_report"), pl.lit(right["report_id"]).alias("right_report"))
    return differences(dataset, left, right).select(*ids, pl.all())
