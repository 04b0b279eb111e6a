"""What one annual report says: who, which year, which form, and every cell as printed.

``Report.as_json`` is the published contract of ``ogi extract --json``.
"""

from dataclasses import field
from enum import StrEnum
from typing import Any

from extract.documents.model import Place
from extract.documents.refusals import CODES
from extract.forms import TABLES
from extract.records import record

CONTRACT_TABLES = {
    "table2": "proactive",
    "table3": "applications",
    "table4": "disputes",
    "statistics": "statistics",
}
"""The key of each table's value map in the published JSON."""


class State(StrEnum):
    """What stands in a cell. Missing is never 0; ``unread`` is ours to solve."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"
    UNREAD = "unread"


_NO_TABLES = {"zh": "没有读到表格", "en": "no table was found"}
_CELLS_UNREAD = {"zh": "{cells} 格中有 {unread} 格没有读出", "en": "{unread} of {cells} cells unread"}
_NO_TABLE = {"zh": "没有读到{tables}", "en": "{tables} not found"}
_TABLE_NAMES = {
    "table2": {"zh": "表二", "en": "table two"},
    "table3": {"zh": "表三", "en": "table three"},
    "table4": {"zh": "表四", "en": "table four"},
}
_NO_NAME = {"zh": "没有找到机关名称", "en": "the reporting body was not found"}
_NO_YEAR = {"zh": "没有找到报告年份", "en": "the report year was not found"}
_UNSURE = {"zh": "每格都有读数，但读法不能确定", "en": "every cell was read, but not surely"}
"""What may be missing of a report."""


class Status(StrEnum):
    """How far a file was read."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    REFUSED = "refused"


class Scope(StrEnum):
    """Whose work a report counts. Never summed across values."""

    ORGAN_ONLY = "organ_only"
    GOVERNMENT_AGGREGATE = "government_aggregate"
    SYSTEM_AGGREGATE = "system_aggregate"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What sort of source the figures come from."""

    DOCUMENT = "document"
    RETYPESET = "retypeset"
    TRANSCRIBED = "transcribed"


@record(frozen=True, slots=True)
class Cell:
    """One cell of one table.

    ``column`` is None in tables two and four, an applicant code in table three, ``annual`` or
    ``cumulative`` in a statistical form. ``value`` is the printed number, also of a text that leads
    with one (``note`` keeps the rest). ``derived`` is True for a blank that counts as 0 because the
    identity of its column then closes. ``method`` names the engine and the way of alignment, as
    ``pdfium/grid``. ``confidence`` is 0–1 for recognised characters. ``quote`` is the printed row that the
    cell stands in, where no page can be drawn.
    """

    table: str
    code: str
    column: str | None
    state: State
    raw: str = ""
    value: int | float | None = None
    note: str | None = None
    derived: bool = False
    place: Place = Place()
    method: str = ""
    confidence: float | None = None
    quote: str | None = None

    @property
    def key(self) -> str:
        """The cell's name in the dataset: ``code`` or ``code.column``."""
        return self.code if self.column is None else f"{self.code}.{self.column}"

    def tell(self, quote: str) -> None:
        """Set the quote, once the document is read: a copy of each of hundreds of cells would cost more than all their quotes."""
        self.quote = quote  # type: ignore[misc]  # frozen to the type checker alone

    def counted_as_zero(self) -> "Cell":
        """The same cell, derived; ``replace`` takes four times as long, for hundreds of cells."""
        return Cell(
            self.table,
            self.code,
            self.column,
            self.state,
            self.raw,
            self.value,
            self.note,
            True,
            self.place,
            self.method,
            self.confidence,
            self.quote,
        )

    def as_json(self) -> dict[str, Any]:
        """The cell as published."""
        names = ("table", "code", "column", "state", "raw", "value", "note", "derived", "place", "method")
        return fields_of(self, *names, *(() if self.confidence is None else ("confidence",)))


@record(frozen=True, slots=True)
class Agency:
    """Who reports. ``kind`` is a code of ``data/regions/kinds.csv``."""

    id: str | None = None
    name_as_published: str | None = None
    name: str | None = None
    level: str | None = None
    kind: str | None = None


@record(frozen=True, slots=True)
class Region:
    """Where the body stands. ``adcode`` is a string of six characters; ``path`` ends at the county."""

    adcode: str | None = None
    path: tuple[str, ...] = ()
    town: str | None = None
    confidence: float | None = None
    method: str | None = None
    candidates: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Decision:
    """One choice the reader made, kept with its reason."""

    what: str
    chosen: str
    because: str


@record(frozen=True, slots=True)
class Stated:
    """A figure stated in the narrative: what it counts, of which year, and the sentence it stands in."""

    code: str
    value: float
    exact: bool
    year: int | None
    sentence: str
    place: Place = Place()


