"""Answers around the pages: an address that is no page is told so, everything else passes."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.head import NoSuchPage
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
