"""Do the numbers add up, beside the numbers: marks, the drawer, the box, the strip, two reports side by side."""

import polars as pl
import pytest
from playwright.sync_api import expect

from tests.dashboard.test_browser import Visit, barriers, contexts, usual, visitor  # noqa: F401

pytestmark = pytest.mark.browser
PINGTAN = "350128-pingtanzongheshiyanquguanliweiyuanhui"
HONGZE = "320813-renminzhengfu"


def figure(visit: Visit, key: str):
    return visit.page.locator(f"td.figure:has(> a[data-choose='{key}'])")


def test_every_checked_number_has_its_mark_in_words(visitor):  # noqa: F811
    visit = visitor().open(f"/agency?agency={HONGZE}&year=2023&year=2023")
    wrong = figure(visit, "rev_total")
    assert "fail" in (wrong.get_attribute("class") or "")
    assert wrong.locator("a").get_attribute("aria-label") == "0 对不上"
    assert wrong.locator("a").evaluate("a => getComputedStyle(a, '::before').content") == '"≠ "'
    held = figure(visit, "req_new.total")
    assert held.locator("a").get_attribute("aria-label") == "95 对得上" or "对得上" in (
        held.locator("a").get_attribute("aria-label") or ""
    )
    legend = visit.page.locator("p.legend").first
    expect(legend).to_contain_text("对不上")
    expect(legend).to_contain_text("对得上")


def test_a_mark_opens_the_check_its_cells_and_the_source(visitor):  # noqa: F811
    visit = visitor().open(f"/agency?agency={HONGZE}&year=2023&year=2023")
    figure(visit, "rev_total").locator("a").click()
    visit.settled()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer).to_contain_text("各项为 10 + 1 = 11，总计印为 0")
    expect(drawer).to_contain_text("尚未经人工确认")
    expect(drawer).to_contain_text("洪泽区人民政府2023年")
    drawer.get_by_text("这项核对用到的另外 4 格").click()
    drawer.locator("button[data-choose='rev_upheld']").click()
    visit.settled()
    assert visit.query["cell"] == ["rev_upheld"]
    expect(visit.page.get_by_role("dialog").locator("strong.printed")).to_have_text("10")


def test_the_box_says_what_fails_and_what_may_be_the_cell(visitor):  # noqa: F811
    visit = visitor().open(f"/agency?agency={PINGTAN}&year=2020&year=2020")
    assert "2 处对不上" in visit.words
    assert "只是一种可能" in visit.words
    assert "还没有收录这个机关对这些数字的说明" in visit.words
    visit.page.locator(".st-key-quality_not_assessable summary").first.click()
    expect(visit.page.locator(".st-key-quality_not_assessable li").first).to_contain_text("缺数，无法核对")
    rule = visit.page.locator("a.check", has_text="T3-02").first
    visit.open(visit.page.evaluate("a => a.href", rule.element_handle()))
    visit.page.wait_for_timeout(800)
    expect(visit.page.locator("#T3-02")).to_be_visible()


def test_the_carry_over_strip_joins_breaks_and_leaves_gaps(visitor):  # noqa: F811
    visit = visitor(width=390).open(f"/agency?agency={PINGTAN}")
    years = visit.page.locator("ol.carry").first.locator("li.year").all_inner_texts()
    assert years == [str(year) for year in range(2019, 2026)]
    assert visit.page.locator("ol.carry").first.locator("li.join.joined").count() == 6
    visit.open("/agency?agency=310000-renminzhengfubangongting")
    assert visit.page.locator("ol.carry").first.locator("li.year.missing").count() == 5
    assert visit.page.locator("ol.carry").first.locator("li.join.no_report").count() == 6
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert barriers(visit) == {}


def test_open_findings_are_filtered_and_taken_away(visitor):  # noqa: F811
    visit = visitor().open("/quality?region=320000")
    listed = visit.page.locator("ul.findings.selfcheck li")
    both = listed.count()
    visit.page.locator(".st-key-own_severity").get_by_text("不符", exact=True).click()
    expect(listed).not_to_have_count(both)
    visit.settled()
    assert 0 < listed.count() < both
    assert all("不符" in words for words in listed.all_inner_texts())
    with visit.page.expect_download() as waiting:
        visit.page.locator(".st-key-quality_download button").click()
    data = pl.read_csv(waiting.value.path(), schema_overrides={"adcode": pl.String})
    assert data.height == listed.count()
    assert set(data["severity"]) == {"error"}
    assert "造假" not in visit.words.replace("不等于造假", "")
    assert visit.query["severity"] == ["error"]
    visit.page.go_back()
    expect(listed).to_have_count(both)


def test_two_reports_side_by_side_on_a_phone_and_on_paper(visitor):  # noqa: F811
    visit = visitor(width=390).open(f"/compare?agency={PINGTAN}&year=2023&year=2024")
    row = visit.page.locator("tr", has_text="一、本年新收政府信息公开申请数量").first
    expect(row).to_contain_text("+137")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.page.locator("[data-testid=stMain]").evaluate("m => m.scrollWidth") <= 390
    rows = visit.page.locator("table.figures tbody tr").count()
    visit.page.get_by_text("只看不同的行").click()
    expect(visit.page.locator("table.figures tbody tr")).not_to_have_count(rows)
    visit.settled()
    assert 0 < visit.page.locator("table.figures tbody tr").count() < rows
    visit.page.emulate_media(media="print")
    expect(visit.page.get_by_test_id("stPopover")).to_be_hidden()
    expect(visit.page.locator("p.selected")).to_be_visible()
    expect(row).to_be_visible()


def test_two_bodies_side_by_side_on_a_phone_leave_room_for_the_names_of_rows(visitor):  # noqa: F811
    visit = visitor(width=390).open(f"/compare?agency={PINGTAN}&agency={HONGZE}&year=2024&year=2024")
    row = visit.page.locator("table.figures tbody th").first
    expect(row).to_be_visible()
    assert row.bounding_box()["width"] > 110


def test_charts_that_compare_appear_with_two_bodies(visitor):  # noqa: F811
    visit = visitor().open("/applications")
    expect(visit.page.locator(".st-key-exhibit_applications-compare")).to_have_count(0)
    assert "并排比较" in visit.words
    visit.open(f"/applications?agency={HONGZE}&agency=321300-renminzhengfu")
    expect(visit.page.locator(".st-key-exhibit_applications-compare")).to_have_count(1)
