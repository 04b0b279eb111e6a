"""Every page runs in every language, on full, empty and missing data, and with any query."""

import html
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import filters, show, source, store
from dashboard.pages import FOLDER, PAGES, by_name, by_path
from dashboard.text import LANGUAGES, text
from extract.regions.registry import Event, Registry

APP = FOLDER.parent / "app.py"


def opened(page: str = "overview", query: dict[str, list[str]] | None = None) -> AppTest:
    """A page as a visitor with that query sees it."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    for name, values in (query or {}).items():
        at.query_params[name] = values
    at.run()
    if page != "overview":
        at.switch_page(str(by_name(page).file))
        at.run()
    return at


def seen(at: AppTest) -> str:
    """All words on the page, markup included."""
    words = [e.value for e in (*at.title, *at.header, *at.subheader, *at.markdown, *at.code)]
    words += [str(e.proto.body) for e in at.get("html")]
    return "\n".join(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [p.name for p in PAGES])
class TestEveryPage:
    def test_runs(self, on, built, name, language):
        on(built)
        at = opened(name, {"lang": [language]})
        t = text(language)
        assert not at.exception
        assert at.title[0].value == t(f"title.{name}")
        assert t("exhibit.failed") not in seen(at)

    def test_says_when_nothing_matches(self, on, built, name, language):
        """A selection without a single report: Shanghai's bodies, in years when none reported here."""
        on(built)
        at = opened(name, {"lang": [language], "region": ["310000"], "year": ["2013", "2013"]})
        assert not at.exception
        assert text(language)("exhibit.failed") not in seen(at)
        if name in ("overview", "applications", "outcomes", "reviews"):
            assert seen(at).count(text(language)("filter.empty")) == 1, "said once, not under every question"
            assert not at.header


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["overview", "agency"])
class TestWithoutData:
    def test_on_an_empty_dataset(self, on, empty, name, language):
        on(empty)
        at = opened(name, {"lang": [language]})
        assert not at.exception
        assert at.title[0].value == text(language)("state_page.empty_title")

    def test_without_a_dataset(self, on, tmp_path, name, language):
        on(tmp_path)
        at = opened(name, {"lang": [language]})
        assert not at.exception
        assert at.title[0].value == text(language)("state_page.no_dataset_title")
        assert "ogi build" in at.code[0].value


@pytest.mark.parametrize("name", ["data", "agency"])
@pytest.mark.parametrize(
    "query",
    [
        {"region": ["火星"]},
        {"year": ["abc", "-1"]},
        {"kind": ["<script>alert(1)</script>"]},
        {"agency": ["%00", "nobody"]},
        {"level": [""], "ground": ["out_refused"]},
    ],
    ids=["region", "year", "markup", "agency", "row"],
)
def test_bad_values_are_ignored_with_a_visible_word(on, built, name, query):
    on(built)
    at = opened(name, query)
    assert not at.exception
    words = seen(at)
    assert "<script>" not in words
    bad = [v for values in query.values() for v in values if v]
    assert text("zh")("filter.unknown", values="").strip() in words, bad


def test_the_url_seeds_the_filters(on, built):
    on(built)
    at = opened("applications", {"region": ["320000"], "year": ["2019", "2023"], "kind": ["government"]})
    assert at.multiselect("filter_region").value == ["320000"]
    assert at.multiselect("filter_kind").value == ["government"]
    assert (at.selectbox("filter_from").value, at.selectbox("filter_to").value) == (2019, 2023)


def test_a_ground_is_named_only_where_it_changes_the_figures(on, built):
    """On the other pages the figures are those of all requests, and must not seem to be of one ground."""
    on(built)
    ground = {"ground": ["out_refused_state_secret"]}
    assert "属于国家秘密</p>" in seen(opened("outcomes", ground))
    at = opened("applications", ground)
    assert "属于国家秘密</p>" not in seen(at)
    assert at.query_params["ground"] in ("out_refused_state_secret", ["out_refused_state_secret"])


def test_a_picture_is_not_drawn_twice(on, built):
    """Two bodies on one scale stand side by side over the years already; on two scales the second picture differs."""
    on(built)
    two = ["320813-renminzhengfu", "350128-renminzhengfu"]
    questions = [text("zh")(f"applications.{cut}.question") for cut in ("by_year", "compare")]
    assert [
        h.value for h in opened("applications", {"agency": two}).header if h.value in questions
    ] == questions[:1]
    two[1] = "321300-renminzhengfu"
    assert [
        h.value for h in opened("applications", {"agency": two}).header if h.value in questions
    ] == questions


