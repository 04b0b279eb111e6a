"""How well each check finds what it is meant to find: synthetic reports, clean ones and with one fault put in.

    python -m benchmarks.checks --clean 400 --faults 60

Bodies, figures and texts are made up and marked synthetic. A fault is put into consistent reports of two
years of a body; which finding it must give is known from the fault, not from the checks. Recall is the share
of faults whose finding came; precision the share of a check's failures, on clean and on faulty reports
together, that name a cell of the fault or are the finding it must give.
"""

import resource
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from time import perf_counter
from typing import Any

import click

from benchmarks.generator.figures import figures
from benchmarks.measure import setting, store
from extract.checks import catalogue, check_peers, check_report
from extract.checks.catalogue import FAIL
from extract.checks.originality import nearest
from extract.checks.suspects import Suspect, suspects
from extract.checks.years import check_years
from extract.forms import (
    APPLICANT_CODES,
    APPLICANT_KINDS,
    DISPUTE_RESULTS,
    DISPUTE_ROUTES,
    NATIONAL_TABLES,
    form,
)
from extract.reports.model import (
    Agency,
    Cell,
    Decision,
    Finding,
    Origin,
    Region,
    Report,
    Scope,
    State,
    Stated,
    Status,
)

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
    known: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    beside: dict = field(default_factory=dict)
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
        sections = dict(self.known.pop("sections", _sections(self.rng)))
        earlier = _report(
            self.earlier, self.form_id, YEAR - 1, sections=self.before.pop("sections", _sections(self.rng))
        )
        later = _report(self.later, self.form_id, YEAR, states=self.states, sections=sections, **self.known)
        agency = Agency("000000-linjingju", "邻境局", "邻境局", "county", "water")
        peer = _report(
            self.peer,
            self.form_id,
            YEAR,
            **({"agency": agency, "sections": _sections(self.rng)} | self.beside),
        )
        return earlier, later, peer


def _sections(rng: Random) -> dict[str, str]:
    """Six sections of made-up characters, so that no two bodies share text."""
    free = {str(n): ASPECTS * (n == 1) + "".join(rng.choices(HAN, k=240)) for n in range(1, 6)}
    return free | {"6": "本年收取信息处理费的情况见上。"}


def _report(
    values: Values, form_id: str, year: int, *, states: dict[str, State] | None = None, **known: Any
) -> Report:
    """Figures as a report that says it is synthetic."""
    cells = []
    for table in NATIONAL_TABLES:
        for code, column in form(form_id).tables[table].cells():
            key = code if column is None else f"{code}.{column}"
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


def _settle(values: Values, form_id: str) -> None:
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


def _first_year(rng: Random, form_id: str) -> Values:
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
    _settle(values, form_id)
    return values


def _next_year(rng: Random, earlier: Values, form_id: str) -> Values:
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
    _settle(later, form_id)
    return later


def world(seed: int) -> World:
    """A consistent world of one seed."""
    rng = Random(seed)
    earlier = _first_year(rng, "t2021")
    return World(rng, earlier, _next_year(rng, earlier, "t2021"), _first_year(rng, "t2021"))


def _other_value(rng: Random, value: int | float) -> int:
    """Another figure, as people get it wrong: a digit off, digits swapped, a zero lost or added."""
    text = str(int(value))
    ways = [int(value) + rng.choice((1, 2, 3, 5, 10)), int(value) * 10 or 7]
    if len(text) > 1:
        ways.append(int(text[1] + text[0] + text[2:]))
    return next((w for w in rng.sample(ways, len(ways)) if w != value), int(value) + 1)


def _rows() -> list[str]:
    return [f.code for f in form("t2021").tables["table3"].entered]


def _outcomes() -> list[str]:
    return [r for r in _rows() if r.startswith("out_") and r != "out_total"]


def wrong_detail(w: World) -> None:
    key = f"{w.rng.choice(_outcomes())}.{w.rng.choice(APPLICANT_KINDS)}"
    w.true = (key, w.later[key])
    w.put(key, _other_value(w.rng, w.later[key]), "T3-02", "T3-03")


