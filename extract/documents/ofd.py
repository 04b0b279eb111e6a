"""OFD (GB/T 33190-2016, the national page format) → Document: its texts and lines stand in XML, its layout is read as a PDF's.

Coordinates are millimetres from the upper left corner; text stands on its baseline, each character a
``DeltaX`` after the one before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import atan2, degrees, hypot
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.elements import whole_number
from extract.documents.model import Box, Document, Signal, Source
from extract.documents.pdf.content import UNREADABLE, Glyph, PageContent, Ruling, Run
from extract.documents.pdf.covers import Cover, is_white, veiled
from extract.documents.pdf.document import document_of
from extract.documents.pdf.layout import page_blocks
from extract.documents.pdf.legibility import garbled, legibility, scanned
from extract.documents.pdf.limits import (
    MAX_FORM_DEPTH,
    MAX_GLYPHS_PER_PAGE,
    MAX_OBJECTS_PER_PAGE,
    MAX_PAGES,
    MAX_RULINGS_PER_PAGE,
)
from extract.documents.pdf.lines import is_wide
from extract.documents.pdf.patches import WHITE, Patch, cell_rulings, without_hidden
from extract.documents.pdf.radicals import ORDINARY
from extract.documents.pdf.view import point_as
from extract.documents.refusals import Refusal
from extract.documents.unpack import open_zip, part_beside, read_xml

POINTS = 72 / 25.4
"""Points in a millimetre."""
A4 = (0.0, 0.0, 210.0, 297.0)
FARTHEST = 1e5
PALE = 165.0
"""Luminance from which ink is that of a watermark."""
FAINT = 140.0
"""Opacity below which ink is that of a watermark."""
OPAQUE, CLEAR = 230.0, 13.0
"""Opacity from which a patch hides what lies under it; that below which ink is none."""
MOST_RESOURCES = 20
"""Of a document's lists of fonts and colours only so many are looked at; files have two."""
THICKEST, SHORTEST = 3.0, 2.0
"""Points: a patch so thin is a line; a line so short is none."""

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEPS = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKEN = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of a path (9.3 of the standard)."""


def readings(source: Source) -> Iterator[Document]:
    """The one reading of an OFD file.

    Raises ``Refusal``: ``damaged-file``, ``archive-bomb``, ``encrypted``, ``too-large``, ``images-only``, ``no-readable-text``.
    """
    archive = open_zip(source.data)
    if "Encryptions.xml" in archive.namelist():
        raise Refusal("encrypted")
    sheets = list(_pages(archive))
    contents = [sheet.page for sheet in sheets]
    if not contents:
        raise Refusal("damaged-file", "(no pages)")
    if all(scanned(page) or not page.runs for page in contents):
        raise Refusal("images-only")
    if garbled(contents):
        raise Refusal("no-readable-text")
    signals = [
        Signal("page-without-text", f"page {page.number} is a picture without text")
        for page in contents
        if scanned(page)
    ]
    signals += [
        Signal(
            "drawing-unclear",
            f"page {sheet.page.number} has drawings that may hold figures and were not read",
        )
        for sheet in sheets
        if sheet.unclear
    ]
    yield document_of("ofd", "ofd", [page_blocks(page) for page in contents], {}, signals)


def _name(element: Element) -> str:
    """The name of an element without its namespace, which writers choose freely."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root: Element | None, *names: str) -> Iterator[Element]:
    for element in () if root is None else root.iter("{*}*"):
        if _name(element) in names:
            yield element


def _first(root: Element | None, name: str) -> Element | None:
    return next(_all(root, name), None)


