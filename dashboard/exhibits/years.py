"""Exhibits over the years: one strip a body, or one of a lawful sum, or one of each row of the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import (
    Point,
    Rule,
    ShareStrip,
    Strip,
    YearShare,
    needs_own_scales,
    share_strips,
    year_strips,
)
from dashboard.exhibits.common import (
    DISCLOSED,
    LAW,
    SIGN,
    Ask,
    Subject,
    all_or_none,
    contradiction,
    display,
    explained,
    left_out_note,
    marked,
    mismatch_notes,
    moved_by_law,
    parts_of,
    share_words,
    sum_note,
    who,
    whole_numbers,
    with_shares,
)
from dashboard.exhibits.view import View
from dashboard.queries import SIDE_BY_SIDE, Course, Proportion, add, breaks, course, figures, grade, segments
from dashboard.queries.trend import BODIES, EACH_YEAR, PANEL
from dashboard.text import number

SUM = "sum"
"""The line of a sum, and the basis of its figures."""
RULES = {"t2014": "form2014", "t2014_fujian": "form2014", "t2019": "form2019", "t2021": "form2021"}
"""The wording of the rule drawn where a form begins, by its form."""
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "line": pl.String,
    "name": pl.String,
    "key": pl.String,
    "report_id": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
    "printed": pl.Float64,
    "computed": pl.Float64,
    "basis": pl.String,
    "mismatch": pl.Boolean,
    "form": pl.String,
    "part": pl.Float64,
    "n": pl.Int64,
    "stretch": pl.Int64,
    "forms": pl.List(pl.String),
}
"""What is followed, a row for each line and year. ``n`` reports stand behind a figure, filled in on ``forms``; years with
the same ``stretch`` may be joined by a line. ``form`` and ``report_id`` are null for a sum.
"""
OF_A_REPORT = ("report_id", "value", "printed", "computed", "basis", "mismatch", "form")
"""What a row takes over of the one report that stands behind it."""


def follow(ask: Ask, subject: Subject, question: str, sentences: str, beside: bool = False) -> View:
    """Build an exhibit over the years. ``sentences`` is the section of the wording that holds its answers.

    ``beside`` puts bodies side by side whatever their number, on one scale: counts as columns, or where
    the subject has parts of comparable meaning (outcomes), their share.
    """
    if ask.heads.is_empty():
        return ask.empty(question)
    rows = figures(ask.dataset, ask.heads, [subject.whole, *subject.part])
    whole = rows.filter(pl.col("key") == subject.whole)
    known = whole.filter(pl.col("value").is_not_null())
    if known.is_empty():
        return ask.empty(question, "no_number")
    known = known.select(*ask.heads.columns, pl.col("value").alias("weight"))
    taken = course(known, ask.parent, beside)
    data = _shown(_followed(ask, subject, rows, taken))
    return _view(_Chart(ask, subject, taken, rows, data, beside=beside), question, sentences)


def follow_rows(
    ask: Ask, keys: Sequence[str], question: str, sentences: str, terms: Sequence[str]
) -> View | None:
    """Build an exhibit of several rows of the form for one body or one sum; None where there are several bodies."""
    if ask.heads.is_empty():
        return None
    disclosed = tuple(f"{code}.total" for code in DISCLOSED)
    rows = figures(ask.dataset, ask.heads, ["out_total.total", *disclosed, *keys])
    whole = rows.filter(pl.col("key") == "out_total.total")
    known = whole.filter(pl.col("value").is_not_null()).select(ask.heads.columns)
    if known.is_empty():
        return None
    taken = course(known, ask.parent)
    if taken.kind == BODIES and len(taken.bodies) > 1:
        return None
    parts = []
    for key in keys:
        name = ask.t.label(key.partition(".")[0])
        made = _followed(ask, Subject(key, "requests"), rows, taken)
        parts.append(made.with_columns(pl.lit(key).alias("line"), pl.lit(name).alias("name")))
    shared = Subject("out_total.total", "requests", disclosed, ask.t("phrase.disclosed"), terms=tuple(terms))
    told = _followed(ask, shared, rows, taken)
    chart = _Chart(ask, shared, taken, rows, _shown(pl.concat(parts)), told)
    return _view(chart, question, sentences, line="row")


@dataclass(frozen=True)
class _Chart:
    """One exhibit over the years in the making.

    ``rows`` are the figures of all selected reports, ``data`` is what is drawn of them: one row for each line
    and year, as ``_shown`` gives it. ``told`` is what the answer speaks of, where that is not what is drawn.
    ``beside``: bodies stand side by side on one scale.
    """

    ask: Ask
    subject: Subject
    taken: Course
    rows: pl.DataFrame
    data: pl.DataFrame
    told: pl.DataFrame | None = None
    beside: bool = False

    @cached_property
    def title(self) -> str:
        """Whose sum is drawn; nothing where bodies are drawn one by one."""
        if self.taken.kind == BODIES:
            return ""
        return who(self.ask, self.taken.sums[max(self.taken.sums)], steady=self.taken.kind == PANEL)

    @property
    def sums_apart(self) -> bool:
        """Whether each of several years has a sum of its own, over other bodies than the years beside it."""
        return self.taken.kind == EACH_YEAR and len(self.taken.sums) > 1

    @property
    def as_shares(self) -> bool:
        """Whether the shares of the part are drawn instead of counts."""
        return self.beside and self.subject.shares

    @cached_property
    def own_scales(self) -> bool:
        """Whether each line has a scale of its own."""
        tops = self.data.group_by("line").agg(pl.col("value").max())["value"].fill_null(0).to_list()
        return not self.beside and needs_own_scales(tops)

    @cached_property
    def key(self) -> tuple[str, str] | None:
        """What the part and the whole are called in the key, where any part is known."""
        if not self.subject.part or not self.data["part"].drop_nulls().len():
            return None
        return self.subject.part_words, self.subject.whole_words

    @cached_property
    def lines(self) -> list[pl.DataFrame]:
        """The rows of each line, in the order in which they are drawn."""
        return [
            self.data.filter(pl.col("line") == line) for line in self.data["line"].unique(maintain_order=True)
        ]

    @cached_property
    def drawn(self) -> pl.DataFrame:
        """The figures of the reports that are drawn, or that a drawn sum holds."""
        bodies = set(self.taken.bodies) | {b for s in self.taken.sums.values() for b in s.bodies}
        return self.rows.filter(pl.col("line").is_in(sorted(bodies)))

    @cached_property
    def changes(self) -> dict[int, tuple[str, str]]:
        """The years in which the form changed for what is drawn, with the new form and the grade of the join."""
        whole = self.subject.whole
        known = self.drawn.filter((pl.col("key") == whole) & pl.col("value").is_not_null())
        found: dict[int, tuple[str, str]] = {}
        before: dict[str, str | None] = {}
        for line, year, form in known.sort("line", "year").select("line", "year", "form").iter_rows():
            mark = grade(whole, before.get(line), form)
            if line in before and mark != "A" and (year not in found or mark > found[year][1]):
                found[year] = (form, mark)
            before[line] = form
        return dict(sorted(found.items()))


def _followed(ask: Ask, subject: Subject, rows: pl.DataFrame, taken: Course) -> pl.DataFrame:
    """The figures of a course over the years (``SCHEMA``): of its bodies one by one, or of its sums."""
    return _bodies(ask, subject, rows, taken) if taken.kind == BODIES else _sums(subject, rows, taken)


def _nothing(line: str, name: str, key: str, year: int) -> dict[str, Any]:
    """A line in a year without a report (``SCHEMA``)."""
    return dict.fromkeys(SCHEMA) | {
        "line": line,
        "name": name,
        "key": key,
        "year": year,
        "basis": "no_report",
        "mismatch": False,
        "n": 0,
        "stretch": 0,
        "forms": [],
    }


def _bodies(ask: Ask, subject: Subject, rows: pl.DataFrame, taken: Course) -> pl.DataFrame:
    """Each body in each year of the course; years without a report stand there as such."""
    whole = rows.filter(pl.col("key") == subject.whole)
    part = _part(subject, rows)
    years = sorted({*taken.years, *whole.filter(pl.col("line").is_in(list(taken.bodies)))["year"].to_list()})
    found = []
    for line in taken.bodies:
        mine = {r["year"]: r for r in whole.filter(pl.col("line") == line).iter_rows(named=True)}
        known = {year: row["form"] for year, row in mine.items() if row["value"] is not None}
        stretches = segments(subject.whole, known.items())
        for year in range(years[0], years[-1] + 1):
            followed = _nothing(line, ask.names[line], subject.whole, year)
            followed["stretch"] = stretches.get(year, 0)
            if year in mine:
                followed |= {name: mine[year][name] for name in OF_A_REPORT}
            if year in known:
                followed |= {"part": part.get((line, year)), "n": 1, "forms": [known[year]]}
            found.append(followed)
    return pl.DataFrame(found, schema=SCHEMA)


def _part(subject: Subject, rows: pl.DataFrame) -> dict[tuple[str, int], float | None]:
    """The part of each report: the sum of its keys, None as soon as one of them is missing."""
    return {(line, year): value for line, year, value in parts_of(rows, subject, "line", "year").iter_rows()}


def _sums(subject: Subject, rows: pl.DataFrame, taken: Course) -> pl.DataFrame:
    """The lawful sum of each year, with how many reports it holds."""
    whole = rows.filter(pl.col("key") == subject.whole)
    part = _part(subject, rows)
    found = []
    stretch = 0
    before: set[str | None] = set()
    for year in taken.years:
        summed = _nothing(SUM, "", subject.whole, year)
        chosen = taken.sums.get(year)
        total = add(whole.filter(pl.col("year") == year), chosen) if chosen is not None else None
        if chosen is not None and total is not None and total.value is not None:
            counted = [line for line in chosen.bodies if line not in total.without]
            mine = whole.filter((pl.col("year") == year) & pl.col("line").is_in(list(chosen.bodies)))
            forms: set[str | None] = set(mine["form"].to_list())
            if any(grade(subject.whole, a, b) in "CX" for a in before for b in forms):
                stretch += 1
            before = forms
            summed |= {
                "value": total.value,
                "basis": SUM,
                "mismatch": bool(total.mismatches),
                "part": all_or_none(part.get((line, year)) for line in counted),
                "n": total.n,
                "forms": sorted(str(form) for form in forms if form),
            }
        found.append(summed | {"stretch": stretch})
    return pl.DataFrame(found, schema=SCHEMA)


def _view(chart: _Chart, question: str, sentences: str, line: str = "agency_id") -> View:
    """The exhibit of a chart; ``line`` names the column of the data twin that says what is followed."""
    ask, t = chart.ask, chart.ask.t
    told = chart.data if chart.told is None else chart.told
    answer = _answer(chart, told, sentences)
    table, twin = _tabled(chart)
    return View(
        id=ask.id,
        question=question,
        answer=answer,
        figure=_figure(chart),
        alt=t("phrase.alt", question=question, answer=answer),
        table=table,
        data=twin.rename({"line": line}),
        notes=_notes(chart),
        n=_n(ask, chart.taken, told),
        terms=explained(chart.subject.terms),
    )


def _figure(chart: _Chart) -> go.Figure:
    ask, t = chart.ask, chart.ask.t
    if chart.as_shares:
        return share_strips([_share_strip(chart, mine) for mine in chart.lines], ask.theme, _rules(chart))
    heading = t("who.each_year") if chart.sums_apart else chart.title
    counts = chart.data.select("year", "n").unique(maintain_order=True).iter_rows()
    below = {year: number(n) for year, n in counts if n} if chart.sums_apart else None
    return year_strips(
        [_strip(chart, mine, heading) for mine in chart.lines],
        ask.theme,
        _rules(chart),
        chart.key,
        own_scales=chart.own_scales,
        below=below,
    )


def _tabled(chart: _Chart) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The printed table, and the same under codes."""
    data = chart.data
    if chart.as_shares:
        data = with_shares(data).with_columns(pl.col("share", "low", "high").round(4))
    parted = (["part"] if chart.key else []) + (["share", "low", "high"] if chart.as_shares else [])
    listed = ["name", "year", "value", *parted, "printed", "computed", "basis", "form", "n"]
    if chart.taken.kind != BODIES:
        listed = ["name", "year", "value", *parted, "n"]
        named = pl.when(pl.col("name") == "").then(pl.lit(chart.title)).otherwise(pl.col("name"))
        data = data.with_columns(named.alias("name"))
    data = whole_numbers(data, "value", "part", "printed", "computed").drop("stretch", "forms", "old")
    return display(chart.ask.t, data, listed), data.drop("name")


