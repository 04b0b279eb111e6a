"""The data addresses answer with the dataset's own figures, and refuse what they do not understand."""

import csv
import io
import json

import polars as pl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import api, exhibits, filters
from dashboard.pages import PAGES

TWINS = [page.name for page in PAGES if page.twin]
CHARTED = [name for name in TWINS if name not in ("regions", "compare", "coverage", "quality")]
"""Pages whose twin has measures; the others have frames of their own."""


@pytest.fixture
def client(on, built):
    on(built)
    return TestClient(Starlette(routes=api.ROUTES))


def rows(response) -> list[dict]:
    assert response.content.startswith(b"\xef\xbb\xbf"), "Excel needs the byte order mark"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_reports_are_those_of_the_dataset(client, built):
    expected = pl.read_parquet(built / "reports.parquet")
    found = rows(client.get("/api/reports.csv"))
    assert [row["report_id"] for row in found] == expected["report_id"].to_list()
    printed = {row["report_id"]: row["req_new.total"] for row in found}
    for report, value in expected.select("report_id", "req_new.total").iter_rows():
        assert printed[report] == ("" if value is None else str(value))


def test_missing_is_empty_never_zero(client, built):
    reports = pl.read_parquet(built / "reports.parquet")
    blank = reports.filter(pl.col("req_new.total").is_null())["report_id"].to_list()
    assert blank, "the shipped data have reports without this figure"
    by_id = {row["report_id"]: row for row in client.get("/api/reports.json").json()["rows"]}
    assert all(by_id[report]["req_new.total"] is None for report in blank)


def test_a_region_holds_everything_inside_it(client):
    found = rows(client.get("/api/reports.csv?region=320000"))
    assert found
    assert {row["adcode"][:2] for row in found} == {"32"}


def test_years_are_from_and_to(client):
    found = rows(client.get("/api/reports.csv?year=2019&year=2021"))
    assert {row["year"] for row in found} == {"2019", "2020", "2021"}


@pytest.mark.parametrize("name", CHARTED)
@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_every_chart_page_has_its_twin(client, name, fmt):
    response = client.get(f"/api/{name}.{fmt}?lang=en")
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    if fmt == "csv":
        assert {"report_id", "measure", "value", "basis"} <= set(rows(response)[0])
    else:
        content = response.json()
        assert content["version"]
        assert content["rows"][0]["measure"] in content["definitions"]
        page = next(p for p in PAGES if p.name == name)
        assert [e["id"] for e in content["exhibits"]] == [e.id for e in exhibits.exhibits_of(page.subject)]


@pytest.mark.parametrize("name", [name for name in TWINS if name not in ("regions", "compare")])
def test_a_twin_only_has_counted_reports(client, built, name):
    counted = set(pl.read_parquet(built / "reports.parquet").filter("counted")["report_id"])
    named = {row["report_id"] for row in rows(client.get(f"/api/{name}.csv"))} - {""}
    assert named
    assert named <= counted


def test_regions_and_compare_have_their_frames(client):
    provinces = rows(client.get("/api/regions.csv?year=2024"))
    assert {(row["adcode"], row["measure"]): row["value"] for row in provinces}[
        "320000", "req_new.total"
    ] == "6644"
    assert {row["mark"] for row in provinces} >= {"figure", "no_report"}
    pair = rows(client.get("/api/compare.csv?agency=321300-renminzhengfu"))
    assert {row["key"]: row["change"] for row in pair}["rev_total"] == "-270"
    assert client.get("/api/compare.json").json()["rows"] == []


def test_coverage_and_quality_have_their_frames(client):
    assert {"agency_id", "year", "state"} <= set(rows(client.get("/api/coverage.csv"))[0])
    assert {"report_id", "id", "status", "message_zh"} <= set(rows(client.get("/api/quality.csv"))[0])
    assert client.get("/api/coverage.json").json()["rows"]


