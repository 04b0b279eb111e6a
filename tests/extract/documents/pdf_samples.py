"""Small PDFs for the tests of the PDF reader, drawn line by line with reportlab."""

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.documents.model import Document, Paragraph, Source, Table

FONT = "STSong-Light"
HEIGHT = 842
WIDTH = 595
ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", ""], ["行政规范性文件", "325", "12"]]

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Edge = Callable[[Canvas, float, float, float, float], None]


def source(data: bytes, name: str = "sample.pdf") -> Source:
    """Bytes as they are offered to a reader."""
    return Source(Path(name), data, hashlib.sha256(data).hexdigest())


def pdf(*pages: Callable[[Canvas], None], rotate: int = 0, password: str | None = None) -> bytes:
    """A PDF with one drawing on each page; with a password it is encrypted (an empty one opens by itself)."""
    out = io.BytesIO()
    encryption = None if password is None else StandardEncryption(password, "owner", canPrint=1)
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=encryption)
    for draw in pages:
        canvas.setPageRotation(rotate)  # reportlab turns the media box too: the page shown stays upright
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write(canvas: Canvas, x: float, top: float, text: str, size: float = 10) -> None:
    """Text with its upper left corner at a distance from the page's."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - top - 0.86 * size, text)


def line(canvas: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    """A ruling as a stroke."""
    canvas.setLineWidth(0.6)
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)


def thin_rectangle(canvas: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    """A ruling as a filled rectangle."""
    canvas.rect(x0, HEIGHT - bottom, max(0.7, x1 - x0), max(0.7, bottom - top), stroke=0, fill=1)


def dashes(canvas: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    """A ruling as a row of short strokes."""
    length = max(x1 - x0, bottom - top)
    for k in range(int(length // 5)):
        a, b = 5 * k / length, (5 * k + 3) / length
        canvas.line(
            x0 + a * (x1 - x0),
            HEIGHT - top - a * (bottom - top),
            x0 + b * (x1 - x0),
            HEIGHT - top - b * (bottom - top),
        )


def table(
    canvas: Canvas,
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    xs: Sequence[float] = (60, 220, 330, 440),
    top: float = 100,
    row_height: float = 24,
    edge: Edge = line,
    across: bool = True,
    down: bool = True,
    first_rule: bool = True,
    inset: float = 0.0,
    piecewise: bool = False,
) -> None:
    """A table with its rulings drawn as asked: ``inset`` draws each cell as a box of its own, a little smaller."""
    bottom = top + row_height * len(rows)
    for r, row in enumerate(rows):
        y = top + r * row_height
        for c, text in enumerate(row):
            write(canvas, xs[c] + 4, y + 6, text)
            if inset or piecewise:
                x0, x1, y0, y1 = xs[c] + inset, xs[c + 1] - inset, y + inset, y + row_height - inset
                if across:
                    edge(canvas, x0, y0, x1, y0)
                    edge(canvas, x0, y1, x1, y1)
                if down:
                    edge(canvas, x0, y0, x0, y1)
                    edge(canvas, x1, y0, x1, y1)
    if inset or piecewise:
        return
    for r in range(0 if first_rule else 1, len(rows) + 1):
        if across:
            edge(canvas, xs[0], top + r * row_height, xs[-1], top + r * row_height)
    for x in xs if down else ():
        edge(canvas, x, top, x, bottom)


def texts(found: Table) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [[cell.text for cell in row] for row in found.rows()]


def tables(document: Document) -> list[Table]:
    """The tables of a document."""
    return [block for block in document.blocks if isinstance(block, Table)]


def lines(document: Document) -> list[str]:
    """The texts outside tables."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
