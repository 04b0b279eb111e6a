"""Accuracy and speed of the reader on generated reports.

``python -m benchmarks.extraction accuracy --seeds 0-19`` compares every cell with the truth;
``python -m benchmarks.extraction speed`` measures whole processes on one core against pdfplumber on
the same files. ``--out NAME`` writes ``benchmarks/results/NAME.json`` and ``.md``.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generator import CLASSES, HELD_OUT, make
from benchmarks.generator.__main__ import seed_range
from benchmarks.measure import Outcome, compare, read_sample, setting, store
from benchmarks.speed import profiled, runs, speed_table, two_processes


def outcomes(
    classes: Iterable[str], seeds: Sequence[int], until: float | None = None, slow_seeds: int | None = None
) -> Iterator[Outcome]:
    """Each sample made, read and compared, seed by seed over the classes; stops at the time ``until`` if given.

    Slow classes come last, and only with their first ``slow_seeds``.
    """
    names = list(classes)
    fast = [(seed, name) for seed in seeds for name in names if not CLASSES[name].slow]
    slow = [(seed, name) for seed in seeds[:slow_seeds] for name in names if CLASSES[name].slow]
    for seed, name in (*fast, *slow):
        if until is not None and time.monotonic() > until:
            return
        sample = make(seed, name)
        try:
            reports, error = read_sample(sample, f"{name}-{seed}"), ""
        except Exception as raised:  # a reader must not raise: counted, and the run goes on
            reports, error = [], f"{type(raised).__name__}: {raised}"
        yield compare(name, seed, sample, reports, error)


def summary(found: list[Outcome]) -> dict[str, Any]:
    """The counts of one class, or of all."""
    cells = sum(o.cells for o in found)
    right = sum(o.cells - o.unread - sum("not in the form" not in w for w in o.wrong) for o in found)
    return {
        "reports": len(found),
        "fully_right": sum(o.fully_right for o in found),
        "cells_right_reports": sum(o.cells_right for o in found),
        "complete": sum(o.status == "complete" for o in found),
        "partial": sum(o.status == "partial" for o in found),
        "refused": sum(o.status == "refused" for o in found),
        "silent_errors": sum(o.silent for o in found),
        "cells": cells,
        "cells_right": right,
        "cells_unread": sum(o.unread for o in found),
        "cells_wrong": sum(len(o.wrong) for o in found),
        "identity_wrong": sum(bool(o.identity) for o in found),
        "findings_agree": sum(o.findings for o in found),
    }


def accuracy_table(found: list[Outcome]) -> str:
    """The counts by class as a Markdown table."""
    head = "| Class | Reports | Fully right | Goal | All cells right | Complete | Partial | Refused | Silent errors | Cells right | Sums' findings agree |"
    lines = [head, "|---" * 11 + "|"]
    for name in [*CLASSES, "all"]:
        own = [o for o in found if name in ("all", o.layout_class)]
        if not own:
            continue
        s = summary(own)
        goal = CLASSES[name].goal if name in CLASSES else None
        lines.append(
            f"| {name} | {s['reports']} | {s['fully_right']} ({s['fully_right'] / s['reports']:.1%}) "
            f"| {f'{goal:.0%}' if goal else ''} | {s['cells_right_reports']} | {s['complete']} | {s['partial']} "
            f"| {s['refused']} | {s['silent_errors']} | {s['cells_right'] / s['cells']:.2%} | {s['findings_agree']} |"
        )
    return "\n".join(lines) + "\n"


def failure_list(found: list[Outcome]) -> str:
    """Every sample that is not fully right, with its wrong cells and the reader's own reasons."""
    lines = []
    for o in found:
        if o.fully_right and o.findings:
            continue
        kind = "SILENT ERROR, " if o.silent else "sums' findings differ, " if o.fully_right else ""
        lines.append(
            f"- {o.layout_class} seed {o.seed}: {kind}{o.status}, {len(o.wrong)} wrong, {o.unread} unread of {o.cells}, forms {'right' if o.forms else 'wrong'}"
        )
        lines += [
            f"  - {line}" for line in (*o.identity, *o.wrong[:6], *(f"note: {note}" for note in o.notes[:4]))
        ]
    return "\n".join(lines) + "\n"


