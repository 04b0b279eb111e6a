"""The tree of a web page: parsed without trust, stripped of what a visitor does not see, and weighed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from extract.documents.collect import UNREADABLE
from extract.documents.html_style import Styles
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
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-decoration[^;]*line-through"
    r"|opacity\s*:\s*0?\.?0+(?![.\d])|(?<![-\w])(?:left|top|text-indent)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
_SIZE = re.compile(r"font-size\s*:\s*(0(?:\.0+)?(?![.\d]))?", re.IGNORECASE)
_NO_ROOM = re.compile(r"(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*0(?![.\d])", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE)

DRAWN = frozenset(("svg", "canvas", "object", "embed", "iframe", "script", "video"))
"""Dropped elements that may show a figure: a cell that holds one and nothing else is not blank."""
FIELDS = frozenset(("input", "textarea", "select", "button"))
"""Parts of a form; what they hold is shown."""
_FIGURE = re.compile(r"[\d０-９,，.．\s+\-－—–―/／（）()件条个项元万无空]{1,20}")
_COUNT = etree.XPath("count(descendant-or-self::*)")
_MARKED = etree.XPath("descendant-or-self::*[@*]")
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x20)))
ALL_HIDDEN = 100
"""Where fewer characters than this would remain, the page hides its body until a script shows it: nothing is hidden then."""


def text_of(element: Element) -> str:
    """All text in an element: what ``itertext`` gives, in a tenth of the time."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements of a page in order, its root first, and the markup that they were parsed from, in small letters.

    lxml makes an element anew each time it is met unless someone holds it: whoever walks a tree holds this.
    """

    elements: list[Element]
    markup: bytes

    @property
    def root(self) -> Element:
        return self.elements[0]


def parse(text: str) -> Tree:
    """The tree of a page; broken markup is mended, entities and external references are not followed.

    Raises ``Refusal``: ``empty-shell`` (no element at all), ``too-large``.
    """
    # huge_tree: without it libxml2 drops, silently, whatever is nested more than 256 levels deep.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, recover=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    head = _XML_HEAD.match(text)
    markup = (text[head.end() :] if head else text).encode("utf-8", "replace").translate(None, _CONTROL)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise Refusal("empty-shell")
    # A tag makes at most one element of its own and three that it implies: few tags need not be counted first.
    many = markup.count(b"<") > MAX_ELEMENTS // 4 and _COUNT(root) > MAX_ELEMENTS
    elements = [] if many else list(root.iter())
    if many or len(elements) > MAX_ELEMENTS or (len(elements) > MAX_DEPTH and _depth(root) > MAX_DEPTH):
        raise Refusal("too-large", f"(more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} inside each other)")
    return Tree(elements, markup.lower())


def _depth(root: Element) -> int:
    """The levels of a tree."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def drop_what_is_not_shown(tree: Tree) -> set[Element]:
    """Remove scripts, navigation, struck and hidden parts; text after them stays. All elements that are gone."""
    root = tree.root
    hidden = _hidden(tree)
    weak = []
    styles = Styles(root)
    if styles.any:
        every = set(hidden)
        for element in _MARKED(root):
            if element.tag in DROPPED or element in every:
                continue
            if styles.hides(element):
                weak.append(element)
            elif styles.draws(element):
                element.text = (element.text or "") + UNREADABLE
    gone: set[Element] = set()
    for element in list(root.iter(*DROPPED)):
        inside = [] if element in gone else list(element.iter())
        if _drop_unread(element):
            gone.update(inside)
    if weak:
        # A script shows the larger part of a page later, whatever its style sheet says at first.
        most = len(text_of(root)) / 2
        hidden += [element for element in weak if len(text_of(element)) < most]
    if hidden:
        every = set(hidden)
        outer = [e for e in hidden if not any(a in every for a in e.iterancestors())]
        out_of_sight = sum(len(text_of(e)) for e in outer)
        if len(text_of(root).strip()) - out_of_sight >= ALL_HIDDEN:
            for element in outer:
                inside = list(element.iter())
                if drop(element):
                    gone.update(inside)
    return gone


