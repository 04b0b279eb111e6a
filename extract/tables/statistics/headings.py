"""The headings over the numbers of an older table: which column is the year's, and which rows are sure to keep to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.documents.model import TextCell
from extract.forms.labels import plain
from extract.rare import rare
from extract.reports.model import State
from extract.tables.columns import column_of, over
from extract.tables.rows import UNIT_HEADS, Row
from extract.tables.values import is_value, read_value

_FUSED_HEADS = rare(
    r"(?:指标(?:名称)?|项目|内容)?(?:计量)?(?:单位)?(?:(?:本年|当年)度?(?P<late>(?:历年)?累计)数?|(?:历年)?累计数?(?:本年|当年)度?数?)"
)
"""The headings of two narrow columns, between which no gap is left."""
_NAMED_YEAR = rare(r"(?P<year>20\d\d)年(?:度)?(?:数|数值|数据|统计数|统计数据|数量|合计)?")
_PAST_HEAD = rare(r"(?:上一?年|去年|上年同期|同期)度?(?:数|数值|数据|统计数|数量)?")
_YEAR_HEAD = rare(r"(?:20\d\d)?(?:本)?年度?(?:数|数值|数据|统计数)?|数值|统计数|统计数据|数据|数量")


def headings_of(row: Row) -> dict[str, TextCell]:
    """The columns that a heading row names: ``annual``, ``cumulative``, and those of other years.

    Of several years the last is the report's; where two columns may both be the year's, none is.
    """
    found: dict[str, TextCell] = {}
    years: dict[int, TextCell] = {}
    plainly: list[TextCell] = []
    for cell in row.cells:
        key = plain(cell.text)
        year = _NAMED_YEAR.fullmatch(key)
        if "累计" in key and len(key) <= 8:
            found["cumulative"] = cell
        elif year:
            years[int(year["year"])] = cell
        elif _PAST_HEAD.fullmatch(key):
            found["past"] = cell
        elif fused := _FUSED_HEADS.fullmatch(key):
            plainly.append(cell)
            found["cumulative"] = (
                replace(cell, col=cell.col + 1) if fused["late"] else replace(cell, col=cell.col - 1)
            )
        elif key and len(key) <= 10 and _YEAR_HEAD.fullmatch(key):
            plainly.append(cell)
    if years:
        found |= {f"past {year}": cell for year, cell in years.items() if year != max(years)}
        plainly.append(years[max(years)])
    found |= (
        {"annual": plainly[0]} if len(plainly) == 1 else {f"either {n}": c for n, c in enumerate(plainly)}
    )
    return found


@dataclass(slots=True)
class Headings:
    """The headings printed last, by the columns that they name.

    ``stacked`` while each comes on a line of its own; the numbers then do so, too, in their order.
    """

    cells: dict[str, TextCell] = field(default_factory=dict)
    row: Row | None = None
    stacked: bool = False

    def take(self, row: Row) -> bool:
        """Whether a row is one of headings, which hold from now on."""
        named = headings_of(row)
        others = [c for c in row.cells if c.text.strip() and not any(c is h for h in named.values())]
        if not named or any(is_value(c.text) for c in others):
            self.stacked = False
            return False
        self.cells = self.cells | named if self.stacked and row.printed else named
        self.row = row
        self.stacked = self.are_one_a_line
        return True

    @property
    def names(self) -> list[str]:
        """The columns from left to right: that of the year where no heading was printed."""
        return sorted(self.cells, key=lambda name: self.cells[name].col) or ["annual"]

    @property
    def are_one_a_line(self) -> bool:
        """Whether the last of them stands alone on a printed line."""
        return self.row is not None and self.row.printed and len(self.row.cells) == 1

    def can_be_trusted(self, row: Row) -> bool:
        """Whether a row is drawn, or has as many separated cells as its headings and begins in the same one, so that none has slipped."""
        if row.layout == "grid":
            return True
        head = self.row
        if head is None or row.layout != "slipped" or head.layout != "slipped":
            return False
        firsts = [next((c.col for c in r.cells if c.text.strip()), -1) for r in (head, row)]
        return len(head.cells) == len(row.cells) and firsts[0] == firsts[1]

    def leave_out(self, after: Sequence[TextCell]) -> bool:
        """Whether a number stands below no heading of numbers: head and rows were cut into columns apart, or the row lost its unit."""
        if self.row is None:
            return False
        above = [c for c in self.row.cells if c.text.strip()]

        def stands_beside(cell: TextCell) -> bool:
            heads = [h for h in above if over(cell, column_of(h))]
            of_units = heads and all(plain(h.text) in UNIT_HEADS for h in heads)
            return read_value(cell.text).state in (State.NUMBER, State.DASH) if of_units else not heads

        return any(is_value(c.text) and stands_beside(c) for c in after if c.text.strip())

    def leave_year_empty(self, after: Sequence[TextCell]) -> bool:
        """Whether the cell of the year is empty, and of the numbers one stands below its heading and another below none.

        Where none does, head and rows were cut into columns apart.
        """
        places = {head.col for head in self.cells.values()}
        filled = {c.col for c in after if c.text.strip()}
        year = [c for c in after if c.col == self.cells["annual"].col]
        return bool(year and filled & places and filled - places) and not year[0].text.strip()
