"""The sums of table three and table four as a report's findings tell them: what bears its figures out."""

from collections.abc import Iterable

from extract.reports.model import Finding

SUMS = frozenset(("T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03"))
"""The checks that add up the cells of a table."""


def sums_close(findings: Iterable[Finding]) -> bool:
    """Whether no sum fails; one that cannot be computed does not."""
    return not any(f.id in SUMS and f.status == "fail" for f in findings)


def failing_cells(findings: Iterable[Finding]) -> set[str]:
    """The keys of the cells in sums that fail."""
    return {key for f in findings if f.id in SUMS and f.status == "fail" for key in f.cells}
