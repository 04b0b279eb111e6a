"""Table four: fifteen cells, by their headings: review, direct suits, suits after review, five results each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile

from extract.documents.model import Document, Paragraph, Place, Table, TextCell
from extract.forms import labels as words
from extract.rare import rare
from extract.tables.codes import FIFTEEN, FIVE, RESULTS, ROUTES, in_fives
from extract.tables.digits.cut import neighbours_joined
from extract.tables.digits.glued import decode_table4
from extract.tables.placed.piled import piled
from extract.tables.placed.tokens import tokens_of
from extract.tables.printed import with_nothing_beside_figures
from extract.tables.rows import Row, block_rows, goes_on, has_added_heading, printed_length, value_flags
from extract.tables.sums import adds_up, figure, last_is_too_many
from extract.tables.table4.cells import (
    goes_on_next_page,
    groups_of,
    read_downwards,
    read_group,
    routes_named,
    whole_heads,
)
from extract.tables.table4.placed import read_in_pieces, read_placed
from extract.tables.table4.reading import NO_ORDER, Reading, codes_in, put_borne_out, result_words, route_of
from extract.tables.values import is_number_word, is_value

RESULT_SIGNS = ("维持", "纠正", "审结")
"""Characters of three headings of results, without which no table four stands; they may stand apart."""
_SIGNS = ("维持", "纠正", "其他", "尚未", "总计")
"""What tells the headings of results apart, in their order, also where a narrow column broke them."""
TOTAL = len(_SIGNS) - 1
_LONGEST_HEAD = 6
NOTE_LINES = 4
"""Lines below table four that may hold the rest of a cell."""
NARROW, NEXT_LINE = 5.0, 2.2
"""Such a rest is no wider, and its first line stands no lower, in parts of its height."""
NOTHING_ALONE = 3
"""Lines that say 无 and nothing else: no heading of the table ends so."""
CUT = 3
"""So many figures of a row may be cut in two by narrow columns."""
BELOW_TITLE = 3
"""Lines below the title of the section within which its figures stand that have lost their headings."""
TELLING = 2
"""So many results that are not nought do not add up by chance in all three routes."""
_ENDS_LIKE_A_ROW = rare(r"(?:(?:^|\s)\d+|(?:维持|纠正|结果|审结|总计|起诉|诉讼|复议)[\s\d]*)\s*$")
"""The end of a line of figures, or of headings of table four with or without figures."""
_LEADS = rare(r"情况[:：]?\s*$|[。：:]\s*$")
"""The end of the heading of the section, and of the text that leads to the table."""
_REST = rare(r"\d{0,9}[（(]|\d{1,9}[件条其含]")


def _relevant(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        results = set(map(words.table4_result, block.words()))
        return len(results - {"total", None}) >= 2 or any(map(words.table4_route, block.words()))
    return printed_length(block.text) <= 60 and any(
        w in words.plain(block.text) for w in ("行政复议", "行政诉讼", "复议后起诉", "未经复议")
    )


def _ends(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        return False
    key = words.plain("".join(dict.fromkeys(block.text.split())))  # a wide cell may be written once a column
    # Fifteen numbers of five digits are as long as running text.
    is_text = len(key) > 60 and not all(map(is_value, block.text.split()))
    return is_text or "存在的主要问题" in key or "存在问题" in key or "改进情况" in key


def region(document: Document, after: int) -> tuple[int, int] | None:
    """The blocks of table four: from its first heading to the next section, all after table three."""
    blocks = document.blocks
    start = next((n for n in range(after, len(blocks)) if _relevant(blocks[n])), None)
    if start is None:
        return None
    last = start
    while last + 1 < len(blocks) and not _ends(blocks[last + 1]):
        last += 1
    return start, last


def own_blocks(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    """The first and the last block of the table itself, without the heading of its section and the running text below it."""
    first, last = span
    while last > first and not _is_of_table(document.blocks[last]):
        last -= 1
    while (
        first < last
        and isinstance(head := document.blocks[first], Paragraph)
        and _LEADS.search(head.text[-20:])
    ):
        first += 1
    return first, last


def _is_of_table(block: Paragraph | Table) -> bool:
    """Whether a block has cells of a table, or a line figures or headings of table four."""
    if isinstance(block, Table) or _ENDS_LIKE_A_ROW.search(block.text[-40:]):
        return True
    said = block.text.split()
    return len(said) >= FIVE and all(map(is_value, said))


def _put_beside(row: Row, reading: Reading, pattern: Sequence[str]) -> None:
    """Keep the five values that stand on a printed line behind the name of their route, as the results above them (``pattern``) stand."""
    flags = value_flags(row.cells)
    values = [cell for flag, cell in zip(flags, row.cells, strict=True) if flag]
    if len(values) != 5 or flags != sorted(flags) or set(pattern or RESULTS) != set(RESULTS):
        return
    routes = {r for c in row.cells[:-5] if (r := words.table4_route(c.text))} & set(ROUTES)
    if len(routes) == 1:
        reading.put(codes_in([*routes], pattern), values, "lines")


def _puts_suits_first(row: Row) -> bool:
    """Whether the words of a line name the suits, and behind them the reviews."""
    named = [words.table4_route(c.text) for c in row.cells]
    return ROUTES[0] in named and any(named[: named.index(ROUTES[0])])


def _suits_side_by_side(row: Row) -> list[str]:
    """The two kinds of suits in the order in which a line names both; else none, as a name may go on in the next line."""
    named = dict.fromkeys(r for c in row.cells if (r := words.table4_route(c.text)) in ROUTES[1:])
    return [*named] if len(named) > 1 else []


def _under_boxes(numbers: Sequence[TextCell], heads: Collection[Place]) -> list[TextCell]:
    """Fifteen cells of one row of numbers under headings that stand in boxes; none where a number stands under no heading, or is in pieces and its route does not add up."""
    boxes = [place.box for place in heads if place.box is not None]
    tokens = tokens_of([Row(tuple(numbers), "placed", 0)])
    if len(boxes) < len(FIFTEEN) or not tokens or len({token.page for token in tokens}) > 1:
        return []
    over = [sum(box[0] - 1 <= t.x0 and t.x1 <= box[2] + 1 for box in boxes) for t in tokens]
    slots = piled(tokens, [(box[0], box[2]) for box in boxes])
    if slots is None or set(over) != {1}:
        return []
    where = tokens[0].cell.place
    blanks = (
        replace(where, box=(box[0], tokens[0].y, box[2], tokens[0].y + tokens[0].height)) for box in boxes
    )
    cells = [slots.get(n) or TextCell("", 0, 0, place=place) for n, place in enumerate(blanks)]
    whole = all(cell in numbers for cell in slots.values())
    return cells if whole or all(map(adds_up, in_fives(cells))) else []


def _run(rows: Sequence[Row], first: int) -> list[int]:
    """How many numbers stand on each of the lines of numbers from the ``first`` row on."""
    following = (rows[n] for n in range(first, len(rows)))
    return [len(row.cells) for row in takewhile(lambda r: r.printed and all(value_flags(r.cells)), following)]


def _of_block(rows: Sequence[Row], first: int) -> list[Row]:
    """The rows of the block that the ``first`` begins."""
    block = rows[first].block
    return list(takewhile(lambda row: row.block == block, (rows[n] for n in range(first, len(rows)))))


def read(document: Document, after: int) -> Reading | None:
    """Table four as printed from block ``after`` on; None where none stands."""
    reading = _read(document, after)
    broken = _broken(document, reading) if reading is not None else ()
    if reading is None or not broken:
        return reading
    whole = read_in_pieces(document, list(block_rows(document, *reading.span)), reading.span)
    if whole is not None:
        return whole
    for code in broken:
        _, method = reading.cells[code]
        reading.cells[code] = (None, method)
        reading.problems.append(f"the figure of {code} goes on in the line below it")
    return reading


def _broken(document: Document, reading: Reading) -> list[str]:
    """The cells of printed lines below which a figure's rest stands with its note: 1, and 0（其中… on the next line, are 10."""
    own = {cell.place.box for cell, _ in reading.cells.values() if cell is not None}
    rests = [
        (block.place.page, word.box)
        for block in document.blocks[reading.span[0] : reading.span[1] + 1 + NOTE_LINES]
        if isinstance(block, Paragraph)
        for word in block.words
        if _REST.match(word.text) and word.box not in own and words.table4_route(word.text) is None
    ]
    broken = []
    for code, (cell, method) in reading.cells.items() if rests else ():
        box = cell.place.box if cell is not None and method in ("lines", "columns") else None
        if cell is None or box is None or not cell.text.strip():
            continue
        tall = box[3] - box[1]
        if any(
            page == cell.place.page
            and x0 < box[2] + tall
            and box[0] - tall < x1
            and x1 - x0 < NARROW * tall
            and 0 < top - box[1] < NEXT_LINE * tall
            and bottom > box[3]  # else it is a part of the cell already
            for page, (x0, top, x1, bottom) in rests
        ):
            broken.append(code)
    return broken


