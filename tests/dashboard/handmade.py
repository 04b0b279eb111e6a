"""Small datasets written by hand in the schema of ``data/dataset``, for tests whose truth is known without reading code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from dashboard.data import Dataset

PLACES = {
    "320000": ("江苏省", None),
    "320800": ("淮安市", "320000"),
    "320813": ("洪泽区", "320800"),
    "321300": ("宿迁市", "320000"),
    "350000": ("福建省", None),
    "350100": ("福州市", "350000"),
    "350128": ("平潭县", "350100"),
}


@dataclass(frozen=True)
class Written:
    """One report: ``values`` by key (``req_new.total``); a pair is (printed, computed) and does not fit together; None is missing."""

    body: str
    adcode: str
    year: int
    values: Mapping[str, object] = field(default_factory=dict)
    scope: str = "government_aggregate"
    kind: str = "government"
    counted: bool = True
    form: str = "t2021"
    town: str | None = None

    @property
    def id(self) -> str:
        return f"{self.adcode}-{self.body}-{self.year}-{self.scope}"


def _path(code: str) -> list[str]:
    """The names from the province down to a region; none for a region that is not listed."""
    name, parent = PLACES.get(code, (None, None))
    return [*(_path(parent) if parent else ()), *([name] if name else ())]


def _heads(reports: Sequence[Written]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "report_id": r.id,
                "agency_id": f"{r.adcode}-{r.body}",
                "agency_name": r.body,
                "adcode": r.adcode,
                "province": next(iter(_path(r.adcode)), None),
                "prefecture": None,
                "county": None,
                "town": r.town,
                "level": "county",
                "kind": r.kind,
                "scope": r.scope,
                "year": r.year,
                "counted": r.counted,
            }
            for r in reports
        ],
        schema={
            **dict.fromkeys(("report_id", "agency_id", "agency_name", "adcode", "province"), pl.String),
            **dict.fromkeys(("prefecture", "county", "town", "level", "kind", "scope"), pl.String),
            "year": pl.Int16,
            "counted": pl.Boolean,
        },
    )


def _measures(reports: Sequence[Written]) -> pl.DataFrame:
    rows = []
    for r in reports:
        for key, given in r.values.items():
            measure, _, column = key.partition(".")
            printed, computed = given if isinstance(given, tuple) else (given, None)
            mismatch = printed is not None and computed is not None and printed != computed
            value = computed if mismatch else printed
            basis = "computed" if mismatch else "missing" if value is None else "printed"
            rows.append(
                {
                    "report_id": r.id,
                    "measure": measure,
                    "column": column or None,
                    "counted": r.counted,
                    "form": r.form if measure.startswith("hs_") else None,
                    "printed": printed,
                    "computed": computed,
                    "value": value,
                    "basis": basis,
                    "mismatch": mismatch,
                }
            )
    return pl.DataFrame(
        rows,
        schema={
            **dict.fromkeys(("report_id", "measure", "column"), pl.String),
            "counted": pl.Boolean,
            "form": pl.String,
            **dict.fromkeys(("printed", "computed", "value"), pl.Float64),
            "basis": pl.Enum(["printed", "computed", "missing", "not_in_form"]),
            "mismatch": pl.Boolean,
        },
    )


def dataset(reports: Sequence[Written], findings: Sequence[dict] = ()) -> Dataset:
    """The dataset that these reports make."""
    heads = _heads(reports)
    agencies = heads.group_by("agency_id", maintain_order=True).agg(
        pl.col("adcode", "level", "kind").first(),
        pl.col("agency_name").first().alias("name"),
        pl.col("year").unique().alias("years"),
    )
    regions = pl.DataFrame(
        [
            {"adcode": code, "name": name, "parent": parent, "path": _path(code)}
            for code, (name, parent) in PLACES.items()
        ],
        schema={**dict.fromkeys(("adcode", "name", "parent"), pl.String), "path": pl.List(pl.String)},
    )
    found = pl.DataFrame(
        list(findings),
        schema={
            "report_id": pl.String,
            "status": pl.String,
            "cells": pl.List(pl.String),
            "review": pl.String,
        },
    )
    tables = {
        "reports": heads,
        "measures": _measures(reports),
        "agencies": agencies,
        "regions": regions,
        "findings": found,
    }
    return Dataset({name: frame.lazy() for name, frame in tables.items()}, version="handmade")


def requests(total: float, **columns: float) -> dict[str, object]:
    """Requests received and concluded: ``total`` new, all granted in full unless rows are given by name."""
    rows = {
        "out_granted_full": total,
        "out_granted_partial": 0,
        "out_refused": 0,
        "out_unable": 0,
        "out_notproc": 0,
        "out_other": 0,
    }
    rows |= columns
    done = sum(v for k, v in rows.items())
    values: dict[str, object] = {
        "hs_requests_received": total,
        "req_new.total": total,
        "req_carried_in.total": 0,
    }
    values |= {f"{k}.total": v for k, v in rows.items()}
    values |= {"out_total.total": done, "req_carried_out.total": total - done, "hs_requests_concluded": done}
    values |= {"hs_disclosed_any": rows["out_granted_full"] + rows["out_granted_partial"]}
    values |= {"hs_refused_all": rows["out_refused"], "hs_unable_all": rows["out_unable"]}
    return values
