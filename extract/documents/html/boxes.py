"""Tables that a page makes of boxes without a table: by their roles, by their style, or as rows of like elements."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.documents.collect import MAX_CELLS
from extract.documents.elements import all_around, whole_number
from extract.documents.html.sight import Sight, taken
from extract.documents.html.style import Rules, rules_of, selector_of
from extract.documents.html.tree import Element, Tree, text_of

FEW = 40
"""Cells of tables from which a page has made its tables of cells: then no others are looked for."""
ROWS = 3
"""So many rows of two cells and more, with so many figures, make a table of elements that nothing calls one."""
LONG = 200
"""Characters of the longest cell: more are running text."""

_TABLES = frozenset(("table", "grid", "treegrid"))
_CELLS = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_BLOCKS = ("div", "ul", "ol", "dl", "table", "section", "article", "a", "img")
"""What no cell holds."""
_ALIKE = frozenset(("div", "ul", "ol", "dl", "section"))
"""What rows of like elements are."""
_IN_ROW = frozenset(("div", "li", "dt", "dd", "p"))
"""What cells of such rows are; words that are only set apart in a line are none, unless they have boxes of their own."""
_BOXED = re.compile(r"display\s*:\s*inline-block", re.IGNORECASE)
_AROUND = ("div", "section", "article", "body", "td", "main", "form")
"""What such rows stand in."""
_DISPLAY = re.compile(r"(?<![\w-])display\s*:\s*((?:inline-)?(?:table|grid)[\w-]*)", re.IGNORECASE)
"""A declaration that makes a table, or a part of one."""
_FLOATED = re.compile(r"float\s*:\s*left", re.IGNORECASE)
"""What sets boxes side by side in their order."""
_LINES = re.compile(r"grid-(column|row)\s*:\s*([^;]+)", re.IGNORECASE)
_TEMPLATE = re.compile(r"grid-template-columns\s*:\s*([^;]+)", re.IGNORECASE)
_REPEAT = re.compile(r"repeat\(\s*(\d{1,3})\s*,[^()]*(?:\([^()]*\)[^()]*)*\)")
_PLACED = re.compile(r"(?:(\d{1,3})\s*)?(?:/?\s*(?:span\s+(\d{1,3})|(\d{1,3})))?")
_FIGURE = re.compile(
    r"\s*[\d０-９][\d０-９,，.\s]*(?:件|条|项|个|次|份|人|万?元)?\s*|\s*(?:[-－—–/／]+|无|零)\s*"
)
"""A figure, or what stands for none."""
_SPACED = re.compile(r"\s+(?![^()]*\))")


@dataclass(frozen=True, slots=True)
class Box:
    """One cell, and over how many rows and columns it reaches."""

    element: Element
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class Boxes:
    """The rows of a table; ``aligned`` where each cell's column is told, by spans or because all rows are equally long."""

    rows: tuple[tuple[Box, ...], ...]
    aligned: bool


Found = dict[Element, Boxes | None]
"""Tables by the element that they stand at; None for those whose cells are in one of these."""


def box_tables(tree: Tree, sheets: str) -> Found:
    """The tables of boxes of a page that has hardly any other; ``sheets`` are its style sheets."""
    if tree.markup.count(b"<td") >= FEW:
        return {}
    found: Found = {}
    if b"role=" in tree.markup:
        found |= _by_role(tree.root)
    if b"display" in tree.markup and _DISPLAY.search(tree.markup.decode("utf-8", "replace")):
        found |= _by_style(tree.root, sheets)
    return found or _alike(tree.root)


def _table(rows: Sequence[Sequence[Box]], told: bool) -> Boxes | None:
    """The table of these rows, if nothing moves or hides its boxes; ``told`` if spans are written where cells have any."""
    kept = tuple(tuple(row) for row in rows if row)
    styles = [_FLOATED.sub("", box.element.get("style") or "") for row in kept for box in row]
    moved = any(taken(style) is not Sight.SEEN for style in styles)
    if moved or not any(len(row) > 1 for row in kept):
        return None
    spans = any(box.down > 1 or box.across > 1 for row in kept for box in row)
    return Boxes(kept, spans if told and spans else len({len(row) for row in kept}) == 1)


def _by_role(root: Element) -> Found:
    """Tables that are called so for those who cannot see them, and hold no other."""
    tables = [e for e in root.iter() if e.get("role") in _TABLES and e.tag != "table"]
    around = all_around(tables)
    found: Found = {}
    for table in tables:
        if table in around:
            continue
        rows = [
            [
                Box(cell, _count(cell, "aria-rowspan"), _count(cell, "aria-colspan"))
                for cell in _with(row, _CELLS)
            ]
            for row in _with(table, {"row"})
        ]
        if boxes := _table(rows, told=True):
            found[table] = boxes
    return found


def _with(element: Element, roles: frozenset[str] | set[str]) -> list[Element]:
    return [inner for inner in element.iterdescendants() if inner.get("role") in roles]


def _count(cell: Element, name: str) -> int:
    return max(whole_number(cell.get(name), 1, digits=3), 1)


