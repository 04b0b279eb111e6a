"""Answers around the pages: an address that is no page is told so, everything else passes."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.head import NoSuchPage, PageHead
from dashboard.pages import PAGES


async def _anything(request: Request) -> Response:
    """Like Streamlit: the start page wherever there is nothing else."""
    if request.url.path.endswith(".json"):
        return JSONResponse({})
    return HTMLResponse("<html>the start page</html>")


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/{path:path}", _anything)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(NoSuchPage)]))


@pytest.mark.parametrize(("query", "words"), [("", "没有这一页"), ("?lang=en", "No such page")])
@pytest.mark.parametrize("path", ["/nothing", "/applications/2024", "/index.html"])
def test_an_address_that_is_no_page_is_a_404_with_the_way_to_the_pages(client, path, query, words):
    answer = client.get(path + query)
    assert answer.status_code == 404
    assert words in answer.text
    assert all(f'href="/{p.path}?lang=' in answer.text for p in PAGES if p.listed)


@pytest.mark.parametrize("path", [f"/{p.path}" for p in PAGES])
def test_pages_pass(client, path):
    assert client.get(path).text == "<html>the start page</html>"


@pytest.mark.parametrize(
    "path", ["/api/documents/a.html", "/_stcore/health", "/component/x/index.html", "/any.json"]
)
def test_what_is_no_page_of_ours_passes(client, path):
    assert client.get(path).status_code == 200


INDEX = "<html lang=en><head><title>Streamlit</title></head><noscript></noscript></html>"


@pytest.fixture
def pages() -> TestClient:
    async def start(_request: Request) -> Response:
        return HTMLResponse(INDEX)

    return TestClient(Starlette(routes=[Route("/{path:path}", start)], middleware=[Middleware(PageHead)]))


def test_a_link_to_a_body_names_it_and_is_an_address_of_its_own(pages, on, built):
    """Search engines and link previews must not take all bodies for one page."""
    on(built)
    head = pages.get("/agency?agency=320813-renminzhengfu&year=2024").text
    assert "<title>洪泽区人民政府 · 政府信息公开年报观察</title>" in head
    assert '<meta property="og:title" content="洪泽区人民政府 · 政府信息公开年报观察">' in head
    assert 'rel="canonical" href="http://testserver/agency?lang=zh&amp;agency=320813-renminzhengfu"' in head
    assert 'hreflang="en" href="http://testserver/agency?lang=en&amp;agency=320813-renminzhengfu"' in head
    former = pages.get("/agency?agency=320829-renminzhengfu").text
    assert "agency=320813-renminzhengfu" in former, "an old id leads to its successor"


@pytest.mark.parametrize("query", ["", "?agency=nobody", '?agency="><script>', "?agency=a&agency=b"])
def test_a_link_to_no_known_body_has_the_head_of_the_page(pages, on, built, query):
    on(built)
    head = pages.get(f"/agency{query}").text
    assert "<title>机关 · 政府信息公开年报观察</title>" in head
    assert 'rel="canonical" href="http://testserver/agency?lang=zh"' in head
