"""Forms, their tables and their fields, loaded once from ``data/forms/*.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from extract.paths import FORMS

NATIONAL_TABLES = ("table2", "table3", "table4")
"""The tables 二, 三 and 四 of the national form."""
TABLES = (*NATIONAL_TABLES, "statistics")
"""Every table that carries numbers: those of the national form, and the older statistical form."""

OUTCOME_GROUPS = (
    "out_granted_full",
    "out_granted_partial",
    "out_refused",
    "out_unable",
    "out_notproc",
    "out_other",
)
"""The outcomes （一） to （六） of table three, which （七）总计 adds up."""
DISPUTE_ROUTES = ("rev", "lit_direct", "lit_after")
"""The parts of table four: 行政复议, 未经复议直接起诉, 复议后起诉. Its cells are ``<route>_<result>`` and ``<route>_total``."""
DISPUTE_RESULTS = ("upheld", "corrected", "other", "pending")
"""The results that the total of a route adds up: 维持, 纠正, 其他, 尚未审结."""

SINGLE_ROW = "out_other"
"""（六）其他处理: entered as one row in the 2019 form, the heading of three rows in the 2021 form."""


class Applicant(NamedTuple):
    """One of the seven columns of table three."""

    code: str
    label_zh: str
    label_en: str
    variants: tuple[str, ...] = ()


class Section(NamedTuple):
    """One of the six numbered sections of the national form."""

    order: int
    heading_zh: str
    heading_en: str
    variants: tuple[str, ...] = ()


class Field(NamedTuple):
    """One row (table three) or one cell (other tables) of a form.

    ``value_type`` is ``count`` (a whole number, 0 or more), ``signed`` (a whole number) or
    ``amount`` (a decimal). ``computed`` marks a group heading that the form gives no cell of its own.
    """

    code: str
    table: str
    label_zh: str
    label_en: str
    path: str = ""
    variants: tuple[str, ...] = ()
    unit: str = "件"
    value_type: str = "count"
    law: tuple[str, ...] = ()
    evidence: str = ""
    parent: str | None = None
    computed: bool = False


@cache
def cell_key(code: str, column: str | None) -> str:
    """The name of a cell in the dataset: ``code`` or ``code.column``. The same name is the same object: it is looked up often."""
    return code if column is None else f"{code}.{column}"


class FormTable(NamedTuple):
    """One table of one form: its fields in printed order, those of them that have cells of their own, and its value columns.

    ``columns`` is ``(None,)`` for tables two and four, the seven applicant codes for table three,
    and ``("annual",)`` or ``("annual", "cumulative")`` for a statistical form.
    """

    form: str
    table: str
    fields: tuple[Field, ...]
    entered: tuple[Field, ...]
    columns: tuple[str | None, ...]

    def cells(self) -> Iterator[tuple[str, str | None]]:
        """Every (code, column) that a complete table has, in printed order."""
        for entry in self.entered:
            for column in self.columns:
                yield entry.code, column

    def children(self, parent: str) -> tuple[Field, ...]:
        """The rows that stand under a group heading."""
        return tuple(f for f in self.fields if f.parent == parent)


class Form(NamedTuple):
    """One official form and the report years it was made for (``last_year`` None: still in force)."""

    id: str
    name_zh: str
    name_en: str
    first_year: int
    last_year: int | None
    tables: Mapping[str, FormTable]


def _field(raw: dict[str, Any], table: str) -> Field:
    return Field(
        code=raw["code"],
        table=table,
        label_zh=raw["label_zh"],
        label_en=raw["label_en"],
        path=raw.get("path", ""),
        variants=tuple(raw.get("variants", ())),
        unit=raw.get("unit", "件"),
        value_type=raw.get("value_type", "count"),
        law=tuple(raw.get("law", ())),
        evidence=raw.get("evidence", ""),
        parent=raw.get("parent"),
        computed=raw.get("computed", False),
    )


def _table(form: str, table: str, fields: tuple[Field, ...], columns: tuple[str | None, ...]) -> FormTable:
    return FormTable(form, table, fields, tuple(f for f in fields if not f.computed), columns)


@cache
def load(name: str) -> dict[str, Any]:
    """What stands in one file of ``data/forms``."""
    return tomllib.loads((FORMS / f"{name}.toml").read_text("utf-8"))


APPLICANTS: tuple[Applicant, ...] = tuple(
    Applicant(a["code"], a["label_zh"], a["label_en"], tuple(a.get("variants", ())))
    for a in load("applicants")["applicants"]
)
APPLICANT_CODES: tuple[str, ...] = tuple(a.code for a in APPLICANTS)
APPLICANT_KINDS = APPLICANT_CODES[:-1]
"""The six kinds of applicant, the columns that 总计 adds up."""


def _single_row_form(rows: tuple[Field, ...]) -> tuple[Field, ...]:
    """Table three of the 2019 form: the rows of the 2021 form with （六） entered as one row."""
    kept = (f for f in rows if f.parent != SINGLE_ROW)
    return tuple(f._replace(computed=f.computed and f.code != SINGLE_ROW) for f in kept)


@cache
def forms() -> Mapping[str, Form]:
    """Every form by id, newest first: ``t2021``, ``t2019``, ``t2014``, ``t2014_fujian``, ``t2011_fujian``."""
    built: dict[str, Form] = {}
    newest = load("t2021")
    rows3 = tuple(_field(r, "table3") for r in newest["table3"])
    fields4 = tuple(_field(r, "table4") for r in newest["table4"])
    for name in ("t2021", "t2019", "t2014", "t2014_fujian", "t2011_fujian"):
        raw = load(name)
        tables: dict[str, FormTable] = {}
        if "table2" in raw:
            fields2 = tuple(_field(r, "table2") for r in raw["table2"])
            rows = rows3 if name == "t2021" else _single_row_form(rows3)
            tables["table2"] = _table(name, "table2", fields2, (None,))
            tables["table3"] = _table(name, "table3", rows, APPLICANT_CODES)
            tables["table4"] = _table(name, "table4", fields4, (None,))
        else:
            statistics = tuple(_field(r, "statistics") for r in raw["statistics"])
            tables["statistics"] = _table(name, "statistics", statistics, tuple(raw["columns"]))
        built[name] = Form(
            id=name,
            name_zh=raw["name_zh"],
            name_en=raw["name_en"],
            first_year=raw["first_year"],
            last_year=raw.get("last_year"),
            tables=MappingProxyType(tables),
        )
    return MappingProxyType(built)


def form(form_id: str) -> Form:
    """The form of that id. Raises ``KeyError`` for an unknown one."""
    return forms()[form_id]


@cache
def sections() -> tuple[Section, ...]:
    """The six sections of the national form, in order."""
    return tuple(
        Section(s["order"], s["heading_zh"], s["heading_en"], tuple(s.get("variants", ())))
        for s in load("t2021")["sections"]
    )


@cache
def all_fields() -> Mapping[str, Field]:
    """Every field of every form by code; where forms share a code, the newest form's wording."""
    found: dict[str, Field] = {}
    for one in forms().values():
        for table in one.tables.values():
            for entry in table.fields:
                found.setdefault(entry.code, entry)
    return MappingProxyType(found)


def field(code: str) -> Field:
    """The field of that code. Raises ``KeyError`` for an unknown one."""
    return all_fields()[code]
