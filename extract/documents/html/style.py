"""What the style sheets inside a page hide, and what they draw that is no text of the page."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

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


class Step(NamedTuple):
    """One step of a selector: a tag or nothing, names (``.class``, ``#id``), whether a child of what the step before selects."""

    tag: str
    names: frozenset[str]
    direct: bool

    def fits(self, element: Element) -> bool:
        """Whether an element is what the step asks for."""
        return (not self.tag or element.tag == self.tag) and self.names <= names_of(element)


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector as its steps from the outermost in."""

    steps: tuple[Step, ...]

    def matches(self, element: Element) -> bool:
        """Whether an element is selected; every step outside the last is looked for among what stands around it."""
        *outer, own = self.steps
        if not own.fits(element):
            return False
        direct, at = own.direct, element.getparent()
        while outer:
            if at is None:
                return False
            if outer[-1].fits(at):
                direct = outer.pop().direct
            elif direct:
                return False
            at = at.getparent()
        return True


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
    return Selector(steps) if steps and steps[-1].names else None


def _steps(text: str) -> tuple[Step, ...]:
    """The steps of a selector of tags, classes and ids; none where it has anything else."""
    steps: list[Step] = []
    direct = False
    for word in text.replace(">", " > ").split():
        if word == ">":
            direct = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None:
            return ()
        tag = (found[1] or "").lower().replace("*", "")
        steps.append(Step(tag, frozenset(_NAME.findall(found[2])), direct))
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


Told = TypeVar("Told")
"""What a reader of style sheets keeps of a rule."""


class Rules(Generic[Told]):
    """Rules by the names that the last steps of their selectors ask for; of many that speak of one name, the last ones."""

    def __init__(self) -> None:
        self._by_name: dict[str, deque[tuple[int, Selector, Told]]] = defaultdict(
            lambda: deque(maxlen=MAX_RULES)
        )
        self._count = 0

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def add(self, selector: Selector, told: Told) -> None:
        """Take in one more rule."""
        self._count += 1
        self._by_name[min(selector.steps[-1].names)].append((self._count, selector, told))

    def speaks_of(self, name: str) -> bool:
        """Whether a rule asks for that name."""
        return name in self._by_name

    def of(self, element: Element) -> list[Told]:
        """What the rules for an element say, as they follow each other."""
        names = names_of(element)
        if self._by_name.keys().isdisjoint(names):
            return []
        found = [rule for name in names & self._by_name.keys() for rule in self._by_name[name]]
        return [told for _, selector, told in sorted(found, key=itemgetter(0)) if selector.matches(element)]


@dataclass(frozen=True, slots=True)
class _Vague:
    """A selector that ends with a bare tag, or is not followed in all its conditions: it selects no more than these elements."""

    selector: Selector
    attributes: tuple[str, ...]

    def may_match(self, element: Element) -> bool:
        """Whether an element may be selected."""
        tag = self.selector.steps[-1].tag
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
    """The rules of a page that hide or draw."""

    def __init__(self, root: Element) -> None:
        self._hiding: Rules[dict[str, Sight]] = Rules()
        self._drawing: Rules[None] = Rules()
        self._coloured: Rules[str] = Rules()
        self._perhaps: dict[_Vague, Sight] = {}
        text = sheets(root)
        lowered = text.lower()
        if "content" in lowered or TELLING.search(text) is not None:
            self._read(text)
        self._attributes = frozenset(_ATTRIBUTE.findall(text)) if "attr" in lowered else frozenset()
        self.any = bool(self._hiding or self._drawing or self._attributes or self._perhaps)

    def _read(self, text: str) -> None:
        rules = []
        off: set[str] = set()
        for selectors, said in rules_of(text):
            told = declared(said)
            off.update(kind for kind, sight in told.items() if sight is not Sight.SEEN)
            background = BACKGROUND.findall(said)
            draws = _CONTENT.search(said) is not None
            if told or draws or background:
                rules.append((selectors, told, draws, background))
        for selectors, told, draws, background in rules:
            told = {kind: sight for kind, sight in told.items() if kind in off}
            for written in map(str.strip, selectors.split(",")):
                bare = _DRAWN.sub("", written)
                selector = selector_of(bare)
                if selector is None:
                    hides = strongest(told)
                    if hides is not Sight.SEEN and (vague := _vague(written)) is not None:
                        self._perhaps[vague] = hides
                elif bare != written:
                    if draws:
                        self._drawing.add(selector, None)
                else:
                    if told:
                        self._hiding.add(selector, told)
                    if background and "color" in off:
                        self._coloured.add(selector, background[-1])
        self._perhaps = dict(list(self._perhaps.items())[:MAX_RULES])

    def sight(self, element: Element) -> Sight:
        """What the last rules that speak of an element, and its own style, do to the sight of its text."""
        said: dict[str, Sight] = {}
        for told in self._hiding.of(element):
            said |= told
        return strongest(said | declared(element.get("style") or "")) if said else Sight.SEEN

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
        return self._hiding.speaks_of(f".{name}")

    def may_hide(self, element: Element) -> Sight:
        """What rules that are not followed in all their conditions may do to the sight of an element's text."""
        return next((sight for vague, sight in self._perhaps.items() if vague.may_match(element)), Sight.SEEN)

    def background(self, element: Element) -> str | None:
        """The background that a rule gives an element, else None."""
        return next(reversed(self._coloured.of(element)), None)

    def draws(self, element: Element) -> bool:
        """Whether a rule draws digits or signs of its own at an element."""
        attributes = any((element.get(name) or "").strip() for name in self._attributes)
        return attributes or bool(self._drawing.of(element))
