"""The tree of today's divisions as a frame, for the dataset."""

import polars as pl

from extract.paths import REGIONS


def divisions() -> pl.DataFrame:
    """Every current province, prefecture and county.

    Columns: ``adcode``, ``name``, ``level``, ``parent`` (None for a province), ``path`` (names from the
    province down), ``directly`` (a county-level division right under a province).
    """
    text = {"adcode": pl.String, "parent": pl.String}
    frame = pl.read_csv(REGIONS / "divisions.csv", schema_overrides=text)
    names = dict(frame.select("adcode", "name").iter_rows())
    parents = dict(frame.select("adcode", "parent").iter_rows())

    def path(adcode: str) -> list[str]:
        steps: list[str] = []
        at: str | None = adcode
        while at is not None:
            steps.append(names[at])
            at = parents.get(at)
        return steps[::-1]

    paths = pl.Series("path", [path(code) for code in frame["adcode"]], dtype=pl.List(pl.String))
    return frame.select("adcode", "name", "level", "parent", paths, pl.col("directly").cast(pl.Boolean))
