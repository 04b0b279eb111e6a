"""Do the reports' own figures add up: outcomes of the checks over the reports of a selection.

Only what may be public and speaks of the publisher is counted; what is ours to read better is not the
reports' fault.
"""

import polars as pl

from dashboard.data import Dataset
from dashboard.queries.filters import Filters
from dashboard.queries.selection import selected


def public_findings(dataset: Dataset, filters: Filters) -> pl.DataFrame:
    """The public findings on the publisher's figures in the selected, counted reports, with the reports' heads."""
    heads = selected(dataset, filters).drop("line")
    findings = dataset.findings.filter(
        pl.col("public")
        & (pl.col("audience") == "publisher")
        & (pl.col("review").cast(pl.String) != "dismissed")
    ).with_columns(pl.col("status", "review").cast(pl.String))
    return heads.join(findings.collect(), on="report_id", how="inner", maintain_order="left_right")


def by_check(found: pl.DataFrame) -> pl.DataFrame:
    """For each check: how many reports it could be made on (``reports``), and how many pass and fail.

    A report fails a check if any of its instances fails; it passes if one holds and none fails. Columns:
    ``id``, ``severity``, ``reports``, ``passed``, ``failed``, ``open`` (reports on which it could not be made).
    """
    of_report = found.group_by("id", "report_id").agg(
        pl.col("severity").first(),
        (pl.col("status") == "fail").any().alias("fails"),
        pl.col("status").is_in(["pass", "pass_if_blank_is_zero"]).any().alias("holds"),
    )
    failed, passed = pl.col("fails"), ~pl.col("fails") & pl.col("holds")
    return (
        of_report.group_by("id")
        .agg(
            pl.col("severity").mode().first(),
            (failed | passed).sum().alias("reports"),
            passed.sum().alias("passed"),
            failed.sum().alias("failed"),
            (~failed & ~passed).sum().alias("open"),
        )
        .sort("id")
    )


def by_group(found: pl.DataFrame, column: str) -> pl.DataFrame:
    """For each value of a column of the heads (``province``, ``kind``, ``year`` …): reports whose own sums could be
    checked (``reports``) and those whose every sum holds (``passed``). Only checks of severity error count.
    Provinces stand as in ``found``: in the order of their codes.
    """
    errors = found.filter(pl.col("severity") == "error")
    of_report = errors.group_by("report_id", column, maintain_order=True).agg(
        (pl.col("status") == "fail").any().alias("fails"),
        pl.col("status").is_in(["pass", "pass_if_blank_is_zero"]).any().alias("holds"),
    )
    made = pl.col("fails") | pl.col("holds")
    counted = of_report.group_by(column, maintain_order=True).agg(
        made.sum().alias("reports"), (made & ~pl.col("fails")).sum().alias("passed")
    )
    return counted if column == "province" else counted.sort(column, nulls_last=True)


def open_findings(found: pl.DataFrame) -> pl.DataFrame:
    """Every public failure of severity error or warning, the gravest and the latest first."""
    order = {"error": 0, "warning": 1}
    return (
        found.filter((pl.col("status") == "fail") & pl.col("severity").is_in(list(order)))
        .with_columns(pl.col("severity").replace_strict(order, return_dtype=pl.Int8).alias("rank"))
        .sort(["rank", "year", "adcode", "agency_id", "id"], descending=[False, True, False, False, False])
        .drop("rank")
    )
