"""Figures that a report states in its running text: what each counts, its sentence, the year it speaks of."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extract.documents.model import Document, Place
from extract.records import record
from extract.reports.model import Scope, Stated
from extract.reports.narrative.figures import NarrativeFigure, compiled, narrative_figures
from extract.reports.narrative.lines import Line, running_text
from extract.reports.narrative.numbers import value_of
from extract.reports.narrative.sentence import Rank, Sentence
from extract.reports.numerals import NUMERALS

LONGEST = 3000
"""Characters of a sentence; what runs on for longer without a stop is none."""
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")
_PIECE = re.compile(r"[^；;]+[；;]?")
_COUNTED = re.compile(rf"[\d{NUMERALS}][万亿]?[余多几]?[件条宗份次起例项个篇元]")
_PERCENT = re.compile(r"[（(](?:占(?:比)?)?(?P<p>\d{1,3}(?:\.\d+)?)[%％]")


@record(frozen=True, slots=True)
class _Found:
    """A figure with its point in the text; a number of items has a ``rank``."""

    point: int
    said: Stated
    rank: Rank | None = None


@record(frozen=True, slots=True)
class _Piece:
    """A piece of a sentence, from one semicolon to the next, as it is printed, and where it stands."""

    sentence: Sentence
    low: int
    high: int
    quote: str
    place: Place

    def stated(self, code: str, value: float, exact: bool, at: int) -> Stated:
        """A figure of the piece, for the year of which the words before ``at`` speak."""
        return Stated(code, value, exact, self.sentence.spoken_year(at), self.quote, self.place)


def read_narrative(
    document: Document,
    year: int | None,
    taken: frozenset[int] = frozenset(),
    first: int = 0,
    scope: Scope = Scope.UNKNOWN,
) -> tuple[Stated, ...]:
    """Every figure stated in the running text from block ``first`` on, in the order of the text.

    Only what the text says of the reporting body's whole year is taken (``scope`` tells whether its territory's
    figures are its own): parts, plans, changes and other bodies' counts are left out, as are numbers that count
    something else. ``exact`` is False for 约, 近, 余, 万 and the like. A percentage in brackets after a figure
    follows it as ``<code>_percent``.
    """
    aggregate = scope in (Scope.GOVERNMENT_AGGREGATE, Scope.SYSTEM_AGGREGATE)
    lines, starts = running_text(document, taken, first)
    found: list[_Found] = []
    published: list[_Found] = []
    figures = _may_state(narrative_figures().values(), "\n".join([line.text for line in lines]))
    for line in lines:
        told = list(_in_line(line, starts, figures, year, aggregate))
        found += [one for one in told if one.rank is None]
        items = [one for one in told if one.rank is not None]
        for of_year in {one.said.year for one in items}:
            published += _all_that_was_published([one for one in items if one.said.year == of_year])
    found += _of_the_whole_text(published)
    return tuple(one.said for one in sorted(found, key=lambda one: one.point))


def _in_line(
    line: Line,
    starts: Sequence[tuple[int, Place]],
    figures: Iterable[NarrativeFigure],
    year: int | None,
    aggregate: bool,
) -> Iterator[_Found]:
    """Those of the figures that a paragraph states, each with its point in the text; ``starts`` tell where its print stands."""
    of_line = _may_state(figures, line.text)
    for whole in _SENTENCE.finditer(line.text) if of_line else ():
        of_sentence = of_line if whole[0] == line.text else _may_state(of_line, whole[0])
        if not of_sentence or len(whole[0]) > LONGEST:
            continue
        sentence = Sentence(line, whole[0], whole.start(), year, aggregate)
        begin = line.start + whole.start()
        for part in _PIECE.finditer(whole[0]):
            of_piece = of_sentence if part[0] == whole[0] else _may_state(of_sentence, part[0])
            if not of_piece:
                continue
            here = bisect_right(starts, begin + part.start(), key=lambda start: start[0])
            place = starts[here - 1][1] if here else Place()
            quote = line.printed[whole.start() + part.start() : whole.start() + part.end()]
            for one in _stated(_Piece(sentence, *part.span(), quote, place), of_piece):
                yield _Found(begin + one.point, one.said, one.rank)


def _may_state(figures: Iterable[NarrativeFigure], text: str) -> list[NarrativeFigure]:
    """Those of the figures that a text may state: it has a word that they need, and a counted number unless it may say that there were none."""
    found = []
    for figure in figures:
        for word in figure.needs:
            if word in text:
                found.append(figure)
                break
    if found and _COUNTED.search(text) is None:
        return [figure for figure in found if figure.zero]
    return found


def _stated(piece: _Piece, figures: Iterable[NarrativeFigure]) -> Iterator[_Found]:
    """Those of the figures that a piece of a sentence states, each with its point in the sentence.

    Of two different counts of one thing the first is the whole; of outcomes each may be a part.
    """
    counted = _COUNTED.search(piece.sentence.text, piece.low, piece.high) is not None
    spans: list[tuple[int, int]] = []
    taken: list[tuple[NarrativeFigure, Stated, re.Match[str]]] = []
    for figure in figures:
        told, is_seen = _counts(piece, figure, spans) if counted else ([], False)
        taken += [(figure, said, match) for said, match in told]
        if not is_seen:
            yield from _none(piece, figure)
    counts: dict[tuple[str, int | None], list[float]] = {}
    for _, said, _ in taken:
        counts.setdefault((said.code, said.year), []).append(said.value)
    for figure, said, match in taken:
        values = counts[said.code, said.year]
        is_whole = figure.whole and said.value == values[0]
        if figure.about != "items" and len(set(values)) > 1 and not is_whole:
            continue
        at = match.start("n")
        yield _Found(at, said, piece.sentence.rank(at) if figure.about == "items" else None)
        percent = _PERCENT.match(piece.sentence.text, match.end())
        if percent:
            share = Stated(
                f"{said.code}_percent", float(percent["p"]), True, said.year, piece.quote, piece.place
            )
            yield _Found(at + 1, share)


def _counts(
    piece: _Piece, figure: NarrativeFigure, spans: list[tuple[int, int]]
) -> tuple[list[tuple[Stated, re.Match[str]]], bool]:
    """The counts of one figure in a piece, and whether any number there may be one, so that it does not say that there were none.

    ``spans`` are the numbers that figures have taken so far; those that are looked at are added.
    """
    sentence = piece.sentence
    told: list[tuple[Stated, re.Match[str]]] = []
    is_seen = False
    for pattern in figure.patterns:
        for match in compiled(pattern).finditer(sentence.text, piece.low, piece.high):
            at, end = match.span("n")
            if not all(end <= low or at >= high for low, high in spans):
                continue
            spans.append((at, end))
            value = value_of(match)
            stands = value is not None and sentence.states(figure, match.start(), at, match.end())
            stands = stands and sentence.carries(match)
            # Of 复议、诉讼共0件 a pattern sees one of the two: the words of none see both.
            is_seen = is_seen or stands or value is None or value[0] != 0
            if value is not None and stands:
                # A year within the words is no year of the figure: 结转2025年办理1件.
                told.append((piece.stated(figure.code, *value, match.start()), match))
    return told, is_seen


def _none(piece: _Piece, figure: NarrativeFigure) -> Iterator[_Found]:
    """The figure as 0 where the piece says that there were none."""
    for pattern in figure.zero:
        none = compiled(pattern).search(piece.sentence.text, piece.low, piece.high)
        if none and piece.sentence.states(figure, none.start(), none.end(), none.end(), zero=True):
            yield _Found(none.start(), piece.stated(figure.code, 0.0, True, none.end()))
            return


def _all_that_was_published(found: Sequence[_Found]) -> Iterator[_Found]:
    """Of the numbers of items in one paragraph the one that counts all: a total, else the first; sites' and accounts' are parts."""
    best, mine = _highest(found)
    values = {one.said.value for one in found}
    if best <= Rank.CHANNEL or (best is Rank.SITE and len(values) > 1):
        return
    all_of_it = max(one.said.value for one in mine) if best is Rank.TOTAL else mine[0].said.value
    # What is less than a part is no whole; only accounts may send the same thing out more than once.
    if all_of_it >= max(one.said.value for one in found if one.rank):
        yield from (one for one in mine if one.said.value == all_of_it)


def _of_the_whole_text(published: Sequence[_Found]) -> Iterator[_Found]:
    """Of what several paragraphs say was published in a year that which counts all; none where they say it of different numbers.

    What one site published is said as that: it may be all, but the text does not say so.
    """
    for year in {one.said.year for one in published}:
        best, mine = _highest([one for one in published if one.said.year == year])
        values = {one.said.value for one in mine}
        if best is Rank.TOTAL or len(values) == 1:
            mine = [one for one in mine if one.said.value == max(values)]
            yield from (map(_of_a_site, mine) if best is Rank.SITE else mine)


def _highest(found: Sequence[_Found]) -> tuple[Rank, list[_Found]]:
    """The highest rank of some numbers of items, and those that have it."""
    best = max(one.rank for one in found if one.rank is not None)
    return best, [one for one in found if one.rank is best]


def _of_a_site(found: _Found) -> _Found:
    """A number of items as that of the site that published them."""
    told = found.said
    site = Stated("narr_pd_items_site", told.value, told.exact, told.year, told.sentence, told.place)
    return _Found(found.point, site, found.rank)
