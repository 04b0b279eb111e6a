"""Regions, search and coverage in the browser: found as people type, walked by keyboard, drawn without a third party."""

import json
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import expect

from tests.dashboard.test_browser import Visit, contexts, usual, visitor  # noqa: F401

pytestmark = pytest.mark.browser


def search_for(visit: Visit, typed: str) -> Visit:
    box = visit.page.get_by_role("searchbox")
    box.fill(typed)
    visit.page.wait_for_function("() => document.querySelector('ul.hits, p.lead[role=status]')")
    return visit.settled()


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("洪泽", "洪泽区人民政府", "江苏省"),
        ("shuyang", "沭阳县人民政府", "宿迁市"),
        ("沐阳县人民政府", "沭阳县人民政府", "县级"),
        ("洪泽县", "洪泽区", "淮安市"),
        ("凤城市", "凤城市", "还没有收录报告"),
    ],
    ids=["short name", "pinyin", "one wrong character", "old name", "no report yet"],
)
def test_a_place_is_found_as_people_type_it(visitor, typed, found, said):  # noqa: F811
    visit = search_for(visitor().open("/regions"), typed)
    hit = visit.page.locator("ul.hits li", has=visit.page.get_by_text(found, exact=True)).first
    expect(hit).to_contain_text(said)


def test_nonsense_is_answered_in_words(visitor):  # noqa: F811
    visit = search_for(visitor().open("/"), "qqqqzzzz")
    expect(visit.page.get_by_text("没有找到“qqqqzzzz”")).to_be_visible()


def test_from_the_search_on_a_bodys_page_to_another_body(visitor):  # noqa: F811
    visit = search_for(visitor().open("/agency?agency=321300-renminzhengfu"), "平潭")
    visit.page.locator("ul.hits a", has_text="平潭县人民政府").click()
    visit.settled()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("平潭县人民政府")
    expect(visit.page.get_by_role("searchbox")).to_have_value("")


def test_the_tiles_are_walked_by_keyboard_and_lead_down(visitor):  # noqa: F811
    visit = visitor().open("/regions?year=2023&year=2023")
    tile = visit.page.locator("nav.tiles a", has_text="江苏")
    assert "716" in (tile.get_attribute("aria-label") or "") or tile.get_attribute("aria-label")
    section = visit.page.locator(".st-key-sections a").nth(1)
    visit.page.locator(".st-key-sections a").nth(0).focus()
    visit.page.keyboard.press("Tab")
    assert section.evaluate("a => getComputedStyle(a).outlineStyle") == "solid"
    before = visit.page.locator("nav.tiles a").nth(0)
    before.focus()
    order = visit.page.locator("nav.tiles a").evaluate_all("all => all.map(a => a.textContent)")
    for _ in range(next(i for i, words in enumerate(order) if words.startswith("江苏"))):
        visit.page.keyboard.press("Tab")
    assert tile.evaluate("a => a === document.activeElement")
    assert tile.evaluate("a => getComputedStyle(a).outlineStyle") == "solid"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**region=320000**")
    visit.settled()
    expect(visit.page.get_by_role("heading", name="江苏省", exact=True)).to_be_visible()
    assert "这里收录的 5 个机关中，有 3 个有 2023 年的报告" in visit.words
    visit.page.get_by_text("全部 13 个下级地区").click()
    visit.page.locator("ul.peers").get_by_role("link", name="淮安市", exact=True).click()
    visit.page.wait_for_url("**region=320800**")


def test_the_marks_differ_without_colour(visitor):  # noqa: F811
    visit = visitor().open("/regions?year=2023&year=2023")
    legend = visit.page.locator("p.legend").first
    for said in (
        "报告说是零",
        "没有报告",
        "没有这个数字或不能相加",
        "报告自己的数字对不上",
        "只是其中一部分",
    ):
        expect(legend).to_contain_text(said)
    signs = legend.locator("b.tile").all_inner_texts()
    assert len(signs) == len(set(signs)) == 6
    looks = legend.locator("b.tile").evaluate_all(
        "all => all.map(b => { const s = getComputedStyle(b); "
        "return [s.borderStyle, s.borderWidth, s.backgroundImage, b.textContent].join() })"
    )
    assert len(set(looks)) == 6


def test_the_tiles_have_a_table_and_a_file(visitor):  # noqa: F811
    visit = visitor().open("/regions?year=2024&year=2024")
    visit.page.locator(".st-key-regions_table summary").click()
    table = visit.page.locator(".st-key-regions_table table")
    expect(table).to_contain_text("江苏省")
    with visit.page.expect_download() as waiting:
        visit.page.locator(".st-key-regions_download button").click()
    data = pl.read_csv(waiting.value.path(), schema_overrides={"adcode": pl.String})
    assert data.height == 34
    assert data.filter(pl.col("mark") == "no_report")["value"].null_count() > 25


def test_english_provinces_have_english_names(visitor):  # noqa: F811
    visit = visitor().open("/regions?lang=en")
    tile = visit.page.locator("nav.tiles a", has_text="Fujian")
    assert "福建省" in (tile.get_attribute("aria-label") or "")
    visit.page.set_viewport_size({"width": 390, "height": 800})
    visit.settled()
    assert visit.page.locator("nav.tiles a b").evaluate_all(
        "all => all.every(b => b.scrollWidth <= b.parentElement.clientWidth)"
    )


def test_the_coverage_matrix_says_what_is_here_and_is_taken_away(visitor):  # noqa: F811
    visit = visitor().open("/coverage?region=350000")
    assert "2 个机关" in visit.words
    marks = visit.page.locator("table.matrix td")
    assert marks.count() == 30
    assert visit.page.locator("table.matrix td.transcribed").count() == 18
    with visit.page.expect_download() as waiting:
        visit.page.locator(".st-key-coverage_download button").click()
    data = pl.read_csv(waiting.value.path(), schema_overrides={"adcode": pl.String})
    assert data["state"].value_counts(sort=True).to_dicts() == [
        {"state": "transcribed", "count": 18},
        {"state": "missing", "count": 12},
    ]
    with visit.page.expect_download() as waiting:
        visit.page.locator(".st-key-files_download button").click()
    assert "status" in pl.read_csv(waiting.value.path()).columns


def a_square(code: str, west: float, south: float) -> dict:
    """A made-up province: a square of two degrees."""
    corners = [(0, 0), (0, 2), (2, 2), (2, 0), (0, 0)]
    ring = [[west + x, south + y] for x, y in corners]
    return {
        "type": "Feature",
        "properties": {"adcode": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_the_operators_own_boundaries_are_drawn_without_a_third_party(visitor, site, tmp_path: Path):  # noqa: F811
    """The map that the page would show, drawn by the page's own plotly with squares for provinces."""
    shapes = [a_square("320000", 118, 32), a_square("350000", 117, 25), a_square("460000", 112, 10)]
    (tmp_path / "province.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": shapes}))
    (tmp_path / "approval.toml").write_text('province = "GS(2000)0000号"\n', "utf-8")
    for file in tmp_path.iterdir():
        (site.boundaries / file.name).write_bytes(file.read_bytes())
    try:
        visit = visitor().open("/regions")
        drawn = visit.page.locator(".st-key-map_province")
        expect(drawn.locator("g.choroplethlayer path").first).to_be_attached()
        assert drawn.locator("g.choroplethlayer path").count() > len(shapes), (
            "with the inset of the far south"
        )
        expect(visit.page.get_by_text("审图号：GS(2000)0000号")).to_be_visible()
    finally:
        for file in site.boundaries.iterdir():
            file.unlink()
