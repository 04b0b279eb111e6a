"""The selection in a visitor's session: seeded from the URL, changed by the filter bar, written back.

The URL leads whenever it is not the one this session wrote last (a link, Back, a reload); a filter that
the visitor has just changed leads over the URL. Widgets have keys of their own and stand in the entry
script, so that they live on over the pages.
"""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import polars as pl
import streamlit as st

from dashboard import filters, island, pieces
from dashboard.filters import Choices, View
from dashboard.names import Names
from dashboard.queries import SIDE_BY_SIDE, Filters
from dashboard.text import Text

_VIEW, _WRITTEN, _CHANGED = "view", "written", "changed"
_WIDGETS = (filters.REGION, filters.AGENCY, filters.KIND, filters.LEVEL, filters.OUTCOME, filters.GROUND)


def _incoming() -> dict[str, list[str]]:
    """The query of this run as lists, known names only."""
    known = (*filters.NAMES, filters.REPORT, filters.CELL, *filters.OWN)
    found = {name: st.query_params.get_all(name) for name in known}
    return {name: values for name, values in found.items() if values}


def read(choices: Choices) -> View:
    """What this run shows."""
    state = st.session_state
    incoming = _incoming()
    changed = state.pop(_CHANGED, False)
    if _VIEW not in state or (not changed and incoming and incoming != state.get(_WRITTEN)):
        state[_VIEW] = filters.parse(incoming, choices)
    return state[_VIEW]


def change(view: View) -> None:
    """Show another view from the next run on; for callbacks."""
    st.session_state[_VIEW] = replace(view, unknown=())
    st.session_state[_CHANGED] = True


def current() -> View:
    """The view of this session; for callbacks and pages."""
    return st.session_state[_VIEW]


def write(view: View) -> str:
    """Write the view into the URL.

    On a session's first run the query is returned instead of written: the page then replaces the
    address in place, so that Back leaves the site in one step. Later it is written whenever it is not
    what this session wrote last, even when the run came with it: a link to the same page hands over
    its query without changing the address.
    """
    query = filters.written(view)
    before = st.session_state.get(_WRITTEN)
    st.session_state[_WRITTEN] = query
    if before is None:
        return filters.query_string(view)
    if query != before or query != _incoming():
        st.query_params.from_dict(query)
    return ""


def _key(name: str) -> str:
    return f"filter_{name}"


def _taken(choices: Choices, t: Text) -> None:
    """A filter was changed: take all of them."""
    state = st.session_state
    picked = {name: tuple(state[_key(name)]) for name in _WIDGETS}
    for name in (filters.REGION, filters.AGENCY):
        if len(picked[name]) > SIDE_BY_SIDE:
            picked[name] = picked[name][:SIDE_BY_SIDE]
            st.toast(t("filter.too_many"))
    years = None
    if choices.years is not None:
        years = tuple(sorted((state["filter_from"], state["filter_to"])))
    change(
        filters.filtered(
            current(),
            Filters(
                regions=picked[filters.REGION],
                agencies=picked[filters.AGENCY],
                kinds=picked[filters.KIND],
                levels=picked[filters.LEVEL],
                years=years,
                outcomes=picked[filters.OUTCOME],
                grounds=picked[filters.GROUND],
            ),
        )
    )


def one_of(name: str, view: View, label: str, shown: Callable[[str], str]) -> str:
    """One of the codes that the page has of its own, chosen by the reader and kept in the address."""
    state, key = st.session_state, f"own_{name}"
    state[key] = view.own[name]
    st.segmented_control(
        label,
        list(filters.OWN[name].codes),
        format_func=shown,
        required=True,
        key=key,
        on_change=lambda: change(filters.choosing(current(), **{name: state[key]})),
    )
    return view.own[name]


