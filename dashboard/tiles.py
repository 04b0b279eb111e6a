"""The provinces as tiles of a grid (``data/regions/tiles.csv``), with their English names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extract.regions.gazetteer import rows


@dataclass(frozen=True, slots=True)
class Tile:
    """One province in the grid: row and column counted from 1 as CSS does, English name, two letters of GB/T 2260."""

    row: int
    col: int
    name_en: str
    letters: str


@cache
def tiles() -> Mapping[str, Tile]:
    """The tile of each province."""
    return {
        row["adcode"]: Tile(int(row["row"]) + 1, int(row["col"]) + 1, row["name_en"], row["letters"])
        for row in rows("tiles")
    }


def between(one: str, other: str) -> int:
    """How far two provinces lie apart in the grid, in tiles; one that is not in it is farthest."""
    a, b = tiles().get(one), tiles().get(other)
    return max(abs(a.row - b.row), abs(a.col - b.col)) if a and b else 99


def in_language(code: str | None, name: str, language: str) -> str:
    """A region's name; in English a province's English name goes before it."""
    tile = tiles().get(code or "") if language == "en" else None
    return f"{tile.name_en} {name}" if tile else name
