"""One report per body, year and scope counts; the others are kept and their differences listed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.reports.model import Cell, Kind, Report, Scope, State, Status

RANK = {Kind.DOCUMENT: 0, Kind.TRANSCRIBED: 1, Kind.RETYPESET: 2}
"""A document stands over a transcription, a transcription over a retypeset edition."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a report counts, why, and for which report it stands back."""

    counted: bool
    because: str
    behind: str | None = None


def report_id(report: Report) -> str:
    """A readable name that stays the same as long as the bytes do: body, year and the head of the hash."""
    body = report.agency.id or "unknown"
    part = f"-{report.source.part}" if report.source.part else ""
    return f"{body}-{report.year or 'year'}-{report.source.sha256[:8]}{part}"


def standings(reports: Iterable[Report]) -> dict[str, Standing]:
    """Who counts among the versions of one body, year and scope, by report id.

    Order of precedence: kind of source, then the later publication date, then the fuller reading.
    """
    groups: dict[tuple[str, int, Scope], list[Report]] = defaultdict(list)
    found: dict[str, Standing] = {}
    for report in reports:
        if report.agency.id is None or report.year is None:
            missing = "body" if report.agency.id is None else "year"
            found[report_id(report)] = Standing(False, f"no {missing} could be told")
        else:
            groups[report.agency.id, report.year, report.scope].append(report)
    for versions in groups.values():
        # sorted() is stable: equal ranks fall to the later date, then to the fuller reading.
        best = sorted(versions, key=report_id)
        best.sort(key=lambda r: r.status is not Status.COMPLETE)
        best.sort(key=lambda r: r.published or "", reverse=True)
        best.sort(key=lambda r: RANK[r.source.kind])
        first = report_id(best[0])
        why = (
            "the only report of this body, year and scope"
            if len(best) == 1
            else "stands over its other versions"
        )
        found[first] = Standing(True, why)
        for other in best[1:]:
            found.setdefault(report_id(other), Standing(False, f"stands behind {first}", first))
    return found


def differences(counted: Report, other: Report) -> Iterator[tuple[str, Cell, Cell]]:
    """Every cell that both versions have and print differently: key, the counted cell, the other one."""
    mine = {cell.key: cell for cell in counted.cells}
    for cell in other.cells:
        same = mine.get(cell.key)
        if same is None or State.UNREAD in (same.state, cell.state):
            continue
        if (same.state, same.value) != (cell.state, cell.value):
            yield cell.key, same, cell
