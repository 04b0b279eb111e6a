"""Which question each exhibit asks of the data: its subject, its builder and its wording."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from dashboard.exhibits import bodies, by_applicant, composition, like, overview, years
from dashboard.exhibits.common import DISCLOSED, Ask, Subject, question_of
from dashboard.exhibits.view import View
from dashboard.queries import Filters, selected
from dashboard.queries.sums import TERRITORIES
from dashboard.text import Text
from extract.forms import OUTCOME_GROUPS

JOINED = {
    DISCLOSED: "hs_disclosed_any",
    ("out_granted_full",): "hs_disclosed_full",
    ("out_granted_partial",): "hs_disclosed_partial",
    ("out_refused",): "hs_refused_all",
    ("out_unable",): "hs_unable_all",
    ("out_notproc",): "hs_not_processed",
    ("out_other",): "hs_other_handling",
}
"""Outcomes that exist as one figure under several forms: followed as the joined series."""

REQUESTS = Subject("hs_requests_received", "requests", terms=("req_new", "break", "one_matter"))
DISPUTES = {"reviews": "rev", "lawsuits": "lit"}
"""The sections of the wording on disputes, each with the route that its figures begin with."""


def chosen_outcomes(filters: Filters) -> tuple[str, ...]:
    """The rows of table three that a selection counts: groups, or the grounds that narrow them; else what was disclosed."""
    picked: list[str] = []
    for group in OUTCOME_GROUPS:
        grounds = [g for g in composition.children(group) if g in filters.grounds]
        if grounds and (group in filters.outcomes or not filters.outcomes):
            picked += grounds
        elif group in filters.outcomes:
            picked.append(group)
    return tuple(picked) or DISCLOSED


def outcome_words(t: Text, chosen: tuple[str, ...]) -> str:
    """What the chosen rows are called together."""
    if chosen == DISCLOSED:
        return t("phrase.disclosed")
    labels = t("phrase.or").join(t("phrase.quoted", label=t.label(c)) for c in chosen[:3]) + (
        t("phrase.and_more") if len(chosen) > 3 else ""
    )
    return t("phrase.chosen", labels=labels)


def outcome_subject(ask: Ask) -> Subject:
    """Concluded requests, and among them those with the chosen outcomes."""
    chosen = chosen_outcomes(ask.filters)
    series = JOINED.get(chosen)
    return Subject(
        whole="hs_requests_concluded" if series else "out_total.total",
        noun="requests",
        part=(series,) if series else tuple(f"{code}.total" for code in chosen),
        part_words=outcome_words(ask.t, chosen),
        whole_words=ask.t("phrase.concluded"),
        terms=("disclosure_rate", "break", *chosen),
        shares=True,
    )


def _disputes(ask: Ask, section: str) -> Subject:
    route = DISPUTES[section]
    return Subject(
        whole=f"hs_{route}_total",
        noun="cases",
        part=(f"hs_{route}_corrected",),
        part_words=ask.t.label("corrected"),
        whole_words=ask.t("phrase.rest"),
        terms=(
            "reconsideration" if route == "rev" else "litigation",
            "upheld_corrected",
            "review_first",
            "break",
        ),
    )


def _overview_answer(ask: Ask) -> View:
    """What became of the requests, whatever outcomes are filtered; a year with few reports names a fuller one."""
    everything = ask.only(outcomes=(), grounds=())
    made = composition.groups(
        everything, "overview.answer", tuple(f"{g}.total" for g in DISCLOSED), apart=True
    )
    if made.figure is None:
        return made
    reports = dict(everything.heads.group_by("year").len().iter_rows())
    year, most = made.data["year"][0], max(reports, key=lambda year: (reports[year], year))
    if 2 * reports[year] > reports[most]:
        return made
    few, many = (ask.t.count("reports", reports[which]) for which in (year, most))
    note = ask.t("note.few_reports", year=year, reports=few, most=most, most_reports=many)
    return replace(made, notes=[note, *made.notes])


def _applications_by_year(ask: Ask) -> View:
    return years.follow(ask, REQUESTS, ask.t("applications.by_year.question"), "applications.by_year")


def _applications_compare(ask: Ask) -> View:
    question = ask.t("applications.compare.question")
    return years.follow(beside(ask), REQUESTS, question, "applications.by_year", beside=True)


def _applications_by_body(ask: Ask) -> View:
    return bodies.count_by_body(ask, REQUESTS, "applications.by_body")


def _outcomes_by_year(ask: Ask) -> View:
    t = ask.t
    subject = outcome_subject(ask)
    keys = [
        f"{g}.total" for g in (chosen_outcomes(ask.filters) if _narrowed(ask.filters) else OUTCOME_GROUPS)
    ]
    if len(keys) <= 8:
        made = years.follow_rows(
            ask, keys, t("outcomes.by_year.question"), "outcomes.by_year", ("break", *OUTCOME_GROUPS)
        )
        if made is not None:
            return made
    question = t("outcomes.by_year.question_rows", rows=subject.part_words)
    return years.follow(ask, subject, question, "outcomes.by_year")


def _narrowed(filters: Filters) -> bool:
    return bool(filters.outcomes or filters.grounds)


def _outcomes_compare(ask: Ask) -> View:
    subject = outcome_subject(ask)
    question = ask.t("outcomes.compare.question", rows=subject.part_words)
    return years.follow(beside(ask), subject, question, "outcomes.by_year", beside=True)


def _outcomes_by_body(ask: Ask) -> View:
    return bodies.share_by_body(ask, outcome_subject(ask), "outcomes.by_body")


def _by_applicant(ask: Ask) -> View:
    chosen = chosen_outcomes(ask.filters)
    return by_applicant.shares(ask, chosen, outcome_words(ask.t, chosen))


def _disputes_by_year(ask: Ask, section: str) -> View:
    question = ask.t(f"{section}.by_year.question")
    return years.follow(ask, _disputes(ask, section), question, f"{section}.by_year")


def _disputes_compare(ask: Ask, section: str) -> View:
    question = ask.t(f"{section}.compare.question")
    return years.follow(beside(ask), _disputes(ask, section), question, f"{section}.by_year", beside=True)


def _disputes_by_body(ask: Ask, section: str) -> View:
    return bodies.count_by_body(ask, _disputes(ask, section), f"{section}.by_body")


def beside(ask: Ask) -> Ask:
    """The question asked of what is to stand side by side: the chosen bodies, or the chosen regions' own whole-territory reports."""
    if ask.filters.agencies or not ask.filters.regions:
        return ask
    heads = selected(ask.dataset, ask.filters)
    own = heads.filter(
        heads["adcode"].is_in(list(ask.filters.regions))
        & heads["town"].is_null()
        & (heads["scope"] == TERRITORIES)
    )
    if own["adcode"].n_unique() < 2:
        return ask
    years_of = own.group_by("agency_id", "adcode").len().sort(["len", "agency_id"], descending=[True, False])
    first = years_of.unique("adcode", keep="first", maintain_order=True)["agency_id"].to_list()
    return ask.only(agencies=tuple(sorted(first)))


