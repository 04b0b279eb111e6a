"""The site as one ASGI application: pages, data addresses, head, warm-up.

``streamlit run dashboard/server.py`` or ``uvicorn dashboard.server:app``; ``ogi serve`` starts it too.
"""

import contextlib
import gc
import logging
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

if (root := str(Path(__file__).resolve().parent.parent)) not in sys.path:
    sys.path.insert(0, root)

from dashboard import api, frame, store
from dashboard.head import NoSuchPage, PageHead, SecurityHeaders
from dashboard.text import LANGUAGES

log = logging.getLogger(__name__)


def _warm() -> None:
    """Load what every first visit needs: the libraries that Streamlit imports late, and the dataset."""
    import pandas  # noqa: F401
    import plotly.graph_objects
    import plotly.io  # noqa: F401
    import pyarrow  # noqa: F401

    from dashboard import private_reading, search, show  # noqa: F401

    private_reading.remove_remains()

    if store.dataset() is not None:
        for language in LANGUAGES:
            _ = store.names(language).choices
        search.index()


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Warm up, then tell the garbage collector to leave what is loaded alone.

    Streamlit collects in full after every run; without the freeze that walk over the libraries
    costs more than the page itself.
    """
    await run_in_threadpool(_warm)
    gc.collect()
    gc.freeze()
    yield {}


def _apologise(error: Exception) -> bool:
    log.exception("a page failed", exc_info=error)
    return frame.apologise(error)


app = st.App(
    str(Path(__file__).with_name("app.py")),
    lifespan=lifespan,
    on_script_error=_apologise,
    middleware=[Middleware(SecurityHeaders), Middleware(NoSuchPage), Middleware(PageHead)],
    routes=api.ROUTES,
)
