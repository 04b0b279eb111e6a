"""What a visitor does not see of a page is taken out of its tree; what he may not see leaves a mark in its cell."""

import re
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

from extract.documents.clean import UNREADABLE, UNSURE
from extract.documents.elements import all_around
from extract.documents.html.sight import Sight, is_clear, is_white, taken
from extract.documents.html.style import BACKGROUND, Styles
from extract.documents.html.tree import CELLS, DROPPED, Tree, drop, text_of

DRAWN = frozenset(("svg", "canvas", "object", "embed", "iframe", "script", "video", "meter", "progress"))
"""Dropped elements that may show a figure: a cell that holds one and nothing else is not blank."""
FIELDS = frozenset(("input", "textarea", "select", "button"))
"""Parts of a form; what they hold is shown."""
ALL_HIDDEN = 100
"""Where fewer characters than this would remain, the page hides its body until a script shows it."""

_FIGURE = re.compile(r"[\d０-９,，.．\s+\-－—–―/／（）()件条个项元万无空]{1,20}")
_MARKED = etree.XPath("descendant-or-self::*[@*]")
_STYLES = etree.XPath("descendant-or-self::*/@style", smart_strings=False)
_TOLD_HIDDEN = etree.XPath("descendant-or-self::*[@hidden]")
_HIDING_NAME = re.compile(
    r"(?:^|\s)((?:sr-only|visually-?hidden"
    r"|hide|hidden|is-hidden|d-none|(?:layui|el|u|uk|am)-(?:hide|hidden)))(?=\s|$)",
    re.IGNORECASE,
)
"""Classes that hide by custom, where the rule stands in a style sheet elsewhere."""
_LOOKED_AT = ("dialog", "font", "bdo")
"""Elements whose own attributes tell how their text is seen."""
_HOLDERS = frozenset(("table", "tbody", "tr", "html", "body", "div"))
"""Elements that rules which are not followed in all their conditions are not asked for: they hold most of a page."""
_SHADOW = frozenset(("shadowrootmode", "shadowroot"))
"""Attributes of a template that is shown: pages saved whole keep the insides of their components so."""


def drop_what_is_not_shown(tree: Tree) -> set[Element]:
    """Remove scripts, navigation, struck and hidden parts; text after them stays. All elements that are gone."""
    page = _Page(tree)
    page.look_into_style_sheets()
    page.drop_unread()
    page.drop_hidden()
    page.mark_doubtful()
    return page.gone


