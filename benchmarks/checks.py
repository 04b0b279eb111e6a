"""How well each check finds what it is meant to find: synthetic reports, clean ones and with one fault put in.

    python -m benchmarks.checks --clean 400 --faults 60

Bodies, figures and texts are made up and marked synthetic. A fault is put into consistent reports of two
years of a body; which finding it must give is known from the fault, not from the checks. Recall is the share
of faults whose finding came; precision the share of a check's failures, on clean and on faulty reports
together, that name a cell of the fault or are the finding it must give.
"""

import resource
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import Any

import click

from benchmarks.faults import FAULTS, doubted_cell
from benchmarks.measure import setting, store
from benchmarks.worlds import HAN, World, tell, world
from extract.checks import catalogue, check_peers, check_report
from extract.checks.catalogue import FAIL
from extract.checks.originality import nearest
from extract.checks.suspects import Suspect, suspects
from extract.checks.years import check_years
from extract.reports.model import (
    Finding,
    Report,
)


@dataclass
class Tally:
    """What one check did: faults it had to find and found, failures that were right, wrong, and on clean reports."""

    faults: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    clean_alarms: int = 0

    def as_json(self) -> dict[str, Any]:
        """Counts, and precision and recall where they can be told."""
        said = self.right + self.wrong + self.clean_alarms
        return {
            "faults": self.faults,
            "found": self.found,
            "right": self.right,
            "wrong": self.wrong,
            "clean_alarms": self.clean_alarms,
            "precision": round(self.right / said, 4) if said else None,
            "recall": round(self.found / self.faults, 4) if self.faults else None,
        }


def failures(w: World) -> tuple[list[Finding], Report, Report]:
    """What fails on the later report of a world, by itself, against last year and among its peers."""
    earlier, later, peer = w.reports()
    found = list(check_report(later)) + [f for _, f in check_years([earlier, later])]
    found += [f for r, f in check_peers([later, peer, *w.others]) if r is later or not w.others]
    return [f for f in found if f.status == FAIL], earlier, later


def _belongs(one: Finding, w: World) -> bool:
    """Whether a failure is one that the fault must give, or names a cell that the fault changed."""
    if any(one.id == check and (key is None or key in one.cells) for check, key in w.expected):
        return True
    return any(key.partition("@")[0] in w.touched for key in one.cells)


def run(clean: int, faults: int) -> dict[str, Any]:
    """Every check on so many clean worlds, and on so many worlds for each kind of fault."""
    tallies = {check.id: Tally() for check in catalogue().values() if check.not_carried is None}
    likely: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    for seed in range(clean):
        w = world(seed)
        tell(w)
        for one in failures(w)[0]:
            tallies[one.id].clean_alarms += 1
    for number, put in enumerate(FAULTS):
        for n in range(faults):
            w = world(1_000_000 + number * 10_000 + n)
            put(w)
            found, _, later = failures(w)
            for check, key in w.expected:
                tallies[check].faults += 1
                tallies[check].found += any(f.id == check and (key is None or key in f.cells) for f in found)
            for one in found:
                if _belongs(one, w):
                    tallies[one.id].right += 1
                else:
                    tallies[one.id].wrong += 1
            if w.true is not None:
                likely[_told(suspects(later), w.true)] += 1
            if put is doubted_cell:
                doubted[
                    "ours"
                    if all(f.audience == "reader" for f in found if "rev_total" in f.cells)
                    else "theirs"
                ] += 1
    return {
        "clean_reports": clean,
        "faulty_reports": faults * len(FAULTS),
        "checks": {check: tally.as_json() for check, tally in tallies.items()},
        "not_measured": [check for check, tally in tallies.items() if not tally.faults],
        "likely_cell": dict(sorted(likely.items())),
        "doubted_cells": dict(sorted(doubted.items())),
    }


def search(texts: int) -> dict[str, Any]:
    """The search for near-duplicates among so many made-up texts, each fiftieth a copy of the one before."""
    rng = Random(1)
    stock = ["".join(rng.choices(HAN, k=40)) for _ in range(3000)]
    made = ["".join(rng.choices(stock, k=12)) for _ in range(texts)]
    copies = set(range(50, texts, 50))
    for n in copies:
        made[n] = made[n - 1][:400] + made[n][:80]
    started = perf_counter()
    found = nearest(made, catalogue()["O-02"].thresholds["info"], apart=list(range(texts)))
    return {
        "texts": texts,
        "characters": 480,
        "seconds": round(perf_counter() - started, 1),
        "copies": len(copies),
        "copies_found": sum(n in found and found[n][0] == n - 1 for n in copies),
        "others_named": len(set(found) - copies - {n - 1 for n in copies}),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _told(offered: Sequence[Suspect], true: tuple[str, int | float]) -> str:
    """Whether the likeliest edit is the true one, one of several as likely, another one, or none was offered."""
    if not offered:
        return "none offered"
    best = [dict(zip(s.cells, s.would_be, strict=True)) for s in offered if s.score == offered[0].score]
    if {true[0]: true[1]} not in best:
        return "another"
    return "right" if len(best) == 1 else "one of several"


def _page(result: dict[str, Any]) -> str:
    """The result as a Markdown table."""
    lines = [
        "| Check | | Faults | Found | Recall | Precision | Alarms on clean reports |",
        "|---|---|---|---|---|---|---|",
    ]
    for check, t in result["checks"].items():
        shown = ["—" if t[k] is None else f"{100 * t[k]:.1f} %" for k in ("recall", "precision")]
        name = catalogue()[check].name.en
        lines.append(
            f"| {check} | {name} | {t['faults']} | {t['found']} | {shown[0]} | {shown[1]} | {t['clean_alarms']} |"
        )
    told = ", ".join(f"{k} {v}" for k, v in result["likely_cell"].items())
    doubted = ", ".join(f"{k} {v}" for k, v in result["doubted_cells"].items())
    if "search" in result:
        s = result["search"]
        lines += [
            "",
            f"Near-duplicates among {s['texts']} texts of {s['characters']} characters: {s['copies_found']} of "
            f"{s['copies']} copies found, {s['others_named']} others named, {s['seconds']} s on one core, "
            f"{s['peak_memory_mb']} MB.",
        ]
    lines += [
        "",
        f"The likely cell, one wrong cell each: {told}.",
        f"Failed sums on cells that two engines read differently: {doubted}.",
    ]
    return "\n".join(lines) + "\n"


@click.command()
@click.option("--clean", default=400, show_default=True, help="Clean reports.")
@click.option("--faults", default=60, show_default=True, help="Reports for each kind of fault.")
@click.option(
    "--texts", default=100_000, show_default=True, help="Texts searched for near-duplicates; 0 for none."
)
def main(clean: int, faults: int, texts: int) -> None:
    """Measure every check and write benchmarks/results/checks.json and .md. Ends with 1 on a false error."""
    result = setting() | run(clean, faults) | ({"search": search(texts)} if texts else {})
    page = _page(result)
    about = (
        f"Synthetic: {result['clean_reports']} clean reports, {result['faulty_reports']} with one fault each."
    )
    store("checks", "Checks", about, result, page)
    click.echo(page)
    false_errors = [
        check
        for check, t in result["checks"].items()
        if t["clean_alarms"] and catalogue()[check].severity == "error"
    ]
    if false_errors:
        raise SystemExit(f"false errors on clean reports: {', '.join(false_errors)}")


if __name__ == "__main__":
    main()
