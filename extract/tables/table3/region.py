"""Where table three stands in a document: by the labels of its rows, else by lines of seven values."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from extract.documents.model import Document, Paragraph, Table
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.codes import ROWS, WIDTH
from extract.tables.digits.glued import begins_table2_row
from extract.tables.rows import printed_length
from extract.tables.table3.fit import coverage
from extract.tables.table3.reading import WHOLE
from extract.tables.values import WORDS, is_number_word, is_value

FEWEST = 4
"""So many labels of rows make a table three."""
HEAD = 40
"""Lines above the first whole label that may be the table's: its heading, a word a line."""
TAIL = 24
"""Lines below the last whole label that may be the table's: two rows of seven lines, and a label that is cut."""
_NOTES = ("注", "备", "附", "说", "填")
_NOTE = rare(r"\s*(?:附?注|备注|(?:填[报表])?说明)\s*\d{0,2}\s*[:：]")
"""The beginning of a note below a table."""
_COUNTED = rare(r"[\d０-９]\s*[年月件条次份人场篇期部宗起例元%％]")
"""What only running text has: a number of something, as in 收到申请 8 件."""
LONGEST = 1000
"""Characters of a line, its gaps and values too, from which it is running text."""
NOTE_PIECE = 12
"""A line of a note in a narrow cell has no more characters."""
FIGURES = 3
"""So many figures stand behind the label of a row, whatever else stands on its line."""
WORDED = 0.6
"""So much of a label's wording must stand among rows of values whose labels are all broken."""

Stretch = tuple[int, list[int]]
"""How many row labels of table three stand close together, and the blocks that carry them."""


def _stretches(blocks: Sequence[Paragraph | Table]) -> list[Stretch]:
    """The stretches of blocks with row labels of table three, parted by other tables, and on laid-out pages where one begins anew.

    Elsewhere, rows that come once more are told apart by the years above them.
    """
    stretches: list[list[int]] = [[]]
    counts = [0]
    said: list[set[str]] = [set()]
    anew: list[bool] = [False]
    for number, block in enumerate(blocks):
        hit = 0
        if isinstance(block, Table):
            texts = [text for text in block.words() if len(text) > 3]
            hit = len(texts) - list(map(words.table3_row_exact, texts)).count(None)
        elif len(block.text) <= LONGEST:
            hit = _line_hit(block)
        codes = _codes_in(block) if hit and isinstance(block, Paragraph) and block.words else set()
        begins = ROWS[0] in codes & said[-1] or ROWS[-1] in said[-1] - codes
        if (hit and begins and counts[-1] >= FEWEST) or (not hit and stretches[-1] and _other_table(block)):
            # The same labels may stand in a summary before or after: the table is where most of them are.
            stretches.append([])
            counts.append(0)
            said.append(set())
            anew.append(bool(hit))
        if hit:
            stretches[-1].append(number)
            counts[-1] += hit
            said[-1] |= codes
    for at in range(len(stretches) - 1, 0, -1):
        if anew[at] and len(said[at] & said[at - 1]) < FEWEST:
            # Lines out of their order: most rows come once.
            stretches[at - 1] += stretches.pop(at)
            counts[at - 1] += counts.pop(at)
            said[at - 1] |= said.pop(at)
    return list(zip(counts, stretches, strict=True))


def _codes_in(line: Paragraph) -> set[str]:
    return {code for text in _said(line) if (code := words.table3_row_exact(text)) is not None}


def _most(stretch: Stretch) -> int:
    return stretch[0]


@record(frozen=True, slots=True)
class Region:
    """The first and the last block of table three, and the first blocks of other whole tables three, with other tables between."""

    span: tuple[int, int]
    again: tuple[int, ...] = ()


def find(document: Document) -> Region | None:
    """Where table three stands in a document; None where none does."""
    blocks = document.blocks
    stretches = list(_without_empty_forms(_stretches(blocks), blocks))
    count, best = max(stretches, key=_most)
    if count < FEWEST:
        best = _rows_of_seven(blocks) or _below_title(blocks)
        if not best:
            return None
    as_whole = max(FEWEST, min(WHOLE, count))
    others = [own for other, own in stretches if other >= as_whole and own[0] != best[0]]
    first, last = best[0], best[-1]
    floor = max((own[-1] + 1 for own in others if own[-1] < first), default=0)
    lowest = max(floor, first - HEAD)
    while first > lowest and _leads(above := blocks[first - 1]):
        first -= 1
        if isinstance(above, Paragraph) and _has_seven(above):
            lowest = max(floor, first - HEAD)  # a row whose label is broken
    limit = min([len(blocks), last + TAIL, *(own[0] for own in others if own[0] > last)])
    while last + 1 < limit and not _ends(blocks[last + 1]):
        last += 1
    again = (own[0] for own in others if not first <= own[0] <= last)
    return Region((first, last), tuple(again))


