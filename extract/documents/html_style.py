"""What the style sheets inside a page hide, and what they draw that is no text of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

_BRACE = re.compile(r"[{}]")
_LARGE_SCREEN = re.compile(r"\s*@media(?![^{]*(?:print|max-width|max-device|speech))", re.IGNORECASE)
_SHOWN = re.compile(
    r"(?:^|;)\s*(display|visibility|text-decoration)(?:-line)?\s*:\s*([a-z][a-z -]*)", re.IGNORECASE
)
_CONTENT = re.compile(
    r"(?:^|;)\s*content\s*:\s*(attr\(|counter|['\"][^'\"]*(?:\d|\\[ef][0-9a-f]{3}))", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"content\s*:\s*attr\(\s*([\w-]+)", re.IGNORECASE)
_DRAWN = re.compile(r"::?(?:before|after)$", re.IGNORECASE)
_COMPOUND = re.compile(r"(\*|[a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
MAX_STYLE = 200_000
"""Characters of style sheets that are looked at; Word writes some ten thousand."""


@dataclass(frozen=True, slots=True)
class _Selector:
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
    return (not step[0] or element.tag == step[0]) and step[1] <= _names(element)


def _names(element: Element) -> frozenset[str]:
    names = {f".{name}" for name in (element.get("class") or "").split()}
    own = element.get("id")
    return frozenset(names | {f"#{own}"} if own else names)


def _selector(text: str) -> _Selector | None:
    """A selector of tags, classes and ids, else None: what depends on a state or on siblings is not known."""
    steps: list[tuple[str, frozenset[str], bool]] = []
    direct = False
    for word in text.replace(">", " > ").split():
        if word == ">":
            direct = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None:
            return None
        tag = (found[1] or "").lower().replace("*", "")
        steps.append((tag, frozenset(_NAME.findall(found[2])), direct))
        direct = False
    # A bare tag would select half of the page; nobody hides or numbers so.
    return _Selector(tuple(steps)) if steps and steps[-1][1] else None


def _rules(text: str) -> Iterator[tuple[str, str]]:
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


class Styles:
    """The rules of a page that hide or draw, looked up by the last name of their selector."""

    def __init__(self, root: Element) -> None:
        self._hiding: dict[str, list[tuple[_Selector, str, bool, int]]] = {}
        self._drawing: dict[str, list[_Selector]] = {}
        text = "\n".join(style.text for style in root.iter("style") if style.text)[:MAX_STYLE]
        lowered = text.lower()
        self.any = any(word in lowered for word in ("none", "hidden", "content", "line-through"))
        if self.any:
            self._read(text)
        self.attributes = frozenset(_ATTRIBUTE.findall(text)) if "attr" in lowered else frozenset()
        self.any = bool(self._hiding or self._drawing or self.attributes)

    def _read(self, text: str) -> None:
        for at, (selectors, declared) in enumerate(_rules(text)):
            shown = _SHOWN.findall(declared)
            draws = _CONTENT.search(declared) is not None
            if not shown and not draws:
                continue
            for written in selectors.split(","):
                bare = _DRAWN.sub("", written.strip())
                selector = _selector(bare)
                if selector is None:
                    continue
                key = min(selector.steps[-1][1])
                if bare != written.strip():
                    if draws:
                        self._drawing.setdefault(key, []).append(selector)
                    continue
                for kind, value in shown:
                    gone = "line-through" if kind.lower() == "text-decoration" else "none hidden collapse"
                    off = any(word in gone.split() for word in value.lower().split())
                    self._hiding.setdefault(key, []).append((selector, kind.lower(), off, at))

    def hides(self, element: Element) -> bool:
        """Whether the last rule that speaks of an element takes it out of sight."""
        said: dict[str, tuple[int, bool]] = {}
        for name in _names(element) & self._hiding.keys():
            for selector, kind, off, at in self._hiding[name]:
                if at >= said.get(kind, (-1, False))[0] and selector.matches(element):
                    said[kind] = (at, off)
        return any(off for _, off in said.values())

    def draws(self, element: Element) -> bool:
        """Whether a rule draws digits or signs of its own at an element."""
        if any((element.get(name) or "").strip() for name in self.attributes):
            return True
        return any(selector.matches(element) for selector in self._drawn_at(element))

    def _drawn_at(self, element: Element) -> Iterator[_Selector]:
        for name in _names(element) & self._drawing.keys():
            yield from self._drawing[name]
