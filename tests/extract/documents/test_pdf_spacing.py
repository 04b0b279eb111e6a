"""Digits set with letter-spacing on a page without rulings: one figure where its columns stand further apart."""

import pytest

from extract.documents.pdf.cleaning import clean_glyphs
from extract.documents.pdf.content import Glyph, Run
from extract.documents.pdf.lines import printed_lines, to_line, without_spacing

SIZE = 10.0


def glyphs(text: str, x: float, *, gap: float = 0.0, top: float = 100.0, size: float = SIZE) -> list[Glyph]:
    """Characters as wide as half their size, Chinese ones as wide as it."""
    found = []
    for n, char in enumerate(text):
        wide = size * (0.5 if char < "⺀" else 1)
        if char != " ":
            found.append(Glyph(x, top, x + wide, top + size, char, n))
        x += wide + gap
    return found


def words(*rows: list[Glyph]) -> list[list[str]]:
    lines = [to_line(line) for row in rows for line in printed_lines(row)]
    return [[word.text for word in line.words] for line in without_spacing(lines)]


def row(*texts: str, top: float = 100.0, gap: float = 3.0, pitch: float = 60.0) -> list[Glyph]:
    return [g for n, text in enumerate(texts) for g in glyphs(text, 50 + pitch * n, gap=gap, top=top)]


def test_digits_set_apart_in_columns_are_one_figure() -> None:
    found = words(row("199", "41", "0", "12"), row("0", "3", "0", "3", top=120))
    assert found == [["199", "41", "0", "12"], ["0", "3", "0", "3"]]


def test_a_sign_and_a_note_belong_to_the_figure() -> None:
    note = [*glyphs("23", 110, gap=3.0, top=120), *glyphs("3（其中修订8件）", 126, top=120)]
    sign = [*glyphs("+2", 50, top=120), *glyphs("7", 63, top=120)]
    assert words(row("199", "41", "12", "88"), sign + note)[1] == ["+27", "233（其中修订8件）"]


def test_a_point_belongs_to_the_figure() -> None:
    assert words(row("199", "41", "12", "88"), row("69792.1", top=120))[1] == ["69792.1"]


@pytest.mark.parametrize("numbers", ["2 1 0 0 0 0 3", "12 1 0 0 0 0 13"])
def test_numbers_parted_by_single_blanks_stay_several(numbers: str) -> None:
    found = words(*([*glyphs("予以公开", 50, top=y), *glyphs(numbers, 200, top=y)] for y in (100, 120, 140)))
    assert found == [["予以公开", *numbers.split()]] * 3


def test_columns_hardly_further_apart_than_the_digits_stay_as_they_are() -> None:
    assert words(row("19", "41", "12", "88", pitch=18))[0] == list("19411288")


def test_digits_unevenly_apart_stay_as_they_are() -> None:
    uneven = [*row("19", "41", "12", "88"), *glyphs("7", 290), *glyphs("7", 299)]
    assert words(uneven)[0] == list("1941128877")


@pytest.mark.parametrize(("first", "again"), [(100.0, 100.0), (100.0, 100.4), (103.9, 104.1), (104.1, 103.9)])
def test_characters_printed_over_themselves_count_once_at_any_height(first: float, again: float) -> None:
    runs = [Run(0.0, False, glyphs("22", x, top=top)) for x, top in ((50.0, first), (50.4, again))]
    assert "".join(g.text for g in clean_glyphs(runs, [], [])) == "22"


def test_two_signs_that_a_font_draws_as_one_glyph_are_both_kept() -> None:
    dash = Glyph(50, 100, 70, 110, "—", 1)
    assert clean_glyphs([Run(0.0, False, [dash, dash])], [], []) == [dash, dash]


def test_the_figure_of_the_next_column_that_was_shrunk_to_fit_is_no_note() -> None:
    """As a raised note it would be read as （2）（6）（9）（3）（2）."""
    texts = [("420", 50.0, 100.0, SIZE), ("26932", 71.0, 100.2, 7.0)]
    runs = [Run(0.0, False, glyphs(text, x, top=top, size=size)) for text, x, top, size in texts]
    assert "".join(g.text for g in clean_glyphs(runs, [], [])) == "42026932"


@pytest.mark.parametrize(("top", "read"), [(97.0, "2（1）"), (101.4, "21")], ids=["raised", "on the foot"])
@pytest.mark.parametrize("first", [True, False], ids=["drawn after its figure", "drawn before"])
def test_a_raised_digit_nearly_as_tall_is_the_number_of_a_note(top: float, read: str, first: bool) -> None:
    drawn = [Run(0.0, False, glyphs("2", 50)), Run(0.0, False, glyphs("1", 55, top=top, size=8.6))]
    cleaned = clean_glyphs(drawn if first else drawn[::-1], [], [])
    assert "".join(g.text for g in printed_lines(cleaned)[0]) == read


def test_a_shadow_behind_its_own_character_is_no_watermark() -> None:
    """Larger than the page's text, as in vertical labels: figures of its size are none either."""
    small, shadow, shown, figure = (
        Run(0.0, faint, [Glyph(x, top, x + size, top + size, text, 1)])
        for faint, x, top, size, text in (
            (False, 100, 10, 6, "人"),
            (True, 20, 30, 9, "三"),
            (False, 19.5, 29.5, 9, "三"),
            (True, 60, 60, 9, "7"),
        )
    )
    runs = [small, small, small, shadow, shown, figure]
    assert "".join(g.text for g in clean_glyphs(runs, [], [])) == "人三7"
