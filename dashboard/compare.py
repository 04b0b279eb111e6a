"""两年对比: two reports of one body, or one report each of two bodies, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import filters, pieces, selection, tables
from dashboard.frame import Frame
from dashboard.names import in_years, plain_label
from dashboard.queries.comparing import chosen_pair, differences
from dashboard.side_by_side import aligned_table
from dashboard.text import number
from extract.checks.originality import aligned_diff, repeated_share
from extract.forms import APPLICANTS, TABLES, field

TEXTS = ("1", "5", "6")
"""The sections of free text."""


def draw(frame: Frame) -> None:
    """The page."""
    t = frame.t
    pair = chosen_pair(frame.dataset, frame.view.filters)
    _pick(pair, frame)
    if pair is None:
        pieces.note(_how_to_choose(frame))
        return
    left, right = pair
    _heads(left, right, frame)
    cells = differences(frame.dataset, left, right)
    _answer(cells, frame)
    only = (
        selection.one_of(filters.ROWS, frame.view, t("compare.rows"), lambda s: t(f"compare.{s}"))
        != filters.ALL
    )
    differ = (pl.col("change") != 0).fill_null(False) | (
        pl.col("left").is_null() != pl.col("right").is_null()
    )
    for table in TABLES:
        _table(table, cells.filter(differ) if only else cells, left, right, frame)
    pieces.csv_download(t("exhibit.download_rows"), cells, "ogi-compare.csv", key="compare_download")
    _texts(left, right, frame)


def _how_to_choose(frame: Frame) -> str:
    """What is missing for a comparison: of the bodies chosen, which years there are."""
    t, names = frame.t, frame.names
    years = {code: list(names.agencies[code]["years"]) for code in frame.view.filters.agencies[:2]}
    if not years:
        return t("compare.choose")
    here = [
        t("compare.years", name=names.agency(code), years=in_years(own, t)) for code, own in years.items()
    ]
    lone = len(years) == 1 and len(next(iter(years.values()))) < 2
    return " ".join([*here, t("compare.choose_other" if lone else "compare.choose_years")])


def _pick(pair: tuple[Mapping[str, Any], Mapping[str, Any]] | None, frame: Frame) -> None:
    """One body (two of its years) or two bodies, chosen from what has reports; the selection in the URL follows."""
    t, names = frame.t, frame.names
    asked = frame.view.filters

    def taken() -> None:
        bodies = [st.session_state[key] for key in ("compare_a", "compare_b") if st.session_state[key]]
        now = selection.current()
        picked = tuple(dict.fromkeys(bodies))
        selection.change(replace(now, filters=replace(now.filters, agencies=picked, regions=())))

    left, right = st.columns(2)
    for column, key, place in ((left, "compare_a", 0), (right, "compare_b", 1)):
        st.session_state[key] = asked.agencies[place] if len(asked.agencies) > place else None
        column.selectbox(
            t(f"compare.{key[-1]}"),
            list(names.agencies),
            index=None,
            format_func=names.agency,
            key=key,
            placeholder=t("compare.placeholder"),
            on_change=taken,
        )
    if len(asked.agencies) == 1:
        _pick_years(sorted(names.agencies[asked.agencies[0]]["years"]), pair, (left, right), frame)


def _pick_years(
    years: Sequence[int],
    pair: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    places: tuple[DeltaGenerator, DeltaGenerator],
    frame: Frame,
) -> None:
    """The two years of one body, and a word where others were asked for than can be compared."""
    t = frame.t
    if len(years) < 2:
        return

    def spanned() -> None:
        now = selection.current()
        picked = [st.session_state[key] for key in ("compare_from", "compare_to")]
        if None not in picked:
            selection.change(replace(now, filters=replace(now.filters, years=(min(picked), max(picked)))))

    first, last = frame.view.filters.years or (years[0], years[-1])
    inside = [year for year in years if first <= year <= last]
    shown = [one["year"] for one in pair] if pair else [None, inside[-1] if inside else None]
    for place, key, label, year in zip(
        places, ("compare_from", "compare_to"), ("year_a", "year_b"), shown, strict=True
    ):
        st.session_state[key] = year
        place.selectbox(t(f"compare.{label}"), years, index=None, key=key, on_change=spanned)
    if pair and (passed := [year for year in inside if year < pair[0]["year"]]):
        pieces.note(t("compare.no_common", years=in_years(passed, t), last=pair[1]["year"]))


def _title(report: Mapping[str, Any], frame: Frame) -> str:
    return f"{frame.names.agency(report['agency_id'])} {report['year']}"


def _heads(left: Mapping[str, Any], right: Mapping[str, Any], frame: Frame) -> None:
    """What is compared, and what to mind."""
    t = frame.t
    st.html(f'<p class="answer">{frame.to_report(left)} ↔ {frame.to_report(right)}</p>')
    if left["scope"] != right["scope"]:
        pieces.note(t("compare.scopes", a=t(f"scope.{left['scope']}"), b=t(f"scope.{right['scope']}")))
    forms = [{report[f"form_{table}"] for table in TABLES} - {None} for report in (left, right)]
    if forms[0] != forms[1]:
        pieces.note(t("compare.forms"))


def _answer(cells: pl.DataFrame, frame: Frame) -> None:
    t = frame.t
    both = cells.filter(pl.col("change").is_not_null())
    changed = both.filter(pl.col("change") != 0).height
    pieces.lead(t("compare.answer", both=both.height, changed=changed))


def row_label(row: Mapping[str, Any], frame: Frame) -> str:
    """The row's name with the heading it stands under: alone, 结果维持 or 3.其他 would name several rows."""
    t = frame.t
    entry = field(row["code"])
    if entry.parent:
        above = field(entry.parent)
        return " · ".join(plain_label(t.pick(f.label_zh, f.label_en)) for f in (above, entry))
    if row["table"] in ("table2", "table4") and t.language == "zh":
        steps = [step for step in entry.path.split(" / ") if not step.startswith("第二十条")]
        return " · ".join(steps)
    return t.pick(entry.label_zh, entry.label_en)


