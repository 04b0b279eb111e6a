"""One body: who it is, its reports, the three tables as printed, where every figure comes from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard import (
    agency_quality,
    filters,
    form_tables,
    glossary,
    island,
    pieces,
    search,
    selection,
    show,
    source,
    tables,
)
from dashboard.compare import row_label
from dashboard.exhibits.common import SIGN
from dashboard.filters import View
from dashboard.frame import Frame
from dashboard.names import Names, in_years
from dashboard.queries import Filters
from dashboard.queries.comparing import differences
from dashboard.queries.places import like_bodies
from dashboard.queries.selection import inside
from dashboard.text import Text, number
from extract.forms import APPLICANTS, TABLES, Field, all_fields
from extract.regions.registry import registry

LIKE = "agency.like"
"""The exhibit that holds a body against its like."""
DIGEST = ("agency.applications", LIKE, "agency.outcomes", "agency.reviews", "agency.lawsuits")
"""The exhibits whose answers, for the report's year alone, open the page."""
NEAREST = 24
"""Like bodies that are listed; a link leads to all of them."""


def in_selection(names: Names, chosen: Filters) -> list[str]:
    """The bodies that the other filters leave, by region and name."""
    regions = inside(names.dataset, chosen.regions) if chosen.regions else None
    return [
        code
        for code, row in names.agencies.items()
        if (regions is None or row["adcode"] in regions)
        and (not chosen.kinds or row["kind"] in chosen.kinds)
        and (not chosen.levels or row["level"] in chosen.levels)
    ]


def chosen_report(reports: pl.DataFrame, view: View) -> tuple[dict[str, Any] | None, int | None]:
    """The report to show, and the year that was asked for when there is none for it.

    The one named in the address; else the latest counted one within the years selected; else the
    one nearest to them.
    """
    rows = reports.to_dicts()
    asked = view.report or ""
    # A report's id ends in the hash of its file: an older link finds the same year of the same body and scope.
    named = next((r for r in rows if r["report_id"] == asked), None) or next(
        (r for r in rows if asked and r["report_id"].rpartition("-")[0] == asked.rpartition("-")[0]), None
    )
    if named is not None:
        return named, None
    counted = [r for r in rows if r["counted"] and r["year"] is not None]
    if not counted:
        return (rows[0] if rows else None), None
    if view.filters.years is None:
        return counted[0], None
    first, last = view.filters.years
    within = [r for r in counted if first <= r["year"] <= last]
    if within:
        return within[0], None
    nearest = min(counted, key=lambda r: min(abs(r["year"] - first), abs(r["year"] - last)))
    return nearest, last


def directory(frame: Frame) -> None:
    """The bodies of the selection as a list of links, when none is chosen."""
    t, names = frame.t, frame.names
    rows = [names.agencies[code] for code in in_selection(names, frame.view.filters)]
    if not rows:
        pieces.answer(t("agency.none_in_selection"))
        return
    listing = pl.DataFrame(
        {
            t("filter.agency"): [row["agency_id"] for row in rows],
            t("agency.region"): [" ".join(names.region_path(row["adcode"])) for row in rows],
            t("agency.level"): [names.level(row["level"]) for row in rows],
            t("agency.kind"): [names.kind(row["kind"]) for row in rows],
            t("agency.years"): [in_years(list(row["years"]), t) for row in rows],
        }
    )

    def link(column: str, value: object, _row: dict[str, Any]) -> str | None:
        if column != t("filter.agency"):
            return None
        code = str(value)
        return f'<a href="{escape(filters.agency_address(frame.view, code))}" data-choose="{escape(code)}">{escape(names.agency(code))}</a>'

    pieces.answer(t("agency.choose_hint"))
    island.show(
        tables.html(listing, t("agency.choose"), markup=link),
        key="directory",
        on_choose=lambda code: selection.change(filters.for_agency(selection.current(), code)),
    )


