"""The text of a paragraph as it is shown: what is deleted, hidden or too small left out, what may show a figure marked."""

import re
from enum import Enum
from itertools import chain, islice

from lxml.etree import _Element as Element

from extract.documents.clean import UNREADABLE, UNSURE, is_figure, is_note, note
from extract.documents.elements import whole_number
from extract.documents.word import names
from extract.documents.word.names import VALUE, M, W, tags
from extract.documents.word.part import child, value

NEAR = 40
"""Runs after the beginning of a field among which its result is looked for."""
HIGH = 6
"""Half points that a raised character stands higher than its line."""
UNSAID = names.SKIPPED | {names.TEXT_BOX, names.TABLE}
"""What is no text of the paragraph that it stands in; text boxes and inner tables are left to themselves."""
FIELD, SIMPLE_FIELD, SYMBOL, FIELD_CODE = (
    f"{W}{name}" for name in ("fldChar", "fldSimple", "sym", "instrText")
)
_COUNTED = re.compile(
    r"\s*(?:=|FORMDROPDOWN|MERGEFIELD|REF|DOCVARIABLE|DOCPROPERTY|LINK|QUOTE|IF|EQ)", re.IGNORECASE
)
"""Fields whose result is a part of what is printed."""
_LINEAR = frozenset(f"{M}{name}" for name in ("r", "t", "rPr", "sty", "nor", "oMath"))
_PROPERTIES = tags("rPr", "pPr", "tcPr", "tblPr")


def text_of(parent: Element, hidden: frozenset[str] = frozenset()) -> str:
    """The text that is shown: tracked deletions left out, breaks kept, text boxes and inner tables left to themselves.

    What may show a figure and is no text (a picture, an object, a field without its result) is ``UNREADABLE``;
    ``hidden`` are the character styles that keep text from being seen.
    """
    out: list[str] = []
    stack = list(reversed(parent))
    fields: list[bool] = []  # of each field that has begun, whether its result is still to come
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in UNSAID:
            if tag == names.FALLBACK and _stands_alone(element):
                out.append(UNREADABLE)
            continue
        if tag in (names.TEXT, names.MATH_TEXT):
            if not any(fields[:-1]):  # what a field within another's formula gives is not printed
                out.append(element.text or "")
        elif tag in names.BREAKS:
            out.append(names.BREAKS[tag])
        elif tag == names.RUN:
            look = _look(element, hidden)
            if look is _Look.UNSEEN:
                continue
            if look is _Look.DOUBTFUL:
                out.append(UNSURE)
            if look is _Look.RAISED and out and is_note(out[-1], raised := _text_of_run(element)):
                out.append(note(raised))
            else:
                stack.extend(reversed(element))
        elif tag in names.DRAWN:
            if tag == FIELD:
                _follow(fields, element.get(f"{W}fldCharType"))
            out.append(_drawn(element))
            stack.extend(reversed(element))
        else:
            stack.extend(reversed(element))
    return "".join(out)


def _follow(fields: list[bool], what: str | None) -> None:
    """Take in the mark of a field's beginning, of what comes before its result, or of its end."""
    if what == "begin":
        fields.append(True)
    elif fields and what == "separate":
        fields[-1] = False
    elif fields and what == "end":
        fields.pop()


def _stands_alone(fallback: Element) -> bool:
    """True for the copy for older programs of something that says nothing itself: one of the two is printed."""
    choices = list(fallback.itersiblings(preceding=True))
    said = any(
        e.tag in (names.TEXT, names.MATH_TEXT) or e.tag in names.DRAWN for c in choices for e in c.iter("*")
    )
    return not said and any((t.text or "").strip() for t in fallback.iter(names.TEXT))


def _drawn(element: Element) -> str:
    """A mark where a figure may be drawn, the digit of a symbol font, else nothing."""
    tag = element.tag
    if tag == SYMBOL:
        code = (element.get(f"{W}char") or "")[-2:]
        font = element.get(f"{W}font") or ""
        return chr(int(code, 16)) if font == "Symbol" and re.fullmatch("3[0-9]", code) else UNREADABLE
    if tag == FIELD:
        return UNREADABLE if element.get(f"{W}fldCharType") == "begin" and _has_no_result(element) else ""
    if tag == SIMPLE_FIELD:
        said = any((t.text or "").strip() for t in element.iter(names.TEXT))
        return UNREADABLE if not said and _COUNTED.match(element.get(f"{W}instr") or "") else ""
    if tag == names.MATH:
        plain = all(e.tag in _LINEAR or e.tag.startswith(W) for e in element.iter("*"))
        return "" if plain else UNREADABLE
    pictured = any(e.tag.endswith(("}blip", "}imagedata", "}OLEObject")) for e in element.iter("*"))
    return UNREADABLE if pictured else ""


def _has_no_result(begin: Element) -> bool:
    """True where a field that counts something begins and ends in one paragraph with no text between."""
    run = begin.getparent()
    written: list[str] = []
    depth = 0
    for sibling in () if run is None else islice(chain((run,), run.itersiblings()), NEAR):
        for element in sibling.iter(FIELD, FIELD_CODE, names.TEXT):
            if element.tag == FIELD_CODE:
                written.append(element.text or "")
            elif element.tag == names.TEXT:
                if (element.text or "").strip():
                    return False
            else:
                depth += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType") or "", 0)
                if depth == 0:
                    return _COUNTED.match("".join(written)) is not None
    return False


def _text_of_run(run: Element) -> str:
    return "".join(t.text or "" for t in run.iter(names.TEXT)).strip()


class _Look(Enum):
    """How a run is printed."""

    PLAIN = 0
    RAISED = 1
    UNSEEN = 2
    DOUBTFUL = 3


def _look(run: Element, hidden: frozenset[str]) -> _Look:
    """How a run is printed; one that is hidden, struck through, too small or white on white is not."""
    properties = child(run, "rPr")
    if properties is None:
        return _Look.PLAIN
    look = _Look.PLAIN
    for mark in properties:
        tag, said = mark.tag, mark.get(VALUE)
        if (
            (tag in names.HIDING and said not in names.OFF)
            or (tag == names.RUN_STYLE and said in hidden)
            or (tag == names.SIZE and whole_number(said, 9) < names.SMALLEST)
        ):
            return _Look.UNSEEN
        raised = tag == names.RAISED and said in ("superscript", "subscript")
        if raised or (tag == names.POSITION and whole_number(said) >= HIGH):
            look = _Look.RAISED
    if value(properties, "color") not in names.WHITE:
        return look
    ground = _ground(run)
    if ground is None:
        return _Look.DOUBTFUL if is_figure(_text_of_run(run)) else look
    return look if ground else _Look.UNSEEN


def _ground(run: Element) -> bool | None:
    """Whether a run stands on a coloured ground: False where nothing colours the paper, None where a table's style may."""
    styled = False
    for holder in (run, *run.iterancestors(names.PARAGRAPH, names.CELL, names.TABLE)):
        properties = next((part for part in holder if part.tag in _PROPERTIES), None)
        if properties is None:
            continue
        if value(properties, "highlight") not in ("", "none", "white"):
            return True
        shade = child(properties, "shd")
        if shade is not None and (
            (shade.get(f"{W}fill") or "auto").upper() not in ("AUTO", "FFFFFF")
            or shade.get(VALUE) not in (None, "clear", "nil")
        ):
            return True
        styled = styled or bool(value(properties, "tblStyle"))
    return None if styled else False
