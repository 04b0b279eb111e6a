"""What real reports print, typed from the documents: one file a report.

Rows follow the printed order of the form; ``""`` is a cell printed blank, ``"?"`` one that the document
does not settle.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from extract.forms import APPLICANT_CODES, form

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Truth:
    """One report as printed: ``cells`` maps the cell's key to its number, None for blank; unsettled cells are absent."""

    id: str
    file: str
    agency: str
    year: int
    adcode: str
    scope: str | None
    forms: dict[str, str]
    cells: dict[str, int | float | None]


def load(name: str) -> Truth:
    """The truth of that name (``seed_000``, ``hongze_2024`` …)."""
    raw = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    cells: dict[str, int | float | None] = {}

    def put(key: str, printed: int | float | str) -> None:
        if printed != "?":
            cells[key] = None if printed == "" else printed  # type: ignore[assignment]

    for table in ("table2", "table4"):
        rows = form(raw["forms"][table]).tables[table].entered
        for entry, printed in zip(rows, raw[table], strict=True):
            put(entry.code, printed)
    for entry, row in zip(form(raw["forms"]["table3"]).tables["table3"].entered, raw["table3"], strict=True):
        for column, printed in zip(APPLICANT_CODES, row, strict=True):
            put(f"{entry.code}.{column}", printed)
    return Truth(
        name, raw["file"], raw["agency"], raw["year"], raw["adcode"], raw.get("scope"), raw["forms"], cells
    )


def names() -> list[str]:
    """Every report that has a truth file."""
    return sorted(path.stem for path in HERE.glob("*.toml"))
