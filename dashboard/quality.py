"""数据质量: which reports' own figures add up, which checks fail most, every open finding, and the catalogue."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

import polars as pl
import streamlit as st

from dashboard import filters, pieces, selection, store, tables
from dashboard.charts import Row, Section, row_bars
from dashboard.exhibits.common import share_words
from dashboard.frame import Frame
from dashboard.queries import Filters
from dashboard.queries.quality import by_check, by_group, open_findings, public_findings
from dashboard.text import Text, number
from extract.checks import Check, catalogue, groups
from extract.checks.measured import measured

SHOWN = 25
"""Open findings on one page."""
SPLITS = ("province", "kind", "year")


def draw(frame: Frame) -> None:
    """The page."""
    t = frame.t
    found = _found(store.key(), frame.view.filters)
    if not found:
        pieces.note(t("filter.empty"))
    else:
        _answer(found["year"], frame)
        _checks(found["checks"], frame)
        _splits(found, frame)
        _open(found["open"], frame)
    _catalogue(t)


@lru_cache(maxsize=16)
def _found(build: str, chosen: Filters) -> Mapping[str, pl.DataFrame]:
    """By check, by each of ``SPLITS``, and every open finding; counted once for each ``build`` of the dataset and selection.

    To turn a page must not take a second. Empty where nothing is selected.
    """
    dataset = store.dataset()
    found = None if dataset is None else public_findings(dataset, chosen)
    if found is None or found.is_empty():
        return {}
    splits = {column: by_group(found, column) for column in SPLITS}
    return splits | {"checks": by_check(found), "open": open_findings(found)}


def _name(check_id: str, t: Text) -> str:
    check = catalogue()[check_id]
    return t.pick(*check.name)


def _share(passed: int, reports: int, t: Text) -> str:
    """How many of how many, with the share as far as the number of reports allows it."""
    return t("quality.of", passed=passed, reports=reports) + share_words(t, passed, reports)


def _answer(total: pl.DataFrame, frame: Frame) -> None:
    """The page's sentence: how many reports' own sums all hold."""
    t = frame.t
    passed, reports = int(total["passed"].sum()), int(total["reports"].sum())
    pieces.answer(t("quality.answer", counts=_share(passed, reports, t)))
    pieces.note(t("quality.unconfirmed"))


def _checks(checks: pl.DataFrame, frame: Frame) -> None:
    """Which checks fail most, as bars from zero; all of them as a table."""
    t = frame.t
    rows = checks.filter(pl.col("reports") > 0)
    failing = rows.filter((pl.col("failed") > 0) & (pl.col("severity") != "info")).sort(
        "failed", descending=True
    )
    st.header(t("quality.checks"), anchor="checks")
    if failing.is_empty():
        pieces.answer(t("quality.none_fails"))
    else:
        _bars(failing, frame)
    with st.expander(t("quality.table"), key="quality_checks"):
        table = pl.DataFrame(
            {
                t("quality.col_check"): [f"{check_id} {_name(check_id, t)}" for check_id in rows["id"]],
                t("quality.col_severity"): [t(f"quality.{s}") for s in rows["severity"]],
                t("quality.col_reports"): rows["reports"],
                t("quality.col_passed"): rows["passed"],
                t("quality.col_failed"): rows["failed"],
                t("quality.col_open"): rows["open"],
            }
        )
        st.html(tables.html(table, t("quality.checks")))
    pieces.csv_download(t("exhibit.download_rows"), rows, "ogi-checks.csv", key="quality_checks_download")


def _bars(failing: pl.DataFrame, frame: Frame) -> None:
    """The checks that fail most, and the sentence on the first of them."""
    t = frame.t
    first = failing.row(0, named=True)
    name = _name(first["id"], t)
    sentence = t("quality.most", name=name, failed=first["failed"], reports=first["reports"])
    pieces.answer(sentence)
    bars = tuple(
        Row(
            label=_name(row["id"], t),
            value=row["failed"],
            text=number(row["failed"]),
            aside=t("quality.of_reports", reports=row["reports"]),
            accent=row["severity"] == "error",
        )
        for row in failing.head(12).iter_rows(named=True)
    )
    figure = row_bars([Section("", bars)], frame.mode)
    pieces.chart(figure, sentence, "chart_quality")
    pieces.small(t("quality.accent"))


def _splits(found: Mapping[str, pl.DataFrame], frame: Frame) -> None:
    """The share of reports whose sums hold, by region, kind and year."""
    t, names = frame.t, frame.names
    st.header(t("quality.splits"), anchor="splits")
    labels = (names.province, names.kind, lambda value: str(value or t("none")))
    for column, label in zip(SPLITS, labels, strict=True):
        rows = found[column].filter(pl.col("reports") > 0)
        table = pl.DataFrame(
            {
                t(f"quality.by_{column}"): [label(value) for value in rows[column]],
                t("quality.col_holds"): [
                    _share(row["passed"], row["reports"], t) for row in rows.iter_rows(named=True)
                ],
            }
        )
        st.html(tables.html(table, t(f"quality.by_{column}")))


def _open(rows: pl.DataFrame, frame: Frame) -> None:
    """Every open finding in words, with the way to the cells and their source."""
    t = frame.t
    st.header(t("quality.open"), anchor="open")
    asked = selection.one_of(
        filters.SEVERITY, frame.view, t("quality.col_severity"), lambda s: t(f"quality.{s}")
    )
    if asked != filters.ALL:
        rows = rows.filter(pl.col("severity") == asked)
    if rows.is_empty():
        pieces.lead(t("quality.none_open"))
        return
    pieces.lead(t("quality.open_lead", n=rows.height))
    items = []
    for row in selection.paged(rows, SHOWN, frame.view, t).iter_rows(named=True):
        cell = next(iter(row["cells"]), None)
        review = t("agency.confirmed") if row["review"] == "confirmed" else t("agency.unconfirmed")
        items.append(
            f"<li><strong>{escape(t('quality.' + row['severity']))}</strong> "
            f"{frame.to_report(row, cell)} "
            f"{escape(t.pick(row['message_zh'], row['message_en']))} "
            f'<em>{escape(review)}</em> <span class="check">{escape(row["id"])}</span></li>'
        )
    st.html(f'<ul class="findings selfcheck">{"".join(items)}</ul>')
    if rows.height > SHOWN:
        st.caption(t("quality.more", shown=SHOWN, all=rows.height))
    pieces.csv_download(t("exhibit.download_rows"), rows, "ogi-open-findings.csv", key="quality_download")


def _catalogue(t: Text) -> None:
    """Every check in words: what it says, its formula, what it rests on, its lawful exceptions, how good it is."""
    st.header(t("quality.catalogue"), anchor="catalogue")
    pieces.lead(t("quality.catalogue_lead", n=len(catalogue())))
    for group, words in groups().items():
        entries = "".join(_entry(check, t) for check in catalogue().values() if check.group == group)
        heading = escape(t.pick(*words))
        st.html(f'<details class="group"><summary>{heading}</summary>{entries}</details>')


def _entry(check: Check, t: Text) -> str:
    facts = [
        (t("quality.formula"), check.formula),
        (t("quality.col_severity"), t(f"quality.{check.severity}")),
        (t("quality.basis"), f"{check.basis} ({check.level})"),
        (t("quality.exceptions"), t.pick(*check.exceptions)),
        (t("quality.public_when"), t(f"quality.public_{check.public_when}")),
    ]
    found = measured().get(check.id)
    if found is not None:
        shares = {"precision": _percent(found.precision), "recall": _percent(found.recall)}
        facts.append((t("quality.measured"), t("quality.measured_is", **shares)))
    if check.not_carried:
        facts.append((t("quality.not_carried"), t.pick(*check.not_carried)))
    rows = pieces.facts([(name, escape(value)) for name, value in facts if value])
    heading = f"{check.id} {t.pick(*check.name)}"
    return (
        f'<h4 id="{escape(check.id)}">{escape(heading)}</h4><p class="prose">{escape(t.pick(*check.says))}</p>'
        f"{rows}"
    )


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.0f}%"