def wrong_row_total(w: World) -> None:
    key = f"{w.rng.choice(_outcomes())}.total"
    w.true = (key, w.later[key])
    w.put(key, _other_value(w.rng, w.later[key]), "T3-02", "T3-03")


def wrong_concluded(w: World) -> None:
    key = f"out_total.{w.rng.choice(APPLICANT_KINDS)}"
    w.true = (key, w.later[key])
    w.put(key, _other_value(w.rng, w.later[key]), "T3-01", "T3-02", "T3-03")


def wrong_intake(w: World) -> None:
    key = f"{w.rng.choice(('req_new', 'req_carried_out'))}.{w.rng.choice(APPLICANT_KINDS)}"
    w.true = (key, w.later[key])
    w.put(key, _other_value(w.rng, w.later[key]), "T3-01", "T3-03")


def above_total(w: World) -> None:
    c = w.rng.choice(APPLICANT_KINDS)
    key = f"{w.rng.choice(_outcomes())}.{c}"
    w.put(key, w.later[f"out_total.{c}"] + w.rng.randint(1, 30), "T3-04")


def counted_twice(w: World) -> None:
    key = "out_refused_process_info"
    for c in ("natural_person", "total"):
        w.put(f"{key}.{c}", w.later[f"{key}.{c}"] + 2, "T3-02")
        w.expected.append(("T3-05", f"out_granted_partial.{c}"))
        w.touched.add(f"out_granted_partial.{c}")


def dispute_total(prefix: str, check: str) -> Callable[[World], None]:
    def put(w: World) -> None:
        w.later[f"{prefix}_upheld"] += 3
        _settle(w.later, "t2021")
        key = f"{prefix}_total"
        w.true = (key, w.later[key])
        w.put(key, w.rng.choice((0, _other_value(w.rng, w.later[key]))), check)

    return put


def unread_cell(w: World) -> None:
    key = f"{w.rng.choice(_rows())}.{w.rng.choice(APPLICANT_CODES)}"
    w.states[key] = State.UNREAD
    w.expected.append(("S-03", key))
    w.touched.add(key)


def blank_cell(w: World) -> None:
    key = f"{w.rng.choice(_rows())}.{w.rng.choice(APPLICANT_CODES)}"
    w.states[key] = State.BLANK
    w.expected.append(("S-04", key))
    w.touched.add(key)


def bad_number(w: World) -> None:
    w.put("pd_coercion_decisions", w.rng.choice((-4, 2.5)), "S-05")


def other_period(w: World) -> None:
    text = _sections(w.rng)
    text["1"] += f"本报告统计期限为{YEAR - 1}年1月1日至{YEAR - 1}年12月31日。"
    w.known["sections"] = text
    w.expected.append(("S-06", None))


def lost_section(w: World) -> None:
    w.known["sections"] = {k: v for k, v in _sections(w.rng).items() if k != "6"}
    w.expected.append(("S-01", None))


def lost_aspect(w: World) -> None:
    w.known["sections"] = _sections(w.rng) | {"1": "主动公开。依申请。"}
    w.expected.append(("S-02", None))


def other_issuer(w: World) -> None:
    w.known["publisher"] = "远山粮库"
    w.expected.append(("S-07", None))


def old_form(w: World) -> None:
    w.known["form"] = {"table2": "t2021", "table3": "t2019", "table4": "t2021", "statistics": None}
    merged = {
        f"out_other.{c}": sum(w.later[f"{r}.{c}"] for r in _outcomes() if r.startswith("out_other"))
        for c in APPLICANT_CODES
    }
    cells = [c for c in _report(w.later, "t2021", YEAR).cells if not c.code.startswith("out_other")]
    cells += [
        Cell("table3", "out_other", k.split(".")[1], State.NUMBER, str(v), v) for k, v in merged.items()
    ]
    w.known["cells"] = tuple(cells)
    w.expected.append(("S-08", "table3"))
    w.touched.add("table3")


def residual(w: World) -> None:
    w.later["out_other_misc.natural_person"] += 40 + int(w.later["out_total.natural_person"])
    _settle(w.later, "t2021")
    w.expected.append(("T3-06", "out_other_misc.total"))
    w.touched |= {f"out_other_misc.{c}" for c in APPLICANT_CODES} | {
        f"out_total.{c}" for c in APPLICANT_CODES
    }
    w.touched |= {f"req_new.{c}" for c in APPLICANT_CODES}


