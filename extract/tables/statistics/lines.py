"""Printed lines of a list of indicators put right before they are read: units and figures in their places."""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.model import TextCell
from extract.rare import rare
from extract.tables.rows import Row, value_flags
from extract.tables.statistics.indicators import UNITS, codes_of
from extract.tables.values import WORDS

LEAST = 6
"""So many units without a figure beside them must stand in a list."""
MOST = 0.8
"""In such a list the line of a figure and that of its unit are seldom parted by anything."""

_UNIT_AND_FIGURE = rare(r"(.*?)(人次|万元|条|件|次|个|人|元|篇|项|份)([\d０-９][\d０-９,，.．]*)")

_NAMED = rare(r"(.*\D)[:：=]([\d０-９][\d０-９,，.．]*|[-－—–/／]{1,2}|无)")
"""A figure behind its indicator and a colon."""


def with_units_apart(rows: Sequence[Row], form_id: str) -> list[Row]:
    """The rows, a unit that ran into its figure, or into both its label and its figure, and a figure behind a colon as cells of their own."""
    return [replace(row, cells=_apart(row.cells, form_id)) if row.printed else row for row in rows]


def _apart(cells: tuple[TextCell, ...], form_id: str) -> tuple[TextCell, ...]:
    last = cells[-1]
    if (named := _NAMED.fullmatch(last.text)) and codes_of(form_id, named[1]):
        return (*cells[:-1], *(replace(last, text=text) for text in named.groups()))
    if last.text.isascii() or not (found := _UNIT_AND_FIGURE.fullmatch(last.text)):
        return cells
    label, unit, figure = found.groups()
    if label and not codes_of(form_id, label):
        return cells
    return (*cells[:-1], *(replace(last, text=text) for text in (label, unit, figure) if text))


def with_nothing_beside(rows: list[Row]) -> list[Row]:
    """The rows, 无 and the like beside the unit that it stands below: alone it may be the end of a label."""
    beside: list[Row] = []
    for row in rows:
        alone = row.printed and len(row.cells) == 1 and row.cells[0].text in WORDS
        if alone and beside and _ends_with_unit(beside[-1]):
            beside[-1] = replace(beside[-1], cells=(*beside[-1].cells, *row.cells))
        else:
            beside.append(row)
    return beside


def with_figures_beside(rows: list[Row]) -> list[Row]:
    """The rows, each figure beside its unit where all stand a line above it, as a text layer gives what is set a little higher.

    So it is where a figure stands right above the first unit and most others, and none below the last one.
    """
    units = [n for n, row in enumerate(rows) if _ends_with_unit(row)]
    below = {n for n in units if n > 0 and _is_figure(rows[n - 1])}
    if len(units) < LEAST or units[0] not in below or len(below) < MOST * len(units):
        return rows
    if any(map(_is_figure, rows[units[-1] + 1 :])):
        return rows
    return [
        replace(row, cells=(*row.cells, *rows[n - 1].cells)) if n in below else row
        for n, row in enumerate(rows)
        if n + 1 not in below
    ]


def _ends_with_unit(row: Row) -> bool:
    return row.printed and row.cells[-1].text in UNITS


def _is_figure(row: Row) -> bool:
    return row.printed and len(row.cells) == 1 and value_flags(row.cells) == [True]
