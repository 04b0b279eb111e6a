"""The pieces that every page is made of: its sentences, charts, facts, long lists and downloads."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboard.text import Text
from extract.dataset.export import csv_bytes

CHART_CONFIG: dict[str, bool | str] = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
"""How plotly draws every chart."""


def answer(words: str) -> None:
    """The sentence that answers a question."""
    st.html(f'<p class="answer">{escape(words)}</p>')


def lead(words: str) -> None:
    """What a page or a part of it is about."""
    st.html(f'<p class="lead">{escape(words)}</p>')


def small(words: str) -> None:
    """A remark in small print."""
    st.html(f'<p class="small">{escape(words)}</p>')


def note(words: str) -> None:
    """A remark that stands apart, and is read out when it appears."""
    st.html(f'<p class="note" role="status">{escape(words)}</p>')


def facts(pairs: Sequence[tuple[str, str]]) -> str:
    """Markup of names and values as a definition list; values are markup themselves."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs)
    return f'<dl class="facts">{rows}</dl>'


def link(address: str, words: str) -> str:
    """Markup of a link inside the site."""
    return f'<a href="{escape(address)}" target="_self">{escape(words)}</a>'


def chart(figure: go.Figure, alt: str, key: str, **config: str) -> None:
    """A figure as wide as the page; ``alt`` says what it shows to those who do not see it."""
    st.plotly_chart(figure, theme=None, config=CHART_CONFIG | config, alt=alt, key=key)


def from_here(version: str, t: Text) -> str:
    """Where something on this site comes from, for an address to follow."""
    return t("cite.from", version=version[:12])


def citation(what: str, version: str, t: Text) -> str:
    """How something on this site is cited today, for its address to follow."""
    return t("cite.words", what=what, version=version[:12], date=datetime.now(UTC).date().isoformat())


def csv_download(label: str, rows: pl.DataFrame, file_name: str, *, key: str) -> None:
    """A quiet button that hands out rows as CSV, made when it is pressed."""
    st.download_button(
        label,
        data=lambda: csv_bytes(rows),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        key=key,
    )
