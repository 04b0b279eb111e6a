"""How fast the reader is: whole processes on one core, the same files for every engine in the same run.

Beside the reader stand pdfium's text of every page (the floor: what pdfium needs as it comes; the reader spares it
the outlines of glyphs and the machine's fonts) and what gives the bare tables of a file as it comes (what the reader is
measured against): pdfplumber's ``extract_tables``, pandas' ``read_html``, the cells of python-docx. For texts there is none.
"""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

PDF_ENGINES = ("pdfium_floor", "pdfplumber_naive", "fast_path", "cascade")
SETS: dict[str, tuple[tuple[str, ...], tuple[str, ...], int]] = {
    "ruled_pdf": (("ruled_pdf",), PDF_ENGINES, 4),
    "mixed_pdf": (("ruled_pdf", "ruled_pdf", "open_pdf"), PDF_ENGINES, 4),
    "html": (("html",), ("pandas_naive", "cascade"), 48),
    "tab_text": (("tab_text",), ("cascade",), 48),
    "docx": (("docx",), ("python_docx_naive", "cascade"), 24),
}
"""The sets of files: their layout classes, seed by seed in turn, the engines that read them, and how many
times as many seeds they take: with 24 seeds 96 PDFs, 1152 pages and texts, 576 Word files. The start of the process,
a quarter of a second, is counted in and weighs as it does in a batch of so many files; larger ones are read by
processes forked from one that has everything loaded."""

BEST_OF = 3
"""Each engine runs so many times; the run with the least CPU time counts, the others were disturbed."""
COPIES = 3
"""The batch is given each file so many times, each with another byte after its end: no two are twins."""


@dataclass(frozen=True, slots=True)
class Run:
    """One engine over one set of files. Seconds are CPU seconds of the whole process, ``startup`` those for the first file alone."""

    files: str
    engine: str
    reports: int
    seconds: float
    wall: float
    startup: float
    peak_mb: int

    @property
    def rate(self) -> float:
        """Reports a second, the start of the process included."""
        return self.reports / self.seconds

    @property
    def running_rate(self) -> float:
        """Reports a second after the first, when everything is loaded."""
        return (self.reports - 1) / max(self.seconds - self.startup, 1e-3)


def work(engine: str, paths: list[Path]) -> None:
    """Read the files one after the other with one engine.

    The reader looks for rubbish as seldom as in a worker of a batch; pdfplumber runs as it comes.
    """
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
    elif engine == "pandas_naive":
        import pandas

        for path in paths:
            with suppress(ValueError):  # a table it cannot make a frame of
                pandas.read_html(path, flavor="lxml")
    elif engine == "python_docx_naive":
        import docx

        for path in paths:
            for table in docx.Document(str(path)).tables:
                for row in table.rows:
                    for cell in row.cells:
                        _ = cell.text
    elif engine == "fast_path":
        from extract.batch.collector import collect_seldom
        from extract.documents import load_source, open_document
        from extract.tables import read_tables

        collect_seldom()
        for path in paths:
            read_tables(next(iter(open_document(load_source(path)).readings())))
    else:
        from extract.documents import load_source
        from extract.reports import read_reports

        import_module("extract.batch.warm")  # what every worker of a batch loads before its first file
        for path in paths:
            read_reports(load_source(path))


def main() -> None:
    """``python -m benchmarks.speed ENGINE FILE…``: the process that is measured; prints its peak memory in MB."""
    engine, *files = sys.argv[1:]
    work(engine, [Path(file) for file in files])
    print(peak_memory())


def peak_memory() -> float:
    """The most memory this process held, in MB (on Linux without what the process that started it held)."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+)", status.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _as_installed(folder: Path) -> dict[str, str]:
    """The environment of a process whose code is compiled once and kept, as that of an installed program is."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _process(engine: str, paths: list[Path]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak memory of one process. Raises ``RuntimeError`` if it fails."""
    command = [sys.executable, "-m", "benchmarks.speed", engine, *map(str, paths)]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = _as_installed(paths[0].parent)
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=_one_core, env=environment
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        raise RuntimeError(f"{engine} failed: {ran.stderr[-2000:]}")
    return (
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        wall,
        float(ran.stdout.split()[-1]),
    )


