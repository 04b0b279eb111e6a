"""A year of one region after another: what is known of each, what may be added up, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.data import Dataset
from dashboard.queries.filters import Filters
from dashboard.queries.selection import figures, inside, line_of, parents, selected
from dashboard.queries.sums import TERRITORIES, LawfulSum, lawful_sum

PLACE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "adcode": pl.String,
    "year": pl.Int64,
    "measure": pl.String,
    "value": pl.Float64,
    "mark": pl.String,
    "whole": pl.Boolean,
    "basis": pl.String,
    "reports": pl.Int64,
    "bodies": pl.List(pl.String),
}

MEASURES = {
    "requests": "req_new.total",
    "concluded": "out_total.total",
    "reviews": "rev_total",
    "lawsuits": "lit_total",
}
"""What is shown of a region, by the name of its wording."""


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """One region in one year. ``basis`` is that of the sum, ``bodies`` those in it.

    ``mark``: ``figure``; ``zero``, the figure 0; ``flagged``, a figure whose report contradicts itself; without a
    ``value`` ``not_applicable``, reports without this figure or without a lawful sum; ``no_report`` at all.
    ``whole``: the value is from the region's own report on its whole territory. Any other value counts only the
    bodies inside that have a report here: it says nothing of the region, and is never ranked.
    """

    adcode: str
    mark: str
    value: float | None = None
    whole: bool = False
    basis: str | None = None
    bodies: tuple[str, ...] = ()
    reports: int = 0


def children(dataset: Dataset, parent: str | None) -> list[str]:
    """The regions right below one; directly administered counties stand among the prefectures. None: the provinces."""
    regions = dataset.region_list
    chosen = pl.col("parent").is_null() if parent is None else pl.col("parent") == parent
    return regions.filter(chosen).sort("adcode")["adcode"].to_list()


def place_figures(
    dataset: Dataset, filters: Filters, year: int, key: str, places: Sequence[str]
) -> dict[str, PlaceFigure]:
    """The figure ``key`` of every place for a year, each a lawful sum over the reports inside the place.

    The sum of one place never looks beyond it; sums of neighbouring places may rest on different scopes, so
    they are shown side by side and not added.
    """
    asked = Filters(kinds=filters.kinds, levels=filters.levels, years=(year, year))
    heads = selected(dataset, asked)
    rows = figures(dataset, heads, [key])
    above: Mapping[str, str | None] = parents(dataset)
    found = {}
    for place in places:
        own = rows.filter(pl.col("adcode").is_in(sorted(inside(dataset, [place]))))
        found[place] = _figure(place, own, above)
    return found


def as_frame(found: Iterable[PlaceFigure], measure: str, year: int) -> pl.DataFrame:
    """The figures of places as rows: ``adcode year measure value mark whole basis reports bodies``."""
    rows = [
        {
            "adcode": one.adcode,
            "year": year,
            "measure": MEASURES[measure],
            "value": one.value,
            "mark": one.mark,
            "whole": one.whole,
            "basis": one.basis,
            "reports": one.reports,
            "bodies": list(one.bodies),
        }
        for one in found
    ]
    return pl.DataFrame(rows, schema=pl.Schema(PLACE_SCHEMA))


def region_figures(dataset: Dataset, filters: Filters) -> pl.DataFrame:
    """What the page of regions shows: every measure, for the last selected year, of the provinces or of the parts
    of the one selected region, as ``as_frame`` gives it.
    """
    if filters.years is None:
        return pl.DataFrame(schema=pl.Schema(PLACE_SCHEMA))
    region = filters.regions[0] if len(filters.regions) == 1 else None
    places, year = children(dataset, region), filters.years[1]
    return pl.concat(
        as_frame(place_figures(dataset, filters, year, key, places).values(), name, year)
        for name, key in MEASURES.items()
    )


def _figure(place: str, own: pl.DataFrame, above: Mapping[str, str | None]) -> PlaceFigure:
    if own.is_empty():
        return PlaceFigure(place, "no_report")
    summed = lawful_sum(own, above)
    if not isinstance(summed, LawfulSum) or summed.value is None:
        return PlaceFigure(place, "not_applicable", reports=own.height)
    mark = "flagged" if summed.mismatches else "zero" if summed.value == 0 else "figure"
    bodies = summed.addends.bodies
    counted = own.filter(pl.col("line").is_in(list(bodies)))
    itself = (pl.col("adcode") == place) & pl.col("town").is_null() & (pl.col("scope") == TERRITORIES)
    return PlaceFigure(
        place,
        mark,
        summed.value,
        len(bodies) == 1 and counted.select(itself.all()).item(),
        summed.addends.basis,
        bodies,
        own.height,
    )


def own_reports(dataset: Dataset, region: str) -> pl.DataFrame:
    """The counted reports on the whole territory of a region, by year: the region's own reports."""
    return (
        dataset.reports.filter(
            pl.col("counted")
            & (pl.col("adcode") == region)
            & pl.col("town").is_null()
            & (pl.col("scope").cast(pl.String) == TERRITORIES)
        )
        .select("report_id", "agency_id", "agency_name", "year")
        .sort("year", "agency_id")
        .collect()
    )


def bodies_inside(dataset: Dataset, region: str, year: int) -> pl.DataFrame:
    """Every body inside a region with a report in any year: ``agency_id name adcode level kind years reports_year``."""
    codes = sorted(inside(dataset, [region]))
    return (
        dataset.agency_list.filter(pl.col("adcode").is_in(codes))
        .with_columns(pl.col("years").list.contains(year).alias("reports_year"))
        .sort("adcode", "agency_id")
    )


def like_regions(dataset: Dataset, region: str, limit: int = 8) -> list[str]:
    """Regions of the same level that have reports inside, those under the same parent first."""
    regions = {row["adcode"]: row for row in dataset.region_list.iter_rows(named=True)}
    here = regions.get(region)
    if here is None:
        return []
    above = parents(dataset)
    bodies = dataset.agency_list["adcode"].drop_nulls().unique()
    with_reports = {region for code in bodies for region in line_of(code, above)}
    same = [
        row
        for code, row in regions.items()
        if code != region and row["level"] == here["level"] and code in with_reports
    ]
    same.sort(key=lambda row: (row["parent"] != here["parent"], row["adcode"]))
    return [row["adcode"] for row in same[:limit]]


def like_bodies(dataset: Dataset, agency_id: str) -> list[str]:
    """The other bodies of the same level and kind, the nearest first: of the same county, prefecture, province."""
    bodies = dataset.agency_list
    own = bodies.filter(pl.col("agency_id") == agency_id)
    if own.is_empty():
        return []
    here = own.row(0, named=True)
    above = parents(dataset)
    around = line_of(here["adcode"], above)

    def distance(code: str | None) -> int:
        return next((n for n, region in enumerate(around) if region in line_of(code, above)), len(around))

    like = bodies.filter(
        (pl.col("level") == here["level"])
        & (pl.col("kind") == here["kind"])
        & (pl.col("agency_id") != agency_id)
    )
    found = like.select("adcode", "agency_id").sort("adcode", "agency_id").iter_rows()
    return [code for _, code in sorted(found, key=lambda row: distance(row[0]))]
