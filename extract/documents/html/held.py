"""An article that a page holds as a text, for its script to show: in a field of a form, a template, an attribute or a script."""

import re
from collections.abc import Iterator

from lxml import etree

from extract.documents.html.tree import FRAME, Element, Tree, parse, text_of, tree_of

FEW = 40
"""Cells of tables in the page itself with which it shows its article without a script."""

_HOLDERS = ("textarea", "noscript", "template")
"""Elements whose contents no browser shows as they stand."""
_SHOWN = etree.XPath("count(//td[not(ancestor::textarea or ancestor::noscript or ancestor::template)])")
"""How many cells a page has outside of them."""
_IN_ATTRIBUTES = etree.XPath("//*[@*[contains(., '<td')]]")
_CELL = re.compile(r"<td\b", re.IGNORECASE)
_WRITTEN = (b"<td", b"&lt;td", b"003ctd")
"""How a cell is written in such a text."""
_STRING = re.compile(
    r"""(["'])((?:[^"'\\\n]|\\.|(?!\1)["'])*+)(?:\1|\n|\\?\Z)|(`)((?:[^`\\]|\\.)*+)(?:`|\\?\Z)""", re.DOTALL
)
"""A string of a script; one that does not close ends with its line, so that no sign is looked at twice."""
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2}|\n|.)", re.IGNORECASE | re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": " ", "b": " ", "f": " ", "\n": ""}


def with_held_article(tree: Tree) -> Tree:
    """The tree with the one article that the page holds as a text in the place of what holds it.

    The same tree where the page has tables of its own, or holds several such texts. Raises ``Refusal``: ``too-large``.
    """
    root = tree.root
    if _has_tables(tree) or sum(map(tree.markup.count, _WRITTEN)) < FEW:
        return tree
    held = list(_held(root))
    if len({markup for _, markup in held}) != 1:
        return tree
    holder, markup = held[0]
    inner = parse(markup)
    body = inner.root.find("body")
    if body is None:
        return tree
    tail = holder.tail
    holder.clear()
    holder.tag, holder.text, holder.tail = FRAME, body.text, tail
    holder.extend(body[:])
    if next(holder.iterancestors("head"), None) is not None:
        _into_body(root, holder)
    return tree_of(root, b"\n".join((tree.markup, inner.markup)))


def _has_tables(tree: Tree) -> bool:
    """Whether the page has tables of its own: the cells of a page without holders need no looking for one by one."""
    if next(tree.root.iter(*_HOLDERS), None) is not None:
        return int(_SHOWN(tree.root)) >= FEW
    in_scripts = sum((script.text or "").count("<td") for script in tree.root.iter("script"))
    return tree.markup.count(b"<td") - in_scripts >= FEW


def _into_body(root: Element, holder: Element) -> None:
    """Move what stands in the head to the end of the body."""
    body = root.find("body")
    if body is not None:
        body.append(holder)


def _held(root: Element) -> Iterator[tuple[Element, str]]:
    """The texts with tables that a page holds, each with its holder."""
    for holder in root.iter(*_HOLDERS):
        inside = _inside(holder)
        if len(_CELL.findall(inside)) >= FEW:
            yield holder, inside
    for holder in _IN_ATTRIBUTES(root):
        for written in holder.attrib.values():
            if len(_CELL.findall(written)) >= FEW:
                yield holder, written
    for script in root.iter("script"):
        for found in _STRING.finditer(script.text or ""):
            written = found[2] or found[4] or ""
            said = _ESCAPED.sub(_unescaped, written) if "\\" in written else written
            if len(_CELL.findall(said)) >= FEW:
                yield script, said


def _inside(holder: Element) -> str:
    """What a holder holds, as markup: the parser has read the cells of some, and others as a text."""
    if len(holder):
        return "".join(etree.tostring(child, encoding="unicode") for child in holder)
    return text_of(holder)


def _unescaped(found: re.Match[str]) -> str:
    """The sign that an escape in a string of a script stands for."""
    code = found[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _SIGNS.get(code, code)
