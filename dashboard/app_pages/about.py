"""说明: sources, method, limits, glossary."""

from html import escape

import streamlit as st

from dashboard import frame, pieces
from extract.forms import glossary

ORDER = (
    "what",
    "sources",
    "read",
    "values",
    "sums",
    "errors",
    "small",
    "breaks",
    "cannot",
    "privacy",
    "contact",
)

shown = frame.current()
t = shown.t
for name in ORDER:
    st.header(t(f"about.{name}"), anchor=name)
    st.html(f'<div class="prose"><p>{escape(t(f"about.{name}_text"))}</p></div>')

st.header(t("about.glossary"), anchor="glossary")
pieces.lead(t("about.glossary_lead"))
groups: dict[str, list[glossary.Term]] = {}
for term in glossary.terms().values():
    groups.setdefault(term.group, []).append(term)
for group, terms in groups.items():
    st.subheader(t(f"glossary_group.{group}"), anchor=f"glossary-{group}")
    entries = "".join(
        f"<dt>{escape(t.pick(one.zh, one.en))}</dt><dd>{escape(t.pick(one.plain_zh, one.plain_en))}"
        + (f' <span class="law">{escape(t("about.law", law=one.law))}</span>' if one.law else "")
        + "</dd>"
        for one in terms
    )
    st.html(f'<dl class="facts glossary">{entries}</dl>')
