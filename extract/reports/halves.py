"""Two reports printed side by side on the same pages: the left halves are one report, the right halves another."""

from dataclasses import replace

from extract.documents.model import Block, Document, Paragraph, Place, Table
from extract.forms import labels as words


def _range(block: Block) -> tuple[int, float, float] | None:
    """The page of a block and the stretch from its left to its right edge, where it knows them."""
    places = [c.place for c in block.cells] if isinstance(block, Table) else [block.place]
    boxes = [(p.page, p.box) for p in places if p.page is not None and p.box is not None]
    if not boxes:
        return None
    return boxes[0][0], min(b[0] for _, b in boxes), max(b[2] for _, b in boxes)


def _begins(block: Block) -> bool:
    """True for a table on a page with the first row of table three."""
    if isinstance(block, Table) and block.cells and block.cells[0].place.page is not None:
        return any(len(c.text) > 8 and words.table3_row_exact(c.text) == "req_new" for c in block.cells)
    return False


def _middle(document: Document) -> float | None:
    """The height-long gap between two tables three that stand side by side, else None."""
    seen: list[tuple[int, float, float]] = []
    for block in document.blocks:
        if isinstance(block, Table) and _begins(block):
            here = _range(block)
            if here is not None:
                seen.append(here)
    for page, _, right in seen:
        for other, left, _ in seen:
            if page == other and left >= right:
                return (right + left) / 2
    return None


def _side(block: Block, middle: float) -> list[tuple[bool, Block]]:
    """The block on its side (True: right); a line that runs over the middle is cut there."""
    here = _range(block)
    if here is None:
        return [(False, block)]
    _, left, right = here
    if isinstance(block, Paragraph) and left < middle < right and block.words:
        halves: list[tuple[bool, Block]] = []
        for on_right in (False, True):
            mine = tuple(w for w in block.words if ((w.box[0] + w.box[2]) / 2 > middle) == on_right)
            if mine:
                box = (
                    mine[0].box[0],
                    min(w.box[1] for w in mine),
                    mine[-1].box[2],
                    max(w.box[3] for w in mine),
                )
                text = " ".join(w.text for w in mine)
                halves.append((on_right, Paragraph(text, Place(block.place.page, box), block.heading, mine)))
        return halves
    return [((left + right) / 2 > middle, block)]


def halves(document: Document) -> list[Document]:
    """The document as one report, or its left and right halves where two tables three stand side by side."""
    middle = _middle(document)
    if middle is None:
        return [document]
    placed = [pair for block in document.blocks for pair in _side(block, middle)]
    return [
        replace(document, blocks=tuple(b for right, b in placed if right is side)) for side in (False, True)
    ]
