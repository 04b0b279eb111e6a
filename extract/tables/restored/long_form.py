"""Tables in long form: a row for each figure, behind the label of its row and the heading of its column (规章 | 本年制发件数 | 3).

They are put back into the form's own rows before these are read.
"""

from dataclasses import replace
from itertools import chain

from extract.documents.model import Block, Document, Table
from extract.tables.restored.keyed import LEAST, Figure, is_label, table_of, tables_of
from extract.tables.values import is_value

WIDEST = 6
"""Columns of such a table at most: groups, label, heading and figure."""


def with_columns(document: Document) -> Document:
    """The document with its tables in long form as the form draws them; the same document where it has none."""
    found = {n: tables for n, block in enumerate(document.blocks) if (tables := _drawn(block))}
    if not found:
        return document
    blocks = chain.from_iterable(found.get(n, [block]) for n, block in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))


def _drawn(block: Block) -> list[Table] | None:
    """The tables that a table in long form stands for; None where it is none, or one of its rows is not understood."""
    if not isinstance(block, Table) or block.pages or block.n_rows < LEAST or not 3 <= block.n_cols <= WIDEST:
        return None
    figures: list[Figure] = []
    label = ""
    for row in block.rows():
        texts = [cell.text.strip() for cell in row]
        heading = texts[-2] if len(texts) > 1 else ""
        label = next(filter(None, texts[-3::-1]), label) if heading else next(filter(is_label, texts), label)
        table = table_of(label, heading) if heading else None
        if table is None:
            if heading and texts[-1] and is_value(texts[-1]):
                return None
            continue
        if not is_value(texts[-1]):
            return None
        figures.append(Figure(table, label, heading, row[-1]))
    return tables_of(figures) if len(figures) >= LEAST else None