class _Page:
    """What is known of the sight of a page's elements, and which of them are gone.

    ``own`` is what elements and rules tell of themselves, ``weak`` what style sheets hide and a script may show.
    """

    def __init__(self, tree: Tree) -> None:
        self.gone: set[Element] = set()
        self._tree = tree
        self._styles = Styles(tree.root)
        self._own = _own_sight(tree)
        self._weak: dict[Element, Sight] = {}
        self._grounds: dict[Element, str | None] = {}

    def look_into_style_sheets(self) -> None:
        """Take in what rules of the page do to elements; where they draw a sign stands a mark."""
        for element in _MARKED(self._tree.root) if self._styles.any else ():
            if element.tag in DROPPED or self._is_lost(element):
                continue
            sight = self._styles.sight(element)
            if sight is not Sight.SEEN:
                is_weak = sight.is_lost or (sight is Sight.SMALL and len(element) == 0)
                (self._weak if is_weak else self._own)[element] = sight
            if self._styles.draws(element):
                element.text = (element.text or "") + UNREADABLE

    def drop_unread(self) -> None:
        """Drop the elements that are no text."""
        for element in list(self._tree.root.iter(*DROPPED, *_LOOKED_AT)):
            if element.tag in _LOOKED_AT:
                sight = _told_by_attribute(element)
                if sight is not Sight.SEEN and not self._is_lost(element):
                    self._own[element] = sight
                continue
            inside = [] if element in self.gone else list(element.iter())
            if _drop_unread(element):
                self.gone.update(inside)

    def drop_hidden(self) -> None:
        """Drop the elements that nobody sees, unless hardly anything would remain."""
        root, own = self._tree.root, self._own
        hidden = {element: sight for element, sight in own.items() if sight.is_lost}
        hidden |= {e: sight for e, sight in own.items() if sight is Sight.PALE and self._is_on_white(e)}
        if self._weak:
            # A script shows the larger part of a page later, whatever its style sheet says at first.
            most = len(text_of(root)) / 2
            hidden |= {
                e: sight
                for e, sight in self._weak.items()
                if len(text_of(e)) <= most or self._has_tables_besides(e)
            }
        for element in self._outermost(hidden):
            inside = list(element.iter())
            if element.tag in CELLS and hidden[element] is not Sight.AWAY:
                _empty(element)
            elif drop(element):
                self.gone.update(inside)

    def _has_tables_besides(self, element: Element) -> bool:
        """Whether a page has tables outside an element, not much smaller than those inside: it is another report's then."""
        inside = _count_cells(element)
        return 0 < inside < 2 * (_count_cells(self._tree.root) - inside)

    def _outermost(self, hidden: Mapping[Element, Sight]) -> list[Element]:
        """The hidden elements that stand in no other; of a page that hides its body, those within what it hides."""
        left = dict.fromkeys(hidden)
        while left:
            inner = [e for e in left if any(around in left for around in e.iterancestors())]
            outer = left.keys() - inner
            whole = len(text_of(self._tree.root).strip())
            if whole - sum(len(text_of(e)) for e in outer) >= ALL_HIDDEN:
                return [e for e in left if e in outer]
            left = dict.fromkeys(inner)
        return []

    def mark_doubtful(self) -> None:
        """Leave a mark in each cell whose figure may not be seen, or not in the order of the markup."""
        digits: dict[Element, int] = {}
        for element, sight in self._doubted().items():
            cell = element if element.tag in CELLS else next(element.iterancestors(*CELLS), None)
            if cell is None:
                continue
            if cell not in digits:
                digits[cell] = _digits(text_of(cell))
            if self._misleads(element, digits[cell], sight):
                element.text = (element.text or "") + UNSURE

    def _is_lost(self, element: Element) -> bool:
        return element in self._own and self._own[element].is_lost

    def _doubted(self) -> dict[Element, Sight]:
        """What may not be seen, or not in its place."""
        root, styles = self._tree.root, self._styles
        doubted: dict[Element, Sight] = {
            element: sight
            for element, sight in self._own.items()
            if sight is not Sight.SEEN and not sight.is_lost and element not in self.gone
        }
        hiding = {
            name
            for name in self._tree.classes
            if (found := _HIDING_NAME.search(name)) and not styles.speaks_of(found[1])
        }
        for element in _MARKED(root) if hiding else ():
            if element.get("class") in hiding:
                doubted.setdefault(element, Sight.DOUBTFUL)
        for element in root.iterdescendants() if styles.vague else ():
            if element.tag not in _HOLDERS and element not in self.gone:
                sight = styles.may_hide(element)
                if sight is not Sight.SEEN:
                    doubted.setdefault(element, sight)
        return doubted

    def _misleads(self, element: Element, digits: int, sight: Sight) -> bool:
        """Whether a figure of a cell with so many digits may not be what is seen there."""
        own = text_of(element).strip()
        mine = _digits(own)
        if not mine or _FIGURE.fullmatch(own) is None:
            return False
        if sight is Sight.PALE:
            ground = self._ground(element)
            return ground is None or "url(" in ground or "gradient" in ground
        if sight is Sight.MOVED:
            return digits > mine
        return sight is not Sight.BACKWARDS or mine > 1

    def _is_on_white(self, element: Element) -> bool:
        """Whether white text stands on white for sure: a background says so, or the page knows of none, nor of style sheets elsewhere."""
        ground = self._ground(element)
        if ground is None:
            return b"stylesheet" not in self._tree.markup and not self._styles.coloured
        return is_white(ground)

    def _ground(self, element: Element) -> str | None:
        """The background that an element stands on, as written, else None; looked for once."""
        passed = []
        at: Element | None = element
        found = None
        while at is not None and found is None:
            if at in self._grounds:
                found = self._grounds[at]
                break
            passed.append(at)
            found = self._own_ground(at)
            at = at.getparent()
        self._grounds |= dict.fromkeys(passed, found)
        return found

    def _own_ground(self, element: Element) -> str | None:
        declared = BACKGROUND.findall(element.get("style") or "")
        told = declared[-1] if declared else (element.get("background") and "url(") or element.get("bgcolor")
        told = told or self._styles.background(element)
        plain = not told or is_clear(told) or told.strip().lower() in ("none", "inherit", "initial")
        return None if plain else told


