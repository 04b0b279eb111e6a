"""Checks across the years of one body and scope: carry-over, stocks, frozen tables, jumps.

A cell of the earlier report is named ``key@year`` in a finding on the later one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, Both, catalogue, finding
from extract.checks.identities import TOTAL, Identity, doubted_among, judge, missing_numbers
from extract.checks.narrative import growth
from extract.checks.originality import copied_from_last_year
from extract.checks.proactive import FEES, STOCKS
from extract.checks.sheet import Sheet, cell_label, column_name, row_label, table_label
from extract.forms import APPLICANT_KINDS, DISPUTE_ROUTES, TABLES, field
from extract.reports.model import Finding, Report, Status

ITEMS = ("licensing", "other_services", "penalty", "coercion", "admin_fees")
UNIT_SLIP = 10_000
FACTORS = (10_000, 100, 10)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of one body and scope, a year apart, and the cells of both (the earlier as ``key@year``)."""

    earlier: Report
    later: Report
    sheet: Sheet

    @classmethod
    def of(cls, earlier: Report, later: Report) -> "Pair":
        """The two reports with their cells side by side."""
        return cls(earlier, later, Sheet.of(later).with_other_year(Sheet.of(earlier), earlier.year))

    @property
    def years(self) -> dict[str, Any]:
        """Both years, for a sentence."""
        return {"previous": self.earlier.year, "year": self.later.year}

    def before(self, key: str) -> str:
        """The key of the same cell a year earlier."""
        return f"{key}@{self.earlier.year}"

    def has(self, *keys: str) -> bool:
        """Whether every one of these cells exists in its report's form."""
        return all(k in self.sheet.cells for k in keys)


def carry_over(pair: Pair) -> Iterator[Finding]:
    """X-01, X-02: what is carried out of one year is carried into the next."""
    if pair.earlier.form.get("table3") is None or pair.later.form.get("table3") is None:
        yield finding("X-01", NOT_ASSESSABLE, because="no_table")
        return
    for column in (TOTAL, *APPLICANT_KINDS):
        check = "X-01" if column == TOTAL else "X-02"
        out, carried_in = pair.before(f"req_carried_out.{column}"), f"req_carried_in.{column}"
        identity = Identity(check, column_name(column), (out,), (carried_in,), (out, carried_in))
        yield judge(identity, pair.sheet, **pair.years)


def stock(pair: Pair) -> Iterator[Finding]:
    """X-03: last year's stock of documents, plus issued, minus repealed, is this year's stock."""
    for kind, where in STOCKS.items():
        keys = [f"pd_{kind}_{part}" for part in ("in_force", "issued", "repealed")]
        before = pair.before(keys[0])
        if not pair.has(before, *keys):
            continue
        cells = (*keys, before)
        missing = missing_numbers("X-03", cells, pair.sheet, where)
        if missing is not None:
            yield missing
            continue
        expected = pair.sheet.total((before, keys[1])) - pair.sheet.total((keys[2],))
        printed = pair.sheet.total((keys[0],))
        outcome = PASS if expected == printed else FAIL
        doubted = doubted_among(cells, pair.sheet)
        yield finding(
            "X-03", outcome, cells=cells, left=expected, right=printed, where=where, doubted=doubted
        )


def pending_cases(pair: Pair) -> Iterator[Finding]:
    """X-04: cases pending last year are among this year's total."""
    for prefix in DISPUTE_ROUTES:
        cells = (f"{prefix}_total", pair.before(f"{prefix}_pending"))
        now, pending = (pair.sheet.value(k) for k in cells)
        if now is None or pending is None:
            continue
        outcome = PASS if now >= pending else FAIL
        yield finding(
            "X-04", outcome, cells=cells, left=now, right=pending, where=row_label(f"{prefix}_total")
        )


def printed_of(report: Report, table: str) -> dict[str, int | float]:
    """The printed numbers of one table; a running total is left out, since a year without cases repeats it."""
    return {
        c.key: c.value
        for c in report.cells
        if c.table == table and c.value is not None and c.column != "cumulative"
    }


def frozen(pair: Pair) -> Iterator[Finding]:
    """X-05: a table repeats last year's figures. Cells that are 0 in both years never count."""
    least = int(catalogue()["X-05"].thresholds["least"])
    for table in TABLES:
        form_id = pair.later.form.get(table)
        if form_id is None or pair.earlier.form.get(table) is None:
            continue
        where = table_label(table)
        if form_id != pair.earlier.form.get(table):
            yield finding("X-05", NOT_ASSESSABLE, cells=(table,), because="other_form", where=where)
            continue
        now, then = printed_of(pair.later, table), printed_of(pair.earlier, table)
        nonzero = sum(1 for v in now.values() if v)
        if nonzero < least:
            yield finding(
                "X-05", NOT_ASSESSABLE, cells=(table,), because="few_numbers", least=least, where=where
            )
            continue
        same = now == then
        yield finding("X-05", FAIL if same else PASS, cells=(table,), left=nonzero, where=where, **pair.years)


def jump_keys(report: Report) -> Iterator[str]:
    """The cells whose size is compared over the years: tables two and four, and the totals of table three."""
    for cell in report.cells:
        if cell.table in ("table2", "table4") or cell.column in (TOTAL, "annual"):
            yield cell.key


