"""The pages of the site: one row each. A new page is one row here, one file in ``app_pages`` and its words.

Navigation, page head, sitemap, data twins and tests all read this table. The words of page ``x`` are
``nav.x``, ``title.x`` and ``lead.x`` in ``text/zh.toml`` and ``text/en.toml``.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("app_pages")


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``filtered`` pages show the filter bar; ``twin`` pages have ``/api/<name>.csv`` and ``.json``.

    ``listed`` pages stand in the navigation. ``outcomes``: the filters of outcome and ground change what is shown.
    """

    name: str
    path: str
    filtered: bool = False
    twin: bool = False
    listed: bool = True
    exhibits: str = ""
    outcomes: bool = False

    @property
    def subject(self) -> str:
        """The name under which the exhibits of this page are registered."""
        return self.exhibits or self.name

    @property
    def file(self) -> Path:
        """The script that draws the page."""
        return FOLDER / f"{self.name}.py"


PAGES: tuple[Page, ...] = (
    Page("overview", "", filtered=True, twin=True),
    Page("applications", "applications", filtered=True, twin=True),
    Page("outcomes", "outcomes", filtered=True, twin=True, outcomes=True),
    Page("reviews", "reviews", filtered=True, twin=True, exhibits="disputes"),
    Page("regions", "regions", filtered=True, twin=True),
    Page("agency", "agency", filtered=True, twin=True),
    Page("compare", "compare", filtered=True, twin=True),
    Page("quality", "quality", filtered=True, twin=True),
    Page("coverage", "coverage", filtered=True, twin=True),
    Page("selfcheck", "selfcheck"),
    Page("data", "data", filtered=True),
    Page("about", "about"),
)


def by_path(path: str) -> Page | None:
    """The page served at a URL path (without slashes), None for an unknown one."""
    return next((page for page in PAGES if page.path == path.strip("/")), None)


def by_name(name: str) -> Page:
    """The page of that name. Raises ``KeyError`` for an unknown one."""
    return {page.name: page for page in PAGES}[name]
