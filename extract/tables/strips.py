"""Rows of table three as strips: what stands before the numbers, and the seven cells."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby

from extract.documents.model import TextCell
from extract.forms import APPLICANT_CODES
from extract.forms import labels as words
from extract.tables import ordered, wraps
from extract.tables.codes import SINGLE
from extract.tables.glued import split_tail
from extract.tables.headings import heading_codes
from extract.tables.laid import LaidRow
from extract.tables.placed import Painted
from extract.tables.rows import Row, value_flags, with_drawn_headings
from extract.tables.strip import ITEM, WIDTH, Strip, code_of, may_add_up, named_columns, parts_of
from extract.tables.strips_drawn import Headed, drawn_strips, heading_placed
from extract.tables.strips_separated import separated_strips, starts_of
from extract.tables.sums import last_is_too_many, makes_total
from extract.tables.values import WORDS

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


def _line_parts(cells: Sequence[TextCell]) -> list[tuple[bool, tuple[TextCell, ...]]]:
    """A printed line as runs of words that are numbers and words that are not."""
    pairs = zip(value_flags(cells), cells, strict=True)
    return [(flag, tuple(c for _, c in run)) for flag, run in groupby(pairs, key=lambda p: p[0])]


def _names_row(label: str) -> bool:
    """True for the label of a row, 其他处理 too, which is a row of the 2019 form."""
    return words.table3_row(label) is not None or words.group_heading(label) == SINGLE


def _across(cells: Sequence[TextCell]) -> tuple[TextCell, ...]:
    """The cells from left to right where all stand on one height of a page: figures a little lower than others make a line of their own."""
    boxes = [cell.place.box for cell in cells]
    known = [box for box in boxes if box is not None]
    if len(known) < len(cells) or len({cell.place.page for cell in cells}) > 1:
        return tuple(cells)
    if max(box[1] for box in known) >= min(box[3] for box in known):
        return tuple(cells)
    return tuple(cell for _, cell in sorted(zip(known, cells, strict=True), key=lambda pair: pair[0][0]))


_SEPARATORS = (",", "，")
"""At the end of a number, the sign that its other digits stand on a line below."""


def _digits_apart(number: TextCell) -> list[TextCell]:
    """The seven cells of a row whose seven digits ran together on a line of their own: no other cut is left, and their sum says that they are a row."""
    if len(number.text) != WIDTH or not number.text.isdecimal():
        return [number]
    digits = [replace(number, text=digit) for digit in number.text]
    return digits if makes_total(digits) else [number]


def _line_strips(rows: Sequence[Row]) -> list[Strip]:
    """Strips of printed lines: a run of seven numbers is a row; shorter runs add up to seven over lines."""
    strips: list[Strip] = []
    pending: list[TextCell] = []
    label_before = ""
    alone = spread = stacked = torn_above = lone_above = False
    block = 0

    def flush() -> None:
        nonlocal pending, label_before, stacked, torn_above, lone_above
        # What stands alone above a row over several lines may be the first digit of one of its numbers.
        torn_row = spread and (torn_above or (lone_above and not may_add_up(pending)))
        if len(pending) == WIDTH and not torn_row:
            stacked = spread
            strips.append(Strip(label_before, _across(pending), layout="line", block=block))
        elif pending:
            stray = len(pending) == 1 and not label_before and alone
            digits = " ".join(c.text for c in pending)
            whole = len(digits.replace(" ", "")) >= WIDTH and _names_row(label_before)
            glued = digits if whole and digits.replace(" ", "").isdecimal() else ""
            own = words.table3_row(label_before) is not None
            before = [c.text for c in strips[-1].cells if c] if strips else []
            whole_before = stray and len(before) == WIDTH
            many = whole_before and stacked
            # A digit alone below a row that does not make its total may be the rest of one of its numbers.
            torn = whole_before and not may_add_up([c for c in strips[-1].cells if c])
            if (
                torn
                or (many and not last_is_too_many([*before, pending[0].text], WIDTH))
                or (len(pending) > 1 and not own and before)
            ):
                # The row before may go on here, digit below digit: then neither is read.
                strips[-1] = strips[-1].loosened()
            strips.append(
                Strip(label_before, (), tuple(pending), stray, layout="line", block=block, glued=glued)
            )
        if pending:
            torn_above = any(c.text.endswith(_SEPARATORS) for c in pending)
            lone_above = len(pending) == 1 and not label_before
        pending, label_before = [], ""

    for row in rows:
        parts = _line_parts(row.cells)
        numbers = [c for flag, run in parts if flag for c in run]
        text = " ".join(c.text for flag, run in parts if not flag for c in run)
        if text in WORDS and any(c.text in WORDS for c in pending):
            # 无 alone on a line is a value where the ones before it are such words.
            text, numbers = "", list(row.cells)
        if len(numbers) == WIDTH + 1 and numbers[0].text in WORDS and ITEM.fullmatch(text):
            # A label is more than its number: 2. 没有 begins one, with seven values behind it.
            text, numbers = text + numbers[0].text, numbers[1:]
        if text or len(numbers) >= WIDTH or len(pending) + len(numbers) > WIDTH:
            flush()
        block = row.block
        tail = split_tail(text)
        run_in = [replace(row.cells[0], text=tail[1]), *numbers] if tail is not None else []
        is_seven = len(parts) == 2 and len(run_in) == WIDTH and makes_total(run_in)
        if tail is not None and (_names_row(tail[0]) or is_seven):
            # The first number, or all of them, run into the label, or into the last words of its line.
            text, numbers = tail[0], run_in
        if len(numbers) == 1 and not text:
            numbers = _digits_apart(numbers[0])
        if not numbers:
            strips.append(Strip(text, layout="line", block=block))
            continue
        if len(numbers) > WIDTH:
            strips.append(Strip(text, (), tuple(numbers), layout="line", block=block))
            continue
        alone = not pending and not text
        spread = bool(pending)
        label_before = label_before or text
        pending += numbers
        whole_row = tail is not None and len(numbers) == 1 and len(numbers[0].text) >= WIDTH
        if len(pending) == WIDTH or whole_row:
            flush()
    flush()
    return strips


def _named(strip: Strip, above: Strip | None) -> Strip:
    """The strip of printed lines with the code that its own label gives it, unless with the line ``above`` it is the label of another row."""
    code = code_of(strip.label, bool(strip.cells or strip.glued))
    if code and above is not None and not (above.cells or above.loose):
        whole = words.table3_row_exact(above.label.rpartition(" ")[2] + strip.label)
        code = code if whole in (None, code) else None
    return replace(strip, code=code) if code else strip


def _laid(rows: Sequence[Row], painted: Painted) -> list[LaidRow] | None:
    """The rows of table three by the places of their words; in a text set out by spaces (page 0) no row is told by nearness."""
    found = ordered.read_table3(rows, painted)
    return found or (wraps.read_table3(rows) if rows[0].cells[0].place.page else None)


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
            own = _line_strips(members)
            read = list(map(_named, own, [None, *own]))
        found += [_in_order(s, order) for s in read]
    return found