def no_base(w: World) -> None:
    for key in w.later:
        if "." in key:
            w.later[key] = w.earlier[key] = 0
    w.expected.append(("T4-04", "rev_total"))
    w.touched.add("rev_total")


def direct_suits(w: World) -> None:
    w.later["lit_direct_other"] += 30 + sum(
        v for k, v in w.later.items() if k.startswith("out_refused") and k.endswith("total")
    )
    _settle(w.later, "t2021")
    w.expected.append(("T4-05", "lit_direct_total"))
    w.touched |= {"lit_direct_total", "lit_direct_other"}


def suits_only(w: World) -> None:
    for values in (w.earlier, w.later):
        for part in DISPUTE_RESULTS:
            values[f"rev_{part}"] = 0
    w.later["lit_after_upheld"] += 2
    for values in (w.earlier, w.later):
        _settle(values, "t2021")
    w.expected.append(("T4-06", "lit_after_total"))
    w.touched |= {"lit_after_total", "rev_total"}


def stock_below_flow(w: World) -> None:
    w.put("pd_normdocs_in_force", 0, "T2-01", "X-03")
    w.put("pd_normdocs_issued", w.later["pd_normdocs_repealed"] + 7, "T2-01", "X-03")


def bureau_with_rules(w: World) -> None:
    w.put("pd_rules_in_force", 4, "T2-02")


def yuan_for_ten_thousand(w: World) -> None:
    w.put("pd_admin_fees_amount", round(w.earlier["pd_admin_fees_amount"] * 10_000, 2), "T2-03")


def carry_over_broken(w: World) -> None:
    c = w.rng.choice(APPLICANT_KINDS)
    w.later[f"req_carried_in.{c}"] += 3
    _settle(w.later, "t2021")
    w.expected += [("X-01", "req_carried_in.total"), ("X-02", f"req_carried_in.{c}")]
    w.touched |= {"req_carried_in.total", f"req_carried_in.{c}"}


def stock_broken(w: World) -> None:
    w.put("pd_normdocs_in_force", w.later["pd_normdocs_in_force"] + w.rng.randint(1, 40), "X-03")


def pending_lost(w: World) -> None:
    w.earlier["rev_pending"] += 50 + int(w.later["rev_total"])
    w.earlier["rev_total"] += 50 + int(w.later["rev_total"])
    w.expected.append(("X-04", "rev_total"))
    w.touched.add("rev_total")


def frozen(w: World) -> None:
    for key in [k for k in w.later if k.startswith("pd_")]:
        w.later[key] = w.earlier[key]
        w.touched.add(key)
    w.expected.append(("X-05", "table2"))
    w.touched.add("table2")


def jump(w: World) -> None:
    w.put("pd_penalty_decisions", (int(w.earlier["pd_penalty_decisions"]) + 20) * 12, "X-06")
    w.earlier["pd_penalty_decisions"] += 20


def scope_lost(w: World) -> None:
    w.known["scope"] = Scope.UNKNOWN
    w.expected.append(("A-01", None))


def same_figures(w: World) -> None:
    for key in [k for k in w.later if k.startswith("pd_")]:
        w.peer[key] = w.later[key]
        w.touched.add(key)
    w.expected.append(("A-03", "pd_licensing_decisions"))


def members_above(w: World) -> None:
    agency = Agency("000000-zhengfu", "县政府", "县政府", "county", "government")
    w.beside |= {"agency": agency, "scope": Scope.GOVERNMENT_AGGREGATE}
    w.peer["req_new.total"] = 0
    w.expected.append(("A-02", "req_new.total"))
    w.touched.add("req_new.total")


def late(w: World) -> None:
    w.known["published"] = f"{YEAR + 1}-0{w.rng.randint(2, 9)}-10"
    w.expected.append(("P-01", None))


def late_government(w: World) -> None:
    w.known["agency"] = Agency("000000-yangben", "样本县人民政府", "样本县人民政府", "county", "government")
    w.known["published"] = f"{YEAR + 1}-0{w.rng.randint(4, 9)}-10"
    w.known["publisher"] = "样本县人民政府"
    w.expected.append(("P-02", None))