def test_one_chart_alone(client):
    found = client.get("/api/applications.json?exhibit=applications.by_year&lang=en").json()
    assert found["exhibit"]["id"] == "applications.by_year"
    assert found["exhibit"]["rows"]


def test_only_public_findings(client, built):
    findings = pl.read_parquet(built / "findings.parquet")
    assert len(rows(client.get("/api/findings.csv"))) == findings.filter("public").height


def test_fields_explain_every_column_of_the_reports(client):
    codes = {row["code"] for row in rows(client.get("/api/fields.csv"))}
    figures = [name.partition(".")[0] for name in rows(client.get("/api/reports.csv"))[0] if "_" in name]
    coded = [
        c
        for c in figures
        if c.split("_")[0] in ("req", "out", "rev", "lit", "pd", "pd19", "s14", "fj", "fj11")
    ]
    assert coded
    assert set(coded) <= codes


@pytest.mark.parametrize(
    "path", ["/api/nope", "/api/nope.csv", "/api/reports.xml", "/api/a/b/c", "/api/about.csv"]
)
def test_an_unknown_address_is_a_real_404(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["error"] == "not found"


@pytest.mark.parametrize(
    "query", ["kind=martian", "year=abc", "region=999999", "agency=nobody", "regoin=410700", "lang=xx"]
)
def test_what_is_not_understood_is_an_error(client, query):
    response = client.get(f"/api/reports.csv?{query}")
    assert response.status_code == 400
    assert response.json()["unknown"]


def test_an_unchanged_table_is_not_sent_again(client):
    first = client.get("/api/reports.csv")
    again = client.get("/api/reports.csv", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_the_written_query_of_a_page_is_understood(client):
    view = filters.parse({}, api.store.names("zh").choices)
    assert client.get(f"/api/outcomes.csv?{filters.query_string(view)}").status_code == 200


def test_documents_of_our_own_making_are_handed_out(client, built):
    reports = pl.read_parquet(built / "reports.parquet").filter(
        pl.col("source_kind").cast(pl.String) == "retypeset"
    )
    assert reports.height == 5
    for digest in reports["source_sha256"]:
        file = next((built / "documents").glob(f"{digest}.*"))
        response = client.get(f"/api/documents/{file.name}")
        assert response.content == file.read_bytes()
        assert "sandbox" in response.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["0" * 64 + ".pdf", "..%2Fmanifest.json", "*.pdf"])
def test_nothing_else_is_handed_out(client, name):
    assert client.get(f"/api/documents/{name}").status_code == 404


def test_robots_and_sitemap(client):
    assert "sitemap.xml" in client.get("/robots.txt").text
    sitemap = client.get("/sitemap.xml").text
    for page in PAGES:
        assert f"/{page.path}?lang=en" in sitemap
    assert "agency=" in sitemap


def test_without_a_dataset_the_api_says_so(on, tmp_path):
    on(tmp_path)
    response = TestClient(Starlette(routes=api.ROUTES)).get("/api/reports.csv")
    assert response.status_code == 503
    assert "ogi build" in response.json()["error"]


def test_an_empty_dataset_gives_an_empty_table(on, empty):
    on(empty)
    response = TestClient(Starlette(routes=api.ROUTES)).get("/api/reports.csv")
    assert response.status_code == 200
    assert rows(response) == []


@pytest.mark.parametrize("name", ["agency", "cells"])
def test_a_long_table_is_written_piece_by_piece_and_is_the_same(client, monkeypatch, name):
    whole = {fmt: client.get(f"/api/{name}.{fmt}").content for fmt in api.FORMATS}
    monkeypatch.setattr(api, "SLICE", 100)
    assert client.get(f"/api/{name}.csv").content == whole["csv"]
    assert client.get(f"/api/{name}.json").json() == json.loads(whole["json"])
    assert len(list(api._as_csv(pl.DataFrame({"a": range(250)})))) == 3
