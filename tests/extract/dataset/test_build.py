"""Documents and figures in, the dataset out: counted, deterministic, and no bad file stops it."""

import json

import polars as pl
import pytest

from extract.dataset.build import build
from extract.dataset.schemas import TABLES
from extract.paths import FIGURES, REPORTS


@pytest.fixture(scope="module")
def offered(tmp_path_factory):
    """The five shipped documents and three files that are no report."""
    folder = tmp_path_factory.mktemp("offered")
    for path in REPORTS.iterdir():
        if path.suffix in (".pdf", ".html", ".docx", ".md", ".txt"):
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / "recipe.txt").write_text("红烧肉的做法：五花肉切块，焯水，加糖炒色。\n" * 20, "utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 not a zip after all")
    return folder


@pytest.fixture(scope="module")
def built(offered, tmp_path_factory):
    out = tmp_path_factory.mktemp("built") / "dataset"
    return build([offered], FIGURES, out, workers=2, cache=out.with_name("cache"))


def table(built, name: str) -> pl.DataFrame:
    return pl.read_parquet(built.out / f"{name}.parquet")


def test_every_offered_file_is_accounted_for(built):
    assert sum(built.counts.values()) == built.offered == 36
    assert built.counts["refused"] == 3
    assert {code for _, code, _ in built.refused} == {"not-an-annual-report", "empty-file", "damaged-file"}


def test_what_counts_is_told_apart_from_what_is_there(built):
    assert built.counted == table(built, "reports")["counted"].sum() <= built.reports == 33


def test_files_that_are_partly_read_are_listed_with_what_they_lack(built):
    assert len(built.partial) == built.counts["partial"] == 4
    assert ("pingtan-2013.toml", "32 格中有 1 格没有读出") in [
        (path, because["zh"]) for path, because in built.partial
    ]


def test_refused_files_are_listed_with_code_and_message_in_both_languages(built):
    refused = table(built, "files").filter(pl.col("status") == "refused")
    assert refused.height == 3
    assert refused.select(pl.col("code", "message_zh", "message_en").is_null().any()).row(0) == (False,) * 3


def test_nothing_breaks_a_rule(built):
    assert built.rejected == {}


def test_every_table_keeps_its_schema(built):
    for name, schema in TABLES.items():
        assert schema.is_valid(table(built, name)), name


def test_the_five_documents_carry_the_published_figures(built):
    retypeset = table(built, "reports").filter(pl.col("source_kind") == "retypeset")
    assert retypeset.height == 5
    assert sorted(retypeset["adcode"]) == ["410304", "410304", "410703", "410781", "419001"]
    assert retypeset["source_original"].is_null().sum() == 0
    weibin = retypeset.filter(pl.col("adcode") == "410703").row(0, named=True)
    assert (weibin["req_new.total"], weibin["out_granted_full.total"], weibin["lit_direct_other"]) == (
        9,
        7,
        1,
    )


def test_the_misencoded_name_stands_beside_the_right_one(built):
    body = (
        table(built, "reports").filter(pl.col("name_as_published").str.starts_with("灋河")).row(0, named=True)
    )
    assert body["agency_name"].startswith("瀍河回族区")
    assert body["adcode"] == "410304"


def test_the_words_of_a_retypeset_edition_are_not_quotable(built):
    reports = table(built, "reports").filter(pl.col("source_kind") == "retypeset")["report_id"].implode()
    assert not table(built, "sections").filter(pl.col("report_id").is_in(reports))["quotable"].any()


def test_build_twice_gives_the_same_bytes(built, offered, tmp_path):
    again = build([offered], FIGURES, tmp_path / "again", workers=1, cache=tmp_path / "fresh-cache")
    names = sorted(p.relative_to(built.out) for p in built.out.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(again.out) for p in again.out.rglob("*") if p.is_file())
    for name in names:
        assert (built.out / name).read_bytes() == (again.out / name).read_bytes(), name


def test_the_manifest_has_counts_and_a_version_but_no_clock(built):
    manifest = json.loads((built.out / "manifest.json").read_text("utf-8"))
    assert manifest["offered"] == manifest["read"] + manifest["partial"] + manifest["refused"]
    assert len(manifest["version"]) == 12


def test_a_build_that_dies_leaves_the_old_dataset(built, offered, monkeypatch):
    before = (built.out / "manifest.json").read_bytes()
    monkeypatch.setattr("extract.dataset.build._swap", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        build([offered], None, built.out, workers=1)
    assert (built.out / "manifest.json").read_bytes() == before
