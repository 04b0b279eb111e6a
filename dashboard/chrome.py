"""The document around the pages, which Streamlit makes once, in English, and for all pages alike.

A script in every page puts it into the page's language, names its sections, sets the address without a step in the
history, goes to the part that the address names, and gets charts ready for paper.
"""

import streamlit as st

from dashboard.text import LANGUAGES, TAGS, Text, catalogue, text

_JS = """
const SAID = ["aria-label", "title", "placeholder"]
let words = []
let sections = ""

// What Streamlit says by itself, in the page's language; {} stands for a number or a name.
const ours = (said) => {
  for (const [theirs, instead] of words) {
    if (said === theirs) return instead
    const [before, after] = theirs.split("{}")
    if (after !== undefined && said.startsWith(before) && said.endsWith(after)) {
      return instead.replace("{}", said.slice(before.length, said.length - after.length))
    }
  }
}
const putAttribute = (element, name) => {
  const found = ours(element.getAttribute(name) || "")
  if (found) element.setAttribute(name, found)
}
const putText = (node) => {
  const found = ours(node.data.trim())
  if (found) node.data = found
}
const putAll = (root) => {
  if (root.nodeType === Node.TEXT_NODE) putText(root)
  if (root.nodeType !== Node.ELEMENT_NODE || root instanceof SVGElement) return
  const elements = [root, ...root.querySelectorAll(SAID.map((name) => `[${name}]`).join())]
  elements.forEach((element) => SAID.forEach((name) => putAttribute(element, name)))
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) putText(texts.currentNode)
}
const WATCHED = { subtree: true, childList: true, characterData: true, attributeFilter: SAID }

// Streamlit draws the sections as a row of links: what they are, and which one is open, is to be heard too.
const nameSections = () => {
  const row = document.querySelector(".st-key-sections")
  if (row) observer.observe(row, { subtree: true, attributeFilter: ["class"] })
  row?.setAttribute("role", "navigation")
  row?.setAttribute("aria-label", sections)
  row?.querySelectorAll("a").forEach((link) => {
    if (link.closest("[class*=st-key-section_here_]")) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  })
}
const observer = new MutationObserver((changes) => {
  changes.forEach((change) => {
    change.addedNodes.forEach(putAll)
    if (change.type === "attributes") putAttribute(change.target, change.attributeName)
    if (change.type === "characterData") putText(change.target)
  })
  // The sections may be drawn after this script ran, or anew, or another one may be the open one.
  if (changes.some((change) => change.addedNodes.length || change.attributeName === "class")) nameSections()
})

// The head belongs to the page: Streamlit's own index.html is English and knows no query.
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang
  words = data.words
  putAll(document.body)
  observer.observe(document.body, WATCHED)
  sections = data.sections
  nameSections()
  // Charts and colours are made on the server for one scheme: when the system's changes, ask again.
  window.matchMedia("(prefers-color-scheme: dark)").onchange = () =>
    setTimeout(() => setTriggerValue("scheme", String(Date.now())), 200)
  // Charts have the window's width in pixels; with a view box the style of the printed page can make them smaller.
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg")
  window.onbeforeprint = () => {
    drawings().forEach((drawing) =>
      drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`))
    document.querySelector("footer.foot")?.setAttribute("data-address", window.location.href)
  }
  window.onafterprint = () => drawings().forEach((drawing) => drawing.removeAttribute("viewBox"))
  if (data.query && window.location.search !== "?" + data.query) {
    window.history.replaceState(window.history.state, "", "?" + data.query + window.location.hash)
  }
  const target = window.location.hash.slice(1)
  if (target && !document.documentElement.dataset.jumped) {
    document.documentElement.dataset.jumped = "1"
    setTimeout(() => {
      const found = document.getElementById(target)
      for (let at = found; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true
      found?.scrollIntoView()
    }, 600)
  }
  return () => observer.disconnect()
}
"""

_component = st.components.v2.component("chrome", js=_JS)


def put(t: Text, query: str) -> None:
    """Put the document into the page's language; with ``query``, set the address, without a new step in the history.

    Runs the page again when the system turns dark or light.
    """
    data = {
        "lang": TAGS[t.language],
        "query": query,
        "words": streamlit_words(t.language),
        "sections": t("nav.sections"),
    }
    _component(data=data, key="chrome", on_scheme_change=lambda: None)


def streamlit_words(language: str) -> list[tuple[str, str]]:
    """What Streamlit's own elements say, each in the other language and in this one.

    The English texts are Streamlit's; into English is translated what stands there in Chinese since the language was switched.
    """
    other = next(text(one) for one in LANGUAGES if one != language)
    keys = [key for key in catalogue(language) if key.startswith("streamlit.")]
    return [(other(key), text(language)(key)) for key in keys]