def draw(frame: Frame) -> None:
    """The page."""
    chosen = next(iter(frame.view.filters.agencies), None)
    t = frame.t
    if chosen is not None:
        name = frame.names.agency(chosen)
        st.set_page_config(page_title=f"{name} · {t('site.name')}")
    search.box(frame, "agency")
    if chosen is None:
        directory(frame)
        return
    reports = frame.names.reports_of(chosen)
    report, asked = chosen_report(reports, frame.view)
    if report is None:
        return
    if asked is not None:
        pieces.note(t("agency.no_report_year", year=asked, nearest=report["year"]))
    _year_picker(frame, chosen, reports, report)
    _digest(frame, chosen, reports, report)
    _facts(frame, chosen, report)
    _versions(frame, reports, report)
    cells = _cells(frame, report)
    findings = frame.dataset.findings.filter(pl.col("report_id") == report["report_id"]).collect()
    _tables(frame, chosen, report, cells, findings)
    if frame.view.cell:
        _source(frame, chosen, report, cells)
    agency_quality.draw(frame, chosen, report, cells, findings)
    like = like_bodies(frame.dataset, chosen)
    _trends(frame, chosen, like)
    _words(frame, report)
    _kin(frame, chosen)
    _peers(frame, chosen, like)


def _digest(frame: Frame, agency: str, reports: pl.DataFrame, report: Mapping[str, Any]) -> None:
    """The year in a few sentences, before its tables: what arrived, what was given, who went on to appeal."""
    body, year = frame.names.agency(agency), report["year"]
    # A body that reports in several scopes has no one figure for the year, and no sentence.
    if not report["counted"] or reports.filter(pl.col("counted") & (pl.col("year") == year)).height > 1:
        return
    alone = Filters(agencies=(agency,), years=(year, year))
    told, marks = [], []
    for exhibit in DIGEST:
        view = show.built(exhibit, alone, frame)
        if view is None or view.empty is not None:
            continue
        said = view.answer.removeprefix(body).lstrip()
        told.append(said[:1].upper() + said[1:])
        marks += [note for note in view.notes if note.startswith(f"{SIGN} {body}")]
    items = "".join(f"<li>{escape(said)}</li>" for said in told)
    remarks = "".join(f'<p class="small">{escape(said)}</p>' for said in dict.fromkeys(marks))
    if items:
        st.html(f'<ul class="digest">{items}</ul>{remarks}')


def _facts(frame: Frame, agency: str, report: Mapping[str, Any]) -> None:
    """Who reports, for whom, and what kind of source stands behind the figures."""
    t, names = frame.t, frame.names
    body = names.agencies[agency]
    where = names.region_path(body["adcode"]) + ([body["town"]] if body["town"] else [])
    scope = glossary.word("report_scope", t(f"scope.{report['scope']}"), t, "head")
    pairs = [
        (t("agency.as_published"), escape(report["name_as_published"] or t("none"))),
        (t("agency.region"), escape(" ".join(where)) or escape(t("none"))),
        (t("agency.level"), escape(names.level(body["level"]))),
        (t("agency.kind"), escape(names.kind(body["kind"]))),
        (t("agency.scope"), scope),
    ]
    if report["published"]:
        pairs.append((t("agency.published"), escape(report["published"])))
    if report["publisher"]:
        pairs.append((t("agency.publisher"), escape(report["publisher"])))
    pairs.append((t("source.kind"), escape(source.kind_in_words(report, t))))
    island.show(pieces.facts(pairs), key="facts")
    if not report["counted"]:
        pieces.note(t("agency.not_counted"))