def _with_values_apart(row: Row) -> Row:
    """A separated row of fifteen values whose sums hold as a printed line, where some share a cell or empty cells stand between them."""
    texts = [text for cell in row.cells for text in cell.text.split()] if row.layout == "slipped" else []
    if (
        len(texts) != len(FIFTEEN)
        or not all(map(str.isdecimal, texts))
        or texts == [c.text for c in row.cells]
    ):
        return row
    values = [replace(cell, text=text) for cell in row.cells for text in cell.text.split()]
    return replace(row, cells=tuple(values), layout="line") if all(map(adds_up, in_fives(values))) else row


def _read(document: Document, after: int) -> Reading | None:
    where = region(document, after)
    if where is None:
        return None
    rows = list(map(_with_values_apart, block_rows(document, *where)))
    rows = with_nothing_beside_figures(rows, NOTHING_ALONE, len(FIFTEEN))
    text = "".join([row.text for row in rows])
    # The characters of one heading, which is the same in all three columns, may be recognised badly.
    wanted = len(RESULT_SIGNS) - (document.engine == "ocr")
    if max(_results_named(text), _results_named(words.plain(text))) < wanted:
        return _without_headings(document, rows, where)
    reading = Reading(where)
    if any(map(has_added_heading, rows)):
        reading.problems.append("a column that table four does not have")
        return reading
    down = read_downwards(rows, where) if len(rows) >= len(FIFTEEN) else None
    if down is not None:
        return down
    if all(row.layout == "placed" for row in rows):
        return read_placed(document, rows, reading)
    walk = _Walk(rows, reading)
    walk.to_the_end()
    disputed = any(cell is None for cell, _ in reading.cells.values())
    if not (disputed or _is_told(reading)) and all(row.layout in ("grid", "placed") for row in rows):
        # The rulings do not tell the cells: what stands in them is read by its place alone.
        filled = [tuple(c for c in row.cells if c.text.strip()) for row in rows]
        words_alone = [
            replace(row, layout="placed", cells=c) for row, c in zip(rows, filled, strict=True) if c
        ]
        again = read_placed(document, words_alone, Reading(where))
        return again if _is_told(again) else reading
    return reading


