"""The text of a table's cell in HTML: its line breaks are soft, its notes stand apart, its pictures leave a mark."""

import re
from functools import lru_cache

from extract.documents.clean import (
    FIGURES,
    LABEL,
    UNREADABLE,
    clean,
    clean_cell,
    is_note,
    note,
    without_ornaments,
)
from extract.documents.html.tree import CELLS, Element, text_of

INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "label",
            "mark",
            "nobr",
        ),
        *("q", "ruby", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""Elements that do not break a line; so do all with a prefix (``o:p``, ``st1:chsdate``), which Word makes."""
_RAISED = frozenset(("sup", "sub"))
_SHOWN_APART = _RAISED | {"img"}
_RUNS_ON = INLINE - _SHOWN_APART | {"o:p"}
"""Elements that neither break a line nor change what stands in them."""


@lru_cache(maxsize=1 << 8)  # asked of every element, and pages have few tags
def breaks_line(tag: object) -> bool:
    """Whether what stands in an element of that tag begins on a line of its own."""
    return not isinstance(tag, str) or (tag not in INLINE and ":" not in tag)


def said(cell: Element) -> str:
    """The text of a cell; most have one run of words, in however many wrappers, and need no closer look."""
    text = cell.text
    if len(cell):
        inner = cell
        while len(inner) == 1 and not (text and text.strip()):
            wrapper = inner[0]
            if (tail := wrapper.tail) and tail.strip():
                break
            inner, text = wrapper, wrapper.text
        if inner.tag in _SHOWN_APART or (len(inner) == 0 and _is_glyph(inner)):
            return cell_text(cell)
        wrappers = inner[:]
        for wrapper in wrappers:
            if wrapper.tag not in _RUNS_ON:
                return cell_text(cell)
            if len(wrapper):
                wrappers += wrapper[:]
            elif not ((text := wrapper.text) and text.strip()) and wrapper.keys() and _is_glyph(wrapper):
                return cell_text(cell)
        if wrappers:
            text = text_of(inner)
    if not text or (text.isdigit() and text.isascii()):
        return text or ""
    said = _words(text) if len(text) <= LABEL else _words.__wrapped__(text)
    return cell_text(cell) if said is None else said


@lru_cache(maxsize=1 << 12)  # the same labels stand in every report
def _words(text: str) -> str | None:
    """The text of a cell that has one run of words; None where its gaps or its signs need a closer look."""
    return None if UNREADABLE in text or text.count("\xa0") > 1 else _figure(clean(text))


def cell_text(cell: Element) -> str:
    """The text of a cell; line and paragraph breaks inside it are soft.

    A picture, or a sign that only a style sheet draws, is ``UNREADABLE``, unless the cell has words: then it is an ornament.
    """
    out: list[str] = []
    stack: list[tuple[Element, bool]] = [(cell, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag
        breaks = element is not cell and breaks_line(tag)
        if closing:
            if breaks:
                out.append(_LINE)
            if element is not cell:
                out.append(element.tail or "")
            continue
        if breaks:
            out.append(_LINE)
        if tag in _RAISED:
            raised = text_of(element).strip()
            out.append(note(raised) if is_note("".join(out), raised) else raised)
            stack.append((element, True))
            continue
        if (tag == "img" and not _is_spacer(element)) or _is_glyph(element):
            out.append(UNREADABLE)
        out.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    text = "".join(out)
    if ("\n" in text or "\t" in text) and FIGURES.fullmatch(text):
        text = text.replace("\n", " ").replace("\t", " ")  # a line of the source is no line of the page
    return _figure(clean(without_ornaments(clean_cell(text.replace(_LINE, "\n")))))


_LINE = "\v"
"""A line that the page breaks."""
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160);?")
_GLYPH = re.compile(
    r"(?:^|[\s_-])(?:icon\w*|fa|glyphicon|sprite|num\w*|digit\w*|[nd]\d)(?=$|[\s_-])", re.IGNORECASE
)
_SPACER = re.compile(r"(?:spacer|blank|clear|pixel|space|transparent)[\w-]*\.(?:gif|png)", re.IGNORECASE)
_COUNT = re.compile(r"\d[\d.,]*")
_POINT = re.compile(r"[0-3](?:px)?")


def _figure(text: str) -> str:
    """A cell without the entities that a content system has escaped twice, so that they are printed as they are written."""
    return clean(_ENTITY.sub(" ", text)) if "&" in text else text


def _is_glyph(element: Element) -> bool:
    """True for an empty element that a style sheet elsewhere draws as a sign: an icon, or one that carries a figure."""
    if len(element) or ((text := element.text) and text.strip()):
        return False
    if not (names := element.keys()) or element.tag in CELLS:
        return False
    kind = element.get("class")
    if kind and _GLYPH.search(kind):
        return True
    data = [name for name in names if name.startswith("data-")]
    return any(_COUNT.fullmatch(element.get(name, "").strip()) for name in data)


def _is_spacer(image: Element) -> bool:
    """True for a picture that only keeps a place open."""
    sizes = [image.get("width") or "", image.get("height") or ""]
    return (
        any(_POINT.fullmatch(size.strip()) for size in sizes)
        or _SPACER.search(image.get("src") or "") is not None
    )
