"""Two texts side by side, what both have marked: for the self-check and the page that compares reports."""

from collections.abc import Iterable
from html import escape

from dashboard import tables
from extract.checks.originality import AlignedRow, Piece


def aligned_table(rows: Iterable[AlignedRow], left: str, right: str) -> str:
    """Two texts as a table of two columns, row by row; what both have is marked."""
    body = "".join(_aligned(row) for row in rows)
    head = f"<th scope=col>{escape(left)}</th><th scope=col>{escape(right)}</th>"
    table = (
        f'<table class="plain diff"><thead><tr>{head}</tr></thead><tbody lang="zh-CN">{body}</tbody></table>'
    )
    return tables.scrolling(table, f"{left} / {right}")


def _aligned(row: AlignedRow) -> str:
    return f'<tr class="{row.kind}"><td>{_pieces(row.left)}</td><td>{_pieces(row.right)}</td></tr>'


def _pieces(pieces: Iterable[Piece]) -> str:
    return "".join(f"<mark>{escape(p.text)}</mark>" if p.same else escape(p.text) for p in pieces)
