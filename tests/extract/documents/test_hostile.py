"""Hostile files: every outcome is a Document or a Refusal with a code, soon and in little memory."""

import io
import random
import time
import zipfile

import openpyxl
import pytest

from extract.documents import open_document
from extract.documents.model import Document
from extract.documents.refusals import Refusal
from extract.documents.sheets.xlsx import looks
from extract.documents.unpack import MAX_ENTRIES
from extract.paths import REPORTS
from tests.extract.documents.sources import source

SECONDS = 20
"""No hostile file may take longer; the guard's limit is far above it."""


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (
        ["二、主动公开"],
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", 0, 3],
        ["规范性文件", 1, 2],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SHIPPED = {
    p.suffix: p.read_bytes()
    for p in sorted(REPORTS.iterdir())
    if p.suffix in (".html", ".docx", ".md", ".txt")
}
WHOLE = {**SHIPPED, ".xlsx": workbook()}


def outcome(data: bytes, name: str) -> str:
    """``document``, or the code of the refusal. Anything else fails the test."""
    started = time.perf_counter()
    try:
        document = next(iter(open_document(source(data, name)).readings()))
        assert isinstance(document, Document)
        found = "document"
    except Refusal as refusal:
        found = refusal.code
    assert time.perf_counter() - started < SECONDS
    return found


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_cut_anywhere(suffix):
    data = WHOLE[suffix]
    for share in range(0, 100, 7):
        outcome(data[: len(data) * share // 100], f"cut{suffix}")


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_bits_flipped_and_pieces_moved(suffix):
    rng = random.Random(f"hostile {suffix}")
    for _ in range(25):
        data = bytearray(WHOLE[suffix])
        for _ in range(rng.choice((1, 4, 40))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        if rng.random() < 0.3:
            first, second = sorted(rng.sample(range(len(data)), 2))
            data = data[second:] + data[first:second] + data[:first]
        outcome(bytes(data), f"flipped{suffix}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_parts_swapped_emptied_and_left_out(suffix):
    entries = parts(WHOLE[suffix])
    names = sorted(entries)
    for name in names:
        outcome(packed({**entries, name: b""}), f"empty{suffix}")
        outcome(packed({n: d for n, d in entries.items() if n != name}), f"without{suffix}")
        outcome(packed({**entries, name: entries[names[0]]}), f"swapped{suffix}")
        outcome(packed({**entries, name: b"<a>" * 100_000}), f"deep{suffix}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_text_inside_the_parts_is_broken(suffix):
    """Flips in the XML itself, which the checksum of a flipped archive hides from the parsers."""
    rng = random.Random(f"inside {suffix}")
    entries = parts(WHOLE[suffix])
    texts = [name for name in entries if name.endswith(".xml")]
    for _ in range(40):
        name = rng.choice(texts)
        data = bytearray(entries[name])
        for _ in range(rng.choice((1, 3, 12))):
            at = rng.randrange(len(data))
            data[at : at + rng.randrange(3)] = rng.choice(
                (b"<", b">", b'"', b"9999999999", b"-1", b"&#0;", b"")
            )
        outcome(packed({**entries, name: bytes(data)}), f"inside{suffix}")


def test_a_hundred_thousand_cells():
    rows, cell = 500, "<td>0</td>"
    assert outcome(("<table>" + ("<tr>" + cell * 200) * rows).encode(), "cells.html") == "too-large"
    assert outcome(("0\t" * 200 + "\n").encode() * rows, "cells.txt") == "too-large"
    assert outcome((b"|" + b" 0 |" * 200 + b"\n") * rows, "cells.md") == "too-large"
    assert outcome((b"0," * 200 + b"\n") * rows, "cells.csv") == "too-large"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_bombs_are_not_unpacked(suffix):
    entries = parts(WHOLE[suffix])
    main = "word/document.xml" if suffix == ".docx" else "xl/workbook.xml"
    assert outcome(packed({**entries, main: b" " * (40 << 20)}), f"bomb{suffix}") == "archive-bomb"
    many = {**entries, **{f"x/{n}": b"" for n in range(MAX_ENTRIES)}}
    assert outcome(packed(many), f"many{suffix}") == "archive-bomb"


def test_a_bomb_in_a_part_that_a_workbook_is_read_without_is_refused():
    entries = parts(WHOLE[".xlsx"])
    entries["xl/styles.xml"] = b'<!DOCTYPE a [<!ENTITY b "0">]>' + entries["xl/styles.xml"]
    with zipfile.ZipFile(io.BytesIO(packed(entries))) as archive, pytest.raises(Refusal) as refused:
        looks(archive)
    assert refused.value.code == "archive-bomb"


def test_an_archive_that_lies_about_its_sizes_is_damaged_not_unpacked():
    data = packed({**parts(WHOLE[".docx"]), "word/document.xml": b" " * (40 << 20)})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("word/document.xml")
    # The size stands in the local head and in the directory; both are made to say ten bytes.
    lying = data.replace(entry.file_size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert outcome(lying, "lying.docx") in ("damaged-file", "archive-bomb")


ENTITIES = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(12))
    + "]>"
)


def test_entities_are_not_expanded():
    for suffix, main in ((".docx", "word/document.xml"), (".xlsx", "xl/sharedStrings.xml")):
        entries = parts(WHOLE[suffix])
        for encoding in ("utf-8", "utf-16"):
            text = f"{ENTITIES}<x>&e11;</x>".encode(encoding)
            assert (
                outcome(packed({**entries, main: text}), f"entities{suffix}") != "document"
                or suffix == ".xlsx"
            )
    outcome(f"{ENTITIES}<html><body><p>&e11;</p></body></html>".encode(), "entities.html")


@pytest.mark.parametrize(
    "line",
    [
        "*" * 200_000,
        "**a" * 60_000,
        "|" * 200_000,
        "- " * 100_000,
        "<table>" * 20_000,
        "&#9;" * 50_000,
        "+-" * 90_000,
        "\\" * 99_999,
    ],
    ids=lambda line: line[:7],
)
def test_one_long_line_does_not_hang_the_reader(line):
    for name in ("long.md", "long.html", "long.csv"):
        outcome(line.encode(), name)


def test_names_say_nothing_that_the_bytes_do_not():
    for data in WHOLE.values():
        for suffix in (".pdf", ".doc", ".xls", ".html", ".txt", ".png", ""):
            assert outcome(data, f"report{suffix}") == "document"
