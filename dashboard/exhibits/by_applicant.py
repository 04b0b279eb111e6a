"""How the requests of each kind of applicant ended."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.charts import Group, Share, share_rows
from dashboard.exhibits.common import (
    ORGANISATIONS,
    PEOPLE,
    Ask,
    Unit,
    YearOf,
    all_or_none,
    display,
    mismatch_notes,
    share_words,
    start,
    totals,
    whole_numbers,
    with_shares,
    year_notes,
)
from dashboard.exhibits.view import View
from dashboard.queries import Proportion, figures
from dashboard.text import Text, number

SENTENCES = "outcomes.by_applicant"
"""The section of the wording."""


def shares(ask: Ask, part: Sequence[str], part_words: str) -> View:
    """How the requests of each kind of applicant ended: the share with the chosen outcomes, kind by kind."""
    t = ask.t
    at = start(ask, "out_total.total", SENTENCES)
    if isinstance(at, View):
        return at
    columns = [PEOPLE, *ORGANISATIONS]
    keys = [f"{code}.{column}" for column in columns for code in ("out_total", *part)]
    found, drawn = [], []
    for unit in at.units:
        value = {k: (v, n) for k, v, n in totals(ask, unit, keys).select("key", "value", "n").iter_rows()}
        rows = _rows(value, columns, part)
        title = unit.title if len(at.units) > 1 else ""
        drawn.append(Group(title, tuple(_share(t, part_words, unit, at.year, *r[:3]) for r in rows)))
        found += [(unit.title, ",".join(unit.chosen.bodies), at.year, *row) for row in rows]
    names = ["name", "bodies", "year", "applicant", "whole", "part", "n"]
    data = pl.DataFrame(found, schema=names, orient="row", infer_schema_length=None)
    data = with_shares(data.with_columns(pl.col("whole", "part").cast(pl.Float64)), "part", "whole")
    data = data.select(*names[:-1], "share", "low", "high", "n")
    first = {r["applicant"]: r for r in data.head(len(columns) + 1).iter_rows(named=True)}
    answer = _answer(t, at, first, part_words)
    data = whole_numbers(data, "whole", "part")
    shown = data.with_columns(
        pl.col("applicant")
        .replace_strict({c: t.label(c) for c in (*columns, "organisations")})
        .alias("label"),
        pl.col("share", "low", "high").round(4),
    )
    wrong = figures(ask.dataset, pl.concat([u.heads for u in at.units]), [f"out_total.{c}" for c in columns])
    return View(
        id=ask.id,
        question=at.question,
        answer=answer,
        figure=share_rows(drawn, ask.theme),
        alt=t("phrase.alt", question=at.question, answer=answer),
        table=display(t, shown, ["name", "label", "part", "whole", "share", "low", "high", "n"]),
        data=data.drop("name"),
        notes=[*year_notes(ask, at), t("note.small"), *mismatch_notes(ask, wrong)],
        n=t.count("reports", sum(len(u.chosen.bodies) for u in at.units)),
        terms=["natural_person", "organisations", "small_numbers", "disclosure_rate"],
    )


def _rows(
    value: Mapping[str, tuple[float | None, int]], columns: Sequence[str], part: Sequence[str]
) -> list[tuple[str, float | None, float | None, int]]:
    """(kind of applicant, all concluded, those with the chosen outcomes, reports); all organisations after the people.

    ``value`` holds for each code of a row and column its sum and the number of reports that have it.
    """
    rows = []
    for column in columns:
        whole, n = value[f"out_total.{column}"]
        parts = [value[f"{code}.{column}"] for code in part]
        rows.append((column, whole, all_or_none(v if m == n else None for v, m in parts), n))
    organisations = [row for row in rows if row[0] != PEOPLE]
    whole = all_or_none(whole for _, whole, _, _ in organisations)
    got = all_or_none(got for _, _, got, _ in organisations)
    return [rows[0], ("organisations", whole, got, rows[0][3]), *rows[1:]]


def _answer(t: Text, at: YearOf, first: Mapping[str, Mapping[str, Any]], part_words: str) -> str:
    """The sentence on people and organisations, where both are known of one body or sum."""
    people, bodies = first[PEOPLE], first["organisations"]
    known = all(r["whole"] is not None and r["part"] is not None for r in (people, bodies))
    if len(at.units) > 1 or not known:
        return t(f"{SENTENCES}.answer_listed", year=at.year)
    return t(
        f"{SENTENCES}.answer",
        who=at.units[0].title,
        year=at.year,
        rows=part_words,
        people=t.count("requests", people["whole"]),
        people_part=t.count("part", people["part"]),
        people_share=share_words(t, people["part"], people["whole"]),
        organisations=t.count("requests", bodies["whole"]),
        organisations_part=t.count("part", bodies["part"]),
        organisations_share=share_words(t, bodies["part"], bodies["whole"]),
    )


def _share(
    t: Text, part_words: str, unit: Unit, year: int, column: str, whole: float | None, got: float | None
) -> Share:
    label = t.label(column)
    if column in ORGANISATIONS:
        label = "　" + label
    if whole is None or got is None:
        return Share(label, t("gap.missing"), hover=label)
    one = Proportion(got, whole)
    counts = t("phrase.of", part=number(got), whole=number(whole))
    hover = f"<b>{t.label(column)}</b><br>{unit.title}　{year}<br>{part_words}　{counts}{share_words(t, got, whole)}"
    if one.share is None or one.interval is None:
        aside = t("phrase.too_few") if one.standing == "counts" else ""
        return Share(label, counts if whole else number(0), aside, hover=hover)
    low, high = one.interval
    return Share(label, t.percent(one.share), counts, one.share, low, high, one.standing == "grey", hover)