def _without_headings(document: Document, rows: Sequence[Row], where: tuple[int, int]) -> Reading | None:
    """Table four that has lost its headings: below the title of section four a single row of figures, fifteen whose three sums hold."""
    title = document.blocks[where[0]]
    if isinstance(title, Table) or words.section_title(words.section_key(title.text), False) != 4:
        return None
    figures = [
        n for n, row in enumerate(rows) if row.cells and all(is_number_word(c.text) for c in row.cells)
    ]
    if len(figures) != 1 or figures[0] > BELOW_TITLE:
        return None
    row = rows[figures[0]]
    said = any(map(str.isdecimal, "".join(above.text for above in rows[: figures[0]])))
    if said or len(row.cells) != len(FIFTEEN) or not all(map(adds_up, in_fives(row.cells))):
        return None
    reading = Reading((where[0], row.block))
    reading.put(FIFTEEN, row.cells, "lines" if row.printed else "cells")
    return reading


def _is_told(reading: Reading) -> bool:
    """Whether all fifteen cells were read, and nothing stayed unclear."""
    read = [cell for cell, _ in reading.cells.values() if cell is not None]
    return len(read) == len(FIFTEEN) and not (reading.problems or reading.strays)


def _heads_out_of_order(rows: Sequence[Row], numbers: Sequence[TextCell]) -> bool:
    """Whether headings of results that stand on a line each, as a text layer gives them, come in another order than that of the form.

    The totals, whose heading is the one short one, may stand apart from the others where the ``numbers`` bear out their place.
    """
    alone = (row.text for row in rows if row.printed and len(row.text) <= _LONGEST_HEAD)
    named = [n for text in alone for n, sign in enumerate(_SIGNS) if sign in text]
    if _is_borne_out(numbers) and not _in_disorder([n for n in named if n != TOTAL]):
        return False
    return _in_disorder(named)


