"""The faults that are put into synthetic reports: each names the findings that it must give, and the cells it touches.

Which they are is known from the fault, not from the checks.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.worlds import YEAR, World, first_year, made_up_sections, next_year, report_of, settle, tell
from extract.forms import APPLICANT_CODES, APPLICANT_KINDS, DISPUTE_RESULTS, form
from extract.reports.model import Agency, Cell, Decision, Origin, Report, Scope, State, Status


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
        settle(w.later, "t2021")
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
    text = made_up_sections(w.rng)
    text["1"] += f"本报告统计期限为{YEAR - 1}年1月1日至{YEAR - 1}年12月31日。"
    w.known["sections"] = text
    w.expected.append(("S-06", None))


def lost_section(w: World) -> None:
    w.known["sections"] = {k: v for k, v in made_up_sections(w.rng).items() if k != "6"}
    w.expected.append(("S-01", None))


def lost_aspect(w: World) -> None:
    w.known["sections"] = made_up_sections(w.rng) | {"1": "主动公开。依申请。"}
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
    cells = [c for c in report_of(w.later, "t2021", YEAR).cells if not c.code.startswith("out_other")]
    cells += [
        Cell("table3", "out_other", k.split(".")[1], State.NUMBER, str(v), v) for k, v in merged.items()
    ]
    w.known["cells"] = tuple(cells)
    w.expected.append(("S-08", "table3"))
    w.touched.add("table3")


def residual(w: World) -> None:
    w.later["out_other_misc.natural_person"] += 40 + int(w.later["out_total.natural_person"])
    settle(w.later, "t2021")
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
    settle(w.later, "t2021")
    w.expected.append(("T4-05", "lit_direct_total"))
    w.touched |= {"lit_direct_total", "lit_direct_other"}


def suits_only(w: World) -> None:
    for values in (w.earlier, w.later):
        for part in DISPUTE_RESULTS:
            values[f"rev_{part}"] = 0
    w.later["lit_after_upheld"] += 2
    for values in (w.earlier, w.later):
        settle(values, "t2021")
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
    settle(w.later, "t2021")
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
    text, earlier = made_up_sections(w.rng), made_up_sections(w.rng)
    kept = w.rng.randint(200, 240)
    text["5"] = earlier["5"][:kept] + text["5"][kept:]
    w.known["sections"], w.before["sections"] = text, earlier
    w.expected.append(("O-01", None))


def cloned(w: World) -> None:
    text = made_up_sections(w.rng)
    w.known["sections"], w.beside["sections"] = text, made_up_sections(w.rng) | {"5": text["5"][:200]}
    w.expected.append(("O-02", None))


def filler(w: World) -> None:
    w.known["sections"] = made_up_sections(w.rng) | {"5": w.rng.choice(("无", "暂无。", ""))}
    w.expected.append(("O-03", None))


def untrue(code: str, check: str) -> Callable[[World], None]:
    """The text states one figure that the tables do not have."""

    def put(w: World) -> None:
        tell(w, code)
        w.expected.append((check, None))

    return put


def fee_without_story(w: World) -> None:
    w.put("out_other_fee_unpaid.natural_person", 2)
    settle(w.later, "t2021")
    w.known["sections"] = made_up_sections(w.rng) | {"6": "没有其他需要报告的事项。"}
    w.expected.append(("T3-07", "out_other_fee_unpaid.total"))


def no_fee_but_unpaid(w: World) -> None:
    w.put("out_other_fee_unpaid.natural_person", 2)
    settle(w.later, "t2021")
    w.known["sections"] = made_up_sections(w.rng) | {"6": "本年未收取信息处理费。"}
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
    first = first_year(w.rng, "t2019")
    second = next_year(w.rng, first, "t2019")
    for key in [k for k in second if k.endswith("_items_prev")]:
        second[key] = first[key] + first[key.replace("_prev", "_change")]
    second["pd19_penalty_items_prev"] += 3
    reports = [
        report_of(v, "t2019", y, sections=made_up_sections(w.rng)) for y, v in ((2019, first), (2020, second))
    ]
    w.instead = (reports[0], reports[1], w.reports()[2])
    w.expected.append(("T2-04", "pd19_penalty_items_prev"))


def idle_among_peers(w: World) -> None:
    w.put("pd_licensing_decisions", 0, "T2-05")
    w.put("pd_penalty_decisions", 0, "T2-05")
    for n in range(9):
        agency = Agency(f"000000-di{n}ju", f"第{n}局", f"第{n}局", "county", "water")
        values = first_year(w.rng, "t2021")
        w.others.append(report_of(values, "t2021", YEAR, agency=agency, sections=made_up_sections(w.rng)))


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
