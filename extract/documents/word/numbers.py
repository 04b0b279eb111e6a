"""The numbers that Word draws itself (一、（一）1.) and its heading styles: sections are told by them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from zipfile import ZipFile

from lxml.etree import _Element as Element

from extract.documents.elements import whole_number
from extract.documents.word.body import LIST, OUTLINE, STYLE, Telling
from extract.documents.word.names import OFF, VALUE, W
from extract.documents.word.part import part, value

CHINESE = "〇一二三四五六七八九"
CHINESE_FORMATS = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    )
)
CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
UNDRAWN = frozenset(("bullet", "none"))
LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: Word's format, the text around the numbers, the first number."""

    format: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: what it builds on, its name, its list and level, its heading level."""

    parent: str
    name: str
    list_id: str
    level: int
    heading: int | None


class Numbering:
    """Counts through a body: ask ``label`` for every paragraph once, in order.

    ``counted`` are the paragraphs that may have a number, ``hidden`` the character styles whose text is not shown.
    """

    def __init__(self, archive: ZipFile, telling: Telling) -> None:
        self._lists: dict[str, str] = {}
        self._drawn: dict[tuple[str, int], Element] = {}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._listed, self._styled, self._outlined = telling[LIST], telling[STYLE], telling[OUTLINE]
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self._written: dict[str, Element] = {}
        self._chains: dict[str, tuple[_Style, ...]] = {"": ()}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * LEVELS)
        self._used: set[str] = set()
        self._read_lists(part(archive, "word/numbering.xml", needed=False))
        self.counted = self._listed.keys() | self._styled.keys() if self._drawn else frozenset()
        used = {style.get(VALUE) or "" for style in self._styled.values()}
        styles = part(archive, "word/styles.xml", needed=False, trim=lambda data: styles_in_use(data, used))
        self.hidden: frozenset[str] = frozenset()
        if styles is not None:
            self._written = {s.get(f"{W}styleId") or "": s for s in styles.iter(f"{W}style")}
            self.hidden = frozenset(
                key
                for mark in styles.iter(f"{W}vanish")
                if mark.get(VALUE) not in OFF
                for style in mark.iterancestors(f"{W}style")
                if style.get(f"{W}type") == "character" and (key := style.get(f"{W}styleId"))
            )

    def _read_lists(self, root: Element | None) -> None:
        if root is None:
            return
        for kind in root.iter(f"{W}abstractNum"):
            for level in kind.iter(f"{W}lvl"):
                self._drawn[kind.get(f"{W}abstractNumId") or "", whole_number(level.get(f"{W}ilvl"))] = level
        for one in root.iter(f"{W}num"):
            list_id, kind_id = one.get(f"{W}numId") or "", value(one, "abstractNumId")
            self._lists[list_id] = kind_id
            for change in one.iter(f"{W}lvlOverride"):
                index = whole_number(change.get(f"{W}ilvl"))
                start = value(change, "startOverride")
                if start:
                    self._restarts[list_id][index] = whole_number(start, 1)

    def _level(self, kind: str, index: int) -> _Level | None:
        """A level of a list, made out when it is first asked for: files define a hundred and use two."""
        at = kind, index
        if at not in self._levels:
            self._levels[at] = _level(self._drawn[at]) if at in self._drawn else None
        return self._levels[at]

    def _style_chain(self, paragraph: Element) -> tuple[_Style, ...]:
        """The style of a paragraph and those it builds on."""
        own = self._styled.get(paragraph)
        first = key = (own.get(VALUE) or "") if own is not None else ""
        if first not in self._chains:
            chain: list[_Style] = []
            while key in self._written and len(chain) < 20:
                chain.append(_style(self._written[key]))
                key = chain[-1].parent
            self._chains[first] = tuple(chain)
        return self._chains[first]

    def heading(self, paragraph: Element) -> int | None:
        """The heading level of a paragraph, by its style or its own outline level."""
        outline = self._outlined.get(paragraph)
        if outline is not None:
            return _outline(outline)
        return next((s.heading for s in self._style_chain(paragraph) if s.heading is not None), None)

    def is_contents_line(self, paragraph: Element) -> bool:
        """True for a line of a table of contents, which repeats a heading."""
        return any(style.name.startswith("toc ") for style in self._style_chain(paragraph)[:1])

    def label(self, paragraph: Element) -> str:
        """The number that Word draws before a paragraph, or nothing. Counts it."""
        if paragraph not in self.counted:
            return ""
        drawn = self._listed.get(paragraph)
        if drawn is not None:
            list_id, index = value(drawn, "numId"), whole_number(value(drawn, "ilvl"))
        else:
            style = next((s for s in self._style_chain(paragraph) if s.list_id), None)
            if style is None:
                return ""
            list_id, index = style.list_id, style.level
        kind = self._lists.get(list_id, "")
        level = self._level(kind, index)
        if level is None or index >= LEVELS:
            return ""
        counts = self._counts[kind]
        if list_id not in self._used:
            self._used.add(list_id)
            for restarted, start in self._restarts[list_id].items():
                if restarted < LEVELS:
                    counts[restarted] = start - (self._level(kind, restarted) or level).start
        counts[index] += 1
        counts[index + 1 :] = [0] * (LEVELS - 1 - index)
        if level.format in UNDRAWN:
            return ""
        label = level.text
        for upper in range(index + 1):
            shape = self._level(kind, upper) or level
            label = label.replace(
                f"%{upper + 1}", numeral(max(counts[upper], 1) + shape.start - 1, shape.format)
            )
        return label


_STYLE, _END_OF_STYLE = b"<w:style ", b"</w:style>"
_LATENT, _END_OF_LATENT = b"<w:latentStyles ", b"</w:latentStyles>"
_KEY = re.compile(rb'\bw:styleId="([\w.-]*)"')
_PARENT = re.compile(rb"""<w:basedOn\b[^<>]*\bw:val\s*=\s*["']([\w.-]*)["']""")


def styles_in_use(data: bytes, used: set[str]) -> bytes:
    """The styles of a file without those that no paragraph has and no such style builds on: often 99 % of it.

    Those that may hide text stay, and so does what is not written as Word writes it.
    """
    head, *styles = data.split(_STYLE)
    begin, end = head.find(_LATENT), head.find(_END_OF_LATENT)
    if 0 <= begin < end:
        head = head[:begin] + head[end + len(_END_OF_LATENT) :]
    kept = [len(styles) - 1] if styles else []
    by_key: dict[bytes, list[int]] = defaultdict(list)
    for at, style in enumerate(styles[:-1]):
        end = style.find(b">")
        if not style.rstrip().endswith(_END_OF_STYLE):
            kept.append(at)
        elif style.find(b'w:type="table"', 0, end) < 0:
            key = _KEY.search(style, 0, end)
            if key is None or b"vanish" in style:
                kept.append(at)
            else:
                by_key[key[1]].append(at)
    asked = {key.encode() for key in used}
    for at in kept:
        asked.update(_PARENT.findall(styles[at]))
    while asked:
        for at in by_key.pop(asked.pop(), ()):
            kept.append(at)
            asked.update(_PARENT.findall(styles[at]))
    return _STYLE.join([head, *(styles[at] for at in sorted(kept))])


def _style(style: Element) -> _Style:
    name = value(style, "name").lower()
    drawn = style.find(f"{W}pPr/{W}numPr")
    outline = style.find(f"{W}pPr/{W}outlineLvl")
    heading = None
    if name.startswith("heading ") and name[8:].isdigit():
        heading = whole_number(name[8:])
    elif name == "title":
        heading = 1
    elif outline is not None:
        heading = _outline(outline)
    return _Style(
        value(style, "basedOn"),
        name,
        value(drawn, "numId") if drawn is not None else "",
        whole_number(value(drawn, "ilvl")) if drawn is not None else 0,
        heading,
    )


def _level(level: Element) -> _Level:
    return _Level(value(level, "numFmt"), value(level, "lvlText"), whole_number(value(level, "start"), 1))


def _outline(element: Element) -> int | None:
    """Word counts outline levels from 0; 9 is running text."""
    level = whole_number(element.get(VALUE), 9)
    return level + 1 if level < 9 else None


def numeral(count: int, shape: str) -> str:
    """A number as Word draws it in the formats that reports use; others as decimal."""
    if shape in CHINESE_FORMATS and 0 < count < 100:
        tens, units = divmod(count, 10)
        head = "" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十"
        return head + (CHINESE[units] if units else "")
    if shape in CIRCLED and 0 < count <= 20:
        return chr(0x245F + count)
    if shape in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        return chr((0x40 if shape == "upperLetter" else 0x60) + count)
    if shape == "decimalFullWidth":
        return str(count).translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)})
    return str(count)
