"""The field catalogue: every code with its labels, definition, unit, law and forms, generated from the forms as data.

Schema, downloads, page help and the documentation take their words from here.
"""

import polars as pl

from extract.forms import APPLICANTS, all_series, forms
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
    rows: dict[str, dict] = {}
    for one in forms().values():
        for name, table in one.tables.items():
            for entry in table.fields:
                if entry.code in rows:
                    rows[entry.code]["forms"].append(one.id)
                    continue
                words = definition(entry.code)
                rows[entry.code] = {
                    "code": entry.code,
                    "table": name,
                    "label_zh": entry.label_zh,
                    "label_en": entry.label_en,
                    "definition_zh": words.zh,
                    "definition_en": words.en,
                    "unit": entry.unit,
                    "value_type": entry.value_type,
                    "law": list(entry.law),
                    "forms": [one.id],
                    "columns": [c for c in table.columns if c is not None],
                    "parent": entry.parent,
                    "computed": entry.computed,
                    "evidence": entry.evidence,
                }
    for applicant in APPLICANTS:
        words = definition(applicant.code)
        rows[applicant.code] = {
            "code": applicant.code,
            "table": "applicants",
            "label_zh": applicant.label_zh,
            "label_en": applicant.label_en,
            "definition_zh": words.zh,
            "definition_en": words.en,
            "forms": ["t2021", "t2019"],
        }
    for series in all_series().values():
        words = definition(series.id)
        rows[series.id] = {
            "code": series.id,
            "table": "series",
            "label_zh": series.label_zh,
            "label_en": series.label_en,
            "definition_zh": words.zh,
            "definition_en": words.en,
            "unit": series.unit,
            "forms": list(series.expressions),
        }
    return pl.DataFrame(list(rows.values()), schema=pl.Schema(SCHEMA))