def _in_disorder(named: Sequence[int]) -> bool:
    """Whether headings, by their places in the form, begin anew more often than the same one stands there: each route has them all once."""
    order = [n for n, _ in groupby(named)]  # what is printed twice for boldness is one heading
    begun = 1 + sum(later <= earlier for earlier, later in pairwise(order))
    return len(order) >= len(RESULTS) and begun > max(map(order.count, order))


def _is_borne_out(numbers: Sequence[TextCell]) -> bool:
    """Whether fifteen numbers make the three sums of the form in its order, and enough of them are not nought to say so."""
    if len(numbers) != len(FIFTEEN):
        return False
    routes = in_fives(numbers)
    filled = sum(bool(figure(cell)) for route in routes for cell in route[:-1])
    return filled >= TELLING and all(map(adds_up, routes))


def _whole(numbers: Sequence[TextCell]) -> Sequence[TextCell]:
    """A few numbers more than fifteen as the one row whose sums hold, where narrow columns have cut some figures in two and none is the page's."""
    room = max((len(cell.text) for cell in numbers), default=0)
    if room < 2 or not len(FIFTEEN) < len(numbers) <= len(FIFTEEN) + CUT:
        return numbers
    without_one = any(_is_borne_out([*numbers[:n], *numbers[n + 1 :]]) for n in range(len(numbers)))
    rows = [row for row in neighbours_joined(numbers, len(FIFTEEN), room) if _is_borne_out(row)]
    return rows[0] if len(rows) == 1 and not without_one else numbers


def _results_named(text: str) -> int:
    """How many of the results that a table four cannot lack have all their characters in a text."""
    return sum(all(sign in text for sign in signs) for signs in RESULT_SIGNS)


