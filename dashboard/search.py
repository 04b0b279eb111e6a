"""The search box: a body or a region as people type it, with its level and place, and whether it has data."""

from functools import lru_cache
from html import escape

import streamlit as st

from dashboard import filters, store
from dashboard.frame import Frame
from extract.regions.search import Hit, Index

LIMIT = 8


@lru_cache(maxsize=2)
def _index(version: str) -> Index:
    found = store.dataset()
    return Index(found.agency_list if found is not None else None)


def index() -> Index:
    """The index of the dataset in place; made once a build (some seconds), so the server makes it at its start."""
    found = store.dataset()
    return _index(found.version if found is not None else "")


def box(frame: Frame, key: str) -> None:
    """The box and, while something is typed, its answers as links."""
    t = frame.t
    typed = st.text_input(
        t("search.label"), placeholder=t("search.hint"), key=f"search_{key}", type="search", live=True
    )
    if not typed or not typed.strip():
        return
    hits = index().search(typed[:60], LIMIT)
    if not hits:
        st.html(f'<p class="lead" role="status">{escape(t("search.none", typed=typed.strip()[:60]))}</p>')
        return
    st.html(f'<ul class="hits">{"".join(_hit(hit, frame) for hit in hits)}</ul>')


def _hit(hit: Hit, frame: Frame) -> str:
    t = frame.t
    where = " ".join(hit.place)
    facts = [t(f"level.{hit.level}") if f"level.{hit.level}" in t else "", where]
    facts += [t(f"search.sort_{hit.sort}")] if hit.sort in ("zone", "town") else []
    facts += [] if hit.has_data else [t("search.no_data")]
    aside = " · ".join(filter(None, facts))
    return (
        f'<li class="{"has" if hit.has_data else "none"}"><a href="{escape(address(hit, frame))}" target="_self">'
        f"{escape(hit.name)}</a> <span>{escape(aside)}</span></li>"
    )


def address(hit: Hit, frame: Frame) -> str:
    """Where an answer leads: a body to its page; a region, a town or a zone to the page of the region it is or lies in."""
    if hit.sort == "body":
        return "agency?" + filters.query_string(filters.for_agency(frame.view, hit.id))
    return "regions?" + filters.query_string(filters.for_region(frame.view, hit.id))
