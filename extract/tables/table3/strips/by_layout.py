"""Rows of table three as strips: what stands before the numbers, and the seven cells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby

from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables.codes import WIDTH
from extract.tables.placed.blanks import Painted
from extract.tables.placed.headings import heading_codes
from extract.tables.rows import Row, with_drawn_headings
from extract.tables.table3.strips import in_order, wrapped
from extract.tables.table3.strips.drawn import Headed, drawn_strips, heading_placed
from extract.tables.table3.strips.lines import line_strips
from extract.tables.table3.strips.parts import named_columns, parts_of
from extract.tables.table3.strips.separated import separated_strips, starts_of
from extract.tables.table3.strips.strip import LaidRow, Strip

_TWO_LINES = [APPLICANT_CODES[0], APPLICANT_CODES[-1], *APPLICANT_CODES[1:-1]]
"""The heading of the form where its upper line (自然人, 法人或其他组织, 总计) and its lower one run into one."""
_FORM_ORDER = tuple(range(WIDTH))


def _order(rows: Iterable[Row]) -> tuple[int, ...] | None:
    """Where each of the seven columns stands, if one heading names them all or two out of their order, else None.

    Empty where a heading puts columns out of order and does not name all seven: then none can be told.
    """
    rows = list(rows)
    if rows and rows[0].layout == "placed":
        ranks = [APPLICANT_CODES.index(code) for code in heading_codes(rows)]
        if len(set(ranks)) == WIDTH == len(ranks):
            return tuple(map(ranks.index, range(WIDTH)))
        return () if ranks != sorted(ranks) else None
    for row in rows:
        said = [c.text for c in row.cells if not c.text.isascii()]
        codes = [code for text in said if (code := words.applicant(text)) is not None]
        if len(codes) < 2:
            continue  # most rows: one name stands in no order
        if codes == _TWO_LINES and any(map(words.is_table3_head, said)):
            return None
        if len(codes) == WIDTH and len(set(codes)) == WIDTH:
            return tuple(codes.index(code) for code in APPLICANT_CODES)
        ranks = [APPLICANT_CODES.index(code) for code in codes]
        # On a line without places the upper words of the heading and the lower ones may run into one, in any order.
        if not row.printed and ranks != sorted(ranks):
            return _across_columns(rows) if row.layout == "grid" else ()
    return None


def _across_columns(rows: Iterable[Row]) -> tuple[int, ...]:
    """Where each of the seven columns stands that the rows of a drawn heading name together; empty where these do not name all."""
    named = named_columns(map(parts_of, rows))
    across = sorted(named, key=lambda code: named[code])
    return (
        tuple(map(across.index, APPLICANT_CODES)) if len({col for col, _ in named.values()}) == WIDTH else ()
    )


def _in_order(strip: Strip, order: tuple[int, ...] | None) -> Strip:
    """The strip with its cells in the order of the form, unread where the order of the columns is not known."""
    if order is None or order == _FORM_ORDER or not strip.cells:
        return strip
    if not order:
        return strip.loosened()
    return replace(strip, cells=tuple(strip.cells[at] for at in order))


def _laid(rows: Sequence[Row], painted: Painted) -> list[LaidRow] | None:
    """The rows of table three by the places of their words; in a text set out by spaces (page 0) no row is told by nearness."""
    found = in_order.read_table3(rows, painted)
    return found or (wrapped.read_table3(rows) if rows[0].cells[0].place.page else None)


def strips(rows: Sequence[Row], painted: Painted | None = None) -> list[Strip]:
    """The strips of the rows of table three, in reading order, named where their own label suffices.

    ``painted`` is what is drawn on the pages besides text and rulings.
    """
    found: list[Strip] = []
    order: tuple[int, ...] | None = None
    groups = [
        (layout, list(group))
        for (layout, _), group in groupby(
            with_drawn_headings(rows, lambda drawn: all(parts_of(row).head for row in drawn)),
            key=lambda r: (r.layout, -1 if r.printed else r.block),
        )
    ]
    slipped = [[parts_of(row) for row in members] for layout, members in groups if layout == "slipped"]
    elsewhere = starts_of(chain.from_iterable(slipped)) if len(slipped) > 1 else {}
    pieces = iter(slipped)
    above: Headed | None = None
    heading: list[Row] = []
    for layout, members in groups:
        parted = next(pieces) if layout == "slipped" else []
        # A row with one text before its values names no order of columns: most rows do not.
        headed = _order([parts.row for parts in parted if len(parts.label) > 1] if parted else members)
        order = headed if headed is not None else order
        laid = _laid(members, painted or {}) if layout == "placed" else None
        if laid is None and layout == "placed" and heading:
            laid = _laid([*heading, *members], painted or {})
        if laid is not None:
            read = [
                Strip(r.label, r.cells, (), code=r.code, layout="laid", block=members[0].block, sure=r.sure)
                if r.code
                else Strip(r.label, (), r.cells, layout="laid", block=members[0].block)
                for r in laid
            ]
        elif layout == "slipped":
            read = separated_strips(parted, elsewhere)
        elif layout == "grid":
            drawn = [parts_of(row) for row in members]
            read = drawn_strips(drawn, above)
            headings = heading_placed(drawn, named_columns(drawn))
            if headings is not None:
                above, heading = headings, [replace(p.row, layout="placed") for p in drawn if p.head]
        else:
            read = line_strips(members)
        found += [_in_order(s, order) for s in read]
    return found
