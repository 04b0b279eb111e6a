"""Exhibits of one year's make-up: applicants, outcomes, grounds, results of reviews and lawsuits, and the flow."""

from collections.abc import Iterable, Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import Group, Row, Section, Share, Stock, flow, row_bars, share_rows
from dashboard.exhibits.common import (
    DISCLOSED,
    GROUPS,
    RESULTS,
    Ask,
    Unit,
    YearOf,
    both_numbers,
    display,
    explained,
    latest,
    marked,
    mismatch_notes,
    share_words,
    totals,
    whole_numbers,
    year_notes,
)
from dashboard.exhibits.view import View
from dashboard.exhibits.words import Words, number
from dashboard.exhibits.years import moved_by_law
from dashboard.queries import Proportion, figures
from extract.forms import APPLICANT_CODES, form

PEOPLE = APPLICANT_CODES[0]
ORGANISATIONS = APPLICANT_CODES[1:-1]
UNDIVIDED = "out_other_undivided"
ROUTES = ("rev", "lit_direct", "lit_after")


def children(group: str) -> tuple[str, ...]:
    """The rows of the current form under an outcome group."""
    return tuple(row.code for row in form("t2021").tables["table3"].children(group))


def _label(words: Words, key: str) -> str:
    code, _, column = key.partition(".")
    route = next((r for r in ROUTES if code.startswith(f"{r}_")), None)
    if route is not None:
        return words.label(code.removeprefix(f"{route}_"))
    return words.label(column if column and column != "total" else code)


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
    key_label: bool = True,
) -> list[Section]:
    """The sections of the figure: one a group of rows, or one a body where bodies stand beside each other."""
    words = ask.words
    sections = []
    for unit in at.units:
        mine = data.filter(pl.col("name") == unit.title)
        for group in mine["group"].unique(maintain_order=True):
            rows = [
                _bar(words, r, accents, shares, unit)
                for r in mine.filter(pl.col("group") == group).iter_rows(named=True)
            ]
            heading = words.label(group) if group else ""
            if len(at.units) > 1:
                heading = f"{unit.title}　{heading}".strip()
            sections.append(Section(heading, tuple(rows)))
    return sections


def _bar(words: Words, row: dict, accents: Sequence[str], shares: bool, unit: Unit) -> Row:
    label = _label(words, row["key"])
    if row["value"] is None:
        return Row(
            label,
            None,
            words.text("gap.not_in_form" if row["basis"] == "not_in_form" else "gap.missing"),
            hover=label,
        )
    found = Proportion(row["value"], row["whole"])
    aside = (
        words.percent(found.share)
        if shares and row["value"] and found.standing == "full" and found.share is not None
        else ""
    )
    lines = [
        f"<b>{label}</b>",
        f"{unit.title}　{row['year']}",
        number(row["value"]) + (share_words(words, row["value"], row["whole"]) if shares else ""),
    ]
    if row["mismatch"] and row["printed"] is not None:
        lines.append(both_numbers(words, row["printed"], row["computed"]))
    if row["n"] > 1:
        lines.append(words.text("n.reports", reports=words.count("reports", row["n"])))
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
    question: str,
    answer: str,
    data: pl.DataFrame,
    figure: go.Figure,
    terms: Sequence[str],
    notes: Sequence[str] = (),
    accounted: Sequence[str] = (),
) -> View:
    """Notes, table and data twin of a make-up."""
    words = ask.words
    shares = [Proportion(v, w) for v, w in data.select("value", "whole").iter_rows()]
    data = data.with_columns(
        pl.Series("share", [p.share for p in shares], dtype=pl.Float64).round(4),
        pl.Series("label", [_label(words, k) for k in data["key"]], dtype=pl.String),
        pl.Series("section", [words.label(g) if g else "" for g in data["group"]], dtype=pl.String),
    )
    wrong = figures(
        ask.dataset,
        pl.concat([u.heads for u in at.units]),
        list(accounted or data["key"].unique(maintain_order=True)),
    )
    extra = list(notes)
    if data.select(pl.struct("name", "n").n_unique()).item() > len(at.units):
        extra.append(words.text("note.row_n"))
    extra += mismatch_notes(ask, wrong.filter(pl.col("key") != UNDIVIDED))
    data = whole_numbers(data, "value", "whole", "printed", "computed")
    shown = data.with_columns(pl.col("section").alias("group"))
    return View(
        id=ask.id,
        question=question,
        answer=answer,
        figure=figure,
        alt=words.text("phrase.alt", question=question, answer=answer),
        table=display(words, shown, ["name", "group", "label", "value", "share", "basis", "n"]),
        data=data.drop("name", "label", "section"),
        notes=[*year_notes(ask, at), *extra],
        n=_n(ask, at, data),
        terms=explained(terms),
        filename=ask.filename,
    )