def _empty(cell: Element) -> None:
    """Take what is in an unseen cell, which keeps its place; a figure there was hardly meant to be hidden, and is doubted."""
    written = text_of(cell)
    figure = _digits(written) > 0 and _FIGURE.fullmatch(written) is not None
    cell[:], cell.text = [], written + UNSURE if figure else None


def _own_sight(tree: Tree) -> dict[Element, Sight]:
    """The elements that an attribute of their own takes out of sight, perhaps or for sure, or out of their place."""
    markup = tree.markup
    found: dict[Element, Sight] = {}
    if b"style" in markup:
        telling = {style for style in set(_STYLES(tree.root)) if taken(style) is not Sight.SEEN}
        if telling:
            for element in tree.elements:
                if (style := element.get("style")) in telling and element.tag not in DROPPED:
                    found[element] = taken(style)
        small = [element for element, sight in found.items() if sight is Sight.SMALL]
        if small:
            # Editors close the gaps between boxes by a size of nothing; the boxes then have a size of their own.
            sized = _around_sizes(tree)
            found |= {element: Sight.SEEN if element in sized else Sight.GONE for element in small}
    if b"hidden" in markup:
        found |= dict.fromkeys([e for e in _TOLD_HIDDEN(tree.root) if e.tag not in DROPPED], Sight.AWAY)
    return found


def _told_by_attribute(element: Element) -> Sight:
    """What an element's attributes, other than its style, do to the sight of its text."""
    if element.tag == "dialog":
        return Sight.AWAY if element.get("open") is None else Sight.SEEN
    if element.tag == "bdo":
        return Sight.BACKWARDS if (element.get("dir") or "").lower() == "rtl" else Sight.SEEN
    return Sight.PALE if is_white(element.get("color") or "") else Sight.SEEN


def _around_sizes(tree: Tree) -> set[Element]:
    """The elements with something inside that has a size of its own."""
    return all_around(e for e in tree.elements if "font-size" in e.get("style", "").lower())


def _count_cells(element: Element) -> int:
    return sum(1 for _ in element.iter(*CELLS))


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _drop_unread(element: Element) -> bool:
    """Drop an element that is no text; in a cell its figure stays, and what may be a figure leaves its mark."""
    if element.tag == "template" and not _SHADOW.isdisjoint(element.keys()):
        return False
    known = element.tag in FIELDS or element.tag in DRAWN
    if known and next(element.iterancestors("td", "th"), None) is not None:
        shown = _field(element) if element.tag in FIELDS else _mark(element)
        element.tail = shown + (element.tail or "")
    return drop(element)


def _mark(element: Element) -> str:
    written = element.tag != "script" or re.search(r"write|innerHTML|\.text\b|\.html\b", element.text or "")
    return UNREADABLE if written else ""


def _field(element: Element) -> str:
    """The figure that a part of a form shows, with the words around it, or nothing."""
    if element.get("hidden") is not None or taken(element.get("style") or "").is_lost:
        return ""
    if element.tag == "input":
        plain = (element.get("type") or "text").lower() in ("text", "number", "tel")
        shown = (element.get("value") or "") if plain else ""
    elif element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        shown = "".join(text_of(option) for option in chosen)
    else:
        shown = text_of(element)
    return shown if _digits(shown) or _FIGURE.fullmatch(shown) else ""
