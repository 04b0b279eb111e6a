"""Words by their places on a page, cut and put together as its columns show them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from extract.documents.model import Box, Place, TextCell
from extract.forms import labels as words
from extract.rare import rare
from extract.records import record
from extract.tables.rows import Row
from extract.tables.values import is_number_word, is_value

Span = tuple[float, float]
Spot = tuple[int, float]
"""A page, and a height on it."""
_NOTHING = rare(r"((?:.*[^及用据])?)((不涉及|不适用|无数据)\3*)")
"""A word for nothing that stands several times on end, or behind other text."""
_NOTE_BEGUN = rare(r"[\d０-９][\d０-９,，.]*(?:件|条|项)?[（(][^（）()]*")
"""A figure and the first part of the note behind it, whose bracket is not closed."""
_DIGITS = rare(r"[\d０-９][\d０-９,， ]*")
_NOTE_BELOW = rare(r"[（(][其含包另][^（）()]*[）)]?|[件条项]")
"""A note, or its first part, that begins on the line below its figure; or the figure's unit."""
_NOTE_ENDED = rare(r"([^（(]{1,20}[）)])([\d０-９][\d０-９,，.]*)")
"""The last part of a note, and the figure of the next column hard behind it."""
_ROW_AND_FIGURE = rare(r"([一-鿿]{4,8})(\d[\d,]*(?:\.\d+)?)")
"""The name of a row of table two, and its figure hard behind it."""
DASHES = "-/／—－"
_DASHED = rare(rf"(.*[一-鿿”）)])([{DASHES}])")
"""A line of a label, and the stroke of the first column hard behind it."""
_POINT = rare(r"\d?[.、．]")
"""The point behind a label's number, with it or alone."""
_NUMBERED = rare(r"\d[.、．][一-鿿]{1,3}")
NOTE_LINES = 5
"""No note in a column of figures is broken over more lines."""
NEXT_LINE = 2.2
"""The next of them stands no lower, in parts of its height."""
LABEL = 120
"""Characters up to which a text beside numbers is likely to be a label: the same stand in every report."""
PAGE = 5000.0
"""What stands on the next page stands so much lower, in points, than anything on the one before."""
TEXT = 0
"""The page that stands for a text set out by spaces; those of a document count from 1."""
MOVED = 3
FEWEST_MOVED = 6
"""Points by which the pages of one table may differ from left to right; so many labels must tell that one does by more."""


@record(frozen=True, slots=True)
class Token:
    """A word on a page: ``x0``–``x1`` and the height of its middle."""

    cell: TextCell
    page: int
    x0: float
    x1: float
    y: float
    height: float

    @property
    def x(self) -> float:
        """The middle of the word."""
        return (self.x0 + self.x1) / 2

    @property
    def spot(self) -> Spot:
        """Where it stands from the top."""
        return self.page, self.y

    def meets(self, other: "Token") -> bool:
        """Whether another word stands above or below it, be it only in part."""
        return self.x0 < other.x1 and other.x0 < self.x1


def tokens_of(rows: Sequence[Row]) -> list[Token]:
    """Every word of the rows with its position; empty if any word has none."""
    found = []
    for row in rows:
        for cell in row.cells:
            if cell.place.box is None or cell.place.page is None:
                return []
            x0, top, x1, bottom = cell.place.box
            y, height = (top + bottom) / 2, bottom - top
            parts = _run_together(cell.text) if len(cell.text) < LABEL else ()
            if not parts:
                found.append(Token(cell, cell.place.page, x0, x1, y, height))
                continue
            begin = 0
            for text in parts:
                left = x0 + (x1 - x0) * begin / len(cell.text)
                begin += len(text)
                right = x0 + (x1 - x0) * begin / len(cell.text)
                piece = replace(cell, text=text, place=replace(cell.place, box=(left, top, right, bottom)))
                # A little narrower than it is: neighbours must not touch.
                found.append(Token(piece, cell.place.page, left + 0.1, right - 0.1, y, height))
    return _with_whole_notes(_with_numbers_of_labels(found))


