"""How much text repeats: against the body's own last year, and against other bodies.

Texts are compared by runs of five characters, after figures, punctuation and standard phrases are taken
out. Findings of this family are shown only after a person confirmed them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from extract.checks.catalogue import FAIL, NOT_ASSESSABLE, PASS, catalogue, finding, passed, phrases
from extract.checks.sheet import Sheet
from extract.checks.wording import has_own_text, section_name, section_text, sentences
from extract.records import record
from extract.reports.model import Finding, Report

if TYPE_CHECKING:
    from datasketch import MinHash

GRAM = 5
PERMUTATIONS = 64
LSH_BELOW = 0.1
"""The search is made this much below the wanted likeness, since MinHash only estimates it."""
CANDIDATES = 20
"""So many of the likeliest neighbours of a text are compared exactly."""
KEPT = 4096
"""So many texts are kept cut into runs at a time; the rest are cut again when they are needed."""
ALIKE = 50
"""Sentences of two texts stand side by side as one changed sentence from this likeness (0–100)."""
COMPARED_WITH_PEERS = ("1", "5")


@cache
def _standard() -> re.Pattern[str]:
    ordered = sorted(phrases("standard"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)))


def plain(text: str) -> list[str]:
    """The runs of a text that are its own: figures as 0, no punctuation, parted where a standard phrase stood."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
    letters = re.sub(r"\d+", "0", letters)
    return [run for run in _standard().split(letters) if run]


def grams(text: str) -> frozenset[str]:
    """The runs of five characters of a text, standard phrases left out."""
    return frozenset(run[i : i + GRAM] for run in plain(text) for i in range(len(run) - GRAM + 1))


def likeness(a: str, b: str) -> float:
    """The share of five-character runs that two texts have in common (Jaccard, 0–1)."""
    left, right = grams(a), grams(b)
    return len(left & right) / len(left | right) if left or right else 0.0


def _in_hundredths(share: float) -> float:
    """A likeness as it is told: 1 only where nothing differs."""
    return 1.0 if share == 1 else min(round(share, 2), 0.99)


def repeated_share(text: str, earlier: str) -> float:
    """The share of a text's five-character runs that stand in the earlier text, too (0–1)."""
    own = grams(text)
    return len(own & grams(earlier)) / len(own) if own else 0.0


def too_short(text: str, least: float) -> bool:
    """Whether a text has too few characters of its own to be compared."""
    return sum(map(len, plain(text))) < least


def copied_from_last_year(earlier: Report, later: Report) -> Iterator[Finding]:
    """O-01: section five against the body's own section five of last year."""
    if not (has_own_text(earlier) and has_own_text(later)):
        return
    limits = catalogue()["O-01"].thresholds
    texts = [section_text(report, "5") for report in (earlier, later)]
    words: dict[str, Any] = {"section": section_name(5), "previous": earlier.year, "where": section_name(5)}
    if not all(texts):
        yield finding("O-01", NOT_ASSESSABLE, because="no_section", **words)
        return
    if any(too_short(text, limits["least"]) for text in texts):
        yield finding("O-01", NOT_ASSESSABLE, because="too_short", **words)
        return
    share = _in_hundredths(likeness(*texts))
    severity = "warning" if share >= limits["warning"] else "info"
    outcome = FAIL if share >= limits["info"] else PASS
    yield finding("O-01", outcome, severity=severity, left=share, right=limits["info"], **words)


def _signature(text: str) -> "MinHash | None":
    """The MinHash of a text; None for one without five characters of its own in a row."""
    from datasketch import MinHash  # loads scipy: half a second and 60 MB that no reader of one report needs

    own = grams(text)
    if not own:
        return None
    # crc32 spreads short runs well enough, and is many times faster than the library's SHA-1.
    made = MinHash(num_perm=PERMUTATIONS, hashfunc=crc32)
    made.update_batch([gram.encode() for gram in own])
    return made


