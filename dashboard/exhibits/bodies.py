"""Exhibits of one year, body beside body: counts as bars, shares as points with their range."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import Group, Row, Section, Share, row_bars, share_rows
from dashboard.exhibits.common import (
    SIGN,
    Ask,
    Subject,
    contradiction,
    display,
    explained,
    marked,
    mismatch_notes,
    moved_by_law,
    on_own_scales,
    parts_of,
    question_of,
    share_words,
    whole_numbers,
    with_shares,
)
from dashboard.exhibits.view import View
from dashboard.queries import Proportion, figures
from dashboard.queries.sums import TERRITORIES
from dashboard.text import Text, number
from extract.regions.gazetteer import LEVELS

TOP = 12
"""So many bodies a section are drawn; the table has all."""

TWIN = (
    *("report_id", "agency_id", "adcode", "scope", "year", "key", "value", "part", "share", "low", "high"),
    *("standing", "printed", "computed", "basis", "mismatch"),
)
"""The columns of the data twin, those of shares where shares are drawn."""

SCOPES = ("government_aggregate", "organ_only", "system_aggregate", "unknown")


@dataclass(frozen=True, slots=True)
class Stratum:
    """Reports that may stand in one list: of one scope; of territories, one level, since a province holds its counties."""

    title: str
    many: str
    rows: pl.DataFrame


def strata(t: Text, data: pl.DataFrame) -> list[Stratum]:
    """The reports sorted into lists within which one may compare, in the order in which they are drawn."""
    found = []
    for scope in SCOPES:
        mine = data.filter(pl.col("scope") == scope)
        for level in (*LEVELS, None) if scope == TERRITORIES else (None,):
            rows = mine.filter(pl.col("level").eq_missing(level)) if scope == TERRITORIES else mine
            if rows.is_empty():
                continue
            named = t.label(f"level_{level}") if level else ""
            title = t.label(scope) + (t("phrase.dot") + named if named else "")
            many = t("phrase.of_level", level=named, scope=t.label(f"{scope}_many")).strip()
            found.append(Stratum(title, many, rows))
    return found


def _start(ask: Ask, subject: Subject, question: str) -> tuple[str, int, pl.DataFrame] | View:
    """The question with its year, the latest in which a report gives the whole, and that year's reports; or the view of no answer."""
    rows = figures(ask.dataset, ask.heads, [subject.whole, *subject.part])
    known = rows.filter((pl.col("key") == subject.whole) & pl.col("value").is_not_null())
    if known.is_empty():
        asked = question_of(ask.t, question, rows=subject.part_words)
        return ask.empty(asked, "nothing" if ask.heads.is_empty() else "no_number")
    year = int(known["year"].max())  # type: ignore[arg-type]
    asked = question_of(ask.t, question, year, rows=subject.part_words)
    return asked, year, largest_first(ask, rows.filter(pl.col("year") == year), subject)


def largest_first(ask: Ask, rows: pl.DataFrame, subject: Subject) -> pl.DataFrame:
    """One row a report: its whole and its part, largest first."""
    whole = rows.filter(pl.col("key") == subject.whole)
    return (
        whole.join(parts_of(rows, subject, "line"), on="line", how="left")
        .with_columns(
            pl.col("line").replace_strict(dict(ask.names)).alias("name"),
            pl.col("year").cast(pl.Int64),
        )
        .sort(["value", "name"], descending=[True, False], nulls_last=True)
    )


def count_by_body(ask: Ask, subject: Subject, sentences: str) -> View:
    """Bars of one figure, a section for each scope, since different scopes count different work."""
    t = ask.t
    found = _start(ask, subject, f"{sentences}.question")
    if isinstance(found, View):
        return found
    question, year, data = found
    lists = strata(t, data)
    sections, rest = [], 0
    for one in lists:
        rest += max(0, one.rows.height - TOP)
        most = one.rows["value"].max()
        drawn = tuple(
            bar(ask, subject, r, r["value"] == most) for r in one.rows.head(TOP).iter_rows(named=True)
        )
        sections.append(Section(one.title if len(lists) > 1 else "", drawn))
    parts = bool(subject.part and data["part"].drop_nulls().len())
    key = (subject.part_words, subject.whole_words) if parts else None
    sections, scales = on_own_scales(t, sections)
    notes = [*_listing(t, lists, rest), *scales]
    missing = data.filter(pl.col("value").is_null())["line"].to_list()
    if missing:
        notes.append(t("note.without", names=ask.name_all(missing)))
    if moved_by_law(subject.whole, year):
        notes.append(t("note.law2024"))
    columns = ["name", "scope", "year", "value", *(["part"] if key else []), "printed", "computed", "basis"]
    answer = _count_answer(ask, subject, sentences, lists, year)
    return of_one_year(
        ask, subject, question, answer, row_bars(sections, ask.theme, key), data, columns, notes
    )