def accuracy(asked: argparse.Namespace) -> None:
    """Run the accuracy benchmark as asked on the command line."""
    until = time.monotonic() + asked.minutes * 60 if asked.minutes else None
    found: list[Outcome] = []
    for outcome in outcomes(asked.classes or CLASSES, asked.seeds, until, asked.slow_seeds):
        found.append(outcome)
        if not outcome.fully_right:
            print(
                f"{outcome.layout_class}-{outcome.seed}: {outcome.status}, {len(outcome.wrong)} wrong, {outcome.unread} unread{', SILENT' if outcome.silent else ''}",
                file=sys.stderr,
            )
    table = accuracy_table(found)
    print(table)
    if asked.failures:
        asked.failures.write_text(f"{table}\n{failure_list(found)}", "utf-8")
    if asked.out:
        seeds = f"{asked.seeds[0]}-{max(o.seed for o in found)}"
        held_out = asked.seeds[0] >= HELD_OUT
        result = {
            **setting(),
            "seeds": seeds,
            "held_out": held_out,
            "classes": {
                name: summary([o for o in found if o.layout_class == name])
                for name in CLASSES
                if any(o.layout_class == name for o in found)
            },
            "all": summary(found),
            "not_fully_right": [asdict(o) for o in found if not o.fully_right],
        }
        about = f"Seeds {seeds} ({'held out' if held_out else 'development'})."
        store(asked.out, "Accuracy on generated reports", about, result, table + "\n" + failure_list(found))


def speed(asked: argparse.Namespace) -> None:
    """Run the speed benchmark as asked on the command line."""
    with TemporaryDirectory() as folder:
        found = runs(Path(folder), asked.seeds)
        ruled = sorted(Path(folder).glob("ruled_pdf-*"))
        parallel = two_processes(ruled) if asked.parallel else None
        profile = profiled(ruled[:20])
    body = speed_table(found)
    if parallel:
        body += (
            f"\nBatch of {parallel['files']} ruled PDFs: {parallel['one']} s with one worker process, {parallel['two']} s with two, "
            f"ratio {parallel['ratio']}; load average {parallel['load']} at the end on {os.cpu_count()} cores.\n"
        )
    body += f"\nWhere the cascade spends its time on the ruled PDFs:\n\n{profile}\n"
    print(body)
    if asked.out:
        seeds = f"{asked.seeds[0]}-{asked.seeds[-1]}"
        result = {
            **setting(),
            "seeds": seeds,
            "runs": [asdict(run) for run in found],
            "two_processes": parallel,
        }
        about = (
            "CPU seconds of whole processes on one core, the best of three rounds in which the engines take turns; the same files for every engine. "
            "The start of the process is counted in: as much of the time as in a batch of so many files."
        )
        store(asked.out, "Speed of the reader", about, result, body)


def main() -> None:
    """The command line of the benchmark."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    tasks = ask.add_subparsers(dest="task", required=True)
    for name in ("accuracy", "speed"):
        task = tasks.add_parser(name)
        task.add_argument("--seeds", type=seed_range, default=range(20), help="7 or 0-19")
        task.add_argument("--out", help="name of the files in benchmarks/results")
        if name == "accuracy":
            task.add_argument("--class", dest="classes", action="append", choices=sorted(CLASSES))
            task.add_argument(
                "--slow-seeds", type=int, help="so many seeds for what needs LibreOffice or OCR"
            )
            task.add_argument("--minutes", type=float, help="stop after that long")
            task.add_argument("--failures", type=Path, help="write what is not fully right to this file")
        else:
            task.add_argument("--parallel", action="store_true", help="measure two worker processes too")
    asked = ask.parse_args()
    {"accuracy": accuracy, "speed": speed}[asked.task](asked)


if __name__ == "__main__":
    main()
