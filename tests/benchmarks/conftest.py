"""The generator keeps a browser open; the site's browser tests need it gone."""

from collections.abc import Iterator

import pytest

from benchmarks.generator import chromium


@pytest.fixture(autouse=True, scope="module")
def _no_browser_left_open() -> Iterator[None]:
    yield
    chromium.close()
