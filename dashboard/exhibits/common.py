"""What the exhibits share: the question asked of a selection, names, marks, notes and tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from dashboard.charts import Section, needs_own_scales
from dashboard.data import Dataset
from dashboard.exhibits.view import View
from dashboard.queries import (
    Addends,
    Filters,
    Proportion,
    add,
    addends,
    breaks,
    figures,
    parents,
    selected,
)
from dashboard.queries.sums import ORGANS, TERRITORIES
from dashboard.text import Text, number, text
from extract.checks.sheet import cell_label
from extract.forms import APPLICANT_KINDS, OUTCOME_GROUPS, all_series
from extract.forms.glossary import terms

DISCLOSED = OUTCOME_GROUPS[:2]
"""Disclosed in full, or in part."""
PEOPLE = APPLICANT_KINDS[0]
ORGANISATIONS = APPLICANT_KINDS[1:]
SIGN = "※"
"""The sign of a publisher's error beside a figure."""
LAW = 2024
"""The first year in which a refusal must go to reconsideration before court (行政复议法, revised 2023, article 23)."""


@dataclass(frozen=True)
class Ask:
    """One exhibit asked of one selection."""

    id: str
    dataset: Dataset
    filters: Filters
    language: str
    theme: str

    @property
    def t(self) -> Text:
        """The texts of the language."""
        return text(self.language)

    @cached_property
    def parent(self) -> Mapping[str, str | None]:
        """Each region's parent."""
        return parents(self.dataset)

    @cached_property
    def heads(self) -> pl.DataFrame:
        """The selected reports."""
        return selected(self.dataset, self.filters)

    @cached_property
    def length(self) -> Mapping[str, int]:
        """How many years each line reports for in the whole dataset: the same body stands for a territory in every view."""
        lines = self.heads["line"].unique().to_list()
        years = dict(self.dataset.agency_list.select("agency_id", pl.col("years").list.len()).iter_rows())
        return {line: years.get(line.partition(":")[0], 0) for line in lines}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each line; the scope beside it where a body reports in several."""
        found = {}
        for line, scope in self.heads.select("line", "scope").unique().iter_rows():
            body, _, scoped = line.partition(":")
            name = self.dataset.body_names[body]
            found[line] = f"{name}（{self.t.label(scope)}）" if scoped else name
        return found

    def name_all(self, lines: Iterable[str], most: int = 6) -> str:
        """The names of some lines, joined."""
        return self.t.names((self.names[line] for line in lines), most)

    def only(self, **changes: object) -> "Ask":
        """The same question of another selection."""
        return Ask(self.id, self.dataset, replace(self.filters, **changes), self.language, self.theme)  # type: ignore[arg-type]

    def empty(self, question: str, reason: str = "nothing") -> View:
        """A view with nothing to draw, and why."""
        sentence = self.t(f"empty.{reason}")
        blank = pl.DataFrame()
        return View(self.id, question, sentence, None, sentence, blank, blank, empty=sentence)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: a whole, and a part of it to be shown inside.

    ``part`` keys add up. ``part_words`` and ``whole_words`` name the two in the key of the chart;
    ``terms`` are explained beside the chart; ``shares``: bodies side by side are compared by the part's share.
    """

    whole: str
    noun: str
    part: tuple[str, ...] = ()
    part_words: str = ""
    whole_words: str = ""
    terms: tuple[str, ...] = ()
    shares: bool = False


