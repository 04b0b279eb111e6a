"""The official forms as data: every row, column, label and law article, read from ``data/forms``.

One source for one fact: the reader, the checks, the schema, the downloads and the page help all
take their codes and labels from here. Nothing in this package reads a document.

``catalogue`` has the forms, ``layout`` how they are printed, ``labels`` which code a printed label has, ``series`` what is
joined over the forms, ``glossary`` what it all means.
"""

from extract.forms.catalogue import (
    APPLICANT_CODES,
    APPLICANT_KINDS,
    APPLICANTS,
    DISPUTE_RESULTS,
    DISPUTE_ROUTES,
    NATIONAL_TABLES,
    OUTCOME_GROUPS,
    TABLES,
    Field,
    FormTable,
    all_fields,
    field,
    form,
    forms,
    sections,
)
from extract.forms.series import all_series

__all__ = [
    "APPLICANTS",
    "APPLICANT_CODES",
    "APPLICANT_KINDS",
    "DISPUTE_RESULTS",
    "DISPUTE_ROUTES",
    "NATIONAL_TABLES",
    "OUTCOME_GROUPS",
    "TABLES",
    "Field",
    "FormTable",
    "all_fields",
    "all_series",
    "field",
    "form",
    "forms",
    "sections",
]
