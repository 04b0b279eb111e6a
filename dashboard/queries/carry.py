"""What one year carried out against what the next one carried in, for one body and scope."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard.data import Dataset
from extract.forms import APPLICANT_CODES

JOINED = ("joined", "broken")
"""The joins of two years that can be compared."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year: what was carried into and out of it (None: not printed as a number), and its join to the year before.

    ``join``: ``joined`` or ``broken`` where both figures are there; ``no_figure`` where a report does not
    print one; ``no_report`` where a year has no report; ``first`` for the first year.
    """

    year: int
    reported: bool
    carried_in: float | None = None
    carried_out: float | None = None
    join: str = "first"


def carry_over(dataset: Dataset, agency: str, scope: str) -> Mapping[str, list[Year]]:
    """For each column of table three the years from the first to the last report that has such a table."""
    reports = (
        dataset.reports.filter(
            pl.col("counted")
            & (pl.col("agency_id") == agency)
            & (pl.col("scope").cast(pl.String) == scope)
            & pl.col("year").is_not_null()
            & pl.col("form_table3").is_not_null()
        )
        .select("report_id", "year")
        .collect()
    )
    by_year = {row["year"]: row["report_id"] for row in reports.iter_rows(named=True)}
    if not by_year:
        return {}
    cells = (
        dataset.cells.filter(
            pl.col("report_id").is_in(list(by_year.values()))
            & pl.col("code").is_in(["req_carried_in", "req_carried_out"])
        )
        .select("report_id", "key", "value")
        .collect()
    )
    values = {(row["report_id"], row["key"]): row["value"] for row in cells.iter_rows(named=True)}
    return {column: _column(column, by_year, values) for column in APPLICANT_CODES}


def _column(
    column: str, by_year: Mapping[int, str], values: Mapping[tuple[str, str], float | None]
) -> list[Year]:
    found: list[Year] = []
    for year in range(min(by_year), max(by_year) + 1):
        report = by_year.get(year)
        into, out = (
            None if report is None else values.get((report, f"{code}.{column}"))
            for code in ("req_carried_in", "req_carried_out")
        )
        join = "first" if not found else _join(found[-1], report is not None, into)
        found.append(Year(year, report is not None, into, out, join))
    return found


def _join(before: Year, reported: bool, carried_in: float | None) -> str:
    if not (before.reported and reported):
        return "no_report"
    if before.carried_out is None or carried_in is None:
        return "no_figure"
    return "joined" if before.carried_out == carried_in else "broken"
