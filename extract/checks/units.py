"""Units that a cell prints beside its number and that are not those of its row."""

import re

from extract.forms import field
from extract.reports.model import Cell, State

_MONEY = re.compile(r"\s*[百千万亿]*元")
_COUNTED = re.compile(r"\s*(?:件|条|项|个|份|宗|人|次)")
_YUAN = re.compile(r"\s*元")


def unit_is_anothers(cell: Cell) -> bool:
    """Whether a cell prints money where its row counts, counts where it has money, or 元 where the form says 万元."""
    if cell.state is not State.TEXT or cell.value is None or not cell.note:
        return False
    row = field(cell.code)
    if row.value_type != "amount":
        return _MONEY.match(cell.note) is not None
    return _COUNTED.match(cell.note) is not None or (
        row.unit == "万元" and _YUAN.match(cell.note) is not None
    )
