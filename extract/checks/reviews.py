"""What people said of findings, and which findings may be shown: reviewed data in ``data/reviews``.

A review belongs to one finding with its two figures: once a report is read anew and prints others, the
review no longer holds.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from extract.checks.catalogue import catalogue, number
from extract.paths import DATA
from extract.reports.model import Finding, Report

REVIEWS = DATA / "reviews"
UNREVIEWED, CONFIRMED, DISMISSED = "unreviewed", "confirmed", "dismissed"
_VERDICT = ("verdict", "reason_zh", "reason_en", "reviewed")
FINDING_COLUMNS = ("agency_id", "year", "check", "cells", "left", "right", *_VERDICT)
EXPLANATION_COLUMNS = ("agency_id", "year", "check", "text", "source", "received")

Key = tuple[str, str, str, str, str, str]


class ReviewError(ValueError):
    """A review that does not keep to the format; the message names file, line and column."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person found: ``unreviewed``, ``confirmed`` or ``dismissed``, and why."""

    state: str = UNREVIEWED
    reason_zh: str = ""
    reason_en: str = ""
    reviewed: date | None = None

    @property
    def reason(self) -> str | None:
        """The reason in both languages, one a line; None where nobody has looked yet."""
        return f"{self.reason_zh}\n{self.reason_en}" if self.state != UNREVIEWED else None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a body published about its own figures, quoted, with where it was published.

    ``check`` is the id of the check it speaks to, or empty.
    """

    agency_id: str
    year: int
    check: str
    text: str
    source: str
    received: date


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != columns:
            raise ReviewError(f"{path.name}: the columns must be {', '.join(columns)}")
        return [(reader.line_num, {k: (v or "").strip() for k, v in row.items()}) for row in reader]


def _day(path: Path, line: int, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReviewError(f"{path.name}, line {line}: {text!r} is not a day as 2026-01-31") from error


def load_reviews(folder: Path = REVIEWS) -> Mapping[Key, Review]:
    """Every review by finding. Raises ``ReviewError`` for a row that breaks the format."""
    path = folder / "findings.csv"
    found: dict[Key, Review] = {}
    for line, row in _rows(path, FINDING_COLUMNS):
        where = f"{path.name}, line {line}"
        if row["verdict"] not in (CONFIRMED, DISMISSED):
            raise ReviewError(f"{where}: the verdict is {CONFIRMED} or {DISMISSED}, not {row['verdict']!r}")
        if row["check"] not in catalogue():
            raise ReviewError(f"{where}: there is no check {row['check']!r}")
        if not row["reason_zh"] or not row["reason_en"]:
            raise ReviewError(f"{where}: a reason in both languages is needed")
        key = (row["agency_id"], row["year"], row["check"], row["cells"], row["left"], row["right"])
        if key in found:
            raise ReviewError(f"{where}: this finding is reviewed twice")
        day = _day(path, line, row["reviewed"])
        found[key] = Review(row["verdict"], row["reason_zh"], row["reason_en"], day)
    return found


def load_explanations(folder: Path = REVIEWS) -> tuple[Explanation, ...]:
    """Every published explanation. Raises ``ReviewError`` for a row that breaks the format."""
    path = folder / "explanations.csv"
    found = []
    for line, row in _rows(path, EXPLANATION_COLUMNS):
        if not row["text"] or not row["source"]:
            raise ReviewError(f"{path.name}, line {line}: the text and its source are needed")
        if row["check"] and row["check"] not in catalogue():
            raise ReviewError(f"{path.name}, line {line}: there is no check {row['check']!r}")
        if not row["year"].isdigit():
            raise ReviewError(f"{path.name}, line {line}: {row['year']!r} is not a year")
        day = _day(path, line, row["received"])
        found.append(
            Explanation(row["agency_id"], int(row["year"]), row["check"], row["text"], row["source"], day)
        )
    return tuple(found)


@cache
def _shipped() -> Mapping[Key, Review]:
    return load_reviews()


def key_of(report: Report, finding: Finding) -> Key:
    """What names one finding in the reviews: body, year, check, cells and the two figures."""
    figures = ["" if v is None else number(v) for v in (finding.left, finding.right)]
    body, year = report.agency.id or "", str(report.year or "")
    return (body, year, finding.id, " ".join(finding.cells), figures[0], figures[1])


def review_of(report: Report, finding: Finding, reviews: Mapping[Key, Review] | None = None) -> Review:
    """The review of one finding, ``unreviewed`` where there is none; from ``data/reviews`` unless given."""
    known = _shipped() if reviews is None else reviews
    return known.get(key_of(report, finding), Review())


def is_public(finding: Finding, review: Review) -> bool:
    """Whether a finding may be shown to the public.

    A dismissed one is not. Of a check that is public only after confirmation nothing is shown before,
    not even that it holds. All else is shown, an unreviewed failure with the words that say so.
    """
    if review.state == DISMISSED:
        return False
    return review.state == CONFIRMED or catalogue()[finding.id].public_when != CONFIRMED