def test_the_overview_offers_ways_to_start(on, built):
    on(built)
    at = opened("overview", {"region": ["320000"]})
    words = text("zh")
    links = {link.proto.label: link.proto.query_string for link in at.get("page_link")}
    for way in ("regions", "compare", "selfcheck", "data"):
        assert "region=320000" in links[words(f"start.{way}")]
    assert "first-time reader" not in seen(at), "no script's own remarks are printed"


def test_a_changed_filter_is_written_with_every_other_value(on, built):
    on(built)
    at = opened("applications", {"region": ["320000"]})
    at.selectbox("filter_from").set_value(2021).run()
    written = {name: list(at.query_params[name]) for name in filters.NAMES}
    written = {n: v if n == "year" else ["".join(v)] for n, v in written.items()}
    assert written["region"] == ["320000"]
    assert written["year"][0] == "2021"
    assert written["outcome"] == [filters.ALL]


def test_filters_stay_over_the_pages(on, built):
    on(built)
    at = opened("applications", {"region": ["320000"]})
    at.multiselect("filter_level").set_value(["county"]).run()
    at.switch_page(str(by_name("about").file)).run()
    at.switch_page(str(by_name("outcomes").file)).run()
    assert at.multiselect("filter_level").value == ["county"]
    assert at.multiselect("filter_region").value == ["320000"]


def test_another_url_in_the_same_session_leads(on, built):
    """What Back, Forward and links do: the query is not the one that was written last."""
    on(built)
    at = opened("applications", {"region": ["320000"]})
    at.multiselect("filter_level").set_value(["county"]).run()
    at.query_params["level"] = ["prefecture"]
    at.run()
    assert at.multiselect("filter_level").value == ["prefecture"]


PINGTAN = "350128-pingtanzongheshiyanquguanliweiyuanhui"


def test_two_years_are_compared_that_have_a_table_in_common(on, built):
    """2011 to 2018 printed another form: beside 2025 every cell of both would stand alone."""
    on(built)
    at = opened("compare", {"agency": [PINGTAN]})
    assert [at.selectbox(f"compare_{side}").value for side in ("from", "to")] == [2019, 2025]
    assert text("zh")("compare.no_common", years="2011—2018", last=2025) in seen(at)
    assert "有 0 格" not in seen(at)
    old = opened("compare", {"agency": [PINGTAN], "year": ["2014", "2018"]})
    assert [old.selectbox(f"compare_{side}").value for side in ("from", "to")] == [2014, 2018]


def test_what_regions_are_measured_by_stands_in_the_address(on, built):
    on(built)
    at = opened("regions", {"measure": ["reviews"]})
    asked = text("zh")("regions.country_question", measure=text("zh")("regions.reviews"), year=2025)
    assert asked in seen(at)
    at.segmented_control("own_measure").set_value("lawsuits").run()
    assert "lawsuits" in at.query_params["measure"]
    at.multiselect("filter_level").set_value(["county"]).run()
    assert "lawsuits" in at.query_params["measure"], "a filter leaves it as it is"


def test_what_cannot_be_compared_is_said_with_the_years_there_are(on, built):
    on(built)
    t = text("zh")
    lone = seen(opened("compare", {"agency": ["410703-renminzhengfubangongshi"]}))
    assert t("compare.years", name="卫滨区人民政府办公室", years="2024") in lone
    assert t("compare.choose_other") in lone
    narrow = seen(opened("compare", {"agency": ["321300-renminzhengfu"], "year": ["2024"]}))
    assert t("compare.years", name="宿迁市人民政府", years="2023—2024") in narrow
    assert t("compare.choose_years") in narrow


def test_a_year_to_compare_with_can_still_be_chosen(on, built):
    on(built)
    at = opened("compare", {"agency": [PINGTAN], "year": ["2024"]})
    assert [at.selectbox(f"compare_{side}").value for side in ("from", "to")] == [None, 2024]
    at.selectbox("compare_from").set_value(2023).run()
    assert at.query_params["year"] == ["2023", "2024"]
    assert "两份报告都有数字的有" in seen(at)


def test_a_region_without_reports_names_the_nearest(on, built):
    on(built)
    at = opened("overview", {"region": ["321200"]})
    assert "没有收录报告" in seen(at)
    assert "江苏省" in seen(at)


def test_a_region_without_reports_is_not_described_by_them(on, built):
    """Neither counts of nothing nor charts of nothing."""
    on(built)
    words = seen(opened("regions", {"region": ["320583"]}))
    assert "还没有收录报告" in words
    assert "下面只有其中各机关的报告" not in words
    assert "历年变化" not in words


def test_the_nearest_regions_with_reports_are_links(on, built):
    on(built)
    assert 'href="?lang=zh&amp;region=410000&amp;' in seen(opened("regions", {"region": ["140000"]}))