def _n(ask: Ask, at: YearOf, data: pl.DataFrame) -> str:
    words = ask.words
    reports = sum(len(unit.chosen.bodies) for unit in at.units)
    if len(at.units) == 1 and data["whole"].drop_nulls().len():
        return words.text(
            "n.cases", n=number(float(data["whole"].drop_nulls()[0])), reports=words.count("reports", reports)
        )
    return words.text("n.reports", reports=words.count("reports", reports))


def _start(ask: Ask, key: str, question: str) -> YearOf | View:
    at = latest(ask, key)
    if at is None:
        return ask.empty(ask.words.question(question), "nothing" if ask.heads.is_empty() else "no_number")
    return at


def applicants(ask: Ask, question: str, sentences: str) -> View:
    """Who asked: natural persons, and the five kinds of organisations."""
    words = ask.words
    at = _start(ask, "req_new.total", question)
    if isinstance(at, View):
        return at
    asked = words.question(question, at.year)
    sections = [("", [f"req_new.{PEOPLE}"]), ("organisations", [f"req_new.{c}" for c in ORGANISATIONS])]
    data = _blocks(ask, at, sections, "req_new.total")
    first = data.filter(pl.col("name") == at.units[0].title)
    people = first.filter(pl.col("key") == f"req_new.{PEOPLE}")["value"][0]
    total = first["whole"][0]
    others = first.filter(pl.col("group") == "organisations")["value"]
    if len(at.units) > 1:
        answer = _each(words, sentences, at, data, "req_new.total", "requests")
    elif not total:
        answer = words.text(f"{sentences}.answer_zero", who=at.units[0].title, year=at.year)
    elif people is None:
        answer = words.text(
            f"{sentences}.answer_total",
            who=at.units[0].title,
            year=at.year,
            total=words.count("requests", total),
        )
    else:
        answer = words.text(
            f"{sentences}.answer",
            who=at.units[0].title,
            year=at.year,
            total=words.count("requests", total),
            people=words.count("part", people),
            share=share_words(words, people, total),
            organisations=words.count("part", float(others.sum())) if others.null_count() == 0 else "—",
        )
    figure = row_bars(_draw(ask, at, data, [f"req_new.{PEOPLE}"]), ask.theme)
    return _finish(
        ask,
        at,
        asked,
        answer,
        data,
        figure,
        ["natural_person", "organisations", "legal_service", "req_new"],
        accounted=["req_new.total"],
    )


def _each(words: Words, sentences: str, at: YearOf, data: pl.DataFrame, whole: str, noun: str) -> str:
    """A list of the bodies with their totals, where no sum may be drawn."""
    totals_of = data.group_by("name", maintain_order=True).agg(pl.col("whole").first())
    items = [
        words.text("phrase.item", label=name, value=words.count(noun, value))
        for name, value in totals_of.iter_rows()
        if value is not None
    ]
    return words.text("phrase.bodies", year=at.year, items=words.text("phrase.semicolon").join(items))


def groups(ask: Ask, question: str, sentences: str, accents: Sequence[str] = ()) -> View:
    """All six outcome groups of the year, in the order of the form."""
    words = ask.words
    at = _start(ask, "out_total.total", question)
    if isinstance(at, View):
        return at
    asked = words.question(question, at.year)
    chosen = [g for g in GROUPS if not ask.filters.outcomes or g in ask.filters.outcomes]
    data = _blocks(ask, at, [("", [f"{g}.total" for g in chosen])], "out_total.total")
    first = data.filter(pl.col("name") == at.units[0].title)
    whole = first["whole"][0]
    known = first.filter(pl.col("value").is_not_null()).sort("value", descending=True, maintain_order=True)
    title = at.units[0].title
    if len(at.units) > 1:
        answer = _each(words, "", at, data, "out_total.total", "requests")
    elif not whole or known.is_empty():
        answer = words.text(f"{sentences}.answer_zero", who=title, year=at.year)
    elif accents:
        parts = [v for k, v in first.select("key", "value").iter_rows() if k in accents]
        part = None if None in parts else float(sum(parts))
        answer = words.text(
            f"{sentences}.answer",
            who=title,
            year=at.year,
            total=words.count("requests", whole),
            part=words.count("part", part) if part is not None else "—",
            share=share_words(words, part, whole),
        )
    else:
        top = known.row(0, named=True)
        answer = words.text(
            f"{sentences}.answer",
            who=title,
            year=at.year,
            total=words.count("requests", whole),
            top=_label(words, top["key"]),
            value=words.count("requests", top["value"]),
            share=share_words(words, top["value"], whole),
        )
    shown = accents or ([known["key"][0]] if known.height and known["value"][0] else [])
    figure = row_bars(_draw(ask, at, data, shown), ask.theme)
    notes = [words.text("note.filter_rows")] if ask.filters.outcomes else []
    terms = chosen
    return _finish(ask, at, asked, answer, data, figure, terms, notes, ["out_total.total"])


