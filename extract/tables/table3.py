"""Table three: strips matched to the rows of the form, in the order of the form."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, permutations, takewhile

from extract.documents.model import Document, Paragraph, Table, TextCell
from extract.forms import APPLICANT_CODES, form
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.codes import CHILDREN, ROWS, ROWS_2019, SINGLE, outcomes_among, wordings_of
from extract.tables.glued import decode_table3
from extract.tables.laid import coverage
from extract.tables.placed import Painted, painted_in
from extract.tables.rows import (
    Row,
    block_rows,
    goes_on,
    has_added_heading,
    printed_length,
    with_figures_apart,
    with_words_apart,
    without_serials,
)
from extract.tables.strip import Slots, Strip
from extract.tables.strips import strips
from extract.tables.subtotals import without_subtotals
from extract.tables.sums import Number, adds_up, closes, figure, makes_total
from extract.tables.values import WORDS, is_number_word, is_value

_FIRST = {
    f.code: children[0].code
    for f in form("t2021").tables["table3"].fields
    if (children := form("t2021").tables["table3"].children(f.code))
}
"""The first row of each group of rows."""

TAIL = 24
"""Lines below the last whole label that may be the table's: two rows of seven lines, and a label that is cut."""
_NOTES = ("注", "备", "附", "说", "填")
_NOTE = rare(r"\s*(?:附?注|备注|(?:填[报表])?说明)\s*\d{0,2}\s*[:：]")
"""The beginning of a note below a table."""
_COUNTED = rare(r"[\d０-９]\s*[年月件条次份人场篇期部宗起例元%％]")
"""What only running text has: a number of something, as in 收到申请 8 件."""
LONGEST = 1000
"""Characters of a line, its gaps and values too, from which it is running text."""
SEVEN = len(APPLICANT_CODES)
WORDED = 0.6
"""So much of a label's wording must stand among rows of values whose labels are all broken."""
_RANK = {code: rank for rank, code in enumerate(ROWS)}
_RANK[SINGLE] = _RANK[CHILDREN[0]]
WHOLE = 10
"""Different rows from which a table is a whole table three, not a summary of it."""


@record(frozen=True, slots=True)
class Found:
    """One row of the form with its seven cells, and how it was read; ``sure`` is False where only its place tells it."""

    code: str
    cells: Slots
    method: str
    sure: bool = True


Stretch = tuple[int, list[int]]
"""How many row labels of table three stand close together, and the blocks that carry them."""


def _stretches(blocks: Sequence[Paragraph | Table]) -> list[Stretch]:
    """The stretches of blocks with row labels of table three, parted by other tables."""
    stretches: list[list[int]] = [[]]
    counts = [0]
    for number, block in enumerate(blocks):
        hit = 0
        if isinstance(block, Table):
            said = [text for text in block.words() if len(text) > 3]
            hit = len(said) - list(map(words.table3_row_exact, said)).count(None)
        elif len(block.text) <= LONGEST:
            hit = _line_hit(block)
        if hit:
            stretches[-1].append(number)
            counts[-1] += hit
        elif stretches[-1] and _other_table(block):
            # The same labels may stand in a summary before or after: the table is where most of them are.
            stretches.append([])
            counts.append(0)
    return list(zip(counts, stretches, strict=True))


def _most(stretch: Stretch) -> int:
    return stretch[0]


def region(document: Document) -> tuple[int, int] | None:
    """The blocks from the first to the last that carry a row label of table three, else None."""
    return _region(document.blocks, _stretches(document.blocks))


def _region(blocks: Sequence[Paragraph | Table], stretches: Sequence[Stretch]) -> tuple[int, int] | None:
    count, best = max(stretches, key=_most)
    if count < 4:
        best = _rows_of_seven(blocks)
        if not best:
            return None
    first, last = best[0], best[-1]
    lowest = max(0, first - 40)
    while first > lowest and _leads(blocks[first - 1]):
        first -= 1
    limit = min(len(blocks), last + TAIL)
    while last + 1 < limit and not _ends(blocks[last + 1]):
        last += 1
    return first, last


