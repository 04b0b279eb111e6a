"""Pages of lines and tables → the Document that every reader gives."""

from collections.abc import Sequence

from extract.documents.model import Block, Box, Document, Paragraph, Place, Signal, Table
from extract.documents.pdf.bands import take_bands
from extract.documents.pdf.content import Line
from extract.documents.pdf.layout import PageBlocks


def document_of(
    format: str,
    engine: str,
    pages: Sequence[PageBlocks],
    meta: dict[str, str],
    signals: Sequence[Signal] = (),
) -> Document:
    """The pages in order (two of one number stand on one sheet), without page numbers and running heads; the head's text stands in ``meta``."""
    kept, head = take_bands(pages)
    blocks: list[Block] = []
    for page in kept:
        for block in page.blocks:
            if isinstance(block, Table):
                blocks.append(block)
            else:
                blocks.append(
                    Paragraph(block.text, Place(page=page.number, box=block.box), words=block.words)
                )
    if head:
        meta = meta | {"header": head}
    turned = {p.number: p.turned for p in pages if p.turned is not None}
    count = len({p.number for p in pages})
    painted: dict[int, tuple[Box, ...]] = {}
    for page, left in zip(pages, kept, strict=True):
        # A number taken for the page's may be a figure of a table.
        still = set(map(id, left.blocks))
        taken = [b.box for b in page.blocks if isinstance(b, Line) and id(b) not in still]
        if page.marks or taken:
            painted[page.number] = (*painted.get(page.number, ()), *page.marks, *taken)
    return Document(format, engine, tuple(blocks), count, meta, tuple(signals), turned, painted)
