"""What is read of table two: the cells found so far, its rows and columns by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract.documents.model import TextCell
from extract.forms import labels as words
from extract.tables.rows import Row

ROW_WORDS = (
    *("行政规范性文件", "规范性文件", "规章", "行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"),
    *("行政事业性收费", "政府集中采购"),
)
"""What names a row wherever it stands in a text."""


@dataclass(slots=True)
class Reading:
    """Cells found so far: code → (cell, method); ``problems`` say what stayed unclear, ``short`` has rows that lack one cell."""

    form: str
    span: tuple[int, int]
    cells: dict[str, tuple[TextCell | None, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    strays: list[TextCell] = field(default_factory=list)
    short: list[tuple[str, tuple[TextCell, ...]]] = field(default_factory=list)

    def put(self, code: str, cell: TextCell | None, method: str) -> None:
        """Keep a cell; a second, different cell for the same code makes both unread, but an empty one of the same table gives way."""
        if cell is None:
            return
        known = self.cells.get(code)
        if known is not None and known[0] is not None and known[0].text.strip() != cell.text.strip():
            apart = cell.place.page is None and known[0].place.table != cell.place.table
            if not known[0].text.strip() and not apart:
                self.cells[code] = (cell, method)
            elif cell.text.strip() or apart:
                self.cells[code] = (None, method)
                self.problems.append(f"two different cells for {code}")
            return
        self.cells.setdefault(code, (cell, method))


@cache
def form_rows(form_id: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The rows of a form's table two by name, each with the names and codes of its columns."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for (name, column), code in words.table2_codes(form_id).items():
        rows.setdefault(name, []).append((column, code))
    return rows


def columns_wanted(form_id: str, row: str) -> Sequence[tuple[str, str]]:
    """(column name, code) of a row of the form, in printed order."""
    return form_rows(form_id).get(row, ())


def same_column(name: str, heading: str) -> bool:
    """Whether a heading names a column of the form; 本年 is often left out."""
    return name == heading or name.removeprefix("本年") == heading.removeprefix("本年")


def order_of(wanted: Sequence[str], headings: Sequence[str]) -> list[int]:
    """Where each column of a row stands among its figures: as the headings say where they name them all, else as in the form."""
    if len(wanted) < 2:
        return [0] * len(wanted)
    found = [next((i for i, h in enumerate(headings) if same_column(w, h)), -1) for w in wanted]
    ranked = sorted(found)
    if -1 in found or len(set(found)) < len(found):
        return list(range(len(wanted)))
    return [ranked.index(at) for at in found]


def headings_in(row: Row) -> list[tuple[TextCell, str]]:
    """The cells of a row that head a column, with its name; most cells are figures."""
    return [
        (c, name)
        for c in row.cells
        if not c.text.isascii() and (name := words.table2_column(c.text)) is not None
    ]
