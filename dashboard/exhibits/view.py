"""What an exhibit is and what it hands to the page that shows it."""

from dataclasses import dataclass, field

import plotly.graph_objects as go
import polars as pl


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One question that a page answers. ``id`` is ``<subject>.<cut>`` and never changes; ``page`` names the page."""

    id: str
    page: str


@dataclass(frozen=True, slots=True)
class View:
    """One exhibit, computed for one selection, language and theme.

    ``answer`` is a sentence computed from ``data``; ``alt`` is its longer form for those who do not see
    the figure. ``table`` is what the page prints (headings and names in the language, null = missing);
    ``data`` is the same content under codes, for CSV and JSON. ``n`` says how many reports stand behind
    it. ``terms`` are field codes or glossary ids that the page explains. ``empty`` is the sentence to
    show when there is nothing to draw; ``figure`` is None then.
    """

    id: str
    question: str
    answer: str
    figure: go.Figure | None
    alt: str
    table: pl.DataFrame
    data: pl.DataFrame
    notes: list[str] = field(default_factory=list)
    n: str = ""
    terms: list[str] = field(default_factory=list)
    empty: str | None = None

    @property
    def filename(self) -> str:
        """The name of the downloaded table."""
        return "ogi-" + self.id.replace(".", "-").replace("_", "-") + ".csv"
