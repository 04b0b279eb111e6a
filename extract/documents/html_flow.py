"""A tree of HTML → blocks in reading order: paragraphs where blocks begin, tables with their spans and CSS paths."""

import re
from collections.abc import Collection, Iterator

from extract.documents.collect import UNREADABLE, Collector, Grid, RawCell, clean
from extract.documents.html_tree import Element, gone_before, text_of
from extract.documents.model import Paragraph

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
) -> None:
    """Add the blocks of a tree in order, or of the given elements in it alone.

    A loop, not a recursion: pages may nest deeply.
    """
    line: list[str] = []
    heading: int | None = None
    shown = 1 if only is None else 0

    def flush() -> None:
        text = clean("".join(line).replace(UNREADABLE, ""))
        line.clear()
        collector.paragraph(text, heading)

    def say(text: str | None) -> None:
        if shown and text:
            line.append(text)

    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        breaks = tag not in INLINE and ":" not in tag
        if closing:
            if breaks:
                flush()
                heading = None
            if only is not None and element in only:
                shown -= 1
            say(element.tail)
            continue
        if only is not None and element in only:
            shown += 1
        if element is without:
            flush()
        elif tag == "table" and is_data_table(element):
            flush()
            if shown:
                _add_table(element, collector)
        elif tag == "br":
            flush()
        elif (
            tag == "pre" and shown and next(element.iterdescendants("br", "p", "div", "table"), None) is None
        ):
            flush()
            _add_lines(text_of(element), collector)
        else:
            if breaks:
                flush()
                heading = HEADINGS.get(tag, heading)
            say(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if only is not None and element in only:
            shown -= 1
        say(element.tail)
    flush()


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
        return any(len(_row_cells(row)) > 1 for row in _rows(table)) and not _is_running_text(table)
    filled = inner = 0
    for row in _rows(table):
        for cell in _row_cells(row):
            nested = [one for one in cell.iter("table") if next(one.iterancestors("table")) is table]
            sizes = [sum(1 for _ in one.iter("td", "th")) for one in nested]
            inner = max(inner, *sizes, 0)
            filled += not sizes and any(text.strip() for text in cell.itertext())
    return filled > inner


def _is_running_text(table: Element) -> bool:
    """True where one cell, in several paragraphs, holds most of the words."""
    for row in _rows(table):
        if len(text_of(row)) <= LONG:
            continue
        for cell in _row_cells(row):
            if len(cell) and sum(1 for _ in cell.iter("p", "div", "br")) >= 3:
                length = len(text_of(cell).strip())
                if length > LONG and length * 2 > len(text_of(table).strip()):
                    return True
    return False


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table itself; cells outside every row are one row, named by the table."""
    if any(child.tag in _CELLS for child in table) or next(table.iterdescendants("tr"), None) is None:
        yield table
    nests = next(table.iterdescendants("table"), None) is not None
    for row in table.iter("tr"):
        if not nests or next(row.iterancestors("table")) is table:
            yield row


def _row_cells(row: Element) -> list[Element]:
    """The cells of a row, those that stand in a form or a font around them included."""
    cells = [child for child in row if child.tag in _CELLS]
    if len(cells) == len(row):
        return cells
    return [cell for cell in row.iter("td", "th") if next(cell.iterancestors("tr", "table")) is row]


_CELLS = frozenset(("td", "th"))
_TABLE_PARTS = _CELLS | {"tbody", "thead", "tfoot", "tr", "caption", "colgroup", "col"}


def _add_table(table: Element, collector: Collector) -> None:
    """The caption, the table, and whatever a forgotten end tag has swept into it."""
    for caption in table.iterchildren("caption"):
        collector.paragraph(clean(text_of(caption)))
    collector.table(_grid(table))
    strays = [
        child
        for element in table.iter("table", "tbody", "thead", "tfoot", "tr")
        for child in element
        if child.tag not in _TABLE_PARTS and next(child.iterancestors("table")) is table
    ]
    for stray in strays:
        # A wrapper around cells or rows is read as those.
        if stray.tag == "table" or next(stray.iter("td", "th"), None) is None:
            flow(stray, collector)


def _grid(table: Element) -> list[RawCell]:
    """The cells of a table with their spans and CSS paths, placed as browsers place them."""
    grid = Grid()
    paths = _Paths()
    base = css_path(table)
    rows = list(_rows(table))
    left_in_group: dict[Element | None, int] = {}
    for row in rows:
        left_in_group[row.getparent()] = left_in_group.get(row.getparent(), 0) + 1
    for row in rows:
        grid.next_row()
        group = row.getparent()
        left = left_in_group[group]  # a span ends with its row group, whatever it claims
        left_in_group[group] = left - 1
        above = base if row is table else base + paths.steps(row, table)
        for cell in _row_cells(row):
            path = above + paths.steps(cell, row)
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            grid.add(_plain_text(cell), min(down or left, left), min(across or 1, MAX_COLSPAN), path)
    return grid.finish()


def _plain_text(cell: Element) -> str:
    """The text of a cell; most have one run of words, in however many wrappers, and need no closer look."""
    said = cell.text or ""
    for inner in cell.iterdescendants():
        tag, text, tail = inner.tag, inner.text, inner.tail
        if tag == "img" or tag == "sup":
            return cell_text(cell)
        if text and not text.isspace():
            if said and not said.isspace():
                return cell_text(cell)
            said = text
        elif _is_glyph(inner):
            return cell_text(cell)
        if tail and not tail.isspace():
            if said and not said.isspace():
                return cell_text(cell)
            said = tail
    return cell_text(cell) if UNREADABLE in said else _figure(clean(said))


def cell_text(cell: Element) -> str:
    """The text of a cell; line and paragraph breaks inside it are soft.

    A picture, or a sign that only a style sheet draws, is ``UNREADABLE``, unless the cell has words: then it is an ornament.
    """
    only = cell
    while len(only) == 1 and not (only.text or "").strip() and not (only[0].tail or "").strip():
        only = only[0]  # most cells hold one text in wrappers that say nothing
    if len(only) == 0 and not (only.tag == "img" or UNREADABLE in (only.text or "") or _is_glyph(only)):
        return _figure(clean(only.text or ""))
    out: list[str] = []
    stack: list[tuple[Element, bool]] = [(cell, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        breaks = element is not cell and tag not in INLINE and ":" not in tag
        if closing:
            if breaks:
                out.append("\n")
            if element is not cell:
                out.append(element.tail or "")
            continue
        if breaks:
            out.append("\n")
        if tag == "sup":
            out.append(_raised("".join(out), text_of(element)))
            stack.append((element, True))
            continue
        if (tag == "img" and not _is_spacer(element)) or _is_glyph(element):
            out.append(UNREADABLE)
        out.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    text = clean("".join(out))
    if UNREADABLE in text and _WORD.search(text):
        text = clean(text.replace(UNREADABLE, ""))
    return _figure(text)


_WORD = re.compile(r"[\u4e00-\u9fff]")
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
    if len(element) or (element.text or "").strip() or element.tag in _CELLS:
        return False
    kind = element.get("class")
    if kind and _GLYPH.search(kind):
        return True
    data = [name for name in element.keys() if name.startswith("data-")]  # noqa: SIM118 (an element's children)
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
    found = _SPAN.search(written) if written else None
    return int(found[0][:5]) if found else 1


_NTH = "number-of-its-kind"
"""An attribute of our own."""


def _step(element: Element) -> str:
    return f" > {element.tag}:nth-of-type({_nth(element)})"


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
        steps.append(_step(element))
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

    def _step(self, element: Element, parent: Element) -> str:
        own = self._own.get(element)
        if own is None:
            seen: dict[str, int] = {}
            for child in parent:
                tag = child.tag
                number = seen[tag] = seen.get(tag, 0) + 1 + gone_before(child)
                self._own[child] = f" > {tag}:nth-of-type({number})"
            own = self._own[element]
        return own

    def steps(self, element: Element, top: Element) -> str:
        """The CSS steps from an element below ``top`` down to it."""
        steps = ""
        while element is not top and (parent := element.getparent()) is not None:
            steps = self._step(element, parent) + steps
            element = parent
        return steps
