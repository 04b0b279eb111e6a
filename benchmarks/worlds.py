"""Synthetic reports of two years of a body and of a peer, consistent until a fault is put in.

Bodies, figures and texts are made up and marked synthetic.
"""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from benchmarks.generator.figures import figures
from extract.forms import APPLICANT_KINDS, DISPUTE_RESULTS, DISPUTE_ROUTES, NATIONAL_TABLES, form
from extract.forms.catalogue import cell_key
from extract.reports.model import Agency, Cell, Origin, Region, Report, Scope, State, Stated, Status

YEAR = 2024
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
ASPECTS = "主动公开。依申请。信息管理。网站平台。监督保障。"
Values = dict[str, int | float]


@dataclass
class World:
    """Two years of one body and a peer, with the fault put in: which findings it must give, on which cells."""

    rng: Random
    earlier: Values
    later: Values
    peer: Values
    form_id: str = "t2021"
    known: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, Any] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    expected: list[tuple[str, str | None]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    true: tuple[str, int | float] | None = None
    instead: tuple[Report, Report, Report] | None = None
    others: list[Report] = field(default_factory=list)

    def put(self, key: str, value: int | float, *expected: str) -> None:
        """Print another figure in the later report; these checks must say so."""
        self.later[key] = value
        self.touched.add(key)
        self.expected += [(check, key) for check in expected]

    def reports(self) -> tuple[Report, Report, Report]:
        """The earlier and the later report of the body, and the peer's."""
        if self.instead is not None:
            return self.instead
        sections = dict(self.known.pop("sections", made_up_sections(self.rng)))
        earlier = report_of(
            self.earlier,
            self.form_id,
            YEAR - 1,
            sections=self.before.pop("sections", made_up_sections(self.rng)),
        )
        later = report_of(self.later, self.form_id, YEAR, states=self.states, sections=sections, **self.known)
        agency = Agency("000000-linjingju", "邻境局", "邻境局", "county", "water")
        beside: dict[str, Any] = {"agency": agency, "sections": made_up_sections(self.rng)} | self.beside
        peer = report_of(self.peer, self.form_id, YEAR, **beside)
        return earlier, later, peer


def made_up_sections(rng: Random) -> dict[str, str]:
    """Six sections of made-up characters, so that no two bodies share text."""
    free = {str(n): ASPECTS * (n == 1) + "".join(rng.choices(HAN, k=240)) for n in range(1, 6)}
    return free | {"6": "本年收取信息处理费的情况见上。"}


def report_of(
    values: Values, form_id: str, year: int, *, states: dict[str, State] | None = None, **known: Any
) -> Report:
    """Figures as a report that says it is synthetic."""
    cells = []
    for table in NATIONAL_TABLES:
        for code, column in form(form_id).tables[table].cells():
            key = cell_key(code, column)
            state = (states or {}).get(key, State.NUMBER)
            value = values[key] if state is State.NUMBER else None
            cells.append(
                Cell(table, code, column, state, raw="" if value is None else str(value), value=value)
            )
    base = Report(
        source=Origin(path="synthetic"),
        status=Status.COMPLETE,
        year=year,
        scope=Scope.ORGAN_ONLY,
        agency=Agency("000000-yangbenju", "样本局", "样本局", "county", "water"),
        region=Region(adcode="000000"),
        form={"table2": form_id, "table3": form_id, "table4": form_id, "statistics": None},
        published=f"{year + 1}-01-20",
        publisher="样本局",
        notes=("synthetic",),
        cells=tuple(cells),
    )
    return replace(base, **known)


def settle(values: Values, form_id: str) -> None:
    """Make every sum of tables three and four hold again, from the figures of the six columns."""
    rows = [f.code for f in form(form_id).tables["table3"].entered]
    outcomes = [r for r in rows if r.startswith("out_") and r != "out_total"]
    for c in APPLICANT_KINDS:
        done = sum(values[f"{r}.{c}"] for r in outcomes)
        short = values[f"req_carried_in.{c}"] - done - values[f"req_carried_out.{c}"]
        if short > 0:
            values[f"out_granted_full.{c}"] += short
            done += short
        values[f"out_total.{c}"] = done
        values[f"req_new.{c}"] = done + values[f"req_carried_out.{c}"] - values[f"req_carried_in.{c}"]
    for r in rows:
        values[f"{r}.total"] = sum(values[f"{r}.{c}"] for c in APPLICANT_KINDS)
    for prefix in DISPUTE_ROUTES:
        values[f"{prefix}_total"] = sum(values[f"{prefix}_{part}"] for part in DISPUTE_RESULTS)


def first_year(rng: Random, form_id: str) -> Values:
    """Consistent figures of one year; a county bureau has no rules, and a stock of documents."""
    values = figures(
        rng, {"form": form_id, "scale": rng.choice(("small", "medium", "large")), "amount_places": 2}
    )
    for key in list(values):
        if "_rules_" in key:
            values[key] = 0
    if form_id == "t2021":
        values["pd_normdocs_in_force"] = values["pd_normdocs_issued"] + rng.randint(5, 200)
        values["pd_licensing_decisions"] += rng.randint(5, 300)
        values["pd_penalty_decisions"] += rng.randint(5, 300)
        values["pd_coercion_decisions"] += rng.randint(1, 20)
        values["pd_admin_fees_amount"] = round(rng.uniform(0.5, 900), 2)
    for prefix in DISPUTE_ROUTES:
        values[f"{prefix}_pending"] = min(values[f"{prefix}_pending"], 5)
    for key in [k for k in values if k.endswith(("_change", "_repealed"))]:
        values[key] = min(abs(values[key]), 15)
    for c in APPLICANT_KINDS:
        # As many carried in as out, so that a year later the row has not jumped.
        values[f"req_carried_in.{c}"] = values[f"req_carried_out.{c}"]
    # One outcome that no body lacks, so that there is always something to get wrong.
    values["out_granted_full.natural_person"] += rng.randint(12, 60)
    values["out_granted_partial.natural_person"] += rng.randint(3, 9)
    values["rev_upheld"] += rng.randint(2, 9)
    settle(values, form_id)
    return values


def next_year(rng: Random, earlier: Values, form_id: str) -> Values:
    """The figures a year later: similar in size, what was carried out carried in, pending cases and stock gone on."""
    later: Values = {
        k: int(v * rng.uniform(0.7, 1.4)) + rng.randint(0, 3) * (v > 0) for k, v in earlier.items()
    }
    for c in APPLICANT_KINDS:
        later[f"req_carried_in.{c}"] = earlier[f"req_carried_out.{c}"]
    for prefix in DISPUTE_ROUTES:
        later[f"{prefix}_other"] += earlier[f"{prefix}_pending"]
    if form_id == "t2021":
        stock = earlier["pd_normdocs_in_force"]
        later["pd_normdocs_repealed"] = min(later["pd_normdocs_repealed"], stock)
        later["pd_normdocs_in_force"] = stock + later["pd_normdocs_issued"] - later["pd_normdocs_repealed"]
        later["pd_admin_fees_amount"] = round(earlier["pd_admin_fees_amount"] * rng.uniform(0.8, 1.3), 2)
        later["pd_licensing_decisions"] += 4
    settle(later, form_id)
    return later


def world(seed: int) -> World:
    """A consistent world of one seed."""
    rng = Random(seed)
    earlier = first_year(rng, "t2021")
    return World(rng, earlier, next_year(rng, earlier, "t2021"), first_year(rng, "t2021"))


def stated(w: World) -> dict[str, int | float]:
    """What the text of the later report truthfully states, by the code of the figure."""
    v = w.later

    def group(prefix: str) -> int | float:
        return sum(n for k, n in v.items() if k.startswith(prefix) and k.endswith(".total"))

    return {
        "narr_requests_received": v["req_new.total"] + v["req_carried_in.total"] * w.rng.randint(0, 1),
        "narr_granted": v["out_granted_full.total"],
        "narr_granted_partial": v["out_granted_partial.total"],
        "narr_refused": group("out_refused_"),
        "narr_unable": group("out_unable_"),
        "narr_not_processed": group("out_notproc_"),
        "narr_other": group("out_other_"),
        "narr_requests_concluded": v["out_total.total"],
        "narr_carried_out": v["req_carried_out.total"],
        "narr_reviews": v["rev_total"],
        "narr_lawsuits": v["lit_direct_total"] + v["lit_after_total"],
        "narr_normdocs_issued": v["pd_normdocs_issued"],
        "narr_normdocs_in_force": v["pd_normdocs_in_force"],
    }


def tell(w: World, wrong: str = "") -> None:
    """State every figure in the text, and one of them wrongly."""
    w.known["narrative"] = tuple(
        Stated(code, n + (code == wrong) * w.rng.randint(1, 9) * 1000, True, YEAR, f"{code} {n}。")
        for code, n in stated(w).items()
    )
    granted, total = int(w.later["out_granted_full.total"]), int(w.later["out_total.total"])
    share = 100 * granted / total + (wrong == "share") * w.rng.choice((-0.6, 0.4, 2.5))
    site, other = w.rng.randint(3, 400), w.rng.randint(3, 400)
    items = site + other - (wrong == "list") * w.rng.randint(1, 3)
    text = w.known.setdefault("sections", made_up_sections(w.rng))
    text["1"] += (
        f"本年予以公开{granted}件（{share:.2f}%）。发布信息共{items}条，其中网站{site}条、公众号{other}条。"
    )