def _rows_of_seven(blocks: Sequence[Paragraph | Table]) -> list[int]:
    """The lines that end with seven values, where the words among them are the labels of table three.

    In a narrow column every label is broken: none stands whole on a line.
    """
    stretches: list[list[int]] = [[]]
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _has_seven(block):
            stretches[-1].append(number)
        elif stretches[-1] and _other_table(block):
            stretches.append([])
    rows = max(stretches, key=len)
    if len(rows) < WHOLE:
        return []
    lines = (block for block in blocks[rows[0] : rows[-1] + 1] if isinstance(block, Paragraph))
    said = words.plain("".join(w for line in lines for w in _said(line) if not is_number_word(w)))
    covered = coverage(said)
    return rows if sum(covered[code] > WORDED for code in ROWS) >= WHOLE else []


def _said(line: Paragraph) -> list[str]:
    """The words of a line: those of a page, else what blanks part."""
    return [word.text for word in line.words] or line.text.split()


def _has_seven(line: Paragraph) -> bool:
    said = _said(line)
    if len(said) < SEVEN or len(said) > 2 * SEVEN or len(line.text) > LONGEST:
        return False
    return all(text in WORDS or is_number_word(text) for text in said[-SEVEN:])


def is_table_two_or_four(table: Table) -> bool:
    """Whether a table has rows of table two, or the results of table four."""
    said = [text for text in table.words() if len(text) > 1]
    two = [text for text in said if words.table2_row_exact(text)]
    return len(two) >= 2 or len([text for text in said if words.table4_result(text)]) >= 5


def _other_table(block: Paragraph | Table) -> bool:
    """True for table two or four, or the heading above it."""
    if isinstance(block, Table):
        return is_table_two_or_four(block)
    if printed_length(block.text) > 40:
        return False
    key = words.section_key(block.text)
    return key.startswith("第二十条第") or words.section_title(key, False) in (2, 4)


def _leads(block: Paragraph | Table) -> bool:
    """True for what may still be the table's above the first whole label: its head, or a label cut in two."""
    if isinstance(block, Table):
        return sum(map(bool, map(words.applicant, block.words()))) >= 5
    if printed_length(block.text) > 60:
        return sum(words.applicant(word.text) is not None for word in block.words) >= 5
    key = words.plain(block.text)
    if "收到和处理" in key or "复议" in key or (block.words and _COUNTED.search(block.text)):
        return False
    head = words.plain(block.text.split()[0]) if block.text.split() else ""
    return not any(words.table2_row(k) or words.table2_column(k) for k in (key, head))


def _line_hit(paragraph: Paragraph) -> int:
    said = paragraph.text.split()
    while said and (said[-1] in WORDS or (len(said[-1]) <= 20 and is_number_word(said[-1]))):
        said.pop()
    text = " ".join(said)
    if not 4 <= len(text) <= 90:
        return 0
    if words.table3_row_exact(text) or words.table3_row_exact(text.rstrip("0123456789０１２３４５６７８９")):
        return 1
    # Behind a piece of its group's name: （五）不 2. 重复申请.
    numbered = len(said) > 1 and len(said[-2]) == 2 and said[-2][0].isdigit() and not said[-2][1].isalnum()
    return int((numbered or len(said[-1]) >= 6) and words.table3_row_exact(said[-1]) is not None)


def _ends(block: Paragraph | Table) -> bool:
    if isinstance(block, Table):
        # Nothing but numbers: what a page break left of the last row.
        return not all(is_value(c.text) for c in block.cells)
    if printed_length(block.text) > 60:
        return True
    key = words.plain(block.text)
    if "行政复议" in key or "行政诉讼" in key:
        return True
    return block.text[:8].lstrip().startswith(_NOTES) and _NOTE.match(block.text) is not None


