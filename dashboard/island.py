"""Small pieces of real HTML inside a page: links that stay in the session, native popovers, copying.

Streamlit's own elements have no table whose cells can be chosen, no explanation that opens at a word
and no copy button, and their charts cannot be kept as pictures; one component serves all of it. The markup is made on the server with every value
escaped; styles are those of ``style.css``. In the markup

- ``data-choose="x"`` (a link or a button): choosing it reruns the page with ``x``;
- ``popovertarget`` and ``popover``: the browser's own popover;
- ``data-copy`` (a button): copies the address of the page, or the address given, after ``data-words``, and says so;
- ``data-picture`` (a button): saves the chart beside it as a picture of that name (see ``picture``).
"""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard import picture
from dashboard.text import LANGUAGES, TAGS, Text, catalogue, text

HOST_JS = """
// The element that holds a component's markup from run to run.
const islandIn = (parent) => {
  let host = parent.querySelector(".island")
  if (!host) {
    host = document.createElement("div")
    host.className = "island"
    parent.appendChild(host)
  }
  return host
}
"""
"""What every component with markup of its own begins with."""

_JS = """
const address = (asked) => new URL(asked || window.location.href, window.location.href).href

const copy = async (button) => {
  try {
    await navigator.clipboard.writeText((button.dataset.words || "") + address(button.dataset.copy))
    button.textContent = button.dataset.done
  } catch {
    button.textContent = button.dataset.failed
  }
  setTimeout(() => { button.textContent = button.dataset.label }, 2500)
}

// A popover opens beside the word that it explains, inside the window.
const place = (event) => {
  if (event.newState !== "open") return
  const card = event.target
  const word = card.getRootNode().querySelector(`[popovertarget="${card.id}"]`)
  if (!word) return
  const at = word.getBoundingClientRect()
  const left = Math.max(8, Math.min(at.left, window.innerWidth - card.offsetWidth - 8))
  const below = at.bottom + 6
  const top = below + card.offsetHeight > window.innerHeight ? at.top - card.offsetHeight - 6 : below
  card.style.left = `${left}px`
  card.style.top = `${Math.max(8, top)}px`
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = islandIn(parentElement)
  if (host.dataset.html !== data.html) {
    host.innerHTML = data.html
    host.dataset.html = data.html
    host.querySelectorAll("[popover]").forEach((card) => card.addEventListener("toggle", place))
  }
  host.onclick = (event) => {
    const button = event.target.closest("[data-copy]")
    if (button) { copy(button); return }
    const picture = event.target.closest("[data-picture]")
    if (picture) { savePicture(picture); return }
    const chosen = event.target.closest("[data-choose]")
    if (!chosen || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setTriggerValue("chosen", chosen.dataset.choose)
  }
}
"""

_CHROME_JS = """
const SAID = ["aria-label", "title", "placeholder"]
let words = []

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
const observer = new MutationObserver((changes) => changes.forEach((change) => {
  change.addedNodes.forEach(putAll)
  if (change.type === "attributes") putAttribute(change.target, change.attributeName)
  if (change.type === "characterData") putText(change.target)
}))
const WATCHED = { subtree: true, childList: true, characterData: true, attributeFilter: SAID }

// Streamlit draws the sections as a row of links: what they are, and which one is open, is to be heard too.
const nameSections = (label) => {
  const sections = document.querySelector(".st-key-sections")
  sections?.setAttribute("role", "navigation")
  sections?.setAttribute("aria-label", label)
  sections?.querySelectorAll("a").forEach((link) => {
    if (link.closest("[class*=st-key-section_here_]")) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  })
}

// The head belongs to the page: Streamlit's own index.html is English and knows no query.
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang
  words = data.words
  putAll(document.body)
  observer.observe(document.body, WATCHED)
  nameSections(data.sections)
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

_island = st.components.v2.component("island", js=HOST_JS + picture.JS + _JS, isolate_styles=False)
_chrome = st.components.v2.component("chrome", js=_CHROME_JS)


def show(html: str, *, key: str, on_choose: Callable[[str], None] | None = None) -> None:
    """Draw markup; ``on_choose`` gets the value of a chosen ``data-choose`` before the page reruns."""

    def chosen() -> None:
        value = st.session_state[key].chosen
        if on_choose is not None and value is not None:
            on_choose(str(value))

    _island(data={"html": html}, key=key, on_chosen_change=chosen)


def chrome(t: Text, query: str) -> None:
    """Put the document into the page's language; with ``query``, set the address, without a new step in the history.

    Runs the page again when the system turns dark or light.
    """
    data = {
        "lang": TAGS[t.language],
        "query": query,
        "words": streamlit_words(t.language),
        "sections": t("nav.sections"),
    }
    _chrome(data=data, key="chrome", on_scheme_change=lambda: None)


def streamlit_words(language: str) -> list[tuple[str, str]]:
    """What Streamlit's own elements say, each in the other language and in this one.

    The English texts are Streamlit's; into English is translated what stands there in Chinese since the language was switched.
    """
    other = next(text(one) for one in LANGUAGES if one != language)
    keys = [key for key in catalogue(language) if key.startswith("streamlit.")]
    return [(other(key), text(language)(key)) for key in keys]


def copy_button(t: Text, label: str, address: str = "", words: str = "") -> str:
    """Markup of a button that copies the page's address, or the one given, after some words."""
    done, failed = t("filter.copied"), t("filter.copy_failed")
    given = {"label": label, "done": done, "failed": failed, "copy": address, "words": words}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in given.items())
    return f'<button type="button" class="quiet" aria-live="polite" {attributes}>{escape(label)}</button>'


def word(shown: str, card: str, card_id: str) -> str:
    """Markup of a word that opens its explanation; ``card`` is markup, the rest is escaped here."""
    return (
        f'<button type="button" class="term" popovertarget="{escape(card_id)}">{escape(shown)}</button>'
        f'<span id="{escape(card_id)}" class="card" popover role="note">{card}</span>'
    )
