"""The tables of the dataset, declared once: types, keys and named rules.

A row that breaks a rule is kept in ``rejected/<table>.parquet`` with the names of the rules it broke; it
never slips into the published table and never vanishes.
"""

import dataframely as dy
import polars as pl

from extract.checks.catalogue import OUTCOMES
from extract.checks.reviews import CONFIRMED, DISMISSED, UNREVIEWED
from extract.forms import forms
from extract.forms.catalogue import cell_key
from extract.reports.model import Kind, Scope, State, Status

STATES = [s.value for s in State]
BASES = ["printed", "computed", "missing", "not_in_form"]


def value_columns() -> dict[str, str]:
    """Every cell key of every form (``req_new.total``) with its value type: ``count``, ``signed``, ``amount``."""
    found: dict[str, str] = {}
    for one in forms().values():
        for table in one.tables.values():
            types = {f.code: f.value_type for f in table.entered}
            for code, column in table.cells():
                found.setdefault(cell_key(code, column), types[code])
    return found


class Body(dy.Schema):
    """Where a body stands; shared by reports and agencies."""

    agency_id = dy.String(nullable=True)
    adcode = dy.String(nullable=True, regex=r"^\d{6}$")
    province = dy.String(nullable=True)
    prefecture = dy.String(nullable=True)
    county = dy.String(nullable=True)
    town = dy.String(nullable=True)
    level = dy.String(nullable=True)
    kind = dy.String(nullable=True)


class ReportsHead(Body):
    """The columns of ``reports`` before the figures."""

    report_id = dy.String(primary_key=True)
    agency_name = dy.String(nullable=True)
    name_as_published = dy.String(nullable=True)
    scope = dy.Enum([s.value for s in Scope])
    year = dy.Int16(nullable=True, min=2000, max=2100)
    form_table2 = dy.String(nullable=True)
    form_table3 = dy.String(nullable=True)
    form_table4 = dy.String(nullable=True)
    form_statistics = dy.String(nullable=True)
    status = dy.Enum([Status.COMPLETE.value, Status.PARTIAL.value])
    source_kind = dy.Enum([k.value for k in Kind])
    source_path = dy.String(nullable=False)
    source_part = dy.String(nullable=True)
    source_sha256 = dy.String(nullable=False, regex=r"^[0-9a-f]{64}$")
    source_format = dy.String(nullable=False)
    source_pages = dy.Int32(nullable=True)
    source_original = dy.String(nullable=True)
    published = dy.String(nullable=True)
    publisher = dy.String(nullable=True)
    counted = dy.Bool(nullable=False)
    counted_because = dy.String(nullable=False)
    notes = dy.List(dy.String(), nullable=False)

    @dy.rule()
    def counted_has_body_and_year(cls) -> pl.Expr:
        """What counts must have a body and a year to count for."""
        return ~pl.col("counted") | (pl.col("agency_id").is_not_null() & pl.col("year").is_not_null())


def _reports() -> type[dy.Schema]:
    """``ReportsHead`` and one nullable number a cell key, in the order of the forms."""
    types = {"count": dy.Int64, "signed": dy.Int64, "amount": dy.Float64}
    columns = {key: types[kind](nullable=True) for key, kind in value_columns().items()}
    doc = "Wide: one row a report, one column a cell of the forms, with the printed number."
    return type("Reports", (ReportsHead,), {"__doc__": doc, "__module__": __name__, **columns})


Reports = _reports()


class Cells(dy.Schema):
    """Long: one row a cell, with what is printed, how it was read and where it stands."""

    report_id = dy.String(primary_key=True)
    key = dy.String(primary_key=True)
    table = dy.String(nullable=False)
    code = dy.String(nullable=False)
    column = dy.String(nullable=True)
    state = dy.Enum(STATES)
    raw = dy.String(nullable=False)
    value = dy.Float64(nullable=True)
    note = dy.String(nullable=True)
    derived = dy.Bool(nullable=False)
    page = dy.Int32(nullable=True)
    box = dy.List(dy.Float64(), nullable=True)
    place_table = dy.Int32(nullable=True)
    place_row = dy.Int32(nullable=True)
    place_col = dy.Int32(nullable=True)
    place_offset = dy.Int64(nullable=True)
    place_path = dy.String(nullable=True)
    method = dy.String(nullable=False)
    confidence = dy.Float64(nullable=True)
    quote = dy.String(nullable=True)

    @dy.rule()
    def a_number_has_a_value(cls) -> pl.Expr:
        """A cell read as a number carries that number."""
        return (pl.col("state") != "number") | pl.col("value").is_not_null()

    @dy.rule()
    def missing_has_no_value(cls) -> pl.Expr:
        """A blank, a dash and an unread cell never carry a number: missing is never 0."""
        return ~pl.col("state").is_in(["blank", "dash", "unread"]) | pl.col("value").is_null()

    @dy.rule()
    def derived_only_from_missing(cls) -> pl.Expr:
        """Only a blank or a dash can be derived to be 0."""
        return ~pl.col("derived") | pl.col("state").is_in(["blank", "dash"])