def _versions(frame: Frame, reports: pl.DataFrame, report: Mapping[str, Any]) -> None:
    """The other reports of the same year and scope: both are kept, and every cell that differs is listed."""
    t = frame.t
    others = reports.filter(
        (pl.col("year") == report["year"])
        & (pl.col("scope") == report["scope"])
        & (pl.col("report_id") != report["report_id"])
    )
    for other in others.iter_rows(named=True):
        cells = differences(frame.dataset, other, report)
        differ = cells.filter(
            (pl.col("left_state") != pl.col("right_state")).fill_null(True)
            | (pl.col("change") != 0).fill_null(False)
        )
        kinds = {row["report_id"]: t(f"source_kind.{row['source_kind']}") for row in (other, report)}
        words = t("agency.version", kind=kinds[other["report_id"]], n=differ.height)
        if differ.is_empty():
            pieces.note(t("agency.version_same", kind=kinds[other["report_id"]]))
            continue
        with st.expander(words, key=f"version_{other['report_id']}"):
            rows = list(differ.iter_rows(named=True))
            table = pl.DataFrame(
                {
                    t("compare.row"): [
                        row_label(row, frame) + (f" · {_column(row['column'], t)}" if row["column"] else "")
                        for row in rows
                    ],
                    t("agency.version_other"): [number(row["left"]) for row in rows],
                    t("agency.version_this"): [number(row["right"]) for row in rows],
                }
            )
            st.html(tables.html(table, words))


def _year_picker(frame: Frame, agency: str, reports: pl.DataFrame, report: Mapping[str, Any]) -> None:
    t = frame.t
    rows = {
        row["report_id"]: row for row in reports.select("report_id", "year", "counted", "scope").to_dicts()
    }
    several = {y for y in reports["year"].to_list() if reports["year"].to_list().count(y) > 1}

    def shown(code: str) -> str:
        row = rows[code]
        year = str(row["year"] or t("none"))
        if row["year"] not in several:
            return year
        scope = t("scope_short." + row["scope"])
        return f"{year} {scope}" + ("" if row["counted"] else "*")

    def taken() -> None:
        picked = st.session_state["report_pick"]
        selection.change(filters.for_agency(selection.current(), agency, picked))

    st.session_state["report_pick"] = report["report_id"]
    st.pills(
        t("agency.year"), list(rows), format_func=shown, key="report_pick", required=True, on_change=taken
    )


