"""The tree of a web page: parsed without trust, stripped of what a visitor does not see, and weighed."""

import re
from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element

from extract.documents.refusals import Refusal

MAX_ELEMENTS = 400_000
MAX_DEPTH = 2_000
"""Levels of nested elements; the worst pages of content systems reach about a hundred."""

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "aside",
        "select",
        "button",
        "input",
        "textarea",
        "iframe",
        "frame",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "head",
        "link",
        "meta",
        "title",
        "del",
        "s",
        "strike",
        "rt",
        "rp",
    ]
)
"""Elements that say nothing of the body, are struck out, or repeat it in another script (ruby)."""

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration[^;]*line-through",
    re.IGNORECASE,
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
ALL_HIDDEN = 100
"""Where fewer characters than this would remain, the page hides its body until a script shows it: nothing is hidden then."""


def parse(text: str) -> Element:
    """The tree of a page; broken markup is mended, entities and external references are not followed.

    Raises ``Refusal``: ``empty-shell`` (no element at all), ``too-large``.
    """
    # huge_tree: without it libxml2 drops, silently, whatever is nested more than 256 levels deep.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, recover=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    markup = _CONTROL.sub("", _XML_HEAD.sub("", text))
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise Refusal("empty-shell")
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS or (count > MAX_DEPTH and _depth(root) > MAX_DEPTH):
        raise Refusal("too-large", f"(more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} inside each other)")
    return root


def _depth(root: Element) -> int:
    """The levels of a tree."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def drop_what_is_not_shown(root: Element) -> None:
    """Remove scripts, navigation, struck and hidden parts; text after them stays."""
    hidden = []
    for element in list(root.iter()):
        if element.tag in DROPPED:
            drop(element)
        elif element.get("hidden") is not None or ((style := element.get("style")) and _HIDDEN.search(style)):
            hidden.append(element)
    if not hidden:
        return
    every = set(hidden)
    outer = [e for e in hidden if not any(a in every for a in e.iterancestors())]
    out_of_sight = sum(len("".join(e.itertext())) for e in outer)
    if len("".join(root.itertext()).strip()) - out_of_sight < ALL_HIDDEN:
        return
    for element in outer:
        drop(element)


def drop(element: Element) -> None:
    """Take an element out; the text after it stays."""
    parent = element.getparent()
    if parent is None or element.tag == "body":
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def weights(elements: Sequence[Element]) -> dict[Element, int]:
    """Characters outside links for every element with all it contains; ``elements`` are those of a tree in order."""
    found: dict[Element, int] = dict.fromkeys(elements, 0)
    for element in reversed(elements):
        total = found[element] = 0 if element.tag == "a" else found[element] + _length(element.text)
        parent = element.getparent()
        if parent is not None:
            found[parent] = found.get(parent, 0) + total + _length(element.tail)
    return found


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
