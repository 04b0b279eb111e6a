"""A small fixed share of the fuzzing run: every hostile file comes back as reports or as a refusal with a reason."""

import time
from random import Random

import pytest

from benchmarks.fuzz import (
    BOMBS,
    BYTES,
    ZIPPED,
    Fate,
    Offer,
    faults,
    mutations,
    offer,
    run,
    spoil_stream,
    stock,
    tables,
)
from extract.batch.guard import MEGABYTE, Guard, Limits

LIMITS = Limits(seconds=20, memory=4096 * MEGABYTE)
QUICK = (
    "nothing",
    "one byte",
    "noise",
    "pages in themselves",
    "a colspan of 10^9",
    "entities in a page",
    "entities in a document",
    "a file from outside",
    "a grid span of 10^9",
    "a picture cut off",
    "half a character",
    "10^5 brackets",
)


@pytest.fixture(scope="module")
def guard():
    with Guard(workers=1, limits=LIMITS) as opened:
        yield opened


@pytest.mark.parametrize("what", QUICK)
def test_a_constructed_file_is_refused_or_read(guard, what):
    suffix, build = BOMBS[what]
    fate = offer(guard, Offer(what, f"bomb{suffix}", build()))
    assert not fate.faults, fate


def test_changed_documents_are_all_accounted_for():
    valid = stock(("html", "docx", "xlsx", "odt", "ofd", "markdown", "tab_text", "text_dump"), range(2))
    offers = (one for one, _ in zip(mutations(Random(1), valid), range(60), strict=False))
    fates = run(offers, time.monotonic() + 25, LIMITS)
    assert fates
    assert not [fate for fate in fates if fate.faults]


def test_every_change_changes_a_document():
    plain = make_bytes("tab_text")
    assert all(any(change(Random(seed), plain) != plain for seed in range(3)) for change in BYTES)
    for kind in ("docx", "odt", "ofd"):
        packed = make_bytes(kind)
        assert all(any(change(Random(seed), packed) != packed for seed in range(3)) for change in ZIPPED)
    drawn = make_bytes("ruled_pdf")
    assert spoil_stream(Random(1), drawn).count(b"endstream") == drawn.count(b"endstream")
    assert spoil_stream(Random(1), drawn) != drawn


def make_bytes(layout_class: str) -> bytes:
    """A valid document of that class."""
    return stock((layout_class,), range(1))[0][2]


def test_faults_are_seen():
    assert faults([], 0, LIMITS) == ["not accounted for"]
    assert faults([], LIMITS.seconds + 60, LIMITS)[1].endswith("over the limit")
    fate = Fate("html/flip", "1.html", "reader-crashed", 1.0, ("escaped: KeyError",))
    assert "- FAULT html/flip" in tables([fate])
