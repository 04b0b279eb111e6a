"""Exhibits of one year's make-up: applicants, outcomes, grounds, results of reviews and lawsuits, and the flow."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import Row, Section, Stock, flow, row_bars
from dashboard.exhibits.common import (
    DISCLOSED,
    ORGANISATIONS,
    PEOPLE,
    Ask,
    Unit,
    YearOf,
    all_or_none,
    contradiction,
    display,
    explained,
    marked,
    mismatch_notes,
    moved_by_law,
    on_own_scales,
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
from extract.forms import DISPUTE_RESULTS, DISPUTE_ROUTES, OUTCOME_GROUPS, form

UNDIVIDED = "out_other_undivided"


def children(group: str) -> tuple[str, ...]:
    """The rows of the current form under an outcome group."""
    return tuple(row.code for row in form("t2021").tables["table3"].children(group))


def _label(t: Text, key: str) -> str:
    code, _, column = key.partition(".")
    route = next((r for r in DISPUTE_ROUTES if code.startswith(f"{r}_")), None)
    if route is not None:
        return t.label(code.removeprefix(f"{route}_"))
    return t.label(column if column and column != "total" else code)


def _blocks(ask: Ask, at: YearOf, sections: Sequence[tuple[str, Sequence[str]]], whole: str) -> pl.DataFrame:
    """Every row of every section for every unit of the year: what is drawn, tabled and told."""
    keys = [key for _, rows in sections for key in rows]
    found = []
    for unit in at.units:
        summed = totals(ask, unit, [whole, *keys])
        base = summed.filter(pl.col("key") == whole)["value"][0]
        place = {key: title for title, rows in sections for key in rows}
        mine = summed.filter(pl.col("key").is_in(keys)).with_columns(
            pl.lit(unit.title).alias("name"),
            pl.lit(",".join(unit.chosen.bodies)).alias("bodies"),
            pl.lit(at.year).alias("year"),
            pl.lit(base, dtype=pl.Float64).alias("whole"),
            pl.col("key").replace_strict(place, return_dtype=pl.String).alias("group"),
        )
        found.append(mine)
    return pl.concat(found)


def _draw(
    ask: Ask,
    at: YearOf,
    data: pl.DataFrame,
    accents: Sequence[str],
    shares: bool = True,
) -> list[Section]:
    """The sections of the figure: one a group of rows, or one a body where bodies stand beside each other."""
    t = ask.t
    sections = []
    for unit in at.units:
        mine = data.filter(pl.col("name") == unit.title)
        for group in mine["group"].unique(maintain_order=True):
            rows = [
                _bar(t, r, accents, shares, unit)
                for r in mine.filter(pl.col("group") == group).iter_rows(named=True)
            ]
            heading = t.label(group) if group else ""
            if len(at.units) > 1:
                heading = f"{unit.title}　{heading}".strip()
            sections.append(Section(heading, tuple(rows)))
    return sections


def _bar(t: Text, row: dict[str, Any], accents: Sequence[str], shares: bool, unit: Unit) -> Row:
    label = _label(t, row["key"])
    if row["value"] is None:
        return Row(label, None, t("gap.not_in_form" if row["basis"] == "not_in_form" else "gap.missing"))
    found = Proportion(row["value"], row["whole"])
    aside = (
        t.percent(found.share)
        if shares and row["value"] and found.standing == "full" and found.share is not None
        else ""
    )
    lines = [
        f"<b>{label}</b>",
        f"{unit.title}　{row['year']}",
        number(row["value"]) + (share_words(t, row["value"], row["whole"]) if shares else ""),
    ]
    lines += contradiction(t, row)
    if row["n"] > 1:
        lines.append(t.count("reports", row["n"]))
    return Row(
        label,
        row["value"],
        marked(row["value"], row["mismatch"]),
        aside,
        "<br>".join(lines),
        accent=row["key"] in accents,
    )


def _finish(
    ask: Ask,
    at: YearOf,
    answer: str,
    data: pl.DataFrame,
    figure: go.Figure,
    terms: Sequence[str],
    notes: Sequence[str] = (),
    accounted: Sequence[str] = (),
) -> View:
    """Notes, table and data twin of a make-up."""
    t = ask.t
    data = with_shares(data, "value", "whole").drop("low", "high")
    data = data.with_columns(
        pl.col("share").round(4),
        pl.Series("label", [_label(t, k) for k in data["key"]], dtype=pl.String),
        pl.Series("section", [t.label(g) if g else "" for g in data["group"]], dtype=pl.String),
    )
    wrong = figures(
        ask.dataset,
        pl.concat([u.heads for u in at.units]),
        list(accounted or data["key"].unique(maintain_order=True)),
    )
    extra = list(notes)
    if data.select(pl.struct("name", "n").n_unique()).item() > len(at.units):
        extra.append(t("note.row_n"))
    extra += mismatch_notes(ask, wrong.filter(pl.col("key") != UNDIVIDED))
    data = whole_numbers(data, "value", "whole", "printed", "computed")
    shown = data.with_columns(pl.col("section").alias("group"))
    return View(
        id=ask.id,
        question=at.question,
        answer=answer,
        figure=figure,
        alt=t("phrase.alt", question=at.question, answer=answer),
        table=display(t, shown, ["name", "group", "label", "value", "share", "basis", "n"]),
        data=data.drop("name", "label", "section"),
        notes=[*year_notes(ask, at), *extra],
        n=_n(ask, at, data),
        terms=explained(terms),
    )


def _n(ask: Ask, at: YearOf, data: pl.DataFrame) -> str:
    t = ask.t
    reports = sum(len(unit.chosen.bodies) for unit in at.units)
    if len(at.units) == 1 and data["whole"].drop_nulls().len():
        return t(
            "n.cases", n=number(float(data["whole"].drop_nulls()[0])), reports=t.count("reports", reports)
        )
    return t.count("reports", reports)


def applicants(ask: Ask) -> View:
    """Who asked: natural persons, and the five kinds of organisations."""
    sentences = "applications.who"
    t = ask.t
    at = start(ask, "req_new.total", sentences)
    if isinstance(at, View):
        return at
    sections = [("", [f"req_new.{PEOPLE}"]), ("organisations", [f"req_new.{c}" for c in ORGANISATIONS])]
    data = _blocks(ask, at, sections, "req_new.total")
    telling = _Telling(t, at, data, "requests", sentences)
    people = telling.value[f"req_new.{PEOPLE}"]

    def answer() -> str:
        if people is None:
            return telling.sentence("answer_total")
        return telling.sentence(
            people=t.count("part", people),
            share=share_words(t, people, telling.whole),
            organisations=telling.counted(sections[1][1]),
        )

    figure = row_bars(_draw(ask, at, data, [f"req_new.{PEOPLE}"]), ask.theme)
    return _finish(
        ask,
        at,
        telling.told(answer),
        data,
        figure,
        ["natural_person", "organisations", "legal_service", "req_new"],
        accounted=["req_new.total"],
    )


def _counted(t: Text, part: float | None) -> str:
    return "—" if part is None else t.count("part", part)


class _Telling:
    """Writes what a make-up says of the year: of one body or sum, or a list of the bodies where no sum may be drawn."""

    def __init__(self, t: Text, at: YearOf, data: pl.DataFrame, noun: str, sentences: str) -> None:
        self.t, self.at, self.noun, self.sentences = t, at, noun, sentences
        self.wholes = data.group_by("name", maintain_order=True).agg(pl.col("whole").first())
        rows = data.filter(pl.col("name") == at.units[0].title)
        self.whole: float | None = rows["whole"][0]
        self.value: dict[str, float | None] = dict(rows.select("key", "value").iter_rows())
        known = rows.filter(pl.col("value").is_not_null())
        self.ranked: list[str] = known.sort("value", descending=True, maintain_order=True)["key"].to_list()
        """The keys of the rows whose cases are known, the largest first."""
        self.most = [key for key in self.ranked[:1] if self.value[key]]
        """The key of the row with the most cases, if there are any."""

    def told(self, answer: Callable[[], str]) -> str:
        """The answer, unless there are several bodies, or nothing to tell of."""
        if len(self.at.units) > 1:
            return self._bodies()
        return answer() if self.whole else self.sentence("answer_zero")

    def sentence(self, kind: str = "answer", **parts: str) -> str:
        """A sentence on the first body or sum, its year and its whole."""
        return self.t(
            f"{self.sentences}.{kind}",
            who=self.at.units[0].title,
            year=self.at.year,
            total="" if self.whole is None else self.t.count(self.noun, self.whole),
            **parts,
        )

    def largest(self) -> str:
        """The sentence that names the row with the most cases."""
        key = self.ranked[0]
        return self.sentence(
            top=_label(self.t, key),
            value=self.t.count(self.noun, self.value[key] or 0),
            share=share_words(self.t, self.value[key], self.whole),
        )

    def sum(self, keys: Iterable[str]) -> float | None:
        """The cases of these rows together, or None where one is unknown."""
        return all_or_none(self.value[key] for key in keys)

    def counted(self, keys: Iterable[str]) -> str:
        """How many of the whole these rows are together; a dash where one is unknown."""
        return _counted(self.t, self.sum(keys))

    def _bodies(self) -> str:
        items = [
            self.t("phrase.item", label=name, value=self.t.count(self.noun, whole))
            for name, whole in self.wholes.iter_rows()
            if whole is not None
        ]
        return self.t("phrase.bodies", year=self.at.year, items=self.t("phrase.semicolon").join(items))


def groups(ask: Ask, sentences: str, accents: Sequence[str] = (), apart: bool = False) -> View:
    """All six outcome groups of the year, in the order of the form; ``apart``: whole territories beside single bodies."""
    t = ask.t
    at = start(ask, "out_total.total", sentences, apart)
    if isinstance(at, View):
        return at
    chosen = [g for g in OUTCOME_GROUPS if not ask.filters.outcomes or g in ask.filters.outcomes]
    data = _blocks(ask, at, [("", [f"{g}.total" for g in chosen])], "out_total.total")

    def told(of: YearOf) -> str:
        telling = _Telling(t, of, data, "requests", sentences)

        def answer() -> str:
            if not telling.ranked:
                return telling.sentence("answer_zero")
            if not accents:
                return telling.largest()
            part = telling.sum(key for key in accents if key in telling.value)
            return telling.sentence(part=_counted(t, part), share=share_words(t, part, telling.whole))

        return telling.told(answer)

    one_by_one = [replace(at, units=(unit,)) for unit in at.units] if at.apart else [at]
    answer = t("phrase.space").join(told(of) for of in one_by_one)
    shown = accents or _Telling(t, at, data, "requests", sentences).most
    drawn = _draw(ask, at, data, shown)
    sections, scales = on_own_scales(t, drawn) if at.apart else (drawn, [])
    figure = row_bars(sections, ask.theme)
    notes = [*scales, *([t("note.filter_rows")] if ask.filters.outcomes else [])]
    return _finish(ask, at, answer, data, figure, chosen, notes, ["out_total.total"])


def grounds(ask: Ask) -> View:
    """Every row beneath the four groups that did not lead to disclosure, with what the older form leaves undivided."""
    sentences = "outcomes.grounds"
    t = ask.t
    at = start(ask, "out_total.total", sentences)
    if isinstance(at, View):
        return at
    shown = [g for g in OUTCOME_GROUPS[2:] if not ask.filters.outcomes or g in ask.filters.outcomes]
    sections = [(group, [f"{row}.total" for row in rows]) for group in shown if (rows := _asked(ask, group))]
    if not sections:
        return ask.empty(at.question, "no_ground")
    data = _blocks(ask, at, sections, "out_total.total")
    undivided = False
    if "out_other" in shown and not ask.filters.grounds:
        data, undivided = _undivided(ask, at, data)
    data = _of_undisclosed(ask, at, data)
    telling = _Telling(t, at, data, "requests", sentences)
    picked_out = ask.filters.outcomes or ask.filters.grounds

    def answer() -> str:
        # The most common of what was picked out need not be the most common of all.
        return telling.largest() if telling.most and not picked_out else telling.sentence("answer_total")

    notes = []
    if undivided:
        notes.append(t("note.undivided"))
    if picked_out:
        notes.append(t("note.filter_grounds"))
    figure = row_bars(_draw(ask, at, data, telling.most if telling.whole else []), ask.theme)
    common = [key.partition(".")[0] for key in telling.ranked[:5] if telling.value[key]]
    terms = [*(group for group, _ in sections), *common]
    return _finish(ask, at, telling.told(answer), data, figure, terms, notes)


def _asked(ask: Ask, group: str) -> Sequence[str]:
    """The rows of a group that a selection asks for: those picked, or all where the group was picked or no row at all."""
    picked = [row for row in children(group) if row in ask.filters.grounds]
    others_only = ask.filters.grounds and group not in ask.filters.outcomes
    return picked or (() if others_only else children(group))


def _of_undisclosed(ask: Ask, at: YearOf, data: pl.DataFrame) -> pl.DataFrame:
    """The whole of every row is what was not disclosed at all: the four groups together."""
    wholes = {}
    for unit in at.units:
        values = totals(ask, unit, [f"{g}.total" for g in OUTCOME_GROUPS[2:]])
        complete = values["value"].null_count() == 0 and values["n"].n_unique() == 1
        wholes[unit.title] = float(values["value"].sum()) if complete else None
    return data.with_columns(pl.col("name").replace_strict(wholes, return_dtype=pl.Float64).alias("whole"))


def _undivided(ask: Ask, at: YearOf, data: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """Add what reports on the 2019 form give under 其他处理, which that form does not divide."""
    found, any_row = [], False
    for unit in at.units:
        mine = data.filter(pl.col("name") == unit.title)
        rows = figures(
            ask.dataset, unit.heads, ["out_other.total", *(f"{c}.total" for c in children("out_other"))]
        )
        divided = rows.filter((pl.col("key") != "out_other.total") & (pl.col("basis") != "not_in_form"))[
            "line"
        ].unique()
        whole = rows.filter(
            (pl.col("key") == "out_other.total")
            & ~pl.col("line").is_in(divided.to_list())
            & pl.col("value").is_not_null()
        )
        if whole.height:
            any_row = True
            extra = mine.head(1).with_columns(
                pl.lit(UNDIVIDED).alias("key"),
                pl.lit(float(whole["value"].sum())).alias("value"),
                pl.lit(whole.height, dtype=pl.Int64).alias("n"),
                pl.lit(False).alias("mismatch"),
                pl.lit(None, dtype=pl.Float64).alias("printed"),
                pl.lit(None, dtype=pl.Float64).alias("computed"),
                pl.lit("sum").alias("basis"),
                pl.lit("out_other").alias("group"),
            )
            if unit.single:
                mine = mine.filter(pl.col("group") != "out_other")
            mine = pl.concat([mine, extra])
        found.append(mine)
    return pl.concat(found), any_row


def results(ask: Ask, routes: Sequence[str], sentences: str) -> View:
    """The results of reviews, or of both routes to court, pending ones included."""
    t = ask.t
    keys = [f"{route}_total" for route in routes]
    whole = "lit_total" if len(routes) > 1 else keys[0]
    at = start(ask, whole, sentences)
    if isinstance(at, View):
        return at
    sections = [
        (route if len(routes) > 1 else "", [f"{route}_{r}" for r in DISPUTE_RESULTS]) for route in routes
    ]
    data = _blocks(ask, at, sections, whole)
    accents = [f"{route}_corrected" for route in routes]
    telling = _Telling(t, at, data, "cases", sentences)
    by_route = dict(totals(ask, at.units[0], keys).select("key", "value").iter_rows())

    def answer() -> str:
        if len(routes) > 1:
            return telling.sentence(
                direct=_counted(t, by_route["lit_direct_total"]),
                after=_counted(t, by_route["lit_after_total"]),
                corrected=telling.counted(accents),
            )
        items = [
            f"{_label(t, key)}{t('phrase.space')}{number(value)}"
            for key, value in telling.value.items()
            if value
        ]
        return telling.sentence(items=t("phrase.comma").join(items))

    notes = [t("note.law2024")] if moved_by_law(f"hs_{routes[0].partition('_')[0]}_total", at.year) else []
    terms = [
        "reconsideration" if len(routes) == 1 else "litigation",
        "upheld_corrected",
        "other_result",
        "pending",
    ]
    if len(routes) > 1:
        terms += ["sued_directly", "sued_after", "review_first"]
    figure = row_bars(_draw(ask, at, data, accents, shares=False), ask.theme)
    return _finish(ask, at, telling.told(answer), data, figure, terms, notes, keys)


def life(ask: Ask) -> View:
    """What came in and what became of it, for one body or one lawful sum."""
    sentences = "applications.flow"
    t = ask.t
    at = start(ask, "out_total.total", sentences)
    if isinstance(at, View):
        return at
    if len(at.units) > 1:
        return ask.empty(at.question, "no_sum")
    unit = at.units[0]
    ins = ["req_carried_in.total", "req_new.total"]
    outs = [*(f"{g}.total" for g in OUTCOME_GROUPS), "req_carried_out.total"]
    data = _blocks(ask, at, [("in_hand", ins), ("out_total", outs)], "out_total.total")
    known = data.filter(pl.col("value").is_not_null())
    if known.height < data.height or known["n"].n_unique() > 1:
        return ask.empty(at.question, "not_whole")
    value = dict(data.select("key", "value").iter_rows())
    inward, outward = sum(value[k] for k in ins), sum(value[k] for k in outs)
    data = data.with_columns(
        pl.when(pl.col("key").is_in(ins)).then(pl.lit(inward)).otherwise(pl.lit(outward)).alias("whole")
    )
    answer = t(
        f"{sentences}.answer",
        who=unit.title,
        year=at.year,
        total=t.count("requests", inward),
        carried_in=number(value[ins[0]]),
        new=number(value[ins[1]]),
        concluded=t.count("part", outward - value[outs[-1]]),
        carried_out=t.count("part", value[outs[-1]]),
    )
    notes = []
    if inward != outward:
        notes.append(t("note.not_closing", inward=number(inward), outward=number(outward)))
    row = {r["key"]: r for r in data.iter_rows(named=True)}
    figure = flow([_stock(t, row[key]) for key in ins], [_stock(t, row[key]) for key in outs], ask.theme)
    return _finish(
        ask,
        at,
        answer,
        data,
        figure,
        ["new_and_carried", "req_carried_in", "req_new", "req_carried_out"],
        notes,
        ["out_total.total", *ins, outs[-1]],
    )


def _stock(t: Text, row: dict[str, Any]) -> Stock:
    """One part of the flow; what was disclosed is accented."""
    label, value = _label(t, row["key"]), number(row["value"])
    share = share_words(t, row["value"], row["whole"])
    hover = f"<b>{label}</b><br>{row['name']}　{row['year']}<br>{value}{share}"
    return Stock(label, row["value"], value, row["key"].removesuffix(".total") in DISCLOSED, hover)
