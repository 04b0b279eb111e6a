"""What stands around every page: masthead, heading, foot; and what a page is given to draw with."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl
import streamlit as st
from streamlit.navigation.page import Page as Target

from dashboard import filters, pieces
from dashboard.data import Dataset
from dashboard.filters import View
from dashboard.names import Names
from dashboard.pages import PAGES, Page
from dashboard.text import LANGUAGES, Text, text


@dataclass(frozen=True)
class Frame:
    """What a page draws with: the data, the names in the reader's language, and what the reader selected."""

    dataset: Dataset
    names: Names
    view: View
    t: Text
    targets: Mapping[str, Target]

    @property
    def mode(self) -> str:
        """The scheme the reader sees: ``light`` or ``dark``."""
        return st.context.theme.type or "light"

    def to_report(self, report: Mapping[str, Any], cell: str | None = None) -> str:
        """A link to a report on its body's page, by the body's name and the year; ``cell``: to a figure's source."""
        address = filters.agency_address(self.view, report["agency_id"], report["report_id"], cell)
        return pieces.link(address, f"{self.names.agency(report['agency_id'])} {report['year']}")


def set_current(frame: Frame) -> None:
    """Hand the frame to the page that runs next in this session."""
    st.session_state["frame"] = frame


def current() -> Frame:
    """The frame of the page that is being drawn."""
    return st.session_state["frame"]


def title(page: Page, t: Text) -> str:
    """The document's title: the page and the site."""
    return f"{t(f'nav.{page.name}')} · {t('site.name')}"


def masthead(page: Page, view: View, targets: Mapping[str, Target], t: Text) -> None:
    """The site's name, the sections, the other language. Every link carries the selection."""
    carried = filters.written(filters.shared(view))
    with st.container(key="masthead", horizontal=True, horizontal_alignment="distribute", gap="small"):
        with st.container(key="brand", width="content"):
            st.page_link(targets["overview"], label=t("site.name"), query_params=carried)
        other = next(language for language in LANGUAGES if language != t.language)
        switched = filters.written(filters.with_language(view, other))
        with st.container(key="language", width="content"):
            st.page_link(targets[page.name], label=t("nav.other_language"), query_params=switched)
    with st.container(key="sections", horizontal=True, gap="small"):
        for one in PAGES:
            if one.listed:
                here = "here" if one is page else "there"
                with st.container(key=f"section_{here}_{one.name}", width="content"):
                    st.page_link(targets[one.name], label=t(f"nav.{one.name}"), query_params=carried)


def heading(page: Page, view: View, names: Names, t: Text) -> None:
    """The page's name and what it is about; a body's page bears the body's name."""
    body = next(iter(view.filters.agencies), None) if page.name == "agency" else None
    st.title(names.agency(body) if body else t(f"title.{page.name}"), anchor=False)
    pieces.lead(t(f"lead.{page.name}"))


def footer(dataset: Dataset | None, t: Text) -> None:
    """Version, coverage, licence, kinds of sources."""
    lines = []
    if dataset is not None and dataset.years is not None:
        first, last = dataset.years
        lines.append(
            t(
                "footer.counts",
                reports=dataset.reports.filter(pl.col("counted")).select(pl.len()).collect().item(),
                bodies=dataset.agency_list.height,
                first=first,
                last=last,
            )
        )
        lines.append(t("data.version") + " " + (dataset.version[:12] or t("none")))
    lines += [t("footer.kinds"), t("footer.licence"), t("footer.independent")]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    st.html(f'<footer class="foot">{body}</footer>')


def _apology(heading_key: str, body_key: str, t: Text, command: str = "") -> None:
    st.title(t(heading_key), anchor=False)
    st.write(t(body_key))
    if command:
        st.code(command, language=None)


def no_dataset(t: Text) -> None:
    """There is nothing to show yet, and how to build it."""
    _apology("state_page.no_dataset_title", "state_page.no_dataset", t, "ogi build")


def empty_dataset(t: Text) -> None:
    """A dataset was built, but nothing in it counts."""
    _apology("state_page.empty_title", "state_page.empty", t, "ogi build")


def apologise(_error: Exception) -> bool:
    """In place of Streamlit's red box when a page fails: our own words. The traceback goes to the log."""
    view = st.session_state.get("view")
    t = text(view.language if view else LANGUAGES[0])
    st.error(f"{t('state_page.error_title')} {t('state_page.error')}")
    return True
