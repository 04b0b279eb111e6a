"""The exhibits of the site: one question each, from the dataset and a selection to a ``View``."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from dashboard.data import Dataset
from dashboard.exhibits.common import Ask
from dashboard.exhibits.subjects import BUILDERS
from dashboard.exhibits.view import Exhibit, View
from dashboard.queries import Filters

_ORDER = {
    "overview": ("overview.answer", "overview.reports", "overview.where"),
    "applications": (
        "applications.by_year",
        "applications.by_body",
        "applications.who",
        "applications.flow",
        "applications.compare",
    ),
    "outcomes": (
        "outcomes.by_year",
        "outcomes.by_body",
        "outcomes.groups",
        "outcomes.grounds",
        "outcomes.by_applicant",
        "outcomes.compare",
    ),
    "disputes": (
        "reviews.by_year",
        "reviews.by_body",
        "reviews.results",
        "reviews.compare",
        "lawsuits.by_year",
        "lawsuits.by_body",
        "lawsuits.results",
        "lawsuits.compare",
    ),
    "agency": (
        "agency.flow",
        "agency.applications",
        "agency.like",
        "agency.outcomes",
        "agency.grounds",
        "agency.reviews",
        "agency.lawsuits",
    ),
}

EXHIBITS: Mapping[str, Exhibit] = MappingProxyType(
    {name: Exhibit(name, page) for page, names in _ORDER.items() for name in names}
)
"""Every exhibit by id, in the order in which the pages show them."""


def exhibits_of(page: str) -> tuple[Exhibit, ...]:
    """The exhibits of one page (``overview``, ``applications``, ``outcomes``, ``disputes``, ``agency``), in order."""
    return tuple(one for one in EXHIBITS.values() if one.page == page)


def build(exhibit_id: str, dataset: Dataset, filters: Filters, language: str, theme: str = "light") -> View:
    """Compute one exhibit. Raises ``KeyError`` for an unknown id; an empty selection gives a ``View`` with ``empty``."""
    found = BUILDERS[exhibit_id](Ask(exhibit_id, dataset, filters, language, theme))
    return replace(found, data=_named(found.data, dataset))


def _named(data: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Rows of bodies with their names beside the ids, so that a file taken along can be read by itself."""
    if "agency_id" not in data.columns:
        return data
    names = dict(dataset.agency_list.select("agency_id", "name").iter_rows())
    own = pl.col("agency_id").str.split(":").list.first()  # a scope may stand behind the id
    return data.insert_column(
        data.columns.index("agency_id") + 1,
        data.select(own.replace_strict(names, default=None, return_dtype=pl.String))
        .to_series()
        .alias("agency_name"),
    )


__all__ = ["EXHIBITS", "Exhibit", "View", "build", "exhibits_of"]
