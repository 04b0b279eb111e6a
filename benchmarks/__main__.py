"""``python -m benchmarks``: the long runs, one after the other, with their results in ``benchmarks/results``.

Accuracy runs on seeds that nobody has seen: the day's own, counted from the first held-out one.
"""

import subprocess
import sys
from datetime import UTC, datetime

from benchmarks.generator import CLASSES, HELD_OUT

SEEDS_A_DAY = 60
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def seeds_of(day: datetime) -> str:
    """The range of held-out seeds that belongs to a day, as the command line takes it."""
    first = HELD_OUT + (day - FIRST_DAY).days * SEEDS_A_DAY
    return f"{first}-{first + SEEDS_A_DAY - 1}"


def main() -> None:
    """Run accuracy, speed and fuzzing. Ends with 1 if one of them does."""
    seeds = seeds_of(datetime.now(UTC))
    quick, slow = (
        [part for name, kind in CLASSES.items() if kind.slow is wanted for part in ("--class", name)]
        for wanted in (False, True)
    )
    accuracy = ("benchmarks.extraction", "accuracy", "--seeds", seeds)
    runs = (
        (*accuracy, *quick, "--minutes", "40", "--out", "accuracy-held-out"),
        (*accuracy, *slow, "--slow-seeds", "8", "--minutes", "40", "--out", "accuracy-scans"),
        ("benchmarks.extraction", "speed", "--seeds", "0-23", "--parallel", "--out", "speed"),
        ("benchmarks.fuzz", "--seconds", "300", "--office", "--out", "fuzzing"),
    )
    failed = False
    for module, *asked in runs:
        print(f"== {module} {' '.join(asked)}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", module, *asked], check=False).returncode != 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
