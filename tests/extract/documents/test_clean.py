"""The text of a cell as a reader sees it."""

import pytest

from extract.documents.clean import is_note


@pytest.mark.parametrize(
    ("before", "raised", "noted"),
    [
        ("5", "1", True),
        ("5 ", "1", True),
        ("行政许可5", " 2 ", True),
        ("m", "2", False),  # square metres
        ("5", "a", False),
        ("", "1", False),
    ],
)
def test_a_raised_number_behind_a_figure_is_that_of_a_note(before: str, raised: str, noted: bool) -> None:
    assert is_note(before, raised) is noted
