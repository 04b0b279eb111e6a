"""What is at hand to tell who reports and on which year, where the title of a report does not say it all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.documents.model import Document
from extract.forms.labels import in_simplified
from extract.rare import rare
from extract.reports.identity.titles import BARE, Title
from extract.reports.identity.years import period_year

_SPEAKS_OF = rare(r"(?<!\d)(?<!结转)(?<!结转[至到])(20[0-4]\d)年(?!\d{1,2}月\d{1,2}日|度?(?:结转|转结))")
"""A year but in a date, or one from or into which requests are carried."""


def spoken_year(body: str) -> int | None:
    """The year that the text, its titles and dates left out, speaks of more than of all others together."""
    body = BARE.sub("", body)
    years = Counter(int(y) for y in _SPEAKS_OF.findall(body))
    if not years:
        return None
    year, times = years.most_common(1)[0]
    return year if 2 * times > sum(years.values()) else None


@dataclass(frozen=True)
class Evidence:
    """Where a name or a year may be told.

    ``title`` is the report's title with the reason for it, ``lines`` are those above its first section, ``body`` is the
    running text, without gaps as all of these, ``opening`` its beginning where no title tells the year, ``first_words``
    are what section one begins with. ``published`` is the date of publication (``YYYY-MM-DD``), ``publisher`` the unit
    that the page or the file names.
    """

    document: Document
    title: Title | None
    lines: Sequence[str]
    body: str
    opening: str
    file_name: str
    first_words: str
    published: str | None
    publisher: str | None

    @cached_property
    def plain_body(self) -> str:
        """The text in simplified characters."""
        return in_simplified(self.body)

    @cached_property
    def period(self) -> int | None:
        """The year whose days the figures cover, as the text says."""
        return period_year(self.body)

    @cached_property
    def spoken(self) -> int | None:
        """The year that the text speaks of."""
        return spoken_year(self.body)
