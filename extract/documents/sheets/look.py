"""How one sheet of a workbook shows its cells: what is hidden, what has a box, and which text is seen of a value."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from extract.documents.clean import UNREADABLE, UNSURE, clean, clean_cell, is_figure
from extract.documents.sheets.formats import plain, shown

BOXES = 2
"""Drawn cells from which an empty row is a row of a table."""
SMALLEST = 2
"""Points below which nobody sees a character."""
MAX_FORMAT = 200
"""Characters of a number format; longer ones are not looked at."""

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a style does to a cell: its number format, a line drawn around it, its text kept from sight."""

    format: str = ""
    boxed: bool = False
    unseen: bool = False


def format_of(code: str) -> str:
    """The number format of a style; nothing where numbers are shown as they are stored, for all that is known."""
    return "" if code.lower() == "general" or len(code) > MAX_FORMAT else code


@dataclass(frozen=True, slots=True)
class Rule:
    """A range, from its first row and column to its last, in which figures may not be seen, or only this one."""

    first: Place
    last: Place
    figure: str | None = None

    def holds(self, text: str, row: int, column: int) -> bool:
        """Whether the rule speaks of such a cell."""
        inside = self.first[0] <= row <= self.last[0] and self.first[1] <= column <= self.last[1]
        return inside and self.figure in (None, text)


@dataclass(slots=True)
class Look:
    """The look of one sheet.

    ``boxes`` counts the empty cells of a row with a line around them, ``uncounted`` are formulas without a result,
    ``seen_of`` gives what is seen of a text that is set in several looks.
    """

    formats: dict[Place, str] = field(default_factory=dict)
    boxes: Counter[int] = field(default_factory=Counter)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    uncounted: set[Place] = field(default_factory=set)
    unseen: set[Place] = field(default_factory=set)
    rules: tuple[Rule, ...] = ()
    seen_of: dict[str, str] = field(default_factory=dict)
    hides_zeros: bool = False

    def take(self, place: Place, style: CellStyle, *, empty: bool = False) -> None:
        """Take in the style of a cell."""
        if empty:
            self.boxes[place[0]] += style.boxed
            return
        if style.format:
            self.formats[place] = style.format
        if style.unseen:
            self.unseen.add(place)

    def is_drawn(self, row: int) -> bool:
        """Whether boxes are drawn in a row though nothing stands in them."""
        return self.boxes[row] >= BOXES

    def text(self, value: object, place: Place) -> str:
        """A cell as a reader sees it, with a mark where its figure may not be seen."""
        if place in self.errors or place in self.uncounted:
            return UNREADABLE
        text = self._written(value, place)
        text = self.seen_of.get(text, text)
        doubted = place in self.unseen or any(rule.holds(text, *place) for rule in self.rules)
        return text + UNSURE if doubted and is_figure(text) else text

    def _written(self, value: object, place: Place) -> str:
        """A value by its number format; 9.0 is 9, dates by day."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            if value == 0 and self.hides_zeros:
                return ""
            text = shown(value, self.formats[place]) if place in self.formats else None
            return plain(value) if text is None else clean(text)
        if isinstance(value, datetime):
            value = value.date()
        return "" if value is None else clean_cell(str(value))
