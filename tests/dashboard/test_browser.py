"""The real site in a real browser: links reopen views, Back works, nothing leaves for a third party."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.pages import PAGES
from dashboard.text import text

pytestmark = pytest.mark.browser

PATIENCE = 60_000
"""Milliseconds that a step may take on a busy machine."""
expect.set_options(timeout=PATIENCE / 3)
DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
AGENCY = "410703-renminzhengfubangongshi"


class Visit:
    """One visitor's tab; remembers errors and foreign requests."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("request", lambda r: self._noted(r.url))

    def _noted(self, url: str) -> None:
        host = urlsplit(self.address).netloc
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != host:
            self.foreign.append(url)

    def open(self, path: str) -> "Visit":
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.page.wait_for_selector("footer.foot", state="attached")  # what a page writes last
        return self.settled()

    def settled(self) -> "Visit":
        """Wait until the script has run, twice with a pause: a click takes a moment to start a run."""
        self.page.wait_for_selector(DONE)
        self.page.wait_for_timeout(400)
        self.page.wait_for_selector(DONE)
        return self

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def selected(self) -> str:
        return self.page.locator("p.selected").inner_text()

    @property
    def words(self) -> str:
        """What the page says, figures included; icons are drawn with words and left out."""
        main = self.page.locator("[data-testid=stMain]")
        return main.evaluate(
            """main => {
              const icons = [...main.querySelectorAll("[data-testid=stIconMaterial]")]
              icons.forEach(icon => { icon.hidden = true })
              const words = main.innerText
              icons.forEach(icon => { icon.hidden = false })
              return words
            }"""
        )

    def follow(self, name: str) -> "Visit":
        """Choose a section in the masthead."""
        self.page.locator(".st-key-sections").get_by_role("link", name=name, exact=True).click()
        return self.settled()

    def choose(self, label: str, option: str) -> "Visit":
        """Pick an option of a filter."""
        self.page.get_by_test_id("stPopover").get_by_role("button").first.click()
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settled()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Escape")
        return self.settled()


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Browser profiles: the first is kept, so that its cache makes later visits quick."""
    made: list[BrowserContext] = []

    def new() -> BrowserContext:
        made.append(browser.new_context(locale="zh-CN"))
        return made[-1]

    yield new
    for context in made:
        context.close()


@pytest.fixture(scope="module")
def usual(contexts: Callable[[], BrowserContext]) -> BrowserContext:
    """The profile of a visitor who has been here before."""
    context = contexts()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


@pytest.fixture
def visitor(usual: BrowserContext, contexts, site) -> Iterator[Callable[..., Visit]]:
    """Make visitors; at the end none of them may have met an error or sent a foreign request."""
    visits: list[Visit] = []

    def make(width: int = 1280, height: int = 900, scheme: str = "light", fresh: bool = False) -> Visit:
        visit = Visit(contexts() if fresh else usual, site.address)
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        visits.append(visit)
        return visit

    yield make
    for visit in visits:
        visit.page.close()
    assert [e for v in visits for e in v.errors] == []
    assert [u for v in visits for u in v.foreign] == []


def test_a_copied_link_reopens_the_view(visitor):
    one = visitor().open("/applications").choose("地区", "江苏省")
    assert one.query["region"] == ["320000"]
    assert one.query["kind"] == ["all"], "defaults are written too"
    assert len(one.query["year"]) == 2
    other = visitor(fresh=True).open(one.page.url)
    assert other.selected == one.selected
    assert other.words == one.words


def test_the_first_visit_writes_every_value_without_a_step_in_the_history(visitor):
    visit = visitor()
    visit.page.goto("about:blank")
    visit.open("/about")
    assert set(visit.query) == {"lang", "region", "agency", "kind", "level", "year", "outcome", "ground"}
    assert visit.page.evaluate("history.length") == 2
    visit.page.go_back()
    assert visit.page.url == "about:blank"


def test_back_and_forward_over_filters_and_pages(visitor):
    visit = visitor().open("/applications")
    everything = visit.selected
    visit.choose("层级", "县级")
    narrowed = visit.selected
    assert narrowed != everything
    visit.follow("办理结果")
    assert visit.selected == narrowed, "filters go along"
    visit.page.go_back()
    visit.settled()
    assert urlsplit(visit.page.url).path == "/applications"
    assert visit.selected == narrowed
    visit.page.go_back()
    visit.settled()
    assert visit.selected == everything
    assert visit.query["level"] == ["all"]
    visit.page.go_forward()
    visit.settled()
    assert visit.selected == narrowed


def test_reload_keeps_the_view(visitor):
    visit = visitor().open("/data").choose("机关类型", "政府")
    before = visit.words
    visit.page.reload()
    assert visit.settled().words == before


def test_a_section_opens_in_a_new_tab_with_the_same_selection(visitor):
    visit = visitor().open("/?region=350000")
    link = visit.page.locator(".st-key-sections").get_by_role("link", name="数据", exact=True)
    other = visitor().open(visit.page.evaluate("a => a.href", link.element_handle()))
    assert urlsplit(other.page.url).path == "/data"
    assert other.selected == visit.selected


def test_the_language_switches_in_place_and_by_url(visitor):
    visit = visitor().open("/data?region=320000")
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(visit.page).to_have_title(re.compile("^数据 · "))
    visit.page.get_by_role("link", name="English", exact=True).click()
    visit.settled()
    assert visit.query["lang"] == ["en"]
    assert visit.query["region"] == ["320000"]
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    expect(visit.page).to_have_title(re.compile("^Data · "))
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(text("en")("title.data"))
    again = visitor().open(visit.page.url)
    assert again.words == visit.words


def test_a_figure_leads_to_its_place_on_the_page(visitor):
    visit = visitor().open(f"/agency?agency={AGENCY}")
    visit.page.locator('a[data-choose="req_new.natural_person"]').click()
    visit.settled()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer).to_contain_text("重排版")
    expect(drawer).to_contain_text("卫滨区人民政府办公室2024年")
    expect(drawer.locator("img")).to_be_visible()
    assert visit.query["cell"] == ["req_new.natural_person"]
    again = visitor().open(visit.page.url)
    expect(again.page.get_by_role("dialog").locator("strong.printed")).to_have_text("9")
    visit.page.keyboard.press("Escape")
    visit.settled()
    assert "cell" not in visit.query


def test_a_quoted_row_stands_for_documents_without_pages(visitor):
    visit = visitor().open("/agency?agency=419001-dayuzhenrenminzhengfu&cell=out_total.total")
    expect(visit.page.get_by_role("dialog").locator("blockquote.printed")).to_be_visible()


def test_a_body_is_found_from_the_front_page(visitor):
    visit = visitor().open("/")
    visit.page.get_by_role("searchbox", name="找一个机关或地区").fill("沭阳")
    visit.page.locator("ul.hits").get_by_role("link", name="沭阳县人民政府", exact=True).click()
    visit.page.wait_for_url("**/agency?**")
    visit.settled()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("沭阳县人民政府")


def test_a_term_opens_its_explanation(visitor):
    visit = visitor().open(f"/agency?agency={AGENCY}")
    word = visit.page.locator("table.table3 button.term", has_text="不予公开").first
    word.click()
    card = visit.page.locator(".card:popover-open")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280


def test_the_link_to_a_view_is_copied(visitor):
    visit = visitor().open("/data?region=350000")
    visit.page.locator(".st-key-copy button").click()
    expect(visit.page.locator(".st-key-copy button")).to_have_text("已复制")
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.page.url


def test_a_chart_is_taken_along_as_a_picture_and_cited(visitor):
    visit = visitor().open("/applications?region=350000")
    tools = visit.page.locator(".st-key-exhibit_applications-by_year")
    with visit.page.expect_download() as waiting:
        tools.get_by_role("button", name=text("zh")("exhibit.picture")).click()
    assert waiting.value.suggested_filename == "ogi-applications-by-year.png"
    made = Image.open(waiting.value.path()).convert("RGB")
    chart = tools.locator(".js-plotly-plot").bounding_box()
    assert chart is not None
    assert made.width > 2 * chart["width"]
    assert made.height > 2 * chart["height"], "with the words above and below"
    colours = {colour for _, colour in made.getcolors(1 << 20) or []}
    assert {(251, 250, 247), (179, 50, 28)} <= colours, "the paper, and the bar that is seen first"
    tools.get_by_role("button", name=text("zh")("exhibit.cite")).click()
    expect(tools.get_by_role("button", name=text("zh")("filter.copied"))).to_be_visible()
    cited = visit.page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith("“每年收到多少件公开申请？”，政府信息公开年报观察，数据版本 ")
    address = f"{visit.address}/applications?region=350000&year=2011&year=2025#applications-by_year"
    assert cited.endswith(address), "what an address without it means, too, is left out"


@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.name)
def test_no_serious_barrier_and_no_sideways_scrolling_on_a_phone(visitor, one):
    """axe in both schemes, then the same page at 360 px."""
    query = f"&agency={AGENCY}" if one.name == "agency" else ""
    visit = visitor().open(f"/{one.path}?lang=en{query}")
    grave = barriers(visit)
    visit.page.emulate_media(color_scheme="dark")
    visit.page.wait_for_timeout(600)
    visit.settled()
    grave |= {f"dark {rule}": nodes for rule, nodes in barriers(visit).items()}
    assert grave == {}
    visit.page.set_viewport_size({"width": 360, "height": 740})
    visit.settled()
    assert visit.page.locator("[data-testid=stMain]").evaluate("m => m.scrollWidth") <= 360
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_figures_of_table_three_are_in_view_on_a_phone(visitor):
    visit = visitor(width=360, height=740).open(f"/agency?agency={AGENCY}")
    first = visit.page.locator("table.table3 td.figure").first.bounding_box()
    assert first is not None
    assert first["x"] + first["width"] <= 360


def test_chosen_filters_can_be_read(visitor):
    """The filter panel, open, with values in it."""
    visit = visitor(scheme="dark").open("/data?region=320000&kind=government")
    visit.page.get_by_test_id("stPopover").get_by_role("button").first.click()
    visit.settled()
    assert barriers(visit) == {}


def barriers(visit: Visit) -> dict[str, list[str]]:
    """The serious and critical violations that axe finds: rule → the first elements."""
    return {
        v["id"]: [n["html"][:160] for n in v["nodes"]][:3]
        for v in Axe().run(visit.page).response["violations"]
        if v["impact"] in ("serious", "critical")
    }


def test_the_scheme_follows_the_system(visitor):
    paper = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    light, dark = (visitor(scheme=s).open("/about").page.evaluate(paper) for s in ("light", "dark"))
    assert light == "rgb(251, 250, 247)"
    assert dark == "rgb(22, 21, 19)"


def test_no_english_chrome_in_the_chinese_page(visitor):
    """Latin words on the Chinese page are names, codes and formats, not Streamlit's labels."""
    visit = visitor().open("/applications")
    latin = set(re.findall(r"[A-Za-z]{3,}", visit.words))
    version = set(re.findall(r"[A-Za-z]{3,}", " ".join(re.findall(r"[0-9a-f]{12}", visit.words))))
    assert latin <= {"English", "CSV", "PNG", "Apache"} | version
    sections = visit.page.get_by_role("navigation", name="栏目")
    expect(sections.locator("[aria-current=page]")).to_have_text("申请")
    visit.page.get_by_test_id("stPopover").get_by_role("button").first.click()
    box = visit.page.get_by_role("combobox", name="机关", exact=True)
    box.fill("qqqq")
    expect(visit.page.get_by_text(text("zh")("streamlit.none"), exact=True)).to_be_visible()
    heard = visit.page.evaluate(
        """() => [...document.querySelectorAll("[aria-label], [title]")]
          .flatMap(e => [e.getAttribute("aria-label"), e.getAttribute("title")])"""
    )
    assert [words for words in heard if words and re.fullmatch(r"[ -~]*[A-Za-z]{3,}[ -~]*", words)] == []


def test_what_a_reader_without_scripts_gets(browser: Browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/outcomes?lang=en")
    assert page.title().startswith("Outcomes · ")
    assert "/api/outcomes.csv" in page.content()
    context.close()


def test_a_chart_on_paper_keeps_its_latest_year(visitor, tmp_path):
    """A page of paper is narrower than the window for which the charts were drawn."""
    visit = visitor().open("/applications?region=350000")
    visit.page.wait_for_selector(".js-plotly-plot .main-svg")
    printed = pdfium.PdfDocument(visit.page.pdf(format="A4"))
    pages = [page.get_textpage().get_text_bounded() for page in printed]
    words = pages[0]
    assert "福建省；2011—2025 年" in words, "what was selected"
    assert {"2021", "2023", "2025"} <= set(words.split())
    kept = [n for n, words in enumerate(pages) if "谁在申请？" in words and "自然人" in words]
    assert len(kept) == 1, "a question stays with its chart"
    assert "region=350000" in pages[-1], "where it was printed from"
