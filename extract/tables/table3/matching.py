"""Strips matched to the rows of the form: by their names, in the order of the form, else by the rows around them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from extract.forms import labels as words
from extract.tables.codes import CHILDREN, ROWS, ROWS_2019, SINGLE, wordings_of
from extract.tables.rows import goes_on
from extract.tables.sums import figure, makes_total
from extract.tables.table3.fit import coverage
from extract.tables.table3.reading import BY_ORDER, Found, Reading
from extract.tables.table3.strips.strip import Slots, Strip, may_add_up
from extract.tables.table3.sums import outcomes_close

_RANK = {code: rank for rank, code in enumerate(ROWS)} | {SINGLE: ROWS.index(CHILDREN[0])}
_METHODS = {"grid": "grid", "slipped": "cells", "line": "lines", "laid": "columns", "glued": "glued"}
"""The method of alignment that a strip's layout stands for."""
_ON_THEIR_LINES = frozenset(("grid", "slipped", "line"))
BEGINS = 6
"""Characters of a label that tell where it begins, as its lines may stand among others."""


def match(strips: Sequence[Strip], span: tuple[int, int]) -> Reading:
    """The strips matched to the rows of the form: those with a name, then what stands between each two of these.

    Rows that their place alone tells, while words beside them are those of others, stand where all columns bear them out;
    so do rows in another order than the form's.
    """
    reading, by_place = _match(strips, span, True)
    return reading if not by_place or outcomes_close(reading.rows) else _match(strips, span, False)[0]


def _match(strips: Sequence[Strip], span: tuple[int, int], by_place: bool) -> tuple[Reading, bool]:
    """The reading, and whether rows of it are told ``by_place`` against words, if they may."""
    strips = _without_torn(strips)
    single = _is_single(strips)
    reading = Reading("t2019" if single else "t2021", span)
    if not single:
        strips = [_as_group(s, strips[n - 1]) if s.code == SINGLE else s for n, s in enumerate(strips)]
    in_any_order = by_place and _are_named_in_another_order(strips, reading.form)
    anchors = (
        [i for i, s in enumerate(strips) if s.code and s.cells] if in_any_order else _anchors(strips, reading)
    )
    if reading.problems:
        strips = _without_disputed(strips, anchors)
    matching = _Matching(strips, anchors, reading, by_place)
    for left, right in pairwise([-1, *anchors, len(strips)]):
        if right > left + 1:
            matching.take_between(left, right)
    matching.take_anchors()
    return reading, matching.has_by_place or in_any_order