def jumps(pair: Pair) -> Iterator[Finding]:
    """X-06: a figure that changes more than eightfold. One finding for each, or one that none does."""
    limits = catalogue()["X-06"].thresholds
    compared = False
    failed = False
    for key in jump_keys(pair.later):
        code = key.partition(".")[0]
        before, now = pair.sheet.value(pair.before(key)), pair.sheet.value(key)
        if before is None or now is None or field(code).value_type == "signed":
            continue
        compared = True
        small, large = sorted((abs(before), abs(now)))
        if small < limits["floor"] or large <= limits["ratio"] * small:
            continue
        failed = True
        factor = next((f for f in FACTORS if round(small * f, 6) == large), None)
        times = f"{large / small:.1f}"
        how = Both(
            f"恰为 {factor} 倍" if factor else f"相差 {times} 倍",
            f"exactly {factor} times" if factor else f"a factor of {times}",
        )
        cells = (key, pair.before(key))
        yield finding(
            "X-06", FAIL, cells=cells, left=now, right=before, where=cell_label(key), how=how, **pair.years
        )
    if compared and not failed:
        yield finding("X-06", PASS)


def cumulative(pair: Pair) -> Iterator[Finding]:
    """X-07: the running total of the Fujian forms grows by the year's figure."""
    for cell in pair.later.cells:
        if cell.column != "cumulative" or not pair.has(pair.before(cell.key), f"{cell.code}.annual"):
            continue
        left = (pair.before(cell.key), f"{cell.code}.annual")
        yield judge(Identity("X-07", row_label(cell.code), left, (cell.key,), (*left, cell.key)), pair.sheet)


def items_of_2019(pair: Pair) -> Iterator[Finding]:
    """T2-04: previous items plus this year's change are the previous items of the next report."""
    for name in ITEMS:
        prev, change = f"pd19_{name}_items_prev", f"pd19_{name}_items_change"
        left = (pair.before(prev), pair.before(change))
        if pair.has(prev, *left):
            yield judge(Identity("T2-04", row_label(prev), left, (prev,), (*left, prev)), pair.sheet)


def fee_slip(pair: Pair) -> Finding | None:
    """T2-03 across years: about ten thousand times last year's fees, as when yuan is typed for 10,000 yuan."""
    cells = (FEES, pair.before(FEES))
    now, before = (pair.sheet.value(k) for k in cells)
    if now is None or not before:
        return None
    if not UNIT_SLIP / 2 <= now / before <= UNIT_SLIP * 2:
        return None
    why = Both(f"约为上年 {before:g} 的一万倍", f"about 10,000 times last year's {before:g}")
    raw = pair.sheet.cells[FEES].raw or f"{now:g}"
    return finding("T2-03", FAIL, cells=cells, left=now, right=before, raw=raw, why=why)


def suits_without_reconsideration(pair: Pair) -> Finding | None:
    """T4-06: suits after reconsideration although none was counted this year or last."""
    cells = ("lit_after_total", "rev_total", pair.before("rev_total"))
    suits, now, before = (pair.sheet.value(k) for k in cells)
    if suits is None or now is None or before is None:
        return None
    outcome = FAIL if suits > 0 and now == before == 0 else PASS
    return finding("T4-06", outcome, cells=cells, left=suits, right=now + before)


def check_pair(earlier: Report, later: Report) -> tuple[Finding, ...]:
    """The findings on the later of two reports of one body, a year apart."""
    pair = Pair.of(earlier, later)
    found: list[Finding] = []

    def covered(check: str) -> bool:
        return catalogue()[check].covers(later.year)

    if covered("X-01"):
        found += carry_over(pair)
    if covered("X-03"):
        found += stock(pair)
    if covered("X-04"):
        found += pending_cases(pair)
    found += frozen(pair)
    found += jumps(pair)
    if covered("X-07"):
        found += cumulative(pair)
    if covered("T2-04"):
        found += items_of_2019(pair)
    found += [f for f in (fee_slip(pair), suits_without_reconsideration(pair)) if f is not None]
    if covered("N-03"):
        found += growth(earlier, later, pair.sheet)
    if covered("O-01"):
        found += copied_from_last_year(earlier, later)
    return tuple(found)


def check_years(reports: Sequence[Report]) -> tuple[tuple[Report, Finding], ...]:
    """The findings across the years of one body, each with the later report that it stands on.

    Give the counted reports of one body. Reports of different scope are not compared, and it is said so.
    """
    by_year: dict[int, Report] = {}
    for report in reports:
        if report.year is not None and report.status is not Status.REFUSED:
            by_year.setdefault(report.year, report)
    found: list[tuple[Report, Finding]] = []
    for year, later in sorted(by_year.items()):
        earlier = by_year.get(year - 1)
        if earlier is not None and earlier.scope is later.scope:
            found += [(later, one) for one in check_pair(earlier, later)]
        elif catalogue()["X-01"].covers(year):
            because = "no_other_year" if earlier is None else "other_scope"
            found.append((later, finding("X-01", NOT_ASSESSABLE, because=because, year=year - 1)))
    return tuple(found)
