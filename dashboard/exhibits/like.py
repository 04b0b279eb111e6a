"""One body among its like: whether its figure is large or small for a body of its level, kind and scope."""

import polars as pl

from dashboard.charts import Row, Section, cut_short, row_bars, scale_end
from dashboard.exhibits.bodies import bar, largest_first, of_one_year
from dashboard.exhibits.common import Ask, Subject, question_of
from dashboard.exhibits.view import View
from dashboard.queries import figures
from dashboard.queries.places import like_bodies
from dashboard.text import number

MIDDLE_FROM = 10
"""So many other bodies have a median and a middle half; fewer are told by their smallest and largest figure."""
NEAREST = 10
"""So many of the others are drawn; the table has all."""


def among_like(ask: Ask, subject: Subject) -> View:
    """The latest figure of the one selected body beside those of its like in the same year."""
    t = ask.t
    known = figures(ask.dataset, ask.heads, [subject.whole]).filter(pl.col("value").is_not_null())
    if known.is_empty():
        return ask.empty(question_of(t, "agency.like.question"), "no_number")
    own = known.sort("year", "scope").row(-1, named=True)
    year = own["year"]
    question = question_of(t, "agency.like.question", year)
    around = ask.only(agencies=(), levels=(own["level"],), kinds=(own["kind"],), years=(year, year))
    rows = figures(ask.dataset, around.heads, [subject.whole])
    alike = rows.filter((pl.col("scope") == own["scope"]) & pl.col("value").is_not_null())
    data = largest_first(around, alike, subject)
    itself = pl.col("report_id") == own["report_id"]
    others = data.filter(~itself)
    if others.is_empty():
        return ask.empty(question, "no_like")
    mine = data.row(by_predicate=itself, named=True)
    first = [bar(around, subject, mine, True)]
    if others.height >= MIDDLE_FROM:
        median = float(others["value"].median())  # type: ignore[arg-type]
        first.append(Row(t("phrase.median_of", n=number(others.height)), median, number(median)))
    reporting = set(others["agency_id"])
    near = [code for code in like_bodies(ask.dataset, own["agency_id"]) if code in reporting][:NEAREST]
    beside = others.filter(pl.col("agency_id").is_in(near)).iter_rows(named=True)
    near_rows = [bar(around, subject, row, False) for row in beside]
    end = scale_end(row.value for row in (*first, *near_rows))
    sections = [
        Section(title, tuple(cut_short(row, end, t("phrase.cut")) for row in rows))
        for title, rows in (("", first), (t("heading.nearest"), near_rows))
    ]
    notes = [t("note.like")]
    if end is not None:
        notes.append(t("note.cut", longest=number(end)))
    if own["scope"] == "unknown":
        notes.append(t("note.like_unknown"))
    columns = ["name", "scope", "year", "value", "printed", "computed", "basis"]
    answer = _answer(around, mine, others)
    return of_one_year(around, subject, question, answer, row_bars(sections, ask.theme), data, columns, notes)


def _answer(ask: Ask, mine: dict[str, object], others: pl.DataFrame) -> str:
    """How many of the others have less and how many more, and between which figures they lie."""
    t = ask.t
    values = others["value"]
    few = others.height < MIDDLE_FROM
    ends = (
        (values.min(), values.max())
        if few
        else (values.quantile(0.25, "lower"), values.quantile(0.75, "higher"))
    )
    low, high = (number(float(end)) for end in ends)  # type: ignore[arg-type]
    said = {
        "who": mine["name"],
        "year": mine["year"],
        "below": number(values.filter(values < mine["value"]).len()),
        "above": number(values.filter(values > mine["value"]).len()),
    }
    if others.height == 1:
        only = t.count("requests", float(values[0]))
        return t("agency.like.answer_one", **said, other=others["name"][0], value=only)
    all_of = t.count("like", others.height)
    if few:
        return t("agency.like.answer_few", **said, all=all_of, low=low, high=high)
    median = number(float(values.median()))  # type: ignore[arg-type]
    return t("agency.like.answer", **said, all=all_of, low=low, high=high, median=median)
