"""How well each check did in the published benchmark, for the catalogue: ``benchmarks/results/checks.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.paths import ROOT

RESULTS = ROOT / "benchmarks" / "results" / "checks.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """One check on synthetic reports: faults put in and found, and failures on reports without a fault.

    ``precision`` and ``recall`` are 0–1; None where nothing was put in or nothing was said.
    """

    faults: int
    found: int
    clean_alarms: int
    precision: float | None
    recall: float | None


@cache
def measured(path: Path = RESULTS) -> Mapping[str, Measured]:
    """The measured checks by id; empty where the benchmark has not been run."""
    if not path.is_file():
        return {}
    checks = json.loads(path.read_text("utf-8"))["checks"]
    names = Measured.__slots__
    return {
        check: Measured(**{n: found[n] for n in names}) for check, found in checks.items() if found["faults"]
    }
