"""What the style sheets inside a page hide, and what they draw that is no text of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml.etree import _Element as Element

from extract.documents.html.sight import TELLING, Sight, declared, strongest

_BRACE = re.compile(r"[{}]")
_LARGE_SCREEN = re.compile(r"\s*@media(?![^{]*(?:print|max-width|max-device|speech))", re.IGNORECASE)
_CONTENT = re.compile(
    r"(?:^|;)\s*content\s*:\s*(attr\(|counter|['\"][^'\"]*(?:\d|\\[ef][0-9a-f]{3}))", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"content\s*:\s*attr\(\s*([\w-]+)", re.IGNORECASE)
BACKGROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;!]+)", re.IGNORECASE)
_DRAWN = re.compile(r"::?(?:before|after)$", re.IGNORECASE)
_COMPOUND = re.compile(r"(\*|[a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_STATE = re.compile(
    r"::|:(?:hover|focus|active|visited|checked|disabled|target|before|after|first-l|placeholder|-)",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(r":[\w-]+(?:\([^)]*\))?")
_NAMELESS = re.compile(r"(?<![\w\]\)*-])(?=[\[:])")
"""Where a step of a selector begins with a condition and no name."""
_SIBLING = re.compile(r"[^\s>+~]+\s*[+~]\s*")
_ASKED = re.compile(r"\[\s*([\w-]+)[^\]]*\]")
MAX_STYLE = 200_000
"""Characters of style sheets that are looked at; Word writes some ten thousand."""


MAX_RULES = 60
"""Rules that speak of one name and are followed, the last ones; sites have a handful."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector as its steps from the outermost in: tag or nothing, names (``.class``, ``#id``), whether a direct child."""

    steps: tuple[tuple[str, frozenset[str], bool], ...]

    def matches(self, element: Element) -> bool:
        """Whether an element is selected; every step outside the last is looked for among what stands around it."""
        *outer, own = self.steps
        if not _fits(element, own):
            return False
        direct, at = own[2], element.getparent()
        while outer:
            if at is None:
                return False
            if _fits(at, outer[-1]):
                direct = outer.pop()[2]
            elif direct:
                return False
            at = at.getparent()
        return True


def _fits(element: Element, step: tuple[str, frozenset[str], bool]) -> bool:
    return (not step[0] or element.tag == step[0]) and step[1] <= names_of(element)


def names_of(element: Element) -> frozenset[str]:
    return _names_in(element.get("class") or "", element.get("id") or "")


@lru_cache(maxsize=1 << 10)  # the same few classes stand on most elements of a page
def _names_in(classes: str, own: str) -> frozenset[str]:
    names = {f".{name}" for name in classes.split()}
    return frozenset(names | {f"#{own}"} if own else names)


def selector_of(text: str) -> Selector | None:
    """A selector of tags, classes and ids, else None: what depends on a state or on siblings is not known."""
    steps = _steps(text)
    # A bare tag would select half of the page; nobody hides or numbers so.
    return Selector(steps) if steps and steps[-1][1] else None


def _steps(text: str) -> tuple[tuple[str, frozenset[str], bool], ...]:
    """The steps of a selector of tags, classes and ids; none where it has anything else."""
    steps: list[tuple[str, frozenset[str], bool]] = []
    direct = False
    for word in text.replace(">", " > ").split():
        if word == ">":
            direct = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None:
            return ()
        tag = (found[1] or "").lower().replace("*", "")
        steps.append((tag, frozenset(_NAME.findall(found[2])), direct))
        direct = False
    return tuple(steps)


