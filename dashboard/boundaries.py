"""Maps with the operator's own boundaries; off until they are there.

Boundary data of China may be shown to the public only from approved maps, so none is shipped. Put
``province.geojson``, ``prefecture.geojson`` or ``county.geojson`` (features with ``id`` or
``properties.adcode`` = six-character code) and ``approval.toml`` (``province = "GS(20XX)XXXX号"`` …) into
``data/boundaries``, or name another folder in ``OGI_BOUNDARIES``.
"""

import json
import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboard.theme import Palette, palette
from extract.paths import DATA

VARIABLE = "OGI_BOUNDARIES"
CONFIG = {"topojsonURL": "app/static/topojson/"}
"""plotly.js asks a server on the internet for a world map even when none is drawn; here it gets the empty one of
``dashboard/static/topojson``, since the pages may fetch nothing but the site's own files."""

INSET_SOUTH = 17.5
"""Latitude below which a map of the whole country shows the South China Sea as an inset."""
PLAIN = {"visible": False, "bgcolor": "rgba(0,0,0,0)", "projection": {"type": "mercator"}}
MAINLAND = {"lataxis": {"range": [17.5, 54]}, "lonaxis": {"range": [73, 136]}}
FAR_SOUTH = {
    "lataxis": {"range": [2, 24]},
    "lonaxis": {"range": [104, 124]},
    "domain": {"x": [0.84, 0.99], "y": [0.0, 0.3]},
}
"""How every map is drawn; what the two maps of the country show, in degrees, and where the inset stands, in parts of the figure."""


def folder() -> Path:
    """Where the boundaries stand."""
    return Path(os.environ.get(VARIABLE, DATA / "boundaries"))


def available(level: str) -> bool:
    """Whether there are boundaries of a level and the number of their approval."""
    return (folder() / f"{level}.geojson").is_file() and bool(approval(level))


def approval(level: str) -> str:
    """The review number (审图号) that must stand under the map; empty where none is given."""
    path = folder() / "approval.toml"
    if not path.is_file():
        return ""
    return str(tomllib.loads(path.read_text("utf-8")).get(level, ""))


@lru_cache(maxsize=4)
def _shapes(path: Path, _changed: int) -> dict[str, Any]:
    """A GeoJSON file with ``id`` = adcode on every feature. Raises ``ValueError`` for a file that is none."""
    raw = json.loads(path.read_text("utf-8"))
    if not isinstance(raw, dict) or raw.get("type") != "FeatureCollection":
        raise ValueError(f"{path.name} is not a GeoJSON FeatureCollection")
    for feature in raw["features"]:
        feature["id"] = str(feature.get("id") or feature.get("properties", {}).get("adcode", ""))
    return raw


def shapes(level: str) -> dict[str, Any]:
    """The boundaries of a level. Raises ``FileNotFoundError`` and ``ValueError``."""
    path = folder() / f"{level}.geojson"
    return _shapes(path, path.stat().st_mtime_ns)


def _south(raw: dict[str, Any]) -> float:
    def lowest(part: object) -> float:
        if isinstance(part, list) and part and isinstance(part[0], int | float):
            return float(part[1])
        return min((lowest(p) for p in part), default=90.0) if isinstance(part, list) else 90.0

    return min((lowest(f["geometry"]["coordinates"]) for f in raw["features"]), default=90.0)


def figure(level: str, values: Mapping[str, float | None], names: Mapping[str, str], theme: str) -> go.Figure:
    """A map of one level: a grey base for every region, shades for those with a figure; an inset for the far south.

    Of levels below the provinces only the regions in ``values`` are drawn.
    """
    raw = shapes(level)
    if level != "province":
        raw = raw | {"features": [feature for feature in raw["features"] if feature["id"] in values]}
    drawn = go.Figure()
    inset = level == "province" and _south(raw) < INSET_SOUTH
    for geo in ("geo", "geo2") if inset else ("geo",):
        _add_regions(drawn, geo, raw, values, names, palette(theme))
    drawn.update_layout(
        height=460, margin={"l": 0, "r": 0, "t": 0, "b": 0}, paper_bgcolor="rgba(0,0,0,0)", dragmode=False
    )
    if inset:
        drawn.update_layout(geo=PLAIN | MAINLAND, geo2=PLAIN | FAR_SOUTH)
    else:
        drawn.update_geos(PLAIN, fitbounds="locations")
    return drawn


def _add_regions(
    drawn: go.Figure,
    geo: str,
    raw: dict[str, Any],
    values: Mapping[str, float | None],
    names: Mapping[str, str],
    c: Palette,
) -> None:
    """Every region in grey on one of the maps of the figure, and over it those with a figure in shades."""
    codes = [feature["id"] for feature in raw["features"]]
    known = {code: value for code, value in values.items() if value is not None and code in codes}
    line = {"line": {"color": c.paper, "width": 0.6}}
    common = {"geojson": raw, "featureidkey": "id", "showscale": False, "geo": geo, "marker": line}
    drawn.add_choropleth(
        locations=codes,
        z=[0] * len(codes),
        colorscale=[[0, c.wash], [1, c.wash]],
        hoverinfo="skip",
        **common,
    )
    drawn.add_choropleth(
        locations=list(known),
        z=list(known.values()),
        colorscale=[[0, c.accent_soft], [1, c.accent]],
        zmin=0,
        text=[names.get(code, code) for code in known],
        hovertemplate="%{text}: %{z:,}<extra></extra>",
        **common,
    )
