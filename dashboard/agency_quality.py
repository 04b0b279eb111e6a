"""Whether a body's own figures agree: a mark beside each number, the failed checks in words, the carry-over strip.

Only what may be shown to the public and speaks of the publisher's own figures appears here.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, island, pieces, selection, tables
from dashboard.frame import Frame
from dashboard.queries.carry import JOINED, Year, carry_over
from dashboard.text import Text, number
from extract.checks.catalogue import catalogue
from extract.checks.reviews import load_explanations
from extract.checks.sheet import cell_label
from extract.checks.suspects import Suspect, suspects
from extract.forms import APPLICANT_CODES, APPLICANTS, TABLES
from extract.reports.model import Cell, Origin, Report, Scope, State, Status

log = logging.getLogger(__name__)

MARKS = {"fail": "≠", "odd": "!", "unsure": "?", "held": "✓"}
"""The marks of a number and their signs, the gravest first; their words are those of ``[mark]``."""
MOST_CELLS = 30
"""Cells of one check that are listed."""


def totals(keys: Iterable[str]) -> list[str]:
    """Of the cells of a check those to mark when it fails: the printed total where there is one, else all."""
    own = [key for key in keys if "@" not in key]
    sums = [key for key in own if key.partition(".")[0].endswith("_total")]
    return sums or [key for key in own if key.endswith(".total")] or own


def shown(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings on a report's own figures that may be shown; context (severity ``info``) is none."""
    return findings.filter(
        pl.col("public")
        & (pl.col("audience") == "publisher")
        & (pl.col("review") != "dismissed")
        & pl.col("severity").is_in(["error", "warning"])
    )


def failures(findings: pl.DataFrame) -> pl.DataFrame:
    """The failed ones among them: identities first, then questions."""
    return shown(findings).filter(pl.col("status") == "fail").sort("severity", "id", "number")


def mark_of(status: str, severity: str) -> str:
    """The mark of one finding."""
    if status == "fail":
        return "fail" if severity == "error" else "odd"
    return "unsure" if status == "not_assessable" else "held"


def marks(findings: pl.DataFrame) -> dict[str, str]:
    """The gravest mark of every cell that a check touches. Of a failed sum only the total is marked as failed.

    A cell whose every other check holds keeps ``held`` though it is an addend of a sum that fails.
    """
    order = list(MARKS)
    found: dict[str, str] = {}
    for row in shown(findings).iter_rows(named=True):
        mark = mark_of(row["status"], row["severity"])
        own = [key for key in row["cells"] if "@" not in key]
        for key in totals(own) if row["status"] == "fail" else own:
            if key not in found or order.index(mark) < order.index(found[key]):
                found[key] = mark
    return found


def legend(used: Iterable[str], t: Text) -> str:
    """The signs that stand in the tables, in words."""
    used = set(used)
    items = "".join(
        f'<span><b class="{mark}" aria-hidden="true">{sign}</b> {escape(t("mark." + mark))}</span>'
        for mark, sign in MARKS.items()
        if mark in used
    )
    return f'<p class="legend">{items}</p>' if items else ""


def draw(
    frame: Frame,
    agency: str,
    report: Mapping[str, Any],
    cells: Mapping[str, dict[str, Any]],
    findings: pl.DataFrame,
) -> None:
    """The data-quality box of a body's page."""
    t = frame.t
    st.subheader(t("agency.findings"), anchor="findings")
    own = shown(findings)
    if own.is_empty():
        pieces.note(t("agency.findings_not_checked"))
        return
    status = own["status"].cast(pl.String)
    failed = failures(findings)
    wrong = failed.filter(pl.col("severity") == "error").height
    summary = t(
        "agency.findings_checked",
        n=own.height,
        passed=int(status.is_in(["pass", "pass_if_blank_is_zero"]).sum()),
        failed=wrong,
        odd=failed.height - wrong,
        open=int((status == "not_assessable").sum()),
    )
    items = "".join(f"<li>{_in_words(row, t)}</li>" for row in failed.iter_rows(named=True))
    listing = f'<ul class="findings">{items}</ul>' if items else ""
    st.html(f'<p class="answer">{escape(summary)}</p>{listing}')
    if wrong:
        _possible(suspects_in(report, cells), t)
    _not_assessable(own, t)
    _explanations(agency, failed.height > 0, t)
    _strip(frame, agency, report)