@dataclass(slots=True)
class _Matching:
    """The strips of a table, those of them that are ``anchors`` (rows named in the order of the form), and the reading that grows."""

    strips: list[Strip]
    anchors: list[int]
    reading: Reading
    by_place: bool
    """Whether rows may be told by their place alone, whatever words stand beside them."""
    has_by_place: bool = False

    def take_between(self, left: int, right: int) -> None:
        """Take in what stands between two anchors, the ends of the table being such as well."""
        run = [s for s in self.strips[left + 1 : right] if not (s.code and s.cells)]
        filled = [s for s in run if s.cells and not s.blank]
        nameless = [s for s in filled if words.group_heading(s.name) is None]
        if len(nameless) < len(filled) == len(self._missing(left, right)):
            # On a printed line the name of a group may stand beside any of its rows.
            nameless = [s for s in filled if s.layout == "line" or words.group_heading(s.name) is None]
        kept = {id(s) for s in nameless}
        run = [s if id(s) in kept or not s.cells else replace(s, cells=()) for s in run]
        if nameless:
            self._take_nameless(run, nameless, left, right)
        for strip in run:
            self._tell_loose(strip)

    def _take_nameless(self, run: Sequence[Strip], nameless: Sequence[Strip], left: int, right: int) -> None:
        """Take in the rows of numbers without a name: as the rows of the form that are missing here, or the rest of one that is cut."""
        missing = self._missing(left, right)
        cut = None if missing else _cut_row(self.strips, left, right, nameless)
        if cut is not None:
            self.strips[cut] = replace(self.strips[cut], cells=nameless[0].cells)
            return
        chosen = assign(run, missing)
        if chosen is None and self.by_place and self._are_told_by_place(nameless, missing):
            self.has_by_place = True
            whole = [i for i, s in enumerate(run) if s.cells and not s.blank]
            chosen = [(at, code, False) for at, code in zip(whole, missing, strict=True)]
        if chosen is None or len(chosen) < len(nameless):
            said = "; ".join(s.label or "·" for s in nameless)
            self.reading.problems.append(f"numbers without a row: {said[:120]}")
            self.reading.has_nameless = True
            # The numbers may be those of an empty row beside them, or end its figures.
            for i in (left, right):
                beside = self.strips[i] if 0 <= i < len(self.strips) else None
                if beside is not None and (beside.blank or not may_add_up(beside.cells)):
                    self.strips[i] = replace(self.strips[i], cells=(None,) * len(self.strips[i].cells))
        for at, code, told in chosen or ():
            method = _METHODS[run[at].layout] + BY_ORDER
            self.reading.rows.append(Found(code, run[at].cells, method, told))

    def _are_told_by_place(self, nameless: Sequence[Strip], missing: Sequence[str]) -> bool:
        """Whether as many whole rows stand here as are missing, and the labels of these come in the form's order, wherever they stand."""
        if len(nameless) != len(missing) or not all(
            s.layout in _ON_THEIR_LINES and _is_whole(s.cells) for s in nameless
        ):
            return False
        said = words.plain("".join(s.label for s in self.strips))
        places = [
            min((said.find(w[:BEGINS]) for w in wordings_of(code) if w[:BEGINS] in said), default=-1)
            for code in missing
        ]
        return -1 not in places and places == sorted(places)

    def _missing(self, left: int, right: int) -> list[str]:
        """The rows of the form that stand between two anchors."""
        low = _RANK[_code(self.strips[left])] if left >= 0 else -1
        high = _RANK[_code(self.strips[right])] if right < len(self.strips) else len(ROWS)
        rows = ROWS_2019 if self.reading.form == "t2019" else ROWS
        return [code for code in rows if low < _RANK[code] < high]

    def _tell_loose(self, strip: Strip) -> None:
        """Tell of numbers that make no row of seven; one that goes on a figure of the table is that figure's."""
        if strip.stray and not goes_on(
            strip.loose[0], chain.from_iterable(self.strips[i].cells for i in self.anchors)
        ):
            self.reading.strays.append(strip.loose[0])
        elif strip.loose and not strip.cells:
            what = strip.label or " ".join(c.text for c in strip.loose)
            self.reading.problems.append(f"numbers that make no row of seven: {what[:60]}")
            if strip.code is None and strip.label:
                self.reading.has_nameless = True

    def take_anchors(self) -> None:
        """Take in the named rows, each at its place among those that only their place names."""
        rows = self.reading.rows
        told_by_place = len(rows) > 0
        for strip in map(self.strips.__getitem__, self.anchors):
            rows.append(Found(_code(strip), strip.cells, _METHODS[strip.layout], strip.sure))
        if told_by_place:
            rows.sort(key=lambda row: _RANK[row.code])


def _without_torn(strips: Sequence[Strip]) -> list[Strip]:
    """The strips, those unread that miss their total beside a row of a single figure: it may be the end of one of theirs."""
    alone = {n for n, s in enumerate(strips) if not s.cells and len(s.loose) == 1 and figure(s.loose[0])}

    def is_torn(at: int) -> bool:
        cells = strips[at].cells
        return not alone.isdisjoint((at - 1, at + 1)) and any(map(figure, cells)) and not makes_total(cells)

    return [replace(s, cells=(None,) * len(s.cells)) if is_torn(n) else s for n, s in enumerate(strips)]