def _between(low: int, high: int, single: bool) -> list[str]:
    """The rows of the form that stand between two ranks, both excluded."""
    return [code for code in (ROWS_2019 if single else ROWS) if low < _RANK[code] < high]


def _context(run: Sequence[Strip], at: int, *, behind: bool = True) -> str:
    """The label text around one row of numbers, up to the neighbouring rows of numbers; that ``behind`` it if wanted."""
    parts = [run[at].label]
    k = at - 1
    while k >= 0 and not run[k].cells:
        parts.insert(0, run[k].label)
        k -= 1
    k = at + 1
    while behind and k < len(run) and not run[k].cells:
        parts.append(run[k].label)
        k += 1
    return words.plain("".join(parts))


def _assign(run: Sequence[Strip], missing: Sequence[str]) -> list[tuple[int, str, bool]] | None:
    """Which nameless row of numbers is which missing row, and whether words say so; None where it is not certain."""
    groups = [i for i, s in enumerate(run) if s.cells and not s.blank]
    if not groups:
        return []
    covered = [coverage(_context(run, i)) for i in groups]
    scores = [[own[code] for code in missing] for own in covered]
    if len(groups) == len(missing):
        if all(scores[k][k] >= 0.5 for k in range(len(groups))):
            return [(at, code, True) for at, code in zip(groups, missing, strict=True)]
        named = [k for k in range(len(groups)) if scores[k][k] >= 0.5]
        silent = [k for k in range(len(groups)) if k not in named]
        # A row whose label is lost may still be told by its place, if no text speaks against it.
        unspoken = all(max(scores[k], default=0) < 0.5 for k in silent)
        whole = all(_is_whole(run[groups[k]].cells) for k in silent)
        if unspoken and whole and (named or len(groups) == 1):
            return [(at, code, False) for at, code in zip(groups, missing, strict=True)]
        return None
    # Between two whole labels the words name the row above as well as the next one; a label that only follows numbers, and
    # has others behind it, may be that of these.
    good = [[j for j, score in enumerate(own) if score >= 0.8] for own in scores]
    claimed = Counter(chain.from_iterable(good))
    answer: list[tuple[int, str, bool]] = []
    rank = -1
    for at, fits in zip(groups, good, strict=True):
        if len(fits) != 1 or fits[0] <= rank:
            continue
        code = missing[fits[0]]
        if claimed[fits[0]] == 1 or coverage(_context(run, at, behind=False))[code] >= 0.5:
            rank = fits[0]
            answer.append((at, code, True))
    return answer


def _is_single(found: Sequence[Strip]) -> bool:
    """True where （六）其他处理 is entered as one row: it has numbers of its own, and none of its three rows is seen."""
    children = any(s.code in CHILDREN for s in found)
    if children:
        return False
    if any(s.code == SINGLE and s.cells for s in found):
        return True
    text = words.plain("".join(s.label for s in found))
    return words.other_is_one_row(text)


@dataclass(slots=True)
class Reading:
    """Table three as read: its rows, what stayed unclear, lone numbers that may be the pages', form and blocks.

    ``half_named`` is True where numbers that make no row stand beside words that are not the whole label of one.
    ``again`` are the first blocks of other tables three in the document, with other tables between.
    """

    form: str
    span: tuple[int, int]
    rows: list[Found]
    problems: list[str]
    strays: list[str]
    half_named: bool = False
    again: tuple[int, ...] = ()


def _texts(strip: Strip) -> list[str | None]:
    return [c.text.strip() if c else None for c in strip.cells]


def _longest_first(chain: Sequence[int]) -> tuple[int, int]:
    return len(chain), -chain[-1]


