"""Accuracy and speed of the reader on generated reports.

``python -m benchmarks.extraction accuracy --seeds 0-19`` compares every cell with the truth;
``python -m benchmarks.extraction speed`` measures whole processes on one core against pdfplumber on
the same files. ``--out NAME`` writes ``benchmarks/results/NAME.json`` and ``.md``.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generator import CLASSES, HELD_OUT, make
from benchmarks.generator.__main__ import seed_range
from benchmarks.measure import Outcome, compare, read_sample, setting, store

ENGINES = ("nothing", "pdfium_floor", "pdfplumber_naive", "fast_path", "cascade")
SPEED_CLASSES = ("ruled_pdf", "html", "tab_text", "docx")


# --- accuracy -----------------------------------------------------------------------------------


def outcomes(classes: Iterable[str], seeds: Iterable[int], until: float | None = None) -> Iterator[Outcome]:
    """Each sample made, read and compared, seed by seed over all classes; stops at the time ``until`` if given."""
    names = list(classes)
    for seed in seeds:
        for name in names:
            if until is not None and time.monotonic() > until:
                return
            sample = make(seed, name)
            yield compare(name, seed, sample, read_sample(sample, f"{name}-{seed}"))


def summary(found: list[Outcome]) -> dict:
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
    for outcome in outcomes(asked.classes or CLASSES, asked.seeds, until):
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


# --- speed --------------------------------------------------------------------------------------


def work(engine: str, paths: list[Path]) -> None:
    """Read the files one after the other with one engine."""
    if engine == "pdfium_floor":
        import pypdfium2

        for path in paths:
            document = pypdfium2.PdfDocument(path)
            for page in document:
                text = page.get_textpage()
                text.get_text_bounded()
                text.close()
                page.close()
            document.close()
    elif engine == "pdfplumber_naive":
        import logging

        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        for path in paths:
            with pdfplumber.open(path) as document:
                for page in document.pages:
                    page.extract_tables()
    elif engine == "fast_path":
        from extract.documents import load_source, open_document
        from extract.tables import read_tables

        for path in paths:
            read_tables(next(iter(open_document(load_source(path)).readings())))
    elif engine == "cascade":
        from extract.documents import load_source
        from extract.reports import read_reports

        for path in paths:
            read_reports(load_source(path))


def timed(engine: str, paths: list[Path]) -> dict:
    """CPU and wall seconds and peak memory of one whole process that reads the files on one core."""
    command = [sys.executable, "-m", "benchmarks.extraction", "work", engine, *map(str, paths)]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=_one_core)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu_s": round(cpu, 3), "wall_s": round(wall, 3), "peak_mb": round(float(ran.stdout.split()[-1]))}


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def two_processes(paths: list[Path]) -> dict:
    """Wall seconds of the batch with one and with two worker processes."""
    seconds = {}
    for workers in (1, 2):
        code = (
            "import sys, time; from pathlib import Path; from extract.batch.run import read_many\n"
            "started = time.perf_counter()\n"
            f"n = sum(len(r.reports) for r in read_many([Path(p) for p in sys.argv[1:]], workers={workers}))\n"
            "print(n, time.perf_counter() - started)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, check=True
        )
        seconds[workers] = round(float(ran.stdout.split()[-1]), 3)
    return {
        "one_s": seconds[1],
        "two_s": seconds[2],
        "ratio": round(seconds[1] / seconds[2], 2),
        "load": os.getloadavg()[0],
    }


def speed(asked: argparse.Namespace) -> None:
    """Run the speed benchmark: every engine over the same files, then the batch with two processes."""
    with TemporaryDirectory() as folder:
        files: dict[str, list[Path]] = {}
        for name in SPEED_CLASSES:
            for seed in asked.seeds:
                sample = make(seed, name)
                path = Path(folder, f"{name}-{seed}{sample.suffix}")
                path.write_bytes(sample.data)
                files.setdefault(name, []).append(path)
        startup = {engine: timed(engine, []) for engine in ENGINES}
        rows = []
        for name, paths in files.items():
            engines = ENGINES[1:] if name == "ruled_pdf" else ("cascade",)
            for engine in engines:
                run = timed(engine, paths)
                net = run["cpu_s"] - startup[engine]["cpu_s"]
                rows.append(
                    {
                        "class": name,
                        "engine": engine,
                        "reports": len(paths),
                        **run,
                        "net_cpu_s": round(net, 3),
                        "reports_per_s": round(len(paths) / run["cpu_s"], 1),
                        "net_reports_per_s": round(len(paths) / max(net, 1e-3), 1),
                    }
                )
                print(rows[-1], file=sys.stderr)
        parallel = two_processes(files["ruled_pdf"] * 2) if asked.parallel else None
    naive = next(r for r in rows if r["engine"] == "pdfplumber_naive")
    for row in rows:
        row["times_pdfplumber"] = (
            round(row["reports_per_s"] / naive["reports_per_s"], 1) if row["class"] == "ruled_pdf" else None
        )
    head = "| Class | Engine | Reports | CPU s | Reports/s, whole process | × pdfplumber | Reports/s without start-up | Peak MB |"
    lines = [head, "|---" * 8 + "|"]
    for r in rows:
        times = r["times_pdfplumber"] or ""
        lines.append(
            f"| {r['class']} | {r['engine']} | {r['reports']} | {r['cpu_s']} | {r['reports_per_s']} | {times} | {r['net_reports_per_s']} | {r['peak_mb']} |"
        )
    lines.append(
        "\nStart-up CPU s: " + ", ".join(f"{engine} {s['cpu_s']}" for engine, s in startup.items()) + "."
    )
    if parallel:
        lines.append(
            f"\nTwo processes: {parallel['one_s']} s with one worker, {parallel['two_s']} s with two, ratio {parallel['ratio']} (load average {parallel['load']:.1f} at the end)."
        )
    print("\n".join(lines))
    if asked.out:
        result = {
            **setting(),
            "seeds": f"{asked.seeds[0]}-{asked.seeds[-1]}",
            "startup": startup,
            "rows": rows,
            "two_processes": parallel,
        }
        store(
            asked.out,
            "Speed of the reader",
            "One core, whole processes, the same files for every engine.",
            result,
            "\n".join(lines) + "\n",
        )


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
            task.add_argument("--minutes", type=float, help="stop after that long")
            task.add_argument("--failures", type=Path, help="write what is not fully right to this file")
        else:
            task.add_argument("--parallel", action="store_true", help="measure two worker processes too")
    task = tasks.add_parser("work")
    task.add_argument("engine", choices=ENGINES)
    task.add_argument("paths", type=Path, nargs="*")
    asked = ask.parse_args()
    if asked.task == "work":
        work(asked.engine, asked.paths)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        {"accuracy": accuracy, "speed": speed}[asked.task](asked)


if __name__ == "__main__":
    main()
