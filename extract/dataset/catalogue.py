"""The field catalogue: every code with its labels, definition, unit, law and forms, generated from the forms as data.

Schema, downloads, page help and the documentation take their words from here.
"""

from typing import Any

import polars as pl

from extract.forms import APPLICANTS, Field, FormTable, all_series, forms
from extract.forms.glossary import definition

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "code": pl.String,
    "table": pl.String,
    "label_zh": pl.String,
    "label_en": pl.String,
    "definition_zh": pl.String,
    "definition_en": pl.String,
    "unit": pl.String,
    "value_type": pl.String,
    "law": pl.List(pl.String),
    "forms": pl.List(pl.String),
    "columns": pl.List(pl.String),
    "parent": pl.String,
    "computed": pl.Boolean,
    "evidence": pl.String,
}
"""Columns of the catalogue. ``computed``: a group heading without a cell of its own in the newest form."""


def field_catalogue() -> pl.DataFrame:
    """One row a code (rows of the tables, applicant columns, joined series), in the order of the forms."""
    rows: dict[str, dict[str, Any]] = {}
    for one in forms().values():
        for table in one.tables.values():
            for entry in table.fields:
                row = rows.setdefault(entry.code, _field_row(entry, table))
                row["forms"].append(one.id)
    for applicant in APPLICANTS:
        row = _worded(applicant.code, "applicants", applicant.label_zh, applicant.label_en)
        rows[applicant.code] = row | {"forms": ["t2021", "t2019"]}
    for series in all_series().values():
        row = _worded(series.id, "series", series.label_zh, series.label_en)
        rows[series.id] = row | {"unit": series.unit, "forms": list(series.expressions)}
    return pl.DataFrame(list(rows.values()), schema=pl.Schema(SCHEMA))


def _field_row(entry: Field, table: FormTable) -> dict[str, Any]:
    """A row of a table, as its newest form has it; ``forms`` are still to be named."""
    return _worded(entry.code, table.table, entry.label_zh, entry.label_en) | {
        "unit": entry.unit,
        "value_type": entry.value_type,
        "law": list(entry.law),
        "forms": [],
        "columns": [c for c in table.columns if c is not None],
        "parent": entry.parent,
        "computed": entry.computed,
        "evidence": entry.evidence,
    }


def _worded(code: str, table: str, label_zh: str, label_en: str) -> dict[str, Any]:
    """What every row of the catalogue has: the code with its names and its meaning."""
    meaning = definition(code)
    return {
        "code": code,
        "table": table,
        "label_zh": label_zh,
        "label_en": label_en,
        "definition_zh": meaning.zh,
        "definition_en": meaning.en,
    }
