"""The tree of a web page: parsed without trust, its elements taken out and weighed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from extract.documents.refusals import Refusal

Element: TypeAlias = etree._Element

MAX_ELEMENTS = 400_000
MAX_DEPTH = 2_000
"""Levels of nested elements; the worst pages of content systems reach about a hundred."""

MAX_FRAMES = 30
"""Frames of a page that hold their page in an attribute and are read."""
FRAME = "framed-page"
"""What such a frame is called when its page stands in its place."""

CELLS = frozenset(("td", "th"))
DROPPED = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "noframes",
            "template",
            "head",
            "link",
            "meta",
            "title",
            "map",
            "nav",
            "aside",
        ),
        *("select", "button", "input", "textarea", "datalist", "meter", "progress"),
        *("svg", "iframe", "frame", "object", "embed", "audio", "video", "canvas"),
        *("del", "s", "strike", "rt", "rp"),
    )
)
"""Elements that say nothing of the body, are struck out, or repeat it in another script (ruby)."""

_CLASSES = etree.XPath("descendant-or-self::*/@class", smart_strings=False)
_COUNT = etree.XPath("count(descendant-or-self::*)")
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x20)))
_AS_SPACES = bytes.maketrans(b"\x0b\x0c", b"  ")
_BREAK_HINT = re.compile(rb"</?wbr\b[^<>]*>", re.IGNORECASE)
"""Where a long word may break: libxml2 does not know that nothing stands inside."""
_NO_CHARACTER = re.compile(
    rb"\xef\xbf[\xbe\xbf]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
"""What libxml2 reads from a page and lxml does not write back: control signs and non-characters, also by number."""


def text_of(element: Element) -> str:
    """All text in an element: what ``itertext`` gives, in a tenth of the time."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements of a page in order, its root first, the markup they were parsed from, in small letters, and all their classes.

    lxml makes an element anew each time it is met unless someone holds it: whoever walks a tree holds this.
    """

    elements: list[Element]
    markup: bytes
    classes: frozenset[str]

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
    markup = (text[head.end() :] if head else text).encode("utf-8", "replace")
    markup = markup.translate(_AS_SPACES, _CONTROL)
    if (b"&" in markup and b"&#" in markup) or "\ufffe" in text or "\uffff" in text:
        markup = _NO_CHARACTER.sub(b"", markup)
    if b"<wbr" in markup or b"<WBR" in markup:
        markup = _BREAK_HINT.sub(b"", markup)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise Refusal("empty-shell")
    return tree_of(root, markup)


def tree_of(root: Element, markup: bytes) -> Tree:
    """The tree below a root. Raises ``Refusal``: ``too-large``."""
    # A tag makes at most one element of its own and three that it implies: what has not the room for it is not counted.
    many = len(markup) > MAX_ELEMENTS // 4 * len("<p>") and _COUNT(root) > MAX_ELEMENTS
    elements = [] if many else list(root.iter())
    if many or len(elements) > MAX_ELEMENTS or (len(elements) > MAX_DEPTH and _depth(root) > MAX_DEPTH):
        raise Refusal("too-large", f"(more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} inside each other)")
    return Tree(elements, markup.lower(), frozenset(_CLASSES(root)))


def with_frames(tree: Tree) -> Tree:
    """The tree with the pages that its frames hold in an attribute (``srcdoc``) in the place of these frames.

    Raises ``Refusal``: ``too-large``.
    """
    frames = [element for element in tree.root.iter("iframe") if element.get("srcdoc")]
    markups = [tree.markup]
    read = 0
    while frames and read < MAX_FRAMES:
        frame = frames.pop()
        read += 1
        try:
            inner = parse(frame.get("srcdoc") or "")
        except Refusal as refusal:
            if refusal.code == "empty-shell":
                continue
            raise
        body = inner.root.find("body")
        styles = list(inner.root.iter("style"))
        frame.tag, frame.text = FRAME, None if body is None else body.text
        frame.attrib.pop("srcdoc")
        frame.extend([*styles, *([] if body is None else body[:])])
        frames += [element for element in frame.iter("iframe") if element.get("srcdoc")]
        markups.append(inner.markup)
    return tree_of(tree.root, b"\n".join(markups)) if read else tree


def _depth(root: Element) -> int:
    """The levels of a tree, up to the first that is too many."""
    depth, level = 0, [root]
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [child for element in level if len(element) for child in element[:]]
    return depth


GONE = "{observatory}dropped-before"
"""An attribute of our own, in a namespace that no page can write: an element keeps its number in the page's paths
where one before it was dropped."""


def gone_before(element: Element) -> int:
    """How many siblings of its kind were dropped just before an element."""
    return int(element.get(GONE, "0"))


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
            total = found[element] = sum(map(len, map(str.strip, _TEXTS(element))))
        else:
            total = found.get(element, 0)
            if text := element.text:
                total += len(text.strip())
            found[element] = total
        if text := element.tail:
            total += len(text.strip())
        if total and (parent := element.getparent()) is not None:
            found[parent] = found.get(parent, 0) + total
    return found


_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