def _as_group(strip: Strip, above: Strip) -> Strip:
    """The strip of 其他处理 without its numbers, where that has rows of its own; on a line between the words of one they are that row's."""
    amid_label = strip.layout == "line" and above.code in CHILDREN and not above.cells
    return replace(strip, code=None) if amid_label else replace(strip, code=None, cells=(), label="")


def _code(strip: Strip) -> str:
    """The row of the form that a named strip is."""
    assert strip.code is not None
    return strip.code


def _is_single(strips: Sequence[Strip]) -> bool:
    """True where （六）其他处理 is entered as one row: it has numbers of its own, and none of its three rows is seen."""
    if any(s.code in CHILDREN for s in strips):
        return False
    if any(s.code == SINGLE and s.cells for s in strips):
        return True
    return words.other_is_one_row(words.plain("".join(s.label for s in strips)))


def _longest_first(chain: Sequence[int]) -> tuple[int, int]:
    """The order of chains of strips: the longest, then the one that ends first."""
    return len(chain), -chain[-1]


def _anchors(strips: Sequence[Strip], reading: Reading) -> list[int]:
    """The named rows that follow the order of the form; a named row out of order is a problem unless it repeats one."""
    named = [(i, _RANK[s.code]) for i, s in enumerate(strips) if s.code is not None and s.cells]
    if all(a < b for (_, a), (_, b) in pairwise(named)):
        return [i for i, _ in named]
    # The longest chain that ends with each row of the form, the first of its length.
    chains: dict[int, list[int]] = {}
    for i, rank in named:
        before = max((c for last, c in chains.items() if last < rank), key=_longest_first, default=[])
        if len(before) + 1 > len(chains.get(rank, ())):
            chains[rank] = [*before, i]
    best = max(chains.values(), key=_longest_first, default=[])
    kept = {strips[i].code: strips[i].texts for i in best}
    for i in {i for i, _ in named} - set(best):
        code = _code(strips[i])
        if kept.get(code) != strips[i].texts:
            reading.problems.append(f"row out of order: {code}")
            reading.out_of_order.add(code)
    return best


def _are_named_in_another_order(strips: Sequence[Strip], form_id: str) -> bool:
    """Whether the rows of figures, in cells of their own, are the rows of the form, each named once, in another order."""
    rows = [s for s in strips if s.cells and (s.code is not None or not s.blank)]
    names = [s.code for s in rows if s.layout in ("grid", "slipped")]
    whole = ROWS_2019 if form_id == "t2019" else ROWS
    return len(names) == len(rows) == len(whole) and set(names) == set(whole) and tuple(names) != whole


def _without_disputed(strips: Sequence[Strip], anchors: Sequence[int]) -> list[Strip]:
    """The strips with those cells of a row unread that the same row, printed once more, holds with another figure."""
    told = {strips[i].code: i for i in anchors}
    agreed = list(strips)
    for i, strip in enumerate(strips):
        at = told.get(strip.code, i)
        if at != i and strip.cells and not strip.blank:
            pairs = zip(agreed[at].cells, strip.cells, strict=True)
            same = tuple(c if c and o and c.text.strip() == o.text.strip() else None for c, o in pairs)
            agreed[at] = replace(agreed[at], cells=same)
    return agreed


def _context(run: Sequence[Strip], at: int, *, behind: bool = True) -> str:
    """The label text around one row of numbers, up to the neighbouring rows of numbers; that ``behind`` it if wanted."""
    parts = [run[at].label]
    k = at - 1
    while k >= 0 and not run[k].cells and (behind or run[k].stray or not run[k].loose):
        parts.insert(0, run[k].label)
        k -= 1
    k = at + 1
    while behind and k < len(run) and not run[k].cells and (run[k].stray or not run[k].loose):
        parts.append(run[k].label)
        k += 1
    return words.plain("".join(parts))


_SAID = 0.5
"""So much of a row's label beside numbers says that they may be that row's."""
_SURELY_SAID = 0.8
"""So much of it says so where other rows of numbers stand around, or rows are missing."""