def _with_numbers_of_labels(tokens: list[Token]) -> list[Token]:
    """The words with the number of a label, its point and the word behind them as one: a line set to its full width parts them."""
    for point in [t for t in tokens if _POINT.fullmatch(t.cell.text)]:
        line = sorted(
            (t for t in tokens if is_level(t, point.page, point.y, point.height / 2)), key=lambda t: t.x0
        )
        at = line.index(point)
        first = at if len(point.cell.text) > 1 else at - 1
        pieces = line[max(first, 0) : at + 2]
        text = "".join(t.cell.text for t in pieces)
        if first >= 0 and _NUMBERED.fullmatch(text):
            one = join(pieces)
            gone = set(map(id, pieces))
            tokens = [t for t in tokens if id(t) not in gone] + [
                replace(one, cell=replace(one.cell, text=text))
            ]
    return tokens


def _with_whole_notes(tokens: list[Token]) -> list[Token]:
    """The words with each figure whose note goes on below it as one word, on the height of a figure beside it."""
    below = [t for t in tokens if _NOTE_BELOW.fullmatch(t.cell.text)]
    begun = [t for t in tokens if _NOTE_BEGUN.fullmatch(t.cell.text)] + list(_figures_above(below, tokens))
    if not begun:
        return tokens
    heights = [t.spot for t in tokens if _DIGITS.fullmatch(t.cell.text)]
    used: set[int] = set()
    whole: list[Token] = []
    for first in begun:
        pieces = _note_of(first, tokens)
        if not pieces or used & set(map(id, pieces)):
            continue
        digits = _first_digits(first, tokens)
        text = "".join(t.cell.text for t in digits).replace(" ", "") + "".join(t.cell.text for t in pieces)
        pieces = [*digits, *pieces]
        used |= set(map(id, pieces))
        one = join(pieces)
        y = _level_of(one, first.y, pieces[-1].y, [y for page, y in heights if page == one.page])
        whole.append(replace(one, cell=replace(one.cell, text=text), y=y))
    return [*(t for t in tokens if id(t) not in used), *whole]


def _level_of(one: Token, first: float, last: float, heights: Sequence[float]) -> float:
    """The height of the row that a figure with its note is of, from its first line to its last, by the figures beside it."""
    at_first, at_middle, at_last = (
        sum(abs(y - at) < one.height / 4 for y in heights) for at in (first, one.y, last)
    )
    if not at_first + at_middle + at_last:
        return min((one.y, first, last), key=lambda at: min((abs(at - y) for y in heights), default=0))
    # Where as many figures stand beside its first line as beside its last, the row has its cells in the middle.
    if at_first == at_last or at_middle >= max(at_first, at_last):
        return one.y
    return first if at_first > at_last else last


def _figures_above(notes: Sequence[Token], tokens: Sequence[Token]) -> Iterator[Token]:
    """The figures of notes that begin on the line below."""
    for note in notes:
        above = [
            t
            for t in tokens
            if t.page == note.page and 0 < note.y - t.y < NEXT_LINE * note.height and t.meets(note)
        ]
        nearest = max(above, key=lambda t: t.y, default=None)
        if nearest is not None and is_number_word(nearest.cell.text):
            yield nearest


def _note_of(first: Token, tokens: Sequence[Token]) -> list[Token]:
    """A figure and what goes on with its note, line by line, to the closed bracket; none where that is not plain."""
    pieces = [first]
    while not _is_closed("".join(t.cell.text for t in pieces)):
        last = pieces[-1]
        below = [
            t
            for t in tokens
            if t.page == last.page and 0 < t.y - last.y < NEXT_LINE * last.height and _is_under(t, first)
        ]
        nearest = min(below, key=lambda t: t.y, default=None)
        if nearest is None or len(pieces) == NOTE_LINES:
            return []
        pieces.append(nearest)
    return pieces if is_value("".join(t.cell.text for t in pieces)) else []


def _first_digits(first: Token, tokens: Sequence[Token]) -> list[Token]:
    """The first digits of a figure whose last stand before its note: hard above these, on a height where no other figure stands."""
    above = [t for t in tokens if t.page == first.page and 0 < first.y - t.y < NEXT_LINE * first.height]
    nearest = max((t for t in above if _is_under(t, first)), key=lambda t: t.y, default=None)
    if nearest is None:
        return []
    level = [t for t in tokens if is_level(t, nearest.page, nearest.y, nearest.height / 2)]
    digits = [t for t in level if _is_under(t, first) and _DIGITS.fullmatch(t.cell.text)]
    others = [t for t in level if t not in digits and not _NOTE_BEGUN.fullmatch(t.cell.text)]
    alone = nearest in digits and not any(is_value(t.cell.text) for t in others)
    return sorted(digits, key=lambda t: t.x0) if alone else []


