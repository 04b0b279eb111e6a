"""What is drawn over the years: the bodies themselves, a fixed group added up, or each year's own sum."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from dashboard.queries.sums import ORGANS, TERRITORIES, Addends, NoSum, addends

SIDE_BY_SIDE = 6
"""So many bodies or regions are shown beside each other."""

PANEL_SHARE = 0.25
"""A fixed group must hold this share of the bodies, else it says too little about the selection."""

BODIES = "bodies"
PANEL = "panel"
EACH_YEAR = "each_year"


@dataclass(frozen=True, slots=True)
class Course:
    """How a selection is followed over the years.

    ``kind``: ``bodies`` (``bodies`` are drawn one by one, at most six, ``others`` are not drawn),
    ``panel`` (``bodies`` report in every year and are added up) or ``each_year`` (``sums``: every year its own
    addends, n shown). ``years``: the years drawn.
    """

    kind: str
    years: tuple[int, ...]
    bodies: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    basis: str | None = None
    sums: Mapping[int, Addends] = field(default_factory=dict)


def reach(heads: pl.DataFrame) -> dict[str, int]:
    """How many years each body reports for."""
    return dict(heads.group_by("line").agg(pl.col("year").n_unique()).iter_rows())


def course(heads: pl.DataFrame, parent: Mapping[str, str | None], one_by_one: bool = False) -> Course:
    """Choose how to follow a selection: up to six bodies one by one, more of them as a lawful sum.

    ``one_by_one`` asks for bodies whatever their number. With more than six bodies: a group that
    reports in every year if it is large enough; else each year's own sum if more than six bodies have
    two years or more; else those bodies. A column ``weight`` in ``heads`` decides between bodies with
    equally many years: the larger first.
    """
    length = reach(heads)
    weight = (
        dict(heads.group_by("line").agg(pl.col("weight").max()).iter_rows())
        if "weight" in heads.columns
        else {}
    )
    present = sorted(heads["year"].unique().to_list())
    if not present:
        return Course(BODIES, ())
    if one_by_one or len(length) <= SIDE_BY_SIDE:
        return _one_by_one(length, present, weight)
    group = _panel(heads, parent, length, present)
    if group is not None:
        return group
    if sum(1 for years in length.values() if years > 1) > SIDE_BY_SIDE or max(length.values()) == 1:
        sums = {}
        for year in present:
            found = addends(heads.filter(pl.col("year") == year), parent, length)
            if not isinstance(found, NoSum):
                sums[year] = found
        if sums and len({found.basis for found in sums.values()}) == 1:
            return Course(EACH_YEAR, _span(present), basis=sums[max(sums)].basis, sums=sums)
    return _one_by_one(length, present, weight)


def _span(present: list[int]) -> tuple[int, ...]:
    return tuple(range(present[0], present[-1] + 1))


def _one_by_one(length: Mapping[str, int], present: list[int], weight: Mapping[str, float]) -> Course:
    """The bodies with the most years; those with a single year only when there is room."""
    ranked = sorted(length, key=lambda body: (-length[body], -weight.get(body, 0), body))
    followed = [body for body in ranked if length[body] > 1]
    if not followed or len(ranked) <= SIDE_BY_SIDE:
        followed = ranked
    shown = tuple(followed[:SIDE_BY_SIDE])
    return Course(BODIES, _span(present), shown, tuple(body for body in ranked if body not in shown))


def _panel(
    heads: pl.DataFrame, parent: Mapping[str, str | None], length: Mapping[str, int], present: list[int]
) -> Course | None:
    if len(present) < 2:
        return None
    for basis in (TERRITORIES, ORGANS):
        rows = heads.filter(pl.col("scope") == basis)
        steady = rows.group_by("line").agg(pl.col("year").n_unique().alias("years"))
        bodies = steady.filter(pl.col("years") == len(present))["line"].to_list()
        last = rows.filter(pl.col("line").is_in(bodies) & (pl.col("year") == present[-1]))
        found = addends(last, parent, length)
        if isinstance(found, NoSum) or len(found.bodies) < 2:
            continue
        if len(found.bodies) >= PANEL_SHARE * rows["line"].n_unique():
            others = tuple(sorted(set(length) - set(found.bodies)))
            sums = dict.fromkeys(present, found)
            return Course(PANEL, _span(present), tuple(sorted(found.bodies)), others, basis, sums)
    return None
