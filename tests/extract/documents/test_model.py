"""What readers give: tables and their words, and places on pages that were scanned on their side or head."""

import pytest

from extract.documents.model import Document, Place, Table, TextCell, Turned


@pytest.mark.parametrize(
    ("quarters", "shown"),
    [(1, (70, 10, 80, 40)), (2, (60, 170, 90, 180)), (3, (20, 160, 30, 190))],
)
def test_a_box_on_a_turned_page_is_given_as_the_page_is_shown(
    quarters: int, shown: tuple[float, float, float, float]
) -> None:
    """The page is 100 points wide and 200 tall as shown; upright the box is at (10, 20, 40, 30)."""
    document = Document("pdf", "ocr", (), turned={2: Turned(quarters, 100, 200)})
    assert document.shown(Place(2, (10, 20, 40, 30))) == Place(2, shown)
    assert document.shown(Place(1, (10, 20, 40, 30))) == Place(1, (10, 20, 40, 30))
    assert document.shown(Place(offset=7)) == Place(offset=7)


def test_the_words_of_a_table_are_its_texts_without_those_in_ascii():
    texts = ["规章", "12", "", "－", "0"]
    table = Table(tuple(TextCell(text, 0, col) for col, text in enumerate(texts)), 1, len(texts))
    assert table.words() == ("规章", "－")
    assert table.words() is table.words()
    assert table == Table(table.cells, 1, len(texts))