def of_one_year(
    ask: Ask,
    subject: Subject,
    question: str,
    answer: str,
    figure: go.Figure,
    data: pl.DataFrame,
    columns: Sequence[str],
    notes: Sequence[str],
) -> View:
    """The exhibit of one year: ``data`` has a row for each report, ``columns`` are those of the printed table."""
    t = ask.t
    notes = [*notes, *mismatch_notes(ask, data)]
    data = whole_numbers(data, "value", "part", "printed", "computed")
    shown = data.with_columns(pl.col("value").alias("whole"), pl.col("^(share|low|high)$").round(4))
    return View(
        id=ask.id,
        question=question,
        answer=answer,
        figure=figure,
        alt=t("phrase.alt", question=question, answer=answer),
        table=display(t, shown, columns, labelled=["scope"]),
        data=data.select(name for name in TWIN if name in data.columns),
        notes=notes,
        n=t.count("reports", data["value"].drop_nulls().len()),
        terms=explained(subject.terms),
    )


def _listing(t: Text, lists: Sequence[Stratum], rest: int) -> list[str]:
    """What is said of lists that stand apart, and of bodies that are not drawn."""
    notes = [t("note.scopes")] if len(lists) > 1 else []
    return [*notes, t("note.top", n=TOP, rest=number(rest))] if rest else notes


def bar(ask: Ask, subject: Subject, row: dict[str, Any], first: bool) -> Row:
    """The bar of one report; the ``first`` of a list is accented where no part is drawn inside the bars."""
    t = ask.t
    if row["value"] is None:
        return Row(row["name"], None, t(f"gap.{row['basis']}"))
    aside, lines = "", [f"<b>{row['name']}</b>", f"{row['year']}　{t.count(subject.noun, row['value'])}"]
    if row["part"] is not None and row["value"]:
        aside = t("phrase.item", label=subject.part_words, value=number(row["part"]))
        lines.append(
            f"{subject.part_words}　{number(row['part'])}{share_words(t, row['part'], row['value'])}"
        )
    lines += contradiction(t, row)
    return Row(
        label=row["name"],
        value=row["value"],
        text=marked(row["value"], row["mismatch"]),
        aside=aside,
        hover="<br>".join(lines),
        part=row["part"],
        accent=first and not subject.part,
    )


def _count_answer(ask: Ask, subject: Subject, sentences: str, lists: Sequence[Stratum], year: int) -> str:
    """Who leads the fullest of the lists that have anything to tell."""
    t = ask.t
    known = [(one, one.rows.filter(pl.col("value").is_not_null())) for one in lists]
    telling = [(one, rows) for one, rows in known if rows.height and rows["value"].max() != 0]
    if not telling:
        return t(f"{sentences}.answer_zero", year=year)
    one, group = max(telling, key=lambda pair: pair[1].height)
    top = group.row(0, named=True)
    tied = group.filter(pl.col("value") == top["value"]).height
    kind = "answer_one" if group.height == 1 else "answer_same" if tied > 1 else "answer"
    if subject.part and top["part"] is None:
        kind += "_whole"
    return t(
        f"{sentences}.{kind}",
        year=year,
        top=top["name"],
        scope=one.many,
        tied=tied,
        value=t.count(subject.noun, top["value"]),
        part=t.count("part", top["part"]) if top["part"] is not None else "",
    )