def grounds(ask: Ask, question: str, sentences: str) -> View:
    """Every row beneath the four groups that did not lead to disclosure, with what the older form leaves undivided."""
    words = ask.words
    at = _start(ask, "out_total.total", question)
    if isinstance(at, View):
        return at
    asked = words.question(question, at.year)
    shown = [g for g in GROUPS[2:] if not ask.filters.outcomes or g in ask.filters.outcomes]
    sections = []
    for group in shown:
        picked = [r for r in children(group) if r in ask.filters.grounds]
        rows = picked or (
            [] if ask.filters.grounds and group not in ask.filters.outcomes else children(group)
        )
        if rows:
            sections.append((group, [f"{r}.total" for r in rows]))
    if not sections:
        return ask.empty(asked, "no_ground")
    data = _blocks(ask, at, sections, "out_total.total")
    undivided = False
    if "out_other" in shown and not ask.filters.grounds:
        data, undivided = _undivided(ask, at, data)
    data = _of_undisclosed(ask, at, data)
    first = data.filter(pl.col("name") == at.units[0].title)
    known = first.filter(pl.col("value").is_not_null()).sort("value", descending=True, maintain_order=True)
    total = first["whole"][0]
    title = at.units[0].title
    if len(at.units) > 1:
        answer = _each(words, "", at, data, "out_total.total", "requests")
    elif not total:
        answer = words.text(f"{sentences}.answer_zero", who=title, year=at.year)
    elif known.is_empty() or not known["value"][0] or ask.filters.outcomes or ask.filters.grounds:
        # The most common of what was picked out need not be the most common of all.
        answer = words.text(
            f"{sentences}.answer_total", who=title, year=at.year, total=words.count("requests", total)
        )
    else:
        top = known.row(0, named=True)
        answer = words.text(
            f"{sentences}.answer",
            who=title,
            year=at.year,
            total=words.count("requests", total),
            top=_label(words, top["key"]),
            value=words.count("requests", top["value"]),
            share=share_words(words, top["value"], total),
        )
    accents = [known["key"][0]] if total and known.height and known["value"][0] else []
    notes = []
    if undivided:
        notes.append(words.text("note.undivided"))
    if ask.filters.outcomes or ask.filters.grounds:
        notes.append(words.text("note.filter_grounds"))
    figure = row_bars(_draw(ask, at, data, accents), ask.theme)
    return _finish(
        ask,
        at,
        asked,
        answer,
        data,
        figure,
        [g for g, _ in sections]
        + [k.partition(".")[0] for k in known.filter(pl.col("value") > 0)["key"][:5]],
        notes,
    )


def _of_undisclosed(ask: Ask, at: YearOf, data: pl.DataFrame) -> pl.DataFrame:
    """The whole of every row is what was not disclosed at all: the four groups together."""
    wholes = {}
    for unit in at.units:
        values = totals(ask, unit, [f"{g}.total" for g in GROUPS[2:]])
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


