"""A mutation fuzzer over every reader: damaged and hostile files through the guarded worker.

``python -m benchmarks.fuzz --seconds 300 --out fuzzing`` changes generated documents of every format
and offers them with a set of constructed bombs. A run passes when every file came back as reports or
as a refusal with a code and a message, none took longer than the limit, and no reader let an exception
escape.
"""

import argparse
import io
import json
import re
import sys
import time
import zipfile
import zlib
from base64 import a85decode, a85encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from operator import methodcaller
from pathlib import Path
from random import Random

from benchmarks.bombs import BOMBS, zipped
from benchmarks.generator import make
from benchmarks.measure import setting, store
from extract.batch.guard import MEGABYTE, Guard, Limits
from extract.documents.model import Source
from extract.documents.refusals import CODES
from extract.reports.model import Report, Status

LIMITS = Limits(seconds=60, memory=4096 * MEGABYTE)
NATIVE = "(exit "
"""How a refusal names a worker that a native library ended: the loss of that file alone, listed but no fault."""
GRACE = 10
"""Seconds over the limit that starting a worker may take on a busy machine."""

STOCK = (
    *("html", "docx", "xlsx", "word_xml", "excel_xml", "odt", "ofd", "ruled_pdf", "open_pdf"),
    *("markdown", "tab_text", "text_dump", "glued_text"),
)
SLOW_STOCK = ("xls", "rtf", "doc")
"""Classes that need LibreOffice to make, and some to read: a smaller share."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One file to be offered: how it was made, the name it goes by, and its bytes."""

    made: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an offered file."""

    made: str
    name: str
    outcome: str
    seconds: float
    faults: tuple[str, ...]


# --- changes to any bytes -----------------------------------------------------------------------


def truncate(rng: Random, data: bytes) -> bytes:
    """The file up to somewhere."""
    return data[: rng.randrange(len(data))]


def flip(rng: Random, data: bytes) -> bytes:
    """A few bits turned over."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 32, 256))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def zero_block(rng: Random, data: bytes) -> bytes:
    """A block of zeros in the middle."""
    start = rng.randrange(len(data))
    size = rng.randint(1, 4096)
    return data[:start] + bytes(size) + data[start + size :]


def swap_blocks(rng: Random, data: bytes) -> bytes:
    """Three pieces in another order."""
    a, b = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    return data[b:] + data[a:b] + data[:a]


def repeat_block(rng: Random, data: bytes) -> bytes:
    """One block many times."""
    start = rng.randrange(len(data))
    block = data[start : start + rng.randint(1, 2000)]
    return data[:start] + block * rng.randint(2, 60) + data[start:]


def drop_block(rng: Random, data: bytes) -> bytes:
    """One block left out."""
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randint(1, 4096) :]


def insert_noise(rng: Random, data: bytes) -> bytes:
    """Random bytes in the middle."""
    start = rng.randrange(len(data))
    return data[:start] + rng.randbytes(rng.randint(1, 2000)) + data[start:]


BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (
    truncate,
    flip,
    zero_block,
    swap_blocks,
    repeat_block,
    drop_block,
    insert_noise,
)


# --- changes to words and figures ---------------------------------------------------------------

_TOKEN = re.compile(r"\d+|[一-鿿]+|[^\w\s<>&\"=;/]")
# What looks like a figure, a date or a sign of the forms, and is none or another; what breaks a line or hides in it.
_ODD = (
    *(
        "²",
        "①",
        "٣",
        "½",
        "Ⅳ",
        "㈠",
        "１２３",
        "十十",
        "三四",
        "1,23",
        "1，234",
        ".5",
        "00",
        "9" * 20,
        "9" * 5000,
    ),
    *(
        "-",
        "—",
        "/",
        "（",
        "）",
        "|",
        "%",
        "、",
        "无",
        "其中",
        "合计",
        "续表",
        "一、",
        "（一）",
        "1.",
        "省",
        "年",
    ),
    *("二〇二四年十十月二十日", "13月45日", "2024-02-31", "政府信息公开工作年度报告"),
    *("\u202e", "\u200b", "\ufeff", "\u2028", "\u3000", "\x1c", "\f", "\t", "\n", "\r", "🙂", ""),
)