def test_the_agency_page_shows_the_report_of_the_year(on, built):
    on(built)
    agency = "350128-pingtanzongheshiyanquguanliweiyuanhui"
    at = opened("agency", {"agency": [agency], "year": ["2015", "2015"]})
    assert at.get("button_group")[0].value.startswith(f"{agency}-2015")


def test_a_year_without_a_report_names_the_nearest(on, built):
    on(built)
    at = opened("agency", {"agency": ["320800-renminzhengfu"], "year": ["2013", "2013"]})
    words = seen(at)
    assert "没有 2013 年的报告" in words
    assert "2024" in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", ["350128-renminzhengfu", "350128-pingtanzongheshiyanquguanliweiyuanhui"])
def test_a_body_is_shown_with_those_before_and_after_it(on, built, monkeypatch, language, chosen):
    on(built)
    t = text(language)
    assert t("agency.kin") not in [h.value for h in opened("agency", {"agency": [chosen]}).header]
    made_up = Event(
        "350128-renminzhengfu", "350128-pingtanzongheshiyanquguanliweiyuanhui", "merged", 2014, "", "a test"
    )
    monkeypatch.setattr("dashboard.agency.registry", lambda: Registry(events=[made_up]))
    at = opened("agency", {"agency": [chosen], "lang": [language]})
    assert not at.exception
    assert t("agency.kin") in [h.value for h in at.header]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "2024年收到申请218件"), ("en", "Received 218 requests in 2024")]
)
def test_a_body_is_told_in_sentences_before_its_tables(on, built, language, said):
    on(built)
    at = opened("agency", {"agency": [PINGTAN], "year": ["2024"], "lang": [language]})
    digest = next(str(e.proto.body) for e in at.get("html") if 'class="digest"' in str(e.proto.body))
    assert said in digest
    assert digest.count("<li>") == 4
    assert "平潭综合实验区" not in digest, "the page bears the name already"


def test_a_sentence_on_a_figure_that_does_not_add_up_says_so(on, built):
    on(built)
    at = opened("agency", {"agency": [PINGTAN], "year": ["2020"]})
    digest = next(str(e.proto.body) for e in at.get("html") if 'class="digest"' in str(e.proto.body))
    assert "报告印的是21，分项相加为27" in digest


def test_a_report_can_be_taken_along_and_set_beside_another_year(on, built):
    """Of that body and year alone, whatever else is filtered."""
    on(built)
    words = seen(opened("agency", {"agency": [PINGTAN], "year": ["2024"], "level": ["province"]}))
    assert (
        f'href="/api/cells.csv?lang=zh&amp;region=all&amp;agency={PINGTAN}&amp;kind=all&amp;level=all&amp;year=2024&amp;year=2024'
        in words
    )
    assert f'href="/compare?lang=zh&amp;region=all&amp;agency={PINGTAN}' in words
    assert (
        "/compare?"
        not in seen(opened("agency", {"agency": ["410703-renminzhengfubangongshi"]})).partition("<footer")[0]
    )


def test_an_older_link_to_a_report_still_finds_its_year(on, built):
    """The id of a report ends in the hash of its file, which changes with a correction."""
    on(built)
    agency = "350128-pingtanzongheshiyanquguanliweiyuanhui"
    at = opened("agency", {"agency": [agency], "report": [f"{agency}-2016-00000000"]})
    assert at.get("button_group")[0].value.startswith(f"{agency}-2016-")


@pytest.mark.parametrize(
    ("key", "form", "cell"),
    [
        ("req_new.total", "t2021", "req_new.total"),
        ("hs_requests_received", "t2021", "req_new.total"),
        ("hs_requests_received", "t2014_fujian", "fj_req_received.annual"),
        ("hs_disclosed_any", "t2021", None),
        ("", None, None),
    ],
)
def test_the_cell_behind_a_figure_of_a_chart(key, form, cell):
    assert source.cell_of(key, form) == cell


def test_paths_are_told_apart():
    assert by_path("/").name == "overview"
    assert by_path("agency").name == "agency"
    assert by_path("/nope") is None


def test_the_id_of_a_former_body_leads_to_its_successor(on, built):
    """洪泽县 (320829) became 洪泽区 (320813) in 2016."""
    on(built)
    at = opened("agency", {"agency": ["320829-renminzhengfu"]})
    assert at.title[0].value == "洪泽区人民政府"
    assert at.query_params["agency"] in ("320813-renminzhengfu", ["320813-renminzhengfu"])