def copied(w: World) -> None:
    text, earlier = _sections(w.rng), _sections(w.rng)
    kept = w.rng.randint(200, 240)
    text["5"] = earlier["5"][:kept] + text["5"][kept:]
    w.known["sections"], w.before["sections"] = text, earlier
    w.expected.append(("O-01", None))


def cloned(w: World) -> None:
    text = _sections(w.rng)
    w.known["sections"], w.beside["sections"] = text, _sections(w.rng) | {"5": text["5"][:200]}
    w.expected.append(("O-02", None))


def filler(w: World) -> None:
    w.known["sections"] = _sections(w.rng) | {"5": w.rng.choice(("无", "暂无。", ""))}
    w.expected.append(("O-03", None))


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
    text = w.known.setdefault("sections", _sections(w.rng))
    text["1"] += (
        f"本年予以公开{granted}件（{share:.2f}%）。发布信息共{items}条，其中网站{site}条、公众号{other}条。"
    )


def untrue(code: str, check: str) -> Callable[[World], None]:
    """The text states one figure that the tables do not have."""

    def put(w: World) -> None:
        tell(w, code)
        w.expected.append((check, None))

    return put


def fee_without_story(w: World) -> None:
    w.put("out_other_fee_unpaid.natural_person", 2)
    _settle(w.later, "t2021")
    w.known["sections"] = _sections(w.rng) | {"6": "没有其他需要报告的事项。"}
    w.expected.append(("T3-07", "out_other_fee_unpaid.total"))


def no_fee_but_unpaid(w: World) -> None:
    w.put("out_other_fee_unpaid.natural_person", 2)
    _settle(w.later, "t2021")
    w.known["sections"] = _sections(w.rng) | {"6": "本年未收取信息处理费。"}
    w.expected.append(("N-08", "out_other_fee_unpaid.total"))


def _statistics(year: int, annual: int, cumulative: int) -> Report:
    forms = {"table2": None, "table3": None, "table4": None, "statistics": "t2014_fujian"}
    cells = [
        Cell("statistics", "fj_pd_total", column, State.NUMBER, str(n), n)
        for column, n in (("annual", annual), ("cumulative", cumulative))
    ]
    agency = Agency("000000-yangbenju", "样本局", "样本局", "county", "water")
    origin = Origin(path="synthetic")
    return Report(
        origin,
        Status.COMPLETE,
        year=year,
        agency=agency,
        form=forms,
        cells=tuple(cells),
        scope=Scope.ORGAN_ONLY,
    )


def running_total(w: World) -> None:
    first, second = w.rng.randint(100, 9000), w.rng.randint(10, 900)
    later = _statistics(2016, second, first + second + w.rng.randint(1, 50))
    w.instead = (_statistics(2015, 7, first), later, w.reports()[2])
    w.expected.append(("X-07", "fj_pd_total.cumulative"))


def late_before_2019(w: World) -> None:
    later = replace(_statistics(2016, 5, 12), published="2017-05-02")
    w.instead = (_statistics(2015, 7, 7), later, w.reports()[2])
    w.expected.append(("P-03", None))


def items_of_2019(w: World) -> None:
    first = _first_year(w.rng, "t2019")
    second = _next_year(w.rng, first, "t2019")
    for key in [k for k in second if k.endswith("_items_prev")]:
        second[key] = first[key] + first[key.replace("_prev", "_change")]
    second["pd19_penalty_items_prev"] += 3
    reports = [_report(v, "t2019", y, sections=_sections(w.rng)) for y, v in ((2019, first), (2020, second))]
    w.instead = (reports[0], reports[1], w.reports()[2])
    w.expected.append(("T2-04", "pd19_penalty_items_prev"))


def idle_among_peers(w: World) -> None:
    w.put("pd_licensing_decisions", 0, "T2-05")
    w.put("pd_penalty_decisions", 0, "T2-05")
    for n in range(9):
        agency = Agency(f"000000-di{n}ju", f"第{n}局", f"第{n}局", "county", "water")
        values = _first_year(w.rng, "t2021")
        w.others.append(_report(values, "t2021", YEAR, agency=agency, sections=_sections(w.rng)))