def nearest(
    texts: Sequence[str], least: float, *, apart: Sequence[object] | None = None
) -> dict[int, tuple[int, float]]:
    """For each text the other text most like it, and how like (0–1), where that is at least ``least``.

    MinHash with locality-sensitive hashing finds the candidates, so that time and memory grow with the
    number of texts and not with its square; each candidate is then compared exactly. Texts with the same
    mark in ``apart`` are never compared with each other.
    """
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=max(least - LSH_BELOW, 0.05), num_perm=PERMUTATIONS)
    signatures = {p: made for p, text in enumerate(texts) if (made := _signature(text)) is not None}
    for position, signature in signatures.items():
        index.insert(position, signature)

    @lru_cache(maxsize=KEPT)
    def own(position: int) -> frozenset[str]:
        return grams(texts[position])

    found: dict[int, tuple[int, float]] = {}
    for position, signature in signatures.items():
        candidates = [
            other
            for other in index.query(signature)
            if other != position and (apart is None or apart[other] != apart[position])
        ]
        if len(candidates) > CANDIDATES:
            candidates.sort(key=lambda other: (-signature.jaccard(signatures[other]), other))
            candidates = candidates[:CANDIDATES]
        for other in sorted(candidates):
            share = len(own(position) & own(other)) / len(own(position) | own(other))
            if share >= least and share > found.get(position, (0, 0.0))[1]:
                found[position] = (other, share)
    return found


def cloned_from_peers(reports: Sequence[Report]) -> Iterator[tuple[int, Finding]]:
    """O-02: sections one and five against those of other bodies for the same year; failures only."""
    limits = catalogue()["O-02"].thresholds
    by_year: dict[int, list[int]] = defaultdict(list)
    for position, report in enumerate(reports):
        if report.year is not None and catalogue()["O-02"].covers(report.year) and has_own_text(report):
            by_year[report.year].append(position)
    for positions in by_year.values():
        for order in COMPARED_WITH_PEERS:
            long_enough = []
            for position in positions:
                text = section_text(reports[position], order)
                if not too_short(text, limits["least"]):
                    long_enough.append((position, text))
            bodies = [reports[p].agency.id or reports[p].agency.name or p for p, _ in long_enough]
            for i, (j, share) in nearest([t for _, t in long_enough], limits["info"], apart=bodies).items():
                position, other = long_enough[i][0], reports[long_enough[j][0]]
                yield (
                    position,
                    finding(
                        "O-02",
                        FAIL,
                        left=_in_hundredths(share),
                        right=limits["info"],
                        section=section_name(order),
                        other=other.agency.name or other.agency.name_as_published,
                        year=other.year,
                    ),
                )


def originality_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """The checks of this family that need one report only: O-03, section five has content."""
    if not has_own_text(report) or not catalogue()["O-03"].covers(report.year):
        return
    if "5" not in report.sections:
        yield finding("O-03", NOT_ASSESSABLE, because="no_section", section=section_name(5))
        return
    text = section_text(report, "5")
    filler = re.sub(r"[\W_]+", "", text) in phrases("empty")
    yield finding("O-03", FAIL, text=text) if filler else passed("O-03")


@record(frozen=True, slots=True)
class Piece:
    """A run of characters, and whether it stands in the other text, too."""

    text: str
    same: bool


@record(frozen=True, slots=True)
class AlignedRow:
    """One row of a side-by-side view: ``same``, ``changed``, ``removed`` (left only) or ``added`` (right only)."""

    kind: str
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


def _changed(left: str, right: str) -> AlignedRow:
    """Two versions of one sentence, parted into what both have and what only one has."""
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for operation in Indel.opcodes(left, right):
        same = operation.tag == "equal"
        if operation.src_end > operation.src_start:
            sides[0].append(Piece(left[operation.src_start : operation.src_end], same))
        if operation.dest_end > operation.dest_start:
            sides[1].append(Piece(right[operation.dest_start : operation.dest_end], same))
    return AlignedRow("changed", tuple(sides[0]), tuple(sides[1]))


def _pair_up(left: list[str], right: list[str]) -> Iterator[AlignedRow]:
    """Sentences that take each other's place: like ones side by side, in order, the rest alone."""
    next_right = 0
    for sentence in left:
        scores = [fuzz.ratio(sentence, other) for other in right[next_right:]]
        best = max(scores, default=0)
        if best < ALIKE:
            yield AlignedRow("removed", left=(Piece(sentence, False),))
            continue
        at = next_right + scores.index(best)
        for skipped in right[next_right:at]:
            yield AlignedRow("added", right=(Piece(skipped, False),))
        yield _changed(sentence, right[at])
        next_right = at + 1
    for skipped in right[next_right:]:
        yield AlignedRow("added", right=(Piece(skipped, False),))


def aligned_diff(a: str, b: str) -> tuple[AlignedRow, ...]:
    """Two texts sentence by sentence for a side-by-side view, in the order of both."""
    from difflib import SequenceMatcher  # no check of one report needs it

    left, right = sentences(a), sentences(b)
    rows: list[AlignedRow] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [AlignedRow("same", (Piece(s, True),), (Piece(s, True),)) for s in left[i1:i2]]
        else:
            rows += _pair_up(left[i1:i2], right[j1:j2])
    return tuple(rows)