def _anchors(found: Sequence[Strip], problems: list[str]) -> list[int]:
    """The named rows that follow the order of the form; a named row out of order is a problem unless it repeats one."""
    named = [i for i, s in enumerate(found) if s.code is not None and s.cells]
    ranks = [_RANK[found[i].code] for i in named]  # type: ignore[index]
    if all(a < b for a, b in pairwise(ranks)):
        return named
    chains: dict[
        int, list[int]
    ] = {}  # the longest that ends with each row of the form, the first of its length
    for i, rank in zip(named, ranks, strict=True):
        before = max((c for last, c in chains.items() if last < rank), key=_longest_first, default=[])
        if len(before) + 1 > len(chains.get(rank, ())):
            chains[rank] = [*before, i]
    best = max(chains.values(), key=_longest_first, default=[])
    kept = {found[i].code: _texts(found[i]) for i in best}
    for i in set(named) - set(best):
        if kept.get(found[i].code) != _texts(found[i]):
            problems.append(f"{OUT_OF_ORDER}{found[i].code}")
    return best


def _without_disputed(found: list[Strip], anchors: Sequence[int]) -> list[Strip]:
    """The strips with those cells of a row unread that the same row, printed once more, holds with another figure."""
    told = {found[i].code: i for i in anchors}
    agreed = list(found)
    for i, strip in enumerate(found):
        at = told.get(strip.code, i)
        if at != i and strip.cells and not strip.blank:
            pairs = zip(agreed[at].cells, strip.cells, strict=True)
            same = tuple(c if c and o and c.text.strip() == o.text.strip() else None for c, o in pairs)
            agreed[at] = replace(agreed[at], cells=same)
    return agreed


def _cut_row(found: Sequence[Strip], left: int, right: int, nameless: Sequence[Strip]) -> int | None:
    """The empty named row beside the one row of numbers that is its other half across a page break, if there is just one.

    Of two in a drawn table it is the one beyond the break: a ruling parts the other from the numbers.
    """
    if len(nameless) != 1:
        return None
    piece = words.plain(nameless[0].name)
    beside = [i for i in (left, right) if 0 <= i < len(found) and found[i].blank]
    fits = [
        i for i in beside if not piece or any(piece in key for key in wordings_of(found[i].code or SINGLE))
    ]
    if len(fits) > 1 and nameless[0].layout == "grid":
        fits = [i for i in fits if found[i].block != nameless[0].block]
    return fits[0] if len(fits) == 1 else None


def _is_whole(cells: Slots) -> bool:
    """Whether a row has all its numbers, or all that make its total: not a stray one in an empty row."""
    return all(c and c.text.strip() for c in cells) or makes_total(cells)


def _rejoined(found: Sequence[Strip]) -> list[Strip]:
    """The strips with a row made whole whose numbers a page break cut in two, the last digits above the next page's rows.

    Only its own sum can confirm it: it must hold of the whole, and not of what stands above.
    """
    whole: list[Strip] = []
    for strip in found:
        above = whole[-1] if whole else None
        if above is None or above.block == strip.block:
            whole.append(strip)
            continue
        says = (above.cells or above.loose) and not above.blank
        if says and above.code is not None and above.code == strip.code and strip.blank:
            continue  # the rest of a label on the next page names its row once more, its cells stand above
        if strip.blank and _is_head_of(above, strip):
            # The page ends within a row: its numbers stand beside its group's name, its label below.
            whole[-1] = replace(
                strip, cells=above.cells or above.loose, label=above.label + "\n" + strip.label
            )
            continue
        if above.layout == strip.layout == "grid" and above.cells and strip.cells and strip.code is None:
            cells = tuple(_below(upper, lower) for upper, lower in zip(above.cells, strip.cells, strict=True))
            if makes_total(cells) and not makes_total(above.cells):
                label = above.label + strip.label
                whole[-1] = replace(
                    above, cells=cells, label=label, code=above.code or words.table3_row(label)
                )
                continue
            if makes_total(cells) and not above.blank and not strip.blank:
                # Either may be: what the page before holds of these cells is not known to be all of it.
                whole[-1] = replace(
                    above,
                    cells=tuple(
                        upper if lower is not None and not lower.text.strip() else None
                        for upper, lower in zip(above.cells, strip.cells, strict=True)
                    ),
                )
        whole.append(strip)
    return whole


