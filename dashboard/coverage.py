"""收录: the honest answer to “is it all here?”: bodies against years."""

from html import escape

import polars as pl
import streamlit as st

from dashboard import filters, pieces, selection, tables
from dashboard.frame import Frame
from dashboard.queries.coverage import STATES, coverage
from dashboard.text import Text

SIGNS = {"read": "●", "partial": "◐", "retypeset": "▣", "transcribed": "✎", "missing": "·"}
"""A sign for each state, so that colour is never needed."""

SHOWN = 100
"""Bodies on one page of the matrix."""


def draw(frame: Frame) -> None:
    """The page."""
    t = frame.t
    found = coverage(frame.dataset, frame.view.filters)
    if found.is_empty():
        pieces.note(t("filter.empty"))
        return
    bodies = found.select("agency_id").unique(maintain_order=True)
    have = found.filter(pl.col("state") != "missing")
    pieces.answer(t("coverage.answer", bodies=bodies.height, have=have.height, all=found.height))
    pieces.lead(_latest(found, t))
    st.html(_legend(found, t))
    shown = selection.paged(bodies, SHOWN, frame.view, t)
    st.html(_matrix(found.join(shown, on="agency_id", how="semi", maintain_order="left"), frame))
    if shown.height < bodies.height:
        st.caption(t("coverage.more", shown=SHOWN, all=bodies.height))
    pieces.csv_download(t("exhibit.download_rows"), found, "ogi-coverage.csv", key="coverage_download")
    pieces.note(t("coverage.means"))
    _refused(frame)
    files = frame.dataset.files.collect()
    pieces.csv_download(t("coverage.files"), files, "ogi-files.csv", key="files_download")


def _latest(found: pl.DataFrame, t: Text) -> str:
    """How many of the bodies have a report for the latest years."""
    years = sorted(found["year"].unique().to_list(), reverse=True)[:3]
    lines = []
    for year in years:
        of_year = found.filter(pl.col("year") == year)
        have = of_year.filter(pl.col("state") != "missing").height
        lines.append(t("coverage.of_year", year=year, have=have, all=of_year.height))
    return t("phrase.space").join(lines)


def _legend(found: pl.DataFrame, t: Text) -> str:
    counts = dict(found["state"].value_counts().iter_rows())
    items = "".join(
        f'<span class="{state}"><b aria-hidden="true">{SIGNS[state]}</b> {escape(t(f"coverage.{state}"))}'
        f" {counts.get(state, 0):,}</span>"
        for state in STATES
    )
    return f'<p class="legend">{items}</p>'


def _matrix(found: pl.DataFrame, frame: Frame) -> str:
    """Bodies as rows, years as columns, the latest first; every report is a link to its body's page."""
    t = frame.t
    years = sorted(found["year"].unique().to_list(), reverse=True)
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    rows: list[str] = []
    place = None
    for (agency,), own in found.group_by(["agency_id"], maintain_order=True):
        first = own.row(0, named=True)
        province = frame.names.province(first["province"]) if first["province"] else None
        where = " ".join(filter(None, (province, first["prefecture"], first["county"])))
        if where != place:
            place = where
            rows.append(
                f'<tr class="place"><th scope="rowgroup" colspan="{len(years) + 1}">{escape(where)}</th></tr>'
            )
        cells = []
        for row in own.sort("year", descending=True).iter_rows(named=True):
            words = f"{row['agency_name']} {row['year']}: {t('coverage.' + row['state'])}"
            sign = SIGNS[row["state"]]
            if row["state"] == "missing":
                cells.append(f'<td class="missing" title="{escape(words)}">{sign}</td>')
            else:
                address = filters.agency_address(frame.view, str(agency), row["report_id"])
                cells.append(
                    f'<td class="{row["state"]}"><a href="{escape(address)}" target="_self" '
                    f'aria-label="{escape(words)}" title="{escape(words)}">{sign}</a></td>'
                )
        name = filters.agency_address(frame.view, str(agency))
        rows.append(
            f'<tr><th scope="row">{pieces.link(name, first["agency_name"])}</th>{"".join(cells)}</tr>'
        )
    caption = t("coverage.caption")
    inside = (
        f'<table class="plain matrix"><caption>{escape(caption)}</caption>'
        f"<thead><tr><th scope=col>{escape(t('coverage.body'))}</th>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
    return tables.scrolling(inside, caption)


def _refused(frame: Frame) -> None:
    """The files that were offered and refused, with the reason: they belong to no body."""
    t = frame.t
    refused = frame.dataset.files.filter(pl.col("status").cast(pl.String) == "refused").collect()
    st.header(t("coverage.refused"), anchor="refused")
    if refused.is_empty():
        pieces.lead(t("coverage.none_refused"))
        return
    items = "".join(
        f"<li><strong>{escape(row['path'])}</strong> {escape(t.pick(row['message_zh'], row['message_en']))}"
        f' <span class="check">{escape(row["code"])}</span></li>'
        for row in refused.iter_rows(named=True)
    )
    st.html(f'<ul class="findings">{items}</ul>')
