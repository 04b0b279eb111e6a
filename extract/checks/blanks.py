"""Which blanks count as 0: those whose column then closes, and only by saying so."""

from collections.abc import Iterable
from functools import cache

from extract.checks.catalogue import NOT_ASSESSABLE, PASS_IF_BLANK_IS_ZERO
from extract.checks.identities import (
    DISPUTES,
    Identity,
    dispute_sum,
    outcome,
    outcome_sum,
    row_sum,
    table_rows,
    tie,
)
from extract.checks.sheet import Sheet, by_key
from extract.forms import APPLICANT_CODES, APPLICANT_KINDS, forms
from extract.reports.model import Cell, State

EMPTY = (State.BLANK, State.DASH)


def form_of_cells(cells: Iterable[Cell]) -> str | None:
    """The national form whose rows of table three these cells have, None where there is no table three."""
    codes = {c.code for c in cells if c.table == "table3"}
    if not codes:
        return None
    for one in forms().values():
        if "table3" in one.tables and codes.issubset(table_rows(one.id)):
            return one.id
    return None


def _columns(form3: str | None) -> Iterable[tuple[Identity, ...]]:
    """The identities that must close together for the blanks of one column to count as 0."""
    if form3 is not None:
        for column in APPLICANT_CODES:
            yield tie(column), outcome_sum(form3, column)
    for check in DISPUTES:
        yield (dispute_sum(check),)


def blanks_as_zero(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The same cells, with ``derived`` True for each blank or dash that counts as 0.

    A blank counts as 0 only where every sum of its column that it stands in then closes, and where a
    printed number speaks for it: one in that column, or a printed total of its row. State, raw text and
    value are never changed.
    """
    cells = tuple(cells)
    number = State.NUMBER  # nearly every cell, and a name is looked up faster here than in its class
    if not any(c.state in EMPTY for c in [c for c in cells if c.state is not number]):
        return cells
    sheet = Sheet(by_key(cells))
    form3 = form_of_cells(cells)
    closed: set[str] = set()
    for together in _columns(form3):
        outcomes = [outcome(identity, sheet)[0] for identity in together]
        if PASS_IF_BLANK_IS_ZERO in outcomes:
            judged = list(zip(together, outcomes, strict=True))
            open_cells = {
                k for identity, status in judged if status == NOT_ASSESSABLE for k in identity.cells
            }
            for identity, status in judged:
                if status == PASS_IF_BLANK_IS_ZERO:
                    closed.update(k for k in identity.cells if k not in open_cells)
    if form3 is not None:
        closed |= _closed_by_rows(form3, sheet)
    if not closed:
        return cells
    return tuple(
        [
            c if c.state is number or c.state not in EMPTY or c.key not in closed else c.counted_as_zero()
            for c in cells
        ]
    )


@cache
def _applicant_columns(form3: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each column of table three but the total's."""
    codes = table_rows(form3)
    return tuple(tuple(f"{code}.{column}" for code in codes) for column in APPLICANT_KINDS)


def _closed_by_rows(form3: str, sheet: Sheet) -> set[str]:
    """Blanks of a column that is blank throughout, where the printed total of each row leaves nothing for them."""
    blank = {k for keys in _applicant_columns(form3) if sheet.all_empty(keys) for k in keys}
    if not blank:
        return blank
    rows = map(row_sum, table_rows(form3))
    return blank & {k for row in rows if outcome(row, sheet)[0] == PASS_IF_BLANK_IS_ZERO for k in row.left}