def spoil_words(rng: Random, data: bytes) -> bytes:
    """A few words and figures replaced, cut, doubled or moved, the file's structure whole."""
    encoding = next((name for name in ("utf-8", "gb18030", "utf-16") if _holds(data, name)), "latin-1")
    text = data.decode(encoding)
    tokens = list(_TOKEN.finditer(text))
    for token in sorted(
        rng.sample(tokens, min(len(tokens), rng.choice((1, 2, 5, 20, 60)))),
        key=methodcaller("start"),
        reverse=True,
    ):
        said = token[0]
        odd = rng.choice((rng.choice(_ODD), rng.choice(tokens)[0], said + said, said[: len(said) // 2]))
        text = text[: token.start()] + odd + text[token.end() :]
    return text.encode(encoding, "replace")


def _holds(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


# --- changes to the parts of a zip --------------------------------------------------------------


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist()}


def swap_parts(rng: Random, data: bytes) -> bytes:
    """Two parts under each other's names."""
    parts = _parts(data)
    a, b = rng.sample(sorted(parts), 2)
    return zipped(parts | {a: parts[b], b: parts[a]})


def drop_part(rng: Random, data: bytes) -> bytes:
    """One part missing."""
    parts = _parts(data)
    del parts[rng.choice(sorted(parts))]
    return zipped(parts)


def spoil_part(rng: Random, data: bytes) -> bytes:
    """One part damaged, the package whole."""
    parts = _parts(data)
    name = rng.choice(sorted(name for name, content in parts.items() if content))
    return zipped(parts | {name: rng.choice(BYTES)(rng, parts[name])})


def spoil_markup(rng: Random, data: bytes) -> bytes:
    """Attribute values of one part replaced by extreme ones."""
    parts = _parts(data)
    name = rng.choice(sorted(name for name in parts if name.endswith(".xml")))
    return zipped(parts | {name: extreme_numbers(rng, parts[name])})


def spoil_told(rng: Random, data: bytes) -> bytes:
    """Words and figures of one part replaced."""
    parts = _parts(data)
    name = rng.choice(sorted(name for name in parts if name.endswith(".xml")))
    return zipped(parts | {name: spoil_words(rng, parts[name])})


def extreme_numbers(rng: Random, data: bytes) -> bytes:
    """A few quoted numbers replaced by extreme ones."""
    pieces = data.split(b'"')
    places = [n for n in range(1, len(pieces), 2) if pieces[n].isdigit()]
    for n in rng.sample(places, min(len(places), 3)):
        pieces[n] = rng.choice((b"-1", b"0", b"999999999", b"99999999999999999999", b"NaN", b"1.5", b""))
    return b'"'.join(pieces)


# --- changes within the streams of a PDF --------------------------------------------------------

_STREAM = re.compile(rb"stream\r?\n(.*?)\s*endstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_EXTREME = (b"0", b"-1", b"0.00001", b"30000", b"-99999999", b"2147483647", 20 * b"9", 38 * b"9")


def spoil_stream(rng: Random, data: bytes) -> bytes:
    """A few numbers of one page's drawing replaced by extreme ones, the stream packed as before."""
    streams = [
        (found, content) for found in _STREAM.finditer(data) if b" Tf" in (content := _unpacked(found[1]))
    ]
    if not streams:
        return flip(rng, data)
    found, content = rng.choice(streams)
    numbers = list(_NUMBER.finditer(content))
    for number in sorted(
        rng.sample(numbers, min(len(numbers), rng.choice((1, 3, 20)))),
        key=methodcaller("start"),
        reverse=True,
    ):
        content = content[: number.start()] + rng.choice(_EXTREME) + content[number.end() :]
    packed = zlib.compress(content)
    if found[1].endswith(b"~>"):
        packed = a85encode(packed) + b"~>"
    return data[: found.start(1)] + packed + data[found.end(1) :]


def _unpacked(stream: bytes) -> bytes:
    """What a stream holds; nothing where it is packed in another way."""
    try:
        return zlib.decompress(a85decode(stream[:-2]) if stream.endswith(b"~>") else stream)
    except (zlib.error, ValueError):
        return b""


ZIPPED = (swap_parts, drop_part, spoil_part, spoil_markup, spoil_told)
PACKED = (".docx", ".xlsx", ".odt", ".ofd")
"""The suffixes of files that are zips of parts."""
TOLD = (".txt", ".md", ".html", ".xml")
"""The suffixes of files whose words stand in the bytes as they are."""


def mutations(rng: Random, stock: list[tuple[str, str, bytes]]) -> Iterator[Offer]:
    """Changed documents without end."""
    suffixes = sorted({suffix for _, suffix, _ in stock})
    for number in count():
        name, suffix, data = rng.choice(stock)
        change = rng.choice(BYTES)
        if suffix in PACKED and rng.random() < 0.7:
            change = rng.choice(ZIPPED)
        elif suffix in TOLD and rng.random() < 0.5:
            change = extreme_numbers if suffix == ".html" and rng.random() < 0.4 else spoil_words
        elif suffix == ".pdf" and rng.random() < 0.4:
            change = spoil_stream
        changed = change(rng, data)
        if rng.random() < 0.05:
            suffix = rng.choice(suffixes)
        yield Offer(f"{name}/{change.__name__}", f"{number}{suffix}", changed)


# --- constructed files --------------------------------------------------------------------------


def bombs() -> Iterator[Offer]:
    """Every constructed file."""
    for number, (what, (suffix, build)) in enumerate(BOMBS.items()):
        yield Offer(what, f"bomb-{number}{suffix}", build())


# --- the run ------------------------------------------------------------------------------------


def stock(classes: tuple[str, ...], seeds: range) -> list[tuple[str, str, bytes]]:
    """Valid documents to change: class, suffix and bytes."""
    samples = ((name, make(seed, name)) for name in classes for seed in seeds)
    return [(name, sample.suffix, sample.data) for name, sample in samples]


def faults(reports: list[Report], seconds: float, limits: Limits) -> list[str]:
    """What is wrong with the way a file came back; nothing for reports or a proper refusal."""
    found = []
    if not reports:
        found.append("not accounted for")
    if seconds > limits.seconds + GRACE:
        found.append(f"{seconds:.0f} s, over the limit")
    for report in reports:
        if report.status is Status.REFUSED and (
            report.refusal_code not in CODES or not report.refusal_message
        ):
            found.append("refused without a code and a message")
        if report.refusal_code == "reader-crashed" and NATIVE not in (report.refusal_message or ""):
            found.append(f"escaped: {report.refusal_message}")
        try:
            json.dumps(report.as_json(), allow_nan=False)
        except (TypeError, ValueError) as error:
            found.append(f"no JSON: {error}")
    return found


def offer(guard: Guard, one: Offer) -> Fate:
    """Read one file in the guarded worker and say what became of it."""
    source = Source(Path(one.name), one.data, sha256(one.data).hexdigest())
    started = time.perf_counter()
    reports = guard.read(source)
    seconds = time.perf_counter() - started
    outcome = " + ".join(sorted({r.refusal_code or str(r.status) for r in reports})) or "nothing"
    return Fate(one.made, one.name, outcome, round(seconds, 2), tuple(faults(reports, seconds, guard.limits)))


def run(
    offers: Iterator[Offer], until: float, limits: Limits = LIMITS, keep: Path | None = None
) -> list[Fate]:
    """Offer files one after the other until the time is up; files with a fault are kept in ``keep``."""
    fates = []
    with Guard(workers=1, limits=limits) as guard:
        for one in offers:
            fate = offer(guard, one)
            fates.append(fate)
            if fate.faults:
                print(fate, file=sys.stderr)
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / one.name).write_bytes(one.data)
            if time.monotonic() > until:
                break
    return fates


def tables(fates: list[Fate]) -> str:
    """The outcomes by kind of file, the slowest files and every fault, as Markdown."""
    kinds = sorted({fate.made.partition("/")[0] if "/" in fate.made else "constructed" for fate in fates})
    outcomes = sorted({fate.outcome for fate in fates})
    lines = [f"| Kind | Files | {' | '.join(outcomes)} | Faults |", "|---" * (len(outcomes) + 3) + "|"]
    for kind in kinds:
        own = [f for f in fates if (f.made.partition("/")[0] if "/" in f.made else "constructed") == kind]
        by = Counter(f.outcome for f in own)
        lines.append(
            f"| {kind} | {len(own)} | {' | '.join(str(by[o] or '') for o in outcomes)} | {sum(bool(f.faults) for f in own)} |"
        )
    lines.append(
        "\nSlowest: "
        + "; ".join(
            f"{f.made} {f.seconds} s ({f.outcome})" for f in sorted(fates, key=lambda f: -f.seconds)[:6]
        )
        + "."
    )
    ended = [f.made for f in fates if "reader-crashed" in f.outcome and not f.faults]
    lines.append(
        f"\nWorkers ended by a native library, each at the cost of its file alone: {', '.join(ended) or 'none'}."
    )
    lines += ["", *(f"- FAULT {f.made} ({f.name}): {', '.join(f.faults)}" for f in fates if f.faults)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """The command line of the fuzzer. Ends with 1 if any file had a fault."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    ask.add_argument("--seconds", type=float, default=120)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--no-bombs", action="store_true")
    ask.add_argument("--office", action="store_true", help="change DOC, RTF and XLS too (needs LibreOffice)")
    ask.add_argument("--keep", type=Path, help="a folder for files with a fault")
    ask.add_argument("--out", help="name of the files in benchmarks/results")
    asked = ask.parse_args()
    fates = [] if asked.no_bombs else run(bombs(), float("inf"), keep=asked.keep)
    valid = stock(STOCK, range(asked.seed, asked.seed + 6))
    if asked.office:
        slow = stock(SLOW_STOCK, range(asked.seed, asked.seed + 1))
        valid += slow + [("wps", ".wps", data) for name, _, data in slow if name == "doc"]
    changed = mutations(Random(asked.seed), valid)
    fates += run(changed, time.monotonic() + asked.seconds, keep=asked.keep)
    body = tables(fates)
    print(body)
    if asked.out:
        failed = [fate for fate in fates if fate.faults]
        result = {
            **setting(),
            "seed": asked.seed,
            "files": len(fates),
            "outcomes": Counter(fate.outcome for fate in fates),
            "faults": [[f.made, f.name, *f.faults] for f in failed],
            "slowest": sorted(([f.seconds, f.made, f.outcome] for f in fates), reverse=True)[:20],
        }
        about = f"{len(fates)} files, {len(failed)} with a fault; limit {LIMITS.seconds:.0f} s and {LIMITS.memory // MEGABYTE} MB a file."
        store(asked.out, "Fuzzing of the readers", about, result, body)
    sys.exit(any(fate.faults for fate in fates))


if __name__ == "__main__":
    main()
