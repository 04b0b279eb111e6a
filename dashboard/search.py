"""The search box: a body or a region as people type it, with its level and place, and whether it has data."""

from functools import lru_cache
from html import escape

import streamlit as st

from dashboard import filters, island, store
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
    name = f"search_{key}"
    typed = st.text_input(t("search.label"), placeholder=t("search.hint"), key=name, type="search", live=True)
    if not typed or not typed.strip():
        return
    hits = index().search(typed[:60], LIMIT)
    if not hits:
        st.html(f'<p class="lead" role="status">{escape(t("search.none", typed=typed.strip()[:60]))}</p>')
        return

    def go(value: str) -> None:
        place = hits[int(value)]
        st.session_state[name] = ""
        st.switch_page(frame.targets[_page(place)], query_params=filters.written(_view(place, frame)))

    listed = "".join(_hit(place, hit, frame) for place, hit in enumerate(hits))
    island.show(
        f'<p class="sr" role="status">{escape(t("search.found", n=len(hits)))}</p><ul class="hits">{listed}</ul>',
        key=f"hits_{key}",
        on_choose=go,
    )


def _hit(place: int, hit: Hit, frame: Frame) -> str:
    t = frame.t
    facts = [t(f"level.{hit.level}") if f"level.{hit.level}" in t else "", " ".join(hit.place)]
    facts += [t(f"search.sort_{hit.sort}")] if hit.sort in ("zone", "town") else []
    facts += [] if hit.has_data else [t("search.no_data")]
    aside = " · ".join(filter(None, facts))
    return (
        f'<li class="{"has" if hit.has_data else "none"}"><a href="{escape(address(hit, frame))}" '
        f'data-choose="{place}">{escape(hit.name)}</a> <span>{escape(aside)}</span></li>'
    )


def _page(hit: Hit) -> str:
    """Which page an answer leads to: a body to its own; a region, a town or a zone to that of the region it lies in."""
    return "agency" if hit.sort == "body" else "regions"


def _view(hit: Hit, frame: Frame) -> filters.View:
    return (
        filters.for_agency(frame.view, hit.id)
        if hit.sort == "body"
        else filters.for_region(frame.view, hit.id)
    )


def address(hit: Hit, frame: Frame) -> str:
    """The address of the page that an answer leads to."""
    return f"/{_page(hit)}?{filters.query_string(_view(hit, frame))}"
