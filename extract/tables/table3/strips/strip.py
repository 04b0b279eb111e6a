"""One row of table three as printed: its label and its seven cells."""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.records import record
from extract.tables.codes import SINGLE
from extract.tables.sums import figure, makes_total

MANY = 8
"""Rows from which it tells something that one has more or fewer cells than the others."""
Slots = tuple[TextCell | None, ...]


@record(frozen=True, slots=True)
class Strip:
    """A row of table three as printed.

    ``cells`` holds the seven cells in column order (None where one was not found), or is empty for a
    row without numbers. ``loose`` holds numbers that do not make a row of seven; ``stray`` marks a lone
    number on a line of its own, which may be the page's. ``glued`` has the digits that run into the label.
    """

    label: str
    cells: Slots = ()
    loose: tuple[TextCell, ...] = ()
    stray: bool = False
    code: str | None = None
    layout: str = "grid"
    block: int = 0
    glued: str = ""
    sure: bool = True

    @property
    def blank(self) -> bool:
        """True where seven cells stand and nothing is printed in any."""
        return bool(self.cells) and all(c is not None and not c.text.strip() for c in self.cells)

    @property
    def name(self) -> str:
        """The last line of its label."""
        return self.label.rpartition("\n")[2]

    @property
    def texts(self) -> list[str | None]:
        """What stands in each of its seven cells, None where one was not found."""
        return [c.text.strip() if c else None for c in self.cells]

    def loosened(self) -> "Strip":
        """The strip with its numbers as those of no row."""
        return replace(self, cells=(), loose=tuple(c for c in self.cells if c is not None))


@record(frozen=True, slots=True)
class LaidRow:
    """One row of table three found by position: its code, its seven cells and the label text beside it.

    ``sure`` is False where a number was joined from two lines or the words beside a row did not settle it.
    """

    code: str
    cells: tuple[TextCell, ...]
    label: str
    sure: bool = True


def may_add_up(cells: Sequence[TextCell | None]) -> bool:
    """Whether a row's numbers make its total; a row without a total contradicts nothing."""
    return figure(cells[-1]) is None or makes_total(cells)


def code_of(label: str, numbered: bool) -> str | None:
    """The code that a row's own label gives it, if it gives one; 其他处理 is a row only where it has numbers."""
    if not label:
        return None
    pieces = label.split("\n")
    code = words.table3_row(pieces[-1])
    if len(pieces) > 1:
        # A converter may cut a label in two: what it leaves of 二 reads like 一.
        whole = "".join(pieces)
        code = words.table3_row_exact(whole) or code or words.table3_row(whole)
    if code is None and numbered and words.group_heading(pieces[-1]) == SINGLE:
        return SINGLE
    return code