def _shown(data: pl.DataFrame) -> pl.DataFrame:
    """The years from the first to the last in which anything has a figure.

    Figures whose form counted differently from the newest one among them are marked ``old``.
    """
    known = data.filter(pl.col("value").is_not_null())
    data = data.filter(pl.col("year").is_between(known["year"].min(), known["year"].max()))
    of_a_form = known.filter(pl.col("forms").list.len() > 0)
    newest = of_a_form.sort("year")["forms"][-1][0] if of_a_form.height else None
    old = [
        any(grade(key, form, newest) in "CX" for form in forms)
        for key, forms in data.select("key", "forms").iter_rows()
    ]
    return data.with_columns(pl.Series("old", old, dtype=pl.Boolean))


def _strip(chart: _Chart, mine: pl.DataFrame, title: str) -> Strip:
    name = mine["name"][0] or title
    return Strip(
        name, tuple(_point(chart.ask, chart.subject, row, name) for row in mine.iter_rows(named=True))
    )


def _share_strip(chart: _Chart, mine: pl.DataFrame) -> ShareStrip:
    name = mine["name"][0] or chart.title
    rows = mine.iter_rows(named=True)
    return ShareStrip(name, tuple(_year_share(chart.ask, chart.subject, row, name) for row in rows))


def _year_share(ask: Ask, subject: Subject, row: dict[str, Any], name: str) -> YearShare:
    t = ask.t
    point = _point(ask, subject, row, name)
    found = Proportion(row["part"], row["value"])
    if row["value"] is None or row["part"] is None:
        gap = point.gap or t("gap.missing")
        return YearShare(row["year"], None, gap=gap, hover=f"{name}<br>{row['year']}　{gap}")
    sign = SIGN if row["mismatch"] else ""
    if found.share is None or found.interval is None:
        label = (f"{number(row['part'])}/{number(row['value'])}" if row["value"] else "0") + sign
        return YearShare(
            row["year"], None, label, hover=point.hover, stretch=row["stretch"], marked=row["mismatch"]
        )
    low, high = found.interval
    label = t.percent(found.share) + sign
    faint = found.standing == "grey"
    return YearShare(
        row["year"], found.share, label, low, high, faint, point.hover, "", row["stretch"], row["mismatch"]
    )


