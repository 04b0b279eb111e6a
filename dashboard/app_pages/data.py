"""数据: what the dataset holds, downloads, data addresses, field catalogue."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

import polars as pl
import streamlit as st

from dashboard import api, filters, frame, pieces, store, tables
from dashboard.pages import PAGES
from extract.dataset.export import read_table

shown = frame.current()
t, dataset, names = shown.t, shown.dataset, shown.names
query = filters.query_string(shown.view)
first, last = dataset.years or (0, 0)


def origin() -> str:
    """Where the reader has the site from, so that a citation leads back to it."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def facts() -> None:
    """The size of the dataset."""
    files = dataset.files.collect()
    by_kind = dict(
        dataset.reports.select(pl.col("source_kind").cast(pl.String))
        .collect()
        .to_series()
        .value_counts()
        .iter_rows()
    )
    kinds = t.joined([f"{t(f'source_kind.{kind}')} {count:,}" for kind, count in sorted(by_kind.items())])
    every, counted = dataset.reports.select(pl.len(), pl.col("counted").sum()).collect().row(0)
    reports = f"{every:,}"
    if counted < every:
        reports = t("data.of_reports", n=reports, counted=f"{counted:,}")
    by_status = dict(files["status"].cast(pl.String).value_counts().iter_rows())
    statuses = t.joined([f"{t(f'data.{s}')} {by_status.get(s, 0):,}" for s in ("read", "partial", "refused")])
    st.header(t("data.what"), anchor="what")
    st.html(
        pieces.facts(
            [
                (t("data.reports"), reports),
                (t("data.bodies"), f"{dataset.agency_list.height:,}"),
                (t("data.years"), t("filter.years", first=first, last=last)),
                (t("data.cells"), f"{dataset.cells.select(pl.len()).collect().item():,}"),
                (t("data.sources"), escape(kinds)),
                (t("data.table_files"), escape(statuses)),
                (t("data.version"), escape(dataset.version or t("none"))),
            ]
        )
    )


def downloads() -> None:
    """The tables, cut down to the selection."""
    st.header(t("data.downloads"), anchor="downloads")
    pieces.lead(t("data.download_selected"))
    links = "".join(
        f'<li><a href="/api/{name}.csv?{escape(query)}" download>{escape(t(f"data.download_{name}"))}</a>'
        f' <a href="/api/{name}.json?{escape(query)}">JSON</a></li>'
        for name in api.TABLES
    )
    st.html(f'<ul class="plainlist">{links}</ul>')


def addresses() -> None:
    """The data addresses and their parameters."""
    st.header(t("data.addresses"), anchor="addresses")
    pieces.lead(t("data.addresses_lead"))
    rows = [(name, t(f"data.api_{name}")) for name in api.TABLES]
    rows += [(p.name, t("data.api_twin", page=t(f"nav.{p.name}"))) for p in PAGES if p.twin]
    listing = pl.DataFrame(
        {
            t("data.address"): [f"/api/{name}" for name, _ in rows],
            t("data.content"): [content for _, content in rows],
        }
    )

    def links(column: str, value: object, _row: dict[str, Any]) -> str | None:
        if column != t("data.address"):
            return None
        return "".join(
            f'<a class="address" href="{escape(f"{value}.{fmt}")}"><code>{escape(f"{value}.{fmt}")}</code></a>'
            for fmt in api.FORMATS
        )

    st.html(tables.html(listing, t("data.addresses"), markup=links, under_heading=True))
    parameters = [*filters.NAMES, api.EXHIBIT]
    explained = pl.DataFrame(
        {
            t("data.parameter"): parameters,
            t("data.meaning"): [t(f"data.p_{name}") for name in parameters],
        }
    )
    st.html(tables.html(explained, t("data.parameter")))


def files_taken_in() -> None:
    """Every offered file and what became of it."""
    st.header(t("data.table_files"), anchor="files")
    pieces.lead(t("data.files_lead"))
    files = dataset.files.collect()
    listing = files.select(
        pl.col("path").alias(t("data.file")),
        pl.col("status")
        .cast(pl.String)
        .replace({s: t(f"data.{s}") for s in ("read", "partial", "refused")})
        .alias(t("data.status")),
        pl.col("n_reports").alias(t("data.n_reports")),
        pl.col(f"message_{t.language}").alias(t("data.reason")),
    )
    with st.expander(t("exhibit.table"), key="files_table"):
        if listing.height <= 50:
            st.html(tables.html(listing, t("data.table_files"), under_heading=True))
        else:
            st.dataframe(listing, hide_index=True, alt=t("data.table_files"))


def field_catalogue() -> None:
    """Every code with its name, meaning, unit and basis."""
    st.header(t("data.fields"), anchor="fields")
    pieces.lead(t("data.fields_lead"))
    fields = read_table(store.folder(), "fields")
    with st.expander(t("exhibit.table"), key="fields_table"):
        st.dataframe(
            fields.select(
                pl.col("code").alias(t("data.field_code")),
                pl.col(f"label_{t.language}").alias(t("data.field_name")),
                pl.col(f"definition_{t.language}").alias(t("data.meaning")),
                pl.col("unit").alias(t("statistics.unit")),
                pl.col("law").list.join(", ").alias(t("data.field_law")),
            ),
            hide_index=True,
            alt=t("data.fields"),
        )


facts()
downloads()
field_catalogue()
addresses()
files_taken_in()
st.header(t("data.licence"), anchor="licence")
lasting = filters.lasting(filters.shared(shown.view), "overview")
cited = t("data.cite_text", version=dataset.version[:12], address=f"{origin()}/?{lasting}")
st.html(
    f'<div class="prose"><p>{escape(t("data.licence_text"))}</p>'
    f"<p>{escape(t('data.cite'))}</p><blockquote>{escape(cited)}</blockquote></div>"
)