def _one_body(build: Callable[[Ask], View]) -> Callable[[Ask], View]:
    """The exhibit of the first chosen body alone, whatever else is filtered but the years."""

    def built(ask: Ask) -> View:
        if not ask.filters.agencies:
            return ask.empty(question_of(ask.t, f"{ask.id}.question"), "no_body")
        filters = Filters(agencies=ask.filters.agencies[:1], years=ask.filters.years)
        alone = Ask(ask.id, ask.dataset, filters, ask.language, ask.theme)
        made = build(alone)
        year = _year_in(made)
        asked = question_of(ask.t, f"{ask.id}.question", year)
        return replace(made, question=asked, alt=ask.t("phrase.alt", question=asked, answer=made.answer))

    return built


def _year_in(view: View) -> str | None:
    return str(view.data["year"].max()) if "year" in view.data.columns and view.data.height else None


BUILDERS: Mapping[str, Callable[[Ask], View]] = {
    "overview.answer": _overview_answer,
    "overview.reports": overview.reports_by_year,
    "overview.where": overview.reports_by_region,
    "applications.by_year": _applications_by_year,
    "applications.by_body": _applications_by_body,
    "applications.who": composition.applicants,
    "applications.flow": composition.life,
    "applications.compare": _applications_compare,
    "outcomes.by_year": _outcomes_by_year,
    "outcomes.by_body": _outcomes_by_body,
    "outcomes.groups": lambda ask: composition.groups(ask, "outcomes.groups"),
    "outcomes.grounds": composition.grounds,
    "outcomes.by_applicant": _by_applicant,
    "outcomes.compare": _outcomes_compare,
    "reviews.by_year": partial(_disputes_by_year, section="reviews"),
    "reviews.by_body": partial(_disputes_by_body, section="reviews"),
    "reviews.results": lambda ask: composition.results(ask, ["rev"], "reviews.results"),
    "reviews.compare": partial(_disputes_compare, section="reviews"),
    "lawsuits.by_year": partial(_disputes_by_year, section="lawsuits"),
    "lawsuits.by_body": partial(_disputes_by_body, section="lawsuits"),
    "lawsuits.results": lambda ask: composition.results(ask, ["lit_direct", "lit_after"], "lawsuits.results"),
    "lawsuits.compare": partial(_disputes_compare, section="lawsuits"),
    "agency.flow": _one_body(composition.life),
    "agency.applications": _one_body(_applications_by_year),
    "agency.like": _one_body(lambda ask: like.among_like(ask, REQUESTS)),
    "agency.outcomes": _one_body(_outcomes_by_year),
    "agency.grounds": _one_body(composition.grounds),
    "agency.reviews": _one_body(partial(_disputes_by_year, section="reviews")),
    "agency.lawsuits": _one_body(partial(_disputes_by_year, section="lawsuits")),
}
"""The builder of every exhibit."""
