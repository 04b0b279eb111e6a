"""Tables that are ruled across only: what stands between two rulings is one row."""

import pytest

from extract.documents.model import Word
from extract.documents.pdf.between import rows_on_one_line
from extract.documents.pdf.content import Line, Ruling

RULINGS = [Ruling(at, 50, 500) for at in (100.0, 140.0, 180.0, 220.0, 260.0, 300.0)]


def line(top: float, *words: tuple[str, float, float]) -> Line:
    placed = tuple(Word(text, (x0, top, x1, top + 10)) for text, x0, x1 in words)
    return Line(" ".join(word.text for word in placed), (words[0][1], top, words[-1][2], top + 10), placed)


def said(*lines: Line, rulings: list[Ruling] = RULINGS, verticals: list[Ruling] | None = None) -> list[str]:
    return [found.text for found in rows_on_one_line(lines, rulings, verticals or [])]


FIGURES = line(105, ("89", 400, 420), ("3992", 460, 490))
LABEL = line(115, ("主动公开文件数", 60, 130), ("条", 300, 310))


def test_figures_at_the_top_of_a_row_stand_on_the_line_of_its_label() -> None:
    assert said(FIGURES, LABEL) == ["主动公开文件数 条 89 3992"]


def test_the_figures_stay_in_their_places() -> None:
    (found,) = rows_on_one_line([FIGURES, LABEL], RULINGS, [])
    assert [word.box for word in found.words[2:]] == [word.box for word in FIGURES.words]


def test_a_label_over_two_lines_is_one() -> None:
    rows = [line(108, ("回应公众关注热点或重", 60, 160)), line(120, ("大舆情数", 60, 100), ("2", 400, 405))]
    assert said(*rows) == ["回应公众关注热点或重大舆情数 2"]


@pytest.mark.parametrize(
    "rows",
    [
        [line(105, ("规章", 60, 80)), line(125, ("规范性文件", 60, 110), ("2", 400, 405))],
        [line(105, ("规章", 60, 80), ("1", 400, 405)), line(120, ("许可", 60, 80), ("2", 400, 405))],
        [line(105, ("信息内容", 60, 100), ("制发件数", 300, 340)), line(118, ("规章", 60, 80), ("2", 400, 405))],
        [line(105, ("其中", 60, 80)), line(118, ("规章", 60, 80))],
    ],
    ids=["two labels", "two figures", "headings", "no figures"],
)  # fmt: skip
def test_what_may_be_several_rows_stays_as_it_is(rows: list[Line]) -> None:
    assert said(*rows) == [row.text for row in rows]


def test_a_page_with_few_rulings_or_with_some_down_stays_as_it_is() -> None:
    apart = [FIGURES.text, LABEL.text]
    assert said(FIGURES, LABEL, rulings=RULINGS[:3]) == apart
    assert said(FIGURES, LABEL, verticals=[Ruling(50, 100, 300)]) == apart


def test_a_label_of_several_rows_beyond_their_rulings_is_no_part_of_them() -> None:
    shorter = [*RULINGS[:2], Ruling(120.0, 200, 500), *RULINGS[2:]]
    group = line(115, ("不予公开", 60, 100))
    row = [line(102, ("属于国家秘密", 210, 270)), line(108, ("7", 400, 405))]
    assert said(*row, group, rulings=shorter) == ["属于国家秘密 7", "不予公开"]