def _cells(frame: Frame, report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = frame.dataset.cells.filter(pl.col("report_id") == report["report_id"]).collect()
    return {row["key"]: row for row in found.iter_rows(named=True)}


def _tables(
    frame: Frame,
    agency: str,
    report: Mapping[str, Any],
    cells: Mapping[str, dict[str, Any]],
    findings: pl.DataFrame,
) -> None:
    t = frame.t
    marks = agency_quality.marks(findings)
    typed = report["source_kind"] == "transcribed"

    def link(key: str) -> str:
        return filters.agency_address(frame.view, agency, report["report_id"], key)

    def choose(key: str) -> None:
        selection.change(filters.for_agency(selection.current(), agency, report["report_id"], key))

    figures = form_tables.Figures(cells, typed, link, frame.view.cell, marks)
    pieces.lead(t("agency.table_hint"))
    st.html(agency_quality.legend(marks.values(), t))
    for table in TABLES:
        form_id = report[f"form_{table}"]
        if table == "statistics" and form_id is None:
            continue
        if form_id is None:
            if report["form_statistics"] is None:
                st.header(t(f"agency.{table}"), anchor=f"{table}")
                pieces.note(t("agency.table_missing"))
            continue
        st.header(t(f"agency.{table}"), anchor=f"{table}")
        caption = t("agency.form_of_table", form=frame.names.form_name(form_id))
        markup = form_tables.drawn(form_id, table, figures, caption, t)
        island.show(markup, key=f"form_{table}", on_choose=choose)
    if report["year"] is not None:
        st.html(_take_along(frame, agency, report["year"]))


def _take_along(frame: Frame, agency: str, year: int) -> str:
    """The figures of the year as a file, and the way to another year beside it."""
    t = frame.t
    alone = View(frame.t.language, Filters(agencies=(agency,), years=(year, year)))
    links = [
        f'<a href="/api/cells.csv?{escape(filters.query_string(alone))}" download>'
        f"{escape(t('agency.download', year=year))}</a>"
    ]
    if len(frame.names.agencies[agency]["years"]) > 1:
        every = replace(alone, filters=Filters(agencies=(agency,), years=frame.dataset.years))
        links.append(pieces.link(f"/compare?{filters.query_string(every)}", t("agency.compare")))
    return f'<p class="ways">{" ".join(links)}</p>'


def _trends(frame: Frame, agency: str, like: Sequence[str]) -> None:
    """The charts of one body. Where it has no like, that is said once, under the heading of its like."""
    st.header(frame.t("agency.trend"), anchor="trend")
    alone = replace(frame.view, filters=replace(frame.view.filters, agencies=(agency,), regions=()))
    show.page("agency", replace(frame, view=alone), nested=True, without=() if like else (LIKE,))


def _words(frame: Frame, report: Mapping[str, Any]) -> None:
    t = frame.t
    sections = frame.dataset.sections.filter(pl.col("report_id") == report["report_id"]).collect()
    if sections.is_empty():
        return
    st.header(t("agency.words"), anchor="words")
    own = sections.filter(pl.col("quotable") & (pl.col("text") != ""))
    if own.is_empty():
        pieces.note(t("agency.words_editor"))
        return
    pieces.lead(t("agency.words_lead"))
    for row in own.iter_rows(named=True):
        name = t("section." + row["section"].replace(".", "_"))
        with st.expander(t("agency.section", order=row["section"], name=name)):
            st.html(f'<div class="prose" lang="zh-CN">{escape(row["text"])}</div>')


def _peers(frame: Frame, agency: str, like: Sequence[str]) -> None:
    t = frame.t
    st.header(t("agency.peers"), anchor="peers")
    if not like:
        pieces.note(t("agency.peers_none"))
        return
    _bodies(frame, "peers", t("agency.peers_lead"), [(code, "") for code in like[:NEAREST]])
    if len(like) > NEAREST:
        body = frame.names.agencies[agency]
        alike = Filters(levels=(body["level"],), kinds=(body["kind"],), years=frame.view.filters.years)
        everyone = f"/agency?{filters.query_string(replace(filters.shared(frame.view), filters=alike))}"
        st.html(f"<p>{pieces.link(everyone, t('agency.peers_all', n=len(like) + 1))}</p>")


def _kin(frame: Frame, agency: str) -> None:
    """The bodies that came before or after this one, and its government or office: a series may go on there."""
    t = frame.t
    kin = registry().kin(agency, frame.names.agencies.keys())
    if not kin:
        return
    st.header(t("agency.kin"), anchor="kin")
    said = [(one.id, t(f"agency.kin_{one.tie}", year=one.year, source=one.source)) for one in kin]
    _bodies(frame, "kin", t("agency.kin_lead"), said)


def _bodies(frame: Frame, key: str, lead: str, bodies: Sequence[tuple[str, str]]) -> None:
    """A list of bodies to go to, each with where it is, its years, and what is said of it."""
    t, names = frame.t, frame.names
    items = []
    for code, said in bodies:
        row = names.agencies[code]
        about = [
            " ".join(names.region_path(row["adcode"])),
            in_years(list(row["years"]), t),
            *filter(None, [said]),
        ]
        items.append(
            f'<li><a href="{escape(filters.agency_address(frame.view, code))}" data-choose="{escape(code)}">'
            f"{escape(row['name'])}</a> <span>{escape(t.joined(about))}</span></li>"
        )
    island.show(
        f'<p class="lead">{escape(lead)}</p><ul class="peers {key}">{"".join(items)}</ul>',
        key=key,
        on_choose=lambda code: selection.change(filters.for_agency(selection.current(), code)),
    )


def _source(
    frame: Frame, agency: str, report: Mapping[str, Any], cells: Mapping[str, dict[str, Any]]
) -> None:
    """The source of the figure named in the address, in a drawer beside the page."""
    t = frame.t
    key = frame.view.cell or ""
    code, _, column = key.partition(".")
    entry = all_fields().get(code)
    if entry is None:
        return

    def closed() -> None:
        selection.change(filters.for_agency(selection.current(), agency, report["report_id"]))

    @st.dialog(t("source.heading"), width="medium", position="right", on_dismiss=closed)
    def drawer() -> None:
        found = source.of(frame.dataset, report, cells.get(key))
        cell = found.cell
        printed = escape(t("source.sum")) if entry.computed and cell is None else _printed(cell, t)
        title = escape(t("source.report", agency=frame.names.agency(agency), year=report["year"]))
        pairs = [
            (t("filter.agency"), title),
            (t("source.figure"), escape(_figure(entry, column, t))),
            (t("source.raw"), printed),
            *(_remarks(cell, t) if cell is not None else ()),
            *_whereabouts(found, report, t),
        ]
        st.html(pieces.facts(pairs))
        if surroundings := source.boxed_page(found, t) or _quote(cell, t):
            st.html(surroundings)
        agency_quality.of_cell(frame, agency, report, cells, key)
        explained = glossary.card(code, t)
        if explained:
            st.html(
                f'<p class="small">{escape(t("source.definition"))}</p><div class="prose">{explained}</div>'
            )
        # The report says which year: the figure's address needs none of the filters that led here.
        itself = filters.for_agency(filters.View(t.language), agency, report["report_id"], key)
        address = f"/agency?{filters.lasting(itself, 'agency')}"
        ways = [island.copy_button(t, t("source.link"), address)]
        if cell is not None and cell["raw"]:
            quoted = t("source.quoted", report=found.name, figure=_figure(entry, column, t), raw=cell["raw"])
            cited = pieces.citation(quoted, frame.dataset.version, t)
            ways.append(island.copy_button(t, t("exhibit.cite"), address, cited))
        island.show(" ".join(ways), key="source_link")

    drawer()


def _figure(entry: Field, column: str, t: Text) -> str:
    """What a figure is called: its row, with the headings that it stands under, and its column."""
    row = entry.label_zh if entry.table == "table3" else entry.path or entry.label_zh
    name = _column(column, t)
    return t.pick(row, entry.label_en) + (f" · {name}" if name else "")


def _quote(cell: Mapping[str, Any] | None, t: Text) -> str:
    """The row that a figure was read from, where it was read from a row."""
    if cell is None or not cell["quote"] or cell["method"] == "transcribed":
        return ""
    return (
        f'<p class="small">{escape(t("source.row"))}</p>'
        f'<blockquote class="printed" lang="zh-CN">{escape(cell["quote"])}</blockquote>'
    )


def _remarks(cell: Mapping[str, Any], t: Text) -> Iterator[tuple[str, str]]:
    """What is to be said of a cell besides what was printed there: why it is no number, notes."""
    if cell["state"] != "number":
        transcribed = cell["state"] == "unread" and cell["method"] == "transcribed"
        yield t("data.status"), escape(t("state.unknown" if transcribed else f"state.{cell['state']}"))
    if cell["note"]:
        yield t("exhibit.notes"), escape(cell["note"])
    if cell["derived"]:
        yield t("exhibit.notes"), escape(t("state.derived"))


def _whereabouts(found: source.Source, report: Mapping[str, Any], t: Text) -> Iterator[tuple[str, str]]:
    """The document that a figure stands in, of what kind it is, the place in it, and the original where it may be offered."""
    yield t("source.document"), escape(found.name)
    yield t("source.kind"), escape(source.kind_in_words(report, t))
    if found.cell is not None:
        yield t("source.where"), escape(source.place(found.cell, t))
    if found.offered:
        name = escape(Path(report["source_path"]).name)
        yield t("source.open"), f'<a href="{escape(found.offered)}">{name}</a>'


def _column(column: str, t: Text) -> str:
    """The name of a column: an applicant, or the year and the running total of a statistical form."""
    for applicant in APPLICANTS:
        if applicant.code == column:
            return t.pick(applicant.label_zh, applicant.label_en)
    return t(f"statistics.{column}") if f"statistics.{column}" in t else ""


def _printed(cell: Mapping[str, Any] | None, t: Text) -> str:
    """What stands in the cell, as printed."""
    if cell is None:
        return escape(t("state.missing"))
    if not cell["raw"]:
        return escape(t("source.nothing_printed"))
    return f'<strong class="printed">{escape(cell["raw"])}</strong>'
