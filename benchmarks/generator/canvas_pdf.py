"""A manuscript drawn line by line on a reportlab canvas: rulings, page breaks and text exactly where wanted."""

import io
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

from reportlab.lib import pagesizes
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.generator.manuscript import Grid, Heading, Part, Text, Title
from benchmarks.generator.options import Mix
from extract.forms.layout import HANDLED, PrintedCell

_PAGES = {"A4": pagesizes.A4, "Letter": pagesizes.LETTER, "A3": pagesizes.A3, "B5": pagesizes.B5}
_DROID = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
_LATIN = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")
_LABEL_SHARE = {"narrow": 0.32, "normal": 0.45, "wide": 0.56}
_HELD = ("all", "boxed", "open_sides", "horizontal")
_LINE_WIDTH = {"line": 0.6, "cell_boxes": 0.6, "rectangle": 0.7, "dashed": 0.6, "thick": 1.6}


@cache
def _fonts() -> bool:
    """Register the fonts once."""
    pdfmetrics.registerFont(TTFont("droid", str(_DROID)))
    pdfmetrics.registerFont(TTFont("latin", str(_LATIN)))
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return True


@cache
def _font_of(sign: str, family: str) -> str:
    """The font that has the sign: the family's own, else the other ones."""
    if family == "serif":  # not embedded: the reader has to bring it
        return "latin" if ord(sign) < 128 else "STSong-Light"
    return "droid" if ord(sign) in pdfmetrics.getFont("droid").face.charToGlyph else "latin"


@dataclass
class Pen:
    """The canvas, the page's measures and how far down the page is filled."""

    rng: Random
    options: Mix
    out: io.BytesIO = field(default_factory=io.BytesIO)
    page: int = 1

    def __post_init__(self) -> None:
        _fonts()
        width, height = _PAGES[self.options["page"]]
        self.width, self.height = (height, width) if self.options["landscape"] else (width, height)
        lock = (
            StandardEncryption("", ownerPassword="sample", strength=128)
            if self.options["encrypted"]
            else None
        )
        self.canvas = Canvas(
            self.out,
            pagesize=(self.width, self.height),  # reportlab turns the media box of a rotated page itself
            invariant=1,
            encrypt=lock,
        )
        self.margin = self.options["margin"] * mm
        self.size = self.options["size"]
        self.inner = self.width - 2 * self.margin
        self._open()

    def _open(self) -> None:
        if self.options["rotated"]:
            self.canvas.setPageRotation(self.options["rotated"])
            self.canvas.transform(
                *(
                    (0, 1, -1, 0, self.height, 0)
                    if self.options["rotated"] == 90
                    else (0, -1, 1, 0, 0, self.width)
                )
            )
        self.y = self.margin
        if self.options["running_head"]:
            self.text("合成样本汇编", self.margin, self.margin * 0.6, 8)

    def close_page(self) -> None:
        """Print what every page carries and end it."""
        mark = self.options["footer"]
        if mark != "none":
            words = mark.replace("4", str(self.page))
            self.text(words, (self.width - self.measure(words, 9)) / 2, self.height - self.margin * 0.5, 9)
        if self.options["watermark"]:
            self.canvas.saveState()
            self.canvas.setFillGray(0.75)
            self.canvas.translate(self.width / 2, self.height / 2)
            self.canvas.rotate(38)
            self.canvas.setFont("droid", 46)
            self.canvas.drawCentredString(0, 0, "合成样本仅供测试")
            self.canvas.restoreState()
        self.canvas.showPage()
        self.page += 1

    def new_page(self) -> None:
        """End the page and begin the next."""
        self.close_page()
        self._open()

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.height - self.margin - self.y

    def measure(self, words: str, size: float) -> float:
        """The printed width of the words."""
        return sum(pdfmetrics.stringWidth(c, _font_of(c, self.options["font"]), size) for c in words)

    def wrap(self, words: str, width: float, size: float) -> list[str]:
        """The words in lines that fit the width; a sign wider than the width stands alone."""
        lines, line, used = [], "", 0.0
        for sign in words:
            step = self.measure(sign, size)
            if line and used + step > width:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + sign, used + step
        return [*lines, line]

    def text(self, words: str, x: float, top: float, size: float, bold: bool = False) -> None:
        """Print words with their top at ``top``, measured from the page's upper edge."""
        run, font, at = "", "", x
        for sign in [*words, ""]:
            own = _font_of(sign, self.options["font"]) if sign else ""
            if run and own != font:
                self.canvas.setFont(font, size)
                base = self.height - top - size * 0.88
                self.canvas.drawString(at, base, run)
                if bold:
                    self.canvas.drawString(at + 0.35, base, run)
                at += pdfmetrics.stringWidth(run, font, size)
                run = ""
            run, font = run + sign, own

    def rule(self, x0: float, top0: float, x1: float, top1: float) -> None:
        """Draw one ruling in the line style of the options."""
        style = self.options["line_style"]
        width = _LINE_WIDTH[style]
        y0, y1 = self.height - top0, self.height - top1
        if style == "rectangle":
            self.canvas.rect(
                x0 - width / 2, y1 - width / 2, x1 - x0 + width, y0 - y1 + width, stroke=0, fill=1
            )
            return
        self.canvas.setLineWidth(width)
        self.canvas.setDash([2, 1.5] if style == "dashed" else [])
        self.canvas.line(x0, y0, x1, y1)


