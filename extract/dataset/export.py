"""The dataset to take away: filtered by the same names as the site's addresses, in five formats."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import polars as pl
import polars.selectors as cs
import xlsxwriter

from extract.dataset.disk import whole
from extract.dataset.schemas import TABLES
from extract.regions.gazetteer import LEVELS
from extract.regions.kinds import kinds
from extract.regions.registry import successor

EXPORTABLE = (*TABLES, "fields")


class DatasetMissing(FileNotFoundError):
    """There is no dataset at the given folder; build it first."""


class UnknownValue(ValueError):
    """A filter asks for something that the dataset does not know: better no file than another one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reports: codes as in the site's addresses. Empty means all. ``years`` is (from, to), inclusive."""

    regions: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self != Selection()


def inside(adcode: str) -> str:
    """What the codes of a division and of everything in it begin with (GB/T 2260: two digits a level)."""
    return adcode[:2] if adcode.endswith("0000") else adcode[:4] if adcode.endswith("00") else adcode


def chosen(selection: Selection) -> pl.Expr:
    """The selection as a condition on the columns of ``reports``."""
    conditions = [pl.lit(True)]
    if selection.regions and "000000" not in selection.regions:
        starts = [pl.col("adcode").str.starts_with(inside(code)) for code in selection.regions]
        conditions.append(pl.any_horizontal(starts))
    for column, values in (
        ("agency_id", selection.agencies),
        ("kind", selection.kinds),
        ("level", selection.levels),
    ):
        if values:
            conditions.append(pl.col(column).is_in(list(values)))
    if selection.years is not None:
        conditions.append(pl.col("year").is_between(*selection.years))
    return pl.all_horizontal(conditions)


def understood(dataset: Path, selection: Selection) -> Selection:
    """The selection with ids of former bodies replaced by today's.

    Raises ``UnknownValue`` for a code that nothing in the dataset has and for a year outside it. A division
    without a report is known: its export is empty. Raises ``DatasetMissing``.
    """
    bodies = set(_scan(dataset, "agencies").select("agency_id").collect()["agency_id"])
    agencies = tuple(one if one in bodies else successor(one) for one in selection.agencies)
    years = _scan(dataset, "reports").select("year").drop_nulls().collect()["year"]
    known = {
        "region": (selection.regions, {*_scan(dataset, "regions").collect()["adcode"], "000000"}),
        "agency": (agencies, bodies),
        "kind": (selection.kinds, kinds()),
        "level": (selection.levels, LEVELS),
        "year": (selection.years or (), set(years)),
    }
    if selection.years and len(years):
        known["year"] = (selection.years, range(int(years.min()), int(years.max()) + 1))  # type: ignore[arg-type]
    for name, (values, right) in known.items():
        if wrong := [str(value) for value in values if value not in right]:
            raise UnknownValue(f"not in this dataset: {name} {', '.join(dict.fromkeys(wrong))}")
    return replace(selection, agencies=agencies)


def _scan(dataset: Path, table: str) -> pl.LazyFrame:
    path = dataset / f"{table}.parquet"
    if not path.exists():
        raise DatasetMissing(f"no dataset at {dataset}: run `ogi build` first")
    return pl.scan_parquet(path)


def read_table(dataset: Path, table: str, selection: Selection = Selection()) -> pl.DataFrame:
    """One table of the dataset, cut down to the selected reports, or to the bodies that have any.

    What belongs to no report (divisions, offered files, the field catalogue) is given whole. Raises
    ``DatasetMissing`` when nothing was built at ``dataset``.
    """
    frame = _scan(dataset, table)
    names = frame.collect_schema().names()
    key = next((name for name in ("report_id", "agency_id") if name in names), None)
    if not selection or key is None:
        return frame.collect()
    reports = _scan(dataset, "reports").filter(chosen(selection)).select(key)
    return frame.join(reports, on=key, how="semi", maintain_order="left").collect()


def export(
    dataset: Path, out: Path, fmt: str, table: str = "reports", selection: Selection = Selection()
) -> int:
    """Write ``table`` (``xlsx``: with the field catalogue; ``sqlite``: every table) and return its number of rows.

    Raises ``DatasetMissing``, ``UnknownValue``, and ``OSError`` when ``out`` cannot be written.
    """
    selection = understood(dataset, selection)
    frame = read_table(dataset, table, selection)
    writers: dict[str, Callable[[Path], object]] = {
        "csv": lambda file: file.write_bytes(csv_bytes(frame)),
        "json": lambda file: file.write_bytes(json_bytes(frame)),
        "parquet": lambda file: frame.write_parquet(file, compression="zstd"),
        "xlsx": lambda file: file.write_bytes(_xlsx(dataset, table, frame)),
        "sqlite": lambda file: _sqlite(dataset, file, selection),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    with whole(out) as file:
        writers[fmt](file)
    return frame.height


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as text joined by `` | `` and enums as text, for formats that have neither."""
    return frame.with_columns(
        pl.col(pl.List(pl.String)).list.join(" | "),
        *(
            pl.col(name).list.eval(pl.element().cast(pl.String)).list.join(" | ")
            for name, kind in frame.schema.items()
            if isinstance(kind, pl.List) and kind.inner != pl.String
        ),
        *(pl.col(name).cast(pl.String) for name, kind in frame.schema.items() if isinstance(kind, pl.Enum)),
    )


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """CSV with a byte-order mark, so that Excel opens Chinese right; missing is empty, never 0.

    Text that a spreadsheet would run as a formula is defused with a leading apostrophe; a whole number has no ``.0``.
    """
    plain = flat(frame)
    figures = [
        pl.col(name).cast(pl.String).str.strip_suffix(".0") for name in plain.select(cs.float()).columns
    ]
    safe = plain.with_columns(
        pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r]"))
        .then(pl.concat_str(pl.lit("'"), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name, kind in plain.schema.items()
        if kind == pl.String
    ).with_columns(figures)
    return safe.write_csv(include_bom=True).encode("utf-8")


def json_bytes(frame: pl.DataFrame) -> bytes:
    """A JSON list of objects, one a line; missing is null."""
    lines = BytesIO()
    frame.write_ndjson(lines)
    return b"[" + lines.getvalue().rstrip(b"\n").replace(b"\n", b",\n") + b"]"


def _xlsx(dataset: Path, table: str, frame: pl.DataFrame) -> bytes:
    """The table on one sheet, the field catalogue on a second, so that the codes stay explained."""
    written = BytesIO()
    with xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        flat(frame).write_excel(book, worksheet=table, autofit=True, freeze_panes=(1, 1))
        if table != "fields":
            flat(read_table(dataset, "fields")).write_excel(book, worksheet="fields", freeze_panes=(1, 1))
    return written.getvalue()


def _sqlite(dataset: Path, out: Path, selection: Selection) -> None:
    """Every table in one SQLite file."""
    out.unlink(missing_ok=True)
    with sqlite3.connect(out) as connection:
        for name in EXPORTABLE:
            frame = flat(read_table(dataset, name, selection))
            columns = ", ".join(f'"{column}"' for column in frame.columns)
            marks = ", ".join("?" * frame.width)
            connection.execute(f'CREATE TABLE "{name}" ({columns})')
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', frame.iter_rows())
    connection.close()
