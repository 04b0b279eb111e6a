"""``python -m benchmarks.generator --class ruled_pdf --seeds 0-9 --out DIR``: samples and their truth as files."""

import argparse
import json
from pathlib import Path

from benchmarks.generator import CLASSES, make


def seed_range(text: str) -> range:
    """``7`` or ``0-9`` (both ends included) as a range."""
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> None:
    """Write the samples asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    ask.add_argument(
        "--class", dest="classes", action="append", choices=sorted(CLASSES), help="all if not given"
    )
    ask.add_argument("--seeds", type=seed_range, default=range(1), help="7 or 0-9")
    ask.add_argument("--out", type=Path, required=True)
    asked = ask.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in asked.classes or CLASSES:
        for seed in asked.seeds:
            sample = make(seed, name)
            path = asked.out / f"{name}-{seed}{sample.suffix}"
            path.write_bytes(sample.data)
            about = {"options": sample.options, **sample.truth.as_json()}
            path.with_suffix(".truth.json").write_text(
                json.dumps(about, ensure_ascii=False, indent=1), "utf-8"
            )
            print(path)


if __name__ == "__main__":
    main()
