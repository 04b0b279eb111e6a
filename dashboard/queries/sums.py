"""Sums that never count anything twice, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dashboard.queries.selection import line_of

ORGANS = "organ_only"
TERRITORIES = "government_aggregate"

INSIDE = "inside_another"
SAME_TERRITORY = "same_territory"
OTHER_BASIS = "other_basis"
VERTICAL = "vertical_system"
UNKNOWN = "unknown_scope"


@dataclass(frozen=True, slots=True)
class Addends:
    """The reports of one year that may be added up.

    ``basis`` is ``organ_only`` (each body counts its own work) or ``government_aggregate`` (one report a
    territory, the outermost). ``bodies`` are lines (see ``selection.selected``). ``left_out`` maps the bodies that stay outside the sum to the reason.
    """

    basis: str
    bodies: tuple[str, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoSum:
    """Why these reports cannot be added: ``nothing`` or ``only_unsummable`` (unknown scope, vertical systems)."""

    reason: str
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LawfulSum:
    """One figure over several bodies. ``without`` are addends whose report gives no number: never taken for 0."""

    value: float | None
    addends: Addends
    n: int
    without: tuple[str, ...] = ()
    mismatches: tuple[str, ...] = ()


def addends(
    heads: pl.DataFrame, parent: Mapping[str, str | None], length: Mapping[str, int] | None = None
) -> Addends | NoSum:
    """Choose what may be added up among the reports of one year.

    Territories come first, since each holds the bodies inside it: of nested ones the outermost, of two
    with the same territory the one with the longer row of reports (``length``, years by body). Without
    territories the single bodies. Unknown scopes and vertical systems are listed, never added.
    """
    length = length or {}
    left_out: dict[str, str] = {}
    territories: dict[str, dict[str, Any]] = {}
    organs: list[str] = []
    for row in heads.sort("line").iter_rows(named=True):
        body, scope = row["line"], row["scope"]
        if scope == TERRITORIES and row["adcode"]:
            place = _place(row)
            rival = territories.get(place)
            if rival is None:
                territories[place] = row
            else:
                first, second = sorted((rival, row), key=lambda r: _seniority(r, length))
                territories[place] = first
                left_out[second["line"]] = SAME_TERRITORY
        elif scope == ORGANS:
            organs.append(body)
        else:
            left_out[body] = VERTICAL if scope == "system_aggregate" else UNKNOWN
    if territories:
        outermost = []
        for place, row in territories.items():
            if _above(place, parent) & territories.keys():
                left_out[row["line"]] = INSIDE
            else:
                outermost.append(row["line"])
        left_out |= dict.fromkeys(organs, OTHER_BASIS)
        return Addends(TERRITORIES, tuple(sorted(outermost)), left_out)
    if organs:
        return Addends(ORGANS, tuple(organs), left_out)
    return NoSum("only_unsummable" if left_out else "nothing", left_out)


def _place(row: dict[str, Any]) -> str:
    return f"{row['adcode']}/{row['town']}" if row.get("town") else row["adcode"]


def _above(place: str, parent: Mapping[str, str | None]) -> set[str]:
    """Everything that a place lies in: a town lies in its county, a county in its prefecture."""
    code, _, town = place.partition("/")
    return set(line_of(code if town else parent.get(code), parent))


def _seniority(row: dict[str, Any], length: Mapping[str, int]) -> tuple[Any, ...]:
    body = row["line"]
    return -length.get(body, 0), row["kind"] != "government", body


def lawful_sum(
    figures: pl.DataFrame, parent: Mapping[str, str | None], length: Mapping[str, int] | None = None
) -> LawfulSum | NoSum:
    """Add up one key over the reports of one year. ``figures``: one row a report (see ``selection.figures``)."""
    chosen = addends(figures, parent, length)
    return chosen if isinstance(chosen, NoSum) else add(figures, chosen)


def add(figures: pl.DataFrame, chosen: Addends) -> LawfulSum:
    """Add up one key over addends that were chosen before; None when none of them gives a number."""
    rows = figures.filter(pl.col("line").is_in(list(chosen.bodies)))
    known = rows.filter(pl.col("value").is_not_null())
    return LawfulSum(
        value=float(known["value"].sum()) if known.height else None,
        addends=chosen,
        n=known.height,
        without=tuple(rows.filter(pl.col("value").is_null())["line"]),
        mismatches=tuple(known.filter(pl.col("mismatch"))["line"]),
    )