def canvas_pdf(rng: Random, options: Mix, parts: list[Part]) -> bytes:
    """The report as a PDF drawn by reportlab."""
    pen = Pen(rng, options)
    for part in parts:
        if isinstance(part, Grid):
            if part.kind == "table3":
                pen.y += options["break_at"]
            _Drawing(pen, part).draw()
            pen.y += pen.size
        else:
            _words(pen, part)
    pen.close_page()
    pen.canvas.save()
    return pen.out.getvalue()


def _words(pen: Pen, part: Title | Heading | Text) -> None:
    size = pen.size * {Title: 1.7, Heading: 1.2, Text: 1.0}[type(part)]
    bold = pen.options["fake_bold"] == "all" or (
        pen.options["fake_bold"] == "heads" and not isinstance(part, Text)
    )
    shown = part.text if not isinstance(part, Text) else "　　" + part.text
    for line in pen.wrap(shown, pen.inner, size):
        if pen.room < size * 1.6:
            pen.new_page()
        middle = (pen.inner - pen.measure(line, size)) / 2 if isinstance(part, Title) else 0
        pen.text(line, pen.margin + middle, pen.y, size, bold)
        pen.y += size * 1.6
    pen.y += size * 0.4


class _Drawing:
    """One table on its way over the pages. Cells are known by their number, since a split row replaces them."""

    def __init__(self, pen: Pen, grid: Grid) -> None:
        self.pen, self.grid = pen, grid
        self.cells, self.n_rows, self.n_cols = list(grid.table.cells), grid.table.n_rows, grid.table.n_cols
        self.size = min(pen.size, 9 if grid.kind == "table4" and self.n_cols == 15 else 10.5)
        self.lead = self.size * 1.25
        self.pad = pen.options["padding"]
        self.x = self._columns()
        self.sizes = [self._fitting(cell) for cell in self.cells]
        self.lines = [self._wrap(cell, size) for cell, size in zip(self.cells, self.sizes, strict=True)]
        self.said = [0] * len(self.cells)  # how many lines of a cell are printed already
        self.heights = self._heights()

    def _columns(self) -> list[float]:
        inner, n = self.pen.inner, self.n_cols
        if self.grid.kind == "table3":
            labels = inner * _LABEL_SHARE[self.pen.options["label_width"]]
            handled = [self.size * 1.0 + 2 * self.pad + 2] if n == 10 else []
            rest = labels - sum(handled)
            widths = [*handled, rest * 0.3, rest * 0.7, *[(inner - labels) / 7] * 7]
        else:
            first = {"table4": 1.0, "statistics": 3.5}.get(self.grid.kind, 1.4)
            unit = inner / (n - 1 + first)
            widths = [unit * first, *[unit] * (n - 1)]
        edges = [self.pen.margin]
        for width in widths:
            edges.append(edges[-1] + width)
        return edges

    def _room(self, cell: PrintedCell) -> float:
        return self.x[cell.col + cell.colspan] - self.x[cell.col] - 2 * self.pad

    def _fitting(self, cell: PrintedCell) -> float:
        """The type size of a cell: a figure that no ruling holds together is never broken over two lines."""
        if cell.key is None or self.pen.options["rulings"] in _HELD:
            return self.size
        return min(self.size, self.size * self._room(cell) / max(self.pen.measure(cell.text, self.size), 0.1))

    def _wrap(self, cell: PrintedCell, size: float) -> list[str]:
        if cell.text == HANDLED:
            return list(cell.text)
        return self.pen.wrap(cell.text, self._room(cell) + 0.01, size)

    def _heights(self) -> list[float]:
        heights = [self.lead + 2 * self.pad] * self.n_rows
        for number, cell in sorted(enumerate(self.cells), key=lambda item: item[1].rowspan):
            needed = len(self.lines[number]) * self.lead + 2 * self.pad
            rows = range(cell.row, cell.row + cell.rowspan)
            lack = needed - sum(heights[r] for r in rows)
            for r in rows if lack > 0 else ():
                heights[r] += lack / len(rows)
        return heights

    def draw(self) -> None:
        """Draw the rows, over as many pages as they need."""
        first = 0
        while first < self.n_rows:
            last, used = first, 0.0
            while last < self.n_rows and used + self.heights[last] <= self.pen.room:
                used += self.heights[last]
                last += 1
            if self.pen.options["split_rows"] and self.grid.heads <= last < self.n_rows:
                last += self._split(last, self.pen.room - used)
            if last == first:
                if self.pen.room > self.pen.height - 2 * self.pen.margin - self.size * 3:
                    raise ValueError("a row is higher than the page")
                self.pen.new_page()
                continue
            self._segment(first, last)
            first = last
            if first < self.n_rows:
                self.pen.new_page()
                if self.pen.options["repeat_head"] and self.grid.heads and first >= self.grid.heads:
                    self._segment(0, self.grid.heads, again=True)

    def _split(self, row: int, room: float) -> int:
        """Make two rows of a row whose label has several lines, the first as high as fits the page; 1 if it did."""
        fit = int((room - 2 * self.pad) // self.lead)
        own = [n for n, c in enumerate(self.cells) if c.row == row and c.rowspan == 1]
        lines = max(len(self.lines[n]) for n in own)
        broken = any(len(self.lines[n]) > 1 for n in own if self.cells[n].key)  # never half a figure a page
        if broken or not 1 <= fit < lines:
            return 0
        upper = fit * self.lead + 2 * self.pad
        self.heights[row : row + 1] = [upper, (lines - fit) * self.lead + 2 * self.pad]
        self.n_rows += 1
        for number, cell in enumerate(self.cells):
            if cell.row > row:
                self.cells[number] = replace(cell, row=cell.row + 1)
            elif cell.row + cell.rowspan > row:
                self.cells[number] = replace(cell, rowspan=cell.rowspan + 1)
        return 1

    def _segment(self, first: int, last: int, again: bool = False) -> None:
        """The rows from ``first`` up to ``last`` on this page, with merged cells closed at its ends."""
        tops = [self.pen.y]
        for row in range(first, last):
            tops.append(tops[-1] + self.heights[row])
        if self.pen.options.get("zebra"):
            self._fill(
                0.94, [(self.x[0], self.x[-1], r, r + 1) for r in range(first, last) if r % 2], first, tops
            )
        if self.pen.options["shaded_head"]:
            heads = [c for c in self.cells if c.head and first <= c.row < last]
            spans = [
                (self.x[c.col], self.x[c.col + c.colspan], c.row, min(c.row + c.rowspan, last)) for c in heads
            ]
            self._fill(0.9, spans, first, tops)
        for number in self._in_order():
            cell = self.cells[number]
            begin, end = max(cell.row, first), min(cell.row + cell.rowspan, last)
            if begin < end:
                ends = end == cell.row + cell.rowspan
                self._cell(number, tops[begin - first], tops[end - first], ends, again)
        self._rulings(first, last, tops)
        self.pen.y = tops[-1]

    def _in_order(self) -> list[int]:
        """The cells in the order in which the file draws them."""
        numbers = list(range(len(self.cells)))
        order = self.pen.options["drawn"]
        if order == "shuffled":
            self.pen.rng.shuffle(numbers)
            return numbers
        places = [(c.col, c.row) if order == "columns" else (c.row, c.col) for c in self.cells]
        return sorted(numbers, key=lambda n: places[n])

    def _fill(
        self, grey: float, spans: list[tuple[float, float, int, int]], first: int, tops: list[float]
    ) -> None:
        """A grey ground under (left, right, first row, row after the last)."""
        canvas = self.pen.canvas
        canvas.saveState()
        canvas.setFillGray(grey)
        for left, right, begin, end in spans:
            top, bottom = tops[begin - first], tops[end - first]
            canvas.rect(left, self.pen.height - bottom, right - left, bottom - top, stroke=0, fill=1)
        canvas.restoreState()

    def _cell(self, number: int, top: float, bottom: float, ends: bool, again: bool) -> None:
        """Print the lines of a cell that fit this part of it, the rest where it goes on."""
        cell, every, size = self.cells[number], self.lines[number], self.sizes[number]
        done = 0 if again else self.said[number]
        fit = len(every) if ends else max(0, int((bottom - top - 2 * self.pad + 0.01) // self.lead))
        lines = every[done : done + fit]
        if not again:
            self.said[number] = done + len(lines)
        free = bottom - top - 2 * self.pad - len(lines) * self.lead
        offset = {"top": 0.0, "middle": free / 2, "bottom": free}[self.pen.options["valign"]]
        offset = max(offset, 0.0) if ends or not done else 0.0
        left, right = self.x[cell.col] + self.pad, self.x[cell.col + cell.colspan] - self.pad
        align = self.pen.options["align"] if cell.key else "left"
        align = "center" if cell.head or cell.text == HANDLED else align
        bold = self.pen.options["fake_bold"] == "all" or (
            self.pen.options["fake_bold"] == "heads" and cell.head
        )
        for line_number, line in enumerate(lines):
            slack = right - left - self.pen.measure(line, size)
            x = left + {"left": 0.0, "center": slack / 2, "right": slack}[align]
            self.pen.text(line, x, top + self.pad + offset + (line_number + 0.1) * self.lead, size, bold)

    def _rulings(self, first: int, last: int, tops: list[float]) -> None:
        """The rulings that the options ask for, along the edges of the cells."""
        kind = self.pen.options["rulings"]
        left, right = self.x[0], self.x[-1]
        if kind in ("three_line", "outer"):
            heads = self.grid.heads if first == 0 and self.grid.heads else 0
            across = {tops[0], tops[-1]} | (
                {tops[heads]} if kind == "three_line" and 0 < heads < last else set()
            )
            for top in across:
                self.pen.rule(left, top, right, top)
            if kind == "outer":
                for x in (left, right):
                    self.pen.rule(x, tops[0], x, tops[-1])
            return
        for cell in self.cells if kind != "none" else ():
            begin, end = max(cell.row, first), min(cell.row + cell.rowspan, last)
            if begin >= end:
                continue
            inset = 1.2 if kind == "boxed" else 0.0
            x0, x1 = self.x[cell.col] + inset, self.x[cell.col + cell.colspan] - inset
            y0, y1 = tops[begin - first] + inset, tops[end - first] - inset
            if kind == "all" and self.pen.options["line_style"] == "cell_boxes":
                self.pen.canvas.rect(x0, self.pen.height - y1, x1 - x0, y1 - y0)
                continue
            if kind != "vertical":
                self.pen.rule(x0, y0, x1, y0)
                self.pen.rule(x0, y1, x1, y1)
            for x in (x0, x1) if kind != "horizontal" else ():
                if kind != "open_sides" or left < x < right:
                    self.pen.rule(x, y0, x, y1)