def _is_head_of(above: Strip, strip: Strip) -> bool:
    """Whether a row of seven numbers has no name but that of the group whose first row comes next."""
    group = words.group_heading(above.name)
    cells = above.cells or above.loose
    return (
        group is not None
        and strip.code == _FIRST.get(group)
        and above.layout == strip.layout == "grid"
        and len(cells) == len(strip.cells)
        and all(c is not None and c.text.strip() for c in cells)
    )


def _below(upper: TextCell | None, lower: TextCell | None) -> TextCell | None:
    """A cell with the rest of its text from the next page."""
    if upper is None or lower is None or not lower.text.strip():
        return upper
    return replace(upper, text=f"{upper.text}\n{lower.text}" if upper.text.strip() else lower.text)


_WAYS = {"grid": "grid", "slipped": "cells", "line": "lines", "laid": "columns", "glued": "glued"}
"""The way of alignment that a strip's layout stands for."""
BY_ORDER = "/order"
"""Behind the way of a row that has no name of its own: the rows around it tell which one it is."""


def _without_table_two(found: Sequence[Strip]) -> list[Strip]:
    """The strips, those named as rows of table two, which may stand in one table with the rows of table three, as none of these."""
    return [
        replace(s, cells=(), loose=tuple(c for c in s.cells if c is not None and c.text.strip()))
        if s.cells and s.code is None and words.table2_row_exact(s.name)
        else s
        for s in found
    ]


def match(found: list[Strip], span: tuple[int, int]) -> Reading:
    """The strips matched to the rows of the form."""
    problems: list[str] = []
    strays: list[str] = []
    half_named = False
    found = _rejoined(_without_table_two(found))
    single = _is_single(found)
    if not single:
        found = [replace(s, code=None, cells=(), label="") if s.code == SINGLE else s for s in found]
    anchors = _anchors(found, problems)
    if problems:
        found = _without_disputed(found, anchors)
    rows: list[Found] = []
    for left, right in pairwise([-1, *anchors, len(found)]):
        if right == left + 1:
            continue
        run = [s for s in found[left + 1 : right] if not (s.code and s.cells)]
        nameless = [s for s in run if s.cells and not s.blank and words.group_heading(s.name) is None]
        kept = {id(s) for s in nameless}
        run = [s if id(s) in kept or not s.cells else replace(s, cells=()) for s in run]
        if nameless:
            low = _RANK[found[left].code] if left >= 0 else -1  # type: ignore[index]
            high = _RANK[found[right].code] if right < len(found) else len(ROWS)  # type: ignore[index]
            missing = _between(low, high, single)
            cut = None if missing else _cut_row(found, left, right, nameless)
            if cut is not None:
                found[cut] = replace(found[cut], cells=nameless[0].cells)
            else:
                chosen = _assign(run, missing)
                if chosen is None or len(chosen) < len(nameless):
                    said = "; ".join(s.label or "·" for s in nameless)
                    problems.append(NAMELESS + said[:120])
                    for i in (left, right):  # the numbers may be those of an empty row beside them
                        if 0 <= i < len(found) and found[i].blank:
                            found[i] = replace(found[i], cells=(None,) * len(found[i].cells))
                for at, code, told in chosen or []:
                    rows.append(Found(code, run[at].cells, _WAYS[run[at].layout] + BY_ORDER, told))
        for strip in run:
            if strip.stray and not goes_on(
                strip.loose[0], chain.from_iterable(found[i].cells for i in anchors)
            ):
                strays.append(strip.loose[0].text)
            elif strip.loose and not strip.cells:
                what = strip.label or " ".join(c.text for c in strip.loose)
                problems.append(f"numbers that make no row of seven: {what[:60]}")
                half_named = half_named or (strip.code is None and strip.label != "")
    for i in anchors:
        strip = found[i]
        assert strip.code is not None
        rows.append(Found(strip.code, strip.cells, _WAYS[strip.layout], strip.sure))
    if len(rows) > len(anchors):
        rows.sort(key=lambda f: _RANK[f.code])
    return Reading("t2019" if single else "t2021", span, rows, problems, strays, half_named)


