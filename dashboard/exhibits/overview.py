"""Exhibits of what the dataset holds: how many reports, of which years, from where."""

import polars as pl

from dashboard.charts import Point, Row, Section, Strip, row_bars, year_strips
from dashboard.exhibits.common import Ask, display
from dashboard.exhibits.view import View
from dashboard.queries import parents
from dashboard.queries.selection import line_of
from dashboard.text import number
from dashboard.tiles import in_language


def reports_by_year(ask: Ask) -> View:
    """How many counted reports each year has; a year without one is a gap, not a zero column."""
    t = ask.t
    question = t("overview.reports.question")
    if ask.heads.is_empty():
        return ask.empty(question)
    counts = ask.heads.group_by("year").agg(
        pl.len().cast(pl.Int64).alias("value"), pl.col("agency_id").n_unique().cast(pl.Int64).alias("bodies")
    )
    first, last = int(counts["year"].min()), int(counts["year"].max())  # type: ignore[arg-type]
    data = (
        pl.DataFrame({"year": list(range(first, last + 1))}, schema={"year": pl.Int64})
        .join(counts.with_columns(pl.col("year").cast(pl.Int64)), on="year", how="left")
        .sort("year")
    )
    gap = t("gap.no_report")
    points = tuple(
        Point(
            r["year"],
            r["value"],
            label=number(r["value"]),
            gap=gap,
            hover=f"{r['year']}　{gap}"
            if r["value"] is None
            else f"{r['year']}　{t.count('reports', r['value'])}",
        )
        for r in data.iter_rows(named=True)
    )
    top = data.sort(["value", "year"], descending=[True, True], nulls_last=True).row(0, named=True)
    values = {
        "first": first,
        "last": last,
        "reports": t.count("reports", ask.heads.height),
        "bodies": t.count("bodies", ask.heads["agency_id"].n_unique()),
        "top": top["year"],
        "top_reports": t.count("reports", top["value"]),
    }
    tied = data.filter(pl.col("value") == top["value"]).height > 1
    kind = "answer_one_year" if first == last else "answer_same" if tied else "answer"
    answer = t(f"overview.reports.{kind}", **values)
    return View(
        id=ask.id,
        question=question,
        answer=answer,
        figure=year_strips([Strip("", points)], ask.theme),
        alt=t("phrase.alt", question=question, answer=answer),
        table=display(t, data.rename({"value": "n"}), ["year", "n", "bodies"]),
        data=data.rename({"value": "reports"}),
        notes=[t("note.self_reported")],
        n=t.count("reports", ask.heads.height),
        terms=["annual_report", "reporting_period"],
    )


def reports_by_region(ask: Ask) -> View:
    """How many counted reports stand in each province."""
    t = ask.t
    question = t("overview.where.question")
    if ask.heads.is_empty():
        return ask.empty(question)
    above = parents(ask.dataset)

    def province(code: str) -> str:
        return line_of(code, above)[-1]

    unplaced = t("gap.unplaced")
    data = (
        ask.heads.with_columns(
            pl.col("adcode").map_elements(province, return_dtype=pl.String, skip_nulls=True).alias("region"),
            pl.col("province").fill_null(unplaced).alias("name"),
        )
        .group_by("region", "name")
        .agg(
            pl.len().cast(pl.Int64).alias("n"), pl.col("agency_id").n_unique().cast(pl.Int64).alias("bodies")
        )
        .sort(["n", "name"], descending=[True, False])
    )
    names = [in_language(code, name, t.language) for code, name in data.select("region", "name").rows()]
    rows = tuple(
        Row(
            name,
            r["n"],
            t.count("reports", r["n"]),
            t.count("bodies", r["bodies"]),
            f"<b>{name}</b><br>{t.count('reports', r['n'])}<br>{t.count('bodies', r['bodies'])}",
            accent=i == 0,
        )
        for i, (name, r) in enumerate(zip(names[:34], data.head(34).iter_rows(named=True), strict=True))
    )
    top = data.row(0, named=True)
    answer = t(
        "overview.where.answer_one" if data.height == 1 else "overview.where.answer",
        reports=t.count("reports", ask.heads.height),
        regions=t.count("regions", data.height),
        top=names[0],
        top_reports=t.count("reports", top["n"]),
    )
    return View(
        id=ask.id,
        question=question,
        answer=answer,
        figure=row_bars([Section("", rows)], ask.theme),
        alt=t("phrase.alt", question=question, answer=answer),
        table=display(t, data.with_columns(pl.Series("region", names)), ["region", "n", "bodies"]),
        data=data,
        notes=[],
        n=t.count("reports", ask.heads.height),
        terms=["annual_report"],
    )
