"""Draws exhibits: the question, the answer, the chart, what it rests on, the table, the download."""

import logging
from collections.abc import Collection
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import parse_qs

import polars as pl
import streamlit as st

from dashboard import exhibits, filters, glossary, island, picture, pieces, source, store, tables
from dashboard.data import NoDataset
from dashboard.exhibits import View
from dashboard.frame import Frame, current
from dashboard.names import plain_label
from dashboard.pages import by_name
from dashboard.queries import Filters, selected
from dashboard.text import number

log = logging.getLogger(__name__)

LONGEST_TABLE = 500
"""Rows up to which a table is a real one, with links to the sources; longer ones are a grid."""


@lru_cache(maxsize=256)
def _built(exhibit_id: str, build: str, chosen: Filters, language: str, mode: str) -> View:
    """An exhibit of one ``build`` of the dataset, computed once for all who ask the same; never changed afterwards."""
    dataset = store.dataset()
    if dataset is None:
        raise NoDataset(build)
    return exhibits.build(exhibit_id, dataset, chosen, language, mode)


def built(exhibit_id: str, chosen: Filters, frame: Frame) -> View | None:
    """An exhibit for a selection, in the reader's language and scheme; None, and a line in the log, where it fails."""
    try:
        return _built(exhibit_id, store.key(), chosen, frame.t.language, frame.mode)
    except Exception:
        log.exception("exhibit %s failed", exhibit_id)
        return None


def page(
    page_name: str, frame: Frame | None = None, nested: bool = False, without: Collection[str] = ()
) -> None:
    """Every exhibit of a page, in order, for the current selection. One that fails leaves the others standing.

    ``nested``: they stand under a heading of their own; ``without`` are left out. A selection without a report is said once.
    """
    frame = frame or current()
    if selected(frame.dataset, frame.view.filters).is_empty():
        pieces.answer(frame.t("filter.empty"))
        return
    offered = [one for one in exhibits.exhibits_of(by_name(page_name).subject) if one.id not in without]
    shown = [exhibit for exhibit in offered if side_by_side(frame.view.filters) or not compares(exhibit.id)]
    drawn: list[View] = []
    for exhibit in shown:
        view = built(exhibit.id, frame.view.filters, frame)
        if view is None:
            pieces.note(frame.t("exhibit.failed"))
            continue
        # A few bodies are drawn one by one over the years already: the same picture is not drawn twice.
        if compares(exhibit.id) and any(view.figure == before.figure for before in drawn):
            continue
        drawn.append(view)
        one(view, page_name, frame, nested)
    if len(shown) < len(offered):
        pieces.note(frame.t("exhibit.how_to_compare"))


def compares(exhibit_id: str) -> bool:
    """Whether an exhibit sets bodies or regions side by side; for a single one it would repeat the course over years."""
    return exhibit_id.endswith(".compare")


def side_by_side(chosen: Filters) -> bool:
    """Whether at least two bodies or regions are chosen."""
    return max(len(chosen.agencies), len(chosen.regions)) > 1


def anchor(exhibit_id: str) -> str:
    """The exhibit's name in a link: ``#applications-by_year``."""
    return exhibit_id.replace(".", "-")


def one(view: View, page_name: str, frame: Frame, nested: bool = False) -> None:
    """One exhibit."""
    t = frame.t
    with st.container(key=f"exhibit_{anchor(view.id)}"):
        heading = st.subheader if nested else st.header
        heading(view.question, anchor=anchor(view.id))
        pieces.answer(view.empty or view.answer)
        if view.empty is not None:
            return
        if view.figure is not None:
            pieces.chart(view.figure, view.alt, f"chart_{anchor(view.id)}")
        _rests_on(view, frame)
        with st.expander(t("exhibit.table"), key=f"table_{anchor(view.id)}"):
            _table(view, frame)
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"tools_{anchor(view.id)}", gap="medium"
        ):
            pieces.csv_download(
                t("exhibit.download"),
                view.data,
                view.filename,
                key=f"download_{anchor(view.id)}",
            )
            island.show(_take_along(view, page_name, frame), key=f"link_{anchor(view.id)}")