NAMELESS = "numbers without a row: "
OUT_OF_ORDER = "row out of order: "


def _doubted(reading: Reading) -> list[Found]:
    """The rows among numbers that found no row: cut out of printed lines one stands only if it makes its total.

    Where most rows are missing, the numbers stand in another order than the labels: then neither zeros nor the place tell
    one. Where rows of numbers have no label, or its own once more, a row of separated cells that all are empty may have
    its numbers beside the next line of its label.
    """
    rows, problems = reading.rows, reading.problems
    few = 2 * len(rows) < len(ROWS)
    nameless = reading.half_named or any(problem.startswith(NAMELESS) for problem in problems)

    def stands(row: Found) -> bool:
        filled = any(map(figure, row.cells))
        if row.method == "cells":
            beside = nameless or OUT_OF_ORDER + row.code in problems
            return not beside or any(c is None or c.text.strip() for c in row.cells)
        if few and row.method.startswith("lines") and not (filled and row.method == "lines"):
            return False
        return row.method != "lines" or not filled or makes_total(row.cells)

    return [row if stands(row) else _unread(row) for row in rows]


def _unread(row: Found) -> Found:
    return replace(row, cells=(None,) * len(row.cells))


def read(document: Document) -> Reading | None:
    """Table three of a document; None where none stands."""
    stretches = _stretches(document.blocks)
    where = _region(document.blocks, stretches)
    if where is None:
        return None
    reading = _read(document, where)
    again = tuple(own[0] for count, own in stretches if count >= WHOLE and not where[0] <= own[0] <= where[1])
    return replace(reading, again=again) if again else reading


def _read(document: Document, where: tuple[int, int]) -> Reading:
    rows = _below_other_table(list(block_rows(document, *where)))
    printed = any(row.printed for row in rows)
    if printed:  # in cells nothing has to be told apart
        rows = without_subtotals(with_figures_apart(with_words_apart(without_serials(rows))))
    found = strips(rows, document.painted)
    reading = _confirmed(match(_decoded(_one_table(_whole_labels(found))), where), document.painted)
    if printed and any(map(has_added_heading, rows)):
        reading = replace(reading, problems=[*reading.problems, "a column that table three does not have"])
    if reading.problems:
        reading = replace(reading, rows=_doubted(reading))
    if not _out_of_order(reading.rows):
        return reading
    problem = "most rows do not add up to their total: the columns may stand in another order"
    # Rows of one number, and blank ones, do not tell either: only what adds up stands.
    sure = [row if _tells_its_total(list(map(figure, row.cells))) else _unread(row) for row in reading.rows]
    return replace(reading, rows=sure, problems=[*reading.problems, problem])


def _below_other_table(rows: list[Row]) -> list[Row]:
    """The rows without those of another table, which have numbers and names of their own and stand above the head of this one."""
    head = next((n for n, row in enumerate(rows) if any(words.is_table3_head(c.text) for c in row.cells)), 0)
    others = [n for n in range(head) if sum(is_number_word(c.text) for c in rows[n].cells) > 1]
    are_named = all(
        words.plain(rows[n].cells[0].text)
        and not is_number_word(rows[n].cells[0].text)
        and not any(words.table3_row(c.text) for c in rows[n].cells)
        for n in others
    )
    return rows[others[-1] + 1 :] if others and are_named else rows


