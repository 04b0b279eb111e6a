"""The dataset to take away, by the same names as the site's addresses."""

import json
import sqlite3
import subprocess
import sys
import zipfile

import polars as pl
import pytest

from extract.dataset import FORMATS
from extract.dataset.build import build
from extract.dataset.export import DatasetMissing, Selection, csv_bytes, export, inside, read_table


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    out = tmp_path_factory.mktemp("export") / "dataset"
    return build([], out=out).out


@pytest.mark.parametrize(
    ("adcode", "start"), [("410000", "41"), ("410700", "4107"), ("410781", "410781"), ("419001", "419001")]
)
def test_a_region_holds_everything_whose_code_begins_like_it(adcode, start):
    assert inside(adcode) == start


def test_a_region_and_everything_inside_it(dataset):
    reports = read_table(dataset, "reports", Selection(regions=("321300",)))
    assert set(reports["adcode"]) == {"321300", "321322"}


def test_years_are_inclusive(dataset):
    reports = read_table(dataset, "reports", Selection(years=(2023, 2024)))
    assert set(reports["year"]) == {2023, 2024}


def test_csv_opens_in_excel_and_missing_is_empty(dataset, tmp_path):
    out = tmp_path / "out.csv"
    rows = export(dataset, out, "csv", selection=Selection(regions=("310000",)))
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    back = pl.read_csv(out, infer_schema=False)
    assert (rows, back.height) == (3, 3)
    assert back.filter(pl.col("year") == "2019")["rev_corrected"].to_list() == [None]


def test_a_whole_number_is_printed_as_one():
    table = pl.DataFrame({"value": [1295.0, 96171.6, -270.0, None]})
    assert csv_bytes(table).decode("utf-8-sig").split() == ["value", "1295", "96171.6", "-270"]


def test_a_text_that_a_spreadsheet_would_run_is_defused():
    assert csv_bytes(pl.DataFrame({"name": ["=1+1", "局"]})).decode("utf-8-sig").splitlines() == [
        "name",
        "'=1+1",
        "局",
    ]


def test_json_sqlite_parquet_and_xlsx_carry_the_same_rows(dataset, tmp_path):
    for fmt in ("json", "sqlite", "parquet", "xlsx"):
        assert export(dataset, tmp_path / f"out.{fmt}", fmt) == 28
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))) == 28
    assert pl.read_parquet(tmp_path / "out.parquet").height == 28
    with sqlite3.connect(tmp_path / "out.sqlite") as base:
        assert base.execute('SELECT count(*), sum("req_new.total") FROM reports').fetchone()[0] == 28
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from extract.dataset import FORMATS
from extract.dataset.export import export
dataset, folder = map(Path, sys.argv[1:])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
for fmt in FORMATS:
    try:
        export(dataset, folder / f"out.{fmt}", fmt, "cells")
    except OSError as error:
        print(error)
"""


def test_a_full_disk_is_told_with_the_files_name_and_leaves_the_earlier_file(dataset, tmp_path):
    files = [tmp_path / f"out.{fmt}" for fmt in FORMATS]
    for file in files:
        file.write_bytes(b"earlier")
    command = [sys.executable, "-c", FULL_DISK, str(dataset), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    told = [line.partition(" cannot be written: ")[0] for line in ran.stdout.splitlines()]
    assert told == [str(file) for file in files]
    assert not ran.stderr
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert {file.read_bytes() for file in files} == {b"earlier"}


def test_without_a_dataset_the_error_names_the_way_out(tmp_path):
    with pytest.raises(DatasetMissing, match="ogi build"):
        export(tmp_path / "nothing", tmp_path / "out.csv", "csv")
