"""Checks of what the text states against the tables. Every finding quotes its sentence.

Figures of another year and approximate ones are left out; where usage differs (一, or 一 + 二) each is
accepted and the one that fits is recorded.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extract.checks.catalogue import (
    FAIL,
    NOT_ASSESSABLE,
    PASS,
    Both,
    catalogue,
    finding,
    number,
    stated_figures,
)
from extract.checks.identities import doubted_among, missing_numbers
from extract.checks.sheet import Sheet, row_label
from extract.checks.wording import has_own_text, section_name, section_text, sentences
from extract.rare import rare
from extract.records import record
from extract.reports.model import Finding, Report, Scope, Stated
from extract.reports.narrative import narrative_figures

GROUP = re.compile(r"sum\((\w+)_\*\.(\w+)\)")
FEE_ROW = "out_other_fee_unpaid.total"
FEE_WORDS = re.compile(r"信息处理费|收费|收取|费用")
NO_FEE = re.compile(
    r"(?:未|没有|无|不存在)[^，。；]{0,10}?(?:收取|收费|信息处理费)|收费[^，。；]{0,6}(?:0元|为0|为零|无)"
)
NUMBER = r"(?<![\d.])(?<!\d,)(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?!\d)"
"""A whole number in running text, also with thousands set off."""
UNIT = "人次|件次|件|条|次|篇|份|项|期|场|个|部"
INNER_LIST = rare(r"其中|包括|分别|共计|合计|总计|累计|另|此外|同时|同步|全部")
"""Where a list within a list begins, or what is told beside it."""
LIST_WORDS = re.compile("其中|包括|分别[为是]")
"""One of these stands in every list's head, and in few sentences."""
IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
OUT_OF_BRACKETS = re.compile(r"[）)]")
LIST_HEAD = rare(
    rf"(?<!增加)(?<!增长)(?<!减少)(?<!下降){NUMBER}\s*({UNIT})[^，。；：:0-9]{{0,6}}[，,：:（(]?\s*(?:其中|包括|分别为|分别是)[：:，,]?"
)
APPROXIMATE = rare(r"[约近]\s*\d|\d\s*(?:余|多|几)|左右|以上|超过|不少于")
SHARE = rare(
    NUMBER
    + r"\s*件[^，。；、\d]{0,8}?(?:占[^，。；、\d]{0,14}?)?[（(，,]?\s*(?:占[^，。；、\d]{0,14}?)?(\d{1,6}(?:\.\d{1,6})?)\s*[%％]"
)
OTHER_WHOLE = rare(r"占[^，。；]{0,6}(?:历年|[\d两二三四五六七八九十]年|上一?年|去年|全[国省市县区州旗系])")
"""A share of what the report does not count: 占五年总量的12%, 占全市的3%."""
OUTCOME_WORDS = rare(r"予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|公开申请|依申请|办结")
GREW = rare(
    r"(?:同比|较上年|比上年|较去年|比去年|较20\d\d年)[^，。；\d]{0,6}?(增长|增加|上升|提高|下降|减少|降低)[^，。；\d]{0,4}?(\d{1,6}(?:\.\d{1,6})?)\s*[%％]"
)
FALL = frozenset({"下降", "减少", "降低"})
REQUESTS = rare(r"(?:收到|受理|新收|办结|办理)[^，。；]{0,16}申请|申请[^，。；]{0,10}\d+\s*件")
COUNTED = re.compile(NUMBER + r"\s*件")
ANY_YEAR = re.compile(r"(20\d\d)\s*年")
GROWTH = rare(r"同比|增长|增加|减少|下降|上升|提高|上年(?!度?结转)|去年|较(?:上|去|20)")
DENOMINATORS: tuple[tuple[tuple[str, ...], Both], ...] = (
    (("req_new.total",), Both("一（新收）", "一 (new)")),
    (("req_new.total", "req_carried_in.total"), Both("一加二", "一 + 二")),
    (("out_total.total",), Both("（七）总计", "（七）")),
)


@record(frozen=True, slots=True)
class Reading:
    """What a stated figure may equal: the sum of some cells of this report, and what that is called."""

    cells: tuple[str, ...]
    name: Both


def whole(printed: str) -> int:
    """A whole number as printed, thousands set off or not."""
    return int(printed.replace(",", ""))


def _term(term: str, sheet: Sheet) -> tuple[tuple[str, ...], Both] | None:
    """The cells of ``code.total`` or ``sum(group_*.total)``; None where the report's form has none of them."""
    group = GROUP.fullmatch(term)
    if group is None:
        code = term.partition(".")[0]
        return ((term,), row_label(code)) if term in sheet.cells else None
    prefix, column = group[1], group[2]
    cells = tuple(k for k in sheet.cells if k.startswith(f"{prefix}_") and k.endswith(f".{column}"))
    return (cells, row_label(prefix)) if cells else None