def _whole_labels(found: list[Strip]) -> list[Strip]:
    """The strips without the name of an empty one that only ends the label of the row before the page break.

    重复申请 is a row, and what a page break leaves of 无正当理由大量反复申请 is nearly the same.
    """
    kept: list[Strip] = []
    row: Strip | None = None
    for strip in found:
        if row is not None and strip.block != row.block and strip.code and strip.blank:
            above, below = row.name, strip.name
            if (
                words.table3_row_exact(below) is None
                and words.table3_row_exact(above) is None
                and words.table3_row_exact(above + below) not in (None, strip.code)
            ):
                strip = replace(strip, code=None)
        row = strip if strip.cells else row
        kept.append(strip)
    return kept


def _one_table(found: list[Strip]) -> list[Strip]:
    """The strips of the report's own table where another whole one stands beside it: that of the later year.

    Where no year is printed above each of them (the organ and its territory), rows that differ are not read.
    """
    starts = [i for i, s in enumerate(found) if s.code == ROWS[0] and s.cells]
    if len(starts) < 2:
        return found
    edges = [0]
    for before, start in pairwise(starts):
        edges.append(1 + max(i for i in range(before, start) if found[i].code and found[i].cells))
    runs = [found[low:high] for low, high in pairwise([*edges, len(found)])]
    rows = [{s.code: _texts(s) for s in run if s.code and s.cells} for run in runs]
    if any(len(own) < WHOLE for own in rows) or all(own == rows[0] for own in rows):
        return found
    years = [_years_above(run) for run in runs]
    if all(len(own) == 1 for own in years) and len(set().union(*years)) == len(years):
        return runs[years.index(max(years, key=max))]
    return [
        s.loosened()
        if s.code and s.cells and any(s.code in own and own[s.code] != _texts(s) for own in rows)
        else s
        for s in found
    ]


def _years_above(run: Sequence[Strip]) -> set[str]:
    """The years printed above the first row of a table."""
    said = " ".join(s.label for s in takewhile(lambda s: not (s.code and s.cells), run))
    return set(re.findall(r"(?<!\d)20\d\d(?!\d)", said))


_SAYS_NOTHING = frozenset(("", "0"))
"""What stands in a row that does not tell whether its columns stand in the order of the form."""


def _out_of_order(rows: Sequence[Found]) -> bool:
    """Whether most rows of numbers miss their own total: then the columns are not those of the form."""
    told = missed = 0
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        if told >= 2 * missed + left:
            return False  # whatever is left, most rows make their total
        if _SAYS_NOTHING.issuperset([c.text for c in row.cells if c is not None]):
            continue  # as most rows
        figures = list(map(figure, row.cells))
        if None not in figures and any(figures):
            told += 1
            missed += not _tells_its_total(figures)
    return told >= 4 and missed > told / 2


def _tells_its_total(figures: Sequence[Number]) -> bool:
    """Whether seven numbers, none of them missing, make their total, with something in them to tell."""
    return None not in figures and (figures[-1] or 0) > 0 and closes(figures)


def _decoded(found: list[Strip]) -> list[Strip]:
    """The strips with digits glued to their labels decoded, where every row of the form is there and one reading is left."""
    if not any(s.glued and s.code for s in found):
        return found
    glued = {s.code: s.glued for s in found if s.glued and s.code}
    apart = {
        s.code: " ".join(c.text for c in s.cells if c)
        for s in found
        if s.code and s.cells and s.code not in glued
    }
    glued |= {code: digits for code, digits in apart.items() if digits.replace(" ", "").isdecimal()}
    rows = ROWS_2019 if SINGLE in glued else ROWS
    if set(glued) != set(rows):
        return found
    numbers = decode_table3(glued, outcomes_among(rows))
    return [
        replace(
            s,
            cells=tuple(replace(s.loose[0], text=str(n)) for n in numbers[s.code]),
            loose=(),
            layout="glued",
        )
        if s.glued and not s.cells and s.code in numbers
        else s
        for s in found
    ]


