"""CSS paths, by which the elements of a page are named and found again."""

from functools import lru_cache

from extract.documents.html.tree import Element, gone_before


@lru_cache(maxsize=1 << 8)  # few steps lead to all cells
def step(tag: str, number: int) -> str:
    """The last step of the path to an element that is the one of that number among its siblings of its kind."""
    return f" > {tag}:nth-of-type({number})"


class Paths:
    """The paths of a page from which nothing more is dropped; the children of each element are counted once."""

    def __init__(self) -> None:
        self._steps: dict[Element, str] = {}
        self._paths: dict[Element, str] = {}

    def of(self, element: Element) -> str:
        """The path from the body to an element, or from the root where no body is."""
        way = []
        at: Element | None = element
        while at is not None and at not in self._paths and at.tag != "body":
            way.append(at)
            at = at.getparent()
        path = "" if at is None else self._paths.get(at, "body")
        for one in reversed(way):
            path = self._paths[one] = path + self._step(one) if path else self._step(one).removeprefix(" > ")
        return path

    def _step(self, element: Element) -> str:
        parent = element.getparent()
        if parent is None:
            return step(element.tag, 1)
        if element not in self._steps:
            seen: dict[str, int] = {}
            for child in parent:
                tag = child.tag
                number = seen[tag] = seen.get(tag, 0) + 1 + gone_before(child)
                self._steps[child] = step(tag, number)
        return self._steps[element]