def results(ask: Ask, routes: Sequence[str], question: str, sentences: str) -> View:
    """The results of reviews, or of both routes to court, pending ones included."""
    words = ask.words
    keys = [f"{route}_total" for route in routes]
    whole = "lit_total" if len(routes) > 1 else keys[0]
    at = _start(ask, whole, question)
    if isinstance(at, View):
        return at
    asked = words.question(question, at.year)
    sections = [(route if len(routes) > 1 else "", [f"{route}_{r}" for r in RESULTS]) for route in routes]
    data = _blocks(ask, at, sections, whole)
    title = at.units[0].title
    summed = totals(ask, at.units[0], [whole, *keys, *(f"{route}_corrected" for route in routes)])
    value = dict(summed.select("key", "value").iter_rows())
    first = data.filter(pl.col("name") == title)
    if len(at.units) > 1:
        answer = _each(words, sentences, at, data, whole, "cases")
    elif not value[whole]:
        answer = words.text(f"{sentences}.answer_zero", who=title, year=at.year)
    elif len(routes) > 1:
        corrected = [value[f"{route}_corrected"] for route in routes]
        answer = words.text(
            f"{sentences}.answer",
            who=title,
            year=at.year,
            total=words.count("cases", value[whole]),
            direct=_counted(words, value["lit_direct_total"]),
            after=_counted(words, value["lit_after_total"]),
            corrected=_counted(words, None if None in corrected else sum(corrected)),
        )
    else:
        items = [
            f"{_label(words, k)}{words.text('phrase.space')}{number(v)}"
            for k, v in first.select("key", "value").iter_rows()
            if v
        ]
        answer = words.text(
            f"{sentences}.answer",
            who=title,
            year=at.year,
            total=words.count("cases", value[whole]),
            items=words.text("phrase.comma").join(items),
        )
    accents = [f"{route}_corrected" for route in routes]
    notes = (
        [words.text("note.law2024")]
        if moved_by_law(f"hs_{routes[0].partition('_')[0]}_total", at.year)
        else []
    )
    terms = [
        "reconsideration" if len(routes) == 1 else "litigation",
        "upheld_corrected",
        "other_result",
        "pending",
    ]
    if len(routes) > 1:
        terms += ["sued_directly", "sued_after", "review_first"]
    figure = row_bars(_draw(ask, at, data, accents, shares=False), ask.theme)
    return _finish(ask, at, asked, answer, data, figure, terms, notes, keys)


def _counted(words: Words, value: float | None) -> str:
    return "—" if value is None else words.count("part", value)


def by_applicant(ask: Ask, part: Sequence[str], part_words: str, question: str, sentences: str) -> View:
    """How the requests of each kind of applicant ended: the share with the chosen outcomes, kind by kind."""
    words = ask.words
    at = _start(ask, "out_total.total", question)
    if isinstance(at, View):
        return at
    asked = words.question(question, at.year)
    columns = [PEOPLE, *ORGANISATIONS]
    keys = [f"{code}.{column}" for column in columns for code in ("out_total", *part)]
    found, drawn = [], []
    for unit in at.units:
        value = {k: (v, n) for k, v, n in totals(ask, unit, keys).select("key", "value", "n").iter_rows()}
        rows = _applicants(value, columns, part)
        title = unit.title if len(at.units) > 1 else ""
        drawn.append(
            Group(title, tuple(_applicant_share(words, part_words, unit, at.year, *r[:3]) for r in rows))
        )
        for column, whole, got, n in rows:
            one = Proportion(got, whole)
            found.append(
                (
                    unit.title,
                    ",".join(unit.chosen.bodies),
                    at.year,
                    column,
                    whole,
                    got,
                    one.share,
                    *(one.interval or (None, None)),
                    n,
                )
            )
    names = ["name", "bodies", "year", "applicant", "whole", "part", "share", "low", "high", "n"]
    data = pl.DataFrame(found, schema=names, orient="row", infer_schema_length=None)
    data = data.with_columns(pl.col("whole", "part", "share", "low", "high").cast(pl.Float64))
    first = {r["applicant"]: r for r in data.head(len(columns) + 1).iter_rows(named=True)}
    answer = _applicants_answer(words, at, first, part_words, sentences)
    data = whole_numbers(data, "whole", "part")
    shown = data.with_columns(
        pl.col("applicant")
        .replace_strict({c: words.label(c) for c in (*columns, "organisations")})
        .alias("label"),
        pl.col("share", "low", "high").round(4),
    )
    wrong = figures(ask.dataset, pl.concat([u.heads for u in at.units]), [f"out_total.{c}" for c in columns])
    return View(
        id=ask.id,
        question=asked,
        answer=answer,
        figure=share_rows(drawn, ask.theme),
        alt=words.text("phrase.alt", question=asked, answer=answer),
        table=display(words, shown, ["name", "label", "part", "whole", "share", "low", "high", "n"]),
        data=data.drop("name"),
        notes=[*year_notes(ask, at), words.text("note.small"), *mismatch_notes(ask, wrong)],
        n=words.text(
            "n.reports", reports=words.count("reports", sum(len(u.chosen.bodies) for u in at.units))
        ),
        terms=["natural_person", "organisations", "small_numbers", "disclosure_rate"],
        filename=ask.filename,
    )


def _applicants(
    value: Mapping[str, tuple[float | None, int]], columns: Sequence[str], part: Sequence[str]
) -> list[tuple[str, float | None, float | None, int]]:
    """(kind of applicant, all concluded, those with the chosen outcomes, reports); all organisations after the people.

    ``value`` holds for each code of a row and column its sum and the number of reports that have it.
    """
    rows = []
    for column in columns:
        whole, n = value[f"out_total.{column}"]
        parts = [value[f"{code}.{column}"] for code in part]
        rows.append((column, whole, _all_or_none(v if m == n else None for v, m in parts), n))
    organisations = [row for row in rows if row[0] != PEOPLE]
    whole = _all_or_none(whole for _, whole, _, _ in organisations)
    got = _all_or_none(got for _, _, got, _ in organisations)
    return [rows[0], ("organisations", whole, got, rows[0][3]), *rows[1:]]


