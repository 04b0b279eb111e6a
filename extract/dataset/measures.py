"""From cells to measures: what is printed, what its parts add up to, and which of the two counts.

The rule: the printed value where it is a number and its sum holds; else the
computed one, marked; where neither exists, missing. A publisher's error is never repaired: both
numbers stay beside each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.checks.units import unit_is_anothers
from extract.forms import (
    APPLICANT_CODES,
    APPLICANT_KINDS,
    DISPUTE_RESULTS,
    DISPUTE_ROUTES,
    OUTCOME_GROUPS,
    TABLES,
    all_series,
    form,
)
from extract.forms.catalogue import cell_key
from extract.reports.model import Cell, Report, State


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of one report.

    ``basis``: ``printed``, ``computed``, ``missing`` (the form has it, this report gives no number)
    or ``not_in_form``. ``mismatch`` marks a printed number whose parts add up to another one.
    """

    measure: str
    column: str | None
    printed: float | None
    computed: float | None
    value: float | None
    basis: str
    mismatch: bool = False
    form: str | None = None


def measures(report: Report) -> list[Measure]:
    """Every measure of one report: the rows, groups and totals of its tables, then the joined series."""
    cells = {cell.key: cell for cell in report.cells}
    found: dict[tuple[str, str | None], Measure] = {}
    for one in _measures(report, cells):
        found[one.measure, one.column] = one
    for table in ("table2", "statistics"):
        for one in _entered(report, table, cells):
            found[one.measure, one.column] = one
    return [*found.values(), *_series(report, found)]


def _choose(code: str, column: str | None, printed: float | None, computed: float | None) -> Measure:
    """Apply the rule: printed where its sum holds or cannot be tried, else computed, else missing."""
    mismatch = printed is not None and computed is not None and abs(printed - computed) > 1e-9
    if printed is not None and not mismatch:
        return Measure(code, column, printed, computed, printed, "printed")
    if computed is not None:
        return Measure(code, column, printed, computed, computed, "computed", mismatch)
    return Measure(code, column, None, None, None, "missing")


def _number(cell: Cell | None) -> float | None:
    """The printed number of a cell, in the unit of its row; one in another unit is a finding, and no number of that row."""
    return None if cell is None or unit_is_anothers(cell) else cell.value


def _total(parts: Iterable[float | None]) -> float | None:
    """The sum, or None as soon as one part is missing: missing is never 0."""
    found = list(parts)
    if not found or any(part is None for part in found):
        return None
    return sum(part for part in found if part is not None)


def _leaf(cells: dict[str, Cell], code: str, column: str | None) -> Measure:
    """An entered cell without parts; a blank that an identity proves to be 0 counts as computed 0."""
    cell = cells.get(cell_key(code, column))
    printed = _number(cell)
    derived = 0.0 if printed is None and cell is not None and cell.derived else None
    return _choose(code, column, printed, derived)


def _measures(report: Report, cells: dict[str, Cell]) -> Iterator[Measure]:
    if report.form.get("table3"):
        yield from _requests(str(report.form["table3"]), cells)
    if report.form.get("table4"):
        yield from _disputes(cells)


def _requests(form_id: str, cells: dict[str, Cell]) -> Iterator[Measure]:
    """Table three: rows, the four computed groups and （七）, for the seven columns."""
    layout = form(form_id).tables["table3"]
    value: dict[tuple[str, str], float | None] = {}
    rows = [f.code for f in layout.entered if f.code != "out_total"]
    groups = {f.code: [c.code for c in layout.children(f.code)] for f in layout.fields if f.computed}

    def emit(one: Measure) -> Measure:
        value[one.measure, str(one.column)] = one.value
        return one

    for code in rows:
        for column in APPLICANT_KINDS:
            yield emit(_leaf(cells, code, column))
        parts = _total(value[code, c] for c in APPLICANT_KINDS)
        total = cells.get(f"{code}.total")
        if parts is None and total is not None and total.derived:
            parts = 0.0
        yield emit(_choose(code, "total", _number(total), parts))
    for group, children in groups.items():
        for column in APPLICANT_CODES:
            yield emit(_choose(group, column, None, _total(value[child, column] for child in children)))
    for column in APPLICANT_CODES:
        computed = _total(value.get((code, column)) for code in OUTCOME_GROUPS)
        cell = cells.get(f"out_total.{column}")
        if computed is None and cell is not None and cell.derived:
            computed = 0.0
        yield emit(_choose("out_total", column, _number(cell), computed))


