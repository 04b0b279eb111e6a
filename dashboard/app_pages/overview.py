"""概览: find a body or a region, or a way to start; what the reports say, at a glance."""

import streamlit as st

from dashboard import filters, frame, search, show

# The pages that a first-time reader may have come for.
WAYS = ("regions", "compare", "selfcheck", "data")

shown = frame.current()
search.box(shown, "overview")
with st.container(key="ways", horizontal=True, gap="small"):
    st.html(f"<p>{shown.t('start.lead')}</p>", width="content")
    for name in WAYS:
        carried = filters.written(shown.view)
        st.page_link(
            shown.targets[name], label=shown.t(f"start.{name}"), query_params=carried, width="content"
        )
show.page("overview")
