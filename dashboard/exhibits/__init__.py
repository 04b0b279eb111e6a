"""The exhibits of the site: one question each, from the dataset and a selection to a ``View``."""

from collections.abc import Mapping
from types import MappingProxyType

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
    return BUILDERS[exhibit_id](Ask(exhibit_id, dataset, filters, language, theme))


__all__ = ["EXHIBITS", "Exhibit", "View", "build", "exhibits_of"]