def test_the_nearest_provinces_to_one_without_reports(on, built):
    """河北省 borders on 河南省; 福建省 is far."""
    on(built)
    assert store.names("zh").nearest("130000")[0] == "410000"
    at = opened("applications", {"region": ["130000"]})
    assert re.search(r"离它最近的有：<a [^>]+>河南省</a>", seen(at))


def test_a_province_has_its_english_name_on_english_pages(on, built):
    on(built)
    assert store.names("en").region_path("320813") == ["Jiangsu 江苏省", "淮安市", "洪泽区"]
    assert store.names("zh").region("320000") == "江苏省"
    for page in ("overview", "quality", "coverage"):
        assert "Jiangsu 江苏省" in seen(opened(page, {"lang": ["en"], "region": ["320000"]})), page


def test_no_question_keeps_a_stump_where_its_year_is_left_out(on, built):
    on(built)
    at = opened("applications", {"year": ["2016", "2016"]})
    assert "申请从哪里来，到哪里去？" in [h.value for h in at.header]


def test_a_picked_out_ground_is_not_called_the_most_common(on, built):
    on(built)
    at = opened("outcomes", {"ground": ["out_refused_state_secret"]})
    assert "最常见" not in seen(at)


@pytest.mark.parametrize(("page", "pages"), [("coverage", 3), ("quality", 5)])
def test_a_long_list_is_turned_page_by_page_to_its_end(on, built, monkeypatch, page, pages):
    """Nothing is cut off in silence: every body (14) and every finding (22) stands on one of the pages."""
    on(built)
    monkeypatch.setattr(f"dashboard.{page}.SHOWN", 5)
    at = opened(page)
    found = seen(at)
    for number in range(2, pages + 1):
        at.query_params["page"] = [str(number)]
        found += seen(at.run())
        assert at.session_state["own_page"] == number
    if page == "coverage":
        assert all(found.count(f">{row['name']}</a>") == 1 for row in store.names("zh").agencies.values())
    else:
        assert found.count("尚未经人工确认</em>") == 22


@pytest.mark.parametrize("page", ["coverage", "quality"])
def test_a_page_beyond_the_last_is_left_out_with_a_word(on, built, page):
    on(built)
    at = opened(page, {"page": ["99"]})
    assert text("zh")("filter.unknown", values="page=99") in seen(at)
    assert at.query_params["page"] in ("1", ["1"])
    at.query_params["page"] = ["1"]
    assert "page=99" not in seen(at.run())


def test_which_findings_are_listed_stands_in_the_address(on, built):
    on(built)
    at = opened("quality", {"severity": ["warning"]})
    assert at.segmented_control("own_severity").value == "warning"
    some = seen(at).count("尚未经人工确认</em>")
    at.segmented_control("own_severity").set_value("all").run()
    assert at.query_params["severity"] in ("all", ["all"])
    assert 0 < some < seen(at).count("尚未经人工确认</em>")


def test_that_only_rows_that_differ_are_shown_stands_in_the_address(on, built):
    on(built)
    two = {"agency": [PINGTAN], "year": ["2023", "2024"]}
    few, all_of = opened("compare", two | {"rows": ["differ"]}), opened("compare", two)
    assert seen(few).count("<tr>") < seen(all_of).count("<tr>")
    all_of.segmented_control("own_rows").set_value("differ").run()
    assert all_of.query_params["rows"] in ("differ", ["differ"])
    assert seen(all_of) == seen(few)


def test_the_tree_of_reports_can_be_read_and_followed_without_pointing_at_it(on, built):
    """Every field of the treemap is a line of the list, with its count and, below the provinces, its link."""
    on(built)
    at = opened("regions", {"lang": ["en"]})
    drawn = json.loads(at.get("plotly_chart")[-1].proto.spec)["data"][0]
    list_of = re.search(r'<details class="group">.*ul class="tree".*</details>', seen(at), re.DOTALL)
    assert list_of is not None
    for label, value in zip(drawn["labels"], drawn["values"], strict=True):
        if label != text("en")("regions.country"):
            assert re.search(f">{html.escape(label)}[^<]*</a> <span>{value:,}</span>", list_of[0]), label
    assert 'href="regions?lang=en&amp;region=320000' in list_of[0]
    assert f"agency={PINGTAN}" in list_of[0]


def test_a_chart_that_fails_leaves_the_rest_of_a_page_standing(on, built, monkeypatch):
    on(built)

    def broken(*_: object) -> None:
        raise ValueError("made to fail")

    show._built.cache_clear()
    monkeypatch.setattr("dashboard.show.exhibits.build", broken)
    at = opened("agency", {"agency": [PINGTAN]})
    assert not at.exception
    assert text("zh")("exhibit.failed") in seen(at)
    assert text("zh")("agency.table3") in [h.value for h in at.header]