def _closing(rows: Sequence[Found]) -> tuple[set[str], set[int]]:
    """The rows and the columns whose sums hold if an empty cell counts as nothing."""
    numbers = _amounts(rows)
    closing_rows = {row.code for row in rows if adds_up(row.cells)}
    outcomes = outcomes_among(numbers)
    total = numbers.get("out_total", [])
    ends = [numbers.get(code, []) for code in ("req_new", "req_carried_in", "req_carried_out")]
    if not total or not all(ends):
        return closing_rows, set()
    closing_columns = {
        k
        for k in range(len(APPLICANT_CODES))
        if sum(numbers[code][k] for code in outcomes) == total[k]
        and ends[0][k] + ends[1][k] == total[k] + ends[2][k]
    }
    return closing_rows, closing_columns


def _amounts(rows: Sequence[Found]) -> dict[str, list[int | float]]:
    """The numbers of each row, blanks as nothing."""
    return {row.code: [figure(c) or 0 for c in row.cells] for row in rows}


MISPRINTS = 2
"""So many misprinted numbers may explain every sum of a table that does not close."""


def _misprinted(rows: Sequence[Found], closing_rows: set[str], closing_columns: set[int]) -> bool:
    """Whether one or two printed numbers explain every sum that does not close: each by what its row and its column miss.

    A number that was not read would miss in its row and its column too, but where it stands would be empty.
    """
    open_rows = [row for row in rows if row.code not in closing_rows]
    open_columns = [k for k in range(len(APPLICANT_CODES)) if k not in closing_columns]
    if not 0 < len(open_rows) == len(open_columns) <= MISPRINTS:
        return False
    numbers = _amounts(rows)
    outcomes = outcomes_among(numbers)

    def column_misses(k: int) -> set[float]:
        total = numbers["out_total"][k]
        ends = numbers["req_new"][k] + numbers["req_carried_in"][k] - numbers["req_carried_out"][k]
        return {abs(sum(numbers[code][k] for code in outcomes) - total), abs(ends - total)} - {0}

    def explains(row: Found, k: int) -> bool:
        *parts, total = numbers[row.code]
        return figure(row.cells[k]) is not None and column_misses(k) == {abs(sum(parts) - total)}

    return any(
        all(explains(row, k) for row, k in zip(open_rows, order, strict=True))
        for order in permutations(open_columns)
    )


def _only_some_columns(rows: Sequence[Found], painted: Painted) -> bool:
    """Whether every row of the form fills the same columns, 总计 among them, and leaves the others empty: a habit, and no figure is lost."""
    filled = {tuple(c is not None and c.text != "" for c in row.cells) for row in rows}
    blank = [c for row in rows for c in row.cells if c is not None and not c.text]
    return (
        len(filled) == 1
        and len(rows) >= WHOLE
        and next(iter(filled))[-1]
        and all(c is not None for row in rows for c in row.cells)
        and not any(c.place.box and painted_in(painted, c.place.page or 0, c.place.box) for c in blank)
    )


def _confirmed(reading: Reading, painted: Painted) -> Reading:
    """The reading without the blanks that only an empty place on the page tells, where the sums do not bear them out."""
    if not any(row.method == "columns" and any(c and not c.text for c in row.cells) for row in reading.rows):
        return reading
    if not reading.problems and _only_some_columns(reading.rows, painted):
        return reading
    rows, columns = _closing(reading.rows)
    if "req_carried_out" in {row.code for row in reading.rows} and _misprinted(reading.rows, rows, columns):
        return reading
    totals = {row.code: row.cells[-1] for row in reading.rows}
    outcomes = outcomes_among(totals)
    if outcomes and all((total := totals[code]) is not None and not total.text for code in outcomes):
        # 总计 is left empty beside every outcome: a habit of some publishers, and then no row has a sum.
        rows.update(outcomes)
        columns.add(len(APPLICANT_CODES) - 1)
    kept = []
    for row in reading.rows:
        if row.method == "columns":
            cells = tuple(
                c if c is None or c.text or (row.code in rows and k in columns) else None
                for k, c in enumerate(row.cells)
            )
            row = replace(row, cells=cells)
        kept.append(row)
    return replace(reading, rows=kept)
