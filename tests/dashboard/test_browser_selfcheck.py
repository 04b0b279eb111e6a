"""The self-check as an official meets it who has never seen the site."""

import re
import time
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from dashboard.text import text
from tests.dashboard import drafts
from tests.dashboard.test_browser import PATIENCE, Visit, barriers, contexts, usual, visitor  # noqa: F401

pytestmark = pytest.mark.browser
ANY = "application/octet-stream"
SECRET = "食堂采购结果晚了两周才上网"
"""Words of the drafts that must not be found anywhere afterwards."""


def give(visit: Visit, data: bytes, name: str, box: int = 0) -> Visit:
    """Drop a file on one of the two boxes: 0 the draft, 1 last year's report."""
    visit.page.locator("input[type=file]").nth(box).set_input_files(
        {"name": name, "mimeType": ANY, "buffer": data}
    )
    return visit


def verdict(visit: Visit) -> str:
    visit.page.wait_for_selector(".verdict")
    return visit.settled().page.locator(".verdict p").first.inner_text()


def type_in(visit: Visit, key: str, value: str) -> Visit:
    box = visit.page.locator(f"input[data-key='{key}']")
    box.fill(value)
    box.press("Enter")
    return visit.settled()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {"faulty": drafts.faulty(), "last": drafts.good(2023), "good": drafts.good()}


def test_from_a_faulty_draft_to_the_correct_list(visitor, files):  # noqa: F811
    visit = visitor().open("/selfcheck")
    expect(visit.page.get_by_text("不用登录")).to_be_visible()
    start = time.monotonic()
    give(visit, files["last"], "去年.docx", 1)
    # As a person would: the second file is dropped when the first is seen to be there.
    expect(visit.page.get_by_text("去年.docx")).to_be_visible()
    give(visit.settled(), files["faulty"], "草稿.docx")
    assert verdict(visit) == "6 处对不上，5 处存疑。"
    visit.page.wait_for_selector("#repeated")
    assert time.monotonic() - start < 60
    assert "样河县财政局" in visit.words
    assert "200 格中的 200 格" in visit.words
    listed = visit.page.locator("ul.findings.selfcheck").first.inner_text()
    for said in ("总计印为 0", "六列为 5，总计印为 2", "六列为 4，总计印为 40", "部分公开3件（33%）", "30%"):
        assert said in listed
    likely = visit.page.locator("td.fail input").evaluate_all("all => all.map(one => one.dataset.key)")
    assert set(likely) == set(drafts.WRONG)
    assert "五、存在的主要问题及改进情况：100% 的文字见于上年报告。" in visit.words
    assert "没有检查，不代表没有问题" in visit.words
    # A cell is edited: the list changes at once, and the page in English still has the draft.
    type_in(visit, "out_granted_full.total", "4")
    assert verdict(visit).startswith("3 处对不上")
    type_in(visit, "out_unable_not_held.natural_person", "2")
    type_in(visit, "rev_total", "3")
    assert verdict(visit).startswith("0 处对不上")
    visit.page.get_by_role("link", name="English", exact=True).click()
    visit.settled()
    assert verdict(visit).startswith("Does not add up: 0.")
    expect(visit.page.locator("input[data-key='rev_total']")).to_have_value("3")
    assert barriers(visit) == {}


def test_the_list_and_the_tables_can_be_taken_away(visitor, files):  # noqa: F811
    visit = visitor(width=390, height=800).open("/selfcheck")
    give(visit, files["faulty"], "草稿.docx")
    verdict(visit)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    t = text("zh")
    taken = []
    for name in ("docx", "xlsx"):
        with visit.page.expect_download() as waiting:
            visit.page.get_by_role("button", name=t(f"selfcheck.{name}")).click()
        taken.append(waiting.value.path().read_bytes())
    words = "\n".join(p.text for p in Document(BytesIO(taken[0])).paragraphs)
    assert "总计印为 0" in words
    book = load_workbook(BytesIO(taken[1]))
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {40, 120, 12.5} <= values