def _pages(archive: ZipFile) -> "Iterator[_Sheet]":
    start = read_xml(archive, "OFD.xml")
    number = 0
    for root in _all(start, "DocRoot"):
        where = part_beside("OFD.xml", root.text or "")
        book = read_xml(archive, where)
        usual = _box(_first(_first(book, "CommonData"), "PhysicalBox")) or A4
        colours = _colours(archive, where, book)
        templates = {
            t.get("ID") or "": part_beside(where, t.get("BaseLoc") or "") for t in _all(book, "TemplatePage")
        }
        for page in _all(_first(book, "Pages"), "Page"):
            number += 1
            if number > MAX_PAGES:
                raise Refusal("too-large", f"(more than {MAX_PAGES} pages)")
            drawn = read_xml(archive, part_beside(where, page.get("BaseLoc") or ""))
            left, top, width, height = _box(_first(drawn, "PhysicalBox")) or usual
            sheet = _Sheet(PageContent(number, width * POINTS, height * POINTS), left, top, colours)
            for used in list(_all(drawn, "Template")):
                name = templates.get(used.get("TemplateID") or "")
                if name:
                    sheet.draw(_first(read_xml(archive, name), "Content"), 0)
            sheet.draw(_first(drawn, "Content"), 0)
            sheet.conceal()
            sheet.page.runs, _ = without_hidden(sheet.page.runs, sheet.patches, False)
            across, down = cell_rulings(sheet.patches)
            sheet.page.horizontals += across
            sheet.page.verticals += down
            page_text = "".join(glyph.text for run in sheet.page.runs for glyph in run.glyphs)
            sheet.page.legible, sheet.page.illegible = legibility(page_text)
            yield sheet


def _colours(archive: ZipFile, where: str, book: Element | None) -> dict[str, Element]:
    """The colour in which each of a document's named ways of drawing fills, which may build on another one's."""
    ways: dict[str, Element] = {}
    for listed in islice(_all(_first(book, "CommonData"), "PublicRes", "DocumentRes"), MOST_RESOURCES):
        for way in _all(read_xml(archive, part_beside(where, listed.text or "")), "DrawParam"):
            ways.setdefault(way.get("ID") or "", way)
    found = {}
    for name, way in ways.items():
        for _ in range(MAX_FORM_DEPTH):
            colour = next((child for child in way if _name(child) == "FillColor"), None)
            if colour is not None:
                found[name] = colour
                break
            way = ways.get(way.get("Relative") or "", way)
    return found