def share_by_body(ask: Ask, subject: Subject, sentences: str) -> View:
    """Points of a share with their 95 % range: ranked from 100 cases, listed by size below."""
    t = ask.t
    found = _start(ask, subject, f"{sentences}.question")
    if isinstance(found, View):
        return found
    question, year, data = found
    shares = [Proportion(r["part"], r["value"]) for r in data.iter_rows(named=True)]
    data = with_shares(data).with_columns(
        pl.Series("standing", [p.standing for p in shares], dtype=pl.String),
        pl.Series("ranked", [p.ranked for p in shares], dtype=pl.Boolean),
    )
    lists = strata(t, data)
    parted = [(one, heading, rows) for one in lists for heading, rows in _parted(one).items()]
    groups = []
    for one, heading, rows in parted:
        titles = [one.title] if len(lists) > 1 else []
        titles += [t(f"heading.{heading}")] if len(_parted(one)) > 1 else []
        drawn = tuple(_share(ask, subject, r) for r in rows.head(TOP).iter_rows(named=True))
        groups.append(Group(t("phrase.dot").join(titles), drawn))
    rest = sum(max(0, rows.height - TOP) for _, _, rows in parted)
    notes = [t("note.ranked"), t("note.small"), *_listing(t, lists, rest)]
    columns = ["name", "scope", "year", "part", "whole", "share", "low", "high"]
    answer = _share_answer(ask, subject, sentences, data, lists, year)
    return of_one_year(ask, subject, question, answer, share_rows(groups, ask.theme), data, columns, notes)


def _parted(one: Stratum) -> dict[str, pl.DataFrame]:
    """The reports of a list: ranked, listed by size because they have too few cases, and without a figure; none empty."""
    unranked = one.rows.filter(~pl.col("ranked"))
    unknown = pl.col("value").is_null() | pl.col("part").is_null()
    kinds = {"ranked": _ranked(one), "listed": unranked.filter(~unknown), "missing": unranked.filter(unknown)}
    return {heading: rows for heading, rows in kinds.items() if not rows.is_empty()}


def _share(ask: Ask, subject: Subject, row: dict[str, Any]) -> Share:
    t = ask.t
    sign = SIGN if row["mismatch"] else ""
    if row["value"] is None or row["part"] is None:
        return Share(row["name"], t("gap.missing"), hover=row["name"])
    if not row["value"]:
        return Share(row["name"], number(0) + sign, hover=row["name"])
    counts = t("phrase.of", part=number(row["part"]), whole=number(row["value"]) + sign)
    lines = [
        f"<b>{row['name']}</b>",
        f"{row['year']}　{subject.part_words}　{counts}{share_words(t, row['part'], row['value'])}",
    ]
    lines += contradiction(t, row)
    if row["share"] is None:
        aside = t("phrase.too_few") if row["standing"] == "counts" else ""
        return Share(row["name"], counts, aside, hover="<br>".join(lines))
    return Share(
        label=row["name"],
        text=t.percent(row["share"]),
        aside=counts,
        share=row["share"],
        low=row["low"],
        high=row["high"],
        faint=row["standing"] == "grey",
        hover="<br>".join(lines),
    )


def _ranked(one: Stratum) -> pl.DataFrame:
    return one.rows.filter("ranked").sort(["share", "name"], descending=[True, False])


def _share_answer(
    ask: Ask, subject: Subject, sentences: str, data: pl.DataFrame, lists: Sequence[Stratum], year: int
) -> str:
    """The ends of the fullest ranking; without a ranking the one body, or how few there are."""
    t = ask.t
    one = max(lists, key=lambda stratum: _ranked(stratum).height)
    ranked = _ranked(one)
    if ranked.height >= 2:
        top, bottom = ranked.row(0, named=True), ranked.row(-1, named=True)
        return t(
            f"{sentences}.answer",
            year=year,
            n=number(ranked.height),
            scope=one.many,
            rows=subject.part_words,
            top=top["name"],
            top_share=t.percent(top["share"]),
            bottom=bottom["name"],
            bottom_share=t.percent(bottom["share"]),
        )
    known = data.filter(pl.col("value").is_not_null() & pl.col("part").is_not_null())
    if known.height == 1:
        row = known.row(0, named=True)
        return t(
            f"{sentences}.answer_one",
            year=year,
            top=row["name"],
            total=t.count("requests", row["value"]),
            part=t.count("part", row["part"]),
            rows=subject.part_words,
            share=share_words(t, row["part"], row["value"]),
        )
    return t(f"{sentences}.answer_few", year=year, bodies=t.count("bodies", data.height))
