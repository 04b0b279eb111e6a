"""What an engine sees on one page: glyphs with boxes and straight rulings, in points from the upper left corner as shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.documents.model import Box, Turned, Word

UNREADABLE = "\ufffd"
"""Stands for a glyph that no character is known of, and for a drawing or picture in a cell without text."""
LEAST_INK = 0.3
"""A glyph without a character that is no wider, in points, is a blank."""
BLANKS = " \t\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff\0"
NO_PRINT = frozenset(BLANKS + "\r\n")


class Glyph(NamedTuple):
    """One printed character. ``run`` numbers the stretch of text, drawn without a gap, that it belongs to."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    run: int


class Ruling(NamedTuple):
    """A straight drawn line: ``at`` is its y when horizontal, its x when vertical; it runs from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Run(NamedTuple):
    """Glyphs drawn without a gap, with what tells a watermark: its angle (degrees) and whether its ink is faint.

    ``white`` ink shows on a dark patch only; ``unseen`` text is drawn without any ink. ``first`` is the engine's
    number of its first character.
    """

    angle: float
    faint: bool
    glyphs: list[Glyph]
    white: bool = False
    unseen: bool = False
    first: int = -1


@dataclass(slots=True)
class Line:
    """One printed line outside every grid."""

    text: str
    box: Box
    words: tuple[Word, ...] = ()


@dataclass(slots=True)
class PageContent:
    """One page as an engine gives it: either its ``runs``, or, of a page of mere prose, its finished ``lines``.

    ``pictured`` is the part of the page that pictures cover; ``legible`` and ``illegible`` count characters.
    ``marks`` are the places of what is no text but may say something: pictures, drawings, fields without a look.
    ``hiding`` is a page with text that nobody can see, which is left out of ``runs``.
    ``two_up`` is a sheet of two pages side by side; ``turned`` says how a page that lay on its side was set upright.
    ``overlooked`` looks for text that the engine gave no characters of, while the page is open: an empty place may
    hold it. ``unclear`` is a page without grids that holds such text.
    ``replaced`` are the places of text that the file puts other text in place of, and what that says; ``as_drawn``
    looks at the page again without those replacements, while it is open.
    ``recognised`` is a page whose text lies unseen under its picture: what some program made of a scan.
    """

    number: int
    width: float
    height: float
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    lines: list[Line] | None = None
    pictured: float = 0.0
    recognised: bool = False
    two_up: bool = False
    turned: Turned | None = None
    hiding: bool = False
    marks: list[Box] = field(default_factory=list)
    replaced: list[tuple[Box, str]] = field(default_factory=list)
    as_drawn: Callable[[], list[Run]] | None = None
    overlooked: Callable[[], list[Box]] | None = None
    unclear: bool = False
    legible: int = 0
    illegible: int = 0
