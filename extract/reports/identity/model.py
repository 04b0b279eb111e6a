"""What a report says of itself outside its tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.reports.model import Decision, Scope


@dataclass(slots=True)
class Identity:
    """What a report says of itself outside its tables.

    ``lines`` are those before its first section; ``unsettled`` says what stays open between two readings.
    """

    name: str | None = None
    year: int | None = None
    published: str | None = None
    publisher: str | None = None
    scope: Scope = Scope.UNKNOWN
    decisions: list[Decision] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    lines: Sequence[str] = ()