def _in_words(row: Mapping[str, Any], t: Text) -> str:
    """One finding: its mark, its sentence with both figures, whether a person confirmed it, the way to its rule."""
    mark = mark_of(row["status"], row["severity"])
    parts = [
        f'<strong class="{mark}"><span aria-hidden="true">{MARKS[mark]} </span>{escape(t("mark." + mark))}</strong>',
        escape(t.pick(row["message_zh"], row["message_en"])),
    ]
    if row["status"] == "fail":
        review = "agency.confirmed" if row["review"] == "confirmed" else "agency.unconfirmed"
        parts.append(f"<em>{escape(t(review))}</em>")
    name = t.pick(*catalogue()[row["id"]].name)
    address = f"/quality?lang={t.language}#{row['id']}"
    parts.append(
        f'<a class="check" href="{escape(address)}" target="_self" title="{escape(name)}">{escape(row["id"])}</a>'
    )
    return " ".join(parts)


def suspects_in(report: Mapping[str, Any], cells: Mapping[str, dict[str, Any]]) -> Sequence[Suspect]:
    """The cells that may be the wrong ones, from the figures of the dataset."""
    try:
        return suspects(_report(report, cells))
    except Exception:  # a possibility less is no reason to lose the page
        log.exception("suspects of %s", report["report_id"])
        return ()


def _report(report: Mapping[str, Any], cells: Mapping[str, dict[str, Any]]) -> Report:
    """A report of the dataset in the form that the checks take."""
    return Report(
        source=Origin(path=report["source_path"]),
        status=Status(str(report["status"])),
        scope=Scope(str(report["scope"])),
        year=report["year"],
        form={name: report[f"form_{name}"] for name in TABLES},
        cells=tuple(
            Cell(
                table=str(row["table"]),
                code=row["code"],
                column=row["column"],
                state=State(str(row["state"])),
                raw=row["raw"] or "",
                value=row["value"],
                note=row["note"],
                derived=bool(row["derived"]),
                method=row["method"] or "",
            )
            for row in cells.values()
        ),
    )


def _possible(found: Sequence[Suspect], t: Text) -> None:
    if not found:
        return
    items = "".join(f"<li>{escape(t.pick(one.message_zh, one.message_en))}</li>" for one in found)
    st.html(f'<p class="small">{escape(t("quality.possible"))}</p><ul class="findings">{items}</ul>')


def _not_assessable(own: pl.DataFrame, t: Text) -> None:
    """What could not be checked, and why."""
    rows = own.filter(pl.col("status") == "not_assessable")
    if rows.is_empty():
        return
    lines = list(dict.fromkeys(_in_words(row, t) for row in rows.iter_rows(named=True)))
    with st.expander(t("quality.not_assessable", n=rows.height), key="quality_not_assessable"):
        st.html(f'<ul class="findings">{"".join(f"<li>{line}</li>" for line in lines)}</ul>')


_published = cache(load_explanations)


def _explanations(agency: str, wanted: bool, t: Text) -> None:
    """What the body published about its own figures, quoted with its source."""
    own = [one for one in _published() if one.agency_id == agency]
    if not own:
        if wanted:
            pieces.small(t("quality.no_explanation"))
        return
    items = "".join(
        f'<li><strong>{one.year}</strong> <q lang="zh-CN">{escape(one.text)}</q> '
        f'<span class="check">{escape(one.source)} · {one.received.isoformat()}</span></li>'
        for one in own
    )
    st.html(f'<p class="small">{escape(t("quality.explanation"))}</p><ul class="findings">{items}</ul>')


