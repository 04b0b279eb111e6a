"""Opening a dataset."""

import json

import polars as pl
import pytest

from dashboard.data import TABLES, NoDataset, open_dataset
from tests.dashboard.handmade import Written, dataset


@pytest.fixture
def folder(tmp_path):
    made = dataset([Written("甲市", "320800", 2023), Written("甲市", "320800", 2024, counted=False)])
    for name in TABLES:
        frame = made.tables[name].collect() if name in made.tables else pl.DataFrame({"report_id": []})
        frame.write_parquet(tmp_path / f"{name}.parquet")
    (tmp_path / "manifest.json").write_text(json.dumps({"version": "abc123"}), "utf-8")
    return tmp_path


def test_an_opened_dataset_names_its_version(folder):
    found = open_dataset(folder)
    assert found.version == "abc123"
    assert found.reports.collect().height == 2
    assert found.agency_list["name"].to_list() == ["甲市"]


def test_the_years_are_those_of_counted_reports(folder):
    assert open_dataset(folder).years == (2023, 2023)
    assert dataset([]).years is None


def test_a_missing_table_names_the_command(folder):
    (folder / "measures.parquet").unlink()
    with pytest.raises(NoDataset, match="ogi build"):
        open_dataset(folder)


def test_an_unknown_table_is_an_error(folder):
    with pytest.raises(AttributeError):
        open_dataset(folder).nonsense  # noqa: B018