def readings(code: str, sheet: Sheet) -> list[Reading]:
    """Every sum of cells that a stated figure may equal, as far as the report's form has them."""
    found = []
    for expression in narrative_figures()[code].compare:
        terms = [_term(term.strip(), sheet) for term in expression.split(" + ")]
        known = [t for t in terms if t is not None]
        if known and len(known) == len(terms):
            zh, en = (" + ".join(name[n] for _, name in known) for n in (0, 1))
            found.append(Reading(tuple(k for cells, _ in known for k in cells), Both(zh, en)))
    return found


def stated_figure(stated: Stated, check: str, report: Report, sheet: Sheet) -> Finding:
    """One figure of the text against each sum of cells that it may equal."""
    figure, sentence = narrative_figures()[stated.code], stated.sentence
    what = Both(figure.label_zh.removesuffix("（叙述）"), figure.label_en.removesuffix(", as stated").lower())
    possible = readings(stated.code, sheet)
    cells = tuple(dict.fromkeys(key for reading in possible for key in reading.cells))
    if not stated.exact:
        return finding(check, NOT_ASSESSABLE, cells=cells, because="approximate", sentence=sentence)
    if not possible:
        return finding(check, NOT_ASSESSABLE, because="no_table")
    usable = [r for r in possible if all(sheet.value(k) is not None for k in r.cells)]
    for reading in usable:
        if sheet.total(reading.cells) == stated.value:
            words: dict[str, Any] = {"what": what, "reading": reading.name, "sentence": sentence}
            words |= {"left": stated.value, "right": stated.value}
            return finding(check, PASS, cells=reading.cells, said="pass_stated", **words)
    if len(usable) < len(possible):
        missing = missing_numbers(check, cells, sheet, what)
        if missing is not None:
            return missing
    told = [(r.name, sheet.total(r.cells)) for r in usable]
    nearest = min((total for _, total in told), key=lambda total: abs(total - stated.value))
    # The text of an aggregate report may count what the body itself received, which is less.
    narrower = report.scope is Scope.GOVERNMENT_AGGREGATE and stated.value < nearest
    return finding(
        check,
        FAIL,
        severity="info" if narrower else None,
        cells=cells,
        left=stated.value,
        right=nearest,
        doubted=doubted_among(cells, sheet),
        what=what,
        sentence=sentence,
        tables=_in_the_tables(told),
    )


def _in_the_tables(told: Sequence[tuple[Both, float]]) -> Both:
    """What the tables say a figure is, in words: each sum that it may be, with its name."""
    return Both(
        "，".join(f"{name.zh}为 {number(total)}" for name, total in told),
        ", ".join(f"{number(total)} for {name.en}" for name, total in told),
    )


