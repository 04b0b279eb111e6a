"""Hostile text costs its length, not the square of it.

Whole readings of a good report with one thing many times in one of its places, at two sizes, by the time of the
processor. Six times the text may cost up to 18 times as much, three times what it should: noise does not trip that,
while the square of the length costs 36 times as much. The readings that a report in text or HTML does not reach are
tried by their patterns.
"""

import gc
import html
import time
from collections.abc import Callable, Iterator

import pytest

from extract.documents.pdf import bands, covers, witness
from extract.documents.pdf.covers import Cover
from extract.documents.text import rows
from extract.paths import REPORTS
from extract.regions import context, gazetteer
from extract.reports import read_reports
from extract.tables.table2 import table as table2
from tests.extract.documents.sources import source

SMALL, LARGE = 4_000, 24_000
MARGIN = 3 * LARGE // SMALL
LEAST = 0.04
"""Seconds below which a reading is too quick to be compared."""
UNITS = (
    *("1", " ", "\t", "0\n", "1 ", "-", " -", "#", "*", "|", "| 0 ", "一、", "(", "，", "&#", "<a ", "<td>", "分别"),
    *("政府信息公开", "2023年收到申请10件，", "一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21\n"),
)  # fmt: skip
PAGE = next(REPORTS.glob("*.html")).read_text("utf-8")
TEXT = next(REPORTS.glob("*.md")).read_text("utf-8")


@pytest.fixture(autouse=True)
def only_its_own_garbage() -> Iterator[None]:
    """What thousands of earlier tests left alive is not looked through again while a reading is timed."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def before(word: str, text: str, mark: str) -> tuple[str, str]:
    """A text in two, where the last ``mark`` before the first ``word`` begins."""
    at = text.rindex(mark, 0, text.index(word))
    return text[:at], text[at:]


def in_the_prose(many: str) -> tuple[str, str]:
    return TEXT.replace("一、总体情况", f"一、总体情况\n\n{many}x\n", 1), "a.txt"


def among_the_rows(many: str) -> tuple[str, str]:
    first, second = before("本年新收", TEXT, "\n")
    return f"{first}\n{many}\n{second}", "a.txt"


def after_a_comma(many: str) -> tuple[str, str]:
    return f"{TEXT}\n规章,0,0,{many}x\n规范性文件,0,0,{many}x\n", "a.txt"


def in_a_cell(many: str) -> tuple[str, str]:
    first, second = before("本年新收", PAGE, "<td")
    return f"{first}<td>{html.escape(many)}x</td>{second}", "a.html"


def as_markup(many: str) -> tuple[str, str]:
    first, second = before("一、", PAGE, "<p")
    return f"{first}<p style='{many}'>{many}x</p>{second}", "a.html"


def cost(text: str, name: str) -> float:
    """The seconds of processor that reading takes."""
    gc.collect()
    offered = source(text.encode(), name)
    started = time.process_time()
    read_reports(offered)
    return time.process_time() - started


@pytest.mark.parametrize("place", [in_the_prose, among_the_rows, after_a_comma, in_a_cell, as_markup])
def test_a_report_with_something_many_times_in_it_costs_its_length(place: Callable[[str], tuple[str, str]]):
    cost(*place("x"))
    slow = []
    for unit in UNITS:
        small = cost(*place(unit * (SMALL // len(unit))))
        assert small < 2, f"{unit!r}: {small:.1f} s for {SMALL} characters"
        large = cost(*place(unit * (LARGE // len(unit))))
        if large > MARGIN * max(small, LEAST):  # the machine may have been busy: what is slow is slow again
            large = cost(*place(unit * (LARGE // len(unit))))
        if large > MARGIN * max(small, LEAST):
            slow.append((unit, small, large))
    assert slow == []


@pytest.mark.parametrize(
    ("rule", "element"),
    [
        (".b .a{display:none}", "<p class=a>x</p>"),
        ("i:nth-child(%d){opacity:0}", "<table><tr><td><i>1</i></td></tr></table>"),
        (".x{color:red}", "<table><tr><td><b style='float:left'>1</b></td></tr></table>"),
        (".x{color:red}", "<div style='font-size:0'><b>1</b></div>"),
    ],
)
def test_rules_of_style_are_not_followed_once_more_for_each_element(rule: str, element: str):
    """So many rules and elements: followed each for each, they take half a minute."""
    many = 2_000
    sheet = "".join(rule % n if "%" in rule else rule for n in range(many))
    first, second = before("一、", PAGE, "<p")
    assert cost(f"<style>{sheet}</style>{first}{element * many}{second}", "a.html") < 5


@pytest.mark.parametrize(
    ("find", "unit"),
    [
        (bands._DECORATED.fullmatch, " "),
        (bands._DECORATED.fullmatch, "- "),
        (rows.VALUE.fullmatch, " "),
        (table2._NOTED.findall, "1"),
        (context._HOST.findall, "a."),
        (context._HOST.findall, "a"),
        (gazetteer.TOWNSHIP.search, "某"),
    ],
)
def test_a_pattern_looks_at_each_place_once(find: Callable[[str], object], unit: str):
    started = time.process_time()
    find(unit * (LARGE // len(unit)) + "x")
    assert time.process_time() - started < 0.3


@pytest.mark.parametrize("unit", [b"1", b".", b"-", b"(a", b"<a ", b"1 "])
def test_drawing_that_is_none_is_given_up_at_its_first_sign(unit: bytes):
    stream = unit * (LARGE // len(unit)) + b"\x80"
    started = time.process_time()
    assert any(found.lastgroup == "unknown" for found in witness._TOKEN.finditer(stream))
    assert time.process_time() - started < 5


def test_texts_that_all_lie_under_the_same_covers_cost_no_more_than_a_few_of_them():
    def looked_at(many: int) -> int:
        texts = [((n,), n, (10.0, 10.0, 20.0, 20.0)) for n in range(many)]
        over = [Cover((many + n,), (0.0, 0.0, 25.0, 22.0), n, 255.0, ()) for n in range(many)]
        return sum(1 for _ in covers.veiled(texts, over, lambda cover: cover))

    assert looked_at(2_000) <= 20 * looked_at(100)