_Assigned = list[tuple[int, str, bool]]
"""Rows of numbers by their place among strips, each with its row of the form, and whether words say so."""


def assign(run: Sequence[Strip], missing: Sequence[str]) -> _Assigned | None:
    """Which nameless row of numbers is which missing row; None where it is not certain."""
    numbers = [i for i, s in enumerate(run) if s.cells and not s.blank]
    if len(numbers) == len(missing):
        return _all_assigned(run, numbers, missing)
    return _some_assigned(run, numbers, missing)


def _all_assigned(run: Sequence[Strip], numbers: Sequence[int], missing: Sequence[str]) -> _Assigned | None:
    """As many rows of numbers as are missing, told in their order.

    A row whose label is lost may still be told by its place, if no text speaks against it.
    """
    covered = [coverage(_context(run, i)) for i in numbers]
    silent = [n for n, code in enumerate(missing) if covered[n][code] < _SAID]
    if silent:
        unspoken = all(covered[n][code] < _SAID for n in silent for code in missing)
        whole = all(_is_whole(run[numbers[n]].cells) for n in silent)
        if not (unspoken and whole and (len(silent) < len(numbers) or len(numbers) == 1)):
            return None
    return [(at, code, not silent) for at, code in zip(numbers, missing, strict=True)]


def _some_assigned(run: Sequence[Strip], numbers: Sequence[int], missing: Sequence[str]) -> _Assigned:
    """Those rows of numbers that words name, in the order of the form.

    Between two whole labels the words name the row above as well as the next one; a label that only follows numbers, and
    has others behind it, may be that of these.
    """
    below = _below_labels(run, numbers, missing)
    if below:
        return below
    covered = [coverage(_context(run, i)) for i in numbers]
    named = [[code for code in missing if own[code] >= _SURELY_SAID] for own in covered]
    claimed = Counter(chain.from_iterable(named))
    assigned: _Assigned = []
    last = -1
    for at, codes in zip(numbers, named, strict=True):
        if len(codes) != 1 or missing.index(codes[0]) <= last:
            continue
        code = codes[0]
        if claimed[code] == 1 or coverage(_context(run, at, behind=False))[code] >= _SAID:
            last = missing.index(code)
            assigned.append((at, code, True))
    return assigned


def _below_labels(run: Sequence[Strip], numbers: Sequence[int], missing: Sequence[str]) -> _Assigned:
    """The rows of numbers of printed lines, where each stands below a label of its own, in the form's order, and none is left behind the last."""
    if not numbers or run[0].layout != "line" or any(strip.label for strip in run[numbers[-1] + 1 :]):
        return []
    assigned: _Assigned = []
    last = -1
    for at in numbers:
        said = _context(run, at, behind=False)
        codes = [n for n, code in enumerate(missing) if said.endswith(tuple(wordings_of(code)))]
        if len(codes) != 1 or codes[0] <= last:
            return []
        last = codes[0]
        assigned.append((at, missing[last], True))
    return assigned


def _cut_row(strips: Sequence[Strip], left: int, right: int, nameless: Sequence[Strip]) -> int | None:
    """The empty named row beside the one row of numbers that is its other half across a page break, if there is just one.

    Of two in a drawn table it is the one beyond the break: a ruling parts the other from the numbers.
    """
    if len(nameless) != 1:
        return None
    piece = words.plain(nameless[0].name)
    beside = [i for i in (left, right) if 0 <= i < len(strips) and strips[i].blank]
    fits = [
        i for i in beside if not piece or any(piece in key for key in wordings_of(strips[i].code or SINGLE))
    ]
    if len(fits) > 1 and nameless[0].layout == "grid":
        fits = [i for i in fits if strips[i].block != nameless[0].block]
    return fits[0] if len(fits) == 1 else None


def _is_whole(cells: Slots) -> bool:
    """Whether a row has all its numbers, or all that make its total: not a stray one in an empty row."""
    return all(c and c.text.strip() for c in cells) or makes_total(cells)