def _by_style(root: Element, sheets: str) -> Found:
    """Tables and grids that a style makes of boxes."""
    displayed = _displays(sheets)
    found: Found = {}
    for element in list(root.iter()):
        shown, style = displayed(element)
        boxes = None
        if shown in ("table", "inline-table") and element.tag != "table":
            boxes = _table(list(_rows(element, displayed)), told=False)
        elif shown in ("grid", "inline-grid"):
            boxes = _grid(element, style)
        if boxes and not any(around in found for around in element.iterancestors()):
            found[element] = boxes
    return found


Displays = Callable[[Element], tuple[str, str]]
"""How an element is displayed, and all that its style says."""


def _displays(sheets: str) -> Displays:
    """What the page's style sheets and an element's own style say of its display."""
    rules: Rules[str] = Rules()
    for selectors, said in rules_of(sheets) if "display" in sheets else ():
        if _DISPLAY.search(said):
            for selector in filter(None, map(selector_of, map(str.strip, selectors.split(",")))):
                rules.add(selector, said)

    def of(element: Element) -> tuple[str, str]:
        style = ";".join([*rules.of(element), element.get("style") or ""])
        displays = _DISPLAY.findall(style)
        return (displays[-1].lower() if displays else "", style)

    return of


def _rows(table: Element, displayed: Displays) -> Iterator[list[Box]]:
    """The rows of a table that a style makes."""
    for child in table:
        shown, _ = displayed(child)
        if shown in ("table-row-group", "table-header-group", "table-footer-group"):
            yield from _rows(child, displayed)
        elif shown == "table-row":
            yield [Box(cell) for cell in child if displayed(cell)[0] == "table-cell"]


def _grid(element: Element, style: str) -> Boxes | None:
    """The cells of a grid row by row; None where it does not say how many columns it has, or holds more than cells."""
    width = _columns(style)
    children = element[:]
    if width < 2 or not all(map(_is_cell, children)):
        return None
    rows: dict[int, dict[int, Box]] = {}
    taken_places: set[tuple[int, int]] = set()
    row = col = 0
    for child in children:
        at = {
            axis.lower(): _PLACED.match(told.strip())
            for axis, told in _LINES.findall(child.get("style") or "")
        }
        start, across = _told(at.get("column"))
        top, down = _told(at.get("row"))
        if start and top:
            row, col = top - 1, start - 1
        else:
            while col + across > width or any((row, col + n) in taken_places for n in range(across)):
                row, col = (row, col + 1) if col + across < width else (row + 1, 0)
                if across > width:
                    return None
        if len(taken_places) + down * across > MAX_CELLS:
            return None
        rows.setdefault(row, {})[col] = Box(child, down, across)
        taken_places |= {(row + n, col + m) for n in range(down) for m in range(across)}
        col += across
    whole = len(taken_places) == width * (1 + max((r for r, _ in taken_places), default=-1))
    ordered = [[rows[r][c] for c in sorted(rows[r])] for r in sorted(rows)]
    return _table(ordered, told=True) if whole else None


def _columns(style: str) -> int:
    """How many columns the style of a grid names."""
    told = _TEMPLATE.findall(style)
    if not told:
        return 0
    written = _REPEAT.sub(lambda found: " x" * min(int(found[1]), 100), told[-1]).strip()
    return len(_SPACED.split(written)) if written else 0


def _told(found: re.Match[str] | None) -> tuple[int, int]:
    """The line at which a cell begins, 0 if that is not said, and over how many columns or rows it reaches."""
    if found is None:
        return 0, 1
    start, span, end = (int(part) if part else 0 for part in found.groups())
    return start, span or (max(end - start, 1) if start and end else 1)


def _alike(root: Element) -> Found:
    """Runs of like elements one below the other, each with cells in it, some of which are figures."""
    found: Found = {}
    for parent in list(root.iter(*_AROUND)):
        for tag, members in groupby(parent[:], key=lambda e: e.tag if e.tag in _ALIKE and _is_row(e) else ""):
            if tag:
                found |= _run(list(members))
    return found


def _run(run: Sequence[Element]) -> Found:
    """The tables of a run of like elements, if it has rows and figures enough; one cell alone is a line between two tables."""
    long = [row for row in run if len(row) > 1]
    figures = sum(_FIGURE.fullmatch(text_of(cell)) is not None for row in long for cell in row)
    found: Found = {}
    if len(long) < ROWS or figures < ROWS:
        return found
    for several, members in groupby(run, key=lambda row: len(row) > 1):
        rows = list(members)
        if several and (boxes := _table([[Box(cell) for cell in row] for row in rows], told=False)):
            found |= dict.fromkeys(rows)
            found[rows[0]] = boxes
    return found


def _is_row(element: Element) -> bool:
    """Whether an element holds nothing but cells."""
    return (
        bool(len(element))
        and not (element.text or "").strip()
        and all(child.tag in _IN_ROW or _BOXED.search(child.get("style") or "") for child in element)
        and all(map(_is_cell, element))
    )


def _is_cell(element: Element) -> bool:
    """Whether an element may be a cell: nothing stands beside it, and it holds a few words in no other boxes."""
    return (
        not (element.tail or "").strip()
        and element.tag not in _BLOCKS[1:]
        and next(element.iterdescendants(*_BLOCKS), None) is None
        and len(text_of(element)) <= LONG
    )
