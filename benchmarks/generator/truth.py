"""What a generated report says: every cell with its state, and the identities that its figures break."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.generator.options import Mix
from extract.forms import APPLICANT_CODES, APPLICANT_KINDS, DISPUTE_RESULTS, DISPUTE_ROUTES, form


@dataclass(frozen=True, slots=True)
class TruthCell:
    """One printed cell: ``state`` is number, blank, dash or text; ``value`` the number it holds, if any."""

    table: str
    code: str
    column: str | None
    state: str
    raw: str
    value: int | float | None

    @property
    def key(self) -> str:
        """The cell's name in the dataset."""
        return self.code if self.column is None else f"{self.code}.{self.column}"


@dataclass(frozen=True, slots=True)
class Truth:
    """Agency, year, the form of each table, every cell by key, and the failing identities as ``check id:where``."""

    agency: str
    year: int
    forms: dict[str, str]
    cells: dict[str, TruthCell]
    failing: tuple[str, ...]
    published: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The truth as stored beside a written sample."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Sample:
    """One generated report: the file's bytes, the suffix of its name, what it says, and the options it was drawn with."""

    data: bytes = field(repr=False)
    suffix: str
    truth: Truth
    options: Mix


def failing(values: Mapping[str, int | float | None], forms: Mapping[str, str]) -> tuple[str, ...]:
    """The identities of the form that printed figures break; one with a cell that holds no number is left out.

    Written apart from ``extract.checks`` on purpose, so that one can be measured against the other.
    """
    if "statistics" in forms:
        return ()
    rows = [f.code for f in form(forms["table3"]).tables["table3"].entered]
    outcomes = [code for code in rows if code.startswith("out_") and code != "out_total"]
    found = []

    def compare(name: str, left: list[str], right: list[str]) -> None:
        known = [value for key in (*left, *right) if (value := values[key]) is not None]
        if len(known) == len(left) + len(right) and sum(known[: len(left)]) != sum(known[len(left) :]):
            found.append(name)

    for column in APPLICANT_CODES:
        compare(
            f"T3-01:{column}",
            [f"req_new.{column}", f"req_carried_in.{column}"],
            [f"out_total.{column}", f"req_carried_out.{column}"],
        )
        compare(f"T3-02:{column}", [f"{code}.{column}" for code in outcomes], [f"out_total.{column}"])
    for code in rows:
        compare(f"T3-03:{code}", [f"{code}.{column}" for column in APPLICANT_KINDS], [f"{code}.total"])
    for number, route in enumerate(DISPUTE_ROUTES, start=1):
        parts = [f"{route}_{result}" for result in DISPUTE_RESULTS]
        compare(f"T4-0{number}:{route}", parts, [f"{route}_total"])
    return tuple(found)
