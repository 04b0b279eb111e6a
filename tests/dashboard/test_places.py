"""Regions on the site: what is known of each, what may be added up, what is missing."""

import json

import pytest

from dashboard import boundaries, regions
from dashboard.charts.tree import counted, report_tree
from dashboard.data import Dataset, open_dataset
from dashboard.queries import Filters
from dashboard.queries.places import (
    bodies_inside,
    children,
    like_bodies,
    like_regions,
    own_reports,
    place_figures,
)
from extract.paths import ROOT
from tests.dashboard import handmade

JIANGSU, HUAIAN, HONGZE, FUJIAN, PINGTAN = "320000", "320800", "320813", "350000", "350128"


@pytest.fixture(scope="module")
def dataset(built) -> Dataset:
    return open_dataset(built)


def figure(dataset: Dataset, place: str, year: int, key: str = "req_new.total"):
    return place_figures(dataset, Filters(), year, key, [place])[place]


def test_there_are_34_tiles_and_each_has_a_place_of_its_own(dataset):
    tiles = regions.tiles()
    assert len(tiles) == len({(tile.row, tile.col) for tile in tiles.values()}) == 34
    assert (
        len({tile.name_en for tile in tiles.values()}) == len({tile.letters for tile in tiles.values()}) == 34
    )
    assert set(tiles) == set(children(dataset, None))


def test_a_body_inside_an_aggregate_is_not_added_to_it(dataset):
    province = figure(dataset, JIANGSU, 2024)
    city, district = figure(dataset, HUAIAN, 2024), figure(dataset, HONGZE, 2024)
    assert (city.value, district.value) == (3119, 95)
    assert province.value == 3119 + 3525
    assert len(province.bodies) == 2


def test_a_part_of_a_region_is_not_the_region(dataset):
    """宿迁 has no report of its own for 2025: what its county 沭阳 reports is not the city's figure."""
    assert figure(dataset, "321300", 2024).whole
    county, city = figure(dataset, "321322", 2025), figure(dataset, "321300", 2025)
    assert (county.value, county.whole) == (city.value, True) == (713, True)
    assert not city.whole
    assert regions.shown(city) == "713◔"
    assert not figure(dataset, "310000", 2025).whole, "an office of the city's government is not the city"


def test_two_reports_on_one_territory_count_once(dataset):
    both = figure(dataset, PINGTAN, 2011, "hs_requests_received")
    assert (both.reports, len(both.bodies)) == (2, 1)


def test_zero_missing_and_no_report_are_told_apart(dataset):
    assert figure(dataset, PINGTAN, 2016, "hs_requests_received").mark == "zero"
    assert figure(dataset, PINGTAN, 2016, "req_new.total").mark == "not_applicable"
    assert figure(dataset, "110000", 2024).mark == "no_report"


def test_a_sum_over_a_publishers_error_is_flagged(dataset):
    assert figure(dataset, HONGZE, 2023, "rev_total").mark == "flagged"


def test_a_region_knows_its_own_report_its_bodies_and_its_like(dataset):
    assert own_reports(dataset, HUAIAN)["year"].to_list() == [2024]
    inside = bodies_inside(dataset, "321300", 2023)
    assert dict(inside.select("agency_id", "reports_year").iter_rows()) == {
        "321300-renminzhengfu": True,
        "321322-fazhanhegaigeju": True,
        "321322-renminzhengfu": False,
    }
    assert like_regions(dataset, HUAIAN)[0] == "321300"


def test_like_bodies_share_level_and_kind_and_the_nearest_come_first():
    codes = ("320800", "350128", "321300", "320813", "350100")
    known = handmade.dataset(
        [handmade.Written("教育局", code, 2024, kind="education") for code in codes]
        + [handmade.Written("财政局", "350128", 2024, kind="finance")]
    )
    assert like_bodies(known, "350128-教育局") == [
        "350100-教育局",
        "320800-教育局",
        "320813-教育局",
        "321300-教育局",
    ]
    assert like_bodies(known, "320813-教育局")[:2] == ["320800-教育局", "321300-教育局"]
    assert like_bodies(known, "350128-财政局") == like_bodies(known, "unknown") == []


def test_directly_administered_counties_stand_among_the_prefectures(dataset):
    assert "419001" in children(dataset, "410000")


def test_the_tree_adds_up_level_by_level():
    paths = [("甲省", "乙市", "局"), ("甲省", "丙市", "局"), ("甲省", "乙市", "厅")]
    tree = report_tree(counted(paths), "全国", str, "light").data[0]
    values = dict(zip(tree.ids, tree.values, strict=True))
    assert values["全国"] == values["全国/甲省"] == 3
    assert values["全国/甲省/乙市"] + values["全国/甲省/丙市"] == 3


def square(code: str, left: float, low: float) -> dict:
    ring = [[left, low], [left, low + 4], [left + 4, low + 4], [left + 4, low], [left, low]]
    return {
        "type": "Feature",
        "properties": {"adcode": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """Two squares of our own drawing for boundaries, one far in the south."""
    squares = {"type": "FeatureCollection", "features": [square(JIANGSU, 116, 30), square("460000", 108, 8)]}
    (tmp_path / "province.geojson").write_text(json.dumps(squares), "utf-8")
    monkeypatch.setenv(boundaries.VARIABLE, str(tmp_path))
    return tmp_path


def test_boundaries_without_a_review_number_stay_off(drawn):
    assert not boundaries.available("province")
    (drawn / "approval.toml").write_text('province = "GS(2000)0000"', "utf-8")
    assert boundaries.available("province")
    assert boundaries.approval("province") == "GS(2000)0000"


def test_the_map_draws_every_region_and_insets_the_south(drawn):
    (drawn / "approval.toml").write_text('province = "x"', "utf-8")
    made = boundaries.figure("province", {JIANGSU: 5.0, "460000": None}, {JIANGSU: "江苏省"}, "light")
    assert {trace.geo for trace in made.data} == {"geo", "geo2"}
    base, shaded = made.data[:2]
    assert list(base.locations) == [JIANGSU, "460000"]
    assert list(shaded.locations) == [JIANGSU]


def test_below_the_provinces_only_the_parts_of_a_region_are_drawn(drawn):
    squares = [square(HUAIAN, 118, 33), square("350100", 119, 26)]
    (drawn / "prefecture.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": squares}), "utf-8"
    )
    made = boundaries.figure("prefecture", {HUAIAN: None}, {}, "dark")
    assert [list(trace.locations) for trace in made.data] == [[HUAIAN], []]


def test_the_map_asks_nobody_for_a_world_map():
    """plotly.js adds the name of its map to the address; that file is the site's own, and empty."""
    folder = boundaries.CONFIG["topojsonURL"]
    assert folder.startswith("app/static/")
    world = ROOT / "dashboard" / "static" / folder.removeprefix("app/static/") / "world_110m.json"
    assert all(not part["geometries"] for part in json.loads(world.read_text("utf-8"))["objects"].values())


def test_a_province_without_a_report_of_its_own_is_like_others_with_reports_inside(dataset):
    assert "320000" in like_regions(dataset, "350000")


def test_a_broken_boundary_file_is_named(drawn):
    (drawn / "province.geojson").write_text("[]", "utf-8")
    with pytest.raises(ValueError, match=r"province\.geojson"):
        boundaries.shapes("province")
