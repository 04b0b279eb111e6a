"""The rows of table three and the cells of table four by their codes, in printed order, and the wordings of the rows."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from extract.forms import APPLICANT_CODES, DISPUTE_RESULTS, DISPUTE_ROUTES, form
from extract.forms import labels as words

_T = TypeVar("_T")
SINGLE = "out_other"
"""（六）其他处理: entered as one row in the 2019 form, the heading of three rows in the 2021 form."""
ROWS = tuple(f.code for f in form("t2021").tables["table3"].entered)
ROWS_2019 = tuple(f.code for f in form("t2019").tables["table3"].entered)
CHILDREN = tuple(code for code in ROWS if code not in ROWS_2019)
"""The three rows under （六）其他处理."""

WIDTH = len(APPLICANT_CODES)

ROUTES = DISPUTE_ROUTES
RESULTS = (*DISPUTE_RESULTS, "total")
FIVE = len(RESULTS)
FIFTEEN = tuple(f"{route}_{result}" for route in ROUTES for result in RESULTS)


def in_fives(fifteen: Sequence[_T]) -> list[Sequence[_T]]:
    """What stands for the cells of table four, those of each route together: the last is the sum of the others."""
    return [fifteen[first : first + FIVE] for first in range(0, len(fifteen), FIVE)]


def rows_named_in(text: str) -> tuple[str, ...]:
    """The rows that a table three has, as its words, run together, say."""
    return ROWS_2019 if words.other_is_one_row(text) else ROWS


def outcomes_among(codes: Iterable[str]) -> list[str]:
    """The rows that （七）总计 adds up."""
    return [code for code in codes if code.startswith("out_") and code != "out_total"]


def wordings_of(code: str) -> tuple[str, ...]:
    """Every reduced wording of a row of table three, longest first; （六） is printed as one row as it is as a heading."""
    return ("六其他处理",) if code == SINGLE else words.table3_keys()[code]


def row_exact(text: str) -> str | None:
    """The row that a label names letter by letter, （六）其他处理 too, which is a row of the 2019 form."""
    return words.table3_row_exact(text) or (SINGLE if words.group_heading(text) == SINGLE else None)
