"""Whether numbers make their sum."""

from extract.documents.model import TextCell
from extract.tables.sums import adds_up, last_is_too_many, makes_total


def _row(*texts: str) -> list[TextCell]:
    return [TextCell(text, 0, col) for col, text in enumerate(texts)]


def test_blanks_count_as_nothing() -> None:
    assert makes_total(_row("1", "", "2", "3"))
    assert makes_total([*_row("1"), None, *_row("1")])
    assert not makes_total(_row("1", "", "2", "4"))


def test_a_blank_total_adds_up_only_to_nothing() -> None:
    assert adds_up(_row("", "0", ""))
    assert not adds_up(_row("1", ""))
    assert not makes_total(_row("", "0", ""))


def test_one_number_too_many_is_the_last_only_if_no_other_can_be_left_out() -> None:
    assert last_is_too_many(["1", "2", "0", "0", "3", "9"], 5)
    assert not last_is_too_many(["9", "1", "2", "0", "0", "3"], 5)
    assert not last_is_too_many(["0", "0", "0", "1", "1", "2"], 5)  # 0 0 0 1 1 and 0 0 1 1 2 both close
