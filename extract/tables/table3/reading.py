"""What is read of table three: its rows with their cells, and what stayed unclear."""

from dataclasses import dataclass, field, replace

from extract.documents.model import TextCell
from extract.records import record
from extract.tables.table3.strips.strip import Slots

WHOLE = 10
"""Different rows from which a table is a whole table three, not a summary of it."""
BY_ORDER = "/order"
"""Behind the method of a row that has no name of its own: the rows around it tell which one it is."""


@record(frozen=True, slots=True)
class Found:
    """One row of the form with its seven cells, and how it was read; ``sure`` is False where only its place tells it."""

    code: str
    cells: Slots
    method: str
    sure: bool = True

    def unread(self) -> "Found":
        """The row with none of its cells read."""
        return replace(self, cells=(None,) * len(self.cells))


@dataclass(slots=True)
class Reading:
    """Table three as read: its form, its blocks, its rows, what stayed unclear, and lone numbers that may be the pages'.

    ``has_nameless`` is True where numbers found no row: those of a whole row, or fewer beside words that are not the
    whole label of one. ``out_of_order`` are the rows that were named once more where the form has them not. ``again``
    are the first blocks of other tables three in the document, with other tables between.
    """

    form: str
    span: tuple[int, int]
    rows: list[Found] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    strays: list[TextCell] = field(default_factory=list)
    has_nameless: bool = False
    out_of_order: set[str] = field(default_factory=set)
    again: tuple[int, ...] = ()