def parts_of(rows: pl.DataFrame, subject: Subject, *by: str) -> pl.DataFrame:
    """The part of each report (``part``), null as soon as one of its keys is missing; ``by`` tells reports apart."""
    return (
        rows.filter(pl.col("key").is_in(list(subject.part)))
        .group_by(by)
        .agg(pl.when(pl.col("value").null_count() == 0).then(pl.col("value").sum()).alias("part"))
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """What one year's composition is drawn for: one body, or a lawful sum of several."""

    title: str
    heads: pl.DataFrame
    chosen: Addends

    @property
    def single(self) -> bool:
        """True for one body."""
        return len(self.chosen.bodies) == 1


@dataclass(frozen=True, slots=True)
class YearOf:
    """The latest year of a selection that has figures, the question on it, its reports, and what is drawn for it.

    ``apart``: the units are sums of different kinds, each lawful by itself, which must not be added to each other.
    """

    year: int
    question: str
    heads: pl.DataFrame
    units: tuple[Unit, ...]
    left_out: Mapping[str, str]
    without: tuple[str, ...]
    apart: bool = False


def question_of(t: Text, key: str, year: int | str | None = None, **values: object) -> str:
    """A question with its year, or without one where no year can be named."""
    template = t(key)
    if year is None:
        for place in ("{year}年的", "{year}年，", "{year}年", " in {year}"):
            template = template.replace(place, "")
    asked = template.format(year=year, **values)
    return asked[:1].upper() + asked[1:]


def start(ask: Ask, key: str, sentences: str, apart: bool = False) -> YearOf | View:
    """The latest year in which a report gives ``key``, with its units: the lawful sum, or else up to six bodies.

    ``apart``: single bodies have a sum beside that of the whole territories instead of being left out of it.
    Where no report gives ``key``, the view that says so. ``sentences`` is the section of the wording that asks.
    """
    question = f"{sentences}.question"
    if ask.heads.is_empty():
        return ask.empty(question_of(ask.t, question))
    rows = figures(ask.dataset, ask.heads, [key])
    if rows["value"].null_count() == rows.height:
        return ask.empty(question_of(ask.t, question), "no_number")
    year = int(rows.filter(pl.col("value").is_not_null())["year"].max())  # type: ignore[arg-type]
    known = rows.filter((pl.col("year") == year) & pl.col("value").is_not_null()).select(ask.heads.columns)
    without = rows.filter((pl.col("year") == year) & pl.col("value").is_null())["line"].to_list()
    asked = question_of(ask.t, question, year)
    single = pl.col("scope") == ORGANS
    kinds = (known.filter(~single), known.filter(single)) if apart else (known,)
    found = [addends(rows, ask.parent, ask.length) for rows in kinds]
    units = tuple(_unit(ask, known, one) for one in found if isinstance(one, Addends))
    left_out = {line: reason for one in found for line, reason in one.left_out.items()}
    if units:
        return YearOf(year, asked, known, units, left_out, tuple(without), apart=len(units) > 1)
    lines = sorted(known["line"].unique().to_list())[:6]
    units = tuple(_unit(ask, known, _alone(known, line)) for line in lines)
    return YearOf(year, asked, known, units, left_out if len(lines) < known.height else {}, tuple(without))


def _unit(ask: Ask, known: pl.DataFrame, chosen: Addends) -> Unit:
    return Unit(who(ask, chosen), known.filter(pl.col("line").is_in(list(chosen.bodies))), chosen)


def _alone(known: pl.DataFrame, line: str) -> Addends:
    return Addends(known.filter(pl.col("line") == line)["scope"][0], (line,))


def who(ask: Ask, chosen: Addends, steady: bool = False) -> str:
    """Whose figures these are, as the subject of a sentence: one or two by name, more of them by their number."""
    if len(chosen.bodies) == 1:
        return ask.names[chosen.bodies[0]]
    noun = "territories" if chosen.basis == TERRITORIES else "bodies"
    few = len(chosen.bodies) == 2
    bodies = ask.name_all(chosen.bodies) if few else ask.t.count(noun, len(chosen.bodies))
    return ask.t("who.panel" if steady else "who.sum", bodies=bodies)


def totals(ask: Ask, unit: Unit, keys: Sequence[str]) -> pl.DataFrame:
    """Each key over the addends of a unit: key, value, n, mismatch, and printed and computed where one body stands alone."""
    rows = figures(ask.dataset, unit.heads, keys)
    found = []
    for key in dict.fromkeys(keys):
        mine = rows.filter(pl.col("key") == key)
        summed = add(mine, unit.chosen)
        alone = mine.row(0, named=True) if mine.height == 1 else {}
        found.append(
            {
                "key": key,
                "value": summed.value,
                "n": summed.n,
                "mismatch": bool(summed.mismatches),
                "printed": alone.get("printed"),
                "computed": alone.get("computed"),
                "basis": alone.get("basis", "sum" if summed.n else "missing"),
            }
        )
    return pl.DataFrame(
        found,
        schema={
            "key": pl.String,
            "value": pl.Float64,
            "n": pl.Int64,
            "mismatch": pl.Boolean,
            "printed": pl.Float64,
            "computed": pl.Float64,
            "basis": pl.String,
        },
    )


def moved_by_law(key: str, year: object) -> bool:
    """True when a figure of that year stands under the law of 2024 that sends refusals to reconsideration first."""
    return LAW in breaks(key) and isinstance(year, int) and year >= LAW


def explained(codes: Iterable[str]) -> list[str]:
    """The glossary's terms for some codes, each once; a code that no term covers stays a code."""
    covering = {code: term.id for term in terms().values() for code in term.codes}
    return list(dict.fromkeys(covering.get(code, code) for code in codes))


def all_or_none(values: Iterable[float | None]) -> float | None:
    """The sum, or None as soon as one value is missing."""
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def with_shares(data: pl.DataFrame, part: str = "part", whole: str = "value") -> pl.DataFrame:
    """The data with the ``share`` of a part and its range (``low``, ``high``), null where the small-number rule shows none."""
    shares = [Proportion(p, w) for p, w in data.select(part, whole).iter_rows()]
    return data.with_columns(
        pl.Series("share", [p.share for p in shares], dtype=pl.Float64),
        pl.Series("low", [p.interval[0] if p.interval else None for p in shares], dtype=pl.Float64),
        pl.Series("high", [p.interval[1] if p.interval else None for p in shares], dtype=pl.Float64),
    )


def on_own_scales(t: Text, sections: Sequence[Section]) -> tuple[list[Section], list[str]]:
    """Groups that nobody should compare, with a note: where one scale would flatten a group, each has its own and says so."""
    longest = [section.longest or 1 for section in sections]
    if not needs_own_scales([section.longest for section in sections]):
        return list(sections), []
    apart = [
        Section(s.title + t("phrase.own_scale"), tuple(row.stretched(max(longest) / own) for row in s.rows))
        for s, own in zip(sections, longest, strict=True)
    ]
    return apart, [t("note.own_scale_each")]


def share_words(t: Text, part: float | None, whole: float | None) -> str:
    """The share in brackets as the small-number rule allows it, else nothing."""
    found = Proportion(part, whole)
    if found.share is None or found.interval is None:
        return ""
    kind = "share_interval" if found.standing == "full" else "share_grey"
    low, high = found.interval
    # Of very many cases both ends of the range are the same whole percentage, which would tell nothing.
    places = 1 if t.percent(low) == t.percent(high) else 0
    said = {"percent": found.share, "low": low, "high": high}
    return t(f"phrase.{kind}", **{name: t.percent(value, places) for name, value in said.items()})


def marked(value: float | None, mismatch: bool) -> str:
    """A figure as printed on a chart, with the sign of a publisher's error."""
    return number(value) + (SIGN if mismatch else "")


def both_numbers(t: Text, row: Mapping[str, Any]) -> str:
    """What a report prints and what its parts add up to."""
    return t("mark.both", printed=number(row["printed"]), computed=number(row["computed"]))


def contradiction(t: Text, row: Mapping[str, Any]) -> list[str]:
    """Both numbers of a published error, as a line to be shown beside the figure; nothing where there is none."""
    return [both_numbers(t, row)] if row["mismatch"] and row["printed"] is not None else []


def mismatch_notes(ask: Ask, rows: pl.DataFrame) -> list[str]:
    """One note for each published error among charted figures (``report_id``, ``line``, ``year``, ``key``, ``printed``, ``computed``)."""
    t = ask.t
    wrong = rows.filter(pl.col("mismatch"))
    if wrong.is_empty():
        return []
    reviewed = _reviews(ask, wrong.head(4))
    notes = []
    for row in wrong.head(4).iter_rows(named=True):
        terms = {term for expression in _expressions(row["key"]) for term in expression}
        states = {state for cells, state in reviewed.get(row["report_id"], ()) if terms & set(cells)}
        state = states.pop() if states in ({"confirmed"}, {"dismissed"}) else "unreviewed"
        name = f"{ask.names[row['line']]} {row['year']}"
        both = both_numbers(t, row) if row["printed"] is not None else _of_terms(ask, row["report_id"], terms)
        notes.append(t(f"mark.{state}", name=name, both=both))
    if wrong.height > 4:
        notes.append(t("mark.many", n=wrong.height - 4))
    return notes


def _of_terms(ask: Ask, report_id: str, terms: set[str]) -> str:
    """Both numbers of the terms that do not add up, behind a figure that no report prints as one."""
    t = ask.t
    key = pl.concat_str("measure", "column", separator=".", ignore_nulls=True)
    wrong = (
        ask.dataset.measures.filter(
            (pl.col("report_id") == report_id) & pl.col("mismatch") & key.is_in(list(terms))
        )
        .select(key.alias("key"), "printed", "computed")
        .sort("key")
        .collect()
    )
    said = [
        t("mark.of_term", term=t.pick(*cell_label(row["key"])), both=both_numbers(t, row))
        for row in wrong.iter_rows(named=True)
    ]
    return t("phrase.semicolon").join(said) or t("mark.a_term")


def _expressions(key: str) -> Iterable[tuple[str, ...]]:
    series = all_series().get(key)
    return [(key,)] if series is None else series.expressions.values()


def _reviews(ask: Ask, wrong: pl.DataFrame) -> dict[str, list[tuple[list[str], str]]]:
    """What a person said of the failed sums of these reports."""
    failed = (
        ask.dataset.findings.filter(
            pl.col("report_id").is_in(wrong["report_id"].unique().to_list())
            & (pl.col("status").cast(pl.String) == "fail")
        )
        .select("report_id", "cells", pl.col("review").cast(pl.String))
        .collect()
    )
    found: dict[str, list[tuple[list[str], str]]] = {}
    for report, cells, review in failed.iter_rows():
        found.setdefault(report, []).append((list(cells), review))
    return found


def left_out_note(ask: Ask, left_out: Mapping[str, str]) -> list[str]:
    """Which bodies are not in a sum, and why."""
    if not left_out:
        return []
    reasons: dict[str, list[str]] = {}
    for line, reason in left_out.items():
        reasons.setdefault(reason, []).append(line)
    items = [ask.t(f"note.{reason}", names=ask.name_all(lines, 4)) for reason, lines in reasons.items()]
    return [ask.t("note.left_out", items=ask.t("phrase.semicolon").join(items))]


def sum_note(ask: Ask, chosen: Addends) -> str:
    """What a sum holds, by name."""
    held = ask.t(f"basis_of_sum.{chosen.basis}", n=len(chosen.bodies))
    return ask.t("note.sum", sum=held, names=ask.name_all(chosen.bodies))


def year_notes(ask: Ask, at: YearOf) -> list[str]:
    """What a one-year exhibit has to say about its bodies."""
    t = ask.t
    notes = []
    if len(at.units) > 1:
        notes.append(t("note.apart" if at.apart else "note.bodies"))
    notes += [sum_note(ask, unit.chosen) for unit in at.units if not unit.single]
    notes += left_out_note(ask, at.left_out)
    if at.without:
        notes.append(t("note.without", names=ask.name_all(at.without)))
    return notes


def display(
    t: Text, data: pl.DataFrame, columns: Sequence[str], labelled: Sequence[str] = ()
) -> pl.DataFrame:
    """The printed table: some columns of the data twin, codes as labels, headings in the language."""
    shown = data.select(columns)
    for name in labelled:
        codes = shown[name].drop_nulls().unique().to_list()
        shown = shown.with_columns(pl.col(name).replace_strict({c: t.label(c) for c in codes}, default=None))
    if "basis" in columns:
        codes = data["basis"].drop_nulls().unique().to_list()
        shown = shown.with_columns(
            pl.col("basis").replace_strict({c: t(f"basis.{c}") for c in codes}, default=None)
        )
    return shown.rename({name: t(f"column.{name}") for name in columns})


def whole_numbers(data: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Counts as whole numbers where every one of them is: no 12.0 in a table of requests."""
    for name in columns:
        values = data[name].drop_nulls()
        if data.schema[name] == pl.Float64 and bool((values == values.round()).all()):
            data = data.with_columns(pl.col(name).cast(pl.Int64))
    return data
