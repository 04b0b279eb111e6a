"""Small pieces of real HTML inside a page: links that stay in the session, native popovers, copying.

Streamlit's own elements have no table whose cells can be chosen, no explanation that opens at a word
and no copy button, and their charts cannot be kept as pictures; one component serves all of it. The
markup is made on the server with every value escaped; styles are those of ``style.css``. In the markup

- ``data-choose="x"`` (a link or a button): choosing it reruns the page with ``x``;
- ``popovertarget`` and ``popover``: the browser's own popover;
- ``data-copy`` (a button): copies the address of the page, or the address given, after ``data-words``, and says so;
- ``data-picture`` (a button): saves the chart beside it as a picture of that name (see ``picture``).
"""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard import picture
from dashboard.text import Text

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

_island = st.components.v2.component("island", js=HOST_JS + picture.JS + _JS, isolate_styles=False)


def show(html: str, *, key: str, on_choose: Callable[[str], None] | None = None) -> None:
    """Draw markup; ``on_choose`` gets the value of a chosen ``data-choose`` before the page reruns."""

    def chosen() -> None:
        value = st.session_state[key].chosen
        if on_choose is not None and value is not None:
            on_choose(str(value))

    _island(data={"html": html}, key=key, on_chosen_change=chosen)


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