def doubted_cell(w: World) -> None:
    """A failed sum on a cell that two engines read differently: it must be addressed to the reader."""
    key = "rev_total"
    w.put(key, w.later[key] + 1)
    w.known["decisions"] = (Decision("engines", "", f"two engines disagree on {key}"),)


FAULTS: tuple[Callable[[World], None], ...] = (
    wrong_detail,
    wrong_row_total,
    wrong_concluded,
    wrong_intake,
    above_total,
    counted_twice,
    dispute_total("rev", "T4-01"),
    dispute_total("lit_direct", "T4-02"),
    dispute_total("lit_after", "T4-03"),
    unread_cell,
    blank_cell,
    bad_number,
    other_period,
    lost_section,
    lost_aspect,
    other_issuer,
    old_form,
    residual,
    no_base,
    direct_suits,
    suits_only,
    stock_below_flow,
    bureau_with_rules,
    yuan_for_ten_thousand,
    carry_over_broken,
    stock_broken,
    pending_lost,
    frozen,
    jump,
    scope_lost,
    same_figures,
    members_above,
    late,
    late_government,
    copied,
    cloned,
    filler,
    doubted_cell,
    untrue("narr_requests_received", "N-01"),
    untrue("narr_refused", "N-02"),
    untrue("narr_requests_concluded", "N-02"),
    untrue("share", "N-03"),
    untrue("narr_carried_out", "N-04"),
    untrue("narr_reviews", "N-05"),
    untrue("narr_lawsuits", "N-05"),
    untrue("narr_normdocs_in_force", "N-06"),
    untrue("list", "N-07"),
    fee_without_story,
    no_fee_but_unpaid,
    running_total,
    late_before_2019,
    items_of_2019,
    idle_among_peers,
)


@dataclass
class Tally:
    """What one check did: faults it had to find and found, failures that were right, wrong, and on clean reports."""

    faults: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    clean_alarms: int = 0

    def as_json(self) -> dict:
        """Counts, and precision and recall where they can be told."""
        said = self.right + self.wrong + self.clean_alarms
        return {
            "faults": self.faults,
            "found": self.found,
            "right": self.right,
            "wrong": self.wrong,
            "clean_alarms": self.clean_alarms,
            "precision": round(self.right / said, 4) if said else None,
            "recall": round(self.found / self.faults, 4) if self.faults else None,
        }


def failures(w: World) -> tuple[list[Finding], Report, Report]:
    """What fails on the later report of a world, by itself, against last year and among its peers."""
    earlier, later, peer = w.reports()
    found = list(check_report(later)) + [f for _, f in check_years([earlier, later])]
    found += [f for r, f in check_peers([later, peer, *w.others]) if r is later or not w.others]
    return [f for f in found if f.status == FAIL], earlier, later


def _belongs(one: Finding, w: World) -> bool:
    """Whether a failure is one that the fault must give, or names a cell that the fault changed."""
    if any(one.id == check and (key is None or key in one.cells) for check, key in w.expected):
        return True
    return any(key.partition("@")[0] in w.touched for key in one.cells)


def run(clean: int, faults: int) -> dict:
    """Every check on so many clean worlds, and on so many worlds for each kind of fault."""
    tallies = {check.id: Tally() for check in catalogue().values() if check.not_carried is None}
    likely: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    for seed in range(clean):
        w = world(seed)
        tell(w)
        for one in failures(w)[0]:
            tallies[one.id].clean_alarms += 1
    for number, put in enumerate(FAULTS):
        for n in range(faults):
            w = world(1_000_000 + number * 10_000 + n)
            put(w)
            found, _, later = failures(w)
            for check, key in w.expected:
                tallies[check].faults += 1
                tallies[check].found += any(f.id == check and (key is None or key in f.cells) for f in found)
            for one in found:
                if _belongs(one, w):
                    tallies[one.id].right += 1
                else:
                    tallies[one.id].wrong += 1
            if w.true is not None:
                likely[_told(suspects(later), w.true)] += 1
            if put is doubted_cell:
                doubted[
                    "ours"
                    if all(f.audience == "reader" for f in found if "rev_total" in f.cells)
                    else "theirs"
                ] += 1
    return {
        "clean_reports": clean,
        "faulty_reports": faults * len(FAULTS),
        "checks": {check: tally.as_json() for check, tally in tallies.items()},
        "not_measured": [check for check, tally in tallies.items() if not tally.faults],
        "likely_cell": dict(sorted(likely.items())),
        "doubted_cells": dict(sorted(doubted.items())),
    }