class Measures(dy.Schema):
    """Long: printed and computed value of each measure, and which of the two counts (``value``, ``basis``)."""

    report_id = dy.String(nullable=False)
    measure = dy.String(nullable=False)
    column = dy.String(nullable=True)
    agency_id = dy.String(nullable=True)
    adcode = dy.String(nullable=True)
    year = dy.Int16(nullable=True)
    scope = dy.String(nullable=False)
    counted = dy.Bool(nullable=False)
    form = dy.String(nullable=True)
    printed = dy.Float64(nullable=True)
    computed = dy.Float64(nullable=True)
    value = dy.Float64(nullable=True)
    basis = dy.Enum(BASES)
    mismatch = dy.Bool(nullable=False)

    @dy.rule()
    def once(cls) -> pl.Expr:
        """A report has each measure once."""
        return pl.len().over("report_id", "measure", "column") == 1

    @dy.rule()
    def value_follows_basis(cls) -> pl.Expr:
        """The value is the one its basis names, and none where nothing is known."""
        basis = pl.col("basis")
        return (
            pl.when(basis == "printed")
            .then(pl.col("value") == pl.col("printed"))
            .when(basis == "computed")
            .then(pl.col("value") == pl.col("computed"))
            .otherwise(pl.col("value").is_null())
        )


class Agencies(Body):
    """One row an agency, with the names it reported under and the years it has reports for."""

    agency_id = dy.String(primary_key=True)
    name = dy.String(nullable=False)
    names = dy.List(dy.String(), nullable=False)
    years = dy.List(dy.Int16(), nullable=False)
    pinyin = dy.String(nullable=False)
    initials = dy.String(nullable=False)


class Regions(dy.Schema):
    """The divisions: those with reports and those above them, and all current ones."""

    adcode = dy.String(primary_key=True, regex=r"^\d{6}$")
    name = dy.String(nullable=False)
    level = dy.String(nullable=False)
    parent = dy.String(nullable=True)
    path = dy.List(dy.String(), nullable=False)
    directly = dy.Bool(nullable=False)


class Sections(dy.Schema):
    """The words, apart from the numbers. ``quotable`` is False for editor's notes of retypeset editions."""

    report_id = dy.String(primary_key=True)
    section = dy.String(primary_key=True)
    text = dy.String(nullable=False)
    quotable = dy.Bool(nullable=False)


class Narrative(dy.Schema):
    """The figures stated in the text, each with its sentence."""

    report_id = dy.String(nullable=False)
    number = dy.Int32(nullable=False)
    code = dy.String(nullable=False)
    value = dy.Float64(nullable=False)
    exact = dy.Bool(nullable=False)
    year = dy.Int16(nullable=True)
    sentence = dy.String(nullable=False)


class Findings(dy.Schema):
    """The outcome of every check on every report, and what a person said of it."""

    report_id = dy.String(nullable=False)
    number = dy.Int32(nullable=False)
    id = dy.String(nullable=False)
    status = dy.Enum(OUTCOMES)
    severity = dy.String(nullable=False)
    audience = dy.String(nullable=False)
    cells = dy.List(dy.String(), nullable=False)
    left = dy.Float64(nullable=True)
    right = dy.Float64(nullable=True)
    message_zh = dy.String(nullable=False)
    message_en = dy.String(nullable=False)
    review = dy.Enum([UNREVIEWED, CONFIRMED, DISMISSED])
    review_reason = dy.String(nullable=True)
    public = dy.Bool(nullable=False)


class Decisions(dy.Schema):
    """Every choice the reader made, with its reason."""

    report_id = dy.String(nullable=False)
    number = dy.Int32(nullable=False)
    what = dy.String(nullable=False)
    chosen = dy.String(nullable=False)
    because = dy.String(nullable=False)


class Differences(dy.Schema):
    """Where another version of a counted report prints something else."""

    report_id = dy.String(primary_key=True)
    key = dy.String(primary_key=True)
    counted_report_id = dy.String(nullable=False)
    state = dy.Enum(STATES)
    value = dy.Float64(nullable=True)
    counted_state = dy.Enum(STATES)
    counted_value = dy.Float64(nullable=True)


class Files(dy.Schema):
    """What happened to every file that was offered: read + partial + refused = offered."""

    path = dy.String(primary_key=True)
    sha256 = dy.String(nullable=False)
    status = dy.Enum(["read", "partial", "refused"])
    code = dy.String(nullable=True)
    message_zh = dy.String(nullable=True)
    message_en = dy.String(nullable=True)
    n_reports = dy.Int32(nullable=False)


TABLES: dict[str, type[dy.Schema]] = {
    "reports": Reports,
    "cells": Cells,
    "measures": Measures,
    "agencies": Agencies,
    "regions": Regions,
    "sections": Sections,
    "narrative": Narrative,
    "findings": Findings,
    "decisions": Decisions,
    "differences": Differences,
    "files": Files,
}
"""Every table of the dataset by its file name."""

SORT: dict[str, list[str]] = {
    "reports": ["adcode", "agency_id", "year", "report_id"],
    "cells": ["report_id"],
    "measures": ["adcode", "agency_id", "year", "report_id"],
    "agencies": ["adcode", "agency_id"],
    "regions": ["adcode"],
    "sections": ["report_id", "section"],
    "narrative": ["report_id", "number"],
    "findings": ["report_id", "number"],
    "decisions": ["report_id", "number"],
    "differences": ["report_id", "key"],
    "files": ["path"],
}
"""Sorted for reading by region, body and year; the order is stable, so equal input gives equal bytes."""