def test_wrong_hostile_and_oversized_files_are_refused_in_words(visitor, files, tmp_path):  # noqa: F811
    visit = visitor().open("/selfcheck")
    for name, data, said in (
        ("菜谱.docx", drafts.recipe(), "这不是政府信息公开工作年度报告"),
        ("bomb.docx", drafts.bomb(), "展开后过大"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "文件已损坏"),
    ):
        give(visit, data, name)
        expect(visit.page.locator(".verdict")).to_contain_text(f"“{name}”没有读成")
        expect(visit.page.locator(".verdict")).to_contain_text(said)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"x" * (21 << 20))
    visit.page.locator("input[type=file]").first.set_input_files(large)
    alert = visit.page.locator("[data-testid=stFileUploader] [role=alert]").first
    expect(alert).to_be_visible()
    expect(alert).to_have_text("没有收下：每份文件最大 20 MB。")
    seen = visit.page.get_by_test_id("stFileUploader").first.evaluate(
        "e => { const s = getComputedStyle(e, '::after'); return [s.content, parseFloat(s.height)] }"
    )
    assert "最大 20 MB" in seen[0]
    assert seen[1] > 10, "for those who see the page too"
    give(visit, files["good"], "好.docx")
    assert verdict(visit) == "能检查的都对得上。"


def test_a_missing_table_and_a_blank_that_cannot_be_nought_are_no_clean_bill(visitor):  # noqa: F811
    visit = give(visitor().open("/selfcheck"), drafts.without("table3"), "缺表.docx")
    assert verdict(visit) == "没有读到表三。能检查的都对得上。"
    assert visit.page.locator(".verdict.bad").count() == 1
    visit = give(visitor().open("/selfcheck"), drafts.blank(), "空格.docx")
    assert verdict(visit) == "0 处对不上，1 处存疑。"
    assert "漏填了：现在印的是空白，若为 4" in visit.words


def test_the_tables_filled_in_by_hand(visitor):  # noqa: F811
    visit = visitor().open("/selfcheck")
    visit.page.get_by_text("直接填表").click()
    visit.settled()
    type_in(visit, "req_new.natural_person", "3")
    type_in(visit, "req_new.total", "4")
    assert "空格不当作 0" in visit.words
    visit.page.get_by_role("button", name="空格都填 0").click()
    visit.settled()
    expect(visit.page.locator("input[data-key='rev_total']")).to_have_value("0")
    assert verdict(visit).startswith("3 处对不上")
    assert "六列为 3，总计印为 4" in visit.words
    expect(visit.page.get_by_text("没有认定报告年度，无法判断")).to_be_visible()
    year = visit.page.get_by_role("spinbutton", name="报告年度")
    year.fill("2025")
    year.press("Enter")
    visit.settled()
    assert "没有认定报告年度" not in visit.words
    for key in ("req_new.total", "out_granted_full.natural_person", "out_granted_full.total"):
        type_in(visit, key, "3")
    for key in ("out_total.natural_person", "out_total.total"):
        type_in(visit, key, "3")
    assert verdict(visit).startswith("0 处对不上") or verdict(visit) == "能检查的都对得上。"


def test_several_at_once_do_not_wait_on_each_other(visitor, files):  # noqa: F811
    """While a file is being read that takes long, another visitor's draft is read and checked."""
    slow = visitor().open("/selfcheck")
    quick = visitor(fresh=True).open("/selfcheck")
    give(slow, drafts.slow(), "slow.pdf")
    expect(slow.page.get_by_text(text("zh")("selfcheck.reading"))).to_be_visible()
    give(quick, files["good"], "好.docx")
    assert verdict(quick) == "能检查的都对得上。"
    assert slow.page.locator(".verdict").count() == 0, "the other file was read meanwhile"


def test_nothing_outlives_the_visit(visitor, site, files):  # noqa: F811
    visit = visitor().open("/selfcheck")
    give(visit, files["good"], "我的草稿.docx")
    verdict(visit)
    visit.follow("数据").follow("自查")
    assert visit.page.locator(".verdict").count() == 0
    assert visit.page.locator("[data-testid=stFileChipName]").count() == 0
    assert SECRET not in visit.words
    for _ in range(PATIENCE // 500):
        left = list(site.temporary.rglob("ogi-*"))
        if not left:
            break
        time.sleep(0.5)  # a file that another visitor left while it was read
    assert left == [], "neither this visit's files nor those of a killed run"
    for path in site.temporary.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()
    log = site.log.read_text("utf-8", errors="replace")
    assert not re.search(f"{SECRET}|我的草稿|样河县|Traceback", log)


def test_the_draft_can_be_cleared(visitor, files):  # noqa: F811
    visit = visitor().open("/selfcheck")
    give(visit, files["good"], "好.docx")
    verdict(visit)
    visit.page.get_by_role("button", name=text("zh")("selfcheck.clear")).click()
    visit.settled()
    assert visit.page.locator(".verdict").count() == 0
    assert visit.page.locator("[data-testid=stFileChipName]").count() == 0
