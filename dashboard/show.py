"""Draws exhibits: the question, the answer, the chart, what it rests on, the table, the download."""

import logging
from html import escape

import streamlit as st

from dashboard import exhibits, filters, glossary, island, tables
from dashboard.exhibits import View
from dashboard.frame import Frame, current
from dashboard.names import plain_label
from dashboard.pages import by_name
from extract.dataset.export import csv_bytes

log = logging.getLogger(__name__)

LONGEST_TABLE = 50
"""Rows up to which a table is printed in full; longer ones scroll."""

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "responsive": True}


def note(words: str) -> None:
    """A quiet remark."""
    st.html(f'<p class="note" role="status">{escape(words)}</p>')


def page(page_name: str, frame: Frame | None = None) -> None:
    """Every exhibit of a page, in order, for the current selection. One that fails leaves the others standing."""
    frame = frame or current()
    for exhibit in exhibits.exhibits_of(by_name(page_name).subject):
        try:
            view = exhibits.build(exhibit.id, frame.dataset, frame.view.filters, frame.t.language, frame.mode)
        except Exception:
            log.exception("exhibit %s failed", exhibit.id)
            note(frame.t("exhibit.failed"))
            continue
        one(view, page_name, frame)


def anchor(exhibit_id: str) -> str:
    """The exhibit's name in a link: ``#applications-by_year``."""
    return exhibit_id.replace(".", "-")


def one(view: View, page_name: str, frame: Frame) -> None:
    """One exhibit."""
    t = frame.t
    with st.container(key=f"exhibit_{anchor(view.id)}"):
        st.subheader(view.question, anchor=anchor(view.id))
        if view.empty is not None or view.figure is None:
            st.html(f'<p class="answer">{escape(view.empty or view.answer)}</p>')
            return
        st.html(f'<p class="answer">{escape(view.answer)}</p>')
        st.plotly_chart(
            view.figure, theme=None, config=CHART_CONFIG, alt=view.alt, key=f"chart_{anchor(view.id)}"
        )
        _rests_on(view, frame)
        with st.expander(t("exhibit.table"), key=f"table_{anchor(view.id)}"):
            _table(view, frame)
        with st.container(horizontal=True, key=f"tools_{anchor(view.id)}", gap="medium"):
            st.download_button(
                t("exhibit.download"),
                data=lambda: csv_bytes(view.data),
                file_name=view.filename or f"{view.id}.csv",
                mime="text/csv",
                on_click="ignore",
                type="tertiary",
                key=f"download_{anchor(view.id)}",
            )
            path = by_name(page_name).path
            address = f"/{path}?{filters.query_string(frame.view)}#{anchor(view.id)}"
            island.show(
                island.copy_button(
                    t("exhibit.permalink"), t("filter.copied"), t("filter.copy_failed"), address
                ),
                key=f"link_{anchor(view.id)}",
            )


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
        shown = " · ".join(
            glossary.word(term, plain_label(glossary.name(term, t)), t, anchor(view.id)) for term in explained
        )
        lines.append(f"<p>{escape(t('exhibit.terms'))}{shown}</p>")
    if lines:
        island.show(f'<div class="rests">{"".join(lines)}</div>', key=f"rests_{anchor(view.id)}")


def _table(view: View, frame: Frame) -> None:
    t = frame.t
    if view.table.height <= LONGEST_TABLE:
        st.html(tables.html(view.table, t("exhibit.table_of", question=view.question)))
    else:
        st.dataframe(view.table, hide_index=True, alt=t("exhibit.table_of", question=view.question))
        st.caption(t("exhibit.rows_more", n=view.table.height))
    if view.table.null_count().sum_horizontal().item() > 0:
        st.caption(t("exhibit.missing"))
