"""What is read of an older table: the cells found so far, and what stayed unclear."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.documents.model import TextCell
from extract.forms import form


@dataclass(slots=True)
class Reading:
    """Cells found: (code, column) → (cell, method); what stayed unclear; the form and the blocks it stands in."""

    form: str
    span: tuple[int, int]
    cells: dict[tuple[str, str], tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the form: ``annual``, and in some ``cumulative``."""
        return [c for c in form(self.form).tables["statistics"].columns if c is not None]

    def rows(self) -> dict[str, tuple[Sequence[TextCell | None], Sequence[str]]]:
        """The cells of each indicator of which one was found, in the columns of the form, and the methods."""
        found: dict[str, tuple[Sequence[TextCell | None], Sequence[str]]] = {}
        for code in dict.fromkeys(code for code, _ in self.cells):
            own = [self.cells.get((code, column), (None, "")) for column in self.columns]
            found[code] = [cell for cell, _ in own], [way for _, way in own]
        return found

    def leave_unread(self, at: tuple[str, str]) -> None:
        """Let go of what was read of a cell."""
        self.cells[at] = (None, self.cells[at][1])
