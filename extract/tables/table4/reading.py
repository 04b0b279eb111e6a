"""What is read of table four: the cells found so far, and the codes that headings of routes and results give them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.documents.model import Place, TextCell
from extract.forms import labels as words
from extract.tables.codes import FIFTEEN, FIVE, RESULTS, in_fives
from extract.tables.sums import adds_up

NO_ORDER = "the headings of table four stand in no order"


@dataclass(slots=True)
class Reading:
    """Cells found: code → (cell, method), what stayed unclear, and the headings over five results, which rows below may share.

    ``heads`` are the places of fifteen headings that stand in boxes without a row of values below them, by the codes that
    they name, from left to right.
    """

    span: tuple[int, int]
    cells: dict[str, tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    strays: list[TextCell] = field(default_factory=list)
    results: tuple[str, ...] = ()
    heads: dict[str, Place] = field(default_factory=dict)

    def put(self, codes: Sequence[str], cells: Sequence[TextCell | None], method: str) -> None:
        """Keep a row of cells; a second, different row for the same codes makes the differing cells unread.

        Of a drawn row that a page break cuts in two, the one part holds the figures and the other nothing.
        """
        if method == "grid" and self._cut_in_two(codes, cells):
            return
        for code, cell in zip(codes, cells, strict=True):
            if cell is None:
                continue
            known = self.cells.get(code)
            if known is None:
                self.cells[code] = (cell, method)
            elif known[0] is not None and known[0].text.strip() != cell.text.strip():
                self.cells[code] = (None, method)
                self.problems.append(f"two different cells for {code}")

    def _cut_in_two(self, codes: Sequence[str], cells: Sequence[TextCell | None]) -> bool:
        """Whether these cells are the empty rest of a row on the page before; where they are its figures, the empty part gives way."""
        known = [self.cells[code][0] for code in codes if code in self.cells]
        if len(known) < len(codes) or None in known or None in cells:
            return False
        before, here = [c for c in known if c], [c for c in cells if c]
        pages = {c.place.page for c in before}, {c.place.page for c in here}
        if None in pages[0] or not all(a < b for a in pages[0] for b in pages[1] if a and b):
            return False
        filled = [any(c.text.strip() for c in part) for part in (before, here)]
        if filled == [False, True]:
            for code in codes:
                del self.cells[code]
        return not filled[1]


Heads = list[tuple[TextCell, str]]
"""The headings of results in a row, with what they name."""


def result_words(cells: Sequence[TextCell]) -> Heads:
    """The headings of results among cells, with what they name; most cells are figures."""
    return [
        (c, result)
        for c in cells
        if not c.text.isascii() and (result := words.table4_result(c.text)) is not None
    ]


def codes_in(routes: Sequence[str], pattern: Sequence[str] = ()) -> list[str]:
    """The codes of a row of values, of each route its results in the order of their headings, else in that of the form."""
    results = pattern if len(pattern) == FIVE * len(routes) else RESULTS * len(routes)
    return [f"{routes[n // FIVE]}_{result}" for n, result in enumerate(results)]


def route_of(text: str) -> str | None:
    key = words.plain(text)
    if len(key) > 40:
        return None
    route = words.table4_route(text)
    if route in ("lit_direct", "lit_after"):
        return route
    if key.endswith(("行政复议", "行政复议情况")):
        return "rev"
    return None


def put_borne_out(reading: Reading, cells: Mapping[str, TextCell]) -> None:
    """Keeps the fifteen cells; an empty place is a blank only where the sum of its route bears it out."""
    for route in in_fives(FIFTEEN):
        five = [cells[code] for code in route]
        borne_out = adds_up(five)
        reading.put(route, [c if c.text or borne_out else None for c in five], "columns")