def stated_figures_of(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """N-01, N-02, N-04, N-05, N-06: every figure that the text states for the report's own year, each once."""
    said = set()
    for stated in report.narrative:
        check = stated_figures().get(stated.code)
        if (
            check is None
            or stated.code not in narrative_figures()
            or not catalogue()[check].covers(report.year)
        ):
            continue
        same = (stated.code, stated.value, stated.exact)
        if (stated.year is not None and stated.year != report.year) or same in said:
            continue
        said.add(same)
        yield stated_figure(stated, check, report, sheet)


def shares(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """N-03: each share that a sentence on outcomes gives beside its count, recomputed."""
    text = section_text(report, "1")
    for sentence in sentences(text) if "%" in text or "％" in text else ():
        if "%" not in sentence and "％" not in sentence:
            continue
        if not OUTCOME_WORDS.search(sentence) or GROWTH.search(sentence) or APPROXIMATE.search(sentence):
            continue
        if {int(year) for year in ANY_YEAR.findall(sentence)} - {report.year}:
            continue
        for share in SHARE.finditer(sentence):
            if not OTHER_WHOLE.search(share[0]):
                yield stated_share(whole(share[1]), float(share[2]), sentence, sheet)


def stated_share(count: int, percent: float, sentence: str, sheet: Sheet) -> Finding:
    """One share of the text against each whole that its count may be a part of; the nearest is told."""
    tried = [
        (100 * count / base, name)
        for cells, name in DENOMINATORS
        if all(sheet.value(k) is not None for k in cells) and (base := sheet.total(cells))
    ]
    if not tried:
        cells = tuple(dict.fromkeys(k for cells, _ in DENOMINATORS for k in cells))
        missing = missing_numbers("N-03", cells, sheet)
        return missing or finding("N-03", NOT_ASSESSABLE, cells=cells, because="nothing_printed")
    # The whole may be a figure of the sentence itself, as the refusals of which some are secrets.
    wholes = {n for found in COUNTED.findall(sentence) if (n := whole(found)) > count}
    tried += [
        (100 * count / n, Both(f"同一句的 {n} 件", f"the {n} in the same sentence")) for n in sorted(wholes)
    ]
    nearest, name = min(tried, key=lambda t: abs(t[0] - percent))
    cells = tuple(k for cells, n in DENOMINATORS if n == name for k in cells)
    return recomputed(percent, nearest, cells, sentence, name)


def recomputed(
    stated: float, figure: float, cells: tuple[str, ...], sentence: str, denominator: Both
) -> Finding:
    """N-03 for one stated percentage and what the tables give for it."""
    fits = abs(figure - stated) <= catalogue()["N-03"].thresholds["points"] + 1e-9
    return finding(
        "N-03",
        PASS if fits else FAIL,
        cells=cells,
        left=stated,
        right=round(figure, 2),
        said="pass_share" if fits else None,
        sentence=sentence,
        denominator=denominator,
    )


def growth(earlier: Report, later: Report, sheet: Sheet) -> Iterator[Finding]:
    """N-03 across two years: a stated growth of the requests, recomputed from both reports.

    ``sheet`` holds the cells of both, the earlier as ``key@year``.
    """
    if not has_own_text(later):
        return
    for sentence in sentences(section_text(later, "1")):
        match = GREW.search(sentence)
        if match is None or not REQUESTS.search(sentence) or APPROXIMATE.search(sentence):
            continue
        stated = float(match[2]) * (-1 if match[1] in FALL else 1)
        tried = []
        for cells, name in DENOMINATORS:
            before = tuple(f"{k}@{earlier.year}" for k in cells)
            if all(sheet.value(k) is not None for k in cells + before) and sheet.total(before):
                rate = 100 * (sheet.total(cells) / sheet.total(before) - 1)
                tried.append((rate, name, cells + before))
        if not tried:
            continue
        rate, name, cells = min(tried, key=lambda t: abs(t[0] - stated))
        yield recomputed(stated, rate, cells, sentence, name)


def _items(text: str, unit: str) -> list[int]:
    """The counts of that unit in a piece of a list, up to where a list within the list begins."""
    return [whole(n) for n in re.findall(rf"{NUMBER}\s*{unit}", INNER_LIST.split(text)[0])]


def itemised_list(sentence: str, head: re.Match[str], tail: str) -> Finding | None:
    """N-07 for one list: its total stands in ``head``, its items in ``tail``. None for less than two items.

    Items stand between commas, or each before a semicolon with its own breakdown; the reading that adds up
    is taken. A list that falls short may not be complete.
    """
    total, unit = whole(head[1]), head[2]
    pieces = re.split(r"[；;]", tail)
    leading = [items[0] for piece in pieces if (items := _items(piece, unit))]
    readings = [items for items in (_items(pieces[0], unit), leading) if len(items) > 1]
    if not readings:
        return None
    items = min(readings, key=lambda r: (sum(r) != total, sum(r)))
    added = sum(items)
    words: dict[str, Any] = {"sentence": sentence, "left_sum": f"{' + '.join(map(str, items))} = {added}"}
    if added < total:
        return finding("N-07", NOT_ASSESSABLE, left=added, right=total, because="open_list", **words)
    return finding("N-07", PASS if added == total else FAIL, left=added, right=total, **words)


def itemised_lists(report: Report) -> Iterator[Finding]:
    """N-07: every itemised list in the free text, and the lists within its items."""
    for order in ("1", "5"):
        text = section_text(report, order)
        if LIST_WORDS.search(text.replace("\n", "")) is None:
            continue  # nor has any sentence a list, whichever lines it stands on
        for sentence in sentences(text, ends="。！？!?"):
            if not LIST_WORDS.search(sentence) or APPROXIMATE.search(sentence):
                continue
            for number_in_sentence, head in enumerate(LIST_HEAD.finditer(sentence)):
                # What stands in brackets is a list of its own, and one within brackets ends with them.
                tail = OUT_OF_BRACKETS.split(IN_BRACKETS.sub("", sentence[head.end() :]))[0]
                # A list within a list ends with its piece.
                tail = tail if number_in_sentence == 0 else re.split(r"[；;]", tail)[0]
                found = itemised_list(sentence, head, tail)
                if found is not None:
                    yield found


def fee_story(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """T3-07 and N-08: requests closed for an unpaid fee, and what section six says of fees."""
    if FEE_ROW not in sheet.cells:
        return
    unpaid, text = sheet.value(FEE_ROW), section_text(report, "6")
    missing = missing_numbers("T3-07", (FEE_ROW,), sheet)
    if unpaid is None:
        if missing is not None:
            yield missing
        return
    if unpaid > 0 and not text:
        yield finding(
            "T3-07", NOT_ASSESSABLE, cells=(FEE_ROW,), because="no_section", section=section_name(6)
        )
        return
    told = unpaid == 0 or FEE_WORDS.search(text) is not None
    yield finding("T3-07", PASS if told else FAIL, cells=(FEE_ROW,), left=unpaid)
    none = next((s for s in sentences(text) if NO_FEE.search(s)), None)
    if none is not None:
        outcome = FAIL if unpaid > 0 else PASS
        yield finding("N-08", outcome, cells=(FEE_ROW,), right=unpaid, sentence=none)


def narrative_checks(report: Report, sheet: Sheet) -> Iterator[Finding]:
    """Every check of the text against the tables of one report."""
    if not has_own_text(report):
        return
    yield from stated_figures_of(report, sheet)
    if catalogue()["N-03"].covers(report.year):
        yield from shares(report, sheet)
    yield from itemised_lists(report)
    if catalogue()["T3-07"].covers(report.year):
        yield from fee_story(report, sheet)
