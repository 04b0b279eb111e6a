"""What the benchmarks share: one sample read and compared with its truth, and the versions a result belongs to."""

import json
import os
import platform
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator.truth import Sample, TruthCell
from extract.documents import load_source
from extract.paths import ROOT
from extract.reports import read_reports
from extract.reports.model import Cell, Report, State, Status

RESULTS = Path(__file__).parent / "results"
SUMS = ("T3-01", "T3-02", "T3-03", "T4-01", "T4-02", "T4-03")
LIBRARIES = (
    "pypdfium2",
    "pdfplumber",
    "lxml",
    "python-calamine",
    "rapidfuzz",
    "polars",
    "rapidocr",
    "onnxruntime",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One sample after reading: which cells are wrong or unread, and whether everything else agrees."""

    layout_class: str
    seed: int
    status: str
    cells: int
    wrong: tuple[str, ...]
    unread: int
    identity: tuple[str, ...]
    forms: bool
    findings: bool
    notes: tuple[str, ...]

    @property
    def cells_right(self) -> bool:
        """Every cell was read and is as printed."""
        return not self.wrong and not self.unread and self.forms

    @property
    def fully_right(self) -> bool:
        """Every cell, the agency, the year and each table's form are right, and the report is called complete."""
        return self.cells_right and not self.identity and self.status == Status.COMPLETE

    @property
    def silent(self) -> bool:
        """The report is called complete and a cell, the form, the agency or the year is wrong."""
        return self.status == Status.COMPLETE and bool(
            self.wrong or self.unread or self.identity or not self.forms
        )


def _agrees(printed: TruthCell, read: Cell) -> bool:
    if printed.value is not None:
        return read.value is not None and abs(read.value - printed.value) < 1e-9
    return read.value is None and read.state.value == printed.state


def _shown(cell: TruthCell | Cell | None) -> str:
    return "nothing" if cell is None else f"{cell.state}:{cell.raw!r}={cell.value}"


def compare(layout_class: str, seed: int, sample: Sample, reports: list[Report], error: str = "") -> Outcome:
    """What one reading of a sample got right; a file read as several reports, or with an error, as nothing read."""
    truth = sample.truth
    report = reports[0] if len(reports) == 1 else None
    read = {cell.key: cell for cell in report.cells} if report else {}
    wrong, unread = [], 0
    for key, printed in truth.cells.items():
        cell = read.get(key)
        if cell is None or cell.state is State.UNREAD:
            unread += 1
        elif not _agrees(printed, cell):
            wrong.append(f"{key}: printed {_shown(printed)}, read {_shown(cell)} by {cell.method}")
    wrong += [
        f"{key}: not in the form, read {_shown(read[key])}"
        for key in read
        if key not in truth.cells and read[key].state is not State.UNREAD
    ]
    identity = []
    if report and report.agency.name_as_published != truth.agency:
        identity.append(f"agency: printed {truth.agency}, read {report.agency.name_as_published}")
    if report and report.year != truth.year:
        identity.append(f"year: printed {truth.year}, read {report.year}")
    expected = Counter(name.partition(":")[0] for name in truth.failing)
    found = (
        Counter(f.id for f in report.findings if f.id in SUMS and f.status == "fail") if report else Counter()
    )
    notes = list(report.notes) if report else [error or f"{len(reports)} reports"]
    if report and report.refusal_code:
        notes.append(f"refused: {report.refusal_code}")
    return Outcome(
        layout_class=layout_class,
        seed=seed,
        status=str(report.status) if report else "failed",
        cells=len(truth.cells),
        wrong=tuple(wrong),
        unread=unread,
        identity=tuple(identity),
        forms=report is not None and {t: report.form[t] for t in truth.forms} == truth.forms,
        findings=expected == found,
        notes=tuple(notes),
    )


def read_sample(sample: Sample, name: str = "sample") -> list[Report]:
    """The reports that the reader finds in a sample, offered as a file like any other."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name + sample.suffix)
        path.write_bytes(sample.data)
        return read_reports(load_source(path))


def code() -> str | None:
    """The commit of the code that is measured, with a plus where the readers were changed since; None outside a clone."""
    try:
        commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True).strip()
        changed = subprocess.check_output(["git", "status", "--short", "--", "extract"], cwd=ROOT, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return commit + ("+" if changed.strip() else "")


CODE = code()
"""As it stood when this process loaded it."""


def setting() -> dict[str, Any]:
    """Date, code, machine and library versions of a result."""
    versions: dict[str, str | None] = {}
    for library in LIBRARIES:
        try:
            versions[library] = version(library)
        except ModuleNotFoundError:
            versions[library] = None
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "code": CODE,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": versions,
    }


def store(name: str, title: str, about: str, result: dict[str, Any], body: str) -> None:
    """Write a result as JSON and as a Markdown page with its date, machine and versions."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    versions = ", ".join(f"{library} {number}" for library, number in result["versions"].items() if number)
    head = f"# {title}\n\n{result['date']}, code at {result['code']}. {about} {result['machine']}, Python {result['python']}; {versions}.\n\n"
    (RESULTS / f"{name}.md").write_text(head + body, "utf-8")
