"""The project's TOML files, read as the standard library reads them."""

import tomllib
from pathlib import Path

import pytest

from extract import plain_toml
from extract.paths import DATA

FILES = sorted(DATA.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_as_by_the_standard_library(path: Path) -> None:
    assert plain_toml.read_toml(path) == tomllib.loads(path.read_text("utf-8"))


PLAIN = ["applicants", "checks", "labels", "narrative", "series", "t2014", "t2019", "t2021"]


@pytest.mark.parametrize("name", PLAIN)
def test_what_every_process_reads_needs_no_parser(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(plain_toml, "_otherwise")
    assert plain_toml.read_toml(DATA / "forms" / f"{name}.toml")


@pytest.mark.parametrize(
    "text",
    [
        'a = "x" # a remark',
        "a = 'x\\y'",
        'a = "x\\ty\\u4e00"',
        "a = 1_000\nb = +1\nc = 0x1f\nd = 1979-05-27\ne = inf",
        'a = """\n[b]\nc = "d"\n"""',
        "a = [\n  1, # one\n  2,\n]\nb = [\n]",
        'a = { b = "c = d", e = { f = 1 } }',
        'a = { b = "c", "d e" = "f" }',
        "a.b = 1\na.c = 2",
        "[a.b]\nc = 1\n[a]\nd = 2",
        "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n[[a.e]]\nf = 4",
        "  [a]\n  b = 1",
        "a=1",
        '"a b" = 1\n"c" = 2',
        "a = true\nb = [1, [2, 3]]\nc = 1.5e3",
        "a = []\r\nb = 1\r\n",
    ],
)
def test_whatever_is_not_plain_is_read_too(text: str, tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_bytes(text.encode())
    assert plain_toml.read_toml(file) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text", ["a = ", "a = 1\na = 2", "[a]\n[a]", "a", "[a\nb = 1", "a = x", 'a = "b" c"']
)
def test_what_is_no_toml_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text(text)
    with pytest.raises(tomllib.TOMLDecodeError):
        plain_toml.read_toml(file)
