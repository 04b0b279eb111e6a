"""Which reports a selection holds, and their figures. Only counted reports are ever read."""

from collections.abc import Iterable, Mapping

import polars as pl

from dashboard.data import Dataset
from dashboard.queries.filters import Filters

HEADS = (
    "report_id",
    "agency_id",
    "agency_name",
    "adcode",
    "province",
    "prefecture",
    "county",
    "town",
    "level",
    "kind",
    "scope",
    "year",
)
FIGURES = ("printed", "computed", "value", "basis", "mismatch", "form")
ABSENT = "not_in_form"


def parents(dataset: Dataset) -> Mapping[str, str | None]:
    """Each region's parent by adcode; for a code that the list of regions lacks, the parent its digits name (GB/T 2260)."""
    found = dict(dataset.region_list.select("adcode", "parent").iter_rows())
    waiting = [code for code in dataset.agency_list["adcode"].drop_nulls().unique() if code not in found]
    while waiting:
        code = waiting.pop()
        above = _by_digits(code)
        found[code] = above
        if above is not None and above not in found:
            waiting.append(above)
    return found


def _by_digits(code: str) -> str | None:
    if code.endswith("0000"):
        return None
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


def line_of(code: str | None, above: Mapping[str, str | None]) -> list[str]:
    """A region and all that it lies in, the smallest first; ``above`` has each region's parent."""
    line: list[str] = []
    while code is not None and code not in line:
        line.append(code)
        code = above.get(code)
    return line


def inside(dataset: Dataset, codes: Iterable[str]) -> set[str]:
    """The adcodes of these regions and of everything inside them."""
    below: dict[str, list[str]] = {}
    for code, parent in parents(dataset).items():
        if parent is not None:
            below.setdefault(parent, []).append(code)
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(below.get(code, ()))
    return found


def _condition(dataset: Dataset, filters: Filters) -> pl.Expr:
    chosen = pl.col("counted")
    if filters.regions:
        chosen &= pl.col("adcode").is_in(sorted(inside(dataset, filters.regions)))
    for column, codes in (
        ("agency_id", filters.agencies),
        ("kind", filters.kinds),
        ("level", filters.levels),
    ):
        if codes:
            chosen &= pl.col(column).is_in(list(codes))
    if filters.years is not None:
        chosen &= pl.col("year").is_between(*filters.years)
    return chosen


def selected(dataset: Dataset, filters: Filters) -> pl.DataFrame:
    """The heads (``HEADS``, ``line``) of the counted reports that a selection holds, by body and year.

    ``line`` names what is followed and added up: the body; where a body reports in several scopes, the body
    in each of them (``<agency id>:<scope>``), for they count different work.
    """
    rows = dataset.reports.filter(_condition(dataset, filters)).select(HEADS)
    found = rows.sort("adcode", "agency_id", "year", nulls_last=True).collect()
    return with_lines(found.with_columns(pl.col("scope").cast(pl.String)))


def with_lines(heads: pl.DataFrame) -> pl.DataFrame:
    """The heads with their ``line``."""
    several = pl.col("scope").n_unique().over("agency_id") > 1
    return heads.with_columns(
        pl.when(several)
        .then(pl.concat_str("agency_id", "scope", separator=":"))
        .otherwise(pl.col("agency_id"))
        .alias("line")
    )


def figures(dataset: Dataset, heads: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
    """Every head × every key (``req_new.total``, ``rev_upheld``, ``hs_…``) with its figures.

    Columns: those of ``heads``, ``key`` and ``FIGURES``. A measure that the dataset does not have for a
    report stands there with basis ``not_in_form`` and no value, so that nothing missing gets lost.
    """
    wanted = list(dict.fromkeys(keys))
    codes = sorted({key.partition(".")[0] for key in wanted})
    key = pl.concat_str("measure", "column", separator=".", ignore_nulls=True).alias("key")
    read = (
        dataset.measures.filter(pl.col("counted") & pl.col("measure").is_in(codes))
        .join(heads.lazy().select("report_id").unique(), on="report_id", how="semi")
        .select("report_id", key, *FIGURES)
        .filter(pl.col("key").is_in(wanted))
        .collect()
        .with_columns(pl.col("basis").cast(pl.String))
    )
    grid = heads.join(pl.DataFrame({"key": wanted}, schema={"key": pl.String}), how="cross")
    return grid.join(read, on=["report_id", "key"], how="left", maintain_order="left").with_columns(
        pl.col("basis").fill_null(ABSENT), pl.col("mismatch").fill_null(False)
    )