@record(frozen=True, slots=True)
class Finding:
    """The outcome of one check on named cells. It never changes a value."""

    id: str
    status: str
    severity: str
    audience: str
    cells: tuple[str, ...]
    left: float | None
    right: float | None
    message_zh: str
    message_en: str

    @property
    def gravity(self) -> str:
        """How grave a failure is: its severity, or ``unread`` where cells are lacking, which is no fault of the report."""
        return "unread" if (self.audience, self.severity) == ("reader", "error") else self.severity

    def as_json(self) -> dict[str, Any]:
        """The finding as published."""
        told = fields_of(self, "id", "status", "severity", "audience", "cells", "left", "right")
        return told | {"message": {"zh": self.message_zh, "en": self.message_en}}


@record(frozen=True, slots=True)
class Origin:
    """Where a report was read from. ``original`` names the publication that a retypeset or transcribed edition goes back to."""

    path: str = ""
    part: str | None = None
    sha256: str = ""
    format: str = ""
    pages: int | None = None
    kind: Kind = Kind.DOCUMENT
    original: str | None = None


@record(frozen=True, slots=True)
class Report:
    """One annual report as read. ``form`` maps each of ``TABLES`` to a form id or None."""

    source: Origin
    status: Status
    refusal_code: str | None = None
    refusal_message: str | None = None
    """As published in the JSON: in Chinese."""
    agency: Agency = Agency()
    region: Region = Region()
    scope: Scope = Scope.UNKNOWN
    year: int | None = None
    published: str | None = None
    publisher: str | None = None
    form: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(TABLES))
    cells: tuple[Cell, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    section_parts: dict[str, str] = field(default_factory=dict)
    narrative: tuple[Stated, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()

    def values(self, table: str) -> dict[str, Any]:
        """The printed values of one table by code (and by column, where it has columns).

        A blank, a dash or a text without a number is None; an unread cell is absent.
        """
        found: dict[str, Any] = {}
        for cell in self.cells:
            if cell.table != table or cell.state is State.UNREAD:
                continue
            if cell.column is None:
                found[cell.code] = cell.value
            else:
                found.setdefault(cell.code, {})[cell.column] = cell.value
        return found

    def refused_because(self, language: str) -> str:
        """Why the file was refused, in ``zh`` or ``en``, with the detail after it; empty if it was not."""
        message = self.refusal_message or ""
        known = CODES.get(self.refusal_code or "")
        return known.en + message.removeprefix(known.zh) if known and language == "en" else message

    @property
    def lost_tables(self) -> tuple[str, ...]:
        """The national tables that were not found; none where the report is on an older form."""
        return () if self.form.get("statistics") else tuple(t for t in _TABLE_NAMES if not self.form.get(t))

    def partial_because(self, language: str) -> str:
        """What is missing of a report that is only partly read, in ``zh`` or ``en``; empty if nothing is."""
        if self.status is not Status.PARTIAL:
            return ""
        unread = sum(cell.state is State.UNREAD for cell in self.cells)
        lacks = (
            (_NO_TABLES, not self.cells),
            (_NO_TABLE, self.cells and self.lost_tables),
            (_CELLS_UNREAD, unread),
            (_NO_NAME, self.agency.name_as_published is None),
            (_NO_YEAR, self.year is None),
        )
        said = [words[language] for words, is_lacking in lacks if is_lacking] or [_UNSURE[language]]
        text = ("；" if language == "zh" else "; ").join(said)
        tables = ("、" if language == "zh" else ", ").join(
            _TABLE_NAMES[t][language] for t in self.lost_tables
        )
        return text.format(unread=unread, cells=len(self.cells), tables=tables)

    def as_json(self) -> dict[str, Any]:
        """The report as ``ogi extract --json`` publishes it: every key present, null or empty if refused."""
        refusal = {"code": self.refusal_code, "message": self.refusal_message}
        return {
            "source": fields_of(self.source, "path", "part", "sha256", "format", "pages", "kind"),
            "status": self.status.value,
            "refusal": refusal if self.refusal_code is not None else None,
            "agency": fields_of(self.agency),
            "region": fields_of(self.region),
            "report_scope": self.scope.value,
            "year": self.year,
            "published": self.published,
            "publisher": self.publisher,
            "form": self.form,
            **{key: self.values(table) for table, key in CONTRACT_TABLES.items()},
            "cells": [cell.as_json() for cell in self.cells],
            "sections": self.sections,
            "section_parts": self.section_parts,
            "narrative": [fields_of(stated) for stated in self.narrative],
            "findings": [f.as_json() for f in self.findings],
            "decisions": [fields_of(decision) for decision in self.decisions],
        }


def fields_of(one: Any, *names: str) -> dict[str, Any]:
    """These fields of a record, or all in their order, as they are published."""
    return {name: _plain(getattr(one, name)) for name in names or one.__slots__}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Place):
        return value.as_json()
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
