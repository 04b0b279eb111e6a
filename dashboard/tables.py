"""A small table as a real HTML table: row heads, right-aligned tabular figures, missing as a dash."""

from collections.abc import Callable
from html import escape
from typing import Any

import polars as pl

from dashboard.text import number

TALL = 30
"""Rows from which a table scrolls in a box of its own."""

_YEARS = ("年份", "年", "Year", "year")


def _shown(column: str, value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return str(value) if column in _YEARS else number(value)
    return str(value)


def scrolling(inside: str, label: str, *, tall: bool = False) -> str:
    """Markup that is wider than a phone (``tall``: or longer than a screen) in a box that can be scrolled."""
    return (
        f'<div class="scroll{" tall" if tall else ""}" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"{inside}</div>"
    )


def html(
    table: pl.DataFrame,
    caption: str,
    *,
    row_heads: bool = True,
    markup: Callable[[str, object, dict[str, Any]], str | None] | None = None,
    beside: pl.DataFrame | None = None,
    under_heading: bool = False,
) -> str:
    """The table as markup. ``markup(column, value, row)`` may return the inside of a cell; None = as text.

    A caption that the head of a column repeats, or a heading right above it (``under_heading``), is not drawn twice.

    ``beside`` has what is known of the same rows and not shown: where given, it is the ``row`` of ``markup``.
    """
    numeric = {name for name, kind in table.schema.items() if kind.is_numeric()}
    head = "".join(
        f'<th scope="col"{" class=num" if name in numeric else ""}>{escape(name)}</th>'
        for name in table.columns
    )
    body = []
    known = (table if beside is None else beside).iter_rows(named=True)
    for row, codes in zip(table.iter_rows(named=True), known, strict=True):
        cells = []
        for position, (name, value) in enumerate(row.items()):
            inside = markup(name, value, codes) if markup else None
            inside = escape(_shown(name, value)) if inside is None else inside
            kind = " class=num" if name in numeric else ""
            tag = "th" if position == 0 and row_heads else "td"
            scope = ' scope="row"' if tag == "th" else ""
            cells.append(f"<{tag}{scope}{kind}>{inside}</{tag}>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    drawn = " class=sr" if under_heading or caption in table.columns else ""
    inside = (
        f'<table class="plain"><caption{drawn}>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )
    return scrolling(inside, caption, tall=table.height > TALL)
