"""The cells of one report (or of two, year by year) by key, with what is known of how they were read."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import itemgetter

from extract.checks.catalogue import Both, number
from extract.forms import APPLICANTS, field
from extract.forms.catalogue import cell_key
from extract.reports.model import Cell, Report, State

UNSURE_BELOW = 0.9
"""Recognised characters below this confidence (0–1) are not certain: a failure on them is ours first."""

DISAGREE = re.compile(r"two[- ]engines[- ]disagree")

LETTER = {
    "table2": Both("表二", "Table two"),
    "table3": Both("表三", "Table three"),
    "table4": Both("表四", "Table four"),
}
STATISTICS = Both("统计表", "Statistical form")
COLUMNS = {a.code: Both(a.label_zh, a.label_en) for a in APPLICANTS} | {
    "annual": Both("年度", "annual"),
    "cumulative": Both("历年累计", "cumulative"),
}


def table_label(table: str) -> Both:
    """What a table is called in a sentence."""
    return LETTER.get(table, STATISTICS)


def column_label(column: str) -> Both:
    """What a column is called in a sentence."""
    return COLUMNS.get(column, Both(column, column))


def column_name(column: str) -> Both:
    """A whole column in a sentence."""
    label = column_label(column)
    return Both(f"“{label.zh}”列", f"Column “{label.en}”")


@cache
def row_label(code: str) -> Both:
    """What a row is called in a sentence; table two and four need the heading above the row, too."""
    entry = field(code)
    if entry.table in ("table2", "table4"):
        parts = [p for p in entry.path.split(" / ") if not p.startswith("第二十条")]
        return Both("·".join(parts), entry.label_en)
    short = entry.label_zh.split("（区分")[0].removeprefix("其中：")
    return Both(short, entry.label_en)


@cache
def cell_label(key: str) -> Both:
    """What a cell is called in a sentence: its row, and its column where there are several.

    A key with ``@year`` names a cell of another year's report.
    """
    key, _, year = key.partition("@")
    code, _, column = key.partition(".")
    label = row_label(code)
    if column:
        heading = column_label(column)
        label = Both(f"{label.zh}·{heading.zh}", f"{label.en}, {heading.en}")
    return Both(f"{year} 年{label.zh}", f"{label.en} ({year})") if year else label


def list_labels(keys: Iterable[str], most: int = 6) -> Both:
    """Some cells in words, the rest as a count."""
    keys = tuple(keys)
    labels = [cell_label(k) for k in keys[:most]]
    zh, en = "、".join([label.zh for label in labels]), "; ".join([label.en for label in labels])
    if len(keys) > most:
        return Both(f"{zh}等 {len(keys)} 格", f"{en} and {len(keys) - most} more")
    return Both(zh, en)


Picked = Callable[[Mapping[str, int | float]], tuple[int | float, ...]]
"""Takes the numbers of certain cells from those of a sheet; ``KeyError`` where a cell has none."""


def picked(keys: tuple[str, ...]) -> Picked:
    """What takes the numbers of these cells, made once: nearly every cell of nearly every report stands in several sums."""
    if len(keys) == 1:
        return lambda numbers: (numbers[keys[0]],)
    return itemgetter(*keys)


def by_key(cells: Iterable[Cell]) -> dict[str, Cell]:
    """Cells by ``Cell.key``, written out here: it is asked of every one of two hundred cells."""
    return {cell_key(c.code, c.column): c for c in cells}


def doubtful_cells(report: Report) -> frozenset[str]:
    """Keys of the cells that were not read with certainty: low confidence, or two engines read them differently.

    A disagreement is a decision or a note that says so and names the cell keys.
    """
    unsure = {c.key for c in report.cells if c.confidence is not None and c.confidence < UNSURE_BELOW}
    doubts = [d for d in report.decisions if "disagree" in d.because]
    said = [f"{d.what} {d.chosen} {d.because}" for d in doubts] + list(report.notes)
    named = {word for text in said if DISAGREE.search(text) for word in re.split(r"[\s,;:，、]+", text)}
    if named:
        unsure.update(c.key for c in report.cells if c.key in named)
    return frozenset(unsure)


class Sheet:
    """A look-up of cells by key. A cell that is not there counts as unread."""

    def __init__(self, cells: Mapping[str, Cell], doubtful: frozenset[str] = frozenset()) -> None:
        unread, blank, dash = State.UNREAD, State.BLANK, State.DASH
        self.cells = cells
        self.doubtful = doubtful
        self._values: dict[str, int | float] = {}
        self._empty: set[str] = set()
        for key, cell in cells.items():
            state = cell.state
            if state is blank or state is dash:
                self._empty.add(key)
            if cell.value is not None and state is not unread:
                self._values[key] = cell.value

    @classmethod
    def of(cls, report: Report) -> "Sheet":
        """The cells of one report."""
        return cls(by_key(report.cells), doubtful_cells(report))

    def with_other_year(self, other: "Sheet", year: int | None) -> "Sheet":
        """These cells, and those of another year under ``key@year``."""
        cells = dict(self.cells) | {f"{k}@{year}": c for k, c in other.cells.items()}
        return Sheet(cells, self.doubtful | {f"{k}@{year}" for k in other.doubtful})

    def state(self, key: str) -> State:
        """The state of a cell; ``unread`` if it is not there."""
        cell = self.cells.get(key)
        return State.UNREAD if cell is None else cell.state

    def value(self, key: str) -> int | float | None:
        """The printed number of a cell, None where there is none."""
        return self._values.get(key)

    def empty(self, key: str) -> bool:
        """Whether a cell is printed as a blank or a dash."""
        return key in self._empty

    def printed_empty(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the cells that are printed as a blank or a dash."""
        empty = self._empty
        return tuple([k for k in keys if k in empty])

    def unread(self, key: str) -> bool:
        """Whether a cell gives no number although it is not empty: not read, or words."""
        return key not in self._values and key not in self._empty

    def all_empty(self, keys: Iterable[str]) -> bool:
        """Whether each of the cells is printed as a blank or a dash."""
        return self._empty.issuperset(keys)

    def not_read(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the cells that were not read."""
        unread = State.UNREAD
        return tuple([k for k in self.unread_among(keys) if self.state(k) is unread])

    def unread_among(self, keys: Iterable[str]) -> list[str]:
        """Those of the cells that give no number although they are not empty: not read, or words."""
        values, empty = self._values, self._empty
        return [k for k in keys if k not in values and k not in empty]

    def without_number(self, keys: Iterable[str]) -> list[str]:
        """Those of the cells that print no number."""
        values = self._values
        return [k for k in keys if k not in values]

    def why_unread(self, keys: Iterable[str]) -> str:
        """The reason why such cells give no number: ``words`` if each prints words, else ``unread``."""
        text = State.TEXT
        return "words" if all(self.state(k) is text for k in keys) else "unread"

    def numbers(self, keys: Iterable[str]) -> list[int | float]:
        """The numbers of the cells, 0 where one prints none."""
        values = self._values
        return [values.get(k, 0) for k in keys]

    def all_numbers(self, cells: "Picked") -> tuple[int | float, ...] | None:
        """The numbers of cells that all print one; None where one does not."""
        try:
            return cells(self._values)
        except KeyError:
            return None

    def whole(self, cells: "Picked") -> int | float | None:
        """The sum of cells that all print a number; None where one does not."""
        try:
            total = sum(cells(self._values))
        except KeyError:
            return None
        return total if isinstance(total, int) else round(total, 6)

    def total(self, keys: Iterable[str]) -> int | float:
        """The sum of the printed numbers, everything else left out."""
        values = self._values
        total = sum([values[k] for k in keys if k in values])
        return total if isinstance(total, int) else round(total, 6)

    def addends(self, keys: Iterable[str]) -> str:
        """A sum as a reader would add it up, zeros left out: ``10 + 1 = 11``."""
        values = [number(v) for k in keys if (v := self.value(k))]
        if len(values) < 2:
            return values[0] if values else "0"
        return f"{' + '.join(values)} = {number(self.total(keys))}"
