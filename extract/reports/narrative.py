"""Figures that a report states in its running text: what each counts, its sentence, the year it speaks of."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from extract.documents.model import Document, Paragraph, Place
from extract.paths import FORMS
from extract.reports.model import Stated

_NUMBER = (
    r"(?P<about>约|近|超过|超|逾|大约|将近|不足|共约)?(?P<n>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千零〇]+)"
    r"(?P<big>万|亿)?(?P<more>余|多|几)?"
)
_N = _NUMBER + r"(?:件次|件|条|宗|份|次|起|例|项|个)(?P<some>左右|以上)?"
_ITEMS = _NUMBER + r"(?:余|多)?(?:条|篇|件|项|份)(?:次)?(?P<some>左右|以上)?"
_YUAN = _NUMBER + r"元"
_GAP = r"[^，。；：\d]{0,24}?"
_DIGITS = {0xFF10 + d: ord("0") + d for d in range(10)} | {
    ord("％"): "%",
    ord("．"): ".",
    0x200B: "",
    0xFEFF: "",
}
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、")
_SENTENCE = re.compile(r"[^。；！？!?]+[。；！？!?]?")
_YEAR = re.compile(r"(20\d\d)年")
_LAST_YEAR = re.compile(r"(?:去年|上一?年度?(?!度?结转)|上年同期|同比)")
_CLAUSE = re.compile(r"[，,：:（(]")
_PERCENT = re.compile(r"[（(](?:占(?:比)?)?(?P<p>\d{1,3}(?:\.\d+)?)[%％]")
_CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class NarrativeFigure:
    """A figure that running text may state: ``compare`` lists the sums of cells that it may equal."""

    code: str
    label_zh: str
    label_en: str
    unit: str
    compare: tuple[str, ...]
    needs: str
    patterns: tuple[re.Pattern[str], ...]
    zero: tuple[re.Pattern[str], ...]


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(
        source.replace("{n}", _N).replace("{items}", _ITEMS).replace("{yuan}", _YUAN).replace("{gap}", _GAP)
    )


@cache
def narrative_figures() -> Mapping[str, NarrativeFigure]:
    """Every figure of ``data/forms/narrative.toml`` by code, in the order in which the text is searched."""
    raw = tomllib.loads((FORMS / "narrative.toml").read_text("utf-8"))["figures"]
    return MappingProxyType(
        {
            f["code"]: NarrativeFigure(
                f["code"],
                f["label_zh"],
                f["label_en"],
                f["unit"],
                tuple(f["compare"]),
                f["needs"],
                tuple(map(_compiled, f["patterns"])),
                tuple(map(_compiled, f.get("zero", ()))),
            )
            for f in raw
        }
    )


def _chinese(text: str) -> int:
    total, digit = 0, 0
    for char in text:
        if char in _CN_UNITS:
            total += (digit or 1) * _CN_UNITS[char]
            digit = 0
        else:
            digit = _CN_DIGITS[char]
    return total + digit


def _value(match: re.Match[str]) -> tuple[float, bool]:
    """The number of a match and whether it is meant exactly."""
    groups = match.groupdict()
    text = groups["n"]
    number = float(text.replace(",", "")) if text[0].isdigit() else float(_chinese(text))
    number *= {"万": 1e4, "亿": 1e8}.get(groups["big"] or "", 1)
    vague = groups["about"] or groups["more"] or groups.get("some") or groups["big"]
    return (round(number, 4), not vague)


def _year(sentence: str, at: int, report_year: int | None) -> int | None:
    """The year that the words before a number name, nearest first; else the report's."""
    years = [int(m[1]) for m in _YEAR.finditer(sentence, 0, at)]
    clause_start = max((m.end() for m in _CLAUSE.finditer(sentence, 0, at)), default=0)
    if _LAST_YEAR.search(sentence, clause_start, at) and report_year is not None:
        return report_year - 1
    return years[-1] if years else report_year


def _sentences(document: Document, taken: frozenset[int], first: int) -> Iterator[tuple[str, Place]]:
    """Whole sentences, also where the print breaks them over lines, each with the place where it begins."""
    text = ""
    starts: list[tuple[int, Place]] = []
    for index, block in enumerate(document.blocks[first:], first):
        if not isinstance(block, Paragraph) or index in taken or not block.text.strip():
            continue
        # The words stay as printed; only digits are made ordinary and the breaks of the print taken out.
        piece = re.sub(r"\s+", "", block.text.translate(_DIGITS))
        if _ITEM.match(piece) and text and text[-1] != "\n":
            text += "\n"
        starts.append((len(text), block.place))
        # A line that ends its sentence, a heading or a short line is not carried on by the next.
        ends = piece[-1:] in "。；！？!?:：" or block.heading is not None or len(piece) < 18
        text += piece + ("\n" if ends else "")
    position = 0
    for line in text.split("\n"):
        for match in _SENTENCE.finditer(line):
            at = bisect_right(starts, position + match.start(), key=lambda begin: begin[0])
            yield match[0], starts[at - 1][1] if at else Place()
        position += len(line) + 1


def _free(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= a or start >= b for a, b in spans)


def read_narrative(
    document: Document, year: int | None, taken: frozenset[int] = frozenset(), first: int = 0
) -> tuple[Stated, ...]:
    """Every figure stated in the running text from block ``first`` on, in the order of the text.

    ``exact`` is False for 约, 近, 余, 万 and the like. A percentage in brackets after a figure follows it
    as ``<code>_percent``.
    """
    found: list[tuple[int, int, Stated]] = []
    for number, (sentence, place) in enumerate(_sentences(document, taken, first)):
        spans: list[tuple[int, int]] = []
        for figure in narrative_figures().values():
            if figure.needs not in sentence:
                continue
            for pattern in figure.patterns:
                for match in pattern.finditer(sentence):
                    if not _free(spans, match.start("n"), match.end("n")):
                        continue
                    spans.append((match.start("n"), match.end("n")))
                    value, exact = _value(match)
                    spoken = _year(sentence, match.start("n"), year)
                    found.append(
                        (number, match.start("n"), Stated(figure.code, value, exact, spoken, sentence, place))
                    )
                    percent = _PERCENT.match(sentence, match.end())
                    if percent:
                        share = Stated(
                            f"{figure.code}_percent", float(percent["p"]), True, spoken, sentence, place
                        )
                        found.append((number, match.start("n") + 1, share))
            if not any(s.code == figure.code for n, _, s in found if n == number):
                for pattern in figure.zero:
                    none = pattern.search(sentence)
                    if none:
                        spoken = _year(sentence, none.end(), year)
                        found.append(
                            (number, none.start(), Stated(figure.code, 0.0, True, spoken, sentence, place))
                        )
                        break
    return tuple(stated for _, _, stated in sorted(found, key=lambda f: f[:2]))