def _disputes(cells: dict[str, Cell]) -> Iterator[Measure]:
    """Table four: results and totals of the three routes, and both court routes together."""
    value: dict[str, float | None] = {}
    for route in DISPUTE_ROUTES:
        for result in DISPUTE_RESULTS:
            one = _leaf(cells, f"{route}_{result}", None)
            value[one.measure] = one.value
            yield one
        total = f"{route}_total"
        parts = _total(value[f"{route}_{result}"] for result in DISPUTE_RESULTS)
        one = _choose(total, None, _number(cells.get(total)), parts)
        value[total] = one.value
        yield one
    for result in (*DISPUTE_RESULTS, "total"):
        both = _total((value[f"lit_direct_{result}"], value[f"lit_after_{result}"]))
        yield _choose(f"lit_{result}", None, None, both)


def _entered(report: Report, table: str, cells: dict[str, Cell]) -> Iterator[Measure]:
    """Tables without sums of their own. Of a statistical form only the year's column, never the running total."""
    form_id = report.form.get(table)
    if not form_id:
        return
    for entry in form(form_id).tables[table].entered:
        key = f"{entry.code}.annual" if table == "statistics" else entry.code
        cell = cells.get(key)
        if cell is None and table == "statistics":
            continue  # provinces dropped and added rows: a row that was not printed is not missing
        yield _choose(entry.code, None, _number(cell), None)


def _series(report: Report, found: dict[tuple[str, str | None], Measure]) -> Iterator[Measure]:
    """The joined series of ``data/forms/series.toml``, each under the form its terms are read from."""
    used = {form_id for form_id in report.form.values() if form_id}
    for series in all_series().values():
        form_id = next((f for f in _table_forms(report, series.expressions) if f in used), None)
        if form_id is None:
            if any(f in used for f in series.expressions):
                yield Measure(series.id, None, None, None, None, "missing")
            else:
                yield Measure(series.id, None, None, None, None, "not_in_form")
            continue
        terms = [found.get(_split(term)) for term in series.expressions[form_id]]
        numbers = [one.value if one is not None else None for one in terms]
        total = _total(numbers)
        if total is None:
            yield Measure(series.id, None, None, None, None, "missing", form=form_id)
            continue
        known = [one for one in terms if one is not None]
        if len(known) == 1:
            one = known[0]
            yield Measure(
                series.id, None, one.printed, one.computed, one.value, one.basis, one.mismatch, form_id
            )
        else:
            mismatch = any(one.mismatch for one in known)
            yield Measure(series.id, None, None, total, total, "computed", mismatch, form_id)


def _split(term: str) -> tuple[str, str | None]:
    code, _, column = term.partition(".")
    return code, column or None


def _table_forms(report: Report, expressions: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The form of the very table that each expression reads, since a report may mix forms table by table."""
    chosen = []
    for form_id, terms in expressions.items():
        code = _split(terms[0])[0]
        for table in TABLES:
            layout = form(form_id).tables.get(table)
            if layout and report.form.get(table) == form_id and any(f.code == code for f in layout.fields):
                chosen.append(form_id)
    return chosen


def wide(report: Report) -> dict[str, float | None]:
    """The printed number of every cell by its key; blank, dash, text without number and unread are None."""
    return {cell.key: cell.value for cell in report.cells if cell.state is not State.UNREAD}