def timed(files: str, engines: Sequence[str], paths: list[Path], rounds: int = BEST_OF) -> list[Run]:
    """The best of a few runs of each engine over the files, the engines in turn: what slows the machine for a while slows them all."""
    startup: dict[str, list[float]] = {engine: [] for engine in engines}
    whole: dict[str, list[tuple[float, float, float]]] = {engine: [] for engine in engines}
    for _ in range(1 + rounds):  # the first compiles the code
        for engine in engines:
            startup[engine].append(_process(engine, paths[:1])[0])
    for _ in range(rounds):
        for engine in engines:
            whole[engine].append(_process(engine, paths))
    found = []
    for engine in engines:
        seconds, wall, peak = min(whole[engine])
        first = min(startup[engine])
        found.append(
            Run(files, engine, len(paths), round(seconds, 3), round(wall, 3), round(first, 3), round(peak))
        )
    return found


def written(folder: Path, classes: tuple[str, ...], seeds: range) -> list[Path]:
    """The samples of a set as files, one for each seed, the classes in turn."""
    from benchmarks.generator import CLASSES, make  # no part of the processes that are measured

    paths = []
    for number, seed in enumerate(seeds):
        name = classes[number % len(classes)]
        path = folder / f"{name}-{seed}{CLASSES[name].suffix}"
        if not path.exists():
            path.write_bytes(make(seed, name).data)
        paths.append(path)
    return paths


def runs(folder: Path, seeds: range) -> list[Run]:
    """Every engine over every set."""
    found = []
    for files, (classes, engines, times) in SETS.items():
        paths = written(folder, classes, range(seeds.start, seeds.start + len(seeds) * times))
        for run in timed(files, engines, paths):
            found.append(run)
            print(run, file=sys.stderr, flush=True)
    return found


def two_processes(paths: list[Path]) -> dict[str, float]:
    """Wall seconds of the batch over the files, each ``COPIES`` times, with one worker process and with two.

    Start-up is in both: of this process, of the one that workers are forked from, and of the workers.
    """
    files = []
    for number in range(COPIES):
        for path in paths:
            files.append(path.parent / "batch" / f"{number}-{path.name}")
            files[-1].parent.mkdir(exist_ok=True)
            files[-1].write_bytes(path.read_bytes() + b"\n" * number)
    code = (
        "import sys, time; from pathlib import Path; from extract.batch.run import read_many\n"
        "started = time.perf_counter()\n"
        "n = sum(len(r.reports) for r in read_many(map(Path, sys.argv[2:]), workers=int(sys.argv[1])))\n"
        "print(n, time.perf_counter() - started)"
    )
    seconds = {}
    for workers in (1, 2):
        command = [sys.executable, "-c", code, str(workers), *map(str, files)]
        took = []
        for _ in range(BEST_OF):
            environment = _as_installed(paths[0].parent)
            ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            took.append(float(ran.stdout.split()[-1]))
        seconds[workers] = round(min(took), 2)
    ratio = round(seconds[1] / seconds[2], 2)
    load = round(os.getloadavg()[0], 1)
    return {"files": len(files), "one": seconds[1], "two": seconds[2], "ratio": ratio, "load": load}


def profiled(paths: list[Path], n: int = 15) -> str:
    """Where the cascade spends its time: the functions with the most time of their own, as Markdown."""
    import cProfile
    import pstats

    work("cascade", paths)  # what is loaded and compiled once is no part of it
    profile = cProfile.Profile()
    profile.runcall(work, "cascade", paths)
    table: Any = pstats.Stats(profile)  # the types do not know what it counted
    total = table.total_tt
    lines = ["| Own time | With callees | Calls | Function |", "|---|---|---|---|"]
    for (file, _, name), (_, calls, own, all_time, _) in sorted(table.stats.items(), key=lambda i: -i[1][2])[
        :n
    ]:
        where = "/".join(Path(file).parts[-2:])
        lines.append(f"| {own / total:.1%} | {all_time / total:.1%} | {calls} | `{where}` `{name}` |")
    return "\n".join(lines)


def speed_table(found: list[Run]) -> str:
    """The runs as a Markdown table, each against the naive engine on the same files."""
    head = "| Files | Engine | Reports | CPU s | Reports/s, whole process | × naive | Reports/s after the first | Peak MB |"
    lines = [head, "|---" * 8 + "|"]
    naive = {run.files: run.rate for run in found if run.engine.endswith("_naive")}
    for run in found:
        times = f"{run.rate / naive[run.files]:.1f}" if run.files in naive else ""
        lines.append(
            f"| {run.files} | {run.engine} | {run.reports} | {run.seconds} | {run.rate:.1f} | {times} "
            f"| {run.running_rate:.1f} | {run.peak_mb} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