def _without_empty_forms(
    stretches: Sequence[Stretch], blocks: Sequence[Paragraph | Table]
) -> Iterator[Stretch]:
    """The stretches without those behind section five of a report with figures that have none themselves: a form to fill in."""
    behind = len(blocks)
    for stretch in stretches:
        filled = any(_has_figure(blocks[n]) for n in stretch[1])
        if filled or not stretch[1] or stretch[1][0] < behind:
            yield stretch
        if filled:
            below = range(stretch[1][-1] + 1, len(blocks))
            behind = min(behind, next((n for n in below if _section(blocks[n]) in (5, 6)), behind))


def _has_figure(block: Paragraph | Table) -> bool:
    said = [c.text for c in block.cells] if isinstance(block, Table) else _said(block)
    return any(map(is_number_word, said))


def _section(block: Paragraph | Table) -> int | None:
    """The section of a report whose title a line is."""
    if isinstance(block, Table) or printed_length(block.text) > 40:
        return None
    return words.section_title(words.section_key(block.text), False)


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
    return rows if len(rows) >= WHOLE and _are_worded(blocks[rows[0] : rows[-1] + 1]) else []


def _below_title(blocks: Sequence[Paragraph | Table]) -> list[int]:
    """The lines below the title of section three, where their words are the labels of table three: with blanks among its values no line has seven."""
    for number, block in enumerate(blocks):
        if _section(block) == 3:
            below = range(number + 1, len(blocks))
            own = list(takewhile(lambda n: not _ends(blocks[n]) or _is_head(blocks[n]), below))
            if _are_worded([blocks[n] for n in own]):
                return own
    return []


def _are_worded(blocks: Sequence[Paragraph | Table]) -> bool:
    """Whether the words of some lines, numbers aside, are the labels of most rows of table three."""
    lines = (block for block in blocks if isinstance(block, Paragraph))
    said = words.plain("".join(w for line in lines for w in _said(line) if not is_number_word(w)))
    covered = coverage(said)
    return sum(covered[code] > WORDED for code in ROWS) >= WHOLE


def _said(line: Paragraph) -> list[str]:
    """The words of a line: those of a page, else what blanks part."""
    return [word.text for word in line.words] or line.text.split()


def _has_seven(line: Paragraph) -> bool:
    said = _said(line)
    if len(said) < WIDTH or len(said) > 2 * WIDTH or len(line.text) > LONGEST:
        return False
    return all(text in WORDS or is_number_word(text) for text in said[-WIDTH:])


def _has_broken_row(table: Table) -> bool:
    """Whether a row of separated cells is a piece of a label and seven values: the rest of it stands in a line above or below."""
    return not table.aligned and any(
        len(row) == WIDTH + 1
        and words.is_piece_of_table3_row(row[0].text)
        and all(is_value(c.text) for c in row[1:])
        for row in table.rows()
    )


def is_table_two_or_four(table: Table) -> bool:
    """Whether a table has rows of table two, or the results of table four."""
    said = [text for text in table.words() if len(text) > 1]
    two = [text for text in said if words.table2_row_exact(text)]
    return len(two) >= 2 or len([text for text in said if words.table4_result(text)]) >= 5


def _other_table(block: Paragraph | Table) -> bool:
    """True for table two or four, or the heading above it."""
    if isinstance(block, Table):
        return is_table_two_or_four(block)
    return _section(block) in (2, 4)


def _is_head(block: Paragraph | Table) -> bool:
    """Whether a table is the head of table three."""
    return isinstance(block, Table) and sum(map(bool, map(words.applicant, block.words()))) >= 5


def _leads(block: Paragraph | Table) -> bool:
    """True for what may still be the table's above the first whole label: its head, or a label cut in two."""
    if isinstance(block, Table):
        return _is_head(block) or _has_broken_row(block)
    if printed_length(block.text) > 60:
        return sum(words.applicant(word.text) is not None for word in block.words) >= 5
    key = words.plain(block.text)
    if "收到和处理" in key or "复议" in key or _is_running_text(block):
        return False
    head = words.plain(block.text.split()[0]) if block.text.split() else ""
    is_of_two = begins_table2_row(head) or any(map(words.table2_row, (key, head)))
    return not (is_of_two or any(map(words.table2_column, (key, head))))


def _is_running_text(block: Paragraph) -> bool:
    """Whether a printed line counts something: what is no sentence and that short is a part of a note in a narrow cell."""
    counts = bool(block.words) and _COUNTED.search(block.text) is not None
    return counts and (block.text[-1] in "。；" or any(len(word.text) > NOTE_PIECE for word in block.words))


def _line_hit(paragraph: Paragraph) -> int:
    said = paragraph.text.split()
    if len(said) > 1 and len(said[0]) <= 2 and said[0].isdigit():
        del said[0]  # the number of the row
    first = said[0] if len(said) > FIGURES else ""
    if len(first) >= 6 and sum(map(is_number_word, said[1:])) >= FIGURES and words.table3_row_exact(first):
        return 1  # parts of notes may stand between the figures
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
        return not (all(is_value(c.text) for c in block.cells) or _has_broken_row(block))
    if printed_length(block.text) > 60 or (block.words and _other_table(block)):
        return True
    key = words.plain(block.text)
    if "行政复议" in key or "行政诉讼" in key:
        return True
    return block.text[:8].lstrip().startswith(_NOTES) and _NOTE.match(block.text) is not None
