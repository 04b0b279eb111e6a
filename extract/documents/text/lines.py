"""Lines of a text, and the cells that stand in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.documents.clean import clean_cell
from extract.documents.collect import RawCell

Plain = Callable[[str], str]
"""What is said by a text as it is written."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines as they are written, where each begins in the file, the number of the first, and what reads a text in them."""

    written: Sequence[str]
    starts: Sequence[int]
    number: int
    plain: Plain

    def part(self, first: int, after: int) -> "Lines":
        """The lines from one to before another."""
        return Lines(self.written[first:after], self.starts[first:after], self.number + first, self.plain)

    def path(self, line: int) -> str:
        """The name of a line in the file."""
        return f"line {self.number + line}"

    def cell(self, text: str, at: tuple[int, int, int, int], line: int, indent: int = 0) -> RawCell:
        """A cell at its row and column, with the rows and columns it spans, that begins so far into a line."""
        return RawCell(clean_cell(self.plain(text)), *at, self.path(line), self.starts[line] + indent)
