"""Lists of indicators without rulings: in two halves side by side, with labels and figures broken over lines."""

from extract.documents.model import Paragraph
from extract.forms import form
from extract.tables import read_tables
from extract.tables.statistics.halves import halves_below_each_other
from tests.extract.tables.papers import paper, printed_line

INDICATORS = [
    (entry.label_zh.rpartition(" / ")[2], entry.unit) for entry in form("t2014").tables["statistics"].fields
]
HALF = (len(INDICATORS) + 1) // 2
Words = list[tuple[str, float, float]]


def indicator(n: int, left: float, figure: float | None = None) -> Words:
    """The words of one indicator, beginning ``left``: label, unit, and its number ``n`` or what stands at ``figure``."""
    label, unit = INDICATORS[n]
    end = figure or left + 220
    return [(label, left, left + 180), (unit, left + 190, left + 200), (str(n), end - 10, end)]


def line(n: int, words: Words) -> Paragraph:
    return printed_line(" ".join(text for text, *_ in words), 1, 100 + 12.0 * n, words)


def halves(left_figures: float = 260) -> list[Paragraph]:
    """Every line with one indicator of either half; the figures of the left one end at ``left_figures``."""
    found = []
    for n in range(HALF):
        words = indicator(n, 40, left_figures)
        if n + HALF < len(INDICATORS):
            words += indicator(n + HALF, 290)
        found.append(line(n, words))
    return found


def test_two_halves_side_by_side_are_one_list() -> None:
    head: Words = [("统计指标", 100, 140), ("单位", 228, 245), ("统计数", 245, 270)]
    head += [(text, x0 + 250, x1 + 250) for text, x0, x1 in head]
    sign: Words = [("某某市财政局", 400, 470)]
    read = read_tables(paper(line(-2, head), halves(), line(HALF + 5, sign), engine="pdfium"))
    assert read.complete
    assert [cell.value for cell in read.cells] == list(range(len(INDICATORS)))


def test_nothing_is_told_of_halves_that_are_not_apart() -> None:
    read = read_tables(paper(halves(left_figures=295), engine="pdfium"))
    assert not read.complete
    assert all(cell.value is None for cell in read.cells)


def test_a_list_in_one_column_stays_as_it_is() -> None:
    document = paper([line(n, indicator(n, 40)) for n in range(len(INDICATORS))], engine="pdfium")
    assert halves_below_each_other(document) is document


def in_one_column(at: int, *instead: Words, apart: float = 24) -> list[Paragraph]:
    """The whole list, other lines instead of that of one indicator, the next ones ``apart`` from each other."""
    found: list[Paragraph] = []
    top = 100.0
    for n in range(len(INDICATORS)):
        for words in instead if n == at else [indicator(n, 40)]:
            found.append(printed_line(" ".join(text for text, *_ in words), 1, top, words))
            top += 11.0 if n == at else apart
        top += 13.0 if n == at else 0.0
    return found


def test_a_figure_may_stand_between_the_two_lines_of_its_label() -> None:
    at = 12
    label, unit = INDICATORS[at]
    parts: list[Words] = [
        [(label[:9], 40, 130)],
        [(unit, 230, 240), ("12", 250, 260)],
        [(label[9:], 40, 130)],
    ]
    read = read_tables(paper(in_one_column(at, *parts), engine="pdfium"))
    assert read.complete
    assert [cell.value for cell in read.cells] == list(range(len(INDICATORS)))


def broken(upper: str, lower: str, second_unit: bool = False) -> list[Paragraph]:
    """The list with the fees broken over two lines."""
    at = next(n for n, (label, _) in enumerate(INDICATORS) if "收取的费用" in label)
    label, unit = INDICATORS[at]
    rest: Words = [(lower, 260 - 5.0 * len(lower), 260)]
    first: Words = [(label, 40, 220), (unit, 230, 240), (upper, 260 - 5.0 * len(upper), 260)]
    return in_one_column(at, first, ([(unit, 230, 240)] if second_unit else []) + rest)


def fees(lines: list[Paragraph]) -> float | None:
    read = read_tables(paper(lines, engine="pdfium"))
    return next(cell.value for cell in read.cells if cell.code == "s14_fees")


def test_a_figure_that_its_column_broke_is_put_together() -> None:
    assert fees(broken("7449.42", "9")) == 7449.429
    assert fees(broken("12838.", "7143")) == 12838.7143


def test_two_figures_below_each_other_are_not_one_where_the_first_had_room_or_both_have_units() -> None:
    assert fees(broken("7", "9")) is None
    assert fees(broken("7449.42", "9", second_unit=True)) is None


def test_the_figures_of_two_indicators_are_not_one_where_a_unit_has_run_into_its_label() -> None:
    at = next(n for n, (label, _) in enumerate(INDICATORS) if "专职人员" in label)
    (upper, unit), (lower, _) = INDICATORS[at - 1], INDICATORS[at]
    first: Words = [(upper, 40, 220), (unit, 230, 240), ("198", 245, 260)]
    second: Words = [(lower + unit, 40, 240), ("265", 245, 260)]
    found = in_one_column(at, second)
    found[at - 1] = printed_line(upper, 1, found[at].words[0].box[1] - 14, first)
    read = read_tables(paper(found, engine="pdfium"))
    assert [read.cells[n].value for n in (at - 1, at)] in ([198, 265], [198, None])


def test_a_figure_that_goes_on_on_the_next_page_is_not_told() -> None:
    last, rest = 20, len(INDICATORS) - 21
    found = [line(n, indicator(n, 40)) for n in range(last + 1)]
    for n in range(rest + 1):
        words: Words = [("16", 250, 260)] if n == 0 else indicator(last + n, 40)
        found.append(printed_line(" ".join(text for text, *_ in words), 2, 60 + 40.0 * n, words))
    read = read_tables(paper(found, engine="pdfium"))
    unread = [n for n, cell in enumerate(read.cells) if cell.value is None]
    assert unread == [last]