def _strip(frame: Frame, agency: str, report: Mapping[str, Any]) -> None:
    """What each year carried out against what the next one carried in; the columns on demand."""
    t = frame.t
    found = carry_over(frame.dataset, agency, str(report["scope"]))
    years = found.get("total", [])
    if len(years) < 2:
        return
    st.subheader(t("carry.heading"), anchor="carry-over")
    joins = [year.join for year in years[1:]]
    st.html(
        '<p class="answer">'
        + escape(t("carry.answer", n=sum(j in JOINED for j in joins), joined=joins.count("joined")))
        + f"</p>{strip(years, t('carry.total'), t)}"
    )
    with st.expander(t("carry.columns"), key="carry_columns"):
        names = {one.code: t.pick(one.label_zh, one.label_en) for one in APPLICANTS}
        for column in APPLICANT_CODES:
            if column != "total" and found.get(column):
                st.html(
                    f'<p class="small">{escape(names[column])}</p>{strip(found[column], names[column], t)}'
                )


def strip(years: Sequence[Year], name: str, t: Text) -> str:
    """One line of years: a box for each, between two of them what was carried over, equal, unequal or unknown."""
    parts = []
    for place, year in enumerate(years):
        if place:
            before = years[place - 1]
            words = t(
                f"carry.{year.join}",
                before=before.year,
                year=year.year,
                out=number(before.carried_out),
                into=number(year.carried_in),
            )
            sign = {"joined": "=", "broken": "≠"}.get(year.join, "·")
            pair = f"{number(before.carried_out)} {sign} {number(year.carried_in)}"
            parts.append(
                f'<li class="join {year.join}" title="{escape(words)}"><span aria-hidden="true">'
                f'{escape(pair if year.join in JOINED else sign)}</span><span class="sr">{escape(words)}</span></li>'
            )
        kind = "year" if year.reported else "year missing"
        gap = "" if year.reported else f'<span class="sr"> {escape(t("carry.no_report"))}</span>'
        parts.append(f'<li class="{kind}">{year.year}{gap}</li>')
    return tables.scrolling(f'<ol class="carry">{"".join(parts)}</ol>', f"{t('carry.heading')} {name}")


def of_cell(
    frame: Frame, agency: str, report: Mapping[str, Any], cells: Mapping[str, dict[str, Any]], key: str
) -> None:
    """In the drawer of one figure: the checks that touch it, in words, each with its cells to go on to."""
    t = frame.t
    if selection.current().cell not in (None, key):  # chosen just now: the drawer alone was run again
        st.rerun()
    rows = [
        row
        for row in shown(frame.dataset.findings.filter(pl.col("report_id") == report["report_id"]).collect())
        .sort(pl.col("status") != "fail", "id", "number")
        .iter_rows(named=True)
        if key in row["cells"]
    ]
    if not rows:
        return
    items = "".join(f"<li>{_in_words(row, t)}{_cells_of(row, key, cells, t)}</li>" for row in rows)
    island.show(
        f'<p class="small">{escape(t("quality.checks_here", n=len(rows)))}</p><ul class="findings">{items}</ul>',
        key="checks_of_cell",
        on_choose=lambda code: selection.change(
            filters.for_agency(selection.current(), agency, report["report_id"], code)
        ),
    )


def _cells_of(row: Mapping[str, Any], key: str, cells: Mapping[str, dict[str, Any]], t: Text) -> str:
    """The other cells of a check with what they print, each a way to its own source."""
    others = [other for other in row["cells"] if other != key][:MOST_CELLS]
    if not others:
        return ""
    items = []
    for other in others:
        label = t.pick(*cell_label(other))
        if "@" in other or other not in cells:
            items.append(f"<li>{escape(label)}</li>")
            continue
        printed = cells[other]["raw"] or t(f"state_short.{cells[other]['state']}")
        items.append(
            f'<li>{escape(label)}: <button type="button" class="quiet" data-choose="{escape(other)}">'
            f"{escape(printed)}</button></li>"
        )
    return f"<details><summary>{escape(t('quality.cells_of', n=len(others)))}</summary><ul>{''.join(items)}</ul></details>"