def _table(
    table: str, cells: pl.DataFrame, left: Mapping[str, Any], right: Mapping[str, Any], frame: Frame
) -> None:
    """One table: each row with both numbers and the change; of table three the totals, the columns on demand."""
    t = frame.t
    own = cells.filter(pl.col("table") == table)
    if own.is_empty():
        return
    st.header(t(f"agency.{table}"), anchor=table)
    if table == "table3":
        st.html(_rows(own.filter(pl.col("column") == "total"), left, right, frame, t("agency.table3")))
        with st.expander(t("compare.columns"), key="compare_columns"):
            for applicant in APPLICANTS[:-1]:
                of_column = own.filter((pl.col("column") == applicant.code) & (pl.col("change") != 0))
                if not of_column.is_empty():
                    name = t.pick(applicant.label_zh, applicant.label_en)
                    st.html(_rows(of_column, left, right, frame, name))
    elif table == "statistics":
        st.html(_rows(own.filter(pl.col("column") == "annual"), left, right, frame, t("agency.statistics")))
    else:
        st.html(_rows(own, left, right, frame, t(f"agency.{table}")))


def _rows(
    own: pl.DataFrame, left: Mapping[str, Any], right: Mapping[str, Any], frame: Frame, caption: str
) -> str:
    t = frame.t
    heads = [_title(report, frame) for report in (left, right)]
    if left["agency_id"] == right["agency_id"]:
        heads = [str(left["year"]), str(right["year"])]
    if heads[0] == heads[1]:
        heads = [f"{heads[0]} A", f"{heads[1]} B"]
    rows = list(own.iter_rows(named=True))

    def shown(side: str, row: Mapping[str, Any]) -> str:
        value = row[side]
        if value is not None:
            return number(value)
        state = row[f"{side}_state"]
        return t(f"state_short.{state}") if state in ("blank", "dash", "unread", "text") else "—"

    def change(row: Mapping[str, Any]) -> str:
        value = row["change"]
        if value is None:
            return "—"
        return "0" if value == 0 else f"{'+' if value > 0 else '−'}{number(abs(value))}"

    table = pl.DataFrame(
        {
            t("compare.row"): [row_label(row, frame) for row in rows],
            heads[0]: [shown("left", row) for row in rows],
            heads[1]: [shown("right", row) for row in rows],
            t("compare.change"): [change(row) for row in rows],
        }
    )

    def markup(name: str, value: object, _row: dict[str, Any]) -> str | None:
        differs = name == t("compare.change") and value not in ("0", "—")
        return f'<span class="changed">{escape(str(value))}</span>' if differs else None

    return tables.html(table, caption, markup=markup).replace('class="plain"', 'class="plain figures"')


def _texts(left: Mapping[str, Any], right: Mapping[str, Any], frame: Frame) -> None:
    """The free text of both reports, side by side, with the share that repeats."""
    t = frame.t
    st.header(t("compare.texts"), anchor="texts")
    sections = frame.dataset.sections.filter(
        pl.col("quotable") & pl.col("report_id").is_in([left["report_id"], right["report_id"]])
    ).collect()
    text = {(row["report_id"], row["section"]): row["text"] for row in sections.iter_rows(named=True)}
    drawn = False
    for section in TEXTS:
        before, after = text.get((left["report_id"], section)), text.get((right["report_id"], section))
        if not before or not after:
            continue
        drawn = True
        share = round(100 * repeated_share(after, before))
        pieces.answer(t("compare.repeated", section=section, name=t(f"section.{section}"), share=share))
        with st.expander(t("compare.side_by_side", section=section), key=f"compare_text_{section}"):
            st.html(aligned_table(aligned_diff(before, after), _title(left, frame), _title(right, frame)))
    if not drawn:
        pieces.note(t("compare.no_text"))