@dataclass(slots=True)
class _Sheet:
    """One page being drawn: what its objects say and rule, in points from its own corner.

    ``colours`` are those of the named ways of drawing, ``way`` is the name of the layer's own.
    """

    page: PageContent
    left: float
    top: float
    colours: dict[str, Element]
    way: str = ""
    objects: int = 0
    glyphs: int = 0
    unclear: bool = False
    patches: list[Patch] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    """What may lie over texts that were drawn before it."""
    drawn: list[int] = field(default_factory=list)
    """For each run the number of its object."""

    def draw(self, content: Element | None, depth: int) -> None:
        """Draw layers, blocks and the objects in them, in order."""
        for one in () if content is None else content:
            kind = _name(one)
            self.objects += 1
            if self.objects > MAX_OBJECTS_PER_PAGE:
                raise Refusal("too-large", f"(more than {MAX_OBJECTS_PER_PAGE} objects on one page)")
            if one.get("Visible", "true").lower() == "false":
                continue
            if kind in ("Layer", "PageBlock") and depth < MAX_FORM_DEPTH:
                outer, self.way = self.way, one.get("DrawParam") or self.way
                self.draw(one, depth + 1)
                self.way = outer
            elif kind == "TextObject":
                self._text(one)
            elif kind == "PathObject":
                self._path(one)
            elif kind == "ImageObject":
                self._picture(one)
            elif kind == "CompositeObject":
                self.unclear = True

    def conceal(self) -> None:
        """Take away the texts that white patches lie over, and put a sign for each character under anything else."""
        if not self.covers:
            return
        places = [(n, place) for n, run in enumerate(self.page.runs) for place in range(len(run.glyphs))]
        texts = (
            ((self.drawn[n],), index, self.page.runs[n].glyphs[place][:4])
            for index, (n, place) in enumerate(places)
        )
        lost: dict[int, dict[int, bool]] = {}
        for index, cover, _ in veiled(texts, self.covers, lambda cover: cover):
            number, place = places[index]
            glyph = self.page.runs[number].glyphs[place]
            if cover.box[0] < (glyph.x0 + glyph.x1) / 2 < cover.box[2]:
                lost.setdefault(number, {})[place] = is_white(cover)
        for number, under in lost.items():
            run = self.page.runs[number]
            # A figure of which only a part is painted out is no shorter figure.
            gone = len(under) == len(run.glyphs) and all(under.values())
            seen = [g._replace(text=UNREADABLE) if n in under else g for n, g in enumerate(run.glyphs)]
            self.page.runs[number] = run._replace(glyphs=[] if gone else seen)
        self.page.runs = [run for run in self.page.runs if run.glyphs]

    def _area(self, one: Element) -> Box:
        """An object's boundary in points on the page."""
        x, y, width, height = _box(one) or (0.0, 0.0, 0.0, 0.0)
        x0, y0 = (x - self.left) * POINTS, (y - self.top) * POINTS
        return x0, y0, x0 + width * POINTS, y0 + height * POINTS

    def _picture(self, one: Element) -> None:
        x0, y0, x1, y1 = box = self._area(one)
        area = (x1 - x0) * (y1 - y0) / max(1.0, self.page.width * self.page.height)
        self.page.pictured = min(1.0, self.page.pictured + max(area, 0.0))
        self.covers.append(Cover((self.objects,), box, 0, None, ()))
        # A picture may fill its cell to the edge: its middle stands for it.
        dx, dy = (x1 - x0) / 5, (y1 - y0) / 5
        self.page.marks.append((x0 + dx, y0 + dy, x1 - dx, y1 - dy))

    def _matrix(self, one: Element) -> Matrix:
        """From an object's own coordinates to points on the page."""
        numbers = _numbers(one.get("CTM"))
        a, b, c, d, e, f = numbers if len(numbers) == 6 else _PLAIN
        x, y, _, _ = _box(one) or (0.0, 0.0, 0.0, 0.0)
        dx, dy = x + e - self.left, y + f - self.top
        return a * POINTS, b * POINTS, c * POINTS, d * POINTS, dx * POINTS, dy * POINTS

    def _ink(self, one: Element) -> tuple[float, float]:
        """Luminance (0–255) and opacity (0–255) of an object's colour; black where none is said."""
        if one.get("Fill", "true").lower() == "false" and one.get("Stroke", "false").lower() != "true":
            return 255.0, 0.0
        alpha = (_numbers(one.get("Alpha")) or [255.0])[0]
        colour = next((child for child in one if _name(child) == "FillColor"), None)
        if colour is None:
            colour = self.colours.get(one.get("DrawParam") or self.way)
        if colour is None:
            return 0.0, alpha
        alpha = min(alpha, (_numbers(colour.get("Alpha")) or [255.0])[0])
        parts = _numbers(colour.get("Value"))
        if len(parts) == 3:
            return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2], alpha
        return (parts[0] if len(parts) == 1 else 0.0), alpha

    def _text(self, one: Element) -> None:
        matrix = self._matrix(one)
        a, b, c, d, _, _ = matrix
        size = _numbers(one.get("Size"))
        em = (size[0] if size else 0.0) * hypot(c, d)
        if em <= 0:
            return
        angle = (degrees(atan2(-b, a)) - (_numbers(one.get("ReadDirection")) or [0.0])[0]) % 360
        luminance, alpha = self._ink(one)
        wide = (_numbers(one.get("HScale")) or [1.0])[0] * hypot(a, b)
        advance = (size[0] if size else 0.0) * wide
        for code in one:
            if _name(code) == "CGTransform" and not any(t.text for t in _all(one, "TextCode")):
                self.unclear = True  # glyphs of a font, and nothing that says which characters they are
            if _name(code) != "TextCode" or not code.text:
                continue
            run: list[Glyph] = []
            last: Box | None = None
            for char, x, y, gap in _placed(code, size[0], advance / max(size[0] * hypot(a, b), 1e-9)):
                px, py = point_as(matrix, x, y)
                usual = advance if is_wide(char) else 0.5 * advance
                width = min(max(gap * hypot(a, b), 0.4 * usual), 1.3 * usual) if gap else usual
                box = (px, py - 0.86 * em, px + width, py + 0.14 * em)
                if char.isspace():
                    last = None
                    continue
                self.glyphs += 1
                if self.glyphs > MAX_GLYPHS_PER_PAGE:
                    raise Refusal("too-large", f"(more than {MAX_GLYPHS_PER_PAGE} characters on one page)")
                jumps = (
                    last is None
                    or not (last[0] - 2 <= px <= last[2] + 0.6 * em)
                    or abs(box[1] - last[1]) > 0.7 * em
                )
                if jumps:
                    run = []
                    faint = luminance > PALE or alpha < FAINT
                    self.page.runs.append(Run(angle, faint, run, luminance > WHITE, alpha < CLEAR))
                    self.drawn.append(self.objects)
                run.append(Glyph(*box, char.translate(ORDINARY), len(self.page.runs)))
                last = box

    def _path(self, one: Element) -> None:
        stroked = one.get("Stroke", "true").lower() != "false"
        if not stroked and one.get("Fill", "false").lower() != "true":
            return
        matrix = self._matrix(one)
        if not stroked or one.get("Fill", "false").lower() == "true":
            x0, y0, x1, y1 = box = self._area(one)
            luminance, alpha = self._ink(one)
            shown = alpha / 255 * luminance + 255 - alpha
            self.patches.append(Patch(box, shown))
            if alpha > OPAQUE and min(x1 - x0, y1 - y0) > THICKEST:
                self.covers.append(Cover((self.objects,), box, 0, shown, ()))
        drawn = _first(one, "AbbreviatedData")
        for points in _strokes(drawn.text or "" if drawn is not None else ""):
            self._rule([point_as(matrix, x, y) for x, y in points], stroked)

    def _rule(self, points: Sequence[tuple[float, float]], stroked: bool) -> None:
        """The rulings of one stretch of a path: a patch as thin as a line, or each straight side that is drawn."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if y1 - y0 <= THICKEST and x1 - x0 > max(y1 - y0, SHORTEST):
            self.page.horizontals.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THICKEST and y1 - y0 > max(x1 - x0, SHORTEST):
            self.page.verticals.append(Ruling((x0 + x1) / 2, y0, y1))
        elif stroked:
            for (xa, ya), (xb, yb) in pairwise(points):
                if abs(ya - yb) <= 0.5 < abs(xa - xb):
                    self.page.horizontals.append(Ruling((ya + yb) / 2, min(xa, xb), max(xa, xb)))
                elif abs(xa - xb) <= 0.5 < abs(ya - yb):
                    self.page.verticals.append(Ruling((xa + xb) / 2, min(ya, yb), max(ya, yb)))
        if len(self.page.horizontals) + len(self.page.verticals) > MAX_RULINGS_PER_PAGE:
            raise Refusal("too-large", f"(more than {MAX_RULINGS_PER_PAGE} rulings on one page)")


def _numbers(text: str | None) -> list[float]:
    return [_number(n) for n in _NUMBER.findall((text or "")[:400])]


def _number(written: str) -> float:
    """A number; one beyond all pages is brought back to their farthest edge."""
    return min(max(float(written), -FARTHEST), FARTHEST)


def _box(one: Element | None) -> tuple[float, float, float, float] | None:
    """The four numbers of a box: those written in an element, or those of its boundary."""
    if one is None:
        return None
    numbers = _numbers(one.get("Boundary") or one.text)
    if len(numbers) != 4:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _placed(code: Element, size: float, scale: float) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a text with their places and the way to the next one, in the object's own coordinates."""
    text = code.text or ""
    x, y = (_numbers(code.get("X")) or [0.0])[0], (_numbers(code.get("Y")) or [0.0])[0]
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    for index, char in enumerate(text):
        usual = size * scale * (1.0 if is_wide(char) else 0.5)
        step = across[index] if index < len(across) else (0.0 if down else usual)
        yield char, x, y, abs(step) if index < len(across) else 0.0
        x += step
        y += down[index] if index < len(down) else 0.0


def _deltas(text: str | None, most: int) -> list[float]:
    """The steps between characters: ``g 3 2.5`` stands for three steps of 2.5."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            times, step = next(words, "0"), next(words, "0")
            found += _numbers(step)[:1] * min(whole_number(times), most)
        else:
            found += _numbers(word)[:1]
    return found


def _strokes(text: str) -> Iterator[list[tuple[float, float]]]:
    """The straight stretches of a path; one with a curve is left out."""
    points: list[tuple[float, float]] = []
    curved = False
    tokens = _STEPS.findall(text)
    at = 0
    while at < len(tokens):
        letter = tokens[at]
        taken = _TAKEN.get(letter, 0)
        numbers = tokens[at + 1 : at + 1 + taken]
        if letter not in _TAKEN or len(numbers) < taken or any(n in _TAKEN for n in numbers):
            at += 1
            continue
        at += 1 + taken
        if letter in "SM":
            if len(points) > 1 and not curved:
                yield points
            points, curved = [(_number(numbers[0]), _number(numbers[1]))], False
        elif letter == "L":
            points.append((_number(numbers[0]), _number(numbers[1])))
        elif letter == "C":
            points += points[:1]
        else:
            curved = True
    if len(points) > 1 and not curved:
        yield points