def _point(ask: Ask, subject: Subject, row: dict[str, Any], name: str) -> Point:
    t = ask.t
    if row["value"] is None:
        gap = (
            t(f"gap.{row['basis']}")
            if row["basis"] in ("no_report", "missing", "not_in_form")
            else t("gap.missing")
        )
        return Point(row["year"], None, gap=gap, hover=f"{name}<br>{row['year']}　{gap}")
    lines = [f"<b>{name}</b>", f"{row['year']}　{t.count(subject.noun, row['value'])}"]
    if row["part"] is not None:
        lines.append(
            f"{subject.part_words}　{t.count(subject.noun, row['part'])}{share_words(t, row['part'], row['value'])}"
        )
    lines += contradiction(t, row)
    if row["line"] == SUM:
        lines.append(t.count("reports", row["n"]))
    return Point(
        year=row["year"],
        value=row["value"],
        label=marked(row["value"], row["mismatch"]),
        hover="<br>".join(lines),
        part=row["part"],
        part_label="" if row["part"] is None else number(row["part"]),
        old=row["old"],
        marked=row["mismatch"],
    )


def _rules(chart: _Chart) -> list[Rule]:
    rules: dict[int, str] = {}
    for year, (form, _) in chart.changes.items():
        label = RULES.get(form)
        if label and label not in rules.values():
            rules[year] = label
    if LAW in breaks(chart.subject.whole):
        rules.setdefault(LAW, "law2024")
    return [Rule(year, chart.ask.t(f"rule.{label}")) for year, label in sorted(rules.items())]


