"""Small questions that the readers of every kind of XML and HTML ask."""

from collections.abc import Iterable

from lxml.etree import _Element as Element


def whole_number(written: str | None, default: int = 0, *, digits: int = 5) -> int:
    """A number as an attribute states it; the default where none of at most so many digits stands."""
    told = written and len(written) <= digits and written.isascii() and written.isdigit()
    return int(written) if told and written else default


def all_around(elements: Iterable[Element]) -> set[Element]:
    """Everything that any of these elements stands in."""
    found: set[Element] = set()
    for element in elements:
        for outer in element.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found
