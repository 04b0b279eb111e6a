"""Digits in several pieces in one cell: put together only where the sum that they stand in bears it out.

Or where so many sums do that the document is seen to set all its digits, or its thousands, apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from extract.documents.model import TextCell
from extract.forms.labels import fold
from extract.tables.codes import FIFTEEN, in_fives
from extract.tables.sums import closes
from extract.tables.values import JOINED, may_be_several, read_value

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:\.\d+)?")
_UNSEEN = r"[\u200b-\u200d\u2060\ufeff]*"
_APART = rf"(?:{_UNSEEN}[ \u00a0\u2000-\u200a\u3000]{_UNSEEN}\d)"
"""A digit behind a blank: digits on two lines of a cell, or by a tab, are set apart by more than that."""
_SET_WIDE = re.compile(rf"{_UNSEEN}[+＋\-－]?(?![0０])\d{_APART}+(?!\s?[\d.,．，])")
_WHOLE_CLOSE = re.compile(r"\d{2,}(?![\d.,])")
"""A count that is set close; amounts with a point, and numbers behind a sign (-17), are by those who set counts apart."""
_THOUSANDS_CLOSE = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d.,])")
"""A count with its thousands parted: its digits may be close where all others are set apart."""
_LONG_AND_WIDE = re.compile(rf"{_UNSEEN}[+＋\-－]?(?![0０])\d{_APART}{{2,}}{_UNSEEN}")
CONFIRMED = 4
"""Numbers in sums that hold, from which on a document sets its thousands or its digits apart."""
DRAWN = frozenset(("grid", "cells"))
"""The ways of reading cells that are drawn or parted by signs."""
MANY = 8
"""So many numbers with their digits apart, and none without, are seen to be set wide where no sum can tell."""
MOST = 4
"""Cells in pieces that are put together in one row."""

Columns = tuple[Sequence[TextCell | None], Sequence[str]]
"""What stands in the columns of one row of a form, and the way each was found."""


def mended(found: Mapping[str, Mapping[str, Columns]]) -> dict[str, Mapping[str, Columns]]:
    """The rows of the tables with the numbers of tables three and four put together that their own sum confirms."""
    tables = dict(found)
    if _sets_digits_apart(found):
        return {
            table: {
                code: ([_closed_up(cell) for cell in cells], ways) for code, (cells, ways) in rows.items()
            }
            for table, rows in found.items()
        }
    if "table3" in found:
        tables["table3"] = {code: (_whole(cells), ways) for code, (cells, ways) in found["table3"].items()}
    if "table4" in found:
        routes: dict[str, Columns] = dict(found["table4"])
        for route in in_fives(FIFTEEN):
            own = [found["table4"].get(code, ((None,), ("",))) for code in route]
            whole = _whole([cells[0] for cells, _ in own])
            for code, cell, (_, ways) in zip(route, whole, own, strict=True):
                if cell is not None:
                    routes[code] = ((cell,), ways)
        tables["table4"] = routes
    if "table2" in found:
        apart = [pattern for pattern in (_THOUSANDS, _SET_WIDE) if _are_confirmed(tables, pattern)]
        tables["table2"] = {
            code: ([_as_one(cell, apart) for cell in cells], ways)
            for code, (cells, ways) in found["table2"].items()
        }
    return tables


def _is_set_wide(cell: TextCell | None) -> bool:
    return cell is not None and len(cell.text) > 2 and _SET_WIDE.match(cell.text) is not None


def _closed_up(cell: TextCell | None) -> TextCell | None:
    """A cell that leads with digits set apart, these put together; what stands behind them may be a note."""
    wide = _SET_WIDE.match(cell.text) if cell is not None else None
    if cell is None or wide is None:
        return cell
    return replace(cell, text=JOINED.join(wide[0].split()) + cell.text[wide.end() :])


def _sets_digits_apart(tables: Mapping[str, Mapping[str, Columns]]) -> bool:
    """Whether a document sets the digits of its counts apart: the sums of enough of them say so, or nothing speaks against it.

    That every other cell has a single digit, and none of the pairs begins with a nought, speaks against two values in a
    cell: then 0 would be two as well.
    """
    rows = [row for found in tables.values() for row in found.values()]
    cells = [cell for row, _ in rows for cell in row if cell is not None]
    if any(may_be_several(cell.text) and not _is_set_wide(cell) for cell in cells):
        return False
    if sum(_LONG_AND_WIDE.fullmatch(cell.text) is not None for cell in cells) >= CONFIRMED:
        return True  # of some of its counts
    if any(_WHOLE_CLOSE.match(fold(cell.text)) for cell in cells):
        return False
    wide = sum(map(_is_set_wide, cells))
    if not wide:
        return False
    # Nobody puts three values in one cell.
    long = any(_LONG_AND_WIDE.fullmatch(cell.text) for cell in cells)
    all_apart = not any(_THOUSANDS_CLOSE.match(fold(cell.text)) for cell in cells)
    if "statistics" in tables:
        return (wide >= MANY and (long or all_apart)) or (
            all_apart and _are_all_there(rows, DRAWN - {"cells"})
        )
    sums = [group for group in _sums(tables) if any(map(_is_set_wide, group))]
    closing = [group for group in sums if None not in group and _closes([_text(c) for c in group], (), ())]
    if sum(_is_set_wide(cell) for group in closing for cell in group) >= CONFIRMED:
        return True
    return all_apart and len(closing) == len(sums) and (long or _are_all_there(rows, DRAWN))


def _sums(tables: Mapping[str, Mapping[str, Columns]]) -> list[Sequence[TextCell | None]]:
    """The cells that end with their sum: the rows of table three, the routes of table four."""
    groups: list[Sequence[TextCell | None]] = [cells for cells, _ in tables.get("table3", {}).values()]
    four = tables.get("table4", {})
    groups += [[four.get(code, ((None,), ("",)))[0][0] for code in route] for route in in_fives(FIFTEEN)]
    return groups


def _are_all_there(rows: Sequence[Columns], ways: frozenset[str]) -> bool:
    """Whether no cell is missing from the rows with digits set apart, each read in one of these ways."""
    return all(
        None not in cells and all(way.partition("/")[0] in ways for way in found)
        for cells, found in rows
        if any(map(_is_set_wide, cells))
    )


def _text(cell: TextCell | None) -> str | None:
    closed = _closed_up(cell)
    return closed.text if closed is not None else None


def _are_confirmed(tables: Mapping[str, Mapping[str, Columns]], apart: re.Pattern[str]) -> bool:
    """Whether sums have confirmed that this document sets thousands, or digits, apart, and left no number open: table two has no sums of its own."""
    cells = [
        cell.text
        for table in ("table3", "table4")
        for cells, _ in tables.get(table, {}).values()
        for cell in cells
        if cell is not None
    ]
    confirmed = [text for text in cells if JOINED in text and apart.fullmatch(text.replace(JOINED, " "))]
    return len(confirmed) >= CONFIRMED and not any(map(may_be_several, cells))


def _as_one(cell: TextCell | None, apart: Iterable[re.Pattern[str]]) -> TextCell | None:
    if cell is None or not any(pattern.fullmatch(cell.text) for pattern in apart):
        return cell
    return replace(cell, text=JOINED.join(cell.text.split()))


def _whole(cells: Sequence[TextCell | None]) -> Sequence[TextCell | None]:
    """Cells that end with their sum, each number in one piece; as they were where that is not their one reading.

    A cell in pieces may also hold two values, of which the row takes either: such a row adds up both ways. Nobody
    sets two values beside each other just as thousands are set.
    """
    texts = [cell.text if cell is not None else None for cell in cells]
    broken = [n for n, text in enumerate(texts) if text is not None and may_be_several(text)]
    if not broken or None in texts:
        return cells
    whole = {n: JOINED.join((texts[n] or "").split()) for n in broken}
    if not all(_THOUSANDS.fullmatch(texts[n] or "") for n in broken):
        choices = [(whole[n], *whole[n].split(JOINED)) for n in broken[:MOST]]
        if len(broken) > MOST or sum(_closes(texts, broken, chosen) for chosen in product(*choices)) > 1:
            return cells
    if not _closes(texts, broken, list(whole.values())):
        return cells
    return [
        replace(cell, text=whole[n]) if cell is not None and n in whole else cell
        for n, cell in enumerate(cells)
    ]


def _closes(texts: Sequence[str | None], broken: Sequence[int], chosen: Sequence[str]) -> bool:
    """Whether the last number of a row is the sum of the others, blanks as nothing, with these for its cells in pieces."""
    instead = dict(zip(broken, chosen, strict=True))
    return closes(read_value(instead.get(n, text or "")).value for n, text in enumerate(texts))