def _hidden(tree: Tree) -> list[Element]:
    """The elements that an attribute of their own keeps from being seen."""
    if b"style" not in tree.markup and b"hidden" not in tree.markup:
        return []
    told = b"hidden" in tree.markup
    styles = [element.get("style") for element in tree.elements]
    hiding = {style for style in set(styles) if style and _hides(style) is not False}
    if not hiding and not told:
        return []
    return [
        element
        for element, style in zip(tree.elements, styles, strict=True)
        if (style in hiding and _is_hidden(element, style)) or (told and element.get("hidden") is not None)
        if element.tag not in DROPPED
    ]


def _is_hidden(element: Element, style: str) -> bool:
    """Whether an element's own style keeps it from being seen."""
    hides = _hides(style)
    # Editors close the gaps between boxes by a size of nothing; the boxes then have a size of their own.
    return (
        not any(_SIZE.search(inner.get("style") or "") for inner in element.iterdescendants("*"))
        if hides is None
        else hides
    )


@lru_cache(maxsize=1 << 12)  # the same few styles stand on every cell
def _hides(style: str) -> bool | None:
    """Whether a style hides; None where it gives its text no size, so that it depends on what stands inside."""
    if _HIDDEN.search(style) or (_CLIPPED.search(style) and _NO_ROOM.search(style)):
        return True
    size = _SIZE.search(style)
    return None if size is not None and size[1] is not None else False


def _drop_unread(element: Element) -> bool:
    """Drop an element that is no text; in a cell its figure stays, and what may be a figure leaves its mark."""
    known = element.tag in FIELDS or element.tag in DRAWN
    if known and next(element.iterancestors("td", "th"), None) is not None:
        shown = _field(element) if element.tag in FIELDS else _mark(element)
        element.tail = shown + (element.tail or "")
    return drop(element)


def _mark(element: Element) -> str:
    written = element.tag != "script" or re.search(r"write|innerHTML|\.text\b|\.html\b", element.text or "")
    return UNREADABLE if written else ""


def _field(element: Element) -> str:
    """The figure that a part of a form shows, or nothing."""
    if element.tag == "input":
        plain = (element.get("type") or "text").lower() in ("text", "number", "tel")
        shown = (element.get("value") or "") if plain else ""
    elif element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        shown = "".join(text_of(option) for option in chosen)
    else:
        shown = text_of(element)
    return shown if _FIGURE.fullmatch(shown) else ""


GONE = "dropped-before"
"""An attribute of our own: in the page's paths an element keeps its number where one before it was dropped."""


def gone_before(element: Element) -> int:
    """How many siblings of its kind were dropped just before an element."""
    told = element.get(GONE)
    return 0 if told is None or not told.isdigit() or len(told) >= 7 else int(told)


def drop(element: Element) -> bool:
    """Take an element out, if it can be; the text after it stays."""
    parent = element.getparent()
    if parent is None or element.tag == "body":
        return False
    if element.tag not in DROPPED:
        following = next(element.itersiblings(element.tag), None)
        if following is not None:
            following.set(GONE, str(gone_before(following) + gone_before(element) + 1))
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)
    return True


def weights(root: Element, whole: Collection[Element]) -> dict[Element, int]:
    """Characters outside links for every element that has any, with all it contains.

    What stands inside the elements of ``whole``, which hold no link, is not told apart.
    """
    inward = []
    stack = [root]
    while stack:
        element = stack.pop()
        inward.append(element)
        if element not in whole:
            stack.extend(element[:])
    found: dict[Element, int] = {}
    for element in reversed(inward):
        if element.tag == "a":
            total = found[element] = 0
        elif element in whole:
            total = found[element] = sum(map(_length, _TEXTS(element)))
        else:
            total = found[element] = found.get(element, 0) + _length(element.text)
        total += _length(element.tail)
        parent = element.getparent()
        if total and parent is not None:
            found[parent] = found.get(parent, 0) + total
    return found


_TEXTS = etree.XPath("descendant::text()", smart_strings=False)


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