def _answer(chart: _Chart, told: pl.DataFrame, sentences: str) -> str:
    known = told.filter(pl.col("value").is_not_null()).sort("year")
    year = known["year"].max()
    now = known.filter(pl.col("year") == year)
    if told["line"].n_unique() == 1:
        row = now.row(0, named=True)
        steady = chart.taken.kind != EACH_YEAR
        return _one(
            chart.ask, chart.subject, sentences, known if steady else now, row, chart.title or row["name"]
        )
    return _several(chart.ask, chart.subject, sentences, now, int(year))  # type: ignore[arg-type]


def _one(
    ask: Ask, subject: Subject, sentences: str, known: pl.DataFrame, row: dict[str, Any], name: str
) -> str:
    t = ask.t
    year, value = row["year"], row["value"]
    total = t.count(subject.noun, value)
    if f"{sentences}.rise" in t:
        earlier = known.filter((pl.col("year") < year) & (pl.col("stretch") == row["stretch"]))
        if earlier.is_empty():
            return t(f"{sentences}.single", who=name, year=year, value=total)
        before = earlier.row(-1, named=True)
        change = value - before["value"]
        kind = "same" if change == 0 else "rise" if change > 0 else "fall"
        return t(
            f"{sentences}.{kind}",
            who=name,
            year=year,
            value=total,
            before=before["year"],
            earlier=t.count(subject.noun, before["value"]),
            change=number(abs(change)),
        )
    if value == 0:
        return t(f"{sentences}.answer_zero", who=name, year=year)
    if row["part"] is None:
        return t(f"{sentences}.answer_whole", who=name, year=year, total=total)
    return t(
        f"{sentences}.answer",
        who=name,
        year=year,
        total=total,
        part=t.count("part", row["part"]),
        rows=subject.part_words,
        share=share_words(t, row["part"], value),
    )