def _is_under(lower: Token, upper: Token) -> bool:
    """Whether most of the narrower of two words stands above or below the other."""
    common = min(lower.x1, upper.x1) - max(lower.x0, upper.x0)
    return common > min(lower.x1 - lower.x0, upper.x1 - upper.x0) / 2


def _is_closed(text: str) -> bool:
    """Whether a figure's note ends here, or its unit where it has no note."""
    return text[-1] in "）)" or (text[-1] in "件条项" and "（" not in text and "(" not in text)


def _run_together(text: str) -> Sequence[str]:
    """The words of neighbouring columns that stand so close that they were taken for one: words for nothing, or a label and these, or a note and a figure."""
    dashed = _DASHED.fullmatch(text) if text[-1:] in DASHES else None
    if dashed is not None and words.is_of_table3_row(words.plain(dashed[1])[-3:]):
        return dashed.groups()
    named = _ROW_AND_FIGURE.fullmatch(text) if text[-1:].isdecimal() else None
    if named is not None and words.table2_row_exact(named[1]) is not None:
        return named.groups()
    noted = _NOTE_ENDED.fullmatch(text) if text[-1:].isdecimal() else None
    if noted is not None:
        return noted.groups()
    found = _NOTHING.fullmatch(text) if text[-1:] in "及用据" else None
    if found is None:
        return ()
    label, nothing, word = found.groups()
    if label and (len(label) < 6 or words.table3_row_exact(label) is None):
        return ()
    times = len(nothing) // len(word)
    return (*([label] if label else []), *[word] * times) if label or times > 1 else ()


def parted(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens that are values, and those that are words."""
    values: list[Token] = []
    said: list[Token] = []
    for token in tokens:
        text = token.cell.text
        (values if text.strip() and is_value(text) else said).append(token)
    return values, said


def around(boxes: Iterable[Box | None]) -> Box:
    """The smallest box that holds several."""
    lefts, tops, rights, bottoms = zip(*filter(None, boxes), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def join(stack: list[Token]) -> Token:
    """One word of several that stand below each other."""
    if len(stack) == 1:
        return stack[0]
    page = stack[0].cell.place.page  # the last of them may stand on the next
    box = around(t.cell.place.box for t in stack if t.cell.place.page == page)
    sure = [t.cell.confidence for t in stack if t.cell.confidence is not None]
    cell = TextCell(
        "\n".join(t.cell.text for t in stack),
        0,
        0,
        place=Place(page=stack[0].page, box=box),
        confidence=min(sure, default=None),
    )
    return Token(cell, stack[0].page, box[0], box[2], (box[1] + box[3]) / 2, stack[0].height)


def line_height(tokens: Sequence[Token]) -> float:
    """The usual height of a printed word: digits alone stand lower than the line they are on."""
    heights = sorted(
        t.height for t in tokens if not (t.cell.text.isascii() or t.cell.text[:1].isdecimal())
    ) or sorted(t.height for t in tokens)
    return heights[len(heights) // 2] if heights else 10.0


def stands_aside(labels: Sequence[Token], known: int, others: Collection[int]) -> bool:
    """Whether the labels of one of these pages stand aside of those of the ``known`` one, as between mirrored margins.

    Told by where they begin, or have their middle: many agree where the page is, or more than twice as many if it is moved.
    The signs of a text set downwards, one a line, are no labels.
    """
    labels = [t for t in labels if len(t.cell.text) > 1]
    for page in others:
        near = most = 0
        for places in ({t: round(t.x0) for t in labels}, {t: round(t.x) for t in labels}):
            here = Counter(x for t, x in places.items() if t.page == known)
            there = Counter(x for t, x in places.items() if t.page == page)
            agree: Counter[int] = Counter()
            for x, times in there.items():
                for own, often in here.items():
                    agree[x - own] += min(times, often)
            near = max(near, sum(agree[d] for d in range(-MOVED, MOVED + 1)))
            most = max([most, *(n for d, n in agree.items() if abs(d) > MOVED)])
        if most >= FEWEST_MOVED and most > 2 * near:
            return True
    return False


def is_level(token: Token, page: int, y: float, line: float) -> bool:
    """Whether a word stands on a height of a page, less than ``line`` above or below it."""
    return token.page == page and abs(token.y - y) < line


def on_one_page(tokens: Sequence[Token]) -> list[Token]:
    """Words that a page break parts, as if they stood on one long page."""
    first = min((t.page for t in tokens), default=0)
    return [replace(t, page=first, y=t.y + (t.page - first) * PAGE) for t in tokens]
