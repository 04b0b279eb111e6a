"""Hand-transcribed figures: one TOML file a report in ``data/figures``, read into the same ``Report``.

A number is as printed; ``""`` is a printed blank; ``"?"`` could not be established and stays unread.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from extract.checks import blanks_as_zero
from extract.documents.model import Place
from extract.forms import TABLES, Field, form
from extract.paths import FIGURES
from extract.regions import resolve
from extract.reports.model import Cell, Decision, Kind, Origin, Report, Scope, State, Status
from extract.tables.values import read_value

METHOD = "transcribed"
UNKNOWN = "?"


class FiguresError(ValueError):
    """A figures file that does not keep to its format; the message names file, table and row."""


def load_figures(folder: Path = FIGURES) -> list[Report]:
    """Every transcribed report of a folder, in the order of the file names.

    Raises ``FiguresError`` for a file that breaks the format: our own data, so the build stops.
    """
    return [read_figures(path) for path in sorted(folder.glob("*.toml"))]


def read_figures(path: Path) -> Report:
    """One transcribed report. Raises ``FiguresError``."""
    data = path.read_bytes()
    raw = tomllib.loads(data.decode("utf-8"))
    forms = dict.fromkeys(TABLES) | raw["form"]
    typed = tuple(cell for table in TABLES for cell in _cells(path, table, forms[table], raw.get(table, {})))
    cells = tuple(blanks_as_zero(typed))
    found = resolve(raw["agency"], year=raw["year"], context=raw.get("context", ""))
    if found.region.adcode != raw["adcode"]:
        raise FiguresError(
            f"{path.name}: {raw['agency']} resolves to {found.region.adcode}, the file says {raw['adcode']}"
        )
    unread = any(cell.state is State.UNREAD for cell in cells)
    return Report(
        source=Origin(
            path=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            format="figures",
            kind=Kind.TRANSCRIBED,
            original=raw["source"],
        ),
        status=Status.PARTIAL if unread else Status.COMPLETE,
        agency=found.agency,
        region=found.region,
        scope=Scope(raw["scope"]),
        year=raw["year"],
        form=forms,
        cells=cells,
        decisions=(
            *found.decisions,
            Decision("report_scope", raw["scope"], raw["scope_because_en"]),
        ),
        notes=tuple(f"{note['zh']}\n{note['en']}" for note in raw.get("notes", ())),
    )


def _cells(path: Path, table: str, form_id: str | None, rows: dict[str, Any]) -> Iterator[Cell]:
    """The cells of one table in printed order; every row of the form must be given or be absent as printed."""
    if form_id is None:
        if rows:
            raise FiguresError(f"{path.name}: [{table}] has figures but [form] names no form for it")
        return
    layout = form(form_id).tables[table]
    codes = {f.code for f in layout.entered}
    strange = set(rows) - codes
    if strange:
        raise FiguresError(f"{path.name}: [{table}] has rows that {form_id} does not: {sorted(strange)}")
    for index, entry in enumerate(layout.entered):
        if entry.code not in rows:
            continue  # a row that this edition of the form does not print
        values = rows[entry.code]
        columns = layout.columns
        given = values if isinstance(values, list) else [values]
        if len(given) != len(columns):
            raise FiguresError(
                f"{path.name}: [{table}] {entry.code} needs {len(columns)} values, has {len(given)}"
            )
        for number, (column, value) in enumerate(zip(columns, given, strict=True)):
            place = Place(table=TABLES.index(table), row=index, col=number)
            yield _cell(entry, column, value, place)


def _cell(entry: Field, column: str | None, value: object, place: Place) -> Cell:
    """One cell as typed; a text such as ``"251000元"`` is read as in any document."""
    made = partial(Cell, entry.table, entry.code, column, place=place, method=METHOD)
    if value == UNKNOWN:
        return made(state=State.UNREAD)
    if isinstance(value, str):
        read = read_value(value, entry.value_type)
        if read.state is State.UNREAD:
            raise FiguresError(
                f"{entry.code}: {value!r} cannot be read; use {UNKNOWN!r} for what is not known"
            )
        return made(state=read.state, raw=value, value=read.value, note=read.note)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise FiguresError(f"{entry.code}: {value!r} is neither a number nor a text")
    return made(state=State.NUMBER, raw=str(value), value=value)