def _several(ask: Ask, subject: Subject, sentences: str, now: pl.DataFrame, year: int) -> str:
    t = ask.t
    items = []
    for row in now.sort("value", "name", descending=[True, False]).iter_rows(named=True):
        total = t.count(subject.noun, row["value"])
        if row["part"] is None:
            items.append(t("phrase.item", label=row["name"], value=total))
        else:
            items.append(
                t(
                    f"{sentences}.one_of",
                    name=row["name"],
                    total=total,
                    part=t.count("part", row["part"]),
                    rows=subject.part_words,
                )
            )
    joined = t("phrase.semicolon").join(items)
    return t(f"{sentences}.several", year=year, who=joined)


def _n(ask: Ask, taken: Course, data: pl.DataFrame) -> str:
    t = ask.t
    if taken.kind == PANEL:
        basis = taken.sums[max(taken.sums)]
        noun = "territories" if basis.basis == "government_aggregate" else "bodies"
        return t("n.panel", bodies=t.count(noun, len(basis.bodies)))
    if taken.kind == EACH_YEAR:
        counts = data.filter(pl.col("n") > 0)["n"].unique().sort()
        if counts.len() > 1:
            return t("n.each_year", low=counts[0], high=counts[-1])
        return t.count("reports", counts[0])
    return t.count("reports", int(data["n"].sum()))


def _notes(chart: _Chart) -> list[str]:
    """What is to be said of a chart: of its shares, whose figures they are, its breaks, and published errors."""
    t = chart.ask.t
    notes = [t("note.small")] if chart.as_shares else []
    notes += _notes_on_bodies(chart)
    if chart.data["value"].null_count():
        notes.append(t("note.hatched"))
    notes += _notes_on_breaks(chart)
    if chart.own_scales:
        notes.append(t("note.own_scales"))
    keys = set(chart.data["key"])
    if chart.told is not None:
        keys |= {chart.subject.whole, *chart.subject.part}
    charted = chart.drawn.filter(pl.col("key").is_in(sorted(keys)))
    return notes + mismatch_notes(chart.ask, charted.sort("line", "year"))


def _notes_on_bodies(chart: _Chart) -> Iterator[str]:
    """Which bodies are drawn or added up, and which are not."""
    ask, t, taken = chart.ask, chart.ask.t, chart.taken
    if taken.kind == BODIES:
        if len(taken.bodies) >= SIDE_BY_SIDE and taken.others:
            yield t("note.compare", n=len(taken.bodies))
        if taken.others:
            others = t.count("bodies", len(taken.others))
            yield t("note.others", bodies=others, names=ask.name_all(taken.others, 3))
        return
    last = taken.sums[max(taken.sums)]
    if taken.kind == PANEL:
        span = f"{taken.years[0]}–{taken.years[-1]}"
        yield t("note.panel", years=span, names=ask.name_all(last.bodies))
    else:
        yield t("note.each_year") if chart.sums_apart else sum_note(ask, last)
    yield from left_out_note(ask, {k: v for k, v in last.left_out.items() if k in ask.names})
    unknown = chart.rows.filter((pl.col("key") == chart.subject.whole) & pl.col("value").is_null())
    if unknown.height:
        short = sorted(unknown["line"].unique().to_list())
        yield t("note.without_years", names=ask.name_all(short, 3))


def _notes_on_breaks(chart: _Chart) -> Iterator[str]:
    """Where forms or a law changed what is counted."""
    t = chart.ask.t
    grades = {mark for _, mark in chart.changes.values()}
    if chart.as_shares and {"C", "X"} & grades:
        yield t("note.break_in_line")
    elif not chart.as_shares and chart.data["old"].any():
        yield t("note.break_grade_c")
    joined = next((year for year, (_, mark) in chart.changes.items() if mark == "B"), None)
    if joined is not None:
        yield t("note.break_grade_b", year=joined)
    if moved_by_law(chart.subject.whole, chart.data["year"].max()):
        yield t("note.law2024")
