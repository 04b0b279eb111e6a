"""What is there and what is not: one cell for each body and year of a selection."""

import polars as pl

from dashboard.data import Dataset
from dashboard.queries.filters import Filters
from dashboard.queries.selection import HEADS, selected

STATES = ("read", "partial", "retypeset", "transcribed", "missing")
"""From a document read completely or in part, from a re-typeset edition, typed by hand, or no report at all."""


def _state() -> pl.Expr:
    kind, status = pl.col("source_kind").cast(pl.String), pl.col("status").cast(pl.String)
    return (
        pl.when(kind != "document")
        .then(kind)
        .when(status == "complete")
        .then(pl.lit("read"))
        .otherwise(pl.lit("partial"))
        .alias("state")
    )


def coverage(dataset: Dataset, filters: Filters) -> pl.DataFrame:
    """Every selected body × every year of the selection: the body's heads, ``year``, ``state``, ``report_id``.

    A body belongs to the selection if it has a report in any year; ``missing`` says that the dataset has
    none for that year, not that the body published none.
    """
    if filters.years is None:
        return pl.DataFrame(schema={**dict.fromkeys(HEADS, pl.String), "state": pl.String})
    anywhere = Filters(filters.regions, filters.agencies, filters.kinds, filters.levels)
    heads = selected(dataset, anywhere)
    bodies = (
        heads.sort("year")
        .group_by("agency_id", maintain_order=True)
        .last()
        .select("agency_id", "agency_name", "adcode", "province", "prefecture", "county", "level", "kind")
    )
    first, last = filters.years
    years = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int16})
    states = (
        dataset.reports.filter(pl.col("counted")).select("agency_id", "year", "report_id", _state()).collect()
    )
    found = bodies.join(years, how="cross").join(
        states.unique(["agency_id", "year"], keep="first", maintain_order=True),
        on=["agency_id", "year"],
        how="left",
    )
    return found.with_columns(pl.col("state").fill_null("missing")).sort(
        "adcode", "agency_id", "year", nulls_last=True
    )