def _take_along(view: View, page_name: str, frame: Frame) -> str:
    """What can be taken along of a chart besides its data: the picture, the link, the citation."""
    t = frame.t
    address = f"/{by_name(page_name).path}?{filters.lasting(frame.view, page_name)}#{anchor(view.id)}"
    cited = pieces.citation(view.question, frame.dataset.version, t)
    ways = [
        island.copy_button(t, t("exhibit.permalink"), address),
        island.copy_button(t, t("exhibit.cite"), address, cited),
    ]
    if view.figure is not None:
        file_name = view.filename.replace(".csv", ".png")
        source = pieces.from_here(frame.dataset.version, t)
        ways.insert(0, picture.button(t("exhibit.picture"), file_name, source, address))
    return " ".join(ways)


def _rests_on(view: View, frame: Frame) -> None:
    """How many reports stand behind the chart, the notes, and its terms with their explanations."""
    t = frame.t
    lines = []
    if view.n:
        lines.append(f"<p>{escape(t('exhibit.n', n=view.n))}</p>")
    lines += [f"<p>{escape(note)}</p>" for note in view.notes]
    explained = [term for term in view.terms if glossary.card(term, t)]
    named = {plain_label(glossary.name(term, t)): term for term in reversed(explained)}
    explained = [term for term in explained if term in named.values()]
    if explained:
        shown = " ".join(
            f"<span>{glossary.word(term, plain_label(glossary.name(term, t)), t, anchor(view.id))}</span>"
            for term in explained
        )
        lines.append(f'<p class="listed">{escape(t("exhibit.terms"))}{shown}</p>')
    if lines:
        island.show(f'<div class="rests">{"".join(lines)}</div>', key=f"rests_{anchor(view.id)}")


def _table(view: View, frame: Frame) -> None:
    t = frame.t
    caption = t("exhibit.table_of", question=view.question)
    if view.table.height > LONGEST_TABLE:
        st.dataframe(view.table, hide_index=True, alt=caption)
        st.caption(t("exhibit.rows_more", n=view.table.height))
    elif "agency_id" in view.data.columns and view.data.height == view.table.height:
        _linked_table(view, frame, caption)
    else:
        st.html(tables.html(view.table, caption))
    if view.table.null_count().sum_horizontal().item() > 0:
        st.caption(t("exhibit.missing"))


def _linked_table(view: View, frame: Frame, caption: str) -> None:
    """A table whose bodies lead to their pages and whose figures lead to their sources."""
    name = view.table.columns[0]
    figures = {c for c in view.table.columns if _same(view, c, "value")}

    def inside(column: str, value: object, codes: dict[str, Any]) -> str | None:
        agency = str(codes["agency_id"]).partition(":")[0]
        if value is None or agency not in frame.names.agencies:
            return None
        report = codes.get("report_id") if column in figures else None
        if column != name and report is None:
            return None
        cell = source.cell_of(str(codes.get("key") or ""), codes.get("form")) if report else None
        target = filters.for_agency(frame.view, agency, report, cell)
        shown = number(value) if isinstance(value, int | float) else str(value)
        query = filters.query_string(target)
        return f'<a href="/agency?{escape(query)}" data-choose="{escape(query)}">{escape(shown)}</a>'

    def go(query: str) -> None:
        st.switch_page(frame.targets["agency"], query_params=parse_qs(query))

    island.show(
        tables.html(view.table, caption, markup=inside, beside=view.data),
        key=f"rows_{anchor(view.id)}",
        on_choose=go,
    )


def _same(view: View, column: str, code: str) -> bool:
    """Whether a printed column shows what stands under a code."""
    return (
        code in view.data.columns
        and view.table[column].dtype.is_numeric()
        and view.table[column].cast(pl.Float64).to_list() == view.data[code].cast(pl.Float64).to_list()
    )