def search(texts: int) -> dict:
    """The search for near-duplicates among so many made-up texts, each fiftieth a copy of the one before."""
    rng = Random(1)
    stock = ["".join(rng.choices(HAN, k=40)) for _ in range(3000)]
    made = ["".join(rng.choices(stock, k=12)) for _ in range(texts)]
    copies = set(range(50, texts, 50))
    for n in copies:
        made[n] = made[n - 1][:400] + made[n][:80]
    started = perf_counter()
    found = nearest(made, catalogue()["O-02"].thresholds["info"], apart=list(range(texts)))
    return {
        "texts": texts,
        "characters": 480,
        "seconds": round(perf_counter() - started, 1),
        "copies": len(copies),
        "copies_found": sum(n in found and found[n][0] == n - 1 for n in copies),
        "others_named": len(set(found) - copies - {n - 1 for n in copies}),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _told(offered: Sequence[Suspect], true: tuple[str, int | float]) -> str:
    """Whether the likeliest edit is the true one, one of several as likely, another one, or none was offered."""
    if not offered:
        return "none offered"
    best = [dict(zip(s.cells, s.would_be, strict=True)) for s in offered if s.score == offered[0].score]
    if {true[0]: true[1]} not in best:
        return "another"
    return "right" if len(best) == 1 else "one of several"


def _page(result: dict) -> str:
    """The result as a Markdown table."""
    lines = [
        "| Check | | Faults | Found | Recall | Precision | Alarms on clean reports |",
        "|---|---|---|---|---|---|---|",
    ]
    for check, t in result["checks"].items():
        shown = ["—" if t[k] is None else f"{100 * t[k]:.1f} %" for k in ("recall", "precision")]
        name = catalogue()[check].name.en
        lines.append(
            f"| {check} | {name} | {t['faults']} | {t['found']} | {shown[0]} | {shown[1]} | {t['clean_alarms']} |"
        )
    told = ", ".join(f"{k} {v}" for k, v in result["likely_cell"].items())
    doubted = ", ".join(f"{k} {v}" for k, v in result["doubted_cells"].items())
    if "search" in result:
        s = result["search"]
        lines += [
            "",
            f"Near-duplicates among {s['texts']} texts of {s['characters']} characters: {s['copies_found']} of "
            f"{s['copies']} copies found, {s['others_named']} others named, {s['seconds']} s on one core, "
            f"{s['peak_memory_mb']} MB.",
        ]
    lines += [
        "",
        f"The likely cell, one wrong cell each: {told}.",
        f"Failed sums on cells that two engines read differently: {doubted}.",
    ]
    return "\n".join(lines) + "\n"


@click.command()
@click.option("--clean", default=400, show_default=True, help="Clean reports.")
@click.option("--faults", default=60, show_default=True, help="Reports for each kind of fault.")
@click.option(
    "--texts", default=100_000, show_default=True, help="Texts searched for near-duplicates; 0 for none."
)
def main(clean: int, faults: int, texts: int) -> None:
    """Measure every check and write benchmarks/results/checks.json and .md. Ends with 1 on a false error."""
    result = setting() | run(clean, faults) | ({"search": search(texts)} if texts else {})
    page = _page(result)
    about = (
        f"Synthetic: {result['clean_reports']} clean reports, {result['faulty_reports']} with one fault each."
    )
    store("checks", "Checks", about, result, page)
    click.echo(page)
    false_errors = [
        check
        for check, t in result["checks"].items()
        if t["clean_alarms"] and catalogue()[check].severity == "error"
    ]
    if false_errors:
        raise SystemExit(f"false errors on clean reports: {', '.join(false_errors)}")


if __name__ == "__main__":
    main()
