"""A second parser's word on single cells: what stands in their boxes, decoded apart from pdfium.

Far cheaper than a second reading of the page: only what sets text is followed, on the pages asked for, and only
text that may reach one of the boxes is decoded. The boxes are the first engine's; the characters and where they
stand are pdfminer's. Whatever is out of the
ordinary (inline pictures, broken syntax) ends in ``Unsure``: then the second engine is to read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from io import BytesIO
from math import atan2, degrees
from typing import Any, NamedTuple, cast

from pdfminer.encodingdb import name2unicode
from pdfminer.pdfcolor import PREDEFINED_COLORSPACE
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import KWD, LIT, PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, mult_matrix

import extract.documents.pdf.quiet  # noqa: F401
from extract.documents.model import Box, Place
from extract.documents.pdf.cleaning import clean_glyphs
from extract.documents.pdf.content import Glyph, Run
from extract.documents.pdf.limits import MAX_FORM_DEPTH, MAX_GLYPHS_PER_PAGE
from extract.documents.pdf.missing import BAND, BLANK, missing
from extract.documents.pdf.radicals import ORDINARY

MAX_FORMS = 500
"""A page that draws more forms than this is left to the second engine."""
_NEAR = 12.0
"""Text that stays further from every box than this is not decoded."""
_LONGEST_NAME = 40
"""Longer names of characters are not kept in mind."""

_NO_COLOUR, _NO_STATE = PREDEFINED_COLORSPACE["DeviceGray"], PDFGraphicState()

_TOKEN = re.compile(
    rb"""
    (?P<drawing>(?:[-+.\d]+\s+){0,6}(?:re|rg|RG|ri|[mlcvyhwJjMiFSsngGkK]|f\*?|B\*?|b\*?|W\*?)(?=[\s/\[(<]|\Z))
    |(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+))(?=[\s/\[\]()<>]|\Z)
    |/(?P<name>[!-"$&'*-.0-;=?-Z\\^-z|~]*)
    |\((?P<plain>[^()\\\r]*)\)
    |\((?P<string>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)
    |<(?P<hex>[0-9A-Fa-f\s]*)>
    |(?P<bracket>\[|\]|<<|>>)
    |(?P<operator>[A-Za-z'"][A-Za-z0-9*]*)
    |(?P<blank>[\s\0]+|%[^\r\n]*)
    |(?P<unknown>.)
    """,
    re.DOTALL | re.VERBOSE,
)
"""The tokens of a content stream; what only draws is one token with its operands, to be passed over."""
_OBJECT_TOKEN = re.compile(
    rb"""
    [\0\t\n\f\r ]*
    (?:(?P<bracket><<|>>|\[|\])
    |(?:(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+))
        |/(?P<name>[!-"$&'*-.0-;=?-Z\\^-z|~]*)
        |(?P<word>[A-Za-z]+)
    )(?=[\0\t\n\f\r \[\]()<>/%]))
    """,
    re.VERBOSE,
)
"""The tokens of objects but for strings, comments and names with signs that need decoding."""
_ROW = re.compile(
    rb"(?P<numbers>(?:[\0\t\n\f\r ]*+[-+]?(?:\d++(?:\.\d*+)?|\.\d++)(?=[\0\t\n\f\r \]])){8,}+)"
    rb"|(?P<names>(?:[\0\t\n\f\r ]*+/[!-\"$&'*-.0-;=?-Z\\^-z|~]++(?=[\0\t\n\f\r /\]])){8,}+)"
)
"""Many numbers or plain names one after the other: the widths and names of a font's characters."""
_BLANKED = bytes.maketrans(b"\0\t\n\f\r", b"     ")
_CONSTANTS = {b"true": True, b"false": False}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))|\r\n?", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_OPERATORS = {
    "q": 0, "Q": 0, "cm": 6, "Do": 1, "T*": 0, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tf": 2, "Tr": 1, "Ts": 1,
    "Td": 2, "TD": 2, "Tm": 6, "Tj": 1, "TJ": 1, "'": 1, '"': 3, "BT": 0, "ET": 0,
}  # fmt: skip
"""The operators that decide what text stands where, with their numbers of operands."""


class Unsure(Exception):
    """The page is not of the ordinary kind that this look is made for."""


def borne_out(data: bytes, texts: Iterable[tuple[Place, str]]) -> bool:
    """Whether exactly these texts stand in these places of an unencrypted PDF.

    Raises errors of every kind on files that pdfminer cannot follow: they bear nothing out.
    """
    return next(_denied(data, texts), None) is None


def _denied(data: bytes, texts: Iterable[tuple[Place, str]]) -> Iterator[int]:
    """The numbers of those texts that do not stand in their places."""
    by_page: dict[int, list[tuple[int, Box, str]]] = {}
    for index, (place, text) in enumerate(texts):
        if place.page is None or place.box is None:
            yield index
        else:
            by_page.setdefault(place.page, []).append((index, place.box, text))
    manager = PDFResourceManager()
    document = PDFDocument(_Parser(data), password="")
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if not by_page:
            return
        if cells := by_page.pop(number, None):
            yield from missing(_glyphs(page, manager, [box for _, box, _ in cells]), cells)
    for cells in by_page.values():
        yield from (index for index, _, _ in cells)


def _glyphs(page: PDFPage, manager: PDFResourceManager, boxes: Sequence[Box]) -> list[Glyph]:
    """The upright glyphs of a page as shown, in the boxes and near them, those printed twice once."""
    x0, y0, x1, y1 = page.cropbox
    ctm = {
        0: (1, 0, 0, -1, -x0, y1),
        90: (0, 1, 1, 0, -y0, -x0),
        180: (-1, 0, 0, 1, x1, -y0),
        270: (0, -1, -1, 0, y1, x1),
    }[page.rotate % 360]
    device = _Device(manager, boxes)
    _Interpreter(manager, device).render_contents(page.resources, page.contents, ctm=ctm)
    return clean_glyphs(device.runs, (), ())


class _Parser(PDFParser):
    """pdfminer's parser of objects, which gets the plain tokens at once and not sign by sign: fonts have thousands."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        super().__init__(BytesIO(data))

    def nexttoken(self) -> tuple[int, Any]:
        if self._tokens:
            return super().nexttoken()
        if self.curtype == "a" and (row := _ROW.match(self._data, self.bufpos + self.charpos)):
            return row.start(), self._last_of(row)
        found = _OBJECT_TOKEN.match(self._data, self.bufpos + self.charpos)
        if found is None:
            return super().nexttoken()
        kind = found.lastgroup or ""
        self._go_to(found.end())
        text = found[kind]
        token: Any
        if kind == "number":
            token = float(text) if b"." in text else int(text)
        elif kind == "name":
            token = LIT(text.decode())
        else:
            token = _CONSTANTS[text] if text in _CONSTANTS else KWD(text)
        return found.start(kind), token

    def _last_of(self, row: re.Match[bytes]) -> Any:
        """The last of a row of numbers or names in an array; those before it are in the array then."""
        self._go_to(row.end())
        tokens: list[Any]
        if row.lastgroup == "numbers":
            tokens = [
                float(text) if b"." in text else int(text) for text in row[0].translate(_BLANKED).split()
            ]
        else:
            tokens = [
                LIT(text) for text in row[0].translate(_BLANKED).decode().replace(" ", "").split("/")[1:]
            ]
        self.push(*[(row.start(), token) for token in tokens[:-1]])
        return tokens[-1]

    def _go_to(self, end: int) -> None:
        if end <= self.bufpos + len(self.buf):
            self.charpos = end - self.bufpos
        else:
            self.fp.seek(end)
            self.bufpos, self.buf, self.charpos = end, b"", 0


class _Device(PDFTextDevice):
    """Keeps the glyphs that are shown in the boxes or near them, each with the box of its advance."""

    def __init__(self, manager: PDFResourceManager, boxes: Sequence[Box]) -> None:
        super().__init__(manager)
        self.runs: list[Run] = []
        self.count = self.forms = 0
        self._wanted: dict[int, list[tuple[float, float]]] = {}
        """The stretches of each band that the boxes take up."""
        for x0, top, x1, bottom in sorted(boxes):
            for band in range(int((top - _NEAR) // BAND), int((bottom + _NEAR) // BAND) + 1):
                spans = self._wanted.setdefault(band, [])
                if spans and x0 - _NEAR <= spans[-1][1]:
                    spans[-1] = spans[-1][0], max(spans[-1][1], x1 + _NEAR)
                else:
                    spans.append((x0 - _NEAR, x1 + _NEAR))
        self._first, self._last = min(self._wanted, default=0), max(self._wanted, default=-1)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        if isinstance(textstate.linematrix, _Later):
            textstate.linematrix = textstate.linematrix.end()
        if self._may_reach_a_box(textstate, seq):
            self.show(textstate, seq)
        else:
            textstate.linematrix = _Later(self, textstate.copy(), seq, self.ctm)

    def show(self, textstate: Any, seq: Any) -> None:
        """Decode a string, keep its glyphs, and move on to its end."""
        if isinstance(textstate.font, partial):
            textstate.font = textstate.font()
        self.runs.append(Run(0.0, False, []))
        super().render_string(textstate, seq, _NO_COLOUR, _NO_STATE)

    def _may_reach_a_box(self, textstate: Any, seq: Any) -> bool:
        """Whether a string may, with every byte as wide as its type is high, come near a box."""
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm or MATRIX_IDENTITY)
        x, y = textstate.linematrix
        size, scaling = abs(textstate.fontsize), abs(textstate.scaling) / 100
        reach = 0.0
        for part in seq:
            if isinstance(part, bytes):
                reach += len(part) * (size + abs(textstate.charspace) + abs(textstate.wordspace))
            elif isinstance(part, float):
                reach += abs(part) * size / 1000
        reach, rise = reach * scaling, abs(textstate.rise) + size
        points = [
            (a * u + c * v + e, b * u + d * v + f)
            for u in (x - reach if textstate.fontsize < 0 else x, x + reach)
            for v in (y - rise, y + rise)
        ]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        # Type may be set millions of points high: only the bands of the boxes are looked at.
        first, last = max(self._first, int(min(ys) // BAND)), min(self._last, int(max(ys) // BAND))
        return any(
            start <= max(xs) and min(xs) <= end
            for band in range(first, last + 1)
            for start, end in self._wanted.get(band, ())
        )

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        self.count += 1
        if self.count > MAX_GLYPHS_PER_PAGE:
            raise Unsure("too many glyphs")
        advance = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid).translate(ORDINARY)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        if BLANK.fullmatch(text):
            return advance
        a, b, c, d, e, f = matrix
        if font.is_vertical():
            aside, above = cast(tuple[float | None, float], font.char_disp(cid))
            left = -fontsize / 2 if aside is None else -aside * fontsize / 1000
            foot = (1000 - above) * fontsize / 1000 + rise
            right, head = left + fontsize, foot + advance
        else:
            left, right, foot = 0.0, advance, font.get_descent() * fontsize + rise
            head = foot + fontsize
        xs = (a * left + c * foot + e, a * right + c * head + e)
        ys = (b * left + d * foot + f, b * right + d * head + f)
        run = self.runs[-1]
        if not run.glyphs:
            self.runs[-1] = run = Run(degrees(atan2(-b, a)) % 360, False, run.glyphs)
        run.glyphs.append(Glyph(min(xs), min(ys), max(xs), max(ys), text, len(self.runs)))
        return advance


class _Later(NamedTuple):
    """Stands for the place after a string that was not decoded, in case text goes on there."""

    device: _Device
    textstate: Any
    seq: Any
    ctm: Any

    def end(self) -> tuple[float, float]:
        """Where the string ends."""
        ctm, self.device.ctm = self.device.ctm, self.ctm
        self.device.show(self.textstate, self.seq)
        self.device.ctm = ctm
        return cast(tuple[float, float], self.textstate.linematrix)


class _Fonts(dict[object, PDFFont]):
    """The fonts of a page, each loaded when text is first set in it."""

    def __init__(self, manager: PDFResourceManager, specs: dict[Any, Any]) -> None:
        super().__init__()
        self._manager, self._specs = manager, specs

    def __missing__(self, name: object) -> PDFFont:
        spec = self._specs[name]
        objid = spec.objid if isinstance(spec, PDFObjRef) else None
        self[name] = font = self._manager.get_font(objid, _telling(dict_value(spec)))
        return font


def _telling(spec: dict[Any, Any]) -> dict[Any, Any]:
    """A font without the names in its encoding that tell no character (``g17``): pdfminer looks each up anew."""
    encoding = resolve1(spec.get("Encoding"))
    if not isinstance(encoding, dict) or "Differences" not in encoding:
        return spec
    telling: list[object] = []
    code = 0
    for item in list_value(encoding["Differences"]):
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            if len(item.name) > _LONGEST_NAME or _tells_a_character(item.name):
                telling += (code, item)
            code += 1
    return spec | {"Encoding": encoding | {"Differences": telling}}


@lru_cache(maxsize=1 << 12)
def _tells_a_character(name: Any) -> bool:
    try:
        name2unicode(name)
    except (KeyError, ValueError):
        return False
    return True


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, led by the operators that set text alone."""

    device: _Device
    depth = 0

    def init_resources(self, resources: Any) -> None:
        known = dict_value(resources)
        super().init_resources({key: known[key] for key in ("XObject",) if key in known})
        self.resources = known
        self.fontmap = _Fonts(self.rsrcmgr, dict_value(known.get("Font", {})))

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:
        self.textstate.font = partial(self.fontmap.__getitem__, literal_name(fontid))  # type: ignore[assignment]
        self.textstate.fontsize = float(fontsize)

    def subinterp(self) -> "_Interpreter":
        inner = _Interpreter(self.rsrcmgr, self.device)
        inner.depth = self.depth + 1
        self.device.forms += 1
        if inner.depth > MAX_FORM_DEPTH or self.device.forms > MAX_FORMS:
            raise Unsure("forms in forms")
        return inner

    def execute(self, streams: Sequence[object]) -> None:
        data = b"\n".join(stream_value(stream).get_data() for stream in streams)
        methods = {
            name.encode(): (
                getattr(self, "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q")),
                n,
            )
            for name, n in _OPERATORS.items()
        }
        operands: list[Any] = []
        array: list[Any] | None = None
        for found in _TOKEN.finditer(data):
            kind = found.lastgroup
            if kind == "unknown":
                raise Unsure("unknown syntax")
            if kind == "blank":
                continue
            if kind == "operator":
                operator = found[0]
                if operator == b"BI":
                    raise Unsure("inline picture")
                method, count = methods.get(operator, (None, 0))
                if method is not None and len(operands) >= count:
                    method(*operands[len(operands) - count :])
                operands, array = [], None
                continue
            if kind == "drawing":
                operands = []
                continue
            if kind == "bracket":
                if found[0] == b"[":
                    array = []
                elif found[0] == b"]" and array is not None:
                    operands.append(array)
                    array = None
                continue
            (operands if array is None else array).append(_operand(kind, found))


def _operand(kind: str | None, found: re.Match[bytes]) -> Any:
    if kind == "number":
        return float(found[0])
    if kind == "plain":
        return found["plain"]
    if kind == "string":
        return _ESCAPE.sub(_unescaped, found["string"])
    if kind == "hex":
        digits = b"".join(found["hex"].split()).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return LIT(found["name"].decode())


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes((int(found[1], 8) & 255,))
    if found[2] is not None:
        return _ESCAPED.get(found[2], found[2])
    return b"\n"