def _applicants_answer(
    words: Words, at: YearOf, first: Mapping[str, Mapping], part_words: str, sentences: str
) -> str:
    """The sentence on people and organisations, where both are known of one body or sum."""
    people, bodies = first[PEOPLE], first["organisations"]
    known = all(r["whole"] is not None and r["part"] is not None for r in (people, bodies))
    if len(at.units) > 1 or not known:
        return words.text(f"{sentences}.answer_listed", year=at.year)
    return words.text(
        f"{sentences}.answer",
        who=at.units[0].title,
        year=at.year,
        rows=part_words,
        people=words.count("requests", people["whole"]),
        people_part=words.count("part", people["part"]),
        people_share=share_words(words, people["part"], people["whole"]),
        organisations=words.count("requests", bodies["whole"]),
        organisations_part=words.count("part", bodies["part"]),
        organisations_share=share_words(words, bodies["part"], bodies["whole"]),
    )


def _all_or_none(values: Iterable[float | None]) -> float | None:
    """The sum, or None as soon as one value is missing."""
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _applicant_share(
    words: Words, part_words: str, unit: Unit, year: int, column: str, whole: float | None, got: float | None
) -> Share:
    label = words.label(column)
    if column in ORGANISATIONS:
        label = "　" + label
    if whole is None or got is None:
        return Share(label, words.text("gap.missing"), hover=label)
    one = Proportion(got, whole)
    counts = words.text("phrase.of", part=number(got), whole=number(whole))
    hover = f"<b>{words.label(column)}</b><br>{unit.title}　{year}<br>{part_words}　{counts}{share_words(words, got, whole)}"
    if one.share is None or one.interval is None:
        aside = words.text("phrase.too_few") if one.standing == "counts" else ""
        return Share(label, counts if whole else number(0), aside, hover=hover)
    low, high = one.interval
    return Share(label, words.percent(one.share), counts, one.share, low, high, one.standing == "grey", hover)


def life(ask: Ask, question: str, sentences: str = "applications.flow") -> View:
    """What came in and what became of it, for one body or one lawful sum."""
    words = ask.words
    at = _start(ask, "out_total.total", question)
    if isinstance(at, View):
        return at
    asked = words.question(question, at.year)
    if len(at.units) > 1:
        return ask.empty(asked, "no_sum")
    unit = at.units[0]
    ins = ["req_carried_in.total", "req_new.total"]
    outs = [*(f"{g}.total" for g in GROUPS), "req_carried_out.total"]
    data = _blocks(ask, at, [("in_hand", ins), ("out_total", outs)], "out_total.total")
    known = data.filter(pl.col("value").is_not_null())
    if known.height < data.height or known["n"].n_unique() > 1:
        return ask.empty(asked, "not_whole")
    value = dict(data.select("key", "value").iter_rows())
    inward, outward = sum(value[k] for k in ins), sum(value[k] for k in outs)
    data = data.with_columns(
        pl.when(pl.col("key").is_in(ins)).then(pl.lit(inward)).otherwise(pl.lit(outward)).alias("whole")
    )
    accents = [f"{g}.total" for g in DISCLOSED]

    def stock(key: str, whole: float) -> Stock:
        share = share_words(words, value[key], whole)
        hover = f"<b>{_label(words, key)}</b><br>{unit.title}　{at.year}<br>{number(value[key])}{share}"
        return Stock(_label(words, key), value[key], number(value[key]), key in accents, hover)

    answer = words.text(
        f"{sentences}.answer",
        who=unit.title,
        year=at.year,
        total=words.count("requests", inward),
        carried_in=number(value[ins[0]]),
        new=number(value[ins[1]]),
        concluded=words.count("part", outward - value[outs[-1]]),
        carried_out=words.count("part", value[outs[-1]]),
    )
    notes = []
    if inward != outward:
        notes.append(words.text("note.not_closing", inward=number(inward), outward=number(outward)))
    figure = flow([stock(k, inward) for k in ins], [stock(k, outward) for k in outs], ask.theme)
    return _finish(
        ask,
        at,
        asked,
        answer,
        data,
        figure,
        ["new_and_carried", "req_carried_in", "req_new", "req_carried_out"],
        notes,
        ["out_total.total", *ins, outs[-1]],
    )
