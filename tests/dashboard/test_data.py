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


def test_bodies_of_one_name_are_told_apart_by_their_place():
    made = dataset(
        [Written(name, adcode, 2024) for name, adcode in (("财政局", "320813"), ("财政局", "350128"))]
    )
    assert set(made.body_names.values()) == {"财政局（江苏省淮安市洪泽区）", "财政局（福建省福州市平潭县）"}


def test_a_name_that_says_its_place_does_not_say_it_twice():
    rows = [("平潭县财政局", "350128"), ("平潭县财政局", "350100"), ("淮安市财政局", "320800")]
    names = dataset([Written(name, adcode, 2024) for name, adcode in rows]).body_names
    assert names["350128-平潭县财政局"] == "平潭县财政局（福建省福州市）"
    assert names["320800-淮安市财政局"] == "淮安市财政局"
