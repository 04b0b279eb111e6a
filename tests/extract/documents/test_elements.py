"""What the readers of XML and HTML ask of its elements and of the parts of an archive."""

import pytest
from lxml import etree

from extract.documents.elements import all_around, whole_number
from extract.documents.unpack import part_beside


@pytest.mark.parametrize(
    ("written", "number"), [("12", 12), ("", 7), (None, 7), ("-1", 7), ("²", 7), ("1.5", 7), ("123456", 7)]
)
def test_a_number_is_what_plain_digits_state(written: str | None, number: int) -> None:
    assert whole_number(written, 7) == number


def test_everything_around_some_elements() -> None:
    root = etree.fromstring("<a><b><c/><d/></b><e/></a>")
    assert {element.tag for element in all_around(root.iter("c", "d"))} == {"a", "b"}


@pytest.mark.parametrize("target", ["sheets/one.xml", "/xl/sheets/one.xml", "../xl/sheets/one.xml"])
def test_a_part_is_named_from_beside_another_or_from_the_root(target: str) -> None:
    assert part_beside("xl/workbook.xml", target) == "xl/sheets/one.xml"