def paged(rows: pl.DataFrame, size: int, view: View, t: Text) -> pl.DataFrame:
    """The rows of the page that the reader has turned to; where there are several, they are offered above."""
    pages, asked = max(1, -(-rows.height // size)), int(view.own[filters.PAGE])
    turned = asked if asked <= pages else 1
    if turned != asked:
        pieces.note(t("filter.unknown", values=f"{filters.PAGE}={asked}"))
        st.session_state[_VIEW] = filters.choosing(current(), page=str(turned))
    if pages == 1:
        return rows
    state, key = st.session_state, f"own_{filters.PAGE}"
    state[key] = turned
    st.pagination(pages, key=key, on_change=lambda: change(filters.choosing(current(), page=str(state[key]))))
    return rows.slice((turned - 1) * size, size)


def in_words(view: View, names: Names, t: Text, outcomes: bool) -> str:
    """The selection as a reader would say it; of ``outcomes`` and grounds only where they change what is shown."""
    chosen = view.filters
    places = [names.region(c) for c in chosen.regions] + [names.agency(c) for c in chosen.agencies]
    parts = [t.joined(places) if places else t("filter.all_reports")]
    parts += [t.joined([names.level(c) for c in chosen.levels])] if chosen.levels else []
    parts += [t.joined([names.kind(c) for c in chosen.kinds])] if chosen.kinds else []
    if chosen.years:
        first, last = chosen.years
        key = "filter.one_year" if first == last else "filter.years"
        parts.append(t(key, first=first, last=last))
    rows = (*chosen.outcomes, *chosen.grounds) if outcomes else ()
    parts += [t.joined(names.field(c) for c in rows)] if rows else []
    return t("phrase.semicolon").join(parts)


def bar(view: View, names: Names, t: Text, outcomes: bool) -> None:
    """The filter bar: what is selected, in words (see ``in_words``); the filters; a link to this view."""
    choices = names.choices
    with st.container(horizontal=True, vertical_alignment="center", key="filterbar", gap="small"):
        st.html(f'<p class="selected">{escape(in_words(view, names, t, outcomes))}</p>', width="stretch")
        with st.popover(t("filter.button"), key="filters"):
            _widgets(view, names, choices, t)
        if view.filters != Filters(years=choices.years):
            st.button(
                t("filter.clear"),
                key="filter_clear",
                type="tertiary",
                on_click=lambda: change(filters.cleared(current(), choices)),
            )
        island.show(island.copy_button(t, t("filter.copy")), key="copy")
    if view.unknown:
        pieces.note(t("filter.unknown", values="; ".join(view.unknown)))
    for code in view.filters.regions:
        if code not in choices.regions:
            there = {c: f"?{filters.query_string(filters.for_region(view, c))}" for c in names.nearest(code)}
            near = t.joined(pieces.link(address, names.region_option(c)) for c, address in there.items())
            words = t("filter.no_data_region", name=escape(names.region_option(code)), nearest=near)
            st.html(f'<p class="note" role="status">{words}</p>')


def _widgets(view: View, names: Names, choices: Choices, t: Text) -> None:
    state = st.session_state
    labels = {
        filters.REGION: (t("filter.region"), names.region_option),
        filters.AGENCY: (t("filter.agency"), names.agency),
        filters.LEVEL: (t("filter.level"), names.level),
        filters.KIND: (t("filter.kind"), names.kind),
        filters.OUTCOME: (t("filter.outcome"), names.field),
        filters.GROUND: (t("filter.ground"), names.field),
    }

    def taken() -> None:
        _taken(choices, t)

    def pick(name: str) -> None:
        label, shown = labels[name]
        chosen = filters.written(view)[name]
        options = list(choices.of(name))
        extra = [c for c in chosen if c != filters.ALL and c not in options]
        state[_key(name)] = [c for c in chosen if c != filters.ALL]
        st.multiselect(
            label,
            options + extra,
            format_func=shown,
            key=_key(name),
            placeholder=t("filter.all"),
            select_all=False,  # an empty filter is all, and no more than six stand side by side
            on_change=taken,
        )

    pick(filters.REGION)
    pick(filters.AGENCY)
    if choices.years is not None and view.filters.years is not None:
        first, last = choices.years
        span = list(range(last, first - 1, -1))
        state["filter_from"], state["filter_to"] = view.filters.years
        left, right = st.columns(2)
        left.selectbox(t("filter.from"), span, key="filter_from", on_change=taken)
        right.selectbox(t("filter.to"), span, key="filter_to", on_change=taken)
    left, right = st.columns(2)
    with left:
        pick(filters.LEVEL)
    with right:
        pick(filters.KIND)
    pick(filters.OUTCOME)
    pick(filters.GROUND)
