"""Small documents made by hand: what the readers of files would hand over."""

from collections.abc import Sequence
from dataclasses import replace

from extract.documents.model import Block, Document, Paragraph, Place, Table, TextCell, Word
from extract.forms import APPLICANT_CODES, Field, form

Row = Sequence[str | tuple[str, int]]
SEVEN = len(APPLICANT_CODES)


def grid(rows: Sequence[Row], *, aligned: bool = True) -> Table:
    """A table from rows of texts; ``(text, 3)`` spans three columns."""
    cells = []
    width = 0
    for index, row in enumerate(rows):
        col = 0
        for item in row:
            text, span = item if isinstance(item, tuple) else (item, 1)
            cells.append(TextCell(text, index, col, 1, span, Place(table=0, row=index, col=col)))
            col += span
        width = max(width, col)
    return Table(tuple(cells), len(rows), width, aligned)


def lines(*texts: str) -> list[Paragraph]:
    """One paragraph a line, with offsets."""
    found, at = [], 0
    for text in texts:
        found.append(Paragraph(text, Place(offset=at)))
        at += len(text) + 1
    return found


def paper(*blocks: Block | Sequence[Block], engine: str = "text") -> Document:
    """A document of these blocks in order."""
    flat: list[Block] = []
    for block in blocks:
        flat += [block] if isinstance(block, Paragraph | Table) else list(block)
    return Document("text", engine, tuple(flat))


def printed_line(text: str, page: int, top: float, words: Sequence[tuple[str, float, float]]) -> Paragraph:
    """A line on a page: each word with its left and right edge, ten points high."""
    placed = tuple(Word(word, (left, top, right, top + 10)) for word, left, right in words)
    return Paragraph(text, Place(page=page, box=(words[0][1], top, words[-1][2], top + 10)), words=placed)


def rows3(form_id: str = "t2021") -> tuple[Field, ...]:
    """The rows of table three that have cells."""
    return form(form_id).tables["table3"].entered


def figures3(form_id: str = "t2021", **outcomes: list[int]) -> dict[str, list[int]]:
    """Seven numbers for each row of table three, all different enough to notice a slip; every sum closes.

    ``outcomes`` gives some rows their own numbers.
    """
    rows: dict[str, list[int]] = {}
    for n, entry in enumerate(rows3(form_id)):
        if entry.code not in ("req_new", "req_carried_in", "out_total", "req_carried_out"):
            six = [(n * 7 + k * 3) % 11 for k in range(6)]
            rows[entry.code] = outcomes.get(entry.code, [*six, sum(six)])
    total = [sum(row[k] for row in rows.values()) for k in range(SEVEN)]
    carried_in = [2, 1, 0, 0, 1, 0, 4]
    carried_out = [3, 0, 1, 0, 2, 1, 7]
    new = [t + o - i for t, o, i in zip(total, carried_out, carried_in, strict=True)]
    return {
        "req_new": new,
        "req_carried_in": carried_in,
        **rows,
        "out_total": total,
        "req_carried_out": carried_out,
    }


def table3_lines(form_id: str = "t2021") -> list[str]:
    """Table three as printed lines: label, then seven numbers."""
    figures = figures3(form_id)
    return [f"{row.label_zh} {' '.join(map(str, figures[row.code]))}" for row in rows3(form_id)]


def cells3(form_id: str = "t2021") -> dict[str, int]:
    """The cells that those figures are."""
    return {
        f"{code}.{column}": value
        for code, row in figures3(form_id).items()
        for column, value in zip(APPLICANT_CODES, row, strict=True)
    }


def on_page(table: Table, page: int, edges: list[float]) -> Table:
    """A drawn table with its columns at these places."""
    return replace(
        table,
        cells=tuple(
            replace(
                c,
                place=Place(
                    page=page, box=(edges[c.col], 12.0 * c.row, edges[c.col + c.colspan], 12.0 * c.row + 11)
                ),
            )
            for c in table.cells
        ),
    )