def rules_of(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations as they hold on a desk; blocks for print, small screens and fonts are left out."""
    pieces = text.split("/*")
    text = pieces[0] + "".join(piece.partition("*/")[2] for piece in pieces[1:])
    depth = last = opened = inside = 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            depth += 1
            if depth == 1 + inside:
                opened = brace.start()
                if not inside and _LARGE_SCREEN.match(text[last:opened]):
                    inside, last = 1, brace.end()
            continue
        depth = max(depth - 1, 0)
        if depth < inside:
            inside, last = 0, brace.end()
        elif depth == inside:
            selectors = text[last:opened].rpartition(";")[2].replace("<!--", "").replace("-->", "").strip()
            if selectors and not selectors.startswith("@"):
                yield selectors, text[opened + 1 : brace.start()]
            last = brace.end()


@dataclass(frozen=True, slots=True)
class _Vague:
    """A selector that ends with a bare tag, or is not followed in all its conditions: it selects no more than these elements."""

    selector: Selector
    attributes: tuple[str, ...]

    def may_match(self, element: Element) -> bool:
        """Whether an element may be selected."""
        tag = self.selector.steps[-1][0]
        if tag and element.tag != tag:  # asked of all elements, and true of most
            return False
        return all(element.get(name) is not None for name in self.attributes) and self.selector.matches(
            element
        )


def _vague(text: str) -> _Vague | None:
    """A selector without its pseudo-classes and siblings; None for a state that only a visitor brings about."""
    if _STATE.search(text):
        return None
    named = _NAMELESS.sub("*", text)
    steps = _steps(_SIBLING.sub("", _QUALIFIED.sub("", _ASKED.sub("", named))))
    last = re.split(r"[\s>+~]+", named.strip())[-1]
    return _Vague(Selector(steps), tuple(_ASKED.findall(last))) if steps else None


def sheets(root: Element) -> str:
    """The style sheets inside a page, as far as they are looked at."""
    return "\n".join(style.text for style in root.iter("style") if style.text)[:MAX_STYLE]


class Styles:
    """The rules of a page that hide or draw, looked up by the last name of their selector."""

    def __init__(self, root: Element) -> None:
        self._hiding: dict[str, list[tuple[Selector, dict[str, Sight], int]]] = {}
        self._perhaps: dict[_Vague, Sight] = {}
        self._drawing: dict[str, list[Selector]] = {}
        self._coloured: dict[str, list[tuple[Selector, str]]] = {}
        text = sheets(root)
        lowered = text.lower()
        self.any = "content" in lowered or TELLING.search(text) is not None
        if self.any:
            self._read(text)
        self.attributes = frozenset(_ATTRIBUTE.findall(text)) if "attr" in lowered else frozenset()
        self.any = bool(self._hiding or self._drawing or self.attributes or self._perhaps)

    def _read(self, text: str) -> None:
        rules = []
        off: set[str] = set()
        for at, (selectors, said) in enumerate(rules_of(text)):
            told = declared(said)
            off.update(kind for kind, sight in told.items() if sight is not Sight.SEEN)
            background = BACKGROUND.findall(said)
            draws = _CONTENT.search(said) is not None
            if told or draws or background:
                rules.append((at, selectors, told, draws, background))
        for at, selectors, told, draws, background in rules:
            told = {kind: sight for kind, sight in told.items() if kind in off}
            for written in selectors.split(","):
                bare = _DRAWN.sub("", written.strip())
                selector = selector_of(bare)
                if selector is None:
                    hides = strongest(told)
                    if hides is not Sight.SEEN and (vague := _vague(written)) is not None:
                        self._perhaps[vague] = hides
                    continue
                key = min(selector.steps[-1][1])
                if bare != written.strip():
                    if draws:
                        self._drawing.setdefault(key, []).append(selector)
                    continue
                if told:
                    self._hiding.setdefault(key, []).append((selector, told, at))
                if background and "color" in off:
                    self._coloured.setdefault(key, []).append((selector, background[-1]))
        self._perhaps = dict(list(self._perhaps.items())[:MAX_RULES])
        self._hiding = {key: rules[-MAX_RULES:] for key, rules in self._hiding.items()}
        self._drawing = {key: rules[-MAX_RULES:] for key, rules in self._drawing.items()}
        self._coloured = {key: rules[-MAX_RULES:] for key, rules in self._coloured.items()}

    def sight(self, element: Element) -> Sight:
        """What the last rules that speak of an element, and its own style, do to the sight of its text."""
        names = names_of(element)
        if self._hiding.keys().isdisjoint(names):
            return Sight.SEEN
        said: dict[str, tuple[int, Sight]] = {}
        for name in names & self._hiding.keys():
            for selector, told, at in self._hiding[name]:
                if selector.matches(element):
                    for kind, sight in told.items():
                        if at >= said.get(kind, (-1, sight))[0]:
                            said[kind] = (at, sight)
        if not said:
            return Sight.SEEN
        return strongest(
            {kind: sight for kind, (_, sight) in said.items()} | declared(element.get("style") or "")
        )

    @property
    def vague(self) -> bool:
        """Whether there are rules that are not followed in all their conditions."""
        return bool(self._perhaps)

    @property
    def coloured(self) -> bool:
        """Whether a rule gives something a background."""
        return bool(self._coloured)

    def speaks_of(self, name: str) -> bool:
        """Whether a rule of the page tells how elements of that class are seen."""
        return f".{name}" in self._hiding

    def may_hide(self, element: Element) -> Sight:
        """What rules that are not followed in all their conditions may do to the sight of an element's text."""
        return next((sight for vague, sight in self._perhaps.items() if vague.may_match(element)), Sight.SEEN)

    def background(self, element: Element) -> str | None:
        """The background that a rule gives an element, else None."""
        found = [
            colour
            for name in names_of(element) & self._coloured.keys()
            for selector, colour in self._coloured[name]
            if selector.matches(element)
        ]
        return found[-1] if found else None

    def draws(self, element: Element) -> bool:
        """Whether a rule draws digits or signs of its own at an element."""
        if self.attributes and any((element.get(name) or "").strip() for name in self.attributes):
            return True
        names = names_of(element)
        return not self._drawing.keys().isdisjoint(names) and any(
            selector.matches(element)
            for name in names & self._drawing.keys()
            for selector in self._drawing[name]
        )
