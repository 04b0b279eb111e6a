"""The entry script of the pages: masthead, filter bar, the page, the foot."""

import sys
from pathlib import Path

import streamlit as st

if (root := str(Path(__file__).resolve().parent.parent)) not in sys.path:
    sys.path.insert(0, root)

from dashboard import chrome, frame, selection, selfcheck, store, theme
from dashboard.filters import Choices, of_page
from dashboard.pages import PAGES, by_name
from dashboard.text import text

HERE = Path(__file__).parent

st.set_page_config(page_icon=str(HERE / "static" / "favicon.png"), layout="wide")
st.html(f"<style>{theme.css_variables(st.context.theme.type or 'light')}</style>")
st.html(HERE / "style.css")

dataset = store.dataset()
view = selection.read(store.names("zh").choices if dataset else Choices())
t = text(view.language)
targets = {
    page.name: st.Page(
        page.file, title=t(f"nav.{page.name}"), url_path=page.path or None, default=not page.path
    )
    for page in PAGES
}
running = st.navigation(list(targets.values()), position="hidden")
page = by_name(next(name for name, target in targets.items() if target is running))
st.set_page_config(page_title=frame.title(page, t))
view = of_page(view, page.name)
if page.name != "selfcheck":
    selfcheck.forget()

frame.masthead(page, view, targets, t)
if dataset is None:
    frame.no_dataset(t)
elif dataset.years is None:
    frame.empty_dataset(t)
else:
    names = store.names(view.language)
    frame.heading(page, view, names, t)
    if page.filtered:
        selection.bar(view, names, t, page.outcomes)
    frame.set_current(frame.Frame(dataset, names, view, t, targets))
    running.run()
frame.footer(dataset, t)
with st.container(key="chrome_host"):
    # The page may have left out what it does not have: a page of its list beyond the last.
    chrome.put(t, selection.write(of_page(selection.current(), page.name)))
