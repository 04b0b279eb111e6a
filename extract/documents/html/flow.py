"""A tree of HTML → blocks in reading order: paragraphs where blocks begin, tables with their spans and CSS paths."""

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from extract.documents.collect import (
    FIGURES,
    LABEL,
    UNREADABLE,
    Collector,
    Grid,
    RawCell,
    clean,
    clean_cell,
    of_data_frame,
)
from extract.documents.html.boxes import Boxes, Found
from extract.documents.html.tree import GONE, Element, gone_before, text_of
from extract.documents.model import Paragraph
from extract.rare import rare

INLINE = frozenset(
    [
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
        "q",
        "ruby",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""Elements that do not break a line; so do all with a prefix (``o:p``, ``st1:chsdate``), which Word makes."""
_RAISED = frozenset(("sup", "sub"))
_SHOWN_APART = _RAISED | {"img"}
_RUNS_ON = INLINE - _SHOWN_APART | {"o:p"}
"""Elements that neither break a line nor change what stands in them."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
MAX_COLSPAN = 100
LONG = 400
"""Characters in one cell, in several paragraphs, that make most of a table which arranges a page, not data."""

_SPAN = re.compile(r"\d+")


def flow(
    root: Element,
    collector: Collector,
    *,
    only: Collection[Element] | None = None,
    without: Element | None = None,
    data_tables: Collection[Element] = (),
    boxes: Found | None = None,
) -> None:
    """Add the blocks of a tree in order, or of the given elements in it alone; some tables may be known to be data.

    ``boxes`` are the tables that are made without one.

    A loop, not a recursion: pages may nest deeply.
    """
    line: list[str] = []
    heading: int | None = None
    shown = 1 if only is None else 0
    chosen = only or ()
    around = _around(chosen)

    def flush() -> None:
        if line:
            text = clean("".join(line).replace(UNREADABLE, ""))
            line.clear()
            collector.paragraph(text, heading)

    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        breaks = tag not in INLINE and ":" not in tag
        if not closing:
            if element in chosen:
                shown += 1
            elif not shown and not line and heading is None and element not in around:
                continue
            children = len(element)
            if breaks:
                flush()
            if element is without or tag == "br":
                flush()
            elif boxes and element in boxes:
                if shown and (table := boxes[element]) is not None:
                    _add_boxes(table, collector)
            elif tag == "table" and (element in data_tables or is_data_table(element)):
                if shown:
                    _add_table(element, collector)
            elif tag == "pre" and shown and next(element.iterdescendants(*_LINES), None) is None:
                _add_lines(text_of(element), collector)
            else:
                if breaks:
                    heading = HEADINGS.get(tag, heading)
                if shown and (text := element.text):
                    line.append(text)
                if children:
                    stack.append((element, True))
                    stack.extend([(child, False) for child in reversed(element)])
                    continue
                closing = True
        if closing and breaks:
            flush()
            heading = None
        if element in chosen:
            shown -= 1
        if shown and (text := element.tail):
            line.append(text)
    flush()


_LINES = ("br", "p", "div", "table")
"""What breaks the lines of preformatted text by markup of its own."""


def _around(chosen: Collection[Element]) -> set[Element]:
    """All elements that any of the given ones stands in."""
    around: set[Element] = set()
    for element in chosen:
        for outer in element.iterancestors():
            if outer in around:
                break
            around.add(outer)
    return around


def _add_lines(text: str, collector: Collector) -> None:
    """Text set line by line, its tables parted by tabs or pipes, as a text file has them."""
    from extract.documents.text import add_text

    written = Collector()
    add_text(text.replace(UNREADABLE, ""), written)
    for block in written.blocks:
        if isinstance(block, Paragraph):
            collector.paragraph(block.text, block.heading)
        else:
            cells = [RawCell(c.text, c.row, c.col, c.rowspan, c.colspan) for c in block.cells]
            collector.table(cells, aligned=block.aligned)


def is_data_table(table: Element) -> bool:
    """False for a table that only arranges the page: one column, larger tables in its cells, or running text."""
    if next(table.iterdescendants("table"), None) is None:
        rows = _rows(table)
        return any(len(_row_cells(row)) > 1 for row in rows) and not _is_running_text(table, rows)
    filled = inner = 0
    for row in _rows(table):
        for cell in _row_cells(row):
            nested = [one for one in cell.iter("table") if next(one.iterancestors("table")) is table]
            sizes = [sum(1 for _ in one.iter("td", "th")) for one in nested]
            inner = max(inner, *sizes, 0)
            filled += not sizes and any(text.strip() for text in cell.itertext())
    return filled > inner


def _is_running_text(table: Element, rows: list[Element]) -> bool:
    """True where one cell, in several paragraphs, holds most of the words."""
    if next(table.iter(*_PARAGRAPHS), None) is None:
        return False
    for row in rows:
        if len(text_of(row)) <= LONG:
            continue
        for cell in _row_cells(row):
            if len(cell) and sum(1 for _ in cell.iter(*_PARAGRAPHS)) >= 3:
                length = len(text_of(cell).strip())
                if length > LONG and length * 2 > len(text_of(table).strip()):
                    return True
    return False


_PARAGRAPHS = ("p", "div", "br")


def _is_row(table: Element) -> bool:
    """Whether a table has cells outside every row, or no row: those cells are one row, named by the table."""
    return next(table.iterchildren(*_CELLS), None) is not None or next(table.iter("tr"), None) is None


def _rows(table: Element) -> list[Element]:
    """The rows of a table itself."""
    rows = list(table.iter("tr"))
    if next(table.iterdescendants("table"), None) is not None:
        rows = [row for row in rows if next(row.iterancestors("table")) is table]
    return [table, *rows] if _is_row(table) else rows


def _row_cells(row: Element) -> list[Element]:
    """The cells of a row, those that stand in a form or a font around them included."""
    children = row[:]
    if _CELLS.issuperset([child.tag for child in children]):
        return children
    return [cell for cell in row.iter("td", "th") if next(cell.iterancestors("tr", "table")) is row]


_CELLS = frozenset(("td", "th"))
_TABLE_PARTS = _CELLS | {"tbody", "thead", "tfoot", "tr", "caption", "colgroup", "col"}


def _add_table(table: Element, collector: Collector) -> None:
    """The caption, the table, and whatever a forgotten end tag has swept into it."""
    for caption in table.iterchildren("caption"):
        collector.paragraph(clean(text_of(caption)))
    grid, mixed = _grid(table)
    if "dataframe" in (table.get("class") or ""):
        collector.table(of_data_frame([RawCell(*cell) for cell in grid.cells()]), in_order=True)
    else:
        collector.grid(grid)
    strays = [
        child
        for element in table.iter("table", "tbody", "thead", "tfoot", *(["tr"] if mixed else []))
        if not _TABLE_PARTS.issuperset([child.tag for child in element[:]])
        for child in element
        if child.tag not in _TABLE_PARTS and next(child.iterancestors("table")) is table
    ]
    for stray in strays:
        # A wrapper around cells or rows is read as those.
        if stray.tag == "table" or next(stray.iter("td", "th"), None) is None:
            flow(stray, collector)


def _add_boxes(table: Boxes, collector: Collector) -> None:
    """A table that is made of boxes."""
    grid = Grid()
    for row in table.rows:
        grid.add_row([(_said(b.element), b.down, b.across, css_path(b.element)) for b in row])
    if table.aligned:
        collector.grid(grid)
    else:
        collector.table([RawCell(*cell) for cell in grid.cells()], aligned=False, in_order=True)


def _grid(table: Element) -> tuple[Grid, bool]:
    """The cells of a table with their spans and CSS paths, placed as browsers place them; whether a row holds more than cells."""
    grid = Grid()
    mixed = False
    paths = _Paths()
    base = css_path(table)
    rows = _rows(table)
    groups = [row.getparent() for row in rows]
    left_in_group = Counter(groups)  # a span ends with its row group, whatever it claims
    for row, group in zip(rows, groups, strict=True):
        left = left_in_group[group]
        left_in_group[group] = left - 1
        above = base if row is table else base + paths.steps(row, table)
        cells = row[:]
        tags = [cell.tag for cell in cells]
        if not _CELLS.issuperset(tags):
            mixed = True
            cells = _row_cells(row)
            grid.add_row([(_said(c), *_spans(c, left), above + paths.steps(c, row)) for c in cells])
            continue
        seen = dict.fromkeys(tags, 0)
        said = []
        for cell, tag in zip(cells, tags, strict=True):
            number = seen[tag] + 1
            down = across = 1
            if not _PLACING.isdisjoint(cell.keys()):
                number += gone_before(cell)
                down, across = _spans(cell, left)
            seen[tag] = number
            said.append((_said(cell), down, across, above + _step(tag, number)))
        grid.add_row(said)
    return grid, mixed


_PLACING = frozenset(("rowspan", "colspan", GONE))
"""The attributes that tell more of a cell's place than its order does."""


def _spans(cell: Element, left: int) -> tuple[int, int]:
    """The rows and columns of a cell in a group that has so many rows left."""
    return min(_span(cell, "rowspan") or left, left), min(_span(cell, "colspan") or 1, MAX_COLSPAN)


def _said(cell: Element) -> str:
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
        tag = element.tag if isinstance(element.tag, str) else ""
        breaks = element is not cell and tag not in INLINE and ":" not in tag
        if closing:
            if breaks:
                out.append(_LINE)
            if element is not cell:
                out.append(element.tail or "")
            continue
        if breaks:
            out.append(_LINE)
        if tag in _RAISED:
            out.append(_raised("".join(out), text_of(element)))
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
    text = clean_cell(text.replace(_LINE, "\n"))
    if UNREADABLE in text and _WORD.search(text):
        text = clean(text.replace(UNREADABLE, ""))
    return _figure(text)


_LINE = "\v"
"""A line that the page breaks."""
_WORD = rare(r"[\u4e00-\u9fff]")
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


def _raised(before: str, raised: str) -> str:
    """A raised number after a figure is the number of a note, not more of the figure."""
    raised = raised.strip()
    return f"（{raised}）" if raised.isdigit() and before.rstrip()[-1:].isdigit() else raised


def _is_glyph(element: Element) -> bool:
    """True for an empty element that a style sheet elsewhere draws as a sign: an icon, or one that carries a figure."""
    if len(element) or ((text := element.text) and text.strip()):
        return False
    if not (names := element.keys()) or element.tag in _CELLS:
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


def _span(cell: Element, name: str) -> int:
    """A span as written; 1 where nothing is, 0 for ``rowspan=0`` (to the end of the group)."""
    written = cell.get(name)
    if written and written.isdecimal():
        return int(written[:5])
    found = _SPAN.search(written) if written else None
    return int(found[0][:5]) if found else 1


_NTH = "number-of-its-kind"
"""An attribute of our own."""


@lru_cache(maxsize=1 << 8)  # few steps lead to all cells
def _step(tag: str, number: int) -> str:
    return f" > {tag}:nth-of-type({number})"


def _nth(element: Element) -> int:
    """The number of an element among its kind, kept in it: a page may have ten thousand tables side by side."""
    told = element.get(_NTH)
    if told and told.isdigit() and len(told) < 7:
        return int(told)
    number = 1 + gone_before(element)
    for sibling in element.itersiblings(element.tag, preceding=True):
        told = sibling.get(_NTH)
        if told and told.isdigit() and len(told) < 7:
            number += int(told)
            break
        number += 1 + gone_before(sibling)
    element.set(_NTH, str(number))
    return number


def _steps(element: Element, top: Element | None) -> str:
    """The CSS steps from an element below ``top`` down to it."""
    steps = []
    while element is not None and element is not top:
        steps.append(_step(element.tag, _nth(element)))
        element = element.getparent()
    return "".join(reversed(steps))


def css_path(element: Element) -> str:
    """A CSS path from the body to an element."""
    body = next(element.iterancestors("body"), None)
    return "body" + _steps(element, body) if body is not None else _steps(element, None).removeprefix(" > ")


class _Paths:
    """CSS steps inside one table, each parent's children counted once."""

    def __init__(self) -> None:
        self._own: dict[Element, str] = {}

    def _count(self, parent: Element) -> None:
        seen: dict[str, int] = {}
        for child in parent:
            tag = child.tag
            number = seen[tag] = seen.get(tag, 0) + 1 + gone_before(child)
            self._own[child] = _step(tag, number)

    def steps(self, element: Element, top: Element) -> str:
        """The CSS steps from an element below ``top`` down to it."""
        steps = ""
        while element is not top and (parent := element.getparent()) is not None:
            if element not in self._own:
                self._count(parent)
            steps = self._own[element] + steps
            element = parent
        return steps