@dataclass(slots=True)
class _Walk:
    """What the rows of table four have said so far, taken one after the other: blocks of cells, and printed lines."""

    rows: Sequence[Row]
    reading: Reading
    index: int = 0
    title: str | None = None
    """The route that a row of five values belongs to."""
    headed: bool = False
    """Whether headings of results stood above, since the route was named."""
    named: set[str] = field(default_factory=set)
    """The routes named since the last numbers."""
    pattern: list[str] = field(default_factory=list)
    numbers: list[TextCell] = field(default_factory=list)
    lines: int = 0
    """So many lines the numbers stand on."""
    is_last_apart: bool = False
    """Whether the last stands alone below all the others: it may be a page's number."""

    def to_the_end(self) -> None:
        """Take in all rows."""
        while self.index < len(self.rows):
            row = self.rows[self.index]
            if not row.printed:
                self._take_block()
            elif all(value_flags(row.cells)):
                self._take_numbers(row)
            else:
                self._take_words(row)
        self._close()

    def _take_numbers(self, row: Row) -> None:
        """Take in a line of numbers: more of those before, or a row of its own."""
        run = [] if self.numbers else _run(self.rows, self.index)
        if sum(run) == 15 or (len(run) > 5 and max(run) == 1):
            self.title = None  # one row of fifteen, over however many lines, or not to be told
        counts = (len(row.cells), len(self.numbers))
        whole = 15 in counts or (5 in counts and self.title in ROUTES)
        # Numbers too many after those on several lines may belong to any of them; of one alone the sums may tell.
        said = [cell.text for cell in (*self.numbers, *row.cells)]
        too_many = len(said) % 5
        if whole and (self.lines < 2 or not too_many or (too_many == 1 and last_is_too_many(said, 5))):
            self._close()
        others = len(self.numbers) + 1 in (FIVE, len(FIFTEEN)) and self.lines == 1
        self.is_last_apart = others and len(row.cells) == 1
        self.lines = self.lines + 1 if self.numbers else 1
        self.numbers += row.cells
        self.named.clear()
        self.index += 1

    def _take_words(self, row: Row) -> None:
        """Take in a line of headings, or of a heading and numbers beside it."""
        self._close()
        results = [result for _, result in result_words(row.cells)]
        self.pattern = results or self.pattern
        route = route_of(row.text)
        self.headed = bool(results) or (self.headed and not route)
        self.named |= {r for c in row.cells if (r := words.table4_route(c.text))} & set(ROUTES)
        self.named |= {route} & set(ROUTES) if route else set()
        _put_beside(row, self.reading, self.pattern)
        # Several routes above one row of values: none of them is the title of five.
        self.title = None if len(self.named) > 1 else route or self.title
        self.index += 1

    def _take_block(self) -> None:
        """Take in the rows of a block of cells, each group of rows under its headings."""
        self._close()
        self.named.clear()
        members = _of_block(self.rows, self.index)
        below = self.index + len(members)
        self.index = below
        if below < len(self.rows):
            whole = whole_heads(members[-1], self.rows[below])
            if whole is not None or goes_on_next_page(members, self.rows[below]):
                following = _of_block(self.rows, below)
                self.index += len(following)
                members = [*members[:-1], whole, *following[1:]] if whole else members + following
        method = "grid" if members[0].layout == "grid" else "cells"
        for group, heads in groups_of(members):
            read_group(group, heads, self.reading, self.title, method)
            said = routes_named(group)
            own = [r for r in said if r in ROUTES]
            if own:
                self.title = own[0] if len(own) == 1 and (own[0] != "rev" or "lit" not in said) else None

    def _close(self) -> None:
        """Keep the numbers of the last lines, if it is told what they are."""
        numbers, reading, title = _whole(self.numbers), self.reading, self.title
        self.numbers = []
        are_same = len({cell.text for cell in numbers}) == 1  # zeros, as nearly everywhere, need no order
        above = self.rows[: self.index]
        if len(numbers) in (5, 15) and not are_same and _heads_out_of_order(above, numbers):
            reading.problems.append(NO_ORDER)
        elif len(numbers) == 15 and (are_same or self.lines > 1) and not self._below_headings():
            reading.problems.append("numbers above the headings of table four")
        elif len(numbers) in (5, 15) and self.is_last_apart and not adds_up(numbers[-FIVE:]):
            reading.problems.append("a number alone below the others of table four that is not their total")
        elif len(numbers) == 15 and self.lines > 1 and not any(map(adds_up, in_fives(numbers))):
            reading.problems.append("numbers on lines of their own of which none make a total")
        elif len(numbers) == 15:
            if NO_ORDER not in reading.problems:
                reading.put(list(reading.heads) or codes_in(self._routes()), numbers, "lines")
        elif len(numbers) == 5 and title in ROUTES and (self.headed or adds_up(numbers)):
            reading.put(codes_in([title]), numbers, "lines")
        elif len(numbers) == 1 and len(numbers[0].text) >= 15:
            _put_glued(reading, numbers[0])
        elif len(numbers) == 1 and not goes_on(numbers[0], [c for c, _ in reading.cells.values()]):
            reading.strays.append(numbers[0])
        elif numbers and (slots := _under_boxes(numbers, reading.heads.values())):
            put_borne_out(reading, dict(zip(reading.heads, slots, strict=True)))
        elif numbers:
            reading.problems.append(f"{len(numbers)} numbers under the headings of table four")

    def _below_headings(self) -> bool:
        """Whether the headings of results stand above: what a text layer gives before them may be of table three."""
        return _results_named("".join(row.text for row in self.rows[: self.index])) > 0

    def _routes(self) -> list[str]:
        """The three routes in the order in which printed rows name them."""
        printed = [row for row in self.rows if row.printed]
        suits = next(filter(None, map(_suits_side_by_side, printed)), list(ROUTES[1:]))
        return [*suits, ROUTES[0]] if any(map(_puts_suits_first, printed)) else [ROUTES[0], *suits]


def _put_glued(reading: Reading, glued: TextCell) -> None:
    """Keep the fifteen numbers of digits that ran together, as far as the sums tell them apart."""
    numbers = decode_table4(glued.text) if glued.text.isdecimal() else ()
    if numbers:
        cells = [None if n is None else replace(glued, text=str(n)) for n in numbers]
        reading.put(FIFTEEN, cells, "glued")
    if not numbers or None in numbers:
        reading.problems.append("glued digits of table four that can be read in several ways")
